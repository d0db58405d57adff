"""The kind model that `python -m qrt.sim.kind_training` wrote."""

import json
from functools import cache
from pathlib import Path

from qrt.adapters.rulebook.read import RULES_FOLDER
from qrt.core.base.errors import Refused
from qrt.core.documents.kind_model import KindModel, of_text


@cache
def load_kind_model(folder: Path = RULES_FOLDER) -> KindModel:
    """The model of the rule book. Raises Refused("rules.unreadable")."""
    try:
        return of_text(json.loads((folder / "kinds.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise Refused("rules.unreadable", f"kinds.json cannot be read: {wrong}") from wrong
