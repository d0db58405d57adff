"""Rows that a paper was read to, as a plain table under headings: what a bank, a tax office or a party printed can then be compared as any table is."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qrt.core.base.money import Paise, decimal_text
from qrt.core.base.place import Place
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, ReturnLine, TaxCreditLine
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Gstr2bLine, PartyLine, Row

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowTable:
    """Headings and cells as text: amounts in rupees with two decimals, days as 2026-09-30. `papers` are the kinds of papers that its rows came from."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    papers: tuple[str, ...]


def table_of_rows(extractions: Sequence[Extraction]) -> RowTable | None:
    """The rows of the type that most rows are of, with the page and the box of each; None where no row is of a type that has columns of its own.

    Sums of a return (rows without a number) are no documents and stay out; of GSTR-3B, which has nothing else, table 3.1(a) is what other tables are held against.
    """
    if paid := [row for each in extractions if each.kind is DocumentKind.GSTR_3B for row in each.rows if isinstance(row, ReturnLine) and row.table == "3.1(a)"]:
        sums = [{"Table": row.table, "Return period": row.period, **_taxed(row)} for row in paid]
        return RowTable(tuple(sums[0]), tuple(tuple(map(cell_text, each.values())) for each in sums), (DocumentKind.GSTR_3B.value,))
    rows = [row for extraction in extractions for row in extraction.rows if type(row) in _COLUMNS and not _is_sum(row)]
    if not rows:
        return None
    # By name where two types have as many rows, so that the answer does not hang on their order.
    most = max(Counter(type(row) for row in rows).items(), key=lambda each: (each[1], each[0].__name__))[0]
    columns = _COLUMNS[most]
    chosen = [row for row in rows if type(row) is most]
    listed = [columns(row) for row in chosen]
    cells = tuple(
        (f"line {at}", *(cell_text(value) for value in values.values()), str(row.place.page or ""), _box(row.place))
        for at, (row, values) in enumerate(zip(chosen, listed, strict=True), 1)
    )
    papers = tuple(sorted({extraction.kind.value for extraction in extractions if any(type(row) is most for row in extraction.rows)}))
    return RowTable(("Line id", *listed[0], "Page", "Box"), cells, papers)


def _is_sum(row: Row) -> bool:
    if isinstance(row, SettlementLine):
        # A payout is the sum of its settlement, and what is not settled yet is in none.
        return row.type == "payout" or not row.settlement
    return isinstance(row, ReturnLine) and (not row.number or row.day is None)


def cell_text(value: object) -> str:
    """An amount in rupees, a day as 2026-09-30, a flag as Y or N, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, int):
        return decimal_text(Paise(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _box(place: Place) -> str:
    return " ".join(f"{side:.4f}" for side in place.box) if place.box else ""


def _bank(row: BankLine) -> Values:
    return {"Date": row.day, "Narration": row.narration, "Reference": row.reference, "Amount": row.amount, "Balance": row.balance}


def _statement(row: PartyLine) -> Values:
    return {"Date": row.day, "Invoice number": row.reference, "Narration": row.narration, "Amount": row.amount}


def _inward(row: Gstr2bLine) -> Values:
    return {"GSTIN of supplier": row.supplier_gstin, "Trade name": row.supplier_name, **_document(row)}


def _returned(row: ReturnLine) -> Values:
    return {"GSTIN": row.party_gstin, "Name": row.party_name, **_document(row)}


def _document(row: Gstr2bLine | ReturnLine) -> Values:
    return {
        "Invoice number": row.number,
        "Invoice date": row.day,
        "Document type": row.document_type.replace("_", " "),
        "Invoice value": row.total,
        "Place of supply": row.place_of_supply,
        "Reverse charge": row.reverse_charge,
        **_taxed(row),
        "Original invoice number": row.original_number,
        "Return period": row.period,
    }


def _taxed(row: Gstr2bLine | ReturnLine) -> Values:
    return {"Taxable value": row.taxable, "IGST": row.igst, "CGST": row.cgst, "SGST": row.sgst, "Cess": row.cess}


def _credited(row: TaxCreditLine) -> Values:
    return {
        "Transaction date": row.day,
        "Name of deductor": row.deductor,
        "TAN of deductor": row.tan,
        "Section": row.section,
        "Amount paid": row.amount,
        "Tax deducted": row.tax,
        "TDS in bank": row.deposited,
        "Booking": row.status,
        "Quarter": row.quarter,
    }


def _deducted(row: DeductionLine) -> Values:
    return {
        "Payment date": row.day,
        "Name": row.party,
        "PAN": row.pan,
        "Section": row.section,
        "Amount paid": row.amount,
        "Tax deducted": row.tax,
        "Challan": str(row.challan),
        "Certificate": row.certificate,
    }


def _challan(row: ChallanLine) -> Values:
    return {"Challan no": row.number, "BSR code": row.bsr, "Paid on": row.day, "Amount": row.total, "Interest": row.interest, "Fee": row.fee}


def _settled(row: SettlementLine) -> Values:
    kind = {"reversal": "release", "fee": "adjustment"}.get(row.type, row.type)
    return {
        "Payment id": row.payment or row.order,
        "Date": row.day,
        "Type": kind,
        "Order id": row.receipt or row.order,
        "Amount": row.gross,
        "Fee": row.fee,
        "GST": row.gst,
        "Settlement id": row.settlement,
        "UTR": row.utr,
    }


_COLUMNS: Mapping[type, Callable[..., Values]] = {
    BankLine: _bank,
    PartyLine: _statement,
    SettlementLine: _settled,
    Gstr2bLine: _inward,
    ReturnLine: _returned,
    TaxCreditLine: _credited,
    DeductionLine: _deducted,
    ChallanLine: _challan,
}
