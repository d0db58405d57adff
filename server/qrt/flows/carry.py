"""What earlier quarters hand on to a close: decisions about ledgers and assets, merges, and the closing balances that it opens with.

It is written into the close as decisions when a run starts, so that a run follows from its own close alone and `qrt verify` has all of it (core/close/carried.py).
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from qrt.adapters.db import books, chart, closes, companies, corrections, documents, learning, recon
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.assets import ABOUT_ASSETS
from qrt.core.close.assets import handed_on as handed_on_assets
from qrt.core.close.carried import MAPPED, MERGED, OPENING, RENAMED, TAUGHT, UNMAPPED, UNMERGED, prior_closes, standing_mappings, standing_merges
from qrt.core.close.recon_carried import CARRIES, LINES_CARRIED, carried_content, newest_carried
from qrt.core.close.recon_decided import (
    ABOUT_RULES,
    ALIAS_SET,
    EXPERIENCE_TAUGHT,
    MODEL_TAUGHT,
    aliases_of,
    lesson_in,
    model_content,
    model_said,
    rules_subject,
)
from qrt.core.close.types import Decision
from qrt.core.journals.reading import to_invoice
from qrt.core.journals.teaching import case_content, case_of_paper
from qrt.core.learning.accounts import main_ledger
from qrt.core.recon.engine.taught_trees import of_pairs
from qrt.core.recon.taught import NO_LESSON
from qrt.core.recon.types import ReconciliationKind
from qrt.flows.recon.experience import SUFFIX

TAUGHT_MOST = 300
"""Approved papers of earlier quarters that teach a later one, the newest first."""

HANDS_ON = ("ready", "signed")
"""States of a close whose balances the next quarter opens with."""

NO_MODEL = model_content("", "", "")

Carried = tuple[str, str, Mapping[str, Any], uuid.UUID | None]


async def carry_forward(db: TenantDb, close: Close) -> int:
    """Bring into a close what earlier quarters decided and closed since it was last brought. Returns how many decisions were written. The caller holds the close."""
    quarter = Quarter(close.fy_start, close.quarter)
    own = [Decision(row.kind, row.subject, row.content) for row in await closes.load_decisions(db, close.id)]
    carried = [decision for decision in own if decision.content.get("since")]
    rows = [*await _mappings(db, quarter, carried), *await _merges(db, quarter, carried), *await _openings(db, quarter, own), *await _taught(db, quarter, own)]
    rows += [*await _assets(db, quarter, carried), *await _recon_rules(db, quarter, carried), *await _aliases(db, own), *await _lessons(db, own)]
    rows += await _models(db, own)
    rows += await _open_lines(db, quarter, own)
    await chart.carry(db, close.id, rows)
    return len(rows)


async def _mappings(db: TenantDb, quarter: Quarter, carried: list[Decision]) -> list[Carried]:
    newest = {row["subject"]: row for row in await chart.load_remembered(db, quarter)}
    standing = standing_mappings(carried)
    rows: list[Carried] = []
    for subject, row in sorted(newest.items()):
        content, before = row["content"], standing.get(subject)
        if content["schedule_key"] and (before is None or dict(before.content) != content):
            rows.append((MAPPED, subject, content, row["by"]))
        elif not content["schedule_key"] and before is not None:
            rows.append((UNMAPPED, subject, content, row["by"]))
    return rows


async def _merges(db: TenantDb, quarter: Quarter, carried: list[Decision]) -> list[Carried]:
    newest: dict[str, Carried] = {}
    for merge, entity, start, end, who in await chart.load_merges(db, before=quarter):
        content = {"into": end, "by": who, "on": merge.made_at.date().isoformat(), "since": str(Quarter.of(merge.first_day))}
        kind = UNMERGED if merge.undone_at else RENAMED if merge.kind == "renamed" else MERGED
        newest[f"{entity}|{start}"] = (kind, f"{entity}|{start}", content, merge.made_by)
    standing = standing_merges(carried)
    rows: list[Carried] = []
    for subject, row in sorted(newest.items()):
        before = standing.get(subject)
        if (row[0] == UNMERGED and before is not None) or (row[0] != UNMERGED and (before is None or dict(before.content) != row[2])):
            rows.append(row)
    return rows


async def _openings(db: TenantDb, quarter: Quarter, own: list[Decision]) -> list[Carried]:
    before = quarter.previous()
    prior = await closes.load_close(db, before)
    if prior is None:
        return []
    rows: list[Carried] = []
    for entity, entity_id in sorted((await companies.entity_ids(db)).items()):
        newest = next((decision.content for decision in reversed(own) if decision.kind == OPENING and decision.subject == entity), None)
        content = await handed_on(db, prior, entity, entity_id)
        if content is None and newest is not None and newest["state"] != "reopened":
            content = {**newest, "state": "reopened"}
        if content is not None and content != newest:
            rows.append((OPENING, entity, content, None))
    return rows


async def _taught(db: TenantDb, quarter: Quarter, own: list[Decision]) -> list[Carried]:
    """Which ledgers people approved papers to in earlier quarters: the newest ones, so that the close stays readable."""
    rows: list[Carried] = []
    company = await companies.load_company(db)
    for entity, entity_id in sorted((await companies.entity_ids(db)).items()):
        approved = await corrections.load_approved_papers(db, quarter, entity_id, TAUGHT_MOST)
        if not approved:
            continue
        papers = await documents.load_extractions_of(db, {content["key"].split(":")[1] for content, *_ in approved})
        chart_now = await books.load_chart(db, entity_id, entity)
        cases: list[dict[str, Any]] = []
        for content, who, on, _ in approved:
            _, digest, *part = content["key"].split(":")
            extraction = next((each for each in papers.get(digest, ()) if each.part == ":".join(part)), None)
            if extraction is None:
                continue
            case = case_of_paper(to_invoice(extraction, company.entity(entity)), extraction)
            ledger = main_ledger(((line["ledger"], line["amount"]) for line in content["lines"]), case.direction, chart_now)
            if ledger:
                cases.append(case_content(case, ledger, f"{who} on {on}"))
        since = str(approved[-1][3])
        newest = next((decision.content for decision in reversed(own) if decision.kind == TAUGHT and decision.subject == entity), None)
        if cases and (newest is None or newest["cases"] != cases):
            rows.append((TAUGHT, entity, {"since": since, "cases": cases}, None))
    return rows


async def _assets(db: TenantDb, quarter: Quarter, carried: list[Decision]) -> list[Carried]:
    """What people decided on assets: entered, changed and disposed of; each anew when a reopened quarter decides more."""
    earlier = await closes.load_earlier_decisions(db, quarter, ABOUT_ASSETS)
    said = [(Decision(row.kind, row.subject, row.content), {"by": who, "on": row.at.date().isoformat(), "since": str(since)}) for row, who, since in earlier]
    standing = {(decision.kind, decision.subject): dict(decision.content) for decision in carried}
    return [(kind, subject, content, None) for (kind, subject), content in handed_on_assets(said).items() if standing.get((kind, subject)) != content]


async def _recon_rules(db: TenantDb, quarter: Quarter, carried: list[Decision]) -> list[Carried]:
    """The newest rules of each account and kind of reconciliation, as earlier quarters left them."""
    newest: dict[str, Carried] = {}
    for row, who, since in await closes.load_earlier_decisions(db, quarter, ABOUT_RULES):
        newest[row.subject] = (row.kind, row.subject, {**row.content, "by": who or row.content.get("by", ""), "since": str(since)}, row.by)
    standing = {decision.subject: dict(decision.content) for decision in carried if decision.kind in ABOUT_RULES}
    return [row for subject, row in sorted(newest.items()) if standing.get(subject) != row[2]]


async def _aliases(db: TenantDb, own: list[Decision]) -> list[Carried]:
    """Which party a text means, as the company's people say when a run starts; an empty party where somebody took it back."""
    now = {row.alias: row for row in await learning.load_aliases(db)}
    standing = dict(aliases_of(own))
    given: list[Carried] = [
        (ALIAS_SET, alias, {"party": row.party, "at": row.at.isoformat()}, row.by) for alias, row in sorted(now.items()) if standing.get(alias) != row.party
    ]
    return [*given, *((ALIAS_SET, alias, {"party": ""}, None) for alias in sorted(standing.keys() - now.keys()))]


