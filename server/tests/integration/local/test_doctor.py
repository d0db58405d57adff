"""The doctor names what is missing or unsafe."""

import socket
import threading
from dataclasses import replace
from pathlib import Path

import psycopg

from qrt.adapters.cache.health import check_valkey
from qrt.adapters.db.health import check_database
from qrt.adapters.db.migrate import downgrade
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.local.doctor import check_machine, report
from qrt.core.base.finding import Finding, Severity
from qrt.settings import Settings


def bad(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings if finding.severity is not Severity.INFO}


def test_a_sound_database_has_nothing_to_report(db_urls: DatabaseUrls) -> None:
    assert bad(check_database(db_urls.app)) == set()


def test_what_is_wrong_with_a_database_is_named(db_urls: DatabaseUrls, super_db: psycopg.Connection) -> None:
    assert bad(check_database(db_urls.owner)) >= {"doctor.database_role"}
    super_db.execute("alter table branches no force row level security")
    assert bad(check_database(db_urls.app)) == {"doctor.database_wall"}
    super_db.execute("update app.alembic_version set version_num = '0000'")
    assert "doctor.database_migrations" in bad(check_database(db_urls.app))
    super_db.execute("update app.alembic_version set version_num = '0001'")
    downgrade(db_urls.owner)
    assert bad(check_database(db_urls.app)) == {"doctor.database_migrations"}
    assert bad(check_database("postgresql://qrt_app:secret@127.0.0.1:1/qrt")) == {"doctor.database_reachable"}
    assert "secret" not in check_database("postgresql://qrt_app:secret@127.0.0.1:1/qrt")[0].sentence


def test_valkey_is_asked_with_its_password(valkey_url: str) -> None:
    assert check_valkey(valkey_url).severity is Severity.INFO
    assert check_valkey(valkey_url.replace("redis://:", "redis://:x")).severity is Severity.BLOCKING


def test_open_keys_a_dead_scanner_and_plain_http_are_unsafe(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, web_dist=tmp_path)
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "keys" / "kek").touch(mode=0o600)
    assert not bad(check_machine(settings, {})) & {"doctor.keys", "doctor.https", "doctor.python", "doctor.disk", "doctor.postgres", "doctor.valkey"}
    (tmp_path / "keys" / "kek").chmod(0o644)
    wrong = replace(settings, clamd="127.0.0.1:1", host="0.0.0.0", pg_bin=str(tmp_path))
    findings = check_machine(wrong, {})
    assert bad(findings) >= {"doctor.keys", "doctor.https", "doctor.scanner", "doctor.postgres"}
    lines, code = report(findings)
    assert code == 1
    assert len(lines) == len(findings)
    assert all("\n" not in line for line in lines)


def test_a_scanner_that_answers_is_well(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            link, _ = server.accept()
            with link:
                assert link.recv(64) == b"zPING\0"
                link.sendall(b"PONG\0")

        thread = threading.Thread(target=answer)
        thread.start()
        settings = Settings(home=tmp_path, clamd=f"127.0.0.1:{server.getsockname()[1]}")
        assert "doctor.scanner" not in bad(check_machine(settings, {}))
        thread.join(5)
