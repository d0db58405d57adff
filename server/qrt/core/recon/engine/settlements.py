"""What a gateway pays out without saying for which orders: all of its orders of some days, less the share that it keeps elsewhere as well."""

import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.groups import SHAPE
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import Plan, within

SPREAD_MOST = 0.0003
LAG_MOST = 6
DAYS_MOST = 7
RATE_MOST = 0.06
A_DAY_MOST = 20
STAGE = "settlement"


def settled_by_days(
    left: pl.DataFrame, right: pl.DataFrame, tagged: pl.DataFrame, everything: tuple[pl.DataFrame, pl.DataFrame], parties: Parties, plan: Plan
) -> Found:
    """Groups (one right line, all open left lines of its party over one to seven days in a row) whose sum less the party's usual share is the right line.

    left, right: open lines; tagged: groups by reference that bore a fee (side, group, n), from which each party's share is learned; without them it is
    learned from the days themselves, when one share to the hundred-thousandth recurs among them. everything: all lines, for the amounts of the tagged.
    """
    nothing = Found.groups(STAGE, pl.DataFrame(schema=SHAPE), 0.0)
    # One line of one party only: a name that could be two parties' has no rate.
    a, b = (
        t.drop_nulls(["amount", "date"]).select(*within(t, ["n"]), "date", "amount").join(of.filter(pl.len().over("n") == 1).select("n", "party"), on="n")
        for t, of in ((left, parties.left), (right, parties.right))
    )
    a, b = a.filter(pl.col("amount") > 0), b.filter(pl.col("amount") > 0)
    both = a.select("party").unique().join(b.select("party").unique(), on="party")
    a, b = a.join(both, on="party", how="semi"), b.join(both, on="party", how="semi")
    if not a.height:
        return nothing
    # Two equal lines of one day would claim the same days, and a party that pays out very often on one day does not pay by days.
    lone = b.filter(~pl.struct("party", "date", "amount").is_duplicated())
    asked = lone.filter(pl.len().over("party", "date") <= A_DAY_MOST)
    spans = _spans(a, asked)
    rates = _rates_by_reference(tagged, everything, parties)
    rates = pl.concat([rates, _rates_by_days(spans.join(rates, on="party", how="anti"))])
    plan.rules.append({"rule": STAGE, "parties": rates.height, "spans": spans.height, "cut": lone.height - asked.height})
    hits = _hits(spans.join(rates, on="party"), left, parties)
    return _groups(hits, a) if hits.height else nothing


