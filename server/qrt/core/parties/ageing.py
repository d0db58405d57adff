"""Ageing of receivables and payables in the columns of Schedule III, and whether it says the same as the balance sheet.

Every open bill stands in one column; what is no bill yet (advances, amounts on account, exchange differences) stands in a column of its own with its sign, and an
opening balance that nobody listed bill by bill in another: its age is not known and is not invented. So a party's columns always add up to its balance.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.ledger.types import PLACES_MOST, Chart
from qrt.core.parties.rules import AgeingRule
from qrt.core.parties.types import Item, ItemKind, Party, PartyBills, PartySide

NOT_DUE, UNBILLED, UNKNOWN, UNAPPLIED = "not_due", "unbilled", "age_unknown", "unapplied"
LABELS = {
    NOT_DUE: "Not due",
    UNBILLED: "Unbilled",
    UNKNOWN: "Age not known (opening not listed bill by bill)",
    UNAPPLIED: "Advances, on account and exchange differences",
}
SMALL = frozenset({"micro", "small"})


@dataclass(frozen=True, slots=True)
class AgedParty:
    """One party's balance by column. Amounts run the schedule's way: what it owes us, or what we owe it, is positive.

    columns   key of the column -> amount; they add up to `balance`
    row_of    (row, column) -> amount, for the schedule's rows
    overdue   of the bills, what is past its due day; bills without one are overdue from their own day
    on_line   line of the balance sheet where the ledger stands on this day
    in_schedule  that line is one that the schedule explains
    """

    party: Party
    balance: Paise
    columns: Mapping[str, Paise]
    row_of: Mapping[tuple[str, str], Paise]
    overdue: Paise
    on_line: str
    in_schedule: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """What stands between the schedule and the balance sheet: a ledger, an amount the schedule's way, and why."""

    ledger: str
    amount: Paise
    why: str


@dataclass(frozen=True, slots=True)
class Ageing:
    """One schedule of one entity on a day.

    grid      (row, column) -> amount, over the parties in the schedule and what is unbilled
    total     sum of the grid; `sheet` what the balance sheet shows in the schedule's lines; `apart` explains the difference, ledger by ledger
    """

    entity: str
    schedule: str
    as_of: date
    rule: AgeingRule
    columns: tuple[tuple[str, str], ...]
    parties: tuple[AgedParty, ...]
    unbilled: tuple[Apart, ...]
    grid: Mapping[tuple[str, str], Paise]
    total: Paise
    sheet: Paise
    apart: tuple[Apart, ...]
    findings: tuple[Finding, ...] = ()


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def column_of(item: Item, rule: AgeingRule, as_of: date) -> str:
    """The column of one open item. It counts from its due day, else from its own day; on the due day itself it is not due yet, for it may still be paid in time."""
    if item.kind in (ItemKind.ADVANCE, ItemKind.EXCHANGE):
        return UNAPPLIED
    if item.kind is ItemKind.OPENING or item.day is None and item.due_day is None:
        return UNKNOWN
    if item.due_day and item.due_day >= as_of:
        return NOT_DUE
    start = item.due_day or item.day
    assert start
    for bucket in rule.buckets:
        if bucket.months_to is None or as_of < add_months(start, bucket.months_to):
            return bucket.key
    return rule.buckets[-1].key


def row_of(item: Item, party: Party, rule: AgeingRule) -> str:
    """The schedule's row of an item: MSME or others and disputed or not for payables; disputed and the doubt for receivables."""
    keys = [key for key, _ in rule.rows]
    if party.side is PartySide.VENDOR:
        small = party.msme in SMALL
        wanted = ("disputed_msme" if small else "disputed_others") if item.disputed else ("msme" if small else "others")
    else:
        doubt = item.doubtful or "good"
        wanted = f"{'disputed' if item.disputed else 'undisputed'}_{doubt}"
    return wanted if wanted in keys else keys[0] if not item.disputed else next((key for key in keys if key.startswith("disputed")), keys[0])


def age(
    entity: str,
    schedule: str,
    rule: AgeingRule,
    bills: Mapping[str, PartyBills],
    placed: Mapping[str, tuple[str, Paise]],
    chart: Chart,
    as_of: date,
) -> Ageing:
    """The schedule of an entity.

    bills   open bills of every party, by ledger
    placed  every ledger with a balance -> the line of the balance sheet where it stands on this day, and its balance
    """
    side = PartySide.CUSTOMER if schedule == "receivables" else PartySide.VENDOR
    lines = frozenset(rule.lines)
    parties = tuple(
        _aged(each, rule, placed.get(ledger, ("", ZERO))[0], lines)
        for ledger, each in sorted(bills.items())
        if each.party.side is side and (each.items or each.balance)
    )
    unbilled, left_out = _without_party(placed, bills, chart, lines, side)
    grid: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in parties:
        if each.in_schedule:
            for key, amount in each.row_of.items():
                grid[key] += amount
    for each in unbilled:
        grid[_unbilled_row(rule, side), UNBILLED] += each.amount
    total = Paise(sum(grid.values()))
    sheet = Paise(side.sign * sum(amount for line, amount in placed.values() if line in lines))
    apart = (*left_out, *_of_other_side(bills, placed, lines, side))
    columns = ((UNBILLED, LABELS[UNBILLED]), (NOT_DUE, LABELS[NOT_DUE]), *((each.key, each.label) for each in rule.buckets), (UNKNOWN, LABELS[UNKNOWN]))
    columns = (*columns, (UNAPPLIED, LABELS[UNAPPLIED]))
    cells = {key: Paise(amount) for key, amount in sorted(grid.items()) if amount}
    made = Ageing(entity, schedule, as_of, rule, columns, parties, unbilled, cells, total, sheet, apart)
    return replace(made, findings=check_ageing(made))


