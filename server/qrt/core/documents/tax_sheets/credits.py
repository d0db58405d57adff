"""Form 26AS and AIS on sheets: payments under the deductor who made them, or each with its deductor beside it. The deductor's own totals prove them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.cells import SheetRow
from qrt.core.documents.tax_rows import TaxCreditLine
from qrt.core.documents.tax_sheets.returned import Part, Returned, is_total
from qrt.core.documents.tax_sheets.tables import Block, Line

_TAN = re.compile(r"\b[A-Z]{4}\d{5}[A-Z]\b")
_NAME_AND_TAN = re.compile(r"^(.*?)\s*\(?\s*([A-Z]{4}\d{5}[A-Z])\s*\)?\s*$")
_PART = re.compile(r"^\W*part\s*[-–]?\s*([IVX]{1,4}|[A-H]\d?)\b", re.IGNORECASE)
_OLD_PARTS = {"A": "I", "A1": "II", "A2": "IV", "B": "VI", "C": "C", "D": "VII", "E": "E", "F": "VIII", "G": "X", "H": "H"}
"""Letters of the statement up to 2022 as the numbers since."""
_CREDITS = frozenset({"I", "II", "III", "IV", "V", "VI"})
_STATUS = "FUPOMZ"
_STATUS_WORDS = {"final": "F", "unmatched": "U", "provisional": "P", "overbooked": "O", "matched": "M"}


@dataclass(slots=True)
class _Deductor:
    """Whoever the payments below belong to, with the totals that the paper states for it (None where it states none) and what its payments sum to."""

    line: Line
    name: str
    tan: str
    section: str
    totals: Mapping[str, Paise | None]
    sums: dict[str, int] = field(default_factory=lambda: {"amount": 0, "tax": 0, "deposited": 0})


@dataclass(slots=True)
class _Reading:
    returned: Returned
    ais: bool
    part: str = "I"
    deductor: _Deductor | None = None
    deductor_line: Line | None = None
    """The last heading of deductors, as a line: rows under a heading of payments are read by it when they name a deductor."""

    def take(self, line: Line) -> None:
        filled = [text for column in sorted(line.row.cells) if (text := line.row.text(column))]
        if len(filled) <= 3 and (found := next((match for text in filled if (match := _PART.match(text))), None)):
            self.close()
            self.part = _OLD_PARTS.get(found.group(1).upper(), found.group(1).upper())
        elif self.part not in _CREDITS:
            return
        elif self._is_deductor(line):
            self._deductor(line)
        elif line.heading.table.name == "payment" and not is_total(line, ("section",)) and any(line.filled(each) for each in ("amount", "tax")):
            self._payment(line)

    def _is_deductor(self, line: Line) -> bool:
        """A row with a TAN and without a day; the day is what a payment has."""
        if line.heading.table.name == "deductor":
            return bool(_TAN.search(" ".join(line.row.text(column).upper() for column in line.row.cells)))
        named = {"name", "tan"} & line.heading.names
        return not named and any(_TAN.search(line.row.text(column).upper()) for column in line.row.cells)

    def _deductor(self, line: Line) -> None:
        self.close()
        own = line if line.heading.table.name == "deductor" else None
        cells = [line.row.text(column) for column in sorted(line.row.cells)]
        at = next(index for index, cell in enumerate(cells) if _TAN.search(cell.upper()))
        match = _TAN.search(cells[at].upper())
        assert match is not None
        tan = match.group()
        before = " ".join(cell for cell in cells[:at] if not cell.strip(". ").isdigit())
        split = _NAME_AND_TAN.match(cells[at].strip())
        name = (split[1] if split and split[1] else before or (own.text("name") if own else "")).strip(" (")
        if own is not None and own.text("name") and not _TAN.search(own.text("name").upper()):
            name = own.text("name")
        section = re.sub(r"^(?:TDS|TCS)-", "", own.text("code")) if own else ""
        self.deductor = _Deductor(line, name, tan, section, self._totals(line, own))

    def _totals(self, line: Line, own: Line | None) -> dict[str, Paise | None]:
        """Under its own heading by columns; below a heading of payments its last three amounts."""
        found: dict[str, Paise | None] = {"amount": None, "tax": None, "deposited": None}
        if own is not None:
            for name in found:
                try:
                    found[name] = own.money(name) if own.filled(name) else None
                except ValueError as wrong:
                    self.returned.refuse(line, "a total of a deductor", str(wrong))
            return found
        amounts = [amount for column in sorted(line.row.cells) if (amount := _amount(line.row, column)) is not None][-3:]
        if len(amounts) == 3:
            found |= dict(zip(found, amounts, strict=True))
        return found

    def _payment(self, line: Line) -> None:
        deductor = self._named(line) or self.deductor
        what = f"a payment under section {line.text('section')}" if line.text("section") else "a payment"
        if deductor is None:
            self.returned.refuse(line, what, "nobody is named above it")
            return
        try:
            amount, tax = line.money("amount"), line.money("tax")
            deposited = line.money("deposited") if line.filled("deposited") else tax
            day = line.day_or_none("day")
            booked = line.day_or_none("booked")
        except ValueError as wrong:
            self.returned.refuse(line, f"{what} of {deductor.name}", str(wrong))
            return
        if self.ais and line.text("status").lower() == "inactive":
            sentence = f"row {line.row.number}: {what} of {deductor.name} is inactive: what took its place counts, and it was left out."
            self.returned.findings.append(line.pen.finding("ais.inactive", Severity.INFO, sentence, amount=tax, row=line.row.number))
            return
        quarter = re.match(r"Q[1-4]", line.text("quarter").upper())
        if day is None and quarter is None:
            self.returned.refuse(line, f"{what} of {deductor.name}", "it has no date")
            return
        for name, value in (("amount", amount), ("tax", tax), ("deposited", deposited)):
            deductor.sums[name] += value
        remark = line.text("remark")
        section = re.sub(r"^(?:TDS|TCS)-", "", line.text("section") or deductor.section)
        self.returned.rows.append(
            TaxCreditLine(
                line.place(), "ais" if self.ais else self.part, deductor.name, deductor.tan, section, amount, tax, deposited, day, self._status(line),
                booked, "" if remark == "-" else remark, quarter.group() if quarter else "",
            )
        )  # fmt: skip

    def _status(self, line: Line) -> str:
        said = line.text("status")
        if self.ais:
            return said
        letter = _STATUS_WORDS.get(said.lower(), said.upper())
        return letter if len(letter) == 1 and letter in _STATUS else ""

    def _named(self, line: Line) -> _Deductor | None:
        """The deductor in the payment's own row."""
        said = line.text("name")
        tan = _TAN.search(line.text("tan").upper()) or _TAN.search(said.upper())
        if tan is None:
            return None
        split = _NAME_AND_TAN.match(said)
        return _Deductor(line, (split[1] if split else said).strip(" ("), tan.group(), "", {})

    def close(self) -> None:
        """The deductor in hand is complete: its totals are those of its payments."""
        if self.deductor is not None:
            for name, what in (("amount", "amount paid"), ("tax", "tax deducted"), ("deposited", "tax deposited")):
                stated = self.deductor.totals.get(name)
                if stated is not None and abs(stated - self.deductor.sums[name]) >= 100:
                    self._differs(self.deductor, what, stated, Paise(self.deductor.sums[name]))
        self.deductor = None

    def _differs(self, deductor: _Deductor, what: str, stated: Paise, summed: Paise) -> None:
        line = deductor.line
        sentence = f"row {line.row.number}: {deductor.name} ({deductor.tan}): {what} is {rupee_text(stated)}, the payments give {rupee_text(summed)}."
        finding = line.pen.finding(f"{self.returned.rule}.total_mismatch", Severity.ERROR, sentence, amount=stated - summed, row=line.row.number)
        self.returned.findings.append(finding)


