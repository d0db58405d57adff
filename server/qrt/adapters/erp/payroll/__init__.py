"""Salary registers as companies and payroll programs export them: one sheet in, one extraction of `PayrollRow` out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qrt.adapters.erp.payroll.columns import AMOUNTS, PayrollColumns, find_payroll
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.currencies import left_out, rows_in_other_money
from qrt.core.documents.dates import parse_day, parse_span
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.months import month_in
from qrt.core.documents.types import DocumentKind, Extraction, Paper, PayrollRow
from qrt.core.documents.workbook import Cell, Sheet, SheetRow, column_letters

__all__ = ["PayrollColumns", "find_payroll", "read_payroll_sheet"]

READER, VERSION = "payroll", "1"
_TOTAL = re.compile(r"^\W*(grand |sub ?|page |net |department |dept |month )?totals?\b|\btotals?\W*$", re.IGNORECASE)
_OF_PRINTING = re.compile(
    r"\b(?:print(?:ed)?|run|report|generat(?:ed|ion)|creat(?:ed|ion)|download(?:ed)?|paid|pay(?:ment)?|disbursed|credit(?:ed)?)\s*(?:date|on|at|dt)\b",
    re.IGNORECASE,
)
"""Lines that say when the register was printed or paid: mostly in the month after its own."""
_MONEY = (*AMOUNTS, "earning", "deduction")


@dataclass
class _Reading:
    """What stands so far while the rows pass: the month and department of the section, sums since the last subtotal and since the top."""

    month: Month | None
    department: str = ""
    rows: list[PayrollRow] = field(default_factory=list)
    findings: list[tuple[int, Finding]] = field(default_factory=list)
    since: dict[int, int] = field(default_factory=dict)
    month_sum: dict[int, int] = field(default_factory=dict)
    all: dict[int, int] = field(default_factory=dict)
    without_month: list[int] = field(default_factory=list)


def read_payroll_sheet(paper: Paper, sheet: Sheet, columns: PayrollColumns, part: str) -> Extraction:
    """Every employee and month (or department and month) of the sheet, with what the paper's own sums speak against it."""
    pen = Pen(paper, sheet.name or None)
    heads = [row for row in sheet.rows if row.number < columns.header_row]
    reading = _Reading(_month_of_heads(heads, sheet.name))
    for row in sheet.rows:
        if row.number > columns.header_end:
            _take(pen, columns, reading, row)
    money = columns.of("gross", "net")
    foreign = rows_in_other_money(columns.headings, money, heads, [row for row in sheet.rows if row.number in {each.place.row for each in reading.rows}])
    if foreign:
        amount, first = sum(each.gross for each in reading.rows if each.place.row in foreign), min(foreign)
        reading.findings.append(
            (first, pen.finding("payroll_register.currency_unclear", Severity.BLOCKING, left_out("salaries", foreign), amount=amount, row=first))
        )
        reading.rows = [each for each in reading.rows if each.place.row not in foreign]
    if reading.without_month:
        sentence = (
            f"{len(reading.without_month)} rows from row {reading.without_month[0]} on say no month; name it in the title or in a column and hand it in again."
        )
        reading.findings.append(
            (reading.without_month[0], pen.finding("payroll_register.month_missing", Severity.ERROR, sentence, row=reading.without_month[0]))
        )
    reading.findings += _columns_not_taken(pen, columns, sheet)
    months = sorted({row.month for row in reading.rows})
    title = next((row.text(column) for row in heads for column in sorted(row.cells) if re.search(r"salar|wage|pay", row.text(column), re.IGNORECASE)), "")
    company = next((row.text(min(row.cells)) for row in heads if row.cells and row.text(min(row.cells)) != title), "")
    fields = by_name(
        (
            pen.field("company", company, row=heads[0].number if heads else None),
            pen.field("title", title, row=columns.header_row),
            pen.field("period_from", _day(months[0], first=True) if months else "", row=columns.header_row),
            pen.field("period_to", _day(months[-1], first=False) if months else "", row=columns.header_row),
        )
    )
    found = tuple(finding for _, finding in sorted(reading.findings, key=lambda each: each[0]))
    confidence = 0.95 if reading.rows and not found else 0.75 if reading.rows else 0.4
    return Extraction(
        paper.sha256, DocumentKind.PAYROLL_REGISTER, confidence, READER, VERSION, part=part, fields=fields, rows=tuple(reading.rows), findings=found
    )


