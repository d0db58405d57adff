"""A locked paper: asked for its password once, opened for this close and the next papers, carried by the package, verified without the password."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from qrt.adapters.db.tables import Document, PaperPassword
from qrt.adapters.scan.unlock import unlock
from qrt.core.base.errors import Refused
from qrt.flows import unlocking
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.unit.scan.test_unlocking import an_invoice, locked

SECRET = "KTPL-rani-1987"


async def opening(data: bytes, name: str, password: str) -> bytes | None:
    return unlock(data, name, [password])


async def test_a_password_is_asked_for_once_and_the_package_follows_without_it(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    (tiny / "inbox" / "KT_0826.pdf").write_bytes(locked(an_invoice(), SECRET))
    (tiny / "inbox" / "KT_0926.pdf").write_bytes(locked(an_invoice("KT/89"), SECRET))
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    first, second = sorted(await bench.rows(Document, Document.name.like("KT%")), key=lambda row: row.name)
    assert first.state == second.state == "needs_password"
    assert not any(path.startswith("unlocked/") for path in await bench.files())

    person, store = bench.people["asha"], bench.desk.store
    for password, version, code in (("wrong", first.version, "document.password_wrong"), (SECRET, first.version + 5, "document.stale")):
        with pytest.raises(Refused) as refused:
            async with bench.db(person) as db:
                await unlocking.give_password(db, person, store, opening, first.id, password, version)
        assert refused.value.code == code
    async with bench.db(person) as db:
        await unlocking.give_password(db, person, store, opening, first.id, SECRET, first.version)
    assert {row.state for row in await bench.rows(Document, Document.name.like("KT%"))} == {"received"}, "the other one is tried again by itself"

    await bench.close()
    opened = sorted(await bench.rows(Document, Document.name.like("KT%")), key=lambda row: row.name)
    assert [row.number for row in opened] == ["KT/88", "KT/89"] and all(row.unlocked for row in opened)
    files = await bench.files()
    kept = sorted(path for path in files if path.startswith("unlocked/"))
    assert kept == sorted(f"unlocked/{row.unlocked}.pdf" for row in opened)
    found = verify_package(files, readers)  # type: ignore[arg-type]
    assert not found.faults and "2 papers came locked" in " ".join(found.notes)
    altered = {**files, kept[0]: files[kept[0]] + b" "}
    assert any(fault.file == kept[0] and "altered" in fault.sentence for fault in verify_package(altered, readers).faults)  # type: ignore[arg-type]

    assert not any(SECRET.encode() in data for data in files.values())
    async with bench.db() as db:
        trail = (await db.execute(text("select coalesce(string_agg(body::text, ' '), '') from audit.log"))).scalar_one()
    assert "paper_passwords" in trail and SECRET not in trail and json.dumps(SECRET)[1:-1] not in trail


async def test_a_password_that_is_forgotten_opens_nothing_more(tiny: Path, bench: Bench) -> None:
    (tiny / "inbox" / "KT_0826.pdf").write_bytes(locked(an_invoice(), SECRET))
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    person, store = bench.people["asha"], bench.desk.store
    (paper,) = await bench.rows(Document, Document.name == "KT_0826.pdf")
    async with bench.db(person) as db:
        await unlocking.give_password(db, person, store, opening, paper.id, SECRET, paper.version)
        await unlocking.keep_password(db, store, SECRET, "again.pdf", None, None)
        (shown,) = await unlocking.load_shown(db)
        assert (shown["shape"], SECRET in repr(shown)) == ("kt_#.pdf", False)
        assert (await unlocking.load_keyring(db, store)).for_paper("x") == (SECRET,)
    (kept,) = await bench.rows(PaperPassword)
    async with bench.db(person) as db:
        await unlocking.forget_password(db, store, kept.id)
        assert (await unlocking.load_keyring(db, store)).for_paper("x") == ()
    assert not await store.of(bench.tenant).has(kept.object_name)
    with pytest.raises(Refused) as refused:
        async with bench.db(person) as db:
            await unlocking.forget_password(db, store, kept.id)
    assert refused.value.code == "document.unknown"
