"""Laws of JournalBot's proposals: they balance, their order follows from nothing but the books, and what was approved is not proposed again."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Policy
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, PayrollRow
from qrt.core.journals.breaks import draft_adjustments
from qrt.core.journals.money import Standing
from qrt.core.journals.payroll import check_payroll
from qrt.core.journals.quarter_end import KINDS, draft_quarter_end, to_case
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.ledger.voucher import is_sound, to_voucher
from qrt.core.recon.types import Break, Item, Reconciliation, ReconciliationKind, Side
from tests.unit.journals.open_items import open_items

QUARTER, MODEL, RULES = Quarter(2026, 2), load_model_chart(), load_tax_rules()
POLICY = Policy(doubtful_debts=((30, "10"), (60, "50")), income_tax_rate="25.168")
ACCOUNTS = {
    "Bank": ("bank", "asset", 50_00_000_00),
    "Office Rent": ("", "expense", 0),
    "Electricity Charges": ("", "expense", 0),
    "Insurance": ("", "expense", 0),
    "Interest": ("interest_expense", "expense", 0),
    "Sales": ("", "income", 0),
    "Asha Traders": ("debtor", "asset", 1_180_00),
    "Bharat Mills": ("creditor", "liability", -50),
    "Term Loan": ("borrowing", "liability", -60_00_000_00),
    "Prepaid Insurance": ("prepaid", "asset", 58_500_00),
    "Stock": ("inventory", "asset", 4_00_000_00),
    "Capital": ("", "liability", 5_41_320_50),
}
CHART = {name: LedgerAccount("A", name, role=role, nature=nature, opening=Paise(opening)) for name, (role, nature, opening) in ACCOUNTS.items()}
MONTHS = st.sampled_from((5, 6, 7, 8, 9))
AMOUNTS = st.integers(1_000_00, 90_000_00)


def voucher(number: int, day: date, legs: dict[str, int], kind: VoucherKind, party: str = "", narration: str = "") -> Voucher:
    lines = tuple(Line(name, Paise(amount), Place("f" * 64, row=number + 1)) for name, amount in legs.items())
    return Voucher(f"register:{number}", "A", kind, day, lines, SourceKind.REGISTER, f"V-{number}", party=party, narration=narration)


@st.composite
def books(draw: st.DrawFn) -> list[Voucher]:
    made: list[Voucher] = []
    for kind, month, day, amount in draw(st.lists(st.tuples(st.integers(0, 6), MONTHS, st.integers(1, 28), AMOUNTS), max_size=25)):
        when = date(2026, month, day)
        number = len(made)
        match kind:
            case 0:
                made.append(voucher(number, when, {"Office Rent": 65_000_00, "Bharat Mills": -65_000_00}, VoucherKind.PURCHASE, "Bharat Mills"))
            case 1:
                made.append(voucher(number, when, {"Electricity Charges": amount, "Bank": -amount}, VoucherKind.PAYMENT, "Board"))
            case 2:
                made.append(voucher(number, when, {"Asha Traders": amount, "Sales": -amount}, VoucherKind.SALES, "Asha Traders"))
            case 3:
                made.append(voucher(number, when, {"Bank": amount, "Asha Traders": -amount}, VoucherKind.RECEIPT, "Asha Traders"))
            case 4:
                span = f"policy {when:%d-%m-%Y} to {when + timedelta(days=amount % 700 + 1):%d-%m-%Y}"
                target = "Insurance" if amount % 2 else "Prepaid Insurance"
                made.append(voucher(number, when, {target: amount, "Bank": -amount}, VoucherKind.PAYMENT, "Insurer", span))
            case 5:
                made.append(voucher(number, when, {"Term Loan": 1_00_000_00, "Interest": 45_000_00, "Bank": -1_45_000_00}, VoucherKind.PAYMENT))
            case _:
                made.append(voucher(number, when, {"Insurance": 6_500_00, "Prepaid Insurance": -6_500_00}, VoucherKind.JOURNAL))
    return made


def propose(vouchers: list[Voucher]):
    inside = [each for each in vouchers if each.day in QUARTER]
    outside = [each for each in vouchers if each.day not in QUARTER]
    return draft_quarter_end(
        to_case(
            "A", QUARTER, CHART, MODEL, POLICY, inside, outside, closing={"Stock": Paise(4_20_000_00)}, bills=open_items(inside, CHART, {}, QUARTER.last_day)
        )
    )


@given(books())
@settings(max_examples=150, deadline=None)
def test_every_proposal_balances_and_says_why(vouchers: list[Voucher]) -> None:
    made = propose(vouchers)
    for draft in made.drafts:
        assert is_sound(draft)
        assert draft.key.startswith(tuple(KINDS))
        assert draft.day in QUARTER
        assert 0 < draft.confidence <= 0.9
        assert all(line.reason for line in draft.lines)
        assert draft.reverses_on in (None, date(2026, 10, 1))


@given(books(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_vouchers_changes_no_proposal(vouchers: list[Voucher], random) -> None:
    shuffled = list(vouchers)
    random.shuffle(shuffled)
    assert propose(shuffled) == propose(vouchers)


@given(books())
@settings(max_examples=150, deadline=None)
def test_what_was_approved_brings_no_further_proposal(vouchers: list[Voucher]) -> None:
    first = propose(vouchers)
    approved = [to_voucher(draft) for draft in first.drafts]
    again = propose([*vouchers, *approved])
    # Current tax alone follows: entries that were approved can make a profit of a loss.
    assert {draft.key for draft in again.drafts} <= {*(draft.key for draft in first.drafts), f"income_tax:{QUARTER}"}


@given(st.lists(st.tuples(AMOUNTS, st.integers(0, 5_000_00), st.integers(0, 3), st.booleans()), min_size=1, max_size=12), st.randoms())
@settings(max_examples=80, deadline=None)
def test_pay_is_drafted_to_the_paisa_whatever_its_order_and_once(people: list[tuple[int, int, int, bool]], random) -> None:
    rows = tuple(
        PayrollRow(Place("a" * 64, row=n + 2), "2026-08", f"E{n}", f"Person {n}", Paise(gross), Paise(gross - pf % 1_000_00), department="ABCD"[department] if named else "",
                   pf_employee=Paise(pf % 1_000_00), pf_employer=Paise(pf))
        for n, (gross, pf, department, named) in enumerate(people)
    )  # fmt: skip

    def drafted(order: tuple[PayrollRow, ...], posted: tuple[Voucher, ...] = ()):
        paper = Extraction("a" * 64, DocumentKind.PAYROLL_REGISTER, 1.0, "payroll", "1", rows=order)
        return check_payroll([paper], "A", QUARTER, CHART, MODEL, RULES, posted, ())

    (draft,) = drafted(rows).drafts
    assert is_sound(draft)
    credits = {line.ledger: -line.amount for line in draft.lines if line.amount < 0}
    assert credits["Salaries and wages payable"] == sum(row.net for row in rows)
    assert credits.get("Provident fund payable", 0) == sum(row.pf_employee + row.pf_employer for row in rows)
    other = list(rows)
    random.shuffle(other)
    assert sorted((line.ledger, line.amount, line.cost_centre) for line in drafted(tuple(other)).drafts[0].lines) == sorted(
        (line.ledger, line.amount, line.cost_centre) for line in draft.lines
    )


@given(books(), st.lists(st.tuples(st.integers(0, 90), st.sampled_from(("ASHA TRADERS", "BHARAT MILLS", "NEFT")), AMOUNTS, st.booleans()), max_size=6))
@settings(max_examples=80, deadline=None)
def test_money_settles_no_more_than_is_open(vouchers: list[Voucher], lines: list[tuple[int, str, int, bool]]) -> None:
    inside = [each for each in vouchers if each.day in QUARTER]
    bills = open_items(inside, CHART, {}, QUARTER.last_day)
    exact = [abs(bill.open) for own in bills.values() for bill in own]
    items = tuple(
        Item(
            f"s:{n}",
            QUARTER.first_day + timedelta(days=day),
            Paise((exact[n % len(exact)] if exact and n % 2 else amount) * (1 if into else -1)),
            narration=text,
        )
        for n, (day, text, amount, into) in enumerate(lines)
    )
    breaks = tuple(Break(Side.RIGHT, item.id, "", "nothing", 0) for item in items)
    recon = Reconciliation(ReconciliationKind.BANK, "Bank", QUARTER.last_day, (), items, (), breaks)
    drafts = draft_adjustments(recon, CHART, "A", "Bank", MODEL, Standing(bills, inside))
    settled: dict[tuple[str, str], int] = {}
    for draft in drafts:
        assert is_sound(draft)
        for line in draft.lines:
            if line.bill:
                settled[line.ledger, line.bill] = settled.get((line.ledger, line.bill), 0) + line.amount
    for (party, number), amount in settled.items():
        assert abs(amount) <= sum(abs(bill.open) for bill in bills[party] if bill.number == number)
    closed = [replace(to_voucher(draft), entity="A") for draft in drafts]
    left = open_items([*inside, *closed], CHART, {}, QUARTER.last_day)
    for party, own in bills.items():
        before, after = sum(bill.open for bill in own), sum(bill.open for bill in left.get(party, ()))
        moved = sum(line.amount for each in closed for line in each.lines if line.ledger == party)
        assert after == before + moved
