"""Finds the heading row of a table and which column means what: by the spec, by the words people use, by what the cells hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from qrt.adapters.tables.amounts import read_amounts
from qrt.adapters.tables.days import read_days
from qrt.adapters.tables.read import Heading, Sheet
from qrt.adapters.tables.spec import SideSpec, names_of
from qrt.adapters.tables.words import WORDS, loose_role, plain, role_named, roles_by_words
from qrt.core.base.errors import Refused
from qrt.core.documents.headings import hear_heading

SAMPLED_ROWS = 300
SURE_SHARE = 0.9
PRICES = frozenset({"price", "list price", "unit price", "sale price", "mrp", "cost", "rate"})
MONEY = frozenset({"amount", "debit", "credit", "taxable"})
OF_MONEY = frozenset({"bank", "party", "gateway", "intercompany"})
"""Kinds whose lines move money under a number of anybody's: a document of GST has one number, and a column that is not surely it is refused."""
DOCUMENTS = frozenset({"gstr2b", "gstr1"})
GSTIN = r"^\s*\d{2}[A-Za-z]{5}\d{4}[A-Za-z][0-9A-Za-z][A-Za-z][0-9A-Za-z]\s*$"
SIDES = frozenset({"dr", "cr", "d", "c", "debit", "credit", "dr.", "cr.", "withdrawal", "deposit", "+", "-"})
_ID = re.compile(r"(^| )(id|ids|uid|uuid|guid|key|pk|index|idx)$|^id($| )|^(s|sl|sr|serial) ?(no|nr|number)$")
_REF = re.compile(r"(^| )(ref|reference)$")
_VALUE = re.compile(r"^[-+(₹$€£]*\s*\d[\d,]*\.?\d*\s*\)?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}")


@dataclass(frozen=True)
class Columns:
    """role -> positions of its columns. text: positions of further columns. named: roles that the spec itself named; words are only a guess. rivals: columns that could be
    the amount as well as the one that is, for their headings alone decide nothing."""

    of: dict[str, tuple[int, ...]]
    text: tuple[int, ...] = ()
    named: frozenset[str] = field(default_factory=frozenset)
    unused: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()

    def one(self, role: str) -> int | None:
        found = self.of.get(role)
        return found[0] if found else None


def heading_of(name: str, spec: SideSpec, kind: str) -> Heading:
    """A function from the first rows of a file to the number of its heading row. It raises Refused("recon.columns") naming what is there."""
    wanted = [plain(column) for columns in spec.columns.values() for column in columns or ()] + [plain(column) for column in spec.text]

    def find(rows: Sequence[Sequence[str]]) -> int:
        best, score = None, 0.0
        for number, row in enumerate(rows):
            cells = [cell for cell in row if cell]
            if not cells:
                continue
            texts = {plain(cell) for cell in cells}
            found = sum(each in texts for each in wanted)
            values = sum(bool(_VALUE.match(cell)) for cell in cells)
            roles = set(roles_by_words(list(row), kind=kind)) if values * 2 <= len(cells) else set()
            if roles and _loose(kind):
                roles |= {role for cell in cells if (role := loose_role(cell)) is not None}
            enough = ("date" in roles and bool(MONEY & roles)) or len(roles) >= 3
            points = 100.0 * found + (10.0 * len(roles) if enough or kind == "generic" else 0.0)
            if points > score:
                best, score = number, points
        if best is not None:
            return best
        first = next((number for number, row in enumerate(rows) if sum(bool(cell) for cell in row) >= 1), None)
        if kind == "generic" and not wanted and first is not None and _is_heading(rows[first]):
            return first
        if wanted and first is not None and _is_heading(rows[first]):
            return first
        there = names_of([cell for cell in rows[first] if cell]) if first is not None else "empty"
        raise Refused(
            "recon.columns",
            f"{name}: no heading with a date and an amount (or debit and credit) was found; name the columns in a spec. The first row is: {there[:200]}"
            if kind != "generic"
            else f"{name}: the first row is no heading, for it holds values; write the names of the columns above it. The first row is: {there[:200]}",
        )

    return find


def _is_heading(row: Sequence[str]) -> bool:
    """Names and no values, each once."""
    cells = [cell for cell in row if cell]
    return bool(cells) and len(set(cells)) == len(cells) and not any(_VALUE.match(cell) for cell in cells)


