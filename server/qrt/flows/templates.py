"""Recurring vouchers: kept, paused, skipped, and their drafts made when they are due."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from qrt.adapters.db import books, closes, companies
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, JournalEntry, JournalTemplate, TemplatePeriod, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.journals.recurring import Template, days_in, draft_due, due_in
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind
from qrt.flows.journals.bulk import Outcome
from qrt.flows.journals.places import changed, demand_open, demand_sound
from qrt.flows.journals.writing import id_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person writes of a template; amounts and cadence as in core/journals/recurring."""

    entity_code: str
    name: str
    kind: VoucherKind
    cadence: str
    day_of_month: int
    start_on: date
    end_on: date | None
    lines: tuple[Line, ...]
    narration: str
    amount_from: str = "fixed"
    percent: Decimal = Decimal(0)
    auto_reverse: bool = False
    party: str = ""
    branch: str = ""
    reference: str = ""


async def save(db: TenantDb, by: Person, wish: Wish, template_id: uuid.UUID | None = None, version: int = 0) -> uuid.UUID:
    """Make a template, or change one. Whoever saved it last is the maker of its drafts; drafts that were made stay as they are.

    Raises Refused template.unknown, template.stale, template.name_taken, template.unsound, and those of a voucher's lines.
    """
    entity_id = (await companies.entity_ids(db)).get(wish.entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", f"There is no company with the code {wish.entity_code}.")
    if wish.end_on and wish.end_on < wish.start_on:
        raise Refused("template.unsound", "A template ends after it starts.")
    await demand_sound(db, entity_id, _sample(wish), written=True)
    row = await _load(db, template_id, version) if template_id else JournalTemplate(id=uuid7())
    if template_id and row.entity_id != entity_id:
        raise Refused("template.unsound", "A template stays in its company. Make another one there.")
    for name in (
        "name",
        "cadence",
        "day_of_month",
        "start_on",
        "end_on",
        "amount_from",
        "percent",
        "auto_reverse",
        "narration",
        "party",
        "branch",
        "reference",
    ):
        setattr(row, name, getattr(wish, name))
    row.entity_id, row.kind, row.lines, row.changed_by = entity_id, wish.kind.value, books.lines_json(wish.lines), uuid.UUID(by.id)
    row.version = version + 1
    try:
        async with db.begin_nested():
            db.add(row)
            await db.flush()
    except IntegrityError as wrong:
        raise Refused("template.name_taken", f"{wish.entity_code} has a template {wish.name} already.") from wrong
    return row.id


async def pause(db: TenantDb, by: Person, template_id: uuid.UUID, version: int, *, paused: bool) -> None:
    """Stop making drafts, or go on; what came due meanwhile is made when it goes on. Raises Refused template.unknown, template.stale."""
    row = await _load(db, template_id, version)
    row.state, row.version = ("paused" if paused else "active"), row.version + 1
    await db.flush()


async def skip(db: TenantDb, by: Person, template_id: uuid.UUID, period: str, reason: str) -> None:
    """Leave one period out. Raises Refused template.unknown, template.not_due, template.done."""
    query = select(JournalTemplate).where(JournalTemplate.id == template_id).with_for_update()
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("template.unknown", "There is no such template.")
    template = to_template(row, await _code(db, row))
    quarter = _quarter_of(period)
    if quarter is None or period not in {each for each, _ in days_in(template, quarter)}:
        raise Refused("template.not_due", f"{row.name} has no draft in {period}.")
    if not await _take(db, row, period, "skipped", None, uuid.UUID(by.id), reason.strip()):
        raise Refused("template.done", f"{row.name} was drafted or skipped in {period} already.")


async def make_due(db: TenantDb, quarter: Quarter, template_id: uuid.UUID | None = None) -> list[Outcome]:
    """Draft everything that templates have due in a quarter whose close is open. Each period of a template is drafted once, however often this runs.

    What cannot be drafted (a ledger that is gone, a locked period) is told and tried again the next time.
    """
    close = await closes.load_close(db, quarter)
    if close is None or close.state == "signed":
        return []
    query = select(JournalTemplate).where(JournalTemplate.state == "active").order_by(JournalTemplate.id)
    rows = (await db.execute(query if template_id is None else query.where(JournalTemplate.id == template_id))).scalars().all()
    outcomes: list[Outcome] = []
    for row in rows:
        template = to_template(row, await _code(db, row))
        done = (await db.execute(select(TemplatePeriod.period).where(TemplatePeriod.template_id == row.id))).scalars().all()
        for period, day in due_in(template, quarter, done):
            try:
                async with db.begin_nested():
                    made = await _draft(db, row, template, period, day)
            except Refused as wrong:
                outcomes.append(Outcome(row.id, False, code=wrong.code, sentence=f"{row.name}, {period}: {wrong.sentence}"))
                continue
            outcomes += [Outcome(row.id, True, made=made)] if made else []
    return outcomes


async def _draft(db: TenantDb, row: JournalTemplate, template: Template, period: str, day: date) -> uuid.UUID | None:
    maker = Person(str(row.changed_by), "")
    await demand_open(db, None, row.entity_id, template.entity, day)
    draft = draft_due(template, period, day, await _last_lines(db, row) if template.amount_from == "last" else None)
    await demand_sound(db, row.entity_id, draft)
    entry_id = None
    # The period is taken first: a second run that comes at the same moment waits for this one and finds it taken.
    taken = await _take(db, row, period, "drafted", None, row.changed_by, "")
    if taken is not None:
        period_id = await companies.save_period(db, row.entity_id, Quarter.of(day))
        await books.save_drafts(db, row.entity_id, period_id, [draft], maker, agent="template")
        entry_id = await id_of(db, row.entity_id, draft.key)
        mark = (await db.execute(select(TemplatePeriod).where(TemplatePeriod.id == taken))).scalar_one()
        mark.entry_id = entry_id
        await db.flush()
        await changed(db, entry_id, "waiting")
    return entry_id


async def _take(db: TenantDb, row: JournalTemplate, period: str, state: str, entry_id: uuid.UUID | None, by: uuid.UUID, reason: str) -> uuid.UUID | None:
    """Take a period of a template; None when it was taken before."""
    taken = insert(TemplatePeriod).values(template_id=row.id, period=period, state=state, entry_id=entry_id, by=by, reason=reason)
    return (await db.execute(taken.on_conflict_do_nothing().returning(TemplatePeriod.id))).scalar_one_or_none()


async def _last_lines(db: TenantDb, row: JournalTemplate) -> Sequence[Line] | None:
    """Lines of the newest voucher of this template that was posted and not taken back (by its own reversal day it may have been)."""
    made = select(TemplatePeriod.entry_id).where(TemplatePeriod.template_id == row.id, TemplatePeriod.entry_id.is_not(None))
    query = select(JournalEntry).where(JournalEntry.id.in_(made), JournalEntry.state.in_(("posted", "reversed")))
    found = (await db.execute(query.order_by(JournalEntry.day.desc(), JournalEntry.id.desc()).limit(1))).scalar_one_or_none()
    return (await books.load_voucher(db, found, "")).lines if found else None


def to_template(row: JournalTemplate, entity: str) -> Template:
    """The row as the core's template."""
    return Template(
        id=str(row.id),
        entity=entity,
        kind=VoucherKind(row.kind),
        cadence=row.cadence,
        day_of_month=row.day_of_month,
        start_on=row.start_on,
        end_on=row.end_on,
        lines=books.to_lines(row.lines),
        amount_from=row.amount_from,
        percent=row.percent,
        auto_reverse=row.auto_reverse,
        narration=row.narration,
        party=row.party,
        branch=row.branch,
        reference=row.reference,
    )


def _sample(wish: Wish) -> VoucherDraft:
    """A draft of the template's first day, to be checked as one."""
    return VoucherDraft(
        key="template",
        entity=wish.entity_code,
        kind=wish.kind,
        day=wish.start_on,
        lines=wish.lines,
        source=SourceKind.RULE,
        narration=wish.narration,
        party=wish.party,
        branch=wish.branch,
    )


def _quarter_of(period: str) -> Quarter | None:
    """The quarter that a period's name lies in: "2026-09" or "2026-27-Q2"."""
    try:
        return Quarter.parse(period) if "Q" in period else Quarter.of(date.fromisoformat(f"{period}-01"))
    except ValueError:
        return None


async def _code(db: TenantDb, row: JournalTemplate) -> str:
    return (await db.execute(select(Entity.code).where(Entity.id == row.entity_id))).scalar_one()


async def _load(db: TenantDb, template_id: uuid.UUID, version: int) -> JournalTemplate:
    query = select(JournalTemplate).where(JournalTemplate.id == template_id).with_for_update().execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("template.unknown", "There is no such template.")
    if row.version != version:
        raise Refused("template.stale", "The template changed since you opened it. Look again before changing it.")
    return row
