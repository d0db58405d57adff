"""QIF: one value a line behind its letter, a caret after each transaction. It names no account, no currency and no closing balance."""

import re
from collections.abc import Iterator
from datetime import date

from qrt.adapters.bank.statement import Statement, to_extractions
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupees
from qrt.core.documents.amounts import bounded
from qrt.core.documents.extracting import Pen
from qrt.core.documents.types import BankLine, Extraction, Paper

READER = "qif"

_BANKS = re.compile(r"^!Type:\s*(Bank|Cash|CCard|Oth A|Oth L)\b", re.IGNORECASE)
_OPENING = "opening balance"
_DAY = re.compile(r"^\s*(\d{1,4})\s*[/.\-']\s*(\d{1,2})\s*[/.\-']\s*(\d{1,4})\s*$")

_Record = tuple[int, dict[str, str]]
"""Line where a transaction starts, and its values by letter."""


def read_qif(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """The one account of the file. Days are read with the day first unless one of them can only be read with the month first; where both can be, it is told."""
    pen = Pen(paper)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    records = list(_records(text))
    if not records:
        return (pen.unreadable(READER, "it holds no transaction of a bank account, cash or card"),)
    findings: list[tuple[int, Finding]] = []
    month_first = _month_first(pen, records, findings)
    statement = Statement(row=records[0][0])
    for row, values in records:
        line = _line(pen, row, values, month_first, findings)
        if line is None:
            statement.unread += 1
        elif line.narration.lower().startswith(_OPENING) and not statement.lines and statement.opening is None:
            statement.opening = line.amount
            statement.account = values.get("L", "").strip("[]")
        else:
            statement.lines.append(line)
    return to_extractions(pen, [statement], READER, findings)


def _records(text: str) -> Iterator[_Record]:
    taken, start, values = False, 0, {}
    for row, line in enumerate(text.splitlines(), 1):
        body = line.strip()
        if body.startswith("!"):
            taken = bool(_BANKS.match(body)) or (taken and body.lower().startswith("!option"))
            values = {}
        elif body == "^":
            if taken and {"D", "T"} & values.keys():
                yield start, values
            values = {}
        elif body and taken:
            start = row if not values else start
            values.setdefault(body[0].upper(), body[1:].strip())
    if taken and {"D", "T"} <= values.keys():
        yield start, values


def _month_first(pen: Pen, records: list[_Record], findings: list[tuple[int, Finding]]) -> bool:
    """Whether the month stands first. What every date allows both ways is read with the day first, and told."""
    pairs = [(int(found.group(1)), int(found.group(2))) for _, values in records if (found := _DAY.match(values.get("D", ""))) and len(found.group(1)) <= 2]
    day_first_only, month_first_only = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if pairs and not day_first_only and not month_first_only and any(first != second for first, second in pairs):
        sentence = "its dates can be read with the day or with the month first; the day was taken first."
        findings.append((records[0][0], pen.finding("bank.dates_either", Severity.WARNING, sentence, row=records[0][0])))
    return month_first_only and not day_first_only


def _line(pen: Pen, row: int, values: dict[str, str], month_first: bool, findings: list[tuple[int, Finding]]) -> BankLine | None:
    try:
        amount = _amount(values.get("T") or values.get("U", ""))
        day = _day(values.get("D", ""), month_first)
    except ValueError as wrong:
        sentence = f"the transaction at line {row} was left out: {wrong}."
        findings.append((row, pen.finding("bank.line_unreadable", Severity.ERROR, sentence, row=row)))
        return None
    narration = " ".join(part for part in (values.get("P", ""), values.get("M", "")) if part)
    return BankLine(pen.place(row), day, narration, amount, values.get("N", ""))


def _amount(text: str) -> Paise:
    if not text:
        raise ValueError("it has no amount")
    return bounded(rupees(text.replace(" ", "")))


def _day(text: str, month_first: bool) -> date:
    """ "03/09/2015", "3/9'15", "2015-09-03". Raises ValueError."""
    found = _DAY.match(text)
    if not found:
        raise ValueError(f"{text[:20]!r} is no date")
    first, second, third = (int(part) for part in found.groups())
    if len(found.group(1)) == 4:
        return date(first, second, third)
    year = third if third > 99 else third + (2000 if third < 70 else 1900)
    return date(year, first, second) if month_first else date(year, second, first)
