"""Lines that stood open when the quarter before ended: they stand between the two books of a bank in this one too, until their counterpart comes. So do bills that
the supplier reports a quarter later, sales that GSTR-1 has later, tax that the office credits later, and what two companies booked about each other.

A close computes from its own decisions alone, so they are carried into it as one (`open_lines_carried`). Without them a cheque of June that the bank pays in July
is a debit that nobody booked, and one that it has not paid yet is a difference that nothing explains.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from qrt.core.base.money import Paise
from qrt.core.close.types import Decision
from qrt.core.recon.types import CARRIED, Item, ReconciliationKind, Side

LINES_CARRIED = "open_lines_carried"

CARRIES = (
    ReconciliationKind.BANK,
    ReconciliationKind.INTERCOMPANY,
    ReconciliationKind.GATEWAY,
    ReconciliationKind.GSTR_2B,
    ReconciliationKind.GSTR_1,
    ReconciliationKind.TDS,
    ReconciliationKind.TDS_CHALLAN,
)
"""Kinds whose open lines go on. A party's statement brings its own opening forward; what our own statement of tax left out is put right in that statement."""

_REST = re.compile(r"/rest(\d{1,2})$")


def carried_content(quarter: str, lines: Iterable[tuple[Side, Item]]) -> dict[str, Any]:
    """Open lines of a quarter as the next one keeps them. The rest of a split line is a line of its own from here on; papers stay with the quarter that has them."""
    return {
        "since": quarter,
        "lines": [
            {
                "side": side.value,
                "item": _REST.sub(r"/open\1", item.id),
                "day": item.day.isoformat(),
                "amount_paise": item.amount,
                "reference": item.reference,
                "narration": item.narration,
                "party": item.party,
                **({"taxes": {name: int(amount) for name, amount in sorted(item.taxes.items())}} if item.taxes else {}),
                "labels": {name: text for name, text in sorted(item.labels.items()) if name not in ("whole_paise", CARRIED)},
            }
            for side, item in sorted(lines, key=lambda pair: (pair[0], pair[1].day, pair[1].id))
        ],
    }


def newest_carried(decisions: Sequence[Decision], subject: str) -> Mapping[str, Any] | None:
    """What was carried last for "<entity>|<kind>|<subject>"."""
    return next((each.content for each in reversed(decisions) if each.kind == LINES_CARRIED and each.subject == subject), None)


def carried_lines(decisions: Sequence[Decision], subject: str, first: date) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Our and the other side's lines that the quarter beginning on `first` took over."""
    content = newest_carried(decisions, subject)
    found: dict[str, list[Item]] = {"left": [], "right": []}
    for line in content["lines"] if content else ():
        found[line["side"]].append(
            Item(
                id=str(line["item"]),
                day=date.fromisoformat(line["day"]),
                amount=Paise(int(line["amount_paise"])),
                reference=str(line["reference"]),
                narration=str(line["narration"]),
                party=str(line["party"]),
                taxes={str(name): Paise(int(amount)) for name, amount in line.get("taxes", {}).items()},
                labels={**{str(name): str(text) for name, text in line["labels"].items()}, CARRIED: first.isoformat()},
            )
        )
    return tuple(found["left"]), tuple(found["right"])
