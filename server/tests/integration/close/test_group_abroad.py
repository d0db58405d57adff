"""A parent in rupees and a daughter in dollars: one bench in rupees at rates that somebody named, or a question."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.flows.verify import verify_package
from tests.integration.close.bench import RememberingReaders, make_bench
from tests.integration.close.papers import BANK, Books, tiny_books, voucher, write_company

DAUGHTER = "Kaveri Tools Inc"


def books_of_two_currencies() -> tuple[Books, Books]:
    parent = tiny_books()
    parent.groups |= {DAUGHTER: "Sundry Debtors", "Export Sales": "Sales Accounts", f"Investment in {DAUGHTER}": "Investments"}
    parent.opening = {BANK: 9_00_000_00, f"Investment in {DAUGHTER}": 1_00_000_00, "Share Capital": -10_00_000_00}
    parent.vouchers += [
        voucher("sales", "E-1", date(2026, 8, 3), {DAUGHTER: 83_100_00, "Export Sales": -83_100_00}),
        voucher("sales", "E-2", date(2026, 9, 7), {DAUGHTER: 41_750_00, "Export Sales": -41_750_00}),
    ]
    daughter = Books("KI", DAUGHTER, "", parent="KT", bank="First Bank 9902", account="30122233449902")
    daughter.groups = {
        "Common Stock": "Capital Account",
        "First Bank 9902": "Bank Accounts",
        parent.name: "Sundry Creditors",
        "Purchases": "Purchase Accounts",
    }
    daughter.opening = {"First Bank 9902": 1_200_00, "Common Stock": -1_200_00}
    daughter.vouchers = [
        voucher("purchase", "P-1", date(2026, 8, 4), {parent.name: -1_000_00, "Purchases": 1_000_00}, "E-1"),
        voucher("purchase", "P-2", date(2026, 9, 8), {parent.name: -500_00, "Purchases": 500_00}, "E-2"),
    ]
    daughter.statement = []
    return parent, daughter


def write_group(folder: Path, rates: list[dict[str, Any]]) -> Path:
    write_company(folder, *books_of_two_currencies(), foldered=True)
    company = yaml.safe_load((folder / "company.yaml").read_text())
    company["entities"][1] |= {"currency": "USD", "gstins": []}
    (folder / "company.yaml").write_text(yaml.safe_dump(company | {"rates": rates}, sort_keys=False))
    return folder


RATES = [{"currency": "USD", "day": day, "rate": rate, "kind": "reference"} for day, rate in (("2026-08-04", "83.45"), ("2026-09-07", "83.50"))]


async def test_two_books_in_two_currencies_are_one_bench_in_rupees_at_rates_that_are_said(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    folder = write_group(tmp_path / "group", RATES)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    where = next(name for name in files if "-intercompany-" in name and name.endswith("statement.json")).rpartition("/")[0]
    statement = json.loads(files[f"{where}/statement.json"])
    assert (statement["books_paise"], statement["stated_paise"], statement["unexplained_paise"]) == (124_850_00, 83_450_00 + 41_750_00, 0)
    found = records(files, "findings.jsonl")
    (exchange,) = [row for row in found if row["rule"] == "recon.exchange_difference"]
    assert exchange["amount_paise"] == 350_00
    assert "KT has Rs 83,100.00, KI has USD 1,000.00 at 83.45 (reference rate of 04-08-2026, the company's own list)" in exchange["sentence"]
    assert "say which currency they were agreed in" in exchange["sentence"], "neither book says whose the exchange is"
    assert not [row for row in found if row["rule"] == "consol.intercompany_difference"]
    lines = {(row["side"], row["labels"].get("rate", "")) for row in records(files, f"{where}/items.jsonl")}
    assert lines == {("left", ""), ("right", "83.45"), ("right", "83.50")}
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]


async def test_without_a_rate_the_two_are_not_compared_and_the_days_are_asked_for(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    folder = write_group(tmp_path / "group", RATES[:1])
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    assert not [name for name in files if "-intercompany-" in name]
    (asked,) = [row for row in records(files, "findings.jsonl") if row["rule"] == "recon.rate_missing"]
    assert asked["severity"] == "error" and "no rate is known for USD on 08-09-2026" in asked["sentence"] and "Which rates count?" in asked["sentence"]
