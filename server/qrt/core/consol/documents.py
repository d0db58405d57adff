"""Intercompany documents one by one: the seller's invoice number against the buyer's reference, so that a difference has a name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.naming import document_number
from qrt.core.ledger.types import Chart, Voucher, VoucherKind

_SOLD = {VoucherKind.SALES: 1, VoucherKind.CREDIT_NOTE: -1}
_BOUGHT = {VoucherKind.PURCHASE: -1, VoucherKind.DEBIT_NOTE: 1}


@dataclass(frozen=True, slots=True)
class _Deal:
    voucher: Voucher
    number: str
    total: int


def check_intercompany_documents(vouchers: Mapping[str, Iterable[Voucher]], charts: Mapping[str, Chart], tolerance: Paise) -> tuple[Finding, ...]:
    """Invoices and notes between entities of the group that stand in one set of books only, or with another total in the other.

    vouchers, charts  by entity. A buyer whose vouchers carry no references is passed over: nothing can be said document by document.
    """
    sold, bought = _deals(vouchers, charts, _SOLD), _deals(vouchers, charts, _BOUGHT)
    findings: list[Finding] = []
    for seller, buyer in sorted(sold.keys() | {(seller, buyer) for buyer, seller in bought}):
        if seller not in charts or buyer not in charts:
            continue
        ours, theirs = sold.get((seller, buyer), {}), bought.get((buyer, seller), {})
        if theirs and not any(deal.voucher.reference for deal in theirs.values()):
            continue
        for number in sorted(ours.keys() | theirs.keys()):
            finding = _compare(seller, buyer, ours.get(number), theirs.get(number), tolerance)
            findings += [finding] if finding else []
    return tuple(findings)


def _deals(vouchers: Mapping[str, Iterable[Voucher]], charts: Mapping[str, Chart], kinds: Mapping[VoucherKind, int]) -> dict[tuple[str, str], dict[str, _Deal]]:
    """(entity, counterparty) -> document number -> what the party owes or is owed."""
    found: defaultdict[tuple[str, str], dict[str, _Deal]] = defaultdict(dict)
    for entity, own in sorted(vouchers.items()):
        chart = charts[entity]
        for voucher in own:
            if voucher.kind not in kinds:
                continue
            legs = [
                line
                for line in voucher.lines
                if line.ledger in chart and chart[line.ledger].counterparty and chart[line.ledger].nature in ("asset", "liability")
            ]
            others = {chart[line.ledger].counterparty for line in legs}
            text = voucher.number if kinds is _SOLD else voucher.reference or voucher.number
            if len(others) == 1 and (number := document_number(text)):
                found[entity, others.pop()].setdefault(number, _Deal(voucher, text, kinds[voucher.kind] * sum(line.amount for line in legs)))
    return dict(found)


def _compare(seller: str, buyer: str, ours: _Deal | None, theirs: _Deal | None, tolerance: Paise) -> Finding | None:
    if ours and theirs:
        apart = ours.total - theirs.total
        if abs(apart) <= tolerance:
            return None
        said = f"{seller} sold {ours.number} to {buyer} for {rupee_text(Paise(ours.total))}, {buyer} booked it at {rupee_text(Paise(theirs.total))} ({theirs.voucher.number})"
    elif ours:
        apart, said = ours.total, f"{seller} sold {ours.number} to {buyer} for {rupee_text(Paise(ours.total))}, {buyer} has not booked it"
    else:
        assert theirs
        apart, said = (
            theirs.total,
            f"{buyer} booked {theirs.number} of {seller} at {rupee_text(Paise(theirs.total))} ({theirs.voucher.number}), {seller} has no such sale",
        )
    places = tuple(place for deal in (ours, theirs) if deal for place in deal.voucher.evidence)
    number = ours.number if ours else theirs.number if theirs else ""
    return Finding(
        "consol.intercompany_difference",
        Severity.ERROR,
        f"intercompany:document/{seller}/{buyer}/{number}",
        f"{said}.",
        Paise(abs(apart)),
        "Ind AS 110 B86; AS 21 para 16",
        places,
        buyer,
    )
