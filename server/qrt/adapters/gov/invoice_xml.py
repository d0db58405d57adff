"""Invoices that carry themselves as XML: UN/CEFACT Cross Industry Invoice (ZUGFeRD 1 and 2, Factur-X, XRechnung) and UBL 2 (Peppol).

The issuer wrote this XML for machines, so it outranks what a reader makes of the print. Where the print of the same paper says another number or total, that
is told: one of the two was changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, decimal_text, rupees
from qrt.core.documents.amounts import bounded
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.invoice.prices import decimal_of
from qrt.core.documents.markup import BrokenMarkup, Node, UnsafeMarkup, parse_tree
from qrt.core.documents.types import DocumentKind, Extraction, Field, InvoiceLine, Paper

READER, VERSION = "invoice_xml", "1"

_ROOTS = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument", "Invoice", "CreditNote"})
_CREDITS, _DEBITS = frozenset({"381", "396", "261", "262", "296", "308", "420", "458", "532"}), frozenset({"383"})
"""Codes of UNTDID 1001 for what takes money back, and for what asks for more; every other code of an invoice is an invoice."""

# Name of ours: paths in a Cross Industry Invoice below its settlement's summation.
_CII_TOTALS = {
    "totals.lines": "LineTotalAmount",
    "totals.charge": "ChargeTotalAmount",
    "totals.discount": "AllowanceTotalAmount",
    "totals.taxable": "TaxBasisTotalAmount",
    "totals.tax": "TaxTotalAmount",
    "totals.grand_total": "GrandTotalAmount",
    "totals.prepaid": "TotalPrepaidAmount",
    "totals.amount_due": "DuePayableAmount",
}
_UBL_TOTALS = {
    "totals.lines": "LineExtensionAmount",
    "totals.charge": "ChargeTotalAmount",
    "totals.discount": "AllowanceTotalAmount",
    "totals.taxable": "TaxExclusiveAmount",
    "totals.grand_total": "TaxInclusiveAmount",
    "totals.prepaid": "PrepaidAmount",
    "totals.round_off": "PayableRoundingAmount",
    "totals.amount_due": "PayableAmount",
}


@dataclass(frozen=True, slots=True)
class _Value:
    """A text of the XML and the line it stands on."""

    text: str
    line: int


_NONE = _Value("", 0)


def is_invoice_xml(data: bytes) -> bool:
    """Whether the XML's root is that of an invoice; tells by its first 4,000 characters behind comments."""
    head = re.sub(r"<!--.*?(?:-->|$)", "", data[:20_000].decode("utf-8", "replace"), flags=re.DOTALL)
    found = re.search(r"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)[\s>]", head)
    return bool(found and found.group(1) in _ROOTS and re.search(r"CrossIndustry|oasis:names:specification:ubl", head))


def read_invoice_xml(paper: Paper, data: bytes, printed: str = "") -> tuple[Extraction, ...]:
    """The one invoice of the XML. `printed` are the words of the pages it was embedded in; without them nothing is compared."""
    pen = Pen(paper)
    try:
        root = parse_tree(data)
    except (BrokenMarkup, UnsafeMarkup) as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    if root.tag not in _ROOTS:
        return (pen.unreadable(READER, f"its XML begins with {root.tag}, which is no invoice"),)
    findings: list[Finding] = []
    read = _Ubl(pen, root, findings) if root.tag in ("Invoice", "CreditNote") else _Cii(pen, root, findings)
    fields = by_name(read.fields())
    rows = tuple(read.lines())
    findings += _unlike_print(pen, fields, printed)
    kind = DocumentKind(fields["document_type"].value)
    whole = {"invoice_number", "invoice_date", "totals.grand_total"} <= fields.keys()
    return (Extraction(paper.sha256, kind, 0.99 if whole else 0.6, READER, VERSION, fields=fields, rows=rows, findings=tuple(findings)),)


