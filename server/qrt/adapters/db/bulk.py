"""Many rows in one statement: they travel as one JSON value and are taken apart by the server, several times quicker than a parameter for each value."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, TextClause, text
from sqlalchemy.dialects import postgresql

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Base, uuid7

_DIALECT = postgresql.dialect()
_CHUNK = 8000


Packed = list[tuple[TextClause, dict[str, str]]]
"""Statements with their rows, ready to be sent. Made by `pack_rows`, which needs no database and so can run beside one that is at work."""


async def insert_rows(db: TenantDb, model: type[Base], rows: Sequence[Mapping[str, Any]], *, skip_known: bool = False) -> None:
    """Insert rows that all have the same columns. An `id` is made where the rows have none; columns left out take the table's defaults.

    skip_known  leave rows alone whose unique key stands already
    """
    await insert_packed(db, pack_rows(model, rows, skip_known=skip_known))


async def insert_packed(db: TenantDb, packed: Packed) -> None:
    """Send what `pack_rows` made."""
    for statement, values in packed:
        await db.execute(statement, values)


def pack_rows(model: type[Base], rows: Sequence[Mapping[str, Any]], *, skip_known: bool = False) -> Packed:
    """The statements of `insert_rows`."""
    if not rows:
        return []
    table = model.__table__
    assert isinstance(table, Table)
    give_ids = "id" in table.c and "id" not in rows[0]
    packed: Packed = []
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        same = _same_in_all(chunk)
        varying = [name for name in rows[0] if name not in same]
        given = [({"id": uuid7()} if give_ids else {}) | {name: row[name] for name in varying} for row in chunk]
        statement = _statement(table, (["id", *varying] if give_ids else varying), list(same), skip_known=skip_known)
        packed.append((statement, {"rows": _json(given), "same": _json(same)}))
    return packed


def _same_in_all(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Columns that have one value in all of many rows: they travel once. One column always stays with the rows."""
    if len(rows) == 1:
        return {}
    first, last = rows[0], rows[-1]
    maybe = [name for name, value in first.items() if name != "id" and value == last[name]]
    found = {name: first[name] for name in maybe if all(row[name] == first[name] for row in rows)}
    return {} if len(found) == len(first) else found


def _statement(table: Table, varying: Sequence[str], same: Sequence[str], *, skip_known: bool) -> TextClause:
    def typed(names: Sequence[str]) -> str:
        return ", ".join(f'"{name}" {table.c[name].type.compile(dialect=_DIALECT)}' for name in names)

    into = ", ".join(f'"{name}"' for name in (*varying, *same))
    taken = ", ".join([f'r."{name}"' for name in varying] + [f's."{name}"' for name in same])
    # json, not jsonb: the server takes the text apart once instead of building a tree of it first.
    rows = f"json_to_recordset(cast(:rows as json)) as r({typed(varying)})"
    once = f" cross join json_to_record(cast(:same as json)) as s({typed(same)})" if same else " where cast(:same as json) is not null"
    conflict = " on conflict do nothing" if skip_known else ""
    return text(f'insert into "{table.name}" ({into}) select {taken} from {rows}{once}{conflict}')


def _json(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> str:
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no form for a bulk insert: {type(value).__name__}")
