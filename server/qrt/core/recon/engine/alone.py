"""Lines that nothing is matched with: what a run says of a line without a partner, asked about some lines alone."""

import polars as pl

from qrt.core.recon.engine.breaks import breaks_of
from qrt.core.recon.engine.candidates import candidates
from qrt.core.recon.engine.crowds import with_crowds
from qrt.core.recon.engine.features import with_features
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.lags import with_lags
from qrt.core.recon.engine.normal import to_comparable, tokens_of
from qrt.core.recon.engine.outcome import BREAKS, MATCHES
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.run import canonical_lines, partitions, with_scores
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import beginning, weighted


def lines_alone(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """One row (columns of BREAKS) a line of both tables, as if no two of them belonged together: its nearest line, and the first test that keeps the two apart.

    The weights are what accountants hold: so few lines teach nothing.
    """
    found = [_of_part(x, y, spec) for x, y in partitions(*canonical_lines(left, right, spec), spec)]
    return pl.concat(found) if found else pl.DataFrame(schema=BREAKS)


def _of_part(x: pl.DataFrame, y: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    a, b = to_comparable(x, spec), to_comparable(y, spec)
    kind, tokens, plan = kind_of(spec), tokens_of(a, b), Plan(rows={"left": a.height, "right": b.height})
    compared = kind.comparisons(spec)
    weights, scored = weighted(beginning(compared), compared, spec.weights), None
    if a.height and b.height:
        pairs = with_crowds(with_features(candidates(a, b, tokens, spec, plan), a, b, tokens, spec, 1), a, b, tokens, spec)
        scored, _ = with_scores(with_lags(pairs, a, b, (), plan) if kind.lags else pairs, min(a.height, b.height), spec, weights)
    return breaks_of(a, b, pl.DataFrame(schema=MATCHES), scored, weights, spec)
