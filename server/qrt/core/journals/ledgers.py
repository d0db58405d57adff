"""Which ledger of a company's books a standing matter goes to: by role, TDS nature and name; else the model's, as a proposal."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import Chart, LedgerAccount, Voucher


@dataclass(frozen=True, slots=True)
class Choice:
    """A ledger, why it, and how sure."""

    ledger: str
    reason: str
    confidence: float


NEW_LEDGER = 0.3
"""How sure a draft is of a ledger that the books do not have."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that companies keep a ledger for. `natures`, `role`, `tds_key` and `name` must all hold where they say something; `code` is the model's account."""

    code: str
    what: str
    natures: frozenset[str]
    name: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    role: str = ""
    tds_key: str = ""

    def fits(self, account: LedgerAccount) -> bool:
        plain = plain_name(account.name)
        return (
            (not self.natures or account.nature in self.natures)
            and (not self.role or account.role == self.role)
            and (not self.tds_key or account.tds_key == self.tds_key)
            and (self.name is None or bool(self.name.search(plain)))
            and not (self.unless and self.unless.search(plain))
        )


_DEBT, _COST, _WORTH = frozenset({"liability"}), frozenset({"expense"}), frozenset({"asset"})


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_PF, _ESI = r"\be?pf\b|provident|\bepfo\b", r"\besic?\b|state insurance"
SALARY = Matter("5101", "salaries and wages", _COST, _p(r"salar|\bwages?\b|remuneration|payroll"), _p(r"director|leave|advance|contract"), tds_key="salary")
PF_COST = Matter("5102", "the employer's provident fund contribution", _COST, _p(_PF), _p(r"late|interest|penal"))
ESI_COST = Matter("5102", "the employer's ESI contribution", _COST, _p(_ESI), _p(r"late|interest|penal"))
SALARY_PAYABLE = Matter(
    "2130",
    "net pay owed to employees",
    _DEBT,
    _p(r"(salar|wages?|net pay).*(payable|due|outstanding)|(payable|outstanding|unpaid).*(salar|wage)"),
    _p(r"\btds\b"),
)
PF_PAYABLE = Matter("2131", "provident fund owed", _DEBT, _p(_PF), _p(r"loan|gratuity"))
ESI_PAYABLE = Matter("2132", "ESI owed", _DEBT, _p(_ESI))
PT_PAYABLE = Matter("2133", "professional tax owed", _DEBT, _p(r"profession(al)? tax|\bptax\b|\bpt\b"))
TDS_SALARY = Matter("2301", "tax deducted from salaries", frozenset(), role="tds_payable", tds_key="salary")
STAFF_ADVANCE = Matter(
    "3131", "advances to employees", _WORTH, _p(r"(staff|employee|salary|imprest).*(advance|loan)|(advance|loan)s?.*(staff|employee|salary)|^imprest")
)
ACCRUED = Matter(
    "2114", "expenses accrued", _DEBT, _p(r"(accrued|outstanding) (expens|liabilit)|expenses? (payable|outstanding|accrued)|provision for expens|^accruals?$")
)
PREPAID = Matter("3132", "expenses paid ahead", _WORTH, role="prepaid")
INTEREST_OWED = Matter("2122", "interest accrued on borrowings", _DEBT, role="interest_payable")
INTEREST_DUE = Matter("3133", "interest accrued on deposits", _WORTH, role="interest_receivable")
INTEREST_COST = Matter("5201", "interest on borrowings", _COST, role="interest_expense")
INTEREST_INCOME = Matter("4101", "interest income", frozenset({"income"}), role="interest_income")
ROUND_OFF = Matter("5498", "rounding", frozenset(), role="round_off")
BAD_DEBTS = Matter("5420", "bad and doubtful debts", _COST, role="provision_expense")
ALLOWANCE = Matter("3112", "the allowance for doubtful debts", frozenset(), role="allowance")
INCOME_TAX = Matter("5601", "current tax", _COST, role="income_tax")
TAX_PROVISION = Matter(
    "2330",
    "the provision for income tax",
    _DEBT,
    _p(r"(provision|liability) for (income )?tax|income tax (payable|provision)|provision for (current )?tax|tax provision"),
    _p(r"deferred"),
)
STOCK_CHANGE = Matter("5010", "changes in inventories", _COST, _p(r"(change|increase|decrease).*(inventor|stock)|(inventor|stock).*change"))
BLOCKED_GST = Matter("5423", "GST that cannot be claimed", _COST, _p(r"ineligible|blocked|gst expens|non claimable|itc (expens|not|lapsed)"))
TDS_RECEIVABLE = Matter("3140", "tax deducted by customers", frozenset(), role="tds_receivable")
GST_PAYABLE = Matter("2221", "GST owed after set-off", _DEBT, _p(r"gst.*(payable|liabilit)"), _p(r"[csiu]t?gst|interest|late|rcm|output|cess"))


def choose(matter: Matter, chart: Chart, model: ModelChart, used: Mapping[str, int] | None = None) -> Choice:
    """The books' ledger for a matter. Among several the one used most, in doubt the first by name; without one, the model's, which would be new."""
    found = sorted(account.name for account in chart.values() if matter.fits(account))
    if found:
        counts = used or {}
        best = min(found, key=lambda name: (-counts.get(name, 0), name))
        sure = 0.92 if len(found) == 1 else 0.85 if counts.get(best) else 0.55
        return Choice(best, f"the books' ledger for {matter.what}", sure)
    account = next(each for each in model.accounts if each.code == matter.code)
    return Choice(account.name, f"the books have no ledger for {matter.what}, this one would be new", NEW_LEDGER)


def uses_of(vouchers: Iterable[Voucher]) -> Counter[str]:
    """How many vouchers moved each ledger."""
    counts: Counter[str] = Counter()
    for voucher in vouchers:
        counts.update({line.ledger for line in voucher.lines})
    return counts