def columns_of(sheet: Sheet, spec: SideSpec, kind: str, money: bool = False) -> Columns:
    """Which column plays which role. money: a generic table is known to hold days and amounts, so they are sought by content as well. Raises
    Refused("recon.columns") for a column of the spec that is not there."""
    of: dict[str, tuple[int, ...]] = {}
    for role, columns in spec.columns.items():
        if columns:
            of[role] = tuple(_position(sheet, column) for column in columns)
    text = tuple(dict.fromkeys(_position(sheet, column) for column in spec.text))
    named = frozenset(of)
    taken = {position for positions in of.values() for position in positions} | set(text)
    # A spec that says what the words of a generic table are is taken at its word; else headings fill in what it does not say.
    worded = bool(text) or bool(named - {"id", "date", "amount", "debit", "credit", "currency", "account"})
    if kind != "generic" or not worded:
        absent = {role for role, columns in spec.columns.items() if columns is None}
        for role, position in roles_by_words(sheet.headings, taken, named | absent, kind).items():
            if _holds(sheet, role, position, kind):
                of[role] = (position,)
                taken.add(position)
    elif "id" not in spec.columns and (found := roles_by_words(sheet.headings, taken, {*of}).get("id")) is not None:
        of["id"] = (found,)
        taken.add(found)
    if kind in OF_MONEY:
        _further_words(sheet, spec, of, taken)
    rivals = _loosely_headed(sheet, spec, of, taken) if _loose(kind) and not (kind == "generic" and worded) else ()
    if kind in DOCUMENTS:
        _by_gstin(sheet, spec, of, taken)
    if {"debit", "credit"} <= set(of) and "amount" in of and "amount" not in named:
        taken.discard(of.pop("amount")[0])
    if "amount" in of and "direction" not in named and not ({"debit", "credit"} & named):
        for role in ("debit", "credit"):
            if role in of and role not in named:
                taken.discard(of.pop(role)[0])
    if "id" not in of and spec.columns.get("id", ()) is not None and (found := _own_id(sheet, of, taken, kind)) is not None:
        of["id"] = (found,)
        taken.add(found)
    if kind != "generic" or money:
        _by_content(sheet, of, taken)
    elif not worded and not MONEY & set(of):
        priced = [k for k, heading in enumerate(sheet.headings) if k not in taken and plain(heading) in PRICES and _holds(sheet, "amount", k, kind)]
        if priced:
            of["amount"] = (priced[0],)
            taken.add(priced[0])
    unused = tuple(k for k in range(len(sheet.headings)) if k not in taken) if kind != "generic" or not worded else ()
    return Columns(of, text, named, unused, rivals)


def heads_reference(heading: str) -> bool:
    """Whether a heading says that numbers of payments or documents stand below it, in the words of any program ("Ref No./Cheque No.", "Instrument No.")."""
    return plain(heading) in WORDS["reference"] or hear_heading(heading).meanings[:1] == ("reference",)


def _loose(kind: str) -> bool:
    return kind == "generic" or kind in OF_MONEY


def _loosely_headed(sheet: Sheet, spec: SideSpec, of: dict[str, tuple[int, ...]], taken: set[int]) -> tuple[int, ...]:
    """A day and an amount that only the last word of a heading tells, where the cells bear it out: the first column of days (one on which a thing is due after all others),
    and the first of amounts. Returns its rivals, of which the other table may have the amounts."""
    free = [(k, role) for k, heading in enumerate(sheet.headings) if k not in taken and (role := loose_role(heading)) is not None and _sample(sheet, k).len()]
    if "date" not in of and "date" not in spec.columns:
        days = [k for k, role in free if role == "date" and read_days(_sample(sheet, k)).share >= SURE_SHARE]
        if days:
            of["date"] = (min(days, key=lambda k: ("due" in plain(sheet.headings[k]).split(), k)),)
            taken.add(of["date"][0])
    if not (MONEY | {"base"}) & set(of) and not MONEY & set(spec.columns):
        paid = [k for k, role in free if role == "amount" and read_amounts(_sample(sheet, k), "rupees", rounded=True).share >= SURE_SHARE]
        if paid:
            of["amount"] = (paid[0],)
            taken.add(paid[0])
        return tuple(paid[1:])
    return ()


