"""Totals in a strip: a drawn row of their names, each cell over the cell with its amount, and nothing under that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qrt.core.documents.grid.ruled import Lattice, slot
from qrt.core.documents.invoice.labels import meaning, normal
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.values import Candidate, amounts

_NAMES = 3
"""So many names of amounts side by side are a strip."""


def totals_in_strips(sheet: Sheet, comma_decimal: bool) -> Iterator[tuple[str, Candidate, str]]:
    """What each amount of a strip is by the book of labels, the amount, and the words over it."""
    for page, lattices in sheet.drawn.items():
        lines = [line for line in sheet.lines if line.page == page]
        for lattice in lattices:
            words, money = _held(lattice, lines, comma_decimal)
            for row in range(len(lattice.ys) - 2):
                named = {column: text for column, text in _texts(words, row) if (meaning(text) or ("", ""))[1]}
                if len(named) < _NAMES or money[row] or not money[row + 1] or money[row + 2].keys() & named.keys():
                    continue
                for column, text in named.items():
                    under = money[row + 1].get(column, [])
                    if len(under) == 1:
                        yield (meaning(text) or ("", ""))[1], under[0], text


def _held(
    lattice: Lattice, lines: Sequence[Line], comma_decimal: bool
) -> tuple[Mapping[tuple[int, int], list[Token]], Mapping[int, dict[int, list[Candidate]]]]:
    """Words by row and column of the drawn table, and amounts by row, by column."""
    words: dict[tuple[int, int], list[Token]] = defaultdict(list)
    money: dict[int, dict[int, list[Candidate]]] = defaultdict(dict)
    for line in lines:
        inside = [token for token in line.tokens if lattice.area.holds((token.x0 + token.x1) / 2, token.middle)]
        for token in inside:
            words[slot(lattice.ys, token.middle), slot(lattice.xs, (token.x0 + token.x1) / 2)].append(token)
        for each in amounts(line, comma_decimal) if inside else ():
            first, last = each.tokens[0], each.tokens[-1]
            if any(first is token for token in inside):
                money[slot(lattice.ys, first.middle)].setdefault(slot(lattice.xs, (first.x0 + last.x1) / 2), []).append(each)
    return words, money


def _texts(words: Mapping[tuple[int, int], list[Token]], row: int) -> Iterator[tuple[int, str]]:
    """The text of each cell of a row as labels are matched."""
    for (at, column), tokens in words.items():
        if at == row:
            yield column, " ".join(word for token in tokens if (word := normal(token.text)))
