"""GSTR-2B and GSTR-2A as the portal lets them be downloaded for Excel: a sheet for each section, amendments with what they amend, and a summary that proves them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qrt.core.base.finding import Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.headers import normal
from qrt.core.documents.invoice.flags import STATES
from qrt.core.documents.tax_sheets.hearing import of_invoice
from qrt.core.documents.tax_sheets.labels import period_of
from qrt.core.documents.tax_sheets.returned import Part, Returned, check_columns, in_rupees, is_total, note_side
from qrt.core.documents.tax_sheets.tables import Block, Line
from qrt.core.documents.types import Gstr2bLine

HEADS = ("igst", "cgst", "sgst", "cess")
_AMOUNTS = ("taxable", *HEADS)
_OWN_TOTAL = re.compile(r"\s*-\s*total$", re.IGNORECASE)
"""A GSTR-2A lists an invoice by rate and then as "INV-7-Total"."""
_NO_CREDIT = re.compile(r"reversal|\brev\b", re.IGNORECASE)
_REJECTED = re.compile(r"reject", re.IGNORECASE)


_ANSWERS = (
    (re.compile(r"(?:y|yes|available|eligible|itc available)$"), True),
    (re.compile(r"(?:n|no|not available|not eligible|ineligible|unavailable|t|temporar.*)$"), False),
)


def read_inward(returned: Returned, parts: Sequence[Part], period: str, *, two_b: bool) -> None:
    """Every document of every section."""
    for part in parts:
        for block in part.blocks:
            if block.heading.table.name == "inward":
                _section(returned, part.name, block, period, two_b)
    if two_b:
        lines = [row for row in returned.rows if isinstance(row, Gstr2bLine) and row.ims_status != "R"]
        for part in parts:
            for block in part.blocks:
                if block.heading.table.name == "summary":
                    _check_summary(returned, part.name, block, lines)


def _section(returned: Returned, sheet: str, block: Block, period: str, two_b: bool) -> None:
    section = section_of(sheet, block)
    if _NO_CREDIT.search(sheet):
        if lines := [line for line in block.lines if _is_document(line)]:
            sentence = f"it lists {len(lines)} documents whose credit was reversed; they are no credit of the month and were not taken."
            returned.findings.append(lines[0].pen.finding(f"{returned.rule}.section_unknown", Severity.ERROR, sentence, row=lines[0].row.number))
        return
    rejected = bool(_REJECTED.search(sheet))
    by_rate = "rate" in block.heading.names
    made: list[Gstr2bLine] = []
    for line in block.lines:
        number = _number(line)
        if _OWN_TOTAL.search(number):
            _check_own(returned, line, [each for each in made if each.number == _OWN_TOTAL.sub("", number) and each.supplier_gstin == made[-1].supplier_gstin])
        elif not is_total(line, ("party", "who", "number")) and made and by_rate and line.text("rate") and not _is_named(line) and _is_document(line):
            # A further rate of the document above, whose own cells were merged over it.
            try:
                made[-1] = _added(made[-1], replace(made[-1], **{name: line.money(name) for name in _AMOUNTS}))
            except ValueError as wrong:
                returned.refuse(line, f"a further rate of document {made[-1].number}", str(wrong))
        elif is_total(line, ("party", "who", "number")) or not _is_named(line):
            returned.check_totals(line, "the total of", _AMOUNTS, made)
        elif _is_document(line) and (read := _document(returned, section, line, period, two_b, rejected)):
            before = made[-1] if made else None
            if by_rate and before is not None and _key(before) == _key(read):
                made[-1] = _added(before, read)
            else:
                made.append(read)
    if made and not section.startswith(("imp", "isd")):
        check_columns(returned, block, whole=("taxable",))
    returned.rows.extend(made)


def section_of(sheet: str, block: Block) -> str:
    """The section as the portal's JSON calls it: by the columns, and of what they leave open by the sheet's name.

    It is one of amendments by its name, or by columns of what was amended, each row for itself (`section_of_row`): programs have them in every list.
    """
    heading = block.heading
    shown = {name: normal(text) for name, text in heading.shown.items()}
    name = re.sub(r"[^a-z0-9]", "", sheet.lower().partition("(")[0])
    amended = "a" if name in ("b2ba", "cdna", "cdnra", "b2bcdnra", "ecoa", "ecoma") else ""
    if "port" in heading.names or "bill entry" in shown["number"]:
        amended = "a" if name in ("impga", "impgasez", "impgseza") else amended
        return f"impg{amended}sez" if "party" in heading.names else f"impg{amended}"
    if "isd" in shown["number"] or "isd" in shown.get("party", "") or name in ("isd", "isda"):
        return "isda" if name == "isda" or shown.get("original_number", "").startswith("original details") else "isd"
    if "note" in shown["number"].split() or name in ("cdn", "cdna", "b2bcdnr", "b2bcdnra", "cdnr", "cdnra"):
        return f"cdnr{amended}"
    if name in ("eco", "ecoa", "ecom", "ecoma"):
        return f"ecom{amended}"
    return f"b2b{amended}"


_SAID: Mapping[str, str] = {
    **{name: name for name in ("b2b", "b2ba", "cdnr", "cdnra", "isd", "isda", "impg", "impga", "impgsez", "impgasez", "ecom", "ecoma")},
    "cdn": "cdnr",
    "cdna": "cdnra",
    "b2bcdnr": "cdnr",
    "b2bcdnra": "cdnra",
    "eco": "ecom",
    "ecoa": "ecoma",
    "impgseza": "impgasez",
}
"""Sections as a column of a list of all documents names them."""


def section_of_row(section: str, line: Line) -> str:
    """The section that the row names, and that of amendments where it says what it amends; an invoice that a note is about is not amended by it."""
    section = _SAID.get(re.sub(r"[^a-z0-9]", "", line.text("section").lower()), section)
    if line.text("about_number") and not line.text("number"):
        return "b2b"
    if section.startswith(("imp", "isd")) or section.endswith("a") or not (line.text("original_number") or line.text("original_day")):
        return section
    about = section.startswith("cdn") or note_side(line.text("type")) is not None
    return section if about and of_invoice(line.heading.shown.get("original_number", "")) else f"{section}a"


def _is_named(line: Line) -> bool:
    return any(map(line.text, ("party", "who", "number", "day", "credit_number", "about_number")))


def _is_document(line: Line) -> bool:
    """A note below the table has neither a number nor an amount; a row with an amount is a document, be it one that cannot be read."""
    return any(map(str.isdigit, _number(line))) or any(line.filled(head) for head in _AMOUNTS)


def _key(line: Gstr2bLine) -> tuple[str, ...]:
    return (line.section, line.supplier_gstin, line.number, line.day.isoformat(), line.document_type, str(line.total))


def _added(one: Gstr2bLine, other: Gstr2bLine) -> Gstr2bLine:
    """A document of two rates is one: as the JSON has it, its items added up."""
    sums = {head: Paise(getattr(one, head) + getattr(other, head)) for head in _AMOUNTS}
    return replace(one, **sums)


def _document(returned: Returned, section: str, line: Line, period: str, two_b: bool, rejected: bool) -> Gstr2bLine | None:
    number = _number(line)
    try:
        return _read(returned, section, line, period, two_b, rejected)
    except ValueError as wrong:
        returned.refuse(line, f"document {number or 'without number'}", str(wrong))
        return None


def _read(returned: Returned, section: str, line: Line, period: str, two_b: bool, rejected: bool) -> Gstr2bLine:
    number, party = _number(line), line.text("party").upper().replace(" ", "")
    if not number:
        raise ValueError("it has no number")
    if "party" in line.heading.names and (fault := gstin_fault(party)):
        raise ValueError(f"its GSTIN {party!r} is wrong: {fault}")
    day = line.day("day" if line.text("number") else "credit_day" if line.text("credit_number") else "about_day")
    in_rupees(line)
    section, kind = _kind(section_of_row(section, line), line)
    amounts = [line.money(name) for name in ("value", *_AMOUNTS)]
    if kind == "credit_note" and max(amounts) <= 0:
        # Its minus says once more what its kind says.
        amounts = [Paise(-amount) for amount in amounts]
    if min(amounts) < 0:
        raise ValueError("an amount is negative, and the direction is said by the kind of document")
    total, taxable, igst, cgst, sgst, cess = amounts
    available, reason = _credit(returned, section, line) if two_b else (False, "")
    who = line.text("who") or (f"Customs {line.text('port')}".strip() if section.startswith("imp") else "")
    return Gstr2bLine(
        line.place(), section, party, who, number, day, kind, taxable, igst, cgst, sgst, cess, total or Paise(taxable + igst + cgst + sgst + cess),
        place_of_supply=state_of(line.text("place")), reverse_charge=line.text("reverse").lower().startswith("y"), itc_available=available and not rejected,
        itc_reason=reason, original_number=line.text("original_number") or (line.text("about_number") if line.text("number") else ""),
        original_day=_lenient_day(line, "original_day") or (_lenient_day(line, "about_day") if line.text("number") else None), irn=_bare(line.text("irn")),
        ims_status="R" if rejected else line.text("ims")[:1].upper(), filed_day=_lenient_day(line, "filed"), period=period or period_of(line.text("period"), ""),
    )  # fmt: skip


def _number(line: Line) -> str:
    """The document's number; a distributor's credit note has a column of its own, and so has an invoice in a list of invoices and notes."""
    return line.text("number") or line.text("credit_number") or line.text("about_number")


def _kind(section: str, line: Line) -> tuple[str, str]:
    """Section and kind of the document. A note that does not say which it is cannot be taken: its sign hangs on it. A list of all documents says it in a column."""
    said = line.text("type").lower()
    if section.startswith("imp"):
        return section, "bill_of_entry"
    side = note_side(said)
    if section.startswith("isd"):
        return section, "credit_note" if side == "credit_note" or said.upper() in ("ISDC", "ISDCN") or not line.text("number") else "invoice"
    amended = "a" if section.endswith("a") else ""
    if section.startswith("cdnr") and "invoice" in normal(line.heading.shown["number"]).split() and said in ("invoice", "inv", "i", "r", "regular"):
        return f"b2b{amended}", "invoice"
    if side is not None:
        return (section if section.startswith("cdnr") else f"cdnr{amended}"), side
    if section.startswith("cdnr"):
        raise ValueError("it does not say whether it is a credit or a debit note")
    return section, "invoice"


def _credit(returned: Returned, section: str, line: Line) -> tuple[bool, str]:
    """Whether the portal gives the credit, and its reason as the letter of its file. "T" (for the time being) is not available."""
    said = line.text("itc").lower()
    answer = next((answer for pattern, answer in _ANSWERS if pattern.match(said)), None)
    if answer is None and not section.startswith("imp"):
        sentence = f"row {line.row.number}: document {line.text('number')!r} does not say whether its tax credit is available; it was taken as not available."
        returned.findings.append(line.pen.finding(f"{returned.rule}.credit_unknown", Severity.WARNING, sentence, row=line.row.number))
    return answer if answer is not None else section.startswith("imp"), _reason(line.text("reason"))


def _reason(text: str) -> str:
    plain = normal(text)
    if "annual cut" in plain or "16 4" in plain or "time barred" in plain:
        return "C"
    if "pos" in plain.split() or "place supply" in plain:
        return "P"
    return _bare(text).upper()


def _bare(text: str) -> str:
    return "" if text.strip() in ("-", "--", "NA", "N/A") else text.strip()


def _lenient_day(line: Line, name: str) -> date | None:
    """A day beside the document: where it cannot be read the document stands without it, as in the portal's file."""
    try:
        return line.day_or_none(name)
    except ValueError:
        return None


