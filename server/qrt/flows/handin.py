"""A folder of papers handed in at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

from qrt.adapters.company import CompanyFile
from qrt.adapters.db.session import Sessions, tenant_session
from qrt.adapters.scan.limits import DEFAULT_LIMITS
from qrt.core.base.actor import Actor
from qrt.core.base.errors import Refused
from qrt.flows import documents
from qrt.flows.desk import Desk
from qrt.flows.run import OPENING, Where

BATCH_BYTES = 32_000_000
BATCH_FILES = 50


def papers_of(inbox: Path) -> list[Path]:
    """Every file below a folder in the order of its path; what `left_out` names is not among them. Raises Refused when it is no folder or holds nothing."""
    if not inbox.is_dir():
        raise Refused("inbox.unreadable", f"{inbox} is not a folder.")
    found = sorted(path for path in inbox.rglob("*") if path.is_file() and not _why_left_out(inbox, path))
    if not found:
        raise Refused("inbox.empty", f"{inbox} is empty: there is nothing to close.")
    return found


def left_out(inbox: Path) -> list[str]:
    """One sentence for each thing in a folder that is no paper: a link could lead anywhere on the machine, a pipe never ends."""
    return [f"{path.relative_to(inbox)} is left out: {why}." for path in sorted(inbox.rglob("*")) if (why := _why_left_out(inbox, path))]


def _why_left_out(inbox: Path, path: Path) -> str:
    if path.is_symlink():
        return "it is a link, and only papers that lie in the folder themselves are taken"
    if path.is_dir():
        return ""
    if not path.is_file():
        return "it is no file"
    return "its name or folder is hidden" if any(part.startswith(".") for part in path.relative_to(inbox).parts) else ""


async def receive_folder(sessions: Sessions, where: Where, by: Actor, desk: Desk, inbox: Path, company: CompanyFile, say: Callable[[int, int], None]) -> int:
    """Take in every paper of a folder and the opening trial balances of the company. Returns how many papers came.

    A file over 100 MB keeps its first 100 MB and one byte: enough for the guards to refuse it by name, while the rest of the folder is closed.
    """
    quarter = where.quarter
    files = papers_of(inbox)
    openings = {path: entity for path, entity in company.openings}
    count = 0
    for batch in _batches([path for path in files if path.resolve() not in openings]):
        async with tenant_session(sessions, where.tenant, by) as db:
            named = [(path.relative_to(inbox).as_posix(), _bytes(path)) for path in batch]
            await documents.receive_all(db, by, desk.store, quarter, named, source="folder")
        count += len(batch)
        say(count, len(files))
    async with tenant_session(sessions, where.tenant, by) as db:
        for path, entity in openings.items():
            source = f"{OPENING}:{entity}" if entity else OPENING
            await documents.receive(db, by, desk.store, quarter, f"opening/{path.name}", _bytes(path), source=source, entity_code=entity or None)
    return count + len(openings)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(DEFAULT_LIMITS.file_bytes + 1)


def _batches(files: list[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    size = 0
    for path in files:
        batch.append(path)
        size += path.stat().st_size
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
