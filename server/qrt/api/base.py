"""What every noun of the API shares: strict inputs, complete outputs, places, versions."""

import uuid
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, Strict

QUARTER_PATTERN = r"^[0-9]{4}-[0-9]{2}-[Qq][1-4]$"

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 as fractions of the page, origin at the top left."""

SafeInt = Annotated[int, Strict(), Field(ge=-(2**53) + 1, le=2**53 - 1)]
"""A whole number that a browser keeps exactly; neither a text that looks like one nor yes or no."""

Short = Annotated[str, Field(max_length=300)]
Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


class In(BaseModel):
    """A request body: what is not known is refused, strings are trimmed, NUL (which PostgreSQL cannot keep) is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    def model_post_init(self, context: Any, /) -> None:
        for name in type(self).model_fields:
            if _has_nul(getattr(self, name)):
                raise ValueError(f"{name} holds a character that is not text")


def _has_nul(value: Any) -> bool:
    match value:
        case str():
            return "\x00" in value
        case list():
            return any(_has_nul(each) for each in value)
        case _:
            return False


class Out(BaseModel):
    """A response: every field is always there, so the generated client needs no guesses."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class VersionIn(In):
    """The version the person saw; another one means somebody was faster (409)."""

    version: int = Field(ge=0)


class ReasonIn(VersionIn):
    """An act that must say why."""

    reason: Sentence


class Done(Out):
    """The act is done; `version` is the record's new version where it has one."""

    id: uuid.UUID
    version: int | None = None


class PlaceOut(Out):
    """A spot on a paper. `document_id` is null when the paper is not among the company's papers any more."""

    document_id: uuid.UUID | None = None
    name: str = ""
    document: str
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


class CheckOut(Out):
    """A check that was made: passed, or what it found."""

    ok: bool
    severity: str
    rule: str
    sentence: str
