"""Reads package and truth files; what is missing is remembered, never taken for empty."""

import csv
import json
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_json(path: Path) -> Any:
    """The JSON value of a file; None when it is missing or no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def read_lines(path: Path) -> list[Row] | None:
    """The objects of a JSON lines file; None when it is missing or a line is no object."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError):
        return None
    return rows if all(isinstance(row, dict) for row in rows) else None


def read_csv(path: Path) -> list[dict[str, str]] | None:
    """The rows of a CSV file by heading; None when it is missing."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError):
        return None


def truth_lines(path: Path) -> list[Row]:
    """A truth file. Raises FileNotFoundError when it is missing: without truth there is no score."""
    rows = read_lines(path)
    if rows is None:
        raise FileNotFoundError(f"no truth: {path.name} is missing or damaged")
    return rows


def truth_table(path: Path) -> list[dict[str, str]]:
    """A truth table. Raises FileNotFoundError when it is missing."""
    rows = read_csv(path)
    if rows is None:
        raise FileNotFoundError(f"no truth: {path.name} is missing or damaged")
    return rows


def share(part: int, whole: int) -> float:
    """Part of whole, 0 when there is nothing: an empty stage is never a perfect one."""
    return round(part / whole, 6) if whole else 0.0


def plain_number(text: str) -> str:
    """A document number without separators and case, for comparing."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


VoucherName = tuple[str, str, str, str]
"""Entity, voucher type, number, ISO date."""


class Package:
    """A close package by its files. `missing` collects the names of those that could not be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.missing: set[str] = set()

    def lines(self, name: str) -> list[Row]:
        rows = read_lines(self.folder / name)
        if rows is None:
            self.missing.add(name)
        return rows or []

    def table(self, name: str) -> list[dict[str, str]]:
        rows = read_csv(self.folder / name)
        if rows is None:
            self.missing.add(name)
        return rows or []

    def optional_table(self, name: str) -> list[dict[str, str]] | None:
        """A table that a package need not have: None when it is missing, which is no fault by itself."""
        return read_csv(self.folder / name)

    def value(self, name: str) -> Any:
        found = read_json(self.folder / name)
        if found is None:
            self.missing.add(name)
        return found

    @cached_property
    def vouchers(self) -> list[Row]:
        return self.lines("vouchers.jsonl")

    @cached_property
    def voucher_names(self) -> dict[tuple[str, str], VoucherName]:
        """What the books call each voucher, by entity and key: two companies of a group may number alike."""
        return {(str(row.get("entity", "")), str(row.get("key"))): voucher_name(str(row.get("entity", "")), row) for row in self.vouchers}

    def named(self, entity: str, line_id: str) -> VoucherName | None:
        """The voucher behind an item of the books: its id is the voucher's key, mostly with "#" and the line's number behind it."""
        names = self.voucher_names
        return names.get((entity, line_id)) or names.get((entity, line_id.rpartition("#")[0]))

    def reconciliations(self, kind: str) -> list["ReconciliationFiles"]:
        """All reconciliations of a kind ("bank", "gstr2b")."""
        found: list[ReconciliationFiles] = []
        root = self.folder / "reconciliations"
        for folder in sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []:
            summary = read_json(folder / "summary.json")
            told = summary.get("kind") if isinstance(summary, dict) else None
            if told == kind or (told is None and kind in folder.name.lower().replace("_", "").replace("gstr-2b", "gstr2b")):
                path = f"reconciliations/{folder.name}"
                entity, subject = (str(summary.get(name, "")) for name in ("entity", "subject")) if isinstance(summary, dict) else ("", "")
                found.append(ReconciliationFiles(entity, subject, self.lines(f"{path}/items.jsonl"), self.lines(f"{path}/matches.jsonl")))
        if not found:
            self.missing.add(f"reconciliations/*{kind}*")
        return found


class ReconciliationFiles:
    """One reconciliation of an entity: its items of both sides and its matches as sets of ids."""

    def __init__(self, entity: str, subject: str, items: Iterable[Row], matches: Iterable[Row]) -> None:
        self.entity, self.subject = entity, subject
        self.right: dict[str, Row] = {}
        for row in items:
            if row.get("side") == "right":
                self.right[str(row.get("line_id"))] = row
        self.matches: dict[str, tuple[set[str], set[str], bool]] = {}
        for row in matches:
            if row.get("status") == "rejected":
                continue
            lefts, rights, _ = self.matches.setdefault(str(row.get("match_id")), (set(), set(), row.get("status") in {"auto", "accepted"}))
            (lefts if row.get("side") == "left" else rights).add(str(row.get("line_id")))


def voucher_name(entity: str, row: Row) -> VoucherName:
    return entity, str(row.get("type_name", "")), str(row.get("number", "")), str(row.get("date", ""))
