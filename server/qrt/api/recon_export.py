"""Lists of a reconciliation as files: the whole filter as it stands on the page, not what is loaded of it."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing.base import Row
from qrt.adapters.db.listing.enquiries import span
from qrt.adapters.db.session import TenantDb
from qrt.adapters.reports.sheets import Cell, Column, Form, Head, open_writer
from qrt.api.clock import Now
from qrt.api.deps import Db, Search, Who, reads_file
from qrt.api.downloads import download_file
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.recon import Tab

router = APIRouter(tags=["recon"], route_class=Operation)

_PAGE = 500
_TABS = {"decide": "To decide", "accepted": "Accepted", "left": "Ours alone", "right": "Theirs alone"}
_PAIRS = (Column("Their day", "day", 10), Column("Their lines", width=36), Column("Their reference", width=18), Column("Theirs", "paise", 14), Column("Found by", width=16),
          Column("State", width=10), Column("Our day", "day", 10), Column("Our lines", width=36), Column("Our reference", width=18), Column("Ours", "paise", 14),
          Column("Difference", "paise", 14), Column("Why", width=40))  # fmt: skip
_OPEN = (Column("Day", "day", 10), Column("Line", width=44), Column("Reference", width=20), Column("Party", width=26), Column("Amount", "paise", 14),
         Column("Age, days", width=8), Column("Why it stands alone", width=44))  # fmt: skip


@router.get("/recon/{id}/rows/export.{form}", response_class=Response, **reads_file(Permission.RECON_READ, "text/csv", "request.not_found", "export.too_long"))
async def export_rows(
    id: uuid.UUID, form: Form, db: Db, who: Who, now: Now, tab: Tab = "decide", stage: Annotated[str | None, Query(max_length=40)] = None, q: Search = None
) -> Response:
    """Pairs to decide, accepted pairs, or what stands on one side only, as a file."""
    report = await listing.load_report(db, id)
    narrowed = [*([f"found by {stage.replace('_', ' ')}"] if stage else []), *([f"lines that say “{q}”"] if q else [])]
    asked = ", ".join([_TABS[tab], f"as at {report['as_of']:%d-%m-%Y}", *narrowed])
    head = Head(await span.load_title(db, report["entity_code"]), f"Reconciliation: {report['subject']}", asked, who.person.name, now)
    cells = _pair if tab in ("decide", "accepted") else _break
    writer = open_writer(form, head, _PAIRS if cells is _pair else _OPEN)
    async for rows in _pages(db, id, tab, stage, q):
        await asyncio.to_thread(writer.add, [cells(row) for row in rows])
    return download_file(await asyncio.to_thread(writer.finish), f"reconciliation-{report['subject']}-{tab}-{report['as_of']}.{form}")


async def _pages(db: TenantDb, report: uuid.UUID, tab: Tab, stage: str | None, words: str | None) -> AsyncIterator[Sequence[Row]]:
    cursor: str | None = None
    while True:
        page = await listing.load_rows(db, report, tab, stage, words, cursor, _PAGE)
        yield page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def _pair(row: Row) -> list[Cell]:
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
