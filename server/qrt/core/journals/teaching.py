"""From posted vouchers and the papers behind them to what the choice of ledgers learns, and from a new paper to the question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from qrt.core.documents.types import Extraction, InvoiceLine
from qrt.core.journals.ledgers import BLOCKED_GST
from qrt.core.journals.memory import direction_of, party_ledger
from qrt.core.journals.reading import Invoice
from qrt.core.learning.accounts import Case, Taught, main_ledger
from qrt.core.learning.words import words_of
from qrt.core.ledger.types import Chart, SourceKind, Voucher, VoucherKind

_RATES = tuple(Decimal(rate) for rate in ("0", "0.25", "1.5", "3", "5", "12", "18", "28", "40"))
_NOTES = (VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE)
_TEACHING = (VoucherKind.PURCHASE, VoucherKind.SALES, VoucherKind.JOURNAL, *_NOTES)


def case_of_paper(invoice: Invoice, extraction: Extraction) -> Case:
    """The question that an invoice asks: what it says it is for, under which headings, at which rate."""
    rows = [row for row in extraction.rows if isinstance(row, InvoiceLine)]
    return Case(
        direction=invoice.direction,
        party=invoice.party,
        party_gstin=invoice.party_gstin,
        words=words_of(row.description for row in rows),
        hsns=tuple(dict.fromkeys(row.hsn for row in rows if row.hsn)),
        rate=_rate(invoice.tax, invoice.amount("taxable")),
        inter_state=bool(invoice.amount("igst")) if invoice.tax else None,
        note=invoice.kind in _NOTES,
    )


def teach(vouchers: Iterable[Voucher], chart: Chart, papers: Mapping[str, tuple[Invoice, Extraction]]) -> tuple[Taught, ...]:
    """What posted vouchers teach, oldest first. `papers` are the invoices behind vouchers, by voucher key: they say what was bought where the books do not.

    A voucher that a person approved from a paper counts as that person's word; what a policy posted nobody looked at, and it teaches nothing.
    """
    found: list[Taught] = []
    for voucher in sorted(vouchers, key=lambda each: (each.source is not SourceKind.REGISTER, each.day, each.key)):
        if voucher.kind not in _TEACHING or voucher.approver or not (party := party_ledger(voucher, chart)):
            continue
        direction = direction_of(voucher.kind) if voucher.kind is not VoucherKind.JOURNAL else "sale" if chart_role(party, chart) == "debtor" else "purchase"
        # Tax that cannot be claimed is no part of what was bought, whatever ledger it is kept in.
        legs = ((line.ledger, line.amount) for line in voucher.lines if not (line.ledger in chart and BLOCKED_GST.fits(chart[line.ledger])))
        ledger = main_ledger(legs, direction, chart)
        if not ledger:
            continue
        behind = papers.get(voucher.key)
        case = case_of_paper(*behind) if behind else _case_of_voucher(voucher, party, direction, chart)
        approved = voucher.source is SourceKind.PAPER
        name = f"{voucher.number or voucher.reference or 'a voucher'} of {voucher.day:%d-%m-%Y}"
        found.append(Taught(case, ledger, f"the approval of {name}" if approved else name, approved))
    return tuple(found)


def case_content(case: Case, ledger: str, source: str) -> dict[str, Any]:
    """A taught case as it is carried into a later quarter's close."""
    return {
        "direction": case.direction,
        "party": case.party,
        "party_gstin": case.party_gstin,
        "words": list(case.words),
        "hsns": list(case.hsns),
        "rate": None if case.rate is None else str(case.rate),
        "inter_state": case.inter_state,
        "note": case.note,
        "ledger": ledger,
        "source": source,
    }


def taught_earlier(contents: Iterable[Mapping[str, Any]]) -> tuple[Taught, ...]:
    """What people approved from papers in earlier quarters, as `case_content` wrote it. It counts as a person's word, but before this quarter's own vouchers."""
    return tuple(
        Taught(
            Case(
                each["direction"],
                each["party"],
                each["party_gstin"],
                tuple(each["words"]),
                tuple(each["hsns"]),
                None if each["rate"] is None else Decimal(each["rate"]),
                each["inter_state"],
                each["note"],
            ),
            each["ledger"],
            each["source"],
            corrected=True,
        )
        for each in contents
    )


def chart_role(ledger: str, chart: Chart) -> str:
    """The role of a ledger, "" where the chart does not have it."""
    return chart[ledger].role if ledger in chart else ""


def _case_of_voucher(voucher: Voucher, party: str, direction: str, chart: Chart) -> Case:
    sums: defaultdict[str, int] = defaultdict(int)
    for line in voucher.lines:
        role = chart_role(line.ledger, chart)
        head = role.rpartition("_")[2] if role.startswith(("input_", "output_", "rcm_input_")) else ""
        sums[head or ("value" if line.ledger != party and role not in ("tds_payable", "tds_receivable", "round_off") else "other")] += line.amount
    tax = sum(abs(sums[head]) for head in ("igst", "cgst", "sgst"))
    return Case(
        direction=direction,
        party=party,
        party_gstin=voucher.party_gstin or (chart[party].gstin if party in chart else ""),
        words=tuple(word for word in words_of([voucher.narration]) if word not in words_of([party])),
        rate=_rate(tax, abs(sums["value"])),
        inter_state=bool(sums["igst"]) if tax else None,
        note=voucher.kind in _NOTES,
    )


def _rate(tax: int, taxable: int) -> Decimal | None:
    """The rate of GST that tax and value make, None when they make none that the law knows (several rates on one paper)."""
    if taxable <= 0:
        return None
    share = Decimal(tax * 100) / taxable
    nearest = min(_RATES, key=lambda rate: abs(rate - share))
    return nearest if abs(nearest - share) <= Decimal("0.1") else None
