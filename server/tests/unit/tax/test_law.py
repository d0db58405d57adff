"""The dated rows against cases computed by hand."""

from datetime import date
from decimal import Decimal

import pytest

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.dated import is_in_force
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import FinancialYear, Month, Quarter
from qrt.core.tax.deduction import deduction_due, late_deposit_interest, months_touched
from qrt.core.tax.explain import explain
from qrt.core.tax.gst.reverse import says
from qrt.core.tax.rules import due_date, gst_rates_on, hsn_rates_on, itc_last_day, late_fee, rates_allowed, state_of, tds_key_of_section, tds_rule_on

RULES = load_tax_rules()
COMPANY, FIRM, PERSON = "AAACA0001A", "AAAFA0001A", "AAAPA0001A"


@pytest.mark.parametrize(
    ("day", "key", "pan", "prior", "taxed", "amount", "tax"),
    [
        ("2026-06-15", "contractor", COMPANY, "0", "0", "30000", "0"),
        ("2026-06-15", "contractor", COMPANY, "0", "0", "30001", "600.02"),
        ("2026-06-15", "contractor", PERSON, "0", "0", "30001", "300.01"),
        ("2026-07-01", "professional", FIRM, "0", "0", "50000", "0"),
        ("2026-07-20", "professional", FIRM, "50000", "0", "10000", "6000"),
        ("2025-02-10", "commission", COMPANY, "20000", "20000", "10000", "200"),
        ("2026-03-31", "partner", PERSON, "0", "0", "50000", "5000"),
        ("2026-07-20", "professional", "", "0", "0", "60000", "12000"),
        ("2026-07-20", "purchase_goods", COMPANY, "4900000", "0", "300000", "200"),
        ("2026-07-20", "purchase_goods", COMPANY, "6000000", "0", "300000", "300"),
        ("2026-08-01", "contractor", COMPANY, "90000", "0", "20000", "2200"),
        ("2024-08-01", "commission", COMPANY, "0", "0", "20000", "1000"),
    ],
)
def test_the_tax_of_a_payment_follows_from_its_dated_row(day: str, key: str, pan: str, prior: str, taxed: str, amount: str, tax: str) -> None:
    rule = tds_rule_on(RULES, key, date.fromisoformat(day))
    assert rule is not None
    assert deduction_due(rule, pan, rupees(amount), rupees(prior), rupees(taxed)).tax == rupees(tax)


@pytest.mark.parametrize(("rent", "tax"), [("50000", "0"), ("50000.01", "5000.00"), ("60000", "6000")])
def test_rent_is_taxed_when_the_month_exceeds_its_limit(rent: str, tax: str) -> None:
    rule = tds_rule_on(RULES, "rent_land", date(2026, 5, 31))
    assert rule is not None
    assert deduction_due(rule, PERSON, rupees(rent), month=rupees(rent)).tax == rupees(tax)


@pytest.mark.parametrize(
    ("rent", "month", "taxed", "base"),
    [
        ("30000", "60000", "0", "60000"),  # It exceeds 50,000 with the bill before, which is taxed with it.
        ("30000", "60000", "30000", "30000"),
        ("20000", "60000", "20000", "40000"),
        ("20000", "50000", "0", "0"),  # At the limit.
        ("30000", "90000", "0", "30000"),  # The month was past its limit before: each bill answers for itself.
        ("60000", "60000", "0", "60000"),
    ],
)
def test_the_rent_that_exceeds_the_months_limit_takes_the_untaxed_rents_of_the_month_along(rent: str, month: str, taxed: str, base: str) -> None:
    rule = tds_rule_on(RULES, "rent_land", date(2026, 8, 15))
    assert rule is not None
    due = deduction_due(rule, PERSON, rupees(rent), month=rupees(month), month_taxed=rupees(taxed))
    assert (due.base, due.tax * 10) == (rupees(base), rupees(base))


def test_interest_on_a_late_deposit_counts_every_month_it_touches() -> None:
    rule = next(row for row in RULES.interest if is_in_force(row, date(2026, 6, 15)))
    assert months_touched(date(2026, 6, 15), date(2026, 8, 20)) == 3
    assert late_deposit_interest(rule, rupees("10000"), date(2026, 6, 15), date(2026, 7, 7), date(2026, 8, 20)) == rupees("450")
    assert late_deposit_interest(rule, rupees("10000"), date(2026, 6, 15), date(2026, 7, 7), date(2026, 7, 7)) == 0


def test_the_act_changes_on_the_first_of_april_2026() -> None:
    before, after = tds_rule_on(RULES, "contractor", date(2026, 3, 31)), tds_rule_on(RULES, "contractor", date(2026, 4, 1))
    assert before is not None and after is not None
    assert (before.act, before.section) == ("1961", "194C")
    assert (after.act, after.section, after.old_section) == ("2025", "393(1) Sl.6(i)", "194C")


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("194C", ("contractor",)),
        ("194J", ("director", "professional", "technical")),
        ("194I(b)", ("rent_land",)),
        ("1023", ("contractor",)),
        ("194", ("dividend",)),
        ("999", ()),
    ],
)
def test_sections_and_codes_lead_to_the_nature_of_payment(section: str, keys: tuple[str, ...]) -> None:
    assert tds_key_of_section(RULES, section, date(2026, 7, 1)) == keys


