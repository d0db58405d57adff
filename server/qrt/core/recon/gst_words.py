"""What a reconciliation with GSTR-2B or GSTR-1 says of each document in the words that people know, and what of it a person has to decide."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.gst_status import CAUSES, gst_lines
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.references import document_number
from qrt.core.recon.types import Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side

OPEN = {ReconciliationKind.GSTR_2B: "missing_in_2b", ReconciliationKind.GSTR_1: "missing_in_gstr1"}
"""By kind, what a document of ours is that the portal has not. What the portal has alone is missing in the books."""
_CAUSES = {**CAUSES, "gstin": "another GSTIN of the party"}
TWIN = "a second document of this number and total stands beside it: which of the two it is, a person says"
DECIDE = "figures, number or GSTIN differ: whether it is one document, a person says"
Said = Mapping[tuple[Side, str], tuple[str, str]]


def with_words(result: Reconciliation, outcome: Outcome, tables: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> Reconciliation:
    """The result whose items have the label "status": exact, suggested, mismatch, residual, missing_in_books, missing_in_2b or missing_in_gstr1.

    A mismatch and a residual always wait for a person, and so does a document that has a second one of its number and total on its side.
    """
    said = _said(result, outcome, tables, spec)
    twins = {side: Counter(map(_document, items)) for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right))}
    by_id = {(side, item.id): item for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)) for item in items}
    matches = tuple(_told(match, [(part.side, by_id[part.side, part.item]) for part in match.allocations], said, twins) for match in result.matches)
    left, right = (tuple(_labelled(item, said[side, item.id][0]) for item in items) for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)))
    return replace(result, left=left, right=right, matches=matches)


def _said(result: Reconciliation, outcome: Outcome, tables: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> Said:
    """Status and causes of each item. What is in no match is missing on the other side, whatever the engine thought of it."""
    a, b = (to_lines(table, spec, side) for table, side in zip(tables, ("left", "right"), strict=True))
    lines = gst_lines(a, b, outcome, {}, result.as_of).select("side", "line_id", "status", "causes")
    told = {(Side(side), line): (status, causes) for side, line, status, causes in lines.iter_rows()}
    held = {(part.side, part.item) for match in result.matches for part in match.allocations}
    numbers = {(side, item.id): _typed(item) for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)) for item in items}
    for match in result.matches:
        keys = [(part.side, part.item) for part in match.allocations]
        # Another spelling is the same number to a reader and not to the portal.
        if told[keys[0]][0] == "exact" and len({numbers[key] for key in keys}) > 1:
            told |= dict.fromkeys(keys, ("suggested", ""))
    every = ((side, item.id) for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)) for item in items)
    return {key: told[key] if key in held else (OPEN[result.kind] if key[0] is Side.LEFT else "missing_in_books", "") for key in every}


def _told(match: Match, parts: list[tuple[Side, Item]], said: Said, twins: Mapping[Side, Counter[tuple[str, str, int]]]) -> Match:
    """The match with what differs between its documents in words, held back where a person has to decide."""
    status, causes = said[parts[0][0], parts[0][1].id]
    reasons = match.reasons if status == "exact" else (Reason(_words(causes, parts), 0.0), *match.reasons)
    why = DECIDE if status in ("mismatch", "residual") else TWIN if any(twins[side][_document(item)] > 1 for side, item in parts) else ""
    if why and match.status is MatchStatus.AUTO:
        return replace(match, status=MatchStatus.SUGGESTED, reasons=(*reasons, Reason(why, 0.0)), margin=0.0)
    return replace(match, reasons=reasons)


def _words(causes: str, parts: list[tuple[Side, Item]]) -> str:
    """ "another value at the same rate; the totals differ by Rs 10.00; the dates differ by 3 days; numbers A-1 and A-2"."""
    ours, theirs = ([item for side, item in parts if side is wanted] for wanted in Side)
    told = [_CAUSES[cause] for cause in causes.split(", ") if cause] or ["one document in another spelling"]
    if gap := abs(_total(ours) - _total(theirs)):
        told.append(f"the totals differ by Rs {rupee_text(Paise(gap))}")
    if days := abs((ours[0].day - theirs[0].day).days):
        told.append(f"the dates differ by {days} days")
    if ours[0].reference != theirs[0].reference:
        told.append(f"numbers {ours[0].reference or 'none'} and {theirs[0].reference or 'none'}")
    return "; ".join(told)


def _total(items: Iterable[Item]) -> int:
    return sum(item.amount for item in items)


def _document(item: Item) -> tuple[str, str, int]:
    """What two bookings of one bill have in common however its number was typed ("3384", "Bill 03384")."""
    digits = "".join(character for character in document_number(item.reference) if character.isdigit())
    return (item.labels.get("gstin", ""), digits, item.amount)


def _typed(item: Item) -> str:
    return "".join(item.reference.upper().split())


def _labelled(item: Item, status: str) -> Item:
    return replace(item, labels={**item.labels, "status": status})
