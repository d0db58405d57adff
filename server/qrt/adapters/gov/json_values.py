"""Values of the portals' JSON: amounts exactly to the paisa, days, periods, and tax that stands on a document or on its items."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from qrt.core.base.money import ZERO, Paise, rupees, to_paise
from qrt.core.documents.amounts import bounded
from qrt.core.documents.dates import parse_day
from qrt.core.documents.json_text import object_of, objects_of, text_of

HEADS = ("igst", "cgst", "sgst", "cess")
OWN = {head: head for head in HEADS}
SHORT = {"igst": "iamt", "cgst": "camt", "sgst": "samt", "cess": "csamt"}
"""What GSTR-1, 2A and 3B call the heads of tax that GSTR-2B writes out."""


def amount_of(value: Any) -> Paise:
    """An amount of the file; zeroes may be left out. Raises ValueError when it is none, or finer than a paisa."""
    if value is None or value == "":
        return ZERO
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return bounded(to_paise(Decimal(value)))
    if isinstance(value, str):
        return bounded(rupees(value))
    raise ValueError("not an amount")


def period_of(text: str) -> str:
    """ "102026" as "2026-10"; "" for anything else."""
    return f"{text[2:]}-{text[:2]}" if len(text) == 6 and text.isdigit() and 1 <= int(text[:2]) <= 12 else ""


def day_or_none(text: str) -> date | None:
    """The day, None for text that is none."""
    try:
        return parse_day(text)
    except ValueError:
        return None


def first_text(record: dict[str, Any], names: Iterable[str]) -> str:
    """The first of the keys that says something."""
    return next((text for name in names if (text := text_of(record.get(name)))), "")


class Taxes(NamedTuple):
    """Taxable value and heads of tax of one document or total."""

    taxable: Paise
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise


def taxes_of(record: dict[str, Any], names: dict[str, str], value: str = "txval") -> Taxes:
    """The taxes of a record by what it calls them: on the record itself, or as the sum of its items. Raises ValueError."""
    items = objects_of(record.get("itms")) or objects_of(record.get("items"))
    flat = any(key in record for key in (value, *names.values()))
    rows = [record] if flat or not items else [object_of(each.get("itm_det")) or each for each in items]
    return Taxes(*(Paise(sum(amount_of(row.get(key)) for row in rows)) for key in (value, *(names[head] for head in HEADS))))
