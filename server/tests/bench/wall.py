"""What the wall between tenants costs: the same questions as the app behind row-level security, and as a superuser with the tenant in the query."""

import asyncio
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from qrt.adapters.db import kept
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import make_sessions, tenant_session
from qrt.core.base.period import Quarter
from tests.bench.books import BY
from tests.bench.figures import Figure, Sizes, middle_seconds, middle_seconds_in_turns, time_text, told

QUARTER = Quarter(2026, 2)
LEDGERS = 200
_CHUNK = 100_000

_PAGE = """
    select e.id, e.day, e.number, e.party, e.narration, e.amount_paise from journal_entries e
    where e.period_id = %(period)s and e.state <> 'dropped' {tenant} order by e.day desc, e.id desc limit 100
"""
_BALANCE = """
    select l.ledger_id, sum(l.amount_paise) filter (where l.amount_paise > 0), -sum(l.amount_paise) filter (where l.amount_paise < 0)
    from journal_lines l where l.entity_id = %(entity)s and l.day between %(first)s and %(last)s {tenant} group by l.ledger_id
"""
_QUESTIONS = (("page of 100 vouchers", _PAGE, "e"), ("trial balance of the quarter", _BALANCE, "l"))

# Ids are counted, not drawn: the same books in every run. A tenant's number stands in its ids.
_ID = "lpad(to_hex({}), 32, '0')::uuid"
_GROUND = (
    f"insert into tenants (id, company_name) values ({_ID.format('%(t)s::bigint')}, 'Bench ' || %(t)s)",
    f"insert into entities (tenant_id, id, code, name) select {_ID.format('%(t)s::bigint')}, {_ID.format('%(t)s::bigint')}, 'MAIN', 'Bench'",
    f"""insert into periods (tenant_id, id, entity_id, fy_start, quarter, first_day, last_day)
        select {_ID.format("%(t)s::bigint")}, {_ID.format("%(t)s::bigint")}, {_ID.format("%(t)s::bigint")}, %(fy)s, %(quarter)s, %(first)s::date, %(last)s::date""",
    f"""insert into ledger_accounts (tenant_id, id, entity_id, name)
        select {_ID.format("%(t)s::bigint")}, {_ID.format("n::bigint")}, {_ID.format("%(t)s::bigint")}, 'Ledger ' || n from generate_series(1, {LEDGERS}) n""",
)
_VOUCHERS = (
    f"""insert into journal_entries (tenant_id, id, entity_id, period_id, key, kind, state, source, day, number, party, narration, amount_paise, made_by)
        select {_ID.format("%(t)s::bigint")}, {_ID.format("n::bigint")}, {_ID.format("%(t)s::bigint")}, {_ID.format("%(t)s::bigint")},
               'bench:' || n, 'purchase', 'posted', 'register', %(first)s::date + (n %% 92), 'B/' || n, 'Asha Steel', 'Bench voucher', 20000 + 2 * n, 'system:bench'
        from generate_series(%(start)s::int, %(end)s::int) n""",
    f"""insert into journal_lines (tenant_id, id, entry_id, position, entity_id, day, ledger_id, amount_paise)
        select {_ID.format("%(t)s::bigint")}, {_ID.format("(n * 4 + p)::bigint")}, {_ID.format("n::bigint")}, p, {_ID.format("%(t)s::bigint")},
               %(first)s::date + (n %% 92), {_ID.format(f"((n * 7 + p * 31) %% {LEDGERS} + 1)::bigint")}, case when p < 2 then 10000 + n else -10000 - n end
        from generate_series(%(start)s::int, %(end)s::int) n, generate_series(0, 3) p""",
)
_KEPT = """
    with moved as (
        select tenant_id, entity_id, ledger_id, day, branch, cost_centre, sum(greatest(amount_paise, 0))::bigint as debit, sum(greatest(-amount_paise, 0))::bigint as credit
        from journal_lines group by 1, 2, 3, 4, 5, 6
    ), days as (
        insert into ledger_days (tenant_id, entity_id, ledger_id, day, branch, cost_centre, debit_paise, credit_paise) select * from moved on conflict do nothing
    )
    insert into ledger_months (tenant_id, entity_id, ledger_id, month, branch, cost_centre, debit_paise, credit_paise)
    select tenant_id, entity_id, ledger_id, date_trunc('month', day)::date, branch, cost_centre, sum(debit)::bigint, sum(credit)::bigint from moved group by 1, 2, 3, 4, 5, 6
    on conflict do nothing
"""
"""What the trigger would have kept."""


