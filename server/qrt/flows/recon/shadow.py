"""How what decisions taught comes to count in closes, and stops to: a model or a lesson stands in the shadow of what counts until it was better on two nights, and a person
may take it out of use."""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from qrt.adapters.db import companies
from qrt.adapters.db import learning as rows
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import LearnedModel
from qrt.core.base.actor import Person, actor_text
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.recon_decided import policy_in
from qrt.core.recon.policy import MatchPolicy
from qrt.flows.desk import load_rules

RETIRED = "retired"
"""Where the figures of a row say who took it out of use, and when."""

PolicyOf = Callable[[date], MatchPolicy]


async def load_policy(db: TenantDb) -> PolicyOf:
    """Under what the matches of a reconciliation as at a day are looked at again: the company's policy and the rule book of its quarter. What an account decided for
    itself is left aside, for a lesson is of all accounts."""
    company = await companies.load_company(db)
    book = load_rules(company.division)
    return lambda day: policy_in(company.policy, book, Quarter.of(day))


async def save_after_shadow(db: TenantDb, row: LearnedModel, better: bool, stands: bool, by: str) -> str:
    """Keep what a night taught: beside what counts at first, and in its place once it was better on the night before as well, with decisions between the two.

    Where the newest decisions speak against what counts, people decide otherwise by now, and it counts no longer. Where a person took it out of use, only a person puts
    another one in its place.
    """
    before = await rows.load_models(db, row.kind)
    shadow = next((each for each in before if each.state == "challenger"), None)
    again = shadow is not None and bool(shadow.metrics.get("better")) and shadow.trained_on.get("newest") != row.trained_on["newest"]
    if not stands:
        await rows.retire_champion(db, row.kind)
    await rows.save_challenger(db, row, by if better and again and not stays_off(before) else "")
    await _tell(db, row)
    return f"{row.state}: {row.why}"


async def retire(db: TenantDb, by: Person, model_id: uuid.UUID, reason: str) -> LearnedModel:
    """Take what decisions taught out of use, a model or a lesson: the next run goes without it. What nights teach after it stands in the shadow until a person puts it
    in use. Raises Refused recon.model_unknown, recon.model_idle."""
    row = await rows.load_model(db, model_id, lock=True)
    if row.state != "champion":
        raise Refused("recon.model_idle", "It is not in use.")
    row.state, row.why = "retired", f"taken out of use by {by.name}: {reason}"
    row.metrics = {**row.metrics, RETIRED: {"by": actor_text(by), "at": datetime.now(UTC).isoformat()}}
    await db.flush()
    await _tell(db, row)
    return row


async def put_in_use(db: TenantDb, by: Person, model_id: uuid.UUID) -> LearnedModel:
    """Let what was better on its night count from the next run on, where a person took the one before out of use. Raises Refused recon.model_unknown,
    recon.model_unproven."""
    row = await rows.load_model(db, model_id, lock=True)
    if row.state != "challenger" or not row.metrics.get("better"):
        raise Refused("recon.model_unproven", "It was not better than what counts on the newest decisions, so it cannot take its place.")
    await rows.retire_champion(db, row.kind)
    row.state, row.promoted_by, row.promoted_at = "champion", actor_text(by), datetime.now(UTC)
    await db.flush()
    await _tell(db, row)
    return row


def stays_off(models: Sequence[LearnedModel]) -> bool:
    """Whether a person took what decisions taught of a kind out of use, and none put it back."""
    off = max((datetime.fromisoformat(str(each.metrics[RETIRED]["at"])) for each in models if RETIRED in each.metrics), default=None)
    on = max((each.promoted_at for each in models if each.promoted_at and not each.promoted_by.startswith("system:")), default=None)
    return off is not None and (on is None or on < off)


async def _tell(db: TenantDb, row: LearnedModel) -> None:
    await append_event(db, "recon.model", {"kind": row.kind, "digest": row.digest, "state": row.state, "why": row.why})
