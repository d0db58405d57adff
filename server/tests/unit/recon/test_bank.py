"""Books against bank: the statement of reconciliation ties, and leftovers become findings."""

from datetime import date

from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.close.decided import apply_match_decisions
from qrt.core.close.recon_carried import LINES_CARRIED, carried_content, carried_lines
from qrt.core.close.types import Decision
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Field
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.bank import NOT_PRESENTED, bank_statement_of_reconciliation, check_balance, reconcile_bank, stated_balance, statement_items
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, Side

SHA = "a" * 64


def voucher(key: str, day: str, party: str, amount: str, reference: str = "", narration: str = "") -> Voucher:
    money = rupees(amount)
    kind = VoucherKind.RECEIPT if money > 0 else VoucherKind.PAYMENT
    lines = (Line("HDFC Bank", money), Line(party, Paise(-money)))
    return Voucher(key, "Q", kind, date.fromisoformat(f"2026-{day}"), lines, SourceKind.REGISTER, key, party=party, reference=reference, narration=narration)


def line(row: int, day: str, amount: str, narration: str, reference: str = "") -> BankLine:
    return BankLine(Place(SHA, row=row), date.fromisoformat(f"2026-{day}"), narration, rupees(amount), reference)


VOUCHERS = [
    voucher("R1", "09-01", "Marudham Engineering", "116000.50", reference="SBINN26274112345"),
    voucher("P1", "09-02", "Kaveri Castings", "-59000", narration="Chq No 000451"),
    voucher("P2", "06-02", "Narmada Spares", "-7000", narration="Chq No 000300"),
    voucher("P3", "09-29", "Satpura Traders", "-8000", narration="Chq No 000460"),
    voucher("P4", "09-10", "Malabar Polymers", "-4321.10", reference="HDFCR52026100398765432"),
]
LINES = [
    line(5, "09-01", "116000.50", "NEFT CR-SBIN0001234-MARUDHAM ENGINEERING LTD-SBINN26274112345", "SBINN26274112345"),
    line(6, "09-12", "-59000", "CHQ PAID-CTS-KAVERI CASTINGS", "000451"),
    line(7, "09-10", "-4321.10", "RTGS DR-MALABAR POLYMERS-HDFCR52026100398765432", "HDFCR52026100398765432"),
    line(8, "09-12", "-4321.10", "RTGS DR-MALABAR POLYMERS-HDFCR52026100398799999", "HDFCR52026100398799999"),
    line(9, "09-30", "-118", "CHARGES INCL GST 18%"),
    line(10, "09-30", "412", "INT.PD 01-07-2026 TO 30-09-2026"),
    line(11, "09-20", "25000", "NEFT CR-UNKNOWN BUYER-SBINN26274155555", "SBINN26274155555"),
]


def test_every_leftover_has_its_finding() -> None:
    result = reconcile_bank("HDFC Bank", VOUCHERS, "HDFC Bank", LINES, MatchPolicy(), date(2026, 9, 30))
    found = sorted((finding.rule, finding.amount) for finding in result.findings)
    assert found == [
        ("recon.bank_only", rupees("4321.10")),
        ("recon.bank_only", rupees("25000")),
        ("recon.books_only", rupees("8000")),
        ("recon.duplicate_payment", rupees("4321.10")),
        ("recon.stale_cheque", rupees("7000")),
        ("recon.unbooked_charge", rupees("118")),
        ("recon.unbooked_interest", rupees("412")),
    ]
    assert all(finding.evidence for finding in result.findings if finding.rule.startswith("recon.unbooked"))


def test_the_statement_of_reconciliation_ties_to_the_bank() -> None:
    result = reconcile_bank("HDFC Bank", VOUCHERS, "HDFC Bank", LINES, MatchPolicy(), date(2026, 9, 30))
    opening = rupees("800000")
    books = Paise(opening + sum(leg.amount for each in VOUCHERS for leg in each.lines if leg.ledger == "HDFC Bank"))
    bank = Paise(opening + sum(each.amount for each in LINES))
    statement = bank_statement_of_reconciliation(result, "HDFC Bank", books, bank)
    assert statement.unexplained == 0 and statement.balance_computed == bank
    assert statement.total(NOT_PRESENTED) == rupees("15000")


