"""What a person does on one bill of a vendor acts on the vendor's next one: before a run, in it, in the package, and in the next quarter."""

import asyncio
import json
from pathlib import Path

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.adapters.db.tables import Document, DocumentField
from qrt.core.base.actor import Person
from qrt.core.base.period import Quarter
from qrt.core.close.layouts import VENDOR_TAUGHT
from qrt.core.documents.types import Extraction, Page, Paper
from qrt.core.documents.vendor.lesson import Lesson
from qrt.core.documents.vendor.spots import shape_of
from qrt.flows import close as close_flow
from qrt.flows import documents, run, vendor
from qrt.flows.verify import verify_package
from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import Drawn, draw
from tests.integration.close.bench import Bench, RememberingReaders


def with_orders() -> tuple[Drawn, Drawn]:
    """Two bills of a vendor that names its customer's orders, which look alike."""
    for seed in range(60):
        vendor = make_vendor("seen", seed)
        if vendor.habit["po"] == "yes" and not vendor.habit["kind"]:
            first, second = (draw(vendor, make_bill(vendor, turn)) for turn in (0, 1))
            if shape_of(first.fields["po_number"].value) == shape_of(second.fields["po_number"].value):
                return first, second
    raise AssertionError("no such vendor")


FIRST, SECOND = with_orders()


async def paper_of(bench: Bench, name: str) -> Document:
    (paper,) = await bench.rows(Document, Document.name == name)
    return paper


async def value(bench: Bench, name: str, field: str) -> tuple[str, str]:
    paper = await paper_of(bench, name)
    (row,) = await bench.rows(DocumentField, DocumentField.document_id == paper.id, DocumentField.name == field)
    return row.value, row.status


async def handed_in(tiny: Path, bench: Bench) -> None:
    (tiny / "inbox" / "first.pdf").write_bytes(FIRST.data)
    (tiny / "inbox" / "second.pdf").write_bytes(SECOND.data)
    await bench.hand_in(tiny / "inbox")


async def gone_through(bench: Bench, readers: RememberingReaders, by: Person, drawn: Drawn) -> bool:
    """A person who says that this vendor's number is what the reader takes for the order's: nothing but a lesson can know that."""

    async def learn(paper: Paper, data: bytes, decided: Extraction, recognised: tuple[Page, ...]) -> Lesson | None:
        return await asyncio.to_thread(readers.learn, paper, data, decided, recognised)

    async def fetch(_: TenantDb, name: str) -> bytes:
        return await bench.desk.store.of(bench.tenant).get(name)

    paper, told = await paper_of(bench, "first.pdf"), drawn.fields["po_number"]
    async with bench.db(by) as db:
        await documents.correct_field(db, by, paper.id, "invoice_number", told.value, told.page, told.box, paper.version)
    async with bench.db(by) as db:
        await documents.confirm(db, by, paper.id, paper.version + 1)
        return await vendor.teach(db, by, fetch, learn, paper.id)


async def test_a_correction_acts_on_the_next_bill_of_the_vendor_and_the_package_proves_it(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    asha = bench.people["asha"]
    await handed_in(tiny, bench)
    await bench.close()
    assert await value(bench, "second.pdf", "invoice_number") == (SECOND.fields["invoice_number"].value, "auto")
    assert await gone_through(bench, readers, asha, FIRST)
    assert (await paper_of(bench, "second.pdf")).state == "received"

    assert await run.read_batch(bench.sessions, bench.where, bench.desk) == 1
    assert await value(bench, "second.pdf", "invoice_number") == (SECOND.fields["po_number"].value, "review"), (
        "reader and template are sure and differ: a person decides"
    )
    assert await value(bench, "first.pdf", "invoice_number") == (FIRST.fields["po_number"].value, "corrected")

    # The queue counts what nobody has decided yet.
    second = await paper_of(bench, "second.pdf")
    fields = await bench.rows(DocumentField, DocumentField.document_id == second.id, DocumentField.status == "review")
    assert second.reason.startswith(f"{len(fields)} to check: ")
    for decided, field in enumerate(sorted(fields, key=lambda each: each.name), 1):
        async with bench.db(asha) as db:
            await documents.correct_field(db, asha, second.id, field.name, field.value, None, None, second.version, field.part)
        second = await paper_of(bench, "second.pdf")
        assert await value(bench, "second.pdf", field.name) == (field.value, "confirmed"), "who writes what was read agrees with it"
        left = len(fields) - decided
        assert second.reason.startswith(f"{left} to check: " if left else "Every field is looked at")
        assert field.name not in second.reason

    await bench.close()
    files = await bench.files()
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    read = {each["file"]: each for each in map(json.loads, files["documents.jsonl"].decode().splitlines())}
    assert read["second.pdf"]["fields"]["invoice_number"]["value"] == SECOND.fields["po_number"].value


async def test_a_lesson_that_nobody_taught_is_found_in_the_package(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    await handed_in(tiny, bench)
    await bench.close()
    await gone_through(bench, readers, bench.people["asha"], FIRST)
    await bench.close()
    files = await bench.files()
    lines = [json.loads(line) for line in files["decisions.jsonl"].decode().splitlines()]
    (lesson,) = [line for line in lines if line["kind"] == VENDOR_TAUGHT]
    lesson["content"]["spots"]["invoice_date"]["anchors"][0]["dx"] += 9
    altered = {**files, "decisions.jsonl": ("\n".join(json.dumps(line) for line in lines) + "\n").encode()}
    assert any("does not follow from what people decided" in fault.sentence for fault in verify_package(altered, readers).faults)  # type: ignore[arg-type]


async def test_the_next_quarter_opens_with_what_was_taught(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    asha = bench.people["asha"]
    await handed_in(tiny, bench)
    await bench.close()
    await gone_through(bench, readers, asha, FIRST)
    following = Quarter(bench.quarter.fy_start, bench.quarter.number + 1)
    async with bench.db(asha) as db:
        opened = await close_flow.open_close(db, asha, following)
        await close_flow.open_close(db, asha, following)
    (carried,) = await bench.rows(DecisionRow, DecisionRow.kind == VENDOR_TAUGHT, DecisionRow.close_id == opened)
    assert carried.content["since"] == str(bench.quarter)
