"""What is the same on both sides: most lines of some kinds. They are matched before anything else is read out of them, and go through no later stage."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.outcome import MATCHES, Outcome
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.why import Why, log_odds

PROBABILITY = 0.9995


@dataclass(frozen=True)
class Typed:
    """left, right: the lines that are open still, with what was made of them. matches: what is matched already (columns of MATCHES), two lines a match.

    why: the reasons of those matches.
    """

    left: pl.DataFrame
    right: pl.DataFrame
    matches: pl.DataFrame
    why: Why


def typed_alike(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> Typed:
    """Canonical lines of one partition, parted."""
    early = kind_of(spec).early
    if early is None or not left.height or not right.height:
        none = pl.DataFrame(schema=MATCHES)
        return Typed(left, right, none, Why(none, left, right, None, None, spec, None))
    a, b, pairs = early(left, right, spec)
    x, y = (t.select("id", "amount")[pairs[k].to_numpy()] for t, k in ((left, "i"), (right, "j")))
    made = _matches(x, y, pairs["evidence"], spec).sort("match_id", "side")
    ours, theirs = (t.select("id", "date").with_row_index("n") for t in (left, right))
    return Typed(a, b, made, Why(made, ours, theirs, None, None, spec, None))


def with_typed(outcome: Outcome, typed: Typed) -> Outcome:
    """The outcome of the open lines with what was matched before them."""
    if not typed.matches.height:
        return outcome
    stages = dict(outcome.record["stages"])
    stages["exact"] = stages.get("exact", 0) + typed.matches.height // 2
    return replace(
        outcome,
        matches=pl.concat([typed.matches, outcome.matches]),
        record={**outcome.record, "stages": stages},
        reasons=lambda match_id: typed.why.of(match_id) or outcome.reasons(match_id),
        all_reasons=lambda: pl.concat([typed.why.all(), outcome.all_reasons()]),
    )


def _matches(left: pl.DataFrame, right: pl.DataFrame, evidence: pl.Series, spec: EngineSpec) -> pl.DataFrame:
    """Allocations of pairs. left, right: id and amount, row by row."""
    x, y = (t["amount"] for t in (left, right))
    named = kind_of(spec).named(x.fill_null(0).to_numpy(), y.fill_null(0).to_numpy(), np.ones(len(x), bool), np.ones(len(x), bool), spec)
    both = pl.DataFrame({"left": left["id"], "right": right["id"], "x": x, "y": y, "evidence": evidence, "named": pl.Series(named.tolist(), dtype=pl.String)})
    gap = pl.col("x") - pl.col("y")
    name = pl.when((gap == 0) | gap.is_null()).then(None).when(pl.col("named") == "none").then(pl.lit("unexplained")).otherwise("named")
    small = pl.max_horizontal(pl.col("x").abs(), pl.col("y").abs()) <= spec.limit_paise
    # Of two amounts both give what the smaller one has; of two signs none can be given.
    shared = pl.when(pl.col("x").sign() == pl.col("y").sign()).then(pl.min_horizontal(pl.col("x").abs(), pl.col("y").abs()) * pl.col("x").sign()).otherwise(0)
    shared = pl.when(gap.is_not_null()).then(shared)
    status = pl.when(small.fill_null(True)).then(pl.lit("auto")).otherwise(pl.lit("suggested"))
    both = both.with_columns(
        match_id=pl.lit("l:") + pl.col("left"),
        allocated_paise=shared,
        stage=pl.lit("exact"),
        score=log_odds(pl.lit(PROBABILITY)),
        probability=pl.lit(PROBABILITY),
        margin=pl.lit(99.0),
        status=status,
        difference_paise=gap,
        difference_name=name,
        held=pl.lit(None, pl.String),
    )
    sides = [both.with_columns(pl.lit(s).alias("side"), pl.col(s).alias("line_id")).select(list(MATCHES)) for s in ("left", "right")]
    return pl.concat(sides).cast(MATCHES)  # type: ignore[arg-type]
