"""Goal G12: what 300 corrections of one period change in the next: the lines that wait for a person, and how much of what is posted unseen is right."""

from dataclasses import dataclass

import polars as pl

from qrt.core.recon.engine.learning import corrected_rows, learn
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec, Roles, bank
from qrt.core.recon.engine.training import scored_pairs
from tests.bench.recon.reporting import print_table
from tests.generators.recon import Problem
from tests.generators.recon import bank as bank_problem

CORRECTIONS = 300


@dataclass(frozen=True)
class Queue:
    """waiting: matches that wait for a person; posted: pairs accepted alone, and how many of them are right."""

    waiting: int
    posted: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / max(self.posted, 1)


def print_learning(seed: int, lines: int) -> None:
    """One company, two halves of its period: corrections of the first, figures of the second."""
    problem = bank_problem(seed, lines)
    first, second = halves(problem)
    spec = bank(Roles.named(problem.left.columns), Roles.named(problem.right.columns))
    said = corrections_of(first, spec)
    model = learn(corrected_rows(scored_pairs(first.left, first.right, spec), said), spec, None, {"kind": "bank"})
    before = queue_of(second, spec, None)
    print(f"\nlearning, {lines:,} lines: {said.height} corrections of the first half, measured on the second\n")
    rows = [("", "waiting", "posted", "precision of posted"), ("before", f"{before.waiting:,}", f"{before.posted:,}", f"{before.precision:.4f}")]
    if model is None:
        print_table([*rows, ("after", "no model: too few true and wrong pairs", "", "")])
        return
    after = queue_of(second, spec, model)
    cut = 1 - after.waiting / max(before.waiting, 1)
    reached = cut >= 0.25 and after.precision >= before.precision
    print_table([*rows, ("after", f"{after.waiting:,}", f"{after.posted:,}", f"{after.precision:.4f}")])
    print(f"\nG12: the queue is {cut:.1%} shorter (asked 25 % with no loss of precision): {'yes' if reached else 'NO'}")


def halves(problem: Problem) -> tuple[Problem, Problem]:
    """The problem before and after the middle of its days. A group that crosses the middle goes with its earliest line."""
    days = pl.concat([problem.truth.select("gid", id="a_id"), problem.truth.select("gid", id="b_id")]).unique()
    lines = pl.concat([problem.left.select("id", "date"), problem.right.select("id", "date")])
    started = days.join(lines, on="id").group_by("gid").agg(pl.col("date").min()).join(days, on="gid").select("id", begun="date").unique("id")
    middle = problem.left["date"].sort()[problem.left.height // 2]
    parts = []
    for late in (False, True):
        sides = [
            table.join(started, on="id", how="left").filter((pl.col("begun").fill_null(pl.col("date")) >= middle) == late).drop("begun")
            for table in (problem.left, problem.right)
        ]
        truth = problem.truth.join(sides[0].select(a_id="id"), on="a_id", how="semi").join(sides[1].select(b_id="id"), on="b_id", how="semi")
        parts.append(Problem(problem.name, sides[0], sides[1], truth))
    return parts[0], parts[1]


def corrections_of(problem: Problem, spec: EngineSpec) -> pl.DataFrame:
    """What a person says of the first 300 pairs that wait, in the order of the list: true or not."""
    waiting = _pairs(problem, spec, None).filter(pl.col("status") != "auto")
    single = waiting.filter(pl.len().over("match_id") == 1).sort("probability", "match_id", descending=[True, False]).head(CORRECTIONS)
    true = problem.truth.select(left="a_id", right="b_id", label=pl.lit(True))
    return single.select(left="a_id", right="b_id").join(true, on=["left", "right"], how="left").with_columns(pl.col("label").fill_null(False))


def queue_of(problem: Problem, spec: EngineSpec, model: Model | None) -> Queue:
    pairs = _pairs(problem, spec, model)
    posted = pairs.filter(pl.col("status") == "auto")
    right = posted.join(problem.truth, on=["a_id", "b_id"], how="semi")
    return Queue(pairs.filter(pl.col("status") != "auto")["match_id"].n_unique(), posted.height, right.height)


def _pairs(problem: Problem, spec: EngineSpec, model: Model | None) -> pl.DataFrame:
    matches = reconcile_tables(problem.left, problem.right, spec, model).matches
    ours = matches.filter(pl.col("side") == "left").select("match_id", "status", "probability", a_id="line_id")
    return ours.join(matches.filter(pl.col("side") == "right").select("match_id", b_id="line_id"), on="match_id")
