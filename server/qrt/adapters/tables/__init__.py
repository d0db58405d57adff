"""Tables of any maker as what the engine reconciles, and its outcome as files."""

from qrt.adapters.tables.load import Table, Tables, load_tables
from qrt.adapters.tables.save import save_outcome
from qrt.adapters.tables.spec import ReconSpec, load_spec

__all__ = ["ReconSpec", "Table", "Tables", "load_spec", "load_tables", "save_outcome"]
