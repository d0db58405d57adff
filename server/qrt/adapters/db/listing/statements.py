"""Drawn statements, the trial balance from the posted vouchers, and the way down to them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, text

from qrt.adapters.db.books import load_homes
from qrt.adapters.db.listing.base import Row, Scope, load_entity_codes, load_scope
from qrt.adapters.db.listing.enquiries.ledger import load_account, load_figures, load_lines, read_place, write_place
from qrt.adapters.db.listing.enquiries.span import Span
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, FinancialStatement, LedgerAccountRow
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

KINDS: Mapping[str, tuple[str, str]] = {
    "bs": ("balance_sheet", "Balance sheet"),
    "pl": ("profit_and_loss", "Statement of profit and loss"),
    "cf": ("cash_flow", "Cash flow statement"),
    "conso": ("consolidation", "Consolidation"),
    "completeness": ("completeness", "Completeness of the hand-in"),
}
"""Short names of the page, names of the store, titles."""

_PERIODS = """
    select p.id, p.entity_id, p.first_day, p.last_day from periods p
    where p.fy_start = :fy and p.quarter = :quarter and (cast(:entity as uuid) is null or p.entity_id = :entity)
"""


async def load_statement(db: TenantDb, kind: str, quarter: Quarter, entity: str | None) -> Row:
    """The newest draft of a statement. Raises Refused("statement.unknown") before the first run has drawn it."""
    scope = await load_scope(db, quarter, entity)
    row = await _newest(db, scope, kind)
    drawn = _drawn(row.content)
    columns, lines = _face(kind, drawn)
    return {
        "kind": kind,
        "title": KINDS[kind][1],
        "unit": "paise",
        "draft": row.draft,
        "digest": row.digest,
        "columns": columns,
        "lines": lines,
        "ties": [_tie(tie) for tie in drawn.get("ties", [])],
        "unmapped": await _unmapped(db, drawn),
    }


async def load_line(db: TenantDb, kind: str, key: str, quarter: Quarter, entity: str | None) -> Row:
    """The ledgers behind one line of a statement. Raises Refused("statement.unknown")."""
    scope = await load_scope(db, quarter, entity)
    drawn = _drawn((await _newest(db, scope, kind)).content)
    line = next((each for each in drawn.get("lines", []) if each.get("key") == key), None)
    if line is None:
        raise Refused("statement.unknown", "There is no such line.")
    ids = await _ledger_ids(db)
    shares = line.get("ledgers", [])
    # Shares are debit positive, the line is positive on its natural side: shown so that they add up to the line.
    total = sum(share["amount"] for share in shares)
    sign = -1 if total and line.get("amount") == -total else 1
    ledgers = [
        {"ledger_id": ids[share["entity"], share["ledger"]], "ledger": share["ledger"], "entity_code": share["entity"], "amount_paise": sign * share["amount"]}
        for share in shares
        if (share["entity"], share["ledger"]) in ids
    ]
    return {"key": key, "label": line.get("label", key), "ledgers": ledgers, "total_paise": sign * total}


async def load_trial_balance(db: TenantDb, quarter: Quarter, entity: str | None) -> Row:
    """Every ledger that opened or moved in the quarter, of one entity or all, from the kept balances."""
    scope = await load_scope(db, quarter, entity)
    query = text(
        f"""
        with p as ({_PERIODS}),
        opening as (select o.ledger_id, sum(o.amount_paise) as amount from opening_balances o join p on p.id = o.period_id group by 1),
        moved as (
            select d.ledger_id, sum(d.debit_paise) as debit, sum(d.credit_paise) as credit
            from ledger_months d join p on p.entity_id = d.entity_id and d.month between p.first_day and p.last_day group by 1
        )
        select a.id as ledger_id, a.name as ledger, e.code as entity_code, a.group_name as "group", a.schedule_key,
               coalesce(o.amount, 0)::bigint as opening_paise, coalesce(m.debit, 0)::bigint as debit_paise, coalesce(m.credit, 0)::bigint as credit_paise,
               (coalesce(o.amount, 0) + coalesce(m.debit, 0) - coalesce(m.credit, 0))::bigint as closing_paise
        from ledger_accounts a join entities e on e.id = a.entity_id left join opening o on o.ledger_id = a.id left join moved m on m.ledger_id = a.id
        where coalesce(o.amount, 0) <> 0 or m.ledger_id is not null
        order by e.position, e.code, a.name
        """
    )
    lines = _at_home([dict(row._mapping) for row in (await db.execute(query, _values(scope))).all()], await load_homes(db, quarter.first_day))
    totals = {name: sum(line[name] for line in lines) for name in _AMOUNTS}
    return {"lines": lines, "totals": totals}


def _at_home(lines: list[Row], homes: Mapping[uuid.UUID, uuid.UUID]) -> list[Row]:
    """Lines of ledgers that are merged away added to the line of the ledger they belong to. That one stands in the list too, as its opening or its own movement,
    or under the name of the first of them where it has neither."""
    if not homes:
        return lines
    kept: dict[uuid.UUID, Row] = {line["ledger_id"]: line for line in lines if line["ledger_id"] not in homes}
    for line in lines:
        home = homes.get(line["ledger_id"])
        if home is None:
            continue
        standing = kept.setdefault(home, {**line, "ledger_id": home, **dict.fromkeys(_AMOUNTS, 0)})
        for name in _AMOUNTS:
            standing[name] += line[name]
    return list(kept.values())


_AMOUNTS = ("opening_paise", "debit_paise", "credit_paise", "closing_paise")


async def load_ledger(db: TenantDb, ledger_id: uuid.UUID, quarter: Quarter, cursor: str | None, limit: int) -> Row:
    """One ledger over a quarter with its running balance. Raises Refused("ledger.unknown")."""
    query = select(LedgerAccountRow, Entity.code).join(Entity, Entity.id == LedgerAccountRow.entity_id).where(LedgerAccountRow.id == ledger_id)
    found = (await db.execute(query)).one_or_none()
    if found is None:
        raise Refused("ledger.unknown", "There is no such ledger.")
    account, code = found
    asked = await load_account(db, ledger_id, quarter.first_day)
    ledgers = [ledger_id, *asked.merged]
    values = {"ledger": ledgers, "fy": quarter.fy_start, "quarter": quarter.number, "entity": account.entity_id}
    opening = await _sum(
        db, f"select sum(o.amount_paise) from opening_balances o join ({_PERIODS}) p on p.id = o.period_id where o.ledger_id = any(:ledger)", values
    )
    span = Span(quarter.first_day, quarter.last_day)
    behind = read_place(cursor, span)
    figures = await load_figures(db, asked, span, behind)
    # The opening here is the quarter's own, as its trial balance states it.
    lines, more = await load_lines(db, asked, span, opening + figures.before - figures.opening, behind, limit)
    debit, credit = figures.debit, figures.credit
    counted = text("select count(*) from journal_lines where ledger_id = any(:ledger) and day between :first and :last")
    total = (await db.execute(counted, {"ledger": ledgers, "first": quarter.first_day, "last": quarter.last_day})).scalar_one()
    return {
        "ledger_id": ledger_id,
        "ledger": account.name,
        "entity_code": code,
        "schedule_key": account.schedule_key,
        "mapping_reason": account.mapping_reason,
        "opening_paise": opening,
        "debit_paise": debit,
        "credit_paise": credit,
        "closing_paise": opening + debit - credit,
        "lines": [{name: line[name] for name in _LINE} | {"number": line["imported_number"] or line["number"]} for line in lines],
        "next_cursor": write_place(lines) if more else None,
        "total": total,
    }


_LINE = ("entry_id", "day", "kind", "narration", "party", "debit_paise", "credit_paise", "balance_paise")


async def _newest(db: TenantDb, scope: Scope, kind: str) -> FinancialStatement:
    """The newest draft; for the group of one company that company's, as there is nothing to consolidate."""
    stored = KINDS[kind][0]
    entity = scope.entity
    if entity is None and kind != "conso":
        only = list((await load_entity_codes(db)).keys())
        entity = only[0] if len(only) == 1 else None
    query = select(FinancialStatement).where(FinancialStatement.close_id == scope.close, FinancialStatement.kind == stored)
    query = query.where(FinancialStatement.entity_id == entity if entity and kind != "conso" else FinancialStatement.entity_id.is_(None))
    row = (await db.execute(query.order_by(FinancialStatement.draft.desc()).limit(1))).scalar_one_or_none()
    if row is None and scope.entity is None and kind in ("bs", "pl", "cf"):
        return await _of_group(db, scope, kind)
    if row is None:
        raise Refused("statement.unknown", "This statement has not been drawn yet. Run the close first.")
    return row


