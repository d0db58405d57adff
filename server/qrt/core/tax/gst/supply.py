"""A voucher as GST sees it: which way the supply goes, its value, its tax by head, and who the other side is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction
from qrt.core.ledger.types import Chart, LedgerAccount, Line, Voucher, VoucherKind
from qrt.core.recon.references import document_number, party_name
from qrt.core.tax.rules import TaxRules

HEADS = ("igst", "cgst", "sgst", "cess")
ROUNDING = Paise(100)
"""One rupee a document: the tolerance of tax arithmetic."""

_RATE = re.compile(r"(\d{1,2}(?:\.\d{1,3})?)\s*%")
_INWARD = frozenset({VoucherKind.PURCHASE, VoucherKind.DEBIT_NOTE, VoucherKind.PAYMENT, VoucherKind.JOURNAL})
_OUTWARD = frozenset({VoucherKind.SALES, VoucherKind.CREDIT_NOTE, VoucherKind.RECEIPT})


@dataclass(frozen=True, slots=True)
class Supply:
    """One voucher with GST, or one that might have had it. Amounts are positive in the ordinary direction, negative for a note.

    inward     True for purchases and expenses
    taxes      by head, without reverse charge; `reverse` the tax booked as owed by us under reverse charge
    values     legs that carry the value of the supply
    named      percentages written in the names of the tax ledgers, by head
    """

    voucher: Voucher
    inward: bool
    taxes: Mapping[str, Paise]
    values: tuple[Line, ...]
    taxable: Paise
    reverse: Paise
    named: Mapping[str, frozenset[Decimal]]
    party: LedgerAccount | None
    gstin: str
    day: date
    paper: Extraction | None

    @property
    def tax(self) -> Paise:
        """All heads but cess."""
        return Paise(sum(self.taxes[head] for head in ("igst", "cgst", "sgst")))

    @property
    def name(self) -> str:
        """How a controller finds it: type, number, party."""
        voucher = self.voucher
        number = voucher.number or voucher.reference or voucher.key
        reference = f", document {voucher.reference}" if voucher.reference and voucher.reference != number else ""
        return f"{voucher.type_name or voucher.kind.value} {number} of {voucher.day:%d-%m-%Y} ({voucher.party or 'no party'}{reference})"

    @property
    def words(self) -> str:
        """Everything said about it, in small letters, for recognising what it is."""
        return " ".join([self.voucher.narration, self.voucher.party, *(line.ledger for line in self.values)]).lower()


@dataclass(frozen=True, slots=True)
class GstCase:
    """Everything the checks look at."""

    supplies: tuple[Supply, ...]
    vouchers: tuple[Voucher, ...]
    chart: Chart
    extractions: Sequence[Extraction]
    rules: TaxRules
    company: Company
    quarter: Quarter
    entity: str
    own_gstins: tuple[str, ...]

    @property
    def own_states(self) -> frozenset[str]:
        return frozenset(gstin[:2] for gstin in self.own_gstins)


def to_case(
    vouchers: Iterable[Voucher], chart: Chart, extractions: Sequence[Extraction], rules: TaxRules, company: Company, quarter: Quarter, entity: str
) -> GstCase:
    """Sort the vouchers into supplies and look up what belongs to them."""
    kept = tuple(voucher for voucher in vouchers if not entity or voucher.entity == entity)
    code = entity or (kept[0].entity if kept else "")
    own = next((each.gstins for each in company.entities if each.code == code), ())
    if not own and not entity:
        own = tuple(gstin for each in company.entities for gstin in each.gstins)
    papers = _papers(extractions)
    supplies = tuple(supply for voucher in kept if (supply := _supply(voucher, chart, papers, own)))
    return GstCase(supplies, kept, chart, extractions, rules, company, quarter, code, own)


def _papers(extractions: Iterable[Extraction]) -> dict[str, list[Extraction]]:
    found: dict[str, list[Extraction]] = {}
    for extraction in extractions:
        number = document_number(extraction.text("invoice_number"))
        if extraction.kind in INVOICES and number:
            found.setdefault(number, []).append(extraction)
    return found


def role_of(chart: Chart, ledger: str) -> str:
    """Role of a ledger account, "" when the chart does not know it."""
    account = chart.get(ledger)
    return account.role if account else ""


def _supply(voucher: Voucher, chart: Chart, papers: Mapping[str, list[Extraction]], own: tuple[str, ...]) -> Supply | None:
    taxes, named, reverse, values = dict.fromkeys(HEADS, 0), {head: set[Decimal]() for head in HEADS}, 0, []
    outward_tax = inward_tax = 0
    for line in voucher.lines:
        side, _, head = role_of(chart, line.ledger).rpartition("_")
        if side in ("input", "output") and head in taxes:
            taxes[head] += line.amount
            inward_tax, outward_tax = inward_tax + (side == "input"), outward_tax + (side == "output")
            named[head].update(Decimal(text) for text in _RATE.findall(line.ledger))
        elif side == "rcm_output":
            reverse -= line.amount
        elif side != "rcm_input" and _carries_value(chart, line.ledger):
            values.append(line)
    inward = _is_inward(voucher, inward_tax, outward_tax)
    if inward is None or not values:
        return None
    sign = 1 if inward else -1
    account = chart.get(voucher.party)
    taxable = Paise(sign * sum(line.amount for line in values))
    total = taxable + sign * sum(taxes.values())
    gstin = (voucher.party_gstin or (account.gstin if account else "")).upper()
    return Supply(
        voucher=voucher,
        inward=inward,
        taxes={head: Paise(sign * amount) for head, amount in taxes.items()},
        values=tuple(values),
        taxable=taxable,
        reverse=Paise(reverse),
        named={head: frozenset(rates) for head, rates in named.items()},
        party=account,
        gstin=gstin,
        day=voucher.reference_day or voucher.day,
        paper=_paper_of(voucher, total, gstin if inward else "", own, inward, papers),
    )


def _carries_value(chart: Chart, ledger: str) -> bool:
    account = chart.get(ledger)
    if account is None:
        return False
    return account.role in ("inventory", "fixed_asset", "prepaid") or (account.role in ("", "interest_expense") and account.nature in ("expense", "income"))


def _is_inward(voucher: Voucher, inward_tax: int, outward_tax: int) -> bool | None:
    """None where both sides of tax stand in one voucher: a set-off or settlement, not a supply."""
    if inward_tax and outward_tax:
        return None
    if inward_tax or outward_tax:
        return bool(inward_tax)
    return True if voucher.kind in _INWARD else False if voucher.kind in _OUTWARD else None


def _paper_of(voucher: Voucher, total: int, gstin: str, own: tuple[str, ...], inward: bool, papers: Mapping[str, list[Extraction]]) -> Extraction | None:
    """The invoice paper of a voucher: same number, and the same supplier or the same total."""
    number = document_number(voucher.reference if inward else voucher.reference or voucher.number)
    for paper in papers.get(number, ()) if number else ():
        seller = paper.text("seller.gstin")
        if (inward and seller in own) or (not inward and own and seller and seller not in own):
            continue
        try:
            same_total = abs(abs(total) - abs(paper.fields["totals.grand_total"].amount())) <= ROUNDING
        except (KeyError, ValueError):
            same_total = False
        if same_total or (gstin and seller == gstin):
            return paper
    return None


def finding(supply: Supply, rule: str, severity: Severity, sentence: str, amount: int = 0, law: str = "", places: Iterable[Place | None] = ()) -> Finding:
    """A finding about a voucher, with its place and those of its paper as evidence."""
    voucher = supply.voucher
    spots = (voucher.place, *(line.place for line in voucher.lines[:1] if voucher.place is None), *places)
    evidence = tuple(dict.fromkeys(place for place in spots if place))
    return Finding(rule, severity, f"voucher:{voucher.key}", sentence, Paise(abs(amount)), law, evidence, voucher.entity)


def supplier_key(supply: Supply) -> str:
    """PAN where one is known (a supplier may invoice from several states), else the name."""
    if len(supply.gstin) == 15:
        return supply.gstin[2:12]
    pan = supply.party.pan if supply.party else ""
    return pan or party_name(supply.voucher.party)


def papers_of_kind(case: GstCase, kind: DocumentKind) -> tuple[Extraction, ...]:
    """Extractions of one kind."""
    return tuple(each for each in case.extractions if each.kind is kind)
