"""Whether a page was scanned or photographed well enough to be read: what was measured at its picture, and what of that is too little."""

from collections.abc import Iterator, Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.types import BAD_SCAN, Page

CONTRAST_MIN = 0.2
"""Share of the way from black to white between print and paper. Faded receipts that are read without fault have 0.3 and more."""

LETTER_MIN = 11.0
"""Pixels of height of a line of print. Recognisers begin to take digits for each other below it; 200 dots an inch give 18 to 27."""

SURE_MIN = 0.75
"""Mean confidence of words, weighed by letters. Pages that were worn on purpose (200 dpi, turned, blurred, noisy) keep 0.85."""

SKEW_MAX = 6.0
"""Degrees. From 7 on a page is taken for a photograph, which nobody straightens."""

WORDS_MIN, COVERED_MIN, DARK_MIN = 10, 0.2, 0.005
"""A page with fewer words, whose words hold less of its dark points, and which has at least so many of them: print that was not read."""


def check_scans(document: str, name: str, pages: Sequence[Page]) -> tuple[Finding, ...]:
    """document.bad_scan: one finding for the paper, with every page that is badly scanned and what is wrong with it."""
    wrong = {page.number: causes for page in pages if (causes := tuple(_causes(page)))}
    if not wrong:
        return ()
    said = "; ".join(f"page {number} {', '.join(causes)}" for number, causes in wrong.items())
    sentence = f"{name} is badly scanned: {said}. Photograph or scan it again, or type what is asked."
    places = tuple(Place(document, page=number) for number in wrong)
    return (Finding(BAD_SCAN, Severity.WARNING, f"document:{document}/scan", sentence, evidence=places),)


def _causes(page: Page) -> Iterator[str]:
    scan = page.scan
    if scan is None:
        return
    if len(page.words) < WORDS_MIN and scan.covered < COVERED_MIN and scan.dark >= DARK_MIN:
        yield f"shows print of which only {len(page.words)} words could be read"
        return
    if page.words and scan.contrast < CONTRAST_MIN:
        yield f"is pale or dark (contrast {scan.contrast:.0%}, {CONTRAST_MIN:.0%} are needed)"
    if 0 < scan.letter_pixels < LETTER_MIN:
        yield f"has too few points (print is {scan.letter_pixels:.0f} points high, {LETTER_MIN:.0f} are needed)"
    if abs(page.skew) >= SKEW_MAX:
        yield f"lies askew by {abs(page.skew):.0f} degrees"
    letters = sum(len(word.text) for word in page.words)
    sure = sum(word.confidence * len(word.text) for word in page.words) / letters if letters else 1.0
    if sure < SURE_MIN:
        yield f"was read with doubt (words are {sure:.0%} sure, {SURE_MIN:.0%} are needed)"
