"""Tables of any maker as items of a reconciliation, and its result as tables."""

from qrt.adapters.tables.load import load_items, load_spec
from qrt.adapters.tables.save import save_result
from qrt.adapters.tables.spec import ReconSpec

__all__ = ["ReconSpec", "load_items", "load_spec", "save_result"]
