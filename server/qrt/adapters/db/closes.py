"""The close itself: stages, agent jobs, decisions, findings, statements, packages."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.companies import entity_ids
from qrt.adapters.db.places import places_json, to_places
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import AgentJob, Close, CloseStage, ComplianceCheck, Decision, FinancialStatement, FindingRow, User
from qrt.core.base.canonical import digest, plain
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.close.decided import BENCH_DECISIONS, finding_digest, finding_order


async def load_close(db: TenantDb, quarter: Quarter, *, lock: bool = False) -> Close | None:
    """The close of a quarter, or None."""
    query = select(Close).where(Close.fy_start == quarter.fy_start, Close.quarter == quarter.number)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def load_close_at_work(db: TenantDb, quarter: Quarter) -> Close | None:
    """The close, held for a stage of its run: it is not stopped or signed meanwhile, and decisions wait, but for those of benches (`hold_unsigned`)."""
    query = select(Close).where(Close.fy_start == quarter.fy_start, Close.quarter == quarter.number)
    return (await db.execute(query.with_for_update(key_share=True))).scalar_one_or_none()


async def hold_unsigned(db: TenantDb, close_id: uuid.UUID, *, of_bench: bool = False) -> None:
    """Keep a close as it is until the transaction ends: nobody runs or signs it meanwhile. Raises Refused("close.signed").

    A stage that is at work is waited for, which may take longer than anybody waits. of_bench: what is decided on a reconciliation needs no more than that no run
    begins meanwhile; the report is held besides, and the stage that writes its rows holds it too.
    """
    query = select(Close.state, Close.fy_start, Close.quarter).where(Close.id == close_id)
    state, fy_start, number = (await db.execute(query.with_for_update(read=True, key_share=of_bench))).one()
    if state == "signed":
        raise signed(Quarter(fy_start, number))


def signed(quarter: Quarter) -> Refused:
    """The words for whoever would change a signed quarter."""
    return Refused("close.signed", f"{quarter} is signed. Ask a controller to reopen it.")


async def save_close(db: TenantDb, quarter: Quarter, opens_on: date, due_on: date) -> Close:
    """The close of a quarter, made open when it is not there."""
    await db.execute(insert(Close).values(fy_start=quarter.fy_start, quarter=quarter.number, opens_on=opens_on, due_on=due_on).on_conflict_do_nothing())
    found = await load_close(db, quarter)
    assert found is not None
    return found


async def save_stages(db: TenantDb, close_id: uuid.UUID, run: int, stages: Sequence[tuple[str, str]]) -> None:
    """Lay out the stages of a run as waiting: pairs of stage and agent, in order."""
    rows = [{"close_id": close_id, "run": run, "stage": stage, "agent": agent, "position": position} for position, (stage, agent) in enumerate(stages)]
    await db.execute(insert(CloseStage).on_conflict_do_nothing(), rows)


async def save_stage(db: TenantDb, close_id: uuid.UUID, run: int, stage: str, **changes: Any) -> None:
    """Move one stage on: state, done, total, message, started_at, finished_at."""
    await db.execute(update(CloseStage).where(CloseStage.close_id == close_id, CloseStage.run == run, CloseStage.stage == stage).values(**changes))


async def load_stages(db: TenantDb, close_id: uuid.UUID, run: int) -> list[CloseStage]:
    """The stages of a run in order."""
    query = select(CloseStage).where(CloseStage.close_id == close_id, CloseStage.run == run).order_by(CloseStage.position)
    return list((await db.execute(query)).scalars())


async def save_agent_job(
    db: TenantDb, close_id: uuid.UUID, run: int, agent: str, version: str, stage: str, at: datetime, *, subject: str = "", status: str, **details: Any
) -> None:
    """Write what an agent is doing or did. The same job of the same run is the same row, however often its step runs (W4)."""
    moment = {"started_at": at} if status == "running" else {"finished_at": at}
    statement = insert(AgentJob).values(
        close_id=close_id, run=run, agent=agent, agent_version=version, stage=stage, subject=subject, status=status, **details, **moment
    )
    await db.execute(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "close_id", "run", "agent", "stage", "subject"], set_={"status": status, **details, **moment}
        )
    )


async def save_decision(db: TenantDb, close_id: uuid.UUID, kind: str, subject: str, content: Mapping[str, Any], by: uuid.UUID | None) -> None:
    """Append what a person decided; `by` is None for what stands in the company's own file. Raises Refused("close.signed").

    The close is held first and the time taken after that: a run that starts at this moment counts the decision or does not, and the order of the ones it
    counts can no longer change.
    """
    await save_decisions(db, close_id, kind, {subject: content}, by)


async def save_decisions(db: TenantDb, close_id: uuid.UUID, kind: str, contents: Mapping[str, Mapping[str, Any]], by: uuid.UUID | None) -> None:
    """Several decisions of one kind, by subject, in the order in which they were made. Raises as `save_decision`."""
    await hold_unsigned(db, close_id, of_bench=kind in BENCH_DECISIONS)
    # One row after another gets its time, so that they count in this order.
    rows = [
        {"close_id": close_id, "kind": kind, "subject": subject, "content": plain(content), "by": by, "at": func.clock_timestamp()}
        for subject, content in contents.items()
    ]
    await db.execute(insert(Decision).values(rows))


async def load_decisions(db: TenantDb, close_id: uuid.UUID) -> list[Decision]:
    """Everything people decided in a close, oldest first."""
    return list((await db.execute(select(Decision).where(Decision.close_id == close_id).order_by(Decision.at, Decision.id))).scalars())


async def load_made(db: TenantDb, close_id: uuid.UUID, subjects: Iterable[str]) -> list[dict[str, Any]]:
    """What the decisions keep that made these matches by hand, oldest first."""
    query = select(Decision.content).where(
        Decision.close_id == close_id, Decision.kind.in_(("match_made", "match_repaired")), Decision.subject.in_(tuple(subjects))
    )
    return list((await db.execute(query.order_by(Decision.at, Decision.id))).scalars())


async def load_earlier_decisions(db: TenantDb, before: Quarter, kinds: Iterable[str]) -> list[tuple[Decision, str, Quarter]]:
    """What people themselves decided of these kinds in closes of earlier quarters, oldest first: with the name of who did, and the quarter. What was carried is left out."""
    query = (
        select(Decision, User.name, Close.fy_start, Close.quarter)
        .join(Close, Close.id == Decision.close_id)
        .outerjoin(User, User.id == Decision.by)
        .where(Decision.kind.in_(tuple(kinds)), Decision.content["since"].is_(None))
        .where(tuple_(Close.fy_start, Close.quarter) < tuple_(before.fy_start, before.number))
        .order_by(Close.fy_start, Close.quarter, Decision.at, Decision.id)
    )
    return [(row, name or "", Quarter(fy_start, number)) for row, name, fy_start, number in (await db.execute(query)).all()]


async def load_later_decisions(db: TenantDb, close_id: uuid.UUID, counted: int) -> list[str]:
    """Kinds of what people decided after the first `counted` decisions of a close, oldest first."""
    query = select(Decision.kind).where(Decision.close_id == close_id).order_by(Decision.at, Decision.id).offset(counted)
    return list((await db.execute(query)).scalars())


async def save_findings(
    db: TenantDb, close_id: uuid.UUID, run: int, agent: str, stage: str, rulebook_hash: str, findings: Iterable[Finding], ids: Mapping[str, uuid.UUID]
) -> int:
    """Write one agent's findings of a run: new ones open, known ones stay as people left them. Returns the count."""
    unique = {finding_digest(finding): finding for finding in findings}
    check = insert(ComplianceCheck).values(close_id=close_id, run=run, validator=f"{agent}/{stage}", rulebook_hash=rulebook_hash, findings_count=len(unique))
    check = check.on_conflict_do_update(
        index_elements=["tenant_id", "close_id", "run", "validator", "entity_id"], set_={"findings_count": len(unique), "rulebook_hash": rulebook_hash}
    )
    check_id = (await db.execute(check.returning(ComplianceCheck.id))).scalar_one()
    rows = [
        {
            "close_id": close_id,
            "entity_id": ids.get(finding.entity),
            "check_id": check_id,
            "digest": identity,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "subject": finding.subject,
            "sentence": finding.sentence,
            "amount_paise": finding.amount,
            "law": finding.law,
            "evidence": places_json(finding.evidence),
            "agent": agent,
            "last_run": run,
        }
        for identity, finding in sorted(unique.items())
    ]
    if rows:
        statement = insert(FindingRow)
        await db.execute(
            statement.on_conflict_do_update(
                index_elements=["tenant_id", "close_id", "digest"],
                set_={
                    "last_run": run,
                    "check_id": statement.excluded.check_id,
                    "evidence": statement.excluded.evidence,
                    # A finding that was gone and is back is as people left it.
                    "state": case((FindingRow.state != "gone", FindingRow.state), (FindingRow.waived_by.is_not(None), "waived"), else_="open"),
                },
            ),
            rows,
        )
    return len(unique)


