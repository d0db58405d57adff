"""The reader's own reading of a bill and what a vendor template says of it, brought together. Where both are sure and differ, a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupees
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.items import find_items
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.invoice.recognised import as_recognised
from qrt.core.documents.invoice.values import comma_is_decimal
from qrt.core.documents.types import Extraction, Field, FieldStatus, InvoiceLine, Row
from qrt.core.documents.vendor.columns import header_of
from qrt.core.documents.vendor.find import LIKELY, SURE, Found, find, fitting, refused
from qrt.core.documents.vendor.lesson import Lesson, VendorTemplate, digest_of, templates_from
from qrt.core.documents.vendor.spots import Looked

CHECK = "vendor_template"
"""Check of a field that stands where decisions on the vendor's earlier bills found it."""

SOURCE = "template"
_HEADS = ("taxable", "cgst", "sgst", "igst", "cess", "tax", "tcs", "round_off", "charge")
_TOTAL, _ROUNDING = "totals.grand_total", Paise(100)
_BEFORE = ("totals.goods", "totals.goods_discount", "totals.goods_charge")
"""What leads to the taxable value that was read: no head of the total, and nothing where the taxable value is another one."""


def with_template(read: Extraction, sheet: Sheet, lessons: Sequence[Lesson]) -> Extraction:
    """The reading with what the vendor's lessons say of this bill; unchanged where its layout is none of theirs."""
    seen = Looked(Labelled.of(sheet))
    template = fitting(templates_from(lessons), seen)
    if template is None:
        return read
    found = {name: each for name, each in find(seen, template).items() if not (name.endswith(".gstin") and gstin_fault(each.standing.value))}
    told = {name: _field(name, each, sheet) for name, each in found.items()}
    heads = {name: field for name, field in told.items() if name.startswith("totals.")}
    fields = dict(read.fields)
    for name, field in told.items():
        if name not in heads:
            fields[name] = _weighed(fields.get(name), field, found[name].fit)
    fields |= _totals(fields, heads, found)
    for name in refused(seen, template, {name: field.value for name, field in fields.items() if field.value}):
        fields[name] = replace(fields[name], value="", status=FieldStatus.REVIEW, checks=(CHECK,))
    rows = _rows(read, seen, template, fields, found)
    findings = tuple(each for each in read.findings if each.rule != "document.field_missing" or any(not fields[name].value for name in _missing(read)))
    reader = f"{read.reader}+{SOURCE}"
    return replace(read, fields=fields, rows=rows, findings=findings, reader=reader, version=f"{read.version}/{digest_of(lessons)}")


def _missing(read: Extraction) -> list[str]:
    return [name for name, field in read.fields.items() if field.status is FieldStatus.MISSING]


def _field(name: str, found: Found, sheet: Sheet) -> Field:
    tokens = found.standing.tokens
    raw = " ".join(token.text for token in tokens)
    status = FieldStatus.AUTO if found.fit >= SURE else FieldStatus.REVIEW
    checks = (CHECK, *(("gstin_check_digit",) if name.endswith(".gstin") else ()))
    return as_recognised(Field(name, found.standing.value, raw, sheet.place(tokens), round(found.fit, 2), SOURCE, status, checks), tokens, sheet)


def _weighed(read: Field | None, told: Field, fit: float) -> Field:
    """One field of both: agreed, told by the template alone, or for a person."""
    if read is None or not read.value:
        return told
    if read.value == told.value:
        if fit < SURE:
            return read
        return replace(told, confidence=max(read.confidence, told.confidence), checks=tuple(dict.fromkeys((*read.checks, *told.checks))), source=read.source)
    if fit < SURE:
        if read.status is not FieldStatus.AUTO:
            return replace(told, status=FieldStatus.REVIEW)
        return replace(read, status=FieldStatus.REVIEW, doubt=f"where the vendor's earlier bills have it stands {told.value}") if fit >= LIKELY else read
    if read.status is FieldStatus.AUTO:
        # Both are sure and differ: what a person taught is shown, and a person decides.
        return replace(
            told, status=FieldStatus.REVIEW, confidence=0.6, doubt=f"it stands where the vendor's earlier bills have it; its words alone say {read.value}"
        )
    return told


