"""The board of a close: where the quarter stands, what waits, what runs."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, true

from qrt.adapters.db.listing.base import Row, Scope, load_close_row, load_entity_codes, load_names, load_period_ids, load_scope
from qrt.adapters.db.listing.documents import VIEWS
from qrt.adapters.db.listing.entities import quarter_label
from qrt.adapters.db.listing.findings import load_blocking
from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.adapters.db.tables import (
    Close,
    ClosePackageRow,
    CloseStage,
    CloseTask,
    Document,
    Entity,
    FinancialStatement,
    FindingRow,
    JournalEntry,
    Period,
    ReconciliationBreak,
    ReconciliationMatch,
    ReconciliationReport,
    SignOff,
    User,
)
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.india import INDIA
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter

_STATES = {"signed_off": "done", "in_review": "in_review", "in_progress": "in_progress", "blocked": "blocked", "not_started": "not_started"}


async def load_closes(db: TenantDb) -> list[Row]:
    """All closes, newest quarter first."""
    rows = (await db.execute(select(Close).order_by(Close.fy_start.desc(), Close.quarter.desc()))).scalars()
    return [_close(row) for row in rows]


async def load_close(db: TenantDb, quarter: Quarter) -> Row:
    """One close. Raises Refused("close.unknown")."""
    return _close(await load_close_row(db, quarter))


async def load_board(db: TenantDb, quarter: Quarter, entity: str | None, may: frozenset[str], now: datetime) -> Row:
    """Everything the board shows, for the group or one entity. `may` names what the person may do, so that only what waits for them is shown as waiting."""
    close = await load_close_row(db, quarter)
    scope = await load_scope(db, quarter, entity)
    today = now.astimezone(INDIA).date()
    tasks = await load_tasks(db, scope)
    stages = await _stages(db, close, now)
    counts = await _counts(db, scope)
    package = await _package(db, close)
    return _close(close) | {
        "day_number": max(0, (today - close.opens_on).days + 1),
        "day_total": (close.due_on - close.opens_on).days + 1,
        "progress": _progress(tasks),
        "tiles": _tiles(close, counts, package),
        "tasks": tasks,
        "waiting": _waiting(counts, may),
        "running": [stage for stage in stages if close.state == "running" and stage["state"] in ("waiting", "running")],
        "signoffs": await _sign_offs(db, close),
        "package": package,
        "blocking": await load_blocking(db, scope),
    }


async def load_progress(db: TenantDb, quarter: Quarter, now: datetime) -> Row:
    """Stages of the newest run. Raises Refused("close.unknown")."""
    close = await load_close_row(db, quarter)
    return {"run": close.run, "state": close.state, "stages": await _stages(db, close, now)}


async def load_tasks(db: TenantDb, scope: Scope) -> list[Row]:
    """The checklist in its order; of one entity its own lines and those of the whole group."""
    query = select(CloseTask).where(CloseTask.close_id == scope.close)
    if scope.entity:
        query = query.where(or_(CloseTask.entity_id == scope.entity, CloseTask.entity_id.is_(None)))
    return await _tasks(db, (await db.execute(query.order_by(CloseTask.position, CloseTask.key))).scalars().all())


async def load_task(db: TenantDb, quarter: Quarter, task_id: uuid.UUID) -> Row:
    """One line of the checklist. Raises Refused("task.unknown")."""
    return (await _tasks(db, [await _task(db, quarter, task_id)]))[0]


async def require_task(db: TenantDb, quarter: Quarter, task_id: uuid.UUID) -> None:
    """Raises Refused("task.unknown") when the task is not of this quarter's close."""
    await _task(db, quarter, task_id)


async def load_sign_off(db: TenantDb, quarter: Quarter, by: Person) -> Row:
    """The newest sign-off of this person under the quarter's packages."""
    found = [row for row in await _sign_offs(db, await load_close_row(db, quarter)) if row["by"] == by.id]
    return found[-1]


async def period_state(db: TenantDb, entity: str, quarter: Quarter) -> str:
    """open, soft_closed or locked. Raises Refused("period.unknown")."""
    query = (
        select(Period.state)
        .join(Entity, Entity.id == Period.entity_id)
        .where(Entity.code == entity, Period.fy_start == quarter.fy_start, Period.quarter == quarter.number)
    )
    state = (await db.execute(query)).scalar_one_or_none()
    if state is None:
        raise Refused("period.unknown", f"{entity} has no books for {quarter}.")
    return state


def workflow_id(db: TenantDb, quarter: Quarter, run: int) -> str:
    """The durable name of a run."""
    return f"close:{bound_tenant(db)}:{quarter}:{run}"


def _close(row: Close) -> Row:
    quarter = Quarter(row.fy_start, row.quarter)
    names = ("id", "state", "run", "opens_on", "due_on", "digest")
    return {name: getattr(row, name) for name in names} | {"quarter": str(quarter), "label": quarter_label(quarter)}


