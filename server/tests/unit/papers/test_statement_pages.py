"""Bank statements as PDFs of invented banks: every row with its place, and no wrong row without a finding. Seeds here were never looked at while the reader was written."""

import gc
import hashlib
import time

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Paper
from tests.generators.statements import LAYOUTS, Layout, Line, Statement, make

SEEDS = (9001, 9002)
ROWS_RIGHT = 0.99


def read(data: bytes) -> Extraction:
    (found,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), "statement.pdf", len(data)), data)
    return found


def squeezed(text: str) -> str:
    """A narration as it is compared: a bank breaks it wherever its column ends."""
    return "".join(text.split())


def printed(line: Line) -> tuple[object, ...]:
    return (line.day, line.amount, line.balance, squeezed(line.narration), line.reference)


def lines_of(extraction: Extraction) -> list[BankLine]:
    return [row for row in extraction.rows if isinstance(row, BankLine)]


def understood(line: BankLine) -> tuple[object, ...]:
    return (line.day, line.amount, line.balance, squeezed(line.narration), line.reference)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_rows_of_a_printed_statement_are_read_in_the_order_of_days_with_page_and_box(layout: Layout) -> None:
    right = count = 0
    for seed in SEEDS:
        data, truth = make(seed, layout, 70)
        extraction = read(data)
        assert extraction.kind is DocumentKind.BANK_STATEMENT
        lines = lines_of(extraction)
        count += len(truth.lines)
        right += sum(understood(line) == printed(row) for line, row in zip(lines, truth.lines, strict=False))
        assert all(line.place.page and line.place.box and line.place.row for line in lines)
        assert {line.place.page for line in lines} == set(range(1, truth.pages + 1))
        assert (extraction.text("account_number"), extraction.text("ifsc")) == (truth.account, truth.ifsc)
        assert (extraction.fields["opening_balance"].amount(), extraction.fields["closing_balance"].amount()) == (truth.opening, truth.closing)
        assert (extraction.fields["period_from"].day(), extraction.fields["period_to"].day()) == (truth.first, truth.last)
        assert not [finding for finding in extraction.findings if finding.severity is Severity.ERROR]
    assert right >= ROWS_RIGHT * count


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_wrong_row_of_a_statement_is_told_by_page_and_line(layout: Layout, seed: int) -> None:
    data, truth = make(seed, layout, 50, ("amount_digit", "balance_digit", "missing"))
    extraction = read(data)
    errors = [finding for finding in extraction.findings if finding.severity is Severity.ERROR]
    told = {place.row for finding in errors for place in finding.evidence}
    by_content = {understood(line): line.place.row for line in lines_of(extraction)}
    for line in wrong_rows(truth):
        assert by_content[printed(line)] in told, line
    assert all(
        "page 1, line" in each.sentence or "page 2, line" in each.sentence or "page 3, line" in each.sentence for each in errors if "breaks" in each.rule
    )


def wrong_rows(truth: Statement) -> list[Line]:
    """Rows at which the paper contradicts itself: a spoilt row, and the row behind one that was left out."""
    return [truth.lines[spot + 1] if truth.lines[spot].wrong == "missing" else truth.lines[spot] for spot in truth.planted]


def test_a_statement_of_ten_pages_is_read_in_less_than_a_second_of_cpu() -> None:
    data, truth = make(9003, LAYOUTS[0], 230)
    assert truth.pages >= 9
    # As a reader child does: circles are not looked for while it reads.
    gc.disable()
    try:
        began = time.process_time()
        extraction = read(data)
        seconds = time.process_time() - began
    finally:
        gc.enable()
    assert seconds < 1.0
    assert len(extraction.rows) == 230
