"""Two in a hundred of what was accepted without a person, for a person to look at: the only measure of how right it is that needs no labels."""

import polars as pl

from qrt.core.recon.acceptance import LARGEST_SHARE, SAMPLE_PERCENT
from qrt.core.recon.engine.outcome import Outcome

SAMPLE = {"match_id": pl.String, "sampled": pl.String, "paise": pl.Int64, "stage": pl.String, "probability": pl.Float64, "difference_paise": pl.Int64}


def sample_of(outcome: Outcome) -> pl.DataFrame:
    """Rows of SAMPLE, by match_id. sampled: "largest" (a quarter, by the greater side's sum) or "drawn" by lot; paise: that sum, without sign.

    The lot follows from everything that the run found, so it is the same for the same content in any order, and nobody can choose it.
    """
    auto = outcome.matches.filter(pl.col("status") == "auto")
    sums = [pl.col("allocated_paise").fill_null(0).filter(pl.col("side") == side).sum().abs() for side in ("left", "right")]
    each = auto.group_by("match_id").agg(pl.col("stage", "probability", "difference_paise").first(), paise=pl.max_horizontal(*sums))
    size = -(-each.height * SAMPLE_PERCENT // 100)
    largest = each.sort("paise", "match_id", descending=[True, False]).head(-(-size // LARGEST_SHARE))
    lot = each.join(largest, on="match_id", how="anti").with_columns(lot=pl.concat_str(pl.lit(outcome.digest), "match_id").hash()).sort("lot", "match_id")
    drawn = lot.drop("lot").head(max(size - largest.height, 1))
    both = [t.with_columns(sampled=pl.lit(what)) for t, what in ((largest, "largest"), (drawn, "drawn"))]
    return pl.concat(both).select(list(SAMPLE)).cast(SAMPLE).sort("match_id")  # type: ignore[arg-type]
