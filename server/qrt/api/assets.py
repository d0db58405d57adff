"""Fixed assets: the register of a quarter, one asset with its schedule, the books beside it, blocks, work in progress; entry, change, disposal."""

import uuid
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db.listing import assets as listing
from qrt.api.base import QUARTER_PATTERN, In, Out, PlaceOut, SafeInt, Sentence, Short
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, Search, changes, parse_quarter, reads, reads_file
from qrt.api.downloads import download
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows import assets as flows

router = APIRouter(tags=["assets"], route_class=Operation)

State = Literal["in_use", "fully_depreciated", "disposed", "in_progress", "not_in_use", "unclear", "proposed"]
Money = Annotated[SafeInt, Field(ge=0)]
Number = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,4})?$", description="A number with at most four decimals, as text")]
Method = Literal["slm", "wdv"]


class AssetRow(Out):
    """One asset over the quarter. `state` is proposed for a purchase that the register does not have; `law_life` is Schedule II's, "" where it gives none."""

    id: uuid.UUID
    entity_code: str
    key: str
    code: str
    name: str
    asset_class: str
    ledger: str
    parent: str
    location: str
    state: str
    source: str
    bought: date | None
    put_to_use: date | None
    disposed: date | None
    opening_cost_paise: int
    additions_paise: int
    deletions_paise: int
    closing_cost_paise: int
    opening_accumulated_paise: int
    depreciation_paise: int
    released_paise: int
    closing_accumulated_paise: int
    net_paise: int
    method: str
    rate: str
    life: str
    law_life: str
    block: str
    place: PlaceOut | None


class NameCount(Out):
    name: str
    count: int


class AssetTotals(Out):
    """Sums over the filter."""

    opening_cost_paise: int
    additions_paise: int
    deletions_paise: int
    closing_cost_paise: int
    opening_accumulated_paise: int
    depreciation_paise: int
    released_paise: int
    closing_accumulated_paise: int
    net_paise: int


class AssetPage(Out):
    """Assets by class and code. `classes` and `states` count the whole register, for the filters."""

    items: list[AssetRow]
    next_cursor: str | None
    total: int
    totals: AssetTotals
    classes: list[NameCount]
    states: list[NameCount]


class AssetVoucher(Out):
    """A voucher or draft that bought, charged or sold an asset."""

    id: uuid.UUID
    number: str
    kind: str
    day: date
    state: str
    narration: str
    amount_paise: int


class AssetSchedule(Out):
    """One quarter or financial year of an asset's depreciation by its basis."""

    label: str
    first_day: date
    last_day: date
    opening_paise: int
    charge_paise: int
    closing_paise: int
    net_paise: int


class AssetFinding(Out):
    id: uuid.UUID
    rule: str
    severity: str
    sentence: str
    amount_paise: int
    state: str


class AssetDetail(AssetRow):
    """One asset. `computed_paise` is what the basis gives for the quarter, `stated_paise` what the register says for its period; `how` is the basis in words."""

    cost_paise: int
    residual_paise: int | None
    computed_paise: int | None
    stated_paise: int | None
    proceeds_paise: int | None
    shifts: int
    how: str
    law_item: str
    law_reason: str
    law_source: str
    changed: list[str]
    quarters: list[AssetSchedule]
    years: list[AssetSchedule]
    vouchers: list[AssetVoucher]
    components: list[AssetRow]
    findings: list[AssetFinding]


class CauseOut(Out):
    """One reason for a difference, with its vouchers and places. `why`: opening_difference, addition_not_in_register, addition_not_booked, capital_in_expense, other_ledger, disposal_not_booked, disposal_not_in_register, depreciation_not_booked, depreciation_differs, capitalisation_not_booked."""

    why: str
    sentence: str
    amount_paise: int
    vouchers: list[AssetVoucher]
    evidence: list[PlaceOut]


