"""Readers of what government portals give out and take in: returns of GST, e-invoices, e-way bills, tax statements; and invoices that carry themselves as XML."""

from qrt.adapters.gov.e_invoice import read_e_invoice
from qrt.adapters.gov.e_way_bill import read_e_way_bill
from qrt.adapters.gov.gst_returns import read_gstr1, read_gstr2a, read_gstr3b
from qrt.adapters.gov.gstr2b import read_gstr2b
from qrt.adapters.gov.invoice_xml import is_invoice_xml, read_invoice_xml
from qrt.adapters.gov.signed_qr import signed_qr, with_qr
from qrt.adapters.gov.tax_credit import read_ais, read_form_26as
from qrt.adapters.gov.tds_file import read_tds_file

__all__ = [
    "is_invoice_xml",
    "read_ais",
    "read_e_invoice",
    "read_e_way_bill",
    "read_form_26as",
    "read_gstr1",
    "read_gstr2a",
    "read_gstr2b",
    "read_gstr3b",
    "read_invoice_xml",
    "read_tds_file",
    "signed_qr",
    "with_qr",
]
