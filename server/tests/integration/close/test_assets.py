"""A quarter with a register of fixed assets: drafts, approval, disposal, what the page and the package say, and that verify follows."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import select

from qrt.adapters.db.listing import assets as listing
from qrt.adapters.db.tables import AssetLineRow, Decision, FindingRow, JournalEntry
from qrt.core.base.errors import Refused
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.flows import assets as flows
from qrt.flows import close as close_flow
from qrt.flows import documents, journals
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, tiny_books, write_company

Q2 = Quarter(2026, 2)
# The lathe: 1,00,000 over 10 years, residual 5 %: 9,500 a year. To 30-Jun-2026 2 years and 91/365: 21,368.49; the quarter 2,394.52.
OPENED = 21_368_49
CHARGE = 2_394_52


def register(as_on: str = "30-09-2026") -> bytes:
    """One lathe and a shed under construction since May 2025."""
    rows: list[list[Any]] = [
        ["Kaveri Tools Pvt Ltd"],
        ["Fixed Asset Register"],
        [f"As on {as_on}"],
        [],
        ["Asset Code", "Description", "Asset Class", "Date of Purchase", "Cost", "Useful life (years)", "Opening Accumulated Depreciation", "Depreciation for the Quarter", "Net Block"],
        ["M-1", "Lathe", "Machinery", date(2024, 4, 1), 100000.00, 10, 21368.49, 2394.52, 76236.99],
        ["Capital work in progress"],
        ["W-1", "Tool shed", None, date(2025, 5, 10), 40000.00, None, None, None, 40000.00],
        [None, "Grand Total", None, None, 140000.00, None, 21368.49, 2394.52, 116236.99],
    ]  # fmt: skip
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, day = book.add_worksheet("Fixed Assets"), book.add_format({"num_format": "dd-mm-yyyy"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, datetime.combine(cell, time(), UTC).replace(tzinfo=None), day)
            elif cell is not None:
                sheet.write(row, column, cell)
    book.close()
    return buffer.getvalue()


@pytest.fixture
async def kept(tmp_path: Path, sessions, db_urls, readers: RememberingReaders) -> Bench:
    """The tiny company with machinery and work in progress, its register handed in, one run made."""
    books = tiny_books()
    fixed = {"Machinery": 1_00_000_00, "Capital Work in Progress": 40_000_00, "Accumulated Depreciation": -OPENED}
    books.groups |= dict.fromkeys(fixed, "Fixed Assets")
    books.opening |= fixed
    books.opening[BANK] -= sum(fixed.values())
    # What was paid for them left the bank before the quarter: its statement opens lower too.
    books.opening |= {BANK: 10_00_000_00, "Share Capital": -10_00_000_00 - sum(fixed.values())}
    folder = write_company(tmp_path / "kept", books)
    (folder / "inbox" / "Fixed assets.xlsx").write_bytes(register())
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    return bench


async def drafts(bench: Bench) -> dict[str, JournalEntry]:
    return {row.key: row for row in await bench.rows(JournalEntry, JournalEntry.state == "waiting")}


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[f"assets/KT-{name}.csv"].decode().splitlines()))


async def test_a_register_gives_its_draft_its_tables_and_a_package_that_verifies(kept: Bench, readers: RememberingReaders) -> None:
    waiting = await drafts(kept)
    entry = waiting["depreciation:Accumulated Depreciation/2026-27-Q2"]
    assert {part["ledger"]: part["amount_paise"] for part in entry.draft_lines} == {"Depreciation": CHARGE, "Accumulated Depreciation": -CHARGE}
    assert all(part["reason"] and part["place"]["row"] == 6 for part in entry.draft_lines)
    rules = {row.rule for row in await kept.rows(FindingRow) if row.rule.startswith("asset")}
    assert rules == {"assets.depreciation_not_booked", "assets.life_shorter", "assets.block_opening_unknown"}

    files = await kept.files()
    lathe, shed = sorted(table(files, "register"), key=lambda row: row["code"])
    assert (lathe["depreciation_paise"], lathe["net_paise"], lathe["state"], lathe["row"]) == (str(CHARGE), str(1_00_000_00 - OPENED - CHARGE), "in_use", "6")
    assert (shed["state"], shed["closing_cost_paise"]) == ("in_progress", "4000000")
    assert [(row["bucket"], row["amount_paise"]) for row in table(files, "cwip")] == [("from_1", "4000000")]
    differences = {(row["ledger"], row["what"]): (row["difference_paise"], row["cause"]) for row in table(files, "reconciliation")}
    assert differences == {
        ("Machinery", "cost"): ("0", ""),
        ("Accumulated Depreciation", "accumulated"): (str(CHARGE), "depreciation_not_booked"),
        ("Capital Work in Progress", "in_progress"): ("0", ""),
    }
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]


async def test_the_page_reads_what_the_run_drew(kept: Bench) -> None:
    async with kept.db(kept.people["asha"]) as db:
        page = await listing.load_page(db, Q2, None, "lathe", None, None, None, 10)
        (row,) = page["items"]
        assert (row["code"], row["depreciation_paise"], page["total"], page["totals"]["net_paise"]) == ("M-1", CHARGE, 1, 1_00_000_00 - OPENED - CHARGE)
        assert page["states"] == [{"name": "in_progress", "count": 1}, {"name": "in_use", "count": 1}]
        asset = await listing.load_asset(db, row["id"])
        assert [each["charge_paise"] for each in asset["quarters"]][1] == CHARGE
        assert sum(each["charge_paise"] for each in asset["quarters"]) == 9_500_00
        assert asset["years"][-1]["net_paise"] == 5_000_00
        assert [each["state"] for each in asset["vouchers"]] == ["waiting"]
        cwip = await listing.load_cwip(db, Q2, "KT")
        assert (cwip["total_paise"], cwip["projects"][0]["bucket"]) == (40_000_00, "from_1")
        reconciliation = await listing.load_reconciliation(db, Q2, None)
        assert [each["unexplained_paise"] for each in reconciliation] == [0, 0, 0]
        assert [each["rate"] for each in await listing.load_blocks(db, Q2, None)] == ["15"]
        assert (await flows.export_csv(db, Q2, None)).decode().count("\n") == 3
        assert (await flows.export_xlsx(db, Q2, None))[:2] == b"PK"


async def test_an_approved_depreciation_asks_for_nothing_more_and_the_register_ties(kept: Bench, readers: RememberingReaders) -> None:
    entry = (await drafts(kept))["depreciation:Accumulated Depreciation/2026-27-Q2"]
    async with kept.db(kept.people["asha"]) as db:
        await journals.approve(db, kept.people["asha"], entry.id, entry.version)
    await kept.close()
    assert not [key for key in await drafts(kept) if key.startswith("depreciation:")]
    files = await kept.files()
    assert {row["difference_paise"] for row in table(files, "reconciliation")} == {"0"}
    balances = {row["ledger"]: int(row["closing_paise"]) for row in csv.DictReader(files["trial_balance.csv"].decode().splitlines())}
    assert (balances["Depreciation"], balances["Accumulated Depreciation"]) == (CHARGE, -OPENED - CHARGE)
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]


async def test_a_disposal_that_a_person_enters_is_drafted_by_the_next_run(kept: Bench, readers: RememberingReaders) -> None:
    asha = kept.people["asha"]
    async with kept.db(asha) as db:
        asset_id = (await db.execute(select(AssetLineRow.id).where(AssetLineRow.key == "M-1"))).scalar_one()
        for day in ("2026-10-01", "2024-01-01"):
            with pytest.raises(Refused) as wrong:
                await flows.dispose(db, asha, asset_id, {"day": day, "reason": "sold"})
            assert wrong.value.code == "asset.day_wrong"
        with pytest.raises(Refused) as unknown:
            await flows.dispose(db, asha, asset_id, {"day": "2026-08-15", "ledger": "Nobody", "reason": "sold"})
        assert unknown.value.code == "ledger.unknown_account"
        await flows.dispose(db, asha, asset_id, {"day": "2026-08-15", "proceeds_paise": 90_000_00, "ledger": BANK, "reason": "sold"})
    await kept.close()
    entry = (await drafts(kept))["disposal:M-1/2026-08-15"]
    # To 15-Aug: 22,565.75 charged; carried 77,434.25; gain 12,565.75.
    assert sorted(part["amount_paise"] for part in entry.draft_lines) == sorted((-1_00_000_00, 22_565_75, 90_000_00, -12_565_75))
    (line,) = [row for row in await kept.rows(AssetLineRow) if row.key == "M-1"]
    assert (line.id, line.state, line.closing_cost_paise, line.released_paise) == (asset_id, "disposed", 0, 22_565_75)
    async with kept.db(asha) as db:
        await journals.approve(db, asha, entry.id, entry.version)
        with pytest.raises(Refused) as twice:
            await flows.dispose(db, asha, asset_id, {"day": "2026-08-15", "reason": "again"})
        assert twice.value.code == "asset.disposed"
    await kept.close()
    files = await kept.files()
    assert not [key for key in await drafts(kept) if key.startswith("disposal:")]
    assert {row["cause"] for row in table(files, "reconciliation")} <= {"", "depreciation_not_booked"}
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]


async def test_an_asset_that_a_person_enters_is_depreciated_from_the_next_run_on(kept: Bench) -> None:
    asha = kept.people["asha"]
    laptop = {
        "code": "C-1",
        "name": "Laptop",
        "asset_class": "Computers",
        "cost_paise": 36_500_00,
        "bought": "2026-07-01",
        "put_to_use": "2026-07-01",
        "method": "slm",
        "life": "3",
    }
    async with kept.db(asha) as db:
        await flows.enter(db, asha, Q2, "KT", laptop)
        for content, code in ((laptop, "asset.code_taken"), (laptop | {"code": "C-2", "put_to_use": "2026-06-30"}, "asset.day_wrong")):
            with pytest.raises(Refused) as wrong:
                await flows.enter(db, asha, Q2, "KT", content)
            assert wrong.value.code == code
        await flows.open_block(db, asha, Q2, "KT", "Plant & Machinery", {"rate": "15", "value_paise": 80_000_00, "reason": "last return"})
    await kept.close()
    (line,) = [row for row in await kept.rows(AssetLineRow) if row.key == "C-1"]
    # (36,500 - 1,825) / 3 x 92/365.
    assert (line.source, line.depreciation_paise) == ("person", rupees("2,913.33"))
    assert "assets.addition_not_booked" in {row.rule for row in await kept.rows(FindingRow)}
    (block,) = [row for row in table(await kept.files(), "blocks") if row["rate"] == "15"]
    assert (block["opening_paise"], block["depreciation_paise"], block["closing_paise"]) == ("8000000", "1200000", "6800000")


async def test_what_a_person_decided_on_assets_counts_in_the_next_quarter_until_the_register_says_it(kept: Bench, readers: RememberingReaders) -> None:
    asha = kept.people["asha"]
    async with kept.db(asha) as db:
        keys = {row.key: row.id for row in (await db.execute(select(AssetLineRow))).scalars()}
        await flows.dispose(db, asha, keys["M-1"], {"day": "2026-08-15", "proceeds_paise": 90_000_00, "ledger": BANK, "reason": "sold"})
        await flows.change(db, asha, keys["W-1"], {"put_to_use": "2026-09-01", "method": "slm", "life": "10", "shifts": 2, "reason": "in use"})
        await flows.change(db, asha, keys["W-1"], {"life": "20", "reason": "a shed stands longer"})
        laptop = {"code": "C-1", "name": "Laptop", "asset_class": "Computers", "cost_paise": 36_500_00, "bought": "2026-07-01", "put_to_use": "2026-07-01"}
        await flows.enter(db, asha, Q2, "KT", laptop | {"life": "3", "method": "slm"})

    later = replace(kept, quarter=Quarter(2026, 3))
    async with later.db() as db:
        await close_flow.open_close(db, BY, later.quarter)
        await documents.receive(db, BY, later.desk.store, later.quarter, "Fixed assets.xlsx", register("31-12-2026"))
    await later.close()
    carried = [row for row in await later.rows(Decision) if row.content.get("since") and row.kind.startswith("asset_")]
    assert [(row.kind, row.subject) for row in sorted(carried, key=lambda row: row.at)] == [
        ("asset_entered", "KT|C-1"),
        ("asset_changed", "KT|W-1"),
        ("asset_disposed", "KT|M-1"),
    ]
    change = next(row.content for row in carried if row.kind == "asset_changed")
    assert (change["life"], change["by"], change["since"], "shifts" in change) == ("20", "asha", "2026-27-Q2", False)
    files = await later.files()
    lines = {row["code"]: row for row in table(files, "register")}
    # The register of December still has the lathe and the shed under construction; the lathe left in August, the shed was put to use in September.
    assert (lines["M-1"]["state"], lines["M-1"]["closing_cost_paise"]) == ("disposed", "0")
    assert (lines["W-1"]["state"], lines["W-1"]["life"]) == ("in_use", "20")
    # 95 % of 40,000 over 20 years is 1,900 a year; 1-Sep to 31-Dec are 122 days: 635.07.
    assert lines["W-1"]["closing_accumulated_paise"] == "63507"
    assert (lines["C-1"]["state"], lines["C-1"]["closing_cost_paise"]) == ("in_use", "3650000")
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    await later.close()
    assert len([row for row in await later.rows(Decision) if row.content.get("since") and row.kind.startswith("asset_")]) == 3
