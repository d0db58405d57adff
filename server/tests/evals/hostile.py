"""Hostile files through the reader children: `python -m tests.evals.hostile`.

Every file of the corpus goes to a child as an upload does. Printed by family: how many were refused, locked away, asked for their password, or passed; the
longest that one took; the most memory that a child held; how many children died. It ends with an error when a hostile file passed or a limit was broken.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from qrt.adapters.scan.limits import Verdict
from qrt.adapters.scan.sandbox import CHILD, ReaderPool
from qrt.core.documents.types import Paper
from tests.generators.hostile.corpus import HARMLESS, Case, cut_off, hostile, locked, mutants
from tests.generators.hostile.heavy import HEAVY

SECONDS_MAX, BYTES_MAX = 10.0, 1_000_000_000
_DIED = ("the reader stopped", "it needs more memory", "reading took longer")


@dataclass
class Figures:
    """What became of one family of files."""

    verdicts: Counter[str] = field(default_factory=Counter)
    passed: list[str] = field(default_factory=list)
    wrong_rule: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: str = ""
    memory_bytes: int = 0

    def line(self, family: str) -> str:
        """What to print."""
        verdicts = "  ".join(f"{many} {verdict}" for verdict, many in sorted(self.verdicts.items()))
        return f"{family:18} {sum(self.verdicts.values()):4} files  {verdicts}  longest {self.seconds:.2f} s ({self.slowest})  memory {self.memory_bytes // 1_000_000} MB"


def measure(cases: Iterable[Case], readers: ReaderPool) -> dict[str, Figures]:
    """Every case through the guards in a child, by family. `passed` names what was accepted."""
    figures: dict[str, Figures] = defaultdict(Figures)
    readers.walls()
    for case in cases:
        told, data = figures[case.family], case.make()
        with _timed(told, case.what):
            check = readers.check(case.name, data, sha256=sha256(data).hexdigest())
        told.verdicts[check.verdict.value] += 1
        if check.verdict is Verdict.ACCEPTED:
            told.passed.append(case.what)
        elif not any(finding.rule.startswith(case.rule) for finding in check.findings):
            told.wrong_rule.append(case.what)
        if any(sign in finding.sentence for finding in check.findings for sign in _DIED):
            told.died.append(case.what)
    return figures


def measure_heavy(readers: ReaderPool) -> Figures:
    """Papers that weigh on their reader, read whole."""
    told = Figures()
    readers.walls()
    for what, (name, make) in HEAVY.items():
        data = make()
        with _timed(told, what):
            read = readers.read(Paper(sha256(data).hexdigest(), name, len(data)), data)
        told.verdicts["read or left to a person"] += 1
        if any(sign in finding.sentence for each in read for finding in each.findings for sign in _DIED):
            told.died.append(what)
    return told


@contextmanager
def _timed(told: Figures, what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds = time.perf_counter() - started
    if seconds > told.seconds:
        told.seconds, told.slowest = seconds, what
    told.memory_bytes = max(told.memory_bytes, children_peak_bytes())


def children_peak_bytes() -> int:
    """The most memory that any reader child of this process has held so far, in bytes."""
    peak = 0
    for task in Path("/proc/self/task").glob("*/children"):
        for child in task.read_text().split():
            try:
                status, command = Path(f"/proc/{child}/status").read_text(), Path(f"/proc/{child}/cmdline").read_text()
            except (FileNotFoundError, PermissionError):
                continue
            if "_child" in command:
                peak = max(peak, *(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")))
    return peak


def faults(figures: dict[str, Figures]) -> list[str]:
    """What the corpus may not show: a hostile file that passed, a child that died, a limit that was broken. Mutants may pass: some are papers still."""
    found = []
    for family, told in figures.items():
        if family not in ("mutants", "harmless", "heavy"):
            found += [f"{family}: {what} passed" for what in told.passed]
            found += [f"{family}: {what} was stopped for another reason" for what in told.wrong_rule]
        if family == "harmless":
            found += [f"harmless: {sum(told.verdicts.values()) - told.verdicts['accepted']} were stopped"] if len(told.verdicts) > 1 else []
        found += [f"{family}: a child died of {what}" for what in told.died]
        if told.seconds > SECONDS_MAX:
            found.append(f"{family}: {told.slowest} took {told.seconds:.1f} s")
        if told.memory_bytes > BYTES_MAX:
            found.append(f"{family}: a child held {told.memory_bytes // 1_000_000} MB")
    return found


def measure_all(module: str = CHILD, path: tuple[str, ...] = ()) -> dict[str, Figures]:
    """The whole corpus. `module` is what a child runs: the tests name one whose guards are switched off."""
    figures: dict[str, Figures] = {}
    harmless = [Case("harmless", what, name, make, "") for what, (name, make) in HARMLESS.items()]
    for cases in (hostile(), locked(), cut_off(), mutants(), harmless):
        with ReaderPool(1, module=module, path=path) as readers:
            figures |= measure(cases, readers)
    with ReaderPool(1, module=module, path=path) as readers:
        figures["heavy"] = measure_heavy(readers)
        print("network wall granted by this kernel:", "yes" if readers.walls()["network"] else "NO")
    return figures


def main() -> None:
    """See the module."""
    figures = measure_all()
    for family, told in figures.items():
        print(told.line(family))
    found = faults(figures)
    print("\n".join(found) or "nothing passed, nothing died, every limit was kept")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
