"""A ledger page by page with its running balance, from any day to any day; a party's statement with its bills."""

import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, text

from qrt.adapters.db.listing.base import Row, digests_in, load_papers_by_digest, place_row, read_cursor, write_cursor
from qrt.adapters.db.listing.enquiries.span import Span, load_moved_of, load_opening_of, load_with_merged
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, LedgerAccountRow
from qrt.core.base.errors import Refused

BILLS_MAX = 500

# The page is cut out of the index first; vouchers and the other side are looked up for its lines alone.
_PAGE = """
    select l.day, l.entry_id, l.position, l.amount_paise, l.bill, l.bill_kind, l.due_day, l.cost_centre, l.branch, l.place, l.currency, l.foreign_amount,
           coalesce(j.number, '') as number, j.imported_number, j.kind, j.narration, j.party, j.reference, j.state, other.against
    from (
        select * from journal_lines l where l.ledger_id {asked} and l.day between :first and :last {narrowed} {behind}
        order by l.day, l.entry_id, l.position limit :limit
    ) l
    join journal_entries j on j.id = l.entry_id
    left join lateral (
        select a.name || case when count(*) over () > 1 then ' and ' || (count(*) over () - 1) || ' more' else '' end as against
        from journal_lines o join ledger_accounts a on a.id = o.ledger_id
        where o.entry_id = l.entry_id and sign(o.amount_paise) <> sign(l.amount_paise) order by abs(o.amount_paise) desc, o.position limit 1
    ) other on true
    order by l.day, l.entry_id, l.position
"""
_BEHIND = "and (l.day, l.entry_id, l.position) > (cast(:day as date), cast(:entry as uuid), cast(:position as bigint))"
_SO_FAR = """
    select coalesce(sum(l.amount_paise), 0)::bigint from journal_lines l
    where l.ledger_id {asked} and l.day = cast(:day as date) {narrowed} and (l.entry_id, l.position) <= (cast(:entry as uuid), cast(:position as bigint))
"""


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger an enquiry is about."""

    row: LedgerAccountRow
    entity_code: str


async def load_account(db: TenantDb, ledger_id: uuid.UUID) -> Account:
    """Raises Refused("ledger.unknown")."""
    query = select(LedgerAccountRow, Entity.code).join(Entity, Entity.id == LedgerAccountRow.entity_id).where(LedgerAccountRow.id == ledger_id)
    found = (await db.execute(query)).one_or_none()
    if found is None:
        raise Refused("ledger.unknown", "There is no such ledger.")
    return Account(found[0], found[1])


async def load_ledger(db: TenantDb, ledger_id: uuid.UUID, span: Span, cursor: str | None, limit: int) -> Row:
    """One page of a ledger. `balance_paise` of a line is what the ledger stands at after it, debit positive."""
    account = await load_account(db, ledger_id)
    opening = await load_opening_of(db, account.row.entity_id, ledger_id, span)
    debit, credit = await load_moved_of(db, ledger_id, span)
    lines, more, before = await load_lines(db, ledger_id, span, opening, cursor, limit)
    last = lines[-1] if lines else None
    return {
        "ledger_id": ledger_id,
        "ledger": account.row.name,
        "entity_code": account.entity_code,
        "group": account.row.group_name,
        "schedule_key": account.row.schedule_key,
        "opening_paise": opening,
        "debit_paise": debit,
        "credit_paise": credit,
        "closing_paise": opening + debit - credit,
        "openings_left_out": not span.whole,
        "brought_forward_paise": before,
        "lines": await _with_places(db, lines),
        "next_cursor": write_cursor([last["day"], last["entry_id"], last["position"]]) if more and last else None,
    }


async def stream_ledger(db: TenantDb, ledger_id: uuid.UUID, span: Span, size: int = 5000) -> AsyncIterator[list[Row]]:
    """All lines of the span, some thousand at a time, with the running balance."""
    account = await load_account(db, ledger_id)
    balance, cursor = await load_opening_of(db, account.row.entity_id, ledger_id, span), None
    while True:
        rows, more = await _rows(db, ledger_id, span, cursor, size)
        lines = _lines(rows, balance)
        if lines:
            yield lines
            balance = lines[-1]["balance_paise"]
        if not more:
            return
        cursor = (rows[-1].day, rows[-1].entry_id, rows[-1].position)


async def load_party(db: TenantDb, ledger_id: uuid.UUID, span: Span, cursor: str | None, limit: int) -> Row:
    """A party's statement: a page of its ledger, and on the first page the bills that were open on the last day or moved in the span."""
    page = await load_ledger(db, ledger_id, span, cursor, limit)
    account = (await load_account(db, ledger_id)).row
    bills, more = await load_bills(db, ledger_id, span) if cursor is None else ([], False)
    return page | {"party": account.counterparty or account.name, "gstin": account.gstin, "pan": account.pan, "bills": bills, "more_bills": more}


