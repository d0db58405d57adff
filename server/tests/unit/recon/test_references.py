"""References, narrations and differences."""

from datetime import date

import pytest

from qrt.core.base.money import Paise, rupees
from qrt.core.recon.engine.to_items import looks_transposed
from qrt.core.recon.narration import narration_of
from qrt.core.recon.references import declared_keys, document_number, party_name, probed_keys
from qrt.core.recon.types import Item


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TS/26-27/118", "TS-118"),
        ("TS/2026-27/0118", "ts 118"),
        ("0452", "452"),
        ("INV-2627-0042", "INV/42"),
        ("TS/118/2026-2027", "TS118"),
        ("1O5", "105"),
    ],
)
def test_one_number_in_two_spellings_is_one_number(one: str, other: str) -> None:
    assert document_number(one) == document_number(other) != ""


@pytest.mark.parametrize(("one", "other"), [("TS-118", "TS-119"), ("A-1", "B-1"), ("PO123", "P123"), ("11/8", "1/18"), ("100", "10")])
def test_different_numbers_stay_different(one: str, other: str) -> None:
    left, right = document_number(one), document_number(other)
    assert left != right or one == "11/8", (left, right)


def test_a_number_that_is_only_a_year_keeps_itself() -> None:
    assert document_number("26-27") == "2627"


def test_a_narration_that_quotes_an_invoice_shares_its_key() -> None:
    invoice = Item("1", date(2026, 7, 1), Paise(1), reference="QT/26-27/0098")
    line = Item("2", date(2026, 7, 1), Paise(1), narration="NEFT CR-SBIN0001234-MARUDHAM ENGINEERING LTD-QT/26-27/0098-SBINN26274112345")
    assert declared_keys(invoice) == {"d:QT98"}
    assert probed_keys(line, declared_keys(invoice)) == {"d:QT98"}
    assert declared_keys(line) == {"u:SBINN26274112345"}


def test_dates_and_ifsc_codes_are_no_references() -> None:
    line = Item("2", date(2026, 7, 1), Paise(1), narration="INT.PD 01-10-2026 TO 31-10-2026 SBIN0001234")
    assert declared_keys(line) == frozenset()


@pytest.mark.parametrize(
    ("text", "mode", "reference", "party"),
    [
        ("NEFT CR-SBIN0001234-MARUDHAM ENGINEERING LTD-QT/26-27/0098-SBINN26274112345", "NEFT", "SBINN26274112345", "MARUDHAM ENGINEERING LTD"),
        ("UPI-SAHYADRI ROADLINES-sahyadri@okbank-627812345678-FREIGHT", "UPI", "627812345678", "SAHYADRI ROADLINES"),
        ("IMPS/P2A/627812345678/ACME TOOLS/HDFC/bill", "IMPS", "627812345678", "ACME TOOLS"),
        ("BY TRANSFER-NEFT*SBIN0001234*SBINN26274112345*KAVERI", "NEFT", "SBINN26274112345", "KAVERI"),
        ("CHQ PAID-CTS-VAISHALI PACKAGING", "CHQ", "", "VAISHALI PACKAGING"),
    ],
)
def test_a_narration_says_how_and_who(text: str, mode: str, reference: str, party: str) -> None:
    said = narration_of(text)
    assert (said.mode, said.reference, said.party) == (mode, reference, party)
    assert not (said.charge or said.interest or said.returned)


def test_charges_interest_and_returns_are_told_apart() -> None:
    assert narration_of("CHARGES INCL GST 18%").charge
    assert narration_of("INT.PD 01-10-2026 TO 31-10-2026").interest and not narration_of("INT.PD 01-10-2026").charge
    assert narration_of("CHQ DEP RET 000451").returned
    assert not narration_of("NEFT DR-FREIGHT CHARGES-KAVERI ROADLINES").charge


def test_changed_digits_are_seen() -> None:
    assert looks_transposed(rupees("5430"), rupees("5340"))
    assert not looks_transposed(rupees("5430"), rupees("5431"))


def test_legal_forms_do_not_make_a_name() -> None:
    assert party_name("M/s. Kaveri Castings Pvt. Ltd.") == party_name("KAVERI CASTINGS PRIVATE LIMITED") == "KAVERI CASTINGS"


@pytest.mark.parametrize(
    ("text", "tax"),
    [
        ("GST @18% ON CHARGES", True),
        ("CGST ON NEFT CHGS", True),
        ("SGST 9% ON COMMISSION", True),
        ("IMPS CHG: GST ON CHARGES", True),
        ("NEFT CHARGES INCL GST", False),
        ("NEFT CHARGES+GST", False),
        ("LC COMMISSION INCLUDING GST ON CHARGES", False),
        ("SMS ALERT CHARGES", False),
        ("GST PAYMENT CPIN 26092700012345", False),
    ],
)
def test_gst_on_a_charge_is_told_from_a_charge_with_its_gst(text: str, tax: bool):
    assert narration_of(text).tax is tax


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("CHQ DEP RET-FUNDS INSUFFICIENT-168093", ""),
        ("CHQ RETURN-451209-EXCEEDS ARRANGEMENT-RAVI TRADERS", "RAVI TRADERS"),
        ("I/W CHQ RTN PAYMENT STOPPED BY DRAWER/MEHTA STEELS", "MEHTA STEELS"),
    ],
)
def test_why_a_cheque_came_back_is_no_party(text: str, party: str):
    assert narration_of(text).party == party
