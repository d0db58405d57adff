"""What rows of a bench are searched by: one text for each row, made of what its lines say, so that a search reads the rows of the list and nothing beside them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from qrt.core.base.money import rupees
from qrt.core.recon.types import Item

WORDS_MAX = 8
"""More words than that narrow nothing any more."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing that a row must say: `word` anywhere in it or, where the word is an amount, a line of `amount_word`."""

    word: str
    amount_word: str = ""


def search_text(items: Iterable[Item]) -> str:
    """All that some lines say, each word once and in small letters, with a blank before and behind each; their amounts stand as `#` and paise without a sign."""
    words: dict[str, None] = {}
    for item in items:
        words |= dict.fromkeys(f"{item.narration} {item.reference} {item.party} {_amount_word(item.amount)}".lower().split())
    return f" {' '.join(words)} " if words else ""


def read_words(text: str) -> tuple[Sought, ...]:
    """What a person looks for: every word of it, an amount in rupees as an amount too, whatever its sign."""
    sought = []
    for word in text.replace("\x00", "").lower().split()[:WORDS_MAX]:
        amount = ""
        with suppress(ValueError):
            amount = f" {_amount_word(rupees(word))} "
        sought.append(Sought(word, amount))
    return tuple(sought)


def _amount_word(amount: int) -> str:
    return f"#{abs(amount)}"
