"""Which rows of a register are assets, which are sums of others, which are components; and whether the sums are right."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qrt.adapters.erp.asset_register.columns import Columns
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.extracting import Pen
from qrt.core.documents.types import AssetRow
from qrt.core.documents.workbook import column_letters

Key = tuple[str, str]


@dataclass(slots=True)
class Entry:
    """One row of the table. `asset` is None for totals and headings."""

    row: int
    name: str
    amounts: dict[Key, Paise]
    asset: AssetRow | None = None
    indent: int = 0
    group: str = ""
    bold: bool = False
    is_total: bool = False
    is_grand: bool = False
    is_heading: bool = False
    inclusive: bool = field(default=False)


def drop_group_rows(entries: Sequence[Entry]) -> list[Entry]:
    """The assets: without totals, headings, and the rows that carry the sum of the rows below them ("Computers 4,50,000" over four laptops).

    Such a row has neither code nor day of its own where other rows have, and every figure that it shows is the sum of what follows up to the next such row.
    """
    rows = [entry for entry in entries if entry.asset]
    detailed = any(_is_detailed(entry) for entry in rows)
    if not detailed:
        return rows
    kept: list[Entry] = []
    heading = ""
    for position, entry in enumerate(rows):
        if not _is_detailed(entry):
            if _sums_up(entry, kept):
                entry.asset, entry.is_total = None, True
                continue
            children = []
            for after in rows[position + 1 :]:
                if not _is_detailed(after):
                    break
                children.append(after)
            shown = [key for key, amount in entry.amounts.items() if amount]
            if children and shown and all(sum(child.amounts.get(key, 0) for child in children) == entry.amounts[key] for key in shown):
                heading = entry.name
                for child in children:
                    if child.asset and (not child.asset.asset_class or child.asset.asset_class == child.group):
                        child.asset = replace(child.asset, asset_class=heading)
                continue
        kept.append(entry)
    return kept


def _sums_up(entry: Entry, above: Sequence[Entry]) -> bool:
    """A total by its figures, whatever it is called ("As per books"): each is the sum of all the assets above it."""
    shown = [key for key, amount in entry.amounts.items() if amount]
    return len(above) > 1 and len(shown) > 1 and all(sum(each.amounts.get(key, 0) for each in above) == entry.amounts[key] for key in shown)


def drop_rows_below(entries: Sequence[Entry], assets: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The assets, and what stands below the last total without code or day of its own where every asset above it has one: insured sums, notes with figures."""
    last = max((entry.row for entry in entries if entry.is_total), default=0)
    above = [entry for entry in assets if entry.row < last]
    if not above or not all(map(_is_detailed, above)):
        return list(assets), []
    below = [entry for entry in assets if entry.row > last and not _is_detailed(entry)]
    return [entry for entry in assets if entry not in below], below


def _is_detailed(entry: Entry) -> bool:
    asset = entry.asset
    return bool(asset and (asset.code or asset.bought or asset.put_to_use or asset.parent or asset.life_years or asset.disposed))


def link_components(entries: list[Entry]) -> tuple[list[Entry], str]:
    """Rows that are part of another: by the parent that they name, by a code that goes on from the parent's ("PM-07/2"), by an indent under it.

    Also says how the register counts: "inclusive" where a parent's cost is (or holds) that of its components, "separate" where both are added; "" without any.
    """
    by_code = {entry.asset.code: entry for entry in entries if entry.asset and entry.asset.code}
    by_name = {entry.asset.name.casefold(): entry for entry in entries if entry.asset}
    last: Entry | None = None
    families: dict[int, list[Entry]] = {}
    for entry in entries:
        asset = entry.asset
        if asset is None:
            continue
        parent = by_code.get(asset.parent) or by_name.get(asset.parent.casefold()) if asset.parent else _parent_by_code(asset.code, by_code)
        if parent is None and not asset.parent and last and last.asset and entry.indent > last.indent and not asset.code and last.asset.code:
            parent = last
        if parent is not None and parent is not entry and parent.asset:
            entry.asset = replace(asset, parent=parent.asset.code or parent.asset.name, asset_class=asset.asset_class or parent.asset.asset_class)
            families.setdefault(parent.row, []).append(entry)
        else:
            last = entry
    if not families:
        return entries, ""
    whole = {entry.row: entry for entry in entries}
    inclusive = all(_cost(whole[row]) == sum(_cost(child) for child in children) for row, children in families.items())
    for row in families:
        whole[row].inclusive = inclusive
    return entries, "inclusive" if inclusive else "separate"


def _cost(entry: Entry) -> int:
    return entry.asset.cost if entry.asset else 0


def _parent_by_code(code: str, by_code: dict[str, Entry]) -> Entry | None:
    """The entry whose code this one goes on from behind a sign; a longer parent outranks a shorter one."""
    for cut in range(len(code) - 1, 1, -1):
        if code[cut] in "./-_(" and code[:cut] in by_code and len(code) - cut <= 6:
            return by_code[code[:cut]]
    return None


def check_totals(pen: Pen, columns: Columns, entries: Sequence[Entry], assets: Sequence[Entry]) -> list[tuple[int, Finding]]:
    """Every total row against the rows that it can stand for: those since the last total or heading, or all so far. Components inside a parent count once."""
    found: list[tuple[int, Finding]] = []
    counted = {entry.row: entry for entry in assets}
    inside = {entry.asset.parent for entry in assets if entry.asset and entry.asset.parent}
    inclusive = {entry.asset.code or entry.asset.name for entry in assets if entry.asset and entry.inclusive}
    since: list[Entry] = []
    every: list[Entry] = []
    section: list[Entry] = []
    for entry in entries:
        if entry.is_heading:
            since = []
        elif entry.row in counted and entry.asset:
            if not (inside and entry.asset.parent in inclusive):
                since.append(entry)
                every.append(entry)
                section.append(entry)
        elif entry.is_total:
            choices = [rows for rows in ((every, since, section) if entry.is_grand else (since, section, every)) if rows]
            if not choices:
                continue
            if not any(not _misses(entry, rows) for rows in choices):
                best = min(choices, key=lambda rows: len(_misses(entry, rows)))
                found += [(entry.row, _mismatch(pen, columns, entry, key, ours)) for key, ours in _misses(entry, best)]
            since = []
            if not entry.is_grand and not _misses(entry, section):
                section = []
    return found


def _misses(entry: Entry, rows: Sequence[Entry]) -> list[tuple[Key, Paise]]:
    sums = {key: Paise(sum(row.amounts.get(key, 0) for row in rows)) for key in entry.amounts}
    return [(key, ours) for key, ours in sums.items() if ours != entry.amounts[key]]


def _mismatch(pen: Pen, columns: Columns, entry: Entry, key: Key, ours: Paise) -> Finding:
    column = columns.amounts[key]
    letters = column_letters(column)
    sentence = (
        f"row {entry.row} ({entry.name or 'a total without a word'}): column {letters} “{columns.headings.get(column, '')}” says "
        f"{rupee_text(entry.amounts[key])}, its rows add up to {rupee_text(ours)}."
    )
    return pen.finding("asset_register.total_mismatch", Severity.ERROR, sentence, amount=entry.amounts[key] - ours, row=entry.row, column=letters)
