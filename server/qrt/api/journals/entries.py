"""Vouchers: the queue, one voucher whole, writing, approving, returning, reversing."""

import uuid
from typing import NoReturn

from fastapi import APIRouter

from qrt.adapters.db.listing import journal_life
from qrt.adapters.db.listing import journals as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import ReasonIn, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, Identity, InQuarter, IsFresh, Limit, Search, Who, changes, reads
from qrt.api.errors import RefusedShowing
from qrt.api.idempotency import Operation
from qrt.api.journals.models import AttachIn, EffectOut, EvidenceIn, JournalDetail, JournalIn, JournalPage, JournalPut, LineIn, ReverseIn, Sort, View, VoucherIn
from qrt.api.permissions import Permission
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.ledger.types import Foreign, Line
from qrt.core.statements.effect import LineEffect
from qrt.flows import journals as flows
from qrt.flows.journals.writing import Spot

router = APIRouter(tags=["journals"], route_class=Operation)

_SHUT = ("ledger.period_locked", "ledger.period_soft_closed", "close.signed")
_WRITTEN = (*_SHUT, "voucher.unsound", "voucher.unknown_party", "voucher.unknown_branch", "cost_centre.unknown", "ledger.unknown_account")
_MOVED = ("voucher.stale", "voucher.already_approved", "voucher.not_waiting")


def to_lines(lines: list[LineIn]) -> tuple[Line, ...]:
    """The lines of a body as the core's."""
    return tuple(
        Line(
            ledger=line.ledger,
            amount=Paise(line.amount_paise),
            bill=line.bill,
            reason=line.reason,
            bill_kind=line.bill_kind,
            due_day=line.due_day,
            cost_centre=line.cost_centre,
            foreign=Foreign(line.foreign.currency, line.foreign.amount, line.foreign.rate, line.foreign.day) if line.foreign else None,
        )
        for line in lines
    )


def _spot(each: EvidenceIn) -> Spot:
    return Spot(each.document_id, Place("", each.page, each.box, each.sheet, each.row, each.column))


def _head(body: VoucherIn) -> flows.Head:
    return flows.Head(
        reference_day=body.reference_day,
        branch=body.branch,
        party=body.party,
        party_gstin=body.party_gstin,
        reverses_on=body.reverses_on,
        auto_reverse=body.auto_reverse,
        evidence=None if body.evidence is None else tuple(map(_spot, body.evidence)),
    )


@router.get("/journals", **reads(Permission.JOURNALS_READ, "request.not_found", "request.cursor"))
async def list_journals(
    db: Db,
    by: By,
    quarter: InQuarter,
    entity: EntityCode = None,
    view: View = "approve",
    q: Search = None,
    sort: Sort = "day",
    cursor: Cursor = None,
    limit: Limit = 100,
) -> JournalPage:
    """Vouchers and drafts of a quarter: by day, newest first, or by risk, highest first. A cursor belongs to its order."""
    return JournalPage.model_validate(await listing.load_page(db, by, quarter, entity, view, q, cursor, limit, sort))


