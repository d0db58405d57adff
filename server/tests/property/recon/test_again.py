"""Laws of runs in parts and of runs over a state: new lines end in the state of a run over everything, and only the parts that they touch are worked off."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrt.adapters.tables import State, load_state, save_state
from qrt.core.recon.engine.outcome import assert_invariants
from qrt.core.recon.engine.parted import Context, Known, Lines, Parted, Step, in_turn, reconcile_parted
from qrt.core.recon.engine.registry import KINDS
from qrt.core.recon.engine.run import canonical_lines, reconcile_lines, reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec, Roles
from qrt.core.recon.engine.together import learn_together
from tests.generators.recon.ledgers import LEDGERS
from tests.support.recon_world import bank_world, gst_world

SLOW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORLDS = ("bank", "gstr2b", "generic", "party", "tds_receivable")


def world(kind: str, seed: int) -> tuple[pl.DataFrame, pl.DataFrame, EngineSpec]:
    if kind in ("party", "tds_receivable"):
        problem = LEDGERS[kind.split("_")[0]](seed, 60 if kind == "tds_receivable" else 24)
        left, right = problem.left, problem.right
    else:
        left, right = (gst_world(seed, 100) if kind == "gstr2b" else bank_world(seed, 120, accounts=2))[:2]
    return left, right, KINDS[kind](Roles.named(left.columns), Roles.named(right.columns))


def same(a: Parted, b: Parted) -> bool:
    alike = a.outcome.digest == b.outcome.digest and a.outcome.matches.equals(b.outcome.matches) and a.outcome.breaks.equals(b.outcome.breaks)
    return alike and a.outcome.all_reasons().sort("match_id").equals(b.outcome.all_reasons().sort("match_id"))


@pytest.mark.parametrize("kind", WORLDS)
@SLOW
@given(seed=st.integers(0, 10**6), period=st.sampled_from(["", "month"]), share=st.sampled_from([0.01, 0.1, 0.5]), newest=st.booleans())
def test_a_run_over_a_state_ends_where_a_run_over_everything_ends(kind: str, seed: int, period: str, share: float, newest: bool) -> None:
    left, right, spec = world(kind, seed)
    kept = [t.sort("date") if newest else t.sample(fraction=1.0, shuffle=True, seed=seed) for t in (left, right)]
    ours, theirs = (t.head(round(t.height * (1 - share))) for t in kept)
    together = learn_together(ours, theirs, spec, period)
    context = Context(spec, together.weights if together else None, period=period)
    before = reconcile_parted(ours, theirs, context)
    with tempfile.TemporaryDirectory() as folder:
        save_state(Path(folder) / "state", State(ours, theirs, "", context.weights, (), before.steps))
        state = load_state(Path(folder) / "state")
    assert state is not None and state.weights == context.weights
    again, whole = reconcile_parted(left, right, context, state.known), reconcile_parted(left, right, context)
    assert same(again, whole)
    assert not any(step.again for step in reconcile_parted(left, right, context, {s.asked: s for s in whole.steps}).steps)


def changed(lines: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The same lines before some of them were corrected, with some that were taken out later and without some that came later."""
    row = pl.int_range(pl.len()).shuffle(seed)
    amounts = [c for c in ("amount", "taxable") if c in lines.columns]
    old = lines.with_columns(pl.when(row < 3).then(pl.col(c) + 12_300).otherwise(c).alias(c) for c in amounts).head(-2)
    gone = lines.head(2).with_columns(pl.concat_str(pl.lit("GONE"), pl.col("id").cast(pl.String)).alias("id"))
    return pl.concat([old.with_columns(pl.col("id").cast(pl.String)), gone])


@pytest.mark.parametrize("kind", WORLDS)
@SLOW
@given(seed=st.integers(0, 10**6), period=st.sampled_from(["", "month"]))
def test_lines_that_changed_or_are_gone_end_in_the_same_state(kind: str, seed: int, period: str) -> None:
    left, right, spec = world(kind, seed)
    left, right = (t.with_columns(pl.col("id").cast(pl.String)) for t in (left, right))
    together = learn_together(left, right, spec, period)
    context = Context(spec, together.weights if together else None, period=period)
    before = reconcile_parted(changed(left, seed), changed(right, seed + 1), context)
    again = reconcile_parted(left, right, context, {step.asked: step for step in before.steps})
    assert same(again, reconcile_parted(left, right, context))


@pytest.mark.parametrize("kind", ["bank", "gstr2b", "party"])
def test_without_held_weights_a_run_in_keys_is_a_run_over_everything(kind: str) -> None:
    left, right, spec = world(kind, 11)
    parted, whole = reconcile_parted(left, right, Context(spec, None)).outcome, reconcile_tables(left, right, spec)
    assert parted.digest == whole.digest and parted.breaks.equals(whole.breaks.sort("side", "line_id"))
    assert parted.all_reasons().sort("match_id").equals(whole.all_reasons().sort("match_id"))


