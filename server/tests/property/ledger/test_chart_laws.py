"""Laws of merging and of rolling balances forward, for any books."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow
from qrt.core.ledger.balance import trial_balance
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.merges import at_home, balances_at_home, to_homes
from qrt.core.ledger.opening import retained_ledger, roll_forward
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind

GROUPS = {
    "Cash": "Cash-in-Hand",
    "Bank": "Bank Accounts",
    "Asha": "Sundry Debtors",
    "ASHA": "Sundry Debtors",
    "Bharat": "Sundry Creditors",
    "Sales": "Sales Accounts",
    "Rent": "Indirect Expenses",
    "Interest": "Indirect Incomes",
    "Retained Earnings": "Reserves & Surplus",
}
MODEL = load_model_chart()
CHART, _ = build_chart(Entity("A", "Alpha"), Division.I, MODEL, [MasterRow(Place("0" * 64), name, group) for name, group in GROUPS.items()], (), ())
NAMES = sorted(GROUPS)
RESULT = {name for name in NAMES if CHART[name].nature in ("income", "expense")}
FIRST = date(2026, 4, 1)
QUARTERS = [Quarter(2026, number) for number in (1, 2, 3, 4)]

names = st.sampled_from(NAMES)
amounts = st.integers(1, 10**9)
moves = st.lists(st.tuples(st.integers(0, 364), names, names, amounts), max_size=25)
openings = st.lists(st.tuples(names, names, amounts), max_size=6)
links = st.dictionaries(names, names, max_size=6)


def vouchers_of(moves):
    return [
        Voucher(
            f"v{number}",
            "A",
            VoucherKind.JOURNAL,
            FIRST + timedelta(days=days),
            (Line(one, Paise(amount)), Line(other, Paise(-amount))),
            SourceKind.REGISTER,
            str(number),
        )
        for number, (days, one, other, amount) in enumerate(moves)
    ]


def opening_of(pairs):
    total: dict[str, Paise] = {}
    for one, other, amount in pairs:
        total[one] = Paise(total.get(one, 0) + amount)
        total[other] = Paise(total.get(other, 0) - amount)
    return {name: amount for name, amount in total.items() if name not in RESULT} if sum(total.get(name, 0) for name in RESULT) == 0 else {}


def closing_of(vouchers, opening, first, last):
    return {line.ledger: line.closing for line in trial_balance("A", vouchers, opening, first, last).lines if line.closing}


@settings(max_examples=150, deadline=None)
@given(moves, openings)
def test_four_quarters_rolled_forward_are_one_year(moves, pairs) -> None:
    vouchers, opening = vouchers_of(moves), opening_of(pairs)
    whole = closing_of(vouchers, opening, FIRST, date(2027, 3, 31))
    balances = opening
    for quarter in QUARTERS:
        balances = roll_forward(closing_of(vouchers, balances, quarter.first_day, quarter.last_day), CHART, quarter.following())
    assert balances == roll_forward(whole, CHART, Quarter(2027, 1))
    assert sum(balances.values()) == sum(opening.values())
    assert not balances.keys() & RESULT, "income and expense start the year at nil"
    retained = retained_ledger(whole, CHART)
    assert balances.get(retained, 0) == whole.get(retained, 0) + sum(whole.get(name, 0) for name in RESULT)


@settings(max_examples=150, deadline=None)
@given(moves, links)
def test_merging_adds_balances_up_moves_no_total_and_unmerging_restores(moves, links) -> None:
    vouchers, homes = vouchers_of(moves), to_homes(links)
    plain = closing_of(vouchers, {}, FIRST, date(2027, 3, 31))
    merged_vouchers = [at_home(voucher, homes) for voucher in vouchers]
    merged = closing_of(merged_vouchers, {}, FIRST, date(2027, 3, 31))
    assert merged == {name: amount for name, amount in balances_at_home(plain, homes).items() if amount}
    assert sum(merged.values()) == 0
    assert not merged.keys() & homes.keys()
    # What was written is on every line, so the relation taken away gives the books as they were.
    assert [[line.written or line.ledger for line in voucher.lines] for voucher in merged_vouchers] == [
        [line.ledger for line in voucher.lines] for voucher in vouchers
    ]


@given(links)
def test_a_home_is_no_ledger_that_is_merged_away_itself(links) -> None:
    homes = to_homes(links)
    assert not set(homes.values()) & homes.keys()
