"""GSTR-2A beside 2B: what is missing in 2B but was reported later, and will come."""

import polars as pl

from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import EngineSpec

BESIDE = {"line_id": pl.String, "in_2a": pl.String, "status": pl.String}


def beside_2a(left: pl.DataFrame, two_a: pl.DataFrame, outcome: Outcome, spec: EngineSpec) -> pl.DataFrame:
    """Lines of ours that the outcome left open and GSTR-2A has: line_id, in_2a (its line there), status as for a match.

    left, two_a: tables whose columns play the roles of `spec` (2A in place of 2B). Credit is taken by 2B alone; this only says that the supplier has
    reported since, so that nobody needs to be asked.
    """
    missing = outcome.breaks.filter(pl.col("side") == "left").select("line_id")
    name = spec.left.get("id")
    assert name is not None
    open_ = left.filter(pl.col(name).cast(pl.String).is_in(missing["line_id"].implode()))
    matches = reconcile_tables(open_, two_a, spec).matches
    theirs = matches.filter(pl.col("side") == "right").select("match_id", in_2a="line_id")
    found = matches.filter(pl.col("side") == "left").select("match_id", "line_id", "status").join(theirs, on="match_id")
    return found.select(list(BESIDE)).cast(BESIDE).sort("line_id", "in_2a")  # type: ignore[arg-type]
