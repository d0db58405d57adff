"""The audit trail over a real database: nobody escapes it, nobody alters it unseen."""

import json
import random
import uuid
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db.audit import (
    TrailCheck,
    check_trail_of,
    export_trail,
    load_anchors,
    load_public_keys,
    load_seal_key,
    seal_trail,
    signature_check,
)
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions, tenant_session
from qrt.adapters.db.tables import Branch, Entity, Event, EventCounter, ReconciliationItem, User, uuid7
from qrt.core.audit.seal import TrailRow, check_trail, row_digest
from qrt.core.base.actor import System

ROBOT = System("test")


async def write(sessions: Sessions, company, count: int, actor=ROBOT) -> None:
    for number in range(count):
        async with tenant_session(sessions, company.id, actor, "job-1") as db:
            db.add(Branch(entity_id=company.entity_id, name=f"Branch {uuid.uuid4().hex} {number}"))


async def check(sessions: Sessions, company, keys: Path, seals: Path | None = None) -> TrailCheck:
    async with tenant_session(sessions, company.id, ROBOT) as db:
        return await check_trail_of(db, load_public_keys(keys), seals)


async def test_every_change_is_in_the_trail_with_who_did_it_and_what_stood_there_before(sessions: Sessions, tenant) -> None:
    async with tenant_session(sessions, tenant.id, tenant.maker, "sign-in 7") as db:
        db.add(Branch(entity_id=tenant.entity_id, name="Pune"))
    async with tenant_session(sessions, tenant.id, tenant.checker) as db:
        await db.execute(update(Branch).values(name="Poona"))
        await db.execute(update(Branch).values(name="Poona"))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await db.execute(delete(Branch))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        rows = (await db.execute(text("select actor, session, op, body from audit.log where tbl = 'branches' order by seq"))).all()
    assert [(row.actor, row.session, row.op) for row in rows] == [
        (f"person:{tenant.maker.id}", "sign-in 7", "INSERT"),
        (f"person:{tenant.checker.id}", "", "UPDATE"),
        ("system:test", "", "DELETE"),
    ]
    old, new = json.loads(rows[1].body)[9:]
    assert (old["name"], new["name"]) == ("Pune", "Poona")


async def test_a_rolled_back_change_leaves_no_row_and_a_tenant_sees_only_its_own_trail(sessions: Sessions, two_tenants) -> None:
    mine, other = two_tenants
    with pytest.raises(ZeroDivisionError):
        async with tenant_session(sessions, mine.id, ROBOT) as db:
            db.add(Branch(entity_id=mine.entity_id, name="Pune"))
            await db.flush()
            raise ZeroDivisionError
    for company in (mine, other):
        async with tenant_session(sessions, company.id, ROBOT) as db:
            assert (await db.execute(text("select count(*) from audit.log where tbl = 'branches'"))).scalar_one() == 0
            assert (await db.execute(text("select distinct tenant_id from audit.log"))).scalars().all() == [company.id]


async def test_secrets_stand_in_the_trail_as_digests_and_noise_not_at_all(sessions: Sessions, tenant) -> None:
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await db.execute(update(User).values(password_hash="$argon2id$canary"))
        db.add(EventCounter(last_seq=1))
        db.add(Event(seq=1, topic="t", payload={}))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await db.execute(text("update users set last_seen_at = now()"))
        bodies = (await db.execute(text("select tbl, op, body from audit.log"))).all()
    assert not any("canary" in row.body for row in bodies)
    assert sum(row.tbl == "users" and row.op == "UPDATE" for row in bodies) == 2
    assert not {row.tbl for row in bodies} & {"events", "event_counters"}


async def test_a_thousand_items_of_a_machine_are_one_row_with_their_digest_and_a_persons_change_is_its_own(sessions: Sessions, tenant, super_db) -> None:
    report = uuid7()
    super_db.execute("set session_replication_role = replica")
    super_db.execute(
        "insert into reconciliation_reports (tenant_id, id, close_id, entity_id, kind, subject, as_of, left_total_paise, right_total_paise)"
        " values (%s, %s, %s, %s, 'bank', 'x', '2026-09-30', 0, 0)",
        (tenant.id, report, uuid7(), tenant.entity_id),
    )
    insert = "insert into reconciliation_items (id, report_id, side, item, day, amount_paise) select gen_random_uuid(), :report, 'left', g::text, '2026-09-30', g from generate_series(1, 1000) g"
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await db.execute(text(insert), {"report": report})
        await db.execute(update(ReconciliationItem).where(ReconciliationItem.item == "7").values(narration="x"))
        await db.execute(delete(ReconciliationItem))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        rows = (await db.execute(text("select op, row_id, body from audit.log where tbl = 'reconciliation_items' order by seq"))).all()
    assert [row.op for row in rows] == ["INSERT", "UPDATE", "DELETE"]
    assert rows[0].row_id == str(report)
    assert json.loads(rows[0].body)[10]["rows"] == json.loads(rows[2].body)[9]["rows"] == 1000


