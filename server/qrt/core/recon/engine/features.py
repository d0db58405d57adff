"""What is measured of a pair: differences of amount, day, reference and words. All cheap; only pairs of candidates are measured."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from qrt.core.recon.engine.differences import name_differences
from qrt.core.recon.engine.spec import EngineSpec

COMMON = [
    "gap",
    "ratio",
    "equal",
    "named",
    "days",
    "days_apart",
    "shared",
    "conflict",
    "reference_like",
    "name_set",
    "name_part",
    "name_size",
    "ca",
    "cb",
    "ea",
    "eb",
    "size",
]
GST = ["gstin_like", "pan_equal", "bill_equal", "number_equal", "bill_like", "tail", "taxable_equal", "heads_equal"]


def feature_names(spec: EngineSpec) -> list[str]:
    extra = GST if spec.name == "gstr2b" else ["cosine", *[f"s{n}" for n in range(len(spec.left.text))], "numbers"] if spec.name == "generic" else []
    return [*COMMON, *extra]


def with_features(
    pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, workers: int
) -> pl.DataFrame:
    """pairs (i, j, shared, cosine) with one f32 column a feature of `feature_names`; -1 means not known. Also a_amount, b_amount i64."""
    i, j = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    x, y = (t["amount"].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
    known = left["amount"].is_not_null().to_numpy()[i] & right["amount"].is_not_null().to_numpy()[j] if len(i) else np.zeros(0, bool)
    gap = np.abs(x) - np.abs(y)
    shared = pairs["shared"].to_numpy()
    days, dated = _days(left, right, i, j)
    marks = [_longest(t, s.height) for t, s in zip(tokens, (left, right), strict=True)]
    strong = [np.array([len(m) >= 9 for m in ms], dtype=bool) if ms else np.zeros(0, bool) for ms in marks]
    both = strong[0][i] & strong[1][j] & ~shared if len(i) else np.zeros(0, bool)
    like = np.full(len(i), -1.0)
    if both.any():
        like[both] = _likeness(marks[0], marks[1], i[both], j[both], fuzz.ratio, workers)
    names = left["name"].to_list(), right["name"].to_list()
    size = np.minimum(left["name"].str.len_chars().to_numpy()[i], right["name"].str.len_chars().to_numpy()[j]) if len(i) else np.zeros(0)
    equal = (known & (x == y)).astype(np.float32)
    columns = {
        "gap": gap / 100.0,
        "ratio": np.where(known & (x != 0), np.abs(y) / np.maximum(np.abs(x), 1), -1.0),
        "equal": np.where(known, equal, -1),
        "named": np.where(known, name_differences(x, y, shared), -1),
        "days": np.where(dated, days, 0),
        "days_apart": np.where(dated, np.abs(days), -1),
        "conflict": both,
        "reference_like": like,
        "name_set": _likeness(*names, i, j, fuzz.token_set_ratio, workers),
        "name_part": _likeness(*names, i, j, fuzz.partial_ratio, workers),
        "name_size": size,
        "size": np.log10(np.maximum(np.abs(x), 1)),
    }
    out = pairs.with_columns(pl.Series(k, v, dtype=pl.Float32) for k, v in columns.items())
    out = out.with_columns(pl.col("shared").cast(pl.Float32), a_amount=pl.Series(x, dtype=pl.Int64), b_amount=pl.Series(y, dtype=pl.Int64))
    if spec.name == "gstr2b":
        out = out.with_columns(_gst(left, right, i, j, workers))
    if spec.name == "generic":
        out = out.with_columns(_generic(left, right, i, j, len(spec.left.text), workers))
    alike = pl.col("equal").clip(0)
    return out.with_columns(ca=pl.len().over("i").cast(pl.Float32), cb=pl.len().over("j").cast(pl.Float32), ea=alike.sum().over("i"), eb=alike.sum().over("j"))


def _days(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    a, b = (t["date"].fill_null(-(10**6)).to_numpy()[k] for t, k in ((left, i), (right, j)))
    return (b - a).astype(np.float64), (a > -(10**6)) & (b > -(10**6))


def _longest(tokens: pl.DataFrame, rows: int) -> list[str]:
    best = (
        tokens.with_columns(size=pl.col("token").str.len_bytes())
        .sort("n", "size", "token", descending=[False, True, False])
        .unique("n", keep="first", maintain_order=True)
    )
    return pl.DataFrame({"n": np.arange(rows, dtype=np.uint32)}).join(best, on="n", how="left").sort("n")["token"].fill_null("").to_list()


def _likeness(a: list[str], b: list[str], i: np.ndarray, j: np.ndarray, scorer: object, workers: int) -> np.ndarray:
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


def _equal(left: pl.DataFrame, right: pl.DataFrame, column: str, i: np.ndarray, j: np.ndarray) -> pl.Series:
    return (left[column].gather(i) == right[column].gather(j)).cast(pl.Float32).fill_null(-1)


def _gst(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> list[pl.Series]:
    texts = {c: (left[c].fill_null("").to_list(), right[c].fill_null("").to_list()) for c in ("gstin", "bill")}
    ends = pl.DataFrame(
        {f"{c}_{k}": t[c].gather(rows).fill_null("" if c == "bill" else "?") for k, t, rows in (("a", left, i), ("b", right, j)) for c in ("bill", "number")}
    )
    tail = ends.select(tail=(pl.col("bill_a").str.ends_with(pl.col("number_b")) | pl.col("bill_b").str.ends_with(pl.col("number_a"))).cast(pl.Float32))["tail"]
    heads = np.ones(len(i), dtype=np.float32)
    for head in ("igst", "cgst", "sgst", "cess"):
        x, y = (t[head].fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
        heads *= np.abs(x - y) <= 100
    return [
        pl.Series("gstin_like", _likeness(*texts["gstin"], i, j, fuzz.ratio, workers), dtype=pl.Float32),
        _equal(left, right, "pan", i, j).alias("pan_equal"),
        _equal(left, right, "bill", i, j).alias("bill_equal"),
        _equal(left, right, "number", i, j).alias("number_equal"),
        pl.Series("bill_like", _likeness(*texts["bill"], i, j, fuzz.ratio, workers), dtype=pl.Float32),
        tail.alias("tail"),
        _equal(left, right, "taxable", i, j).alias("taxable_equal"),
        pl.Series("heads_equal", heads),
    ]


def _generic(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, texts: int, workers: int) -> list[pl.Series]:
    """One likeness a pair of text columns that both sides have, and whether the numbers in the texts are the same ones."""
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
                np.round((_likeness(a, b, i, j, fuzz.token_sort_ratio, workers) + _likeness(a, b, i, j, fuzz.token_set_ratio, workers)) / 2),
                dtype=pl.Float32,
            )
        )
    numbers = [t.select(d=pl.col("text").str.extract_all(r"\d+").list.unique().list.sort().list.join(" "))["d"].fill_null("").to_list() for t in (left, right)]
    out.append(pl.Series("numbers", _likeness(numbers[0], numbers[1], i, j, fuzz.token_set_ratio, workers), dtype=pl.Float32))
    return out
