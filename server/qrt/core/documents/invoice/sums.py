"""Columns of figures that are summed: amounts that stand under each other and come to an amount that is printed elsewhere, whatever any heading says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.invoice.values import Candidate, amounts, looks_like_money

APART = 2.0
"""In points: edges of figures in one column lie no further apart."""

ROWS_MAX = 60
"""Rows whose sum is looked for on the paper."""

LONGEST = 400
"""Amounts of a column that are tried; a longer one is a ledger's."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Amounts that follow each other in one column, each on its own line, and come to `total`, in paise. What repeats the sum so far (carried over a page) is left out."""

    total: Paise
    parts: tuple[Candidate, ...]


def figures_of(sheet: Sheet, comma_decimal: bool) -> list[Candidate]:
    """All amounts of the paper that are written as money, in reading order."""
    return [each for line in sheet.lines for each in amounts(line, comma_decimal) if looks_like_money(each.raw)]


def runs_to(figures: Sequence[Candidate], targets: frozenset[Paise], apart: frozenset[int]) -> Iterator[Run]:
    """Runs that come to one of the targets.

    apart  ids of tokens that are known to be totals: they are part of no run
    """
    for column in _columns(figures):
        listed = [each for each in column if id(each.tokens[-1]) not in apart][:LONGEST]
        for start in range(len(listed)):
            yield from _from(listed[start:], targets)


def printed_sums(figures: Sequence[Candidate]) -> list[Candidate]:
    """Amounts that are the sum of two or more that follow each other in a column above them."""
    ends: dict[Paise, int] = {}
    for column in _columns(figures):
        if len(column) > LONGEST:
            continue
        for start in range(len(column)):
            total = Paise(0)
            for place in range(start, min(len(column), start + ROWS_MAX)):
                total = Paise(total + column[place].amount)
                if place > start:
                    ends[total] = min(ends.get(total, column[place].line), column[place].line)
    return [each for each in figures if each.amount in ends and each.line > ends[each.amount]]


def sum_to(figures: Sequence[Candidate], total: Paise, apart: frozenset[int]) -> bool:
    """Two or more amounts that follow each other in a column come to the total, whether it is printed or not. `apart` as for `runs_to`."""
    return any(len(run.parts) > 1 for run in runs_to(figures, frozenset({total}), apart))


def _from(listed: Sequence[Candidate], targets: frozenset[Paise]) -> Iterator[Run]:
    total = Paise(0)
    parts: list[Candidate] = []
    highest = max(targets, default=Paise(0))
    for place, each in enumerate(listed):
        if parts and each.amount == total and _is_carried(each, parts[-1], listed[place + 1 : place + 2]):
            continue
        if parts and each.line == parts[-1].line:
            return
        total = Paise(total + each.amount)
        parts.append(each)
        if total in targets:
            yield Run(total, tuple(parts))
        if total > highest:
            return


def _is_carried(each: Candidate, before: Candidate, after: Sequence[Candidate]) -> bool:
    """The sum so far is the last of its page, or the first."""
    page = each.tokens[0].page
    return before.tokens[0].page != page or any(following.tokens[0].page != page for following in after)


def _columns(figures: Sequence[Candidate]) -> list[list[Candidate]]:
    """Figures whose right edges, left edges or middles lie under each other, from the top; a column is given once."""
    columns: list[list[Candidate]] = []
    seen: set[frozenset[int]] = set()
    for edge in (lambda each: each.x1, lambda each: each.x0, lambda each: (each.x0 + each.x1) / 2):
        groups: list[list[Candidate]] = []
        last = 0.0
        for each in sorted(figures, key=edge):
            if not groups or edge(each) - last > APART:
                groups.append([])
            groups[-1].append(each)
            last = edge(each)
        for group in groups:
            ids = frozenset(map(id, group))
            if ids not in seen:
                seen.add(ids)
                columns.append(sorted(group, key=lambda each: (each.line, each.x0)))
    return columns
