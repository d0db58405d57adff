"""Rules of an account or of a kind of reconciliation: who set which, and what others would change."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import select

from qrt.adapters.db import closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.listing.base import load_names
from qrt.adapters.db.recon import count_held
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, ReconciliationReport, ReconJob, ReconRuleRequest, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.close.decided import apply_match_decisions
from qrt.core.close.recon_decided import RULES_SET, learnt_by, policy_in, policy_under, reconcile_items, rules_decisions, rules_subject, standing_rules
from qrt.core.close.types import Decision
from qrt.core.recon.acceptance import accept_within
from qrt.core.recon.policy import MatchPolicy, policy_of
from qrt.core.recon.rule_habits import RuleHabit, habits_of
from qrt.core.recon.rules import MatchRules, check_match_rules, rules_content, to_rules, under
from qrt.core.recon.trial import Trial, compare
from qrt.core.recon.types import MatchStatus, ReconciliationKind
from qrt.flows.desk import load_rules as load_rule_book
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
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class AskedRules:
    """Rules that wait for a second person. `rules` None: leave it to the level above."""

    id: uuid.UUID
    level: Level
    rules: MatchRules | None
    by: str
    by_id: uuid.UUID
    at: datetime
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class RulesNow:
    """The rules of an account as they stand: its own, else those of its kind, else the company's policy. `version` counts what was decided so far."""

    at: At
    company: MatchPolicy
    account: MatchRules | None
    kind: MatchRules | None
    version: int
    history: tuple[RulesVersion, ...]
    asked: tuple[AskedRules, ...] = ()

    @property
    def in_force(self) -> MatchPolicy:
        return under(self.company, self.account or self.kind)


async def load_rules(db: TenantDb, report_id: uuid.UUID) -> RulesNow:
    """The rules of a reconciliation with their history, the newest first. Raises Refused("recon.unknown")."""
    return await _rules_now(db, await load_at(db, report_id))


async def load_rule_habits(db: TenantDb, report_id: uuid.UUID) -> tuple[RuleHabit, ...]:
    """Rules that would accept what people of this account always accepted, in this quarter and the last one, and that are not in force. Raises Refused("recon.unknown")."""
    at = await load_at(db, report_id)
    last = await _last_quarter(db, at)
    # What nobody decided of the last quarter waits for no rule of this one.
    before = [each for each in (await count_held(db, last.report.id) if last else []) if each.status is not MatchStatus.SUGGESTED]
    counts = (*await count_held(db, at.report.id), *before)
    force = (await _rules_now(db, at)).in_force
    return tuple(each for each in habits_of(counts) if not (force.tax_alone if each.percent is None else force.fee_alone >= each.percent))


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
            approved_by=str(each.content.get("approved_by", "")),
        )
        for number, each in reversed(versions)
    )
    said = {name: to_rules(mine[subject].content["rules"]) if subject in mine else None for name, subject in (("account", own), ("kind", kind))}
    return RulesNow(at, company, said["account"], said["kind"], len(versions), history, await _asked(db, at))


async def ask_rules(db: TenantDb, by: Person, report_id: uuid.UUID, level: Level, rules: MatchRules | None, version: int, reason: str) -> uuid.UUID:
    """Ask for rules of an account or its kind, or with None to leave it to the company's policy again. They change nothing before another person puts them in force.

    One's own request that still waits is replaced by the newer one; the trail keeps both.
    Raises Refused recon.unknown, recon.rules_stale, recon.rules_unsound, recon.reason_missing, recon.rules_asked, close.signed.
    """
    at = await load_at(db, report_id, lock=True)
    if (await _rules_now(db, at)).version != version:
        raise Refused("recon.rules_stale", "Somebody changed these rules since you opened them. Look at them again before asking for yours.")
    if rules is not None and (wrong := check_match_rules(rules, ReconciliationKind(at.report.kind))):
        raise Refused("recon.rules_unsound", " ".join(wrong))
    if not reason.strip():
        raise Refused("recon.reason_missing", "Say why the rules change.")
    about = rules_subject(at.entity, at.report.kind, at.report.subject if level == "account" else "")
    wanted = None if rules is None else rules_content(rules)
    query = select(ReconRuleRequest).where(ReconRuleRequest.about == about, ReconRuleRequest.state == "asked").with_for_update()
    standing = (await db.execute(query)).scalar_one_or_none()
    if standing is None:
        made = uuid7()
        db.add(ReconRuleRequest(id=made, report_id=report_id, level=level, about=about, rules=wanted, reason=reason.strip(), asked_by=uuid.UUID(by.id)))
    elif standing.asked_by != uuid.UUID(by.id):
        raise Refused("recon.rules_asked", "Somebody else asks for other rules here already. Decide on that first.")
    else:
        made, standing.rules, standing.reason = standing.id, wanted, reason.strip()
        standing.version, standing.asked_at = standing.version + 1, datetime.now(UTC)
    await db.flush()
    await append_event(db, "recon.changed", {"id": str(report_id), "rules": "asked"})
    return made


