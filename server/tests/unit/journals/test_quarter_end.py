"""Entries of a quarter's end, each worked by hand. The quarter is July to September 2026."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.company import Policy
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.journals.quarter_end import draft_quarter_end, to_case
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import is_sound
from qrt.core.parties.entries import OpeningBill
from tests.unit.journals.open_items import open_items

QUARTER, MODEL = Quarter(2026, 2), load_model_chart()
LAST, NEXT = date(2026, 9, 30), date(2026, 10, 1)
ACCOUNTS = {
    "Bank": ("bank", "asset", ""),
    "Office Rent": ("", "expense", "rent_land"),
    "Electricity Charges": ("", "expense", ""),
    "Stationery": ("", "expense", ""),
    "Insurance": ("", "expense", ""),
    "Software Licences": ("", "expense", "technical"),
    "Interest on Term Loan": ("interest_expense", "expense", ""),
    "Sales": ("", "income", ""),
    "Changes in Inventories": ("", "expense", ""),
    "Income Tax Expense": ("income_tax", "expense", ""),
    "Bad Debts": ("provision_expense", "expense", ""),
    "Round Off": ("round_off", "expense", ""),
    "Landlord LLP": ("creditor", "liability", ""),
    "New Landlord": ("creditor", "liability", ""),
    "Asha Traders": ("debtor", "asset", ""),
    "Expenses Payable": ("", "liability", ""),
    "Interest Accrued": ("interest_payable", "liability", ""),
    "Provision for Taxation": ("", "liability", ""),
    "Term Loan": ("borrowing", "liability", ""),
    "Prepaid Insurance": ("prepaid", "asset", ""),
    "Stock": ("inventory", "asset", ""),
    "Allowance for Doubtful Debts": ("allowance", "asset", ""),
}
CHART = {name: LedgerAccount("A", name, role=role, nature=nature, tds_key=key) for name, (role, nature, key) in ACCOUNTS.items()}


def voucher(number, day, legs, kind=VoucherKind.JOURNAL, party="", narration="", **more):
    lines = tuple(Line(name, rupees(amount), Place("f" * 64, row=int(number[-2:]))) for name, amount in legs)
    return Voucher(
        f"register:{number}",
        "A",
        kind,
        day,
        lines,
        SourceKind.REGISTER,
        number,
        party=party,
        narration=narration,
        place=Place("f" * 64, row=int(number[-2:])),
        **more,
    )


def rent(number, month, amount="65000", party="Landlord LLP"):
    return voucher(number, date(2026, month, 5), [("Office Rent", amount), (party, f"-{amount}")], VoucherKind.PURCHASE, party)


def power(number, month, amount):
    return voucher(number, date(2026, month, 12), [("Electricity Charges", amount), ("Bank", f"-{amount}")], VoucherKind.PAYMENT, "State Electricity Board")


def propose(*posted, chart=CHART, policy=None, beyond=(), waiting=(), opening=None, **more):
    bills = open_items(posted, chart, opening or {}, LAST)
    made = draft_quarter_end(to_case("A", QUARTER, chart, MODEL, policy or Policy(), posted, beyond, waiting, bills=bills, **more))
    assert all(is_sound(draft) for draft in made.drafts)
    return made


def legs(draft):
    found = {}
    for line in draft.lines:
        found[line.ledger] = found.get(line.ledger, 0) + line.amount
    return found


def opened(**amounts):
    return CHART | {name.replace("_", " "): replace(CHART[name.replace("_", " ")], opening=rupees(amount)) for name, amount in amounts.items()}


def one(proposed):
    (draft,) = proposed.drafts
    return draft


def test_rent_booked_in_every_month_but_the_last_is_accrued_and_takes_itself_back():
    draft = one(propose(rent("P-01", 7), rent("P-02", 8)))
    assert legs(draft) == {"Office Rent": rupees("65000"), "Expenses Payable": rupees("-65000")}
    assert (draft.key, draft.day, draft.reverses_on) == ("recurring:Office Rent/Landlord LLP/2026-09", LAST, NEXT)
    assert draft.source == SourceKind.RULE
    assert "P-01 of 05-07-2026 (65,000.00), P-02 of 05-08-2026 (65,000.00)" in draft.lines[0].reason
    assert draft.evidence == (Place("f" * 64, row=1), Place("f" * 64, row=2))


def test_a_longer_history_makes_a_proposal_surer_and_changes_nothing_else():
    short = one(propose(rent("P-01", 7), rent("P-02", 8)))
    long = one(propose(rent("P-01", 7), rent("P-02", 8), beyond=[rent("P-11", 4), rent("P-12", 5), rent("P-13", 6)]))
    assert long.confidence > short.confidence
    assert legs(long) == legs(short)
    # A month that was missing before too is no monthly cost.
    assert propose(rent("P-01", 7), rent("P-02", 8), beyond=[rent("P-11", 4), rent("P-13", 6)]).drafts == ()


def test_what_is_booked_or_waits_already_is_not_proposed_again():
    two = [rent("P-01", 7), rent("P-02", 8)]
    assert propose(*two, rent("P-03", 9)).drafts == ()
    assert propose(*two, rent("P-03", 9, "70000", "New Landlord")).drafts == ()  # The landlord changed.
    accrued = voucher("J-01", LAST, [("Office Rent", "65000"), ("Expenses Payable", "-65000")])
    assert propose(*two, accrued).drafts == ()
    paper = VoucherDraft("paper:x", "A", VoucherKind.PURCHASE, date(2026, 9, 4), rent("P-03", 9).lines, SourceKind.PAPER)
    assert propose(*two, waiting=[paper]).drafts == ()


@pytest.mark.parametrize(
    ("july", "august", "drafts"),
    [
        ("Rent of July", "Rent of August and September, 32500 each", 0),
        ("Rent of July", "Rent of August and September, 32,500 each", 0),
        ("Rent of July", "Rent of August, paid on September 5, 2026", 1),
        ("Rent of July", "Rent Aug-26 to Sep-26", 0),
        ("Rent for 01-07-2026 to 31-07-2026", "Rent for 01-08-2026 to 30-09-2026", 0),
        ("Rent for August 2026", "Rent for September 2026", 0),  # In advance.
        ("Rent of July", "Rent of August", 1),
        ("Rent of July", "Rent of August, bill of 3 Aug 2026, due 05 September 2026", 1),
        ("Rent of July", "Rent of August, lease from 01-04-2026 to 31-03-2031", 1),
        ("Rent 01-07-2026 to 30-09-2026", "Rent 01-07-2026 to 30-09-2026", 1),  # The same text each month says nothing of September.
    ],
)
def test_a_month_that_a_voucher_of_another_month_pays_for_is_not_drafted(july, august, drafts):
    books = replace(rent("P-01", 7), narration=july), replace(rent("P-02", 8), narration=august)
    made = propose(*books).drafts
    assert [draft.key for draft in made] == ["recurring:Office Rent/Landlord LLP/2026-09"] * drafts


def test_a_metered_cost_is_proposed_at_its_median_and_with_less_trust():
    books = [power("B-11", 5, "30000"), power("B-12", 6, "20000"), power("B-01", 7, "24000"), power("B-02", 8, "40000")]
    draft = one(propose(*books[2:], beyond=books[:2]))
    # 20,000 24,000 30,000 40,000: the middle is 27,000.
    assert draft.lines[0].amount == rupees("27000")
    assert draft.confidence < one(propose(rent("P-01", 7), rent("P-02", 8), beyond=[rent("P-11", 5), rent("P-12", 6)])).confidence
    assert propose(power("B-01", 7, "10000"), power("B-02", 8, "40000")).drafts == ()


def test_what_no_name_calls_recurring_needs_three_equal_months():
    def bought(number, month, amount="4000"):
        return voucher(number, date(2026, month, 3), [("Stationery", amount), ("Bank", f"-{amount}")], VoucherKind.PAYMENT, "City Stationers")

    assert propose(bought("B-01", 7), bought("B-02", 8)).drafts == ()
    assert len(propose(bought("B-01", 7), bought("B-02", 8), beyond=[bought("B-11", 6)]).drafts) == 1
    assert propose(bought("B-01", 7), bought("B-02", 8, "4100"), beyond=[bought("B-11", 6)]).drafts == ()


def test_prepaid_cost_written_off_each_month_goes_on_until_nothing_is_left():
    def written_off(number, month):
        return voucher(number, date(2026, month, 28), [("Insurance", "6500"), ("Prepaid Insurance", "-6500")])

    draft = one(propose(written_off("J-01", 7), written_off("J-02", 8), chart=opened(Prepaid_Insurance="58500")))
    assert legs(draft) == {"Insurance": rupees("6500"), "Prepaid Insurance": rupees("-6500")}
    assert (draft.key, draft.reverses_on) == ("prepaid:Insurance//2026-09", None)
    assert propose(written_off("J-01", 7), written_off("J-02", 8), chart=opened(Prepaid_Insurance="15000")).drafts == ()


def test_interest_of_a_loan_at_the_rate_that_its_other_months_show():
    def instalment(number, month, interest):
        total = rupees(interest) // 100 + 100000
        return voucher(number, date(2026, month, 5), [("Term Loan", "100000"), ("Interest on Term Loan", interest), ("Bank", f"-{total}")], VoucherKind.PAYMENT)

    # 60,00,000 at 9 %: 45,000 in July, 44,250 on 59,00,000 in August, 43,500 on 58,00,000 in September.
    books = [instalment("B-01", 7, "45000"), instalment("B-02", 8, "44250")]
    draft = one(propose(*books, chart=opened(Term_Loan="-6000000")))
    assert legs(draft) == {"Interest on Term Loan": rupees("43500"), "Interest Accrued": rupees("-43500")}
    assert (draft.key, draft.reverses_on) == ("interest:Term Loan/2026-09", NEXT)
    assert "9.00 % a year" in draft.lines[0].reason
    assert propose(*books, instalment("B-03", 9, "43500"), chart=opened(Term_Loan="-6000000")).drafts == ()
    other = [instalment("B-01", 7, "45000"), instalment("B-02", 8, "60000")]
    assert propose(*other, chart=opened(Term_Loan="-6000000")).drafts == ()  # Two rates are no rate.


def test_interest_accrued_beside_the_loan_is_told_by_the_word_that_both_ledgers_share():
    def accrued(number, month):
        return voucher(number, date(2026, month, 28), [("Interest on Directors' Loan", "20000"), ("Interest Accrued", "-20000")])

    chart = opened(Term_Loan="-6000000") | {
        "Directors' Loan": LedgerAccount("A", "Directors' Loan", role="borrowing", nature="liability", opening=rupees("-2000000")),
        "Interest on Directors' Loan": LedgerAccount("A", "Interest on Directors' Loan", role="interest_expense", nature="expense"),
    }
    # 12 % of 20,00,000 for a month.
    draft = one(propose(accrued("J-01", 7), accrued("J-02", 8), chart=chart))
    assert legs(draft) == {"Interest on Directors' Loan": rupees("20000"), "Interest Accrued": rupees("-20000")}
    assert draft.key == "interest:Directors' Loan/2026-09"
    assert propose(accrued("J-01", 7), accrued("J-02", 8), accrued("J-03", 9), chart=chart).drafts == ()


@pytest.mark.parametrize(("other_group", "drafts"), [("Secured Loans", 1), ("Unsecured Loans", 0)])
def test_interest_is_known_by_the_group_of_a_loan_that_stands_there_alone(other_group, drafts):
    def accrual(number, month):
        return voucher(number, date(2026, month, 28), [("Interest on Unsecured Loan", "41250"), ("Interest Accrued", "-41250")])

    chart = opened() | {
        "Term Loan": LedgerAccount("A", "Term Loan", other_group, role="borrowing", nature="liability"),
        "Directors' Loan": LedgerAccount("A", "Directors' Loan", "Unsecured Loans", role="borrowing", nature="liability", opening=rupees("-5500000")),
        "Interest on Unsecured Loan": LedgerAccount("A", "Interest on Unsecured Loan", role="interest_expense", nature="expense"),
    }
    made = propose(accrual("J-7", 7), accrual("J-8", 8), chart=chart).drafts
    assert len(made) == drafts
    # 9 % of 55,00,000 for a month.
    assert all(legs(draft) == {"Interest on Unsecured Loan": rupees("41250"), "Interest Accrued": rupees("-41250")} for draft in made)


def test_a_loan_without_any_interest_is_named_and_not_guessed():
    made = propose(chart=opened(Term_Loan="-6000000"))
    assert made.drafts == ()
    assert [(finding.rule, finding.severity) for finding in made.findings] == [("quarter_end.interest_unknown", "info")]


def test_a_bill_of_the_quarter_booked_after_it_is_accrued():
    late = voucher(
        "P-77",
        date(2026, 10, 6),
        [("Software Licences", "50000"), ("Landlord LLP", "-50000")],
        VoucherKind.PURCHASE,
        "Landlord LLP",
        reference="L/9",
        reference_day=LAST,
    )
    draft = one(propose(beyond=[late]))
    assert legs(draft) == {"Software Licences": rupees("50000"), "Expenses Payable": rupees("-50000")}
    assert (draft.key, draft.day, draft.reverses_on) == ("accrual:register:P-77", LAST, NEXT)
    assert propose(beyond=[replace(late, reference_day=date(2026, 10, 2))]).drafts == ()
    own = voucher("J-05", LAST, [("Software Licences", "49000"), ("Expenses Payable", "-49000")])
    assert propose(own, beyond=[late]).drafts == ()


def test_balances_of_a_rupee_or_less_are_cleared_together():
    books = [
        voucher("S-01", date(2026, 7, 3), [("Asha Traders", "1180.40"), ("Sales", "-1180.40")], VoucherKind.SALES, "Asha Traders"),
        voucher("R-02", date(2026, 7, 9), [("Bank", "1180"), ("Asha Traders", "-1180")], VoucherKind.RECEIPT, "Asha Traders"),
        voucher("P-03", date(2026, 7, 3), [("Stationery", "500"), ("Landlord LLP", "-500")], VoucherKind.PURCHASE, "Landlord LLP"),
        voucher("B-04", date(2026, 7, 9), [("Landlord LLP", "501.01"), ("Bank", "-501.01")], VoucherKind.PAYMENT, "Landlord LLP"),
    ]
    draft = one(propose(*books))
    assert legs(draft) == {"Asha Traders": rupees("-0.40"), "Round Off": rupees("0.40")}


def bill(number, day, amount):
    return voucher(number, day, [("Asha Traders", amount), ("Sales", f"-{amount}")], VoucherKind.SALES, "Asha Traders")


OLD = {
    "Asha Traders": (
        OpeningBill("S/1", rupees("10000"), date(2026, 1, 1), None, "a list", Place("d" * 64, row=3)),
        OpeningBill("S/2", rupees("8000"), date(2025, 9, 1), None, "a list", Place("d" * 64, row=4)),
    )
}


def test_doubtful_debts_follow_the_companys_policy_and_nothing_else():
    policy = Policy(doubtful_debts=((180, "50"), (365, "100")))
    chart = opened(Asha_Traders="18000", Allowance_for_Doubtful_Debts="-2000")
    # 272 days: half of 10,000. 394 days: all of 8,000. 13,000 less 2,000 that stands.
    draft = one(propose(chart=chart, policy=policy, opening=OLD))
    assert legs(draft) == {"Bad Debts": rupees("11000"), "Allowance for Doubtful Debts": rupees("-11000")}
    assert "S/2 of Asha Traders (8,000.00, 100 %)" in draft.lines[0].reason
    without = propose(chart=chart, opening=OLD)
    assert (without.drafts, [finding.rule for finding in without.findings]) == ((), ["quarter_end.no_doubtful_policy"])
    assert without.findings[0].amount == rupees("18000")
    ageless = propose(chart=opened(Asha_Traders="18000"), policy=policy)
    assert (ageless.drafts, [finding.rule for finding in ageless.findings]) == ((), ["quarter_end.debt_without_age"])


def test_current_tax_needs_the_companys_rate():
    books = [bill("S-01", date(2026, 9, 20), "500000"), voucher("J-02", LAST, [("Stationery", "100000"), ("Bank", "-100000")])]
    # Profit of 4,00,000 at 25.168 % is 1,00,672.
    draft = one(propose(*books, policy=Policy(income_tax_rate="25.168", income_tax_regime="115BAA")))
    assert legs(draft) == {"Income Tax Expense": rupees("100672"), "Provision for Taxation": rupees("-100672")}
    assert "115BAA" in draft.narration
    assert draft.confidence <= 0.5
    made = propose(*books)
    assert (made.drafts, [finding.rule for finding in made.findings]) == ((), ["quarter_end.no_tax_policy"])
    assert "115BAA" in made.findings[0].sentence
    assert "Deferred tax" in made.findings[0].sentence
    provided = voucher("J-03", LAST, [("Income Tax Expense", "90000"), ("Provision for Taxation", "-90000")])
    assert propose(*books, provided, policy=Policy(income_tax_rate="25.168")) == propose(*books, provided)
    earlier = opened(Sales="-100000", Income_Tax_Expense="25000")
    # The year so far: 5,00,000, of which 25,000 is provided: 1,25,840 less 25,000.
    assert one(propose(*books, chart=earlier, policy=Policy(income_tax_rate="25.168"))).lines[0].amount == rupees("100840")


def test_stock_is_brought_to_the_trial_balance():
    closing = {"Stock": rupees("420000"), "Changes in Inventories": rupees("-20000")}
    draft = one(propose(chart=opened(Stock="400000"), closing=closing))
    assert legs(draft) == {"Stock": rupees("20000"), "Changes in Inventories": rupees("-20000")}
    assert draft.confidence > one(propose(chart=opened(Stock="400000"), closing={"Stock": rupees("420000")})).confidence
    assert propose(chart=opened(Stock="420000"), closing=closing).drafts == ()


def _power_year(july="80000", august="50000", september="60000", *more):
    """The power bill of a month is paid on the 12th of the next; what was provided in June is taken back on 1 July."""
    back = voucher("J-01", date(2026, 7, 1), [("Expenses Payable", "70000"), ("Electricity Charges", "-70000")])
    return (back, power("P-01", 7, july), power("P-02", 8, august), power("P-03", 9, september), *more)


def test_a_provision_that_was_taken_back_is_made_again_at_the_middle_of_the_quarters_bills():
    draft = one(propose(*_power_year(), chart=opened(Expenses_Payable="-70000")))
    assert legs(draft) == {"Electricity Charges": rupees("60000"), "Expenses Payable": rupees("-60000")}
    assert (draft.key, draft.day, draft.reverses_on) == ("provision:Electricity Charges/Expenses Payable/2026-09", LAST, NEXT)
    assert "J-01 of 01-07-2026 took back 70,000.00" in draft.lines[0].reason


def test_a_provision_is_not_made_twice_nor_out_of_nothing():
    again = voucher("J-02", LAST, [("Electricity Charges", "61000"), ("Expenses Payable", "-61000")])
    assert propose(*_power_year("80000", "50000", "60000", again), chart=opened(Expenses_Payable="-70000")).drafts == ()
    # The quarter opened with less than was taken back: the journal of July corrects something else.
    assert propose(*_power_year(), chart=opened(Expenses_Payable="-100")).drafts == ()


def test_bills_too_far_apart_give_a_note_and_no_estimate():
    made = propose(*_power_year("10000", "50000", "60000"), chart=opened(Expenses_Payable="-70000"))
    assert made.drafts == ()
    assert [(finding.rule, finding.severity) for finding in made.findings] == [("quarter_end.provision_unknown", "info")]


def test_what_is_provided_month_by_month_needs_no_name_to_be_a_custom():
    def provided(number, month):
        return voucher(number, Quarter(2026, 2).months[month - 7].last_day, [("Stationery", "12000"), ("Expenses Payable", "-12000")])

    draft = one(propose(provided("J-01", 7), provided("J-02", 8)))
    assert legs(draft) == {"Stationery": rupees("12000"), "Expenses Payable": rupees("-12000")}


def test_two_bills_of_two_amounts_are_no_custom_yet():
    assert propose(rent("P-01", 7, "65000"), rent("P-02", 8, "67000")).drafts == ()
    assert len(propose(rent("P-01", 7, "65000"), rent("P-02", 8, "67000"), beyond=[rent("P-11", 6, "65000")]).drafts) == 1
