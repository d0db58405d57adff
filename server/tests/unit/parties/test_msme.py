"""Late payment of micro and small enterprises, worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.adapters.rulebook.parties import load_party_rules
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.parties.bills import open_bills
from qrt.core.parties.entries import Entry, OpeningBill
from qrt.core.parties.msme import interest_on, late_payments
from qrt.core.parties.types import Party, PartyBills, PartySide

RULES = load_party_rules()
Q2 = Quarter(2026, 2)
MICRO = Party("E", "Mini Works", PartySide.VENDOR, msme="micro", pan="AAACM1234A")


def owed(party: Party, day: date, amount: str, paid: tuple[date, str] | None = None, due: date | None = None) -> dict[str, PartyBills]:
    bills = (OpeningBill("MW/1", rupees(f"-{amount}"), day, due, "list"),)
    moves = [Entry("payment/1", paid[0], rupees(paid[1]), money=True)] if paid else []
    return {party.ledger: open_bills(party, rupees(f"-{amount}"), bills, moves, Q2.last_day)}


def test_without_an_agreement_fifteen_days_are_in_time_and_the_sixteenth_is_late() -> None:
    (late,) = late_payments("E", owed(MICRO, date(2026, 9, 14), "1000.00"), RULES, Q2).bills
    assert (late.last_day, late.days_late, late.open) == (date(2026, 9, 29), 1, rupees("1000"))
    assert late_payments("E", owed(MICRO, date(2026, 9, 15), "1000.00"), RULES, Q2).bills == ()


def test_an_agreed_day_counts_up_to_forty_five_days() -> None:
    agreed = replace(MICRO, credit_days=30)
    (late,) = late_payments("E", owed(agreed, date(2026, 8, 1), "1000.00"), RULES, Q2).bills
    assert (late.last_day, late.limit) == (date(2026, 8, 31), "agreed: 30 days")
    (longer,) = late_payments("E", owed(replace(MICRO, credit_days=90), date(2026, 8, 1), "1000.00"), RULES, Q2).bills
    assert longer.last_day == date(2026, 9, 15) and "the most that can be agreed" in longer.limit


@pytest.mark.parametrize("party", [replace(MICRO, msme="medium"), replace(MICRO, msme="none"), replace(MICRO, trader=True)])
def test_medium_enterprises_and_traders_are_not_covered(party: Party) -> None:
    assert late_payments("E", owed(party, date(2026, 4, 1), "1000.00"), RULES, Q2).bills == ()


def test_interest_is_three_times_the_bank_rate_with_monthly_rests() -> None:
    # 5.50 % from 2025-12-05 on: 16.5 % a year, 1.375 % a month. Two whole months: 100000 x 1.01375^2 - 100000 = 2768.90625.
    assert interest_on(rupees("100000"), date(2026, 7, 16), date(2026, 9, 16), RULES) == rupees("2768.91")
    # And 14 days on 102768.90625 at 16.5 % over 365: 650.40; together 3419.31.
    assert interest_on(rupees("100000"), date(2026, 7, 16), date(2026, 9, 30), RULES) == rupees("3419.31")


def test_each_month_bears_the_rate_of_its_first_day() -> None:
    # Due 2025-05-31: the month from 1 June at 3 x 6.25 %, the next from 1 July at 3 x 5.75 %: 100000 x 1.015625 x 1.014375 = 103022.46.
    assert interest_on(rupees("100000"), date(2025, 5, 31), date(2025, 7, 31), RULES) == rupees("3022.46")


def test_a_bill_paid_late_in_the_quarter_bears_interest_and_is_disallowed_no_more() -> None:
    (late,) = late_payments("E", owed(MICRO, date(2026, 6, 1), "1000.00", paid=(date(2026, 7, 16), "1000.00")), RULES, Q2).bills
    # Last day 16 June, paid 16 July: one month at 1.375 %.
    assert (late.open, late.paid_late, late.days_late, late.interest, late.disallowed) == (0, rupees("1000"), 30, rupees("13.75"), 0)


def test_what_was_charged_to_income_is_disallowed_and_tax_taken_as_credit_is_not() -> None:
    entry = Entry("purchase/1", date(2026, 7, 1), rupees("-1180"), money=False, number="MW/7", value=rupees("1000"), expense=rupees("1000"))
    bills = {"Mini Works": open_bills(MICRO, rupees("0"), (), [entry], Q2.last_day)}
    (late,) = late_payments("E", bills, RULES, Q2).bills
    assert late.disallowed == rupees("1000") and late.open == rupees("1180")


def test_the_finding_names_the_law_of_the_day() -> None:
    made = late_payments("E", owed(MICRO, date(2026, 7, 1), "1000.00"), RULES, Q2)
    (found,) = [each for each in made.findings if each.rule == "party.msme_overdue"]
    assert found.amount == rupees("1000") and "Income-tax Act 2025" in found.law and "2026-27" in found.sentence


def test_the_form_of_the_half_year_lists_each_supplier_once() -> None:
    made = late_payments("E", owed(MICRO, date(2026, 7, 1), "1000.00"), RULES, Q2)
    assert made.form and made.form_due == date(2026, 10, 31)
    assert [(row.party.pan, row.amount, row.since) for row in made.form_rows] == [("AAACM1234A", rupees("1000"), date(2026, 7, 16))]
    assert late_payments("E", {}, RULES, Quarter(2026, 1)).form is None


def test_a_vendor_of_unknown_size_is_asked_about_and_not_guessed() -> None:
    made = late_payments("E", owed(replace(MICRO, msme=""), date(2026, 7, 1), "1000.00"), RULES, Q2)
    assert made.bills == () and made.unknown == ("Mini Works",)
    assert [each.rule for each in made.findings] == ["party.msme_unknown"]


def test_a_due_day_of_the_books_is_no_agreement_and_brings_an_agreed_day_nearer_alone() -> None:
    # Bill of 1 August. Nothing agreed: 16 August, whatever due day the books give it. Agreed 30 days: 31 August, or 20 August where the bill says so.
    def last(party: Party, due: date | None) -> date:
        (late,) = late_payments("E", owed(party, date(2026, 8, 1), "1000.00", due=due), RULES, Q2).bills
        return late.last_day

    agreed = replace(MICRO, credit_days=30)
    assert last(MICRO, date(2026, 8, 31)) == last(MICRO, None) == date(2026, 8, 16)
    assert (last(agreed, None), last(agreed, date(2026, 8, 20)), last(agreed, date(2026, 9, 10))) == (date(2026, 8, 31), date(2026, 8, 20), date(2026, 8, 31))
