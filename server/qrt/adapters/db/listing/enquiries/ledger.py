"""A ledger page by page with its running balance, from any day to any day; a party's statement with its bills."""

import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from qrt.adapters.db.kept import kept_query, kept_span
from qrt.adapters.db.listing.base import Row, digests_in, load_papers_by_digest, place_row, read_cursor, write_cursor
from qrt.adapters.db.listing.enquiries.span import BASE, EARLIEST, Span
from qrt.adapters.db.session import TenantDb
from qrt.core.base.errors import Refused
from qrt.core.ledger.merges import to_homes

BILLS_MAX = 500

# The page is cut out of the index first; vouchers and the other side are looked up for its lines alone.
_PAGE = """
    select l.day, l.entry_id, l.position, l.amount_paise, l.bill, l.bill_kind, l.due_day, l.cost_centre, l.branch, l.place, l.currency, l.foreign_amount,
           coalesce(j.number, '') as number, j.imported_number, j.kind, j.narration, j.party, j.reference, j.state,
           coalesce(a.name || case when other.count > 1 then ' and ' || (other.count - 1) || ' more' else '' end, '') as against
    from (
        select * from journal_lines l where l.ledger_id {asked} and l.day between :first and :last {narrowed} {behind}
        order by l.day, l.entry_id, l.position limit :limit
    ) l
    join journal_entries j on j.id = l.entry_id
    left join lateral (
        select o.ledger_id, count(*) over () as count from journal_lines o
        where o.entry_id = l.entry_id and (o.amount_paise > 0) <> (l.amount_paise > 0) order by abs(o.amount_paise) desc, o.position limit 1
    ) other on true
    left join ledger_accounts a on a.id = other.ledger_id
    order by l.day, l.entry_id, l.position
"""
_BEHIND = "and (l.day, l.entry_id, l.position) > (cast(:day as date), cast(:entry as uuid), cast(:position as bigint))"
_SO_FAR = """
    select coalesce(sum(l.amount_paise), 0)::bigint from journal_lines l
    where l.ledger_id {asked} and l.day = cast(:day as date) {narrowed} and (l.entry_id, l.position) <= (cast(:entry as uuid), cast(:position as bigint))
"""


_ACCOUNT = f"""
    select a.id, a.entity_id, a.name, a.group_name, a.schedule_key, a.counterparty, a.gstin, a.pan, e.code, base.id as period, base.first_day as base,
           (select array_agg(array[m.from_id, m.into_id]) from ledger_merges m where m.undone_at is null and m.first_day <= :first) as merges
    from ledger_accounts a join entities e on e.id = a.entity_id left join lateral ({BASE.replace(":entity", "a.entity_id")}) base on true where a.id = :ledger
"""


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger an enquiry is about. `period` is the newest with stated openings when the span begins, `base` its first day (see `load_base`).

    merged  ledgers that were merged into it before the span: their lines show with its own. One that was merged away itself shows its own, as written
    """

    id: uuid.UUID
    merged: tuple[uuid.UUID, ...]
    name: str
    group: str
    schedule_key: str
    counterparty: str
    gstin: str
    pan: str
    entity_code: str
    period: uuid.UUID | None
    base: date

    @property
    def asked(self) -> str:
        """The condition behind `ledger_id`. For one ledger it stays an equality, so that a page is cut out of the index in its order."""
        return "= any(:ledger)" if self.merged else "= :ledger"

    @property
    def ledger(self) -> uuid.UUID | list[uuid.UUID]:
        """The value of `:ledger` in that condition."""
        return [self.id, *self.merged] if self.merged else self.id


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a ledger in a span: what it opens with (debit positive), its debits and credits (positive), and what it stands at before the page."""

    opening: int
    debit: int
    credit: int
    before: int


Place = tuple[date, uuid.UUID, int]
"""Day, voucher and position of a line: where a page begins behind."""


