"""The work of a search is bounded whatever the data: counted in sums, pairs and pools, never in seconds."""

import datetime

import numpy as np
import polars as pl
import pytest

from qrt.core.recon.engine import counted, groups
from qrt.core.recon.engine.completion import ALIKE_MOST
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.settlements import A_DAY_MOST, LAG_MOST
from qrt.core.recon.engine.spec import Roles, bank
from qrt.core.recon.engine.subsets import roundness, unique_subsets

APRIL = datetime.date(2026, 4, 1)


def reconciled(left: pl.DataFrame, right: pl.DataFrame) -> Outcome:
    return reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)))


def rules(out: Outcome, name: str) -> dict[str, int]:
    """What a rule did, over all partitions."""
    counted: dict[str, int] = {}
    for rule in (r for part in out.record["plan"] for r in part["rules"] if r["rule"] == name):
        for key, n in rule.items():
            if isinstance(n, int):
                counted[key] = counted.get(key, 0) + n
    return counted


def lines(letter: str, amounts: np.ndarray, days: np.ndarray, narration: str) -> pl.DataFrame:
    frame = pl.DataFrame({"amount": amounts.astype(np.int64), "day": days.astype(np.int32)})
    return frame.select(
        "amount",
        id=pl.lit(letter) + pl.int_range(pl.len()).cast(pl.String),
        date=pl.lit(APRIL) + pl.duration(days="day"),
        narration=pl.lit(narration),
        party=pl.lit("Naidu Enterprises"),
    )


def test_a_target_makes_no_more_sums_than_its_budget():
    """Two hundred targets of thirty values that meet in millions of sums."""
    chance = np.random.default_rng(4)
    values = np.concatenate([np.sort(chance.integers(10_000, 10_000_000, 30))[::-1] for _ in range(200)])
    targets = np.array([int(values[k * 30 + np.array([1, 5, 9, 20])].sum()) for k in range(200)])
    found = unique_subsets(values, np.full(200, 30), targets, most=8, budget=500)
    assert found.said["sums"] <= 200 * 500
    assert found.said["exhausted"] + found.said["ambiguous"] + found.said["unique"] == 200 and found.said["exhausted"] > 150


def test_a_target_within_its_budget_is_solved_as_one_by_one():
    """Against all subsets, one by one."""
    chance = np.random.default_rng(5)
    for _ in range(30):
        values = np.sort(chance.integers(1, 40, 9))[::-1]
        target = int(values[chance.permutation(9)[:3]].sum())
        sets = {tuple(sorted(values[[k for k in range(9) if mask >> k & 1]])) for mask in range(1, 512) if 2 <= mask.bit_count() <= 4}
        right = {s for s in sets if sum(s) == target}
        found = unique_subsets(values, np.array([9]), np.array([target]), most=4, budget=10_000)
        if len(right) == 1:
            assert tuple(sorted(values[found.place])) == next(iter(right))
        else:
            assert not found.place.size and found.other.tolist() == [0]


@pytest.mark.parametrize(("values", "divisor"), [([700, 300], 100), ([150, 50], 50), ([7, 3], 1), ([15, 5], 5), ([10**11], 5 * 10**9)])
def test_how_round_values_are(values: list[int], divisor: int):
    assert roundness(np.array(values), np.array([0])).tolist() == [divisor]


def test_a_party_of_many_lines_is_searched_about_each_day():
    """Of 2,500 open lines of one party each target sees at most eight times what is searched, and the plan says that it was cut."""
    chance = np.random.default_rng(6)
    left = lines("B", chance.integers(100_000, 999_999, 2_500), chance.integers(0, 40, 2_500), "receipt")
    right = lines("S", chance.integers(1_000_000, 3_000_000, 40), chance.integers(0, 40, 40), "NEFT NAIDU ENTERPRISES")
    out = reconciled(left, right)
    found = rules(out, "sum_of_left")
    spec = bank(Roles(()), Roles(()))
    assert found["cut"] > 0
    assert found["sums"] <= spec.subset_steps * found["targets"]


