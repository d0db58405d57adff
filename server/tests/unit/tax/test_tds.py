"""TDS findings over small books."""

from datetime import date

import pytest

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.tax.tds import check_tds

RULES = load_tax_rules()


def account(name: str, role: str = "", nature: str = "", tds_key: str = "", pan: str = "", group: str = "") -> LedgerAccount:
    return LedgerAccount("Q", name, group=group, nature=nature, role=role, tds_key=tds_key, pan=pan)


CHART: Chart = {
    each.name: each
    for each in (
        account("Job Work", nature="expense", tds_key="contractor"),
        account("Professional Fees", nature="expense", tds_key="professional"),
        account("Rent", nature="expense", tds_key="rent_land"),
        account("Interest on Loan", nature="expense", tds_key="interest_other"),
        account("Input IGST", "input_igst", "asset"),
        account("TDS on Contractors", "tds_payable", "liability", "contractor"),
        account("TDS on Professionals", "tds_payable", "liability", "professional"),
        account("TDS on Rent", "tds_payable", "liability", "rent_land"),
        account("TDS Payable", "tds_payable", "liability"),
        account("Kaveri Castings", "creditor", "liability", pan="AABCK1234C", group="Sundry Creditors"),
        account("Narmada Consultants", "creditor", "liability", pan="AAPPN1234C", group="Sundry Creditors"),
        account("State Bank of India Term Loan", "creditor", "liability", pan="AAACS8577K", group="Sundry Creditors"),
        account("HDFC Bank", "bank", "asset"),
    )
}


def bill(
    key: str, ledger: str, party: str, amount: str, tds: str = "0", tds_ledger: str = "TDS on Contractors", gst: str = "0", day: str = "2026-07-10"
) -> Voucher:
    legs = [Line(ledger, rupees(amount))]
    legs += [Line("Input IGST", rupees(gst))] if rupees(gst) else []
    legs += [Line(tds_ledger, Paise(-rupees(tds)))] if rupees(tds) else []
    rest = -sum(line.amount for line in legs)
    return Voucher(key, "Q", VoucherKind.PURCHASE, date.fromisoformat(day), (*legs, Line(party, Paise(rest))), SourceKind.REGISTER, key, party=party)


def findings(*vouchers: Voucher) -> list[tuple[str, str, int]]:
    return [(each.rule, each.subject, each.amount) for each in full(*vouchers) if each.severity is not Severity.INFO and each.rule != "tds.not_deposited"]


def full(*vouchers: Voucher) -> tuple[Finding, ...]:
    return check_tds(vouchers, CHART, RULES, Company("Q"), Quarter(2026, 2))


def test_a_bill_at_the_limit_asks_for_nothing_and_one_above_for_tax_on_the_value_before_gst() -> None:
    assert findings(bill("1", "Job Work", "Kaveri Castings", "30000", gst="5400")) == []
    assert findings(bill("1", "Job Work", "Kaveri Castings", "40000", gst="7200")) == [("tds.not_deducted", "voucher:1", rupees("800"))]
    assert findings(bill("1", "Job Work", "Kaveri Castings", "40000", "800", gst="7200")) == []


def test_tax_below_the_rate_is_short_by_the_difference() -> None:
    assert findings(bill("1", "Job Work", "Kaveri Castings", "40000", "400")) == [("tds.short_deducted", "voucher:1", rupees("400"))]


def test_a_rounding_to_the_rupee_is_no_shortfall() -> None:
    assert findings(bill("1", "Job Work", "Kaveri Castings", "40027", "800")) == []


def test_tax_put_to_another_section_is_a_wrong_section() -> None:
    found = findings(bill("1", "Professional Fees", "Narmada Consultants", "80000", "1600"))
    assert [rule for rule, _, _ in found] == ["tds.wrong_section"]


def two_parts(*tds: tuple[str, str]) -> Voucher:
    """Fees of 1,00,000 at 10 % and job work of 40,000 at 1 % (a person's): 10,000 and 400."""
    legs = [Line("Professional Fees", rupees("100000")), Line("Job Work", rupees("40000")), *(Line(ledger, Paise(-rupees(tax))) for ledger, tax in tds)]
    rest = Line("Narmada Consultants", Paise(-sum(line.amount for line in legs)))
    return Voucher("1", "Q", VoucherKind.PURCHASE, date(2026, 7, 10), (*legs, rest), SourceKind.REGISTER, "1", party="Narmada Consultants")


FEES, WORK, ALL = "TDS on Professionals", "TDS on Contractors", "TDS Payable"


