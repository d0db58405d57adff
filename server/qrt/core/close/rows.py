"""Rows of a table as a file of the package."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV in UTF-8 with a heading. No cell is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode()


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula (docs/security.md D4)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
