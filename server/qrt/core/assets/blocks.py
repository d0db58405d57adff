"""Blocks of assets for income tax: the tax year up to the quarter's end beside the books, which depreciate by another law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.assets.rules import AssetRules, BlockRule, find_block
from qrt.core.assets.types import AssetLine, Block
from qrt.core.base.dated import in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, apply_rate, rupee_text
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.base.place import Place
from qrt.core.ledger.naming import plain_name


@dataclass(frozen=True, slots=True)
class BlockOpening:
    """Written-down value of a block on the first day of a tax year, as a schedule or a person says."""

    name: str
    rate: Decimal | None
    value: Paise
    place: Place | None = None


def days_in_year(put_to_use: date, year: FinancialYear) -> int:
    """Days of use in the tax year, the day put to use and 31 March included."""
    return (year.last_day - max(put_to_use, year.first_day)).days + 1


def draw_blocks(
    entity: str, lines: Sequence[AssetLine], openings: Sequence[BlockOpening], rules: AssetRules, quarter: Quarter
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Each block with opening value, additions by days of use, money received for what left, depreciation of the year, closing value.

    Deletions are the money received, not the cost (s.43(6)(c)). A block whose opening value nobody stated keeps it empty: no depreciation is invented.
    """
    day, year = quarter.last_day, quarter.year
    rows = [row for row in rules.blocks if row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)]
    by_key: dict[str, list[AssetLine]] = {}
    findings: list[Finding] = []
    for line in lines:
        asset = line.asset
        if asset.in_progress:
            continue
        rule = find_block(rules, asset.block, asset.asset_class or asset.ledger, asset.name, day)
        if rule:
            by_key.setdefault(_key(rule), []).append(line)
    opened: dict[str, list[BlockOpening]] = {}
    for opening in openings:
        rule = _rule_of(opening, rows, rules, day)
        if rule is None:
            sentence = f"“{opening.name}” of {rupee_text(opening.value)} is no block that the rule book knows: say which one it is."
            places = (opening.place,) if opening.place else ()
            findings.append(
                Finding("assets.block_unknown", Severity.WARNING, f"block:{entity}/{opening.name}", sentence, opening.value, evidence=places, entity=entity)
            )
        else:
            opened.setdefault(_key(rule), []).append(opening)
    blocks: list[Block] = []
    named: dict[str, BlockRule] = {}
    for row in rows:
        named.setdefault(_key(row), row)
    for key in sorted(by_key.keys() | opened.keys()):
        block = _draw(named[key], by_key.get(key, []), opened.get(key, []), rules, day, year)
        blocks.append(block)
        findings += _check(entity, block, year, tuple(line.asset.place for line in by_key.get(key, []) if line.asset.place))
    return tuple(blocks), tuple(findings)


def _key(rule: BlockRule) -> str:
    """Blocks of one name and rate are one block (a computer and its software)."""
    return f"{plain_name(rule.name)}@{rule.rate}"


def _rule_of(opening: BlockOpening, rows: Sequence[BlockRule], rules: AssetRules, day: date) -> BlockRule | None:
    text = opening.name if opening.rate is None or "%" in opening.name else f"{opening.name} {opening.rate}%"
    found = find_block(rules, text, opening.name, "", day)
    if found and opening.rate is not None and found.rate != opening.rate:
        return next((row for row in rows if row.rate == opening.rate and row.heads & found.heads), None)
    return found


def _draw(rule: BlockRule, lines: Sequence[AssetLine], openings: Sequence[BlockOpening], rules: AssetRules, day: date, year: FinancialYear) -> Block:
    half = in_force(rules.half_rate, day)
    full_added = half_added = additional_base = 0
    left = [line for line in lines if line.asset.disposed and line.asset.disposed in year]
    for line in lines:
        asset = line.asset
        bought = asset.bought or asset.put_to_use
        if bought is None or bought not in year or asset.put_to_use is None:
            continue
        if half and days_in_year(asset.put_to_use, year) < half.number:
            half_added += asset.cost
        else:
            full_added += asset.cost
        additional_base += asset.cost if asset.additional else 0
    opening = Paise(sum(each.value for each in openings)) if openings else None
    began_before = any((bought := line.asset.bought or line.asset.put_to_use) is None or bought < year.first_day for line in lines)
    if opening is None and not began_before:
        opening = ZERO
    deletions = Paise(sum(line.asset.proceeds or 0 for line in left))
    law = in_force(rules.ceased, day)
    if opening is None:
        return _block(rule, lines, openings, None, full_added, half_added, deletions, None, ZERO, None, None, law.law if law else "")
    before = opening + full_added + half_added
    remaining = [line for line in lines if not (line.asset.disposed and line.asset.disposed <= day)]
    value = before - deletions
    if value < 0 or (lines and left and not remaining):
        return _block(rule, lines, openings, opening, full_added, half_added, deletions, ZERO, ZERO, ZERO, Paise(-value), law.law if law else "")
    # Money received first goes against what takes the full rate (the proviso halves what is left of the late additions).
    at_half = min(half_added, value)
    depreciation = apply_rate(Paise(value - at_half), rule.rate) + apply_rate(Paise(at_half), rule.rate * (half.percent if half else 100) / 100)
    extra = in_force(rules.additional, day)
    additional = apply_rate(Paise(additional_base), extra.percent) if extra and additional_base else ZERO
    depreciation = Paise(min(depreciation + additional, value))
    return _block(rule, lines, openings, opening, full_added, half_added, deletions, depreciation, additional, Paise(value - depreciation), None, rule.source)


def _block(
    rule: BlockRule,
    lines: Sequence[AssetLine],
    openings: Sequence[BlockOpening],
    opening: Paise | None,
    full_added: int,
    half_added: int,
    deletions: Paise,
    depreciation: Paise | None,
    additional: Paise,
    closing: Paise | None,
    gain: Paise | None,
    law: str,
) -> Block:
    places = tuple(each.place for each in openings if each.place)
    return Block(
        rule.key,
        rule.name,
        rule.rate,
        rule.act,
        opening,
        Paise(full_added),
        Paise(half_added),
        deletions,
        depreciation,
        additional,
        closing,
        gain,
        law,
        tuple(line.asset.key for line in lines),
        places,
    )


def _check(entity: str, block: Block, year: FinancialYear, held: tuple[Place, ...]) -> list[Finding]:
    subject = f"block:{entity}/{block.key}"
    if block.gain is not None:
        what = "gain" if block.gain >= 0 else "loss"
        sentence = (
            f"The block “{block.name}” ({block.rate} %) ceases in {year}: what was received exceeds or empties it, a short-term capital {what} of "
            f"{rupee_text(Paise(abs(block.gain)))}; no depreciation is allowed on it."
        )
        return [Finding("assets.block_ceased", Severity.WARNING, subject, sentence, Paise(abs(block.gain)), block.law, block.evidence, entity)]
    if block.opening is None:
        sentence = f"Nobody stated what the block “{block.name}” ({block.rate} %) stood at on {year.first_day:%d-%m-%Y}: its depreciation for income tax is not worked out."
        return [Finding("assets.block_opening_unknown", Severity.INFO, subject, sentence, law=block.law, evidence=held[:20], entity=entity)]
    return []
