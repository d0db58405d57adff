"""Laws of bills: the parts are the whole, whatever is said and in whatever order; columns add up to balances; revaluing twice drafts nothing."""

import time
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from qrt.adapters.rulebook.parties import load_party_rules
from qrt.core.base.company import QuotedRate
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.currency.narrated import foreign_from_narrations
from qrt.core.currency.positions import holdings
from qrt.core.currency.rates import rate_table
from qrt.core.currency.revalue import Setting, revalue
from qrt.core.ledger.types import BillKind, Foreign, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.ledger.voucher import to_voucher
from qrt.core.parties.ageing import age
from qrt.core.parties.bills import open_bills
from qrt.core.parties.entries import OpeningBill, entries_of
from qrt.core.parties.rules import ageing_rule
from qrt.core.parties.types import Party, PartyBills, PartySide

Q2 = Quarter(2026, 2)
RULES = load_party_rules()
CHART = {
    name: LedgerAccount("E", name, nature=nature, role=role)
    for name, nature, role in (
        ("P", "asset", "debtor"),
        ("Bank", "asset", "bank"),
        ("Sales", "income", ""),
        ("Exchange difference", "expense", "exchange_result"),
    )
}
NAMES = ("", "B-1", "B-2", "b 01", "B/26-27/001", "25-26/B1", "ADV")


@st.composite
def vouchers(draw: st.DrawFn, foreign: bool = False) -> list[Voucher]:
    made: list[Voucher] = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from((VoucherKind.SALES, VoucherKind.RECEIPT, VoucherKind.PAYMENT, VoucherKind.JOURNAL, VoucherKind.CREDIT_NOTE)))
        lines = [_line(draw, foreign) for _ in range(draw(st.integers(1, 3)))]
        other = draw(st.sampled_from(("Sales", "Bank", "Exchange difference")))
        rest = Line(other, Paise(-sum(line.amount for line in lines)))
        day = Q2.first_day + timedelta(days=draw(st.integers(0, 91)))
        narration = draw(st.sampled_from(("", "against B-1", "being B-2 and B-1")))
        made.append(Voucher(f"v{number}", "E", kind, day, (*lines, rest), SourceKind.REGISTER, f"N{number}", narration=narration))
    return made


def _line(draw: st.DrawFn, foreign: bool) -> Line:
    amount = draw(st.sampled_from((1, -1))) * draw(st.one_of(st.sampled_from((100, 200, 11800, 11600)), st.integers(1, 50_000)))
    kind, bill = draw(st.sampled_from((None, None, *BillKind))), draw(st.sampled_from(NAMES))
    abroad = None
    if foreign and draw(st.booleans()):
        rate = draw(st.sampled_from((Decimal(83), Decimal("84.5"), Decimal("79.1234"))))
        abroad = Foreign(draw(st.sampled_from(("USD", "EUR"))), max(1, round(Decimal(abs(amount)) / rate)) * (1 if amount > 0 else -1), rate, Q2.first_day)
    return Line("P", Paise(amount), bill=bill, bill_kind=kind, foreign=abroad)


sides = st.sampled_from(tuple(PartySide))
openings = st.integers(-100_000, 100_000)


def _bills(side: PartySide, listed: list[Voucher], opening: int, as_of: date = Q2.last_day, open_with: tuple[OpeningBill, ...] = ()) -> PartyBills:
    party = Party("E", "P", side, credit_days=20)
    return open_bills(party, Paise(opening), open_with, entries_of(listed, CHART, {"P": party}, "INR").get("P", []), as_of)


@given(vouchers(foreign=True), openings, st.integers(-50_000, 50_000), sides, st.integers(0, 91))
def test_bills_advances_and_the_rest_add_up_to_the_ledger_on_every_day(listed: list[Voucher], opening: int, bill: int, side: PartySide, day: int) -> None:
    as_of = Q2.first_day + timedelta(days=day)
    found = _bills(side, listed, opening, as_of, (OpeningBill("B-1", Paise(bill), date(2026, 5, 1), None, "list"),))
    moved = sum(line.amount for voucher in listed if voucher.day <= as_of for line in voucher.lines if line.ledger == "P")
    assert sum(item.open for item in found.items) == found.balance == opening + moved


