"""The chart of accounts, opening balances and vouchers of one entity."""

import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Text, any_, cast, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from qrt.adapters.db.bulk import Packed, insert_packed, insert_rows, pack_rows
from qrt.adapters.db.places import place_json, places_json, to_place, to_places
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import (
    Entity,
    JournalEntry,
    JournalLine,
    LedgerAccountRow,
    LedgerMerge,
    OpeningBalance,
    Period,
    VoucherSeries,
    uuid7,
)
from qrt.core.base.actor import Actor, Person, actor_text
from qrt.core.base.money import Paise
from qrt.core.base.period import FinancialYear
from qrt.core.ledger.merges import to_homes
from qrt.core.ledger.types import BillKind, Chart, Foreign, LedgerAccount, Line, Offer, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import PeriodLock

_SERIES = {
    VoucherKind.PURCHASE: "PUR",
    VoucherKind.SALES: "SAL",
    VoucherKind.PAYMENT: "PAY",
    VoucherKind.RECEIPT: "REC",
    VoucherKind.CONTRA: "CON",
    VoucherKind.JOURNAL: "JNL",
    VoucherKind.DEBIT_NOTE: "DBN",
    VoucherKind.CREDIT_NOTE: "CRN",
}

CHUNK = 2000
"""Vouchers of one statement, and of one transaction of a long import."""


async def save_chart(db: TenantDb, entity_id: uuid.UUID, chart: Chart) -> None:
    """Write the chart over the entity's ledger accounts. An account that is gone from the chart stays: vouchers may stand on it."""
    rows = [
        {
            "entity_id": entity_id,
            "name": account.name,
            "group_name": account.group,
            "nature": account.nature,
            "schedule_key": account.schedule_key,
            "role": account.role,
            "tds_key": account.tds_key,
            "gstin": account.gstin,
            "pan": account.pan,
            "counterparty": account.counterparty,
            "mapping_reason": account.reason,
            "mapping_confidence": account.confidence,
            "mapping_source": account.offers[0].source if account.offers and account.schedule_key else "",
            "offers": [asdict(offer) for offer in account.offers],
        }
        for _, account in sorted(chart.items())
    ]
    if not rows:
        return
    statement = insert(LedgerAccountRow)
    changing = {name: statement.excluded[name] for name in rows[0] if name not in ("entity_id", "name")}
    differs = statement.excluded.schedule_key.is_distinct_from(LedgerAccountRow.schedule_key)
    for name in ("group_name", "nature", "role", "tds_key", "gstin", "pan", "counterparty", "mapping_reason", "mapping_source", "offers"):
        differs = differs | statement.excluded[name].is_distinct_from(getattr(LedgerAccountRow, name))
    # An unchanged row is not written again: every write of a book table is a row in the trail.
    await db.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "entity_id", "name"], set_=changing, where=differs), rows)


