"""The workbench of reconciliations with a hundred thousand lines a side: what its page asks for, beside the same questions over a thousand lines in the same run."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

import psycopg

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_proof as proof
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions, TenantDb, make_sessions, tenant_session
from qrt.api.recon_statement import read_statement
from qrt.core.recon.types import Side
from qrt.flows.recon.asking import about_line
from tests.bench.bench_rows import fill_report
from tests.bench.books import BY
from tests.bench.figures import Figure, Sizes, middle_seconds_in_turns, time_text, told
from tests.bench.wall import tenant_number

TENANT = tenant_number(901)
SMALL = 1_000
FIRST = 100
"""Rows of the first window that the page asks for."""
_T = f"'{TENANT}'::uuid"
_GROUND = f"""
    insert into tenants (id, company_name) values ({_T}, 'Bench of lines');
    insert into entities (tenant_id, id, code, name) select {_T}, {_T}, 'MAIN', 'Bench of lines';
    insert into closes (tenant_id, id, fy_start, quarter, opens_on, due_on) select {_T}, {_T}, 2026, 2, '2026-10-01', '2026-10-15';
"""
_REPORT = """
    insert into reconciliation_reports (tenant_id, id, close_id, entity_id, kind, subject, as_of, left_total_paise, right_total_paise, summary)
    values (%(tenant)s, %(report)s, %(tenant)s, %(tenant)s, 'bank', %(subject)s, '2026-09-30', 0, 0,
            '{"balances": {"closing_books_paise": 0, "stated_paise": {"2026-09-30": 0}, "openings_paise": [null, null], "stale_days": 90}}')
"""

Ask = Callable[[TenantDb, uuid.UUID], Awaitable[object]]


def _rows(tab: str, stage: str = "", words: str = "", sort: str = "", limit: int = FIRST) -> Ask:
    return lambda db, report: listing.load_rows(db, report, listing.Wanted(tab, stage, words, sort), None, limit)


async def _second_page(db: TenantDb, report: uuid.UUID) -> object:
    decide = listing.Wanted("decide")
    first = await listing.load_rows(db, report, decide, None, FIRST)
    return await listing.load_rows(db, report, decide, first["next_cursor"], FIRST)


async def _why_of_open(db: TenantDb, report: uuid.UUID) -> object:
    page = await listing.load_rows(db, report, listing.Wanted("right"), None, 1)
    return await about_line(db, report, Side.RIGHT, page["items"][0]["right"][0]["item"])


def _statement(day: date) -> Ask:
    return lambda db, report: read_statement(report, db, day)


QUESTIONS: tuple[tuple[str, Ask], ...] = (
    ("head of a bench", listing.load_report),
    ("first pairs to decide", _rows("decide")),
    ("500 pairs to decide", _rows("decide", limit=500)),
    ("first pairs of a chip", _rows("accepted", "exact")),
    ("first pairs and those behind them", _second_page),
    ("pairs by amount", _rows("accepted", sort="-amount")),
    ("first open lines", _rows("left")),
    ("search of a number", _rows("accepted", words="000000000501")),
    ("search of a common word", _rows("accepted", words="neft")),
    ("search of an amount", _rows("accepted", words="46,931.57")),
    ("search of what nobody says", _rows("accepted", words="zebra")),
    ("200 automatic matches", lambda db, report: proof.load_automatic(db, report, "all", None, None, 200)),
    ("why of a matched line", lambda db, report: about_line(db, report, Side.RIGHT, "right1000")),
    ("why of an open line", _why_of_open),
    ("statement as at the end", _statement(date(2026, 9, 30))),
    ("statement as at a month before", _statement(date(2026, 8, 31))),
)


def measure_workbench(urls: DatabaseUrls, sizes: Sizes) -> list[Figure]:
    """Each question over many lines and over a thousand, in turns."""
    reports = {lines: uuid.UUID(int=lines) for lines in (SMALL, sizes.bench_lines)}
    with told(f"a bench of {sizes.bench_lines:,} lines a side"), psycopg.connect(urls.owner, autocommit=True) as db:
        db.execute("set session_replication_role = replica")
        db.execute("set synchronous_commit = off")
        db.execute(_GROUND.encode())
        for lines, report in reports.items():
            db.execute(_REPORT.encode(), {"tenant": TENANT, "report": report, "subject": f"Bank of {lines}"})
        for lines, report in reports.items():
            fill_report(db, TENANT, report, lines, waiting=lines * 3 // 10, opened=lines // 10)
    with asyncio.Runner() as runner, told("what the page of a bench asks for"):
        engine = make_engine(urls.app, statement_seconds=300)
        sessions = make_sessions(engine)
        figures = [_figure(runner, sessions, name, ask, reports, sizes) for name, ask in QUESTIONS]
        runner.run(engine.dispose())
    return figures


def _figure(runner: asyncio.Runner, sessions: Sessions, name: str, ask: Ask, reports: dict[int, uuid.UUID], sizes: Sizes) -> Figure:
    def once(report: uuid.UUID) -> None:
        runner.run(_asked(sessions, ask, report))

    many, few = middle_seconds_in_turns(partial(once, reports[sizes.bench_lines]), partial(once, reports[SMALL]), sizes.repeats)
    return Figure(f"bench of {sizes.bench_lines // 1000}k lines: {name}", time_text(many), f"of {SMALL:,} lines", time_text(few), many / few)


async def _asked(sessions: Sessions, ask: Ask, report: uuid.UUID) -> None:
    async with tenant_session(sessions, TENANT, BY) as db:
        await ask(db, report)
