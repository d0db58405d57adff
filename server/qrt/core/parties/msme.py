"""What the law asks of a buyer from micro and small enterprises: days, interest, disallowance, the half-yearly form.

Sections 15 and 16 of the MSMED Act 2006: pay by the agreed day, at most 45 days after acceptance; without an agreement within 15 days. What is late bears compound
interest with monthly rests at three times the bank rate. Section 43B(h) of the Income-tax Act 1961 (and its successor in the Act of 2025) allows what was late in the
year of payment alone. The day of acceptance is taken to be the bill's own day: no paper tells another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.dated import in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.base.place import Place
from qrt.core.ledger.types import PLACES_MOST
from qrt.core.parties.ageing import add_months
from qrt.core.parties.rules import BankRate, HalfYearForm, PartyRules, PaymentLimit
from qrt.core.parties.types import Item, ItemKind, Party, PartyBills, PartySide


@dataclass(frozen=True, slots=True)
class LateBill:
    """One bill of a micro or small enterprise that was not paid in time. Amounts are positive, paise.

    last_day    last day in time; `limit` says how it is found
    open        unpaid on `as_of`
    paid_late   paid after the last day
    days_late   from the last day to payment of the last part, or to `as_of`
    interest    section 16, on what was late for as long as it was
    disallowed  of `open`, what was charged to income: not deductible if unpaid on the last day of the year
    """

    party: Party
    bill: Item
    last_day: date
    limit: str
    open: Paise
    paid_late: Paise
    days_late: int
    interest: Paise
    disallowed: Paise
    disallowed_because: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """One supplier on MSME-1: what is due beyond the limit, since when. The reason for the delay is a person's to write."""

    party: Party
    amount: Paise
    since: date
    bills: int


@dataclass(frozen=True, slots=True)
class MsmeList:
    """Everything about late payment of one entity on a day. `form` is there at the end of a half year alone."""

    entity: str
    as_of: date
    bills: tuple[LateBill, ...]
    unknown: tuple[str, ...]
    form: HalfYearForm | None
    form_due: date | None
    form_rows: tuple[FormRow, ...]
    limit: PaymentLimit | None
    findings: tuple[Finding, ...] = ()

    @property
    def open(self) -> Paise:
        """Unpaid beyond the day."""
        return Paise(sum(each.open for each in self.bills))

    @property
    def interest(self) -> Paise:
        """Interest on all of them."""
        return Paise(sum(each.interest for each in self.bills))

    @property
    def disallowed(self) -> Paise:
        """What income would be charged with again if the year ended unpaid."""
        return Paise(sum(each.disallowed for each in self.bills))


def late_payments(entity: str, bills: Mapping[str, PartyBills], rules: PartyRules, quarter: Quarter) -> MsmeList:
    """Bills of micro and small vendors that are, or in the quarter were, paid beyond the day that the law gives."""
    as_of = quarter.last_day
    found: list[LateBill] = []
    unknown: list[str] = []
    for ledger, each in sorted(bills.items()):
        party = each.party
        if party.side is not PartySide.VENDOR or party.control:
            continue
        if not party.msme and any(item.open < 0 for item in each.open_items):
            unknown.append(ledger)
        for item in each.items:
            if item.kind is ItemKind.BILL and item.day and (late := _late(party, item, rules, quarter)):
                found.append(late)
    limit = in_force(rules.limits, as_of)
    form = next((row for row in rules.forms if row.half_end == (as_of.month, as_of.day) and row.effective_from <= as_of), None)
    form_due = _form_due(form, as_of) if form else None
    made = MsmeList(entity, as_of, tuple(found), tuple(unknown), form, form_due, _form_rows(found) if form else (), limit)
    findings = (
        *_check_late(made),
        *_check_rates(made, rules),
        *_check_unknown(made, tuple(place for ledger in unknown for place in bills[ledger].party.places[:1])),
    )
    return MsmeList(entity, as_of, made.bills, made.unknown, form, form_due, made.form_rows, limit, findings)


