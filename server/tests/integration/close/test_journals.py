"""A close whose quarter end asks for entries: what JournalBot proposes, what a checker approves, and what is left to propose afterwards."""

import json
from datetime import date
from pathlib import Path

import pytest

from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import AgentJob, JournalEntry
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.flows import journals
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, tiny_books, voucher, write_company

REGISTER = """Kaveri Tools Pvt Ltd
Salary Register 01-Jul-2026 to 30-Sep-2026
Month,Emp Code,Employee Name,Department,Basic,HRA,Gross,PF (Employee),Professional Tax,Net Pay,PF (Employer)
Jul-26,E1,Meera Rao,Shop,20000,10000,30000,1800,200,28000,1800
Aug-26,E1,Meera Rao,Shop,20000,10000,30000,1800,200,28000,1800
Sep-26,E1,Meera Rao,Shop,20000,10000,30000,1800,200,28000,1800
Total,,,,60000,30000,90000,5400,600,84000,5400
"""


@pytest.fixture
async def wanting(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders) -> Bench:
    """The tiny company without September's rent, without its payroll journals, and with a receipt less tax that nobody booked."""
    books = tiny_books()
    books.groups["Office Rent"] = "Indirect Expenses"
    for number, day in (("Y-3", date(2026, 7, 6)), ("Y-4", date(2026, 8, 6))):
        books.vouchers.append(voucher("bank", number, day, {BANK: -25_000_00, "Office Rent": 25_000_00}, narration="Rent by NEFT"))
        books.statement.append((day, f"NEFT DR-RENT-{number}", "", -25_000_00))
    # S-3 is 20,000 with 18 %: 23,600, of which the customer keeps 2 % of 20,000.
    books.statement.append((date(2026, 9, 29), "NEFT CR-AXISN26272000009-ASHA TRADERS", "AXISN26272000009", 23_200_00))
    books.statement.sort(key=lambda each: each[0])
    folder = write_company(tmp_path / "wanting", books)
    (folder / "inbox" / "Salary Register.csv").write_text(REGISTER)
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await made.hand_in(folder / "inbox")
    return made


def waiting(files: dict[str, bytes]) -> dict[str, dict[str, int]]:
    """Key of each draft that waits, with its legs."""
    found: dict[str, dict[str, int]] = {}
    for row in map(json.loads, files["vouchers.jsonl"].decode().splitlines()):
        if row["status"] == "waiting":
            legs = found.setdefault(row["key"].partition("/")[0] if row["key"].startswith("bank:") else row["key"], {})
            for line in row["lines"]:
                legs[line["ledger"]] = legs.get(line["ledger"], 0) + line["amount_paise"]
    return found


PAY = {
    "Salaries, wages and bonus": 30_000_00,
    "Contribution to provident and other funds": 1_800_00,
    "Provident fund payable": -3_600_00,
    "Professional tax payable": -200_00,
    "Salaries and wages payable": -28_000_00,
}


async def test_what_the_quarter_end_calls_for_waits_and_after_approval_nothing_more_does(wanting: Bench, readers: ReaderPool) -> None:
    await wanting.close()
    files = await wanting.files()
    drafts = waiting(files)
    assert drafts["recurring:Office Rent//2026-09"] == {"Office Rent": 25_000_00, "Accrued expenses": -25_000_00}
    assert [drafts[f"payroll:2026-0{month}"] for month in (7, 8, 9)] == [PAY, PAY, PAY]
    # The receipt and September's bank charge stand on the same statement.
    settled = [
        row
        for row in map(json.loads, files["vouchers.jsonl"].decode().splitlines())
        if row["status"] == "waiting" and any(line["ledger"] == "Asha Traders" for line in row["lines"])
    ]
    assert [{line["ledger"]: line["amount_paise"] for line in row["lines"]} for row in settled] == [
        {BANK: 23_200_00, "TDS receivable": 400_00, "Asha Traders": -23_600_00}
    ]
    rules = {row["rule"] for row in map(json.loads, files["findings.jsonl"].decode().splitlines())}
    assert {"payroll.not_booked", "quarter_end.no_tax_policy"} <= rules
    assert not verify_package(files, readers).faults

    for row in await wanting.rows(JournalEntry, JournalEntry.state == "waiting"):
        async with wanting.db(wanting.people["asha"]) as db:
            await journals.approve(db, wanting.people["asha"], row.id, row.version)
    await wanting.close()
    files = await wanting.files()
    assert waiting(files) == {}
    rules = {row["rule"] for row in map(json.loads, files["findings.jsonl"].decode().splitlines())}
    assert "payroll.agrees" in rules
    assert "payroll.not_booked" not in rules
    assert not verify_package(files, readers).faults


async def test_journal_bot_keeps_a_record_in_counts_and_its_drafts_are_nobodys_until_checked(wanting: Bench) -> None:
    await wanting.close()
    jobs = await wanting.rows(AgentJob, AgentJob.agent == "JournalBot")
    said = [reason for job in jobs for reason in (job.output or {}).get("reasons", ())]
    assert "1 drafted of kind recurring" in said
    assert not any("Asha" in reason or "Office" in reason for reason in said)
    (row,) = await wanting.rows(JournalEntry, JournalEntry.key.startswith("recurring:"))
    assert (row.state, row.maker_id, row.reverses_on) == ("waiting", None, date(2026, 10, 1))
    assert 0 < row.confidence < 0.9
