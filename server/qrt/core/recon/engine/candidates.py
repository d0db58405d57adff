"""Stage four, first half: pairs worth a look, by equality on made columns, never by an expression over both sides."""

import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec

MEASURED = {"i": pl.UInt32, "j": pl.UInt32, "cosine": pl.Float32}


def candidates(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """Pairs (i u32, j u32, shared bool: one rare reference on both lines, cosine f32: weighed words in common, 0 where not measured), sorted."""
    kind = kind_of(spec)
    shared = _by_token(left, right, tokens, spec, plan)
    found = kind.candidates(left, right, spec, plan)
    measured = kind.measured(left, right, spec, plan) if kind.measured else pl.DataFrame(schema=MEASURED)
    every = pl.concat([shared, *found, measured.select("i", "j")]).unique()
    every = every.join(left.select(i="n", date="date", amount="amount"), on="i").join(right.select(j="n", date_j="date", amount_j="amount"), on="j")
    inside = (pl.col("date_j") - pl.col("date")).is_between(-spec.days_before, spec.days_after).fill_null(True)
    same_sign = ((pl.col("amount") > 0) == (pl.col("amount_j") > 0)).fill_null(True)
    every = every.filter((inside & same_sign) if kind.within_days else same_sign)
    every = every.join(shared.with_columns(shared=pl.lit(True)), on=["i", "j"], how="left").join(measured, on=["i", "j"], how="left")
    return every.select("i", "j", pl.col("shared").fill_null(False), pl.col("cosine").fill_null(0.0)).sort("i", "j")


def _by_token(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    a, b = (t.join(s.select("n", "date", "amount", "skeleton"), on="n") for t, s in zip(tokens, (left, right), strict=True))
    return bounded_pairs(a, b, ["token"], [["amount"], ["skeleton"]], min(kind_of(spec).token_lines, spec.pairs_a_line), plan, "token")
