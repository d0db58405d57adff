"""What a paper of pages looks like to the kind model: hashed n-grams of its words, apart for the title zone and the body, and how the page is built.

Amounts, days and numbers of registration count as what they are, never by their digits: a vendor's own numbers teach nothing.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qrt.core.documents.kinds import kind_of_title
from qrt.core.documents.titles import kind_of_words
from qrt.core.documents.types import Page, Word

SLOTS = 4096
"""Features are hashed into this many places."""
WORDS = 900
"""Words of a paper that are looked at; what a paper is stands at its beginning."""
PAGES = 3
TITLE_ZONE = 0.25
"""Share of the first page, from the top, in which its title stands."""
SHORTEST, LONGEST = 2, 5
_BUILD_WEIGHT, _SAID_WEIGHT = 0.5, 0.7
"""How much the build of the page, and what the titles of books say, count beside its words."""

_TYPES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("gstin", r"\d{2}[a-z]{5}\d{4}[a-z]\w{3}"),
        ("pan", r"[a-z]{5}\d{4}[a-z]"),
        ("tan", r"[a-z]{4}\d{5}[a-z]"),
        ("ifsc", r"[a-z]{4}0[a-z0-9]{6}"),
        ("irn", r"[0-9a-f]{64}"),
        ("day", r"\d{1,2}[-/.](?:\d{1,2}|[a-z]{3,9})[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}"),
        ("year", r"20\d\d-(?:20)?\d\d|20\d\d"),
        ("clock", r"\d{1,2}:\d{2}(?::\d{2})?"),
        ("percent", r"\d{1,3}(?:\.\d+)?%"),
        ("money", r"[-(]?(?:rs\.?|inr|₹|\$|€)?-?\d{1,3}(?:[,.']\d{2,3})*[.,]\d{2}\)?(?:cr|dr)?|[-(]?\d{1,3}(?:,\d{2,3})+\)?"),
        ("digits", r"\d+"),
        ("code", r"(?=.*\d)[\w/.\-]+"),
    )
)
_EDGES = ".,;:()[]{}\"'`*|_-–—"


@lru_cache(maxsize=20_000)
def _shape(text: str) -> str:
    """The word as it is compared: small letters without what stands at its edges, or what it is ("<gstin>"); "" for signs alone."""
    body = text.casefold().strip(_EDGES)
    if not any(map(str.isdigit, body)):
        return body if any(map(str.isalnum, body)) else ""
    name = next((name for name, pattern in _TYPES if pattern.fullmatch(body)), "")
    return f"<{name}{min(len(body), 16) if name == 'digits' else ''}>" if name else re.sub(r"\d", "0", body)


@lru_cache(maxsize=40_000)
def _grams(view: str, word: str) -> tuple[str, ...]:
    """A word as its n-grams, with a blank where it begins and ends; what has a type is one gram."""
    if word.startswith("<"):
        return (f"{view}{word}",)
    whole = f" {word} "
    return tuple(f"{view}{whole[at : at + size]}" for size in range(SHORTEST, LONGEST + 1) for at in range(len(whole) - size + 1)) + (f"{view}={word}",)


@lru_cache(maxsize=200_000)
def _slot(gram: str) -> tuple[int, float]:
    code = zlib.crc32(gram.encode())
    return code % SLOTS, 1.0 if code >> 31 else -1.0


def features_of(pages: Sequence[Page]) -> NDArray[np.float32]:
    """The paper as a vector of length SLOTS; all zero for a paper without words."""
    vector = np.zeros(SLOTS, dtype=np.float32)
    first = [page for page in pages if page.words][:PAGES]
    if not first:
        return vector
    lines = [line for page in first for line in _lines(page)]
    body = [_shape(word.text) for line in lines for word in line][:WORDS]
    heads = _title_lines(first[0])
    title = [_shape(word.text) for line in heads for word in line]
    for view, words in (("t", title), ("b", body)):
        _add(vector, Counter(_of_words(view, [word for word in words if word])), 1.0)
    _add(vector, Counter(_build(pages, lines, body)), _BUILD_WEIGHT)
    _add(vector, Counter(_said(heads)), _SAID_WEIGHT)
    return vector


def _of_words(view: str, words: Sequence[str]) -> Iterable[str]:
    for word in words:
        yield from _grams(view, word)
    for before, after in pairwise(words):
        yield f"{view}+{before} {after}"


def _add(vector: NDArray[np.float32], counts: Counter[str], weight: float) -> None:
    """Each view has the same length, however many words it holds."""
    if not counts:
        return
    names = list(counts)
    # Number by number, in double precision: vector instructions round differently from one machine to the next.
    values = [1.0 + math.log(count) for count in counts.values()]
    scale = weight / math.sqrt(math.fsum(value * value for value in values))
    slots = [_slot(name) for name in names]
    np.add.at(vector, [slot for slot, _ in slots], np.array([value * scale * sign for value, (_, sign) in zip(values, slots, strict=True)], dtype=np.float32))


def _lines(page: Page) -> list[list[Word]]:
    """Words at one height, left to right; a plain grouping, for counting alone."""
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda each: ((each.box[1] + each.box[3]) / 2, each.box[0])):
        middle = (word.box[1] + word.box[3]) / 2
        if rows and rows[-1][0].box[1] <= middle <= rows[-1][0].box[3]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda each: each.box[0]) for row in rows]


def _title_lines(page: Page) -> list[list[Word]]:
    heights = sorted(word.box[3] - word.box[1] for word in page.words)
    large = 1.25 * heights[len(heights) // 2]
    return [line for line in _lines(page) if line[0].box[1] < TITLE_ZONE or (line[0].box[1] < 0.5 and line[0].box[3] - line[0].box[1] > large)]


def _said(heads: Sequence[Sequence[Word]]) -> Iterable[str]:
    """The kinds that the titles of books and lists name, by the rules that read them in sheets."""
    for line in heads:
        text = " ".join(word.text for word in line)
        kind = kind_of_title(text) or (kind_of_words(text) if len(line) <= 8 else None)
        if kind is not None:
            yield f"#says{kind.value}"


def _build(pages: Sequence[Page], lines: Sequence[Sequence[Word]], body: Sequence[str]) -> Iterable[str]:
    """How the paper is built, each measure in a few steps."""
    kinds = Counter(word.rstrip("0123456789>") for word in body if word.startswith("<"))
    count = max(len(body), 1)
    tabular = sum(1 for line in lines if sum(_shape(word.text) in ("<money>", "<digits>") for word in line) >= 3)
    prose = sum(1 for line in lines if sum(_shape(word.text).isalpha() for word in line) >= 8)
    page = pages[0]
    yield f"#pages{min(len(pages), 4)}"
    yield f"#wide{page.width > page.height}"
    yield f"#narrow{page.width < 0.62 * page.height}"
    yield f"#words{min(int(count / 100), 6)}"
    yield f"#figures{int(10 * sum(kinds.values()) / count)}"
    yield f"#money{int(10 * kinds['<money'] / count)}"
    yield f"#days{min(kinds['<day'], 8) // 2}"
    yield f"#rows{int(5 * tabular / max(len(lines), 1))}"
    yield f"#prose{int(5 * prose / max(len(lines), 1))}"
    yield f"#columns{min(max((len(line) for line in lines), default=0) // 3, 6)}"
    for name in ("gstin", "pan", "tan", "ifsc", "irn"):
        yield f"#{name}{min(kinds[f'<{name}'], 3)}"
