"""What people decide between two runs, and what it does to the next one."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db import books as book_rows
from qrt.adapters.db import companies
from qrt.adapters.db.tables import (
    Close,
    CloseTask,
    Document,
    FindingRow,
    JournalEntry,
    Period,
    ReconciliationBreak,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
    SignOff,
)
from qrt.core.base.errors import Refused
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import to_voucher
from qrt.core.recon.bench import ByHand
from qrt.flows import close as close_flow
from qrt.flows import documents, findings, journals, periods, recon, tasks
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders
from tests.integration.close.papers import BANK, tiny_books, write_company

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)


def balances(files: dict[str, bytes]) -> dict[str, int]:
    return {row["ledger"]: int(row["closing_paise"]) for row in csv.DictReader(files["trial_balance.csv"].decode().splitlines())}


def moved(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, int]:
    """What changed between two trial balances, by ledger."""
    old, new = balances(before), balances(after)
    return {name: new.get(name, 0) - old.get(name, 0) for name in old.keys() | new.keys() if new.get(name, 0) != old.get(name, 0)}


async def draft(bench: Bench, source: str) -> JournalEntry:
    (row,) = [row for row in await bench.rows(JournalEntry, JournalEntry.state == "waiting") if row.source == source]
    return row


def whole(files: dict[str, bytes], readers: RememberingReaders) -> None:
    found = verify_package(files, readers)  # type: ignore[arg-type]
    assert not found.faults


async def refused(code: str, act) -> None:
    with pytest.raises(Refused) as wrong:
        await act
    assert wrong.value.code == code
    assert wrong.value.sentence


async def test_an_approved_draft_moves_the_trial_balance_by_its_own_lines_and_nothing_else(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    before, row = await bench.files(), await draft(bench, "paper")
    lines = {part["ledger"]: part["amount_paise"] for part in row.draft_lines}
    assert sum(lines.values()) == 0
    async with bench.db(bench.people["asha"]) as db:
        number = await journals.approve(db, bench.people["asha"], row.id, row.version)
    assert number
    await bench.close()
    after = await bench.files()
    assert moved(before, after) == lines
    whole(after, readers)
    assert await bench.close() == await bench.close(), "an approved voucher stands in every later run"


async def test_a_bank_charge_is_approved_with_a_ledger_that_the_books_did_not_have(tmp_path: Path, sessions, db_urls, readers: RememberingReaders) -> None:
    from tests.integration.close.bench import make_bench

    books = tiny_books()
    del books.groups["Bank Charges"]
    folder = write_company(tmp_path / "plain", books)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    before, row = await bench.files(), await draft(bench, "rule")
    async with bench.db(bench.people["asha"]) as db:
        await journals.approve(db, bench.people["asha"], row.id, row.version)
    await bench.close()
    after = await bench.files()
    change = moved(before, after)
    assert change.pop(BANK) == -500_00
    assert list(change.values()) == [500_00]
    whole(after, readers)


async def test_nobody_approves_what_they_wrote_and_nothing_stale_is_approved(bench: Bench) -> None:
    await bench.close()
    asha, bina = bench.people["asha"], bench.people["bina"]
    async with bench.db(asha) as db:
        made = await journals.write(db, asha, "KT", "journal", date(2026, 9, 30), "Accrual", "", [("Purchase of Goods 18%", 100_00), ("Bharat Mills", -100_00)])
    async with bench.db(asha) as db:
        await refused("voucher.maker_is_checker", journals.approve(db, asha, made, 1))
    async with bench.db(bina) as db:
        await refused("voucher.stale", journals.approve(db, bina, made, 7))
    async with bench.db(bina) as db:
        await journals.approve(db, bina, made, 1)
    async with bench.db(bina) as db:
        await refused("voucher.already_approved", journals.approve(db, bina, made, 1))
    async with bench.db(asha) as db:
        await refused(
            "voucher.unsound",
            journals.write(db, asha, "KT", "journal", date(2026, 9, 30), "Lame", "", [("Purchase of Goods 18%", 100_00), ("Bharat Mills", -99_00)]),
        )
    async with bench.db(asha) as db:
        await refused(
            "ledger.unknown_account", journals.write(db, asha, "KT", "journal", date(2026, 9, 30), "New", "", [("Nobody", 100_00), ("Bharat Mills", -100_00)])
        )


async def test_a_hand_written_voucher_and_its_reversal_leave_the_trial_balance_as_it_was(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    before, asha, bina = await bench.files(), bench.people["asha"], bench.people["bina"]
    async with bench.db(asha) as db:
        made = await journals.write(db, asha, "KT", "journal", date(2026, 9, 30), "Accrual", "", [("Purchase of Goods 18%", 100_00), ("Bharat Mills", -100_00)])
    async with bench.db(bina) as db:
        await journals.approve(db, bina, made, 1)
    await bench.close()
    assert moved(before, await bench.files()) == {"Purchase of Goods 18%": 100_00, "Bharat Mills": -100_00}
    async with bench.db(bina) as db:
        mirror = await journals.reverse(db, bina, made, date(2026, 9, 30), "wrong party")
    async with bench.db(asha) as db:
        await journals.approve(db, asha, mirror, (await bench.rows(JournalEntry, JournalEntry.id == mirror))[0].version)
    await bench.close()
    after = await bench.files()
    assert moved(before, after) == {}
    whole(after, readers)


async def test_a_corrected_amount_changes_the_draft_of_the_next_run(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    before = await draft(bench, "paper")
    (paper,) = await bench.rows(Document, Document.name == "Bharat Mills BM-103.json")
    async with bench.db(bench.people["asha"]) as db:
        await documents.correct_field(db, bench.people["asha"], paper.id, "invoice_number", "BM/1O3-A", None, None, paper.version)
    await bench.close()
    after = await draft(bench, "paper")
    assert after.id == before.id
    assert (before.reference, after.reference) == ("BM/103", "BM/1O3-A")
    whole(await bench.files(), readers)


async def bank_report(bench: Bench) -> ReconciliationReport:
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    return report


async def test_a_rejected_match_opens_its_items_and_a_match_by_hand_closes_them_again(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    bina, report = bench.people["bina"], await bank_report(bench)
    matches = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id)
    assert len(matches) == 3
    breaks = await bench.count(ReconciliationBreak, ReconciliationBreak.report_id == report.id)
    parts = await bench.rows(ReconciliationMatchLine, ReconciliationMatchLine.match_id == matches[0].id)
    async with bench.db(bina) as db:
        await recon.reject(db, bina, report.id, matches[0].match, matches[0].version, "not this one")
    on_page = {(row.side, row.item, row.why_not, row.age_days) for row in await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report.id)}
    await bench.close()
    report = await bank_report(bench)
    after_run = {(row.side, row.item, row.why_not, row.age_days) for row in await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report.id)}
    assert on_page == after_run, "the page and the next run say the same"
    assert len(after_run) == breaks + len(parts)
    left, right = ([part.item for part in parts if part.side == side] for side in ("left", "right"))
    async with bench.db(bina) as db:
        await refused("recon.one_sided", recon.match_by_hand(db, bina, report.id, ByHand(tuple(left), ())))
    async with bench.db(bina) as db:
        name = await recon.match_by_hand(db, bina, report.id, ByHand(tuple(left), tuple(right)))
    async with bench.db(bina) as db:
        await refused("recon.not_open", recon.match_by_hand(db, bina, report.id, ByHand(tuple(left), tuple(right))))
    await bench.close()
    report = await bank_report(bench)
    assert await bench.count(ReconciliationBreak, ReconciliationBreak.report_id == report.id) == breaks
    made = await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id, ReconciliationMatch.match == name)
    assert [(row.stage, row.status) for row in made] == [("manual", "accepted")]
    whole(await bench.files(), readers)


async def test_items_that_do_not_add_up_are_not_matched_by_hand(bench: Bench) -> None:
    await bench.close()
    bina, report = bench.people["bina"], await bank_report(bench)
    open_ones = await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report.id)
    left, right = ([row.item for row in open_ones if row.side == side] for side in ("left", "right"))
    assert left and right
    async with bench.db(bina) as db:
        await refused("recon.unbalanced", recon.match_by_hand(db, bina, report.id, ByHand(tuple(left), tuple(right))))


async def test_a_waived_finding_stays_waived_needs_two_people_and_its_reason(bench: Bench, readers: RememberingReaders, records) -> None:
    await bench.close()
    asha, bina = bench.people["asha"], bench.people["bina"]
    row = (await bench.rows(FindingRow, FindingRow.state == "open", FindingRow.severity != "info"))[0]
    async with bench.db(asha) as db:
        await refused("finding.reason_missing", findings.ask_waiver(db, asha, row.id, "  ", row.version))
    async with bench.db(bina) as db:
        await refused("finding.not_asked", findings.waive(db, bina, row.id, row.version))
    async with bench.db(asha) as db:
        await findings.ask_waiver(db, asha, row.id, "seen and agreed with the bank", row.version)
    async with bench.db(asha) as db:
        await refused("finding.asker_is_approver", findings.waive(db, asha, row.id, row.version + 1))
    async with bench.db(bina) as db:
        await findings.waive(db, bina, row.id, row.version + 1)
    await bench.close()
    files = await bench.files()
    assert [each["sentence"] for each in records(files, "findings.jsonl") if each["state"] == "waived"] == [row.sentence]
    (again,) = await bench.rows(FindingRow, FindingRow.id == row.id)
    assert again.state == "waived"
    whole(files, readers)


async def test_a_decision_made_while_a_run_works_counts_from_the_next_run_on(bench: Bench, readers: RememberingReaders) -> None:
    await bench.close()
    before, row = await bench.files(), await draft(bench, "paper")
    number = await bench.start()
    async with bench.db(bench.people["asha"]) as db:
        await journals.approve(db, bench.people["asha"], row.id, row.version)
    await bench.work(number)
    during = await bench.files()
    assert moved(before, during) == {}
    whole(during, readers)
    await bench.close()
    assert moved(during, await bench.files())


async def test_a_paper_that_comes_while_a_run_works_waits_for_the_next_run_and_the_package_still_follows(bench: Bench, readers: RememberingReaders) -> None:
    from qrt.flows import run

    number = await bench.start()
    assert await run.begin(bench.sessions, bench.where, bench.desk, number)
    while await run.read_batch(bench.sessions, bench.where, bench.desk, number):
        pass
    async with bench.db() as db:
        await documents.receive(db, BY, bench.desk.store, bench.quarter, "late.txt", b"a late word")
    for stage in run.STAGE_NAMES:
        bench.desk.memory.clear()  # As if each stage ran in another worker.
        if stage == "assemble":
            bench.seal()
        assert await run.do_stage(bench.sessions, bench.where, bench.desk, number, stage)
    await run.finish(bench.sessions, bench.where, number)
    files = await bench.files()
    assert b"late.txt" not in files["handin.json"]
    whole(files, readers)
    await bench.close()
    assert b"late.txt" in (await bench.files())["handin.json"]


async def test_a_close_is_signed_once_by_a_manager_who_did_not_start_it_over_the_package_they_read(bench: Bench) -> None:
    asha, bina, chetan = (bench.people[name] for name in ("asha", "bina", "chetan"))
    key = bench.desk
    async with bench.db(bina) as db:
        await refused("close.not_ready", close_flow.sign_off(db, bina, bench.quarter, "x", NOW, key))
    old = await bench.close(asha)
    row = await draft(bench, "paper")
    async with bench.db(bina) as db:
        await journals.approve(db, bina, row.id, row.version)
    digest = await bench.close(asha)
    assert digest != old
    await waive_blocking(bench)
    for person, said, code in ((bina, old, "close.stale_digest"), (asha, digest, "close.maker_is_checker"), (chetan, digest, "close.not_a_signer")):
        async with bench.db(person) as db:
            await refused(code, close_flow.sign_off(db, person, bench.quarter, said, NOW, key))
    async with bench.db(bina) as db:
        signed = await close_flow.sign_off(db, bina, bench.quarter, digest, NOW, key)
    assert signed.digest == digest
    for period in await bench.rows(Period):
        assert period.state == "locked"
    for act in ("start", "paper", "voucher"):
        async with bench.db(asha) as db:
            if act == "start":
                await refused("close.signed", close_flow.start_run(db, asha, bench.quarter, _never))
            elif act == "paper":
                await refused("close.signed", documents.receive(db, asha, bench.desk.store, bench.quarter, "late.txt", b"late"))
            else:
                lines = [("Purchase of Goods 18%", 100_00), ("Bharat Mills", -100_00)]
                await refused("close.signed", journals.write(db, asha, "KT", "journal", date(2026, 9, 30), "Late", "", lines))


async def sign(bench: Bench, digest: str) -> None:
    async with bench.db(bench.people["bina"]) as db:
        await close_flow.sign_off(db, bench.people["bina"], bench.quarter, digest, NOW, bench.desk)


async def test_a_package_is_not_signed_while_papers_or_decisions_came_after_its_run(bench: Bench) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    digest = await bench.close(asha)
    async with bench.db(asha) as db:
        await documents.receive(db, asha, bench.desk.store, bench.quarter, "late.txt", b"a late word")
    await refused("close.papers_unread", sign(bench, digest))
    digest, row = await bench.close(asha), await draft(bench, "paper")
    async with bench.db(bina) as db:
        number = await journals.approve(db, bina, row.id, row.version)
    assert number
    await refused("close.decided_since", sign(bench, digest))
    digest = await bench.close(asha)
    async with bench.db(bina) as db:
        await journals.reverse(db, bina, row.id, date(2026, 9, 30), "booked twice")
    (mirror,) = await bench.rows(JournalEntry, JournalEntry.reverses_id == row.id)
    async with bench.db(asha) as db:
        await journals.approve(db, asha, mirror.id, mirror.version)
    await refused("close.decided_since", sign(bench, digest))
    digest = await bench.close(asha)
    async with bench.db(asha) as db:
        await periods.lock(db, asha, "KT", bench.quarter, "2026-27-Q2")
    await sign(bench, digest)


async def test_nothing_is_decided_on_a_signed_quarter(bench: Bench) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    digest = await bench.close(asha)
    await sign(bench, digest)
    row, posted = await draft(bench, "paper"), (await bench.rows(JournalEntry, JournalEntry.state == "posted"))[0]
    paper, task = (await bench.rows(Document, Document.state == "read"))[0], (await bench.rows(CloseTask, CloseTask.prepared_by.is_(None)))[0]
    acts = (
        lambda db: journals.approve(db, asha, row.id, row.version),
        lambda db: journals.send_back(db, asha, row.id, "not ours", row.version),
        lambda db: journals.reverse(db, asha, posted.id, date(2026, 9, 30), "wrong"),
        lambda db: documents.confirm(db, asha, paper.id, paper.version),
        lambda db: tasks.prepare(db, bina, task.id, task.version),
    )
    for act in acts:
        async with bench.db(asha) as db:
            await refused("close.signed", act(db))


async def test_unlocking_a_period_reopens_its_signed_close_and_only_a_new_run_is_signed_again(bench: Bench) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    first = await bench.close(asha)
    await sign(bench, first)
    async with bench.db(bina) as db:
        await refused("period.not_asked", periods.grant_reopening(db, bina, "KT", bench.quarter))
    async with bench.db(bina) as db:
        await periods.ask_reopening(db, bina, "KT", bench.quarter, "a late bill")
    async with bench.db(bina) as db:
        await refused("period.asker_is_granter", periods.grant_reopening(db, bina, "KT", bench.quarter))
    async with bench.db(asha) as db:
        await periods.grant_reopening(db, asha, "KT", bench.quarter)
    assert [close.state for close in await bench.rows(Close)] == ["open"]
    await refused("close.not_ready", sign(bench, first))
    row = await draft(bench, "paper")
    async with bench.db(bina) as db:
        await journals.approve(db, bina, row.id, row.version)
    second = await bench.close(asha)
    assert second != first
    await sign(bench, second)
    assert sorted(signed.digest for signed in await bench.rows(SignOff)) == sorted((first, second)), "the first signature stands as history"
    assert [period.state for period in await bench.rows(Period)] == ["locked"]


async def test_the_database_itself_refuses_a_voucher_in_a_locked_quarter(bench: Bench) -> None:
    await bench.close()
    asha, bina = bench.people["asha"], bench.people["bina"]
    async with bench.db(bina) as db:
        await refused("period.typed_name_wrong", periods.lock(db, bina, "KT", bench.quarter, "yes"))
    async with bench.db(bina) as db:
        await periods.lock(db, bina, "KT", bench.quarter, "2026-27-Q2")
    lines = (Line("Purchase of Goods 18%", 100_00), Line("Bharat Mills", -100_00))  # type: ignore[arg-type]
    voucher = to_voucher(VoucherDraft("person:late", "KT", VoucherKind.JOURNAL, date(2026, 9, 30), lines, SourceKind.PERSON))
    with pytest.raises(DBAPIError, match="locked"):
        async with bench.db() as db:
            entity_id = (await companies.entity_ids(db))["KT"]
            period_id = await companies.save_period(db, entity_id, bench.quarter)
            await book_rows.save_vouchers(db, entity_id, period_id, [voucher], await book_rows.load_ledger_ids(db, entity_id), BY)
    row = await draft(bench, "paper")
    async with bench.db(asha) as db:
        await refused("ledger.period_locked", journals.approve(db, asha, row.id, row.version))
    async with bench.db(bina) as db:
        await refused("period.not_asked", periods.grant_reopening(db, bina, "KT", bench.quarter))
    async with bench.db(bina) as db:
        await periods.ask_reopening(db, bina, "KT", bench.quarter, "a late bill")
    async with bench.db(bina) as db:
        await refused("period.asker_is_granter", periods.grant_reopening(db, bina, "KT", bench.quarter))
    async with bench.db(asha) as db:
        await periods.grant_reopening(db, asha, "KT", bench.quarter)
    async with bench.db(asha) as db:
        await journals.approve(db, asha, row.id, row.version)


async def test_an_open_blocking_finding_keeps_the_close_from_being_signed(tmp_path: Path, sessions, db_urls, readers: RememberingReaders) -> None:
    from tests.integration.close.bench import make_bench

    books = tiny_books()
    books.opening["Share Capital"] -= 1_00  # Opening balances that do not balance.
    folder = write_company(tmp_path / "lame", books)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    digest = await bench.close(bench.people["asha"])
    assert await bench.count(FindingRow, FindingRow.severity == "blocking", FindingRow.state == "open")
    async with bench.db(bench.people["bina"]) as db:
        await refused("close.has_blocking_findings", close_flow.sign_off(db, bench.people["bina"], bench.quarter, digest, NOW, bench.desk))


async def waive_blocking(bench: Bench) -> None:
    assert not await bench.count(FindingRow, FindingRow.severity == "blocking", FindingRow.state == "open")


async def _never(*_: object) -> str:
    raise AssertionError("a refused run was started")
