"""From a workbook to the return that its sheets are: several sheets of one workbook are one return, and what its "Read me" says holds for all of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.documents.cells import Sheet, SheetRow, Workbook, column_letters
from qrt.core.documents.extracting import Pen
from qrt.core.documents.scales import find_scale
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine
from qrt.core.documents.tax_sheets.credits import read_credits
from qrt.core.documents.tax_sheets.day_order import settle_days
from qrt.core.documents.tax_sheets.deducted import read_deducted
from qrt.core.documents.tax_sheets.gst_deducted import read_gst_deducted
from qrt.core.documents.tax_sheets.inward import read_inward
from qrt.core.documents.tax_sheets.labels import fields_of, is_label, labelled, quarter_of_days
from qrt.core.documents.tax_sheets.monthly import read_monthly
from qrt.core.documents.tax_sheets.outward import read_outward
from qrt.core.documents.tax_sheets.returned import Part, Returned
from qrt.core.documents.tax_sheets.tables import Block, blocks_of
from qrt.core.documents.tax_sheets.telling import TAX_SHEETS, TITLE_CELLS, kind_of_titles, tables_of, tell_rows, titles_of
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Gstr2bLine, Paper

READER, VERSION = "tax_sheet", "1"
HEAD_ROWS = 60
"""Rows at the beginning of a sheet that tell what it is and hold its labels."""

_OF_RETURN: Mapping[DocumentKind, tuple[str, ...]] = {
    DocumentKind.GSTR_2B: ("gstin", "period", "company", "generated_on"),
    DocumentKind.GSTR_2A: ("gstin", "period", "company", "generated_on"),
    DocumentKind.GSTR_1: ("gstin", "period", "company", "arn"),
    DocumentKind.GSTR_3B: ("gstin", "period", "company", "arn"),
    DocumentKind.FORM_26AS: ("pan", "financial_year", "company", "assessment_year", "generated_on"),
    DocumentKind.AIS: ("pan", "financial_year", "company", "assessment_year", "generated_on"),
    DocumentKind.TDS_STATEMENT: ("financial_year", "quarter", "tan", "pan", "company", "form"),
    DocumentKind.TDS_CHALLAN: ("tan", "company", "financial_year"),
}
_REQUIRED = 2
"""So many of these a return must say: whose it is and for when."""
_RULES: Mapping[DocumentKind, str] = {
    DocumentKind.GSTR_2B: "gstr2b",
    DocumentKind.GSTR_2A: "gstr2a",
    DocumentKind.GSTR_1: "gstr1",
    DocumentKind.GSTR_3B: "gstr3b",
    DocumentKind.FORM_26AS: "form_26as",
    DocumentKind.AIS: "ais",
    DocumentKind.TDS_STATEMENT: "tds_sheet",
    DocumentKind.TDS_CHALLAN: "challan_sheet",
}
_BESIDE = re.compile(
    r"^(?:read\s?me|help|instructions?|master|itc|summary|(?:b2b|b2c|cdn|isd|impg|eco|ecom|tds|tcs|exp|at|hsn|docs?|exemp|nil|amd)[a-z]*\b)", re.IGNORECASE
)
"""Names of sheets that stand in the offices' workbooks beside the lists of documents."""


