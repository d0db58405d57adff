"""Reads the dated law of server/rules into `TaxRules`. Everything it refuses, it refuses naming file and row."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from qrt.adapters.rulebook.read import RULES_FOLDER, Row, day_in, first_day, make_rows, read_rules
from qrt.core.base.money import Paise, to_paise
from qrt.core.tax.rules import (
    BankCharge,
    CashLimit,
    ContributionRule,
    DeductedInPayments,
    DueDateRule,
    GstRate,
    HsnRate,
    InterestRule,
    LateFeeRule,
    ProfessionalTaxRule,
    StateCode,
    SupplyCategory,
    TaxRules,
    TdsRule,
)


@cache
def load_tax_rules(folder: Path = RULES_FOLDER) -> TaxRules:
    """The rule book of a folder. Raises Refused("rules.unreadable") naming the file and row at fault."""
    tds, gst, states = (read_rules(folder, name) for name in ("tds.yaml", "gst_rates.yaml", "gst_states.yaml"))
    reverse, due = (read_rules(folder, name) for name in ("reverse_charge.yaml", "due_dates.yaml"))
    payroll, differ, cash = (read_rules(folder, name) for name in ("payroll.yaml", "differences.yaml", "cash.yaml"))
    return TaxRules(
        tds=make_rows("tds.yaml", tds, "tds", _tds_rule),
        interest=make_rows("tds.yaml", tds, "interest", _interest_rule),
        gst_rates=make_rows("gst_rates.yaml", gst, "rates", _gst_rate),
        hsn_rates=make_rows("gst_rates.yaml", gst, "hsn_rates", _hsn_rate),
        states=make_rows("gst_states.yaml", states, "states", _state),
        reverse_charge=make_rows("reverse_charge.yaml", reverse, "reverse_charge", _category),
        blocked_credit=make_rows("reverse_charge.yaml", reverse, "blocked_credit", _category),
        due_dates=make_rows("due_dates.yaml", due, "due", _due_date),
        late_fees=make_rows("due_dates.yaml", due, "late_fees", _late_fee),
        contributions=make_rows("payroll.yaml", payroll, "contributions", _contribution),
        professional_tax=make_rows("payroll.yaml", payroll, "professional_tax", _professional_tax),
        bank_charges=make_rows("differences.yaml", differ, "charges", _bank_charge),
        deducted=make_rows("differences.yaml", differ, "deductions", _deducted),
        cash=make_rows("cash.yaml", cash, "cash", _cash_limit),
        digest=rulebook_hash(folder),
    )


def rulebook_hash(folder: Path = RULES_FOLDER) -> str:
    """SHA-256 (hex) over the names and bytes of every rule file and model, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.json"))):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _rate(value: Any) -> Decimal | None:
    """A percentage, or None where the law gives words instead of a number ("slab")."""
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _paise(value: Any) -> Paise | None:
    return None if value is None else to_paise(Decimal(str(value)))


def _words(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(value).lower() for value in values or ())


def _tds_rule(row: Row) -> TdsRule:
    limits = row.get("threshold") or {}
    return TdsRule(
        id=row["id"],
        key=row["key"],
        act=str(row["act"]),
        section=row["section"],
        old_section=row.get("old_section", ""),
        code=row.get("code", ""),
        nature=row["nature"],
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        rate_individual=_rate(row["rate_individual"]),
        rate_other=_rate(row["rate_other"]),
        rate_no_pan=_rate(row["rate_no_pan"]),
        threshold_single=_paise(limits.get("single")),
        threshold_annual=_paise(limits.get("annual")),
        threshold_per_month=_paise(limits.get("per_month")),
        excess_only=row["base"] == "excess",
        payer=row.get("payer", ""),
        note=row.get("note", ""),
        source=row["source"],
        confidence=row["confidence"],
    )


def _interest_rule(row: Row) -> InterestRule:
    return InterestRule(
        act=str(row["act"]),
        section=row["section"],
        late_deduction=Decimal(row["late_deduction_per_month"]),
        late_deposit=Decimal(row["late_deposit_per_month"]),
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        source=row["source"],
        confidence=row["confidence"],
    )


