"""Books of a company that is paid through a gateway, in several habits, from the events of `gateways`. What is planted is said beside."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.documents.types import BankLine
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from tests.generators.gateways import Event

GATEWAY, BANK, FEES, IGST, CUSTOMER = "Razorpay A/c", "HDFC Bank", "Payment gateway charges", "Input IGST", "Web customers"
CHART: Chart = {
    name: LedgerAccount("Q", name, nature=nature, role=role)
    for name, nature, role in (
        (GATEWAY, "asset", ""), (BANK, "asset", "bank"), (FEES, "expense", ""), (IGST, "asset", "input_igst"), (CUSTOMER, "asset", "debtor"), ("Sales", "income", ""),
        ("Other debtor", "asset", "debtor"),
    )
}  # fmt: skip
HABITS = ("by_payment", "by_order", "net", "by_settlement", "by_day", "fees_by_payment")


@dataclass
class Books:
    """Vouchers, the bank's lines, and which entry belongs to which events: key of a voucher's leg -> numbers of payments and settlements that it is of."""

    vouchers: list[Voucher] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    truth: dict[str, frozenset[str]] = field(default_factory=dict)

    def book(
        self, day: date, kind: VoucherKind, narration: str, legs: Sequence[tuple[str, int]], truth: Sequence[frozenset[str] | None], reference: str = ""
    ) -> None:
        """truth: for each leg of the gateway, in order, what it is of."""
        number = f"V{len(self.vouchers) + 1}"
        lines = tuple(Line(ledger, Paise(amount)) for ledger, amount in legs if amount)
        assert sum(line.amount for line in lines) == 0
        place = Place("books", row=len(self.vouchers) + 1)
        self.vouchers.append(Voucher(f"v/{number}", "Q", kind, day, lines, SourceKind.REGISTER, number, narration=narration, reference=reference, place=place))
        own = [index for index, line in enumerate(lines) if line.ledger == GATEWAY]
        for index, of in zip(own, truth, strict=True):
            if of is not None:
                self.truth[f"v/{number}#{index}"] = of


def booked(made: Sequence[Event], habit: str, seed: int) -> Books:
    """Sound books of these events under one habit. Numbers of payments bear the prefix that the dashboard's report gives them."""
    rng = random.Random(seed)
    books = Books()
    for each in made:
        if habit not in ("by_settlement", "by_day") or each.gross < 0:
            _event(books, each, habit, rng)
    for day in sorted({each.day for each in made}) if habit == "by_day" else ():
        own = [each for each in made if each.day == day and each.gross > 0]
        if own:
            of = frozenset(pay(each) for each in own)
            books.book(
                day, VoucherKind.RECEIPT, "Web sales through Razorpay", [(GATEWAY, sum(e.gross for e in own)), (CUSTOMER, -sum(e.gross for e in own))], [of]
            )
    settlements: defaultdict[str, list[Event]] = defaultdict(list)
    for each in made:
        settlements[each.settlement].append(each)
    for number, own in settlements.items():
        _settlement(books, number, own, habit)
    return books


def pay(each: Event) -> str:
    """Number of the row in the dashboard's report, without case and signs."""
    return {"payment": "pay", "refund": "rfnd", "chargeback": "disp"}[each.kind] + each.payment.lower()


def _event(books: Books, each: Event, habit: str, rng: random.Random) -> None:
    day = each.day + timedelta(days=rng.choice((0, 0, 0, 1)))
    of = frozenset({pay(each)})
    if each.gross < 0:
        words = "Refund" if each.kind == "refund" else "Chargeback"
        prefix = "rfnd_" if each.kind == "refund" else "disp_"
        said = f"{words} of order {each.order}, {prefix}{each.payment}"
        books.book(day, VoucherKind.PAYMENT, said, [(GATEWAY, each.gross), (CUSTOMER, -each.gross)], [of])
        return
    amount = each.net if habit == "net" else each.gross
    words, reference = {"by_order": (f"Order {each.order} by card", each.order)}.get(habit, (f"Razorpay pay_{each.payment} for {each.order}", ""))
    legs = [(GATEWAY, amount), (CUSTOMER, -each.gross)]
    if habit == "net":
        legs += [(FEES, each.fee), (IGST, each.gst)]
    books.book(day, VoucherKind.RECEIPT, words, legs, [of], reference)
    if habit == "fees_by_payment" and each.fee + each.gst:
        fees = frozenset({f"fee{each.settlement}", f"gst{each.settlement}"})
        books.book(day, VoucherKind.JOURNAL, f"Charges on pay_{each.payment}", [(FEES, each.fee), (IGST, each.gst), (GATEWAY, -each.fee - each.gst)], [fees])


def _settlement(books: Books, number: str, own: Sequence[Event], habit: str) -> None:
    day = own[0].settled
    assert day is not None
    net, fee, gst = sum(e.net for e in own), sum(e.fee for e in own), sum(e.gst for e in own)
    utr = own[0].utr
    if habit == "by_settlement":
        inward = [each for each in own if each.gross > 0]
        if inward:
            total = sum(e.gross for e in inward)
            books.book(
                day, VoucherKind.RECEIPT, f"Collections of settlement setl_{number}", [(GATEWAY, total), (CUSTOMER, -total)], [frozenset(map(pay, inward))]
            )
    payout, kept = {f"payout{number}"}, {f"fee{number}", f"gst{number}"}
    if habit in ("net", "fees_by_payment"):
        if net:
            books.book(day, VoucherKind.RECEIPT, f"Razorpay settlement, UTR {utr}", [(BANK, net), (GATEWAY, -net)], [frozenset(payout)])
    elif habit == "by_payment":
        whole = net + fee + gst
        legs, truth = (
            ([(GATEWAY, -whole)], [frozenset(payout | kept)]) if whole else ([(GATEWAY, -net), (GATEWAY, -fee - gst)], [frozenset(payout), frozenset(kept)])
        )
        books.book(day, VoucherKind.RECEIPT, f"Settlement setl_{number} {utr}", [(BANK, net), (FEES, fee), (IGST, gst), *legs], truth)
    else:
        if net:
            books.book(day, VoucherKind.RECEIPT, f"Settlement setl_{number}", [(BANK, net), (GATEWAY, -net)], [frozenset(payout)])
        if fee:
            books.book(day, VoucherKind.JOURNAL, f"Fee of setl_{number}", [(FEES, fee), (IGST, gst), (GATEWAY, -fee - gst)], [frozenset(kept)])
    if net:
        books.bank.append(BankLine(Place("bank", row=len(books.bank) + 2), day, f"NEFT CR-{utr}-RAZORPAY SOFTWARE PVT LTD", Paise(net), utr))
