"""A quarter of a small trading company, its statements worked out by hand."""

from qrt.core.base.company import Division
from qrt.core.base.money import rupees
from qrt.core.statements.types import LineKind

ACME = """
    Share Capital           | Capital Account          | -500000
    Profit & Loss A/c       |                          | -120000
    HDFC Term Loan          | Secured Loans            | -200000
    Plant and Machinery     | Fixed Assets             | 400000
    Accumulated Depreciation| Fixed Assets             | -40000
    Stock of Goods          | Stock-in-Hand            | 90000
    Anand Stores            | Sundry Debtors           | 150000
    Balaji Traders          | Sundry Debtors           | 0
    Steel House             | Sundry Creditors         | -80000
    HDFC Bank               | Bank Accounts            | 130000
    Cash                    | Cash-in-Hand             | 10000
    Input CGST @9%          | Duties & Taxes           | 9000
    Input SGST @9%          | Duties & Taxes           | 9000
    Output IGST @18%        | Duties & Taxes           | -18000
    Sales                   | Sales Accounts           | -300000
    Purchases               | Purchase Accounts        | 400000
    Salaries                | Indirect Expenses        | 60000
    Interest on Term Loan   | Indirect Expenses        | 0
    Depreciation            | Indirect Expenses        | 0
    Bank Charges            | Indirect Expenses        | 0
    Interest on FD          | Indirect Incomes         | 0
    ---
    2026-07-05: Balaji Traders 236000, Sales -200000, Output IGST @18% -36000
    2026-07-09: Purchases 50000, Input CGST @9% 4500, Input SGST @9% 4500, Steel House -59000
    2026-08-01: HDFC Bank 250000, Balaji Traders -250000
    2026-08-10: Steel House 139000, HDFC Bank -139000
    2026-08-31: Salaries 30000, HDFC Bank -30000
    2026-09-05: HDFC Term Loan 50000, Interest on Term Loan 5000, HDFC Bank -55000
    2026-09-20: Plant and Machinery 100000, HDFC Bank -100000
    2026-09-25: HDFC Bank 2000, Interest on FD -2000
    2026-09-30: Depreciation 12000, Accumulated Depreciation -12000
    2026-09-30: Bank Charges 500, HDFC Bank -500
"""


def test_profit_and_loss_is_the_quarters_movement_beside_the_year_to_date(book):
    _, findings, balance, statements = book(ACME)
    result = statements.profit_and_loss
    assert balance.difference == 0
    assert findings == ()
    assert result.amount("D1.PL.REV") == rupees("200000")
    assert result.amount("D1.PL.OI") == rupees("2000")
    assert result.amount("D1.PL.PST") == rupees("50000")
    assert result.amount("D1.PL.EMP") == rupees("30000")
    assert result.amount("D1.PL.FIN") == rupees("5500")
    assert result.amount("D1.PL.DEP") == rupees("12000")
    assert result.amount("D1.PL.PAT") == rupees("104500")
    assert result.line("D1.PL.REV").year_to_date == rupees("500000")
    assert result.line("D1.PL.PAT").year_to_date == rupees("-55500")


def test_balance_sheet_balances_with_the_loss_to_date_in_reserves_and_the_overpaid_customer_among_liabilities(book):
    _, _, _, statements = book(ACME)
    sheet = statements.balance_sheet
    assert sheet.amount("D1.EL.SF.CAP") == rupees("500000")
    assert sheet.amount("D1.EL.SF.RES") == rupees("120000") - rupees("55500")
    assert sheet.amount("D1.EL.NCL.BOR") == rupees("150000")
    # Output GST 54,000 and Balaji's 14,000 paid too much.
    assert sheet.amount("D1.EL.CL.OTH") == rupees("68000")
    assert sheet.amount("D1.AS.CA.TR") == rupees("150000")
    assert sheet.amount("D1.AS.NCA.PPE") == rupees("448000")
    assert sheet.amount("D1.AS.CA.LNA") == rupees("27000")
    assert sheet.amount("D1.AS.CA.CASH") == rupees("67500")
    assert sheet.amount("D1.AS.TOTAL") == sheet.amount("D1.EL.TOTAL") == rupees("782500")
    assert sheet.line("D1.AS.TOTAL").comparative == rupees("758000")
    assert [finding.rule for finding in statements.findings] == ["statement.reclassified", "statement.closing_stock_missing"]


