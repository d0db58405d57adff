"""A part of a reconciliation as the core's bench, loaded under the report's lock and written back as what changed."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.closes import signed
from qrt.adapters.db.recon import ITEM_COLUMNS, break_row, item_row, keys_in, line_rows, match_row, to_item, to_match
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import (
    Close,
    Entity,
    ReconciliationBreak,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
    uuid7,
)
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.recon.bench import Bench, Key, line_of, rests_of
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Side

_Break, _Item, _Match, _Line = ReconciliationBreak, ReconciliationItem, ReconciliationMatch, ReconciliationMatchLine
OFFERS_SEEN = 200
"""Open lines that are weighed for the next candidate."""


@dataclass(frozen=True, slots=True)
class Held:
    """A report that nobody else decides on before the transaction ends."""

    id: uuid.UUID
    close_id: uuid.UUID
    kind: str
    name: str
    as_of: date
    entity: str

    def subject(self, about: str) -> str:
        """What a decision about a match or an act of this report is about."""
        return f"{self.entity}|{self.kind}|{self.name}|{about}"


async def hold_report(db: TenantDb, report_id: uuid.UUID) -> Held:
    """Lock a report of a quarter that is not signed. Raises Refused recon.unknown, close.signed."""
    # Weaker than what a foreign key asks for: lines and matches may be written meanwhile, decisions and runs wait.
    report = (await db.execute(select(ReconciliationReport).where(ReconciliationReport.id == report_id).with_for_update(key_share=True))).scalar_one_or_none()
    if report is None:
        raise Refused("recon.unknown", "There is no such reconciliation.")
    query = select(Close.state, Close.fy_start, Close.quarter, Entity.code).join(Entity, Entity.id == report.entity_id).where(Close.id == report.close_id)
    state, fy_start, quarter, code = (await db.execute(query)).one()
    if state == "signed":
        raise signed(Quarter(fy_start, quarter))
    return Held(report.id, report.close_id, report.kind, report.subject, report.as_of, code)


@dataclass(slots=True)
class Loaded:
    """A part of a report, as it was and under work. `versions` and `ids` are those of the matches' rows."""

    report_id: uuid.UUID
    bench: Bench
    versions: Mapping[str, int]
    ids: Mapping[str, uuid.UUID]
    items: dict[Key, Item]
    matches: Mapping[str, Match]
    breaks: dict[Key, Break]


async def load_bench(db: TenantDb, held: Held, names: Iterable[str] = (), keys: Iterable[Key] = ()) -> Loaded:
    """These matches and items, all pieces of their lines, and the matches that hold any of them."""
    report_id = held.id
    wanted = set(names)
    rows = await _match_rows(db, report_id, wanted)
    parts = await _parts(db, rows)
    lines = {(side, line_of(item)) for side, item in (*keys, *((part.side, part.item) for many in parts.values() for part in many))}
    items = await _load_items(db, report_id, lines)
    # Who holds a piece now: the candidate that took a rejected one's place, or what a part was matched with.
    holders = select(_Line.match_id).where(keys_in(_Line.side, _Line.item, items)) if items else None
    if holders is not None:
        found = select(_Match).where(_Match.report_id == report_id, _Match.id.in_(holders), _Match.match.not_in(wanted))
        others = (await db.execute(found.execution_options(populate_existing=True))).scalars().all()
        parts |= await _parts(db, others)
        rows = [*rows, *others]
        items |= await _load_items(db, report_id, {(part.side, line_of(part.item)) for row in others for part in parts[row.id]} - lines)
    matches = {row.match: to_match(row, parts[row.id]) for row in rows}
    breaks = await _load_breaks(db, report_id, items)
    bench = Bench(held.as_of, dict(items), dict(matches), dict(breaks))
    return Loaded(report_id, bench, {row.match: row.version for row in rows}, {row.match: row.id for row in rows}, items, matches, breaks)


async def load_more(db: TenantDb, loaded: Loaded, key: Key) -> None:
    """Put one more open line with its pieces onto the bench, where it is not there."""
    if key in loaded.items:
        return
    items = await _load_items(db, loaded.report_id, {(key[0], line_of(key[1]))})
    fresh = {each: item for each, item in items.items() if each not in loaded.items}
    breaks = await _load_breaks(db, loaded.report_id, fresh)
    for mine, more in ((loaded.items, fresh), (loaded.bench.items, fresh)):
        mine.update(more)
    for mine in (loaded.breaks, loaded.bench.breaks):
        mine.update(breaks)


