"""The approval ladder of a company: one person asks for another one, a second person puts it in force."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select

from qrt.adapters.db import workflow
from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.adapters.db.tables import ApprovalRules, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.journals.approval import Rule, check_rules


async def ask(db: TenantDb, by: Person, rules: Sequence[Rule], reason: str) -> uuid.UUID:
    """Ask for another ladder, whole. It changes nothing before another person puts it in force.

    Raises Refused ladder.unsound, ladder.reason_missing, ladder.asked_already.
    """
    if not reason.strip():
        raise Refused("ladder.reason_missing", "Say why the ladder changes.")
    if wrong := check_rules(rules):
        raise Refused("ladder.unsound", " ".join(wrong))
    await _hold(db)
    if standing := await workflow.load_ladder_row(db, "asked", lock=True):
        if standing.asked_by != uuid.UUID(by.id):
            raise Refused("ladder.asked_already", "Somebody else asked for a change already. Decide on it first.")
        # One's own request is replaced by the newer one; the trail keeps both.
        standing.rules, standing.reason, standing.version, standing.asked_at = (
            workflow.rules_json(rules),
            reason.strip(),
            standing.version + 1,
            datetime.now(UTC),
        )
        await db.flush()
        return standing.id
    made = uuid7()
    db.add(ApprovalRules(id=made, rules=workflow.rules_json(rules), reason=reason.strip(), asked_by=uuid.UUID(by.id)))
    await db.flush()
    return made


async def decide(db: TenantDb, by: Person, ladder_id: uuid.UUID, version: int, *, grant: bool) -> None:
    """Put an asked ladder in force, or decline it. Whoever asked for it may only take it back.

    Entries that wait are measured by the new ladder from then on. Raises Refused ladder.unknown, ladder.stale, ladder.asker_is_approver.
    """
    await _hold(db)
    row = await workflow.load_ladder_row(db, "asked", lock=True)
    if row is None or row.id != ladder_id:
        raise Refused("ladder.unknown", "Nobody asks for this change any more.")
    if row.version != version:
        raise Refused("ladder.stale", "The request changed since you opened it. Look again before deciding.")
    mine = row.asked_by == uuid.UUID(by.id)
    if grant and mine:
        raise Refused("ladder.asker_is_approver", "You asked for this; somebody else has to put it in force.")
    if grant and (standing := await workflow.load_ladder_row(db, "in_force", lock=True)):
        standing.state, standing.version = "replaced", standing.version + 1
        await db.flush()
    row.state, row.version = ("in_force" if grant else "declined"), row.version + 1
    row.decided_by, row.decided_at = (None if mine else uuid.UUID(by.id)), datetime.now(UTC)
    await db.flush()


async def _hold(db: TenantDb) -> None:
    """One change of the ladder at a time: there may be no row yet to lock."""
    await db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("ladder", func.hashtext(str(bound_tenant(db)))))))
