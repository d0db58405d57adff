"""Unit prices of item lines: with every decimal, as far as quantity and amount bear them out, and told where they do not."""

from dataclasses import replace

import pytest

from qrt.core.base.company import Company
from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.documents.checks import check_extraction, value_fault
from qrt.core.documents.invoice.cells import with_cell
from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.item_cells import row_of
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.invoice.prices import agreed, contradiction, settled, with_price
from qrt.core.documents.types import DocumentKind, Extraction, InvoiceLine, Page, Word

PLACE = Place("a" * 64, page=1)
HEADS = ("Description", "HSN", "Qty", "Rate", "Amount")


def bill(heads: tuple[str, ...], *rows: tuple[str, ...]) -> tuple[InvoiceLine, ...]:
    """The item lines of a page on which cells stand one column apart."""
    words = [
        Word(word, (0.04 + column * 0.15 + at * 0.04, 0.1 + line * 0.03, 0.075 + column * 0.15 + at * 0.04, 0.112 + line * 0.03))
        for line, cells in enumerate((heads, *rows))
        for column, cell in enumerate(cells)
        for at, word in enumerate(cell.split())
    ]
    read = extract_invoice("bill.pdf", lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),)), DocumentKind.TAX_INVOICE, 0.9)
    return tuple(row for row in read.rows if isinstance(row, InvoiceLine))


def line(quantity: str = "4", amount: str = "400", **more: str) -> InvoiceLine:
    return InvoiceLine(PLACE, "Bolt", "7318", quantity, taxable=rupees(amount), **more)


def test_a_price_keeps_every_decimal_that_is_printed() -> None:
    rows = bill(HEADS, ("Bolt", "7318", "1,000", "12.3456", "12,345.60"), ("Nut", "7318", "12 NOS", "₹1,250.5", "15,006.00"))
    assert [row.unit_price for row in rows] == ["12.3456", "1250.5"]


@pytest.mark.parametrize(
    ("row", "prices", "discounts", "want"),
    [
        (line(), ["100.00"], [], ("100.00", "", "")),
        (line(amount="380"), ["100.00"], ["5.00"], ("100.00", "5.00%", "")),
        (line(amount="380"), ["100"], ["20.00"], ("100", "20.00", "")),
        (line(amount="380"), ["100"], ["5%"], ("100", "5%", "")),
        (line(), ["118.00", "100.00"], [], ("100.00", "", "")),
        (line(), ["18.00"], [], ("", "", "18")),
        (line(), ["18"], ["5%"], ("", "", "")),
        (line(amount="40"), ["1000.00"], [], ("", "", "")),
        (line(), ["101.50"], [], ("101.50", "", "")),
        (line(), ["101.50", "7"], [], ("", "", "")),
        (line(rate="18"), ["118.00"], [], ("118.00", "", "18")),
        (line(quantity=""), ["18.00"], [], ("", "", "")),
        (line(quantity=""), ["400.00"], [], ("400.00", "", "")),
    ],
    ids=[
        *("times quantity", "percent off", "amount off", "percent sign", "of two", "rate of tax", "neither with a discount", "of a hundred", "contradicted"),
        *("two contradicted", "with tax in it", "perhaps a rate", "alone"),
    ],
)  # fmt: skip
def test_what_stands_under_the_headings_is_what_the_arithmetic_says(row: InvoiceLine, prices: list[str], discounts: list[str], want: tuple[str, ...]) -> None:
    read = with_price(row, prices, discounts)
    assert (read.unit_price, read.discount, read.rate) == want


def test_a_column_that_contradicts_most_lines_is_no_unit_price() -> None:
    rows = [line(unit_price=price) for price in ("150", "160", "100")]
    assert [row.unit_price for row in settled(rows)] == ["", "", "100"]
    assert settled(rows[1:]) == tuple(rows[1:])


@pytest.mark.parametrize(
    ("quantity", "price", "amount", "agrees"),
    [
        ("3", "33.33", "100.00", True),
        ("3000", "0.33", "1000.00", True),
        ("3", "33.00", "100.02", False),
        ("3000", "1", "3002", False),
        ("two", "9", "1", True),
        ("2 x 5", "9", "1", True),
    ],
)
def test_a_line_may_be_rounded_by_a_rupee_and_by_what_its_price_is_rounded_by(quantity: str, price: str, amount: str, agrees: bool) -> None:
    assert (contradiction(line(quantity, amount, unit_price=price)) is None) is agrees


def test_a_line_whose_price_contradicts_its_amount_is_told_with_its_place() -> None:
    rows = (line(unit_price="100"), InvoiceLine(Place("a" * 64, page=2), "Nut", "7318", "5", taxable=Paise(60_00), unit_price="20", discount="10%"))
    read = Extraction("a" * 64, DocumentKind.TAX_INVOICE, 0.9, "invoice_rules", "1", rows=rows)
    (found,) = (each for each in check_extraction(read, Company("")) if each.rule == "document.line_price_differs")
    assert "line 2: 5 at 20 less 10% is 90.00, the line says 60.00" in found.sentence
    assert (found.amount, found.evidence) == (30_00, (Place("a" * 64, page=2),))


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [("lines.1.unit_price", "1,012.3456", False), ("lines.1.unit_price", "ten", True), ("lines.1.discount", "5 %", False), ("lines.1.unit_price", "5%", True)],
)
def test_a_person_writes_numbers_into_cells_of_prices(name: str, value: str, wrong: bool) -> None:
    assert bool(value_fault(name, value)) is wrong


def test_cells_of_prices_are_written_as_rows_hold_them() -> None:
    rows = with_cell(with_cell((line(),), "lines.1.unit_price", "₹ 1,012.3456", PLACE), "lines.1.discount", "5 %", PLACE)
    assert [(row.unit_price, row.discount) for row in rows if isinstance(row, InvoiceLine)] == [("1012.3456", "5%")]


@pytest.mark.parametrize(("cell", "unit"), [("866.10", ""), ("100", "100"), ("Nos", "Nos")])
def test_a_price_under_two_headings_is_no_unit(cell: str, unit: str) -> None:
    """ "Rate per" over "day" may be taken for a price and a unit; "per 100" is a unit."""
    words = (Word("282", (0.1, 0.1, 0.15, 0.112)), Word(cell, (0.5, 0.1, 0.55, 0.112)))
    sheet = lay_out("a" * 64, (Page(1, 595.0, 842.0, words),))
    (line,) = sheet.lines
    money: dict[str, Paise | None] = dict.fromkeys(("taxable", "cgst", "sgst", "igst", "total"), None)
    assert row_of(sheet, line, {"quantity": line.tokens[:1], "unit": line.tokens[1:]}, money, False).unit == unit


def test_the_rate_of_one_half_is_told_as_the_rate_of_all_tax_and_what_is_before_a_discount_is_no_total() -> None:
    halves = InvoiceLine(PLACE, "Flange", rate="9", taxable=rupees("1000.00"), total=rupees("1180.00"))
    assert agreed(halves).rate == "18"
    assert agreed(replace(halves, total=rupees("1090.00"))).rate == "9"
    gross = InvoiceLine(PLACE, "Flange", quantity="10", unit_price="100.00", taxable=rupees("920.00"), total=rupees("1000.00"))
    assert (agreed(gross).total, agreed(gross).discount) == (None, "80.00")
    # A price with its tax in it.
    inclusive = replace(gross, taxable=rupees("847.46"))
    assert agreed(inclusive) is inclusive
