"""What happened to an entry and what it still needs: ladder, approvals, pair, changes, comments, checks, timeline."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, text

from qrt.adapters.db import books, workflow
from qrt.adapters.db.listing.base import Row, actor_name, load_names
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, JournalComment, JournalEntry, Period
from qrt.core.base.actor import Person
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.journals.approval import CHECKER, able, need_of, why_not
from qrt.core.journals.changes import HEAD, changes_between
from qrt.core.ledger.voucher import check_draft

_BOOKED = ("posted", "reversed")


async def load_life(db: TenantDb, row: JournalEntry, entity: str, by: Person, *, may_approve: bool) -> Row:
    """Everything about the way of an entry between its people."""
    given = (await workflow.load_approvals(db, [row.id])).get(row.id, [])
    timeline, returned_by = await _timeline(db, row, given)
    return {
        **await _ladder(db, row, entity, by, given, may_approve=may_approve),
        "approvers": [{"by_id": each.by, "by": each.name, "at": each.at, "counts": _counts(row, each)} for each in given],
        "reverses": await _pair(db, JournalEntry.id == row.reverses_id, row.reversal_reason) if row.reverses_id else None,
        "reversed_by": await _pair(db, (JournalEntry.reverses_id == row.id) & JournalEntry.state.in_(("waiting", "returned", *_BOOKED)), None),
        "changes": await _changes(db, row, entity),
        "comments": await _comments(db, row.id),
        "timeline": timeline,
        "returned_by": returned_by if row.state == "returned" else "",
    }


def _counts(row: JournalEntry, each: workflow.Given) -> bool:
    """Posting itself is one version more; being reversed is none."""
    return each.version == (row.version - 1 if row.state in _BOOKED else row.version)


async def _ladder(db: TenantDb, row: JournalEntry, entity: str, by: Person, given: Sequence[workflow.Given], *, may_approve: bool) -> Row:
    now = {str(each.by): each.name for each in given if each.version == row.version}
    if row.state in _BOOKED:
        need = {"approvers": 0, "given": sum(_counts(row, each) for each in given), "roles": [], "because": [], "can_approve": []}
        return {"need": need, "can_approve": False, "why_not": "This voucher is posted."}
    chart = await books.load_chart(db, row.entity_id, entity)
    asks = need_of(await workflow.load_rules(db), books.to_draft(row, entity), chart)
    colleagues = await workflow.load_colleagues(db)
    others = able(asks, str(row.maker_id or ""), now, colleagues)
    need = {"approvers": len(asks.seats), "given": len(now), "roles": list(asks.seats), "because": list(asks.because), "can_approve": list(others)}
    if row.state != "waiting":
        said = "This entry went back to its maker." if row.state == "returned" else f"This entry is {row.state}."
        return {"need": need, "can_approve": False, "why_not": said}
    if not may_approve:
        by = Person(by.id, by.name)
    _, sentence = why_not(asks, by, str(row.maker_id or ""), now, colleagues)
    sentence = sentence or await _shut(db, row, entity, by)
    return {"need": need, "can_approve": not sentence, "why_not": sentence}


async def _shut(db: TenantDb, row: JournalEntry, entity: str, by: Person) -> str:
    """Why the entry's day takes nothing, in words; "" when it does."""
    period = (await db.execute(select(Period).where(Period.id == row.period_id))).scalar_one()
    if period.state == "locked":
        return f"{Quarter.of(row.day)} of {entity} is locked. Ask for its reopening, or date the entry in an open quarter."
    if period.state == "soft_closed" and CHECKER not in by.roles:
        return f"{Quarter.of(row.day)} of {entity} is soft-closed: only controllers post in it."
    return ""


async def _pair(db: TenantDb, which: Any, reason: str | None) -> Row | None:
    found = (await db.execute(select(JournalEntry).where(which).order_by(JournalEntry.created_at.desc()).limit(1))).scalar_one_or_none()
    if found is None:
        return None
    return {"id": found.id, "number": found.number, "day": found.day, "state": found.state, "reason": found.reversal_reason if reason is None else reason}


