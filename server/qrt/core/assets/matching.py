"""Vouchers of the quarter beside the register: what was bought and stands in it, what was bought and does not, what was sold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.types import Asset
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import Voucher, VoucherKind

BOOKED_LATE_DAYS = 120
BOOKED_EARLY_DAYS = 45
TOGETHER_MAX = 6
"""So many rows of a register are tried as one bill's lines (ten laptops are usually one row)."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one voucher does to one cost ledger: a debit is bought, a credit is sold."""

    voucher: Voucher
    ledger: str
    amount: Paise


@dataclass(frozen=True, slots=True)
class Matched:
    """Additions that both sides have, and those that one side has. `in_expense` pairs a register row with the voucher that charged it to an expense."""

    pairs: tuple[tuple[tuple[Asset, ...], Movement], ...]
    books_only: tuple[Movement, ...]
    register_only: tuple[Asset, ...]
    in_expense: tuple[tuple[Asset, Movement], ...]


def movements(ledgers: AssetLedgers, quarter: Quarter) -> tuple[tuple[Movement, ...], tuple[Movement, ...]]:
    """Debits and credits of the cost ledgers that are purchases and sales. Depreciation, and transfers between asset ledgers, are neither."""
    bought: list[Movement] = []
    sold: list[Movement] = []
    cost, progress = set(ledgers.cost), set(ledgers.progress)
    charge = set(ledgers.expense)
    for voucher in ledgers.vouchers:
        if voucher.day not in quarter or voucher.key.startswith(("depreciation:", "disposal:", "capitalise:")):
            continue
        net: dict[str, int] = {}
        for line in voucher.lines:
            if line.ledger in cost:
                net[line.ledger] = net.get(line.ledger, 0) + line.amount
        names = {line.ledger for line in voucher.lines}
        if names & charge:
            continue
        within = sum(net.values()) == 0 and len(net) > 1
        for ledger, amount in sorted(net.items()):
            if amount > 0 and not within:
                bought.append(Movement(voucher, ledger, Paise(amount)))
            elif amount < 0 and not within and not names & progress:
                sold.append(Movement(voucher, ledger, Paise(-amount)))
    returned = [each for each in sold if each.voucher.kind is VoucherKind.DEBIT_NOTE]
    for back in returned:
        # Sent back to the supplier: the purchase that it takes back is no addition either.
        twin = next((each for each in bought if each.ledger == back.ledger and each.amount == back.amount and each.voucher.day <= back.voucher.day), None)
        if twin:
            bought.remove(twin)
            sold.remove(back)
    return tuple(bought), tuple(sold)


def match_additions(assets: Sequence[Asset], ledgers: AssetLedgers, quarter: Quarter, bought: Sequence[Movement]) -> Matched:
    """Each register row and each debit at most once, by amount inside its ledger and a window of days: row to debit, rows of one bill to their debit, debits of one row to it."""
    from_day, to_day = quarter.first_day - timedelta(days=BOOKED_LATE_DAYS), quarter.last_day
    open_rows = [
        asset for asset in assets if not asset.in_progress and not asset.capitalised and (day := asset.bought or asset.put_to_use) and from_day <= day <= to_day
    ]
    open_debits = list(bought)
    pairs: list[tuple[tuple[Asset, ...], Movement]] = []
    for debit in list(open_debits):
        rows = [asset for asset in open_rows if asset.cost == debit.amount and _may_be(asset, debit, ledgers)]
        # The nearer day outranks the earlier row.
        if rows:
            best = min(
                rows,
                key=lambda asset: (
                    ledgers.of_asset(asset) != debit.ledger,
                    abs(((asset.bought or asset.put_to_use or debit.voucher.day) - debit.voucher.day).days),
                    asset.key,
                ),
            )
            pairs.append(((best,), debit))
            open_rows.remove(best)
            open_debits.remove(debit)
    for debit in list(open_debits):
        together = _together([asset for asset in open_rows if _may_be(asset, debit, ledgers)], debit.amount)
        if together:
            pairs.append((together, debit))
            open_rows = [asset for asset in open_rows if asset not in together]
            open_debits.remove(debit)
    register_only = [asset for asset in open_rows if (day := asset.bought or asset.put_to_use) and day in quarter]
    in_expense = []
    for asset in list(register_only):
        if wrong := _in_expense(asset, ledgers):
            in_expense.append((asset, wrong))
            register_only.remove(asset)
    return Matched(tuple(pairs), tuple(open_debits), tuple(register_only), tuple(in_expense))


