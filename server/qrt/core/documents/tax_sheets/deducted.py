"""TDS statements and registers on sheets, and lists of challans: deductions, each with the challan that paid it where the paper says so."""

import re
from collections.abc import Iterable, Sequence

from qrt.core.base.finding import Severity
from qrt.core.base.identifiers import pan_fault
from qrt.core.base.money import Paise
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine
from qrt.core.documents.tax_sheets.returned import ROUNDING, Part, Returned, in_rupees, is_total
from qrt.core.documents.tax_sheets.tables import Block, Line

PLACEHOLDERS = frozenset({"PANNOTAVBL", "PANAPPLIED", "PANINVALID"})
_OTHER_TAX = frozenset({"100", "102", "106", "107", "110", "300", "800"})
"""Minor heads of challans that pay no tax deducted: advance tax, self-assessment and the like."""
_SHORT = re.compile(r"^9[2-6][A-Z0-9]{0,4}$")
_LISTED = re.compile(r"\d")

_WRITTEN = re.compile(r"(?:(?:under )?sec(?:tion)?\.?|u ?/ ?s\.?)?\s*(1\d\d)\s*-?\s*([A-Z]{0,3})((?:\s*\(\w{1,3}\))*)(?:\s+-.*|\s*[:–].*)?", re.IGNORECASE)
"""A section of the Act of 1961 as people write it: "Sec 194C", "194 C", "u/s 194J(b)", "194C - Contractors"."""
_NATURE = re.compile(r"\b(?:section|nature|type|code|head|kind)\b", re.IGNORECASE)
_GONE = re.compile(r"\b(?:cancel|void|fail|reject|declin|unsuccess)", re.IGNORECASE)
"""States of rows that stand for no tax: entries taken back, challans that were not paid."""
_MONEY = ("amount", "tax", "deposited")

Challan = tuple[str, str]


def read_deducted(returned: Returned, parts: Sequence[Part]) -> None:
    """The challans first, then the deductions, as a statement has them."""
    serials: dict[str, int] = {}
    known: dict[Challan, int] = {}
    paid: dict[int, ChallanLine] = {}
    listed = [block for part in parts for block in part.blocks if block.heading.table.name == "challan"]
    for block in listed:
        _check_nature(returned, block)
    for line in (line for block in listed for line in block.lines):
        if _is_gone(returned, line, f"challan {line.text('number')}"):
            continue
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
            credited, hundredths = _as_credits(block), _in_hundredths(block)
            if block.heading.table.name == "deduction":
                _check_known(returned, block)
            for line in block.lines if block.heading.table.name == "deduction" else ():
                at = _challan_of(line, serials, known, whole=not paid)
                if is_total(line, ("party", "pan", "section")) or not any(map(line.text, ("pan", "party", "day"))):
                    _check_total(returned, line, made_here, credited)
                elif _is_gone(returned, line, f"the deduction of {line.text('party')}"):
                    continue
                elif read := _deduction(returned, line, at or (1 if len(paid) == 1 else 0), credited, hundredths=hundredths):
                    made_here.append(read)
                    deposited[read.challan] = deposited.get(read.challan, 0) + read.deposited
            returned.rows.extend(made_here)
    for at, challan in paid.items():
        if deposited.get(at, 0) - challan.tax >= ROUNDING:
            _over(returned, challan, deposited[at])


def _is_gone(returned: Returned, line: Line, what: str) -> bool:
    """A row that says that it was cancelled or never paid: left out, and told."""
    said = line.text("status")
    if not _GONE.search(said):
        return False
    sentence = f"row {line.row.number}: {what} is marked {said!r} and was left out."
    returned.findings.append(line.pen.finding(f"{returned.rule}.cancelled", Severity.WARNING, sentence, row=line.row.number))
    return True


def _as_credits(block: Block) -> frozenset[str]:
    """Columns of which no amount is above nothing: a ledger of tax payable keeps its credits with a minus, and a statement reports sizes."""
    found = set[str]()
    for name in _MONEY:
        sizes = []
        for line in block.lines:
            try:
                sizes.append(line.money(name))
            except ValueError:
                continue
        if any(sizes) and max(sizes) <= 0:
            found.add(name)
    return frozenset(found)


def _in_hundredths(block: Block) -> bool:
    """A column of rates that holds hundredths: its cells are formatted as percent, or the tax of each row is its amount times what stands there."""
    column = block.heading.column("rate")
    cells = [cell for line in block.lines if column is not None and (cell := line.row.cells.get(column)) and isinstance(cell.value, float) and cell.value > 0]
    if not cells:
        return False
    if all("%" in cell.style.format for cell in cells):
        return True
    proved = 0
    for line in block.lines:
        try:
            rate = float(line.text("rate"))
            amount, tax = abs(line.money("amount")), abs(line.money("tax"))
        except ValueError:
            continue
        if amount and rate:
            if abs(amount * rate - tax) >= ROUNDING:
                return False
            proved += 1
    return proved > 0


