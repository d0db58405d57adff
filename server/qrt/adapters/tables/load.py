"""Reads LEFT and RIGHT (CSV, XLSX, Parquet) into items. What it refuses, it refuses in one line naming file, row and cause."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import python_calamine
import yaml

from qrt.adapters.tables.headings import find_heading
from qrt.adapters.tables.spec import ReconSpec, spec_of
from qrt.adapters.tables.values import amount_of, day_of, text_of
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.recon.types import Item, Side

Grid = list[list[Any]]
TAXES = ("taxable", "igst", "cgst", "sgst", "cess")


def load_spec(path: Path) -> ReconSpec:
    """SPEC.yaml. Raises Refused("recon.spec")."""
    try:
        return spec_of(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise Refused("recon.spec", f"{path.name} cannot be read: {str(wrong).splitlines()[0]}") from wrong


def load_items(path: Path, spec: ReconSpec | None = None, side: Side = Side.LEFT) -> tuple[Item, ...]:
    """The rows of a table as items, in the order of the file. An own id column is kept as it is, else rows are numbered from 1 after the heading.

    Raises Refused("recon.unreadable", "recon.columns" or "recon.row").
    """
    settings = spec or ReconSpec()
    grid, places = _grid(path)
    heading, columns = find_heading(path.name, grid, settings.columns(side))
    rows = grid[heading + 1 :]
    signs = -1 if side in settings.flip else 1
    made: list[Item] = []
    seen: set[str] = set()
    for offset, row in enumerate(rows):
        number = heading + 2 + offset
        if _is_blank(row, columns):
            continue
        item = _item(path.name, row, number, len(made) + 1, columns, settings, signs, places)
        if item.id in seen:
            raise Refused("recon.row", f"{path.name}, row {number}: the id {item.id!r} stands in an earlier row too")
        seen.add(item.id)
        made.append(item)
    if not made:
        raise Refused("recon.unreadable", f"{path.name} has a heading but no rows")
    return tuple(made)


def _grid(path: Path) -> tuple[Grid, Place | None]:
    """Cells of the first sheet that has any, heading included; parquet column names become the heading."""
    suffix = path.suffix.lower()
    try:
        if suffix in (".parquet", ".pq"):
            frame = polars.read_parquet(path)
            return [list(frame.columns), *(list(row) for row in frame.iter_rows())], None
        data = path.read_bytes()
        if suffix in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = (book.get_sheet_by_index(index).to_python(skip_empty_area=False) for index in range(len(book.sheet_names)))
            return next((sheet for sheet in sheets if sheet), []), None
        return _csv(path.name, data), None
    except Refused:
        raise
    except OSError as wrong:
        raise Refused("recon.unreadable", f"{path.name} cannot be opened: {wrong.strerror or wrong}") from wrong
    except Exception as wrong:  # The readers of three libraries raise their own kinds; each means that the file is not what it says.
        raise Refused(
            "recon.unreadable",
            f"{path.name} is not a readable {suffix.lstrip('.') or 'table'}: {str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__}",
        ) from wrong


def _csv(name: str, data: bytes) -> Grid:
    if not data.strip():
        raise Refused("recon.unreadable", f"{name} is empty")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("recon.unreadable", f"{name} is not text: give CSV, XLSX or Parquet")
    text = None
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None:
        raise Refused("recon.unreadable", f"{name} is in no encoding that could be read (UTF-8, UTF-16, Windows-1252)")
    sample = text[:20_000]
    delimiter = max(",;\t|", key=lambda each: sum(1 for line in sample.splitlines()[:50] if line.count(each) >= 1) * 100 + sample.count(each))
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _is_blank(row: Sequence[Any], columns: Mapping[str, int]) -> bool:
    """Rows without a day and without an amount: blank lines, captions, totals."""
    telling = [columns[role] for role in ("date", "amount", "debit", "credit") if role in columns]
    return all(position >= len(row) or text_of(row[position]) == "" for position in telling) or text_of(_cell(row, columns, "date")).lower() in (
        "total",
        "grand total",
        "closing balance",
        "opening balance",
    )


def _cell(row: Sequence[Any], columns: Mapping[str, int], role: str) -> Any:
    position = columns.get(role)
    return row[position] if position is not None and position < len(row) else None


def _item(name: str, row: Sequence[Any], number: int, count: int, columns: Mapping[str, int], spec: ReconSpec, sign: int, place: Place | None) -> Item:
    def text(role: str) -> str:
        return text_of(_cell(row, columns, role))

    try:
        day = _day(_cell(row, columns, "date"), spec.day_first)
        taxes = {head: Paise(sign * amount) for head in TAXES if (amount := _amount(_cell(row, columns, head), spec.unit)) is not None}
        amount = _total(row, columns, spec, taxes, sign)
    except ValueError as wrong:
        raise Refused("recon.row", f"{name}, row {number}: {wrong}") from wrong
    labels = {role: text(role) for role in ("account", "gstin", "pan", "document_type", "place_of_supply", "reverse_charge") if text(role)}
    if "gstin" in labels:
        labels["gstin"] = labels["gstin"].upper()
        labels.setdefault("pan", labels["gstin"][2:12])
    if labels.get("document_type", "").lower() in ("credit_note", "credit note", "c", "cn", "crn") and amount > 0:
        amount, taxes = Paise(-amount), {head: Paise(-value) for head, value in taxes.items()}
    return Item(
        id=text("id") or str(count),
        day=day,
        amount=amount,
        reference=text("reference"),
        narration=text("narration"),
        party=text("party"),
        place=place,
        taxes=taxes,
        labels=labels,
    )


def _day(value: Any, day_first: bool) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else day_of(text_of(value), day_first)


def _amount(value: Any, unit: str) -> Paise | None:
    return amount_of(value, unit) if text_of(value) not in ("", "-") else None


def _total(row: Sequence[Any], columns: Mapping[str, int], spec: ReconSpec, taxes: Mapping[str, Paise], sign: int) -> Paise:
    """The signed amount: one column, or credit (money in) less debit (money out), or the taxable value with its taxes."""
    if "amount" in columns:
        amount = _amount(_cell(row, columns, "amount"), spec.unit)
        if amount is None:
            raise ValueError("the amount is empty")
        return Paise(sign * amount)
    if "debit" in columns or "credit" in columns:
        debit, credit = (_amount(_cell(row, columns, role), spec.unit) or 0 for role in ("debit", "credit"))
        if Decimal(debit) and Decimal(credit):
            raise ValueError("debit and credit are both filled")
        return Paise(sign * (abs(credit) - abs(debit)))
    return Paise(sum(taxes.values()))
