"""Whether the amounts of a trial balance are the books' own money: what its headings, its titles, its sections and a column of currencies say, and what their sums prove."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.currencies import heading_currency, heads_currencies, said_currency, stated_money
from qrt.core.documents.headings import heads_home, hear_heading, says_home
from qrt.core.documents.types import TrialBalanceRow

_BESIDE = (("local_currency",), ("foreign_amount",), ("foreign_debit",), ("foreign_credit",))
_HEADING_ROWS = 4


@dataclass(frozen=True, slots=True)
class OtherMoney:
    """Why the amounts cannot be taken for rupees, and the row that says so."""

    cause: str
    row: int


def other_money(sheet: Sheet, ledgers: Sequence[TrialBalanceRow]) -> OtherMoney | None:
    """What keeps these rows of the sheet from being rupees; None where nothing does.

    Ledgers of several currencies that come to nil only together are in the books' own money: those of one currency would not come to nil with those of another.
    """
    placed = {row.place.row: row for row in ledgers if row.place.row is not None}
    if not placed:
        return None
    first, last = min(placed), max(placed)
    above = [row for row in sheet.rows if row.number < first]
    headings = _headings(above)
    taken = {row.place.column for row in placed.values()}
    own = {column: text for column, text in headings.items() if column_letters(column) in taken}
    head = above[-1].number if above else first
    if headed := next(filter(None, map(heading_currency, own.values())), ""):
        return OtherMoney(f"a heading of its amounts says {headed}", head)
    if any(map(heads_home, own.values())):
        return None
    within = [row for row in sheet.rows if first <= row.number <= last and row.number not in placed]
    if section := next(stated_money(within), None):
        return OtherMoney(f"{section[1]!r} stands above some of its ledgers", section[0])
    if any(says_home(cell.text) for row in above for cell in row.cells.values()):
        return None
    if stated := next(stated_money(above), None):
        return OtherMoney(f"{stated[1]!r} stands above it", stated[0])
    if any((heard := hear_heading(text)).meanings[:1] in _BESIDE and heard.confidence > 0.9 for text in headings.values()):
        return None
    return _by_column(sheet, placed, headings, head)


def _headings(above: Sequence[SheetRow]) -> dict[int, str]:
    """The texts right above the ledgers, by column. A row of numbers or a title of one cell is no heading."""
    found: dict[int, str] = {}
    for row in above[-_HEADING_ROWS:]:
        texts = {column: row.text(column) for column in row.cells if row.text(column)}
        if len(texts) > 1 and all(isinstance(row.cells[column].value, str) for column in texts):
            found |= {column: f"{found.get(column, '')} {text}".strip() for column, text in texts.items()}
    return found


def _by_column(sheet: Sheet, placed: dict[int, TrialBalanceRow], headings: dict[int, str], head: int) -> OtherMoney | None:
    """A column of currencies: all of one foreign currency, or several whose ledgers come to nil each by themselves, or never."""
    column = next((each for each, text in sorted(headings.items()) if any(map(heads_currencies, (text, text.split()[-1])))), None)
    if column is None:
        return None
    sums: defaultdict[str, list[int]] = defaultdict(list)
    for row in sheet.rows:
        ledger = placed.get(row.number)
        if ledger is not None and not ledger.is_group and row.text(column).strip():
            sums[said_currency(row.text(column))].append(ledger.closing)
    foreign = sorted(sums.keys() - {""})
    if not foreign:
        return None
    if "" not in sums:
        return OtherMoney(f"all its ledgers are in {', '.join(foreign)}", head)
    if all(sum(closing) == 0 and any(closing) for closing in sums.values()):
        return OtherMoney(f"its ledgers in {', '.join(foreign)} come to nil by themselves, so their amounts may stand in it", head)
    if sum(map(sum, sums.values())):
        return OtherMoney(f"some of its ledgers are in {', '.join(foreign)} and its amounts do not come to nil, so they may stand in it", head)
    return None