async def _task(db: TenantDb, quarter: Quarter, task_id: uuid.UUID) -> CloseTask:
    query = (
        select(CloseTask)
        .join(Close, Close.id == CloseTask.close_id)
        .where(CloseTask.id == task_id, Close.fy_start == quarter.fy_start, Close.quarter == quarter.number)
    )
    row = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("task.unknown", "There is no such task.")
    return row


async def _tasks(db: TenantDb, rows: Sequence[CloseTask]) -> list[Row]:
    codes = await load_entity_codes(db)
    names = await load_names(db, [each for row in rows for each in (row.owner_id, row.reviewer_id, row.prepared_by, row.signed_by)])
    plain = ("id", "key", "workstream", "title", "due_on", "state", "books_paise", "support_paise", "threshold_paise", "blocked_because", "version")
    return [
        {name: getattr(row, name) for name in plain}
        | {
            "entity_code": codes.get(row.entity_id) if row.entity_id else None,
            "owner": _person(row.owner_id, names),
            "reviewer": _person(row.reviewer_id, names),
            "difference_paise": None if row.books_paise is None or row.support_paise is None else row.books_paise - row.support_paise,
            "prepared_by": names.get(row.prepared_by) if row.prepared_by else None,
            "signed_by": names.get(row.signed_by) if row.signed_by else None,
        }
        for row in rows
    ]


def _person(identity: uuid.UUID | None, names: Mapping[uuid.UUID, str]) -> Row | None:
    return {"id": identity, "name": names[identity]} if identity and identity in names else None


def _progress(tasks: Sequence[Row]) -> Row:
    counts = dict.fromkeys(_STATES.values(), 0)
    for task in tasks:
        counts[_STATES[task["state"]]] += 1
    return {**counts, "total": len(tasks)}


async def _stages(db: TenantDb, close: Close, now: datetime) -> list[Row]:
    query = select(CloseStage).where(CloseStage.close_id == close.id, CloseStage.run == close.run).order_by(CloseStage.position)
    return [
        {
            "stage": row.stage,
            "label": row.stage.replace("_", " ").capitalize(),
            "agent": row.agent,
            "state": row.state,
            "done": row.done,
            "total": row.total,
            "message": row.message,
            "seconds": ((row.finished_at or now) - row.started_at).total_seconds() if row.started_at else None,
        }
        for row in (await db.execute(query)).scalars()
    ]


async def _counts(db: TenantDb, scope: Scope) -> Mapping[str, int]:
    """Every number of the board, in five questions."""
    found: dict[str, Any] = {}
    documents = [Document.close_id == scope.close]
    findings = [FindingRow.close_id == scope.close, FindingRow.state == "open"]
    reports = [ReconciliationReport.close_id == scope.close]
    statements = [FinancialStatement.close_id == scope.close]
    if scope.entity:
        documents.append(Document.entity_id == scope.entity)
        findings.append(FindingRow.entity_id == scope.entity)
        reports.append(ReconciliationReport.entity_id == scope.entity)
        statements.append(FinancialStatement.entity_id == scope.entity)
    papers = select(
        func.count().label("papers"),
        func.count().filter(Document.state.in_(VIEWS["check"])).label("papers_to_check"),
        func.count().filter(Document.state.in_(VIEWS["unread"])).label("papers_unread"),
    )
    vouchers = select(
        func.count().filter(JournalEntry.state.in_(("posted", "reversed"))).label("posted"),
        func.count().filter(JournalEntry.state == "waiting").label("to_approve"),
        func.count().filter(JournalEntry.state == "returned").label("returned"),
        func.coalesce(func.sum(JournalEntry.amount_paise).filter(JournalEntry.state == "waiting"), 0).label("to_approve_paise"),
    ).where(JournalEntry.period_id.in_(await load_period_ids(db, scope)))
    worst = select(
        func.count().label("findings"),
        func.count().filter(FindingRow.severity == "blocking").label("blocking"),
        func.count().filter(FindingRow.severity == "error").label("errors"),
        func.coalesce(func.sum(FindingRow.amount_paise), 0).label("at_stake_paise"),
        func.count().filter(FindingRow.asked_by.is_not(None)).label("waivers"),
    ).where(*findings)
    drawn = select(func.count(FinancialStatement.kind.distinct()).label("statements"), func.coalesce(func.max(FinancialStatement.draft), 0).label("draft"))
    for query in (papers.where(*documents), vouchers, worst, drawn.where(*statements)):
        found |= dict((await db.execute(query)).one()._mapping)
    found |= await _recon_counts(db, reports)
    task = select(func.count()).select_from(CloseTask).where(CloseTask.close_id == scope.close, CloseTask.state == "in_review")
    found["tasks_in_review"] = (await db.execute(task)).scalar_one()
    return {name: int(value) for name, value in found.items()}


