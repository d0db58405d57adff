"""Rules of an account or of a kind of reconciliation: who set which, and what others would change."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import select

from qrt.adapters.db import closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, ReconciliationReport, ReconJob, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.close.decided import apply_match_decisions
from qrt.core.close.recon_decided import RULES_SET, policy_under, reconcile_items, rules_decisions, rules_subject, standing_rules
from qrt.core.close.types import Decision
from qrt.core.recon.policy import MatchPolicy, policy_of
from qrt.core.recon.rules import MatchRules, check_match_rules, rules_content, to_rules, under
from qrt.core.recon.trial import Trial, compare
from qrt.core.recon.types import ReconciliationKind
from qrt.flows.recon.places import At, load_at, load_standing

Level = Literal["account", "kind"]
Enqueue = Callable[[TenantDb, uuid.UUID], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """One set of rules that somebody decided on. `rules` is None where they left it to the company's policy; `since` is the quarter that decided it first."""

    level: Level
    rules: MatchRules | None
    by: str
    at: str
    reason: str
    since: str
    counts: bool


@dataclass(frozen=True, slots=True)
class RulesNow:
    """The rules of an account as they stand: its own, else those of its kind, else the company's policy. `version` counts what was decided so far."""

    at: At
    company: MatchPolicy
    account: MatchRules | None
    kind: MatchRules | None
    version: int
    history: tuple[RulesVersion, ...]

    @property
    def in_force(self) -> MatchPolicy:
        return under(self.company, self.account or self.kind)


async def load_rules(db: TenantDb, report_id: uuid.UUID) -> RulesNow:
    """The rules of a reconciliation with their history, the newest first. Raises Refused("recon.unknown")."""
    return await _rules_now(db, await load_at(db, report_id))


async def _rules_now(db: TenantDb, at: At) -> RulesNow:
    company = policy_of((await companies.load_company(db)).policy)
    decided = await _decisions(db, at)
    mine = rules_decisions(decided)
    own, kind = (rules_subject(at.entity, at.report.kind, subject) for subject in (at.report.subject, ""))
    # A run takes up what was decided until it began.
    counted = int(at.close.summary.get("decisions", 0))
    versions = [(number, each) for number, each in enumerate(decided) if each.kind == RULES_SET and each.subject in (own, kind)]
    history = tuple(
        RulesVersion(
            level="kind" if each.subject == kind else "account",
            rules=None if each.content.get("rules") is None else to_rules(each.content["rules"]),
            by=str(each.content.get("by", "")),
            at=str(each.content.get("at", "")),
            reason=str(each.content.get("reason", "")),
            since=str(each.content.get("since", "")),
            counts=number < counted,
        )
        for number, each in reversed(versions)
    )
    said = {name: to_rules(mine[subject].content["rules"]) if subject in mine else None for name, subject in (("account", own), ("kind", kind))}
    return RulesNow(at, company, said["account"], said["kind"], len(versions), history)


async def save_rules(db: TenantDb, by: Person, report_id: uuid.UUID, level: Level, rules: MatchRules | None, version: int, reason: str) -> None:
    """Set the rules of an account or its kind, or with None leave it to the company's policy again. They count from the next run on, and in later quarters.

    Raises Refused recon.unknown, recon.rules_stale, recon.rules_unsound, recon.reason_missing, close.signed.
    """
    at = await load_at(db, report_id, lock=True)
    now = await _rules_now(db, at)
    if now.version != version:
        raise Refused("recon.rules_stale", "Somebody changed these rules since you opened them. Look at them again before saving yours.")
    if rules is not None and (wrong := check_match_rules(rules)):
        raise Refused("recon.rules_unsound", " ".join(wrong))
    if not reason.strip():
        raise Refused("recon.reason_missing", "Say why the rules change.")
    subject = rules_subject(at.entity, at.report.kind, at.report.subject if level == "account" else "")
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    content = {"rules": None if rules is None else rules_content(rules), "reason": reason.strip(), "by": by.name, "at": moment}
    await closes.save_decision(db, at.close.id, RULES_SET, subject, content, uuid.UUID(by.id))
    await append_event(db, "recon.changed", {"id": str(report_id), "rules": level})


async def ask_trial(db: TenantDb, by: Person, report_id: uuid.UUID, rules: MatchRules | None, enqueue: Enqueue) -> uuid.UUID:
    """Ask what other rules would change in the last quarter of this account, or in this one where there is no earlier. A worker finds out; nothing is saved.

    Raises Refused recon.unknown, recon.rules_unsound.
    """
    at = await load_at(db, report_id)
    if rules is not None and (wrong := check_match_rules(rules)):
        raise Refused("recon.rules_unsound", " ".join(wrong))
    tried = await _last_quarter(db, at) or at
    made = uuid7()
    wanted = {"rules": None if rules is None else rules_content(rules), "quarter": str(tried.quarter)}
    db.add(ReconJob(id=made, close_id=tried.close.id, report_id=tried.report.id, kind="try", wanted=wanted, total=1, by=uuid.UUID(by.id)))
    await db.flush()
    await enqueue(db, made)
    return made


async def _last_quarter(db: TenantDb, at: At) -> At | None:
    before = at.quarter.previous()
    query = (
        select(ReconciliationReport.id)
        .join(Close, Close.id == ReconciliationReport.close_id)
        .where(Close.fy_start == before.fy_start, Close.quarter == before.number, ReconciliationReport.entity_id == at.report.entity_id)
        .where(ReconciliationReport.kind == at.report.kind, ReconciliationReport.subject == at.report.subject)
    )
    found = (await db.execute(query)).scalar_one_or_none()
    return await load_at(db, found) if found else None


async def load_trial(db: TenantDb, report_id: uuid.UUID, rules: MatchRules | None) -> Callable[[], Trial]:
    """What is needed to try rules on a saved reconciliation; calling it does the work, which needs no database and takes its time."""
    at = await load_at(db, report_id)
    result = await load_standing(db, at)
    base = policy_of((await companies.load_company(db)).policy)
    decided = await _decisions(db, at)
    kind, subject = ReconciliationKind(at.report.kind), at.report.subject
    now = policy_under(base, decided, at.entity, kind, subject)
    # An account without rules of its own falls back on those of its kind.
    other = under(base, rules or standing_rules(decided, at.entity, kind.value, ""))

    def work() -> Trial:
        found = [reconcile_items(kind, subject, result.left, result.right, policy, result.as_of)[0] for policy in (now, other)]
        before, after = (apply_match_decisions(each, at.entity, decided) for each in found)
        return compare(before, after)

    return work


async def _decisions(db: TenantDb, at: At) -> list[Decision]:
    return [Decision(row.kind, row.subject, row.content) for row in await closes.load_decisions(db, at.close.id)]


def trial_content(trial: Trial) -> dict[str, Any]:
    """A trial as its job keeps it: amounts in paise under names that say so."""
    parts = [
        {
            "name": part.name,
            "count": part.count,
            "total_paise": part.total,
            "rows": [
                {
                    **{name: getattr(row, name) for name in ("match", "before", "after", "day", "text", "why")},
                    "amount_paise": row.amount,
                    "difference_paise": row.difference,
                }
                for row in part.rows
            ],
        }
        for part in trial.parts
    ]
    return {"parts": parts, "before": dict(trial.before), "after": dict(trial.after)}
