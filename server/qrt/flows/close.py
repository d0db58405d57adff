"""Opening a close, starting and stopping its runs, signing it."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import closes, companies, documents
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, ClosePackageRow, Decision, FindingRow, Period, SignOff
from qrt.core.base.actor import Actor, Person, actor_text
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.handin import RECEIVED_AGAIN
from qrt.flows import carry, templates
from qrt.flows.checklist import lay_out_tasks
from qrt.flows.journals.places import hold_reversing
from qrt.flows.journals.reversing import post_due_reversals
from qrt.flows.kinds import carry_kinds
from qrt.flows.layouts import adopt_remembered
from qrt.flows.run import READ_SINCE, STAGES
from qrt.flows.vendor import carry_lessons

Enqueue = Callable[[TenantDb, Quarter, int], Awaitable[str]]

CLOSE_DAYS = 15
"""A quarter is to be closed on the fifteenth day after it ends."""

SIGNERS = ("finance_manager",)

_NOT_IN_BOOKS = ("period_locked", "period_unlocked", "period_soft_closed", "period_opened", RECEIVED_AGAIN, "voucher_auto_posted")
"""Decisions that change no figure of a package: a controller may lock the period before the close is signed, and a file that comes once more is no news.
What a policy posted stands in the package of the run that posted it."""


class SigningKey(Protocol):
    """The platform's key for packages and sign-offs (Ed25519)."""

    def sign(self, message: bytes) -> bytes: ...


async def open_close(db: TenantDb, by: Actor, quarter: Quarter) -> uuid.UUID:
    """Open the close of a quarter, with a period for each company and the checklist. Opening it twice is one close.

    Reversing entries of earlier quarters that are due in it post their mirrors, and recurring templates make their drafts.
    """
    company = await companies.load_company(db)
    if not company.entities:
        raise Refused("close.no_entity", "Name at least one company before opening a quarter.")
    await hold_reversing(db)
    opens = quarter.last_day + timedelta(days=1)
    close = await closes.save_close(db, quarter, opens, opens + timedelta(days=CLOSE_DAYS - 1))
    for entity_id in (await companies.entity_ids(db)).values():
        await companies.save_period(db, entity_id, quarter)
    await lay_out_tasks(db, close, company, quarter)
    await carry_lessons(db, close)
    await carry_kinds(db, close)
    await post_due_reversals(db, quarter)
    await templates.make_due(db, quarter)
    return close.id


async def start_run(db: TenantDb, by: Actor, quarter: Quarter, enqueue: Enqueue) -> int:
    """Start a run over everything that was handed in so far. What people decide while it works counts from the next run on.

    Raises Refused close.unknown, close.already_running, close.signed.
    """
    await hold_reversing(db)
    close = await _load(db, quarter)
    if close.state == "running":
        raise Refused("close.already_running", f"Run {close.run} is still working. Stop it first, or wait for it.")
    if close.state == "signed":
        raise closes.signed(quarter)
    await adopt_remembered(db, close.id)
    await carry_lessons(db, close)
    await carry_kinds(db, close)
    await carry.carry_forward(db, close)
    # Whatever was not due, or not possible, when the quarter opened.
    await post_due_reversals(db, quarter)
    await templates.make_due(db, quarter)
    decided = (await db.execute(select(func.count()).select_from(Decision).where(Decision.close_id == close.id))).scalar_one()
    close.run += 1
    close.state = "running"
    close.summary = {**close.summary, "started_by": actor_text(by), "decisions": int(decided), READ_SINCE: 0}
    await closes.save_stages(db, close.id, close.run, [(stage.name, stage.agent) for stage in STAGES])
    await enqueue(db, quarter, close.run)
    await append_event(db, "close.changed", {"quarter": str(quarter), "state": "running", "run": close.run})
    return close.run


