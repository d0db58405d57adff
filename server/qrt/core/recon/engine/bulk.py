"""The reasons of all matches at once, as JSON text. What is said is the same for every pair of one pattern of levels, so it is said once a pattern."""

import json

import numpy as np
import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.outcome import REASONS
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights, levels_of
from qrt.core.recon.engine.why import pair_reasons

SURE = 1e-6


def log_odds(probability: pl.Expr) -> pl.Expr:
    """The score of a match: its probability as log-odds, within ±13.8."""
    p = probability.clip(SURE, 1 - SURE)
    return (p / (1 - p)).log().round(4)


def all_reasons(
    matches: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, scored: pl.DataFrame | None, weights: Weights | None, spec: EngineSpec, trained: bool
) -> pl.DataFrame:
    """match_id, reasons: JSON text of a list of {words, points}, whose points add up to the log-odds of the match's probability.

    a, b: comparable lines; scored: pairs with features. Of a scored pair the parts are the weights of what was compared, then what its rivals (and a trained
    model, where one was used) move; of any other match the evidence of its stage.
    """
    one = matches.group_by("match_id").agg(
        pl.col("stage", "evidence", "probability", "difference_paise", "difference_name").first(),
        lines=pl.len(),
        left=pl.col("line_id").filter(pl.col("side") == "left").first(),
        right=pl.col("line_id").filter(pl.col("side") == "right").first(),
    )
    one = one.with_columns(points=log_odds(pl.col("probability")))
    plain = one.filter(pl.col("stage") != "scored") if scored is not None and weights is not None else one
    found = [_of_evidence(plain)]
    if scored is not None and weights is not None:
        pairs = one.filter(pl.col("stage") == "scored").join(a.select(left="id", i="n"), on="left").join(b.select(right="id", j="n"), on="right")
        found.append(_of_pairs(pairs.join(scored.drop("probability"), on=["i", "j"]), weights, spec, trained))
    return pl.concat(found)


def _of_evidence(matches: pl.DataFrame) -> pl.DataFrame:
    gap = pl.col("difference_paise")
    rupees = pl.concat_str(gap // 100, pl.lit("."), (gap % 100).cast(pl.String).str.pad_start(2, "0"))
    less = pl.concat_str(-gap // 100, pl.lit("."), (-gap % 100).cast(pl.String).str.pad_start(2, "0"))
    tail = pl.concat_str(
        pl.lit("; left is "),
        pl.when(gap >= 0).then(rupees).otherwise(less),
        pl.when(gap >= 0).then(pl.lit(" more: ")).otherwise(pl.lit(" less: ")),
        "difference_name",
    )
    said = pl.concat_str("evidence", pl.lit("; "), "lines", pl.lit(" lines"), tail.fill_null(""))
    return matches.select("match_id", said=said, points="points").select(
        "match_id", reasons=pl.concat_str(pl.lit('[{"words": "'), "said", pl.lit('", "points": '), "points", pl.lit("}]"))
    )


def _of_pairs(pairs: pl.DataFrame, weights: Weights, spec: EngineSpec, trained: bool) -> pl.DataFrame:
    compared = kind_of(spec).comparisons(spec)
    if not pairs.height:
        return pl.DataFrame(schema=REASONS)
    levels = levels_of(pairs, compared)
    patterns, which = np.unique(levels, axis=0, return_inverse=True)
    texts, sums = [], []
    for pattern in patterns:
        parts = pair_reasons(pattern, weights, compared)
        texts.append(json.dumps([{"words": part.words, "points": round(part.points, 4)} for part in parts])[:-1])
        sums.append(sum(round(part.points, 4) for part in parts))
    said = pairs.select("match_id", "points").with_columns(
        head=pl.Series(texts).gather(which.ravel()), rest=(pl.col("points") - pl.Series(sums).gather(which.ravel())).round(4)
    )
    moved = "what training and other candidates add" if trained else "other candidates of the same lines"
    return said.select("match_id", reasons=pl.concat_str("head", pl.lit(f', {{"words": "{moved}", "points": '), "rest", pl.lit("}]")))
