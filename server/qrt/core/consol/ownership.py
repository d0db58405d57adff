"""Investment against equity, dividends inside the group, and the share of outsiders (AS 21, Ind AS 110)."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.consol.types import Acquisition, Elimination, EliminationLine
from qrt.core.consol.worksheet import Worksheet, places_of_cells, reduce
from qrt.core.statements.types import Layout

_CAPITAL_ROLES = frozenset({"share_capital"})


def share_of(amount: int, percent: Decimal) -> Paise:
    """A percentage of an amount, rounded once to the paisa."""
    return Paise(int((Decimal(amount) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)))


def outside_percent(entity: Entity) -> Decimal:
    """What of a subsidiary belongs to others than its parent, in percent."""
    return 100 - Decimal(entity.ownership or "100")


def equity_of(worksheet: Worksheet, entity: str) -> int:
    """Equity of an entity with the adjustments made in its column: a positive size when it is in credit. Eliminations are the group's, not the entity's."""
    keys = equity_keys(worksheet.layout)
    held = sum(cell.closing for cell in worksheet.cells if cell.entity == entity and (cell.key in keys or worksheet.is_result(cell.key)))
    adjusted = sum(
        line.amount
        for entry in worksheet.entries
        if entry.kind == "adjustment"
        for line in entry.lines
        if line.entity == entity and (line.key in keys or worksheet.is_result(line.key))
    )
    return -(held + adjusted)


def equity_keys(layout: Layout) -> frozenset[str]:
    """Lines of the balance sheet that are shareholders' funds."""
    prefix = layout.keys.capital.rsplit(".", 1)[0]
    return frozenset(line.key for line in layout.balance_sheet if line.key.startswith(prefix + ".") and line.key != layout.keys.minority)


def eliminate_dividends(worksheet: Worksheet, parent: Entity, child: Entity) -> None:
    """The parent's dividend income from a subsidiary against the dividend that the subsidiary took from its reserves."""
    income = [
        cell
        for cell in worksheet.cells
        if cell.entity == parent.code
        and cell.account
        and cell.account.role == "dividend_income"
        and cell.account.counterparty == child.code
        and worksheet.left(cell) < 0
    ]
    paid = [
        cell for cell in worksheet.cells if cell.entity == child.code and cell.account and cell.account.role == "dividend_paid" and worksheet.left(cell) > 0
    ]
    agreed = min(-sum(map(worksheet.left, income)), sum(map(worksheet.left, paid)))
    if agreed > 0:
        lines = (*reduce(worksheet, income, agreed), *reduce(worksheet, paid, agreed))
        worksheet.add(Elimination(f"dividend:{parent.code}/{child.code}", "dividend", f"the dividend that {child.code} paid to {parent.code}", lines))


def eliminate_investment(worksheet: Worksheet, parent: Entity, child: Entity, acquisition: Acquisition | None) -> tuple[Paise, tuple[Finding, ...]]:
    """Cost of the shares against the parent's part of the equity bought; outsiders get theirs, goodwill or capital reserve is what is left.

    Returns the net assets at acquisition that outsiders share in. Without figures of the acquisition the share capital stands in for them, and a
    finding says that goodwill is provisional.
    """
    keys = worksheet.layout.keys
    shares = [
        cell
        for cell in worksheet.cells
        if cell.entity == parent.code
        and cell.account
        and cell.account.counterparty == child.code
        and cell.account.role == "investment"
        and worksheet.left(cell) > 0
    ]
    cost = sum(map(worksheet.left, shares))
    findings: tuple[Finding, ...] = ()
    if acquisition is None:
        if not cost and not outside_percent(child):
            return Paise(0), ()
        capital = [
            cell
            for cell in worksheet.cells
            if cell.entity == child.code and (cell.key == keys.capital or (cell.account and cell.account.role in _CAPITAL_ROLES))
        ]
        acquisition = Acquisition(child.code, {keys.capital: Paise(sum(map(worksheet.left, capital)))})
        findings = (_provisional(parent, child, cost, certain=cost == -sum(acquisition.equity.values()) and not outside_percent(child)),)
    bought = -sum(acquisition.equity.values()) + sum(acquisition.fair_value.values())
    outside = share_of(bought, outside_percent(child))
    lines = [EliminationLine(child.code, "(equity at acquisition)", key, Paise(-amount)) for key, amount in sorted(acquisition.equity.items())]
    lines += [EliminationLine(child.code, "(fair value at acquisition)", key, amount) for key, amount in sorted(acquisition.fair_value.items())]
    lines += reduce(worksheet, shares, cost)
    lines.append(EliminationLine(child.code, "(outsiders' share at acquisition)", keys.minority, Paise(-outside)))
    rest = -sum(line.amount for line in lines)
    where, name = (keys.goodwill, "(goodwill)") if rest > 0 else (keys.surplus, "(capital reserve on consolidation)")
    lines.append(EliminationLine(parent.code, name, where, Paise(rest)))
    reason = f"{parent.code}'s shares in {child.code} cost {rupee_text(Paise(cost))}; net assets bought {rupee_text(Paise(bought))}, {child.ownership} % of them its own"
    worksheet.add(Elimination(f"investment:{parent.code}/{child.code}", "investment", reason, tuple(lines)))
    return Paise(bought), findings


