"""The close package: content, renderings, evidence, trail and manifest, built from the books and kept as one sealed zip."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import books as book_rows
from qrt.adapters.db import closes, companies
from qrt.adapters.db.audit import export_trail
from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.adapters.db.tables import Close, ClosePackageRow
from qrt.adapters.reports.parquet import breaks_parquet, matches_parquet
from qrt.adapters.reports.pdf import statements_pdf
from qrt.adapters.reports.xlsx import statements_xlsx
from qrt.core.audit.seal import trail_lines
from qrt.core.base.canonical import canonical_json
from qrt.core.base.errors import Refused
from qrt.core.close.compute import Computation
from qrt.core.close.files import break_rows, content_files, match_rows, package_digest, reconciliation_folder, summarise
from qrt.core.close.types import CloseResult
from qrt.core.statements.types import Layout
from qrt.flows.desk import Desk

RENDERERS = ("typst", "xlsxwriter", "polars")

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


async def save_package(db: TenantDb, desk: Desk, close: Close, work: Computation) -> tuple[str, int]:
    """Build the package of this run, keep its zip, and return digest and size."""
    files = await build_package(db, desk, close, work)
    data = zip_package(files)
    name = await desk.store.of(bound_tenant(db)).put(data)
    summary = json.loads(files["close.json"])
    values = {"object_name": name, "digest": summary["digest"], "size": len(data)}
    # A package never changes: a step that runs twice leaves the first.
    await db.execute(insert(ClosePackageRow).values(close_id=close.id, run=close.run, **values).on_conflict_do_nothing())
    close.digest = summary["digest"]
    close.summary = {**close.summary, **{part: summary[part] for part in ("counts", "totals", "findings_by_rule", "findings_by_severity")}}
    return summary["digest"], len(data)


async def build_package(db: TenantDb, desk: Desk, close: Close, work: Computation) -> dict[str, bytes]:
    """Every file of the package by its path, manifest and signature last."""
    result = work.result()
    content = content_files(result)
    files = content | rendered_files(result, work.rules.layout, package_digest(content))
    store = desk.store.of(bound_tenant(db))
    for paper in result.handin.papers:
        files[evidence_path(paper.paper.sha256, paper.paper.name)] = await store.get(paper.paper.sha256)
        if paper.recognised:
            files[recognised_path(paper.recognised)] = await store.get(paper.recognised)
        if paper.unlocked:
            files[unlocked_path(paper.unlocked, paper.paper.name)] = await store.get(paper.unlocked)
    files["voucher_numbers.csv"] = await _numbers(db, work)
    rows, seals = await export_trail(db)
    files["trail.jsonl"] = "".join(line + "\n" for line in trail_lines(str(bound_tenant(db)), rows, seals, dict(desk.seal_keys))).encode()
    summary = summarise(result, content)
    summary["seconds"] = await _seconds(db, close)
    summary["run"] = close.run
    summary["renderers"] = {name: version(name) for name in RENDERERS}
    files["close.json"] = (json.dumps(summary, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    return seal(files, desk)


async def load_zip(db: TenantDb, desk: Desk, close: Close) -> bytes:
    """The newest package of a close as it was built. Raises Refused("close.no_package")."""
    newest = select(ClosePackageRow).where(ClosePackageRow.close_id == close.id).order_by(ClosePackageRow.run.desc()).limit(1)
    row = (await db.execute(newest)).scalar_one_or_none()
    if row is None:
        raise Refused("close.no_package", "There is no package yet. Run the close first.")
    return await desk.store.of(bound_tenant(db)).get(row.object_name)


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of a package's zip by their path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def rendered_files(result: CloseResult, layout: Layout, digest: str) -> dict[str, bytes]:
    """What is drawn from the content: workbook, PDF, Parquet. `digest` is the content's, printed on every page."""
    names = {entity.code: entity.name for entity in result.handin.company.entities}
    statements = [each.statements for each in result.entities]
    balances = [(each.trial_balance, each.books.chart) for each in result.entities]
    files = {
        "statements.xlsx": statements_xlsx(names, layout, statements, balances, result.findings),
        "statements.pdf": statements_pdf(result.handin.company.name, digest, names, statements),
    }
    for each in result.entities:
        for reconciliation in each.reconciliations:
            folder = reconciliation_folder(each.books.entity, reconciliation)
            files[f"{folder}/matches.parquet"] = matches_parquet(match_rows(reconciliation))
            files[f"{folder}/breaks.parquet"] = breaks_parquet(break_rows(reconciliation))
    return files


