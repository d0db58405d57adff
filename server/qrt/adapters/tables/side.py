"""One side of a reconciliation, read but not yet agreed with the other."""

from dataclasses import dataclass

from qrt.adapters.tables.days import Days
from qrt.adapters.tables.headings import Columns
from qrt.adapters.tables.money import Money
from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.spec import SideSpec
from qrt.core.recon.engine.spec import Side


@dataclass(frozen=True)
class Read:
    """What the file says and what the spec says of it. days: None when there is no column of days. told: of rows and columns that are not read."""

    sheet: Sheet
    columns: Columns
    spec: SideSpec
    side: Side
    money: Money
    days: Days | None
    told: tuple[str, ...] = ()
