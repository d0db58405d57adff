"""TDS statements as text of the return utility: 24Q, 26Q, 27Q, 27EQ and their successors since April 2026 (138, 140, 144, 143).

Records separated by carets: FH (file), BH (batch), CD (challan), DD (deduction). Positions count from 1 as in the published file formats.
"""

import re
from datetime import date

from qrt.adapters.gov.caret_text import caret_lines
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import pan_fault, tan_fault
from qrt.core.base.money import ZERO, Paise, decimal_text, rupee_text, rupees
from qrt.core.base.period import Quarter
from qrt.core.documents.amounts import bounded
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine
from qrt.core.documents.types import DocumentKind, Extraction, Field, Paper

READER, VERSION = "tds_file", "1"

PLACEHOLDERS = frozenset({"PANNOTAVBL", "PANAPPLIED", "PANINVALID"})
_CODE = re.compile(r"^1\d{3}$")
_SHORT = re.compile(r"^9[2-6][A-Z0-9]{0,4}$")
_RUPEE = Paise(100)


def read_tds_file(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Deductor, challans and deductions; each challan's own sum proves its deductions, the batch's total proves its challans."""
    pen = Pen(paper)
    try:
        lines = caret_lines(data)
    except ValueError as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    reading = _Statement(pen)
    for number, cells in lines:
        reading.take(number, cells)
    if "form" not in reading.fields:
        return (pen.unreadable(READER, "it has no batch header (BH) of a TDS statement"),)
    reading.close()
    confidence = 0.99 if {"tan", "financial_year"} <= reading.fields.keys() else 0.7
    rows = (*reading.challans, *reading.deductions)
    return (
        Extraction(paper.sha256, DocumentKind.TDS_STATEMENT, confidence, READER, VERSION, fields=reading.fields, rows=rows, findings=tuple(reading.findings)),
    )


class _Statement:
    """The records in order; a deduction belongs to the challan that it names."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.fields: dict[str, Field] = {}
        self.challans: list[ChallanLine] = []
        self.deductions: list[DeductionLine] = []
        self.findings: list[Finding] = []
        self.stated: dict[int, tuple[int, Paise, int]] = {}
        self.total: tuple[int, Paise] | None = None

    def take(self, number: int, cells: list[str]) -> None:
        kind = cells[1].upper() if len(cells) > 1 else ""
        try:
            if kind == "BH":
                self._batch(number, cells)
            elif kind == "CD":
                self._challan(number, cells)
            elif kind == "DD":
                self._deduction(number, cells)
            elif kind not in ("FH", "SD", "S16", "C6A", "94P", "SY"):
                self._refuse(number, "a record", f"its kind {kind!r} is not known")
        except ValueError as wrong:
            self._refuse(number, {"CD": "a challan", "DD": "a deduction"}.get(kind, "a record"), str(wrong))

    def _batch(self, number: int, cells: list[str]) -> None:
        year = _at(cells, 17)
        fields = [
            self.pen.field("form", _at(cells, 5).upper(), row=number, column="BH 5"),
            self.pen.field("tan", _at(cells, 13).upper(), row=number, column="BH 13"),
            self.pen.field("pan", _at(cells, 15).upper(), row=number, column="BH 15"),
            self.pen.field("financial_year", f"{year[:4]}-{year[4:]}" if re.fullmatch(r"\d{6}", year) else "", year, row=number, column="BH 17"),
            self.pen.field("quarter", _at(cells, 18).upper(), row=number, column="BH 18"),
            self.pen.field("company", _at(cells, 19), row=number, column="BH 19"),
        ]
        self.fields |= by_name(fields)
        tan = self.fields["tan"].value if "tan" in self.fields else ""
        if fault := tan_fault(tan):
            self.findings.append(
                self.pen.finding("tds_file.tan_invalid", Severity.ERROR, f"line {number}: the TAN {tan!r} of the deductor is wrong: {fault}.", row=number)
            )
        if _at(cells, 47):
            self.total = (number, _amount(cells, 47))
            self.fields["totals.deposited"] = self.pen.field("totals.deposited", decimal_text(self.total[1]), _at(cells, 47), row=number, column="BH 47")

    def _challan(self, number: int, cells: list[str]) -> None:
        nil = _at(cells, 6).upper() == "Y"
        # Some utilities write the branch code where the format keeps the one of an earlier statement.
        bsr = _at(cells, 16) or _at(cells, 15)
        self.challans.append(
            ChallanLine(
                self.pen.place(number, "CD"),
                _at(cells, 12) or _at(cells, 14),
                bsr,
                None if nil and not _at(cells, 18) else _day(_at(cells, 18)),
                _amount(cells, 22),
                _amount(cells, 27),
                interest=_amount(cells, 25),
                fee=_amount(cells, 39),
                surcharge=_amount(cells, 23),
                cess=_amount(cells, 24),
                other=_amount(cells, 26),
                section=_section(_at(cells, 21)),
                minor_head=_at(cells, 40),
                nil=nil,
            )
        )
        parts = sum(_amount(cells, position) for position in (22, 23, 24, 25, 26, 39))
        total = _amount(cells, 27)
        if abs(parts - total) >= _RUPEE:
            sentence = f"line {number}: the challan's parts give {rupee_text(Paise(parts))}, its total says {rupee_text(total)}."
            self.findings.append(self.pen.finding("tds_file.challan_mismatch", Severity.ERROR, sentence, amount=parts - total, row=number))
        if not nil and not re.fullmatch(r"\d{7}", bsr):
            sentence = f"line {number}: the BSR code {bsr!r} of the challan has not seven digits."
            self.findings.append(self.pen.finding("tds_file.bsr_invalid", Severity.ERROR, sentence, row=number))
        counted = _at(cells, 5)
        self.stated[_whole(_at(cells, 4))] = (number, _amount(cells, 29), int(counted) if counted.isdigit() else -1)

    def _deduction(self, number: int, cells: list[str]) -> None:
        section, pan = _at(cells, 33), _at(cells, 10).upper()
        if not section and _CODE.match(_at(cells, 15)):
            # The statement of the new Act carries a payment code; amounts always have their paise, so this is none.
            section = _at(cells, 15)
        if pan not in PLACEHOLDERS and (fault := pan_fault(pan)):
            sentence = f"line {number}: the PAN {pan!r} of {_at(cells, 13)} is wrong: {fault}."
            self.findings.append(self.pen.finding("tds_file.pan_invalid", Severity.ERROR, sentence, row=number))
        self.deductions.append(
            DeductionLine(
                self.pen.place(number, "DD"),
                _whole(_at(cells, 4)),
                _at(cells, 13),
                pan,
                _section(section),
                _amount(cells, 22),
                _amount(cells, 17) if _at(cells, 17) else _amount(cells, 14),
                _amount(cells, 20),
                _day(_at(cells, 23)),
                deducted_day=_day(_at(cells, 24)) if _at(cells, 24) else None,
                rate=_at(cells, 26).rstrip("0").rstrip(".") if "." in _at(cells, 26) else _at(cells, 26),
                reason=_at(cells, 30),
                certificate=_at(cells, 34),
            )
        )

    def _quarter(self) -> Quarter | None:
        """The quarter that the batch says; None where it says none."""
        year, quarter = (self.fields[name].value if name in self.fields else "" for name in ("financial_year", "quarter"))
        return Quarter(int(year[:4]), int(quarter[1])) if re.fullmatch(r"\d{4}-\d\d", year) and re.fullmatch(r"Q[1-4]", quarter) else None

    def _refuse(self, number: int, what: str, cause: str) -> None:
        self.findings.append(self.pen.finding("tds_file.line_unreadable", Severity.ERROR, f"line {number}: {what} was left out: {cause}.", row=number))

    def close(self) -> None:
        """Sums of challans and of the batch."""
        for serial, (row, stated, count) in sorted(self.stated.items()):
            own = [each for each in self.deductions if each.challan == serial]
            summed = sum(each.deposited for each in own)
            if count >= 0 and count != len(own):
                sentence = f"line {row}: challan {serial} says {count} deductions, {len(own)} were read."
                self.findings.append(self.pen.finding("tds_file.count_mismatch", Severity.ERROR, sentence, row=row))
            if abs(summed - stated) >= _RUPEE:
                sentence = f"line {row}: challan {serial} says {rupee_text(stated)} of its deductions, they give {rupee_text(Paise(summed))}."
                self.findings.append(self.pen.finding("tds_file.deductions_mismatch", Severity.ERROR, sentence, amount=stated - summed, row=row))
        if orphans := [each for each in self.deductions if each.challan not in self.stated]:
            row = orphans[0].place.row
            sentence = f"line {row}: {len(orphans)} deductions name a challan that the statement does not have."
            self.findings.append(self.pen.finding("tds_file.challan_missing", Severity.ERROR, sentence, row=row))
        if outside := [each for each in self.deductions if (said := self._quarter()) is not None and each.day is not None and each.day not in said]:
            row = outside[0].place.row
            sentence = f"line {row}: {len(outside)} deductions lie outside {self._quarter()}, whose statement this is: look at their days."
            self.findings.append(self.pen.finding("tds_file.day_outside", Severity.WARNING, sentence, row=row))
        if self.total is not None and abs((given := sum(each.total for each in self.challans)) - self.total[1]) >= _RUPEE:
            row, stated = self.total
            sentence = f"line {row}: the batch says {rupee_text(stated)} was deposited, its challans give {rupee_text(Paise(given))}."
            self.findings.append(self.pen.finding("tds_file.total_mismatch", Severity.ERROR, sentence, amount=stated - given, row=row))


def _at(cells: list[str], position: int) -> str:
    return cells[position - 1] if len(cells) >= position else ""


def _amount(cells: list[str], position: int) -> Paise:
    text = _at(cells, position)
    try:
        return bounded(rupees(text)) if text else ZERO
    except ValueError as wrong:
        raise ValueError(f"field {position}: {wrong}") from wrong


def _day(text: str) -> date:
    """ "31072026", the form of the file. Raises ValueError for anything else."""
    if not re.fullmatch(r"\d{8}", text):
        raise ValueError(f"not a date: {text!r}")
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError as wrong:
        raise ValueError(f"the date {text!r} does not exist") from wrong


def _whole(text: str) -> int:
    if not text.isdigit():
        raise ValueError(f"field 4: {text!r} is no serial number")
    return int(text)


def _section(code: str) -> str:
    """ "94C" is how the file writes section 194C; codes of the new Act stay as they are."""
    return f"1{code}" if _SHORT.match(code) else code
