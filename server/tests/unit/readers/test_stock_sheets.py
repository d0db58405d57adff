"""Statements of stock as sheets: quantity times rate and the total prove them; other money, rounded money and what moved are never taken for what is there."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, Paper, StockLine

SheetBytes = Callable[..., bytes]
TITLE = ["Stock Statement as on 30-09-2026"]
HEAD = ["Item Code", "Item Name", "Unit", "Closing Qty", "Rate", "Closing Value"]
BOLT, NUT = ["A1", "Bolt M8", "NOS", 100, 5, 500], ["A2", "Nut M8", "NOS", 200, 2.5, 500]
TOTAL = ["", "Total", "", "", "", 1000]


def read(data: bytes, name: str = "stock.xlsx", said: DocumentKind | None = None) -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data, said=said)
    return extraction


def items(extraction: Extraction) -> list[tuple[str, str, int]]:
    return [(row.item, row.quantity, row.value) for row in extraction.rows if isinstance(row, StockLine)]


def rules(extraction: Extraction) -> list[str]:
    return [finding.rule for finding in extraction.findings]


def test_a_statement_of_stock_is_read_and_proved(sheet_bytes: SheetBytes) -> None:
    extraction = read(sheet_bytes([["Kaveri Tools"], TITLE, HEAD, BOLT, NUT, TOTAL], names=["Sheet1"]))
    assert (extraction.kind, extraction.confidence, extraction.findings) == (DocumentKind.INVENTORY_STATEMENT, 0.99, ())
    assert items(extraction) == [("Bolt M8", "100", 500_00), ("Nut M8", "200", 500_00)]
    assert (extraction.text("as_on"), extraction.text("company"), extraction.text("totals.value")) == ("2026-09-30", "Kaveri Tools", "1000.00")
    assert extraction.fields["totals.value"].checks == ("arithmetic_closed",)


def test_of_a_summary_with_what_moved_the_closing_columns_count(sheet_bytes: SheetBytes) -> None:
    """Its columns are called alike; taken in their order the opening stock would be the closing one."""
    groups = ["Particulars", "Opening Balance", "", "", "Inwards", "", "", "Outwards", "", "", "Closing Balance", "", ""]
    row = ["Bolt", "50 Nos", 5, 250, "100 Nos", 5, 500, "50 Nos", 5, 250, "1,100.5 Nos", 5, 5502.5]
    total = ["Grand Total", "", "", 250, "", "", 500, "", "", 250, "", "", 5502.5]
    extraction = read(
        sheet_bytes([["Stock Summary"], ["1-Apr-26 to 30-Sep-26"], groups, ["", *["Quantity", "Rate", "Value"] * 4], row, total], names=["Stock Summary"])
    )
    assert extraction.kind is DocumentKind.INVENTORY_STATEMENT and extraction.findings == ()
    assert items(extraction) == [("Bolt", "1100.5", 5_502_50)] and extraction.text("as_on") == "2026-09-30"
    assert [row.unit for row in extraction.rows if isinstance(row, StockLine)] == ["Nos"]


@pytest.mark.parametrize(
    ("rows", "left", "sentence"),
    [
        ([[*HEAD, "Currency"], [*BOLT, "INR"], [*NUT, "USD"], TOTAL], [("Bolt M8", "100", 500_00)], "1 of its items of stock are in USD"),
        ([[*HEAD[:4], "Rate (USD)", "Closing Value (USD)"], BOLT, NUT, TOTAL], [], "are in USD"),
        ([[*HEAD, "Currency"], [*BOLT, "EUR"], [*NUT, "EUR"], TOTAL], [], "2 of its items of stock are in EUR"),
    ],
)
def test_stock_in_another_currency_is_left_out_and_no_total_is_taken(sheet_bytes: SheetBytes, rows: list[list[Any]], left: list[Any], sentence: str) -> None:
    extraction = read(sheet_bytes([TITLE, *rows], names=["Sheet1"]))
    assert items(extraction) == left and rules(extraction)[0] == "stock.foreign_money" and sentence in extraction.findings[0].sentence
    assert extraction.fields["totals.value"].status is not FieldStatus.AUTO


def test_a_column_of_rupees_changes_nothing(sheet_bytes: SheetBytes) -> None:
    assert read(sheet_bytes([TITLE, [*HEAD, "Currency"], [*BOLT, "INR"], [*NUT, "INR"], TOTAL], names=["Sheet1"])).findings == ()


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([HEAD, ["A1", "Bolt M8", "NOS", 100, 5, 550], NUT, ["", "Total", "", "", "", 1050]], "stock.value_differs"),
        ([HEAD, BOLT, NUT, ["", "Total", "", "", "", 1100]], "stock.total_mismatch"),
        ([HEAD, ["A1", "Bolt M8", "NOS", "some", 5, 500], NUT, TOTAL], "stock.line_unreadable"),
        ([["(Rs. in Lakhs)"], HEAD, BOLT, NUT, TOTAL], "stock.scale"),
    ],
)
def test_what_does_not_prove_itself_waits_for_a_person(sheet_bytes: SheetBytes, rows: list[list[Any]], rule: str) -> None:
    extraction = read(sheet_bytes([TITLE, *rows], names=["Sheet1"]))
    assert rule in rules(extraction) and extraction.confidence < 0.7
    assert "totals.value" not in extraction.fields or extraction.fields["totals.value"].status is not FieldStatus.AUTO


def test_sums_of_groups_are_no_items_and_goods_without_a_quantity_are(sheet_bytes: SheetBytes) -> None:
    grouped = read(sheet_bytes([TITLE, HEAD, ["", "Raw material", "", "", "", 1000], BOLT, NUT, TOTAL], names=["Sheet1"]))
    assert [item for item, _, _ in items(grouped)] == ["Bolt M8", "Nut M8"] and grouped.findings == ()
    transit = read(sheet_bytes([TITLE, HEAD, BOLT, NUT, ["", "Goods in transit", "", "", "", 50], ["", "Total", "", "", "", 1050]], names=["Sheet1"]))
    assert items(transit)[-1] == ("Goods in transit", "", 50_00) and transit.findings == ()


def test_without_a_total_the_sum_of_the_rows_is_for_a_person_to_see(sheet_bytes: SheetBytes) -> None:
    extraction = read(sheet_bytes([TITLE, HEAD, BOLT, NUT], names=["Sheet1"]))
    assert extraction.text("totals.value") == "1000.00" and extraction.fields["totals.value"].status is FieldStatus.REVIEW


@pytest.mark.parametrize(
    "rows",
    [
        [["Sales by item"], ["Date", "Invoice No", "Customer", "Item", "Qty", "Rate", "Amount"], ["01-09-2026", "I1", "X", "Bolt", 10, 5, 50]],
        [["Price list"], ["Item Code", "Item Name", "Unit", "Qty", "Rate", "Amount"], ["A1", "Bolt", "NOS", 1, 5, 5]],
        [["Stock Journal"], ["Item Name", "Closing Qty", "Rate", "Value"], ["Bolt", 1, 5, 5]],
        [["Closing stock"], ["Item", "Qty", "Rate", "Amount", "Purchase Invoice"], ["Bolt", 1, 5, 5, "P/1"]],
    ],
)
def test_lists_of_what_is_bought_sold_or_moved_are_no_statement_of_stock(sheet_bytes: SheetBytes, rows: Sequence[Sequence[Any]]) -> None:
    assert not items(read(sheet_bytes(rows, names=["Sheet1"])))


def drawing_power(**changes: Any) -> list[list[Any]]:
    made = {"raw": 750000, "margin": 25, "total": 2025000, **changes}
    return [
        ["Drawing Power Statement as on 30-09-2026"],
        ["Particulars", "Amount (Rs)", "Margin %", "Drawing Power"],
        ["Raw material", 1000000, made["margin"], made["raw"]],
        ["Finished goods", 500000, 0.25, 375000],
        ["Book debts (less than 90 days)", 2000000, 40, 1200000],
        ["Less: Sundry creditors", -300000, "", -300000],
        ["Total", "", "", made["total"]],
    ]


def test_a_statement_of_drawing_power_is_no_trial_balance_and_proves_itself(sheet_bytes: SheetBytes) -> None:
    extraction = read(sheet_bytes(drawing_power(), names=["DP"]))
    assert extraction.kind is DocumentKind.INVENTORY_STATEMENT and extraction.rows == () and extraction.findings == ()
    assert (extraction.text("drawing_power"), extraction.text("as_on")) == ("2025000.00", "2026-09-30")


@pytest.mark.parametrize(("changes", "rule"), [({"margin": 20}, "stock.value_differs"), ({"total": 2125000}, "stock.total_mismatch")])
def test_drawing_power_that_does_not_follow_waits_for_a_person(sheet_bytes: SheetBytes, changes: dict[str, Any], rule: str) -> None:
    extraction = read(sheet_bytes(drawing_power(**changes), names=["DP"]))
    assert rules(extraction) == [rule] and extraction.fields["drawing_power"].status is FieldStatus.REVIEW
