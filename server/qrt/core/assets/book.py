"""The register of one entity over one quarter: what each asset is charged, what left, what was bought without it, and how all of it stands to the books."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from qrt.core.assets.blocks import BlockOpening, draw_blocks
from qrt.core.assets.checks import check_book
from qrt.core.assets.drafts import charged_to, draft_vouchers
from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.matching import Matched, Movement, find_sale, find_sold_asset, match_additions, movements
from qrt.core.assets.progress import draw_ageing
from qrt.core.assets.reconcile import booked_depreciation, reconcile_register
from qrt.core.assets.register import Habit, agrees, find_habit, for_period, ground, standing_at
from qrt.core.assets.rules import AssetRules, find_life
from qrt.core.assets.types import Asset, AssetBook, AssetLine, Disposal, Proposal
from qrt.core.base.finding import Finding
from qrt.core.base.money import ZERO, Paise
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import VoucherDraft

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sales:
    """Credits of cost ledgers and the assets that they are of; `open` ones nobody can name an asset for. `guesses` pairs an asset nobody disposed of with its sale and why."""

    of: Mapping[str, Movement]
    guesses: tuple[tuple[Asset, Movement, str], ...]
    open: tuple[Movement, ...]


def keep_assets(
    entity: str,
    assets: Sequence[Asset],
    openings: Sequence[BlockOpening],
    ledgers: AssetLedgers,
    rules: AssetRules,
    quarter: Quarter,
    tolerance: Paise,
    found: Sequence[Finding] = (),
    handed_in: Sequence[Asset] | None = None,
) -> AssetBook:
    """Everything on the fixed assets of one entity. `found` are findings made while the register was brought to assets; `tolerance` is what a draft ignores.

    handed_in  the assets before people changed them: method and convention are proven by what the register itself says
    """
    habit = find_habit(assets if handed_in is None else handed_in, rules, quarter.last_day)
    bought, sold = movements(ledgers, quarter)
    assets, sales = match_sales(assets, sold, ledgers)
    matched = match_additions(assets, ledgers, quarter, bought)
    late = {asset.key for rows, _ in matched.pairs for asset in rows}
    lines = tuple(_line(asset, ledgers, rules, quarter, habit, late) for asset in assets)
    disposals = tuple(_disposal(line, sales) for line in lines if line.asset.disposed and line.asset.disposed in quarter and not line.asset.in_progress)
    proposals = tuple(_proposal(entity, each, rules) for each in matched.books_only)
    rows = reconcile_register(lines, ledgers, matched, sales.of, disposals, sold, quarter) if lines else ()
    blocks, block_findings = draw_blocks(entity, lines, openings, rules, quarter)
    ageing, age_findings = draw_ageing(entity, lines, ledgers, rules, quarter)
    book = AssetBook(entity, lines, disposals, proposals, rows, blocks, ageing, (), (), habit.method, habit.convention)
    drafts = draft_vouchers(book, ledgers, sales.of, quarter, tolerance)
    checked = check_book(book, drafts, ledgers, matched, sales.guesses, sales.open, rules, habit, quarter, tolerance)
    findings = tuple(replace(each, entity=each.entity or entity) for each in (*found, *checked, *block_findings, *age_findings))
    return replace(book, lines=_with_vouchers(book, drafts, matched, sales, ledgers, quarter), drafts=drafts, findings=findings)


def _with_vouchers(
    book: AssetBook, drafts: Sequence[VoucherDraft], matched: Matched, sales: Sales, ledgers: AssetLedgers, quarter: Quarter
) -> tuple[AssetLine, ...]:
    """Each line with the vouchers that bought it, sold it, or take its part of the depreciation."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for rows, debit in matched.pairs:
        for asset in rows:
            keys[asset.key].append(debit.voucher.key)
    for asset, wrong in matched.in_expense:
        keys[asset.key].append(wrong.voucher.key)
    for key, sale in sales.of.items():
        keys[key].append(sale.voucher.key)
    for asset, sale, _ in sales.guesses:
        keys[asset.key].append(sale.voucher.key)
    for draft in drafts:
        head, _, rest = draft.key.partition(":")
        if head != "depreciation":
            keys[rest.rpartition("/")[0]].append(draft.key)
    for ledger, lines in charged_to(book, ledgers, quarter).items():
        booked = [voucher.key for voucher in booked_depreciation(ledgers, ledger, quarter)[1]]
        drafted = [draft.key for draft in drafts if draft.key == f"depreciation:{ledger}/{quarter}"]
        for line in lines:
            if line.due:
                keys[line.asset.key] += [*booked, *drafted]
    return tuple(replace(line, vouchers=tuple(dict.fromkeys(keys[line.asset.key]))) for line in book.lines)


def match_sales(assets: Sequence[Asset], sold: Sequence[Movement], ledgers: AssetLedgers) -> tuple[tuple[Asset, ...], Sales]:
    """The assets with days of disposal that their vouchers tell, and what is left of the sales. A sale of an asset that nobody disposed of stays a guess for a person."""
    left = list(sold)
    of: dict[str, Movement] = {}
    kept: list[Asset] = []
    for asset in assets:
        if asset.in_progress or not (asset.disposed or asset.deleted):
            kept.append(asset)
            continue
        sale = find_sale(asset, left, ledgers, assets)
        if sale:
            left.remove(sale)
            of[asset.key] = sale
            if asset.disposed is None:
                asset = replace(asset, disposed=sale.voucher.day)
            if asset.proceeds is None and sale.amount != asset.cost:
                asset = replace(asset, proceeds=sale.amount)
        kept.append(asset)
    guesses: list[tuple[Asset, Movement, str]] = []
    for sale in list(left):
        guess, why = find_sold_asset(sale, [each for each in kept if each.key not in {asset.key for asset, _, _ in guesses}], ledgers)
        if guess:
            guesses.append((guess, sale, why))
            left.remove(sale)
    return tuple(kept), Sales(of, tuple(guesses), tuple(left))


