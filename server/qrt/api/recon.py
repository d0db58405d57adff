"""Reconciliations: two books side by side, and what people decide about their matches."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_acts as act_listing
from qrt.api.base import In, Out, PlaceOut, SafeInt, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, PlatformDep, Search, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.money import Paise
from qrt.core.recon.bench import ByHand, Named, Split
from qrt.core.recon.types import Side
from qrt.flows import recon as flows
from qrt.flows.recon import asking

router = APIRouter(tags=["recon"], route_class=Operation)

Stage = Annotated[str, Field(max_length=40)]
Tab = Literal["decide", "accepted", "left", "right"]


class ReconCounts(Out):
    auto: int
    suggested: int
    accepted: int
    rejected: int
    left_open: int
    right_open: int


class ReconOut(Out):
    """One reconciliation. Left is our books, right the other side's; `state` is decided when nothing waits."""

    id: uuid.UUID
    kind: str
    subject: str
    entity_code: str
    as_of: date
    left_total_paise: int
    right_total_paise: int
    difference_paise: int
    counts: ReconCounts
    state: str


class StageCount(Out):
    stage: str
    status: str
    count: int
    total_paise: int
    difference_paise: int


class ReconDetail(ReconOut):
    """Closings are null where nobody states them; `explained_paise` is what open lines and named differences come to between the two."""

    stages: list[StageCount]
    quarter: str
    books_closing_paise: int | None
    other_closing_paise: int | None
    explained_paise: int
    lines: int
    run: int | None
    close_state: str
    close_run: int
    replaced: int


class ItemOut(Out):
    """One line of one side. `taxes` is for GSTR-2B: taxable, igst, cgst, sgst, cess in paise."""

    item: str
    side: str
    day: date
    amount_paise: int
    reference: str
    narration: str
    party: str
    place: PlaceOut | None
    taxes: dict[str, int]
    labels: dict[str, str]


class ReasonOut(Out):
    """What spoke for the match; the weights add up to its score."""

    text: str
    weight: float


class ReconRow(Out):
    """A match with its items, or a break: an item without its counterpart."""

    id: str
    type: Literal["match", "break"]
    left: list[ItemOut]
    right: list[ItemOut]
    difference_paise: int
    stage: str
    status: str
    score: float | None
    margin: float | None
    reasons: list[ReasonOut]
    why_not: str
    nearest: ItemOut | None
    age_days: int | None
    version: int


class ReconPage(Out):
    """`total` and `total_paise` are of the whole list; its first page alone says them."""

    items: list[ReconRow]
    next_cursor: str | None
    total: int | None
    total_paise: int | None


class MatchVersionIn(VersionIn):
    reason: Annotated[str, Field(max_length=2000)] = ""


ItemName = Annotated[str, Field(max_length=400)]
MatchName = Annotated[str, Field(max_length=400)]


class SplitIn(In):
    """The line that is used in part: `part_paise` of it, signed like the line. The rest stays open as a line of its own."""

    side: Literal["left", "right"]
    item: ItemName
    part_paise: SafeInt


class DifferenceIn(In):
    """What the two sides differ by, left minus right, and why."""

    amount_paise: SafeInt
    cause: Annotated[str, Field(min_length=1, max_length=200)]


class ManualIn(In):
    """Without a split and a named difference, both sides must agree to the paisa."""

    left: Annotated[list[ItemName], Field(min_length=1, max_length=200)]
    right: Annotated[list[ItemName], Field(min_length=1, max_length=200)]
    split: SplitIn | None = None
    difference: DifferenceIn | None = None

    def wanted(self) -> ByHand:
        split, named = self.split, self.difference
        return ByHand(
            left=tuple(self.left),
            right=tuple(self.right),
            split=Split(Side(split.side), split.item, Paise(split.part_paise)) if split else None,
            named=Named(Paise(named.amount_paise), named.cause.strip()) if named else None,
        )


class ChosenIn(In):
    match: MatchName
    version: Annotated[int, Field(ge=0)]


