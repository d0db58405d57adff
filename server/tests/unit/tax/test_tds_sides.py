"""Tax deducted as reconciliations: Form 26AS, our own statement and challans against the books of a quarter."""

from collections.abc import Sequence
from datetime import date

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Company
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction, Field, Row
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.bank import with_earlier
from qrt.core.recon.match import Subject, reconcile_subjects
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, ReconciliationKind
from qrt.core.tax.tds.events import to_tds_case
from qrt.core.tax.tds.sides import check_challans, tax_sides

RULES = load_tax_rules()
QUARTER = Quarter(2026, 2)
K, V = ReconciliationKind, VoucherKind


def _account(name: str, role: str = "", nature: str = "asset", tds_key: str = "", pan: str = "") -> LedgerAccount:
    return LedgerAccount("Q", name, nature=nature, role=role, tds_key=tds_key, pan=pan)


CHART: Chart = {
    each.name: each
    for each in (
        _account("Bank", "bank"),
        _account("TDS Receivable", "tds_receivable"),
        _account("Sales", nature="income"),
        _account("Meera Foods Pvt Ltd", "debtor", pan="AABCM1111A"),
        _account("Kalinga Steels Ltd", "debtor"),
        _account("Job Work", nature="expense", tds_key="contractor"),
        _account("Fees", nature="expense", tds_key="professional"),
        _account("TDS Payable", "tds_payable", "liability"),
        _account("TDS on Contractors", "tds_payable", "liability", "contractor"),
        _account("Kaveri Castings", "creditor", "liability", pan="AABCK1234C"),
        _account("Lakshmi Works", "creditor", "liability"),
    )
}


def _voucher(key: str, kind: VoucherKind, day: str, *legs: tuple[str, str], reference: str = "") -> Voucher:
    lines = tuple(Line(ledger, rupees(amount)) for ledger, amount in legs)
    return Voucher(key, "Q", kind, date.fromisoformat(day), lines, SourceKind.REGISTER, key, reference=reference)


def _received(key: str, day: str, party: str, gross: int, tax: int) -> Voucher:
    return _voucher(key, V.RECEIPT, day, ("Bank", str(gross - tax)), ("TDS Receivable", str(tax)), (party, str(-gross)))


def _credit(row: int, day: str, deductor: str, gross: int, tax: int, status: str = "F") -> TaxCreditLine:
    return TaxCreditLine(
        Place("26as", row=row), "I", deductor, "MUMM12345A", "194C", rupees(str(gross)), rupees(str(tax)), rupees(str(tax)), date.fromisoformat(day), status
    )


def _paper(kind: DocumentKind, *rows: Row) -> Extraction:
    said = {"financial_year": "2026-27", "quarter": "Q2"}
    return Extraction("paper", kind, 1.0, "test", "1", fields={name: Field(name, text) for name, text in said.items()}, rows=rows)


def _reconciled(vouchers: Sequence[Voucher], *papers: Extraction, awaited: Sequence[Item] = ()) -> dict[ReconciliationKind, Reconciliation]:
    """awaited: what an earlier quarter left open of tax that others deducted, or of challans."""
    case = to_tds_case(vouchers, CHART, RULES, Company("Q"), QUARTER, None, "Q")
    return {
        each.kind: reconcile_subjects(each.kind, [(Subject(each.subject, with_earlier(each.ours, awaited), each.theirs, QUARTER.last_day), MatchPolicy())])[
            each.subject
        ]
        for each in tax_sides(case, papers, {K.TDS: awaited, K.TDS_CHALLAN: awaited})
    }


def _told(result: Reconciliation) -> dict[str, str]:
    """What tests call a line: ours by its id, the other side's by its paper and row."""
    return {item.id: f"{item.place.document}:{item.place.row}" if item.place else item.id for item in (*result.left, *result.right)}


def _pairs(result: Reconciliation) -> set[tuple[tuple[str, ...], tuple[str, ...], MatchStatus]]:
    told = _told(result)

    def of(match: Match, side: str) -> tuple[str, ...]:
        return tuple(told[part.item] for part in match.allocations if part.side == side)

    return {(of(match, "left"), of(match, "right"), match.status) for match in result.matches}


