"""Parties of a close in the database: written with the run, decided on by people, counted by the next run."""

import csv

from qrt.adapters.db.listing import parties as listing
from qrt.adapters.db.tables import PartyRow
from qrt.flows import parties
from tests.integration.close.bench import Bench


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
