"""More confidence is asked of a kind: its papers come back to the queue, what was read stays as it was, and the trail has who asked."""

from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from qrt.adapters.db.tables import Document, DocumentField, ExtractionRow
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows import acceptance
from tests.integration.close.bench import Bench
from tests.integration.close.test_copies import a_bill


async def test_papers_of_a_kind_are_read_again_by_what_is_asked_of_it(tiny: Path, bench: Bench, super_db: psycopg.Connection) -> None:
    (tiny / "inbox" / "mail.pdf").write_bytes(a_bill("INV/7", "Printed 1"))
    await bench.hand_in(tiny / "inbox")
    await bench.close()
    (paper,) = await bench.rows(Document, Document.name == "mail.pdf")

    async def statuses() -> dict[str, str]:
        return {row.name: row.status for row in await bench.rows(DocumentField, DocumentField.document_id == paper.id)}

    before = await statuses()
    assert before["invoice_number"] == "auto"
    async with bench.db() as db:
        assert await acceptance.ask(db, "tax_invoice", Decimal("0.99"), Decimal("0.75")) == (Quarter(2026, 2),)
    (marked,) = await bench.rows(Document, Document.name == "mail.pdf")
    assert (marked.state, marked.reason) == ("received", "Another confidence is asked of its kind; it is read again.")
    await bench.close()
    (again,) = await bench.rows(Document, Document.name == "mail.pdf")
    assert again.state == "needs_person" and "to check" in again.reason
    assert (await statuses())["invoice_number"] == "review"
    (kept,) = await bench.rows(ExtractionRow, ExtractionRow.document_id == paper.id)
    assert kept.content["fields"]["invoice_number"]["status"] == "auto", "the reading stands as it was made"

    written = super_db.execute("select op, body from audit.log where tbl = 'tenants' order by seq desc limit 1").fetchone()
    assert written is not None and written[0].lower().startswith("u")
    assert '"tax_invoice", "0.99"' in written[1]

    async with bench.db() as db:
        with pytest.raises(Refused, match="Somebody changed this"):
            await acceptance.ask(db, "tax_invoice", Decimal("0.8"), Decimal("0.75"))
        with pytest.raises(Refused, match="outside 75% to 100%"):
            await acceptance.ask(db, "tax_invoice", Decimal("0.5"), Decimal("0.99"))
        await acceptance.ask(db, "tax_invoice", Decimal("0.75"), Decimal("0.99"))
    await bench.close()
    assert await statuses() == before
