"""What a person changed in a draft: first proposal against what stands now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.core.ledger.types import Line

HEAD = ("kind", "day", "narration", "reference", "reference_day", "party", "party_gstin", "branch", "reverses_on")


@dataclass(frozen=True, slots=True)
class Change:
    """`position` is the line's place now, None for the head and for a line that was taken out. `what` names the part ("ledger", "amount", "added", "removed")."""

    position: int | None
    what: str
    old: str
    new: str


def changes_between(old_head: Mapping[str, Any], new_head: Mapping[str, Any], old: Sequence[Line], new: Sequence[Line]) -> tuple[Change, ...]:
    """Head first, then lines in their order now, then lines that are gone. A line is the same line while its ledger or its amount is."""
    found = [
        Change(None, name, _text(old_head.get(name)), _text(new_head.get(name))) for name in HEAD if _text(old_head.get(name)) != _text(new_head.get(name))
    ]
    partner = _partners(old, new)
    for position, line in enumerate(new):
        was = partner.get(position)
        if was is None:
            found.append(Change(position, "added", "", _short(line)))
        else:
            found += [Change(position, name, read(old[was]), read(line)) for name, read in _PARTS.items() if read(old[was]) != read(line)]
    gone = sorted(set(range(len(old))) - set(partner.values()))
    return (*found, *(Change(None, "removed", _short(old[each]), "") for each in gone))


def _partners(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Which old line each new line is: first those with equal ledger and amount, then equal ledger, then equal amount, then the same place."""
    free = dict(enumerate(old))
    found: dict[int, int] = {}
    alike: tuple[Callable[[int, Line, int, Line], bool], ...] = (
        lambda _, a, __, b: a.ledger == b.ledger and a.amount == b.amount,
        lambda _, a, __, b: a.ledger == b.ledger,
        lambda _, a, __, b: a.amount == b.amount,
        lambda i, _, j, __: i == j and len(old) == len(new),
    )
    for same in alike:
        for position, line in enumerate(new):
            if position not in found:
                match = next((at for at, was in free.items() if same(position, line, at, was)), None)
                if match is not None:
                    found[position] = match
                    del free[match]
    return found


def _foreign(line: Line) -> str:
    return f"{line.foreign.currency} {decimal_text(Paise(line.foreign.amount))} at {line.foreign.rate.normalize():f}" if line.foreign else ""


_PARTS: Mapping[str, Callable[[Line], str]] = {
    "ledger": lambda line: line.ledger,
    "amount": lambda line: rupee_text(line.amount),
    "cost_centre": lambda line: line.cost_centre,
    "bill": lambda line: f"{line.bill_kind.value if line.bill_kind else ''} {line.bill}".strip(),
    "due_day": lambda line: _text(line.due_day),
    "foreign": _foreign,
}


def _short(line: Line) -> str:
    return f"{line.ledger} {rupee_text(line.amount)}"


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def amounts_sum(lines: Sequence[Line]) -> Paise:
    """Debit side of the lines."""
    return Paise(sum(line.amount for line in lines if line.amount > 0))