async def load_ledger_ids(db: TenantDb, entity_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """Row ids of the entity's ledger accounts by name."""
    query = select(LedgerAccountRow.name, LedgerAccountRow.id).where(LedgerAccountRow.entity_id == entity_id)
    return {name: identity for name, identity in (await db.execute(query)).all()}


async def load_chart(db: TenantDb, entity_id: uuid.UUID, entity: str) -> dict[str, LedgerAccount]:
    """The entity's chart by ledger name."""
    rows = (await db.execute(select(LedgerAccountRow).where(LedgerAccountRow.entity_id == entity_id).order_by(LedgerAccountRow.name))).scalars()
    return {
        row.name: LedgerAccount(
            entity=entity,
            name=row.name,
            group=row.group_name,
            nature=row.nature,
            schedule_key=row.schedule_key,
            role=row.role,
            tds_key=row.tds_key,
            gstin=row.gstin,
            pan=row.pan,
            counterparty=row.counterparty,
            reason=row.mapping_reason,
            confidence=row.mapping_confidence,
            offers=tuple(Offer(**each) for each in row.offers),
        )
        for row in rows
    }


async def save_opening(db: TenantDb, period_id: uuid.UUID, ledger_ids: Mapping[str, uuid.UUID], opening: Mapping[str, Paise], source: str) -> None:
    """Write the opening balances of a period, signed paise by ledger name; a ledger that no longer opens is set to nil."""
    rows = [{"period_id": period_id, "ledger_id": ledger_ids[name], "amount_paise": amount, "source": source} for name, amount in sorted(opening.items())]
    kept = {row["ledger_id"] for row in rows}
    standing = (await db.execute(select(OpeningBalance.ledger_id).where(OpeningBalance.period_id == period_id, OpeningBalance.amount_paise != 0))).scalars()
    rows += [{"period_id": period_id, "ledger_id": gone, "amount_paise": 0, "source": source} for gone in standing if gone not in kept]
    if rows:
        statement = insert(OpeningBalance)
        await db.execute(
            statement.on_conflict_do_update(
                index_elements=["tenant_id", "period_id", "ledger_id"],
                set_={"amount_paise": statement.excluded.amount_paise, "source": statement.excluded.source},
                where=statement.excluded.amount_paise.is_distinct_from(OpeningBalance.amount_paise),
            ),
            rows,
        )


async def load_opening(db: TenantDb, period_id: uuid.UUID) -> dict[str, Paise]:
    """Opening balances of a period by ledger name, nil ones left out."""
    query = (
        select(LedgerAccountRow.name, OpeningBalance.amount_paise)
        .join(OpeningBalance, OpeningBalance.ledger_id == LedgerAccountRow.id)
        .where(OpeningBalance.period_id == period_id, OpeningBalance.amount_paise != 0)
        .order_by(LedgerAccountRow.name)
    )
    return {name: Paise(amount) for name, amount in (await db.execute(query)).all()}


async def load_keys(db: TenantDb, entity_id: uuid.UUID, keys: Iterable[str]) -> dict[str, tuple[uuid.UUID, str]]:
    """Id and state of the vouchers and drafts that stand under these keys, by key."""
    wanted, found = list(keys), dict[str, tuple[uuid.UUID, str]]()
    query = select(JournalEntry.key, JournalEntry.id, JournalEntry.state).where(JournalEntry.entity_id == entity_id)
    for start in range(0, len(wanted), CHUNK):
        standing = await db.execute(query.where(JournalEntry.key == any_(cast(wanted[start : start + CHUNK], ARRAY(Text)))))
        found |= {key: (identity, state) for key, identity, state in standing.all()}
    return found


async def load_lock(db: TenantDb, entity_id: uuid.UUID, entity: str, *, soft_too: bool = False) -> PeriodLock:
    """Up to which day the entity's books are locked; `soft_too` counts soft-closed periods, for whoever is no controller. The period rows stay as they
    are until the transaction ends (W3)."""
    rows = (await db.execute(select(Period).where(Period.entity_id == entity_id).with_for_update(read=True))).scalars()
    shut = ("locked", "soft_closed") if soft_too else ("locked",)
    return PeriodLock(entity, max((row.last_day for row in rows if row.state in shut), default=None))


async def lock_books(db: TenantDb, entity_id: uuid.UUID) -> None:
    """Post to an entity's books one after the other: counters and kept balances are shared rows, and two postings that met in them could wait for each other."""
    await db.execute(select(Entity.id).where(Entity.id == entity_id).with_for_update(key_share=True))


async def _take_numbers(db: TenantDb, entity_id: uuid.UUID, vouchers: Sequence[Voucher]) -> list[str]:
    """Our own gapless number for each voucher, in order. The counter rows stay locked until the transaction ends (W2)."""
    wanted: defaultdict[tuple[str, VoucherKind, int], int] = defaultdict(int)
    for voucher in vouchers:
        wanted[voucher.branch, voucher.kind, FinancialYear.of(voucher.day).start] += 1
    last: dict[tuple[str, VoucherKind, int], int] = {}
    forms: dict[tuple[str, VoucherKind, int], tuple[str, int]] = {}
    # Sorted, so that two transactions that take from the same counters wait for each other and never for ever.
    for series, count in sorted(wanted.items()):
        branch, kind, fy_start = series
        # A new year begins with the form of the year before.
        older = (
            select(VoucherSeries.prefix, VoucherSeries.width)
            .where(VoucherSeries.entity_id == entity_id, VoucherSeries.branch == branch, VoucherSeries.kind == kind.value, VoucherSeries.fy_start < fy_start)
            .order_by(VoucherSeries.fy_start.desc())
            .limit(1)
        )
        prefix, width = (await db.execute(older)).one_or_none() or ("", 5)
        statement = insert(VoucherSeries).values(
            entity_id=entity_id, branch=branch, kind=kind.value, fy_start=fy_start, last_number=count, prefix=prefix, width=width
        )
        taken = statement.on_conflict_do_update(
            index_elements=["tenant_id", "entity_id", "branch", "kind", "fy_start"], set_={"last_number": VoucherSeries.last_number + count}
        ).returning(VoucherSeries.last_number, VoucherSeries.prefix, VoucherSeries.width)
        number, prefix, width = (await db.execute(taken)).one()
        last[series], forms[series] = number - count, (prefix, width)
    numbers: list[str] = []
    for voucher in vouchers:
        series = (voucher.branch, voucher.kind, FinancialYear.of(voucher.day).start)
        last[series] += 1
        numbers.append(number_text(*series, *forms[series], last[series]))
    return numbers


def number_text(branch: str, kind: VoucherKind, fy_start: int, prefix: str, width: int, count: int) -> str:
    """Our number: "JNL/2026-27/00001", with the branch before it where there is one, or with the prefix that the series was given."""
    return f"{prefix or usual_prefix(branch, kind)}/{FinancialYear(fy_start)}/{count:0{width}d}"


def usual_prefix(branch: str, kind: VoucherKind) -> str:
    """The prefix of a series that was given none."""
    return f"{branch}/{_SERIES[kind]}" if branch else _SERIES[kind]


async def save_vouchers(
    db: TenantDb, entity_id: uuid.UUID, period_id: uuid.UUID, vouchers: Sequence[Voucher], ledger_ids: Mapping[str, uuid.UUID], by: Actor
) -> int:
    """Post vouchers that are not there yet, with number and lines, and return how many were new.

    A key that stands already is left alone: a step that runs twice posts once (W4). The database checks balance at commit.
    """
    posted = 0
    for start in range(0, len(vouchers), CHUNK):
        chunk = vouchers[start : start + CHUNK]
        standing = await load_keys(db, entity_id, (voucher.key for voucher in chunk))
        if new := [voucher for voucher in chunk if voucher.key not in standing]:
            posted += await save_prepared(db, prepare_vouchers(new, entity_id, period_id, ledger_ids, by))
    return posted


@dataclass(frozen=True, slots=True)
class Prepared:
    """Vouchers as rows, made while the database is at work on others. Numbers are missing: they are taken in the transaction that posts."""

    entity_id: uuid.UUID
    vouchers: Sequence[Voucher]
    entries: list[dict[str, Any]]
    lines: Packed
    again: Callable[[Sequence[Voucher]], "Prepared"]


def prepare_vouchers(vouchers: Sequence[Voucher], entity_id: uuid.UUID, period_id: uuid.UUID, ledger_ids: Mapping[str, uuid.UUID], by: Actor) -> Prepared:
    """Everything about posting that needs no database."""
    entries = [_entry_values(voucher, entity_id, period_id, by) | {"state": "posted", "draft_lines": []} for voucher in vouchers]
    rows = _line_rows([(entry["id"], voucher) for entry, voucher in zip(entries, vouchers, strict=True)], entity_id, ledger_ids)
    return Prepared(entity_id, vouchers, entries, pack_rows(JournalLine, rows), lambda some: prepare_vouchers(some, entity_id, period_id, ledger_ids, by))


async def count_books(db: TenantDb) -> None:
    """Give the planner statistics of what posting looks up, in a transaction of its own: a first import grows far past what was counted before it."""
    await db.execute(text("select app.count_books()"))


async def save_prepared(db: TenantDb, ready: Prepared) -> int:
    """Post those whose key does not stand yet, and return how many they were. At most a few thousand at once."""
    await lock_books(db, ready.entity_id)
    standing = await load_keys(db, ready.entity_id, (voucher.key for voucher in ready.vouchers))
    if standing:
        # Some were posted before, by this import until it was interrupted or by an earlier one.
        ready = ready.again([voucher for voucher in ready.vouchers if voucher.key not in standing])
    if ready.vouchers:
        numbers = await _take_numbers(db, ready.entity_id, ready.vouchers)
        await insert_rows(db, JournalEntry, [entry | {"number": number} for entry, number in zip(ready.entries, numbers, strict=True)])
        await insert_packed(db, ready.lines)
    return len(ready.vouchers)


async def save_drafts(db: TenantDb, entity_id: uuid.UUID, period_id: uuid.UUID, drafts: Sequence[VoucherDraft], by: Actor, agent: str = "") -> int:
    """Put drafts before a checker unless their key stands already. Drafts of agents that nobody touched follow the newest reading."""
    standing = await load_keys(db, entity_id, (draft.key for draft in drafts))
    new = [draft for draft in drafts if draft.key not in standing]
    if new:
        values = [
            _entry_values(draft, entity_id, period_id, by) | {"state": "waiting", "draft_lines": lines_json(draft.lines), "agent": agent} for draft in new
        ]
        await insert_rows(db, JournalEntry, values)
    for draft in drafts:
        identity, state = standing.get(draft.key, (None, ""))
        if identity and state == "waiting":
            values = _entry_values(draft, entity_id, period_id, by) | {"draft_lines": lines_json(draft.lines)}
            for fixed in ("id", "key", "made_by", "maker_id"):
                values.pop(fixed)
            untouched = (JournalEntry.id == identity) & (JournalEntry.version == 1) & (JournalEntry.maker_id.is_(None))
            changed = (JournalEntry.draft_lines != values["draft_lines"]) | (JournalEntry.day != draft.day) | (JournalEntry.narration != draft.narration)
            await db.execute(update(JournalEntry).where(untouched & changed).values(**values))
    return len(new)


async def drop_drafts(db: TenantDb, entity_id: uuid.UUID, period_id: uuid.UUID, prefix: str, keep: set[str]) -> int:
    """Drop a period's waiting agent drafts whose key starts with `prefix` and that its newest run no longer proposes. Returns how many."""
    query = select(JournalEntry).where(
        JournalEntry.entity_id == entity_id,
        JournalEntry.period_id == period_id,
        JournalEntry.state == "waiting",
        JournalEntry.maker_id.is_(None),
        JournalEntry.key.startswith(prefix),
    )
    gone = [row for row in (await db.execute(query)).scalars() if row.key not in keep]
    for row in gone:
        row.state, row.version = "dropped", row.version + 1
    return len(gone)


async def post_entry(db: TenantDb, entry: JournalEntry, voucher: Voucher, ledger_ids: Mapping[str, uuid.UUID]) -> str:
    """Turn a waiting entry into a posted voucher and return its number. The caller has locked the row and set the checker."""
    await lock_books(db, entry.entity_id)
    (number,) = await _take_numbers(db, entry.entity_id, [voucher])
    entry.state, entry.number, entry.draft_lines, entry.version = "posted", number, [], entry.version + 1
    await db.flush()
    await insert_rows(db, JournalLine, _line_rows([(entry.id, voucher)], entry.entity_id, ledger_ids))
    return number


def _entry_values(voucher: Voucher | VoucherDraft, entity_id: uuid.UUID, period_id: uuid.UUID, by: Actor) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "entity_id": entity_id,
        "period_id": period_id,
        "key": voucher.key,
        "kind": voucher.kind.value,
        "source": voucher.source.value,
        "day": voucher.day,
        "imported_number": voucher.number,
        "type_name": voucher.type_name,
        "branch": voucher.branch,
        "narration": voucher.narration,
        "party": voucher.party,
        "party_gstin": voucher.party_gstin,
        "reference": voucher.reference,
        "reference_day": voucher.reference_day,
        "amount_paise": sum(line.amount for line in voucher.lines if line.amount > 0),
        "place": place_json(voucher.place),
        "evidence": places_json(voucher.evidence),
        "reverses_key": voucher.reverses,
        "reverses_on": voucher.reverses_on,
        "confidence": voucher.confidence if isinstance(voucher, VoucherDraft) else 1.0,
        "made_by": actor_text(by),
        "maker_id": uuid.UUID(by.id) if isinstance(by, Person) else None,
    }


