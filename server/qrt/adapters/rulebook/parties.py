"""Reads ageing schedules and the law on late payment from server/rules into core types. A broken row is refused naming file and row."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, day_in, first_day, make_rows, read_rules
from qrt.core.base.errors import Refused
from qrt.core.parties.rules import AgeingRule, BankRate, Bucket, HalfYearForm, PartyRules, PaymentLimit

_AGEING, _MSME = "ageing.yaml", "msme.yaml"
T = TypeVar("T")


@cache
def load_party_rules(folder: Path = RULES_FOLDER) -> PartyRules:
    """Both files. Raises Refused("rules.unreadable") naming the file and row at fault."""
    ageing, msme = read_rules(folder, _AGEING), read_rules(folder, _MSME)
    return PartyRules(
        ageing=_rows(_AGEING, ageing, "ageing", _ageing),
        limits=_rows(_MSME, msme, "limits", _limit),
        bank_rates=_rows(_MSME, msme, "bank_rates", _bank_rate),
        forms=_rows(_MSME, msme, "forms", _form),
        bank_rates_known_until=date.fromisoformat(str(msme["bank_rates_known_until"])),
    )


def _rows(name: str, content: Row, block: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    """The rows of a block that a file must have."""
    made = make_rows(name, content, block, make)
    if not made:
        raise Refused("rules.unreadable", f"{name} has no rows “{block}”")
    return made


def _days(row: Row) -> tuple[date, date | None]:
    return first_day(row), day_in(row["effective_to"])


def _ageing(row: Row) -> AgeingRule:
    buckets = tuple(Bucket(each["key"], each["label"], int(each["months_from"]), each["months_to"]) for each in row["buckets"])
    if any(one.months_to != next_.months_from for one, next_ in zip(buckets, buckets[1:], strict=False)) or buckets[-1].months_to is not None:
        raise ValueError("the buckets leave a gap")
    rows = tuple((each["key"], each["label"]) for each in row["rows"])
    return AgeingRule(row["schedule"], row["division"], buckets, rows, tuple(row["lines"]), *_days(row), row["source"], row["confidence"])


def _limit(row: Row) -> PaymentLimit:
    return PaymentLimit(
        without_agreement=int(row["without_agreement"]),
        with_agreement=int(row["with_agreement"]),
        covers=frozenset(row["covers"]),
        traders=bool(row["traders"]),
        traders_confidence=row["traders_confidence"],
        rate_multiple=Decimal(row["rate_multiple"]),
        act=row["act"],
        disallowance=row["disallowance"],
        effective_from=_days(row)[0],
        effective_to=_days(row)[1],
        source=row["source"],
        confidence=row["confidence"],
    )


def _bank_rate(row: Row) -> BankRate:
    return BankRate(Decimal(row["rate"]), *_days(row), row["source"], row["confidence"])


def _form(row: Row) -> HalfYearForm:
    def month_day(value: Any) -> tuple[int, int]:
        return int(str(value)[:2]), int(str(value)[3:])

    return HalfYearForm(row["form"], month_day(row["half_end"]), month_day(row["due"]), *_days(row), row["source"], row["confidence"])
