"""Tax that customers deducted: our books against Form 26AS."""

import datetime

import polars as pl

from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

START = datetime.date(2026, 7, 1)
COLUMNS = ("id", "date", "tan", "section", "base", "amount", "party")
TAN, SECOND = "MUMA12345B", "DELB54321C"


def table(*rows: tuple[str, int, str, str, int, int]) -> pl.DataFrame:
    """Rows of (id, days after 1 July, TAN, section, base and tax in rupees)."""
    made = [(key, START + datetime.timedelta(day), tan, section, base * 100, tax * 100, "Acme Ltd") for key, day, tan, section, base, tax in rows]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


def reconciled(left: pl.DataFrame, right: pl.DataFrame) -> Outcome:
    return reconcile_tables(left, right, spec_for("tds_receivable", left.columns, right.columns), workers=1)


def pairs(outcome: Outcome) -> dict[tuple[str, str], tuple[str, str | None]]:
    """(ours, theirs) -> status and name of the difference."""
    ours = outcome.matches.filter(side="left").select("match_id", "status", "difference_name", line="line_id")
    theirs = outcome.matches.filter(side="right").select("match_id", line="line_id")
    return {(a, b): (status, name) for status, name, a, b in ours.join(theirs, on="match_id").select("status", "difference_name", "line", "line_right").rows()}


def test_a_deduction_reported_some_days_later_in_the_same_quarter_is_accepted():
    assert pairs(reconciled(table(("b", 3, TAN, "194J", 100_000, 10_000)), table(("s", 29, TAN, "194 J", 100_000, 10_000)))) == {("b", "s"): ("auto", None)}


def test_books_with_gst_in_the_base_and_a_deductor_without_are_one():
    found = pairs(reconciled(table(("b", 3, TAN, "194J", 118_000, 10_000)), table(("s", 5, TAN, "194J", 100_000, 10_000))))
    assert found == {("b", "s"): ("auto", None)}


def test_tax_that_the_deductor_reports_short_is_named_and_waits():
    found = pairs(reconciled(table(("b", 3, TAN, "194J", 100_000, 10_000)), table(("s", 5, TAN, "194J", 100_000, 2_000))))
    assert found == {("b", "s"): ("suggested", "tds_short")}


def test_another_section_waits_for_a_person():
    found = pairs(reconciled(table(("b", 3, TAN, "194C", 100_000, 2_000)), table(("s", 5, TAN, "194J", 100_000, 2_000))))
    assert found[("b", "s")][0] != "auto"


def test_one_row_for_the_quarter_stands_for_its_months():
    left = table(
        ("b1", 3, TAN, "194C", 100_000, 2_000),
        ("b2", 34, TAN, "194C", 64_350, 1_287),
        ("b3", 65, TAN, "194C", 71_150, 1_423),
        ("c", 3, SECOND, "194C", 5_000, 100),
    )
    right = table(("s", 91, TAN, "194C", 235_500, 4_710), ("t", 3, SECOND, "194C", 5_000, 100))
    assert set(pairs(reconciled(left, right))) == {("b1", "s"), ("b2", "s"), ("b3", "s"), ("c", "t")}


def test_monthly_rent_of_one_amount_goes_month_by_month():
    left = table(*[(f"b{k}", 31 * k, TAN, "194I(b)", 50_000, 5_000) for k in range(3)])
    right = table(*[(f"s{k}", 31 * k + 4, TAN, "194I(b)", 50_000, 5_000) for k in range(3)])
    assert set(pairs(reconciled(left, right))) == {("b0", "s0"), ("b1", "s1"), ("b2", "s2")}


def test_another_deductor_with_the_same_figures_is_no_partner():
    assert not pairs(reconciled(table(("b", 3, TAN, "194J", 100_000, 10_000)), table(("s", 3, SECOND, "194J", 100_000, 10_000))))


def test_the_deductor_is_the_pan_where_there_is_no_tan():
    left, right = (table(("x", 3, "", "194J", 100_000, 10_000)).with_columns(pan=pl.lit("AAACR5055K")) for _ in range(2))
    assert set(pairs(reconciled(left, right))) == {("x", "x")}