class DecideIn(In):
    """Several matches decided on in one act, each in the version that was seen."""

    verb: Literal["accept", "reject"]
    matches: Annotated[list[ChosenIn], Field(min_length=1, max_length=500)]
    reason: Annotated[str, Field(max_length=2000)] = ""


class AcceptFilterIn(In):
    """What the person saw when they said yes: another count or total means the list has moved."""

    stage: Stage | None = None
    status: Literal["suggested"] = "suggested"
    expected_count: Annotated[int, Field(ge=0, le=10_000_000)]
    expected_total_paise: SafeInt
    expected_difference_paise: SafeInt | None = None


class UndoIn(In):
    """Which matches of the act to take back; all of them without."""

    matches: Annotated[list[MatchName], Field(min_length=1, max_length=500)] | None = None


class ActLine(Out):
    """One match of an act. `state`: done, failed (why stands in `sentence`), undone."""

    match: str
    words: str
    left_paise: int
    state: str
    code: str
    sentence: str


class ActOut(Out):
    """One act of a person on a reconciliation. `kind`: accept, accept_filter, reject, match, undo; `state` of a job: waiting, running, done, stopped, failed."""

    id: uuid.UUID
    kind: str
    by: str
    by_id: uuid.UUID
    words: str
    undoes_id: uuid.UUID | None
    total: int
    total_paise: int
    difference_paise: int
    done: int
    failed: int
    undone: int
    state: str
    message: str
    asked_at: datetime
    ended_at: datetime | None
    lines: list[ActLine]


class UndoneOut(Out):
    """`act` is the taking back itself, `remaining` what another call would take back."""

    act: ActOut
    remaining: int


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
    """The entry that a bank line calls for by rule; `lines` hold the bank's leg first, and it alone where no rule knows the other. `entry_id`: what books it already."""

    entry_id: uuid.UUID | None
    entry_state: str
    kind: str
    day: date
    narration: str
    lines: list[LegOut]
    mirrors: list[MirrorOut]


class LegIn(In):
    ledger: Annotated[str, Field(min_length=1, max_length=200)]
    amount_paise: SafeInt


class EntryIn(In):
    """An entry for an open bank line. `lines` are those beside the bank's own; debit positive. `mirror`: one line, the other bank ledger."""

    item: ItemName
    narration: Annotated[str, Field(min_length=1, max_length=2000)]
    lines: Annotated[list[LegIn], Field(min_length=1, max_length=20)]
    mirror: bool = False


class EntryOut(Out):
    """The draft that waits for another person."""

    entry_id: uuid.UUID


