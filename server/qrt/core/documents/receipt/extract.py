"""One extraction from the words of one till slip. The names of its fields are those of an invoice."""

from collections.abc import Iterator

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import decimal_text
from qrt.core.base.place import Place
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heads import choose_number, number_candidates
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.invoice.recognised import as_recognised
from qrt.core.documents.invoice.totals import find_totals
from qrt.core.documents.invoice.values import comma_is_decimal, gstins
from qrt.core.documents.receipt.heads import Read, find_currency, find_day, find_seller
from qrt.core.documents.receipt.total import Row, Total, find_total, rows_of
from qrt.core.documents.types import FIELD_MISSING, DocumentKind, Extraction, Field, FieldStatus

READER, VERSION = "receipt_rules", "1"
AUTO_FROM = 0.75
REQUIRED = ("seller.name", "invoice_date", "totals.grand_total", "currency")
"""What a voucher of expense needs. A slip that shows no currency has none: it is asked for, and is never taken for rupees."""

_TAXES = ("taxable", "cgst", "sgst", "igst", "cess", "tax")


def extract_receipt(name: str, sheet: Sheet, confidence: float) -> Extraction:
    """Seller, day, total, tax, address, currency and GSTIN of a till slip. `name` is the file's, for sentences. No value is given that does not stand on it."""
    comma = comma_is_decimal(sheet)
    rows = rows_of(sheet, comma)
    total = find_total(rows)
    seller, address = find_seller(sheet)
    read = {"seller.name": seller, "seller.address": address, "invoice_date": find_day(sheet), "currency": find_currency(sheet)}
    fields = {name: _field(name, sheet, each) for name, each in read.items() if each is not None}
    paper = Labelled.of(sheet)
    number = choose_number(paper, number_candidates(paper), DocumentKind.RECEIPT)
    if number is not None:
        fields["invoice_number"] = _field("invoice_number", sheet, Read(number.candidate.value, number.candidate.tokens, number.confidence, doubt=number.doubt))
    for field in (*_gstin(sheet), *_totals(paper, comma, rows, total)):
        fields[field.name] = field
    if "currency" not in fields and fields.get("seller.gstin") and not gstin_fault(fields["seller.gstin"].value):
        # Whoever is registered in India and sells over a counter asks for rupees.
        fields["currency"] = Field("currency", "INR", confidence=0.7, source="label", status=FieldStatus.REVIEW)
    fields["document_type"] = Field("document_type", DocumentKind.RECEIPT.value, confidence=confidence, status=_status(confidence, ""))
    missing = [each for each in REQUIRED if each not in fields]
    fields |= {each: Field(each, "", confidence=0.0, source="label", status=FieldStatus.MISSING) for each in missing}
    return Extraction(
        sheet.document, DocumentKind.RECEIPT, confidence, READER, VERSION, pages=len(sheet.sizes), fields=fields, findings=_findings(sheet, name, missing)
    )


def _field(name: str, sheet: Sheet, read: Read) -> Field:
    raw = " ".join(token.text for token in read.tokens)
    status = _status(read.confidence, read.doubt)
    field = Field(name, read.value, raw, sheet.place(read.tokens), round(read.confidence, 2), "label", status, read.checks)
    return as_recognised(field, read.tokens, sheet)


def _status(confidence: float, doubt: str) -> FieldStatus:
    return FieldStatus.AUTO if confidence >= AUTO_FROM and not doubt else FieldStatus.REVIEW


def _gstin(sheet: Sheet) -> Iterator[Field]:
    """The seller's GSTIN: a slip bears one."""
    found = [each for line in sheet.lines for each in gstins(line)]
    if found:
        first = found[0]
        checks = () if gstin_fault(first.value) else ("gstin_check_digit",)
        yield as_recognised(
            Field("seller.gstin", first.value, first.raw, sheet.place(first.tokens), 0.5 if first.note else 0.95, "label", _status(0.95, first.note), checks),
            first.tokens,
            sheet,
        )


def _totals(paper: Labelled, comma: bool, rows: tuple[Row, ...], total: Total | None) -> Iterator[Field]:
    """The amount paid, and the taxes that close with it; a tax that only its label names is looked at."""
    if total is None:
        return
    sheet = paper.sheet
    # A label alone is not enough for one reading; for two that are alike it is, where nothing else on the slip could be the total.
    twice = total.labelled and all(token.agreed for token in total.money.tokens)
    confidence = min(0.95, total.confidence + 0.1) if twice and not total.rival else total.confidence
    sure = (total.proofs or twice) and not total.rival
    raw = " ".join(token.text for token in total.money.tokens)
    status = FieldStatus.AUTO if sure and confidence >= AUTO_FROM else FieldStatus.REVIEW
    grand = Field(
        "totals.grand_total", decimal_text(total.money.amount), raw, sheet.place(total.money.tokens), round(confidence, 2), "label", status, total.proofs
    )
    yield as_recognised(grand, total.money.tokens, sheet)
    closed = find_totals(paper, comma)
    if closed.closed == "exact" and closed.chosen["grand_total"].amount == total.money.amount and any(head in closed.chosen for head in _TAXES[1:]):
        for head in _TAXES:
            if (heard := closed.chosen.get(head)) is not None:
                tokens = tuple(token for part in heard.parts for token in part.tokens)
                text = " + ".join(part.raw for part in heard.parts)
                field = Field(f"totals.{head}", decimal_text(heard.amount), text, sheet.place(tokens), 0.9, "label", FieldStatus.AUTO, ("arithmetic_closed",))
                yield as_recognised(field, tokens, sheet)
        return
    taxes = [row for row in rows if row.role == "tax" and not row.in_summary and 0 < row.money[-1].amount * 3 < total.money.amount]
    if taxes:
        money = taxes[-1].money[-1]
        text = " ".join(token.text for token in money.tokens)
        field = Field("totals.tax", decimal_text(money.amount), text, sheet.place(money.tokens), 0.5, "label", FieldStatus.REVIEW)
        yield as_recognised(field, money.tokens, sheet)


def _findings(sheet: Sheet, name: str, missing: list[str]) -> tuple[Finding, ...]:
    if not missing:
        return ()
    sentence = f"{name}: not found on the slip: {', '.join(missing)}. A person has to fill it in."
    return (Finding(FIELD_MISSING, Severity.WARNING, f"document:{sheet.document}", sentence, evidence=(Place(sheet.document, page=1),)),)
