"""Which line of the faces a ledger's balance belongs to on one day: each non-zero ledger in exactly one."""

from collections.abc import Iterable
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.ledger.types import Chart, LedgerAccount
from qrt.core.statements.types import Layout, LayoutLine, LineKind, Share

UNMAPPED_ASSETS = "X.AS.UNMAPPED"
UNMAPPED_LIABILITIES = "X.EL.UNMAPPED"
UNMAPPED_RESULT = "X.PL.UNMAPPED"
SUSPENSE_ASSETS, SUSPENSE_LIABILITIES = "X.AS.SUSPENSE", "X.EL.SUSPENSE"
BRANCH_ASSETS, BRANCH_LIABILITIES = "X.AS.BRANCH", "X.EL.BRANCH"
RED_ASSETS = (UNMAPPED_ASSETS, SUSPENSE_ASSETS, BRANCH_ASSETS)
RED_LIABILITIES = (UNMAPPED_LIABILITIES, SUSPENSE_LIABILITIES, BRANCH_LIABILITIES)
SURPLUS_LEDGER = "(profit of the year to date)"
"""Stands among the ledgers of the surplus line for the profit that the statement of profit and loss shows."""

_LABELS = {
    UNMAPPED_ASSETS: "Ledgers in debit without a line (need a decision)",
    UNMAPPED_LIABILITIES: "Ledgers in credit without a line (need a decision)",
    UNMAPPED_RESULT: "Income and expense without a line (need a decision)",
    SUSPENSE_ASSETS: "Suspense, debit (must be cleared)",
    SUSPENSE_LIABILITIES: "Suspense, credit (must be cleared)",
    BRANCH_ASSETS: "Branch ledgers that do not cancel out, debit",
    BRANCH_LIABILITIES: "Branch ledgers that do not cancel out, credit",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One ledger in its line; `moved_because` says why it left the line that its chart entry names, "" when it did not."""

    key: str
    share: Share
    account: LedgerAccount | None
    moved_because: str = ""


def is_result(key: str, layout: Layout) -> bool:
    """True for lines of the statement of profit and loss."""
    return key == UNMAPPED_RESULT or any(line.key == key for line in layout.profit_and_loss)


def place_ledgers(entity: str, balances: Iterable[tuple[str, Paise]], chart: Chart, layout: Layout) -> tuple[Placed, ...]:
    """Every ledger with a balance, in the line it belongs to on that day. Branch ledgers that cancel out stand together in one line that nets to nil."""
    faces = {line.key for line in (*layout.balance_sheet, *layout.profit_and_loss) if line.kind == LineKind.LINE}
    rows = [(ledger, amount) for ledger, amount in balances if amount]
    nets = {
        role: sum(amount for ledger, amount in rows if ledger in chart and chart[ledger].role == role and chart[ledger].schedule_key not in faces)
        for role in ("branch", "suspense")
    }
    placed: list[Placed] = []
    for ledger, amount in rows:
        account = chart.get(ledger)
        share = Share(entity, ledger, amount)
        if account and account.schedule_key in faces:
            key, why = _reclassified(account, amount, layout)
            placed.append(Placed(key, share, account, why))
        else:
            placed.append(Placed(_without_line(account, amount, nets), share, account))
    return tuple(placed)


def _reclassified(account: LedgerAccount, amount: Paise, layout: Layout) -> tuple[str, str]:
    on_side = "debit" if amount > 0 else "credit"
    home = next((line.side for line in layout.balance_sheet if line.key == account.schedule_key), "")
    for rule in layout.reclassify:
        if account.role in rule.roles and rule.natural == home and on_side != rule.natural:
            return rule.to, rule.why
    return account.schedule_key, ""


def _without_line(account: LedgerAccount | None, amount: Paise, nets: dict[str, int]) -> str:
    if account and account.role == "branch":
        return BRANCH_ASSETS if nets["branch"] >= 0 else BRANCH_LIABILITIES
    if account and account.role == "suspense":
        return SUSPENSE_ASSETS if nets["suspense"] >= 0 else SUSPENSE_LIABILITIES
    if account and account.nature in ("income", "expense"):
        return UNMAPPED_RESULT
    return UNMAPPED_ASSETS if amount > 0 else UNMAPPED_LIABILITIES


def extended(lines: tuple[LayoutLine, ...], total: str, keys: tuple[str, ...], side: str) -> tuple[LayoutLine, ...]:
    """The face with red lines for these keys standing before a total and added up in it."""
    result: list[LayoutLine] = []
    for line in lines:
        if line.key == total:
            result += [LayoutLine(key, _LABELS[key], 1, side, LineKind.UNMAPPED) for key in keys]
            line = LayoutLine(line.key, line.label, line.level, line.side, line.kind, (*line.sum, *keys), line.formula, line.consolidated_only)
        result.append(line)
    return tuple(result)
