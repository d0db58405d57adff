"""What people decide on matches and breaks."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import (
    Close,
    Entity,
    ReconciliationBreak,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
    uuid7,
)
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.close.decided import MATCHED_BY_HAND, manual_match_id, rejected_because
from qrt.core.recon.types import Side, Stage


async def accept(db: TenantDb, by: Person, report_id: uuid.UUID, match: str, version: int) -> None:
    """Agree with a suggested match. Raises Refused recon.unknown, recon.stale, recon.not_suggested, close.signed."""
    report, row = await _load_match(db, report_id, match, version)
    if row.status not in ("suggested", "auto"):
        raise Refused("recon.not_suggested", f"This match is {row.status} already.")
    row.status, row.decided_by, row.decided_at, row.version = "accepted", uuid.UUID(by.id), datetime.now(UTC), row.version + 1
    await db.flush()
    await _decide(db, by, report, "match_accepted", row.match, {})
    await _changed(db, report_id, row.match, "accepted")


async def reject(db: TenantDb, by: Person, report_id: uuid.UUID, match: str, version: int, reason: str = "") -> None:
    """Disagree with a match: its items are open again, with the reason."""
    report, row = await _load_match(db, report_id, match, version)
    if row.status == "rejected":
        raise Refused("recon.not_suggested", "This match is rejected already.")
    row.status, row.decided_by, row.decided_at, row.version = "rejected", uuid.UUID(by.id), datetime.now(UTC), row.version + 1
    await db.flush()
    lines = (await db.execute(select(ReconciliationMatchLine).where(ReconciliationMatchLine.match_id == row.id))).scalars().all()
    why = rejected_because(reason)
    days = {(item.side, item.item): item.day for item in await _items(db, report_id, [(line.side, line.item) for line in lines])}
    for line in lines:
        nearest = min((other.item for other in lines if other.side != line.side), default="")
        age = max((report.as_of - days[line.side, line.item]).days, 0)
        values = {"nearest": nearest, "why_not": why, "age_days": age, "open": True}
        await db.execute(
            insert(ReconciliationBreak)
            .values(report_id=report_id, side=line.side, item=line.item, **values)
            .on_conflict_do_update(index_elements=["tenant_id", "report_id", "side", "item"], set_=values)
        )
    await _decide(db, by, report, "match_rejected", row.match, {"reason": reason.strip()})
    await _changed(db, report_id, row.match, "rejected")


async def match_by_hand(db: TenantDb, by: Person, report_id: uuid.UUID, left: Sequence[str], right: Sequence[str]) -> str:
    """Bring open items of both sides together. Their sums must agree to the paisa; Refused("recon.unbalanced") names the difference."""
    report = await _load_report(db, report_id)
    if not left or not right:
        raise Refused("recon.one_sided", "Choose at least one line of each side.")
    wanted = [("left", item) for item in left] + [("right", item) for item in right]
    items = {(row.side, row.item): row for row in await _items(db, report_id, wanted)}
    open_rows = (
        await db.execute(select(ReconciliationBreak).where(ReconciliationBreak.report_id == report_id, ReconciliationBreak.open).with_for_update())
    ).scalars()
    breaks = {(row.side, row.item): row for row in open_rows}
    for each in wanted:
        if each not in items or each not in breaks:
            raise Refused("recon.not_open", f"{each[1]} is not an open line of this reconciliation.")
    difference = sum(items["left", item].amount_paise for item in left) - sum(items["right", item].amount_paise for item in right)
    if difference:
        raise Refused("recon.unbalanced", f"The two sides differ by {rupee_text(Paise(difference))}. Choose lines that agree, or book the difference first.")
    name = manual_match_id(left, right)
    match_id = uuid7()
    reasons = [{"text": MATCHED_BY_HAND, "weight": 1.0}]
    row = {"id": match_id, "report_id": report_id, "match": name, "stage": Stage.MANUAL.value, "status": "accepted", "score": 1.0, "margin": 1.0}
    await db.execute(insert(ReconciliationMatch).values(**row, difference_paise=0, reasons=reasons, decided_by=uuid.UUID(by.id), decided_at=datetime.now(UTC)))
    allocated = [{"match_id": match_id, "side": side, "item": item, "allocated_paise": items[side, item].amount_paise} for side, item in wanted]
    await db.execute(insert(ReconciliationMatchLine), allocated)
    for each in wanted:
        await db.execute(delete(ReconciliationBreak).where(ReconciliationBreak.id == breaks[each].id))
    await _decide(db, by, report, "match_made", name, {"left": sorted(left), "right": sorted(right)})
    await _changed(db, report_id, name, "accepted")
    return name


async def accept_filter(db: TenantDb, by: Person, report_id: uuid.UUID, stage: str | None, expected_count: int, expected_total_paise: int) -> int:
    """Accept every suggested match of a filter at once. Refused("recon.count_moved") when it no longer holds what the person saw."""
    report = await _load_report(db, report_id)
    chosen = (ReconciliationMatch.report_id == report_id) & (ReconciliationMatch.status == "suggested")
    if stage:
        chosen = chosen & (ReconciliationMatch.stage == stage)
    rows = (await db.execute(select(ReconciliationMatch).where(chosen).with_for_update())).scalars().all()
    total = (
        await db.execute(
            select(func.coalesce(func.sum(ReconciliationMatchLine.allocated_paise), 0)).where(
                ReconciliationMatchLine.match_id.in_([row.id for row in rows]), ReconciliationMatchLine.side == Side.LEFT.value
            )
        )
    ).scalar_one()
    if len(rows) != expected_count or int(total) != expected_total_paise:
        raise Refused("recon.count_moved", f"The filter now holds {len(rows)} matches of {rupee_text(Paise(int(total)))}. Look again before accepting.")
    moment = {"status": "accepted", "decided_by": uuid.UUID(by.id), "decided_at": datetime.now(UTC), "version": ReconciliationMatch.version + 1}
    await db.execute(update(ReconciliationMatch).where(ReconciliationMatch.id.in_([row.id for row in rows])).values(**moment))
    for row in rows:
        await _decide(db, by, report, "match_accepted", row.match, {})
    await _changed(db, report_id, "", "accepted")
    return len(rows)


async def _load_report(db: TenantDb, report_id: uuid.UUID) -> ReconciliationReport:
    query = select(ReconciliationReport, Close.state).join(Close, Close.id == ReconciliationReport.close_id).where(ReconciliationReport.id == report_id)
    found = (await db.execute(query)).one_or_none()
    if found is None:
        raise Refused("recon.unknown", "There is no such reconciliation.")
    if found[1] == "signed":
        raise Refused("close.signed", "This quarter is signed. Ask a controller to reopen it.")
    report: ReconciliationReport = found[0]
    return report


async def _load_match(db: TenantDb, report_id: uuid.UUID, match: str, version: int) -> tuple[ReconciliationReport, ReconciliationMatch]:
    report = await _load_report(db, report_id)
    query = select(ReconciliationMatch).where(ReconciliationMatch.report_id == report_id, ReconciliationMatch.match == match).with_for_update()
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such match.")
    if row.version != version:
        raise Refused("recon.stale", "Somebody decided on this match since you saw it.")
    return report, row


async def _items(db: TenantDb, report_id: uuid.UUID, wanted: Sequence[tuple[str, str]]) -> list[ReconciliationItem]:
    names = [item for _, item in wanted]
    query = select(ReconciliationItem).where(ReconciliationItem.report_id == report_id, ReconciliationItem.item.in_(names))
    return list((await db.execute(query)).scalars())


async def _decide(db: TenantDb, by: Person, report: ReconciliationReport, kind: str, match: str, content: dict[str, object]) -> None:
    entity = (await db.execute(select(Entity.code).where(Entity.id == report.entity_id))).scalar_one()
    await closes.save_decision(db, report.close_id, kind, f"{entity}|{report.kind}|{report.subject}|{match}", content, uuid.UUID(by.id))


async def _changed(db: TenantDb, report_id: uuid.UUID, match: str, status: str) -> None:
    await append_event(db, "recon.changed", {"id": str(report_id), "match": match, "status": status})
