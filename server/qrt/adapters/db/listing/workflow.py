"""Templates, ladder, series, cost centres and periods as the page shows them."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from qrt.adapters.db import books, workflow
from qrt.adapters.db.listing.base import Row, load_entity_codes, load_names
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ApprovalRules, Close, CostCentre, JournalEntry, JournalTemplate, Period, PeriodRequest, TemplatePeriod, VoucherSeries
from qrt.core.base.errors import Refused
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.journals.approval import CHECKER, DEFAULT
from qrt.core.journals.recurring import Template, due_in
from qrt.core.ledger.types import Line, VoucherKind


async def load_templates(db: TenantDb, entity: str | None = None, only: uuid.UUID | None = None) -> list[Row]:
    """Templates by name, with what is due up to the newest open close and what they did. Raises Refused("template.unknown")."""
    query = select(JournalTemplate).order_by(JournalTemplate.name, JournalTemplate.id).execution_options(populate_existing=True)
    rows = (await db.execute(query if only is None else query.where(JournalTemplate.id == only))).scalars().all()
    if only is not None and not rows:
        raise Refused("template.unknown", "There is no such template.")
    codes = await load_entity_codes(db)
    rows = [row for row in rows if not entity or codes[row.entity_id].lower() == entity.lower()]
    names = await load_names(db, [row.changed_by for row in rows])
    history = await _history(db, [row.id for row in rows])
    opened = (await db.execute(select(Close).where(Close.state != "signed").order_by(Close.fy_start, Close.quarter))).scalars().all()
    quarters = [Quarter(close.fy_start, close.quarter) for close in opened]
    return [await _template(db, row, codes[row.entity_id], names, history.get(row.id, []), quarters) for row in rows]


async def _template(db: TenantDb, row: JournalTemplate, code: str, names: Mapping[uuid.UUID, str], history: list[Row], quarters: Sequence[Quarter]) -> Row:
    lines = books.to_lines(row.lines)
    core = Template(str(row.id), code, VoucherKind(row.kind), row.cadence, row.day_of_month, row.start_on, row.end_on, lines)
    done = {each["period"] for each in history}
    ids = await books.load_ledger_ids(db, row.entity_id)
    shown = ("id", "name", "kind", "cadence", "day_of_month", "start_on", "end_on", "amount_from", "auto_reverse", "narration", "party", "branch", "reference")
    return {name: getattr(row, name) for name in (*shown, "state", "version")} | {
        "entity_code": code,
        "percent": f"{row.percent.normalize():f}",
        "lines": [_line(position, line, ids) for position, line in enumerate(lines)],
        "amount_paise": sum(line.amount for line in lines if line.amount > 0),
        "changed_by": names.get(row.changed_by, "somebody who left"),
        "due": [period for quarter in quarters for period, _ in due_in(core, quarter, done)] if row.state == "active" else [],
        "history": history,
    }


def _line(position: int, line: Line, ids: Mapping[str, uuid.UUID]) -> Row:
    foreign = line.foreign
    return {
        "position": position,
        "ledger_id": ids.get(line.ledger),
        "ledger": line.ledger,
        "schedule_key": "",
        "debit_paise": max(line.amount, 0),
        "credit_paise": max(-line.amount, 0),
        "reason": line.reason,
        "place": None,
        "bill": line.bill,
        "bill_kind": line.bill_kind,
        "due_day": line.due_day,
        "cost_centre": line.cost_centre,
        "foreign": {"currency": foreign.currency, "amount": foreign.amount, "rate": str(foreign.rate), "day": foreign.day} if foreign else None,
        "changed": [],
    }


async def _history(db: TenantDb, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Row]]:
    query = (
        select(TemplatePeriod, JournalEntry.state, JournalEntry.day)
        .outerjoin(JournalEntry, JournalEntry.id == TemplatePeriod.entry_id)
        .where(TemplatePeriod.template_id.in_(ids))
        .order_by(TemplatePeriod.period.desc())
    )
    rows = (await db.execute(query)).all()
    names = await load_names(db, [row.by for row, _, _ in rows])
    found: dict[uuid.UUID, list[Row]] = {}
    for row, state, day in rows:
        found.setdefault(row.template_id, []).append(
            {
                "period": row.period,
                "day": day,
                "state": row.state,
                "entry_id": row.entry_id,
                "entry_state": state or "",
                "reason": row.reason,
                "by": names.get(row.by, "somebody who left"),
                "at": row.at,
            }
        )
    return found


async def load_ladder(db: TenantDb) -> Row:
    """The ladder in force and the one that is asked for."""
    force, asked = await workflow.load_ladder_row(db, "in_force"), await workflow.load_ladder_row(db, "asked")
    names = await load_names(db, [each for row in (force, asked) if row for each in (row.asked_by, row.decided_by)])
    colleagues = await workflow.load_colleagues(db)
    return {
        "rules": workflow.rules_json(workflow.to_rules(force.rules) if force else DEFAULT),
        "is_default": force is None,
        "asked": _asked(asked, names) if asked else None,
        "reason": force.reason if force else "",
        "since": force.decided_at if force else None,
        "by": names.get(force.decided_by, "") if force and force.decided_by else "",
        "approvers": sorted(name for name, roles in colleagues.values() if CHECKER in roles),
    }


def _asked(row: ApprovalRules, names: Mapping[uuid.UUID, str]) -> Row:
    return {
        "id": row.id,
        "rules": workflow.rules_json(workflow.to_rules(row.rules)),
        "reason": row.reason,
        "asked_by_id": row.asked_by,
        "asked_by": names.get(row.asked_by, "somebody who left"),
        "asked_at": row.asked_at,
        "version": row.version,
    }


async def load_series(db: TenantDb, entity_id: uuid.UUID, entity: str, year: FinancialYear) -> list[Row]:
    """Every series of an entity in a year, those that have given no number yet too."""
    rows = (
        await db.execute(
            select(VoucherSeries)
            .where(VoucherSeries.entity_id == entity_id, VoucherSeries.fy_start <= year.start)
            .order_by(VoucherSeries.fy_start)
            .execution_options(populate_existing=True)
        )
    ).scalars()
    newest = {(row.branch, row.kind): row for row in rows}
    found: list[Row] = []
    for branch in sorted({"", *await workflow.load_branches(db, entity_id), *(branch for branch, _ in newest)}):
        for kind in VoucherKind:
            row = newest.get((branch, kind.value))
            here = row if row is not None and row.fy_start == year.start else None
            prefix, width, last = (row.prefix, row.width, here.last_number if here else 0) if row else ("", 5, 0)
            found.append(
                {
                    "entity_code": entity,
                    "branch": branch,
                    "kind": kind.value,
                    "year": str(year),
                    "prefix": prefix or books.usual_prefix(branch, kind),
                    "width": width,
                    "last_number": last,
                    "next": books.number_text(branch, kind, year.start, prefix, width, last + 1),
                    "can_change": last == 0,
                }
            )
    return found


async def load_cost_centres(db: TenantDb, entity_id: uuid.UUID, entity: str) -> list[Row]:
    """Cost centres that were kept, and those that the books bear."""
    kept = (await db.execute(select(CostCentre).where(CostCentre.entity_id == entity_id).execution_options(populate_existing=True))).scalars().all()
    known = {row.name: row.active for row in kept}
    known |= {name: True for name in await workflow.load_cost_centres(db, entity_id) if name not in known}
    return [{"entity_code": entity, "name": name, "active": known[name]} for name in sorted(known)]


async def load_periods(db: TenantDb, quarter: Quarter) -> list[Row]:
    """Every entity's period of a quarter with who locked it and the request to reopen it; one without a row is open."""
    codes = await load_entity_codes(db)
    query = select(Period).where(Period.fy_start == quarter.fy_start, Period.quarter == quarter.number).execution_options(populate_existing=True)
    rows = {row.entity_id: row for row in (await db.execute(query)).scalars()}
    requests = select(PeriodRequest).where(PeriodRequest.period_id.in_([row.id for row in rows.values()]), PeriodRequest.state == "asked")
    asked = {row.period_id: row for row in (await db.execute(requests)).scalars()}
    names = await load_names(db, [*(row.locked_by for row in rows.values()), *(row.asked_by for row in asked.values())])
    found: list[Row] = []
    for entity_id, code in sorted(codes.items(), key=lambda pair: pair[1]):
        row = rows.get(entity_id)
        request = asked.get(row.id) if row else None
        locked = row is not None and row.state == "locked"
        found.append(
            {
                "entity_code": code,
                "quarter": str(quarter),
                "state": row.state if row else "open",
                "locked_by": names.get(row.locked_by, "") if row and locked and row.locked_by else "",
                "locked_at": row.locked_at if row and locked else None,
                "asked_by_id": request.asked_by if request else None,
                "asked_by": names.get(request.asked_by, "somebody who left") if request else "",
                "asked_at": request.asked_at if request else None,
                "asked_reason": request.reason if request else "",
            }
        )
    return found
