"""Bank statements whose cells are centred: a cell of two lines stands half a line beside its neighbours, and rows go on over the end of a page."""

from collections.abc import Sequence
from datetime import date

from qrt.adapters.bank import bank_sheet, read_bank_pages
from qrt.core.base.finding import Severity
from qrt.core.documents.types import BankLine, Extraction, Page, Paper, Word

PITCH, LETTER = 12.0, 4.5


def page(rows: Sequence[Sequence[str]], edges: Sequence[float], number: int = 1, *, top: bool = False, space: float = 6.0, above: str = "") -> Page:
    """Rows of cells from the top, a stroke breaks a line inside a cell. Cells are centred in their row unless they begin at its `top`; no line is drawn."""
    words = [Word(each, (0.05 + 0.1 * at, 0.02, 0.05 + 0.1 * at + 0.008 * len(each), 0.03)) for at, each in enumerate(above.split())]
    y = 60.0
    for row in rows:
        most = max(cell.count("|") + 1 for cell in row)
        for left, cell in zip(edges, row, strict=False):
            texts = cell.split("|")
            shift = 0.0 if top else (most - len(texts)) * PITCH / 2
            for line, text in enumerate(texts):
                x, y0 = left, y + shift + PITCH * line
                for word in text.split():
                    words.append(Word(word, (x / 600, y0 / 800, (x + LETTER * len(word)) / 600, (y0 + 11) / 800)))
                    x += LETTER * len(word) + 3.0
        y += space + PITCH * most
    return Page(number, 600, 800, tuple(words))


def read(*pages: Page) -> tuple[Extraction, ...]:
    assert bank_sheet(pages) is not None
    return read_bank_pages(Paper("0" * 64, "statement.pdf", 1), pages)


def lines(extraction: Extraction) -> list[tuple[date, int, str]]:
    return [(row.day, row.amount, row.narration) for row in extraction.rows if isinstance(row, BankLine)]


def errors(extraction: Extraction) -> list[str]:
    return [each.sentence for each in extraction.findings if each.severity is Severity.ERROR]


HEAD = ("Date", "Narration", "Debit", "Credit", "Balance")
EDGES = (30, 100, 330, 410, 490)
WANT = [
    (date(2026, 4, 1), -30000, "NEFT TO RAMESH TRADERS"),
    (date(2026, 4, 3), 5050, "UPI OM STORES PUNE"),
    (date(2026, 4, 5), -1000, "SMS CHARGES"),
]


def test_what_stands_half_a_line_beside_its_neighbours_is_of_their_row() -> None:
    rows = (
        HEAD,
        ("01-04-2026", "NEFT TO|RAMESH TRADERS", "300.00", "", "700.00|Dr."),
        ("03-04-|2026", "UPI OM|STORES|PUNE", "", "50.50", "649.50|Dr."),
        ("05-04-2026", "SMS CHARGES", "10.00", "", "659.50|Dr."),
    )
    (made,) = read(page(rows, EDGES))
    assert lines(made) == WANT
    assert not errors(made)


def test_a_day_that_was_broken_over_three_lines_is_whole_where_nothing_else_parts_the_rows() -> None:
    rows = (
        HEAD,
        ("01-|04-|2026", "NEFT TO RAMESH TRADERS", "300.00", "", "700.00"),
        ("03-04-2026", "UPI OM STORES PUNE", "", "50.50", "750.50"),
        ("05-|04-|2026", "SMS CHARGES", "10.00", "", "740.50"),
    )
    (made,) = read(page(rows, EDGES, space=2.0))
    assert lines(made) == WANT


def test_a_narration_that_says_a_day_on_a_line_of_its_own_begins_no_row() -> None:
    rows = (HEAD, ("01-04-2026", "INTEREST TO|31-03-2026", "300.00", "", "700.00"), ("03-04-2026", "CHARGES|12345678", "10.00", "", "690.00"))
    (made,) = read(page(rows, EDGES, top=True))
    assert [each[2] for each in lines(made)] == ["INTEREST TO 31-03-2026", "CHARGES 12345678"]


def test_a_row_goes_on_at_the_top_of_the_next_page() -> None:
    first = page((HEAD, ("01-04-2026", "NEFT TO", "300.00", "", "700.00")), EDGES, top=True, space=1.0)
    rest = (
        HEAD,
        ("", "RAMESH TRADERS", "", "", ""),
        ("03-04-2026", "UPI OM STORES|PUNE", "", "50.50", "750.50"),
        ("05-04-2026", "SMS CHARGES", "10.00", "", "740.50"),
    )
    (made,) = read(first, page(rest, EDGES, 2, top=True, space=1.0))
    assert lines(made) == WANT


def test_a_heading_of_lines_that_interleave_is_read_whole() -> None:
    head = ("#", "Transaction|Date", "Value|Date", "Cheque|No/Reference|No", "Description", "Withdrawal|(Dr) / Deposit|(Cr)", "Running|Balance")
    edges = (30, 42, 110, 175, 260, 400, 490)
    rows = (
        head,
        ("1", "01-04-2026", "31-03-2026", "4411", "NEFT TO RAMESH TRADERS", "-300.00", "700.00"),
        ("2", "03-04-2026", "03-04-2026", "", "UPI OM STORES PUNE", "+50.50", "750.50"),
    )
    (made,) = read(page(rows, edges))
    assert lines(made) == WANT[:2]
    first = made.rows[0]
    assert isinstance(first, BankLine) and first.value_day == date(2026, 3, 31)


