"""The indirect cash flow statement (AS 3, Ind AS 7): profit before tax, what of it was no cash, and the movement of every balance sheet line.

Each movement goes to exactly one line, so the statement ends at the cash of the balance sheet whenever both balance sheets balance. What no line
explains stands in a line of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.types import Chart, places_of
from qrt.core.statements.formula import totals
from qrt.core.statements.placing import Placed, is_result
from qrt.core.statements.types import Layout, LineKind, Share, Statement, StatementLine

UNCLASSIFIED = "CF.UNCLASSIFIED"
_PROCEEDS, _REPAYMENT = "CF.FIN.BOR", "CF.FIN.REP"
_BY_ROLE = {
    "securities_premium": "CF.FIN.EQ",
    "dividend_paid": "CF.FIN.DIV",
    "loan_given": "CF.INV.LOANS",
    "deposit": "CF.INV.DEP",
    "capital_advance": "CF.INV.CAPEX",
}
"""Ledgers whose movement says more than their line does."""

_TAX_ROLES = frozenset({"income_tax_payable", "advance_tax", "tds_receivable", "deferred_tax"})


def draw_cash_flow(
    entity: str, opening: tuple[Placed, ...], closing: tuple[Placed, ...], result: Statement, layout: Layout
) -> tuple[Statement, tuple[Finding, ...]]:
    """The cash flow of one entity over the period between two placed sets of balances, and a finding for what stays unexplained."""
    flows: defaultdict[str, list[Share]] = defaultdict(list)
    moved = _movements(opening, closing, layout)
    for (key, role), shares in sorted(moved.items()):
        for share in shares:
            flows[_line_of(key, role, share.amount, layout)].append(Share(share.entity, share.ledger, Paise(-share.amount)))
    _add_result(entity, flows, opening, closing, result, layout)
    amounts = {key: Paise(sum(share.amount for share in shares)) for key, shares in flows.items()}
    amounts["CF.OPEN"] = Paise(sum(each.share.amount for each in opening if each.key == layout.keys.cash))
    known = totals(layout.cash_flow, amounts)
    lines = tuple(
        StatementLine(line.key, line.label, line.level, line.kind, line.side, known[line.key], ledgers=_net(flows.get(line.key, ())))
        for line in layout.cash_flow
        if known[line.key] or line.kind != LineKind.LINE or line.key in ("CF.OPEN", "CF.OP.PBT")
        if not (line.consolidated_only and not known[line.key])
    )
    return Statement("cash_flow", lines), _check(
        entity, known[UNCLASSIFIED], flows.get(UNCLASSIFIED, ()), {each.share.ledger: each.account for each in (*opening, *closing) if each.account}
    )


def _movements(opening: Iterable[Placed], closing: Iterable[Placed], layout: Layout) -> dict[tuple[str, str], list[Share]]:
    """Closing less opening of each ledger in each balance sheet line but cash, by line and role."""
    net: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
    for sign, placed in ((-1, opening), (1, closing)):
        for each in placed:
            if not is_result(each.key, layout) and each.key != layout.keys.cash:
                net[each.key, each.account.role if each.account else "", each.share.entity, each.share.ledger] += sign * each.share.amount
    moved: defaultdict[tuple[str, str], list[Share]] = defaultdict(list)
    for (key, role, entity, ledger), amount in net.items():
        if amount:
            moved[key, role].append(Share(entity, ledger, Paise(amount)))
    return moved


def _line_of(key: str, role: str, amount: Paise, layout: Layout) -> str:
    if role in _BY_ROLE:
        return _BY_ROLE[role]
    if role in _TAX_ROLES:
        return "CF.OP.TAX"
    line = layout.cash_flow_of.get(key, UNCLASSIFIED)
    # A ledger that owes more than before was drawn on; one that owes less was repaid.
    return _REPAYMENT if line == _PROCEEDS and amount > 0 else line


def _add_result(
    entity: str, flows: defaultdict[str, list[Share]], opening: Iterable[Placed], closing: Iterable[Placed], result: Statement, layout: Layout
) -> None:
    """Profit before tax, then each of its parts that is shown elsewhere: taken out here and put there, so that the sum stays."""
    keys = layout.keys
    before_tax = result.amount(keys.before_tax)
    flows["CF.OP.PBT"].append(Share(entity, "profit before tax", before_tax))
    after = -sum(_result_movement(opening, closing, layout).values())
    below = Paise(after - before_tax)
    parts = _result_parts(opening, closing, layout)
    tax_lines = {line.key for line in layout.profit_and_loss if line.key == keys.current_tax or line.key.endswith((".DT", ".DOT", ".NRT", ".RT"))}
    taxes = [share for (key, _), shares in parts.items() if key in tax_lines for share in shares]
    flows["CF.OP.TAX"] += [Share(share.entity, share.ledger, Paise(-share.amount)) for share in taxes]
    if rest := below + sum(share.amount for share in taxes):
        flows["CF.OP.OTHNC"].append(Share(entity, "results below profit before tax", Paise(rest)))
    for (key, role), shares in sorted(parts.items()):
        away, to = _shown_elsewhere(key, role, layout)
        for share in shares if away else ():
            flows[away].append(share)
            flows[to].append(Share(share.entity, share.ledger, Paise(-share.amount)))


def _shown_elsewhere(key: str, role: str, layout: Layout) -> tuple[str, str]:
    """(line that takes it out of the operating profit, line that shows it instead), or two blanks."""
    if key == layout.keys.depreciation:
        return "CF.OP.DEP", "CF.INV.CAPEX"
    if key == layout.keys.finance and role != "bank_charges":
        return "CF.OP.FIN", "CF.FIN.INT"
    by_role = {
        "interest_income": ("CF.OP.INTINC", "CF.INV.INT"),
        "dividend_income": ("CF.OP.DIVINC", "CF.INV.DIV"),
        "disposal_result": ("CF.OP.GAIN", "CF.INV.SALE"),
    }
    by_role["provision_expense"] = ("CF.OP.PROV", "CF.OP.TR")
    return by_role.get(role, ("", ""))


def _result_movement(opening: Iterable[Placed], closing: Iterable[Placed], layout: Layout) -> Mapping[tuple[str, str, str, str], int]:
    net: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
    for sign, placed in ((-1, opening), (1, closing)):
        for each in placed:
            if is_result(each.key, layout):
                net[each.key, each.account.role if each.account else "", each.share.entity, each.share.ledger] += sign * each.share.amount
    return net


def _result_parts(opening: Iterable[Placed], closing: Iterable[Placed], layout: Layout) -> dict[tuple[str, str], list[Share]]:
    parts: defaultdict[tuple[str, str], list[Share]] = defaultdict(list)
    for (key, role, entity, ledger), amount in _result_movement(opening, closing, layout).items():
        if amount:
            parts[key, role].append(Share(entity, ledger, Paise(amount)))
    return parts


def _net(shares: Iterable[Share]) -> tuple[Share, ...]:
    """One share for each ledger, sorted, those that cancel out left out."""
    total: defaultdict[tuple[str, str], int] = defaultdict(int)
    for share in shares:
        total[share.entity, share.ledger] += share.amount
    return tuple(Share(entity, ledger, Paise(amount)) for (entity, ledger), amount in sorted(total.items()) if amount)


def _check(entity: str, amount: Paise, shares: Iterable[Share], chart: Chart) -> tuple[Finding, ...]:
    rows = _net(shares)
    if not rows or not amount:
        # Transfers between reserves cancel out: no cash moved.
        return ()
    names = ", ".join(f"{share.ledger} ({rupee_text(share.amount)})" for share in rows[:10])
    sentence = f"No line of the cash flow statement explains the movement of {names}: say what it was."
    places = places_of(chart, (share.ledger for share in rows))
    return (
        Finding(
            "statement.cash_flow_unexplained", Severity.WARNING, f"statement:{entity}/cash_flow", sentence, Paise(abs(amount)), "AS 3; Ind AS 7", places, entity
        ),
    )
