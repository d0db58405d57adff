"""Makes a problem, lets every engine at it in a process of its own, and scores what it found."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.bench.figures import say, told
from tests.bench.recon.child import ENGINES
from tests.bench.recon.ours import MOST
from tests.bench.recon.scoring import Score, score
from tests.generators.recon import LEDGERS, Problem, bank, bibliography, gst, people, products

LABELS = {
    "exact": "exact join",
    "erpnext": "in the manner of ERPNext, auto",
    "erpnext-ranked": "in the manner of ERPNext, ranked",
    "odoo": "in the manner of Odoo/OCA",
    "blnk": "in the manner of blnk",
    "hungarian": "rapidfuzz + Hungarian per block",
    "india-compliance": "in the manner of India Compliance",
    "india-compliance-bulk": "same, exact and suggested only",
    "fuzzy": "rapidfuzz, everything with everything",
    "splink": "Splink 5",
    "ours": "ours, as the close asks",
    "ours-columnar": "ours over tables, no labels",
}
RULE_PEERS = frozenset(LABELS) - {"splink", "ours", "ours-columnar"}
KINDS = ("bank", "gst")
RECORDS = {"products": products, "bibliography": bibliography, "people": people}
LIMITS = {"bank/erpnext-ranked": 10_000, "bank/ours": MOST, "gst/ours": MOST}
"""Above these nobody should wait for it: a scan of every party for every line; and our engine over items."""
EQUAL_LIMITS = LIMITS | {"bank/hungarian": 20_000, "bank/splink": 20_000}
"""With equal amounts these compare everything with everything: at ten times as many lines they would take the machine's memory."""


@dataclass(frozen=True)
class Setting:
    """What was asked for. `engines` empty: all."""

    seed: int
    splink: str
    patience: float
    engines: frozenset[str]


@dataclass(frozen=True)
class Run:
    """One engine on one problem. `score` None: it did not finish, and `note` says why."""

    kind: str
    lines: int
    equal: bool
    engine: str
    score: Score | None
    cpu: float = 0.0
    wall: float = 0.0
    megabytes: float = 0.0
    note: str = ""
    rows: int = 0


def run_all(folder: Path, setting: Setting, kind: str, lines: int, equal_share: float | None) -> list[Run]:
    """Every engine of that kind, one after the other, so that they do not disturb each other."""
    with told("  data made"):
        problem = _problem(setting.seed, kind, lines, equal_share)
    place = folder / problem.name
    place.mkdir()
    problem.left.write_parquet(place / "left.parquet")
    problem.right.write_parquet(place / "right.parquet")
    runs = []
    for name in ENGINES:
        engine = name.split("/")[1]
        if name.startswith(f"{kind}/") and (not setting.engines or engine in setting.engines) and (engine != "splink" or setting.splink):
            runs.append(_run(place, setting, problem, kind, lines, equal_share is not None, engine))
    return runs


def _problem(seed: int, kind: str, lines: int, equal_share: float | None) -> Problem:
    if kind in LEDGERS:
        return LEDGERS[kind](seed, lines)
    if kind in RECORDS:
        return RECORDS[kind](seed, lines)
    return gst(seed, lines) if kind == "gst" else bank(seed, lines, equal_share)


def _run(place: Path, setting: Setting, problem: Problem, kind: str, lines: int, equal: bool, engine: str) -> Run:
    name, rows = f"{kind}/{engine}", problem.left.height + problem.right.height
    limits = EQUAL_LIMITS if equal else LIMITS
    if lines > limits.get(name, lines):
        return Run(kind, lines, equal, engine, None, note=f"not asked above {limits[name]:,} lines", rows=rows)
    interpreter = setting.splink if engine == "splink" else sys.executable
    command = [interpreter, "-m", "tests.bench.recon.child", name, str(place)]
    server = Path(__file__).resolve().parents[3]
    try:
        done = subprocess.run(
            command, check=False, cwd=server, env=os.environ | {"PYTHONPATH": str(server)}, capture_output=True, text=True, timeout=setting.patience
        )
    except subprocess.TimeoutExpired:
        return Run(kind, lines, equal, engine, None, note=f"stopped after {setting.patience:,.0f} s", rows=rows)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
        say(f"  {LABELS[engine]}: {done.stderr[-2000:]}")
        return Run(kind, lines, equal, engine, None, note=f"failed: {last[:80]}", rows=rows)
    measured = json.loads(done.stdout.strip().splitlines()[-1])
    say(f"  {LABELS[engine]}: {measured['cpu']:.1f} s")
    return Run(kind, lines, equal, engine, score(problem, pl.read_parquet(place / f"{kind}-{engine}.parquet")), **measured, rows=rows)
