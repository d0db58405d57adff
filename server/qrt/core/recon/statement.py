"""The statement of a reconciliation as at any day: what stood between two books then, by age, whatever was matched later.

Amounts are paise. Every section's total is what must be added to the balance per our books to come to the other side's; so a deduction is negative.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qrt.core.base.canonical import plain
from qrt.core.base.money import Paise
from qrt.core.ledger.types import VoucherKind
from qrt.core.recon.narration import narration_of
from qrt.core.recon.types import Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side

AGES = ("0-30", "31-90", "over 90")

NOT_PRESENTED, NOT_CREDITED = "not_presented", "not_credited"
CHARGES, INTEREST, RETURNED, DEBITS, CREDITS = "charges", "interest", "returned", "debits", "credits"
OURS_ONLY, THEIRS_ONLY, DIFFERENCES = "ours_only", "theirs_only", "differences"
IN_TRANSIT, BOOKED_OUT, KEPT, GIVEN_BACK, PAID_OUT, COLLECTED = "in_transit", "booked_out", "kept", "given_back", "paid_out", "collected"

_BANK = (
    (NOT_PRESENTED, "add", "Cheques and payments issued, not yet presented"),
    (NOT_CREDITED, "less", "Cheques and receipts deposited, not yet credited"),
    (CHARGES, "less", "Bank charges and interest debited, not booked"),
    (INTEREST, "add", "Interest credited by the bank, not booked"),
    (RETURNED, "", "Cheques and payments returned by the bank, not booked"),
    (DEBITS, "less", "Other debits by the bank, not in the books"),
    (CREDITS, "add", "Other credits by the bank, not in the books"),
    (DIFFERENCES, "", "Differences of matched lines"),
)
_GATEWAY = (
    (IN_TRANSIT, "less", "Receipts entered, not settled or not with the gateway"),
    (BOOKED_OUT, "add", "Payouts and charges entered, not in the gateway's reports"),
    (KEPT, "less", "Fees and GST on them that the gateway kept, not booked"),
    (GIVEN_BACK, "less", "Refunds, chargebacks and other debits by the gateway, not booked"),
    (PAID_OUT, "less", "Payouts to the bank, not booked"),
    (COLLECTED, "add", "Payments and other credits with the gateway, not booked"),
    (DIFFERENCES, "", "Differences of matched lines"),
)
_OTHERS = (
    (OURS_ONLY, "less", "In our books, not with them"),
    (THEIRS_ONLY, "add", "With them, not in our books"),
    (DIFFERENCES, "", "Differences of matched lines"),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What both sides come to on the day, from outside the reconciliation. `stated` is None where the other side says nothing."""

    books: Paise
    stated: Paise | None
    opening_books: Paise | None = None
    opening_theirs: Paise | None = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line that stands between. `amount` is signed as its section; `item` is of `side`, or the id of a match where amounts differ."""

    side: str
    item: str
    day: date
    text: str
    reference: str
    amount: Paise
    age_days: int
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind with their total, and the total by age: up to 30 days, 31 to 90, over 90."""

    key: str
    sign: str
    label: str
    lines: tuple[StatementLine, ...]
    total: Paise
    ages: tuple[Paise, Paise, Paise]
    stale: Paise


@dataclass(frozen=True, slots=True)
class SideAgreement:
    """One side up to the day: what opened it (None where nobody says), its lines, those with a counterpart, and the others by age."""

    side: Side
    opening: Paise | None
    entries: int
    total: Paise
    matched: int
    matched_total: Paise
    open: int
    ages: tuple[Paise, Paise, Paise]


@dataclass(frozen=True, slots=True)
class Statement:
    """`computed` is books and sections together; `unexplained` is what the other side states less that, None where it states nothing.

    Matches that are suggested and not decided stand in it as matched: `undecided` of them, of `undecided_total` paise of our side without sign.
    """

    kind: ReconciliationKind
    subject: str
    as_of: date
    books: Paise
    sections: tuple[Section, ...]
    computed: Paise
    stated: Paise | None
    unexplained: Paise | None
    sides: tuple[SideAgreement, SideAgreement]
    undecided: int = 0
    undecided_total: Paise = Paise(0)


def age_band(days: int) -> int:
    """0 up to 30 days, 1 up to 90, 2 above."""
    return 0 if days <= 30 else 1 if days <= 90 else 2


@dataclass(frozen=True, slots=True)
class Differing:
    """A match of two sides that are not the same: `difference` is left minus right, `day` that of its last line of the other side, `text` why."""

    match: str
    day: date
    text: str
    difference: Paise


