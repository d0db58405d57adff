"""What a hard bill says, apart from how it is laid out: parties, goods, taxes and totals that add up. Amounts are whole paise."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.base.money import Paise, rupee_text
from tests.generators.papers.bills import gstin_of
from tests.generators.papers.spelled import spelled
from tests.generators.papers.words import STATES


@dataclass(frozen=True, slots=True)
class Goods:
    """One line: the words of its description, code, count and unit, price and value."""

    words: str
    hsn: str
    count: int
    unit: str
    price: int
    value: int


@dataclass(frozen=True)
class Case:
    """One bill. `rate` is that of the whole tax in hundredths of a percent; `home` says that the buyer is in the seller's state."""

    seller: str
    seller_gstin: str
    buyer: str
    buyer_gstin: str
    number: str
    day: date
    goods: tuple[Goods, ...]
    rate: int
    round_off: bool

    @property
    def home(self) -> bool:
        return self.seller_gstin[:2] == self.buyer_gstin[:2]

    @property
    def taxable(self) -> int:
        return sum(each.value for each in self.goods)

    @property
    def half(self) -> int:
        """CGST, or SGST."""
        return (self.taxable * self.rate // 2 + 5000) // 10_000

    @property
    def taxes(self) -> dict[str, int]:
        """Tax by head."""
        return {"cgst": self.half, "sgst": self.half} if self.home else {"igst": (self.taxable * self.rate + 5000) // 10_000}

    @property
    def rounding(self) -> int:
        whole = self.taxable + sum(self.taxes.values())
        return (whole + 50) // 100 * 100 - whole if self.round_off else 0

    @property
    def total(self) -> int:
        return self.taxable + sum(self.taxes.values()) + self.rounding


@dataclass(frozen=True, slots=True)
class Pool:
    """Names and goods of one set of layouts."""

    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    goods: tuple[tuple[str, str, str], ...]
    numbers: tuple[str, ...]


def make_case(rng: random.Random, pool: Pool, lines: tuple[int, int] = (2, 6), home: bool | None = None, single: bool = False) -> Case:
    """A bill of a pool. `single`: services, whose count is one and is not printed."""
    state = rng.choice(list(STATES))
    inside = rng.random() < 0.65 if home is None else home
    goods = []
    for words, hsn, unit in rng.sample(pool.goods, min(len(pool.goods), rng.randint(*lines))):
        count, price = (1 if single else rng.randint(1, 60)), rng.randint(900, 350_000)
        goods.append(Goods(words, hsn, count, unit, price, count * price))
    return Case(
        rng.choice(pool.sellers),
        gstin_of(rng, state),
        rng.choice(pool.buyers),
        gstin_of(rng, state if inside else rng.choice([each for each in STATES if each != state])),
        rng.choice(pool.numbers).format(rng.randint(11, 9000)),
        date(2026, 4, 1) + timedelta(days=rng.randrange(0, 330)),
        tuple(goods),
        rng.choice((500, 1200, 1800, 2800)),
        rng.random() < 0.5,
    )


def money(amount: int) -> str:
    """ "1,18,000.50", below nothing with a minus."""
    return rupee_text(Paise(amount)) if amount >= 0 else f"-{rupee_text(Paise(-amount))}"


def in_words(amount: int) -> str:
    """ "Rupees One Lakh Five Only"."""
    rupees, rest = divmod(amount, 100)
    return f"Rupees {spelled(rupees).title()}{f' and {spelled(rest).title()} Paise' if rest else ''} Only"


def broken(text: str, parts: Sequence[int]) -> str:
    """A text with blanks between parts of these lengths."""
    out, at = [], 0
    for length in parts:
        out.append(text[at : at + length])
        at += length
    return " ".join([*out, text[at:]]).strip()
