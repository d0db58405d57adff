"""What runs accepted without a person: listed with its limits, looked at by sample, taken back together."""

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from qrt.adapters.db.listing import recon_proof as listing
from qrt.api.base import In, Out, SafeInt, Sentence, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, PlatformDep, changes, parse_quarter, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.recon import ReconRow
from qrt.core.close.recon_decided import CHECKED, TAKEN_BACK, looks_of
from qrt.core.recon.acceptance import Sampled, measured_precision
from qrt.flows.recon import automatic as flows
from qrt.flows.recon import jobs
from qrt.flows.recon.places import At, load_at, load_said

router = APIRouter(tags=["recon"], route_class=Operation)

Show = Literal["all", "sample", "undone"]


class AutomaticRow(ReconRow):
    """An automatic match. `sampled` says why a person is asked to look at it; `found` is what a look found, null before one."""

    sampled: Literal["", "largest", "drawn"]
    found: bool | None
    found_by: str
    note: str


class LimitsOut(Out):
    """By which limits the run accepted. `threshold` is the least probability it accepted by score, null where rules alone accepted; rates are decimals as text."""

    auto_accept: bool
    exact_only: bool
    limit_paise: int
    margin_least: str
    precision_target: str
    threshold: float | None
    rules: str
    tax_alone: bool = False
    fee_alone: str = "0"


class PrecisionOut(Out):
    """How right the sample was found. `at_least` holds with a certainty of 95 %: the largest as found, the drawn ones by the bound of Clopper and Pearson."""

    accepted: int
    largest: int
    largest_seen: int
    largest_right: int
    drawn: int
    drawn_seen: int
    drawn_right: int
    measured: float | None
    at_least: float | None


class AutomaticPage(Out):
    """`undoable` and `undoable_paise` are what taking back this reconciliation's must expect."""

    items: list[AutomaticRow]
    next_cursor: str | None
    total: int
    limits: LimitsOut | None
    precision: PrecisionOut
    standing: dict[str, int]
    undoable: int
    undoable_paise: int


class LookIn(VersionIn):
    """What a look at an automatic match found. A wrong one needs a note and is rejected with it."""

    right: bool
    note: Annotated[str, Field(max_length=2000)] = ""


class UndoableOut(Out):
    count: int
    total_paise: int


class UndoAutomaticIn(In):
    """All automatic matches of a quarter that nobody decided since, narrowed by reconciliation, entity or stage; and what the person saw when they asked."""

    quarter: Annotated[str, Field(max_length=12)]
    report_id: uuid.UUID | None = None
    entity_code: Annotated[str, Field(max_length=40)] = ""
    stage: Annotated[str, Field(max_length=40)] = ""
    expected_count: Annotated[int, Field(ge=0, le=10_000_000)]
    expected_total_paise: SafeInt
    reason: Sentence


class TrialRowOut(Out):
    match: str
    before: str
    after: str
    amount_paise: int
    difference_paise: int
    day: date
    text: str
    why: str


class TrialPartOut(Out):
    """Matches of one kind of change (gained, lost, accepted, to_decide): count and sum of all, and the largest of them."""

    name: str
    count: int
    total_paise: int
    rows: list[TrialRowOut]


class TrialOut(Out):
    """What other rules would change: matches by status before and after, lines without a counterpart as `open`."""

    parts: list[TrialPartOut]
    before: dict[str, int]
    after: dict[str, int]


class ReconFileOut(Out):
    """The file of an export; `size` in bytes."""

    name: str
    size: int


class ReconJobOut(Out):
    """A job over reconciliations. `result` is there for `try` once it is done, `file` for `export` as long as the file is kept."""

    id: uuid.UUID
    report_id: uuid.UUID | None
    kind: Literal["undo", "try", "export"]
    state: Literal["waiting", "running", "done", "stopped", "failed"]
    total: int
    total_paise: int
    done: int
    failed: int
    message: str
    by: str
    reason: str
    stage: str
    quarter: str
    asked_at: datetime
    ended_at: datetime | None
    result: TrialOut | None
    file: ReconFileOut | None


