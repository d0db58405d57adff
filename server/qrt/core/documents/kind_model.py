"""The kind model: a linear model over hashed n-grams and the build of the page, which abstains where two kinds lie close together."""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qrt.core.documents.kind_features import SLOTS, features_of
from qrt.core.documents.types import DocumentKind, Page


@dataclass(frozen=True, slots=True)
class KindGuess:
    """The kind that fits best, the one that fits next, and how sure: how often a guess with such a margin is right, 0 to 1."""

    kind: DocumentKind
    sure: float
    second: DocumentKind


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights by kind and slot, and the calibration of the margin between the best two kinds: sure = 1 / (1 + e^-(slope * margin + offset)).

    weights  one row a kind, SLOTS wide; biases one a kind
    """

    kinds: tuple[DocumentKind, ...]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    slope: float
    offset: float

    def guess(self, pages: Sequence[Page]) -> KindGuess | None:
        """The best kind of a paper; None for one without words."""
        vector = features_of(pages)
        if not vector.any():
            return None
        # Exact sums: a product of matrices differs by the machine in its last digits, and what a package says of a paper must not.
        used = np.flatnonzero(vector)
        products = self.weights[:, used].astype(np.float64) * vector[used].astype(np.float64)
        scores = [math.fsum((*row, float(bias))) for row, bias in zip(products.tolist(), self.biases, strict=True)]
        best, second = sorted(range(len(scores)), key=lambda kind: -scores[kind])[:2]
        margin = scores[best] - scores[second]
        return KindGuess(self.kinds[best], sureness(margin, self.slope, self.offset), self.kinds[second])


def sureness(margin: float, slope: float, offset: float) -> float:
    """How often a guess with this margin is right, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, slope * margin + offset))))


def to_text(model: KindModel) -> dict[str, Any]:
    """The model as JSON holds it: whole steps of a 127th of each kind's largest weight, in base 85."""
    scales = np.abs(model.weights).max(axis=1) / 127.0
    steps = np.round(model.weights / scales[:, None]).astype(np.int8)
    return {
        "slots": SLOTS,
        "slope": round(model.slope, 4),
        "offset": round(model.offset, 4),
        "kinds": [
            {"kind": kind.value, "bias": round(float(bias), 4), "scale": float(f"{scale:.5g}"), "steps": base64.b85encode(row.tobytes()).decode()}
            for kind, bias, scale, row in zip(model.kinds, model.biases, scales, steps, strict=True)
        ],
    }


def of_text(told: Mapping[str, Any]) -> KindModel:
    """The model back. Raises ValueError, KeyError or TypeError on anything that is none of ours."""
    if told["slots"] != SLOTS:
        raise ValueError(f"a model of {told['slots']} slots, the features have {SLOTS}")
    rows = told["kinds"]
    weights = np.stack([np.frombuffer(base64.b85decode(row["steps"]), dtype=np.int8).astype(np.float32) * float(row["scale"]) for row in rows])
    if weights.shape != (len(rows), SLOTS):
        raise ValueError("a kind's weights are cut off")
    kinds = tuple(DocumentKind(row["kind"]) for row in rows)
    return KindModel(kinds, weights, np.array([float(row["bias"]) for row in rows], dtype=np.float32), float(told["slope"]), float(told["offset"]))