async def _changes(db: TenantDb, row: JournalEntry, entity: str) -> list[Row]:
    """First proposal against what stands; nothing while nobody changed it."""
    if not row.proposal or "head" not in row.proposal:
        return []
    now = (await books.load_voucher(db, row, entity)).lines if row.state in _BOOKED else books.to_lines(row.draft_lines)
    head = {name: getattr(row, name) for name in HEAD}
    found = changes_between(row.proposal["head"], head, books.to_lines(row.proposal["lines"]), now)
    return [{"position": each.position, "what": each.what, "old": each.old, "new": each.new} for each in found]


async def _comments(db: TenantDb, entry_id: uuid.UUID) -> list[Row]:
    rows = (await db.execute(select(JournalComment).where(JournalComment.entry_id == entry_id).order_by(JournalComment.at))).scalars().all()
    names = await load_names(db, [each for row in rows for each in (row.by, row.resolved_by)])
    return [
        {
            "id": row.id,
            "by_id": row.by,
            "by": names.get(row.by, "somebody who left"),
            "at": row.at,
            "text": row.text,
            "resolved_by": names.get(row.resolved_by, "") if row.resolved_by else "",
            "resolved_at": row.resolved_at,
        }
        for row in rows
    ]


async def load_checks(db: TenantDb, row: JournalEntry, entity: str, lines: Sequence[Row]) -> list[Row]:
    """What was looked at, and what was found; a posted voucher balances, or the database would not hold it."""
    difference = sum(line["debit_paise"] - line["credit_paise"] for line in lines)
    wrong = "Debits equal credits." if not difference else f"Debits and credits differ by {rupee_text(Paise(difference))}."
    checks = [_check("voucher.balance", not difference, "blocking", wrong)]
    if row.state in _BOOKED:
        return checks
    chart = await books.load_chart(db, row.entity_id, entity)
    checks.append(await _period_check(db, row))
    checks.append(await _double_check(db, row))
    if row.reverses_on:
        checks.append(_check("voucher.reverses_on", row.reverses_on > row.day, "error", f"Reverses by itself on {row.reverses_on:%d-%m-%Y}."))
    paper = bool(row.evidence or row.place or any(line["place"] for line in lines))
    checks.append(_check("voucher.evidence", paper, "warning", "A paper stands behind it." if paper else "No paper stands behind it."))
    found = check_draft(books.to_draft(row, entity), chart)
    return [*checks, *(_check(each.rule, False, each.severity.value, each.sentence) for each in found if each.rule != "voucher.unbalanced")]


async def _period_check(db: TenantDb, row: JournalEntry) -> Row:
    period = (await db.execute(select(Period).where(Period.id == row.period_id))).scalar_one()
    quarter = Quarter(period.fy_start, period.quarter)
    signed = (await db.execute(select(Close.state).where(Close.fy_start == period.fy_start, Close.quarter == period.quarter))).scalar_one_or_none() == "signed"
    said = {"open": f"{quarter} is open.", "soft_closed": f"{quarter} is soft-closed: controllers may post.", "locked": f"{quarter} is locked."}
    shut = period.state == "locked" or signed
    return _check("voucher.period", not shut, "blocking" if shut else "info", f"{quarter} is signed." if signed else said[period.state])


