"""Which of several columns of numbers is the reference: the one whose numbers the other table has, too. A ledger's own document number is on no bank statement."""

from dataclasses import dataclass, replace

import polars as pl

from qrt.adapters.tables.headings import DOCUMENTS, Columns, heads_reference
from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.side import Read

READ_MOST = 20_000
LEAST_SHARE = 0.05
TIMES = 3
"""A column must be told of so many times as often as the one that its heading made the reference."""

AGREE_SHARE, AGREE_TIMES = 1 / 3, 5
"""Of lines that name one number, how many must have one amount for the number to be a reference whatever heads it, and how many times as often as any two lines have."""

FEW_LINES = 20
"""A number that more lines of a side name tells them apart no more."""

NUMBER = r"[A-Z]{2,}\d{3,}[A-Z0-9]*|[A-Z]*\d[A-Z0-9]{4,}"
JOINED = r"([A-Z])[-/_](\d)"
"""Letters and the number after them are one word: "INV-2679"."""


def agree_on_references(a: Read, b: Read, kind: str) -> tuple[Read, Read, list[str]]:
    """Both sides with the reference that the other side knows, and what is to be told of it. What a spec says of them stays.

    A gateway heads its numbers as it likes (order, payment, receipt, settlement), so every column may be one. Elsewhere the heading has to say so, or, where both
    sides have amounts, the lines themselves: those that name one number mostly have one amount ("Transaction ID" of both sides, "invoice_id" and a narration). Further
    numbers that the other side knows are read with the narration.
    """
    out, notes = [a, b], []
    for k, (each, other) in enumerate(((a, b), (b, a))):
        held = each.columns.one("reference")
        rivals = _rivals(each, other, kind)
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


def _rivals(each: Read, other: Read, kind: str) -> list[int]:
    """Columns that may be the reference."""
    every = [*each.columns.unused, *_own_ids(each)]
    if kind == "gateway":
        return every
    headed = [n for n in each.columns.unused if heads_reference(each.sheet.headings[n])]
    if kind in DOCUMENTS or each.money.amount is None or other.money.amount is None:
        return headed
    asked = [n for n in every if n not in headed and _numbered(each.sheet.cells[f"c{n}"])]
    if not asked:
        return headed
    theirs = _Named.of([other.sheet.cells[f"c{n}"] for n in _texts(other)], other.money.amount)
    told = {n for n in asked if _borne_out(_Named.of([each.sheet.cells[f"c{n}"]], each.money.amount), theirs)}
    return [n for n in every if n in headed or n in told]


def _numbered(cells: pl.Series) -> bool:
    """Whether a column names numbers at all, by its first lines."""
    sample = cells.drop_nulls().head(300).cast(pl.String).str.to_uppercase().str.replace_all(JOINED, "${1}${2}")
    return bool(sample.len() and (sample.str.contains(NUMBER).mean() or 0.0) >= LEAST_SHARE)  # type: ignore[operator]


@dataclass(frozen=True)
class _Named:
    """Numbers that the lines of one side name. words: n (row), word, amount (its size in paise), of numbers that few lines name; rows: how many lines name one;
    sizes: amount, share of those lines."""

    words: pl.DataFrame
    rows: int
    sizes: pl.DataFrame

    @classmethod
    def of(cls, columns: list[pl.Series], amounts: pl.Series) -> "_Named":
        named = _named(columns, amounts)
        lines = named.unique("n")
        sizes = lines.group_by("amount").agg(share=pl.len() / max(1, lines.height))
        return cls(named.filter(pl.len().over("word") <= FEW_LINES), lines.height, sizes)


def _borne_out(ours: _Named, theirs: _Named) -> bool:
    """Whether lines that name one number, here in a column and there anywhere, have one amount: a third of them and more, and many times as often as any two lines."""
    both = ours.words.join(theirs.words, on="word", suffix="_b")
    named = both.group_by("n").agg(same=(pl.col("amount") == pl.col("amount_b")).any())
    if named.height < max(2.0, LEAST_SHARE * min(ours.rows, theirs.rows)):
        return False
    chance = float(ours.sizes.join(theirs.sizes, on="amount", suffix="_b").select((pl.col("share") * pl.col("share_b")).sum()).item() or 0.0)
    return int(named["same"].sum()) / named.height >= max(AGREE_SHARE, AGREE_TIMES * chance)


def _named(columns: list[pl.Series], amounts: pl.Series) -> pl.DataFrame:
    """n (row), word, amount (its size in paise): the numbers that each line names, once a line."""
    if not columns:
        return pl.DataFrame(schema={"n": pl.UInt32, "word": pl.String, "amount": pl.Int64})
    rows = pl.DataFrame([cells.cast(pl.String).fill_null("").alias(f"c{k}") for k, cells in enumerate(columns)]).head(READ_MOST)
    said = rows.select(text=pl.concat_str(pl.all(), separator=" ").str.to_uppercase().str.replace_all(JOINED, "${1}${2}"))
    out = said.with_columns(amount=amounts.head(READ_MOST).abs(), word=pl.col("text").str.extract_all(NUMBER)).with_row_index("n")
    return out.select("n", "word", "amount").explode("word").drop_nulls().unique()


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
    """Words with digits that stand in any of the columns (NUMBER)."""
    found = [
        cells.head(READ_MOST).cast(pl.String).str.to_uppercase().str.replace_all(JOINED, "${1}${2}").str.extract_all(NUMBER).explode() for cells in columns
    ]
    return pl.concat(found).drop_nulls().unique() if found else pl.Series([], dtype=pl.String)


def _share(cells: pl.Series, known: pl.Series) -> float:
    """Of the rows of a column, how many name a number that is known."""
    rows = cells.head(READ_MOST).cast(pl.String).to_frame("text").with_row_index("n")
    found = pl.col("text").str.to_uppercase().str.replace_all(JOINED, "${1}${2}").str.extract_all(NUMBER)
    words = rows.select("n", word=found).explode("word").drop_nulls()
    return words.filter(pl.col("word").is_in(known.implode()))["n"].n_unique() / max(1, rows.height)
