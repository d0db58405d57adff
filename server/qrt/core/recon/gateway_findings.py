"""What is wrong between our ledger of a payment gateway, its reports and the bank."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.types import BankLine
from qrt.core.recon.gateway import FEE, ID_LEAST, PAYOUT, TAX, Settled, key_of, named_in
from qrt.core.recon.statement import Figures, draw_statement
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, Side

ARRIVES_WITHIN = 5
"""Days within which a payout is at the bank: two holidays about a weekend."""
UTR_WITHIN = 30
SETTLED_WITHIN = 7
"""Days after which a receipt that no settlement has is worth a word; until then it is on its way."""
EACH_MOST = 5
"""Lines of one rule that are findings of their own; more are one finding with their sum."""

_THEIRS: Mapping[str, tuple[str, str, str]] = {
    "payment": ("recon.payment_not_booked", "a payment that the gateway has", "book the receipt, or ask the gateway whose it is"),
    "refund": ("recon.refund_not_booked", "a refund to a customer", "book it: the customer has the money back"),
    "chargeback": ("recon.chargeback", "a payment that the customer took back", "book it and answer the dispute in time"),
    FEE: ("recon.gateway_fee", "a fee that the gateway kept", "book it as an expense"),
    TAX: ("recon.gateway_fee_tax", "GST on the gateway's fee", "book it as input tax once the gateway's tax invoice is there"),
    PAYOUT: ("recon.payout_not_booked", "a payout to the bank", "book the transfer"),
}
_OTHER = ("recon.gateway_adjustment", "an adjustment by the gateway", "ask the gateway what it is for")


@dataclass(frozen=True, slots=True)
class AtBank:
    """Lines of the statements of one bank ledger, and the last day that they cover."""

    ledger: str
    lines: Sequence[BankLine]
    until: date


@dataclass(frozen=True, slots=True)
class Arrival:
    """A settlement and the line of the bank that is its payout, by the number of the transfer or by its amount. None where no statement has it."""

    settled: Settled
    ledger: str = ""
    line: BankLine | None = None
    by_number: bool = False


_Key = tuple[str, int]


def arrivals(paid: Sequence[Settled], banks: Sequence[AtBank], gateway: str) -> tuple[Arrival, ...]:
    """Each payout with its line at the bank; a line is one payout's. Numbers go first, then equal amounts of the nearest day, then what names the gateway."""
    found: dict[str, Arrival] = {}
    free = {(bank.ledger, at): line for bank in banks for at, line in enumerate(bank.lines)}
    words = {key: key_of(f"{line.reference} {line.narration}") for key, line in free.items()}
    by_day: defaultdict[date, list[_Key]] = defaultdict(list)
    for key, line in free.items():
        by_day[line.day].append(key)

    def near(each: Settled, before: int, after: int) -> list[_Key]:
        days = (each.day + timedelta(days=days) for days in range(-before, after + 1))
        return [key for day in days for key in by_day.get(day, ()) if key in free]

    def take(each: Settled, key: _Key, *, by_number: bool) -> None:
        found[each.number] = Arrival(each, key[0], free.pop(key), by_number)

    for each in paid:
        number = key_of(each.utr)
        if len(number) >= ID_LEAST and (named := [key for key in near(each, UTR_WITHIN, UTR_WITHIN) if number in words[key]]):
            take(each, named[0], by_number=True)
    for each in paid:
        if each.number not in found and each.paid and (equal := [key for key in near(each, 1, ARRIVES_WITHIN) if free[key].amount == each.paid]):
            take(each, min(equal, key=lambda key: (abs((free[key].day - each.day).days), key)), by_number=False)
    name = key_of(gateway)
    for each in paid:
        if name and each.number not in found and each.paid:
            # The name of the gateway alone tells nothing where two lines bear it.
            short = [key for key in near(each, 1, ARRIVES_WITHIN) if name in words[key] and 0 < free[key].amount < each.paid]
            if len(short) == 1:
                take(each, short[0], by_number=False)
    return tuple(found.get(each.number, Arrival(each)) for each in paid)


def check_gateway(result: Reconciliation, arrived: Sequence[Arrival], banks: Sequence[AtBank]) -> tuple[Finding, ...]:
    """All that is wrong, in the order in which money goes: payments, what was kept, payouts, the bank."""
    left, right = {item.id: item for item in result.left}, {item.id: item for item in result.right}
    return (
        *_twice(result, left),
        *_paid_twice(result),
        *_not_booked(result, right),
        *_not_settled(result, left),
        *_differing(result, left),
        *_payouts(result.subject, arrived, banks),
    )


