"""What two tables must agree on before they are compared: signs, the order of day and month, which text stands beside which."""

from dataclasses import replace

import numpy as np
import polars as pl

from qrt.adapters.tables.alignment import Positions, aligned, compounds
from qrt.adapters.tables.side import Read
from qrt.adapters.tables.words import plain
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.plan import coded

TEXTS = ("narration", "party", "reference", "date", "account", "gstin", "pan", "document_type", "place_of_supply")
MIRRORED_SHARE = 0.2
FEW = 5
TWO_RATES = 9, 10
"""Of two amounts of one document whose rates differ the smaller is at least so many parts of the larger."""


def agree_on_signs(a: Read, b: Read, kind: str) -> tuple[Read, Read, list[str]]:
    """The other side may write from its own view. Signs are turned only where the spec says nothing and most equal amounts say so."""
    if a.spec.flip is not None or b.spec.flip is not None or a.money.amount is None or b.money.amount is None:
        return a, b, []
    ours, theirs = (_keyed(each) for each in (a, b))
    if not ours.height or not theirs.height:
        return a, b, []
    signs = ours["amount"], theirs["amount"]
    opposite = min(ours.height, theirs.height) >= FEW and any((x > 0).all() and (y < 0).all() for x, y in (signs, signs[::-1]))
    same, turned = _alike(ours, theirs), _alike(ours, theirs.with_columns(-pl.col("amount")))
    enough = MIRRORED_SHARE * min(ours.height, theirs.height)
    if opposite or (turned > 2 * same and turned >= enough):
        if kind == "bank" and a.money.sided:
            return replace(a, money=a.money.turned()), b, [f"the signs of {a.sheet.name} are turned, so that receipts are positive on both sides"]
        return a, replace(b, money=b.money.turned()), [f"{b.sheet.name} is written from the other side's view: its signs are turned"]
    if kind == "intercompany" and _mirrored(ours, theirs):
        return a, replace(b, money=b.money.turned()), [f"{b.sheet.name} is written from the other side's view: its signs are turned"]
    one_sign = [bool((amounts > 0).all() or (amounts < 0).all()) for amounts in signs]
    if one_sign[0] != one_sign[1] and turned >= 0.3 * max(same, 1) and turned + same >= enough:
        name = (a if one_sign[0] else b).sheet.name
        return replace(a, money=a.money.unsigned()), replace(b, money=b.money.unsigned()), [f"{name} tells no signs: sizes alone are compared"]
    return a, b, []


def _keyed(each: Read) -> pl.DataFrame:
    """amount, and what an equal amount must stand beside to count: its day as written, its reference."""
    assert each.money.amount is not None
    frame = pl.DataFrame({"amount": each.money.amount})
    frame = frame.with_columns(day=each.days.dates(True) if each.days is not None else pl.lit(None, pl.Date))
    position = each.columns.one("reference")
    reference = (
        each.sheet.cells[f"c{position}"].cast(pl.String).str.to_uppercase().str.replace_all(r"[^A-Z0-9]+", "")
        if position is not None
        else pl.lit(None, pl.String)
    )
    return frame.with_columns(reference=reference).filter(pl.col("amount") != 0)


