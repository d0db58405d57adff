"""Papers are found by any word on their pages, by amounts as they are typed, and with a slip in a word; behind the wall and out of an index."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas
from sqlalchemy import delete, text

from qrt.adapters.db.listing import documents as queue
from qrt.adapters.db.listing.search import search
from qrt.adapters.db.session import tenant_session
from qrt.adapters.db.tables import Document, DocumentField, PaperWord, uuid7
from qrt.core.ledger.search import index_words
from qrt.flows import documents, run
from qrt.flows.wording import fill_words
from tests.integration.close.bench import BY, Bench
from tests.unit.scan.test_unlocking import an_invoice


def letter(*pages: str) -> bytes:
    made = BytesIO()
    pdf = canvas.Canvas(made, invariant=True)
    for page in pages:
        pdf.drawString(72, 720, page)
        pdf.showPage()
    pdf.save()
    return made.getvalue()


async def hand_in(bench: Bench, **papers: bytes) -> Bench:
    bench.desk = replace(bench.desk, searchable=True)
    async with bench.db() as db:
        await documents.receive_all(db, BY, bench.desk.store, bench.quarter, [(f"{name}.pdf", data) for name, data in papers.items()])
    while await run.read_batch(bench.sessions, bench.where, bench.desk):
        pass
    return bench


async def found(bench: Bench, query: str) -> list[str]:
    async with bench.db() as db:
        return [f"{row['title']} {row['link'].partition('?')[2]}".strip() for row in await search(db, query) if row["kind"] == "document"]


async def test_words_amounts_and_slips_find_a_paper_and_the_page(tiny: Path, bench: Bench) -> None:
    lease = letter("Lease of the godown at Peenya", "The deposit of Rs 1,37,250.00 is refundable; Survey No. 27/4B")
    await hand_in(bench, lease=lease, invoice=an_invoice())
    assert await found(bench, "godown") == ["lease.pdf"]
    assert await found(bench, "refund") == ["lease.pdf page=2"], "a beginning will do, and the paper opens at its page"
    assert await found(bench, "peenya 27/4b") == ["lease.pdf page=2"]
    assert await found(bench, "godown invoice") == []
    for written in ("1,37,250", "137250.00", "1.3725 lakh", "₹1,37,250.00"):
        assert await found(bench, written) == ["lease.pdf page=2"], written
    assert await found(bench, "godwon") == ["lease.pdf"], "two letters that changed places"
    assert await found(bench, "KT/88") == ["invoice.pdf"]
    async with bench.db() as db:
        page = await queue.load_page(db, bench.quarter, None, "all", "peenya", None, 10)
    assert [row["name"] for row in page["items"]] == ["lease.pdf"] and page["total"] == 1


async def test_what_a_person_writes_is_found_and_what_is_read_anew_replaces_the_words(tiny: Path, bench: Bench) -> None:
    await hand_in(bench, invoice=an_invoice())
    asha = bench.people["asha"]
    (paper,) = await bench.rows(Document, Document.name == "invoice.pdf")
    (field,) = await bench.rows(DocumentField, DocumentField.document_id == paper.id, DocumentField.name == "invoice_number")
    async with bench.db(asha) as db:
        await documents.correct_field(db, asha, paper.id, "invoice_number", "ZX-4711", 1, None, paper.version, part=field.part)
    assert await found(bench, "zx-4711") == ["invoice.pdf"]
    for name, value in (("totals.grand_total", "4711.05"), ("invoice_date", "2026-08-09")):
        (paper,) = await bench.rows(Document, Document.name == "invoice.pdf")
        async with bench.db(asha) as db:
            await documents.correct_field(db, asha, paper.id, name, value, None, None, paper.version, part=field.part)
    (paper,) = await bench.rows(Document, Document.name == "invoice.pdf")
    assert (paper.number, paper.amount_paise, paper.day) == ("ZX-4711", 471_105, date(2026, 8, 9)), "the queue shows what was written"


async def test_no_other_company_finds_a_word(tiny: Path, bench: Bench) -> None:
    await hand_in(bench, lease=letter("Lease of the godown at Peenya"))
    async with tenant_session(bench.sessions, uuid7(), BY) as db:
        assert await search(db, "godown") == []
        assert (await db.execute(text("select count(*) from paper_words"))).scalar_one() == 0


async def test_a_search_asks_an_index_behind_the_wall(tiny: Path, bench: Bench) -> None:
    await hand_in(bench, lease=letter("Lease of the godown at Peenya"))
    async with bench.db() as db:
        await db.execute(text("set local enable_seqscan = off"))
        query = "explain select document_id from paper_words where word >= 'godow' and word < 'godow\U0010ffff'"
        plan = "\n".join((await db.execute(text(query))).scalars())
    assert "ix_paper_words_word" in plan and "word >=" in plan.partition("Index Cond")[2].partition("Filter")[0], plan


async def test_what_is_no_pdf_and_what_is_broken_stops_nothing(tiny: Path, bench: Bench) -> None:
    await hand_in(bench, broken=b"%PDF-1.7 nothing more", lease=letter("godown"))
    assert await found(bench, "godown") == ["lease.pdf"]
    assert await found(bench, "broken") == ["broken.pdf"]


@pytest.mark.parametrize(
    ("said", "word"),
    [("Rs.1,18,000.00", "#11800000"), ("12,34,567.89/-", "#123456789"), ("118000.50", "#11800050"), ("GSTIN 29AAACK1234A1Z5", "29aaack1234a1z5")],
)
def test_amounts_and_numbers_stand_among_the_words(said: str, word: str) -> None:
    assert word in index_words([(1, said)])


@pytest.mark.parametrize("said", ["192.168.10.25", "1.18", "31.03.2026", "1,18,000"])
def test_what_is_no_amount_with_paise_is_none(said: str) -> None:
    assert not any(word.startswith("#") for word in index_words([(1, said)]) if word != "#118")


async def test_papers_that_were_read_before_words_were_kept_get_them_once(tiny: Path, bench: Bench) -> None:
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    async with bench.db() as db:
        await db.execute(delete(PaperWord))
    read = len(await bench.rows(Document, Document.state.in_(("read", "needs_person", "agreed"))))
    assert read and await fill_words(bench.sessions, bench.tenant, bench.desk) == read
    words = len(await bench.rows(PaperWord))
    assert words > read
    assert await fill_words(bench.sessions, bench.tenant, bench.desk) == 0 and len(await bench.rows(PaperWord)) == words