def _check_known(returned: Returned, block: Block) -> None:
    """column_unknown: deductions without a section or without a name, where other columns stand beside that may say it."""
    names, others = block.heading.names, block.heading.others
    lacking = [what for what, own in (("section", {"section", "code"}), ("party", {"party"})) if not own & names]
    if lacking and others and block.lines:
        shown = ", ".join(repr(text) for text in others[:4])
        sentence = f"no column says the {' or the '.join(lacking)}; not known are {shown}: what stands there was not taken."
        first = block.lines[0]
        returned.findings.append(first.pen.finding(f"{returned.rule}.column_unknown", Severity.ERROR, sentence, row=first.row.number))


def _check_nature(returned: Returned, block: Block) -> None:
    """column_unknown: challans without a section, where a column that is not known may say what was paid."""
    unheard = [text for text in block.heading.others if _NATURE.search(text)]
    if unheard and block.lines and "section" not in block.heading.names:
        sentence = f"no column says the section of its challans; {unheard[0]!r} may, and is not known: what stands there was not taken."
        first = block.lines[0]
        returned.findings.append(first.pen.finding(f"{returned.rule}.column_unknown", Severity.WARNING, sentence, row=first.row.number))


def _over(returned: Returned, challan: ChallanLine, given: int) -> None:
    line = returned.lines[challan.place.row or 0, challan.place.sheet]
    returned.check(line, f"the tax of challan {challan.number}", given, challan.tax)


def _challan(returned: Returned, line: Line) -> ChallanLine | None:
    number, bsr = _padded(line, "number", 5), _padded(line, "bsr", 7)
    if is_total(line, ("number", "bsr", "section")) or not (_LISTED.search(number) or _LISTED.search(bsr)):
        return None
    if (minor := re.sub(r"\D", "", line.text("minor"))) in _OTHER_TAX:
        sentence = f"row {line.row.number}: challan {number} paid under minor head {minor}, which is no tax deducted; it was not taken."
        returned.findings.append(line.pen.finding(f"{returned.rule}.other_tax", Severity.INFO, sentence, row=line.row.number))
        return None
    try:
        in_rupees(line)
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


def _padded(line: Line, name: str, digits: int) -> str:
    """A code whose zeros before it a spreadsheet took away: BSR codes have seven digits, serial numbers of challans five."""
    column, text = line.column(name), line.text(name)
    cell = line.row.cells.get(column) if column is not None else None
    return text.zfill(digits) if cell is not None and isinstance(cell.value, float) and text.isdigit() else text


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


def _deduction(returned: Returned, line: Line, challan: int, credited: Iterable[str], *, hundredths: bool) -> DeductionLine | None:
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
        in_rupees(line)
        amount, tax = (_size(line, name, credited) for name in ("amount", "tax"))
        deposited = _size(line, "deposited", credited) if line.filled("deposited") else tax
        if tax < 0 or amount < 0:
            sentence = f"row {line.row.number}: {what} is below nothing, which no statement reports: it takes another one back."
            returned.findings.append(line.pen.finding(f"{returned.rule}.below_nothing", Severity.WARNING, sentence, amount=tax, row=line.row.number))
        day, deducted = line.day_or_none("day"), line.day_or_none("deducted")
        if day is None and deducted is None:
            raise ValueError("it has no date")
    except ValueError as wrong:
        returned.refuse(line, what, str(wrong))
        return None
    return DeductionLine(
        line.place(), challan, line.text("party"), who, _section(line.text("code") or line.text("section")), amount, tax, deposited, day or deducted, deducted,
        _rate(line, hundredths=hundredths), _reason(line.text("reason")), line.text("certificate"),
    )  # fmt: skip


def _size(line: Line, name: str, credited: Iterable[str]) -> Paise:
    return Paise(abs(line.money(name))) if name in credited else line.money(name)


def _rate(line: Line, *, hundredths: bool) -> str:
    text = line.text("rate").rstrip("% ")
    if hundredths and "%" not in line.text("rate"):
        text = f"{float(text) * 100:.4f}" if text else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _reason(text: str) -> str:
    return text.strip()[:1].upper() if len(text.strip()) <= 2 and text.strip().isalpha() else ""


def _section(code: str) -> str:
    """ "94C" is how the return's file writes section 194C; codes of the new Act stay as they are."""
    plain = code.strip().upper().removeprefix("SECTION").strip(" .:") if code.upper().startswith("SECTION") else code.strip()
    if written := _WRITTEN.fullmatch(plain):
        return f"{written[1]}{written[2].upper()}{''.join(written[3].split())}"
    return f"1{plain}" if _SHORT.match(plain.upper()) else plain


def _check_total(returned: Returned, line: Line, made: Sequence[DeductionLine], credited: Iterable[str]) -> None:
    """A row of totals is no deduction; what it states is held against the rows above it."""
    if not is_total(line, ("party", "pan", "section")) and not any(line.filled(name) for name in ("amount", "tax")):
        return
    for name in ("amount", "tax", "deposited"):
        try:
            stated = _size(line, name, credited)
        except ValueError:
            continue
        if line.filled(name):
            returned.check(line, f"the total of {line.heading.shown[name]!r}", sum(getattr(each, name) for each in made), stated)