def test_cash_flow_ends_at_the_cash_of_the_balance_sheet(book):
    _, _, _, statements = book(ACME)
    flow = statements.cash_flow
    assert flow.amount("CF.OP.PBT") == rupees("104500")
    assert flow.amount("CF.OP.DEP") == rupees("12000")
    assert flow.amount("CF.OP.FIN") == rupees("5000")
    assert flow.amount("CF.OP.INTINC") == rupees("-2000")
    assert flow.amount("CF.INV.CAPEX") == rupees("-100000")
    assert flow.amount("CF.INV.INT") == rupees("2000")
    assert flow.amount("CF.FIN.REP") == rupees("-50000")
    assert flow.amount("CF.FIN.INT") == rupees("-5000")
    assert flow.amount("CF.OP.TP") == rupees("-80000")
    assert flow.amount("CF.OPEN") == rupees("140000")
    assert flow.amount("CF.CLOSE") == rupees("67500")
    assert flow.amount("CF.UNCLASSIFIED") == 0
    assert all(tie.difference == 0 for tie in statements.ties)


def test_every_figure_names_the_ledgers_behind_it(book):
    _, _, _, statements = book(ACME)
    for line in (*statements.balance_sheet.lines, *statements.profit_and_loss.lines):
        if line.kind == LineKind.LINE:
            assert abs(sum(share.amount for share in line.ledgers)) == abs(line.amount), line.key


def test_division_two_puts_the_same_books_on_its_own_face(book):
    _, _, _, statements = book(ACME, Division.II)
    sheet = statements.balance_sheet
    assert sheet.amount("D2.AS.TOTAL") == sheet.amount("D2.EL.TOTAL") == rupees("782500")
    assert sheet.amount("D2.AS.CA.FA_CASH") == rupees("67500")
    assert statements.profit_and_loss.amount("D2.TCI") == rupees("104500")
    assert all(tie.difference == 0 for tie in statements.ties)


def test_a_ledger_that_nothing_explains_stands_in_red_and_the_sheet_still_balances(book):
    text = ACME.replace("---", "Zephyr Quill | | 0\n---\n2026-09-29: Zephyr Quill 7000, HDFC Bank -7000", 1)
    _, findings, _, statements = book(text)
    sheet = statements.balance_sheet
    assert sheet.amount("X.AS.UNMAPPED") == rupees("7000")
    assert sheet.line("X.AS.UNMAPPED").kind == LineKind.UNMAPPED
    assert sheet.amount("D1.AS.TOTAL") == sheet.amount("D1.EL.TOTAL") == rupees("782500")
    assert "statement.unmapped_line" in [finding.rule for finding in statements.findings]
    assert "chart.unmapped_ledger" in [finding.rule for finding in findings]
    assert statements.cash_flow.amount("CF.UNCLASSIFIED") == rupees("-7000")
    assert all(tie.difference == 0 for tie in statements.ties)


def test_an_overdrawn_bank_is_a_borrowing_and_books_that_are_out_are_said_to_be(book):
    _, _, balance, statements = book(
        """
        Share Capital | Capital Account | -1000
        Axis Bank     | Bank Accounts   | 900
        Rent          | Indirect Expenses | 0
        ---
        2026-07-01: Rent 1500, Axis Bank -1500
        """
    )
    assert balance.difference == rupees("-100")
    assert statements.balance_sheet.amount("D1.EL.CL.BOR") == rupees("600")
    assert "statement.does_not_tie" in [finding.rule for finding in statements.findings]
