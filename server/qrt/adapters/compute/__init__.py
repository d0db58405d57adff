"""Where partitions of a reconciliation are worked off: processes of one machine (`pool`) or a Spark cluster (`spark`). What is found is the same everywhere."""

from qrt.adapters.compute.pool import in_pool, reconcile_in_pool
from qrt.adapters.compute.spark import learn_on_spark, local_session, on_spark, reconcile_on_spark

__all__ = ["in_pool", "learn_on_spark", "local_session", "on_spark", "reconcile_in_pool", "reconcile_on_spark"]