def _may_be(asset: Asset, debit: Movement, ledgers: AssetLedgers) -> bool:
    day = asset.bought or asset.put_to_use
    near = day is not None and -BOOKED_LATE_DAYS <= (day - debit.voucher.day).days <= BOOKED_EARLY_DAYS
    return near and ledgers.of_asset(asset) in ("", debit.ledger)


def _together(rows: Sequence[Asset], amount: int) -> tuple[Asset, ...]:
    """Rows whose costs make the amount: fewest first; all rows of one day are tried whole."""
    by_day: dict[object, list[Asset]] = {}
    for row in rows:
        by_day.setdefault(row.bought or row.put_to_use, []).append(row)
    for same in by_day.values():
        if len(same) > 1 and sum(row.cost for row in same) == amount:
            return tuple(same)
    few = sorted(rows, key=lambda row: row.key)[:12]
    for count in range(2, TOGETHER_MAX + 1):
        for chosen in combinations(few, count):
            if sum(row.cost for row in chosen) == amount:
                return chosen
    return ()


def _in_expense(asset: Asset, ledgers: AssetLedgers) -> Movement | None:
    """The one voucher that charges exactly this cost to an expense ledger around the day of purchase; None when there is none or more than one."""
    day = asset.bought or asset.put_to_use
    hits = [
        Movement(voucher, line.ledger, line.amount)
        for voucher in ledgers.vouchers
        for line in voucher.lines
        if line.amount == asset.cost and day and abs((voucher.day - day).days) <= BOOKED_EARLY_DAYS and _is_expense(line.ledger, ledgers)
    ]
    return hits[0] if len(hits) == 1 else None


def _is_expense(ledger: str, ledgers: AssetLedgers) -> bool:
    account = ledgers.chart.get(ledger)
    return bool(account) and account.nature == "expense" and account.role != "depreciation"


def find_sale(asset: Asset, sold: Iterable[Movement], ledgers: AssetLedgers, assets: Iterable[Asset] = ()) -> Movement | None:
    """The credit that books this asset's disposal: of its cost, of its proceeds, or one that names it. None when none or several do.

    What left in an earlier quarter takes no sale of this one by its amount while one of the other `assets` of that cost is still there: that one was sold.
    """
    inside = [each for each in sold if ledgers.of_asset(asset) in ("", each.ledger)]
    standing = {(ledgers.of_asset(each), each.cost) for each in assets if each.disposed is None and not each.in_progress}
    its_own = [each for each in inside if not _is_late(asset, each) or (each.ledger, each.amount) not in standing]
    for fits in (
        [each for each in inside if _names(each.voucher, asset)],
        [each for each in its_own if each.amount == asset.cost],
        [each for each in its_own if asset.proceeds and each.amount == asset.proceeds],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def _is_late(asset: Asset, sale: Movement) -> bool:
    return asset.disposed is not None and asset.disposed < Quarter.of(sale.voucher.day).first_day


def find_sold_asset(sale: Movement, assets: Sequence[Asset], ledgers: AssetLedgers) -> tuple[Asset | None, str]:
    """The asset that a sale is of, and why: named by code or name, else the only one of that cost, else the only asset of its ledger."""
    inside = [asset for asset in assets if not asset.in_progress and asset.disposed is None and ledgers.of_asset(asset) == sale.ledger]
    named = [asset for asset in inside if _names(sale.voucher, asset)]
    if len(named) == 1:
        return named[0], "the voucher names it"
    at_cost = [asset for asset in inside if asset.cost == sale.amount]
    if len(at_cost) == 1:
        return at_cost[0], "it is the only asset of that cost in the ledger"
    if len(inside) == 1:
        return inside[0], "it is the only asset of the ledger"
    return None, ""


def _names(voucher: Voucher, asset: Asset) -> bool:
    text = f" {plain_name(f'{voucher.narration} {voucher.reference}')} "
    code, name = plain_name(asset.code), plain_name(asset.name)
    return bool((len(code) >= 3 and f" {code} " in text) or (len(name) >= 8 and f" {name} " in text))
