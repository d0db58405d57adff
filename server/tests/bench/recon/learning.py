"""Goal G12: what 300 corrections of one period change in the next: the matches that wait for a person, and how much of what is posted unseen is right."""

from dataclasses import dataclass

import polars as pl

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank
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
    first, second = halves(bank_problem(seed, lines))
    base = load_experience("bank")
    assert base is not None
    said = corrections_of(first, base)
    taught = taught_by(first, said, base)
    before, after = queue_of(second, base), queue_of(second, taught)
    print(f"\nlearning, {lines:,} lines: {said.height} corrections of the first half ({said['wrong'].sum()} rejected), measured on the second\n")
    rows = [("", "waiting", "posted", "precision of posted")]
    rows += [(name, f"{q.waiting:,}", f"{q.posted:,}", f"{q.precision:.4f}") for name, q in (("before", before), ("after", after))]
    print_table(rows)
    print_table(made_of(second, base, taught))
    cut = 1 - after.waiting / max(before.waiting, 1)
    reached = cut >= 0.25 and after.precision >= min(before.precision, 0.999)
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


def corrections_of(problem: Problem, experience: Experience) -> pl.DataFrame:
    """What a person says of the first 300 matches that wait, the likeliest first: pattern, right, wrong. Accepted is what is true as a whole."""
    waiting = judged(problem, experience).filter(pl.col("status") != "auto").sort("probability", "match_id", descending=[True, False])
    return waiting.head(CORRECTIONS).select("pattern", right=pl.col("ok").cast(pl.Int64), wrong=(~pl.col("ok")).cast(pl.Int64))


def taught_by(problem: Problem, said: pl.DataFrame, base: Experience) -> Experience:
    """The base with what people said of the problem's matches."""
    matches = judged(problem, base)
    waiting = matches.filter(pl.col("status") != "auto")
    decided, all_ = (
        tuple(t.select("pattern", *each).iter_rows()) for t, each in ((said, ("right", "wrong")), (waiting.with_columns(n=1, none=0), ("n", "none")))
    )
    return base.taught(decided, all_, matches.height - waiting.height, 0.999)


def queue_of(problem: Problem, experience: Experience) -> Queue:
    matches = judged(problem, experience)
    posted = matches.filter(status="auto")
    return Queue(matches.height - posted.height, int(posted["pairs"].sum()), int(posted["true"].sum()))


def made_of(problem: Problem, base: Experience, taught: Experience) -> list[tuple[str, ...]]:
    """What the queue is made of, by what made the match, before and after, and how much of it is right."""
    how = pl.col("pattern").str.extract(r"how: ([^;]*)") + pl.coalesce(pl.lit("; ") + pl.col("pattern").str.extract(r"says: ([^;]*)"), pl.lit(""))
    queues = [judged(problem, each).filter(pl.col("status") != "auto").with_columns(how=how) for each in (base, taught)]
    counts = queues[0].group_by("how").agg(pl.len(), pl.col("ok").mean()).join(queues[1].group_by("how").len("after"), on="how", how="left")
    rows = [("waiting", "before", "after", "of that right")]
    return rows + [(made, f"{n:,}", f"{after or 0:,}", f"{ok:.3f}") for made, n, ok, after in counts.sort("len", "how", descending=True).iter_rows()]


def judged(problem: Problem, experience: Experience) -> pl.DataFrame:
    """match_id, status, probability, pattern, pairs, true (pairs that are), ok (all are)."""
    spec = bank(Roles.named(problem.left.columns), Roles.named(problem.right.columns))
    outcome = reconcile_tables(problem.left, problem.right, spec, learnt=Learnt(experience=experience))
    ours = outcome.matches.filter(side="left").select("match_id", "status", "probability", a_id="line_id")
    pairs = ours.join(outcome.matches.filter(side="right").select("match_id", b_id="line_id"), on="match_id")
    pairs = pairs.join(problem.truth.select("a_id", "b_id", ok=pl.lit(True)).unique(), on=["a_id", "b_id"], how="left")
    found = pairs.group_by("match_id").agg(pl.col("status", "probability").first(), pairs=pl.len(), true=pl.col("ok").fill_null(False).sum())
    return found.with_columns(ok=pl.col("true") == pl.col("pairs")).join(outcome.patterns, on="match_id").sort("match_id")