async def _double_check(db: TenantDb, row: JournalEntry) -> Row:
    """Another entry of the same kind, party, narration and amount in the quarter."""
    same = select(JournalEntry).where(
        JournalEntry.period_id == row.period_id,
        JournalEntry.id != row.id,
        JournalEntry.kind == row.kind,
        JournalEntry.amount_paise == row.amount_paise,
        JournalEntry.party == row.party,
        JournalEntry.narration == row.narration,
        JournalEntry.state.in_(("waiting", "returned", "posted")),
    )
    found = (await db.execute(same.order_by(JournalEntry.day).limit(1))).scalar_one_or_none()
    if found is None:
        return _check("voucher.double", True, "warning", "Nothing like it in this quarter.")
    return _check("voucher.double", False, "warning", f"{found.number or 'A draft'} of {found.day:%d-%m-%Y} has the same party, words and amount.")


def _check(rule: str, ok: bool, severity: str, sentence: str) -> Row:
    return {"ok": ok, "severity": "info" if ok else severity, "rule": rule, "sentence": sentence}


async def _timeline(db: TenantDb, row: JournalEntry, given: Sequence[workflow.Given]) -> tuple[list[Row], str]:
    """Who did what to the entry, oldest first, from the trail, approvals and comments; and who sent it back last."""
    query = text(
        """
        select at, actor, op, body::jsonb -> 9 as before, body::jsonb -> 10 as after
        from audit.log where tbl = 'journal_entries' and row_id = :id order by seq limit 200
        """
    )
    rows = (await db.execute(query, {"id": str(row.id)})).all()
    names = await load_names(db, [uuid.UUID(each.actor.removeprefix("person:")) for each in rows if each.actor.startswith("person:")])
    events: list[Row] = []
    returned_by = ""
    for each in rows:
        what, note = _what(each.op, each.before or {}, each.after or {})
        if what:
            events.append({"at": each.at, "who": actor_name(each.actor, names), "what": what, "note": note})
        returned_by = actor_name(each.actor, names) if what == "sent back" else returned_by
    # The approval that posted it is told by the trail already.
    told = (row.checked_by, row.version - 1) if row.state in _BOOKED else None
    approved = [each for each in given if (each.by, each.version) != told]
    events += [{"at": each.at, "who": each.name, "what": "approved", "note": "" if _counts(row, each) else "of an older wording"} for each in approved]
    for comment in await _comments(db, row.id):
        events.append({"at": comment["at"], "who": comment["by"], "what": "asked", "note": comment["text"]})
        if comment["resolved_at"]:
            events.append({"at": comment["resolved_at"], "who": comment["resolved_by"], "what": "resolved", "note": comment["text"]})
    return sorted(events, key=lambda event: event["at"]), returned_by


def _what(op: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, str]:
    """What a row of the trail says to people, and its note; "" for what nobody needs to read."""
    if op == "INSERT":
        return {"posted": "posted", "waiting": "drafted"}.get(now.get("state", ""), now.get("state") or "made"), ""
    if before.get("state") != now.get("state"):
        words = {"posted": "approved and posted", "returned": "sent back", "waiting": "sent again", "dropped": "dropped", "reversed": "reversed"}
        note = now.get("return_reason", "") if now.get("state") == "returned" else now.get("number", "") if now.get("state") == "posted" else ""
        return words.get(now["state"], now["state"]), note or ""
    if before.get("version") == now.get("version"):
        return "", ""
    if before.get("evidence") != now.get("evidence") and before.get("draft_lines") == now.get("draft_lines"):
        return "put a paper behind it", ""
    return "changed", ""


async def load_opened(db: TenantDb, entry_id: uuid.UUID, version: int) -> Row | None:
    """Head and lines of the entry as they were in a version, from the trail; None when the trail has no such version."""
    query = text(
        """
        select body::jsonb -> 10 as body from audit.log
        where tbl = 'journal_entries' and row_id = :id and (body::jsonb -> 10 ->> 'version')::bigint = :version order by seq desc limit 1
        """
    )
    body = (await db.execute(query, {"id": str(entry_id), "version": version})).scalar_one_or_none()
    if body is None:
        return None
    shown = {name: body.get(name) for name in (*HEAD, "state", "version", "amount_paise")}
    return shown | {"lines": body.get("draft_lines") or []}
