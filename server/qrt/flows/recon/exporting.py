"""A list of a reconciliation as a file: the whole filter as it stands on the page, not what is loaded of it. A short one at once, a long one by a worker."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import IO, Any, Literal, cast

from sqlalchemy import select

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing.base import Row
from qrt.adapters.db.listing.enquiries import span
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import ReconJob, uuid7
from qrt.adapters.reports.sheets import Cell, Column, Form, Head, open_writer
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused

SHORT = 5_000
"""Rows of a list that is written while its request waits: some seconds of work."""

KEPT_HOURS = 24
"""How long the file of a long list is kept: it says what stood then, and who wants it later asks anew."""

_PAGE = 500
_TOLD = 2_000
"""Rows between two words of how far it is: how soon "stop" is heard."""

_TABS = {"decide": "To decide", "accepted": "Accepted", "left": "Ours alone", "right": "Theirs alone"}
_PAIRS = (Column("Their day", "day", 10), Column("Their lines", width=36), Column("Their reference", width=18), Column("Theirs", "paise", 14), Column("Found by", width=16),
          Column("State", width=10), Column("Our day", "day", 10), Column("Our lines", width=36), Column("Our reference", width=18), Column("Ours", "paise", 14),
          Column("Difference", "paise", 14), Column("Why", width=40))  # fmt: skip
_OPEN = (Column("Day", "day", 10), Column("Line", width=44), Column("Reference", width=20), Column("Party", width=26), Column("Amount", "paise", 14),
         Column("Age, days", width=8), Column("Why it stands alone", width=44))  # fmt: skip

Enqueue = Callable[[TenantDb, uuid.UUID], Awaitable[str]]
GoesOn = Callable[[int], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, in which form."""

    rows: listing.Wanted
    form: Form


async def write_short(db: TenantDb, by: Person, report_id: uuid.UUID, asked: Asked, at: datetime) -> tuple[IO[bytes], str]:
    """A list of at most SHORT rows as an open file, and its name. Raises Refused recon.unknown, export.too_long."""

    async def short(written: int) -> bool:
        if written > SHORT:
            raise Refused("export.too_long", f"This list has more than {SHORT:,} rows. Ask for it as a job, and save the file when it is ready.")
        return True

    written = await _write(db, by, report_id, asked, at, short)
    assert written is not None
    return written


async def ask_export(db: TenantDb, by: Person, report_id: uuid.UUID, asked: Asked, enqueue: Enqueue) -> uuid.UUID:
    """Ask that a list be written as a file; a worker does it. Raises Refused recon.unknown."""
    report = await listing.load_known(db, report_id)
    page = await listing.load_rows(db, report_id, asked.rows, None, 1)
    made, wanted = uuid7(), {**asdict(asked.rows), "form": asked.form}
    sums = {"total": page["total"], "total_paise": page["total_paise"]}
    db.add(ReconJob(id=made, close_id=report.close_id, report_id=report_id, kind="export", wanted=wanted, by=uuid.UUID(by.id), **sums))
    await db.flush()
    await enqueue(db, made)
    return made


async def write_long(
    sessions: Sessions, tenant: uuid.UUID, by: Person, report_id: uuid.UUID, asked: Asked, store: ObjectStore, goes_on: GoesOn
) -> dict[str, Any] | None:
    """Write a list and keep it; what a job says of its file. None where `goes_on`, told how many rows are written, says no."""
    async with tenant_session(sessions, tenant, by) as db:
        written = await _write(db, by, report_id, asked, datetime.now(UTC), goes_on)
        if written is None:
            return None
        file, name = written
        with file:
            file.seek(0)
            data = await asyncio.to_thread(file.read)
    return {"sha256": await store.of(tenant).put(data), "name": name, "size": len(data)}


