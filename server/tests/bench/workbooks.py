"""A bank statement of 50,000 rows as XLSX to typed rows, in CPU seconds: `python -m tests.bench.workbooks [--rows N]`.

Measured as a reader child does it, without the collector of garbage, and the best of three.
"""

import argparse
import gc
import hashlib
import io
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import xlsxwriter

from qrt.agents.reading import read_paper
from qrt.core.documents.books import load_sheets
from qrt.core.documents.types import Paper

_HEADINGS = ("Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance")


def statement(rows: int) -> bytes:
    """A statement whose every narration and number is another one."""
    rng, held = random.Random(rows), io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet, day_style, money = book.add_worksheet("Statement"), book.add_format({"num_format": "dd-mmm-yy"}), book.add_format({"num_format": "#,##0.00"})
    for row, text in enumerate(("Account No : 50200012345678", "Statement from 01/07/2026 to 30/09/2026")):
        sheet.write(row, 0, text)
    for column, heading in enumerate(_HEADINGS):
        sheet.write(3, column, heading)
    balance = 1_000_000_00
    for row in range(rows):
        amount, day = rng.randint(100, 99_999), date(2026, 7, 1) + timedelta(days=row * 91 // rows)
        out = bool(row % 2) and balance > amount
        balance += -amount if out else amount
        sheet.write_datetime(4 + row, 0, day, day_style)
        sheet.write_datetime(4 + row, 3, day, day_style)
        for column, text in ((1, f"NEFT DR-PARTY {rng.randint(1, 400)}-{row}"), (2, f"N{row:012}")):
            sheet.write_string(4 + row, column, text)
        for column, paise in ((4 if out else 5, amount), (6, balance)):
            sheet.write_number(4 + row, column, paise / 100, money)
    book.close()
    return held.getvalue()


def cpu_seconds(do: Callable[[], object]) -> float:
    """The least of three."""
    taken = []
    for _ in range(3):
        gc.collect()
        gc.disable()
        began = time.process_time()
        do()
        taken.append(time.process_time() - began)
        gc.enable()
    return min(taken)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    rows = parser.parse_args().rows
    data = statement(rows)
    paper = Paper(hashlib.sha256(data).hexdigest(), "statement.xlsx", len(data))
    (read,) = read_paper(paper, data)
    assert len(read.rows) == rows and not read.findings, (len(read.rows), read.findings[:3])
    print(
        f"{rows:,} rows: to typed cells {cpu_seconds(lambda: load_sheets(data)):.2f} CPU s, to proved lines of a bank {cpu_seconds(lambda: read_paper(paper, data)):.2f} CPU s"
    )


if __name__ == "__main__":
    main()
