"""`qrt recon` in parts, and over a state: what an earlier run found of parts that are as they were is taken from there."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from qrt.adapters.compute import in_pool, local_session, on_spark
from qrt.adapters.tables import ReconSpec, State, Table, Tables, load_state, load_tables, program, save_state
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.parted import PERIODS, Context, Worked, in_turn, reconcile_parted
from qrt.core.recon.engine.spec import EngineSpec, Side
from qrt.core.recon.engine.together import DRIFT_MOST, Together, drift, learn_together

ROLES = ("account", "currency", "gstin", "party", "document_type")
CHOSEN = ("id", "reference", "narration", "party")
"""Roles for which a column is chosen by what the other table holds."""


@dataclass(frozen=True)
class Parting:
    """How a run is parted. keys: roles, None for those of the kind; period: of PERIODS, or ""; state: the folder it is left in; since: LEFT and RIGHT hold only
    lines that are new since the state; relearn: the weights are learned anew, whatever the state has."""

    keys: tuple[str, ...] | None = None
    period: str = ""
    state: Path | None = None
    since: bool = False
    relearn: bool = False
    worked: Worked = in_turn


def parting_by(text: str) -> tuple[tuple[str, ...], str]:
    """ "account,month" -> (("account",), "month"). Raises ValueError on what parts nothing."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    periods = [name for name in names if name in PERIODS]
    keys = tuple(name for name in names if name not in PERIODS)
    if not names or len(periods) > 1 or any(name not in ROLES for name in keys):
        raise ValueError(f"{text!r}: name columns out of {', '.join(ROLES)} and at most one period out of {', '.join(PERIODS)}")
    return keys, periods[0] if periods else ""


def worked_by(backend: str, processes: int) -> Worked:
    """Where keys are worked off: "in-process", "pool" or "spark" (the session of this machine, or of the cluster that its configuration names)."""
    if backend == "pool":
        return in_pool(processes)
    return on_spark(local_session()) if backend == "spark" else in_turn


def state_before(parting: Parting | None) -> tuple[Parting | None, State | None]:
    """The state to go on from, and the parting: that of the state where nothing else is asked for."""
    if parting is None or parting.state is None or (state := load_state(parting.state)) is None:
        return parting, None
    if parting.keys is None and not parting.period:
        parting = replace(parting, keys=tuple(state.reading["partition"]), period=state.reading["period"])
    return parting, state


def load_with_state(left: Path, right: Path, spec: ReconSpec, kind: str, parting: Parting | None, state: State | None) -> Tables:
    """The tables to reconcile. With `since` they are those of the state and, after them, the new lines."""
    if parting is None or not parting.since:
        return load_tables(left, right, spec, kind)
    if state is None:
        raise Refused("recon.state", f"{parting.state} holds no state yet: run once over the whole tables with --state")
    read = state.reading
    if read.get("kind") != kind:
        raise Refused("recon.state", f"{parting.state} is a state of {read.get('kind')}, not of {kind}")
    if read["unsigned"]:
        raise Refused("recon.state", f"{parting.state}: sizes alone were compared, which single lines do not bear out. Give the whole tables with --state")
    news = load_tables(left, right, _as_before(spec, read, state), kind)
    sides = [_after(old, new, side) for old, new, side in ((state.left, news.left, "left"), (state.right, news.right, "right"))]
    notes = (*news.notes, f"{news.left.lines.height} and {news.right.lines.height} lines are new since {parting.state}")
    return replace(news, left=sides[0], right=sides[1], notes=notes, turned=tuple(read["turned"]), lead=read["lead"], text=_pairs(read["text"]))


def _as_before(spec: ReconSpec, read: Mapping[str, Any], state: State) -> ReconSpec:
    """What the whole tables said of signs, days and columns holds for single lines as well, which are too few to say it."""

    def side(which: Side, place: int) -> Any:
        own = spec.side(which)
        found = read.get("columns", ({}, {}))[place] if read["kind"] != "generic" or read["lead"] == "money" else {}
        columns = {role: tuple(found[role]) if role in found else None for role in CHOSEN} if found else {}
        # Of several amounts the whole tables said which; of generic ones, which have no words of their own, they said everything.
        columns |= {role: tuple(heads) for role, heads in found.items() if role == "amount" or read["kind"] == "generic"} if columns else {}
        return replace(
            own,
            columns={**columns, **own.columns},
            flip=True if read["turned"][place] else bool(own.flip),
            day_first=own.day_first if own.day_first is not None else read["day_first"][place],
            below_zero=read.get("below_zero", ({}, {}))[place],
        )

    changes = dict(spec.changes)
    if "account" in state.left.columns:
        changes.setdefault("partition", ("account",))
    lead = spec.lead or ({"money": "amounts", "words": "words"}.get(read["lead"], "") if read["kind"] == "generic" else "")
    return replace(spec, left=side("left", 0), right=side("right", 1), changes=changes, lead=lead)


