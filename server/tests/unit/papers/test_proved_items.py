"""Goods of bills whose headings say nothing: columns are known by what stands in them, and the amounts have to come to the totals."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.agents.reading import read_paper
from qrt.core.base.company import Company
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.checks import check_extraction
from qrt.core.documents.invoice.codes import is_code
from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import Token, lay_out
from qrt.core.documents.invoice.sums import runs_to
from qrt.core.documents.invoice.values import Candidate
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, InvoiceLine, Page, Word
from tests.evals.vendors import Figures, paper_of
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard import fifth, fourth, fourth_houses, fourth_trades

SELLER = "27AAACR5055K1Z7"
NAMES = ("Brass ferrule", "Gear oil drum", "Site survey", "Copper lug", "Labour for laying")


def read(*lines: tuple[tuple[float, str], ...]) -> Extraction:
    """Lines of cells, each at a place from the left in hundredths of the width; a cell that begins with ">" ends there."""
    words: list[Word] = []
    for number, cells in enumerate(lines):
        top = 0.05 + 0.016 * number
        for at, text in cells:
            shown = text.removeprefix(">").split()
            width = sum(0.008 * len(word) for word in shown) + 0.006 * (len(shown) - 1)
            x = at / 100 - (width if text.startswith(">") else 0)
            for word in shown:
                words.append(Word(word, (x, top, x + 0.008 * len(word), top + 0.012)))
                x += 0.008 * len(word) + 0.006
    return extract_invoice("bill.pdf", lay_out("b" * 64, (Page(1, 595.0, 842.0, tuple(words)),)), DocumentKind.TAX_INVOICE, 1.0)


def bill(head: tuple[tuple[float, str], ...] | None, goods: list[tuple[str, str, int, int]], order: tuple[str, ...]) -> Extraction:
    """A bill of goods (words, code, count, price in paise) whose columns stand in an order; `head` is its line of headings."""
    taxable = sum(count * price for _, _, count, price in goods)
    tax = (taxable * 9 + 50) // 100
    at = {name: 52 + 13 * place for place, name in enumerate(order)}
    rows = []
    for words, code, count, price in goods:
        cells = {"code": code, "count": str(count), "price": rupee_text(Paise(price)), "amount": rupee_text(Paise(count * price))}
        rows.append(((4, words), *((at[name], f">{cells[name]}") for name in order)))
    foot = [("Sub Total", taxable), ("CGST 9%", tax), ("SGST 9%", tax), ("Grand Total", taxable + 2 * tax)]
    lines = [((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77"))]
    return read(*lines, *([head] if head else []), *rows, *(((60, label), (91, f">{rupee_text(Paise(amount))}")) for label, amount in foot))


def told(extraction: Extraction) -> list[tuple[str, str, str, str, Paise | None]]:
    rows = [row for row in extraction.rows if isinstance(row, InvoiceLine)]
    return [(row.description, row.hsn, row.quantity, row.unit_price, row.taxable) for row in rows]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(2, 900), st.integers(101, 900_000)), min_size=2, max_size=6),
    st.permutations(["code", "count", "price"]),
    st.booleans(),
    st.integers(0, 10_000),
)
def test_columns_without_known_headings_are_known_by_arithmetic_in_any_order(figures: list[tuple[int, int]], order: list[str], headed: bool, seed: int) -> None:
    rng = random.Random(seed)
    goods = [(rng.choice(NAMES), rng.choice(("84818090", "998719", "2710", "73181500")), count, price) for count, price in figures]
    head = ((4, "Zwrk"), (46, "Qprx"), (60, "Vnts"), (73, "Lmrt"), (84, "Xyzs")) if headed else None
    extraction = bill(head, goods, (*order, "amount"))
    assert told(extraction) == [(words, code, str(count), format(Decimal(price) / 100, ".2f"), Paise(count * price)) for words, code, count, price in goods]


def test_two_columns_that_could_each_be_the_quantity_are_left_to_a_person() -> None:
    def whole(count: int, price: int) -> tuple[tuple[float, str], ...]:
        return (4, "Brass ferrule"), (65, f">{count}"), (78, f">{price}"), (91, f">{count * price}.00")

    lines = [((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"),), whole(7, 9), whole(12, 11)]
    foot = (("Sub Total", "195.00"), ("IGST 18%", "35.10"), ("Grand Total", "230.10"))
    extraction = read(*lines, *(((60, label), (91, f">{amount}")) for label, amount in foot))
    assert [(row[2], row[3], row[4]) for row in told(extraction)] == [("", "", 6300), ("", "", 13200)]


def column(*amounts: tuple[int, int]) -> list[Candidate]:
    """Amounts under each other, each with its page."""
    tokens = [Token(f"{amount}.00", 500.0, 20.0 * line, 540.0, 20.0 * line + 9, page, line) for line, (page, amount) in enumerate(amounts)]
    return [Candidate("amount", "", (token,), Paise(amount * 100)) for token, (_, amount) in zip(tokens, amounts, strict=True)]


def test_a_sum_so_far_that_is_carried_over_a_page_is_no_part_of_a_run() -> None:
    carried = column((1, 30), (1, 50), (1, 80), (2, 80), (2, 20))
    assert [[part.line for part in run.parts] for run in runs_to(carried, frozenset({Paise(10_000)}), frozenset())] == [[0, 1, 4], [2, 4], [3, 4]]
    # Alone a sum so far is an amount like any other: what stands beside it decides.
    within = column((1, 30), (1, 50), (1, 80), (1, 20))
    assert [[part.line for part in run.parts] for run in runs_to(within, frozenset({Paise(10_000)}), frozenset())] == [[2, 3]]


def test_rows_of_headings_that_come_to_the_taxable_value_stay() -> None:
    head = ((4, "Description"), (47, "HSN"), (60, "Qty"), (73, "Rate"), (84, "Amount"))
    goods = [("Brass ferrule", "84818090", 3, 1001), ("Copper lug", "85369090", 5, 2003)]
    assert [row[:3] for row in told(bill(head, goods, ("code", "count", "price", "amount")))] == [
        ("Brass ferrule", "84818090", "3"),
        ("Copper lug", "85369090", "5"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"), [("8481", True), ("998719", True), ("84818090", True), ("7700", False), ("0012", False), ("990112", False), ("84818", False)]
)
def test_a_code_has_its_length_and_a_chapter_that_exists(text: str, wanted: bool) -> None:
    assert is_code(text) is wanted


def test_a_price_is_proved_by_amounts_that_hold_its_tax() -> None:
    rows = (
        ((4, "Wireless keyboard"), (52, "84716040"), (65, ">3"), (78, ">1,000.69"), (91, ">3,542.44")),
        ((4, "Copier paper"), (52, "48025690"), (65, ">7"), (78, ">250.13"), (91, ">1,961.02")),
    )
    foot = (("Sub Total", "4,752.98"), ("CGST", "375.24"), ("SGST", "375.24"), ("Grand Total", "5,503.46"))
    extraction = read(((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"),), *rows, *(((60, label), (91, f">{amount}")) for label, amount in foot))
    assert [(row.quantity, row.unit_price, row.total, row.taxable) for row in extraction.rows if isinstance(row, InvoiceLine)] == [
        ("3", "1000.69", 354244, None),
        ("7", "250.13", 196102, None),
    ]


def test_what_is_put_on_a_price_is_told_from_what_goes_off() -> None:
    rows = (
        ((4, "Gold chain"), (40, "71131910"), (55, ">2.370"), (66, ">6,428.97"), (78, ">752.41"), (91, ">15,989.07")),
        ((4, "Silver plate"), (40, "71141110"), (55, ">28.846"), (66, ">742.89"), (78, ">2,622.60"), (91, ">24,052.01")),
    )
    foot = (("Sub Total", "40,041.08"), ("CGST", "600.62"), ("SGST", "600.62"), ("Grand Total", "41,242.32"))
    extraction = read(((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"),), *rows, *(((60, label), (91, f">{amount}")) for label, amount in foot))
    assert [(row.quantity, row.unit_price, row.discount) for row in extraction.rows if isinstance(row, InvoiceLine)] == [
        ("2.370", "6428.97", "-752.41"),
        ("28.846", "742.89", "-2622.60"),
    ]


def test_strokes_between_cells_belong_to_no_word() -> None:
    rows = (((4, "|1|Brass"), (13, "ferrule|84818090|"), (60, "3|"), (70, "10.01|"), (80, "30.03|")),)
    extraction = read(((4, "TAX INVOICE"),), ((4, f"|GSTIN|{SELLER}|"),), *rows)
    assert extraction.text("seller.gstin") == SELLER


@pytest.mark.parametrize("layout", [*fifth.LAYOUTS, *fourth.PROGRAMS, *fourth_houses.HOUSES, *fourth_trades.TRADES], ids=lambda layout: layout.__name__)
def test_nothing_wrong_is_taken_of_a_layout_that_only_measured(layout: Callable[[random.Random], Drawn]) -> None:
    figures = Figures()
    for seed in range(2):
        drawn = layout(random.Random(f"{layout.__name__} {seed}"))
        figures.note(f"{layout.__name__}-{seed}", read_paper(paper_of(drawn, "bill.pdf"), drawn.data)[0], drawn)
    assert figures.wrong.total() == 0
    assert figures.rows["right"] >= 0.8 * figures.rows["asked"] or layout is fourth_houses.marketplace


@pytest.mark.parametrize(
    ("other", "taken"), [(("300.00", "100.00", "200.00"), False), (("300.00", "100.00", "250.00"), True)], ids=["two columns come to the value", "one does"]
)
def test_two_columns_that_come_to_the_same_value_are_no_answer(other: tuple[str, ...], taken: bool) -> None:
    amounts = ("100.00", "200.00", "300.00")
    rows = [((4, name), (60, f">{first}"), (80, f">{second}")) for name, first, second in zip(NAMES, amounts, other, strict=False)]
    foot = [("Sub Total", "600.00"), ("CGST 9%", "54.00"), ("SGST 9%", "54.00"), ("Grand Total", "708.00")]
    lines = [((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77")), *rows, *(((60, label), (91, f">{amount}")) for label, amount in foot)]
    assert [row[4] for row in told(read(*lines))] == ([100_00, 200_00, 300_00] if taken else [])


def test_making_and_stones_are_put_on_weight_times_rate_and_pieces_are_no_quantity() -> None:
    rows = [(2_500, 700_000, 84_000, 120_000), (10_250, 690_000, 500_000, 0)]
    amounts = [weight * rate // 1000 + making + stones for weight, rate, making, stones in rows]
    lines = [
        ((4, f"Ring {place}"), (30, ">1"), (40, f">{weight / 1000:.3f}"), (52, f">{rupee_text(Paise(rate))}"), (64, f">{rupee_text(Paise(making))}"), (74, f">{rupee_text(Paise(stones))}"), (90, f">{rupee_text(Paise(amount))}"))
        for place, ((weight, rate, making, stones), amount) in enumerate(zip(rows, amounts, strict=True))
    ]  # fmt: skip
    taxable = sum(amounts)
    half = (taxable * 15 // 10 + 50) // 100
    foot = [("Total Amount", taxable), ("CGST 1.5%", half), ("SGST 1.5%", half), ("Net Amount", taxable + 2 * half)]
    head = ((4, "Ornament"), (27, "Pcs"), (35, "Net Wt"), (46, "Rate"), (58, "Making"), (67, "Stones"), (83, "Amount"))
    extraction = read(((4, f"GSTIN {SELLER}"),), head, *lines, *(((60, label), (90, f">{rupee_text(Paise(amount))}")) for label, amount in foot))
    assert [(quantity, price, amount) for _, _, quantity, price, amount in told(extraction)] == [
        ("2.500", "7000.00", amounts[0]),
        ("10.250", "6900.00", amounts[1]),
    ]


CLOTH = (
    ((4, "TAX INVOICE"),),
    ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77")),
    ((4, "Quality"), (40, "HSN"), (52, "Pcs"), (60, "Metres"), (72, "Rate"), (84, "Amount")),
    ((4, "Poplin dyed"), (40, "52081990"), (55, ">4"), (67, ">20.500"), (78, ">100.00"), (92, ">2,050.00")),
    ((4, "Lawn print"), (40, "52083290"), (55, ">7"), (67, ">10.250"), (78, ">80.00"), (92, ">820.00")),
)


def cloth(*foot: tuple[str, str]) -> Extraction:
    return read(*CLOTH, *(((60, label), (92, f">{amount}")) for label, amount in foot))


def between(extraction: Extraction) -> dict[str, tuple[str, FieldStatus]]:
    return {name: (each.value, each.status) for name, each in extraction.fields.items() if name.startswith("totals.goods")}


def test_what_goes_off_and_on_before_the_taxable_value_is_read_and_the_goods_are_known_by_their_own_sum() -> None:
    made = cloth(
        ("Gross total", "2,870.00"),
        ("Less: Scheme", "70.00"),
        ("Hamali", "40.00"),
        ("Taxable value", "2,840.00"),
        ("IGST 5%", "142.00"),
        ("Net amount", "2,982.00"),
    )
    auto = FieldStatus.AUTO
    assert between(made) == {"totals.goods": ("2870.00", auto), "totals.goods_discount": ("70.00", auto), "totals.goods_charge": ("40.00", auto)}
    assert [(row.quantity, row.unit_price, row.total) for row in made.rows if isinstance(row, InvoiceLine)] == [
        ("20.500", "100.00", 2_050_00),
        ("10.250", "80.00", 820_00),
    ]
    assert "document.lines_differ" not in {each.rule for each in check_extraction(made, Company("Nobody"))}


def test_what_does_not_lead_to_the_taxable_value_or_leads_in_two_ways_is_not_taken() -> None:
    foot = (("Taxable value", "2,840.00"), ("IGST 5%", "142.00"), ("Net amount", "2,982.00"))
    assert between(cloth(("Gross total", "2,870.00"), ("Less: Scheme", "70.00"), ("Hamali", "41.00"), *foot)) == {}
    # Two amounts alike, of which one goes off and one on: nothing says which.
    assert between(cloth(("Gross total", "2,870.00"), ("Hamali", "25.00"), ("Adat", "25.00"), ("Scheme", "30.00"), *foot)) == {}


def test_short_words_that_differ_beside_the_quantity_are_no_units() -> None:
    made = read(
        ((4, "TAX INVOICE"),),
        ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77")),
        ((4, "Consignment"), (40, "Weight"), (52, "To"), (84, "Amount")),
        ((4, "Parcel of books"), (46, ">2"), (52, "Hubli"), (92, ">200.00")),
        ((4, "Parcel of tools"), (46, ">3"), (52, "Surat"), (92, ">350.00")),
        *(((60, label), (92, f">{amount}")) for label, amount in (("Sub Total", "550.00"), ("IGST 18%", "99.00"), ("Grand Total", "649.00"))),
    )
    assert {row.unit for row in made.rows if isinstance(row, InvoiceLine)} == {""}


def test_goods_behind_a_sum_of_a_part_are_no_charge() -> None:
    made = read(
        *CLOTH[:4],
        ((60, "Sub total"), (92, ">2,050.00")),
        CLOTH[4],
        *(((60, label), (92, f">{amount}")) for label, amount in (("Taxable value", "2,870.00"), ("IGST 5%", "143.50"), ("Net amount", "3,013.50"))),
    )
    assert between(made) == {}


def test_the_sum_of_one_row_of_goods_is_known_as_its_amount_once_more() -> None:
    foot = (("Gross", "2,050.00"), ("Chhoot", "50.00"), ("Taxable value", "2,000.00"), ("IGST 5%", "100.00"), ("Net amount", "2,100.00"))
    made = read(*CLOTH[:4], *(((60, label), (92, f">{amount}")) for label, amount in foot))
    assert between(made) == {"totals.goods": ("2050.00", FieldStatus.AUTO), "totals.goods_discount": ("50.00", FieldStatus.AUTO)}


def test_a_column_of_nothing_is_no_price_whatever_is_put_on_it() -> None:
    made = read(
        ((4, "TAX INVOICE"),),
        ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77")),
        ((4, "Product"), (44, "Qty"), (56, "Gross"), (70, "Discount"), (84, "Taxable")),
        ((4, "Engineer visit"), (46, ">3"), (62, ">2,100.00"), (78, ">0.00"), (92, ">2,100.00")),
        ((4, "Cloud backup"), (46, ">2"), (62, ">900.00"), (78, ">0.00"), (92, ">900.00")),
        *(((60, label), (92, f">{amount}")) for label, amount in (("Sub Total", "3,000.00"), ("IGST 18%", "540.00"), ("Grand Total", "3,540.00"))),
    )
    assert {row.unit_price for row in made.rows if isinstance(row, InvoiceLine)} == {""}
    assert [row.quantity for row in made.rows if isinstance(row, InvoiceLine)] == ["3", "2"]


@pytest.mark.parametrize("heading", ["AWB No", "C/Note No.", "Docket", "LR No."])
def test_a_carriers_rows_are_called_by_the_numbers_of_their_notes(heading: str) -> None:
    head = ((4, "Date"), (20, heading), (40, "Destination"), (60, "Mode"), (76, ">Wt (Kg)"), (91, ">Amount"))
    rows = [
        ((4, "02/05"), (20, "X38994971"), (40, "KOCHI"), (60, "AIR"), (76, ">0.500"), (91, ">500.00")),
        ((4, "03/05"), (20, "D32451640"), (40, "KOCHI"), (60, "SFC"), (76, ">8.700"), (91, ">700.50")),
    ]
    foot = [((60, label), (91, f">{amount}")) for label, amount in (("Sub Total", "1,200.50"), ("IGST 18%", "216.09"), ("Grand Total", "1,416.59"))]
    extraction = read(((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77")), head, *rows, *foot)
    assert [each[:3] for each in told(extraction)] == [("X38994971", "", "0.500"), ("D32451640", "", "8.700")]


def test_an_amount_without_its_point_is_no_code() -> None:
    rows = [
        ((4, "Jeera Rice"), (40, ">4"), (55, ">264.62"), (72, ">1058.48"), (91, ">1058.48")),
        ((4, "Roti basket"), (40, ">3"), (55, ">352.67"), (72, ">1058.01"), (91, ">1058.01")),
    ]
    head = ((4, "Description"), (40, ">Quantity"), (55, ">Unit Price"), (72, ">Amount"), (91, ">Net Value"))
    foot = [((60, label), (91, f">{amount}")) for label, amount in (("Sub Total", "2116.49"), ("IGST 5%", "105.82"), ("Grand Total", "2222.31"))]
    extraction = read(((4, "TAX INVOICE"),), ((4, f"GSTIN {SELLER}"), (60, "Invoice No: A/77")), head, *rows, *foot)
    assert [each[:3] for each in told(extraction)] == [("Jeera Rice", "", "4"), ("Roti basket", "", "3")]
