"""A trained model as a file: text, no pickle."""

import json
from pathlib import Path

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.taught_trees import FORM, Taught


def load_model(path: Path, features: tuple[str, ...], looks: tuple[str, ...]) -> Model | Taught:
    """Read model.json, of pairs as `qrt recon --learn` writes it, or of matches as a company's nights make it. Raises Refused("recon.model") when it is no model, or one
    of tables that were compared by other columns than `features` (of pairs) and `looks` (of matches)."""
    try:
        text = path.read_text(encoding="utf-8")
        of_matches = isinstance(found := json.loads(text), dict) and found.get("form") == FORM
        model, features = (Taught.from_json(text), looks) if of_matches else (Model.from_json(text), features)
    except OSError as wrong:
        raise Refused("recon.model", f"{path.name} cannot be opened: {wrong.strerror or wrong}") from wrong
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Refused("recon.model", f"{path.name} is no model of `qrt recon --learn`") from wrong
    if lost := [name for name in model.features if name not in features]:
        raise Refused("recon.model", f"{path.name} was learned on tables that compare {lost[0]!r}, which these do not; use the same kind and columns")
    return model


def aliases_of(model: Model) -> tuple[tuple[str, str], ...]:
    """Names of parties that were learned with the model: as written, as meant."""
    return tuple((str(written), str(meant)) for written, meant in model.about.get("aliases", []))
