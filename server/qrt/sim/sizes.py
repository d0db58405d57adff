"""How much of everything a simulated company has, and how it hands its books in."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything, over all entities. `papers` counts files in the inbox without our own returns, `lines` bank lines, `reported` rows of GSTR-2B (0: as they come)."""

    name: str
    papers: int
    lines: int
    entities: int
    sales: int
    purchases: int
    customers: int
    goods_suppliers: int
    cash: int
    troubles: int
    employees: int
    reported: int = 0
    unbooked: int = 1


SIZES = {
    "small": Size("small", 60, 300, 1, 75, 60, 18, 14, 14, 1, 8),
    "medium": Size("medium", 1000, 5000, 1, 1500, 1250, 160, 110, 150, 3, 40, unbooked=20),
    "large": Size("large", 2300, 10000, 3, 3000, 11590, 240, 620, 240, 3, 60, 12000, unbooked=12),
}
COMPANIES = 3
"""Of a group, so that a sum can run on and debts can close a circle."""


def of_group(size: Size) -> Size:
    """Three companies, each with as much as the size has for one; a size of several companies as it is."""
    if size.entities >= COMPANIES:
        return size
    per = ("papers", "lines", "sales", "purchases", "customers", "goods_suppliers", "cash", "employees", "reported")
    return replace(size, entities=COMPANIES, **{name: getattr(size, name) * COMPANIES for name in per})


EXPORTS = ("day_book", "registers", "books")
"""How a company hands its vouchers in: one Tally XML, a register for each of the eight kinds, or registers beside bank and cash books."""
