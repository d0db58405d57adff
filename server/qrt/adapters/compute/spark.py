"""Partitions on a Spark cluster (4.0 or later, `cogroup().applyInArrow`). Spark is the caller's: nothing here imports it, but for the local session of the command."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import polars as pl

from qrt.adapters.compute.pool import as_known, asked_of, chain_of
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import BREAKS, MATCHES
from qrt.core.recon.engine.parted import Context, Known, Lines, Step, Worked, reconcile_parted
from qrt.core.recon.engine.run import reconcile_partition
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.together import Together, chosen, learn_together

LINES = {**MATCHES, "reasons": pl.String, **{name: of for name, of in BREAKS.items() if name not in MATCHES}}
"""One row a line: its match, or, where match_id is null, why it has none."""
NAMES = {pl.String: "string", pl.Int64: "bigint", pl.Int32: "int", pl.Float64: "double"}


def reconcile_on_spark(
    left: Any, right: Any, spec: EngineSpec, model: Model | None = None, learnt: Learnt | None = None, context: Context | None = None
) -> Any:
    """left, right: Spark DataFrames with the columns of the spec. Returns a Spark DataFrame with a row a line (columns of LINES).

    Each partition is one task and must fit into one executor: `spec.bytes_most` bounds it. Refuses a spec without partition, and ids that stand twice in a side:
    both can only be seen over all partitions. context: weights that were learned once (`learn_on_spark`), and periods within a key. What else cannot be read fails the task that meets it, with the refusal's sentence.
    """
    if not spec.partition:
        raise Refused("recon.no_partition", "A cluster takes a partition each: name the columns that part the lines (account, period) in the specification.")
    keys = _keys(spec)
    for side, table, roles in (("left", left, spec.left), ("right", right, spec.right)):
        name = str(roles.get("id"))
        again = table.groupBy(name).count().filter("count > 1").orderBy(name).take(1)
        if again:
            raise Refused(
                "recon.id_repeated",
                f"Line id {str(again[0][0])!r} stands more than once in the {side} table. Ids must be unique, so that no line is used twice.",
            )

    def worked(x: Any, y: Any) -> Any:
        return _to_arrow(_lines_of(_from_arrow(x), _from_arrow(y), spec, model, learnt, context))

    schema = ", ".join(f"{name} {NAMES[of]}" for name, of in LINES.items())
    return left.groupBy(*keys[0]).cogroup(right.groupBy(*keys[1])).applyInArrow(worked, schema)


def _keys(spec: EngineSpec) -> list[list[str]]:
    return [[str(roles.get(role) or role) for role in spec.partition] for roles in (spec.left, spec.right)]


def learn_on_spark(left: Any, right: Any, spec: EngineSpec, period: str = "", learnt: Learnt | None = None) -> Together | None:
    """The weights that `learn_together` learns, from the same lines: keys are counted on the cluster, and those that are drawn come to the driver."""
    sizes: dict[tuple[Any, ...], int] = {}
    for table, names in zip((left, right), _keys(spec), strict=True):
        for row in table.groupBy(*names).count().collect():
            key = tuple(row[name] for name in names)
            sizes[key] = sizes.get(key, 0) + int(row["count"])
    named = {"/".join(str(value) for value in key): key for key in sizes}
    wanted = [named[name] for name in sorted(chosen([(name, sizes[key]) for name, key in named.items()]))]
    drawn = []
    for table, names in zip((left, right), _keys(spec), strict=True):
        some = table.sparkSession.createDataFrame(wanted, ", ".join(f"`{name}` string" for name in names)) if wanted else None
        rows = table if some is None else table.join(some, on=_same(table, some, names), how="left_semi")
        drawn.append(_from_arrow(rows.toArrow()))
    return learn_together(drawn[0], drawn[1], spec, period, learnt)


def _same(table: Any, some: Any, names: list[str]) -> Any:
    alike = [table[name].eqNullSafe(some[name]) for name in names]
    every = alike[0]
    for each in alike[1:]:
        every = every & each
    return every


def on_spark(session: Any) -> Worked:
    """Keys as tasks of a Spark session, for tables that the driver holds. What is found is what `in_turn` finds."""

    def worked(parts: Sequence[tuple[str, Lines]], context: Context, known: Known) -> list[list[Step]]:
        asked = [asked_of(part, context, known) for part in parts]
        done = session.sparkContext.parallelize(asked, max(1, len(asked))).map(chain_of).collect() if asked else []
        return [as_known(steps, known) for steps in done]

    return worked


def local_session() -> Any:
    """A Spark session of this machine. Raises Refused("recon.no_spark") where Spark is not installed."""
    try:
        from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]
    except ImportError as missing:
        raise Refused("recon.no_spark", "Spark is not installed here: install pyspark[sql] (4.0 or later), or use --backend pool.") from missing
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # tasks of this machine run under the interpreter that has the engine
    return SparkSession.builder.appName("qrt recon").config("spark.ui.enabled", "false").getOrCreate()


def _lines_of(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None, learnt: Learnt | None, context: Context | None = None
) -> pl.DataFrame:
    out = reconcile_partition(left, right, spec, model, 1, learnt) if context is None else reconcile_parted(left, right, context).outcome
    matched = out.matches.join(out.all_reasons(), on="match_id", how="left", maintain_order="left")
    return pl.concat([matched, out.breaks], how="diagonal").select(pl.col(name).cast(of) for name, of in LINES.items())


def _from_arrow(table: Any) -> pl.DataFrame:
    read = pl.from_arrow(table)
    assert isinstance(read, pl.DataFrame)
    return read


def _to_arrow(lines: pl.DataFrame) -> Any:
    """With the plain strings that Spark asks for."""
    import pyarrow as pa  # pyright: ignore[reportMissingImports]  # Spark brings it along; nobody else needs it

    plain = {pl.String: pa.string(), pl.Int64: pa.int64(), pl.Int32: pa.int32(), pl.Float64: pa.float64()}
    return lines.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(pa.schema([(name, plain[of]) for name, of in LINES.items()]))
