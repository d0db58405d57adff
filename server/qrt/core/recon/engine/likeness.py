"""How alike two texts are, over many pairs at once."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process


def likeness(a: list[str], b: list[str], i: np.ndarray, j: np.ndarray, scorer: object, workers: int) -> np.ndarray:
    """0 … 100 a pair; -1 when one side says nothing. Every distinct pair of texts is measured once."""
    if not len(i):
        return np.zeros(0)
    texts = pl.Series(a + b, dtype=pl.String)
    codes = texts.rank("dense").to_numpy().astype(np.int64) - 1
    words = texts.unique().sort().to_list()
    key = codes[i] * len(words) + codes[len(a) + j.astype(np.int64)]
    distinct, back = np.unique(key, return_inverse=True)
    left, right = distinct // len(words), distinct % len(words)
    score = process.cpdist([words[k] for k in left], [words[k] for k in right], scorer=scorer, dtype=np.uint8, workers=workers).astype(np.float32)  # type: ignore[arg-type]
    empty = words.index("") if words and words[0] == "" else -1
    score[(left == empty) | (right == empty)] = -1
    return score[back]


def text_likeness(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, texts: int, workers: int) -> list[pl.Series]:
    """Columns s0, s1, … (0 … 100, or -1): one likeness a pair of text columns that both sides have."""
    out = []
    for n in range(texts):
        a, b = (
            t[f"t{n}"].fill_null("").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars().to_list()
            if f"t{n}" in t.columns
            else [""] * t.height
            for t in (left, right)
        )
        out.append(
            pl.Series(
                f"s{n}",
                np.round((likeness(a, b, i, j, fuzz.token_sort_ratio, workers) + likeness(a, b, i, j, fuzz.token_set_ratio, workers)) / 2),
                dtype=pl.Float32,
            )
        )
    return out


def number_likeness(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> pl.Series:
    """Column numbers (0 … 100, or -1): whether the numbers in the texts are the same ones."""
    numbers = [t.select(d=pl.col("text").str.extract_all(r"\d+").list.unique().list.sort().list.join(" "))["d"].fill_null("").to_list() for t in (left, right)]
    return pl.Series("numbers", likeness(numbers[0], numbers[1], i, j, fuzz.token_set_ratio, workers), dtype=pl.Float32)
