"""Whoever alters a close package is found: by its hashes, by its signature, and by computing every figure again from the papers."""

import asyncio
import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import DatabaseUrls, with_database
from qrt.adapters.db.session import make_sessions
from qrt.adapters.db.tables import FindingRow, JournalEntry
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.core.base.errors import Refused
from qrt.flows import findings, journals, verify
from qrt.flows.verify import Verification, load_package, verify_package
from tests.integration.close.bench import RememberingReaders, make_bench
from tests.integration.close.papers import OWN, SUPPLIER, e_invoice, group_books, gstr2b, write_company

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def good(
    postgres: EmbeddedPostgres, template: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory, readers: RememberingReaders
) -> Iterator[tuple[Files, str]]:
    """The package of a group of two with a 2B, an approved voucher and a waived finding, and the key it is signed with."""
    name = "tamper"
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute(sql.SQL("create database {} owner qrt_owner template qrt_template").format(sql.Identifier(name)))
        db.execute(sql.SQL("grant connect on database {} to qrt_app, qrt_sealer").format(sql.Identifier(name)))
    urls = DatabaseUrls(*(with_database(url, name) for url in (template.owner, template.app, template.readonly, template.sealer, template.jobs)))
    home = tmp_path_factory.mktemp("tamper")
    folder = write_company(home / "company", *group_books(), foldered=True)
    (folder / "inbox" / "KT" / "BM-103.json").write_bytes(e_invoice("BM/103", date(2026, 9, 25), 10_000_00))
    (folder / "inbox" / "KT" / "2B.json").write_bytes(gstr2b(OWN, [("BM/101", date(2026, 7, 10), 50_000_00), ("BM/104", date(2026, 9, 2), 7_000_00)]))

    async def make() -> tuple[Files, str]:
        sessions = make_sessions(make_engine(urls.app, pool_size=2))
        bench = await make_bench(sessions, urls, folder, home / "home", readers)
        await bench.hand_in(folder / "inbox")
        await bench.close()
        asha, bina = bench.people["asha"], bench.people["bina"]
        (row,) = await bench.rows(JournalEntry, JournalEntry.state == "waiting", JournalEntry.source == "paper")
        async with bench.db(asha) as db:
            await journals.approve(db, asha, row.id, row.version)
        finding = (await bench.rows(FindingRow, FindingRow.state == "open", FindingRow.severity == "warning"))[0]
        async with bench.db(asha) as db:
            await findings.ask_waiver(db, asha, finding.id, "seen", finding.version)
        async with bench.db(bina) as db:
            await findings.waive(db, bina, finding.id, finding.version + 1)
        await bench.close()
        files = await bench.files()
        await sessions.kw["bind"].dispose()
        return files, bench.desk.public_key.hex()

    yield asyncio.run(make())
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def check(files: Mapping[str, bytes], readers: RememberingReaders, key: str = "") -> Verification | Refused:
    try:
        return verify_package(files, readers, key)  # type: ignore[arg-type]
    except Refused as refused:
        assert refused.code == "package.unreadable"
        return refused


def is_found(answer: Verification | Refused) -> bool:
    return isinstance(answer, Refused) or not answer.whole


def resealed(files: Mapping[str, bytes]) -> Files:
    """What an attacker with a key of their own makes of altered files: every hash right again, and a valid signature."""
    kept = {path: data for path, data in files.items() if path not in ("manifest.json", "manifest.sig")}
    hashes = {path: hashlib.sha256(kept[path]).hexdigest() for path in sorted(kept)}
    manifest = (json.dumps({"files": hashes}, indent=1, sort_keys=True) + "\n").encode()
    key = Ed25519PrivateKey.generate()
    said = {"algorithm": "Ed25519", "public_key": key.public_key().public_bytes_raw().hex(), "signature": key.sign(manifest).hex()}
    return {**kept, "manifest.json": manifest, "manifest.sig": (json.dumps(said, sort_keys=True, separators=(",", ":")) + "\n").encode()}


