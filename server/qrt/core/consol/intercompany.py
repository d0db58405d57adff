"""What entities of a group say about each other, and its elimination where they agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.consol.types import Elimination, IntercompanyPair
from qrt.core.consol.worksheet import Cell, Worksheet, places_of_cells, reduce
from qrt.core.ledger.types import Chart, Voucher

Trade = Mapping[tuple[str, str, str], Paise]
"""(entity, counterparty, ledger of income or expense) -> paise of the period, debit positive."""

_INVESTMENT_ROLES = frozenset({"investment"})


def intercompany_trade(entity: str, vouchers: Iterable[Voucher], chart: Chart) -> Trade:
    """Income and expense of an entity that came from vouchers with a group company as party. Ledgers that name the company themselves are left to the trial balance."""
    found: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for voucher in vouchers:
        if voucher.entity != entity:
            continue
        others = {
            chart[line.ledger].counterparty
            for line in voucher.lines
            if line.ledger in chart and chart[line.ledger].counterparty and chart[line.ledger].nature in ("asset", "liability")
        }
        if len(others) != 1:
            continue
        other = others.pop()
        for line in voucher.lines:
            account = chart.get(line.ledger)
            if account and account.nature in ("income", "expense") and not account.counterparty and account.role not in ("round_off", "exchange_result"):
                found[entity, other, line.ledger] += line.amount
    return {key: Paise(amount) for key, amount in sorted(found.items()) if amount}


def eliminate_balances(worksheet: Worksheet, entities: tuple[str, ...], tolerance: Paise) -> tuple[list[IntercompanyPair], list[Finding]]:
    """Claims of one entity on another against what the other owes: the agreed part goes out on both sides, the rest stays and is said."""
    pairs: list[IntercompanyPair] = []
    findings: list[Finding] = []
    for creditor in entities:
        for debtor in entities:
            if creditor == debtor:
                continue
            claims = [cell for cell in _between(worksheet, creditor, debtor) if worksheet.left(cell) > 0]
            debts = [cell for cell in _between(worksheet, debtor, creditor) if worksheet.left(cell) < 0]
            pair = IntercompanyPair(creditor, debtor, "balances", Paise(sum(map(worksheet.left, claims))), Paise(-sum(map(worksheet.left, debts))))
            if not claims and not debts:
                continue
            pairs.append(pair)
            if pair.agreed:
                lines = (*reduce(worksheet, claims, pair.agreed), *reduce(worksheet, debts, pair.agreed))
                worksheet.add(Elimination(f"balances:{creditor}/{debtor}", "balances", f"{creditor} claims from {debtor} what {debtor} owes it", lines))
    for n, one in enumerate(entities):
        for other in entities[n + 1 :]:
            left, right = _between(worksheet, one, other), _between(worksheet, other, one)
            net = sum(map(worksheet.left, left)), sum(map(worksheet.left, right))
            if abs(sum(net)) > tolerance:
                findings.append(_open_balance(one, other, net, (*left, *right)))
    return pairs, findings


def eliminate_trade(worksheet: Worksheet, entities: tuple[str, ...], trade: Trade, tolerance: Paise) -> tuple[list[IntercompanyPair], list[Finding]]:
    """Income that one entity had from another against the other's expense, for the period."""
    pairs: list[IntercompanyPair] = []
    findings: list[Finding] = []
    for seller in entities:
        for buyer in entities:
            if seller == buyer:
                continue
            income = _trade_cells(worksheet, seller, buyer, trade, -1)
            expense = _trade_cells(worksheet, buyer, seller, trade, 1)
            pair = IntercompanyPair(seller, buyer, "trade", Paise(sum(abs(cell.period) for cell in income)), Paise(sum(cell.period for cell in expense)))
            if not income and not expense:
                continue
            pairs.append(pair)
            if pair.agreed:
                part = Worksheet(worksheet.layout, [])
                lines = (*reduce(part, income, pair.agreed, period=True), *reduce(part, expense, pair.agreed, period=True))
                worksheet.add(Elimination(f"trade:{seller}/{buyer}", "trade", f"what {seller} earned from {buyer} is what {buyer} spent with it", lines))
            if abs(pair.difference) > tolerance:
                findings.append(
                    _disagreement(pair, income, expense, f"{seller} booked {{}} of income from {buyer}, {buyer} booked {{}} of expense from {seller}")
                )
    return pairs, findings


def _between(worksheet: Worksheet, entity: str, other: str) -> list[Cell]:
    return [
        cell
        for cell in worksheet.cells
        if cell.entity == entity
        and cell.account
        and cell.account.counterparty == other
        and not worksheet.is_result(cell.key)
        and cell.account.role not in _INVESTMENT_ROLES
        if not _is_equity(cell, worksheet)
    ]


def _is_equity(cell: Cell, worksheet: Worksheet) -> bool:
    return cell.key in (worksheet.layout.keys.capital, worksheet.layout.keys.surplus)


def _trade_cells(worksheet: Worksheet, entity: str, other: str, trade: Trade, sign: int) -> list[Cell]:
    """Cells holding only what the two entities dealt with each other, of one sign (-1 income, 1 expense)."""
    cells: list[Cell] = []
    for cell in worksheet.cells:
        if cell.entity != entity or not worksheet.is_result(cell.key) or not cell.account or cell.account.role == "dividend_income":
            continue
        amount = cell.period if cell.account.counterparty == other else trade.get((entity, other, cell.ledger), 0) if not cell.account.counterparty else 0
        if amount * sign > 0:
            cells.append(Cell(cell.entity, cell.ledger, cell.key, Paise(amount), Paise(amount), cell.account))
    return cells


def _open_balance(one: str, other: str, net: tuple[int, int], cells: Sequence[Cell]) -> Finding:
    """What both sides show net of what was eliminated must cancel out."""
    names = ", ".join(sorted({f"{cell.entity} “{cell.ledger}”" for cell in cells}))
    shown = " and ".join(
        f"{rupee_text(Paise(abs(amount)))} {'due from' if amount > 0 else 'due to'} the other in {code}"
        for code, amount in ((one, net[0]), (other, net[1]))
        if amount
    )
    sentence = f"The balances between {one} and {other} do not cancel out: {shown} stay in the group's figures ({names})."
    return Finding(
        "consol.intercompany_difference",
        Severity.ERROR,
        f"intercompany:balances/{one}/{other}",
        sentence,
        Paise(abs(sum(net))),
        "Ind AS 110 B86; AS 21 para 16",
        places_of_cells(cells),
        one,
    )


def _disagreement(pair: IntercompanyPair, left: list[Cell], right: list[Cell], form: str) -> Finding:
    said = form.format(rupee_text(pair.left_says), rupee_text(pair.right_says))
    names = ", ".join(sorted({f"{cell.entity} “{cell.ledger}”" for cell in (*left, *right)}))
    sentence = f"{said}: {rupee_text(Paise(abs(pair.difference)))} are not agreed and stay in the group's figures ({names})."
    return Finding(
        "consol.intercompany_difference",
        Severity.ERROR,
        f"intercompany:{pair.kind}/{pair.left}/{pair.right}",
        sentence,
        Paise(abs(pair.difference)),
        "Ind AS 110 B86; AS 21 para 16",
        places_of_cells((*left, *right)),
        pair.left,
    )
