"""A hand-in of two companies: whose paper is whose, the group drawn up, and what the two do not agree on."""

import csv
import json
from pathlib import Path

from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from tests.integration.close.bench import RememberingReaders, make_bench
from tests.integration.close.papers import group_books, write_company


async def test_each_company_gets_its_papers_and_its_trial_balance_and_the_group_names_the_invoice_that_one_side_lacks(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    folder = write_company(tmp_path / "group", *group_books(), foldered=True)
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    first = await bench.close()
    files = await bench.files()
    for row in records(files, "documents.jsonl"):
        if row["role"] == "inbox":
            assert row["entity"] == row["file"].split("/")[0], row["file"]
    rows = list(csv.DictReader(files["trial_balance.csv"].decode().splitlines()))
    for books in group_books():
        said = {row["ledger"]: int(row["closing_paise"]) for row in rows if row["entity"] == books.code and int(row["closing_paise"])}
        assert said == {name: balance.closing for name, balance in books.balances().items() if balance.closing}
    group = json.loads(files["consolidation.json"])
    assert group is not None
    found = [row for row in records(files, "findings.jsonl") if row["rule"] == "consol.intercompany_difference"]
    assert any("S-5" in row["sentence"] and row["amount_paise"] == 11_800_00 for row in found), found
    assert not any("S-4" in row["sentence"] for row in found)
    assert await bench.close() == first, "what the first run found out about a paper is no decision"


async def test_a_paper_that_could_belong_to_either_company_stays_out_of_both_books_until_a_person_says(
    sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path, readers: RememberingReaders, records
) -> None:
    from qrt.adapters.db.tables import Document
    from qrt.flows import documents

    parent, daughter = group_books()
    folder = write_company(tmp_path / "group", parent, daughter, foldered=True)
    anonymous = folder / "inbox" / "register.xlsx"
    parent.name, told = "Somebody", parent.name
    from tests.integration.close.papers import write_books

    (tmp_path / "lost").mkdir()
    write_books(tmp_path / "lost", parent)
    parent.name = told
    (folder / "inbox" / "KT" / "Sales Register.xlsx").unlink()
    anonymous.write_bytes((tmp_path / "lost" / "Sales Register.xlsx").read_bytes())
    bench = await make_bench(sessions, db_urls, folder, tmp_path / "home", readers)
    await bench.hand_in(folder / "inbox")
    await bench.close()
    files = await bench.files()
    assert [row["severity"] for row in records(files, "findings.jsonl") if row["rule"] == "document.entity_unknown"] == ["error"]
    assert not [row for row in records(files, "vouchers.jsonl") if row["kind"] == "sales"]
    (paper,) = await bench.rows(Document, Document.name == "register.xlsx")
    async with bench.db(bench.people["asha"]) as db:
        await documents.set_entity(db, bench.people["asha"], paper.id, "KT", paper.version)
    await bench.close()
    files = await bench.files()
    assert {row["entity"] for row in records(files, "vouchers.jsonl") if row["kind"] == "sales"} == {"KT"}
