"""Documents of GST that were entered together or apart: lines of one number, of one supplier's day or month, or one line that names several numbers."""

import polars as pl

from qrt.core.recon.engine.kinds.kind import GROUPS

ROUNDED = 300
DAYS = 45
MEMBERS_MOST = 60
BEYOND = "lines of one number add up to it, beyond chance"
NAMED = "it names the numbers of these documents, and they add up to it, beyond chance"
OF_DAY = "all that is open of this supplier's day adds up to it"
OF_MONTH = "all that is open of this supplier's month adds up to it"


def clubs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Groups (columns of GROUPS) of open lines in which the natural company of lines of one side adds up to one line of the other.

    Amounts and values before tax agree within three rupees; a line goes with the first and most telling company, and one that two lines claim with none.
    """
    found = [_naming(one, many, side) for one, many, side in ((left, right, "left"), (right, left, "right"))]
    month = pl.col("date").cast(pl.Date).dt.strftime("%Y%m")
    for key, said, least in ((pl.col("number"), BEYOND, 2), (pl.col("date").cast(pl.String), OF_DAY, 2), (month, OF_MONTH, 3)):
        found += [_company(one, many, side, key, said, least) for one, many, side in ((right, left, "right"), (left, right, "left"))]
    taken = {"left": pl.DataFrame(schema={"n": pl.UInt32}), "right": pl.DataFrame(schema={"n": pl.UInt32})}
    kept: list[pl.DataFrame] = []
    for rows in found:
        stolen = [rows.filter(pl.col("side") == s).join(t, on="n", how="semi").select("group") for s, t in taken.items()]
        rows = rows.join(pl.concat(stolen).unique(), on="group", how="anti")
        if rows.height:
            base = sum(k["group"].n_unique() for k in kept)
            kept.append(rows.with_columns(group=pl.col("group").rank("dense").cast(pl.UInt32) + base))
            taken = {s: pl.concat([t, rows.filter(pl.col("side") == s).select("n")]) for s, t in taken.items()}
    return pl.concat(kept).select(list(GROUPS)).cast(GROUPS) if kept else pl.DataFrame(schema=GROUPS)  # type: ignore[arg-type]


def _company(one: pl.DataFrame, many: pl.DataFrame, side: str, key: pl.Expr, said: str, least: int) -> pl.DataFrame:
    """All of a supplier's lines (`least` and more) that are equal in `key` against one line of the other side."""
    lines = many.select("n", "gstin", "amount", "taxable", "date", key=key).drop_nulls(["gstin", "amount", "key"])
    sums = lines.group_by("gstin", "key").agg(
        pl.len().alias("of"),
        pl.col("amount").sum(),
        pl.col("taxable").sum(),
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        sign=pl.col("amount").sign().n_unique(),
    )
    sums = sums.filter((pl.col("of") >= least) & (pl.col("of") <= MEMBERS_MOST) & (pl.col("sign") == 1) & (pl.col("amount") != 0))
    pairs = _equal_sums(sums, one).filter(pl.col("date").is_between(pl.col("first") - DAYS, pl.col("last") + DAYS).fill_null(True))
    pairs = pairs.filter((pl.len().over("gstin", "key") == 1) & (pl.len().over("n") == 1))
    members = lines.join(pairs.select("gstin", "key", o="n"), on=["gstin", "key"]).select("o", "n")
    return _grouped(members, side, said)


def _equal_sums(sums: pl.DataFrame, one: pl.DataFrame) -> pl.DataFrame:
    """sums with the lines (n, date) of the other side whose amount and value before tax are theirs within ROUNDED."""
    place = pl.col("amount") // (ROUNDED + 1)
    near = sums.with_columns(place=pl.concat_list(place - 1, place, place + 1)).explode("place")
    lines = one.select("n", "gstin", "date", x="amount", y="taxable", place=place).drop_nulls(["gstin", "place"])
    pairs = near.join(lines, on=["gstin", "place"])
    return pairs.filter(((pl.col("amount") - pl.col("x")).abs() <= ROUNDED) & ((pl.col("taxable") - pl.col("y")).abs() <= ROUNDED).fill_null(True))


def _naming(one: pl.DataFrame, many: pl.DataFrame, side: str) -> pl.DataFrame:
    """One line whose number is a list ("TS-118, 119 & 121") against the documents of these numbers, when they add up to it."""
    listed = one.filter(pl.col("bill_no").str.contains(r"[,;&+]| (?i)and "))
    numbers = (
        listed.select("n", "gstin", "amount", bill_no=pl.col("bill_no").str.replace_all(r"[;&+]| (?i)and ", ","))
        .with_columns(piece=pl.col("bill_no").str.split(","))
        .explode("piece")
        .with_columns(number=pl.col("piece").str.extract_all(r"\d+").list.last().str.strip_chars_start("0"))
        .filter(pl.col("number") != "")
    )
    theirs = many.select(m="n", gstin="gstin", number="number", part="amount").drop_nulls()
    members = numbers.join(theirs, on=["gstin", "number"]).unique(["n", "m"])
    members = members.filter((pl.len().over("n") >= 2) & ((pl.col("part").sum().over("n") - pl.col("amount")).abs() <= ROUNDED))
    members = members.filter((pl.len().over("m") == 1).all().over("n"))
    return _grouped(members.select(o="n", n="m"), side, NAMED)


def _grouped(members: pl.DataFrame, side: str, said: str) -> pl.DataFrame:
    """members: o (the one line, of `side`) and n (each of the others)."""
    other = "right" if side == "left" else "left"
    rows = members.with_columns(group=pl.col("o").rank("dense").cast(pl.UInt32))
    ends = [rows.select("group", pl.lit(side).alias("side"), n="o").unique(), rows.select("group", pl.lit(other).alias("side"), "n")]
    return pl.concat(ends).with_columns(evidence=pl.lit(said)).select(list(GROUPS)).cast(GROUPS).sort("group", "side", "n")  # type: ignore[arg-type]
