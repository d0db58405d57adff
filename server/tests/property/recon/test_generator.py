"""The generator's truth is true: what it says belongs together explains itself by the difference that its kind names, for any seed."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from qrt.core.base.identifiers import gstin_fault
from tests.generators.recon import BAD_TABLES, LEDGERS, Problem, bank, bibliography, equal_rows, gst, people, products
from tests.generators.recon.bank_events import CHARGES

seeds = st.integers(0, 100_000)
few = settings(max_examples=8)
HEADS = ("taxable", "cgst", "sgst", "igst")


def _groups(problem: Problem) -> list[tuple[str, list[int], list[int]]]:
    """(kind, amounts of ours, amounts of theirs) of every group."""
    ours, theirs = problem.left.select(a_id="id", a="amount"), problem.right.select(b_id="id", b="amount")
    told = problem.truth.join(ours, on="a_id").join(theirs, on="b_id")
    lefts = told.unique(["gid", "a_id"]).group_by("gid").agg(pl.col("kind").first(), "a")
    rights = told.unique(["gid", "b_id"]).group_by("gid").agg("b")
    return [(kind, a, b) for _, kind, a, b in lefts.join(rights, on="gid").sort("gid").iter_rows()]


def _assert_groups_are_stars(problem: Problem) -> None:
    truth = problem.truth
    assert problem.left["id"].is_unique().all() and problem.right["id"].is_unique().all()
    assert truth["a_id"].is_in(problem.left["id"].implode()).all() and truth["b_id"].is_in(problem.right["id"].implode()).all()
    for side in ("a_id", "b_id"):
        assert truth.group_by(side).agg(pl.col("gid").n_unique())["gid"].max() == 1, "a line belongs to two groups"
    sizes = truth.group_by("gid").agg(a=pl.col("a_id").n_unique(), b=pl.col("b_id").n_unique(), pairs=pl.len())
    assert sizes.filter((pl.col("a") > 1) & (pl.col("b") > 1)).is_empty()
    assert (sizes["pairs"] == sizes["a"] * sizes["b"]).all()


@few
@given(seeds)
def test_every_line_of_a_bank_problem_belongs_to_one_group_at_most(seed: int) -> None:
    _assert_groups_are_stars(bank(seed, 300))


@few
@given(seeds)
def test_every_line_of_a_gst_problem_belongs_to_one_group_at_most(seed: int) -> None:
    _assert_groups_are_stars(gst(seed, 300))


@few
@given(seeds, st.sampled_from(sorted(LEDGERS)))
def test_lines_of_a_ledger_belong_to_one_group_and_differ_only_by_what_their_kind_names(seed: int, name: str) -> None:
    problem = LEDGERS[name](seed, 200)
    _assert_groups_are_stars(problem)
    named = {"rounded", "short", "less_tds", "less_fee"}
    assert set(problem.truth.filter(pl.col("difference") != 0)["kind"]) <= named
    assert LEDGERS[name](seed, 200).left.equals(problem.left)


def _is_tax_deducted(gross: int, net: int) -> bool:
    """Some rate on the value before some GST, to the rupee, is what is missing."""
    for gst_bps in (0, 500, 1800):
        near = gross * 10_000 // (10_000 + gst_bps) // 100 * 100
        for value in (near - 100, near, near + 100):
            if value + value * gst_bps // 10_000 == gross:
                taxes = {max((value * bps + 500_000) // 1_000_000 * 100, 100) for bps in (10, 100, 200, 500, 1000)}
                if gross - net in taxes:
                    return True
    return False


def _is_two_digits_exchanged(one: int, other: int) -> bool:
    first, second = str(abs(one)), str(abs(other))
    places = [place for place, (left, right) in enumerate(zip(first, second, strict=True)) if left != right]
    return len(places) == 2 and places[1] == places[0] + 1 and sorted(first) == sorted(second)


def _is_gateway_fee(orders: list[int], missing: int) -> bool:
    def fee(amount: int, bps: int) -> int:
        bare = (amount * bps + 5_000) // 10_000
        return bare + (bare * 18 + 50) // 100

    return any(sum(fee(amount, bps) for amount in orders) == missing for bps in range(150, 260))


@few
@given(seeds)
def test_the_amounts_of_a_bank_group_differ_by_what_its_kind_names(seed: int) -> None:
    for kind, ours, theirs in _groups(bank(seed, 300)):
        missing = sum(ours) - sum(theirs)
        if kind == "charge":
            assert missing in CHARGES, (kind, ours, theirs)
        elif kind == "tds":
            assert _is_tax_deducted(abs(ours[0]), abs(theirs[0])), (ours, theirs)
        elif kind == "round_off":
            assert abs(missing) <= 50 and theirs[0] % 100 == 0 and ours[0] % 100 != 0, (ours, theirs)
        elif kind == "typo":
            assert _is_two_digits_exchanged(ours[0], theirs[0]), (ours, theirs)
        elif kind.startswith("gateway"):
            assert _is_gateway_fee(ours, missing), (ours, theirs)
        else:
            assert missing == 0, (kind, ours, theirs)
        assert (len(ours) > 1) <= kind.startswith(("batch", "gateway")) and (len(theirs) > 1) == (kind == "instalments"), (kind, ours, theirs)


@few
@given(seeds)
def test_a_group_stays_within_one_bank_account(seed: int) -> None:
    problem = bank(seed, 300)
    ours, theirs = problem.left.select(a_id="id", a="account"), problem.right.select(b_id="id", b="account")
    told = problem.truth.join(ours, on="a_id").join(theirs, on="b_id")
    assert (told["a"] == told["b"]).all()


@few
@given(seeds)
def test_the_documents_of_a_gst_group_differ_by_what_its_kind_names(seed: int) -> None:
    problem = gst(seed, 400)
    told = problem.truth.join(problem.left, left_on="a_id", right_on="id").join(problem.right, left_on="b_id", right_on="id", suffix="_b")
    for row in told.filter(pl.col("kind") != "split").iter_rows(named=True):
        kind = row["kind"]
        gaps = [row[head] - row[f"{head}_b"] for head in HEADS]
        same_gstin, same_number = row["supplier_gstin"] == row["supplier_gstin_b"], row["bill_no"] == row["bill_no_b"]
        assert sum(gaps) == row["difference"] and row["company_gstin"] == row["company_gstin_b"]
        assert (row["taxable"] < 0) == (kind == "credit_note") == (row["document_type"] == "credit_note")
        assert same_gstin == (kind not in ("gstin_typo", "other_branch")), row
        assert (not same_number) >= (kind in ("number_spelled", "year_in_number")), row
        if kind == "exact":
            assert same_number and row["bill_date"] == row["bill_date_b"] and not any(gaps), row
        elif kind == "tax_rounding":
            assert all(abs(gap) < 100 for gap in gaps), row
        elif kind == "value_differs":
            assert any(gaps) and all(abs(gap) * 20 <= abs(row[f"{head}_b"]) for gap, head in zip(gaps, HEADS, strict=True)), row
        elif kind == "wrong_head":
            assert sum(gaps) == 0 and gaps[0] == 0 and (any(gaps) or row["igst"] + row["cgst"] == 0), row
        else:
            assert not any(gaps), row
        if kind == "other_branch":
            assert row["supplier_gstin"][2:12] == row["supplier_gstin_b"][2:12], row
        if kind == "gstin_typo":
            assert gstin_fault(row["supplier_gstin"]), row
    splits = told.filter(pl.col("kind") == "split").group_by("gid").agg(*(pl.col(head).sum() - pl.col(f"{head}_b").first() for head in HEADS))
    assert not splits.select(HEADS).to_numpy().any()
    assert not any(gstin_fault(code) for code in problem.right["supplier_gstin"])


@pytest.mark.parametrize("make", [bank, gst, products, bibliography, people])
def test_a_seed_is_one_company_and_another_seed_another(make: object) -> None:
    assert callable(make)
    one, again, other = make(7, 500), make(7, 500), make(8, 500)
    for side in ("left", "right", "truth"):
        assert_frame_equal(getattr(one, side), getattr(again, side))
    assert not one.left.equals(other.left)


@pytest.mark.parametrize("make", [bank, gst, products])
def test_neither_ids_nor_the_order_of_rows_tell_the_truth(make: object) -> None:
    assert callable(make)
    truth: pl.DataFrame = make(3, 4000).truth
    numbers = truth.select(a=pl.col("a_id").str.slice(1).cast(pl.Int64), b=pl.col("b_id").str.slice(1).cast(pl.Int64))
    assert abs(numbers.select(pl.corr("a", "b")).item()) < 0.1


def test_a_company_has_the_shares_that_make_it_hard() -> None:
    problem = bank(5, 20_000)
    known = problem.left["reference"].str.contains(r"^[A-Z]{3,5}\d|^\d{6,}|^[NRF]\d")
    assert 0.38 < 1 - known.mean() < 0.6  # type: ignore[operator]
    usual = problem.left["amount"].abs().value_counts().sort("count", descending=True).head(40)["count"].sum() / problem.left.height
    assert 0.2 < usual < 0.45
    assert problem.right["account"].str.slice(0, 4).n_unique() >= 2
    assert 0.03 < 1 - problem.truth["b_id"].n_unique() / problem.right.height < 0.15
    assert 0.03 < 1 - problem.truth["a_id"].n_unique() / problem.left.height < 0.15


def test_the_stress_has_one_account_and_one_amount_in_a_third_of_its_payments() -> None:
    problem = bank(5, 5_000, equal_share=0.35)
    assert problem.left["account"].n_unique() == 1
    commonest = problem.left["amount"].abs().value_counts().sort("count", descending=True)["count"][0] / problem.left.height
    assert 0.25 < commonest < 0.4


@pytest.mark.parametrize("make", [products, bibliography, people])
def test_records_have_a_truth_and_lines_without_one(make: object) -> None:
    assert callable(make)
    problem = make(2, 400)
    _assert_groups_are_stars(problem)
    assert 0.6 < problem.truth["a_id"].n_unique() / problem.left.height < 0.95
    assert problem.right.null_count().sum_horizontal()[0] > 0


def test_each_bad_table_is_bad() -> None:
    made = {name: make() for name, make in BAD_TABLES.items()}
    assert "amount" not in made["without_amount"][1].columns and "id" not in made["without_id"][0].columns and "date" not in made["without_date"][1].columns
    assert made["mixed_currencies"][0]["currency"].n_unique() == 2
    assert made["text_in_amounts"][0]["amount"].str.to_integer(strict=False).null_count() > 0
    assert made["duplicate_ids"][0]["id"].is_duplicated().any()
    assert made["empty_left"][0].is_empty() and not made["empty_left"][1].is_empty()
    assert all(side.is_empty() for side in made["empty_both"])
    assert made["null_cells"][0]["amount"].null_count() > 0
    assert made["endless_amounts"][0]["amount"].is_nan().any()
    left, right = equal_rows(1_000)
    assert left.height == right.height == 1_000 and left.drop("id").n_unique() == 1
