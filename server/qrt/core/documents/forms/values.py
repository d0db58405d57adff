"""What stands beside a label, as a value: each reader takes the tokens there and gives the value with the tokens that say it, or nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qrt.core.base.identifiers import gstin_fault, pan_fault, tan_fault
from qrt.core.base.money import decimal_text
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.values import amounts, day_of, gstins, is_number_shaped, looks_like_money

_EDGES = " .:;,-–|"
_MASTERS = re.compile(r"^(?:m/s\.?|messrs\.?)\s+", re.IGNORECASE)
_AROUND = " :;,-–|"
"""What stands around words and is none of them; a point may end a name ("Pvt. Ltd.")."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A value, the tokens that say it, the checks that it passed, and what is doubtful about it ("")."""

    value: str
    tokens: tuple[Token, ...]
    checks: tuple[str, ...] = ()
    doubt: str = ""


Reader = Callable[[Sequence[Token]], Read | None]


def text(tokens: Sequence[Token]) -> Read | None:
    """Words as they stand; a value without a letter is none."""
    joined = _MASTERS.sub("", " ".join(token.text for token in tokens).strip(_AROUND))
    return Read(joined, tuple(tokens)) if any(map(str.isalpha, joined)) else None


def name(tokens: Sequence[Token]) -> Read | None:
    """A name: as text, up to a registration number, an address or a code behind it, or to where a sentence goes on in small letters."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if kept and (any(map(str.isdigit, token.text)) or token.text in ("-", "–", "(", ",") or _goes_on(tokens, index)):
            break
        kept.append(token)
        if token.text.endswith(","):
            break
    return text(kept) if kept else None


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """A word in small letters behind capitalised ones is a sentence's, but for one that joins two of a name ("Bank of India")."""
    if not tokens[0].text[:1].isupper() or not tokens[index].text.strip(_AROUND).islower():
        return False
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return not (tokens[index].text in ("and", "of", "for", "de") and following[:1].isupper())


def number(tokens: Sequence[Token]) -> Read | None:
    """A document's number: the first word there that has the form of one."""
    first = next((token for token in tokens[:5] if is_number_shaped(token.text.strip(_EDGES))), None)
    return Read(first.text.strip(_EDGES), (first,)) if first is not None else None


def code(pattern: str) -> Reader:
    """A code of a known form, in one word or in several that stand together."""
    form = re.compile(pattern)

    def read(tokens: Sequence[Token]) -> Read | None:
        for start in range(min(len(tokens), 6)):
            joined = ""
            for end in range(start, min(start + 4, len(tokens))):
                joined += tokens[end].text.strip(_EDGES).upper()
                if found := form.match(joined):
                    return Read(found.group(1) if form.groups else found.group(), tuple(tokens[start : end + 1]))
        return None

    return read


def day(tokens: Sequence[Token]) -> Read | None:
    """The first date, as ISO; a time of day behind it is not part of it."""
    for start in range(min(len(tokens), 8)):
        for length in (4, 3, 2, 1):
            run = tokens[start : start + length]
            if len(run) == length and (found := day_of(" ".join(token.text for token in run), False)):
                return Read(found[0].isoformat(), tuple(run))
    return None


def money(tokens: Sequence[Token]) -> Read | None:
    """The first amount, as decimal rupees. A bare figure counts where it stands alone."""
    found = amounts(Line(0, tokens[0].page, tuple(tokens)), False) if tokens else ()
    first = next((each for each in found if looks_like_money(each.raw) or len(found) == 1), None)
    return Read(decimal_text(first.amount), first.tokens) if first is not None else None


def gstin(tokens: Sequence[Token]) -> Read | None:
    """The first GSTIN, with its check character proved or doubted."""
    found = gstins(Line(0, tokens[0].page, tuple(tokens))) if tokens else ()
    if not found:
        return read_joined(tokens)
    fault = gstin_fault(found[0].value)
    return Read(found[0].value, found[0].tokens, () if fault else ("gstin_check_digit",), fault)


def read_joined(tokens: Sequence[Token]) -> Read | None:
    """A GSTIN that is glued to a mark behind it ("27AAACA1234A1Z5/G")."""
    for token in tokens[:2]:
        head = token.text[:15].upper()
        if len(token.text) > 15 and not token.text[15].isalnum() and not gstin_fault(head):
            return Read(head, (token,), ("gstin_check_digit",))
    return None


def _identifier(fault_of: Callable[[str], str]) -> Reader:
    def read(tokens: Sequence[Token]) -> Read | None:
        for token in tokens[:4]:
            if not fault_of(token.text.strip(_EDGES).upper()):
                return Read(token.text.strip(_EDGES).upper(), (token,))
        return None

    return read


pan, tan = _identifier(pan_fault), _identifier(tan_fault)


def percent(tokens: Sequence[Token]) -> Read | None:
    """A rate, in percent, as decimal text."""
    for token in tokens[:2]:
        if found := re.match(r"^(\d{1,2}(?:\.\d{1,4})?)%?", token.text):
            return Read(found.group(1), (token,))
    return None