async def stop_run(db: TenantDb, by: Actor, quarter: Quarter) -> None:
    """Ask the run to stop after the step it is in. What it has done stays. Raises Refused("close.not_running")."""
    close = await _load(db, quarter)
    if close.state != "running":
        raise Refused("close.not_running", "Nothing is running.")
    close.state = "open"
    close.summary = {**close.summary, "stopped_by": actor_text(by)}
    for stage in await closes.load_stages(db, close.id, close.run):
        if stage.state in ("waiting", "running"):
            stage.state, stage.message = "stopped", "stopped by a person"
    await append_event(db, "close.changed", {"quarter": str(quarter), "state": "open", "run": close.run})


async def sign_off(db: TenantDb, by: Person, quarter: Quarter, digest: str, at: datetime, key: SigningKey) -> SignOff:
    """Put a person's name under the package with this digest. The books of the quarter are locked with it.

    Raises Refused close.not_ready, close.stale_digest, close.prior_changed, close.papers_unread, close.decided_since, close.has_blocking_findings,
    close.maker_is_checker, close.not_a_signer.
    """
    close = await _load(db, quarter)
    package = (
        await db.execute(select(ClosePackageRow).where(ClosePackageRow.close_id == close.id).order_by(ClosePackageRow.run.desc()).limit(1))
    ).scalar_one_or_none()
    if close.state != "ready" or package is None:
        raise Refused("close.not_ready", "There is no finished package to sign. Run the close first.")
    if package.digest != digest or close.digest != digest:
        raise Refused("close.stale_digest", "The package changed since you opened it. Read the new one before signing.")
    await _demand_current(db, close)
    blocking = select(func.count()).select_from(FindingRow)
    open_ones = blocking.where(FindingRow.close_id == close.id, FindingRow.state == "open", FindingRow.severity == "blocking")
    if count := (await db.execute(open_ones)).scalar_one():
        raise Refused("close.has_blocking_findings", f"{count} blocking findings are open. Mend or waive them, and run the close again.")
    if close.summary.get("started_by") == actor_text(by):
        raise Refused("close.maker_is_checker", "You started this run; somebody else has to sign it.")
    role = next((role for role in SIGNERS if role in by.roles), "")
    if not role:
        raise Refused("close.not_a_signer", "Only a finance manager signs the close.")
    statement = f"{digest}|{quarter}|{by.id}|{at.isoformat()}".encode()
    values = {"by": uuid.UUID(by.id), "role": role, "digest": digest, "at": at, "signature": key.sign(statement).hex()}
    signed = (await db.execute(insert(SignOff).values(package_id=package.id, **values).returning(SignOff))).scalar_one()
    close.state = "signed"
    await db.execute(
        update(Period)
        .where(Period.fy_start == quarter.fy_start, Period.quarter == quarter.number)
        .values(state="locked", locked_by=uuid.UUID(by.id), locked_at=at)
    )
    await append_event(db, "close.changed", {"quarter": str(quarter), "state": "signed"})
    return signed


async def _demand_current(db: TenantDb, close: Close) -> None:
    """Refuse the signature while the package leaves out papers that came, or what people decided, since its run began.

    Between two runs a voucher is posted or reversed by an approval alone, and an approval is a decision.
    """
    await carry.demand_openings_current(db, close)
    unread, _ = await documents.count_received(db, close.id)
    if left_out := unread + int(close.summary.get(READ_SINCE, 0)):
        raise Refused(
            "close.papers_unread",
            f"Papers that came, or were read anew, since run {close.run} began: {left_out}. The package leaves them out. Run the close again.",
        )
    later = await closes.load_later_decisions(db, close.id, int(close.summary["decisions"]))
    later = [kind for kind in later if kind not in _NOT_IN_BOOKS]
    if later:
        approved = later.count("voucher_approved")
        told = f"Decisions since run {close.run} began: {len(later)}, of them vouchers approved: {approved}."
        raise Refused("close.decided_since", f"{told} The package leaves them out. Run the close again.")


async def _load(db: TenantDb, quarter: Quarter) -> Close:
    close = await closes.load_close(db, quarter, lock=True)
    if close is None:
        raise Refused("close.unknown", f"There is no close for {quarter} yet. Open it first.")
    return close
