"""Why a party is doubted comes with the paper to the review page, until somebody decides."""

import random
from pathlib import Path

from qrt.adapters.db import documents as rows
from qrt.adapters.db.tables import Document
from qrt.flows.documents import correct_field
from qrt.flows.review import check_again, review_checks
from tests.generators.papers.hard import sixth
from tests.integration.close.bench import Bench


async def test_a_doubted_party_is_told_with_the_reason_until_it_is_agreed(tiny: Path, bench: Bench) -> None:
    (tiny / "inbox" / "freight.pdf").write_bytes(sixth.freight(random.Random("freight")).data)
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    (row,) = await bench.rows(Document, Document.name == "freight.pdf")
    async with bench.db() as db:
        paper = await rows.load_document(db, row.id)
        assert paper is not None
        weighed = await check_again(db, paper)
        told = [each for each in await review_checks(db, paper, weighed, [], ()) if each["rule"] == "document.field_doubted"]
        (read,) = await rows.load_document_extractions(db, row.id)
    doubt = weighed.doubts["", "seller.gstin"]
    assert {"ok": False, "severity": "info", "rule": "document.field_doubted", "sentence": f"Seller GSTIN: {doubt}."} in told
    assert len(told) == len(weighed.doubts) and read.fields["seller.gstin"].doubt == doubt
    person = bench.people["asha"]
    async with bench.db(person) as db:
        await correct_field(db, person, row.id, "seller.gstin", read.fields["seller.gstin"].value, None, None, row.version)
    async with bench.db() as db:
        paper = await rows.load_document(db, row.id)
        assert paper is not None
        assert ("", "seller.gstin") not in (await check_again(db, paper)).doubts
