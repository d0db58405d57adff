"""A payment gateway in a running close: its bench, an entry from an open line, the statement on every day, the task, and the package that proves it."""

import csv
import io
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest

from qrt.adapters.db.listing import documents as listing
from qrt.adapters.db.recon_standing import load_standing_at
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import CloseTask, Document, JournalEntry, ReconciliationBreak, ReconciliationItem, ReconciliationReport
from qrt.core.base.money import Paise
from qrt.flows import journals, recon
from qrt.flows.recon.places import load_at, load_standing
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, Books, sale, tiny_books, voucher, write_company

OWN, FEES = "PayU Money", "Gateway Charges"
HEAD = ["Transaction Date", "PayU ID", "Merchant Transaction ID", "Action", "Transaction Amount", "Merchant Service Fee", "Merchant Service Tax", "Merchant Net Amount", "Settlement ID", "Merchant UTR", "Settlement Date"]  # fmt: skip
ROWS = [
    ["2026-07-06", "403993715527", "W-1", "capture", "11800.00", "236.00", "42.48", "11521.52", "90001", "YESBN52026070801", "2026-07-08"],
    ["2026-07-06", "403993715528", "W-2", "capture", "5900.00", "118.00", "21.24", "5760.76", "90001", "YESBN52026070801", "2026-07-08"],
    ["2026-08-03", "403993719901", "W-3", "capture", "23600.00", "472.00", "84.96", "23043.04", "90002", "YESBN52026080502", "2026-08-05"],
    ["2026-08-04", "403993719955", "W-1", "refund", "-1180.00", "0.00", "0.00", "-1180.00", "90002", "YESBN52026080502", "2026-08-05"],
]  # fmt: skip


def web_books() -> Books:
    """Sales go to the gateway at once. The first settlement is booked whole, of the second the money alone; its refund is not."""
    books = tiny_books()
    books.groups |= {OWN: "Current Assets", FEES: "Indirect Expenses"}
    first = {BANK: 17_282_28, FEES: 354_00, "CGST Input": 31_86, "SGST Input": 31_86, OWN: -17_700_00}
    books.vouchers += [
        sale("W-1", date(2026, 7, 6), 10_000_00, OWN),
        sale("W-2", date(2026, 7, 6), 5_000_00, OWN),
        sale("W-3", date(2026, 8, 3), 20_000_00, OWN),
        sale("W-4", date(2026, 9, 29), 1_000_00, OWN),
        voucher("bank", "R-8", date(2026, 7, 8), first, narration="PayU settlement YESBN52026070801"),
        voucher("bank", "R-9", date(2026, 8, 5), {BANK: 21_863_04, OWN: -21_863_04}, narration="PayU settlement YESBN52026080502"),
    ]
    books.statement += [
        (date(2026, 7, 8), "NEFT CR-YESBN52026070801-PAYU PAYMENTS PVT LTD", "YESBN52026070801", 17_282_28),
        (date(2026, 8, 5), "NEFT CR-YESBN52026080502-PAYU PAYMENTS PVT LTD", "YESBN52026080502", 21_800_00),
    ]
    books.statement.sort(key=lambda line: line[0])
    return books


@pytest.fixture
async def web(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders) -> Bench:
    folder = write_company(tmp_path / "web", web_books())
    out = io.StringIO()
    # The last row carries the report to the end of the quarter.
    last = ["2026-09-26", "403993799999", "W-9", "capture", "100.00", "2.00", "0.36", "97.64", "90009", "YESBN52026092809", "2026-09-28"]
    csv.writer(out).writerows([HEAD, *ROWS, last])
    (folder / "inbox" / "payu settlements.csv").write_text(out.getvalue())
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await made.hand_in(folder / "inbox")
    return made


async def opened(bench: Bench, side: str) -> dict[str, ReconciliationItem]:
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "gateway")
    breaks = await bench.rows(ReconciliationBreak, ReconciliationBreak.report_id == report.id, ReconciliationBreak.side == side)
    names = {row.item for row in breaks}
    rows = await bench.rows(ReconciliationItem, ReconciliationItem.report_id == report.id, ReconciliationItem.side == side)
    return {f"{row.labels.get('what', '')} {row.day:%d-%m}": row for row in rows if row.item in names}


