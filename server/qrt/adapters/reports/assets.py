"""The register of fixed assets as a workbook: assets, reconciliation, blocks, work in progress. Amounts are rupees; cells never run as formulas of their own."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

_RUPEES = "#,##,##0.00;(#,##,##0.00);—"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  A cell of a workbook knows no zone.
_RECONCILIATION = (
    ("entity_code", "Company"), ("ledger", "Ledger"), ("what", "What"), ("register_paise", "Register"), ("books_paise", "Ledger balance"), ("difference_paise", "Difference"),
    ("unexplained_paise", "Without a cause"), ("causes", "Causes"),
)  # fmt: skip
_BLOCKS = (
    ("entity_code", "Company"), ("name", "Block"), ("rate", "Rate %"), ("opening_paise", "Opening value"), ("additions_full_paise", "Additions, 180 days or more"),
    ("additions_half_paise", "Additions, less than 180 days"), ("deletions_paise", "Money received"), ("depreciation_paise", "Depreciation"), ("closing_paise", "Closing value"),
    ("gain_paise", "Short-term capital gain"), ("law", "Law"),
)  # fmt: skip
_PROJECTS = (
    ("entity_code", "Company"), ("name", "Project"), ("ledger", "Ledger"), ("amount_paise", "Amount"), ("since", "Since"), ("bucket", "Age"), ("due", "Due"),
    ("overdue_days", "Days late"),
)  # fmt: skip


def register_xlsx(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Mapping[str, Any]],
    reconciliation: Sequence[Mapping[str, Any]],
    blocks: Sequence[Mapping[str, Any]],
    cwip: Mapping[str, Any],
) -> bytes:
    """The workbook's bytes: the same for the same content, whenever it is made."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": _MADE})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "amount": book.add_format({"num_format": _RUPEES}),
        "strong": book.add_format({"num_format": _RUPEES, "bold": True, "top": 1}),
    }
    _draw(book, "Fixed assets", columns, rows, formats, total=True)
    told = [{**row, "causes": "; ".join(cause["sentence"] for cause in row["causes"])} for row in reconciliation]
    _draw(book, "Reconciliation", _RECONCILIATION, told, formats)
    _draw(book, "Income-tax blocks", _BLOCKS, blocks, formats)
    _draw(book, "Work in progress", _PROJECTS, cwip["projects"], formats)
    book.close()
    return buffer.getvalue()


def _draw(
    book: Workbook, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, Any]], formats: Mapping[str, Format], *, total: bool = False
) -> None:
    page = book.add_worksheet(title)
    page.freeze_panes(1, 2)
    page.set_column(0, len(columns) - 1, 18)
    for column, (_, head) in enumerate(columns):
        page.write_string(0, column, head, formats["head"])
    for number, row in enumerate(rows, 1):
        for column, (name, _) in enumerate(columns):
            value = row[name]
            if value is None or value == "":
                continue
            if name.endswith("_paise"):
                page.write_number(number, column, value / 100, formats["amount"])
            elif isinstance(value, int):
                page.write_number(number, column, value)
            else:
                page.write_string(number, column, value.isoformat() if isinstance(value, date) else str(value))
    if total and rows:
        page.write_string(len(rows) + 1, 0, "Total", formats["head"])
        for column, (name, _) in enumerate(columns):
            if name.endswith("_paise"):
                page.write_number(len(rows) + 1, column, sum(row[name] for row in rows) / 100, formats["strong"])
