"""Where a reference stands in a narration, in a form that people can write: `UTR ########`, `INV-[####+]`.

`#` is one digit, `@` one letter, `&` one letter or digit; a `+` behind one of them means one or more. What stands in brackets is the reference, without brackets all of
it is. Every other character means itself, capitals and small letters alike; a blank means any number of blanks. There are no other signs, so that no pattern can
take more than a moment.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from qrt.core.recon.types import Item

PATTERN_LONGEST = 60
PATTERNS_MOST = 20
WRITTEN = "written_reference"
"""Label of an item whose reference was found by a pattern: what its paper says itself."""

_SIGNS = {"#": "[0-9]", "@": "[A-Z]", "&": "[A-Z0-9]"}


def check_pattern(pattern: str) -> str:
    """What is wrong with a pattern, as a sentence; "" when nothing is."""
    if not pattern.strip():
        return "A reference pattern is empty."
    if len(pattern) > PATTERN_LONGEST:
        return f"The reference pattern {pattern!r} is longer than {PATTERN_LONGEST} characters."
    opened, closed = pattern.count("["), pattern.count("]")
    if opened > 1 or closed > 1 or opened != closed or (opened and pattern.index("[") > pattern.index("]")):
        return f"The reference pattern {pattern!r} has brackets that do not make one pair."
    inside = pattern[pattern.index("[") + 1 : pattern.index("]")] if opened else pattern
    if not any(sign in inside for sign in _SIGNS):
        return f"The reference pattern {pattern!r} names no digit (#), letter (@) or either (&) that could be a reference."
    if re.search(r"[#@&]\+\s*\[?\]?[#@&]\+", pattern):
        return f"The reference pattern {pattern!r} has two runs side by side; nobody can tell where one ends."
    return ""


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        sign = pattern[position]
        position += 1
        if sign in _SIGNS:
            many = pattern[position : position + 1] == "+"
            position += many
            # A run has a longest length: it cannot eat a page of digits.
            parts.append(_SIGNS[sign] + ("{1,40}" if many else ""))
        elif sign in "[]":
            parts.append("(" if sign == "[" else ")")
        elif sign.isspace():
            parts.append(r"\s{0,5}")
        else:
            parts.append(re.escape(sign.upper()))
    # A word is found whole; a pattern that begins with another sign, as "(", needs no gap before it.
    before, behind = (
        ("(?<![A-Z0-9])", "(?![A-Z0-9])")[end] if _is_word(plain[-end]) else "" for end, plain in ((0, pattern.strip("[] ")), (1, pattern.strip("[]+ ")))
    )
    return re.compile(before + "".join(parts) + behind)


def _is_word(sign: str) -> bool:
    return sign in _SIGNS or sign.isalnum()


def reference_by(patterns: Sequence[str], text: str) -> str:
    """What the first pattern that fits finds in a text; "" when none does. Patterns are sound (`check_pattern`)."""
    upper = text.upper()[:2000]
    for pattern in patterns:
        if found := _compiled(pattern).search(upper):
            return found.group(1) if found.groups() else found.group(0)
    return ""


def with_references(items: Sequence[Item], patterns: Sequence[str]) -> tuple[Item, ...]:
    """The items with the references that patterns find in reference or narration; what their papers say stays beside it as a label."""
    if not patterns:
        return tuple(items)
    return tuple(_with_reference(item, patterns) for item in items)


def _with_reference(item: Item, patterns: Sequence[str]) -> Item:
    found = reference_by(patterns, item.reference) or reference_by(patterns, item.narration)
    if not found or found == item.reference:
        return item
    return replace(item, reference=found, labels={**item.labels, WRITTEN: item.reference})


def as_written(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with the references of their papers, whatever patterns found."""
    return tuple(
        replace(item, reference=item.labels[WRITTEN], labels={name: text for name, text in item.labels.items() if name != WRITTEN})
        if WRITTEN in item.labels
        else item
        for item in items
    )
