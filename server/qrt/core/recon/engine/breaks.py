"""Lines without a partner: the nearest line of the other side, the first test that keeps the two apart, and all that speaks for and against them, in signed parts."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.ages import ages_from, is_far
from qrt.core.recon.engine.comparison import Comparison, compare_days
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.bills import BILL_DIGITS
from qrt.core.recon.engine.outcome import BREAKS
from qrt.core.recon.engine.plan import part_of, within
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights, levels_of
from qrt.core.recon.engine.why import ASKED, EQUAL, RIVALS, UNNAMED, log_odds, part_text, said_once
from qrt.core.recon.engine.why_not import NIL, NO_AMOUNT, NO_LINES, NOTHING, amounts_apart, apart_by, day_text, rupees, said_against

SHAPE = {"n": pl.UInt32, "o": pl.UInt32, "why_not": pl.String, "score": pl.Float64, "reasons": pl.String}
OTHER_WAY = "same reference, but the money goes the other way"
TAKEN = -4.0
"""What it is worth that the nearest line belongs to another already."""
UNLIKELY = {
    "advanced": "another pair fits better, or too little speaks for this one",
    "standard": "nothing speaks against it, but the standard mode takes only what is the same",
}


def breaks_of(a: pl.DataFrame, b: pl.DataFrame, matches: pl.DataFrame, scored: pl.DataFrame | None, weights: Weights, spec: EngineSpec) -> pl.DataFrame:
    """One row (columns of BREAKS) a line in no match. a, b: comparable lines; scored: the pairs that were looked at, with features and score.

    The nearest line is the open one of one reference and the opposite amount, else the likeliest of those that were looked at; where none was, the one of the same amount that is nearest by day, taken or not;
    else the open one whose amount comes closest. Every table is joined or searched once, whatever the number of lines.
    """
    newest = _newest(a, b, spec)
    taken = {side: matches.filter(side=side).select("line_id", used=pl.lit(True)) for side in ("left", "right")}
    both = {side: _with_use(t, taken[side], weights) for side, t in (("left", a), ("right", b))}
    out = []
    for side, other, own, foreign in (("left", "right", "i", "j"), ("right", "left", "j", "i")):
        open_ = both[side].filter(~pl.col("used"))
        found = [_of_other_sign(open_, both[other])]
        if scored is not None and scored.height:
            found.append(_likeliest(_rest(open_, found), both[other], (a, b), scored, weights, spec, own, foreign))
        for search in (_of_amount, _of_size):
            found.append(search(_rest(open_, found), both[other]))
        nearest = pl.concat(found).join(both[other].select(o="n", nearest="id"), on="o", how="left")
        rows = open_.join(nearest, on="n", how="left").join(newest, on=within(open_, ["one"]), how="left", maintain_order="left")
        alone = _alone(pl.col("rights" if side == "left" else "lefts"), spec)
        nothing = pl.concat_str(pl.lit("["), part_text(pl.lit(ASKED), pl.col("bias")), pl.lit(", "), part_text(alone, pl.lit(0.0)), pl.lit("]"))
        out.append(
            rows.select(
                pl.lit(side).alias("side"),
                pl.col("why_not").fill_null(alone),
                pl.col("score").fill_null(pl.col("bias")),
                pl.col("reasons").fill_null(nothing),
                line_id="id",
                nearest="nearest",
                age_days=pl.when(~is_far()).then(pl.col("newest") - pl.col("date")),
            ).select(list(BREAKS))
        )
    return pl.concat(out).cast(BREAKS).sort("side", "line_id")  # type: ignore[arg-type]


def _newest(a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """part (if lines have one), one (1), newest: the day from which the age of a line is counted, by the specification or the newest of its part that is believed;
    middle: the day around which days are believed; lefts, rights: lines of either side."""
    by = within(a, ["one"])
    lines = pl.concat([t.select(*by[:-1], "date", one=pl.lit(1), ours=pl.lit(t is a)) for t in (a, b)])
    days = ages_from(lines, by).join(lines.group_by(by).agg(lefts=pl.col("ours").sum(), rights=(~pl.col("ours")).sum()), on=by)
    return days if spec.as_of_day is None else days.with_columns(newest=pl.lit(spec.as_of_day, pl.Int32))


def _alone(others: pl.Expr, spec: EngineSpec) -> pl.Expr:
    """Why a line has not even a nearest one. others: lines of the other side in its part."""
    paid = spec.family != "words"
    return (
        pl.when(others == 0)
        .then(pl.lit(NO_LINES))
        .when((pl.col("amount") == 0) & paid)
        .then(pl.lit(NIL))
        .when(pl.col("amount").is_null() & paid)
        .then(pl.lit(NO_AMOUNT))
        .otherwise(pl.lit(NOTHING))
    )


def _with_use(lines: pl.DataFrame, taken: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """lines with used (whether a match has them) and bias (what one asks of a candidate, in the line's part)."""
    apart, place = weights.apart(part_of(lines))
    bias = pl.Series(np.array([w.bias for w in apart])[place].round(4), dtype=pl.Float64)
    kept = lines.select(*within(lines, ["n"]), "id", "date", "amount", "name", "reference", one=pl.lit(1), bias=bias)
    return kept.join(taken, left_on="id", right_on="line_id", how="left", maintain_order="left").with_columns(pl.col("used").fill_null(False))


def _rest(open_: pl.DataFrame, found: list[pl.DataFrame]) -> pl.DataFrame:
    for each in found:
        open_ = open_.join(each, on="n", how="anti")
    return open_


def _likeliest(
    open_: pl.DataFrame,
    other: pl.DataFrame,
    lines: tuple[pl.DataFrame, pl.DataFrame],
    scored: pl.DataFrame,
    weights: Weights,
    spec: EngineSpec,
    own: str,
    foreign: str,
) -> pl.DataFrame:
    """The best pair of each line among those that were looked at, and the first test it fails, in the order in which a person would look."""
    top = scored.join(open_, left_on=own, right_on="n", how="semi").sort([own, "score", foreign], descending=[False, True, False])
    top = top.unique(own, keep="first", maintain_order=True)
    if not top.height:
        return pl.DataFrame(schema=SHAPE)
    told = other.select(pl.col("n").alias(foreign), "used", pl.Series("part", part_of(other)))
    top = top.join(told, on=foreign, how="left", maintain_order="left")
    compared = kind_of(spec).comparisons(spec)
    levels, part = levels_of(top, compared), top["part"].to_numpy()
    top = top.with_columns(_parts(top, levels, part, weights, compared))
    top = top.with_columns(gap=amounts_apart(top["a_amount"], top["b_amount"]))
    top = top.with_columns(worst=said_against(top, levels, weights, compared, *lines, spec, UNLIKELY[spec.mode]))
    against, equal, same = pl.col("a_amount").sign() * pl.col("b_amount").sign() < 0, pl.col("equal") == 1, pl.col("shared") > 0
    if "bill_like" in top.columns:
        same = same | (pl.col("bill_like") >= BILL_DIGITS)
    alike = pl.max_horizontal("ea", "eb")
    why = (
        pl.when("used")
        .then(
            pl.concat_str(
                pl.lit("the nearest line is matched with another"), pl.when(equal & same).then(pl.lit(": this may be a duplicate")).otherwise(pl.lit(""))
            )
        )
        .when(against & same)
        .then(pl.lit(OTHER_WAY))
        .when((pl.col("equal") == 0) & same)
        .then(pl.concat_str(pl.lit("same reference, but the amount differs by "), "gap"))
        .when(equal & (pl.col("conflict") > 0))
        .then(pl.lit("same amount, but the references differ"))
        .when(equal & (alike > 1))
        .then(pl.concat_str(alike.cast(pl.Int64), pl.lit(" equal candidates, none clearly the right one")))
        .when((pl.col("equal") == 0) & (spec.family == "money"))
        .then(pl.concat_str(pl.lit("the amount differs by "), "gap"))
        .otherwise("worst")
    )
    return top.select(pl.col(own).alias("n"), pl.col(foreign).alias("o"), "reasons", why_not=why, score="sum").select(list(SHAPE)).cast(SHAPE)  # type: ignore[arg-type]


def _parts(pairs: pl.DataFrame, levels: np.ndarray, part: np.ndarray, weights: Weights, compared: tuple[Comparison, ...]) -> list[pl.Series]:
    """sum, reasons of each pair: the weights of its levels and, where they were set against each other, what its rivals take from it."""
    sums, heads = said_once(levels, part, weights, compared)
    if "probability" not in pairs.columns:
        return [sums.alias("sum"), (heads + "]").alias("reasons")]
    told = pairs.select(sum=log_odds(pl.col("probability")), plain=sums, head=heads)
    rest = part_text(pl.lit(RIVALS), (pl.col("sum") - pl.col("plain")).round(4))
    told = told.select("sum", reasons=pl.concat_str("head", pl.lit(", "), rest, pl.lit("]")))
    return [told["sum"], told["reasons"]]


def _of_two(found: pl.DataFrame, amount: pl.Expr, words: pl.Expr, used: pl.Expr) -> list[pl.Expr]:
    """score, reasons of lines that were not compared any further. found: date and day of the two, bias; amount, words: points of their amounts, and what is said of them."""
    level = found.select(days_apart=(pl.col("day") - pl.col("date")).abs().fill_null(-1)).select(compare_days().level).to_series()
    known = dict(enumerate(zip(compare_days().begin, compare_days().levels, strict=True)))
    days = pl.lit(level.replace_strict({k: points for k, (points, _) in known.items()} | {-1: 0.0}, return_dtype=pl.Float64))
    said = pl.lit(level.replace_strict({k: name for k, (_, name) in known.items()} | {-1: "days not known"}, return_dtype=pl.String))
    taken = pl.when(used).then(TAKEN).otherwise(0.0)
    parts = [part_text(words, amount), part_text(said, days), pl.when(used).then(part_text(pl.lit("it is matched with another"), taken))]
    parts.append(part_text(pl.lit(ASKED), pl.col("bias")))
    text = pl.concat_str(pl.lit("["), pl.concat_str(parts, separator=", ", ignore_nulls=True), pl.lit("]"))
    return [(amount + days + taken + pl.col("bias")).alias("score"), text.alias("reasons")]


def _of_amount(open_: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The line of the same amount that is nearest by day: an open one where there is one, else one that is matched already."""
    key = within(other, ["amount"])
    out, left = [], open_.filter((pl.col("amount") != 0) & pl.col("date").is_not_null())
    for used in (False, True):
        there = other.filter((pl.col("used") == used) & pl.col("amount").is_not_null() & pl.col("date").is_not_null())
        if not left.height or not there.height:
            continue
        there = there.select(*key, "date", o="n", day="date", name_o="name", reference_o="reference")
        there = there.unique([*key, "date"], keep="first", maintain_order=True)
        found = left.sort("date", "n").join_asof(there.sort("date", "o"), on="date", by=key, strategy="nearest", check_sortedness=False)
        found = found.filter(pl.col("o").is_not_null())
        twin = ((pl.col("name") == pl.col("name_o")) & (pl.col("name") != "")) | (pl.col("reference") == pl.col("reference_o"))
        apart = (pl.col("day") - pl.col("date")).abs()
        days = pl.concat_str(pl.lit(" days apart ("), day_text(pl.col("date")), pl.lit(" and "), day_text(pl.col("day")), pl.lit(")"))
        window = pl.concat_str(pl.lit("same amount, but "), apart, days)
        why = (
            pl.when(pl.lit(used) & twin.fill_null(False))
            .then(pl.lit("a line of its amount and party or reference is matched with another: this may be a duplicate"))
            .when(pl.lit(used))
            .then(pl.lit("the line of this amount is matched with another"))
            .otherwise(window)
        )
        told = _of_two(found, pl.lit(EQUAL), pl.lit("amounts equal"), pl.lit(used))
        out.append(found.select("n", "o", why.alias("why_not"), *told).cast(SHAPE))  # type: ignore[arg-type]
        left = left.join(out[-1], on="n", how="anti")
    return pl.concat(out) if out else pl.DataFrame(schema=SHAPE)


def _of_other_sign(open_: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The open line of one reference and size that has the other sign, where there is one alone: somebody booked it on the wrong side."""
    plain = pl.col("reference").str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "").replace("", None)
    key = [*within(other, ["plain"]), "turned"]
    there = other.filter(~pl.col("used") & (pl.col("amount") != 0)).with_columns(plain=plain, turned=-pl.col("amount")).select(*key, o="n", day="date")
    one = open_.filter(pl.col("amount") != 0).with_columns(plain=plain, turned=pl.col("amount"))
    found = one.drop_nulls("plain").join(there, on=key).filter((pl.len().over("n") == 1) & (pl.len().over("o") == 1))
    said = pl.lit("amounts of one size and two signs")
    return found.select("n", "o", pl.lit(OTHER_WAY).alias("why_not"), *_of_two(found, pl.lit(UNNAMED), said, pl.lit(False))).cast(SHAPE)  # type: ignore[arg-type]


def _of_size(open_: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The open line of the same sign whose amount comes closest."""
    key, up = within(other, ["amount"]), pl.col("amount") > 0
    there = other.filter(~pl.col("used") & pl.col("amount").is_not_null()).select(*key, up=up, o="n", theirs="amount", day="date")
    one = open_.filter(pl.col("amount") != 0).select("n", "date", "bias", *key, up=up)
    if not one.height or not there.height:
        return pl.DataFrame(schema=SHAPE)
    there = there.sort("amount", "o").unique(key, keep="first", maintain_order=True)
    found = (
        one.sort("amount", "n")
        .join_asof(there, on="amount", by=within(other, ["up"]), strategy="nearest", check_sortedness=False)
        .filter(pl.col("o").is_not_null())
    )
    gap = apart_by(found["amount"], found["theirs"])
    why = "no line has this amount or reference; the nearest open amount differs by " + gap + ": " + rupees(found["theirs"])
    said = pl.lit("the amount differs by " + gap)
    return found.select("n", "o", why.alias("why_not"), *_of_two(found, pl.lit(UNNAMED), said, pl.lit(False))).cast(SHAPE)  # type: ignore[arg-type]
