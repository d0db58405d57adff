"""Bill-wise outstanding, worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from qrt.core.base.money import Paise, rupees
from qrt.core.ledger.types import BillKind, Foreign, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.parties.bills import name_bills, open_bills
from qrt.core.parties.entries import OpeningBill, entries_of
from qrt.core.parties.types import Basis, ItemKind, Party, PartyBills, PartySide

LAST = date(2026, 9, 30)
CHART = {
    name: LedgerAccount("E", name, nature=nature, role=role)
    for name, nature, role in (
        ("Asha Traders", "asset", "debtor"),
        ("Bharat Mills", "liability", "creditor"),
        ("Globex Inc", "asset", "debtor"),
        ("Bank", "asset", "bank"),
        ("Sales", "income", ""),
        ("Purchases", "expense", ""),
        ("CGST", "liability", "output_cgst"),
        ("Input GST", "asset", "input_igst"),
        ("TDS receivable", "asset", "tds_receivable"),
        ("TDS payable", "liability", "tds_payable"),
        ("Exchange difference", "expense", "exchange_result"),
    )
}
ASHA = Party("E", "Asha Traders", PartySide.CUSTOMER)
BHARAT = Party("E", "Bharat Mills", PartySide.VENDOR)
GLOBEX = Party("E", "Globex Inc", PartySide.CUSTOMER)


def line(ledger: str, amount: str, bill: str = "", kind: BillKind | None = None, due: date | None = None, usd: tuple[str, str] | None = None) -> Line:
    foreign = Foreign("USD", int(Decimal(usd[0]) * 100), Decimal(usd[1]), LAST) if usd else None
    return Line(ledger, rupees(amount), bill=bill, bill_kind=kind, due_day=due, foreign=foreign)


def voucher(kind: VoucherKind, number: str, day: date, *lines: Line, reference: str = "", narration: str = "") -> Voucher:
    return Voucher(f"{kind}/{number}", "E", kind, day, lines, SourceKind.REGISTER, number, reference=reference, narration=narration)


def sale(number: str, day: date, amount: str, party: str = "Asha Traders", **more: object) -> Voucher:
    return voucher(VoucherKind.SALES, number, day, line(party, amount, **more), line("Sales", f"-{amount}"))  # pyright: ignore[reportArgumentType]


def receipt(number: str, day: date, amount: str, party: str = "Asha Traders", narration: str = "", **more: object) -> Voucher:
    return voucher(VoucherKind.RECEIPT, number, day, line("Bank", amount), line(party, f"-{amount}", **more), narration=narration)  # pyright: ignore[reportArgumentType]


def state(party: Party, *vouchers: Voucher, opening: str = "0", bills: tuple[OpeningBill, ...] = (), as_of: date = LAST, **more: object) -> PartyBills:
    entries = entries_of(vouchers, CHART, {party.ledger: party}, "INR").get(party.ledger, [])
    return open_bills(party, rupees(opening), bills, entries, as_of, **more)  # pyright: ignore[reportArgumentType]


def opened(found: PartyBills) -> dict[str, int]:
    return {item.number or item.kind.value: item.open for item in found.open_items}


def test_a_receipt_that_names_its_bill_settles_that_one_and_is_stated() -> None:
    found = state(
        ASHA,
        sale("S-1", date(2026, 7, 1), "1000.00", bill="S-1", kind=BillKind.NEW),
        sale("S-2", date(2026, 7, 2), "400.00", bill="S-2", kind=BillKind.NEW),
        receipt("R-1", date(2026, 8, 1), "400.00", bill="S-1", kind=BillKind.AGAINST),
    )
    assert opened(found) == {"S-1": rupees("600"), "S-2": rupees("400")}
    (settled,) = found.items[0].settlements
    assert settled.basis is Basis.STATED and found.items[0].basis is Basis.STATED


def test_without_a_word_the_bill_of_just_this_amount_is_proposed_before_the_oldest() -> None:
    found = state(ASHA, sale("S-1", date(2026, 7, 1), "1000.00"), sale("S-2", date(2026, 7, 2), "400.00"), receipt("R-1", date(2026, 8, 1), "400.00"))
    assert opened(found) == {"S-1": rupees("1000")}
    (settled,) = found.items[1].settlements
    assert settled.basis is Basis.PROPOSED and "is just what is open of it" in settled.why


def test_a_bill_named_in_the_narration_outranks_the_amount() -> None:
    found = state(
        ASHA,
        sale("KT/26-27/0101", date(2026, 7, 1), "1000.00"),
        sale("KT/26-27/0102", date(2026, 7, 2), "400.00"),
        receipt("R-1", date(2026, 8, 1), "400.00", narration="Being part of KT/26-27/0101"),
    )
    assert opened(found) == {"KT/26-27/0101": rupees("600"), "KT/26-27/0102": rupees("400")}


def test_what_fits_nothing_goes_to_the_oldest_and_the_rest_is_an_advance() -> None:
    found = state(ASHA, sale("S-1", date(2026, 7, 1), "100.00"), sale("S-2", date(2026, 7, 2), "50.00"), receipt("R-1", date(2026, 8, 1), "180.00"))
    assert opened(found) == {"advance": rupees("-30")}
    assert found.balance == rupees("-30") and found.total(ItemKind.ADVANCE) == rupees("-30")


def test_an_advance_that_names_no_bill_is_proposed_against_the_next_bill() -> None:
    found = state(ASHA, receipt("R-1", date(2026, 7, 1), "300.00"), sale("S-1", date(2026, 7, 10), "1000.00"))
    assert opened(found) == {"S-1": rupees("700")}
    assert found.items[1].settlements[0].basis is Basis.PROPOSED


def test_a_stated_advance_waits_until_its_bill_names_it() -> None:
    ahead = receipt("R-1", date(2026, 7, 1), "300.00", bill="ADV-1", kind=BillKind.ADVANCE)
    silent = state(ASHA, ahead, sale("S-1", date(2026, 7, 10), "1000.00"))
    assert opened(silent) == {"ADV-1": rupees("-300"), "S-1": rupees("1000")}
    bill = voucher(
        VoucherKind.SALES,
        "S-1",
        date(2026, 7, 10),
        line("Asha Traders", "300.00", "ADV-1", BillKind.AGAINST),
        line("Asha Traders", "700.00", "S-1", BillKind.NEW),
        line("Sales", "-1000.00"),
    )
    assert opened(state(ASHA, ahead, bill)) == {"S-1": rupees("700")}


def test_tax_that_the_customer_deducted_on_the_receipt_settles_the_bill_with_it() -> None:
    bill = voucher(VoucherKind.SALES, "S-1", date(2026, 7, 1), line("Asha Traders", "11800"), line("Sales", "-10000"), line("CGST", "-1800"))
    paid = voucher(
        VoucherKind.RECEIPT,
        "R-1",
        date(2026, 8, 1),
        line("Bank", "11600"),
        line("TDS receivable", "200"),
        line("Asha Traders", "-11600"),
        line("Asha Traders", "-200"),
    )
    found = state(ASHA, bill, paid)
    assert found.open_items == ()
    assert found.items[0].settlements[0].tds == rupees("200")


def test_a_receipt_short_by_the_tax_finds_its_bill_and_the_tax_that_comes_later_the_rest() -> None:
    bill = voucher(VoucherKind.SALES, "S-1", date(2026, 7, 1), line("Asha Traders", "5900"), line("Sales", "-5000"), line("CGST", "-900"))
    other = voucher(VoucherKind.SALES, "S-2", date(2026, 7, 5), line("Asha Traders", "11800"), line("Sales", "-10000"), line("CGST", "-1800"))
    paid = receipt("R-1", date(2026, 8, 1), "11600.00")
    half_way = state(ASHA, bill, other, paid)
    assert opened(half_way) == {"S-1": rupees("5900"), "S-2": rupees("200")}
    assert "less tax deducted" in half_way.items[1].settlements[0].why
    tax = voucher(VoucherKind.JOURNAL, "J-1", LAST, line("TDS receivable", "200"), line("Asha Traders", "-200"))
    assert opened(state(ASHA, bill, other, paid, tax)) == {"S-1": rupees("5900")}


def test_tax_that_we_withhold_goes_to_the_bill_whose_value_it_is_of() -> None:
    first = voucher(VoucherKind.PURCHASE, "P-1", date(2026, 7, 1), line("Purchases", "3000"), line("Bharat Mills", "-3000"), reference="BM/1")
    second = voucher(VoucherKind.PURCHASE, "P-2", date(2026, 7, 2), line("Purchases", "50000"), line("Bharat Mills", "-50000"), reference="BM/2")
    tax = voucher(VoucherKind.JOURNAL, "J-1", date(2026, 7, 2), line("Bharat Mills", "1000"), line("TDS payable", "-1000"))
    assert opened(state(BHARAT, first, second, tax)) == {"BM/1": rupees("-3000"), "BM/2": rupees("-49000")}


def test_a_debit_note_that_refers_to_a_bill_reduces_it() -> None:
    bought = [
        voucher(VoucherKind.PURCHASE, f"P-{n}", date(2026, 7, n), line("Purchases", "1000"), line("Bharat Mills", "-1000"), reference=f"BM/10{n}")
        for n in (1, 2)
    ]
    note = voucher(VoucherKind.DEBIT_NOTE, "D-1", date(2026, 8, 1), line("Bharat Mills", "150"), line("Purchases", "-150"), narration="rejected goods, BM/102")
    assert opened(state(BHARAT, *bought, note)) == {"BM/101": rupees("-1000"), "BM/102": rupees("-850")}


def test_an_opening_balance_beyond_the_listed_bills_is_kept_apart_and_told() -> None:
    bills = (OpeningBill("S-90", rupees("500"), date(2026, 3, 1), None, "Bills Receivable.xlsx"),)
    found = state(ASHA, receipt("R-1", date(2026, 7, 3), "500.00", bill="S-90", kind=BillKind.AGAINST), opening="800", bills=bills)
    assert opened(found) == {"opening": rupees("300")}
    assert [finding.rule for finding in found.findings] == ["party.opening_bills_differ"]
    assert found.findings[0].amount == rupees("300")


def test_a_payment_against_a_bill_that_nobody_knows_stands_on_account_and_is_told() -> None:
    found = state(ASHA, sale("S-1", date(2026, 7, 1), "100.00"), receipt("R-1", date(2026, 8, 1), "40.00", bill="X-9", kind=BillKind.AGAINST))
    assert opened(found) == {"S-1": rupees("100"), "X-9": rupees("-40")}
    assert [finding.rule for finding in found.findings] == ["party.bill_unknown"]


def test_what_names_a_bill_that_is_settled_touches_no_other_and_only_money_is_told() -> None:
    paid = [sale("S-1", date(2026, 7, 1), "100.00"), receipt("R-1", date(2026, 7, 5), "100.00", bill="S-1", kind=BillKind.AGAINST)]
    legs = line("Sales", "40"), line("Asha Traders", "-40", bill="S-1", kind=BillKind.AGAINST)
    note = voucher(VoucherKind.CREDIT_NOTE, "CN-1", date(2026, 8, 1), *legs)
    credited = state(ASHA, *paid, note, opening="500")
    assert opened(credited) == {"opening": rupees("500"), "S-1": rupees("-40")}
    assert credited.findings == ()
    again = state(ASHA, *paid, receipt("R-2", date(2026, 8, 1), "40.00", bill="S-1", kind=BillKind.AGAINST), opening="500")
    assert opened(again) == {"opening": rupees("500"), "S-1": rupees("-40")}
    assert [finding.rule for finding in again.findings] == ["party.bill_overpaid"]


def test_a_payment_that_came_before_its_bill_settles_it_when_it_comes() -> None:
    found = state(
        ASHA,
        receipt("R-1", date(2026, 7, 1), "40.00", bill="S-9", kind=BillKind.AGAINST),
        sale("S-9", date(2026, 7, 20), "100.00", bill="S-9", kind=BillKind.NEW),
    )
    assert opened(found) == {"S-9": rupees("60")} and found.findings == ()


def test_a_person_who_says_which_bill_outranks_the_proposal() -> None:
    vouchers = (sale("S-1", date(2026, 7, 1), "400.00"), sale("S-2", date(2026, 7, 2), "400.00"), receipt("R-1", date(2026, 8, 1), "400.00"))
    assert opened(state(ASHA, *vouchers)) == {"S-2": rupees("400")}
    found = state(ASHA, *vouchers, allocated={"receipt/R-1": (("S-2", rupees("400")),)})
    assert opened(found) == {"S-1": rupees("400")}
    assert found.items[1].settlements[0].basis is Basis.STATED


def test_a_day_in_the_past_shows_what_was_open_then() -> None:
    vouchers = (sale("S-1", date(2026, 7, 1), "400.00"), receipt("R-1", date(2026, 8, 1), "400.00"))
    assert opened(state(ASHA, *vouchers, as_of=date(2026, 7, 31))) == {"S-1": rupees("400")}
    assert opened(state(ASHA, *vouchers)) == {}


def test_a_refund_takes_back_what_stood_ahead() -> None:
    refund = voucher(VoucherKind.PAYMENT, "Y-1", date(2026, 8, 1), line("Asha Traders", "300"), line("Bank", "-300"))
    assert opened(state(ASHA, receipt("R-1", date(2026, 7, 1), "300.00"), refund)) == {}


def test_a_refund_that_speaks_of_a_settled_bill_takes_back_its_credit_note() -> None:
    """A note against a bill that was paid stands on account under its number; money given back for that bill is no receivable beside it."""
    note = voucher(
        VoucherKind.CREDIT_NOTE, "C-1", date(2026, 7, 8), line("Asha Traders", "-83.50", bill="WEB/0002", kind=BillKind.AGAINST), line("Sales", "83.50")
    )
    other = voucher(
        VoucherKind.CREDIT_NOTE, "C-2", date(2026, 7, 9), line("Asha Traders", "-90.40", bill="WEB/0019", kind=BillKind.AGAINST), line("Sales", "90.40")
    )
    refund = voucher(
        VoucherKind.PAYMENT, "Y-1", date(2026, 8, 1), line("Asha Traders", "83.50"), line("Bank", "-83.50"), narration="Being refund of WEB/0002 rfnd_Bq7"
    )
    sold = [sale(number, date(2026, 7, 1), "400.00", bill=number, kind=BillKind.NEW) for number in ("WEB/0002", "WEB/0019")]
    paid = [receipt(f"R-{number}", date(2026, 7, 2), "400.00", bill=number, kind=BillKind.AGAINST) for number in ("WEB/0002", "WEB/0019")]
    found = state(ASHA, *sold, *paid, note, other, refund, by_name=True)
    assert opened(found) == {"WEB/0019": rupees("-90.40")}
    assert any("gives back what stood on account of WEB/0002" in each.why for item in found.items for each in item.settlements)


def test_credit_days_of_the_party_give_a_due_day_where_the_bill_has_none() -> None:
    found = state(replace(ASHA, credit_days=30), sale("S-1", date(2026, 7, 1), "1.00"), sale("S-2", date(2026, 7, 1), "2.00", due=date(2026, 7, 9)))
    assert [(item.due_day, item.due_from) for item in found.items] == [(date(2026, 7, 31), "30 days of credit"), (date(2026, 7, 9), "the bill")]


def test_a_foreign_bill_settled_at_a_better_rate_leaves_the_difference_and_no_open_bill() -> None:
    bill = voucher(VoucherKind.SALES, "X-1", date(2026, 7, 1), line("Globex Inc", "83000", usd=("1000", "83")), line("Sales", "-83000"))
    paid = voucher(VoucherKind.RECEIPT, "R-1", date(2026, 8, 1), line("Bank", "84000"), line("Globex Inc", "-84000", usd=("-1000", "84")))
    found = state(GLOBEX, bill, paid)
    assert opened(found) == {"exchange": rupees("-1000")}
    assert [(each.bill, each.difference) for each in found.realised] == [("X-1", rupees("-1000"))]


def test_half_of_a_foreign_bill_carries_half_of_its_rupees() -> None:
    bill = voucher(VoucherKind.SALES, "X-1", date(2026, 7, 1), line("Globex Inc", "83000", usd=("1000", "83")), line("Sales", "-83000"))
    paid = voucher(VoucherKind.RECEIPT, "R-1", date(2026, 8, 1), line("Bank", "42000"), line("Globex Inc", "-42000", usd=("-500", "84")))
    found = state(GLOBEX, bill, paid)
    assert opened(found) == {"X-1": rupees("41500"), "exchange": rupees("-500")}
    assert found.items[0].foreign_open == 500_00


def test_two_roundings_at_one_rate_are_no_difference_of_rates() -> None:
    # 12,669.68 at 90.8623 are 11,51,196.265 and 7,601.00 are 6,90,644.3423, each rounded; the rest of the bill alone would be 4,60,551.9226, a paisa less.
    bill = voucher(VoucherKind.SALES, "X-1", date(2026, 8, 18), line("Globex Inc", "1151196.27", usd=("12669.68", "90.8623")), line("Sales", "-1151196.27"))
    paid = voucher(VoucherKind.RECEIPT, "R-1", date(2026, 9, 3), line("Bank", "690644.34"), line("Globex Inc", "-690644.34", usd=("-7601", "90.8623")))
    found = state(GLOBEX, bill, paid)
    assert opened(found) == {"X-1": rupees("460551.93")}
    assert (found.items[0].foreign_open, found.realised) == (5_068_68, ())


def test_a_difference_that_the_books_booked_clears_what_the_rates_left() -> None:
    bill = voucher(VoucherKind.SALES, "X-1", date(2026, 7, 1), line("Globex Inc", "83000", usd=("1000", "83")), line("Sales", "-83000"))
    paid = voucher(VoucherKind.RECEIPT, "R-1", date(2026, 8, 1), line("Bank", "84000"), line("Globex Inc", "-84000", usd=("-1000", "84")))
    booked = voucher(VoucherKind.JOURNAL, "J-1", LAST, line("Globex Inc", "1000"), line("Exchange difference", "-1000"))
    found = state(GLOBEX, bill, paid, booked)
    assert found.open_items == () and found.balance == Paise(0)


def test_in_books_that_name_their_bills_a_payment_without_a_name_stays_apart() -> None:
    listed = (
        sale("S-1", date(2026, 7, 1), "100.00", bill="S-1", kind=BillKind.NEW),
        receipt("R-1", date(2026, 7, 2), "100.00", bill="S-1", kind=BillKind.AGAINST),
        receipt("R-2", date(2026, 7, 3), "100.00"),
        sale("S-2", date(2026, 7, 9), "100.00", bill="S-2", kind=BillKind.NEW),
    )
    assert opened(state(ASHA, *listed, by_name=True)) == {"advance": rupees("-100"), "S-2": rupees("100")}
    assert opened(state(ASHA, *listed)) == {}
    spoken = replace(listed[2], narration="for bill S-2", lines=tuple(replace(each) for each in listed[2].lines))
    later = (*listed[:2], listed[3], replace(spoken, day=date(2026, 7, 20)))
    assert opened(state(ASHA, *later, by_name=True)) == {}


def test_books_are_kept_bill_by_bill_when_most_of_their_money_names_its_bill() -> None:
    def names(*vouchers: Voucher) -> bool:
        return name_bills({"Asha Traders": ASHA}, entries_of(vouchers, CHART, {"Asha Traders": ASHA}, "INR"))

    named = [receipt(f"R-{number}", date(2026, 7, number), "10.00", bill=f"S-{number}", kind=BillKind.AGAINST) for number in (1, 2)]
    assert names(*named, receipt("R-3", date(2026, 7, 3), "10.00"))
    assert not names(named[0], receipt("R-3", date(2026, 7, 3), "10.00")) and not names()


def test_a_journal_that_restates_several_parties_goes_into_the_open_bills_of_the_currency() -> None:
    first = voucher(VoucherKind.SALES, "X-1", date(2026, 7, 1), line("Globex Inc", "83000", usd=("1000", "83")), line("Sales", "-83000"))
    second = voucher(VoucherKind.SALES, "X-2", date(2026, 7, 5), line("Globex Inc", "42000", usd=("500", "84")), line("Sales", "-42000"))
    # 1,500 dollars at 86 are 1,29,000: 4,000 more than the books; 86,000 and 43,000 by bill.
    restated = voucher(VoucherKind.JOURNAL, "J-1", LAST, line("Globex Inc", "4000"), line("Bharat Mills", "-50"), line("Exchange difference", "-3950"))
    parties = {"Globex Inc": GLOBEX, "Bharat Mills": BHARAT}
    entries = entries_of((first, second, restated), CHART, parties, "INR")
    found = open_bills(GLOBEX, Paise(0), (), entries["Globex Inc"], LAST)
    assert opened(found) == {"X-1": rupees("86000"), "X-2": rupees("43000")}
    # A party that holds no foreign bill is not restated: the journal's credit is a bill of its own, as any journal's.
    assert opened(open_bills(BHARAT, Paise(0), (), entries["Bharat Mills"], LAST)) == {"J-1": rupees("-50")}


def test_a_bill_spelled_otherwise_is_the_one_open_bill_that_it_can_be() -> None:
    for spelled in ("INV-26-27-17", "inv/2026-27/17", "INV 0017", "INV/2627/017", "26-27/INV/17", "INV17/26-27"):
        books = (
            sale("INV/26-27/017", date(2026, 7, 1), "100.00", bill="INV/26-27/017", kind=BillKind.NEW),
            sale("INV/26-27/018", date(2026, 7, 2), "70.00", bill="INV/26-27/018", kind=BillKind.NEW),
            receipt("R-1", date(2026, 8, 1), "60.00", bill=spelled, kind=BillKind.AGAINST),
        )
        found = state(ASHA, *books, by_name=True)
        assert opened(found) == {"INV/26-27/017": rupees("40"), "INV/26-27/018": rupees("70")}, spelled
        assert found.findings == ()
        (settled,) = next(item for item in found.items if item.number == "INV/26-27/017").settlements
        assert settled.why == f"names bill {spelled}, read as INV/26-27/017"
        assert settled.basis is Basis.STATED


def test_a_number_that_can_be_two_open_bills_stands_on_account_and_is_told() -> None:
    books = (
        sale("INV/25-26/017", date(2026, 7, 1), "100.00", bill="INV/25-26/017", kind=BillKind.NEW),
        sale("INV/26-27/017", date(2026, 7, 2), "70.00", bill="INV/26-27/017", kind=BillKind.NEW),
        receipt("R-1", date(2026, 8, 1), "70.00", bill="INV-17", kind=BillKind.AGAINST),
    )
    found = state(ASHA, *books)
    assert opened(found) == {"INV/25-26/017": rupees("100"), "INV/26-27/017": rupees("70"), "INV-17": rupees("-70")}
    assert [(finding.rule, finding.amount) for finding in found.findings] == [("party.bill_ambiguous", rupees("70"))]
    assert "INV/25-26/017 and INV/26-27/017" in found.findings[0].sentence
    said = state(ASHA, *books, allocated={books[2].key: (("INV/26-27/017", rupees("70")),)})
    assert opened(said) == {"INV/25-26/017": rupees("100")} and said.findings == ()
    paid = state(ASHA, *books[:2], receipt("R-1", date(2026, 8, 1), "70.00", bill="INV-26-27-17", kind=BillKind.AGAINST))
    assert opened(paid) == {"INV/25-26/017": rupees("100")}, "its year says which"


def test_numbers_of_two_years_are_two_bills() -> None:
    books = (
        sale("INV/25-26/017", date(2026, 7, 1), "100.00", bill="INV/25-26/017", kind=BillKind.NEW),
        receipt("R-1", date(2026, 8, 1), "60.00", bill="INV-26-27-17", kind=BillKind.AGAINST),
    )
    found = state(ASHA, *books)
    assert opened(found) == {"INV/25-26/017": rupees("100"), "INV-26-27-17": rupees("-60")}
    assert [finding.rule for finding in found.findings] == ["party.bill_unknown"]


def test_a_payment_that_came_before_its_bill_is_joined_in_any_spelling_but_not_from_another_bill() -> None:
    early = receipt("R-1", date(2026, 7, 1), "40.00", bill="INV-26-27-9", kind=BillKind.AGAINST)
    found = state(ASHA, early, sale("INV/26-27/009", date(2026, 7, 20), "100.00", bill="INV/26-27/009", kind=BillKind.NEW))
    assert opened(found) == {"INV/26-27/009": rupees("60")} and found.findings == ()
    whole = sale("INV-26-27-9", date(2026, 6, 30), "30.00", bill="INV-26-27-9", kind=BillKind.NEW)
    over = state(ASHA, whole, early, sale("INV/26-27/009", date(2026, 7, 20), "100.00", bill="INV/26-27/009", kind=BillKind.NEW), by_name=True)
    assert opened(over) == {"INV-26-27-9": rupees("-10"), "INV/26-27/009": rupees("100")}
    assert [finding.rule for finding in over.findings] == ["party.bill_overpaid"]