def test_what_customers_deducted_meets_form_26as_deductor_by_deductor_however_the_name_is_written() -> None:
    vouchers = [
        _received("R1", "2026-07-10", "Meera Foods Pvt Ltd", 100_000, 2_000),
        _received("R2", "2026-08-12", "Kalinga Steels Ltd", 50_000, 1_000),
        _received("R3", "2026-09-15", "Kalinga Steels Ltd", 70_000, 1_400),
        _received("R4", "2026-10-02", "Kalinga Steels Ltd", 90_000, 1_800),
    ]
    rows = (
        _credit(2, "2026-07-08", "MEERA FOODS PRIVATE LIMITED", 100_000, 2_000),
        _credit(3, "2026-08-11", "KALINGA STEELS LIMITED", 50_000, 1_000),
        _credit(4, "2026-06-11", "KALINGA STEELS LIMITED", 10_000, 200),
        _credit(5, "2026-09-20", "SOMEBODY ELSE LIMITED", 8_000, 800, "U"),
    )
    result = _reconciled(vouchers, _paper(DocumentKind.FORM_26AS, *rows))[K.TDS]
    auto = MatchStatus.AUTO
    assert _pairs(result) == {(("R1",), ("26as:2",), auto), (("R2",), ("26as:3",), auto)}
    assert {(each.side.value, _told(result)[each.item]) for each in result.breaks} == {("left", "R3"), ("right", "26as:5")}
    unmatched = next(item for item in result.right if _told(result)[item.id] == "26as:5")
    assert "no credit yet" in unmatched.narration and unmatched.labels["tan"] == "MUMM12345A"


def test_what_an_office_credits_late_meets_the_line_of_the_quarter_before_and_nothing_else_of_it_comes_again() -> None:
    waits = Item("R0", date(2026, 6, 12), rupees("200"), "R0", "", "Kalinga Steels Ltd")
    rows = (
        _credit(2, "2026-04-10", "KALINGA STEELS LIMITED", 10_000, 200),  # It met its own line then.
        _credit(3, "2026-06-11", "KALINGA STEELS LIMITED", 10_000, 200),
        _credit(4, "2026-06-11", "MEERA FOODS PRIVATE LIMITED", 10_000, 200),
        _credit(5, "2026-08-11", "KALINGA STEELS LIMITED", 50_000, 1_000),
    )
    now = [_received("R1", "2026-08-12", "Kalinga Steels Ltd", 50_000, 1_000)]
    result = _reconciled(now, _paper(DocumentKind.FORM_26AS, *rows), awaited=[waits])[K.TDS]
    assert _pairs(result) == {(("R0",), ("26as:3",), MatchStatus.AUTO), (("R1",), ("26as:5",), MatchStatus.AUTO)} and not result.breaks
    without = _reconciled(now, _paper(DocumentKind.FORM_26AS, *rows))[K.TDS]
    assert {_told(without)[item.id] for item in without.right} == {"26as:5"}


def test_a_challan_that_is_handed_in_a_quarter_later_meets_its_payment() -> None:
    waits = Item("C0", date(2026, 6, 7), rupees("900"), "", "")
    late, other = (ChallanLine(Place("281", row=row), str(row), "0510308", date(2026, 6, day), rupees("900"), rupees("900")) for row, day in ((1, 7), (2, 9)))
    now = ChallanLine(Place("281", row=3), "3", "0510308", date(2026, 8, 7), rupees("500"), rupees("500"))
    result = _reconciled([], _paper(DocumentKind.TDS_CHALLAN, late, other, now), awaited=[waits])[K.TDS_CHALLAN]
    assert {pair[:2] for pair in _pairs(result)} == {(("C0",), ("281:1",))} and len(result.right) == 2


def test_one_row_for_a_month_of_receipts_is_found_and_never_a_line_twice() -> None:
    vouchers = [_received(f"R{n}", f"2026-07-{4 + 5 * n:02d}", "Kalinga Steels Ltd", 10_000 * n, 200 * n) for n in (1, 2, 3)]
    result = _reconciled(vouchers, _paper(DocumentKind.FORM_26AS, _credit(2, "2026-07-31", "Kalinga Steels Ltd", 60_000, 1_200)))[K.TDS]
    (match,) = result.matches
    assert {_told(result)[part.item] for part in match.allocations} == {"R1", "R2", "R3", "26as:2"} and match.difference == 0


