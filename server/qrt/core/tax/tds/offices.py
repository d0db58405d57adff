"""What the tax office and our own statements say of tax deducted in a quarter, and what the books say of the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction
from qrt.core.ledger.types import Voucher
from qrt.core.recon.references import party_name
from qrt.core.tax.rules import tds_key_of_section
from qrt.core.tax.tds.events import Deducted, TdsCase

ALIKE = 92
_PARTIES = frozenset({"debtor", "creditor", "intercompany"})
_ELSEWHERE = frozenset({"salary", "non_resident"})
"""Natures that are reported in statements of their own, 24Q and 27Q."""
_FORMS_ELSEWHERE = frozenset({"24Q", "27Q", "27EQ", "138", "144", "143"})
"""Statements of salaries, of payments abroad, and of tax collected."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Tax that others deducted from us, in one voucher of the quarter. `party` is the one party of the voucher, "" where it has none or several. Paise.

    gross  what the party settled, with the tax; 0 where the voucher does not say
    """

    voucher: Voucher
    party: str
    tax: int
    gross: int


def held_back(case: TdsCase) -> Iterator[HeldBack]:
    """Each voucher of the quarter that moves tax receivable."""
    for voucher in case.vouchers:
        roles = [(line, account.role) for line in voucher.lines if (account := case.chart.get(line.ledger))]
        tax = sum(line.amount for line, role in roles if role == "tds_receivable")
        if tax and voucher.day in case.quarter:
            parties = {line.ledger for line, role in roles if role in _PARTIES}
            settled = sum(line.amount for line, role in roles if role in _PARTIES)
            income = sum(line.amount for line in voucher.lines if (account := case.chart.get(line.ledger)) and account.nature == "income")
            # A receipt settles bill and tax together; a bill that is booked less the tax has its value as income. Tax alone against the party says no gross.
            gross = abs(income) or (abs(settled) if abs(settled) > abs(tax) else 0)
            yield HeldBack(voucher, parties.pop() if len(parties) == 1 else "", tax, gross)


def credit_rows(case: TdsCase, papers: Sequence[Extraction], before: bool = False) -> list[TaxCreditLine]:
    """Of the quarter, or of days `before` it. The annual statement outranks the information statement, which says the same with less care."""
    for kind in (DocumentKind.FORM_26AS, DocumentKind.AIS):
        rows = [
            row
            for paper in papers
            if paper.kind is kind
            for row in paper.rows
            if isinstance(row, TaxCreditLine) and (row.day is not None and row.day < case.quarter.first_day if before else _is_in_quarter(case, row, paper))
        ]
        if rows:
            return rows
    return []


def _is_in_quarter(case: TdsCase, row: TaxCreditLine, paper: Extraction) -> bool:
    if row.day is not None:
        return row.day in case.quarter
    return row.quarter == f"Q{case.quarter.number}" and _is_of_year(case, paper)


def _is_of_year(case: TdsCase, paper: Extraction) -> bool:
    return paper.text("financial_year")[:4] == str(case.quarter.fy_start)


def ledger_named(deductor: str, ledgers: Iterable[str]) -> str:
    """The party that the statement means: of its name, or the only one of nearly that name; "" for none."""
    wanted, known = party_name(deductor), list(ledgers)
    exact = [ledger for ledger in known if party_name(ledger) == wanted]
    near = exact or [ledger for ledger in known if fuzz.ratio(party_name(ledger), wanted) >= ALIKE]
    return near[0] if len(near) == 1 else ""


def reported_rows(case: TdsCase, papers: Iterable[Extraction]) -> list[DeductionLine]:
    """The deductions that our own statement of the quarter reports; salaries and payments abroad, which have statements of their own, left out."""
    listed = [row for paper in papers if _is_own(case, paper) for row in paper.rows if isinstance(row, DeductionLine)]
    elsewhere = {section for section in {row.section for row in listed} if _is_elsewhere(case, section)}
    return [row for row in listed if row.section not in elsewhere]


def _is_elsewhere(case: TdsCase, section: str) -> bool:
    keys = tds_key_of_section(case.rules, section, case.quarter.last_day)
    return bool(keys) and set(keys) <= _ELSEWHERE


def _is_own(case: TdsCase, paper: Extraction) -> bool:
    if paper.text("form").upper() in _FORMS_ELSEWHERE:
        return False
    return paper.kind is DocumentKind.TDS_STATEMENT and paper.text("quarter") == f"Q{case.quarter.number}" and _is_of_year(case, paper)


def deducted_here(case: TdsCase) -> Iterator[Deducted]:
    """What the books deducted in the quarter and that statement has to report."""
    return (each for each in case.deducted if each.voucher.day in case.quarter and each.key not in _ELSEWHERE)


def challan_rows(case: TdsCase, papers: Iterable[Extraction], before: bool = False) -> list[ChallanLine]:
    """Challans that were paid in the quarter, or `before` it, each once: a statement lists those that were handed in too."""
    found: dict[tuple[object, ...], ChallanLine] = {}
    for paper in papers:
        if paper.kind in (DocumentKind.TDS_CHALLAN, DocumentKind.TDS_STATEMENT):
            for row in paper.rows:
                if (
                    isinstance(row, ChallanLine)
                    and not row.nil
                    and row.day is not None
                    and (row.day < case.quarter.first_day if before else row.day in case.quarter)
                ):
                    # Without a number only the amount tells two challans of a day apart.
                    number = row.number.lstrip("0")
                    found.setdefault((row.bsr.lstrip("0"), number, row.day, None if number else row.total), row)
    return list(found.values())
