"""The history of a bench: what a person did in one act, match by match, so that it can be taken back."""

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import closes
from qrt.adapters.db.bench import Held
from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.events import append_event
from qrt.adapters.db.learning import append_corrections
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationActLine, ReconciliationMatch, User, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.india import INDIA
from qrt.core.recon.types import Item, Match, Side

LIVE = ("waiting", "running")
"""States of an act that a worker is not done with."""

EnqueueAct = Callable[[TenantDb, uuid.UUID], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One match of an act, and what became of it: done, or why not. `left_paise` is what it uses of our side."""

    match: str
    version: int
    words: str = ""
    left_paise: int = 0
    difference_paise: int = 0
    code: str = ""
    sentence: str = ""

    @property
    def ok(self) -> bool:
        return not self.code


async def keep_act(
    db: TenantDb, by: Person, report_id: uuid.UUID, kind: str, steps: Sequence[Step], words: str = "", undoes: uuid.UUID | None = None
) -> uuid.UUID:
    """Write an act that is over into the history, and tell the live page."""
    made, done = uuid7(), [step for step in steps if step.ok]
    # What is paired otherwise counts once, as the match that stands.
    counted = steps[-1:] if kind == "re_pair" else steps
    values = {
        "report_id": report_id,
        "kind": kind,
        "by": uuid.UUID(by.id),
        "words": words,
        "undoes_id": undoes,
        "total": len(steps),
        "total_paise": sum(step.left_paise for step in counted),
        "difference_paise": sum(step.difference_paise for step in counted),
        "done": len(done),
        "failed": len(steps) - len(done),
    }
    await db.execute(insert(ReconciliationAct).values(id=made, ended_at=func.clock_timestamp(), **values))
    await _keep_steps(db, made, steps)
    await changed(db, report_id, done[0].match if len(done) == 1 else "", kind)
    return made


async def extend_act(db: TenantDb, act_id: uuid.UUID, steps: Sequence[Step]) -> None:
    """More matches of an act that goes on in batches, behind those that it has."""
    act, done = ReconciliationAct, [step for step in steps if step.ok]
    more = {
        "total": act.total + len(steps),
        "total_paise": act.total_paise + sum(step.left_paise for step in steps),
        "difference_paise": act.difference_paise + sum(step.difference_paise for step in steps),
        "done": act.done + len(done),
        "failed": act.failed + len(steps) - len(done),
        "ended_at": func.clock_timestamp(),
    }
    at = (await db.execute(select(act.total).where(act.id == act_id))).scalar_one()
    await db.execute(update(act).where(act.id == act_id).values(**more).execution_options(synchronize_session=False))
    await _keep_steps(db, act_id, steps, at)


async def _keep_steps(db: TenantDb, act_id: uuid.UUID, steps: Sequence[Step], first: int = 0) -> None:
    rows = [
        {
            "act_id": act_id,
            "position": position,
            "match": step.match,
            "version": step.version,
            "words": step.words,
            "left_paise": step.left_paise,
            "state": "done" if step.ok else "failed",
            "code": step.code,
            "sentence": step.sentence,
        }
        for position, step in enumerate(steps, first)
    ]
    await insert_rows(db, ReconciliationActLine, rows)


async def changed(db: TenantDb, report_id: uuid.UUID, match: str, status: str) -> None:
    """Tell the live page that rows of a reconciliation are old."""
    await append_event(db, "recon.changed", {"id": str(report_id), "match": match, "status": status})


async def tell_act(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID, state: str, done: int, failed: int) -> None:
    """Tell the live page how far an act of a worker is."""
    await append_event(db, "recon.act", {"id": str(report_id), "act": str(act_id), "state": state, "done": done, "failed": failed})


async def decide(db: TenantDb, by: Person, held: Held, kind: str, name: str, content: dict[str, object]) -> None:
    """Keep what a person decided, in the close, and what it corrects, to learn from."""
    matches = content.get("matches")
    names = [str(each) for each in matches] if isinstance(matches, list) else [name]
    await append_corrections(db, held, kind, names, uuid.UUID(by.id), split="split" in content)
    await closes.save_decision(db, held.close_id, kind, held.subject(name), content, uuid.UUID(by.id))


async def decide_each(db: TenantDb, by: Person, held: Held, kind: str, contents: Mapping[str, Mapping[str, object]]) -> None:
    """The same for several matches of one act, by name: a decision each, and two statements for all of them."""
    if contents:
        await append_corrections(db, held, kind, list(contents), uuid.UUID(by.id))
        await closes.save_decisions(db, held.close_id, kind, {held.subject(name): content for name, content in contents.items()}, uuid.UUID(by.id))


_VERBS = {"accepted": "accepted it", "rejected": "rejected it", "suggested": "put it back to decide", "auto": "put it back as the run had it"}


async def who_decided(db: TenantDb, report_id: uuid.UUID, name: str) -> str:
    """Who was faster on a match, with what and when, in a sentence."""
    row = ReconciliationMatch
    query = select(row.status, row.decided_at, User.name).join(User, User.id == row.decided_by).where(row.report_id == report_id, row.match == name)
    found = (await db.execute(query)).one_or_none()
    if found is None or found.status not in _VERBS:
        return "A run changed this match since you saw it. Look at it again."
    return f"{found.name} {_VERBS[found.status]} at {clock(found.decided_at)}. Look at it again."


def clock(at: datetime) -> str:
    """The time of a day in India, as the page says times."""
    return f"{at.astimezone(INDIA):%H:%M}"


def words_of(match: Match, items: dict[tuple[Side, str], Item]) -> str:
    """A match as people call it in a history: the other side's line first."""
    parts = sorted(match.allocations, key=lambda part: (part.side is Side.LEFT, part.item))
    found = [items[part.side, part.item] for part in parts if (part.side, part.item) in items]
    return (
        " · ".join(text for text in (f"{found[0].day:%d-%m-%Y}", found[0].narration or found[0].party or found[0].reference) if text)[:200]
        if found
        else match.id
    )
