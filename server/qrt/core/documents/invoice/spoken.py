"""Where a paper writes its total out in words, and what it says there."""

import re
from collections.abc import Sequence

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.invoice.words import amount_in_words, is_number_word

_SCALES = ("hundred", "thousand", "lakh", "lac", "million", "crore", "billion")
_MONEY = re.compile(r"\b(?:rupees?|rs|inr|paise|paisa|only|words?|chargeable|usd|dollars?|euros?|eur)\b", re.IGNORECASE)

LINES_MORE = 6
"""Lines over which words in a narrow column may go on, those of the columns beside it counted."""


def total_in_words(paper: Labelled) -> Paise | None:
    """The largest amount written out: the tax in words is smaller than the total in words."""
    best: Paise | None = None
    lines = paper.sheet.lines
    for line in lines:
        for text in _word_runs(paper, line.number):
            if not _is_written_out(text, line.text):
                continue
            value = amount_in_words(text)
            if value is not None and value >= 100 and (best is None or value > best):
                best = value
    return best


def _is_written_out(run: str, line: str) -> bool:
    """The words are an amount: they reach a hundred, or the line says that it is money. "Three engineers", "two year warranty" are not."""
    return any(scale in run for scale in _SCALES) or bool(_MONEY.search(line))


def _word_runs(paper: Labelled, number: int) -> list[str]:
    """Runs of number words in a line, and the same continued on the lines below: in the same column, however much stands beside it."""
    lines = paper.sheet.lines
    runs: list[str] = []
    for phrase in lines[number].phrases:
        run = _run(phrase)
        if not run:
            continue
        text, goes_on = run
        runs.append(text)
        above = phrase
        for below in lines[number + 1 : number + 1 + LINES_MORE]:
            if not goes_on or below.page != lines[number].page:
                break
            under = next((each for each in below.phrases if each[0].x0 < above[-1].x1 and above[0].x0 < each[-1].x1), None)
            if under is None:
                continue
            if under[0].y0 - above[0].y1 > above[0].height or not (following := _run(under, at_start=True)):
                break
            text, goes_on, above = f"{text} {following[0]}", following[1], under
            runs.append(text)
    return runs


def _run(tokens: Sequence[Token], at_start: bool = False) -> tuple[str, bool] | None:
    """The longest run of number words, and whether it reaches the end of the words without "only"."""
    best: list[str] = []
    current: list[str] = []
    reaches_end = False
    for index, token in enumerate(tokens):
        word = re.sub(r"[^A-Za-z\-]", "", token.text).lower()
        inside = is_number_word(word) or (word in ("and", "rupees") and bool(current))
        if inside:
            if at_start and not current and index > 1:
                break
            current.append(word)
        elif current:
            if len(current) > len(best):
                best = current
            current = []
    if len(current) > len(best):
        best, reaches_end = current, True
    joined = " ".join(best)
    return (joined, reaches_end) if best and any(is_number_word(word) for word in best) else None
