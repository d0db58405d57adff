"""How alike two texts are, over many pairs at once."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process


def likeness(a: pl.Series, b: pl.Series, i: np.ndarray, j: np.ndarray, scorer: object, workers: int) -> np.ndarray:
    """0 … 100 a pair; -1 when one side says nothing (null or ""). Every distinct pair of different texts is measured once; equal texts are 100 unmeasured.

    a, b: the texts of either side; i, j: positions in them.
    """
    return likenesses(a, b, i, j, (scorer,), workers)[0]


def likenesses(a: pl.Series, b: pl.Series, i: np.ndarray, j: np.ndarray, scorers: tuple[object, ...], workers: int) -> list[np.ndarray]:
    """The same for several measures of the same texts: what pairs are distinct is found out once. Each measure gives equal texts 100."""
    if not len(i):
        return [np.zeros(0) for _ in scorers]
    texts = pl.concat([a.fill_null(""), b.fill_null("")]).to_frame("text").with_row_index("n")
    first = texts.select(pl.col("n").first().over("text")).to_series().to_numpy().astype(np.int64)
    silent = (texts["text"] == "").to_numpy()
    x, y = i.astype(np.int64), j.astype(np.int64) + len(a)
    said, equal = ~(silent[x] | silent[y]), first[x] == first[y]
    score = np.where(said, np.float32(100), np.float32(-1))
    told = np.flatnonzero(said & ~equal)
    if not len(told):
        return [score for _ in scorers]
    size = len(first)
    distinct, back = np.unique(first[x[told]] * size + first[y[told]], return_inverse=True)
    left, right = (texts["text"].gather(k).to_list() for k in (distinct // size, distinct % size))
    out = []
    for scorer in scorers:
        measured = score.copy()
        measured[told] = process.cpdist(left, right, scorer=scorer, dtype=np.uint8, workers=workers)[back]  # type: ignore[arg-type]
        out.append(measured)
    return out


def text_likeness(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, texts: int, workers: int) -> list[pl.Series]:
    """Columns s0, s1, … (0 … 100, or -1): one likeness a pair of text columns that both sides have."""
    out = []
    for n in range(texts):
        a, b = (
            t[f"t{n}"].fill_null("").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars()
            if f"t{n}" in t.columns
            else pl.Series([""], dtype=pl.String).new_from_index(0, t.height)
            for t in (left, right)
        )
        sort, set_ = likenesses(a, b, i, j, (fuzz.token_sort_ratio, fuzz.token_set_ratio), workers)
        out.append(pl.Series(f"s{n}", np.round((sort + set_) / 2), dtype=pl.Float32))
    return out


def distances(a: pl.Series, b: pl.Series, i: np.ndarray, j: np.ndarray, scorer: object, most: int, workers: int) -> np.ndarray:
    """Edits between the texts of each pair, counted up to `most`; `most` when one side says nothing (null or "")."""
    if not len(i):
        return np.zeros(0, dtype=np.int64)
    x, y = a.gather(i).fill_null(""), b.gather(j).fill_null("")
    found = process.cpdist(x.to_list(), y.to_list(), scorer=scorer, score_cutoff=most - 1, dtype=np.int32, workers=workers)  # type: ignore[arg-type]
    silent = ((x == "") | (y == "")).to_numpy()
    return np.where(silent, most, np.minimum(found, most)).astype(np.int64)
