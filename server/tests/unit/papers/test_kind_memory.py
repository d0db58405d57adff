"""What re-filing teaches: the next paper of nearly the same layout is filed so, others are not, and who contradicts is heard."""

import hashlib
from functools import cache
from itertools import pairwise

import pytest

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.layouts import layout_of_paper
from qrt.agents.reading import read_paper
from qrt.core.documents.kind_memory import DOUBTED, LESSONS_MAX, OFTEN, ONCE, KindLesson, file_by, filed_of, kind_lesson_of, layout_of, near_lessons
from qrt.core.documents.kind_model import KindGuess
from qrt.core.documents.types import DocumentKind, Paper
from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import draw
from tests.generators.papers.make import every_paper

INVOICE, NOTE, ORDER = DocumentKind.TAX_INVOICE, DocumentKind.DEBIT_NOTE, DocumentKind.PURCHASE_ORDER
VENDORS = [("seen", 40), ("seen", 41), ("seen", 42), ("seen", 43), ("unseen", 40), ("unseen", 41), ("unseen", 42), ("unseen", 43)]
"""Vendors at whom nobody looked while the threshold was chosen."""


@cache
def bill(half: str, seed: int, turn: int) -> bytes:
    vendor = make_vendor(half, seed)
    return draw(vendor, make_bill(vendor, turn)).data


@cache
def layout(half: str, seed: int, turn: int) -> str:
    return layout_of(fetch_pages(bill(half, seed, turn)))


def lesson(shown: str, kind: DocumentKind = NOTE, read_as: DocumentKind = INVOICE, document: str = "") -> KindLesson:
    return KindLesson(document or hashlib.sha256(shown.encode() + kind.value.encode()).hexdigest(), "first.pdf", shown, read_as, kind)


def test_the_next_bill_of_a_program_is_near_and_no_bill_of_another_one() -> None:
    lessons = {vendor: lesson(layout(*vendor, 0)) for vendor in VENDORS}
    for vendor in VENDORS:
        for turn in (1, 2):
            assert near_lessons(list(lessons.values()), layout(*vendor, turn)) == (lessons[vendor],), vendor


def test_papers_of_other_kinds_are_near_to_no_bill() -> None:
    lessons = [lesson(layout(*vendor, 0)) for vendor in VENDORS]
    others = [layout_of(fetch_pages(each.data)) for each in every_paper(7104)]
    assert len(others) > 30
    assert not [each for each in others if near_lessons(lessons, each)]


def test_one_re_filing_files_the_next_and_says_why() -> None:
    filed = file_by([lesson(layout("seen", 40, 0))], INVOICE, 0.95)
    assert filed is not None and (filed.kind, filed.sure) == (NOTE, ONCE)
    assert filed.reason == "it is laid out as first.pdf, which a person filed as debit note"
    assert filed_of(filed.content()) == filed


def test_several_make_it_surer_and_one_against_puts_it_in_doubt() -> None:
    shown = layout("seen", 40, 0)
    notes = [lesson(shown, document=str(number)) for number in range(3)]
    back = lesson(shown, INVOICE, document="back")
    assert file_by(notes, INVOICE, 0.9).sure == OFTEN  # type: ignore[union-attr]
    assert file_by([*notes, back], INVOICE, 0.9) is None, "three said so and the newest does not: the rules are heard again"
    stands = file_by([notes[0], back], INVOICE, 0.9)
    assert stands is not None and (stands.kind, stands.sure) == (INVOICE, DOUBTED)
    back_again = [*notes, *(lesson(shown, INVOICE, document=f"b{number}") for number in range(3))]
    assert file_by(back_again, INVOICE, 0.9).kind is INVOICE  # type: ignore[union-attr]


def test_what_counts_is_forgotten_in_the_end() -> None:
    shown = layout("seen", 40, 0)
    old = [lesson(shown, document=f"old {number}") for number in range(5)]
    new = [lesson(shown, ORDER, document=f"new {number}") for number in range(LESSONS_MAX)]
    near = near_lessons([*old, *new], shown)
    assert len(near) == LESSONS_MAX and file_by(near, INVOICE, 0.9).sure == OFTEN  # type: ignore[union-attr]


