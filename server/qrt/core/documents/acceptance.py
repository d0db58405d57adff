"""From which confidence a field of a paper is accepted without a person: what a company asks of each kind, above what the readers themselves ask."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from qrt.core.documents.types import FORMS, INVOICES, DocumentKind, Extraction, FieldStatus

FLOOR = Decimal("0.75")
"""What readers ask before they accept a field. A company may ask for more, never for less."""

KINDS: tuple[DocumentKind, ...] = tuple(sorted(INVOICES | FORMS | {DocumentKind.RECEIPT}))
"""Kinds whose fields are read from a page, so that they can be in doubt."""


def accept_fault(kind: str, share: Decimal) -> str:
    """Why this cannot be asked of a kind; "" when it can."""
    if kind not in {each.value for each in KINDS}:
        return f"fields of {kind or 'no kind'} are not read with a confidence"
    if not FLOOR <= share <= 1:
        return f"{share:.0%} lies outside {FLOOR:.0%} to 100%: below it no reader accepts a field"
    return ""


def held_back(extraction: Extraction, asked: Mapping[str, Decimal]) -> Extraction:
    """The extraction with every field that a reader accepted, and that is less sure than is asked of the kind, left to a person.

    What a person or the portal's signature said is sure, and stays.
    """
    share = asked.get(extraction.kind.value)
    if share is None:
        return extraction
    fields = {
        name: replace(field, status=FieldStatus.REVIEW) if field.status is FieldStatus.AUTO and Decimal(str(field.confidence)) < share else field
        for name, field in extraction.fields.items()
    }
    return replace(extraction, fields=fields) if fields != extraction.fields else extraction
