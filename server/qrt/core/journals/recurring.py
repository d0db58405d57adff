"""Vouchers that come back: which periods are due, and the draft of one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.money import Paise
from qrt.core.base.period import Month, Quarter
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind


@dataclass(frozen=True, slots=True)
class Template:
    """cadence       monthly or quarterly
    day_of_month  the last day where a month has fewer; of a quarter it is in the last month
    amount_from   fixed: the lines as they are; last: the amounts of the last posted one, changed by `percent` (10 means a tenth more)
    """

    id: str
    entity: str
    kind: VoucherKind
    cadence: str
    day_of_month: int
    start_on: date
    end_on: date | None
    lines: tuple[Line, ...]
    amount_from: str = "fixed"
    percent: Decimal = Decimal(0)
    auto_reverse: bool = False
    narration: str = ""
    party: str = ""
    branch: str = ""
    reference: str = ""


def template_key(template: str, period: str) -> str:
    """The draft's key: one a template and period, however often it is asked for."""
    return f"template:{template}/{period}"


def days_in(template: Template, quarter: Quarter) -> tuple[tuple[str, date], ...]:
    """Period and day of every draft that the template has in a quarter, in order; none outside its start and end."""
    months: tuple[Month, ...] = quarter.months if template.cadence == "monthly" else quarter.months[-1:]
    found = [(str(month) if template.cadence == "monthly" else str(quarter), _day_in(month, template.day_of_month)) for month in months]
    return tuple((period, day) for period, day in found if template.start_on <= day and (template.end_on is None or day <= template.end_on))


def due_in(template: Template, quarter: Quarter, done: Collection[str]) -> tuple[tuple[str, date], ...]:
    """The same without the periods that were drafted or skipped."""
    return tuple((period, day) for period, day in days_in(template, quarter) if period not in done)


def _day_in(month: Month, number: int) -> date:
    return min(month.first_day + timedelta(days=number - 1), month.last_day)


def draft_due(template: Template, period: str, day: date, last: Sequence[Line] | None) -> VoucherDraft:
    """The draft of one period. `last` are the lines of the newest voucher of this template that was posted, None while there is none."""
    lines = template.lines
    if template.amount_from == "last":
        lines = raised(tuple(last) if last else lines, template.percent if last else Decimal(0))
    lines = tuple(replace(line, reason=line.reason or "recurring", place=None, due_day=None) for line in lines)
    reverses_on = None
    if template.auto_reverse:
        reverses_on = Month.of(day).last_day + timedelta(days=1) if template.cadence == "monthly" else Quarter.of(day).following().first_day
    return VoucherDraft(
        key=template_key(template.id, period),
        entity=template.entity,
        kind=template.kind,
        day=day,
        lines=lines,
        source=SourceKind.RULE,
        branch=template.branch,
        narration=f"{template.narration} ({period})",
        party=template.party,
        reference=template.reference,
        reverses_on=reverses_on,
    )


def raised(lines: tuple[Line, ...], percent: Decimal) -> tuple[Line, ...]:
    """All amounts by so many percent more, each rounded to the paisa; what rounding leaves over goes to the largest line, so that the whole balances."""
    if not percent or not lines:
        return lines
    factor = 1 + percent / 100
    amounts = [int((Decimal(line.amount) * factor).quantize(Decimal(1), ROUND_HALF_UP)) for line in lines]
    largest = max(range(len(lines)), key=lambda position: (abs(amounts[position]), -position))
    amounts[largest] -= sum(amounts)
    # Foreign money does not follow a percentage of rupees: a person writes it where it belongs.
    return tuple(replace(line, amount=Paise(amount), foreign=None) for line, amount in zip(lines, amounts, strict=True))


def copied_day(day: date, into: Quarter) -> date:
    """The same place of another quarter: first month for first month, the last day where that month has fewer."""
    position = next(at for at, month in enumerate(Quarter.of(day)) if day in month)
    return _day_in(into.months[position], day.day)
