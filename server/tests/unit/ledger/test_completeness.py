"""Registers against trial balance."""

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, MasterRow, TrialBalanceRow
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.completeness import check_completeness
from qrt.core.ledger.tree import to_tree

PLACE = Place("0" * 64, sheet="TB", row=1)
GROUPS = {
    "Sales": "Sales Accounts",
    "Purchases": "Purchase Accounts",
    "Output CGST": "Duties & Taxes",
    "Output SGST": "Duties & Taxes",
    "Input CGST": "Duties & Taxes",
    "Anand Stores": "Sundry Debtors",
    "Balaji Traders": "Sundry Debtors",
    "Steel House": "Sundry Creditors",
    "HDFC Bank": "Bank Accounts",
    "Salaries": "Indirect Expenses",
    "Salary Payable": "Current Liabilities",
}


def run(movements, closing, opening=None, collapsed=(), handed_in=(), columns=None, apart=None):
    masters = [MasterRow(PLACE, name, group) for name, group in GROUPS.items()]
    rows = [
        TrialBalanceRow(PLACE, name, name in collapsed, "", 0, rupees(amount), rupees((columns or {})[name]) if columns else None, collapsed=name in collapsed)
        for name, amount in closing.items()
    ]
    model = load_model_chart()
    chart, _ = build_chart(Entity("A", "Acme"), Division.I, model, masters, rows, movements)
    return check_completeness(
        "A",
        {name: rupees(amount) for name, amount in movements.items()},
        {name: rupees(amount) for name, amount in (opening or {}).items()},
        rows,
        chart,
        to_tree(masters, rows, model),
        handed_in,
        {name: rupees(amount) for name, amount in (apart or {}).items()},
    )


def test_an_opening_balance_that_the_column_states_otherwise_is_a_difference_of_the_closing_balance():
    # The books open with 1,00,000 and do not move: they close at 1,00,000, the trial balance at 90,000.
    table, (found,) = run({}, {"HDFC Bank": "90000"}, {"HDFC Bank": "100000"}, columns={"HDFC Bank": "90000"}, apart={"HDFC Bank": "10000"})
    assert [(row.trial_balance_says, row.difference) for row in table] == [(rupees("-10000"), rupees("10000"))]
    assert (found.rule, found.severity, found.amount) == ("completeness.difference", "blocking", rupees("10000"))
    assert "opening column" in found.sentence


def test_complete_registers_leave_no_difference_and_no_finding():
    table, findings = run({"Sales": "-100", "Anand Stores": "100"}, {"Sales": "-100", "Anand Stores": "150"}, {"Anand Stores": "50"})
    assert [row.difference for row in table] == [0, 0]
    assert findings == ()


def test_a_credit_note_register_that_is_missing_is_named_by_sales_tax_and_customer():
    movements = {"Sales": "-1000", "Output CGST": "-90", "Output SGST": "-90", "Anand Stores": "1180"}
    closing = {"Sales": "-900", "Output CGST": "-81", "Output SGST": "-81", "Anand Stores": "1062"}
    table, findings = run(movements, closing, handed_in={DocumentKind.SALES_REGISTER})
    assert {row.likely_cause for row in table} == {"credit note register was not handed in"}
    assert [finding.rule for finding in findings] == ["completeness.difference"]
    assert findings[0].amount == rupees("118")
    assert findings[0].evidence


def test_a_purchase_register_that_is_handed_in_but_short_is_called_incomplete():
    table, _ = run(
        {"Purchases": "100", "Steel House": "-100"}, {"Purchases": "300", "Input CGST": "18", "Steel House": "-318"}, handed_in={DocumentKind.PURCHASE_REGISTER}
    )
    assert {row.likely_cause for row in table} == {"purchase register is not complete"}


def test_a_bank_and_its_parties_point_at_the_bank_book():
    table, _ = run({"Sales": "-100", "Anand Stores": "100"}, {"Sales": "-100", "HDFC Bank": "60", "Anand Stores": "40"})
    causes = {row.ledger: row.likely_cause for row in table if row.difference}
    assert causes == {"HDFC Bank": "book of “HDFC Bank” is not handed in", "Anand Stores": "book of “HDFC Bank” is not handed in"}


def test_an_expense_against_a_liability_points_at_the_journal():
    table, _ = run({}, {"Salaries": "500", "Salary Payable": "-500"})
    assert {row.likely_cause for row in table} == {"journal register was not handed in"}


def test_a_group_shown_closed_is_compared_as_the_sum_of_its_ledgers():
    movements = {"Sales": "-300", "Anand Stores": "100", "Balaji Traders": "200"}
    table, findings = run(movements, {"Sales": "-300", "Sundry Debtors": "330"}, {"Sundry Debtors": "30"}, collapsed={"Sundry Debtors"})
    assert {row.ledger: row.difference for row in table} == {"Sales": 0, "Sundry Debtors": 0}
    assert findings == ()


def test_a_ledger_that_the_trial_balance_does_not_print_is_taken_to_stand_at_nil():
    table, findings = run({"Anand Stores": "-50", "HDFC Bank": "50"}, {"HDFC Bank": "50"}, {"Anand Stores": "50"})
    assert all(row.difference == 0 for row in table)
    assert findings == ()


def test_another_spelling_is_proposed_and_not_merged():
    table, findings = run({"Sales": "-100", "ANAND-STORES": "100"}, {"Sales": "-100", "Anand Stores": "100"})
    assert {row.ledger: row.difference for row in table} == {"Sales": 0, "Anand Stores": rupees("-100"), "ANAND-STORES": rupees("100")}
    spelling = [finding for finding in findings if finding.rule == "completeness.spelling"]
    assert len(spelling) == 1
    assert "together they tie" in spelling[0].sentence


def test_a_paisa_is_noted_as_rounding_and_no_error():
    _, findings = run({"Sales": "-100.01"}, {"Sales": "-100"})
    assert [(finding.rule, finding.amount) for finding in findings] == [("completeness.rounding", Paise(1))]


def test_no_trial_balance_is_said():
    table, findings = run({"Sales": "-100"}, {})
    assert table == ()
    assert [finding.rule for finding in findings] == ["completeness.no_trial_balance"]


def test_expenses_and_rounding_follow_the_purchase_register_when_the_journal_is_there():
    closing = {"Purchases": "100", "Salaries": "50", "Input CGST": "27", "Steel House": "-177"}
    table, findings = run({}, closing, handed_in={DocumentKind.JOURNAL_REGISTER})
    assert {row.likely_cause for row in table} == {"purchase register was not handed in"}
    assert len(findings) == 1
