"""What one bill that a person went through teaches about the next one of its vendor, and what it must never do."""

import hashlib
from dataclasses import replace

import pytest

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.reading import read_paper
from qrt.core.base.canonical import canonical_json
from qrt.core.base.place import Place
from qrt.core.documents.invoice.layout import Sheet, lay_out
from qrt.core.documents.types import Extraction, Field, FieldStatus, InvoiceLine, Paper
from qrt.core.documents.vendor.apply import CHECK, SOURCE, with_template
from qrt.core.documents.vendor.learn import learn
from qrt.core.documents.vendor.lesson import AGAINST_MAX, Anchor, Lesson, Spot, chosen_lessons, lesson_of, templates_from
from tests.generators.papers.bills import Vendor, make_bill, make_vendor
from tests.generators.papers.draw import Drawn, draw

VENDORS = [("seen", 2), ("seen", 11), ("seen", 22), ("seen", 31), ("unseen", 3), ("unseen", 12), ("unseen", 33)]


def paper(drawn: Drawn) -> Paper:
    return Paper(hashlib.sha256(drawn.data).hexdigest(), "bill.pdf", len(drawn.data))


def sheet_of(drawn: Drawn) -> Sheet:
    return lay_out(paper(drawn).sha256, fetch_pages(drawn.data))


def read(drawn: Drawn, *lessons: Lesson) -> Extraction:
    (extraction,) = read_paper(paper(drawn), drawn.data, lessons=lessons)
    return extraction


def gone_through(drawn: Drawn) -> dict[str, Field]:
    """Every field and every cell of the goods, as a person clicks them."""
    sha256 = paper(drawn).sha256
    cells = {f"lines.{number}.{column}": told for number, line in enumerate(drawn.lines, 1) for column, told in line.items()}
    told = {**drawn.fields, **cells}
    return {name: Field(name, each.value, place=Place(sha256, page=each.page, box=each.box), status=FieldStatus.CORRECTED) for name, each in told.items()}


def taught(drawn: Drawn, **changes: str | None) -> Lesson:
    """What the bill teaches; a change is another value for a field, or None for one that nobody decided."""
    decided = gone_through(drawn)
    for name, value in changes.items():
        name = name.replace("__", ".")
        if value is None:
            decided.pop(name, None)
        else:
            decided[name] = replace(decided.get(name) or Field(name, ""), value=value, place=None, status=FieldStatus.CORRECTED)
    lesson = learn(sheet_of(drawn), decided, read(drawn))
    assert lesson is not None
    return lesson


def bills(vendor: Vendor, *turns: int) -> list[Drawn]:
    return [draw(vendor, make_bill(vendor, turn)) for turn in turns]


@pytest.mark.parametrize(("pool", "seed"), VENDORS)
def test_the_second_bill_of_a_vendor_is_read_exactly_after_one_was_gone_through(pool: str, seed: int) -> None:
    first, second = bills(make_vendor(pool, seed), 0, 1)
    extraction = read(second, taught(first))
    assert {name: extraction.text(name) for name in second.fields} == {name: told.value for name, told in second.fields.items()}
    rows = [(row.description[:8], row.hsn, row.quantity) for row in extraction.rows if isinstance(row, InvoiceLine) and (row.hsn or row.quantity)]
    assert rows == [(line["description"].value[:8], line["hsn"].value, line["quantity"].value) for line in second.lines]


@pytest.mark.parametrize(("pool", "seed"), VENDORS)
def test_what_a_template_gives_are_words_of_the_page_where_its_box_says(pool: str, seed: int) -> None:
    first, second = bills(make_vendor(pool, seed), 0, 1)
    words = [word for page in fetch_pages(second.data) for word in page.words]
    given = [field for field in read(second, taught(first)).fields.values() if CHECK in field.checks or field.source == SOURCE]
    assert given
    for field in given:
        assert field.place is not None and field.place.box is not None
        x0, y0, x1, y1 = field.place.box
        inside = {word.text for word in words if word.box[2] > x0 and word.box[0] < x1 and word.box[3] > y0 and word.box[1] < y1}
        assert all(any(part in text for text in inside) for part in field.raw.split()), field


def test_a_value_that_is_not_on_the_page_teaches_no_place_for_it() -> None:
    (first,) = bills(make_vendor("seen", 22), 0)
    assert "invoice_number" not in taught(first, invoice_number="NOT-THERE/1").spots
    assert "invoice_number" in taught(first).spots


