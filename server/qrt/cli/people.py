"""The first people of a company and how they sign in. Passwords are made here once and kept in a file of mode 0600."""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody of the sample company: what they are, and the roles that makes."""

    name: str
    email: str
    roles: frozenset[str]
    what: str


PEOPLE = (
    SamplePerson("Devika Rao", "controller@sample.example", frozenset({"finance_manager"}), "controller, approves and signs"),
    SamplePerson("Rohan Iyer", "executive@sample.example", frozenset({"finance_exec"}), "executive, prepares"),
    SamplePerson("Anita Desai", "admin@sample.example", frozenset({"admin"}), "administrator"),
    SamplePerson("Sunil Khanna", "auditor@sample.example", frozenset({"auditor"}), "auditor, reads everything"),
    SamplePerson("Meera Nair", "viewer@sample.example", frozenset({"viewer"}), "viewer"),
)


def sample_passwords(keys: Path) -> dict[str, str]:
    """Password of each sample person by e-mail address."""
    return _kept_passwords(keys / "sample.json", [person.email for person in PEOPLE])


def first_sign_in(keys: Path, email: str) -> tuple[str, str]:
    """(address, password) of the first person of the company that `qrt import` makes; of an interrupted start, if there was one."""
    return next(iter(_kept_passwords(keys / "company.json", [email]).items()))


def sign_in_lines(keys: Path) -> list[str]:
    """What `qrt up` prints."""
    passwords = sample_passwords(keys)
    return ["Sign in to the sample company as"] + [f"  {person.email:<28} {passwords[person.email]:<18} {person.what}" for person in PEOPLE]


def _kept_passwords(file: Path, emails: Sequence[str]) -> dict[str, str]:
    if file.exists():
        kept: dict[str, str] = json.loads(file.read_text())
        return kept
    made = {email: secrets.token_urlsafe(12) for email in emails}
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(made, out, indent=1)
    return made
