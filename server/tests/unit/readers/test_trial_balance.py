"""Trial balances of Tally and of other programs."""

import pytest

from qrt.adapters.erp import read_books, read_trial_balance_xlsx
from qrt.core.documents.types import DocumentKind

DR, CR = '""0.00" Dr"', '""0.00" Cr"'
B, IN, IN2 = {"bold": True}, {"indent": 1}, {"indent": 2}
HEAD = [["X LLP - Chennai"], ["Trial Balance"], ["1-Apr-25 to 30-Jun-25"]]


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def closing(extraction):
    return {row.name: row.closing for row in extraction.rows}


@pytest.fixture
def read(sheet_bytes, paper):
    def run(rows, **options):
        data = sheet_bytes(rows, **options)
        (made,) = read_trial_balance_xlsx(paper(data, "tb.xlsx"), data)
        return made

    return run


BODY = [
    [("Current Assets", None, B), 600.0, 100.0],
    [("Sundry Debtors", None, {**B, **IN}), 600.0, 100.0],
    [("Alpha", None, IN2), 600.0],
    [("Beta", None, IN2), None, 100.0],
    [("Sales Accounts", None, B), None, 900.0],
    [("Sales GST", None, IN), None, 900.0],
    [("Sundry Creditors", None, B), 400.0],
    [("Grand Total", None, B), 1000.0, 1000.0],
]


def test_groups_are_told_from_ledgers_by_indent_and_no_row_counts_twice(read) -> None:
    made = read([*HEAD, ["Particulars", "Closing Balance"], [None, "Debit", "Credit"], *BODY])
    assert made.kind is DocumentKind.TRIAL_BALANCE
    assert [(row.name, row.is_group, row.parent, row.level, row.collapsed) for row in made.rows] == [
        ("Current Assets", True, "", 0, False),
        ("Sundry Debtors", True, "Current Assets", 1, False),
        ("Alpha", False, "Sundry Debtors", 2, False),
        ("Beta", False, "Sundry Debtors", 2, False),
        ("Sales Accounts", True, "", 0, False),
        ("Sales GST", False, "Sales Accounts", 1, False),
        ("Sundry Creditors", True, "", 0, True),
    ]
    assert sum(row.closing for row in made.rows if not row.is_group or row.collapsed) == 0
    assert closing(made)["Beta"] == -100_00
    assert rules(made) == []
    assert (made.text("company"), made.text("branch"), made.text("period_to")) == ("X LLP", "Chennai", "2025-06-30")


def test_without_indent_bold_rows_are_the_groups_of_the_rows_below(read) -> None:
    flat = [
        [(cell[0], None, B) if cell[0] in ("Current Assets", "Sales Accounts", "Sundry Creditors", "Sundry Debtors", "Grand Total") else cell[0], *rest]
        for cell, *rest in BODY
    ]
    made = read([*HEAD, ["Particulars", "Debit", "Credit"], *flat])
    assert [row.name for row in made.rows if row.is_group] == ["Current Assets", "Sundry Debtors", "Sales Accounts", "Sundry Creditors"]
    assert {row.name: row.parent for row in made.rows}["Alpha"] == "Sundry Debtors"
    assert rules(made) == []


def test_without_styles_arithmetic_and_the_grand_total_find_the_groups(read) -> None:
    made = read([*HEAD, ["Particulars", "Debit", "Credit"], *[[cell[0], *rest] for cell, *rest in BODY]])
    assert [(row.name, row.is_group) for row in made.rows if row.is_group] == [
        (name, True) for name in ("Current Assets", "Sundry Debtors", "Sales Accounts", "Sundry Creditors")
    ]
    assert rules(made) == []


def test_a_flat_list_that_ties_with_its_total_has_no_groups(read) -> None:
    made = read([*HEAD, ["Particulars", "Debit", "Credit"], ["Cash", 100.0], ["Bank", 100.0], ["Capital", None, 200.0], ["Total", 200.0, 200.0]])
    assert [row.is_group for row in made.rows] == [False] * 3
    assert rules(made) == []


def test_opening_movement_and_closing_are_told_by_the_heads_above(read) -> None:
    made = read(
        [
            *HEAD,
            ["Particulars", "Opening Balance", None, "Transactions", None, "Closing Balance"],
            [None, "Debit", "Credit", "Debit", "Credit", "Debit", "Credit"],
            ["Bank", 100.0, None, 50.0, 20.0, 130.0, None],
            ["Capital", None, 100.0, None, None, None, 100.0],
            ["Sales", None, None, 20.0, 50.0, None, 30.0],
            ["Grand Total", 100.0, 100.0, 70.0, 70.0, 130.0, 130.0],
        ]
    )
    bank = made.rows[0]
    assert (bank.opening, bank.debit, bank.credit, bank.closing) == (100_00, 50_00, 20_00, 130_00)
    assert closing(made) == {"Bank": 130_00, "Capital": -100_00, "Sales": -30_00}
    assert rules(made) == []


