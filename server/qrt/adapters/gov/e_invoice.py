"""E-invoices: the INV-01 request, and the portal's answer with the signed invoice and the signed QR code."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, decimal_text, rupee_text, rupees, to_paise
from qrt.core.documents.amounts import bounded
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.invoice.irn import irn_follows
from qrt.core.documents.invoice.prices import decimal_of
from qrt.core.documents.json_text import load_json, load_json_text, object_of, objects_of, text_of, walk_objects
from qrt.core.documents.types import DocumentKind, Extraction, Field, InvoiceLine, Paper

READER = "e_invoice"

_TYPES = {"INV": "tax_invoice", "CRN": "credit_note", "DBN": "debit_note"}
_TOTALS = {
    "totals.taxable": "AssVal",
    "totals.cgst": "CgstVal",
    "totals.sgst": "SgstVal",
    "totals.igst": "IgstVal",
    "totals.cess": "CesVal",
    "totals.discount": "Discount",
    "totals.other_charges": "OthChrg",
    "totals.round_off": "RndOffAmt",
    "totals.grand_total": "TotInvVal",
}
_RUPEE = 100
_TOKEN = re.compile(r"^[\w-]+\.[\w-]+\.[\w-]*$")


@dataclass(frozen=True, slots=True)
class _Found:
    """An invoice in the file: where, its INV-01 object, and what the portal's signature covers."""

    pointer: str
    body: dict[str, Any]
    irn: str = ""
    signature: str = "none"
    qr: dict[str, Any] | None = None


def read_e_invoice(paper: Paper, data: bytes, keys: Mapping[str, bytes] | None = None) -> tuple[Extraction, ...]:
    """One extraction for each invoice in the file. A signed invoice outranks the request for the same document.

    keys  PEM public keys of the portal by key id; without the key a signature is "not_checkable".
    """
    pen = Pen(paper)
    text = data.strip()
    try:
        root = _payload(text.decode("ascii")) if _TOKEN.match(text[:20_000_000].decode("ascii", "replace")) else load_json(data)
    except (ValueError, RecursionError) as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    findings: list[Finding] = []
    found = _invoices(pen, root, keys or {}, findings)
    if not found:
        return (pen.unreadable(READER, "it holds no e-invoice (no DocDtls, SellerDtls and BuyerDtls)"),)
    many = len(found) > 1
    made = [_extraction(pen, each, each.pointer if many else "") for each in found]
    if findings:
        first = made[0]
        made[0] = Extraction(
            first.document, first.kind, first.confidence, first.reader, first.version, first.part, 0, first.fields, first.rows, (*findings, *first.findings)
        )
    return tuple(made)


def _invoices(pen: Pen, root: Any, keys: Mapping[str, bytes], findings: list[Finding]) -> list[_Found]:
    signed: list[_Found] = []
    plain: list[_Found] = []
    for pointer, each in walk_objects(root):
        if isinstance(each.get("SignedInvoice"), str):
            try:
                body = _payload(each["SignedInvoice"])
                qr = _payload(each["SignedQRCode"]) if isinstance(each.get("SignedQRCode"), str) else None
            except ValueError as wrong:
                findings.append(
                    pen.finding("e_invoice.token_unreadable", Severity.ERROR, f"the signed invoice at {pointer or '/'} is unreadable: {wrong}.", column=pointer)
                )
                continue
            signature = _signature(each["SignedInvoice"], keys)
            signed.append(_Found(f"{pointer}/SignedInvoice", body, text_of(each.get("Irn")) or text_of(body.get("Irn")), signature, qr))
        elif isinstance(each.get("DocDtls"), dict) and isinstance(each.get("SellerDtls"), dict):
            plain.append(_Found(pointer, each, text_of(each.get("Irn"))))
    known = {_identity(each.body) for each in signed}
    return signed + [each for each in plain if _identity(each.body) not in known]


def _identity(body: dict[str, Any]) -> tuple[str, str, str]:
    document = object_of(body.get("DocDtls"))
    return text_of(object_of(body.get("SellerDtls")).get("Gstin")), text_of(document.get("Typ")), text_of(document.get("No"))


def _payload(token: str) -> dict[str, Any]:
    """What a signed token carries: the portal puts the invoice as JSON text under "data". Raises ValueError when it is none."""
    parts = token.strip().split(".")
    if len(parts) != 3:
        raise ValueError("it is not a signed token")
    try:
        raw = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
    except (binascii.Error, ValueError) as wrong:
        raise ValueError("its payload is not base64") from wrong
    outer = object_of(load_json(raw))
    inner = outer.get("data", outer)
    return object_of(load_json_text(inner) if isinstance(inner, str) else inner)


def open_token(token: str, keys: Mapping[str, bytes]) -> tuple[dict[str, Any], str]:
    """What a signed token carries, and whether its signature is valid, invalid or not_checkable. Raises ValueError when it is no token."""
    return _payload(token), _signature(token, keys)


