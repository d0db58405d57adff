"""Reads how often matches of some evidence are right (recon_experience.yaml) into core types, a kind of reconciliation at a time."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, make_rows, read_rules
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.experience import STANDARD, Experience

_FILE = "recon_experience.yaml"


@cache
def load_experience(kind: str, folder: Path = RULES_FOLDER) -> Experience | None:
    """Experience that is shipped for a kind ("bank"); None where there is none. Raises Refused("rules.unreadable") naming the row at fault."""
    book = read_rules(folder, _FILE)
    if kind not in (book.get("kinds") or {}):
        return None
    of = book["kinds"][kind]
    points, targets = make_rows(_FILE, of, "points", _point), make_rows(_FILE, of, "targets", _target)
    try:
        found = Experience(points, float(of["threshold"]), str(of["source"]), str(of["confidence"]), targets=targets)
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refused("rules.unreadable", f"{_FILE}, kind {kind}: {type(wrong).__name__} {wrong}") from wrong
    if len({trait for trait, _, _ in points}) < len(points) or not any(trait == "" for trait, _, _ in points):
        raise Refused("rules.unreadable", f"{_FILE}, kind {kind}: every trait stands once, and the empty one, which every match has, must not be missing")
    steps = sorted((*targets, (STANDARD, found.threshold)))
    if any(stricter[1] < looser[1] for looser, stricter in pairwise(steps)):
        raise Refused("rules.unreadable", f"{_FILE}, kind {kind}: where more must be right, a lower probability cannot be enough")
    return found


def _target(row: Row) -> tuple[float, float]:
    if not 0 < float(row["right"]) < 1:
        raise ValueError("a share lies between 0 and 1")
    return float(row["right"]), float(row["from"])


def _point(row: Row) -> tuple[str, float, float]:
    if not 0 < float(row["spread"]) < 10:
        raise ValueError("a spread is above 0")
    return str(row["trait"]), float(row["points"]), float(row["spread"])
