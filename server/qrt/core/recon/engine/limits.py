"""What a run would take of memory is estimated before it is taken; above the limit of the specification it is refused with the way out."""

import polars as pl

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.spec import EngineSpec

LINE = 1_200
TEXT = 12
PAIR = 450
"""Bytes at the peak for a line, for a byte of its texts and for a pair that is measured: as found at 40 thousand to two million lines, rounded up."""
GIGABYTE = 2**30


def bytes_of(tables: tuple[pl.DataFrame, pl.DataFrame]) -> int:
    """About what lines take while they are compared, pairs left aside."""
    texts = sum(int(t[c].str.len_bytes().sum() or 0) for t in tables for c in t.columns if t[c].dtype == pl.String)
    return LINE * sum(t.height for t in tables) + TEXT * texts


def check_size(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> None:
    """Refuses tables whose lines alone would take more than `spec.bytes_most`."""
    _refuse_above(bytes_of((left, right)), (left.height, right.height), spec.bytes_most, "")


def check_rows(left: int, right: int, bytes_most: int) -> None:
    """The same for lines that are only counted yet, whatever their texts."""
    _refuse_above(LINE * (left + right), (left, right), bytes_most, "")


def check_pairs(pairs: int, left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> None:
    """Refuses pairs worth a look that would take more than `spec.bytes_most` when they are measured. left, right: lines of the partition."""
    _refuse_above(PAIR * pairs, (left.height, right.height), spec.bytes_most, f" and {pairs:,} pairs of lines that are alike")


def _refuse_above(needed: int, rows: tuple[int, int], bytes_most: int, besides: str) -> None:
    if needed <= bytes_most:
        return
    raise Refused(
        "recon.too_large",
        f"{rows[0]:,} lines against {rows[1]:,}{besides} would take about {needed / GIGABYTE:,.1f} GB of memory, more than the {bytes_most / GIGABYTE:,.1f} GB "
        "that one run may. Reconcile account by account or period by period, give it a larger limit, or let a cluster take a partition each.",
    )
