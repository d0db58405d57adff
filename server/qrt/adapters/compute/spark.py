"""Partitions on a Spark cluster (4.0 or later, `cogroup().applyInArrow`). Spark is the caller's: nothing here imports it."""

from typing import Any

import polars as pl

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import BREAKS, MATCHES
from qrt.core.recon.engine.run import reconcile_partition
from qrt.core.recon.engine.spec import EngineSpec

LINES = {**MATCHES, "reasons": pl.String, **{name: of for name, of in BREAKS.items() if name not in MATCHES}}
"""One row a line: its match, or, where match_id is null, why it has none."""
NAMES = {pl.String: "string", pl.Int64: "bigint", pl.Int32: "int", pl.Float64: "double"}


def reconcile_on_spark(left: Any, right: Any, spec: EngineSpec, model: Model | None = None, learnt: Learnt | None = None) -> Any:
    """left, right: Spark DataFrames with the columns of the spec. Returns a Spark DataFrame with a row a line (columns of LINES).

    Each partition is one task and must fit into one executor: `spec.bytes_most` bounds it. Refuses a spec without partition, and ids that stand twice in a side:
    both can only be seen over all partitions. What else cannot be read fails the task that meets it, with the refusal's sentence.
    """
    if not spec.partition:
        raise Refused("recon.no_partition", "A cluster takes a partition each: name the columns that part the lines (account, period) in the specification.")
    keys = [[str(roles.get(role) or role) for role in spec.partition] for roles in (spec.left, spec.right)]
    for side, table, roles in (("left", left, spec.left), ("right", right, spec.right)):
        name = str(roles.get("id"))
        again = table.groupBy(name).count().filter("count > 1").orderBy(name).take(1)
        if again:
            raise Refused(
                "recon.id_repeated",
                f"Line id {str(again[0][0])!r} stands more than once in the {side} table. Ids must be unique, so that no line is used twice.",
            )

    def worked(x: Any, y: Any) -> Any:
        return _to_arrow(_lines_of(_from_arrow(x), _from_arrow(y), spec, model, learnt))

    schema = ", ".join(f"{name} {NAMES[of]}" for name, of in LINES.items())
    return left.groupBy(*keys[0]).cogroup(right.groupBy(*keys[1])).applyInArrow(worked, schema)


def _lines_of(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None, learnt: Learnt | None) -> pl.DataFrame:
    out = reconcile_partition(left, right, spec, model, 1, learnt)
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