def _further_words(sheet: Sheet, spec: SideSpec, of: dict[str, tuple[int, ...]], taken: set[int]) -> None:
    """What no word of this list heads exactly: a reference by the words of other programs, and beside a narration the ledger on the other leg ("Particulars" of
    a bank book, which is the party) and whatever more is said of a line."""
    free = [k for k, heading in enumerate(sheet.headings) if k not in taken and _sample(sheet, k).len()]
    if "reference" not in of and "reference" not in spec.columns and (numbers := [k for k in free if heads_reference(sheet.headings[k])]):
        of["reference"] = (numbers[0],)
        taken.add(numbers[0])
    if "narration" not in of or "narration" in spec.columns:
        return
    for k in free:
        name = plain(sheet.headings[k])
        if name == "particulars" and "party" not in of and "party" not in spec.columns:
            of["party"] = (k,)
        elif name in WORDS["narration"]:
            of["narration"] = (*of["narration"], k)
        else:
            continue
        taken.add(k)


def _by_gstin(sheet: Sheet, spec: SideSpec, of: dict[str, tuple[int, ...]], taken: set[int]) -> None:
    """The one column of GSTINs that no heading names ("GSTIN/UIN of Vendor"); where there are two, that of the own company has one number in every line."""
    if "gstin" in of or "gstin" in spec.columns:
        return
    found = []
    for k in range(len(sheet.headings)):
        sample = _sample(sheet, k)
        if k not in taken and sample.len() and sample.dtype == pl.String and (sample.str.contains(GSTIN).mean() or 0.0) >= SURE_SHARE:  # type: ignore[operator]
            found.append((k, sheet.cells[f"c{k}"].drop_nulls().n_unique()))
    several = [k for k, different in found if different > 1]
    chosen = several if len(several) == 1 else [k for k, _ in found] if len(found) == 1 else []
    if chosen:
        of["gstin"] = (chosen[0],)
        taken.add(chosen[0])


def _position(sheet: Sheet, column: str) -> int:
    if column in sheet.headings:
        return sheet.headings.index(column)
    if column.endswith(" (1)") and (first := [k for k, _ in sheet.doubled if sheet.headings[k] == column[:-4]]):
        return first[0]
    alike = [k for k, heading in enumerate(sheet.headings) if plain(heading) == plain(column)]
    if len(alike) == 1:
        return alike[0]
    raise Refused("recon.columns", f"{sheet.name}: the spec names the column {column!r}, which is not there; columns are {names_of(sheet.headings)}")


def check_doubled(sheet: Sheet, spec: SideSpec, columns: Columns, kind: str) -> tuple[Columns, tuple[str, ...]]:
    """The columns without those that say the same under the same heading, and what is to be told of it.

    Raises Refused("recon.columns") where one heading stands over two columns that differ and nobody said which is meant; a column that is not read may.
    """
    if not sheet.doubled:
        return columns, ()
    read = {position for positions in columns.of.values() for position in positions} | set(columns.text)
    read |= set(columns.unused) if kind == "generic" else set()
    chosen = {_position(sheet, each) for of in (*spec.columns.values(), spec.text) for each in of or () if re.search(r" \(\d+\)$", each)}
    gone, notes = set(), []
    for first, again in sheet.doubled:
        if not {first, again} & read:
            continue
        heading, where = sheet.headings[first], f"columns {first + 1} and {again + 1}"
        cells = [sheet.cells[f"c{k}"].cast(pl.String).fill_null("").str.strip_chars() for k in (first, again)]
        apart = (cells[0] != cells[1]).arg_true()
        if not apart.len():
            gone.add(again)
            notes.append(f"{sheet.name}: the heading {heading!r} stands over {where}, which hold the same; the first is read")
        elif not chosen & {first, again}:
            row, shown = int(apart[0]), [cells[k][int(apart[0])] for k in (0, 1)]
            raise Refused(
                "recon.columns",
                f"{sheet.name}: the heading {heading!r} stands over {where}, which differ (row {sheet.rows[row]}: {shown[0]!r} and {shown[1]!r}). "
                f"Rename one, or name the one that is meant in a spec: {heading + ' (1)'!r} or {sheet.headings[again]!r}",
            )
    return replace(columns, unused=tuple(k for k in columns.unused if k not in gone)), tuple(notes)


def _sample(sheet: Sheet, position: int) -> pl.Series:
    return sheet.cells[f"c{position}"].drop_nulls().head(SAMPLED_ROWS)


