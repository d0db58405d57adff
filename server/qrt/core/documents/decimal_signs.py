"""Which decimal sign a column of amounts is written with, and amounts under it. One cell may be read both ways ("1,500"); a column proves one way or says that it does not."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from qrt.core.documents.amounts import MARK

_SOLIDUS = re.compile(r"(?<=\d)\s*/\s*[-=]$")
"""The end of "1,200/-": no paise."""
_NOTHING = frozenset({"", "-", "--", "–", "—", "nil", "na", "n/a", "n.a.", "null", "none"})
_SIDE_END = re.compile(r"(?<![a-zà-ÿ])\(?(dr|cr|debit|credit|soll|haben|s|h|d|c)\.?\)?$", re.IGNORECASE)
_SIDE_START = re.compile(r"^\(?(dr|cr|debit|credit|s|h|d|c)\.?\)?\s*(?=[\d₹(+.-])", re.IGNORECASE)
_CURRENCY = re.compile(rf"^(?:₹|rs\.?|inr|{MARK})\.?\s*|\s*(?:₹|inr|{MARK}|/-)$", re.IGNORECASE)
_NUMBER = re.compile(r"^\d[\d.,'’ ]*$|^[.,]\d+$")
_BARE = re.compile(r"-?\d[\d.,]*\Z")
_SWAPPED = str.maketrans({",": ".", ".": ","})
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d)")
_CREDITS = ("cr", "credit", "haben", "h", "c")


@dataclass(frozen=True, slots=True)
class Parts:
    """An amount's digits with the signs between them, its minus, and the side that Dr or Cr say: +1, -1, or 0."""

    digits: str
    negative: bool
    side: int


def parts_of(text: str) -> Parts | None:
    """The digits of an amount with what stands around them; None for an empty cell. Raises ValueError on text that is no amount."""
    found, fault = _split(text)
    if fault:
        raise ValueError(fault)
    return found


@lru_cache(maxsize=100_000)
def _split(text: str) -> tuple[Parts | None, str]:
    """As `parts_of`, with the fault as text: a column asks the same cell several times."""
    if _BARE.match(text):
        return Parts(text.lstrip("-"), text[0] == "-", 0), ""
    body = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    if body.casefold() in _NOTHING:
        return None, ""
    body = _SOLIDUS.sub("", body.removeprefix("'") if body[1:2].isdigit() else body)
    side, negative = 0, False
    if found := _SIDE_START.match(body) or _SIDE_END.search(body):
        side = -1 if found.group(1).casefold() in _CREDITS else 1
        body = (body[: found.start()] + body[found.end() :]).strip()
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    for _ in range(2):
        body = _CURRENCY.sub("", body).strip()
        if body[:1] in "+-" and body:
            negative, body = negative != (body[0] == "-"), body[1:].strip()
        elif body[-1:] in "+-" and body:
            negative, body = negative != (body[-1] == "-"), body[:-1].strip()
    if body.startswith("<") and body.endswith(">"):
        negative, body = not negative, body[1:-1].strip()
    if not _NUMBER.match(body):
        return None, f"not an amount: {text!r}"
    return Parts(re.sub(r"['’ ]", "", body), negative, side), ""


def styles_of(digits: str) -> frozenset[str]:
    """Which decimal signs the digits can have been written with."""
    commas, points = digits.count(","), digits.count(".")
    if not commas and not points:
        return frozenset(".,")
    return frozenset(each for each in ".," if decimal_of(digits, each) is not None)


def decimal_of(digits: str, style: str) -> Decimal | None:
    """The number under a decimal sign; None where its groups do not fit it. Groups are of three, or of two by lakh."""
    other = "," if style == "." else "."
    whole, _, cents = digits.partition(style)
    if style in cents or other in cents:
        return None
    groups = whole.split(other)
    if len(groups) > 1 and not (
        len(groups[-1]) == 3 and 1 <= len(groups[0]) <= 3 and (all(len(each) == 3 for each in groups[1:]) or all(len(each) == 2 for each in groups[1:-1]))
    ):
        return None
    try:
        return Decimal(f"{''.join(groups) or '0'}.{cents or '0'}")
    except InvalidOperation:
        return None


def decimal_style(texts: Iterable[str]) -> str:
    """The one decimal sign that the texts of a column prove: "." or ","; "" where none does, "?" where they contradict each other.

    A number with one sign and three digits behind it ("1,500") proves nothing by itself.
    """
    votes: Counter[str] = Counter()
    for digits in digits_in(texts):
        styles = styles_of(digits)
        if len(styles) == 1:
            votes.update(styles)
    ranked = votes.most_common(2)
    if len(ranked) == 2 and ranked[0][1] < 9 * ranked[1][1]:
        return "?"
    # One cell in ten that is written the other way is a slip of that cell, and is told as one.
    return ranked[0][0] if ranked else ""


def digits_in(texts: Iterable[str]) -> Iterable[str]:
    """The digits of those texts that are amounts with a sign in them."""
    for text in texts:
        try:
            parts = parts_of(text)
        except ValueError:
            continue
        if parts is not None and ("," in parts.digits or "." in parts.digits):
            yield parts.digits


def pointed(text: str) -> str:
    """An amount that is written with a decimal comma, written with a decimal point; other text as it is."""
    try:
        found = parts_of(text)
    except ValueError:
        return text
    if found is None or decimal_of(found.digits, ",") is None:
        return text
    return _SPACED.sub("", text.translate(_SWAPPED).replace(",", ""))
