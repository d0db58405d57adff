"""What people found of automatic matches, and what of it stands."""

from qrt.core.close.recon_decided import CHECKED, TAKEN_BACK, looks_of
from qrt.core.close.types import Decision

AT = "E|bank|HDFC"


def _look(match: str, *, right: bool) -> Decision:
    return Decision(CHECKED, f"{AT}|{match}", {"right": right, "note": "", "by": "Asha"})


def _undo(*matches: str, at: str = AT) -> Decision:
    return Decision(TAKEN_BACK, f"{at}|act-1", {"matches": list(matches)})


def _found(*decisions: Decision) -> dict[str, bool]:
    return {match: said["right"] for match, said in looks_of(decisions, AT).items()}


def test_the_newest_look_counts() -> None:
    assert _found(_look("m1", right=False), _look("m2", right=True), _look("m1", right=True)) == {"m1": True, "m2": True}


def test_who_takes_the_rejection_back_takes_back_that_it_was_wrong() -> None:
    assert _found(_look("m1", right=False), _look("m2", right=True), _undo("m1", "m2")) == {"m2": True}
    assert _found(_look("m1", right=False), _undo("m1"), _look("m1", right=False)) == {"m1": False}


def test_what_is_taken_back_elsewhere_changes_nothing_here() -> None:
    assert _found(_look("m1", right=False), _undo("m1", at="E|bank|HDFC 2")) == {"m1": False}
