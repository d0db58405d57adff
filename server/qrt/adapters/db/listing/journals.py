"""Vouchers and drafts: the queue, and one with its lines and evidence."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from qrt.adapters.db import workflow
from qrt.adapters.db.corrections import load_corrections
from qrt.adapters.db.listing.base import (
    Row,
    actor_name,
    after,
    contains_words,
    cut_page,
    digests_in,
    load_entity_codes,
    load_names,
    load_papers_by_digest,
    load_period_ids,
    load_scope,
    place_row,
    write_cursor,
)
from qrt.adapters.db.listing.journal_life import load_checks, load_life
from qrt.adapters.db.listing.routine import routine_of
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Approval, Document, DocumentVoucher, JournalEntry, JournalLine, LedgerAccountRow
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.journals.corrections import fitting_correction

HIGH_PAISE = 10_00_000_00
MIDDLE_PAISE = 1_00_000_00
_OPEN = ("draft", "waiting", "returned")
_BOOKED = ("posted", "reversed")


async def load_page(
    db: TenantDb, by: Person, quarter: Quarter, entity: str | None, view: str, words: str | None, cursor: str | None, limit: int, sort: str = "day"
) -> Row:
    """Vouchers of a quarter with the counts of every view; by day, newest first, or by risk, the largest of the riskiest first."""
    scope = await load_scope(db, quarter, entity)
    base: list[ColumnElement[bool]] = [JournalEntry.period_id.in_(await load_period_ids(db, scope)), JournalEntry.state != "dropped"]
    views = _views(uuid.UUID(by.id))
    counted = [func.count().filter(*conditions).label(name) for name, conditions in views.items()]
    counts = (await db.execute(select(*counted).select_from(JournalEntry).where(*base))).one()
    columns = (JournalEntry.number, JournalEntry.imported_number, JournalEntry.party, JournalEntry.narration, JournalEntry.reference)
    chosen = [*base, *views[view], *contains_words(words, columns)]
    total, total_paise = (await db.execute(select(func.count(), func.coalesce(func.sum(JournalEntry.amount_paise), 0)).where(*chosen))).one()
    order, kinds = (
        ((_RANK, JournalEntry.amount_paise, JournalEntry.id), (int, int, uuid.UUID))
        if sort == "risk"
        else ((JournalEntry.day, JournalEntry.id), (date, uuid.UUID))
    )
    behind = after(cursor, order, kinds, descending=True)
    query = select(JournalEntry).where(*chosen).order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).scalars().all(), limit)
    last = rows[-1] if rows else None
    here = None if last is None else [rank_of(last), last.amount_paise, last.id] if sort == "risk" else [last.day, last.id]
    return {
        "items": await _rows(db, rows),
        "next_cursor": write_cursor(here) if more and here else None,
        "total": total,
        "total_paise": int(total_paise),
        "counts": dict(counts._mapping),
    }


async def load_some(db: TenantDb, rows: Sequence[JournalEntry]) -> list[Row]:
    """These entries as the list shows them."""
    return await _rows(db, rows)


async def load_detail(db: TenantDb, by: Person, entry_id: uuid.UUID, *, may_approve: bool, may_write: bool = False) -> Row:
    """One voucher or draft. Raises Refused("voucher.unknown")."""
    query = select(JournalEntry).where(JournalEntry.id == entry_id).execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    (head,) = await _rows(db, [row])
    lines = await _lines(db, row)
    behind = await _linked_papers(db, row)
    places = [row.place, *row.evidence, *behind]
    papers = await load_papers_by_digest(db, digests_in([*places, *(line["place"] for line in lines)]))
    life = await load_life(db, row, head["entity_code"], by, may_approve=may_approve)
    changed: defaultdict[int, list[str]] = defaultdict(list)
    for change in life["changes"]:
        if change["position"] is not None:
            changed[change["position"]].append(change["what"])
    open_now = row.state in ("waiting", "returned")
    return (
        head
        | {name: getattr(row, name) for name in _SHOWN}
        | {
            "lines": [line | {"place": place_row(line["place"], papers), "changed": changed[line["position"]]} for line in lines],
            "evidence": _distinct([each for place in places if (each := place_row(place, papers))]),
            "checks": await load_checks(db, row, head["entity_code"], lines),
            "can_edit": may_write and open_now,
            "suggestion": await _suggestion(db, row, lines) if open_now else None,
        }
        | life
    )


async def _suggestion(db: TenantDb, row: JournalEntry, lines: Sequence[Row]) -> Row | None:
    """What a person corrected in another draft of this party, where this one asks for the same."""
    found = fitting_correction([(line["ledger"], line["debit_paise"] - line["credit_paise"]) for line in lines], await load_corrections(db, row))
    if found is None:
        return None
    sentence = f"{found.who} moved {row.party or row.party_gstin} from {found.was} to {found.now} on {found.on[8:]}-{found.on[5:7]}-{found.on[:4]}."
    return {"was": found.was, "now": found.now, "sentence": sentence, "entry_id": found.entry}


_SHOWN = ("branch", "type_name", "reference", "reference_day", "party_gstin", "return_reason", "reverses_id", "reverses_on", "maker_id")


def risk_of(row: JournalEntry) -> tuple[str, str]:
    """How carefully a checker should look, and why."""
    if row.state in _BOOKED:
        return "low", ""
    amount = rupee_text(Paise(row.amount_paise))
    if row.amount_paise >= HIGH_PAISE:
        return "high", f"₹ {amount} is above ten lakh."
    if row.confidence < 0.7:
        return "high", f"The agent is {row.confidence:.0%} sure."
    if row.source == "person":
        return "medium", "Written by hand."
    if row.amount_paise >= MIDDLE_PAISE:
        return "medium", f"₹ {amount} is above one lakh."
    if row.confidence < 0.9:
        return "medium", f"The agent is {row.confidence:.0%} sure."
    return "low", ""


_RANK = case(
    (JournalEntry.state.in_(_BOOKED), 1),
    (or_(JournalEntry.amount_paise >= HIGH_PAISE, JournalEntry.confidence < 0.7), 3),
    (or_(JournalEntry.source == "person", JournalEntry.amount_paise >= MIDDLE_PAISE, JournalEntry.confidence < 0.9), 2),
    else_=1,
)
"""`risk_of` as the database orders by it."""


def rank_of(row: JournalEntry) -> int:
    """3 for high risk, 2 for medium, 1 for low."""
    return {"high": 3, "medium": 2, "low": 1}[risk_of(row)[0]]


def _views(user_id: uuid.UUID) -> Mapping[str, list[ColumnElement[bool]]]:
    return {
        "approve": [JournalEntry.state == "waiting"],
        "for_me": [
            JournalEntry.state == "waiting",
            or_(JournalEntry.maker_id.is_(None), JournalEntry.maker_id != user_id),
            ~select(1).where(Approval.entry_id == JournalEntry.id, Approval.version == JournalEntry.version, Approval.by == user_id).exists(),
        ],
        "mine": [JournalEntry.maker_id == user_id, JournalEntry.state.in_(_OPEN)],
        "returned": [JournalEntry.state == "returned"],
        "posted": [JournalEntry.state.in_(_BOOKED)],
        "all": [JournalEntry.state != "dropped"],
    }


async def _rows(db: TenantDb, rows: Sequence[JournalEntry]) -> list[Row]:
    codes = await load_entity_codes(db)
    names = await load_names(db, [row.maker_id for row in rows])
    waiting = [row for row in rows if row.state not in _BOOKED]
    given, asked = await workflow.load_approvals(db, [row.id for row in waiting]), await workflow.count_open_comments(db, [row.id for row in rows])
    judge = await workflow.Judge.of(db)
    routine = await routine_of(db, waiting, codes, judge, asked)
    needed = {row.id: len((await judge.need(db, row, codes[row.entity_id])).seats) for row in waiting if row.state == "waiting"}
    return [
        _row(row, codes, names)
        | {
            "approvals": sum(each.version == row.version for each in given.get(row.id, ())),
            "needed": needed.get(row.id, 0),
            "routine": row.id in routine,
            "comments_open": asked.get(row.id, 0),
        }
        for row in rows
    ]


def _row(row: JournalEntry, codes: Mapping[uuid.UUID, str], names: Mapping[uuid.UUID, str]) -> Row:
    risk, reason = risk_of(row)
    return {
        "id": row.id,
        "number": row.number,
        "imported_number": row.imported_number,
        "kind": row.kind,
        "day": row.day,
        "party": row.party,
        "narration": row.narration,
        "amount_paise": row.amount_paise,
        "state": row.state,
        "source": row.source,
        "agent": row.agent,
        "confidence": row.confidence,
        "made_by_name": names[row.maker_id] if row.maker_id and row.maker_id in names else actor_name(row.made_by, names),
        "risk": risk,
        "reason": row.return_reason or reason,
        "entity_code": codes[row.entity_id],
        "version": row.version,
    }


async def _lines(db: TenantDb, row: JournalEntry) -> list[Row]:
    if row.state in _BOOKED:
        query = (
            select(JournalLine, LedgerAccountRow.name, LedgerAccountRow.schedule_key)
            .join(LedgerAccountRow, LedgerAccountRow.id == JournalLine.ledger_id)
            .where(JournalLine.entry_id == row.id)
            .order_by(JournalLine.position)
        )
        return [
            _line(line.position, line.ledger_id, name, key, line.amount_paise, line.reason, line.place)
            | {"bill": line.bill, "bill_kind": line.bill_kind or None, "due_day": line.due_day, "cost_centre": line.cost_centre, "foreign": _foreign(line)}
            for line, name, key in (await db.execute(query))
        ]
    names = {part["ledger"] for part in row.draft_lines}
    query = select(LedgerAccountRow.name, LedgerAccountRow.id, LedgerAccountRow.schedule_key).where(
        LedgerAccountRow.entity_id == row.entity_id, LedgerAccountRow.name.in_(names)
    )
    known = {name: (identity, key) for name, identity, key in (await db.execute(query))}
    found: list[Row] = []
    for position, part in enumerate(row.draft_lines):
        identity, key = known.get(part["ledger"], (None, ""))
        more = {"bill": part.get("bill", ""), "bill_kind": part.get("bill_kind"), "due_day": part.get("due_day"), "cost_centre": part.get("cost_centre", "")}
        found.append(
            _line(position, identity, part["ledger"], key, part["amount_paise"], part.get("reason", ""), part.get("place"))
            | more
            | {"foreign": part.get("foreign")}
        )
    return found


def _foreign(line: JournalLine) -> Row | None:
    if not line.currency or line.rate is None:
        return None
    return {"currency": line.currency, "amount": line.foreign_amount, "rate": f"{line.rate.normalize():f}", "day": line.rate_day}


def _line(position: int, ledger_id: uuid.UUID | None, ledger: str, key: str, amount: int, reason: str, place: dict[str, Any] | None) -> Row:
    return {
        "position": position,
        "ledger_id": ledger_id,
        "ledger": ledger,
        "schedule_key": key,
        "debit_paise": max(amount, 0),
        "credit_paise": max(-amount, 0),
        "reason": reason,
        "place": place,
    }


async def _linked_papers(db: TenantDb, row: JournalEntry) -> list[Row]:
    """Invoices that stand behind a voucher of a register."""
    query = select(Document.sha256).join(DocumentVoucher, DocumentVoucher.document_id == Document.id).where(DocumentVoucher.entry_id == row.id)
    return [{"document": sha256} for sha256 in (await db.execute(query.order_by(Document.name))).scalars()]


def _distinct(places: Sequence[Row]) -> list[Row]:
    seen: set[tuple[Any, ...]] = set()
    found: list[Row] = []
    for place in places:
        identity = tuple(place[name] for name in ("document", "page", "box", "sheet", "row", "column"))
        if identity not in seen:
            seen.add(identity)
            found.append(place)
    return found
