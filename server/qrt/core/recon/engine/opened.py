"""What no stage has taken yet."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import Found


def open_lines(a: pl.DataFrame, b: pl.DataFrame, found: list[Found]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines that no stage has taken."""
    taken = [pl.concat([stage.members.filter(side=side)["n"] for stage in found]) if found else pl.Series("n", [], pl.UInt32) for side in ("left", "right")]
    return not_in(a, taken[0]), not_in(b, taken[1])


def not_in(lines: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
    """Lines whose row number is not among `numbers`, in their order. The table is copied once, whatever the number of stages: it is wide."""
    if not numbers.len() or not lines.height:
        return lines
    top = max(int(numbers.max()), int(lines["n"].max()))  # type: ignore[arg-type]
    open_ = np.ones(top + 1, dtype=bool)
    open_[numbers.to_numpy()] = False
    kept = open_[lines["n"].to_numpy()]
    return lines if kept.all() else lines.filter(pl.Series(kept))
