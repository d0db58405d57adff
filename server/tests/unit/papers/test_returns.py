"""Returns as they are printed give the rows that their JSON and text forms give; what cannot be read is said, and a printed total proves the list."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, ReturnLine, TaxCreditLine
from qrt.core.documents.types import Extraction, Gstr2bLine, Paper
from tests.generators.papers.ink import Ink, Printed
from tests.generators.papers.returns import form_26as, form_26q, gst_list
from tests.support.misprints import misprint_second_gstin

SEEDS = (11, 12, 13, 14)


def read(printed: Printed) -> Extraction:
    (extraction,) = read_paper(Paper("ab" * 32, "return.pdf", len(printed.data)), printed.data)
    assert extraction.kind is printed.kind
    return extraction


def stands(extraction: Extraction, printed: Printed) -> None:
    assert {name: extraction.text(name) for name in printed.truth} == printed.truth
    assert all(row.place.page and row.place.box for row in extraction.rows)
    assert not [finding for finding in extraction.findings if finding.rule == "document.sums_differ"], extraction.findings


@pytest.mark.parametrize("layout", [0, 1, 2])
@pytest.mark.parametrize("kind", ["gstr_1", "gstr_2a", "gstr_2b"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_document_of_a_printed_return_is_a_row(kind: str, layout: int, seed: int) -> None:
    printed = gst_list(random.Random(seed), kind, layout)
    extraction = read(printed)
    if kind in ("gstr_2a", "gstr_2b"):
        lines = [row for row in extraction.rows if isinstance(row, Gstr2bLine)]
        found = [(r.supplier_gstin, r.number, r.day.isoformat(), r.taxable, r.igst, r.cgst, r.sgst, r.total) for r in lines]
        assert {row.period for row in lines} == {printed.truth["period"]}
    else:
        returned = [row for row in extraction.rows if isinstance(row, ReturnLine)]
        found = [(r.party_gstin, r.number, r.day and r.day.isoformat(), r.taxable, r.igst, r.cgst, r.sgst, r.total) for r in returned]
    assert found == list(printed.rows)
    stands(extraction, printed)


@pytest.mark.parametrize("layout", [0, 1, 2])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_payment_of_a_printed_form_26as_stands_under_its_deductor(layout: int, seed: int) -> None:
    printed = form_26as(random.Random(seed), layout)
    extraction = read(printed)
    lines = [row for row in extraction.rows if isinstance(row, TaxCreditLine)]
    assert [(r.tan, r.section, r.day and r.day.isoformat(), r.amount, r.tax) for r in lines] == list(printed.rows)
    assert {(row.part, row.status) for row in lines} == {("I", "F")}
    stands(extraction, printed)


@pytest.mark.parametrize("layout", [0, 1, 2])
@pytest.mark.parametrize("seed", SEEDS)
def test_challans_and_deductions_of_a_printed_tds_statement_are_rows(layout: int, seed: int) -> None:
    printed = form_26q(random.Random(seed), layout)
    extraction = read(printed)
    lines = [row for row in extraction.rows if isinstance(row, DeductionLine)]
    assert [(r.challan, r.pan, r.section, r.day and r.day.isoformat(), r.amount, r.tax) for r in lines] == list(printed.rows)
    challans = [row for row in extraction.rows if isinstance(row, ChallanLine)]
    assert len(challans) == 2 and sum(row.tax for row in challans) == sum(row.deposited for row in lines)
    stands(extraction, printed)


def test_a_list_that_its_total_contradicts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the last row is printed with another amount than the total was made of."""
    honest = Ink.table

    def short(self: Ink, heads: Sequence[str], rows: Sequence[Sequence[str]], *more: Any, **named: Any) -> None:
        changed = [list(row) for row in rows]
        changed[0][6] = "1.00"
        honest(self, heads, changed, *more, **named)

    monkeypatch.setattr(Ink, "table", short)
    extraction = read(gst_list(random.Random(11), "gstr_2b", 0))
    assert [finding for finding in extraction.findings if finding.rule == "document.sums_differ" and "taxable" in finding.sentence]


def test_a_row_whose_gstin_is_misread_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    misprint_second_gstin(monkeypatch)
    printed = gst_list(random.Random(12), "gstr_1", 2)
    extraction = read(printed)
    assert len(extraction.rows) == len(printed.rows) - 1
    assert any("GSTIN" in finding.sentence and "is not read" in finding.sentence for finding in extraction.findings)
