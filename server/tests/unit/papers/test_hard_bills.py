"""Goods of bills whose tables are hard to read: each layout of the first hard set, row by row."""

import random
from collections.abc import Callable

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.item_heads import header_at
from qrt.core.documents.invoice.items import find_items
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import InvoiceLine, Page, Word
from tests.evals.vendors import Figures, paper_of
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard import first, more


@pytest.mark.parametrize("layout", (*first.LAYOUTS, *more.LAYOUTS), ids=lambda layout: layout.__name__)
def test_every_row_of_a_hard_layout_is_read_as_printed_and_nothing_wrong_is_taken(layout: Callable[[random.Random], Drawn]) -> None:
    figures = Figures()
    for seed in range(3):
        drawn = layout(random.Random(f"{layout.__name__} {seed}"))
        figures.note(f"{layout.__name__}-{seed}", read_paper(paper_of(drawn, "bill.pdf"), drawn.data)[0], drawn)
    assert figures.misses == []
    assert figures.wrong.total() == 0
    assert figures.prices["right"] == figures.prices["asked"]
    assert figures.prices["wrong"] == 0


def page(*lines: tuple[tuple[float, str], ...] | None, lead: float = 0.014) -> tuple[InvoiceLine, ...]:
    """The goods of lines of cells, each cell at a place from the left in hundredths of the width; None is a gap of half a line."""
    words: list[Word] = []
    top = 0.1
    for cells in lines:
        if cells is None:
            top += lead / 2
            continue
        for left, text in cells:
            x = left / 100
            for word in text.split():
                words.append(Word(word, (x, top, x + 0.008 * len(word), top + 0.012)))
                x += 0.008 * len(word) + 0.006
        top += lead
    return find_items(Labelled.of(lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),))), False)


HEAD = ((5, "Description"), (50, "HSN"), (60, "Qty"), (70, "Rate"), (85, "Amount"))


def told(*rows: InvoiceLine) -> list[tuple[str, str]]:
    return [(row.description, row.hsn) for row in rows]


def test_words_go_to_the_row_that_white_joins_them_to() -> None:
    one = ((50, "8413"), (60, "2"), (70, "10.00"), (85, "20.00"))
    rows = page(HEAD, None, ((5, "Pump of"),), ((5, "cast iron"), *one), None, ((5, "Hose with"),), ((5, "brass clips"), *one), None, ((5, "Belt"), *one))
    assert told(*rows) == [("Pump of cast iron", "8413"), ("Hose with brass clips", "8413"), ("Belt", "8413")]
    rows = page(HEAD, None, ((5, "Pump of"), *one), ((5, "cast iron"),), None, ((5, "Hose with"), *one), ((5, "brass clips"),))
    assert told(*rows) == [("Pump of cast iron", "8413"), ("Hose with brass clips", "8413")]


def test_without_white_words_go_to_the_row_above_unless_words_open_the_table() -> None:
    one = ((50, "8413"), (60, "2"), (70, "10.00"), (85, "20.00"))
    assert told(*page(HEAD, ((5, "Pump of"), *one), ((5, "cast iron"),), ((5, "Belt"), *one))) == [("Pump of cast iron", "8413"), ("Belt", "8413")]
    assert told(*page(HEAD, ((5, "Pump of"),), ((5, "cast iron"), *one), ((5, "Drive"),), ((5, "belt"), *one))) == [
        ("Pump of cast iron", "8413"),
        ("Drive belt", "8413"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Pump (HSN: 84137010)", "84137010"), ("Pump HSN/SAC 841370", "841370"), ("Audit SAC Code - 9982", "9982"), ("Pump HSN 8413 or HSN 8414", ""), ("Pump HSN 84137", ""),
        ("Pump 8413", ""),
    ],
)  # fmt: skip
def test_a_code_that_a_description_says_of_itself_is_the_rows(words: str, code: str) -> None:
    head = tuple(each for each in HEAD if each[1] != "HSN")
    ((_, hsn),) = told(*page(head, ((5, words), (60, "2"), (70, "10.00"), (85, "20.00"))))
    assert hsn == code


