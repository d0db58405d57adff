"""Numbers of documents, however they were typed: what of them can be compared.

A supplier prints "TS/26-27/0118"; a clerk types "TS-118", "ts 118/2026-2027", "TS0118" or "118". The financial year is told from a number by the day of the
document: "25/26-27" of August 2026 is bill 25, and bill 2627 alone stays bill 2627.
"""

import polars as pl

WORDS = r"\b(?:INVOICES?|INV|BILLS?|NOS?|NUMBER|NUM|DATED|DT)\b"
ANY_YEAR = r"\b(?:" + "|".join(f"(?:20)?{y} ?(?:20)?{y + 1}" for y in range(15, 45)) + r")\b"
LETTER_FOR_DIGIT = r"\dO|\bO\d|\d[IL]\d"
"""Where none of these stands nothing is mistyped; it is rare, and reading every number three times more is not."""
MADE = {"bill": pl.String, "number": pl.String, "digits": pl.String, "run": pl.String, "year": pl.Int32}


def plain_number() -> pl.Expr:
    """Letters and digits of bill_no as typed, upper case; null when there are none."""
    return _said(pl.col("bill_no").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", ""))


def with_numbers(lines: pl.DataFrame) -> pl.DataFrame:
    """Adds to lines (bill_no str or null, date i32 or null), each null when nothing is said:

    bill    str  without financial year, separators, leading zeros and words like INV
    number  str  digits of the bill, each run without leading zeros; a year joined to the number ("13152627") is gone too
    digits  str  the same with such a joined year still in it
    run     str  the last run of digits of the bill alone: 83 of "PCP-06-0083"
    year    i32  the financial year that the number states, by the last two digits of the year in which it began
    """
    if not lines.height:
        return lines.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in MADE.items())
    asked = lines.select("bill_no", fy=_year_begun(pl.col("date")).fill_null(-1)).with_row_index("row")
    parts = [_of_one_year(part, year) for (year,), part in asked.partition_by("fy", as_dict=True).items()]
    return pl.concat([lines, pl.concat(parts).sort("row").select(list(MADE))], how="horizontal")


def _year_begun(day: pl.Expr) -> pl.Expr:
    """Last two digits of the calendar year in which the financial year of a day (days since 1970) began."""
    date = day.cast(pl.Date)
    return (date.dt.year() - (date.dt.month() < 4).cast(pl.Int32)) % 100


def _of_one_year(part: pl.DataFrame, year: int) -> pl.DataFrame:
    """Documents of one financial year (-1: the day is not known)."""
    part = part.with_columns(typed=pl.col("bill_no").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " "))
    mistyped = part["typed"].str.contains(LETTER_FOR_DIGIT).fill_null(False)
    if mistyped.any():
        part = pl.concat([part.filter(~mistyped), part.filter(mistyped).with_columns(typed=_letters_as_digits(pl.col("typed")))])
    split = pl.col("typed").str.replace_all(r"([A-Z])(\d)", "$1 $2").str.replace_all(r"(\d)([A-Z])", "$1 $2").str.replace_all(WORDS, " ").str.strip_chars()
    own = rf"(?:20)?{year:02d} ?(?:20)?{(year + 1) % 100:02d}" if year >= 0 else ANY_YEAR
    part = part.with_columns(split=split).with_columns(left=pl.col("split").str.replace_all(rf"\b(?:{own}|0+{own.replace(' ?', '')})\b", " "))
    if year >= 0:
        # Zeros before the second half of the year ("118/26-0027") are spelling where a number remains without it; alone it is bill 27 of 26.
        bare = pl.col("split").str.replace_all(rf"\b(?:20)?{year:02d} 0+{(year + 1) % 100:02d}\b", " ")
        part = part.with_columns(left=pl.when((pl.col("left") == pl.col("split")) & bare.str.contains(r"\d")).then(bare).otherwise("left"))
    part = part.with_columns(own=pl.col("left") != pl.col("split"))
    other = pl.col("split").str.replace_all(ANY_YEAR, " ")
    part = part.with_columns(left=pl.when("own").then("left").otherwise(other))
    said = pl.col("left").str.contains(r"\d")
    # What was nothing but a year says nothing, unless it stands alone: then it is bill 2627.
    alone = ~said & ~pl.col("split").str.contains(r"[A-Z ]")
    stated = pl.when(alone | (pl.col("left") == pl.col("split"))).then(None).when("own").then(year).otherwise(_stated(pl.col("split")))
    part = part.with_columns(left=pl.when(said).then("left").when(alone).then("split"), year=stated.cast(pl.Int32))
    part = part.with_columns(bare=pl.col("left").str.replace_all(r"\b0+(\d)", "$1"))
    made = part.select(
        "row",
        "year",
        "left",
        bill=_said(pl.col("bare").str.replace_all(" ", "", literal=True)),
        digits=_digits("bare"),
        run=pl.col("bare").str.extract(r"([1-9]\d*)\D*$"),
    )
    return _without_joined(made, own if year >= 0 else "").select("row", *MADE)


def _letters_as_digits(typed: pl.Expr) -> pl.Expr:
    """O after a digit or at the head of a run is a zero, I between digits a one: 1O5, O452, 1I8. "PO123" stays a name."""
    return typed.str.replace_all(r"(\d)O", "${1}0").str.replace_all(r"\bO(\d)", "0$1").str.replace_all(r"(\d)[IL](\d)", "${1}1$2")


def _stated(split: pl.Expr) -> pl.Expr:
    return split.str.extract(rf"({ANY_YEAR})").str.extract(r"(?:20)?(\d\d)").cast(pl.Int32, strict=False)


def _without_joined(made: pl.DataFrame, own: str) -> pl.DataFrame:
    """number: digits, or what remains of them when the own year is cut off the head or the tail of a run."""
    joined = made.filter(pl.col("year").is_null() & pl.col("digits").str.contains(own)) if own else made.clear()
    if not joined.height:
        return made.with_columns(number=pl.col("digits"))
    cut = pl.col("left").str.replace_all(rf"\b{own}(0*[1-9]\d*)\b", "$1").str.replace_all(rf"\b(0*[1-9]\d*?){own}\b", "$1")
    found = joined.select("row", cut=cut.str.replace_all(r"\b0+(\d)", "$1")).select("row", number=_digits("cut"))
    return made.join(found, on="row", how="left").with_columns(number=pl.coalesce("number", "digits"))


def _digits(column: str) -> pl.Expr:
    return _said(pl.col(column).str.replace_all(r"[^0-9]+", "").str.strip_chars_start("0"))


def _said(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)
