"""What cannot easily be taken back asks for a sign-in of the last five minutes (docs/security.md I7)."""

from collections.abc import Callable

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from qrt.api import periods
from tests.integration.api.harness import PASSWORD, Caller
from tests.integration.api.test_journal_desk import Q, World, made, world  # noqa: F401  A fixture.

NEEDED = "auth.fresh_sign_in_needed"
MUST = {
    ("POST", "/api/periods/{entity}/{quarter}/lock"): "always",
    ("POST", "/api/periods/{entity}/{quarter}/soft-close"): "always",
    ("POST", "/api/periods/{entity}/{quarter}/open"): "always",
    ("POST", "/api/periods/{entity}/{quarter}/grant-reopening"): "always",
    ("POST", "/api/approval-rules"): "always",
    ("POST", "/api/approval-rules/{id}/grant"): "always",
    ("POST", "/api/closes/{quarter}/sign-off"): "always",
    ("PATCH", "/api/users/{id}"): "always",
    ("POST", "/api/invitations"): "always",
    ("POST", "/api/journals/{id}/approve"): "above_limit",
    ("POST", "/api/recon/{id}/rules"): "always",
    ("POST", "/api/recon/{id}/rules/{request}/grant"): "always",
    ("POST", "/api/recon/{id}/statement/signatures"): "always",
    ("POST", "/api/recon/{id}/statement/signatures/{signature}/review"): "always",
    ("PUT", "/api/models/policy"): "always",
    ("POST", "/api/recon/models/{id}/retire"): "always",
    ("POST", "/api/recon/models/{id}/use"): "always",
    ("PUT", "/api/acceptance/{kind}"): "always",
}
"""Every act that must be fresh. One that is missing here, or is here and does not ask, fails below."""


def age(db: psycopg.Connection, caller: Caller, minutes: float) -> None:
    """Let the caller's sign-in be so old."""
    db.execute("select set_config('app.tenant_id', %s, false)", (caller.me["tenant"]["id"],))
    db.execute("update sessions set confirmed_at = now() - make_interval(secs => %s) where user_id = %s", (minutes * 60, caller.me["user"]["id"]))


async def not_asking(caller: Caller, entity: str, large: str) -> list[str]:
    """Which of the acts that must be fresh do not ask this caller, whose sign-in is old."""
    rules = {"rules": [{"name": "Every entry", "seats": ["finance_manager"]}], "reason": "why"}
    bodies = {
        "/lock": {"typed_name": Q},
        "/open": {"reason": "why"},
        "/approval-rules": rules,
        "/sign-off": {"digest": "0" * 64},
        "/users/{id}": {"active": True},
        "/invitations": {"email": "new@person.example", "roles": ["viewer"]},
        "/rules": {"version": 1, "level": "account", "rules": None, "reason": "why"},
        "/signatures": {"as_of": "2026-09-30", "digest": "0" * 64},
        "/review": {"digest": "0" * 64},
        "/retire": {"reason": "the bank prints other names"},
        "/models/policy": {"allowed": False, "model": "", "month_cap_paise": 0, "price_in_paise": 0, "price_out_paise": 0, "version": 0},
        "/acceptance/{kind}": {"percent": 90, "seen": 75},
    }
    found: list[str] = []
    for method, path in MUST:
        body = next((each for end, each in bodies.items() if path.endswith(end)), {"version": 1})
        filled = (
            path.replace("{entity}", entity)
            .replace("{quarter}", Q)
            .replace("{kind}", "tax_invoice")
            .replace("{id}", large)
            .replace("{signature}", large)
            .replace("{request}", large)
        )
        answer = await caller.send(method, filled, None if "soft-close" in path or "reopening" in path else body)
        if answer.status_code != 403 or answer.json()["code"] != NEEDED:
            found.append(f"{method} {path}: {answer.status_code} {answer.text[:120]}")
    return found


async def test_what_must_be_fresh_declares_it_and_nothing_else_does(app: FastAPI) -> None:
    declared = {(method.upper(), path): each["x-fresh"] for path, ways in app.openapi()["paths"].items() for method, each in ways.items() if "x-fresh" in each}
    assert declared == MUST


async def test_every_act_that_must_be_fresh_refuses_a_sign_in_six_minutes_old(world: World, super_db: psycopg.Connection) -> None:  # noqa: F811
    large = await made(world, world.chetan, amount=20_00_000_00)
    age(super_db, world.boss, 6)
    assert await not_asking(world.boss, world.entity, large["id"]) == []


