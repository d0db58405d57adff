"""What runs through a group: one sum over three companies and more, and debts in a circle that could be set off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.legs import EDGES, FLOWS, chains_of, rings_of
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, Side

PASSED_ON_DAYS = 10
FINDINGS_MOST = 50
"""Findings of either kind: of more, the largest sums."""
_BOTH_HAVE = (MatchStatus.AUTO, MatchStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Between:
    """Two companies as the close reconciled them. `closing`: what `other` owes `one` at the quarter's end, in the books of either, paise of `currency`."""

    one: str
    other: str
    currency: str
    found: Reconciliation
    closing: tuple[Paise, Paise]


@dataclass(frozen=True, slots=True)
class _Flow:
    giver: str
    taker: str
    currency: str
    items: tuple[Item, ...]


def check_group_flows(pairs: Iterable[Between]) -> tuple[Finding, ...]:
    """consol.passed_on: a sum that both companies of each leg have, and that ran on to a third one; consol.could_be_netted: companies that owe each other in a circle.

    Both are for information. Only what both books agree on counts: matches that are accepted, and of two balances the smaller.
    """
    every = list(pairs)
    # A sum of one currency is not the same number of another: each is followed by itself.
    apart = [[each for each in every if each.currency == code] for code in sorted({each.currency for each in every})]
    return (*_largest([found for own in apart for found in _passed_on(own)]), *_largest([found for own in apart for found in _netted(own)]))


def _passed_on(pairs: Iterable[Between]) -> list[Finding]:
    flows: dict[str, _Flow] = {}
    rows: list[dict[str, object]] = []
    for each in pairs:
        known = {(side, item.id): item for side, items in ((Side.LEFT, each.found.left), (Side.RIGHT, each.found.right)) for item in items}
        for match in each.found.matches:
            net = sum(part.amount for part in match.allocations if part.side is Side.LEFT)
            if match.status not in _BOTH_HAVE or not net:
                continue
            giver, taker = (each.one, each.other) if net > 0 else (each.other, each.one)
            name = f"{each.one}/{each.other}/{match.id}"
            flows[name] = _Flow(giver, taker, each.currency, _items(match, known))
            rows.append(_row(name, flows[name], abs(net)))
    chains = chains_of(pl.DataFrame(rows, schema=FLOWS, orient="row").sort("date", "flow"), PASSED_ON_DAYS)
    amounts = {str(row["flow"]): int(str(row["amount_paise"])) for row in rows}
    found: list[Finding] = []
    for legs in chains.sort("chain", "place").partition_by("chain", maintain_order=True):
        names = legs["flow"].to_list()
        found.append(_chain([flows[name] for name in names], names[0], amounts[names[0]], legs["said"][-1].removeprefix("passed on: ")))
    return found


def _items(match: Match, known: Mapping[tuple[Side, str], Item]) -> tuple[Item, ...]:
    return tuple(sorted((known[part.side, part.item] for part in match.allocations), key=lambda item: (item.day, item.id)))


def _row(name: str, flow: _Flow, amount: int) -> dict[str, object]:
    """One flow as the graph of a group has it (FLOWS)."""
    numbers = sorted(item.reference for item in flow.items if item.reference)
    return {
        "flow": name,
        "giver": flow.giver,
        "taker": flow.taker,
        "date": flow.items[0].day,
        "arrived": flow.items[-1].day,
        "amount_paise": amount,
        "reference": numbers[0] if numbers else None,
        "state": "agreed",
        "difference_paise": 0,
        "said": "",
    }


def _chain(legs: list[_Flow], head: str, amount: int, why: str) -> Finding:
    way = " to ".join([legs[0].giver, *(leg.taker for leg in legs)])
    days = ", ".join(f"{leg.items[0].day:%d-%m-%Y}" for leg in legs)
    sentence = f"{_money(legs[0].currency, amount)} ran from {way} ({days}; {why}): look at it as one transaction, for what each company shows of it is a leg."
    places = tuple(place for leg in legs for item in leg.items if (place := item.place))
    return Finding("consol.passed_on", Severity.INFO, f"flow:{head}", sentence, Paise(amount), "", places, legs[0].giver)


def _netted(pairs: Iterable[Between]) -> list[Finding]:
    """Closing balances as edges from who owes to whom it is owed."""
    rows: list[tuple[str, str, int, int, int]] = []
    currencies: dict[str, str] = {}
    for each in pairs:
        ours, theirs = each.closing
        agreed = min(abs(ours), abs(theirs)) if (ours > 0) == (theirs > 0) else 0
        currencies |= {each.one: each.currency, each.other: each.currency}
        if agreed:
            rows.append((*((each.other, each.one) if ours > 0 else (each.one, each.other)), agreed, 0, 0))
    rings = rings_of(pl.DataFrame(rows, schema=EDGES, orient="row"))
    found = [
        _ring([str(each) for each in companies], int(amount), currencies[companies[0]])
        for companies, amount in rings.select("companies", "amount_paise").rows()
    ]
    return found


def _ring(companies: list[str], amount: int, currency: str) -> Finding:
    owes = ", ".join(f"{one} owes {other}" for one, other in zip(companies, [*companies[1:], companies[0]], strict=True))
    sentence = f"{owes}: {_money(currency, amount)} of each of these debts could be set off, where the companies agree to it in writing."
    return Finding("consol.could_be_netted", Severity.INFO, f"ring:{'/'.join(companies)}", sentence, Paise(amount), entity=companies[0])


def _money(currency: str, amount: int) -> str:
    return f"{'Rs' if currency == 'INR' else currency} {rupee_text(Paise(amount))}"


def _largest(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda each: (-(each.amount or 0), each.subject))[:FINDINGS_MOST])