class _Reading:
    """What both languages share: values with their lines, days and amounts that are told when they are none."""

    def __init__(self, pen: Pen, root: Node, findings: list[Finding]) -> None:
        self.pen, self.root, self.findings = pen, root, findings

    def text(self, name: str, value: _Value) -> Field:
        """A field as it stands."""
        return self.pen.field(name, " ".join(value.text.split()), row=value.line or None, column="xml")

    def day(self, name: str, value: _Value) -> Field:
        """A day; one that does not exist is told and left out."""
        digits = value.text.strip()
        found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", digits)
        try:
            day = date(*(int(part) for part in found.groups())).isoformat() if found else ""
        except ValueError:
            day = ""
        if digits and not day:
            self._told(value, f"{digits[:20]!r} is no date")
        return self.pen.field(name, day, digits, row=value.line or None, column="xml")

    def amount(self, value: _Value) -> Paise | None:
        """An amount in hundredths; one that cannot be read is told and left out."""
        if not value.text.strip():
            return None
        try:
            return bounded(rupees(_hundredths(value.text.strip())))
        except ValueError as wrong:
            self._told(value, str(wrong))
            return None

    def money(self, name: str, value: _Value) -> Field:
        """A field of an amount."""
        amount = self.amount(value)
        return self.pen.field(name, decimal_text(amount) if amount is not None else "", value.text.strip(), row=value.line or None, column="xml")

    def kind(self, code: _Value, credit: bool = False) -> Field:
        """The kind by its code."""
        kind = DocumentKind.TAX_INVOICE
        if credit or code.text.strip() in _CREDITS:
            kind = DocumentKind.CREDIT_NOTE
        elif code.text.strip() in _DEBITS:
            kind = DocumentKind.DEBIT_NOTE
        return self.pen.field("document_type", kind.value, code.text.strip(), row=code.line or None, column="xml")

    def _told(self, value: _Value, why: str) -> None:
        self.findings.append(
            self.pen.finding("invoice_xml.value_invalid", Severity.ERROR, f"line {value.line} of its XML: {why}.", row=value.line, column="xml")
        )


