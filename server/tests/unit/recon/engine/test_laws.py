"""Laws of the cascade: order, threads and partitions cannot be seen in the result; no line is used twice; the sides tie."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrt.core.recon.engine import groups
from qrt.core.recon.engine.outcome import assert_invariants, digest_of
from qrt.core.recon.engine.run import reconcile_partition, reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec, Roles, bank, generic, gstr2b
from tests.support.recon_world import bank_world, gst_world

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spec_of(left: pl.DataFrame, right: pl.DataFrame, kind: str = "bank") -> EngineSpec:
    make = {"bank": bank, "gstr2b": gstr2b, "generic": generic}[kind]
    return make(Roles.named(left.columns), Roles.named(right.columns))


@SLOW
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(["bank", "gstr2b", "generic"]), workers=st.sampled_from([1, 2]))
def test_shuffled_rows_and_other_threads_give_the_same_digest(seed: int, kind: str, workers: int):
    left, right, _ = gst_world(seed, 300) if kind == "gstr2b" else bank_world(seed, 300)
    spec = spec_of(left, right, kind)
    once = reconcile_tables(left, right, spec, workers=2)
    again = reconcile_tables(left.sample(fraction=1.0, shuffle=True, seed=seed), right.sample(fraction=1.0, shuffle=True, seed=seed + 1), spec, workers=workers)
    assert once.digest == again.digest
    assert once.breaks.equals(again.breaks)


@SLOW
@given(seed=st.integers(0, 10**6))
def test_partitions_apart_are_the_whole(seed: int):
    left, right, _ = bank_world(seed, 400, accounts=3)
    spec = spec_of(left, right)
    whole = reconcile_tables(left, right, spec)
    parts = [reconcile_partition(left.filter(account=k), right.filter(account=k), spec) for k in ("AC0", "AC1", "AC2")]
    assert digest_of(pl.concat([p.matches for p in parts])) == whole.digest


@SLOW
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(["bank", "gstr2b"]))
def test_every_line_stands_once_in_matches_or_breaks(seed: int, kind: str):
    left, right, _ = gst_world(seed, 400) if kind == "gstr2b" else bank_world(seed, 400)
    out = reconcile_tables(left, right, spec_of(left, right, kind))
    for side, lines in (("left", left), ("right", right)):
        told = [*out.matches.filter(side=side)["line_id"], *out.breaks.filter(side=side)["line_id"]]
        assert sorted(told) == sorted(lines["id"])


def test_a_line_used_twice_is_noticed(monkeypatch: pytest.MonkeyPatch):
    """The fault is planted: sums that give every group the first open line of the left side."""
    left, right, _ = bank_world(5, 400, accounts=1)

    def stealing(x: pl.DataFrame, y: pl.DataFrame, links: object, spec: EngineSpec, plan: object, days: object) -> list[object]:
        thief = pl.DataFrame(
            {"group": [0, 0, 1, 1], "side": ["left", "right"] * 2, "n": [x["n"][0], y["n"][0], x["n"][0], y["n"][1]], "evidence": ["planted"] * 4}
        )
        return [groups.Found.groups("sum_of_left", thief, 0.9)]

    monkeypatch.setattr("qrt.core.recon.engine.choose.grouped", stealing)
    with pytest.raises(AssertionError, match="used twice"):
        reconcile_tables(left, right, spec_of(left, right))


def test_sides_that_do_not_tie_and_too_much_allocated_are_noticed():
    left, right, _ = bank_world(5, 200, accounts=1)
    out = reconcile_tables(left, right, spec_of(left, right))
    more = out.matches.with_columns(allocated_paise=pl.col("allocated_paise") * 2)
    with pytest.raises(AssertionError, match="more is allocated"):
        assert_invariants(more, left, right)
    less = out.matches.with_columns(allocated_paise=pl.when(pl.col("side") == "left").then(pl.col("allocated_paise") // 2).otherwise("allocated_paise"))
    with pytest.raises(AssertionError, match="do not tie"):
        assert_invariants(less, left, right)


def test_standard_mode_is_exact_and_tolerance_only():
    left, right, _ = bank_world(6, 500)
    out = reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns), mode="standard"))
    assert set(out.matches["stage"].unique()) == {"exact", "tolerance"}