@router.get("/recon/{id}/automatic", **reads(Permission.RECON_READ, "request.not_found", "request.cursor"))
async def list_automatic(
    id: uuid.UUID,
    db: Db,
    show: Show = "all",
    stage: Annotated[str | None, Query(max_length=40)] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> AutomaticPage:
    """Everything that the run accepted without a person in one reconciliation, the sample for a look first."""
    at = await load_at(db, id)
    page = await listing.load_automatic(db, id, show, stage, cursor, limit)
    ticks = await _ticks(db, at)
    sample = {match: Sampled(sampled) for match, sampled in (await listing.load_sample(db, id)).items()}
    standing = dict(await listing.count_automatic(db, id))
    precision = measured_precision(sample, {match: bool(said["right"]) for match, said in ticks.items()}, sum(standing.values()))
    count, total = await flows.count_undoable(db, flows.AutomaticFilter(at.quarter, report=id, stage=stage or ""))
    return AutomaticPage(
        items=[AutomaticRow.model_validate(row | _looked(ticks.get(row["id"]))) for row in page["items"]],
        next_cursor=page["next_cursor"],
        total=page["total"],
        limits=LimitsOut.model_validate(at.report.summary["acceptance"]) if at.report.summary.get("acceptance") else None,
        precision=PrecisionOut.model_validate(precision, from_attributes=True),
        standing=standing,
        undoable=count,
        undoable_paise=total,
    )


async def _ticks(db: Db, at: At) -> dict[str, Any]:
    return dict(looks_of(await load_said(db, at, CHECKED, TAKEN_BACK), at.subject))


def _looked(said: Any) -> dict[str, Any]:
    return {"found": bool(said["right"]) if said else None, "found_by": str(said["by"]) if said else "", "note": str(said["note"]) if said else ""}


@router.post(
    "/recon/{id}/automatic/{match}/look",
    **changes(Permission.RECON_DECIDE, "request.not_found", "recon.stale", "recon.not_automatic", "recon.reason_missing", "close.signed"),
)
async def look(id: uuid.UUID, match: str, body: LookIn, db: Db, by: By) -> AutomaticPage:
    """Say that an automatic match is right or wrong. It stays in the history; what was said last counts."""
    await flows.look(db, by, id, match, body.version, right=body.right, note=body.note)
    return await list_automatic(id, db, "sample")


@router.get("/recon-automatic", **reads(Permission.RECON_READ, "request.not_found"))
async def count_undoable(db: Db, quarter: InQuarter, entity: EntityCode = None, stage: Annotated[str, Query(max_length=40)] = "") -> UndoableOut:
    """How many automatic matches of a quarter nobody decided since, and what they come to: what taking them back must expect."""
    count, total = await flows.count_undoable(db, flows.AutomaticFilter(quarter, entity=entity or "", stage=stage))
    return UndoableOut(count=count, total_paise=total)


@router.post(
    "/recon-automatic/undo",
    status_code=202,
    **changes(Permission.RECON_DECIDE, "request.not_found", "recon.count_moved", "recon.nothing_automatic", "recon.reason_missing", "close.signed"),
)
async def undo(body: UndoAutomaticIn, db: Db, by: By, platform: PlatformDep) -> ReconJobOut:
    """Let the automatic matches of a filter wait for a person again. It works in the background; progress comes as events `recon_job.changed`."""
    wanted = flows.AutomaticFilter(parse_quarter(body.quarter), body.report_id, body.entity_code, body.stage)
    made = await flows.ask_undo(db, by, wanted, body.expected_count, body.expected_total_paise, body.reason, platform.enqueue_recon)
    return ReconJobOut.model_validate(await listing.load_job(db, made))


@router.get("/recon-jobs", **reads(Permission.RECON_READ, "request.not_found"))
async def list_jobs(db: Db, quarter: InQuarter, report: Annotated[uuid.UUID | None, Query()] = None) -> list[ReconJobOut]:
    """The newest jobs over the reconciliations of a quarter."""
    return [ReconJobOut.model_validate(row) for row in await listing.load_jobs(db, quarter, report)]


@router.get("/recon-jobs/{id}", **reads(Permission.RECON_READ, "request.not_found"))
async def read_job(id: uuid.UUID, db: Db) -> ReconJobOut:
    """One job with its result."""
    return ReconJobOut.model_validate(await listing.load_job(db, id))


@router.post("/recon-jobs/{id}/stop", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.job_ended"))
async def stop_job(id: uuid.UUID, db: Db) -> ReconJobOut:
    """Stop after the part that is at work; what is done stays."""
    await jobs.stop(db, id)
    return ReconJobOut.model_validate(await listing.load_job(db, id))
