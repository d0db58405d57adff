"""Rows of law with the days on which they are in force."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A row of law with its days; both ends belong to it, and without an end it is still in force."""

    @property
    def effective_from(self) -> date: ...
    @property
    def effective_to(self) -> date | None: ...


T = TypeVar("T", bound=Dated)


def is_in_force(row: Dated, day: date) -> bool:
    """Whether a row covers the day."""
    return row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)


def in_force(rows: Iterable[T], day: date) -> T | None:
    """The newest row in force on the day, the first of several of one day; None when none is."""
    return max((row for row in rows if is_in_force(row, day)), key=lambda row: row.effective_from, default=None)
