"""Whatever people do on a reconciliation in whatever order: no line is lost, doubled or worth another amount, and a replay comes to the same state."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.close.decided import apply_match_decisions
from qrt.core.close.types import Decision
from qrt.core.recon.bench import Bench, ByHand, Named, Split, assert_pieces
from qrt.core.recon.making import match_id
from qrt.core.recon.match import assemble, assert_whole
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side, Stage

DAY = date(2026, 9, 30)
SUBJECT = "KT|bank|Bank|"


def reconciliation(left: list[int], right: list[int], pairs: int) -> Reconciliation:
    """Lines of these amounts; the first `pairs` of both sides are matched, every second of them by a rule."""
    sides = [
        [Item(f"{side}{index}", DAY - timedelta(days=index), Paise(amount)) for index, amount in enumerate(many)] for side, many in (("a", left), ("x", right))
    ]
    matches = []
    for index, (ours, theirs) in enumerate(list(zip(*sides, strict=False))[:pairs]):
        parts = (Allocation(Side.LEFT, ours.id, ours.amount), Allocation(Side.RIGHT, theirs.id, theirs.amount))
        status = MatchStatus.AUTO if index % 2 else MatchStatus.SUGGESTED
        difference = Paise(ours.amount - theirs.amount)
        matches.append(Match(match_id((ours.id,), (theirs.id,)), Stage.EXACT, parts, 0.9, 0.1, status, (Reason("same", 0.9),), difference))
    held = {part.item for match in matches for part in match.allocations}
    breaks = [Break(side, item.id, "", "alone", 0) for side, many in zip(Side, sides, strict=True) for item in many if item.id not in held]
    return assemble(ReconciliationKind.BANK, "Bank", DAY, *sides, matches, breaks)


@st.composite
def wishes(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Acts by position, so that they find whatever stands when their turn comes."""
    numbers = st.integers(0, 11)
    act = st.one_of(
        st.tuples(st.just("accept"), numbers),
        st.tuples(st.just("reject"), numbers, numbers, numbers),
        st.tuples(
            st.just("make"), st.lists(numbers, min_size=1, max_size=3), st.lists(numbers, min_size=1, max_size=3), st.sampled_from(["split", "name", "plain"])
        ),
        st.tuples(st.just("undo"), numbers),
    )
    return draw(st.lists(act, max_size=14))


def decision_of(bench: Bench, wish: tuple[Any, ...]) -> Decision | None:
    """What a person decides who wishes this, as the page would write it."""
    names, opens = sorted(bench.matches), {side: sorted(item for each, item in bench.breaks if each is side) for side in Side}
    match wish:
        case ("accept", at) if names:
            return Decision("match_accepted", SUBJECT + names[at % len(names)])
        case ("undo", at) if names:
            return Decision("matches_undone", SUBJECT + "act", {"matches": [names[at % len(names)]]})
        case ("reject", at, ours, theirs) if names:
            rejected = bench.matches[names[at % len(names)]]
            freed = {side: [part.item for part in rejected.allocations if part.side is side] for side in Side}
            sides = (opens[Side.LEFT], freed[Side.RIGHT]) if ours % 2 else (freed[Side.LEFT], opens[Side.RIGHT])
            pair = {"left": sides[0][theirs % len(sides[0])], "right": sides[1][theirs % len(sides[1])]} if all(sides) else None
            return Decision("match_rejected", SUBJECT + rejected.id, {"reason": "no", **({"offered": pair} if pair else {})})
        case ("make", ours, theirs, how) if all(opens.values()):
            chosen = {side: tuple({opens[side][at % len(opens[side])] for at in many}) for side, many in ((Side.LEFT, ours), (Side.RIGHT, theirs))}
            return Decision("match_made", SUBJECT + "m", by_hand(bench, chosen, how).content())
    return None


