"""What somebody means who types into the search box: words, numbers, amounts and ranges of amounts; and words that are one slip apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from qrt.core.base.money import Paise, rupees, to_paise

TERMS_MAX = 8
"""More terms than that narrow nothing any more."""

_MARKS = str.maketrans({mark: " " for mark in "\t\n\r!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"})
_UNITS = {
    "k": 1_000, "l": 1_00_000, "lac": 1_00_000, "lacs": 1_00_000, "lakh": 1_00_000, "lakhs": 1_00_000,
    "cr": 1_00_00_000, "crore": 1_00_00_000, "crores": 1_00_00_000,
}  # fmt: skip
_UNIT = re.compile(rf"^([\d,]*\.?\d+)\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})$", re.IGNORECASE)
_SPLIT_UNIT = re.compile(rf"([\d,]*\.?\d+)\s+({'|'.join(sorted(_UNITS, key=len, reverse=True))})\b", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:₹|\brs\.?|\binr\b)\s*(?=[\d.])", re.IGNORECASE)
_GROUPED = re.compile(r"^\d{1,3}(,\d{2,3})+(\.\d{1,2})?$|^\d+\.\d{1,2}$")
_HIGHEST = Paise(2**62)
_WRITTEN = re.compile(r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{2,3})*|\d{4,13})\.\d{2}(?![.,]?\d)")

WORDS_MAX = 30_000
"""Distinct words of one paper that can be found by; a statement of a hundred thousand lines has more."""

WORD_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be found: all of its words (each the beginning of one), or an amount from `low` to `high`; where it has both, either will do."""

    text: str
    words: tuple[str, ...] = ()
    low: Paise | None = None
    high: Paise | None = None


def words(text: str) -> tuple[str, ...]:
    """The distinct words of a text: what stands between blanks and marks of ASCII, in small letters, numbers without leading noughts.

    The same as `app.words_of` of migration 0011, by which vouchers are found.
    """
    return tuple(dict.fromkeys((word.lstrip("0") or "0") for word in text.lower().translate(_MARKS).split(" ") if word))


def index_words(texts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Word -> the first page it stands on, of texts with their pages; at most WORDS_MAX. An amount with paise stands as `#` and its paise too, however it is written."""
    found: dict[str, int] = {}
    for page, text in texts:
        for word in words(text):
            found.setdefault(word[:WORD_CHARACTERS], page)
        for written in _WRITTEN.findall(text):
            found.setdefault(amount_word(to_paise(Decimal(written.replace(",", "")))), page)
        if len(found) >= WORDS_MAX:
            break
    return dict(list(found.items())[:WORDS_MAX])


def amount_word(amount: Paise) -> str:
    """How an amount stands among the words of a paper. No word of a text begins so: `#` is a mark."""
    return f"#{amount}"


def read_query(text: str) -> tuple[Term, ...]:
    """The terms of a query, all of which must be found.

    "1,18,000", "118000.00" and "1.5 lakh" are amounts; "118000" may be an amount or a number; "1l..2l", "50000.." are ranges; all else is words.
    """
    body = _SPLIT_UNIT.sub(r"\1\2", _CURRENCY.sub("", text.replace("\x00", "").replace("\u00a0", " ")))
    terms = [_term(part) for part in re.sub(r"\s*\.\.\s*", "..", body).split()]
    return tuple(dict.fromkeys(term for term in terms if term.words or term.low is not None))[:TERMS_MAX]


def _term(part: str) -> Term:
    if ".." in part:
        low, _, high = part.partition("..")
        below, above = (_amount(low) if low else Paise(0)), (_amount(high) if high else _HIGHEST)
        if below is not None and above is not None and (low or high):
            return Term(part, (), min(below, above), max(below, above))
    amount = _amount(part)
    if amount is None:
        return Term(part, words(part))
    sure = _UNIT.match(part) or _GROUPED.match(part)
    return Term(part, () if sure else words(part), amount, amount)


def _amount(part: str) -> Paise | None:
    """An amount without sign, in paise, or None."""
    try:
        if unit := _UNIT.match(part):
            found = to_paise(Decimal(unit.group(1).replace(",", "")) * _UNITS[unit.group(2).lower()])
        else:
            found = rupees(part) if part[:1].isdigit() or part[:1] == "." else None
    except (ValueError, InvalidOperation):
        return None
    return found if found is not None and 0 <= found < _HIGHEST else None


def forms(word: str) -> tuple[str, ...]:
    """The word, and every form of it that lacks one letter: two words that share one are at most a slip apart, or two."""
    return tuple(dict.fromkeys([word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]))


def is_one_slip(one: str, other: str) -> bool:
    """Whether a letter too many, too few, another, or two neighbours swapped make one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
        return swapped or one[start + 1 :] == other[start + 1 :]
    short, long = sorted((one, other), key=len)
    return short[start:] == long[start + 1 :]
