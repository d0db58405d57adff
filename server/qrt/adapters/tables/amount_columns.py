"""Which of several columns of amounts is meant: the one whose amounts the other table has. A settlement is paid out net, and the order it belongs to is gross."""

from dataclasses import replace

import polars as pl

from qrt.adapters.tables.amounts import read_amounts
from qrt.adapters.tables.headings import SURE_SHARE, Columns
from qrt.adapters.tables.money import Money, money_of
from qrt.adapters.tables.side import Read
from qrt.adapters.tables.words import may_be_amount, plain
from qrt.core.base.errors import Refused

LEAST_SHARE = 0.3
"""Of the lines of the shorter table so many must have an amount that stands in the column."""
TIMES = 2
"""And so many times as many as those of the column that its heading made the amount."""
LEAST_LINES = 5
LEAST_AMOUNTS = 3
SIDED = -1
"""In place of the column where an amount is debit and credit."""


def agree_on_amounts(a: Read, b: Read, rounded: bool, kind: str) -> tuple[Read, Read, list[str]]:
    """Both sides with the column of amounts that the other side knows, and what is to be told of it. What a spec says of them stays, and so do columns of debit and credit.

    rounded: as the spec says of amounts finer than a paisa. Raises Refused("recon.columns") where several columns could be the amount and none is borne out; of generic
    tables such a one has no amount.
    """
    sides, notes = [a, b], []
    moneys = [_moneys(each, rounded) for each in sides]
    found = max(((_share(x, y), -n, -m) for n, x in moneys[0].items() for m, y in moneys[1].items()), default=(0.0, 0, 0))
    held = [each.columns.one("amount") for each in sides]
    before = _share(moneys[0][held[0]], moneys[1][held[1]]) if held[0] in moneys[0] and held[1] in moneys[1] else 0.0
    if found[0] >= LEAST_SHARE and found[0] > TIMES * before:
        for k, best in enumerate((-found[1], -found[2])):
            if best not in (held[k], SIDED):
                names = sides[k].sheet.headings
                notes.append(
                    f"{sides[k].sheet.name}: {names[best]!r} is taken for the amount and not {names[held[k] or 0]!r}, for {sides[1 - k].sheet.name} has its amounts"
                )
                columns = _with_amount(sides[k].columns, best)
                sides[k] = replace(sides[k], columns=columns, money=money_of(sides[k].sheet, columns, sides[k].spec, rounded, kind == "bank" and k == 1))
    elif before < LEAST_SHARE:
        sides = [_unguessed(each, other, kind) for each, other in ((a, b), (b, a))]
    return sides[0], sides[1], notes


def _unguessed(each: Read, other: Read, kind: str) -> Read:
    """The table without an amount that is one of several by its heading alone and whose amounts the other table does not have."""
    if not each.columns.rivals or not each.sheet.cells.height or not other.sheet.cells.height:
        return each
    held = each.columns.of["amount"][0]
    if kind != "generic":
        heads = ", ".join(repr(each.sheet.headings[k]) for k in (held, *each.columns.rivals))
        raise Refused(
            "recon.columns", f"{each.sheet.name}: the amount may be any of {heads}, and {other.sheet.name} has the amounts of none; name it in a spec"
        )
    of = {role: positions for role, positions in each.columns.of.items() if role != "amount"}
    columns = replace(each.columns, of=of, unused=tuple(sorted({*each.columns.unused, held})), rivals=())
    return replace(each, columns=columns, money=replace(each.money, amount=None))


def _moneys(own: Read, rounded: bool) -> dict[int, Money]:
    """The money that each column would be that can be the amount; the one that is, alone, where nothing may be changed. All lines are asked: one table may begin with the
    newest."""
    held = own.columns.one("amount")
    if held is None or own.money.amount is None:
        return {} if own.money.amount is None else {SIDED: own.money}
    if own.spec.columns.get("amount") or own.sheet.cells.height < LEAST_LINES:
        return {held: own.money}
    # A fee is on both sides, too, and never what moved; a number of lines is met by chance.
    free = [n for n in own.columns.unused if may_be_amount(own.sheet.headings[n])]
    return {held: own.money, **{n: found for n in free if (found := _read_as(own, n, rounded)) is not None}}


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


def _share(one: Money, other: Money) -> float:
    """Of the lines of the shorter side, how many have an amount that both have; none where these are hardly more than one number."""
    assert one.amount is not None
    assert other.amount is not None
    sizes, known = one.amount.abs().drop_nulls(), other.amount.abs().drop_nulls()
    both = sizes.filter((sizes != 0) & sizes.is_in(known.implode()))
    return both.len() / max(1, min(sizes.len(), known.len())) if both.n_unique() >= LEAST_AMOUNTS else 0.0
