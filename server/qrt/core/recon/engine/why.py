"""Why two lines are one event: signed parts in words that add up to the score, made when somebody asks."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison
from qrt.core.recon.engine.features import feature_names
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import Reason
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights, levels_of


def reasons_of(
    match_id: str,
    matches: pl.DataFrame,
    a: pl.DataFrame,
    b: pl.DataFrame,
    scored: pl.DataFrame | None,
    weights: Weights | None,
    spec: EngineSpec,
    model: Model | None,
) -> tuple[Reason, ...]:
    """Parts of one match. Of a pair that was scored they add up to its score; of any other stage the one reason is the stage's evidence."""
    rows = matches.filter(match_id=match_id)
    if not rows.height:
        return ()
    if rows["stage"][0] != "scored" or scored is None or weights is None:
        return (evidence_reason(rows),)
    i, j = (int(t.filter(id=rows.filter(side=s)["line_id"][0])["n"][0]) for s, t in (("left", a), ("right", b)))
    pair = scored.filter((pl.col("i") == i) & (pl.col("j") == j))
    if model is not None:
        return model.reasons(pair.select([*feature_names(spec), "weighed", "rivalled"]), float(pair["score"][0]))
    compared = kind_of(spec).comparisons(spec)
    return pair_reasons(levels_of(pair, compared)[0], weights, compared)


def evidence_reason(rows: pl.DataFrame) -> Reason:
    """What brought the lines of one match together, and what is left over. rows: its allocations."""
    said = f"{rows['evidence'][0]}; {rows.height} lines"
    if rows["difference_name"][0] is not None:
        said += f"; left is {rows['difference_paise'][0] / 100:+.2f} rupees more: {rows['difference_name'][0]}"
    return Reason(said, float(rows["score"][0]))


def pair_reasons(levels: np.ndarray, weights: Weights, compared: tuple[Comparison, ...]) -> tuple[Reason, ...]:
    """Weights of one pair's levels and the bias, largest first; what is not known is left out, for it weighs nothing."""
    parts = [Reason(c.levels[levels[k]], weights.of[k][levels[k]]) for k, c in enumerate(compared) if levels[k] >= 0]
    return (*sorted(parts, key=lambda r: -abs(r.points)), Reason("how rarely a candidate is true", weights.bias))
