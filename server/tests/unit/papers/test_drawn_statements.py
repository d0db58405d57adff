"""Bank statements in narrow drawn cells: headings broken over lines, days broken at their hyphens, columns that move from page to page, words under their line."""

from collections.abc import Sequence
from datetime import date

from qrt.adapters.bank import bank_sheet, read_bank_pages
from qrt.core.base.finding import Severity
from qrt.core.documents.types import BankLine, Extraction, Page, Paper, Word

HEAD = ("S.No", "Tran|Date", "Chq|No", "Particulars", "Dr/Cr", "Amount", "Balance", "Init.|Br")
EDGES = (30, 52, 74, 100, 330, 370, 440, 520, 545)
ROWS = (
    ("", "", "", "OPENING BALANCE", "", "", "1,000.00", ""),
    ("1", "01-|04-|2026", "", "IMPS-1-RAMESH|TRADERS", "DR", "300.00", "700.00", "702"),
    ("2", "03-|04-|2026", "", "NEFT-2-OM STORES", "CR", "50.50", "750.50", "607"),
    ("3", "05-|04-|2026", "", "SMS CHRG", "DR", "10.00", "740.50", "607"),
)


def page(rows: Sequence[Sequence[str]], number: int = 1, edges: Sequence[float] = EDGES, ruled: bool = True) -> Page:
    """Rows under an account's number; a stroke breaks a line inside a cell. `edges` are where cells begin and end."""
    words = [Word(each, (0.05 + 0.1 * at, 0.05, 0.13 + 0.1 * at, 0.06)) for at, each in enumerate(("Account", "No:", "919020012345678"))]
    rules: list[tuple[float, float, float, float]] = []
    y = 100.0
    for row in rows:
        rules.append((edges[0] / 600, y / 800, edges[-1] / 600, y / 800))
        for left, cell in zip(edges, row, strict=False):
            for line, text in enumerate(cell.split("|")):
                x = left + 2.0
                for word in text.split():
                    words.append(Word(word, (x / 600, (y + 2 + 11 * line) / 800, (x + 4.5 * len(word)) / 600, (y + 11 + 11 * line) / 800)))
                    x += 4.5 * len(word) + 2.5
        y += 4 + 11 * max(cell.count("|") + 1 for cell in row)
    rules += [(edges[0] / 600, y / 800, edges[-1] / 600, y / 800), *((x / 600, 100 / 800, x / 600, y / 800) for x in edges)]
    return Page(number, 600, 800, tuple(words), rulings=tuple(rules) if ruled else ())


def read(*pages: Page) -> Extraction:
    assert bank_sheet(pages) is not None
    (made,) = read_bank_pages(Paper("0" * 64, "statement.pdf", 1), pages)
    return made


def lines(extraction: Extraction) -> list[tuple[date, int, str]]:
    return [(row.day, row.amount, row.narration) for row in extraction.rows if isinstance(row, BankLine)]


WANT = [(date(2026, 4, 1), -30000, "IMPS-1-RAMESH TRADERS"), (date(2026, 4, 3), 5050, "NEFT-2-OM STORES"), (date(2026, 4, 5), -1000, "SMS CHRG")]


def test_a_heading_that_is_broken_inside_its_cells_heads_the_statement() -> None:
    made = read(page((HEAD, *ROWS)))
    assert lines(made) == WANT
    assert not [each for each in made.findings if each.severity is Severity.ERROR]


def test_columns_that_stand_elsewhere_on_the_next_page_have_edges_of_their_own() -> None:
    moved = (30, 52, 74, 93, 270, 296, 352, 425, 545)
    made = read(page((HEAD, *ROWS[:3])), page((HEAD, *ROWS[3:]), 2, moved))
    assert lines(made) == WANT
    assert not [each for each in made.findings if each.severity is Severity.ERROR]


UNDER_HEAD = ("Date", "Value Date", "Reference", "Debit", "Credit", "Balance")
UNDER_EDGES = (30, 100, 170, 260, 340, 420, 520)
LINES = (("01/05/26", "01/05/26", "S104", "300.00", "", "700.00"), ("03/05/26", "03/05/26", "S357", "", "50.50", "750.50"))
SAID = ("", "NEFT TO RAMESH TRADERS AND COMPANY, PUNE"), ("", "CASH DEPOSIT BY SELF AT THE BRANCH, PUNE")


def test_words_under_a_line_are_its_narration_where_no_column_has_them() -> None:
    made = read(page((UNDER_HEAD, LINES[0], SAID[0], LINES[1], SAID[1]), 1, UNDER_EDGES, ruled=False))
    assert [each[2] for each in lines(made)] == [SAID[0][1], SAID[1][1]]


def test_words_over_every_line_are_not_given_to_the_line_above_them() -> None:
    made = read(page((UNDER_HEAD, SAID[0], LINES[0], SAID[1], LINES[1]), 1, UNDER_EDGES, ruled=False))
    assert [each[2] for each in lines(made)] == ["", ""]


def test_headings_that_touch_are_parted_over_two_lines_as_well() -> None:
    head = ("Transaction|Date", "Transaction Remarks", "Amount|(INR)", "Running Balance|(INR)")
    # "Amount" ends where "Running" begins but for a blank.
    edges = (30, 100, 335, 365, 470)
    rows = (("01/05/26", "NEFT TO RAMESH", "5.00-", "700.00"), ("03/05/26", "CASH BY SELF", "9.50", "709.50"))
    made = read(page((head, *rows), 1, edges, ruled=False))
    assert [each[:2] for each in lines(made)] == [(date(2026, 5, 1), -500), (date(2026, 5, 3), 950)]
