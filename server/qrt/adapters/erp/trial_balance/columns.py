"""The columns of a trial balance: opening, movement and closing, each as a debit and credit pair or as one signed column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.headers import meanings, normal, vocabulary
from qrt.core.documents.workbook import Sheet, SheetRow

_NAMES = vocabulary(
    {
        "name": (
            "particulars", "account", "ledger", "account name", "ledger name", "gl name", "account description", "gl account", "account head", "head of account", "ledger account", "name",
            "gl account name", "gl description", "name of ledger", "description", "account title", "gl account description", "account desc", "gl desc", "gl text", "short text",
        ),
        "code": ("code", "account code", "gl code", "ledger code", "account no", "account number", "gl account code", "a c code", "account id", "gl number", "gl no", "gl acct", "gl account no", "gl account number"),
        "group": ("group", "parent", "under", "group name", "account group", "parent group", "primary group", "ledger group", "parent account", "account type", "head", "sub group"),
    }
)  # fmt: skip
_SPAN_WORDS = (
    ("opening", re.compile(r"\b(opening|op|brought forward|b f|carry ?forward|prev(ious)? periods?)\b")),
    ("closing", re.compile(r"\b(closing|cl|ending|balance as|accumulated|cumulative)\b")),
    ("movement", re.compile(r"\b(transactions?|movements?|during|period|net change|current|turnover)\b|\b(rept?|report|reporting) per\b")),
)
_SIDE_WORDS = (("debit", re.compile(r"\b(debits?|dr)\b")), ("credit", re.compile(r"\b(credits?|cr)\b")))
_NET = re.compile(
    r"^(closing|opening|ending|net|op|cl|accumulated|cumulative)?\s*(balance|bal)?( amount)?$|^amount$|^(balance|bal) (carry ?forward|prev(ious)? periods?)$"
)
_YEARS = (re.compile(r"^(current|this) (year|yr)( balance)?$|^cy( balance)?$"), re.compile(r"^(previous|prior|last) (year|yr)( balance)?$|^py( balance)?$"))
"""Headings of a balance of this year beside that of the year before: what a ledger closes with, and what it closed with then."""
_OF_GOODS = re.compile(r"\b(?:qty|quantity|unit price)\b")
"""Headings of a list of goods: its amounts are of no ledgers."""
_OF_A_REGISTER = re.compile(r"^(voucher no|vch no|vch type|voucher type|narration)$|^([a-z]+ ){0,3}(?<!to )(date|dt|timestamp|time)$|ed at( ist| utc)?$")
"""Headings of lists whose rows are payments or documents, each of a day: a trial balance is of one day."""
_CODE = re.compile(r"[A-Z]{0,3}[-./]?\d[\d./-]*|[A-Z]+-[A-Z]+|[0-9a-f]{8}-[0-9a-f-]{27}")
"""A ledger's number, not its name."""
HEADER_ROWS = 40
FLAGS = {"dr": "debit", "d": "debit", "debit": "debit", "cr": "credit", "c": "credit", "credit": "credit"}
"""Words of a column that says a balance's side."""
RUPEE = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """`roles` maps an amount column to ("opening" | "movement" | "closing" | "", "debit" | "credit" | "net"); "" is a pair whose span nobody names. `flags` are columns that say Dr or Cr of the balance before them."""

    header_row: int
    header_end: int
    roles: dict[int, tuple[str, str]]
    names: tuple[int, ...]
    code: int | None = None
    group: int | None = None
    flags: frozenset[int] = frozenset()


def find_trial_balance(sheet: Sheet) -> Columns | None:
    """The columns, or None when no row has the headings of a trial balance. A register (with dates) is none."""
    for position, row in enumerate(sheet.rows[:HEADER_ROWS]):
        flags = _flags(sheet, position)
        sides = {column: side for column, side in _sides(row).items() if column not in flags}
        nets = {column for column in row.cells if _is_net(row.text(column))} or _this_year(sheet, position)
        pair = {"debit", "credit"} <= set(sides.values())
        if not pair and any({"debit", "credit"} <= set(_sides(below).values()) for below in sheet.rows[position + 1 : position + 3]):
            continue  # "Closing Balance" stands merged above "Debit" and "Credit"; the row below is the header.
        if not pair and not (len(nets) >= 2 or (nets and _named(row))):
            continue
        head = sheet.rows[max(0, position - 3) : position + 1]
        if any(_OF_A_REGISTER.search(normal(each.text(column))) for each in head for column in each.cells):
            return None
        if not pair and any(_OF_GOODS.search(normal(each.text(column))) for each in head for column in each.cells):
            return None
        found = _columns(sheet, position, sides, nets)
        return found and replace(found, flags=flags)
    return None