async def _recon_counts(db: TenantDb, reports: list[Any]) -> Mapping[str, int]:
    """Reports, decided and suggested matches and open breaks of each kind ("bank_open"), and what waits for a decision over all kinds ("to_decide")."""
    matches = (
        select(
            func.count().filter(ReconciliationMatch.status == "suggested").label("suggested"),
            func.count().filter(ReconciliationMatch.status.in_(("auto", "accepted"))).label("matched"),
        )
        .where(ReconciliationMatch.report_id == ReconciliationReport.id)
        .lateral()
    )
    breaks = select(func.count().label("open")).where(ReconciliationBreak.report_id == ReconciliationReport.id, ReconciliationBreak.open).lateral()
    query = (
        select(
            ReconciliationReport.kind,
            func.count().label("reports"),
            func.sum(matches.c.suggested).label("suggested"),
            func.sum(matches.c.matched).label("matched"),
            func.sum(breaks.c.open).label("open"),
        )
        .select_from(ReconciliationReport)
        .join(matches, true())
        .join(breaks, true())
        .where(*reports)
        .group_by(ReconciliationReport.kind)
    )
    rows = (await db.execute(query)).all()
    names = ("reports", "suggested", "matched", "open")
    counts = {f"{kind}_{name}": 0 for kind in ("bank", "gstr2b") for name in names}
    counts |= {f"{row.kind}_{name}": int(getattr(row, name)) for row in rows for name in names}
    return counts | {"to_decide": sum(int(row.suggested) for row in rows)}


def _tiles(close: Close, counts: Mapping[str, int], package: Row | None) -> list[Row]:
    """Eight stages, one number each."""
    return [
        _tile("intake", "Papers in", counts["papers"], _said(counts["papers_unread"], "not read yet"), "good" if counts["papers"] else "plain"),
        _tile("documents", "To check", counts["papers_to_check"], "papers that need a person", "warn" if counts["papers_to_check"] else "good"),
        _tile("journals", "Posted", counts["posted"], _said(counts["to_approve"], "wait for approval"), "warn" if counts["to_approve"] else "good"),
        _recon_tile("bank", "Bank", counts),
        _recon_tile("gstr2b", "GSTR-2B", counts),
        _tile(
            "compliance",
            "Findings",
            counts["findings"],
            f"{counts['blocking']} blocking, ₹ {rupee_text(Paise(counts['at_stake_paise']))} at stake",
            "bad" if counts["blocking"] else "warn" if counts["findings"] else "good",
        ),
        _tile("statements", "Statements", counts["statements"], f"draft {counts['draft']}", "good" if counts["statements"] else "plain"),
        _tile(
            "package",
            "Package",
            f"Run {package['run']}" if package else "None",
            {"signed": "signed", "ready": "ready to sign"}.get(close.state, close.state),
            "good" if close.state == "signed" else "plain",
        ),
    ]


def _recon_tile(kind: str, label: str, counts: Mapping[str, int]) -> Row:
    decided, waiting, lone = counts[f"{kind}_matched"], counts[f"{kind}_suggested"], counts[f"{kind}_open"]
    if not counts[f"{kind}_reports"]:
        return _tile(kind, label, "None", "nothing to reconcile yet", "plain")
    share = f"{decided * 100 // max(decided + waiting + lone, 1)} %"
    return _tile(kind, label, share, f"{waiting} to decide, {lone} open", "warn" if waiting or lone else "good")


def _tile(stage: str, label: str, value: int | str, note: str, tone: str) -> Row:
    return {"stage": stage, "label": label, "value": str(value), "note": note, "tone": tone}


def _said(count: int, what: str) -> str:
    return f"{count} {what}" if count else ""


def _waiting(counts: Mapping[str, int], may: frozenset[str]) -> list[Row]:
    """What this person's roles let them do something about, by what hurts most."""
    rows = [
        ("journals.approve", "journals", "to_approve", "entries to approve", f"₹ {rupee_text(Paise(counts['to_approve_paise']))}", "journals?view=approve"),
        ("journals.write", "journals", "returned", "entries came back", "with a reason", "journals?view=returned"),
        ("documents.write", "documents", "papers_to_check", "papers to check", "", "documents?view=check"),
        ("recon.decide", "recon", "to_decide", "matches to decide", "", "recon"),
        ("findings.waive", "findings", "waivers", "waivers asked for", "", "compliance/findings"),
        ("tasks.sign", "tasks", "tasks_in_review", "tasks to sign off", "", "close"),
    ]
    return [
        {"kind": kind, "title": f"{counts[name]} {title}", "note": note, "link": link}
        for permission, kind, name, title, note, link in rows
        if permission in may and counts[name]
    ]


async def _sign_offs(db: TenantDb, close: Close) -> list[Row]:
    query = (
        select(User.name, SignOff.role, SignOff.at, SignOff.digest, SignOff.by)
        .join(ClosePackageRow, ClosePackageRow.id == SignOff.package_id)
        .join(User, User.id == SignOff.by)
        .where(ClosePackageRow.close_id == close.id)
        .order_by(SignOff.at)
    )
    return [{"name": row.name, "role": row.role, "at": row.at, "digest": row.digest, "by": str(row.by)} for row in (await db.execute(query)).all()]


async def _package(db: TenantDb, close: Close) -> Row | None:
    query = select(ClosePackageRow).where(ClosePackageRow.close_id == close.id).order_by(ClosePackageRow.run.desc()).limit(1)
    row = (await db.execute(query)).scalar_one_or_none()
    return {"available": True, "run": row.run, "digest": row.digest, "size": row.size} if row else None
