"""`qrt import`: papers of a single company brought onto the platform, by somebody who need not know what a tenant is."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import OperationalError

from qrt.adapters.cache.client import Cache
from qrt.adapters.company import CompanyFile
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import without_password
from qrt.adapters.db.session import Sessions, make_sessions, tenant_session
from qrt.adapters.local.supervisor import load_running
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.security.passwords import Passwords
from qrt.cli.people import first_sign_in
from qrt.cli.up import external_urls, make_desk
from qrt.core.base.actor import System
from qrt.core.base.company import Company
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.period import Quarter
from qrt.flows import close as close_flow
from qrt.flows import handin, run
from qrt.flows.companies import DEFAULT_NAME, NewPerson, ensure_default_company, own_companies
from qrt.jobs.engine import enqueuer, make_client
from qrt.settings import Settings

Say = Callable[[str], None]
BY = System("qrt import")


def import_folder(inbox: Path, company: CompanyFile | None, quarter: Quarter, email: str, say: Say) -> dict[str, str | int]:
    """Hand a folder in to the installation's one company, made at the first use, and start its close. Returns what was done.

    Raises Refused when no platform is there, when the installation keeps another company's books, or when the quarter cannot be run now.
    """
    handin.papers_of(inbox)
    for sentence in handin.left_out(inbox):
        say(sentence)
    settings = Settings.load()
    running = load_running(settings.home)
    app_url = settings.app_database_url or running.get("QRT_APP_DATABASE_URL", "")
    if settings.database_url and not app_url:
        app_url = external_urls(settings).app
    if not app_url:
        raise Refused("import.no_platform", f"No platform runs over {settings.home} and QRT_DATABASE_URL names none. Start it with `qrt up`.")
    redis_url = settings.redis_url or running.get("QRT_REDIS_URL", "")
    try:
        return asyncio.run(_import(settings, app_url, redis_url, inbox, company, quarter, email, say))
    except OperationalError as wrong:
        raise Unavailable("database", f"The database does not answer at {without_password(app_url)}.") from wrong


async def _import(
    settings: Settings, app_url: str, redis_url: str, inbox: Path, company: CompanyFile | None, quarter: Quarter, email: str, say: Say
) -> dict[str, str | int]:
    # Without a cache nobody watches live, and the papers come in all the same.
    cache = Cache(redis_url) if redis_url else None
    engine = make_engine(app_url, name="qrt-import", pool_size=2, statement_seconds=300)
    sessions = make_sessions(engine, cache.wake if cache else None)
    try:
        where, name = await _default_company(settings, sessions, company, quarter, email, say)
        async with tenant_session(sessions, where.tenant, BY) as db:
            await close_flow.open_close(db, BY, quarter)
        with ReaderPool(size=1) as readers:
            papers = await handin.receive_folder(
                sessions,
                where,
                BY,
                make_desk(settings, readers),
                inbox,
                company or CompanyFile(Company(name), ()),
                lambda done, total: say(f"received {done} of {total} papers"),
            )
        async with tenant_session(sessions, where.tenant, BY) as db:
            number = await close_flow.start_run(db, BY, quarter, enqueuer(make_client(app_url)))
    finally:
        if cache:
            await cache.close()
        await engine.dispose()
    return {"company": name, "quarter": str(quarter), "papers": papers, "run": number}


async def _default_company(
    settings: Settings, sessions: Sessions, company: CompanyFile | None, quarter: Quarter, email: str, say: Say
) -> tuple[run.Where, str]:
    own = await own_companies(sessions)
    if len(own) > 1:
        raise Refused("import.several", f"This installation keeps the books of {len(own)} companies. Sign in to the one you mean and hand its papers in there.")
    if own:
        tenant, name = own[0]
        if company and company.company.name != name:
            raise Refused("import.other_company", f"This installation keeps the books of {name}, and the file names {company.company.name}.")
        return run.Where(tenant, quarter), name
    address, password = first_sign_in(settings.keys, email)
    passwords = Passwords(threads=1)
    try:
        tenant = await ensure_default_company(sessions, passwords, NewPerson("Administrator", address, password), company.company if company else None)
    finally:
        passwords.close()
    say(f"Sign in as {address} with {password}; both are kept in {settings.keys / 'company.json'}")
    return run.Where(tenant, quarter), company.company.name if company else DEFAULT_NAME
