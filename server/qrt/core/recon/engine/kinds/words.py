"""Lines that words tell apart: people, products, titles. Rare words lead; there may be no amount and no day."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison, compare_days, compare_reference, compare_texts, steps
from qrt.core.recon.engine.kinds.kind import PAIRS, Kind, Tables
from qrt.core.recon.engine.kinds.money import by_tokens, with_amounts
from qrt.core.recon.engine.likeness import number_likeness, text_likeness
from qrt.core.recon.engine.pairing import unique_pairs
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.terms import by_words


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    del tokens
    return unique_pairs(left.filter(pl.col("text") != ""), right.filter(pl.col("text") != ""), ["text"], spec, "same text")


def _candidates(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[pl.DataFrame]:
    a, b = with_amounts(left, right)
    return [bounded_pairs(a, b, ["amount"], [["skeleton"]], spec.pairs_a_line, plan, "amount")] if a.height and b.height else []


def _features(spec: EngineSpec) -> list[str]:
    return ["cosine", *[f"s{n}" for n in range(len(spec.left.text))], "numbers"]


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    return [*text_likeness(left, right, i, j, len(spec.left.text), workers), number_likeness(left, right, i, j, workers)]


def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    cosine = Comparison(
        "words",
        ("few rare words in common", "some rare words in common", "many rare words in common", "almost all words in common"),
        (-2.5, -0.5, 1.5, 3.0),
        steps("cosine", (0.3, 0.5, 0.75)),
    )
    numbers = Comparison("numbers", ("other numbers", "some numbers the same", "same numbers"), (-2.0, 0.0, 1.5), steps("numbers", (50, 95)))
    amount = Comparison(
        "amount",
        ("amounts differ", "amounts within 10 %", "amounts equal"),
        (-2.0, 0.5, 2.5),
        pl.when(pl.col("equal") < 0).then(-1).when(pl.col("equal") == 1).then(2).when((pl.col("ratio") - 1).abs() <= 0.1).then(1).otherwise(0).cast(pl.Int8),
    )
    return (amount, compare_reference(), cosine, *compare_texts(len(spec.left.text)), numbers, compare_days())


WORDS = Kind(
    prepare=lambda lines: lines,
    exact=_exact,
    shared=by_tokens,
    slack_paise=0,
    candidates=_candidates,
    measured=by_words,
    within_days=False,
    token_lines=12,
    features=_features,
    measure=_measure,
    comparisons=_comparisons,
    hold=(40.0, 0.05),
    tolerant=lambda pairs: pl.DataFrame(schema=PAIRS),
    sure=(pl.col("cosine") >= 0.75) & ((pl.col("numbers") < 0) | (pl.col("numbers") >= 95)),
    sums=lambda spec: None,
    alike=("text",),
)
