"""What goes off and on between the sum of the goods and the taxable value: trade discounts, freight, packing, a service charge.

The words of such a line hardly matter: it stands between two amounts that are known, and they have to differ by it to the paisa.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heard_totals import Heard
from qrt.core.documents.invoice.sums import figures_of, printed_sums
from qrt.core.documents.invoice.totals import Totals
from qrt.core.documents.invoice.values import Candidate, looks_like_money

_LINES_MAX = 6
"""So many lines may stand between the sum of the goods and the taxable value."""

_LESS = re.compile(r"\b(less|discount|disc|rebate|scheme|allowance|deduct\w*|credit)\b|\(-\)", re.IGNORECASE)

_PERCENT = re.compile(r"@?\s*\d+(?:\.\d+)?\s*(?:%|percent\b|p\.?c\.?\b)", re.IGNORECASE)
_CARRIED = re.compile(r"\b(carried|brought|forward|[bc]\s*/\s*[fd])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Between:
    """The sum of the goods as it is printed, and what leads from it to the taxable value; sizes are positive."""

    goods: Candidate
    less: tuple[Candidate, ...]
    more: tuple[Candidate, ...]

    @property
    def fields(self) -> Mapping[str, Heard]:
        """By the name of the field; a head with several amounts is their sum."""
        named = {"goods": (self.goods,), "goods_discount": self.less, "goods_charge": self.more}
        return {name: Heard(Paise(sum(abs(each.amount) for each in parts)), 1.0, parts) for name, parts in named.items() if parts}


def find_between(paper: Labelled, totals: Totals, comma_decimal: bool) -> Between | None:
    """The one way from a printed sum of goods over the lines below it to the taxable value; None where there is none, or more than one."""
    if {"discount", "charge"} & totals.chosen.keys() or (end := _end(totals)) is None:
        return None
    amount, last = end
    figures = figures_of(paper.sheet, comma_decimal)
    used = {part.line for head, heard in totals.chosen.items() if head != "taxable" for part in heard.parts}
    last_of_line = {each.line: each for each in figures}
    found: dict[tuple[Paise, ...], Between] = {}
    for goods in (*printed_sums(figures), *_called_sums(paper, last_of_line)):
        # The taxable value may stand in a box beside, below the first of the taxes.
        until = min((line for line in used if line > goods.line), default=last)
        steps = [last_of_line[line] for line in range(goods.line + 1, min(last, until)) if line in last_of_line]
        if not 1 <= len(steps) <= _LINES_MAX or goods.amount == amount or not all(_is_said(paper, each) and not _is_named(paper, each) for each in steps):
            continue
        for signs in product((1, -1), repeat=len(steps)):
            if any(sign > 0 and _goes_off(paper, each) for sign, each in zip(signs, steps, strict=True)):
                continue
            if goods.amount + sum(sign * abs(each.amount) for sign, each in zip(signs, steps, strict=True)) == amount:
                less = tuple(each for sign, each in zip(signs, steps, strict=True) if sign < 0)
                more = tuple(each for sign, each in zip(signs, steps, strict=True) if sign > 0)
                found[goods.amount, *(Paise(sign * each.amount) for sign, each in zip(signs, steps, strict=True))] = Between(goods, less, more)
    return next(iter(found.values())) if len(found) == 1 else None


def _end(totals: Totals) -> tuple[Paise, int] | None:
    """The taxable value and the line that ends the way to it: its own, or that of the first tax where it is not printed and follows from total and taxes."""
    taxable = totals.chosen.get("taxable")
    if taxable is not None:
        return (taxable.amount, taxable.parts[0].line) if totals.closed and len(taxable.parts) == 1 else None
    taxes = [part.line for head in ("cgst", "sgst", "igst", "tax") if head in totals.chosen for part in totals.chosen[head].parts]
    return (totals.derived["taxable"], min(taxes)) if taxes and "taxable" in totals.derived else None


def _called_sums(paper: Labelled, last_of_line: Mapping[int, Candidate]) -> Sequence[Candidate]:
    """Amounts on lines of words that say that they add up what stands above, or that repeat an amount above: one row of goods is no sum that arithmetic shows."""
    heads = ("gross", "taxable", "total_weak")
    first: dict[Paise, int] = {}
    for line, each in last_of_line.items():
        first.setdefault(each.amount, line)
    return [
        each
        for line, each in last_of_line.items()
        if any(label.amount in heads for label in paper.by_line[line]) or (first[each.amount] < line and _is_said(paper, each))
    ]


def _is_said(paper: Labelled, figure: Candidate) -> bool:
    """Words alone, and perhaps a percentage, stand before the figure: a row of goods has a number, a code or a price there, and a sum so far says that it is carried."""
    before: list[str] = []
    for token in reversed([each for each in paper.sheet.lines[figure.line].tokens if each.x1 <= figure.tokens[0].x0 + 1]):
        if looks_like_money(token.text) and any(map(str.isdigit, token.text)):
            break
        before.insert(0, token.text)
    words = " ".join(before)
    return bool(re.search(r"[^\W\d_]{2}", words)) and not re.search(r"\d", _PERCENT.sub("", words)) and not _CARRIED.search(words)


def _is_named(paper: Labelled, each: Candidate) -> bool:
    """Its line is a tax's, that of a rounding, or of what was paid or owed before: none leads to the taxable value."""
    return any(label.amount in ("round_off", "previous", "due", "cgst", "sgst", "igst", "cess", "tcs") for label in paper.by_line[each.line])


def _goes_off(paper: Labelled, each: Candidate) -> bool:
    return each.amount < 0 or bool(_LESS.search(paper.sheet.lines[each.line].text))
