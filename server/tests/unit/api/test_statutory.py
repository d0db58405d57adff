"""Dates of the law on the board."""

from datetime import date

from qrt.api.statutory import statutory_dates
from qrt.core.base.period import Quarter


def test_in_october_the_returns_of_the_quarter_are_due() -> None:
    found = {each["title"]: each for each in statutory_dates(Quarter(2026, 2), date(2026, 10, 10))}
    assert found["GSTR-3B, 2026-09"]["due_on"] == date(2026, 10, 20)
    assert found["GSTR-3B, 2026-09"]["days_left"] == 10
    assert found["GSTR-1, 2026-09"]["days_left"] == 1
    assert any(title.startswith("TDS deposit") and each["days_left"] == -3 for title, each in found.items())
    assert all(-7 <= each["days_left"] <= 45 for each in found.values())


def test_a_late_close_still_shows_what_comes_next() -> None:
    found = statutory_dates(Quarter(2026, 2), date(2026, 11, 22))
    assert [each["due_on"] for each in found] == sorted(each["due_on"] for each in found)
    assert date(2026, 12, 7) in [each["due_on"] for each in found]
    assert len({(each["title"], each["due_on"]) for each in found}) == len(found)
