"""All suggested matches of a filter accepted as one job of the worker: what the person saw is kept, and what became of each commits with its decision."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.bench import hold_report
from qrt.adapters.db.events import append_event
from qrt.adapters.db.identity.users import load_account
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationActLine, ReconciliationMatch, User, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.flows.recon.acts import changed, decide
from qrt.flows.recon.undoing import load_act

BATCH = 500
"""Matches of one transaction of the job: how long others wait for the bench, how soon "stop" is heard, and what a killed worker does again."""

MAKERS = frozenset({"finance_manager", "finance_exec"})
"""Roles whose people may decide; one who lost them since then decides no more."""

EnqueueAccept = Callable[[TenantDb, uuid.UUID], Awaitable[str]]
_Act, _Line, _Match = ReconciliationAct, ReconciliationActLine, ReconciliationMatch


async def ask_accept_filter(
    db: TenantDb, by: Person, report_id: uuid.UUID, stage: str | None, expected: tuple[int, int, int | None], enqueue: EnqueueAccept
) -> uuid.UUID:
    """Ask that every suggested match of a filter be accepted, if they are still what the person saw; a worker does it.

    expected  how many, what they use of our side in paise, and their total difference in paise (None: it was not shown)

    Raises Refused recon.count_moved, recon.unknown, close.signed.
    """
    await hold_report(db, report_id)
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
    await _tell(db, report_id, made, "waiting", 0, 0)
    return made


async def stop_accept(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID) -> None:
    """Stop after the batch that is being accepted; what is accepted stays. Raises Refused recon.act_unknown, recon.act_ended."""
    act = await load_act(db, report_id, act_id)
    if act.state not in ("waiting", "running"):
        raise Refused("recon.act_ended", "This has ended already.")
    act.state, act.message, act.ended_at = "stopped", "Stopped by a person.", datetime.now(UTC)
    await db.flush()
    await _tell(db, report_id, act_id, "stopped", act.done, act.failed)


async def accept_batch(sessions: Sessions, tenant: uuid.UUID, act_id: uuid.UUID) -> bool:
    """Accept the next matches of the list in one transaction; whether some remain. A second time after a crash does only what did not commit.

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
        if act.state not in ("waiting", "running"):
            return False
        if not MAKERS & by.roles:
            act.state, act.message, act.ended_at = "failed", f"{by.name} may not decide any more.", datetime.now(UTC)
            await db.flush()
            await _tell(db, report_id, act_id, act.state, act.done, act.failed)
            return False
        waiting = select(_Line.position).where(_Line.act_id == act_id, _Line.state == "waiting").order_by(_Line.position).limit(BATCH + 1)
        positions = (await db.execute(waiting)).scalars().all()
        done = await _accept_lines(db, act_id, report_id, positions[:BATCH], asker)
        if done:
            await decide(db, by, held, "matches_accepted", f"{act_id}/{positions[0]}", {"matches": done})
        more = len(positions) > BATCH
        act.done += len(done)
        act.failed += len(positions[:BATCH]) - len(done)
        act.state, act.ended_at = ("running", None) if more else ("done", datetime.now(UTC))
        await db.flush()
        await changed(db, report_id, "", "accepted")
        await _tell(db, report_id, act_id, act.state, act.done, act.failed)
    return more


async def fail_accept(sessions: Sessions, tenant: uuid.UUID, act_id: uuid.UUID, sentence: str) -> None:
    """Say that the job could not go on. What it accepted stays accepted."""
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        report_id = (await db.execute(select(_Act.report_id).where(_Act.id == act_id))).scalar_one()
        act = await load_act(db, report_id, act_id)
        if act.state in ("waiting", "running"):
            act.state, act.message, act.ended_at = "failed", sentence, datetime.now(UTC)
            await db.flush()
            await _tell(db, report_id, act_id, "failed", act.done, act.failed)


async def _accept_lines(db: TenantDb, act_id: uuid.UUID, report_id: uuid.UUID, positions: Sequence[int], by: uuid.UUID) -> list[str]:
    """Accept what is as it was seen; give the names in the order of the list. The rest is marked with who changed it."""
    if not positions:
        return []
    mine = (_Line.act_id == act_id) & (_Line.state == "waiting") & _Line.position.between(positions[0], positions[-1])
    fits = mine & (_Match.report_id == report_id) & (_Match.match == _Line.match) & (_Match.version == _Line.version) & (_Match.status == "suggested")
    moment = {"status": "accepted", "decided_by": by, "decided_at": datetime.now(UTC), "version": _Match.version + 1}
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
        code, sentence = ("recon.stale", f"Changed by {who} at {at:%H:%M} UTC.") if who else ("recon.stale", "A run changed it meanwhile.") if status else _GONE
        await db.execute(update(_Line).where(_Line.id == identity).values(state="failed", code=code, sentence=sentence))
    return names


_GONE = ("recon.unknown", "The newest run does not have this match any more.")


async def _tell(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID, state: str, done: int, failed: int) -> None:
    await append_event(db, "recon.act", {"id": str(report_id), "act": str(act_id), "state": state, "done": done, "failed": failed})
