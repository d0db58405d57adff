"""What a reviewer is told of a paper while fields are being written."""

import random
from dataclasses import replace

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.company import Company
from qrt.core.documents.checks import LIVE_RULES, check_extraction, doubted_fields, passed_checks, value_fault
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Paper
from tests.evals.vendors import paper_of
from tests.generators.papers.hard import sixth
from tests.unit.papers.test_parting import bill, drawn


def invoice(**fields: str) -> Extraction:
    named = {name.replace("__", "."): value for name, value in fields.items()}
    return Extraction("0" * 64, DocumentKind.TAX_INVOICE, 0.9, "rules", "1", fields={name: Field(name, value) for name, value in named.items()})


def test_what_adds_up_is_said_with_its_figures() -> None:
    good = invoice(totals__taxable="595200.00", totals__igst="107136.00", totals__grand_total="702336.00", seller__gstin="27AAPFU0939F1ZV")
    sentences = [sentence for _, sentence in passed_checks(good)]
    assert any(all(amount in sentence for amount in ("5,95,200.00", "1,07,136.00", "7,02,336.00")) for sentence in sentences)
    assert any("check digit valid, state 27" in sentence for sentence in sentences)


def test_what_does_not_add_up_passes_nothing_and_is_found_at_once() -> None:
    wrong = invoice(totals__taxable="595200.00", totals__igst="107136.00", totals__grand_total="702339.00")
    assert passed_checks(wrong) == ()
    assert "document.arithmetic" in {finding.rule for finding in check_extraction(wrong, Company("A"))}
    assert {finding.rule for finding in check_extraction(wrong, Company("A"))} <= LIVE_RULES


def test_a_party_that_its_place_alone_names_says_so_until_somebody_decides() -> None:
    paper = sixth.freight(random.Random("freight"))
    (read,) = read_paper(paper_of(paper, "freight.pdf"), paper.data)
    doubts = dict(doubted_fields(read))
    assert "no label says which of the GSTINs is the seller's" in doubts["seller.gstin"]
    assert not doubts.keys() - {name for name, field in read.fields.items() if field.status is FieldStatus.REVIEW}
    decided = replace(read, fields={**read.fields, "seller.gstin": replace(read.fields["seller.gstin"], status=FieldStatus.CONFIRMED)})
    assert doubts.keys() - dict(doubted_fields(decided)).keys() == {"seller.gstin"}


def test_totals_that_do_not_add_up_say_so() -> None:
    data = drawn(bill("INV/7", "1,195.00"))
    (read,) = read_paper(Paper("0" * 64, "bill.pdf", len(data)), data)
    doubts = dict(doubted_fields(read))
    assert doubts["totals.grand_total"] == doubts["totals.taxable"] == "the totals that were read do not add up"


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("totals.igst", "107136.00", True),
        ("totals.igst", "1,07,136 only", False),
        ("totals.igst", "", True),
        ("invoice_date", "2026-09-24", True),
        ("invoice_date", "24-09-2026", False),
        ("invoice_number", "KC/26-27/1842", True),
    ],
)
def test_a_value_that_its_field_can_never_have_is_refused(name: str, value: str, good: bool) -> None:
    assert (value_fault(name, value) == "") is good
