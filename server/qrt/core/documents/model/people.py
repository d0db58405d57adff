"""People as tokens: what leaves the house names them no more than it names their PAN. Those whom the company knows, and those whom the paper introduces.

A name is masked whole and in its parts, in any order, with a letter misread, over the end of a line. Who is neither cannot be masked: see docs/adr/0024.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from qrt.core.documents.model.introduced import people_on
from qrt.core.documents.model.question import Question

PART_LEAST, MISREAD_LEAST = 3, 6
"""Letters from which a part of a name is masked by itself, and from which one letter of it may be misread."""

_WORD = re.compile(r"""[^\s\d_.,;:()\[\]/&'"<>@-]+""")
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        """
        account accounts advance agencies agency amount and associates bank bill billed bros brothers buyer capital cash cess cgst charge charges co
        company consultancy consultant consultants contractor corporation credit current customer date debit deposit director directors document
        drawings due employee enterprise enterprises expense expenses fee fees firm for from grand gst huf igst imprest income india industries
        interest inv invoice item kumari loan ltd mart messrs name net no number of office order paid partner party payable payment place pos prop
        proprietor pvt qty rate receipt receivable reimbursement rent round salary sales sgst shop shri smt son sons stores sub supplier supplies
        supply tax taxable tds term terms the to total trader traders trading value vendor wages works
        """,
    )
)
"""Words that ledgers and papers use beside names: masked they would hide what a field is, and they tell nobody."""


@dataclass(frozen=True, slots=True)
class People:
    """Parts of names with the number of the person each stands for, and those long enough to be known with a letter misread, by their length."""

    parts: Mapping[str, int]
    long: Mapping[int, tuple[str, ...]]

    def token(self, word: str) -> str | None:
        """The token in place of a word that is a part of somebody's name; None for other words."""
        for part in _WORD.findall(word.casefold()):
            if (number := self.parts.get(part)) is not None or (number := self._misread(part)) is not None:
                return f"<PERSON_{number}>"
        return None

    def _misread(self, part: str) -> int | None:
        if len(part) < MISREAD_LEAST or part in _NO_NAME:
            return None
        part = _folded(part)
        near = (known for size in (len(part) - 1, len(part), len(part) + 1) for known in self.long.get(size, ()))
        return next((self.parts[known] for known in near if Levenshtein.distance(part, _folded(known), score_cutoff=1) <= 1), None)


def _folded(part: str) -> str:
    """As a recogniser that takes "rn" for "m" would give it as well."""
    return part.replace("rn", "m").replace("vv", "w")


def people_of(names: Iterable[str]) -> People:
    """Everybody by name. The same names give the same tokens, in whatever order they come; a part that several share is the first one's."""
    parts: dict[str, int] = {}
    for number, name in enumerate(sorted({" ".join(name.casefold().split()) for name in names if name.strip()}), start=1):
        for part in _WORD.findall(name):
            if len(part) >= PART_LEAST and part not in _NO_NAME:
                parts.setdefault(part, number)
    long: dict[int, list[str]] = {}
    for part in sorted(parts):
        if len(part) >= MISREAD_LEAST:
            long.setdefault(len(_folded(part)), []).append(part)
    return People(parts, {size: tuple(known) for size, known in long.items()})


def without_people(question: Question, names: Iterable[str]) -> Question:
    """The question with a token in place of each word that names somebody: people of these names, and those whom the paper itself introduces. Words keep
    their numbers and places, so that an answer means what it meant."""
    people = people_of([*names, *people_on(question)])
    lines = tuple((page, y, tuple((number, people.token(text) or text, x) for number, text, x in words)) for page, y, words in question.lines)
    return replace(question, lines=lines)
