"""A paper whose columns do not prove themselves, read after a person said what they are: in this close, in the package, and in the next quarter."""

import csv
from pathlib import Path

import pytest

from qrt.adapters.db import closes
from qrt.adapters.db.listing import layouts as listing
from qrt.adapters.db.tables import Document
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.layouts import COLUMNS_SET
from qrt.flows import close as close_flow
from qrt.flows import layouts
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders

EXPENSES = """Kaveri Tools Pvt Ltd,,,
Txn Date,Txn No,Account,Amount
01/09/2026,EX/1,Rent,"1,500"
01/09/2026,EX/1,Landlord,"-1,500"
02/09/2026,EX/2,Tea,"2,750"
02/09/2026,EX/2,Landlord,"-2,750"
"""


def closing(files: dict[str, bytes], ledger: str) -> int | None:
    rows = csv.DictReader(files["trial_balance.csv"].decode().splitlines())
    return next((int(row["closing_paise"]) for row in rows if row["ledger"] == ledger), None)


async def test_a_mapping_that_a_person_sets_is_read_by_in_the_next_run_and_by_verify_and_remembered(
    tiny: Path, bench: Bench, readers: RememberingReaders
) -> None:
    (tiny / "inbox" / "expenses.csv").write_text(EXPENSES)
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    assert closing(await bench.files(), "Rent") is None, "1,500 can be fifteen hundred or one and a half: nothing is posted"

    person = bench.people["asha"]
    async with bench.db(person) as db:
        (found,) = [each for each in (await listing.load_layouts(db, bench.quarter))["items"] if each["papers"][0]["name"] == "expenses.csv"]
        assert [(each["heading"], each["meaning"]) for each in found["columns"]] == [
            ("Txn Date", "date"),
            ("Txn No", "number"),
            ("Account", "account"),
            ("Amount", "amount"),
        ]
        assert found["columns"][3]["samples"] == ["1,500", "-1,500", "2,750"] and not found["decided"]
        again = await layouts.set_columns(db, person, bench.quarter, found["layout"], {"columns": {}, "decimal": "."})
    assert again == 1
    (paper,) = await bench.rows(Document, Document.name == "expenses.csv")
    assert paper.state == "received"

    await bench.close()
    files = await bench.files()
    assert (closing(files, "Rent"), closing(files, "Tea"), closing(files, "Landlord")) == (1_500_00, 2_750_00, -4_250_00)
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]

    later = Quarter(2026, 3)
    async with bench.db(BY) as db:
        await close_flow.open_close(db, BY, later)
    async with bench.db(BY) as db:
        await close_flow.start_run(db, BY, later, _nobody)
        close = await closes.load_close(db, later)
        assert close is not None
        decided = [(row.kind, row.subject) for row in await closes.load_decisions(db, close.id)]
    assert [each for each in decided if each[0] == COLUMNS_SET] == [(COLUMNS_SET, found["layout"])]


async def _nobody(*_: object) -> str:
    return "nobody"


async def test_a_layout_that_no_paper_has_and_a_meaning_that_nobody_knows_are_refused(tiny: Path, bench: Bench) -> None:
    (tiny / "inbox" / "expenses.csv").write_text(EXPENSES)
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    person = bench.people["asha"]
    async with bench.db(person) as db:
        (found,) = [each for each in (await listing.load_layouts(db, bench.quarter))["items"] if each["papers"][0]["name"] == "expenses.csv"]
    for layout, content, code in (
        ("0" * 16, {"columns": {}}, "layout.unknown"),
        (found["layout"], {"columns": {"Amount": "gold"}}, "layout.meaning_unknown"),
        (found["layout"], {"columns": {"Betrag": "amount"}}, "layout.heading_unknown"),
    ):
        with pytest.raises(Refused) as wrong:
            async with bench.db(person) as db:
                await layouts.set_columns(db, person, bench.quarter, layout, content)
        assert wrong.value.code == code
