"""What an engine's pairs are worth against the truth."""

from dataclasses import dataclass, field

import polars as pl

from tests.generators.recon import Problem

PRECISION = 0.999
BINS = 20


@dataclass(frozen=True)
class Found:
    """Of the true pairs of one kind of trouble, how many were found."""

    found: int
    wanted: int

    @property
    def recall(self) -> float:
        return self.found / self.wanted


@dataclass(frozen=True)
class Score:
    """Pairwise figures over all true cross pairs.

    used_twice        lines of either side that stand in more than one match
    automatic         share of the true pairs that could be posted unseen at a measured precision of 99.9 %: by the best threshold on the engine's score
    posted, posted_precision   the share that the engine itself would post, and how much of that is right (None: it does not say)
    calibration       expected error of its probabilities (None: it has none)
    """

    precision: float
    recall: float
    f1: float
    used_twice: int
    kinds: dict[str, Found] = field(default_factory=dict)
    automatic: float | None = None
    posted: float | None = None
    posted_precision: float | None = None
    calibration: float | None = None


def score(problem: Problem, pairs: pl.DataFrame) -> Score:
    """Judge. Two lines that say the same in every column are one as good as the other, but each only once."""
    used_twice = _used_twice(pairs)
    judged = _judged(problem, pairs)
    right, truth = int(judged["ok"].sum()), problem.truth.height
    precision, recall = right / max(judged.height, 1), right / truth
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    posted = judged.filter("auto") if "auto" in judged.columns else None
    return Score(
        precision,
        recall,
        f1,
        used_twice,
        _by_kind(problem.truth, judged),
        automatic_share(judged, truth) if "score" in judged.columns else None,
        int(posted["ok"].sum()) / truth if posted is not None else None,
        int(posted["ok"].sum()) / posted.height if posted is not None and posted.height else None,
        calibration_error(judged) if "score" in judged.columns and judged.height else None,
    )


def _used_twice(pairs: pl.DataFrame) -> int:
    counts = [pairs.group_by(side).agg(pl.col("match").n_unique()).filter(pl.col("match") > 1).height for side in ("a_id", "b_id")]
    return sum(counts)


def _judged(problem: Problem, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs, once each, with `ok` and, where right, the `kind` of the truth."""
    distinct = pairs.unique(["a_id", "b_id"], maintain_order=True)
    ours, theirs = _alike(problem.left, "a"), _alike(problem.right, "b")
    told = distinct.join(ours, on="a_id").join(theirs, on="b_id")
    assert told.height == distinct.height, "an engine named a line that does not exist"
    truth = problem.truth.join(ours, on="a_id").join(theirs, on="b_id")
    by = ["score", "a_id", "b_id"] if "score" in told.columns else ["a_id", "b_id"]
    told = told.sort(by, descending=[name == "score" for name in by], nulls_last=True)
    # A line may stand for its twin, but not for both.
    told = told.with_columns(again=~(pl.struct("a_id", "b").is_first_distinct() & pl.struct("a", "b_id").is_first_distinct()))
    told = told.with_columns(place=pl.when(~pl.col("again")).then((~pl.col("again")).cum_sum().over("a", "b")))
    wanted = truth.group_by("a", "b").agg(pl.len().alias("wanted"), pl.col("kind").sort().first())
    return told.join(wanted, on=["a", "b"], how="left", maintain_order="left").with_columns(ok=(pl.col("place") <= pl.col("wanted")).fill_null(False))


def _alike(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Each id with the number of its content: lines that say the same have the same number."""
    content = [pl.col(column).cast(pl.String).fill_null("") for column in table.columns if column != "id"]
    return table.select(pl.col("id").alias(f"{name}_id"), pl.concat_str(content, separator="\x1f").rank("dense").alias(name))


def _by_kind(truth: pl.DataFrame, judged: pl.DataFrame) -> dict[str, Found]:
    wanted = truth.group_by("kind").len()
    found = judged.filter("ok").group_by("kind").agg(found=pl.len())
    return {kind: Found(found or 0, all_of) for kind, all_of, found in wanted.join(found, on="kind", how="left").sort("kind").iter_rows()}


def automatic_share(judged: pl.DataFrame, truth: int) -> float:
    """By the best threshold on the score."""
    steps = judged.drop_nulls("score").group_by("score").agg(pl.col("ok").sum(), pl.len().alias("all")).sort("score", descending=True)
    steps = steps.with_columns(pl.col("ok").cum_sum(), pl.col("all").cum_sum())
    enough = steps.filter(pl.col("ok") >= pl.col("all") * PRECISION)
    return enough["ok"].max() / truth if enough.height else 0.0  # type: ignore[operator]


def calibration_error(judged: pl.DataFrame) -> float:
    """Mean distance between what is said and what is so, over bins of equal width."""
    held = judged.drop_nulls("score").with_columns(bin=(pl.col("score").clip(0, 1) * BINS).floor().clip(0, BINS - 1))
    bins = held.group_by("bin").agg(gap=(pl.col("ok").sum() - pl.col("score").sum()).abs())
    return float(bins["gap"].sum()) / max(held.height, 1)
