"""Taking back: a whole act or a part of it. What is taken back is a decision of its own; nothing is deleted."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import bench as rows
from qrt.adapters.db.listing.base import load_names
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationActLine, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.recon.acts import LIVE, EnqueueAct, Step, decide, keep_act, tell_act
from qrt.flows.recon.deciding import MOST
from qrt.flows.recon.opened import name_nearest, remember_words

_VERBS = {
    "accept": "accepted",
    "accept_filter": "accepted",
    "reject": "rejected",
    "match": "matched by hand",
    "re_pair": "paired otherwise",
    "release": "took back what the run had accepted for",
}


async def undo(
    db: TenantDb, by: Person, report_id: uuid.UUID, act_id: uuid.UUID, matches: Collection[str] | None = None, enqueue: EnqueueAct | None = None
) -> uuid.UUID:
    """Take an act back, or some matches of it; newest first. Gives the act that this is: done at once, or, of more than MOST matches, a job of the worker.

    A match that somebody decided on since then, or that the newest run does not have, stays and says why.
    Raises Refused recon.act_unknown, recon.act_running, recon.nothing_to_undo, close.signed.
    """
    held = await rows.hold_report(db, report_id)
    act = await load_act(db, report_id, act_id)
    if act.state in LIVE:
        raise Refused("recon.act_running", "This is still being done. Stop it first.")
    running = select(ReconciliationAct.id).where(ReconciliationAct.undoes_id == act_id, ReconciliationAct.state.in_(LIVE))
    if (await db.execute(running)).first():
        raise Refused("recon.act_running", "This is being taken back already.")
    done = select(ReconciliationActLine).where(ReconciliationActLine.act_id == act_id, ReconciliationActLine.state == "done")
    # The two matches of a re-pair are one: half of it would leave lines with nobody.
    if matches is not None and act.kind != "re_pair":
        done = done.where(ReconciliationActLine.match.in_(matches))
    found = (await db.execute(done.order_by(ReconciliationActLine.position.desc()).limit(MOST + 1))).scalars().all() if act.kind != "undo" else ()
    if not found:
        raise Refused("recon.nothing_to_undo", "Nothing of this act is left to take back.")
    if len(found) > MOST:
        assert enqueue is not None
        return await _ask(db, by, act, enqueue)
    steps, said = await take_back(db, by, held, act_id, found)
    made = await keep_act(db, by, held.id, "undo", steps, undoes=act_id)
    if said["matches"]:
        await decide(db, by, held, "matches_undone", str(made), said)
    return made


async def _ask(db: TenantDb, by: Person, act: ReconciliationAct, enqueue: EnqueueAct) -> uuid.UUID:
    """List all that stands of an act, for a worker to take it back."""
    made = uuid7()
    mine = (ReconciliationActLine.act_id == act.id) & (ReconciliationActLine.state == "done")
    count, total = (await db.execute(select(func.count(), func.coalesce(func.sum(ReconciliationActLine.left_paise), 0)).where(mine))).one()
    values = {"report_id": act.report_id, "kind": "undo", "by": uuid.UUID(by.id), "undoes_id": act.id, "state": "waiting"}
    await db.execute(insert(ReconciliationAct).values(id=made, total=count, total_paise=total, **values))
    position = func.row_number().over(order_by=ReconciliationActLine.position.desc()) - 1
    same = (ReconciliationActLine.match, ReconciliationActLine.version, ReconciliationActLine.words, ReconciliationActLine.left_paise)
    kept = select(func.gen_random_uuid(), literal(made), position, *same).where(mine)
    names = ["id", "act_id", "position", "match", "version", "words", "left_paise"]
    await db.execute(insert(ReconciliationActLine).from_select(names, kept))
    await enqueue(db, made)
    await tell_act(db, act.report_id, made, "waiting", 0, 0)
    return made


async def take_back(
    db: TenantDb, by: Person, held: rows.Held, act_id: uuid.UUID, lines: Sequence[ReconciliationActLine]
) -> tuple[list[Step], dict[str, object]]:
    """Bring matches of an act to where they were before it, and mark them in its list. Gives what became of each, in the order of `lines`, and what the
    decision keeps of those that were taken back."""
    act = await load_act(db, held.id, act_id)
    names = [line.match for line in lines]
    loaded = await rows.load_bench(db, held, names)
    await remember_words(db, held, loaded.bench)
    since = await _decided_since(db, act, names)
    mine = (ReconciliationActLine.act_id == act_id) & ReconciliationActLine.match.in_(names) & (ReconciliationActLine.state == "done")
    standing = set((await db.execute(select(ReconciliationActLine.match).where(mine))).scalars())
    steps = (_whole if act.kind == "re_pair" else _each)(loaded, lines, since, standing)
    alone = await name_nearest(db, held, loaded)
    await rows.save_bench(db, loaded, uuid.UUID(by.id))
    if taken := [step.match for step in steps if step.ok]:
        gone = mine & ReconciliationActLine.match.in_(taken)
        await db.execute(update(ReconciliationActLine).where(gone).values(state="undone").execution_options(synchronize_session=False))
        await db.execute(update(ReconciliationAct).where(ReconciliationAct.id == act_id).values(undone=ReconciliationAct.undone + len(taken)))
    return steps, {"matches": taken, **({"alone": alone} if alone else {})}


async def load_act(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID) -> ReconciliationAct:
    """One act of a report, locked. Raises Refused("recon.act_unknown")."""
    query = select(ReconciliationAct).where(ReconciliationAct.id == act_id, ReconciliationAct.report_id == report_id).with_for_update()
    row = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.act_unknown", "There is no such act in the history of this reconciliation.")
    return row


def _each(loaded: rows.Loaded, lines: Sequence[ReconciliationActLine], since: Mapping[str, str], standing: Collection[str]) -> list[Step]:
    return [_step(loaded, line, since, standing) for line in lines]


def _whole(loaded: rows.Loaded, lines: Sequence[ReconciliationActLine], since: Mapping[str, str], standing: Collection[str]) -> list[Step]:
    """The same for the matches of a re-pair, which are one: where one of them stays, so does the other, and the bench is as it was."""
    bench = loaded.bench
    before = dict(bench.items), dict(bench.matches), dict(bench.breaks), dict(bench.holders)
    steps = _each(loaded, lines, since, standing)
    why = next((step for step in steps if not step.ok), None)
    if why is None:
        return steps
    bench.items, bench.matches, bench.breaks, bench.holders = before
    return [replace(step, code=why.code, sentence=why.sentence) if step.ok else step for step in steps]


def _step(loaded: rows.Loaded, line: ReconciliationActLine, since: Mapping[str, str], standing: Collection[str]) -> Step:
    kept = (line.match, loaded.versions.get(line.match, 0), line.words, line.left_paise)
    difference = match.difference if (match := loaded.bench.matches.get(line.match)) else 0
    if line.match not in standing:
        return Step(*kept, code="recon.nothing_to_undo", sentence="It was taken back already.")
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
