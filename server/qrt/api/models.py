"""Models that agents may ask about papers: what the company allows, what it spent this month, and every call."""

import uuid
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import models as listing
from qrt.api.base import In, Out, SafeInt
from qrt.api.deps import By, Cursor, Db, Limit, PlatformDep, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.documents.model.budget import ModelTerms
from qrt.flows import models as flows

router = APIRouter(tags=["models"], route_class=Operation)
Money = Annotated[SafeInt, Field(ge=0, le=10_000_000_000)]


class ModelPolicyIn(In):
    """What the company allows. `version` is the one that was shown, 0 where nobody decided yet.

    model            anthropic:NAME, openai:NAME or openai-responses:NAME
    month_cap_paise  what a calendar month's calls may cost; prices are paise for a million tokens, as the company pays them
    """

    allowed: bool
    model: Annotated[str, Field(max_length=120, pattern=r"^((anthropic|openai|openai-responses):[\w.:/@-]+)?$")]
    seconds: Annotated[int, Field(ge=5, le=300)] = 60
    month_cap_paise: Money
    price_in_paise: Money
    price_out_paise: Money
    version: SafeInt


class ModelPolicyOut(Out):
    """What stands, what this month's calls cost and may yet cost, and whether this installation has a key for the model."""

    allowed: bool
    model: str
    seconds: int
    month_cap_paise: int
    price_in_paise: int
    price_out_paise: int
    spent_paise: int
    has_key: bool
    decided_by: uuid.UUID | None
    decided_at: datetime | None
    version: int


class ModelCallOut(Out):
    """One call: about which paper, what it cost, and what of the answer was not believed. No text of paper or answer is kept."""

    id: uuid.UUID
    document_id: uuid.UUID
    document: str
    agent: str
    model: str
    state: str
    tokens_in: int
    tokens_out: int
    cost_paise: int
    refused: list[str]
    error: str
    at: datetime
    seconds: float | None


class ModelCallPage(Out):
    items: list[ModelCallOut]
    next_cursor: str | None
    total: int


@router.get("/models/policy", **reads(Permission.AGENTS_READ))
async def read_policy(db: Db, platform: PlatformDep) -> ModelPolicyOut:
    """What the company allows of models. While nobody decided, nothing is."""
    return await _policy(db, platform.model_wires)


@router.put("/models/policy", **changes(Permission.MODELS_DECIDE, "models.unsound", "models.stale", fresh="change what may be asked of a model"))
async def decide_policy(body: ModelPolicyIn, db: Db, by: By, platform: PlatformDep) -> ModelPolicyOut:
    """Allow a model, or no longer. Nothing leaves the house before this is said, nor after the month's money is spent."""
    terms = ModelTerms(body.model, body.seconds, body.month_cap_paise, body.price_in_paise, body.price_out_paise)
    await flows.decide(db, by, terms, body.allowed, body.version)
    return await _policy(db, platform.model_wires)


@router.get("/models/calls", **reads(Permission.AGENTS_READ, "request.cursor"))
async def list_calls(db: Db, cursor: Cursor = None, limit: Limit = 100) -> ModelCallPage:
    """Every call, newest first."""
    return ModelCallPage.model_validate(await listing.load_calls(db, cursor, limit))


async def _policy(db: Db, wires: frozenset[str]) -> ModelPolicyOut:
    shown = await listing.load_shown(db, datetime.now(UTC))
    return ModelPolicyOut.model_validate(shown | {"has_key": str(shown["model"]).partition(":")[0] in wires})
