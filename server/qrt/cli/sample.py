"""`python -m qrt.cli.sample`: the sample company of a fresh installation, made once: a medium company on day 11 of its close, its papers handed in, its run started."""

import asyncio
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from qrt.adapters.cache.client import Cache
from qrt.adapters.company import load_company_file
from qrt.adapters.db import closes
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import Sessions, TenantDb, find_sign_in, make_sessions, platform_session, tenant_session
from qrt.adapters.db.tables import CloseTask, User
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.security.passwords import Passwords
from qrt.cli.people import PEOPLE, sample_passwords
from qrt.cli.up import make_desk
from qrt.core.base.actor import System
from qrt.core.base.period import Quarter
from qrt.flows import close as close_flow
from qrt.flows import handin, run
from qrt.flows.checklist import assign_tasks
from qrt.flows.companies import NewPerson, ensure_company
from qrt.jobs.engine import enqueuer, make_client
from qrt.settings import Settings
from qrt.sim import simulate

SEED = 11
BY = System("sample")
DAY = 11
"""The sample opens on this day of fifteen."""


def main() -> None:
    """Make the sample company unless it stands."""
    asyncio.run(_bring(Settings.load()))


async def _bring(settings: Settings) -> None:
    cache = Cache(settings.redis_url)
    engine = make_engine(settings.app_database_url, name="qrt-sample", pool_size=2, statement_seconds=300)
    sessions = make_sessions(engine, cache.wake)
    try:
        async with platform_session(sessions) as db:
            if await find_sign_in(db, PEOPLE[0].email):
                return
        folder = Path(tempfile.mkdtemp(prefix="qrt-sample-"))
        try:
            await _make(settings, sessions, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        await cache.close()
        await engine.dispose()


async def _make(settings: Settings, sessions: Sessions, folder: Path) -> None:
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Kolkata")).date()
    quarter = Quarter.of(today).previous()
    _say("sample company: writing a quarter of papers")
    await asyncio.to_thread(simulate, SEED, settings.sample or "medium", str(quarter), folder, gateway=True)
    company = load_company_file(folder / "company.yaml")
    passwords = Passwords(threads=2)
    kept = sample_passwords(settings.keys)
    people = [NewPerson(person.name, person.email, kept[person.email], person.roles) for person in PEOPLE]
    tenant = await ensure_company(sessions, passwords, company.company, people, is_sample=True)
    passwords.close()
    where = run.Where(tenant, quarter)
    async with tenant_session(sessions, tenant, BY) as db:
        await close_flow.open_close(db, BY, quarter)
        await _move_to_day(db, quarter, today)
        users = {user.email: user.id for user in (await db.execute(select(User))).scalars()}
        close = await closes.load_close(db, quarter)
        assert close is not None
        await assign_tasks(db, close.id, users[PEOPLE[1].email], users[PEOPLE[0].email])
    with ReaderPool(size=1) as readers:
        desk = make_desk(settings, readers)
        papers = await handin.receive_folder(sessions, where, BY, desk, folder / "inbox", company, lambda *_: None)
    async with tenant_session(sessions, tenant, BY) as db:
        await close_flow.start_run(db, BY, quarter, enqueuer(make_client(settings.app_database_url)))
    _say(f"sample company: {company.company.name}, {papers} papers handed in; its close is running, watch it on the page")


async def _move_to_day(db: TenantDb, quarter: Quarter, today: date) -> None:
    """The sample's calendar is laid around today, so that it opens on day 11 of 15 whenever it is looked at first."""
    close = await closes.load_close(db, quarter, lock=True)
    assert close is not None
    opens = today - timedelta(days=DAY - 1)
    moved = opens - close.opens_on
    close.opens_on, close.due_on = opens, close.due_on + moved
    for task in (await db.execute(select(CloseTask).where(CloseTask.close_id == close.id))).scalars():
        task.due_on += moved


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
