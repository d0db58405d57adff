"""Decisions on matches to learn from, aliases of parties, models and proposals."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from qrt.adapters.db.bench import Held
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import AliasProposal, LearnedModel, PartyAlias, ReconciliationCorrection
from qrt.core.base.errors import Refused

_SEEN = text("""
    insert into reconciliation_corrections (id, report_id, kind, by, verb, match, stage, score, margin, difference_paise, reasons, lines)
    select gen_random_uuid(), m.report_id, cast(:kind as text), cast(:by as uuid),
        case when cast(:verb as text) = 'manual' and exists (
            select 1 from reconciliation_match_lines mine
            join reconciliation_match_lines other on other.side = mine.side and other.item = mine.item and other.match_id <> m.id
            join reconciliation_matches r on r.id = other.match_id and r.report_id = m.report_id and r.status = 'rejected'
            where mine.match_id = m.id) then 're-pair' else cast(:verb as text) end,
        m.match, m.stage, m.score, m.margin, m.difference_paise, m.reasons, held.lines
    from reconciliation_matches m
    cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('side', l.side, 'item', l.item, 'day', i.day, 'amount_paise', l.allocated_paise,
            'reference', i.reference, 'narration', i.narration, 'party', i.party) order by l.side, l.item), '[]'::jsonb) as lines
        from reconciliation_match_lines l
        join reconciliation_items i on i.report_id = m.report_id and i.side = l.side and i.item = l.item
        where l.match_id = m.id) held
    where m.report_id = cast(:report as uuid) and m.match = any(cast(:names as text[]))
""")
_TAKEN_BACK = text("""
    insert into reconciliation_corrections
        (id, report_id, kind, by, verb, match, stage, score, margin, probability, model, difference_paise, reasons, lines)
    select gen_random_uuid(), c.report_id, c.kind, cast(:by as uuid), 'undo', c.match, c.stage, c.score, c.margin, c.probability, c.model,
        c.difference_paise, c.reasons, c.lines
    from (select distinct on (match) * from reconciliation_corrections
          where report_id = cast(:report as uuid) and match = any(cast(:names as text[])) order by match, at desc, id desc) c
    where c.verb <> 'undo'
