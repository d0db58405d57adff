"""Places on papers as JSON, without the empty parts."""

from typing import Any

from qrt.core.base.place import Place


def place_json(place: Place | None) -> dict[str, Any] | None:
    """Compact form for a JSONB column; None stays None."""
    if place is None:
        return None
    parts: dict[str, Any] = {
        "document": place.document,
        "page": place.page,
        "box": list(place.box) if place.box else None,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
    }
    return {name: value for name, value in parts.items() if value is not None}


def to_place(parts: dict[str, Any] | None) -> Place | None:
    """The place that `place_json` wrote."""
    if parts is None:
        return None
    box = parts.get("box")
    return Place(
        document=parts["document"],
        page=parts.get("page"),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        sheet=parts.get("sheet"),
        row=parts.get("row"),
        column=parts.get("column"),
    )


def places_json(places: tuple[Place, ...]) -> list[dict[str, Any]]:
    """Several places, for a JSONB list."""
    return [each for each in map(place_json, places) if each is not None]


def to_places(parts: list[Any] | None) -> tuple[Place, ...]:
    """The places that `places_json` wrote."""
    return tuple(each for each in map(to_place, parts or []) if each is not None)
