"""One line of a reconciliation: questions about it, what people said of it, and the entry that it calls for."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_acts as act_listing
from qrt.api.base import In, Out, SafeInt
from qrt.api.deps import By, Db, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.recon import ItemName, ItemOut, ReasonOut
from qrt.core.base.money import Paise
from qrt.core.recon.types import Side
from qrt.flows import recon as flows
from qrt.flows.recon import asking

router = APIRouter(tags=["recon"], route_class=Operation)


class LineComment(Out):
    id: uuid.UUID
    by: str
    text: str
    at: datetime


class LineCommentIn(In):
    """What a person says about one line of one side."""

    side: Literal["left", "right"]
    item: ItemName
    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


class CandidateOut(Out):
    """A line of the other side that is open and near; the weights add up to the score."""

    item: ItemOut
    score: float
    reasons: list[ReasonOut]


class PastOut(Out):
    """Another line of the party: `status` is open, or that of its match; `days_after` how long the other side came after ours."""

    quarter: str
    day: date
    amount_paise: int
    narration: str
    stage: str | None
    status: str
    days_after: int | None


class AnswerOut(Out):
    """What the reconciliation itself says of a line. No model was asked."""

    why: str
    reasons: list[ReasonOut]
    candidates_words: str
    candidates: list[CandidateOut]
    party: str
    party_words: str
    past: list[PastOut]


class LegOut(Out):
    ledger: str
    amount_paise: int
    reason: str


class MirrorOut(Out):
    """The line of another bank account of the company that says the opposite."""

    ledger: str
    item: str
    day: date
    amount_paise: int
    narration: str


class EntryProposal(Out):
    """The entry that a line of the other side calls for by rule; a leg without a ledger is for a person to name. `is_own`: the first leg is the line's own and stays as
    it is. `entry_id`: what books the line already."""

    entry_id: uuid.UUID | None
    entry_state: str
    kind: str
    day: date
    narration: str
    lines: list[LegOut]
    is_own: bool
    mirrors: list[MirrorOut]


class LegIn(In):
    ledger: Annotated[str, Field(min_length=1, max_length=200)]
    amount_paise: SafeInt


class EntryIn(In):
    """An entry for an open line of the other side. `lines` are those beside its own, all of them where it has none; debit positive. `mirror`: one line, the other bank ledger."""

    item: ItemName
    narration: Annotated[str, Field(min_length=1, max_length=2000)]
    lines: Annotated[list[LegIn], Field(min_length=1, max_length=20)]
    mirror: bool = False


class EntryOut(Out):
    """The draft that waits for another person."""

    entry_id: uuid.UUID


@router.get("/recon/{id}/line", **reads(Permission.RECON_READ, "request.not_found", "recon.line_unknown"))
async def about_line(id: uuid.UUID, db: Db, side: Literal["left", "right"], item: Annotated[str, Query(min_length=1, max_length=400)]) -> AnswerOut:
    """Why a line stands as it does, what else it could be, and how lines of its party went: from what is kept, without a model."""
    found = await asking.about_line(db, id, Side(side), item)
    other = "left" if side == "right" else "right"
    items = await listing.load_items(db, id, [(other, offer.item) for offer in found.offers])
    return AnswerOut(
        why=found.why,
        reasons=[ReasonOut(text=reason.text, weight=reason.weight) for reason in found.match.reasons] if found.match else [],
        candidates_words=found.candidates,
        candidates=[
            CandidateOut(
                item=ItemOut.model_validate(items[other, offer.item]),
                score=offer.score,
                reasons=[ReasonOut(text=reason.text, weight=reason.weight) for reason in offer.reasons],
            )
            for offer in found.offers
        ],
        party=found.party,
        party_words=found.party_words,
        past=[
            PastOut(
                quarter=str(each.quarter),
                day=each.day,
                amount_paise=each.amount,
                narration=each.narration,
                stage=each.past.stage,
                status=each.past.status,
                days_after=each.past.days_after,
            )
            for each in found.past[:12]
        ],
    )


@router.get("/recon/{id}/comments", **reads(Permission.RECON_READ, "request.not_found"))
async def list_comments(id: uuid.UUID, db: Db, side: Literal["left", "right"], item: Annotated[str, Query(min_length=1, max_length=400)]) -> list[LineComment]:
    """What people said about a line, oldest first."""
    await listing.load_known(db, id)
    return [LineComment.model_validate(each) for each in await act_listing.load_comments(db, id, side, item)]


@router.post("/recon/{id}/comments", status_code=201, **changes(Permission.RECON_DECIDE, "request.not_found", "recon.line_unknown"))
async def comment(id: uuid.UUID, body: LineCommentIn, db: Db, by: By) -> list[LineComment]:
    """Say something about a line. It stays in its list, and the comment follows it from run to run."""
    await flows.say(db, by, id, Side(body.side), body.item, body.text)
    return [LineComment.model_validate(each) for each in await act_listing.load_comments(db, id, body.side, body.item)]


@router.get("/recon/{id}/entry", **reads(Permission.RECON_READ, "request.not_found", "recon.not_open", "recon.not_bookable"))
async def propose_entry(id: uuid.UUID, db: Db, item: Annotated[str, Query(min_length=1, max_length=400)]) -> EntryProposal:
    """The entry that an open line calls for, and of a bank's the transfers between own accounts that it may be half of."""
    found = await flows.propose_entry(db, id, item)
    mirrors = [
        MirrorOut(ledger=each.ledger, item=each.item.id, day=each.item.day, amount_paise=each.item.amount, narration=each.item.narration)
        for each in found.mirrors
    ]
    return EntryProposal(
        entry_id=found.entry_id,
        entry_state=found.entry_state,
        kind=found.draft.kind.value,
        day=found.draft.day,
        narration=found.draft.narration,
        lines=[LegOut(ledger=line.ledger, amount_paise=line.amount, reason=line.reason) for line in found.draft.lines],
        is_own=found.is_own,
        mirrors=mirrors,
    )


@router.post(
    "/recon/{id}/entry",
    status_code=201,
    **changes(
        Permission.JOURNALS_WRITE,
        "request.not_found",
        "recon.not_open",
        "recon.not_bookable",
        "recon.entry_stands",
        "recon.no_mirror",
        "ledger.unknown_account",
        "voucher.unsound",
    ),
)
async def book_line(id: uuid.UUID, body: EntryIn, db: Db, by: By) -> EntryOut:
    """Draft the entry for an open line, its paper behind it; another person must approve. The line stays open until the entry is in the books."""
    legs = [(each.ledger, Paise(each.amount_paise)) for each in body.lines]
    return EntryOut(entry_id=await flows.book_line(db, by, id, body.item, body.narration.strip(), legs, body.mirror))
