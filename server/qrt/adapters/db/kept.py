"""Kept balances: what each ledger account moved on each day and in each month, by branch and cost centre. Written by a trigger alone (migration 0011)."""

import uuid
from datetime import date, timedelta

from sqlalchemy import select, text

from qrt.adapters.db.books import load_homes
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import LedgerAccountRow
from qrt.core.base.money import Paise

_PARTS = (
    ("ledger_days", "day", "first_day", "head_day"),
    ("ledger_days", "day", "tail_day", "last_day"),
    ("ledger_months", "month", "first_month", "last_month"),
)


def kept_query(where: str, mark: str = "") -> str:
    """Rows ledger_id, debit, credit over a span: its whole months, and the days before and after them. `kept_span` gives the values, with the same mark.

    where  what else a row `k` must fulfil, to begin with its entity or its ledger
    """
    return " union all ".join(
        f"select k.ledger_id, k.debit_paise as debit, k.credit_paise as credit from {table} k where {where} and k.{at} between :{first}{mark} and :{last}{mark}"
        for table, at, first, last in _PARTS
    )


async def load_movements(db: TenantDb, entity_id: uuid.UUID, first_day: date, last_day: date) -> dict[str, tuple[Paise, Paise]]:
    """Debit and credit sums by ledger name over any span of days, both as positive paise, from the kept balances. Merged ledgers stand together."""
    query = text(f"select moved.ledger_id, sum(moved.debit), sum(moved.credit) from ({kept_query('k.entity_id = :entity')}) moved group by 1")
    query_names = select(LedgerAccountRow.id, LedgerAccountRow.name).where(LedgerAccountRow.entity_id == entity_id)
    names = {identity: name for identity, name in (await db.execute(query_names)).all()}
    homes = await load_homes(db, first_day)
    found: dict[str, tuple[Paise, Paise]] = {}
    for ledger, debit, credit in (await db.execute(query, {"entity": entity_id, **kept_span(first_day, last_day)})).all():
        name = names[homes.get(ledger, ledger)]
        before = found.get(name, (0, 0))
        found[name] = (Paise(before[0] + int(debit)), Paise(before[1] + int(credit)))
    return found


def kept_span(first_day: date, last_day: date, mark: str = "") -> dict[str, date]:
    """A span of days as whole months and the days on both sides; a part that is not there ends before it begins."""
    return {name + mark: value for name, value in _span(first_day, last_day).items()}


def _span(first_day: date, last_day: date) -> dict[str, date]:
    first_month = first_day if first_day.day == 1 else (first_day.replace(day=1) + timedelta(days=32)).replace(day=1)
    after_last = (last_day + timedelta(days=1)).replace(day=1)
    nothing = {"first_day": first_day, "last_day": last_day}
    if first_month >= after_last:
        # No whole month in it: one stretch of days.
        return nothing | {"head_day": last_day, "tail_day": last_day + timedelta(days=1), "first_month": date.max, "last_month": date.min}
    return nothing | {
        "head_day": first_month - timedelta(days=1),
        "tail_day": after_last,
        "first_month": first_month,
        "last_month": after_last - timedelta(days=1),
    }


_WRONG = """
    with lines as (
        select l.ledger_id, l.{unit} as at, l.branch, l.cost_centre, sum(l.debit) as debit, sum(l.credit) as credit
        from (select ledger_id, day, date_trunc('month', day)::date as month, branch, cost_centre,
                     greatest(amount_paise, 0) as debit, greatest(-amount_paise, 0) as credit
              from journal_lines where entity_id = :entity and day between :first and :last) l
        group by 1, 2, 3, 4
    ), kept as (
        select ledger_id, {unit} as at, branch, cost_centre, debit_paise as debit, credit_paise as credit from {table}
        where entity_id = :entity and {unit} between :first and :last
    )
    select distinct a.name from lines full join kept using (ledger_id, at, branch, cost_centre) join ledger_accounts a on a.id = ledger_id
    where lines.debit is distinct from kept.debit or lines.credit is distinct from kept.credit order by 1
"""


async def load_kept_wrong(db: TenantDb, entity_id: uuid.UUID, first_day: date, last_day: date) -> list[str]:
    """Names of ledger accounts whose kept balances are not what their lines add up to; none, unless somebody went past the laws of the database.

    Whole months of the span are held against the kept months as well, by branch and cost centre as the days are.
    """
    whole = kept_span(first_day, last_day)
    found: set[str] = set()
    for unit, table, first, last in (("day", "ledger_days", first_day, last_day), ("month", "ledger_months", whole["first_month"], whole["last_month"])):
        if first <= last:
            query = text(_WRONG.format(unit=unit, table=table))
            found |= set((await db.execute(query, {"entity": entity_id, "first": first, "last": last})).scalars())
    return sorted(found)
