"""The audit trail in the database: sealing it, checking it, handing it out. Nobody writes rows here: triggers do (migration 0001_audit.sql)."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.core.audit.seal import CheckSignature, Seal, TrailRow, check_trail, next_seal
from qrt.core.base.errors import Unavailable
from qrt.core.base.finding import Finding

BATCH_ROWS = 50_000
_SEALER_LOCK = 0x51525403


@dataclass(frozen=True, slots=True)
class SealKey:
    """The key that signs seals. It lives in a file, outside the database, so that whoever owns the database cannot seal anew."""

    private: Ed25519PrivateKey
    key_id: str

    @property
    def public_hex(self) -> str:
        """The public half, 32 bytes in hex."""
        return self.private.public_key().public_bytes_raw().hex()


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """What the check of a tenant's trail found."""

    rows_checked: int
    seals_checked: int
    sealed_until: datetime | None
    faults: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether everything follows."""
        return not self.faults


def load_seal_key(keys: Path) -> SealKey:
    """The sealing key of keys/seal.key (0600), made at the first use together with keys/seal.pub."""
    file = keys / "seal.key"
    if not file.exists():
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError), os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text().strip()))
    key = SealKey(private, _key_id(private.public_key().public_bytes_raw()))
    public = keys / "seal.pub"
    known = public.read_text().split() if public.exists() else []
    if key.public_hex not in known:
        # Older keys stay listed: what they sealed must be checked for eight years.
        public.write_text("\n".join([*known, key.public_hex]) + "\n")
    return key


def load_public_keys(keys: Path) -> dict[str, str]:
    """Public sealing keys by key id, hex."""
    public = keys / "seal.pub"
    return {_key_id(bytes.fromhex(each)): each for each in (public.read_text().split() if public.exists() else [])}


def signature_check(public_keys: Mapping[str, str]) -> CheckSignature:
    """The check that the core's `check_trail` takes, for keys in hex by key id."""
    made = {key_id: Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)) for key_id, public in public_keys.items()}

    def check(key_id: str, signed: bytes, signature: bytes) -> bool:
        try:
            made[key_id].verify(signature, signed)
        except (KeyError, InvalidSignature):
            return False
        return True

    return check


def seal_trail(sealer_url: str, key: SealKey, seals: Path, batch: int = BATCH_ROWS) -> int:
    """Seal whatever is finished and unsealed, of all tenants; how many rows that were. Each seal also goes to seals/{tenant}.jsonl.

    Only rows of transactions older than every running one are taken, so that no late commit lands inside a sealed range (R2).
    Raises Unavailable when the trail is ahead of the server's transaction counter: a copy restored without it must not be sealed over.
    """
    sealed = 0
    with psycopg.connect(sealer_url, autocommit=True) as db:
        if not _one(db, "select pg_try_advisory_lock(%s)", _SEALER_LOCK):
            return 0
        mark = int(_one(db, "select pg_snapshot_xmin(pg_current_snapshot())::text"))
        for tenant in _tenants(db):
            last = _last_seal(db, tenant)
            if last and last.last_xid >= mark:
                raise Unavailable("audit.sealer", "The trail is ahead of the database's transaction counter: was this a restored copy?")
            while rows := _unsealed(db, tenant, last, mark, batch):
                last = _sign(next_seal(tenant, last, rows), key)
                _save_seal(db, last)
                _hand_out(seals, last)
                sealed += len(rows)
    return sealed


async def check_trail_of(db: TenantDb, public_keys: Mapping[str, str], seals: Path | None = None) -> TrailCheck:
    """Hash every row of the bound tenant's trail again and follow its seals; `seals` is the folder of seals kept outside the database."""
    tenant = str(bound_tenant(db))
    # The look-up columns must say what the hashed body says, or the page would show one thing and prove another.
    altered = await _liars(db)
    if altered is None:
        rows, altered = list((await export_trail(db))[0]), []
    else:
        query = text("select seq, xid::text, encode(h, 'hex') as digest from audit.log")
        rows = [TrailRow(row.seq, int(row.xid), row.digest) for row in await db.execute(query)]
    chain, until = await _load_seals(db)
    anchors = load_anchors(seals, tenant) if seals else ()
    faults = check_trail(tenant, rows, chain, signature_check(public_keys), anchors)
    own = check_trail(tenant, altered, (), signature_check(public_keys))
    return TrailCheck(len(rows), len(chain), until, (*own, *faults))


async def export_trail(db: TenantDb, since: datetime | None = None) -> tuple[tuple[TrailRow, ...], tuple[Seal, ...]]:
    """Rows and seals of the bound tenant. Rows from before `since` come with their hash alone, which is what the seals over them need."""
    query = text("""
        select l.seq, l.xid::text, encode(l.h, 'hex') as digest, case when cast(:since as timestamptz) is null or l.at >= :since then l.body end as body
        from audit.log l order by l.xid, l.seq
    """)
    rows = tuple(TrailRow(row.seq, int(row.xid), row.digest, row.body) for row in await db.execute(query, {"since": since}))
    chain, _ = await _load_seals(db)
    return rows, chain


def load_anchors(seals: Path, tenant: str) -> tuple[Seal, ...]:
    """Seals of a tenant as they were handed out, from seals/{tenant}.jsonl. A line cut off by a crash is left out."""
    file = seals / f"{tenant}.jsonl"
    found: list[Seal] = []
    for line in file.read_text().splitlines() if file.exists() else ():
        with contextlib.suppress(ValueError, TypeError):
            found.append(Seal(**json.loads(line)))
    return tuple(found)


