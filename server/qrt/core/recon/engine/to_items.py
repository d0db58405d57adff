"""What the engine found of items, as matches and breaks of items."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.held import HELD, UNSURE, WAITS
from qrt.core.recon.engine.of_items import DIGITS
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.why import NAMES
from qrt.core.recon.making import match_id
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Side, Stage

Items = Mapping[Side, Mapping[str, Item]]
STATUSES = {"auto": MatchStatus.AUTO, "suggested": MatchStatus.SUGGESTED}
TAKEN_BACK = "reversal"
UNEXPLAINED = "unexplained"
UNLIKELY = "it may belong to the nearest line, but too little speaks for it"


_BREAK = ("side", "line_id", "nearest", "why_not")
DIFFERS = "amounts differ by Rs "
"""How the reason begins that says by how much the two sides of a match differ, and why where that has a name."""


class _Row(NamedTuple):
    match_id: str
    side: str
    line_id: str
    stage: str
    status: str
    margin: float
    difference_name: str | None
    held: str | None


def by_subject(outcome: Outcome, subjects: int) -> list[Outcome]:
    """The outcome of each subject, by its number, of one over `tables_of_each`: ids are those of the items again."""
    number = pl.col("subject")
    line = {"subject": pl.col("line_id").str.slice(0, DIGITS), "line_id": pl.col("line_id").str.slice(DIGITS)}
    tables = (
        outcome.matches.with_columns(**line),
        outcome.breaks.with_columns(**line, nearest=pl.col("nearest").str.slice(DIGITS)),
        outcome.all_reasons().with_columns(subject=pl.col("match_id").str.slice(2, DIGITS)),
    )
    parted = [t.with_columns(number.cast(pl.Int64)).partition_by("subject", as_dict=True, include_key=False, maintain_order=True) for t in tables]
    none = [t.drop("subject").clear() for t in tables]
    found = []
    for n in range(subjects):
        matches, breaks, reasons = (of.get((n,), empty) for of, empty in zip(parted, none, strict=True))
        found.append(Outcome(matches, breaks, outcome.record, all_reasons=lambda reasons=reasons: reasons))
    return found


def to_matches(outcome: Outcome, items: Items) -> list[Match]:
    """What is likely, as matches over whole items: the difference is what the items' amounts leave. What is more doubtful than not stays open, and so do two
    lines of one side that take each other back: both stand in that side's book, and a person books the other's.

    The margin of a match without a rival is its own score.
    """
    words = dict(outcome.all_reasons().iter_rows())
    likely = outcome.matches.filter(pl.col("status").is_in(list(STATUSES)) & (pl.col("stage") != TAKEN_BACK))
    return [_match(rows, words[name], items) for name, rows in _by_match(likely).items()]


def _match(rows: list[_Row], words: str, items: Items) -> Match:
    places = sorted((Side(row.side), row.line_id) for row in rows)
    parts = tuple(Allocation(side, line, items[side][line].amount) for side, line in places)
    reasons = tuple(Reason(part["words"], round(part["points"], 4)) for part in json.loads(words))
    sums = {side: sum(part.amount for part in parts if part.side is side) for side in Side}
    if sums[Side.LEFT] != sums[Side.RIGHT]:
        reasons = (*reasons, Reason(_difference(sums[Side.LEFT], sums[Side.RIGHT], rows[0].difference_name), 0.0))
    if rows[0].held and STATUSES[rows[0].status] is MatchStatus.SUGGESTED:
        reasons = (*reasons, Reason(HELD[rows[0].held.removeprefix(UNSURE)], 0.0))
        if rows[0].held.startswith(UNSURE):
            reasons = (*reasons, Reason(WAITS, 0.0))
    score = round(sum(reason.weight for reason in reasons), 4)
    return Match(
        id=match_id(*([part.item for part in parts if part.side is side] for side in Side)),
        stage=Stage(rows[0].stage),
        allocations=parts,
        score=score,
        margin=round(min(rows[0].margin, abs(score)), 4),
        status=STATUSES[rows[0].status],
        reasons=reasons,
        difference=Paise(sums[Side.LEFT] - sums[Side.RIGHT]),
    )


def is_named(match: Match) -> bool:
    """Whether something known explains by how much the two sides of a match differ."""
    return any(reason.text.startswith(DIFFERS) and reason.text.endswith(_KNOWN) for reason in match.reasons)


_KNOWN = tuple(f": {words}" for name, words in NAMES.items() if name != UNEXPLAINED)


def _difference(left: int, right: int, name: str | None) -> str:
    said = f"{DIFFERS}{rupee_text(Paise(abs(left - right)))}"
    # What a gateway keeps is kept of what comes in; of a payment the same gap is more likely a slip.
    known = name in NAMES and name != UNEXPLAINED and not (name == "gateway_fee" and left < 0)
    if known:
        return f"{said}: {NAMES[name or UNEXPLAINED]}"
    return f"{said}: two digits changed places" if looks_transposed(left, right) else said


def looks_transposed(left: int, right: int) -> bool:
    """Whether two digits may have changed places: same digits in another order, the difference a multiple of nine."""
    return left != right and (left - right) % 9 == 0 and sorted(str(abs(left))) == sorted(str(abs(right)))


def to_breaks(outcome: Outcome, items: Items, matches: Iterable[Match], as_of: date) -> list[Break]:
    """A break for every item in no match."""
    made = [
        Break(Side(side), line, nearest or "", why, max(0, (as_of - items[Side(side)][line].day).days))
        for side, line, nearest, why in outcome.breaks.select(_BREAK).iter_rows()
    ]
    taken = {(part.side, part.item) for match in matches for part in match.allocations}
    opens = {side: Counter(item.amount for name, item in items[side].items() if (side, name) not in taken) for side in Side}
    for rows in _by_match(outcome.matches).values():
        first = {side: min((row.line_id for row in rows if row.side == side), default="") for side in Side}
        for row in rows:
            side, item = Side(row.side), items[Side(row.side)][row.line_id]
            if (side, row.line_id) not in taken:
                other = Side.RIGHT if side is Side.LEFT else Side.LEFT
                equal = opens[other][item.amount]
                why = f"{equal} equal candidates, none clearly the right one" if equal > 1 else UNLIKELY
                why = "it and a line of its own side cancel each other" if row.stage == TAKEN_BACK else why
                made.append(Break(side, item.id, first[other], why, max(0, (as_of - item.day).days)))
    return made


def _by_match(rows: pl.DataFrame) -> dict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows.select(_Row._fields).iter_rows():
        found[row[0]].append(_Row(*row))
    return found
