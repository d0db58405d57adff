"""The close of a quarter: board, run, tasks, sign-off, package."""

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from qrt.adapters.db.listing import closes as listing
from qrt.adapters.db.listing import packages
from qrt.adapters.db.session import TenantDb
from qrt.api.base import QUARTER_PATTERN, In, Out, Sentence, VersionIn
from qrt.api.clock import Now
from qrt.api.deps import By, Db, EntityCode, OfQuarter, PlatformDep, Who, changes, parse_quarter, reads, reads_file
from qrt.api.errors import missing
from qrt.api.findings import FindingOut
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.statutory import statutory_dates
from qrt.core.base.india import INDIA
from qrt.core.base.period import Quarter
from qrt.flows import close as flows
from qrt.flows import tasks
from qrt.flows.run import STAGES

router = APIRouter(tags=["close"], route_class=Operation)


class CloseIn(In):
    quarter: Annotated[str, Field(pattern=QUARTER_PATTERN)]


class BlockIn(VersionIn):
    because: Sentence


class DigestIn(In):
    digest: Annotated[str, Field(min_length=16, max_length=128, pattern=r"^[0-9a-f]+$")]


class CloseOut(Out):
    id: uuid.UUID
    quarter: str
    label: str
    state: str
    run: int
    opens_on: date
    due_on: date
    digest: str


class PersonOut(Out):
    id: uuid.UUID
    name: str


class TaskOut(Out):
    """One line of the checklist: what the books say, what the support says, and who stands behind it."""

    id: uuid.UUID
    key: str
    workstream: str
    title: str
    entity_code: str | None
    owner: PersonOut | None
    reviewer: PersonOut | None
    due_on: date
    state: str
    books_paise: int | None
    support_paise: int | None
    difference_paise: int | None
    threshold_paise: int
    blocked_because: str
    prepared_by: str | None
    signed_by: str | None
    version: int


class StageProgress(Out):
    """One stage of the run; `seconds` since it started, or what it took."""

    stage: str
    label: str
    agent: str
    state: str
    done: int
    total: int
    message: str
    seconds: float | None


class Progress(Out):
    run: int
    state: str
    stages: list[StageProgress]


class TaskCounts(Out):
    done: int
    in_review: int
    in_progress: int
    blocked: int
    not_started: int
    total: int


class Tile(Out):
    """One number on the board. `tone` is good, warn, bad or plain; `value` is for reading, not for sums."""

    stage: str
    label: str
    value: str
    note: str
    tone: str


class Waiting(Out):
    """Something that waits for the person who looks."""

    kind: str
    title: str
    note: str
    link: str


class StatutoryDate(Out):
    title: str
    due_on: date
    days_left: int
    note: str


class SignOffOut(Out):
    name: str
    role: str
    at: datetime
    digest: str


class PackageOut(Out):
    available: bool
    run: int
    digest: str
    size: int


class CloseBoard(Out):
    """Where the quarter stands, what waits for me, what will bite us."""

    id: uuid.UUID
    quarter: str
    label: str
    state: str
    run: int
    day_number: int
    day_total: int
    opens_on: date
    due_on: date
    progress: TaskCounts
    tiles: list[Tile]
    tasks: list[TaskOut]
    waiting: list[Waiting]
    running: list[StageProgress]
    statutory: list[StatutoryDate]
    signoffs: list[SignOffOut]
    package: PackageOut | None
    blocking: list[FindingOut]


class RunStarted(Out):
    run: int
    workflow_id: str


@router.get("/closes", **reads(Permission.CLOSE_READ))
async def list_closes(db: Db) -> list[CloseOut]:
    """All closes, newest quarter first."""
    return [CloseOut.model_validate(row) for row in await listing.load_closes(db)]


@router.post("/closes", status_code=201, **changes(Permission.CLOSE_OPEN))
async def open_close(body: CloseIn, db: Db, by: By) -> CloseOut:
    """Open the close of a quarter with its checklist. Opening it again changes nothing."""
    quarter = parse_quarter(body.quarter)
    await flows.open_close(db, by, quarter)
    return CloseOut.model_validate(await listing.load_close(db, quarter))


@router.get("/closes/{quarter}", **reads(Permission.CLOSE_READ, "request.not_found"))
async def close_board(quarter: OfQuarter, db: Db, who: Who, now: Now, entity: EntityCode = None) -> CloseBoard:
    """The board of a quarter's close, for the whole group or one entity."""
    board = await listing.load_board(db, quarter, entity, frozenset(permission.value for permission in who.permissions), now)
    board["running"] = [_named(stage) for stage in board["running"]]
    board["statutory"] = statutory_dates(quarter, now.astimezone(INDIA).date())
    return CloseBoard.model_validate(board)


