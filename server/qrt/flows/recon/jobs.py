"""Work over reconciliations that a worker does: taking automatic matches back batch by batch, trying other rules, and writing long lists as files."""

import asyncio
import uuid
from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import cast, select, update
from sqlalchemy.dialects.postgresql import JSONB

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.identity.users import load_account
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import ReconciliationMatch, ReconJob, ReconJobEntry
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.close.recon_decided import UNDONE
from qrt.core.recon.rules import to_rules
from qrt.flows.recon import exporting
from qrt.flows.recon.acts import Step, extend_act, keep_act
from qrt.flows.recon.places import load_at
from qrt.flows.recon.rules import load_trial, trial_content

BATCH = 500
"""Matches of one transaction: what stays locked together, how soon "stop" is heard, and what a killed worker does again."""

LIVE = ("waiting", "running")


async def work_on(sessions: Sessions, tenant: uuid.UUID, job_id: uuid.UUID, store: ObjectStore) -> bool:
    """The next part of a job in one transaction; whether some remains. A second time after a crash does only what did not commit."""
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        job = await _load(db, job_id)
        asker, kind, live = job.by, job.kind, job.state in LIVE
        account = await load_account(db, asker)
    if not live:
        return False
    assert account is not None
    by = Person(str(account.id), account.name, account.roles if account.active else frozenset[str]())
    if kind == "export":
        return await _export(sessions, tenant, by, job_id, store)
    return await (_undo_batch if kind == "undo" else _try)(sessions, tenant, by, job_id)


async def stop(db: TenantDb, job_id: uuid.UUID) -> None:
    """Stop after the batch that is at work; what is done stays. Raises Refused recon.unknown, recon.job_ended."""
    job = await _load(db, job_id)
    if job.state not in LIVE:
        raise Refused("recon.job_ended", "This job has ended already.")
    await _end(db, job, "stopped", "Stopped by a person.")


async def fail(sessions: Sessions, tenant: uuid.UUID, job_id: uuid.UUID, sentence: str) -> None:
    """Say that the job could not go on. What it did stays."""
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        job = await _load(db, job_id)
        if job.state in LIVE:
            await _end(db, job, "failed", sentence)


async def _undo_batch(sessions: Sessions, tenant: uuid.UUID, by: Person, job_id: uuid.UUID) -> bool:
    async with tenant_session(sessions, tenant, by, f"recon:{job_id}") as db:
        job = await _load(db, job_id)
        if job.state not in LIVE:
            return False
        query = select(ReconJobEntry).where(ReconJobEntry.job_id == job_id, ReconJobEntry.state == "waiting").order_by(ReconJobEntry.position)
        entries = (await db.execute(query.limit(BATCH + 1))).scalars().all()
        by_report: defaultdict[uuid.UUID, list[ReconJobEntry]] = defaultdict(list)
        for entry in entries[:BATCH]:
            by_report[entry.report_id].append(entry)
        for report_id, batch in by_report.items():
            acts = job.result.get("acts", {})
            made = await _undo(db, by, report_id, batch, str(job.wanted["reason"]), acts.get(str(report_id)))
            job.result = {"acts": {**acts, str(report_id): str(made)}}
        job.done += sum(entry.state == "undone" for entry in entries[:BATCH])
        job.failed += sum(entry.state == "failed" for entry in entries[:BATCH])
        more = len(entries) > BATCH
        job.state, job.ended_at = ("running", None) if more else ("done", datetime.now(UTC))
        await db.flush()
        await _tell(db, job)
    return more


