"""What a paper or a line of the books says, as signs that can be counted: words without numbers and names, tariff headings, the rate of tax."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

_MARK = re.compile(r"[^\W\d_]{2,}", re.UNICODE)
_CODES = re.compile(r"\b(?:[A-Z]{4}0[A-Z0-9]{6}|\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]|[A-Z]{5}\d{4}[A-Z]|[A-Z]*\d[\w/-]*)\b")
_EMPTY = frozenset(
    [
        "of",
        "for",
        "the",
        "and",
        "to",
        "from",
        "by",
        "on",
        "in",
        "at",
        "as",
        "per",
        "no",
        "nos",
        "ltd",
        "pvt",
        "private",
        "limited",
        "llp",
        "co",
        "company",
        "inv",
        "invoice",
        "bill",
        "dated",
        "date",
        "being",
        "against",
        "towards",
        "our",
        "your",
        "us",
        "month",
        "monthly",
        "period",
        "rs",
        "inr",
        "only",
        "india",
        "neft",
        "rtgs",
        "imps",
        "upi",
        "chq",
        "cheque",
        "gst",
        "cgst",
        "sgst",
        "igst",
        "tax",
        "purchase",
        "sales",
        "sale",
        "paid",
        "payment",
        "received",
        "receipt",
        "note",
        "ac",
        "account",
        "charges",
        "expenses",
        "expense",
        "exp",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
"""Words that stand on every paper and so say nothing of what was bought; months, because they only say when."""


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Plain words in their order, each once: lower case, no numbers, codes, names of months and legal forms. The plural's s is dropped."""
    found: dict[str, None] = {}
    for text in texts:
        plain = _CODES.sub(" ", unicodedata.normalize("NFKC", text))
        for match in _MARK.finditer(plain.lower()):
            if match.group() not in _EMPTY:
                found.setdefault(_stem(match.group()))
    return tuple(found)


def _stem(word: str) -> str:
    """ "guards" and "guard" are one word; "gas" and "glass" stay as they are."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def signs_of(
    words: Iterable[str], hsns: Iterable[str], rate: Decimal | None = None, inter_state: bool | None = None, sizes: tuple[int, ...] = (2, 4, 6)
) -> tuple[str, ...]:
    """The signs of a case, sorted, each once: "w:rent", "h2:99", "h4:9972", "h6:997212", "r:18", "i:1". `sizes` are the lengths of headings that count."""
    signs = {f"w:{word}" for word in words}
    for hsn in hsns:
        digits = "".join(character for character in hsn if character.isdigit())
        signs |= {f"h{size}:{digits[:size]}" for size in sizes if len(digits) >= size}
    if rate is not None:
        signs.add(f"r:{rate.normalize():f}")
    if inter_state is not None:
        signs.add(f"i:{int(inter_state)}")
    return tuple(sorted(signs))