def _line_rows(entries: Iterable[tuple[uuid.UUID, Voucher]], entity_id: uuid.UUID, ledger_ids: Mapping[str, uuid.UUID]) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid7(),
            "entry_id": entry_id,
            "position": position,
            "entity_id": entity_id,
            "day": voucher.day,
            # What the books wrote is what posts; a merge is a relation that balances follow.
            "ledger_id": ledger_ids[line.written or line.ledger],
            "amount_paise": line.amount,
            "bill": line.bill,
            "reason": line.reason,
            "place": place_json(line.place),
            "bill_kind": line.bill_kind.value if line.bill_kind else "",
            "due_day": line.due_day,
            "cost_centre": line.cost_centre,
            "branch": voucher.branch,
            "currency": line.foreign.currency if line.foreign else "",
            "foreign_amount": line.foreign.amount if line.foreign else None,
            "rate": line.foreign.rate if line.foreign else None,
            "rate_day": line.foreign.day if line.foreign else None,
        }
        for entry_id, voucher in entries
        for position, line in enumerate(voucher.lines)
    ]


def lines_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines of a draft for its JSONB column."""
    return [_line_json(line) for line in lines]


def _line_json(line: Line) -> dict[str, Any]:
    record: dict[str, Any] = {"ledger": line.ledger, "amount_paise": line.amount, "bill": line.bill, "reason": line.reason, "place": place_json(line.place)}
    if line.bill_kind:
        record["bill_kind"] = line.bill_kind.value
    if line.due_day:
        record["due_day"] = line.due_day.isoformat()
    if line.cost_centre:
        record["cost_centre"] = line.cost_centre
    if line.foreign:
        record["foreign"] = {
            "currency": line.foreign.currency,
            "amount": line.foreign.amount,
            "rate": str(line.foreign.rate),
            "day": line.foreign.day.isoformat(),
        }
    return record


def to_lines(parts: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """The lines that `lines_json` wrote."""
    return tuple(_to_line(part) for part in parts)


def _to_line(part: Mapping[str, Any]) -> Line:
    foreign = part.get("foreign")
    return Line(
        ledger=part["ledger"],
        amount=Paise(part["amount_paise"]),
        place=to_place(part.get("place")),
        bill=part.get("bill", ""),
        reason=part.get("reason", ""),
        bill_kind=BillKind(part["bill_kind"]) if part.get("bill_kind") else None,
        due_day=date.fromisoformat(part["due_day"]) if part.get("due_day") else None,
        cost_centre=part.get("cost_centre", ""),
        foreign=Foreign(foreign["currency"], foreign["amount"], Decimal(foreign["rate"]), date.fromisoformat(foreign["day"])) if foreign else None,
    )


async def load_voucher(db: TenantDb, row: JournalEntry, entity: str) -> Voucher:
    """One posted voucher whole."""
    query = (
        select(JournalLine, LedgerAccountRow.name)
        .join(LedgerAccountRow, LedgerAccountRow.id == JournalLine.ledger_id)
        .where(JournalLine.entry_id == row.id)
        .order_by(JournalLine.position)
    )
    return _voucher(row, entity, tuple(_line_of_row(line, ledger) for line, ledger in (await db.execute(query)).all()))


def _voucher(row: JournalEntry, entity: str, lines: tuple[Line, ...]) -> Voucher:
    return Voucher(
        key=row.key,
        entity=entity,
        kind=VoucherKind(row.kind),
        day=row.day,
        lines=lines,
        source=SourceKind(row.source),
        number=row.imported_number,
        type_name=row.type_name,
        branch=row.branch,
        narration=row.narration,
        party=row.party,
        party_gstin=row.party_gstin,
        reference=row.reference,
        reference_day=row.reference_day,
        place=to_place(row.place),
        evidence=to_places(row.evidence),
        reverses=row.reverses_key,
        reverses_on=row.reverses_on,
    )


def to_draft(row: JournalEntry, entity: str) -> VoucherDraft:
    """A waiting entry as the core's draft."""
    return VoucherDraft(
        key=row.key,
        entity=entity,
        kind=VoucherKind(row.kind),
        day=row.day,
        lines=to_lines(row.draft_lines),
        source=SourceKind(row.source),
        number=row.imported_number,
        type_name=row.type_name,
        branch=row.branch,
        narration=row.narration,
        party=row.party,
        party_gstin=row.party_gstin,
        reference=row.reference,
        reference_day=row.reference_day,
        place=to_place(row.place),
        evidence=to_places(row.evidence),
        confidence=row.confidence,
        reverses=row.reverses_key,
        reverses_on=row.reverses_on,
    )


