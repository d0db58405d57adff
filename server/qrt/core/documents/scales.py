"""Money told in lakhs, crores, thousands or millions: where a sheet says that its amounts are no rupees."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qrt.core.documents.cells import Sheet, SheetRow, column_letters

_TOKEN = re.compile(r"'?0{3}(?:'?s)?(?![\d.,]*\d)|[^\W\d_\u0900-\u097f]+|[\u0900-\u097f]+|₹|\d+|\(|\)", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", text).split())


_SCALES = _words(
    "lakh lakhs lac lacs crore crores thousand thousands million millions mn mio billion billions bn tsd milliers miles duizenden 000 000s लाख करोड़ हज़ार हजार"
)
_MONEY = _words(
    "rs inr rupee rupees ₹ amount amounts amt amts figure figures value values balance balances debit debits credit credits dr cr closing opening रुपये रु राशि"
)
_BETWEEN = _words("in of are is all the stated expressed shown given reported presented indian currency unit units denomination en ( )")
_NOTE = _words("note notes nb n b unless otherwise except where")
_COUNTS = _words("qty quantity quantities units nos number numbers pcs pieces kg kgs tonnes litres hours shares employees volume weight stock")
_LONG = 160
_HEADING_LONG = 60


@dataclass(frozen=True, slots=True)
class Scale:
    """A cell that says in what its sheet's money is told. `cell` is "" for the sheet's own name."""

    row: int
    cell: str
    text: str


def find_scale(sheet: Sheet) -> Scale | None:
    """The first statement in a title, a heading, a note or the sheet's name that amounts are no rupees; None where there is none."""
    if _says(_tokens(sheet.name)):
        return Scale(sheet.rows[0].number if sheet.rows else 0, "", sheet.name.strip())
    head = True
    for position, row in enumerate(sheet.rows):
        head = head and not _has_values(row)
        for column, text in _texts(row):
            tokens = _tokens(text)
            if not _SCALES.intersection(tokens):
                continue
            above = _above(sheet.rows, position, column)
            if _states(row, tokens, text, above, head):
                return Scale(row.number, f"{column_letters(column)}{row.number}", " ".join(text.split()))
    return None


def _states(row: SheetRow, tokens: Sequence[str], text: str, above: str, head: bool) -> bool:
    """A line of a table's body may be a narration that speaks of lakhs: there only a cell that says nothing else is believed, or a heading on a later page."""
    bare = all(token in _SCALES | _MONEY | _BETWEEN | _NOTE for token in tokens)
    if len(row.cells) >= 3:
        if _has_values(row) or len(text) > _HEADING_LONG:
            return False
        counted = _COUNTS.intersection(_tokens(above))
        return (head or bare) and _says(tokens) and (bool(_MONEY.intersection(tokens)) or (bare and not counted))
    if head:
        return len(text) <= _LONG and _says(tokens)
    return bare and _says(tokens) and not _has_values(row)


def _says(tokens: Sequence[str]) -> bool:
    """ "Rs. in lakhs", "INR '000", "amounts are in ₹ crores", "in lakhs of rupees", "(in lakhs)"; not "Rs. 5 lakhs", not "Qty in '000"."""
    for place, token in enumerate(tokens):
        if token not in _SCALES:
            continue
        before = _run(tokens, place)
        start = place - len(before)
        if start and tokens[start - 1] == "not":
            continue
        if _MONEY.intersection(before):
            return True
        if not before or "in" not in before and "en" not in before and not (before[-1] == "(" and tokens[place + 1 : place + 2] == [")"]):
            continue
        after = {each for each in tokens[place + 1 : place + 4] if each in _MONEY}
        if after or not _COUNTS.intersection(tokens):
            return True
    return False


def _run(tokens: Sequence[str], place: int) -> list[str]:
    start = place
    while start and tokens[start - 1] in _MONEY | _BETWEEN:
        start -= 1
    return list(tokens[start:place])


def _tokens(text: str) -> list[str]:
    plain = re.sub(r"[`´‘’′]", "'", unicodedata.normalize("NFC", text.lower()))
    return [found.strip("'").replace("'", "") for found in _TOKEN.findall(plain)]


def _texts(row: SheetRow) -> Iterator[tuple[int, str]]:
    return ((column, row.cells[column].text) for column in sorted(row.cells) if isinstance(row.cells[column].value, str) and row.cells[column].text.strip())


def _above(rows: Sequence[SheetRow], position: int, column: int) -> str:
    """What stands over a cell in the row above, or to the left of there where a heading spans columns."""
    over = rows[position - 1] if position and rows[position - 1].number == rows[position].number - 1 else None
    at = [each for each in over.cells if each <= column] if over else []
    return over.text(max(at)) if over and at else ""


def _has_values(row: SheetRow) -> bool:
    """A row of the body: at least two cells, one of them an amount, a day or another value."""
    return len(row.cells) >= 2 and any(not isinstance(cell.value, str) or _VALUE.match(cell.text.strip()) for cell in row.cells.values())


_VALUE = re.compile(r"^[-+(₹]?\s*(?:rs\.?\s*)?\d[\d,.'\s/-]*(?:\s*(?:dr|cr)\.?)?\)?$", re.IGNORECASE)