async def decide_rules(db: TenantDb, by: Person, report_id: uuid.UUID, request: uuid.UUID, version: int, *, grant: bool) -> None:
    """Put rules in force that somebody else asked for, or decline them; whoever asked may only take them back. They count from the next run on, and in later quarters.

    Raises Refused recon.unknown, recon.rules_stale, recon.rules_unknown, recon.asker_is_approver, close.signed.
    """
    at = await load_at(db, report_id, lock=True)
    subjects = [rules_subject(at.entity, at.report.kind, subject) for subject in (at.report.subject, "")]
    query = select(ReconRuleRequest).where(ReconRuleRequest.id == request, ReconRuleRequest.about.in_(subjects), ReconRuleRequest.state == "asked")
    row = (await db.execute(query.with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused("recon.rules_unknown", "Nobody asks for these rules any more.")
    if row.version != version:
        raise Refused("recon.rules_stale", "The request changed since you opened it. Look again before deciding.")
    if grant and row.asked_by == uuid.UUID(by.id):
        raise Refused("recon.asker_is_approver", "You asked for these rules; somebody else has to put them in force.")
    row.state, row.version = ("in_force" if grant else "declined"), row.version + 1
    moment = datetime.now(UTC)
    row.decided_by, row.decided_at = uuid.UUID(by.id), moment
    await db.flush()
    if grant:
        asker = (await load_names(db, [row.asked_by])).get(row.asked_by, "")
        content = {"rules": row.rules, "reason": row.reason, "by": asker, "approved_by": by.name, "at": moment.isoformat(timespec="seconds")}
        await closes.save_decision(db, at.close.id, RULES_SET, row.about, content, row.asked_by)
    await append_event(db, "recon.changed", {"id": str(report_id), "rules": row.state})


async def _asked(db: TenantDb, at: At) -> tuple[AskedRules, ...]:
    """What waits for a second person, of the account and of its kind."""
    subjects = [rules_subject(at.entity, at.report.kind, subject) for subject in (at.report.subject, "")]
    query = select(ReconRuleRequest).where(ReconRuleRequest.about.in_(subjects), ReconRuleRequest.state == "asked").order_by(ReconRuleRequest.asked_at)
    rows = (await db.execute(query.execution_options(populate_existing=True))).scalars().all()
    names = await load_names(db, [row.asked_by for row in rows])
    return tuple(
        AskedRules(
            row.id,
            "account" if row.level == "account" else "kind",
            None if row.rules is None else to_rules(row.rules),
            names.get(row.asked_by, "somebody who left"),
            row.asked_by,
            row.asked_at,
            row.reason,
            row.version,
        )
        for row in rows
    )


async def ask_trial(db: TenantDb, by: Person, report_id: uuid.UUID, rules: MatchRules | None, enqueue: Enqueue) -> uuid.UUID:
    """Ask what other rules would change in the last quarter of this account, or in this one where there is no earlier. A worker finds out; nothing is saved.

    Raises Refused recon.unknown, recon.rules_unsound.
    """
    at = await load_at(db, report_id)
    if rules is not None and (wrong := check_match_rules(rules, ReconciliationKind(at.report.kind))):
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
    company = await companies.load_company(db)
    book = load_rule_book(company.division)
    base = policy_in(company.policy, book, at.quarter)
    decided = await _decisions(db, at)
    kind, subject = ReconciliationKind(at.report.kind), at.report.subject
    learnt = learnt_by(kind, book, decided)
    now = policy_under(base, decided, at.entity, kind, subject)
    # An account without rules of its own falls back on those of its kind.
    other = under(base, rules or standing_rules(decided, at.entity, kind.value, ""))

    def work() -> Trial:
        found = [(reconcile_items(kind, subject, result.left, result.right, policy, result.as_of, learnt)[0], policy) for policy in (now, other)]
        before, after = (apply_match_decisions(accept_within(each, policy)[0], at.entity, decided) for each, policy in found)
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
