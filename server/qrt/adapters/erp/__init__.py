"""Readers of what accounting programs export: registers, books and trial balances in XLSX or delimited text, and Tally's XML."""

from qrt.adapters.erp.spreadsheet import are_books, read_books, read_tally_xlsx, read_trial_balance_xlsx
from qrt.adapters.erp.tally_xml import read_tally_xml

__all__ = ["are_books", "read_books", "read_tally_xlsx", "read_tally_xml", "read_trial_balance_xlsx"]
