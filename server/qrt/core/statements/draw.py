"""Draws balance sheet, statement of profit and loss and cash flow of one entity from its trial balance."""

from collections import defaultdict
from collections.abc import Iterable

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.ledger.types import Chart, TrialBalance, places_of
from qrt.core.statements.cash_flow import draw_cash_flow
from qrt.core.statements.formula import totals
from qrt.core.statements.placing import (
    RED_ASSETS,
    RED_LIABILITIES,
    SURPLUS_LEDGER,
    UNMAPPED_RESULT,
    Placed,
    extended,
    is_result,
    place_ledgers,
)
from qrt.core.statements.types import Layout, LayoutLine, LineKind, Share, Statement, StatementLine, Statements, Tie


def draw_statements(balance: TrialBalance, chart: Chart, layout: Layout) -> Statements:
    """The statements of one entity over the trial balance's period.

    Balance sheet: closing balances, with the opening ones beside them. Profit and loss: the movement of the period, with the year to date (the closing
    balance of income and expense ledgers, which start at nil on 1 April). The year's profit so far stands in the surplus line, so the sheet balances
    whenever the trial balance does. Ledgers without a line stand in red lines of their own: nothing is dropped.
    """
    closing = place_ledgers(balance.entity, ((line.ledger, line.closing) for line in balance.lines), chart, layout)
    opening = place_ledgers(balance.entity, ((line.ledger, line.opening) for line in balance.lines), chart, layout)
    moved = place_ledgers(
        balance.entity, ((line.ledger, Paise(line.closing - line.opening)) for line in balance.lines if _in_result(line.ledger, chart, layout)), chart, layout
    )
    sheet = _balance_sheet(balance.entity, closing, opening, layout)
    result = _profit_and_loss([each for each in moved if is_result(each.key, layout)], [each for each in closing if is_result(each.key, layout)], layout)
    flow, flow_findings = draw_cash_flow(balance.entity, opening, closing, result, layout)
    ties = _ties(sheet, result, flow, opening, closing, layout)
    findings = (
        *_check_reclassified(balance.entity, closing),
        *_check_red(balance.entity, sheet, result, chart),
        *_check_stock(balance, chart, layout),
        *flow_findings,
        *_check_ties(balance.entity, ties),
    )
    return Statements(balance.entity, layout.division, balance.first_day, balance.last_day, sheet, result, flow, ties, findings)


def draw_faces(balance: TrialBalance, chart: Chart, layout: Layout) -> tuple[Statement, Statement]:
    """Balance sheet (closing balances alone) and statement of profit and loss (the period's movement): what `draw_statements` shows in its first column."""
    closing = place_ledgers(balance.entity, ((line.ledger, line.closing) for line in balance.lines), chart, layout)
    moved = place_ledgers(
        balance.entity, ((line.ledger, Paise(line.closing - line.opening)) for line in balance.lines if _in_result(line.ledger, chart, layout)), chart, layout
    )
    to_date = [each for each in closing if is_result(each.key, layout)]
    return _balance_sheet(balance.entity, closing, (), layout), _profit_and_loss([each for each in moved if is_result(each.key, layout)], to_date, layout)


def _in_result(ledger: str, chart: Chart, layout: Layout) -> bool:
    account = chart.get(ledger)
    if not account:
        return False
    return (
        is_result(account.schedule_key, layout)
        if account.schedule_key
        else account.nature in ("income", "expense") and account.role not in ("suspense", "branch")
    )


def _balance_sheet(entity: str, closing: tuple[Placed, ...], opening: tuple[Placed, ...], layout: Layout) -> Statement:
    face = extended(extended(layout.balance_sheet, layout.keys.assets, RED_ASSETS, "debit"), layout.keys.liabilities, RED_LIABILITIES, "credit")
    now, then = _with_surplus(entity, closing, layout), _with_surplus(entity, opening, layout)
    return Statement("balance_sheet", fill(face, now, comparative=then))


def _with_surplus(entity: str, placed: Iterable[Placed], layout: Layout) -> dict[str, tuple[Share, ...]]:
    """Shares by line, with income and expense taken together into the surplus line."""
    shares: defaultdict[str, list[Share]] = defaultdict(list)
    profit = 0
    for each in placed:
        if is_result(each.key, layout):
            profit += each.share.amount
        else:
            shares[each.key].append(each.share)
    if profit:
        shares[layout.keys.surplus].append(Share(entity, SURPLUS_LEDGER, Paise(profit)))
    return {key: tuple(each) for key, each in shares.items()}


def _profit_and_loss(moved: list[Placed], to_date: list[Placed], layout: Layout) -> Statement:
    face = extended(layout.profit_and_loss, layout.keys.expenses, (UNMAPPED_RESULT,), "debit")
    return Statement("profit_and_loss", fill(face, _by_line(moved), year_to_date=_by_line(to_date)))


def _by_line(placed: Iterable[Placed]) -> dict[str, tuple[Share, ...]]:
    shares: defaultdict[str, list[Share]] = defaultdict(list)
    for each in placed:
        shares[each.key].append(each.share)
    return {key: tuple(each) for key, each in shares.items()}


