"""What a company allows its agents to ask of a model."""

import uuid

from qrt.adapters.db import models
from qrt.adapters.db.session import TenantDb
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.documents.model.budget import ModelTerms


async def decide(db: TenantDb, by: Person, terms: ModelTerms, allowed: bool, version: int) -> None:
    """Allow a model on these terms, or no longer. `version` is the one that the person saw, 0 for none. Raises Refused models.stale, models.unsound."""
    standing = await models.load_policy(db, lock=True)
    if (standing.version if standing else 0) != version:
        raise Refused("models.stale", "Somebody changed this since you opened it. Look again before deciding.")
    if allowed and not (terms.model and terms.month_cap_paise and terms.price_in_paise and terms.price_out_paise):
        raise Refused(
            "models.unsound", "Name the model, what it costs for a million tokens each way, and what a month may cost: without a limit nothing is asked."
        )
    await models.save_policy(db, terms, allowed, uuid.UUID(by.id))