""")
_VERBS = {
    "match_accepted": "accept",
    "matches_accepted": "accept",
    "match_rejected": "reject",
    "match_made": "manual",
    "match_repaired": "manual",
    "matches_undone": "undo",
}


async def append_corrections(db: TenantDb, held: Held, decision: str, names: Sequence[str], by: uuid.UUID, *, split: bool = False) -> None:
    """Keep what a decision says of the matches that it is about, with each match and its lines as they stand now.

    A match by hand of a line that somebody rejected elsewhere is a re-pair, also where one act does both. What is taken back repeats the row that it takes back.
    """
    verb = "split" if split else _VERBS[decision]
    about = {"kind": held.kind, "by": by, "verb": verb, "report": held.id, "names": list(names)}
    if verb == "undo":
        del about["kind"], about["verb"]
    await db.execute(_TAKEN_BACK if verb == "undo" else _SEEN, about)


async def load_standing(db: TenantDb, kind: str) -> list[ReconciliationCorrection]:
    """What people decided of matches of one kind and did not take back: the newest decision of each match, oldest first."""
    newest = (
        select(ReconciliationCorrection.id)
        .ext(distinct_on(ReconciliationCorrection.report_id, ReconciliationCorrection.match))
        .where(ReconciliationCorrection.kind == kind)
        .order_by(ReconciliationCorrection.report_id, ReconciliationCorrection.match, ReconciliationCorrection.at.desc(), ReconciliationCorrection.id.desc())
    )
    query = select(ReconciliationCorrection).where(ReconciliationCorrection.id.in_(newest), ReconciliationCorrection.verb != "undo")
    return list((await db.execute(query.order_by(ReconciliationCorrection.at, ReconciliationCorrection.id))).scalars())


async def load_corrected_kinds(db: TenantDb) -> list[str]:
    """Kinds of which somebody decided a match."""
    return list((await db.execute(select(ReconciliationCorrection.kind).distinct().order_by(ReconciliationCorrection.kind))).scalars())


async def save_alias(db: TenantDb, alias: str, party: str, by: uuid.UUID) -> PartyAlias:
    """Append which party a text means from now on; "" takes it back."""
    row = PartyAlias(alias=alias, party=party, by=by)
    db.add(row)
    await db.flush()
    await db.refresh(row)
    return row


async def load_aliases(db: TenantDb) -> list[PartyAlias]:
    """The aliases that count, by alias."""
    newest = select(PartyAlias.id).ext(distinct_on(PartyAlias.alias)).order_by(PartyAlias.alias, PartyAlias.at.desc(), PartyAlias.id.desc())
    query = select(PartyAlias).where(PartyAlias.id.in_(newest), PartyAlias.party != "").order_by(PartyAlias.alias)
    return list((await db.execute(query)).scalars())


async def load_models(db: TenantDb, kind: str | None = None) -> list[LearnedModel]:
    """Models, newest first."""
    query = select(LearnedModel).order_by(LearnedModel.made_at.desc(), LearnedModel.id.desc())
    return list((await db.execute(query.where(LearnedModel.kind == kind) if kind else query)).scalars())


async def load_champion(db: TenantDb, kind: str) -> LearnedModel | None:
    """The model of a kind that counts; None where none does."""
    query = select(LearnedModel).where(LearnedModel.kind == kind, LearnedModel.state == "champion")
    return (await db.execute(query)).scalar_one_or_none()


async def load_model(db: TenantDb, model_id: uuid.UUID, *, lock: bool = False) -> LearnedModel:
    """One model; lock: held against who else decides on it. Raises Refused("recon.model_unknown")."""
    query = select(LearnedModel).where(LearnedModel.id == model_id)
    query = query.with_for_update().execution_options(populate_existing=True) if lock else query
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.model_unknown", "There is no such model.")
    return row


async def save_challenger(db: TenantDb, row: LearnedModel, promoted_by: str) -> None:
    """Add a model in place of the challenger before it; with promoted_by it takes the champion's place."""
    gone = ("challenger", "champion") if promoted_by else ("challenger",)
    await db.execute(update(LearnedModel).where(LearnedModel.kind == row.kind, LearnedModel.state.in_(gone)).values(state="retired"))
    row.state = "champion" if promoted_by else "challenger"
    if promoted_by:
        row.promoted_by, row.promoted_at = promoted_by, datetime.now(UTC)
    db.add(row)
    await db.flush()


async def retire_champion(db: TenantDb, kind: str) -> None:
    """Take the model in use out of use; none takes its place."""
    await db.execute(update(LearnedModel).where(LearnedModel.kind == kind, LearnedModel.state == "champion").values(state="retired"))


async def save_proposals(db: TenantDb, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add proposals, or bring the figures of those that wait up to date. What was decided stays decided."""
    for row in rows:
        figures = {name: row[name] for name in ("accepted", "would_match", "wrong", "examples")}
        statement = insert(AliasProposal).values(id=func.gen_random_uuid(), **row)
        keys = ["tenant_id", "kind", "alias", "party"]
        await db.execute(statement.on_conflict_do_update(index_elements=keys, set_=figures, where=AliasProposal.state == "waiting"))


async def load_proposals(db: TenantDb) -> list[AliasProposal]:
    """Proposals: those that wait first, then by how often people accepted what they say."""
    order = (AliasProposal.state != "waiting", AliasProposal.accepted.desc(), AliasProposal.alias, AliasProposal.id)
    return list((await db.execute(select(AliasProposal).order_by(*order))).scalars())


async def decide_proposal(db: TenantDb, proposal_id: uuid.UUID, state: str, by: uuid.UUID) -> AliasProposal:
    """Accept or decline a proposal that waits. Raises Refused recon.proposal_unknown, recon.proposal_decided."""
    query = select(AliasProposal).where(AliasProposal.id == proposal_id).with_for_update().execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.proposal_unknown", "There is no such proposal.")
    if row.state != "waiting":
        raise Refused("recon.proposal_decided", f"This proposal is {row.state} already.")
    row.state, row.decided_by, row.decided_at = state, by, datetime.now(UTC)
    await db.flush()
    return row
