"""What each ledger holds in foreign money on a day: parties bill by bill, money and loans by the ledger."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qrt.core.base.money import ZERO, Paise
from qrt.core.ledger.types import Chart, LedgerAccount, Line, Voucher
from qrt.core.parties.entries import is_exchange
from qrt.core.parties.types import Item, ItemKind, PartyBills

_MONETARY_ROLES = frozenset({"bank", "cash", "borrowing", "debtor", "creditor", "intercompany", "interest_payable", "interest_accrued", "loan"})
_NEVER_ROLES = frozenset(
    {"inventory", "fixed_asset", "accumulated_depreciation", "prepaid", "capital_advance", "investment", "share_capital", "securities_premium"}
    | {"retained_earnings", "dividend_paid", "allowance", "round_off", "suspense", "branch"}
)
_MONETARY_NAMES = re.compile(r"\bloans?\b|deposit|interest (accrued|receivable|payable)|receivable|payable|\beefc\b|margin money", re.IGNORECASE)
_ADVANCE_NAMES = re.compile(r"advance", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holding:
    """A ledger's foreign money before it is valued. `items` are the open bills behind it, `advances` what is no monetary item.

    doubt     why its foreign balance is not known; "" when it is
    unlisted  of a party: opening balances of which nobody says whether they are foreign money
    """

    ledger: str
    currency: str
    foreign: int
    carrying: Paise
    exchange: Paise = ZERO
    monetary: bool = True
    why: str = ""
    doubt: str = ""
    doubt_state: str = "unsure"
    at_stake: Paise = ZERO
    items: tuple[Item, ...] = ()
    advances: tuple[Item, ...] = ()
    unlisted: Paise = ZERO


@dataclass(slots=True)
class _Pool:
    foreign: int = 0
    amount: int = 0


@dataclass(slots=True)
class _Moves:
    pools: defaultdict[str, _Pool] = field(default_factory=lambda: defaultdict(_Pool))
    exchange: int = 0
    plain: int = 0
    plain_size: int = 0


def is_monetary(account: LedgerAccount | None) -> tuple[bool, str]:
    """Whether a ledger is money, or a right or duty to a fixed number of units of money (AS 11 paragraph 7, Ind AS 21 paragraph 8), and why."""
    if account is None:
        return False, "the chart does not know it"
    if account.role in _NEVER_ROLES or account.nature in ("income", "expense"):
        return False, f"{account.role or account.nature} is no monetary item"
    if account.role in _MONETARY_ROLES:
        return True, f"{account.role.replace('_', ' ')}: a monetary item"
    if _ADVANCE_NAMES.search(account.name):
        return False, "an advance for goods or services is no monetary item"
    if account.nature in ("asset", "liability") and _MONETARY_NAMES.search(account.name):
        return True, "its name is that of a monetary item"
    return False, "nothing says that it is a monetary item"


def holdings(
    vouchers: Iterable[Voucher],
    chart: Chart,
    opening: Mapping[str, Paise],
    bills: Mapping[str, PartyBills],
    opened: Mapping[str, tuple[str, int, Paise | None]],
    own_currency: str,
) -> tuple[Holding, ...]:
    """Every ledger with foreign lines, or with a foreign opening that a person set, sorted by ledger and currency.

    opened  ledger -> (currency, hundredths, carrying or None for the whole opening balance) on the first day
    """
    moves = _moves(vouchers, chart, own_currency)
    made: list[Holding] = []
    for ledger in sorted(moves.keys() | opened.keys() | {name for name, each in bills.items() if any(item.currency for item in each.items)}):
        account = chart.get(ledger)
        if account and (account.nature in ("income", "expense") or is_exchange(account)):
            continue
        if ledger in bills:
            made += _of_party(bills[ledger], account)
        else:
            made += _of_ledger(ledger, moves.get(ledger, _Moves()), account, opening.get(ledger, ZERO), opened.get(ledger))
    return tuple(made)


def _moves(vouchers: Iterable[Voucher], chart: Chart, own_currency: str) -> dict[str, _Moves]:
    """Movements of every ledger that has a foreign line somewhere, apart by currency; lines in own money apart again, as exchange differences or not."""
    listed = list(vouchers)
    abroad = {line.ledger for voucher in listed for line in voucher.lines if _is_foreign(line, own_currency)}
    found: defaultdict[str, _Moves] = defaultdict(_Moves)
    for voucher in listed:
        for line in voucher.lines:
            if line.ledger not in abroad or not line.amount:
                continue
            moves = found[line.ledger]
            if _is_foreign(line, own_currency):
                assert line.foreign
                pool = moves.pools[line.foreign.currency]
                pool.foreign += line.foreign.amount
                pool.amount += line.amount
            elif _is_difference(voucher, line, chart, abroad):
                moves.exchange += line.amount
            else:
                moves.plain += line.amount
                moves.plain_size += abs(line.amount)
    return dict(found)


def _is_difference(voucher: Voucher, line: Line, chart: Chart, abroad: set[str]) -> bool:
    """Against exchange differences alone, or among ledgers in foreign money that the same voucher restates."""
    others = [(is_exchange(chart.get(each.ledger)), each) for each in voucher.lines if each.ledger != line.ledger and each.amount]
    return any(known for known, _ in others) and all(known or (each.ledger in abroad and not (each.foreign and each.foreign.amount)) for known, each in others)


def _is_foreign(line: Line, own_currency: str) -> bool:
    return line.foreign is not None and line.foreign.currency != own_currency


def _of_party(bills: PartyBills, account: LedgerAccount | None) -> Iterable[Holding]:
    """One holding for each currency. What stands on the other side is an advance, which keeps the rate of its day."""
    sign = bills.party.side.sign
    monetary, why = is_monetary(account)
    for currency in sorted({item.currency for item in bills.items if item.currency}):
        items = [item for item in bills.open_items if item.currency == currency and item.kind is not ItemKind.EXCHANGE]
        exchange = Paise(sum(item.open for item in bills.open_items if item.kind is ItemKind.EXCHANGE and item.currency == currency))
        owed = tuple(item for item in items if item.open * sign > 0)
        advances = tuple(item for item in items if item.open * sign < 0)
        unsure = [item for item in owed if item.unsure]
        unlisted = sum(abs(item.open) for item in bills.open_items if not item.currency and not item.voucher and item.kind is not ItemKind.EXCHANGE)
        if not items and not exchange:
            continue
        told = f"{unsure[0].number or 'a bill'} was settled in part by an amount without its foreign money" if unsure else ""
        yield Holding(
            ledger=bills.party.ledger,
            currency=currency,
            foreign=sum(item.foreign_open for item in owed),
            carrying=Paise(sum(item.open for item in owed)),
            exchange=exchange,
            monetary=monetary,
            why=why,
            doubt=told,
            at_stake=Paise(sum(abs(item.open) for item in unsure)),
            items=owed,
            advances=advances,
            unlisted=Paise(unlisted),
        )


def _of_ledger(ledger: str, moves: _Moves, account: LedgerAccount | None, opening: Paise, opened: tuple[str, int, Paise | None] | None) -> Iterable[Holding]:
    monetary, why = is_monetary(account)
    if opened:
        moves.pools[opened[0]].foreign += opened[1]
        moves.pools[opened[0]].amount += opening if opened[2] is None else opened[2]
        opening = ZERO if opened[2] is None else Paise(opening - opened[2])
    single = len(moves.pools) == 1
    for currency, pool in sorted(moves.pools.items()):
        doubt, state, stake = "", "unsure", 0
        if opening:
            doubt, state, stake = "how much of its opening balance is foreign money, nobody says", "opening_unknown", abs(opening)
        elif moves.plain_size:
            doubt, stake = "lines without foreign money move it too", moves.plain_size
        elif not single and moves.exchange:
            doubt, stake = "exchange differences are booked on it and it holds several currencies", abs(moves.exchange)
        yield Holding(
            ledger=ledger,
            currency=currency,
            foreign=pool.foreign,
            carrying=Paise(pool.amount + (moves.exchange if single else 0)),
            monetary=monetary,
            why=why,
            doubt=doubt,
            doubt_state=state,
            at_stake=Paise(stake),
        )