def by_hand(bench: Bench, chosen: dict[Side, tuple[str, ...]], how: str) -> ByHand:
    sums = {side: sum(bench.items[side, item].amount for item in items) for side, items in chosen.items()}
    gap = sums[Side.LEFT] - sums[Side.RIGHT]
    plain = ByHand(chosen[Side.LEFT], chosen[Side.RIGHT])
    if how == "name" and gap:
        return replace(plain, named=Named(Paise(gap), "bank charge"))
    if how == "split" and gap:
        side = Side.LEFT if (gap > 0) == (sums[Side.LEFT] > 0) else Side.RIGHT
        item = max(chosen[side], key=lambda each: abs(bench.items[side, each].amount))
        return replace(plain, split=Split(side, item, Paise(bench.items[side, item].amount - (gap if side is Side.LEFT else -gap))))
    return plain


AMOUNTS = st.lists(st.sampled_from([-700, -300, 100, 100, 200, 300, 900, 1000]), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(AMOUNTS, AMOUNTS, st.integers(0, 4), wishes())
def test_no_line_is_lost_or_doubled_and_a_replay_comes_to_the_same(left: list[int], right: list[int], pairs: int, wanted: list[tuple[Any, ...]]) -> None:
    start = reconciliation(left, right, pairs)
    given_items = [(side, item) for side, items in ((Side.LEFT, start.left), (Side.RIGHT, start.right)) for item in items]
    page = Bench(
        DAY,
        {(side, item.id): item for side, item in given_items},
        {match.id: match for match in start.matches},
        {(each.side, each.item): each for each in start.breaks},
    )
    made: list[Decision] = []
    for wish in wanted:
        decision = decision_of(page, wish)
        if decision is None:
            continue
        made.append(decision)
        before = (dict(page.items), dict(page.matches), dict(page.breaks))
        try:
            act(page, decision)
        except Refused:
            assert before == (page.items, page.matches, page.breaks), "a refusal changes nothing"
        assert_pieces(given_items, page)
    replayed = apply_match_decisions(start, "KT", made)
    assert {match.id: match for match in replayed.matches} == page.matches
    assert {(each.side, each.item): each for each in replayed.breaks} == page.breaks
    assert sum(item.amount for item in replayed.left) == sum(left) and sum(item.amount for item in replayed.right) == sum(right)
    assert_whole(replayed)


@settings(max_examples=200, deadline=None)
@given(AMOUNTS, AMOUNTS, st.integers(0, 4), wishes())
@example([-700, 200], [-700, 100, -700], 1, [("make", [0], [0], "split"), ("make", [0], [0], "name"), ("reject", 1, 0, 0), ("reject", 0, 1, 0)])
@example([-700, 200], [-700, 100, -700], 1, [("make", [0], [0], "split"), ("make", [0], [0], "name"), ("reject", 1, 0, 0), ("reject", 0, 0, 0)])
def test_what_was_done_and_taken_back_in_turn_leaves_everything_as_it_was(left: list[int], right: list[int], pairs: int, wanted: list[tuple[Any, ...]]) -> None:
    start = reconciliation(left, right, pairs)
    page = Bench(
        DAY,
        {(side, item.id): item for side, items in ((Side.LEFT, start.left), (Side.RIGHT, start.right)) for item in items},
        {match.id: match for match in start.matches},
        {(each.side, each.item): each for each in start.breaks},
    )
    done: list[str] = []
    for wish in wanted:
        decision = decision_of(page, wish)
        if decision is None or decision.kind == "matches_undone":
            continue
        with suppress(Refused):
            act(page, decision)
            done.append(ByHand.of(decision.content).name if decision.kind == "match_made" else decision.subject.removeprefix(SUBJECT))
    for name in reversed(done):
        page.undo(name)
    assert page.items == {(side, item.id): item for side, items in ((Side.LEFT, start.left), (Side.RIGHT, start.right)) for item in items}
    assert page.matches == {match.id: match for match in start.matches}
    assert page.breaks.keys() == {(each.side, each.item) for each in start.breaks}


def act(page: Bench, decision: Decision) -> None:
    name = decision.subject.removeprefix(SUBJECT)
    match decision.kind:
        case "match_accepted":
            page.accept(name)
        case "match_rejected":
            offered = decision.content.get("offered")
            page.reject(name, decision.content["reason"])
            if offered:
                page.offer(name, offered["left"], offered["right"])
        case "match_made":
            page.make(ByHand.of(decision.content))
        case _:
            page.undo(decision.content["matches"][0])
