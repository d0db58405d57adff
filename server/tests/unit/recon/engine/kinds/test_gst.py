"""A purchase register against GSTR-2B: what is matched alone, what waits for a person, and what is never a match."""

import datetime
from typing import Any

import polars as pl
import pytest

from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

DAY = datetime.date(2026, 8, 5)
SUPPLIER, BRANCH, SLIPPED, OTHER = "27AAACR5055K1ZL", "29AAACR5055K1ZH", "27AAACR5005K1ZL", "27AABCT3518Q1ZV"
COLUMNS = {"id": pl.String, "date": pl.Date, "gstin": pl.String, "bill_no": pl.String, "party": pl.String} | {
    head: pl.Int64 for head in ("taxable", "igst", "cgst", "sgst")
}


def document(key: str, number: str, taxable: int = 1_234_500, gstin: str = SUPPLIER, late: int = 0, tax: int | None = None, **more: Any) -> dict[str, Any]:
    """A document of 18 % IGST, in paise."""
    made = {"id": key, "date": DAY + datetime.timedelta(late), "gstin": gstin, "bill_no": number, "party": "Ravi Traders", "taxable": taxable}
    return {**made, "igst": taxable * 18 // 100 if tax is None else tax, "cgst": 0, "sgst": 0, **more}


def matched(books: list[dict[str, Any]], portal: list[dict[str, Any]]) -> Outcome:
    left, right = (pl.DataFrame(rows, schema=COLUMNS) for rows in (books, portal))
    return reconcile_tables(left, right, spec_for("gstr2b", left.columns, right.columns), workers=1)


def status(outcome: Outcome) -> list[tuple[str, str]]:
    """(id, status) of the books' lines that are matched."""
    return sorted(outcome.matches.filter(side="left").select("line_id", "status").rows())


@pytest.mark.parametrize("typed", ["TS/26-27/118", "ts-118", "TS118/2627", "Bill 118", "TS 0118", "118"])
def test_a_number_spelled_otherwise_is_accepted_alone(typed: str):
    assert status(matched([document("P", typed)], [document("G", "TS/26-27/118")])) == [("P", "auto")]


@pytest.mark.parametrize(("typed", "printed"), [("83", "PCP-06-0083"), ("T-590/26-0027", "T-590/26-27"), ("118/2026-0027", "TS/118/2026-27")])
def test_a_series_left_out_and_zeros_in_a_year_are_spelling(typed: str, printed: str):
    assert status(matched([document("P", typed)], [document("G", printed)])) == [("P", "auto")]


def test_the_last_digits_of_a_number_alone_wait_for_a_person():
    assert ("P", "auto") not in status(matched([document("P", "83")], [document("G", "PCP-1083", late=4)]))


@pytest.mark.parametrize("gstin", [BRANCH, SLIPPED])
def test_the_gstin_of_another_branch_or_a_slip_in_it_is_still_that_document(gstin: str):
    assert status(matched([document("P", "TS/118", gstin=gstin)], [document("G", "TS/118")])) == [("P", "auto")]


def test_the_same_bill_under_another_supplier_without_a_like_name_is_no_match():
    assert not status(matched([document("P", "TS/118", gstin=OTHER, party="Zenith Papers")], [document("G", "TS/118")]))


def test_each_head_rounded_by_a_rupee_is_accepted_and_called_rounding():
    found = matched([document("P", "TS/118", taxable=1_234_567, tax=222_300)], [document("G", "TS/118", taxable=1_234_500, tax=222_210)])
    assert status(found) == [("P", "auto")] and set(found.matches["difference_name"]) == {"round_off"}


def test_tax_under_the_wrong_head_is_still_a_match_and_waits_for_a_person():
    wrong = document("P", "TS/118", tax=0, cgst=111_105, sgst=111_105)
    assert status(matched([wrong], [document("G", "TS/118")])) == [("P", "suggested")]


def test_a_value_that_differs_waits_for_a_person():
    found = matched([document("P", "TS/118", taxable=1_200_000)], [document("G", "TS/118")])
    assert [each for _, each in status(found)] == ["suggested"]
    assert found.matches["difference_paise"].to_list() == [1_200_000 * 118 // 100 - 1_234_500 * 118 // 100] * 2


def test_the_next_bill_of_the_same_amount_is_not_taken_for_this_one():
    found = matched([document("P", "TS/118")], [document("G", "TS/119", late=4)])
    assert not found.matches.height and found.breaks["nearest"].null_count() == 0


def test_a_bill_of_the_same_number_of_two_years_is_not_one_bill():
    books = [document("P", "TS/25-26/118", late=-150)]
    assert ("P", "auto") not in status(matched(books, [document("G", "TS/26-27/118")]))


def test_one_bill_in_three_vouchers_is_one_match():
    parts = [document(f"P{k}", "TS/118", taxable=value) for k, value in enumerate((500_000, 434_500, 300_000))]
    found = matched(parts, [document("G", "TS/118")])
    assert status(found) == [("P0", "auto"), ("P1", "auto"), ("P2", "auto")] and found.matches["match_id"].n_unique() == 1


def test_parts_whose_number_was_mistyped_alike_are_found_by_their_own_number():
    parts = [document(f"P{k}", "TS/181", taxable=value) for k, value in enumerate((500_000, 434_500, 300_000))]
    assert matched(parts, [document("G", "TS/118")]).matches["match_id"].n_unique() == 1


def test_one_voucher_that_names_several_documents_is_matched_with_them_all():
    portal = [document("G1", "TS/118", taxable=500_000), document("G2", "TS/119", taxable=434_500), document("G3", "TS/121", taxable=300_000)]
    found = matched([document("P", "TS-118, 119 & 121")], portal)
    assert found.matches.filter(side="right")["line_id"].to_list() == ["G1", "G2", "G3"] and set(found.matches["status"]) == {"auto"}


def test_a_bill_entered_twice_is_matched_once_and_a_person_says_with_which():
    found = matched([document("P1", "TS/118"), document("P2", "TS-118", late=9)], [document("G", "TS/118")])
    assert status(found) == [("P1", "suggested")] and found.breaks["line_id"].to_list() == ["P2"]


def test_a_credit_note_is_no_partner_of_a_bill():
    assert not status(matched([document("P", "TS/118")], [document("G", "TS/118", taxable=-1_234_500)]))


def test_the_same_amount_on_the_same_day_under_quite_another_number_is_never_accepted_alone():
    assert ("P", "auto") not in status(matched([document("P", "TS/118")], [document("G", "KX/7702")]))


def test_equal_bills_are_not_accepted_for_their_order_where_tax_stands_under_another_head():
    halves = {"igst": 0, "cgst": 111_105, "sgst": 111_105}
    books = [document("P", "70661", **halves), document("Q", "70671", late=3)]
    portal = [document("G", "INV/26-27/0661"), document("H", "INV/26-27/0671", late=3)]
    assert dict(status(matched(books, portal)))["P"] != "auto"
    # With the heads as the supplier reports them nothing else speaks against their order.
    books[0] = document("P", "70661")
    assert dict(status(matched(books, portal))) == {"P": "auto", "Q": "auto"}