_BILLS = """
    select l.bill, min(l.day) as day, max(l.due_day) as due_day, coalesce(sum(l.amount_paise) filter (where l.bill_kind in ('new', 'advance')), 0)::bigint as billed_paise,
           sum(l.amount_paise)::bigint as open_paise, max(l.day) as last_day
    from journal_lines l where l.ledger_id {asked} and l.day <= :last and l.bill <> '' {narrowed}
    group by l.bill having sum(l.amount_paise) <> 0 or max(l.day) >= :first order by min(l.day), l.bill limit :limit
"""


async def load_bills(db: TenantDb, ledger_id: uuid.UUID, span: Span) -> tuple[list[Row], bool]:
    """Bills with what was billed and what is open on the last day, signed as the ledger; whether there are more than the list takes."""
    asked, ledgers = await load_with_merged(db, ledger_id, span)
    values = {"ledger": ledgers, "first": span.first, "last": span.last, "limit": BILLS_MAX + 1, **span.values()}
    rows = (await db.execute(text(_BILLS.format(asked=asked, narrowed=span.narrowing("l"))), values)).all()
    return [_bill(row, span.last) for row in rows[:BILLS_MAX]], len(rows) > BILLS_MAX


def _bill(row: Any, on: date) -> Row:
    overdue = (on - row.due_day).days if row.due_day and row.open_paise and on > row.due_day else 0
    # A bill whose making is not in these books (it came with the opening) has no amount of its own here.
    return {
        "bill": row.bill,
        "day": row.day,
        "due_day": row.due_day,
        "billed_paise": row.billed_paise,
        "settled_paise": row.open_paise - row.billed_paise,
        "open_paise": row.open_paise,
        "overdue_days": overdue,
    }


async def load_lines(db: TenantDb, ledger_id: uuid.UUID, span: Span, opening: int, cursor: str | None, limit: int) -> tuple[list[Row], bool, int]:
    """Lines of a page, whether there are more, and what the ledger stood at before the first of them."""
    if cursor is None:
        rows, more = await _rows(db, ledger_id, span, None, limit)
        return _lines(rows, opening), more, opening
    day, entry, position = read_cursor(cursor, (date, uuid.UUID, int))
    if not span.first <= day <= span.last:
        raise Refused("request.cursor", "This is not a place in this list. Begin with the first page.")
    rows, more = await _rows(db, ledger_id, span, (day, entry, position), limit)
    before = opening
    if day > span.first:
        debit, credit = await load_moved_of(db, ledger_id, replace(span, last=day - timedelta(days=1)))
        before += debit - credit
    asked, ledgers = await load_with_merged(db, ledger_id, span)
    values = {"ledger": ledgers, "day": day, "entry": entry, "position": position, **span.values()}
    before += int((await db.execute(text(_SO_FAR.format(asked=asked, narrowed=span.narrowing("l"))), values)).scalar_one())
    return _lines(rows, before), more, before


async def _rows(db: TenantDb, ledger_id: uuid.UUID, span: Span, behind: tuple[date, uuid.UUID, int] | None, limit: int) -> tuple[Sequence[Any], bool]:
    asked, ledgers = await load_with_merged(db, ledger_id, span)
    query = text(_PAGE.format(asked=asked, narrowed=span.narrowing("l"), behind=_BEHIND if behind else ""))
    values: dict[str, Any] = {"ledger": ledgers, "first": span.first, "last": span.last, "limit": limit + 1, **span.values()}
    if behind:
        values |= dict(zip(("day", "entry", "position"), behind, strict=True))
    rows = (await db.execute(query, values)).all()
    return rows[:limit], len(rows) > limit


def _lines(rows: Sequence[Any], balance: int) -> list[Row]:
    lines: list[Row] = []
    for row in rows:
        balance += row.amount_paise
        lines.append(
            {
                "entry_id": row.entry_id,
                "position": row.position,
                "day": row.day,
                "number": row.number,
                "imported_number": row.imported_number,
                "kind": row.kind,
                "state": row.state,
                "party": row.party,
                "against": row.against or "",
                "narration": row.narration,
                "reference": row.reference,
                "bill": row.bill,
                "bill_kind": row.bill_kind,
                "due_day": row.due_day,
                "branch": row.branch,
                "cost_centre": row.cost_centre,
                "currency": row.currency,
                "foreign_amount": row.foreign_amount,
                "debit_paise": max(row.amount_paise, 0),
                "credit_paise": max(-row.amount_paise, 0),
                "balance_paise": balance,
                "place": row.place,
            }
        )
    return lines


async def _with_places(db: TenantDb, lines: Sequence[Row]) -> list[Row]:
    papers: Mapping[str, tuple[uuid.UUID, str]] = await load_papers_by_digest(db, digests_in([line["place"] for line in lines]))
    return [line | {"place": place_row(line["place"], papers)} for line in lines]