def _aged(bills: PartyBills, rule: AgeingRule, line: str, lines: frozenset[str]) -> AgedParty:
    sign = bills.party.side.sign
    columns: defaultdict[str, int] = defaultdict(int)
    rows: defaultdict[tuple[str, str], int] = defaultdict(int)
    overdue = 0
    for item in bills.open_items:
        # An amount on the other side is no bill, whatever it is called.
        column = column_of(item, rule, bills.as_of) if item.open * sign > 0 or item.kind is ItemKind.OPENING else UNAPPLIED
        columns[column] += sign * item.open
        rows[row_of(item, bills.party, rule), column] += sign * item.open
        if column not in (NOT_DUE, UNAPPLIED, UNKNOWN):
            overdue += sign * item.open
    return AgedParty(
        party=bills.party,
        balance=Paise(sign * bills.balance),
        columns={key: Paise(amount) for key, amount in sorted(columns.items()) if amount},
        row_of={key: Paise(amount) for key, amount in sorted(rows.items()) if amount},
        overdue=Paise(overdue),
        on_line=line,
        in_schedule=line in lines,
    )


def _unbilled_row(rule: AgeingRule, side: PartySide) -> str:
    return next((key for key, _ in rule.rows if key == "others"), rule.rows[0][0]) if side is PartySide.VENDOR else rule.rows[0][0]


def _without_party(
    placed: Mapping[str, tuple[str, Paise]], bills: Mapping[str, PartyBills], chart: Chart, lines: frozenset[str], side: PartySide
) -> tuple[tuple[Apart, ...], tuple[Apart, ...]]:
    """Ledgers on the schedule's lines that are no party: accruals and unbilled revenue; allowances are shown apart, as the law deducts them below the schedule."""
    unbilled: list[Apart] = []
    apart: list[Apart] = []
    for ledger, (line, balance) in sorted(placed.items()):
        if line not in lines or (ledger in bills and bills[ledger].party.side is side):
            continue
        amount = Paise(side.sign * balance)
        if ledger in bills:
            apart.append(Apart(ledger, amount, f"a {bills[ledger].party.side.value} on this line"))
        elif amount > 0 and not (ledger in chart and chart[ledger].role == "allowance"):
            unbilled.append(Apart(ledger, amount, "no party stands behind it: shown as unbilled"))
        else:
            apart.append(Apart(ledger, amount, "an allowance, deducted below the schedule" if amount < 0 else "an allowance on the other side"))
    return tuple(unbilled), tuple(apart)


def _of_other_side(bills: Mapping[str, PartyBills], placed: Mapping[str, tuple[str, Paise]], lines: frozenset[str], side: PartySide) -> tuple[Apart, ...]:
    """Parties of this side that stand on another line: named with amount nil, for they are in neither figure."""
    return tuple(
        Apart(ledger, ZERO, f"{rupee_text(Paise(abs(each.balance)))} stands on {placed[ledger][0] or 'no line'}: {_why_elsewhere(each, side)}")
        for ledger, each in sorted(bills.items())
        if each.party.side is side and ledger in placed and placed[ledger][0] not in lines
    )


def _why_elsewhere(bills: PartyBills, side: PartySide) -> str:
    if bills.balance * side.sign < 0:
        return "an advance, not a negative balance"
    return "its line is another"


def check_ageing(ageing: Ageing) -> tuple[Finding, ...]:
    """ageing.differs: schedule and balance sheet are apart by more than what is named. ageing.age_unknown: part of the balance cannot be aged."""
    findings: list[Finding] = []
    subject = f"ageing:{ageing.entity}/{ageing.schedule}"
    named = sum(each.amount for each in ageing.apart)
    out = Paise(ageing.sheet - ageing.total - named)
    if out:
        sentence = (
            f"The ageing of {ageing.schedule} of {ageing.entity} comes to {rupee_text(ageing.total)}, the balance sheet shows {rupee_text(ageing.sheet)}: "
            f"{rupee_text(Paise(abs(out)))} are explained by no ledger."
        )
        findings.append(Finding("ageing.differs", Severity.ERROR, subject, sentence, Paise(abs(out)), ageing.rule.source, entity=ageing.entity))
    unknown = [each for each in ageing.parties if each.in_schedule and each.columns.get(UNKNOWN)]
    if unknown:
        amount = Paise(sum(abs(each.columns[UNKNOWN]) for each in unknown))
        first = ", ".join(each.party.ledger for each in unknown[:3])
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        sentence = (
            f"{rupee_text(amount)} of {ageing.schedule} of {ageing.entity} are opening balances that no paper lists bill by bill ({first}{more}): "
            "their age is not known. Hand in the list of open bills of the day before the quarter, or enter the bills."
        )
        places = tuple(dict.fromkeys(place for each in unknown for place in each.party.places[:1]))[:PLACES_MOST]
        findings.append(Finding("ageing.age_unknown", Severity.WARNING, f"{subject}/unknown", sentence, amount, ageing.rule.source, places, ageing.entity))
    return tuple(findings)


def totals(parties: Iterable[AgedParty], columns: Sequence[tuple[str, str]]) -> dict[str, Paise]:
    """Sum of each column over parties."""
    listed = list(parties)
    return {key: Paise(sum(each.columns.get(key, 0) for each in listed)) for key, _ in columns}
