"""Two lists of money of any origin, a day and words on each line: nothing is known of their habits, so what an amount, a day or a word is worth is learned."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.columns import codes_apart, column_levels, numbers_in_common
from qrt.core.recon.engine.comparison import Comparison, compare_name, compare_reference, once_a_spec
from qrt.core.recon.engine.kinds.kind import PAIRS, Kind, Tables, sums_within
from qrt.core.recon.engine.kinds.money import MONEY, by_tokens, with_amounts
from qrt.core.recon.engine.kinds.words import compare_texts, names_cross, text_columns
from qrt.core.recon.engine.pairing import alone, near, unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec

SIZE = 1.05
"""Amounts are of one size when they lie within this ratio, or the next two of it either way."""
LEADING_WORDS = 2
OF_ONE_DEAL = 0.25
"""Amounts that lie further apart are rather a part and its whole: such pairs wait until sums have been sought."""


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """Same rare reference and amount: the line is the only one of its side that has either. The standard mode, which weighs nothing, takes as well what has the
    same amount, day and words."""
    key = ["token", "amount"]
    a, b = (tokens[s].join(t.select("n", "amount", "date"), on="n").filter(pl.col("token").str.len_bytes() >= 8) for s, t in ((0, left), (1, right)))
    a, b = (t.filter(pl.len().over("token") == 1) for t in (a, b))
    pairs = near(a.join(b, on=key, suffix="_j").rename({"n": "i", "n_j": "j"}), spec).select("i", "j").unique()
    found = alone(pairs).select("i", "j", evidence=pl.lit("same reference and amount")).sort("i", "j")
    if spec.mode == "advanced":  # the score weighs what else agrees
        return found
    rest = left.join(found, left_on="n", right_on="i", how="anti"), right.join(found, left_on="n", right_on="j", how="anti")
    whole = unique_pairs(*rest, ["amount", "date", "text"], spec, "same amount, day and words")
    return pl.concat([found, whole.select(found.columns).cast(found.schema)]).sort("i", "j")  # type: ignore[arg-type]


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    return [*MONEY.candidates(left, right, spec, plan), _by_leading_words(left, right, spec, plan)]


def _by_leading_words(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """Texts that begin alike, amounts of about one size: fees, rates of exchange and cut texts leave that much."""

    def sized(t: pl.DataFrame, places: tuple[int, ...]) -> pl.DataFrame:
        words = pl.col("text").str.extract_all(r"[A-Z0-9]+").list.head(LEADING_WORDS).list.join(" ")
        size = (pl.col("amount").abs().log() / float(np.log(SIZE))).floor().cast(pl.Int32)
        t = t.with_columns(lead=pl.when(words != "").then(words), sign=pl.col("amount") > 0, size=size)
        return t.with_columns(size=pl.concat_list([pl.col("size") + s for s in places])).explode("size") if len(places) > 1 else t

    a, b = with_amounts(left, right)
    if not a.height or not b.height:
        return pl.DataFrame(schema={"i": pl.UInt32, "j": pl.UInt32})
    return bounded_pairs(sized(a, (0,)), sized(b, (-2, -1, 0, 1, 2)), ["lead", "sign", "size"], [["amount"]], spec.pairs_a_line, plan, "leading words")


def _features(spec: EngineSpec) -> list[str]:
    return [*[f"s{n}" for n in range(len(text_columns(spec)))], "numbers", "columns_same", "columns_apart", "codes_apart", "amount_seen"]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    levels = [column_levels(left[c], right[c], i, j, workers) for c, _ in text_columns(spec)]
    codes = [codes_apart(left[c], right[c], i, j) for c, _ in text_columns(spec) if c != "narration"]
    seen = pl.concat([t.select(pl.col("amount").abs()) for t in (left, right)]).select(pl.len().over("amount"))["len"].to_numpy()
    return [
        *(pl.Series(f"s{n}", level, dtype=pl.Float32) for n, level in enumerate(levels)),
        pl.Series("numbers", numbers_in_common(left["text"], right["text"], i, j), dtype=pl.Float32),
        pl.Series("columns_same", sum(((x >= 5).astype(np.int16) for x in levels), np.zeros(len(i), np.int16)), dtype=pl.Float32),
        pl.Series("columns_apart", sum((((x == 0) | (x == 1)).astype(np.int16) for x in levels), np.zeros(len(i), np.int16)), dtype=pl.Float32),
        pl.Series("codes_apart", sum((x.astype(np.int16) for x in codes), np.zeros(len(i), np.int16)), dtype=pl.Float32),
        pl.Series("amount_seen", np.minimum(seen[i], seen[left.height + j.astype(np.int64)]) if len(i) else [], dtype=pl.Float32),
    ]


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    apart = (pl.col("ratio") - 1).abs()
    equal = pl.when(pl.col("amount_seen") <= 4).then(7).when(pl.col("amount_seen") <= 20).then(6).otherwise(5)
    amount = Comparison(
        "amount",
        (
            "amounts differ",
            "amounts within 15 %",
            "amounts within 5 %",
            "amounts within 1 %",
            "amounts within a unit of the currency",
            "amounts equal, as many lines have it",
            "amounts equal",
            "amounts equal, as few lines have it",
        ),
        (-3.0, -1.5, -0.5, 0.0, 1.0, 1.5, 2.5, 3.5),
        pl.when(pl.col("equal") < 0)
        .then(-1)
        .when(pl.col("equal") == 1)
        .then(equal)
        .when(pl.col("gap").abs() <= 1)
        .then(4)
        .otherwise((apart <= 0.01).cast(pl.Int8) + (apart <= 0.05).cast(pl.Int8) + (apart <= 0.15).cast(pl.Int8))
        .cast(pl.Int8),
    )
    days = pl.col("days")
    day = Comparison(
        "day",
        (
            "more than a day earlier",
            "a day earlier",
            "same day",
            "the next day",
            "two days later",
            "up to four days later",
            "up to a week later",
            "up to two weeks later",
            "up to a month later",
            "later than a month",
        ),
        (-1.5, 0.0, 1.2, 1.2, 0.8, 0.5, 0.2, -0.5, -1.0, -2.5),
        pl.when(pl.col("days_apart") < 0)
        .then(-1)
        .otherwise(pl.sum_horizontal((days >= b).cast(pl.Int8) for b in (-1, 0, 1, 2, 3, 5, 8, 15, 32)))
        .cast(pl.Int8),
    )
    return (amount, compare_reference(), *((compare_name(),) if names_cross(spec) else ()), *compare_texts(spec), day)


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    del pairs
    return pl.DataFrame(schema=PAIRS)


_ONE_CODE = pl.col("codes_apart") == 0
"""Two bills of one supplier over one amount are alike in everything but their numbers."""

PLAIN = Kind(
    exact=_exact,
    shared=by_tokens,
    candidates=_candidates,
    features=_features,
    measure=_measure,
    comparisons=_comparisons,
    hold=None,
    tolerant=_tolerant,
    sure=(pl.col("equal") == 1)
    & (pl.col("conflict") == 0)
    & (pl.col("columns_apart") == 0)
    & _ONE_CODE
    & (((pl.col("shared") > 0) & ~pl.col("by_chance")) | ((pl.col("crowd_a") <= 1) & (pl.col("crowd_b") <= 1))),
    sums=lambda spec: sums_within("skeleton", spec.days_before, 25, spec, alone=True),
    reversals=True,
    proven=_ONE_CODE,
    settled=(pl.col("equal") != 0) | ((pl.col("ratio") - 1).abs() <= OF_ONE_DEAL),
)
