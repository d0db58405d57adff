"""The chart of accounts: where each ledger goes and why, what people decided, merges and renamings; the model chart; opening balances by source."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db import closes, companies
from qrt.adapters.db.listing import chart as listing
from qrt.adapters.db.session import TenantDb
from qrt.adapters.reports.chart import chart_xlsx
from qrt.api.base import QUARTER_PATTERN, In, Out, Sentence, Short
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, Search, changes, parse_quarter, reads, reads_file
from qrt.api.downloads import download
from qrt.api.idempotency import Operation
from qrt.api.journals.entries import effect_out
from qrt.api.journals.models import EffectOut
from qrt.api.permissions import Permission
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import TrialBalanceLine
from qrt.core.statements.types import Layout
from qrt.flows import carry
from qrt.flows import chart as flows
from qrt.flows.desk import load_rules

router = APIRouter(tags=["chart"], route_class=Operation)

View = Literal["all", "unmapped", "low", "decided", "merged", "similar"]
QuarterText = Annotated[str, Field(pattern=QUARTER_PATTERN, description="The quarter in whose close this is decided")]
Key = Annotated[str, Field(min_length=1, max_length=60)]
LedgerNameText = Annotated[str, Field(min_length=1, max_length=200)]


class OfferOut(Out):
    """One place for a ledger. `source` is decision, memory, group, name, use or side; `confidence` how often such an offer is right."""

    schedule_key: str
    line: str
    nature: str
    role: str
    tds_key: str
    source: str
    reason: str
    confidence: float


class SimilarOut(Out):
    """A ledger whose name differs in case, blanks and signs alone: perhaps the same one."""

    ledger_id: uuid.UUID
    ledger: str


class ChartLedger(Out):
    """One ledger. `state` is unmapped (blocks the statements when it has a balance), proposed (by rule), decided (by a person) or merged (into another)."""

    ledger_id: uuid.UUID
    ledger: str
    entity_code: str
    group: str
    nature: str
    schedule_key: str
    line: str
    role: str
    tds_key: str
    state: str
    source: str
    reason: str
    confidence: float
    opening_paise: int
    closing_paise: int
    offers: list[OfferOut]
    merged_into_id: uuid.UUID | None
    merged_into: str
    similar: list[SimilarOut]


class ChartCounts(Out):
    all: int
    unmapped: int
    low: int
    decided: int
    merged: int
    similar: int


class ChartPage(Out):
    """A page of the chart. `total_paise` adds up the sizes of the closing balances of all that the filter holds."""

    items: list[ChartLedger]
    next_cursor: str | None
    total: int
    total_paise: int
    counts: ChartCounts
    groups: list[str]


class HistoryOut(Out):
    """What was decided about a ledger. `merge_id` is what `unmerge` takes."""

    at: datetime
    who: str
    what: str
    quarter: str
    merge_id: uuid.UUID | None
    can_undo: bool


class ChartLedgerDetail(ChartLedger):
    history: list[HistoryOut]


class ModelAccountOut(Out):
    """One account of the neutral Indian chart with its line in both divisions; "" where a division has none."""

    code: str
    name: str
    nature: str
    group: str
    division_1: str
    division_2: str
    role: str
    tds_key: str


class LineOut(Out):
    """A line of Schedule III that ledgers may go to."""

    key: str
    label: str
    statement: str


class ModelChartOut(Out):
    """What a person chooses from: lines of the company's division, and the model accounts."""

    division: str
    lines: list[LineOut]
    accounts: list[ModelAccountOut]
    groups: list[str]


class AcceptIn(In):
    """The line for a ledger: an offer's or any other. `seen` is the line that the person saw it in; role and TDS nature are left to the rules when not given."""

    quarter: QuarterText
    schedule_key: Key
    seen: Annotated[str, Field(max_length=60)]
    role: Annotated[str, Field(max_length=40)] | None = None
    tds_key: Annotated[str, Field(max_length=40)] | None = None


class AcceptManyIn(In):
    """What the person saw when they said yes to all first offers: another count means the list has moved."""

    quarter: QuarterText
    entity_code: Annotated[str, Field(max_length=40)] | None = None
    only_unmapped: bool = True
    confidence_least: Annotated[float, Field(ge=0.5, le=1)]
    expected_count: Annotated[int, Field(ge=0, le=1_000_000)]


class AcceptedLedgers(Out):
    accepted: int


class InQuarterIn(In):
    quarter: QuarterText


class MergeIn(In):
    quarter: QuarterText
    into_id: uuid.UUID
    reason: Sentence


class FiguresOut(Out):
    """A ledger's figures of the quarter (balances debit positive, movements as sizes) and how many posted vouchers move it, in the quarter and at all."""

    ledger: str
    opening_paise: int
    debit_paise: int
    credit_paise: int
    closing_paise: int
    vouchers: int
    vouchers_ever: int


