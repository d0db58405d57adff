"""The invoice reference number follows from what it names, so that it can be checked without the portal."""

import hashlib
from datetime import date

from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.base.period import FinancialYear
from qrt.core.documents.types import DocumentKind

IRN_TYPES = {DocumentKind.CREDIT_NOTE: "CRN", DocumentKind.DEBIT_NOTE: "DBN"}
"""What the portal calls the kinds of papers that are no invoices."""


def irn_follows(irn: str, seller_gstin: str, day: date, kind: str, number: str) -> bool:
    """Whether `irn` is that of the document. `kind` is INV, CRN or DBN.

    Until May 2025 the portal hashed the number as it was written, since then in capitals; both are taken.
    """
    as_written = hashlib.sha256(f"{seller_gstin}{FinancialYear.of(day)}{kind}{number}".encode()).hexdigest()
    return irn.lower() in (invoice_reference_number(seller_gstin, day, kind, number), as_written)