def test_a_match_that_a_person_rejected_stands_in_the_statement_as_its_open_lines_and_once() -> None:
    result = reconcile_bank("HDFC Bank", VOUCHERS, "HDFC Bank", LINES, MatchPolicy(), date(2026, 9, 30))
    before = bank_statement_of_reconciliation(result, "HDFC Bank", rupees("200000"), None)
    match = next(each for each in result.matches if not each.difference)
    rejected = apply_match_decisions(result, "Q", [Decision("match_rejected", f"Q|bank|HDFC Bank|{match.id}")])
    after = bank_statement_of_reconciliation(rejected, "HDFC Bank", rupees("200000"), None)
    assert after.balance_computed == before.balance_computed
    assert len(after.items) == len(before.items) + len(match.allocations)


def test_what_is_not_explained_is_said() -> None:
    result = reconcile_bank("HDFC Bank", VOUCHERS, "HDFC Bank", LINES, MatchPolicy(), date(2026, 9, 30))
    assert bank_statement_of_reconciliation(result, "HDFC Bank", Paise(0), Paise(100)).unexplained != 0


def test_an_amount_that_differs_under_one_reference_is_an_error() -> None:
    books, bank = (
        [voucher("P9", "09-02", "Kaveri Castings", "-5430", reference="HDFCR52026100398765432")],
        [line(1, "09-02", "-5340", "RTGS", "HDFCR52026100398765432")],
    )
    result = reconcile_bank("HDFC Bank", books, "HDFC Bank", bank, MatchPolicy(), date(2026, 9, 30))
    assert [(finding.rule, finding.amount) for finding in result.findings] == [("recon.amount_differs", rupees("90"))]


def test_a_fee_for_a_return_is_a_charge_and_a_bank_charge_inside_a_receipt_is_to_be_booked() -> None:
    books = [voucher("R9", "09-02", "Kaveri Castings", "5000", reference="HDFCR52026100398765432")]
    bank = [line(1, "09-02", "4988.20", "RTGS", "HDFCR52026100398765432"), line(2, "09-03", "-649", "NACH RETURN CHARGES")]
    result = reconcile_bank("HDFC Bank", books, "HDFC Bank", bank, MatchPolicy(), date(2026, 9, 30))
    assert sorted((each.rule, each.amount) for each in result.findings) == [("recon.amount_differs", rupees("11.80")), ("recon.unbooked_charge", rupees("649"))]


def test_a_receipt_that_came_in_two_lines_is_suggested_as_one() -> None:
    books = [voucher("R9", "09-02", "Ojas Instruments Industries", "258414")]
    bank = [
        line(1, "09-02", "155048", "RTGS/CR/KKBKR52026081393897124/OJAS INSTRUMENTS I"),
        line(2, "09-02", "103366", "RTGS/CR/ICICN26226379121/OJAS INSTRUMENTS I"),
    ]
    result = reconcile_bank("HDFC Bank", books, "HDFC Bank", bank, MatchPolicy(), date(2026, 9, 30))
    assert [len(match.allocations) for match in result.matches] == [3] and result.findings == ()


def statement(ends: str, closing: str, *balances: tuple[str, str]) -> Extraction:
    """A statement that states its end and closing balance, where given, with lines that have balances."""
    fields = {name: Field(name, value) for name, value in (("period_to", ends), ("closing_balance", closing)) if value}
    rows = tuple(
        BankLine(Place(SHA, row=row), date.fromisoformat(day), "x", rupees("1"), balance=rupees(amount)) for row, (day, amount) in enumerate(balances, 1)
    )
    return Extraction(SHA, DocumentKind.BANK_STATEMENT, 1.0, "bank", "1", fields=fields, rows=rows)


