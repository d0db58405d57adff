"""`qrt recon` over papers: what a bank or a tax office printed, or sent in a format of its own, becomes the table that is reconciled."""

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qrt.adapters.erp.register import READER as REGISTER
from qrt.adapters.rulebook.chart import load_model_chart
from qrt.adapters.scan.limits import DEFAULT_LIMITS
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.scan.sniff import MediaType, sniff
from qrt.adapters.tables.beside import load_beside
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.gateway.read import READER as GATEWAY
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.row_tables import RowTable, table_of_rows
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.tax_sheets.read import READER as TAX_SHEET
from qrt.core.documents.types import DocumentKind, Extraction, Paper, Row
from qrt.core.recon.register_tables import REGISTER_KINDS, register_table
from qrt.flows.beside import SETTLED
from qrt.flows.reading import ReadPaper, read_one

PAPERS = frozenset(
    {
        MediaType.PDF,
        MediaType.GSTR2B_JSON,
        MediaType.GSTR2A_JSON,
        MediaType.GSTR1_JSON,
        MediaType.GSTR3B_JSON,
        MediaType.AIS_JSON,
        MediaType.FORM_26AS,
        MediaType.TDS_FILE,
        MediaType.MT940,
        MediaType.MT942,
        MediaType.CAMT,
        MediaType.OFX,
        MediaType.QIF,
    }
)
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
WORKBOOK_MOST = 20 << 20
"""Bytes of a workbook above which it is read as a plain table: a million lines have headings of their own."""
TOLD = 20
"""Findings of a paper that are told one by one."""


@dataclass(frozen=True, slots=True)
class ReadTables:
    """The files to reconcile, each as it was given or as the table that was read from it, and what is to be said of the reading."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


def as_tables(paths: Sequence[Path], out: Path, kind: str) -> ReadTables:
    """Read every PDF and every file in a bank's or tax office's own format, behind the wall, and write its rows to `out`/read/NAME.csv with the page and box, or the row, of each. So are
    workbooks that a tax office, or an accounting program with a column for each ledger, writes, and the report of a payment gateway, where that is what the `kind` is about.

    Other files are left alone. Raises Refused("recon.unreadable") naming file and cause where a paper gives no rows.
    """
    papers = {path for path in paths if _is_paper(path)}
    books = {path for path in paths if kind in REGISTER_KINDS and path.suffix.lower() in WORKBOOKS and path.is_file() and path.stat().st_size <= WORKBOOK_MOST}
    # The gateway's report is the second of the two.
    books |= {path for path in paths[1:2] if kind == "gateway" and path not in papers and path.is_file() and path.stat().st_size <= WORKBOOK_MOST}
    known = [path for path in dict.fromkeys(paths) if path in papers | books]
    if not known:
        return ReadTables(tuple(paths), ())
    made: dict[Path, Path] = {}
    notes: list[str] = []
    with ReaderPool(size=1) as readers:
        for number, path in enumerate(known, 1):
            # Two papers of one name may come from two folders.
            target = out / "read" / f"{number}-{path.stem}.csv"
            said = _read(readers, path, target) if path in papers else _read_workbook(readers, path, target, kind)
            if said:
                made[path] = target
            notes += said
    return ReadTables(tuple(made.get(path, path) for path in paths), tuple(notes))


def _is_plain(path: Path, rows: Sequence[Row]) -> bool:
    """Whether the file, taken as a table under plain headings, has the amounts that the report was read to: then it is taken as it is, with the rows that do not add up."""
    try:
        table = load_beside(path, SETTLED)
    except Refused:
        return False
    moved = [row for row in rows if isinstance(row, SettlementLine) and row.type != "payout" and row.settlement]
    told = {"fee": any(row.fee for row in moved), "gst": any(row.gst for row in moved), "utr": any(row.utr for row in moved)}
    if any(known and table[role].null_count() == table.height for role, known in told.items()):
        return False
    there = Counter(int(amount) for amount in table["amount"].abs().drop_nulls())
    return Counter(abs(int(row.gross)) for row in moved) <= there


def _is_paper(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(1 << 20)
    except OSError:
        return False  # The table's own reader says what is wrong.
    return sniff(head, path.name) in PAPERS


def _answer(readers: ReaderPool, path: Path) -> ReadPaper:
    with path.open("rb") as file:
        data = file.read(DEFAULT_LIMITS.file_bytes + 1)
    return read_one(readers, Paper(hashlib.sha256(data).hexdigest(), path.name, len(data)), data)


def _read_workbook(readers: ReaderPool, path: Path, target: Path, kind: str) -> list[str]:
    """What is said of a workbook of a tax office, of a gateway's report, or of a register with a column for each ledger; [] for any other, which is read as the table that it is."""
    answer = _answer(readers, path)
    wanted = GATEWAY if kind == "gateway" else TAX_SHEET
    sheets = [each for each in answer.extractions if each.reader == wanted and each.rows]
    if kind == "gateway" and _is_plain(path, [row for each in sheets for row in each.rows]):
        return []
    if sheets and (table := table_of_rows(sheets)):
        return _written(path, target, table, answer.extractions)
    if kind == "gateway":
        return []
    found = register_table([each for each in answer.extractions if each.reader == REGISTER], kind, load_model_chart())
    if found is None:
        return []
    table, without = found
    more = [f"{path.name}: {without} vouchers are none of what is reconciled and were left out"] if without else []
    return [*_written(path, target, table, answer.extractions), *more]


def _read(readers: ReaderPool, path: Path, target: Path) -> list[str]:
    answer = _answer(readers, path)
    table = table_of_rows(answer.extractions)
    if table is None:
        faults = _faults(answer.extractions)
        why = answer.reason or (faults[0] if faults else f"it was taken for: {', '.join(each.kind.value for each in answer.extractions)}")
        raise Refused("recon.unreadable", f"{path.name} gave no rows of a statement or return: {why}")
    return _written(path, target, table, answer.extractions)


def _faults(extractions: Sequence[Extraction]) -> list[str]:
    return [finding.sentence for each in extractions for finding in each.findings if finding.severity is not Severity.INFO]


def _sums_left_out(path: Path, extractions: Sequence[Extraction]) -> list[str]:
    """What a GSTR-1 has of sales to consumers, of which it lists no documents: the total of its documents is without them."""
    rows = [
        row for each in extractions if each.kind is DocumentKind.GSTR_1 for row in each.rows if isinstance(row, ReturnLine) and row.table in ("b2cs", "b2csa")
    ]
    if not rows:
        return []
    value, tax = Paise(sum(row.taxable for row in rows)), Paise(sum(row.igst + row.cgst + row.sgst + row.cess for row in rows))
    return [
        f"{path.name} has sums of sales to consumers (table 7) beside its documents, Rs {rupee_text(value)} with tax of Rs {rupee_text(tax)}, which are compared with nothing here"
    ]


def _written(path: Path, target: Path, table: RowTable, extractions: Sequence[Extraction]) -> list[str]:
    """The table in its file, and what is to be said of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((table.headings, *table.rows))
    faults = [*_faults(extractions), *_sums_left_out(path, extractions)]
    said = f"{path.name} was read as {' and '.join(table.papers)} to {len(table.rows)} rows, which stand in read/{target.name} with the place of each"
    more = [f"{len(faults) - TOLD} more findings on {path.name}"] if len(faults) > TOLD else []
    return [said, *faults[:TOLD], *more]
