"""Parties in the package: open bills, ageing, late payment of small enterprises, foreign money. One file of each an entity."""

from collections.abc import Iterable, Sequence
from typing import Any

from qrt.core.close.rows import csv_bytes
from qrt.core.close.types import EntityClose
from qrt.core.currency.types import Revaluation
from qrt.core.parties.ageing import Ageing
from qrt.core.parties.msme import MsmeList
from qrt.core.parties.result import EntityParties

Table = tuple[list[str], list[list[Any]]]


def party_files(entity: EntityClose) -> dict[str, bytes]:
    """The files by path. An entity that has nothing to say in one has no such file."""
    code = entity.books.entity
    tables: dict[str, Table] = {f"open_bills/{code}.csv": bill_table(entity.parties), f"msme/{code}.csv": msme_table(entity.ageing.msme)}
    for schedule in (entity.ageing.receivables, entity.ageing.payables):
        if schedule:
            tables[f"ageing/{code}-{schedule.schedule}.csv"] = ageing_table(schedule)
    tables[f"revaluation/{code}.csv"] = revaluation_table(entity.revaluation)
    return {path: csv_bytes(head, rows) for path, (head, rows) in tables.items() if rows}


def bill_table(kept: EntityParties) -> Table:
    """Every open item of every party, and under which word it stands."""
    head = [
        "party",
        "side",
        "kind",
        "bill",
        "date",
        "due_date",
        "due_from",
        "amount_paise",
        "open_paise",
        "basis",
        "voucher",
        "currency",
        "foreign_open",
        "disputed",
        "doubtful",
        "name",
    ]
    rows = [
        [
            ledger,
            each.party.side.value,
            item.kind.value,
            item.number,
            item.day.isoformat() if item.day else "",
            item.due_day.isoformat() if item.due_day else "",
            item.due_from,
            item.amount,
            item.open,
            item.basis.value,
            item.voucher,
            item.currency,
            item.foreign_open if item.currency else "",
            "yes" if item.disputed else "",
            item.doubtful,
            item.name,
        ]
        for ledger, each in sorted(kept.bills.items())
        for item in each.open_items
    ]
    return head, rows


def ageing_table(ageing: Ageing) -> Table:
    """A row for each party, then each row of the schedule, then what stands between it and the balance sheet."""
    keys = [key for key, _ in ageing.columns]
    head = ["part", "name", *(f"{key}_paise" for key in keys), "total_paise", "why"]
    rows: list[list[Any]] = [
        ["party" if each.in_schedule else "elsewhere", each.party.ledger, *(each.columns.get(key, 0) for key in keys), each.balance, each.on_line]
        for each in ageing.parties
    ]
    rows += [["unbilled", each.ledger, *_in_column(keys, "unbilled", each.amount), each.amount, each.why] for each in ageing.unbilled]
    rows += [_schedule_row(ageing, row, label, keys) for row, label in ageing.rule.rows]
    rows += [["apart", each.ledger, *([0] * len(keys)), each.amount, each.why] for each in ageing.apart]
    if not any(row[0] != "schedule" for row in rows):
        return head, []
    return head, [
        *rows,
        ["total", "", *([0] * len(keys)), ageing.total, ""],
        ["balance_sheet", ", ".join(ageing.rule.lines), *([0] * len(keys)), ageing.sheet, ""],
    ]


def _in_column(keys: Sequence[str], column: str, amount: int) -> Iterable[int]:
    return (amount if key == column else 0 for key in keys)


def _schedule_row(ageing: Ageing, row: str, label: str, keys: Sequence[str]) -> list[Any]:
    amounts = [ageing.grid.get((row, key), 0) for key in keys]
    return ["schedule", label, *amounts, sum(amounts), row]


def msme_table(late: MsmeList) -> Table:
    """Bills of micro and small enterprises beyond their day."""
    head = ["party", "msme", "udyam", "pan", "bill", "date", "last_day", "limit", "days_late", "open_paise", "paid_late_paise"]
    head += ["interest_paise", "disallowed_paise", "disallowed_because"]
    rows = [
        [
            each.party.ledger,
            each.party.msme,
            each.party.udyam,
            each.party.pan,
            each.bill.number,
            each.bill.day.isoformat() if each.bill.day else "",
            each.last_day.isoformat(),
            each.limit,
            each.days_late,
            each.open,
            each.paid_late,
            each.interest,
            each.disallowed,
            each.disallowed_because,
        ]
        for each in late.bills
    ]
    return head, rows


def revaluation_table(revaluation: Revaluation) -> Table:
    """Every position in foreign money, with its rate and what is still to be booked."""
    head = ["ledger", "currency", "foreign", "carrying_paise", "rate", "rate_source", "worth_paise", "unrealised_paise", "realised_paise", "state", "reason"]
    head += ["advances_foreign", "advances_paise"]
    rows = [
        [
            each.ledger,
            each.currency,
            each.foreign,
            each.carrying,
            "" if each.rate is None else format(each.rate, "f"),
            each.rate_source,
            "" if each.worth is None else each.worth,
            each.unrealised,
            each.realised,
            each.state,
            each.reason,
            *each.left_out,
        ]
        for each in revaluation.positions
    ]
    return head, rows
