"""JSON from strangers: no duplicate keys, no NaN, bounded depth, numbers as exact decimals."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

DEPTH_MAX = 50

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def load_json(data: bytes) -> Any:
    """The document with fractions as Decimal. Raises ValueError with one plain clause on anything unsafe or broken."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ValueError("it is not UTF-8 text") from wrong
    return load_json_text(text)


def load_json_text(text: str) -> Any:
    """As `load_json`, from text."""
    _check_depth(text)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as wrong:
        raise ValueError(f"the JSON breaks off at line {wrong.lineno}: {wrong.msg}") from wrong


def _check_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token.group(0) in "[{":
            depth += 1
            if depth > DEPTH_MAX:
                raise ValueError(f"the JSON nests deeper than {DEPTH_MAX} levels")
        elif token.group(0) in "]}":
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        double = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the JSON names {double!r} twice in one object")
    return made


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"the JSON holds {name}, which is no number")


def objects_of(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; everything else is dropped."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def object_of(value: Any) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def text_of(value: Any) -> str:
    """A scalar as stripped text: "" for null and for anything with parts."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value).strip()


def walk_objects(value: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with its JSON pointer, outer before inner."""
    if isinstance(value, dict):
        yield pointer, value
        for key, each in value.items():
            yield from walk_objects(each, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from walk_objects(each, f"{pointer}/{index}")
