"""Where partitions are worked off cannot be seen in what is found."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.adapters.compute import in_pool, learn_on_spark, local_session, on_spark, reconcile_in_pool, reconcile_on_spark
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.outcome import BREAKS, MATCHES, digest_of
from qrt.core.recon.engine.parted import Context, Parted, in_turn, reconcile_parted
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank
from qrt.core.recon.engine.together import learn_together
from tests.support.recon_world import bank_world

HOW = ("plan", "weights")
"""What a record says of how the work was cut: partitions that went through the cascade together have one plan."""


def test_a_pool_of_processes_finds_what_one_call_finds():
    left, right, _ = bank_world(11, 400, accounts=3)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    whole, pooled = reconcile_tables(left, right, spec), reconcile_in_pool(left, right, spec, processes=2)
    assert pooled.digest == whole.digest and pooled.breaks.sort("side", "line_id").equals(whole.breaks.sort("side", "line_id"))
    assert {k: v for k, v in pooled.record.items() if k not in HOW} == {k: v for k, v in whole.record.items() if k not in HOW}
    assert pooled.all_reasons().sort("match_id").equals(whole.all_reasons().sort("match_id"))
    some = whole.matches["match_id"][0]
    assert sum(part.points for part in pooled.reasons(some)) != 0


def test_a_partition_too_large_for_its_process_is_refused():
    left, right, _ = bank_world(11, 400, accounts=3)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns), bytes_most=100_000)
    with pytest.raises(Refused) as told:
        reconcile_in_pool(left, right, spec)
    assert told.value.code == "recon.too_large"


def test_a_cluster_is_refused_what_nothing_parts():
    left, right, _ = bank_world(11, 40, accounts=1)
    with pytest.raises(Refused) as told:
        reconcile_on_spark(left, right, bank(Roles.named(left.columns), Roles.named(right.columns), partition=()))
    assert told.value.code == "recon.no_partition"


def in_parts(left: pl.DataFrame, right: pl.DataFrame, period: str) -> Context:
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    together = learn_together(left, right, spec, period)
    assert together is not None
    return Context(spec, together.weights, period=period)


def alike(a: Parted, b: Parted) -> bool:
    frames = a.outcome.digest == b.outcome.digest and a.outcome.matches.equals(b.outcome.matches) and a.outcome.breaks.equals(b.outcome.breaks)
    return frames and a.outcome.all_reasons().sort("match_id").equals(b.outcome.all_reasons().sort("match_id")) and told(a) == told(b)


def told(parted: Parted) -> dict[str, Any]:
    """The record without what runs were made of: keys that are worked off in one run have one plan."""
    return {name: value for name, value in parted.outcome.record.items() if name not in ("plan", "weights")}


def test_periods_and_what_is_known_are_the_same_in_a_pool_of_processes():
    left, right, _ = bank_world(11, 300, accounts=3)
    context = in_parts(left, right, "month")
    here = reconcile_parted(left, right, context)
    assert alike(reconcile_parted(left, right, context, worked=in_pool(2)), here)
    ours, theirs = (t.sort("date").head(-20) for t in (left, right))
    old = reconcile_parted(ours, theirs, context)
    known = {step.asked: step for step in old.steps}
    again, pooled = (reconcile_parted(left, right, context, known, worked) for worked in (in_turn, in_pool(2)))
    assert alike(again, pooled) and again.outcome.digest == here.outcome.digest
    assert 0 < sum(step.again for step in pooled.steps) < len(pooled.steps)


def test_without_spark_its_backend_is_refused_with_the_way_out():
    if importlib.util.find_spec("pyspark") is not None:
        pytest.skip("pyspark is installed")
    with pytest.raises(Refused, match="install pyspark"):
        local_session()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Any]:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed")
    from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the tasks run under whatever python3 comes first
    made = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
    made = made.config("spark.sql.warehouse.dir", str(tmp_path)).getOrCreate()
    yield made
    made.stop()


def on_cluster(session: Any, folder: Path, table: pl.DataFrame) -> Any:
    path = folder / f"{len(list(folder.glob('*.parquet')))}.parquet"
    table.write_parquet(path)
    return session.read.parquet(str(path))


def test_spark_finds_what_one_call_finds(session: Any, tmp_path: Path):
    left, right, _ = bank_world(11, 400, accounts=3)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    ours, theirs = on_cluster(session, tmp_path, left), on_cluster(session, tmp_path, right)
    found = pl.from_arrow(reconcile_on_spark(ours, theirs, spec).toArrow())
    assert isinstance(found, pl.DataFrame)
    whole = reconcile_tables(left, right, spec)
    assert digest_of(found.filter(pl.col("match_id").is_not_null()).select(list(MATCHES))) == whole.digest
    assert found.filter(pl.col("match_id").is_null()).select(list(BREAKS)).sort("side", "line_id").equals(whole.breaks.sort("side", "line_id"))


def test_spark_learns_the_same_weights_and_carries_over_periods(session: Any, tmp_path: Path):
    left, right, _ = bank_world(11, 300, accounts=3)
    context = in_parts(left, right, "month")
    whole = reconcile_parted(left, right, context)
    assert alike(reconcile_parted(left, right, context, worked=on_spark(session)), whole)
    ours, theirs = on_cluster(session, tmp_path, left), on_cluster(session, tmp_path, right)
    assert learn_on_spark(ours, theirs, context.spec, "month") == learn_together(left, right, context.spec, "month")
    found = pl.from_arrow(reconcile_on_spark(ours, theirs, context.spec, context=context).toArrow())
    assert isinstance(found, pl.DataFrame)
    assert digest_of(found.filter(pl.col("match_id").is_not_null()).select(list(MATCHES))) == whole.outcome.digest
    assert found.filter(pl.col("match_id").is_null()).select(list(BREAKS)).sort("side", "line_id").equals(whole.outcome.breaks.sort("side", "line_id"))
