"""What no stage has taken yet."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import Found


def open_lines(a: pl.DataFrame, b: pl.DataFrame, found: list[Found]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines that no stage has taken."""
    return not_in(a, [stage.taken["left"] for stage in found]), not_in(b, [stage.taken["right"] for stage in found])


def not_in(lines: pl.DataFrame, taken: list[np.ndarray]) -> pl.DataFrame:
    """Lines whose row number is not among `taken`, in their order. The table is copied once, whatever the number of stages: it is wide."""
    kept = open_flags(lines["n"].to_numpy(), taken)
    return lines if kept.all() else lines.filter(pl.Series(kept))


def open_pairs(pairs: pl.DataFrame, found: list[Found]) -> pl.DataFrame:
    """Pairs (i, j, …) of lines that no stage has taken, in their order."""
    kept = open_flags(pairs["i"].to_numpy(), [stage.taken["left"] for stage in found])
    kept &= open_flags(pairs["j"].to_numpy(), [stage.taken["right"] for stage in found])
    return pairs if kept.all() else pairs.filter(pl.Series(kept))


def open_flags(numbers: np.ndarray, taken: list[np.ndarray]) -> np.ndarray:
    """Whether each row number is not among `taken`."""
    gone = [each for each in taken if len(each)]
    if not gone or not len(numbers):
        return np.ones(len(numbers), dtype=bool)
    open_ = np.ones(max(int(numbers.max()), *(int(each.max()) for each in gone)) + 1, dtype=bool)
    for each in gone:
        open_[each] = False
    return open_[numbers]
