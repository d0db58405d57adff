"""A PDF of several bills: each is a paper of its own that leads back to its pages, the package proves it, and a person may cut otherwise."""

import json
from pathlib import Path

import pytest

from qrt.adapters.db.listing.documents import load_detail
from qrt.adapters.db.tables import Document
from qrt.core.base.errors import Refused
from qrt.flows import documents
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.unit.papers.test_parting import bill, drawn


async def parts_of(bench: Bench) -> list[Document]:
    return sorted(await bench.rows(Document, Document.part_of != ""), key=lambda row: (row.first_page, row.last_page))


async def test_each_bill_of_a_bundle_is_a_paper_with_its_pages_and_verify_follows(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    first = bill("INV/7", "1,180.00", "Tax Invoice", "27AAPFU0939F1ZV", "Page 1 of 2")
    (tiny / "inbox" / "bundle.pdf").write_bytes(drawn(first, ["Page 2 of 2", "Terms and conditions"], bill("INV/8"), bill("INV/9")))
    await bench.hand_in(tiny / "inbox")
    await bench.close()

    (whole,) = await bench.rows(Document, Document.name == "bundle.pdf")
    found = await parts_of(bench)
    assert [(row.name, row.number, row.first_page, row.last_page, row.pages) for row in found] == [
        ("bundle.pdf/pages 1-2.pdf", "INV/7", 1, 2, 2),
        ("bundle.pdf/page 3.pdf", "INV/8", 3, 3, 1),
        ("bundle.pdf/page 4.pdf", "INV/9", 4, 4, 1),
    ]
    assert whole.state == "agreed" and {row.part_of for row in found} == {whole.sha256}
    assert await bench.desk.store.of(bench.tenant).get(whole.sha256) == (tiny / "inbox" / "bundle.pdf").read_bytes(), "the original is as it came"
    async with bench.db() as db:
        detail = await load_detail(db, found[1].id)
    assert detail["part_of"] == {"id": whole.id, "name": "bundle.pdf", "first_page": 3, "last_page": 3}

    files = await bench.files()
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    handin = json.loads(files["handin.json"])
    lost = [each for each in handin["papers"] if each["name"] != "bundle.pdf/page 4.pdf"]
    moved = [each | {"part_pages": [4, 4]} if each["name"] == "bundle.pdf/page 3.pdf" else each for each in handin["papers"]]
    for papers in (lost, moved):
        altered = {**files, "handin.json": json.dumps(handin | {"papers": papers}).encode()}
        assert any("are not among the papers" in fault.sentence for fault in verify_package(altered, readers).faults)  # type: ignore[arg-type]


async def test_a_person_says_where_papers_begin_and_what_was_cut_otherwise_is_left_out(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    (tiny / "inbox" / "bundle.pdf").write_bytes(drawn(["Dear Sir,", "please find our bills."], bill("INV/7"), bill("INV/8")))
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    (whole,) = await bench.rows(Document, Document.name == "bundle.pdf")
    assert whole.state == "needs_person" and "several papers" in whole.reason and await parts_of(bench) == []

    person = bench.people["asha"]

    async def say(groups: tuple[tuple[int, int], ...]) -> None:
        (row,) = await bench.rows(Document, Document.id == whole.id)
        async with bench.db(person) as db:
            await documents.set_parts(db, person, row.id, groups, row.version)

    for wrong in (((1, 1), (3, 3)), ((1, 2),), ((1, 4),)):
        with pytest.raises(Refused) as refused:
            await say(wrong)
        assert refused.value.code == "document.parts_wrong"
    await say(((1, 1), (2, 2), (3, 3)))
    await bench.close()
    assert [(row.first_page, row.state) for row in await parts_of(bench)] == [(1, "needs_person"), (2, "needs_person"), (3, "needs_person")]

    await say(((1, 2), (3, 3)))
    await bench.close()
    assert [(row.first_page, row.last_page, row.state) for row in await parts_of(bench)] == [
        (1, 1, "rejected"),
        (1, 2, "needs_person"),
        (2, 2, "rejected"),
        (3, 3, "needs_person"),
    ]
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]

    await say(((1, 3),))
    await bench.close()
    (whole,) = await bench.rows(Document, Document.id == whole.id)
    assert {row.state for row in await parts_of(bench)} == {"rejected"} and whole.number == "INV/7"
    assert not verify_package(await bench.files(), readers).faults  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        await say(((1, 2), (3, 3)))
    assert "rejected as a part before" in refused.value.sentence
