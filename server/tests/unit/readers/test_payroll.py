"""Salary registers in the forms that companies and payroll programs give them."""

from datetime import date

from qrt.adapters.erp import read_books
from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.base.money import rupees
from qrt.core.documents.types import DocumentKind

HEAD = [
    "Emp Code",
    "Employee Name",
    "Department",
    "Basic",
    "HRA",
    "Gross Salary",
    "PF",
    "ESI",
    "PT",
    "TDS",
    "Loan Recovery",
    "Total Deductions",
    "Net Pay",
    "Employer PF",
    "Employer ESI",
]
# Asha: 12,000 + 6,000; PF 12 % of 12,000 = 1,440; ESI 0.75 % of 18,000 = 135, employer 3.25 % = 585. Ravi: above both ceilings.
ASHA = ["E1", "Asha Rao", "Plant", 12000, 6000, 18000, 1440, 135, 200, 0, 500, 2275, 15725, 1440, 585]
RAVI = ["E2", "Ravi Nair", "Office", 40000, 20000, 60000, 1800, 0, 200, 2500, 0, 4500, 55500, 1800, 0]
TOTAL = ["", "Total", ""] + [a + b for a, b in zip(ASHA[3:], RAVI[3:], strict=True)]


def rows_of(extraction):
    return [(row.month, row.employee_name, row.gross, row.net) for row in extraction.rows]


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def test_one_row_an_employee_with_the_month_in_the_title(sheet_bytes, paper):
    data = sheet_bytes([["Kaveri Tools Pvt Ltd"], ["Salary Register for the month of July 2026"], [], HEAD, ASHA, RAVI, TOTAL], names=["Register"])
    (extraction,) = read_paper(paper(data), data)
    assert extraction.kind is DocumentKind.PAYROLL_REGISTER
    assert rows_of(extraction) == [("2026-07", "Asha Rao", rupees("18000"), rupees("15725")), ("2026-07", "Ravi Nair", rupees("60000"), rupees("55500"))]
    asha = extraction.rows[0]
    assert asha.earnings == (("Basic", rupees("12000")), ("HRA", rupees("6000")))
    assert asha.other_deductions == (("Loan Recovery", rupees("500")),)
    assert (asha.pf_employee, asha.pf_employer, asha.esi_employee, asha.esi_employer) == tuple(map(rupees, ("1440", "1440", "135", "585")))
    assert (asha.professional_tax, asha.tds, asha.department, asha.employee_code) == (rupees("200"), 0, "Plant", "E1")
    assert asha.place.row == 5
    assert extraction.findings == ()


def test_a_sheet_a_month_and_sections_of_months_in_one_sheet(sheet_bytes, paper):
    data = sheet_bytes([HEAD, ASHA], [HEAD, RAVI], names=["Jul-26", "Aug-26"])
    assert [row.month for extraction in read_books(paper(data), data) for row in extraction.rows] == ["2026-07", "2026-08"]
    data = sheet_bytes([["Pay register"], HEAD, ["July 2026"], ASHA, TOTAL[:2] + ASHA[2:], ["August 2026"], RAVI])
    (extraction,) = read_books(paper(data), data)
    assert [row.month for row in extraction.rows] == ["2026-07", "2026-08"]
    assert extraction.findings == ()


def test_headings_in_two_rows_with_the_employers_side_merged_above(sheet_bytes, paper):
    above = ["", "", "Earnings", "", "", "Deductions", "", "Employer's Contribution", "", ""]
    head = ["Name", "Month", "Basic + DA", "Special", "Gross", "EPF", "Prof. Tax", "EPF", "ESIC", "Net Payable"]
    row = ["Asha Rao", date(2026, 8, 1), 12000, 3000, 15000, 1440, 200, 1440, 487.5, 13360]
    data = sheet_bytes([["Salary statement"], above, head, row], merged=["C2:E2", "F2:G2", "H2:I2"])
    # A merged range needs its text again: the helper writes an empty one first.
    (extraction,) = read_books(paper(data), data)
    (made,) = extraction.rows
    assert (made.month, made.pf_employee, made.pf_employer, made.esi_employer) == ("2026-08", rupees("1440"), rupees("1440"), rupees("487.50"))
    assert extraction.findings == ()


def test_totals_per_department_and_delimited_text(paper):
    text = (
        "Wages sheet,September 2026\n"
        "Department,Wages Earned,Overtime,Total Earnings,Provident Fund,Advance,Net Wages\n"
        '"Foundry","1,00,000.00","5,000.50","1,05,000.50","12,000.00","3,000.00","90,000.50"\n'
    )
    (extraction,) = read_paper(paper(text.encode()), text.encode())
    (row,) = extraction.rows
    assert (row.month, row.employee_name, row.department, row.gross, row.net) == ("2026-09", "", "Foundry", rupees("105000.50"), rupees("90000.50"))
    assert row.other_deductions == (("Advance", rupees("3000")),)
    assert extraction.findings == ()


def test_rates_of_pay_beside_what_was_earned_are_not_taken(sheet_bytes, paper):
    head = ["Employee Name", "Basic", "HRA", "Gross", "Paid Days", "Basic", "HRA", "Gross", "PF", "Net Pay"]
    data = sheet_bytes([["Salary Register July 2026"], head, ["Asha", 24000, 12000, 36000, 13, 12000, 6000, 18000, 1440, 16560]])
    (extraction,) = read_books(paper(data), data)
    assert extraction.rows[0].earnings == (("Basic", rupees("12000")), ("HRA", rupees("6000")))
    assert extraction.findings == ()