def _take(pen: Pen, columns: PayrollColumns, reading: _Reading, row: SheetRow) -> None:
    amounts, unread = _amounts(columns, row)
    for column, cause in unread:
        place = column_letters(column)
        sentence = f"cell {place}{row.number} ({columns.headings[column]}) holds no usable amount: {cause}."
        reading.findings.append((row.number, pen.finding("payroll_register.amount_unreadable", Severity.ERROR, sentence, row=row.number, column=place)))
    label = next((row.text(column) for column in sorted(row.cells) if row.text(column) and column not in amounts), "")
    if not amounts:
        if label and len(row.cells) <= 2 and (month := month_in(label)):
            reading.month, reading.month_sum = month, {}
        elif label and len(row.cells) == 1 and (named := re.match(r"^\s*(?:department|dept|cost cent(?:re|er)|section)\s*[:\-]\s*(.+)$", label, re.IGNORECASE)):
            reading.department = named.group(1).strip()
        return
    if _TOTAL.search(label):
        _prove_total(pen, columns, reading, row, amounts, label)
        return
    month = _month_of_row(columns, row) or reading.month
    name, code, department = (_text(columns, row, meaning) for meaning in ("name", "code", "department"))
    if not (name or code or department):
        sentence = f"row {row.number} ({label or 'no text'}) has amounts but names neither employee nor department; it was not taken."
        size = max(abs(amount) for amount in amounts.values())
        reading.findings.append((row.number, pen.finding("payroll_register.row_stray", Severity.ERROR, sentence, amount=size, row=row.number)))
        return
    for column, amount in amounts.items():
        for sums in (reading.since, reading.month_sum, reading.all):
            sums[column] = sums.get(column, 0) + amount
    if month is None:
        reading.without_month.append(row.number)
        return
    _keep(pen, columns, reading, row, amounts, month, (code, name, department or reading.department))


def _keep(pen: Pen, columns: PayrollColumns, reading: _Reading, row: SheetRow, amounts: Mapping[int, Paise], month: Month, who: tuple[str, str, str]) -> None:
    code, name, department = who

    def of(meaning: str) -> Paise:
        # Deductions that a paper shows with a minus are deductions all the same.
        return Paise(sum(abs(amounts.get(column, 0)) for column in columns.of(meaning)))

    earnings = tuple((columns.headings[column], amounts[column]) for column in columns.of("earning") if amounts.get(column))
    others = tuple((columns.headings[column], Paise(abs(amounts[column]))) for column in columns.of("deduction") if amounts.get(column))
    earned = sum(amount for _, amount in earnings)
    gross = of("gross") if columns.of("gross") else Paise(earned)
    made = PayrollRow(
        place=pen.place(row.number),
        month=str(month),
        employee_code=code,
        employee_name=name,
        gross=gross,
        net=amounts.get(columns.first("net") or 0, Paise(0)),
        pan=_text(columns, row, "pan"),
        department=department,
        earnings=earnings,
        pf_employee=of("pf_employee"),
        pf_employer=of("pf_employer"),
        esi_employee=of("esi_employee"),
        esi_employer=of("esi_employer"),
        professional_tax=of("professional_tax"),
        tds=of("tds"),
        other_deductions=others,
    )
    reading.rows.append(made)
    who_said = f"row {row.number}, {name or code or department}, {month}"

    def differs(rule: str, sentence: str, amount: int) -> None:
        reading.findings.append((row.number, pen.finding(rule, Severity.ERROR, f"{who_said}: {sentence}", amount=amount, row=row.number)))

    if earnings and earned != gross:
        differs("payroll_register.gross_differs", f"gross is {rupee_text(gross)}, its earnings add up to {rupee_text(Paise(earned))}.", gross - earned)
    kept = deductions_of(made)
    stated = of("total_deductions") if columns.of("total_deductions") else None
    if stated is not None and stated != kept:
        differs("payroll_register.deductions_differ", f"deductions are {rupee_text(stated)}, they add up to {rupee_text(kept)}.", stated - kept)
    if made.net != gross - kept:
        sentence = f"net pay is {rupee_text(made.net)}, gross less deductions is {rupee_text(Paise(gross - kept))}."
        differs("payroll_register.net_differs", sentence, made.net - gross + kept)


def deductions_of(row: PayrollRow) -> Paise:
    """All that was kept back from an employee, in paise."""
    return Paise(row.pf_employee + row.esi_employee + row.professional_tax + row.tds + sum(amount for _, amount in row.other_deductions))


