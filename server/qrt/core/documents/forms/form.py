"""What each form module works on, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qrt.core.base.money import Paise, decimal_text, rupee_text, rupees
from qrt.core.base.place import Place
from qrt.core.documents.forms.grids import NamedRow
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.types import Field, FieldStatus, Row, TableRow


@dataclass(slots=True)
class Form:
    """A paper of a known form: its lines, its tables, the fields read so far. A module adds fields, rows and faults (sentences about sums that do not close)."""

    sheet: Sheet
    tables: Sequence[TableRow]
    fields: dict[str, Field]
    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[str, int, Place]] = field(default_factory=list)

    @property
    def page(self) -> Place:
        """The paper's first page."""
        return Place(self.sheet.document, page=1)

    def money(self, name: str) -> Paise | None:
        """A field's amount, None where it was not found."""
        held = self.fields.get(name)
        return rupees(held.value) if held and held.value else None

    def text(self, name: str) -> str:
        """A field's value, "" where it was not found."""
        held = self.fields.get(name)
        return held.value if held else ""

    def take(self, name: str, row: NamedRow, column: str, value: str, checks: tuple[str, ...] = ()) -> None:
        """A field out of a cell."""
        self.fields[name] = Field(name, value, row.text(column), row.place(column), 0.9, "label", FieldStatus.AUTO, checks)

    def check_sum(self, what: str, given: int, stated: Paise | None, of: str) -> bool:
        """True when the parts give the stated total to the rupee. Where they do not, a fault is kept, and the field `of` waits for a person."""
        if stated is None:
            return False
        if abs(given - stated) < 100:
            self._proved(of)
            return True
        held = self.fields.get(of)
        self.faults.append(
            (
                f"{what} give {rupee_text(Paise(given))}, the paper's total says {rupee_text(stated)}",
                given - stated,
                held.place if held and held.place else self.page,
            )
        )
        if held:
            self.fields[of] = Field(held.name, held.value, held.raw, held.place, min(held.confidence, 0.5), held.source, FieldStatus.REVIEW, held.checks)
        return False

    def _proved(self, of: str) -> None:
        held = self.fields.get(of)
        if held:
            checks = tuple(dict.fromkeys((*held.checks, "arithmetic_closed")))
            self.fields[of] = Field(held.name, held.value, held.raw, held.place, 0.99, held.source, FieldStatus.AUTO, checks)

    def sum_up(self, name: str, amounts: Sequence[Paise]) -> None:
        """A total that the paper does not print, as the sum of its rows; a person looks at it."""
        if amounts and name not in self.fields:
            self.fields[name] = Field(name, decimal_text(Paise(sum(amounts))), "", self.page, 0.6, "arithmetic", FieldStatus.REVIEW)


def nothing_more(_: Form) -> None:
    """A form whose labels say it all."""


@dataclass(frozen=True, slots=True)
class Module:
    """A form: what its labels say, which fields it must have, labels that no field wants (they end a value), and how its rows are read."""

    wanted: tuple[Wanted, ...]
    required: tuple[str, ...]
    stops: tuple[str, ...] = ()
    read: Callable[[Form], None] = nothing_more
