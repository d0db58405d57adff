"""What a run leaves so that the next need only look at what is new: its lines, its weights and what each part found, as Parquet and text.

A state is a folder with state.json, which names the folder of the run's tables and the SHA-256 of each. A run writes its tables beside the old ones and
replaces state.json last, so that a run that is stopped leaves the old state.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

import qrt.core.recon
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.outcome import BREAKS, REASONS
from qrt.core.recon.engine.parted import STEP, Known, Step
from qrt.core.recon.engine.weights import Weights

FORM = 2
FILES = ("left", "right", "matches", "breaks", "reasons")
PLACE = {"step": pl.UInt32}


@dataclass(frozen=True)
class State:
    """left, right: the tables' lines under the names of their roles. basis: digest of what the weights depend on; seen: levels of the pairs they were learned from;
    reading: what was found out of the files as a whole (signs, order of day and month), by which later files of the same kind are read."""

    left: pl.DataFrame
    right: pl.DataFrame
    basis: str
    weights: Weights | None
    seen: tuple[tuple[int, ...], ...]
    steps: tuple[Step, ...]
    reading: dict[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """Steps by what they were asked."""
        return {step.asked: step for step in self.steps}


@cache
def program() -> str:
    """SHA-256 over the code of the engine: what another version found is worked off again."""
    found = hashlib.sha256()
    for folder in qrt.core.recon.__path__:
        for path in sorted(Path(folder).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()


def load_state(folder: Path) -> State | None:
    """The state in `folder`, or None where there is none. Raises Refused("recon.state") when it is damaged or of another form."""
    top = folder / "state.json"
    if not top.exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused("recon.state", f"{folder} is no state of a reconciliation: it holds other files. Name a new folder")
        return None
    try:
        told = json.loads(top.read_text(encoding="utf-8"))
        if told["form"] != FORM:
            raise Refused(
                "recon.state", f"{folder} is a state of form {told['form']}, and this program reads {FORM}. Name a new folder and run over the whole tables"
            )
        run = folder / Path(str(told["run"])).name
        tables = {name: _table(run / f"{name}.parquet", told["sha256"][name]) for name in FILES}
        weights = None if told["weights"] is None else Weights(float(told["weights"]["bias"]), tuple(tuple(map(float, of)) for of in told["weights"]["of"]))
        steps = _steps(told["steps"], tables)
        seen = tuple(tuple(map(int, of)) for of in told["seen"])
        return State(tables["left"], tables["right"], str(told["basis"]), weights, seen, steps, dict(told["reading"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pl.exceptions.PolarsError) as wrong:
        raise Refused("recon.state", f"{folder} is a damaged state ({wrong}). Remove it and run over the whole tables") from wrong


def _table(path: Path, sha256: str) -> pl.DataFrame:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{path.name} is not as the run wrote it")
    return pl.read_parquet(content)


def _steps(told: list[dict[str, Any]], tables: dict[str, pl.DataFrame]) -> tuple[Step, ...]:
    matches, breaks, reasons = (tables[name].partition_by("step", as_dict=True, include_key=False) for name in ("matches", "breaks", "reasons"))
    empty = pl.DataFrame(schema=STEP), pl.DataFrame(schema=BREAKS), pl.DataFrame(schema=REASONS)

    def one(place: int, step: dict[str, Any]) -> Step:
        found, open_, why = (table.get((place,), none) for table, none in zip((matches, breaks, reasons), empty, strict=True))
        return Step(str(step["name"]), str(step["asked"]), found.select(list(STEP)), open_.select(list(BREAKS)), lambda: why, step["record"], again=False)

    return tuple(one(place, step) for place, step in enumerate(told))


def save_state(folder: Path, state: State) -> None:
    """Write the state, in place of the one that is there."""
    written: dict[str, pl.DataFrame] = {
        "left": state.left,
        "right": state.right,
        "matches": _placed([s.matches for s in state.steps], STEP),
        "breaks": _placed([s.breaks for s in state.steps], BREAKS),
        "reasons": _placed([s.reasons() for s in state.steps], REASONS),
    }
    folder.mkdir(parents=True, exist_ok=True)
    old = _run_of(folder)
    run = folder / ("b" if old == "a" else "a")
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    sums: dict[str, str] = {}
    for name, table in written.items():
        table.write_parquet(run / f"{name}.parquet", compression="lz4")
        sums[name] = hashlib.sha256((run / f"{name}.parquet").read_bytes()).hexdigest()
    told = {
        "form": FORM,
        "run": run.name,
        "sha256": sums,
        "basis": state.basis,
        "weights": None if state.weights is None else {"bias": state.weights.bias, "of": state.weights.of},
        "seen": state.seen,
        "reading": state.reading,
        "steps": [{"name": s.name, "asked": s.asked, "record": s.record} for s in state.steps],
    }
    fresh = folder / "state.json.new"
    fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / "state.json")
    if old:
        shutil.rmtree(folder / old, ignore_errors=True)


def _run_of(folder: Path) -> str:
    try:
        return Path(str(json.loads((folder / "state.json").read_text(encoding="utf-8"))["run"])).name
    except (OSError, ValueError, KeyError):
        return ""


def _placed(tables: Sequence[pl.DataFrame], schema: dict[str, Any]) -> pl.DataFrame:
    placed = [t.select(list(schema)).with_columns(step=pl.lit(place, pl.UInt32)) for place, t in enumerate(tables)]
    return pl.concat(placed) if placed else pl.DataFrame(schema={**schema, **PLACE})
