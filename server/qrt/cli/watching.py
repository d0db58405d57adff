"""`qrt watch`: a folder whose files are handed in to the running platform as they come."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import OperationalError

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import without_password
from qrt.adapters.db.session import make_sessions, tenant_session
from qrt.adapters.local.supervisor import load_running
from qrt.adapters.scan.limits import Verdict
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.storage import ObjectStore
from qrt.cli.up import external_urls
from qrt.core.base.actor import System
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.period import Quarter
from qrt.flows import documents
from qrt.flows.companies import own_companies
from qrt.flows.watching import Watch
from qrt.jobs.engine import make_client, reading_enqueuer
from qrt.settings import Settings

BY = System("qrt watch")
EVERY_SECONDS = 2.0


def watch_folder(folder: Path, quarter: Quarter, say: Callable[[str], None], *, once: bool = False) -> None:
    """Hand in what comes into a folder until somebody stops it. `once`: what lies there now, after one look at whether it still grows.

    Raises Refused inbox.unreadable, import.no_platform, import.several, close.unknown.
    """
    if not folder.is_dir():
        raise Refused("inbox.unreadable", f"{folder} is not a folder.")
    settings = Settings.load()
    app_url = settings.app_database_url or load_running(settings.home).get("QRT_APP_DATABASE_URL", "")
    if settings.database_url and not app_url:
        app_url = external_urls(settings).app
    if not app_url:
        raise Refused("import.no_platform", f"No platform runs over {settings.home} and QRT_DATABASE_URL names none. Start it with `qrt up`.")
    try:
        asyncio.run(_watch(settings, app_url, Watch(folder), quarter, say, once=once))
    except OperationalError as wrong:
        raise Unavailable("database", f"The database does not answer at {without_password(app_url)}.") from wrong


async def _watch(settings: Settings, app_url: str, watch: Watch, quarter: Quarter, say: Callable[[str], None], *, once: bool) -> None:
    engine = make_engine(app_url, name="qrt-watch", pool_size=2)
    sessions, store = make_sessions(engine), ObjectStore(settings.objects, settings.keys)
    enqueue = reading_enqueuer(make_client(app_url))
    try:
        own = await own_companies(sessions)
        if len(own) != 1:
            raise Refused("import.several", f"This installation keeps the books of {len(own)} companies; a folder can be watched for one alone.")
        ((tenant, _),) = own
        async with tenant_session(sessions, tenant, BY) as db:
            await documents.load_open_close(db, quarter)
        with ReaderPool(size=1) as readers:

            async def take(name: str, data: bytes) -> str:
                check = await asyncio.to_thread(readers.check, name, data, None, hashlib.sha256(data).hexdigest())
                if check.verdict in (Verdict.REFUSED, Verdict.QUARANTINED):
                    return next(finding.sentence for finding in check.findings if finding.severity in ("error", "blocking"))
                async with tenant_session(sessions, tenant, BY) as db:
                    await documents.receive(db, BY, store, quarter, name, data, source="folder")
                    await enqueue(db, quarter)
                return ""

            for turn in range(2) if once else iter(int, 1):
                for sentence in await watch.look(take):
                    say(sentence)
                if not once or turn == 0:
                    await asyncio.sleep(EVERY_SECONDS)
    finally:
        await engine.dispose()
