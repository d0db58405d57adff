"""Names of the lines of a paper: where each stands, which is the same in every run."""

from collections import defaultdict
from collections.abc import Iterable

from qrt.core.base.place import Place


def line_ids(places: Iterable[Place]) -> list[str]:
    """An id for each place, in their order: "<sha>:412", "<sha>:Sheet1!412"; what stands in one spot is told apart by "~2", "~3"."""
    seen: defaultdict[str, int] = defaultdict(int)
    made: list[str] = []
    for place in places:
        spot = f"{place.row}" if place.row is not None else f"{place.page or 0}.{place.column or ''}"
        key = f"{place.document}:{f'{place.sheet}!' if place.sheet else ''}{spot}"
        seen[key] += 1
        made.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return made
