"""How other people write a name or a number: truncated by a bank's field, shortened by a clerk, mistyped by anybody."""

import re

import numpy as np

_PHONETIC = (("SH", "S"), ("EE", "I"), ("OO", "U"), ("V", "W"), ("KSH", "X"), ("TH", "T"), ("PH", "F"), ("Z", "J"), ("AA", "A"), ("Y", "I"))
_ENDINGS = re.compile(r"\s*(\(?INDIA\)?)?\s*(PRIVATE LIMITED|PVT\.? LTD\.?|LIMITED|LTD|LLP|& CO|& SONS|AND COMPANY|CORPORATION)$")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FORMS = 8


def forms_of(name: str, dice: np.ndarray) -> tuple[str, ...]:
    """FORMS ways to write a name in capitals. `dice`: four whole numbers that decide where the slips fall."""
    full = " ".join(re.sub(r"[^A-Z0-9& ]", " ", name.upper()).split())
    bare = _ENDINGS.sub("", name.upper()).strip() or full
    words = bare.split()
    return (
        full,
        bare,
        " ".join(_no_vowels(word) if place == int(dice[0]) % len(words) else word for place, word in enumerate(words)),
        bare.replace(" ", ""),
        slip(bare, int(dice[1]), int(dice[2])),
        " ".join([words[0], *(word[0] for word in words[1:])]) if len(words) > 1 else full,
        bare.replace(*_PHONETIC[int(dice[3]) % len(_PHONETIC)]),
        " ".join(word[:4] for word in words),
    )


def slip(text: str, place: int, kind: int) -> str:
    """One mistyped character: left out, doubled, exchanged with its neighbour, or another letter."""
    if len(text) < 4:
        return text
    at = 1 + place % (len(text) - 2)
    letter = _ALPHABET[(place + kind) % 26]
    mistakes = (
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        text[:at] + (letter.lower() if text[at].islower() else letter) + text[at + 1 :],
    )
    return mistakes[kind % 4]


def digit_slip(text: str, place: int) -> str:
    """One wrong digit, or the text itself when it has none."""
    digits = [at for at, letter in enumerate(text) if letter.isdecimal()]
    if not digits:
        return text
    at = digits[place % len(digits)]
    return text[:at] + str((int(text[at]) + 1 + place % 8) % 10) + text[at + 1 :]


def _no_vowels(word: str) -> str:
    return word[0] + re.sub("[AEIOU]", "", word[1:])


def all_forms(rng: np.random.Generator, names: list[str]) -> np.ndarray:
    """A table (names by FORMS) of spellings."""
    dice = rng.integers(0, 1_000_000, (len(names), 4))
    table = np.empty((len(names), FORMS), dtype=object)
    for row, name in enumerate(names):
        table[row] = forms_of(name, dice[row])
    return table


def swap_digits(amounts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each amount (whole paise, at least Rs 100) with two different neighbouring digits of its rupees exchanged."""
    digits = np.floor(np.log10(amounts)).astype(np.int64)
    changed = amounts.copy()
    for _ in range(24):
        same = changed == amounts
        if not same.any():
            return changed
        low = 10 ** (2 + (rng.integers(0, 1 << 30, len(amounts)) % np.maximum(digits - 2, 1)))
        right, left = amounts // low % 10, amounts // (10 * low) % 10
        # The leading digit may not become nought: the amount would lose a place.
        fits = same & (right != left) & ~((right == 0) & (10 * low > amounts // 10))
        changed = np.where(fits, amounts + (right - left) * 9 * low, changed)
    return changed