def test_taxes_under_the_goods_and_what_goes_off_are_no_goods() -> None:
    head = ((5, "Description"), (50, "SAC"), (85, "Amount"))
    rows = page(
        head,
        ((5, "Room"), (50, "996311"), (85, "1,000.00")),
        ((5, "CGST @ 6%"), (85, "60.00")),
        ((5, "SGST @ 6%"), (85, "60.00")),
        ((5, "Laundry"), (50, "999712"), (85, "100.00")),
        ((5, "Less: Discount"), (85, "50.00")),
        ((5, "CGST @ 6%"), (85, "63.00")),
        ((5, "Grand Total"), (85, "1,176.00")),
    )
    assert told(*rows) == [("Room", "996311"), ("Laundry", "999712")]


def test_a_tax_with_a_day_before_it_and_letters_for_taxes_in_a_cell_are_no_goods_and_no_words_of_them() -> None:
    head = ((5, "Date"), (20, "Description"), (50, "SAC"), (62, "GST"), (85, "Amount"))
    room = ((5, "05-Sep-2026"), (20, "Room"), (50, "996311"), (62, "C 6% 60.00"), (85, "1,000.00"))
    rows = page(
        head,
        room,
        ((62, "S 6% 60.00"),),
        ((5, "05-Sep-2026"), (20, "State GST"), (85, "60.00")),
        ((5, "05-Sep-2026"), (20, "CGST on tariff"), (85, "60.00")),
        ((5, "06-Sep-2026"), *room[1:]),
    )
    assert told(*rows) == [("Room", "996311"), ("Room", "996311")]


def test_where_no_heading_of_descriptions_is_known_the_widest_unknown_column_holds_them() -> None:
    head = ((5, "Wares"), (40, "Bin"), (50, "HSN"), (60, "Qty"), (70, "Rate"), (85, "Amount"))
    (row,) = page(head, ((5, "Pump of iron"), (40, "B7"), (50, "8413"), (60, "2"), (70, "10.00"), (85, "20.00")))
    assert (row.description, row.unit_price) == ("Pump of iron", "10.00")


def test_headings_over_each_other_are_one_and_unknown_ones_keep_their_columns() -> None:
    lines = (((5, "Description"), (50, "HSN/"), (60, "Batch"), (70, "Unit"), (85, "Taxable")), ((50, "SAC"), (70, "Price"), (85, "Value")))
    words = [
        Word(word, (left / 100, 0.1 + 0.014 * at, left / 100 + 0.008 * len(word), 0.112 + 0.014 * at)) for at, cells in enumerate(lines) for left, word in cells
    ]
    sheet = lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),))
    columns, height = header_at(sheet.lines, 0)
    assert (height, [each.name.rstrip("0123456789") for each in columns]) == (2, ["description", "hsn", "reference", "unit_price", "taxable"])


def test_the_sum_of_a_part_ends_no_list_and_the_heading_of_a_part_is_no_goods() -> None:
    head = ((2, "No"), (10, "Description"), (50, "HSN"), (60, "Qty"), (70, "Rate"), (85, "Amount"))
    rows = page(
        head,
        ((2, "A"), (10, "Civil works")),
        ((2, "A1"), (10, "Brick work"), (50, "9954"), (60, "2"), (70, "10.00"), (85, "20.00")),
        ((60, "Sub Total"), (85, "20.00")),
        ((2, "B"), (10, "Finishing")),
        ((2, "B1"), (10, "Painting"), (50, "9954"), (60, "3"), (70, "10.00"), (85, "30.00")),
        ((60, "Sub Total"), (85, "30.00")),
        ((60, "Grand Total"), (85, "50.00")),
    )
    assert told(*rows) == [("Brick work", "9954"), ("Painting", "9954")]


def test_beside_codes_of_material_the_goods_stand_under_their_description_and_a_line_with_a_value_heads_nothing() -> None:
    head = ((2, "Item"), (10, "Material"), (25, "Description"), (50, "HSN"), (60, "Qty"), (70, "Rate"), (85, "Amount"))
    (row,) = page(((5, "Total items: 1"),), head, ((2, "1"), (10, "RM-77"), (25, "Pump of iron"), (50, "8413"), (60, "2"), (70, "10.00"), (85, "20.00")))
    assert (row.description, row.quantity) == ("Pump of iron", "2")
