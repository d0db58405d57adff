"""A link to a paper is one person's, for one paper, for a minute, while the session lives; every use is in the trail, and nothing that was tampered with opens."""

import base64
import json
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from qrt.adapters.db.session import PLATFORM, tenant_session
from qrt.flows import links
from tests.integration.api.harness import Caller

Up = Callable[..., Awaitable[Caller]]
QUARTER = "2026-27-Q2"
DATA = b"Date,Narration,Amount\n01-07-2026,Rent,100.00\n"


async def a_paper(caller: Caller, data: bytes = DATA) -> str:
    await caller.send("POST", "/api/closes", {"quarter": QUARTER})
    headers = {"X-CSRF-Token": caller.csrf, "Idempotency-Key": str(uuid.uuid4())}
    answer = await caller.client.post("/api/documents", data={"quarter": QUARTER}, files={"file": ("bank.csv", data)}, headers=headers)
    return str(answer.json()[0]["id"])


async def link_of(caller: Caller, paper: str) -> str:
    answer = await caller.get(f"/api/documents/{paper}/original")
    assert answer.status_code == 302 and answer.headers["cache-control"] == "no-store"
    return answer.headers["location"]


def turned(token: str, part: int, **changes: Any) -> str:
    """The token with something else written in one of its parts."""
    parts = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(parts[part] + "=="))
    parts[part] = base64.urlsafe_b64encode(json.dumps(said | changes).encode()).decode().rstrip("=")
    return ".".join(parts)


async def test_a_link_gives_the_paper_and_every_use_is_in_the_trail(sign_up: Up, app: FastAPI) -> None:
    caller = await sign_up()
    paper = await a_paper(caller)
    link = await link_of(caller, paper)
    for _ in range(2):
        answer = await caller.client.get(link, headers={"Cookie": ""})
        assert answer.status_code == 200 and answer.content == DATA and answer.headers["content-disposition"].startswith("attachment")
    async with tenant_session(app.state.platform.sessions, uuid.UUID(caller.me["tenant"]["id"]), PLATFORM) as db:
        rows = (await db.execute(text("select document_id, person from paper_downloads"))).all()
    assert [(str(row.document_id), str(row.person)) for row in rows] == [(paper, caller.me["user"]["id"])] * 2


async def test_nothing_that_was_tampered_with_opens(sign_up: Up, app: FastAPI) -> None:
    caller, other = await sign_up(), await sign_up("Balaji Traders", "balaji@traders.example")
    paper, second, theirs = await a_paper(caller), await a_paper(caller, DATA + b"02-07-2026,Tea,5.00\n"), await a_paper(other)
    head, token = (await link_of(caller, paper)).rsplit("/", 1)
    stranger = (await link_of(other, theirs)).rsplit("/", 1)[1]
    later = int((datetime.now(UTC) + timedelta(hours=5)).timestamp())
    wrong = [
        f"{head}/{token[:-4]}AAAA",
        f"{head}/{turned(token, 1, exp=later)}",
        f"{head}/{turned(token, 1, tid=str(other.me['tenant']['id']))}",
        f"{head}/{turned(token, 1, sub=str(uuid.uuid4()))}",
        f"{head}/{turned(token, 0, alg='none')}",
        f"{head}/{'.'.join(token.split('.')[:2])}.",
        f"{head}/{stranger}",
        f"/api/papers/{second}/{token}",
        f"/api/papers/{theirs}/{token}",
        f"{head}/x",
    ]
    for link in wrong:
        answer = await caller.client.get(link)
        assert (answer.status_code, answer.json()["code"]) == (403, "link.void"), link
    signer, me, at = app.state.platform.signer, caller.me, datetime.now(UTC)
    api_token = signer.issue(uuid.UUID(me["tenant"]["id"]), uuid.UUID(me["user"]["id"]), uuid.uuid4(), at)
    assert (await caller.client.get(f"{head}/{api_token}")).status_code == 403
    assert (await caller.client.get(f"{head}/{token}")).status_code == 200, "the link itself is good"


async def test_a_link_ends_with_its_minute_and_with_the_session(sign_up: Up, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = await sign_up()
    paper = await a_paper(caller)
    monkeypatch.setattr(links, "LINK_SECONDS", -1)
    assert (await caller.client.get(await link_of(caller, paper))).status_code == 403
    monkeypatch.undo()
    link = await link_of(caller, paper)
    assert (await caller.client.get(link)).status_code == 200
    assert (await caller.send("POST", "/api/auth/sign-out")).status_code in (200, 204)
    ended = await caller.client.get(link)
    assert (ended.status_code, ended.json()["code"]) == (403, "link.void")


async def test_a_paper_that_is_locked_away_has_no_link(sign_up: Up, app: FastAPI) -> None:
    caller = await sign_up()
    paper = await a_paper(caller)
    link = await link_of(caller, paper)
    async with tenant_session(app.state.platform.sessions, uuid.UUID(caller.me["tenant"]["id"]), PLATFORM) as db:
        await db.execute(text("update documents set state = 'quarantined'"))
    assert (await caller.get(f"/api/documents/{paper}/original")).status_code == 404
    assert (await caller.client.get(link)).status_code == 404
