"""What one family of reconciliations looks at, and what of it is sure. Everything else is the same for all."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison
from qrt.core.recon.engine.differences import difference_names
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.spec import EngineSpec, Side

Tables = tuple[pl.DataFrame, pl.DataFrame]
GROUPS = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String}
PAIRS = {"i": pl.UInt32, "j": pl.UInt32, "evidence": pl.String}


@dataclass(frozen=True)
class Search:
    """One search for subsets of at most `most` lines. `one`: the side of the one line; days of the many, counted from the day of the one.

    key: column in place of that of all searches. A sum of such lines must be explained by chance in less than one of a hundred, and is a suggestion.
    """

    stage: str
    one: Side
    before: int
    after: int
    most: int
    key: str = ""


@dataclass(frozen=True)
class Sums:
    """How groups by sums are sought: one search after the other, among lines of one `key`: a column, or "party", which names decide.

    alone: a sum beyond chance is accepted alone; not where each line has a number of its own that the sum does not bear.
    """

    key: str
    searches: tuple[Search, ...]
    alone: bool = True


def sums_within(key: str, before: int, after: int, spec: EngineSpec, alone: bool = False) -> Sums:
    """One search each way. before, after: days around the one line."""
    return Sums(key, (Search("sum_of_left", "right", after, 3, 12), Search("sum_of_right", "left", before, spec.days_after, 6)), alone)


def _as_they_are(lines: pl.DataFrame) -> pl.DataFrame:
    return lines


@dataclass(frozen=True, kw_only=True)
class Kind:
    """left, right: comparable lines sorted by content, with their row number n u32. i, j: row numbers of pairs.

    prepare         adds the columns that only this kind compares to lines
    exact           (left, right, tokens, spec) -> PAIRS: lines that agree in everything that counts, without a second choice
    shared          (left, right, tokens) -> for either side n, date, token, v (paise): what the groups of one reference are made by
    slack_paise     how far the sums of such a group may lie apart
    candidates      (left, right, spec, plan) -> tables of pairs (i, j) worth a look, by equality of made columns
    measured        the same with cosine f32, for kinds in which words lead; None elsewhere
    within_days     whether pairs outside the days of the spec are dropped
    token_lines     a token is a reference only while at most so many lines of a side have it
    features        names of the features `measure` adds to the common ones
    measure         (left, right, i, j, spec, workers) -> a series each
    comparisons     what the weights are learned of; its order is the order of the reasons
    hold            how many candidates the beginning weights count for: at least, and as a share of all (lines of one party on one day look alike,
                    and free weights would call that a match whatever the amounts); None: the weights are learned among rivals
    tolerant        pairs with features -> PAIRS that need no score
    sure            bool of a pair with features: evidence that is accepted alone without labels
    settled         bool of a pair with features: its amounts agree, or differ by what has a name; the others are paired after the groups
    doubtful        bool of a pair with features: so much agrees that a person should see it when nothing else is left for either line; None: nothing
    sums            how sums are sought; None: not at all
    early           (left, right, spec) -> the canonical lines of either side that stay open, with what columns it made, and PAIRS, by row, that are exact
                    before anything else is prepared; None: there are none
    clubs           (left, right) -> GROUPS of open lines that stand together by nature and add up; sought before sums; None: there are none
    turn            (left, right, spec) -> the right side's canonical lines as they are compared: with the signs of the left side's view, without what
                    was replaced; None: as they came
    named           (left, right, shared, abroad, spec) -> a name for each difference of two sums in paise; shared: the evidence is a reference; abroad: a line
                    of it names a currency of its own, or no table says currencies
    alike           columns in which lines that nothing tells apart are equal; the first alone says already where there may be many
    reversals       whether a side may take a line of its own back, by a second one that cancels it
    lags            whether pairs are held to the days that are usual for their party and way of payment
    at_once         whether many parts go through the cascade at once: every key is sought within its part, and weights are learned part by part
    proven          bool of a pair with features: beside `sure` it is accepted alone from the lead on that is proven (`least_lead`); None: no lead accepts
    clear           bool of such a pair, with `against` (`speaking_against`): nothing contradicts it. The others are what two lines without partners look like, and are
                    held to a lead that counts these; None: no pair is
    listed_twice    whether a side may list one record more than once, so that more than one of its lines may belong to one of the other
    """

    exact: Callable[[pl.DataFrame, pl.DataFrame, Tables, EngineSpec], pl.DataFrame]
    shared: Callable[[pl.DataFrame, pl.DataFrame, Tables], Tables]
    candidates: Callable[[pl.DataFrame, pl.DataFrame, EngineSpec, Plan], list[pl.DataFrame]]
    features: Callable[[EngineSpec], list[str]]
    measure: Callable[[pl.DataFrame, pl.DataFrame, np.ndarray, np.ndarray, EngineSpec, int], list[pl.Series]]
    comparisons: Callable[[EngineSpec], tuple[Comparison, ...]]
    tolerant: Callable[[pl.DataFrame], pl.DataFrame]
    sure: pl.Expr
    sums: Callable[[EngineSpec], Sums | None]
    prepare: Callable[[pl.DataFrame], pl.DataFrame] = _as_they_are
    slack_paise: int = 0
    measured: Callable[[pl.DataFrame, pl.DataFrame, EngineSpec, Plan], pl.DataFrame] | None = None
    within_days: bool = True
    token_lines: int = 8
    hold: tuple[float, float] | None = (400.0, 0.5)
    doubtful: pl.Expr | None = None
    settled: pl.Expr = field(default_factory=lambda: pl.lit(True))
    early: Callable[[pl.DataFrame, pl.DataFrame, EngineSpec], tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]] | None = None
    clubs: Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame] | None = None
    turn: Callable[[pl.DataFrame, pl.DataFrame, EngineSpec], pl.DataFrame] | None = None
    named: Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray, EngineSpec], np.ndarray] = difference_names
    alike: tuple[str, ...] = ("amount", "date", "name")
    reversals: bool = False
    lags: bool = False
    at_once: bool = False
    listed_twice: bool = False
    proven: pl.Expr | None = None
    clear: pl.Expr | None = None
