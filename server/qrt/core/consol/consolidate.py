"""Consolidation: align, translate, adjust, eliminate, give outsiders their share, add up. Line by line (AS 21 para 13, Ind AS 110 B86)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qrt.core.base.company import Company, Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.consol.intercompany import Trade, eliminate_balances, eliminate_trade
from qrt.core.consol.ownership import (
    check_left_over,
    eliminate_dividends,
    eliminate_investment,
    equity_of,
    give_outsiders_their_share,
    outside_percent,
    profit_of,
    share_of,
)
from qrt.core.consol.rates import NOTHING_NAMED, GroupRates, check_translated
from qrt.core.consol.translate import at_rate, translate
from qrt.core.consol.types import Acquisition, Consolidation, ConsolidationLine, Elimination, EntityBooks, Rates
from qrt.core.consol.worksheet import Worksheet, to_worksheet
from qrt.core.statements.formula import totals
from qrt.core.statements.placing import RED_ASSETS, RED_LIABILITIES, UNMAPPED_RESULT, extended
from qrt.core.statements.types import Layout, LayoutLine, LineKind, Tie


def consolidate(
    company: Company,
    books: Mapping[str, EntityBooks],
    layout: Layout,
    *,
    trade: Trade | None = None,
    named: GroupRates = NOTHING_NAMED,
    acquisitions: Sequence[Acquisition] = (),
    adjustments: Sequence[Elimination] = (),
) -> Consolidation:
    """The group's statements from the books of its entities.

    trade         income and expense between entities that stands in general ledgers (see `intercompany_trade`), in the currency of the entity's books
    named         rates for those that keep books in another currency; without them such an entity stays out, and a finding says what is lacking
    acquisitions  what subsidiaries were worth when they were bought
    adjustments   entries on top that people decided (goods in transit, unrealised profit, fair value depreciation); they come first
    """
    own, findings = _in_rupees(company, books, named, layout)
    codes = tuple(entity.code for entity in company.entities if entity.code in own) or tuple(sorted(own))
    entities = {entity.code: entity for entity in company.entities if entity.code in own}
    worksheet = to_worksheet(own, layout)
    for entry in adjustments:
        worksheet.add(entry)
    tolerance = company.policy.amount_tolerance
    balances, balance_findings = eliminate_balances(worksheet, codes, tolerance)
    traded, trade_findings = eliminate_trade(worksheet, codes, _trade_in_rupees(trade or {}, company, named.rates), tolerance)
    findings += [*balance_findings, *trade_findings, *_shares(worksheet, entities, {each.entity: each for each in acquisitions})]
    findings += check_left_over(worksheet, entities)
    minority = Paise(-sum(line.amount for entry in worksheet.entries for line in entry.lines if line.key == layout.keys.minority))
    minority_profit = Paise(
        sum(
            share_of(profit_of(worksheet, code, worksheet.entries), outside_percent(entity))
            for code, entity in entities.items()
            if entity.parent and outside_percent(entity)
        )
    )
    sheet, result = _faces(worksheet, codes, layout, minority_profit)
    first = next(iter(own.values())).balance if own else None
    assert first, "no entity to consolidate"
    ties = _ties(sheet, worksheet, codes, layout)
    return Consolidation(
        division=layout.division,
        first_day=first.first_day,
        last_day=first.last_day,
        entities=codes,
        balance_sheet=sheet,
        profit_and_loss=result,
        eliminations=tuple(worksheet.entries),
        pairs=(*balances, *traded),
        minority=minority,
        minority_profit=minority_profit,
        ties=ties,
        findings=(*findings, *_check_ties(ties)),
    )


def _in_rupees(company: Company, books: Mapping[str, EntityBooks], named: GroupRates, layout: Layout) -> tuple[dict[str, EntityBooks], list[Finding]]:
    own: dict[str, EntityBooks] = {}
    findings: list[Finding] = []
    for code, each in sorted(books.items()):
        currency = next((entity.currency for entity in company.entities if entity.code == code), "INR") or "INR"
        if currency == "INR":
            own[code] = each
        elif code in named.rates:
            own[code] = translate(each, named.rates[code], layout)
        else:
            lacking = named.lacking.get(code, "the closing, the average and the historical rate")
            sentence = (
                f"{code} keeps its books in {currency}, and nobody names {lacking}: it is left out of the group's statements. Name it on Parties, Currencies, "
                "or under rates in the company's file."
            )
            findings.append(Finding("consol.rate_missing", Severity.BLOCKING, f"consol:{code}", sentence, law="Ind AS 21; AS 11", entity=code))
    return own, [*findings, *check_translated(named, {code: each.balance for code, each in own.items()})]


def _trade_in_rupees(trade: Trade, company: Company, rates: Mapping[str, Rates]) -> Trade:
    """Trade at the average rate at which the results it is a part of are translated."""
    abroad = {entity.code for entity in company.entities if (entity.currency or "INR") != "INR"}
    return {key: at_rate(amount, rates[key[0]].average) if key[0] in abroad and key[0] in rates else amount for key, amount in trade.items()}


def _shares(worksheet: Worksheet, entities: Mapping[str, Entity], acquisitions: Mapping[str, Acquisition]) -> list[Finding]:
    """Dividends, investments and the outsiders' share, from the lowest subsidiary up."""
    findings: list[Finding] = []
    for child in sorted((each for each in entities.values() if each.parent in entities), key=lambda each: (-_depth(each, entities), each.code)):
        parent = entities[child.parent]
        before = equity_of(worksheet, child.code)
        eliminate_dividends(worksheet, parent, child)
        acquisition = acquisitions.get(child.code)
        bought, found = eliminate_investment(worksheet, parent, child, acquisition)
        findings += found
        if outside_percent(child):
            uplift = sum(acquisition.fair_value.values()) if acquisition else 0
            give_outsiders_their_share(worksheet, child, before, bought - uplift)
    return findings


