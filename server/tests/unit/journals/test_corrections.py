"""A correction is one amount moved from one ledger to another, and the newest word on a ledger is the one that counts."""

import json
from decimal import Decimal

from qrt.core.close.carried import taught_cases
from qrt.core.close.types import Decision
from qrt.core.journals.corrections import Correction, fitting_correction, moved_ledger
from qrt.core.journals.teaching import case_content, taught_earlier
from qrt.core.learning.accounts import Case

PROPOSED = [("Acme", -1180), ("Repairs", 1000), ("Input IGST", 180)]


def said(was: str, now: str, who: str = "D. Rao") -> Correction:
    return Correction(was, now, who, "2026-10-12", "e1")


def test_one_amount_that_moved_is_a_correction() -> None:
    assert moved_ledger(PROPOSED, [("Acme", -1180), ("Machinery", 1000), ("Input IGST", 180)]) == ("Repairs", "Machinery")


def test_a_changed_amount_a_split_and_nothing_are_none() -> None:
    assert moved_ledger(PROPOSED, [("Acme", -1180), ("Machinery", 1100), ("Input IGST", 80)]) is None
    assert moved_ledger(PROPOSED, [("Acme", -1180), ("Machinery", 500), ("Repairs", 500), ("Input IGST", 180)]) is None
    assert moved_ledger(PROPOSED, PROPOSED) is None


def test_the_next_draft_with_the_wrong_ledger_is_offered_the_right_one() -> None:
    found = fitting_correction(PROPOSED, [said("Repairs", "Machinery")])
    assert found is not None
    assert found.now == "Machinery"


def test_a_draft_that_is_right_already_or_lacks_the_ledger_is_offered_nothing() -> None:
    assert fitting_correction([("Acme", -1), ("Machinery", 1)], [said("Repairs", "Machinery")]) is None
    assert fitting_correction(PROPOSED, [said("Travel", "Machinery")]) is None


def test_a_correction_that_was_taken_back_is_not_offered() -> None:
    assert fitting_correction(PROPOSED, [said("Machinery", "Repairs", "A. Iyer"), said("Repairs", "Machinery")]) is None


def test_what_is_taught_to_the_next_quarter_comes_back_as_it_was() -> None:
    case = Case("purchase", "Acme", "27AABCQ4821K1ZB", ("spindle", "repair"), ("998717",), Decimal(18), True, note=True)
    content = json.loads(json.dumps([case_content(case, "Repairs", "D. Rao on 2026-10-12")]))
    (taught,) = taught_earlier(content)
    assert (taught.case, taught.ledger, taught.source, taught.corrected) == (case, "Repairs", "D. Rao on 2026-10-12", True)
    decisions = [
        Decision("ledgers_taught", "KT", {"since": "2026-27-Q1", "cases": content}),
        Decision("ledgers_taught", "XX", {"since": "2026-27-Q1", "cases": []}),
    ]
    assert taught_cases(decisions, "KT") == (taught,)
