"""The law on ageing and on late payment as values: dated rows of server/rules/ageing.yaml and server/rules/msme.yaml."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.base.dated import in_force


@dataclass(frozen=True, slots=True)
class Bucket:
    """One column of an ageing schedule: from `months_from` (inclusive) to `months_to` (exclusive, None for no end) whole months after the day it counts from."""

    key: str
    label: str
    months_from: int
    months_to: int | None


@dataclass(frozen=True, slots=True)
class AgeingRule:
    """One schedule. `rows` are pairs of key and label, `lines` the lines of the balance sheet that it explains."""

    schedule: str
    division: str
    buckets: tuple[Bucket, ...]
    rows: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    effective_from: date
    effective_to: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PaymentLimit:
    """How long a buyer may take to pay a micro or small enterprise, in days after acceptance, and what happens when it takes longer.

    without_agreement, with_agreement  last days that are in time
    covers         sizes of enterprise; `traders` whether those registered for trade alone are covered
    rate_multiple  times the bank rate, compounded with monthly rests
    act, disallowance  the income-tax law that disallows what is unpaid at the year's end
    """

    without_agreement: int
    with_agreement: int
    covers: frozenset[str]
    traders: bool
    traders_confidence: str
    rate_multiple: Decimal
    act: str
    disallowance: str
    effective_from: date
    effective_to: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class BankRate:
    """RBI's bank rate, percent a year, from a day on."""

    rate: Decimal
    effective_from: date
    effective_to: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class HalfYearForm:
    """MSME-1: dues beyond the limit at the end of a half year (month and day), and when the form is due."""

    form: str
    half_end: tuple[int, int]
    due: tuple[int, int]
    effective_from: date
    effective_to: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PartyRules:
    """All of it. `bank_rates_known_until` is the day up to which somebody checked that no later rate was notified."""

    ageing: tuple[AgeingRule, ...] = ()
    limits: tuple[PaymentLimit, ...] = ()
    bank_rates: tuple[BankRate, ...] = ()
    forms: tuple[HalfYearForm, ...] = ()
    bank_rates_known_until: date = date.min


def ageing_rule(rules: PartyRules, schedule: str, division: str, day: date) -> AgeingRule | None:
    """The schedule ("receivables", "payables") in a division ("I", "II") on a day."""
    return in_force([row for row in rules.ageing if row.schedule == schedule and row.division == division], day)
