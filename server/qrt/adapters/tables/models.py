"""A trained model as a file: text, no pickle."""

from pathlib import Path

from qrt.core.base.errors import Refused
from qrt.core.recon.engine.model import Model


def load_model(path: Path, features: tuple[str, ...]) -> Model:
    """Read model.json. Raises Refused("recon.model") when it is no model, or one of tables that were compared by other columns than `features`."""
    try:
        model = Model.from_json(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise Refused("recon.model", f"{path.name} cannot be opened: {wrong.strerror or wrong}") from wrong
    except (ValueError, KeyError, TypeError) as wrong:
        raise Refused("recon.model", f"{path.name} is no model of `qrt recon --learn`") from wrong
    if lost := [name for name in model.features if name not in features]:
        raise Refused("recon.model", f"{path.name} was learned on tables that compare {lost[0]!r}, which these do not; use the same kind and columns")
    return model


def aliases_of(model: Model) -> tuple[tuple[str, str], ...]:
    """Names of parties that were learned with the model: as written, as meant."""
    return tuple((str(written), str(meant)) for written, meant in model.about.get("aliases", []))
