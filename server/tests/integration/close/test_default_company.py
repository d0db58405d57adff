"""A single company needs no idea of tenants: its data comes into the one company of the installation."""

from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.adapters.db import companies
from qrt.adapters.db.session import PLATFORM, Sessions, list_tenants, platform_session, tenant_session
from qrt.adapters.security.passwords import Passwords
from qrt.core.base.company import Company, Entity
from qrt.core.base.errors import Refused
from qrt.flows.companies import DEFAULT_NAME, NewPerson, ensure_company, ensure_default_company, own_companies

ADMIN = NewPerson("Asha Rao", "asha@kaveri.example", "a long enough passphrase 7")


async def test_the_default_company_is_made_once_and_is_the_same_at_every_start(sessions: Sessions, tiny: Path) -> None:
    passwords = Passwords(threads=1)
    try:
        company = load_company_file(tiny / "company.yaml").company
        made = await ensure_default_company(sessions, passwords, ADMIN, company)
        assert await ensure_default_company(sessions, passwords, ADMIN) == made
        async with platform_session(sessions) as db:
            assert await list_tenants(db) == (made,)
        async with tenant_session(sessions, made, PLATFORM) as db:
            kept = await companies.load_company(db)
    finally:
        passwords.close()
    assert (kept.name, kept.entities, kept.bank_accounts, kept.pan) == (company.name, company.entities, company.bank_accounts, company.pan)


async def test_without_a_company_file_it_has_a_name_and_one_entity_and_the_sample_company_is_not_taken_for_it(sessions: Sessions) -> None:
    passwords = Passwords(threads=1)
    try:
        sample = Company("Sample Ltd", entities=(Entity("S", "Sample Ltd"),))
        shown = await ensure_company(sessions, passwords, sample, [NewPerson("X", "x@sample.example", "another long passphrase 9")], is_sample=True)
        with pytest.raises(Refused, match="email_taken"):
            await ensure_default_company(sessions, passwords, NewPerson("X", "x@sample.example", "another long passphrase 9"))
        made = await ensure_default_company(sessions, passwords, ADMIN)
        assert made != shown
        assert await own_companies(sessions) == ((made, DEFAULT_NAME),)
        async with tenant_session(sessions, made, PLATFORM) as db:
            kept = await companies.load_company(db)
    finally:
        passwords.close()
    assert (kept.name, [entity.code for entity in kept.entities]) == (DEFAULT_NAME, ["MAIN"])
