"""Partitions in processes of one machine."""

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from multiprocessing import get_context
from typing import Any

import polars as pl

from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.limits import check_size
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import Outcome, Reason
from qrt.core.recon.engine.parted import Context, Known, Lines, Step, Worked, chained
from qrt.core.recon.engine.run import canonical_lines, merged, partitions, reconcile_lines
from qrt.core.recon.engine.spec import EngineSpec

Frames = tuple[pl.DataFrame, pl.DataFrame, dict[str, Any], pl.DataFrame]


def reconcile_in_pool(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None = None, processes: int = 2, learnt: Learnt | None = None
) -> Outcome:
    """The same as `reconcile_tables`, to the digest, with a process for each of `processes` partitions at a time.

    The limit of memory is that of one partition: so many processes take so many times as much. Polars takes all processors in each of them; POLARS_MAX_THREADS
    in the environment bounds that.
    """
    a, b = canonical_lines(left, right, spec)
    parts = partitions(a, b, spec)
    for x, y in parts:
        check_size(x, y, spec)
    largest_first = sorted(range(len(parts)), key=lambda k: -(parts[k][0].height + parts[k][1].height))
    # Spawned, for a process that is forked while polars' threads run may stand still.
    with ProcessPoolExecutor(max(1, min(processes, len(parts))), mp_context=get_context("spawn")) as pool:
        asked = {k: pool.submit(_worked, *parts[k], spec, model, learnt) for k in largest_first}
        done = [asked[k].result() for k in range(len(parts))]
    return merged([_outcome(*frames) for frames in done], a, b, spec, model, learnt)


def _worked(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, model: Model | None, learnt: Learnt | None) -> Frames:
    out = reconcile_lines(left, right, spec, model, 1, learnt)
    return out.matches, out.breaks, out.record, out.all_reasons()


class _Said:
    """Reasons of a partition that were put into words where it was worked off."""

    def __init__(self, reasons: pl.DataFrame) -> None:
        self.reasons = reasons

    @cached_property
    def by_match(self) -> dict[str, str]:
        return dict(self.reasons.iter_rows())

    def of(self, match_id: str) -> tuple[Reason, ...]:
        return tuple(Reason(part["words"], float(part["points"])) for part in json.loads(self.by_match.get(match_id, "[]")))


def _outcome(matches: pl.DataFrame, breaks: pl.DataFrame, record: dict[str, Any], reasons: pl.DataFrame) -> Outcome:
    return Outcome(matches, breaks, record, _Said(reasons).of, lambda: reasons)


Asked = tuple[str, Lines, Context, dict[str, Step]]
"""One key to work off: its name, lines, context, and what is known of it."""


def in_pool(processes: int) -> Worked:
    """Keys in so many processes at a time, the largest first. What is found is what `in_turn` finds."""

    def worked(parts: Sequence[tuple[str, Lines]], context: Context, known: Known) -> list[list[Step]]:
        asked = [asked_of(part, context, known) for part in parts]
        largest_first = sorted(range(len(parts)), key=lambda k: -sum(t.height for t in parts[k][1]))
        with ProcessPoolExecutor(max(1, min(processes, len(parts))), mp_context=get_context("spawn")) as pool:
            sent = {k: pool.submit(chain_of, asked[k]) for k in largest_first}
            return [as_known(sent[k].result(), known) for k in range(len(parts))]

    return worked


def asked_of(part: tuple[str, Lines], context: Context, known: Known) -> Asked:
    """What goes to another process: of what is known only this key's steps, and of these only what the next period needs."""
    name, lines = part
    own = {asked: step for asked, step in known.items() if step.name == name or step.name.startswith(f"{name}/" if name else "")}
    return name, lines, context, {asked: _bare(step, step.breaks.clear(), None) for asked, step in own.items()}


def chain_of(asked: Asked) -> list[Step]:
    """The steps of one key as they can be sent back: with their reasons in words, where they were worked off here."""
    name, lines, context, known = asked
    return [_bare(step, step.breaks, step.reasons() if step.again else None) for step in chained(name, lines, context, known)]


def as_known(steps: list[Step], known: Known) -> list[Step]:
    """The steps of a key, with what was known already as it is known here."""
    return [step if step.again else replace(known[step.asked], again=False) for step in steps]


def _bare(step: Step, breaks: pl.DataFrame, reasons: pl.DataFrame | None) -> Step:
    return replace(step, breaks=breaks, reasons=partial(_said_before, reasons))


def _said_before(reasons: pl.DataFrame | None) -> pl.DataFrame:
    assert reasons is not None, "reasons of a step that was not worked off here"
    return reasons
