"""A close that runs again, on papers that stayed and papers that changed."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import CloseStage, Document, JournalEntry, JournalLine
from qrt.core.base.errors import Refused
from qrt.flows import documents
from tests.integration.close.bench import BY, Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, tiny_books, voucher, write_books, write_company


def balance_of(files: dict[str, bytes]) -> dict[str, int]:
    return {row["ledger"]: int(row["closing_paise"]) for row in csv.DictReader(files["trial_balance.csv"].decode().splitlines())}


async def test_the_tiny_company_closes_to_the_figures_on_its_papers(bench: Bench, records) -> None:
    await bench.close()
    files = await bench.files()
    expected = {name: balance.closing for name, balance in tiny_books().balances().items()}
    assert {name: amount for name, amount in balance_of(files).items() if amount or name in expected} == expected
    posted = [row for row in records(files, "vouchers.jsonl") if row["status"] == "posted"]
    assert sorted(row["number"] for row in posted) == ["P-1", "P-2", "R-1", "R-2", "S-1", "S-2", "S-3", "Y-1", "Y-2"]
    waiting = [row for row in records(files, "vouchers.jsonl") if row["status"] == "waiting"]
    assert sorted((row["source"], sum(line["amount_paise"] for line in row["lines"] if line["amount_paise"] > 0)) for row in waiting) == [
        ("paper", 11_800_00),
        ("rule", 500_00),
    ]


async def test_a_second_run_over_the_same_papers_posts_nothing_twice_and_gives_the_same_digest(bench: Bench) -> None:
    first = await bench.close()
    numbers = sorted(row.number for row in await bench.rows(JournalEntry, JournalEntry.state == "posted"))
    lines = await bench.count(JournalLine)
    second = await bench.close()
    assert first == second
    assert sorted(row.number for row in await bench.rows(JournalEntry, JournalEntry.state == "posted")) == numbers
    assert await bench.count(JournalLine) == lines
    assert len(numbers) == len(set(numbers)) == 9


async def test_a_paper_that_comes_twice_is_one_document(bench: Bench, tiny: Path) -> None:
    before = await bench.count(Document)
    data = (tiny / "inbox" / "Sales Register.xlsx").read_bytes()
    async with bench.db() as db:
        result = await documents.receive(db, BY, bench.desk.store, bench.quarter, "the same once more.xlsx", data)
    assert result.duplicate_of == result.document_id
    assert "Sales Register.xlsx" in result.reason
    assert await bench.count(Document) == before


async def test_a_copy_of_the_opening_trial_balance_among_the_papers_leaves_it_the_opening(
    sessions: Sessions, db_urls: DatabaseUrls, readers: RememberingReaders, tmp_path: Path, records
) -> None:
    folder = write_company(tmp_path / "company", tiny_books())
    (opening,) = folder.glob("opening_*.xlsx")
    shutil.copy(opening, folder / "inbox" / "A copy of June.xlsx")
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await made.hand_in(folder / "inbox")
    await made.close()
    files = await made.files()
    assert balance_of(files)["Share Capital"] == -10_00_000_00
    assert any("A copy of June.xlsx" in row["sentence"] for row in records(files, "findings.jsonl") if row["rule"] == "document.received_again")


async def test_the_package_names_both_names_of_a_file_that_came_twice_and_no_figure_changes(bench: Bench, tiny: Path, records) -> None:
    await bench.close()
    before = balance_of(await bench.files())
    data = (tiny / "inbox" / "Sales Register.xlsx").read_bytes()
    async with bench.db() as db:
        await documents.receive(db, BY, bench.desk.store, bench.quarter, "the same once more.xlsx", data)
        await documents.receive(db, bench.people["asha"], bench.desk.store, bench.quarter, "Sales Register.xlsx", data)
    await bench.close()
    files = await bench.files()
    told = [row for row in records(files, "findings.jsonl") if row["rule"] == "document.received_again"]
    assert [(row["severity"], row["sentence"]) for row in told] == [
        ("info", "Sales Register.xlsx is the same file, byte for byte, as the same once more.xlsx: it was read and counted once."),
        ("info", "Handed in once more, byte for byte and under the same name: Sales Register.xlsx. Each was read and counted once."),
    ]
    assert all(row["evidence"] for row in told) and balance_of(files) == before
    assert [row["content"]["name"] for row in records(files, "decisions.jsonl")] == ["the same once more.xlsx", "Sales Register.xlsx"]


async def test_a_register_that_says_other_amounts_for_a_posted_voucher_stops_the_run_at_its_stage_and_says_what_to_do(bench: Bench, tmp_path: Path) -> None:
    await bench.close()
    posted = {row.key: row.amount_paise for row in await bench.rows(JournalEntry, JournalEntry.state == "posted")}
    old = next(row for row in await bench.rows(Document) if row.name == "Sales Register.xlsx")
    async with bench.db(bench.people["asha"]) as db:
        # Posted vouchers stand on it, so it cannot simply be taken away.
        with pytest.raises(Refused) as refused:
            await documents.reject(db, bench.people["asha"], old.id, "a newer one came", old.version)
    assert refused.value.code == "document.has_posted_vouchers"
    books = tiny_books()
    sales = next(each for each in books.vouchers if each.number == "S-2")
    for leg in sales.legs:
        leg.amount = leg.amount * 2
    (tmp_path / "newer").mkdir()
    write_books(tmp_path / "newer", books)
    async with bench.db() as db:
        await documents.receive(db, BY, bench.desk.store, bench.quarter, "Sales Register newer.xlsx", (tmp_path / "newer" / "Sales Register.xlsx").read_bytes())
    # Which of the two the merge believes is its own affair; what was posted may not change silently either way.
    try:
        await bench.close()
    except Refused as wrong:
        assert wrong.code in ("close.voucher_changed", "close.voucher_without_paper")
        stage = next(row for row in await bench.rows(CloseStage, CloseStage.run == 2) if row.stage == "book")
        assert stage.state == "failed"
        assert stage.message == wrong.sentence
        assert "Reverse it" in stage.message
    else:
        files = await bench.files()
        assert "voucher" in files["findings.jsonl"].decode(), "two registers that contradict each other must be named"
    assert {row.key: row.amount_paise for row in await bench.rows(JournalEntry, JournalEntry.state == "posted") if row.key in posted} == posted


async def test_a_draft_whose_bank_line_has_its_voucher_now_is_dropped(bench: Bench, tmp_path: Path) -> None:
    await bench.close()
    (draft,) = [row for row in await bench.rows(JournalEntry, JournalEntry.state == "waiting") if row.source == "rule"]
    books = tiny_books()
    books.vouchers = [voucher("bank", "Y-3", date(2026, 9, 30), {BANK: -500_00, "Bank Charges": 500_00}, narration="Account maintenance charges")]
    books.statement = []
    (tmp_path / "late").mkdir()
    write_books(tmp_path / "late", books)
    data = (tmp_path / "late" / "Bank Book.xlsx").read_bytes()
    async with bench.db() as db:
        await documents.receive(db, BY, bench.desk.store, bench.quarter, "Bank Book late entries.xlsx", data)
    await bench.close()
    (row,) = await bench.rows(JournalEntry, JournalEntry.id == draft.id)
    assert row.state == "dropped"
    assert balance_of(await bench.files())["Bank Charges"] == 500_00