# Materialised, so that each body is parsed once and not once a column.
_LIARS = """
    with told as materialized (select l.*, l.body::jsonb as said from audit.log l)
    select t.seq, t.xid::text from told t
    where not (t.h = sha256(convert_to(t.body, 'UTF8')) and t.said ->> 0 = t.seq::text and t.said ->> 1 = t.xid::text and t.said ->> 2 = t.tenant_id::text
        and (t.said ->> 3)::numeric = extract(epoch from t.at) and t.said ->> 4 = t.actor and t.said ->> 5 = t.session and t.said ->> 6 = t.tbl
        and t.said ->> 7 = t.op and t.said ->> 8 = t.row_id)
    order by t.seq limit 1000
"""


async def _liars(db: TenantDb) -> list[TrailRow] | None:
    """Rows whose columns or hash contradict their body; None when a body is not even JSON and the rows must be looked at one by one."""
    try:
        async with db.begin_nested():
            return [TrailRow(row.seq, int(row.xid), "", "") for row in await db.execute(text(_LIARS))]
    except DBAPIError as wrong:
        if isinstance(wrong.orig, psycopg.DataError):
            return None
        raise


async def _load_seals(db: TenantDb) -> tuple[tuple[Seal, ...], datetime | None]:
    query = text("""
        select tenant_id::text as tenant, n, first_xid::text, first_seq, last_xid::text, last_seq, count, encode(root, 'hex') as root,
               encode(prev, 'hex') as prev, encode(h, 'hex') as digest, encode(signature, 'hex') as signature, key_id
        from audit.seal order by n
    """)
    chain = tuple(_seal(tuple(row)) for row in await db.execute(query))
    until = (
        await db.execute(
            text("select max(l.at) from audit.log l where (l.xid, l.seq) = (select s.last_xid, s.last_seq from audit.seal s order by s.n desc limit 1)")
        )
    ).scalar()
    return chain, until


def _seal(row: tuple) -> Seal:
    tenant, n, first_xid, first_seq, last_xid, last_seq, *rest = row
    return Seal(tenant, n, int(first_xid), first_seq, int(last_xid), last_seq, *rest)


def _one(db: psycopg.Connection, query: str, *parameters: object):
    row = db.execute(query, parameters).fetchone()  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert row is not None
    return row[0]


def _tenants(db: psycopg.Connection) -> Iterator[str]:
    """Tenants in the trail, one index probe each instead of a scan over all rows."""
    row = db.execute("select min(tenant_id::text) from (select tenant_id from audit.log order by tenant_id limit 1) t").fetchone()
    while row and row[0]:
        yield row[0]
        row = db.execute("select l.tenant_id::text from audit.log l where l.tenant_id > %s::uuid order by l.tenant_id limit 1", (row[0],)).fetchone()


def _last_seal(db: psycopg.Connection, tenant: str) -> Seal | None:
    row = db.execute(
        "select tenant_id::text, n, first_xid::text, first_seq, last_xid::text, last_seq, count, encode(root, 'hex'), encode(prev, 'hex'), encode(h, 'hex'),"
        " encode(signature, 'hex'), key_id from audit.seal where tenant_id = %s::uuid order by n desc limit 1",
        (tenant,),
    ).fetchone()
    return _seal(row) if row else None


def _unsealed(db: psycopg.Connection, tenant: str, last: Seal | None, mark: int, batch: int) -> list[TrailRow]:
    rows = db.execute(
        # l.xid, not xid: the bare name would be the text in the answer, and "1000" comes before "999".
        "select l.seq, l.xid::text, encode(l.h, 'hex') from audit.log l where l.tenant_id = %s::uuid and (l.xid, l.seq) > (%s::xid8, %s) and l.xid < %s::xid8"
        " order by l.xid, l.seq limit %s",
        (tenant, str(last.last_xid if last else 0), last.last_seq if last else 0, str(mark), batch),
    )
    return [TrailRow(seq, int(xid), digest) for seq, xid, digest in rows]


def _sign(seal: Seal, key: SealKey) -> Seal:
    return replace(seal, signature=key.private.sign(bytes.fromhex(seal.digest)).hex(), key_id=key.key_id)


def _save_seal(db: psycopg.Connection, seal: Seal) -> None:
    hexes = [bytes.fromhex(part) for part in (seal.root, seal.prev, seal.digest, seal.signature)]
    db.execute(
        "insert into audit.seal (tenant_id, n, first_xid, first_seq, last_xid, last_seq, count, root, prev, h, signature, key_id)"
        " values (%s::uuid, %s, %s::xid8, %s, %s::xid8, %s, %s, %s, %s, %s, %s, %s)",
        (seal.tenant, seal.n, str(seal.first_xid), seal.first_seq, str(seal.last_xid), seal.last_seq, seal.count, *hexes, seal.key_id),
    )


def _hand_out(seals: Path, seal: Seal) -> None:
    seals.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (seals / f"{seal.tenant}.jsonl").open("a") as out:
        out.write(json.dumps(asdict(seal), separators=(",", ":")) + "\n")
        out.flush()
        os.fsync(out.fileno())


def _key_id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]
