"""Two companies of a group that keep their books in two currencies: both in rupees at rates that somebody named, what has no rate, and what two rates leave between them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.currency.rates import RUPEE, ClosingRate, RateTable
from qrt.core.recon.engine.registry import RATES_APART
from qrt.core.recon.types import Item, Match, MatchStatus, Reason, Reconciliation, Side

Known = Mapping[tuple[Side, str], Item]
RateOf = Callable[[date], ClosingRate]
SHOWN_MOST = 5
OWN, OWN_CODE, RATE, SOURCE = "own_paise", "own_currency", "rate", "rate_source"
"""Labels of a line whose books are not in rupees: its amount there in hundredths and of which currency, the rupees taken for one unit, and who names that rate."""
_LAW = "Ind AS 21.21-23, 28; AS 11"


@dataclass(frozen=True, slots=True)
class Books:
    """One company's lines about another, in the currency of its own books. opening: of those ledgers, hundredths, signed as the lines are."""

    entity: Entity
    items: tuple[Item, ...]
    opening: Paise

    @property
    def currency(self) -> str:
        return currency_of(self.entity)


def currency_of(entity: Entity) -> str:
    """What a company keeps its books in; rupees where nothing is said."""
    return entity.currency or RUPEE


def pair_currency(one: Entity, other: Entity) -> str:
    """The currency in which two companies are compared: that of both, else the rupee."""
    return currency_of(one) if currency_of(one) == currency_of(other) else RUPEE


def in_one_money(pair: tuple[Books, Books], table: RateTable, first: date) -> tuple[tuple[Books, Books] | None, tuple[Finding, ...]]:
    """Both sides in rupees, each line at the rate of its day and `opening` at that of the day before `first`; as they are where they have one currency.

    None with recon.rate_missing where a line or an opening has no rate: half of a pair would leave differences that are none. Each line says its document's currency and
    amount (`foreign`), by which two books agree whatever the rates.
    """
    if pair[0].currency == pair[1].currency:
        return pair, ()
    lost: dict[tuple[str, date], str] = {}
    valued = [_valued(each, table, first, lost) for each in pair]
    if lost:
        return None, (_rate_missing(pair, lost),)
    return (valued[0], valued[1]), ()


def _valued(books: Books, table: RateTable, first: date, lost: dict[tuple[str, date], str]) -> Books:
    own = books.currency

    def rate_of(day: date) -> ClosingRate:
        said = table.spot(own, day)
        if said.rate is None:
            lost[own, day] = said.source
        return said

    items = tuple(_in_rupees(item, own, rate_of) for item in books.items)
    opening = books.opening if own == RUPEE or not books.opening else _times(books.opening, rate_of(first - timedelta(days=1)).rate)
    return Books(books.entity, items, opening)


def _in_rupees(item: Item, own: str, rate_of: RateOf) -> Item:
    code, document = item.labels.get("currency", own), item.taxes.get("foreign", item.amount)
    labels, amount = {**item.labels, "currency": code}, item.amount
    if own != RUPEE and code == RUPEE:
        labels, amount = {**labels, OWN: str(int(item.amount))}, document  # The document itself is in rupees: no rate is needed.
    elif own != RUPEE:
        said = rate_of(item.day)
        amount = _times(item.amount, said.rate)
        labels |= {OWN: str(int(item.amount)), OWN_CODE: own, RATE: f"{said.rate}", SOURCE: said.source}
    return replace(item, amount=amount, labels=labels, taxes={**item.taxes, "foreign": document})


def _times(amount: Paise, rate: Decimal | None) -> Paise:
    return Paise(int((amount * (rate or Decimal(0))).quantize(Decimal(1), ROUND_HALF_UP)))


def _rate_missing(pair: tuple[Books, Books], lost: Mapping[tuple[str, date], str]) -> Finding:
    """recon.rate_missing: two companies deal with each other in two currencies, and a day has no rate."""
    one, other = (each.entity for each in pair)
    days = sorted(lost)
    shown = ", ".join(f"{currency} on {day:%d-%m-%Y}" for currency, day in days[:SHOWN_MOST]) + (
        f" and {len(days) - SHOWN_MOST} more" if len(days) > SHOWN_MOST else ""
    )
    sentence = (
        f"{one.code} keeps its books in {currency_of(one)} and {other.code} in {currency_of(other)}, and no rate is known for {shown}: what they say of each other is not "
        f"compared. Which rates count? A list of rates among the papers says it, or the company's rates: of those days, or the average of the quarter. ({lost[days[0]]}.)"
    )
    return Finding("recon.rate_missing", Severity.ERROR, f"recon:intercompany/{one.code}/{other.code}", sentence, law=_LAW, entity=one.code)