def test_a_register_that_does_not_add_up_is_named_row_by_row(sheet_bytes, paper):
    wrong = [*ASHA]
    wrong[5], wrong[12] = 18100, 15700
    total = [*TOTAL]
    total[3] = 52001
    data = sheet_bytes([["Salary Register July 2026"], HEAD, wrong, RAVI, total])
    (extraction,) = read_books(paper(data), data)
    assert rules(extraction) == [
        "payroll_register.gross_differs",
        "payroll_register.net_differs",
        "payroll_register.total_mismatch",
        "payroll_register.total_mismatch",
        "payroll_register.total_mismatch",
    ]
    # Net 15,700 against 18,100 less 2,275.
    assert extraction.findings[1].amount == rupees("125")
    assert "52,001.00 on the paper and 52,000.00" in extraction.findings[2].sentence


def test_what_cannot_be_read_is_said_and_never_guessed(sheet_bytes, paper):
    data = sheet_bytes([["Salary Register"], HEAD, ASHA])
    (extraction,) = read_books(paper(data), data)
    assert (extraction.rows, rules(extraction)) == ((), ["payroll_register.month_missing"])
    bad = [*ASHA]
    bad[6] = "1440.555"
    data = sheet_bytes([["Salary Register July 2026"], HEAD, bad, ["", "", "", 100, 0, 100]])
    (extraction,) = read_books(paper(data), data)
    assert {"payroll_register.amount_unreadable", "payroll_register.row_stray"} <= set(rules(extraction))


def test_salaries_in_another_currency_are_left_out_where_nothing_says_that_their_amounts_are_rupees(sheet_bytes, paper):
    def read(*above, head="Currency"):
        data = sheet_bytes([["Salary Register for the month of July 2026"], *above, [*HEAD, head], [*ASHA, "INR"], [*RAVI, "USD"], TOTAL])
        (extraction,) = read_books(paper(data), data)
        return extraction

    made = read()
    assert [row.employee_name for row in made.rows] == ["Asha Rao"]
    assert [(each.rule, each.severity, each.amount) for each in made.findings] == [("payroll_register.currency_unclear", Severity.BLOCKING, rupees("60000"))]
    assert [row.employee_name for row in read(["All amounts in INR"]).rows] == ["Asha Rao", "Ravi Nair"]


def renamed(**headings):
    return [next((new for old, new in headings.items() if old == each.replace(" ", "_")), each) for each in HEAD]


def test_pf_under_words_that_say_nothing_of_pf_is_told(sheet_bytes, paper):
    title = ["Salary Register July 2026"]
    data = sheet_bytes([title, renamed(PF="EE Share"), ASHA])
    (told,) = read_paper(paper(data), data)[0].findings
    assert (told.rule, told.severity) == ("payroll_register.column_unknown", Severity.WARNING) and "EE Share" in told.sentence
    data = sheet_bytes([title, renamed(Employer_PF="ER Share"), ASHA])
    (told,) = read_paper(paper(data), data)[0].findings
    assert told.rule == "payroll_register.column_unknown" and "ER Share" in told.sentence


def test_tax_and_pf_are_known_by_other_words_too(sheet_bytes, paper):
    for headings in ({"PF": "Prov. Fund"}, {"PF": "VPF+PF"}, {"TDS": "Withholding Tax"}, {"TDS": "Tax Deducted"}, {"PT": "P T"}, {"Employer_ESI": "ESI 3.25%"}):
        data = sheet_bytes([["Salary Register July 2026"], renamed(**headings), RAVI])
        row = read_paper(paper(data), data)[0].rows[0]
        assert (row.pf_employee, row.tds, row.professional_tax, row.esi_employee, row.other_deductions) == (1800_00, 2500_00, 200_00, 0, ()), headings


def test_a_heading_over_the_employers_side_that_is_not_merged_spans_it(sheet_bytes, paper):
    above = [*[None] * 3, "Earnings", None, None, "Deductions", *[None] * 6, "Employer Contribution", None]
    data = sheet_bytes([["Salary Register July 2026"], above, renamed(Employer_PF="PF", Employer_ESI="ESI"), ASHA])
    (extraction,) = read_paper(paper(data), data)
    row = extraction.rows[0]
    assert (row.pf_employee, row.pf_employer, row.esi_employee, row.esi_employer, extraction.findings) == (1440_00, 1440_00, 135_00, 585_00, ())


def test_the_day_of_printing_is_not_the_month_of_the_salaries(sheet_bytes, paper):
    for line in ("Run date: 05-Aug-2026", "Printed on 05-08-2026", "Salary paid on 07-08-2026"):
        data = sheet_bytes([[line], ["Salary Register for July 2026"], HEAD, ASHA])
        assert [row.month for row in read_paper(paper(data), data)[0].rows] == ["2026-07"], line


def test_salaries_in_lakhs_are_not_read_as_rupees(sheet_bytes, paper):
    data = sheet_bytes([["Salary Register July 2026"], ["Rs. in lakhs"], HEAD, ASHA])
    (extraction,) = read_paper(paper(data), data)
    assert (extraction.rows, rules(extraction)) == ((), ["register.scale"])
