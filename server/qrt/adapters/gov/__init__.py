"""Readers of what government portals give out: GSTR-2B and e-invoices."""

from qrt.adapters.gov.e_invoice import read_e_invoice
from qrt.adapters.gov.gstr2b import read_gstr2b

__all__ = ["read_e_invoice", "read_gstr2b"]
