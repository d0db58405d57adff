"""TDS statements and registers on sheets, and lists of challans: deductions, each with the challan that paid it where the paper says so."""

import re
from collections.abc import Sequence

from qrt.core.base.finding import Severity
from qrt.core.base.identifiers import pan_fault
from qrt.core.base.money import Paise
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine
from qrt.core.documents.tax_sheets.returned import ROUNDING, Part, Returned, is_total
from qrt.core.documents.tax_sheets.tables import Line

PLACEHOLDERS = frozenset({"PANNOTAVBL", "PANAPPLIED", "PANINVALID"})
_OTHER_TAX = frozenset({"100", "102", "106", "107", "110", "300", "800"})
"""Minor heads of challans that pay no tax deducted: advance tax, self-assessment and the like."""
_SHORT = re.compile(r"^9[2-6][A-Z0-9]{0,4}$")
_LISTED = re.compile(r"\d")

Challan = tuple[str, str]


def read_deducted(returned: Returned, parts: Sequence[Part]) -> None:
    """The challans first, then the deductions, as a statement has them."""
    serials: dict[str, int] = {}
    known: dict[Challan, int] = {}
    paid: dict[int, ChallanLine] = {}
    for line in (line for part in parts for block in part.blocks if block.heading.table.name == "challan" for line in block.lines):
        if made := _challan(returned, line):
            at = len(paid) + 1
            returned.rows.append(made)
            paid[at] = made
            known[_bare(made.bsr), _bare(made.number)] = at
            serials |= {str(at): at, **({line.text("serial"): at} if line.text("serial") else {})}
    deposited: dict[int, int] = {}
    for part in parts:
        for block in part.blocks:
            made_here: list[DeductionLine] = []
            for line in block.lines if block.heading.table.name == "deduction" else ():
                at = _challan_of(line, serials, known, whole=not paid)
                if is_total(line, ("party", "pan", "section")) or not any(map(line.text, ("pan", "party", "day"))):
                    _check_total(returned, line, made_here)
                elif read := _deduction(returned, line, at or (1 if len(paid) == 1 else 0)):
                    made_here.append(read)
                    deposited[read.challan] = deposited.get(read.challan, 0) + read.deposited
            returned.rows.extend(made_here)
    for at, challan in paid.items():
        if deposited.get(at, 0) - challan.tax >= ROUNDING:
            _over(returned, challan, deposited[at])


def _over(returned: Returned, challan: ChallanLine, given: int) -> None:
    line = returned.lines[challan.place.row or 0, challan.place.sheet]
    returned.check(line, f"the tax of challan {challan.number}", given, challan.tax)


def _challan(returned: Returned, line: Line) -> ChallanLine | None:
    number, bsr = line.text("number"), line.text("bsr")
    if is_total(line, ("number", "bsr", "section")) or not (_LISTED.search(number) or _LISTED.search(bsr)):
        return None
    if (minor := re.sub(r"\D", "", line.text("minor"))) in _OTHER_TAX:
        sentence = f"row {line.row.number}: challan {number} paid under minor head {minor}, which is no tax deducted; it was not taken."
        returned.findings.append(line.pen.finding(f"{returned.rule}.other_tax", Severity.INFO, sentence, row=line.row.number))
        return None
    try:
        day = line.day("day")
        parts = {name: line.money(name) for name in ("interest", "fee", "surcharge", "cess", "other")}
        beside = sum(parts.values())
        total = line.money("total") if line.filled("total") else Paise(line.money("tax") + beside)
        tax = line.money("tax") if line.filled("tax") else Paise(total - beside)
        if not _LISTED.search(number):
            raise ValueError("it has no number")
        if not line.filled("total") and not line.filled("tax"):
            raise ValueError("it has no amount")
    except ValueError as wrong:
        returned.refuse(line, f"the challan {number or 'without number'}", str(wrong))
        return None
    returned.check(line, f"challan {number}", tax + beside, total)
    returned.lines[line.row.number, line.pen.sheet] = line
    return ChallanLine(
        line.place(), number, bsr, day, tax, total, parts["interest"], parts["fee"], parts["surcharge"], parts["cess"], parts["other"],
        _section(line.text("section")), minor,
    )  # fmt: skip


def _challan_of(line: Line, serials: dict[str, int], known: dict[Challan, int], *, whole: bool) -> int:
    """The serial number of the deduction's challan: as the list of challans has it, or, where there is none, in the order of the deductions; 0 where it is not said."""
    if serial := serials.get(line.text("challan")):
        return serial
    number, bsr = _bare(line.text("number")), _bare(line.text("bsr"))
    if not number:
        return 0
    if whole:
        return known.setdefault((bsr, f"{number}/{line.text('paid_on')}"), len(known) + 1)
    return known.get((bsr, number)) or next((at for (_, other), at in known.items() if other == number and not bsr), 0)


def _bare(text: str) -> str:
    return text.strip().lstrip("0")


def _deduction(returned: Returned, line: Line, challan: int) -> DeductionLine | None:
    who = line.text("pan").upper().replace(" ", "")
    what = f"the deduction of {line.text('party') or who}"
    if who not in PLACEHOLDERS and not _LISTED.search(who) and not any(line.filled(name) for name in ("amount", "tax")):
        return None  # A note below the table.
    try:
        if not who:
            raise ValueError("its PAN is empty")
        if who not in PLACEHOLDERS and (fault := pan_fault(who)):
            sentence = f"row {line.row.number}: the PAN {who!r} of {line.text('party')} is wrong: {fault}."
            returned.findings.append(line.pen.finding(f"{returned.rule}.pan_invalid", Severity.ERROR, sentence, row=line.row.number))
        if not line.filled("amount") or not line.filled("tax"):
            raise ValueError("its amount or its tax is empty")
        amount, tax = line.money("amount"), line.money("tax")
        deposited = line.money("deposited") if line.filled("deposited") else tax
        day, deducted = line.day_or_none("day"), line.day_or_none("deducted")
        if day is None and deducted is None:
            raise ValueError("it has no date")
    except ValueError as wrong:
        returned.refuse(line, what, str(wrong))
        return None
    return DeductionLine(
        line.place(), challan, line.text("party"), who, _section(line.text("code") or line.text("section")), amount, tax, deposited, day or deducted, deducted,
        _rate(line), _reason(line.text("reason")), line.text("certificate"),
    )  # fmt: skip


def _rate(line: Line) -> str:
    text = line.text("rate").rstrip("% ")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _reason(text: str) -> str:
    return text.strip()[:1].upper() if len(text.strip()) <= 2 and text.strip().isalpha() else ""


def _section(code: str) -> str:
    """ "94C" is how the return's file writes section 194C; codes of the new Act stay as they are."""
    plain = code.strip().upper().removeprefix("SECTION").strip(" .:") if code.upper().startswith("SECTION") else code.strip()
    return f"1{plain}" if _SHORT.match(plain.upper()) else plain


def _check_total(returned: Returned, line: Line, made: Sequence[DeductionLine]) -> None:
    """A row of totals is no deduction; what it states is held against the rows above it."""
    if not is_total(line, ("party", "pan", "section")) and not any(line.filled(name) for name in ("amount", "tax")):
        return
    for name in ("amount", "tax", "deposited"):
        try:
            stated = line.money(name)
        except ValueError:
            continue
        if line.filled(name):
            returned.check(line, f"the total of {line.heading.shown[name]!r}", sum(getattr(each, name) for each in made), stated)
