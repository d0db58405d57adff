"""The signed QR code of an e-invoice: what the portal registered, in ten values under its signature."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qrt.adapters.gov.e_invoice import open_token
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import decimal_text, rupees
from qrt.core.base.place import Place
from qrt.core.documents.dates import parse_day
from qrt.core.documents.invoice.irn import irn_follows
from qrt.core.documents.json_text import text_of
from qrt.core.documents.types import Code, DocumentKind, Extraction, Field, FieldStatus

_KINDS = {"INV": DocumentKind.TAX_INVOICE, "CRN": DocumentKind.CREDIT_NOTE, "DBN": DocumentKind.DEBIT_NOTE}
# Key in the code: our field.
_NAMES = {
    "SellerGstin": "seller.gstin",
    "BuyerGstin": "buyer.gstin",
    "DocNo": "invoice_number",
    "DocDt": "invoice_date",
    "TotInvVal": "totals.grand_total",
    "Irn": "irn",
}


@dataclass(frozen=True, slots=True)
class SignedQr:
    """What a signed code says. `signature` is valid, invalid, or not_checkable where the portal's key is not at hand; values as ours (ISO day, rupees)."""

    values: Mapping[str, str]
    kind: str
    main_hsn: str
    items: int
    signature: str
    place: Place


def signed_qr(document: str, page: int, codes: tuple[Code, ...], keys: Mapping[str, bytes]) -> SignedQr | None:
    """The first code of the page that is an e-invoice's; None where there is none."""
    for code in codes:
        try:
            body, signature = open_token(code.text, keys)
        except ValueError:
            continue
        if not {"Irn", "DocNo", "SellerGstin"} <= body.keys():
            continue
        values = {ours: text_of(body.get(key)).strip() for key, ours in _NAMES.items()}
        for name in ("seller.gstin", "buyer.gstin"):
            values[name] = values[name].upper()
        try:
            values["invoice_date"] = parse_day(values["invoice_date"]).isoformat()
            values["totals.grand_total"] = decimal_text(rupees(values["totals.grand_total"]))
        except ValueError:
            continue
        items = text_of(body.get("ItemCnt"))
        return SignedQr(
            values,
            text_of(body.get("DocTyp")).upper(),
            text_of(body.get("MainHsnCode")),
            int(items) if items.isdigit() else 0,
            signature,
            Place(document, page, code.box),
        )
    return None


def with_qr(extraction: Extraction, name: str, qr: SignedQr) -> Extraction:
    """The extraction with what the portal signed. A valid signature outranks the print; where print and code differ, it is told and a person looks.

    An invalid signature changes nothing but the findings: whoever changed the code may have changed the print.
    """
    findings = [*extraction.findings, *_faults(extraction, name, qr)]
    fields = dict(extraction.fields)
    fields["signature"] = Field("signature", qr.signature, place=qr.place, source="qr")
    if qr.signature == "invalid":
        return replace(extraction, fields=fields, findings=tuple(findings))
    check = "qr_signed" if qr.signature == "valid" else "qr_equal"
    for field, value in qr.values.items():
        if not value:
            continue
        printed = fields.get(field)
        if printed is not None and printed.value and _same(field, printed.value, value):
            status = printed.status if qr.signature != "valid" else FieldStatus.AUTO
            fields[field] = replace(printed, confidence=max(printed.confidence, 0.99), status=status, checks=(*printed.checks, check))
        elif qr.signature == "valid":
            differs = printed is not None and bool(printed.value)
            status = FieldStatus.REVIEW if differs else FieldStatus.AUTO
            fields[field] = Field(field, value, value, qr.place, 0.6 if differs else 0.99, "qr", status, (check,))
        elif printed is None or not printed.value:
            fields[field] = Field(field, value, value, qr.place, 0.7, "qr", FieldStatus.REVIEW)
    kind = _KINDS.get(qr.kind, extraction.kind)
    if extraction.kind is not kind and (qr.signature == "valid" or extraction.kind is DocumentKind.OTHER):
        confidence = 0.99 if qr.signature == "valid" else 0.7
        status = FieldStatus.AUTO if qr.signature == "valid" else FieldStatus.REVIEW
        fields["document_type"] = Field("document_type", kind.value, qr.kind, qr.place, confidence, "qr", status)
        findings = [each for each in findings if each.rule != "document.needs_person"]
        return replace(extraction, kind=kind, confidence=confidence, fields=fields, findings=tuple(findings))
    return replace(extraction, fields=fields, findings=tuple(findings))


def _faults(extraction: Extraction, name: str, qr: SignedQr) -> list[Finding]:
    subject = f"document:{extraction.document}"
    made = []
    if qr.signature == "invalid":
        sentence = f"{name}: the signature of its QR code does not hold; the code was changed or made by somebody else."
        made.append(Finding("e_invoice.signature_invalid", Severity.ERROR, subject, sentence, evidence=(qr.place,)))
    day = date.fromisoformat(qr.values["invoice_date"])
    if not irn_follows(qr.values["irn"], qr.values["seller.gstin"], day, qr.kind, qr.values["invoice_number"]):
        sentence = f"{name}: the IRN in its QR code does not follow from GSTIN, year, type and number; one of them was changed."
        made.append(Finding("e_invoice.irn_mismatch", Severity.ERROR, subject, sentence, evidence=(qr.place,)))
    for field, value in qr.values.items():
        printed = extraction.fields.get(field)
        if value and printed is not None and printed.value and printed.status is FieldStatus.AUTO and not _same(field, printed.value, value):
            sentence = f"{name}: its QR code says {field.replace('_', ' ')} {value!r}, its print says {printed.value!r}."
            places = (qr.place, *((printed.place,) if printed.place else ()))
            made.append(Finding("e_invoice.qr_mismatch", Severity.ERROR, subject, sentence, evidence=places))
    return made


def _same(field: str, printed: str, signed: str) -> bool:
    if field == "totals.grand_total":
        return rupees(printed) == rupees(signed)
    return printed.upper() == signed.upper()
