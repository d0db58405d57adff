"""Periods of the books. The Indian financial year runs from 1 April to 31 March; Q1 is April to June."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year that starts on 1 April of `start`; prints "2026-27"."""

    start: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 3, 31)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; prints "2026-09"."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Quarter `number` (1 to 4) of the financial year that starts in April of `fy_start`; prints "2026-27-Q2"."""

    fy_start: int
    number: int

    def __post_init__(self) -> None:
        assert 1 <= self.number <= 4, self.number

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(FinancialYear.of(day).start, (day.month - 4) % 12 // 3 + 1)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read "2026-27-Q2". Raises ValueError on any other form."""
        head, _, tail = text.strip().upper().rpartition("-Q")
        try:
            start, number = int(head[:4]), int(tail)
            if head == str(FinancialYear(start)) and 1 <= number <= 4:
                return cls(start, number)
        except ValueError:
            pass
        raise ValueError(f"not a quarter: {text!r} (write it like 2026-27-Q2)")

    @property
    def year(self) -> FinancialYear:
        return FinancialYear(self.fy_start)

    @property
    def first_day(self) -> date:
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        return self.months[-1].last_day

    @property
    def months(self) -> tuple[Month, Month, Month]:
        year = self.fy_start + (1 if self.number == 4 else 0)
        first = (self.number * 3) % 12 + 1
        return Month(year, first), Month(year, first + 1), Month(year, first + 2)

    def previous(self) -> "Quarter":
        return Quarter.of(self.first_day - timedelta(days=1))

    def following(self) -> "Quarter":
        return Quarter.of(self.last_day + timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __iter__(self) -> Iterator[Month]:
        return iter(self.months)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"
