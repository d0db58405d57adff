"""The consolidation worksheet: every entity's ledgers in their lines, and the entries made on top."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place
from qrt.core.consol.types import Elimination, EliminationLine, EntityBooks
from qrt.core.ledger.types import PLACES_MOST, LedgerAccount
from qrt.core.statements.placing import place_ledgers
from qrt.core.statements.types import Layout


@dataclass(frozen=True, slots=True)
class Cell:
    """One ledger of an entity in its line: balance at the end, and for income and expense what the period moved."""

    entity: str
    ledger: str
    key: str
    closing: Paise
    period: Paise
    account: LedgerAccount | None


def places_of_cells(cells: Iterable[Cell]) -> tuple[Place, ...]:
    """Where papers show the ledgers of these cells, twenty spots at most."""
    return tuple(dict.fromkeys(place for cell in cells if cell.account for place in cell.account.places))[:PLACES_MOST]


@dataclass
class Worksheet:
    """Grows entry by entry inside `consolidate` and nowhere else; `entries` is its outcome."""

    layout: Layout
    cells: list[Cell]
    entries: list[Elimination] = field(default_factory=list)
    moved: defaultdict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, elimination: Elimination) -> None:
        """Take an entry in; entries that move nothing are left out."""
        lines = tuple(line for line in elimination.lines if line.amount)
        if not lines:
            return
        self.entries.append(replace(elimination, lines=lines))
        for line in lines:
            self.moved[line.entity, line.ledger, line.key] += line.amount

    def left(self, cell: Cell) -> int:
        """What is left of a cell's balance after the entries so far."""
        return cell.closing + self.moved[cell.entity, cell.ledger, cell.key]

    def left_of_period(self, cell: Cell) -> int:
        """The same for the period's movement of income and expense."""
        return cell.period + self.moved[cell.entity, cell.ledger, cell.key]

    def is_result(self, key: str) -> bool:
        return any(line.key == key for line in self.layout.profit_and_loss) or key.startswith("X.PL")


def to_worksheet(books: Mapping[str, EntityBooks], layout: Layout) -> Worksheet:
    """All ledgers of all entities placed in their lines."""
    cells: list[Cell] = []
    for code, each in sorted(books.items()):
        placed = place_ledgers(code, ((line.ledger, line.closing) for line in each.balance.lines), each.chart, layout)
        period = {line.ledger: Paise(line.debit - line.credit) for line in each.balance.lines}
        seen = {one.share.ledger for one in placed}
        cells += [Cell(code, one.share.ledger, one.key, one.share.amount, period.get(one.share.ledger, ZERO), one.account) for one in placed]
        # A result ledger that ends at nil may have moved within the year: the period still shows it.
        back = place_ledgers(code, ((name, amount) for name, amount in sorted(period.items()) if amount and name not in seen), each.chart, layout)
        cells += [Cell(code, one.share.ledger, one.key, ZERO, one.share.amount, one.account) for one in back]
    return Worksheet(layout, cells)


def reduce(worksheet: Worksheet, cells: Sequence[Cell], amount: int, *, period: bool = False) -> list[EliminationLine]:
    """Legs that take `amount` (a size) out of cells that all stand on one side, the largest first."""
    size = worksheet.left_of_period if period else worksheet.left
    lines: list[EliminationLine] = []
    for cell in sorted(cells, key=lambda each: (-abs(size(each)), each.ledger)):
        part = min(amount, abs(size(cell)))
        if part:
            lines.append(EliminationLine(cell.entity, cell.ledger, cell.key, Paise(-part if size(cell) > 0 else part)))
            amount -= part
    assert amount == 0
    return lines
