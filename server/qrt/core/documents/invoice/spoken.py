"""Where a paper writes its total out in words, and what it says there."""

import re

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.layout import Line
from qrt.core.documents.invoice.words import amount_in_words, is_number_word


def total_in_words(paper: Labelled) -> Paise | None:
    """The largest amount written out: the tax in words is smaller than the total in words."""
    best: Paise | None = None
    lines = paper.sheet.lines
    for line in lines:
        for text in _word_runs(paper, line.number):
            value = amount_in_words(text)
            if value is not None and value >= 100 and (best is None or value > best):
                best = value
    return best


def _word_runs(paper: Labelled, number: int) -> list[str]:
    """Runs of number words in a line, and the same continued on the next line."""
    lines = paper.sheet.lines
    runs = []
    run = _run(lines[number])
    if run:
        runs.append(run[0])
        if run[1] and number + 1 < len(lines):
            following = _run(lines[number + 1], at_start=True)
            if following:
                runs.append(f"{run[0]} {following[0]}")
    return runs


def _run(line: Line, at_start: bool = False) -> tuple[str, bool] | None:
    """The longest run of number words, and whether it reaches the end of the line without "only"."""
    best: list[str] = []
    current: list[str] = []
    reaches_end = False
    for index, token in enumerate(line.tokens):
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
