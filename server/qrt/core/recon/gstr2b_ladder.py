"""Purchases against GSTR-2B: the ladder of rules from exact to residual."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import FinancialYear
from qrt.core.recon.making import item_ids, make_match
from qrt.core.recon.match import assemble, check_unique
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.references import document_number, party_name
from qrt.core.recon.types import Break, Item, Match, Reason, Reconciliation, ReconciliationKind, Side, Stage

HEADS = ("igst", "cgst", "sgst", "cess")
FUZZY_DAYS = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """One rung of the ladder: what must agree, and the status it gives. `weight` is how much its number and amounts say."""

    name: str
    status: str
    number: str  # exact, fuzzy, free
    amounts: str  # equal, near, total, free
    same_gstin: bool
    weight: float


LADDER = (
    Rule("number and every amount equal", "exact", "exact", "equal", True, 1.0),
    Rule("number alike, every amount equal", "suggested", "fuzzy", "equal", True, 0.92),
    Rule("number equal, every amount within a rupee", "suggested", "exact", "near", True, 0.90),
    Rule("number alike, every amount within a rupee", "suggested", "fuzzy", "near", True, 0.85),
    Rule("number equal, amounts differ", "mismatch", "exact", "free", True, 0.60),
    Rule("number alike, amounts differ", "mismatch", "fuzzy", "free", True, 0.45),
    Rule("amounts within a rupee, number differs", "residual", "free", "near", True, 0.50),
    Rule("same PAN, number equal, tax total within a rupee", "mismatch", "exact", "total", False, 0.70),
    Rule("same PAN, number alike, tax total within a rupee", "mismatch", "fuzzy", "total", False, 0.60),
    Rule("same PAN, tax total within a rupee, number differs", "residual", "free", "total", False, 0.40),
)
"""Order as in domain facts 3.5: GSTIN first, then PAN for what is left."""


def reconcile_gstr2b(subject: str, left: Sequence[Item], right: Sequence[Item], policy: MatchPolicy, as_of: date) -> Reconciliation:
    """Match purchases (left) with GSTR-2B (right). Each item gets the label "status": exact, suggested, mismatch, residual, missing_in_books, missing_in_2b.

    Exact and suggested matches with a unique candidate are accepted; mismatch and residual always wait for a person.
    """
    check_unique(left), check_unique(right)
    state = _State(sorted(left, key=_order), sorted(right, key=_order), policy)
    for rule in LADDER:
        if rule.amounts == "free":
            # Before amounts are left free: a part of a document booked in two would pass for a mismatch.
            state.run_splits()
        state.run(rule)
    state.run_typing_errors()
    state.run_names()
    breaks = [
        *_breaks(Side.LEFT, state.left, state.right_all, state.gone[Side.RIGHT], as_of),
        *_breaks(Side.RIGHT, state.right, state.left_all, state.gone[Side.LEFT], as_of),
    ]
    statuses = state.statuses
    ours = [_with_status(item, statuses.get((Side.LEFT, item.id), "missing_in_2b")) for item in left]
    theirs = [_with_status(item, statuses.get((Side.RIGHT, item.id), "missing_in_books")) for item in right]
    return assemble(ReconciliationKind.GSTR_2B, subject, as_of, ours, theirs, state.matches, breaks)


def _order(item: Item) -> tuple[object, ...]:
    return (item.labels.get("gstin", ""), item.day, document_number(item.reference), item.amount, item.id)


def _with_status(item: Item, status: str) -> Item:
    return replace(item, labels={**item.labels, "status": status})


class _State:
    """The open remainder of both sides while the ladder runs."""

    def __init__(self, left: list[Item], right: list[Item], policy: MatchPolicy) -> None:
        self.left, self.right, self.policy = left, right, policy
        self.left_all, self.right_all = list(left), list(right)
        self.matches: list[Match] = []
        self.statuses: dict[tuple[Side, str], str] = {}
        self.twins = {Side.LEFT: Counter(map(_document, left)), Side.RIGHT: Counter(map(_document, right))}
        self.gone: dict[Side, set[str]] = {Side.LEFT: set(), Side.RIGHT: set()}

    def run(self, rule: Rule) -> None:
        """Accepts a pair where each is the other's best; equals are told apart by date only, and then only suggested."""
        label = "gstin" if rule.same_gstin else "pan"
        self._pair_up(label, lambda one, other: _fits(rule, one, other, self.policy), rule.name, rule.status, rule.weight)

    def run_typing_errors(self) -> None:
        """A GSTIN in the books that differs in one or two characters from the supplier's, with number and amounts equal."""

        def fits(one: Item, other: Item) -> bool:
            mine, theirs = one.labels.get("gstin", ""), other.labels.get("gstin", "")
            return bool(mine) and gstin_is_near(mine, theirs) and _amounts(one, other, "near", self.policy) and _same_number(one, other)

        self._pair_up("number", fits, "the GSTIN differs in one or two characters; number and amounts agree", "mismatch", 0.75)

    def run_splits(self) -> None:
        """One supplier document booked in several vouchers under its number, or the reverse, with sums that agree."""
        for flipped in (False, True):
            many, ones = (self.right, self.left) if flipped else (self.left, self.right)
            groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
            for item in many:
                groups[(item.labels.get("gstin", ""), document_number(item.reference))].append(item)
            for one in list(ones):
                key = (one.labels.get("gstin", ""), document_number(one.reference))
                group = groups.get(key, []) if all(key) else []
                if len(group) > 1 and _adds_up(group, one, self.policy):
                    reason = Reason(f"{len(group)} documents of this number add up to it", 0.85)
                    self._add([one] if flipped else group, group if flipped else [one], reason, "suggested", 0.3)
                    groups[key] = []
            self._sweep()

    def run_names(self) -> None:
        """A party without GSTIN in the books: name alike, and number or amounts agree. Always a suggestion."""

        def fits(one: Item, other: Item) -> bool:
            if one.labels.get("gstin") or fuzz.token_sort_ratio(party_name(one.party), party_name(other.party)) < 88:
                return False
            return _amounts(one, other, "near", self.policy) and (_same_number(one, other) or _days(one, other) <= FUZZY_DAYS)

        self._pair_up("name", fits, "the books have no GSTIN for this party; name and amounts agree", "residual", 0.5)

    def _pair_up(self, label: str, fits: Callable[[Item, Item], bool], text: str, status: str, weight: float) -> None:
        theirs: dict[str, list[Item]] = defaultdict(list)
        for other in self.right:
            if key := _block(label, other):
                theirs[key].append(other)
        claims: dict[str, list[Item]] = defaultdict(list)
        wanted: list[tuple[Item, list[Item]]] = []
        for one in self.left:
            found = [other for other in theirs.get(_block(label, one), ()) if fits(one, other)] if _block(label, one) else []
            if found:
                wanted.append((one, found))
                for other in found:
                    claims[other.id].append(one)
        used: set[str] = set()
        for one, found in wanted:
            options = sorted((other for other in found if other.id not in used), key=lambda other: (_days(one, other), _gap(one, other), other.id))
            if not options:
                continue
            chosen = options[0]
            rivals = max(len(found), len(claims[chosen.id]))
            if rivals > 1 and not self._best_for(chosen, one, claims):
                continue
            used.add(chosen.id)
            margin = weight if rivals == 1 and not self._has_twin(one, chosen) else 0.0
            self._add([one], [chosen], Reason(_said(text, one, chosen), weight), status, margin if _sure_number(one, chosen) else 0.0)
        self._sweep()

    def _best_for(self, chosen: Item, one: Item, claims: dict[str, list[Item]]) -> bool:
        """Among those of ours that could take it, the nearest in time; a tie goes to the first in content order and is a duplicate's business."""
        nearest = min(_days(mine, chosen) for mine in claims[chosen.id])
        return _days(one, chosen) == nearest

    def _has_twin(self, one: Item, chosen: Item) -> bool:
        """Whether either side has a second document of this number and total, however it is spelled: which of the two it is, a person says."""
        return self.twins[Side.LEFT][_document(one)] > 1 or self.twins[Side.RIGHT][_document(chosen)] > 1

    def _add(self, lefts: list[Item], rights: list[Item], reason: Reason, status: str, margin: float) -> None:
        accept = status in ("exact", "suggested") and margin > 0
        stage = Stage.EXACT if status == "exact" else Stage.REFERENCE if status in ("mismatch", "residual") else Stage.TOLERANCE
        match = make_match(lefts, rights, stage, (reason,), margin, accept, self.policy)
        self.matches.append(match)
        self.gone[Side.LEFT].update(item_ids(match, Side.LEFT))
        self.gone[Side.RIGHT].update(item_ids(match, Side.RIGHT))
        for side, items in ((Side.LEFT, lefts), (Side.RIGHT, rights)):
            self.statuses.update({(side, item.id): status for item in items})

    def _sweep(self) -> None:
        self.left = [item for item in self.left if item.id not in self.gone[Side.LEFT]]
        self.right = [item for item in self.right if item.id not in self.gone[Side.RIGHT]]