@router.post("/closes/{quarter}/run", status_code=202, **changes(Permission.CLOSE_RUN, "request.not_found", "close.already_running", "close.signed"))
async def start_run(quarter: OfQuarter, db: Db, by: By, platform: PlatformDep) -> RunStarted:
    """Start a run over all papers of the close. It works in the background; progress comes as events."""
    run = await flows.start_run(db, by, quarter, platform.enqueue)
    return RunStarted(run=run, workflow_id=listing.workflow_id(db, quarter, run))


@router.post("/closes/{quarter}/stop", **changes(Permission.CLOSE_RUN, "request.not_found", "close.not_running"))
async def stop_run(quarter: OfQuarter, db: Db, by: By, now: Now) -> Progress:
    """Stop the run after the step it is in."""
    await flows.stop_run(db, by, quarter)
    return await _progress(db, quarter, now)


@router.get("/closes/{quarter}/progress", **reads(Permission.CLOSE_READ, "request.not_found"))
async def progress(quarter: OfQuarter, db: Db, now: Now) -> Progress:
    """Stages of the newest run."""
    return await _progress(db, quarter, now)


@router.post("/closes/{quarter}/tasks/{id}/prepare", **changes(Permission.TASKS_PREPARE, "request.not_found"))
async def prepare_task(quarter: OfQuarter, id: uuid.UUID, body: VersionIn, db: Db, by: By) -> TaskOut:
    """Hand the task to its reviewer."""
    await listing.require_task(db, quarter, id)
    await tasks.prepare(db, by, id, body.version)
    return TaskOut.model_validate(await listing.load_task(db, quarter, id))


@router.post(
    "/closes/{quarter}/tasks/{id}/sign-off",
    **changes(Permission.TASKS_SIGN, "request.not_found", "task.preparer_is_signer", "task.difference_open", "task.stale"),
)
async def sign_task(quarter: OfQuarter, id: uuid.UUID, body: VersionIn, db: Db, by: By) -> TaskOut:
    """Put your name under the task. Refused while the difference is above its threshold, or when you prepared it."""
    await listing.require_task(db, quarter, id)
    await tasks.sign_off(db, by, id, body.version)
    return TaskOut.model_validate(await listing.load_task(db, quarter, id))


@router.post("/closes/{quarter}/tasks/{id}/block", **changes(Permission.TASKS_PREPARE, "request.not_found"))
async def block_task(quarter: OfQuarter, id: uuid.UUID, body: BlockIn, db: Db, by: By) -> TaskOut:
    """Say what the task waits for."""
    await listing.require_task(db, quarter, id)
    await tasks.block(db, by, id, body.because, body.version)
    return TaskOut.model_validate(await listing.load_task(db, quarter, id))


@router.post(
    "/closes/{quarter}/sign-off",
    status_code=201,
    **changes(
        Permission.CLOSE_SIGN,
        "request.not_found",
        "close.maker_is_checker",
        "close.has_blocking_findings",
        "close.stale_digest",
        "close.papers_unread",
        "close.decided_since",
        fresh="sign the close",
    ),
)
async def sign_off(quarter: OfQuarter, body: DigestIn, db: Db, by: By, now: Now, platform: PlatformDep) -> SignOffOut:
    """Sign the package with this digest, and no other."""
    await flows.sign_off(db, by, quarter, body.digest, now, platform.close_key)
    return SignOffOut.model_validate(await listing.load_sign_off(db, quarter, by))


@router.get(
    "/closes/{quarter}/package",
    response_class=Response,
    **reads_file(Permission.PACKAGE_READ, "application/zip", "request.not_found"),
)
async def package(quarter: OfQuarter, db: Db, platform: PlatformDep) -> Response:
    """The newest close package, as a zip file."""
    found = await packages.load_newest(db, quarter)
    if found is None:
        raise missing()
    data = await platform.fetch(db, found.object_name)
    name = f"close-{quarter}-run{found.run}.zip"
    return Response(data, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"', "ETag": f'"{found.digest}"'})


_LABELS = {stage.name: stage.label for stage in STAGES}


def _named(stage: dict[str, Any]) -> dict[str, Any]:
    """A stage under the name that people call it by."""
    return stage | {"label": _LABELS.get(stage["stage"], stage["label"])}


async def _progress(db: TenantDb, quarter: Quarter, now: datetime) -> Progress:
    found = await listing.load_progress(db, quarter, now)
    return Progress.model_validate(found | {"stages": [_named(stage) for stage in found["stages"]]})
