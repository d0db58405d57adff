"""What people do on a reconciliation, worked by hand: offers, splits, named differences, acts taken back."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.recon.bench import Bench, ByHand, Named, Split, line_of
from qrt.core.recon.making import match_id
from qrt.core.recon.offers import rank_offers, weigh
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Side, Stage

L, R = Side.LEFT, Side.RIGHT


def item(name: str, rupees: int, day: int = 1, **more: str) -> Item:
    return Item(name, date(2026, 9, day), Paise(rupees * 100), **more)


def bench(left: list[Item], right: list[Item], *pairs: tuple[str, str]) -> Bench:
    """Pairs are suggested matches; everything else is open."""
    items = {(side, each.id): each for side, many in ((L, left), (R, right)) for each in many}
    matches = {}
    for ours, theirs in pairs:
        name = match_id((ours,), (theirs,))
        parts = (Allocation(L, ours, items[L, ours].amount), Allocation(R, theirs, items[R, theirs].amount))
        matches[name] = Match(name, Stage.EXACT, parts, 0.9, 0.1, MatchStatus.SUGGESTED, (Reason("same", 0.9),))
    held = {(part.side, part.item) for match in matches.values() for part in match.allocations}
    return Bench(date(2026, 9, 30), items, matches, {key: Break(*key, "", "alone", 0) for key in items if key not in held})


def opens(table: Bench) -> dict[str, int]:
    return {name: table.items[side, name].amount // 100 for side, name in sorted(table.breaks)}


def code(act) -> str:
    with pytest.raises(Refused) as wrong:
        act()
    return wrong.value.code


def test_a_rejected_match_gives_its_place_to_the_next_candidate() -> None:
    table = bench([item("a", 100), item("b", 100)], [item("x", 100)], ("a", "x"))
    first, second = match_id(("a",), ("x",)), match_id(("b",), ("x",))
    table.reject(first, "another payee")
    table.offer(first, "b", "x")
    assert opens(table) == {"a": 100}
    assert table.breaks[L, "a"].why_not == "a person rejected the match: another payee"
    assert (table.matches[second].status, table.matches[second].stage) == (MatchStatus.SUGGESTED, Stage.NEXT_BEST)
    assert sum(reason.weight for reason in table.matches[second].reasons) == pytest.approx(table.matches[second].score)


def test_a_rejection_taken_back_sends_the_next_candidate_home_and_not_one_that_a_person_took() -> None:
    table = bench([item("a", 100), item("b", 100)], [item("x", 100)], ("a", "x"))
    first, second = match_id(("a",), ("x",)), match_id(("b",), ("x",))
    table.reject(first)
    table.offer(first, "b", "x")
    table.accept(second)
    assert code(lambda: table.undo(first)) == "recon.not_open"
    table.undo(second)
    table.undo(first)
    assert table.matches[first].status is MatchStatus.SUGGESTED and second not in table.matches
    assert opens(table) == {"b": 100}


def test_an_act_taken_back_leaves_the_match_as_it_was_before_that_act() -> None:
    table = bench([item("a", 100)], [item("x", 100)], ("a", "x"))
    name = match_id(("a",), ("x",))
    table.accept(name)
    table.reject(name)
    assert opens(table) == {"a": 100, "x": 100}
    table.undo(name)
    assert table.matches[name].status is MatchStatus.ACCEPTED and not table.breaks
    table.undo(name)
    assert table.matches[name].status is MatchStatus.SUGGESTED
    assert code(lambda: table.undo(name)) == "recon.nothing_to_undo"


def test_the_rest_of_a_split_line_stays_open_as_a_line_of_its_own_and_comes_home() -> None:
    table = bench([item("a", 60), item("b", 25)], [item("x", 100)])
    first = table.make(ByHand(("a",), ("x",), Split(R, "x", Paise(60_00))))
    assert opens(table) == {"b": 25, "x/rest1": 40}
    second = table.make(ByHand(("b",), ("x/rest1",), Split(R, "x/rest1", Paise(25_00))))
    assert opens(table) == {"x/rest2": 15}
    assert table.items[R, "x"].labels["whole_paise"] == "10000"
    table.undo(first)
    assert opens(table) == {"a": 60, "x": 75}, "the open pieces of one line are one line"
    table.undo(second)
    assert opens(table) == {"a": 60, "b": 25, "x": 100}
    assert "whole_paise" not in table.items[R, "x"].labels
    assert line_of("x/rest2") == line_of("x") == "x"


def test_sides_that_differ_are_matched_only_with_the_difference_named_to_the_paisa() -> None:
    table = bench([item("a", 1000)], [item("x", 990)])
    assert code(lambda: table.make(ByHand(("a",), ("x",)))) == "recon.unbalanced"
    assert code(lambda: table.make(ByHand(("a",), ("x",), named=Named(Paise(9_99), "bank charge")))) == "recon.unbalanced"
    name = table.make(ByHand(("a",), ("x",), named=Named(Paise(10_00), "bank charge", "person:1")))
    assert table.matches[name].difference == 10_00
    assert table.matches[name].reasons[1].text == "the sides differ by Rs 10.00: bank charge"


def test_the_entry_that_books_a_difference_closes_it_once_it_stands_in_the_books() -> None:
    table = bench([item("a", 1000), item("person:1#0", -10)], [item("x", 990)])
    name = table.make(ByHand(("a",), ("x",), named=Named(Paise(10_00), "bank charge", "person:1")))
    assert table.matches[name].difference == 0 and not table.breaks
    assert len(table.matches[name].allocations) == 3


def test_no_line_is_split_to_nothing_to_more_or_with_its_taxes() -> None:
    table = bench([item("a", 60)], [item("x", 100), Item("t", date(2026, 9, 1), Paise(100_00), taxes={"igst": Paise(18_00)})])
    for part in (0, 100_00, 110_00, -60_00):
        assert code(lambda part=part: table.make(ByHand(("a",), ("x",), Split(R, "x", Paise(part))))) == "recon.not_splittable"
    assert code(lambda: table.make(ByHand(("a",), ("t",), Split(R, "t", Paise(60_00))))) == "recon.not_splittable"
    assert code(lambda: table.make(ByHand(("a",), ("x",), Split(R, "t", Paise(60_00))))) == "recon.not_splittable"
    assert opens(table) == {"a": 60, "t": 100, "x": 100}, "a refusal changes nothing"


def test_offers_go_by_amount_then_number_then_words_then_days_and_never_the_other_way_round() -> None:
    bank = item("x", -500, 18, reference="UTR26091188420", narration="NEFT KONKAN FREIGHT")
    same = item("same", -500, 17, party="Konkan Freight Carriers")
    number = item("number", -495, 18, reference="UTR26091188420")
    plain = item("plain", -500, 18)
    refund = item("refund", 500, 18)
    assert [offer.item for offer in rank_offers(bank, [plain, refund, number, same])] == ["same", "number", "plain"]
    for offer in (weigh(bank, same), weigh(bank, number)):
        assert offer.score == pytest.approx(sum(reason.weight for reason in offer.reasons))


def test_a_line_that_is_taken_is_named_by_its_day_words_and_amount_and_never_by_its_id() -> None:
    table = bench([item("0f3a9c", 100, narration="NEFT KONKAN")], [item("x", 100), item("y", 100)])
    table.make(ByHand(("0f3a9c",), ("x",)))
    with pytest.raises(Refused, match=r"recon.not_open: The line of 01-09-2026, “NEFT KONKAN”, of 100\.00 is not open here any more"):
        table.make(ByHand(("0f3a9c",), ("y",)))
    with pytest.raises(Refused, match=r"A line that you chose is not open"):
        table.make(ByHand(("gone",), ("y",)))


def test_a_match_by_hand_taken_back_says_again_what_the_run_said_of_its_lines() -> None:
    table = bench([item("b1", 100)], [item("s1", 90), item("s2", 80)])
    twice = "the nearest line is matched with another: this may be a duplicate"
    table.breaks[Side.LEFT, "b1"] = replace(table.breaks[Side.LEFT, "b1"], why_not=twice)
    wanted = ByHand(("b1",), ("s1",), named=Named(Paise(10_00), "a slip"))
    for _ in range(2):
        table.undo(table.make(wanted))
        table.stands(Side.LEFT, "b1", "s1", "amounts differ by Rs 10.00")
        assert table.breaks[Side.LEFT, "b1"].why_not == f"a person took the match back. Nearest now: amounts differ by Rs 10.00. Before the match: {twice}"
    table.undo(table.make(wanted))
    table.stands(Side.LEFT, "b1", "s1", twice)
    assert table.breaks[Side.LEFT, "b1"].why_not == f"a person took the match back. Nearest now: {twice}"
