"""What the bench prints: a figure, the baseline that was measured beside it in the same run, and their ratio."""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ratio` is how many times the baseline's time (or, for rates, how many times less than the baseline's rate)."""

    what: str
    measured: str
    baseline: str
    beside: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    vouchers: int
    lines: int
    tenants: int
    tenant_lines: int
    requests: int
    repeats: int
    fill_seconds: float
    imported: int
    year_lines: int
    bench_lines: int


FULL = Sizes(
    vouchers=5_000,
    lines=1_000_000,
    tenants=50,
    tenant_lines=10_000,
    requests=1_000,
    repeats=9,
    fill_seconds=75,
    imported=100_000,
    year_lines=10_000_000,
    bench_lines=100_000,
)
QUICK = Sizes(
    vouchers=1_000,
    lines=100_000,
    tenants=20,
    tenant_lines=2_000,
    requests=400,
    repeats=5,
    fill_seconds=30,
    imported=10_000,
    year_lines=1_000_000,
    bench_lines=10_000,
)


def say(text: str) -> None:
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def told(text: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    started = time.monotonic()
    yield
    say(f"{text}: {time.monotonic() - started:.1f} s")


def seconds(do: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def middle_seconds(do: Callable[[], object], repeats: int) -> float:
    """Median time of a call that was made once before, to warm what can be warm."""
    do()
    return median(seconds(do) for _ in range(repeats))


def middle_seconds_in_turns(one: Callable[[], object], other: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Median times of two calls made in turns."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(repeats)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def time_text(value: float) -> str:
    """A time in the unit a person would use."""
    return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:,.2f} s"


def machine_line() -> str:
    """What this was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    return f"{cores} cores, {memory:.0f} GiB, Python {platform.python_version()}, {platform.system()} {platform.machine()}, load {load:.1f} at the start"


def print_table(figures: Sequence[Figure]) -> None:
    """The answer, on stdout, aligned and readable as Markdown."""
    rows = [("what", "measured", "baseline", "beside it", "ratio"), *((f.what, f.measured, f.baseline, f.beside, f"{f.ratio:.2f}") for f in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for number, row in enumerate(rows):
        print("| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
