"""Parties of a close in the database: written with the run, decided on by people, counted by the next run."""

import csv
from pathlib import Path

from qrt.adapters.db.listing import parties as listing
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.adapters.db.tables import FindingRow, PartyRow
from qrt.flows import parties
from tests.integration.close.bench import Bench, RememberingReaders, make_bench
from tests.integration.close.papers import BANK, tiny_books, write_company
from tests.integration.workflow.acts import refused


async def test_a_run_writes_the_parties_and_a_persons_word_counts_in_the_next_one(bench: Bench) -> None:
    await bench.close()
    rows = {row.ledger: row for row in await bench.rows(PartyRow)}
    # Asha Traders: sales of 118000, 59000 and 23600, receipts of the first two. Bharat Mills: 59000 and 35400, both paid.
    assert rows["Asha Traders"].balance_paise == 23_600_00 and rows["Bharat Mills"].balance_paise == 0
    files = await bench.files()
    (bill,) = list(csv.DictReader(files["open_bills/KT.csv"].decode().splitlines()))
    assert (bill["party"], bill["bill"], bill["open_paise"]) == ("Asha Traders", "S-3", "2360000")
    async with bench.db(bench.people["asha"]) as db:
        await parties.set_bill(db, bench.people["asha"], rows["Asha Traders"].id, "S-3", disputed=True, doubtful=None)
        await parties.set_party(db, bench.people["asha"], rows["Bharat Mills"].id, {"msme": "micro", "credit_days": 20})
    await bench.close()
    async with bench.db() as db:
        page = await listing.load_page(db, bench.quarter, None, None, None, None, None, 50)
        detail = await listing.load_one(db, rows["Asha Traders"].id, settled=True)
        (ageing,) = await listing.load_content(db, bench.quarter, None, "ageing_receivables")
        (late,) = await listing.load_content(db, bench.quarter, None, "msme")
    assert [(each["ledger"], each["balance_paise"], each["overdue_paise"]) for each in page["items"]][:1] == [("Asha Traders", 23_600_00, 23_600_00)]
    assert [item["number"] for item in detail["items"] if item["open_paise"]] == ["S-3"] and detail["items"][0]["settlements"][0]["entry_id"]
    cells = {row["key"]: row["columns"]["m0_6"] for row in ageing[1]["rows"]}
    assert cells["disputed_good"] == 23_600_00 and cells["undisputed_good"] == 0
    # BM/102 of 12 August had to be paid by 1 September and was paid on 28 September.
    assert [(each["bill"]["number"], each["days_late"]) for each in late[1]["bills"]] == [("BM/101", 2), ("BM/102", 27)]


async def test_opening_bills_that_one_person_asks_for_and_another_grants_are_aged_in_the_next_run(
    sessions: Sessions, db_urls: DatabaseUrls, readers: RememberingReaders, tmp_path: Path
) -> None:
    books = tiny_books()
    # Sagar Stores owed 90,000 before the quarter; no paper says for which bills.
    books.opening |= {"Sagar Stores": 90_000_00, BANK: 9_10_000_00}
    books.groups |= {"Sagar Stores": "Sundry Debtors"}
    folder = write_company(tmp_path / "opened", books)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "opened-home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    party = next(row for row in await bench.rows(PartyRow) if row.ledger == "Sagar Stores")
    asha, bina = bench.people["asha"], bench.people["bina"]
    bills = [
        {"bill": "OLD-7", "amount_paise": 60_000_00, "day": "2026-05-10", "due_day": "2026-06-09"},
        {"bill": "OLD-9", "amount_paise": 25_000_00, "day": "2024-02-01", "due_day": None},
    ]
    async with bench.db(asha) as db:
        before = await listing.load_one(db, party.id, settled=True)
        await refused("party.bills_unsound", parties.ask_opening_bills(db, asha, party.id, [bills[0], bills[0]], "ledger of last year"))
        await refused("party.reason_missing", parties.ask_opening_bills(db, asha, party.id, bills, " "))
    assert (before["opening_paise"], before["opening_bills"], before["asked"]) == (90_000_00, [], None)
    async with bench.db(asha) as db:
        await parties.ask_opening_bills(db, asha, party.id, bills, "ledger of last year")
        await refused("party.asker_is_granter", parties.decide_opening_bills(db, asha, party.id, 1, grant=True))
    async with bench.db(bina) as db:
        await refused("party.bills_asked_already", parties.ask_opening_bills(db, bina, party.id, bills, "another list"))
        await refused("party.bills_stale", parties.decide_opening_bills(db, bina, party.id, 7, grant=True))
        asked = (await listing.load_one(db, party.id, settled=True))["asked"]
    assert (asked["asked_by"], [each["bill"] for each in asked["bills"]]) == ("asha", ["OLD-7", "OLD-9"])
    await bench.close()
    async with bench.db(bina) as db:
        assert (await listing.load_one(db, party.id, settled=True))["opening_bills"] == [], "what is only asked for counts in no run"
        await parties.decide_opening_bills(db, bina, party.id, 1, grant=True)
    await bench.close()
    async with bench.db() as db:
        found = await listing.load_one(db, party.id, settled=True)
        (ageing,) = await listing.load_content(db, bench.quarter, None, "ageing_receivables")
    assert [(each["bill"], each["amount_paise"]) for each in found["opening_bills"]] == [("OLD-9", 25_000_00), ("OLD-7", 60_000_00)]
    # 5,000 of the opening balance stand on no bill, and a finding says so.
    assert [(each["kind"], each["open_paise"]) for each in found["items"] if each["kind"] == "opening"] == [("opening", 5_000_00)]
    assert [row.amount_paise for row in await bench.rows(FindingRow) if row.rule == "party.opening_bills_differ"] == [5_000_00]
    # OLD-7 was due 113 days before the end, OLD-9 is two years and eight months old; what stands on no bill has no date to be aged by.
    assert found["columns_paise"] == {"m0_6": 60_000_00, "y2_3": 25_000_00, "age_unknown": 5_000_00}
    assert {key: sum(row["columns"].get(key, 0) for row in ageing[1]["rows"]) for key in ("m0_6", "y2_3")} == {"m0_6": 60_000_00 + 23_600_00, "y2_3": 25_000_00}
