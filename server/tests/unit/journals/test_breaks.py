"""Bank-only lines that their narration explains."""

from datetime import date

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.journals.breaks import draft_adjustments
from qrt.core.ledger.types import LedgerAccount, SourceKind
from qrt.core.ledger.voucher import is_sound
from qrt.core.recon.types import Break, Item, Reconciliation, ReconciliationKind, Side

CHART = {
    name: LedgerAccount("A", name, role=role)
    for name, role in {
        "HDFC Bank": "bank",
        "Bank Charges": "bank_charges",
        "Input CGST": "input_cgst",
        "Input SGST": "input_sgst",
        "Interest Received": "interest_income",
    }.items()
}


def drafts(*lines, kind=ReconciliationKind.BANK):
    items = tuple(Item(f"s:{n}", date(2026, 9, 30), rupees(amount), narration=text, place=Place("b" * 64, row=n)) for n, (text, amount) in enumerate(lines))
    breaks = tuple(Break(Side.RIGHT, item.id, "", "nothing in the books", 0) for item in items)
    return draft_adjustments(Reconciliation(kind, "HDFC Bank", date(2026, 9, 30), (), items, (), breaks), CHART, "A", "HDFC Bank", load_model_chart())


def test_charges_and_interest_are_drafted_and_wait():
    charge, interest = drafts(("SMS ALERT CHARGES Q2", "-25"), ("INTEREST CREDIT", "310.50"))
    assert {line.ledger: line.amount for line in charge.lines} == {"HDFC Bank": rupees("-25"), "Bank Charges": rupees("25")}
    assert {line.ledger: line.amount for line in interest.lines} == {"HDFC Bank": rupees("310.50"), "Interest Received": rupees("-310.50")}
    assert all(is_sound(draft) and draft.source == SourceKind.RULE and draft.evidence for draft in (charge, interest))


def test_gst_is_split_where_the_narration_names_it_and_the_sum_proves_it():
    (draft,) = drafts(
        ("NEFT CHARGES INCL GST", "-5.90"),
    )
    assert {line.ledger: line.amount for line in draft.lines} == {
        "HDFC Bank": rupees("-5.90"),
        "Bank Charges": rupees("5"),
        "Input CGST": rupees("0.45"),
        "Input SGST": rupees("0.45"),
    }
    (whole,) = drafts(
        ("NEFT CHARGES INCL GST", "-6.13"),
    )
    assert len(whole.lines) == 2


def test_what_no_narration_explains_stays_for_a_person():
    assert drafts(("NEFT-HDFC0001234-SHARMA STEEL", "-5000"), ("UPI/RAM", "100")) == ()
    assert drafts(("SMS CHARGES", "-25"), kind=ReconciliationKind.PARTY) == ()


def test_gst_that_the_bank_takes_as_a_line_of_its_own_is_tax_and_not_charge():
    both, one, odd = drafts(("GST @18% ON CHARGES", "-9.00"), ("CGST ON NEFT CHGS", "-1.80"), ("GST ON CHARGES", "-9.01"))
    assert {line.ledger: line.amount for line in both.lines} == {"HDFC Bank": rupees("-9"), "Input CGST": rupees("4.50"), "Input SGST": rupees("4.50")}
    assert {line.ledger: line.amount for line in one.lines} == {"HDFC Bank": rupees("-1.80"), "Input CGST": rupees("1.80")}
    # What cannot be halved proves nothing of two heads: a person sees where it goes.
    assert {line.ledger: line.amount for line in odd.lines} == {"HDFC Bank": rupees("-9.01"), "Bank Charges": rupees("9.01")}
    assert all(is_sound(draft) for draft in (both, one, odd))