def _cash_limit(row: Row) -> CashLimit:
    limit = to_paise(Decimal(str(row["limit"])))
    return CashLimit(row["kind"], limit, row["law"], first_day(row), day_in(row["effective_to"]), row["source"], row["confidence"])


def _gst_rate(row: Row) -> GstRate:
    return GstRate(Decimal(row["rate"]), row["kind"], row["scope"], first_day(row), day_in(row["effective_to"]), row["source"], row["confidence"])


def _hsn_rate(row: Row) -> HsnRate:
    ends = day_in(row["effective_to"])
    return HsnRate(row["hsn"], row["item"], Decimal(row["rate"]), first_day(row), ends, row.get("conditional", ""), row["source"], row["confidence"])


def _state(row: Row) -> StateCode:
    return StateCode(row["code"], row["name"], row["short"], row["local_tax"], row["group"], first_day(row), day_in(row["effective_to"]), row["confidence"])


def _category(row: Row) -> SupplyCategory:
    return SupplyCategory(
        key=row["key"],
        item=row["item"],
        words=_words(row["words"]),
        unless=_words(row.get("unless")),
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        rates=tuple(Decimal(rate) for rate in row.get("rates") or ()),
        supplier=row.get("supplier", "any"),
        law=row.get("law", ""),
        source=row["source"],
        confidence=row["confidence"],
        hsn=_words(row.get("hsn")),
    )


def _due_date(row: Row) -> DueDateRule:
    quarters = row.get("quarters") or {}
    pairs = tuple((int(text[:2]), int(text[3:])) for text in (quarters[number] for number in sorted(quarters)))
    if pairs and len(pairs) != 4:
        raise ValueError("quarters must name all four")

    def number(name: str) -> int:
        return int(row.get(name) or 0)

    return DueDateRule(
        key=row["key"],
        form=row["form"],
        period=row["period"],
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        who=row.get("who", ""),
        filer=row.get("filer", ""),
        group=row.get("group", ""),
        day=number("day"),
        months_after=number("months_after"),
        month=number("month"),
        days_after=number("days_after"),
        only_month=number("only_month"),
        except_month=number("except_month"),
        quarters=pairs,
        source=row["source"],
        confidence=row["confidence"],
    )


def _late_fee(row: Row) -> LateFeeRule:
    per_day, cap = _paise(row["per_day"]), _paise(row["cap"])
    if per_day is None or cap is None:
        raise ValueError("per_day and cap must be amounts")
    return LateFeeRule(row["key"], per_day, cap, _paise(row["turnover_upto"]), first_day(row), day_in(row["effective_to"]), row["source"], row["confidence"])


def _contribution(row: Row) -> ContributionRule:
    extra = tuple(Decimal(rate) for rate in row["extra_employer"])
    rates = Decimal(row["employee"]), Decimal(row["employer"])
    ends = day_in(row["effective_to"])
    return ContributionRule(row["key"], *rates, extra, _amount(row["ceiling"]), first_day(row), ends, row["source"], row["confidence"])


def _professional_tax(row: Row) -> ProfessionalTaxRule:
    slabs = tuple((_paise(upto), _amount(tax)) for upto, tax in row["slabs"])
    if not slabs or slabs[-1][0] is not None:
        raise ValueError("the last slab has no upper end")
    return ProfessionalTaxRule(
        state=str(row["state"]),
        name=row["name"],
        slabs=slabs,
        last_month=int(row["last_month"]),
        tax_last_month=_amount(row["tax_last_month"]),
        unless=row["unless"],
        effective_from=first_day(row),
        effective_to=day_in(row["effective_to"]),
        source=row["source"],
        confidence=row["confidence"],
    )


def _bank_charge(row: Row) -> BankCharge:
    return BankCharge(
        row["id"], row["act"], _amount(row["amount"]), Decimal(row["gst"]), first_day(row), day_in(row["effective_to"]), row["source"], row["confidence"]
    )


def _deducted(row: Row) -> DeductedInPayments:
    return DeductedInPayments(row["key"], Decimal(row["most"]), first_day(row), day_in(row["effective_to"]), row["source"], row["confidence"])


def _amount(value: Any) -> Paise:
    return to_paise(Decimal(str(value)))
