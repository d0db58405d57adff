"""What is measured of a pair: differences of amount, day, reference and words. All cheap; only pairs of candidates are measured."""

import numpy as np
import polars as pl
from rapidfuzz import fuzz

from qrt.core.recon.engine.differences import name_differences
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.likeness import likeness, likenesses
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


def _named(left: np.ndarray, right: np.ndarray, shared: np.ndarray, spec: EngineSpec) -> np.ndarray:
    of_bank, of_party = spec.family == "money", spec.family == "party"
    return name_differences(left, right, shared, spec.usual, spec.tolerance_paise, spec.tolerance_share, of_bank, of_party)


def feature_names(spec: EngineSpec) -> list[str]:
    return [*COMMON, *kind_of(spec).features(spec)]


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
    marks = [_longest(t, s.height, rows) for t, s, rows in zip(tokens, (left, right), (i, j), strict=True)]
    both = _conflict(pairs, left, right, marks)
    like = np.full(len(i), -1.0)
    if both.any():
        like[both] = likeness(marks[0], marks[1], i[both], j[both], fuzz.ratio, workers)
    name_set, name_part = likenesses(left["name"], right["name"], i, j, (fuzz.token_set_ratio, fuzz.partial_ratio), workers)
    size = np.minimum(left["name"].str.len_chars().to_numpy()[i], right["name"].str.len_chars().to_numpy()[j]) if len(i) else np.zeros(0)
    equal = (known & (x == y)).astype(np.float32)
    columns = {
        "gap": gap / 100.0,
        "ratio": np.where(known & (x != 0), np.abs(y) / np.maximum(np.abs(x), 1), -1.0),
        "equal": np.where(known, equal, -1),
        "named": np.where(known, _named(x, y, shared, spec), -1),
        "days": np.where(dated, days, 0),
        "days_apart": np.where(dated, np.abs(days), -1),
        "conflict": both,
        "reference_like": like,
        "name_set": name_set,
        "name_part": name_part,
        "name_size": size,
        "size": np.log10(np.maximum(np.abs(x), 1)),
    }
    out = pairs.with_columns(pl.Series(k, v, dtype=pl.Float32) for k, v in columns.items())
    out = out.with_columns(pl.col("shared").cast(pl.Float32), a_amount=pl.Series(x, dtype=pl.Int64), b_amount=pl.Series(y, dtype=pl.Int64))
    out = out.with_columns(kind_of(spec).measure(left, right, i, j, spec, workers))
    alike = pl.col("equal").clip(0)
    return out.with_columns(ca=pl.len().over("i").cast(pl.Float32), cb=pl.len().over("j").cast(pl.Float32), ea=alike.sum().over("i"), eb=alike.sum().over("j"))


def _conflict(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, marks: list[pl.Series]) -> np.ndarray:
    """Whether both lines bear a reference of one form and share none. Without marks given, a word of nine characters counts as one, and what is the other's beginning or
    end is no other reference: banks cut them."""
    if not pairs.height:
        return np.zeros(0, bool)
    i, j, apart = pairs["i"].to_numpy(), pairs["j"].to_numpy(), ~pairs["shared"].to_numpy()
    if not left["marks"].null_count() and not right["marks"].null_count():
        forms = [[t["marks"].str.contains(f"{form}:", literal=True).to_numpy() for form in "un"] for t in (left, right)]
        return apart & np.logical_or.reduce([a[i] & b[j] for a, b in zip(*forms, strict=True)])
    strong = [m.str.len_bytes().to_numpy() >= 9 for m in marks]
    both = strong[0][i] & strong[1][j] & apart
    rows = np.flatnonzero(both)
    x, y = pl.col("x"), pl.col("y")
    cut = pl.any_horizontal(x.str.starts_with(y), x.str.ends_with(y), y.str.starts_with(x), y.str.ends_with(x))
    both[rows[pl.DataFrame({"x": marks[0].gather(i[rows]), "y": marks[1].gather(j[rows])}).select(cut).to_series().to_numpy()]] = False
    return both


def bear_others(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame]) -> pl.Series:
    """Whether the lines of each pair (i, j) bear two different references of one form and share none. tokens: of all lines."""
    named = [t.filter("again").select("code", pl.col("n").alias(k)) for t, k in zip(tokens, "ij", strict=True)]
    shared = pairs.select("i", "j").with_row_index("row").join(named[0], on="i").join(named[1], on=["j", "code"])["row"].unique()
    told = pairs.select("i", "j", shared=pl.int_range(pl.len()).is_in(shared.implode()))
    marks = [_longest(t, s.height, pairs[k].to_numpy()) for t, s, k in zip(tokens, (left, right), "ij", strict=True)]
    return pl.Series(_conflict(told, left, right, marks))


def _days(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    a, b = (t["date"].fill_null(-(10**6)).to_numpy()[k] for t, k in ((left, i), (right, j)))
    return (b - a).astype(np.float64), (a > -(10**6)) & (b > -(10**6))


def _longest(tokens: pl.DataFrame, rows: int, asked: np.ndarray) -> pl.Series:
    """The longest token of each row that is asked for ("" where there is none, and in other rows); of equally long ones the first by letter."""
    wanted = np.zeros(rows, dtype=bool)
    wanted[asked] = True
    tokens = tokens.select("n", "token").filter(pl.Series(wanted[tokens["n"].to_numpy()], dtype=pl.Boolean))
    size = pl.col("token").str.len_bytes()
    best = tokens.filter(size == size.max().over("n")).group_by("n").agg(pl.col("token").min())
    spread = np.full(rows, best.height, dtype=np.int64)
    spread[best["n"].to_numpy()] = np.arange(best.height)
    return pl.concat([best["token"], pl.Series([""], dtype=pl.String)]).gather(spread)
