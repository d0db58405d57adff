"""Foreign money: lines, rates, revaluation, settlements; every figure worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from qrt.core.base.company import QuotedRate
from qrt.core.base.money import Paise, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.currency.lines import check_foreign_lines
from qrt.core.currency.narrated import check_narrated, foreign_from_narrations
from qrt.core.currency.positions import holdings
from qrt.core.currency.rates import RateTable, check_quotes, rate_table
from qrt.core.currency.revalue import GAIN_LEDGER, Setting, revalue
from qrt.core.currency.types import Revaluation
from qrt.core.documents.types import RateRow
from qrt.core.ledger.types import BillKind, Foreign, LedgerAccount, Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import to_voucher
from qrt.core.parties.bills import open_bills
from qrt.core.parties.entries import entries_of
from qrt.core.parties.types import Party, PartySide

Q2 = Quarter(2026, 2)
LAST = Q2.last_day
EARLY = date(2026, 7, 10)
PARTIES = {"Globex Inc": Party("E", "Globex Inc", PartySide.CUSTOMER), "Acme GmbH": Party("E", "Acme GmbH", PartySide.VENDOR)}
CHART = {
    name: LedgerAccount("E", name, nature=nature, role=role)
    for name, nature, role in (
        ("Globex Inc", "asset", "debtor"),
        ("Acme GmbH", "liability", "creditor"),
        ("EEFC USD", "asset", "bank"),
        ("HDFC", "asset", "bank"),
        ("Plant", "asset", "fixed_asset"),
        ("Export sales", "income", ""),
        ("Imports", "expense", ""),
        ("Exchange fluctuation", "expense", "exchange_result"),
    )
}


def usd(ledger: str, amount: str, foreign: str, rate: str, bill: str = "", kind: BillKind | None = None, currency: str = "USD") -> Line:
    return Line(ledger, rupees(amount), bill=bill, bill_kind=kind, foreign=Foreign(currency, int(Decimal(foreign) * 100), Decimal(rate), EARLY))


def inr(ledger: str, amount: str) -> Line:
    return Line(ledger, rupees(amount))


def voucher(key: str, *lines: Line, kind: VoucherKind = VoucherKind.JOURNAL, day: date = EARLY) -> Voucher:
    return Voucher(key, "E", kind, day, lines, SourceKind.REGISTER, key)


EXPORT = voucher("S-1", usd("Globex Inc", "83000", "1000", "83", "S-1", BillKind.NEW), inr("Export sales", "-83000"), kind=VoucherKind.SALES)
IMPORT = voucher("P-1", usd("Acme GmbH", "-45000", "-500", "90", "P-1", BillKind.NEW, "EUR"), inr("Imports", "45000"), kind=VoucherKind.PURCHASE)


def rates(**closing: str) -> RateTable:
    return rate_table([], (), [QuotedRate(currency.upper(), LAST, Decimal(rate), "closing", "FEDAI") for currency, rate in closing.items()])


def valued(
    *vouchers: Voucher, table: RateTable | None = None, opening: dict[str, Paise] | None = None, chart: dict[str, LedgerAccount] = CHART, **more: object
) -> Revaluation:
    opened = opening or {}
    entries = entries_of(vouchers, chart, PARTIES, "INR")
    bills = {name: open_bills(party, opened.get(name, Paise(0)), (), entries.get(name, []), LAST) for name, party in PARTIES.items()}
    held = holdings(vouchers, chart, opened, bills, more.pop("opened", {}), "INR")  # pyright: ignore[reportArgumentType]
    setting = replace(Setting("E", "INR", Q2, chart, taken={each.key for each in vouchers}), **more)  # pyright: ignore[reportArgumentType]
    return revalue(held, table or rates(usd="85", eur="88"), setting)


def moved(draft: VoucherDraft) -> dict[str, int]:
    return {line.ledger: line.amount for line in draft.lines}


def test_a_line_must_be_its_foreign_amount_at_its_rate_but_for_a_paisa() -> None:
    good = voucher("1", usd("Globex Inc", "8345.68", "100", "83.4567"), inr("Export sales", "-8345.68"))
    wrong = voucher("2", usd("Globex Inc", "8400.00", "100", "83.4567"), inr("Export sales", "-8400.00"))
    printed = voucher("3", usd("Globex Inc", "8345.67", "100", "83.46"), inr("Export sales", "-8345.67"))
    found = check_foreign_lines((good, wrong, printed), "INR")
    # 100 x 83.4567 = 8345.67, booked 8400: 54.33 apart. 83.46 printed for 83.4567: 0.33, half a paisa of rate on 100.
    assert [(each.subject, each.severity.value, each.amount) for each in found] == [("voucher:E/2", "error", 5433), ("voucher:E/3", "info", 33)]


def test_an_open_receivable_and_payable_are_valued_at_the_closing_rate() -> None:
    made = valued(EXPORT, IMPORT)
    # 1000 x 85 - 83000 = 2000 gain; 500 x 88 - 45000 = 1000 less owed, a gain too.
    assert {draft.key: moved(draft) for draft in made.drafts} == {
        "revaluation:Globex Inc/2026-27-Q2": {"Globex Inc": rupees("2000"), "Exchange fluctuation": rupees("-2000")},
        "revaluation:Acme GmbH/2026-27-Q2": {"Acme GmbH": rupees("1000"), "Exchange fluctuation": rupees("-1000")},
    }
    line = next(draft for draft in made.drafts if draft.party == "Globex Inc").lines[0]
    assert (line.bill, line.bill_kind) == ("S-1", BillKind.AGAINST) and "FEDAI" in line.reason


def test_a_second_look_over_the_books_with_the_drafts_in_them_drafts_nothing() -> None:
    first = valued(EXPORT, IMPORT)
    second = valued(EXPORT, IMPORT, *map(to_voucher, first.drafts))
    assert second.drafts == () and {each.state for each in second.positions} == {"agrees"}


def test_a_rate_that_changes_after_the_approval_drafts_the_difference_under_a_key_of_its_own() -> None:
    first = valued(EXPORT)
    (again,) = valued(EXPORT, *map(to_voucher, first.drafts), table=rates(usd="85.50")).drafts
    assert again.key == "revaluation:Globex Inc/2026-27-Q2/2" and again.lines[0].amount == rupees("500")


def test_a_settlement_at_another_rate_leaves_its_difference_to_be_booked_once() -> None:
    paid = voucher("R-1", usd("EEFC USD", "84000", "1000", "84"), usd("Globex Inc", "-84000", "-1000", "84", "S-1", BillKind.AGAINST), kind=VoucherKind.RECEIPT)
    made = valued(EXPORT, paid)
    by_key = {draft.key: moved(draft) for draft in made.drafts}
    assert by_key["realised:Globex Inc/2026-27-Q2"] == {"Globex Inc": rupees("1000"), "Exchange fluctuation": rupees("-1000")}
    # The dollars lie in the bank now: 1000 x 85 - 84000.
    assert by_key["revaluation:EEFC USD/2026-27-Q2"] == {"EEFC USD": rupees("1000"), "Exchange fluctuation": rupees("-1000")}
    assert valued(EXPORT, paid, *map(to_voucher, made.drafts)).drafts == ()


def test_a_difference_that_the_books_booked_with_the_receipt_is_not_drafted_again() -> None:
    paid = voucher(
        "R-1",
        inr("HDFC", "84000"),
        usd("Globex Inc", "-83000", "-1000", "83", "S-1", BillKind.AGAINST),
        inr("Exchange fluctuation", "-1000"),
        kind=VoucherKind.RECEIPT,
    )
    assert valued(EXPORT, paid).drafts == ()


def test_an_advance_for_goods_keeps_its_rate() -> None:
    ahead = voucher("Y-1", usd("Acme GmbH", "9000", "100", "90", "ADV", BillKind.ADVANCE, "EUR"), inr("HDFC", "-9000"), kind=VoucherKind.PAYMENT)
    made = valued(ahead)
    assert made.drafts == () and made.positions[0].left_out == (100_00, rupees("9000"))


def test_a_missing_rate_is_told_and_nothing_is_drafted() -> None:
    table = rate_table([(RateRow(Place("p"), "USD", date(2026, 9, 29), Decimal("84.9"), "closing"), "rates.xlsx")])
    made = valued(EXPORT, table=table)
    assert made.drafts == ()
    (found,) = made.findings
    assert found.rule == "currency.rate_missing" and found.amount == rupees("83000") and "84.9 of 29-09-2026" in found.sentence


def test_papers_that_disagree_are_told_and_a_person_outranks_them() -> None:
    rows = [(RateRow(Place(name), "USD", LAST, Decimal(rate), "closing"), name) for name, rate in (("a.xlsx", "85"), ("b.xlsx", "86"))]
    assert rate_table(rows).closing("USD", "INR", LAST).rate is None
    assert [each.rule for each in check_quotes(rate_table(rows), "E")] == ["currency.rates_differ"]
    decided = rate_table(rows, (), [QuotedRate("USD", LAST, Decimal("85.5"), "closing", "board")])
    assert decided.closing("USD", "INR", LAST).rate == Decimal("85.5") and check_quotes(decided, "E") == ()


def test_books_in_another_currency_take_the_quotient_of_two_rupee_rates() -> None:
    # A daughter that keeps its books in dollars: rupees are foreign to it, and so is the euro. 88 / 85 = 1.035294.
    assert rates(usd="85", eur="88").closing("EUR", "USD", LAST).rate == Decimal("1.035294")
    assert rates(usd="80").closing("INR", "USD", LAST).rate == Decimal("0.0125")


def test_a_bank_in_dollars_with_an_opening_nobody_gives_in_dollars_is_not_valued() -> None:
    taken = voucher("R-1", usd("EEFC USD", "83000", "1000", "83"), inr("Export sales", "-83000"), kind=VoucherKind.RECEIPT)
    made = valued(taken, opening={"EEFC USD": rupees("16000")})
    assert made.drafts == () and [each.rule for each in made.findings] == ["currency.opening_unknown"]
    # A person says: 200 dollars at 80. 1200 x 85 - 99000 = 3000.
    told = valued(taken, opening={"EEFC USD": rupees("16000")}, opened={"EEFC USD": ("USD", 200_00, None)})
    assert [moved(draft)["EEFC USD"] for draft in told.drafts] == [rupees("3000")]


def test_a_bank_that_rupees_move_too_is_named_and_left_alone() -> None:
    lines = voucher("R-1", usd("HDFC", "83000", "1000", "83"), inr("Export sales", "-83000")), voucher("Y-1", inr("Imports", "500"), inr("HDFC", "-500"))
    made = valued(*lines)
    assert made.drafts == () and [each.rule for each in made.findings] == ["currency.line_without_foreign"]


def test_a_machine_bought_in_dollars_is_no_monetary_item() -> None:
    bought = voucher("P-9", usd("Plant", "83000", "1000", "83"), usd("Acme GmbH", "-83000", "-1000", "83", "P-9", BillKind.NEW))
    made = valued(bought)
    assert {(each.ledger, each.state) for each in made.positions} == {("Plant", "not_monetary"), ("Acme GmbH", "drafted")}


def test_a_policy_of_reversing_dates_the_reversal_on_the_next_day() -> None:
    (draft,) = valued(EXPORT, reverse=True).drafts
    assert draft.reverses_on == date(2026, 10, 1)
    assert valued(EXPORT).drafts[0].reverses_on is None


def test_without_a_ledger_for_exchange_differences_the_model_one_is_proposed_with_less_confidence() -> None:
    chart = {name: account for name, account in CHART.items() if name != "Exchange fluctuation"}
    (draft,) = valued(EXPORT, chart=chart).drafts
    assert draft.lines[-1].ledger == GAIN_LEDGER and draft.confidence < 0.5


def test_foreign_money_of_a_narration_is_taken_where_the_rupees_prove_it() -> None:
    # 500.50 x 90.1234 = 45,106.7617: 45,106.76. Paid at 91: 45,545.50, the rest is exchange.
    said = "imported, EUR 500.50 @ 90.1234 as per bill no. P-9"
    bill = replace(voucher("P-9", inr("Acme GmbH", "-45106.76"), inr("Imports", "45106.76"), kind=VoucherKind.PURCHASE), narration=said)
    legs = (inr("Acme GmbH", "45106.76"), inr("Exchange fluctuation", "438.74"), inr("HDFC", "-45545.50"))
    paid = replace(voucher("PAY", *legs, kind=VoucherKind.PAYMENT, day=date(2026, 8, 1)), narration="P-9 EUR 500.50 @ 91.0000 paid")
    told = foreign_from_narrations((bill, paid), CHART, PARTIES, "INR")
    assert [[line.foreign and (line.ledger, line.foreign.currency, line.foreign.amount) for line in each.lines if line.foreign] for each in told] == [
        [("Acme GmbH", "EUR", -500_50)],
        [("Acme GmbH", "EUR", 500_50)],
    ]
    (finding,) = check_narrated((bill, paid), told, "E")
    assert finding.rule == "currency.narrated" and "2 vouchers" in finding.sentence


def test_a_narration_that_the_rupees_do_not_prove_is_left_alone() -> None:
    bill = voucher("P-9", inr("Acme GmbH", "-45106.76"), inr("Imports", "45106.76"), kind=VoucherKind.PURCHASE)
    for said in ("EUR 500.50 @ 90.2", "EUR 500.50", "EUR 500.50 @ 90.1234 and USD 10 @ 85", "INR 45,106.76 @ 1", "discount 500.50 @ 90.1234"):
        wrong = replace(bill, narration=said)
        assert foreign_from_narrations((wrong,), CHART, PARTIES, "INR") == (wrong,), said
    assert check_narrated((bill,), (bill,), "E") == ()