async def _lessons(db: TenantDb, own: list[Decision]) -> list[Carried]:
    """What the company's decisions on earlier matches taught, where it is better than the rule book alone: a run follows from its close, whatever a night teaches
    later. Where that ended, the close is told."""
    found: list[Carried] = []
    for kind in ReconciliationKind:
        champion = next((row for row in await learning.load_models(db, kind.value + SUFFIX) if row.state == "champion"), None)
        standing = lesson_in(own, kind) or NO_LESSON
        now = {**json.loads(champion.content), "model": str(champion.id)} if champion else NO_LESSON
        if standing != now:
            found.append((EXPERIENCE_TAUGHT, kind.value, now, None))
    return found


async def _models(db: TenantDb, own: list[Decision]) -> list[Carried]:
    """The model of each kind that counts now, as its row says it: whether the text is what was learned the run itself looks at, and `qrt verify` after it. Where a
    model was retired the close is told."""
    found: list[Carried] = []
    for kind in ReconciliationKind:
        champion = await learning.load_champion(db, kind.value)
        standing = model_said(own, kind) or NO_MODEL
        now = model_content(str(champion.id), champion.digest, champion.content) if champion and not of_pairs(champion.content) else NO_MODEL
        if dict(standing) != now:
            found.append((MODEL_TAUGHT, kind.value, now, None))
    return found