@pytest.mark.parametrize(
    ("key", "period", "filer", "state", "due"),
    [
        ("gstr_3b", Month(2026, 10), "monthly", "", "2026-11-20"),
        ("gstr_3b", Quarter(2026, 2), "qrmp", "27", "2026-10-22"),
        ("gstr_3b", Quarter(2026, 2), "qrmp", "07", "2026-10-24"),
        ("gstr_1", Quarter(2026, 2), "qrmp", "", "2026-10-13"),
        ("gstr_1", Month(2026, 12), "monthly", "", "2027-01-11"),
        ("form_140", Quarter(2026, 3), "", "", "2027-01-31"),
        ("form_140", Quarter(2025, 4), "", "", "2026-05-31"),
        ("lodr_results", Quarter(2026, 2), "", "", "2026-11-14"),
        ("tds_deposit", Month(2027, 3), "", "", "2027-04-30"),
        ("tds_deposit", Month(2026, 12), "", "", "2027-01-07"),
        ("itc_cut_off", FinancialYear(2025), "", "", "2026-11-30"),
    ],
)
def test_a_form_is_due_on_its_day(key: str, period: Month | Quarter | FinancialYear, filer: str, state: str, due: str) -> None:
    assert due_date(RULES, key, period, filer, state) == date.fromisoformat(due)


def test_nothing_is_due_after_the_last_year_that_a_date_can_have() -> None:
    """A day of 9999 that stands in a table is somebody's slip, and no reason to break off."""
    assert due_date(RULES, "tds_deposit", Month(9999, 12)) is None and due_date(RULES, "itc_cut_off", FinancialYear(9998)) is None


def test_the_last_day_for_credit_is_the_november_after_the_year() -> None:
    assert itc_last_day(RULES, date(2025, 5, 1)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("turnover", "nil", "days", "fee"),
    [("60000000", False, 10, "500"), ("0", True, 40, "500"), ("60000000", False, 400, "10000"), ("10000000", False, 400, "2000")],
)
def test_a_late_fee_runs_by_the_day_up_to_its_cap(turnover: str, nil: bool, days: int, fee: str) -> None:
    due = date(2026, 8, 20)
    assert late_fee(RULES, "gstr_3b", due, date.fromordinal(due.toordinal() + days), rupees(turnover), nil) == rupees(fee)


def test_rates_end_and_begin_on_their_days() -> None:
    before, _ = rates_allowed(RULES, date(2025, 9, 21))
    after, named = rates_allowed(RULES, date(2025, 9, 22))
    assert {Decimal(12), Decimal(28)} <= before and Decimal(40) not in before
    assert not {Decimal(12), Decimal(28)} & after and Decimal(40) in after and Decimal(28) in named
    assert Decimal(28) not in {row.rate for row in gst_rates_on(RULES, date(2026, 2, 1))}


def test_an_hsn_follows_its_longest_prefix() -> None:
    assert {row.rate for row in hsn_rates_on(RULES, "87081010", date(2026, 7, 1))} == {Decimal(5)}
    assert {row.rate for row in hsn_rates_on(RULES, "94013000", date(2026, 7, 1))} == {Decimal(18)}
    assert hsn_rates_on(RULES, "00000000", date(2026, 7, 1)) == ()


@pytest.mark.parametrize(
    ("words", "blocked"), [("Drawings of Mr Rao", True), ("Professional fees for drawings of the shed", False), ("Structural drawings, revision 2", False)]
)
def test_drawings_of_an_owner_are_personal_and_those_of_an_architect_are_not(words: str, blocked: bool) -> None:
    (personal,) = (row for row in RULES.blocked_credit if row.key == "personal")
    assert says(words.lower(), personal) is blocked


def test_states_are_known_on_their_day() -> None:
    assert (state_of(RULES, "27", date(2026, 7, 1)) or state_of(RULES, "01", date(2026, 7, 1))).name == "Maharashtra"  # type: ignore[union-attr]
    assert state_of(RULES, "25", date(2026, 7, 1)) is None


def test_every_row_has_a_source_and_rows_of_one_key_do_not_overlap() -> None:
    assert all(row.source for row in (*RULES.tds, *RULES.gst_rates, *RULES.hsn_rates, *RULES.due_dates, *RULES.reverse_charge, *RULES.blocked_credit))
    for row in RULES.tds:
        twins = [other for other in RULES.tds if other.key == row.key and other is not row and is_in_force(other, row.effective_from)]
        assert not twins, row.id


def test_an_explanation_names_row_source_and_tax() -> None:
    said = explain(RULES, "tds", date(2026, 6, 15), key="contractor", amount=Paise(3000100), pan=COMPANY)
    assert said.tax == 60002 and "393(1) Sl.6(i)" in said.sentence and "2025" in said.source
    assert "not allowed" in explain(RULES, "gst", date(2026, 6, 1), rate="28").sentence
    assert "2026-11-20" in explain(RULES, "due", date(2026, 10, 3), form="GSTR-3B", filer="monthly").sentence
    with pytest.raises(Refused):
        explain(RULES, "tds", date(2026, 6, 15), key="nothing")
    with pytest.raises(Refused):
        explain(RULES, "salt", date(2026, 6, 15))
