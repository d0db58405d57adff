"""The audit trail as people read it."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from qrt.adapters.db.listing.base import Row, actor_id, actor_name, load_names, read_cursor, write_cursor
from qrt.adapters.db.session import TenantDb
from qrt.core.base.errors import Refused

_COLUMNS = "seq, at, actor, tbl, op, row_id, body"
_OPS = {"INSERT": "added", "UPDATE": "changed", "DELETE": "removed"}
_QUIET = frozenset({"tenant_id", "id", "version", "created_at", "last_seen_at"})


async def load_page(db: TenantDb, first: Any, last: Any, table: str | None, actor: str | None, record: str | None, cursor: str | None, limit: int) -> Row:
    """The trail, newest first. `first` and `last` are days between which it happened, or None."""
    where = ["true"]
    values: dict[str, Any] = {}
    if first and last:
        where.append("at >= :first and at < (cast(:last as date) + 1)")
        values |= {"first": first, "last": last}
    if table:
        where.append("tbl = :table")
        values["table"] = table
    if actor:
        # Everything that stands in for a search is a parameter; position() knows no wildcards.
        where.append(
            "(actor = :actor or position(lower(:actor) in lower(actor)) > 0 or actor in (select 'person:' || id from users where name ilike '%' || replace(replace(:actor, '%', ''), '_', '') || '%'))"
        )
        values["actor"] = actor
    if record:
        where.append("row_id = :record")
        values["record"] = record
    condition = " and ".join(where)
    total = (await db.execute(text(f"select count(*) from audit.log where {condition}"), values)).scalar_one()
    if cursor:
        condition += " and seq < :before"
        values["before"] = read_cursor(cursor, (int,))[0]
    query = text(f"select {_COLUMNS} from audit.log where {condition} order by seq desc limit :limit")
    rows = (await db.execute(query, values | {"limit": limit + 1})).all()
    more = len(rows) > limit
    rows = rows[:limit]
    return {"items": await _rows(db, rows), "next_cursor": write_cursor([rows[-1].seq]) if more else None, "total": total}


_LINE = """
    tbl = :table and row_id = :record and xid in (
        select of_entry.xid from audit.log of_entry
        where of_entry.tbl = 'journal_entries' and of_entry.row_id = (select l.entry_id::text from journal_lines l where l.id = cast(:record as uuid)))
"""
"""A line is looked up through its voucher: both were written by one transaction, and lines have no place of their own in the trail's index."""


async def load_record(db: TenantDb, table: str, record: uuid.UUID) -> list[Row]:
    """Every version of one record, oldest first. Raises Refused("request.not_found") when the trail knows none."""
    condition = _LINE if table == "journal_lines" else "tbl = :table and tbl <> 'journal_lines' and row_id = :record"
    query = text(f"select {_COLUMNS} from audit.log where {condition} order by seq limit 500")
    rows = (await db.execute(query, {"table": table, "record": str(record)})).all()
    if not rows:
        raise Refused("request.not_found", "There is no such record.")
    return await _rows(db, rows)


async def _rows(db: TenantDb, rows: Sequence[Any]) -> list[Row]:
    names = await load_names(db, [actor_id(row.actor) for row in rows])
    found: list[Row] = []
    for row in rows:
        body = json.loads(row.body)
        old, new = body[9], body[10]
        found.append(
            {
                "seq": row.seq,
                "at": row.at,
                "actor": row.actor,
                "actor_name": actor_name(row.actor, names),
                "op": row.op,
                "table": row.tbl,
                "record": row.row_id,
                "summary": summary(row.tbl, row.op, old, new),
                "old": old,
                "new": new,
            }
        )
    return found


def summary(table: str, op: str, old: Row | None, new: Row | None) -> str:
    """ "journal entries changed: state waiting → posted": one line for people."""
    head = f"{table.replace('_', ' ')} {_OPS.get(op, op.lower())}"
    if old is None or new is None:
        subject = new or old or {}
        name = next((str(subject[key]) for key in ("number", "name", "subject", "rule", "kind", "key") if subject.get(key)), "")
        return f"{head}: {name}" if name else head
    changed = [key for key in new if key not in _QUIET and old.get(key) != new.get(key)]
    parts = [f"{key.replace('_', ' ')} {_short(old.get(key))} → {_short(new.get(key))}" for key in changed[:3]]
    rest = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return f"{head}: {', '.join(parts)}{rest}" if parts else head


def _short(value: Any) -> str:
    shown = "nothing" if value in (None, "", [], {}) else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else shown[:39] + "…"