def test_the_banks_own_balance_is_that_of_the_statement_that_ends_last_up_to_the_day() -> None:
    day = date(2026, 9, 30)
    july, september = statement("2026-07-31", "100"), statement("2026-09-30", "300", ("2026-09-30", "300"))
    assert stated_balance([july, september], day) == rupees("300")
    assert stated_balance([july, statement("2026-10-31", "900", ("2026-09-28", "250"), ("2026-10-02", "900"))], day) == rupees("250")
    assert stated_balance([statement("2026-10-31", "900", ("2026-10-02", "900"))], day) is None
    assert stated_balance([september, statement("2026-09-30", "301")], day) is None
    assert stated_balance([], day) is None
    assert stated_balance([statement("soon", "300", ("2026-09-29", "280"))], day) == rupees("280")
    assert stated_balance([statement("2026-09-30", "about 300", ("2026-09-29", "280"))], day) == rupees("280")


def test_a_bank_balance_that_books_and_open_items_do_not_come_to_is_found() -> None:
    result = reconcile_bank("HDFC Bank", VOUCHERS, "HDFC Bank", LINES, MatchPolicy(), date(2026, 9, 30))
    computed = bank_statement_of_reconciliation(result, "HDFC Bank", rupees("200000"), None).balance_computed
    assert check_balance(bank_statement_of_reconciliation(result, "HDFC Bank", rupees("200000"), computed)) == ()
    assert check_balance(bank_statement_of_reconciliation(result, "HDFC Bank", rupees("200000"), None)) == ()
    off = bank_statement_of_reconciliation(result, "HDFC Bank", rupees("200000"), Paise(computed + rupees("100000")))
    (found,) = check_balance(off)
    assert (found.rule, found.amount) == ("recon.balance_differs", rupees("100000"))


def test_a_cheque_of_the_quarter_before_explains_itself_whether_the_bank_pays_it_or_not() -> None:
    quarter, first = date(2026, 9, 30), date(2026, 7, 1)
    issued = [Item("Q1:P9#0", date(2026, 6, 28), rupees("-7000"), narration="Chq No 000300", party="Narmada Spares")]
    charged = [Item(f"{SHA}:99", date(2026, 6, 30), rupees("-118"), narration="CHARGES INCL GST 18%")]
    content = carried_content("2026-27-Q1", [*((Side.LEFT, each) for each in issued), *((Side.RIGHT, each) for each in charged)])
    before = carried_lines([Decision(LINES_CARRIED, "Q|bank|HDFC Bank", content)], "Q|bank|HDFC Bank", first)
    opening_bank = rupees("100000")
    opening_books = Paise(opening_bank + rupees("-7000") + rupees("118"))
    for paid in (True, False):
        lines = [line(6, "07-04", "-7000", "CHQ PAID-CTS-NARMADA SPARES-000300", "000300")] if paid else []
        found = reconcile_bank("HDFC Bank", [], "HDFC Bank", lines, MatchPolicy(), quarter, before=before)
        stated = Paise(opening_bank + sum(each.amount for each in lines))
        drawn = bank_statement_of_reconciliation(found, "HDFC Bank", opening_books, stated)
        assert drawn.unexplained == 0, "paid" if paid else "not paid"
        assert drawn.total(NOT_PRESENTED) == (0 if paid else rupees("7000"))
        assert len(found.matches) == paid
        stale = [finding.rule for finding in found.findings if finding.rule == "recon.stale_cheque"]
        assert stale == ([] if paid else ["recon.stale_cheque"])


def test_the_rest_of_a_line_that_was_split_is_carried_as_a_line_of_its_own() -> None:
    rest = Item("B1/rest2", date(2026, 6, 3), rupees("300"), labels={"whole_paise": "100000", "mode": "neft"})
    (_, (carried,)) = carried_lines([Decision(LINES_CARRIED, "s", carried_content("2026-27-Q1", [(Side.RIGHT, rest)]))], "s", date(2026, 7, 1))
    assert (carried.id, carried.amount, carried.labels) == ("B1/open2", rupees("300"), {"mode": "neft", "carried": "2026-07-01"})


def test_a_paper_that_spans_two_quarters_has_its_lines_once() -> None:
    lines = [line(6, "07-04", "-7000", "CHQ PAID", "000300")]
    (there,) = statement_items(lines)
    found = reconcile_bank("HDFC Bank", [], "HDFC Bank", lines, MatchPolicy(), date(2026, 9, 30), before=((), (there,)))
    assert [item.id for item in found.right] == [there.id]
