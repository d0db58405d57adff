"""A month's pay against law and books, and the journal of a month that nobody booked."""

from dataclasses import replace
from datetime import date
from functools import partial

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Division, Entity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, MasterRow, PayrollRow
from qrt.core.journals.payroll import check_payroll
from qrt.core.learning.ledger_names import name_index, offers_of_name
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind
from qrt.core.ledger.voucher import check_draft, is_sound, to_voucher

MODEL, RULES, QUARTER = load_model_chart(), load_tax_rules(), Quarter(2026, 2)
ENTITY = Entity("A", "Acme", gstins=("24AAPFU0939F1ZV",))
BOOK = Place("f" * 64, sheet="Journal", row=4)
LEDGERS = {
    "Salaries & Wages": "Indirect Expenses",
    "Employer PF Contribution": "Indirect Expenses",
    "Employer ESI": "Indirect Expenses",
    "PF Payable": "Duties & Taxes",
    "ESI Payable": "Duties & Taxes",
    "Professional Tax Payable": "Duties & Taxes",
    "TDS on Salary (192)": "Duties & Taxes",
    "Salary Payable": "Current Liabilities",
    "Staff Advances": "Loans & Advances (Asset)",
}
CHART, _ = build_chart(ENTITY, Division.I, MODEL, [MasterRow(BOOK, name, group) for name, group in LEDGERS.items()], (), ())
ASHA = PayrollRow(
    Place("a" * 64, sheet="Jul", row=5), "2026-07", "E1", "Asha Rao", rupees("18000"), rupees("15925"), department="Plant",
    earnings=(("Basic", rupees("12000")), ("HRA", rupees("6000"))), pf_employee=rupees("1440"), pf_employer=rupees("1440"),
    esi_employee=rupees("135"), esi_employer=rupees("585"), professional_tax=rupees("0"), other_deductions=(("Salary Advance", rupees("500")),),
)  # fmt: skip
RAVI = PayrollRow(
    Place("a" * 64, sheet="Jul", row=6), "2026-07", "E2", "Ravi Nair", rupees("60000"), rupees("55500"), department="Office",
    earnings=(("Basic", rupees("40000")), ("HRA", rupees("20000"))), pf_employee=rupees("1800"), pf_employer=rupees("1800"),
    professional_tax=rupees("200"), tds=rupees("2500"),
)  # fmt: skip
ASHA = replace(ASHA, professional_tax=rupees("200"), net=rupees("15725"))


def register(*rows, document="a", part=""):
    return Extraction(document * 64, DocumentKind.PAYROLL_REGISTER, 0.95, "payroll", "1", part=part, rows=rows)


def check(*extractions, vouchers=(), states=("24",)):
    return check_payroll(extractions, "A", QUARTER, CHART, MODEL, RULES, vouchers, states)


def booked(legs, day=date(2026, 7, 31), narration="Being salary for July 2026"):
    lines = tuple(Line(name, rupees(amount), BOOK) for name, amount in legs)
    return Voucher("register:journal/JV-1", "A", VoucherKind.JOURNAL, day, lines, SourceKind.REGISTER, "JV-1", narration=narration, place=BOOK)


# Gross 18,000 + 60,000; PF both shares 2 x (1,440 + 1,800) = 6,480; ESI 135 + 585 = 720; PT 400; TDS 2,500; advance 500; net 15,725 + 55,500 = 71,225.
JOURNAL = [
    ("Salaries & Wages", "78000"),
    ("Employer PF Contribution", "3240"),
    ("Employer ESI", "585"),
    ("PF Payable", "-6480"),
    ("ESI Payable", "-720"),
    ("Professional Tax Payable", "-400"),
    ("TDS on Salary (192)", "-2500"),
    ("Staff Advances", "-500"),
    ("Salary Payable", "-71225"),
]


def total(draft):
    found = {}
    for line in draft.lines:
        found[line.ledger] = found.get(line.ledger, 0) + line.amount
    return found


def test_a_month_that_nobody_booked_becomes_one_journal_by_department():
    result = check(register(ASHA, RAVI))
    (draft,) = result.drafts
    assert total(draft) == {name: rupees(amount) for name, amount in JOURNAL}
    assert {(line.cost_centre, line.amount) for line in draft.lines if line.ledger == "Salaries & Wages"} == {
        ("Plant", rupees("18000")),
        ("Office", rupees("60000")),
    }
    assert {(line.cost_centre, line.amount) for line in draft.lines if line.ledger == "Employer PF Contribution"} == {
        ("Plant", rupees("1440")),
        ("Office", rupees("1800")),
    }
    assert (draft.key, draft.day, draft.kind, draft.source) == ("payroll:2026-07", date(2026, 7, 31), VoucherKind.JOURNAL, SourceKind.RULE)
    assert is_sound(draft)
    assert check_draft(draft, CHART) == ()
    assert draft.evidence == (ASHA.place, RAVI.place)
    assert all(line.reason and line.place for line in draft.lines)
    assert [finding.rule for finding in result.findings] == ["payroll.not_booked"]