def _pairs(text: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(a), str(b)) for a, b in text)


def _after(old: pl.DataFrame, new: Table, side: str) -> Table:
    """The lines of the state and the new ones."""
    if set(new.lines.columns) != set(old.columns):
        apart = ", ".join(sorted(set(new.lines.columns) ^ set(old.columns)))
        raise Refused(
            "recon.state", f"{new.name} and the state's {side} table differ in columns ({apart}). Give the new lines under the headings of the first tables"
        )
    again = new.lines.join(old.select("id"), on="id", how="semi")
    if again.height:
        raise Refused(
            "recon.id_repeated",
            f"{new.name}: line id {again['id'][0]!r} stands in the state already. Lines without ids are numbered anew in every file: give them ids of their own, "
            "or the whole tables with --state",
        )
    lines = new.lines.select(pl.col(name).cast(of) for name, of in old.schema.items())
    rows = pl.concat([pl.Series([0], dtype=pl.Int64).new_from_index(0, old.height), new.rows.cast(pl.Int64)])
    return Table(new.name, pl.concat([old, lines]), rows, new.left_out, new.read)


def reconcile_in_parts(
    tables: Tables, wanted: EngineSpec, model: Model | None, learnt: Learnt | None, kind: str, parting: Parting, state: State | None
) -> tuple[Outcome, dict[str, Any], tuple[str, ...]]:
    """The outcome, what is told of its parts, and notes; the state is written where one is wanted."""
    left, right = tables.left.lines, tables.right.lines
    basis = _basis(wanted, parting, learnt)
    held = state is not None and not parting.relearn and state.basis == basis
    if held and state is not None:
        together = None if state.weights is None else Together(state.weights, state.seen)
    else:
        together = learn_together(left, right, wanted, parting.period, learnt)
    context = Context(wanted, together.weights if together else None, model, learnt, parting.period, program())
    found = reconcile_parted(left, right, context, state.known if state is not None else None, parting.worked)
    fresh = [step for step in found.steps if step.again]
    moved = drift(together.seen, _added([step.record["seen"] for step in fresh if step.record.get("seen")], together.seen)) if together and held else 0.0
    told = {
        "parts": len(found.steps),
        "worked": [step.name for step in fresh],
        "rows_worked": sum(sum(step.record["rows"]) for step in fresh),
        "weights": "kept" if held else "learned",
        "drift": moved,
    }
    notes = [f"{len(fresh)} of {len(found.steps)} parts were worked off, the others are as they were"] if state is not None else []
    if state is not None and not held:
        notes.append("the weights were learned anew, so this was a run over everything: the specification, the program or the parting is not that of the state")
    if moved > DRIFT_MOST:
        notes.append(f"what the pairs look like has moved by {moved:.0%} since the weights were learned: --relearn learns them anew, in a run over everything")
    if parting.state is not None:
        columns = [{role: list(heads) for role, heads in table.read.items()} for table in (tables.left, tables.right)]
        reading = {
            "columns": columns if state is None or not parting.since else state.reading.get("columns", columns),
            "kind": kind,
            "partition": wanted.partition,
            "period": parting.period,
            "turned": tables.turned,
            "unsigned": tables.unsigned,
            "day_first": tables.day_first if state is None or not parting.since else state.reading["day_first"],
            "below_zero": tables.below_zero if state is None or not parting.since else _below_zero(state, tables),
            "lead": tables.lead,
            "text": tables.text,
        }
        save_state(parting.state, State(left, right, basis, context.weights, together.seen if together else (), found.steps, reading))
    return found.outcome, told, tuple(notes)


def _below_zero(state: State, tables: Tables) -> list[dict[str, bool]]:
    """Of each side what the state knows of signs, and of columns that were empty so far what the new lines say."""
    return [{**now, **before} for before, now in zip(state.reading.get("below_zero", ({}, {})), tables.below_zero, strict=True)]


def _basis(wanted: EngineSpec, parting: Parting, learnt: Learnt | None) -> str:
    """Digest of what weights follow from, besides the lines."""
    told = [wanted.digest(), parting.period, list(learnt.aliases) if learnt else [], program(), pl.__version__]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _added(seen: list[list[list[int]]], like: tuple[tuple[int, ...], ...]) -> list[list[int]]:
    sums = [[0] * len(of) for of in like]
    for each in seen:
        sums = [[x + y for x, y in zip(a, b, strict=True)] for a, b in zip(sums, each, strict=True)]
    return sums
