"""Bills of the fourth set as data: goods of many trades with rates of their own, and taxes by rate. Amounts are whole paise, quantities thousandths of their unit."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from tests.generators.papers.bills import gstin_of
from tests.generators.papers.words import STATES


@dataclass(frozen=True, slots=True)
class Sold:
    """One line. `count` in thousandths, `off` in hundredths of a percent of the gross value, `rate` of the whole tax in hundredths of a percent."""

    words: str
    code: str
    count: int
    unit: str
    price: int
    off: int
    rate: int

    @property
    def gross(self) -> int:
        return (self.count * self.price + 500) // 1000

    @property
    def less(self) -> int:
        return (self.gross * self.off + 5000) // 10_000

    @property
    def value(self) -> int:
        return self.gross - self.less

    @property
    def counted(self) -> str:
        """The quantity, with no more decimals than it has."""
        whole, rest = divmod(self.count, 1000)
        return f"{whole}.{rest:03}" if rest else str(whole)


@dataclass(frozen=True)
class Deal:
    """A bill: who, when, and what is sold."""

    seller: str
    seller_gstin: str
    buyer: str
    buyer_gstin: str
    number: str
    day: date
    sold: tuple[Sold, ...]

    @property
    def home(self) -> bool:
        return self.seller_gstin[:2] == self.buyer_gstin[:2]

    @property
    def taxable(self) -> int:
        return sum(each.value for each in self.sold)

    @property
    def by_rate(self) -> dict[int, int]:
        """Value by rate of tax, the lowest first."""
        found: dict[int, int] = defaultdict(int)
        for each in self.sold:
            found[each.rate] += each.value
        return dict(sorted(found.items()))

    def taxed(self, value: int, rate: int) -> list[int]:
        """The parts of the tax on a value: CGST and SGST, or IGST."""
        return [(value * rate // 2 + 5000) // 10_000] * 2 if self.home else [(value * rate + 5000) // 10_000]

    @property
    def heads(self) -> tuple[str, ...]:
        return ("cgst", "sgst") if self.home else ("igst",)

    @property
    def taxes(self) -> dict[str, int]:
        """Tax by head, rounded once for each rate."""
        parts = [self.taxed(value, rate) for rate, value in self.by_rate.items()]
        return {head: sum(each[place] for each in parts) for place, head in enumerate(self.heads)}

    @property
    def exact(self) -> int:
        return self.taxable + sum(self.taxes.values())

    @property
    def total(self) -> int:
        """Rounded to the rupee."""
        return (self.exact + 50) // 100 * 100

    @property
    def rounding(self) -> int:
        return self.total - self.exact


Line = tuple[str, str, str]
"""Words, code, unit."""


def make_deal(
    rng: random.Random,
    names: tuple[str, ...],
    pool: tuple[Line, ...],
    number: str,
    *,
    rates: tuple[int, ...] = (1800,),
    offs: tuple[int, ...] = (0,),
    grams: bool = False,
    lines: tuple[int, int] = (2, 6),
    prices: tuple[int, int] = (1500, 240_000),
    home: bool | None = None,
) -> Deal:
    """A bill out of a pool. `grams`: quantities have three decimals. A bill has one rate where `rates` has one, else each line its own."""
    state = rng.choice(list(STATES))
    inside = rng.random() < 0.6 if home is None else home
    other = state if inside else rng.choice([each for each in STATES if each != state])
    sold = []
    for words, code, unit in rng.sample(pool, min(len(pool), rng.randint(*lines))):
        count = rng.randint(300, 48_000) if grams else 1000 * rng.randint(1, 80)
        sold.append(Sold(words, code, count, unit, rng.randint(*prices), rng.choice(offs), rng.choice(rates)))
    buyers = ("Girnar Auto Components Pvt Ltd", "Valley Fresh Retail Ltd", "Orient Shipyard Ltd", "Pragati Infra Projects LLP")
    return Deal(
        rng.choice(names),
        gstin_of(rng, state),
        rng.choice(buyers),
        gstin_of(rng, other),
        number.format(rng.randint(101, 9899)),
        date(2026, 4, 2) + timedelta(days=rng.randrange(0, 340)),
        tuple(sold),
    )
