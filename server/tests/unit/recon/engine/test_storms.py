"""Crowds of equal lines: bounded work, suggestions at most, and no line that would be matched alone for being equal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.recon.engine.crowds import equal_amounts
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.plan import BLOCK_MOST, DAYS, Plan, bounded_pairs
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank, generic, gstr2b

LINES = 4_000
CAP = 20
ROW = pl.col("row")
REFERENCE = pl.lit("UTR12345678901")


def side(letter: str, lines: int = LINES, **over: pl.Expr) -> pl.DataFrame:
    """Cash deposits of one amount on one day, but for what is given."""
    same = {"account": pl.lit("ONE"), "date": pl.lit(date(2026, 7, 15)), "amount": pl.lit(5_000_000), "reference": pl.lit(None, pl.String)}
    same |= {"narration": pl.lit("CASH DEPOSIT"), "party": pl.lit(None, pl.String)}
    return pl.select(row=pl.int_range(lines)).select(id=pl.concat_str(pl.lit(letter), ROW), **(same | over))


def spread(row: pl.Expr) -> pl.Expr:
    return pl.lit(date(2026, 1, 1)) + pl.duration(days=row % 300)


STORMS: dict[str, Callable[[str], pl.DataFrame]] = {
    "all equal": lambda letter: side(letter),
    "one party": lambda letter: side(letter, narration=pl.lit("NEFT RAVI TRADERS")),
    "other days": lambda letter: side(letter, date=spread(ROW)),
    "other words": lambda letter: side(
        letter, narration=pl.concat_str(pl.lit(f"PARTY {letter}"), (ROW * 7919 % 9973).cast(pl.String).str.replace_all(r"\d", "K"))
    ),
    "one reference": lambda letter: side(letter, reference=REFERENCE),
    "one reference, other amounts": lambda letter: side(letter, reference=REFERENCE, amount=ROW % 1000 * 100 + 100),
    "own references": lambda letter: side(letter, reference=pl.concat_str(pl.lit(f"{letter}REF"), ROW + 1_000_000)),
    "amounts a paisa apart": lambda letter: side(letter, amount=5_000_000 + ROW % 50),
}


def reconciled(left: pl.DataFrame, right: pl.DataFrame) -> Outcome:
    return reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)))


@pytest.mark.parametrize("storm", STORMS)
def test_a_storm_of_lines_is_worked_off_in_bounds_and_nothing_of_it_is_accepted_alone(storm: str):
    left, right = STORMS[storm]("B"), STORMS[storm]("S")
    out = reconciled(left, right)
    assert not out.matches.height or "auto" not in out.matches["status"].unique()
    for rule in out.record["plan"][0]["rules"]:
        assert rule.get("pairs", 0) <= CAP * 2 * LINES, rule


def test_lines_that_nothing_tells_apart_go_kth_with_kth_as_suggestions_and_say_so():
    left, right = side("B", 300), side("S", 200)
    out = reconciled(left, right)
    assert out.matches.filter(side="left").height == 200
    assert set(out.matches["status"]) == {"suggested"}
    assert out.matches["evidence"].str.contains("interchangeable").all()
    assert out.breaks.filter(side="left").height == 100


def test_in_a_crowd_the_reference_still_decides():
    """Two hundred payments each of two references, equal otherwise, in other orders on both sides: no pair crosses references."""
    first = side("B", 400, reference=pl.concat_str(pl.lit("UTR77700"), ROW % 2 + 100_000))
    second = side("S", 400, reference=pl.concat_str(pl.lit("UTR77700"), ROW // 200 + 100_000))
    out = reconciled(first, second)
    of = {row["id"]: row["reference"] for row in [*first.iter_rows(named=True), *second.iter_rows(named=True)]}
    kinds = out.matches.with_columns(reference=pl.col("line_id").replace_strict(of)).group_by("match_id").agg(pl.col("reference").n_unique())
    assert out.matches.height == 800
    assert (kinds["reference"] == 1).all()


def test_one_line_against_a_crowd_and_words_without_amounts_end():
    assert reconciled(side("B"), side("S", 1)).matches.filter(side="right").height == 1
    titles = [pl.select(row=pl.int_range(LINES)).select(id=pl.concat_str(pl.lit(letter), ROW), title=pl.lit("red shoe size ten")) for letter in "BS"]
    roles = Roles.of(id="id", text=("title",))
    assert "auto" not in reconcile_tables(titles[0], titles[1], generic(roles, roles)).matches["status"].unique()


def test_a_supplier_whose_bills_are_all_equal_is_bounded():
    made = [
        side(letter).select("id", "date", account=pl.lit("29AAAAA0000A1Z5"), gstin=pl.lit("27BBBBB0000B1Z5"), party=pl.lit("RAVI"), bill_no=pl.lit("INV-1"))
        for letter in "BS"
    ]
    left, right = (t.with_columns(taxable=pl.lit(10_000), igst=pl.lit(1_800), cgst=pl.lit(0), sgst=pl.lit(0)) for t in made)
    out = reconcile_tables(left, right, gstr2b(Roles.named(left.columns), Roles.named(right.columns)))
    assert "auto" not in out.matches["status"].unique()


def test_very_long_texts_are_read_up_to_a_bound():
    left = side("B", 30, narration=pl.lit("A" * 1_000_000), amount=ROW + 1)
    right = side("S", 30, narration=pl.lit("B1234567 " * 100_000), amount=ROW + 1)
    assert reconciled(left, right).breaks.height >= 0


def drawn(rng: np.random.Generator, size: int) -> pl.DataFrame:
    """Lines of three blocks on forty days, of two names or none."""
    names = pl.Series([("a", "b", None)[k] for k in rng.integers(0, 3, size)], dtype=pl.String)
    columns = {"n": np.arange(size, dtype=np.uint32), "date": rng.integers(0, 40, size).astype(np.int32), "key": rng.integers(0, 3, size)}
    return pl.DataFrame(columns).with_columns(name=names)


@given(st.integers(0, 10**6), st.integers(1, 80), st.integers(1, 80), st.integers(1, 12))
def test_a_rule_gives_equal_keys_only_each_pair_once_and_within_its_bound(seed: int, lefts: int, rights: int, cap: int):
    rng = np.random.default_rng(seed)
    left, right = drawn(rng, lefts), drawn(rng, rights)
    pairs = bounded_pairs(left, right, ["key"], [["name"]], cap, Plan(), "key")
    i, j = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    assert pairs.is_unique().all()
    assert (left["key"].gather(i) == right["key"].gather(j)).all()
    every = left.join(right, on="key").group_by("key").len("made").join(left.group_by("key").len("x"), on="key").join(right.group_by("key").len("y"), on="key")
    # The bound of a rule is that of its blocks: so many pairs for each line of a block's longer side.
    assert pairs.height <= max(cap, 10) * every.select(pl.max_horizontal("x", "y").sum()).item()
    light = every.filter(pl.col("made") <= pl.min_horizontal(cap * pl.max_horizontal("x", "y"), pl.lit(BLOCK_MOST)))
    kept = pairs.with_columns(key=left["key"].gather(i))
    for key, made in light.select("key", "made").iter_rows():
        assert kept.filter(key=key).height == made
    heavy = kept.filter(~pl.col("key").is_in(light["key"].implode()))
    apart = (left["date"].gather(heavy["i"]) - right["date"].gather(heavy["j"])).abs()
    assert (apart <= DAYS).all()


@given(st.integers(0, 10**6))
def test_what_else_is_in_the_tables_cannot_be_seen_in_the_pairs_of_a_block(seed: int):
    rng = np.random.default_rng(seed)
    left, right = drawn(rng, 90), drawn(rng, 90)
    whole = bounded_pairs(left, right, ["key"], [["name"]], 4, Plan(), "key").sort("i", "j")
    parts = [bounded_pairs(left.filter(key=k), right.filter(key=k), ["key"], [["name"]], 4, Plan(), "key") for k in range(3)]
    assert whole.equals(pl.concat(parts).sort("i", "j"))


@given(seed=st.integers(0, 2**32 - 1), lines=st.integers(0, 80), other=st.integers(0, 80))
def test_equal_amounts_are_counted_within_the_days_whatever_is_paired(seed: int, lines: int, other: int):
    rng = np.random.default_rng(seed)
    left, right = (
        pl.DataFrame({"amount": rng.integers(1, 4, n), "date": rng.integers(0, 90, n)}, schema={"amount": pl.Int64, "date": pl.Int32}) for n in (lines, other)
    )
    spec = replace(bank(Roles(()), Roles(())), days_before=7, days_after=45)
    a, b = equal_amounts(left, right, spec)
    meets = [[x == y and -7 <= e - d <= 45 for y, e in right.iter_rows()] for x, d in left.iter_rows()]
    assert a.tolist() == [sum(row) for row in meets]
    assert b.tolist() == [sum(row[k] for row in meets) for k in range(other)]


def test_a_short_number_two_lines_of_a_crowd_have_in_common_is_not_accepted_and_a_long_one_is():
    """Of 4,000 lines of one amount some bear the same five digits by accident: a bill's number here, a voucher's there."""
    own = [
        side(letter, date=spread(ROW % 30), narration=pl.concat_str(pl.lit(f"{letter}XYZ AGST "), start + ROW))
        for letter, start in (("B", 20_000), ("S", 60_000))
    ]
    numbers = {"short": "45975", "long": "CMS2748592149"}
    for how, number in numbers.items():
        given = [t.with_columns(narration=pl.when(pl.col("id").str.slice(1) == "7").then(pl.lit(f"PAID {number}")).otherwise("narration")) for t in own]
        matches = reconciled(*given).matches
        auto = matches.filter(status="auto")["line_id"].to_list()
        assert auto == ([] if how == "short" else ["B7", "S7"])
