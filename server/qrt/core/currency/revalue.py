"""Monetary items in foreign money at the closing rate: AS 11 (Division I), Ind AS 21 (Division II).

What the books booked already stands in the carrying amount, so a draft holds the difference alone, and a second look over the books with the draft in them
finds nothing. By default a revaluation is not taken back on the next day: the next one starts from the last carrying amount (docs/adr/0012).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.currency.positions import Holding
from qrt.core.currency.rates import ClosingRate, RateTable
from qrt.core.currency.types import BillWorth, Position, Revaluation
from qrt.core.ledger.types import BillKind, Chart, Foreign, Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.parties.entries import is_exchange

GAIN_LEDGER, LOSS_LEDGER = "Foreign exchange gain (net)", "Foreign exchange loss (net)"
"""The model chart's ledgers, where the books have none for exchange differences."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a revaluation needs to know beside the holdings. `taken` are keys of vouchers that stand already; `reverse` the company's policy."""

    entity: str
    currency: str
    quarter: Quarter
    chart: Chart
    reverse: bool = False
    taken: Collection[str] = ()


def revalue(held: Iterable[Holding], rates: RateTable, setting: Setting, findings: Iterable[Finding] = ()) -> Revaluation:
    """Positions at the closing rate of the quarter's last day, the drafts that are wanting, and what keeps an item from being valued."""
    day = setting.quarter.last_day
    positions: list[Position] = []
    found: list[Finding] = list(findings)
    closing: dict[str, ClosingRate] = {}
    for holding in held:
        if holding.currency not in closing:
            closing[holding.currency] = rates.closing(holding.currency, setting.currency, day)
        position = _position(holding, closing[holding.currency])
        positions.append(position)
        found += _check(position, holding, setting)
    found += _check_rates(positions, closing, setting)
    drafts = _drafts(positions, setting)
    return Revaluation(
        setting.entity, setting.currency, day, tuple(closing[name] for name in sorted(closing)), tuple(positions), drafts, tuple(found)
    )  # fmt: skip


def worth_of(foreign: int, rate: Decimal) -> Paise:
    """A foreign amount at a rate, rounded half up to the hundredth."""
    return Paise(int((foreign * rate).quantize(Decimal(1), ROUND_HALF_UP)))


def _position(held: Holding, closing: ClosingRate) -> Position:
    advances = (sum(item.foreign_open for item in held.advances), Paise(sum(item.open for item in held.advances)))
    made = Position(
        ledger=held.ledger,
        currency=held.currency,
        foreign=held.foreign,
        carrying=held.carrying,
        day=closing.day,
        rate=closing.rate,
        rate_source=closing.source,
        rate_place=closing.place,
        worth=None,
        unrealised=ZERO,
        realised=ZERO,
        state="",
        reason="",
        left_out=advances,
        places=tuple(item.place for item in held.items if item.place),
    )
    if not held.monetary:
        return _in_state(made, "not_monetary", held.why)
    realised = Paise(-held.exchange)
    if held.doubt:
        return _in_state(made, held.doubt_state, held.doubt)
    if not held.foreign:
        # A ledger that is down to nothing in its own currency holds nothing in rupees: what is left is a difference.
        rest = Paise(realised - (held.carrying if not held.items else ZERO))
        return _in_state(made, "drafted" if rest else "agrees", held.why, ZERO, ZERO, rest)
    if closing.rate is None:
        return _in_state(made, "rate_missing", closing.source, None, ZERO, realised)
    rate = closing.rate
    if not held.items:
        worth = worth_of(held.foreign, rate)
        unrealised = Paise(worth - held.carrying)
        return _in_state(made, "drafted" if unrealised else "agrees", held.why, worth, unrealised, ZERO)
    if any(not item.number for item in held.items):
        # Without a number a difference cannot be booked to its bill: then it stands beside the bills, and the ledger is valued as one.
        worth = worth_of(held.foreign, rate)
        unrealised = Paise(worth - held.carrying - held.exchange)
        return _in_state(made, "drafted" if unrealised else "agrees", held.why, worth, unrealised, ZERO)
    bills = _by_number(held, rate)
    worth = Paise(sum(each.worth for each in bills))
    unrealised = Paise(worth - held.carrying)
    state = "drafted" if unrealised or realised else "agrees"
    return _in_state(made, state, held.why, worth, unrealised, realised, bills)