def _late(party: Party, item: Item, rules: PartyRules, quarter: Quarter) -> LateBill | None:
    assert item.day
    as_of = quarter.last_day
    law = in_force(rules.limits, item.day)
    if law is None or party.msme not in law.covers or (party.trader and not law.traders):
        return None
    last_day, limit = last_day_in_time(item, party, law)
    open_ = Paise(max(-item.open, 0))
    # Who pays by an advance pays in time; what a debit note takes back was never due.
    late = [each for each in item.settlements if each.day > last_day and each.amount > 0]
    if not (open_ and as_of > last_day) and not any(each.day in quarter for each in late):
        return None
    interest = sum((_interest(Paise(each.amount), last_day, each.day, law, rules.bank_rates) for each in late), Decimal(0))
    if open_ and as_of > last_day:
        interest += _interest(open_, last_day, as_of, law, rules.bank_rates)
    until = as_of if open_ else max(each.day for each in late)
    disallowed, why = _disallowed(item, open_ if as_of > last_day else ZERO)
    return LateBill(
        party=party,
        bill=item,
        last_day=last_day,
        limit=limit,
        open=open_,
        paid_late=Paise(sum(each.amount for each in late)),
        days_late=max((until - last_day).days, 0),
        interest=Paise(int(interest.quantize(Decimal(1), ROUND_HALF_UP))),
        disallowed=disallowed,
        disallowed_because=why,
    )


def last_day_in_time(item: Item, party: Party, law: PaymentLimit) -> tuple[date, str]:
    """The last day on which a bill may be paid, and how it is found: an agreed day counts up to the most that the law lets two parties agree.

    Section 15 asks for an agreement in writing. Terms of the party (its master, or a person) are taken for one; a due day that the buyer's books give a bill is the
    buyer's word alone: it can bring an agreed day nearer, and is no agreement by itself.
    """
    assert item.day
    most = item.day + timedelta(days=law.with_agreement)
    if party.credit_days is None:
        return item.day + timedelta(days=law.without_agreement), f"{law.without_agreement} days, nothing agreed"
    agreed = item.day + timedelta(days=party.credit_days)
    agreed = min(agreed, item.due_day) if item.due_day else agreed
    if agreed > most:
        return most, f"{law.with_agreement} days, the most that can be agreed"
    return max(agreed, item.day), f"agreed: {(max(agreed, item.day) - item.day).days} days"


def _interest(amount: Paise, last_day: date, until: date, law: PaymentLimit, rates: Sequence[BankRate]) -> Decimal:
    """Compound interest with monthly rests from the day after the last one up to `until`, in paise, not rounded.

    A whole month bears a twelfth of three times the bank rate of its first day, a broken one its days over 365.
    """
    total, start, months = Decimal(amount), last_day, 0
    while start < until:
        months += 1
        end = add_months(last_day, months)
        row = in_force(rates, start + timedelta(days=1))
        yearly = (row.rate if row else Decimal(0)) * law.rate_multiple / 100
        total += total * (yearly / 12 if end <= until else yearly * (until - start).days / 365)
        start = end
    return total - amount


def interest_on(amount: Paise, last_day: date, until: date, rules: PartyRules) -> Paise:
    """Section 16 interest on an amount that was due on `last_day` and paid (or still open) on `until`, rounded half up to the paisa."""
    law = in_force(rules.limits, last_day)
    return Paise(int(_interest(amount, last_day, until, law, rules.bank_rates).quantize(Decimal(1), ROUND_HALF_UP))) if law else ZERO


def _disallowed(item: Item, open_: Paise) -> tuple[Paise, str]:
    if not open_:
        return ZERO, ""
    if item.expense is None or not item.amount:
        return open_, "the whole of what is open: what it was booked to is not known"
    if item.expense >= abs(item.amount):
        return open_, "all of it was charged to income"
    share = (Decimal(open_) * item.expense / abs(item.amount)).quantize(Decimal(1), ROUND_HALF_UP)
    return Paise(int(share)), "the part charged to income; tax taken as credit and assets are no deduction"


