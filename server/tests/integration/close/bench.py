"""A close at work on a real database, driven stage by stage as the durable workflow drives it."""

import asyncio
import hashlib
import io
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from qrt.adapters.company import CompanyFile, load_company_file
from qrt.adapters.db import closes, companies
from qrt.adapters.db.audit import load_public_keys, load_seal_key, seal_trail
from qrt.adapters.db.identity import tenants
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import User, UserRole, uuid7
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.actor import Actor, Person, System
from qrt.core.base.period import Quarter
from qrt.core.documents.columns import Layouts
from qrt.core.documents.kind_memory import Filed
from qrt.core.documents.model.answer import Answer
from qrt.core.documents.model.question import Question
from qrt.core.documents.parting import Groups
from qrt.core.documents.types import DocumentKind, Extraction, Page, Paper
from qrt.core.documents.vendor.lesson import Lesson
from qrt.flows import close as close_flow
from qrt.flows import handin, package, run
from qrt.flows.desk import Desk

BY = System("test")


class RememberingReaders:
    """Reads each paper once in a test session, by the real children; what a paper says does not change between tests."""

    def __init__(self, pool: ReaderPool) -> None:
        self.pool = pool
        self._read: dict[tuple[str, str, str | None], tuple[Extraction, ...]] = {}
        self._unfolded: dict[str, tuple[tuple[Paper, bytes], ...]] = {}
        self._lock = threading.Lock()

    def read(
        self,
        paper: Paper,
        data: bytes,
        password: str | None = None,
        layouts: Layouts | None = None,
        recognised: tuple[Page, ...] = (),
        said: DocumentKind | None = None,
        lessons: Sequence[Lesson] = (),
        told: Answer | None = None,
        filed: Filed | None = None,
        parts: Groups = (),
    ) -> tuple[Extraction, ...]:
        if recognised or lessons or told or filed or parts:
            return self.pool.read(paper, data, password, layouts, recognised, said, lessons, told, filed, parts)
        columns = repr(sorted((layout, mapping.digest()) for layout, mapping in (layouts or {}).items()))
        key = (paper.sha256, paper.name, f"{password}{columns}{said}{hashlib.sha256(data).hexdigest()}")
        if key not in self._read:
            answer = self.pool.read(paper, data, password, layouts, said=said)
            with self._lock:
                self._read[key] = answer
        return self._read[key]

    def layout(self, name: str, data: bytes, recognised: tuple[Page, ...] = ()) -> str:
        return self.pool.layout(name, data, recognised)

    def question(self, paper: Paper, data: bytes, read: Extraction, recognised: tuple[Page, ...] = ()) -> Question | None:
        return self.pool.question(paper, data, read, recognised)

    def learn(self, paper: Paper, data: bytes, decided: Extraction, recognised: tuple[Page, ...] = ()) -> Lesson | None:
        return self.pool.learn(paper, data, decided, recognised)

    def recognise(self, paper: Paper, data: bytes, password: str | None = None) -> tuple[Page, ...]:
        return self.pool.recognise(paper, data, password)

    def words(self, name: str, data: bytes, recognised: tuple[Page, ...] = ()) -> dict[str, int]:
        return self.pool.words(name, data, recognised)

    def unlock(self, paper: Paper, data: bytes, passwords: Sequence[str]) -> bytes | None:
        return self.pool.unlock(paper, data, passwords)

    def cut(self, paper: Paper, data: bytes, groups: Groups) -> tuple[bytes, ...]:
        return self.pool.cut(paper, data, groups)

    def unfold(self, paper: Paper, data: bytes) -> tuple[tuple[Paper, bytes], ...]:
        if paper.sha256 not in self._unfolded:
            self._unfolded[paper.sha256] = self.pool.unfold(paper, data)
        return self._unfolded[paper.sha256]