def test_the_day_of_a_line_is_not_its_value_date_where_its_own_has_a_time() -> None:
    head = ("Date and Time", "Value Date", "Details", "Debit", "Credit", "Balance")
    rows = (head, ("01-04-2026 09:10", "31-03-2026", "NEFT TO RAMESH TRADERS", "300.00", "", "700.00"))
    (made,) = read(page(rows, (30, 130, 200, 350, 420, 490)))
    assert lines(made) == WANT[:1]


def test_a_day_and_words_that_stand_a_blank_apart_are_two_cells_where_all_lines_are_parted_there() -> None:
    names = ("RAMESH TRADERS OF PUNE AND SONS", "OM STORES", "SHIVA CORPORATION LIMITED", "A", "KISAN SEVA KENDRA", "BHARAT")
    rows = [(f"0{day}-04-2026", name, "10.00", "", f"{1000 - 10 * day}.00") for day, name in enumerate(names, 1)]
    (made,) = read(page((HEAD, *rows), (30, 78.5, 330, 410, 490)))
    assert [(day.day, words) for day, _, words in lines(made)] == list(enumerate(names, 1))


def test_a_second_account_begins_under_its_label_and_not_at_a_narration_that_names_one() -> None:
    one = (HEAD, ("01-04-2026", "NEFT TO RAMESH TRADERS", "300.00", "", "700.00"))
    two = (
        HEAD,
        ("03-04-2026", "EMI OF A/C 613464806140", "10.00", "", "690.00"),
        ("Account No. 500000000002", "", "", "", ""),
        HEAD,
        ("05-04-2026", "SMS CHARGES", "10.00", "", "90.00"),
    )
    made = read(page(one, EDGES, above="Account No. 500000000001"), page(two, EDGES, 2))
    assert [(each.text("account_number"), len(each.rows)) for each in made] == [("500000000001", 2), ("500000000002", 1)]


def test_a_balance_brought_forward_with_a_day_is_no_row_that_was_passed_over() -> None:
    rows = (HEAD, ("01-04-2026", "B/F", "", "", "1000.00"), ("01-04-2026", "NEFT TO RAMESH TRADERS", "300.00", "", "700.00"))
    (made,) = read(page(rows, EDGES))
    assert lines(made) == WANT[:1] and made.text("opening_balance") == "1000.00" and not errors(made)


def test_an_account_that_an_unread_line_names_is_not_the_statements() -> None:
    rows = (HEAD, ("", "EMI OF A/C 613464806140", "10.00", "", "690.00"), ("03-04-2026", "SMS CHARGES", "10.00", "", "680.00"))
    (made,) = read(page(rows, EDGES))
    assert errors(made) and made.text("account_number") == ""
    (made,) = read(page(rows, EDGES, above="A/C NO : CA/004512"))
    assert made.text("account_number") == "004512"


def test_headings_that_nearly_touch_over_two_lines_are_parted_where_more_of_them_are_known() -> None:
    head = ("Transaction|Date", "Transaction|Details", "Cheque|ID", "Value|Date", "Withdrawl|Amt", "Deposit|Amt", "Balance|(INR)")
    edges = (30, 83, 200, 260, 320, 400, 490)
    rows = (
        head,
        ("01-04-2026", "NEFT TO|RAMESH TRADERS", "", "31-03-2026", "300.00", "", "700.00"),
        ("03-04-2026", "UPI OM|STORES PUNE", "", "03-04-2026", "", "50.50", "750.50"),
    )
    (made,) = read(page(rows, edges, space=14.0))
    assert lines(made) == WANT[:2] and not errors(made)


def test_a_day_half_a_line_above_its_value_date_is_of_its_row_at_the_top_of_a_page_too() -> None:
    head = ("Txn Date", "Value Date", "Description", "Debit", "Credit", "Balance")
    edges = (30, 110, 190, 330, 410, 490)
    first = page((head, ("01-04-2026", "31-03-2026", "NEFT TO", "300.00", "", "700.00")), edges)
    rest = (head, ("", "", "RAMESH|TRADERS", "", "", ""), ("03-04-2026|10:10 AM", "03-04-2026", "UPI OM|STORES|PUNE", "", "50.50", "750.50"))
    (made,) = read(first, page(rest, edges, 2, space=10.0))
    assert lines(made) == WANT[:2]


def test_a_heading_of_which_some_cells_cover_two_rows_is_one() -> None:
    xs = (30, 100, 170, 320, 400, 480, 570)
    words = [("Date", 90, 64), ("Description", 180, 74), ("Amount", 370, 64), ("Balance", 485, 74)]
    words += [("Txn", 35, 84), ("Date", 55, 84), ("Value", 105, 84), ("Date", 130, 84), ("Debit", 330, 84), ("Credit", 410, 84)]
    words += [("01-04-2026", 32, 104), ("31-03-2026", 102, 104), ("CHARGES", 180, 104), ("300.00", 340, 104), ("700.00", 490, 104)]
    across = [(xs[0], 60, xs[-1], 60), (30, 80, 170, 80), (320, 80, 480, 80), (xs[0], 100, xs[-1], 100), (xs[0], 120, xs[-1], 120)]
    down = [(x, 80 if x in (100, 400) else 60, x, 120) for x in xs]
    drawn = Page(
        1,
        600,
        800,
        tuple(Word(text, (x / 600, y / 800, (x + LETTER * len(text)) / 600, (y + 10) / 800)) for text, x, y in words),
        rulings=tuple((x0 / 600, y0 / 800, x1 / 600, y1 / 800) for x0, y0, x1, y1 in (*across, *down)),
    )
    (made,) = read(drawn)
    (line,) = [row for row in made.rows if isinstance(row, BankLine)]
    assert (line.day, line.value_day, line.amount, line.balance) == (date(2026, 4, 1), date(2026, 3, 31), -30000, 70000)
