"""The layout of a table: which heading stands for what, proposed by the reader or said by a person, and known again by its headings."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qrt.core.base.errors import Refused
from qrt.core.documents.headings import MEANINGS, plain_heading
from qrt.core.documents.types import DocumentKind, Extraction, Field

COLUMN, SAMPLE, LAYOUT, DECIDED = "column.", "sample.", "layout", "layout.decided"
"""Names of fields: `column.B` is what column B was taken for, `sample.B` some of its cells, `layout` the fingerprint, `layout.decided` whose reading it is."""

_DATES = ("", "day_first", "month_first")
_DECIMALS = ("", ".", ",")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a person says of one layout.

    columns  heading (as `header_keys` writes it) -> meaning; a heading that is not named keeps the reader's own reading
    decimal  "." or ",": the decimal sign where the paper does not prove it; "" to find it
    dates    "day_first" or "month_first"; "" to find it
    kind     a document kind for the table, "" to find it
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    dates: str = ""
    kind: str = ""

    def content(self) -> dict[str, Any]:
        """As a decision and a file hold it."""
        extra = {name: value for name, value in (("decimal", self.decimal), ("dates", self.dates), ("kind", self.kind)) if value}
        return {"columns": dict(sorted(self.columns.items())), **extra}

    def digest(self) -> str:
        """Sixteen hex digits that tell this mapping from another of the same layout."""
        return hashlib.sha256(repr(sorted(self.content().items(), key=lambda each: each[0])).encode()).hexdigest()[:16]


Layouts = Mapping[str, ColumnMapping]
"""Fingerprint of a layout -> what a person said of it."""


def header_keys(headings: Mapping[int, str]) -> dict[int, str]:
    """Each column's name inside its layout: the plain words of its heading; the second column with the same words gets "#2"."""
    seen: dict[str, int] = {}
    keys = {}
    for column in sorted(headings):
        plain = plain_heading(headings[column])
        if not plain:
            continue
        seen[plain] = seen.get(plain, 0) + 1
        keys[column] = plain if seen[plain] == 1 else f"{plain} #{seen[plain]}"
    return keys


def fingerprint_of(headings: Mapping[int, str]) -> str:
    """Sixteen hex digits that are equal for tables with the same headings in the same order."""
    return hashlib.sha256("|".join(header_keys(headings).values()).encode()).hexdigest()[:16]


def layout_of(extraction: Extraction) -> str:
    """The fingerprint of the layout that an extraction was read by, "" where the reader has none."""
    return extraction.text(LAYOUT)


def mapping_of(content: Any, where: str) -> ColumnMapping:
    """A mapping as a person wrote it. Raises Refused("layout.meaning_unknown") naming the heading at fault."""
    if not isinstance(content, Mapping):
        raise Refused("layout.meaning_unknown", f"{where}: a mapping of headings to meanings is wanted here.")
    columns = (
        content.get("columns")
        if isinstance(content.get("columns"), Mapping)
        else {key: value for key, value in content.items() if key not in ("decimal", "dates", "kind", "layout")}
    )
    found: dict[str, str] = {}
    for heading, meaning in (columns or {}).items():
        said = str(meaning).strip()
        if said.partition(":")[0] not in MEANINGS or (":" in said and not (said.startswith("ledger:") and said.partition(":")[2].strip())):
            raise Refused("layout.meaning_unknown", f"{where}: {said!r} for column {heading!r} is no meaning of a column.")
        name, repeat, count = str(heading).rpartition(" #")
        key = f"{plain_heading(name)} #{count}" if repeat and count.isdigit() else plain_heading(str(heading))
        found[key] = said
    decimal, dates, kind = (str(content.get(name) or "") for name in ("decimal", "dates", "kind"))
    if decimal not in _DECIMALS:
        raise Refused("layout.meaning_unknown", f"{where}: decimal is a point or a comma, not {decimal!r}.")
    if dates not in _DATES:
        raise Refused("layout.meaning_unknown", f"{where}: dates is day_first or month_first, not {dates!r}.")
    if kind and kind not in set(DocumentKind):
        raise Refused("layout.meaning_unknown", f"{where}: {kind!r} is not a kind of paper.")
    return ColumnMapping(found, decimal, dates, kind)


def layouts_from(content: Any, where: str) -> dict[str, ColumnMapping]:
    """Several mappings by fingerprint, or one without (key ""), which then goes for every layout that has its headings. Raises Refused("layout.meaning_unknown")."""
    if isinstance(content, Mapping) and content and all(isinstance(each, Mapping) for each in content.values()) and "columns" not in content:
        return {str(layout): mapping_of(each, f"{where}, layout {layout}") for layout, each in content.items()}
    if isinstance(content, list):
        found = {}
        for number, each in enumerate(content, 1):
            place = f"{where}, number {number}"
            if not isinstance(each, Mapping):
                raise Refused("layout.meaning_unknown", f"{place}: a mapping of headings to meanings is wanted here.")
            found[str(each.get("layout") or f"*{number}")] = mapping_of(each, place)
        return found
    return {"*": mapping_of(content, where)}


def chosen_mapping(layouts: Layouts, headings: Mapping[int, str]) -> ColumnMapping | None:
    """The mapping for a table: by fingerprint; else one without a fingerprint ("*…") all of whose headings the table has."""
    if found := layouts.get(fingerprint_of(headings)):
        return found
    keys = set(header_keys(headings).values())
    fitting = [each for name, each in sorted(layouts.items()) if name.startswith("*") and each.columns and keys.issuperset(each.columns)]
    return max(fitting, key=lambda each: len(each.columns)) if fitting else None


def decided_fields(fields: Mapping[str, Field]) -> dict[str, str]:
    """Column letters -> meaning, out of an extraction's fields."""
    return {name.removeprefix(COLUMN): each.value for name, each in fields.items() if name.startswith(COLUMN)}
