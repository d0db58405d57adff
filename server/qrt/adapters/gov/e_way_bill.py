"""E-way bills as JSON: what the portal gives back and what programs send it, alone or in a list."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from qrt.adapters.gov.json_values import amount_of, day_or_none, first_text
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.json_text import load_json, objects_of, text_of, walk_objects
from qrt.core.documents.types import DocumentKind, Extraction, Field, InvoiceLine, Paper

READER, VERSION = "e_way_bill", "1"

_TYPES = {"INV": "tax_invoice", "BIL": "bill_of_supply", "CHL": "delivery_challan", "BOE": "bill_of_entry", "CNT": "credit_note", "OTH": "other"}
_DAYS = (
    ("e_way_bill_date", ("ewayBillDate", "genDate", "ewbDt", "EwbDt")),
    ("valid_until", ("validUpto", "ewbValidTill", "EwbValidTill")),
    ("invoice_date", ("docDate", "documentDate")),
)
_TEXTS = (
    ("e_way_bill_number", ("ewayBillNo", "ewbNo", "EwbNo")),
    ("invoice_number", ("docNo",)),
    ("seller.name", ("fromTrdName",)),
    ("buyer.name", ("toTrdName",)),
    ("transporter", ("transporterName",)),
    ("vehicle", ("vehicleNo",)),
    ("distance_km", ("transDistance", "actualDist")),
)
_GSTINS = (("seller.gstin", "fromGstin"), ("buyer.gstin", "toGstin"), ("transporter.gstin", "transporterId"))
_TOTALS = {
    "totals.taxable": ("totalValue", "totTaxableVal", "taxableAmount", "assVal"),
    "totals.cgst": ("cgstValue",),
    "totals.sgst": ("sgstValue",),
    "totals.igst": ("igstValue",),
    "totals.cess": ("cessValue",),
    "totals.charge": ("otherValue", "otherCharges", "otherChg"),
    "totals.grand_total": ("totInvValue", "totInvVal", "totalInvoiceValue", "invoiceValue"),
}
UNREGISTERED = "URP"


def read_e_way_bill(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """One extraction for each bill of the file, with its goods."""
    pen = Pen(paper)
    try:
        root = load_json(data)
    except (ValueError, RecursionError) as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    found = [(pointer, each) for pointer, each in walk_objects(root) if "docNo" in each and ("fromGstin" in each or "toGstin" in each)]
    if not found:
        return (pen.unreadable(READER, "it holds no e-way bill (no docNo with fromGstin and toGstin)"),)
    many = len(found) > 1
    answer = _answer(root) if not many else {}
    return tuple(_bill(pen, pointer, {**answer, **body}, pointer if many else "") for pointer, body in found)


def _answer(root: Any) -> dict[str, Any]:
    """Number and validity, which the portal's answer says beside what was sent."""
    keys = {key for _, names in (*_DAYS, *_TEXTS) for key in names if key.lower().startswith(("ewb", "eway", "valid"))}
    return {key: value for _, each in walk_objects(root) for key, value in each.items() if key in keys}


def _known(body: dict[str, Any]) -> dict[str, Any]:
    """The bill with its keys as the portal writes them, whatever letters a program makes large."""
    names = (*_DAYS, *_TEXTS, *_TOTALS.items(), *((name, (key,)) for name, key in _GSTINS))
    plain = {key.casefold(): key for _, keys in names for key in keys}
    return {plain.get(key.casefold(), key): value for key, value in body.items()}


