"""What is wrong with a paper is said; what is right is not; and each paper finds its entity or says why not."""

from collections.abc import Mapping
from datetime import date

import pytest

from qrt.agents.contract import AcceptancePolicy, NeedsReview, Proposal, accept
from qrt.core.base.company import BankAccount, Company, Entity
from qrt.core.base.identifiers import gstin_check_character, invoice_reference_number
from qrt.core.base.period import Quarter
from qrt.core.documents.assign import propose_entity
from qrt.core.documents.checks import check_extraction
from qrt.core.documents.types import DocumentKind, Extraction, Field


def gstin(state: str, letters: str = "AAACP") -> str:
    body = f"{state}{letters}1234Q1Z"
    return body + gstin_check_character(body)


SELLER, BUYER, FAR = gstin("27", "AAACS"), gstin("27"), gstin("29")
COMPANY = Company(
    "Sahyadri Pumps",
    entities=(
        Entity("SPPL", "Sahyadri Pumps Private Limited", gstins=(BUYER,), branches=("Chakan Works",)),
        Entity("SPS", "Sahyadri Pumps Services Pvt. Ltd.", gstins=(FAR,), aliases=("Sahyadri Services",)),
    ),
    bank_accounts=(BankAccount("HDFC Bank A/c 4411", "50100012344411", entity="SPPL"), BankAccount("SBI", "30001119988", entity="SPS")),
)
GOOD = {
    "invoice_number": "INV/7",
    "invoice_date": "2026-07-04",
    "seller.gstin": SELLER,
    "buyer.gstin": BUYER,
    "totals.taxable": "1000.00",
    "totals.cgst": "90.00",
    "totals.sgst": "90.00",
    "totals.grand_total": "1180.00",
}


def a_paper(changes: Mapping[str, str] | None = None, kind: DocumentKind = DocumentKind.TAX_INVOICE) -> Extraction:
    values = GOOD | dict(changes or {})
    return Extraction("a" * 64, kind, 1.0, "test", "1", fields={name: Field(name, value) for name, value in values.items() if value})


def rules(changes: Mapping[str, str], period: Quarter | None = None) -> set[str]:
    return {finding.rule for finding in check_extraction(a_paper(changes), COMPANY, period)}


def test_a_sound_invoice_has_no_finding() -> None:
    assert rules({}, Quarter(2026, 2)) == set()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"seller.gstin": SELLER[:-1] + ("A" if SELLER[-1] != "A" else "B")}, "document.gstin_invalid"),
        ({"seller.pan": "AAACX9999Q"}, "document.pan_differs"),
        ({"seller.pan": "AAAQX9999Q"}, "document.pan_invalid"),
        ({"seller.gstin": BUYER}, "document.same_party"),
        ({"invoice_number": ""}, "document.number_missing"),
        ({"invoice_number": "INVOICE/2026-27/0001"}, "document.number_too_long"),
        ({"invoice_number": "INV#7"}, "document.number_form"),
        ({"invoice_date": ""}, "document.date_missing"),
        ({"due_date": "2026-07-01"}, "document.due_before_date"),
        ({"totals.grand_total": "1185.00"}, "document.arithmetic"),
        ({"totals.sgst": "80.00", "totals.grand_total": "1170.00"}, "document.cgst_sgst_differ"),
        ({"totals.igst": "180.00", "totals.grand_total": "1360.00"}, "document.both_taxes"),
        ({"place_of_supply": "29"}, "document.head_of_tax"),
        ({"totals.cgst": "", "totals.sgst": "", "totals.igst": "180.00"}, "document.head_of_tax"),
        ({"totals.cgst": "300.00", "totals.sgst": "300.00", "totals.grand_total": "1600.00"}, "document.rate_impossible"),
        ({"totals.round_off": "5.00", "totals.grand_total": "1185.00"}, "document.round_off_large"),
        ({"irn": "0" * 64}, "document.irn_mismatch"),
        ({"buyer.gstin": gstin("24", "AAACZ")}, "document.not_ours"),
    ],
)
def test_each_fault_has_its_own_name(changes: dict[str, str], rule: str) -> None:
    assert rule in rules(changes)


