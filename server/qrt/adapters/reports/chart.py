"""The chart of accounts as a workbook: every ledger with its line, why, and what else it might be; and the opening balances by source."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

_RUPEES = "#,##,##0.00;(#,##,##0.00);—"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  A cell of a workbook knows no zone.

_CHART = (
    ("Company", "entity_code", 10),
    ("Ledger", "ledger", 40),
    ("Group", "group", 24),
    ("Schedule III line", "schedule_key", 22),
    ("Line", "line", 36),
    ("Role", "role", 18),
    ("TDS", "tds_key", 14),
    ("State", "state", 12),
    ("Confidence", "confidence", 12),
    ("Why", "reason", 60),
    ("Opening", "opening_paise", 18),
    ("Closing", "closing_paise", 18),
    ("Merged into", "merged_into", 30),
)
_OPENINGS = (("Company", "entity_code", 10), ("Ledger", "ledger", 40), ("Used", "used_paise", 18), ("Differs", "differs", 10))


def chart_xlsx(rows: Sequence[Mapping[str, Any]], openings: Sequence[Mapping[str, Any]]) -> bytes:
    """The workbook's bytes; amounts are rupees, and no cell runs as a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": _MADE})
    _draw(book, "Chart of accounts", _CHART, rows, ())
    kinds = list(dict.fromkeys(said["kind"] for row in openings for said in row["said"]))
    _draw(book, "Opening balances", _OPENINGS, openings, kinds)
    book.close()
    return buffer.getvalue()


def _draw(book: Workbook, title: str, columns: Sequence[tuple[str, str, int]], rows: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> None:
    head, money = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": _RUPEES})
    page = book.add_worksheet(title)
    for column, (text, _, width) in enumerate(columns):
        page.set_column(column, column, width)
        page.write_string(0, column, text, head)
    for column, kind in enumerate(kinds, len(columns)):
        page.set_column(column, column, 20)
        page.write_string(0, column, kind.replace("_", " "), head)
    page.freeze_panes(1, 2)
    for number, row in enumerate(rows, 1):
        for column, (_, name, _) in enumerate(columns):
            value = row[name]
            if name.endswith("_paise"):
                page.write_number(number, column, value / 100, money)
            elif isinstance(value, bool):
                page.write_string(number, column, "yes" if value else "")
            elif isinstance(value, float):
                page.write_number(number, column, value)
            else:
                page.write_string(number, column, str(value))
        said = {each["kind"]: each["amount_paise"] for each in row.get("said", ())}
        for column, kind in enumerate(kinds, len(columns)):
            if said.get(kind) is not None:
                page.write_number(number, column, said[kind] / 100, money)
