"""The signed QR code of an e-invoice: found on a page, checked against the portal's key and the IRN, and set against the print."""

import json
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from joserfc import jws
from joserfc.jwk import RSAKey
from PIL import Image

from qrt.adapters.gov import signed_qr, with_qr
from qrt.adapters.ocr.codes import codes_of
from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.documents.types import Code, DocumentKind, Extraction, Field, FieldStatus

_SELLER, _BUYER = "27AAPFU0939F1ZV", "29AAGCB7383J1Z4"
_DAY = date(2026, 8, 14)


@pytest.fixture(scope="module")
def key() -> RSAKey:
    """A portal's key, made for the test."""
    return RSAKey.generate_key(2048)


def _token(key: RSAKey, **changed: object) -> str:
    number = str(changed.get("DocNo", "INV/26-27/101"))
    body = {
        "SellerGstin": _SELLER,
        "BuyerGstin": _BUYER,
        "DocNo": number,
        "DocTyp": "INV",
        "DocDt": "14/08/2026",
        "TotInvVal": 11800.5,
        "ItemCnt": 2,
        "MainHsnCode": "84713010",
        "Irn": invoice_reference_number(_SELLER, _DAY, "INV", number),
        "IrnDt": "2026-08-14 10:00:00",
    } | changed
    return jws.serialize_compact({"alg": "RS256", "kid": "K1"}, json.dumps({"data": json.dumps(body), "iss": "NIC"}).encode(), key)


def _pem(key: RSAKey) -> dict[str, bytes]:
    return {"K1": key.as_pem(private=False)}


def _printed(**values: str) -> Extraction:
    fields = {name: Field(name, value) for name, value in values.items()}
    return Extraction("d" * 64, DocumentKind.TAX_INVOICE, 0.9, "invoice_rules", "1", fields=fields)


def _codes(token: str) -> tuple[Code, ...]:
    return (Code("https://example.com", (0, 0, 0.1, 0.1)), Code(token, (0.7, 0.05, 0.9, 0.2)))


def test_a_code_is_found_on_a_page_with_its_place(key: RSAKey) -> None:
    token = _token(key)
    code = Image.fromarray(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(token, zxingcpp.BarcodeFormat.QRCode), scale=3))
    page = Image.new("RGB", (1654, 2339), "white")
    page.paste(code, (1100, 200))
    (found,) = codes_of(page)
    assert found.text == token
    assert 1090 / 1654 < found.box[0] < 1150 / 1654 and 190 / 2339 < found.box[1] < 250 / 2339


def test_a_valid_signature_outranks_the_print_and_what_differs_is_told(key: RSAKey) -> None:
    qr = signed_qr("d" * 64, 1, _codes(_token(key)), _pem(key))
    assert qr is not None and qr.signature == "valid"
    read = with_qr(_printed(**{"invoice_number": "INV/26-27/101", "totals.grand_total": "11808.50"}), "a.pdf", qr)
    assert read.fields["invoice_number"].checks == ("qr_signed",)
    total = read.fields["totals.grand_total"]
    assert (total.value, total.source, total.status) == ("11800.50", "qr", FieldStatus.REVIEW)
    assert read.fields["seller.gstin"].value == _SELLER
    assert [(finding.rule, "11808.50" in finding.sentence) for finding in read.findings] == [("e_invoice.qr_mismatch", True)]


def test_one_changed_byte_makes_the_signature_invalid_and_changes_no_value(key: RSAKey) -> None:
    head, body, signature = _token(key).split(".")
    forged = ".".join((head, _token(key, TotInvVal=99.0).split(".")[1], signature))
    qr = signed_qr("d" * 64, 1, _codes(forged), _pem(key))
    assert qr is not None and qr.signature == "invalid"
    before = _printed(**{"totals.grand_total": "11800.50"})
    read = with_qr(before, "a.pdf", qr)
    assert read.fields["totals.grand_total"] == before.fields["totals.grand_total"]
    assert "e_invoice.signature_invalid" in {finding.rule for finding in read.findings}
    assert body != forged.split(".")[1]


def test_without_the_portals_key_nothing_becomes_surer_than_a_person_should_look(key: RSAKey) -> None:
    qr = signed_qr("d" * 64, 1, _codes(_token(key)), {})
    assert qr is not None and qr.signature == "not_checkable"
    empty = replace(_printed(), kind=DocumentKind.OTHER)
    read = with_qr(empty, "a.pdf", qr)
    assert read.kind is DocumentKind.TAX_INVOICE and read.fields["signature"].value == "not_checkable"
    assert {read.fields[name].status for name in ("invoice_number", "totals.grand_total", "document_type")} == {FieldStatus.REVIEW}


def test_an_irn_that_does_not_follow_is_told_though_the_signature_holds(key: RSAKey) -> None:
    qr = signed_qr("d" * 64, 1, _codes(_token(key, Irn="0" * 64)), _pem(key))
    assert qr is not None
    assert [finding.rule for finding in with_qr(_printed(), "a.pdf", qr).findings] == ["e_invoice.irn_mismatch"]


def test_a_code_that_is_no_e_invoices_is_passed_over(key: RSAKey) -> None:
    payment = jws.serialize_compact({"alg": "RS256", "kid": "K1"}, b'{"upi": "shop@bank"}', key)
    assert signed_qr("d" * 64, 1, _codes(payment)[:1], _pem(key)) is None
    assert signed_qr("d" * 64, 1, _codes(payment), _pem(key)) is None
