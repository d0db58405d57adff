"""What the heading of a column means, in the words that accounting programs use: English, German, French, Spanish, Dutch, and Hindi in both scripts.

A heading is compared by its words, never by its place. Amount headings are put together from parts (debit or credit, local or foreign, opening or closing),
all others are phrases.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qrt.core.documents.heading_amounts import AMOUNTS, money_meaning
from qrt.core.documents.heading_programs import PROGRAM_PHRASES
from qrt.core.documents.heading_words import PHRASES

_CURRENCIES = re.compile(
    r"(?:per )?(?:1 |10 |100 |1000 )?(?:usd|eur|gbp|jpy|aed|sgd|aud|cad|chf|cny|sar|hkd|nzd|sek|dkk|nok|zar|thb|myr|kwd|bhd|omr|qar|lkr|bdt|krw)"
    r"(?: (?:1|10|100|1000))?(?: (?:to|rate|in|per (?:1|10|100|1000)))?"
)
"""Headings of the columns of a table of rates. Foreign money in a voucher list names what it is besides."""


_ASCII_JUNK = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "%#")} | {ord("&"): " and "}


@lru_cache(maxsize=20_000)
def plain_heading(text: str) -> str:
    """A heading as it is compared: no case, accents, punctuation, repeated blanks; "N° de pièce" becomes "n de piece". Devanagari keeps its vowel signs."""
    if text.isascii():
        words = [word for word in text.lower().translate(_ASCII_JUNK).split() if word not in ("inr", "rs", "rupees", "the")]
        return " ".join(words or text.lower().translate(_ASCII_JUNK).split())
    folded = []
    for each in unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("&", " and ")):
        if unicodedata.combining(each) and not "\u0900" <= each <= "\u097f":
            continue
        folded.append(each)
    body = unicodedata.normalize("NFC", "".join(folded))
    body = "".join(each if each.isalnum() or each in "%#₹" or "\u0900" <= each <= "\u097f" and each not in "।॥" else " " for each in body)
    words = [word for word in body.split() if word not in ("inr", "rs", "rupees", "₹", "the")]
    return " ".join(words or body.split())


def _normalised(phrases: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Phrase to the meanings that it may have, in the order of the list."""
    found: dict[str, list[str]] = {}
    for meaning, each in phrases.items():
        for phrase in each:
            found.setdefault(plain_heading(phrase), [])
            if meaning not in found[plain_heading(phrase)]:
                found[plain_heading(phrase)].append(meaning)
    return {phrase: tuple(each) for phrase, each in found.items()}


_ALL: Mapping[str, tuple[str, ...]] = {meaning: (*PHRASES.get(meaning, ()), *PROGRAM_PHRASES.get(meaning, ())) for meaning in {**PHRASES, **PROGRAM_PHRASES}}
_LOOKUP = _normalised(_ALL)
_SQUEEZED: Mapping[str, tuple[str, ...]] = {phrase.replace(" ", ""): meanings for phrase, meanings in reversed(_LOOKUP.items())}
_TURNS = frozenset(
    [
        "type",
        "subtype",
        "status",
        "category",
        "against",
        "count",
        "line",
        "lines",
        "group",
        "reversed",
        "reversal",
        "linked",
        "parent",
        "user",
        "by",
        "rate",
        "percent",
        "%",
        "qty",
        "quantity",
    ]
)
"""Words that make of a known heading another thing: a voucher's type is no voucher, a tax's rate no tax."""
_TAXES = frozenset(["tax", "taxes", "gst", "cgst", "sgst", "igst", "utgst", "vat", "cess", "tds", "tcs", "discount", "freight", "round", "qty", "quantity"])
"""Of these a total is not the total of the bill, and a name no party's ("TDS Name")."""
_COUNTED = frozenset({"days", "since"})
_OWED = frozenset({"open", "balance", "closing", "opening", "gross", "taxable"})
"""A count of days that something is open is no amount of it: "Days Outstanding"."""
_NOISE = frozenset({"key", "text", "no", "number", "nr", "local", "name"})

MEANINGS = (
    *(meaning for meaning in _ALL if meaning not in ("information",)), *sorted(AMOUNTS), "amount_credit_positive",
    "opening_debit", "opening_credit", "opening", "closing_debit", "closing_credit", "closing", "movement_debit", "movement_credit", "movement", "ledger", "rate_of", "ignore",
)  # fmt: skip
"""What a person may say a column is. "ledger" (or "ledger:NAME") is a column of one ledger; "ignore" is not taken."""


