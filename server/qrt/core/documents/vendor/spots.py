"""Words beside values, and the typed values that stand on a page: what a place is learnt from and found by."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qrt.core.base.money import decimal_text
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.flags import state_of_words, yes_or_no
from qrt.core.documents.invoice.heads import date_candidates, number_candidates
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.values import amounts, comma_is_decimal, gstins, month_first, pans

LABEL_WORDS = 4
"""More words than this before a value tell nothing more."""

NUMBERS = frozenset({"invoice_number", "po_number", "original_invoice_number", "bank.account", "bank.ifsc"})
_MARKS = ":-–=.,#|()*₹`/'\""
_RATE = re.compile(r"[@(]?\d{1,2}(?:\.\d{1,2})?\s*%\)?")


@dataclass(frozen=True, eq=False)
class Standing:
    """A value as it stands on a paper: the words that say it, and how a field writes it."""

    value: str
    tokens: tuple[Token, ...]

    @property
    def x0(self) -> float:
        return self.tokens[0].x0

    @property
    def x1(self) -> float:
        return self.tokens[-1].x1

    @property
    def middle(self) -> float:
        return self.tokens[0].middle


@dataclass(frozen=True, eq=False)
class Spoken:
    """Label words that were found: the first and the last of their tokens."""

    first: Token
    last: Token


def plain_word(token: Token) -> str:
    """A word of a label without marks and case, in any script; "%" for a rate, "" for marks and for everything with figures in it."""
    text = unicodedata.normalize("NFC", token.text).casefold()
    if _RATE.fullmatch(text) or text in ("%", "@"):
        return "%"
    text = re.sub(r"\W*\d{1,2}(?:\.\d{1,2})?\s*%\W*$", "", text) if "%" in text else text
    return "" if any(map(str.isdigit, text)) else "".join(each for each in text if each.isalpha() or unicodedata.category(each) in ("Mn", "Mc"))


def is_mark(token: Token) -> bool:
    """A colon, a dash, a stroke: nothing that is said aloud."""
    return not token.text.strip(_MARKS)


def shape_of(text: str) -> str:
    """ "GST/26-27/0012" has the shape "A/9-9/9"."""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "A", text))


class Looked:
    """A paper looked at for places: its labels, and its typed values, each kind found once."""

    def __init__(self, paper: Labelled) -> None:
        self.paper, self.sheet = paper, paper.sheet
        self._kinds: dict[str, tuple[Standing, ...]] = {}

    @cached_property
    def spoken(self) -> tuple[tuple[tuple[str, Token], ...], ...]:
        """The words of each line with their tokens, marks left out."""
        return tuple(tuple((plain_word(token), token) for token in line.tokens if not is_mark(token)) for line in self.sheet.lines)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every pair of words that follow each other on a line, and every word that stands alone in its phrase."""
        pairs = {f"{a} {b}" for line in self.spoken for (a, _), (b, _) in pairwise(line) if a and b}
        return frozenset(pairs | {word for line in self.spoken for word, _ in line if word})

    def places_of(self, label: str) -> list[Spoken]:
        """Where these words stand one behind the other on a line, in reading order."""
        wanted = label.split()
        found = []
        for line in self.spoken:
            words = [word for word, _ in line]
            for start in range(len(words) - len(wanted) + 1):
                if words[start : start + len(wanted)] == wanted:
                    found.append(Spoken(line[start][1], line[start + len(wanted) - 1][1]))
        return found

    def values(self, name: str) -> tuple[Standing, ...]:
        """Everything on the paper that could be a field of this name, in reading order."""
        kind = _kind_of(name)
        if kind not in self._kinds:
            self._kinds[kind] = tuple(_FINDERS[kind](self))
        return self._kinds[kind]


def _kind_of(name: str) -> str:
    for kind, ending in (("amount", "totals."), ("day", "_date"), ("gstin", ".gstin"), ("pan", ".pan")):
        if name.startswith(ending) or name.endswith(ending):
            return kind
    return "number" if name in NUMBERS else {"place_of_supply": "state", "reverse_charge": "flag"}.get(name, "words")


def _amounts(seen: Looked) -> Iterable[Standing]:
    comma = comma_is_decimal(seen.sheet)
    return (Standing(decimal_text(each.amount), each.tokens) for line in seen.sheet.lines for each in amounts(line, comma))


def _days(seen: Looked) -> Iterable[Standing]:
    return (Standing(each.value, each.tokens) for each in date_candidates(seen.sheet.lines, month_first(seen.sheet)))


def _gstins(seen: Looked) -> Iterable[Standing]:
    return (Standing(each.value, each.tokens) for line in seen.sheet.lines for each in gstins(line))


def _pans(seen: Looked) -> Iterable[Standing]:
    return (Standing(each.value, each.tokens) for line in seen.sheet.lines for each in pans(line))


def _numbers(seen: Looked) -> Iterable[Standing]:
    return (Standing(each.value, each.tokens) for each in number_candidates(seen.paper))


def _phrases(seen: Looked) -> Iterable[tuple[Token, ...]]:
    return (phrase for line in seen.sheet.lines for phrase in line.phrases)


def _states(seen: Looked) -> Iterable[Standing]:
    for line in seen.sheet.lines:
        for tokens in _tails(line):
            code = state_of_words(tokens)
            if code:
                yield Standing(code, tokens)


def _flags(seen: Looked) -> Iterable[Standing]:
    return (Standing(said, (token,)) for token in seen.sheet.tokens() if (said := yes_or_no(token)))


def _words(seen: Looked) -> Iterable[Standing]:
    return (Standing(joined(tokens), tokens) for line in seen.sheet.lines for tokens in _tails(line) if joined(tokens))


def _tails(line: Line) -> Iterable[tuple[Token, ...]]:
    """Each phrase from each of its words on: a value may begin behind its label inside one phrase."""
    for phrase in line.phrases:
        for start in range(min(len(phrase), 12)):
            if not is_mark(phrase[start]):
                yield phrase[start:]


def joined(tokens: Sequence[Token]) -> str:
    """Words as a name is written."""
    return " ".join(token.text for token in tokens).strip(" ,:;-|")


_FINDERS = {"amount": _amounts, "day": _days, "gstin": _gstins, "pan": _pans, "number": _numbers, "state": _states, "flag": _flags, "words": _words}
