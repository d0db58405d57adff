"""Totals of a face: sums and "A - B + C" over keys. Nothing else is understood, so a rule file can hold no program."""

from collections.abc import Mapping

from qrt.core.base.money import ZERO, Paise
from qrt.core.statements.types import LayoutLine


def evaluate(formula: str, amounts: Mapping[str, Paise]) -> Paise:
    """ "A - B + C": keys, each but the first after a plus or a minus. Raises ValueError on anything else, KeyError on a key that has no amount yet."""
    parts = formula.split()
    if len(parts) % 2 == 0 or any(sign not in ("+", "-") for sign in parts[1::2]) or any(key in ("+", "-") for key in parts[0::2]):
        raise ValueError(f"not a formula: {formula!r}")
    total = amounts[parts[0]]
    for sign, key in zip(parts[1::2], parts[2::2], strict=True):
        total = Paise(total + amounts[key] if sign == "+" else total - amounts[key])
    return total


def totals(lines: tuple[LayoutLine, ...], amounts: Mapping[str, Paise]) -> dict[str, Paise]:
    """Amounts of every line of a face: the given ones, nil where there is none, and the totals over them, whatever their order on the face."""
    known: dict[str, Paise] = {line.key: amounts.get(line.key, ZERO) for line in lines if not line.sum and not line.formula}
    waiting = [line for line in lines if line.sum or line.formula]
    while waiting:
        ready = [line for line in waiting if all(key in known for key in needs(line))]
        assert ready, f"totals lean on each other: {[line.key for line in waiting]}"
        for line in ready:
            known[line.key] = Paise(sum(known[key] for key in line.sum)) if line.sum else evaluate(line.formula, known)
        waiting = [line for line in waiting if line.key not in known]
    return known


def needs(line: LayoutLine) -> tuple[str, ...]:
    """Keys that a total leans on."""
    return line.sum or tuple(line.formula.split()[0::2])
