"""What a person says a paper is: it is read again as that, before the next run and in it, and a package without that reading is not signed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrt.adapters.db import closes
from qrt.adapters.db.audit import load_seal_key
from qrt.adapters.db.tables import Document, DocumentField, ExtractionRow
from qrt.core.base.errors import Refused
from qrt.flows import close as close_flow
from qrt.flows import documents, run
from qrt.flows.run import papers
from qrt.flows.verify import verify_package
from tests.integration.close.bench import Bench, RememberingReaders
from tests.unit.scan.test_unlocking import an_invoice


async def paper_of(bench: Bench) -> Document:
    (paper,) = await bench.rows(Document, Document.name == "KT.pdf")
    return paper


async def with_an_invoice(tiny: Path, bench: Bench) -> Document:
    (tiny / "inbox" / "KT.pdf").write_bytes(an_invoice())
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    return await paper_of(bench)


async def test_a_kind_that_a_person_says_is_read_at_once_and_the_package_follows(tiny: Path, bench: Bench, readers: RememberingReaders) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    paper = await with_an_invoice(tiny, bench)
    assert paper.kind == "tax_invoice" and paper.number == "KT/88"
    async with bench.db(asha) as db:
        await documents.confirm(db, asha, paper.id, paper.version)
    async with bench.db(asha) as db:
        await documents.set_kind(db, asha, paper.id, "credit_note", (await paper_of(bench)).version)
    assert (await paper_of(bench)).state == "received"

    assert await run.read_batch(bench.sessions, bench.where, bench.desk) == 1
    assert await run.read_batch(bench.sessions, bench.where, bench.desk) == 0
    again = await paper_of(bench)
    assert (again.kind, again.kind_confidence, again.kind_reasons, again.number) == ("credit_note", 1.0, ["asha said so"], "KT/88")
    assert [row.kind for row in await bench.rows(ExtractionRow, ExtractionRow.document_id == paper.id)] == ["credit_note"]
    assert not await bench.rows(DocumentField, DocumentField.document_id == paper.id, DocumentField.status == "confirmed"), "nobody agreed with this reading"

    await bench.close()
    files = await bench.files()
    read = {each["name"]: each for each in json.loads(files["handin.json"])["papers"]}
    assert "KT.pdf" in read and not verify_package(files, readers).faults  # type: ignore[arg-type]
    async with bench.db(bina) as db:
        row = await closes.load_close(db, bench.quarter)
        assert row is not None and row.summary["read_since"] == 0


async def test_a_paper_that_is_read_after_the_run_keeps_its_package_from_being_signed(tiny: Path, bench: Bench, tmp_path: Path) -> None:
    bina, key = bench.people["bina"], load_seal_key(tmp_path / "signing").private
    digest = await bench.close()
    async with bench.db() as db:
        await documents.receive(db, bina, bench.desk.store, bench.quarter, "KT.pdf", an_invoice())
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            async with bench.db(bina) as db:
                await close_flow.sign_off(db, bina, bench.quarter, digest, datetime.now(UTC), key)
        assert refused.value.code == "close.papers_unread"
        await run.read_batch(bench.sessions, bench.where, bench.desk)
    assert (await paper_of(bench)).number == "KT/88", "it was read, and the package still leaves it out"


async def test_a_run_at_work_reads_what_comes_and_a_kind_said_meanwhile_is_read_by_the_next_one(tiny: Path, bench: Bench) -> None:
    asha = bench.people["asha"]
    paper = await with_an_invoice(tiny, bench)
    number = await bench.start()
    async with bench.db(asha) as db:
        await documents.set_kind(db, asha, paper.id, "credit_note", paper.version)
    assert await run.read_batch(bench.sessions, bench.where, bench.desk) == 0, "papers are the run's while it works"
    await bench.work(number)
    assert [row.kind for row in await bench.rows(ExtractionRow, ExtractionRow.document_id == paper.id)] == ["tax_invoice"], (
        "the run counts what was decided before it"
    )
    await bench.close()
    assert [row.kind for row in await bench.rows(ExtractionRow, ExtractionRow.document_id == paper.id)] == ["credit_note"]


async def test_what_a_person_decides_while_a_paper_is_being_read_is_not_written_over(tiny: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asha = bench.people["asha"]
    async with bench.db() as db:
        await documents.receive_all(db, asha, bench.desk.store, bench.quarter, [("KT.pdf", an_invoice()), ("KT2.pdf", an_invoice("KT/89"))])
    kept = papers._save

    async def late(*arguments: object) -> bool:
        monkeypatch.setattr(papers, "_save", kept)
        for name, act in (("KT.pdf", "kind"), ("KT2.pdf", "reject")):
            (row,) = await bench.rows(Document, Document.name == name)
            async with bench.db(asha) as db:
                if act == "kind":
                    await documents.set_kind(db, asha, row.id, "credit_note", row.version)
                else:
                    await documents.reject(db, asha, row.id, "not ours", row.version)
        return await kept(*arguments)

    monkeypatch.setattr(papers, "_save", late)
    while await run.read_batch(bench.sessions, bench.where, bench.desk):
        pass
    (second,) = await bench.rows(Document, Document.name == "KT2.pdf")
    assert (await paper_of(bench)).kind == "credit_note" and (await paper_of(bench)).state != "received"
    assert (second.state, second.reason) == ("rejected", "not ours")