def _holds(sheet: Sheet, role: str, position: int, kind: str) -> bool:
    """Whether the cells are what the word of the heading promises. In tables of money a wrong cell is somebody's error and is told; elsewhere the word was meant otherwise."""
    sample = _sample(sheet, position)
    if role == "direction":
        said = {text.strip().lower() for text in sample.cast(pl.String).to_list()} - {""}
        return bool(said) and said <= SIDES
    if kind != "generic" or not sample.len():
        return True
    if role == "date":
        # Below a short table "Total" stands among its days.
        said = sample if sample.dtype != pl.String else sample.filter(~sample.str.contains(r"(?i)^\s*(grand |sub ?|net )?total"))
        return bool(said.len()) and read_days(said).share >= SURE_SHARE
    if role in MONEY:
        numbers = sample.dtype.is_numeric() or (sample.cast(pl.String).str.contains(r"^[-+\d.,eE]+$").mean() or 0) >= 0.5
        return bool(numbers) or read_amounts(sample, "rupees", rounded=True).share >= 0.5
    return True


def _own_id(sheet: Sheet, of: dict[str, tuple[int, ...]], taken: set[int], kind: str) -> int | None:
    """The first column whose heading ends with "id" or the like and whose cells are all there and all different. Where the table has its reference, that column may be
    it, or one that could have been: "invoice_id", "settlement_id". Else the first column, where that is a reference of which each line has its own."""
    reference = of.get("reference", ())
    for position, heading in enumerate(sheet.headings):
        free = position in reference or (
            position not in taken and (bool(reference) or kind == "generic" or role_named(heading, ("reference", "party")) is None)
        )
        if free and _ID.search(plain(heading)) and _tells_apart(sheet, position):
            return position
    # "erp_ref" before all other columns of a table that has no id is what its program calls the line.
    first = sheet.headings[:1]
    return 0 if first and _REF.search(plain(first[0])) and (0 in reference or 0 not in taken) and _tells_apart(sheet, 0) else None


def with_own_id(sheet: Sheet, columns: Columns, spec: SideSpec, kind: str) -> Columns:
    """The columns with the id that a column turns out to be once rows that are no lines are gone: totals have none."""
    if "id" in columns.of or spec.columns.get("id", ()) is None:
        return columns
    taken = {position for positions in columns.of.values() for position in positions} | set(columns.text)
    if (found := _own_id(sheet, columns.of, taken, kind)) is None:
        return columns
    return replace(columns, of={**columns.of, "id": (found,)}, unused=tuple(n for n in columns.unused if n != found))


def _tells_apart(sheet: Sheet, position: int) -> bool:
    """Whether the cells of a column are all there and all different."""
    cells = sheet.cells[f"c{position}"]
    return bool(cells.len() and not cells.null_count() and cells.n_unique() == cells.len())


def _by_content(sheet: Sheet, of: dict[str, tuple[int, ...]], taken: set[int]) -> None:
    """A date and an amount that no heading names: the one column whose cells are days, the one whose cells are amounts with paise or signs."""
    rest = [k for k in range(len(sheet.headings)) if k not in taken and _sample(sheet, k).len()]
    if "date" not in of:
        days = [k for k in rest if _looks_dated(_sample(sheet, k))]
        if days:
            of["date"] = (days[0],)
            taken.add(days[0])
            rest.remove(days[0])
    if not MONEY & set(of):
        amounts = [k for k in rest if "balance" not in plain(sheet.headings[k]) and _looks_paid(_sample(sheet, k))]
        if len(amounts) == 1:
            of["amount"] = (amounts[0],)
            taken.add(amounts[0])


def _looks_dated(sample: pl.Series) -> bool:
    if sample.dtype.is_temporal():
        return True
    texts = sample.cast(pl.String)
    return (
        not sample.dtype.is_numeric()
        and bool((texts.str.contains(r"\d[-/. ]+([A-Za-z]{3,9}|\d{1,2})[-/. ,]+\d")).mean() or 0)
        and read_days(sample).share >= SURE_SHARE
    )


def _looks_paid(sample: pl.Series) -> bool:
    if not read_amounts(sample, "rupees", rounded=True).share >= SURE_SHARE:
        return False
    return bool(sample.cast(pl.String).str.contains(r"[.,]\d{2}\D*$|^[-(]").any())
