"""Stage six: one line against several of the same party whose amounts add up to it in only one way; reversals; blind subsets as suggestions."""

import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.kind import GROUPS
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.subsets import unique_subsets

CHANCE_MOST = 0.001


def grouped(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, plan: Plan) -> list[Found]:
    """Groups over the open lines: N:1, then 1:N, by party, sign and window."""
    kind, out = kind_of(spec), []
    if kind.clubs is not None and left.height and right.height:
        members = kind.clubs(left, right)
        out.append(Found.groups("clubs", members, probability=0.95))
        left, right = (t.join(members.filter(side=s), on="n", how="anti") for s, t in (("left", left), ("right", right)))
    how = kind.sums(spec)
    if how is None or not left.height or not right.height:
        return out
    key, before, after = how.key, how.before, how.after
    for stage, sides, window, most in (("sum_of_left", ("right", "left"), (-after, 3), 12), ("sum_of_right", ("left", "right"), (-before, spec.days_after), 6)):
        one, many = (left, right) if sides[0] == "left" else (right, left)  # what the first search took is gone here
        members, said = _sums(one, many, key, sides, window, spec, most, how.alone)
        plan.rules.append({"rule": stage, **said})
        out.append(Found.groups(stage, members, probability=0.85))
        if members.height:
            left, right = (t.join(members.filter(side=s), on="n", how="anti") for s, t in (("left", left), ("right", right)))
    return out


def _sums(
    one: pl.DataFrame, many: pl.DataFrame, key: str, sides: tuple[str, str], window: tuple[int, int], spec: EngineSpec, most: int, alone: bool
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Members (GROUPS) of the groups one = sum of many, and what the search did."""

    def prepared(t: pl.DataFrame) -> pl.DataFrame:
        return t.filter(pl.col(key).is_not_null() & pl.col("amount").is_not_null() & pl.col("date").is_not_null()).select(
            "n", "date", key, up=pl.col("amount") > 0, v=pl.col("amount").abs()
        )

    a, b = prepared(one), prepared(many)
    crowd = b.group_by(key, "up").len("crowd")
    targets = a.join(crowd.filter(pl.col("crowd") >= 2), on=[key, "up"]).filter(pl.col("crowd") <= 3000).sort("n")
    found = targets.join(b.rename({"n": "m", "date": "day", "v": "w"}), on=[key, "up"])
    found = found.filter((pl.col("day") - pl.col("date")).is_between(*window) & (pl.col("w") < pl.col("v"))).sort(
        ["n", "w", "m"], descending=[False, True, False]
    )
    sizes = found.group_by("n", maintain_order=True).agg(pl.len().alias("size"), pl.col("v").first())
    small = sizes.filter((pl.col("size") >= 2) & (pl.col("size") <= spec.subset_lines))
    found = found.join(small, on="n", how="semi").sort(["n", "w", "m"], descending=[False, True, False])
    small = small.sort("n")
    answer, said = unique_subsets(found["w"].to_numpy(), small["size"].to_numpy(), small["v"].to_numpy(), most, spec.subset_steps)
    said |= {"too_long": int((sizes["size"] > spec.subset_lines).sum())}
    if not answer[0].size:
        return pl.DataFrame(schema=GROUPS), said
    owner, place, chance = answer
    rows = pl.DataFrame({"o": small["n"].to_numpy()[owner], "m": found["m"].to_numpy()[place], "chance": chance})
    # A line that two sums claim belongs to neither: there is no unique solution.
    torn = rows.filter(pl.col("m").is_duplicated()).select("o").unique()
    rows = rows.join(torn, on="o", how="anti").with_columns(group=pl.col("o").rank("dense").cast(pl.UInt32))
    evidence = (
        pl.when((pl.col("chance") < CHANCE_MOST) & alone)
        .then(pl.lit("the only way the party's open lines add up, beyond chance"))
        .otherwise(pl.lit("the only way the party's open lines add up"))
    )
    ends = [
        rows.select("group", pl.lit(sides[0]).alias("side"), pl.col("o").alias("n"), evidence=evidence).unique(),
        rows.select("group", pl.lit(sides[1]).alias("side"), pl.col("m").alias("n"), evidence=evidence),
    ]
    return pl.concat(ends).cast(GROUPS).sort("group", "side", "n"), said  # type: ignore[arg-type]
