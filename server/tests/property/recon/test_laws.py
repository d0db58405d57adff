"""Laws of every reconciliation, over generated cases with known truth."""

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.base.money import Paise
from qrt.core.recon.gstr2b import reconcile_gstr2b
from qrt.core.recon.match import reconcile, reconciliation_digest
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, ReconciliationKind, Side

AS_OF, FIRST = date(2026, 9, 30), date(2026, 7, 1)
NAMES = [
    f"{first} {second} Pvt Ltd"
    for first in ("Marudham", "Kaveri", "Narmada", "Sahyadri", "Vindhya")
    for second in ("Engineering", "Castings", "Polymers", "Traders")
]

amounts = st.one_of(st.sampled_from([500000, -500000, 1000000, 432117, -432117]), st.integers(-10_000_000, 10_000_000))
references = st.sampled_from(["", "", "000451", "451", "QT/26-27/98", "SBINN26274112345", "SBINN26274112399"])


@st.composite
def items(draw: st.DrawFn, side: str) -> list[Item]:
    count = draw(st.integers(0, 14))
    return [
        Item(
            f"{side}{number}",
            FIRST + timedelta(days=draw(st.integers(0, 30))),
            Paise(draw(amounts)),
            draw(references),
            draw(st.sampled_from(["", "NEFT SBINN26274112345", "CHQ NO 451", "KAVERI CASTINGS"])),
            draw(st.sampled_from(["", *NAMES[:4]])),
        )
        for number in range(count)
    ]


def run(left: list[Item], right: list[Item]) -> Reconciliation:
    return reconcile(ReconciliationKind.BANK, "x", left, right, MatchPolicy(), AS_OF)


@settings(max_examples=40, deadline=None)
@given(items("L"), items("R"))
def test_each_item_stands_in_one_match_or_one_break_and_sums_tie(left: list[Item], right: list[Item]) -> None:
    result = run(left, right)
    for side, given_items, sign in ((Side.LEFT, left, 1), (Side.RIGHT, right, 1)):
        matched = [each for match in result.matches for each in match.allocations if each.side == side]
        broken = [each.item for each in result.breaks if each.side == side]
        assert sorted([*(each.item for each in matched), *broken]) == sorted(item.id for item in given_items)
        opened = sum(item.amount for item in given_items if item.id in set(broken))
        assert sign * (sum(each.amount for each in matched) + opened) == sum(item.amount for item in given_items)
    for match in result.matches:
        ours = sum(each.amount for each in match.allocations if each.side == Side.LEFT)
        theirs = sum(each.amount for each in match.allocations if each.side == Side.RIGHT)
        assert match.difference == ours - theirs and match.reasons
    assert all(each.why_not for each in result.breaks)


@settings(max_examples=25, deadline=None)
@given(items("L"), items("R"), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(left: list[Item], right: list[Item], chance: random.Random) -> None:
    before = reconciliation_digest(run(left, right))
    chance.shuffle(left)
    chance.shuffle(right)
    assert reconciliation_digest(run(left, right)) == before


@settings(max_examples=25, deadline=None)
@given(items("L"), items("R"))
def test_an_unrelated_item_changes_no_match(left: list[Item], right: list[Item]) -> None:
    stranger = Item("Lzz", date(2024, 1, 1), Paise(77_777_777_77), reference="ZZ/1", party="Qwertz Uiop", labels={"account": "elsewhere"})
    assert run(left, right).matches == run([*left, stranger], right).matches


@settings(max_examples=25, deadline=None)
@given(items("L"), items("R"))
def test_the_ladder_of_gstr2b_keeps_the_same_laws(left: list[Item], right: list[Item]) -> None:
    result = reconcile_gstr2b("x", left, right, MatchPolicy(), AS_OF)
    shuffled = reconcile_gstr2b("x", left[::-1], right[::-1], MatchPolicy(), AS_OF)
    assert reconciliation_digest(result) == reconciliation_digest(shuffled)
    assert {item.labels["status"] for item in result.left} <= {"exact", "suggested", "mismatch", "residual", "missing_in_2b"}


def generated(seed: int, count: int) -> tuple[list[Item], list[Item], set[tuple[str, str]]]:
    """Books and bank of one account with the pairs that belong together: transfers, cheques, unreferenced payments, charges, groups, strangers."""
    chance = random.Random(seed)
    left: list[Item] = []
    right: list[Item] = []
    truth: set[tuple[str, str]] = set()
    for number in range(count):
        day, name, sign = FIRST + timedelta(days=chance.randrange(92)), chance.choice(NAMES), chance.choice((1, -1))
        size = chance.choice((500000, 1000000, 5000000)) if chance.random() < 0.2 else chance.randrange(50_000, 50_000_000)
        amount, later = Paise(sign * size), day + timedelta(days=chance.choice((0, 0, 1, 2)))
        utr = f"SBIN{chance.choice('NHR')}26{chance.randrange(10**9, 10**10)}"
        ours, theirs, sort = f"L{number}", f"R{number}", chance.random()
        if sort < 0.45:
            left.append(Item(ours, day, amount, utr, "", name))
            right.append(Item(theirs, later, amount, utr, f"NEFT-{name.upper()[:18]}-{utr}"))
        elif sort < 0.75:
            left.append(Item(ours, day, amount, "", "", name))
            right.append(Item(theirs, later, amount, utr, f"RTGS/{utr}/HDFC0000123/{name.upper()[:20]}"))
        elif sort < 0.85:
            left.append(Item(ours, day, amount, utr, "", name))
            right.append(Item(theirs, later, Paise(amount - 1180), utr, name.upper()))
        elif sort < 0.92:
            parts = [Paise(-chance.randrange(10_000, 900_000)) for _ in range(3)]
            for place, part in enumerate(parts):
                left.append(Item(f"{ours}.{place}", day, part, utr, "", chance.choice(NAMES)))
                truth.add((f"{ours}.{place}", theirs))
            right.append(Item(theirs, later, Paise(sum(parts)), "", f"BULK {utr}"))
            continue
        elif sort < 0.96:
            left.append(Item(ours, day, amount, "", "", name))
            continue
        else:
            right.append(Item(theirs, day, Paise(-1180), "", "CHARGES INCL GST 18%"))
            continue
        truth.add((ours, theirs))
    return left, right, truth


def test_a_generated_bank_is_matched_with_no_wrong_acceptance() -> None:
    for seed in range(5):
        left, right, truth = generated(seed, 600)
        found: set[tuple[str, str]] = set()
        accepted: set[tuple[str, str]] = set()
        for match in run(left, right).matches:
            ours = [each.item for each in match.allocations if each.side == Side.LEFT]
            pairs = {(one, other.item) for one in ours for other in match.allocations if other.side == Side.RIGHT}
            found |= pairs
            accepted |= pairs if match.status is MatchStatus.AUTO else set()
        right_ones = len(found & truth)
        precision, recall = right_ones / len(found), right_ones / len(truth)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"seed {seed}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, accepted {len(accepted & truth) / len(truth):.3f}")
        assert accepted <= truth, (seed, sorted(accepted - truth)[:3])
        assert f1 > 0.96 and len(accepted) > 0.8 * len(truth), seed
