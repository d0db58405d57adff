"""The score without labels: Fellegi and Sunter's weights, begun from what accountants hold, moved by expectation-maximisation towards the data."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from qrt.core.recon.engine.spec import EngineSpec

ROUNDS = 12


@dataclass(frozen=True)
class Comparison:
    """One thing compared. `levels[k]` is said in words; `begin[k]` is the log-odds weight it begins with; level -1 (not known) weighs nothing.

    A held comparison keeps its beginning: pairs became candidates by it, so the candidates cannot say what it is worth.
    """

    name: str
    levels: tuple[str, ...]
    begin: tuple[float, ...]
    level: pl.Expr
    held: bool = False


@dataclass(frozen=True)
class Weights:
    """Learned: bias, and for each comparison the weight of each of its levels."""

    bias: float
    of: tuple[tuple[float, ...], ...]


def _steps(column: str, bounds: tuple[float, ...]) -> pl.Expr:
    """Level = how many of the ascending bounds are passed; -1 stays -1."""
    value = pl.col(column)
    return pl.when(value < 0).then(-1).otherwise(pl.sum_horizontal((value > b).cast(pl.Int8) for b in bounds)).cast(pl.Int8)


def comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    """What is compared for one kind; the order is the order of the reasons."""
    days = Comparison(
        "day",
        ("same day or next", "two or three days apart", "up to a week apart", "up to two weeks apart", "further apart"),
        (1.2, 0.6, 0.0, -1.0, -2.5),
        _steps("days_apart", (1, 3, 7, 14)),
    )
    amount = Comparison(
        "amount",
        (
            "amounts differ",
            "amounts equal",
            "differ by at most a rupee",
            "differ by a usual bank charge",
            "differ by a usual rate of TDS",
            "differ by a gateway's share",
            "differ within 0.01 %",
        ),
        (-4.0, 2.5, 1.5, 1.0, 0.5, 0.5, 1.0),
        pl.col("named").cast(pl.Int8),
        held=True,
    )
    reference = Comparison(
        "reference",
        ("names another reference", "references alike but for a slip", "no reference in common", "same reference"),
        (-4.0, 2.0, 0.0, 6.0),
        pl.when(pl.col("shared") > 0).then(3).when(pl.col("conflict") == 0).then(2).when(pl.col("reference_like") >= 85).then(1).otherwise(0).cast(pl.Int8),
        held=True,
    )
    best = pl.max_horizontal("name_set", "name_part")
    name = Comparison(
        "name",
        ("another name", "names a little alike", "names much alike", "same name"),
        (-3.5, -1.0, 1.5, 3.0),
        pl.when((pl.col("name_size") < 3) | (best < 0))
        .then(-1)
        .otherwise((best >= 58).cast(pl.Int8) + (best >= 75).cast(pl.Int8) + (best >= 92).cast(pl.Int8))
        .cast(pl.Int8),
    )
    texts = tuple(
        Comparison(
            f"s{n}",
            ("texts differ", "texts a little alike", "texts alike", "texts much alike", "texts the same"),
            (-3.0, -1.5, 0.5, 2.0, 3.0),
            _steps(f"s{n}", (40, 60, 78, 94)),
        )
        for n in range(len(spec.left.text))
    )
    if spec.like_bank:
        return (amount, reference, name, days, *texts)
    if spec.name == "gstr2b":
        near = (
            pl.when(pl.col("equal") == 1)
            .then(3)
            .when(pl.col("gap").abs() <= 3)
            .then(2)
            .when((pl.col("ratio") - 1).abs() <= 0.05)
            .then(1)
            .otherwise(0)
            .cast(pl.Int8)
        )
        number = (
            pl.when(pl.col("bill_equal") == 1)
            .then(4)
            .when(pl.col("number_equal") == 1)
            .then(3)
            .when(pl.col("tail") == 1)
            .then(2)
            .when(pl.col("bill_like") >= 80)
            .then(1)
            .otherwise(0)
            .cast(pl.Int8)
        )
        return (
            Comparison("amount", ("totals differ", "totals within 5 %", "totals within three rupees", "totals equal"), (-3.0, -1.0, 2.5, 3.5), near),
            Comparison(
                "bill",
                (
                    "another bill number",
                    "bill numbers alike but for a slip",
                    "one bill number ends with the other",
                    "same digits in the bill number",
                    "same bill number",
                ),
                (-3.5, 0.5, 1.5, 4.0, 5.0),
                number,
            ),
            Comparison("heads", ("tax under other heads", "tax head by head the same"), (-1.0, 1.5), pl.col("heads_equal").cast(pl.Int8)),
            Comparison(
                "gstin",
                ("another supplier", "GSTIN but for a slip", "same PAN, another GSTIN", "same GSTIN"),
                (-3.0, 1.0, 1.0, 2.0),
                pl.when(pl.col("gstin_like") >= 99.5)
                .then(3)
                .when(pl.col("pan_equal") == 1)
                .then(2)
                .when(pl.col("gstin_like") >= 86)
                .then(1)
                .otherwise(0)
                .cast(pl.Int8),
            ),
            name,
            Comparison(
                "day",
                ("same day or next", "up to ten days apart", "up to a month apart", "further apart"),
                (1.0, 0.0, -0.5, -1.5),
                _steps("days_apart", (1, 10, 31)),
            ),
        )
    cosine = Comparison(
        "words",
        ("few rare words in common", "some rare words in common", "many rare words in common", "almost all words in common"),
        (-2.5, -0.5, 1.5, 3.0),
        _steps("cosine", (0.3, 0.5, 0.75)),
    )
    numbers = Comparison("numbers", ("other numbers", "some numbers the same", "same numbers"), (-2.0, 0.0, 1.5), _steps("numbers", (50, 95)))
    plain = Comparison(
        "amount",
        ("amounts differ", "amounts within 10 %", "amounts equal"),
        (-2.0, 0.5, 2.5),
        pl.when(pl.col("equal") < 0).then(-1).when(pl.col("equal") == 1).then(2).when((pl.col("ratio") - 1).abs() <= 0.1).then(1).otherwise(0).cast(pl.Int8),
    )
    return (plain, reference, cosine, *texts, numbers, days)


def levels_of(features: pl.DataFrame, spec: EngineSpec) -> np.ndarray:
    """i8 [pairs, comparisons]."""
    return features.select(c.level.alias(c.name) for c in comparisons(spec)).to_numpy()


def learn_weights(levels: np.ndarray, spec: EngineSpec, lines: int) -> Weights:
    """Expectation-maximisation over the distinct patterns of levels, with the beginning weights as pseudo-counts.

    levels: of the candidates; lines: of the shorter side, which bounds how many pairs can be true. Deterministic: no draw, patterns sorted.
    """
    compared = comparisons(spec)
    bias = -2.0
    if not len(levels):
        return Weights(bias, tuple(c.begin for c in compared))
    code = np.zeros(len(levels), dtype=np.int64)
    for k, c in enumerate(compared):
        code = code * (len(c.levels) + 1) + levels[:, k] + 1
    distinct, count = np.unique(code, return_counts=True)
    patterns = np.zeros((len(distinct), len(compared)), dtype=np.int8)
    rest = distinct.copy()
    for k in range(len(compared) - 1, -1, -1):
        rest, patterns[:, k] = rest // (len(compared[k].levels) + 1), rest % (len(compared[k].levels) + 1) - 1
    total = float(count.sum())
    # In money the beginning holds: lines of one party on one day look alike, and free weights would call that a match whatever the amounts.
    strength = 40.0 + 0.05 * total if spec.name == "generic" and not spec.like_bank else 400.0 + 0.5 * total
    begin = [np.array(c.begin) for c in compared]
    unlike, alike = [], []
    for k, c in enumerate(compared):
        seen = np.array([count[patterns[:, k] == level].sum() for level in range(len(c.levels))], dtype=float) + 1.0
        unlike.append(seen / seen.sum())
        tilted = unlike[-1] * np.exp(begin[k])
        alike.append(tilted / tilted.sum())
    # The share of true pairs is bounded by the lines and not learned: left free it sinks to nothing once the easy pairs are gone.
    share = min(0.8, max(1e-3, 0.2 * lines / total))
    prior = [m.copy() for m in alike], [u.copy() for u in unlike]
    for _ in range(ROUNDS):
        score = np.log(share / (1 - share)) + _sum(patterns, weights_now(compared, alike, unlike))
        p = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
        for k in range(len(compared)):
            if compared[k].held:
                continue
            for target, start, weight in ((alike, prior[0], p * count), (unlike, prior[1], (1 - p) * count)):
                seen = np.array([weight[patterns[:, k] == level].sum() for level in range(len(compared[k].levels))])
                mixed = strength * start[k] + seen
                target[k] = mixed / mixed.sum()
    learned = tuple(tuple(float(round(w, 4)) for w in np.clip(found, -8, 9)) for found in weights_now(compared, alike, unlike))
    return Weights(float(round(np.log(share / (1 - share)), 4)), learned)


def weights_now(compared: tuple[Comparison, ...], alike: list[np.ndarray], unlike: list[np.ndarray]) -> list[np.ndarray]:
    return [np.array(c.begin) if c.held else np.log(m / u) for c, m, u in zip(compared, alike, unlike, strict=True)]


def _sum(levels: np.ndarray, weights: list[np.ndarray]) -> np.ndarray:
    score = np.zeros(len(levels))
    for k, w in enumerate(weights):
        padded = np.append(w, 0.0)  # level -1 takes the last, which is 0
        score += padded[levels[:, k]]
    return score


def scores(levels: np.ndarray, weights: Weights) -> np.ndarray:
    """Log-odds of each pair, alone."""
    return np.round(weights.bias + _sum(levels, [np.array(w) for w in weights.of]), 6)


def against_rivals(i: np.ndarray, j: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Probability of each pair when its lines may have one partner or none: its odds over its own, those of its rivals, and 1."""
    odds = np.exp(np.clip(score, -30, 30))
    if not len(i):
        return odds
    of_left, of_right = np.bincount(i, weights=odds), np.bincount(j, weights=odds)
    return odds / (1 + of_left[i] + of_right[j] - odds)