class _Cii(_Reading):
    """Cross Industry Invoice: version 1 and 2 differ in the names of the groups between, so values are looked for below their party or summation."""

    def fields(self) -> Iterator[Field]:
        """Head fields, parties and totals."""
        head = _first(self.root, "ExchangedDocument", "HeaderExchangedDocument")
        trade = _first(self.root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
        agreement = _first(trade, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
        settlement = _first(trade, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
        summation = _first(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
        yield self.text("invoice_number", _at(head, "ID"))
        yield self.day("invoice_date", _at(head, "IssueDateTime", "DateTimeString"))
        yield self.kind(_at(head, "TypeCode"))
        yield self.text("currency", _at(settlement, "InvoiceCurrencyCode"))
        yield self.day("due_date", _at(settlement, "SpecifiedTradePaymentTerms", "DueDateDateTime", "DateTimeString"))
        order = _at(agreement, "BuyerOrderReferencedDocument", "IssuerAssignedID")
        yield self.text("po_number", order if order.text else _at(agreement, "BuyerOrderReferencedDocument", "ID"))
        for side, tag in (("seller", "SellerTradeParty"), ("buyer", "BuyerTradeParty")):
            party = _first(agreement, tag)
            yield self.text(f"{side}.name", _at(party, "Name"))
            yield self.text(f"{side}.vat_id", next((_at(each, "ID") for each in party.all("SpecifiedTaxRegistration") if _scheme(each) == "VA"), _NONE))
        for name, tag in _CII_TOTALS.items():
            yield self.money(name, _at(summation, tag))

    def lines(self) -> Iterator[InvoiceLine]:
        """Item lines; those that only group others carry no amount and are left."""
        trade = _first(self.root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
        for line in trade.all("IncludedSupplyChainTradeLineItem"):
            settlement = _first(line, "SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
            summation = _first(settlement, "SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
            amount = self.amount(_at(summation, "LineTotalAmount"))
            product = _first(line, "SpecifiedTradeProduct")
            tax = _first(settlement, "ApplicableTradeTax")
            agreement = _first(line, "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement")
            quantity = _first(line, "SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery").find("BilledQuantity")
            if amount is None and not product.value("Name"):
                continue
            yield InvoiceLine(
                self.pen.place(line.line, "xml"),
                " ".join(product.value("Name").split()),
                quantity=_plain(quantity.text) if quantity else "",
                unit=quantity.attributes.get("unitCode", "") if quantity else "",
                rate=_plain(tax.value("RateApplicablePercent") or tax.value("ApplicablePercent")),
                taxable=amount,
                unit_price=_price(_first(agreement, "NetPriceProductTradePrice"), "ChargeAmount", "BasisQuantity"),
                discount=_off(settlement.all("SpecifiedTradeAllowanceCharge"), "ActualAmount"),
            )


class _Ubl(_Reading):
    """UBL 2 Invoice and CreditNote."""

    def fields(self) -> Iterator[Field]:
        """Head fields, parties and totals."""
        root = self.root
        yield self.text("invoice_number", _at(root, "ID"))
        yield self.day("invoice_date", _at(root, "IssueDate"))
        code = _at(root, "InvoiceTypeCode")
        yield self.kind(code if code.text else _at(root, "CreditNoteTypeCode"), credit=root.tag == "CreditNote")
        yield self.text("currency", _at(root, "DocumentCurrencyCode"))
        yield self.day("due_date", _at(root, "DueDate"))
        yield self.text("po_number", _at(root, "OrderReference", "ID"))
        for side, tag in (("seller", "AccountingSupplierParty"), ("buyer", "AccountingCustomerParty")):
            party = _first(_first(root, tag), "Party")
            name = _at(party, "PartyLegalEntity", "RegistrationName")
            yield self.text(f"{side}.name", name if name.text else _at(party, "PartyName", "Name"))
            yield self.text(f"{side}.vat_id", _at(party, "PartyTaxScheme", "CompanyID"))
        yield self.money("totals.tax", _at(root, "TaxTotal", "TaxAmount"))
        total = _first(root, "LegalMonetaryTotal")
        for name, tag in _UBL_TOTALS.items():
            yield self.money(name, _at(total, tag))

    def lines(self) -> Iterator[InvoiceLine]:
        """Item lines."""
        for line in self.root.all("InvoiceLine", "CreditNoteLine"):
            quantity = line.find("InvoicedQuantity") or line.find("CreditedQuantity")
            item = _first(line, "Item")
            yield InvoiceLine(
                self.pen.place(line.line, "xml"),
                " ".join((item.value("Name") or item.value("Description")).split()),
                quantity=_plain(quantity.text) if quantity else "",
                unit=quantity.attributes.get("unitCode", "") if quantity else "",
                rate=_plain(_at(item, "ClassifiedTaxCategory", "Percent").text),
                taxable=self.amount(_at(line, "LineExtensionAmount")),
                unit_price=_price(_first(line, "Price"), "PriceAmount", "BaseQuantity"),
                discount=_off(line.all("AllowanceCharge"), "Amount"),
            )


def _first(node: Node, *tags: str) -> Node:
    """The first child with one of the tags; an empty element where there is none."""
    return next(iter(node.all(*tags)), Node("", {}, 0))


def _at(node: Node, *path: str) -> _Value:
    found = node.find(*path)
    return _Value(found.text, found.line) if found else _NONE


def _scheme(registration: Node) -> str:
    identity = registration.find("ID")
    return identity.attributes.get("schemeID", "") if identity else ""


def _hundredths(text: str) -> str:
    """The standard writes amounts with up to four decimals; zeros behind the second say nothing."""
    return re.sub(r"(\.\d\d)0+$", r"\1", text)


def _plain(text: str) -> str:
    """ "19.00" as "19"; what is no number stays."""
    body = text.strip()
    try:
        value = Decimal(body)
    except ArithmeticError:
        return body
    return format(value.normalize(), "f") if value.is_finite() else body


def _price(group: Node, amount: str, basis: str) -> str:
    """The price of one unit; "" where it is that of more than one (a hundred, a thousand)."""
    base = _plain(group.value(basis))
    return decimal_of(_plain(group.value(amount))) if base in ("", "1") else ""


def _off(groups: Sequence[Node], amount: str) -> str:
    """What allowances of a line take off, less what charges put on; "" where there are none, or where one of them is no number."""
    off = Decimal(0)
    for group in groups:
        text = decimal_of(_plain(group.value(amount)))
        if not text:
            return ""
        charged = _first(group, "ChargeIndicator")
        sign = -1 if "true" in (charged.text.strip().lower(), charged.value("Indicator").strip().lower()) else 1
        off += sign * Decimal(text)
    return _plain(format(off, "f")) if off else ""


def _unlike_print(pen: Pen, fields: Mapping[str, Field], printed: str) -> Sequence[Finding]:
    """What the XML says and the print of the same paper does not show: its number, and its total in any way of writing it."""
    if not printed:
        return ()
    letters = re.sub(r"\W", "", printed).lower()
    missing = []
    if (number := fields.get("invoice_number")) and re.sub(r"\W", "", number.value).lower() not in letters:
        missing.append(f"number {number.value}")
    if (total := fields.get("totals.grand_total")) and re.sub(r"\D", "", total.value).lstrip("0") not in re.sub(r"\D", "", printed):
        missing.append(f"total {total.value}")
    if not missing:
        return ()
    sentence = f"its XML says {' and '.join(missing)}, which its print does not show; one of the two was changed."
    return (pen.finding("invoice_xml.unlike_print", Severity.ERROR, sentence),)
