"""Printed forms whose program uses other words, signs or days: what is read is right, and what is not is told."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.documents.tax_rows import ChallanLine
from qrt.core.documents.types import Extraction, FieldStatus, LoanLine, Page, Paper, Word
from tests.generators.papers import tax_forms, trade_forms
from tests.generators.papers.ink import Printed

Drawing = Callable[[random.Random, int], Printed]


@cache
def paper_of(form: Drawing, layout: int) -> Printed:
    return form(random.Random(8201 + layout), layout)


def read(printed: Printed, change: Callable[[tuple[Page, ...]], tuple[Page, ...]]) -> Extraction:
    return read_paper(Paper("ab" * 32, "form.pdf", len(printed.data)), printed.data, recognised=change(fetch_pages(printed.data)))[0]


def worded(old: str, new: str) -> Callable[[tuple[Page, ...]], tuple[Page, ...]]:
    """The pages with one phrase printed as another, where it stands."""
    before, after = old.split(), new.split()

    def page(each: Page) -> Page:
        words: list[Word] = []
        at = 0
        while at < len(each.words):
            run = each.words[at : at + len(before)]
            if [word.text for word in run] != before:
                words.append(each.words[at])
                at += 1
                continue
            (left, top, *_), (*_, right, bottom) = run[0].box, run[-1].box
            wide = (right - left) / len(after)
            words += [replace(run[0], text=text, box=(left + n * wide, top, left + (n + 0.9) * wide, bottom)) for n, text in enumerate(after)]
            at += len(before)
        return replace(each, words=tuple(words))

    return lambda pages: tuple(map(page, pages))


def each_word(change: Callable[[str], str]) -> Callable[[tuple[Page, ...]], tuple[Page, ...]]:
    return lambda pages: tuple(replace(page, words=tuple(replace(word, text=change(word.text)) for word in page.words)) for page in pages)


def minus(text: str) -> str:
    return f"({text})" if text.replace(",", "").replace(".", "", 1).isdigit() and text[-3:-2] == "." else text


def warned(extraction: Extraction) -> list[str]:
    return [finding.sentence for finding in extraction.findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("form", "layout"),
    [(tax_forms.tds_challan, 1), (tax_forms.bill_of_entry, 1), (tax_forms.form_16a, 0), (tax_forms.e_way_bill, 0), (trade_forms.loan_statement, 0)],
    ids=["challan", "customs", "16A", "eway", "loan"],
)
def test_amounts_of_a_form_that_come_out_below_nothing_wait_for_a_person(form: Drawing, layout: int) -> None:
    printed = paper_of(form, layout)
    extraction = read(printed, each_word(minus))
    below = [held for held in extraction.fields.values() if held.value.startswith("-")]
    assert below and all(held.status is FieldStatus.REVIEW for held in below)
    assert any("below nothing" in sentence for sentence in warned(extraction))


CHALLANS = [
    *((0, "A Tax", new) for new in ("A Basic Tax", "A Income Tax")),
    *((0, "F Fee under section 234E", new) for new in ("F Late Fee", "F Fees", "Fees")),
    (1, "Income Tax", "Basic Tax"),
    *((1, "Challan Serial No.:", new) for new in ("Challan No.:", "Serial No. of Challan:")),
    (1, "Date of Deposit:", "Deposit Date:"),
]


@pytest.mark.parametrize(("layout", "old", "new"), CHALLANS)
def test_a_challan_is_whole_under_other_words(layout: int, old: str, new: str) -> None:
    printed = paper_of(tax_forms.tds_challan, layout)
    extraction = read(printed, worded(old, new))
    row = next(row for row in extraction.rows if isinstance(row, ChallanLine))
    assert (row.number, row.bsr, row.day, row.tax, row.total, row.interest, row.fee) == printed.rows[0]
    assert warned(extraction) == []


def test_a_challan_without_its_tax_is_told() -> None:
    for word in ("Sum", "Tax", "TDS"):
        extraction = read(paper_of(tax_forms.tds_challan, 1), worded("Income Tax", word))
        assert any("totals.tax" in sentence for sentence in warned(extraction)), word


LOANS = [
    *((0, "Principal", new) for new in ("Prin.", "Principal Repaid")),
    *((0, "Interest", new) for new in ("Int.", "Interest Due")),
    *((0, "Outstanding Principal", new) for new in ("Closing Balance", "Principal O/s")),
    (0, "EMI Amount", "Installment Amt"),
    (1, "Balance principal", "Principal balance"),
]


@pytest.mark.parametrize(("layout", "old", "new"), LOANS)
def test_a_loan_s_instalments_are_read_under_other_words(layout: int, old: str, new: str) -> None:
    printed = paper_of(trade_forms.loan_statement, layout)
    extraction = read(printed, worded(old, new))
    assert [(row.day, row.instalment, row.principal, row.interest, row.balance) for row in extraction.rows if isinstance(row, LoanLine)] == list(printed.rows)
    assert warned(extraction) == []


def test_instalments_that_are_lost_or_days_apart_are_told() -> None:
    printed = paper_of(trade_forms.loan_statement, 0)
    lost = read(printed, worded("Principal", "Kapital"))
    assert not [row for row in lost.rows if isinstance(row, LoanLine)] and any("no instalment" in sentence for sentence in warned(lost))
    unproved = read(printed, worded("Outstanding Principal", "Left over"))
    assert any("what is owed" in sentence for sentence in warned(unproved))

    def turned(text: str) -> str:
        parts = text.split("/")
        return f"{parts[1]}/{parts[0]}/{parts[2]}" if len(parts) == 3 and all(part.isdigit() for part in parts) else text

    assert any("month first" in sentence for sentence in warned(read(printed, each_word(turned))))


def test_a_certificate_is_of_a_quarter_and_its_challans_have_days() -> None:
    printed = paper_of(tax_forms.form_16a, 1)
    assert warned(read(printed, worded("Date of deposit", "Deposit date"))) == []
    assert any("no day" in sentence for sentence in warned(read(printed, worded("Date of deposit", "Paid in"))))
    first, last = (date.fromisoformat(printed.truth[name]) for name in ("period_from", "period_to"))
    other = read(printed, worded(f"{first:%d/%m/%Y}", f"{first:%m/%d/%Y}"))
    assert any("is no quarter" in sentence for sentence in warned(other))
    assert {other.fields[name].status for name in ("period_from", "period_to")} == {FieldStatus.REVIEW}
    assert last > first


def test_the_vehicle_is_not_the_number_of_the_document() -> None:
    printed = paper_of(tax_forms.e_way_bill, 0)
    for new in ("Invoice No:", "Bill Ref:"):
        extraction = read(printed, worded("Document No.:", new))
        assert extraction.text("invoice_number") in (printed.truth["invoice_number"], "")
        assert extraction.text("invoice_number") or any("invoice_number" in sentence for sentence in warned(extraction))
    for new in ("Invoice Value:", "Total Invoice Value:"):
        assert read(printed, worded("Value of Goods:", new)).text("totals.grand_total") == printed.truth["totals.grand_total"]
    assert any("totals.grand_total" in sentence for sentence in warned(read(printed, worded("Value of Goods:", "Worth:"))))