def state_of(said: str) -> str:
    """ "27-Maharashtra", "Maharashtra" and "27" are one state; "" for none."""
    if found := re.match(r"^(\d{1,2})\b", said.strip()):
        return found.group(1).zfill(2)
    return STATES.get(said.strip().lower().replace("&", "and"), "")


def _check_own(returned: Returned, line: Line, made: Sequence[Gstr2bLine]) -> None:
    """The total of one invoice, against its rows by rate."""
    if not made:
        returned.refuse(line, f"the total {line.text('number')}", "no row of it could be read")
        return
    returned.check_totals(line, f"the total of {made[-1].number} of", _AMOUNTS, made[-1:])


_GROUPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\ball other itc\b"), "nonrevsup"),
    (re.compile(r"\bliable (?:for |to )?reverse charge\b"), "revsup"),
    (re.compile(r"\binward supplies from isd\b|\bimport goods$|\bothers?$|\bcredit notes should\b"), ""),
)
"""Headings of the summary under which supplies of registered persons stand, and those of other matters."""
_DETAILS: Mapping[str, tuple[str, str]] = {
    "b2b invoices": ("", "b2b"),
    "b2b debit notes": ("", "cdnr"),
    "eco documents": ("", "ecom"),
    "isd invoices": ("isdsup", "isd"),
    "impg import goods from overseas": ("imports", "impg"),
    "impgsez import goods from sez": ("imports", "impgsez"),
    "b2b credit notes": ("othersup", "cdnr"),
    "b2b credit notes reverse charge": ("othersup", "cdnrrev"),
    "isd credit notes": ("othersup", "isd"),
}
"""Lines of the summary by group and section; where no group stands it is the one above."""


