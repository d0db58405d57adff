"""Readers of bank statements: tables in CSV and XLSX, on pages, MT940, CAMT, OFX, QIF."""

from qrt.adapters.bank.camt import read_camt
from qrt.adapters.bank.columns import known_headings
from qrt.adapters.bank.mt940 import read_mt940
from qrt.adapters.bank.ofx import read_ofx
from qrt.adapters.bank.pages import bank_sheet, read_bank_pages
from qrt.adapters.bank.qif import read_qif
from qrt.adapters.bank.table import is_proved_statement, read_bank_table

__all__ = ["bank_sheet", "is_proved_statement", "known_headings", "read_bank_pages", "read_bank_table", "read_camt", "read_mt940", "read_ofx", "read_qif"]
