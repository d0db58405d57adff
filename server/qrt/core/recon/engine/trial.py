"""A trained score against the one in use, on corrections that the new one has not seen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

from qrt.core.recon.engine.learning import LEAST_GAIN, corrected_rows, learn
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.spec import EngineSpec

HELD_BACK = 0.2
"""The newest share of corrections, which a challenger is measured on."""

ENOUGH_HELD = 10
"""Rows of the held-back corrections below which nothing is proven."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a score makes of rows whose truth people said. automatic: rows at or above its threshold; wrong: those of them that are not true."""

    rows: int
    true: int
    automatic: int
    wrong: int
    loss: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The challenger, its figures, those of the champion (without one: of the weights learned without labels), and the verdict."""

    challenger: Model
    figures: Figures
    champion: Figures
    better: bool
    why: str

    def metrics(self) -> dict[str, Any]:
        return {"challenger": asdict(self.figures), "champion": asdict(self.champion)}


@dataclass(frozen=True, slots=True)
class Decided:
    """What the score sees of one pair of tables, and what people decided of pairs of its lines, oldest first: (left id, right id, true, order)."""

    pairs: pl.DataFrame
    said: Sequence[tuple[str, str, bool, int]]


def hold_trial(tables: Sequence[Decided], spec: EngineSpec, champion: Model | None, about: dict[str, Any]) -> Trial | None:
    """Train on the oldest four fifths of all corrections, measure on the newest fifth. None when the older ones bear no model or the newer prove nothing.

    The order of a correction is that of its time over all tables. A pair that was trained on is not measured on.
    """
    orders = sorted(order for each in tables for *_, order in each.said)
    if not orders:
        return None
    cut = orders[max(0, min(len(orders) - 1, round(len(orders) * (1 - HELD_BACK))))]
    older, newer = [], []
    for each in tables:
        old = corrected_rows(each.pairs, _said(each.said, lambda order: order < cut))
        new = corrected_rows(each.pairs, _said(each.said, lambda order: order >= cut))
        older.append(old)
        newer.append(new.join(old, on=["a_id", "b_id"], how="anti"))
    train, held = pl.concat(older), pl.concat(newer)
    challenger = learn(train, spec, None, about) if train.height else None
    if challenger is None or held.height < ENOUGH_HELD:
        return None
    now, before = figures_of(held, challenger), figures_of(held, champion)
    better, why = beats(now, before)
    return Trial(challenger, now, before, better, why)


def figures_of(rows: pl.DataFrame, model: Model | None) -> Figures:
    """rows: features, weighed, rivalled, label. Without a model the score learned without labels is measured; it accepts nothing by its threshold."""
    label = rows["label"].to_numpy().astype(bool)
    probability = model.predict(rows)[1] if model is not None else rows["rivalled"].to_numpy()
    automatic = probability >= (model.threshold if model is not None else 1.1)
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    loss = float(-np.where(label, np.log(p), np.log(1 - p)).mean())
    return Figures(len(label), int(label.sum()), int(automatic.sum()), int((automatic & ~label).sum()), round(loss, 6))


def beats(new: Figures, old: Figures) -> tuple[bool, str]:
    """Whether the new score may take the old one's place, and why in words. More wrong ones are never outweighed."""
    if new.wrong > old.wrong:
        return False, f"it would accept {new.wrong} wrong pairs alone, the one in use {old.wrong}"
    if new.automatic - new.wrong > old.automatic - old.wrong and new.loss <= old.loss:
        return (
            True,
            f"it accepts {new.automatic - new.wrong} of {new.true} true pairs alone, the one in use {old.automatic - old.wrong}, with no more wrong ones",
        )
    if new.automatic - new.wrong < old.automatic - old.wrong:
        return False, f"it accepts {new.automatic - new.wrong} of {new.true} true pairs alone, the one in use {old.automatic - old.wrong}"
    if new.loss < old.loss - LEAST_GAIN:
        return True, f"its probabilities are nearer to what people decided (loss {new.loss:.4f} against {old.loss:.4f}), with no more wrong ones"
    return False, f"it is no better than the one in use (loss {new.loss:.4f} against {old.loss:.4f})"


def _said(said: Sequence[tuple[str, str, bool, int]], keep: Any) -> pl.DataFrame:
    rows = [(left, right, label) for left, right, label, order in said if keep(order)]
    return pl.DataFrame(rows, schema={"left": pl.String, "right": pl.String, "label": pl.Boolean}, orient="row")
