"""Foreign money that only a narration tells: registers and bank books without a column for it ("USD 12,450.00 @ 87.6799")."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.currency.lines import PAISA, converted
from qrt.core.ledger.types import Chart, Foreign, Line, Voucher
from qrt.core.parties.entries import is_exchange

_SAID = re.compile(r"\b([A-Z]{3})\s?(\d[\d,]*(?:\.\d{1,2})?)\s?@\s?(?:INR|Rs\.?|₹)?\s?(\d+(?:\.\d+)?)(?![\d.,]*\d)")


def foreign_from_narrations(vouchers: Iterable[Voucher], chart: Chart, parties: Collection[str], own_currency: str) -> tuple[Voucher, ...]:
    """The vouchers, a party's line with the foreign money that the narration says, where the booked rupees prove it to the paisa.

    Proven is amount times rate as the party's own line, or as the line of money beside it when nothing but exchange differences stands between the two (a bill
    settled at another rate than it was booked at). Two amounts in one narration, two lines of parties, or a voucher with foreign money of its own: nothing is taken.
    """
    return tuple(_told(voucher, chart, parties, own_currency) for voucher in vouchers)


def check_narrated(before: Iterable[Voucher], after: Iterable[Voucher], entity: str) -> tuple[Finding, ...]:
    """currency.narrated: one note for an entity whose foreign money was taken from narrations."""
    taken = [new for old, new in zip(before, after, strict=True) if new is not old]
    if not taken:
        return ()
    amount = Paise(sum(abs(line.amount) for voucher in taken for line in voucher.lines if line.foreign))
    first = taken[0]
    sentence = (
        f"{len(taken)} vouchers of {entity} name foreign money in their narration alone (the first is {first.number or first.key} of {first.day:%d-%m-%Y}). It was taken where "
        "amount times rate is what was booked, to the paisa."
    )
    places = tuple(voucher.place for voucher in taken[:3] if voucher.place)
    return (Finding("currency.narrated", Severity.INFO, f"currency:{entity}/narrated", sentence, amount, evidence=places, entity=entity),)


def _told(voucher: Voucher, chart: Chart, parties: Collection[str], own_currency: str) -> Voucher:
    said = set(_SAID.findall(voucher.narration))
    mine = [index for index, line in enumerate(voucher.lines) if line.ledger in parties and line.amount]
    if len(said) != 1 or len(mine) != 1 or any(line.foreign for line in voucher.lines):
        return voucher
    ((currency, size, rate),) = said
    line = voucher.lines[mine[0]]
    sign = 1 if line.amount > 0 else -1
    foreign = Foreign(currency, sign * _hundredths(size), Decimal(rate), voucher.day)
    if currency == own_currency or not foreign.amount or not foreign.rate or not _is_proven(voucher, line, abs(converted(foreign)), chart):
        return voucher
    lines = tuple(replace(each, foreign=foreign) if index == mine[0] else each for index, each in enumerate(voucher.lines))
    return replace(voucher, lines=lines)


def _is_proven(voucher: Voucher, line: Line, worth: int, chart: Chart) -> bool:
    if abs(abs(line.amount) - worth) <= PAISA:
        return True
    others = [each for each in voucher.lines if each is not line and each.amount and not is_exchange(chart.get(each.ledger))]
    return len(others) == 1 and others[0].amount * line.amount < 0 and abs(abs(others[0].amount) - worth) <= PAISA


def _hundredths(text: str) -> int:
    return int(Decimal(text.replace(",", "")) * 100)
