"""One ledger for all customers: whom its rows name has bills of his own, and nobody's money settles another's bill. Worked by hand."""

from datetime import date

from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Leg, RegisterRow
from qrt.core.ledger.rows import drafts_of
from qrt.core.ledger.types import LedgerAccount
from qrt.core.ledger.voucher import to_voucher
from qrt.core.parties.bills import open_bills
from qrt.core.parties.entries import entries_of
from qrt.core.parties.types import Party, PartyBills, PartySide

AR, OWN, LAST = "Accounts Receivable", "Asha Traders", date(2026, 9, 30)
CHART = {
    AR: LedgerAccount("E", AR, role="debtor", nature="asset"),
    OWN: LedgerAccount("E", OWN, role="debtor", nature="asset"),
    "Sales": LedgerAccount("E", "Sales", nature="income"),
    "Bank": LedgerAccount("E", "Bank", role="bank", nature="asset"),
}


def row(at: int, kind: str, day: date, name: str, debit: str, credit: str, amount: str) -> RegisterRow:
    place = Place("a" * 64, row=at)
    legs = (Leg(debit, rupees(amount), place, party=name), Leg(credit, rupees(f"-{amount}"), place))
    return RegisterRow(place, day, name, kind, str(at), legs, base_kind=kind)


def kept(ledger: str, *rows: RegisterRow) -> PartyBills:
    extraction = Extraction("a" * 64, DocumentKind.DAY_BOOK, 1.0, "test", "1", rows=rows)
    vouchers = [to_voucher(draft) for draft in drafts_of([extraction], "E", chart=CHART).drafts]
    party = Party("E", ledger, PartySide.CUSTOMER)
    return open_bills(party, rupees("0"), (), entries_of(vouchers, CHART, {ledger: party}, "INR")[ledger], LAST)


def rows_on(ledger: str, first: str, second: str, payer: str) -> tuple[RegisterRow, ...]:
    return (
        row(1, "sales", date(2026, 7, 20), first, ledger, "Sales", "1180"),
        row(2, "sales", date(2026, 8, 20), second, ledger, "Sales", "2000"),
        row(3, "receipt", date(2026, 9, 20), payer, "Bank", ledger, "2500"),
    )


def test_money_of_one_customer_settles_no_bill_of_another() -> None:
    found = kept(AR, *rows_on(AR, "ABC Ltd", "XYZ Ltd", "ABC Ltd"))
    # ABC owed 1,180 and paid 2,500: 1,320 ahead. XYZ owes its 2,000. The ledger stands at 2,000 less 1,320.
    assert [(each.name, each.kind, each.open) for each in found.open_items] == [("ABC Ltd", "advance", rupees("-1320")), ("XYZ Ltd", "bill", rupees("2000"))]
    assert found.balance == rupees("680")
    (finding,) = found.findings
    assert (finding.rule, finding.severity, finding.amount) == ("party.control_ledger", "blocking", rupees("1320"))
    assert AR in finding.sentence and "ABC Ltd" in finding.sentence and "XYZ Ltd 2,000.00" in finding.sentence and "680.00" in finding.sentence


def test_customers_who_all_owe_are_told_without_blocking() -> None:
    found = kept(AR, *rows_on(AR, "ABC Ltd", "XYZ Ltd", "ABC Ltd")[:2])
    assert [(each.rule, each.severity, each.amount) for each in found.findings] == [("party.control_ledger", "info", 0)]


def test_a_ledger_that_is_one_customers_own_is_one_party_however_its_rows_spell_it() -> None:
    found = kept(OWN, *rows_on(OWN, "Asha Traders Pune", "M/s Asha Traders", "Ramesh"))
    # 2,500 pay the 1,180 and 1,320 of the 2,000.
    assert [(each.name, each.number, each.open) for each in found.open_items] == [("", "2", rupees("680"))] and found.findings == ()
