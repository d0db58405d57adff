"""A paper that comes after the close ran: what it does not touch is not reconciled again, and the close ends where one over everything ends."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from qrt.adapters.db.tables import Document, ReconciliationItem, ReconciliationMatch, ReconciliationReport
from qrt.core.recon.known import Known
from qrt.flows import documents, recon
from tests.integration.close.bench import Bench
from tests.integration.close.papers import OWN, gstr2b, tiny_books, write_statement

BILLS = [("BM/101", date(2026, 7, 10), 50_000_00), ("BM/102", date(2026, 8, 12), 30_000_00)]


async def test_a_late_paper_makes_anew_only_the_reconciliations_that_it_touches(bench: Bench, tmp_path: Path) -> None:
    known = bench.desk.known
    await bench.close()
    assert (known.asked, known.made) == (1, 1), "the bank"
    await late(bench, tmp_path / "first", gstr2b(OWN, BILLS))
    await bench.close()
    assert (known.asked, known.made) == (3, 2), "purchases against 2B came on top; the bank is as it was"
    digests = {row.kind: row.digest for row in await bench.rows(ReconciliationReport)}
    await late(bench, tmp_path / "second", gstr2b(OWN, [("BM/104", date(2026, 9, 2), 7_000_00)], "102026"))
    warm = await bench.close()
    assert (known.asked, known.made) == (5, 3)
    now = {row.kind: row.digest for row in await bench.rows(ReconciliationReport)}
    assert now["bank"] == digests["bank"] and now["gstr2b"] != digests["gstr2b"]
    bench.desk = replace(bench.desk, known=Known(), memory={})
    assert await bench.close() == warm, "a worker that knows nothing ends in the same state"
    assert bench.desk.known.made == 2


async def late(bench: Bench, folder: Path, paper: bytes) -> None:
    folder.mkdir()
    (folder / f"2B {folder.name}.json").write_bytes(paper)
    await bench.hand_in(folder)


async def test_a_longer_export_of_a_statement_keeps_what_people_decided_on_its_lines(bench: Bench, tmp_path: Path) -> None:
    await bench.close()
    bina, asha = bench.people["bina"], bench.people["asha"]
    (report,) = await bench.rows(ReconciliationReport, ReconciliationReport.kind == "bank")
    one, other = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id))[:2]
    async with bench.db(bina) as db:
        await recon.reject(db, bina, report.id, one.match, one.version, "another bill")
    (paper,) = await bench.rows(Document, Document.kind == "bank_statement")
    # The bank prints the same lines a day later, under another name, with a head of its own.
    (tmp_path / "again").mkdir()
    later = tmp_path / "again" / "A statement printed later.csv"
    write_statement(later, tiny_books())
    later.write_text("Printed on 05-Oct-2026\n" + later.read_text())
    await bench.hand_in(tmp_path / "again")
    await bench.close()
    (paper,) = await bench.rows(Document, Document.id == paper.id)
    async with bench.db(asha) as db:
        await documents.reject(db, asha, paper.id, "the later print counts", paper.version)
    await bench.close()
    now = {row.match: row.status for row in await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report.id)}
    assert now[one.match] == "rejected" and now[other.match] == other.status
    (evidence,) = {row.place["document"] for row in await bench.rows(ReconciliationItem, ReconciliationItem.side == "right")}
    assert evidence != paper.sha256, "the lines lead to the paper that counts"
