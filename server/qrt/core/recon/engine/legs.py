"""A group of companies as a graph of flows: each two ledgers reconciled, chains over three companies and more, what is on its way, what could be netted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import polars as pl

from qrt.core.recon.engine.registry import spec_for
from qrt.core.recon.engine.run import reconcile_tables

LEDGER = ("id", "company", "counterparty", "date", "amount")
FLOWS = {
    "flow": pl.String,
    "giver": pl.String,
    "taker": pl.String,
    "date": pl.Date,
    "arrived": pl.Date,
    "amount_paise": pl.Int64,
    "reference": pl.String,
    "state": pl.String,
    "difference_paise": pl.Int64,
    "said": pl.String,
}
CHAINS = {"chain": pl.UInt32, "place": pl.UInt32, "flow": pl.String, "said": pl.String}
EDGES = {"giver": pl.String, "taker": pl.String, "agreed_paise": pl.Int64, "in_transit_paise": pl.Int64, "open_paise": pl.Int64}
RINGS = {"companies": pl.List(pl.String), "amount_paise": pl.Int64, "said": pl.String}
LEGS_MOST = 8
KEPT = 10
"""A sum that runs on under one reference may be other than it was by its tenth."""
RING_MOST = 5
COMPANIES_MOST = 200


@dataclass(frozen=True)
class Graph:
    """flows: agreed by both (state agreed), on the way at the period's end (in_transit), or in one ledger alone (open); chains: flows that one sum ran
    through, in order; edges: totals from giver to taker, what two books differ by in open; rings: companies that owe each other in a circle, and what could be netted there."""

    flows: pl.DataFrame
    chains: pl.DataFrame
    edges: pl.DataFrame
    rings: pl.DataFrame


def graph_of_flows(ledgers: pl.DataFrame, period_end: int, transit_days: int = 7, passed_on_days: int = 10) -> Graph:
    """Reconciles the ledgers of a group two by two and follows what runs through them.

    ledgers: id, company, counterparty str; date; amount paise, positive where the company receives; perhaps reference, narration, currency, foreign.
    period_end: days since 1970. A flow that one side alone has booked, within transit_days before the period's end, is on its way and no difference.
    A sum is passed on when the taker gives on the same amount, or nearly it under the same reference, within passed_on_days, and neither flow has a second such partner.
    """
    assert ledgers["company"].n_unique() <= COMPANIES_MOST, "a group of that many companies is cut before"
    pairs = ledgers.select(one=pl.min_horizontal("company", "counterparty"), other=pl.max_horizontal("company", "counterparty")).unique().sort("one", "other")
    found = [_between(ledgers, one, other, period_end, transit_days) for one, other in pairs.iter_rows() if one != other]
    flows = pl.concat(found).sort("date", "flow") if found else pl.DataFrame(schema=FLOWS)
    totals = [pl.col("amount_paise").filter(pl.col("state") == s).sum().alias(f"{s}_paise") for s in ("agreed", "in_transit", "open")]
    # What one book has more of a flow that both have is open between them.
    rest = pl.col("difference_paise").abs().filter(pl.col("state") == "agreed").sum()
    edges = flows.group_by("giver", "taker").agg(*totals[:2], totals[2] + rest).sort("giver", "taker").select(list(EDGES))
    return Graph(flows, chains_of(flows, passed_on_days), edges, rings_of(edges))


def _between(ledgers: pl.DataFrame, one: str, other: str, period_end: int, transit_days: int) -> pl.DataFrame:
    """Flows between two companies. The other's amounts are turned, as it sees them from its side."""
    sides = [ledgers.filter((pl.col("company") == x) & (pl.col("counterparty") == y)).drop("company", "counterparty") for x, y in ((one, other), (other, one))]
    right = sides[1].with_columns(-pl.col(c) for c in ("amount", "foreign") if c in ledgers.columns)
    spec = replace(spec_for("intercompany", sides[0].columns, right.columns), partition=(), threshold=0.95)
    outcome = reconcile_tables(sides[0], right, spec, workers=1)
    reference = pl.col("reference") if "reference" in ledgers.columns else pl.lit(None, pl.String)
    lines = pl.concat(
        [
            t.select(pl.lit(s).alias("side"), "date", "amount", reference=reference, line_id=pl.col("id").cast(pl.String))
            for s, t in (("left", sides[0]), ("right", right))
        ]
    )
    known = lines.with_columns(pl.col("date").cast(pl.Date))
    held = outcome.matches.join(known, on=["side", "line_id"])
    agreed = held.group_by("match_id").agg(
        net=pl.col("allocated_paise").filter(pl.col("side") == "left").sum(),
        reference=pl.col("reference").drop_nulls().sort().first(),
        date=pl.col("date").min(),
        arrived=pl.col("date").max(),
        difference_paise=pl.col("difference_paise").first().fill_null(0),
        of=pl.len(),
        name=pl.col("difference_name").first(),
    )
    said = pl.concat_str(pl.lit("both have it, in "), pl.col("of").cast(pl.String), pl.lit(" lines"), (pl.lit("; left over: ") + pl.col("name")).fill_null(""))
    both = agreed.select(
        "net", "reference", "date", "arrived", "difference_paise", flow=pl.concat_str(pl.lit(f"{one}/{other}/"), "match_id"), state=pl.lit("agreed"), said=said
    )
    alone = known.join(outcome.breaks.select("side", "line_id"), on=["side", "line_id"])
    days = pl.lit(period_end) - pl.col("date").cast(pl.Int32)
    booked = pl.when(pl.col("side") == "left").then(pl.lit(one)).otherwise(pl.lit(other))
    missing = pl.when(pl.col("side") == "left").then(pl.lit(other)).otherwise(pl.lit(one))
    way = days.is_between(0, transit_days)
    rest = alone.select(
        "reference",
        "date",
        net="amount",
        arrived=pl.lit(None, pl.Date),
        difference_paise="amount",
        flow=pl.concat_str(pl.lit(f"{one}/{other}/"), "side", pl.lit("/"), "line_id"),
        state=pl.when(way).then(pl.lit("in_transit")).otherwise(pl.lit("open")),
        said=pl.concat_str(
            booked, pl.lit(" has it, "), missing, pl.when(way).then(pl.lit(" not yet: it is on its way at the period's end")).otherwise(pl.lit(" has not"))
        ),
    )
    every = pl.concat([both.select(rest.columns), rest])
    taken = pl.col("net") >= 0
    ends = every.with_columns(
        giver=pl.when(taken).then(pl.lit(other)).otherwise(pl.lit(one)),
        taker=pl.when(taken).then(pl.lit(one)).otherwise(pl.lit(other)),
        amount_paise=pl.col("net").abs(),
    )
    return ends.select(list(FLOWS)).cast(FLOWS)  # type: ignore[arg-type]


