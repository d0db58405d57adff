"""Exports of other programs, written by a generator that no reader was written from: what is read is right, and what is not right is not read."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.types import REGISTERS, Paper, RegisterRow
from tests.generators.books import Entry, make_book
from tests.generators.exports import STYLES, Export

Voucher = tuple[date, str, tuple[tuple[str, int], ...]]
SEEDS = range(3)


def read(export: Export) -> list[RegisterRow]:
    """Every row that would post."""
    paper = Paper(hashlib.sha256(export.data).hexdigest(), export.name, len(export.data))
    rows = [row for each in read_paper(paper, export.data) if each.kind in REGISTERS for row in each.rows]
    return [row for row in rows if isinstance(row, RegisterRow) and row.posts and not row.cancelled]


def told(export: Export, sums: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The legs to compare: a flat register names its tax ledgers by its columns, so there the sizes alone count."""
    return tuple(sorted(("", amount) if export.flat else (name, amount) for name, amount in sums))


def wanted(export: Export) -> Counter[Voucher]:
    return Counter((entry.day, entry.number, told(export, entry.sums.items())) for entry in export.entries)


def found(export: Export) -> Counter[Voucher]:
    result: Counter[Voucher] = Counter()
    for row in read(export):
        sums: defaultdict[str, int] = defaultdict(int)
        for leg in row.legs:
            sums[leg.ledger] += leg.amount
        result[row.day, row.number, told(export, ((name, amount) for name, amount in sums.items() if amount))] += 1
    return result


ABSTAINED: frozenset[str] = frozenset()
"""Styles that wait for a person: nothing may be read from them wrongly, and whoever teaches the readers takes the name out here."""


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_export_of_another_program_is_read_to_the_paisa_or_waits_for_a_person(style, seed: int) -> None:
    export = style(make_book(seed), Random(f"{style.__name__}/{seed}"))
    assert found(export) == (Counter() if style.__name__ in ABSTAINED else wanted(export))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_the_comparison_sees_a_single_wrong_paisa(style) -> None:
    """The control: an export whose truth was altered by one paisa must not compare equal."""
    export = style(make_book(0), Random(f"{style.__name__}/0"))
    if style.__name__ in ABSTAINED:
        assert not found(export)
        return
    first, *rest = export.entries
    legs = (replace(first.legs[0], amount=first.legs[0].amount + 1), *first.legs[1:])
    altered: tuple[Entry, ...] = (replace(first, legs=legs), *rest)
    assert found(export) != wanted(replace(export, entries=altered))
