"""Papers on which one thing is printed as a scanner would have misread it."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.generators.papers.ink import Ink


def misprint_second_gstin(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the first cell of the second row of every table has another last letter: no GSTIN any more, for its check character is wrong."""
    honest = Ink.table

    def misread(self: Ink, heads: Sequence[str], rows: Sequence[Sequence[str]], *more: Any, **named: Any) -> None:
        changed = [list(row) for row in rows]
        changed[1][0] = changed[1][0][:-1] + ("A" if changed[1][0][-1] != "A" else "B")
        honest(self, heads, changed, *more, **named)

    monkeypatch.setattr(Ink, "table", misread)
