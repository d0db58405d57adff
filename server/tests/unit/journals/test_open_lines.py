"""What a person starts from who books a line that only the other side has, kind by kind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.money import Paise
from qrt.core.journals.open_lines import Books, draft_open_line
from qrt.core.ledger.types import LedgerAccount, VoucherKind
from qrt.core.recon.types import Item, ReconciliationKind

K, V = ReconciliationKind, VoucherKind
GSTIN = "29AABCB5678M1ZW"


def _account(name: str, role: str, nature: str = "asset", gstin: str = "", counterparty: str = "") -> LedgerAccount:
    return LedgerAccount("Q", name, nature=nature, role=role, gstin=gstin, counterparty=counterparty)


ACCOUNTS = (
    _account("HDFC Bank", "bank"),
    _account("TDS Receivable", "tds_receivable"),
    _account("TDS Payable", "tds_payable", "liability"),
    _account("Input CGST", "input_cgst"),
    _account("Input SGST", "input_sgst"),
    _account("Output CGST", "output_cgst", "liability"),
    _account("Output SGST", "output_sgst", "liability"),
    _account("Bharat Mills", "creditor", "liability", GSTIN),
    _account("Asha Traders", "debtor", gstin=GSTIN),
    _account("Sister Ltd", "intercompany", counterparty="KB"),
)
BOOKS = Books("Q", {each.name: each for each in ACCOUNTS}, load_model_chart(), date(2026, 9, 30))
DOCUMENT = {"taxable": Paise(1_000_00), "cgst": Paise(90_00), "sgst": Paise(90_00)}


def _item(amount: int, party: str = "", day: date = date(2026, 8, 3), taxes: dict[str, Paise] | None = None, **labels: str) -> Item:
    return Item("line", day, Paise(amount), "X-1", "as the paper says", party, None, taxes or {}, labels)


def _legs(kind: ReconciliationKind, subject: str, item: Item, books: Books = BOOKS) -> tuple[VoucherKind, list[tuple[str, int]]]:
    draft = draft_open_line(kind, subject, item, books)
    assert sum(line.amount for line in draft.lines) == 0 and draft.key == f"{kind.value}:{subject}/line"
    return draft.kind, [(line.ledger, line.amount) for line in draft.lines]


def test_a_document_of_gstr_2b_is_a_purchase_from_its_supplier_with_its_credit() -> None:
    kind, legs = _legs(K.GSTR_2B, OWN_SUBJECT, _item(1_180_00, "BHARAT MILLS", taxes=DOCUMENT, gstin=GSTIN))
    assert (kind, legs) == (V.PURCHASE, [("Bharat Mills", -1_180_00), ("", 1_000_00), ("Input CGST", 90_00), ("Input SGST", 90_00)])
    note = {head: Paise(-amount) for head, amount in DOCUMENT.items()}
    assert _legs(K.GSTR_2B, OWN_SUBJECT, _item(-1_180_00, taxes=note, gstin=GSTIN))[0] is V.DEBIT_NOTE


OWN_SUBJECT = "27AAPFU0939F1ZV"


def test_credit_that_is_not_available_is_cost_and_under_reverse_charge_the_supplier_is_owed_the_value() -> None:
    blocked = _item(1_180_00, taxes=DOCUMENT, gstin=GSTIN, itc="no")
    assert _legs(K.GSTR_2B, OWN_SUBJECT, blocked)[1] == [("Bharat Mills", -1_180_00), ("", 1_180_00)]
    reverse = _item(1_180_00, taxes=DOCUMENT, gstin=GSTIN, reverse_charge="yes")
    assert _legs(K.GSTR_2B, OWN_SUBJECT, reverse)[1] == [("Bharat Mills", -1_000_00), ("", 1_000_00)]


def test_what_the_books_have_no_ledger_for_is_for_a_person_to_name() -> None:
    taxes = {"taxable": Paise(1_000_00), "igst": Paise(180_00)}
    assert _legs(K.GSTR_2B, OWN_SUBJECT, _item(1_180_00, "Somebody", taxes=taxes, gstin="27AAACZ0000A1Z5"))[1] == [
        ("", -1_180_00),
        ("", 1_000_00),
        ("", 180_00),
    ]
    two = Books("Q", {**BOOKS.chart, "TDS Receivable 26-27": _account("TDS Receivable 26-27", "tds_receivable")}, BOOKS.model, BOOKS.last_day)
    assert _legs(K.TDS, "Tax deducted from us", _item(500_00, "Asha Traders"), two)[1] == [("", 500_00), ("Asha Traders", -500_00)]


@pytest.mark.parametrize(
    ("kind", "subject", "item", "voucher", "legs"),
    [
        (K.GSTR_1, OWN_SUBJECT, _item(1_180_00, taxes=DOCUMENT, gstin=GSTIN), V.SALES, [("Asha Traders", 1_180_00), ("", -1_000_00), ("Output CGST", -90_00), ("Output SGST", -90_00)]),
        (K.TDS, "Tax deducted from us", _item(500_00, "Asha Traders"), V.JOURNAL, [("TDS Receivable", 500_00), ("Asha Traders", -500_00)]),
        (K.TDS_PAYABLE, "Tax that we deducted", _item(500_00, "Bharat Mills"), V.JOURNAL, [("TDS Payable", -500_00), ("Bharat Mills", 500_00)]),
        (K.TDS_CHALLAN, "Tax that we paid", _item(500_00), V.PAYMENT, [("TDS Payable", 500_00), ("HDFC Bank", -500_00)]),
        (K.INTERCOMPANY, "KB Sister Ltd", _item(-700_00), V.JOURNAL, [("Sister Ltd", -700_00), ("", 700_00)]),
        (K.PARTY, "Bharat Mills", _item(-900_00, what="invoice"), V.PURCHASE, [("Bharat Mills", -900_00), ("", 900_00)]),
        (K.PARTY, "Bharat Mills", _item(900_00, what="payment"), V.PAYMENT, [("Bharat Mills", 900_00), ("", -900_00)]),
        (K.PARTY, "Bharat Mills", _item(900_00, what="credit_note"), V.DEBIT_NOTE, [("Bharat Mills", 900_00), ("", -900_00)]),
        (K.PARTY, "Asha Traders", _item(900_00, what="invoice"), V.SALES, [("Asha Traders", 900_00), ("", -900_00)]),
        (K.PARTY, "Asha Traders", _item(-900_00, what="payment"), V.RECEIPT, [("Asha Traders", -900_00), ("", 900_00)]),
        (K.PARTY, "Asha Traders", _item(-50_00), V.JOURNAL, [("Asha Traders", -50_00), ("", 50_00)]),
    ],
)  # fmt: skip
def test_each_kind_has_its_own_entry(kind: ReconciliationKind, subject: str, item: Item, voucher: VoucherKind, legs: list[tuple[str, int]]) -> None:
    assert _legs(kind, subject, item) == (voucher, legs)


@given(
    kind=st.sampled_from([each for each in K if each not in (K.BANK, K.GENERIC)]),
    values=st.fixed_dictionaries({}, optional={name: st.integers(-(10**12), 10**12).map(Paise) for name in ("taxable", "igst", "cgst", "sgst", "cess")}),
    labels=st.fixed_dictionaries({}, optional={"itc": st.just("no"), "reverse_charge": st.just("yes"), "gstin": st.just(GSTIN), "what": st.sampled_from(["invoice", "payment"])}),
    day=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)  # fmt: skip
def test_every_draft_balances_on_a_day_of_the_quarter(kind: ReconciliationKind, values: dict[str, Paise], labels: dict[str, str], day: date) -> None:
    documents = kind in (K.GSTR_2B, K.GSTR_1)
    item = Item("line", day, Paise(sum(values.values()) if documents else 1), "X-1", "", "Asha Traders", None, values if documents else {}, labels)
    draft = draft_open_line(kind, "Bharat Mills", item, BOOKS)
    assert sum(line.amount for line in draft.lines) == 0
    assert date(2026, 7, 1) <= draft.day <= date(2026, 9, 30) and draft.narration