def one_digit_on(data: bytes, share: float) -> bytes:
    """One digit of a text changed, at about this share of its length; a leading zero never arises, so JSON stays JSON."""
    digits = [at for at, byte in enumerate(data) if byte in b"12345678"]
    at = digits[int(share * (len(digits) - 1))]
    return data[:at] + bytes([data[at] + 1]) + data[at + 1 :]


def altered(path: str, data: bytes, share: float) -> bytes:
    if path.startswith("evidence/") or path.endswith((".pdf", ".xlsx", ".parquet")):
        at = int(share * (len(data) - 1))
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    return one_digit_on(data, share)


def kinds(files: Files) -> list[str]:
    """One path of each kind of file, of evidence one of each extension."""
    found: dict[str, str] = {}
    for path in sorted(files):
        folder = path.split("/")[0]
        kind = path.rsplit("/", 1)[-1] if folder == "reconciliations" else f"{folder}.{path.rsplit('.', 1)[-1]}" if folder == "evidence" else path
        if files[path].strip():
            found.setdefault(kind, path)
    return list(found.values())


def test_the_package_follows_from_its_papers_as_folder_and_as_zip(good: tuple[Files, str], readers: RememberingReaders, tmp_path: Path) -> None:
    files, key = good
    for path, data in files.items():
        (tmp_path / "folder" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / path).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    for place in (tmp_path / "folder", tmp_path / "package.zip"):
        found = verify_package(load_package(place), readers, key)  # type: ignore[arg-type]
        assert found.faults == ()
        assert found.papers == len([path for path in files if path.startswith("evidence/")])
        assert found.digest == json.loads(files["close.json"])["digest"]
    assert {"decisions.jsonl", "consolidation.json", "voucher_numbers.csv"} <= set(kinds(files))
    assert any(path.endswith("matches.parquet") for path in files)


