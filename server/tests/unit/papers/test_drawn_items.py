"""Item lines of tables whose cells are drawn: words that are broken inside a cell stay in it, and nothing is taken that a line does not part from the next."""

from collections.abc import Sequence

from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.drawn_items import find_drawn_items
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import InvoiceLine, Page, Word

EDGES = (40, 70, 200, 260, 320, 380, 460, 550)
HEADS = ("Sl No", "Item & Description", "HSN/ SAC", "Billed Quantity", "Curr", "Price/ Unit", "Amount (₹)")
ROWS = (
    ("1", "Wireless mouse|M185", "84716060", "119|Nos", "INR", "₹|3,882.39", "₹|4,62,004.41"),
    ("2", "Nitrile gloves,|free, box|of 100", "40151900", "12|Box", "INR", "100.00", "1,200.00"),
)
FOOT = ("", "Total", "", "131", "", "", "4,63,204.41")


def page(rows: Sequence[Sequence[str]], number: int = 1, parted: bool = True) -> Page:
    """A table of these rows with a line around every cell; a stroke breaks a line inside a cell. Not `parted`: all rows below the head share one cell."""
    words: list[Word] = []
    rules: list[tuple[float, float, float, float]] = []
    y = 100.0
    for index, row in enumerate(rows):
        if parted or index < 2:
            rules.append((EDGES[0] / 600, y / 800, EDGES[-1] / 600, y / 800))
        for left, cell in zip(EDGES, row, strict=False):
            for line, text in enumerate(cell.split("|")):
                x = left + 3.0
                for word in text.split():
                    words.append(Word(word, (x / 600, (y + 3 + 12 * line) / 800, (x + 4 * len(word)) / 600, (y + 12 + 12 * line) / 800)))
                    x += 4 * len(word) + 3
        y += 6 + 12 * max(cell.count("|") + 1 for cell in row)
    rules.append((EDGES[0] / 600, y / 800, EDGES[-1] / 600, y / 800))
    rules += [(x / 600, 100 / 800, x / 600, y / 800) for x in EDGES]
    return Page(number, 600, 800, tuple(words), rulings=tuple(rules))


def read(*pages: Page) -> tuple[InvoiceLine, ...]:
    return find_drawn_items(Labelled.of(lay_out("0" * 64, pages)), False)


def told(rows: Sequence[InvoiceLine]) -> list[tuple[str, str, str, int | None]]:
    return [(row.description, row.hsn, row.quantity, row.total) for row in rows]


GOODS = [("Wireless mouse M185", "84716060", "119 Nos", 46200441), ("Nitrile gloves, free, box of 100", "40151900", "12 Box", 120000)]


def test_words_broken_inside_a_cell_are_one_row() -> None:
    assert told(read(page((HEADS, *ROWS, FOOT)))) == GOODS


def test_a_table_that_goes_on_overleaf_without_its_headings() -> None:
    assert told(read(page((HEADS, ROWS[0])), page((ROWS[1], FOOT), number=2))) == GOODS


def test_rows_without_a_line_between_them_are_not_taken_for_one() -> None:
    assert read(page((HEADS, *ROWS), parted=False)) == ()


def test_item_before_description_heads_the_numbers() -> None:
    rows = read(page((("Item", "Description", *HEADS[2:]), *ROWS)))
    assert [row.description for row in rows] == [each[0] for each in GOODS]


def test_a_code_is_read_inside_the_description_where_no_column_has_it() -> None:
    heads = ("Sl No", "Description", "Origin", *HEADS[3:])
    (row,) = read(page((heads, ("1", "Basmati rice|HSN:10063020", "India", "4", "INR", "50.00", "200.00"))))
    assert (row.hsn, row.quantity, row.total) == ("10063020", "4", 20000)


def test_the_rate_is_what_the_percent_sign_says_beside_an_amount_of_tax() -> None:
    heads = ("Sl No", "Description", "HSN", "Qty", "GST", "Price", "Amount")
    rows = read(page((heads, ("1", "Basmati rice", "10063020", "4", "₹ 96.54|(5%)", "50.00", "200.00"), ("2", "Oil", "2710", "1", "9%|2%", "1.00", "1.00"))))
    assert [row.rate for row in rows] == ["5", ""]