def with_both_rates(found: Reconciliation, one: str, other: str) -> Reconciliation:
    """The reconciliation with what each book has in its own currency, and at which rate, among the reasons of every match."""
    known = _known(found)
    return replace(found, matches=tuple(replace(match, reasons=(*match.reasons, Reason(_both(match, known, one, other), 0.0))) for match in found.matches))


def check_exchange(found: Reconciliation, one: Books, other: Books) -> tuple[Finding, ...]:
    """recon.exchange_difference: what two rates leave between documents on which both books agree, with the entry; recon.rates_apart: rates so far apart that one of them is wrong;
    recon.document_differs: lines that were brought together though their documents are of two amounts or two currencies, which no rate explains."""
    known = _known(found)
    live = [match for match in found.matches if match.status is not MatchStatus.REJECTED and {part.side for part in match.allocations} == set(Side)]
    differ = [match for match in live if _apart(match, known) or (_far(match) and not _told(match, known))]
    far = [match for match in live if _far(match) and match not in differ]
    moved = [match for match in live if match.difference and match not in differ and match not in far]
    return (
        *([_exchange(moved, known, one, other, found.subject)] if moved else []),
        *(_rates_apart(match, known, one, other) for match in far),
        *(_differs(match, known, one, other) for match in differ),
    )


def _exchange(moved: Sequence[Match], known: Known, one: Books, other: Books, subject: str) -> Finding:
    net = Paise(sum(match.difference for match in moved))
    told = "; ".join(_both(match, known, one.entity.code, other.entity.code) for match in moved[:SHOWN_MOST])
    more = f"; and {len(moved) - SHOWN_MOST} more" if len(moved) > SHOWN_MOST else ""
    entry = _entry(moved, net, known, one, other)
    sentence = f"{one.entity.code} and {other.entity.code} have {_count(moved)} at two rates: {told}{more}. {entry}."
    places = tuple(place for match in moved[:SHOWN_MOST] for part in match.allocations if (place := known[part.side, part.item].place))
    return Finding(
        "recon.exchange_difference", Severity.INFO, f"recon:intercompany/{subject}/exchange", sentence, Paise(abs(net)), _LAW, places, one.entity.code
    )


def _entry(moved: Sequence[Match], net: Paise, known: Known, one: Books, other: Books) -> str:
    """The entry of the company to whose books the documents are in a foreign currency: it carries the exchange."""
    parts = [
        (books, match, part) for books, side in ((one, Side.LEFT), (other, Side.RIGHT)) for match in moved for part in match.allocations if part.side is side
    ]
    carry = [(books, match, known[part.side, part.item]) for books, match, part in parts if _code(known[part.side, part.item]) != books.currency]
    if len({books.entity.code for books, *_ in carry}) != 1:
        return f"Rs {rupee_text(Paise(abs(net)))} of exchange belong in the books to which the documents are in a foreign currency; say which currency they were agreed in"
    ledger = ", ".join(sorted({item.party for *_, item in carry}))
    # Signs of the right side are turned, so what is above nil is too much here or too little owed there: a loss in either book.
    debit, credit = ("exchange difference", ledger) if net > 0 else (ledger, "exchange difference")
    amount = _amount_of_entry(net, carry[0][0].currency, {match.id: (match.difference, item) for _, match, item in carry})
    return f"Entry in {carry[0][0].entity.code}: debit {debit}, credit {credit}, {amount}, as far as revaluing it at the closing rate has not booked it"


def _amount_of_entry(net: Paise, currency: str, moved: Mapping[str, tuple[Paise, Item]]) -> str:
    """What is booked, in the currency of the books: rupees at the rates at which their lines were taken. moved: by match its rupees, and one of those lines."""
    rupees = f"Rs {rupee_text(Paise(abs(net)))}"
    if currency == RUPEE:
        return rupees
    if not all(RATE in item.labels for _, item in moved.values()):
        return f"{rupees} in {currency}"
    own = sum((difference / Decimal(item.labels[RATE]) for difference, item in moved.values()), Decimal(0))
    return f"{currency} {rupee_text(Paise(int(abs(own).quantize(Decimal(1), ROUND_HALF_UP))))} ({rupees})"


