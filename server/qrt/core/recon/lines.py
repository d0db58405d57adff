"""Names of the lines of the other side: by what they say and never by the paper, so that a statement handed in anew, or a longer one, has the same lines.

What people decided on a line names it; with the paper's name in it, every decision on a quarter would be lost with the next export of the statement.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

DIGITS = 12


def line_ids(lines: Iterable[tuple[date, tuple[object, ...]]], in_order: bool = False) -> list[str]:
    """An id for each line, in their order, of its day and what it says: "2026-07-14:9f8e7d6c5b4a"; the second that says the same ends with "~2".

    in_order  with its place among the lines of its day ("2026-07-14:0003:9f8e7d6c5b4a"), so that ids sort as a bank lists them. Days are exported whole, but for the
              last one, to which more is added at its end.
    """
    days: Counter[date] = Counter()
    seen: Counter[str] = Counter()
    made: list[str] = []
    for day, said in lines:
        days[day] += 1
        place = f"{days[day]:04d}:" if in_order else ""
        name = f"{day.isoformat()}:{place}{hashlib.sha256(repr(said).encode()).hexdigest()[:DIGITS]}"
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return made
