"""Findings of a close."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, case, func, select

from qrt.adapters.db.listing.base import (
    Row,
    Scope,
    after,
    contains_words,
    cut_page,
    digests_in,
    load_entity_codes,
    load_names,
    load_papers_by_digest,
    load_scope,
    place_row,
    write_cursor,
)
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import FindingRow
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

_RANK = case({"blocking": 0, "error": 1, "warning": 2}, value=FindingRow.severity, else_=3)
_SIZE = -FindingRow.amount_paise
_ORDER = (_RANK, _SIZE, FindingRow.id)


async def load_page(
    db: TenantDb,
    quarter: Quarter,
    entity: str | None,
    severity: str | None,
    rule: str | None,
    state: str | None,
    words: str | None,
    cursor: str | None,
    limit: int,
) -> Row:
    """Findings, worst and dearest first. Without a state those that are gone are left out."""
    scope = await load_scope(db, quarter, entity)
    base = _in(scope)
    chosen = [*base, FindingRow.state == state if state else FindingRow.state != "gone"]
    if severity:
        chosen.append(FindingRow.severity == severity)
    if rule:
        chosen.append(FindingRow.rule == rule)
    chosen += contains_words(words, (FindingRow.sentence, FindingRow.subject, FindingRow.rule))
    total, total_paise = (await db.execute(select(func.count(), func.coalesce(func.sum(FindingRow.amount_paise), 0)).where(*chosen))).one()
    behind = after(cursor, _ORDER, (int, int, uuid.UUID))
    query = select(FindingRow).where(*chosen).order_by(*_ORDER).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).scalars().all(), limit)
    standing = [*base, FindingRow.state == "open"]
    by_severity = dict((await db.execute(select(FindingRow.severity, func.count()).where(*standing).group_by(FindingRow.severity))).all())
    by_rule = (
        await db.execute(
            select(FindingRow.rule, func.count().label("count"), func.sum(FindingRow.amount_paise).label("amount_paise"))
            .where(*standing)
            .group_by(FindingRow.rule)
            .order_by(func.count().desc(), FindingRow.rule)
        )
    ).all()
    return {
        "items": await finding_rows(db, rows),
        "next_cursor": write_cursor([_rank(rows[-1].severity), -rows[-1].amount_paise, rows[-1].id]) if more else None,
        "total": total,
        "total_paise": int(total_paise),
        "by_severity": {name: by_severity.get(name, 0) for name in ("info", "warning", "error", "blocking")},
        "by_rule": [{"rule": each.rule, "count": each.count, "amount_paise": int(each.amount_paise)} for each in by_rule],
    }


async def load_finding(db: TenantDb, finding_id: uuid.UUID) -> Row:
    """One finding. Raises Refused("finding.unknown")."""
    row = (await db.execute(select(FindingRow).where(FindingRow.id == finding_id))).scalar_one_or_none()
    if row is None:
        raise Refused("finding.unknown", "There is no such finding.")
    return (await finding_rows(db, [row]))[0]


async def load_blocking(db: TenantDb, scope: Scope, limit: int = 20) -> list[Row]:
    """Open findings that stop the sign-off."""
    query = select(FindingRow).where(*_in(scope), FindingRow.state == "open", FindingRow.severity == "blocking").order_by(*_ORDER).limit(limit)
    return await finding_rows(db, (await db.execute(query)).scalars().all())


async def finding_rows(db: TenantDb, rows: Sequence[FindingRow]) -> list[Row]:
    """Findings with names for ids and papers for digests."""
    codes = await load_entity_codes(db)
    names = await load_names(db, [each for row in rows for each in (row.asked_by, row.waived_by)])
    papers = await load_papers_by_digest(db, [each for row in rows for each in digests_in(row.evidence)], rows[0].close_id if rows else None)
    return [_row(row, codes, names, papers) for row in rows]


def _row(row: FindingRow, codes: Mapping[uuid.UUID, str], names: Mapping[uuid.UUID, str], papers: Mapping[str, tuple[uuid.UUID, str]]) -> Row:
    return {
        "id": row.id,
        "rule": row.rule,
        "severity": row.severity,
        "subject": row.subject,
        "sentence": row.sentence,
        "amount_paise": row.amount_paise,
        "law": row.law,
        "entity_code": codes.get(row.entity_id) if row.entity_id else None,
        "agent": row.agent,
        "state": row.state,
        "evidence": [each for place in row.evidence if (each := place_row(place, papers))],
        "waive_reason": row.waive_reason,
        "asked_by": names.get(row.asked_by) if row.asked_by else None,
        "waived_by": names.get(row.waived_by) if row.waived_by else None,
        "version": row.version,
    }


def _in(scope: Scope) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [FindingRow.close_id == scope.close]
    if scope.entity:
        chosen.append(FindingRow.entity_id == scope.entity)
    return chosen


def _rank(severity: str) -> int:
    return {"blocking": 0, "error": 1, "warning": 2}.get(severity, 3)