@dataclass(frozen=True, slots=True)
class Standing:
    """What a statement needs of a reconciliation as it stood on a day. Pairs are of our side and the other's.

    opened       lines without a counterpart on the day
    entries      how many lines there were, and `totals` what they come to
    moved_later  what our side moved after the day
    undecided    matches that were suggested only, `undecided_total` paise of our side without sign
    """

    kind: ReconciliationKind
    subject: str
    opened: tuple[tuple[Item, ...], tuple[Item, ...]]
    differing: tuple[Differing, ...]
    entries: tuple[int, int]
    totals: tuple[Paise, Paise]
    moved_later: Paise = Paise(0)
    undecided: int = 0
    undecided_total: Paise = Paise(0)


def standing_at(result: Reconciliation, day: date) -> Standing:
    """A reconciliation on a day. Lines of later days are left aside; a match with a line of a later day was no match yet, so its other lines were open."""
    items = {Side.LEFT: {item.id: item for item in result.left}, Side.RIGHT: {item.id: item for item in result.right}}
    opened = {side: [items[side][each.item] for each in result.breaks if each.side is side and items[side][each.item].day <= day] for side in Side}
    standing: list[Match] = []
    for match in result.matches:
        # What a person rejected has its lines among the breaks.
        if match.status is MatchStatus.REJECTED:
            continue
        parts = [(part.side, items[part.side][part.item]) for part in match.allocations]
        if all(item.day <= day for _, item in parts):
            standing.append(match)
            continue
        for side, item in parts:
            if item.day <= day:
                opened[side].append(item)
    there = [[item.amount for item in side if item.day <= day] for side in (result.left, result.right)]
    waiting = [abs(sum(part.amount for part in match.allocations if part.side is Side.LEFT)) for match in standing if match.status is MatchStatus.SUGGESTED]
    theirs = items[Side.RIGHT]
    return Standing(
        kind=result.kind,
        subject=result.subject,
        opened=(tuple(opened[Side.LEFT]), tuple(opened[Side.RIGHT])),
        differing=tuple(
            Differing(
                match.id, max(theirs[part.item].day for part in match.allocations if part.side is Side.RIGHT), why_differs(match.reasons), match.difference
            )
            for match in standing
            if match.difference
        ),
        entries=(len(there[0]), len(there[1])),
        totals=(Paise(sum(there[0])), Paise(sum(there[1]))),
        moved_later=Paise(sum(item.amount for item in result.left if item.day > day)),
        undecided=len(waiting),
        undecided_total=Paise(sum(waiting)),
    )


def why_differs(reasons: Sequence[Reason]) -> str:
    """Which of a match's reasons says why its sides differ."""
    return next((reason.text for reason in reasons if "differ" in reason.text), reasons[0].text)


def draw_statement(result: Reconciliation, figures: Figures, day: date, stale_days: int) -> Statement:
    """The statement of a whole reconciliation as at a day."""
    return draw_standing(standing_at(result, day), figures, day, stale_days)


def draw_standing(found: Standing, figures: Figures, day: date, stale_days: int) -> Statement:
    """The statement as at the day on which the reconciliation stood like this."""
    bank, gateway = found.kind is ReconciliationKind.BANK, found.kind is ReconciliationKind.GATEWAY
    lines: defaultdict[str, list[StatementLine]] = defaultdict(list)
    ours, theirs = found.opened
    for item in ours:
        outward, inward = (NOT_PRESENTED, NOT_CREDITED) if bank else (BOOKED_OUT, IN_TRANSIT) if gateway else (OURS_ONLY, OURS_ONLY)
        key = outward if item.amount < 0 else inward
        age = max((day - item.day).days, 0)
        stale = bank and item.amount < 0 and age > stale_days and item.labels.get("kind") != VoucherKind.CONTRA.value
        lines[key].append(_line("left", item, -item.amount, age, stale))
    for item in theirs:
        lines[_bank_key(item) if bank else _gateway_key(item) if gateway else THEIRS_ONLY].append(
            _line("right", item, item.amount, max((day - item.day).days, 0))
        )
    for each in found.differing:
        age = max((day - each.day).days, 0)
        lines[DIFFERENCES].append(StatementLine("match", each.match, each.day, each.text, "", Paise(-each.difference), age))
    sections = tuple(_section(key, sign, label, lines.get(key, ())) for key, sign, label in (_BANK if bank else _GATEWAY if gateway else _OTHERS))
    computed = Paise(figures.books + sum(section.total for section in sections))
    unexplained = None if figures.stated is None else Paise(figures.stated - computed)
    openings = (figures.opening_books, figures.opening_theirs)
    left, right = (_agreement(found, side, openings[place], place, day) for place, side in enumerate((Side.LEFT, Side.RIGHT)))
    waiting = (found.undecided, found.undecided_total)
    return Statement(found.kind, found.subject, day, figures.books, sections, computed, figures.stated, unexplained, (left, right), *waiting)


def _bank_key(item: Item) -> str:
    said = narration_of(item.narration)
    if said.returned and not said.charge:
        return RETURNED
    if item.amount < 0:
        return CHARGES if said.charge or said.interest else DEBITS
    return INTEREST if said.interest else CREDITS


