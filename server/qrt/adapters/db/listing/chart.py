"""The chart of accounts and the opening balances, as their pages list them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from qrt.adapters.db.books import load_homes
from qrt.adapters.db.chart import load_ledger as load_account
from qrt.adapters.db.chart import load_merges
from qrt.adapters.db.closes import load_statement
from qrt.adapters.db.listing.base import Row, Scope, load_entity_codes, load_scope, read_cursor, write_cursor
from qrt.adapters.db.listing.statements import load_trial_balance
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, LedgerAccountRow, LedgerMapping, User
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.ledger.naming import squeezed
from qrt.core.statements.types import Layout

VIEWS = ("all", "unmapped", "low", "decided", "merged", "similar")
LOW = 0.8
"""A mapping that is less sure than this stands in the view "low": somebody should look at it."""


async def load_chart_page(
    db: TenantDb, quarter: Quarter, entity: str | None, view: str, group: str | None, words: str | None, cursor: str | None, limit: int, layout: Layout
) -> Row:
    """Ledgers of the chart with balance, line, reason and offers: the largest balance first among unmapped ones, else by name."""
    scope = await load_scope(db, quarter, entity)
    rows = await _load_all(db, scope, layout)
    chosen = [row for row in rows if (not group or squeezed(row["group"]) == squeezed(group)) and _says(row, words)]
    counts = {each: sum(_in_view(row, each) for row in chosen) for each in VIEWS}
    shown = [row for row in chosen if _in_view(row, view)]
    if view in ("unmapped", "low"):
        shown.sort(key=lambda row: (-abs(row["closing_paise"]), row["ledger"], row["entity_code"]))
    start = max(read_cursor(cursor, (int,))[0], 0) if cursor else 0
    page = shown[start : start + limit]
    return {
        "items": page,
        "next_cursor": write_cursor([start + len(page)]) if start + len(page) < len(shown) else None,
        "total": len(shown),
        "total_paise": sum(abs(row["closing_paise"]) for row in shown),
        "counts": counts,
        "groups": sorted({row["group"] for row in rows if row["group"]}),
    }


async def load_chart_ledger(db: TenantDb, ledger_id: uuid.UUID, quarter: Quarter, layout: Layout) -> Row:
    """One ledger with its offers, ledgers that differ in typing alone, and what was decided about it. Raises Refused("ledger.unknown")."""
    found = await load_account(db, ledger_id)
    if found is None:
        raise Refused("ledger.unknown", "There is no such ledger.")
    scope = await load_scope(db, quarter, found[1])
    row = next(each for each in await _load_all(db, scope, layout) if each["ledger_id"] == ledger_id)
    return row | {"history": await _history(db, found[0])}


async def load_chart_rows(db: TenantDb, quarter: Quarter, entity: str | None, layout: Layout) -> Sequence[Row]:
    """The whole chart by entity and name, for the export."""
    return await _load_all(db, await load_scope(db, quarter, entity), layout)


async def _load_all(db: TenantDb, scope: Scope, layout: Layout) -> list[Row]:
    query = select(LedgerAccountRow).order_by(LedgerAccountRow.name, LedgerAccountRow.id)
    if scope.entity:
        query = query.where(LedgerAccountRow.entity_id == scope.entity)
    accounts = list((await db.execute(query)).scalars())
    codes, homes = await load_entity_codes(db), await load_homes(db, scope.quarter.first_day)
    labels = {line.key: line.label for line in (*layout.balance_sheet, *layout.profit_and_loss)}
    balance = {line["ledger_id"]: line for line in (await load_trial_balance(db, scope.quarter, scope.entity_code))["lines"]}
    names = {account.id: account.name for account in accounts}
    similar = _similar(account for account in accounts if account.id not in homes)
    return [_row(account, codes[account.entity_id], balance.get(account.id, {}), homes, names, labels, similar.get(account.id, ())) for account in accounts]


def _row(
    account: LedgerAccountRow,
    code: str,
    balance: Mapping[str, Any],
    homes: Mapping[uuid.UUID, uuid.UUID],
    names: Mapping[uuid.UUID, str],
    labels: Mapping[str, str],
    similar: Sequence[LedgerAccountRow],
) -> Row:
    home = homes.get(account.id)
    without_line = account.schedule_key == "" and account.role not in ("branch", "suspense")
    state = "merged" if home else "unmapped" if without_line else "decided" if account.mapping_source == "decision" else "proposed"
    return {
        "ledger_id": account.id,
        "ledger": account.name,
        "entity_code": code,
        "group": account.group_name,
        "nature": account.nature,
        "schedule_key": account.schedule_key,
        "line": labels.get(account.schedule_key, ""),
        "role": account.role,
        "tds_key": account.tds_key,
        "state": state,
        "source": account.mapping_source,
        "reason": account.mapping_reason,
        "confidence": account.mapping_confidence,
        "opening_paise": balance.get("opening_paise", 0),
        "closing_paise": balance.get("closing_paise", 0),
        "offers": [{**offer, "line": labels.get(offer["schedule_key"], "")} for offer in account.offers if isinstance(offer, dict)],
        "merged_into_id": home,
        "merged_into": names.get(home, "") if home else "",
        "similar": [{"ledger_id": each.id, "ledger": each.name} for each in similar],
    }


def _similar(accounts: Iterable[LedgerAccountRow]) -> dict[uuid.UUID, tuple[LedgerAccountRow, ...]]:
    """Ledgers of one entity whose names differ in case, blanks and signs alone, each with the others."""
    alike: defaultdict[tuple[uuid.UUID, str], list[LedgerAccountRow]] = defaultdict(list)
    for account in accounts:
        alike[account.entity_id, squeezed(account.name)].append(account)
    return {each.id: tuple(other for other in group if other.id != each.id) for (_, key), group in alike.items() if key and len(group) > 1 for each in group}


def _in_view(row: Row, view: str) -> bool:
    match view:
        case "unmapped" | "decided" | "merged":
            return row["state"] == view
        case "low":
            return row["state"] == "unmapped" or (row["state"] == "proposed" and row["confidence"] < LOW and row["schedule_key"] != "")
        case "similar":
            return bool(row["similar"])
        case _:
            return True


def _says(row: Row, words: str | None) -> bool:
    text = f"{row['ledger']} {row['group']} {row['line']} {row['schedule_key']} {row['role']}".casefold()
    return all(word in text for word in (words or "").casefold().split()[:8])


async def _history(db: TenantDb, account: LedgerAccountRow) -> list[Row]:
    """Mappings and merges of a ledger, the newest first."""
    query = (
        select(LedgerMapping, User.name, Close.fy_start, Close.quarter)
        .join(Close, Close.id == LedgerMapping.close_id)
        .outerjoin(User, User.id == LedgerMapping.decided_by)
        .where(LedgerMapping.entity_id == account.entity_id, LedgerMapping.ledger == account.name)
    )
    found: list[Row] = []
    for row, who, fy_start, number in (await db.execute(query)).all():
        what = f"mapped to {row.schedule_key}" if row.schedule_key else "mapping taken back"
        found.append({"at": row.decided_at, "who": who or "", "what": what, "quarter": str(Quarter(fy_start, number)), "merge_id": None, "can_undo": False})
    for merge, _, start, end, who in await load_merges(db, ledger_id=account.id):
        quarter, verb = str(Quarter.of(merge.first_day)), "renamed to" if merge.kind == "renamed" else "merged into"
        what = f"“{start}” {verb} “{end}”: {merge.reason}"
        standing = merge.undone_at is None
        found.append({"at": merge.made_at, "who": who, "what": what, "quarter": quarter, "merge_id": merge.id, "can_undo": standing})
        if merge.undone_at is not None:
            found.append(
                {"at": merge.undone_at, "who": "", "what": f"“{start}” stands for itself again", "quarter": quarter, "merge_id": merge.id, "can_undo": False}
            )
    return sorted(found, key=lambda each: each["at"], reverse=True)


async def load_openings(db: TenantDb, quarter: Quarter, entity: str | None, only_differences: bool, cursor: str | None, limit: int) -> Row:
    """What each source says that each ledger opens with, entity by entity, the used source first."""
    scope = await load_scope(db, quarter, entity)
    sources, rows = [], []
    for identity, code in sorted((await load_entity_codes(db)).items(), key=lambda pair: pair[1]):
        if scope.close is None or (scope.entity and identity != scope.entity):
            continue
        drawn = await load_statement(db, scope.close, identity, "openings")
        stated = drawn.content.get("sources", []) if drawn else []
        sources += [_source(code, position, each) for position, each in enumerate(stated)]
        rows += _opening_rows(code, stated)
    shown = [row for row in rows if row["differs"]] if only_differences else rows
    start = max(read_cursor(cursor, (int,))[0], 0) if cursor else 0
    page = shown[start : start + limit]
    more = write_cursor([start + len(page)]) if start + len(page) < len(shown) else None
    return {"sources": sources, "items": page, "next_cursor": more, "total": len(shown), "differences": sum(row["differs"] for row in rows)}


def _source(code: str, position: int, stated: Mapping[str, Any]) -> Row:
    balances = stated.get("balances", {})
    return {
        "entity_code": code,
        "kind": stated["kind"],
        "words": stated["words"],
        "used": position == 0,
        "ledgers": len(balances),
        "difference_paise": sum(balances.values()),
        "profit_paise": stated.get("profit", 0),
        "retained_ledger": stated.get("retained", ""),
    }


def _opening_rows(code: str, stated: Sequence[Mapping[str, Any]]) -> list[Row]:
    names = sorted({name for source in stated for name in source.get("balances", {})})
    rows: list[Row] = []
    for name in names:
        said = {source["kind"]: source["balances"].get(name) for source in stated}
        amounts = {kind: amount or 0 for kind, amount in said.items()}
        rows.append(
            {
                "entity_code": code,
                "ledger": name,
                "used_paise": next(iter(amounts.values())),
                "said": [{"kind": kind, "amount_paise": amount} for kind, amount in said.items()],
                "differs": len(set(amounts.values())) > 1,
            }
        )
    return rows