async def retire_findings(db: TenantDb, close_id: uuid.UUID, run: int) -> None:
    """At the end of a run: what this run did not find again is gone."""
    gone = (FindingRow.close_id == close_id) & (FindingRow.last_run < run) & (FindingRow.state != "gone")
    await db.execute(update(FindingRow).where(gone).values(state="gone", version=FindingRow.version + 1))


async def load_findings(db: TenantDb, close_id: uuid.UUID) -> list[tuple[Finding, str]]:
    """The close's standing findings with their state (open or waived), in the order of entity, rule, subject, sentence."""
    codes = {identity: code for code, identity in (await entity_ids(db)).items()}
    rows = (await db.execute(select(FindingRow).where(FindingRow.close_id == close_id, FindingRow.state != "gone"))).scalars()
    found = [
        (
            Finding(
                rule=row.rule,
                severity=Severity(row.severity),
                subject=row.subject,
                sentence=row.sentence,
                amount=Paise(row.amount_paise),
                law=row.law,
                evidence=to_places(row.evidence),
                entity=codes.get(row.entity_id, "") if row.entity_id else "",
            ),
            row.state,
        )
        for row in rows
    ]
    return sorted(found, key=finding_order)


async def save_statement(db: TenantDb, close_id: uuid.UUID, entity_id: uuid.UUID | None, kind: str, content: Any) -> int:
    """Keep a drawn statement. The draft number rises only when the content changed. Returns the draft number."""
    body = plain(content)
    identity = digest(body)
    same_entity = FinancialStatement.entity_id == entity_id if entity_id else FinancialStatement.entity_id.is_(None)
    newest = (
        await db.execute(
            select(FinancialStatement.draft, FinancialStatement.digest)
            .where(FinancialStatement.close_id == close_id, same_entity, FinancialStatement.kind == kind)
            .order_by(FinancialStatement.draft.desc())
            .limit(1)
        )
    ).one_or_none()
    if newest and newest.digest == identity:
        return newest.draft
    draft = newest.draft + 1 if newest else 1
    await db.execute(insert(FinancialStatement).values(close_id=close_id, entity_id=entity_id, kind=kind, draft=draft, content=body, digest=identity))
    return draft


async def load_statement(db: TenantDb, close_id: uuid.UUID, entity_id: uuid.UUID | None, kind: str) -> FinancialStatement | None:
    """The newest draft of a statement, or None."""
    same_entity = FinancialStatement.entity_id == entity_id if entity_id else FinancialStatement.entity_id.is_(None)
    query = select(FinancialStatement).where(FinancialStatement.close_id == close_id, same_entity, FinancialStatement.kind == kind)
    return (await db.execute(query.order_by(FinancialStatement.draft.desc()).limit(1))).scalar_one_or_none()
