"""The salary journal of a month that the books do not have: pay by department, the employer's contributions, and what is owed to whom."""

import re
from collections import defaultdict
from collections.abc import Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.journals.ledgers import (
    ESI_COST,
    ESI_PAYABLE,
    PF_COST,
    PF_PAYABLE,
    PT_PAYABLE,
    SALARY,
    SALARY_PAYABLE,
    STAFF_ADVANCE,
    TDS_SALARY,
    Choice,
    choose,
    uses_of,
)
from qrt.core.journals.payroll.month import PayrollMonth
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, Line, SourceKind, Voucher, VoucherDraft, VoucherKind

_PF_TOO = re.compile(r"\bv ?pf\b|voluntary", re.IGNORECASE)
_ADVANCE = re.compile(r"advance|loan|\bemi\b|imprest", re.IGNORECASE)

Part = tuple[Choice, int, str, str]
"""Ledger, signed amount, why, cost centre."""


def draft_month(
    pay: PayrollMonth, entity: str, chart: Chart, model: ModelChart, vouchers: Sequence[Voucher]
) -> tuple[VoucherDraft | None, tuple[Finding, ...]]:
    """The journal and payroll.not_booked; none and payroll.does_not_add_up where the register's own figures do not close.

    Shape "salary" of the chart's standing entries: gross pay and the employer's share are two debits; provident fund owed is both shares together.
    """
    kept = sum((pay.total("pf_employee"), pay.total("esi_employee"), pay.total("professional_tax"), pay.total("tds"), *pay.others.values()))
    out = pay.total("gross") - kept - pay.total("net")
    subject = f"payroll:{entity}/{pay.month}"
    if out:
        sentence = f"Salaries of {pay.month} are not drafted: gross pay less deductions and net pay differ by {rupee_text(Paise(abs(out)))} on the register."
        return None, (Finding("payroll.does_not_add_up", Severity.ERROR, subject, sentence, Paise(abs(out)), evidence=pay.places[:3], entity=entity),)
    parts = [part for part in (*_debits(pay, chart, model, vouchers), *_credits(pay, chart, model, vouchers)) if part[1]]
    if len(parts) < 2:
        return None, ()
    place = pay.rows[0].place
    lines = tuple(Line(choice.ledger, Paise(amount), place, reason=f"{why}; {choice.reason}", cost_centre=centre) for choice, amount, why, centre in parts)
    draft = VoucherDraft(
        key=f"payroll:{pay.month}",
        entity=entity,
        kind=VoucherKind.JOURNAL,
        day=pay.month.last_day,
        lines=lines,
        source=SourceKind.RULE,
        narration=f"Salaries for {pay.month.first_day:%B %Y} of {pay.people} per salary register",
        party=lines[0].ledger,
        place=place,
        evidence=pay.places,
        confidence=round(min(0.9, *(choice.confidence for choice, *_ in parts)), 2),
    )
    sentence = f"Salaries of {pay.month} ({pay.people}, gross {rupee_text(pay.total('gross'))}) stand in no voucher of the books: a journal was drafted and waits for a checker."
    return draft, (Finding("payroll.not_booked", Severity.ERROR, subject, sentence, pay.total("gross"), evidence=pay.places[:3], entity=entity),)


def _debits(pay: PayrollMonth, chart: Chart, model: ModelChart, vouchers: Sequence[Voucher]) -> list[Part]:
    used = uses_of(vouchers)
    salary = choose(SALARY, chart, model, used)
    by_department: defaultdict[str, int] = defaultdict(int)
    shares: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in pay.rows:
        by_department[row.department] += row.gross
        shares["pf_employer", row.department] += row.pf_employer
        shares["esi_employer", row.department] += row.esi_employer
    parts: list[Part] = [
        (salary, amount, f"gross pay of {pay.month}" + (f", {department}" if department else ""), department)
        for department, amount in sorted(by_department.items())
    ]
    for name, matter in (("pf_employer", PF_COST), ("esi_employer", ESI_COST)):
        if not pay.total(name):
            continue
        choice = choose(matter, chart, model, used)
        # One ledger for all funds is usual: where there is none for ESI, the provident fund's is the company's way.
        if matter is ESI_COST and choice.confidence < 0.5 and (other := choose(PF_COST, chart, model, used)).confidence > 0.5:
            choice = Choice(other.ledger, "the books' ledger for employer's contributions", 0.6)
        parts += [(choice, amount, f"{matter.what} of {pay.month}", department) for (each, department), amount in sorted(shares.items()) if each == name]
    return parts


def _credits(pay: PayrollMonth, chart: Chart, model: ModelChart, vouchers: Sequence[Voucher]) -> list[Part]:
    used = uses_of(vouchers)
    voluntary = sum(amount for heading, amount in pay.others.items() if _PF_TOO.search(heading))
    owed = (
        (PF_PAYABLE, pay.total("pf_employee") + pay.total("pf_employer") + voluntary, "both shares of provident fund"),
        (ESI_PAYABLE, pay.total("esi_employee") + pay.total("esi_employer"), "both shares of ESI"),
        (PT_PAYABLE, pay.total("professional_tax"), "professional tax deducted"),
        (TDS_SALARY, pay.total("tds"), "tax deducted from salaries (s.192; s.392 of the 2025 Act)"),
    )
    parts: list[Part] = [(choose(matter, chart, model, used), -amount, f"{why}, {pay.month}", "") for matter, amount, why in owed if amount]
    for heading, amount in pay.others.items():
        if _PF_TOO.search(heading):
            continue
        choice = choose(STAFF_ADVANCE, chart, model, used)
        if not _ADVANCE.search(heading):
            choice = Choice(choice.ledger, f"what was kept back as “{heading}” says no ledger: choose the one it belongs to", 0.2)
        parts.append((choice, -amount, f"“{heading}” kept back, {pay.month}", ""))
    parts.append((choose(SALARY_PAYABLE, chart, model, used), -pay.total("net"), f"net pay of {pay.month}", ""))
    return parts
