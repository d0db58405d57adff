"""What an enquiry is about: days, and which part of the books."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, text

from qrt.adapters.db.books import load_homes
from qrt.adapters.db.kept import kept_query, kept_span
from qrt.adapters.db.listing.base import GROUP
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, Tenant
from qrt.core.base.errors import Refused

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last; a branch or cost centre narrows what moved (openings are stated for the whole entity alone, and then stay out)."""

    first: date
    last: date
    branch: str | None = None
    cost_centre: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is narrowed."""
        return self.branch is None and self.cost_centre is None

    def narrowing(self, alias: str) -> str:
        """The further conditions on rows with branch and cost centre."""
        parts = [f" and {alias}.{name} = :{name}" for name in ("branch", "cost_centre") if getattr(self, name) is not None]
        return "".join(parts)

    def values(self) -> dict[str, Any]:
        """What `narrowing` asks for."""
        return {name: getattr(self, name) for name in ("branch", "cost_centre") if getattr(self, name) is not None}


def check_span(span: Span) -> Span:
    """The span, if it is one. Raises Refused("enquiry.span")."""
    if not EARLIEST <= span.first <= span.last <= LATEST:
        raise Refused("enquiry.span", "The first day must not be after the last, and both lie between 1900 and 2199. Choose the days again.")
    return span


async def load_entities(db: TenantDb, code: str | None) -> Sequence[Entity]:
    """The entity of this code, or all in their order. Raises Refused("entity.unknown")."""
    rows = (await db.execute(select(Entity).order_by(Entity.position, Entity.code))).scalars().all()
    if code is None or code.lower() in GROUP:
        return rows
    found = [row for row in rows if row.code.lower() == code.lower()]
    if not found:
        raise Refused("entity.unknown", "There is no such entity.")
    return found


_BASE = """
    select p.id, p.first_day from periods p
    where p.entity_id = :entity and p.first_day <= :first and exists (select from opening_balances o where o.period_id = p.id)
    order by p.first_day desc limit 1
"""


async def load_base(db: TenantDb, entity_id: uuid.UUID, first: date) -> tuple[uuid.UUID | None, date]:
    """The newest period with stated openings that began by this day, and its first day: from there on balances are added up. None and the earliest day
    where no opening was ever stated."""
    row = (await db.execute(text(_BASE), {"entity": entity_id, "first": first})).one_or_none()
    return (row.id, row.first_day) if row else (None, EARLIEST)


async def load_with_merged(db: TenantDb, ledger_id: uuid.UUID, span: Span) -> tuple[str, uuid.UUID | list[uuid.UUID]]:
    """How a query asks for a ledger and those that were merged into it before the span: the condition behind `ledger_id`, and the value of `:ledger`.

    For one ledger it stays an equality, so that a page is cut out of the index. A ledger that was merged away itself shows its own lines, as they were written.
    """
    merged = [each for each, home in (await load_homes(db, span.first)).items() if home == ledger_id]
    return ("= any(:ledger)", [ledger_id, *merged]) if merged else ("= :ledger", ledger_id)


async def load_opening_of(db: TenantDb, entity_id: uuid.UUID, ledger_id: uuid.UUID, span: Span) -> int:
    """What a ledger stood at when the span begins, debit positive: its stated opening and what moved since."""
    period, base = await load_base(db, entity_id, span.first)
    stated = 0
    if period and span.whole:
        asked, ledgers = await load_with_merged(db, ledger_id, span)
        query = text(f"select coalesce(sum(amount_paise), 0)::bigint from opening_balances where period_id = :period and ledger_id {asked}")
        stated = int((await db.execute(query, {"period": period, "ledger": ledgers})).scalar_one())
    if base >= span.first:
        return stated
    debit, credit = await load_moved_of(db, ledger_id, Span(base, span.first - timedelta(days=1), span.branch, span.cost_centre))
    return stated + debit - credit


async def load_moved_of(db: TenantDb, ledger_id: uuid.UUID, span: Span) -> tuple[int, int]:
    """Debits and credits of a ledger in a span, positive paise, from the kept balances."""
    asked, ledgers = await load_with_merged(db, ledger_id, span)
    kept = kept_query(f"k.ledger_id {asked}{span.narrowing('k')}")
    query = text(f"select coalesce(sum(m.debit), 0)::bigint, coalesce(sum(m.credit), 0)::bigint from ({kept}) m")
    row = (await db.execute(query, {"ledger": ledgers, **span.values(), **kept_span(span.first, span.last)})).one()
    return int(row[0]), int(row[1])


async def load_dimensions(db: TenantDb, code: str | None) -> dict[str, list[str]]:
    """Branches and cost centres that the entity's books have moved in, for the filters."""
    ids = [row.id for row in await load_entities(db, code)]
    query = text("select distinct branch, cost_centre from ledger_months where entity_id = any(:ids)")
    rows = (await db.execute(query, {"ids": ids})).all()
    return {name: sorted({row._mapping[name] for row in rows} - {""}) for name in ("branch", "cost_centre")}


async def load_title(db: TenantDb, code: str | None) -> str:
    """Whose books these are, for the head of a printed enquiry: the entity, or the company for all of them."""
    rows = await load_entities(db, code)
    if len(rows) == 1:
        return rows[0].name
    return str((await db.execute(select(Tenant.company_name))).scalar_one())
