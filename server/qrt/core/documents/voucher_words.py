"""Which base kind of voucher a company's or program's own type name stands for."""

import re
from collections.abc import Iterable

from qrt.core.documents.headings import plain_heading

_SAP = {
    "sa": "journal", "ab": "journal", "kr": "purchase", "re": "purchase", "kg": "debit_note", "kz": "payment", "zp": "payment", "dr": "sales", "rv": "sales", "dg": "credit_note", "dz": "receipt",
    "af": "journal", "aa": "journal", "kn": "purchase", "sb": "journal", "ka": "", "da": "", "zv": "receipt",
}  # fmt: skip
_WORDS: tuple[tuple[str, str], ...] = (
    (r"contra|transfer (fund|between)|fund transfer|bank transfer|umbuchung bank|inter bank|^transfer$|virement interne|traspaso|कॉन्ट्रा", "contra"),
    (r"(vendor|supplier|bill|purchase) credit|debit note|purchase return|debit memo|nota de debito|debitnote|note de debit|lastschrift|डेबिट नोट|lieferantengutschrift|kreditorengutschrift|avoir fournisseur|abono proveedor|creditnota inkoop|bill credit", "debit_note"),
    (r"credit (note|memo)|sales return|refund receipt|kundengutschrift|debitorengutschrift|avoir|creditnota|nota de credito|gutschrift|क्रेडिट नोट", "credit_note"),
    (r"(vendor|supplier|bill) payment|bill pmt|payment made|payments made|outgoing payment|payment voucher|bank payment|cash payment|expense payment|^check$|^cheque$|zahlungsausgang|auszahlung|kreditorenzahlung|paiement fournisseur|reglement fournisseur|decaissement|pago( a)? proveedor|betaling aan|uitgaande betaling|भुगतान|bhugtan", "payment"),
    (r"(customer|invoice) payment|payment received|payments received|incoming payment|receipt|^deposit$|receive payment|zahlungseingang|einzahlung|debitorenzahlung|encaissement|reglement client|paiement client|cobro|ontvangst|inkomende betaling|प्राप्ति|रसीद|prapti|raseed", "receipt"),
    (r"vendor invoice|supplier invoice|purchase|^bill$|^bills$|vendor bill|incoming invoice|ap invoice|payables|eingangsrechnung|einkauf|lieferantenrechnung|kreditorenrechnung|achat|facture fournisseur|compra|factura de proveedor|factura recibida|inkoop|खरीद|kharid|क्रय", "purchase"),
    (r"sales?|customer invoice|^invoice$|^invoices$|tax invoice|ar invoice|outgoing invoice|receivables|ausgangsrechnung|verkauf|debitorenrechnung|kundenrechnung|vente|facture client|venta|factura emitida|verkoop|बिक्री|bikri|विक्रय", "sales"),
    (r"journal|jv|je$|^gj$|general|manual|adjust|accrual|depreciation|allocation|revaluation|buchung|sachkonto|umbuchung|operations diverses|^od$|ecriture|asiento|diario|memoriaal|memorial|जर्नल|payroll|salary|provision|spreadsheet", "journal"),
    (r"payment|paiement|reglement|pago|zahlung|betaling", "payment"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _WORDS)


def are_sap_types(names: Iterable[str]) -> bool:
    """True when every type name of a table is one of SAP's two letters ("KR", "SA"), and one of them is no common abbreviation."""
    plain = {plain_heading(name) for name in names if name}
    return bool(plain) and plain <= _SAP.keys() and bool(plain & {"sa", "kr", "re", "kz", "dz", "ab", "zp", "kg", "dg", "af"})


def base_kind_of_type(name: str, *, sap: bool = False) -> str:
    """purchase, sales, payment, receipt, contra, journal, debit_note, credit_note; "" when the name tells nothing."""
    plain = plain_heading(name)
    if sap and plain in _SAP:
        return _SAP[plain]
    if plain in _TALLY_SHORT:
        return _TALLY_SHORT[plain]
    return next((kind for pattern, kind in _COMPILED if pattern.search(plain)), "")


_TALLY_SHORT = {
    "purc": "purchase", "pur": "purchase", "sale": "sales", "sal": "sales", "rcpt": "receipt", "rct": "receipt", "pymt": "payment", "pmt": "payment", "jrnl": "journal", "jnl": "journal", "jv": "journal", "ctra": "contra", "cn": "credit_note", "dn": "debit_note", "c note": "credit_note", "d note": "debit_note",
    "cr note": "credit_note", "dr note": "debit_note", "crnt": "credit_note", "dbnt": "debit_note", "bp": "payment", "cp": "payment", "br": "receipt", "cntr": "contra", "pv": "payment", "rv": "receipt", "si": "sales", "pi": "purchase", "ach": "purchase", "ac": "purchase", "ve": "sales", "vt": "sales",
}  # fmt: skip