@dataclass
class Bench:
    """One tenant with people, an open close and a desk."""

    sessions: Sessions
    desk: Desk
    tenant: uuid.UUID
    quarter: Quarter
    company: CompanyFile
    people: dict[str, Person]
    seal: Callable[[], int]

    @property
    def where(self) -> run.Where:
        return run.Where(self.tenant, self.quarter)

    def db(self, by: Actor = BY):
        """A transaction behind the tenant's wall."""
        return tenant_session(self.sessions, self.tenant, by)

    async def hand_in(self, inbox: Path) -> int:
        return await handin.receive_folder(self.sessions, self.where, BY, self.desk, inbox, self.company, lambda *_: None)

    async def start(self, by: Actor = BY) -> int:
        async with self.db(by) as db:
            return await close_flow.start_run(db, by, self.quarter, _nobody)

    async def work(self, number: int) -> str:
        """All stages of a run, as jobs/close.py orders them. Returns the digest; Refused is shown at its stage and raised again."""
        assert await run.begin(self.sessions, self.where, self.desk, number)
        while await run.read_batch(self.sessions, self.where, self.desk, number):
            pass
        for stage in run.STAGE_NAMES:
            if stage == "assemble":
                await asyncio.to_thread(self.seal)
            try:
                assert await run.do_stage(self.sessions, self.where, self.desk, number, stage)
            except close_flow.Refused as refused:
                await run.fail(self.sessions, self.where, self.desk, number, refused.sentence)
                raise
        return await run.finish(self.sessions, self.where, number)

    async def close(self, by: Actor = BY) -> str:
        """Start a run and work it to its end."""
        return await self.work(await self.start(by))

    async def files(self) -> dict[str, bytes]:
        """The files of the newest package."""
        async with self.db() as db:
            row = await closes.load_close(db, self.quarter)
            assert row is not None
            return package.files_of(await package.load_zip(db, self.desk, row))

    async def rows(self, table: type, *where: object) -> list:
        """Rows of a table behind the tenant's wall."""
        async with self.db() as db:
            return list((await db.execute(select(table).where(*where))).scalars())

    async def count(self, table: type, *where: object) -> int:
        async with self.db() as db:
            return int((await db.execute(select(func.count()).select_from(table).where(*where))).scalar_one())


async def make_bench(sessions: Sessions, urls: DatabaseUrls, folder: Path, home: Path, readers: RememberingReaders) -> Bench:
    """A tenant for the company in `folder`, its close open, nothing handed in."""
    company = load_company_file(folder / "company.yaml")
    tenant = uuid7()
    people = {
        name: Person(str(uuid7()), name, frozenset({role}))
        for name, role in (("asha", "finance_manager"), ("bina", "finance_manager"), ("chetan", "finance_exec"))
    }
    async with tenant_session(sessions, tenant, BY) as db:
        await tenants.save_tenant(db, tenant, company.company.name, plan="Enterprise", registered_address="", is_sample=False)
        await companies.save_company(db, company.company)
        for person in people.values():
            db.add(User(id=uuid.UUID(person.id), email=f"{person.name}@{tenant.hex}.example", name=person.name, password_hash="!"))
        await db.flush()
        for person in people.values():
            db.add(UserRole(user_id=uuid.UUID(person.id), role=next(iter(person.roles))))
    key = load_seal_key(home / "keys")
    desk = Desk(
        store=ObjectStore(home / "objects", home / "keys"),
        readers=readers,  # type: ignore[arg-type]
        sign=key.private.sign,
        public_key=bytes.fromhex(key.public_hex),
        seal_keys=load_public_keys(home / "keys"),
    )
    quarter = Quarter(2026, 2)
    async with tenant_session(sessions, tenant, BY) as db:
        await close_flow.open_close(db, BY, quarter)
    return Bench(sessions, desk, tenant, quarter, company, people, lambda: seal_trail(urls.sealer, key, home / "seals"))


async def _nobody(db: TenantDb, quarter: Quarter, number: int) -> str:
    """The test does the work itself."""
    return f"close:{quarter}:{number}"


def lines_of(data: bytes) -> list[str]:
    return io.StringIO(data.decode()).read().splitlines()
