"""The approval ladder: shown, asked for, put in force by a second person."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import workflow as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import In, Out, SafeInt, Sentence, VersionIn
from qrt.api.deps import By, Db, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission, roles_with
from qrt.core.journals.approval import Rule
from qrt.flows import ladder as flows

router = APIRouter(tags=["ladder"], route_class=Operation)
Words = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=200)]


class RuleIn(In):
    """One rung: it speaks for an entry that fits everything it names. `seats` are the roles that must approve, one different person each.

    above_paise  entries larger than this; roles, schedule, ledgers: one of the lines moves such an account (ledger role, beginning of a Schedule III key, name)
    """

    name: Annotated[str, Field(min_length=1, max_length=120)]
    seats: Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=5)]
    above_paise: SafeInt = 0
    kinds: Words = Field(default_factory=list)
    sources: Words = Field(default_factory=list)
    roles: Words = Field(default_factory=list)
    schedule: Words = Field(default_factory=list)
    ledgers: Words = Field(default_factory=list)


class LadderIn(In):
    """A whole ladder and why it changes."""

    rules: Annotated[list[RuleIn], Field(min_length=1, max_length=50)]
    reason: Sentence


class RuleOut(Out):
    name: str
    seats: list[str]
    above_paise: int
    kinds: list[str]
    sources: list[str]
    roles: list[str]
    schedule: list[str]
    ledgers: list[str]


class AskedLadder(Out):
    """A ladder that somebody asks for and another person decides on."""

    id: uuid.UUID
    rules: list[RuleOut]
    reason: str
    asked_by_id: uuid.UUID
    asked_by: str
    asked_at: datetime
    version: int


class LadderOut(Out):
    """The ladder in force; `is_default` while the company has set none. `approvers` are the people who can approve at all, `roles` the roles a seat may ask for."""

    rules: list[RuleOut]
    is_default: bool
    reason: str
    since: datetime | None
    by: str
    asked: AskedLadder | None
    approvers: list[str]
    roles: list[str]


@router.get("/approval-rules", **reads(Permission.JOURNALS_READ))
async def read_ladder(db: Db) -> LadderOut:
    """Which entries need whose approval."""
    return await _ladder(db)


@router.post(
    "/approval-rules", status_code=201, **changes(Permission.LADDER_DECIDE, "ladder.unsound", "ladder.asked_already", fresh="change the approval ladder")
)
async def ask_ladder(body: LadderIn, db: Db, by: By) -> LadderOut:
    """Ask for another ladder. It counts when another person puts it in force."""
    rules = [
        Rule(
            name=rule.name,
            seats=tuple(rule.seats),
            above_paise=rule.above_paise,
            kinds=frozenset(rule.kinds),
            sources=frozenset(rule.sources),
            roles=frozenset(rule.roles),
            schedule=tuple(rule.schedule),
            ledgers=frozenset(rule.ledgers),
        )
        for rule in body.rules
    ]
    await flows.ask(db, by, rules, body.reason)
    return await _ladder(db)


@router.post(
    "/approval-rules/{id}/grant",
    **changes(Permission.LADDER_DECIDE, "request.not_found", "ladder.stale", "ladder.asker_is_approver", fresh="change the approval ladder"),
)
async def grant_ladder(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> LadderOut:
    """Put the asked ladder in force. Whoever asked for it cannot."""
    await flows.decide(db, by, id, body.version, grant=True)
    return await _ladder(db)


@router.post("/approval-rules/{id}/decline", **changes(Permission.LADDER_DECIDE, "request.not_found", "ladder.stale"))
async def decline_ladder(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> LadderOut:
    """Say no to the asked ladder, or take your own request back."""
    await flows.decide(db, by, id, body.version, grant=False)
    return await _ladder(db)


async def _ladder(db: TenantDb) -> LadderOut:
    return LadderOut.model_validate(await listing.load_ladder(db) | {"roles": list(roles_with(Permission.JOURNALS_APPROVE))})
