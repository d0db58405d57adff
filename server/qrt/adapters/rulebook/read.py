"""One file of server/rules as a mapping."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from qrt.core.base.errors import Refused

RULES_FOLDER = Path(__file__).resolve().parents[3] / "rules"

Row = Mapping[str, Any]

# The same safe loader in C where the wheel has it: every process reads these files at its start, and the Python one takes a second.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_rules(folder: Path, name: str) -> Row:
    """Content of a rule file. Raises Refused("rules.unreadable") naming the file."""
    try:
        content = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError) as wrong:
        raise Refused("rules.unreadable", f"{name} cannot be read: {str(wrong).splitlines()[0]}") from wrong
    if not isinstance(content, dict):
        raise Refused("rules.unreadable", f"{name} holds no rows")
    return content
