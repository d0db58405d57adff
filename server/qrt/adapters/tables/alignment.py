"""Which columns of two tables belong together when their headings do not say so: by words that people use for one thing, else by what stands in them."""

from collections.abc import Sequence

import polars as pl

from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.words import plain

ONE_THING = (
    ("given name", "first name", "forename", "fname", "given names", "christian name"),
    ("surname", "last name", "family name", "lname", "second name"),
    ("name", "full name", "person", "name of person", "customer name", "employee name", "party name"),
    ("title", "product", "product name", "item", "item name", "product title", "article", "book", "paper", "publication"),
    ("description", "details", "desc", "product description", "item description", "remarks"),
    ("maker", "manufacturer", "brand", "make", "company", "vendor"),
    ("author", "authors", "writer", "writers", "creator", "creators", "by"),
    ("venue", "journal", "conference", "booktitle", "published in", "publisher"),
    ("year", "published", "publication year", "yr", "year of publication"),
    ("address", "street", "addr", "street address", "address 1", "address line 1"),
    ("city", "town", "place", "location", "district", "suburb"),
    ("state", "province", "region"),
    ("postcode", "zip", "zip code", "pin", "pin code", "pincode", "postal code"),
    ("phone", "telephone", "mobile", "phone no", "phone number", "mobile no", "contact", "contact no", "tel"),
    ("email", "e mail", "mail", "email id", "email address"),
    ("date of birth", "dob", "birth date", "born", "birthday"),
    ("type", "category", "kind", "class", "cuisine", "genre", "style", "group"),
    ("model", "model no", "model number", "part no", "part number", "mpn", "sku"),
    ("price", "list price", "unit price", "mrp", "cost", "rate"),
)
LEAST_VALUES = 8
"""Distinct values of a column below which what it shares with another may be chance."""
VALUES_SHARED, WORDS_SHARED = 0.25, 0.5
PARTS_SHARED = 0.5
"""Of the words of a column, how many must stand in a column of the other table for it to be a part of that one."""
READ_MOST = 20_000
Positions = tuple[int, ...]


def aligned(a: Sheet, b: Sheet, ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of positions out of ours and theirs, each at most once: those whose headings mean one thing, then those that share most of what stands in them."""
    left, right = list(ours), list(theirs)
    pairs: list[tuple[int, int]] = []
    meant = {name: k for k, names in enumerate(ONE_THING) for name in names}
    for x in list(left):
        one = meant.get(plain(a.headings[x]))
        same = [y for y in right if one is not None and meant.get(plain(b.headings[y])) == one]
        rivals = [z for z in left if meant.get(plain(a.headings[z])) == one]
        if len(same) == 1 and len(rivals) == 1:
            pairs.append((x, same[0]))
            left.remove(x)
            right.remove(same[0])
    likely = sorted(
        ((score, x, y) for x in left for y in right if (score := _shared(a.cells[f"c{x}"], b.cells[f"c{y}"])) > 0), key=lambda each: (-each[0], *each[1:])
    )
    for _, x, y in likely:
        if x in left and y in right:
            pairs.append((x, y))
            left.remove(x)
            right.remove(y)
    return sorted(pairs)


def compounds(a: Sheet, b: Sheet, pairs: Sequence[tuple[int, int]], ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[Positions, Positions]]:
    """The pairs, each side with the columns that are read as one text with it: what one table has in one column ("full address") the other may have in several ("street",
    "city", "postal code"). ours, theirs: columns that no pair has. Columns stand in the order of their table."""
    out: list[tuple[Positions, Positions]] = [((x,), (y,)) for x, y in pairs]
    for k, sheet, other, free in ((0, a, b, list(ours)), (1, b, a, list(theirs))):
        for column in free:
            words = _words_of(sheet.cells[f"c{column}"])
            if words.len() < LEAST_VALUES:
                continue
            shares = []
            for n, each in enumerate(out):
                whole, own = _words_of(other.cells[f"c{each[1 - k][0]}"]), _words_of(sheet.cells[f"c{each[k][0]}"])
                # The whole must say what this column says, and what its partner alone does not.
                alone = whole.filter(~whole.is_in(own.implode()))
                told = words.filter(~words.is_in(own.implode()))
                if len(each[1 - k]) == 1 and told.len() >= LEAST_VALUES and alone.len() >= LEAST_VALUES:
                    shares.append((told.is_in(alone.implode()).sum() / told.len(), n))
            if shares and max(shares)[0] >= PARTS_SHARED:
                n = max(shares)[1]
                sides = list(out[n])
                sides[k] = tuple(sorted((*sides[k], column)))
                out[n] = (sides[0], sides[1])
    return out


def _words_of(cells: pl.Series) -> pl.Series:
    """Distinct words of three characters and more."""
    words = _bare(cells).str.split(" ").explode()
    return words.filter((words.str.len_bytes() >= 3).fill_null(False)).unique()


def _shared(one: pl.Series, other: pl.Series) -> float:
    """How much of the smaller column stands in the larger, whole cells before words; 0 where it may be chance."""
    a, b = (_bare(t) for t in (one, other))
    if min(a.len(), b.len()) < LEAST_VALUES:
        return 0.0
    share = a.is_in(b.implode()).sum() / min(a.len(), b.len())
    if share >= VALUES_SHARED:
        return 1 + share
    words = [t.str.split(" ").explode().filter(t.str.split(" ").explode().str.contains(r"[A-Z]{3,}")).unique() for t in (a, b)]
    if min(t.len() for t in words) < LEAST_VALUES:
        return 0.0
    share = words[0].is_in(words[1].implode()).sum() / min(t.len() for t in words)
    return share if share >= WORDS_SHARED else 0.0


def _bare(cells: pl.Series) -> pl.Series:
    """Distinct cells in letters and digits, upper case."""
    texts = cells.head(READ_MOST).cast(pl.String).str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars()
    return texts.filter((texts != "").fill_null(False)).unique()
