"""Builds the papers that the readers are tried on: workbooks as Tally writes them."""

import hashlib
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from qrt.core.documents.types import Paper

SAMPLES = Path(__file__).parents[5] / "shared" / "samples" / "docs"
DEBIT, CREDIT = '""0.00" Dr"', '""0.00" Cr"'


@pytest.fixture
def paper() -> Callable[[bytes, str], Paper]:
    """A paper around bytes."""

    def make(data: bytes, name: str = "paper") -> Paper:
        return Paper(hashlib.sha256(data).hexdigest(), name, len(data))

    return make


@pytest.fixture
def samples() -> Path:
    """The folder of labelled samples; the test is skipped where they are not at hand."""
    if not SAMPLES.is_dir():
        pytest.skip("no samples at hand")
    return SAMPLES


@pytest.fixture
def sheet_bytes() -> Callable[..., bytes]:
    """A workbook from rows. A cell is a value, or (value, number format), or (value, number format, {"bold": ..., "indent": ...})."""

    def make(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = (), merged: Sequence[str] = (), options: dict[str, Any] | None = None) -> bytes:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, **(options or {})})
        for index, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[index] if names else f"Sheet{index + 1}")
            for where in merged if index == 0 else ():
                sheet.merge_range(where, "")
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    value, code, extra = (*cell, None, None)[:3] if isinstance(cell, tuple) else (cell, None, None)
                    if value is None:
                        continue
                    style: dict[str, Any] = {**({"num_format": code} if code else {}), **(extra or {})}
                    if isinstance(value, date):
                        style.setdefault("num_format", "dd-mmm-yy")
                        sheet.write_datetime(row, column, datetime.combine(value, time()), book.add_format(style))
                    else:
                        sheet.write(row, column, value, book.add_format(style) if style else None)
        book.close()
        return target.getvalue()

    return make


@pytest.fixture
def amount() -> Callable[[int], tuple[float, str] | None]:
    """Paise as Tally writes them: a positive number whose side is in the format; None for an empty cell."""

    def make(paise: int) -> tuple[float, str] | None:
        return None if not paise else (abs(paise) / 100, DEBIT if paise > 0 else CREDIT)

    return make
