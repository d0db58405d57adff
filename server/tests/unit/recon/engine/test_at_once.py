"""Many partitions in one run: the same outcome as each alone, to the last word, though their numbers, amounts, days and names meet."""

import importlib
from collections.abc import Callable
from functools import cache

import polars as pl
import pytest

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.engine import run
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.registry import party
from qrt.core.recon.engine.spec import EngineSpec, Roles, bank, gstr2b
from tests.generators.recon import LEDGERS
from tests.generators.recon import bank as bank_problem
from tests.generators.recon import gst as gst_problem

Sides = tuple[pl.DataFrame, pl.DataFrame]
ENGINE = "qrt.core.recon.engine"


def _shared_out(lines: pl.DataFrame, side: int) -> pl.DataFrame:
    """Three accounts with the same lines, of which each lacks others: whatever is not sought within its account is found at another's. And one that this side
    has alone."""
    row = pl.int_range(pl.len())
    some = [lines.filter((row + 3 * k) % 7 != side) for k in range(3)] + [lines.filter(row % 40 == 0)]
    return pl.concat(
        t.with_columns(account=pl.lit(f"A{k}" if k < 3 else f"ALONE{side}"), id=pl.col("id").cast(pl.String) + f"-{k}") for k, t in enumerate(some)
    )


def _bank() -> tuple[Sides, EngineSpec]:
    made = bank_problem(12, 500)
    left, right = (_shared_out(t.filter(pl.col("account") == made.left["account"].mode().min()), k) for k, t in enumerate((made.left, made.right)))
    # Numbers that stand once each would be told apart by themselves: here every fourth line says none.
    left = left.with_columns(reference=pl.when(pl.int_range(pl.len()) % 4 > 0).then("reference"))
    return (left, right), bank(Roles.named(left.columns), Roles.named(right.columns))


def _gst() -> tuple[Sides, EngineSpec]:
    made = gst_problem(12, 300)
    named = [t.rename({"company_gstin": "account", "supplier_gstin": "gstin", "supplier": "party", "bill_date": "date"}) for t in (made.left, made.right)]
    left, right = (_shared_out(t, k) for k, t in enumerate(named))
    return (left, right), gstr2b(Roles.named(left.columns), Roles.named(right.columns))


def _party() -> tuple[Sides, EngineSpec]:
    made = LEDGERS["party"](12, 300)
    accounts = sorted(made.left["account"].unique())
    left, right = _meeting(made.left, accounts[:1]), _meeting(made.right, accounts[1:2])
    return (left, right), party(Roles.named(left.columns), Roles.named(right.columns))


def _meeting(lines: pl.DataFrame, accounts: list[str]) -> pl.DataFrame:
    """Few amounts, few numbers, both signs, one text. Without the lines of `accounts`."""
    row = pl.int_range(pl.len()) + lines.height % 7
    back = pl.when(row % 9 == 0).then(-1).otherwise(1)
    return lines.filter(~pl.col("account").is_in(accounts)).with_columns(
        amount=(pl.col("amount") // 5_000_000 + 1) * 1_000_050 * back,
        reference=pl.when(row % 5 == 0).then(pl.lit("BILL/00") + (row % 23).cast(pl.String)).otherwise("reference"),
        narration=pl.when(row % 9 == 0).then(pl.lit("PAYMENT RETURNED 9988776655")).otherwise("narration"),
    )


KINDS: dict[str, tuple[Callable[[], tuple[Sides, EngineSpec]], set[str]]] = {
    "bank": (_bank, {"exact", "reference_groups", "tolerance", "scored", "sum_of_left", "manual"}),
    "gst": (_gst, {"exact", "scored", "tolerance", "reference_groups", "manual"}),
    "party": (_party, {"scored", "clubs", "sum_of_left", "sum_of_right", "reversal"}),
}


def _learnt(sides: Sides, spec: EngineSpec) -> Learnt:
    """With lines that a person linked: two of one account, and two of different ones, which no account alone would know."""
    ids = [t.sort("account", "id") for t in sides]
    left, right = (t.filter(pl.col("account") == min(set(ids[0]["account"]) & set(ids[1]["account"])))["id"] for t in ids)
    return Learnt(must=((left[0], right[0]), (left[1], ids[1]["id"][-1])), cannot=((left[2], right[2]),), experience=load_experience(spec.name))


def _tables(outcome: run.Outcome) -> list[pl.DataFrame]:
    return [t.sort(t.columns) for t in (outcome.matches, outcome.breaks, outcome.patterns, outcome.all_reasons())]


@cache
def _one_by_one(kind: str) -> tuple[Sides, EngineSpec, Learnt, list[pl.DataFrame]]:
    sides, spec = KINDS[kind][0]()
    learnt = _learnt(sides, spec)
    a, b = run.canonical_lines(*sides, spec)
    parts = [run.reconcile_lines(x, y, spec, None, 1, learnt) for x, y in run.partitions(a, b, spec)]
    return sides, spec, learnt, _tables(run.merged(parts, a, b, spec, None, learnt))


@pytest.mark.parametrize("kind", KINDS)
def test_partitions_at_once_are_what_they_are_one_by_one(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sides, spec, learnt, one_by_one = _one_by_one(kind)
    assert KINDS[kind][1] <= set(one_by_one[0]["stage"])
    for lines in (run.AT_ONCE_MOST, 700):
        monkeypatch.setattr(run, "AT_ONCE_MOST", lines)
        at_once = _tables(run.reconcile_tables(*sides, spec, learnt=learnt))
        assert all(x.equals(y) for x, y in zip(at_once, one_by_one, strict=True)), lines


KEYED = [
    *(("bank", module) for module in ("crowds", "kinds.money", "references", "completion", "groups", "counted", "breaks", "normal", "lags")),
    *(("gst", module) for module in ("kinds.gst",)),
    *(("party", module) for module in ("kinds.party", "reversals")),
]


@pytest.mark.parametrize(("kind", "module"), KEYED)
def test_control_a_key_that_is_not_sought_within_its_partition_is_seen(kind: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sides, spec, learnt, one_by_one = _one_by_one(kind)
    monkeypatch.setattr(importlib.import_module(f"{ENGINE}.{module}"), "within", lambda lines, key: key)
    try:
        mixed = _tables(run.reconcile_tables(*sides, spec, learnt=learnt))
    except pl.exceptions.PolarsError:
        return  # a column of the other table that nobody asked for: seen as well
    assert not all(x.equals(y) for x, y in zip(mixed, one_by_one, strict=True))
