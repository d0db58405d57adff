"""Sales against GSTR-1 and GSTR-3B: which documents stand beside each other, what consumers bought, and what of the tax was paid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Company, Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import DocumentKind, Extraction, Field, Row
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.gstr2b import gst_status
from qrt.core.recon.match import WAITS, reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import MatchStatus, Reconciliation, ReconciliationKind
from qrt.core.tax.gst.filed import check_filed
from qrt.core.tax.gst.outward import check_outward, outward_sides
from qrt.core.tax.gst.supply import GstCase, to_case

RULES = load_tax_rules()
QUARTER = Quarter(2026, 2)
OWN, AQUA, BLUE = "27AAPFU0939F1ZV", "27AABCA1234A1ZX", "29AABCB5678B1Z7"
V = VoucherKind


def _account(name: str, role: str = "", nature: str = "asset", gstin: str = "") -> LedgerAccount:
    return LedgerAccount("Q", name, nature=nature, role=role, gstin=gstin)


CHART: Chart = {
    each.name: each
    for each in (
        _account("Sales", nature="income"),
        _account("Output IGST", "output_igst", "liability"),
        _account("Output CGST", "output_cgst", "liability"),
        _account("Output SGST", "output_sgst", "liability"),
        _account("Aqua Ltd", "debtor", gstin=AQUA),
        _account("Blue Ltd", "debtor", gstin=BLUE),
        _account("Counter", "debtor"),
        _account("Cash", "cash"),
    )
}


def _sale(number: str, day: str, party: str, value: int, igst: int = 0, state: int = 0, reference: str = "", kind: VoucherKind = V.SALES) -> Voucher:
    """state: CGST, and as much SGST. A credit note has everything turned round."""
    sign = -1 if kind is V.CREDIT_NOTE else 1
    legs = [(party, value + igst + 2 * state), ("Sales", -value), ("Output IGST", -igst), ("Output CGST", -state), ("Output SGST", -state)]
    lines = tuple(Line(ledger, rupees(str(sign * amount))) for ledger, amount in legs if amount)
    return Voucher(
        f"v/{number}", "Q", kind, date.fromisoformat(day), lines, SourceKind.REGISTER, number, reference=reference, party=party, place=Place("sales", row=1)
    )


def _filed(table: str, number: str, day: str, gstin: str, value: int, igst: int = 0, state: int = 0, **more: object) -> ReturnLine:
    kind = "credit_note" if table.startswith("cdn") else "invoice" if number else ""
    made = ReturnLine(
        Place("gstr1", column=f"/{table}/{number}"), table, rupees(str(value)), rupees(str(igst)), rupees(str(state)), rupees(str(state)), number=number,
        day=date.fromisoformat(day) if day else None, party_gstin=gstin, period="2026-07", document_type=kind,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def _paper(kind: DocumentKind, rows: Sequence[Row], period: str = "2026-07", gstin: str = OWN) -> Extraction:
    fields = {"gstin": Field("gstin", gstin), "period": Field("period", period)}
    return Extraction(f"{kind}/{period}/{gstin}", kind, 1.0, "test", "1", fields=fields, rows=tuple(rows))


def _return(*rows: Row, period: str = "2026-07", gstin: str = OWN) -> Extraction:
    return _paper(DocumentKind.GSTR_1, [replace(row, period=period) if isinstance(row, ReturnLine) else row for row in rows], period, gstin)


def _paid(value: int, igst: int = 0, state: int = 0, period: str = "2026-07", gstin: str = OWN) -> Extraction:
    line = _filed("3.1(a)", "", "", "", value, igst, state, period=period)
    return _paper(DocumentKind.GSTR_3B, [line], period, gstin)


def _case(vouchers: Sequence[Voucher], *papers: Extraction, gstins: tuple[str, ...] = (OWN,)) -> GstCase:
    company = Company("Q", entities=(Entity("Q", "Q Ltd", gstins=gstins),))
    return to_case(vouchers, CHART, papers, RULES, company, QUARTER, "Q")


def _reconciled(case: GstCase) -> Reconciliation:
    return reconcile(ReconciliationKind.GSTR_1, OWN, *outward_sides(case), MatchPolicy(), QUARTER.last_day)


def _told(findings: Sequence[Finding]) -> set[tuple[str, int]]:
    return {(each.rule, each.amount) for each in findings}


def test_sales_meet_the_documents_of_the_return() -> None:
    sold = (
        _sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90),
        _sale("S-2", "2026-07-05", "Blue Ltd", 2000, igst=360),
        _sale("C-1", "2026-07-09", "Aqua Ltd", 100, state=9, kind=V.CREDIT_NOTE),
        _sale("S-3", "2026-07-11", "Counter", 500, state=45),
    )
    filed = _return(
        _filed("b2b", "S-1", "2026-07-03", AQUA, 1000, state=90),
        _filed("b2b", "S-2", "2026-07-05", BLUE, 2000, igst=360),
        _filed("cdnr", "C-1", "2026-07-09", AQUA, 100, state=9),
        _filed("b2cs", "", "", "", 500, state=45),
    )
    case = _case(sold, filed)
    result = _reconciled(case)
    assert not result.breaks and {match.status for match in result.matches} == {MatchStatus.AUTO}
    assert set(gst_status(result).values()) == {"exact"}
    assert check_outward(case, result) == () and list(check_filed(case)) == []


def test_what_stands_on_one_side_alone_is_told_with_its_place() -> None:
    sold = (_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90), _sale("S-9", "2026-07-21", "Blue Ltd", 700, igst=126))
    case = _case(sold, _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 1000, state=90), _filed("b2b", "S-7", "2026-07-15", AQUA, 4000, state=360)))
    result = _reconciled(case)
    found = check_outward(case, result)
    assert _told(found) == {("gst.sale_not_in_gstr1", rupees("126")), ("gst.gstr1_not_booked", rupees("720"))}
    assert all(each.evidence and each.entity == "Q" for each in found)
    assert sorted(gst_status(result).values()) == ["exact", "exact", "missing_in_books", "missing_in_gstr1"]


def test_another_value_or_head_or_customer_is_told() -> None:
    sold = (_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90), _sale("S-2", "2026-07-05", "Blue Ltd", 2000, igst=360))
    case = _case(sold, _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 1100, state=99), _filed("b2b", "S-2", "2026-07-05", BLUE, 2000, state=180)))
    result = _reconciled(case)
    assert {match.status for match in result.matches} == {MatchStatus.SUGGESTED}, "a person says whether it is one document"
    first, second = sorted(check_outward(case, result), key=lambda each: each.subject)
    assert first.rule == second.rule == "gst.gstr1_differs" and first.amount == rupees("18")
    assert "CGST of Rs 9.00 less" in first.sentence and "IGST of Rs 360.00 more" in second.sentence


def test_the_books_may_number_vouchers_on_their_own() -> None:
    case = _case(
        [_sale("17", "2026-07-03", "Aqua Ltd", 1000, state=90, reference="INV/26/17")], _return(_filed("b2b", "INV/26/17", "2026-07-03", AQUA, 1000, state=90))
    )
    assert not _reconciled(case).breaks


def test_a_document_that_was_amended_counts_as_amended() -> None:
    filed = _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 900, state=81), _filed("b2ba", "S-1", "2026-07-03", AQUA, 1000, state=90, original_number="S-1"))
    result = _reconciled(_case([_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], filed))
    assert len(result.right) == 1 and not result.breaks


def test_a_month_without_return_is_said_once() -> None:
    sold = [_sale(f"S-{n}", f"2026-08-{n:02d}", "Aqua Ltd", 100 * n, state=9 * n) for n in range(1, 6)]
    case = _case([_sale("S-0", "2026-07-03", "Aqua Ltd", 1000, state=90), *sold], _return(_filed("b2b", "S-0", "2026-07-03", AQUA, 1000, state=90)))
    assert _told(check_outward(case, _reconciled(case))) == {("gst.gstr1_absent", rupees(str(18 * 15)))}


def test_a_quarterly_return_is_of_all_its_months() -> None:
    sold = (_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90), _sale("S-2", "2026-09-05", "Blue Ltd", 2000, igst=360))
    filed = _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 1000, state=90), _filed("b2b", "S-2", "2026-09-05", BLUE, 2000, igst=360), period="2026-09")
    case = _case(sold, filed, _paid(3000, 360, 90, period="2026-09"))
    assert check_outward(case, _reconciled(case)) == ()
    assert [each.rule for each in check_filed(case)] == []


@pytest.mark.parametrize(
    ("state", "severity", "amount"), [(81, Severity.ERROR, "18"), (99, Severity.WARNING, "18")], ids=["too little was paid", "too much was paid"]
)
def test_tax_that_was_paid_otherwise_than_declared(state: int, severity: Severity, amount: str) -> None:
    case = _case(
        [_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 1000, state=90)), _paid(1000, 0, state)
    )
    found = list(check_filed(case))
    assert _told(found) == {("gst.books_differ_from_gstr3b", rupees(amount)), ("gst.gstr1_differs_from_gstr3b", rupees(amount))}
    assert {each.severity for each in found} == {severity} and all(each.evidence for each in found)


def test_the_same_tax_under_other_heads_is_no_agreement() -> None:
    case = _case([_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], _paid(1000, igst=180))
    (found,) = check_filed(case)
    assert found.rule == "gst.books_differ_from_gstr3b" and "other heads" in found.sentence and found.amount == rupees("180")


def test_a_rupee_is_rounding() -> None:
    case = _case([_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], _paid(1000, state=91))
    assert list(check_filed(case)) == []


def test_tax_on_an_advance_is_output_tax_of_its_month() -> None:
    lines = (Line("Cash", rupees("1180")), Line("Aqua Ltd", rupees("-1000")), Line("Output CGST", rupees("-90")), Line("Output SGST", rupees("-90")))
    advance = Voucher("r/1", "Q", V.RECEIPT, date(2026, 7, 20), lines, SourceKind.REGISTER, "1", party="Aqua Ltd")
    assert list(check_filed(_case([advance], _paid(1000, state=90)))) == []
    filed = _return(_filed("at", "", "", "", 1000, state=90), _filed("b2b", "S-1", "2026-07-03", AQUA, 100, state=9))
    sale = _sale("S-1", "2026-07-03", "Aqua Ltd", 100, state=9)
    assert list(check_filed(_case([sale, advance], filed, _paid(1100, state=99)))) == []


def test_consumers_are_compared_by_their_sums() -> None:
    sold = (_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90), _sale("S-2", "2026-07-11", "Counter", 500, state=45))
    case = _case(sold, _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 1000, state=90), _filed("b2cs", "", "", "", 300, state=27)))
    (found,) = check_filed(case)
    assert (found.rule, found.amount) == ("gst.consumers_differ", rupees("36"))


def test_where_a_registration_has_no_return_nothing_is_compared() -> None:
    other = "29AAPFU0939F1ZR"
    case = _case([_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], _paid(10, state=1), gstins=(OWN, other))
    assert list(check_filed(case)) == []
    case = _case([_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], _paid(600, state=54), _paid(400, state=36, gstin=other), gstins=(OWN, other))
    assert list(check_filed(case)) == []


def test_a_correction_of_what_is_not_here_is_not_added_up() -> None:
    filed = _return(_filed("b2ba", "S-1", "2026-05-03", AQUA, 5000, state=450, original_number="S-1", original_day=date(2026, 5, 3)))
    assert list(check_filed(_case([], filed, _paid(0)))) == []


def test_a_suggested_document_says_what_a_person_decides_and_not_how_often_its_evidence_is_right() -> None:
    case = _case([_sale("S-1", "2026-07-03", "Aqua Ltd", 1000, state=90)], _return(_filed("b2b", "S-1", "2026-07-03", AQUA, 1100, state=99)))
    (match,) = _reconciled(case).matches
    assert match.status is MatchStatus.SUGGESTED and WAITS not in [reason.text for reason in match.reasons]