class MergePreview(Out):
    """What a merge would do. `effect`: the lines of the statements that it changes; none where both ledgers stand on one line."""

    gone: FiguresOut
    stays: FiguresOut
    together: FiguresOut
    effect: list[EffectOut]


class RenameIn(In):
    quarter: QuarterText
    name: LedgerNameText
    reason: Sentence


class OpeningSourceOut(Out):
    """A source of opening balances. `profit_paise` is what income and expense of the year before came to in it (credit negative), taken to `retained_ledger`."""

    entity_code: str
    kind: str
    words: str
    used: bool
    ledgers: int
    difference_paise: int
    profit_paise: int
    retained_ledger: str


class SaidOut(Out):
    """What one source says; null where it does not list the ledger."""

    kind: str
    amount_paise: int | None


class OpeningRow(Out):
    entity_code: str
    ledger: str
    used_paise: int
    said: list[SaidOut]
    differs: bool


class OpeningsPage(Out):
    """Opening balances by source. `stale` says why they no longer hold, "" when they do: run the close again then."""

    sources: list[OpeningSourceOut]
    items: list[OpeningRow]
    next_cursor: str | None
    total: int
    differences: int
    stale: Short


@router.get("/chart", **reads(Permission.STATEMENTS_READ, "request.not_found", "request.cursor"))
async def list_chart(
    db: Db,
    quarter: InQuarter,
    entity: EntityCode = None,
    view: View = "all",
    group: Annotated[str | None, Query(max_length=200)] = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> ChartPage:
    """Ledgers with their line, reason, balance and three offers. View `unmapped` is the one list of what blocks the statements, the largest balance first."""
    return ChartPage.model_validate(await listing.load_chart_page(db, quarter, entity, view, group, q, cursor, limit, await _layout(db)))


@router.get("/chart/model", **reads(Permission.STATEMENTS_READ))
async def read_model(db: Db) -> ModelChartOut:
    """The neutral Indian chart and the lines of Schedule III in the company's division: what a mapping may choose from."""
    rules = load_rules((await companies.load_company(db)).division)
    faces = (("bs", rules.layout.balance_sheet), ("pl", rules.layout.profit_and_loss))
    return ModelChartOut(
        division=rules.layout.division,
        lines=[LineOut(key=line.key, label=line.label, statement=name) for name, face in faces for line in face if line.kind == "line"],
        accounts=[
            ModelAccountOut(
                code=each.code,
                name=each.name,
                nature=each.nature,
                group=each.group,
                division_1=each.keys.division_1,
                division_2=each.keys.division_2,
                role=each.role,
                tds_key=each.tds_key,
            )
            for each in rules.model.accounts
        ],
        groups=[group.name for group in rules.model.groups],
    )


@router.get(
    "/chart/export.xlsx",
    response_class=Response,
    **reads_file(Permission.STATEMENTS_READ, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "request.not_found"),
)
async def export_chart(db: Db, quarter: InQuarter, entity: EntityCode = None) -> Response:
    """The whole chart and the opening balances by source as a workbook."""
    rows = await listing.load_chart_rows(db, quarter, entity, await _layout(db))
    openings = await listing.load_openings(db, quarter, entity, False, None, 1_000_000)
    return download(chart_xlsx(rows, openings["items"]), f"{quarter}-chart.xlsx")


@router.get("/chart/{id}", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def read_ledger(id: uuid.UUID, db: Db, quarter: InQuarter) -> ChartLedgerDetail:
    """One ledger with its offers and its history."""
    return await _detail(db, id, quarter)


@router.post("/chart/accept", **changes(Permission.CHART_DECIDE, "request.not_found", "ledger.count_moved", "close.signed"))
async def accept_many(body: AcceptManyIn, db: Db, by: By) -> AcceptedLedgers:
    """Accept the first offer of every ledger that nobody decided and whose offer is sure enough, if they are still as many as the person saw."""
    quarter = parse_quarter(body.quarter)
    return AcceptedLedgers(accepted=await flows.accept_many(db, by, quarter, body.entity_code, body.only_unmapped, body.confidence_least, body.expected_count))


@router.get("/chart/accept/count", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def count_acceptable(
    db: Db, entity: EntityCode = None, only_unmapped: bool = True, confidence_least: Annotated[float, Query(ge=0.5, le=1)] = 0.85
) -> AcceptedLedgers:
    """How many ledgers `accept` would decide with this filter: what the page shows before it asks."""
    return AcceptedLedgers(accepted=await flows.count_acceptable(db, entity, only_unmapped, confidence_least))


@router.post(
    "/chart/{id}/accept", **changes(Permission.CHART_DECIDE, "request.not_found", "ledger.stale", "ledger.merged_away", "chart.line_unknown", "close.signed")
)
async def accept(id: uuid.UUID, body: AcceptIn, db: Db, by: By) -> ChartLedgerDetail:
    """Put a ledger into a line: remembered for this company, in figures from the next run on."""
    quarter = parse_quarter(body.quarter)
    await flows.accept(db, by, id, quarter, body.schedule_key, body.role, body.tds_key, body.seen)
    return await _detail(db, id, quarter)


@router.post("/chart/{id}/forget", **changes(Permission.CHART_DECIDE, "request.not_found", "ledger.not_decided", "close.signed"))
async def forget(id: uuid.UUID, body: InQuarterIn, db: Db, by: By) -> ChartLedgerDetail:
    """Take a decision back; the next run puts the ledger where the rules do."""
    quarter = parse_quarter(body.quarter)
    await flows.forget(db, by, id, quarter)
    return await _detail(db, id, quarter)


@router.get(
    "/chart/{id}/merge-preview",
    **reads(Permission.CHART_DECIDE, "request.not_found", "ledger.same", "ledger.other_entity", "ledger.other_kind", "ledger.merged_away"),
)
async def preview_merge(id: uuid.UUID, into_id: uuid.UUID, quarter: InQuarter, db: Db) -> MergePreview:
    """What making this ledger part of another one would do: figures, vouchers, lines of the statements before and after. It changes nothing."""
    found = await flows.preview_merge(db, id, into_id, quarter)
    gone, stays = found.vouchers
    return MergePreview(
        gone=_figures(found.gone, gone),
        stays=_figures(found.stays, stays),
        together=_figures(found.both, (gone[0] + stays[0], gone[1] + stays[1])),
        effect=[effect_out(each) for each in found.effects],
    )


def _figures(line: TrialBalanceLine, vouchers: tuple[int, int]) -> FiguresOut:
    return FiguresOut(
        ledger=line.ledger,
        opening_paise=line.opening,
        debit_paise=line.debit,
        credit_paise=line.credit,
        closing_paise=line.closing,
        vouchers=vouchers[0],
        vouchers_ever=vouchers[1],
    )


@router.post(
    "/chart/{id}/merge",
    **changes(
        Permission.CHART_DECIDE,
        "request.not_found",
        "ledger.same",
        "ledger.other_entity",
        "ledger.other_kind",
        "ledger.merged_away",
        "ledger.reason_missing",
        "close.signed",
    ),
)
async def merge(id: uuid.UUID, body: MergeIn, db: Db, by: By) -> ChartLedgerDetail:
    """Make this ledger part of another one from the quarter on. Posted lines stay as they were written; balances stand together. Gives the other ledger."""
    quarter = parse_quarter(body.quarter)
    await flows.merge(db, by, id, body.into_id, quarter, body.reason)
    return await _detail(db, body.into_id, quarter)


@router.post(
    "/chart/{id}/rename",
    **changes(Permission.CHART_DECIDE, "request.not_found", "ledger.name_taken", "ledger.merged_away", "ledger.reason_missing", "close.signed"),
)
async def rename(id: uuid.UUID, body: RenameIn, db: Db, by: By) -> ChartLedgerDetail:
    """Call a ledger otherwise from the quarter on; papers may go on writing the old name. Gives the ledger under its new name."""
    quarter = parse_quarter(body.quarter)
    return await _detail(db, await flows.rename(db, by, id, quarter, body.name, body.reason), quarter)


@router.post("/chart/merges/{id}/undo", **changes(Permission.CHART_DECIDE, "request.not_found", "merge.undone", "close.signed"))
async def unmerge(id: uuid.UUID, body: InQuarterIn, db: Db, by: By) -> ChartLedgerDetail:
    """Take a merge or renaming back, while no close that it touches is signed. Gives the ledger that stands for itself again."""
    return await _detail(db, await flows.unmerge(db, by, id), parse_quarter(body.quarter))


@router.get("/openings", **reads(Permission.STATEMENTS_READ, "request.not_found", "request.cursor"))
async def list_openings(
    db: Db, quarter: InQuarter, entity: EntityCode = None, only_differences: bool = False, cursor: Cursor = None, limit: Limit = 200
) -> OpeningsPage:
    """Opening balances by source, the used one first: a signed prior close, the opening trial balance, a prior close, an opening column, ledger masters."""
    found = await listing.load_openings(db, quarter, entity, only_differences, cursor, limit)
    close = await closes.load_close(db, quarter)
    return OpeningsPage.model_validate(found | {"stale": await carry.stale_openings(db, close) if close and close.run else ""})


async def _layout(db: TenantDb) -> Layout:
    return load_rules((await companies.load_company(db)).division).layout


async def _detail(db: TenantDb, ledger_id: uuid.UUID, quarter: Quarter) -> ChartLedgerDetail:
    return ChartLedgerDetail.model_validate(await listing.load_chart_ledger(db, ledger_id, quarter, await _layout(db)))