def test_what_we_deducted_meets_our_statement_by_pan_and_a_payee_without_pan_by_name() -> None:
    def bought(key: str, day: str, ledger: str, party: str, amount: int, tax: int) -> Voucher:
        return _voucher(key, V.PURCHASE, day, (ledger, str(amount)), ("TDS on Contractors", str(-tax)), (party, str(tax - amount)))

    def row(number: int, day: str, party: str, pan: str, section: str, amount: int, tax: int) -> DeductionLine:
        return DeductionLine(Place("26q", row=number), 1, party, pan, section, rupees(str(amount)), rupees(str(tax)), rupees(str(tax)), date.fromisoformat(day))

    vouchers = [
        bought("P1", "2026-07-10", "Job Work", "Kaveri Castings", 100_000, 2_000),
        bought("P2", "2026-08-10", "Job Work", "Lakshmi Works", 40_000, 400),
        bought("P3", "2026-09-10", "Job Work", "Kaveri Castings", 60_000, 1_200),
    ]
    rows = (
        row(2, "2026-07-10", "KAVERI CASTINGS", "AABCK1234C", "94C", 100_000, 2_000),
        row(3, "2026-08-10", "Lakshmi Works", "AAFPL9999L", "1023", 40_000, 400),
        row(4, "2026-09-10", "KAVERI CASTINGS", "AABCK1234C", "94C", 60_000, 600),
    )
    result = _reconciled(vouchers, _paper(DocumentKind.TDS_STATEMENT, *rows))[K.TDS_PAYABLE]
    assert {item.labels["section"] for item in (*result.left, *result.right)} == {"194C"}
    sure = {(left, right) for left, right, status in _pairs(result) if status is MatchStatus.AUTO}
    assert sure == {(("P1#1",), ("26q:2",)), (("P2#1",), ("26q:3",))}
    assert not [match for match in result.matches if match.difference and match.status is MatchStatus.AUTO], "half of the tax is reported: a person looks"


def test_challans_meet_payments_less_interest_and_one_that_is_not_booked_is_told() -> None:
    def challan(number: str, day: str, tax: int, interest: int = 0, row: int = 1) -> ChallanLine:
        return ChallanLine(
            Place("281", row=row), number, "0510308", date.fromisoformat(day), rupees(str(tax)), rupees(str(tax + interest)), rupees(str(interest))
        )

    paid = [
        _voucher("C1", V.PAYMENT, "2026-08-07", ("TDS Payable", "2400"), ("Bank", "-2400"), reference="00123"),
        _voucher("C2", V.PAYMENT, "2026-09-07", ("TDS Payable", "1600"), ("Bank", "-1600")),
    ]
    papers = (
        _paper(DocumentKind.TDS_CHALLAN, challan("00123", "2026-08-07", 2_400, 36)),
        _paper(
            DocumentKind.TDS_STATEMENT,
            challan("123", "2026-08-07", 2_400, 36, 5),
            challan("00456", "2026-09-07", 1_600, row=6),
            challan("00789", "2026-09-09", 777, row=7),
        ),
    )
    result = _reconciled(paid, *papers)[K.TDS_CHALLAN]
    assert len(result.right) == 3, "a statement lists the challan that was handed in too"
    assert {(left, right) for left, right, _ in _pairs(result)} == {(("C1",), ("281:1",)), (("C2",), ("281:6",))}
    assert [(each.rule, each.amount) for each in check_challans(result)] == [("recon.challan_not_booked", rupees("777"))]


def test_without_a_paper_of_the_other_side_there_is_nothing_to_reconcile() -> None:
    assert _reconciled([_received("R1", "2026-07-10", "Meera Foods Pvt Ltd", 100_000, 2_000)], _paper(DocumentKind.FORM_26AS)) == {}


def test_challans_of_a_day_whose_numbers_cannot_be_read_are_two() -> None:
    def challan(row: int, tax: int) -> ChallanLine:
        return ChallanLine(Place("281", row=row), "", "", date(2026, 8, 7), rupees(str(tax)), rupees(str(tax)))

    paid = [_voucher("C1", V.PAYMENT, "2026-08-07", ("TDS Payable", "2400"), ("Bank", "-2400"))]
    result = _reconciled(paid, _paper(DocumentKind.TDS_STATEMENT, challan(5, 2_400), challan(6, 1_600)))[K.TDS_CHALLAN]
    assert sorted(item.amount for item in result.right) == [1_600_00, 2_400_00]