def _by_number(held: Holding, rate: Decimal) -> tuple[BillWorth, ...]:
    sums: dict[str, tuple[int, int]] = {}
    for item in held.items:
        foreign, carrying = sums.get(item.number, (0, 0))
        sums[item.number] = (foreign + item.foreign_open, carrying + item.open)
    return tuple(BillWorth(number, foreign, Paise(carrying), worth_of(foreign, rate)) for number, (foreign, carrying) in sums.items())


def _in_state(
    made: Position, state: str, reason: str, worth: Paise | None = None, unrealised: Paise = ZERO, realised: Paise = ZERO, bills: tuple[BillWorth, ...] = ()
) -> Position:
    return replace(made, state=state, reason=reason, worth=worth, unrealised=unrealised, realised=realised, bills=bills)


def _drafts(positions: Iterable[Position], setting: Setting) -> tuple[VoucherDraft, ...]:
    by_ledger: dict[str, list[Position]] = {}
    for each in positions:
        by_ledger.setdefault(each.ledger, []).append(each)
    made: list[VoucherDraft] = []
    for ledger, own in sorted(by_ledger.items()):
        if lines := [line for each in own for line in _unrealised_lines(each)]:
            made.append(_draft("revaluation", ledger, lines, own, setting))
        settled = [
            Line(
                ledger,
                each.realised,
                each.places[0] if each.places else None,
                reason=f"settlements in {each.currency} at other rates left {rupee_text(Paise(-each.realised))} in the ledger",
                foreign=_nil(each),
            )
            for each in own
            if each.realised
        ]
        if settled:
            made.append(_draft("realised", ledger, settled, own, setting))
    return tuple(made)


def _unrealised_lines(each: Position) -> list[Line]:
    if each.worth is None:
        return []
    said = f"{each.currency} %s at {each.rate} ({each.rate_source}) are %s, carried at %s"
    if not each.bills:
        text = said % (rupee_text(Paise(each.foreign)), rupee_text(each.worth), rupee_text(each.carrying))
        return [Line(each.ledger, each.unrealised, each.rate_place, reason=text, foreign=_nil(each))] if each.unrealised else []
    return [
        Line(
            each.ledger,
            Paise(bill.worth - bill.carrying),
            each.rate_place,
            bill=bill.bill,
            reason=said % (rupee_text(Paise(bill.foreign)), rupee_text(bill.worth), rupee_text(bill.carrying)),
            bill_kind=BillKind.AGAINST,
            foreign=_nil(each),
        )
        for bill in each.bills
        if bill.worth != bill.carrying
    ]


def _nil(each: Position) -> Foreign:
    """No foreign money moves, but the line says whose rate it follows. Where no rate is known there is none to say: one, for one."""
    return Foreign(each.currency, 0, each.rate or Decimal(1), each.day)


def _draft(what: str, ledger: str, lines: list[Line], own: list[Position], setting: Setting) -> VoucherDraft:
    total = Paise(sum(line.amount for line in lines))
    # Gains and losses on the bills of one ledger may cancel out; then both sides are shown, for a voucher must name where they went.
    exchange, why, sure = exchange_ledger(setting.chart, total > 0)
    words = "unrealised" if what == "revaluation" else "realised"
    result = [Line(exchange, Paise(-total), reason=f"exchange {'gain' if total > 0 else 'loss'}, {words}; {why}")] if total else []
    currencies = ", ".join(f"{each.currency} {rupee_text(Paise(each.foreign))} at {each.rate}" for each in own if each.rate is not None)
    day = setting.quarter.last_day
    places = tuple(dict.fromkeys(place for each in own for place in (each.rate_place, *each.places) if place))
    if what == "revaluation":
        narration = f"Revaluation of {ledger} as at {day:%d-%m-%Y}: {currencies}"
    else:
        narration = f"Exchange difference on settlements of {ledger} up to {day:%d-%m-%Y}"
    return VoucherDraft(
        key=_free_key(f"{what}:{ledger}/{setting.quarter}", setting.taken),
        entity=setting.entity,
        kind=VoucherKind.JOURNAL,
        day=day,
        lines=(*lines, *result),
        source=SourceKind.RULE,
        narration=narration,
        party=ledger,
        place=places[0] if places else None,
        evidence=places,
        confidence=round(0.9 * sure, 2),
        reverses_on=setting.quarter.following().first_day if setting.reverse and what == "revaluation" else None,
    )