def _flags(sheet: Sheet, position: int) -> frozenset[int]:
    """Columns of whose cells each says Dr or Cr, and both are said."""
    head, body = sheet.rows[position], sheet.rows[position + 1 :]
    said = {column: {FLAGS.get(text.lower().strip(" .()"), "?") for row in body if (text := row.text(column))} for column in head.cells}
    return frozenset(column for column, words in said.items() if words == {"debit", "credit"})


def _this_year(sheet: Sheet, position: int) -> set[int]:
    """The one column of this year's balances beside the year before's, where it comes to nil over all ledgers: no other list of two years does."""
    row = sheet.rows[position]
    found = [next((column for column in sorted(row.cells) if pattern.search(normal(row.text(column)))), None) for pattern in _YEARS]
    if found[0] is None or found[1] is None:
        return set()
    amounts = [_amount(below, found[0]) for below in sheet.rows[position + 1 :]]
    # A rupee over all is what programs lose that keep their balances as binary fractions.
    return {found[0]} if any(amounts) and abs(sum(amounts)) <= RUPEE else set()


def _sides(row: SheetRow) -> dict[int, str]:
    return {column: _side(row.text(column)) for column in row.cells if _side(row.text(column))}


def _named(row: SheetRow) -> bool:
    return "name" in meanings(((column, row.text(column)) for column in row.cells), _NAMES).values()


def _side(text: str) -> str:
    words = normal(text)
    if not words or len(words.split()) > 4:
        return ""
    return next((side for side, pattern in _SIDE_WORDS if pattern.search(words)), "")


def _is_net(text: str) -> bool:
    words = normal(text)
    return bool(words) and bool(_NET.match(words)) and not _side(text)


def _span(text: str) -> str:
    words = normal(text)
    return next((span for span, pattern in _SPAN_WORDS if pattern.search(words)), "")


def _columns(sheet: Sheet, position: int, sides: dict[int, str], nets: set[int]) -> Columns | None:
    row = sheet.rows[position]
    head = sheet.rows[max(0, position - 3) : position + 1]
    titles = {}
    for each in reversed(head):
        for column, meaning in meanings(((column, each.text(column)) for column in sorted(each.cells)), _NAMES).items():
            if meaning not in titles.values() and column not in sides and column not in nets:
                titles[column] = meaning
    body = sheet.rows[position + 1 :]
    nets -= _derived(body, sides, nets)
    amounts = sorted({*sides, *nets})
    if not amounts:
        return None
    roles: dict[int, tuple[str, str]] = {}
    for column in amounts:
        own = "closing" if _YEARS[0].search(normal(row.text(column))) else _span(row.text(column))
        roles[column] = (own or _span_above(sheet, head[:-1], column, min(amounts)), sides.get(column, "net"))
    roles = _name_spans(roles)
    by_title = _settle_names(row, body, {meaning: column for column, meaning in titles.items()}, amounts)
    name = by_title.get("name")
    start = name if name is not None else 0
    taken = {by_title.get("code"), by_title.get("group")}
    first_amount = min(amounts)
    names = tuple(column for column in range(start, first_amount) if column not in taken) or ((name,) if name is not None else ())
    if not names:
        return None
    return Columns(head[0].number if len(head) > 1 else row.number, row.number, roles, names, by_title.get("code"), by_title.get("group"))


def _derived(body: Sequence[SheetRow], sides: dict[int, str], nets: set[int]) -> set[int]:
    """Net columns that only say the one pair of the sheet again, signed or not: counted beside it, every ledger would be twice what it is."""
    if len(sides) != 2 or set(sides.values()) != {"debit", "credit"}:
        return set()
    debit, credit = (next(column for column, side in sides.items() if side == each) for each in ("debit", "credit"))
    again = set()
    for column in nets:
        told = [(_size(row, column), abs(_size(row, debit) - _size(row, credit))) for row in body if row.text(column)]
        if any(net for net, _ in told) and all(net == pair for net, pair in told):
            again.add(column)
    return again


