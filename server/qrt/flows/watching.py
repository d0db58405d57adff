"""A watched folder: files that have stopped growing are handed in, then moved to done/ or refused/, with the reason beside what was refused.

A file is moved after it was taken in and committed. Who stops in between hands it in again at the next start, and the same bytes are one paper.
"""

import hashlib
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from qrt.adapters.scan.limits import DEFAULT_LIMITS, MEGABYTE
from qrt.core.base.errors import Refused

DONE, REFUSED = "done", "refused"
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")

Take = Callable[[str, bytes], Awaitable[str]]
"""Name and bytes of a file -> "" when it was taken in, else why it may not be opened. Raises Refused where it cannot be taken now."""


@dataclass(slots=True)
class Watch:
    """One folder, and what its files looked like at the last look: size and time of change by path."""

    folder: Path
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)

    async def look(self, take: Take) -> list[str]:
        """Take in every file that looks as it did at the last look. Returns a sentence for each that was dealt with."""
        told, now = [], self._files()
        for path, looks in now.items():
            if self.seen.get(path) == looks:
                told.append(await self._deal(path, take))
        self.seen = {path: looks for path, looks in now.items() if path.exists()}
        return told

    def _files(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for path in sorted(self.folder.iterdir()):
            # A link could lead anywhere on the machine, and a pipe never ends.
            if path.is_symlink() or not path.is_file() or path.name.startswith((".", "~$")) or path.name.lower().endswith(_UNFINISHED):
                continue
            state = path.stat()
            found[path] = (state.st_size, state.st_mtime_ns)
        return found

    async def _deal(self, path: Path, take: Take) -> str:
        if path.stat().st_size > DEFAULT_LIMITS.file_bytes:
            return self._refuse(path, f"{path.name} is larger than {DEFAULT_LIMITS.file_bytes // MEGABYTE} MB.")
        try:
            why = await take(path.name, path.read_bytes())
        except Refused as refused:
            why = refused.sentence
        if why:
            return self._refuse(path, why)
        _move(path, self.folder / DONE)
        return f"{path.name} was taken in."

    def _refuse(self, path: Path, why: str) -> str:
        moved = _move(path, self.folder / REFUSED)
        moved.with_name(moved.name + ".reason.txt").write_text(why + "\n", encoding="utf-8")
        return f"{path.name} was refused: {why}"


def _move(path: Path, into: Path) -> Path:
    """Into another folder, under a name of its own where one of this name stands there already."""
    into.mkdir(exist_ok=True)
    target = into / path.name
    if target.exists():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        target = target.with_name(f"{path.stem}-{digest}{path.suffix}")
    os.replace(path, target)
    return target
