"""Rows of a bill as people correct them, cell by cell."""

import pytest

from qrt.core.base.place import Place
from qrt.core.close.handin import apply_decisions
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.checks import value_fault
from qrt.core.documents.types import DocumentKind, Extraction, InvoiceLine, Paper

PLACE = Place("a" * 64, page=1)
READ = Extraction("a" * 64, DocumentKind.TAX_INVOICE, 0.9, "invoice_rules", "1", pages=1, rows=(InvoiceLine(PLACE, "Bolt", "7318", "4", taxable=400_00),))


def corrected(*said: tuple[str, str]) -> tuple[InvoiceLine, ...]:
    paper = Paper("a" * 64, "bill.pdf", 1)
    decisions = [Decision("field_corrected", paper.sha256, {"part": "", "name": name, "value": value, "page": 1, "box": None}) for name, value in said]
    (extraction,) = apply_decisions(HandInPaper(paper, PaperRole.INBOX, PaperState.READ, (READ,)), decisions).extractions
    return tuple(row for row in extraction.rows if isinstance(row, InvoiceLine))


def test_a_cell_that_a_person_writes_changes_its_row_alone() -> None:
    (row,) = corrected(("lines.1.hsn", "73181500"), ("lines.1.taxable", "1,400.50"))
    assert (row.description, row.hsn, row.quantity, row.taxable) == ("Bolt", "73181500", "4", 1_400_50)


def test_the_row_behind_the_last_one_is_a_new_row_and_none_is_made_further_down() -> None:
    assert [row.description for row in corrected(("lines.2.description", "Nut"), ("lines.5.description", "Far"))] == ["Bolt", "Nut"]


@pytest.mark.parametrize(("name", "value", "wrong"), [("lines.1.taxable", "x", True), ("lines.1.taxable", "10.00", False), ("lines.1.hsn", "x", False)])
def test_a_cell_of_money_takes_amounts_alone(name: str, value: str, wrong: bool) -> None:
    assert bool(value_fault(name, value)) is wrong
