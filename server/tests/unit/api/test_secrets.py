"""Secrets, passwords and tokens."""

import asyncio
import json
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from qrt.adapters.security.passwords import Passwords, weak_because
from qrt.adapters.security.secrets import Carried, csrf_token, hash_secret, new_secret, read_carried, same_secret
from qrt.adapters.security.tokens import ACCESS_SECONDS, Signer, load_signer

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TENANT, USER, SESSION = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


def _signer(*kids: str) -> Signer:
    return Signer({kid: OKPKey.generate_key("Ed25519", {"kid": kid}) for kid in kids or ("a",)})


def test_what_was_carried_comes_back() -> None:
    carried = Carried(TENANT, SESSION, new_secret())
    assert read_carried(str(carried)) == carried
    assert carried.secret not in repr(carried)


@given(st.text(max_size=200))
def test_any_other_text_carries_nothing(text: str) -> None:
    found = read_carried(text)
    assert found is None or len(found.secret) >= 20


def test_nothing_matches_an_empty_hash() -> None:
    assert not same_secret("", "") and not same_secret("x", "")
    assert same_secret("x", hash_secret("x"))


def test_the_form_token_is_not_the_secret_and_follows_from_it() -> None:
    assert csrf_token("secret") == csrf_token("secret") != csrf_token("other")


def test_a_token_says_what_was_signed() -> None:
    signer = _signer()
    claims = signer.read(signer.issue(TENANT, USER, SESSION, NOW), NOW)
    assert claims is not None and (claims.tenant, claims.user, claims.session) == (TENANT, USER, SESSION)


@pytest.mark.parametrize("after", [timedelta(seconds=ACCESS_SECONDS + 1), timedelta(days=1)])
def test_a_token_ends_after_ten_minutes(after: timedelta) -> None:
    signer = _signer()
    assert signer.read(signer.issue(TENANT, USER, SESSION, NOW), NOW + after) is None


def test_a_token_for_one_audience_is_nothing_to_another() -> None:
    signer = _signer()
    ticket = signer.issue(TENANT, USER, SESSION, NOW, audience="ws", seconds=30)
    assert signer.read(ticket, NOW) is None
    assert signer.read(ticket, NOW, audience="ws") is not None


def test_another_installations_token_is_nothing() -> None:
    assert _signer("a").read(_signer("a").issue(TENANT, USER, SESSION, NOW), NOW) is None


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "EdDSA"}, {"typ": "JWT"}, {"kid": "b"}])
def test_a_header_that_asks_for_something_else_is_refused(header: dict[str, str]) -> None:
    signer = _signer()
    head, claims, signature = signer.issue(TENANT, USER, SESSION, NOW).split(".")
    changed = json.loads(urlsafe_b64decode(head + "==")) | header
    forged = urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("=")
    assert signer.read(f"{forged}.{claims}.{signature}", NOW) is None
    assert signer.read(f"{forged}.{claims}.", NOW) is None


@pytest.mark.parametrize("missing", ["iss", "aud", "sub", "tid", "sid", "exp", "jti", "iat"])
def test_a_token_without_one_of_its_claims_is_refused(missing: str) -> None:
    from joserfc import jwt

    key = OKPKey.generate_key("Ed25519", {"kid": "a"})
    signer = Signer({"a": key})
    at = int(NOW.timestamp())
    claims = {"iss": "qrt", "aud": "api", "sub": str(USER), "tid": str(TENANT), "sid": str(SESSION), "iat": at, "exp": at + 60, "jti": "1"}
    header = {"alg": "Ed25519", "kid": "a", "typ": "api+jwt"}
    assert signer.read(jwt.encode(header, dict(claims), key, algorithms=["Ed25519"]), NOW) is not None
    del claims[missing]
    assert signer.read(jwt.encode(header, dict(claims), key, algorithms=["Ed25519"]), NOW) is None


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    assert _SIGNER.read(text, NOW) is None


_SIGNER = _signer()


def test_after_a_rotation_the_old_token_still_holds_and_the_third_key_ends_it(tmp_path: Path) -> None:
    first = load_signer(tmp_path, NOW)
    token = first.issue(TENANT, USER, SESSION, NOW)
    later = load_signer(tmp_path, NOW + timedelta(days=90))
    assert later.read(token, NOW) is not None
    assert load_signer(tmp_path, NOW + timedelta(days=180)).read(token, NOW) is None
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.glob("token-*.pem"))


def test_a_password_matches_its_own_hash_alone() -> None:
    async def check() -> None:
        passwords = Passwords(memory_kib=1024)
        kept = await passwords.hash("correct-horse-battery-49")
        assert kept.startswith("$argon2id$")
        assert await passwords.matches(kept, "correct-horse-battery-49")
        assert not await passwords.matches(kept, "correct-horse-battery-48")
        assert not await passwords.matches(None, "nobody has this password")
        assert not await passwords.matches("!", "anything")
        assert Passwords().is_old(kept) and not passwords.is_old(kept)

    asyncio.run(check())


def test_the_hash_is_as_heavy_as_the_rule_asks() -> None:
    kept = asyncio.run(Passwords().hash("correct-horse-battery-49"))
    assert "m=19456,t=2,p=1" in kept


@pytest.mark.parametrize(
    "password",
    ["short", "passwordpassword", "Password123456", "qwertyuiop12", "aaaaaaaaaaaaaaaa", "asharao12345", "sharma@sharma", "abcdefghijkl", "welcomewelcome1"],
)
def test_easy_passwords_are_named(password: str) -> None:
    assert weak_because(password, "Asha Rao", "asha@sharma.example", "Sharma Precision Parts")


@pytest.mark.parametrize("password", ["correct-horse-battery-49", "Ganga&Yamuna!2091x", "tr0ub4dor and 3 friends"])
def test_good_passwords_pass(password: str) -> None:
    assert weak_because(password, "Asha Rao", "asha@sharma.example", "Sharma Precision Parts") == ""
