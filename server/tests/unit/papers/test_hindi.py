"""Bills in Hindi, or in Hindi and English, are read like English ones; what they say of themselves stays as it is printed."""

import pytest

from qrt.core.documents.invoice.hindi import in_english, in_our_figures
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import Page, Word
from tests.evals.vendors import HEADER, measure_misprinted, measure_unseen
from tests.generators.papers.hindi import HINDI


@pytest.mark.parametrize("pool", HINDI)
def test_bills_in_hindi_are_read_like_english_ones(pool: str) -> None:
    figures = measure_unseen(pool, 12)
    assert figures.share(HEADER) >= 97, figures.misses
    assert figures.share(("seller.gstin", "buyer.gstin")) >= 98 and figures.share(("irn",)) >= 98 and figures.hsn["right"] >= 0.98 * figures.hsn["asked"]
    assert sum(figures.wrong.values()) == 0, figures.misses


@pytest.mark.parametrize("pool", ["seen", "unseen", *HINDI])
def test_of_a_gstin_or_an_irn_with_a_wrong_character_somebody_is_told(pool: str) -> None:
    count, silent = measure_misprinted(pool, 8)
    assert count >= 12 and silent == []


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("चालान संख्या", "Invoice No"),
        ("बीजक नं.:", "Invoice No.:"),
        ("इन्वॉइस दिनाँक", "Invoice Date"),
        ("इनवॉइस दिनाँक", "Invoice Date"),
        ("दिनांक", "Date"),
        ("(कुल राशि)", "(Grand Total)"),
        ("जी.एस.टी.आई.एन.", "GSTIN."),
        ("सितम्बर", "September"),
        ("सितंबर", "September"),
        ("संख्या 12", ""),
        ("दिनांक: कुल", ""),
        ("राम कुमार", ""),
    ],
)
def test_labels_are_said_in_english_and_nothing_else_is(printed: str, said: str) -> None:
    assert in_english(tuple(printed.split(" "))) == said


@pytest.mark.parametrize(("printed", "said"), [("१,१८,०००.५०", "1,18,000.50"), ("१५-अगस्त-२०२६", "15-August-2026"), ("अगस्त", "अगस्त"), ("INV/७", "INV/7")])
def test_figures_and_months_between_them(printed: str, said: str) -> None:
    assert in_our_figures(printed) == said


def test_the_page_keeps_what_is_printed() -> None:
    words = tuple(Word(text, (x, 0.1, x + 0.08, 0.12), 1.0) for text, x in (("कुल", 0.1), ("राशि:", 0.185), ("१,१८०.००", 0.5)))
    (line,) = lay_out("paper", [Page(1, 600, 800, words)]).lines
    assert [(token.text, token.shown) for token in line.tokens] == [("Grand Total:", "कुल राशि:"), ("1,180.00", "१,१८०.००")]
    apart = tuple(Word(text, (x, 0.1, x + 0.08, 0.12), 1.0) for text, x in (("कुल", 0.1), ("राशि", 0.4)))
    (line,) = lay_out("paper", [Page(1, 600, 800, apart)]).lines
    assert [token.text for token in line.tokens] == ["Total", "Amount"], "two columns are two labels"
