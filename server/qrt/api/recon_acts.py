"""What people decide about matches of a reconciliation, one by one or many in one act, and the history of it."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_acts as act_listing
from qrt.api.base import In, Out, SafeInt, VersionIn
from qrt.api.deps import By, Db, PlatformDep, Search, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.recon import ItemName, MatchName, ReconRow, Stage
from qrt.core.base.money import Paise
from qrt.core.recon.bench import ByHand, Named, Split
from qrt.core.recon.types import Side
from qrt.flows import recon as flows

router = APIRouter(tags=["recon"], route_class=Operation)


class MatchVersionIn(VersionIn):
    reason: Annotated[str, Field(max_length=2000)] = ""


class SplitIn(In):
    """The line that is used in part: `part_paise` of it, signed like the line. The rest stays open as a line of its own."""

    side: Literal["left", "right"]
    item: ItemName
    part_paise: SafeInt


class DifferenceIn(In):
    """What the two sides differ by, left minus right, and why."""

    amount_paise: SafeInt
    cause: Annotated[str, Field(min_length=1, max_length=200)]


class InsteadIn(In):
    """The match that these lines are taken out of, in the version that was seen."""

    match: MatchName
    version: Annotated[int, Field(ge=0)]


class ManualIn(In):
    """Without a split and a named difference, both sides must agree to the paisa. `instead_of` is rejected in the same act: a re-pair."""

    left: Annotated[list[ItemName], Field(min_length=1, max_length=200)]
    right: Annotated[list[ItemName], Field(min_length=1, max_length=200)]
    split: SplitIn | None = None
    difference: DifferenceIn | None = None
    instead_of: InsteadIn | None = None

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
    """One act of a person on a reconciliation. `kind`: accept, accept_filter, reject, match, undo, release (automatic matches wait again), re_pair (of two matches: the one that went,
    the one that came); `state` of a job: waiting, running, done, stopped, failed."""

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
    """Put open items of both sides together, or items of one match otherwise; one may be used in part, and a difference may be named."""
    old = body.instead_of
    made = await (flows.pair_otherwise(db, by, id, old.match, old.version, body.wanted()) if old else flows.match_by_hand(db, by, id, body.wanted()))
    return ReconRow.model_validate(await listing.load_match(db, id, made))


@router.post("/recon/{id}/accept-filter", status_code=202, **changes(Permission.RECON_DECIDE, "request.not_found", "recon.count_moved"))
async def accept_filter(id: uuid.UUID, body: AcceptFilterIn, db: Db, by: By, platform: PlatformDep) -> ActOut:
    """Accept every suggested match of a filter, if they are still what you saw. It works in the background; progress comes as events `recon.act`."""
    expected = (body.expected_count, body.expected_total_paise, body.expected_difference_paise)
    made = await flows.ask_accept_filter(db, by, id, body.stage, expected, platform.enqueue_act)
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
    """Stop after the matches that are at work. What is done stays."""
    await flows.stop_act(db, id, act)
    return ActOut.model_validate(await act_listing.load_act(db, id, act))


@router.post("/recon/{id}/acts/{act}/undo", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.act_running", "recon.nothing_to_undo"))
async def undo_act(id: uuid.UUID, act: uuid.UUID, body: UndoIn, db: Db, by: By, platform: PlatformDep) -> ActOut:
    """Take an act back, or some matches of it: each is as it was before; what was decided on since then stays and says so. The answer is the taking back itself.
    Of more than 500 matches it works in the background; progress comes as events `recon.act`."""
    made = await flows.undo(db, by, id, act, body.matches, platform.enqueue_act)
    return ActOut.model_validate(await act_listing.load_act(db, id, made))
