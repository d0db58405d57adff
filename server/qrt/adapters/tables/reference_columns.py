"""Which of several columns of numbers is the reference: the one whose numbers the other table has, too. A ledger's own document number is on no bank statement."""

from dataclasses import replace

import polars as pl

from qrt.adapters.tables.headings import Columns
from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.side import Read
from qrt.adapters.tables.words import WORDS, plain

READ_MOST = 20_000
LEAST_SHARE = 0.05
TIMES = 3
"""A column must be told of so many times as often as the one that its heading made the reference."""


def agree_on_references(a: Read, b: Read) -> tuple[Read, Read, list[str]]:
    """Both sides with the reference that the other side knows, and what is to be told of it. What a spec named stays."""
    out, notes = [a, b], []
    for k, (each, other) in enumerate(((a, b), (b, a))):
        held = each.columns.one("reference")
        rivals = [n for n in each.columns.unused if plain(each.sheet.headings[n]) in WORDS["reference"]]
        if held is None or not rivals or "reference" in each.columns.named:
            continue
        known = _numbers([other.sheet.cells[f"c{n}"] for n in _texts(other)])
        shares = {n: _share(each.sheet.cells[f"c{n}"], known) for n in (held, *rivals)}
        best = max(rivals, key=lambda n: (shares[n], -n))
        if shares[best] >= LEAST_SHARE and shares[best] > TIMES * shares[held]:
            out[k] = replace(each, columns=_with_reference(each.sheet, each.columns, held, best))
            names = each.sheet.headings[best], each.sheet.headings[held]
            notes.append(f"{each.sheet.name}: {names[0]!r} is taken for the reference and not {names[1]!r}, for {other.sheet.name} has its numbers")
    return out[0], out[1], notes


def _with_reference(sheet: Sheet, columns: Columns, held: int, best: int) -> Columns:
    """The columns with another reference; the old one is the id where there is none and it tells every line from the others."""
    of = {**columns.of, "reference": (best,)}
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
