"""What cannot be read is refused with its side, row and cause; what is merely empty is a result."""

import datetime
from dataclasses import replace

import polars as pl
import pytest

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.limits import bytes_of
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank, generic

DAY = datetime.date(2026, 4, 1)


def table(**columns: object) -> pl.DataFrame:
    return pl.DataFrame({"id": ["1", "2"], "date": [DAY, DAY], "amount": [100, 200], **columns})


def refusal(left: pl.DataFrame, right: pl.DataFrame) -> Refused:
    with pytest.raises(Refused) as told:
        reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)))
    return told.value


def test_a_missing_column_is_named_with_its_side():
    told = refusal(table(), table().drop("amount"))
    assert told.code == "recon.column_missing" and "right" in told.sentence and "amount" in told.sentence


def test_a_repeated_id_names_its_rows():
    told = refusal(table(id=["7", "7"]), table())
    assert told.code == "recon.id_repeated" and "'7'" in told.sentence and "1, 2" in told.sentence and "left" in told.sentence


def test_a_line_without_id_names_its_row():
    assert "Row 2 of the left table" in refusal(table(id=["7", None]), table()).sentence


def test_text_in_amounts_names_row_and_text():
    told = refusal(table(), table(amount=["100", "12,50 Dr"]))
    assert told.code == "recon.amount_text" and "row 2" in told.sentence and "12,50 Dr" in told.sentence


def test_rupees_with_a_fraction_are_refused():
    assert refusal(table(amount=[1.5, 2.0]), table()).code == "recon.amount_not_whole"


def test_an_amount_that_is_missing_names_its_row():
    assert "Row 2 of the left table" in refusal(table(amount=[1, None]), table()).sentence


@pytest.mark.parametrize("sign", [1, -1])
def test_amounts_that_no_sum_can_hold_are_refused(sign: int):
    """Eleven thousand of the largest amounts that a line may have come to more than 64 bits hold: their sum was another number, below zero."""
    many = pl.select(id=pl.int_range(11_000)).with_columns(date=DAY, amount=pl.lit(sign * 9 * 10**14))
    told = refusal(table(), many)
    assert told.code == "recon.sum_too_large" and "right" in told.sentence and "'amount'" in told.sentence


def test_mixed_currencies_are_refused():
    told = refusal(table(currency=["INR", "INR"]), table(currency=["INR", "USD"]))
    assert told.code == "recon.currency_mixed" and "'2'" in told.sentence


def test_a_text_that_is_no_day_is_refused():
    assert "31/04" in refusal(table(date=["2026-04-01", "31/04"]), table()).sentence


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_an_empty_side_gives_breaks_only(side: str):
    left = table().clear() if side in ("left", "both") else table()
    right = table().clear() if side in ("right", "both") else table()
    out = reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)))
    assert out.matches.height == 0
    assert out.breaks.height == left.height + right.height


def test_tables_without_amount_and_date_are_compared_by_words():
    left = pl.DataFrame({"k": [1, 2, 3], "title": ["sony bravia 40in lcd television kdl40", "canon powershot sd1100 camera blue", "bose acoustic wave system"]})
    right = pl.DataFrame({"k": ["a", "b", "c"], "title": ["canon power shot sd1100 blue camera", "television sony bravia kdl40 40in lcd", "garmin nuvi gps"]})
    spec = generic(Roles.of(id="k", text=("title",)), Roles.of(id="k", text=("title",)))
    out = reconcile_tables(left, right, spec)
    pairs = set(out.matches.filter(side="left").join(out.matches.filter(side="right"), on="match_id").select("line_id", "line_id_right").rows())
    assert pairs == {("1", "b"), ("2", "a")}
    assert out.matches["allocated_paise"].null_count() == out.matches.height


def test_tables_that_would_take_more_memory_than_a_run_may_are_refused_before_it_is_taken():
    lines = pl.DataFrame({"id": [str(n) for n in range(1000)], "date": [DAY] * 1000, "amount": [100] * 1000, "narration": ["CASH DEPOSIT"] * 1000})
    roles = Roles.named(lines.columns)
    with pytest.raises(Refused) as told:
        reconcile_tables(lines, lines, bank(roles, roles, bytes_most=10**6))
    assert told.value.code == "recon.too_large"
    assert "1,000 lines against 1,000 would take" in told.value.sentence and "account by account" in told.value.sentence


def test_pairs_that_would_take_more_memory_than_a_run_may_are_refused_before_they_are_measured():
    """Ten lines of each amount on either side, all with names and days of their own: 100 pairs an amount."""
    left, right = (
        pl.select(row=pl.int_range(2000)).select(
            id=pl.concat_str(pl.lit(letter), "row"),
            date=pl.lit(DAY) + pl.duration(days=pl.col("row") % 20),
            amount=(pl.col("row") // 10 + 1) * 100_000,
            narration=pl.lit(f"{letter}ABC") + (pl.col("row") * 7919 % 9973).cast(pl.String).str.replace_all(r"\d", "K"),
        )
        for letter in "BS"
    )
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    lines = bytes_of((left, right))
    with pytest.raises(Refused, match="pairs of lines that are alike") as told:
        reconcile_tables(left, right, replace(spec, bytes_most=lines))
    assert told.value.code == "recon.too_large"
    assert reconcile_tables(left, right, spec).matches.height


def test_the_limit_of_memory_is_no_part_of_what_is_compared():
    roles = Roles.named(["id", "date", "amount"])
    assert bank(roles, roles).digest() == bank(roles, roles, bytes_most=1).digest()