def _amount(row: SheetRow, column: int) -> Paise | None:
    try:
        found = amount_of_cell(row.cells[column])
    except ValueError:
        return None
    return found[0] if found else ZERO


def _check_known(returned: Returned, block: Block, *, ais: bool) -> None:
    """column_unknown: payments whose heading does not say what was deposited, nor, where other columns stand beside, whose they are, their section or their status."""
    names, others = block.heading.names, block.heading.others
    if block.heading.table.name != "payment" or not block.lines:
        return
    lacking = [] if "deposited" in names else ["tax deposited (what was deducted stands for it)"]
    if others:
        lacking += [] if ais or "section" in names else ["section"]
        lacking += [] if ais or "status" in names else ["status of booking"]
        lacking += ["name of the deductor"] if "tan" in names and "name" not in names else []
    if lacking:
        shown = f"; not known are {', '.join(repr(text) for text in others[:4])}" if others else ""
        sentence = f"no column says the {', the '.join(lacking)}{shown}."
        first = block.lines[0]
        returned.findings.append(first.pen.finding(f"{returned.rule}.column_unknown", Severity.WARNING, sentence, row=first.row.number))


def read_credits(returned: Returned, parts: Sequence[Part], *, ais: bool) -> None:
    """Every payment of the parts that give credit, in the order of the sheets."""
    for part in parts:
        reading = _Reading(returned, ais)
        for block in part.blocks:
            _check_known(returned, block, ais=ais)
        for line in (line for block in part.blocks for line in block.lines):
            reading.take(line)
        reading.close()
