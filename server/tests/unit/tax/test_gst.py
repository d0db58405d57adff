"""GST findings over small books: each planted error is found, and the sound book gives none."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Company, Entity
from qrt.core.base.finding import Finding
from qrt.core.base.identifiers import gstin_check_character
from qrt.core.base.money import Paise, apply_rate, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Field, Gstr2bLine
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.gstr2b import inward_items, purchase_items, reconcile_gstr2b
from qrt.core.recon.policy import MatchPolicy
from qrt.core.tax.gst import check_gst

RULES = load_tax_rules()
PLACE = Place("0" * 64)


def gstin(state: str, pan: str) -> str:
    body = f"{state}{pan}1Z"
    return body + gstin_check_character(body)


OWN, NEAR, FAR = gstin("27", "AABCQ4821K"), gstin("27", "AADCV7712H"), gstin("29", "AABCT1332L")
COMPANY = Company("Quartzline Tools", entities=(Entity("Q", "Quartzline Tools", gstins=(OWN,)),))


def account(name: str, role: str = "", nature: str = "", number: str = "", group: str = "") -> LedgerAccount:
    return LedgerAccount("Q", name, group=group, nature=nature, role=role, gstin=number)


CHART: Chart = {
    each.name: each
    for each in (
        account("Purchases", nature="expense", group="Purchase Accounts"),
        account("Freight Inward", nature="expense"),
        account("Staff Welfare", nature="expense"),
        account("Input IGST", "input_igst", "asset"),
        account("Input CGST", "input_cgst", "asset"),
        account("Input SGST", "input_sgst", "asset"),
        account("RCM CGST Payable", "rcm_output_cgst", "liability"),
        account("RCM SGST Payable", "rcm_output_sgst", "liability"),
        account("RCM Input CGST", "rcm_input_cgst", "asset"),
        account("RCM Input SGST", "rcm_input_sgst", "asset"),
        account("Vaishali Packaging", "creditor", "liability", NEAR, "Sundry Creditors"),
        account("Tungabhadra Spares", "creditor", "liability", FAR, "Sundry Creditors"),
        account("Sahyadri Goods Transport", "creditor", "liability", "", "Sundry Creditors"),
    )
}


def purchase(
    number: str, party: str, value: str, taxes: Mapping[str, str], day: str = "2026-07-10", reference: str = "", ledger: str = "Purchases", narration: str = ""
) -> Voucher:
    legs = [Line(ledger, rupees(value)), *(Line(name, rupees(amount)) for name, amount in taxes.items())]
    total = sum(line.amount for line in legs)
    when = date.fromisoformat(day)
    return Voucher(
        key=number,
        entity="Q",
        kind=VoucherKind.PURCHASE,
        day=when,
        lines=(*legs, Line(party, Paise(-total))),
        source=SourceKind.REGISTER,
        number=number,
        party=party,
        reference=reference or f"INV/{number}",
        reference_day=when,
        narration=narration,
        place=PLACE,
    )


def halves(value: str, rate: str) -> dict[str, str]:
    half = apply_rate(rupees(value), Decimal(rate) / 2) / 100
    return {"Input CGST": f"{half:.2f}", "Input SGST": f"{half:.2f}"}


def two_b(number: str, supplier: str, value: str, igst: str = "0", cgst: str = "0", day: str = "2026-07-10", **more: object) -> Gstr2bLine:
    taxes = rupees(igst) + 2 * rupees(cgst)
    return Gstr2bLine(
        PLACE,
        "b2b",
        supplier,
        "Supplier",
        number,
        date.fromisoformat(day),
        str(more.pop("document_type", "invoice")),
        rupees(value),
        rupees(igst),
        rupees(cgst),
        rupees(cgst),
        Paise(0),
        Paise(rupees(value) + taxes),
        period=day[:7],
        **more,  # type: ignore[arg-type]
    )


def findings(vouchers: list[Voucher], lines: list[Gstr2bLine] | None = None, papers: tuple[Extraction, ...] = (), chart: Chart = CHART) -> tuple[Finding, ...]:
    result = None
    if lines is not None:
        if not any(paper.kind is DocumentKind.GSTR_2B for paper in papers):
            papers = (*papers, *map(statement_of, ("2026-07", "2026-08", "2026-09")))
        result = reconcile_gstr2b("Q", purchase_items(vouchers, chart), inward_items(lines), MatchPolicy(), date(2026, 10, 20))
    return check_gst(vouchers, chart, papers, result, RULES, COMPANY, Quarter(2026, 2))


def statement_of(period: str) -> Extraction:
    """A GSTR-2B of one month as it was handed in."""
    (gstin,) = COMPANY.entities[0].gstins[:1]
    fields = {name: Field(name, value) for name, value in (("gstin", gstin), ("period", period))}
    return Extraction(f"2b-{period}", DocumentKind.GSTR_2B, 1.0, "gstr2b", "1", fields=fields)


def rules_of(found: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.rule for finding in found)


GOOD_NEAR = purchase("P1", "Vaishali Packaging", "50000", halves("50000", "18"))
GOOD_FAR = purchase("P2", "Tungabhadra Spares", "100000", {"Input IGST": "18000"})
GOOD_2B = [two_b("INV/P1", NEAR, "50000", cgst="4500"), two_b("INV/P2", FAR, "100000", igst="18000")]


def test_a_sound_book_gives_no_finding() -> None:
    assert findings([GOOD_NEAR, GOOD_FAR], GOOD_2B) == ()


@pytest.mark.parametrize(
    ("voucher", "rule"),
    [
        (purchase("P3", "Tungabhadra Spares", "100000", {"Input IGST": "28000"}), "gst.rate_not_allowed"),
        (purchase("P3", "Tungabhadra Spares", "100000", {"Input IGST": "12000"}), "gst.rate_not_allowed"),
        (purchase("P3", "Tungabhadra Spares", "100000", {"Input IGST": "18450"}), "gst.tax_arithmetic"),
        (purchase("P3", "Vaishali Packaging", "50000", {"Input CGST": "4500", "Input SGST": "4400"}), "gst.tax_arithmetic"),
        (purchase("P3", "Vaishali Packaging", "50000", {"Input IGST": "9000"}), "gst.wrong_tax_head"),
        (purchase("P3", "Tungabhadra Spares", "50000", halves("50000", "18")), "gst.wrong_tax_head"),
        (
            purchase("P3", "Vaishali Packaging", "20000", halves("20000", "5"), ledger="Staff Welfare", narration="Catering for the annual day"),
            "gst.blocked_credit",
        ),
        (purchase("P3", "Sahyadri Goods Transport", "20000", {}, ledger="Freight Inward", narration="Lorry freight Pune to Nashik"), "gst.rcm_not_booked"),
    ],
)
def test_an_error_in_one_voucher_is_the_only_finding(voucher: Voucher, rule: str) -> None:
    assert rules_of(findings([GOOD_NEAR, GOOD_FAR, voucher])) == [rule]


def test_28_percent_was_allowed_before_22_september_2025() -> None:
    assert findings([purchase("P3", "Tungabhadra Spares", "100000", {"Input IGST": "28000"}, day="2025-09-21")]) == ()


def test_two_rates_in_one_voucher_are_no_error_of_arithmetic() -> None:
    mixed = purchase("P3", "Tungabhadra Spares", "100000", {"Input IGST": "20500"})
    lines = (Line("Freight Inward", rupees("50000")), *mixed.lines[:-1], Line("Tungabhadra Spares", rupees("-170500")))
    two = Voucher(**{field: getattr(mixed, field) for field in mixed.__slots__} | {"lines": lines})
    assert findings([two]) == ()


def test_the_second_booking_of_an_invoice_is_a_duplicate_and_not_missing_in_2b() -> None:
    again = purchase("P9", "Vaishali Packaging", "50000", halves("50000", "18"), day="2026-07-21", reference="inv/P1")
    found = findings([GOOD_NEAR, again], GOOD_2B[:1])
    assert [(each.rule, each.subject) for each in found] == [("gst.duplicate_invoice", "voucher:P9")]


@pytest.mark.parametrize("absent", ["2026-07", "2026-08", "2026-09"])
def test_credit_of_a_month_whose_2b_was_not_handed_in_accuses_no_supplier(absent: str) -> None:
    handed = tuple(statement_of(month) for month in ("2026-07", "2026-08", "2026-09") if month != absent)
    vouchers = [purchase(f"P{month}", "Vaishali Packaging", "50000", halves("50000", "18"), day=f"2026-{month:02}-10") for month in (7, 8, 9)]
    found = findings(vouchers, [two_b("X-1", FAR, "1000", igst="180", day=f"{'2026-07' if absent != '2026-07' else '2026-08'}-10")], handed)
    said = {(each.rule, each.subject.partition("/")[2] if each.subject.startswith("2b:") else each.severity.value) for each in found}
    assert {("gst.statement_absent", absent), ("gst.statement_absent", "info"), ("gst.missing_in_2b", "error")} <= said
    assert sum(each.rule == "gst.missing_in_2b" for each in found) == 2


def test_credit_without_2b_and_2b_without_credit_are_found_with_their_tax() -> None:
    found = findings([GOOD_NEAR], [two_b("X-1", FAR, "1000", igst="180")])
    assert {(each.rule, each.amount) for each in found} == {("gst.missing_in_2b", rupees("9000")), ("gst.missing_in_books", rupees("180"))}


def test_a_tax_that_differs_from_2b_is_a_mismatch_of_the_difference() -> None:
    found = findings([GOOD_FAR], [two_b("INV/P2", FAR, "90000", igst="16200")])
    assert [(each.rule, each.amount) for each in found] == [("gst.mismatch_2b", rupees("1800"))]


def test_credit_that_2b_marks_unavailable_is_an_error_when_taken() -> None:
    found = findings([GOOD_FAR], [two_b("INV/P2", FAR, "100000", igst="18000", itc_available=False, itc_reason="C")])
    assert [(each.rule, each.amount) for each in found] == [("gst.itc_unavailable", rupees("18000"))]


def test_a_mistyped_gstin_is_named_with_the_right_one() -> None:
    wrong = FAR[:5] + ("9" if FAR[5] != "9" else "8") + FAR[6:]
    chart = {**CHART, "Tungabhadra Spares": account("Tungabhadra Spares", "creditor", "liability", wrong, "Sundry Creditors")}
    found = findings([GOOD_FAR], [two_b("INV/P2", FAR, "100000", igst="18000")], chart=chart)
    assert rules_of(found) == ["gst.gstin_typo"] and FAR in found[0].sentence


def test_a_wrong_check_character_is_found_without_2b() -> None:
    wrong = FAR[:14] + ("A" if FAR[14] != "A" else "B")
    chart = {**CHART, "Tungabhadra Spares": account("Tungabhadra Spares", "creditor", "liability", wrong, "Sundry Creditors")}
    assert rules_of(findings([GOOD_FAR], chart=chart)) == ["gst.gstin_invalid"]


def test_reverse_charge_booked_by_a_journal_of_the_month_is_settled() -> None:
    freight = purchase("P3", "Sahyadri Goods Transport", "20000", {}, ledger="Freight Inward", narration="Lorry freight")
    legs = (
        Line("RCM Input CGST", rupees("500")),
        Line("RCM Input SGST", rupees("500")),
        Line("RCM CGST Payable", rupees("-500")),
        Line("RCM SGST Payable", rupees("-500")),
    )
    journal = Voucher("J1", "Q", VoucherKind.JOURNAL, date(2026, 7, 31), legs, SourceKind.REGISTER, "J1", narration="RCM July")
    assert rules_of(findings([freight])) == ["gst.rcm_not_booked"]
    assert findings([freight, journal]) == ()


def test_a_2b_of_another_company_is_refused_by_name() -> None:
    paper = Extraction("1" * 64, DocumentKind.GSTR_2B, 1.0, "gstr2b", "1", fields={"gstin": Field("gstin", FAR)})
    found = findings([], papers=(paper,))
    assert rules_of(found) == ["gst.foreign_2b"] and FAR in found[0].sentence


def test_credit_after_november_of_the_next_year_is_lost() -> None:
    late = purchase("P3", "Tungabhadra Spares", "1000", {"Input IGST": "180"}, day="2024-05-05")
    booked = Voucher(**{field: getattr(late, field) for field in late.__slots__} | {"day": date(2026, 7, 3)})
    assert rules_of(findings([booked])) == ["gst.time_barred"]


def test_an_invoice_booked_gross_is_not_missing_in_the_books() -> None:
    gross = purchase("P3", "Vaishali Packaging", "11800", {}, reference="INV/P3")
    found = findings([gross], [two_b("INV/P3", NEAR, "10000", cgst="900")])
    assert [(each.rule, each.severity.value) for each in found] == [("gst.credit_not_taken", "info")]
