"""The shared reader of "label: value": labels of a form found wherever they stand, the value beside them or below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qrt.core.base.place import Box
from qrt.core.documents.forms.values import Read, Reader, name
from qrt.core.documents.grid.lines import overlap
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.recognised import as_recognised
from qrt.core.documents.types import Field, FieldStatus, TableRow

BESIDE, BELOW = 0.95, 0.85
"""Confidence of a value beside its label and of one below it."""
DOUBTFUL = 0.6
_GAP = 2.5
"""A gap this many text heights wide ends a value."""
_BLANK = 0.5
_RATE = re.compile(r"^@?\d{1,2}(?:\.\d+)?%:?$")
"""A rate that belongs to its label ("GST 18%")."""
_DROP = 2.6
"""A value stands at most this many text heights below its label."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field of a form: its name, its labels (the surer first, in small letters, signs left out) and how its value is read."""

    name: str
    labels: tuple[str, ...]
    reads: Reader


@dataclass(frozen=True, slots=True, eq=False)
class _Label:
    line: Line
    first: int
    last: int
    phrase: str

    @property
    def x0(self) -> float:
        return self.line.tokens[self.first].x0

    @property
    def x1(self) -> float:
        return self.line.tokens[self.last].x1


@dataclass(eq=False)
class Labels:
    """The labels of a form on a sheet. `stops` are labels of the form that no field wants; they end a value all the same. A label that is the whole of a cell of a
    table has its value in the cell below."""

    sheet: Sheet
    wanted: Sequence[Wanted]
    stops: Sequence[str] = ()
    tables: Sequence[TableRow] = ()
    found: dict[str, list[_Label]] = field(default_factory=dict)
    _on_line: dict[int, list[_Label]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        phrases = {phrase for each in self.wanted for phrase in each.labels} | set(self.stops)
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            by_first.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
        for line in self.sheet.lines:
            for label in _labels_of(line, by_first):
                self.found.setdefault(label.phrase, []).append(label)
                self._on_line.setdefault(line.number, []).append(label)

    def fields(self) -> dict[str, Field]:
        """The fields whose labels and values stand on the paper. Two values under one label are told as a doubt."""
        made = {}
        for wanted in self.wanted:
            if field_ := self._field(wanted):
                made[wanted.name] = field_
        return made

    def _field(self, wanted: Wanted) -> Field | None:
        for phrase in wanted.labels:
            reads = [(read, BESIDE) for tokens in self._in_cells(phrase) if (read := wanted.reads(tokens))]
            reads = reads or [each for label in self.found.get(phrase, ()) if (each := self._read(wanted, label))]
            if not reads:
                continue
            read, confidence = max(reads, key=lambda each: each[1])
            doubt = read.doubt or ("its label stands beside other values too" if any(other.value != read.value for other, _ in reads) else "")
            return to_field(self.sheet, wanted.name, read, DOUBTFUL if doubt else confidence)
        return None

    def _read(self, wanted: Wanted, label: _Label) -> tuple[Read, float] | None:
        beside = self._beside(label)
        if beside and (read := wanted.reads(beside)) and not (wanted.reads is name and self._is_head(read.value)):
            return read, BESIDE
        if beside and _RATE.match(beside[0].text) and (read := wanted.reads(self._beside(label, 1))):
            return read, BESIDE
        for below in self._below(wanted, label) if not beside or len(beside) < 2 else ():
            if read := wanted.reads(below):
                return read, BELOW
        return None

    def _in_cells(self, phrase: str) -> Iterator[list[Token]]:
        """The words of cells that stand under a cell which is the label and nothing else, in a row of labels."""
        for head, row in pairwise(self.tables):
            if head.table != row.table or head.place.page != row.place.page or len(head.cells) < 2 or not all(self._is_head(cell.text) for cell in head.cells):
                continue
            for cell in head.cells:
                under = next((each for each in row.cells if each.column == cell.column and each.columns == cell.columns), None)
                if under is not None and normal(cell.text) == phrase and not self._is_head(under.text):
                    yield self._words_in(under.box, row.place.page or 1)

    def _words_in(self, box: Box, page: int) -> list[Token]:
        width, height = self.sheet.sizes[page]
        x0, y0, x1, y1 = box[0] * width, box[1] * height, box[2] * width, box[3] * height
        lines = [line for line in self.sheet.lines if line.page == page and y0 <= (line.y0 + line.y1) / 2 <= y1]
        return [token for line in lines for token in line.tokens if x0 - 1 <= token.x0 and token.x1 <= x1 + 1]

    def _is_head(self, text: str) -> bool:
        """The words of a label, or its beginning where the rest of it stands elsewhere."""
        said = normal(text)
        return any(phrase == said or phrase.startswith(f"{said} ") for phrase in (*(label for each in self.wanted for label in each.labels), *self.stops))

    def _beside(self, label: _Label, skipped: int = 0) -> list[Token]:
        """The run of words behind the label, after as many as are skipped."""
        own = self._on_line[label.line.number]
        end = min((each.first for each in own if each.first > label.last), default=len(label.line.tokens))
        tokens = [token for token in label.line.tokens[label.last + 1 : end]]
        if not any(any(map(str.isalnum, token.text)) for token in tokens) and end == len(label.line.tokens):
            tokens = self._half_beside(label)
        while tokens and not any(map(str.isalnum, tokens[0].text)):
            tokens.pop(0)
        tokens = tokens[skipped:]
        kept: list[Token] = []
        for token in tokens:
            if kept and token.x0 - kept[-1].x1 > _GAP * token.height:
                break
            kept.append(token)
        return kept

    def _half_beside(self, label: _Label) -> list[Token]:
        """The first line of a value of two lines, in the middle of which its label stands."""
        above = self.sheet.lines[label.line.number - 1] if label.line.number else None
        if above is None or above.page != label.line.page or not overlap(above.y0, above.y1, label.line.y0, label.line.y1):
            return []
        return [token for token in above.tokens if token.x0 > label.x1 and not self._is_label(above, token)]

    def _below(self, wanted: Wanted, label: _Label) -> Iterator[list[Token]]:
        """What stands under the label, up to where the next label of its line begins."""
        own = self._on_line[label.line.number]
        right = min((each.x0 for each in own if each.x0 > label.x1), default=max(label.x1 + 60, label.x0 + 160))
        height = label.line.y1 - label.line.y0
        for line in self.sheet.lines[label.line.number + 1 : label.line.number + 4]:
            if line.page != label.line.page or line.y0 - label.line.y1 > _DROP * height:
                return
            free = [token for token in line.tokens if token.x0 < right - 2 and not self._is_label(line, token)]
            tokens = [token for token in free if label.x0 - height <= token.x0]
            if tokens:
                yield _phrase(free, free.index(tokens[0]), whole=wanted.reads is name)

    def _is_label(self, line: Line, token: Token) -> bool:
        return any(token in each.line.tokens[each.first : each.last + 1] for each in self._on_line.get(line.number, ()))


def _phrase(tokens: list[Token], first: int, *, whole: bool) -> list[Token]:
    """Words under a label up to the first wide gap: what stands behind it is another label's. A `whole` phrase has the words before it too, where it begins left of its label."""
    while whole and first and tokens[first].x0 - tokens[first - 1].x1 < _BLANK * tokens[first].height:
        first -= 1
    kept = tokens[first : first + 1]
    for token in tokens[first + 1 :]:
        if token.x0 - kept[-1].x1 > _GAP * token.height:
            break
        kept.append(token)
    return kept


def _labels_of(line: Line, by_first: dict[str, list[tuple[str, ...]]]) -> Iterator[_Label]:
    words = [(word, index) for index, token in enumerate(line.tokens) for word in normal(token.text).split()]
    position = 0
    while position < len(words):
        phrase = next(
            (each for each in by_first.get(words[position][0], ()) if tuple(word for word, _ in words[position : position + len(each)]) == each), None
        )
        if phrase is None or not _begins(line, words, position, len(phrase)):
            position += 1
            continue
        yield _Label(line, words[position][1], words[position + len(phrase) - 1][1], " ".join(phrase))
        position += len(phrase)


def _begins(line: Line, words: Sequence[tuple[str, int]], position: int, length: int) -> bool:
    """A label begins its line but for a number before it ("2(a)."), or stands behind a gap or a mark, or has a colon behind it."""
    first, last = words[position][1], words[position + length - 1][1]
    before = line.tokens[first - 1] if first else None
    if before is None or all(word.isdigit() or len(word) == 1 for word, index in words[:position] if index < first):
        return True
    behind = line.tokens[last].text + (line.tokens[last + 1].text if last + 1 < len(line.tokens) else "")
    return line.tokens[first].x0 - before.x1 > line.tokens[first].height or before.text[-1:] in ":|,;" or ":" in behind


def to_field(sheet: Sheet, name: str, read: Read, confidence: float, source: str = "label") -> Field:
    """The field of a read value; one that is doubtful, or that a recogniser read without proof, waits for a person."""
    raw = " ".join(token.text for token in read.tokens)
    status = FieldStatus.AUTO if confidence > DOUBTFUL else FieldStatus.REVIEW
    made = Field(name, read.value, raw, sheet.place(read.tokens), confidence, source, status, read.checks)
    return as_recognised(made, read.tokens, sheet)