_HOME = re.compile(r"\b(local|home|base|functional|company|accounted|inr|rs|lc|lcy|bcy)\b|₹", re.IGNORECASE)
_SAID_ABOVE = re.compile(r"\b(?:amounts?|figures?|values?|currency)\b.{0,30}(?:\b(?:inr|rupees?|rs)\b|₹)|\ball in (?:inr|rupees|rs)\b", re.IGNORECASE)


def heads_home(heading: str) -> bool:
    """True for the heading of amounts that says they are the books' own money ("Amount (INR)", "LC Debit")."""
    return bool(_HOME.search(heading))


def says_home(line: str) -> bool:
    """True for a line above a table that says so of all its amounts ("All amounts in INR")."""
    return bool(_SAID_ABOVE.search(line))


@dataclass(frozen=True, slots=True)
class Heard:
    """What a heading may mean, likeliest first, and how sure the words are (0 to 1)."""

    meanings: tuple[str, ...]
    confidence: float


NOTHING = Heard((), 0.0)


@lru_cache(maxsize=20_000)
def hear_heading(text: str) -> Heard:
    """The meanings of one heading by its words alone; NOTHING when nobody knows it."""
    plain = plain_heading(text)
    if not plain or len(plain) > 80:
        return NOTHING
    if _CURRENCIES.fullmatch(plain):
        return Heard(("rate_of",), 0.9)
    exact = _LOOKUP.get(plain, ())
    money = money_meaning(plain, text)
    if money and exact[:1] not in (
        ("side",),
        ("balance",),
        ("currency",),
        ("local_currency",),
        ("debit_account",),
        ("credit_account",),
        ("rate",),
        ("taxable",),
        ("gross",),
        ("open",),
    ):
        return Heard((money, *exact), 1.0)
    if exact:
        return Heard((*exact, *((money,) if money else ())), 1.0)
    squeezed = plain.replace(" ", "")
    if len(squeezed) > 4 and squeezed in _SQUEEZED:
        return Heard(_SQUEEZED[squeezed], 0.95)
    return _near(plain)


def _near(plain: str) -> Heard:
    """The longest known phrase whose words all stand in the heading, when it makes up most of it ("Posting Date (dd.mm.yyyy)")."""
    words = plain.split()
    if len(words) > 7:
        return NOTHING
    best: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
    held = set(words)
    for phrase, meanings in _LOOKUP.items():
        parts = phrase.split()
        if len(parts) < len(words) and held.issuperset(parts) and meanings[0] != "information":
            more = held.difference(parts)
            if more & _TURNS or (meanings[0] in _OWED and more & _COUNTED) or (meanings[0] in ("gross", "taxable", "open", "party") and more & _TAXES):
                continue
            share = sum(map(len, parts)) / sum(map(len, words))
            if share >= 0.5 and (share, len(parts)) > best[:2]:
                best = (share, len(parts), meanings)
    return Heard(best[2], round(0.5 + 0.4 * best[0], 2)) if best[2] else NOTHING


_OWN_KEY = frozenset({"id", "internal", "guid", "uuid", "system", "unique", "key", "sequence", "seq", "running", "docentry", "recid", "gid"})
_OWN_COUNT = frozenset({"trans", "transaction", "transactions", "txn", "tran", "entry", "record", "posting", "register", "batch"})


def internal_rank(heading: str) -> int:
    """How surely a column of numbers is the program's own key and not the number that stands on the voucher: 2 for an ID, 1 for a count of transactions or entries, 0 for neither."""
    words = set(plain_heading(heading).split())
    return 2 if words & _OWN_KEY else 1 if words & _OWN_COUNT and not words & {"voucher", "vch", "document", "doc"} else 0


_SIDES = {
    1: ("d", "dr", "debit", "s", "soll", "debe", "debet", "dr.", "+", "deb", "naam", "नाम", "नामे", "debito", "cargo"),
    -1: ("c", "cr", "credit", "h", "haben", "haber", "cr.", "-", "k", "kredit", "cred", "jama", "जमा", "credito", "abono"),
}
SIDE_WORDS: Mapping[str, int] = {word: side for side, words in _SIDES.items() for word in words}
"""What an indicator column says: S, D, Dr, + are debits; H, C, K, Cr, - are credits."""

POSTING_KEYS: Mapping[str, int] = {
    **{f"{key:02d}": 1 for key in (*range(1, 10), *range(21, 30), 40, 70, 80, 81, 82, 83, 84, 85, 86, 89)},
    **{f"{key:02d}": -1 for key in (*range(11, 20), *range(31, 40), 50, 75, 90, 91, 92, 93, 94, 95, 96, 99)},
}
"""SAP's posting keys: which side a line is on."""
