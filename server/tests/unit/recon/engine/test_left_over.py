"""Narrations without a column for the party: who is meant, what adds up, and what is left over on both sides."""

import datetime

import polars as pl

from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

START = datetime.date(2026, 7, 1)
COLUMNS = {"id": pl.String, "date": pl.Date, "narration": pl.String, "reference": pl.String, "amount": pl.Int64}
PARTIES = (
    "Waverly Management",
    "Ironclad Holdings",
    "Greentree Development",
    "Horizon Innovations",
    "Platinum Industries",
    "Quartz Logistics",
    "Summit Capital",
)
DEALS = ("Service fee", "Consulting engagement", "Account receivable", "Contract milestone", "Legal retainer")


def _table(*rows: tuple[str, int, str, str, float]) -> pl.DataFrame:
    made = [(key, START + datetime.timedelta(day), said, number, round(amount * 100)) for key, day, said, number, amount in rows]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


def _found(left: pl.DataFrame, right: pl.DataFrame) -> dict[frozenset[str], str]:
    """Lines of each match with its status."""
    outcome: Outcome = reconcile_tables(left, right, spec_for("bank", left.columns, right.columns), workers=1)
    return {frozenset(lines): status for _, status, lines in outcome.matches.group_by("match_id").agg(pl.col("status").first(), pl.col("line_id")).iter_rows()}


def _plain(parties: tuple[str, ...] = PARTIES) -> tuple[list[tuple[str, int, str, str, float]], list[tuple[str, int, str, str, float]]]:
    """Ordinary pairs, in whose company the others stand: the books say what a deal was about, the bank who it was."""
    books, bank = [], []
    for n, who in enumerate(parties):
        for deal, what in enumerate(DEALS):
            amount = 1_013.37 * (n + 2) + 377.71 * deal
            books.append((f"p{n}{deal}", 2 * n + deal, f"{who} Ltd - {what}, INV-{100 + 10 * n + deal}, July 2026", f"AR-{n}{deal}", amount))
            bank.append((f"q{n}{deal}", 2 * n + deal + 1, f"ACH CREDIT {who.upper()}", "", amount))
    return books, bank


def test_lines_of_one_party_add_up_though_each_says_another_deal() -> None:
    books, bank = _plain()
    parts = (("a1", 3, 23_464.36), ("a2", 5, 86_066.39), ("a3", 6, 2_080.50))
    books += [
        (key, day, f"Waverly Management Ltd - {what}, INV-77, July 2026", f"AP-{key}", amount) for (key, day, amount), what in zip(parts, DEALS, strict=False)
    ]
    bank.append(("b1", 7, "ACH CREDIT WAVERLY MANAGEM", "", 111_611.25))
    found = _found(_table(*books), _table(*bank))
    assert frozenset({"a1", "a2", "a3", "b1"}) in found


def test_a_party_that_the_bank_writes_as_one_word_is_the_same_party() -> None:
    books, bank = _plain()
    books += [
        ("a1", 3, "Quartz Logistics Co - Service fee, INV-91", "AP-1", 34_019.38),
        ("a2", 4, "Quartz Logistics Co - Legal retainer, INV-92", "AP-2", 5_612.91),
    ]
    bank.append(("b1", 5, "ACH CREDIT QUARTZLOGISTI", "", 39_632.29))
    assert frozenset({"a1", "a2", "b1"}) in _found(_table(*books), _table(*bank))


def test_a_cheque_number_of_four_digits_decides_between_equal_amounts() -> None:
    books, bank = _plain()
    books += [("a1", 3, "Milestone Digital - rent", "CHK-4837", 7_453.81), ("a2", 3, "Harbor Analytics - rent", "CHK-4902", 7_453.81)]
    bank += [("b1", 6, "CHECK #4902", "", 7_453.81), ("b2", 6, "CHECK #4837", "", 7_453.81)]
    found = _found(_table(*books), _table(*bank))
    assert frozenset({"a1", "b2"}) in found and frozenset({"a2", "b1"}) in found


def test_what_is_left_over_of_one_party_is_suggested_and_never_accepted_alone() -> None:
    books, bank = _plain()
    books += [("a1", 3, "Birchwood Manufacturing - Customer payment", "AR-1", 92_600.00), ("a2", 4, "Lakeside Services - Customer payment", "AR-2", 52_045.36)]
    bank += [("b1", 5, "WIRE TRF IN BIRCHWOOD MANUF", "", 29_600.00), ("b2", 5, "WIRE TRF IN LAKESIDE SERVIC", "", 52_083.89)]
    found = _found(_table(*books), _table(*bank))
    assert found[frozenset({"a1", "b1"})] == "suggested" and found[frozenset({"a2", "b2"})] == "suggested"


def test_two_near_amounts_of_one_party_say_nothing() -> None:
    books, bank = _plain()
    books += [("a1", 3, "Lakeside Services - Customer payment", "AR-1", 52_045.36), ("a2", 4, "Lakeside Services - Customer payment", "AR-2", 52_011.20)]
    bank.append(("b1", 5, "WIRE TRF IN LAKESIDE SERVIC", "", 52_083.89))
    assert {status for lines, status in _found(_table(*books), _table(*bank)).items() if "b1" in lines} <= {"review"}


def test_an_amount_that_is_hardly_met_by_chance_is_suggested_whatever_the_lines_are_called() -> None:
    books, bank = _plain()
    books += [("a1", 3, "Brookfield Creative - Payroll processing", "PR-1", 101_497.33), ("a2", 3, "Corner Shop - tea", "PC-1", 500.00)]
    bank += [("b1", 6, "ADP TOFCPYRL XXXXXX", "", 101_497.33), ("b2", 6, "ATM GARDEN ROAD", "", 500.00)]
    found = _found(_table(*books), _table(*bank))
    assert found[frozenset({"a1", "b1"})] == "suggested"
    assert frozenset({"a2", "b2"}) not in found or found[frozenset({"a2", "b2"})] != "auto"