def _form_due(form: HalfYearForm, as_of: date) -> date:
    month, day = form.due
    return date(as_of.year, month, day)


def _form_rows(found: Sequence[LateBill]) -> tuple[FormRow, ...]:
    rows: dict[str, FormRow] = {}
    for each in found:
        if each.open:
            row = rows.get(each.party.ledger, FormRow(each.party, ZERO, each.last_day, 0))
            rows[each.party.ledger] = FormRow(each.party, Paise(row.amount + each.open), min(row.since, each.last_day), row.bills + 1)
    return tuple(rows[ledger] for ledger in sorted(rows))


def _check_late(made: MsmeList) -> Iterable[Finding]:
    """party.msme_overdue: one finding for each vendor with bills unpaid beyond the day."""
    by_party: dict[str, list[LateBill]] = {}
    for each in made.bills:
        if each.open:
            by_party.setdefault(each.party.ledger, []).append(each)
    year = FinancialYear.of(made.as_of)
    for ledger, bills in sorted(by_party.items()):
        amount = Paise(sum(each.open for each in bills))
        oldest = min(bills, key=lambda each: (each.last_day, each.bill.number))
        disallowed = Paise(sum(each.disallowed for each in bills))
        interest = Paise(sum(each.interest for each in bills))
        at_end = (
            "is not deductible this year" if made.as_of == year.last_day else f"is not deductible in {year} if it stays unpaid until {year.last_day:%d-%m-%Y}"
        )
        sentence = (
            f"{rupee_text(amount)} on {len(bills)} {'bill' if len(bills) == 1 else 'bills'} of {ledger} ({oldest.party.msme} enterprise) are unpaid beyond the day, the oldest "
            f"(bill {oldest.bill.number or 'without a number'} of {oldest.bill.day:%d-%m-%Y}) since {oldest.last_day:%d-%m-%Y} ({oldest.limit}). {rupee_text(disallowed)} {at_end}; "
            f"interest so far is {rupee_text(interest)}."
        )
        law = f"MSMED Act 2006, s.15 and s.16; {made.limit.disallowance}" if made.limit else "MSMED Act 2006, s.15 and s.16"
        places = tuple(each.bill.place for each in bills[:3] if each.bill.place) or oldest.party.places
        yield Finding("party.msme_overdue", Severity.WARNING, f"party:{made.entity}/{ledger}/msme", sentence, amount, law, places, made.entity)


def _check_rates(made: MsmeList, rules: PartyRules) -> Iterable[Finding]:
    if made.bills and made.as_of > rules.bank_rates_known_until:
        sentence = (
            f"Interest on late payments of {made.entity} is worked out with the bank rate known up to {rules.bank_rates_known_until:%d-%m-%Y}: "
            "look whether the Reserve Bank changed it since."
        )
        places = tuple(each.bill.place for each in made.bills if each.bill.place)[:PLACES_MOST]
        yield Finding("party.bank_rate_old", Severity.INFO, f"msme:{made.entity}/bank_rate", sentence, made.interest, evidence=places, entity=made.entity)


def _check_unknown(made: MsmeList, places: tuple[Place, ...]) -> Iterable[Finding]:
    if made.unknown:
        first = ", ".join(made.unknown[:3]) + (f" and {len(made.unknown) - 3} more" if len(made.unknown) > 3 else "")
        sentence = f"Whether {len(made.unknown)} vendors of {made.entity} with open bills are micro or small enterprises is not known ({first}): ask them, and enter the answer."
        yield Finding(
            "party.msme_unknown",
            Severity.INFO,
            f"msme:{made.entity}/unknown",
            sentence,
            law="MSMED Act 2006, s.7 and s.22",
            evidence=places[:PLACES_MOST],
            entity=made.entity,
        )
