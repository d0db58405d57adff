"""A tenant with a row in every table and a canary in every text column, so that whatever leaks can be seen."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Float, Numeric, Table, Text, insert
from sqlalchemy.dialects.postgresql import JSONB, UUID

from qrt.adapters.db.session import PLATFORM, Sessions, tenant_session
from qrt.adapters.db.tables import Base, uuid7
from qrt.core.base.period import Quarter

QUARTER = Quarter(2026, 2)
SHA = "{:064x}"

_SKIPPED = frozenset({"tenants", "idempotency_keys", "ledger_days", "ledger_months", "voucher_words", "word_forms"})
"""Made by sign-up; and by requests alone."""


@dataclass
class Filled:
    """Ids of the rows by table (the first of each), and what else names them."""

    tenant: uuid.UUID
    canary: str
    ids: dict[str, uuid.UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


async def fill(sessions: Sessions, tenant: uuid.UUID, user: uuid.UUID, entity: uuid.UUID, canary: str, number: int) -> Filled:
    """Rows in every table of the tenant that sign-up made. `number` makes digests and amounts differ between tenants."""
    made = Filled(tenant, canary, {"users": user, "entities": entity})
    special = _special(made, number)
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        for table in Base.metadata.sorted_tables:
            if table.name in _SKIPPED:
                continue
            for changes in special.get(table.name, ({},)):
                values = _values(table, made, number) | changes
                await db.execute(insert(table).values(**values))
                if "id" in values:
                    made.ids.setdefault(table.name, values["id"])
                    if values.get("state") == "posted":
                        made.ids["posted"] = values["id"]
    return made


def _values(table: Table, made: Filled, number: int) -> dict[str, Any]:
    parents = {
        element.parent.name: key.referred_table.name for key in table.foreign_key_constraints for element in key.elements if element.parent.name != "tenant_id"
    }
    # A line's entity is held by its voucher, not by a key of its own.
    parents.setdefault("entity_id", "entities")
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.name == "tenant_id":
            continue
        if column.name in parents:
            parent = made.ids.get(parents[column.name])
            if parent is not None and not _stays_empty(table.name, column.name):
                values[column.name] = parent
        else:
            values[column.name] = _value(table.name, column.name, column.type, made, number)
    return {name: value for name, value in values.items() if not _stays_empty(table.name, name)}


def _stays_empty(table: str, column: str) -> bool:
    """Columns that say "two different people" or "undone"."""
    return column in {
        "revoked_at",
        "used_at",
        "accepted_at",
        "reverses_id",
        "checked_by",
        "checked_at",
        "signed_by",
        "waived_by",
        "parent_id",
        "number",
    } and not (table == "documents" and column == "number")


def _value(table: str, column: str, kind: Any, made: Filled, number: int) -> Any:
    now = datetime.now(UTC)
    match kind:
        case UUID():
            return uuid7()
        case Text():
            return f"{made.canary}-{table}-{column}"
        case BigInteger():
            return {"fy_start": QUARTER.fy_start, "quarter": QUARTER.number, "run": 1, "version": 1, "last_run": 1}.get(column, 770_000 + number)
        case Boolean():
            return True
        case Float():
            return 0.5
        case Numeric():
            return Decimal("51.25")
        case DateTime():
            return now + timedelta(hours=1) if column == "expires_at" else now
        case Date():
            return {"first_day": QUARTER.first_day, "last_day": QUARTER.last_day}.get(column, date(2026, 9, 30))
        case JSONB():
            return {"canary": f"{made.canary}-{table}-{column}"} if column in _OBJECTS else [f"{made.canary}-{table}-{column}"]
        case _:
            raise AssertionError(f"{table}.{column} has a type the filling does not know: {kind}")


_OBJECTS = frozenset({"proposal", "settings", "place", "summary", "content", "input", "output", "taxes", "labels", "payload", "response"})


def _special(made: Filled, number: int) -> Mapping[str, tuple[dict[str, Any], ...]]:
    """Where a column's words are fixed, or its JSON has a form."""
    sha, canary = SHA.format(number), made.canary
    place = {"document": sha, "page": 1, "box": [0.1, 0.1, 0.2, 0.2], "sheet": f"{canary}-sheet"}
    code = {"entity": f"E{number}", "ledger": f"{canary}-ledger_accounts-name"}
    line = {"key": "D1.AS.CA.TR", "label": f"{canary}-label", "level": 2, "kind": "line", "side": "debit", "amount": 5_00, "ledgers": [code | {"amount": 5_00}]}
    legs = [{"ledger": code["ledger"], "amount_paise": amount, "reason": f"{canary}-reason", "place": place} for amount in (9_00, -9_00)]
    entry = {"amount_paise": 9_00, "day": date(2026, 9, 30), "kind": "journal", "source": "paper", "place": place, "evidence": [place], "draft_lines": legs}
    entry["proposal"] = {"head": {"narration": f"{canary}-proposed"}, "lines": legs}
    posted = {"id": uuid7(), "key": f"{canary}-posted", "state": "posted", "number": f"{canary}-JNL/1", "draft_lines": []}
    second = uuid7()
    rule = {"name": f"{canary}-rule", "seats": ["finance_manager"], "ledgers": [code["ledger"]]}
    made.names |= {"item": f"{canary}-item", "match": f"{canary}-match", "sha": sha, "field": f"{canary}-field"}
    return {
        "model_calls": ({"state": "answered"},),
        "upload_parts": ({"number": 1},),
        "users": ({"id": second, "email": f"{canary}@other.example".lower()},),
        "approval_rules": ({"state": "asked", "rules": [rule], "decided_by": None, "decided_at": None},),
        "bulk_approvals": ({"state": "done", "wanted": {"quarter": str(QUARTER), "words": f"{canary}-words"}},),
        "bulk_approval_entries": ({"state": "failed"},),
        "opening_bill_requests": ({"state": "asked", "bills": [{"bill": f"{canary}-bill", "amount_paise": 5_00}], "decided_by": None, "decided_at": None},),
        "recon_jobs": ({"kind": "undo", "state": "done", "wanted": {"reason": f"{canary}-reason", "stage": f"{canary}-stage"}, "result": {}},),
        "recon_job_entries": ({"state": "failed"},),
        "recon_rule_requests": ({"level": "account", "state": "asked", "rules": {"patterns": [f"{canary}-pattern"]}, "decided_by": None, "decided_at": None},),
        "statement_sign_offs": (
            {
                "content": {
                    "books_paise": 5_00,
                    "sections": [
                        {
                            "label": f"{canary}-section",
                            "lines": [{"side": "left", "item": f"{canary}-item", "day": "2026-09-30", "text": canary, "amount_paise": 1}],
                        }
                    ],
                },
                "reviewed_by": second,
            },
        ),
        "approvals": ({"by": second, "version": 1},),
        "journal_templates": ({"kind": "journal", "cadence": "monthly", "day_of_month": 15, "amount_from": "fixed", "state": "active", "lines": legs},),
        "template_periods": ({"state": "drafted"},),
        "period_requests": ({"state": "asked", "decided_by": None, "decided_at": None},),
        "voucher_series": ({"width": 5},),
        "user_roles": ({"role": "viewer"},),
        "entities": ({"code": f"X{number}", "currency": "INR"},),
        "invitations": ({"roles": ["viewer"]},),
        "periods": ({"state": "open", "locked_by": None, "locked_at": None},),
        "closes": ({"state": "open", "opens_on": date(2026, 10, 1), "due_on": date(2026, 10, 15)},),
        "close_stages": ({"state": "running"},),
        "close_tasks": ({"state": "in_progress"},),
        "documents": (
            {"sha256": sha, "state": "needs_person", "kind": "tax_invoice", "media_type": "application/pdf", "pages": 0, "unlocked": "", "recognised": ""},
        ),
        "extractions": ({"kind": "tax_invoice", "content": _extraction(canary, sha, place)},),
        "document_fields": ({"status": "review", "name": made.names["field"], "place": place, "checks": [f"{canary}-check"]},),
        "journal_entries": (entry | {"state": "waiting", "number": None}, entry | posted),
        "journal_lines": tuple(
            {
                "entry_id": posted["id"],
                "bill_kind": "new",
                "branch": f"{canary}-journal_entries-branch",
                "position": position,
                "amount_paise": amount,
                "day": date(2026, 9, 30),
                "place": place,
            }
            for position, amount in enumerate((9_00, -9_00))
        ),
        "column_layouts": ({"layout": f"{number:016x}", "content": {"columns": {f"{canary}-heading": "date"}}},),
        "ledger_accounts": (
            {
                "offers": [
                    {
                        "schedule_key": "D1.PL.OTH",
                        "nature": "expense",
                        "role": "",
                        "tds_key": "",
                        "source": "name",
                        "reason": f"{canary}-why",
                        "confidence": 0.6,
                    }
                ]
            },
            {"id": second, "name": f"{canary}-second-ledger", "offers": []},
        ),
        "ledger_merges": ({"into_id": second, "kind": "merged", "first_day": QUARTER.first_day},),
        "agent_jobs": ({"status": "done"},),
        "asset_books": ({"content": _asset_book(canary, place)},),
        "asset_lines": (
            {"state": "in_use", "code": f"{canary}-code", "content": {"how": f"{canary}-how", "cost_paise": 5_00, "vouchers": [f"{canary}-posted"]}},
        ),
        "findings": ({"state": "open", "severity": "error", "evidence": [place], "asked_by": None},),
        "financial_statements": tuple(
            {"kind": kind, "content": content, "draft": 1}
            for kind, content in (
                ("balance_sheet", {"statement": {"name": "balance_sheet", "lines": [line]}, "ties": [{"name": f"{canary}-tie", "left": 1, "right": 2}]}),
                ("profit_and_loss", {"statement": {"name": "profit_and_loss", "lines": [line | {"year_to_date": 7_00}]}, "ties": []}),
                ("cash_flow", {"statement": {"name": "cash_flow", "lines": [line]}, "ties": []}),
                (
                    "openings",
                    {"sources": [{"kind": "masters", "words": f"{canary}-words", "balances": {f"{canary}-opens": 5_00}, "profit": 0, "retained": ""}]},
                ),
                (
                    "completeness",
                    {"rows": [{"ledger": f"{canary}-c", "registers_say": 1, "trial_balance_says": 2, "difference": -1, "likely_cause": f"{canary}-cause"}]},
                ),
            )
        ),
        "parties": ({"side": "vendor", "content": {"party": {"said": {"pan": f"{canary}-said"}}, "items": []}},),
        "reconciliation_reports": (
            {
                "kind": "bank",
                "subject": f"{canary}-subject",
                "as_of": QUARTER.last_day,
                "summary": {
                    "balance_books_paise": 5_00,
                    "balances": {"closing_books_paise": 5_00, "stated_paise": {}, "openings_paise": [None, None], "stale_days": 90},
                },
            },
        ),
        "reconciliation_items": tuple(
            {"side": side, "item": made.names["item"], "place": place, "taxes": {}, "labels": {"account": f"{canary}-label"}} for side in ("left", "right")
        ),
        "reconciliation_matches": (
            {
                "match": made.names["match"],
                "stage": "exact",
                "status": "suggested",
                "earlier": [],
                "reasons": [{"text": f"{canary}-why", "weight": 0.5}],
                "decided_by": None,
                "sampled": "drawn",
            },
        ),
        "reconciliation_match_lines": tuple({"side": side, "item": made.names["item"]} for side in ("left", "right")),
        "reconciliation_acts": ({"kind": "match", "state": "done", "undoes_id": None},),
        "reconciliation_act_lines": ({"state": "done", "match": made.names["match"]},),
        "reconciliation_corrections": ({"verb": "accept", "kind": "bank", "match": made.names["match"]},),
        "learned_models": ({"state": "challenger", "trained_on": {"rows": 1}, "metrics": {"loss": 0.1}},),
        "alias_proposals": ({"state": "waiting", "decided_by": None, "decided_at": None},),
        "reconciliation_comments": ({"side": "left", "item": made.names["item"]},),
        "reconciliation_breaks": tuple({"side": side, "item": made.names["item"], "nearest": made.names["item"]} for side in ("left", "right")),
    }


