"""Readers of what government portals give out: GSTR-2B and e-invoices; and invoices that carry themselves as XML."""

from qrt.adapters.gov.e_invoice import read_e_invoice
from qrt.adapters.gov.gstr2b import read_gstr2b
from qrt.adapters.gov.invoice_xml import is_invoice_xml, read_invoice_xml
from qrt.adapters.gov.signed_qr import signed_qr, with_qr

__all__ = ["is_invoice_xml", "read_e_invoice", "read_gstr2b", "read_invoice_xml", "signed_qr", "with_qr"]
