"""Unit prices and discounts of item lines, and whether quantity times price gives what the line says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from qrt.core.base.money import Paise, decimal_text
from qrt.core.documents.types import InvoiceLine

ROUNDING = Decimal(100)
"""One rupee, in paise: what a line may be rounded by."""

HALVES = 2
"""In paise: what two halves of a tax are rounded by."""

_GST_RATES = frozenset(map(Decimal, ("0.1", "0.25", "1", "1.5", "3", "5", "6", "7.5", "12", "18", "28", "40")))
_PACKS = (12, 100, 144, 1000)
"""A price may be that of a dozen, a hundred, a gross or a thousand."""

_COUNT = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?(?![\d.,])")


class Contradiction(NamedTuple):
    """What quantity, price and discount of a line give, and the amount of the line that is nearest to it, in paise."""

    built: Paise
    said: Paise


def contradiction(row: InvoiceLine) -> Contradiction | None:
    """How a line's price contradicts its amounts; None where it agrees with one of them, or where it cannot be asked: no quantity, price or amount."""
    count, price = count_of(row.quantity), _decimal(row.unit_price)
    said = list(_amounts(row))
    if count is None or price is None or not said:
        return None
    built = _after_discount(count * price * 100, row.discount)
    # A price with paise may be rounded at its last decimal; one without is exact.
    decimals = -int(price.as_tuple().exponent)
    slack = ROUNDING + (count * Decimal(100).scaleb(-decimals) / 2 if decimals >= 2 else 0)
    nearest = min(said, key=lambda each: abs(abs(each) - abs(built)))
    return None if abs(abs(nearest) - abs(built)) <= slack else Contradiction(Paise(int(built.to_integral_value())), Paise(int(nearest.to_integral_value())))


def count_of(quantity: str) -> Decimal | None:
    """The one number in a quantity ("1,200.5 KGS"); None where there is none or more than one."""
    found = _COUNT.findall(quantity)
    return Decimal(found[0].replace(",", "")) if len(found) == 1 else None


def decimal_of(text: str) -> str:
    """The text of a price in a file, as rows hold it; "" for anything that is no plain number."""
    return text.strip() if _decimal(text.strip()) is not None else ""


def with_price(row: InvoiceLine, prices: Sequence[str], discounts: Sequence[str]) -> InvoiceLine:
    """The row with its unit price and discount out of the numbers that stand under their headings, as decimal text; percentages keep their sign.

    Where several stand there, or where what goes off is not said to be a percentage or an amount, the arithmetic chooses. Nothing is taken that the arithmetic
    shows to be something else: a rate of tax, or the price of a dozen or a hundred.
    """
    numbers = [each for each in prices if not each.endswith("%")]
    ways = [replace(row, unit_price=price, discount=off) for price in numbers for off in ("", *_readings(discounts))]
    for way in sorted(ways, key=lambda each: not each.discount):
        if is_proved(way):
            return way
    if len(numbers) != 1:
        return row
    alone = replace(row, unit_price=numbers[0])
    wrong = contradiction(alone)
    if wrong is not None and (_is_of_pack(alone) or discounts):
        return row
    if Decimal(numbers[0]) in _GST_RATES and (wrong is not None or not is_proved(alone)):
        return row if row.rate or wrong is None else replace(row, rate=format(Decimal(numbers[0]).normalize(), "f"))
    return alone


def settled(rows: Sequence[InvoiceLine]) -> tuple[InvoiceLine, ...]:
    """The rows without the prices of a column that contradicts most of them: what stands there is no price of a unit but a list price, or something else."""
    wrong = [row for row in rows if contradiction(row)]
    asked = [row for row in rows if row.unit_price and count_of(row.quantity) is not None]
    if len(wrong) < 2 or 2 * len(wrong) <= len(asked):
        return tuple(rows)
    return tuple(replace(row, unit_price="") if row in wrong else row for row in rows)


def agreed(row: InvoiceLine) -> InvoiceLine:
    """The row with the rate of all its tax, where its figures show that the rate which was read is that of one half (CGST 9 % over SGST 9 %), and without a total that
    is quantity times price before what goes off: no rate leads from the taxable value to it."""
    if row.taxable is None:
        return row
    taxable, total = row.taxable, row.total
    tax = sum(each or 0 for each in (row.cgst, row.sgst, row.igst)) or (total - taxable if total is not None else 0)
    rate, count, price = _decimal(row.rate), count_of(row.quantity), _decimal(row.unit_price)
    if rate and tax and abs(taxable * rate / 100 - tax) > HALVES and abs(taxable * rate / 50 - tax) <= HALVES:
        row = replace(row, rate=format((2 * rate).normalize(), "f"))
    if total is None or total <= taxable or row.discount or count is None or price is None or abs(count * price * 100 - total) > 1:
        return row
    if any(abs(taxable * (100 + each) / 100 - total) <= ROUNDING for each in _GST_RATES):
        return row
    return replace(row, total=None, discount=decimal_text(Paise(total - taxable)))


def _readings(discounts: Sequence[str]) -> Iterator[str]:
    """A number under "Disc" is an amount or a percentage; one that is put on ("Making") is an amount below nothing."""
    for each in discounts:
        yield each
        if not each.endswith("%") and not each.startswith("-"):
            yield f"-{each}"
        if not each.endswith("%"):
            yield f"{each}%"


def _after_discount(gross: Decimal, discount: str) -> Decimal:
    off = _decimal(discount.removesuffix("%"))
    if off is None:
        return gross
    return gross * (100 - off) / 100 if discount.endswith("%") else gross - off * 100


def _amounts(row: InvoiceLine) -> Iterator[Decimal]:
    """What quantity times price may be: the value without tax, or with it where prices include it."""
    for each in (row.taxable, row.total):
        if each is not None:
            yield Decimal(each)
    if row.taxable is not None:
        if tax := sum(each or 0 for each in (row.cgst, row.sgst, row.igst)):
            yield Decimal(row.taxable + tax)
        elif (rate := _decimal(row.rate)) is not None:
            yield row.taxable * (100 + rate) / 100
    elif row.total is not None:
        # The amount with tax is all that is printed: its tax is one of the known rates.
        known = _decimal(row.rate)
        yield from (Decimal(row.total) * 100 / (100 + rate) for rate in ((known,) if known is not None else sorted(_GST_RATES)))


def is_proved(row: InvoiceLine) -> bool:
    """There is something to ask, and it agrees."""
    return count_of(row.quantity) is not None and any(True for _ in _amounts(row)) and contradiction(row) is None


def _is_of_pack(row: InvoiceLine) -> bool:
    price = Decimal(row.unit_price)
    return any(contradiction(replace(row, unit_price=format(price / pack, "f"))) is None for pack in _PACKS)


def _decimal(text: str) -> Decimal | None:
    """A number without grouping; None for anything else."""
    return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None