def test_pools_are_made_in_parts(monkeypatch: pytest.MonkeyPatch):
    """However they are cut, the groups are the same."""
    chance = np.random.default_rng(7)
    amounts = chance.integers(100_000, 999_999, 60)
    left = lines("B", amounts, np.arange(60) // 2, "receipt")
    right = lines("S", amounts.reshape(20, 3).sum(axis=1), np.arange(20) * 3 // 2 + 1, "NEFT NAIDU ENTERPRISES")
    whole = reconciled(left, right)
    monkeypatch.setattr(groups, "ROWS_AT_ONCE", 7)
    assert reconciled(left, right).digest == whole.digest
    assert whole.record["stages"]["sum_of_left"] > 10


def sums_by_joining(heads: pl.DataFrame, left: pl.DataFrame, most: int) -> pl.DataFrame:
    """What `sums_of_days` finds about -1 to 4 days, by writing down every smaller line of those days for every head."""
    pool = heads.join(left, how="cross").filter((pl.col("day") - pl.col("date")).is_between(-1, 4) & (pl.col("up") == (pl.col("amount") > 0)))
    pool = pool.select("o", "v", "wanted", m="n", w=pl.col("amount").abs(), key=pl.lit(0), order=(pl.col("day") - pl.col("date")).abs()).filter(
        pl.col("w") < pl.col("v")
    )
    return groups.solved(pool, 2, most, bank(Roles(()), Roles(())))[0]


@pytest.mark.parametrize("at_once", [40, groups.ROWS_AT_ONCE])
def test_a_blind_sum_looks_at_no_more_lines_of_a_day_than_it_may_have(monkeypatch: pytest.MonkeyPatch, at_once: int):
    """Days of four hundred open lines each of which a hundred heads could hold: what is written down is bounded by the heads, and what is found is the same."""
    written: list[int] = []
    monkeypatch.setattr(counted, "worth", lambda pool, *rest: (written.append(len(pool["o"])), groups.worth(pool, *rest))[1])
    monkeypatch.setattr(counted, "ROWS_AT_ONCE", at_once)
    spec, usual = bank(Roles(()), Roles(())), pl.DataFrame({"first": [-1], "last": [4]}, schema={"first": pl.Int32, "last": pl.Int32})
    hits = 0
    for seed, (each, size) in enumerate([(400, 60), (400, 10**6), (6, 10**6), (40, 500)]):
        chance = np.random.default_rng(seed)
        amounts = chance.integers(1, size, 10 * each) * np.where(chance.integers(0, 2, 10 * each) > 0, 1, -1)
        left = (
            pl.DataFrame({"date": np.repeat(np.arange(10, dtype=np.int32), each), "amount": amounts.astype(np.int64)})
            .sort("date", "amount")
            .with_row_index("n")
        )
        heads = pl.DataFrame(
            {"o": np.arange(100, dtype=np.uint32), "day": chance.integers(0, 12, 100).astype(np.int32), "v": chance.integers(2, 2 * size, 100)}
        )
        heads = heads.with_columns(up=pl.Series(chance.integers(0, 2, 100) > 0), wanted=pl.lit(0, pl.Int64))
        found = counted.sums_of_days(heads, left, usual, 3, "blind_sum", spec, Plan())
        assert found.equals(sums_by_joining(heads, left, 3))
        hits += found.height
    assert hits >= 10
    assert sum(written) <= 4 * 100 * 6 * (spec.subset_lines + 1)


def test_payouts_of_a_party_that_is_paid_all_day_are_not_asked_by_days():
    """Five thousand payments of one party on ten days: no run of days is written down for any of them."""
    chance = np.random.default_rng(8)
    left = lines("B", chance.integers(100_000, 999_999, 5_000), chance.integers(0, 10, 5_000), "receipt")
    right = lines("S", chance.integers(100_000, 999_999, 5_000), chance.integers(0, 10, 5_000), "NEFT NAIDU ENTERPRISES")
    found = rules(reconciled(left, right), "settlement")
    assert found["cut"] > 4_000
    assert found["spans"] <= 10 * A_DAY_MOST * (LAG_MOST + 1) * 7


def test_references_that_begin_alike_are_not_compared_with_each_other():
    """A bank that numbers its transfers by day: a thousand begin alike, and the plan says that no slip was looked for among them."""
    count = ALIKE_MOST * 3
    names = pl.Series([f"N26091AB{k:08d}" for k in range(count)])
    left = lines("B", np.arange(count) * 7 + 100_003, np.zeros(count), "").with_columns(reference=names)
    batch = lines("S", np.array([10**9]), np.array([1]), "CMS").with_columns(reference=pl.lit("N26091AB00000001"))
    assert rules(reconciled(left, batch), "reference_and_sum_slips")["left_out"] >= ALIKE_MOST