async def load_vouchers(db: TenantDb, entity_id: uuid.UUID, entity: str, first_day: date, last_day: date) -> tuple[Voucher, ...]:
    """Posted vouchers of a period, sorted by day, then key; reversed ones and their reversals both stand, as in any book."""
    posted = (JournalEntry.entity_id == entity_id) & JournalEntry.state.in_(("posted", "reversed")) & JournalEntry.day.between(first_day, last_day)
    lines: defaultdict[uuid.UUID, list[Line]] = defaultdict(list)
    query = (
        select(JournalLine, LedgerAccountRow.name)
        .join(LedgerAccountRow, LedgerAccountRow.id == JournalLine.ledger_id)
        .where(JournalLine.entity_id == entity_id, JournalLine.day.between(first_day, last_day))
        .order_by(JournalLine.entry_id, JournalLine.position)
    )
    for row, ledger in (await db.execute(query)).all():
        lines[row.entry_id].append(_line_of_row(row, ledger))
    rows = (await db.execute(select(JournalEntry).where(posted).order_by(JournalEntry.day, JournalEntry.key))).scalars()
    return tuple(_voucher(row, entity, tuple(lines[row.id])) for row in rows)


def _line_of_row(row: JournalLine, ledger: str) -> Line:
    foreign = None
    if row.currency and row.foreign_amount is not None and row.rate is not None and row.rate_day:
        foreign = Foreign(row.currency, row.foreign_amount, row.rate, row.rate_day)
    kind = BillKind(row.bill_kind) if row.bill_kind else None
    return Line(ledger, Paise(row.amount_paise), to_place(row.place), row.bill, row.reason, kind, row.due_day, row.cost_centre, foreign)


