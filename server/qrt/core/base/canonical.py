"""One way to write a value down, so that the same content has the same digest on every machine."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any


def plain(value: Any) -> Any:
    """The value as JSON knows it: dataclasses become objects, dates ISO text, decimals text, sets sorted lists.

    Raises TypeError on a type that has no one way to be written, floats with a fraction beyond six places included by rounding to six.
    """
    kind = type(value)
    # What most values are, asked first: a close writes some millions of them.
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is dict:
        return {key if type(key) is str else str(plain(key)): plain(each) for key, each in value.items()}
    if kind is list or kind is tuple:
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(each) for each in value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    raise TypeError(f"no canonical form: {kind.__name__}")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def canonical_json(value: Any) -> str:
    """Compact JSON with sorted keys; non-ASCII stays as it is."""
    return _text(plain(value))


def digest(value: Any) -> str:
    """SHA-256 (hex) of the canonical JSON."""
    return _hash(canonical_json(value))


def digest_of_plain(value: Any) -> str:
    """The same of a value that is plain already: objects with text as keys, lists, texts, whole numbers, truth, null. Of a large one that is half the work."""
    return _hash(_text(value))


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
