"""A run in parts that never look at each other's lines twice: by keys (account, GSTIN, party) side by side, and within a key period after period, where what a
period leaves open is carried into the next, as an accountant carries it.

So a payment of 31 March meets its bank line of 2 April: in March it stays open, or what it was paired with for want of better is let go, and April sees both.
What a part finds follows from its lines, what was carried to it, and the context alone; so a part that was worked off before need not be again.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.limits import check_size
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import BREAKS, MATCHES, REASONS, Outcome, Reason, content_digest
from qrt.core.recon.engine.run import canonical_lines, merged, parted_by, reconcile_lines, with_parts
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights

PERIODS: Mapping[str, str] = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
EPOCH = date(1970, 1, 1)
EDGE = 10
"""Days before the end of a period in which only what names a reference is final: the better partner may lie in the next."""
FIRM = ("manual", "exact", "reference_groups")
STEP = {**MATCHES, "let_go": pl.Boolean}
Lines = tuple[pl.DataFrame, pl.DataFrame]
Cell = tuple[int | None, int | None, Lines]


@dataclass(frozen=True)
class Context:
    """What every part is worked off with. period: a key of PERIODS, or "" for none; program: which code it is, for a part of other code is worked off anew."""

    spec: EngineSpec
    weights: Weights | None
    model: Model | None = None
    learnt: Learnt | None = None
    period: str = ""
    program: str = ""

    @property
    def at_once(self) -> bool:
        """Whether keys are worked off in one run: what each finds is what it finds alone."""
        return kind_of(self.spec).at_once and bool(self.spec.partition)

    @cached_property
    def digest(self) -> str:
        told = [
            self.spec.digest(),
            None if self.weights is None else asdict(self.weights),
            self.model.digest if self.model else None,
            self.learnt.digest if self.learnt else None,
            self.period,
            self.program,
            pl.__version__,
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Step:
    """What one part found. asked: digest of all it follows from; matches: columns of STEP, where let_go may be lost to the next period; breaks: of the lines in
    no match; reasons: of its matches; record: rows, plan, counted levels of the pairs (`seen`); again: it was worked off in this run.
    """

    name: str
    asked: str
    matches: pl.DataFrame
    breaks: pl.DataFrame
    reasons: Callable[[], pl.DataFrame]
    record: Mapping[str, Any] = field(default_factory=dict)
    again: bool = True


Known = Mapping[str, Step]
Worked = Callable[[Sequence[tuple[str, Lines]], Context, Known], list[list[Step]]]


@dataclass(frozen=True)
class Parted:
    """The outcome of the whole, and the steps that it is made of: key after key, each in the order of its periods."""

    outcome: Outcome
    steps: tuple[Step, ...]


def in_turn(parts: Sequence[tuple[str, Lines]], context: Context, known: Known) -> list[list[Step]]:
    """Here: period after period of each key, and of all keys beside each other what is not known."""
    chains = [cells(lines, context.period) for _, lines in parts]
    carried = [(x.clear(), y.clear()) for _, (x, y) in parts]
    steps: list[list[Step]] = [[] for _ in parts]
    for turn in range(max(map(len, chains), default=0)):
        keys = [k for k, chain in enumerate(chains) if turn < len(chain)]
        asked = [_asked(parts[k][0], chains[k][turn], carried[k], context) for k in keys]
        made = iter(_made([each for each in asked if each.follows_from not in known], context))
        for k, each in zip(keys, asked, strict=True):
            old = known.get(each.follows_from)
            steps[k].append(replace(old, again=False) if old is not None else next(made))
            kept = steps[k][-1].matches.filter(~pl.col("let_go"))
            x, y = (t.join(kept.filter(side=s), left_on="id", right_on="line_id", how="anti") for t, s in zip(each.lines, ("left", "right"), strict=True))
            carried[k] = x, y
    return steps


@dataclass(frozen=True)
class Asked:
    """One part to work off. follows_from: digest of all that its outcome follows from; end: first day after it, or None; lines: with what was carried to it."""

    name: str
    follows_from: str
    end: int | None
    lines: Lines


def _asked(name: str, cell: Cell, carried: Lines, context: Context) -> Asked:
    start, end, lines = cell
    within = [t if start is None else t.filter((pl.col("date") >= start - reach(context.spec)).fill_null(True)) for t in carried]
    x, y = (_in_order(pl.concat([before, new])) if before.height else new for before, new in zip(within, lines, strict=True))
    told = [context.digest, name, str(end), content_digest(x), content_digest(y)]
    return Asked(place(name, start), hashlib.sha256("/".join(told).encode()).hexdigest(), end, (x, y))


def reconcile_parted(left: pl.DataFrame, right: pl.DataFrame, context: Context, known: Known | None = None, worked: Worked = in_turn) -> Parted:
    """Tables in parts. known: steps of an earlier run, by `asked`; worked: where the keys are worked off. The same outcome whatever is known and wherever.

    Refuses what cannot be read, and a part too large for the memory of the specification.
    """
    a, b = canonical_lines(left, right, context.spec)
    parts = keyed(a, b, context.spec)
    chains = worked(parts, context, known or {})
    steps = tuple(step for chain in chains for step in chain)
    outcomes = [_beside(steps)] if not context.period else [_outcome(chain, lines, context) for chain, (_, lines) in zip(chains, parts, strict=True)]
    whole = merged(outcomes, a, b, context.spec, context.model, context.learnt)
    told = [{"part": s.name, "rows": s.record["rows"], "again": s.again} for s in steps]
    return Parted(replace(whole, record={**whole.record, "context": context.digest, "parts": told}), steps)


def keyed(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> list[tuple[str, Lines]]:
    """Canonical lines by the keys of the specification, each under its name, in order."""
    return [("/".join(str(value) for value in key), lines) for key, lines in parted_by(left, right, spec)]


def chained(name: str, lines: Lines, context: Context, known: Known) -> list[Step]:
    """The periods of one key, one after another."""
    return in_turn([(name, lines)], context, known)[0]


def place(name: str, start: int | None) -> str:
    """ "HDFC-1/2026-03-01" of a key and the first day of a period."""
    return "/".join(part for part in (name, "" if start is None else str(EPOCH + timedelta(start))) if part)


def reach(spec: EngineSpec) -> int:
    """Days after which an open line is carried no further."""
    return max(spec.days_before, spec.days_after, spec.reference_days)


def cells(lines: Lines, period: str) -> list[Cell]:
    """(first day, first day of the next period, lines) of each period that has lines, in order; lines without a day stand with the first. No period: all."""
    if not period:
        return [(None, None, lines)]
    every = PERIODS[period]
    starts = [t.select(at=pl.col("date").cast(pl.Date).dt.truncate(every))["at"] for t in lines]
    found = sorted({*starts[0].drop_nulls().unique(), *starts[1].drop_nulls().unique()})
    if not found:
        return [(None, None, lines)]
    first = found[0]
    out: list[Cell] = []
    for at in found:
        x, y = (t.filter(own.fill_null(first) == at) for t, own in zip(lines, starts, strict=True))
        day, after = pl.Series([at]).cast(pl.Int32)[0], pl.Series([at]).dt.offset_by(every).cast(pl.Int32)[0]
        out.append((int(day), int(after), (x, y)))
    return out


def _in_order(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.sort("date", "amount", "id", nulls_last=True)


def _made(asked: Sequence[Asked], context: Context) -> list[Step]:
    """A step for each of these parts, no two of one key; in one run where the kind allows it."""
    for each in asked:
        check_size(*each.lines, context.spec)
    if not context.at_once or len(asked) < 2:
        return [_step(each, *_alone(each, context), context) for each in asked]
    a, b = (_in_order(pl.concat([each.lines[side] for each in asked])) for side in (0, 1))
    turns = list(with_parts(a, b, context.spec))
    outs = [reconcile_lines(x, y, context.spec, context.model, 1, context.learnt, context.weights) for x, y in turns]
    owners = pl.concat(
        [t.select("id", side=pl.lit(s), key=pl.lit(k)) for k, each in enumerate(asked) for s, t in zip(("left", "right"), each.lines, strict=True)]
    ).rename({"id": "line_id"})
    found, seen = _by_key(outs, owners), _seen(turns, outs, owners)
    # What the run as a whole was told stands with its first part: thousands of parties need not say it again.
    said = [{name: [out.record[name] for out in outs] if k == 0 else None for name in ("plan", "weights")} for k in range(len(asked))]
    return [_step(each, *found(k), {**said[k], "seen": seen.get(k)}, context) for k, each in enumerate(asked)]


def _alone(asked: Asked, context: Context) -> tuple[pl.DataFrame, pl.DataFrame, Callable[[], pl.DataFrame], dict[str, Any]]:
    out = reconcile_lines(*asked.lines, context.spec, context.model, 1, context.learnt, context.weights)
    seen = out.record.get("seen")
    return out.matches, out.breaks, out.all_reasons, {"plan": out.record["plan"], "weights": out.record["weights"], "seen": seen[0] if seen else None}


def _step(asked: Asked, matches: pl.DataFrame, breaks: pl.DataFrame, reasons: Callable[[], pl.DataFrame], told: dict[str, Any], context: Context) -> Step:
    judged = matches.with_columns(let_go=pl.lit(False)) if asked.end is None else _judged(matches, asked.lines, asked.end)
    record = {"rows": [t.height for t in asked.lines], **told}
    return Step(asked.name, asked.follows_from, judged.select(list(STEP)), breaks, reasons, record)


def _seen(turns: Sequence[Lines], outs: Sequence[Outcome], owners: pl.DataFrame) -> dict[int, Any]:
    """By key, at which levels its pairs stood, where weights were held."""
    found: dict[int, Any] = {}
    for (x, y), out in zip(turns, outs, strict=True):
        if (seen := out.record.get("seen")) is not None:
            told = pl.concat([t.select(line_id="id", side=pl.lit(s), part="part") for s, t in (("left", x), ("right", y))])
            found |= {key: seen[part] for part, key in told.join(owners, on=["side", "line_id"]).select("part", "key").unique().iter_rows()}
    return found


Of = tuple[pl.DataFrame, pl.DataFrame, Callable[[], pl.DataFrame]]


def _by_key(outs: Sequence[Outcome], owners: pl.DataFrame) -> Callable[[int], Of]:
    """Matches, breaks and reasons of each key. owners: side, line_id, key. Reasons are put into words when the first of them is asked for."""
    matches, breaks = (
        pl.concat(tables).join(owners, on=["side", "line_id"], maintain_order="left") for tables in ([o.matches for o in outs], [o.breaks for o in outs])
    )
    of = matches.select("match_id", "key").unique()
    parted = [t.partition_by("key", as_dict=True, include_key=False, maintain_order=True) for t in (matches, breaks)]

    @cache
    def reasons() -> dict[tuple[object, ...], pl.DataFrame]:
        said = pl.concat([o.all_reasons() for o in outs]).join(of, on="match_id", maintain_order="left")
        return said.partition_by("key", as_dict=True, include_key=False, maintain_order=True)

    def found(key: int) -> Of:
        mine, open_ = (t.get((key,), none) for t, none in zip(parted, (pl.DataFrame(schema=MATCHES), pl.DataFrame(schema=BREAKS)), strict=True))
        return mine, open_, lambda: reasons().get((key,), pl.DataFrame(schema=REASONS))

    return found


def _judged(matches: pl.DataFrame, lines: Lines, end: int) -> pl.DataFrame:
    """matches with let_go: it names no reference, and one of its lines lies so near the end of the period that a better partner may still come."""
    days = pl.concat([t.select(pl.lit(s).alias("side"), "date", line_id="id") for s, t in zip(("left", "right"), lines, strict=True)])
    dated = matches.join(days, on=["side", "line_id"], how="left", maintain_order="left")
    near = (pl.col("date") >= end - EDGE).fill_null(False).any().over("match_id")
    firm = pl.col("stage").is_in(FIRM) | pl.col("evidence").str.contains("reference").fill_null(False)
    return dated.with_columns(let_go=near & ~firm)


def _outcome(steps: list[Step], lines: Lines, context: Context) -> Outcome:
    """What the steps of one key found together: of matches that were let go those of the last period stand."""
    final = [step.matches.filter(~pl.col("let_go")) if step is not steps[-1] else step.matches for step in steps]
    matches = pl.concat([m.select(list(MATCHES)) for m in final]) if final else pl.DataFrame(schema=MATCHES)
    dated = pl.concat([t.select(pl.lit(s).alias("side"), "date", line_id="id") for s, t in zip(("left", "right"), lines, strict=True)])
    newest = dated["date"].max()
    as_of = context.spec.as_of_day if context.spec.as_of_day is not None else newest
    # A line that stayed open over several periods is told as the last of them saw it.
    breaks = (
        pl.concat([s.breaks for s in reversed(steps)]).unique(["side", "line_id"], keep="first", maintain_order=True) if steps else pl.DataFrame(schema=BREAKS)
    )
    breaks = breaks.join(matches, on=["side", "line_id"], how="anti").drop("age_days").join(dated, on=["side", "line_id"], how="left")
    breaks = breaks.with_columns(age_days=pl.lit(as_of, pl.Int32) - pl.col("date")).select(list(BREAKS)).cast(BREAKS).sort("side", "line_id")  # type: ignore[arg-type]

    def all_reasons() -> pl.DataFrame:
        parts = [s.reasons().join(m.select("match_id").unique(), on="match_id", how="semi") for s, m in zip(steps, final, strict=True) if m.height]
        return pl.concat(parts) if parts else pl.DataFrame(schema=REASONS)

    return _told(steps, matches, breaks, all_reasons)


def _beside(steps: Sequence[Step]) -> Outcome:
    """What steps found that know nothing of each other: keys without periods."""
    matches = pl.concat([s.matches.select(list(MATCHES)) for s in steps]) if steps else pl.DataFrame(schema=MATCHES)
    breaks = pl.concat([s.breaks for s in steps]).sort("side", "line_id") if steps else pl.DataFrame(schema=BREAKS)
    return _told(steps, matches, breaks, lambda: pl.concat([s.reasons() for s in steps]) if steps else pl.DataFrame(schema=REASONS))


def _told(steps: Sequence[Step], matches: pl.DataFrame, breaks: pl.DataFrame, all_reasons: Callable[[], pl.DataFrame]) -> Outcome:
    def reasons(match_id: str) -> tuple[Reason, ...]:
        said = all_reasons().filter(match_id=match_id)
        return tuple(Reason(part["words"], float(part["points"])) for part in json.loads(said["reasons"][0])) if said.height else ()

    counted = matches.unique("match_id").group_by("stage").len("matches").sort("stage")
    plan = {"parts": [{"part": s.name, "again": s.again, **s.record} for s in steps]}
    return Outcome(matches, breaks, {"plan": plan, "weights": None, "stages": dict(counted.iter_rows())}, reasons, all_reasons)
