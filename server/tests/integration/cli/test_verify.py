"""`qrt verify` of files that are broken, ambiguous, or the audit page's export: one clear line, and exit 1 for what proves nothing."""

import asyncio
import io
import json
import uuid
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from qrt.adapters.db.audit import export_trail, load_public_keys, load_seal_key, seal_trail
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import make_sessions, tenant_session
from qrt.adapters.db.tables import Branch
from qrt.api.audit import zip_trail
from qrt.core.audit.seal import Seal, TrailRow, row_digest
from qrt.core.base.actor import System
from tests.conftest import make_company
from tests.integration.cli.test_bad_input import Run, one_line, qrt  # noqa: F401  (a fixture)

Trail = tuple[tuple[TrailRow, ...], tuple[Seal, ...], dict[str, str]]


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # The library warns of a name that stands there twice.
        warnings.simplefilter("ignore")
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


REAL = (("close.json", b"{}"), ("handin.json", b"{}"), ("trial_balance.csv", b"the real one"))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("trial_balance.csv", "trial_balance.csv stands in it twice"),
        ("Trial_Balance.csv", "are one file on many machines"),
        ("trial_balance.csv/", "stands in it twice"),
        ("./trial_balance.csv", "does not stay inside"),
        ("x/../trial_balance.csv", "does not stay inside"),
        ("../trial_balance.csv", "does not stay inside"),
        ("/trial_balance.csv", "does not stay inside"),
        ("C:trial_balance.csv", "does not stay inside"),
        ("x\\trial_balance.csv", "does not stay inside"),
    ],
)
def test_a_zip_that_shows_one_file_to_us_and_another_to_others_is_not_trusted(qrt: Run, tmp_path: Path, name: str, says: str) -> None:  # noqa: F811
    (tmp_path / "package.zip").write_bytes(zipped((name, b"a fake one"), *REAL))
    code, said, wrong = qrt("verify", tmp_path / "package.zip")
    assert (code, wrong) == (1, "")
    assert says in one_line(said) and "package.zip" in said


def test_a_zip_behind_another_zip_is_not_trusted(qrt: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "package.zip").write_bytes(zipped(("trial_balance.csv", b"a fake one")) + zipped(*REAL))
    code, said, _ = qrt("verify", tmp_path / "package.zip")
    assert code == 1 and "before its first file" in one_line(said)


def test_a_broken_zip_is_one_clear_line(qrt: Run, tmp_path: Path) -> None:  # noqa: F811
    whole = zipped(*REAL)
    breaks: list[bytes] = [
        b"",
        b"no zip at all",
        whole[: len(whole) // 2],
        *(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :] for at in (-3, -6, -10, 35)),
    ]
    encrypted = bytearray(whole)
    encrypted[whole.index(b"PK\1\2") + 8] |= 1
    for number, data in enumerate((*breaks, bytes(encrypted))):
        (tmp_path / "package.zip").write_bytes(data)
        code, said, wrong = qrt("verify", tmp_path / "package.zip")
        assert (code, wrong) == (1, ""), number
        assert "package.zip is no" in one_line(said), number


@pytest.fixture
def trail(db_urls: DatabaseUrls, tmp_path: Path) -> Trail:
    """A tenant's sealed trail as the audit page exports it, in several seals, with one row that no seal knows yet."""
    key = load_seal_key(tmp_path / "seal")

    async def make() -> Trail:
        sessions = make_sessions(make_engine(db_urls.app, pool_size=2))
        company = await make_company(sessions, "Asha Traders")

        async def add(name: str) -> None:
            async with tenant_session(sessions, company.id, System("test")) as db:
                db.add(Branch(entity_id=company.entity_id, name=f"{name} {uuid.uuid4().hex}"))

        for number in range(6):
            await add(f"Branch \u2028 {number}")
        seal_trail(db_urls.sealer, key, tmp_path / "seals", batch=4)
        await add("Newest")
        async with tenant_session(sessions, company.id, System("test")) as db:
            rows, seals = await export_trail(db)
        await sessions.kw["bind"].dispose()
        return rows, seals, load_public_keys(tmp_path / "seal")

    return asyncio.run(make())


def test_the_exported_trail_is_checked_and_whoever_alters_it_is_found(qrt: Run, trail: Trail, tmp_path: Path) -> None:  # noqa: F811
    rows, seals, keys = trail
    (key,) = keys.values()
    stranger = load_seal_key(tmp_path / "stranger")

    def verify(data: bytes, *more: str) -> tuple[int, str]:
        (tmp_path / "audit-trail.zip").write_bytes(data)
        code, said, wrong = qrt("verify", tmp_path / "audit-trail.zip", *more)
        assert wrong == ""
        return code, said

    code, said = verify(zip_trail(rows, seals, keys), "--key", key)
    assert code == 0, said
    assert one_line(said) == f"The trail is whole: {len(rows) - 1} rows under {len(seals)} seals, signed with {key}; 1 rows are newer than the last seal."
    code, said = verify(zip_trail(rows, seals, keys), "--key", stranger.public_hex)
    assert code == 1 and "another key" in one_line(said)

    other = (rows[1].body or "").replace("Asha", "Usha") + " "

    def without(name: str) -> bytes:
        return zipped(*((each, data) for each, data in unzipped(zip_trail(rows, seals, keys)) if each != name))

    forged = replace(seals[-1], signature=stranger.private.sign(bytes.fromhex(seals[-1].digest)).hex())
    attacks = {
        "a body": zip_trail((rows[0], replace(rows[1], body=other), *rows[2:]), seals, keys),
        "a body with its digest": zip_trail((rows[0], replace(rows[1], body=other, digest=row_digest(other)), *rows[2:]), seals, keys),
        "a body left out": zip_trail((rows[0], replace(rows[1], body=None), *rows[2:]), seals, keys),
        "a newest row of another tenant": zip_trail((*rows[:-1], replace(rows[-1], body='["x"]', digest=row_digest('["x"]'))), seals, keys),
        "a row taken out": zip_trail(rows[1:], seals, keys),
        "a row twice": zip_trail((rows[0], *rows), seals, keys),
        "a digest that is none": zip_trail((replace(rows[0], digest="none"), *rows[1:]), seals, keys),
        "a number that is none": zip_trail((replace(rows[0], xid="x"), *rows[1:]), seals, keys),  # type: ignore[arg-type]
        "a seal taken out": zip_trail(rows, seals[1:], keys),
        "a signature": zip_trail(rows, (*seals[:-1], forged), keys),
        "the key": zip_trail(rows, seals, dict.fromkeys(keys, stranger.public_hex)),
        "no seals": zip_trail(rows, (), keys),
        "no keys": zip_trail(rows, seals, {}),
        "keys that are none": zip_trail(rows, seals, dict.fromkeys(keys, "zz")),
        "a file missing": without("trail.jsonl"),
        "the seals' file missing": without("seals.jsonl"),
        "a file more": zipped(*unzipped(zip_trail(rows, seals, keys)), ("note.txt", b"x")),
        "lines of something else": zipped(("trail.jsonl", b"[]\n"), ("seals.jsonl", b"7\n"), ("keys.json", json.dumps([1]).encode())),
    }
    answers = {what: verify(data) for what, data in attacks.items()}
    assert {what for what, (code, said) in answers.items() if code != 1 or not said.strip()} == set()


def unzipped(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
