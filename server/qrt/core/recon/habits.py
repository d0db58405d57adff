"""Aliases that habits suggest: a word of the other side's narration that people always accept for one party."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qrt.core.recon.references import party_name

LEAST = 3
"""Accepted matches from which on something is a habit."""

WRONG_MOST = 0.05
"""Share of wrong matches in the back-test above which a word says nothing about a party."""

_WORD = re.compile(r"(?<![A-Z0-9])[A-Z]{4,}(?![A-Z0-9])")
_PAYMENT = frozenset(
    [
        "ACCOUNT",
        "ACHD",
        "AUTO",
        "BANK",
        "BEING",
        "BILL",
        "BOOK",
        "BRANCH",
        "BULK",
        "CARD",
        "CASH",
        "CHARGE",
        "CHARGES",
        "CHEQUE",
        "CLEARING",
        "CLGS",
        "COLLECTION",
        "CREDIT",
        "DEBIT",
        "DEPOSIT",
        "FROM",
        "FUND",
        "IMPS",
        "INTEREST",
        "INVOICE",
        "MICR",
        "MOBILE",
        "NACH",
        "NEFT",
        "ONLINE",
        "PAID",
        "PAYMENT",
        "PURCHASE",
        "RECEIPT",
        "RECEIVED",
        "REFUND",
        "RTGS",
        "SALARY",
        "SALE",
        "SETTLEMENT",
        "TDSP",
        "TOWARDS",
        "TRANSFER",
        "UPIP",
        "VENDOR",
        "VOUCHER",
        "WITHDRAWAL",
    ]
)


@dataclass(frozen=True, slots=True)
class Told:
    """One match that stands: what the other side writes, and the parties of our lines. by_person: a person accepted or made it."""

    text: str
    parties: frozenset[str]
    by_person: bool


@dataclass(frozen=True, slots=True)
class Habit:
    """`alias` in a narration means `party`. accepted: matches by people that say so; would_match, wrong: of all matches that stand, by the back-test."""

    alias: str
    party: str
    accepted: int
    would_match: int
    wrong: int
    examples: tuple[str, ...]


def find_habits(told: Sequence[Told], known: Collection[tuple[str, str]] = ()) -> tuple[Habit, ...]:
    """One alias a party at most: the word that people accepted most often, and that means no other party among all matches that stand.

    Words of payment means, and words that the party's name holds already, are no aliases. known: (alias, party) that somebody gave or declined.
    """
    holders: defaultdict[str, list[Told]] = defaultdict(list)
    for each in told:
        for word in words_of(each.text):
            holders[word].append(each)
    found: dict[str, Habit] = {}
    for word, those in sorted(holders.items()):
        accepted: defaultdict[str, int] = defaultdict(int)
        for each in those:
            if each.by_person and len(each.parties) == 1:
                accepted[next(iter(each.parties))] += 1
        for party, count in sorted(accepted.items()):
            if count < LEAST or not party or word in party_name(party).split() or (word, party) in known:
                continue
            habit = back_test(word, party, count, those)
            if habit.wrong <= WRONG_MOST * (habit.would_match + habit.wrong) and _rank(habit) > _rank(found.get(party)):
                found[party] = habit
    return tuple(sorted(found.values(), key=lambda habit: (-habit.accepted, habit.party)))


def back_test(word: str, party: str, accepted: int, told: Iterable[Told]) -> Habit:
    """What the alias would have done among matches that stand: right where our lines bear the party, wrong where they bear another."""
    hit = [each for each in told if word in words_of(each.text) and any(each.parties)]
    right = [each for each in hit if party in each.parties]
    examples = tuple(sorted({each.text for each in right if each.by_person})[:3])
    return Habit(word, party, accepted, len(right), len(hit) - len(right), examples)


def words_of(text: str) -> frozenset[str]:
    """Words of at least four letters that may name somebody."""
    return frozenset(_WORD.findall(text.upper())) - _PAYMENT


def _rank(habit: Habit | None) -> tuple[int, int, int, str]:
    return (habit.accepted, -habit.wrong, len(habit.alias), habit.alias) if habit else (0, 0, 0, "")
