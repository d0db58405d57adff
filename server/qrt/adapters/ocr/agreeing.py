"""Where two recognisers read the same: they err in different ways, so that what both say is seldom misread."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.documents.types import Word

_EDGES = re.compile(r"^[^0-9A-Za-z]+|[^0-9A-Za-z]+$")


def with_agreement(words: Sequence[Word], others: Sequence[Word]) -> tuple[Word, ...]:
    """The words, with `agreed` on each that the other recogniser read at the same place, sign by sign but for what stands at its edges. Boxes are shares of one page."""
    return tuple(replace(word, agreed=True) if _is_read_by(word, others) else word for word in words)


def _is_read_by(word: Word, others: Sequence[Word]) -> bool:
    core = _EDGES.sub("", word.text)
    if not core:
        return False
    x0, y0, x1, y1 = word.box
    # The other one may have cut the line into words elsewhere: what stands in the band of the word is read as one text.
    beside = [other for other in others if y0 <= (other.box[1] + other.box[3]) / 2 <= y1 and other.box[0] < x1 and x0 < other.box[2]]
    text = " ".join(other.text for other in sorted(beside, key=lambda other: other.box[0]))
    if core[0].isdigit() and re.search(rf"[0-9][.,/-]{re.escape(core)}", text):
        return False
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(core)}(?![0-9A-Za-z]|[.,/-][0-9])", text) is not None