def test_balances_in_one_column_take_their_side_from_the_format(read) -> None:
    made = read(
        [
            *HEAD,
            ["Particulars", "Opening Balance", "Debit", "Credit", "Closing Balance"],
            ["Bank", (100.0, DR), 50.0, 20.0, (130.0, DR)],
            ["Capital", (100.0, CR), None, None, (100.0, CR)],
            ["Sales", None, 20.0, 50.0, (30.0, CR)],
            ["Grand Total", None, 70.0, 70.0, None],
        ]
    )
    assert [(row.opening, row.debit, row.credit, row.closing) for row in made.rows] == [
        (100_00, 50_00, 20_00, 130_00),
        (-100_00, 0, 0, -100_00),
        (0, 20_00, 50_00, -30_00),
    ]
    assert rules(made) == []


def test_a_trial_balance_that_does_not_balance_is_told_with_the_amount(read) -> None:
    made = read([*HEAD, ["Particulars", "Debit", "Credit"], ["Cash", 100.0], ["Capital", None, 90.0], ["Grand Total", 100.0, 90.0]])
    assert [(finding.rule, finding.amount) for finding in made.findings] == [("trial_balance.unbalanced", 10_00)]


def test_a_grand_total_that_differs_names_the_column(read) -> None:
    made = read([*HEAD, ["Particulars", "Debit", "Credit"], [("Cash", None, IN), 100.0], ["Capital", None, 100.0], ["Grand Total", 110.0, 100.0]])
    assert [(finding.rule, finding.amount, finding.evidence[0].column) for finding in made.findings] == [("trial_balance.total_mismatch", 10_00, "B")]


def test_a_difference_in_opening_balances_is_a_finding(read) -> None:
    made = read(
        [
            *HEAD,
            ["Particulars", "Debit", "Credit"],
            ["Cash", 100.0],
            ["Capital", None, 90.0],
            ["Difference in opening balances", None, 10.0],
            ["Grand Total", 100.0, 100.0],
        ]
    )
    assert [(finding.rule, finding.amount) for finding in made.findings] == [("trial_balance.opening_difference", 10_00)]


def test_a_group_that_is_not_the_sum_of_its_rows_is_named(read) -> None:
    made = read(
        [*HEAD, ["Particulars", "Debit", "Credit"], [("Cash-in-Hand", None, B), 90.0], [("Cash", None, IN), 100.0], [("Capital", None, {}), None, 100.0]]
    )
    assert rules(made) == ["trial_balance.group_mismatch"]


def test_profit_and_loss_and_opening_stock_are_ledgers_even_in_bold(read) -> None:
    made = read(
        [
            *HEAD,
            ["Particulars", "Debit", "Credit"],
            [("Current Assets", None, B), 100.0],
            [("Cash", None, IN), 100.0],
            [("Opening Stock", None, B), 20.0],
            [("Profit & Loss A/c", None, B), None, 120.0],
            [("Grand Total", None, B), 120.0, 120.0],
        ]
    )
    assert {row.name: row.is_group for row in made.rows} == {"Current Assets": True, "Cash": False, "Opening Stock": False, "Profit & Loss A/c": False}
    assert rules(made) == []


def test_other_programs_columns_are_known_by_meaning(paper) -> None:
    data = b'Account Code,Account Name,Group,Debit,Credit\n1001,Cash,Current Assets,"1,00,000.00",\n2001,Capital,Equity,,"1,00,000.00"\nTotal,,,"1,00,000.00","1,00,000.00"\n'
    (made,) = read_books(paper(data, "tb.csv"), data)
    assert [(row.name, row.parent, row.closing) for row in made.rows if row.name != "Total"] == [
        ("Cash", "Current Assets", 100000_00),
        ("Capital", "Equity", -100000_00),
    ]


def test_a_single_signed_balance_column_is_read_with_a_word_of_caution(paper) -> None:
    data = b"Account,Opening Balance,Closing Balance\nCash,50.00,100.00\nCapital,-50.00,-100.00\n"
    (made,) = read_books(paper(data, "tb.csv"), data)
    assert [(row.opening, row.closing) for row in made.rows] == [(50_00, 100_00), (-50_00, -100_00)]
    assert rules(made) == ["trial_balance.sign_by_minus"]


