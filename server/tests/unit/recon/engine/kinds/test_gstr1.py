"""The sales register against GSTR-1, and on to GSTR-3B."""

import polars as pl

from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.returns import walk_to_3b
from qrt.core.recon.engine.run import reconcile_tables
from tests.unit.recon.engine.test_gst_status import COLUMNS, LATER, document


def walked(books: list[dict], filed: list[dict], three_b: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Step -> paise of value and of IGST."""
    left, right = (pl.DataFrame(rows, schema=COLUMNS) for rows in (books, filed))
    spec = spec_for("gstr1", left.columns, right.columns)
    outcome = reconcile_tables(left, right, spec, workers=1)
    rows = walk_to_3b(to_lines(left, spec, "left"), to_lines(right, spec, "right"), outcome, three_b, LATER)
    return {step: (value, tax) for step, value, tax in rows.select("step", "taxable_paise", "igst_paise").rows()}


def test_the_walk_from_the_register_to_3b_adds_up_with_a_cause_for_each_step():
    books = [
        document("s1", "A/1", 1_000_000),
        document("s2", "A/2", 2_000_000),
        document("s3", "A/3", 500_000),
        document("s4", "A/4", 300_000),
    ]
    filed = [
        document("g1", "A/1", 1_000_000),
        document("g2", "A/2", 2_000_000, igst=240_000),  # at 12 %, not 18 %
        document("g3", "A/3", 550_000),  # another value
        document("g5", "A/5", 70_000),
    ]
    # 3B was paid on A/1 to A/3 by the books and left A/5 out.
    found = walked(books, filed, {"taxable": 3_500_000, "igst": 630_000})
    assert found == {
        "register": (3_800_000, 684_000),
        "only_in_books": (-300_000, -54_000),
        "only_in_gstr1": (70_000, 12_600),
        "rate": (0, -120_000),
        "value": (50_000, 9_000),
        "gstr1": (3_620_000, 531_600),
        "not_in_gstr1": (-120_000, 98_400),
        "gstr3b": (3_500_000, 630_000),
    }


def test_an_amended_sale_counts_once():
    filed = [document("g1", "A/1", 900_000), document("g2", "A/1", 1_000_000, document_type="B2BA", original="A/1")]
    found = walked([document("s1", "A/1", 1_000_000)], filed, {"taxable": 1_000_000, "igst": 180_000})
    assert found == {step: (1_000_000, 180_000) for step in ("register", "gstr1", "gstr3b")}