def _far(match: Match) -> bool:
    """Whether more lies between the two books than two rates of one quarter explain."""
    ours = abs(sum(part.amount for part in match.allocations if part.side is Side.LEFT))
    return abs(match.difference) > RATES_APART * ours


def _rates_apart(match: Match, known: Known, one: Books, other: Books) -> Finding:
    sentence = (
        f"{_both(match, known, one.entity.code, other.entity.code)}: in the documents' currency they agree, and their rates are more than {RATES_APART:.0%} apart. "
        "One of the rates is wrong, or it is not of that day: nothing is booked before somebody has looked."
    )
    places = tuple(place for part in match.allocations if (place := known[part.side, part.item].place))
    subject = f"recon:intercompany/{one.entity.code}/{other.entity.code}/{match.id}"
    return Finding("recon.rates_apart", Severity.WARNING, subject, sentence, Paise(abs(match.difference)), _LAW, places, one.entity.code)


def _differs(match: Match, known: Known, one: Books, other: Books) -> Finding:
    sentence = f"{_both(match, known, one.entity.code, other.entity.code)}: the two books do not have one document, whatever the rates. Compare the two papers."
    size = max(abs(sum(part.amount for part in match.allocations if part.side is side)) for side in Side)
    places = tuple(place for part in match.allocations if (place := known[part.side, part.item].place))
    subject = f"recon:intercompany/{one.entity.code}/{other.entity.code}/{match.id}"
    return Finding("recon.document_differs", Severity.WARNING, subject, sentence, Paise(size), _LAW, places, one.entity.code)


def _known(found: Reconciliation) -> Known:
    return {(side, item.id): item for side, items in ((Side.LEFT, found.left), (Side.RIGHT, found.right)) for item in items}


def _told(match: Match, known: Known) -> bool:
    """Whether both sides say what their documents are in: rupees in books in rupees may be what somebody made of dollars."""
    return all(_code(item) != RUPEE or OWN in item.labels for item in (known[part.side, part.item] for part in match.allocations))


def _apart(match: Match, known: Known) -> bool:
    """Whether both sides say what their documents are in, and it is not one sum of one currency."""
    sums: dict[str, list[int]] = {}
    for part in match.allocations:
        item = known[part.side, part.item]
        sums.setdefault(_code(item), [0, 0])[part.side is Side.RIGHT] += _document(item)
    # Programs reckon a document's amount back from a rate, to a hundredth or to one in ten thousand.
    return _told(match, known) and any(abs(ours - theirs) * 10_000 > max(abs(ours), abs(theirs), 10_000) for ours, theirs in sums.values())


def _both(match: Match, known: Known, one: str, other: str) -> str:
    told = [_said([known[part.side, part.item] for part in match.allocations if part.side is side]) for side in Side]
    return f"{_name(match, known)}{one} has {told[0] or 'nothing'}, {other} has {told[1] or 'nothing'}"


def _name(match: Match, known: Known) -> str:
    numbers = [number for part in match.allocations if (number := known[part.side, part.item].reference)]
    return f"{numbers[0]}: " if numbers else ""


def _said(items: Iterable[Item]) -> str:
    many = sorted(items, key=lambda item: (item.day, item.id))
    return " + ".join(map(_in_its_own, many[:2])) + (f" + {len(many) - 2} more" if len(many) > 2 else "")


def _in_its_own(item: Item) -> str:
    """A line in the currency of its document, and the rate at which it is compared."""
    code, document = _code(item), _document(item)
    text = f"{'Rs' if code == RUPEE else code} {rupee_text(Paise(abs(document)))}"
    if RATE in item.labels:
        # A rate is that of the books' currency, which need not be the document's.
        booked = text if code == (own := item.labels.get(OWN_CODE, code)) else f"{text}, booked as {own} {rupee_text(Paise(abs(int(item.labels[OWN]))))},"
        return f"{booked} at {item.labels[RATE]} ({item.labels[SOURCE]})"
    if code != RUPEE and document:
        return f"{text} at {(Decimal(abs(item.amount)) / abs(document)).quantize(Decimal('0.0001')).normalize():f} (as booked)"
    return text


def _code(item: Item) -> str:
    return item.labels.get("currency", RUPEE)


def _document(item: Item) -> int:
    return item.taxes.get("foreign", item.amount)


def _count(moved: Sequence[Match]) -> str:
    return "one match" if len(moved) == 1 else f"{len(moved)} matches"