def gst_status(result: Reconciliation) -> dict[str, str]:
    """Status word of every item of both sides by its id."""
    return {item.id: item.labels.get("status", "") for item in (*result.left, *result.right)}


def gstin_is_near(one: str, other: str) -> bool:
    """Whether two GSTINs differ in at most two characters, or by two that changed places: a typing slip, not another company."""
    return len(one) == len(other) == 15 and 0 < DamerauLevenshtein.distance(one, other, score_cutoff=2) <= 2


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one character was left out, added, changed or swapped with its neighbour."""
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def _fits(rule: Rule, one: Item, other: Item, policy: MatchPolicy) -> bool:
    if (one.amount < 0) != (other.amount < 0) or FinancialYear.of(one.day) != FinancialYear.of(other.day):
        return False
    if rule.number == "exact" and not _exact_number(one, other):
        return False
    if rule.number == "fuzzy" and not (_days(one, other) <= FUZZY_DAYS and _alike_number(one, other, rule.amounts)):
        return False
    if rule.number == "free" and _days(one, other) > FUZZY_DAYS:
        return False
    if not rule.same_gstin and (other.labels.get("section", "").startswith("impg") or one.labels.get("gstin") == other.labels.get("gstin")):
        return False
    return _amounts(one, other, rule.amounts, policy)


def _exact_number(one: Item, other: Item) -> bool:
    mine, theirs = "".join(one.reference.upper().split()), "".join(other.reference.upper().split())
    return bool(mine) and mine == theirs


def _same_number(one: Item, other: Item) -> bool:
    mine, theirs = document_number(one.reference), document_number(other.reference)
    return bool(mine) and mine == theirs


def _document(item: Item) -> tuple[str, str, int]:
    """What two bookings of one bill have in common however its number was typed ("3384", "Bill 03384")."""
    digits = "".join(character for character in document_number(item.reference) if character.isdigit())
    return (item.labels.get("gstin", ""), digits, item.amount)


def _sure_number(one: Item, other: Item) -> bool:
    """Whether nothing but spelling, or a series left out, tells the numbers apart. A digit that differs may be a slip as well as the next bill of a monthly fee."""
    return _alike_number(one, other, "free")


def _alike_number(one: Item, other: Item, amounts: str) -> bool:
    """Same number in another spelling; where the amounts agree, also one that holds the other or nearly equals it.

    Numbers that merely look alike are mostly neighbours in a series, so without agreeing amounts they are not enough.
    """
    mine, theirs = document_number(one.reference), document_number(other.reference)
    if not mine or not theirs:
        return False
    shorter, longer = sorted((mine, theirs), key=len)
    # One side left the series out: 118 for TS118.
    if mine == theirs or (len(shorter) >= 3 and shorter.isdigit() and longer.endswith(shorter) and not longer[-len(shorter) - 1].isdigit()):
        return True
    if amounts == "free":
        return False
    return len(shorter) >= 4 and (shorter in longer or fuzz.ratio(mine, theirs) >= 90 or one_slip_apart(mine, theirs))


def _amounts(one: Item, other: Item, how: str, policy: MatchPolicy) -> bool:
    if how == "free":
        return True
    if how == "total":
        return abs(_tax(one) - _tax(other)) <= policy.amount_tolerance and abs(_value(one) - _value(other)) <= policy.amount_tolerance * 10
    allowed = 0 if how == "equal" else policy.amount_tolerance
    return all(abs(one.taxes.get(name, 0) - other.taxes.get(name, 0)) <= allowed for name in ("taxable", *HEADS))


def _adds_up(group: Sequence[Item], one: Item, policy: MatchPolicy) -> bool:
    parts = ("taxable", *HEADS)
    return all(abs(sum(item.taxes.get(part, 0) for item in group) - one.taxes.get(part, 0)) <= policy.amount_tolerance for part in parts) and (
        abs(sum(item.amount for item in group) - one.amount) <= policy.amount_tolerance
    )


def _tax(item: Item) -> int:
    return sum(item.taxes.get(head, 0) for head in HEADS)


def _value(item: Item) -> int:
    return item.taxes.get("taxable", 0)


def _days(one: Item, other: Item) -> int:
    return abs((one.day - other.day).days)


def _gap(one: Item, other: Item) -> int:
    return abs(one.amount - other.amount)


def _block(label: str, item: Item) -> str:
    if label == "number":
        return document_number(item.reference)
    if label == "name":
        return party_name(item.party)[:4]
    return item.labels.get(label, "")


def _said(text: str, one: Item, other: Item) -> str:
    said = [text]
    if one.amount != other.amount:
        said.append(f"the totals differ by Rs {rupee_text(Paise(_gap(one, other)))}")
    if days := _days(one, other):
        said.append(f"the dates differ by {days} days")
    if one.reference != other.reference:
        said.append(f"numbers {one.reference or 'none'} and {other.reference or 'none'}")
    return "; ".join(said)


def _breaks(side: Side, items: Sequence[Item], others: Sequence[Item], gone: set[str], as_of: date) -> list[Break]:
    by_gstin: dict[str, list[Item]] = defaultdict(list)
    by_number: dict[str, list[Item]] = defaultdict(list)
    for other in others:
        by_gstin[other.labels.get("gstin", "")].append(other)
        by_number[document_number(other.reference)].append(other)
    return [_one_break(side, item, by_gstin, by_number, gone, as_of) for item in items]


def _one_break(side: Side, item: Item, by_gstin: dict[str, list[Item]], by_number: dict[str, list[Item]], gone: set[str], as_of: date) -> Break:
    where = "GSTR-2B" if side == Side.LEFT else "the register"
    gstin, number = item.labels.get("gstin", ""), document_number(item.reference)
    same = by_gstin.get(gstin, []) if gstin else []
    numbered = [other for other in by_number.get(number, []) if number and other.labels.get("gstin") == gstin]
    nearest, why = "", f"{where} has no document of this supplier"
    if numbered:
        first = min(numbered, key=lambda other: (_gap(item, other), other.id))
        taken = first.id in gone
        nearest = first.id
        why = f"the document of this number in {where} " + ("is matched with another: this may be a duplicate" if taken else "has another sign or year")
    elif same:
        first = min(same, key=lambda other: (other.id in gone, _gap(item, other), _days(item, other), other.id))
        nearest = first.id
        why = f"{where} has {len(same)} documents of this supplier, none with this number; the nearest differs by Rs {rupee_text(Paise(_gap(item, first)))}"
    elif number and (elsewhere := [other for other in by_number.get(number, []) if _gap(item, other) == 0]):
        nearest, why = min(other.id for other in elsewhere), "number and amount stand under another supplier"
    elif not gstin:
        why = "the party has no GSTIN in the books, and no name and amount agree"
    return Break(side, item.id, nearest, why, max(0, (as_of - item.day).days))
