"""`qrt import`: a first user brings a quarter onto the platform and need not know what a tenant is."""

import asyncio
import json
import os
from pathlib import Path

import psycopg
import pytest

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import make_sessions
from tests.conftest import make_company
from tests.integration.cli.test_bad_input import Run, one_line, qrt  # noqa: F401  (a fixture)
from tests.integration.close.papers import tiny_books, write_company

QUARTER = ("--quarter", "2026-27-Q2")


@pytest.fixture
def platform(durable_urls: DatabaseUrls, qrt: Run, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: F811
    """The command beside a prepared database without a worker, so that a run only waits."""
    monkeypatch.setenv("QRT_APP_DATABASE_URL", durable_urls.app)
    return qrt


def test_a_folder_becomes_the_one_company_of_the_installation_with_a_sign_in_and_a_waiting_run(
    platform: Run, super_db: psycopg.Connection, db_url: str, tmp_path: Path
) -> None:
    inbox = write_company(tmp_path / "tiny", tiny_books()) / "inbox"
    code, said, progress = platform("import", inbox, *QUARTER, "--email", "Asha@Kaveri.example")
    assert code == 0, progress
    answer = json.loads(said)
    assert (answer["company"], answer["run"], answer["quarter"]) == ("Default Company", 1, "2026-27-Q2")
    ((tenant, name, sample),) = super_db.execute("select id, company_name, is_sample from tenants").fetchall()
    assert (name, sample) == ("Default Company", False)
    assert super_db.execute("select state, run from closes").fetchall() == [("running", 1)]
    assert super_db.execute("select count(*) from documents").fetchone() == (answer["papers"],)
    assert super_db.execute("select workflow_uuid from dbos.workflow_status").fetchall() == [(f"close:{tenant}:2026-27-Q2:1",)]
    kept = tmp_path / "home" / "keys" / "company.json"
    assert os.stat(kept).st_mode & 0o077 == 0
    ((address, password),) = json.loads(kept.read_text()).items()
    assert super_db.execute("select email from users").fetchall() == [(address,)] == [("asha@kaveri.example",)]
    assert f"Sign in as {address} with {password}" in progress

    code, _, wrong = platform("import", inbox, *QUARTER)
    assert code == 2 and "Run 1 is still working" in wrong and "Sign in as" not in wrong
    (tmp_path / "other.yaml").write_text("name: Bharat Mills Limited\n")
    code, _, wrong = platform("import", inbox, *QUARTER, "--company", tmp_path / "other.yaml")
    assert code == 2 and "keeps the books of Default Company" in one_line(wrong)
    assert super_db.execute("select count(*) from tenants").fetchone() == (1,)

    async def add_another() -> None:
        sessions = make_sessions(make_engine(db_url, pool_size=1))
        await make_company(sessions, "Bharat Mills Limited")
        await sessions.kw["bind"].dispose()

    asyncio.run(add_another())
    code, _, wrong = platform("import", inbox, *QUARTER)
    assert code == 2 and "books of 2 companies" in one_line(wrong)


def test_a_company_file_names_the_company_and_ties_its_bank_accounts(platform: Run, super_db: psycopg.Connection, tmp_path: Path) -> None:
    folder = write_company(tmp_path / "tiny", tiny_books())
    code, said, progress = platform("import", folder / "inbox", "--company", folder / "company.yaml", *QUARTER)
    assert code == 0, progress
    assert super_db.execute("select company_name from tenants").fetchall() == [(json.loads(said)["company"],)] != [("Default Company",)]
    assert super_db.execute("select count(*) from bank_accounts").fetchone() != (0,)


def test_without_a_platform_or_with_a_dead_one_it_is_refused_in_one_line(
    qrt: Run,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = write_company(tmp_path / "tiny", tiny_books()) / "inbox"
    code, _, wrong = qrt("import", inbox, *QUARTER)
    assert code == 2 and "No platform runs" in one_line(wrong)
    monkeypatch.setenv("QRT_APP_DATABASE_URL", "postgresql://qrt_app:secret@127.0.0.1:1/qrt")
    code, _, wrong = qrt("import", inbox, *QUARTER)
    assert code == 2 and "does not answer" in one_line(wrong) and "secret" not in wrong
