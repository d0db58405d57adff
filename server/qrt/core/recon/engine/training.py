"""From tables whose pairs are known to rows a model learns from."""

from typing import Any

import numpy as np
import polars as pl

from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.features import feature_names
from qrt.core.recon.engine.learnt import Learnt, with_aliases
from qrt.core.recon.engine.model import Model, train
from qrt.core.recon.engine.normal import to_comparable, tokens_of
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.run import partitions, shorter, until_scored, with_scores
from qrt.core.recon.engine.spec import EngineSpec


def scored_pairs(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, workers: int = 2, learnt: Learnt | None = None) -> pl.DataFrame:
    """Pairs the score sees: a_id, b_id, features, weighed, rivalled. left, right: tables as they come; of `learnt` the aliases count."""
    rows = [pl.DataFrame(schema={"a_id": pl.String, "b_id": pl.String})]
    for x, y in partitions(to_lines(left, spec, "left"), to_lines(right, spec, "right"), spec):
        if not x.height or not y.height:
            continue
        a, b = (with_aliases(to_comparable(side, spec), learnt) for side in (x, y))
        _, pairs, open_, _ = until_scored(a, b, tokens_of(a, b), spec, Plan(), workers)
        pairs, _ = with_scores(pairs, shorter(*open_), spec)
        rows.append(pairs.join(a.select(i="n", a_id="id"), on="i").join(b.select(j="n", b_id="id"), on="j"))
    return pl.concat(rows[1:] or rows).sort("a_id", "b_id")


def labelled_pairs(left: pl.DataFrame, right: pl.DataFrame, truth: pl.DataFrame, spec: EngineSpec, workers: int = 2) -> pl.DataFrame:
    """Pairs the score would see, with `label` (bool) and `fold` (0 … 4, by the left line). truth: a_id, b_id of pairs that are one to one."""
    known = truth.select(pl.col("a_id").cast(pl.String), pl.col("b_id").cast(pl.String), label=pl.lit(True))
    found = scored_pairs(left, right, spec, workers).join(known, on=["a_id", "b_id"], how="left", maintain_order="left")
    return found.with_columns(pl.col("label").fill_null(False), fold=(pl.col("a_id").rank("dense").cast(pl.Int64) * 2_654_435_761 % 2**32 // 64 % 5))


def train_model(worlds: list[tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]], spec: EngineSpec, about: dict[str, Any]) -> Model:
    """A model from one or more labelled pairs of tables (left, right, truth)."""
    rows = pl.concat([labelled_pairs(*world, spec) for world in worlds])
    return train(rows, feature_names(spec), rows["label"].to_numpy(), rows["fold"].to_numpy().astype(np.int64), spec.precision_target, about)