class AssetReconciliation(Out):
    """Register against one ledger. `what`: cost, accumulated, net, in_progress. Causes and `unexplained_paise` add up to the difference."""

    entity_code: str
    ledger: str
    what: str
    classes: list[str]
    register_paise: int
    books_paise: int
    difference_paise: int
    unexplained_paise: int
    causes: list[CauseOut]


class BlockOut(Out):
    """One block for income tax over the tax year up to the quarter's end; null where nobody stated its opening value. `gain_paise` is of a block that ceased."""

    entity_code: str
    key: str
    name: str
    rate: str
    act: str
    opening_paise: int | None
    additions_full_paise: int
    additions_half_paise: int
    deletions_paise: int
    depreciation_paise: int | None
    additional_paise: int
    closing_paise: int | None
    gain_paise: int | None
    law: str
    assets: list[str]
    evidence: list[PlaceOut]


class BucketOut(Out):
    key: str
    label: str
    amount_paise: int


class ProjectOut(Out):
    """Work in progress. `bucket` is "" where nobody knows since when money was spent."""

    entity_code: str
    key: str
    name: str
    ledger: str
    amount_paise: int
    since: date | None
    due: date | None
    bucket: str
    overdue_days: int
    place: PlaceOut | None


class CwipOut(Out):
    """Ageing of Schedule III: buckets and what cannot be aged add up to the total."""

    buckets: list[BucketOut]
    unknown_paise: int
    total_paise: int
    projects: list[ProjectOut]


class Decided(Out):
    """What a person said is kept; it counts from the next run of the close on."""

    key: str
    sentence: str


class Terms(In):
    """What an asset is depreciated by; what is not given stays as it is."""

    asset_class: Short = ""
    ledger: Short = ""
    method: Method | None = None
    life: Number | None = None
    rate: Number | None = None
    put_to_use: date | None = None
    salvage_paise: Money | None = None
    block: Short = ""
    shifts: Annotated[int, Field(ge=1, le=3)] | None = None


class AssetIn(Terms):
    """An asset that no register has. A purchase is recognised by cost and day of its voucher."""

    quarter: Annotated[str, Field(pattern=QUARTER_PATTERN)]
    entity_code: Annotated[str, Field(min_length=1, max_length=40)]
    code: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^|~]+$")]
    name: Annotated[str, Field(min_length=1, max_length=300)]
    cost_paise: Annotated[SafeInt, Field(gt=0)]
    location: Short = ""
    bought: date | None = None
    in_progress: bool = False
    due: date | None = None


class AssetChange(Terms):
    """A change, with its reason. `transition` says where an asset whose life is over goes; `additional` that the conditions of additional depreciation are met."""

    transition: Literal["retained_earnings", "profit_and_loss"] | None = None
    additional: bool | None = None
    reason: Sentence


class DisposalIn(In):
    """An asset that left: null proceeds while they are not known, 0 when it was scrapped. `ledger` is who owes or where the money came in."""

    day: date
    proceeds_paise: Money | None = None
    ledger: Short = ""
    reason: Sentence


class BlockIn(In):
    """What a block stood at on the first day of the tax year."""

    quarter: Annotated[str, Field(pattern=QUARTER_PATTERN)]
    entity_code: Annotated[str, Field(min_length=1, max_length=40)]
    block: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^|]+$")]
    rate: Number | None = None
    value_paise: Money
    reason: Sentence


_LATER = "It counts from the next run of the close on."


def _content(body: In, *left_out: str) -> dict[str, Any]:
    """The decision's content: what was given, under the names the core reads."""
    given = body.model_dump(mode="json", exclude=set(left_out), exclude_none=True)
    if "salvage_paise" in given:
        given["salvage"] = given.pop("salvage_paise")
    return {name: value for name, value in given.items() if value != ""}


