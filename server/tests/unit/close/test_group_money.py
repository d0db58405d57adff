"""Two companies that keep books in two currencies: rates that are named, documents that agree, and what is between them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qrt.core.base.company import Entity, QuotedRate
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise, rupees
from qrt.core.close.group_money import Books, check_exchange, in_one_money, pair_currency, with_both_rates
from qrt.core.currency.rates import RateTable, rate_table
from qrt.core.ledger.types import Foreign, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.intercompany import group_items
from qrt.core.recon.match import Subject, reconcile_subjects
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import MatchStatus, Reconciliation, ReconciliationKind

FIRST, LAST, DAY = date(2026, 7, 1), date(2026, 9, 30), date(2026, 8, 3)
PARENT, DAUGHTER = Entity("KT", "Kaveri"), Entity("US", "Kaveri Inc", parent="KT", currency="USD")


def table(*rates: tuple[str, str, str, str]) -> RateTable:
    return rate_table([], [QuotedRate(code, date.fromisoformat(day), Decimal(rate), kind, "FBIL") for code, day, rate, kind in rates])


SPOT = table(("USD", "2026-08-03", "83.45", "reference"))


def booked(number: str, amount: str, dollars: str = "", currency: str = "USD", day: date = DAY) -> Voucher:
    """A claim of the parent, perhaps with what it was agreed at."""
    foreign = Foreign(currency, rupees(dollars), Decimal(rupees(amount)) / rupees(dollars), day) if dollars else None
    lines = (Line("Them", rupees(amount), foreign=foreign), Line("Sales", Paise(-rupees(amount))))
    return Voucher(number, "KT", VoucherKind.SALES, day, lines, SourceKind.REGISTER, number)


def owed(number: str, amount: str, reference: str, day: date = DAY, inr: str = "") -> Voucher:
    """A debt of the daughter, in dollars."""
    foreign = Foreign("INR", -rupees(inr), Decimal(1), day) if inr else None
    lines = (Line("Us", Paise(-rupees(amount)), foreign=foreign), Line("Purchases", rupees(amount)))
    return Voucher(number, "US", VoucherKind.PURCHASE, day, lines, SourceKind.REGISTER, number, reference=reference)


def pair(sold: Iterable[Voucher], bought: Iterable[Voucher], opening: str = "0") -> tuple[Books, Books]:
    ours, theirs = group_items(sold, frozenset({"Them"}), "INR", 1), group_items(bought, frozenset({"Us"}), "USD", -1)
    return Books(PARENT, ours, Paise(0)), Books(DAUGHTER, theirs, rupees(opening))


def drawn(sold: Iterable[Voucher], bought: Iterable[Voucher], rates: RateTable = SPOT) -> tuple[Reconciliation, tuple[Finding, ...]]:
    both, asked = in_one_money(pair(sold, bought), rates, FIRST)
    assert both is not None and not asked
    subject = Subject("US", both[0].items, both[1].items, LAST)
    found = with_both_rates(reconcile_subjects(ReconciliationKind.INTERCOMPANY, [(subject, MatchPolicy())])["US"], "KT", "US")
    return found, check_exchange(found, *both)


def test_one_document_at_two_rates_is_accepted_and_the_entry_is_of_the_books_to_which_it_is_foreign() -> None:
    found, (exchange,) = drawn([booked("E-1", "83100", "1000")], [owed("P-1", "1000", "E-1")])
    (match,) = found.matches
    assert (match.status, match.difference) == (MatchStatus.AUTO, rupees("-350"))
    assert match.reasons[-1].text == "E-1: KT has USD 1,000.00 at 83.1 (as booked), US has USD 1,000.00 at 83.45 (reference rate of 03-08-2026, FBIL)"
    assert (exchange.rule, exchange.amount) == ("recon.exchange_difference", rupees("350"))
    assert "Entry in KT: debit Them, credit exchange difference, Rs 350.00" in exchange.sentence


def test_a_document_in_rupees_is_compared_in_rupees_and_needs_no_rate() -> None:
    found, findings = drawn([booked("E-1", "83100")], [owed("P-1", "1010", "E-1", inr="83100")], table())
    assert found.matches[0].difference == 0 and found.matches[0].status is MatchStatus.AUTO and findings == ()


@pytest.mark.parametrize(("dollars", "currency"), [("990", "USD"), ("1000", "EUR")])
def test_documents_of_other_amounts_or_currencies_wait_for_a_person_though_their_rupees_agree(dollars: str, currency: str) -> None:
    found, (differs,) = drawn([booked("E-1", "83450", dollars, currency)], [owed("P-1", "1000", "E-1")])
    (match,) = found.matches
    assert match.status is MatchStatus.SUGGESTED and differs.rule == "recon.document_differs" and f"{currency} {dollars}" in differs.sentence.replace(",", "")


@pytest.mark.parametrize(
    ("rates", "worth"),
    [
        (table(("USD", "2026-07-31", "83.20", "reference")), "83200"),
        (table(("USD", "2026-09-30", "83.60", "average")), "83600"),
        (table(("USD", "2026-09-30", "84", "average"), ("USD", "2026-08-31", "83.70", "average")), "83700"),
    ],
)
def test_a_day_without_a_rate_takes_that_of_the_week_before_it_else_the_named_average(rates: RateTable, worth: str) -> None:
    both, asked = in_one_money(pair([], [owed("P-1", "1000", "E-1")]), rates, FIRST)
    assert both is not None and not asked and both[1].items[0].amount == rupees(worth)


@pytest.mark.parametrize(
    ("rates", "why"),
    [
        (table(), "no paper and nobody names the rate of USD on 03-08-2026"),
        (table(("USD", "2026-07-20", "83", "reference")), "the last one named is 83 of 20-07-2026"),
        (table(("USD", "2026-10-31", "83", "average")), "no paper and nobody names"),
        (table(("USD", "2026-08-03", "83", "closing"), ("USD", "2026-08-03", "84", "closing")), "different closing rates: 83 (FBIL) and 84 (FBIL)"),
    ],
)
def test_without_one_rate_the_pair_is_asked_about_and_not_compared(rates: RateTable, why: str) -> None:
    both, (asked,) = in_one_money(pair([booked("E-1", "83100")], [owed("P-1", "1000", "E-1")]), rates, FIRST)
    assert both is None and asked.rule == "recon.rate_missing" and "USD on 03-08-2026" in asked.sentence and why in asked.sentence


def test_what_stood_open_before_the_quarter_is_valued_on_the_day_before_it() -> None:
    rates = table(("USD", "2026-06-30", "82.50", "closing"))
    both, _ = in_one_money(pair([], [], "2000"), rates, FIRST)
    assert both is not None and both[1].opening == rupees("165000")
    both, (asked,) = in_one_money(pair([], [], "2000"), table(), FIRST)
    assert both is None and "USD on 30-06-2026" in asked.sentence


def test_two_books_in_one_currency_are_left_as_they_are() -> None:
    one = Books(DAUGHTER, group_items([owed("P-1", "5", "E-1")], frozenset({"Us"}), "USD", -1), Paise(7))
    assert in_one_money((one, one), table(), FIRST) == ((one, one), ())
    assert (pair_currency(DAUGHTER, DAUGHTER), pair_currency(PARENT, DAUGHTER)) == ("USD", "INR")


@pytest.mark.parametrize("rate", ["8.345", "0.01198", "95"])
def test_a_rate_that_cannot_be_one_is_told_and_no_exchange_is_booked_for_it(rate: str) -> None:
    found, (apart,) = drawn([booked("E-1", "83100", "1000")], [owed("P-1", "1000", "E-1")], table(("USD", "2026-08-03", rate, "reference")))
    assert not any(match.status is MatchStatus.AUTO for match in found.matches)
    assert apart.rule == "recon.rates_apart" and f"US has USD 1,000.00 at {rate}" in apart.sentence and "Entry" not in apart.sentence


def test_rupees_that_no_rate_of_the_day_makes_of_the_dollars_are_told() -> None:
    found, (differs,) = drawn([booked("E-1", "83100")], [owed("P-1", "500", "E-1")])
    assert found.matches[0].status is MatchStatus.SUGGESTED
    assert differs.rule == "recon.document_differs" and "KT has Rs 83,100.00, US has USD 500.00 at 83.45" in differs.sentence


def test_books_of_two_foreign_currencies_say_what_was_booked_at_a_rate_and_what_to_book_in_their_own_money() -> None:
    french = Entity("FR", "Kaveri SA", parent="KT", currency="EUR")
    sold = booked("E-1", "1000")
    bought = owed("P-1", "1160", "E-1")
    debt, cost = bought.lines
    bought = replace(bought, lines=(replace(debt, foreign=Foreign("EUR", -rupees("1000"), Decimal("1.16"), DAY)), cost))
    sides = Books(french, group_items([sold], frozenset({"Them"}), "EUR", 1), Paise(0)), Books(DAUGHTER, pair([], [bought])[1].items, Paise(0))
    both, _ = in_one_money(sides, table(("USD", "2026-08-03", "83.45", "reference"), ("EUR", "2026-08-03", "97", "reference")), FIRST)
    assert both is not None
    subject = Subject("US", both[0].items, both[1].items, LAST)
    found = with_both_rates(reconcile_subjects(ReconciliationKind.INTERCOMPANY, [(subject, MatchPolicy())])["US"], "FR", "US")
    (exchange,) = check_exchange(found, *both)
    assert "US has EUR 1,000.00, booked as USD 1,160.00, at 83.45" in exchange.sentence, "the rate of the dollar is told as that of the euro"
    assert exchange.amount == rupees("198")  # 97,000 less 1,160 at 83.45, which is 2.37 dollars.
    assert "Entry in US: debit exchange difference, credit Us, USD 2.37 (Rs 198.00)" in exchange.sentence
