"""References as keys that can be compared: document numbers, transfer references, cheque numbers, and names of parties."""

import re
from collections.abc import Iterator
from functools import lru_cache

from qrt.core.recon.types import Item

_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s?[-/]\s?(?:20)?(\d\d)(?!\d)")
_PIECE = re.compile(r"[A-Z]+|[0-9]+")
_WORD = re.compile(r"[A-Z0-9]+")
_DATE = re.compile(
    r"(?<![A-Z0-9])(?:\d{1,2}[-/.](?:\d{1,2}|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[-/.](?:20)?\d\d|20\d\d-\d\d-\d\d)(?![A-Z0-9])"
)
_TRANSFER = re.compile(r"(?<![A-Z0-9])(?=[A-Z0-9]*\d{6})[A-Z]{3,5}[A-Z0-9]{8,18}(?![A-Z0-9])")
_IFSC = re.compile(r"^[A-Z]{4}0[A-Z0-9]{6}$")
_RRN = re.compile(r"(?<![A-Z0-9])\d{12}(?![A-Z0-9])")
_CHEQUE = re.compile(r"(?:CHEQUE|CHQ|CHQUE|CHEQ|CTS|CLG|INST(?:RUMENT)?)[A-Z ]{0,12}?(?:NO|NUMBER|#)?[.:\s#/-]*(\d{3,9})(?![A-Z0-9])")
_EMPTY = frozenset({"", "NA", "N", "NIL", "NONE", "NOREF", "NONREF", "NULL", "0"})
_COMPANY = re.compile(r"\b(?:PRIVATE|PVT|LIMITED|LTD|LLP|INC|CO|COMPANY|CORP|CORPORATION|M/S|MESSRS|THE|AND|A/C|AC|ACCOUNT|MR|MRS|SHRI|SMT|INDIA|INDIAN)\b\.?")
_NOT_NAME = re.compile(r"[^A-Z0-9 ]+")


@lru_cache(maxsize=200_000)
def document_number(text: str) -> str:
    """One form for a document number however it was typed: "TS/26-27/0118", "TS-118" and "ts 118" give "TS118"; "" when nothing is left.

    Financial years, separators and leading zeros go; a letter O after a digit is a zero.
    """
    upper = text.upper().strip()
    pieces = _pieces(_without_years(upper))
    if not any(piece.isdigit() for piece in pieces):
        pieces = _pieces(upper)
    if sum(piece.isdigit() for piece in pieces) > 1:
        pieces = [piece for piece in pieces if not _is_plain_year(piece)] or pieces
    return "".join(piece.lstrip("0") or "0" if piece.isdigit() else piece for piece in pieces)


@lru_cache(maxsize=100_000)
def financial_year(text: str) -> str:
    """The financial year that a document number states, by the last digits of its first calendar year ("TS/2026-27/0118" and "TS/2627/118": "26"); "" where it states none."""
    upper = text.upper().strip()
    for found in _years(upper):
        if any(character.isdigit() for character in upper[: found.start()] + upper[found.end() :]):
            return found.group(1)
    pieces = _pieces(upper)
    plain = [piece for piece in pieces if _is_plain_year(piece)]
    return plain[0][:2] if plain and sum(piece.isdigit() for piece in pieces) > 1 else ""


def _years(text: str) -> Iterator[re.Match[str]]:
    """Financial years written with a separator: two numbers of which the second follows on the first. In "17/26-27" it is the later pair."""
    at = 0
    while found := _YEAR.search(text, at):
        follows = (int(found.group(1)) + 1) % 100 == int(found.group(2))
        at = found.end() if follows else found.start() + 1
        if follows:
            yield found


def _without_years(text: str) -> str:
    for found in reversed(list(_years(text))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


def _is_plain_year(piece: str) -> bool:
    """A year written without a separator ("2627"); it is one only where another number remains."""
    return len(piece) == 4 and piece.isdigit() and int(piece[2:]) == int(piece[:2]) + 1 and 17 <= int(piece[:2]) <= 60


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(text):
        # 1O5 and a leading O452 are typing slips; PO123 is a name.
        fixed = re.sub(r"(?<=\d)O|^O(?=\d)", "0", word)
        found.extend(_PIECE.findall(fixed))
    return found


def declared_keys(item: Item) -> frozenset[str]:
    """Keys an item states of itself: its reference and bills, and transfer or cheque numbers named as such in its narration.

    "u:" a transfer reference, "n:" digits (cheque, retrieval number), "d:" a document number.
    """
    keys: set[str] = set()
    for text in (item.reference, *item.labels.get("bills", "").split("|")):
        for part in re.split(r"[,;|]|\s{2,}| & ", text.upper()):
            if key := _key(part.strip()):
                keys.add(key)
    narration = _DATE.sub(" ", item.narration.upper())
    keys.update(f"u:{token}" for token in _TRANSFER.findall(narration) if not _IFSC.match(token))
    keys.update(f"n:{token.lstrip('0')}" for token in _RRN.findall(narration))
    keys.update(f"n:{number.lstrip('0')}" for number in _CHEQUE.findall(narration) if number.lstrip("0"))
    return frozenset(keys)


def _key(text: str) -> str:
    plain = "".join(_WORD.findall(text))
    if plain in _EMPTY or _IFSC.match(plain):
        return ""
    if plain.isdigit():
        stripped = plain.lstrip("0")
        return f"n:{stripped}" if stripped else ""
    if _TRANSFER.fullmatch(plain) and plain == text:
        return f"u:{plain}"
    number = document_number(text)
    if number.isdigit():
        return f"n:{number}"
    return f"d:{number}" if any(character.isdigit() for character in number) else ""


def probed_keys(item: Item, vocabulary: frozenset[str]) -> frozenset[str]:
    """Keys of the other side that stand somewhere in this item's narration or reference.

    Only keys long enough not to be met by chance are looked for: five digits, or four characters with a letter and two digits.
    """
    text = _DATE.sub(" ", f"{item.reference} {item.narration}".upper())
    text = _without_years(text)
    pieces = [piece.lstrip("0") or "0" if piece.isdigit() else piece for piece in _pieces(text)]
    found: set[str] = set()
    for start in range(len(pieces)):
        joined = ""
        for piece in pieces[start : start + 4]:
            joined += piece
            key = f"n:{joined}" if joined.isdigit() else f"d:{joined}"
            if key in vocabulary and _telling(joined):
                found.add(key)
    return frozenset(found)


def _telling(joined: str) -> bool:
    digits = sum(character.isdigit() for character in joined)
    return digits >= 5 if joined.isdigit() else len(joined) >= 4 and digits >= 2


@lru_cache(maxsize=100_000)
def party_name(text: str) -> str:
    """A name without legal form, punctuation and titles, in capitals, for comparing."""
    bare = _NOT_NAME.sub(" ", _COMPANY.sub(" ", text.upper().replace(".", " ")))
    return " ".join(bare.split())
