"""What a recogniser read bears its doubt: a field is no surer than its worst word, and figures that one reading alone saw need a proof."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.documents.invoice.layout import Sheet, Token
from qrt.core.documents.types import Field, FieldStatus

BOUND = 0.85
"""Below this confidence of a word no field that it says is taken without a person."""

PROOFS = frozenset(
    {"gstin_check_digit", "arithmetic_closed", "amount_in_words", "cash_less_change", "rounding_added", "lines_add_up", "qr_equal", "row_equation"}
)
"""Checks by which a figure that was misread would have been noticed. That a value stands on the paper twice is none: a smudge repeats."""


def as_recognised(field: Field, tokens: Sequence[Token], sheet: Sheet) -> Field:
    """The field with the doubt of the words that say it; unchanged when they stand in a text layer."""
    if not any(sheet.is_recognised(token.page) for token in tokens):
        return field
    worst = min((token.confidence for token in tokens if any(map(str.isalnum, token.text))), default=1.0)
    confidence = round(field.confidence * worst, 2)
    unproved = bool(re.search(r"\d", field.value)) and not PROOFS.intersection(field.checks)
    held = field.status is FieldStatus.AUTO and (worst < BOUND or unproved)
    return replace(field, confidence=confidence, status=FieldStatus.REVIEW if held else field.status)
