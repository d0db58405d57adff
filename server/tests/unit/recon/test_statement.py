"""The statement of a reconciliation as at any day: what was open then, by age, and what is otherwise since it was signed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.money import Paise, rupees
from qrt.core.recon.statement import (
    CHARGES,
    CREDITS,
    DIFFERENCES,
    INTEREST,
    NOT_CREDITED,
    NOT_PRESENTED,
    OURS_ONLY,
    RETURNED,
    Figures,
    Statement,
    age_band,
    changes_between,
    draw_statement,
    figures_at,
    standing_at,
    statement_content,
)
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side, Stage

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
OPENING = rupees("100000")


def item(name: str, day: date, amount: str, narration: str = "", **labels: str) -> Item:
    return Item(name, day, rupees(amount), narration=narration or name, labels=labels)


def match(name: str, left: list[Item], right: list[Item], status: MatchStatus = MatchStatus.AUTO) -> Match:
    parts = (*(Allocation(Side.LEFT, each.id, each.amount) for each in left), *(Allocation(Side.RIGHT, each.id, each.amount) for each in right))
    difference = Paise(sum(each.amount for each in left) - sum(each.amount for each in right))
    return Match(name, Stage.EXACT, parts, 1.0, 1.0, status, (Reason("same reference", 1.0),), difference)


def result(left: list[Item], right: list[Item], matches: list[Match], kind: ReconciliationKind = ReconciliationKind.BANK) -> Reconciliation:
    live = [each for each in matches if each.status is not MatchStatus.REJECTED]
    taken = {(part.side, part.item) for each in live for part in each.allocations}
    sides = ((Side.LEFT, left), (Side.RIGHT, right))
    breaks = tuple(
        Break(side, each.id, "", "nothing like it", (LAST - each.day).days) for side, items in sides for each in items if (side, each.id) not in taken
    )
    return Reconciliation(kind, "HDFC Bank", LAST, tuple(left), tuple(right), tuple(matches), breaks)


def drawn_at(found: Reconciliation, day: date) -> Statement:
    """With balances that both sides really come to, so nothing may be unexplained."""
    books, bank = (Paise(OPENING + sum(each.amount for each in items if each.day <= day)) for items in (found.left, found.right))
    return draw_statement(found, Figures(books, bank), day, 90)


CHEQUE = item("V1", date(2026, 9, 1), "-59000", "Chq 451")
PRESENTED = item("B1", date(2026, 9, 12), "-59000", "CHQ PAID 451")
STALE = item("V2", date(2026, 6, 20), "-7000", "Chq 300")
DEPOSIT = item("V3", date(2026, 9, 30), "25000", "cheque of Asha Traders")
CHARGE = item("B2", date(2026, 9, 30), "-118", "CHARGES INCL GST 18%")
PAID_INTEREST = item("B3", date(2026, 9, 30), "412", "INT.PD 01-07-2026 TO 30-09-2026")
UNKNOWN = item("B4", date(2026, 8, 1), "4000", "NEFT CR UNKNOWN BUYER")
BOOK = result([CHEQUE, STALE, DEPOSIT], [PRESENTED, CHARGE, PAID_INTEREST, UNKNOWN], [match("m1", [CHEQUE], [PRESENTED])])


def totals(drawn: Statement) -> dict[str, int]:
    return {section.key: section.total for section in drawn.sections if section.lines}


def test_at_the_end_of_the_quarter_each_line_stands_under_its_own_heading_and_nothing_is_unexplained() -> None:
    drawn = drawn_at(BOOK, LAST)
    wanted = {NOT_PRESENTED: "7000", NOT_CREDITED: "-25000", CHARGES: "-118", INTEREST: "412", CREDITS: "4000"}
    assert totals(drawn) == {key: rupees(text) for key, text in wanted.items()}
    # 1,00,000 + (25,000 - 59,000 - 7,000) = 59,000 in the books; the bank has 1,00,000 - 59,000 - 118 + 412 + 4,000 = 45,294.
    assert (drawn.books, drawn.computed, drawn.stated, drawn.unexplained) == (rupees("59000"), rupees("45294"), rupees("45294"), 0)


def test_what_the_bank_returned_stands_under_its_own_heading_either_way_and_the_charge_for_it_under_charges() -> None:
    theirs = [
        item("R1", date(2026, 9, 5), "-25000", "CHQ RETURN INWARD 118822 FUNDS INSUFFICIENT"),
        item("R2", date(2026, 9, 8), "9000", "NEFT RETURN N22081 ACCOUNT CLOSED"),
        item("R3", date(2026, 9, 8), "-590", "CHQ RETURN CHARGES INCL GST"),
    ]
    drawn = drawn_at(result([], theirs, []), LAST)
    assert totals(drawn) == {RETURNED: rupees("-16000"), CHARGES: rupees("-590")}
    assert drawn.unexplained == 0


def test_a_cheque_that_was_presented_later_was_open_before() -> None:
    before, after = drawn_at(BOOK, date(2026, 9, 11)), drawn_at(BOOK, date(2026, 9, 12))
    assert [(line.item, line.age_days) for line in before.sections[0].lines] == [("V2", 83), ("V1", 10)]
    assert [line.item for line in after.sections[0].lines] == ["V2"]
    assert before.unexplained == after.unexplained == 0
    assert before.books == rupees("34000"), "lines of later days are left aside"


def test_the_age_turns_after_thirty_and_after_ninety_days_and_a_cheque_is_stale_after_ninety() -> None:
    assert [age_band(days) for days in (0, 30, 31, 90, 91)] == [0, 0, 1, 1, 2]
    days = {"a": 30, "b": 31, "c": 90, "d": 91}
    found = result([item(name, LAST - timedelta(days=days[name]), "-10", "Chq") for name in days], [], [])
    section = drawn_at(found, LAST).sections[0]
    assert section.ages == (rupees("10"), rupees("20"), rupees("10"))
    assert [(line.item, line.stale) for line in section.lines] == [("d", True), ("c", False), ("b", False), ("a", False)]
    assert section.stale == rupees("10")
    contra = replace(found, left=tuple(replace(each, labels={"kind": "contra"}) for each in found.left))
    assert drawn_at(contra, LAST).sections[0].stale == 0, "a transfer between own accounts is no cheque"


def test_what_a_person_rejected_is_open_once() -> None:
    rejected = result([CHEQUE], [PRESENTED], [match("m1", [CHEQUE], [PRESENTED], MatchStatus.REJECTED)])
    drawn = drawn_at(rejected, LAST)
    assert [len(section.lines) for section in drawn.sections if section.lines] == [1, 1]
    assert drawn.unexplained == 0


def test_the_difference_of_a_match_stands_on_the_day_of_its_last_line() -> None:
    ours, theirs = item("V9", date(2026, 8, 1), "-5430"), item("B9", date(2026, 8, 3), "-5340")
    drawn = drawn_at(result([ours], [theirs], [match("m9", [ours], [theirs])]), LAST)
    assert [(line.item, line.day, line.amount) for section in drawn.sections if section.key == DIFFERENCES for line in section.lines] == [
        ("m9", date(2026, 8, 3), rupees("90"))
    ]
    assert drawn.unexplained == 0


def test_the_other_sides_balance_is_the_last_that_it_stated_up_to_the_day() -> None:
    stated = {date(2026, 9, 12): rupees("41000"), LAST: rupees("45294")}
    closing, later = rupees("59000"), standing_at(BOOK, date(2026, 9, 29)).moved_later
    assert figures_at(later, closing, stated, date(2026, 9, 29)).stated == rupees("41000")
    assert figures_at(later, closing, stated, date(2026, 9, 11)).stated is None
    assert figures_at(later, closing, stated, date(2026, 9, 29)).books == rupees("34000"), "the deposit of the 30th was not there yet"


def test_other_kinds_show_opening_entries_matched_and_open_by_age() -> None:
    bill, paid = item("P1", date(2026, 7, 5), "-118000"), item("P2", date(2026, 9, 10), "50000")
    theirs = item("T1", date(2026, 7, 6), "-118000")
    found = result([bill, paid], [theirs], [match("m", [bill], [theirs])], ReconciliationKind.PARTY)
    drawn = draw_statement(found, Figures(rupees("-78000"), rupees("-128000"), rupees("-10000"), rupees("-10000")), LAST, 90)
    assert totals(drawn) == {OURS_ONLY: rupees("-50000")}
    assert drawn.unexplained == 0
    ours = drawn.sides[0]
    assert (ours.opening, ours.entries, ours.total, ours.matched, ours.matched_total, ours.open, ours.ages) == (
        rupees("-10000"),
        2,
        rupees("-68000"),
        1,
        rupees("-118000"),
        1,
        (rupees("50000"), 0, 0),
    )


def test_what_changed_since_a_signature_is_named_figure_by_figure_and_line_by_line() -> None:
    signed = statement_content("KT", drawn_at(BOOK, LAST))
    assert changes_between(signed, signed) == ((), 0)
    booked = result([*BOOK.left, item("V8", LAST, "-118", "charges")], list(BOOK.right), [*BOOK.matches, match("m2", [item("V8", LAST, "-118")], [CHARGE])])
    changes, count = changes_between(signed, statement_content("KT", drawn_at(booked, LAST)))
    assert count == len(changes) == 2
    assert [(each.what, each.how, each.before, each.after) for each in changes] == [
        ("Balance as per our books", "changed", rupees("59000"), rupees("58882")),
        ("Bank charges and interest debited, not booked", "gone", rupees("-118"), None),
    ]


DAYS = st.integers(0, (LAST - FIRST).days + 40).map(lambda days: FIRST - timedelta(days=20) + timedelta(days=days))
SIDE = st.lists(st.tuples(DAYS, st.integers(-10_000_00, 10_000_00).filter(bool)), max_size=8)


@given(SIDE, SIDE, st.randoms(use_true_random=False), DAYS)
def test_whatever_was_matched_with_whatever_the_statement_of_every_day_explains_the_difference(left, right, random, day) -> None:
    ours = [Item(f"V{number}", when, Paise(amount)) for number, (when, amount) in enumerate(left)]
    theirs = [Item(f"B{number}", when, Paise(amount)) for number, (when, amount) in enumerate(right)]
    free_ours, free_theirs, matches = list(ours), list(theirs), []
    while free_ours and free_theirs and random.random() < 0.7:
        some = [free_ours.pop(random.randrange(len(free_ours))) for _ in range(random.randint(1, min(3, len(free_ours))))]
        others = [free_theirs.pop(random.randrange(len(free_theirs))) for _ in range(random.randint(1, min(3, len(free_theirs))))]
        matches.append(match(f"m{len(matches)}", some, others))
    drawn = drawn_at(result(ours, theirs, matches), day)
    assert drawn.unexplained == 0
    assert all(line.day <= day for section in drawn.sections for line in section.lines)
    assert all(sum(section.ages) == section.total for section in drawn.sections)
    assert all(one.day <= other.day for section in drawn.sections for one, other in pairwise(section.lines))