@router.get("/assets", **reads(Permission.JOURNALS_READ, "request.not_found", "request.cursor"))
async def list_assets(
    db: Db,
    quarter: InQuarter,
    entity: EntityCode = None,
    q: Search = None,
    asset_class: Annotated[str | None, Query(max_length=300)] = None,
    state: State | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> AssetPage:
    """The register of a quarter."""
    return AssetPage.model_validate(await listing.load_page(db, quarter, entity, q, asset_class, state, cursor, limit))


@router.get("/assets/reconciliation", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def reconciliation(db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[AssetReconciliation]:
    """Register against ledgers, each difference with its causes."""
    return [AssetReconciliation.model_validate(row) for row in await listing.load_reconciliation(db, quarter, entity)]


@router.get("/assets/blocks", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def blocks(db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[BlockOut]:
    """Blocks of assets for income tax."""
    return [BlockOut.model_validate(row) for row in await listing.load_blocks(db, quarter, entity)]


@router.get("/assets/cwip", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def cwip(db: Db, quarter: InQuarter, entity: EntityCode = None) -> CwipOut:
    """Capital work in progress by age, and what is late."""
    return CwipOut.model_validate(await listing.load_cwip(db, quarter, entity))


@router.get(
    "/assets/export.xlsx",
    response_class=Response,
    **reads_file(Permission.JOURNALS_READ, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "request.not_found"),
)
async def export_xlsx(db: Db, quarter: InQuarter, entity: EntityCode = None) -> Response:
    """Register, reconciliation, blocks and work in progress as a workbook."""
    return download(await flows.export_xlsx(db, quarter, entity), f"{quarter}-fixed-assets.xlsx")


@router.get("/assets/export.csv", response_class=Response, **reads_file(Permission.JOURNALS_READ, "text/csv", "request.not_found"))
async def export_csv(db: Db, quarter: InQuarter, entity: EntityCode = None) -> Response:
    """The register as a table, rupees with two decimals."""
    return download(await flows.export_csv(db, quarter, entity), f"{quarter}-fixed-assets.csv")


@router.post("/assets/blocks", status_code=201, **changes(Permission.JOURNALS_WRITE, "request.not_found", "close.signed"))
async def open_block(body: BlockIn, db: Db, by: By) -> Decided:
    """Say what a block stood at when the tax year began."""
    await flows.open_block(db, by, parse_quarter(body.quarter), body.entity_code, body.block, _content(body, "quarter", "entity_code", "block"))
    return Decided(key=body.block, sentence=_LATER)


@router.get("/assets/{id}", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def read_asset(id: uuid.UUID, db: Db) -> AssetDetail:
    """One asset with its schedule, vouchers, components and findings."""
    return AssetDetail.model_validate(await listing.load_asset(db, id))


@router.post(
    "/assets",
    status_code=201,
    **changes(Permission.JOURNALS_WRITE, "request.not_found", "asset.code_taken", "asset.day_wrong", "ledger.unknown_account", "close.signed"),
)
async def enter(body: AssetIn, db: Db, by: By) -> Decided:
    """Enter an asset that the register does not have."""
    key = await flows.enter(db, by, parse_quarter(body.quarter), body.entity_code, _content(body, "quarter", "entity_code"))
    return Decided(key=key, sentence=_LATER)


@router.post(
    "/assets/{id}/changes",
    **changes(
        Permission.JOURNALS_WRITE,
        "request.not_found",
        "asset.nothing_changed",
        "asset.not_entered",
        "asset.day_wrong",
        "ledger.unknown_account",
        "close.signed",
    ),
)
async def change(id: uuid.UUID, body: AssetChange, db: Db, by: By) -> Decided:
    """Change class, life, rate, method, day of use, residual value, block, shifts; or settle an asset whose life is over."""
    await flows.change(db, by, id, _content(body))
    return Decided(key=str(id), sentence=_LATER)


@router.post(
    "/assets/{id}/disposal",
    **changes(
        Permission.JOURNALS_WRITE, "request.not_found", "asset.disposed", "asset.not_entered", "asset.day_wrong", "ledger.unknown_account", "close.signed"
    ),
)
async def dispose(id: uuid.UUID, body: DisposalIn, db: Db, by: By) -> Decided:
    """Say that an asset left, when and for what."""
    await flows.dispose(db, by, id, _content(body))
    return Decided(key=str(id), sentence=_LATER)