def test_groups_that_nothing_tells_wait_for_a_person(read) -> None:
    made = read([*HEAD, ["Particulars", "Debit", "Credit"], ["A", 100.0], ["B", 70.0], ["C", None, 100.0], ["Grand Total", 100.0, 100.0]])
    assert "trial_balance.tree_unclear" in rules(made)


PAIR = [["Cash", 1000.0, 400.0], ["Sales", None, 900.0], ["Rent", 300.0, None]]


@pytest.mark.parametrize("balances", [(600.0, -900.0, 300.0), (600.0, 900.0, 300.0)])
def test_a_net_column_beside_the_pair_is_not_counted_twice(read, balances) -> None:
    made = read([["Account", "Debit", "Credit", "Net Balance"], *([*row, net] for row, net in zip(PAIR, balances, strict=True))])
    assert closing(made) == {"Cash": 600_00, "Sales": -900_00, "Rent": 300_00}
    assert (rules(made), made.text("company")) == ([], "")


def test_a_balance_that_is_not_what_the_pair_gives_is_what_the_ledger_closes_with(read) -> None:
    made = read([["Account", "Debit", "Credit", "Balance"], *([*row, net] for row, net in zip(PAIR, (700.0, -1000.0, 300.0), strict=True))])
    assert closing(made) == {"Cash": 700_00, "Sales": -1000_00, "Rent": 300_00}
    assert [(row.debit, row.credit) for row in made.rows] == [(1000_00, 400_00), (0, 900_00), (300_00, 0)]


def test_a_ledger_is_called_by_its_name_where_the_first_column_holds_its_number(read) -> None:
    made = read([["GL Account", "Details", "Debit", "Credit"], ["100100", "Cash", 900.0, None], ["300100", "Sales", None, 900.0]])
    assert closing(made) == {"Cash": 900_00, "Sales": -900_00}


def test_names_behind_the_amounts_name_ledgers_that_the_first_column_only_numbers(read) -> None:
    made = read([["Account", "Debit", "Credit", "Account Name", "Remarks"], ["1000", 900.0, None, "Cash", "till"], ["3000", None, 900.0, "Sales", "shop"]])
    assert closing(made) == {"Cash": 900_00, "Sales": -900_00}
    unnamed = read([["Account", "Debit", "Credit", "Remarks"], ["1000", 900.0, None, "till"], ["3000", None, 900.0, "shop"]])
    assert set(closing(unnamed)) == {"1000", "3000"}


def test_a_trial_balance_in_another_currency_is_not_read_as_rupees(read) -> None:
    rows = [["Cash", "", 900.0, None], ["Sales", "", None, 900.0]]
    made = read([["Account", "Currency", "Debit", "Credit"], *([name, "USD", *pair] for name, _, *pair in rows)])
    assert (made.rows, rules(made)) == ((), ["trial_balance.currency_unclear"])
    for code, debit in (("INR", "Debit"), ("USD", "Debit (INR)")):
        ours = read([["Account", "Currency", debit, "Credit"], *([name, code, *pair] for name, _, *pair in rows)])
        assert (closing(ours), rules(ours)) == ({"Cash": 900_00, "Sales": -900_00}, [])


OURS = [["Cash", 100.0, 0.0], ["Bank", 900.0, 0.0], ["Sales", 0.0, 1500.0], ["Rent", 500.0, 0.0]]
THEIRS = [["USD Bank", 80.0, 0.0], ["USD Loan", 0.0, 80.0]]


def _with_codes(ours: str, theirs: str) -> list[list[object]]:
    return [["Ledger", "Currency", "Debit", "Credit"], *([name, ours, *pair] for name, *pair in OURS), *([name, theirs, *pair] for name, *pair in THEIRS)]


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        (_with_codes("INR", "USD"), "come to nil by themselves"),
        (_with_codes("USD", "EUR"), "all its ledgers are in EUR, USD"),
        (
            [["Ledger", "Currency", "Debit", "Credit"], ["Cash", "INR", 100.0, 0.0], ["USD Bank", "USD", 10.0, 0.0], ["Sales", "INR", 0.0, 1500.0]],
            "do not come to nil",
        ),
        ([["Ledger", "Debit (USD)", "Credit (USD)"], *OURS], "a heading of its amounts says USD"),
        ([["Currency: USD"], ["Ledger", "Debit", "Credit"], *OURS], "'Currency: USD' stands above it"),
        ([["Trial Balance as on 30-09-2026 (in USD)"], ["Ledger", "Debit", "Credit"], *OURS], "stands above it"),
        ([["Ledger", "Debit", "Credit"], ["Currency: INR"], *OURS, ["Currency: USD"], *THEIRS], "stands above some of its ledgers"),
    ],
)
def test_a_trial_balance_of_several_currencies_is_not_read_as_rupees(read, rows, cause) -> None:
    """Ledgers of each currency that come to nil by themselves balance together too, and the dollars would be rupees without a sign of it."""
    made = read(rows)
    assert (made.rows, rules(made)) == ((), ["trial_balance.currency_unclear"]) and cause in made.findings[0].sentence


