"""What runs accepted without a person: looked at by sample, and taken back together as a job."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.listing.base import load_close_row
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, ReconciliationMatch, ReconciliationReport, ReconJob, ReconJobEntry, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.close.recon_decided import CHECKED
from qrt.flows import recon
from qrt.flows.recon.places import load_at

Enqueue = Callable[[TenantDb, uuid.UUID], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class AutomaticFilter:
    """Which automatic matches that nobody decided since: all of a quarter's run, or of one reconciliation, one entity, one stage. "" and None leave a thing open."""

    quarter: Quarter
    report: uuid.UUID | None = None
    entity: str = ""
    stage: str = ""


async def look(db: TenantDb, by: Person, report_id: uuid.UUID, match: str, version: int, *, right: bool, note: str) -> None:
    """Say what a look at an automatic match found. It is kept for good; a match that is found wrong is rejected with it, so that it counts no more.

    Raises Refused recon.unknown, recon.stale, recon.not_automatic, recon.reason_missing, close.signed.
    """
    at = await load_at(db, report_id, lock=True)
    query = select(ReconciliationMatch).where(ReconciliationMatch.report_id == report_id, ReconciliationMatch.match == match).with_for_update()
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such match.")
    if row.version != version:
        raise Refused("recon.stale", "Somebody decided on this match since you saw it.")
    if not row.automatic:
        raise Refused("recon.not_automatic", "A person decided on this match: there is nothing to check on the machine.")
    if right and row.status == "rejected":
        # What counts as right is what stands: the next run would measure it as accepted.
        raise Refused("recon.not_automatic", "This match is rejected. Take that back in the history first, then say that it is right.")
    if not right and not note.strip():
        raise Refused("recon.reason_missing", "Say what is wrong with it.")
    close_id, subject = at.close.id, f"{at.subject}|{match}"
    if not right and row.status != "rejected":
        await recon.reject(db, by, report_id, match, version, note)
    content = {"right": right, "note": note.strip(), "by": by.name}
    await closes.save_decision(db, close_id, CHECKED, subject, content, uuid.UUID(by.id))
    await append_event(db, "recon.changed", {"id": str(report_id), "match": match, "looked": right})


async def count_undoable(db: TenantDb, wanted: AutomaticFilter) -> tuple[int, int]:
    """How many matches the filter would take back, and what they come to in paise (our side of each, without its sign)."""
    query = select(func.count(), func.coalesce(func.sum(func.abs(ReconciliationMatch.left_paise)), 0))
    count, total = (await db.execute(query.where(ReconciliationMatch.id.in_(await _chosen(db, wanted))))).one()
    return int(count), int(total)


async def ask_undo(
    db: TenantDb, by: Person, wanted: AutomaticFilter, expected_count: int, expected_total_paise: int, reason: str, enqueue: Enqueue
) -> uuid.UUID:
    """Ask that the automatic matches of the filter wait for a person again, when they are what the person saw. The list is kept; a worker takes them back.

    Where a worker is at it already, its job is given.

    Raises Refused recon.reason_missing, recon.count_moved, recon.nothing_automatic, close.unknown, close.signed.
    """
    if not reason.strip():
        raise Refused("recon.reason_missing", "Say why they are taken back.")
    close = await load_close_row(db, wanted.quarter)
    await closes.hold_unsigned(db, close.id)
    said = {"report": str(wanted.report) if wanted.report else "", "entity": wanted.entity, "stage": wanted.stage, "reason": reason.strip()}
    scope = {name: said[name] for name in ("report", "entity", "stage")}
    # Whoever asks the same meanwhile waits here, and finds the job.
    await db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"recon undo {close.id}", 0))))
    same = (ReconJob.close_id == close.id) & (ReconJob.kind == "undo") & ReconJob.state.in_(("waiting", "running")) & ReconJob.wanted.contains(scope)
    if (running := (await db.execute(select(ReconJob.id).where(same).limit(1))).scalar_one_or_none()) is not None:
        return running
    count, total = await count_undoable(db, wanted)
    if (count, total) != (expected_count, expected_total_paise):
        raise Refused("recon.count_moved", f"The filter now holds {count} matches of {rupee_text(Paise(total))}. Look again before taking them back.")
    if not count:
        raise Refused("recon.nothing_automatic", "Nothing here is accepted without a person.")
    made = uuid7()
    db.add(ReconJob(id=made, close_id=close.id, report_id=wanted.report, kind="undo", wanted=said, total=count, total_paise=total, by=uuid.UUID(by.id)))
    await db.flush()
    query = (
        select(ReconciliationMatch.report_id, ReconciliationMatch.match, ReconciliationMatch.version)
        .where(ReconciliationMatch.id.in_(await _chosen(db, wanted)))
        .order_by(ReconciliationMatch.report_id, ReconciliationMatch.match)
    )
    rows = (await db.execute(query)).all()
    items = [{"id": uuid7(), "job_id": made, "position": place, **row._asdict()} for place, row in enumerate(rows)]
    for start in range(0, len(items), 1000):
        await db.execute(insert(ReconJobEntry), items[start : start + 1000])
    await enqueue(db, made)
    return made


async def _chosen(db: TenantDb, wanted: AutomaticFilter):
    close = await load_close_row(db, wanted.quarter)
    query = (
        select(ReconciliationMatch.id)
        .join(ReconciliationReport, ReconciliationReport.id == ReconciliationMatch.report_id)
        .where(ReconciliationReport.close_id == close.id, ReconciliationMatch.automatic, ReconciliationMatch.status == "auto")
    )
    if wanted.report:
        query = query.where(ReconciliationReport.id == wanted.report)
    if wanted.entity:
        query = query.join(Entity, Entity.id == ReconciliationReport.entity_id).where(Entity.code == wanted.entity)
    if wanted.stage:
        query = query.where(ReconciliationMatch.stage == wanted.stage)
    return query
