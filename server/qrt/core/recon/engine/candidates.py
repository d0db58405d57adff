"""Stage four, first half: pairs worth a look, by equality on made columns, never by an expression over both sides."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.plan import Plan, bounded_pairs
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.terms import cosine_of

MEASURED = {"i": pl.UInt32, "j": pl.UInt32, "cosine": pl.Float32}


def candidates(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """Pairs (i u32, j u32, shared bool: one rare reference on both lines, cosine f32: weighed words in common, 0 in kinds that do not measure them), sorted."""
    kind = kind_of(spec)
    shared = _keys(_by_token(tokens, spec, plan))
    found = [_keys(pairs) for pairs in kind.candidates(left, right, spec, plan)]
    measured = kind.measured(left, right, spec, plan) if kind.measured else pl.DataFrame(schema=MEASURED)
    key = _distinct(np.concatenate([shared, *found, _keys(measured)]))
    both = np.zeros(len(key), dtype=bool)
    both[np.searchsorted(key, shared)] = True
    pairs = pl.DataFrame({"i": (key >> 32).astype(np.uint32), "j": (key & 0xFFFFFFFF).astype(np.uint32), "shared": both})
    pairs = pairs.filter(_possible(pairs, left, right, spec, within_days=kind.within_days))
    if kind.measured is None:
        return pairs.with_columns(cosine=pl.lit(0.0, pl.Float32))
    pairs = pairs.join(measured, on=["i", "j"], how="left", maintain_order="left")
    lost = pairs["cosine"].is_null().arg_true()
    own = cosine_of(left, right, pairs["i"].gather(lost).to_numpy(), pairs["j"].gather(lost).to_numpy())
    return pairs.with_columns(pairs["cosine"].scatter(lost, own) if len(lost) else pairs["cosine"])


def _keys(pairs: pl.DataFrame) -> np.ndarray:
    """i and j in one number, u64, that sorts by i, then j."""
    return (pairs["i"].to_numpy().astype(np.uint64) << np.uint64(32)) | pairs["j"].to_numpy()


def _distinct(keys: np.ndarray) -> np.ndarray:
    """Each key once, ascending."""
    ordered = np.sort(keys)
    return ordered[np.diff(ordered, prepend=ordered[:1] ^ np.uint64(1)) != 0] if len(ordered) else ordered


def _possible(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, *, within_days: bool) -> pl.Series:
    """Whether the signs agree and, if asked, the days lie within those of the spec; what is not known speaks against nothing. left, right: ascending by n."""
    places = [(s, t, np.searchsorted(t["n"].to_numpy(), pairs[s].to_numpy())) for s, t in (("i", left), ("j", right))]
    rows = pl.DataFrame({f"{c}_{s}": t[c].gather(at) for s, t, at in places for c in ("date", "amount")})
    same_sign = ((pl.col("amount_i") > 0) == (pl.col("amount_j") > 0)).fill_null(True)
    inside = (pl.col("date_j") - pl.col("date_i")).is_between(-spec.days_before, spec.days_after).fill_null(True)
    return rows.select(possible=(inside & same_sign) if within_days else same_sign)["possible"]


def _by_token(tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """A token is a reference only while few lines have it: what stands on very many says nothing, however equal they are otherwise."""
    dated = pl.lit(None, pl.Int32)
    a, b = (t.filter("again").select("n", "code", date=dated) for t in tokens)
    cap = min(kind_of(spec).token_lines, spec.pairs_a_line)
    return bounded_pairs(a, b, ["code"], None, cap, plan, "token").unique()