async def _open_lines(db: TenantDb, quarter: Quarter, own: list[Decision]) -> list[Carried]:
    """Lines that the quarter before left open, as people left them; anew when they are others than were carried last.

    What was carried into that quarter and had no other side there (no GSTR-2B was handed in) goes on as it came.
    """
    prior = await closes.load_close(db, quarter.previous())
    if prior is None or prior.state not in HANDS_ON:
        return []
    earlier = [Decision(row.kind, row.subject, row.content) for row in await closes.load_decisions(db, prior.id)]
    left = {each.subject: dict(each.content) for each in earlier if each.kind == LINES_CARRIED}
    for kind in CARRIES:
        for entity, account, lines in await recon.load_open_lines(db, prior.id, kind):
            left[rules_subject(entity, kind.value, account)] = carried_content(str(quarter.previous()), lines)
    rows: list[Carried] = []
    for subject, content in sorted(left.items()):
        before = newest_carried(own, subject)
        if content != before and (content["lines"] or before):
            rows.append((LINES_CARRIED, subject, content, None))
    return rows


async def handed_on(db: TenantDb, prior: Close, entity: str, entity_id: uuid.UUID) -> dict[str, Any] | None:
    """What a close hands on of an entity: the closing balances of its newest run with their groups. None while it is not ready."""
    if prior.state not in HANDS_ON:
        return None
    drawn = await closes.load_statement(db, prior.id, entity_id, "trial_balance")
    if drawn is None:
        return None
    balances = {line["ledger"]: int(line["closing"]) for line in drawn.content["lines"] if line["closing"]}
    groups = {name: account.group for name, account in (await books.load_chart(db, entity_id, entity)).items() if name in balances and account.group}
    quarter = str(Quarter(prior.fy_start, prior.quarter))
    return {"quarter": quarter, "since": quarter, "state": prior.state, "digest": prior.digest, "balances": balances, "groups": groups}


async def stale_openings(db: TenantDb, close: Close) -> str:
    """Why the balances that a close took over from the quarter before no longer hold; "" when they do, or when there were none."""
    quarter = Quarter(close.fy_start, close.quarter)
    own = [Decision(row.kind, row.subject, row.content) for row in await closes.load_decisions(db, close.id)]
    prior = await closes.load_close(db, quarter.previous())
    for entity, entity_id in sorted((await companies.entity_ids(db)).items()):
        _, taken = prior_closes(own, entity)
        now = await handed_on(db, prior, entity, entity_id) if prior else None
        if taken is not None and now is None:
            return f"{quarter.previous()} is open again, and {quarter} opens with what it hands on."
        if now is not None and (taken is None or dict(taken.balances) != now["balances"]):
            return f"{quarter.previous()} of {entity} was closed with other balances since {quarter} took them over."
    if await _open_lines(db, quarter, own):
        return f"Lines of {quarter.previous()} were matched or opened since {quarter} took over what was open."
    return ""


async def demand_openings_current(db: TenantDb, close: Close) -> None:
    """Refuse the signature while the quarter before was changed after this one took its balances over. Raises Refused("close.prior_changed")."""
    if why := await stale_openings(db, close):
        raise Refused("close.prior_changed", f"{why} Run this close again.")
