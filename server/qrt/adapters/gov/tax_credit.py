"""Form 26AS (since April 2026 statement 168) as the caret-separated text that TRACES gives out, and the Annual Information Statement as JSON."""

import re
from dataclasses import dataclass
from typing import Any

from qrt.adapters.gov.caret_text import caret_lines
from qrt.adapters.gov.json_values import amount_of, day_or_none, first_text
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import pan_fault
from qrt.core.base.money import ZERO, Paise, rupee_text, rupees
from qrt.core.documents.amounts import bounded
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.json_text import load_json, text_of, walk_objects
from qrt.core.documents.tax_rows import TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction, Field, Paper

READER, AIS, VERSION = "form_26as", "ais", "1"

_PART = re.compile(r"^\W*PART\s*[-–]?\s*(I{1,3}|IV|VI{0,3}|IX|X|[A-H]\d?)\b", re.IGNORECASE)
_OLD_PARTS = {"A": "I", "A1": "II", "A2": "IV", "B": "VI", "C": "C", "D": "VII", "E": "E", "F": "VIII", "G": "X", "H": "H"}
"""Letters of the statement up to 2022 as the numbers since."""
_CREDITS = frozenset({"I", "II", "III", "IV", "V", "VI"})
_TOLD = {
    "file creation date": "generated_on",
    "permanent account number (pan)": "pan",
    "permanent account number": "pan",
    "financial year": "financial_year",
    "assessment year": "assessment_year",
    "tax year": "financial_year",
    "name of assessee": "company",
}
_AMOUNTS = ("amount", "tax", "deposited")
_TAN = re.compile(r"^[A-Z]{4}\d{5}[A-Z]$|^[A-Z]{5}\d{4}[A-Z]$")


@dataclass(slots=True)
class _Deductor:
    """Whoever the transactions below belong to, with the totals of the statement."""

    row: int
    name: str
    tan: str
    totals: tuple[Paise, Paise, Paise]


