"""What people decide about the chart of accounts: where a ledger goes, which two are one, what one is called."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import books, chart, closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, LedgerAccountRow, LedgerMerge
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import ZERO
from qrt.core.base.period import Quarter
from qrt.core.close.carried import MAPPED, MERGED, RENAMED, UNMAPPED, UNMERGED, to_mapped
from qrt.core.ledger.chart import nature_of_key
from qrt.core.ledger.types import TrialBalance, TrialBalanceLine
from qrt.core.statements.draw import draw_faces
from qrt.core.statements.effect import LineEffect, compare, together
from qrt.flows.desk import load_rules
from qrt.flows.journals.effect import load_balance, load_face_layout

NATURE_ALIKE = {"asset": "sheet", "liability": "sheet", "income": "result", "expense": "result"}


async def accept(db: TenantDb, by: Person, ledger_id: uuid.UUID, quarter: Quarter, schedule_key: str, role: str | None, tds_key: str | None, seen: str) -> None:
    """Put a ledger into a line of Schedule III by a person's word: at once in the chart, in figures from the next run on, and in every later close.

    seen  the line the person saw it in ("" for none)
    Raises Refused ledger.unknown, ledger.stale, ledger.merged_away, chart.line_unknown, close.unknown, close.signed.
    """
    row, code = await _load(db, ledger_id)
    if row.schedule_key != seen:
        raise Refused("ledger.stale", "The ledger's line changed since you looked. Look again before deciding.")
    await _map(db, by, row, code, await _load_close(db, quarter), schedule_key, role, tds_key)
    await _changed(db, [row.id])


async def forget(db: TenantDb, by: Person, ledger_id: uuid.UUID, quarter: Quarter) -> None:
    """Take a decision back: from the next run on the ledger goes where the rules put it. Raises Refused("ledger.not_decided")."""
    row, code = await _load(db, ledger_id)
    close = await _load_close(db, quarter)
    if row.mapping_source != "decision":
        raise Refused("ledger.not_decided", f"Nobody decided where “{row.name}” goes; there is nothing to take back.")
    await closes.save_decision(db, close.id, UNMAPPED, f"{code}|{row.name}", _signed({"schedule_key": "", "group": row.group_name}, by), uuid.UUID(by.id))
    await chart.remember(db, close.id, row, "", None, None, uuid.UUID(by.id))
    row.mapping_source, row.mapping_reason, row.mapped_by = "", f"decision taken back by {by.name}; the next run maps it again", None
    await _changed(db, [row.id])


async def accept_many(db: TenantDb, by: Person, quarter: Quarter, entity: str | None, only_unmapped: bool, confidence_least: float, expected_count: int) -> int:
    """Accept the first offer of every ledger that nobody decided and whose offer is at least so sure. Refused("ledger.count_moved") when it is not what was seen."""
    close = await _load_close(db, quarter)
    codes = await _codes(db, entity)
    rows = await proposals(db, list(codes), only_unmapped, confidence_least, lock=True)
    if len(rows) != expected_count:
        raise Refused("ledger.count_moved", f"The filter now holds {len(rows)} ledgers. Look again before accepting.")
    for row in rows:
        offer = row.offers[0]
        await _map(db, by, row, codes[row.entity_id], close, offer["schedule_key"], offer["role"], offer["tds_key"])
    await _changed(db, [row.id for row in rows])
    return len(rows)


async def count_acceptable(db: TenantDb, entity: str | None, only_unmapped: bool, confidence_least: float) -> int:
    """How many ledgers `accept_many` would decide. Raises Refused("entity.unknown")."""
    return len(await proposals(db, list(await _codes(db, entity)), only_unmapped, confidence_least))


async def _codes(db: TenantDb, entity: str | None) -> dict[uuid.UUID, str]:
    wanted = None if entity is None or entity.lower() in ("", "group", "all") else entity.lower()
    found = {identity: code for code, identity in (await companies.entity_ids(db)).items() if wanted is None or code.lower() == wanted}
    if not found:
        raise Refused("entity.unknown", "There is no such entity.")
    return found


async def proposals(
    db: TenantDb, entity_ids: Sequence[uuid.UUID], only_unmapped: bool, confidence_least: float, *, lock: bool = False
) -> list[LedgerAccountRow]:
    """Ledgers that nobody decided and whose first offer is at least so sure, by name."""
    query = select(LedgerAccountRow).where(LedgerAccountRow.entity_id.in_(entity_ids), LedgerAccountRow.mapping_source != "decision")
    if only_unmapped:
        query = query.where(LedgerAccountRow.schedule_key == "")
    homes = await books.load_homes(db, date.max)
    query = query.order_by(LedgerAccountRow.name, LedgerAccountRow.id)
    rows = (await db.execute(query.with_for_update() if lock else query)).scalars()
    return [
        row for row in rows if row.id not in homes and row.offers and row.offers[0]["schedule_key"] and float(row.offers[0]["confidence"]) >= confidence_least
    ]


async def merge(db: TenantDb, by: Person, from_id: uuid.UUID, into_id: uuid.UUID, quarter: Quarter, reason: str) -> uuid.UUID:
    """Make two ledgers one from this quarter on: the balance of the first belongs to the second; its posted lines stay as they are. Returns the merge's id.

    Raises Refused ledger.unknown, ledger.same, ledger.other_entity, ledger.merged_away, ledger.other_kind, ledger.reason_missing, close.unknown, close.signed.
    """
    row, into, code = await _mergeable(db, from_id, into_id)
    return await _relate(db, by, row, into.id, into.name, code, quarter, "merged", reason)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge would do: the quarter's figures of both ledgers and of the two together, vouchers that name each, and the lines of the statements it changes.

    vouchers  posted in the quarter, and posted at all, of the ledger that goes and of the one that stays
    """

    gone: TrialBalanceLine
    stays: TrialBalanceLine
    both: TrialBalanceLine
    vouchers: tuple[tuple[int, int], tuple[int, int]]
    effects: tuple[LineEffect, ...]