async def stream_legs(db: TenantDb, entity_id: uuid.UUID, first_day: date, last_day: date) -> AsyncIterator[tuple[str, str, list[tuple[str, Paise]]]]:
    """What stands posted in a period, voucher by voucher and never all of it in memory: key, our number, its legs as ledger and amount in their order."""
    query = (
        select(JournalEntry.id, JournalEntry.key, JournalEntry.number, LedgerAccountRow.name, JournalLine.amount_paise)
        .join(JournalLine, JournalLine.entry_id == JournalEntry.id)
        .join(LedgerAccountRow, LedgerAccountRow.id == JournalLine.ledger_id)
        .where(JournalEntry.entity_id == entity_id, JournalEntry.day.between(first_day, last_day))
        .order_by(JournalLine.entry_id, JournalLine.position)
    )
    current: tuple[str, str, list[tuple[str, Paise]]] | None = None
    at = None
    async for entry_id, key, number, ledger, amount in await db.stream(query, execution_options={"yield_per": 5000}):
        if entry_id != at:
            if current:
                yield current
            at, current = entry_id, (key, number or "", [])
        assert current
        current[2].append((ledger, Paise(amount)))
    if current:
        yield current


async def load_waiting(db: TenantDb, entity_id: uuid.UUID, entity: str, period_id: uuid.UUID) -> tuple[VoucherDraft, ...]:
    """Drafts of a period that wait for a checker or went back to their maker, by key."""
    query = (
        select(JournalEntry)
        .where(JournalEntry.entity_id == entity_id, JournalEntry.period_id == period_id, JournalEntry.state.in_(("waiting", "returned")))
        .order_by(JournalEntry.key)
    )
    return tuple(to_draft(row, entity) for row in (await db.execute(query)).scalars())


async def load_homes(db: TenantDb, day: date) -> dict[uuid.UUID, uuid.UUID]:
    """Ledger accounts that are merged away or renamed on a day, with the account that their balances belong to, at the end of every chain.

    Whoever lists balances adds up by `homes.get(ledger_id, ledger_id)`. Most companies have none, and none costs one look into an index.
    """
    query = select(LedgerMerge.from_id, LedgerMerge.into_id).where(LedgerMerge.undone_at.is_(None), LedgerMerge.first_day <= day)
    links = {start: end for start, end in (await db.execute(query)).all()}
    return to_homes(links)


async def load_numbers(db: TenantDb, entity_id: uuid.UUID, first_day: date, last_day: date) -> dict[str, str]:
    """Our own number of each posted voucher of a period by its key."""
    query = select(JournalEntry.key, JournalEntry.number).where(
        JournalEntry.entity_id == entity_id, JournalEntry.number.is_not(None), JournalEntry.day.between(first_day, last_day)
    )
    return {key: number or "" for key, number in (await db.execute(query)).all()}
