"""Codes of goods and services as tax invoices bear them: HSN of the Customs Tariff (chapters 1 to 98), SAC of chapter 99."""

import re

_CODE = re.compile(r"\d{4}|\d{6}|\d{8}")
_NO_CHAPTER = frozenset({"00", "77"})
"""Chapter 77 is kept free for later use (First Schedule, Customs Tariff Act)."""
_SERVICES = frozenset(
    [
        "9954",
        "9961",
        "9962",
        "9963",
        "9964",
        "9965",
        "9966",
        "9967",
        "9968",
        "9969",
        "9971",
        "9972",
        "9973",
        "9981",
        "9982",
        "9983",
        "9984",
        "9985",
        "9986",
        "9987",
        "9988",
        "9989",
        "9991",
        "9992",
        "9993",
        "9994",
        "9995",
        "9996",
        "9997",
        "9998",
        "9999",
    ]
)
"""Headings of the scheme of classification of services (annexure to notification 11/2017, Central Tax (Rate))."""


def is_code(text: str) -> bool:
    """It has the form of a code, in a chapter that exists."""
    if not _CODE.fullmatch(text) or text[:2] in _NO_CHAPTER:
        return False
    return text[:4] in _SERVICES if text.startswith("99") else True
