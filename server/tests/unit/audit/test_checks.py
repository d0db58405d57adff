"""An auditor's questions over small books; the sound book gives none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qrt.core.audit.checks import check_book
from qrt.core.base.money import Paise, rupees
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, TrialBalance, TrialBalanceLine, Voucher, VoucherKind


def account(name: str, role: str = "", nature: str = "", group: str = "", gstin: str = "") -> LedgerAccount:
    return LedgerAccount("Q", name, group=group, nature=nature, role=role, gstin=gstin)


CHART: Chart = {
    each.name: each
    for each in (
        account("Purchases", nature="expense"),
        account("Repairs and Maintenance", nature="expense"),
        account("Travelling Expenses", nature="expense"),
        account("Office Rent", nature="expense"),
        account("Kaveri Castings", "creditor", "liability", "Sundry Creditors"),
        account("Cash", "cash", "asset"),
        account("HDFC Bank", "bank", "asset"),
        account("Suspense A/c", "suspense", "liability"),
    )
}


def voucher(key: str, day: str, debit: str, credit: str, amount: str, kind: VoucherKind = VoucherKind.PURCHASE, **more: object) -> Voucher:
    money = rupees(amount)
    bill = str(more.pop("bill", ""))
    return Voucher(
        key,
        "Q",
        kind,
        date.fromisoformat(day),
        (Line(debit, money, bill=bill), Line(credit, Paise(-money), bill=bill)),
        SourceKind.REGISTER,
        key,
        party=str(more.pop("party", credit)),
        **more,  # type: ignore[arg-type]
    )


RENT = [voucher(f"RENT{month}", f"2026-0{month}-07", "Office Rent", "Kaveri Castings", "60000", VoucherKind.JOURNAL) for month in (7, 8, 9)]
SOUND = [
    voucher("P1", "2026-07-10", "Purchases", "Kaveri Castings", "50000", reference="K/1", reference_day=date(2026, 7, 9)),
    voucher("P2", "2026-08-10", "Purchases", "Kaveri Castings", "50000", reference="K/2", reference_day=date(2026, 8, 9)),
    voucher("B1", "2026-07-20", "Kaveri Castings", "HDFC Bank", "50000", VoucherKind.PAYMENT, party="Kaveri Castings", bill="K/1"),
    voucher("B2", "2026-08-20", "Kaveri Castings", "HDFC Bank", "50000", VoucherKind.PAYMENT, party="Kaveri Castings", bill="K/2"),
    voucher("X1", "2026-08-21", "Repairs and Maintenance", "Kaveri Castings", "70000", narration="Replacement of bearings and belts"),
    voucher("X2", "2026-08-21", "Travelling Expenses", "Kaveri Castings", "7000", narration="Site visit, Nashik plant"),
    *RENT,
]


def balance(vouchers: list[Voucher], opening: dict[str, str] | None = None) -> TrialBalance:
    lines = []
    for name in sorted({line.ledger for each in vouchers for line in each.lines} | set(opening or {})):
        moves = [line.amount for each in vouchers for line in each.lines if line.ledger == name and date(2026, 7, 1) <= each.day <= date(2026, 9, 30)]
        first = rupees((opening or {}).get(name, "0"))
        debit, credit = Paise(sum(each for each in moves if each > 0)), Paise(-sum(each for each in moves if each < 0))
        lines.append(TrialBalanceLine(name, first, debit, credit, Paise(first + debit - credit)))
    return TrialBalance("Q", date(2026, 7, 1), date(2026, 9, 30), tuple(lines))


def rules(vouchers: list[Voucher], opening: dict[str, str] | None = None) -> list[str]:
    return sorted(finding.rule for finding in check_book(vouchers, CHART, balance(vouchers, opening)))


def test_a_sound_book_raises_no_question() -> None:
    assert rules(SOUND) == []


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        (voucher("N1", "2026-10-04", "Purchases", "Kaveri Castings", "90000", reference="K/9", reference_day=date(2026, 9, 28)), "audit.cutoff"),
        (voucher("N1", "2026-09-30", "Purchases", "Kaveri Castings", "90000", reference="K/9", reference_day=date(2026, 10, 3)), "audit.cutoff"),
        (
            voucher("N1", "2026-08-24", "Kaveri Castings", "HDFC Bank", "50000", VoucherKind.PAYMENT, party="Kaveri Castings", bill="K/2"),
            "audit.duplicate_payment",
        ),
        (
            voucher("N1", "2026-08-24", "Travelling Expenses", "Kaveri Castings", "90000", narration="Director's family holiday at Goa"),
            "audit.personal_expense",
        ),
        (
            voucher("N1", "2026-08-24", "Repairs and Maintenance", "Kaveri Castings", "450000", narration="Installation of new CNC machine"),
            "audit.capital_in_repairs",
        ),
        (voucher("N1", "2026-08-24", "Travelling Expenses", "Cash", "4000", VoucherKind.PAYMENT), "audit.negative_cash"),
        (voucher("N1", "2026-08-24", "Suspense A/c", "Kaveri Castings", "4000", VoucherKind.JOURNAL), "audit.suspense_balance"),
    ],
)
def test_a_planted_error_is_the_only_question(added: Voucher, rule: str) -> None:
    assert rules([*SOUND, added]) == [rule]


def test_rent_of_two_months_out_of_three_misses_one() -> None:
    assert rules([each for each in SOUND if each.key != "RENT8"]) == ["audit.missing_recurring"]


def test_two_equal_payments_for_two_bills_are_no_duplicate() -> None:
    more = [
        voucher("P3", "2026-08-12", "Purchases", "Kaveri Castings", "50000", reference="K/3", reference_day=date(2026, 8, 12)),
        voucher("B3", "2026-08-24", "Kaveri Castings", "HDFC Bank", "50000", VoucherKind.PAYMENT, party="Kaveri Castings", bill="K/3"),
    ]
    assert rules([*SOUND, *more]) == []


def test_payments_that_name_one_bill_twice_are_a_duplicate_and_instalments_are_none() -> None:
    def pay(key: str, day: str, amount: str) -> Voucher:
        return voucher(key, day, "Kaveri Castings", "HDFC Bank", amount, VoucherKind.PAYMENT, party="Kaveri Castings", narration="Being GST/KC-77 paid by NEFT")

    bill = voucher("P7", "2026-09-01", "Purchases", "Kaveri Castings", "80000", reference="GST/KC-77", reference_day=date(2026, 9, 1))
    assert rules([*SOUND, bill, pay("N1", "2026-09-07", "80000"), pay("N2", "2026-09-09", "80000")]) == ["audit.duplicate_payment"]
    assert rules([*SOUND, bill, pay("N1", "2026-09-07", "40000"), pay("N2", "2026-09-09", "40000")]) == []


def test_a_payment_repeated_in_the_same_words_without_a_second_bill_is_asked_about() -> None:
    def pay(key: str, day: str) -> Voucher:
        return voucher(key, day, "Kaveri Castings", "HDFC Bank", "46470", VoucherKind.PAYMENT, party="Kaveri Castings", narration="Being 2 bills paid by NEFT")

    assert rules([*SOUND, pay("N1", "2026-09-11")], {"Kaveri Castings": "-200000"}) == []
    assert rules([*SOUND, pay("N1", "2026-09-11"), pay("N2", "2026-09-14")], {"Kaveri Castings": "-200000"}) == ["audit.duplicate_payment"]


def _paid(key: str, day: str, *parts: tuple[str, str], narration: str = "") -> Voucher:
    """One payment that settles several bills of Kaveri Castings."""
    whole = voucher(key, day, "Kaveri Castings", "HDFC Bank", "1", VoucherKind.PAYMENT, party="Kaveri Castings", narration=narration)
    lines = tuple(replace(whole.lines[0], amount=rupees(amount), bill=bill) for bill, amount in parts)
    return replace(whole, lines=(*lines, replace(whole.lines[1], amount=Paise(-sum(line.amount for line in lines)))))


def test_one_payment_of_two_equal_bills_is_no_duplicate_of_itself() -> None:
    assert rules([*SOUND, _paid("N1", "2026-09-11", ("K/31", "46470"), ("K/32", "46470"))], {"Kaveri Castings": "-200000"}) == []


def test_a_payment_of_three_bills_repeated_as_one_sum_in_words_cut_short_is_asked_about() -> None:
    first = _paid("N1", "2026-09-11", ("K/31", "40000"), ("K/32", "40000"), ("K/33", "40100"), narration="Being opening balance paid to Kaveri Castings NEFT")
    again = _paid("N2", "2026-09-14", ("", "120100"), narration="Being opening balance paid to Kaveri")
    other = _paid("N2", "2026-09-14", ("", "120100"), narration="Being advance for moulds")
    assert rules([*SOUND, first, again], {"Kaveri Castings": "-300000"}) == ["audit.duplicate_payment"]
    assert rules([*SOUND, first, other], {"Kaveri Castings": "-300000"}) == []


def test_new_things_with_their_installation_are_capital_whatever_they_are_called() -> None:
    added = voucher("N1", "2026-08-24", "Repairs and Maintenance", "Kaveri Castings", "450000", narration="New hydraulic power pack with installation")
    assert rules([*SOUND, added]) == ["audit.capital_in_repairs"]
    added = voucher("N1", "2026-08-24", "Repairs and Maintenance", "Kaveri Castings", "450000", narration="New seals for the hydraulic power pack")
    assert rules([*SOUND, added]) == []


@pytest.mark.parametrize(("named", "number"), [("paid against 004/26-27", "004/26-27"), ("NEFT agst INV3266 HDFCN52763900415", "INV3266")])
def test_one_bill_paid_again_after_weeks_is_a_duplicate_where_the_books_hold_the_bill(named: str, number: str) -> None:
    bill = voucher("P7", "2026-07-03", "Purchases", "Kaveri Castings", "80000", reference=number, reference_day=date(2026, 7, 3))
    first = date(2026, 7, 20)
    paid = [
        voucher(f"N{gap}", (first + timedelta(days=gap)).isoformat(), "Kaveri Castings", "HDFC Bank", "80000", VoucherKind.PAYMENT, narration=named)
        for gap in (0, 40)
    ]
    assert rules([*SOUND, bill, *paid]) == ["audit.duplicate_payment"]
    assert rules([*SOUND, *paid]) == []  # nobody knows whether that is a bill at all