async def load_account(db: TenantDb, ledger_id: uuid.UUID, first: date) -> Account:
    """The ledger, for a span that begins on this day. Raises Refused("ledger.unknown")."""
    row = (await db.execute(text(_ACCOUNT), {"ledger": ledger_id, "first": first})).one_or_none()
    if row is None:
        raise Refused("ledger.unknown", "There is no such ledger.")
    names = (row.name, row.group_name, row.schedule_key, row.counterparty, row.gstin, row.pan, row.code)
    merged = tuple(each for each, home in to_homes(dict(row.merges or ())).items() if home == ledger_id)
    return Account(row.id, merged, *names, row.period, row.base or EARLIEST)


async def load_figures(db: TenantDb, account: Account, span: Span, behind: Place | None = None) -> Figures:
    """Opening, movement and the balance behind a line, from kept balances and the lines of one day, in one question."""
    where = f"k.ledger_id {account.asked}{span.narrowing('k')}"
    values: dict[str, Any] = {"ledger": account.ledger, **span.values(), **kept_span(span.first, span.last)}
    opening, before = ["0"], ["0"]
    if account.period and span.whole:
        opening.append(f"coalesce((select sum(o.amount_paise) from opening_balances o where o.period_id = :period and o.ledger_id {account.asked}), 0)")
        values["period"] = account.period
    if account.base < span.first:
        opening.append(_NET.format(kept=kept_query(where, "_early")))
        values |= kept_span(account.base, span.first - timedelta(days=1), "_early")
    if behind:
        before.append(f"({_SO_FAR.format(asked=account.asked, narrowed=span.narrowing('l'))})")
        values |= dict(zip(("day", "entry", "position"), behind, strict=True))
        if behind[0] > span.first:
            before.append(_NET.format(kept=kept_query(where, "_so_far")))
            values |= kept_span(span.first, behind[0] - timedelta(days=1), "_so_far")
    query = f"""
        select ({" + ".join(opening)})::bigint, coalesce(sum(m.debit), 0)::bigint, coalesce(sum(m.credit), 0)::bigint, ({" + ".join(before)})::bigint
        from ({kept_query(where)}) m
    """
    row = (await db.execute(text(query), values)).one()
    return Figures(row[0], row[1], row[2], row[0] + row[3])


_NET = "coalesce((select sum(n.debit) - sum(n.credit) from ({kept}) n), 0)"


async def load_ledger(db: TenantDb, ledger_id: uuid.UUID, span: Span, cursor: str | None, limit: int) -> Row:
    """One page of a ledger. `balance_paise` of a line is what the ledger stands at after it, debit positive."""
    return await _page(db, await load_account(db, ledger_id, span.first), span, cursor, limit)


async def _page(db: TenantDb, account: Account, span: Span, cursor: str | None, limit: int) -> Row:
    behind = read_place(cursor, span)
    figures = await load_figures(db, account, span, behind)
    rows, more = await _rows(db, account, span, behind, limit)
    lines = _lines(rows, figures.before)
    return {
        "ledger_id": account.id,
        "ledger": account.name,
        "entity_code": account.entity_code,
        "group": account.group,
        "schedule_key": account.schedule_key,
        "opening_paise": figures.opening,
        "debit_paise": figures.debit,
        "credit_paise": figures.credit,
        "closing_paise": figures.opening + figures.debit - figures.credit,
        "openings_left_out": not span.whole,
        "brought_forward_paise": figures.before,
        "lines": await _with_places(db, lines),
        "next_cursor": write_place(lines) if more else None,
    }


def read_place(cursor: str | None, span: Span) -> Place | None:
    """Where a page begins behind. Raises Refused("request.cursor") for a place outside the span."""
    if cursor is None:
        return None
    day, entry, position = read_cursor(cursor, (date, uuid.UUID, int))
    if not span.first <= day <= span.last:
        raise Refused("request.cursor", "This is not a place in this list. Begin with the first page.")
    return day, entry, position


