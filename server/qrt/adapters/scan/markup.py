"""XML and JSON before any reader sees them: no document types, no entities, no depth, no key twice, no NaN."""

import json
import re
from xml.parsers import expat

from qrt.adapters.scan.limits import Inspection

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CODE, _DRAWN = ("stylesheet", "transform"), ("svg", "html")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def check_xml(inspection: Inspection, data: bytes, label: str) -> None:
    """Refuse document types and entities by the bytes (UTF-16 included), and nesting deeper than the limit.

    A syntax error is left to the reader, which says where it is: Tally's own exports hold characters that XML forbids.
    """
    if declares_entities(data):
        inspection.add("document.xml_entities", f"{label} declares a document type or entities, which no statement or export needs; it was not opened.")
        return
    depth = deepest = 0
    root = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, deepest, root
        depth += 1
        root = root or _local(name)
        if root in _CODE or (root in _DRAWN and (_local(name) == "script" or any(each.lower().startswith("on") for each in attributes))):
            raise _Runs
        if depth > inspection.limits.xml_depth:
            deepest = depth
            raise _TooDeep

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except _TooDeep:
        inspection.add("document.too_deep", f"{label} nests elements deeper than {inspection.limits.xml_depth} levels; it was not opened.")
    except _Runs:
        inspection.add("document.active_content", f"{label} is a {root} that runs code; it is no paper and was not opened.")
    except expat.ExpatError:
        return
    except (ValueError, LookupError):
        # An encoding that says nothing to the parser may hide from the search for entities above.
        inspection.add("document.unreadable", f"{label} is written in an encoding that is not read; save it as UTF-8.")


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def declares_entities(data: bytes) -> bool:
    """Whether XML declares a document type or entities, by its bytes, UTF-16 included."""
    return _DECLARATION.search(data.replace(b"\x00", b"") if b"\x00" in data[:4096] else data) is not None


def check_json(inspection: Inspection, data: bytes, label: str) -> None:
    """Refuse depth beyond the limit, a key twice in one object, NaN and Infinity; note where the syntax breaks."""
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        inspection.add("document.unreadable", f"{label} is not valid UTF-8 at byte {wrong.start}; download it again.")
        return
    if _depth(text) > inspection.limits.json_depth:
        inspection.add("document.too_deep", f"{label} nests deeper than {inspection.limits.json_depth} levels; it was not opened.")
        return

    def number(digits: str) -> str:
        if len(digits) > inspection.limits.json_digits:
            raise _Unsafe(f"holds a number of {len(digits)} digits")
        return digits

    try:
        json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_int=number, parse_float=number)
    except json.JSONDecodeError as wrong:
        inspection.add("document.truncated", f"{label} is broken or cut off at line {wrong.lineno}, column {wrong.colno} ({wrong.msg}); download it again.")
    except _Unsafe as wrong:
        inspection.add("document.json_unsafe", f"{label} {wrong}; it was not opened.")


class _TooDeep(Exception):
    pass


class _Runs(Exception):
    pass


class _Unsafe(Exception):
    pass


def _depth(text: str) -> int:
    """Deepest nesting of brackets outside strings, without recursion."""
    depth = deepest = 0
    for each in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if each in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Unsafe(f"has the key {twice[:60]!r} twice in one object, so two programs can read two values")
    return result


def _no_constant(name: str) -> object:
    raise _Unsafe(f"holds {name}, which is no number")
