"""What a recogniser read bears its doubt: a field is no surer than its worst word, and figures that one reading alone saw need a proof."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.documents.invoice.layout import Sheet, Token
from qrt.core.documents.types import Field, FieldStatus

BOUND = 0.85
"""Below this confidence of a word no field that it says is taken without a person."""

PROOFS = frozenset(
    {
        "gstin_check_digit",
        "arithmetic_closed",
        "amount_in_words",
        "cash_less_change",
        "rounding_added",
        "lines_add_up",
        "qr_equal",
        "row_equation",
        "read_twice",
        "written_two_ways",
        "weekday_agrees",
    }
)
"""Checks by which a figure that was misread would have been noticed. That a value stands on the paper twice is none: a smudge repeats. That two
recognisers read it alike (`read_twice`) is one: they err in different ways."""


def as_recognised(field: Field, tokens: Sequence[Token], sheet: Sheet) -> Field:
    """The field with the doubt of the words that say it; unchanged when they stand in a text layer."""
    if not any(sheet.is_recognised(token.page) for token in tokens):
        return field
    said = [token for token in tokens if any(map(str.isalnum, token.text))]
    worst = min((token.confidence for token in said), default=1.0)
    confidence = round(field.confidence * worst, 2)
    checks = (*field.checks, "read_twice") if said and all(token.agreed for token in said) else field.checks
    unproved = bool(re.search(r"\d", field.value)) and not PROOFS.intersection(checks)
    held = field.status is FieldStatus.AUTO and (worst < BOUND or unproved)
    doubt = field.doubt or ("it was read from a picture, and nothing on the paper proves its letters and figures" if held else "")
    return replace(field, confidence=confidence, status=FieldStatus.REVIEW if held else field.status, checks=checks, doubt=doubt)
