"""Searching a list of a bench, and the order in which it is read."""

from sqlalchemy import ColumnElement, or_, text
from sqlalchemy.orm import InstrumentedAttribute

from qrt.adapters.db.session import TenantDb
from qrt.core.recon.search import read_words


def says(said: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """That rows say every word. Their text is small letters (`search_text`), so plain LIKE finds it, at a fifth of what ILIKE over the lines costs."""
    return [or_(*(said.contains(each, autoescape=True) for each in (sought.word, sought.amount_word) if each)) for sought in read_words(words)]


async def read_in_order(db: TenantDb, *, on: bool) -> None:
    """Have a page cut out of the index of its order, row by row until it is full.

    LIKE is no condition of an index behind the wall, and the planner may not look at what the rows say: it takes every search for a rare one, and would read and
    sort the whole list for a word that each row has. In order, a common word fills its page at once, and a rare one reads the list once either way.
    """
    await db.execute(text(f"set local enable_sort = {'off' if on else 'on'}"))