async def preview_merge(db: TenantDb, from_id: uuid.UUID, into_id: uuid.UUID, quarter: Quarter) -> Merged:
    """What `merge` would do, without doing it. Raises what it raises about the two ledgers."""
    row, into, code = await _mergeable(db, from_id, into_id)
    balance, chart_of, layout = await load_balance(db, quarter, code), await books.load_chart(db, row.entity_id, code), await load_face_layout(db)
    after = together(balance, row.name, into.name)
    effects = compare(code, draw_faces(balance, chart_of, layout), draw_faces(after, chart_of, layout), layout, frozenset({row.name, into.name}))

    def line(of: TrialBalance, name: str) -> TrialBalanceLine:
        return next((each for each in of.lines if each.ledger == name), TrialBalanceLine(name, ZERO, ZERO, ZERO, ZERO))

    counts = [await chart.count_vouchers(db, each, quarter.first_day, quarter.last_day) for each in (from_id, into_id)]
    return Merged(line(balance, row.name), line(balance, into.name), line(after, into.name), (counts[0], counts[1]), effects)


async def _mergeable(db: TenantDb, from_id: uuid.UUID, into_id: uuid.UUID) -> tuple[LedgerAccountRow, LedgerAccountRow, str]:
    """Both ledgers and their company's code, when they may be one."""
    row, code = await _load(db, from_id)
    into, into_code = await _load(db, into_id)
    if row.id == into.id:
        raise Refused("ledger.same", "A ledger cannot be merged into itself.")
    if code != into_code:
        raise Refused(
            "ledger.other_entity", f"“{row.name}” is in the books of {code}, “{into.name}” in those of {into_code}: only ledgers of one company merge."
        )
    if NATURE_ALIKE.get(row.nature, "") != NATURE_ALIKE.get(into.nature, "") and row.nature and into.nature:
        raise Refused(
            "ledger.other_kind", f"“{row.name}” is {row.nature}, “{into.name}” is {into.nature}: map one of them first, or move the balance with a journal."
        )
    return row, into, code


async def rename(db: TenantDb, by: Person, ledger_id: uuid.UUID, quarter: Quarter, name: str, reason: str) -> uuid.UUID:
    """Call a ledger otherwise from this quarter on; papers may go on writing the old name. Returns the id of the ledger under its new name.

    Raises Refused ledger.name_taken, ledger.name_missing, and what `merge` raises.
    """
    row, code = await _load(db, ledger_id)
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused("ledger.name_missing", "Say what the ledger is to be called.")
    if wanted in await books.load_ledger_ids(db, row.entity_id):
        raise Refused("ledger.name_taken", f"{code} has a ledger “{wanted}” already. Merge the two instead.")
    await _hold(db, quarter)
    made = await chart.make_ledger(db, row, wanted)
    await _relate(db, by, row, made, wanted, code, quarter, "renamed", reason)
    return made