async def _undo(db: TenantDb, by: Person, report_id: uuid.UUID, entries: list[ReconJobEntry], reason: str, act: str | None) -> uuid.UUID:
    """Take the matches of one report back to "suggested"; one that somebody decided on meanwhile stays as it is and says so.

    The whole job is one act in the history of the report: `act` is that of the batches before, and the act is given back.
    """
    at = await load_at(db, report_id, lock=True)
    names = [entry.match for entry in entries]
    query = select(ReconciliationMatch).where(ReconciliationMatch.report_id == report_id, ReconciliationMatch.match.in_(names)).with_for_update()
    standing = {row.match: row for row in (await db.execute(query)).scalars()}
    undone: list[str] = []
    steps: list[Step] = []
    for entry in entries:
        row = standing.get(entry.match)
        if row is None or row.status != "auto" or row.version != entry.version:
            entry.state, entry.sentence = "failed", "Somebody decided on it, or a run replaced it, since it was listed."
            steps.append(Step(entry.match, entry.version, code="recon.stale", sentence=entry.sentence))
        else:
            entry.state = "undone"
            undone.append(entry.match)
            steps.append(Step(entry.match, row.version + 1, left_paise=row.left_paise, difference_paise=row.difference_paise))
    if act is None:
        made = await keep_act(db, by, report_id, "release", steps, reason)
    else:
        made = uuid.UUID(act)
        await extend_act(db, made, steps)
    if not undone:
        return made
    chosen = (ReconciliationMatch.report_id == report_id) & ReconciliationMatch.match.in_(undone)
    earlier = ReconciliationMatch.earlier.op("||")(cast(["auto"], JSONB))
    changed = {"status": "suggested", "version": ReconciliationMatch.version + 1, "earlier": earlier}
    await db.execute(update(ReconciliationMatch).where(chosen).values(**changed).execution_options(synchronize_session=False))
    # The names of the batch are one decision: a hundred thousand would make a close that nobody can read.
    await closes.save_decision(db, at.close.id, UNDONE, f"{at.subject}|", {"matches": undone, "reason": reason}, uuid.UUID(by.id))
    await append_event(db, "recon.changed", {"id": str(report_id), "match": "", "status": "suggested"})
    return made


async def _try(sessions: Sessions, tenant: uuid.UUID, by: Person, job_id: uuid.UUID) -> bool:
    async with tenant_session(sessions, tenant, by, f"recon:{job_id}") as db:
        job = await _load(db, job_id)
        if job.state not in LIVE:
            return False
        assert job.report_id is not None
        said = job.wanted["rules"]
        work = await load_trial(db, job.report_id, None if said is None else to_rules(said))
        job.state = "running"
        await db.flush()
        await _tell(db, job)
    # Nothing is held while the two are worked out.
    trial = trial_content(await asyncio.to_thread(work))
    async with tenant_session(sessions, tenant, by, f"recon:{job_id}") as db:
        job = await _load(db, job_id)
        if job.state in LIVE:
            job.result, job.done = trial, 1
            await _end(db, job, "done", "")
    return False


async def _export(sessions: Sessions, tenant: uuid.UUID, by: Person, job_id: uuid.UUID, store: ObjectStore) -> bool:
    """Write the whole list; a second time after a crash begins again, for half a file is none."""
    await exporting.forget_old(sessions, tenant, store)
    async with tenant_session(sessions, tenant, by, f"recon:{job_id}") as db:
        job = await _load(db, job_id)
        asked, report_id = exporting.to_asked(job.wanted), job.report_id
    assert report_id is not None

    async def goes_on(written: int) -> bool:
        async with tenant_session(sessions, tenant, by, f"recon:{job_id}") as db:
            job = await _load(db, job_id)
            if job.state in LIVE:
                # Rows that came meanwhile are written too.
                job.state, job.done, job.total = "running", written, max(job.total, written)
                await db.flush()
                await _tell(db, job)
            return job.state in LIVE

    file = await exporting.write_long(sessions, tenant, by, report_id, asked, store, goes_on)
    async with tenant_session(sessions, tenant, by, f"recon:{job_id}") as db:
        job = await _load(db, job_id)
        if job.state in LIVE and file is not None:
            job.result = file
            await _end(db, job, "done", "")
    return False


async def _end(db: TenantDb, job: ReconJob, state: str, message: str) -> None:
    job.state, job.message, job.ended_at = state, message, datetime.now(UTC)
    await db.flush()
    await _tell(db, job)


async def _load(db: TenantDb, job_id: uuid.UUID) -> ReconJob:
    query = select(ReconJob).where(ReconJob.id == job_id).with_for_update().execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such job.")
    return row


async def _tell(db: TenantDb, job: ReconJob) -> None:
    await append_event(db, "recon_job.changed", {"id": str(job.id), "kind": job.kind, "state": job.state, "done": job.done, "failed": job.failed})
