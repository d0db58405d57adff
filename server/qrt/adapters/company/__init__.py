"""COMPANY.yaml: the company whose quarter is closed, written by hand."""

from qrt.adapters.company.read import CompanyFile, load_company_file

__all__ = ["CompanyFile", "load_company_file"]
