"""A paper that a person files anew files the next one of its layout: before a run, in it, in the package, in the next quarter; and who contradicts is heard."""

import json
from pathlib import Path

from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.adapters.db.tables import Document
from qrt.core.base.period import Quarter
from qrt.core.close.layouts import KIND_TAUGHT
from qrt.flows import close as close_flow
from qrt.flows import documents, run
from qrt.flows.verify import verify_package
from tests.generators.papers.bills import make_bill, make_vendor
from tests.generators.papers.draw import draw
from tests.integration.close.bench import Bench, RememberingReaders

VENDOR, OTHER = make_vendor("seen", 40), make_vendor("seen", 41)
BILLS = [draw(VENDOR, make_bill(VENDOR, turn)).data for turn in range(3)]


async def paper_of(bench: Bench, name: str) -> Document:
    (paper,) = await bench.rows(Document, Document.name == name)
    return paper


async def handed_in(tiny: Path, bench: Bench) -> None:
    for number, data in enumerate(BILLS):
        (tiny / "inbox" / f"slip {number}.pdf").write_bytes(data)
    (tiny / "inbox" / "other.pdf").write_bytes(draw(OTHER, make_bill(OTHER, 0)).data)
    await bench.hand_in(tiny / "inbox")
    await bench.close()


async def file_as(bench: Bench, name: str, kind: str) -> None:
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        paper = await paper_of(bench, name)
        await documents.set_kind(db, asha, paper.id, kind, paper.version)


async def read_all(bench: Bench) -> None:
    while await run.read_batch(bench.sessions, bench.where, bench.desk):
        pass


async def kinds(bench: Bench) -> list[str]:
    return [(await paper_of(bench, f"{name}.pdf")).kind for name in ("slip 0", "slip 1", "slip 2", "other")]


async def test_re_filing_one_files_those_of_its_layout_and_the_package_proves_it(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    await handed_in(tiny, bench)
    assert await kinds(bench) == ["tax_invoice"] * 4
    await file_as(bench, "slip 0.pdf", "debit_note")
    assert (await paper_of(bench, "slip 1.pdf")).state == "received" and (await paper_of(bench, "other.pdf")).state != "received"
    await read_all(bench)
    assert await kinds(bench) == ["debit_note"] * 3 + ["tax_invoice"]
    taught = await paper_of(bench, "slip 1.pdf")
    assert "slip 0.pdf, which a person filed as debit note" in taught.kind_reasons[0] and taught.kind_by.startswith("agent:ClassifierBot")

    await bench.close()
    files = await bench.files()
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    lines = [json.loads(line) for line in files["decisions.jsonl"].decode().splitlines()]
    (lesson,) = [line for line in lines if line["kind"] == KIND_TAUGHT]
    for change in ({"kind": "credit_note"}, {"read_as": "receipt"}, {"layout": "0" * 5 + lesson["content"]["layout"][5:]}):
        honest = lesson["content"]
        lesson["content"] = {**honest, **change}
        altered = {**files, "decisions.jsonl": ("\n".join(json.dumps(line) for line in lines) + "\n").encode()}
        assert any("kind was learnt" in fault.sentence or "about its kind" in fault.sentence for fault in verify_package(altered, readers).faults)  # type: ignore[arg-type]
        lesson["content"] = honest


async def test_who_contradicts_is_heard(tiny: Path, bench: Bench) -> None:
    await handed_in(tiny, bench)
    await file_as(bench, "slip 0.pdf", "debit_note")
    await read_all(bench)
    await file_as(bench, "slip 1.pdf", "tax_invoice")
    await read_all(bench)
    assert await kinds(bench) == ["debit_note", "tax_invoice", "tax_invoice", "tax_invoice"]


async def test_the_next_quarter_opens_with_what_was_filed(tiny: Path, bench: Bench) -> None:
    await handed_in(tiny, bench)
    await file_as(bench, "slip 0.pdf", "debit_note")
    asha, following = bench.people["asha"], Quarter(bench.quarter.fy_start, bench.quarter.number + 1)
    async with bench.db(asha) as db:
        opened = await close_flow.open_close(db, asha, following)
        await close_flow.open_close(db, asha, following)
    (carried,) = await bench.rows(DecisionRow, DecisionRow.kind == KIND_TAUGHT, DecisionRow.close_id == opened)
    assert carried.content["since"] == str(bench.quarter) and carried.content["kind"] == "debit_note"
