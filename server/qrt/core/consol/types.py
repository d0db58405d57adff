"""The group as one company: entities side by side, what was eliminated and why, and the column of the group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qrt.core.base.company import Division
from qrt.core.base.finding import Finding
from qrt.core.base.money import ZERO, Paise
from qrt.core.ledger.types import Chart, TrialBalance
from qrt.core.statements.types import LineKind, Tie


@dataclass(frozen=True, slots=True)
class EntityBooks:
    """One entity's books at the end of the period, in its own currency's hundredth."""

    balance: TrialBalance
    chart: Chart


@dataclass(frozen=True, slots=True)
class Rates:
    """Rupees for one unit of an entity's currency: closing for assets and liabilities, average for the result, historical for equity (Ind AS 21, AS 11).

    earlier: average for what the year had before the period; that of the period where it is None.
    """

    closing: Decimal
    average: Decimal
    historical: Decimal
    earlier: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Acquisition:
    """What a subsidiary was worth when control was gained.

    equity      line of Schedule III -> its balance on that day, signed (equity is negative)
    fair_value  line -> what fair value adds to the books, signed; they sum to the net uplift (Ind AS 103); empty under AS 21
    """

    entity: str
    equity: Mapping[str, Paise]
    fair_value: Mapping[str, Paise] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EliminationLine:
    """One leg, debit positive, in a line of an entity's column."""

    entity: str
    ledger: str
    key: str
    amount: Paise


@dataclass(frozen=True, slots=True)
class Elimination:
    """One entry of the consolidation worksheet. `kind`: adjustment, balances, trade, dividend, investment, minority."""

    id: str
    kind: str
    reason: str
    lines: tuple[EliminationLine, ...]

    def __post_init__(self) -> None:
        assert sum(line.amount for line in self.lines) == 0, self.id


@dataclass(frozen=True, slots=True)
class IntercompanyPair:
    """What two entities say about each other. `left_says` is what the first one claims or earned, `right_says` what the other owes or spent."""

    left: str
    right: str
    kind: str
    left_says: Paise
    right_says: Paise

    @property
    def agreed(self) -> Paise:
        return min(self.left_says, self.right_says)

    @property
    def difference(self) -> Paise:
        return Paise(self.left_says - self.right_says)


@dataclass(frozen=True, slots=True)
class ConsolidationLine:
    """One line of a face: each entity, the eliminations, the group. Positive on the line's natural side."""

    key: str
    label: str
    level: int
    kind: LineKind
    side: str
    entities: Mapping[str, Paise]
    eliminations: Paise
    group: Paise


@dataclass(frozen=True, slots=True)
class Consolidation:
    """The consolidated statements of the period, with everything that made them."""

    division: Division
    first_day: date
    last_day: date
    entities: tuple[str, ...]
    balance_sheet: tuple[ConsolidationLine, ...]
    profit_and_loss: tuple[ConsolidationLine, ...]
    eliminations: tuple[Elimination, ...]
    pairs: tuple[IntercompanyPair, ...]
    minority: Paise
    minority_profit: Paise
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...] = ()

    def amount(self, key: str) -> Paise:
        """The group's figure in a line, 0 when the face has none."""
        return next((line.group for line in (*self.balance_sheet, *self.profit_and_loss) if line.key == key), ZERO)
