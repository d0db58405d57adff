"""Invoices that carry themselves as XML: both versions of the Cross Industry Invoice, UBL, and what happens when print and XML differ."""

import hashlib
import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.gov import is_invoice_xml, read_invoice_xml
from qrt.agents.reading import read_paper
from qrt.core.documents.types import DocumentKind, Extraction, Paper

_CII = """<?xml version="1.0" encoding="UTF-8"?><!-- <Order> -->
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="r" xmlns:udt="u">
<rsm:ExchangedDocument><ram:ID>RE-2026/7</ram:ID><ram:TypeCode>{code}</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">{day}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct><ram:Name>Steel
 bolts</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="H87">20.0000</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>198.0000</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Lieferant GmbH</ram:Name><ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113</ram:ID></ram:SpecifiedTaxRegistration>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>Kunde AG</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:TaxBasisTotalAmount>198.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount>37.62</ram:TaxTotalAmount><ram:GrandTotalAmount>235.62</ram:GrandTotalAmount><ram:DuePayableAmount>135.62</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

_UBL = """<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" xmlns:cbc="b" xmlns:cac="a"><cbc:ID>CN9</cbc:ID><cbc:IssueDate>2026-08-01</cbc:IssueDate>
<cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode><cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Seller AS</cbc:Name></cac:PartyName></cac:Party></cac:AccountingSupplierParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="NOK">25.00</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>100.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>125.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount>125.00</cbc:PayableAmount></cac:LegalMonetaryTotal><cac:CreditNoteLine><cbc:CreditedQuantity unitCode="EA">1</cbc:CreditedQuantity><cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Chair</cbc:Name></cac:Item></cac:CreditNoteLine></CreditNote>"""


def _cii(code: str = "380", day: str = "20260805") -> str:
    return _CII.format(code=code, day=day)


def _read(text: str) -> Extraction:
    data = text.encode()
    (read,) = read_invoice_xml(Paper(hashlib.sha256(data).hexdigest(), "x.xml", len(data)), data)
    return read


def _pdf(number: str, total: str, xml: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for line, text in enumerate(
        ("Lieferant GmbH", "INVOICE", f"Invoice number: {number}", "Invoice date: 05.08.2026", "Net amount: 198.00", "VAT: 37.62", f"Total: {total}")
    ):
        canvas.drawString(72, 760 - 30 * line, text)
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        document.attachments["factur-x.xml"] = xml.encode()
        whole = io.BytesIO()
        document.save(whole)
    return whole.getvalue()


def _paper(data: bytes) -> Extraction:
    (read,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), "bill.pdf", len(data)), data)
    return read


def test_prices_of_lines_are_those_of_one_unit_and_charges_go_against_allowances() -> None:
    price = "<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>10.1234</ram:ChargeAmount>{basis}</ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>"
    off = "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{charge}</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>{amount}</ram:ActualAmount></ram:SpecifiedTradeAllowanceCharge>"
    allowed = off.format(charge="false", amount="5.00") + off.format(charge="true", amount="1.50")

    def row(basis: str) -> tuple[str, str]:
        text = _cii().replace("</ram:SpecifiedTradeProduct>", "</ram:SpecifiedTradeProduct>" + price.format(basis=basis), 1)
        (line,) = _read(
            text.replace("<ram:SpecifiedTradeSettlementLineMonetarySummation>", allowed + "<ram:SpecifiedTradeSettlementLineMonetarySummation>")
        ).rows
        return line.unit_price, line.discount

    assert row("") == row("<ram:BasisQuantity>1.00</ram:BasisQuantity>") == ("10.1234", "3.5")
    assert row("<ram:BasisQuantity>100</ram:BasisQuantity>") == ("", "3.5")
    line = "<cbc:LineExtensionAmount>90.00</cbc:LineExtensionAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>10</cbc:Amount></cac:AllowanceCharge>"
    ubl = _UBL.replace("<cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>", line).replace(
        "</cac:Item>", "</cac:Item><cac:Price><cbc:PriceAmount>100</cbc:PriceAmount></cac:Price>"
    )
    (chair,) = _read(ubl).rows
    assert (chair.unit_price, chair.discount) == ("100", "10")


def test_head_parties_totals_and_lines_of_a_cross_industry_invoice() -> None:
    read = _read(_cii())
    assert read.kind is DocumentKind.TAX_INVOICE
    assert {name: field.value for name, field in read.fields.items()} == {
        "invoice_number": "RE-2026/7",
        "invoice_date": "2026-08-05",
        "document_type": "tax_invoice",
        "currency": "EUR",
        "seller.name": "Lieferant GmbH",
        "seller.vat_id": "DE123456789",
        "buyer.name": "Kunde AG",
        "totals.taxable": "198.00",
        "totals.tax": "37.62",
        "totals.grand_total": "235.62",
        "totals.amount_due": "135.62",
    }
    assert [(row.description, row.quantity, row.rate, row.taxable, row.unit) for row in read.rows] == [("Steel bolts", "20", "19", 19800, "H87")]


def test_version_one_has_other_group_names_and_the_same_values() -> None:
    old = (
        _cii()
        .replace("CrossIndustryInvoice", "CrossIndustryDocument")
        .replace("<rsm:ExchangedDocument>", "<rsm:HeaderExchangedDocument>")
        .replace("</rsm:ExchangedDocument>", "</rsm:HeaderExchangedDocument>")
        .replace("rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction")
        .replace("ApplicableHeaderTrade", "ApplicableSupplyChainTrade")
        .replace("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
        .replace("SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
        .replace("SpecifiedLineTrade", "SpecifiedSupplyChainTrade")
    )
    new, read = _read(_cii()), _read(old)
    assert {name: field.value for name, field in read.fields.items()} == {name: field.value for name, field in new.fields.items()}
    assert [row.taxable for row in read.rows] == [19800]


@pytest.mark.parametrize(("code", "kind"), [("381", DocumentKind.CREDIT_NOTE), ("383", DocumentKind.DEBIT_NOTE), ("326", DocumentKind.TAX_INVOICE)])
def test_the_code_says_which_kind_it_is(code: str, kind: DocumentKind) -> None:
    assert _read(_cii(code)).kind is kind


def test_ubl_credit_notes_are_read() -> None:
    read = _read(_UBL)
    assert is_invoice_xml(_UBL.encode())
    assert read.kind is DocumentKind.CREDIT_NOTE
    assert (read.text("invoice_number"), read.text("totals.grand_total"), read.text("seller.name")) == ("CN9", "125.00", "Seller AS")
    assert [row.description for row in read.rows] == ["Chair"]


def test_a_day_that_does_not_exist_is_told_with_its_line_and_left_out() -> None:
    read = _read(_cii(day="20260231"))
    assert read.text("invoice_date") == ""
    assert [(finding.rule, "line 3" in finding.sentence) for finding in read.findings] == [("invoice_xml.value_invalid", True)]


def test_embedded_xml_outranks_print_and_shows_its_values_there() -> None:
    read = _paper(_pdf("RE-2026/7", "235.62", _cii()))
    total = read.fields["totals.grand_total"]
    assert read.reader == "invoice_xml" and not read.findings
    assert total.place is not None and total.place.page == 1 and total.checks == ("print_equal",)


def test_print_that_says_another_total_is_told() -> None:
    read = _paper(_pdf("RE-2026/7", "935.62", _cii()))
    assert [finding.rule for finding in read.findings] == ["invoice_xml.unlike_print"]
    assert "total 235.62" in read.findings[0].sentence


def test_broken_embedded_xml_leaves_the_print_to_be_read() -> None:
    read = _paper(_pdf("RE-2026/7", "235.62", _cii()[:900]))
    assert read.reader == "invoice_rules" and read.text("totals.grand_total") == "235.62"


def test_other_xml_is_no_invoice() -> None:
    assert not is_invoice_xml(b"<Invoice><Total>1</Total></Invoice>")
    assert not is_invoice_xml(b"<!-- CrossIndustryInvoice --><ENVELOPE/>")
