"""What decisions on matches teach, a tenant at a time: models that must beat the one in use, aliases that wait for consent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import select

from qrt.adapters.db import learning as rows
from qrt.adapters.db.recon import load_result
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import AliasProposal, PartyAlias, ReconciliationCorrection, ReconciliationReport
from qrt.core.base.actor import Person, System, actor_text
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.habits import Told, find_habits
from qrt.core.recon.trees_taught import TreeTrial
from qrt.core.recon.types import MatchStatus, Reconciliation, Side, Stage
from qrt.flows.recon.experience import SUFFIX, save_lesson, teach
from qrt.flows.recon.shadow import PolicyOf, load_policy
from qrt.flows.recon.trees import save_model, train

log = structlog.get_logger()
LEARNING = System("learning")
ALIAS_LETTERS = 4
"""Letters of an alias at least."""

_LIVE = (MatchStatus.AUTO, MatchStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Material:
    """All that a night needs of one kind: what people decided, oldest first, the reconciliations that it is about, and the models so far."""

    kind: str
    standing: Sequence[ReconciliationCorrection]
    results: Sequence[tuple[uuid.UUID, Reconciliation]]
    aliases: tuple[tuple[str, str], ...]
    champion: str
    trained_last: str
    taught_last: str
    lesson: str
    policy: PolicyOf


async def learn_tenant(sessions: Sessions, tenant: uuid.UUID) -> dict[str, str]:
    """One night of one tenant: for each kind a challenger is trained and measured, and habits become proposals. Gives what came of each kind.

    Reading, computing and writing are apart, so that nobody waits for the training. What did not change since the last night is not trained again.
    """
    async with tenant_session(sessions, tenant, LEARNING) as db:
        materials = [await _load(db, kind) for kind in await rows.load_corrected_kinds(db)]
    outcome: dict[str, str] = {}
    for each in materials:
        trial = lesson = None
        try:
            if each.trained_last != _newest(each):
                trial = train(each.kind, each.standing, each.results, each.aliases, each.policy, (each.champion, each.lesson))
            if each.taught_last != _newest(each):
                lesson = teach(each.kind, each.standing, each.results, each.aliases, each.policy, each.lesson)
        except Refused as wrong:
            # Items that the engine cannot compare are no reason to lose the other kinds' night.
            log.warning("learning.refused", kind=each.kind, code=wrong.code)
        async with tenant_session(sessions, tenant, LEARNING) as db:
            outcome[each.kind] = await _save(db, each, trial)
            if lesson is not None:
                outcome[each.kind + SUFFIX] = await save_lesson(db, each.kind, lesson, _newest(each), actor_text(LEARNING))
    return outcome


async def give_alias(db: TenantDb, by: Person, alias: str, party: str) -> PartyAlias:
    """Say which party a text means from now on; an empty party takes it back. Raises Refused recon.alias_empty, recon.alias_vague."""
    alias, party = " ".join(alias.split()), " ".join(party.split())
    if not alias or alias.upper() == party.upper():
        raise Refused("recon.alias_empty", "An alias is a text that means another one.")
    if party and sum(letter.isalpha() for letter in alias) < ALIAS_LETTERS:
        raise Refused("recon.alias_vague", f"“{alias}” has fewer than {ALIAS_LETTERS} letters: it would stand in lines of many parties.")
    return await rows.save_alias(db, alias, party, uuid.UUID(by.id))


async def accept_proposal(db: TenantDb, by: Person, proposal: uuid.UUID) -> AliasProposal:
    """Agree with a proposal: its alias counts from the next run on. Raises Refused recon.proposal_unknown, recon.proposal_decided."""
    row = await rows.decide_proposal(db, proposal, "accepted", uuid.UUID(by.id))
    await give_alias(db, by, row.alias, row.party)
    return row


async def decline_proposal(db: TenantDb, by: Person, proposal: uuid.UUID) -> AliasProposal:
    """Disagree with a proposal; it is not made again. Raises as `accept_proposal`."""
    return await rows.decide_proposal(db, proposal, "declined", uuid.UUID(by.id))


async def load_learnt(db: TenantDb) -> Learnt:
    """What the tenant's people said of parties, for a run outside a close."""
    return Learnt(tuple((row.alias, row.party) for row in await rows.load_aliases(db)))


async def _load(db: TenantDb, kind: str) -> Material:
    standing = await rows.load_standing(db, kind)
    reports = (await db.execute(select(ReconciliationReport).where(ReconciliationReport.kind == kind).order_by(ReconciliationReport.id))).scalars().all()
    about = {each.report_id for each in standing}
    results = [(report.id, await load_result(db, report)) for report in reports if report.id in about]
    models = await rows.load_models(db, kind)
    learnt, taught = await load_learnt(db), await rows.load_models(db, kind + SUFFIX)
    champion, lesson = (next((row.content for row in each if row.state == "champion"), "") for each in (models, taught))
    trained_last, taught_last = (str(each[0].trained_on.get("newest", "")) if each else "" for each in (models, taught))
    return Material(kind, standing, results, learnt.aliases, champion, trained_last, taught_last, lesson, await load_policy(db))


def _newest(each: Material) -> str:
    return str(each.standing[-1].id) if each.standing else ""


async def _save(db: TenantDb, each: Material, trial: TreeTrial | None) -> str:
    habits = find_habits(_told(each), {*each.aliases, *((row.alias, row.party) for row in await rows.load_proposals(db) if row.state != "waiting")})
    made = [
        {
            "kind": each.kind,
            "alias": h.alias,
            "party": h.party,
            "accepted": h.accepted,
            "would_match": h.would_match,
            "wrong": h.wrong,
            "examples": list(h.examples),
        }
        for h in habits
    ]
    await rows.save_proposals(db, made)
    if trial is None:
        return f"{len(habits)} proposals"
    return f"{await save_model(db, each.kind, trial, _newest(each), actor_text(LEARNING))}; {len(habits)} proposals"


def _told(each: Material) -> list[Told]:
    """Matches that stand, as habits see them."""
    found = []
    for _, result in each.results:
        items = {(side, item.id): item for side, many in ((Side.LEFT, result.left), (Side.RIGHT, result.right)) for item in many}
        for match in result.matches:
            if match.status not in _LIVE:
                continue
            parts = [items[part.side, part.item] for part in match.allocations if part.side is Side.RIGHT]
            parties = frozenset(items[part.side, part.item].party for part in match.allocations if part.side is Side.LEFT) - {""}
            by_person = match.status is MatchStatus.ACCEPTED or match.stage is Stage.MANUAL
            found.append(Told(" ".join(f"{part.narration} {part.party}" for part in parts).strip(), parties, by_person))
    return found
