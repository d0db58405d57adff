"""Labels of a form that stand in cells: their values below them, however the cells are centred and whatever of a label was broken onto the next line."""

from qrt.core.base.place import Place
from qrt.core.documents.forms.form_16a import FORM
from qrt.core.documents.forms.labels import Labels
from qrt.core.documents.grid.find import find_tables
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import Page, TableCell, TableRow, Word

PAPER = "0" * 64


def page(*lines: tuple[float, tuple[tuple[float, str], ...]], rules: tuple[tuple[float, float, float, float], ...] = ()) -> Page:
    """Words at 9 points on a page of 600 by 800: for each line its height, and what begins where."""
    words = []
    for y, runs in lines:
        for x, text in runs:
            for word in text.split():
                words.append(Word(word, (x / 600, y / 800, (x + 5 * len(word)) / 600, (y + 10) / 800)))
                x += 5 * len(word) + 3
    return Page(1, 600, 800, tuple(words), rulings=tuple((a / 600, b / 800, c / 600, d / 800) for a, b, c, d in rules))


def rows(read: Page) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            Place(PAPER, page=1, row=number),
            1,
            tuple(
                TableCell(cell.column, cell.text, (cell.area.x0 / 600, cell.area.y0 / 800, cell.area.x1 / 600, cell.area.y1 / 800), cell.columns)
                for cell in row
            ),
        )
        for table in find_tables(read)
        for number, row in enumerate(table.by_row, 1)
    )


HEADS = ((100, ((60, "Name and address of the deductor"), (350, "Name and address of the"))), (112, ((370, "deductee"),)))
VALUES = ((130, ((32, "DHARMA WEAVING MILLS LIMITED"), (310, "ALPHA TOOLS PRIVATE LIMITED"))),)
BOXES = (
    *((30.0, y, 570.0, y) for y in (95.0, 125.0, 145.0)),
    *((x, 95.0, x, 145.0) for x in (30.0, 300.0, 570.0)),
)


def test_a_name_stands_below_its_label_and_is_no_beginning_of_another_label() -> None:
    read = page(*HEADS, *VALUES, rules=BOXES)
    fields = Labels(lay_out(PAPER, (read,)), FORM.wanted, FORM.stops, rows(read)).fields()
    assert (fields["deductor"].value, fields["company"].value) == ("DHARMA WEAVING MILLS LIMITED", "ALPHA TOOLS PRIVATE LIMITED")


def test_a_name_that_begins_left_of_its_centred_label_is_whole_and_ends_before_the_next_one() -> None:
    read = page((100, ((60, "Name and address of the deductor"),)), (118, ((32, "DHARMA WEAVING MILLS LIMITED"), (210, "ALPHA TOOLS"))))
    fields = Labels(lay_out(PAPER, (read,)), FORM.wanted, FORM.stops).fields()
    assert fields["deductor"].value == "DHARMA WEAVING MILLS LIMITED"


def test_a_cell_below_a_label_that_has_its_value_beside_it_is_no_value() -> None:
    read = page(
        (100, ((35, "TAN of the deductor"), (310, "AHMD04321B"))),
        (130, ((35, "PAN of the deductor"), (310, "AAFCD8817M"))),
        rules=(*((30.0, y, 570.0, y) for y in (95.0, 120.0, 145.0)), *((x, 95.0, x, 145.0) for x in (30.0, 300.0, 570.0))),
    )
    fields = Labels(lay_out(PAPER, (read,)), FORM.wanted, FORM.stops, rows(read)).fields()
    assert (fields["tan"].value, fields["deductor.pan"].value) == ("AHMD04321B", "AAFCD8817M")


def test_a_value_of_two_lines_stands_beside_the_label_in_the_middle_of_it() -> None:
    read = page(
        (100, ((310, "DHARMA WEAVING MILLS LIMITED"),)),
        (106, ((35, "1. Name of deductor"),)),
        (112, ((310, "14 LINK ROAD"),)),
        (124, ((35, "SUMMARY OF TAX"),)),
    )
    fields = Labels(lay_out(PAPER, (read,)), FORM.wanted, FORM.stops).fields()
    assert fields["deductor"].value == "DHARMA WEAVING MILLS LIMITED"
