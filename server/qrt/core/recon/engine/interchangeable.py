"""Lines that nothing tells apart, in crowds: fifty cash deposits of one amount on one day. The k-th goes with the k-th, flagged, as a suggestion."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.plan import coded, within
from qrt.core.recon.engine.spec import EngineSpec

CROWD = 400
"""Pairs that equal lines of both sides make, from which on they are a crowd; fewer are left to the score, which may know more than is compared here."""
SAID = "interchangeable: one of many equal lines, the k-th with the k-th"


def interchangeable_pairs(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """Pairs (i, j, evidence) of lines of a crowd: first those that also name the same longest reference, then the rest, each in the order of the table."""
    alike, first = (within(left, list(columns)) for columns in (kind_of(spec).alike, kind_of(spec).alike[:1]))
    x, y = _crowds(left.select("n", *alike), right.select("n", *alike), first)
    x, y = _crowds(x, y, alike)
    if not x.height or not y.height:
        return _pairs(x, y, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    x, y = _marked(x, tokens[0]), _marked(y, tokens[1])
    found = []
    for key in ([*alike, "mark"], alike):
        i, j = _kth_with_kth(*coded(x, y, key))
        found.append(_pairs(x, y, i, j))
        x, y = x.filter(_others(x.height, i)), y.filter(_others(y.height, j))
    return pl.concat(found).sort("i", "j")


def _crowds(left: pl.DataFrame, right: pl.DataFrame, key: list[str]) -> Tables:
    """Lines of the blocks that make more than CROWD pairs."""
    x, y = coded(left, right, key)
    size = len(x) + len(y)
    crowd = np.bincount(x, minlength=size) * np.bincount(y, minlength=size) > CROWD
    return left.filter(pl.Series(crowd[x], dtype=pl.Boolean)), right.filter(pl.Series(crowd[y], dtype=pl.Boolean))


def _others(height: int, rows: np.ndarray) -> pl.Series:
    kept = np.ones(height, dtype=bool)
    kept[rows] = False
    return pl.Series(kept)


def _marked(lines: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Lines with mark: their longest token, "" where there is none."""
    longest = pl.col("token").sort_by(pl.col("token").str.len_bytes(), "token", descending=[True, False]).first()
    marks = tokens.join(lines, on="n", how="semi").group_by("n").agg(mark=longest)
    return lines.join(marks, on="n", how="left", maintain_order="left").with_columns(pl.col("mark").fill_null(""))


def _kth_with_kth(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows (i, j): of each block the first of one side with the first of the other, and so on while both have lines. x, y: block of each row."""
    orders, keys = [], []
    for block in (x, y):
        order = ordered(block)
        start = np.flatnonzero(np.diff(block[order], prepend=-1))
        rank = np.arange(len(order)) - np.repeat(start, np.diff(np.append(start, len(order))))
        orders.append(order)
        keys.append(block[order] * (max(len(x), len(y)) + 1) + rank)
    _, i, j = np.intersect1d(*keys, assume_unique=True, return_indices=True)
    return orders[0][i], orders[1][j]


def _pairs(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> pl.DataFrame:
    return pl.DataFrame({"i": left["n"].gather(i), "j": right["n"].gather(j)}).with_columns(evidence=pl.lit(SAID))