@dataclass(frozen=True, slots=True)
class TaxSheets:
    """What was read of a workbook, and the sheets that are no paper of a tax office."""

    read: tuple[Extraction, ...]
    rest: Workbook


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sheet of the return: its tables, and the rows that hold labels and titles."""

    sheet: Sheet
    pen: Pen
    blocks: tuple[Block, ...]
    above: tuple[SheetRow, ...]


def read_tax_sheets(paper: Paper, book: Workbook, said: DocumentKind | None = None) -> TaxSheets:
    """The returns that the sheets hold; nothing where no sheet shows one. `said` is the kind that a person named: then the sheets are read as that."""
    filled = [sheet for sheet in book.sheets if sheet.rows]
    if said is not None and said not in TAX_SHEETS:
        return TaxSheets((), book)
    kinds = _kinds(filled, said)
    present = dict.fromkeys(kind for kind in kinds.values() if kind is not None)
    read: list[Extraction] = []
    taken: set[str] = set()
    for kind in present:
        seen = [_look(paper, sheet, kind) for sheet in filled if kinds[sheet.name] is kind]
        if not any(each.blocks for each in seen):
            continue
        taken |= {each.sheet.name for each in seen}
        read += _returns(paper, kind, seen)
    if len(read) > 1:
        read = [each if each.part else replace(each, part=each.kind.value) for each in read]
    return TaxSheets(tuple(read), Workbook(tuple(sheet for sheet in book.sheets if sheet.name not in taken)))


def _kinds(sheets: Sequence[Sheet], said: DocumentKind | None) -> dict[str, DocumentKind | None]:
    """What each sheet is a part of. A sheet that says nothing by itself ("Read me", an import without a supplier) belongs to the one return of its workbook."""
    if said is not None:
        return {sheet.name: said for sheet in sheets}
    told = {sheet.name: _told(sheet) for sheet in sheets}
    if DocumentKind.TDS_STATEMENT in told.values():
        # The challans of a statement are a sheet of it.
        told = {name: DocumentKind.TDS_STATEMENT if kind is DocumentKind.TDS_CHALLAN else kind for name, kind in told.items()}
    kinds = {kind for kind in told.values() if kind is not None}
    for sheet in sheets:
        if told[sheet.name] is not None or not kinds:
            continue
        titled = kind_of_titles(titles_of(_head(sheet)))[0]
        if titled in kinds:
            told[sheet.name] = titled
        elif titled is None and len(kinds) == 1 and _BESIDE.match(sheet.name.strip()):
            told[sheet.name] = next(iter(kinds))
    return told


def _told(sheet: Sheet) -> DocumentKind | None:
    found = tell_rows(_head(sheet), sheet.name)
    if found is None or found.kind is not DocumentKind.TDS_CHALLAN:
        return found.kind if found else None
    # Many challans may stand above the deductions that they pay.
    blocks, _ = blocks_of(Pen(Paper("", "", 0)), sheet, tables_of(DocumentKind.TDS_STATEMENT))
    return DocumentKind.TDS_STATEMENT if any(each.heading.table.name == "deduction" for each in blocks) else found.kind


def _head(sheet: Sheet) -> list[dict[int, str]]:
    return [{column: text for column in row.cells if (text := row.text(column))} for row in sheet.rows[:HEAD_ROWS]]


def _look(paper: Paper, sheet: Sheet, kind: DocumentKind) -> _Seen:
    pen = Pen(paper, sheet.name or None)
    blocks, above = blocks_of(pen, sheet, tables_of(kind))
    return _Seen(sheet, pen, blocks, above[:HEAD_ROWS])


def _returns(paper: Paper, kind: DocumentKind, seen: Sequence[_Seen]) -> list[Extraction]:
    """One return, or one for each that the sheets name for themselves: months of one GSTIN side by side."""
    own = {each.sheet.name: _own(kind, each) for each in seen if each.blocks}
    several = dict.fromkeys(key for key in own.values() if any(key))
    if len(several) < 2:
        return _by_month(_return(paper, kind, seen, ""))
    beside = [each for each in seen if not each.blocks]
    made = []
    for key in dict.fromkeys(own.values()):
        group = [each for each in seen if each.blocks and own[each.sheet.name] == key]
        made.append(_return(paper, kind, [*group, *beside], group[0].sheet.name))
    return made


def _own(kind: DocumentKind, seen: _Seen) -> tuple[str, ...]:
    fields = _fields(kind, [seen])
    return tuple(fields[name].value if name in fields else "" for name in ("gstin", "period", "pan", "tan", "financial_year", "quarter"))


def _fields(kind: DocumentKind, seen: Sequence[_Seen]) -> dict[str, Field]:
    found = [field for each in seen for field in labelled(each.pen, each.above)]
    titles = [title for each in seen for title in _titles(each)]
    made = fields_of(found, titles, _OF_RETURN[kind])
    said = {field.raw for field in found}
    own = (field for text, field in titles if text not in said and not is_label(text) and kind_of_titles((text,))[0] is None)
    first = next((field for field in own if any(map(str.isalpha, field.value))), None)
    if "company" not in made and first is not None:
        # Who the paper is of often stands above it without a label.
        made["title"] = replace(first, name="title")
    return made


def _titles(seen: _Seen) -> list[tuple[str, Field]]:
    found = []
    for row in seen.above:
        filled = [column for column in sorted(row.cells) if row.text(column)]
        if 0 < len({row.text(column) for column in filled}) <= TITLE_CELLS:
            found += [(row.text(column), seen.pen.field("title", row.text(column), "", row.number, column_letters(column))) for column in filled]
    if seen.sheet.name:
        found.append((seen.sheet.name, seen.pen.field("title", seen.sheet.name)))
    return found


def _return(paper: Paper, kind: DocumentKind, seen: Sequence[_Seen], part: str) -> Extraction:
    fields = _fields(kind, seen)
    returned = Returned(_RULES[kind])
    parts = [Part(each.sheet.name, each.blocks) for each in seen if each.blocks]
    period = fields["period"].value if "period" in fields else ""
    if period:
        parts = settle_days(returned, parts, period)
    if kind in (DocumentKind.GSTR_2B, DocumentKind.GSTR_2A):
        read_inward(returned, parts, period, two_b=kind is DocumentKind.GSTR_2B)
        read_gst_deducted(returned, parts, period)
    elif kind is DocumentKind.GSTR_1:
        read_outward(returned, parts, period)
    elif kind is DocumentKind.GSTR_3B:
        read_monthly(returned, parts, period)
    elif kind in (DocumentKind.FORM_26AS, DocumentKind.AIS):
        read_credits(returned, parts, ais=kind is DocumentKind.AIS)
    else:
        read_deducted(returned, parts)
    findings = [*returned.findings, *_untaken(seen, returned)]
    if scaled := list(_scaled(seen, returned)):
        # What was rounded ties to nothing, and as rupees it is a hundred thousand times too small.
        returned.rows, findings = [], scaled
    if kind is DocumentKind.TDS_STATEMENT:
        findings += _quarter(seen[0].pen, fields, returned)
    required = _OF_RETURN[kind][:_REQUIRED] if kind is not DocumentKind.TDS_CHALLAN else ()
    missing = [name for name in required if name not in fields]
    if missing:
        sentence = f"not found on the sheets: {', '.join(missing)}. A person has to fill it in."
        findings.append(Pen(paper).finding("document.field_missing", Severity.WARNING, sentence))
        fields |= {name: Field(name, "", confidence=0.0, source="label", status=FieldStatus.MISSING) for name in missing}
    sure = 0.7 if missing or any(finding.rule.endswith((".column_unknown", ".unproven", ".scale")) for finding in findings) else 0.99
    return Extraction(paper.sha256, kind, sure, READER, VERSION, part, fields=fields, rows=tuple(returned.rows), findings=tuple(findings))


def _scaled(seen: Sequence[_Seen], returned: Returned) -> Iterable[Finding]:
    """Sheets of the return that say that their amounts are in lakhs or thousands."""
    for each in seen:
        if each.blocks and (scale := find_scale(each.sheet)):
            sentence = f"{scale.text!r}: its amounts are not in rupees and paise, so nothing was taken from it. Export it in full rupees."
            yield each.pen.finding(f"{returned.rule}.scale", Severity.BLOCKING, sentence, row=scale.row)


def _by_month(read: Extraction) -> list[Extraction]:
    """Statements of several months in one list, each row with its month, as one for each."""
    rows = [row for row in read.rows if isinstance(row, Gstr2bLine)]
    months = sorted({row.period for row in rows})
    if read.text("period") or not any(months):
        return [read]
    made: list[Extraction] = []
    for month in months:
        own = tuple(row for row in rows if row.period == month)
        fields = dict(read.fields)
        if month:
            fields["period"] = Field("period", month, place=own[0].place)
        part = month if len(months) > 1 else read.part
        whole = bool(month and read.text("gstin"))
        made.append(replace(read, part=part, rows=own, fields=fields, confidence=0.99 if whole else read.confidence, findings=()))
    missing = [finding for finding in read.findings if finding.rule != "document.field_missing" or not all(months)]
    return [replace(made[0], findings=tuple(missing)), *made[1:]]


def _untaken(seen: Sequence[_Seen], returned: Returned) -> Iterable[Finding]:
    """A sheet of the return that holds figures under headings that are not known is named: nothing is lost in silence."""
    for each in seen:
        rows = [row for row in each.sheet.rows if sum(1 for cell in row.cells.values() if isinstance(cell.value, float)) >= 2] if not each.blocks else ()
        if rows:
            sentence = f"its headings are not known; {len(rows)} rows with figures were not taken."
            yield each.pen.finding(f"{returned.rule}.section_unknown", Severity.WARNING, sentence, row=rows[0].number)


def _quarter(pen: Pen, fields: dict[str, Field], returned: Returned) -> list[Finding]:
    """Year and quarter from the deductions' days where nothing says them; and a word where no deduction lies in the quarter that is said.

    Days of one month say no quarter: a register of the month is not the statement.
    """
    days = [row.day for row in returned.rows if isinstance(row, DeductionLine) and row.day is not None]
    first = next((row.place for row in returned.rows if not isinstance(row, ChallanLine)), None)
    said = _said(fields)
    one = quarter_of_days(days)
    if said is None and one is not None and first is not None and ("quarter" in fields or len({day.month for day in days}) > 1):
        told = {"financial_year": str(one.year), "quarter": f"Q{one.number}"}
        if all(name not in fields or fields[name].value == value for name, value in told.items()):
            for name, value in told.items():
                fields.setdefault(name, Field(name, value, "", first, 0.9, "arithmetic", FieldStatus.AUTO))
    if said is not None and days and not any(day in said for day in days):
        sentence = f"it says that it is for {said}, and none of its {len(days)} deductions lies in that quarter."
        return [pen.finding(f"{returned.rule}.other_quarter", Severity.ERROR, sentence, row=first.row if first else None)]
    outside = [row for row in returned.rows if isinstance(row, DeductionLine) and said is not None and row.day is not None and row.day not in said]
    if outside and said is not None:
        turned = all(each.day and each.day.day <= 12 and each.day.replace(month=each.day.day, day=each.day.month) in said for each in outside)
        why = "and within it if the month stands first" if turned else "as the deductions of a statement do not"
        sentence = f"row {outside[0].place.row}: {len(outside)} of its {len(days)} deductions lie outside {said}, {why}: look at their days."
        return [pen.finding(f"{returned.rule}.day_outside", Severity.WARNING, sentence, row=outside[0].place.row)]
    return []


def _said(fields: Mapping[str, Field]) -> Quarter | None:
    if not {"financial_year", "quarter"} <= fields.keys():
        return None
    return Quarter(int(fields["financial_year"].value[:4]), int(fields["quarter"].value[1:]))
