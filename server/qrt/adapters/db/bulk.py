"""Many rows in one statement: they travel as one JSON value and are taken apart by the server, several times quicker than a parameter for each value."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Base, uuid7

_DIALECT = postgresql.dialect()
_CHUNK = 4000


async def insert_rows(db: TenantDb, model: type[Base], rows: Sequence[Mapping[str, Any]], *, skip_known: bool = False) -> None:
    """Insert rows that all have the same columns. An `id` is made where the rows have none; columns left out take the table's defaults.

    skip_known  leave rows alone whose unique key stands already
    """
    if not rows:
        return
    table = model.__table__
    assert isinstance(table, Table)
    names = list(rows[0])
    give_ids = "id" in table.c and "id" not in rows[0]
    columns = ["id", *names] if give_ids else names
    typed = ", ".join(f'"{name}" {table.c[name].type.compile(dialect=_DIALECT)}' for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    conflict = " on conflict do nothing" if skip_known else ""
    statement = text(f'insert into "{table.name}" ({listed}) select {listed} from jsonb_to_recordset(cast(:rows as jsonb)) as r({typed}){conflict}')
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        given = [{"id": uuid7(), **row} for row in chunk] if give_ids else chunk
        await db.execute(statement, {"rows": json.dumps(given, default=_plain, ensure_ascii=False)})


def _plain(value: Any) -> str:
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no form for a bulk insert: {type(value).__name__}")