def _mirrored(ours: pl.DataFrame, theirs: pl.DataFrame) -> bool:
    """Whether pairs of lines of one number and about one size have mostly opposite signs: two rates of exchange leave no amount equal. Pairs are counted and not made, for
    thousands of lines may have one number."""
    named = [t.filter(pl.col("reference") != "") for t in (ours, theirs)]
    x, y = coded(named[0], named[1], ["reference"])
    one, other = (t["amount"].to_numpy().astype(np.int64) for t in named)
    sizes = np.unique(np.abs(other))
    wide, (least, of) = len(sizes) + 1, TWO_RATES
    low = x * wide + np.searchsorted(sizes, -(-np.abs(one) * least // of))
    high = x * wide + np.searchsorted(sizes, np.abs(one) * of // least, side="right")
    counts = {True: 0, False: 0}
    for sign in (1, -1):
        mine = np.sign(other) == sign
        keys = np.sort(y[mine] * wide + np.searchsorted(sizes, np.abs(other[mine])))
        met = np.searchsorted(keys, high) - np.searchsorted(keys, low)
        for alike in counts:
            counts[alike] += int(met[(np.sign(one) == sign) == alike].sum())
    return counts[False] > 2 * counts[True]


def _alike(ours: pl.DataFrame, theirs: pl.DataFrame) -> int:
    """How many of their lines have one of ours with the same amount and the same day or reference; where there is none at all, with the same amount."""
    for keys in (["amount", "reference"], ["amount", "day"]):
        a, b = (t.drop_nulls(keys).filter(pl.col(keys[1]).cast(pl.String) != "") for t in (ours, theirs))
        sizes = a.select(pl.col("amount").abs(), keys[1]), b.select(pl.col("amount").abs(), keys[1])
        if sizes[1].join(sizes[0], on=keys, how="semi").height * 20 >= theirs.height:
            return b.join(a, on=keys, how="semi").height
    return theirs.join(ours, on="amount", how="semi").height


def agree_on_days(a: Read, b: Read) -> tuple[tuple[bool, bool], list[str]]:
    """Whether days stand before months on either side. What neither spec nor column decides is decided by the other side's days, or refused."""
    order: list[bool | None] = []
    for each in (a, b):
        if each.spec.day_first is not None or each.days is None:
            order.append(each.spec.day_first if each.spec.day_first is not None else True)
        else:
            order.append({"plain": True, "day_first": True, "month_first": False, "mixed": True, "unclear": None}[each.days.order])
    if order == [None, None]:
        return (True, True), [f"the days of {a.sheet.name} and {b.sheet.name} can be read two ways: days are taken to stand before months"]
    notes = []
    for k, (own, other) in enumerate(((a, b), (b, a))):
        if order[k] is None:
            order[k], borne_out = _by_other(own, other, bool(order[1 - k]))
            why = (
                f"as {other.sheet.name} bears out"
                if borne_out
                else f"which {other.sheet.name} neither bears out nor denies; day_first in a spec says it otherwise"
            )
            notes.append(f"the days of {own.sheet.name} can be read two ways: {'days' if order[k] else 'months'} are taken to stand first, {why}")
    return (bool(order[0]), bool(order[1])), notes


def _by_other(own: Read, other: Read, day_first: bool) -> tuple[bool, bool]:
    """Which reading puts more days among those of the other side, and whether either does. Refused where it matters and cannot be told."""
    assert own.days is not None
    if other.days is None or not other.sheet.cells.height:
        return True, False
    known = other.days.dates(day_first).drop_nulls().unique()
    fits = [int(own.days.dates(reading).is_in(known.implode()).sum()) for reading in (True, False)]
    if fits[0] == fits[1] == 0 and known.len():
        low, high = known.min(), known.max()
        fits = [int(own.days.dates(reading).is_between(low, high).sum()) for reading in (True, False)]  # type: ignore[arg-type]
    if fits[0] == fits[1] == 0 or min(fits) < 0.9 * max(fits):
        return fits[0] >= fits[1], max(fits) > 0
    if own.days.dates(True).equals(own.days.dates(False)):
        return True, False
    heading = own.sheet.headings[own.columns.of["date"][0]]
    raise Refused(
        "recon.days_unclear",
        f"{own.sheet.name}: the days in {heading!r} can be read day first or month first, and {other.sheet.name} does not decide it. Write day_first: true or false in the spec",
    )


def text_pairs(a: Read, b: Read, lead: str, kind: str) -> list[tuple[int, int]]:
    """Positions of the columns that are compared text by text: those of the spec, and where words lead all that both sides have under one meaning or name."""
    pairs = list(zip(a.columns.text, b.columns.text, strict=False))
    told = len(pairs)
    rest: tuple[list[int], list[int]] = ([*a.columns.text[len(pairs) :]], [*b.columns.text[len(pairs) :]])
    if lead == "words":
        of = a.columns.of, b.columns.of
        for role in TEXTS:
            if role in of[0] and role in of[1]:
                pairs += zip(of[0][role], of[1][role], strict=False)
            else:
                for k in (0, 1):
                    rest[k].extend(of[k].get(role, ()))
        if len(rest[0]) == len(rest[1]) == 1:
            pairs.append((rest[0][0], rest[1][0]))
    plays = bool({"narration", "party", "reference"} & set(a.columns.of)) and bool({"narration", "party", "reference"} & set(b.columns.of))
    if kind == "generic" and (lead == "words" or not plays):
        theirs = {plain(b.sheet.headings[k]): k for k in b.columns.unused}
        pairs += [(k, theirs[name]) for k in a.columns.unused if (name := plain(a.sheet.headings[k])) in theirs and not name.startswith("column ")]
        if not told and lead == "words":
            of = [{k for pair in pairs for k in pair[side : side + 1]} for side in (0, 1)]
            free = [[k for k in (*each.columns.unused, *rest[side]) if k not in of[side]] for side, each in enumerate((a, b))]
            # Where either table has one column and no other to compare, there is nothing to choose.
            pairs += [(free[0][0], free[1][0])] if not pairs and len(free[0]) == len(free[1]) == 1 else aligned(a.sheet, b.sheet, *free)
    # What the spec does not order stands in the order of the table: people write what tells a thing apart first.
    pairs[told:] = sorted(pairs[told:])
    return [pair for pair in dict.fromkeys(pairs) if _says(a, pair[0]) or _says(b, pair[1])]


def with_parts(a: Read, b: Read, pairs: list[tuple[int, int]], lead: str, spelt: bool) -> list[tuple[Positions, Positions]]:
    """The pairs with the columns that are read as one text with either side, where words lead and no spec says what is compared."""
    if lead != "words" or spelt:
        return [((x,), (y,)) for x, y in pairs]
    of = [
        {k for pair in pairs for k in pair[side : side + 1]} | {k for role in ("id", "amount") for k in each.columns.of.get(role, ())}
        for side, each in enumerate((a, b))
    ]
    free = [[k for k in range(len(each.sheet.headings)) if k not in of[side] and _says(each, k)] for side, each in enumerate((a, b))]
    return compounds(a.sheet, b.sheet, pairs, *free)


def told_of_columns(a: Read, b: Read, pairs: list[tuple[int, int]], wide: list[tuple[Positions, Positions]], lead: str, spelt: bool) -> list[str]:
    """What is to be said of columns that are compared under two names, and of those that are not compared.

    spelt: a spec says what is compared. Raises Refused("recon.columns") where words lead and the tables have no column in common.
    """
    if lead != "words" or not a.sheet.cells.height or not b.sheet.cells.height:
        return []
    roles = [role for role in TEXTS[:3] if role in a.columns.of and role in b.columns.of]
    if not pairs and not roles:
        ours, theirs = (", ".join(each.sheet.headings)[:200] for each in (a, b))
        raise Refused(
            "recon.columns",
            f"{a.sheet.name} and {b.sheet.name} have no column in common that could be compared: {ours} here, {theirs} there. "
            f"Say in a spec what belongs together: text: [[{a.sheet.headings[0]}, {b.sheet.headings[0]}]]",
        )
    if spelt:
        return []
    names = [tuple(" + ".join(each.sheet.headings[k] for k in pair[side]) for side, each in enumerate((a, b))) for pair in wide]
    other = [f"{x!r} with {y!r}" for x, y in names if plain(x) != plain(y)]
    notes = [f"columns under two names are compared: {', '.join(other)}; a spec with text: says it otherwise"] if other else []
    for side, each in enumerate((a, b)):
        seen = {k for pair in wide for k in pair[side]} | {k for role in (*roles, "id", "amount") for k in each.columns.of.get(role, ())}
        lost = [repr(each.sheet.headings[k]) for k in range(len(each.sheet.headings)) if k not in seen and _says(each, k)]
        if lost:
            notes.append(f"{each.sheet.name}: not compared, for the other table has no such column: {', '.join(lost)[:200]}")
    return notes


def _says(each: Read, position: int) -> bool:
    cells = each.sheet.cells[f"c{position}"]
    return cells.null_count() < cells.len() or not cells.len()