def read_form_26as(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Every transaction of the parts that give credit, each under its deductor; the deductor's totals prove them."""
    pen = Pen(paper)
    try:
        lines = caret_lines(data)
    except ValueError as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    reading = _Statement(pen)
    for number, cells in lines:
        reading.take(number, cells)
    reading.close()
    if not reading.fields and not reading.rows:
        return (pen.unreadable(READER, "it holds neither the head nor a part of a Form 26AS"),)
    fields = by_name(reading.fields.values())
    if "pan" in fields and (fault := pan_fault(fields["pan"].value)):
        place = fields["pan"].place
        sentence = f"the PAN {fields['pan'].value!r} is wrong: {fault}."
        reading.findings.append(pen.finding("form_26as.pan_invalid", Severity.ERROR, sentence, row=place.row if place else None))
    confidence = 0.99 if "pan" in fields else 0.7
    return (
        Extraction(
            paper.sha256, DocumentKind.FORM_26AS, confidence, READER, VERSION, fields=fields, rows=tuple(reading.rows), findings=tuple(reading.findings)
        ),
    )


class _Statement:
    """Goes through the lines: head, part, deductor, transactions."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.fields: dict[str, Field] = {}
        self.rows: list[TaxCreditLine] = []
        self.findings: list[Finding] = []
        self.part, self.heads = "", list[str]()
        self.deductor: _Deductor | None = None
        self.sums = [0, 0, 0]
        self.columns: dict[str, int] = {}

    def take(self, number: int, cells: list[str]) -> None:
        if not any(cells):
            return
        while len(cells) > 10 and not cells[-1] and self.part:
            # Some exports close each line with a caret.
            cells = cells[:-1]
        lower = [cell.lower() for cell in cells]
        if part := next((found for cell in cells if (found := _PART.match(cell))), None):
            self.close()
            self.part = _OLD_PARTS.get(part.group(1).upper(), part.group(1).upper())
            return
        if lower[0] in _TOLD and not self.part:
            if len(cells) == 2 or (len(cells) > 2 and lower[1] not in _TOLD and len(set(lower) & _TOLD.keys()) * 2 >= len([c for c in lower if c])):
                for index in range(0, len(cells) - 1, 2):
                    self._tell(lower[index], cells[index + 1], number)
            else:
                self.heads = lower
            return
        if self.heads and not self.part:
            for head, cell in zip(self.heads, cells, strict=False):
                self._tell(head, cell, number)
            self.heads = []
            return
        if any(cell.startswith("sr. no") for cell in lower):
            if not cells[0]:
                self.columns = _amount_columns(lower)
            return
        if self.part not in _CREDITS:
            return
        if cells[0].isdigit() and len(cells) >= 6:
            self._deductor(number, cells)
        elif not cells[0] and len(cells) >= 9 and cells[1].isdigit():
            self._transaction(number, cells)

    def _tell(self, head: str, cell: str, number: int) -> None:
        name = _TOLD.get(head)
        if name and cell and name not in self.fields:
            day = day_or_none(cell) if name == "generated_on" else None
            self.fields[name] = self.pen.field(name, day.isoformat() if day else cell, cell, row=number)

    def _deductor(self, number: int, cells: list[str]) -> None:
        self.close()
        tan = next((cell.upper() for cell in cells[2:5] if _TAN.match(cell.upper())), "")
        try:
            amounts = [_amount(cell) for cell in [cell for cell in cells[3:] if cell][-3:]]
        except ValueError as wrong:
            self._refuse(number, f"the totals of {cells[1]}", str(wrong))
            amounts = []
        if not tan:
            self._refuse(number, f"the deductor {cells[1]!r}", "it has no TAN")
            self.deductor = None
            return
        totals = (amounts[0], amounts[1], amounts[2]) if len(amounts) == 3 else (ZERO, ZERO, ZERO)
        self.deductor, self.sums = _Deductor(number, cells[1], tan, totals), [0, 0, 0]

    def _transaction(self, number: int, cells: list[str]) -> None:
        if self.deductor is None:
            self._refuse(number, "a transaction", "no deductor stands above it")
            return
        try:
            day = parse_day(cells[3])
            if self.columns and max(self.columns.values()) < len(cells):
                amount, tax, deposited = (_amount(cells[self.columns[name]]) for name in _AMOUNTS)
            else:
                amount, tax, deposited = (_amount(cell) for cell in (cells[-3:] if len(cells) == 10 else [c for c in cells[4:] if c][-3:]))
        except ValueError as wrong:
            self._refuse(number, f"transaction {cells[1]} of {self.deductor.name}", str(wrong))
            return
        for index, value in enumerate((amount, tax, deposited)):
            self.sums[index] += value
        remark = cells[6] if len(cells) == 10 and cells[6] != "-" else ""
        booked = day_or_none(cells[5])
        self.rows.append(
            TaxCreditLine(
                self.pen.place(number),
                self.part,
                self.deductor.name,
                self.deductor.tan,
                cells[2],
                amount,
                tax,
                deposited,
                day,
                status=cells[4].upper()[:1] if cells[4] != "-" else "",
                booked_day=booked,
                remark=remark,
            )
        )

    def _refuse(self, number: int, what: str, cause: str) -> None:
        self.findings.append(self.pen.finding("form_26as.line_unreadable", Severity.ERROR, f"line {number}: {what} was left out: {cause}.", row=number))

    def close(self) -> None:
        """The deductor in hand is complete: his totals are those of his transactions."""
        if self.deductor is not None:
            names = ("amount paid", "tax deducted", "tax deposited")
            for name, stated, summed in zip(names, self.deductor.totals, self.sums, strict=True):
                if stated != summed:
                    sentence = (
                        f"line {self.deductor.row}: {self.deductor.name} ({self.deductor.tan}): {name} is {rupee_text(stated)}, "
                        f"the transactions give {rupee_text(Paise(summed))}."
                    )
                    self.findings.append(self.pen.finding("form_26as.total_mismatch", Severity.ERROR, sentence, amount=stated - summed, row=self.deductor.row))
        self.deductor = None


def _amount_columns(heads: list[str]) -> dict[str, int]:
    """Which cell of a payment is its amount, its tax and what was deposited, as the heading above says; {} where it names them not once each."""
    found = {
        "amount": [at for at, head in enumerate(heads) if "amount" in head and ("paid" in head or "credit" in head or "receiv" in head)],
        "tax": [at for at, head in enumerate(heads) if ("tax" in head or "tds" in head or "tcs" in head) and ("deducted" in head or "collected" in head)],
        "deposited": [at for at, head in enumerate(heads) if "deposited" in head and "date" not in head],
    }
    return {name: at[0] for name, at in found.items()} if all(len(at) == 1 for at in found.values()) else {}


def _amount(text: str) -> Paise:
    return bounded(rupees(text)) if text and text != "-" else ZERO


# --- Annual Information Statement ----------------------------------------------------------------------------------------------------------------

_SOURCE = ("informationSource", "infoSource", "sourceName", "deductorName", "nameOfDeductor", "deductor")
_TAN_KEYS = ("tan", "deductorTan", "tanOfDeductor", "sourceTan", "informationSourceTan", "tanOfSource", "deductorTAN")
_SECTION = ("section", "sectionCode", "informationCode", "infoCode")
_AMOUNT = ("amountPaidCredited", "amtPaidCredited", "amountPaid", "amountCredited", "amtPaid", "amountPaidOrCredited")
_TAX = ("taxDeducted", "tdsDeducted", "taxCollected", "tcsCollected", "taxDeductedCollected", "tdsAmount", "taxAmount", "tds", "tcs")
_DEPOSITED = ("tdsDeposited", "taxDeposited", "tcsDeposited", "tdsTcsDeposited", "tdsDepositedAmt", "depositedAmount", "amountDeposited")
_DAYS = ("dateOfPaymentCredit", "dateOfPayment", "transactionDate", "paymentDate", "dateOfCredit", "txnDate", "paymentOrCreditDate", "date")
_MAY_BE_TAX = re.compile(r"t[dc]s|tax|deposit", re.IGNORECASE)
_NO_TAX = re.compile(r"date|year|status|section|code|desc|name|id$|pan$|tan$|type|quarter|taxable", re.IGNORECASE)
_NAME_AND_TAN = re.compile(r"^(.*?)\s*\(([A-Z]{4}\d{5}[A-Z])\)\s*$")


def read_ais(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Payments with tax deducted or collected of the decrypted JSON, and whose statement it is. What else it lists is counted and named, not taken."""
    pen = Pen(paper)
    try:
        root = load_json(data)
    except (ValueError, RecursionError) as wrong:
        return (pen.unreadable(AIS, str(wrong)),)
    findings: list[Finding] = []
    rows: list[TaxCreditLine] = []
    above: dict[str, dict[str, str]] = {}
    head: dict[str, Field] = {}
    for pointer, record in walk_objects(root):
        inherited = {**above.get(pointer.rpartition("/")[0], {}), **_told(record)}
        # The lists between two objects are steps of the pointer as well.
        for key, value in record.items():
            if isinstance(value, list | dict):
                above[f"{pointer}/{key}"] = inherited
        above[pointer] = inherited
        _head(pen, record, pointer, head)
        if _is_credit(record):
            if any(_is_credit(each) for _, each in walk_objects(list(record.values()))):
                continue  # A sum of what stands below it.
            _credit(pen, record, pointer, inherited, rows, findings)
        elif unheard := _unheard(record):
            sentence = f"an entry of {inherited.get('source', 'an unnamed deductor')} at {pointer} was left out: {', '.join(unheard)} may be its tax, and no amount of it is known."
            findings.append(pen.finding("ais.line_unreadable", Severity.ERROR, sentence, column=pointer))
    if not rows and "pan" not in head:
        return (pen.unreadable(AIS, "it holds no Annual Information Statement (an encrypted one has to be opened by the utility of the portal first)"),)
    confidence = 0.99 if rows and "pan" in head else 0.7
    return (Extraction(paper.sha256, DocumentKind.AIS, confidence, AIS, VERSION, fields=by_name(head.values()), rows=tuple(rows), findings=tuple(findings)),)


def _is_credit(record: dict[str, Any]) -> bool:
    return bool(first_text(record, _AMOUNT) and (first_text(record, _TAX) or first_text(record, _DEPOSITED) or _unheard(record)))


def _unheard(record: dict[str, Any]) -> list[str]:
    """Keys of an entry that may hold tax by their names, that hold a number, and that are not known."""
    known = {*_AMOUNT, *_TAX, *_DEPOSITED}
    found = [key for key, value in record.items() if key not in known and _MAY_BE_TAX.search(key) and not _NO_TAX.search(key) and _is_number(value)]
    named = first_text(record, _DAYS) or first_text(record, _TAX) or first_text(record, _DEPOSITED)
    return found if named else []


def _is_number(value: Any) -> bool:
    try:
        return not isinstance(value, dict | list) and text_of(value) != "" and amount_of(value) is not None
    except ValueError:
        return False


def _told(record: dict[str, Any]) -> dict[str, str]:
    """Deductor, TAN and section that hold for everything below."""
    found = {"source": first_text(record, _SOURCE), "tan": first_text(record, _TAN_KEYS).upper(), "section": first_text(record, _SECTION)}
    if split := _NAME_AND_TAN.match(found["source"]):
        found |= {"source": split.group(1), "tan": found["tan"] or split.group(2)}
    return {name: text for name, text in found.items() if text}


def _head(pen: Pen, record: dict[str, Any], pointer: str, head: dict[str, Field]) -> None:
    for name, keys in (
        ("pan", ("pan", "panNumber", "permanentAccountNumber")),
        ("company", ("name", "nameOfAssessee", "assesseeName", "taxpayerName")),
        ("financial_year", ("financialYear", "fy")),
        ("assessment_year", ("assessmentYear", "ay")),
    ):
        text = first_text(record, keys)
        if text and name not in head and (name != "pan" or not pan_fault(text.upper())):
            key = next(each for each in keys if text_of(record.get(each)) == text)
            head[name] = pen.field(name, text.upper() if name == "pan" else text, text, column=f"{pointer}/{key}")


def _credit(pen: Pen, record: dict[str, Any], pointer: str, told: dict[str, str], rows: list[TaxCreditLine], findings: list[Finding]) -> None:
    try:
        values = [amount_of(next((record[key] for key in keys if key in record), None)) for keys in (_AMOUNT, _TAX, _DEPOSITED)]
        written = first_text(record, _DAYS)
        day = parse_day(written) if written else None
        if day is None and not text_of(record.get("quarter")):
            raise ValueError("it has neither a date nor a quarter")
        lacking = not first_text(record, _TAX) or not any(key in record for key in _DEPOSITED)
        if lacking and (unheard := _unheard(record)):
            raise ValueError(f"{', '.join(unheard)} may be its tax and is not known")
    except ValueError as wrong:
        sentence = f"an entry of {told.get('source', 'an unnamed deductor')} at {pointer} was left out: {wrong}."
        findings.append(pen.finding("ais.line_unreadable", Severity.ERROR, sentence, column=pointer))
        return
    if text_of(record.get("status")).lower() == "inactive":
        sentence = f"an entry of {told.get('source', 'an unnamed deductor')} at {pointer} is inactive: what took its place counts, and it was left out."
        findings.append(pen.finding("ais.inactive", Severity.INFO, sentence, amount=values[1], column=pointer))
        return
    quarter = re.match(r"Q[1-4]", text_of(record.get("quarter")).upper())
    rows.append(
        TaxCreditLine(
            pen.place(column=pointer),
            "ais",
            told.get("source", ""),
            told.get("tan", ""),
            re.sub(r"^(?:TDS|TCS)-", "", told.get("section", "")),
            values[0],
            values[1],
            values[2],
            day,
            status=text_of(record.get("status")),
            quarter=quarter.group(0) if quarter else "",
        )
    )