def check_held(result: Reconciliation, figures: Figures, stale_days: int) -> tuple[Finding, ...]:
    """recon.gateway_balance_differs: what stands between the books' balance and what the gateway holds, after every line of both."""
    drawn = draw_statement(result, figures, result.as_of, stale_days)
    if not drawn.unexplained:
        return ()
    carried = f"the books carried Rs {rupee_text(figures.opening_books or Paise(0))} into these days, and the gateway settled Rs {rupee_text(figures.opening_theirs or Paise(0))} of earlier ones in them"
    sentence = f"{result.subject}: Rs {rupee_text(Paise(abs(drawn.unexplained)))} of its balance is explained by no line of the reports; {carried}."
    return (Finding("recon.gateway_balance_differs", Severity.WARNING, f"gateway:{result.subject}", sentence, Paise(abs(drawn.unexplained))),)


def check_covered(subject: str, first: date, last: date, beyond: Sequence[Item]) -> tuple[Finding, ...]:
    """recon.gateway_part: entries of the quarter on days of which no report tells."""
    if not beyond:
        return ()
    total = Paise(sum(abs(item.amount) for item in beyond))
    sentence = (
        f"The reports of {subject} tell of {first:%d-%m-%Y} to {last:%d-%m-%Y}: {len(beyond)} entries outside these days, Rs {rupee_text(total)} in all, are "
        "not compared; hand in the reports of the other days."
    )
    places = tuple(item.place for item in beyond[:20] if item.place)
    return (Finding("recon.gateway_part", Severity.WARNING, f"gateway:{subject}/part", sentence, total, evidence=places),)


def _twice(result: Reconciliation, left: Mapping[str, Item]) -> Iterator[Finding]:
    """An open receipt of ours under a number and amount that another of ours met."""
    taken = defaultdict(set)
    for match in result.matches:
        if match.status is not MatchStatus.REJECTED:
            for part in match.allocations:
                if part.side is Side.LEFT:
                    for number in named_in(left[part.item]):
                        taken[number, part.amount].add(part.item)
    for each in result.breaks:
        if each.side is Side.LEFT and (item := left[each.item]).amount > 0 and any(taken.get((number, item.amount)) for number in named_in(item)):
            sentence = f"{_called(item)} stands twice in {result.subject}, and the gateway has it once: take one of the entries back."
            yield _finding("recon.payment_twice", Severity.ERROR, result, item, sentence)


def _paid_twice(result: Reconciliation) -> Iterator[Finding]:
    """Two payments of one amount for one order, and no refund of either."""
    rows: defaultdict[tuple[str, int], list[Item]] = defaultdict(list)
    back: defaultdict[str, int] = defaultdict(int)
    for item in result.right:
        order = item.labels.get("order", "")
        if order and item.labels.get("what") == "payment":
            rows[order, item.amount].append(item)
        elif order and item.amount < 0:
            back[order] -= item.amount
    for (order, amount), items in sorted(rows.items()):
        if len(items) > 1 and back[order] < amount * (len(items) - 1):
            numbers = ", ".join(item.reference for item in items)
            sentence = (
                f"Order {order} was paid {len(items)} times, Rs {rupee_text(Paise(amount))} each ({numbers}), and not given back: refund what is too much."
            )
            yield _finding("recon.payment_twice", Severity.WARNING, result, items[-1], sentence)


def _not_booked(result: Reconciliation, right: Mapping[str, Item]) -> Iterator[Finding]:
    opened: defaultdict[str, list[tuple[Item, str]]] = defaultdict(list)
    for each in result.breaks:
        if each.side is Side.RIGHT:
            item = right[each.item]
            what = item.labels.get("what", "")
            opened[what if what in _THEIRS else ""].append((item, each.why_not))
    for what, items in sorted(opened.items()):
        rule, words, advice = _THEIRS.get(what, _OTHER)
        severity = Severity.ERROR if what in ("chargeback", PAYOUT) else Severity.WARNING
        if len(items) <= EACH_MOST:
            for item, why in items:
                sentence = f"{_called(item)}: {words}, and {result.subject} has no such entry ({why}); {advice}."
                yield _finding(rule, severity, result, item, sentence)
            continue
        total = Paise(sum(abs(item.amount) for item, _ in items))
        days = f"{min(item.day for item, _ in items):%d-%m-%Y} to {max(item.day for item, _ in items):%d-%m-%Y}"
        sentence = f"{len(items)} lines of {days}, Rs {rupee_text(total)} in all, are each {words}, and {result.subject} has no entry of them; {advice}."
        places = tuple(item.place for item, _ in items[:20] if item.place)
        yield Finding(rule, severity, f"gateway:{result.subject}/{what or 'other'}", sentence, total, evidence=places)