@router.get("/journals/{id}", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def read_journal(id: uuid.UUID, db: Db, who: Who) -> JournalDetail:
    """One voucher with its lines, evidence, checks, effect, what it needs and what happened to it."""
    return await detail(db, who, id)


@router.post("/journals", status_code=201, **changes(Permission.JOURNALS_WRITE, "request.not_found", *_WRITTEN))
async def write(body: JournalIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Write a voucher by hand; another person must approve it."""
    lines = to_lines(body.lines)
    made = await flows.write(db, by, body.entity_code, body.kind, body.day, body.narration, body.reference, lines, _head(body))
    return await detail(db, who, made)


@router.put("/journals/{id}", **changes(Permission.JOURNALS_WRITE, "request.not_found", *_WRITTEN, *_MOVED))
async def rewrite(id: uuid.UUID, body: JournalPut, db: Db, by: By, who: Who) -> JournalDetail:
    """Write an unposted voucher anew. It waits for a checker again, and whoever rewrote it is its maker; what was proposed first is kept beside it."""
    lines = to_lines(body.lines)
    try:
        await flows.rewrite(db, by, id, body.kind, body.day, body.narration, body.reference, lines, body.version, _head(body))
    except Refused as wrong:
        await _show(db, who, id, body.version, wrong)
    return await detail(db, who, id)


@router.post("/journals/{id}/suggestion", **changes(Permission.JOURNALS_WRITE, "request.not_found", "voucher.nothing_suggested", *_WRITTEN, *_MOVED))
async def use_suggestion(id: uuid.UUID, body: VersionIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Make the change that a person made in another draft of the same party. Whoever uses it is the entry's maker."""
    try:
        await flows.use_suggestion(db, by, id, body.version)
    except Refused as wrong:
        await _show(db, who, id, body.version, wrong)
    return await detail(db, who, id)


@router.post("/journals/{id}/evidence", **changes(Permission.JOURNALS_WRITE, "request.not_found", *_MOVED, *_SHUT))
async def attach(id: uuid.UUID, body: AttachIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Put a paper behind an unposted voucher. Its maker stays its maker."""
    try:
        await flows.attach(db, by, id, _spot(body.evidence), body.version)
    except Refused as wrong:
        await _show(db, who, id, body.version, wrong)
    return await detail(db, who, id)


@router.post("/journals/{id}/drop", **changes(Permission.JOURNALS_WRITE, "request.not_found", "voucher.not_yours", *_MOVED))
async def drop(id: uuid.UUID, body: VersionIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Take back a draft of your own."""
    try:
        await flows.drop(db, by, id, body.version)
    except Refused as wrong:
        await _show(db, who, id, body.version, wrong)
    return await detail(db, who, id)


@router.post(
    "/journals/{id}/approve",
    **changes(
        Permission.JOURNALS_APPROVE,
        "request.not_found",
        "voucher.maker_is_checker",
        "voucher.approved_by_you",
        "voucher.already_reversed",
        *_MOVED,
        *_SHUT,
        fresh="approve an entry above the limit",
        fresh_when="above_limit",
    ),
)
async def approve(id: uuid.UUID, body: VersionIn, db: Db, by: By, who: Who, fresh: IsFresh) -> JournalDetail:
    """Approve the voucher. It posts when as many people as its ladder asks for have approved; whoever made it cannot.

    409 with code voucher.stale, voucher.already_approved or voucher.not_waiting carries `details[0].current` (the entry now) and `details[0].opened`
    (its head and lines in the version you sent, or null).
    """
    try:
        await flows.approve(db, by, id, body.version, fresh=fresh)
    except Refused as wrong:
        await _show(db, who, id, body.version, wrong)
    return await detail(db, who, id)


@router.post("/journals/{id}/return", **changes(Permission.JOURNALS_APPROVE, "request.not_found", *_MOVED))
async def send_back(id: uuid.UUID, body: ReasonIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Send the voucher back to its maker, and say why."""
    try:
        await flows.send_back(db, by, id, body.reason, body.version)
    except Refused as wrong:
        await _show(db, who, id, body.version, wrong)
    return await detail(db, who, id)


@router.post(
    "/journals/{id}/reverse",
    status_code=201,
    **changes(Permission.JOURNALS_WRITE, "request.not_found", "voucher.already_reversed", "voucher.not_posted", *_SHUT),
)
async def reverse(id: uuid.UUID, body: ReverseIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Draft the voucher that undoes a posted one; another person must approve it. A reversal that went back can be asked for again."""
    made = await flows.reverse(db, by, id, body.day, body.reason)
    return await detail(db, who, made)


async def detail(db: TenantDb, who: Identity, entry_id: uuid.UUID) -> JournalDetail:
    """One voucher whole, as this person sees it."""
    may_approve, may_write = Permission.JOURNALS_APPROVE in who.permissions, Permission.JOURNALS_WRITE in who.permissions
    found = await listing.load_detail(db, who.person, entry_id, may_approve=may_approve, may_write=may_write)
    return JournalDetail.model_validate(found | {"effect": [effect_out(each) for each in await flows.effect_of(db, entry_id)]})


def effect_out(each: LineEffect) -> EffectOut:
    """One line of the statements for the page."""
    return EffectOut(
        entity_code=each.entity,
        statement=STATEMENTS[each.statement],
        line=each.label,
        before_paise=each.before,
        amount_paise=each.change,
        after_paise=each.after,
        ledgers=list(each.unmapped),
    )


STATEMENTS = {"balance_sheet": "Balance sheet", "profit_and_loss": "Profit and loss"}


async def _show(db: TenantDb, who: Identity, entry_id: uuid.UUID, version: int, wrong: Refused) -> NoReturn:
    """Raise the refusal; when the entry moved under the person's hands, with both versions. Nothing was changed, so reading is all that follows."""
    if wrong.code not in _MOVED:
        raise wrong
    current = (await detail(db, who, entry_id)).model_dump(mode="json")
    opened = await journal_life.load_opened(db, entry_id, version) if version != current["version"] else None
    raise RefusedShowing(wrong, [{"current": current, "opened": opened}])