async def test_a_route_that_forgot_to_ask_is_found(app: FastAPI, world: World, super_db: psycopg.Connection) -> None:  # noqa: F811
    large = await made(world, world.chetan, amount=20_00_000_00)
    age(super_db, world.boss, 6)
    (lock,) = (each for each in periods.router.routes if isinstance(each, APIRoute) and each.path.endswith("/lock"))
    (asks,) = (each.call for each in lock.dependant.dependencies if "_needs_fresh" in getattr(each.call, "__qualname__", ""))
    assert asks is not None
    app.dependency_overrides[asks] = lambda: None
    (found,) = await not_asking(world.boss, world.entity, large["id"])
    assert found.startswith("POST /api/periods/{entity}/{quarter}/lock: 200")


async def test_a_sign_in_four_minutes_old_is_fresh_enough(world: World, super_db: psycopg.Connection) -> None:  # noqa: F811
    age(super_db, world.asha, 4)
    path = f"/api/periods/{world.entity}/{Q}"
    assert (await world.asha.send("POST", f"{path}/soft-close")).json()["state"] == "soft_closed"
    assert (await world.asha.send("POST", f"{path}/lock", {"typed_name": Q})).json()["state"] == "locked"


async def test_the_password_again_lets_the_same_request_through(world: World, super_db: psycopg.Connection) -> None:  # noqa: F811
    path, key = f"/api/periods/{world.entity}/{Q}/lock", {"Idempotency-Key": "the-page-repeats-it"}
    age(super_db, world.asha, 6)
    no = await world.asha.send("POST", path, {"typed_name": Q}, **key)
    assert (no.status_code, no.json()["code"]) == (403, NEEDED)
    assert no.json()["sentence"] == "Please sign in again to lock the period: your last sign-in is more than five minutes old."
    wrong = await world.asha.send("POST", "/api/auth/confirm", {"password": "not the password"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "auth.not_confirmed")
    assert (await world.asha.send("POST", path, {"typed_name": Q}, **key)).status_code == 403
    assert (await world.asha.send("POST", "/api/auth/confirm", {"password": PASSWORD})).status_code == 200
    assert (await world.asha.send("POST", path, {"typed_name": Q}, **key)).json()["state"] == "locked"
    super_db.execute("select set_config('app.tenant_id', %s, false)", (world.asha.me["tenant"]["id"],))
    told = super_db.execute("select count(*) from audit.log where tbl = 'sessions' and op = 'UPDATE' and actor not like 'database:%'").fetchone()
    assert told == (1,)


async def test_guessing_the_password_of_an_open_session_is_limited_like_a_sign_in(world: World) -> None:  # noqa: F811
    tries = [await world.bina.send("POST", "/api/auth/confirm", {"password": f"wrong password {number}"}) for number in range(11)]
    assert tries[-1].status_code == 429


async def test_only_an_entry_above_the_limit_asks_for_a_fresh_sign_in(world: World, super_db: psycopg.Connection) -> None:  # noqa: F811
    small, large = await made(world, world.chetan), await made(world, world.chetan, amount=20_00_000_00)
    age(super_db, world.asha, 6)
    assert (await world.asha.send("POST", f"/api/journals/{small['id']}/approve", {"version": 1})).json()["state"] == "posted"
    no = await world.asha.send("POST", f"/api/journals/{large['id']}/approve", {"version": 1})
    assert (no.status_code, no.json()["code"]) == (403, NEEDED)
    assert "approve an entry above the limit" in no.json()["sentence"]
    age(super_db, world.asha, 4)
    assert (await world.asha.send("POST", f"/api/journals/{large['id']}/approve", {"version": 1})).json()["approvals"] == 1


@pytest.mark.parametrize(("minutes", "status"), [(4, 404), (6, 403)])
async def test_a_programs_tokens_are_as_old_as_its_sign_in_and_refreshing_makes_them_no_younger(
    world: World,  # noqa: F811
    open_client: Callable[[], httpx.AsyncClient],
    super_db: psycopg.Connection,
    minutes: int,
    status: int,
) -> None:
    client = open_client()
    pair = (await client.post("/api/auth/token", json={"email": "asha.k@sharma.example", "password": PASSWORD})).json()
    super_db.execute("select set_config('app.tenant_id', %s, false)", (world.asha.me["tenant"]["id"],))
    super_db.execute("update refresh_tokens set created_at = now() - make_interval(mins => %s)", (minutes,))
    fresh = (await client.post("/api/auth/refresh", json={"refresh_token": pair["refresh_token"]})).json()
    headers = {"Authorization": f"Bearer {fresh['access_token']}", "Idempotency-Key": "a-program-signs"}
    answer = await client.post("/api/closes/2020-21-Q1/sign-off", json={"digest": "0" * 64}, headers=headers)
    assert answer.status_code == status, answer.text