def _free_key(key: str, taken: Collection[str]) -> str:
    """The key, with a number behind it where a draft of that key was approved already and the rate or the books changed since."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}/{number}"
    return free


def exchange_ledger(chart: Chart, gain: bool) -> tuple[str, str, float]:
    """The ledger for exchange differences, why, and how sure that is: the books' own, by its name for gains or losses where there are both."""
    own = sorted(name for name, account in chart.items() if is_exchange(account))
    word, other = ("gain", "loss") if gain else ("loss", "gain")
    fitting = [name for name in own if word in name.lower()] or [name for name in own if other not in name.lower()] or own
    if fitting:
        return fitting[0], "the books' ledger for it", 1.0 if len(fitting) == 1 else 0.7
    return (GAIN_LEDGER if gain else LOSS_LEDGER), "the books have no such ledger, this one would be new", 0.4


def _check(position: Position, held: Holding, setting: Setting) -> Iterable[Finding]:
    subject = f"ledger:{setting.entity}/{position.ledger}"
    if held.unlisted and position.state != "not_monetary":
        sentence = (
            f"{rupee_text(held.unlisted)} of the opening balance of {position.ledger}, which is moved in {position.currency}, stand on bills of which nobody says "
            "whether they are foreign money: they are not revalued. Enter the open bills with their currency."
        )
        yield Finding("currency.opening_unknown", Severity.WARNING, subject, sentence, held.unlisted, _law(), position.places, setting.entity)
    if position.state == "opening_unknown":
        sentence = (
            f"{position.ledger} opens at {rupee_text(held.at_stake)} and is moved in {position.currency}; {held.doubt}. "
            "It is not revalued: enter its opening balance in foreign money."
        )
        yield Finding("currency.opening_unknown", Severity.WARNING, subject, sentence, held.at_stake, _law(), position.places, setting.entity)
    elif position.state == "unsure":
        sentence = f"{position.ledger} is kept in {position.currency}, and {held.doubt} ({rupee_text(held.at_stake)}): its foreign balance is not known and it is not revalued."
        yield Finding("currency.line_without_foreign", Severity.WARNING, subject, sentence, held.at_stake, _law(), position.places, setting.entity)


def _check_rates(positions: Iterable[Position], closing: Mapping[str, ClosingRate], setting: Setting) -> Iterable[Finding]:
    missing: dict[str, int] = {}
    places: dict[str, dict[Place, None]] = {}
    for each in positions:
        if each.state == "rate_missing":
            places.setdefault(each.currency, {}).update(dict.fromkeys(each.places))
            missing[each.currency] = missing.get(each.currency, 0) + abs(each.carrying)
    for currency, stake in sorted(missing.items()):
        sentence = (
            f"Balances of {setting.entity} in {currency}, carried at {rupee_text(Paise(stake))}, cannot be revalued: {closing[currency].source}. "
            "Hand in a paper with the rate, name it in the company's rates, or enter it."
        )
        subject = f"rate:{setting.entity}/{currency}/{setting.quarter.last_day}"
        yield Finding("currency.rate_missing", Severity.ERROR, subject, sentence, Paise(stake), _law(), tuple(places[currency]), setting.entity)


def _law() -> str:
    return "AS 11 paragraph 11; Ind AS 21 paragraph 23"
