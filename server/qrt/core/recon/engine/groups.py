"""One line against several whose amounts add up to it in only one way: lines of one party, and lines of a slip or file that says how many it holds."""

import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.kind import Search
from qrt.core.recon.engine.opened import not_in
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.subsets import unique_subsets

CHANCE_MOST = 0.001
CROWD_MOST = 3000
SHAPE = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String, "probability": pl.Float64}
ROWS = {"o": pl.UInt32, "m": pl.UInt32, "chance": pl.Float64, "loose": pl.Boolean}
OTHER = {"left": "right", "right": "left"}


def grouped(left: pl.DataFrame, right: pl.DataFrame, parties: Parties | None, spec: EngineSpec, plan: Plan) -> list[Found]:
    """Groups over the open lines, search by search. parties: of all lines, when parties are the key."""
    kind = kind_of(spec)
    out: list[Found] = []
    if kind.clubs is not None and left.height and right.height:
        out.append(Found.groups("clubs", kind.clubs(left, right), probability=0.95))
        left, right = without(left, right, out[-1])
    how = kind.sums(spec)
    if how is None or not left.height or not right.height:
        return out
    for search in how.searches:
        tables = {"left": left, "right": right}
        if how.key == "party":
            assert parties is not None
            tables = {"left": left.drop("party").join(parties.left, on="n"), "right": right.drop("party").join(parties.right, on="n")}
        rows, said = _sums(tables[search.one], tables[OTHER[search.one]], how.key, search, spec)
        plan.rules.append({"rule": search.stage, **said})
        out.append(to_groups(rows, search, "the only way the party's open lines add up", how.alone))
        left, right = without(left, right, out[-1])
    return out


def without(left: pl.DataFrame, right: pl.DataFrame, found: Found) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both sides without the lines that were found."""
    return not_in(left, found.members.filter(side="left")["n"]), not_in(right, found.members.filter(side="right")["n"])


def _sums(one: pl.DataFrame, many: pl.DataFrame, of: str, search: Search, spec: EngineSpec) -> tuple[pl.DataFrame, dict[str, int]]:
    """ROWS of the groups, and what the search did. one, many: n, date, amount and the column `of`, in which a line may stand several times."""
    key = ["key", "up"]
    a, b = (t.drop_nulls(["amount", "date", of]).select("n", "date", key=of, up=pl.col("amount") > 0, v=pl.col("amount").abs()) for t in (one, many))
    crowd = b.group_by(key).len("crowd").filter((pl.col("crowd") >= 2) & (pl.col("crowd") <= CROWD_MOST))
    pool = a.join(crowd.select(key), on=key).join(b.select(*key, m="n", day="date", w="v"), on=key)
    pool = pool.filter((pl.col("day") - pl.col("date")).is_between(-search.before, search.after) & (pl.col("w") < pl.col("v")))
    pool = pool.select(o="n", m="m", w="w", v="v", wanted=pl.lit(0, pl.Int64), order=(pl.col("day") - pl.col("date")).abs(), key="key")
    return solved(pool, 2, search.most, spec)


def solved(pool: pl.DataFrame, least: int, most: int, spec: EngineSpec, slack: int = 0) -> tuple[pl.DataFrame, dict[str, int]]:
    """ROWS of the targets that only one set of their pool adds up to.

    pool: o u32 (target), key (a target with several keys is sought in each by itself), m u32, w i64 > 0, v i64 (target's amount), wanted i64 (members, 0: any), order (of
    equal amounts the least first). A pool longer than the spec allows keeps its lines nearest in order.
    """
    pool = pool.sort(["o", "key", "order", "m"])
    place = pl.int_range(pl.len()).over("o", "key")
    too_long = pool.filter(place == spec.subset_lines).height
    pool = pool.filter(place < spec.subset_lines).sort(["o", "key", "w", "order", "m"], descending=[False, False, True, False, False])
    targets = pool.group_by("o", "key", maintain_order=True).agg(pl.len().alias("size"), pl.col("v").first(), pl.col("wanted").first(), held=pl.col("w").sum())
    worth = targets.filter((pl.col("size") >= least) & (pl.col("held") >= pl.col("v") - slack))
    pool = pool.join(worth.select("o", "key"), on=["o", "key"], how="semi", maintain_order="left")
    found = unique_subsets(
        pool["w"].to_numpy(), worth["size"].to_numpy(), worth["v"].to_numpy(), most, spec.subset_steps, least, worth["wanted"].to_numpy(), slack
    )
    said = found.said | {"too_long": too_long}
    rows = pl.DataFrame({"o": worth["o"].to_numpy()[found.owner], "m": pool["m"].to_numpy()[found.place], "chance": found.chance, "loose": found.loose})
    rows = rows.cast(ROWS).with_columns(pl.Series("owner", found.owner, dtype=pl.Int64))  # type: ignore[arg-type]
    # Two parties of one line that both add up, or a target that adds up in one party and ambiguously in another: no unique solution.
    unsure = pl.Series(worth["o"].to_numpy()[found.other], dtype=pl.UInt32)
    rows = rows.filter((pl.col("owner").n_unique().over("o") == 1) & ~pl.col("o").is_in(unsure.implode())).drop("owner")
    # Of two sums that claim one line the one that chance explains worse stands, if by far; else neither.
    torn = rows.filter(pl.col("m").is_duplicated()).select("m", "o", "chance")
    rival = torn.join(torn.select("m", other="o", theirs="chance"), on="m").filter(
        (pl.col("other") != pl.col("o")) & (pl.col("theirs") < pl.col("chance") * 1000)
    )
    return rows.join(rival.select("o").unique(), on="o", how="anti").sort("o", "m"), said


def to_groups(rows: pl.DataFrame, search: Search, said: str, alone: bool = True) -> Found:
    """The groups of ROWS, with what speaks for them."""
    if not rows.height:
        return Found.groups(search.stage, pl.DataFrame(schema=SHAPE), 0.0)
    sure = (pl.col("chance") < CHANCE_MOST) & alone
    evidence = pl.lit(said) + pl.when(pl.col("loose")).then(pl.lit(", among lines of equal amount")).when(sure).then(pl.lit(", beyond chance")).otherwise(
        pl.lit("")
    )
    rows = rows.with_columns(group=pl.col("o").rank("dense"), evidence=evidence, probability=pl.when("loose").then(0.8).when(sure).then(0.999).otherwise(0.95))
    ends = [
        rows.select("group", pl.lit(search.one).alias("side"), pl.col("o").alias("n"), "evidence", "probability").unique(),
        rows.select("group", pl.lit(OTHER[search.one]).alias("side"), pl.col("m").alias("n"), "evidence", "probability"),
    ]
    return Found.groups(search.stage, pl.concat(ends).cast(SHAPE).sort("group", "side", "n"), 0.0)  # type: ignore[arg-type]
