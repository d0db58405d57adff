"""What the columns of a statement of stock are called."""

import re
from functools import lru_cache

from qrt.core.documents.tax_sheets.hearing import words_of
from qrt.core.documents.tax_sheets.tables import Table

_MOVED = frozenset(
    [
        "opening",
        "op",
        "inward",
        "inwards",
        "outward",
        "outwards",
        "received",
        "receipt",
        "receipts",
        "issued",
        "issue",
        "issues",
        "purchase",
        "purchases",
        "purchased",
        "sale",
        "sales",
        "sold",
        "consumed",
        "consumption",
        "production",
        "produced",
        "reserved",
        "ordered",
        "order",
        "min",
        "minimum",
        "max",
        "maximum",
        "reorder",
        "transfer",
        "previous",
        "last",
        "selling",
        "mrp",
        "market",
        "nrv",
        "realisable",
        "variance",
        "difference",
        "diff",
        "shortage",
        "excess",
    ]
)
"""Columns of what moved, of other prices, and of what should be there."""
_QUANTITY = frozenset({"qty", "quantity", "qnty", "qtty"})
_ON_HAND = frozenset({"closing", "cl", "hand", "on", "available", "physical", "stock", "balance", "current", "bal", "inventory", "actual", "final"})
_STOCK = frozenset({"closing", "hand", "stock", "inventory", "available", "physical"})
_RATE = frozenset({"rate", "price", "cost"})
_RATE_BESIDE = frozenset(
    {"unit", "per", "avg", "average", "weighted", "wtd", "moving", "std", "standard", "valuation", "landed", "closing", "item", "stock", "nos", "book"}
)
_VALUE = frozenset({"value", "amount", "amt", "valuation", "val"})
_VALUE_BESIDE = _ON_HAND | {"total", "net", "book", "cost", "at"}
_MONIES = frozenset({"usd", "eur", "gbp", "aed", "sgd", "jpy", "cny", "aud", "cad", "chf"})
"""Heading words of a currency change nothing of what the column is; whether it is rupees is asked apart."""


@lru_cache(maxsize=20_000)
def _hears(words: tuple[str, ...]) -> str:
    held = frozenset(words) - _MONIES
    if not held or held & _MOVED:
        return ""
    if held & _QUANTITY:
        return "quantity" if held <= _QUANTITY | _ON_HAND | {"total", "net", "book", "system"} else ""
    if held in (
        frozenset({"on", "hand"}),
        frozenset({"stock", "hand"}),
        frozenset({"current", "stock"}),
        frozenset({"closing", "stock"}),
        frozenset({"physical", "stock"}),
    ):
        return "quantity"
    if held & _VALUE:
        return "value" if held <= _VALUE | _VALUE_BESIDE else ""
    if held == {"total", "cost"}:
        return "value"
    return "rate" if held & _RATE and held <= _RATE | _RATE_BESIDE else ""


def speaks_of_stock(heading: str) -> bool:
    """True for a quantity or a value that is said to be on hand."""
    held = frozenset(words_of(heading))
    return bool(held & _STOCK and held & (_QUANTITY | _VALUE | {"hand", "stock"})) and not held & _MOVED


STOCK = Table(
    "stock",
    {
        "item": (
            *(
                "item name",
                "stock item",
                "name of item",
                "name of stock item",
                "material",
                "material description",
                "item description",
                "product name",
                "product",
                "item",
            ),
            *("particulars", "description", "description of goods", "goods", "item details", "sku name", "name"),
        ),
        "code": ("item code", "sku", "part no", "part number", "material code", "product code", "item no", "code", "stock code", "item id"),
        "unit": ("unit", "uom", "units", "unit of measure", "unit of measurement", "base unit"),
    },
    (frozenset({"item", "code"}), frozenset({"quantity"}), frozenset({"value"})),
    hears=_hears,
    aside=re.compile(rf"\b(?:{'|'.join(sorted(_MOVED))})\b"),
)
DRAWING = Table(
    "drawing_power",
    {
        "what": ("particulars", "description", "details", "security", "nature of security", "nature of current assets", "item"),
        "amount": ("amount", "value", "stock value", "total value", "net value", "value of stock", "value of security", "amount rs"),
        "margin": ("margin", "margin %", "margin percent", "% margin", "margin in %", "less margin %"),
        "power": ("drawing power", "dp", "advance value", "net drawing power", "drawing power rs", "eligible drawing power"),
    },
    (frozenset({"what"}), frozenset({"amount"}), frozenset({"power"})),
)
