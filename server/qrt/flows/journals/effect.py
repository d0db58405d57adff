"""What entries do to the lines of the statements: the figures before, and after."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from qrt.adapters.db import books
from qrt.adapters.db.identity.users import load_tenant_card
from qrt.adapters.db.listing.base import load_entity_codes
from qrt.adapters.db.listing.statements import load_trial_balance
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry, JournalLine, LedgerAccountRow
from qrt.adapters.rulebook.chart import load_layout
from qrt.core.base.company import Division
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import TrialBalance, TrialBalanceLine
from qrt.core.statements.draw import draw_faces
from qrt.core.statements.effect import LineEffect, compare, effects_of, moved
from qrt.core.statements.types import Layout

Moves = Mapping[str, Paise]
"""What is moved, debit positive, by ledger name."""


async def effect_of(db: TenantDb, entry_id: uuid.UUID) -> tuple[LineEffect, ...]:
    """What one entry does. Of a posted one the figure after is the statement of now; of any other the figure before is."""
    row = (await db.execute(select(JournalEntry).where(JournalEntry.id == entry_id))).scalar_one()
    code = (await load_entity_codes(db))[row.entity_id]
    quarter = Quarter.of(row.day)
    if row.state not in ("posted", "reversed"):
        return await _effect(db, quarter, row.entity_id, code, _drafted([row]))
    query = (
        select(LedgerAccountRow.name, func.sum(JournalLine.amount_paise))
        .join(LedgerAccountRow, LedgerAccountRow.id == JournalLine.ledger_id)
        .where(JournalLine.entry_id == entry_id)
        .group_by(LedgerAccountRow.name)
    )
    return await _effect(db, quarter, row.entity_id, code, {name: Paise(-int(amount)) for name, amount in (await db.execute(query)).all()}, taken_back=True)


async def effect_of_many(db: TenantDb, quarter: Quarter, rows: Sequence[JournalEntry]) -> tuple[LineEffect, ...]:
    """What these drafts of a quarter do together, company by company."""
    codes = await load_entity_codes(db)
    by_entity: defaultdict[uuid.UUID, list[JournalEntry]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity_id].append(row)
    found = [await _effect(db, quarter, entity, codes[entity], _drafted(some)) for entity, some in sorted(by_entity.items(), key=lambda each: codes[each[0]])]
    return tuple(each for some in found for each in some)


async def load_balance(db: TenantDb, quarter: Quarter, entity: str) -> TrialBalance:
    """The entity's trial balance of the quarter over its posted entries, from the kept balances: one question."""
    lines = (await load_trial_balance(db, quarter, entity))["lines"]
    found = [TrialBalanceLine(each["ledger"], *(Paise(each[f"{name}_paise"]) for name in ("opening", "debit", "credit", "closing"))) for each in lines]
    return TrialBalance(entity, quarter.first_day, quarter.last_day, tuple(sorted(found, key=lambda line: line.ledger)))


async def load_face_layout(db: TenantDb) -> Layout:
    """The faces of the company's division."""
    return load_layout(Division((await load_tenant_card(db)).division))


async def _effect(db: TenantDb, quarter: Quarter, entity_id: uuid.UUID, code: str, moves: Moves, *, taken_back: bool = False) -> tuple[LineEffect, ...]:
    balance, chart, layout = await load_balance(db, quarter, code), await books.load_chart(db, entity_id, code), await load_face_layout(db)
    moves = await _at_home(db, quarter, entity_id, moves)
    if not taken_back:
        return effects_of(balance, moves, chart, layout)
    without = draw_faces(moved(balance, moves), chart, layout)
    return compare(code, without, draw_faces(balance, chart, layout), layout, frozenset(moves))


async def _at_home(db: TenantDb, quarter: Quarter, entity_id: uuid.UUID, moves: Moves) -> Moves:
    """Movements of ledgers that were merged away, under the name of the one that took their place."""
    homes = await books.load_homes(db, quarter.first_day)
    if not homes:
        return moves
    ids = await books.load_ledger_ids(db, entity_id)
    names = {identity: name for name, identity in ids.items()}
    found: defaultdict[str, Paise] = defaultdict(lambda: Paise(0))
    for name, amount in moves.items():
        at = names[homes[ids[name]]] if ids.get(name) in homes else name
        found[at] = Paise(found[at] + amount)
    return found


def _drafted(rows: Sequence[JournalEntry]) -> Moves:
    found: defaultdict[str, Paise] = defaultdict(lambda: Paise(0))
    for row in rows:
        for part in row.draft_lines:
            found[part["ledger"]] = Paise(found[part["ledger"]] + part["amount_paise"])
    return {ledger: amount for ledger, amount in found.items() if amount}
