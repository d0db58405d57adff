"""Rules of an account or kind of reconciliation: shown with their history, tried on the last quarter, saved."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import recon_proof as listing
from qrt.api.base import In, Out, Sentence, VersionIn
from qrt.api.deps import By, Db, PlatformDep, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.recon_automatic import ReconJobOut
from qrt.core.base.money import Paise
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.rules import MatchRules
from qrt.flows.recon import rules as flows

router = APIRouter(tags=["recon"], route_class=Operation)

Rate = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,6})?$", max_length=12)]
Rupees = Annotated[int, Field(ge=0, le=2**53 - 1)]


class RulesIn(In):
    """Rules of an account; null leaves a thing to the company's policy. Rates are decimals as text: tolerance and fee in percent, the precision as a share."""

    exact_only: bool = False
    amount_tolerance_paise: Rupees | None = None
    rate_tolerance: Rate | None = None
    window_days: Annotated[int, Field(ge=0, le=1000)] | None = None
    patterns: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)] = Field(default_factory=list)
    auto_accept: bool = True
    auto_accept_limit_paise: Rupees | None = None
    precision_target: Rate | None = None
    margin_least: Rate | None = None
    tax_alone: bool = False
    fee_alone: Rate | None = None

    def rules(self) -> MatchRules:
        """As the core knows them."""
        return MatchRules(
            exact_only=self.exact_only,
            amount_tolerance=_paise(self.amount_tolerance_paise),
            rate_tolerance=_rate(self.rate_tolerance),
            window_days=self.window_days,
            patterns=tuple(self.patterns),
            auto_accept=self.auto_accept,
            auto_accept_limit=_paise(self.auto_accept_limit_paise),
            precision_target=_rate(self.precision_target),
            margin_least=_rate(self.margin_least),
            tax_alone=self.tax_alone,
            fee_alone=_rate(self.fee_alone),
        )


def _paise(amount: int | None) -> Paise | None:
    return None if amount is None else Paise(amount)