def test_a_rupee_of_rounding_is_no_fault() -> None:
    assert rules({"totals.grand_total": "1180.99"}) == set()
    assert rules({"totals.grand_total": "1181.00"}) == {"document.arithmetic"}


def test_the_irn_of_the_portal_is_accepted() -> None:
    assert rules({"irn": invoice_reference_number(SELLER, date(2026, 7, 4), "INV", "INV/7")}) == set()


def test_a_paper_outside_the_quarter_is_said() -> None:
    assert rules({"invoice_date": "2026-10-01"}, Quarter(2026, 2)) == {"document.after_period"}
    assert rules({"invoice_date": "2026-03-31"}, Quarter(2026, 2)) == {"document.before_year"}
    assert rules({"invoice_date": "2026-04-01"}, Quarter(2026, 2)) == set()


def test_a_paper_that_is_no_invoice_is_not_checked_as_one() -> None:
    assert check_extraction(a_paper({"totals.grand_total": "9.00"}, DocumentKind.BANK_STATEMENT), COMPANY) == ()


def a_heading(**fields: str) -> Extraction:
    values = {name.replace("__", "."): value for name, value in fields.items()}
    return Extraction("a" * 64, DocumentKind.OTHER, 1.0, "test", "1", fields={name: Field(name, value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("extraction", "name", "code"),
    [
        (a_heading(buyer__gstin=BUYER, seller__gstin=SELLER), "x.pdf", "SPPL"),
        (a_heading(gstin=FAR), "x.json", "SPS"),
        (a_heading(account_number="50100012344411"), "x.csv", "SPPL"),
        (a_heading(account_number="XXXXXXXX9988"), "x.csv", "SPS"),
        (a_heading(ledger="HDFC BANK A/C 4411"), "x.xlsx", "SPPL"),
        (a_heading(company="SAHYADRI  PUMPS  PVT LTD"), "x.xlsx", "SPPL"),
        (a_heading(company="Sahyadri Pumps Services Private Limited - (2026-27)"), "x.xlsx", "SPS"),
        (a_heading(title="Sahyadri Services, Bengaluru"), "x.xlsx", "SPS"),
        (a_heading(branch="Chakan works"), "x.xlsx", "SPPL"),
        (a_heading(), "inbox/SPS/july.csv", "SPS"),
        (a_heading(), "trial_balance_sppl.xlsx", "SPPL"),
        (a_heading(), "july.csv", ""),
        (a_heading(buyer__gstin=BUYER, seller__gstin=FAR), "x.pdf", ""),
    ],
)
def test_a_paper_finds_its_entity_or_none(extraction: Extraction, name: str, code: str) -> None:
    found, why = propose_entity(extraction, name, COMPANY)
    assert found == code
    assert why


def test_the_only_entity_takes_what_says_nothing() -> None:
    alone = Company("One", entities=(Entity("ONE", "One Ltd"),))
    assert propose_entity(a_heading(), "x.csv", alone)[0] == "ONE"
    assert propose_entity(a_heading(), "x.csv", Company("None"))[0] == ""


def test_only_a_sure_kind_is_believed() -> None:
    def proposal(kind: DocumentKind, confidence: float) -> Proposal[DocumentKind]:
        return Proposal("ClassifierBot", "1", kind, confidence, ("its title",))

    policy = AcceptancePolicy(kind_confidence=0.7)
    assert accept(proposal(DocumentKind.TAX_INVOICE, 0.7), policy) is DocumentKind.TAX_INVOICE
    assert accept(proposal(DocumentKind.TAX_INVOICE, 0.69), policy) == NeedsReview(DocumentKind.TAX_INVOICE, "only 69% sure: its title")
    assert isinstance(accept(proposal(DocumentKind.OTHER, 1.0), policy), NeedsReview)
