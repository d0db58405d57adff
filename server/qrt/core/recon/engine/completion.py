"""Lines that name the reference of one line of the other side without adding up to it: what is missing is sought among the lines that name none."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.differences import NONE, name_differences
from qrt.core.recon.engine.groups import OTHER, SHAPE, solved, without
from qrt.core.recon.engine.kinds.kind import Search, Tables
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import Plan, within
from qrt.core.recon.engine.references import SHARED_MOST
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.usual import Usual

CHANCE_MOST = 0.01
BEYOND = 0.001
AROUND = 2
STRONG_TOKEN = 8
PLACES = 24
"""Characters of a reference in which a slip is looked for."""
ALIKE_MOST = 300
"""Tokens that begin or end alike, up to which a slip is looked for among them: banks number their transfers by day."""
SEEDS = {"o": pl.UInt32, "m": pl.UInt32}


def completed(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, parties: Parties, spec: EngineSpec, plan: Plan) -> list[Found]:
    """Groups begun by a reference: first one line of the right side with many of the left, then the reverse; what stays incomplete comes last, as a part."""
    wide = max(spec.days_after, spec.reference_days)
    out = []
    for search in (Search("reference_and_sum", "right", wide, 3, 12), Search("reference_and_sum", "left", spec.days_before, wide, 8)):
        sides, of = {"left": left, "right": right}, {"left": tokens[0], "right": tokens[1]}
        party = {"left": parties.left, "right": parties.right}
        one, many = sides[search.one], sides[OTHER[search.one]]
        seeds = _seeds(one, many, of[search.one], of[OTHER[search.one]], search, plan)
        if not seeds.height:
            continue
        for found in _rounds(one, many, seeds, (party[search.one], party[OTHER[search.one]]), search, spec, plan):
            out.append(found)
            left, right = without(left, right, found)
    return out


def said_count(text: pl.Expr) -> pl.Expr:
    """How many items a narration says it stands for ("BULK 18 TXNS", "LOT OF 4", "CMS/F33951391/8"); null: nothing, or more than one number that could be it."""
    things = r"(?:TXNS?|TRANSACTIONS?|NOS?|CHQS?|CHEQUES?|INSTS?|INSTR|INSTRUMENTS?|RECS?|RECORDS?|ENTRIES|ITEMS?|PAYMENTS?|EMPLOYEES|PCS|CR|DR)\b"
    told = pl.coalesce(text.str.extract(rf"\b(\d{{1,4}}) ?{things}"), text.str.extract(r"(?:LOT OF|COUNT|CNT|NO OF [A-Z]+)[ :.\-]*(\d{1,4})\b"))
    # Two numbers side by side are a financial year, a day or a series: "NC/26-27/0675" counts nothing.
    lone = text.str.replace_all(r"\b\d{1,4}[-/]\d{1,4}\b", " ").str.extract_all(r"(?:^|[\s/\-:])\d{1,3}(?:$|[\s/\-:])")
    only = pl.when(lone.list.len() == 1).then(lone.list.first().str.extract(r"(\d+)"))
    return pl.coalesce(told, only).cast(pl.Int64)


def _seeds(one: pl.DataFrame, many: pl.DataFrame, of_one: pl.DataFrame, of_many: pl.DataFrame, search: Search, plan: Plan) -> pl.DataFrame:
    """SEEDS: lines m that name a reference which one line o alone of its side has, or its tail, or it with one slip."""
    a = one.drop_nulls(["amount", "date"]).select(o="n", date="date", v="amount")
    b = many.drop_nulls(["amount", "date"]).select(m="n", day="date", w="amount")
    named = of_one.rename({"n": "o"}).join(a, on="o").filter(pl.len().over("code") == 1)
    naming = of_many.rename({"n": "m"}).join(b, on="m").filter(pl.len().over("code") <= SHARED_MOST)
    fits = (
        (pl.col("day") - pl.col("date")).is_between(-search.before, search.after)
        & (pl.col("w").sign() == pl.col("v").sign())
        & (pl.col("w").abs() < pl.col("v").abs())
    )
    exact = naming.join(named, on="code").filter(fits).select("o", "m", size=pl.col("token").str.len_bytes())
    begun = named.join(exact.select("o").unique(), on="o", how="semi").filter(pl.col("token").str.len_bytes() >= STRONG_TOKEN)
    rest = naming.join(exact.select("m").unique(), on="m", how="anti").filter(pl.col("token").str.len_bytes() >= 6)
    alike, cut = _near(rest, begun) if rest.height and begun.height else (exact.head(0), 0)
    if cut:
        plan.rules.append({"rule": f"{search.stage}_slips", "left_out": cut})
    near = alike.filter(fits).select("o", "m", size=pl.lit(0, pl.UInt32)) if alike.height else exact.head(0)
    # A line that names two such references goes with the longer one; with two of one length it goes with neither.
    best = pl.concat([exact, near]).group_by("o", "m").agg(pl.col("size").max()).filter(pl.col("size") == pl.col("size").max().over("m"))
    return best.filter(pl.len().over("m") == 1).select("o", "m").cast(SEEDS).sort("o", "m")  # type: ignore[arg-type]


def _near(rest: pl.DataFrame, begun: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Tokens of `rest` that are the tail of one of `begun`, or that differ from it in one character; and how many tokens were left out of it.

    A slip leaves the first half or the last six characters as they were. What begins or ends like more than ALIKE_MOST other tokens says nothing by that, and a number that
    another line has as well is no slip: it is the next of its series.
    """
    size = pl.col("token").str.len_bytes()
    a, b = (t.select(*within(t, ["token"]), "code", "again").unique("code").with_row_index(k).with_columns(size=size) for t, k in ((rest, "r"), (begun, "w")))
    half = pl.concat_str("size", pl.col("token").str.slice(0, pl.max_horizontal(pl.col("size") // 2, 6)), separator="|")
    pairs, cut = [], 0
    for key in (half, pl.col("token").str.slice(-6)):
        x, y = (t.select(k, *within(t, []), key=key) for t, k in ((a, "r"), (b, "w")))
        on = within(x, ["key"])
        x = x.join(y.select(on).unique(), on=on, how="semi")
        crowded = pl.len().over(on) > ALIKE_MOST
        cut += int(x.select(crowded.sum()).item())
        pairs.append(x.filter(~crowded).join(y, on=on).select("r", "w"))
    both = pl.concat(pairs).unique()
    told = both.select(a.select("token", "code", "again", "size")[both["r"]], whole=b["token"].gather(both["w"]), of=b["code"].gather(both["w"]))
    slip = (size == pl.col("whole").str.len_bytes()) & (size <= PLACES)
    like = told.filter(slip & ~pl.col("again"))
    letters = [np.array(like[c].cast(pl.Binary).to_list(), dtype=f"S{PLACES}").view(np.uint8).reshape(-1, PLACES) for c in ("token", "whole")]
    like = like.filter(pl.Series((letters[0] != letters[1]).sum(axis=1) == 1, dtype=pl.Boolean))
    tail = told.filter((size >= 7) & pl.col("whole").str.ends_with(pl.col("token")) & ~slip)
    alike = pl.concat([like, tail]).select("code", "of")
    return rest.join(alike, on="code").join(begun.rename({"code": "of"}), on="of"), cut


def _rounds(one: pl.DataFrame, many: pl.DataFrame, seeds: pl.DataFrame, party: Tables, search: Search, spec: EngineSpec, plan: Plan) -> list[Found]:
    """What the seeds add up to by themselves; with lines of their party; with lines of anybody around their days; and, of two and more, as a part of the whole."""
    heads = _heads(one, many, seeds, spec.usual)
    nothing = pl.DataFrame(schema=SEEDS)
    out = [_group(heads.filter(pl.col("rest") == 0), seeds, nothing, search, "lines that name the reference or its tail add up", 0.99)]
    free = (
        many.drop_nulls(["amount", "date"])
        .join(seeds.select(n="m"), on="n", how="anti")
        .select(*within(many, ["n"]), day="date", w=pl.col("amount"))
        .rename({"n": "m"})
    )
    heads = heads.filter(pl.col("rest") > 0)
    for whose in ("party", "anybody") if search.one == "right" else ("party",):
        pool = _pool(heads, free, seeds, party, search) if whose == "party" else _around(heads, free)
        rows, counts = solved(pool, 1, 6, spec)
        plan.rules.append({"rule": f"{search.stage}_{whose}_{search.one}", **counts})
        sized = rows.join(heads.select("o", "wanted"), on="o")
        counted = (pl.col("wanted") > 0) & (pl.len().over("o") == pl.col("wanted")) & (pl.col("chance") < 10 * CHANCE_MOST)
        rows = sized.filter((pl.col("chance") < CHANCE_MOST) & ~pl.col("loose") | counted).select("o", "m", sure=(pl.col("chance") < BEYOND) & ~pl.col("loose"))
        for sure in (True, False):
            done = heads.join(rows.filter(pl.col("sure") == sure).select("o").unique(), on="o", how="semi")
            said = "lines that name the reference, and the only way the rest adds up" + (", beyond chance" if sure else "")
            out.append(_group(done, seeds, rows, search, said, 0.999 if sure else 0.98))
        free = free.join(rows.select("m"), on="m", how="anti")
        heads = heads.join(rows.select("o").unique(), on="o", how="anti")
    out.append(_group(heads.filter(pl.col("seeds") >= 2), seeds, nothing, search, "lines that name the reference add up to a part", 0.9))
    return [found for found in out if found is not None]


def _heads(one: pl.DataFrame, many: pl.DataFrame, seeds: pl.DataFrame, usual: Usual) -> pl.DataFrame:
    """One row a line o that is named: o, date, sign, rest (paise that its seeds leave, > or = 0), seeds, first, last (their days), told, wanted (members that are missing, 0: any)."""
    lines = seeds.join(many.select(m="n", day="date", w=pl.col("amount").abs()), on="m")
    sums = lines.group_by("o").agg(pl.len().cast(pl.Int64).alias("seeds"), pl.col("w").sum(), first=pl.col("day").min(), last=pl.col("day").max())
    whole = one.join(sums, left_on="n", right_on="o", how="semi").select(*within(one, ["n"]), date="date", v="amount", told=said_count(pl.col("text")))
    heads = sums.join(whole.rename({"n": "o"}), on="o").sort("o")
    heads = heads.with_columns(rest=pl.col("v").abs() - pl.col("w"), sign=pl.col("v").sign())
    known = name_differences(heads["v"].abs().to_numpy(), heads["w"].to_numpy(), np.ones(heads.height, dtype=bool), usual)
    single = (pl.col("seeds") == 1) & (pl.Series(known, dtype=pl.Int8) > NONE)
    missing = (pl.col("told") - pl.col("seeds")).fill_null(0)
    return heads.filter((pl.col("rest") >= 0) & ~single).with_columns(wanted=pl.when(missing > 0).then(missing).otherwise(0))


def _pool(heads: pl.DataFrame, free: pl.DataFrame, seeds: pl.DataFrame, party: Tables, search: Search) -> pl.DataFrame:
    """Lines of the parties of o and of its seeds."""
    whose = pl.concat(
        [seeds.join(party[1].select(m="n", party="party"), on="m").select("o", "party"), party[0].select("n", "party").rename({"n": "o"})]
    ).unique()
    whose = whose.join(heads.select("o"), on="o", how="semi").filter(pl.len().over("o") <= 3)
    # Who is large has many lines: those that are too far or too much are left out before anything is carried along.
    theirs = free.join(party[1].select("party", m="n"), on="m").select("party", "m", "day", "w")
    asked = whose.join(heads.select("o", "date", "sign", "rest"), on="o")
    near = asked.join(theirs, on="party").filter((pl.col("day") - pl.col("date")).is_between(-search.before, search.after) & _fits())
    found = near.select("o", "m", "day", "w").unique(["o", "m"]).join(heads.select("o", "sign", "rest", "wanted", "first", "last"), on="o")
    return _sought(found)


def _around(heads: pl.DataFrame, free: pl.DataFrame) -> pl.DataFrame:
    """Lines of anybody about the days of the seeds, where these are several or the line says how many it stands for."""
    several = heads.filter((pl.col("seeds") >= 2) | (pl.col("wanted") > 0))
    days = several.with_columns(day=pl.int_ranges(pl.col("first") - AROUND, pl.col("last") + AROUND + 1, dtype=pl.Int32)).explode("day")
    return _sought(days.drop("w").join(free, on=within(free, ["day"])))


def _sought(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows as `solved` wants them."""
    rows = rows.filter(_fits())
    near = pl.max_horizontal(pl.col("first") - pl.col("day"), pl.col("day") - pl.col("last"), pl.lit(0))
    return rows.select("o", "m", key=pl.lit(0), w=pl.col("w").abs(), v="rest", wanted="wanted", order=near)


def _fits() -> pl.Expr:
    return (pl.col("w").sign() == pl.col("sign")) & (pl.col("w").abs() <= pl.col("rest"))


def _group(heads: pl.DataFrame, seeds: pl.DataFrame, rows: pl.DataFrame, search: Search, said: str, probability: float) -> Found | None:
    """One group a head: of its seeds and its `rows`. None without a head."""
    if not heads.height:
        return None
    members = pl.concat([seeds, rows.select("o", "m").cast(SEEDS)]).join(heads.select("o"), on="o", how="semi")  # type: ignore[arg-type]
    sides = [heads.select("o", pl.lit(search.one).alias("side"), n="o"), members.select("o", pl.lit(OTHER[search.one]).alias("side"), n="m")]
    told = pl.concat(sides).with_columns(group=pl.col("o").rank("dense"), evidence=pl.lit(said), probability=pl.lit(probability))
    return Found.groups(search.stage, told.select(list(SHAPE)).cast(SHAPE).sort("group", "side", "n"), 0.0)  # type: ignore[arg-type]