def _gateway_key(item: Item) -> str:
    what = item.labels.get("what", "")
    if what == "payout":
        return PAID_OUT
    if what in ("fee", "gst"):
        return KEPT
    return GIVEN_BACK if item.amount < 0 else COLLECTED


def _line(side: str, item: Item, amount: int, age: int, stale: bool = False) -> StatementLine:
    return StatementLine(side, item.id, item.day, item.narration or item.party or item.reference, item.reference, Paise(amount), age, stale)


def _section(key: str, sign: str, label: str, lines: Iterable[StatementLine]) -> Section:
    ordered = tuple(sorted(lines, key=lambda line: (line.day, line.item)))
    ages = [0, 0, 0]
    for line in ordered:
        ages[age_band(line.age_days)] += line.amount
    stale = Paise(sum(line.amount for line in ordered if line.stale))
    return Section(key, sign, label, ordered, Paise(sum(ages)), (Paise(ages[0]), Paise(ages[1]), Paise(ages[2])), stale)


def _agreement(found: Standing, side: Side, opening: Paise | None, place: int, day: date) -> SideAgreement:
    opened, entries, total = found.opened[place], found.entries[place], found.totals[place]
    ages = [0, 0, 0]
    for item in opened:
        ages[age_band(max((day - item.day).days, 0))] += item.amount
    return SideAgreement(
        side=side,
        opening=opening,
        entries=entries,
        total=total,
        matched=entries - len(opened),
        matched_total=Paise(total - sum(ages)),
        open=len(opened),
        ages=(Paise(ages[0]), Paise(ages[1]), Paise(ages[2])),
    )


def figures_at(
    moved_later: Paise, closing: Paise, stated: Mapping[date, Paise], day: date, openings: tuple[Paise | None, Paise | None] = (None, None)
) -> Figures:
    """Both balances at the end of a day of the quarter: the books' closing less what moved later, and what the other side states last up to that day.

    closing  balance of the books at the end of the reconciliation's own day
    stated   what the other side says stood at the end of a day
    """
    books = Paise(closing - moved_later)
    known = [each for each in stated if each <= day]
    return Figures(books, stated[max(known)] if known else None, *openings)


def statement_content(entity: str, drawn: Statement) -> dict[str, Any]:
    """What people sign, whole: its canonical digest is what their signatures hold. Suggestions are named where there are any."""
    waiting = {"undecided": drawn.undecided, "undecided_paise": drawn.undecided_total} if drawn.undecided else {}
    return waiting | {
        "entity": entity,
        "kind": drawn.kind.value,
        "subject": drawn.subject,
        "as_of": drawn.as_of.isoformat(),
        "books_paise": drawn.books,
        "sections": [
            {
                "key": section.key,
                "label": section.label,
                "total_paise": section.total,
                "ages_paise": list(section.ages),
                "stale_paise": section.stale,
                "lines": [
                    {"side": line.side, "item": line.item, "day": line.day.isoformat(), "text": line.text, "amount_paise": line.amount, "stale": line.stale}
                    for line in section.lines
                ],
            }
            for section in drawn.sections
        ],
        "computed_paise": drawn.computed,
        "stated_paise": drawn.stated,
        "unexplained_paise": drawn.unexplained,
        "sides": plain(drawn.sides),
    }


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than when it was signed: `what` is the label of a section or figure, `how` is gone, new or changed."""

    what: str
    how: str
    text: str
    before: Paise | None
    after: Paise | None


CHANGES_MOST = 200
_FIGURES = (
    ("books_paise", "Balance as per our books"),
    ("computed_paise", "Balance computed"),
    ("stated_paise", "Balance as the other side states it"),
    ("unexplained_paise", "Not explained"),
    ("undecided_paise", "Suggested matches, not decided"),
)


def changes_between(signed: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[tuple[Change, ...], int]:
    """What is otherwise in a statement than when it was signed: figures first, then lines by section, at most `CHANGES_MOST`; and how many there are."""
    found = [Change(label, "changed", "", signed.get(key), now.get(key)) for key, label in _FIGURES if signed.get(key) != now.get(key)]
    before, after = _lines_by_section(signed), _lines_by_section(now)
    for section in dict.fromkeys([*before, *after]):
        old, new = before.get(section, {}), after.get(section, {})
        for item in sorted(old.keys() | new.keys()):
            one, other = old.get(item), new.get(item)
            if one == other:
                continue
            line = other or one
            assert line is not None
            how = "gone" if other is None else "new" if one is None else "changed"
            text = f"{line['day']} {line['text']}"
            found.append(Change(section, how, text, None if one is None else one["amount_paise"], None if other is None else other["amount_paise"]))
    return tuple(found[:CHANGES_MOST]), len(found)


def _lines_by_section(content: Mapping[str, Any]) -> dict[str, dict[str, Mapping[str, Any]]]:
    return {section["label"]: {f"{line['side']}:{line['item']}": line for line in section["lines"]} for section in content["sections"]}