def _signature(token: str, keys: Mapping[str, bytes]) -> str:
    """ "valid", "invalid", or "not_checkable" when the key that the token names is not at hand."""
    try:
        header = object_of(load_json(base64.urlsafe_b64decode(token.split(".")[0] + "==")))
    except (binascii.Error, ValueError):
        return "invalid"
    kid = text_of(header.get("kid"))
    pem = keys.get(kid) or next((value for name, value in keys.items() if name and kid.startswith(name)), None)
    if pem is None:
        return "not_checkable"
    try:
        jws.deserialize_compact(token.strip(), RSAKey.import_key(pem), algorithms=["RS256"])
    except (JoseError, ValueError):
        return "invalid"
    return "valid"


def _extraction(pen: Pen, found: _Found, part: str) -> Extraction:
    body, pointer = found.body, found.pointer
    document, seller, buyer = object_of(body.get("DocDtls")), object_of(body.get("SellerDtls")), object_of(body.get("BuyerDtls"))
    values, terms = object_of(body.get("ValDtls")), object_of(body.get("TranDtls"))
    findings: list[Finding] = []
    day = _day(pen, text_of(document.get("Dt")), f"{pointer}/DocDtls/Dt", findings)
    kind = text_of(document.get("Typ")).upper()
    before = object_of(next(iter(objects_of(object_of(body.get("RefDtls")).get("PrecDocDtls"))), None))
    before_day = _day(pen, text_of(before.get("InvDt")), f"{pointer}/RefDtls", findings) if before.get("InvDt") else None
    fields: list[Field] = [
        pen.field("invoice_number", text_of(document.get("No")), column=f"{pointer}/DocDtls/No"),
        pen.field("invoice_date", day.isoformat() if day else "", text_of(document.get("Dt")), column=f"{pointer}/DocDtls/Dt"),
        pen.field("document_type", _TYPES.get(kind, ""), kind, column=f"{pointer}/DocDtls/Typ"),
        pen.field("seller.name", text_of(seller.get("LglNm") or seller.get("TrdNm")), column=f"{pointer}/SellerDtls/LglNm"),
        pen.field("seller.gstin", text_of(seller.get("Gstin")).upper(), column=f"{pointer}/SellerDtls/Gstin"),
        pen.field("buyer.name", text_of(buyer.get("LglNm") or buyer.get("TrdNm")), column=f"{pointer}/BuyerDtls/LglNm"),
        pen.field("buyer.gstin", text_of(buyer.get("Gstin")).upper(), column=f"{pointer}/BuyerDtls/Gstin"),
        pen.field("place_of_supply", text_of(buyer.get("Pos")), column=f"{pointer}/BuyerDtls/Pos"),
        pen.field(
            "reverse_charge", "yes" if text_of(terms.get("RegRev")).upper() == "Y" else "no", text_of(terms.get("RegRev")), column=f"{pointer}/TranDtls/RegRev"
        ),
        pen.field("supply_type", text_of(terms.get("SupTyp")), column=f"{pointer}/TranDtls/SupTyp"),
        pen.field("irn", found.irn, column=f"{pointer}/Irn"),
        pen.field("acknowledged_on", text_of(body.get("AckDt")), column=f"{pointer}/AckDt"),
        pen.field("original_number", text_of(before.get("InvNo")), column=f"{pointer}/RefDtls/PrecDocDtls"),
        pen.field("original_date", before_day.isoformat() if before_day else "", text_of(before.get("InvDt")), column=f"{pointer}/RefDtls/PrecDocDtls"),
        pen.field("signature", found.signature, column=pointer),
    ]
    for name, key in _TOTALS.items():
        amount = _amount(pen, values.get(key), f"{pointer}/ValDtls/{key}", findings)
        if amount is not None:
            fields.append(pen.field(name, decimal_text(amount), text_of(values.get(key)), column=f"{pointer}/ValDtls/{key}"))
    named = by_name(fields)
    rows = tuple(_line(pen, item, f"{pointer}/ItemList/{index}", findings) for index, item in enumerate(objects_of(body.get("ItemList"))))
    findings += _check(pen, found, named, day, kind) + _check_total(pen, found, named) + _unheard(pen, found)
    confidence = 0.99 if {"invoice_number", "invoice_date", "seller.gstin", "totals.grand_total"} <= named.keys() else 0.6
    return Extraction(pen.paper.sha256, DocumentKind.E_INVOICE, confidence, READER, "1", part, 0, named, rows, tuple(findings))


