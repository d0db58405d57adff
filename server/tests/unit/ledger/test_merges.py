"""Merged and renamed ledgers: balances follow, what was written stays."""

from datetime import date

from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.close.carried import MAPPED, MERGED, RENAMED, UNMAPPED, UNMERGED, homes_of, memory_of, standing_mappings, to_mapped
from qrt.core.close.types import Decision
from qrt.core.documents.types import TrialBalanceRow
from qrt.core.ledger.merges import at_home, balances_at_home, rows_at_home, to_homes
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind

PLACE = Place("0" * 64, sheet="TB", row=3)


def test_a_merge_of_a_merge_ends_where_the_chain_ends():
    assert to_homes({"A": "B", "B": "C", "X": "Y"}) == {"A": "C", "B": "C", "X": "Y"}


def test_a_circle_moves_nothing():
    assert to_homes({"A": "B", "B": "A", "C": "A"}) == {}


def test_a_voucher_is_shown_on_the_ledger_it_belongs_to_and_keeps_what_was_written():
    lines = (Line("ABC Traders ", rupees("118")), Line("Sales", rupees("-118")))
    voucher = Voucher("k", "A", VoucherKind.SALES, date(2026, 7, 1), lines, SourceKind.REGISTER, "S-1", party="ABC Traders ")
    moved = at_home(voucher, {"ABC Traders ": "ABC Traders"})
    assert [(line.ledger, line.written) for line in moved.lines] == [("ABC Traders", "ABC Traders "), ("Sales", "")]
    assert moved.party == "ABC Traders"
    assert at_home(moved, {"ABC Traders": "ABC Trading Co"}).lines[0].written == "ABC Traders ", "a second renaming keeps the first spelling"
    assert at_home(voucher, {"Other": "X"}) is voucher


def row(name, closing, opening=None, group=False):
    return TrialBalanceRow(PLACE, name, group, "Sundry Debtors", 1, rupees(closing), rupees(opening) if opening else None)


def test_two_rows_of_one_ledger_become_one_with_the_sum():
    rows = rows_at_home([row("Abc", "10", "4"), row("Other", "1"), row("ABC", "5", "6")], {"Abc": "ABC"})
    assert [(each.name, each.closing, each.opening) for each in rows] == [("ABC", rupees("15"), rupees("10")), ("Other", rupees("1"), None)]


def test_balances_of_merged_ledgers_stand_together():
    assert balances_at_home({"A": rupees("3"), "B": rupees("-1"), "C": rupees("7")}, {"A": "B"}) == {"B": rupees("2"), "C": rupees("7")}


def merged(kind, start, **content):
    return Decision(kind, f"KT|{start}", content)


def test_an_unmerge_restores_and_what_this_close_decides_outranks_what_was_carried():
    carried = merged(MERGED, "A", into="B", since="2026-27-Q1")
    assert homes_of([carried], "KT") == {"A": "B"}
    assert homes_of([carried], "KB") == {}, "another company's ledger of that name is its own"
    assert homes_of([carried, merged(UNMERGED, "A", into="B")], "KT") == {}
    # The order in the file is the order of time: this close spoke before the run carried the older word in.
    assert homes_of([merged(RENAMED, "A", into="C"), carried], "KT") == {"A": "C"}


def test_a_mapping_says_who_and_when_and_is_offered_to_other_companies():
    said = Decision(MAPPED, "KT|Vividh", {"schedule_key": "D1.PL.OTH", "by": "Asha Rao", "on": "2026-07-21", "since": "2026-27-Q1", "group": ""})
    assert to_mapped(said.content).reason == "decided by Asha Rao on 21-07-2026, in the close of 2026-27-Q1"
    assert [each.entity for each in memory_of([said])["vividh"]] == ["KT"]
    assert standing_mappings([said, Decision(UNMAPPED, "KT|Vividh", {})]) == {}