async def load_open_near(db: TenantDb, report_id: uuid.UUID, side: Side, one: Item, nearest: str = "") -> list[Item]:
    """Open lines of `side` that `one`, a line of the other side, may belong to: near in amount, of its number, or named nearest; at most OFFERS_SEEN."""
    near = max(abs(one.amount) // 50, 100_00)
    # Each by an index of its own; the amount by that of the open lines, for a hundred thousand lines hold many of one amount that are matched.
    alike: list[ColumnElement[bool]] = [_Break.amount_paise.between(one.amount - near, one.amount + near)]
    if one.reference:
        alike.append(and_(_Item.reference == one.reference, _Item.reference != ""))
    if nearest:
        alike.append(_Break.item == nearest)
    same = and_(_Break.report_id == _Item.report_id, _Break.side == _Item.side, _Break.item == _Item.item)
    here = (_Break.report_id == report_id, _Break.side == side.value, _Break.open)
    found: dict[str, Item] = {}
    for condition in alike:
        query = select(*(getattr(_Item, name) for name in ITEM_COLUMNS)).join(_Break, same).where(*here, condition)
        # By distance in amount and day: what is cut off is what would have lost.
        order = (func.abs(_Break.amount_paise - one.amount), func.abs(_Item.day - one.day), _Item.item)
        for row in await db.execute(query.order_by(*order).limit(OFFERS_SEEN)):
            found[row.item] = to_item(row)
    return list(found.values())


async def load_rejected_pairs(db: TenantDb, report_id: uuid.UUID, keys: Iterable[Key]) -> set[frozenset[Key]]:
    """Pairs that people rejected, of those that one of these items stands in."""
    wanted = list(keys)
    if not wanted:
        return set()
    mine = select(_Line.match_id).where(keys_in(_Line.side, _Line.item, wanted))
    query = (
        select(_Line.match_id, _Line.side, _Line.item)
        .join(_Match, _Match.id == _Line.match_id)
        .where(_Match.report_id == report_id, _Match.status == "rejected", _Line.match_id.in_(mine))
    )
    found: defaultdict[uuid.UUID, set[Key]] = defaultdict(set)
    for match_id, side, item in await db.execute(query):
        found[match_id].add((Side(side), item))
    return {frozenset(each) for each in found.values()}


async def save_bench(db: TenantDb, loaded: Loaded, by: uuid.UUID) -> None:
    """Write what changed since it was loaded; each match that changed gets its next version."""
    bench, report_id = loaded.bench, loaded.report_id
    for name in sorted(loaded.matches.keys() - bench.matches.keys()):
        await db.execute(delete(_Match).where(_Match.id == loaded.ids[name]))
    decided = {"decided_by": by, "decided_at": datetime.now(UTC)}
    fresh: list[tuple[uuid.UUID, Match]] = []
    plain: list[Match] = []
    for name, match in sorted(bench.matches.items()):
        before = loaded.matches.get(name)
        if before is None:
            fresh.append((uuid7(), match))
        elif before == replace(match, status=before.status, earlier=before.earlier):
            plain += [match] if before != match else []
        else:
            identity = loaded.ids[name]
            row = match_row(report_id, identity, match, bench.items) | decided | {"version": loaded.versions[name] + 1}
            await db.execute(update(_Match).where(_Match.id == identity).values(**{key: value for key, value in row.items() if key not in ("id", "report_id")}))
            if before.allocations != match.allocations:
                await db.execute(delete(_Line).where(_Line.match_id == identity))
                await insert_rows(db, _Line, line_rows(identity, match))
    await _save_decided(db, loaded, plain, by)
    # Nobody decided on a candidate that only took a place.
    for each, match in fresh:
        await db.execute(insert(_Match).values(match_row(report_id, each, match, bench.items) | (decided if match.status is MatchStatus.ACCEPTED else {})))
    await insert_rows(db, _Line, [line for each, match in fresh for line in line_rows(each, match)])
    await _save_items(db, loaded)
    await _save_breaks(db, loaded)
    db.expire_all()


_DECIDED = text("""
    update reconciliation_matches m set status = r.status, earlier = r.earlier, version = m.version + 1, decided_by = cast(:by as uuid), decided_at = now()
    from json_to_recordset(cast(:rows as json)) as r(id uuid, status text, earlier jsonb) where m.id = r.id
""")


async def _save_decided(db: TenantDb, loaded: Loaded, matches: Sequence[Match], by: uuid.UUID) -> None:
    """Matches of which the decision alone changed, in one statement: they may be hundreds."""
    rows = [{"id": str(loaded.ids[match.id]), "status": match.status.value, "earlier": [each.value for each in match.earlier]} for match in matches]
    if rows:
        await db.execute(_DECIDED, {"by": str(by), "rows": json.dumps(rows)})


async def _save_items(db: TenantDb, loaded: Loaded) -> None:
    now = loaded.bench.items
    gone = loaded.items.keys() - now.keys()
    for side in Side:
        if names := sorted(item for each, item in gone if each is side):
            await db.execute(delete(_Item).where(_Item.report_id == loaded.report_id, _Item.side == side.value, _Item.item.in_(names)))
    for key in sorted(now.keys()):
        if loaded.items.get(key) == now[key]:
            continue
        row = item_row(loaded.report_id, key[0], now[key])
        changes = {"amount_paise": row["amount_paise"], "labels": row["labels"]}
        await db.execute(insert(_Item).values(id=uuid7(), **row).on_conflict_do_update(index_elements=_KEY, set_=changes))


async def _save_breaks(db: TenantDb, loaded: Loaded) -> None:
    now = loaded.bench.breaks
    gone = loaded.breaks.keys() - now.keys()
    for side in Side:
        if names := sorted(item for each, item in gone if each is side):
            await db.execute(delete(_Break).where(_Break.report_id == loaded.report_id, _Break.side == side.value, _Break.item.in_(names)))
    for key in sorted(now.keys()):
        item = loaded.bench.items[key]
        # Pieces of a line that become one again keep their break and change its amount.
        if loaded.breaks.get(key) != now[key] or loaded.items.get(key) != item:
            row = break_row(loaded.report_id, now[key], item) | {"open": True}
            await db.execute(insert(_Break).values(id=uuid7(), **row).on_conflict_do_update(index_elements=_KEY, set_=row))


_KEY = ["tenant_id", "report_id", "side", "item"]


async def _match_rows(db: TenantDb, report_id: uuid.UUID, names: Iterable[str]) -> list[ReconciliationMatch]:
    query = select(_Match).where(_Match.report_id == report_id, _Match.match.in_(sorted(names))).execution_options(populate_existing=True)
    return list((await db.execute(query)).scalars())


async def _parts(db: TenantDb, rows: Iterable[ReconciliationMatch]) -> dict[uuid.UUID, list[Allocation]]:
    found: dict[uuid.UUID, list[Allocation]] = {row.id: [] for row in rows}
    query = select(_Line.match_id, _Line.side, _Line.item, _Line.allocated_paise).where(_Line.match_id.in_(found)).order_by(_Line.side, _Line.item)
    for match_id, side, item, amount in await db.execute(query):
        found[match_id].append(Allocation(Side(side), item, Paise(amount)))
    return found


async def _load_items(db: TenantDb, report_id: uuid.UUID, lines: Iterable[Key]) -> dict[Key, Item]:
    found: dict[Key, Item] = {}
    for side in Side:
        names = [line for each, line in lines if each is side]
        if not names:
            continue
        query = select(_Item).where(_Item.report_id == report_id, _Item.side == side.value, _Item.item.in_(names)).execution_options(populate_existing=True)
        whole = {row.item: to_item(row) for row in (await db.execute(query)).scalars()}
        found |= {(side, name): item for name, item in whole.items()}
        if split := [rest for name, item in whole.items() if "whole_paise" in item.labels for rest in rests_of(name)]:
            rests = select(_Item).where(_Item.report_id == report_id, _Item.side == side.value, _Item.item.in_(split))
            found |= {(side, row.item): to_item(row) for row in (await db.execute(rests.execution_options(populate_existing=True))).scalars()}
    return found


async def _load_breaks(db: TenantDb, report_id: uuid.UUID, items: Iterable[Key]) -> dict[Key, Break]:
    found: dict[Key, Break] = {}
    for side in Side:
        names = [item for each, item in items if each is side]
        query = select(_Break).where(_Break.report_id == report_id, _Break.side == side.value, _Break.open, _Break.item.in_(names))
        for row in (await db.execute(query.execution_options(populate_existing=True))).scalars() if names else ():
            found[side, row.item] = Break(side, row.item, row.nearest, row.why_not, row.age_days)
    return found
