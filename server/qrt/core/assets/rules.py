"""What the law says about an asset's life, its residual value, its shifts, and its block for income tax: dated rows, and which of them applies."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from re import Pattern

from qrt.core.base.dated import in_force
from qrt.core.ledger.naming import plain_name


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of Schedule II, Part C, as it stands in class names."""

    head: str
    words: Pattern[str]


@dataclass(frozen=True, slots=True)
class LifeRule:
    """One row of Schedule II, Part C. `life` in years, None where the Act gives none; `nesd` means no extra shift depreciation."""

    key: str
    head: str
    item: str
    words: Pattern[str]
    usual: bool
    life: Decimal | None
    depreciates: bool
    nesd: bool
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A dated number of the law: percent (residual value, extra for shifts, additional depreciation) with the number it hangs on (shifts, days)."""

    percent: Decimal
    number: int
    effective_from: date
    effective_to: date | None
    law: str = ""
    conditions: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class AgeRule:
    """One bucket of Schedule III's ageing of capital work in progress: younger than `years`, None for the oldest."""

    key: str
    label: str
    years: int | None
    effective_from: date
    effective_to: date | None


@dataclass(frozen=True, slots=True)
class BlockRule:
    """One block of assets for income tax with its rate, percent of written-down value."""

    key: str
    name: str
    words: Pattern[str]
    heads: frozenset[str]
    usual: bool
    rate: Decimal
    act: str
    effective_from: date
    effective_to: date | None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class AssetRules:
    """The rule book's part on fixed assets."""

    heads: tuple[Head, ...] = ()
    lives: tuple[LifeRule, ...] = ()
    residual: tuple[Share, ...] = ()
    shifts: tuple[Share, ...] = ()
    ages: tuple[AgeRule, ...] = ()
    blocks: tuple[BlockRule, ...] = ()
    half_rate: tuple[Share, ...] = ()
    additional: tuple[Share, ...] = ()
    ceased: tuple[Share, ...] = ()

    def residual_on(self, day: date) -> Share | None:
        """What may be left at most, percent of cost."""
        return in_force(self.residual, day)

    def extra_for(self, shifts: int, day: date) -> Share | None:
        """What so many shifts add, percent of the depreciation; None for a single shift."""
        return in_force([row for row in self.shifts if row.number == shifts], day)


@dataclass(frozen=True, slots=True)
class LifeFound:
    """The row of Schedule II that fits, why, and how sure. `others` are lives that the same heading knows too: a company that uses one of them stays inside the law."""

    rule: LifeRule
    reason: str
    confidence: float
    others: frozenset[Decimal]


def find_life(rules: AssetRules, asset_class: str, name: str, day: date) -> LifeFound | None:
    """The row of Schedule II for an asset: the heading by its class (else by its own name), inside it the row that its name fits, else the usual one."""
    head, where, sure = _head(rules, asset_class, name)
    if not head:
        return None
    rows = tuple(row for row in rules.lives if row.head == head and row.effective_from <= day and (row.effective_to is None or day <= row.effective_to))
    if not rows:
        return None
    plain = plain_name(f"{asset_class} {name}")
    by_name = next((row for row in rows if not row.usual and row.words.search(plain)), None)
    chosen = by_name or next((row for row in rows if row.usual), rows[-1])
    why = f"{where}; {'its name fits' if by_name else 'the usual row of the heading is'} {chosen.item}"
    others = frozenset(row.life for row in rows if row.life is not None)
    return LifeFound(chosen, why, sure if by_name or len(rows) == 1 else round(sure * 0.9, 2), others)


def _head(rules: AssetRules, asset_class: str, name: str) -> tuple[str, str, float]:
    found = _first_head(rules.heads, plain_name(asset_class))
    if found:
        return found, f"its class is “{asset_class}”", 0.95
    found = _first_head(rules.heads, plain_name(name))
    return (found, f"its name is “{name}”", 0.7) if found else ("", "", 0.0)


@lru_cache(maxsize=10_000)
def _first_head(heads: tuple[Head, ...], plain: str) -> str:
    return next((each.head for each in heads if plain and each.words.search(plain)), "")


def head_of(rules: AssetRules, asset_class: str, name: str = "") -> str:
    """The heading of Schedule II of a class (or, where that says nothing, of a name); "" when there is none."""
    return _head(rules, asset_class, name)[0]


def find_block(rules: AssetRules, named: str, asset_class: str, name: str, day: date) -> BlockRule | None:
    """The block of an asset: by what its register calls it (name or rate), else by its heading and name; None when nothing tells."""
    rows = [row for row in rules.blocks if row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)]
    head = _head(rules, asset_class, name)[0]
    if named.strip():
        plain = plain_name(named)
        exact = next((row for row in rows if plain in (plain_name(row.key), plain_name(row.name))), None)
        if exact:
            return exact
        rate = re.search(r"(\d{1,2}(?:\.\d+)?)\s*%", named)
        rows_of = [row for row in rows if head in row.heads or _first_head(rules.heads, plain) in row.heads]
        at_rate = [row for row in (rows_of or rows) if rate and row.rate == Decimal(rate.group(1))]
        if at_rate:
            return at_rate[0]
        head = _first_head(rules.heads, plain) or head
    inside = [row for row in rows if head in row.heads]
    plain = plain_name(f"{asset_class} {name}")
    return next((row for row in inside if not row.usual and row.words.search(plain)), next((row for row in inside if row.usual), None))
