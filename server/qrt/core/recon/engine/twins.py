"""Lines that one side lists more than once: what is left open and is the same record as a matched line of its own side joins that match, as a suggestion."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import MEMBERS, Found
from qrt.core.recon.engine.candidates import candidates
from qrt.core.recon.engine.features import with_features
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.kinds.words import text_columns
from qrt.core.recon.engine.learnt import Links
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights, levels_of, scores

ROUNDS, RAREST = 50, 1e-4
LEAST = 0.02
"""Share of the pairs from which on a side lists records more than once; below it the few that look so are other records that are much alike."""
LIKELY = 0.9
APART_MOST, APART_SHARE = 1, 0.3
"""Columns in which two lines of one record may be wholly unlike, and the share of them where they are many: some were filled in wrongly or have changed. People of
one house are unlike in name and birthday."""
MOST = 12
"""Lines that join one match, of each side."""
STAGE = "listed_twice"
SAID = "one side lists it more than once: its lines are alike among themselves and like the other side's"
TWINS = {"group": pl.UInt32, "n": pl.UInt32, "p": pl.Float64}


def with_twins(
    found: list[Found], a: pl.DataFrame, b: pl.DataFrame, tokens: Tables, spec: EngineSpec, plan: Plan, workers: int, weights: Weights, links: Links
) -> list[Found]:
    """The stages' matches, where those that more lines joined stand in a stage of their own; a, b: comparable lines of either side.

    A line joins when it is like both lines of a pair, by the weights learned between the sides. How often lines are listed twice is learned as well: the
    fewer are, the greater likeness must be.
    """
    pairs, lines = _pairs_of(found), (a, b)
    joined: list[pl.DataFrame] = []
    for own in (1, 0):
        taken = pl.concat([stage.members.filter(side=("left", "right")[own]).select("n") for stage in found])
        open_ = lines[own].join(taken, on="n", how="anti")
        if open_.height and pairs.height:
            liked = _liked(open_, own, pairs, lines, tokens, spec, plan, workers, weights, links)
            joined.append(_accepted(liked, pairs.height).with_columns(side=pl.lit(("left", "right")[own])))
    twins = pl.concat(joined) if joined else pl.DataFrame(schema={**TWINS, "side": pl.String})
    return _moved(found, pairs, twins) if twins.height else found


def _pairs_of(found: list[Found]) -> pl.DataFrame:
    """group, left, right, stage (its place), of (number within the stage): matches of one line with one, but for those that a person made."""
    rows = []
    for place, stage in enumerate(found):
        if stage.members.height and stage.stage != "manual":
            one = stage.members.filter(pl.len().over("group", "side") == 1)
            sides = [one.filter(side=s).select(of="group", **{s: pl.col("n")}) for s in ("left", "right")]
            rows.append(sides[0].join(sides[1], on="of").select("left", "right", "of", stage=pl.lit(place)))
    if not rows:
        return pl.DataFrame(schema={"group": pl.UInt32, "left": pl.UInt32, "right": pl.UInt32, "of": pl.UInt32, "stage": pl.Int32})
    return pl.concat(rows).sort("left", "right").with_row_index("group")


def _liked(
    open_: pl.DataFrame,
    own: int,
    pairs: pl.DataFrame,
    lines: Tables,
    tokens: Tables,
    spec: EngineSpec,
    plan: Plan,
    workers: int,
    weights: Weights,
    links: Links,
) -> pl.DataFrame:
    """x (an open line), group, like (log-odds that it is the same record as the less like line of the pair): the best pair of each open line."""
    keys, most = ("left", "right"), max(APART_MOST, int(APART_SHARE * len(text_columns(spec))))
    kept = [lines[k].join(pairs.select(n=keys[k]), on="n", how="semi") for k in (0, 1)]

    def scored(first: int, second: int, x: pl.DataFrame, y: pl.DataFrame, across: bool) -> pl.DataFrame:
        marks = tokens[first], tokens[second]
        some = candidates(x, y, (marks[0].join(x, on="n", how="semi"), marks[1].join(y, on="n", how="semi")), spec, plan)
        some = with_features(links.allowed_pairs(some) if across else some, lines[first], lines[second], marks, spec, workers)
        some = some.filter(pl.col("columns_apart") <= most)
        return some.select("i", "j").with_columns(pl.Series("score", scores(levels_of(some, kind_of(spec).comparisons(spec)), weights)))

    among = scored(own, own, open_, kept[own], False).select(x="i", mate="j", among="score").filter(pl.col("among") > 0)
    open_ = open_.join(among.select(n="x"), on="n", how="semi")
    if own == 1:
        across = scored(0, 1, kept[0], open_, True).select(other="i", x="j", across="score")
    else:
        across = scored(0, 1, open_, kept[1], True).select(x="i", other="j", across="score")
    named = pairs.select("group", mate=keys[own], other=keys[1 - own])
    both = among.join(named, on="mate").join(across, on=["x", "other"]).with_columns(like=pl.min_horizontal("among", "across"))
    return both.sort(["x", "like", "group"], descending=[False, True, False]).unique("x", keep="first", maintain_order=True).select("x", "group", "like")


def _accepted(liked: pl.DataFrame, pairs: int) -> pl.DataFrame:
    """Columns of TWINS. The share of pairs that are listed twice is learned as a prior of every line."""
    like, share = liked["like"].to_numpy(), 1.0
    p = np.zeros(len(like))
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(like + np.log(share), -30, 30)))
        share = float(np.clip(p.sum() / pairs, RAREST, 1.0))
    if share < LEAST:
        return pl.DataFrame(schema=TWINS)
    likely = liked.with_columns(pl.Series("p", np.round(p, 6))).filter(pl.col("p") >= LIKELY)
    likely = likely.sort(["group", "p", "x"], descending=[False, True, False]).filter(pl.int_range(pl.len()).over("group") < MOST)
    return likely.select("group", n="x", p="p").cast(TWINS)  # type: ignore[arg-type]


def _moved(found: list[Found], pairs: pl.DataFrame, twins: pl.DataFrame) -> list[Found]:
    """Pairs that more lines joined leave their stage."""
    of = twins.group_by("group").agg(probability=pl.col("p").min()).join(pairs, on="group")
    ends = [of.select("group", pl.lit(s).alias("side"), n=s) for s in ("left", "right")]
    members = pl.concat([*ends, twins.select("group", "side", "n")]).join(of.select("group", "probability"), on="group")
    members = members.with_columns(evidence=pl.lit(SAID), score=pl.col("probability"), margin=pl.lit(0.0)).sort("group", "side", "n")
    out = []
    for place, stage in enumerate(found):
        gone = of.filter(pl.col("stage") == place).select(group=pl.col("of").cast(pl.UInt32))
        out.append(Found(stage.stage, stage.members.join(gone, on="group", how="anti")) if gone.height else stage)
    return [*out, Found(STAGE, members.select(list(MEMBERS)).cast(MEMBERS))]  # type: ignore[arg-type]