def write_place(lines: Sequence[Row]) -> str:
    """The cursor behind the last of these lines."""
    return write_cursor([lines[-1]["day"], lines[-1]["entry_id"], lines[-1]["position"]])


async def load_lines(db: TenantDb, account: Account, span: Span, balance: int, behind: Place | None, limit: int) -> tuple[list[Row], bool]:
    """Lines of a page, running on from this balance, and whether there are more."""
    rows, more = await _rows(db, account, span, behind, limit)
    return _lines(rows, balance), more


async def stream_ledger(db: TenantDb, ledger_id: uuid.UUID, span: Span, size: int = 5000) -> AsyncIterator[list[Row]]:
    """All lines of the span, some thousand at a time, with the running balance."""
    account = await load_account(db, ledger_id, span.first)
    balance, behind, more = (await load_figures(db, account, span)).opening, None, True
    while more:
        lines, more = await load_lines(db, account, span, balance, behind, size)
        if lines:
            yield lines
            balance = lines[-1]["balance_paise"]
            behind = (lines[-1]["day"], lines[-1]["entry_id"], lines[-1]["position"])


async def load_party(db: TenantDb, ledger_id: uuid.UUID, span: Span, cursor: str | None, limit: int) -> Row:
    """A party's statement: a page of its ledger, and on the first page the bills that were open on the last day or moved in the span."""
    account = await load_account(db, ledger_id, span.first)
    page = await _page(db, account, span, cursor, limit)
    bills, more = await load_bills(db, account, span) if cursor is None else ([], False)
    return page | {"party": account.counterparty or account.name, "gstin": account.gstin, "pan": account.pan, "bills": bills, "more_bills": more}


_BILLS = """
    select l.bill, min(l.day) as day, max(l.due_day) as due_day, coalesce(sum(l.amount_paise) filter (where l.bill_kind in ('new', 'advance')), 0)::bigint as billed_paise,
           sum(l.amount_paise)::bigint as open_paise, max(l.day) as last_day
    from journal_lines l where l.ledger_id {asked} and l.day <= :last and l.bill <> '' {narrowed}
    group by l.bill having sum(l.amount_paise) <> 0 or max(l.day) >= :first order by min(l.day), l.bill limit :limit
"""


async def load_bills(db: TenantDb, account: Account, span: Span) -> tuple[list[Row], bool]:
    """Bills with what was billed and what is open on the last day, signed as the ledger; whether there are more than the list takes."""
    values = {"ledger": account.ledger, "first": span.first, "last": span.last, "limit": BILLS_MAX + 1, **span.values()}
    rows = (await db.execute(text(_BILLS.format(asked=account.asked, narrowed=span.narrowing("l"))), values)).all()
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


async def _rows(db: TenantDb, account: Account, span: Span, behind: Place | None, limit: int) -> tuple[Sequence[Any], bool]:
    query = text(_PAGE.format(asked=account.asked, narrowed=span.narrowing("l"), behind=_BEHIND if behind else ""))
    values: dict[str, Any] = {"ledger": account.ledger, "first": span.first, "last": span.last, "limit": limit + 1, **span.values()}
    if behind:
        values |= dict(zip(("day", "entry", "position"), behind, strict=True))
    rows = (await db.execute(query, values)).all()
    return rows[:limit], len(rows) > limit


def _lines(rows: Sequence[Any], balance: int) -> list[Row]:
    lines: list[Row] = []
    for row in rows:
        line = row._asdict()
        amount = line.pop("amount_paise")
        balance += amount
        lines.append(line | {"debit_paise": max(amount, 0), "credit_paise": max(-amount, 0), "balance_paise": balance})
    return lines


async def _with_places(db: TenantDb, lines: Sequence[Row]) -> list[Row]:
    papers: Mapping[str, tuple[uuid.UUID, str]] = await load_papers_by_digest(db, digests_in([line["place"] for line in lines]))
    return [line | {"place": place_row(line["place"], papers)} for line in lines]
