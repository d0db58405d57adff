"""Vouchers by words, numbers and amounts, behind row-level security and out of indexes: see migration 0011 for why words have a table of their own."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from qrt.adapters.db.listing.base import Row, read_cursor, write_cursor
from qrt.adapters.db.listing.enquiries.span import load_entities
from qrt.adapters.db.session import TenantDb
from qrt.core.ledger.search import Term, forms, is_one_slip, read_query

CANDIDATES = 20_000
"""Vouchers of the rarest term that are looked at one by one. Where every term has more, the day order is walked instead: hits are frequent then."""

_SAID = """
    ' ' || array_to_string(array(select app.words_of(concat_ws(' ', j.number, j.imported_number, j.reference, j.party, j.party_gstin, j.narration))), ' ') || ' '
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A term with what it is taken for: `slips` are words that stand in the books one slip away, where the typed one does not stand at all."""

    term: Term
    count: int
    rarest: str = ""
    slips: tuple[str, ...] = ()


async def search_vouchers(db: TenantDb, query: str, entity: str | None, cursor: str | None, limit: int) -> Row:
    """Vouchers and drafts in which every term is found, newest first, and how the query was understood."""
    entities = [row.id for row in await load_entities(db, entity)]
    found = [await _found(db, term) for term in read_query(query)]
    understood = [
        {
            "text": each.term.text,
            "taken_for": list(each.slips),
            "low_paise": each.term.low,
            "high_paise": each.term.high if each.term.high is not None and each.term.high < 2**53 else None,
        }
        for each in found
    ]
    if not found or any(each.count == 0 for each in found):
        return {"terms": understood, "items": [], "next_cursor": None}
    rows = await _rows(db, entities, found, cursor, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    return {
        "terms": understood,
        "items": [dict(row._mapping) for row in rows],
        "next_cursor": write_cursor([rows[-1].day, rows[-1].id]) if more else None,
    }


async def _found(db: TenantDb, term: Term) -> Found:
    """How often a term stands in the books, roughly; and its slips where it does not."""
    counts = {word: await _count(db, word) for word in term.words}
    count = min(counts.values(), default=0)
    rarest = min(counts, key=lambda word: counts[word], default="")
    if term.low is not None:
        # An exact amount is taken to be rare, a range to be frequent; both are looked at exactly later.
        exact = term.low == term.high
        return Found(term, max(count, 1) if exact else CANDIDATES + 1, rarest)
    if count or len(term.words) != 1:
        return Found(term, count, rarest)
    slips = await _slips(db, term.words[0])
    return Found(term, sum([await _count(db, word) for word in slips]), slips=slips)


async def _count(db: TenantDb, word: str) -> int:
    query = text(f"select coalesce(sum(w.count), 0)::bigint from (select count from voucher_words where {_range('word', 'w')} limit 5000) w")
    return int((await db.execute(query, _bounds(word, "w"))).scalar_one())


async def _slips(db: TenantDb, word: str) -> tuple[str, ...]:
    if not 4 <= len(word) <= 30 or any(character.isdigit() for character in word):
        return ()
    rows = (
        await db.execute(text("select distinct word from word_forms where form = any(:forms) order by word limit 200"), {"forms": list(forms(word))})
    ).scalars()
    return tuple(each for each in rows if is_one_slip(word, each))[:5]


def _range(column: str, name: str) -> str:
    """The words that begin so. Ranges of bytes: both comparisons are leakproof, so they are conditions of the index (LIKE would not be)."""
    return f"{column} >= :{name}_from and {column} < :{name}_to"


def _bounds(word: str, name: str) -> Mapping[str, str]:
    kept = word[:60]
    # A single letter or digit begins too much to be meant as a beginning.
    return {f"{name}_from": kept, f"{name}_to": kept + ("\U0010ffff" if len(kept) > 1 else "\x01")}


async def _rows(db: TenantDb, entities: Sequence[uuid.UUID], found: Sequence[Found], cursor: str | None, limit: int) -> Sequence[Any]:
    values: dict[str, Any] = {"entities": list(entities), "limit": limit}
    conditions = ["j.state <> 'dropped'"]
    for number, each in enumerate(found):
        conditions.append(f"({_condition(each, f't{number}', values)})")
    rarest = min(found, key=lambda each: (each.count, each.term.low is None))
    if rarest.count <= CANDIDATES:
        conditions.append(f"j.id in ({_candidates(rarest, values)})")
    if cursor:
        day, identity = read_cursor(cursor, (date, uuid.UUID))
        conditions.append("(j.day, j.id) < (cast(:day as date), cast(:id as uuid))")
        values |= {"day": day, "id": identity}
    query = f"""
        select j.*, e.code as entity_code from entities e cross join lateral (
            select j.id, j.entity_id, j.day, coalesce(j.number, '') as number, j.imported_number, j.kind, j.state, j.party, j.narration, j.reference, j.branch, j.amount_paise
            from journal_entries j where j.entity_id = e.id and {" and ".join(conditions)} order by j.day desc, j.id desc limit :limit
        ) j where e.id = any(:entities) order by j.day desc, j.id desc limit :limit
    """
    return (await db.execute(text(query), values)).all()


def _condition(each: Found, name: str, values: dict[str, Any]) -> str:
    """What must hold of a voucher `j` itself, whatever the index says: its text may have changed since."""
    term, either = each.term, list[str]()
    if each.slips:
        values[f"{name}_slips"] = [f" {word} " for word in each.slips]
        either.append(f"exists (select from unnest(cast(:{name}_slips as text[])) s where position(s in {_SAID}) > 0)")
    elif term.words:
        parts = []
        for place, word in enumerate(term.words):
            values[f"{name}_{place}"] = f" {word[:60]}" + (" " if len(word) == 1 else "")
            parts.append(f"position(:{name}_{place} in said.words) > 0")
        either.append(f"(select {' and '.join(parts)} from (select {_SAID} as words offset 0) said)")
    if term.low is not None:
        values |= {f"{name}_low": term.low, f"{name}_high": term.high}
        span = f"between :{name}_low and :{name}_high"
        either.append(f"j.amount_paise {span}")
        if term.low == term.high:
            either.append(f"exists (select from journal_lines l where l.entry_id = j.id and abs(l.amount_paise) {span})")
    return " or ".join(either)


def _candidates(each: Found, values: dict[str, Any]) -> str:
    """Ids of vouchers that an index names for a term."""
    term, parts = each.term, list[str]()
    if each.slips:
        values["c_slips"] = list(each.slips)
        parts.append("select unnest(w.entries) from voucher_words w where w.word = any(cast(:c_slips as text[]))")
    elif term.words:
        values |= _bounds(each.rarest, "c")
        parts.append(f"select unnest(w.entries) from voucher_words w where {_range('w.word', 'c')}")
    if term.low is not None:
        values["c_amount"] = term.low
        values["c_amounts"] = [term.low, -term.low]
        parts.append("select l.entry_id from journal_lines l where l.amount_paise = any(cast(:c_amounts as bigint[]))")
        parts.append("select a.id from journal_entries a where a.amount_paise = :c_amount")
    return " union all ".join(parts)
