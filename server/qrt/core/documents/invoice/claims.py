"""Which label a value belongs to: right of it on the line, or under it in the column, and nothing nearer in between."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qrt.core.documents.invoice.labels import Label, labels
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.values import Candidate

LINES_BELOW = 3
"""A value stands at most this many lines under its label."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A candidate under a label. `relation` is "right" or "below"; `nearness` runs from 1 (touching) to 0."""

    label: Label
    candidate: Candidate
    relation: str
    nearness: float


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """The paper with its labels by line, found once."""

    sheet: Sheet
    by_line: tuple[tuple[Label, ...], ...]

    @classmethod
    def of(cls, sheet: Sheet) -> "Labelled":
        return cls(sheet, tuple(labels(line) for line in sheet.lines))

    def all(self) -> Iterable[Label]:
        for group in self.by_line:
            yield from group

    def owns(self, token: Token) -> bool:
        """The token is part of a label."""
        return any(token is each for label in self.by_line[token.line] for each in label.tokens)


def claims(paper: Labelled, candidates: Iterable[Candidate], wanted: Callable[[Label], bool]) -> list[Claim]:
    """Each candidate with the label it belongs to. A label right before it outranks one above it."""
    result: list[Claim] = []
    for candidate in candidates:
        before = _label_before(paper, candidate)
        if before is not None and wanted(before):
            gap = max(0.0, candidate.x0 - before.x1) / candidate.tokens[0].height
            result.append(Claim(before, candidate, "right", 1.0 / (1.0 + gap / 12)))
            continue
        above = None if _inside_words(paper, candidate) else _label_above(paper, candidate, wanted)
        if above is not None and (before is None or candidate.x0 - before.x1 > candidate.tokens[0].height):
            result.append(Claim(above[0], candidate, "below", above[1]))
    return result


def _label_before(paper: Labelled, candidate: Candidate) -> Label | None:
    """The nearest label to the left on the line, when nothing but separators and plain words of the same phrase stand between."""
    found = [label for label in paper.by_line[candidate.line] if label.x1 <= candidate.x0 + 1]
    if not found:
        return None
    nearest = found[-1]
    between = [token for token in paper.sheet.lines[candidate.line].tokens if nearest.x1 <= token.x0 and token.x1 <= candidate.x0 + 0.1]
    solid = [token for token in between if token.text.strip(":-–=.#|()")]
    # A label and its value may be set far apart, but then no other words stand between them.
    if len(solid) > 4 or (solid and not _in_one_phrase(paper.sheet.lines[candidate.line], nearest, candidate)):
        return None
    return nearest


def _inside_words(paper: Labelled, candidate: Candidate) -> bool:
    """A number in the middle of a text ("Ball bearing 6204 ZZ") is no value of a heading over it: such a value begins what stands in its cell."""
    if candidate.kind != "number":
        return False
    phrase = next((each for each in paper.sheet.lines[candidate.line].phrases if candidate.tokens[0] in each), ())
    before = [token for token in phrase if token.x1 <= candidate.x0 + 0.1]
    return any(token.text.isalpha() and len(token.text) > 1 and not paper.owns(token) for token in before)


def _in_one_phrase(line: Line, label: Label, candidate: Candidate) -> bool:
    return any(label.tokens[-1] in phrase and candidate.tokens[0] in phrase for phrase in line.phrases)


def _label_above(paper: Labelled, candidate: Candidate, wanted: Callable[[Label], bool]) -> tuple[Label, float] | None:
    """The nearest label above in the same column, at most three lines and four text heights up."""
    first = candidate.tokens[0]
    page_lines = paper.sheet.lines
    for steps, number in enumerate(range(candidate.line - 1, -1, -1), start=1):
        line = page_lines[number]
        if line.page != first.page or first.y0 - line.y1 > 3.2 * first.height:
            return None
        if steps > LINES_BELOW:
            return None
        here = [label for label in paper.by_line[number] if _same_column(label, candidate, line, paper.by_line[number])]
        good = [label for label in here if wanted(label)]
        if good:
            best = min(good, key=lambda label: abs(label.x0 - candidate.x0))
            return best, 1.0 / (steps + abs(best.x0 - candidate.x0) / (10 * first.height))
        if _blocked(line, candidate):
            return None
    return None


def _same_column(label: Label, candidate: Candidate, line: Line, neighbours: Sequence[Label]) -> bool:
    """They share some width, and no other label of that line lies nearer over the candidate."""
    height = candidate.tokens[0].height
    following = [each.x0 for each in neighbours if each.x0 > label.x1]
    right = min(following, default=label.x1 + 12 * height)
    after_label = [token for token in line.tokens if label.x1 <= token.x0 < right and token.text.strip(":-–=.#|()")]
    if after_label and any(any(each.isdigit() for each in token.text) for token in after_label) and label.has_colon:
        return False  # The label already has its value beside it.
    return candidate.x0 < min(right, label.x1 + 4 * height) and candidate.x1 > label.x0 - 2 * height


def _blocked(line: Line, candidate: Candidate) -> bool:
    """Something stands right over the candidate, so a label further up speaks of that."""
    return any(token.x0 < candidate.x1 and candidate.x0 < token.x1 for token in line.tokens)