@given(vouchers(foreign=True).flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed))), openings, sides)
def test_the_order_of_vouchers_changes_nothing(both: tuple[list[Voucher], list[Voucher]], opening: int, side: PartySide) -> None:
    assert _bills(side, both[0], opening) == _bills(side, both[1], opening)


@given(vouchers(), openings, sides)
def test_an_item_is_what_it_began_with_less_its_settlements(listed: list[Voucher], opening: int, side: PartySide) -> None:
    for item in _bills(side, listed, opening).items:
        assert item.open == item.amount + sum(each.amount for each in item.settlements)
        assert item.open * item.amount >= 0


@given(vouchers(), openings, sides)
def test_the_columns_partition_the_balance(listed: list[Voucher], opening: int, side: PartySide) -> None:
    found = _bills(side, listed, opening)
    schedule, line = ("receivables", "D1.AS.CA.TR") if side is PartySide.CUSTOMER else ("payables", "D1.EL.CL.TP_OTH")
    rule = ageing_rule(RULES, schedule, "I", Q2.last_day)
    assert rule
    drawn = age("E", schedule, rule, {"P": found}, {"P": (line, found.balance)}, CHART, Q2.last_day)
    assert sum(drawn.grid.values()) == drawn.total == drawn.sheet == side.sign * found.balance
    for each in drawn.parties:
        assert sum(each.columns.values()) == sum(each.row_of.values()) == each.balance


@given(vouchers(foreign=True), sides, st.sampled_from((Decimal(83), Decimal("86.4321"), Decimal("71.5"))))
def test_revaluing_twice_drafts_nothing_the_second_time(listed: list[Voucher], side: PartySide, rate: Decimal) -> None:
    party = Party("E", "P", side)
    table = rate_table([], (), [QuotedRate(currency, Q2.last_day, rate + number, "closing", "x") for number, currency in enumerate(("USD", "EUR"))])

    def drafts(books: list[Voucher]) -> list[Voucher]:
        entries = entries_of(books, CHART, {"P": party}, "INR").get("P", [])
        bills = {"P": open_bills(party, Paise(0), (), entries, Q2.last_day)}
        held = holdings(books, CHART, {}, bills, {}, "INR")
        made = revalue(held, table, Setting("E", "INR", Q2, CHART, taken={voucher.key for voucher in books}))
        return [to_voucher(draft) for draft in made.drafts]

    assert drafts([*listed, *drafts(listed)]) == []


def test_six_thousand_bills_of_one_customer_are_allocated_and_aged_in_seconds() -> None:
    listed = [
        Voucher(
            f"s{number}",
            "E",
            VoucherKind.SALES if number % 3 else VoucherKind.RECEIPT,
            Q2.first_day + timedelta(days=number % 92),
            (
                Line("P", Paise((1180 + number % 977) * (100 if number % 3 else -60))),
                Line("Sales", Paise((1180 + number % 977) * (-100 if number % 3 else 60))),
            ),
            SourceKind.REGISTER,
            f"S-{number}",
        )
        for number in range(9_000)
    ]
    started = time.process_time()
    found = _bills(PartySide.CUSTOMER, listed, 0)
    rule = ageing_rule(RULES, "receivables", "I", Q2.last_day)
    assert rule
    drawn = age("E", "receivables", rule, {"P": found}, {"P": ("D1.AS.CA.TR", found.balance)}, CHART, Q2.last_day)
    assert drawn.total == found.balance
    assert time.process_time() - started < 8


