"""A line that only the bank has becomes an entry that waits for another person, and people say what they know about a line."""

import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import update

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_acts
from qrt.adapters.db.tables import JournalEntry, LedgerAccountRow, ReconciliationItem, ReconciliationReport
from qrt.core.base.money import Paise
from qrt.core.ledger.types import VoucherKind
from qrt.core.recon.types import Side
from qrt.flows import journals, recon
from tests.integration.close.bench import Bench
from tests.integration.close.papers import OWN, SUPPLIER, gstr2b
from tests.integration.close.test_recon_bench import bank, open_lines, refused


async def bank_line(bench: Bench, report: uuid.UUID) -> ReconciliationItem:
    """A line of the bank that is open: where all are matched, one match is rejected."""
    if not await open_lines(bench, report, "right"):
        async with bench.db(bench.people["bina"]) as db:
            row = (await listing.load_rows(db, report, listing.Wanted("accepted"), None, 1))["items"][0]
            await recon.reject(db, bench.people["bina"], report, row["id"], row["version"])
    return (await open_lines(bench, report, "right"))[0]


async def test_a_bank_line_is_booked_once_with_its_paper_and_waits_for_another_person(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    line = await bank_line(bench, report)
    async with bench.db(bina) as db:
        proposal = await recon.propose_entry(db, report, line.item)
    (own, *_) = proposal.draft.lines
    assert (own.ledger, own.amount, proposal.draft.day) == (await subject(bench, report), line.amount_paise, line.day)
    if proposal.entry_id:  # A rule drafted it already: it is dropped, and a person writes it anew.
        async with bench.db(bina) as db:
            await db.execute(update(JournalEntry).where(JournalEntry.id == proposal.entry_id).values(state="dropped"))
    ledger = next(name for name in await ledgers(bench) if name != own.ledger)
    async with bench.db(bina) as db:
        made = await recon.book_line(db, bina, report, line.item, "charged by the bank", [(ledger, Paise(-line.amount_paise))])
    (entry,) = await bench.rows(JournalEntry, JournalEntry.id == made)
    assert (entry.state, entry.maker_id, entry.amount_paise) == ("waiting", uuid.UUID(bina.id), abs(line.amount_paise))
    assert [place["document"] for place in entry.evidence] == [line.place["document"]]
    async with bench.db(bina) as db:
        again = await recon.propose_entry(db, report, line.item)
        assert (again.entry_id, again.entry_state) == (made, "waiting")
        await refused("recon.entry_stands", recon.book_line(db, bina, report, line.item, "again", [(ledger, Paise(-line.amount_paise))]))
        await refused("recon.not_open", recon.propose_entry(db, report, "no such line"))
    assert line.item in {row.item for row in await open_lines(bench, report, "right")}


async def test_a_line_with_an_entry_says_so_and_waits_behind_the_pairs_to_decide_until_the_entry_is_decided(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    line = await bank_line(bench, report)
    async with bench.db(bina) as db:
        await db.execute(update(JournalEntry).where(JournalEntry.key.startswith("bank:")).values(state="dropped"))
    names, own = await ledgers(bench), await subject(bench, report)
    ledger = next(name for name in names if name != own)
    decide, alone = listing.Wanted("decide"), listing.Wanted("right")
    async with bench.db(bina) as db:
        before = await listing.load_rows(db, report, decide, None, 50)
        assert all(row["entry"] is None for row in [*before["items"], *(await listing.load_rows(db, report, alone, None, 50))["items"]])
        made = await recon.book_line(db, bina, report, line.item, "charged by the bank", [(ledger, Paise(-line.amount_paise))])
        head, page = await listing.load_report(db, report), await listing.load_rows(db, report, decide, None, 50)
        (open_line,) = [row for row in (await listing.load_rows(db, report, alone, None, 50))["items"] if row["right"][0]["item"] == line.item]
    row = page["items"][-1]
    assert (row["type"], row["stage"], row["status"], row["right"][0]["item"]) == ("break", "new_entry", "drafted", line.item)
    assert row["entry"] == {"id": made, "state": "waiting", "number": "", "ledger": ledger, "by_rule": False} == open_line["entry"]
    assert (page["total"], page["total_paise"]) == (before["total"] + 1, before["total_paise"] + line.amount_paise)
    assert head["counts"]["drafted"] == 1 and head["state"] == "to_decide"
    assert {"stage": "new_entry", "status": "drafted", "count": 1, "total_paise": line.amount_paise, "difference_paise": 0} in head["stages"]
    async with bench.db(bina) as db:
        found, cursor = [], None
        while True:  # One row a page, over the seam between pairs and entries.
            part = await listing.load_rows(db, report, decide, cursor, 1)
            found += part["items"]
            if (cursor := part["next_cursor"]) is None:
                break
        assert [each["id"] for each in found] == [each["id"] for each in page["items"]]
        for limit in (1, 2, 50):  # And upwards from the end, over the same seam.
            found, cursor = [], None
            while True:
                part = await listing.load_rows(db, report, replace(decide, last=True), cursor, limit)
                found = [*part["items"], *found]
                if (cursor := part["next_cursor"]) is None:
                    break
            assert [each["id"] for each in found] == [each["id"] for each in page["items"]], limit
        upwards = await listing.load_rows(db, report, listing.Wanted("decide", "new_entry", last=True), None, 1)
        assert ([each["id"] for each in upwards["items"]], upwards["next_cursor"]) == ([row["id"]], None)
        chip = await listing.load_rows(db, report, listing.Wanted("decide", "new_entry"), None, 50)
        assert [each["id"] for each in chip["items"]] == [row["id"]]
        assert (await listing.load_rows(db, report, listing.Wanted("decide", words="no such word"), None, 50))["items"] == []
        await db.execute(update(JournalEntry).where(JournalEntry.id == made).values(state="dropped"))
        assert (await listing.load_report(db, report))["counts"]["drafted"] == 0
        again = await recon.book_line(db, bina, report, line.item, "once more", [(ledger, Paise(-line.amount_paise))])
        (row,) = (await listing.load_rows(db, report, listing.Wanted("decide", "new_entry"), None, 50))["items"]
        (open_line,) = [row for row in (await listing.load_rows(db, report, alone, None, 50))["items"] if row["right"][0]["item"] == line.item]
    assert row["entry"]["id"] == again == open_line["entry"]["id"], "a line whose entry was dropped knows the one after it"


async def test_a_transfer_without_the_other_accounts_line_is_refused(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    line = await bank_line(bench, report)
    async with bench.db(bina) as db:
        await db.execute(update(JournalEntry).where(JournalEntry.key.startswith("bank:")).values(state="dropped"))
        await refused("recon.no_mirror", recon.book_line(db, bina, report, line.item, "to the other bank", [("Cash", Paise(-line.amount_paise))], mirror=True))


async def test_what_is_said_about_a_line_stands_there_after_the_next_run(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    line = await bank_line(bench, report)
    async with bench.db(bina) as db:
        await recon.say(db, bina, report, Side.RIGHT, line.item, " asked the bank ")
        await recon.say(db, bina, report, Side.RIGHT, line.item, "they answer tomorrow")
        await refused("recon.line_unknown", recon.say(db, bina, report, Side.LEFT, "no such line", "hm"))
    await bench.close()
    async with bench.db(bina) as db:
        said = await recon_acts.load_comments(db, await bank(bench), "right", line.item)
    assert [(each["by"], each["text"]) for each in said] == [("bina", "asked the bank"), ("bina", "they answer tomorrow")]


async def test_a_line_is_found_by_its_amount_as_people_write_it(bench: Bench) -> None:
    await bench.close()
    report = await bank(bench)
    line = await bank_line(bench, report)
    async with bench.db() as db:
        for words in (f"{abs(line.amount_paise) / 100:.2f}", f"{abs(line.amount_paise) / 100:,.2f}"):
            found = await listing.load_rows(db, report, listing.Wanted("right", words=words), None, 50)
            assert line.item in {row["right"][0]["item"] for row in found["items"]}, words
        assert (await listing.load_rows(db, report, listing.Wanted("right", words="98765432109876543210"), None, 50))["items"] == []


async def subject(bench: Bench, report: uuid.UUID) -> str:
    (row,) = await bench.rows(ReconciliationReport, ReconciliationReport.id == report)
    return row.subject


async def ledgers(bench: Bench) -> list[str]:
    return sorted(row.name for row in await bench.rows(LedgerAccountRow))


async def test_a_bill_that_only_gstr_2b_has_is_booked_from_its_line_and_met_by_the_next_run(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "late"
    folder.mkdir()
    bills = [("BM/101", date(2026, 7, 10), 50_000_00), ("BM/102", date(2026, 8, 12), 30_000_00), ("BM/109", date(2026, 9, 14), 7_000_00)]
    (folder / "2B.json").write_bytes(gstr2b(OWN, bills))
    await bench.hand_in(folder)
    await bench.close()
    asha, bina = bench.people["asha"], bench.people["bina"]
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "gstr2b")
    (line,) = await open_lines(bench, report.id, "right")
    async with bench.db(bina) as db:
        proposal = await recon.propose_entry(db, report.id, line.item)
        assert (proposal.draft.kind, proposal.is_own, proposal.mirrors) == (VoucherKind.PURCHASE, True, ())
        assert [(leg.ledger, leg.amount) for leg in proposal.draft.lines] == [
            ("Bharat Mills", -8_260_00),
            ("", 7_000_00),
            ("CGST Input", 630_00),
            ("SGST Input", 630_00),
        ]
        legs = [("Purchase of Goods 18%", Paise(7_000_00)), ("CGST Input", Paise(630_00)), ("SGST Input", Paise(630_00))]
        await refused("voucher.unsound", recon.book_line(db, bina, report.id, line.item, "half of it", legs[:1]))
    async with bench.db(bina) as db:
        made = await recon.book_line(db, bina, report.id, line.item, "bill of September", legs)
        row = next(each for each in (await listing.load_rows(db, report.id, listing.Wanted("right"), None, 50))["items"])
        assert (row["entry"]["id"], row["entry"]["ledger"]) == (made, "4 accounts")
    async with bench.db(asha) as db:
        (entry,) = await bench.rows(JournalEntry, JournalEntry.id == made)
        assert (entry.kind, entry.reference, entry.party, entry.party_gstin) == ("purchase", "BM/109", "Bharat Mills", SUPPLIER)
        assert entry.evidence[0]["document"] == line.place["document"]
        await journals.approve(db, asha, made, entry.version)
    await bench.close()
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "gstr2b")
    assert not await open_lines(bench, report.id, "right"), "the books have it now"