def _not_settled(result: Reconciliation, left: Mapping[str, Item]) -> Iterator[Finding]:
    doubled = {finding.subject for finding in _twice(result, left)}
    late = [
        (left[each.item], each.why_not)
        for each in result.breaks
        if each.side is Side.LEFT and (result.as_of - left[each.item].day).days > SETTLED_WITHIN and f"gateway:{result.subject}/{each.item}" not in doubled
    ]
    for inward, rule, words in (
        (True, "recon.order_not_settled", "a receipt by the gateway, and its reports have no such payment"),
        (False, "recon.not_with_gateway", "booked as paid out or kept by the gateway, and its reports have nothing like it"),
    ):
        items = [(item, why) for item, why in late if (item.amount > 0) == inward]
        if len(items) <= EACH_MOST:
            for item, why in items:
                yield _finding(rule, Severity.WARNING, result, item, f"{_called(item)} is {words} ({why}).")
        else:
            total = Paise(sum(abs(item.amount) for item, _ in items))
            sentence = f"{len(items)} entries of {result.subject}, Rs {rupee_text(total)} in all, are each {words}."
            places = tuple(item.place for item, _ in items[:20] if item.place)
            yield Finding(rule, Severity.WARNING, f"gateway:{result.subject}/{'receipts' if inward else 'outward'}", sentence, total, evidence=places)


def _differing(result: Reconciliation, left: Mapping[str, Item]) -> Iterator[Finding]:
    for match in result.matches:
        if match.difference and match.status is not MatchStatus.REJECTED:
            item = left[next(part.item for part in match.allocations if part.side is Side.LEFT)]
            why = "; ".join(reason.text for reason in match.reasons)
            sentence = f"{_called(item)} and the gateway's report differ by Rs {rupee_text(Paise(abs(match.difference)))}: {why}."
            yield _finding("recon.gateway_amount_differs", Severity.WARNING, result, item, sentence, abs(match.difference))


def _payouts(subject: str, arrived: Sequence[Arrival], banks: Sequence[AtBank]) -> Iterator[Finding]:
    """Payouts that no bank has although its statement goes on, or has otherwise. Without a statement that goes on nothing is said."""
    covered = max((bank.until for bank in banks), default=None)
    for each in arrived:
        settled, line = each.settled, each.line
        name = f"Settlement {settled.number} of {settled.day:%d-%m-%Y}, Rs {rupee_text(settled.paid)}" + (f", UTR {settled.utr}" if settled.utr else "")
        about = f"gateway:{subject}/{settled.number}"
        if line is None:
            if settled.paid and covered is not None and covered >= settled.day + timedelta(days=ARRIVES_WITHIN):
                sentence = (
                    f"{name}, was paid by the gateway's report, and no bank statement has it within {ARRIVES_WITHIN} days: ask the gateway for the proof."
                )
                yield Finding("recon.settlement_not_received", Severity.ERROR, about, sentence, Paise(abs(settled.paid)), evidence=(settled.place,))
        elif line.amount != settled.paid:
            gap = Paise(abs(line.amount - settled.paid))
            less = "less" if line.amount < settled.paid else "more"
            sentence = (
                f"{name}, came to {each.ledger} as Rs {rupee_text(line.amount)} on {line.day:%d-%m-%Y}: Rs {rupee_text(gap)} {less} than the report says."
            )
            yield Finding("recon.settlement_differs", Severity.ERROR, about, sentence, gap, evidence=(settled.place, line.place))


def _called(item: Item) -> str:
    words = item.narration or item.reference or item.party
    return f"{item.day:%d-%m-%Y}, {words}, Rs {rupee_text(Paise(abs(item.amount)))}"


def _finding(rule: str, severity: Severity, result: Reconciliation, item: Item, sentence: str, amount: int | None = None) -> Finding:
    places: Iterable[Place] = (item.place,) if item.place else ()
    size = Paise(abs(item.amount) if amount is None else amount)
    return Finding(rule, severity, f"gateway:{result.subject}/{item.id}", sentence, size, evidence=tuple(places))
