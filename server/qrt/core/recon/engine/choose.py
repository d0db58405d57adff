"""What is taken after the score, in order of evidence: pairs whose amounts agree, groups, and last the pairs whose amounts nothing explains."""

from functools import partial

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.assign import assign, margins
from qrt.core.recon.engine.completion import completed
from qrt.core.recon.engine.counted import counted
from qrt.core.recon.engine.features import bear_others
from qrt.core.recon.engine.groups import grouped
from qrt.core.recon.engine.in_order import in_order
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.learnt import Links
from qrt.core.recon.engine.left_over import equal_left_over, left_over
from qrt.core.recon.engine.normal import tokens_among
from qrt.core.recon.engine.opened import open_lines, open_pairs
from qrt.core.recon.engine.pairing import alone
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.reversals import taken_back
from qrt.core.recon.engine.spec import EngineSpec

STRONG, EVEN = 0.9, 0.5
AT_ODDS = float(np.log(0.35 / 0.65))
"""Log-odds below which lines are not even suggested that bear two different references of one form, where a reader told which words are references."""
PAIRS_LEAST, TAIL, LOOSE, DAYS_MOST = 10, 0.05, 7, 60
"""Strong pairs from which on their days are believed, the share of them at either end that is not, the days that sums may lie beyond, and the widest they are sought."""
DOUBTFUL = "nothing else is left for either, and all but the number agrees"


def taken(
    a: pl.DataFrame,
    b: pl.DataFrame,
    found: list[Found],
    scored: pl.DataFrame,
    tokens: tuple[pl.DataFrame, pl.DataFrame],
    parties: Parties | None,
    links: Links,
    spec: EngineSpec,
    plan: Plan,
) -> list[Found]:
    """All that the lines still open after `found` are matched by.

    A pair that names one reference while nothing explains its amounts is most often a part of a group: so it waits until the groups have been sought. A weak
    pair waits as well, for a sum that is the only one says more. Equal lines of one party go first: what each is nearest to is not what it belongs to. What one
    side took back itself goes before pairs whose amounts nothing explains.
    """
    if not a["marks"].null_count() and not b["marks"].null_count():
        scored = scored.filter((pl.col("conflict") == 0) | (pl.col("score") > AT_ODDS))
    ordered, alike = in_order(scored, a, b)
    out = [Found.pairs("in_order", ordered)]
    scored = open_pairs(scored, out).join(alike.with_columns(alike=pl.lit(True)), on=["i", "j"], how="left", maintain_order="left")
    # Which of equal lines of one party is left over nobody can tell; that they belong to that party is plain.
    scored = scored.with_columns(probability=pl.when("alike").then(pl.max_horizontal("probability", pl.lit(EVEN))).otherwise("probability"))
    settled = scored.filter(kind_of(spec).settled)
    chosen = best_pairs(settled, spec)
    out.append(Found.pairs("scored", chosen.filter(pl.col("probability") >= STRONG)))
    x, y = open_lines(a, b, [*found, *out])
    if parties is not None:
        of = tokens_among(tokens[0], x), tokens_among(tokens[1], y)
        out.extend(links.allowed(each) for each in completed(x, y, of, parties, spec, plan))
        x, y = open_lines(x, y, out)
    out.extend(links.allowed(each) for each in grouped(x, y, parties, spec, plan, _their_days(chosen, a, b, spec)))
    if parties is not None:
        x, y = open_lines(x, y, out)
        out.extend(links.allowed(each) for each in counted(x, y, (a, b), [*found, *out], parties, spec, plan))
    out.append(Found.pairs("scored", best_pairs(open_pairs(settled, [*found, *out]), spec)))
    if kind_of(spec).reversals:
        x, y = open_lines(x, y, out)
        out.append(taken_back(x, y, tokens, plan, early=False))
    if parties is not None:
        barred = partial(bear_others, left=a, right=b, tokens=tokens)
        x, y = open_lines(x, y, out)
        out.append(links.allowed(equal_left_over(x, y, barred)))
        out.append(links.allowed(left_over(*open_lines(x, y, out[-1:]), parties, barred)))
    out.append(Found.pairs("scored", best_pairs(open_pairs(scored, [*found, *out]), spec)))
    if spec.doubtful and (doubtful := kind_of(spec).doubtful) is not None:
        rest = alone(open_pairs(scored, [*found, *out]).filter(doubtful))
        out.append(Found.pairs("scored", rest.select("i", "j", evidence=pl.lit(DOUBTFUL)), probability=EVEN, margin=0.0))
    return out


def _their_days(chosen: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> tuple[int, int] | None:
    """First and last day on which nearly all strong pairs lie, counted from the left line, where nothing is known of the two lists: one may be by the day on which bills
    are due. None where too few pairs tell."""
    strong = chosen.filter(pl.col("probability") >= STRONG)
    if kind_of(spec).proven is None or strong.height < PAIRS_LEAST:
        return None
    lag = (b["date"].gather(strong["j"]) - a["date"].gather(strong["i"])).drop_nulls()
    first, last = int(lag.quantile(TAIL, "lower") or 0), int(lag.quantile(1 - TAIL, "higher") or 0)
    return max(first - LOOSE, -DAYS_MOST), min(last + LOOSE, DAYS_MOST)


def best_pairs(scored: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """i, j, score, probability, evidence, margin of the pairs that together have the greatest score."""
    floor = float(np.log(spec.accept_from / (1 - spec.accept_from)))
    likely = scored.filter(pl.col("score") > floor)
    i, j, score = (likely[c].to_numpy() for c in ("i", "j", "score"))
    chosen = assign(i, j, score - floor)
    margin = margins(i, j, score - floor, chosen) if len(chosen) else np.zeros(0)
    return (
        likely[chosen]
        .select("i", "j", "score", "probability", evidence=pl.lit("best of all candidates"))
        .with_columns(pl.Series("margin", np.clip(margin, -99, 99)))
    )