@pytest.mark.parametrize("kind", ["bank", "gstr2b", "party"])
def test_control_an_increment_that_forgets_the_neighbours_of_new_lines_is_seen(kind: str) -> None:
    left, right, spec = world(kind, 7)
    ours, theirs = (t.sample(fraction=1.0, shuffle=True, seed=7).head(round(t.height * 0.9)) for t in (left, right))
    context = Context(spec, None)
    known = {step.asked: step for step in reconcile_parted(ours, theirs, context).steps}
    there = [t["id"].cast(pl.String) for t in (ours, theirs)]

    def forgetful(parts: Sequence[tuple[str, Lines]], context: Context, known: Known) -> list[list[Step]]:
        """What was found stays, and new lines are looked at among themselves."""
        news = [(name, (x.filter(~pl.col("id").is_in(there[0].implode())), y.filter(~pl.col("id").is_in(there[1].implode())))) for name, (x, y) in parts]
        old = {step.name: step for step in known.values()}
        return [[*([old[name]] if name in old else []), *steps] for (name, _), steps in zip(parts, in_turn(news, context, {}), strict=True)]

    whole = reconcile_parted(left, right, context)
    assert same(reconcile_parted(left, right, context, known), whole)
    assert not same(reconcile_parted(left, right, context, known, forgetful), whole)


@SLOW
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(["bank", "gstr2b"]), period=st.sampled_from(["month", "week"]))
def test_every_line_of_a_run_in_parts_stands_once_and_rows_have_no_order(seed: int, kind: str, period: str) -> None:
    left, right, spec = world(kind, seed)
    together = learn_together(left, right, spec, period)
    context = Context(spec, together.weights if together else None, period=period)
    out = reconcile_parted(left, right, context).outcome
    a, b = canonical_lines(left, right, spec)
    assert_invariants(out.matches, a, b)
    for side, lines in (("left", left), ("right", right)):
        told = [*out.matches.filter(side=side)["line_id"], *out.breaks.filter(side=side)["line_id"]]
        assert sorted(told) == sorted(lines["id"])
    x, y = (t.sample(fraction=1.0, shuffle=True, seed=seed) for t in (left, right))
    assert learn_together(x, y, spec, period) == together
    assert reconcile_parted(x, y, context).outcome.digest == out.digest


@SLOW
@given(seed=st.integers(0, 10**6))
def test_a_key_without_periods_finds_what_its_lines_find_alone(seed: int) -> None:
    left, right, spec = world("bank", seed)
    together = learn_together(left, right, spec)
    assert together is not None
    out = reconcile_parted(left, right, Context(spec, together.weights)).outcome
    a, b = canonical_lines(left, right, spec)
    alone = [reconcile_lines(a.filter(account=k), b.filter(account=k), spec, None, 1, None, together.weights) for k in sorted(set(a["account"]))]
    assert out.matches.sort("match_id", "side", "line_id").equals(pl.concat([o.matches for o in alone]).sort("match_id", "side", "line_id"))


def table(*rows: tuple[str, date, int, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"id": pl.String, "date": pl.Date, "amount": pl.Int64, "party": pl.String}, orient="row")


def test_a_payment_of_31_march_meets_its_bank_line_of_2_april() -> None:
    left = table(("P1", date(2026, 3, 31), -4_712_300, "Kaveri Castings"), ("P2", date(2026, 3, 12), -880_100, "Narmada Polymers"))
    right = table(("S1", date(2026, 4, 2), -4_712_300, "Kaveri Castings"), ("S2", date(2026, 3, 12), -880_100, "Narmada Polymers"))
    spec = KINDS["bank"](Roles.named(left.columns), Roles.named(right.columns))
    parted = reconcile_parted(left, right, Context(spec, None, period="month"))
    assert [s.name for s in parted.steps] == ["2026-03-01", "2026-04-01"]
    found = parted.outcome.matches.sort("match_id", "side")
    assert found["line_id"].to_list() == ["P1", "S1", "P2", "S2"]
    assert parted.steps[1].record["rows"] == [1, 1], "only what March left open is carried into April"


def test_at_the_end_of_a_period_what_no_reference_holds_is_let_go_for_the_next_to_see() -> None:
    left = table(("P1", date(2026, 3, 30), -500_000, "Kaveri Castings"))
    right = table(("S1", date(2026, 3, 29), -500_000, "Kaveri Castngs Salem"), ("S2", date(2026, 4, 1), -500_000, "Kaveri Castings"))
    spec = KINDS["bank"](Roles.named(left.columns), Roles.named(right.columns))
    parted = reconcile_parted(left, right, Context(spec, None, period="month"))
    march, april = parted.steps
    assert march.matches["line_id"].to_list() == ["P1", "S1"] and march.matches["let_go"].all()
    assert april.record["rows"] == [1, 2], "April sees the payment, the line that March paired it with, and its own"
    assert parted.outcome.matches.equals(reconcile_tables(left, right, spec).matches)


def test_new_lines_of_one_account_re_open_no_other() -> None:
    left, right, spec = world("bank", 7)
    context = Context(spec, None, period="month")
    newest = max(left["date"].max(), right["date"].max())  # type: ignore[type-var]
    before = reconcile_parted(left, right, context)
    more = left.tail(1).with_columns(id=pl.lit("NEW"), date=pl.lit(newest), amount=pl.lit(-1_234_567, pl.Int64), account=pl.lit("AC1"))
    again = reconcile_parted(pl.concat([left, more]), right, context, {s.asked: s for s in before.steps})
    worked = [s.name for s in again.steps if s.again]
    assert len(worked) == 1 and worked[0].startswith("AC1/")
