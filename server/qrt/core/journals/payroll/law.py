"""What the law asks of a month's pay: provident fund, state insurance, professional tax. One finding a kind and month, with the people in it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qrt.core.base.dated import is_in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.documents.types import PayrollRow
from qrt.core.journals.payroll.month import PayrollMonth
from qrt.core.ledger.naming import plain_name
from qrt.core.tax.rules import ContributionRule, ProfessionalTaxRule, TaxRules

RUPEE = Paise(100)
"""Contributions are rounded to the rupee, some registers round up: a rupee is no deviation."""

_BASE = re.compile(r"\bbasic\b|\bda\b|dearness|\bvda\b|\bwages?\b|retaining")
_NAMED_MOST = 5


def check_month(pay: PayrollMonth, entity: str, rules: TaxRules, states: Sequence[str]) -> tuple[Finding, ...]:
    """payroll.pf_differs, payroll.esi_differs, payroll.professional_tax_differs. Rows of whole departments are not judged: limits run by person."""
    rows = [row for row in pay.rows if row.employee_code or row.employee_name]
    found: list[Finding] = []
    day = pay.month.last_day
    for rule in rules.contributions:
        if is_in_force(rule, day) and rule.key in ("pf", "esi"):
            check = _pf if rule.key == "pf" else _esi
            found += _joined(pay, entity, f"payroll.{rule.key}_differs", [(row, why) for row in rows if (why := check(row, rule))], rule.source)
    state = set(states)
    slab = next((rule for rule in rules.professional_tax if is_in_force(rule, day) and state == {rule.state}), None)
    if slab:
        wrong = [(row, why) for row in rows if (why := _professional_tax(row, slab, pay.month.number))]
        found += _joined(pay, entity, "payroll.professional_tax_differs", wrong, slab.source)
    return tuple(found)


def _pf(row: PayrollRow, rule: ContributionRule) -> str:
    """Both practices are sound: 12 % of basic and dearness allowance, or of the ceiling where they exceed it. "" when one of them explains both shares."""
    base = Paise(sum(amount for heading, amount in row.earnings if _BASE.search(plain_name(heading))))
    if not base or not (row.pf_employee or row.pf_employer):
        # Without a basic pay nothing can be judged; without any contribution the person may be excluded (Form 11), which no register says.
        return (
            ""
            if not base or base > rule.ceiling
            else f"no provident fund on wages of {rupee_text(base)}, which are within the ceiling of {rupee_text(rule.ceiling)}"
        )
    bases = (base, min(base, rule.ceiling))
    rates = (rule.employer, rule.employer + sum(rule.extra_employer, Decimal(0)))
    own = any(abs(row.pf_employee - apply_rate(Paise(each), rule.employee)) <= RUPEE for each in bases)
    theirs = any(abs(row.pf_employer - apply_rate(Paise(each), rate)) <= RUPEE for each in bases for rate in rates) or not row.pf_employer
    if own and theirs:
        return ""
    gross = row.gross
    if not own and abs(row.pf_employee - apply_rate(gross, rule.employee)) <= RUPEE and (theirs or row.pf_employer == row.pf_employee):
        return ""  # All earnings are taken as wages: more than is asked, and what the Code on Social Security tends to.
    share, taken = ("the employee's", row.pf_employee) if not own else ("the employer's", row.pf_employer)
    wanted = " or ".join(dict.fromkeys(rupee_text(apply_rate(Paise(each), rule.employee)) for each in bases))
    return f"{share} share is {rupee_text(taken)}; {rule.employee} % of {rupee_text(base)} basic and DA, or of the ceiling, is {wanted}"


def _esi(row: PayrollRow, rule: ContributionRule) -> str:
    if row.gross > rule.ceiling:
        # Whoever crosses the ceiling within a contribution period stays in to its end: a contribution above it is no fault.
        return ""
    if not row.esi_employee and not row.esi_employer:
        return f"no ESI on a wage of {rupee_text(row.gross)}, which is within the ceiling of {rupee_text(rule.ceiling)}" if row.gross else ""
    own, theirs = apply_rate(row.gross, rule.employee), apply_rate(row.gross, rule.employer)
    # Overtime and some allowances count for the contribution in one company and not in another: a base below gross is named, not condemned.
    if abs(row.esi_employee - own) <= RUPEE and (abs(row.esi_employer - theirs) <= RUPEE or not row.esi_employer):
        return ""
    return f"ESI is {rupee_text(row.esi_employee)} and {rupee_text(row.esi_employer)}; {rule.employee} % and {rule.employer} % of {rupee_text(row.gross)} are {rupee_text(own)} and {rupee_text(theirs)}"


def _professional_tax(row: PayrollRow, rule: ProfessionalTaxRule, month: int) -> str:
    upto, tax = next((upto, tax) for upto, tax in rule.slabs if upto is None or row.gross <= upto)
    if upto is None and month == rule.last_month:
        tax = rule.tax_last_month
    if row.professional_tax == tax or (rule.unless and row.professional_tax == 0):
        return ""
    return f"professional tax is {rupee_text(row.professional_tax)}; {rule.name} asks {rupee_text(tax)} on {rupee_text(row.gross)}"


def _joined(pay: PayrollMonth, entity: str, rule: str, wrong: Sequence[tuple[PayrollRow, str]], law: str) -> Iterator[Finding]:
    if not wrong:
        return
    named = "; ".join(f"{row.employee_name or row.employee_code}: {why}" for row, why in wrong[:_NAMED_MOST])
    more = f"; and {len(wrong) - _NAMED_MOST} more" if len(wrong) > _NAMED_MOST else ""
    sentence = f"{len(wrong)} of {pay.people} of {pay.month} deviate from the usual contribution: {named}{more}."
    subject = f"payroll:{entity}/{pay.month}/{rule.partition('.')[2]}"
    places = tuple(row.place for row, _ in wrong[:_NAMED_MOST])
    yield Finding(rule, Severity.WARNING, subject, sentence, law=law, evidence=places, entity=entity)