def test_a_booked_month_is_evidence_and_a_note_and_no_second_voucher():
    result = check(register(ASHA, RAVI), vouchers=[booked(JOURNAL)])
    assert result.drafts == ()
    assert [finding.rule for finding in result.findings] == ["payroll.agrees"]
    assert [(sha256, key) for sha256, _, key, _ in result.links] == [("a" * 64, "register:journal/JV-1")]
    assert BOOK in result.findings[0].evidence


def test_a_draft_that_was_approved_with_the_models_ledgers_agrees_with_its_register():
    paper = register(ASHA, RAVI)
    (draft,) = check_payroll([paper], "A", QUARTER, {}, MODEL, RULES, (), ()).drafts
    chart, _ = build_chart(ENTITY, Division.I, MODEL, (), (), {line.ledger for line in draft.lines}, names=partial(offers_of_name, index=name_index(MODEL)))
    result = check_payroll([paper], "A", QUARTER, chart, MODEL, RULES, [to_voucher(draft)], ())
    assert ([finding.rule for finding in result.findings], result.drafts) == (["payroll.agrees"], ())


def test_a_month_booked_a_few_days_later_belongs_to_the_month_its_narration_names():
    assert check(register(ASHA, RAVI), vouchers=[booked(JOURNAL, day=date(2026, 8, 2))]).drafts == ()
    assert len(check(register(ASHA, RAVI), vouchers=[booked(JOURNAL, day=date(2026, 8, 2), narration="Salary")]).drafts) == 1


def test_a_difference_is_named_head_by_head_with_the_largest_amount():
    legs = dict(JOURNAL) | {"Professional Tax Payable": "-200", "Salary Payable": "-71425"}
    (finding,) = check(register(ASHA, RAVI), vouchers=[booked(legs.items())]).findings
    assert (finding.rule, finding.amount) == ("payroll.books_differ", rupees("200"))
    assert "professional tax: register 400.00, books 200.00" in finding.sentence
    assert "net pay owed: register 71,225.00, books 71,425.00" in finding.sentence
    assert "gross" not in finding.sentence


def test_pay_that_does_not_add_up_is_not_drafted():
    result = check(register(replace(ASHA, net=rupees("15700")), RAVI))
    assert result.drafts == ()
    (finding,) = result.findings
    assert (finding.rule, finding.amount) == ("payroll.does_not_add_up", rupees("25"))


def test_months_outside_the_quarter_are_left_alone_and_an_employee_counts_once():
    assert check(register(replace(ASHA, month="2026-06"))) == check()
    again = replace(ASHA, place=Place("b" * 64, sheet="Jul", row=2))
    result = check(register(ASHA, RAVI), register(again, document="b"))
    assert total(result.drafts[0])["Salaries & Wages"] == rupees("78000")
    assert [finding.rule for finding in result.findings] == ["payroll_register.doubled", "payroll.not_booked"]


def law(row, states=("24",)):
    return [finding.rule for finding in check(register(row), states=states).findings if finding.rule.endswith("_differs")]


def test_both_practices_of_provident_fund_are_sound_and_a_third_is_named():
    assert law(RAVI) == []  # 12 % of the ceiling of 15,000.
    full = replace(RAVI, pf_employee=rupees("4800"), pf_employer=rupees("4800"), net=rupees("52500"))
    assert law(full) == []  # 12 % of the whole 40,000.
    assert law(replace(full, pf_employer=rupees("1800"))) == []  # The employer may stay at the ceiling.
    assert law(replace(RAVI, pf_employer=rupees("1950"))) == []  # 13 %: EDLI and administration inside.
    wrong = replace(RAVI, pf_employee=rupees("2000"), net=rupees("55300"))
    assert law(wrong) == ["payroll.pf_differs"]
    assert law(replace(ASHA, pf_employee=Paise(0), pf_employer=Paise(0), net=rupees("17165"))) == ["payroll.pf_differs"]


def test_state_insurance_runs_to_its_ceiling():
    assert law(ASHA) == []
    assert law(replace(ASHA, esi_employee=rupees("100"), net=rupees("15760"))) == ["payroll.esi_differs"]
    assert law(replace(RAVI, esi_employee=rupees("450"), esi_employer=rupees("1950"), net=rupees("55050"))) == []


def test_professional_tax_goes_by_the_slabs_of_the_one_state():
    none = replace(ASHA, professional_tax=Paise(0), net=rupees("15925"))
    assert law(none) == ["payroll.professional_tax_differs"]  # Gujarat: 200 above 12,000.
    assert law(none, states=("24", "27")) == []  # Two states: whose slab applies no register says.
    assert law(none, states=("07",)) == []  # Delhi has none.
    assert law(replace(ASHA, professional_tax=rupees("150"), net=rupees("15775")), states=("36",)) == []  # Telangana: 150 up to 20,000.