async def test_a_gateway_is_reconciled_booked_signed_off_and_proved(web: Bench, records) -> None:
    await web.close()
    asha, bina = web.people["asha"], web.people["bina"]
    files = await web.files()
    assert verify_package(files, web.desk.readers).faults == ()
    told = {(row["rule"], row["amount_paise"]) for row in records(files, "findings.jsonl") if row["subject"].startswith("gateway:")}
    assert told == {
        ("recon.gateway_fee", 472_00), ("recon.gateway_fee_tax", 84_96), ("recon.refund_not_booked", 1_180_00), ("recon.settlement_differs", 63_04),
        ("recon.payment_not_booked", 100_00), ("recon.gateway_fee", 2_00), ("recon.gateway_fee_tax", 36), ("recon.payout_not_booked", 97_64),
    }  # fmt: skip
    theirs, ours = await opened(web, "right"), await opened(web, "left")
    assert sorted(theirs) == ["fee 05-08", "fee 28-09", "gst 05-08", "gst 28-09", "payment 26-09", "payout 28-09", "refund 04-08"]
    assert [row.amount_paise for row in ours.values()] == [1_180_00], "the sale of the last days is on its way"
    (report,) = await web.rows(ReconciliationReport, ReconciliationReport.kind == "gateway")
    assert report.subject == OWN
    async with web.db() as db:
        paper = next(row for row in await web.rows(Document, Document.kind == "gateway_settlement"))
        first = (await listing.load_rows(db, paper.id, None, 1))["items"][0]
        assert (first["gross_paise"], first["fee_paise"], first["gst_paise"], first["net_paise"]) == (11_800_00, 236_00, 42_48, 11_521_52)

    # Fees go where the books took the first, and their tax to its heads: the rule drafted both for a checker.
    async with web.db(bina) as db:
        drawn = {}
        for name in ("fee 05-08", "gst 05-08", "refund 04-08"):
            proposal = await recon.propose_entry(db, report.id, theirs[name].item)
            drawn[name] = (proposal.entry_state, [(leg.ledger, leg.amount) for leg in proposal.draft.lines])
        assert drawn == {
            "fee 05-08": ("waiting", [(OWN, -472_00), (FEES, 472_00)]),
            "gst 05-08": ("waiting", [(OWN, -84_96), ("CGST Input", 42_48), ("SGST Input", 42_48)]),
            # The books have no customer of a sale that went to the gateway at once.
            "refund 04-08": ("", [(OWN, -1_180_00), ("", 1_180_00)]),
        }
        made = await recon.book_line(db, bina, report.id, theirs["refund 04-08"].item, "goods came back", [("Asha Traders", Paise(1_180_00))])
    entries = [row for row in await web.rows(JournalEntry) if row.state == "waiting" and (row.day == date(2026, 8, 5) or row.id == made)]
    assert sorted(row.kind for row in entries) == ["journal", "journal", "journal"]
    async with web.db(asha) as db:
        for entry in entries:
            await journals.approve(db, asha, entry.id, entry.version)
    await web.close()
    assert sorted(await opened(web, "right")) == ["fee 28-09", "gst 28-09", "payment 26-09", "payout 28-09"], "the books have the others now"
    assert verify_package(await web.files(), web.desk.readers).faults == ()
    await statement_is_the_same(web)
    (task,) = await web.rows(CloseTask, CloseTask.key.contains(":gateway:"))
    assert task.title == f"{OWN} against its settlement reports"
    assert task.books_paise == task.support_paise


async def statement_is_the_same(bench: Bench) -> None:
    """What the database adds up for the page is what the package says, on every day, under every heading."""
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "gateway")
    keys: set[str] = set()
    async with bench.db() as db:
        at = await load_at(db, uuid.UUID(str(report.id)))
        whole = await load_standing(db, at)
        for back in range(92):
            day = at.report.as_of - timedelta(days=back)
            drawn = at.balances.statement(whole, day)
            assert at.balances.statement_of(await load_standing_at(db, at.report, day), day) == drawn
            assert drawn.unexplained == 0, day
            keys |= {section.key for section in drawn.sections if section.lines}
    assert {"in_transit", "kept", "paid_out", "collected"} <= keys
