"""Finding the header row of a table by its words, never by its position."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Vocabulary = Mapping[str, tuple[str, ...]]
"""Meaning to the headings that carry it, made by `vocabulary`. A heading belongs to one meaning."""


def normal(text: str) -> str:
    """A heading without case, punctuation, currency and repeated blanks: "Withdrawal Amount (INR )" becomes "withdrawal amount"."""
    words = re.sub(r"[^a-z0-9%]+", " ", text.lower()).split()
    return " ".join(word for word in words if word not in ("inr", "rs", "rupees", "the", "of", "in")) or " ".join(words)


def vocabulary(phrases: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """The vocabulary with every heading brought to the form that is compared."""
    return {meaning: tuple(normal(phrase) for phrase in each) for meaning, each in phrases.items()}


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: index in the rows given, and the meaning of each known column."""

    index: int
    meaning: dict[int, str]

    def column(self, meaning: str) -> int | None:
        """The first column with the meaning."""
        return next((column for column, each in self.meaning.items() if each == meaning), None)


def meanings(cells: Iterable[tuple[int, str]], vocabulary: Vocabulary) -> dict[int, str]:
    """Which column means what, each meaning given to its first column only."""
    lookup = {phrase: meaning for meaning, phrases in vocabulary.items() for phrase in phrases}
    found: dict[int, str] = {}
    for column, text in cells:
        meaning = lookup.get(normal(text)) if text.strip() else None
        if meaning and meaning not in found.values():
            found[column] = meaning
    return found


def find_header(rows: Sequence[Sequence[str]], vocabulary: Vocabulary, required: Sequence[frozenset[str]], rows_max: int = 60) -> Header | None:
    """The first row that names every required meaning (one of each set); None when no row of the first `rows_max` does."""
    for index, row in enumerate(rows[:rows_max]):
        meaning = meanings(enumerate(row), vocabulary)
        named = set(meaning.values())
        if all(named & each for each in required):
            return Header(index, meaning)
    return None
