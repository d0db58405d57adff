"""GSTR-1 as the offline tool and return programs write it for Excel: a sheet for each table, a document in one row for each rate."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.base.finding import Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise
from qrt.core.documents.cells import column_letters
from qrt.core.documents.forms import gst_lists
from qrt.core.documents.headers import normal
from qrt.core.documents.return_checks import check_document
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.tax_sheets.hearing import of_invoice, speaks_of_tax
from qrt.core.documents.tax_sheets.inward import state_of
from qrt.core.documents.tax_sheets.returned import Part, Returned, check_columns, in_rupees, is_total, note_side
from qrt.core.documents.tax_sheets.tables import Block, Line

_AMOUNTS = ("taxable", "igst", "cgst", "sgst", "cess")
_HEADS = frozenset({"igst", "cgst", "sgst"})
_NOTED = re.compile(r"note|memo|cn|dn|crn|dbn|cdn", re.IGNORECASE)
"""A type that names the paper, and not only a side."""
_CANCELLED = re.compile(r"cancel|can$|cnl$|void", re.IGNORECASE)
_TABLES = re.compile(r"\b(b2ba|b2b|b2cla|b2cl|cdnra|cdnr|cdnura|cdnur|expa|exp)\b")


def read_outward(returned: Returned, parts: Sequence[Part], period: str) -> None:
    """Every document, and the summary by goods."""
    for part in parts:
        for block in part.blocks:
            if block.heading.table.name == "outward":
                _documents(returned, part.name, block, period)
            elif block.heading.table.name == "hsn":
                _goods(returned, part.name, block, period)
            elif block.heading.table.name in ("b2cs", "records"):
                _totals(returned, block, period)


def _documents(returned: Returned, sheet: str, block: Block, period: str) -> None:
    table = _table(sheet, block)
    made: list[ReturnLine] = []
    for line in block.lines:
        if is_total(line, ("party", "who", "number")):
            returned.check_totals(line, "the total of", _AMOUNTS, made)
        elif _CANCELLED.match(line.text("status")):
            sentence = f"row {line.row.number}: document {_number(line)} is marked as cancelled and was left out."
            returned.findings.append(line.pen.finding("gstr1.cancelled", Severity.INFO, sentence, row=line.row.number))
        elif any(map(str.isdigit, _number(line))) or any(line.filled(name) for name in _AMOUNTS):
            named = any(map(line.text, ("party", "who", "number", "about_number", "day")))
            if not named and not line.text("rate"):
                returned.check_totals(line, "the total of", _AMOUNTS, made)
                continue
            try:
                read = _document(line, table, period) if named or not made else _more_of(made[-1], line)
            except ValueError as wrong:
                returned.refuse(line, f"document {_number(line) or 'without number'}", str(wrong))
                continue
            if made and (_key(made[-1]) == _key(read) or (read.total is None and _key(replace(read, total=made[-1].total)) == _key(made[-1]))):
                made[-1] = _added(made[-1], read)
            else:
                made.append(read)
    if made:
        # Rows by rate that stand apart are one document all the same.
        whole: dict[tuple[object, ...], ReturnLine] = {}
        for each in made:
            whole[_key(each)] = _added(whole[_key(each)], each) if _key(each) in whole else each
        taxed = bool(_HEADS & block.heading.names)
        returned.findings += [finding for each in whole.values() for finding in check_document(block.lines[0].pen, each, taxed=taxed)]
    if made:
        _check_columns(returned, block)
    if made and not _HEADS & block.heading.names and not any(map(speaks_of_tax, block.heading.others)):
        sentence = f"its table {table} lists value and rate of {len(made)} documents and no tax: their tax is left at zero."
        first = block.lines[0]
        returned.findings.append(first.pen.finding("gstr1.tax_not_listed", Severity.WARNING, sentence, row=first.row.number))
    returned.rows.extend(made)


def _check_columns(returned: Returned, block: Block) -> None:
    """Columns that may hold tax, or the customers' GSTINs, and are not known."""
    check_columns(returned, block)
    if "party" in block.heading.names:
        return
    held: defaultdict[int, set[str]] = defaultdict(set)
    for line in block.lines:
        for column in line.row.cells.keys() - block.heading.columns.keys():
            text = line.row.text(column).strip().upper()
            if not gstin_fault(text):
                held[column].add(text)
    if found := [column_letters(column) for column, numbers in held.items() if len(numbers) > 1]:
        sentence = f"column {found[0]} holds GSTINs, and no heading says whose they are: the documents stand without their customers."
        first = block.lines[0]
        returned.findings.append(first.pen.finding("gstr1.column_unknown", Severity.ERROR, sentence, column=found[0], row=first.row.number))


def _table(sheet: str, block: Block) -> str:
    """The table as the portal's file calls it: by the sheet's name, else by its columns."""
    if found := _TABLES.search(re.sub(r"[,()]", " ", sheet.lower())):
        return found[1]
    heading = block.heading
    if "note" in normal(heading.shown["number"]).split() and not of_invoice(heading.shown["number"]):
        return "cdnr" if "party" in heading.names else "cdnur"
    return "b2b" if "party" in heading.names else "b2cl"


def _number(line: Line) -> str:
    """The document's number; an invoice has a column of its own in a list of invoices and notes."""
    return line.text("number") or line.text("about_number")


