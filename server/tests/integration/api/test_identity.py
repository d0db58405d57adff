"""Sign-up, sign-in, sessions, tokens, invitations, as a browser and a program see them."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from tests.integration.api.harness import PASSWORD, Caller

Up = Callable[..., Awaitable[Caller]]
Client = Callable[[], httpx.AsyncClient]


async def test_a_company_that_signs_up_is_signed_in_with_its_first_entity(sign_up: Up) -> None:
    caller = await sign_up(gstin="29AABCS1429B1Z1"[:14] + _check("29AABCS1429B1Z"))
    me = (await caller.get("/api/me")).json()
    assert me["tenant"]["company_name"] == "Sharma Precision Parts Private Limited"
    assert me["user"]["roles"] == ["admin", "finance_manager"]
    assert me["csrf_token"] == caller.csrf
    (entity,) = (await caller.get("/api/entities")).json()
    assert (entity["code"], entity["gstins"]) == ("SPPPL", ["29AABCS1429B1Z" + _check("29AABCS1429B1Z")])


@pytest.mark.parametrize(
    "wrong",
    [
        {"gstin": "29AABCS1429B1Z0"},
        {"cin": "U29253MH2011PTC21456"},
        {"pan": "AABXS1429B"},
        {"gstin": "29AABCS1429B1Z" + "?", "pan": ""},
    ],
)
async def test_a_wrong_identifier_is_refused_at_sign_up(open_client: Client, wrong: dict[str, str]) -> None:
    body = {"company_name": "Asha Traders", "admin": {"name": "Asha", "email": "a@asha.example", "password": PASSWORD}, **wrong}
    answer = await open_client().post("/api/companies", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "company.identifier")


async def test_the_pan_inside_the_gstin_must_be_the_pan_given(open_client: Client) -> None:
    gstin = "29AABCS1429B1Z" + _check("29AABCS1429B1Z")
    body = {"company_name": "Asha", "gstin": gstin, "pan": "AABCT1332L", "admin": {"name": "Asha", "email": "a@asha.example", "password": PASSWORD}}
    answer = await open_client().post("/api/companies", json=body)
    assert answer.json()["code"] == "company.identifier"


async def test_an_address_signs_up_once(sign_up: Up, open_client: Client) -> None:
    await sign_up(email="one@sharma.example")
    body = {"company_name": "Another", "admin": {"name": "B", "email": "ONE@sharma.example", "password": PASSWORD}}
    answer = await open_client().post("/api/companies", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "company.email_taken")


@pytest.mark.parametrize("password", ["short", "passwordpassword", "aaaaaaaaaaaaaaaa", "qwertyuiopas", "asha@sharma1"])
async def test_a_password_that_is_easy_to_guess_is_refused(open_client: Client, password: str) -> None:
    body = {"company_name": "Sharma", "admin": {"name": "Asha", "email": "asha@sharma.example", "password": password}}
    assert (await open_client().post("/api/companies", json=body)).status_code == 422


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    client = open_client()
    wrong = await client.post("/api/auth/sign-in", json={"email": "asha@sharma.example", "password": "not the password"})
    unknown = await client.post("/api/auth/sign-in", json={"email": "nobody@sharma.example", "password": "not the password"})
    assert wrong.status_code == unknown.status_code == 401
    assert {**wrong.json(), "id": ""} == {**unknown.json(), "id": ""}


async def test_an_unknown_address_takes_as_much_work_as_a_wrong_password(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    client = open_client()

    async def seconds(email: str) -> float:
        began = time.perf_counter()
        await client.post("/api/auth/sign-in", json={"email": email, "password": "not the password"})
        return time.perf_counter() - began

    # The quickest of each: a busy machine makes any of them slower, and none quicker.
    known = min([await seconds("asha@sharma.example") for _ in range(5)])
    unknown = min([await seconds("nobody@sharma.example") for _ in range(5)])
    # One of the two without the hash would be ten times as fast.
    assert 0.4 < known / unknown < 2.5


async def test_the_eleventh_try_for_one_account_is_turned_away(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    tries = [await open_client().post("/api/auth/sign-in", json={"email": "asha@sharma.example", "password": f"wrong password {n}"}) for n in range(11)]
    assert [each.status_code for each in tries] == [401] * 10 + [429]


async def test_sign_in_is_closed_while_the_counters_cannot_be_asked(app: FastAPI, sign_up: Up, open_client: Client) -> None:
    from qrt.adapters.cache.limiter import RateLimiter
    from qrt.api.limits import Limits

    caller = await sign_up()
    app.state.platform.limits = Limits(RateLimiter("redis://127.0.0.1:1"))
    answer = await open_client().post("/api/auth/sign-in", json={"email": "asha@sharma.example", "password": PASSWORD})
    assert answer.status_code == 503
    assert (await caller.get("/api/me")).status_code == 200


async def test_a_change_needs_the_form_token(sign_up: Up) -> None:
    caller = await sign_up()
    bare = await caller.client.post("/api/closes", json={"quarter": "2026-27-Q2"})
    assert (bare.status_code, bare.json()["code"]) == (403, "auth.csrf")
    assert (await caller.send("POST", "/api/closes", {"quarter": "2026-27-Q2"})).status_code == 201


async def test_another_site_cannot_sign_somebody_in(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    body = {"email": "asha@sharma.example", "password": PASSWORD}
    answer = await open_client().post("/api/auth/sign-in", json=body, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "auth.origin")
    assert (await open_client().post("/api/auth/sign-in", json=body, headers={"Origin": "http://localhost"})).status_code == 200


async def test_the_cookie_cannot_be_read_by_a_script(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    answer = await open_client().post("/api/auth/sign-in", json={"email": "asha@sharma.example", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
    assert PASSWORD not in answer.text


async def test_a_session_ends_at_sign_out(sign_up: Up, open_client: Client) -> None:
    caller = await sign_up()
    kept = dict(caller.client.cookies)
    assert (await caller.send("POST", "/api/auth/sign-out")).status_code == 204
    thief = open_client()
    thief.cookies.update(kept)
    assert (await thief.get("/api/me")).status_code == 401


@pytest.mark.parametrize(
    "change",
    ["last_seen_at = now() - interval '8 hours 1 minute'", "expires_at = now() - interval '1 second'", "revoked_at = now()", "secret_hash = repeat('0', 64)"],
)
async def test_an_idle_old_revoked_or_foreign_session_is_nobody(sign_up: Up, super_db: psycopg.Connection, change: str) -> None:
    caller = await sign_up()
    super_db.execute("select set_config('app.tenant_id', %s, false)", (caller.me["tenant"]["id"],))
    super_db.execute(f"update sessions set {change}")  # type: ignore[arg-type]
    assert (await caller.get("/api/me")).status_code == 401


async def test_a_cookie_with_another_tenants_id_is_nobody(sign_up: Up, open_client: Client) -> None:
    first, second = await sign_up(), await sign_up("Bharat Mills Limited", "b@bharat.example")
    name, value = next(iter(first.client.cookies.items()))
    tenant = uuid.UUID(second.me["tenant"]["id"]).hex
    forged = open_client()
    forged.cookies.set(name, ".".join([tenant, *value.split(".")[1:]]))
    assert (await forged.get("/api/me")).status_code == 401


async def test_a_program_gets_in_with_a_token_and_needs_no_form_token(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    client = open_client()
    pair = (await client.post("/api/auth/token", json={"email": "asha@sharma.example", "password": PASSWORD})).json()
    assert pair["expires_in"] <= 600
    headers = {"Authorization": f"Bearer {pair['access_token']}"}
    assert (await client.get("/api/me", headers=headers)).status_code == 200
    headers["Idempotency-Key"] = "opened-by-a-program"
    assert (await client.post("/api/closes", json={"quarter": "2026-27-Q2"}, headers=headers)).status_code == 201


async def test_a_refresh_token_used_twice_ends_its_family(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    client = open_client()
    first = (await client.post("/api/auth/token", json={"email": "asha@sharma.example", "password": PASSWORD})).json()
    second = (await client.post("/api/auth/refresh", json={"refresh_token": first["refresh_token"]})).json()
    assert (await client.post("/api/auth/refresh", json={"refresh_token": first["refresh_token"]})).status_code == 401
    assert (await client.post("/api/auth/refresh", json={"refresh_token": second["refresh_token"]})).status_code == 401
    assert (await client.get("/api/me", headers={"Authorization": f"Bearer {second['access_token']}"})).status_code == 401


async def test_of_two_refreshes_at_once_one_wins_and_the_family_ends(sign_up: Up, open_client: Client) -> None:
    await sign_up()
    client = open_client()
    pair = (await client.post("/api/auth/token", json={"email": "asha@sharma.example", "password": PASSWORD})).json()
    body = {"refresh_token": pair["refresh_token"]}
    answers = await asyncio.gather(*(client.post("/api/auth/refresh", json=body) for _ in range(2)))
    assert sorted(each.status_code for each in answers) == [200, 401]


async def test_an_invitation_works_once_and_gives_its_roles(sign_up: Up, open_client: Client) -> None:
    admin = await sign_up()
    made = (await admin.send("POST", "/api/invitations", {"email": "ravi@sharma.example", "roles": ["finance_exec"]})).json()
    body = {"token": made["token"], "name": "Ravi Iyer", "password": PASSWORD}
    taken = await open_client().post("/api/invitations/accept", json=body)
    assert taken.status_code == 201 and taken.json()["user"]["roles"] == ["finance_exec"]
    again = await open_client().post("/api/invitations/accept", json=body)
    assert (again.status_code, again.json()["code"]) == (404, "auth.invitation_void")
    listed = (await admin.get("/api/invitations")).json()
    assert listed[0]["token"] is None and listed[0]["accepted_at"]


async def test_a_spent_or_guessed_invitation_looks_alike(sign_up: Up, open_client: Client, super_db: psycopg.Connection) -> None:
    admin = await sign_up()
    made = (await admin.send("POST", "/api/invitations", {"email": "ravi@sharma.example", "roles": ["viewer"]})).json()
    super_db.execute("select set_config('app.tenant_id', %s, false)", (admin.me["tenant"]["id"],))
    super_db.execute("update invitations set expires_at = now() - interval '1 day'")
    rest = {"name": "Ravi", "password": PASSWORD}
    late = await open_client().post("/api/invitations/accept", json={"token": made["token"], **rest})
    guessed = await open_client().post("/api/invitations/accept", json={"token": made["token"][:-6] + "AAAAAA", **rest})
    assert {**late.json(), "id": ""} == {**guessed.json(), "id": ""}


async def test_taking_a_role_away_ends_what_the_person_had_open(sign_up: Up, invite: Callable[..., Awaitable[Caller]]) -> None:
    admin = await sign_up()
    ravi = await invite(admin, "ravi@sharma.example", "finance_manager")
    answer = await admin.send("PATCH", f"/api/users/{ravi.me['user']['id']}", {"roles": ["viewer"]})
    assert answer.json()["roles"] == ["viewer"]
    assert (await ravi.get("/api/me")).status_code == 401


async def test_the_last_administrator_stays(sign_up: Up) -> None:
    admin = await sign_up()
    own = f"/api/users/{admin.me['user']['id']}"
    assert (await admin.send("PATCH", own, {"roles": ["viewer"]})).json()["code"] == "users.last_admin"
    assert (await admin.send("PATCH", own, {"active": False})).json()["code"] == "users.last_admin"


async def test_a_viewer_changes_nothing(sign_up: Up, invite: Callable[..., Awaitable[Caller]]) -> None:
    admin = await sign_up()
    viewer = await invite(admin, "v@sharma.example", "viewer")
    answer = await viewer.send("POST", "/api/closes", {"quarter": "2026-27-Q2"})
    assert (answer.status_code, answer.json()["code"]) == (403, "auth.forbidden")


def _check(first: str) -> str:
    from qrt.core.base.identifiers import gstin_check_character

    return gstin_check_character(first)