def _totals(fields: Mapping[str, Field], told: Mapping[str, Field], found: Mapping[str, Found]) -> dict[str, Field]:
    """Totals stand or fall together: the set that adds up is taken, the template's first."""
    if _TOTAL not in told:
        return {}
    read = {name: field for name, field in fields.items() if name.startswith("totals.") and field.value and name != "totals.due"}
    before = {name: read.pop(name) for name in _BEFORE if name in read}
    known = {name: field for name, field in told.items() if found[name].fit >= SURE}
    sets = (
        known,
        {**read, **known},
        {**{name: field for name, field in read.items() if field.status is FieldStatus.AUTO}, **known},
    )
    best = next((each for exactly in (True, False) for each in sets if _closes(each, exactly)), None)
    if best is None:
        if _closes(read, exactly=False) and read[_TOTAL].value == told[_TOTAL].value:
            return {}
        return {name: _weighed(fields.get(name), field, min(found[name].fit, SURE - 0.01)) for name, field in told.items()}
    checks = (CHECK, "arithmetic_closed")
    chosen = {
        name: replace(field, status=_status(field), confidence=max(field.confidence, 0.95), checks=tuple(dict.fromkeys((*field.checks, *checks))))
        for name, field in best.items()
    }
    # A head that the closing set has no room for was read from somewhere else.
    out = {name: field for name, field in read.items() if name not in best}
    if "totals.taxable" not in read or best["totals.taxable"].value != read["totals.taxable"].value:
        out |= before
    dropped = {name: replace(field, value="", status=FieldStatus.MISSING, confidence=0.0, checks=()) for name, field in out.items()}
    sure = read.get(_TOTAL) is None or read[_TOTAL].status is not FieldStatus.AUTO or read[_TOTAL].value == best[_TOTAL].value
    if not sure:
        doubt = "where the vendor's earlier bills have it stands another total than its words say"
        chosen = {name: replace(field, status=FieldStatus.REVIEW, confidence=0.6, doubt=doubt) for name, field in chosen.items()}
    return {**dropped, **chosen}


def _status(field: Field) -> FieldStatus:
    return FieldStatus.AUTO if field.source == SOURCE or "arithmetic_closed" in field.checks else field.status


def _closes(heads: Mapping[str, Field], exactly: bool) -> bool:
    """Taxable value, taxes and the rest give the total: to the paisa, or else to the rupee where no round-off is printed."""
    if _TOTAL not in heads or "totals.taxable" not in heads:
        return False
    amounts = {name.removeprefix("totals."): rupees(field.value) for name, field in heads.items()}
    built = sum(amounts.get(head, 0) for head in _HEADS) - amounts.get("discount", 0)
    apart = abs(built - amounts["grand_total"])
    return apart == 0 or (not exactly and apart < _ROUNDING and "round_off" not in amounts and amounts["grand_total"] % 100 == 0)


def _rows(read: Extraction, seen: Looked, template: VendorTemplate, fields: Mapping[str, Field], found: Mapping[str, Found]) -> tuple[Row, ...]:
    """The list of goods by the template's columns, when the reader's own does not add up to the taxable value."""
    if not template.columns:
        return read.rows
    comma = comma_is_decimal(seen.sheet)
    # Where a total stands the list has ended, whatever its label says.
    stops = frozenset(each.standing.tokens[0].line for name, each in found.items() if name.startswith("totals."))
    taught = find_items(seen.paper, comma, header_of(template.columns, seen.sheet), stops)
    if {"hsn", "quantity"} <= {column.name for column in template.columns}:
        taught = tuple(row for row in taught if row.hsn or row.quantity)
    taxable = fields.get("totals.taxable")
    want = rupees(taxable.value) if taxable and taxable.value else None
    own = tuple(row for row in read.rows if isinstance(row, InvoiceLine))
    return taught if taught and (_sum(taught) == want or _sum(own) != want) else read.rows


def _sum(rows: Sequence[InvoiceLine]) -> int | None:
    amounts = [row.taxable if row.taxable is not None else row.total for row in rows]
    return None if not rows or any(each is None for each in amounts) else sum(each or 0 for each in amounts)
