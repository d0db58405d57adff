"""The trial balance at any date: openings, whole months, and the days beside them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import text

from qrt.adapters.db.books import load_homes
from qrt.adapters.db.kept import kept_query, kept_span
from qrt.adapters.db.listing.base import Row
from qrt.adapters.db.listing.enquiries.span import EARLIEST, Span, load_base, load_entities
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity

AMOUNTS = ("opening_paise", "debit_paise", "credit_paise", "closing_paise")
_NATURES = ("asset", "liability", "equity", "income", "expense")


async def load_trial_balance(db: TenantDb, entity: str | None, span: Span, against: Span | None = None, *, nil: bool = False) -> Row:
    """Every ledger with opening, debits, credits and closing of the span, by nature and group with their sums.

    against  a second span whose closing stands beside, as `compared_paise`
    nil      also ledgers that neither opened nor moved
    """
    lines: list[Row] = []
    for row in await load_entities(db, entity):
        lines += await _lines(db, row, span, against, nil=nil)
    return {"lines": lines, "groups": _groups(lines), "totals": _sum(lines), "openings_left_out": not span.whole}


async def _lines(db: TenantDb, entity: Entity, span: Span, against: Span | None, *, nil: bool) -> list[Row]:
    found = await _balances(db, entity.id, span)
    other = (
        {} if against is None else {ledger: opening + debit - credit for ledger, (opening, debit, credit) in (await _balances(db, entity.id, against)).items()}
    )
    query = text("select id, name, group_name, nature, schedule_key from ledger_accounts where entity_id = :entity order by name")
    lines: list[Row] = []
    for account in (await db.execute(query, {"entity": entity.id})).all():
        opening, debit, credit = found.get(account.id, (0, 0, 0))
        compared = other.get(account.id, 0)
        if nil or opening or debit or credit or compared:
            lines.append(
                {
                    "ledger_id": account.id,
                    "ledger": account.name,
                    "entity_code": entity.code,
                    "nature": account.nature,
                    "group": account.group_name,
                    "schedule_key": account.schedule_key,
                    "opening_paise": opening,
                    "debit_paise": debit,
                    "credit_paise": credit,
                    "closing_paise": opening + debit - credit,
                    "compared_paise": None if against is None else compared,
                }
            )
    return sorted(lines, key=lambda line: (_rank(line["nature"]), line["group"], line["ledger"]))


async def _balances(db: TenantDb, entity_id: uuid.UUID, span: Span) -> dict[uuid.UUID, tuple[int, int, int]]:
    """Opening, debits and credits by ledger, merged ones together."""
    period, base = await load_base(db, entity_id, span.first)
    where = f"k.entity_id = :entity{span.narrowing('k')}"
    moved = f"select m.ledger_id, 0 as opening, m.debit, m.credit from ({kept_query(where)}) m"
    parts, values = [moved], {"entity": entity_id, **span.values(), **kept_span(span.first, span.last)}
    if base < span.first:
        parts.append(f"select b.ledger_id, b.debit - b.credit, 0, 0 from ({kept_query(where, '_before')}) b")
        values |= kept_span(max(base, EARLIEST), span.first - timedelta(days=1), "_before")
    if period and span.whole:
        parts.append("select o.ledger_id, o.amount_paise, 0, 0 from opening_balances o where o.period_id = :period")
        values["period"] = period
    query = text(f"select u.ledger_id, sum(u.opening)::bigint, sum(u.debit)::bigint, sum(u.credit)::bigint from ({' union all '.join(parts)}) u group by 1")
    homes = await load_homes(db, span.first)
    found: dict[uuid.UUID, tuple[int, int, int]] = {}
    for ledger, opening, debit, credit in (await db.execute(query, values)).all():
        home = homes.get(ledger, ledger)
        before = found.get(home, (0, 0, 0))
        found[home] = (before[0] + int(opening), before[1] + int(debit), before[2] + int(credit))
    return found


def _groups(lines: Sequence[Row]) -> list[Row]:
    """Sums by nature (level 0) and by group in it (level 1), in the order of the lines."""
    members: defaultdict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for line in lines:
        members[line["nature"], None].append(line)
        members[line["nature"], line["group"]].append(line)
    ordered = sorted(members, key=lambda key: (_rank(key[0]), key[0], key[1] is not None, key[1] or ""))
    return [{"nature": nature, "group": group, "ledgers": len(members[nature, group]), **_sum(members[nature, group])} for nature, group in ordered]


def _sum(lines: Iterable[Row]) -> Row:
    held = list(lines)
    compared = [line["compared_paise"] for line in held if line["compared_paise"] is not None]
    return {name: sum(line[name] for line in held) for name in AMOUNTS} | {"compared_paise": sum(compared) if compared else None}


def _rank(nature: str) -> int:
    return _NATURES.index(nature) if nature in _NATURES else len(_NATURES)
