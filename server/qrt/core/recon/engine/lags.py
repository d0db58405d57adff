"""How many days a line of the other side usually comes after ours: a cheque takes longer than a transfer, and one party pays its cheques in later than another.

Learned without labels from the matches that needed no score, by way of payment and party, each shrunk to what is more general: the party's median to that of its
way of payment, and that to the account's. So a pair is held to what is usual for it, not to the same day.
"""

from collections.abc import Sequence

import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.plan import Plan, within

STAGES = ("exact", "tolerance")
WAY = r"\b(NEFT|RTGS|IMPS|UPI|NACH|ACH|ECS|CHQ|CHEQUE|CLG|CTS|ATM|POS|CASH|CMS|TRF|FT)\b"
SAME_WAY = {"CHEQUE": "CHQ", "CLG": "CHQ", "CTS": "CHQ", "NACH": "ACH", "ECS": "ACH", "FT": "TRF"}
WAY_HOLD, PARTY_HOLD = 5.0, 20.0
"""So many matches of one way of payment weigh as much as the account; so many of one party as much as their way of payment."""


def with_lags(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, found: Sequence[Found], plan: Plan) -> pl.DataFrame:
    """pairs (i, j) with lag_off f32: days by which their lag (right minus left) differs from the usual one, -1 where a day is not known.

    left, right: comparable lines, n in order of rows; found: what the stages before the score took. What is usual goes into the plan.
    """
    left, right = (t.select(*within(t, ["date"]), "skeleton", "amount", way=pl.col("text").str.extract(WAY).replace(SAME_WAY)) for t in (left, right))
    known = [_pairs_of(each) for each in found if each.stage in STAGES and each.members.height]
    taught = _told(pl.concat(known) if known else pairs.select("i", "j").clear(), left, right).drop_nulls("lag")
    whole, way, party = (within(left, key) for key in (["every"], ["way"], ["way", "party"]))
    median, many = pl.col("lag").median(), pl.len()
    accounts = taught.group_by(whole).agg(of_account=median, matches=many)
    ways = taught.group_by(*dict.fromkeys([*whole, *way])).agg(of_way=median, many=many).join(accounts, on=whole)
    ways = ways.select(*way, of_way=(pl.col("of_way") * pl.col("many") + WAY_HOLD * pl.col("of_account")) / (pl.col("many") + WAY_HOLD))
    parties = taught.drop_nulls("party").group_by(party).agg(of_party=median, many=many)
    told = _told(pairs.select("i", "j"), left, right)
    for usual, key in ((accounts, whole), (ways, way), (parties, party)):
        told = told.join(usual, on=key, how="left", maintain_order="left")
    general = pl.coalesce("of_way", "of_account", pl.lit(0.0))
    shrunk = (pl.col("of_party") * pl.col("many") + PARTY_HOLD * general) / (pl.col("many") + PARTY_HOLD)
    off = told.select(lag_off=(pl.col("lag") - pl.coalesce(shrunk, general)).abs().fill_null(-1.0).cast(pl.Float32))
    said = {"ways": {"/".join(str(v) for v in row[:-1]): round(row[-1], 2) for row in ways.sort(way).iter_rows()}, "parties": parties.height}
    plan.rules.append({"rule": "lags", "matches": taught.height, "accounts": accounts.sort(whole)["of_account"].to_list(), **said})
    return pairs.hstack(off)


def _pairs_of(found: Found) -> pl.DataFrame:
    """i, j of what a stage paired."""
    ours, theirs = (found.members.filter(side=side).select("group", n) for side, n in (("left", pl.col("n").alias("i")), ("right", pl.col("n").alias("j"))))
    return ours.join(theirs, on="group").select("i", "j")


def _told(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """every (0), lag (days, or null), way (of the right line, else of the left, with the direction of the money) and party (skeleton, or null) of each pair; part, if
    lines have one. left, right: with way, in order of rows."""
    x, y = (t[pairs[k].to_numpy()] for t, k in ((left, "i"), (right, "j")))
    both = x.hstack(y.rename(lambda name: f"{name}_j"))
    out = pl.when(pl.col("amount_j") > 0).then(pl.lit("in")).otherwise(pl.lit("out"))
    return both.select(
        *within(both, []),
        every=pl.lit(0),
        lag=(pl.col("date_j") - pl.col("date")).cast(pl.Float64),
        way=pl.concat_str(pl.coalesce("way_j", "way", pl.lit("")), out, separator=" "),
        party=pl.coalesce("skeleton", "skeleton_j"),
    )