def _spans(a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """One row a right line and run of days: j, party, paid, first, last, count, gross. Runs with the same lines stand once."""
    days = a.group_by(within(a, ["party", "date"])).agg(pl.col("amount").sum(), pl.len().alias("count")).sort("party", "date")
    days = days.with_columns(
        upto=pl.col("amount").cum_sum().over("party"), lines=pl.col("count").cum_sum().over("party"), place=pl.int_range(pl.len()).over("party")
    )
    ends = b.select(*within(b, ["party"]), j="n", paid="amount", day="date", last=pl.int_ranges(pl.col("date") - LAG_MOST, pl.col("date") + 1, dtype=pl.Int32))
    ends = ends.explode("last").join(days.select("party", last="date", upto="upto", lines="lines", place="place"), on=["party", "last"])
    starts = days.select("party", first="date", before=pl.col("upto") - pl.col("amount"), lines_before=pl.col("lines") - pl.col("count"), place_first="place")
    runs = ends.with_columns(place_first=pl.int_ranges((pl.col("place") - DAYS_MOST + 1).clip(0), pl.col("place") + 1)).explode("place_first")
    runs = runs.join(starts, on=["party", "place_first"]).filter(pl.col("last") - pl.col("first") < DAYS_MOST)
    return runs.select(
        "j", *within(runs, ["party"]), "paid", "day", "first", "last", count=pl.col("lines") - pl.col("lines_before"), gross=pl.col("upto") - pl.col("before")
    )


def _rates_by_reference(tagged: pl.DataFrame, everything: tuple[pl.DataFrame, pl.DataFrame], parties: Parties) -> pl.DataFrame:
    """party, rate, doubt: what tagged settlements of a party kept back."""
    amounts = pl.concat([t.select(pl.lit(s).alias("side"), "n", "amount") for s, t in (("left", everything[0]), ("right", everything[1]))])
    rows = tagged.join(amounts, on=["side", "n"]).join(parties.left.with_columns(side=pl.lit("left")), on=["side", "n"], how="left")
    sums = rows.group_by("group").agg(
        gross=pl.col("amount").filter(pl.col("side") == "left").sum(),
        net=pl.col("amount").filter(pl.col("side") == "right").sum(),
        party=pl.col("party").drop_nulls().mode().min(),
        lines=pl.len(),
    )
    return _agreed(sums.drop_nulls("party").with_columns(rate=1 - pl.col("net") / pl.col("gross")))


def _agreed(sums: pl.DataFrame) -> pl.DataFrame:
    """party, rate, doubt (how far rounding each line may move the rate) of the groups (party, gross, net, rate, lines) that lie around their party's median."""
    near = sums.filter((pl.col("rate") - pl.col("rate").median().over("party")).abs() <= SPREAD_MOST)
    gross = pl.col("gross").sum()
    rates = near.group_by("party").agg(rate=((gross - pl.col("net").sum()) / gross).round(8), doubt=((1 + pl.col("lines").sum().sqrt()) / gross).round(8))
    return rates.sort("party")


def _rates_by_days(spans: pl.DataFrame) -> pl.DataFrame:
    """party, rate: a share that recurs to the hundred-thousandth among the runs of days of one party, far beyond what chance would give."""
    rows = spans.with_columns(rate=1 - pl.col("paid") / pl.col("gross")).filter((pl.col("rate") > 0.001) & (pl.col("rate") < RATE_MOST))
    rows = rows.with_columns(cell=(pl.col("rate") * 50_000).round().cast(pl.Int64))
    cells = rows.group_by("party", "cell").agg(pl.col("j").n_unique().alias("lines"))
    wide = pl.concat([cells.with_columns(pl.col("cell") + shift) for shift in (-1, 0, 1)]).group_by("party", "cell").agg(pl.col("lines").sum())
    usual = rows.group_by("party").len("tries").with_columns(chance=pl.col("tries") * 3 / (RATE_MOST * 50_000))
    best = wide.join(usual, on="party").filter(pl.col("lines") >= 5 * pl.col("chance") + 3)
    best = best.sort(["party", "lines", "cell"], descending=[False, True, False]).unique("party", keep="first", maintain_order=True)
    near = rows.join(best.select("party", best="cell"), on="party").filter((pl.col("cell") - pl.col("best")).abs() <= 1)
    return _agreed(near.select("party", "gross", "rate", net="paid", lines="count"))


def _hits(spans: pl.DataFrame, left: pl.DataFrame, parties: Parties) -> pl.DataFrame:
    """Runs whose sum less the share is what was paid, to the paise that rounding each order may cost; with `extra`, the one line without a party that was missing, or null."""
    spans = spans.with_columns(due=pl.col("paid") / (1 - pl.col("rate")), slack=pl.col("count") + 2 + pl.col("gross") * pl.col("doubt"))
    exact = spans.filter((pl.col("gross") - pl.col("due")).abs() <= pl.col("slack")).with_columns(extra=pl.lit(None, pl.UInt32))
    rest = spans.join(exact.select("j"), on="j", how="anti").filter(pl.col("gross") < pl.col("due"))
    nobody = (
        left.join(parties.left.select("n"), on="n", how="anti")
        .drop_nulls(["amount", "date"])
        .filter(pl.col("amount") > 0)
        .select(*within(left, ["date"]), extra="n", w="amount")
    )
    rest = rest.with_columns(date=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32)).explode("date").join(nobody, on=within(left, ["date"]))
    filled = rest.filter((pl.col("gross") + pl.col("w") - pl.col("due")).abs() <= pl.col("slack"))
    hits = pl.concat([exact.select("j", "party", "first", "last", "extra"), filled.select("j", "party", "first", "last", "extra")])
    # Two runs that both fit are no answer.
    return hits.filter(pl.len().over("j") == 1)


def _groups(hits: pl.DataFrame, a: pl.DataFrame) -> Found:
    days = hits.with_columns(date=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32)).explode("date")
    members = pl.concat([days.join(a, on=["party", "date"]).select("j", "n"), hits.drop_nulls("extra").select("j", n="extra")]).unique()
    torn = members.filter(pl.len().over("n") > 1).select("j").unique()
    members, hits = members.join(torn, on="j", how="anti"), hits.join(torn, on="j", how="anti")
    sides = [hits.select("j", pl.lit("right").alias("side"), n="j"), members.select("j", pl.lit("left").alias("side"), "n")]
    rows = pl.concat(sides).with_columns(
        group=pl.col("j").rank("dense"), evidence=pl.lit("all of the party's lines of these days, less its usual fee"), probability=pl.lit(0.99)
    )
    return Found.groups(STAGE, rows.select(list(SHAPE)).cast(SHAPE).sort("group", "side", "n"), 0.0)  # type: ignore[arg-type]
