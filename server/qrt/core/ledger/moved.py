"""One voucher under two identities: between two exports of a register it was dated or numbered anew. It must not post twice."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import VoucherDraft
from qrt.core.ledger.voucher import legs_sum


def hold_moved(drafts: Sequence[VoucherDraft]) -> tuple[list[VoucherDraft], tuple[Finding, ...]]:
    """The drafts without those that another paper has on another day or under another number; each held one is named, blocking, with the one that was kept.

    Nothing inside one paper is touched: there, equal vouchers are vouchers. Across papers a number with the same party and legs on two days, or the same
    party, day, legs and bill under two numbers, is one voucher when each stands in one of the papers alone and either they name the same bill, or the
    papers are exports of one register (they have another voucher in common) and one of them covers the day on which it lacks the voucher.
    """
    papers = _Papers(drafts)
    held: dict[tuple[str, str], Finding] = {}
    for rule, identity in (("voucher.redated", _by_number), ("voucher.renumbered", _by_day)):
        groups: defaultdict[Hashable, list[VoucherDraft]] = defaultdict(list)
        for draft in drafts:
            if draft.number and (key := identity(draft)) and (draft.entity, draft.key) not in held:
                groups[key].append(draft)
        for same in groups.values():
            _hold(rule, sorted(same, key=_order), papers, held)
    return [draft for draft in drafts if (draft.entity, draft.key) not in held], tuple(held[key] for key in sorted(held))


def _hold(rule: str, same: Sequence[VoucherDraft], papers: "_Papers", held: dict[tuple[str, str], Finding]) -> None:
    kept: list[VoucherDraft] = []
    for draft in same:
        twin = next((each for each in kept if papers.one_voucher(each, draft, anew=rule == "voucher.renumbered")), None)
        if twin is None:
            kept.append(draft)
            continue
        kept.remove(twin)  # One stands for one: a third is a voucher of its own.
        size = Paise(sum(line.amount for line in draft.lines if line.amount > 0))
        what = "on another day" if rule == "voucher.redated" else "under another number"
        sentence = (
            f"{_name(twin)} and {_name(draft)} stand in two papers with the same party and legs ({rupee_text(size)}), {what}: it is one voucher. "
            f"{_name(twin)} was taken and {_name(draft)} was held back; reject the paper that is out of date."
        )
        places = tuple(dict.fromkeys((*twin.evidence, *draft.evidence)))
        subject = f"voucher:{draft.entity}/{draft.key}"
        held[draft.entity, draft.key] = Finding(rule, Severity.BLOCKING, subject, sentence, size, evidence=places, entity=draft.entity)


class _Papers:
    """What each paper holds: its days, and the papers that have a voucher in common with it."""

    def __init__(self, drafts: Sequence[VoucherDraft]) -> None:
        self._days: defaultdict[str, list[date]] = defaultdict(list)
        self._related: set[tuple[str, str]] = set()
        for draft in drafts:
            own = _documents(draft)
            for document in own:
                self._days[document].append(draft.day)
            self._related |= {(one, other) for one in own for other in own if one != other}
        self._span = {document: (min(days), max(days)) for document, days in self._days.items()}

    def one_voucher(self, one: VoucherDraft, other: VoucherDraft, anew: bool) -> bool:
        """Whether they are one voucher of two papers. `anew`: numbered anew, where each has to be wanting on a day that both papers cover."""
        ours, theirs = _documents(one), _documents(other)
        if not ours or not theirs or ours & theirs or (one.day == other.day) is not anew:
            return False
        if anew and _bills(one) and _bills(one) == _bills(other):
            return True
        bills, others = _bills(one) - {_squeezed_number(one)}, _bills(other) - {_squeezed_number(other)}
        # A series may start again each month, and a bill may be paid in parts: inside one month it does not.
        if bills and bills == others and (one.day.year, one.day.month) == (other.day.year, other.day.month):
            return True
        if bills != others or not any((mine, yours) in self._related for mine in ours for yours in theirs):
            return False
        wanting = [any(self._covers(document, one.day) for document in theirs), any(self._covers(document, other.day) for document in ours)]
        return all(wanting) if anew else any(wanting)

    def _covers(self, document: str, day: date) -> bool:
        first, last = self._span[document]
        return first <= day <= last


def _by_number(draft: VoucherDraft) -> Hashable:
    return (*_alike(draft), squeezed(draft.type_name) or draft.kind.value, _number(draft))


def _by_day(draft: VoucherDraft) -> Hashable:
    return (*_alike(draft), squeezed(draft.type_name) or draft.kind.value, draft.day)


def _alike(draft: VoucherDraft) -> tuple[Hashable, ...]:
    return (draft.entity, draft.kind, squeezed(draft.branch), squeezed(draft.party), legs_sum(draft.lines))


def _bills(draft: VoucherDraft) -> frozenset[str]:
    """Bills that it names, and the other side's document."""
    return frozenset({squeezed(text) for text in (*(line.bill for line in draft.lines), draft.reference)} - {""})


def _squeezed_number(draft: VoucherDraft) -> str:
    """The voucher's own number, which is no bill of another: it goes with it."""
    return squeezed(draft.number)


def _number(draft: VoucherDraft) -> str:
    return " ".join(draft.number.casefold().split())


def _documents(draft: VoucherDraft) -> frozenset[str]:
    return frozenset(place.document for place in draft.evidence)


def _order(draft: VoucherDraft) -> tuple[str, int, date, str]:
    return (draft.place.document, draft.place.row or 0, draft.day, draft.key) if draft.place else ("", 0, draft.day, draft.key)


def _name(draft: VoucherDraft) -> str:
    return f"{draft.type_name or draft.kind.value} {draft.number} of {draft.day:%d-%m-%Y}"
