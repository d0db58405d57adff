"""What proves a reconciliation: both sides' balances, from which a statement as at any day follows, and what was accepted without a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qrt.core.base.money import Paise
from qrt.core.recon.acceptance import Acceptance
from qrt.core.recon.statement import Standing, Statement, draw_standing, figures_at, standing_at
from qrt.core.recon.types import Reconciliation


@dataclass(frozen=True, slots=True)
class Balances:
    """What both sides of a reconciliation come to, from which a statement as at any day of its quarter follows.

    closing_books  the books at the end of the reconciliation's own day
    stated         what the other side says stood at the end of a day
    openings       what the books and the other side opened with; None where nobody says
    stale_days     a cheque older than this is stale
    """

    closing_books: Paise
    stated: Mapping[date, Paise]
    openings: tuple[Paise | None, Paise | None]
    stale_days: int

    def statement(self, result: Reconciliation, day: date) -> Statement:
        """The statement as at a day."""
        return self.statement_of(standing_at(result, day), day)

    def statement_of(self, found: Standing, day: date) -> Statement:
        """The statement as at the day on which the reconciliation stood like this."""
        return draw_standing(found, figures_at(found.moved_later, self.closing_books, self.stated, day, self.openings), day, self.stale_days)

    def to_content(self) -> dict[str, Any]:
        """As the summary of a saved reconciliation keeps it."""
        return {
            "closing_books_paise": self.closing_books,
            "stated_paise": {day.isoformat(): amount for day, amount in self.stated.items()},
            "openings_paise": list(self.openings),
            "stale_days": self.stale_days,
        }

    @classmethod
    def of_content(cls, content: Mapping[str, Any]) -> "Balances":
        """Out of a saved summary."""
        first, other = (None if amount is None else Paise(int(amount)) for amount in content["openings_paise"])
        stated = {date.fromisoformat(day): Paise(int(amount)) for day, amount in content["stated_paise"].items()}
        return cls(Paise(int(content["closing_books_paise"])), stated, (first, other), int(content["stale_days"]))


@dataclass(frozen=True, slots=True)
class Proven:
    """What the close says of a reconciliation beside its matches: what was automatic, and both sides' balances."""

    acceptance: Acceptance
    balances: Balances
