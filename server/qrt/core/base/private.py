"""What identifies a person or an account leaves the house only as a token; equal values have one token, so that they can still be compared.

Long runs of digits are accounts, mobiles and Aadhaar numbers as well as references: all of them are tokens.
"""

import re
from collections import Counter

PRIVATE = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("MAIL", r"[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+"),
        ("UPI", r"[A-Z0-9._-]{2,}@[A-Z]{2,}"),
        ("GSTIN", r"\b\d{2} ?[A-Z]{5} ?\d{4} ?[A-Z] ?[A-Z0-9] ?Z ?[A-Z0-9]\b"),
        ("PAN", r"\b[A-Z]{5}[ -]?\d{4}[ -]?[A-Z]\b"),
        ("TAN", r"\b[A-Z]{4}\d{5}[A-Z]\b"),
        ("IFSC", r"\b[A-Z]{4}0[A-Z0-9]{6}\b"),
        ("AADHAAR", r"\b\d{4}[ -]\d{4}[ -]\d{4}\b"),
        ("PHONE", r"(?:\+ ?91|\b0)[ -]?\d{5}[ -]?\d{5}\b|\b[6-9]\d{4}[ -]\d{5}\b"),
        ("NUMBER", r"\d{9,}"),
    )
)


class Tokens:
    """Private values of one run and their tokens, numbered in the order in which they are met."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, str], str] = {}
        self._many: Counter[str] = Counter()

    def hidden(self, text: str) -> str:
        """The text in capitals with a token in place of each private value."""
        said = text.upper()
        for name, pattern in PRIVATE:
            said = pattern.sub(lambda found, name=name: self.token(name, found.group()), said)
        return said

    def token(self, name: str, value: str) -> str:
        """The token of a value, the same whenever it is met and however it is spaced."""
        value = re.sub(r"[ -]", "", value.upper())
        if (name, value) not in self._of:
            self._many[name] += 1
            self._of[name, value] = f"<{name}_{self._many[name]}>"
        return self._of[name, value]
