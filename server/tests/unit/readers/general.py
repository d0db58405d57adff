"""Small tables of other programs, written by hand, and what a reading of them comes to."""

import hashlib
from textwrap import dedent

from qrt.adapters.erp import read_books
from qrt.core.documents.columns import ColumnMapping
from qrt.core.documents.types import Extraction, Paper, RegisterRow

Vouchers = list[tuple[str, str, tuple[tuple[str, int], ...]]]


def read(table: str | bytes, layouts: dict[str, ColumnMapping] | None = None, name: str = "export.csv") -> tuple[Extraction, ...]:
    """Everything that a file's tables hold."""
    data = dedent(table).lstrip("\n").encode() if isinstance(table, str) else table
    return read_books(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data, layouts or {})


def one(table: str | bytes, layouts: dict[str, ColumnMapping] | None = None) -> Extraction:
    """The one extraction of a file."""
    (made,) = read(table, layouts)
    return made


def vouchers(made: Extraction) -> Vouchers:
    """Day, number and legs of each voucher, legs by ledger."""
    return sorted(
        (row.day.isoformat(), row.number, tuple(sorted((leg.ledger, int(leg.amount)) for leg in row.legs))) for row in made.rows if isinstance(row, RegisterRow)
    )


def rules(made: Extraction) -> list[str]:
    """Rules of the findings in their order."""
    return [finding.rule for finding in made.findings]
