"""Ledgers find their line, their role and their TDS nature, or are said to have none."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.offers import Mapped
from qrt.core.ledger.opening import opening_balances
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.ledger.use import groups_by_use

PLACE = Place("0" * 64, sheet="TB", row=3)
MODEL = load_model_chart()
ENTITY = Entity("A", "Alpha Castings Private Limited")
GROUP = (ENTITY, Entity("B", "Zenith Beta Private Limited", gstins=("27AABCZ1234F1Z5",)))


def master(name, group, **more):
    return MasterRow(PLACE, name, group, **more)


def row(name, amount="0", parent="", group=False, **more):
    return TrialBalanceRow(PLACE, name, group, parent, 0, rupees(amount), **more)


def chart_of(masters=(), rows=(), seen=(), division=Division.I, **more):
    return build_chart(ENTITY, division, MODEL, masters, rows, seen, group_companies=GROUP, **more)


@pytest.mark.parametrize(
    ("name", "group", "key", "role", "tds"),
    [
        ("Input CGST @9%", "Duties & Taxes", "D1.AS.CA.LNA", "input_cgst", ""),
        ("IGST Output 18%", "Duties & Taxes", "D1.EL.CL.OTH", "output_igst", ""),
        ("SGST Payable", "Duties & Taxes", "D1.EL.CL.OTH", "output_sgst", ""),
        ("UTGST Receivable", "Duties & Taxes", "D1.AS.CA.LNA", "input_sgst", ""),
        ("RCM Input IGST", "Duties & Taxes", "D1.AS.CA.LNA", "rcm_input_igst", ""),
        ("CGST Payable under Reverse Charge", "Duties & Taxes", "D1.EL.CL.OTH", "rcm_output_cgst", ""),
        ("TDS on Contractors 194C", "Duties & Taxes", "D1.EL.CL.OTH", "tds_payable", "contractor"),
        ("TDS u/s 194I(a)", "Duties & Taxes", "D1.EL.CL.OTH", "tds_payable", "rent_plant"),
        ("TDS Payable - 194J", "Current Liabilities", "D1.EL.CL.OTH", "tds_payable", "professional"),
        ("TDS Receivable FY 26-27", "Current Assets", "D1.AS.CA.LNA", "tds_receivable", ""),
        ("Cash Traders", "Sundry Debtors", "D1.AS.CA.TR", "debtor", ""),
        ("Bank of Ideas Consulting", "Sundry Creditors", "D1.EL.CL.TP_OTH", "creditor", ""),
        ("Interest on Car Loan", "Indirect Expenses", "D1.PL.FIN", "interest_expense", "interest_other"),
        ("Interest on Late Payment of TDS", "Indirect Expenses", "D1.PL.OTH", "", ""),
        ("Depreciation", "Indirect Expenses", "D1.PL.DEP", "depreciation", ""),
        ("Depreciation Reserve on Machinery", "Fixed Assets", "D1.AS.NCA.PPE", "accumulated_depreciation", ""),
        ("Staff Salary", "Indirect Expenses", "D1.PL.EMP", "", "salary"),
        ("Salary Payable", "Current Liabilities", "D1.EL.CL.OTH", "", ""),
        ("Godown Rent", "Indirect Expenses", "D1.PL.OTH", "", "rent_land"),
        ("Software Licence", "Fixed Assets", "D1.AS.NCA.INT", "fixed_asset", ""),
        ("Cash Credit - SBI", "Secured Loans", "D1.EL.CL.BOR", "borrowing", ""),
        ("Provision for Income Tax", "Provisions", "D1.EL.CL.PRV", "income_tax_payable", ""),
        ("Anything At All", "Direct Expenses", "D1.PL.OTH", "", ""),
    ],
)
def test_group_first_then_name(name, group, key, role, tds):
    account = chart_of([master(name, group)])[0][name]
    assert (account.schedule_key, account.role, account.tds_key) == (key, role, tds), account.reason
    assert account.reason
    assert account.confidence > 0


def test_a_sub_group_of_the_company_leads_up_to_its_predefined_group():
    masters = [master("Hotel Taj", "Tours"), master("Tours", "Admin Costs", is_group=True), master("Admin Costs", "Indirect Expenses", is_group=True)]
    account = chart_of(masters)[0]["Hotel Taj"]
    assert (account.group, account.schedule_key) == ("Indirect Expenses", "D1.PL.OTH")


def test_a_trial_balances_tree_stands_in_for_masters():
    rows = [row("Sundry Debtors", "100", group=True), row("Anand Stores", "100", parent="Sundry Debtors")]
    chart, findings = chart_of(rows=rows)
    assert chart["Anand Stores"].role == "debtor"
    assert "Sundry Debtors" not in chart
    assert findings == ()


def test_a_group_shown_closed_is_an_account_of_its_own():
    chart, _ = chart_of(rows=[row("Sundry Creditors", "-900", group=True, collapsed=True)])
    assert chart["Sundry Creditors"].schedule_key == "D1.EL.CL.TP_OTH"


def test_a_ledger_that_nothing_explains_blocks_when_it_has_a_balance():
    _, findings = chart_of(rows=[row("Zephyr Quill", "500")], seen=["Quibble"])
    assert [(finding.rule, finding.severity, finding.amount) for finding in findings] == [
        ("chart.unmapped_ledger", "warning", 0),
        ("chart.unmapped_ledger", "blocking", rupees("500")),
    ]
    assert findings[1].evidence == (PLACE,)


def test_a_persons_decision_outranks_everything():
    account = chart_of([master("Software Licence", "Fixed Assets")], decisions={"Software Licence": Mapped("D1.PL.OTH")})[0]["Software Licence"]
    assert (account.schedule_key, account.nature, account.confidence) == ("D1.PL.OTH", "expense", 1.0)


def test_vouchers_tell_customers_from_suppliers_where_no_paper_does():
    def draft(kind, party, amount):
        lines = (Line(party, rupees(amount)), Line("Sales", rupees(f"-{amount}".replace("--", ""))))
        return VoucherDraft(f"{kind}/{party}", "A", kind, date(2026, 7, 1), lines, SourceKind.REGISTER, party=party)

    drafts = [draft(VoucherKind.SALES, "Anand Stores", "100"), draft(VoucherKind.PURCHASE, "Steel House", "-100")]
    drafts += [draft(VoucherKind.SALES, "Both Ways", "100"), draft(VoucherKind.PURCHASE, "Both Ways", "-100"), draft(VoucherKind.SALES, "Cash", "5")]
    uses = groups_by_use(drafts)
    assert {name: group for name, (group, _) in uses.items()} == {"Anand Stores": "Sundry Debtors", "Steel House": "Sundry Creditors"}
    chart, findings = chart_of(seen=["Anand Stores", "Both Ways"], uses=uses)
    assert chart["Anand Stores"].role == "debtor"
    assert [finding.subject for finding in findings] == ["ledger:A/Both Ways"]


def test_names_that_differ_in_typing_alone_are_proposed_as_one():
    _, findings = chart_of([master("ABC LLP-Bangalore", "Sundry Debtors"), master("ABC LLP - BANGALORE", "Sundry Debtors")])
    assert [finding.rule for finding in findings] == ["chart.similar_ledgers"]


def test_a_gst_ledger_without_a_side_is_asked_about():
    chart, findings = chart_of([master("CGST 9%", "Duties & Taxes")])
    assert chart["CGST 9%"].role == ""
    assert [finding.rule for finding in findings] == ["chart.gst_side_unknown"]


def test_a_ledger_with_a_group_companys_name_is_intercompany():
    chart, _ = chart_of([master("Zenith Beta Pvt Ltd - Current A/c", "Sundry Debtors"), master("Zenith Stores", "Sundry Debtors")])
    assert [account.counterparty for account in chart.values()] == ["B", ""]


def test_a_stranger_with_a_group_companys_name_is_none():
    own, stranger = master("Zenith Beta Private Limited", "Sundry Creditors"), master("Zenith Beta Ltd", "Sundry Creditors")
    assert [each.counterparty for each in chart_of([own, stranger])[0].values()] == ["", "B"]
    # Alone it may be the company, written loosely: then its tax number says.
    assert chart_of([stranger])[0]["Zenith Beta Ltd"].counterparty == "B"
    assert chart_of([replace(stranger, gstin="29AAACX9999K1Z1")])[0]["Zenith Beta Ltd"].counterparty == ""
    assert chart_of([replace(stranger, gstin="29AABCZ1234F1Z1")])[0]["Zenith Beta Ltd"].counterparty == "B"


def test_division_two_sends_the_same_ledgers_to_its_own_lines():
    chart, _ = chart_of([master("TDS Receivable", "Current Assets"), master("Fixed Deposit HDFC", "Deposits (Asset)")], division=Division.II)
    assert [account.schedule_key for account in chart.values()] == ["D2.AS.CA.FA_BANK", "D2.AS.CA.TAX"]


Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)


def openings(masters=(), given=(), inbox=(), quarter=Q2):
    chart, _ = chart_of(masters, [*given, *inbox])
    return opening_balances("A", chart, masters, given, inbox, quarter)


def test_the_given_opening_trial_balance_outranks_a_column_and_the_masters():
    masters = [master("Cash", "Cash-in-Hand", opening=rupees("7"))]
    inbox = [row("Cash", "9", opening=rupees("8"))]
    assert openings(masters, [row("Cash", "5"), row("Share Capital", "-5")], inbox).balances == {"Cash": rupees("5"), "Share Capital": rupees("-5")}
    assert openings(masters, (), inbox).balances == {"Cash": rupees("8")}
    assert openings(masters, quarter=Q1).balances == {"Cash": rupees("7")}


def test_masters_say_nothing_about_the_second_quarter():
    result = openings([master("Cash", "Cash-in-Hand", opening=rupees("7"))])
    assert (result.balances, [finding.rule for finding in result.findings]) == ({}, ["opening.missing"])
    assert result.findings[0].severity == "blocking"


def test_openings_that_do_not_sum_to_nil_are_said_with_the_amount():
    result = openings((), [row("Cash", "5"), row("Share Capital", "-4")])
    assert [(finding.rule, finding.amount) for finding in result.findings] == [("opening.unbalanced", rupees("1"))]


def test_a_group_row_is_never_added_to_its_own_ledgers():
    given = [row("Cash-in-Hand", "5", group=True), row("Cash", "5", parent="Cash-in-Hand"), row("Share Capital", "-5")]
    assert sum(openings((), given).balances.values()) == 0


def test_last_years_result_goes_to_retained_earnings_in_the_first_quarter():
    given = [row("Cash", "30"), row("Office Rent", "20"), row("Sales", "-50")]
    result = openings((), given, quarter=Q1)
    assert result.balances == {"Cash": rupees("30"), "Profit & Loss A/c": rupees("-30")}
    assert [finding.rule for finding in result.findings] == ["opening.profit_not_closed"]
    assert openings((), given).balances["Sales"] == Paise(-5000)