def _rate(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


class SaveRulesIn(VersionIn):
    """`rules` null leaves the account to its kind, or the kind to the company's policy."""

    level: Literal["account", "kind"]
    rules: RulesIn | None
    reason: Sentence


class TryRulesIn(In):
    rules: RulesIn | None


class RulesOut(Out):
    exact_only: bool
    amount_tolerance_paise: int | None
    rate_tolerance: str | None
    window_days: int | None
    patterns: list[str]
    auto_accept: bool
    auto_accept_limit_paise: int | None
    precision_target: str | None
    margin_least: str | None
    tax_alone: bool
    fee_alone: str | None

    @classmethod
    def of(cls, rules: MatchRules | MatchPolicy) -> "RulesOut":
        """From rules, or from the policy that is in force."""
        rates = {name: getattr(rules, name) for name in ("rate_tolerance", "precision_target", "margin_least", "fee_alone")}
        return cls(
            exact_only=rules.exact_only,
            amount_tolerance_paise=rules.amount_tolerance,
            window_days=rules.window_days,
            patterns=list(rules.patterns),
            auto_accept=rules.auto_accept,
            auto_accept_limit_paise=rules.auto_accept_limit,
            tax_alone=rules.tax_alone,
            **{name: None if rate is None else format(rate, "f") for name, rate in rates.items()},
        )


class RulesVersionOut(Out):
    """`counts`: the newest run used it already. `since` is the quarter that decided it, "" for this one."""

    level: Literal["account", "kind"]
    rules: RulesOut | None
    by: str
    at: str
    reason: str
    since: str
    counts: bool
    approved_by: str


class AskedRulesOut(Out):
    """Rules that wait for a second person."""

    id: uuid.UUID
    level: Literal["account", "kind"]
    rules: RulesOut | None
    by: str
    by_id: uuid.UUID
    at: datetime
    reason: str
    version: int


class RulesPage(Out):
    """Rules of one reconciliation: its own, those of its kind, and what both leave to the company; `in_force` is all three together."""

    in_force: RulesOut
    company: RulesOut
    account: RulesOut | None
    kind: RulesOut | None
    version: int
    history: list[RulesVersionOut]
    asked: list[AskedRulesOut]


@router.get("/recon/{id}/rules", **reads(Permission.RECON_READ, "request.not_found"))
async def read_rules(id: uuid.UUID, db: Db) -> RulesPage:
    """How lines of this account are matched, what is accepted without a person, and who decided that."""
    now = await flows.load_rules(db, id)
    return RulesPage(
        in_force=RulesOut.of(now.in_force),
        company=RulesOut.of(now.company),
        account=RulesOut.of(now.account) if now.account else None,
        kind=RulesOut.of(now.kind) if now.kind else None,
        version=now.version,
        history=[
            RulesVersionOut(
                level=each.level,
                rules=RulesOut.of(each.rules) if each.rules else None,
                by=each.by,
                at=each.at,
                reason=each.reason,
                since=each.since,
                counts=each.counts,
                approved_by=each.approved_by,
            )
            for each in now.history
        ],
        asked=[
            AskedRulesOut(
                id=each.id,
                level=each.level,
                rules=RulesOut.of(each.rules) if each.rules else None,
                by=each.by,
                by_id=each.by_id,
                at=each.at,
                reason=each.reason,
                version=each.version,
            )
            for each in now.asked
        ],
    )


class RuleHabitOut(Out):
    """`percent` is text, of the amount; null for taxes. Nothing counts before two people put a rule in force."""

    rule: Literal["tax_alone", "fee_alone"]
    percent: str | None
    accepted: int
    waiting: int


@router.get("/recon/{id}/rules/habits", **reads(Permission.RECON_READ, "request.not_found"))
async def read_rule_habits(id: uuid.UUID, db: Db) -> list[RuleHabitOut]:
    """Rules that would accept what people of this account always accepted, in this quarter and the last."""
    habits = await flows.load_rule_habits(db, id)
    return [
        RuleHabitOut(rule=each.rule, percent=None if each.percent is None else format(each.percent, "f"), accepted=each.accepted, waiting=each.waiting)
        for each in habits
    ]


@router.post(
    "/recon/{id}/rules",
    **changes(
        Permission.RECON_DECIDE,
        "request.not_found",
        "recon.rules_stale",
        "recon.rules_unsound",
        "recon.rules_asked",
        "recon.reason_missing",
        "close.signed",
        fresh="change what is accepted without a person",
    ),
)
async def ask_rules(id: uuid.UUID, body: SaveRulesIn, db: Db, by: By) -> RulesPage:
    """Ask for rules of this account or all of its kind. Another person puts them in force."""
    await flows.ask_rules(db, by, id, body.level, body.rules.rules() if body.rules else None, body.version, body.reason)
    return await read_rules(id, db)


@router.post(
    "/recon/{id}/rules/{request}/grant",
    **changes(
        Permission.RECON_RULES,
        "request.not_found",
        "recon.rules_stale",
        "recon.rules_unknown",
        "recon.asker_is_approver",
        "close.signed",
        fresh="change what is accepted without a person",
    ),
)
async def grant_rules(id: uuid.UUID, request: uuid.UUID, body: VersionIn, db: Db, by: By) -> RulesPage:
    """Put rules in force that somebody else asked for. They count from the next run on, and in later quarters."""
    await flows.decide_rules(db, by, id, request, body.version, grant=True)
    return await read_rules(id, db)


@router.post(
    "/recon/{id}/rules/{request}/decline",
    **changes(Permission.RECON_DECIDE, "request.not_found", "recon.rules_stale", "recon.rules_unknown", "close.signed"),
)
async def decline_rules(id: uuid.UUID, request: uuid.UUID, body: VersionIn, db: Db, by: By) -> RulesPage:
    """Decline rules that somebody asked for, or take one's own request back."""
    await flows.decide_rules(db, by, id, request, body.version, grant=False)
    return await read_rules(id, db)


@router.post("/recon/{id}/rules/try", status_code=202, **changes(Permission.RECON_DECIDE, "request.not_found", "recon.rules_unsound"))
async def try_rules(id: uuid.UUID, body: TryRulesIn, db: Db, by: By, platform: PlatformDep) -> ReconJobOut:
    """Find out what other rules would have changed in the last quarter (in this one where there is no earlier). Nothing is saved."""
    made = await flows.ask_trial(db, by, id, body.rules.rules() if body.rules else None, platform.enqueue_recon)
    return ReconJobOut.model_validate(await listing.load_job(db, made))
