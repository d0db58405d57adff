"""Acts of many matches as jobs of the worker: a filter accepted, an act taken back. What the person saw is kept, and what became of each commits with its decision."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.bench import Held, hold_report
from qrt.adapters.db.identity.users import load_account
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationActLine, ReconciliationMatch, User, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.flows.recon.acts import LIVE, EnqueueAct, changed, clock, decide, tell_act
from qrt.flows.recon.undoing import load_act, take_back

BATCH = 500
"""Matches of one transaction of the job: how long others wait for the bench, how soon "stop" is heard, and what a killed worker does again."""

MAKERS = frozenset({"finance_manager", "finance_exec"})
"""Roles whose people may decide; one who lost them since then decides no more."""

Done = tuple[int, dict[str, object]]
"""How many matches of a batch were done, and what their decision keeps: their names in the order of the list."""

_Act, _Line, _Match = ReconciliationAct, ReconciliationActLine, ReconciliationMatch


async def ask_accept_filter(
    db: TenantDb, by: Person, report_id: uuid.UUID, stage: str | None, expected: tuple[int, int, int | None], enqueue: EnqueueAct
) -> uuid.UUID:
    """Ask that every suggested match of a filter be accepted, if they are still what the person saw; a worker does it. Where one is at it already, its act is given.

    expected  how many, what they use of our side in paise, and their total difference in paise (None: it was not shown)

    Raises Refused recon.count_moved, recon.unknown, close.signed.
    """
    # Whoever asks the same meanwhile waits here, and finds the act that goes on: a filter is accepted by one job.
    await hold_report(db, report_id)
    same = (_Act.report_id == report_id) & (_Act.kind == "accept_filter") & (_Act.words == (stage or "")) & _Act.state.in_(LIVE)
    if (running := (await db.execute(select(_Act.id).where(same).limit(1))).scalar_one_or_none()) is not None:
        return running
    chosen = (_Match.report_id == report_id) & (_Match.status == "suggested")
    if stage:
        chosen = chosen & (_Match.stage == stage)
    sums = select(func.count(), func.coalesce(func.sum(_Match.left_paise), 0), func.coalesce(func.sum(_Match.difference_paise), 0)).where(chosen)
    count, total, difference = (int(each) for each in (await db.execute(sums)).one())
    if not count or (count, total) != expected[:2] or expected[2] not in (None, difference):
        said = f"{count} matches of {rupee_text(Paise(total))}, total difference {rupee_text(Paise(difference))}"
        raise Refused("recon.count_moved", f"The filter now holds {said}. Look again before accepting.")
    made = uuid7()
    values = {"report_id": report_id, "kind": "accept_filter", "by": uuid.UUID(by.id), "words": stage or "", "state": "waiting"}
    await db.execute(insert(_Act).values(id=made, total=count, total_paise=total, difference_paise=difference, **values))
    position = func.row_number().over(order_by=(_Match.score.desc(), _Match.id.desc())) - 1
    kept = select(func.gen_random_uuid(), literal(made), position, _Match.match, _Match.version, _Match.left_paise).where(chosen)
    await db.execute(insert(_Line).from_select(["id", "act_id", "position", "match", "version", "left_paise"], kept))
    await enqueue(db, made)
    await tell_act(db, report_id, made, "waiting", 0, 0)
    return made


async def stop_act(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID) -> None:
    """Stop after the batch that is at work; what is done stays. Raises Refused recon.act_unknown, recon.act_ended."""
    act = await load_act(db, report_id, act_id)
    if act.state not in LIVE:
        raise Refused("recon.act_ended", "This has ended already.")
    await _end(db, act, "stopped", "Stopped by a person.")


async def fail_act(sessions: Sessions, tenant: uuid.UUID, act_id: uuid.UUID, sentence: str) -> None:
    """Say that the job could not go on. What it did stays."""
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        report_id = (await db.execute(select(_Act.report_id).where(_Act.id == act_id))).scalar_one()
        act = await load_act(db, report_id, act_id)
        if act.state in LIVE:
            await _end(db, act, "failed", sentence)


async def act_batch(sessions: Sessions, tenant: uuid.UUID, act_id: uuid.UUID) -> bool:
    """Do the next matches of the list in one transaction; whether some remain. A second time after a crash does only what did not commit.

    It acts as the person who asked, with the roles they have now. A match that changed meanwhile stays and says by whom.
    """
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        asker, report_id = (await db.execute(select(_Act.by, _Act.report_id).where(_Act.id == act_id))).one()
        account = await load_account(db, asker)
    assert account is not None
    by = Person(str(account.id), account.name, account.roles if account.active else frozenset[str]())
    async with tenant_session(sessions, tenant, by, f"recon:{act_id}") as db:
        held = await hold_report(db, report_id)
        act = await load_act(db, report_id, act_id)
        if act.state not in LIVE:
            return False
        if not MAKERS & by.roles:
            await _end(db, act, "failed", f"{by.name} may not decide any more.")
            return False
        waiting = select(_Line.position).where(_Line.act_id == act_id, _Line.state == "waiting").order_by(_Line.position).limit(BATCH + 1)
        positions = (await db.execute(waiting)).scalars().all()
        batch = positions[:BATCH]
        kind, do = ("matches_undone", _undo_lines) if act.kind == "undo" else ("matches_accepted", _accept_lines)
        done, said = await do(db, by, held, act, batch) if batch else (0, {})
        act = await load_act(db, report_id, act_id)
        if done:
            await decide(db, by, held, kind, f"{act_id}/{batch[0]}", said)
        act.done += done
        act.failed += len(batch) - done
        await changed(db, report_id, "", "accepted" if act.kind == "accept_filter" else "undo")
        if more := len(positions) > BATCH:
            act.state = "running"
            await db.flush()
            await _tell(db, act)
        else:
            await _end(db, act, "done", "")
    return more


async def _undo_lines(db: TenantDb, by: Person, held: Held, act: ReconciliationAct, positions: Sequence[int]) -> Done:
    """Take back what stands as the act left it. The rest is marked with why it stays."""
    act_id = act.id
    assert act.undoes_id is not None
    mine = select(_Line).where(_Line.act_id == act_id, _Line.state == "waiting", _Line.position.between(positions[0], positions[-1]))
    lines = (await db.execute(mine.order_by(_Line.position).execution_options(populate_existing=True))).scalars().all()
    names = {line.match: line.id for line in lines}
    steps, said = await take_back(db, by, held, act.undoes_id, lines)
    done = [step.match for step in steps if step.ok]
    ended = update(_Line).execution_options(synchronize_session=False)
    await db.execute(ended.where(_Line.id.in_([names[match] for match in done])).values(state="done"))
    for step in steps:
        if not step.ok:
            await db.execute(ended.where(_Line.id == names[step.match]).values(state="failed", code=step.code, sentence=step.sentence))
    difference = _Act.difference_paise + sum(step.difference_paise for step in steps if step.ok)
    await db.execute(update(_Act).where(_Act.id == act_id).values(difference_paise=difference).execution_options(synchronize_session=False))
    return len(done), said


async def _accept_lines(db: TenantDb, by: Person, held: Held, act: ReconciliationAct, positions: Sequence[int]) -> Done:
    """Accept what is as it was seen. The rest is marked with who changed it."""
    report_id = held.id
    mine = (_Line.act_id == act.id) & (_Line.state == "waiting") & _Line.position.between(positions[0], positions[-1])
    fits = mine & (_Match.report_id == report_id) & (_Match.match == _Line.match) & (_Match.version == _Line.version) & (_Match.status == "suggested")
    moment = {"status": "accepted", "decided_by": uuid.UUID(by.id), "decided_at": datetime.now(UTC), "version": _Match.version + 1}
    earlier = {"earlier": _Match.earlier.concat(text("'[\"suggested\"]'::jsonb"))}
    taken = update(_Match).where(fits).values(**moment, **earlier).returning(_Line.position, _Line.match).execution_options(synchronize_session=False)
    done = sorted((await db.execute(taken)).all())
    names = [name for _, name in done]
    await db.execute(update(_Line).where(mine, _Line.match.in_(names)).values(state="done").execution_options(synchronize_session=False))
    others = await db.execute(
        select(_Line.id, _Match.status, User.name, _Match.decided_at)
        .outerjoin(_Match, (_Match.match == _Line.match) & (_Match.report_id == report_id))
        .outerjoin(User, User.id == _Match.decided_by)
        .where(mine)
    )
    for identity, status, who, at in others.all():
        code, sentence = (
            ("recon.stale", f"Changed by {who} at {clock(at)}.") if who and at else ("recon.stale", "A run changed it meanwhile.") if status else _GONE
        )
        await db.execute(update(_Line).where(_Line.id == identity).values(state="failed", code=code, sentence=sentence))
    return len(names), {"matches": names}


_GONE = ("recon.unknown", "The newest run does not have this match any more.")


async def _end(db: TenantDb, act: ReconciliationAct, state: str, message: str) -> None:
    act.state, act.message, act.ended_at = state, message, datetime.now(UTC)
    await db.flush()
    await _tell(db, act)


async def _tell(db: TenantDb, act: ReconciliationAct) -> None:
    await tell_act(db, act.report_id, act.id, act.state, act.done, act.failed)