def _prove_total(pen: Pen, columns: PayrollColumns, reading: _Reading, row: SheetRow, amounts: Mapping[int, Paise], label: str) -> None:
    """A total row is right when it is the sum since the last one, of its month, or of all rows; else each wrong column is named."""
    if not reading.all:
        return
    grounds = (reading.since, reading.month_sum, reading.all)
    best = min(grounds, key=lambda sums: sum(sums.get(column, 0) != amount for column, amount in amounts.items()))
    for column, amount in sorted(amounts.items()):
        if (ours := best.get(column, 0)) != amount and abs(ours) != abs(amount):
            place = column_letters(column)
            sentence = (
                f"row {row.number} ({label}): {columns.headings[column]} is {rupee_text(amount)} on the paper and {rupee_text(Paise(ours))} by the rows above."
            )
            finding = pen.finding("payroll_register.total_mismatch", Severity.ERROR, sentence, amount=ours - amount, row=row.number, column=place)
            reading.findings.append((row.number, finding))
    reading.since = {}


def _amounts(columns: PayrollColumns, row: SheetRow) -> tuple[dict[int, Paise], list[tuple[int, str]]]:
    found: dict[int, Paise] = {}
    unread: list[tuple[int, str]] = []
    for column in columns.of(*_MONEY):
        try:
            read = amount_of_cell(row.cells.get(column))
        except ValueError as wrong:
            if any(character.isdigit() for character in row.text(column)):
                unread.append((column, str(wrong)))
            continue
        if read is not None:
            found[column] = read[0]
    return found, unread


def _text(columns: PayrollColumns, row: SheetRow, meaning: str) -> str:
    column = columns.first(meaning)
    return " ".join(row.text(column).split()) if column is not None else ""


def _month_of_row(columns: PayrollColumns, row: SheetRow) -> Month | None:
    column = columns.first("month")
    if column is None:
        return None
    return _month_of_cell(row.cells.get(column))


def _month_of_cell(cell: Cell | None) -> Month | None:
    if cell is None:
        return None
    if isinstance(cell.value, date):
        return Month.of(cell.value)
    text = cell.text.strip()
    if found := month_in(text):
        return found
    try:
        return Month.of(parse_day(text))
    except ValueError:
        return None


def _month_of_heads(heads: list[SheetRow], sheet_name: str) -> Month | None:
    """The month that the title says, by name or as a span of one month; else the sheet's own name. None where the sheet covers several."""
    for row in heads:
        for column in sorted(row.cells):
            text = row.text(column)
            if _OF_PRINTING.search(text):
                continue
            if span := parse_span(text):
                if Month.of(span[0]) == Month.of(span[1]):
                    return Month.of(span[0])
                return None
            if len(text) <= 80 and (found := month_in(text)):
                return found
            if isinstance(row.cells[column].value, date):
                return _month_of_cell(row.cells[column])
    return month_in(sheet_name)


def _columns_not_taken(pen: Pen, columns: PayrollColumns, sheet: Sheet) -> list[tuple[int, Finding]]:
    found = []
    doubted = [(column, "is the employer's and neither PF nor ESI by its heading") for column in columns.beside if not columns.of("pf_employer")]
    if not columns.of("pf_employee"):
        doubted += [(column, "is kept back by its place, and may be PF by nothing that its heading says") for column in columns.placed]
    for column, why in doubted:
        if any(_is_amount(row, column) for row in sheet.rows if row.number > columns.header_end):
            place = column_letters(column)
            sentence = f"column {place} ({columns.headings[column]!r}) {why}: no column of this register says PF, so look whether it is."
            finding = pen.finding("payroll_register.column_unknown", Severity.WARNING, sentence, row=columns.header_row, column=place)
            found.append((columns.header_row, finding))
    for column in columns.unknown:
        if any(_is_amount(row, column) for row in sheet.rows if row.number > columns.header_end):
            place = column_letters(column)
            sentence = f"column {place} ({columns.headings[column]!r}) is neither an earning nor a deduction by its heading and place, so it was not taken."
            found.append(
                (
                    columns.header_row,
                    pen.finding("payroll_register.column_unknown", Severity.WARNING, sentence, row=columns.header_row, column=place),
                )
            )
    return found


def _is_amount(row: SheetRow, column: int) -> bool:
    cell = row.cells.get(column)
    try:
        read = amount_of_cell(cell)
    except ValueError:
        return False
    return read is not None and read[0] != 0


def _day(month: str, first: bool) -> str:
    year, number = map(int, month.split("-"))
    one = Month(year, number)
    return (one.first_day if first else one.last_day).isoformat()
