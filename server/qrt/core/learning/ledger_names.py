"""What the name of a ledger alone says: the model accounts it may mean, from the dictionary of ledger names, by letters and by words.

Names are short and many say nothing ("Sharma & Sons"); the answers are therefore weak unless the name stands in the dictionary, and none is given below a floor.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from qrt.core.ledger.model import ModelAccount, ModelChart
from qrt.core.ledger.naming import plain_name

EXACT, REORDERED, MISSPELT, HELD, NEAR = 0.93, 0.9, 0.85, 0.8, 0.55
"""How sure an answer of each kind is at best; measured on the labelled list of tests/unit/ledger."""

FLOOR = 0.3
_LIKE_LEAST = 84
"""Letters in a hundred that must agree before a name counts as misspelt (rapidfuzz, over the words in their order of letters)."""

_NOISE = re.compile(r"\b(a c|ac no|acc?ount|acct|ledger|khata|dr|cr|f y|fy|ay|gst|igst|cgst|sgst|rcm|no|rs|inr|new|old|main|ho|h o)\b|\b[a-z]*\d[a-z0-9]*\b")
_BLANKS = re.compile(r"\s+")
_TELLS_LITTLE = frozenset(
    {"and", "of", "on", "for", "to", "the", "in", "from", "with", "by", "at", "account", "expenses", "expense", "exp", "charges", "charge", "chgs", "cost"}
    | {"paid", "bill", "bills", "fees", "fee", "other", "others", "misc", "general", "india", "indian"}
)


@dataclass(frozen=True, slots=True)
class NameOffer:
    """One model account that a name may mean, why, and how sure (0 to 1)."""

    account: ModelAccount
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """The dictionary made ready: plain names and their codes, names by their sorted words, and names by each word they hold."""

    codes: Mapping[str, tuple[str, ...]]
    by_words: Mapping[str, str]
    holding: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]
    sorted_words: tuple[str, ...]
    accounts: Mapping[str, ModelAccount]


@lru_cache(maxsize=4)
def name_index(model: ModelChart) -> NameIndex:
    """The index of a model chart's synonyms and of its accounts' own names."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in (*model.synonyms, *((plain_name(account.name), account.code) for account in model.accounts)):
        codes[name].add(code)
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(codes):
        for word in set(name.split()):
            holding[word].append(name)
    return NameIndex(
        codes={name: tuple(sorted(each)) for name, each in codes.items()},
        by_words={_sorted(name): name for name in sorted(codes, reverse=True)},
        holding={word: tuple(names) for word, names in holding.items()},
        names=tuple(sorted(codes)),
        sorted_words=tuple(_sorted(name) for name in sorted(codes)),
        accounts=model.account_by_code,
    )


@lru_cache(maxsize=50_000)
def offers_of_name(name: str, index: NameIndex, limit: int = 5) -> tuple[NameOffer, ...]:
    """Model accounts that the name may mean, the surest first, each account once; () when it says nothing."""
    plain = plain_name(name)
    bare = _BLANKS.sub(" ", _NOISE.sub(" ", plain)).strip()
    found: dict[str, NameOffer] = {}
    for text in dict.fromkeys((plain, bare)):
        if text in index.codes:
            _add(found, index, text, f"“{text}” stands in the dictionary of ledger names", EXACT)
        elif (same := index.by_words.get(_sorted(text))) and text:
            _add(found, index, same, f"its words are those of “{same}”", REORDERED)
    if bare and not found:
        _by_letters(found, index, bare)
        _by_words(found, index, bare)
    ranked = sorted(found.values(), key=lambda offer: (-offer.confidence, offer.account.code))
    return tuple(offer for offer in ranked if offer.confidence >= FLOOR)[:limit]


def _by_letters(found: dict[str, NameOffer], index: NameIndex, bare: str) -> None:
    if len(bare) < 5:
        return
    for _, score, position in process.extract(_sorted(bare), index.sorted_words, scorer=fuzz.ratio, score_cutoff=_LIKE_LEAST, limit=6):
        share, name = (score - _LIKE_LEAST) / (100 - _LIKE_LEAST), index.names[position]
        _add(found, index, name, f"it is spelt like “{name}” ({score:.0f} %)", NEAR + (MISSPELT - NEAR) * share)


def _by_words(found: dict[str, NameOffer], index: NameIndex, bare: str) -> None:
    """Names of the dictionary that stand whole inside this one: "office rent" in "Office Rent Andheri East". What they leave unsaid makes it less sure."""
    words = bare.split()
    if len(words) < 2:
        return
    own, padded = set(words), f" {bare} "
    telling = [word for word in words if word not in _TELLS_LITTLE] or words
    # In order: of two names that say a line equally surely the first gives the reason, in every process the same.
    for name in sorted({each for word in own for each in index.holding.get(word, ())}):
        parts = name.split()
        if not set(parts) <= own or all(part in _TELLS_LITTLE for part in parts):
            continue
        covered = sum(len(word) for word in telling if word in parts) / sum(map(len, telling))
        whole = f" {name} " in padded
        # What an Indian ledger is stands at its start ("Rent - Andheri"); what stands at its end is often a place or a person.
        first = 0.06 if padded.startswith(f" {parts[0]} ") else 0.0
        _add(found, index, name, f"it holds “{name}”", HELD * (0.55 + 0.4 * covered) * (1.0 if whole else 0.9) + first)


def _add(found: dict[str, NameOffer], index: NameIndex, name: str, reason: str, confidence: float) -> None:
    """A name that means two accounts says each of them half as surely."""
    codes = index.codes[name]
    sure = round(min(confidence, EXACT) * (1.0 if len(codes) == 1 else 0.6), 3)
    for code in codes:
        if code not in found or found[code].confidence < sure:
            found[code] = NameOffer(index.accounts[code], reason, sure)


def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))
