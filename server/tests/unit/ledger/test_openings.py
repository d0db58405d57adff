"""Opening balances: which source is used, and what every other source says otherwise, ledger by ledger."""

import pytest

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.opening import PROFIT_LEDGER, PriorClose, check_prior_changed, opening_balances, roll_forward
from qrt.core.ledger.tree import to_tree

MODEL, PLACE = load_model_chart(), Place("0" * 64, sheet="TB", row=3)
Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
GROUPS = {
    "Cash": "Cash-in-Hand",
    "Share Capital": "Capital Account",
    "Asha": "Sundry Debtors",
    "Bina": "Sundry Debtors",
    "Sales": "Sales Accounts",
    "Rent": "Indirect Expenses",
    "Retained Earnings": "Reserves & Surplus",
}
MASTERS = [MasterRow(PLACE, name, group) for name, group in GROUPS.items()]


def paise(**amounts: str):
    return {name.replace("_", " "): rupees(amount) for name, amount in amounts.items()}


def rows(closed: tuple[str, ...] = (), *, opening: bool = False, **amounts: str):
    made = []
    for name, amount in paise(**amounts).items():
        is_closed = name in closed
        made.append(TrialBalanceRow(PLACE, name, is_closed, "", 0, rupees("0") if opening else amount, amount if opening else None, collapsed=is_closed))
    return made


def opened(given=(), column=(), masters=(), prior=None, quarter=Q2):
    own = [*MASTERS, *masters]
    chart, _ = build_chart(Entity("A", "Alpha"), Division.I, MODEL, MASTERS, [*given, *column], [*(prior.balances if prior else ())])
    return opening_balances("A", chart, masters, given, column, quarter, prior, to_tree(own, [*given, *column], MODEL))


SIGNED = PriorClose("2026-27-Q1", "signed", paise(Cash="10", Share_Capital="-10"))
READY = PriorClose("2026-27-Q1", "ready", paise(Cash="10", Share_Capital="-10"))


@pytest.mark.parametrize(
    ("sources", "used"),
    [
        ({"prior": SIGNED, "given": rows(Cash="9", Share_Capital="-9"), "column": rows(opening=True, Cash="8", Share_Capital="-8")}, "prior_close"),
        ({"prior": READY, "given": rows(Cash="9", Share_Capital="-9"), "column": rows(opening=True, Cash="8", Share_Capital="-8")}, "opening_trial_balance"),
        ({"prior": READY, "column": rows(opening=True, Cash="8", Share_Capital="-8")}, "prior_close"),
        ({"column": rows(opening=True, Cash="8", Share_Capital="-8")}, "opening_column"),
    ],
)
def test_what_is_signed_opens_first_then_the_named_trial_balance_then_an_unsigned_close_then_a_column(sources, used):
    assert opened(**sources).sources[0].kind == used


def test_ledger_masters_open_the_first_quarter_alone():
    masters = [MasterRow(PLACE, "Cash", "Cash-in-Hand", opening=rupees("5")), MasterRow(PLACE, "Share Capital", "Capital Account", opening=rupees("-5"))]
    assert opened(masters=masters, quarter=Q1).balances == paise(Cash="5", Share_Capital="-5")
    assert [finding.rule for finding in opened(masters=masters).findings] == ["opening.missing"]


def test_a_ledger_that_two_sources_open_differently_is_one_finding_that_names_all_of_them():
    result = opened(rows(Cash="9", Asha="1", Share_Capital="-10"), rows(opening=True, Cash="8.50", Asha="1.50", Share_Capital="-10"), prior=READY)
    found = {finding.subject: finding for finding in result.findings}
    assert set(found) == {"ledger:A/Cash", "ledger:A/Asha"}, "Share Capital agrees in all three"
    cash, asha = found["ledger:A/Cash"], found["ledger:A/Asha"]
    assert (cash.rule, cash.severity, cash.amount) == ("opening.difference", "blocking", rupees("1")), "the close says 10.00, a rupee more"
    assert "9.00 Dr" in cash.sentence and "8.50 Dr" in cash.sentence and "10.00 Dr" in cash.sentence
    assert (asha.amount, "says nil" in asha.sentence) == (rupees("1"), True), "the prior close does not have her"
    assert asha.evidence == (PLACE, PLACE)