def _bill(pen: Pen, pointer: str, body: dict[str, Any], part: str) -> Extraction:
    body = _known(body)
    findings: list[Finding] = []
    fields: list[Field] = []
    for name, keys in _TEXTS:
        key = next((each for each in keys if text_of(body.get(each))), keys[0])
        fields.append(pen.field(name, text_of(body.get(key)), column=f"{pointer}/{key}"))
    for name, keys in _DAYS:
        key = next((each for each in keys if text_of(body.get(each))), keys[0])
        text = text_of(body.get(key))
        day = day_or_none(text)
        if text and day is None:
            findings.append(pen.finding("e_way_bill.date_invalid", Severity.ERROR, f"{text!r} at {pointer}/{key} is no date.", column=f"{pointer}/{key}"))
        fields.append(pen.field(name, day.isoformat() if day else "", text, column=f"{pointer}/{key}"))
    for name, key in _GSTINS:
        text = text_of(body.get(key)).upper()
        fields.append(pen.field(name, "" if text == UNREGISTERED else text, text, column=f"{pointer}/{key}"))
        if text and text != UNREGISTERED and (fault := gstin_fault(text)):
            sentence = f"the GSTIN {text!r} at {pointer}/{key} is wrong: {fault}."
            findings.append(pen.finding("e_way_bill.gstin_invalid", Severity.WARNING, sentence, column=f"{pointer}/{key}"))
    kind = text_of(body.get("docType")).upper()
    fields.append(pen.field("document_type", _TYPES.get(kind, ""), kind, column=f"{pointer}/docType"))
    amounts: dict[str, Paise] = {}
    for name, keys in _TOTALS.items():
        key = next((each for each in keys if each in body), "")
        if key and (amount := _amount(pen, body.get(key), f"{pointer}/{key}", findings)) is not None:
            amounts[name] = amount
            fields.append(pen.field(name, decimal_text(amount), text_of(body.get(key)), column=f"{pointer}/{key}"))
    rows = tuple(_goods(pen, item, f"{pointer}/itemList/{index}", findings) for index, item in enumerate(objects_of(body.get("itemList"))))
    findings += _check(pen, pointer, amounts) + _unheard(pen, pointer, body, amounts)
    named = by_name(fields)
    confidence = 0.99 if {"invoice_number", "invoice_date", "totals.grand_total"} <= named.keys() else 0.7
    return Extraction(pen.paper.sha256, DocumentKind.E_WAY_BILL, confidence, READER, VERSION, part, 0, named, rows, tuple(findings))


def _unheard(pen: Pen, pointer: str, body: dict[str, Any], amounts: Mapping[str, Paise]) -> list[Finding]:
    """A bill without its value or its taxable value, with what may say it under a key that is not known."""
    lacking = [name for name in ("totals.taxable", "totals.grand_total") if name not in amounts]
    if not lacking:
        return []
    known = {key for keys in _TOTALS.values() for key in keys}
    others = [
        key for key, value in body.items() if key not in known and isinstance(value, int | float | Decimal) and not isinstance(value, bool) and abs(value) >= 1
    ]
    shown = f"; not known are {', '.join(others[:4])}" if others else ""
    sentence = f"the bill at {pointer or '/'} has no {' and no '.join(name.removeprefix('totals.').replace('_', ' ') for name in lacking)}{shown}."
    return [pen.finding("e_way_bill.value_missing", Severity.WARNING, sentence, column=pointer)]


def _goods(pen: Pen, item: dict[str, Any], pointer: str, findings: list[Finding]) -> InvoiceLine:
    taxable = _amount(pen, item.get("taxableAmount"), f"{pointer}/taxableAmount", findings)
    return InvoiceLine(
        pen.place(column=pointer),
        first_text(item, ("productDesc", "productName")),
        text_of(item.get("hsnCode")),
        text_of(item.get("quantity")),
        text_of(item.get("qtyUnit")),
        first_text(item, ("igstRate", "cgstRate")),
        taxable,
    )


def _amount(pen: Pen, value: Any, pointer: str, findings: list[Finding]) -> Paise | None:
    if value is None or value == "":
        return None
    try:
        return amount_of(value)
    except ValueError as wrong:
        findings.append(pen.finding("e_way_bill.amount_invalid", Severity.ERROR, f"the amount at {pointer} is unusable: {wrong}.", column=pointer))
        return None


def _check(pen: Pen, pointer: str, amounts: dict[str, Paise]) -> list[Finding]:
    """The parts make the total, to a rupee."""
    total = amounts.get("totals.grand_total")
    if total is None or "totals.taxable" not in amounts:
        return []
    built = sum(amount for name, amount in amounts.items() if name != "totals.grand_total")
    if abs(built - total) < Paise(100):
        return []
    sentence = f"the parts of the bill at {pointer or '/'} give {rupee_text(Paise(built))}, its total says {rupee_text(total)}."
    return [pen.finding("e_way_bill.arithmetic", Severity.WARNING, sentence, amount=built - total, column=f"{pointer}/totInvValue")]
