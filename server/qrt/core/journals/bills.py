"""Bills that are open in the books: what each party still owes or is owed, bill by bill, for recognising the money that settles them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.documents.types import OpenBillRow
from qrt.core.ledger.naming import document_number, squeezed
from qrt.core.ledger.types import BillKind, Chart, Line, Voucher, VoucherKind

_MAKES = frozenset({VoucherKind.SALES, VoucherKind.PURCHASE, VoucherKind.JOURNAL})


@dataclass(frozen=True, slots=True)
class OpenBill:
    """One bill with what is open of it, signed, debit positive.

    taxable  value before tax of the whole bill, 0 where it is not known: tax that a customer deducts is taken on it
    whole    what the bill was, before anything was paid
    """

    party: str
    number: str
    day: date
    amount: Paise
    whole: Paise
    taxable: Paise = Paise(0)
    place: Place | None = None
    voucher: str = ""


def open_bills(vouchers: Iterable[Voucher], chart: Chart, opening: Sequence[OpenBillRow], first_day: date) -> dict[str, tuple[OpenBill, ...]]:
    """Open bills by party ledger, oldest first.

    Money that names a bill settles it; other money settles the one bill of its size, else the oldest first. An opening balance without its bills is one bill
    without a number that is settled before all others.
    """
    by_name = {squeezed(name): name for name in chart}
    bills: defaultdict[str, list[OpenBill]] = defaultdict(list)
    for row in opening:
        if name := by_name.get(squeezed(row.party)):
            bills[name].append(OpenBill(name, row.bill, row.day or first_day, row.amount, row.amount, place=row.place))
    for name, account in chart.items():
        if account.role in ("debtor", "creditor") and account.opening and not bills[name]:
            bills[name].append(OpenBill(name, "", first_day, account.opening, account.opening))
    for voucher in sorted(vouchers, key=lambda each: (each.day, each.key)):
        for line in voucher.lines:
            account = chart.get(line.ledger)
            if not account or account.role not in ("debtor", "creditor") or not line.amount:
                continue
            makes = voucher.kind in _MAKES and (line.amount > 0) == (account.role == "debtor") and line.bill_kind is not BillKind.AGAINST
            if makes:
                bills[line.ledger].append(_made(voucher, line, chart))
            else:
                _settle(bills[line.ledger], line)
    return {name: tuple(bill for bill in sorted(own, key=lambda each: (each.day, each.number)) if bill.amount) for name, own in sorted(bills.items())}


def _made(voucher: Voucher, line: Line, chart: Chart) -> OpenBill:
    number = line.bill or (voucher.number if voucher.kind is VoucherKind.SALES else voucher.reference or voucher.number)
    value = sum(
        each.amount for each in voucher.lines if (account := chart.get(each.ledger)) and account.nature in ("income", "expense") and account.role != "round_off"
    )
    return OpenBill(
        line.ledger, number, voucher.reference_day or voucher.day, line.amount, line.amount, Paise(abs(value)), line.place or voucher.place, voucher.key
    )


def _settle(bills: list[OpenBill], line: Line) -> None:
    left = line.amount

    def take(position: int, most: int) -> int:
        bill = bills[position]
        part = max(-bill.amount, most) if most < 0 else min(-bill.amount, most)
        bills[position] = replace(bill, amount=Paise(bill.amount + part))
        return part

    open_ones = [position for position, bill in enumerate(bills) if bill.amount * left < 0]
    named = [position for position in open_ones if line.bill and document_number(bills[position].number) == document_number(line.bill)]
    equal = [position for position in open_ones if bills[position].amount == -left]
    order = named or equal[:1]
    for position in [*order, *sorted(set(open_ones) - set(order), key=lambda each: (bills[each].day, bool(bills[each].number)))]:
        if not left:
            return
        left -= take(position, left)
    if left:
        # More than what was open: an advance, which stands against the party with the sign of the money.
        bills.append(OpenBill(line.ledger, "", date.max, Paise(left), Paise(left)))