def _check_summary(returned: Returned, sheet: str, block: Block, lines: Sequence[Gstr2bLine]) -> None:
    """Section by section the summary's tax against that of the documents; amendments count there by their difference and are left alone."""
    available = not re.search(r"\bnot\b|unavail", sheet, re.IGNORECASE)
    if _REJECTED.search(sheet) or _NO_CREDIT.search(sheet):
        return
    ours: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(HEADS, 0))
    for each in lines:
        if each.itc_available == available and (key := _counted(each)):
            for head in HEADS:
                ours[key][head] += getattr(each, head)
    group = ""
    for line in block.lines:
        what = normal(line.text("what"))
        detail = _DETAILS.get(what.removesuffix(" ims"))
        if detail is None:
            group = next((name for pattern, name in _GROUPS if pattern.search(what.removesuffix(" ims"))), group)
        if detail is None or not (counted := detail[0] or group):
            continue
        try:
            stated = {head: line.money(head) for head in HEADS}
        except ValueError as wrong:
            returned.refuse(line, f"the sum {line.text('what')!r}", str(wrong))
            continue
        mine = ours[counted, detail[1]]
        if off := list(_off(stated, mine)):
            sentence = f"row {line.row.number}: its summary of {line.text('what')} does not agree with its documents: {', '.join(off)}."
            gap = sum(stated[head] - mine[head] for head in HEADS)
            finding = line.pen.finding(f"{returned.rule}.summary_mismatch", Severity.ERROR, sentence, amount=gap, row=line.row.number)
            returned.findings.append(finding)


def _off(stated: Mapping[str, int], mine: Mapping[str, int]) -> Iterator[str]:
    for head in HEADS:
        if stated[head] != mine[head]:
            yield f"{head.upper()} {rupee_text(Paise(stated[head]))} against {rupee_text(Paise(mine[head]))}"


def _counted(line: Gstr2bLine) -> tuple[str, str] | None:
    """Where the summary counts a document, None where it counts a difference."""
    if line.section in ("b2b", "ecom") or (line.section == "cdnr" and line.document_type == "debit_note"):
        return "revsup" if line.reverse_charge else "nonrevsup", line.section
    if line.section == "cdnr":
        return "othersup", "cdnrrev" if line.reverse_charge else "cdnr"
    if line.section == "isd":
        return ("isdsup" if line.document_type == "invoice" else "othersup"), "isd"
    return ("imports", line.section) if line.section in ("impg", "impgsez") else None
