"""Trains the kind model from papers that the simulator prints: `python -m qrt.sim.kind_training [--papers N] [--out FILE]`.

How sure a guess is comes from a second model: trained on papers that use every second word of the recipes, asked about papers that use the others. Same arguments, same model.
"""

import argparse
import json
import math
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from qrt.core.documents.kind_features import features_of
from qrt.core.documents.kind_model import KindModel, to_text
from qrt.core.documents.types import DocumentKind
from qrt.sim.kinds import books, others, tax, trade
from qrt.sim.kinds.printing import Recipe, print_paper

OUT = Path(__file__).resolve().parents[2] / "rules" / "kinds.json"
PAPERS, TIMES = 120, {DocumentKind.OTHER: 4, DocumentKind.TAX_INVOICE: 3}
"""Papers of each kind; more of what is many things, or many languages."""
EPOCHS, BATCH, RATE, DECAY = 30, 128, 0.05, 2e-5

Floats = NDArray[np.float32]


def recipes() -> dict[DocumentKind, tuple[Recipe, ...]]:
    """All recipes by kind."""
    found: dict[DocumentKind, list[Recipe]] = {}
    for each in (*trade.RECIPES, *books.RECIPES, *tax.RECIPES, *others.RECIPES):
        found.setdefault(each.kind, []).append(each)
    return {kind: tuple(own) for kind, own in found.items()}


def print_set(papers: int, seed: int, half: int | None = None) -> tuple[tuple[DocumentKind, ...], Floats, NDArray[np.int64]]:
    """Kinds, features and the number of the kind of each of the printed papers, `papers` a kind; of one half of the recipes' words where `half` says so."""
    rng = Random(seed)
    by_kind = recipes()
    kinds = tuple(by_kind)
    rows: list[Floats] = []
    labels: list[int] = []
    for number, kind in enumerate(kinds):
        for turn in range(papers * TIMES.get(kind, 1)):
            rows.append(features_of(print_paper(by_kind[kind][turn % len(by_kind[kind])], rng, half)))
            labels.append(number)
    return kinds, np.stack(rows), np.array(labels)


def train(kinds: tuple[DocumentKind, ...], rows: Floats, labels: NDArray[np.int64], seed: int) -> KindModel:
    """Multinomial logistic regression by Adam; features of a paper are left out at random, so that no single word decides."""
    rng = np.random.default_rng(seed)
    weights, biases = np.zeros((len(kinds), rows.shape[1]), dtype=np.float32), np.zeros(len(kinds), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS) + 0.002
        order = rng.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            step += 1
            chosen = order[start : start + BATCH]
            batch = rows[chosen] * (rng.random((len(chosen), rows.shape[1]), dtype=np.float32) > 0.3) / 0.7
            wrong = _shares(batch @ weights.T + biases)
            wrong[np.arange(len(chosen)), labels[chosen]] -= 1.0
            slope = wrong.T @ batch / len(chosen) + DECAY * weights
            first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
            weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-6)
            biases -= 0.5 * rate * wrong.mean(axis=0)
    return KindModel(kinds, weights, biases, 1.0, 0.0)


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def margins(model: KindModel, rows: Floats, labels: NDArray[np.int64]) -> tuple[Floats, NDArray[np.bool_]]:
    """Margin between the best two kinds of each paper, and whether the best is right."""
    scores = rows @ model.weights.T + model.biases
    ordered = np.sort(scores, axis=1)
    return ordered[:, -1] - ordered[:, -2], scores.argmax(axis=1) == labels


def calibrate(margin: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset that turn a margin into how often a guess is right: logistic."""
    slope, offset = 1.0, 0.0
    for _ in range(4000):
        guess = 1 / (1 + np.exp(-(slope * margin + offset)))
        slope -= 0.3 * float(((guess - right) * margin).mean())
        offset -= 0.3 * float((guess - right).mean())
    return slope, offset


def main() -> None:
    """Train, write, and say how it does on the held-out papers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    few = max(asked.papers // 2, 1)
    _, other, other_labels = print_set(few // 2 + 1, asked.seed + 2, half=1)
    margin, right = margins(train(*print_set(few, asked.seed + 1, half=0), asked.seed), other, other_labels)
    kinds, rows, labels = print_set(asked.papers, asked.seed)
    trained = train(kinds, rows, labels, asked.seed)
    model = KindModel(kinds, trained.weights, trained.biases, *calibrate(margin, right))
    asked.out.write_text(json.dumps(to_text(model), indent=0) + "\n", encoding="utf-8", newline="\n")
    taken = margin >= np.quantile(margin, 0.1)
    print(f"{len(kinds)} kinds, {len(rows)} papers, {math.ceil(asked.out.stat().st_size / 1000)} kB")
    print(
        f"words never seen: {right.mean():.3f} right, {right[taken].mean():.3f} of the surest nine tenths; sure = 1 / (1 + e^-({model.slope:.2f} margin {model.offset:+.2f}))"
    )


if __name__ == "__main__":
    main()
