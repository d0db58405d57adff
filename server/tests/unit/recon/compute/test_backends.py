"""Where partitions are worked off cannot be seen in what is found."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.adapters.compute import reconcile_in_pool, reconcile_on_spark
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.outcome import BREAKS, MATCHES, digest_of
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank
from tests.support.recon_world import bank_world


def test_a_pool_of_processes_finds_what_one_call_finds():
    left, right, _ = bank_world(11, 400, accounts=3)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    whole, pooled = reconcile_tables(left, right, spec), reconcile_in_pool(left, right, spec, processes=2)
    assert pooled.digest == whole.digest and pooled.breaks.equals(whole.breaks) and pooled.record == whole.record
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


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Any]:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed")
    from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    made = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
    made = made.config("spark.sql.warehouse.dir", str(tmp_path)).getOrCreate()
    yield made
    made.stop()


def test_spark_finds_what_one_call_finds(session: Any, tmp_path: Path):
    left, right, _ = bank_world(11, 400, accounts=3)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    sides = []
    for name, table in (("left", left), ("right", right)):
        table.write_parquet(tmp_path / f"{name}.parquet")
        sides.append(session.read.parquet(str(tmp_path / f"{name}.parquet")))
    found = pl.from_arrow(reconcile_on_spark(*sides, spec).toArrow())
    assert isinstance(found, pl.DataFrame)
    whole = reconcile_tables(left, right, spec)
    assert digest_of(found.filter(pl.col("match_id").is_not_null()).select(list(MATCHES))) == whole.digest
    assert found.filter(pl.col("match_id").is_null()).select(list(BREAKS)).sort("side", "line_id").equals(whole.breaks.sort("side", "line_id"))