def test_sources_that_agree_to_the_paisa_say_nothing():
    assert opened(rows(Cash="10", Share_Capital="-10"), rows(opening=True, Cash="10.00", Share_Capital="-10"), prior=SIGNED).findings == ()


def test_a_group_shown_closed_is_compared_with_the_sum_of_its_ledgers():
    given = rows(("Sundry Debtors",), Sundry_Debtors="30", Share_Capital="-30")
    agrees = PriorClose("2026-27-Q1", "ready", paise(Asha="10", Bina="20", Share_Capital="-30"))
    assert opened(given, prior=agrees).findings == ()
    differs = PriorClose("2026-27-Q1", "ready", paise(Asha="10", Bina="21", Share_Capital="-31"))
    assert {finding.subject: finding.amount for finding in opened(given, prior=differs).findings} == {
        "ledger:A/Sundry Debtors": rupees("1"),
        "ledger:A/Share Capital": rupees("1"),
    }


def test_masters_exported_in_part_say_nothing_about_ledgers_they_leave_out():
    partial = [MasterRow(PLACE, "Asha", "Sundry Debtors", opening=rupees("4"))]
    result = opened(rows(Cash="6", Asha="4", Share_Capital="-10"), masters=partial, quarter=Q1)
    assert result.findings == ()


def test_opening_balances_that_do_not_sum_to_nil_are_named():
    result = opened(rows(Cash="9", Share_Capital="-10"))
    assert [(finding.rule, finding.amount) for finding in result.findings] == [("opening.unbalanced", rupees("1"))]


def test_on_the_first_of_april_income_and_expense_start_at_nil_and_the_profit_stands_in_retained_earnings():
    year = PriorClose("2025-26-Q4", "signed", paise(Cash="130", Share_Capital="-100", Retained_Earnings="-5", Sales="-40", Rent="15"))
    result = opened(prior=year, quarter=Q1)
    assert result.balances == paise(Cash="130", Share_Capital="-100", Retained_Earnings="-30"), "5 kept and 25 earned"
    assert [(finding.rule, finding.severity, finding.amount) for finding in result.findings] == [("opening.year_closed", "info", rupees("25"))]


def test_a_trial_balance_of_31_march_before_closing_agrees_with_the_close_that_was_rolled_forward():
    closing = {"Cash": "130", "Share_Capital": "-100", "Retained_Earnings": "-5", "Sales": "-40", "Rent": "15"}
    result = opened(rows(**closing), prior=PriorClose("2025-26-Q4", "signed", paise(**closing)), quarter=Q1)
    assert [finding.rule for finding in result.findings] == ["opening.year_closed"]


def test_without_a_ledger_of_its_own_the_profit_stands_in_the_profit_and_loss_account():
    masters = [row for row in MASTERS if row.name != "Retained Earnings"]
    chart, _ = build_chart(Entity("A", "Alpha"), Division.I, MODEL, masters, (), ())
    assert roll_forward(paise(Cash="10", Sales="-10"), chart, Q1) == {"Cash": rupees("10"), PROFIT_LEDGER: rupees("-10")}
    assert roll_forward(paise(Cash="10", Sales="-10"), chart, Q2) == paise(Cash="10", Sales="-10")


def test_a_prior_close_that_came_out_otherwise_names_each_ledger_that_moved():
    now = PriorClose("2026-27-Q1", "signed", paise(Cash="12", Share_Capital="-10", Asha="-2"))
    (finding,) = check_prior_changed("A", READY, now)
    assert (finding.rule, finding.amount) == ("opening.prior_changed", rupees("2"))
    assert "Cash from 10.00 to 12.00" in finding.sentence and "Asha from 0.00 to (2.00)" in finding.sentence
    assert check_prior_changed("A", READY, SIGNED) == ()


def test_a_prior_close_that_is_open_again_is_said():
    reopened = PriorClose("2026-27-Q1", "reopened", READY.balances)
    assert [finding.rule for finding in opened(prior=reopened).findings] == ["opening.prior_reopened"]
