"""Tables of any maker as what the engine reconciles, and its outcome as files."""

from qrt.adapters.tables.corrections import Corrections, load_corrections
from qrt.adapters.tables.load import Table, Tables, load_tables
from qrt.adapters.tables.models import aliases_of, load_model
from qrt.adapters.tables.save import save_outcome
from qrt.adapters.tables.spec import ReconSpec, load_spec
from qrt.adapters.tables.state import State, load_state, program, save_state

__all__ = [
    "Corrections",
    "ReconSpec",
    "State",
    "Table",
    "Tables",
    "aliases_of",
    "load_corrections",
    "load_model",
    "load_spec",
    "load_state",
    "load_tables",
    "program",
    "save_outcome",
    "save_state",
]
