"""Lines that stand together by nature (of one number, of a party's day, of a deductor's quarter) and add up to one line of the other side."""

from dataclasses import dataclass

import polars as pl

from qrt.core.recon.engine.kinds.kind import GROUPS
from qrt.core.recon.engine.plan import within

DAYS = 45
MEMBERS_MOST = 200


@dataclass(frozen=True)
class Company:
    """A natural company: all open lines of one `owner` (a column) that are equal in `key`; at least `least` of them. `days`: how far the one line may lie away."""

    owner: str
    key: pl.Expr
    said: str
    least: int = 2
    days: int = DAYS


MONTH = pl.col("date").cast(pl.Date).dt.strftime("%Y%m")
DAY = pl.col("date").cast(pl.String)
QUARTER = pl.col("date").cast(pl.Date).dt.year().cast(pl.String) + "Q" + pl.col("date").cast(pl.Date).dt.quarter().cast(pl.String)


def clubs_of(left: pl.DataFrame, right: pl.DataFrame, companies: tuple[Company, ...], slack: int, also: str | None = None) -> list[pl.DataFrame]:
    """For each company in turn the groups (GROUPS) N:1 and 1:N whose sums in paise agree within `slack`; `also`: a column whose sums must agree as well."""
    found: list[pl.DataFrame] = []
    for company in companies:
        for one, many, side in ((right, left, "right"), (left, right, "left")):
            found.append(_together(one, many, side, company, slack, also))
    return found


def first_claims(found: list[pl.DataFrame]) -> pl.DataFrame:
    """One table of GROUPS in which no line stands twice: what stands earlier in `found` goes first."""
    taken = {s: pl.DataFrame(schema={"n": pl.UInt32}) for s in ("left", "right")}
    kept: list[pl.DataFrame] = []
    base = 0
    for rows in found:
        if not rows.height:
            continue
        stolen = [rows.filter(pl.col("side") == s).join(t, on="n", how="semi").select("group") for s, t in taken.items()]
        # Within one search a line may be claimed from both ends of the table; such groups fall as well.
        torn = rows.filter(pl.struct("side", "n").is_duplicated()).select("group")
        rows = rows.join(pl.concat([*stolen, torn]).unique(), on="group", how="anti")
        if rows.height:
            kept.append(rows.with_columns(group=pl.col("group").rank("dense").cast(pl.UInt32) - 1 + base))
            base += rows["group"].n_unique()
            taken = {s: pl.concat([t, rows.filter(pl.col("side") == s).select("n")]) for s, t in taken.items()}
    return pl.concat(kept).select(list(GROUPS)).cast(GROUPS) if kept else pl.DataFrame(schema=GROUPS)  # type: ignore[arg-type]


def to_groups(members: pl.DataFrame, side: str, said: str) -> pl.DataFrame:
    """GROUPS of members: o (the one line, of `side`) and n (each of the others)."""
    other = "right" if side == "left" else "left"
    rows = members.with_columns(group=pl.col("o").rank("dense").cast(pl.UInt32))
    ends = [rows.select("group", pl.lit(side).alias("side"), n="o").unique(), rows.select("group", pl.lit(other).alias("side"), "n")]
    return pl.concat(ends).with_columns(evidence=pl.lit(said)).select(list(GROUPS)).cast(GROUPS).sort("group", "side", "n")  # type: ignore[arg-type]


def _together(one: pl.DataFrame, many: pl.DataFrame, side: str, company: Company, slack: int, also: str | None) -> pl.DataFrame:
    key = within(many, ["owner", "key"])
    lines = many.select(*within(many, ["n"]), "amount", "date", owner=company.owner, key=company.key, also=also or "amount").drop_nulls(
        ["owner", "amount", "key"]
    )
    sums = lines.group_by(key).agg(
        pl.len().alias("of"),
        pl.col("amount").sum(),
        pl.col("also").sum(),
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        signs=pl.col("amount").sign().n_unique(),
    )
    sums = sums.filter((pl.col("of") >= company.least) & (pl.col("of") <= MEMBERS_MOST) & (pl.col("signs") == 1) & (pl.col("amount") != 0))
    if not sums.height:
        return pl.DataFrame(schema=GROUPS)
    place = pl.col("amount") // (slack + 1)
    near = sums.with_columns(place=pl.concat_list(place - 1, place, place + 1)).explode("place")
    targets = one.select(*within(one, ["n"]), "date", owner=company.owner, x="amount", y=also or "amount", place=place).drop_nulls(["owner", "place"])
    pairs = near.join(targets, on=within(near, ["owner", "place"])).filter(
        ((pl.col("amount") - pl.col("x")).abs() <= slack) & ((pl.col("also") - pl.col("y")).abs() <= slack).fill_null(True)
    )
    pairs = pairs.filter(pl.col("date").is_between(pl.col("first") - company.days, pl.col("last") + company.days).fill_null(True))
    pairs = pairs.filter((pl.len().over(key) == 1) & (pl.len().over("n") == 1))
    if not pairs.height:
        return pl.DataFrame(schema=GROUPS)
    return to_groups(lines.join(pairs.select(*key, o="n"), on=key).select("o", "n"), side, company.said)