def _line(asset: Asset, ledgers: AssetLedgers, rules: AssetRules, quarter: Quarter, habit: Habit, matched: set[str]) -> AssetLine:
    basis, found, residual, how = ground(asset, rules, habit, quarter.last_day)
    before = quarter.first_day - _DAY
    began = asset.bought or asset.put_to_use
    gone = asset.disposed is not None and asset.disposed in quarter
    gone_before = asset.disposed is not None and asset.disposed < quarter.first_day
    added = not gone_before and ((began is not None and began in quarter) or asset.key in matched)
    standing = Paise(0 if gone_before or added else asset.cost)
    if asset.opening and asset.opening[0] == quarter.first_day and not added:
        opening = asset.opening[1]
    else:
        opening = ZERO if added else standing_at(asset, basis, before)
    computed = None
    if basis is not None:
        computed = ZERO if gone_before else Paise(max(standing_at(asset, basis, quarter.last_day) - (ZERO if added else standing_at(asset, basis, before)), 0))
    due = ZERO if gone_before else _due(asset, computed, basis is not None, ledgers, rules, habit, quarter)
    if gone_before:
        opening = ZERO
    released = Paise(opening + due) if gone else ZERO
    left = asset.left if not gone and not gone_before and not asset.changed else ZERO
    if left and asset.stated_closing is not None:
        released = Paise(max(opening + due - asset.stated_closing, 0))
    state = _state(asset, basis is not None, gone or gone_before, Paise(asset.cost - residual - opening - due) <= 0 and bool(asset.cost))
    return AssetLine(
        asset=asset,
        state=state if found is None or found.rule.depreciates or state in ("disposed", "in_progress") else "in_use",
        ledger=ledgers.of_asset(asset),
        opening_cost=standing,
        additions=asset.cost if added else ZERO,
        deletions=asset.cost if gone else left,
        closing_cost=ZERO if gone or gone_before else Paise(asset.cost - left),
        opening_accumulated=opening,
        due=due,
        computed=computed,
        released=released,
        closing_accumulated=Paise(opening + due - released),
        residual=residual,
        basis=basis,
        rate=asset.rate,
        law_life=found.rule.life if found else None,
        law_item=found.rule.item if found else "",
        law_reason=found.reason if found else "Schedule II: neither class nor name tells which row",
        law_source=found.rule.source if found else "",
        how=how,
    )


def _due(asset: Asset, computed: Paise | None, grounded: bool, ledgers: AssetLedgers, rules: AssetRules, habit: Habit, quarter: Quarter) -> Paise:
    """What the register calls for in the quarter: its own figure where it states the quarter's, or the year to date's less what came before; else what is computed."""
    if asset.stated is None or asset.period is None or asset.changed or asset.period[1] != quarter.last_day:
        return computed or ZERO
    if asset.period[0] == quarter.first_day:
        return asset.stated
    basis = ground(asset, rules, habit, quarter.last_day)[0]
    if asset.period[0] < quarter.first_day and basis is not None and agrees(asset, rules, habit, quarter.last_day):
        return Paise(max(asset.stated - for_period(asset, basis, asset.period[0], quarter.first_day - _DAY), 0))
    return computed or ZERO


def _state(asset: Asset, grounded: bool, gone: bool, spent: bool) -> str:
    if asset.in_progress:
        return "in_progress"
    if gone:
        return "disposed"
    if asset.put_to_use is None:
        return "not_in_use"
    if not grounded:
        return "unclear"
    return "fully_depreciated" if spent else "in_use"


def _disposal(line: AssetLine, sales: Sales) -> Disposal:
    asset, sale = line.asset, sales.of.get(line.asset.key)
    carrying = asset.cost - line.released
    result = Paise(asset.proceeds - carrying) if asset.proceeds is not None else None
    assert asset.disposed
    return Disposal(
        asset.key,
        asset.disposed,
        asset.cost,
        line.released,
        asset.proceeds,
        result,
        asset.source if not asset.changed else "person",
        sale.voucher.key if sale else "",
        bool(sale and sale.amount == asset.cost),
    )


def _proposal(entity: str, bought: Movement, rules: AssetRules) -> Proposal:
    voucher = bought.voucher
    found = find_life(rules, bought.ledger, voucher.narration, voucher.day)
    place = next((line.place for line in voucher.lines if line.ledger == bought.ledger and line.place), voucher.place)
    return Proposal(
        key=f"~{voucher.key}/{bought.ledger}",
        voucher=voucher.key,
        number=voucher.number,
        day=voucher.day,
        ledger=bought.ledger,
        party=voucher.party,
        narration=voucher.narration,
        amount=bought.amount,
        asset_class=bought.ledger,
        law_life=found.rule.life if found else None,
        law_item=found.rule.item if found else "",
        reason=found.reason if found else "neither ledger nor narration tells the class",
        place=place,
    )


__all__ = ["Matched", "Sales", "keep_assets", "match_sales"]