def give_outsiders_their_share(worksheet: Worksheet, child: Entity, before: int, equity_at_acquisition: int) -> None:
    """Outsiders' part of what the subsidiary's equity grew by since it was bought. `before` is its equity before the investment was eliminated."""
    grown = share_of(before - equity_at_acquisition, outside_percent(child))
    keys = worksheet.layout.keys
    lines = (
        EliminationLine(child.code, "(outsiders' share since acquisition)", keys.surplus, grown),
        EliminationLine(child.code, "(outsiders' share since acquisition)", keys.minority, Paise(-grown)),
    )
    reason = f"{outside_percent(child)} % of what {child.code} earned and kept since it was bought"
    worksheet.add(Elimination(f"minority:{child.code}", "minority", reason, lines))


def profit_of(worksheet: Worksheet, entity: str, entries: Sequence[Elimination]) -> int:
    """Profit of an entity in the period with the adjustments made in its column (not trade, which moves both sides alike)."""
    own = -sum(cell.period for cell in worksheet.cells if cell.entity == entity and worksheet.is_result(cell.key))
    adjusted = -sum(
        line.amount for entry in entries if entry.kind == "adjustment" for line in entry.lines if line.entity == entity and worksheet.is_result(line.key)
    )
    return own + adjusted


def _provisional(parent: Entity, child: Entity, cost: int, *, certain: bool) -> Finding:
    """`certain`: the shares cost just what the whole share capital is, as in a company that the parent founded."""
    sentence = (
        f"No paper gives the equity of {child.code} on the day {parent.code} gained control: goodwill and the outsiders' share are provisional, worked out on its share capital. "
        "Hand in its balance sheet of that day."
    )
    return Finding(
        "consol.acquisition_missing",
        Severity.INFO if certain else Severity.WARNING,
        f"consol:{parent.code}/{child.code}",
        sentence,
        Paise(cost),
        "AS 21 para 13; Ind AS 103",
        entity=child.code,
    )


def check_left_over(worksheet: Worksheet, entities: Mapping[str, Entity]) -> tuple[Finding, ...]:
    """Shares in a group company that stayed because ownership is not known from COMPANY.yaml."""
    left = [
        cell
        for cell in worksheet.cells
        if cell.account and cell.account.role == "investment" and cell.account.counterparty in entities and worksheet.left(cell)
    ]
    return tuple(
        Finding(
            "consol.investment_left",
            Severity.ERROR,
            f"consol:{cell.entity}/{cell.ledger}",
            f"“{cell.ledger}” of {cell.entity} is a share in {cell.account.counterparty if cell.account else ''}, which is not its subsidiary in the company's description: it was not eliminated.",
            Paise(abs(worksheet.left(cell))),
            evidence=places_of_cells([cell]),
            entity=cell.entity,
        )
        for cell in left
    )
