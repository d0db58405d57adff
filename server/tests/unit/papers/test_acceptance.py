"""From which confidence a field is accepted without a person: a company may ask for more than the readers do, never for less."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.core.base.company import Company, Entity, Policy
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.handin import gather
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.acceptance import FLOOR, accept_fault, held_back
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Paper

SHA = "cd" * 32
AUTO, REVIEW, CORRECTED, CONFIRMED = FieldStatus.AUTO, FieldStatus.REVIEW, FieldStatus.CORRECTED, FieldStatus.CONFIRMED
READ = Extraction(
    SHA,
    DocumentKind.TAX_INVOICE,
    0.99,
    "invoice_rules",
    "1",
    fields={
        "invoice_number": Field("invoice_number", "A-1", confidence=0.93, status=AUTO),
        "invoice_date": Field("invoice_date", "2026-07-04", confidence=0.9, status=AUTO),
        "seller.name": Field("seller.name", "Acme", confidence=0.6, status=REVIEW),
        "buyer.gstin": Field("buyer.gstin", "x", confidence=0.5, status=CORRECTED),
    },
)


def statuses(extraction: Extraction) -> dict[str, FieldStatus]:
    return {name: field.status for name, field in extraction.fields.items()}


def test_what_is_less_sure_than_is_asked_waits_for_a_person_and_nothing_else_changes() -> None:
    held = held_back(READ, {"tax_invoice": Decimal("0.91")})
    assert statuses(held) == {"invoice_number": AUTO, "invoice_date": REVIEW, "seller.name": REVIEW, "buyer.gstin": CORRECTED}
    assert held_back(READ, {"tax_invoice": Decimal("0.9")}) is READ, "exactly as sure as is asked is enough"
    assert held_back(READ, {"receipt": Decimal("0.99")}) is READ and held_back(READ, {}) is READ


def test_less_than_the_readers_ask_can_never_be_asked() -> None:
    assert accept_fault("tax_invoice", FLOOR) == "" and accept_fault("tax_invoice", Decimal(1)) == ""
    assert "outside 75% to 100%" in accept_fault("tax_invoice", Decimal("0.74"))
    assert "outside" in accept_fault("tax_invoice", Decimal("1.01"))
    assert "not read with a confidence" in accept_fault("trial_balance", Decimal("0.9"))


def test_a_close_counts_by_what_is_asked_and_a_person_s_word_outranks_it() -> None:
    company = Company("Q", entities=(Entity("Q", "Q"),), policy=Policy(accept_from=(("tax_invoice", "0.95"),)))
    given = HandInPaper(Paper(SHA, "bill.pdf", 1), PaperRole.INBOX, PaperState.READ, (READ,), entity="Q")
    (placed,) = gather(company, Quarter(2026, 2), [given], ()).placed
    assert statuses(placed.extraction)["invoice_number"] is REVIEW
    (placed,) = gather(company, Quarter(2026, 2), [given], [Decision("document_confirmed", SHA)]).placed
    assert statuses(placed.extraction)["invoice_number"] is CONFIRMED
    (placed,) = gather(replace(company, policy=Policy()), Quarter(2026, 2), [given], ()).placed
    assert statuses(placed.extraction)["invoice_number"] is AUTO


def test_a_company_file_says_it_and_is_refused_below_the_floor(tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    file.write_text("name: Q\nentities: [{code: Q, name: Q}]\npolicy: {accept_from: {tax_invoice: 0.9, receipt: 0.95}}\n")
    assert load_company_file(file).company.policy.accepted_from == {"receipt": Decimal("0.95"), "tax_invoice": Decimal("0.9")}
    file.write_text("name: Q\nentities: [{code: Q, name: Q}]\npolicy: {accept_from: {tax_invoice: 0.5}}\n")
    with pytest.raises(Refused, match="50% lies outside 75% to 100%"):
        load_company_file(file)
