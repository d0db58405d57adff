"""What stands between the maker of a voucher and its posting: ladder, approvals, colleagues, comments, cost centres."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import books
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Approval, ApprovalRules, Branch, CostCentre, JournalComment, JournalEntry, JournalLine, User, UserRole
from qrt.core.journals.approval import DEFAULT, Need, Rule, need_of
from qrt.core.ledger.types import Chart


@dataclass(frozen=True, slots=True)
class Given:
    """One approval, with the name of who gave it."""

    by: uuid.UUID
    name: str
    version: int
    at: Any


async def load_ladder_row(db: TenantDb, state: str, *, lock: bool = False) -> ApprovalRules | None:
    """The ladder in this state ("in_force", "asked"), or None."""
    query = select(ApprovalRules).where(ApprovalRules.state == state).execution_options(populate_existing=True)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def load_rules(db: TenantDb) -> tuple[Rule, ...]:
    """The ladder in force; the default one where the company has set none."""
    row = await load_ladder_row(db, "in_force")
    return to_rules(row.rules) if row else DEFAULT


def to_rules(parts: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules that `rules_json` wrote."""
    return tuple(
        Rule(
            name=part["name"],
            seats=tuple(part["seats"]),
            above_paise=part.get("above_paise", 0),
            kinds=frozenset(part.get("kinds", ())),
            sources=frozenset(part.get("sources", ())),
            roles=frozenset(part.get("roles", ())),
            schedule=tuple(part.get("schedule", ())),
            ledgers=frozenset(part.get("ledgers", ())),
        )
        for part in parts
    )


def rules_json(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Rules for a JSONB column and for the page."""
    return [
        {
            "name": rule.name,
            "seats": list(rule.seats),
            "above_paise": rule.above_paise,
            "kinds": sorted(rule.kinds),
            "sources": sorted(rule.sources),
            "roles": sorted(rule.roles),
            "schedule": list(rule.schedule),
            "ledgers": sorted(rule.ledgers),
        }
        for rule in rules
    ]


async def load_colleagues(db: TenantDb) -> dict[str, tuple[str, frozenset[str]]]:
    """Name and roles by id of everybody whose account is open."""
    query = (
        select(User.id, User.name, func.array_agg(UserRole.role)).join(UserRole, UserRole.user_id == User.id).where(User.active).group_by(User.id, User.name)
    )
    return {str(identity): (name, frozenset(roles)) for identity, name, roles in (await db.execute(query)).all()}


async def load_approvals(db: TenantDb, entry_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[Given]]:
    """Every approval of these entries, of older wordings too, oldest first."""
    found: defaultdict[uuid.UUID, list[Given]] = defaultdict(list)
    query = select(Approval, User.name).join(User, User.id == Approval.by).where(Approval.entry_id.in_(list(entry_ids))).order_by(Approval.at)
    for row, name in (await db.execute(query)).all():
        found[row.entry_id].append(Given(row.by, name, row.version, row.at))
    return found


async def save_approval(db: TenantDb, entry_id: uuid.UUID, version: int, by: uuid.UUID) -> None:
    """One person's yes to one wording. The database refuses the maker's own, and one of a wording that does not wait."""
    await db.execute(insert(Approval).values(entry_id=entry_id, version=version, by=by))


async def count_open_comments(db: TenantDb, entry_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Unresolved comments by entry."""
    query = (
        select(JournalComment.entry_id, func.count())
        .where(JournalComment.entry_id.in_(list(entry_ids)), JournalComment.resolved_at.is_(None))
        .group_by(JournalComment.entry_id)
    )
    return {identity: count for identity, count in (await db.execute(query)).all()}


async def load_cost_centres(db: TenantDb, entity_id: uuid.UUID) -> frozenset[str]:
    """Names that lines of the entity may bear: those kept as open, and those that its books bear already and nobody closed."""
    kept = dict((await db.execute(select(CostCentre.name, CostCentre.active).where(CostCentre.entity_id == entity_id))).all())
    used = select(JournalLine.cost_centre).where(JournalLine.entity_id == entity_id, JournalLine.cost_centre != "").distinct()
    return frozenset({name for name, active in kept.items() if active} | {name for name in (await db.execute(used)).scalars() if kept.get(name, True)})


async def load_branches(db: TenantDb, entity_id: uuid.UUID) -> frozenset[str]:
    """Branches of the entity by name."""
    return frozenset((await db.execute(select(Branch.name).where(Branch.entity_id == entity_id))).scalars())


class Judge:
    """What the ladder asks of entries. Loads the ladder once, and each entity's chart once."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._charts: dict[uuid.UUID, Chart] = {}

    @classmethod
    async def of(cls, db: TenantDb) -> "Judge":
        return cls(await load_rules(db))

    async def chart(self, db: TenantDb, entity_id: uuid.UUID, entity: str) -> Chart:
        """The entity's chart."""
        if entity_id not in self._charts:
            self._charts[entity_id] = await books.load_chart(db, entity_id, entity)
        return self._charts[entity_id]

    async def need(self, db: TenantDb, row: JournalEntry, entity: str) -> Need:
        """What a waiting entry needs."""
        return need_of(self.rules, books.to_draft(row, entity), await self.chart(db, row.entity_id, entity))