@pytest.mark.parametrize(
    "rows",
    [
        [["Ledger", "Currency", "Debit", "Credit"], ["Cash", "INR", 100.0, 0.0], ["USD Bank", "USD", 900.0, 0.0], ["Sales", "INR", 0.0, 1000.0]],
        [["Ledger", "Currency", "Debit (INR)", "Credit (INR)"], *_with_codes("INR", "USD")[1:]],
        [["All amounts in INR"], *_with_codes("INR", "USD")],
        [["Ledger", "Debit", "Credit"], *OURS, *THEIRS],
    ],
)
def test_ledgers_of_other_currencies_in_a_trial_balance_of_rupees_are_read(read, rows) -> None:
    made = read(rows)
    assert made.rows and sum(closing(made).values()) == 0 and not made.findings


def test_a_column_of_sections_before_the_names_is_the_group(read) -> None:
    rows = [["Assets", "Cash"], ["Assets", "Bank"], ["Income", "Sales"], ["Income", "Interest"]]
    amounts = [(500.0, None), (400.0, None), (None, 600.0), (None, 300.0)]
    made = read([["Section", "Label", "Debit", "Credit"], *([*row, *pair] for row, pair in zip(rows, amounts, strict=True))])
    assert [(row.name, row.parent, row.closing) for row in made.rows][1:3] == [("Bank", "Assets", 400_00), ("Sales", "Income", -600_00)]


def test_year_to_date_is_no_day_of_a_payment_and_titles_above_say_whose_it_is(read) -> None:
    rows = [
        ["Trial Balance"],
        ["Neem Foods Pvt Ltd"],
        ["As at 31 October 2025"],
        ["Account Code", "Account", "Account Type", "Debit - Year to date", "Credit - Year to date"],
    ]
    made = read([*rows, ["400", "Sales", "Revenue", None, 900.0], ["090", "Bank", "Bank", 900.0, None]])
    assert (closing(made), made.text("company"), made.text("as_on")) == ({"Sales": -900_00, "Bank": 900_00}, "Neem Foods Pvt Ltd", "2025-10-31")


def test_what_was_carried_forward_and_what_moved_before_the_period_open_it_together(read) -> None:
    head = [
        "Company Code",
        "G/L Acct",
        "Short Text",
        "Crcy",
        "Balance Carryforward",
        "Balance prev.periods",
        "Debit rept.period",
        "Credit report per.",
        "Accumulated balance",
    ]
    body = [["1000", "100100", "Cash", "INR", 100.0, 50.0, 500.0, 0.0, 650.0], ["1000", "300100", "Sales", "INR", -100.0, -50.0, 0.0, 500.0, -650.0]]
    made = read([head, *body])
    assert rules(made) == []
    assert [(row.name, row.opening, row.debit, row.credit, row.closing) for row in made.rows] == [
        ("Cash", 150_00, 500_00, 0, 650_00),
        ("Sales", -150_00, 0, 500_00, -650_00),
    ]


@pytest.mark.parametrize(("cash", "told"), [(900.0, DocumentKind.TRIAL_BALANCE), (950.0, DocumentKind.OTHER)])
def test_balances_of_two_years_are_a_trial_balance_where_this_years_come_to_nil(sheet_bytes, paper, cash, told) -> None:
    rows = [["GL Number", "GL Description", "Current Year", "Previous Year"], ["100100", "Cash", cash, 700.0], ["300100", "Sales", -900.0, -700.0]]
    data = sheet_bytes(rows)
    (made,) = read_books(paper(data, "tb.xlsx"), data)
    assert made.kind is told
    assert closing(made) == ({"Cash": 900_00, "Sales": -900_00} if told is DocumentKind.TRIAL_BALANCE else {})


@pytest.mark.parametrize("head", [["Item", "Description", "Qty", "Rate", "Amount"], ["Sr", "Particulars", "Quantity", "Price", "Amount"]])
def test_a_list_of_goods_is_no_trial_balance(read, head) -> None:
    assert read([["Purchase Order 12"], head, [1.0, "Bolt", 10.0, 5.0, 50.0], [2.0, "Nut", 20.0, 2.5, 50.0]]).rows == ()
