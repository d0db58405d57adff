"""A policy posts a paper in a running close: once, in its own name in books and trail, verifiable without a database, and taken back like any voucher."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

import tests.integration.close.papers as paper_kit
from qrt.adapters.db import companies
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import JournalEntry
from qrt.flows import journals
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders, make_bench
from tests.integration.close.papers import SUPPLIER, e_invoice, purchase, tiny_books, write_company


@pytest.fixture
async def passing(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The tiny company with four booked bills of Bharat Mills, one that nobody booked, and a policy for small ones."""
    books = tiny_books()
    books.vouchers += [purchase("P-3", date(2026, 8, 14), 7_000_00, "BM/103"), purchase("P-4", date(2026, 9, 3), 9_000_00, "BM/104")]
    books.vouchers = [replace(each, party_gstin=SUPPLIER) if each.register == "purchase" else each for each in books.vouchers]
    monkeypatch.setattr(paper_kit, "_STYLE", replace(paper_kit._STYLE, gstin=True))
    folder = write_company(tmp_path / "passing", books)
    path = folder / "company.yaml"
    said = yaml.safe_load(path.read_text()) | {"policy": {"auto_post": {"name": "small bills", "kinds": ["purchase"], "up_to": 25000, "confidence": 0.97}}}
    path.write_text(yaml.safe_dump(said))
    (folder / "inbox" / "Bharat Mills BM-107.json").write_bytes(e_invoice("BM/107", date(2026, 8, 25), 10_000_00))
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await made.hand_in(folder / "inbox")
    return made


def by_policy(files: dict[str, bytes]) -> list[dict]:
    rows = map(json.loads, files["vouchers.jsonl"].decode().splitlines())
    return [row for row in rows if row["status"] == "posted" and row["source"] == "paper"]


def trail_of(files: dict[str, bytes], key: str) -> list[str]:
    """Actor of every row of the trail that tells of the posted entry."""
    bodies = [json.loads(json.loads(line)["body"]) for line in files["trail.jsonl"].decode().splitlines() if '"body"' in line]
    return [body[4] for body in bodies if isinstance(body[-1], dict) and body[-1].get("key") == key and body[-1].get("state") == "posted"]


async def test_a_paper_posts_once_in_the_policys_name_and_the_package_is_whole(passing: Bench, readers: RememberingReaders) -> None:
    await passing.close()
    files = await passing.files()
    (row,) = by_policy(files)
    assert (row["approver"], row["reference"], row["party"]) == ("policy:small bills", "BM/107", "Bharat Mills")
    assert "4 equal bookings" in row["approved_because"]
    (entry,) = await passing.rows(JournalEntry, JournalEntry.key == row["key"])
    assert (entry.state, entry.made_by, entry.checked_by, entry.amount_paise) == ("posted", "system:policy:small bills", None, 11_800_00)
    assert trail_of(files, row["key"]) == ["system:policy:small bills"]
    (listed,) = csv.DictReader(io.StringIO(files["posted_by_policy.csv"].decode()))
    assert (listed["policy"], listed["look"], listed["because"]) == ("small bills", "yes", row["approved_because"])
    assert not verify_package(files, readers).faults

    await passing.close()
    again = await passing.files()
    assert by_policy(again) == [row]
    assert again["trial_balance.csv"] == files["trial_balance.csv"]
    assert len(await passing.rows(JournalEntry, JournalEntry.key == row["key"])) == 1
    assert not verify_package(again, readers).faults


async def test_what_a_policy_posted_is_taken_back_like_any_voucher(passing: Bench, readers: RememberingReaders) -> None:
    await passing.close()
    before = await passing.files()
    (entry,) = await passing.rows(JournalEntry, JournalEntry.key == by_policy(before)[0]["key"])
    asha, bina = passing.people["asha"], passing.people["bina"]
    async with passing.db(asha) as db:
        mirror = await journals.reverse(db, asha, entry.id, date(2026, 9, 29), "not ours")
    async with passing.db(bina) as db:
        await journals.approve(db, bina, mirror, 1)
    await passing.close()
    files = await passing.files()
    stock = next(row for row in csv.DictReader(io.StringIO(files["trial_balance.csv"].decode())) if row["ledger"] == "Purchase of Goods 18%")
    # 50,000 + 30,000 + 7,000 + 9,000 of the registers; the 10,000 of the paper came and went.
    assert (stock["closing_paise"], stock["credit_paise"]) == ("9600000", "1000000")
    assert not verify_package(files, readers).faults


async def test_a_draft_that_waited_before_the_policy_becomes_the_voucher(passing: Bench, readers: RememberingReaders) -> None:
    company = passing.company.company
    async with passing.db() as db:
        await companies.save_company(db, replace(company, policy=replace(company.policy, auto_post=())))
    await passing.close()
    (draft,) = await passing.rows(JournalEntry, JournalEntry.source == "paper")
    assert draft.state == "waiting"
    async with passing.db() as db:
        await companies.save_company(db, company)
    await passing.close()
    (voucher,) = await passing.rows(JournalEntry, JournalEntry.source == "paper")
    assert (voucher.id, voucher.state) == (draft.id, "posted")
    assert not verify_package(await passing.files(), readers).faults
