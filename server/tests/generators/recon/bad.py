"""Tables that no reconciliation may crash or hang on: each is to be refused with a reason, or worked off within bounds.

Each function gives (left, right) in the columns of the bank problem: id, account, date, amount, reference, narration, party.
"""

from collections.abc import Callable
from datetime import date

import polars as pl

from tests.generators.recon.bank import bank

Tables = tuple[pl.DataFrame, pl.DataFrame]


def good_tables(seed: int = 1, lines: int = 400) -> Tables:
    """Nothing is wrong here; the others are made from it."""
    problem = bank(seed, lines)
    return problem.left, problem.right


def without_amount() -> Tables:
    """The right side has no amounts: refuse, naming the column and the side."""
    left, right = good_tables()
    return left, right.drop("amount")


def without_id() -> Tables:
    """The left side has no ids."""
    left, right = good_tables()
    return left.drop("id"), right


def without_date() -> Tables:
    """The right side has no dates."""
    left, right = good_tables()
    return left, right.drop("date")


def without_words() -> Tables:
    """No reference, narration or party on either side: nothing to refuse, but much less to go by."""
    left, right = good_tables()
    return left.drop("reference", "narration", "party"), right.drop("reference", "narration", "party")


def mixed_currencies() -> Tables:
    """A column `currency` with rupees and dollars: amounts of two currencies are never to be matched with each other."""
    left, right = good_tables()
    return tuple(each.with_columns(currency=pl.when(pl.int_range(pl.len()) % 5 == 0).then(pl.lit("USD")).otherwise(pl.lit("INR"))) for each in (left, right))  # type: ignore[return-value]


def text_in_amounts() -> Tables:
    """Amounts as text, a few of them no numbers at all ("1,200.00 Cr", "n/a", "")."""
    left, right = good_tables()
    spoilt = pl.when(pl.int_range(pl.len()) % 50 == 0).then(pl.lit("n/a")).when(pl.int_range(pl.len()) % 50 == 1).then(pl.lit("1,200.00 Cr"))
    return left.with_columns(amount=spoilt.when(pl.int_range(pl.len()) % 50 == 2).then(pl.lit("")).otherwise(pl.col("amount").cast(pl.String))), right


def fractions_of_paise() -> Tables:
    """Amounts as floats with a third decimal: money that is no whole number of paise."""
    left, right = good_tables()
    return left.with_columns(amount=pl.col("amount") / 100 + 0.001), right


def endless_amounts() -> Tables:
    """Floats that are no numbers or without end."""
    left, right = good_tables()
    place = pl.int_range(pl.len()) % 40
    return left.with_columns(
        amount=pl.when(place == 0).then(float("nan")).when(place == 1).then(float("inf")).otherwise(pl.col("amount").cast(pl.Float64))
    ), right


def huge_amounts() -> Tables:
    """Sums of these overflow 64 bits."""
    left, right = good_tables()
    return tuple(each.with_columns(amount=pl.when(pl.col("amount") > 0).then(2**62).otherwise(-(2**62)).cast(pl.Int64)) for each in (left, right))  # type: ignore[return-value]


def duplicate_ids() -> Tables:
    """Two lines of the left side have one id."""
    left, right = good_tables()
    return left.with_columns(id=pl.when(pl.int_range(pl.len()) == 1).then(pl.col("id").first()).otherwise("id")), right


def null_cells() -> Tables:
    """Every column has holes, also the date and the amount."""
    left, right = good_tables()
    holes = [pl.when((pl.int_range(pl.len()) + place) % 23 != 0).then(pl.col(name)).alias(name) for place, name in enumerate(left.columns) if name != "id"]
    return left.with_columns(holes), right


def zero_amounts() -> Tables:
    """A tenth of the lines are nought on both sides."""
    left, right = good_tables()
    return tuple(each.with_columns(amount=pl.when(pl.int_range(pl.len()) % 10 == 0).then(0).otherwise("amount")) for each in (left, right))  # type: ignore[return-value]


def empty_left() -> Tables:
    """No books: every statement line stays open, and nothing else happens."""
    left, right = good_tables()
    return left.clear(), right


def empty_both() -> Tables:
    """Nothing against nothing."""
    left, right = good_tables()
    return left.clear(), right.clear()


def far_dates() -> Tables:
    """Dates of the years 1 and 9999 among the others."""
    left, right = good_tables()
    place = pl.int_range(pl.len()) % 60
    return left.with_columns(date=pl.when(place == 0).then(date(1, 1, 1)).when(place == 1).then(date(9999, 12, 31)).otherwise("date")), right


def strange_words() -> Tables:
    """Narrations with null characters, right-to-left marks, emoji, and one of a million letters."""
    left, right = good_tables()
    place = pl.int_range(pl.len())
    text = pl.when(place % 9 == 0).then(pl.lit("\x00\x00")).when(place % 9 == 1).then(pl.lit("\u202eसेठ 🧾 {} % _ ' \" ;--"))
    return left, right.with_columns(narration=text.when(place == 5).then(pl.lit("A" * 1_000_000)).otherwise("narration"))


def equal_rows(rows: int = 2_000_000) -> Tables:
    """Millions of lines that say the same on both sides: bounded work, or a refusal that says why."""
    line = {"account": "ONE-1", "date": date(2026, 7, 15), "amount": 50_000_00, "reference": "", "narration": "CASH DEPOSIT", "party": ""}
    sides = (
        pl.select(id=pl.format("{}{}", pl.lit(letter), pl.int_range(count))).with_columns(**{name: pl.lit(value) for name, value in line.items()})
        for letter, count in (("B", rows), ("S", rows))
    )
    left, right = sides
    return left, right


BAD_TABLES: dict[str, Callable[[], Tables]] = {
    each.__name__: each
    for each in (
        without_amount, without_id, without_date, without_words, mixed_currencies, text_in_amounts, fractions_of_paise, endless_amounts, huge_amounts, duplicate_ids,
        null_cells, zero_amounts, empty_left, empty_both, far_dates, strange_words,
    )
}  # fmt: skip
"""All that are quick to make; `equal_rows` takes its size."""
