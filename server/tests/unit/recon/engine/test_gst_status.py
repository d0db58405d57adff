"""The words, causes and actions that a reviewer of GST sees line by line."""

import datetime
from typing import Any

import polars as pl
import pytest

from qrt.core.recon.engine.beside import beside_2a
from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.gst_status import gst_lines
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

DAY, LATER = datetime.date(2026, 8, 5), datetime.date(2026, 10, 15)
LAST = {2025: datetime.date(2026, 11, 30), 2026: datetime.date(2027, 11, 30)}
SUPPLIER, BRANCH = "27AAACR5055K1ZL", "29AAACR5055K1ZH"
TEXTS = ("id", "gstin", "bill_no", "party", "document_type", "original", "period")
COLUMNS = {name: pl.String for name in TEXTS} | {"date": pl.Date} | {head: pl.Int64 for head in ("taxable", "igst", "cgst", "sgst", "cess")}


def document(key: str, number: str, taxable: int = 1_234_500, **more: Any) -> dict[str, Any]:
    """A document of 18 % IGST, in paise."""
    made = {"id": key, "date": DAY, "gstin": SUPPLIER, "bill_no": number, "party": "Ravi Traders", "taxable": taxable, "igst": taxable * 18 // 100}
    return {**made, "cgst": 0, "sgst": 0, "cess": 0, **more}


def run(books: list[dict[str, Any]], portal: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame, Outcome]:
    left, right = (pl.DataFrame(rows, schema=COLUMNS) for rows in (books, portal))
    return left, right, reconcile_tables(left, right, spec_for("gstr2b", left.columns, right.columns), workers=1)


def told(books: list[dict[str, Any]], portal: list[dict[str, Any]], as_of: datetime.date = LATER) -> dict[str, tuple[Any, ...]]:
    """Line -> (status, causes, action)."""
    left, right, outcome = run(books, portal)
    spec = spec_for("gstr2b", left.columns, right.columns)
    lines = gst_lines(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, LAST, as_of)
    return {key: rest for key, *rest in lines.select("line_id", "status", "causes", "action").rows()}  # type: ignore[misc]


HALVES = {"igst": 0, "cgst": 111_105, "sgst": 111_105}


@pytest.mark.parametrize(
    ("books", "portal", "status", "causes", "action"),
    [
        ({}, {}, "exact", "", "accept"),
        ({"bill_no": "ts 118"}, {}, "exact", "", "accept"),
        ({"bill_no": "118"}, {}, "suggested", "", "accept"),
        ({"igst": 222_200}, {}, "suggested", "round_off", "accept"),
        (HALVES, {}, "mismatch", "wrong_head", "pending"),
        ({"gstin": BRANCH}, {}, "mismatch", "gstin", "accept"),
        ({}, {"taxable": 1_300_000, "igst": 234_000}, "mismatch", "value", "pending"),
        ({"taxable": 1_300_000, "igst": 234_000}, {}, "mismatch", "value", "accept"),
        ({"igst": 148_140}, {}, "mismatch", "rate", "pending"),
        ({"taxable": 1_456_710, "igst": 0}, {}, "mismatch", "tax_in_value", "pending"),
        ({"taxable": 1_243_500, "igst": 222_210}, {}, "mismatch", "places", "accept"),
        ({"cess": 50_000}, {}, "mismatch", "cess", "accept"),
    ],
)
def test_a_pair_bears_its_word_its_cause_and_what_to_do(books: dict[str, Any], portal: dict[str, Any], status: str, causes: str, action: str):
    found = told([document("P", "TS/118") | books], [document("G", "TS/118") | portal])
    assert found == {"P": [status, causes, ""], "G": [status, causes, action]}


def test_what_has_no_counterpart_is_missing_on_the_other_side():
    found = told([document("P", "TS/118")], [document("G", "QX/9", 77_700)])
    assert found == {"P": ["missing_in_2b", "", "ask_supplier"], "G": ["missing_in_books", "", "pending"]}


def test_credit_of_a_year_that_is_over_is_neither_asked_for_nor_accepted():
    old = {"date": datetime.date(2026, 3, 2)}
    found = told([document("P", "TS/118") | old], [document("G", "QX/9", 77_700) | old], as_of=datetime.date(2026, 12, 1))
    assert found == {"P": ["missing_in_2b", "", "none"], "G": ["missing_in_books", "", "none"]}
    assert told([document("P", "TS/118") | old], [], as_of=datetime.date(2026, 11, 30))["P"][2] == "ask_supplier"


def test_one_document_in_two_lines_is_suggested_as_a_whole():
    found = told([document("P", "TS/118", 1_000_000), document("Q", "TS/118", 234_500)], [document("G", "TS/118")])
    assert found == {key: ["suggested", "several", action] for key, action in (("P", ""), ("Q", ""), ("G", "accept"))}


def test_an_amendment_stands_in_the_place_of_its_original():
    portal = [document("G", "TS/118"), document("A", "TS/118", 1_300_000, document_type="B2BA", original="TS/118")]
    assert told([document("P", "TS/118", 1_300_000)], portal) == {"P": ["exact", "", ""], "A": ["exact", "", "accept"], "G": ["replaced", "", "none"]}


def test_a_credit_note_that_names_its_invoice_replaces_nothing():
    portal = [document("G", "TS/118"), document("C", "CN/3", -200_000, document_type="CDNR", original="TS/118")]
    found = told([document("P", "TS/118")], portal)
    assert found["G"][0] == "exact" and found["C"] == ["missing_in_books", "", "pending"]


@pytest.mark.parametrize(("period", "months"), [("082026", 0), ("10-2026", 2), ("2026-09", 1), ("2026-09-30", 1), ("later", None), (None, None)])
def test_how_many_months_late_the_supplier_reported(period: str | None, months: int | None):
    left, right, outcome = run([document("P", "TS/118")], [document("G", "TS/118", period=period)])
    spec = spec_for("gstr2b", left.columns, right.columns)
    lines = gst_lines(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, LAST, LATER)
    assert lines.filter(pl.col("line_id") == "G")["months_late"].to_list() == [months]


def test_what_2b_lacks_and_2a_has_was_reported_since():
    left, right, outcome = run([document("P", "TS/118"), document("Q", "TS/119", 55_500)], [])
    spec = spec_for("gstr2b", left.columns, right.columns)
    two_a = pl.DataFrame([document("X", "TS-119", 55_500)], schema=COLUMNS)
    assert beside_2a(left, two_a, outcome, spec).rows() == [("Q", "X", "auto")]


def test_an_empty_side_gives_words_too():
    assert told([], [document("G", "TS/118")]) == {"G": ["missing_in_books", "", "pending"]}
    assert told([], []) == {}