def tenant_number(number: int) -> uuid.UUID:
    """The id of the nth tenant of the bench."""
    return uuid.UUID(int=number)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the database: small tenants, numbered from 1, with `tenant_lines` lines each, and a big one behind them."""

    tenants: int
    tenant_lines: int
    big: uuid.UUID
    big_lines: int

    @property
    def lines(self) -> int:
        """All lines together."""
        return self.tenants * self.tenant_lines + self.big_lines


def fill(owner_url: str, sizes: Sizes) -> Filled:
    """Many tenants with books alike, and a big one. Rows go past the triggers: they are not what is measured here.

    A busy machine fills less: when its seconds are up, what stands is what is measured, and the table says how much that is.
    """
    until = time.monotonic() + sizes.fill_seconds
    tenants = big = 0
    with told("books of many tenants"), psycopg.connect(owner_url, autocommit=True) as db:
        db.execute("set session_replication_role = replica")
        # Filling is not measured: fewer checkpoints and no waiting for the disk make it short.
        db.execute("set synchronous_commit = off")
        db.execute("alter system set max_wal_size = '8GB'")
        db.execute("select pg_reload_conf()")
        for number in range(1, sizes.tenants + 1):
            if tenants < 2 or time.monotonic() < until:
                tenants += _fill_tenant(db, number, 1, sizes.tenant_lines // 4)
        while big < sizes.lines and (big == 0 or time.monotonic() < until):
            _fill_tenant(db, sizes.tenants + 1, big // 4 + 1, min(big + _CHUNK, sizes.lines) // 4)
            big = min(big + _CHUNK, sizes.lines)
        db.execute(_KEPT.encode())
        for table in ("journal_entries", "journal_lines", "ledger_accounts", "ledger_days", "ledger_months"):
            db.execute(b"vacuum analyze " + table.encode())
    return Filled(tenants, sizes.tenant_lines, tenant_number(sizes.tenants + 1), big)


def _fill_tenant(db: psycopg.Connection, number: int, start: int, end: int) -> int:
    """Vouchers `start` to `end` of a tenant; with the first comes what they stand on."""
    values = {"t": number, "start": start, "end": end, "first": QUARTER.first_day, "last": QUARTER.last_day, "fy": QUARTER.fy_start, "quarter": QUARTER.number}
    for statement in (*(_GROUND if start == 1 else ()), *_VOUCHERS):
        db.execute(statement.encode(), values)
    return 1


def measure_wall(urls: DatabaseUrls, sizes: Sizes, filled: Filled) -> list[Figure]:
    """One tenant of many, both ways; the answers must be the same."""
    tenant = tenant_number((filled.tenants + 1) // 2)
    values = {"tenant": tenant, "entity": tenant, "period": tenant, "first": QUARTER.first_day, "last": QUARTER.last_day}
    figures = []
    with told("the same questions with the wall and without"), psycopg.connect(urls.app) as app, psycopg.connect(urls.owner) as owner:
        app.execute("select set_config('app.tenant_id', %s, false)", (str(tenant),))
        for name, question, table in _QUESTIONS:
            walled, named = question.format(tenant=""), question.format(tenant=f"and {table}.tenant_id = %(tenant)s")
            assert sorted(_ask(app, walled, values)) == sorted(_ask(owner, named, values)), name
            # In turns, so that a busy moment of the machine hits both.
            behind, beside = middle_seconds_in_turns(
                lambda question=walled: _ask(app, question, values), lambda question=named: _ask(owner, question, values), sizes.repeats * 5
            )
            what = f"{name}, row-level security, {filled.tenants + 1} tenants, {filled.lines // 1000:,}k lines"
            figures.append(Figure(what, time_text(behind), "superuser, tenant in the query", time_text(beside), behind / beside))
    return figures


def _ask(db: psycopg.Connection, question: str, values: Mapping[str, Any]) -> list[tuple]:
    with db.cursor(row_factory=tuple_row) as cursor:
        return cursor.execute(question.encode(), values).fetchall()


def measure_movements(urls: DatabaseUrls, filled: Filled) -> list[Figure]:
    """The big tenant's trial balance as the platform asks for it, from kept balances, against the sum of the same lines by ledger."""
    with told(f"trial balance of {filled.big_lines:,} lines in the database"):
        values = {"tenant": filled.big, "entity": filled.big, "first": QUARTER.first_day, "last": QUARTER.last_day}
        ours, kept = asyncio.run(_seconds_of_movements(urls.app, filled.big))
        with psycopg.connect(urls.owner) as owner:
            theirs = middle_seconds(lambda: _ask(owner, _BALANCE.format(tenant="and l.tenant_id = %(tenant)s"), values), 3)
            debit = sum(row[1] or 0 for row in _ask(owner, _BALANCE.format(tenant="and l.tenant_id = %(tenant)s"), values))
    assert kept == debit, "the kept balances are not the lines' sums"
    return [
        Figure(f"trial balance, {filled.big_lines:,} lines, database", time_text(ours), "sums of the same lines, superuser", time_text(theirs), ours / theirs)
    ]


async def _seconds_of_movements(app_url: str, tenant: uuid.UUID) -> tuple[float, int]:
    """Seconds of one trial balance, and its debit sum in paise."""
    engine = make_engine(app_url, statement_seconds=300)
    taken: list[float] = []
    debits = 0
    try:
        async with tenant_session(make_sessions(engine), tenant, BY) as db:
            for _ in range(4):
                started = time.perf_counter()
                found = await kept.load_movements(db, tenant, QUARTER.first_day, QUARTER.last_day)
                taken.append(time.perf_counter() - started)
                assert sum(debit - credit for debit, credit in found.values()) == 0
                debits = sum(debit for debit, _ in found.values())
    finally:
        await engine.dispose()
    return median(taken[1:]), debits