def chains_of(flows: pl.DataFrame, days: int) -> pl.DataFrame:
    """Flows linked where the taker of one gives the same on: by reference first, then by amount; only where there is no second choice."""
    agreed = flows.filter(pl.col("state") != "open").select("flow", "giver", "taker", "date", "amount_paise", "reference")
    links: list[tuple[str, str, str]] = []  # flow, the flow that it became, why
    for key, why in (("reference", "one reference"), ("amount_paise", "one amount")):
        before = agreed.filter(~pl.col("flow").is_in([link[0] for link in links])).drop_nulls(key)
        after = agreed.filter(~pl.col("flow").is_in([link[1] for link in links])).drop_nulls(key)
        both = before.join(after, left_on=["taker", key], right_on=["giver", key], suffix="_on", coalesce=False)
        gap = (pl.col("date_on") - pl.col("date")).dt.total_days()
        # Two companies number their bills alike: what is passed on is the sum, less at most what is kept on the way.
        near = (pl.col("amount_paise_on" if key == "reference" else "amount_paise") - pl.col("amount_paise")).abs() * KEPT <= pl.col("amount_paise")
        both = both.filter(near & gap.is_between(0, days) & (pl.col("flow") != pl.col("flow_on")) & (pl.col("giver") != pl.col("taker_on")))
        sure = both.filter((pl.len().over("flow") == 1) & (pl.len().over("flow_on") == 1)).sort("flow")
        links += [(x, y, why) for x, y in sure.select("flow", "flow_on").iter_rows()]
    following = {link[0]: link[1:] for link in links}
    heads = sorted(set(following) - {link[1] for link in links})
    rows: list[tuple[int, int, str, str]] = []
    # What came back where it left from on one day has no first leg: it is told from its least name on.
    left = set(following)
    while heads or left:
        head = heads.pop(0) if heads else min(left)
        path, why = [head], "the first leg"
        number = rows[-1][0] + 1 if rows else 0
        rows.append((number, 0, head, why))
        while path[-1] in following and len(path) < LEGS_MOST and following[path[-1]][0] not in path:
            then, why = following[path[-1]]
            rows.append((number, len(path), then, f"passed on: {why}"))
            path.append(then)
        left -= _onward(head, following)
    return pl.DataFrame(rows, schema=CHAINS, orient="row")


def _onward(flow: str, following: Mapping[str, tuple[str, str]]) -> set[str]:
    """The flow and all that it became."""
    found = {flow}
    while flow in following and following[flow][0] not in found:
        flow = following[flow][0]
        found.add(flow)
    return found


def rings_of(edges: pl.DataFrame) -> pl.DataFrame:
    """Circles of net flows over three to five companies, each once, and the least of their sums."""
    net: dict[tuple[str, str], int] = {}
    for giver, taker, agreed in edges.select("giver", "taker", "agreed_paise").iter_rows():
        net[giver, taker] = net.get((giver, taker), 0) + agreed
        net[taker, giver] = net.get((taker, giver), 0) - agreed
    onward: dict[str, list[str]] = {}
    for giver, taker in sorted(pair for pair, paise in net.items() if paise > 0):
        onward.setdefault(giver, []).append(taker)
    rows: list[tuple[list[str], int, str]] = []
    for start in sorted(onward):
        paths: list[tuple[str, ...]] = [(start,)]
        for _ in range(RING_MOST):
            closed = [path for path in paths if len(path) >= 3 and start in onward.get(path[-1], ())]
            for path in closed:
                least = min(net[x, y] for x, y in pairwise((*path, start)))
                rows.append((list(path), least, f"{' gives '.join((*path, start))}: the least of these sums could be netted"))
            # Each circle begins with its least name, so it is found once.
            paths = [(*path, then) for path in paths for then in onward.get(path[-1], ()) if then > start and then not in path][:10_000]
    return pl.DataFrame(rows, schema=RINGS, orient="row")