def _amount(row: SheetRow, column: int) -> int:
    """Paise as they stand, nought for what is no amount."""
    try:
        found = amount_of_cell(row.cells.get(column))
    except ValueError:
        return 0
    return found[0] if found else 0


def _size(row: SheetRow, column: int) -> int:
    return abs(_amount(row, column))


def _settle_names(head: SheetRow, body: Sequence[SheetRow], by_title: dict[str, int], amounts: Sequence[int]) -> dict[str, int]:
    """The column that names the ledgers, where the headings do not tell it from their codes or their groups: its texts are words, and differ from row to row."""
    name = by_title.get("name")
    if name is not None and not _are_codes(body, name):
        return by_title
    beside = [column for column in range(min(amounts)) if column != name and column not in by_title.values() and _is_wordy(body, column)]
    if name is not None and not beside:
        # Names joined to a list of numbers stand behind the amounts, where only a heading tells them from remarks.
        behind = [column for column in head.cells if column > min(amounts) and column not in {*amounts, *by_title.values()}]
        beside = [column for column in behind if "name" in meanings([(column, head.text(column))], _NAMES).values() and _is_wordy(body, column)]
    if name is None:
        # Names that stand further right the deeper they are fill one column of a row: there is nothing to choose.
        beside = [column for column in beside if sum(1 for row in body if len([each for each in beside if row.text(each)]) > 1) * 2 > len(body)]
    if not beside:
        return by_title
    best = max(beside, key=lambda column: (len({row.text(column) for row in body}), -column))
    told = by_title | {"name": best}
    if name is not None:
        return {"code": name} | told
    groups = [column for column in beside if column != best and len({row.text(column) for row in body}) * 2 <= len(body)]
    return {"group": groups[0]} | told if groups else told


def _are_codes(body: Sequence[SheetRow], column: int) -> bool:
    texts = [text for row in body if (text := row.text(column))]
    return bool(texts) and sum(1 for text in texts if _CODE.fullmatch(text)) * 10 >= 9 * len(texts)


def _is_wordy(body: Sequence[SheetRow], column: int) -> bool:
    texts = [text for row in body if (text := row.text(column))]
    return len(texts) * 10 >= 8 * len(body) and sum(1 for text in texts if re.search(r"[^\W\d_]{2}", text) and not _CODE.fullmatch(text)) * 10 >= 8 * len(texts)


def _span_above(sheet: Sheet, above: Sequence[SheetRow], column: int, first: int) -> str:
    """The word merged over the column, or standing nearest to the left in a row above."""
    for row in reversed(above):
        for top, left, bottom, right in sheet.merged:
            if top <= row.number <= bottom and left <= column <= right and (found := _span(row.text(left))):
                return found
        left_of = [each for each in row.cells if first <= each <= column and _span(row.text(each))]
        if left_of:
            return _span(row.text(max(left_of)))
    return ""


def _name_spans(roles: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Spans that nobody names follow from how many pairs there are."""
    if all(span for span, _ in roles.values()):
        return roles
    nameless = [column for column, (span, _) in roles.items() if not span]
    named = {span for span, _ in roles.values() if span}
    pairs = [column for column in nameless if roles[column][1] == "debit"]
    nets = [column for column in nameless if roles[column][1] == "net"]
    if len(pairs) == 1 and len(nets) == 1 and not named:
        # "Debit | Credit | Balance" where the balance is another figure than what the pair gives: the pair is what moved.
        return {column: ("closing" if side == "net" else "movement", side) for column, (_, side) in roles.items()}
    if named & {"opening", "closing"} and len(pairs) <= 1:
        # "Opening | Debit | Credit | Closing": the pair between two balances is what moved.
        guess = ["movement"] if "closing" in named else ["closing"]
    else:
        guess = {1: ["closing"], 3: ["opening", "movement", "closing"]}.get(max(len(pairs), 1), [""] * (len(pairs) - 1) + ["closing"])
    found = dict(roles)
    for side in ("debit", "credit", "net"):
        for span, column in zip(guess, [column for column in nameless if roles[column][1] == side], strict=False):
            found[column] = (span, side)
    return found


def names_columns(row: SheetRow) -> bool:
    """Whether a row heads columns, so that no word of it says whose the paper is."""
    return _named(row) or any(_side(row.text(column)) or _is_net(row.text(column)) for column in row.cells)
