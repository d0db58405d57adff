"""Whether a bare "Date" can only be the bill's own: it goes with the bill's number, and no other day on the paper could be meant."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qrt.core.documents.invoice.claims import Claim, Labelled
from qrt.core.documents.invoice.labels import Label
from qrt.core.documents.invoice.values import Candidate

_BARE = frozenset({"date", "dt", "dated"})
_OWN = frozenset({"number", "number_and_date", "number_weak"})
_OF_OTHERS = frozenset({"other_number", "po", "po_weak", "original", "account"})
_OTHER_DAYS = frozenset({"due", "other_date", "original_date"})
_GST_BEGAN = date(2017, 7, 1)
_DUE_WITHIN = timedelta(days=366)
_YEARS = re.compile(r"(?<!\d)(?:20)?(\d{2})-?(?:20)?(\d{2})(?!\d)")
_LINES_APART = 2
_BESIDE, _WIDE = 12, 25
"""In text heights: figures this near before a label may be what it dates, and so wide is a column of labels with their values."""


def is_sole_date(paper: Labelled, claim: Claim, claimed: Sequence[Claim], candidates: Sequence[Candidate], number: Candidate | None) -> bool:
    """Every other day on the paper stands under a label of its own (due, order, delivery), the nearest number to the label is the bill's, and the year fits.

    claimed     what the labels of days on the paper claim; `candidates` are all days on it
    number      the bill's number as it was chosen; a financial year in it must be that of the day
    """
    if claim.label.text not in _BARE or number is None:
        return False
    own = claim.candidate.value
    named = {id(each.candidate): each.label.role for each in claimed if each.label.role in _OTHER_DAYS}
    if any(each.value != own and id(each) not in named for each in candidates):
        return False
    day = date.fromisoformat(own)
    dues = [date.fromisoformat(each.candidate.value) for each in claimed if each.label.role == "due"]
    if day < _GST_BEGAN or any(not timedelta(0) <= due - day <= _DUE_WITHIN for due in dues):
        return False
    return _in_year_of(number.value, day) and _beside_own_number(paper, claim.label, number)


def _in_year_of(number: str, day: date) -> bool:
    """The number says no financial year ("INV/26-27/7", "2026-27/7"), or that of the day."""
    first = day.year if day.month >= 4 else day.year - 1
    years = [(int(a), int(b)) for a, b in _YEARS.findall(number) if (int(a) + 1) % 100 == int(b) and re.search(rf"{a}-(?:20)?{b}", number)]
    return not years or (first % 100, (first + 1) % 100) in years


def _beside_own_number(paper: Labelled, label: Label, number: Candidate) -> bool:
    """Of the numbers' labels on the same line, else within two lines in the same column, the one that the date goes with is that of the bill's number, and no
    other figure stands between: it would be of something whose label is not known ("Job Card J-55")."""
    line = paper.by_line[label.line]
    before = [each for each in line if each.x1 <= label.x0 and each.role in _OWN | _OF_OTHERS]
    if before:
        return before[-1].role in _OWN and _heads(before[-1], number) and not _figures(paper, label.line, before[-1].x1, label.x0, number)
    height = label.tokens[0].height
    if _figures(paper, label.line, label.x0 - _BESIDE * height, label.x0, number):
        return False
    behind = [each for each in line if each.x0 >= label.x1 and each.role in _OWN | _OF_OTHERS]
    column = [each for each in _near(paper, label, number) if abs(each.x0 - label.x0) < 2 * height]
    if behind and not column:
        return behind[0].role in _OWN and _heads(behind[0], number)
    if not column or column[0].role not in _OWN or not _heads(column[0], number):
        return False
    first, last = sorted((column[0].line, label.line))
    return not any(_figures(paper, each, label.x0 - 2 * height, label.x0 + _WIDE * height, number) for each in range(first + 1, last))


def _figures(paper: Labelled, line: int, x0: float, x1: float, number: Candidate) -> bool:
    """A word with a figure in it begins between the edges, and is no part of the bill's number."""
    here = (token for token in paper.sheet.lines[line].tokens if x0 <= token.x0 < x1)
    return any(any(map(str.isdigit, token.text)) and all(token is not each for each in number.tokens) for token in here)


def _near(paper: Labelled, label: Label, number: Candidate) -> list[Label]:
    """Labels of numbers on the lines around, the nearest first, and of two as near the one above. A word like "Invoice" that heads nothing is a title."""
    page = label.tokens[0].page
    around = [label.line + step * side for step in range(1, _LINES_APART + 1) for side in (-1, 1)]
    lines = [paper.by_line[each] for each in around if 0 <= each < len(paper.by_line) and paper.sheet.lines[each].page == page]
    numbers = [each for group in lines for each in group if each.role in _OWN | _OF_OTHERS]
    return [each for each in numbers if each.role != "number_weak" or _heads(each, number)]


def _heads(label: Label, number: Candidate) -> bool:
    """The label is the one whose number was chosen: right before it on the line, or over it."""
    first = number.tokens[0]
    if first.line == label.line:
        return label.x1 <= first.x0 + 1
    return 0 < first.line - label.line <= 3 and label.x0 - 2 * first.height < first.x0 < label.x1 + 4 * first.height
