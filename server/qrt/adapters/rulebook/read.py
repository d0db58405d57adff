"""Files of server/rules as mappings, and their rows made into values. What is broken is refused naming file, block and row."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import yaml

from qrt.core.base.errors import Refused

RULES_FOLDER = Path(__file__).resolve().parents[3] / "rules"

Row = Mapping[str, Any]
T = TypeVar("T")

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


def make_rows(name: str, content: Row, block: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    """The rows of a block of a file, none where the file has no such block. Raises Refused("rules.unreadable") naming file, block and row."""
    made: list[T] = []
    for number, row in enumerate(content.get(block) or (), start=1):
        try:
            made.append(make(row))
        except (KeyError, ValueError, TypeError, InvalidOperation, re.error) as wrong:
            raise Refused("rules.unreadable", f"{name}, block {block}, row {number}: {type(wrong).__name__} {wrong}") from wrong
    return tuple(made)


def day_in(value: Any) -> date | None:
    """A day, None for nothing. Raises ValueError."""
    return None if value in (None, "") else date.fromisoformat(str(value))


def first_day(row: Row) -> date:
    """The day from which a row is in force. Raises KeyError, ValueError."""
    return date.fromisoformat(str(row["effective_from"]))
