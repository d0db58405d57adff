"""Ledgers that people merged or renamed: a relation that balances follow. What was written stays written; what is shown goes to the ledger it belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from qrt.core.base.money import Paise
from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.types import Chart, Line, Voucher, VoucherDraft

Homes = Mapping[str, str]
"""Ledger that is merged away (or renamed) -> the ledger whose balance it belongs to, at the end of every chain."""

V = TypeVar("V", Voucher, VoucherDraft)


K = TypeVar("K")


def to_homes(links: Mapping[K, K]) -> dict[K, K]:
    """Each ledger (by name or id) with the end of its chain. A circle, which the acts refuse, leaves its ledgers where they are."""
    homes: dict[K, K] = {}
    for start in links:
        at, seen = start, {start}
        while (above := links.get(at)) is not None and above not in seen:
            seen.add(above)
            at = above
        if at != start and links.get(at) is None:
            homes[start] = at
    return homes


def at_home(voucher: V, homes: Homes) -> V:
    """The voucher with its lines on the ledgers they belong to; what the books wrote is kept on the line."""
    if not homes or not (voucher.party in homes or any(line.ledger in homes for line in voucher.lines)):
        return voucher
    return replace(voucher, lines=tuple(_line_at_home(line, homes) for line in voucher.lines), party=homes.get(voucher.party, voucher.party))


def _line_at_home(line: Line, homes: Homes) -> Line:
    return replace(line, ledger=homes[line.ledger], written=line.written or line.ledger) if line.ledger in homes else line


def chart_with_written(chart: Chart, homes: Homes) -> Chart:
    """The chart with the names that were merged away as further spellings: who reads the books meets them there."""
    return {**chart, **{written: replace(chart[home], name=written) for written, home in homes.items() if home in chart}} if homes else chart


def balances_at_home(balances: Mapping[str, Paise], homes: Homes) -> dict[str, Paise]:
    """Balances by ledger, merged ones added up."""
    total: dict[str, Paise] = {}
    for name, amount in balances.items():
        home = homes.get(name, name)
        total[home] = Paise(total.get(home, 0) + amount)
    return total


def rows_at_home(rows: Sequence[object], homes: Homes) -> tuple[object, ...]:
    """Rows of one trial balance or of masters under the names they belong to; two that come to stand under one name are one row, at the place of the first."""
    if not homes or not any(_merged(row, homes) for row in rows):
        return tuple(rows)
    touched = {homes.get(row.name, row.name) for row in rows if isinstance(row, TrialBalanceRow | MasterRow) and _merged(row, homes)}
    kept: list[object] = []
    standing: dict[str, int] = {}
    for row in rows:
        if not isinstance(row, TrialBalanceRow | MasterRow) or row.is_group or homes.get(row.name, row.name) not in touched:
            kept.append(row)
            continue
        name = homes.get(row.name, row.name)
        moved = replace(row, name=name)
        if name not in standing:
            standing[name] = len(kept)
            kept.append(moved)
            continue
        kept[standing[name]] = _together(kept[standing[name]], moved, row.name == name)
    return tuple(kept)


def _merged(row: object, homes: Homes) -> bool:
    return isinstance(row, TrialBalanceRow | MasterRow) and not row.is_group and row.name in homes


def _together(first: object, second: TrialBalanceRow | MasterRow, is_home: bool) -> TrialBalanceRow | MasterRow:
    """Two rows of one ledger. Group and particulars are those of the row that carries the ledger's own name."""
    if isinstance(first, TrialBalanceRow) and isinstance(second, TrialBalanceRow):
        base = second if is_home else first
        return replace(
            base,
            place=first.place,
            closing=Paise(first.closing + second.closing),
            opening=_plus(first.opening, second.opening),
            debit=_plus(first.debit, second.debit),
            credit=_plus(first.credit, second.credit),
        )
    assert isinstance(first, MasterRow) and isinstance(second, MasterRow)
    base, other = (second, first) if is_home else (first, second)
    return replace(base, opening=_plus(first.opening, second.opening), gstin=base.gstin or other.gstin, pan=base.pan or other.pan)


def _plus(one: Paise | None, other: Paise | None) -> Paise | None:
    return other if one is None else one if other is None else Paise(one + other)


def written_names(vouchers: Iterable[Voucher | VoucherDraft]) -> frozenset[str]:
    """Names that the books wrote and that are shown under another one."""
    return frozenset(line.written for voucher in vouchers for line in voucher.lines if line.written)
