"""Boosted trees as plain numbers: what they say of rows, and how much of it each feature said. No library is asked, so what was learned says the same everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

LEAF = -1
LEAVES_MOST, TREES_MOST = 8, 400
"""What is read at all: a tree whose features are asked one by one costs two to the power of their number."""


@dataclass(frozen=True)
class Tree:
    """One tree, node by node, the root first. feature: number of the column that a node asks, LEAF where it asks nothing; least: rows of at most so much go left;
    left, right: nodes behind it, always later ones; value: log-odds of a leaf; rows: how many rows it was learned from came by."""

    feature: tuple[int, ...]
    least: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]
    rows: tuple[int, ...]

    def says(self, x: np.ndarray) -> np.ndarray:
        """Log-odds of each row. x: f64 [rows, features]."""
        return self._over(x, frozenset(self.asked), 0)

    def shares(self, x: np.ndarray) -> dict[int, np.ndarray]:
        """By feature its Shapley value in each row, log-odds: together what the tree says less what it says on average."""
        asked = self.asked
        known = {subset: self._over(x, subset, 0) for size in range(len(asked) + 1) for subset in map(frozenset, combinations(asked, size))}
        found: dict[int, np.ndarray] = {}
        for feature in asked:
            total = np.zeros(len(x))
            for subset, without in known.items():
                if feature not in subset:
                    weight = factorial(len(subset)) * factorial(len(asked) - len(subset) - 1) / factorial(len(asked))
                    total = total + weight * (known[subset | {feature}] - without)
            found[feature] = total
        return found

    @property
    def asked(self) -> tuple[int, ...]:
        """Features that the tree asks, ascending."""
        return tuple(sorted({feature for feature in self.feature if feature != LEAF}))

    def _over(self, x: np.ndarray, known: frozenset[int], node: int) -> np.ndarray:
        """What the tree says where only some features are known: the mean, by rows it was learned from, over what the others may be."""
        feature = self.feature[node]
        if feature == LEAF:
            return np.full(len(x), self.value[node])
        left, right = (self._over(x, known, behind) for behind in (self.left[node], self.right[node]))
        if feature in known:
            return np.where(x[:, feature] <= self.least[node], left, right)
        share = self.rows[self.left[node]] / self.rows[node]
        return share * left + (1 - share) * right

    def to_content(self) -> dict[str, Any]:
        """As it is kept."""
        return {name: list(getattr(self, name)) for name in ("feature", "least", "left", "right", "value", "rows")}

    @classmethod
    def of_content(cls, content: Mapping[str, Any], features: int) -> "Tree":
        """Raises ValueError, KeyError or TypeError on what is no tree over so many features."""
        whole = {name: tuple(int(each) for each in content[name]) for name in ("feature", "left", "right", "rows")}
        made = cls(whole["feature"], tuple(map(float, content["least"])), whole["left"], whole["right"], tuple(map(float, content["value"])), whole["rows"])
        many = len(made.feature)
        if not many or any(len(each) != many for each in (made.least, made.left, made.right, made.value, made.rows)):
            raise ValueError("the nodes of a tree are not told alike")
        if sum(feature == LEAF for feature in made.feature) > LEAVES_MOST:
            raise ValueError("a tree has too many leaves")
        for node, feature in enumerate(made.feature):
            if feature != LEAF and not (0 <= feature < features and node < made.left[node] < many and node < made.right[node] < many and made.rows[node] > 0):
                raise ValueError("a node of a tree leads nowhere")
        if not np.isfinite([*made.least, *made.value]).all():
            raise ValueError("a tree holds what is no number")
        return made


def trees_say(trees: Sequence[Tree], x: np.ndarray) -> np.ndarray:
    """Log-odds of each row by all trees."""
    return np.sum([tree.says(x) for tree in trees], axis=0) if trees else np.zeros(len(x))


def trees_share(trees: Sequence[Tree], x: np.ndarray) -> tuple[dict[int, np.ndarray], float]:
    """By feature what it adds in each row, and what is the same for every row; together `trees_say`."""
    total: dict[int, np.ndarray] = {}
    for tree in trees:
        for feature, points in tree.shares(x).items():
            total[feature] = total.get(feature, 0.0) + points
    nothing = np.zeros((1, 1))
    return total, float(sum(tree._over(nothing, frozenset(), 0)[0] for tree in trees))


def grown(dump: Sequence[Mapping[str, Any]]) -> tuple[Tree, ...]:
    """Trees out of LightGBM's own description of them (`dump_model()["tree_info"]`)."""
    return tuple(_grown(each["tree_structure"]) for each in dump)


def _grown(root: Mapping[str, Any]) -> Tree:
    nodes: list[tuple[int, float, int, int, float, int]] = []

    def add(node: Mapping[str, Any]) -> int:
        place = len(nodes)
        if "split_feature" not in node:
            nodes.append((LEAF, 0.0, 0, 0, float(node["leaf_value"]), int(node.get("leaf_count", 0))))
            return place
        nodes.append((0, 0.0, 0, 0, 0.0, 0))
        left, right = add(node["left_child"]), add(node["right_child"])
        nodes[place] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0, int(node["internal_count"]))
        return place

    add(root)
    feature, least, left, right, value, rows = zip(*nodes, strict=True)
    return Tree(feature, least, left, right, value, rows)
