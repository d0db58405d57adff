"""The one place where the API asks for the time."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(now)]
