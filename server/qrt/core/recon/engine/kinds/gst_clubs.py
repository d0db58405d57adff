"""Documents of GST that were entered together or apart: lines of one number, of one supplier's day or month, or one line that names several numbers."""

import polars as pl

from qrt.core.recon.engine.kinds.clubs import DAY, MONTH, Company, clubs_of, first_claims, to_groups
from qrt.core.recon.engine.plan import within

ROUNDED = 300
"""Paise that a total may be off when each of three heads is rounded to the rupee."""
NAMED = "it names the numbers of these documents, and they add up to it, beyond chance"
COMPANIES = (
    Company("gstin", pl.col("number"), "lines of one number add up to it, beyond chance"),
    Company("gstin", DAY, "all that is open of this supplier's day adds up to it"),
    Company("gstin", MONTH, "all that is open of this supplier's month adds up to it", least=3),
)


def clubs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Groups (GROUPS) of open lines in which the natural company of lines of one side adds up to one line of the other, amounts and values before tax alike."""
    lists = [_naming(one, many, side) for one, many, side in ((left, right, "left"), (right, left, "right"))]
    return first_claims([*lists, *clubs_of(left, right, COMPANIES, ROUNDED, "taxable")])


def _naming(one: pl.DataFrame, many: pl.DataFrame, side: str) -> pl.DataFrame:
    """One line whose number is a list ("TS-118, 119 & 121") against the documents of these numbers, when they add up to it."""
    listed = one.filter(pl.col("bill_no").str.contains(r"[,;&+]| (?i)and "))
    pieces = listed.select(*within(one, ["n"]), "gstin", "amount", piece=pl.col("bill_no").str.replace_all(r"[;&+]| (?i)and ", ",").str.split(",")).explode(
        "piece"
    )
    numbers = pieces.with_columns(number=pl.col("piece").str.extract_all(r"\d+").list.last().str.strip_chars_start("0")).filter(pl.col("number") != "")
    key = within(one, ["gstin", "number"])
    members = numbers.join(many.select(*key, m="n", each="amount").drop_nulls(), on=key).unique(["n", "m"])
    members = members.filter((pl.len().over("n") >= 2) & ((pl.col("each").sum().over("n") - pl.col("amount")).abs() <= ROUNDED))
    members = members.filter((pl.len().over("m") == 1).all().over("n"))
    return to_groups(members.select(o="n", n="m"), side, NAMED)
