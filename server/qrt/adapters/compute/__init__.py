"""Where partitions of a reconciliation are worked off: processes of one machine (`pool`) or a Spark cluster (`spark`). What is found is the same everywhere."""

from qrt.adapters.compute.pool import reconcile_in_pool
from qrt.adapters.compute.spark import reconcile_on_spark

__all__ = ["reconcile_in_pool", "reconcile_on_spark"]