def _extraction(canary: str, sha: str, place: dict[str, Any]) -> dict[str, Any]:
    """What was read from the one paper: a line of a bank."""
    row = {"row_type": "bank", "day": "2026-09-30", "narration": f"{canary}-row", "amount": 5_00, "place": place}
    return {"document": sha, "kind": "tax_invoice", "confidence": 0.9, "reader": "invoice_rules", "version": "1", "rows": [row]}


def _asset_book(canary: str, place: dict[str, Any]) -> dict[str, Any]:
    """Reconciliation, a block and a project, a word of the canary in each."""
    amounts = dict.fromkeys(("opening", "additions_full", "additions_half", "deletions", "depreciation", "additional", "closing", "gain"), 5_00)
    cause = {"why": f"{canary}-why", "sentence": f"{canary}-sentence", "amount_paise": 5_00, "vouchers": [f"{canary}-posted"], "evidence": [place]}
    sides = {"register_paise": 9_00, "books_paise": 4_00, "difference_paise": 5_00, "unexplained_paise": 0}
    block = {
        "key": f"{canary}-block",
        "name": f"{canary}-name",
        "rate": "15",
        "act": "2025",
        "law": f"{canary}-law",
        "assets": [f"{canary}-a"],
        "evidence": [place],
    }
    project = {
        "key": f"{canary}-p",
        "name": f"{canary}-project",
        "ledger": f"{canary}-l",
        "amount_paise": 5_00,
        "since": None,
        "due": None,
        "bucket": "",
        "overdue_days": 0,
    }
    return {
        "reconciliation": [{"ledger": f"{canary}-ledger", "what": "cost", "classes": [f"{canary}-class"], **sides, "causes": [cause]}],
        "blocks": [block | {f"{name}_paise": amount for name, amount in amounts.items()}],
        "cwip": {
            "buckets": [{"key": "under_1", "label": f"{canary}-label", "amount_paise": 5_00}],
            "unknown_paise": 0,
            "projects": [project | {"place": place}],
        },
        "disposals": [],
        "drafts": [],
    }