def test_a_lesson_keeps_no_value_of_the_bill_but_the_name_and_gstin_of_its_vendor() -> None:
    (first,) = bills(make_vendor("seen", 22), 0)
    text = canonical_json(taught(first).content())
    kept = {name for name, told in first.fields.items() if told.value in text and len(told.value) > 3}
    assert kept <= {"seller.gstin", "seller.name"}, kept


def test_a_lesson_comes_back_from_a_decision_as_it_was() -> None:
    lesson = taught(bills(make_vendor("unseen", 12), 0)[0])
    assert lesson_of(lesson.content(), "here") == lesson
    with pytest.raises(ValueError, match="no lesson"):
        lesson_of({"document": "x"}, "here")


def test_the_bill_of_another_vendor_is_read_as_if_nothing_was_taught() -> None:
    (first,) = bills(make_vendor("seen", 2), 0)
    (other,) = bills(make_vendor("seen", 11), 1)
    assert read(other, taught(first)) == read(other)
    assert chosen_lessons((taught(first),), ("29ABCDE1234F1Z5",)) == ()


def test_what_a_person_emptied_stays_empty_on_the_next_bill() -> None:
    first, second = bills(make_vendor("seen", 22), 0, 1)
    assert read(second).text("invoice_number")
    emptied = read(second, taught(first, invoice_number="")).fields["invoice_number"]
    assert (emptied.value, emptied.status) == ("", FieldStatus.REVIEW)


def moved(lesson: Lesson, name: str) -> Lesson:
    """The same lesson with one field at another place: as if its vendor's program had been changed, or somebody had clicked the wrong word."""
    other = next(spot for key, spot in lesson.spots.items() if key == ("due_date" if name == "invoice_date" else "po_number"))
    return replace(lesson, document="other", spots={**lesson.spots, name: replace(other, shape="")})


def with_order(pool: str = "seen") -> Vendor:
    return next(vendor for seed in range(60) if (vendor := make_vendor(pool, seed)).habit["po"] == "yes" and not vendor.habit["kind"])


def test_where_template_and_reader_are_sure_and_differ_a_person_decides() -> None:
    first, second = bills(with_order(), 0, 1)
    assert read(second).fields["invoice_number"].status is FieldStatus.AUTO
    field = read(second, moved(taught(first), "invoice_number")).fields["invoice_number"]
    assert field.status is FieldStatus.REVIEW


def test_a_place_that_decisions_speak_against_is_doubted_first_and_then_dropped() -> None:
    first, second = bills(with_order(), 0, 1)
    right, wrong = taught(first), moved(taught(first), "invoice_number")
    number = second.fields["invoice_number"].value
    once = read(second, wrong, right)
    assert once.fields["invoice_number"].status is FieldStatus.REVIEW or once.text("invoice_number") == number
    againsts = tuple(replace(right, document=f"right {turn}") for turn in range(AGAINST_MAX))
    (template,) = templates_from((wrong, *againsts))
    assert template.known["invoice_number"].spot == right.spots["invoice_number"]
    assert read(second, wrong, *againsts).fields["invoice_number"].value == number


def test_bills_that_agree_make_a_place_heavier_and_one_that_does_not_leaves_it() -> None:
    (first,) = bills(with_order(), 0)
    right, wrong = taught(first), moved(taught(first), "invoice_number")
    agreeing = tuple(replace(right, document=f"{turn}") for turn in range(4))
    (template,) = templates_from((*agreeing, wrong))
    known = template.known["invoice_number"]
    assert (known.weight, known.against, known.spot) == (4, 1, right.spots["invoice_number"])


def test_totals_of_a_template_that_do_not_add_up_are_not_taken() -> None:
    first, second = bills(make_vendor("seen", 22), 0, 1)
    lesson = taught(first)
    swapped = {**lesson.spots, "totals.grand_total": lesson.spots["totals.taxable"]}
    extraction = read(second, replace(lesson, spots=swapped))
    total = extraction.fields["totals.grand_total"]
    assert total.value == second.fields["totals.grand_total"].value or total.status is FieldStatus.REVIEW


def test_a_template_of_another_layout_of_the_vendor_says_nothing() -> None:
    first, second = bills(make_vendor("seen", 22), 0, 1)
    lesson = taught(first)
    spots = {name: Spot((Anchor(f"zzz {index}", "left", 1.0, 0.0, 0.5, 0),)) for index, name in enumerate(lesson.spots)}
    strange = replace(lesson, layout=tuple(f"zzz {index}" for index in range(9)), spots=spots)
    assert with_template(read(second), sheet_of(second), (strange,)) == read(second)
