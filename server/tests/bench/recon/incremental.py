"""Goal G10: what 1 % new lines cost, as a share of a run over the same final tables, and whether they end in the same state.

Everything is measured in processor seconds of this process: the run over everything at once, the run over everything in parts, and the run in parts that knows what
an earlier run found of the tables without the new lines. Tables are in memory; reading them and writing the state are not counted. The last line of each size is
the floor: what a run over a hundred lines costs, below which no increment can be.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import polars as pl

from qrt.core.recon.engine.parted import Context, Known, Parted, reconcile_parted
from qrt.core.recon.engine.registry import party
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec, Roles, bank, gstr2b
from qrt.core.recon.engine.together import learn_together
from tests.bench.recon.reporting import print_table
from tests.generators.recon import LEDGERS
from tests.generators.recon import bank as bank_problem
from tests.generators.recon import gst as gst_problem

T = TypeVar("T")
SHARE, ASKED = 0.01, 0.05
PERIODS = {"bank": ("", "month"), "gst": ("",), "party": ("",)}
Tables = tuple[pl.DataFrame, pl.DataFrame]
HEAD = (
    "kind",
    "lines",
    "parts",
    "1 % new",
    "parts worked off",
    "at once, s",
    "in parts, s",
    "new lines, s",
    "of a run at once",
    "of a run in parts",
    "same state",
)


@dataclass(frozen=True)
class Measured:
    """Processor seconds of a run over everything at once, of one in parts, and of the new lines; parts that were worked off, of all; whether the state is the same."""

    whole: float
    parted: float
    increment: float
    worked: tuple[int, int]
    same: bool


def print_incremental(seed: int, sizes: list[int], kinds: list[str]) -> None:
    """Every kind at every size: lines of the newest days, a late paper (one account's newest lines), lines strewn over everything."""
    rows: list[tuple[str, ...]] = [HEAD]
    for kind in kinds:
        for lines in sizes:
            tables, spec = problem(kind, seed, lines)
            reconcile_tables(tables[0].head(100), tables[1].head(100), spec)
            floor = _timed(lambda tables=tables, spec=spec: reconcile_tables(tables[0].head(50), tables[1].head(50), spec))[0]
            whole = _timed(lambda tables=tables, spec=spec: reconcile_tables(*tables, spec))[0]
            for period in PERIODS[kind]:
                for what, order in ORDERS.items():
                    done = measured(order(tables, seed), spec, period, whole)
                    cost = (f"{done.whole:.2f}", f"{done.parted:.2f}", f"{done.increment:.2f}", f"{done.increment / done.whole:.1%}")
                    same = (f"{done.increment / done.parted:.1%}", "yes" if done.same else "NO")
                    rows.append((kind, f"{lines:,}", f"account{period and ', '}{period}", what, "{} of {}".format(*done.worked), *cost, *same))
            rows.append((kind, f"{lines:,}", "", "floor", "", f"{whole:.2f}", "", f"{floor:.2f}", f"{floor / whole:.1%}", "", ""))
    print("\nnew lines\n")
    print_table(rows)
    print(f"\nG10: asked is at most {ASKED:.0%} of a full run, and the same state.")


def problem(kind: str, seed: int, lines: int) -> tuple[Tables, EngineSpec]:
    """Both tables of a generated company, under the names of their roles."""
    made = {"bank": bank_problem, "gst": gst_problem, "party": LEDGERS["party"]}[kind](seed, lines)  # type: ignore[operator]
    names = {"company_gstin": "account", "supplier_gstin": "gstin", "supplier": "party", "bill_date": "date"} if kind == "gst" else {}
    left, right = made.left.rename(names), made.right.rename(names)
    spec = {"bank": bank, "gst": gstr2b, "party": party}[kind](Roles.named(left.columns), Roles.named(right.columns))
    return (left, right), spec


def _newest(tables: Tables, seed: int) -> Tables:
    a, b = (t.sort("date", "id") for t in tables)
    return a, b


def _paper(tables: Tables, seed: int) -> Tables:
    """The account with the fewest lines that has 1 % of all."""
    counts = pl.concat([t.select("account") for t in tables]).group_by("account").len().sort("len", "account")
    most = counts.filter(pl.col("len") >= SHARE * sum(t.height for t in tables))
    late = pl.col("account") == most["account"][0]
    a, b = (t.sort(late, "date", "id") for t in tables)
    return a, b


def _strewn(tables: Tables, seed: int) -> Tables:
    a, b = (t.sample(fraction=1.0, shuffle=True, seed=seed) for t in tables)
    return a, b


ORDERS: dict[str, Callable[[Tables, int], Tables]] = {"the newest days": _newest, "a late paper": _paper, "strewn": _strewn}
"""In which order the lines came: the last of them are new."""


def measured(tables: Tables, spec: EngineSpec, period: str, whole: float) -> Measured:
    """tables: in the order in which their lines came. whole: seconds of a run over everything at once."""
    before = [t.head(round(t.height * (1 - SHARE))) for t in tables]
    taught, together = _timed(lambda: learn_together(before[0], before[1], spec, period))
    context = Context(spec, together.weights if together else None, period=period)
    known: Known = {step.asked: step for step in reconcile_parted(before[0], before[1], context).steps}
    all_in_parts, full = _timed(lambda: reconcile_parted(*tables, context))
    increment, again = _timed(lambda: reconcile_parted(*tables, context, known))
    return Measured(whole, taught + all_in_parts, increment, (sum(step.again for step in again.steps), len(again.steps)), _same(again, full))


def _same(a: Parted, b: Parted) -> bool:
    return a.outcome.digest == b.outcome.digest and a.outcome.breaks.equals(b.outcome.breaks)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    made = work()
    return time.process_time() - start, made