async def load_file(db: TenantDb, job_id: uuid.UUID, store: ObjectStore) -> tuple[bytes, str]:
    """The file of an export that is done, and its name. Raises Refused recon.unknown, recon.no_file."""
    row = (await db.execute(select(ReconJob).where(ReconJob.id == job_id, ReconJob.kind == "export"))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such job.")
    if not row.result:
        raise Refused("recon.no_file", f"There is no file: it is not written yet, or more than {KEPT_HOURS} hours have passed. Ask for the list again.")
    return await store.get(db, row.result["sha256"]), str(row.result["name"])


async def forget_old(sessions: Sessions, tenant: uuid.UUID, store: ObjectStore) -> None:
    """Remove the files of a tenant's exports that are older than KEPT_HOURS."""
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        before = datetime.now(UTC) - timedelta(hours=KEPT_HOURS)
        old = select(ReconJob).where(ReconJob.kind == "export", ReconJob.ended_at < before).with_for_update(skip_locked=True)
        for job in (await db.execute(old)).scalars():
            if job.result:
                await store.of(tenant).remove(job.result["sha256"])
                job.result = {}


async def _write(db: TenantDb, by: Person, report_id: uuid.UUID, asked: Asked, at: datetime, goes_on: GoesOn) -> tuple[IO[bytes], str] | None:
    report, rows = await listing.load_report(db, report_id), asked.rows
    narrowed = [*([f"found by {rows.stage.replace('_', ' ')}"] if rows.stage else []), *([f"lines that say “{rows.words}”"] if rows.words else [])]
    about = ", ".join([_TABS[rows.tab], f"as at {report['as_of']:%d-%m-%Y}", *narrowed])
    head = Head(await span.load_title(db, report["entity_code"]), f"Reconciliation: {report['subject']}", about, by.name, at)
    cells = _pair if rows.tab in ("decide", "accepted") else _break
    writer = open_writer(asked.form, head, _PAIRS if cells is _pair else _OPEN)
    written = told = 0
    async for page in _pages(db, report_id, rows):
        await asyncio.to_thread(writer.add, [cells(row) for row in page])
        written += len(page)
        if written - told >= _TOLD:
            told = written
            if not await goes_on(written):
                return None
    await goes_on(written)
    # "A/c No. 0399" is a name, not a folder.
    subject = str(report["subject"]).replace("/", "-")
    return await asyncio.to_thread(writer.finish), f"reconciliation-{subject}-{rows.tab}-{report['as_of']}.{asked.form}"


async def _pages(db: TenantDb, report: uuid.UUID, wanted: listing.Wanted) -> AsyncIterator[Sequence[Row]]:
    cursor: str | None = None
    while True:
        page = await listing.load_rows(db, report, wanted, cursor, _PAGE)
        yield page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def to_asked(wanted: dict[str, Any]) -> Asked:
    """What a job keeps, as what was asked for."""
    tab, stage, words, sort = (str(wanted[name]) for name in ("tab", "stage", "words", "sort"))
    return Asked(listing.Wanted(tab, stage, words, sort), cast(Literal["csv", "xlsx", "pdf"], wanted["form"]))


def _pair(row: Row) -> list[Cell]:
    if entry := row["entry"]:
        said = f"New entry{': ' if entry['ledger'] else ''}{entry['ledger']}"
        (item,) = row["right"]
        return [*_side(row["right"]), "new entry", entry["state"], item["day"], said, entry["number"], item["amount_paise"], 0, row["why_not"]]
    reasons = ", ".join(reason["text"] for reason in row["reasons"])
    return [*_side(row["right"]), row["stage"].replace("_", " "), row["status"], *_side(row["left"]), row["difference_paise"], reasons]


def _side(items: Sequence[Row]) -> list[Cell]:
    """Day of the first line, words and references of all, and their sum."""
    words = "; ".join(item["narration"] or item["party"] for item in items)
    return [
        min((item["day"] for item in items), default=None),
        words,
        "; ".join(item["reference"] for item in items),
        sum(item["amount_paise"] for item in items),
    ]


def _break(row: Row) -> list[Cell]:
    (item,) = row["left"] or row["right"]
    return [item["day"], item["narration"], item["reference"], item["party"], item["amount_paise"], str(row["age_days"]), row["why_not"]]
