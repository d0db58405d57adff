"""The whole web process in this one: real database, real Valkey, no socket."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from qrt.main import create_app
from qrt.settings import Settings
from tests.integration.api.harness import PASSWORD, Bulks, Caller, Runs


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
def bulks() -> Bulks:
    return Bulks()


@pytest.fixture
def settings(db_url: str, valkey_url: str, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, app_database_url=db_url, redis_url=valkey_url, web_dist=tmp_path / "dist", log_level="error")


@pytest.fixture
async def app(settings: Settings, runs: Runs, bulks: Bulks, valkey_url: str) -> AsyncIterator[FastAPI]:
    import redis

    # Counters of the test before would speak for this one: the address is the same.
    redis.Redis.from_url(valkey_url).flushall()
    made = create_app(settings, enqueue=runs, enqueue_bulk=bulks, enqueue_act=bulks)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def open_client(app: FastAPI) -> AsyncIterator[Callable[[], httpx.AsyncClient]]:
    """A new browser without a session, as often as wanted."""
    made: list[httpx.AsyncClient] = []

    def client() -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        made.append(httpx.AsyncClient(transport=transport, base_url="http://localhost"))
        return made[-1]

    yield client
    for each in made:
        await each.aclose()


@pytest.fixture
def sign_up(open_client: Callable[[], httpx.AsyncClient]) -> Callable[..., Awaitable[Caller]]:
    """Sign up a company and be its first person."""

    async def up(name: str = "Sharma Precision Parts Private Limited", email: str = "asha@sharma.example", **more: Any) -> Caller:
        client = open_client()
        admin = {"name": "Asha Rao", "email": email, "password": PASSWORD}
        answer = await client.post("/api/companies", json={"company_name": name, "subscription_plan": "Enterprise", "admin": admin, **more})
        assert answer.status_code == 201, answer.text
        return Caller(client, answer.json()["csrf_token"], answer.json())

    return up


@pytest.fixture
def sign_in(open_client: Callable[[], httpx.AsyncClient]) -> Callable[..., Awaitable[Caller]]:
    async def enter(email: str, password: str = PASSWORD) -> Caller:
        client = open_client()
        answer = await client.post("/api/auth/sign-in", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        return Caller(client, answer.json()["csrf_token"], answer.json())

    return enter


@pytest.fixture
def invite(sign_in: Callable[..., Awaitable[Caller]], open_client: Callable[[], httpx.AsyncClient]) -> Callable[..., Awaitable[Caller]]:
    """Bring a colleague with these roles into the caller's company."""

    async def bring(admin: Caller, email: str, *roles: str) -> Caller:
        made = await admin.send("POST", "/api/invitations", {"email": email, "name": "", "roles": list(roles)})
        assert made.status_code == 201, made.text
        client = open_client()
        taken = await client.post("/api/invitations/accept", json={"token": made.json()["token"], "name": email.split("@")[0], "password": PASSWORD})
        assert taken.status_code == 201, taken.text
        return Caller(client, taken.json()["csrf_token"], taken.json())

    return bring
