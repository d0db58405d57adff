"""`qrt recon` over papers: what a bank or a tax office printed, or sent in a format of its own, becomes the table that is reconciled."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qrt.adapters.scan.limits import DEFAULT_LIMITS
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.scan.sniff import MediaType, sniff
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Severity
from qrt.core.documents.row_tables import table_of_rows
from qrt.core.documents.types import Paper
from qrt.flows.reading import read_one

PAPERS = frozenset(
    {
        MediaType.PDF,
        MediaType.GSTR2B_JSON,
        MediaType.GSTR2A_JSON,
        MediaType.GSTR1_JSON,
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
TOLD = 20
"""Findings of a paper that are told one by one."""


@dataclass(frozen=True, slots=True)
class ReadTables:
    """The files to reconcile, each as it was given or as the table that was read from it, and what is to be said of the reading."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


def as_tables(paths: Sequence[Path], out: Path) -> ReadTables:
    """Read every PDF and every file in a bank's or tax office's own format, behind the wall, and write its rows to `out`/read/NAME.csv with page and box.

    Other files are left alone. Raises Refused("recon.unreadable") naming file and cause where a paper gives no rows.
    """
    wanted = [path for path in dict.fromkeys(paths) if _is_paper(path)]
    if not wanted:
        return ReadTables(tuple(paths), ())
    made: dict[Path, Path] = {}
    notes: list[str] = []
    with ReaderPool(size=1) as readers:
        for number, path in enumerate(wanted, 1):
            # Two papers of one name may come from two folders.
            made[path] = out / "read" / f"{number}-{path.stem}.csv"
            notes += _read(readers, path, made[path])
    return ReadTables(tuple(made.get(path, path) for path in paths), tuple(notes))


def _is_paper(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(1 << 20)
    except OSError:
        return False  # The table's own reader says what is wrong.
    return sniff(head, path.name) in PAPERS


def _read(readers: ReaderPool, path: Path, target: Path) -> list[str]:
    with path.open("rb") as file:
        data = file.read(DEFAULT_LIMITS.file_bytes + 1)
    answer = read_one(readers, Paper(hashlib.sha256(data).hexdigest(), path.name, len(data)), data)
    faults = [finding.sentence for each in answer.extractions for finding in each.findings if finding.severity is not Severity.INFO]
    table = table_of_rows(answer.extractions)
    if table is None:
        why = answer.reason or (faults[0] if faults else f"it was taken for: {', '.join(each.kind.value for each in answer.extractions)}")
        raise Refused("recon.unreadable", f"{path.name} gave no rows of a statement or return: {why}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((table.headings, *table.rows))
    said = f"{path.name} was read as {' and '.join(table.papers)} to {len(table.rows)} rows, which stand in read/{target.name} with page and box"
    more = [f"{len(faults) - TOLD} more findings on {path.name}"] if len(faults) > TOLD else []
    return [said, *faults[:TOLD], *more]
