"""One company of a group's ledgers of another against the other's ledgers of it."""

from collections.abc import Iterable

from qrt.core.base.money import Paise
from qrt.core.ledger.types import Chart, Line, Voucher, VoucherKind
from qrt.core.recon.types import Item

_OWN_NUMBER = frozenset({VoucherKind.SALES, VoucherKind.CREDIT_NOTE})
"""Documents that the company itself numbers; of every other the number is the other side's."""
_NO_DEALING = frozenset({"investment"})


def group_ledgers(chart: Chart, other: str, equity: frozenset[str]) -> frozenset[str]:
    """The ledgers in which a company keeps what it has to get from, or owes to, another of the group. equity: schedule keys of capital and surplus, which are none."""
    return frozenset(
        name
        for name, account in chart.items()
        if account.counterparty == other and account.nature in ("asset", "liability") and account.role not in _NO_DEALING and account.schedule_key not in equity
    )


def group_items(vouchers: Iterable[Voucher], ledgers: frozenset[str], currency: str, sign: int) -> tuple[Item, ...]:
    """The legs of those ledgers; `sign` 1 for our side, debit positive, -1 for the other's, so that what both booked alike has one amount.

    currency  of the books; a leg agreed in another one says so, with its amount in it
    """
    return tuple(
        _item(voucher, index, line, currency, sign)
        for voucher in vouchers
        for index, line in enumerate(voucher.lines)
        if line.ledger in ledgers and line.amount
    )


def _item(voucher: Voucher, index: int, line: Line, currency: str, sign: int) -> Item:
    own = voucher.kind in _OWN_NUMBER
    number = (voucher.number or voucher.reference or line.bill) if own else (voucher.reference or line.bill or voucher.number)
    labels = {
        "account": "",
        "voucher": voucher.number,
        "kind": voucher.kind.value,
        "ledger": line.ledger,
        "bills": "|".join(each for each in (line.bill, voucher.number, voucher.reference) if each),
        "entity": voucher.entity,
    }
    if line.foreign and line.foreign.currency != currency:
        labels["currency"] = line.foreign.currency
    # Hundredths of the other currency's unit.
    foreign = {"foreign": Paise(sign * line.foreign.amount)} if "currency" in labels and line.foreign else {}
    return Item(
        id=f"{voucher.key}#{index}",
        day=voucher.day,
        amount=Paise(sign * line.amount),
        reference=number,
        narration=voucher.narration,
        party=line.ledger,
        place=line.place or voucher.place,
        taxes=foreign,
        labels=labels,
    )