async def unmerge(db: TenantDb, by: Person, merge_id: uuid.UUID) -> uuid.UUID:
    """Take a merge or renaming back, while no close that it touches is signed. Returns the id of the ledger that stands for itself again.

    Raises Refused merge.unknown, merge.undone, close.signed.
    """
    found = (await db.execute(select(LedgerMerge).where(LedgerMerge.id == merge_id).with_for_update())).scalar_one_or_none()
    if found is None:
        raise Refused("merge.unknown", "There is no such merge.")
    if found.undone_at is not None:
        raise Refused("merge.undone", "This merge was taken back already.")
    quarter = Quarter.of(found.first_day)
    close = await _hold(db, quarter)
    (start, code), (end, _) = await _any(db, found.from_id), await _any(db, found.into_id)
    await chart.undo_merge(db, merge_id, uuid.UUID(by.id))
    await closes.save_decision(db, close.id, UNMERGED, f"{code}|{start.name}", _signed({"into": end.name}, by), uuid.UUID(by.id))
    await _changed(db, [found.from_id, found.into_id])
    return found.from_id


async def _relate(
    db: TenantDb, by: Person, row: LedgerAccountRow, into_id: uuid.UUID, into: str, code: str, quarter: Quarter, kind: str, reason: str
) -> uuid.UUID:
    if not reason.strip():
        raise Refused("ledger.reason_missing", "Say why: an auditor will ask.")
    close = await _hold(db, quarter)
    identity = uuid.UUID(by.id)
    made = await chart.save_merge(db, close.id, row.entity_id, row.id, into_id, kind, quarter.first_day, reason.strip(), identity)
    content = _signed({"into": into, "reason": reason.strip()}, by)
    await closes.save_decision(db, close.id, RENAMED if kind == "renamed" else MERGED, f"{code}|{row.name}", content, identity)
    await _changed(db, [row.id, into_id])
    return made


async def _map(db: TenantDb, by: Person, row: LedgerAccountRow, code: str, close: Close, schedule_key: str, role: str | None, tds_key: str | None) -> None:
    layout = load_rules((await companies.load_company(db)).division).layout
    if schedule_key not in {line.key for line in (*layout.balance_sheet, *layout.profit_and_loss) if line.kind == "line"}:
        raise Refused("chart.line_unknown", f"{schedule_key} is no line of Division {layout.division} that holds ledgers.")
    content: dict[str, Any] = {"schedule_key": schedule_key, "group": row.group_name}
    content |= {name: value for name, value in (("role", role), ("tds_key", tds_key)) if value is not None}
    signed = _signed(content, by)
    await closes.save_decision(db, close.id, MAPPED, f"{code}|{row.name}", signed, uuid.UUID(by.id))
    await chart.remember(db, close.id, row, schedule_key, role, tds_key, uuid.UUID(by.id))
    if role is None and schedule_key != row.schedule_key:
        row.role = ""
    elif role is not None:
        row.role = role
    row.tds_key = row.tds_key if tds_key is None else tds_key
    row.schedule_key, row.nature, row.mapping_confidence = schedule_key, nature_of_key(schedule_key), 1.0
    row.mapping_reason, row.mapping_source, row.mapped_by = to_mapped(signed).reason, "decision", uuid.UUID(by.id)
    await db.flush()


def _signed(content: dict[str, Any], by: Person) -> dict[str, Any]:
    return {**content, "by": by.name, "on": datetime.now(UTC).date().isoformat()}


async def _load(db: TenantDb, ledger_id: uuid.UUID) -> tuple[LedgerAccountRow, str]:
    """A ledger that stands for itself."""
    row, code = await _any(db, ledger_id)
    if row.id in await books.load_homes(db, date.max):
        raise Refused("ledger.merged_away", f"“{row.name}” belongs to another ledger now. Take the merge back first, or use that ledger.")
    return row, code


async def _any(db: TenantDb, ledger_id: uuid.UUID) -> tuple[LedgerAccountRow, str]:
    found = await chart.load_ledger(db, ledger_id, lock=True)
    if found is None:
        raise Refused("ledger.unknown", "There is no such ledger.")
    return found


async def _load_close(db: TenantDb, quarter: Quarter) -> Close:
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"There is no close for {quarter} yet. Open it first.")
    return close


async def _hold(db: TenantDb, quarter: Quarter) -> Close:
    """The close of a quarter, with it and every later one kept unsigned until the transaction ends: a merge shows in all of them."""
    close = await _load_close(db, quarter)
    for each in (await db.execute(select(Close).order_by(Close.fy_start, Close.quarter))).scalars():
        if (each.fy_start, each.quarter) >= (quarter.fy_start, quarter.number):
            await closes.hold_unsigned(db, each.id)
    return close


async def _changed(db: TenantDb, ids: Sequence[uuid.UUID]) -> None:
    await db.flush()
    await append_event(db, "chart.changed", {"ids": [str(each) for each in ids[:500]]})
