"""Rows of a sheet that say another currency than rupees, where nothing says that their amounts are rupees all the same."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qrt.core.documents.amounts import MARK, currency_of_amount
from qrt.core.documents.cells import SheetRow
from qrt.core.documents.headings import heads_home, hear_heading, says_home

IN_MONEY = re.compile(rf"\s*(?:\(\s*(?:in\s+)?({MARK})\s*\)|\bin\s+({MARK})|\b({MARK}))\s*\.?\s*$", re.IGNORECASE)
"""The other money than rupees that a heading says at its end: "Debit (USD)"."""
_HEADS = re.compile(r"(?:account |a/c |document )?(?:currency|curr|ccy|crcy)(?: code)?\.?", re.IGNORECASE)
_HOME = re.compile(r"(?:inr|rs|re|₹|(?:indian\s+)?rupees?|local|home)\.?", re.IGNORECASE)
_NOTHING = re.compile(r"[\W_]*|n\W?a\W?|nil", re.IGNORECASE)
_SIGN = re.compile(MARK, re.IGNORECASE)
_BESIDE = (("local_currency",), ("foreign_amount",), ("foreign_debit",), ("foreign_credit",))
_SURE = 0.9
"""Columns of foreign amounts make the others rupees; a heading that only resembles one makes nothing."""
_ROWS_NAMED = 20
_STATED = re.compile(
    rf"(?:\(\s*(?:all\s+)?(?:amounts?\s+|figures?\s+)?in\s+|\b(?:amounts?|figures?|values?|all)\b.{{0,20}}\bin\s+|\b(?:currency|ccy|curr)\s*(?:code)?\s*[:\-]?\s*|^)({MARK}|inr|rs\.?|₹|rupees)\s*\.?\s*\)?$",
    re.IGNORECASE,
)
"""A line that says in which money the amounts below it are: "Currency: USD", "(in USD)", or the code alone."""
_TITLE_CELLS = 3


def heading_currency(text: str) -> str:
    """The code of the foreign money that a heading names ("Balance (USD)"), "" for none."""
    found = IN_MONEY.search(text)
    return currency_of_amount(f"{next(filter(None, found.groups()))} 1") if found else ""


def heads_currencies(text: str) -> bool:
    """Whether a heading stands over a column of currencies, and over no rate or amount in one."""
    return bool(_HEADS.fullmatch(text.strip()))


def said_currency(text: str) -> str:
    """The other currency that a cell of a column of currencies names, as it is written; "" for rupees, for nothing and for a number."""
    said = text.strip()
    if _SIGN.fullmatch(said):
        return currency_of_amount(f"{said} 1")
    foreign = not _NOTHING.fullmatch(said) and not _HOME.fullmatch(said) and not any(each.isdigit() for each in said)
    return said.upper() if foreign else ""


def stated_money(rows: Sequence[SheetRow]) -> Iterator[tuple[int, str]]:
    """Lines that say of the amounts below them that they are another money than rupees, each with its row."""
    for row in rows:
        texts = [row.text(column) for column in sorted(row.cells) if row.text(column)]
        for text in (*texts, " ".join(texts)) if 0 < len(texts) <= _TITLE_CELLS else ():
            if (found := _STATED.search(text)) and currency_of_amount(f"{found[1]} 1"):
                yield row.number, text
                break


def rows_in_other_money(headings: Mapping[int, str], money: Iterable[int], above: Sequence[SheetRow], rows: Iterable[SheetRow]) -> dict[int, str]:
    """Row number -> the currency that the row, or the heading of one of its columns of `money`, says; none where the table says that its amounts are rupees.

    headings  column (from 0) -> its text; above: the rows before the table, which may say it of all amounts
    """
    taken = [headings.get(column, "") for column in money]
    heard = {column: hear_heading(text) for column, text in headings.items()}
    beside = any(each.meanings[:1] in _BESIDE and each.confidence > _SURE for each in heard.values())
    headed = next(filter(None, map(heading_currency, taken)), "")
    said_home = any(map(heads_home, taken)) or any(says_home(cell.text) for row in above for cell in row.cells.values())
    if not headed and (said_home or beside):
        return {}
    named = [column for column, each in heard.items() if each.meanings[:1] == ("currency",)]
    if not headed and not named and (stated := next(stated_money(above), None)) and (said := _STATED.search(stated[1])):
        headed = currency_of_amount(f"{said[1]} 1")
    return {row.number: found for row in rows if (found := headed or next(filter(None, (said_currency(row.text(column)) for column in named)), ""))}


def left_out(what: str, found: Mapping[int, str]) -> str:
    """The sentence that tells which rows were left out; `what` names them ("assets"), `found` maps row to currency and is not empty."""
    codes = ", ".join(sorted(set(found.values())))
    rows = ", ".join(map(str, sorted(found)[:_ROWS_NAMED])) + (" and more" if len(found) > _ROWS_NAMED else "")
    return f"{len(found)} of its {what} are in {codes} and nothing says whether their amounts are {codes} or rupees (rows {rows}); they were left out."
