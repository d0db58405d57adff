"""Which rows of a trial balance are groups of the rows below them: by indent, else by bold type, else by arithmetic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

RESERVED_GROUPS = frozenset(
    re.sub(r"[^a-z]", "", name.lower())
    for name in (
        "Branch / Divisions", "Capital Account", "Current Assets", "Current Liabilities", "Direct Expenses", "Expenses (Direct)", "Direct Incomes", "Income (Direct)", "Fixed Assets",
        "Indirect Expenses", "Expenses (Indirect)", "Indirect Incomes", "Income (Indirect)", "Investments", "Loans (Liability)", "Misc. Expenses (ASSET)", "Purchase Accounts",
        "Sales Accounts", "Suspense A/c", "Bank Accounts", "Bank OCC A/c", "Bank OD A/c", "Cash-in-Hand", "Deposits (Asset)", "Duties & Taxes", "Loans & Advances (Asset)", "Provisions",
        "Reserves & Surplus", "Retained Earnings", "Secured Loans", "Stock-in-Hand", "Sundry Creditors", "Sundry Debtors", "Unsecured Loans",
    )
)  # fmt: skip
"""Groups that every Tally company has from the start, letters only."""

_NEVER_A_GROUP = frozenset({"profitlossac", "profitandlossac", "profitlossaccount", "openingstock", "closingstock", "differenceinopeningbalances"})
_ARITHMETIC_ROWS_MAX = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One named row: depth as (column, indent, leading blanks), amounts as a tuple that adds up."""

    name: str
    depth: tuple[int, int, int]
    bold: bool
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a line stands: index of its parent line or -1, level from 0, whether it is a group and whether it is shown closed."""

    parent: int
    level: int
    is_group: bool
    collapsed: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """Branches in the order of the lines; `how` is "indent", "bold", "arithmetic", "flat" or "unclear"."""

    branches: tuple[Branch, ...]
    how: str


def is_reserved_group(name: str) -> bool:
    """True for a group that every Tally company has."""
    return re.sub(r"[^a-z]", "", name.lower()) in RESERVED_GROUPS


def grow_tree(lines: Sequence[Line], total: tuple[int, ...] | None) -> Tree:
    """The tree that the styles show; without styles the one whose top rows add up to the grand total."""
    if len({line.depth for line in lines}) > 1:
        return Tree(_by_depth(lines), "indent")
    bold = [line.bold for line in lines]
    if any(bold) and not all(bold):
        ends = _group_ends(lines, bold, single_child=True)
        return Tree(_from_ends(lines, ends, bold), "bold")
    sums = tuple(map(sum, zip(*(line.amounts for line in lines), strict=True))) if lines else ()
    if total is None:
        # Books balance, so rows that sum to nil hold no group twice, unless every row is in a group that stands among them.
        ends = _group_ends(lines, None, single_child=True)
        if not any(sums) and _all_in_groups(lines, ends):
            return Tree(_from_ends(lines, ends, [False] * len(lines)), "arithmetic")
        return Tree(_from_ends(lines, list(range(1, len(lines) + 1)), [False] * len(lines)), "flat")
    if sums == total:
        return Tree(_from_ends(lines, list(range(1, len(lines) + 1)), [False] * len(lines)), "flat")
    for single_child in (False, True):
        ends = _group_ends(lines, None, single_child=single_child)
        if _top_sum(lines, ends) == total:
            return Tree(_from_ends(lines, ends, [False] * len(lines)), "arithmetic")
    return Tree(_from_ends(lines, list(range(1, len(lines) + 1)), [False] * len(lines)), "unclear")


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _by_depth(lines: Sequence[Line]) -> tuple[Branch, ...]:
    branches: list[Branch] = []
    stack: list[int] = []
    bold_groups = _bold_means_group(lines)
    for index, line in enumerate(lines):
        while stack and lines[stack[-1]].depth >= line.depth:
            stack.pop()
        has_children = index + 1 < len(lines) and lines[index + 1].depth > line.depth
        closed = not has_children and _letters(line.name) not in _NEVER_A_GROUP and (is_reserved_group(line.name) or (bold_groups and line.bold))
        branches.append(Branch(stack[-1] if stack else -1, len(stack), has_children or closed, closed))
        stack.append(index)
    return tuple(branches)


def _bold_means_group(lines: Sequence[Line]) -> bool:
    """True when every row with children is bold and some row without children is not."""
    parents = [line for line, below in zip(lines, lines[1:], strict=False) if below.depth > line.depth]
    leaves = [line for line, below in zip(lines, [*lines[1:], None], strict=True) if below is None or below.depth <= line.depth]
    return bool(parents) and all(line.bold for line in parents) and any(not line.bold for line in leaves)


def _group_ends(lines: Sequence[Line], bold: list[bool] | None, *, single_child: bool) -> list[int]:
    """For each line the index behind its block. A line is a group when the rows below it add up to it.

    With `bold`, only bold lines are groups, and lines that are not bold belong to the bold line above them.
    """
    count = len(lines)
    ends = list(range(1, count + 1))
    if count > _ARITHMETIC_ROWS_MAX:
        return ends
    for index in range(count - 2, -1, -1):
        if (bold is not None and not bold[index]) or _letters(lines[index].name) in _NEVER_A_GROUP or not any(lines[index].amounts):
            continue
        sums = [0] * len(lines[index].amounts)
        cursor, children = index + 1, 0
        while cursor < count:
            for position, amount in enumerate(lines[cursor].amounts):
                sums[position] += amount
            cursor, children = ends[cursor], children + 1
            whole_block = bold is None or cursor == count or bold[cursor]
            if whole_block and tuple(sums) == lines[index].amounts and (children > 1 or single_child):
                ends[index] = cursor
                break
    return ends


def _all_in_groups(lines: Sequence[Line], ends: list[int]) -> bool:
    """True where the rows are groups each above the ledgers that add up to it, from the first to the last, and some have several ledgers: no list of ledgers alone is so."""
    cursor, sizes = 0, []
    while cursor < len(lines):
        sizes.append(ends[cursor] - cursor - 1)
        cursor = ends[cursor]
    return len(sizes) > 1 and all(sizes) and sum(size > 1 for size in sizes) > 1


def _top_sum(lines: Sequence[Line], ends: list[int]) -> tuple[int, ...]:
    sums = [0] * (len(lines[0].amounts) if lines else 0)
    cursor = 0
    while cursor < len(lines):
        for position, amount in enumerate(lines[cursor].amounts):
            sums[position] += amount
        cursor = ends[cursor]
    return tuple(sums)


def _from_ends(lines: Sequence[Line], ends: list[int], bold: list[bool]) -> tuple[Branch, ...]:
    branches: list[Branch] = []
    stack: list[int] = []
    for index, line in enumerate(lines):
        while stack and ends[stack[-1]] <= index:
            stack.pop()
        has_children = ends[index] > index + 1
        closed = not has_children and _letters(line.name) not in _NEVER_A_GROUP and (bold[index] or is_reserved_group(line.name))
        branches.append(Branch(stack[-1] if stack else -1, len(stack), has_children or closed, closed))
        stack.append(index)
    return tuple(branches)
