"""Taking back: a whole act or a part of it. What is taken back is a decision of its own; nothing is deleted."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select, update

from qrt.adapters.db import bench as rows
from qrt.adapters.db.listing.base import load_names
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationActLine
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.recon.acts import Step, decide, keep_act
from qrt.flows.recon.deciding import MOST

_VERBS = {"accept": "accepted", "accept_filter": "accepted", "reject": "rejected", "match": "matched by hand"}


async def undo(db: TenantDb, by: Person, report_id: uuid.UUID, act_id: uuid.UUID, matches: Collection[str] | None = None) -> tuple[uuid.UUID, int]:
    """Take an act back, or some matches of it; newest first, at most MOST in one call. Gives the act that this is, and how many remain.

    A match that somebody decided on since then, or that the newest run does not have, stays and says why.
    Raises Refused recon.act_unknown, recon.act_running, recon.nothing_to_undo, close.signed.
    """
    held = await rows.hold_report(db, report_id)
    act = await load_act(db, report_id, act_id)
    if act.state in ("waiting", "running"):
        raise Refused("recon.act_running", "This is still being done. Stop it first.")
    done = select(ReconciliationActLine).where(ReconciliationActLine.act_id == act_id, ReconciliationActLine.state == "done")
    if matches is not None:
        done = done.where(ReconciliationActLine.match.in_(matches))
    found = (await db.execute(done.order_by(ReconciliationActLine.position.desc()).limit(MOST))).scalars().all() if act.kind != "undo" else ()
    if not found:
        raise Refused("recon.nothing_to_undo", "Nothing of this act is left to take back.")
    loaded = await rows.load_bench(db, held, [line.match for line in found])
    since = await _decided_since(db, act, [line.match for line in found])
    steps = [_step(loaded, line, since) for line in found]
    taken = [step.match for step in steps if step.ok]
    await rows.save_bench(db, loaded, uuid.UUID(by.id))
    made = await keep_act(db, by, held, "undo", steps, undoes=act_id)
    if taken:
        await decide(db, by, held, "matches_undone", str(made), {"matches": taken})
        mine = (ReconciliationActLine.act_id == act_id) & ReconciliationActLine.match.in_(taken) & (ReconciliationActLine.state == "done")
        await db.execute(update(ReconciliationActLine).where(mine).values(state="undone"))
        await db.execute(update(ReconciliationAct).where(ReconciliationAct.id == act_id).values(undone=ReconciliationAct.undone + len(taken)))
    left = select(func.count()).select_from(ReconciliationActLine).where(ReconciliationActLine.act_id == act_id, ReconciliationActLine.state == "done")
    rest = int((await db.execute(left)).scalar_one()) - (len(found) - len(taken))
    return made, rest if matches is None else 0


async def load_act(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID) -> ReconciliationAct:
    """One act of a report, locked. Raises Refused("recon.act_unknown")."""
    query = select(ReconciliationAct).where(ReconciliationAct.id == act_id, ReconciliationAct.report_id == report_id).with_for_update()
    row = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.act_unknown", "There is no such act in the history of this reconciliation.")
    return row


def _step(loaded: rows.Loaded, line: ReconciliationActLine, since: Mapping[str, str]) -> Step:
    kept = (line.match, loaded.versions.get(line.match, 0), line.words, line.left_paise)
    difference = match.difference if (match := loaded.bench.matches.get(line.match)) else 0
    if line.match in since:
        return Step(*kept, code="recon.decided_since", sentence=since[line.match])
    if match is None:
        return Step(*kept, code="recon.unknown", sentence="The newest run does not have this match any more.")
    try:
        loaded.bench.undo(line.match)
    except Refused as wrong:
        return Step(*kept, code=wrong.code, sentence=wrong.sentence)
    return Step(*kept, difference_paise=difference)


async def _decided_since(db: TenantDb, act: ReconciliationAct, names: Sequence[str]) -> Mapping[str, str]:
    """Which of these matches somebody decided on after this act, and who did."""
    query = (
        select(ReconciliationActLine.match, ReconciliationAct.kind, ReconciliationAct.by)
        .join(ReconciliationAct, ReconciliationAct.id == ReconciliationActLine.act_id)
        .where(ReconciliationAct.report_id == act.report_id, ReconciliationAct.asked_at > act.asked_at, ReconciliationAct.kind != "undo")
        .where(ReconciliationActLine.state == "done", ReconciliationActLine.match.in_(names))
        .order_by(ReconciliationAct.asked_at)
    )
    found = (await db.execute(query)).all()
    people = await load_names(db, [row.by for row in found])
    return {match: f"{people.get(who, 'Somebody')} {_VERBS[kind]} it since then. Take that back first." for match, kind, who in found}