def _of_row(table: str, line: Line) -> tuple[str, str]:
    """The table and the kind of a row's document: a list of all documents says both in columns, and what it amends; an invoice that a note is about is not amended by it."""
    party = bool(line.text("party"))
    if said := _TABLES.search(line.text("section").lower()):
        table = said[1]
    elif not line.text("number"):
        table = "b2b" if party else "b2cl"
    kind = _type(table, line)
    if kind != "invoice" and not table.startswith("cdn"):
        table = "cdnr" if party else "cdnur"
    if table.endswith("a") or not line.text("original_number"):
        return table, kind
    return (table if kind != "invoice" and of_invoice(line.heading.shown["original_number"]) else f"{table}a"), kind


def _document(line: Line, table: str, period: str) -> ReturnLine:
    party = line.text("party").upper().replace(" ", "")
    in_rupees(line)
    table, kind = _of_row(table, line)
    if not _number(line):
        raise ValueError("it has no number")
    own = bool(line.text("number"))
    if party and (fault := gstin_fault(party)):
        raise ValueError(f"its GSTIN {party!r} is wrong: {fault}")
    taxable, igst, cgst, sgst, cess = (line.money(name) for name in _AMOUNTS)
    return ReturnLine(
        line.place(), table, taxable, igst, cgst, sgst, cess, line.money("value") if line.filled("value") else None, kind, _number(line),
        line.day("day" if own else "about_day"), party, line.text("who"), state_of(line.text("place")), line.text("reverse").lower().startswith("y"), line.text("rate").rstrip("% "),
        description="" if table.startswith("cdn") else line.text("type"), original_number=line.text("original_number") or (line.text("about_number") if own else ""),
        original_day=line.day_or_none("original_day") or (line.day_or_none("about_day") if own else None), period=period,
    )  # fmt: skip


def _more_of(document: ReturnLine, line: Line) -> ReturnLine:
    """A further rate of the document above, whose own cells were merged over it."""
    taxable, igst, cgst, sgst, cess = (line.money(name) for name in _AMOUNTS)
    return replace(document, taxable=taxable, igst=igst, cgst=cgst, sgst=sgst, cess=cess, rate=line.text("rate").rstrip("% "), total=None)


def _type(table: str, line: Line) -> str:
    """Invoice, credit or debit note. Where a list is not one of notes, "Credit" alone may say how the customer pays."""
    side = note_side(line.text("type"))
    if table.startswith("cdn"):
        if side is None:
            raise ValueError("it does not say whether it is a credit or a debit note")
        return side
    if side is not None and not _NOTED.search(line.text("type")):
        raise ValueError(f"its type {line.text('type')!r} may say a note, and may say how it is paid")
    return side or "invoice"


def _key(line: ReturnLine) -> tuple[object, ...]:
    return line.table, line.party_gstin, line.number, line.day, line.document_type, line.total


def _added(one: ReturnLine, other: ReturnLine) -> ReturnLine:
    sums = {head: Paise(getattr(one, head) + getattr(other, head)) for head in _AMOUNTS}
    return replace(one, **sums, rate=one.rate if one.rate == other.rate else "")


def _goods(returned: Returned, sheet: str, block: Block, period: str) -> None:
    table = {"b2b": "hsn_b2b", "b2c": "hsn_b2c"}.get(next(iter(re.findall(r"\bb2[bc]\b", sheet.lower())), ""), "hsn")
    for line in block.lines:
        code = line.text("hsn")
        if not code[:2].isdigit() or is_total(line, ("hsn",)):
            continue
        try:
            taxable, igst, cgst, sgst, cess = (line.money(name) for name in _AMOUNTS)
            total = line.money("total") if line.filled("total") else None
        except ValueError as wrong:
            returned.refuse(line, f"the goods {code}", str(wrong))
            continue
        quantity = " ".join(text for text in (line.text("quantity"), line.text("unit").partition("-")[0]) if text)
        returned.rows.append(
            ReturnLine(
                line.place(), table, taxable, igst, cgst, sgst, cess, total, rate=line.text("rate").rstrip("% "), hsn=code, description=line.text("what"),
                quantity=quantity, period=period,
            )
        )  # fmt: skip


def _totals(returned: Returned, block: Block, period: str) -> None:
    """Supplies to consumers by place and rate; or the return's own summary, table by table."""
    consumers = block.heading.table.name == "b2cs"
    for line in block.lines:
        found = None if consumers else gst_lists.TABLE.match(line.text("what"))
        if is_total(line, ("type", "what")) or not (line.filled("taxable") if consumers else found):
            continue
        table = "b2cs" if found is None else found.group(1).replace(" ", "")
        try:
            taxable, igst, cgst, sgst, cess = (line.money(name) for name in _AMOUNTS)
        except ValueError as wrong:
            returned.refuse(line, f"table {table}", str(wrong))
            continue
        count = int(line.text("count")) if line.text("count").isdigit() else None
        returned.rows.append(
            ReturnLine(
                line.place(), table, taxable, igst, cgst, sgst, cess, party_gstin=line.text("operator").upper(), place_of_supply=state_of(line.text("place")), rate=line.text("rate").rstrip("% "),
                description=line.text("what") or "supplies to consumers", count=count, period=period,
            )
        )  # fmt: skip
    if consumers and block.lines:
        check_columns(returned, block)
    if consumers and block.lines and not _HEADS & block.heading.names and not any(map(speaks_of_tax, block.heading.others)):
        sentence = "its table b2cs lists value and rate and no tax: the tax of supplies to consumers is left at zero."
        returned.findings.append(block.lines[0].pen.finding("gstr1.tax_not_listed", Severity.WARNING, sentence, row=block.lines[0].row.number))
