"""Papers searched in a cluster: written there after they are read, found as without it, and nothing is lost while it is away."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from qrt.adapters.db.listing import documents as queue
from qrt.adapters.db.listing.search import search
from qrt.adapters.db.session import tenant_session
from qrt.adapters.db.tables import Document, DocumentField, PaperUnsent, PaperWord, uuid7
from qrt.adapters.search.opensearch import PaperIndex
from qrt.flows import documents
from qrt.flows.search import held_papers, rebuild, send_papers
from tests.integration.close.bench import BY, Bench
from tests.integration.close.test_paper_search import hand_in, letter
from tests.support.fake_search import FakeSearch, fake_search
from tests.unit.scan.test_unlocking import an_invoice


@pytest.fixture
def cluster() -> Iterator[FakeSearch]:
    with fake_search() as fake:
        yield fake


async def found(bench: Bench, query: str) -> list[str]:
    async with bench.db() as db:
        held = await held_papers(db, bench.desk.index, query)
        return [str(row["title"]) for row in await search(db, query, held) if row["kind"] == "document"]


async def filled(bench: Bench, cluster: FakeSearch) -> Bench:
    bench.desk = replace(bench.desk, index=PaperIndex(cluster.url))
    return await hand_in(bench, lease=letter("Lease of the godown at Peenya", "Deposit Rs 1,37,250.00"), invoice=an_invoice())


async def test_what_was_read_is_found_in_the_cluster(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    await filled(bench, cluster)
    assert len(cluster.papers["qrt-papers"]) == await bench.count(Document) > 2 and await bench.rows(PaperUnsent) == []
    # Without words of its own the database finds nothing: what is found now was found by the cluster.
    async with bench.db() as db:
        await db.execute(delete(PaperWord))
    assert await found(bench, "godown") == ["lease.pdf"] and await found(bench, "godwon") == ["lease.pdf"]
    assert await found(bench, "1,37,250") == ["lease.pdf"] and await found(bench, "godown invoice") == []
    async with bench.db() as db:
        held = await held_papers(db, bench.desk.index, "peenya")
        page = await queue.load_page(db, bench.quarter, None, "all", "peenya", None, 10, held)
    assert [row["name"] for row in page["items"]] == ["lease.pdf"]


async def test_what_a_person_wrote_is_found_before_the_cluster_has_it_and_after(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    await filled(bench, cluster)
    asha = bench.people["asha"]
    (paper,) = await bench.rows(Document, Document.name == "invoice.pdf")
    (field,) = await bench.rows(DocumentField, DocumentField.document_id == paper.id, DocumentField.name == "totals.grand_total")
    async with bench.db(asha) as db:
        await documents.correct_field(db, asha, paper.id, "totals.grand_total", "4711.05", 1, None, paper.version, part=field.part)
    assert await found(bench, "4711.05") == ["invoice.pdf"]
    assert await send_papers(bench.sessions, bench.tenant, PaperIndex(cluster.url)) == 1
    async with bench.db() as db:
        await db.execute(delete(PaperWord))
    assert await found(bench, "4711.05") == ["invoice.pdf"]


async def test_while_the_cluster_is_away_the_database_finds_and_nothing_is_lost(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    cluster.fail = 503
    await filled(bench, cluster)
    papers = await bench.count(Document)
    assert await bench.count(PaperUnsent) == papers > 2 and cluster.papers == {}, "read all the same, and kept for later"
    assert await found(bench, "godown") == ["lease.pdf"]
    cluster.fail = 0
    assert await send_papers(bench.sessions, bench.tenant, PaperIndex(cluster.url)) == papers and await bench.rows(PaperUnsent) == []
    assert await send_papers(bench.sessions, bench.tenant, PaperIndex(cluster.url)) == 0


async def test_a_total_that_changed_goes_to_the_cluster_again(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    await filled(bench, cluster)
    (lease,) = await bench.rows(Document, Document.name == "lease.pdf")
    async with bench.db() as db:
        await db.execute(update(Document).where(Document.id == lease.id).values(amount_paise=777_77))
    assert await found(bench, "777..778") == ["lease.pdf"], "before the cluster knows"
    assert await send_papers(bench.sessions, bench.tenant, PaperIndex(cluster.url)) == 1
    assert cluster.papers["qrt-papers"][f"{bench.tenant}:{lease.id}"][1]["amount"] == 777_77
    assert await found(bench, "777..778") == ["lease.pdf"]


async def test_an_index_that_was_lost_is_rebuilt(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    await filled(bench, cluster)
    cluster.papers["qrt-papers"].clear()
    assert await found(bench, "godown") == []
    assert await rebuild(bench.sessions, PaperIndex(cluster.url)) >= 2
    assert await found(bench, "godown") == ["lease.pdf"]


async def test_no_other_company_finds_a_paper_in_the_cluster(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    await filled(bench, cluster)
    async with tenant_session(bench.sessions, uuid7(), BY) as db:
        held = await held_papers(db, bench.desk.index, "godown")
        assert held == () and await search(db, "godown", held) == []


async def test_a_cluster_that_lies_shows_nobody_anothers_paper(tiny: Path, bench: Bench, cluster: FakeSearch) -> None:
    """Were the filter forgotten and the answer believed, row-level security still stands before the paper."""
    await filled(bench, cluster)
    (lease,) = await bench.rows(Document, Document.name == "lease.pdf")
    async with tenant_session(bench.sessions, uuid7(), BY) as db:
        assert await search(db, "godown", [lease.id]) == []
