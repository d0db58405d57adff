"""The checklist of a quarter: laid out when the close opens, filled with books and support by each run, prepared and signed by people."""

import uuid
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import companies
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, CloseTask
from qrt.core.base.company import Company
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.recon.types import ReconciliationKind

ROUNDING = Paise(100)
"""A rupee: what a task lets stand without a word."""

_STANDARD = (
    # key, workstream, title, working day of the close on which it is due
    ("hand-in", "Hand-in", "Registers against trial balance", 3),
    ("trial-balance", "Books", "Trial balance sums to nil", 4),
    ("suspense", "Books", "Suspense accounts are empty", 5),
    ("gstr-2b", "Taxes", "Input tax in books against GSTR-2B", 8),
    ("tds", "Taxes", "TDS findings cleared", 8),
    ("balance-sheet", "Reporting", "Balance sheet ties", 12),
    ("cash-flow", "Reporting", "Cash flow ends at the cash in the balance sheet", 12),
)


async def lay_out_tasks(db: TenantDb, close: Close, company: Company, quarter: Quarter) -> None:
    """The standard checklist for every company, and a reconciliation for each bank account it named. Doing it again changes nothing."""
    ids = await companies.entity_ids(db)
    rows = []
    for entity in company.entities:
        prefix = f"{entity.name}: " if len(company.entities) > 1 else ""
        for position, (key, workstream, title, day) in enumerate(_STANDARD):
            due = _working_day(close.opens_on, day)
            rows.append(_task(close, ids[entity.code], f"{entity.code}:{key}", workstream, prefix + title, 10 * position, due))
        for bank in company.bank_accounts:
            if bank.entity in ("", entity.code) and (bank.entity or len(company.entities) == 1):
                rows.append(_bank_task(close, ids[entity.code], entity.code, bank.ledger, prefix))
    if len(company.entities) > 1:
        rows.append(_task(close, None, "group:intercompany", "Consolidation", "Intercompany balances agree", 90, _working_day(close.opens_on, 9)))
    if rows:
        await db.execute(insert(CloseTask).on_conflict_do_nothing(index_elements=["tenant_id", "close_id", "key"]), rows)


async def fill_tasks(db: TenantDb, close: Close, work: Computation) -> None:
    """Books and support of every task from this run. A signature on figures that moved is taken back: the task is in review again."""
    ids = await companies.entity_ids(db)
    figures: dict[str, tuple[int | None, int | None]] = {}
    for entity in work.entities:
        code = entity.code
        balanced, statements = work.balanced(code), work.statements(code)
        figures[f"{code}:hand-in"] = (sum(abs(row.difference) for row in balanced.completeness), 0) if balanced.completeness else (None, None)
        figures[f"{code}:trial-balance"] = (balanced.trial_balance.difference, 0)
        suspense = {name for name, account in work.books(code).chart.items() if account.role == "suspense"}
        figures[f"{code}:suspense"] = (sum(abs(line.closing) for line in balanced.trial_balance.lines if line.ledger in suspense), 0)
        figures[f"{code}:tds"] = (sum(finding.amount for finding in work.tds(code)), 0)
        for tie in statements.ties:
            key = "cash-flow" if "cash" in tie.name.lower() else "balance-sheet"
            standing = figures.get(f"{code}:{key}")
            # The first tie of its kind is shown, unless a later one is open.
            if standing is None or (tie.difference and standing[0] == standing[1]):
                figures[f"{code}:{key}"] = (tie.left, tie.right)
        for result in work.reconciled(code).reconciliations:
            if result.kind is ReconciliationKind.BANK:
                # What the books come to at the bank, item by item, against what the bank states; where it states nothing, against the books.
                drawn = work.reconciled(code).banks[result.subject]
                stated = drawn.balance_bank
                figures[f"{code}:bank:{result.subject}"] = (
                    (drawn.balance_computed, stated) if stated is not None else (drawn.balance_books, drawn.balance_computed)
                )
                await db.execute(
                    insert(CloseTask)
                    .values(**_bank_task(close, ids[code], code, result.subject, f"{entity.name}: " if len(work.entities) > 1 else ""))
                    .on_conflict_do_nothing(index_elements=["tenant_id", "close_id", "key"])
                )
            elif result.kind is ReconciliationKind.GATEWAY:
                # What the books come to with the gateway, line by line, against what its reports leave with it.
                proof = work.reconciled(code).proven[result.kind.value, result.subject].balances.statement(result, result.as_of)
                figures[f"{code}:gateway:{result.subject}"] = (proof.computed, proof.stated)
                prefix = f"{entity.name}: " if len(work.entities) > 1 else ""
                await db.execute(
                    insert(CloseTask)
                    .values(**_gateway_task(close, ids[code], code, result.subject, prefix))
                    .on_conflict_do_nothing(index_elements=["tenant_id", "close_id", "key"])
                )
            elif result.kind is ReconciliationKind.GSTR_2B:
                figures[f"{code}:gstr-2b"] = (sum(item.amount for item in result.left), sum(item.amount for item in result.right))
    if work.consolidation:
        figures["group:intercompany"] = (
            sum(pair.left_says for pair in work.consolidation.pairs),
            sum(pair.right_says for pair in work.consolidation.pairs),
        )
    for row in (await db.execute(select(CloseTask).where(CloseTask.close_id == close.id))).scalars():
        books, support = figures.get(row.key, (row.books_paise, row.support_paise))
        if (books, support) == (row.books_paise, row.support_paise):
            continue
        row.books_paise, row.support_paise, row.version = books, support, row.version + 1
        if row.state == "signed_off":
            row.state, row.signed_by, row.signed_at = "in_review", None, None
        elif row.state == "not_started":
            row.state = "in_progress"


async def assign_tasks(db: TenantDb, close_id: uuid.UUID, owner: uuid.UUID, reviewer: uuid.UUID) -> None:
    """Give every task without an owner to a maker and a checker."""
    free = (CloseTask.close_id == close_id) & CloseTask.owner_id.is_(None)
    await db.execute(update(CloseTask).where(free).values(owner_id=owner, reviewer_id=reviewer))


def _bank_task(close: Close, entity_id: uuid.UUID, code: str, ledger: str, prefix: str) -> dict[str, object]:
    due = _working_day(close.opens_on, 4)
    return _task(close, entity_id, f"{code}:bank:{ledger}", "Cash and bank", f"{prefix}{ledger} reconciliation", 5, due)


def _gateway_task(close: Close, entity_id: uuid.UUID, code: str, ledger: str, prefix: str) -> dict[str, object]:
    due = _working_day(close.opens_on, 5)
    return _task(close, entity_id, f"{code}:gateway:{ledger}", "Cash and bank", f"{prefix}{ledger} against its settlement reports", 6, due)


def _task(close: Close, entity_id: uuid.UUID | None, key: str, workstream: str, title: str, position: int, due: date) -> dict[str, object]:
    return {
        "close_id": close.id,
        "entity_id": entity_id,
        "key": key,
        "workstream": workstream,
        "title": title,
        "position": position,
        "due_on": due,
        "threshold_paise": ROUNDING,
    }


def _working_day(opens: date, number: int) -> date:
    """The n-th day from Monday to Saturday, the opening day counted."""
    day, left = opens, number
    while True:
        if day.weekday() != 6:
            left -= 1
            if left == 0:
                return day
        day += timedelta(days=1)
