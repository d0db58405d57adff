"""Which of several columns of numbers is the reference: the one whose numbers the other table has, too. A ledger's own document number is on no bank statement."""

from dataclasses import replace

import polars as pl

from qrt.adapters.tables.headings import Columns, heads_reference
from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.side import Read

READ_MOST = 20_000
LEAST_SHARE = 0.05
TIMES = 3
"""A column must be told of so many times as often as the one that its heading made the reference."""


def agree_on_references(a: Read, b: Read, kind: str) -> tuple[Read, Read, list[str]]:
    """Both sides with the reference that the other side knows, and what is to be told of it. What a spec says of them stays.

    A gateway heads its numbers as it likes (order, payment, receipt, settlement), so every column may be one; elsewhere the heading has to say so. Further
    numbers that the other side knows are read with the narration.
    """
    out, notes = [a, b], []
    for k, (each, other) in enumerate(((a, b), (b, a))):
        held = each.columns.one("reference")
        rivals = [*each.columns.unused, *_own_ids(each)] if kind == "gateway" else [n for n in each.columns.unused if heads_reference(each.sheet.headings[n])]
        if not rivals or "reference" in each.spec.columns or not each.sheet.cells.height:
            continue
        known = _numbers([other.sheet.cells[f"c{n}"] for n in _texts(other)])
        shares = {n: _share(each.sheet.cells[f"c{n}"], known) for n in (*rivals, *(() if held is None else (held,)))}
        best = max(rivals, key=lambda n: (shares[n], -n))
        columns, names = each.columns, each.sheet.headings
        if shares[best] >= LEAST_SHARE and (held is None or shares[best] > TIMES * shares[held]):
            columns = _with_reference(each.sheet, columns, held, best)
            instead = "" if held is None else f" and not {names[held]!r}"
            notes.append(f"{each.sheet.name}: {names[best]!r} is taken for the reference{instead}, for {other.sheet.name} has its numbers")
        if kind in ("bank", "gateway") and "narration" not in each.spec.columns:
            columns = _with_further(columns, tuple(n for n in rivals if n not in columns.of.get("reference", ()) and shares[n] >= LEAST_SHARE))
        out[k] = replace(each, columns=columns)
    return out[0], out[1], notes


def _own_ids(each: Read) -> tuple[int, ...]:
    """The column of ids where nobody named it: the other side may know its numbers, too ("Order Id")."""
    return () if "id" in each.columns.named else each.columns.of.get("id", ())


def _with_further(columns: Columns, further: tuple[int, ...]) -> Columns:
    """The columns with more of them read as the narration."""
    if not further:
        return columns
    unused = tuple(n for n in columns.unused if n not in further)
    return replace(columns, of={**columns.of, "narration": (*columns.of.get("narration", ()), *further)}, unused=unused)


def _with_reference(sheet: Sheet, columns: Columns, held: int | None, best: int) -> Columns:
    """The columns with another reference; the old one is the id where there is none and it tells every line from the others."""
    of = {**columns.of, "reference": (best,)}
    if held is None:
        return replace(columns, of=of, unused=tuple(n for n in columns.unused if n != best))
    cells = sheet.cells[f"c{held}"].cast(pl.String)
    unused = tuple(n for n in (*columns.unused, held) if n != best)
    if "id" not in of and cells.len() and not cells.null_count() and (cells != "").all() and cells.n_unique() == cells.len():
        of["id"] = (held,)
        unused = tuple(n for n in unused if n != held)
    return replace(columns, of=of, unused=unused)


def _texts(each: Read) -> list[int]:
    """Columns in which the other side may name a reference."""
    taken = {n for role in ("date", "amount", "debit", "credit") for n in each.columns.of.get(role, ())}
    return [n for n in range(len(each.sheet.headings)) if n not in taken]


def _numbers(columns: list[pl.Series]) -> pl.Series:
    """Words with digits, of five characters and more, that stand in any of the columns."""
    found = [cells.head(READ_MOST).cast(pl.String).str.to_uppercase().str.extract_all(r"[A-Z]*\d[A-Z0-9]{4,}").explode() for cells in columns]
    return pl.concat(found).drop_nulls().unique() if found else pl.Series([], dtype=pl.String)


def _share(cells: pl.Series, known: pl.Series) -> float:
    """Of the rows of a column, how many name a number that is known."""
    rows = cells.head(READ_MOST).cast(pl.String).to_frame("text").with_row_index("n")
    words = rows.select("n", word=pl.col("text").str.to_uppercase().str.extract_all(r"[A-Z]*\d[A-Z0-9]{4,}")).explode("word").drop_nulls()
    return words.filter(pl.col("word").is_in(known.implode()))["n"].n_unique() / max(1, rows.height)
