"""The law as dated rows. Which row is in force on a day is decided here; the figures themselves live in server/rules."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal

from qrt.core.base.dated import in_force, is_in_force
from qrt.core.base.money import Paise
from qrt.core.base.period import FinancialYear, Month, Quarter


@dataclass(frozen=True, slots=True)
class TdsRule:
    """One dated row of tax deduction. Rates are percent, None where the law gives a slab or a treaty; thresholds are in paise, None where there is none."""

    id: str
    key: str
    act: str
    section: str
    old_section: str
    code: str
    nature: str
    effective_from: date
    effective_to: date | None
    rate_individual: Decimal | None
    rate_other: Decimal | None
    rate_no_pan: Decimal | None
    threshold_single: Paise | None = None
    threshold_annual: Paise | None = None
    threshold_per_month: Paise | None = None
    excess_only: bool = False
    payer: str = ""
    note: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class InterestRule:
    """Interest on late deduction and late deposit of TDS, percent for each calendar month touched."""

    act: str
    section: str
    late_deduction: Decimal
    late_deposit: Decimal
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class GstRate:
    """A rate (IGST percent) that the law knows. `scope` is "general" for any supply, "named" where only the goods of `kind` may carry it."""

    rate: Decimal
    kind: str
    scope: str
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class HsnRate:
    """The rate of goods or services by HSN or SAC prefix; `conditional` says what else must be known."""

    hsn: str
    item: str
    rate: Decimal
    effective_from: date
    effective_to: date | None
    conditional: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class StateCode:
    code: str
    name: str
    short: str
    local_tax: str
    group: str
    effective_from: date
    effective_to: date | None
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class SupplyCategory:
    """Supplies recognised by words or by heading: under reverse charge (`rates`, `supplier`) or with blocked credit (`law`)."""

    key: str
    item: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    effective_from: date
    effective_to: date | None
    rates: tuple[Decimal, ...] = ()
    supplier: str = "any"
    law: str = ""
    source: str = ""
    confidence: str = ""
    hsn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueDateRule:
    """When a form is due, counted from the end of its period (see due_dates.yaml for the grammar)."""

    key: str
    form: str
    period: str
    effective_from: date
    effective_to: date | None
    who: str = ""
    filer: str = ""
    group: str = ""
    day: int = 0
    months_after: int = 0
    month: int = 0
    days_after: int = 0
    only_month: int = 0
    except_month: int = 0
    quarters: tuple[tuple[int, int], ...] = ()
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class LateFeeRule:
    """Fee a day for a late return, with its cap; paise. `turnover_upto` None is the row for every turnover above the others."""

    key: str
    per_day: Paise
    cap: Paise
    turnover_upto: Paise | None
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class ContributionRule:
    """Provident fund ("pf") or state insurance ("esi"): percent of the wage, `ceiling` the monthly wage in paise that the duty runs up to.

    extra_employer  percentages of charges that a register may show inside the employer's share
    """

    key: str
    employee: Decimal
    employer: Decimal
    extra_employer: tuple[Decimal, ...]
    ceiling: Paise
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class ProfessionalTaxRule:
    """Professional tax of a state (GST code) by monthly wage. `slabs` are (up to this wage, tax) in paise, the last without an upper end.

    last_month  calendar month in which everybody who pays the highest slab pays `tax_last_month` instead; 0 for none
    unless      in words, who pays less: a payment of nothing is then no fault
    """

    state: str
    name: str
    slabs: tuple[tuple[Paise | None, Paise], ...]
    last_month: int
    tax_last_month: Paise
    unless: str
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class BankCharge:
    """What a bank takes for one act, in paise before GST; `gst` percent comes on top."""

    id: str
    act: str
    amount: Paise
    gst: Decimal
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class DeductedInPayments:
    """A nature of payment (`key` of a TdsRule) whose tax falls out of what is paid, at rates up to `most` percent."""

    key: str
    most: Decimal
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class CashLimit:
    """What may be paid or received in cash, in paise. `kind` is expense, carrier, receipt, loan or repayment (server/rules/cash.yaml)."""

    kind: str
    limit: Paise
    law: str
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class TaxRules:
    """The whole rule book, as read on one day. `digest` is the SHA-256 of the files it came from."""

    tds: tuple[TdsRule, ...] = ()
    interest: tuple[InterestRule, ...] = ()
    gst_rates: tuple[GstRate, ...] = ()
    hsn_rates: tuple[HsnRate, ...] = ()
    states: tuple[StateCode, ...] = ()
    reverse_charge: tuple[SupplyCategory, ...] = ()
    blocked_credit: tuple[SupplyCategory, ...] = ()
    due_dates: tuple[DueDateRule, ...] = ()
    late_fees: tuple[LateFeeRule, ...] = ()
    contributions: tuple[ContributionRule, ...] = ()
    professional_tax: tuple[ProfessionalTaxRule, ...] = ()
    bank_charges: tuple[BankCharge, ...] = ()
    deducted: tuple[DeductedInPayments, ...] = ()
    cash: tuple[CashLimit, ...] = ()
    digest: str = field(default="", compare=False)


def tds_rule_on(rules: TaxRules, key: str, day: date) -> TdsRule | None:
    """The row of a nature of payment on the earlier of credit and payment; None where the book has no row for that day."""
    return in_force((row for row in rules.tds if row.key == key), day)


def tds_key_of_section(rules: TaxRules, section: str, day: date) -> tuple[str, ...]:
    """Natures of payment that a section or payment code stands for ("194C", "194J", "1023"), sorted; empty when unknown."""
    wanted = _section_text(section)
    if not wanted:
        return ()
    found = set()
    for row in rules.tds:
        if is_in_force(row, day):
            codes = {piece for piece in row.code.replace("(", " ").split() if piece.isdigit()}
            sections = {_section_text(row.section), _section_text(row.old_section)} - {""}
            if wanted in codes or any(known == wanted or (known.startswith(wanted) and not known[len(wanted)].isalpha()) for known in sections):
                found.add(row.key)
    return tuple(sorted(found))


def _section_text(section: str) -> str:
    return "".join(character for character in section.upper() if character.isalnum() or character in "()")


def gst_rates_on(rules: TaxRules, day: date) -> tuple[GstRate, ...]:
    """Every rate the law knows on the day, lowest first; `scope` says which may stand for any supply."""
    return tuple(sorted((row for row in rules.gst_rates if is_in_force(row, day)), key=lambda row: (row.rate, row.kind)))


def hsn_rates_on(rules: TaxRules, hsn: str, day: date) -> tuple[HsnRate, ...]:
    """Known rates of the longest HSN prefix in the book that this HSN falls under."""
    known = [row for row in rules.hsn_rates if hsn.startswith(row.hsn) and is_in_force(row, day)]
    longest = max((len(row.hsn) for row in known), default=0)
    return tuple(row for row in known if len(row.hsn) == longest)


def state_of(rules: TaxRules, code: str, day: date) -> StateCode | None:
    """The state with this two-digit code on the day."""
    return next((row for row in rules.states if row.code == code and is_in_force(row, day)), None)


def due_date_row(rules: TaxRules, key: str, period: Month | Quarter | FinancialYear, filer: str = "", state: str = "") -> DueDateRule | None:
    """The row that sets the due date of a form for a period; `filer` is "monthly" or "qrmp" where the form knows both, `state` a GST state code."""
    kind = {Month: "month", Quarter: "quarter", FinancialYear: "year"}[type(period)]
    group = next((row.group for row in rules.states if row.code == state), "")
    last = _last_day(period)
    fitting = [
        row
        for row in rules.due_dates
        if row.key == key
        and row.period == kind
        and is_in_force(row, last)
        and (not row.filer or not filer or row.filer == filer)
        and (not row.group or row.group == group)
        and (not row.only_month or row.only_month == last.month)
        and row.except_month != last.month
    ]
    return max(fitting, key=lambda row: (row.effective_from, bool(row.group)), default=None)


def due_date(rules: TaxRules, key: str, period: Month | Quarter | FinancialYear, filer: str = "", state: str = "") -> date | None:
    """When the form of a period is due by the standing rule; None when no row fits (extensions are rows of their own), and in the last year that a date can have."""
    row = due_date_row(rules, key, period, filer, state)
    last = _last_day(period)
    if row is None or last.year == MAXYEAR:
        return None
    if row.quarters and isinstance(period, Quarter):
        month, day = row.quarters[period.number - 1]
        return date(last.year if month > last.month else last.year + 1, month, day)
    if row.days_after:
        return last + timedelta(days=row.days_after)
    if row.month:
        # A fixed date belongs to the calendar year in which the financial year ended.
        return date(FinancialYear.of(last).start + 1, row.month, row.day)
    months = last.year * 12 + last.month - 1 + row.months_after
    year, month = divmod(months, 12)
    return date(year, month + 1, min(row.day, monthrange(year, month + 1)[1]))


def late_fee(rules: TaxRules, key: str, due: date, filed: date, turnover: Paise, nil: bool = False) -> Paise:
    """Late fee of a return in paise (CGST and SGST together), capped by turnover. Raises KeyError when the book has no row for the form."""
    if filed <= due:
        return Paise(0)
    rows = [row for row in rules.late_fees if row.key == (f"{key}_nil" if nil else key) and is_in_force(row, due)]
    fitting = [row for row in rows if row.turnover_upto is None or turnover <= row.turnover_upto]
    if not fitting:
        raise KeyError(key)
    row = min(fitting, key=lambda each: each.cap)
    return Paise(min(row.per_day * (filed - due).days, row.cap))


def itc_last_day(rules: TaxRules, document_day: date) -> date | None:
    """Last day to take credit of a document (s.16(4)): 30 November after its financial year."""
    return due_date(rules, "itc_cut_off", FinancialYear.of(document_day))


def _last_day(period: Month | Quarter | FinancialYear) -> date:
    return period.last_day


def rates_allowed(rules: TaxRules, day: date) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
    """(rates any supply may carry, rates only named goods may carry) on the day."""
    rows: Sequence[GstRate] = gst_rates_on(rules, day)
    general = frozenset(row.rate for row in rows if row.scope == "general")
    return general, frozenset(row.rate for row in rows if row.scope != "general") - general