def _depth(entity: Entity, entities: Mapping[str, Entity]) -> int:
    depth, at, seen = 0, entity, {entity.code}
    while at.parent in entities and at.parent not in seen:
        at = entities[at.parent]
        seen.add(at.code)
        depth += 1
    return depth


def _faces(
    worksheet: Worksheet, codes: tuple[str, ...], layout: Layout, minority_profit: Paise
) -> tuple[tuple[ConsolidationLine, ...], tuple[ConsolidationLine, ...]]:
    sheet_face = extended(extended(layout.balance_sheet, layout.keys.assets, RED_ASSETS, "debit"), layout.keys.liabilities, RED_LIABILITIES, "credit")
    result_face = extended(layout.profit_and_loss, layout.keys.expenses, (UNMAPPED_RESULT,), "debit")
    columns = {code: (_sheet_column(worksheet, code), _result_column(worksheet, code)) for code in codes}
    moved: defaultdict[str, int] = defaultdict(int)
    for entry in worksheet.entries:
        for line in entry.lines:
            moved[line.key] += line.amount
    sheet_moved = _with_surplus(moved.items(), worksheet)
    result_moved = {key: amount for key, amount in moved.items() if worksheet.is_result(key)}
    if minority_profit:
        side = next(line.side for line in layout.profit_and_loss if line.key == layout.keys.minority_profit)
        result_moved[layout.keys.minority_profit] = minority_profit if side == "debit" else -minority_profit
    return (
        _lines(sheet_face, {code: sheet for code, (sheet, _) in columns.items()}, sheet_moved),
        _lines(result_face, {code: result for code, (_, result) in columns.items()}, result_moved),
    )


def _sheet_column(worksheet: Worksheet, code: str) -> dict[str, int]:
    return _with_surplus(((cell.key, cell.closing) for cell in worksheet.cells if cell.entity == code), worksheet)


def _result_column(worksheet: Worksheet, code: str) -> dict[str, int]:
    column: defaultdict[str, int] = defaultdict(int)
    for cell in worksheet.cells:
        if cell.entity == code and worksheet.is_result(cell.key):
            column[cell.key] += cell.period
    return dict(column)


def _with_surplus(amounts: Iterable[tuple[str, int]], worksheet: Worksheet) -> dict[str, int]:
    """Income and expense taken into the surplus line, as the balance sheet shows them."""
    column: defaultdict[str, int] = defaultdict(int)
    for key, amount in amounts:
        column[worksheet.layout.keys.surplus if worksheet.is_result(key) else key] += amount
    return dict(column)


def _lines(face: tuple[LayoutLine, ...], columns: Mapping[str, Mapping[str, int]], moved: Mapping[str, int]) -> tuple[ConsolidationLine, ...]:
    own = {code: totals(face, _natural(face, column)) for code, column in columns.items()}
    eliminated = totals(face, _natural(face, moved))
    lines: list[ConsolidationLine] = []
    for line in face:
        entities = {code: column[line.key] for code, column in own.items()}
        group = Paise(sum(entities.values()) + eliminated[line.key])
        if not group and not any(entities.values()) and not eliminated[line.key] and (line.consolidated_only or line.kind == LineKind.UNMAPPED):
            continue
        lines.append(ConsolidationLine(line.key, line.label, line.level, line.kind, line.side, entities, eliminated[line.key], group))
    return tuple(lines)


def _natural(face: tuple[LayoutLine, ...], column: Mapping[str, int]) -> dict[str, Paise]:
    sides = {line.key: line.side for line in face}
    assert column.keys() <= sides.keys(), column.keys() - sides.keys()
    return {key: Paise(-amount if sides[key] == "credit" else amount) for key, amount in column.items()}


def _ties(sheet: tuple[ConsolidationLine, ...], worksheet: Worksheet, codes: tuple[str, ...], layout: Layout) -> tuple[Tie, ...]:
    figures = {line.key: line for line in sheet}
    assets, liabilities = figures[layout.keys.assets], figures[layout.keys.liabilities]
    return (
        Tie("group: assets = equity and liabilities", assets.group, liabilities.group),
        *(Tie(f"{code}: assets = equity and liabilities", assets.entities[code], liabilities.entities[code]) for code in codes),
        Tie("eliminations sum to nil", Paise(sum(line.amount for entry in worksheet.entries for line in entry.lines)), Paise(0)),
    )


def _check_ties(ties: tuple[Tie, ...]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "consol.does_not_tie",
            Severity.BLOCKING,
            f"consol:{tie.name}",
            f"{tie.name}: {rupee_text(tie.left)} against {rupee_text(tie.right)}, a difference of {rupee_text(tie.difference)}.",
            Paise(abs(tie.difference)),
        )
        for tie in ties
        if tie.difference
    )
