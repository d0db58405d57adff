"""Letters that a recogniser takes for figures and figures for letters, put right where the form of an identifier says which it must be. The raw text is kept by who asks."""

from itertools import product

from qrt.core.base.identifiers import gstin_fault

_TO_DIGIT = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}
_TO_LETTER = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}
_GSTIN_SHAPE = "99AAAAA9999A*ZX"
"""9 a digit, A a letter, Z the letter Z, * and X either."""


def repaired_gstin(text: str) -> str:
    """A GSTIN out of 15 characters of which some are letters read for figures or figures for letters (O and 0, I and 1, S and 5, B and 8).

    "" unless exactly one reading has the form and the check character of a GSTIN.
    """
    if len(text) != 15:
        return ""
    ways = [_ways(character, kind) for character, kind in zip(text, _GSTIN_SHAPE, strict=True)]
    if any(not each for each in ways):
        return ""
    found = {"".join(each) for each in product(*ways)}
    sound = [each for each in sorted(found) if not gstin_fault(each)]
    return sound[0] if len(sound) == 1 else ""


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
