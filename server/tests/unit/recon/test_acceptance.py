"""What is accepted without a person: the policy has the last word, the sample follows from the content, and the bound is that of Clopper and Pearson."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.money import Paise
from qrt.core.recon.acceptance import Sampled, accept_within, lower_bound, measured_precision, sample_of
from qrt.core.recon.match import reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Allocation, Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side, Stage

DAY = date(2026, 9, 1)


def match(number: int, amount: int = 1_000_00, **more) -> Match:
    parts = (Allocation(Side.LEFT, f"V{number}", Paise(amount)), Allocation(Side.RIGHT, f"B{number}", Paise(amount)))
    made = Match(f"m{number:05}", Stage.EXACT, parts, 0.9, 0.5, MatchStatus.AUTO, (Reason("same reference", 0.9),))
    return replace(made, **more)


def result(*matches: Match) -> Reconciliation:
    return Reconciliation(ReconciliationKind.BANK, "Bank", DAY, (), (), matches, ())


@pytest.mark.parametrize(
    ("policy", "of", "why"),
    [
        (MatchPolicy(auto_accept=False), match(1), "nothing of this account"),
        (MatchPolicy(auto_accept_limit=Paise(999_99)), match(1), "above the amount"),
        (MatchPolicy(exact_only=True), match(1, stage=Stage.TOLERANCE), "equal to the paisa"),
        (MatchPolicy(exact_only=True), match(1, difference=Paise(1)), "equal to the paisa"),
        (MatchPolicy(exact_only=True), match(1, allocations=(*match(1).allocations, Allocation(Side.LEFT, "V9", Paise(0)))), "equal to the paisa"),
        (MatchPolicy(margin_least=Decimal("0.51")), match(1), "margin"),
        (MatchPolicy(), match(1, reasons=(Reason("a blind sum of three lines", 0.9),)), "only add up"),
    ],
)
def test_what_the_policy_does_not_allow_waits_for_a_person_and_says_why(policy: MatchPolicy, of: Match, why: str) -> None:
    held, acceptance = accept_within(result(of), policy)
    (kept,) = held.matches
    assert kept.status is MatchStatus.SUGGESTED
    assert why in kept.reasons[-1].text and kept.reasons[-1].weight == 0
    assert acceptance.accepted == {}


def test_what_it_allows_stays_as_it_is() -> None:
    allowed = MatchPolicy(exact_only=True, margin_least=Decimal("0.5"), auto_accept_limit=Paise(1_000_00))
    held, acceptance = accept_within(result(match(1), match(2, status=MatchStatus.SUGGESTED)), allowed)
    assert held == result(match(1), match(2, status=MatchStatus.SUGGESTED))
    assert list(acceptance.accepted) == ["m00001"]


def test_lines_that_only_add_up_are_never_accepted_by_the_close_itself() -> None:
    """Three payments of one day that come to one debit, with no reference, number or name in common."""
    ours = [
        Item(f"V{number}", DAY, Paise(-amount), narration=name)
        for number, (amount, name) in enumerate(((111_11, "ALPHA"), (222_22, "BETA"), (333_33, "GAMMA")))
    ]
    theirs = [Item("B1", DAY, Paise(-666_66), narration="BULK DEBIT")]
    found, acceptance = accept_within(reconcile(ReconciliationKind.BANK, "Bank", ours, theirs, MatchPolicy(), DAY), MatchPolicy())
    assert acceptance.accepted == {}
    assert all(each.status is not MatchStatus.AUTO for each in found.matches)


def amounts(count: int) -> list[Match]:
    return [match(number, 1_00 + (number * 7919) % 100_000) for number in range(count)]


def test_two_in_a_hundred_are_sampled_and_the_largest_amounts_surely() -> None:
    matches = amounts(1000)
    found = sample_of("bank", "Bank", matches)
    largest = sorted(matches, key=lambda each: -each.allocations[0].amount)[:5]
    assert sum(part is not Sampled.NOT for part in found.values()) == 20
    assert {name for name, part in found.items() if part is Sampled.LARGEST} == {each.id for each in largest}


@given(st.integers(0, 300), st.randoms(use_true_random=False))
def test_the_sample_is_the_same_in_every_order_and_has_both_parts(count: int, rng: random.Random) -> None:
    matches = amounts(count)
    shuffled = list(matches)
    rng.shuffle(shuffled)
    found = sample_of("bank", "Bank", matches)
    assert found == sample_of("bank", "Bank", shuffled)
    parts = list(found.values())
    assert parts.count(Sampled.LARGEST) == min(1, count) if count <= 200 else parts.count(Sampled.LARGEST) == 2
    assert parts.count(Sampled.DRAWN) >= (count > 1)


def test_another_amount_anywhere_draws_another_lot() -> None:
    matches = amounts(2000)
    changed = [*matches[:-1], match(1999, 77)]
    one, other = sample_of("bank", "Bank", matches), sample_of("bank", "Bank", changed)
    assert {name for name, part in one.items() if part is Sampled.DRAWN} != {name for name, part in other.items() if part is Sampled.DRAWN}


def test_the_bound_is_that_of_the_tables() -> None:
    # With no failure in n the one-sided bound at 95 % is 0.05 ** (1 / n).
    assert lower_bound(59, 59) == pytest.approx(0.05 ** (1 / 59))
    # 9 of 10: the root of I_x(9, 2) = 0.05, which tables give as 0.6058.
    assert lower_bound(9, 10) == pytest.approx(0.6058, abs=1e-4)
    assert lower_bound(0, 5) == 0


def test_precision_counts_the_largest_as_found_and_the_rest_by_the_drawn_ones() -> None:
    accepted = (
        {f"l{number}": Sampled.LARGEST for number in range(2)}
        | {f"d{number}": Sampled.DRAWN for number in range(4)}
        | {f"n{number}": Sampled.NOT for number in range(14)}
    )
    nobody = measured_precision(accepted, {})
    assert (nobody.measured, nobody.at_least) == (None, None)
    found = measured_precision(accepted, {"l0": True, "l1": False, "d0": True, "d1": True, "d2": True, "d3": False, "n0": True})
    # (1 of 2 largest + 18 others at three quarters) of 20.
    assert found.measured == pytest.approx((1 + 18 * 0.75) / 20)
    assert found.at_least == pytest.approx((1 + 18 * lower_bound(3, 4)) / 20, abs=1e-6)
    assert (found.largest_seen, found.largest_right, found.drawn_seen, found.drawn_right) == (2, 1, 4, 3)
