"""A file as columns of cells under their headings: CSV, TSV, workbooks, Parquet, JSON lines. What it refuses, it refuses by file and cause."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine

from qrt.adapters.tables.foreign import FORMS, check_answer, check_file, check_text, holds_workbook, is_text_table
from qrt.adapters.tables.values import text_of
from qrt.adapters.tables.words import plain
from qrt.core.base.errors import Refused

SEARCHED_ROWS = 40
MARKS = {"utf-32": (b"\xff\xfe\0\0", b"\0\0\xfe\xff"), "utf-16": (b"\xff\xfe", b"\xfe\xff")}
"""How files of wide characters begin; the longer mark first, for it begins as a shorter one does."""
SAMPLED_BYTES = 400_000
DELIMITERS = ",;\t|"
RARE_DELIMITERS = "^~#%>"
"""What parts cells in few files: believed only where none of the others parts all lines alike and it does, into more cells than they."""
# One narration may be longer than what the standard reader takes for a cell.
csv.field_size_limit(max(csv.field_size_limit(), 4 * SAMPLED_BYTES))
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
NOTHING = ["NA", "<NA>", "nan", "NaN", "NaT", "null", "NULL", "\\N"]
"""What R, pandas and databases write into a cell that is empty: no word that two lines have in common, and no bad amount. What people write ("n/a", "nil") is left."""
Heading = Callable[[Sequence[Sequence[str]]], int]


@dataclass(frozen=True)
class Sheet:
    """Cells of one table.

    name        of the file
    headings    as written; an unnamed column is "column N"
    cells       one column a heading, c0, c1, …: text, or what the file itself says it is
    rows        number of each row as people count it in the file
    doubled     positions of a heading and of another column under the same one; "amount" and "amount (2)" in `headings`
    """

    name: str
    headings: list[str]
    cells: pl.DataFrame
    rows: pl.Series
    doubled: tuple[tuple[int, int], ...] = ()


def read_sheet(path: Path, sheet: str, heading: Heading, lenient: bool) -> Sheet:
    """Read one file. `heading` finds the row of the headings among the first rows. Raises Refused("recon.unreadable") or ("recon.row")."""
    suffix = path.suffix.lower()
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise Refused("recon.unreadable", f"{path.name or path} cannot be opened: {wrong.strerror or wrong}") from wrong
    if not data:
        raise Refused("recon.unreadable", f"{path.name} is empty: it has not even a heading. A table without lines is a row of headings alone")
    check_file(path.name, suffix, data)
    found = _read(path, suffix, data, sheet, heading, lenient)
    emptied = [cells.set(nothing, None) for cells in found.cells if cells.dtype == pl.String and (nothing := cells.is_in(NOTHING).fill_null(False)).any()]
    return replace(found, cells=found.cells.with_columns(emptied)) if emptied else found


def _read(path: Path, suffix: str, data: bytes, sheet: str, heading: Heading, lenient: bool) -> Sheet:
    try:
        if suffix in (".parquet", ".pq") or data[:4] == b"PAR1":
            return _of_frame(path.name, pl.read_parquet(io.BytesIO(data)), first=1)
        if holds_workbook(data) or (suffix in WORKBOOKS and not is_text_table(data)):
            return _of_grid(path.name, _grid(path.name, data, sheet), heading)
        if suffix in (".jsonl", ".ndjson", ".json") or _is_json(data):
            return _of_frame(path.name, _json(path.name, data), first=1)
        return _of_csv(path.name, data, heading, lenient)
    except (Refused, MemoryError):
        raise
    except Exception as wrong:
        said = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
        raise Refused("recon.unreadable", f"{path.name} cannot be read as {suffix.lstrip('.') or 'a table'}: {said[:200]}") from wrong


def rows_told(path: Path) -> int:
    """Rows that a Parquet file says it has, without reading them; 0 where a file does not say or cannot be read."""
    try:
        return pl.scan_parquet(path).select(pl.len()).collect().item() if path.suffix.lower() in (".parquet", ".pq") else 0
    except (OSError, pl.exceptions.PolarsError):
        return 0  # what is wrong with it is said where it is read


def _of_frame(name: str, frame: pl.DataFrame, first: int) -> Sheet:
    headings = list(frame.columns)
    nested = [each for each in headings if frame[each].dtype.is_nested()]
    frame = frame.with_columns(pl.col(each).map_elements(_nested, return_dtype=pl.String) for each in nested)
    return Sheet(
        name, headings, frame.rename({each: f"c{k}" for k, each in enumerate(headings)}), pl.int_range(first, first + frame.height, eager=True).alias("row")
    )


def _is_json(data: bytes) -> bool:
    """Rows or an answer in JSON under another name: a CSV does not begin with an object."""
    first = data[:200_000].lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not first.startswith((b"{", b"[{", b"[")):
        return False
    try:
        return isinstance(json.loads(first), dict | list)
    except ValueError:
        return first in (b"{", b"[")


def _nested(value: Any) -> str:
    kept = value.to_list() if isinstance(value, pl.Series) else value
    return ", ".join(str(each) for each in kept) if isinstance(kept, list) else json.dumps(kept, default=str)


def _json(name: str, data: bytes) -> pl.DataFrame:
    """One object a line, or a list of objects."""
    if (one := _whole_json(name, data)) is not None:
        check_answer(name, one)
        rows = one if isinstance(one, list) else [one]
    else:
        _check_first_objects(name, data)
        try:
            return pl.read_ndjson(io.BytesIO(data), infer_schema_length=None)
        except pl.exceptions.PolarsError:
            rows = []
            for number, line in enumerate(_decoded(name, data).splitlines(), start=1):
                if line.strip():
                    try:
                        rows.append(json.loads(line))
                    except ValueError as wrong:
                        raise Refused("recon.unreadable", f"{name}, row {number}: no JSON object ({wrong})") from wrong
    bad = next((number for number, row in enumerate(rows, start=1) if not isinstance(row, dict)), None)
    if bad is not None:
        raise Refused("recon.unreadable", f"{name}, row {bad}: no JSON object")
    names = list(dict.fromkeys(key for row in rows for key in row))
    return pl.DataFrame(
        {each: [None if row.get(each) is None else text_of(row[each]) for row in rows] for each in names}, schema=dict.fromkeys(names, pl.String)
    )


def _once(name: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two the last would win unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        again = next(key for k, (key, _) in enumerate(pairs) if key in (other for other, _ in pairs[:k]))
        raise Refused("recon.columns", f"{name}: an object has the key {again!r} twice; rename one")
    return found


def _check_first_objects(name: str, data: bytes) -> None:
    """Keys that stand twice in the first lines; whoever writes them so writes every line so."""
    for line in data[:SAMPLED_BYTES].split(b"\n")[:SEARCHED_ROWS]:
        try:
            json.loads(line, object_pairs_hook=lambda pairs: _once(name, pairs))
        except ValueError:
            continue  # what is no JSON is said where the row is read


def _whole_json(name: str, data: bytes) -> Any:
    """The value where the file is one list or one object over all its lines; None where each line is a value of its own."""
    begins = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not begins.startswith(b"[") and data.strip().count(b"\n") and begins.split(b"\n", 1)[0].strip() != b"{":
        return None
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=lambda pairs: _once(name, pairs))
    except json.JSONDecodeError as wrong:
        raise Refused(
            "recon.unreadable", f"{name}, row {wrong.lineno}: the JSON breaks off or is damaged there, at character {wrong.colno} ({wrong.msg})"
        ) from wrong


def _grid(name: str, data: bytes, sheet: str) -> list[list[Any]]:
    """Cells of the sheet that is asked for, else of the first that has any."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    if sheet:
        if sheet not in book.sheet_names:
            raise Refused("recon.unreadable", f"{name} has no sheet {sheet!r}; sheets are {', '.join(book.sheet_names)}")
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    grids = (book.get_sheet_by_index(index).to_python(skip_empty_area=False) for index in range(len(book.sheet_names)))
    return next((grid for grid in grids if grid), [])


