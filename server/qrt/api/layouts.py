"""Layouts of tables: what each column of the papers was taken for, and what people say it is."""

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from qrt.adapters.db.listing import layouts as listing
from qrt.api.base import QUARTER_PATTERN, In, Out
from qrt.api.deps import By, Db, InQuarter, PlatformDep, changes, parse_quarter, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows import layouts as flows

router = APIRouter(tags=["layouts"], route_class=Operation)

LayoutId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Meaning = Annotated[str, Field(max_length=200)]
Heading = Annotated[str, Field(max_length=300)]


class LayoutColumn(Out):
    """One column. `key` names it in a mapping; `meaning` is what it is taken for ("ignore": nothing), `source` by whom: label, values, person."""

    letters: str
    key: str
    heading: str
    meaning: str
    confidence: float
    source: str
    status: str
    samples: list[str]


class LayoutPaper(Out):
    document_id: uuid.UUID
    name: str
    part: str
    kind: str
    state: str


class LayoutOut(Out):
    """One layout of a close with its papers. `decided`: a person said what its columns are; `remembered`: it stands for the company's later papers too."""

    layout: str
    decided: bool
    remembered: bool
    decimal: str
    dates: str
    kind: str
    columns: list[LayoutColumn]
    papers: list[LayoutPaper]


class LayoutList(Out):
    items: list[LayoutOut]
    meanings: list[str]


class ColumnsIn(In):
    """What the columns are, by `key`; a column that is not named keeps the reader's reading. `decimal` and `dates` where the papers do not prove them."""

    quarter: Annotated[str, Field(pattern=QUARTER_PATTERN)]
    columns: Annotated[dict[Heading, Meaning], Field(max_length=200)]
    decimal: Literal["", ".", ","] = ""
    dates: Literal["", "day_first", "month_first"] = ""
    kind: Annotated[str, Field(max_length=40)] = ""


class ColumnsSet(Out):
    """How many papers are read again."""

    papers: int


@router.get("/layouts", **reads(Permission.DOCUMENTS_READ))
async def list_layouts(db: Db, quarter: InQuarter) -> LayoutList:
    """Every layout that the papers of a quarter were read by."""
    return LayoutList.model_validate(await listing.load_layouts(db, quarter))


@router.put(
    "/layouts/{layout}",
    **changes(Permission.DOCUMENTS_WRITE, "layout.unknown", "layout.meaning_unknown", "layout.heading_unknown", "close.unknown", "close.signed"),
)
async def set_columns(db: Db, by: By, platform: PlatformDep, layout: LayoutId, body: ColumnsIn) -> ColumnsSet:
    """Say what the columns of a layout are: for all papers of the quarter that have it, and for the company's later ones."""
    content = {"columns": body.columns, "decimal": body.decimal, "dates": body.dates, "kind": body.kind}
    quarter = parse_quarter(body.quarter)
    count = await flows.set_columns(db, by, quarter, layout, content)
    await platform.enqueue_reading(db, quarter)
    return ColumnsSet(papers=count)
