"""One thing compared between two lines, its levels in words, and what each level is worth before any data is seen."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl


@dataclass(frozen=True)
class Comparison:
    """One thing compared. `levels[k]` is said in words; `begin[k]` is the log-odds weight it begins with; level -1 (not known) weighs nothing.

    A held comparison keeps its beginning: pairs became candidates by it, so the candidates cannot say what it is worth.
    """

    name: str
    levels: tuple[str, ...]
    begin: tuple[float, ...]
    level: pl.Expr
    held: bool = False


once_a_spec = lru_cache(maxsize=32)
"""Of a function of a specification: its comparisons are asked for at every step of a run, and are the same."""


def steps(column: str, bounds: tuple[float, ...]) -> pl.Expr:
    """Level = how many of the ascending bounds are passed; -1 stays -1."""
    value = pl.col(column)
    return pl.when(value < 0).then(-1).otherwise(pl.sum_horizontal((value > b).cast(pl.Int8) for b in bounds)).cast(pl.Int8)


def compare_days() -> Comparison:
    """How many days lie between two lines."""
    return Comparison(
        "day",
        ("same day or next", "two or three days apart", "up to a week apart", "up to two weeks apart", "further apart"),
        (1.2, 0.6, 0.0, -1.0, -2.5),
        steps("days_apart", (1, 3, 7, 14)),
    )


def compare_lag() -> Comparison:
    """How far the days between two lines are from what is usual for their party and way of payment (`lags.with_lags`)."""
    words = ("as many days apart as usual, or one off", "two or three days off the usual", "up to a week off the usual", "up to two weeks off the usual")
    return Comparison("day", (*words, "further off the usual"), compare_days().begin, steps("lag_off", (1, 3, 7, 14)))


def compare_reference() -> Comparison:
    """Whether two lines name one reference."""
    return Comparison(
        "reference",
        ("names another reference", "references alike but for a slip", "no reference in common", "same reference"),
        (-5.0, 2.0, 0.0, 6.0),
        pl.when(pl.col("shared") > 0).then(3).when(pl.col("conflict") == 0).then(2).when(pl.col("reference_like") >= 85).then(1).otherwise(0).cast(pl.Int8),
        held=True,
    )


def compare_name(*more: str) -> Comparison:
    """How alike the names of the parties are, by the best of two likenesses and of those features that are named further."""
    best = pl.max_horizontal("name_set", "name_part", *more)
    return Comparison(
        "name",
        ("another name", "names a little alike", "names much alike", "same name"),
        (-3.5, -1.0, 1.5, 3.0),
        pl.when((pl.col("name_size") < 3) | (best < 0))
        .then(-1)
        .otherwise((best >= 58).cast(pl.Int8) + (best >= 75).cast(pl.Int8) + (best >= 92).cast(pl.Int8))
        .cast(pl.Int8),
    )


def compare_texts(names: tuple[str, ...]) -> tuple[Comparison, ...]:
    """The further text columns, one comparison each (features s0, s1, …). names: what people call them."""
    return tuple(
        Comparison(
            f"s{n}",
            tuple(f"{name} {said}" for said in ("differs", "a little alike", "alike", "much alike", "the same")),
            (-3.0, -1.5, 0.5, 2.0, 3.0),
            steps(f"s{n}", (40, 60, 78, 94)),
        )
        for n, name in enumerate(names)
    )
