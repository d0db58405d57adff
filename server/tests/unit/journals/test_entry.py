"""What a person has to say rightly, what was changed, and mirrors."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.money import Paise
from qrt.core.journals.changes import changes_between
from qrt.core.journals.entry import check_entry, default_reversal_day, mirror_voucher, rupees_of, with_party_gstin
from qrt.core.ledger.types import BillKind, Foreign, LedgerAccount, Line, SourceKind, Voucher, VoucherDraft, VoucherKind

DAY = date(2026, 9, 30)
CHART = {name: LedgerAccount("KT", name, gstin=gstin) for name, gstin in (("Rent", ""), ("Acme", "29AABCB5678M1Z0"))}
USD = Foreign("USD", 1_000_00, Decimal("83.4525"), DAY)


def draft(line: Line, **head: object) -> VoucherDraft:
    other = Line("Rent", Paise(-line.amount))
    return replace(VoucherDraft("k", "KT", VoucherKind.JOURNAL, DAY, (line, other), SourceKind.PERSON), **head)


def codes(made: VoucherDraft) -> list[str]:
    return [code for code, _ in check_entry(made, CHART, {"Casting"}, {"Pune"})]


@pytest.mark.parametrize(
    "line",
    [
        Line("Acme", Paise(1_00)),
        Line("Acme", Paise(1_00), bill="B/1", bill_kind=BillKind.NEW, due_day=date(2026, 10, 30)),
        Line("Acme", Paise(1_00), bill="B/1", bill_kind=BillKind.AGAINST),
        Line("Acme", Paise(1_00), bill_kind=BillKind.ON_ACCOUNT),
        Line("Acme", Paise(1_00), bill="A/1", bill_kind=BillKind.ADVANCE),
        Line("Acme", Paise(1_00), cost_centre="Casting"),
        # 1,000 dollars at 83.4525 are 83,452.50 rupees.
        Line("Acme", Paise(83_452_50), foreign=USD),
        Line("Acme", Paise(-83_452_50), foreign=replace(USD, amount=-1_000_00)),
    ],
)
def test_a_line_that_says_it_rightly_passes(line: Line) -> None:
    assert codes(draft(line)) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (Line("Acme", Paise(1_00), bill_kind=BillKind.NEW), "names its bill"),
        (Line("Acme", Paise(1_00), bill_kind=BillKind.AGAINST), "names its bill"),
        (Line("Acme", Paise(1_00), bill="B/1", bill_kind=BillKind.ON_ACCOUNT), "names no bill"),
        (Line("Acme", Paise(1_00), bill="B/1", bill_kind=BillKind.AGAINST, due_day=DAY), "only a new bill falls due"),
        (Line("Acme", Paise(1_00), bill="B/1", bill_kind=BillKind.NEW, due_day=date(2026, 9, 1)), "before the voucher"),
        (Line("Acme", Paise(83_452_51), foreign=USD), "is ₹ 83,452.50, and the line says ₹ 83,452.51"),
        (Line("Acme", Paise(-83_452_50), foreign=USD), "and the line says"),
        (Line("Acme", Paise(1_00), foreign=Foreign("INR", 1_00, Decimal(1), DAY)), "books' own currency"),
        (Line("Acme", Paise(1_00), cost_centre="Foundry"), "no cost centre Foundry"),
    ],
)
def test_a_line_that_does_not_is_told_what_is_wrong(line: Line, says: str) -> None:
    (found,) = check_entry(draft(line), CHART, {"Casting"}, set())
    assert says in found[1]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"party": "Nobody"}, "voucher.unknown_party"),
        ({"branch": "Goa"}, "voucher.unknown_branch"),
        ({"party_gstin": "29AABCB5678M1Z9X"}, "voucher.unsound"),
        ({"reverses_on": DAY}, "voucher.unsound"),
    ],
)
def test_a_head_that_names_what_is_not_there_is_refused(head: dict[str, object], code: str) -> None:
    assert codes(draft(Line("Acme", Paise(1_00)), **head)) == [code]
    assert codes(draft(Line("Acme", Paise(1_00)), party="Acme", branch="Pune", reverses_on=date(2026, 10, 1))) == []


def test_the_partys_gstin_comes_from_the_chart_where_nobody_wrote_one() -> None:
    line = Line("Acme", Paise(1_00))
    assert with_party_gstin(draft(line, party="Acme"), CHART).party_gstin == "29AABCB5678M1Z0"
    assert with_party_gstin(draft(line, party="Acme", party_gstin="X"), CHART).party_gstin == "X"


@pytest.mark.parametrize(("amount", "rate", "rupees"), [(1, "0.5", 1), (-1, "0.5", -1), (3, "0.5", 2), (1_000_00, "83.4525", 83_452_50), (99, "0.004", 0)])
def test_foreign_money_is_rounded_once_half_away_from_nil(amount: int, rate: str, rupees: int) -> None:
    assert rupees_of(Foreign("USD", amount, Decimal(rate), DAY)) == rupees


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 9, 30), date(2026, 10, 1)), (date(2026, 12, 5), date(2027, 1, 1)), (date(2027, 3, 31), date(2027, 4, 1))]
)
def test_a_reversing_entry_reverses_on_the_first_day_of_the_next_quarter(day: date, first: date) -> None:
    assert default_reversal_day(day) == first


amounts = st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=6)


@given(amounts)
def test_a_voucher_and_its_mirror_move_nothing(legs: list[int]) -> None:
    last = -sum(legs)
    lines = tuple(Line(f"L{at}", Paise(amount)) for at, amount in enumerate([*legs, last]))
    voucher = Voucher("k", "KT", VoucherKind.JOURNAL, DAY, lines, SourceKind.PERSON, "", reverses_on=date(2026, 10, 1))
    mirror = mirror_voucher(voucher, "JNL/1", date(2026, 10, 1))
    assert [one.amount + other.amount for one, other in zip(voucher.lines, mirror.lines, strict=True)] == [0] * len(lines)
    assert (mirror.key, mirror.reverses, mirror.reverses_on, mirror.day) == ("reversing:k", "k", None, date(2026, 10, 1))


def test_the_mirror_settles_the_bill_that_was_made_and_turns_foreign_money_round() -> None:
    line = Line("Acme", Paise(83_452_50), bill="B/1", bill_kind=BillKind.NEW, due_day=date(2026, 10, 30), foreign=USD)
    voucher = Voucher("k", "KT", VoucherKind.PURCHASE, DAY, (line, Line("Rent", Paise(-83_452_50))), SourceKind.PERSON, "")
    turned = mirror_voucher(voucher, "JNL/1", DAY).lines[0]
    assert (turned.bill, turned.bill_kind, turned.due_day) == ("B/1", BillKind.AGAINST, None)
    assert turned.foreign and turned.foreign.amount == -1_000_00


def test_changes_name_head_and_lines_with_old_and_new() -> None:
    old = (Line("Freight", Paise(5_00), cost_centre="Common"), Line("Accrued", Paise(-5_00)), Line("Gone", Paise(0)))
    new = (Line("Freight", Paise(5_00), cost_centre="Despatch"), Line("Accrued", Paise(-6_00)), Line("Rent", Paise(1_00)))
    found = changes_between({"narration": "a", "day": "2026-09-30"}, {"narration": "b", "day": DAY}, old, new)
    assert [(each.position, each.what, each.old, each.new) for each in found] == [
        (None, "narration", "a", "b"),
        (0, "cost_centre", "Common", "Despatch"),
        (1, "amount", "(5.00)", "(6.00)"),
        (2, "ledger", "Gone", "Rent"),
        (2, "amount", "0.00", "1.00"),
    ]


def test_a_line_more_and_a_line_less_are_told_as_such() -> None:
    one, two = Line("A", Paise(1_00)), Line("B", Paise(-1_00))
    more = changes_between({}, {}, (one, two), (one, two, Line("C", Paise(0))))
    assert [(each.position, each.what, each.new) for each in more] == [(2, "added", "C 0.00")]
    less = changes_between({}, {}, (one, two, Line("C", Paise(0))), (two, one))
    assert [(each.position, each.what, each.old) for each in less] == [(None, "removed", "C 0.00")]
    assert changes_between({}, {}, (one, two), (two, one)) == ()


@pytest.mark.parametrize(
    ("kind", "lines", "wrong"),
    [
        ("payment", {"Rent": 1_00, "Bank": -1_00}, ""),
        ("payment", {"Rent": 1_00, "Acme": -1_00}, "A payment credits a bank or cash ledger"),
        ("payment", {"Bank": 1_00, "Acme": -1_00}, "A payment credits a bank or cash ledger"),
        ("receipt", {"Bank": 1_00, "Acme": -1_00}, ""),
        ("receipt", {"Acme": 1_00, "Bank": -1_00}, "A receipt debits a bank or cash ledger"),
        ("contra", {"Bank": 1_00, "Cash": -1_00}, ""),
        ("contra", {"Bank": 1_00, "Acme": -1_00}, "Acme is none"),
        ("journal", {"Rent": 1_00, "Acme": -1_00, "Bank": 0}, "Line 3 has no amount"),
    ],
)
def test_a_kind_that_does_not_fit_its_ledgers_is_refused(kind: str, lines: dict[str, int], wrong: str) -> None:
    chart = CHART | {"Bank": LedgerAccount("KT", "Bank", role="bank"), "Cash": LedgerAccount("KT", "Cash", role="cash")}
    legs = tuple(Line(name, Paise(amount)) for name, amount in lines.items())
    made = VoucherDraft("k", "KT", VoucherKind(kind), DAY, legs, SourceKind.PERSON)
    found = check_entry(made, chart, (), ())
    assert [code for code, _ in found] == (["voucher.kind_misfit"] if wrong else []) and all(wrong in sentence for _, sentence in found)


def test_a_ledger_against_itself_moves_nothing_unless_it_carries_a_bill() -> None:
    def against(bill: str) -> list[str]:
        return codes(VoucherDraft("k", "KT", VoucherKind.JOURNAL, DAY, (Line("Rent", Paise(1_00), bill=bill), Line("Rent", Paise(-1_00))), SourceKind.PERSON))

    assert (against(""), against("B/1")) == (["voucher.kind_misfit"], [])