@pytest.mark.parametrize(
    ("tds", "found"),
    [
        ([(FEES, "10000"), (WORK, "400")], []),
        ([(WORK, "400"), (FEES, "10001")], []),  # A rupee up.
        ([(ALL, "10400")], []),  # One ledger for every section.
        ([(FEES, "10000"), (ALL, "400")], []),
        ([(FEES, "10000")], [("tds.not_deducted", "400")]),
        ([(WORK, "400")], [("tds.not_deducted", "10000")]),
        ([(FEES, "10000"), (WORK, "150")], [("tds.short_deducted", "250")]),
        ([(FEES, "9000"), (WORK, "400")], [("tds.short_deducted", "1000")]),
        ([(FEES, "400"), (WORK, "10000")], [("tds.short_deducted", "9600")]),  # Swapped.
        ([(ALL, "10000")], [("tds.short_deducted", "400")]),
        ([], [("tds.not_deducted", "400"), ("tds.not_deducted", "10000")]),
        # 393(1) for rent is no section of this bill: it is held against the part that lacks tax.
        ([(FEES, "10000"), ("TDS on Rent", "400")], [("tds.wrong_section", "400")]),
    ],
)
def test_a_bill_of_two_sections_is_judged_section_by_section(tds: list[tuple[str, str]], found: list[tuple[str, str]]) -> None:
    assert [(rule, amount) for rule, _, amount in findings(two_parts(*tds))] == [(rule, rupees(amount)) for rule, amount in found]


def test_a_forgotten_second_section_may_be_deducted_at_payment() -> None:
    payment = Voucher(
        "9",
        "Q",
        VoucherKind.PAYMENT,
        date(2026, 7, 20),
        (Line("Narmada Consultants", rupees("130000")), Line("HDFC Bank", rupees("-129600")), Line(WORK, rupees("-400"))),
        SourceKind.REGISTER,
        "9",
        party="Narmada Consultants",
    )
    assert findings(two_parts((FEES, "10000")), payment) == []


def test_small_bills_are_taxed_together_once_the_year_crosses_its_limit() -> None:
    first, second = (bill(key, "Professional Fees", "Narmada Consultants", "30000", day=f"2026-0{month}-10") for key, month in (("1", 7), ("2", 8)))
    assert findings(first) == []
    assert findings(first, second) == [("tds.not_deducted", "voucher:2", rupees("6000"))]


@pytest.mark.parametrize(
    ("bills", "found"),
    [
        # (day, rent, tax). 10 % of all rent of a month above 50,000.
        ([("2026-08-01", "30000", "0"), ("2026-08-15", "30000", "0")], [("tds.not_deducted", "6000")]),
        ([("2026-08-01", "30000", "0"), ("2026-08-15", "30000", "3000")], [("tds.short_deducted", "3000")]),
        ([("2026-08-01", "30000", "0"), ("2026-08-15", "30000", "6000")], []),
        ([("2026-08-01", "30000", "3000"), ("2026-08-15", "30000", "3000")], []),
        ([("2026-08-01", "20000", "0"), ("2026-08-08", "20000", "4000"), ("2026-08-15", "20000", "2000")], []),
        ([("2026-08-01", "30000", "0"), ("2026-08-15", "30000", "6000"), ("2026-08-20", "5000", "0")], [("tds.not_deducted", "500")]),
        ([("2026-07-31", "30000", "0"), ("2026-08-15", "30000", "0")], []),  # Two months.
        ([("2026-07-10", "60000", "6000"), ("2026-08-15", "30000", "0")], []),  # A month begins anew.
    ],
)
def test_rents_of_a_month_are_taxed_together(bills: list[tuple[str, str, str]], found: list[tuple[str, str]]) -> None:
    made = [bill(str(at), "Rent", "Narmada Consultants", rent, tax, "TDS on Rent", day=day) for at, (day, rent, tax) in enumerate(bills)]
    assert [(rule, amount) for rule, _, amount in findings(*made)] == [(rule, rupees(amount)) for rule, amount in found]


def test_tax_deducted_at_payment_answers_the_bill() -> None:
    payment = Voucher(
        "9",
        "Q",
        VoucherKind.PAYMENT,
        date(2026, 7, 20),
        (Line("Kaveri Castings", rupees("40000")), Line("HDFC Bank", rupees("-39200")), Line("TDS on Contractors", rupees("-800"))),
        SourceKind.REGISTER,
        "9",
        party="Kaveri Castings",
    )
    assert findings(bill("1", "Job Work", "Kaveri Castings", "40000"), payment) == []


def test_interest_paid_to_a_bank_is_outside() -> None:
    assert findings(bill("1", "Interest on Loan", "State Bank of India Term Loan", "200000")) == []


def test_the_sentence_says_that_only_the_quarter_is_known() -> None:
    found = full(bill("1", "Professional Fees", "Narmada Consultants", "80000"))
    assert "not the earlier part of the year" in found[0].sentence and found[0].law


def test_a_late_deposit_costs_interest() -> None:
    deposit = Voucher(
        "9",
        "Q",
        VoucherKind.PAYMENT,
        date(2026, 9, 3),
        (Line("TDS on Contractors", rupees("800")), Line("HDFC Bank", rupees("-800"))),
        SourceKind.REGISTER,
        "9",
    )
    # July, August and September are touched: 3 x 1.5 %.
    assert findings(bill("1", "Job Work", "Kaveri Castings", "40000", "800"), deposit) == [("tds.late_deposit", "voucher:9", rupees("36"))]
