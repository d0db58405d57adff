"""Tax that we deducted, against the rows of our statement."""

import datetime

import polars as pl

from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.findings import findings
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

START = datetime.date(2026, 7, 1)
COLUMNS = ["id", "date", "pan", "section", "base", "amount", "party"]
ONE, OTHER = "AAACR5055K", "AABCT3518Q"


def deducted(*rows: tuple[str, int, str, str, int, int]) -> pl.DataFrame:
    """Rows of (id, days after 1 July, supplier's PAN, section, base and tax in rupees)."""
    made = [(key, START + datetime.timedelta(day), pan, section, base * 100, tax * 100, "Ravi Traders") for key, day, pan, section, base, tax in rows]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


def run(left: pl.DataFrame, right: pl.DataFrame) -> Outcome:
    return reconcile_tables(left, right, spec_for("tds_payable", left.columns, right.columns), workers=1)


def pairs(outcome: Outcome) -> dict[tuple[str, str], tuple[str, str | None]]:
    ours = outcome.matches.filter(side="left").select("match_id", "status", "difference_name", line="line_id")
    theirs = outcome.matches.filter(side="right").select("match_id", other="line_id")
    return {(a, b): (status, name) for a, b, status, name in ours.join(theirs, on="match_id").select("line", "other", "status", "difference_name").rows()}


def told(left: pl.DataFrame, right: pl.DataFrame) -> list[tuple[str, list[str], int]]:
    spec = spec_for("tds_payable", left.columns, right.columns)
    sides = to_lines(left, spec, "left"), to_lines(right, spec, "right")
    return findings(*sides, run(left, right), spec, {}, START).select("rule", "lines", "amount_paise").rows()


def test_a_deduction_and_its_row_of_the_statement_are_one():
    left, right = deducted(("d", 4, ONE, "194C", 100_000, 2_000)), deducted(("s", 4, ONE, "194C", 100_000, 2_000))
    assert pairs(run(left, right)) == {("d", "s"): ("auto", None)} and told(left, right) == []


def test_a_row_for_the_month_stands_for_its_deductions():
    left = deducted(("d1", 2, ONE, "194C", 100_000, 2_000), ("d2", 11, ONE, "194C", 64_350, 1_287), ("d3", 20, OTHER, "194J", 50_000, 5_000))
    right = deducted(("s1", 30, ONE, "194C", 164_350, 3_287), ("s2", 20, OTHER, "194J", 50_000, 5_000))
    assert set(pairs(run(left, right))) == {("d1", "s1"), ("d2", "s1"), ("d3", "s2")}


def test_a_statement_with_less_tax_than_was_deducted_is_short():
    left, right = deducted(("d", 4, ONE, "194J", 100_000, 10_000)), deducted(("s", 4, ONE, "194J", 100_000, 2_000))
    assert pairs(run(left, right)) == {("d", "s"): ("suggested", "tds_short")}
    assert told(left, right) == [("recon.tds_short", ["d"], 800_000)]


def test_a_deduction_that_the_statement_lacks_is_named():
    left = deducted(("d1", 4, ONE, "194C", 100_000, 2_000), ("d2", 9, OTHER, "194J", 33_000, 3_300))
    assert told(left, deducted(("s", 4, ONE, "194C", 100_000, 2_000))) == [("recon.tds_not_reported", ["d2"], 330_000)]


def test_one_supplier_under_two_sections_is_never_crossed():
    left = deducted(("d1", 4, ONE, "194C", 100_000, 2_000), ("d2", 4, ONE, "194J", 20_000, 2_000))
    right = deducted(("s1", 4, ONE, "194J", 20_000, 2_000), ("s2", 4, ONE, "194C", 100_000, 2_000))
    assert set(pairs(run(left, right))) == {("d1", "s2"), ("d2", "s1")}
