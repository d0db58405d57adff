"""Which of several columns of amounts is meant: the one whose amounts the other table has. A settlement is paid out net, and the order it belongs to is gross."""

from dataclasses import replace

import polars as pl

from qrt.adapters.tables.amounts import read_amounts
from qrt.adapters.tables.headings import SURE_SHARE, Columns
from qrt.adapters.tables.money import Money, money_of
from qrt.adapters.tables.side import Read
from qrt.adapters.tables.words import plain

LEAST_SHARE = 0.3
"""Of the lines of the shorter table so many must have an amount that stands in the column."""
TIMES = 2
"""And so many times as many as those of the column that its heading made the amount."""
LEAST_LINES = 5
LEAST_AMOUNTS = 3


def agree_on_amounts(a: Read, b: Read, rounded: bool) -> tuple[Read, Read, list[str]]:
    """Both sides with the column of amounts that the other side knows, and what is to be told of it. What a spec says of them stays, and so do columns of debit and credit.

    rounded: as the spec says of amounts finer than a paisa.
    """
    out, notes = [a, b], []
    for k in (0, 1):
        own, other = out[k], out[1 - k]
        held = own.columns.one("amount")
        if held is None or own.spec.columns.get("amount") or own.money.amount is None or other.money.amount is None or own.sheet.cells.height < LEAST_LINES:
            continue
        known = other.money.amount.abs().drop_nulls()
        rivals = {n: found for n in own.columns.unused if (found := _read_as(own, n, rounded)) is not None}
        if not rivals:
            continue
        shares = {n: _share(money, known) for n, money in {held: own.money, **rivals}.items()}
        best = max(rivals, key=lambda n: (shares[n], -n))
        if shares[best] >= LEAST_SHARE and shares[best] > TIMES * shares[held]:
            names = own.sheet.headings
            out[k] = replace(own, columns=_with_amount(own.columns, best), money=rivals[best])
            notes.append(f"{own.sheet.name}: {names[best]!r} is taken for the amount and not {names[held]!r}, for {other.sheet.name} has its amounts")
    return out[0], out[1], notes


def _read_as(own: Read, position: int, rounded: bool) -> Money | None:
    """The table's money with this column as the amount; None where the column holds no amounts."""
    cells = own.sheet.cells[f"c{position}"]
    unit = "paise" if "paise" in plain(own.sheet.headings[position]).split() else "rupees"
    if cells.dtype.is_temporal() or cells.dtype == pl.Boolean or read_amounts(cells.drop_nulls().head(300), unit, rounded=True).share < SURE_SHARE:
        return None
    # The other side reads "Cr" as its kind does; sizes alone are asked here, and signs are agreed upon later.
    money = money_of(own.sheet, _with_amount(own.columns, position), own.spec, rounded, credit_positive=False)
    return None if money.amount is None or money.bad.any() else money


def _with_amount(columns: Columns, position: int) -> Columns:
    held = columns.of["amount"]
    return replace(columns, of={**columns.of, "amount": (position,)}, unused=tuple(sorted({*columns.unused, *held} - {position})))


def _share(money: Money, known: pl.Series) -> float:
    """Of the lines of the shorter side, how many have an amount that both have; none where these are hardly more than one number."""
    assert money.amount is not None
    sizes = money.amount.abs().drop_nulls()
    both = sizes.filter((sizes != 0) & sizes.is_in(known.implode()))
    return both.len() / max(1, min(sizes.len(), known.len())) if both.n_unique() >= LEAST_AMOUNTS else 0.0
