"""Which words are the name of a party, and where in them it begins and ends."""

import re
from collections.abc import Sequence

from qrt.core.documents.invoice.labels import Label, labels, normal
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.party_words import COMPANY, NO_NAME, OFFICE, PLACE
from qrt.core.documents.invoice.values import Candidate, gstins

_NUMBERED = re.compile(r"\bno\b[.: ]*\S*\d", re.IGNORECASE)
_ASKS = frozenset(
    {"number", "date", "date_weak", "due", "po", "po_weak", "other_number", "other_date", "original", "original_date", "gstin", "pan", "pos", "account"}
)


def first_phrase(tokens: Sequence[Token], line: Line) -> list[Token]:
    """Of these words of the line the first that stand together and are more than marks."""
    for phrase in line.phrases:
        inside = [token for token in phrase if any(token is each for each in tokens)]
        if inside and any(token.text.strip(":-–=.") for token in inside):
            return inside
    return []


def name_tokens(tokens: Sequence[Token]) -> list[Token]:
    """Without separators, "Name:" and "M/s" at the front, and nothing that is itself a label or an address line."""
    rest = list(tokens)
    while rest and (
        not rest[0].text.strip(":-–=.()") or normal(rest[0].text) in ("name", "m s", "ms", "messrs", "the", "party", "legal", "trade", "address", "")
    ):
        if normal(rest[0].text) == "the" or (not normal(rest[0].text) and rest[0].text.strip(":-–=.()")):
            break
        rest = rest[1:]
    rest = _without_address(rest)
    text = " ".join(token.text for token in rest)
    # A row of many figures is a number of something (a GLN, an account), and letters set apart are a title, whatever stands above them.
    if sum(each.isalpha() for each in text) < 3 or re.search(r"\d{8}", text) or _NUMBERED.search(text) or _is_spaced(rest) or gstins(Line(0, 1, tuple(rest))):
        return []
    if any(token.text.endswith(":") for token in rest[:-1]) or all(normal(token.text) in NO_NAME for token in rest):
        return []  # Another label with its value, or the end of the label before it.
    if OFFICE.match(text) or PLACE.match(text) or re.fullmatch(r"\([^()]*\)\W*", text):
        return []  # An office is not the house, and a remark in brackets names nobody.
    found = labels(Line(0, rest[0].page, tuple(rest)))
    if found and found[0].tokens[0] is rest[0] and (len(found[0].tokens) == len(rest) or found[0].has_colon):
        return []
    labelled = {id(token) for label in found for token in label.tokens}
    if all(id(token) in labelled or not any(map(str.isalnum, token.text)) for token in rest):
        return []
    if found and any(
        each.role in _ASKS and len(each.text) > 1 and (each.tokens[-1] is rest[-1] or each.tokens[0] is rest[0]) and not is_of_a_firm(each, rest)
        for each in found
    ):
        return []  # "R.A. Bill No." asks for a value that stands elsewhere.
    if found and found[-1].has_colon:
        stop = next(index for index, token in enumerate(rest) if token is found[-1].tokens[0])
        rest = rest[:stop]
    return rest


def _without_address(tokens: list[Token]) -> list[Token]:
    """A firm's name up to the comma where its address or its town follows on the line ("Hanuman Mills, Plot No. 4, Pune", "Hanuman Mills, Pune")."""
    for place, token in enumerate(tokens[:-1]):
        if not token.text.endswith(","):
            continue
        name, rest = " ".join(each.text for each in tokens[: place + 1]), " ".join(each.text for each in tokens[place + 1 :])
        if not COMPANY.search(name) or PLACE.match(name):
            continue
        if any(map(str.isdigit, rest)) or (COMPANY.fullmatch(token.text.strip(",.")) and not COMPANY.search(rest)):
            return tokens[: place + 1]
    return tokens


def is_of_a_firm(label: Label, phrase: Sequence[Token]) -> bool:
    """The one word that might be a label begins the name of a firm ("Swift Parcel Services Pvt Ltd")."""
    behind = " ".join(token.text for token in phrase[1:])
    return label.tokens[0] is phrase[0] and len(label.tokens) == 1 and not label.has_colon and bool(COMPANY.search(behind)) and ":" not in behind


def _is_spaced(tokens: Sequence[Token]) -> bool:
    return len(tokens) >= 5 and all(len(token.text) == 1 for token in tokens)


def name_of(tokens: Sequence[Token]) -> Candidate:
    """The words as a name, without what stands around it."""
    text = " ".join(token.shown for token in tokens).strip(" ,:;-")
    return Candidate("name", re.sub(r"^(?:M/[sS]|मे[सै]सर्स|मैसर्स)\.?\s*", "", text), tuple(tokens))
