"""Our ledger of a party against its statement."""

import datetime

import polars as pl
import pytest

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

START = datetime.date(2026, 7, 1)
COLUMNS = ("id", "date", "amount", "reference", "document_type")


def table(*rows: tuple[str, int, int, str, str]) -> pl.DataFrame:
    """Rows of (id, days after 1 July, paise, number, matter)."""
    made = [(key, START + datetime.timedelta(day), amount, number, matter) for key, day, amount, number, matter in rows]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


# The ledger of a vendor: what we owe is negative.
BOOKS = table(
    ("b1", 2, -11_800_000, "RT/118", "Purchase"),
    ("b2", 9, -5_900_000, "119", "Purchase"),
    ("b3", 20, 11_600_000, "PV-77", "Payment"),
    ("b4", 20, 200_000, "JV-12", "TDS"),
    ("b5", 31, 590_000, "DN-3", "Debit note"),
    ("b6", 40, -2_360_000, "RT/131", "Purchase"),
)
# The vendor's statement of us, from its own side: what we owe is positive; it never booked our debit note, and bill 140 did not reach us.
STATEMENT = table(
    ("s1", 1, 11_800_000, "RT/26-27/0118", "Invoice"),
    ("s2", 8, 5_900_000, "RT/26-27/0119", "Invoice"),
    ("s3", 21, -11_600_000, "RCT-901", "Receipt NEFT"),
    ("s4", 21, -200_000, "JV-8", "TDS deducted by you"),
    ("s6", 39, 2_360_000, "RT/26-27/0131", "Invoice"),
    ("s7", 55, 4_720_000, "RT/26-27/0140", "Invoice"),
)


def pairs(outcome: Outcome) -> set[tuple[str, str]]:
    ours, theirs = (outcome.matches.filter(side=side).select("match_id", line="line_id") for side in ("left", "right"))
    return set(ours.join(theirs, on="match_id").select("line", "line_right").rows())


def reconciled(left: pl.DataFrame, right: pl.DataFrame) -> Outcome:
    return reconcile_tables(left, right, spec_for("party", left.columns, right.columns), workers=1)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_statement_from_either_side_is_matched_line_by_line(sign: int):
    found = reconciled(BOOKS, STATEMENT.with_columns(pl.col("amount") * sign))
    assert pairs(found) == {("b1", "s1"), ("b2", "s2"), ("b3", "s3"), ("b4", "s4"), ("b6", "s6")}
    assert sorted(found.breaks["line_id"]) == ["b5", "s7"]


def test_each_partys_statement_has_a_view_of_its_own():
    left = pl.concat([BOOKS.with_columns(account=pl.lit(who), id=pl.lit(who) + pl.col("id")) for who in ("A", "B")])
    right = pl.concat(
        [STATEMENT.with_columns(amount=pl.col("amount") * sign, account=pl.lit(who), id=pl.lit(who) + pl.col("id")) for who, sign in (("A", 1), ("B", -1))]
    )
    assert len(pairs(reconciled(left, right))) == 10


def test_a_bill_is_never_the_partner_of_a_payment_of_its_amount():
    assert not pairs(reconciled(table(("b", 3, -500_000, "PV-1", "Payment")), table(("s", 3, -500_000, "RT/9", "Invoice"))))


def test_one_payment_on_our_side_for_bills_shown_apart_is_found_by_its_number():
    left = table(("b", 20, 3_000_000, "PV-77", "Payment"), ("c", 1, -900_000, "RT/1", "Purchase"))
    right = table(("s1", 20, 1_250_000, "PV-77", "Receipt"), ("s2", 20, 1_750_000, "PV-77", "Receipt"), ("s3", 1, -900_000, "RT/1", "Invoice"))
    assert pairs(reconciled(left, right)) == {("b", "s1"), ("b", "s2"), ("c", "s3")}


def test_an_unknown_kind_is_refused_with_those_that_are_known():
    with pytest.raises(Refused, match="tds_receivable") as told:
        spec_for("ledger", [], [])
    assert told.value.code == "recon.kind_unknown"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_bill_that_we_booked_less_the_tax_on_it_is_named_and_waits_for_a_person(sign: int):
    # 2 % of 1,00,000 before GST; the other bills are whole on either side.
    net = BOOKS.with_columns(amount=pl.when(pl.col("id") == "b1").then(-11_600_000).otherwise("amount"))
    rows = reconciled(net, STATEMENT.with_columns(pl.col("amount") * sign)).matches.filter(side="left")
    told = {line: (status, name) for line, status, name in rows.select("line_id", "status", "difference_name").iter_rows()}
    assert told["b1"] == ("suggested", "tds") and told["b2"] == ("auto", None)
