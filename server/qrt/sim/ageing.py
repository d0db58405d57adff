"""Ageing of open bills in the buckets of Schedule III, and what is owed to micro and small enterprises beyond the law's days.

The conventions, which `truth/README.md` repeats: a bill ages from the day it falls due (bill day plus agreed days; the bill day where nothing was agreed). Not due at the
quarter's end, that day included, is a bucket of its own. "Less than 6 months" ends on the day before the due day's sixth monthly return, and so on. A bill of the other side (a credit
note that settled nothing, money on account) is no bucket's: it stands under `unadjusted`.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from qrt.sim.openbills import ClosingBill, PartyAccount, closing_accounts
from qrt.sim.world import EntityBooks, Party, World

RECEIVABLE = (("under_6_months", 6), ("6_months_1_year", 12), ("1_2_years", 24), ("2_3_years", 36), ("over_3_years", 10_000))
PAYABLE = (("under_1_year", 12), ("1_2_years", 24), ("2_3_years", 36), ("over_3_years", 10_000))


@dataclass(slots=True)
class Aged:
    """One party's open bills by bucket, sizes of the party's own side; `unadjusted` is what stands on the other side."""

    party: str
    buckets: dict[str, int] = field(default_factory=dict)
    unadjusted: int = 0


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def bucket_of(due: date, as_of: date, buckets: tuple[tuple[str, int], ...]) -> str:
    if due >= as_of:  # On its due day a bill may still be paid in time.
        return "not_due"
    return next(name for name, months in buckets if months > 1_000 or as_of < months_after(due, months))


def accounts_of(world: World, entity: EntityBooks, outward: bool) -> list[PartyAccount]:
    """Accounts of customers or of suppliers at the quarter's end, as far as the company's papers can tell: only a day book names the bills that money settles."""
    group = "Sundry Debtors" if outward else "Sundry Creditors"
    accounts = closing_accounts(entity, by_reference=world.export == "day_book")
    return [account for name, account in accounts.items() if entity.chart.ledgers[name].group == group]


def age(world: World, entity: EntityBooks, outward: bool) -> list[Aged]:
    found: list[Aged] = []
    sign, buckets = (1, RECEIVABLE) if outward else (-1, PAYABLE)
    for account in accounts_of(world, entity, outward):
        aged = Aged(account.party, {}, -sign * account.unadjusted)
        for bill in account.bills:
            if bill.amount * sign > 0:
                # Where no due day was agreed, the bill ages from its own day on (Schedule III, note on ageing): it is never "not due".
                stated = bill.due if bill.due > bill.day else bill.day - timedelta(days=1)
                name = bucket_of(stated, world.quarter.last_day, buckets)
                aged.buckets[name] = aged.buckets.get(name, 0) + abs(bill.amount)
            else:
                aged.unadjusted += abs(bill.amount)
        if aged.buckets or aged.unadjusted:
            found.append(aged)
    return found


@dataclass(frozen=True, slots=True)
class LateBill:
    """A bill of a micro or small enterprise that is open beyond its days: those agreed, at most 45; 15 where nothing was agreed (MSMED Act, section 15)."""

    party: Party
    bill: ClosingBill
    limit_days: int
    overdue_days: int


def late_to_enterprises(world: World, entity: EntityBooks) -> list[LateBill]:
    parties = {party.name: party for group in entity.suppliers.values() for party in group if party.msme in {"micro", "small"}}
    found: list[LateBill] = []
    for account in accounts_of(world, entity, outward=False):
        if party := parties.get(account.party):
            limit = 15 if party.agreed_days is None else min(party.agreed_days, 45)
            for bill in account.bills:
                late = (world.quarter.last_day - bill.day - timedelta(days=limit)).days
                if bill.amount < 0 and late > 0:
                    found.append(LateBill(party, bill, limit, late))
    return found