@pytest.mark.parametrize(
    "attempt",
    [
        "update audit.log set actor = 'x'",
        "delete from audit.log",
        "truncate audit.log",
        "insert into audit.log values (app.tenant(), 1, '1', now(), '', '', '', '', '', '', '')",
        "insert into audit.seal values (app.tenant(), 1, '1', 1, '1', 1, 1, '', '', '', '', '')",
        "alter table audit.log disable trigger all",
        "alter table branches disable trigger trail",
        "drop trigger trail on branches",
        "set session_replication_role = replica",
        "select audit.write(app.tenant(), 'x', 'INSERT', '', null, null)",
        "select nextval('audit.log_seq')",
        "create trigger z before insert on branches for each row execute function audit.refuse()",
        "set role qrt_audit",
    ],
)
async def test_the_app_role_cannot_touch_the_trail(sessions: Sessions, tenant, attempt: str) -> None:
    with pytest.raises(DBAPIError):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await db.execute(text(attempt))


async def test_the_sealer_reads_no_content_and_changes_no_seal(sessions: Sessions, tenant, db_urls: DatabaseUrls, tmp_path: Path) -> None:
    await write(sessions, tenant, 2)
    assert seal_trail(db_urls.sealer, load_seal_key(tmp_path), tmp_path / "seals") > 0
    with psycopg.connect(db_urls.sealer, autocommit=True) as db:
        for statement in (
            "select body from audit.log",
            "select * from public.branches",
            "update audit.seal set n = 7",
            "delete from audit.seal",
            "delete from audit.log",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(statement)


async def test_a_sealed_trail_is_whole_and_seals_go_on_where_the_last_one_ended(sessions: Sessions, two_tenants, db_urls, tmp_path: Path) -> None:
    key, seals = load_seal_key(tmp_path), tmp_path / "seals"
    mine, other = two_tenants
    await write(sessions, mine, 12)
    first = seal_trail(db_urls.sealer, key, seals, batch=5)
    assert first > 12
    assert seal_trail(db_urls.sealer, key, seals) == 0
    await write(sessions, mine, 3)
    assert seal_trail(db_urls.sealer, key, seals) == 3
    found = await check(sessions, mine, tmp_path, seals)
    assert found.whole, found.faults
    assert found.sealed_until is not None
    assert found.seals_checked == len(load_anchors(seals, str(mine.id))) >= 4
    assert (await check(sessions, other, tmp_path, seals)).whole


async def test_a_late_commit_with_an_early_number_is_sealed_too(sessions: Sessions, tenant, db_urls, tmp_path: Path) -> None:
    key, seals = load_seal_key(tmp_path), tmp_path / "seals"
    add = "insert into branches (tenant_id, id, entity_id, name) values (%s, gen_random_uuid(), %s, gen_random_uuid()::text)"
    row = (tenant.id, tenant.entity_id)
    with psycopg.connect(db_urls.app) as early, psycopg.connect(db_urls.app) as late:
        for db in (early, late):
            db.execute("select set_config('app.tenant_id', %s, true)", (str(tenant.id),))
        early.execute("select pg_current_xact_id()")
        late.execute(add, row)  # A later transaction takes the smaller number ...
        early.execute(add, row)
        early.commit()  # ... and is still open when the earlier one is sealed.
        seal_trail(db_urls.sealer, key, seals)
        late.commit()
    assert seal_trail(db_urls.sealer, key, seals) == 1
    found = await check(sessions, tenant, tmp_path, seals)
    assert found.whole, found.faults
    with psycopg.connect(db_urls.owner) as db:
        unsealed = db.execute(
            "select count(*) from audit.log l where not exists (select 1 from audit.seal s where s.tenant_id = l.tenant_id and (l.xid, l.seq) between (s.first_xid, s.first_seq) and (s.last_xid, s.last_seq))"
        ).fetchone()
        assert unsealed == (0,)


TAMPERING = {
    "the actor": "update audit.log set actor = 'person:nobody' where seq = %(seq)s",
    "the time": "update audit.log set at = at + interval '1 day' where seq = %(seq)s",
    "the record": "update audit.log set row_id = 'x' where seq = %(seq)s",
    "the body": "update audit.log set body = replace(body, 'Branch', 'Office') || ' ' where seq = %(seq)s",
    "the body with its hash": "update audit.log set body = body || ' ', h = sha256(convert_to(body || ' ', 'UTF8')) where seq = %(seq)s",
    "actor, body and hash together": "update audit.log set actor = 'system:testy', body = replace(body, 'system:test', 'system:testy'),"
    " h = sha256(convert_to(replace(body, 'system:test', 'system:testy'), 'UTF8')) where seq = %(seq)s",
    "a body that is no JSON": "update audit.log set body = 'x' where seq = %(seq)s",
    "a body that is no JSON, with its hash": "update audit.log set body = 'x', h = sha256('x') where seq = %(seq)s",
    "a row taken out": "delete from audit.log where seq = %(seq)s",
    "a row of another tenant": "update audit.log set tenant_id = gen_random_uuid() where seq = %(seq)s",
    "a row put in": "insert into audit.log select tenant_id, seq + 100000, xid, at, actor, session, tbl, op, row_id, replace(body, '[' || seq, '[' || seq + 100000),"
    " sha256(convert_to(replace(body, '[' || seq, '[' || seq + 100000), 'UTF8')) from audit.log where seq = %(seq)s",
    "a seal taken out": "delete from audit.seal where n = (select max(n) from audit.seal)",
    "a seal over other rows": "update audit.seal set count = count - 1 where n = 1",
}


async def test_whatever_a_superuser_does_to_a_sealed_trail_is_found(sessions: Sessions, tenant, db_urls, super_db, tmp_path: Path) -> None:
    key, seals = load_seal_key(tmp_path), tmp_path / "seals"
    await write(sessions, tenant, 30)
    seal_trail(db_urls.sealer, key, seals, batch=8)
    sealed = [seq for (seq,) in super_db.execute("select seq from audit.log where tenant_id = %s and tbl = 'branches' order by seq", (tenant.id,))]
    chosen = random.Random(7)
    super_db.execute("set session_replication_role = replica")
    super_db.execute("create schema keep; create table keep.log as table audit.log; create table keep.seal as table audit.seal")
    missed = []
    for what, statement in TAMPERING.items():
        for seq in chosen.sample(sealed[:-1], 3):
            super_db.execute(statement, {"seq": seq})
            if (await check(sessions, tenant, tmp_path, seals)).whole:
                missed.append((what, seq))
            super_db.execute("delete from audit.log; insert into audit.log table keep.log; delete from audit.seal; insert into audit.seal table keep.seal")
    assert missed == []
    assert (await check(sessions, tenant, tmp_path, seals)).whole


async def test_control_a_check_that_does_not_hash_misses_what_the_real_one_finds(sessions: Sessions, tenant, db_urls, super_db, tmp_path: Path) -> None:
    key, seals = load_seal_key(tmp_path), tmp_path / "seals"
    await write(sessions, tenant, 5)
    seal_trail(db_urls.sealer, key, seals)
    super_db.execute("set session_replication_role = replica")
    super_db.execute("update audit.log set body = replace(body, 'Branch', 'Office') where tbl = 'branches'")
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        rows, chain = await export_trail(db)
    verify = signature_check({key.key_id: key.public_hex})
    blind = [TrailRow(row.seq, row.xid, row.digest) for row in rows]
    assert check_trail(str(tenant.id), blind, chain, verify) == ()
    assert {finding.rule for finding in check_trail(str(tenant.id), rows, chain, verify)} == {"audit.row_altered"}


async def test_the_exported_trail_is_checked_without_the_database(sessions: Sessions, tenant, db_urls, tmp_path: Path) -> None:
    key = load_seal_key(tmp_path)
    await write(sessions, tenant, 5)
    seal_trail(db_urls.sealer, key, tmp_path / "seals")
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        rows, chain = await export_trail(db)
        assert (await db.execute(select(Entity))).scalars().all()
    assert all(row.body and row_digest(row.body) == row.digest for row in rows)
    assert check_trail(str(tenant.id), rows, chain, signature_check({key.key_id: key.public_hex})) == ()
    stranger = load_seal_key(tmp_path / "other")
    faults = check_trail(str(tenant.id), rows, chain, signature_check({key.key_id: stranger.public_hex}))
    assert {finding.rule for finding in faults} == {"audit.seal_unsigned"}
