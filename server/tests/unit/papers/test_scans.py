"""Bad scans: what was measured at the picture decides, each cause in its own words, and the queue says it before it lists fields."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from qrt.adapters.ocr.pictures import measured
from qrt.agents.reading import read_paper
from qrt.core.close.types import PaperState
from qrt.core.documents.scans import check_scans
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Page, Paper, Scan, Word
from qrt.flows.reading import state_of

SHA = "ab" * 32
GOOD = Scan(contrast=0.7, letter_pixels=18.0, dark=0.06, covered=0.75)
LINES = ["Tax Invoice", "Asha Traders", "Invoice No: INV/7", "Invoice Date: 04-07-2026", "Taxable Value 1,000.00", "IGST 180.00", "Grand Total 1,180.00"]


def page(scan: Scan | None = GOOD, words: int = 40, sure: float = 0.97, skew: float = 0.5) -> Page:
    made = tuple(Word(f"word{at}", (0.1, at / 100, 0.3, at / 100 + 0.008), sure) for at in range(words))
    return Page(1, 595, 842, made, "tesseract", 0, skew, scan=scan)


def told(*pages: Page) -> str:
    return " ".join(finding.sentence for finding in check_scans(SHA, "scan.jpg", pages))


def test_a_good_scan_and_a_page_with_words_of_its_own_say_nothing() -> None:
    assert told(page(), page(scan=None, sure=0.1)) == ""


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (page(replace(GOOD, contrast=0.12)), "is pale or dark (contrast 12%, 20% are needed)"),
        (page(replace(GOOD, letter_pixels=8.0)), "has too few points (print is 8 points high, 11 are needed)"),
        (page(skew=-6.75), "lies askew by 7 degrees"),
        (page(sure=0.6), "was read with doubt (words are 60% sure, 75% are needed)"),
        (page(replace(GOOD, covered=0.04), words=4), "shows print of which only 4 words could be read"),
    ],
)
def test_each_cause_has_its_own_words(bad: Page, cause: str) -> None:
    assert told(bad) == f"scan.jpg is badly scanned: page 1 {cause}. Photograph or scan it again, or type what is asked."


def test_every_bad_page_is_named_in_one_finding_with_its_place() -> None:
    (finding,) = check_scans(SHA, "scan.pdf", [page(), replace(page(sure=0.6), number=2), replace(page(skew=7.0), number=3)])
    assert [place.page for place in finding.evidence] == [2, 3]
    assert "page 2 was read with doubt" in finding.sentence and "page 3 lies askew" in finding.sentence


def test_a_nearly_empty_page_is_not_a_bad_scan() -> None:
    assert told(page(Scan(0.7, 18.0, 0.0004, 0.1), words=2)) == ""


def drawn() -> tuple[Image.Image, tuple[Word, ...]]:
    """A page at 100 dots an inch, with the words where they are drawn."""
    image = Image.new("L", (827, 1169), "white")
    pen, font, words = ImageDraw.Draw(image), ImageFont.load_default(18), []
    for at, line in enumerate(LINES):
        x = 80.0
        for text in line.split():
            x0, y0, x1, y1 = pen.textbbox((x, 100 + 40 * at), text, font=font)
            pen.text((x, 100 + 40 * at), text, fill="black", font=font)
            words.append(Word(text, (x0 / 827, y0 / 1169, x1 / 827, y1 / 1169), 0.98))
            x = x1 + 8
    return image, tuple(words)


def test_the_picture_is_measured_where_words_stand() -> None:
    image, words = drawn()
    clear = measured(image, words)
    assert clear.contrast > 0.9 and 10 < clear.letter_pixels < 22 and clear.covered > 0.95
    assert measured(ImageEnhance.Contrast(image).enhance(0.1), words).contrast < 0.15
    assert measured(ImageEnhance.Brightness(image).enhance(0.15), words).contrast < 0.2
    blurred = measured(image.filter(ImageFilter.GaussianBlur(2)), words[:2])
    assert blurred.covered < 0.2 and blurred.dark > 0.005
    assert measured(Image.new("L", (800, 1100), "white"), ()) == Scan(0.0, 0.0, 0.0, 1.0)


def test_a_badly_scanned_bill_says_so_in_the_queue_before_its_fields() -> None:
    _, words = drawn()
    paper = Paper(SHA, "bill.jpg", 10)
    out = io.BytesIO()
    Image.new("L", (40, 40), "white").save(out, "PNG")
    pale = Page(1, 595, 842, words, "tesseract", scan=replace(GOOD, contrast=0.1))
    read = read_paper(paper, out.getvalue(), recognised=(pale,))
    assert [finding.rule for finding in read[0].findings if finding.rule == "document.bad_scan"] == ["document.bad_scan"]
    state, reason = state_of(paper, read)
    assert state is PaperState.NEEDS_PERSON and reason.startswith("bill.jpg is badly scanned: page 1 is pale or dark")
    good = replace(pale, scan=GOOD)
    assert "badly scanned" not in state_of(paper, read_paper(paper, out.getvalue(), recognised=(good,)))[1]


def test_a_bad_scan_of_which_everything_is_proved_waits_for_nobody() -> None:
    findings = check_scans(SHA, "bill.jpg", [page(replace(GOOD, contrast=0.15))])
    field = Field("invoice_number", "INV/7", status=FieldStatus.AUTO)
    read = Extraction(SHA, DocumentKind.TAX_INVOICE, 0.95, "invoice_rules", "1", fields={"invoice_number": field}, findings=findings)
    assert state_of(Paper(SHA, "bill.jpg", 1), (read,)) == (PaperState.READ, "")
