"""The keys that SPEC.yaml may have, and where. A key that means nothing is refused with the one that was probably meant: ignored, it would change the result unseen."""

from collections.abc import Collection, Mapping
from typing import Any

from rapidfuzz.distance import OSA

from qrt.adapters.tables.words import plain, role_named
from qrt.core.base.errors import Refused

SIDE_KEYS = frozenset({"columns", "text", "unit", "day_first", "flip_sign", "sheet"})
KEYS = SIDE_KEYS | {
    *("kind", "name", "left", "right", "round", "bad_rows", "window", "tolerance", "precision_target", "margin", "threshold", "mode", "partition"),
    *("weights", "limit", "memory_gb", "auto_accept_limit", "as_of", "lead", "rates", "reporting", "tax_alone", "fee_alone"),
}
PARTS = {"window": ("before", "after", "days"), "tolerance": ("amount", "percent")}


def check_keys(content: Mapping[Any, Any], name: str, roles: Collection[str]) -> None:
    """Raises Refused("recon.spec") for a key that means nothing where it stands. content: the parsed file; name: of the file; roles: what columns may be."""
    for key in map(str, content):
        if key in KEYS:
            continue
        if (role := role_named(key, roles)) is not None:
            raise Refused("recon.spec", f"{name}: {key!r} at the top means nothing; a column is named under columns: {{{role}: …}}")
        raise Refused("recon.spec", f"{name}: the key {key!r} means nothing; {_meant(key, KEYS) or _meant(key, roles) or _known(KEYS)}")
    for side in ("left", "right"):
        own = content.get(side)
        if isinstance(own, Mapping):
            _check_side({str(key): value for key, value in own.items()}, side, name, roles)
    _check_columns(content.get("columns"), "columns", name, roles)
    for key, parts in PARTS.items():
        if isinstance(content.get(key), Mapping) and (lost := [str(part) for part in content[key] if part not in parts]):
            raise Refused("recon.spec", f"{name}: {key} has no {lost[0]!r}; {_meant(lost[0], parts) or _known(parts)}")


def _check_side(own: Mapping[str, Any], side: str, name: str, roles: Collection[str]) -> None:
    for key, value in own.items():
        if key in SIDE_KEYS or role_named(key, roles) is not None:
            continue
        if key in KEYS:
            raise Refused("recon.spec", f"{name}: {key} holds for both sides; write it at the top and not under {side}")
        if isinstance(value, bool | Mapping):
            raise Refused("recon.spec", f"{name}: the key {key!r} under {side} means nothing; {_meant(key, SIDE_KEYS) or _known(SIDE_KEYS)}")
        _check_column(key, value, f"{side}", name, {*roles, *SIDE_KEYS})
    _check_columns(own.get("columns"), f"columns of {side}", name, roles)


def _check_columns(columns: Any, where: str, name: str, roles: Collection[str]) -> None:
    if not isinstance(columns, Mapping):
        return
    for key, value in columns.items():
        if str(key) in ("left", "right"):
            _check_columns(value, f"{where}, {key}", name, roles)
        elif str(key) != "text" and role_named(str(key), roles) is None:
            _check_column(str(key), value, where, name, roles)


def _check_column(key: str, value: Any, where: str, name: str, known: Collection[str]) -> None:
    """A key that is no role is one more column of text, unless it is a role but for a slip and not the column's own name."""
    values = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else [value]
    if plain(key) in {plain(str(each)) for each in values}:
        return
    if meant := _meant(key, known):
        raise Refused("recon.spec", f"{name}: {where} names {key!r}, which is no role; {meant} For one more column of text write text: [{key}]")


def _meant(key: str, known: Collection[str]) -> str:
    """ "did you mean 'columns'?", or "" where nothing known is near."""
    written = plain(key).replace(" ", "_")
    near = sorted((OSA.distance(written, each), each) for each in known)
    most = 1 if len(written) <= 4 else 2 if len(written) <= 8 else 3
    return f"did you mean {near[0][1]!r}?" if near and near[0][0] <= most else ""


def _known(keys: Collection[str]) -> str:
    return f"it may be {', '.join(sorted(keys))}"
