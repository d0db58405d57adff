"""Lines of a reconciliation that say something: a list of its matches or open lines is searched by them."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationItem
from qrt.core.base.money import rupees

FEW = 2000
"""Lines that are named one by one; more are joined."""

_BIGGEST = 2**63
"""Beyond what a column of paise holds."""

_Item = ReconciliationItem


@dataclass(frozen=True, slots=True)
class Found:
    """Side and name of the lines that say the words: all of them where they are few."""

    report_id: uuid.UUID
    conditions: tuple[ColumnElement[bool], ...]
    keys: Sequence[tuple[str, str]]

    @property
    def few(self) -> bool:
        return len(self.keys) <= FEW

    def same_as(self, side: InstrumentedAttribute[str], item: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """That a row is about one of them."""
        return exists().where(_Item.report_id == self.report_id, _Item.side == side, _Item.item == item, *self.conditions)


async def find_lines(db: TenantDb, report_id: uuid.UUID, words: str, side: str | None = None) -> Found:
    """Lines that say every word, of one side or both.

    Of words the planner knows nothing: behind the wall it may not look at what the columns hold. It takes every search for a rare one, and went through the
    lines of a common word one by one. So it is counted first, and where there are many the rest of the transaction joins them by hash.
    """
    conditions = tuple(_says(words))
    query = select(_Item.side, _Item.item).where(_Item.report_id == report_id, *conditions)
    keys = [(row.side, row.item) for row in await db.execute((query.where(_Item.side == side) if side else query).limit(FEW + 1))]
    found = Found(report_id, conditions, keys)
    if not found.few:
        await db.execute(text("set local enable_nestloop = off"))
    return found


def _says(words: str) -> list[ColumnElement[bool]]:
    """Every word stands in a line; one that is an amount in rupees is found as an amount too, whatever its sign."""
    conditions: list[ColumnElement[bool]] = []
    said = _Item.narration + " " + _Item.reference + " " + _Item.party
    for word in words.replace("\x00", "").split()[:8]:
        condition = said.icontains(word, autoescape=True)
        with suppress(ValueError):
            amount = abs(rupees(word))
            condition = or_(condition, _Item.amount_paise.in_((amount, -amount))) if amount < _BIGGEST else condition
        conditions.append(condition)
    return conditions
