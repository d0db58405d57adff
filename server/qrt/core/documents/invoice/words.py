"""Amounts in words: "Rupees One Lakh Eighteen Thousand and Fifty Paise Only" back to paise."""

import re

from qrt.core.base.money import Paise

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {word: number * 10 for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)} | {
    "fourty": 40,
    "ninty": 90,
}
_SCALES = {
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lacs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
}
_PAISA = frozenset({"paise", "paisa", "paisas", "cents", "cent", "ps"})
_MAIN = frozenset({"rupees", "rupee", "rs", "inr", "indian", "dollars", "dollar", "usd", "euros", "euro", "eur"})
_SKIP = frozenset({"only", "in", "words", "amount"})


def is_number_word(word: str) -> bool:
    """ "Lakh", "twenty-two": a word that can stand in an amount."""
    parts = re.findall(r"[a-z]+", word.lower())
    return bool(parts) and all(part in _SMALL or part in _TENS or part in _SCALES or part in _PAISA or part == "hundred" for part in parts)


def amount_in_words(text: str) -> Paise | None:
    """The amount that the words say, in paise; None when they are not an amount written out in full."""
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word not in _MAIN and word not in _SKIP]
    if not words:
        return None
    cents = 0
    mark = next((index for index, word in enumerate(words) if word in _PAISA), None)
    if mark is not None:
        main, small = _split_paise(words, mark)
        main = [word for word in main if word != "and"]
        value = _number(small)
        if value is None or value > 99:
            return None
        words, cents = main, value
    whole = _number([word for word in words if word != "and"])
    return None if whole is None else Paise(whole * 100 + cents)


def _split_paise(words: list[str], mark: int) -> tuple[list[str], list[str]]:
    """ "… Hundred Eighty Fifty Paise": paise are the last one or two small words before "paise", or those after it. An "and" says where they begin."""
    after = [word for word in words[mark + 1 :] if word != "and"]
    if after:
        return words[:mark], after
    before = words[:mark]
    if "and" in before:
        start = len(before) - 1 - before[::-1].index("and")
        small = before[start + 1 :]
        if 1 <= len(small) <= 2 and (_number(small) or 0) in range(1, 100):
            return before[:start], small
    before = [word for word in before if word != "and"]
    if len(before) >= 2 and before[-1] in _SMALL and 1 <= _SMALL[before[-1]] <= 9 and before[-2] in _TENS:
        return before[:-2], before[-2:]
    return before[:-1], before[-1:]


def _number(words: list[str]) -> int | None:
    """Plain composition; None on a word that is no number, or on scales in the wrong order."""
    if not words:
        return 0
    total, group, last_scale = 0, 0, None
    for word in words:
        if word in _SMALL:
            group += _SMALL[word]
        elif word in _TENS:
            group += _TENS[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            scale = _SCALES[word]
            if last_scale is not None and scale >= last_scale:
                # "One thousand two hundred crore" multiplies all that came before.
                total = (total + group) * scale
            else:
                total += max(group, 1) * scale
            group, last_scale = 0, scale
        else:
            return None
    return total + group