def evidence_path(sha256: str, name: str) -> str:
    """Where a paper stands in the package: its digest with a plain extension, never a name that somebody uploaded."""
    return f"evidence/{sha256}{_extension(name)}"


def recognised_path(digest: str) -> str:
    """Where the recognised pages of a scan stand in the package."""
    return f"recognised/{digest}.json"


def unlocked_path(digest: str, name: str) -> str:
    """Where the copy of a locked paper without its lock stands in the package."""
    return f"unlocked/{digest}{_extension(name)}"


def _extension(name: str) -> str:
    extension = Path(name).suffix.lower()
    return extension if extension[1:].isalnum() and len(extension) <= 6 else ""


def seal(files: Mapping[str, bytes], desk: Desk) -> dict[str, bytes]:
    """Add manifest.json with the hash of every file, and manifest.sig over it."""
    hashes = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    manifest = (json.dumps({"files": hashes}, indent=1, sort_keys=True) + "\n").encode()
    signature = {"algorithm": "Ed25519", "public_key": desk.public_key.hex(), "signature": desk.sign(manifest).hex()}
    return {**files, "manifest.json": manifest, "manifest.sig": (canonical_json(signature) + "\n").encode()}


def zip_package(files: Mapping[str, bytes]) -> bytes:
    """The package as a zip whose bytes follow from its files alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _ZIP_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def keep_earlier_zip(out: Path) -> Path | None:
    """Give a package.zip that stands beside the folder a name of its own, so that the next one cannot overwrite it. None when there is none."""
    standing = zip_beside(out)
    if not standing.exists():
        return None
    # Named by what is in it: two that share a name are the same package.
    digest = hashlib.sha256(standing.read_bytes()).hexdigest()
    return standing.rename(standing.with_name(f"package-{digest[:12]}.zip"))


def write_package(data: bytes, out: Path) -> dict[str, bytes]:
    """Write a package's files below a folder, and package.zip beside it; returns the files. The folder must be new or empty, see `keep_earlier_zip`."""
    files = files_of(data)
    out.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    beside = zip_beside(out)
    unfinished = beside.with_name(f".package-{os.getpid()}.zip")
    unfinished.write_bytes(data)
    os.replace(unfinished, beside)
    return files


def zip_beside(out: Path) -> Path:
    """Where the zip of a package in this folder stands."""
    return out.resolve().parent / "package.zip"


async def _numbers(db: TenantDb, work: Computation) -> bytes:
    ids = await companies.entity_ids(db)
    rows = ["entity,number,key"]
    for entity in work.entities:
        numbers = await book_rows.load_numbers(db, ids[entity.code], work.quarter.first_day, work.quarter.last_day)
        rows += [f'{entity.code},{number},"{key.replace(chr(34), chr(34) * 2)}"' for key, number in sorted(numbers.items(), key=lambda pair: pair[1])]
    return ("\n".join(rows) + "\n").encode()


async def _seconds(db: TenantDb, close: Close) -> dict[str, float]:
    """Wall seconds of each stage of the run."""
    found: dict[str, float] = {}
    for stage in await closes.load_stages(db, close.id, close.run):
        if stage.started_at and stage.finished_at:
            found[stage.stage] = round((stage.finished_at - stage.started_at).total_seconds(), 3)
    return found
