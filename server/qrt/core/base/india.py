"""The time of day in India, where the books are kept: what people read on pages and in files."""

from datetime import datetime
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")


def india_time(at: datetime) -> str:
    """ "28-11-2026 14:35 IST" of an aware instant."""
    return f"{at.astimezone(INDIA):%d-%m-%Y %H:%M} IST"
