"""The days of a quarter on which a bank works. A day is a whole number counted from the first of the quarter."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

SPAN = 92


@dataclass(frozen=True)
class Calendar:
    """`next_open[day]` is that day or the next on which branches work; it reaches 60 days past the quarter."""

    first: date
    next_open: np.ndarray

    def opened(self, days: np.ndarray) -> np.ndarray:
        """Each day moved to when a branch is open."""
        return self.next_open[np.clip(days, 0, len(self.next_open) - 1)]


def calendar_of(rng: np.random.Generator) -> Calendar:
    """A quarter of some year, with its Sundays, second and fourth Saturdays and a handful of holidays."""
    year, quarter = int(rng.integers(2023, 2028)), int(rng.integers(0, 4))
    first = date(year, 1 + 3 * quarter, 1)
    holidays = {int(day) for day in rng.integers(0, SPAN, int(rng.integers(3, 9)))}
    closed = [_is_closed(first + timedelta(days=day)) or day in holidays for day in range(SPAN + 60)]
    following = np.arange(len(closed))
    for day in range(len(closed) - 2, -1, -1):
        if closed[day]:
            following[day] = following[day + 1]
    return Calendar(first, following)


def _is_closed(day: date) -> bool:
    return day.weekday() == 6 or (day.weekday() == 5 and (day.day - 1) // 7 in (1, 3))