async def _of_group(db: TenantDb, scope: Scope, kind: str) -> FinancialStatement:
    """The group's face out of the consolidation."""
    query = select(FinancialStatement).where(FinancialStatement.close_id == scope.close, FinancialStatement.kind == "consolidation")
    row = (await db.execute(query.order_by(FinancialStatement.draft.desc()).limit(1))).scalar_one_or_none()
    lines = row.content.get(KINDS[kind][0]) if row else None
    if row is None or not lines:
        raise Refused("statement.unknown", "This statement has not been drawn for the group yet.")
    group = [{**line, "amount": line["group"]} for line in lines]
    return FinancialStatement(kind=row.kind, draft=row.draft, digest=row.digest, content={"lines": group, "ties": row.content.get("ties", [])})


def _drawn(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of the stored content that has lines."""
    inner = content.get("statement")
    return {**content, **inner} if isinstance(inner, dict) else content


def _face(kind: str, drawn: Mapping[str, Any]) -> tuple[list[str], list[Row]]:
    """Columns and lines as the page shows them."""
    if kind == "completeness":
        return ["Registers", "Trial balance", "Difference"], [_completeness_line(row) for row in drawn.get("rows", drawn.get("lines", []))]
    if kind == "conso":
        return _worksheet(drawn)
    lines: Sequence[Mapping[str, Any]] = drawn.get("lines", [])
    extra = [
        (name, title) for name, title in (("comparative", "Opening"), ("year_to_date", "Year to date")) if any(line.get(name) is not None for line in lines)
    ]
    columns = ["Quarter" if kind in ("pl", "cf") else "Closing", *(title for _, title in extra)]
    return columns, [_statement_line(line, [name for name, _ in extra]) for line in lines]


def _worksheet(drawn: Mapping[str, Any]) -> tuple[list[str], list[Row]]:
    """Entities side by side, eliminations, the group: the balance sheet, then profit and loss."""
    entities = [str(code) for code in drawn.get("entities", [])]
    found: list[Row] = []
    for line in (*drawn.get("balance_sheet", []), *drawn.get("profit_and_loss", [])):
        amounts = [line["entities"].get(code, 0) for code in entities] + [line["eliminations"], line["group"]]
        shown = _statement_line({**line, "amount": None}, ())
        found.append(shown | {"amounts_paise": [None] * len(amounts) if line["kind"] == "heading" else amounts})
    return [*entities, "Eliminations", "Group"], found


def _statement_line(line: Mapping[str, Any], extra: Sequence[str]) -> Row:
    heading = line.get("kind") == "heading"
    return {
        "key": line.get("key", ""),
        "label": line.get("label", ""),
        "level": line.get("level", 0),
        "kind": line.get("kind", "line"),
        "note": line.get("note", ""),
        "amounts_paise": [None if heading else line.get(name) for name in ("amount", *extra)],
        "drill": bool(line.get("ledgers")),
        "tone": "bad" if line.get("kind") == "unmapped" else "plain",
    }


def _completeness_line(row: Mapping[str, Any]) -> Row:
    return {
        "key": row.get("ledger", ""),
        "label": row.get("ledger", ""),
        "level": 0 if row.get("is_group") else 1,
        "kind": "line",
        "note": row.get("likely_cause", ""),
        "amounts_paise": [row.get("registers_say"), row.get("trial_balance_says"), row.get("difference")],
        "drill": False,
        "tone": "bad" if row.get("difference") else "good",
    }


def _tie(tie: Mapping[str, Any]) -> Row:
    left, right = int(tie["left"]), int(tie["right"])
    return {"name": tie["name"], "left_paise": left, "right_paise": right, "difference_paise": left - right}


async def _unmapped(db: TenantDb, drawn: Mapping[str, Any]) -> list[Row]:
    """Ledgers on red lines: they tie, but nobody has said where they belong."""
    red = [share for line in drawn.get("lines", []) if line.get("kind") == "unmapped" for share in line.get("ledgers", [])]
    ids = await _ledger_ids(db) if red else {}
    return [{"ledger_id": ids.get((share["entity"], share["ledger"])), "ledger": share["ledger"], "amount_paise": share["amount"]} for share in red]


async def _ledger_ids(db: TenantDb) -> Mapping[tuple[str, str], uuid.UUID]:
    query = select(Entity.code, LedgerAccountRow.name, LedgerAccountRow.id).join(Entity, Entity.id == LedgerAccountRow.entity_id)
    return {(code, name): identity for code, name, identity in (await db.execute(query))}


async def _sum(db: TenantDb, query: str, values: Mapping[str, Any]) -> int:
    return int((await db.execute(text(query), values)).scalar_one() or 0)


def _values(scope: Scope) -> Row:
    return {"fy": scope.quarter.fy_start, "quarter": scope.quarter.number, "entity": scope.entity}