def _check(pen: Pen, found: _Found, fields: Mapping[str, Field], day: date | None, kind: str) -> list[Finding]:
    made = []
    number, gstin = fields.get("invoice_number"), fields.get("seller.gstin")
    if found.irn and day and number and gstin and not irn_follows(found.irn, gstin.value, day, kind, number.value):
        sentence = f"invoice {number.value}: its IRN does not follow from GSTIN, year, type and number; one of them was changed."
        made.append(pen.finding("e_invoice.irn_mismatch", Severity.ERROR, sentence, column=f"{found.pointer}/Irn"))
    if found.signature == "invalid":
        sentence = f"the portal's signature over invoice {number.value if number else ''} does not hold; its content was changed."
        made.append(pen.finding("e_invoice.signature_invalid", Severity.ERROR, sentence, column=found.pointer))
    for key, name in (("SellerGstin", "seller.gstin"), ("BuyerGstin", "buyer.gstin"), ("DocNo", "invoice_number"), ("Irn", "irn")):
        stated = text_of((found.qr or {}).get(key))
        ours = fields[name].value if name in fields else ""
        if stated and stated.upper() != ours.upper():
            made.append(
                pen.finding("e_invoice.qr_mismatch", Severity.ERROR, f"its QR code says {key} {stated!r}, the invoice says {ours!r}.", column=found.pointer)
            )
    return made


_VALUES = frozenset({*(_TOTALS.values()), "StCesVal", "TotInvValFc"})


def _unheard(pen: Pen, found: _Found) -> list[Finding]:
    """Values of the invoice under keys that no e-invoice has: what they say would be missing, the taxable value or a tax."""
    values = object_of(found.body.get("ValDtls"))
    others = [key for key, value in values.items() if key not in _VALUES and text_of(value).strip("0. ") not in ("", "None")]
    if not others:
        return []
    sentence = f"its values {', '.join(map(repr, others[:4]))} are under keys that are not known: what they say was not taken."
    return [pen.finding("e_invoice.value_unknown", Severity.WARNING, sentence, column=f"{found.pointer}/ValDtls")]


def _check_total(pen: Pen, found: _Found, fields: Mapping[str, Field]) -> list[Finding]:
    """The invoice's value against its parts: by the totals, or by its items. The portal allows a rupee; under reverse charge the tax may stand outside."""
    total = fields.get("totals.grand_total")
    values, items = object_of(found.body.get("ValDtls")), objects_of(found.body.get("ItemList"))
    if total is None:
        return []
    try:
        said = {name: _paise(values.get(key)) for name, key in (*_TOTALS.items(), ("state_cess", "StCesVal"))}
        by_items = sum(_paise(each.get("TotItemVal")) for each in items)
    except ValueError:
        return []
    around = said["totals.other_charges"] + said["totals.round_off"] - said["totals.discount"]
    tax = said["totals.cgst"] + said["totals.sgst"] + said["totals.igst"] + said["totals.cess"] + said["state_cess"]
    given = [said["totals.taxable"] + tax + around] + ([by_items + around] if items else [])
    if said["totals.taxable"] and fields["reverse_charge"].value == "yes":
        given.append(said["totals.taxable"] + around)
    grand = rupees(total.value)
    if any(abs(grand - each) <= _RUPEE for each in given):
        return []
    number = fields["invoice_number"].value if "invoice_number" in fields else ""
    sentence = f"invoice {number}: its parts give {rupee_text(Paise(given[0]))}, its total says {rupee_text(grand)}."
    return [pen.finding("e_invoice.totals_mismatch", Severity.ERROR, sentence, amount=grand - given[0], column=f"{found.pointer}/ValDtls/TotInvVal")]


def _day(pen: Pen, text: str, pointer: str, findings: list[Finding]) -> date | None:
    try:
        return parse_day(text)
    except ValueError as wrong:
        findings.append(pen.finding("e_invoice.date_invalid", Severity.ERROR, f"{wrong}.", column=pointer))
        return None


def _amount(pen: Pen, value: Any, pointer: str, findings: list[Finding]) -> Paise | None:
    """Paise, None when the key is absent; an unreadable one becomes a finding and is left out."""
    if value is None or value == "":
        return None
    try:
        return _paise(value)
    except ValueError as wrong:
        findings.append(pen.finding("e_invoice.amount_invalid", Severity.ERROR, f"the amount at {pointer} is unusable: {wrong}.", column=pointer))
        return None


def _paise(value: Any) -> Paise:
    """Paise of a number or of text; nothing is zero. Raises ValueError."""
    if value is None or value == "":
        return Paise(0)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return bounded(to_paise(Decimal(value)))
    return bounded(rupees(text_of(value)))


def _line(pen: Pen, item: dict[str, Any], pointer: str, findings: list[Finding]) -> InvoiceLine:
    def amount(key: str) -> Paise | None:
        return _amount(pen, item.get(key), f"{pointer}/{key}", findings)

    return InvoiceLine(
        pen.place(column=pointer),
        text_of(item.get("PrdDesc")),
        text_of(item.get("HsnCd")),
        text_of(item.get("Qty")),
        text_of(item.get("Unit")),
        text_of(item.get("GstRt")),
        amount("AssAmt"),
        amount("CgstAmt"),
        amount("SgstAmt"),
        amount("IgstAmt"),
        amount("TotItemVal"),
        decimal_of(text_of(item.get("UnitPrice"))),
        decimal_text(off) if (off := amount("Discount")) else "",
    )
