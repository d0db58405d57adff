"""Names of ledger accounts, voucher types and documents, compared as people would compare them."""

import re
from collections.abc import Iterable
from functools import lru_cache

# Letters of any script count; the vowel signs of Indian ones are no letters to Python and part of the name all the same.
_SIGNS = re.compile(r"(?:[^\w\u0900-\u0d7f]|_)+")
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """The name in lower case with every sign turned into one blank and "&" into "and": what name rules are written against."""
    return _SIGNS.sub(" ", name.casefold().replace("&", " and ")).strip()


@lru_cache(maxsize=100_000)
def squeezed(name: str) -> str:
    """The name without case, blanks and signs: two ledgers that agree in it differ only in how they were typed."""
    return _SIGNS.sub("", name.casefold().replace("&", "and"))


def words(name: str) -> frozenset[str]:
    """The name's words of two letters and more, plurals cut, for likeness of names."""
    return frozenset(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in plain_name(name).split() if len(word) > 1)


def likeness(left: Iterable[str], right: Iterable[str]) -> float:
    """Shared words over all words (Jaccard), 0 to 1."""
    first, second = frozenset(left), frozenset(right)
    return len(first & second) / len(first | second) if first and second else 0.0


def one_sign_apart(one: str, other: str) -> bool:
    """Equal, one sign replaced, or two neighbours swapped."""
    if one == other:
        return True
    if len(one) != len(other):
        return False
    apart = [n for n in range(len(one)) if one[n] != other[n]]
    return len(apart) == 1 or (len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]])


@lru_cache(maxsize=100_000)
def document_number(number: str) -> str:
    """A document number as it is compared: capitals and digits only, each run of digits without leading zeros ("INV/007-A" and "inv7a" agree)."""
    body = re.sub(r"[^A-Z0-9]+", "", number.upper())
    return _DIGITS.sub(lambda run: run.group().lstrip("0") or "0", body)
