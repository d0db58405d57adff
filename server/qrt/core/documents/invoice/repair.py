"""Letters that a recogniser takes for figures and figures for letters, put right where the form of an identifier says which it must be. The raw text is kept by who asks."""

from collections.abc import Iterator
from itertools import product

from qrt.core.base.identifiers import gstin_fault

_TO_DIGIT = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}
_TO_LETTER = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}
_GSTIN_SHAPE = "99AAAAA9999A*ZX"
"""9 a digit, A a letter, Z the letter Z, * and X either."""


def repaired_gstin(text: str) -> str:
    """A GSTIN out of 15 characters of which some are letters read for figures or figures for letters (O and 0, I and 1, S and 5, B and 8).

    One of 16 characters has one that was read twice, as a letter and as the figure like it ("0O7…" for "07…"). "" unless exactly one reading has the form and
    the check character of a GSTIN.
    """
    if len(text) == 16:
        pairs = [place for place in range(15) if text[place] in (_TO_DIGIT.get(text[place + 1]), _TO_LETTER.get(text[place + 1]))]
        found = {reading for place in pairs for at in (place, place + 1) for reading in _readings(text[:at] + text[at + 1 :])}
    else:
        found = set(_readings(text))
    sound = [each for each in sorted(found) if not gstin_fault(each)]
    return sound[0] if len(sound) == 1 else ""


def _readings(text: str) -> Iterator[str]:
    """All that 15 characters can be with letters and figures exchanged where the form of a GSTIN asks for the other."""
    if len(text) == 15:
        ways = [_ways(character, kind) for character, kind in zip(text, _GSTIN_SHAPE, strict=True)]
        yield from ("".join(each) for each in product(*ways))


def repaired_pan(text: str) -> str:
    """Ten characters in the order of a PAN, letters and figures exchanged where the order asks for the other; "" when they cannot be. It has no check character."""
    ways = [_ways(character, kind) for character, kind in zip(text, "AAAAA9999A", strict=True)] if len(text) == 10 else []
    return "".join(each[0] for each in ways) if ways and all(ways) else ""


def _ways(character: str, kind: str) -> tuple[str, ...]:
    if kind == "9":
        return (character,) if character.isdigit() else (_TO_DIGIT[character],) if character in _TO_DIGIT else ()
    if kind == "A":
        return (character,) if character.isalpha() else (_TO_LETTER[character],) if character in _TO_LETTER else ()
    if kind == "Z":
        return (character, "Z") if character == "2" else (character,)
    other = _TO_DIGIT.get(character) or _TO_LETTER.get(character)
    return (character, other) if other else (character,)