def fill(
    face: tuple[LayoutLine, ...],
    shares: dict[str, tuple[Share, ...]],
    *,
    comparative: dict[str, tuple[Share, ...]] | None = None,
    year_to_date: dict[str, tuple[Share, ...]] | None = None,
    consolidated: bool = False,
) -> tuple[StatementLine, ...]:
    """The face with its amounts. Red lines and lines of consolidation alone are left out where they hold nothing."""
    amounts = totals(face, _natural(face, shares))
    before = totals(face, _natural(face, comparative)) if comparative is not None else None
    to_date = totals(face, _natural(face, year_to_date)) if year_to_date is not None else None
    lines: list[StatementLine] = []
    for line in face:
        others = (each.get(line.key) for each in (before, to_date) if each is not None)
        empty = not amounts[line.key] and not any(others) and line.key not in shares
        if empty and (line.kind == LineKind.UNMAPPED or (line.consolidated_only and not consolidated)):
            continue
        lines.append(
            StatementLine(
                key=line.key,
                label=line.label,
                level=line.level,
                kind=line.kind,
                side=line.side,
                amount=amounts[line.key],
                comparative=before[line.key] if before is not None else None,
                year_to_date=to_date[line.key] if to_date is not None else None,
                ledgers=tuple(sorted(shares.get(line.key, ()), key=lambda share: (share.entity, share.ledger))),
            )
        )
    return tuple(lines)


def _natural(face: tuple[LayoutLine, ...], shares: dict[str, tuple[Share, ...]]) -> dict[str, Paise]:
    """Amount of each line on its own side: credits shown positive in credit lines."""
    sides = {line.key: line.side for line in face}
    unknown = shares.keys() - sides.keys()
    assert not unknown, unknown
    return {key: Paise(sum(share.amount for share in each) * (-1 if sides[key] == "credit" else 1)) for key, each in shares.items()}


def _ties(sheet: Statement, result: Statement, flow: Statement, opening: tuple[Placed, ...], closing: tuple[Placed, ...], layout: Layout) -> tuple[Tie, ...]:
    keys = layout.keys

    def profit(placed: tuple[Placed, ...]) -> int:
        return -sum(each.share.amount for each in placed if is_result(each.key, layout))

    return (
        Tie("assets = equity and liabilities", sheet.amount(keys.assets), sheet.amount(keys.liabilities)),
        Tie("opening assets = opening equity and liabilities", sheet.line(keys.assets).comparative or ZERO, sheet.line(keys.liabilities).comparative or ZERO),
        Tie("profit of the period = movement of income and expense", result.amount(keys.total_income), Paise(profit(closing) - profit(opening))),
        Tie("profit of the year to date = profit in the surplus line", result.line(keys.total_income).year_to_date or ZERO, Paise(profit(closing))),
        Tie("cash at the end of the cash flow = cash in the balance sheet", flow.amount("CF.CLOSE"), sheet.amount(keys.cash)),
    )


def _check_ties(entity: str, ties: tuple[Tie, ...]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "statement.does_not_tie",
            Severity.BLOCKING,
            f"statement:{entity}/{tie.name}",
            f"{tie.name}: {rupee_text(tie.left)} against {rupee_text(tie.right)}, a difference of {rupee_text(tie.difference)}.",
            Paise(abs(tie.difference)),
            entity=entity,
        )
        for tie in ties
        if tie.difference
    )


def _check_reclassified(entity: str, closing: tuple[Placed, ...]) -> tuple[Finding, ...]:
    """One finding for each reason: a list of ledgers that a reviewer can go through."""
    by_reason: defaultdict[str, list[Placed]] = defaultdict(list)
    for each in closing:
        if each.moved_because:
            by_reason[each.moved_because].append(each)
    findings = []
    for why, moved in sorted(by_reason.items()):
        shares = [each.share for each in moved]
        chart = {each.share.ledger: each.account for each in moved if each.account}
        names = ", ".join(f"{share.ledger} ({rupee_text(Paise(abs(share.amount)))})" for share in shares[:10]) + (
            f" and {len(shares) - 10} more" if len(shares) > 10 else ""
        )
        sentence = f"Shown on the other side of the balance sheet, as {why}: {names}."
        findings.append(
            Finding(
                "statement.reclassified",
                Severity.INFO,
                f"statement:{entity}/{why}",
                sentence,
                Paise(abs(sum(share.amount for share in shares))),
                "Companies Act 2013, Schedule III",
                places_of(chart, chart),
                entity,
            )
        )
    return tuple(findings)


def _check_red(entity: str, sheet: Statement, result: Statement, chart: Chart) -> tuple[Finding, ...]:
    red = [line for line in (*sheet.lines, *result.lines) if line.kind == LineKind.UNMAPPED and line.amount]
    return tuple(
        Finding(
            "statement.unmapped_line",
            Severity.BLOCKING,
            f"statement:{entity}/{line.key}",
            f"{line.label}: {rupee_text(line.amount)} from {', '.join(share.ledger for share in line.ledgers[:10])}.",
            Paise(abs(line.amount)),
            "Companies Act 2013, Schedule III",
            places_of(chart, (share.ledger for share in line.ledgers)),
            entity,
        )
        for line in red
    )


def _check_stock(balance: TrialBalance, chart: Chart, layout: Layout) -> tuple[Finding, ...]:
    """Books that keep stock outside the vouchers show the opening stock all year: the closing one must be brought in by a person."""
    stock = [line for line in balance.lines if line.ledger in chart and chart[line.ledger].schedule_key == layout.keys.stock]
    still = [line for line in stock if line.closing and not line.debit and not line.credit]
    if not still or any(line.debit or line.credit for line in stock):
        return ()
    amount = Paise(sum(line.closing for line in still))
    sentence = f"Inventories of {balance.entity} stand at their opening value of {rupee_text(amount)} ({', '.join(line.ledger for line in still)}): no voucher books the closing stock, so cost of sales leaves out its change."
    return (
        Finding(
            "statement.closing_stock_missing",
            Severity.WARNING,
            f"statement:{balance.entity}/stock",
            sentence,
            Paise(abs(amount)),
            "AS 2; Ind AS 2",
            places_of(chart, (line.ledger for line in still)),
            balance.entity,
        ),
    )
