"""What decisions on matches taught: models with their figures, aliases of parties, and proposals that wait for consent."""

import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db import learning as rows
from qrt.adapters.db.listing.base import load_names
from qrt.api.base import In, Out
from qrt.api.deps import By, Db, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows.recon import learning as flows
from qrt.flows.recon import shadow

router = APIRouter(tags=["recon"], route_class=Operation)

PartyText = Annotated[str, Field(max_length=200)]


class ModelOut(Out):
    """What decisions of a kind taught: trees, or with `_experience` behind the kind a lesson. `state`: champion (in use), challenger (measured beside it), retired. `metrics`: figures of both on corrections that neither was trained on."""

    id: uuid.UUID
    kind: str
    digest: str
    state: str
    trained_on: dict[str, Any]
    metrics: dict[str, Any]
    why: str
    made_at: datetime
    promoted_by: str
    promoted_at: datetime | None


class ModelTextOut(ModelOut):
    """`content` is the text that `qrt recon --model` takes."""

    content: str


class RetireIn(In):
    """Why it is taken out of use."""

    reason: Annotated[str, Field(min_length=3, max_length=500)]


class AliasOut(Out):
    alias: str
    party: str
    by: str
    at: datetime


class AliasIn(In):
    """`alias` in a text means `party`; an empty party takes it back."""

    alias: PartyText
    party: PartyText


class ProposalOut(Out):
    """An alias that a habit suggests: `accepted` times by people; of all matches that stand it would have made `would_match` and made `wrong` wrong."""

    id: uuid.UUID
    kind: str
    alias: str
    party: str
    accepted: int
    would_match: int
    wrong: int
    examples: list[str]
    state: str
    made_at: datetime
    decided_at: datetime | None


@router.get("/recon/models", **reads(Permission.RECON_READ))
async def list_models(db: Db) -> list[ModelOut]:
    """Models of every kind, newest first, each with what it was trained on and what it was worth."""
    return [ModelOut.model_validate(row, from_attributes=True) for row in await rows.load_models(db)]


@router.get("/recon/models/{id}", **reads(Permission.RECON_READ, "request.not_found"))
async def read_model(id: uuid.UUID, db: Db) -> ModelTextOut:
    """One model with its text."""
    return ModelTextOut.model_validate(await rows.load_model(db, id), from_attributes=True)


@router.post(
    "/recon/models/{id}/retire",
    **changes(Permission.MODELS_DECIDE, "request.not_found", "recon.model_idle", fresh="take out of use what decisions taught"),
)
async def retire_model(id: uuid.UUID, body: RetireIn, db: Db, by: By) -> ModelOut:
    """Take what counts out of use, a model or a lesson. The next run goes without it, and what nights teach stands in the shadow until a person puts it in use."""
    return ModelOut.model_validate(await shadow.retire(db, by, id, body.reason), from_attributes=True)


@router.post(
    "/recon/models/{id}/use",
    **changes(Permission.MODELS_DECIDE, "request.not_found", "recon.model_unproven", fresh="let count what decisions taught"),
)
async def use_model(id: uuid.UUID, db: Db, by: By) -> ModelOut:
    """Let what was better on its night count from the next run on."""
    return ModelOut.model_validate(await shadow.put_in_use(db, by, id), from_attributes=True)


@router.get("/recon/aliases", **reads(Permission.RECON_READ))
async def list_aliases(db: Db) -> list[AliasOut]:
    """Which party a text means, and who said so."""
    found = await rows.load_aliases(db)
    people = await load_names(db, [row.by for row in found])
    return [AliasOut(alias=row.alias, party=row.party, by=people.get(row.by, ""), at=row.at) for row in found]


@router.post("/recon/aliases", status_code=201, **changes(Permission.RECON_DECIDE, "recon.alias_empty", "recon.alias_vague"))
async def give_alias(body: AliasIn, db: Db, by: By) -> AliasOut:
    """Say which party a text means; nothing that was said before is lost."""
    row = await flows.give_alias(db, by, body.alias, body.party)
    return AliasOut(alias=row.alias, party=row.party, by=by.name, at=row.at)


@router.get("/recon/proposals", **reads(Permission.RECON_READ))
async def list_proposals(db: Db) -> list[ProposalOut]:
    """Rules that habits suggest, those that wait first."""
    return [ProposalOut.model_validate(row, from_attributes=True) for row in await rows.load_proposals(db)]


@router.post("/recon/proposals/{id}/accept", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.proposal_decided", "recon.alias_vague"))
async def accept_proposal(id: uuid.UUID, db: Db, by: By) -> ProposalOut:
    """Agree: the alias counts from the next run on."""
    return ProposalOut.model_validate(await flows.accept_proposal(db, by, id), from_attributes=True)


@router.post("/recon/proposals/{id}/decline", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.proposal_decided"))
async def decline_proposal(id: uuid.UUID, db: Db, by: By) -> ProposalOut:
    """Disagree: it is not proposed again."""
    return ProposalOut.model_validate(await flows.decline_proposal(db, by, id), from_attributes=True)