def _of_grid(name: str, grid: list[list[Any]], heading: Heading) -> Sheet:
    if not grid:
        raise Refused("recon.unreadable", f"{name} is empty: no sheet has a cell")
    top = heading([[text_of(cell) for cell in row] for row in grid[:SEARCHED_ROWS]])
    body = grid[top + 1 :]
    width = max((len(row) for row in grid[top:]), default=0)
    written = [text_of(cell) for cell in grid[top]]
    headings = _named(written, width)
    cells = pl.DataFrame(
        {f"c{k}": [text_of(row[k]) if k < len(row) else "" for row in body] for k in range(width)},
        schema=dict.fromkeys((f"c{k}" for k in range(width)), pl.String),
    )
    return Sheet(name, headings, cells, pl.int_range(top + 2, top + 2 + cells.height, eager=True).alias("row"), _doubled(written))


def _of_csv(name: str, data: bytes, heading: Heading, lenient: bool) -> Sheet:
    text = _decoded(name, data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refused("recon.unreadable", f"{name} is empty: it has not even a heading. A table without lines is a row of headings alone")
    sample = text[:SAMPLED_BYTES]
    delimiter = _delimiter(sample)
    reader = csv.reader(io.StringIO(sample), delimiter=delimiter)
    ends: list[int] = []
    first: list[list[str]] = []
    for row in islice(reader, SEARCHED_ROWS):
        first.append([cell.strip() for cell in row])
        ends.append(reader.line_num)
    top = heading(first)
    lines = text.split("\n", ends[top])
    body = lines[ends[top]] if len(lines) > ends[top] else ""
    headings = _named(first[top], len(first[top]))
    cells = _rows(body, delimiter, len(headings))
    rows = pl.int_range(top + 2, top + 2 + cells.height, eager=True).alias("row")
    over = cells[f"c{len(headings)}"]
    long = (over.is_not_null() & (over.str.strip_chars() != "")).fill_null(False)
    if long.any() and not lenient:
        row = int(rows.filter(long)[0])
        if long.all() and long.len() > 1:
            raise Refused(
                "recon.row",
                f"{name}, row {row}: every row has a cell more than the heading ({len(headings)}): a heading is missing, of the first column where R wrote the table; write it",
            )
        raise Refused("recon.row", f"{name}, row {row}: the row has more cells than the heading ({len(headings)}); put cells that hold {delimiter!r} in quotes")
    cells = cells.drop(f"c{len(headings)}")
    return Sheet(name, headings, cells.filter(~long), rows.filter(~long), _doubled(first[top]))


def _rows(body: str, delimiter: str, width: int) -> pl.DataFrame:
    """Text cells c0 … and one more, which is empty unless a row is too long. A quote that nobody closes is a character like any other."""
    columns = [f"c{k}" for k in range(width + 1)]
    schema = dict.fromkeys(columns, pl.String)
    if not body.strip("\n"):
        return pl.DataFrame(schema=schema)
    # A first line of full width: the reader takes the width of the table from it.
    whole = (delimiter.join(columns) + "\n" + body).encode()
    for quote in ('"', None) if body.count('"') % 2 == 0 else (None,):
        try:
            return pl.read_csv(whole, separator=delimiter, quote_char=quote, schema=schema, truncate_ragged_lines=True, infer_schema=False)
        except pl.exceptions.PolarsError:
            continue
    rows = [(row + [""] * width)[: width + 1] for row in csv.reader(io.StringIO(body), delimiter=delimiter)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _decoded(name: str, data: bytes) -> str:
    marked = next((coding for coding, marks in MARKS.items() if data.startswith(marks)), None)
    if (wide := marked or _wide(data)) is not None:
        try:
            return data.decode(wide)
        except UnicodeDecodeError as wrong:
            raise Refused(
                "recon.unreadable", f"{name} is no text: it begins as {wide.upper()} and byte {wrong.start:,} does not go on so ({wrong.reason}). {FORMS}"
            ) from wrong
    if data.count(0, 0, SAMPLED_BYTES) * 50 > min(len(data), SAMPLED_BYTES):
        raise Refused("recon.unreadable", f"{name} is no text: it holds zero bytes. {FORMS}")
    check_text(name, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\0", "")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: of ASCII every other byte is zero, and no other."""
    sample = data[: SAMPLED_BYTES // 2 * 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.8 * (len(sample) // 2) or min(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _delimiter(sample: str) -> str:
    """The character that parts most lines into the same number of cells, more than one."""
    best = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        counts = [len(row) for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 60) if row]
        width, often = Counter(counts or [1]).most_common(1)[0]
        if width > 1:
            best = max(best, (often / len(counts), width, delimiter))
    if best[0] == 1.0:
        return best[2]
    _, widest, chosen = best
    for delimiter in RARE_DELIMITERS:
        widths = {len(row) for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 60) if row}
        if len(widths) == 1 and max(widths) > max(widest, 1):
            widest, chosen = max(widths), delimiter
    return chosen


def _named(headings: Sequence[str], width: int) -> list[str]:
    """Headings, each once: what is unnamed is "column N", what comes again carries its number."""
    named: list[str] = []
    for k in range(width):
        text = (headings[k] if k < len(headings) else "") or f"column {k + 1}"
        again = sum(1 for each in headings[:k] if each == text)
        named.append(f"{text} ({again + 1})" if again or text in named else text)
    return named


def _doubled(headings: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Positions of a heading and of each later column under the same words, however they are set."""
    first: dict[str, int] = {}
    found = []
    for k, heading in enumerate(headings):
        if text := plain(heading):
            if text in first:
                found.append((first[text], k))
            first.setdefault(text, k)
    return tuple(found)
