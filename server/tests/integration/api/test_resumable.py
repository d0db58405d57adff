"""A large file comes in parts: in any order, after a restart, once; nobody else may touch it, and what is given up leaves nothing behind."""

import hashlib
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from qrt.adapters.db.session import PLATFORM, tenant_session
from qrt.flows import uploads
from qrt.main import create_app
from qrt.settings import Settings
from tests.integration.api.harness import Caller, Runs

Up = Callable[..., Awaitable[Caller]]
QUARTER = "2026-27-Q2"
PART = uploads.PART_BYTES


async def begin(caller: Caller, size: int, name: str = "ledger.csv", **key: str) -> dict[str, Any]:
    answer = await caller.send("POST", "/api/uploads", {"quarter": QUARTER, "name": name, "size": size}, **key)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def part(caller: Caller, upload: str, number: int, data: bytes) -> Any:
    headers = {"X-CSRF-Token": caller.csrf, "Idempotency-Key": str(uuid.uuid4())}
    return await caller.client.post(f"/api/uploads/{upload}/parts", data={"number": str(number)}, files={"file": ("part", data)}, headers=headers)


def objects(settings: Settings) -> int:
    return sum(path.is_file() and len(path.name) == 64 for path in Path(settings.objects).rglob("*"))


@pytest.fixture
def data() -> bytes:
    return b"Date,Narration,Amount\n" + b"01-07-2026,Rent of the month,100.00\n" * (2 * PART // 36 + 1000)


async def test_parts_in_any_order_make_the_file_and_asking_again_makes_no_other(sign_up: Up, data: bytes) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    key = {"Idempotency-Key": str(uuid.uuid4())}
    began, same = await begin(caller, len(data), **key), await begin(caller, len(data), **key)
    assert began["id"] == same["id"] and began["missing"] == [1, 2, 3] and began["part_bytes"] == PART
    early = await caller.send("POST", f"/api/uploads/{began['id']}/finish", {})
    assert (early.status_code, early.json()["code"]) == (409, "upload.incomplete")
    for number in (3, 1, 1):
        came = await part(caller, began["id"], number, data[(number - 1) * PART : number * PART])
        assert came.status_code == 200, came.text
    assert (await caller.get(f"/api/uploads/{began['id']}")).json()["missing"] == [2]
    for number, wrong in ((2, data[PART : 2 * PART - 1]), (1, b"x" * PART), (9, b"x")):
        refused = await part(caller, began["id"], number, wrong)
        assert (refused.status_code, refused.json()["code"]) == (422, "upload.part_wrong")
    await part(caller, began["id"], 2, data[PART : 2 * PART])
    false = await caller.send("POST", f"/api/uploads/{began['id']}/finish", {"sha256": "0" * 64})
    assert (false.status_code, false.json()["code"]) == (422, "upload.digest")
    done = await caller.send("POST", f"/api/uploads/{began['id']}/finish", {"sha256": hashlib.sha256(data).hexdigest()})
    again = await caller.send("POST", f"/api/uploads/{began['id']}/finish", {})
    assert done.status_code == 200 and done.json()["id"] == again.json()["id"] and done.json()["sha256"] == hashlib.sha256(data).hexdigest()
    original = await caller.get(f"/api/documents/{done.json()['id']}/original", follow_redirects=True)
    assert original.content == data
    assert len((await caller.get(f"/api/documents?quarter={QUARTER}&view=unread")).json()["items"]) == 1


async def test_an_upload_goes_on_in_another_process_and_is_nobody_elses(sign_up: Up, app: FastAPI, settings: Settings, runs: Runs, data: bytes) -> None:
    caller, other = await sign_up(), await sign_up("Balaji Traders", "balaji@traders.example")
    for each in (caller, other):
        await each.send("POST", "/api/closes", {"quarter": QUARTER})
    began = await begin(caller, len(data))
    await part(caller, began["id"], 1, data[:PART])
    for answer in (await other.get(f"/api/uploads/{began['id']}"), await part(other, began["id"], 2, data[PART : 2 * PART])):
        assert (answer.status_code, answer.json()["code"]) == (404, "request.not_found")

    # Another process over the same database and store: what came lies there, and in no memory.
    restarted = create_app(settings, enqueue=runs)
    async with restarted.router.lifespan_context(restarted):
        app.state.platform.store = restarted.state.platform.store
        assert (await caller.get(f"/api/uploads/{began['id']}")).json()["missing"] == [2, 3]
        for number in (2, 3):
            await part(caller, began["id"], number, data[(number - 1) * PART : number * PART])
        done = await caller.send("POST", f"/api/uploads/{began['id']}/finish", {})
    assert done.json()["sha256"] == hashlib.sha256(data).hexdigest()


async def test_what_is_too_large_too_much_or_given_up_leaves_nothing(
    sign_up: Up, app: FastAPI, settings: Settings, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    big = await caller.send("POST", "/api/uploads", {"quarter": QUARTER, "name": "x.zip", "size": 101 * 1024 * 1024})
    assert (big.status_code, big.json()["code"]) == (413, "upload.too_large")
    monkeypatch.setattr(uploads, "OPEN_MAX", 2)
    first, second = await begin(caller, len(data)), await begin(caller, len(data), "other.csv")
    full = await caller.send("POST", "/api/uploads", {"quarter": QUARTER, "name": "third.csv", "size": 5})
    assert (full.status_code, full.json()["code"]) == (409, "upload.quota")

    before = objects(settings)
    await part(caller, first["id"], 1, data[:PART])
    await part(caller, second["id"], 1, data[:PART])
    assert objects(settings) == before + 2, "equal parts of two uploads are two objects"
    gone = await caller.send("DELETE", f"/api/uploads/{first['id']}")
    assert gone.status_code == 204 and objects(settings) == before + 1
    platform = app.state.platform
    async with tenant_session(platform.sessions, uuid.UUID(caller.me["tenant"]["id"]), PLATFORM) as db:
        assert await uploads.clear_abandoned(db, platform.store, datetime.now(UTC)) == 0
        assert await uploads.clear_abandoned(db, platform.store, datetime.now(UTC) + timedelta(hours=25)) == 1
    assert objects(settings) == before
    assert (await caller.get(f"/api/uploads/{second['id']}")).status_code == 404
