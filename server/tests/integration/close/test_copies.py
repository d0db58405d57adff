"""One bill on two papers: the second is named on its own screen, and no voucher is drafted for it."""

from pathlib import Path

from qrt.adapters.db import documents as rows
from qrt.adapters.db.tables import Document, FindingRow, JournalEntry
from qrt.flows.review import check_again, copies_of, review_checks
from tests.integration.close.bench import Bench
from tests.integration.close.papers import OWN
from tests.unit.papers.test_parting import bill, drawn


def a_bill(number: str, printed: str) -> bytes:
    lines = bill(number, "1,180.00")
    return drawn([*lines[:3], f"Buyer GSTIN: {OWN}", *lines[3:], printed])


async def test_a_bill_that_was_printed_twice_is_named_and_drafted_once(tiny: Path, bench: Bench) -> None:
    for name, number, printed in (("mail.pdf", "INV/7", "Printed 1"), ("scan.pdf", "INV/7", "Printed 2"), ("other.pdf", "INV/8", "Printed 3")):
        (tiny / "inbox" / name).write_bytes(a_bill(number, printed))
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    told = {}
    async with bench.db() as db:
        for row in await bench.rows(Document, Document.name.in_(("mail.pdf", "scan.pdf", "other.pdf"))):
            paper = await rows.load_document(db, row.id)
            assert paper is not None
            copies = await copies_of(db, paper)
            checks = [
                each["sentence"] for each in await review_checks(db, paper, await check_again(db, paper), [], copies) if each["rule"] == "paper.near_duplicate"
            ]
            told[row.name] = [*((each.name, each.reasons) for each in copies), *checks]
    assert told["mail.pdf"][0] == ("scan.pdf", ("GSTIN", "number", "date", "total"))
    assert "copy of scan.pdf (the same GSTIN, number, date and total)" in told["mail.pdf"][1]
    assert "copy of mail.pdf" in told["scan.pdf"][1] and told["other.pdf"] == []
    found = [row for row in await bench.rows(FindingRow) if row.rule in ("paper.duplicate", "paper.near_duplicate")]
    assert len(found) == 1 and "mail.pdf" in found[0].sentence and "scan.pdf" in found[0].sentence
    drafts = [row for row in await bench.rows(JournalEntry, JournalEntry.state != "posted") if "INV/7" in (row.reference or "")]
    assert len(drafts) == 1
