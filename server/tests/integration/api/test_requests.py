"""What holds for every request: done once, sized, headed, logged without secrets; and live facts."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import PLATFORM, Sessions, tenant_session
from qrt.adapters.search.opensearch import PaperIndex
from qrt.api.logs import keep_allowed
from qrt.settings import Settings
from tests.integration.api.harness import Caller, Runs
from tests.support.fake_search import fake_search

Up = Callable[..., Awaitable[Caller]]
QUARTER = "2026-27-Q2"


async def test_a_change_sent_twice_is_done_once(sign_up: Up, runs: Runs) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = await caller.send("POST", f"/api/closes/{QUARTER}/run", **key)
    second = await caller.send("POST", f"/api/closes/{QUARTER}/run", **key)
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json() and second.headers["idempotency-replayed"] == "true"
    assert len(runs.asked) == 1


async def test_a_key_that_stood_for_another_body_is_refused(sign_up: Up) -> None:
    caller = await sign_up()
    key = {"Idempotency-Key": str(uuid.uuid4())}
    assert (await caller.send("POST", "/api/closes", {"quarter": QUARTER}, **key)).status_code == 201
    other = await caller.send("POST", "/api/closes", {"quarter": "2026-27-Q1"}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_body")


async def test_a_change_without_a_key_is_refused_and_not_done(sign_up: Up) -> None:
    caller = await sign_up()
    bare = await caller.client.post("/api/closes", json={"quarter": QUARTER}, headers={"X-CSRF-Token": caller.csrf})
    assert (bare.status_code, bare.json()["code"]) == (422, "request.invalid")
    assert "idempotency-key" in bare.text
    assert (await caller.get("/api/closes")).json() == []


@pytest.mark.parametrize("address", ["/api/findings?quarter={0}&rule=%00", "/api/findings?quarter={0}&entity=%00", "/api/recon?quarter={0}&entity=%00"])
async def test_a_nul_in_an_address_is_the_callers_fault_and_not_ours(sign_up: Up, address: str) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    answer = await caller.get(address.format(QUARTER))
    assert answer.status_code in (404, 422) and answer.json()["code"] in ("request.invalid", "request.not_found")


async def test_of_the_same_change_sent_five_times_at_once_one_is_done(sign_up: Up, runs: Runs) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    key = {"Idempotency-Key": str(uuid.uuid4())}
    answers = await asyncio.gather(*(caller.send("POST", f"/api/closes/{QUARTER}/run", **key) for _ in range(5)))
    assert {each.status_code for each in answers} <= {202, 409}
    assert len(runs.asked) == 1


async def test_a_refused_change_leaves_its_key_free(sign_up: Up) -> None:
    caller = await sign_up()
    key = {"Idempotency-Key": str(uuid.uuid4())}
    assert (await caller.send("POST", f"/api/closes/{QUARTER}/run", **key)).status_code == 404
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    assert (await caller.send("POST", f"/api/closes/{QUARTER}/run", **key)).status_code == 202


async def test_papers_go_in_and_come_out_as_they_were(sign_up: Up) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    data = b"Date,Narration,Amount\n01-07-2026,Opening,100.00\n" * 40_000
    answer = await _upload(caller, "../bank \u0001statement.csv", data)
    assert answer.status_code == 201, answer.text
    (paper,) = answer.json()
    assert ".." not in paper["name"] and paper["name"].endswith("statement.csv")
    again = (await _upload(caller, "copy.csv", data)).json()[0]
    assert again["duplicate_of"] == paper["id"]
    listed = (await caller.get(f"/api/documents?quarter={QUARTER}")).json()
    assert (listed["total"], listed["counts"]["check"], listed["counts"]["unread"]) == (0, 0, 1)
    original = await caller.get(f"/api/documents/{paper['id']}/original", follow_redirects=True)
    assert original.content == data
    assert original.headers["content-disposition"].startswith("attachment")
    assert (await caller.get(f"/api/documents/{paper['id']}/pages/1.png")).status_code == 404


async def test_a_page_of_a_pdf_is_a_picture_with_words(sign_up: Up, super_db: psycopg.Connection) -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Invoice 4711")
    canvas.showPage()
    canvas.save()
    (paper,) = (await _upload(caller, "invoice.pdf", out.getvalue())).json()
    path = f"/api/documents/{paper['id']}"
    picture = await caller.get(f"{path}/pages/1.png?width=400")
    assert picture.content.startswith(b"\x89PNG") and picture.headers["content-type"] == "image/png"
    words = (await caller.get(f"{path}/words/1")).json()
    assert [word["text"] for word in words] == ["Invoice", "4711"]
    assert all(0 <= edge <= 1 for word in words for edge in word["box"])
    assert (await caller.get(f"{path}/pages/2.png")).status_code == 404
    super_db.execute("select set_config('app.tenant_id', %s, false)", (caller.me["tenant"]["id"],))
    super_db.execute("update documents set state = 'quarantined'")
    assert (await caller.get(f"{path}/pages/1.png")).status_code == 404
    assert (await caller.get(f"{path}/original")).status_code == 404


async def test_a_file_over_fifty_megabytes_is_refused(sign_up: Up) -> None:
    caller = await sign_up()
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    answer = await _upload(caller, "big.bin", bytes(50 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")


async def test_a_body_over_a_megabyte_is_refused_whatever_it_announces(sign_up: Up) -> None:
    caller = await sign_up()

    async def endless() -> Any:
        for _ in range(40):
            yield b" " * 65_536

    headers = {**caller.headers(), "Content-Type": "application/json"}
    announced = await caller.client.post("/api/closes", content=b" " * 2_000_000, headers=headers)
    streamed = await caller.client.post("/api/closes", content=endless(), headers=headers)
    assert (announced.status_code, streamed.status_code) == (413, 413)


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/nothing", "/api/me", "/sppl/2026-27-q2/close"])
async def test_every_answer_carries_the_walls_of_the_page(open_client: Callable[[], httpx.AsyncClient], settings: Settings, path: str) -> None:
    settings.web_dist.mkdir(exist_ok=True)
    (settings.web_dist / "index.html").write_text("<!doctype html>page")
    answer = await open_client().get(path, headers={"Origin": "https://evil.example"})
    assert "script-src 'self'" in answer.headers["content-security-policy"] and "unsafe-eval" not in answer.headers["content-security-policy"]
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["x-request-id"]
    assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_the_page_is_given_for_its_own_paths_and_nothing_outside_its_folder(open_client: Callable[[], httpx.AsyncClient], settings: Settings) -> None:
    (settings.web_dist / "assets").mkdir(parents=True, exist_ok=True)
    (settings.web_dist / "index.html").write_text("<!doctype html>page")
    (settings.web_dist / "assets" / "app-1.js").write_text("1")
    (settings.web_dist.parent / "secret.txt").write_text("secret")
    client = open_client()
    assert (await client.get("/sppl/2026-27-q2/close")).text == "<!doctype html>page"
    assert "immutable" in (await client.get("/assets/app-1.js")).headers["cache-control"]
    assert (await client.get("/assets/gone.js")).status_code == 404
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "//etc/passwd"):
        assert "secret" not in (await client.get(path)).text
    assert (await client.get("/api/gone")).json()["code"] == "request.not_found"


async def test_probes_answer_and_metrics_name_no_company(sign_up: Up) -> None:
    caller = await sign_up()
    assert (await caller.get("/api/health")).json() == {"status": "ok"}
    assert (await caller.get("/api/ready")).json() == {"database": True, "cache": True, "search": "database"}
    metrics = (await caller.get("/api/metrics")).text
    assert 'qrt_http_requests_total{method="POST",route="/api/companies",status="201"}' in metrics
    assert caller.me["tenant"]["id"] not in metrics and "sharma" not in metrics.lower()


async def test_a_search_cluster_that_is_away_is_said_to_be_and_costs_no_answer(sign_up: Up, app: FastAPI) -> None:
    caller = await sign_up()
    with fake_search() as cluster:
        app.state.platform.index = PaperIndex(cluster.url)
        assert (await caller.get("/api/ready")).json()["search"] == "opensearch"
        cluster.fail = 503
        assert (await caller.get("/api/ready")).json()["search"] == "database_while_opensearch_is_away"
        cluster.seen.clear()
        assert (await caller.get("/api/search?q=godown")).status_code == 200
        await caller.send("POST", "/api/closes", {"quarter": QUARTER})
        assert (await caller.get(f"/api/documents?quarter={QUARTER}&q=peenya")).status_code == 200
    asked = [json.loads(body)["query"]["bool"]["filter"][0]["term"]["tenant"] for _, _, body, _ in cluster.seen if body]
    assert set(asked) == {caller.me["tenant"]["id"]} and len(asked) == 2, "the session's tenant, whatever the caller says"


def test_a_log_line_keeps_only_what_is_on_the_list() -> None:
    try:
        raise ValueError("PAN AABCS1429B")
    except ValueError as wrong:
        line = keep_allowed(None, "error", {"event": "our_fault", "password": "hunter2", "email": "a@b.example", "exc_info": wrong})
    assert line["error"] == "ValueError" and "test_requests" in line["where"]
    assert "AABCS1429B" not in json.dumps(line) and "hunter2" not in json.dumps(line) and "a@b.example" not in json.dumps(line)


async def test_facts_are_replayed_from_any_number(sign_up: Up, sessions: Sessions) -> None:
    caller = await sign_up()
    tenant = uuid.UUID(caller.me["tenant"]["id"])
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        for number in range(3):
            await append_event(db, "document.changed", {"id": str(number), "state": "read"})
    seen = (await caller.get("/api/events?after=1")).json()
    assert [each["seq"] for each in seen["events"]] == [2, 3] and seen["last_seq"] == 3


def test_a_socket_replays_goes_on_live_and_its_ticket_opens_it_once(settings: Settings, runs: Runs, valkey_url: str, tmp_path: Path) -> None:
    import redis

    from qrt.main import create_app

    redis.Redis.from_url(valkey_url).flushall()
    admin = {"name": "Asha", "email": "asha@sharma.example", "password": "correct-horse-battery-49"}
    with TestClient(create_app(settings, enqueue=runs), base_url="http://localhost") as client:
        csrf = client.post("/api/companies", json={"company_name": "Sharma", "admin": admin}).json()["csrf_token"]
        caller = Caller(cast(Any, client), csrf, {})
        assert client.post("/api/closes", json={"quarter": QUARTER}, headers=caller.headers()).status_code == 201
        client.post(f"/api/closes/{QUARTER}/run", headers=caller.headers())
        headers = caller.headers()
        ticket = client.post("/api/ws-ticket", headers=headers).json()["ticket"]
        with client.websocket_connect(f"/api/ws?ticket={ticket}&after=0") as socket:
            first = socket.receive_json()
            assert (first["seq"], first["type"]) == (1, "close.changed")
            client.post(f"/api/closes/{QUARTER}/stop", headers=headers)
            assert socket.receive_json()["patch"]["state"] == "open"
        for wrong in (ticket, "nothing", ticket + "x"):
            with pytest.raises(Exception), client.websocket_connect(f"/api/ws?ticket={wrong}"):  # noqa: B017
                pass
        other = client.post("/api/ws-ticket", headers=headers).json()["ticket"]
        with pytest.raises(Exception), client.websocket_connect(f"/api/ws?ticket={other}", headers={"Origin": "https://evil.example"}):  # noqa: B017
            pass


def test_the_web_process_does_not_work_as_a_superuser(db_urls: Any, valkey_url: str, tmp_path: Path) -> None:
    from qrt.core.base.errors import Refused
    from qrt.main import create_app

    unsafe = Settings(home=tmp_path, app_database_url=db_urls.owner, redis_url=valkey_url, web_dist=tmp_path, log_level="critical")
    with pytest.raises(Refused, match="database.unsafe_role"), TestClient(create_app(unsafe)):
        pass


async def test_too_many_requests_of_one_person_are_turned_away(app: FastAPI, sign_up: Up, monkeypatch: pytest.MonkeyPatch) -> None:
    from qrt.api import limits

    caller = await sign_up()
    monkeypatch.setitem(limits.RATES, "Enterprise", {**limits.RATES["Enterprise"], "read": "3/minute"})  # type: ignore[arg-type]
    answers = [await caller.get("/api/entities") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"]


async def _upload(caller: Caller, name: str, data: bytes) -> httpx.Response:
    return await caller.client.post("/api/documents", data={"quarter": QUARTER}, files={"file": (name, data)}, headers=caller.headers())
