"""Intercompany documents one by one: the seller's invoice number against the buyer's reference, so that a difference has a name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.ledger.naming import document_number
from qrt.core.ledger.types import Chart, Line, Voucher, VoucherKind

_SOLD = {VoucherKind.SALES: 1, VoucherKind.CREDIT_NOTE: -1}
_BOUGHT = {VoucherKind.PURCHASE: -1, VoucherKind.DEBIT_NOTE: 1}


RUPEE = "INR"


@dataclass(frozen=True, slots=True)
class _Deal:
    """A document in one set of books. totals: by currency what the party owes or is owed, in hundredths: in that of the books and, where every leg says it, in the document's."""

    vouchers: tuple[Voucher, ...]
    number: str
    totals: Mapping[str, int]
    own: str

    @property
    def numbers(self) -> str:
        return ", ".join(voucher.number for voucher in self.vouchers)


def check_intercompany_documents(
    vouchers: Mapping[str, Iterable[Voucher]], charts: Mapping[str, Chart], tolerance: Paise, currencies: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Invoices and notes between entities of the group that stand in one set of books only, or with another total in the other.

    vouchers, charts  by entity. A buyer whose vouchers carry no references is passed over: nothing can be said document by document.
    currencies        by entity what its books are kept in; rupees where it is not named. Two totals are compared in a currency that both books say, and not at all where
                      there is none: their reconciliation has them at a rate.
    tolerance         in hundredths of that currency
    """
    own = {entity: (currencies or {}).get(entity) or RUPEE for entity in charts}
    sold, bought = _deals(vouchers, charts, _SOLD, own), _deals(vouchers, charts, _BOUGHT, own)
    findings: list[Finding] = []
    for seller, buyer in sorted(sold.keys() | {(seller, buyer) for buyer, seller in bought}):
        if seller not in charts or buyer not in charts:
            continue
        ours, theirs = sold.get((seller, buyer), {}), bought.get((buyer, seller), {})
        if theirs and not any(voucher.reference for deal in theirs.values() for voucher in deal.vouchers):
            continue
        for number in sorted(ours.keys() | theirs.keys()):
            finding = _compare(seller, buyer, ours.get(number), theirs.get(number), tolerance)
            findings += [finding] if finding else []
    return tuple(findings)


def _deals(
    vouchers: Mapping[str, Iterable[Voucher]], charts: Mapping[str, Chart], kinds: Mapping[VoucherKind, int], own: Mapping[str, str]
) -> dict[tuple[str, str], dict[str, _Deal]]:
    """(entity, counterparty) -> document number -> what the party owes or is owed."""
    found: defaultdict[tuple[str, str], dict[str, _Deal]] = defaultdict(dict)
    for entity, every in sorted(vouchers.items()):
        chart = charts[entity]
        for voucher in every:
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
                deal = _Deal((voucher,), text, _totals(legs, kinds[voucher.kind], own[entity]), own[entity])
                of_number = found[entity, others.pop()]
                of_number[number] = _together(of_number[number], deal) if number in of_number else deal
    return dict(found)


def _together(first: _Deal, again: _Deal) -> _Deal:
    """One number on several vouchers of a kind is one document that was parted, or that was booked twice; a note that names the invoice is another document."""
    if first.vouchers[0].kind is not again.vouchers[0].kind:
        return first
    totals = {code: first.totals[code] + again.totals[code] for code in first.totals if code in again.totals}
    return replace(first, vouchers=(*first.vouchers, *again.vouchers), totals=totals)


def _totals(legs: Sequence[Line], sign: int, own: str) -> dict[str, int]:
    totals = {own: sign * sum(line.amount for line in legs)}
    agreed = [line.foreign for line in legs if line.foreign and line.foreign.amount]
    if len(agreed) == len(legs) and len(codes := {each.currency for each in agreed} - {own}) == 1:
        totals[codes.pop()] = sign * sum(each.amount for each in agreed)
    return totals


def _comparable(ours: _Deal, theirs: _Deal) -> str:
    """The currency in which two books of one document are compared: that of both books, else one that both say; "" where there is none."""
    if ours.own == theirs.own:
        return ours.own
    return next((code for code in (ours.own, theirs.own, *sorted(ours.totals)) if code in ours.totals and code in theirs.totals), "")


def _money(code: str, amount: int) -> str:
    return f"{'' if code == RUPEE else f'{code} '}{rupee_text(Paise(amount))}"


def _compare(seller: str, buyer: str, ours: _Deal | None, theirs: _Deal | None, tolerance: Paise) -> Finding | None:
    code = ""
    if ours and theirs:
        code = _comparable(ours, theirs)
        apart = ours.totals[code] - theirs.totals[code] if code else 0
        if abs(apart) <= tolerance:
            return None
        said = f"{seller} sold {ours.number} to {buyer} for {_money(code, ours.totals[code])}, {buyer} booked it at {_money(code, theirs.totals[code])} ({theirs.numbers})"
    elif ours:
        code, apart = ours.own, ours.totals[ours.own]
        said = f"{seller} sold {ours.number} to {buyer} for {_money(code, apart)}, {buyer} has not booked it"
    else:
        assert theirs
        code, apart = theirs.own, theirs.totals[theirs.own]
        said = f"{buyer} booked {theirs.number} of {seller} at {_money(code, apart)} ({theirs.numbers}), {seller} has no such sale"
    places = tuple(place for deal in (ours, theirs) if deal for voucher in deal.vouchers for place in voucher.evidence)
    number = ours.number if ours else theirs.number if theirs else ""
    return Finding(
        "consol.intercompany_difference",
        Severity.ERROR,
        f"intercompany:document/{seller}/{buyer}/{number}",
        f"{said}.",
        Paise(abs(apart)) if code == RUPEE else ZERO,  # Paise are at stake, and of another currency the sentence says how much.
        "Ind AS 110 B86; AS 21 para 16",
        places,
        buyer,
    )
