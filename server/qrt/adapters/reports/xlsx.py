"""The close as a workbook: a sheet for each statement with live totals, trial balance, findings. Amounts are rupees; cells never run as formulas of their own."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter
import xlsxwriter.utility
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qrt.adapters.reports.layout import TOTALS, Sheet, sheets_of
from qrt.core.base.finding import Finding
from qrt.core.ledger.types import Chart, TrialBalance
from qrt.core.statements.types import Layout, LineKind, Statements

_RUPEES = "#,##,##0.00;(#,##,##0.00);—"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  A cell of a workbook knows no zone.


def statements_xlsx(
    names: Mapping[str, str],
    layout: Layout,
    statements: Sequence[Statements],
    balances: Sequence[tuple[TrialBalance, Chart]],
    findings: Sequence[tuple[Finding, str]],
) -> bytes:
    """The workbook's bytes: the same for the same content, whenever it is made."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": _MADE})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "plain": book.add_format({"num_format": _RUPEES}),
        "strong": book.add_format({"num_format": _RUPEES, "bold": True}),
        "bad": book.add_format({"num_format": _RUPEES, "font_color": "#B01F24"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    sums = {line.key: line.sum for line in (*layout.balance_sheet, *layout.profit_and_loss, *layout.cash_flow) if line.sum}
    for each in statements:
        for sheet in sheets_of(each):
            code = f"{each.entity} {sheet.title}"[:31] if len(statements) > 1 else sheet.title[:31]
            _draw(book.add_worksheet(code), sheet, names.get(each.entity, each.entity), sums, formats)
    _draw_balances(book, balances, formats)
    _draw_findings(book, findings, formats)
    book.close()
    return buffer.getvalue()


def _draw(page: Worksheet, sheet: Sheet, company: str, sums: Mapping[str, tuple[str, ...]], formats: Mapping[str, Format]) -> None:
    page.set_column(0, 0, 70)
    page.set_column(1, len(sheet.heads), 20)
    page.write_string(0, 0, company, formats["title"])
    page.write_string(1, 0, f"{sheet.title} (rupees)")
    for column, head in enumerate(sheet.heads, 1):
        page.write_string(3, column, head, formats["head"])
    page.freeze_panes(4, 1)
    rows = {line.key: 4 + position for position, (line, _) in enumerate(sheet.rows)}
    for line, amounts in sheet.rows:
        row = rows[line.key]
        style = formats["strong" if line.kind in TOTALS or line.kind is LineKind.HEADING else "bad" if line.kind is LineKind.UNMAPPED else "plain"]
        page.write_string(row, 0, "   " * max(line.level - 1, 0) + line.label, style)
        if line.kind is LineKind.HEADING:
            continue
        parts = [rows[key] for key in sums.get(line.key, ()) if key in rows]
        for column, amount in enumerate(amounts, 1):
            if amount is None:
                continue
            shown = {
                key: dict(zip(range(1, len(values) + 1), values, strict=True)).get(column) for key, values in ((line_.key, vals) for line_, vals in sheet.rows)
            }
            adds_up = parts and sum(shown[key] or 0 for key in sums[line.key] if key in rows) == amount
            if adds_up:
                # A live total, with the true value beside it for readers that do not calculate.
                cells = ",".join(xlsxwriter.utility.xl_rowcol_to_cell(part, column) for part in parts)
                page.write_formula(row, column, f"=SUM({cells})", style, amount / 100)  # pyright: ignore[reportArgumentType]
            else:
                page.write_number(row, column, amount / 100, style)


def _draw_balances(book: Workbook, balances: Sequence[tuple[TrialBalance, Chart]], formats: Mapping[str, Format]) -> None:
    page = book.add_worksheet("Trial balance")
    heads = ("Company", "Ledger", "Group", "Schedule III line", "Opening", "Debit", "Credit", "Closing")
    page.set_column(1, 2, 36)
    page.set_column(3, 7, 18)
    for column, head in enumerate(heads):
        page.write_string(0, column, head, formats["head"])
    page.freeze_panes(1, 2)
    row = 0
    for balance, chart in balances:
        for line in balance.lines:
            row += 1
            account = chart.get(line.ledger)
            texts = (balance.entity, line.ledger, account.group if account else "", account.schedule_key if account else "")
            for column, text in enumerate(texts):
                page.write_string(row, column, text)
            for column, amount in enumerate((line.opening, line.debit, line.credit, line.closing), 4):
                page.write_number(row, column, amount / 100, formats["plain"])
    for column in range(4, 8):
        span = f"{xlsxwriter.utility.xl_rowcol_to_cell(1, column)}:{xlsxwriter.utility.xl_rowcol_to_cell(max(row, 1), column)}"
        total = sum((line.opening, line.debit, line.credit, line.closing)[column - 4] for balance, _ in balances for line in balance.lines)
        page.write_formula(row + 1, column, f"=SUM({span})", formats["strong"], total / 100)  # pyright: ignore[reportArgumentType]


def _draw_findings(book: Workbook, findings: Sequence[tuple[Finding, str]], formats: Mapping[str, Format]) -> None:
    page = book.add_worksheet("Findings")
    heads = ("Company", "Severity", "Rule", "What is wrong", "Rupees", "Law", "State")
    page.set_column(3, 3, 90)
    page.set_column(4, 5, 20)
    for column, head in enumerate(heads):
        page.write_string(0, column, head, formats["head"])
    page.freeze_panes(1, 0)
    for row, (finding, state) in enumerate(findings, 1):
        for column, text in ((0, finding.entity), (1, finding.severity.value), (2, finding.rule), (5, finding.law), (6, state)):
            page.write_string(row, column, text)
        page.write_string(row, 3, finding.sentence, formats["wrap"])
        page.write_number(row, 4, finding.amount / 100, formats["plain"])
