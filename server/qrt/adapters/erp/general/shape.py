"""Columns that no heading explains, by what their cells do: which column cuts the lines into groups that balance, which names the ledgers.

A guess that proves itself in every group may be believed (`proved`), one that has a rival is only proposed.
"""

from collections.abc import Mapping
from dataclasses import replace

from qrt.adapters.erp.general.taking import Columns, Taken
from qrt.adapters.erp.general.values import looks_like_date, looks_like_money, read_amount
from qrt.adapters.erp.general.vouchers import Reading, sign_votes

GROUPS_MIN, ROWS_MAX = 3, 20_000
SHAPE, DOUBT = "shape", "doubt"
"""Sources of a meaning: by shape alone, and by shape where another column would do as well."""


def by_shape(columns: Columns) -> Columns | None:
    """The columns with a number and a ledger found by shape, where a day and an amount are there; None when no choice balances in every group."""
    if columns.has("account", "account_code", "gross", "debit_account", "open", "balance") or not columns.has("date") or columns.mapping is not None:
        return None
    sums = _amounts(columns)
    if not sums:
        return None
    rows = {row.number: row for row in columns.table.body}
    free = [column for column in sorted(columns.table.headings) if column not in columns.taken and not _is_value(columns, column)]
    known = columns.all("number") or columns.all("reference")
    texts = {
        column: {number: " ".join(rows[number].text(column).split()) for number in sums}
        for column in {*free, *known, *columns.all("party", "narration", "type")}
    }
    keys = {column: groups for column in (known or free) if (groups := _groups(texts[column], sums))}
    if not keys:
        return None
    number = max(keys, key=lambda column: len(keys[column]))
    groups = keys[number]
    names = [column for column in free if column != number and _names_ledgers(texts[column], groups)]
    if not names:
        return None
    rivals = [column for column in keys if column != number and len(keys[column]) == len(groups) and set(keys[column].values()) != set(groups.values())]
    best = next((column for column in names if any(each.isalpha() for text in texts[column].values() for each in text)), names[0])
    others = [column for column in names if column != best and not _one_to_one(texts[best], texts[column])]
    source = DOUBT if rivals or others else SHAPE
    taken = dict(columns.taken)
    if not known:
        taken[number] = Taken(number, columns.heading(number), "number", 0.6, source)
    taken[best] = Taken(best, columns.heading(best), "account", 0.6, source)
    for column in names:
        if column != best and column not in others:
            taken[column] = Taken(column, columns.heading(column), "account_code", 0.6, source)
            break
    return replace(columns, taken=dict(sorted(taken.items())), found={})


def _is_value(columns: Columns, column: int) -> bool:
    cells = columns.table.column(column)[:200]
    if not cells:
        return True
    amounts = sum(looks_like_money(cell) and ("." in cell.text or "," in cell.text) for cell in cells)
    return amounts * 2 > len(cells) or sum(map(looks_like_date, cells)) * 2 > len(cells)


def _amounts(columns: Columns) -> dict[int, int]:
    """Row number -> debit less credit, or the signed amount."""
    debit, credit, amount = columns.one("debit"), columns.one("credit"), columns.one("amount")
    found: dict[int, int] = {}
    for row in columns.table.body[:ROWS_MAX]:
        try:
            one, other = (
                read_amount(row.cells.get(column), columns.styles.get(column, ""), foreign=True) if column is not None else None
                for column in ((debit, credit) if debit is not None and credit is not None else (amount, None))
            )
        except ValueError:
            return {}
        if one is not None or other is not None:
            found[row.number] = (int(one.signed) if one else 0) - (int(other.size) if other else 0)
    return found


def _groups(texts: Mapping[int, str], sums: Mapping[int, int]) -> dict[str, tuple[int, ...]]:
    """The rows of each value, when every value's rows are two or more and come to nil; {} else."""
    groups: dict[str, list[int]] = {}
    for number, text in texts.items():
        groups.setdefault(text, []).append(number)
    sound = "" not in groups and len(groups) >= GROUPS_MIN and all(len(each) >= 2 and not sum(sums[number] for number in each) for each in groups.values())
    return {text: tuple(each) for text, each in groups.items()} if sound else {}


def _names_ledgers(texts: Mapping[int, str], groups: Mapping[str, tuple[int, ...]]) -> bool:
    """A text on every line, two or more in each group, the same ones again in other groups."""
    values = set(texts.values())
    again = {text for text in values if sum(any(texts[number] == text for number in each) for each in groups.values()) >= 2} if len(values) <= 2000 else set()
    return (
        "" not in values
        and bool(again)
        and len(values) * 2 <= len(texts) * 2 - len(again)
        and all(len({texts[number] for number in each}) >= 2 for each in groups.values())
    )


def _one_to_one(one: Mapping[int, str], other: Mapping[int, str]) -> bool:
    pairs = {(one[number], other[number]) for number in one}
    return len(pairs) == len({left for left, _ in pairs}) == len({right for _, right in pairs})


def guessed(columns: Columns) -> list[Taken]:
    """Meanings that no word gave."""
    return [
        each
        for each in columns.taken.values()
        if each.source in (SHAPE, DOUBT, "values") and each.meaning in ("number", "account", "account_code", "debit", "credit", "amount")
    ]


def proved(columns: Columns, reading: Reading) -> bool:
    """True when a guess has no rival: every voucher balances, there are several, and the names of the ledgers say on which side a debit is, without a voice against it."""
    judged = reading.judged
    agree, against = sign_votes(reading)
    sound = len(judged) >= GROUPS_MIN and len(judged) == len(reading.vouchers) and all(len(each.filled) >= 2 and not each.difference for each in judged)
    return sound and agree >= 2 and not against and all(each.source != DOUBT for each in columns.taken.values())
