"""Many parties in one run: the same outcome as party by party, to the last word, though their numbers, amounts and names meet."""

import polars as pl
import pytest

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.engine import crowds, run
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.registry import party
from qrt.core.recon.engine.spec import EngineSpec, Roles
from tests.generators.recon import LEDGERS

LEARNT = Learnt(experience=load_experience("party"))


def _meeting(lines: pl.DataFrame, accounts: list[str]) -> pl.DataFrame:
    """Few amounts, few numbers, both signs, one text: whatever is not sought within its party is found at another's. Without the lines of `accounts`."""
    row = pl.int_range(pl.len()) + lines.height % 7
    back = pl.when(row % 9 == 0).then(-1).otherwise(1)
    return lines.filter(~pl.col("account").is_in(accounts)).with_columns(
        amount=(pl.col("amount") // 5_000_000 + 1) * 1_000_050 * back,
        reference=pl.when(row % 5 == 0).then(pl.lit("BILL/00") + (row % 23).cast(pl.String)).otherwise("reference"),
        narration=pl.when(row % 9 == 0).then(pl.lit("PAYMENT RETURNED 9988776655")).otherwise("narration"),
    )


def _outcome(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> list[pl.DataFrame]:
    made = run.reconcile_tables(left, right, spec, learnt=LEARNT)
    return [t.sort(t.columns) for t in (made.matches, made.breaks, made.patterns, made.all_reasons())]


def test_parties_at_once_are_what_they_are_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made = LEDGERS["party"](12, 300)
    accounts = sorted(made.left["account"].unique())
    left, right = _meeting(made.left, accounts[:1]), _meeting(made.right, accounts[1:2])
    spec = party(Roles.named(left.columns), Roles.named(right.columns))
    at_once = _outcome(left, right, spec)
    assert {"scored", "clubs", "sum_of_left", "sum_of_right"} <= set(at_once[0]["stage"])
    with monkeypatch.context() as alone:
        alone.setattr(run, "AT_ONCE_MOST", 0)
        one_by_one = _outcome(left, right, spec)
    assert all(x.equals(y) for x, y in zip(at_once, one_by_one, strict=True))
    with monkeypatch.context() as planted:
        planted.setattr(crowds, "within", lambda lines, key: key)
        assert not all(x.equals(y) for x, y in zip(_outcome(left, right, spec), one_by_one, strict=True)), (
            "a key that is not sought within its party goes unseen"
        )