def test_a_paper_that_rules_surely_read_as_something_else_is_left_to_them() -> None:
    near = [lesson(layout("seen", 40, 0))]
    assert file_by(near, DocumentKind.CREDIT_NOTE, 0.95) is None
    assert file_by(near, DocumentKind.OTHER, 0.2).kind is NOTE  # type: ignore[union-attr]


def test_a_re_filing_to_nothing_files_nothing() -> None:
    assert file_by([lesson(layout("seen", 40, 0), DocumentKind.OTHER)], INVOICE, 0.9) is None


def test_a_lesson_comes_back_from_a_decision_and_a_broken_one_is_refused() -> None:
    made = lesson(layout("seen", 40, 0))
    assert kind_lesson_of(made.content(), "x") == made
    for change in ({"layout": "short"}, {"kind": "novel"}, {"read_as": None}, {"layout": made.layout[:-5]}):
        with pytest.raises(ValueError):
            kind_lesson_of(made.content() | change, "x")


def test_a_paper_is_read_as_it_is_filed_no_surer_than_that_and_the_reason_is_said() -> None:
    data = bill("seen", 40, 1)
    paper = Paper(hashlib.sha256(data).hexdigest(), "second.pdf", len(data))
    (alone,) = read_paper(paper, data)
    assert alone.kind is INVOICE
    filed = file_by(near_lessons([lesson(layout("seen", 40, 0))], layout_of_paper(data, "second.pdf", ())), alone.kind, alone.confidence)
    (read,) = read_paper(paper, data, filed=filed)
    assert (read.kind, read.confidence) == (NOTE, ONCE) and read.text("invoice_date")
    (finding,) = [each for each in read.findings if each.rule == "document.filed_as_taught"]
    assert "first.pdf, which a person filed as debit note" in finding.sentence


def test_sheets_have_layouts_too() -> None:
    def sheet(month: int) -> bytes:
        head = "Goods inwards of our store\nSlip,Arrived,From whom,What,Bags,Worth\n"
        rows = "".join(
            f"G{number},{number:02d}-{month:02d}-2026,Supplier {chr(65 + number)},Cement,{number * 7},{number * 1234}.50\n" for number in range(1, 20)
        )
        return (head + rows).encode()

    def roster() -> bytes:
        return b"Who is on leave\nName,From,To,Reason\n" + b"".join(b"Person %d,01-07-2026,04-07-2026,fever\n" % number for number in range(15))

    taught = [lesson(layout_of_paper(sheet(7), "goods.csv", ()), DocumentKind.INVENTORY_STATEMENT, DocumentKind.OTHER)]
    assert near_lessons(taught, layout_of_paper(sheet(8), "goods.csv", ())) and not near_lessons(taught, layout_of_paper(roster(), "roster.csv", ()))


def test_layouts_are_told_in_whole_numbers() -> None:
    shown = [layout(*vendor, 0) for vendor in VENDORS]
    assert all(one != other for one, other in pairwise(shown)) and {len(each) for each in shown} == {1280}


@pytest.mark.parametrize(("kind", "sure", "said"), [("inventory_statement", 0.97, True), ("tax_invoice", 0.99, False), ("inventory_statement", 0.7, False)])
def test_a_sheet_that_no_rule_knows_bears_the_kind_that_its_words_point_to_and_is_not_read_as_it(
    monkeypatch: pytest.MonkeyPatch, kind: str, sure: float, said: bool
) -> None:
    guess = KindGuess(DocumentKind(kind), sure, DocumentKind.OTHER)
    monkeypatch.setattr("qrt.agents.second_opinion.load_kind_model", lambda: type("Model", (), {"guess": lambda self, pages: guess if pages else None})())
    data = b"Alpha,Beta\n" + b"".join(b"word%d,thing%d\n" % (number, number) for number in range(20))
    (read,) = read_paper(Paper("ab" * 32, "words.csv", len(data)), data)
    suggested = [finding for finding in read.findings if finding.rule == "document.kind_suggested"]
    assert read.kind is DocumentKind.OTHER and bool(suggested) == said
    assert not said or suggested[0].subject.endswith("/kind/inventory_statement")