@router.get("/recon", **reads(Permission.RECON_READ, "request.not_found"))
async def list_recon(db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[ReconOut]:
    """Reconciliations of a quarter."""
    return [ReconOut.model_validate(row) for row in await listing.load_reports(db, quarter, entity)]


@router.get("/recon/{id}", **reads(Permission.RECON_READ, "request.not_found"))
async def read_recon(id: uuid.UUID, db: Db) -> ReconDetail:
    """One reconciliation with its statement."""
    return ReconDetail.model_validate(await listing.load_report(db, id))


@router.get("/recon/{id}/rows", **reads(Permission.RECON_READ, "request.not_found", "request.cursor"))
async def list_rows(
    id: uuid.UUID,
    db: Db,
    tab: Tab = "decide",
    stage: Annotated[str | None, Query(max_length=40)] = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> ReconPage:
    """Pairs to decide, accepted pairs, or what stands on one side only."""
    return ReconPage.model_validate(await listing.load_rows(db, id, tab, stage, q, cursor, limit))


@router.post("/recon/{id}/matches/{match}/accept", **changes(Permission.RECON_DECIDE, "request.not_found"))
async def accept(id: uuid.UUID, match: str, body: VersionIn, db: Db, by: By) -> ReconRow:
    """Agree with a match."""
    await flows.accept(db, by, id, match, body.version)
    return ReconRow.model_validate(await listing.load_match(db, id, match))


@router.post("/recon/{id}/matches/{match}/reject", **changes(Permission.RECON_DECIDE, "request.not_found"))
async def reject(id: uuid.UUID, match: str, body: MatchVersionIn, db: Db, by: By) -> ReconRow:
    """Undo a match; its items are open again."""
    await flows.reject(db, by, id, match, body.version, body.reason)
    return ReconRow.model_validate(await listing.load_match(db, id, match))


@router.post("/recon/{id}/decide", **changes(Permission.RECON_DECIDE, "request.not_found"))
async def decide(id: uuid.UUID, body: DecideIn, db: Db, by: By) -> ActOut:
    """Accept or reject several matches as one act. One that cannot be leaves the others done, and says why."""
    made = await flows.decide_many(db, by, id, body.verb, [(each.match, each.version) for each in body.matches], body.reason)
    return ActOut.model_validate(await act_listing.load_act(db, id, made))


@router.post("/recon/{id}/matches", status_code=201, **changes(Permission.RECON_DECIDE, "request.not_found", "recon.not_open", "recon.unbalanced"))
async def match_by_hand(id: uuid.UUID, body: ManualIn, db: Db, by: By) -> ReconRow:
    """Put open items of both sides together; one may be used in part, and a difference may be named."""
    made = await flows.match_by_hand(db, by, id, body.wanted())
    return ReconRow.model_validate(await listing.load_match(db, id, made))


@router.post("/recon/{id}/accept-filter", status_code=202, **changes(Permission.RECON_DECIDE, "request.not_found", "recon.count_moved"))
async def accept_filter(id: uuid.UUID, body: AcceptFilterIn, db: Db, by: By, platform: PlatformDep) -> ActOut:
    """Accept every suggested match of a filter, if they are still what you saw. It works in the background; progress comes as events `recon.act`."""
    expected = (body.expected_count, body.expected_total_paise, body.expected_difference_paise)
    made = await flows.ask_accept_filter(db, by, id, body.stage, expected, platform.enqueue_accept)
    return ActOut.model_validate(await act_listing.load_act(db, id, made))


@router.get("/recon/{id}/acts", **reads(Permission.RECON_READ, "request.not_found"))
async def list_acts(id: uuid.UUID, db: Db) -> list[ActOut]:
    """What people did here, newest first, without the matches of each."""
    await listing.load_known(db, id)
    return [ActOut.model_validate(each) for each in await act_listing.load_acts(db, id)]


@router.get("/recon/{id}/acts/{act}", **reads(Permission.RECON_READ, "request.not_found"))
async def read_act(id: uuid.UUID, act: uuid.UUID, db: Db, q: Search = None) -> ActOut:
    """One act and what became of each match; the first 500, those that failed before the others."""
    return ActOut.model_validate(await act_listing.load_act(db, id, act, q))


@router.post("/recon/{id}/acts/{act}/stop", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.act_ended"))
async def stop_act(id: uuid.UUID, act: uuid.UUID, db: Db) -> ActOut:
    """Stop after the matches that are being accepted. What is accepted stays."""
    await flows.stop_accept(db, id, act)
    return ActOut.model_validate(await act_listing.load_act(db, id, act))


@router.post("/recon/{id}/acts/{act}/undo", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.act_running", "recon.nothing_to_undo"))
async def undo_act(id: uuid.UUID, act: uuid.UUID, body: UndoIn, db: Db, by: By) -> UndoneOut:
    """Take an act back, or some matches of it, at most 500 a call. Each is as it was before; what was decided on since then stays and says so."""
    made, remaining = await flows.undo(db, by, id, act, body.matches)
    return UndoneOut(act=ActOut.model_validate(await act_listing.load_act(db, id, made)), remaining=remaining)


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
    """The entry that an open bank line calls for, and the transfers between own accounts that it may be half of."""
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
    """Draft the entry for an open bank line, its paper behind it; another person must approve. The line stays open until the entry is in the books."""
    legs = [(each.ledger, Paise(each.amount_paise)) for each in body.lines]
    return EntryOut(entry_id=await flows.book_line(db, by, id, body.item, body.narration.strip(), legs, body.mirror))