@given(vouchers(), sides, st.integers(1, 50_000), st.integers(0, 91))
def test_in_books_that_name_their_bills_silent_money_changes_no_bill(listed: list[Voucher], side: PartySide, amount: int, day: int) -> None:
    size = Paise(-side.sign * amount)
    silent = Voucher(
        "zz", "E", VoucherKind.RECEIPT, Q2.first_day + timedelta(days=day), (Line("P", size), Line("Bank", Paise(-size))), SourceKind.REGISTER, "ZZ"
    )
    party = Party("E", "P", side)

    def bills(books: list[Voucher]) -> dict[tuple[str, str], int]:
        found = open_bills(party, Paise(0), (), entries_of(books, CHART, {"P": party}, "INR").get("P", []), Q2.last_day, by_name=True)
        return {(item.voucher, f"{item.number}/{item.amount}"): item.open for item in found.items if item.open * side.sign > 0 and item.kind.value == "bill"}

    # A refund gives back what stands unapplied, the silent money too; without refunds every bill stays as it was.
    books = [
        each
        for each in listed
        if not any(line.ledger == "P" and line.amount * side.sign > 0 and each.kind.value in ("receipt", "payment") for line in each.lines)
    ]
    assert bills([*books, silent]) == bills(books)


@given(st.integers(1, 10**9), st.decimals(Decimal("0.0001"), Decimal(200), places=4), st.sampled_from(("USD", "EUR", "JPY")), st.integers(-3, 3))
def test_a_narration_is_believed_to_a_paisa_and_no_further(hundredths: int, rate: Decimal, currency: str, off: int) -> None:
    exact = int((hundredths * rate).quantize(Decimal(1), ROUND_HALF_UP))
    booked = exact + off
    if booked <= 0:
        return
    lines = (Line("P", Paise(booked)), Line("Sales", Paise(-booked)))
    told = f"exported, {currency} {hundredths // 100:,}.{hundredths % 100:02d} @ {rate}"
    voucher = Voucher("v", "E", VoucherKind.SALES, Q2.first_day, lines, SourceKind.REGISTER, "V", narration=told)
    (made,) = foreign_from_narrations((voucher,), CHART, {"P"}, "INR")
    assert (made.lines[0].foreign is not None) == (abs(off) <= 1)
    assert made.lines[1].foreign is None and [line.amount for line in made.lines] == [line.amount for line in lines]


SPELLINGS = ("INV/26-27/{:03}", "INV-26-27-{}", "inv {:05}", "26-27/INV/{}", "INV/2627/{:04}", "Inv.{}/2026-27")


@given(
    st.lists(st.integers(1, 50_000), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(1, 60_000), st.sampled_from(SPELLINGS)), max_size=12),
    sides,
)
def test_how_a_payment_spells_its_bill_changes_nothing_of_what_is_open(amounts: list[int], payments: list[tuple[int, int, str]], side: PartySide) -> None:
    def books(respelled: bool) -> list[Voucher]:
        made: list[Voucher] = []
        for number, amount in enumerate(amounts):
            line = Line("P", Paise(side.sign * amount), bill=SPELLINGS[0].format(number + 1), bill_kind=BillKind.NEW)
            made.append(
                Voucher(f"b{number}", "E", VoucherKind.JOURNAL, Q2.first_day, (line, Line("Sales", Paise(-line.amount))), SourceKind.REGISTER, f"b{number}")
            )
        for number, (bill, amount, spelling) in enumerate(payments):
            named = (spelling if respelled else SPELLINGS[0]).format(bill % len(amounts) + 1)
            line = Line("P", Paise(-side.sign * amount), bill=named, bill_kind=BillKind.AGAINST)
            other = Line("Bank", Paise(-line.amount))
            made.append(
                Voucher(f"p{number}", "E", VoucherKind.RECEIPT, Q2.first_day + timedelta(days=number + 1), (line, other), SourceKind.REGISTER, f"p{number}")
            )
        return made

    plain, respelled = _bills(side, books(False), 0), _bills(side, books(True), 0)
    assert respelled.balance == plain.balance == sum(item.open for item in respelled.items)
    bills = {item.number: item.open for item in plain.items if item.amount * side.sign > 0}
    assert {item.number: item.open for item in respelled.items if item.amount * side.sign > 0} == bills
