"""Statements of loans and schedules of repayment: the loan's terms, and each instalment with what of it is principal and interest. Balances prove the rows."""

from datetime import date

from qrt.core.base.money import Paise, decimal_text
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, rows_under
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import code, money, name, percent
from qrt.core.documents.types import LoanLine

_COLUMNS = {
    "day": ("due date", "instalment date", "date", "emi date", "value date"), "instalment": ("emi amount", "instalment", "emi", "instalment amount", "installment", "installment amount", "installment amt", "emi amt"),
    "principal": ("principal", "principal component", "principal amount", "principal repaid", "prin"),
    "interest": ("interest", "interest component", "interest amount", "interest due", "int"),
    "balance": ("outstanding principal", "balance principal", "closing principal", "outstanding", "outstanding balance", "principal outstanding", "closing balance", "principal balance", "principal o s", "outstanding balance principal", "balance"),
}  # fmt: skip


_DAYS_APART = 3
"""Instalments so near each other are of one day a month, read with the month first."""


def _read(form: Form) -> None:
    lines = [line for row in rows_under(form.tables, _COLUMNS, frozenset({"day", "principal", "interest"})) if (line := _line(form, row))]
    for before, line in zip([None, *lines], lines, strict=False):
        if line.instalment is not None and line.instalment != line.principal + line.interest:
            form.faults.append((f"the instalment of {line.day} is not principal and interest", line.instalment - line.principal - line.interest, line.place))
        if before is not None and before.balance is not None and line.balance is not None and before.balance - line.principal != line.balance:
            form.faults.append((f"the balance breaks at the instalment of {line.day}", line.balance - before.balance + line.principal, line.place))
    if not lines and form.tables:
        form.faults.append(("no instalment of its table could be read", 0, form.tables[0].place))
    if lines and all(line.balance is None for line in lines):
        form.faults.append(("no column says what is owed after each instalment, so nothing proves them", 0, lines[0].place))
    apart = [(after.day - line.day).days for line, after in zip(lines, lines[1:], strict=False)]
    near = [gap for gap in apart if gap <= _DAYS_APART]
    if len(near) * 2 > len(apart):
        form.faults.append((f"most of its instalments are {max(near)} days apart at most, and may have their month first", 0, lines[0].place))
    form.rows += lines
    if lines and lines[-1].balance is not None and not form.faults:
        last = next(
            row
            for row in reversed(list(rows_under(form.tables, _COLUMNS, frozenset({"day", "principal", "interest"}))))
            if row.money("balance") == lines[-1].balance
        )
        form.take("closing_balance", last, "balance", decimal_text(lines[-1].balance), ("arithmetic_closed",) if len(lines) > 1 else ())


def _line(form: Form, row: NamedRow) -> LoanLine | None:
    when: date | None = row.day("day")
    principal, interest = row.money("principal"), row.money("interest")
    if when is None:
        return None
    if principal is None or interest is None:
        form.faults.append((f"the instalment of {when} is not read: principal or interest is no amount", 0, row.row.place))
        return None
    return LoanLine(row.row.place, when, Paise(principal), Paise(interest), row.money("instalment"), row.money("balance"))


FORM = Module(
    (
        Wanted("account_number", ("loan account no", "loan account number", "loan a c no", "agreement no", "lan", "account no"), code(r"^([A-Z]{0,6}[\d\-/]{6,18})$")),
        Wanted("borrower", ("name of borrower", "borrower", "customer name", "borrower name"), name),
        Wanted("sanctioned_amount", ("sanctioned amount", "loan amount", "amount financed", "disbursed amount", "sanction amount", "loan amt", "amount sanctioned", "amount of loan"), money),
        Wanted("interest_rate", ("rate of interest", "roi", "interest rate"), percent),
        Wanted("instalment", ("monthly instalment", "emi", "emi amount", "instalment amount"), money),
    ),
    ("account_number",),
    ("tenure", "no of instalments", "first emi date", "maturity date"),
    _read,
)  # fmt: skip
