"""What the lists share: cursors, search words, the scope of a quarter and entity, names of papers."""

import base64
import binascii
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document, Entity, Period, User
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

Row = dict[str, Any]
"""One row of a screen."""

GROUP = frozenset({"", "group", "all"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list is about. `close` is None while nobody has opened the quarter; `entity` is None for the whole group."""

    quarter: Quarter
    close: uuid.UUID | None
    run: int
    entity: uuid.UUID | None
    entity_code: str | None


async def load_scope(db: TenantDb, quarter: Quarter, entity: str | None) -> Scope:
    """The close of a quarter, and the entity by its code (capitals do not matter). Raises Refused("entity.unknown")."""
    query = select(Close.id, Close.run).where(Close.fy_start == quarter.fy_start, Close.quarter == quarter.number)
    found = (await db.execute(query)).one_or_none()
    close, run = (found.id, found.run) if found else (None, 0)
    if entity is None or entity.lower() in GROUP:
        return Scope(quarter, close, run, None, None)
    codes = await db.execute(select(Entity.id, Entity.code))
    for identity, code in codes:
        if code.lower() == entity.lower():
            return Scope(quarter, close, run, identity, code)
    raise Refused("entity.unknown", "There is no such entity.")


async def load_close_row(db: TenantDb, quarter: Quarter) -> Close:
    """The close of a quarter. Raises Refused("close.unknown")."""
    row = (await db.execute(select(Close).where(Close.fy_start == quarter.fy_start, Close.quarter == quarter.number))).scalar_one_or_none()
    if row is None:
        raise Refused("close.unknown", f"There is no close for {quarter} yet. Open it first.")
    return row


async def load_period_ids(db: TenantDb, scope: Scope) -> list[uuid.UUID]:
    """Periods of the scope's quarter, of one entity or all."""
    query = select(Period.id).where(Period.fy_start == scope.quarter.fy_start, Period.quarter == scope.quarter.number)
    if scope.entity:
        query = query.where(Period.entity_id == scope.entity)
    return list((await db.execute(query)).scalars())


async def load_entity_codes(db: TenantDb) -> Mapping[uuid.UUID, str]:
    """Codes of the entities by id."""
    return {identity: code for identity, code in (await db.execute(select(Entity.id, Entity.code)))}


async def load_names(db: TenantDb, ids: Iterable[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    """Names of people by id."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    return {identity: name for identity, name in (await db.execute(select(User.id, User.name).where(User.id.in_(wanted))))}


def actor_name(made_by: str, names: Mapping[uuid.UUID, str]) -> str:
    """Who "person:<id>", "agent:JournalBot/1" or "system:reaper" is, for people."""
    kind, _, rest = made_by.partition(":")
    if kind == "person":
        try:
            return names.get(uuid.UUID(rest), "somebody who left")
        except ValueError:
            return "somebody"
    return rest.partition("/")[0] if kind == "agent" else (rest or made_by)


def actor_id(made_by: str) -> uuid.UUID | None:
    """The user's id in "person:<id>", else None."""
    try:
        return uuid.UUID(made_by.removeprefix("person:")) if made_by.startswith("person:") else None
    except ValueError:
        return None


def write_cursor(values: Sequence[Any]) -> str:
    """Where the next page begins, as text for an address."""
    plain = [each.isoformat() if isinstance(each, date | datetime) else str(each) if isinstance(each, uuid.UUID) else each for each in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The values that `write_cursor` wrote. Raises Refused("request.cursor") on anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError("another cursor")
        return [_as(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError, OverflowError, RecursionError) as wrong:
        raise Refused("request.cursor", "This is not a place in this list. Begin with the first page.") from wrong


def _as(value: Any, kind: type) -> Any:
    if kind is uuid.UUID:
        return uuid.UUID(value)
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment
    if kind is date:
        return date.fromisoformat(value)
    if kind is int:
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**62:
            raise ValueError("no whole number")
        return value
    if kind is float:
        return float(value)
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError("no text")
    return value


def after(cursor: str | None, columns: Sequence[Any], kinds: Sequence[type], *, descending: bool = False) -> ColumnElement[bool] | None:
    """The condition for "behind the cursor" in the order of these columns, all the same way; None on the first page."""
    if cursor is None:
        return None
    values = [literal(value, column.type) for value, column in zip(read_cursor(cursor, kinds), columns, strict=True)]
    place = tuple_(*columns)
    return place < tuple_(*values) if descending else place > tuple_(*values)


def contains_words(words: str | None, columns: Sequence[InstrumentedAttribute[Any]]) -> list[ColumnElement[bool]]:
    """Every word must stand in one of the columns; capitals do not matter. At most eight words count."""
    wanted = (words or "").replace("\x00", "").split()[:8]
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in wanted]


def cut_page(rows: Sequence[Any], limit: int) -> tuple[Sequence[Any], bool]:
    """The page out of limit + 1 rows, and whether there is more."""
    return rows[:limit], len(rows) > limit


async def load_papers_by_digest(db: TenantDb, digests: Iterable[str], close: uuid.UUID | None = None) -> Mapping[str, tuple[uuid.UUID, str]]:
    """Id and name of papers by their SHA-256; of the same bytes in two quarters the one in `close` is meant."""
    wanted = {each for each in digests if each}
    if not wanted:
        return {}
    rows = (await db.execute(select(Document.sha256, Document.id, Document.name, Document.close_id).where(Document.sha256.in_(wanted)))).all()
    ordered = sorted(rows, key=lambda row: row.close_id == close)
    return {row.sha256: (row.id, row.name) for row in ordered}


def place_row(place: Mapping[str, Any] | None, papers: Mapping[str, tuple[uuid.UUID, str]]) -> Row | None:
    """A place for the page, with the paper's id and name."""
    if not place or not place.get("document"):
        return None
    identity, name = papers.get(place["document"], (None, ""))
    box = place.get("box")
    return {
        "document_id": identity,
        "name": name,
        "document": place["document"],
        "page": place.get("page"),
        "box": tuple(box) if box else None,
        "sheet": place.get("sheet"),
        "row": place.get("row"),
        "column": place.get("column"),
    }


def digests_in(places: Iterable[Mapping[str, Any] | None]) -> list[str]:
    """The papers that these places stand on."""
    return [place["document"] for place in places if place and place.get("document")]
