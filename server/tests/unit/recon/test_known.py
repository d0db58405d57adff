"""What was reconciled before and what it follows from: new, changed and removed lines make their reconciliation anew, and nothing else."""

from datetime import date

import pytest

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.recon import match
from qrt.core.recon.known import Known, follows_from
from qrt.core.recon.match import Subject, reconcile_each, reconciliation_digest
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, ReconciliationKind

PARTY, POLICY = ReconciliationKind.PARTY, MatchPolicy()


def items(name: str, side: str, numbers: range) -> list[Item]:
    """Bills of one party, one a day."""
    return [
        Item(f"{side}{n}", date(2026, 7, 1 + n), Paise(-(101_300 + 1_700 * n)), f"{name}/{n:03}", "", name, Place("sha", row=n + 2), labels={"account": ""})
        for n in numbers
    ]


def subjects(late: range = range(0)) -> list[Subject]:
    """Three parties; the second's statement holds the late lines as well."""
    last = date(2026, 9, 30)
    return [
        Subject(name, items(name, "b", range(12)), [*items(name, "s", range(10)), *(items(name, "s", late) if name == "Bharat" else [])], last)
        for name in ("Asha", "Bharat", "Chetan")
    ]


def digests(subjects: list[Subject], known: Known | None = None) -> list[str]:
    return [reconciliation_digest(each) for each in reconcile_each(PARTY, subjects, POLICY, None, known)]


def test_only_what_changed_is_made_anew_and_all_is_as_without_what_is_known() -> None:
    known = Known()
    assert digests(subjects(), known) == digests(subjects()) and (known.asked, known.made) == (3, 3)
    late = subjects(range(10, 12))
    assert digests(late, known) == digests(late) and (known.asked, known.made) == (6, 4), "lines that are new"
    changed = subjects()
    changed[0] = Subject("Asha", changed[0].left, [*changed[0].right[:-1], *items("Asha", "s", range(11, 12))], changed[0].as_of)
    assert digests(changed, known) == digests(changed) and (known.asked, known.made) == (9, 5), "a line that is another now"
    fewer = subjects()
    fewer[2] = Subject("Chetan", fewer[2].left[:-3], fewer[2].right, fewer[2].as_of)
    assert digests(fewer, known) == digests(fewer) and (known.asked, known.made) == (12, 6), "lines that are gone"
    backwards = [Subject(each.name, each.left[::-1], each.right[::-1], each.as_of) for each in subjects()]
    assert digests(backwards, known) == digests(subjects()) and known.made == 6, "the order of lines is nothing new"


def test_a_key_that_forgets_a_side_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Known()
    monkeypatch.setattr(match, "follows_from", lambda kind, subject, left, right, *rest: follows_from(kind, subject, left, (), *rest))
    digests(subjects(), known)
    late = subjects(range(10, 12))
    assert digests(late, known) != digests(late)


def test_what_is_kept_is_bounded_and_the_longest_unasked_goes_first() -> None:
    known = Known(most=70)
    first = subjects()
    digests(first, known)
    digests(first[:1], known)
    digests(subjects(range(10, 12)), known)
    made = known.made
    digests(first[:1], known)
    assert known.made == made, "what was asked for lately is there"
    digests(first[2:] + first[1:2], known)
    assert known.made > made


def test_one_reconciliation_alone_is_taken_from_what_is_known_as_well() -> None:
    known, one = Known(), subjects()[0]
    made = match.reconcile(PARTY, one.name, one.left, one.right, POLICY, one.as_of, None, known)
    assert match.reconcile(PARTY, one.name, one.left, one.right, POLICY, one.as_of, None, known) is made
    assert match.reconcile(PARTY, one.name, one.left, one.right, POLICY, date(2026, 10, 1), None, known) is not made