def test_a_changed_byte_of_any_file_is_found(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, _ = good
    missed = [
        (path, share) for path in kinds(files) for share in (0.02, 0.98) if not is_found(check(files | {path: altered(path, files[path], share)}, readers))
    ]
    assert missed == []


def test_a_missing_or_added_file_is_found_even_with_the_manifest_made_anew(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, _ = good
    missed = []
    for path in kinds(files):
        less = {each: data for each, data in files.items() if each != path}
        missed += [("removed", path)] * (not is_found(check(less, readers)))
        if not path.startswith("manifest"):
            missed += [("removed, resealed", path)] * (not is_found(check(resealed(less), readers)))
    for path in ("evidence/note.txt", "statements (final).xlsx", "reconciliations/x/summary.json"):
        for more in (files | {path: b"new"}, resealed(files | {path: b"new"})):
            missed += [("added", path)] * (not is_found(check(more, readers)))
    assert missed == []


def test_a_figure_altered_by_somebody_who_repairs_hashes_and_signs_anew_is_found_by_recomputation(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, key = good
    # Numbers of our own and times follow from no paper: they are held by the signature alone.
    by_signature = {"voucher_numbers.csv", "close.json", "manifest.json", "manifest.sig"}
    missed = []
    for path in kinds(files):
        for share in (0.3, 0.9):
            attack = resealed(files | {path: altered(path, files[path], share)})
            if path not in by_signature:
                missed += [(path, share)] * (not is_found(check(attack, readers)))
            if path not in ("manifest.json", "manifest.sig"):
                missed += [(path, share, "key")] * (not is_found(check(attack, readers, key)))
    assert missed == []


def test_an_approval_altered_into_something_that_is_no_voucher_is_an_answer_and_not_a_crash(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, _ = good
    lines = files["decisions.jsonl"].decode().splitlines()
    position, approval = next((at, json.loads(line)) for at, line in enumerate(lines) if "voucher_approved" in line)
    for harm in ("unbalanced", "one leg", "no kind", "no day", "not a voucher"):
        said = json.loads(json.dumps(approval))
        if harm == "unbalanced":
            said["content"]["lines"][0]["amount"] += 100
        elif harm == "one leg":
            del said["content"]["lines"][1:]
        elif harm == "no kind":
            said["content"]["kind"] = "gift"
        elif harm == "no day":
            said["content"]["day"] = "someday"
        else:
            said["content"] = {}
        altered_lines = [*lines[:position], json.dumps(said), *lines[position + 1 :]]
        answer = check(resealed(files | {"decisions.jsonl": ("\n".join(altered_lines) + "\n").encode()}), readers)
        assert is_found(answer), harm


def test_a_trail_altered_into_something_that_is_no_trail_is_a_fault_and_not_a_crash(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, _ = good
    head, *lines = files["trail.jsonl"].splitlines()
    seal = json.loads(lines[0])
    for harm in ({"root": "none"}, {"n": "first"}, {"signature": None}, {"digest": 7}):
        trail = b"\n".join([head, json.dumps(seal | harm).encode(), *lines[1:]]) + b"\n"
        found = check(resealed(files | {"trail.jsonl": trail}), readers)
        assert isinstance(found, Verification)
        assert {fault.file for fault in found.faults} == {"trail.jsonl"}, harm


@pytest.mark.parametrize("name", ["counts", "totals", "ties", "findings_by_rule", "digest", "rulebook_hash", "reconciliations", "company"])
def test_what_close_json_sums_up_follows_from_the_papers(good: tuple[Files, str], readers: RememberingReaders, name: str) -> None:
    files, _ = good
    said = json.loads(files["close.json"])
    text = json.dumps(said[name])
    said[name] = json.loads(one_digit_on(text.encode(), 0.5)) if any(digit in text for digit in "12345678") else "Another Company"
    found = check(resealed(files | {"close.json": json.dumps(said).encode()}), readers)
    assert isinstance(found, Verification)
    assert [fault.file for fault in found.faults] == ["close.json"]
    assert name in found.faults[0].sentence


def test_a_paper_exchanged_together_with_its_name_and_the_list_of_papers_is_found_by_the_figures(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, _ = good
    handin = json.loads(files["handin.json"])
    entry = next(each for each in handin["papers"] if each["name"].endswith("Bank Statement.csv"))
    old = f"evidence/{entry['sha256']}.csv"
    other = files[old].replace(b"1,18,000.00", b"1,81,000.00")
    assert other != files[old]
    entry["sha256"], entry["size"] = hashlib.sha256(other).hexdigest(), len(other)
    attack = {path: data for path, data in files.items() if path != old} | {f"evidence/{entry['sha256']}.csv": other}
    attack["handin.json"] = (json.dumps(handin, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    found = check(resealed(attack), readers)
    assert isinstance(found, Verification)
    assert any(fault.file.startswith("reconciliations/") for fault in found.faults)


def test_the_fault_names_the_file_the_line_and_both_figures(good: tuple[Files, str], readers: RememberingReaders) -> None:
    files, _ = good
    rows = list(csv.reader(io.StringIO(files["trial_balance.csv"].decode())))
    line = next(row for row in rows if row[1] == "Bharat Mills")
    told = ",".join(line)
    line[7] = str(int(line[7]) + 100)
    attack = resealed(files | {"trial_balance.csv": files["trial_balance.csv"].replace(told.encode(), ",".join(line).encode())})
    found = check(attack, readers)
    assert isinstance(found, Verification)
    (fault,) = found.faults
    assert fault.file == "trial_balance.csv"
    assert f"{line[7]}…; the evidence gives" in fault.sentence and told[-8:] in fault.sentence and "line 3" in fault.sentence


def test_a_check_that_does_not_recompute_would_miss_the_repaired_package(
    good: tuple[Files, str], readers: RememberingReaders, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, _ = good
    attack = resealed(files | {"vouchers.jsonl": one_digit_on(files["vouchers.jsonl"], 0.5)})
    assert is_found(check(attack, readers))
    monkeypatch.setattr(verify, "_compare", lambda *_: ())
    assert not is_found(check(attack, readers))


def test_the_papers_of_the_group_name_the_supplier(good: tuple[Files, str]) -> None:
    assert SUPPLIER.encode() in good[0]["documents.jsonl"]
