"""From a register row to a posted voucher."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.core.base.errors import Refused
from qrt.core.base.money import ZERO, rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Leg, RegisterRow
from qrt.core.ledger.duplicates import merge_duplicates
from qrt.core.ledger.numbers import check_numbers
from qrt.core.ledger.rows import drafts_of
from qrt.core.ledger.types import LedgerAccount, VoucherKind
from qrt.core.ledger.voucher import PeriodLock, check_draft, draft_of_row, is_sound, post, to_voucher

DAY = date(2026, 8, 3)
CHART = {
    "HDFC Bank": LedgerAccount("A", "HDFC Bank", "Bank Accounts", role="bank"),
    "Axis Bank": LedgerAccount("A", "Axis Bank", "Bank Accounts", role="bank"),
    "Steel House": LedgerAccount("A", "Steel House", "Sundry Creditors", role="creditor"),
    "Sales": LedgerAccount("A", "Sales", "Sales Accounts"),
    "Rent": LedgerAccount("A", "Rent", "Indirect Expenses"),
}


def row(legs, number="7", document="a", sheet="Sheet1", line=5, day=DAY, type_name="Payment", base="", **more):
    place = Place(document * 64, sheet=sheet, row=line)
    built = tuple(Leg(name, rupees(amount), replace(place, column="G")) for name, amount in legs)
    return RegisterRow(place, day, legs[0][0] if legs else "(cancelled )", type_name, number, built, base_kind=base, **more)


def book(*rows, kind=DocumentKind.BANK_BOOK):
    return Extraction(rows[0].place.document, kind, 1.0, "tally_xlsx", "1", rows=rows)


def drafts(*rows, branch=""):
    return [draft_of_row(each, book(each), "A", branch, CHART) for each in rows]


PAID = [("Steel House", "590"), ("HDFC Bank", "-590")]


def test_a_sound_row_becomes_a_voucher_that_leads_back_to_its_cells():
    (draft,) = drafts(row(PAID))
    assert check_draft(draft, CHART) == ()
    voucher = to_voucher(draft)
    assert voucher.key == "register:payment/7/2026-08-03"
    assert voucher.kind == VoucherKind.PAYMENT
    assert [line.place.column for line in voucher.lines] == ["G", "G"]


def test_every_fault_of_a_draft_is_named_and_none_hides_the_next():
    (draft,) = drafts(row([("Nobody", "100")]))
    rules = {finding.rule: finding for finding in check_draft(draft, CHART)}
    assert set(rules) == {"voucher.too_few_lines", "voucher.unbalanced", "voucher.unknown_ledger"}
    assert rules["voucher.unbalanced"].amount == rupees("100")
    assert not is_sound(draft)
    with pytest.raises(AssertionError):
        to_voucher(draft)


def test_a_voucher_whose_lines_all_stand_twice_is_said_to_and_one_with_two_equal_lines_is_not():
    doubled, equal = drafts(row([*PAID, *PAID]), row([("Steel House", "590"), ("Steel House", "590"), ("HDFC Bank", "-1180")]))
    (finding,) = check_draft(doubled, CHART)
    assert (finding.rule, finding.amount) == ("voucher.lines_twice", rupees("590"))
    assert is_sound(doubled)  # it stands in the export: the trial balance tells which is true
    assert check_draft(equal, CHART) == ()


@pytest.mark.parametrize(
    ("legs", "type_name", "kind"),
    [
        ([("Axis Bank", "100"), ("HDFC Bank", "-100")], "", VoucherKind.CONTRA),
        ([("HDFC Bank", "100"), ("Anybody", "-100")], "", VoucherKind.RECEIPT),
        ([("Rent", "100"), ("HDFC Bank", "-100")], "Office Vch", VoucherKind.PAYMENT),
        ([("Anybody", "100"), ("Sales", "-100")], "Performa", VoucherKind.SALES),
        ([("Sales", "100"), ("Anybody", "-100")], "", VoucherKind.CREDIT_NOTE),
        ([("Rent", "100"), ("Rent Payable", "-100")], "", VoucherKind.JOURNAL),
    ],
)
def test_legs_tell_the_kind_where_the_register_does_not(legs, type_name, kind):
    (draft,) = drafts(row(legs, type_name=type_name))
    assert draft.kind == kind


def test_a_closed_period_refuses_and_an_open_one_posts():
    voucher = to_voucher(drafts(row(PAID))[0])
    assert post(voucher, PeriodLock("A", date(2026, 7, 31))) is voucher
    assert post(voucher, PeriodLock("B", date(2026, 9, 30))) is voucher
    with pytest.raises(Refused, match=r"ledger\.period_locked"):
        post(voucher, PeriodLock("A", DAY))


def test_one_voucher_in_two_papers_is_one_with_both_places():
    merged, findings = merge_duplicates(drafts(row(PAID, document="b"), row(PAID[::-1], document="a", line=9)))
    assert len(merged) == 1
    assert [place.document[0] for place in merged[0].evidence] == ["a", "b"]
    assert findings == ()


def test_a_ledger_written_otherwise_in_the_second_paper_is_still_that_voucher():
    merged, _ = merge_duplicates(drafts(row(PAID), row([("STEEL-HOUSE", "590"), ("HDFC Bank", "-590")], document="b")))
    assert len(merged) == 1


def test_two_rows_of_one_paper_stay_two_vouchers_however_alike():
    merged, findings = merge_duplicates(drafts(row(PAID, line=5), row(PAID, line=6), row(PAID, document="b", line=2), row(PAID, document="b", line=3)))
    assert [draft.key for draft in merged] == ["register:payment/7/2026-08-03", "register:payment/7/2026-08-03#2"]
    assert [len(draft.evidence) for draft in merged] == [2, 2]
    assert [finding.rule for finding in findings] == ["voucher.number_repeated"]


def test_copies_that_contradict_each_other_post_once_and_loudly():
    other = [("Steel House", "950"), ("HDFC Bank", "-950")]
    for order in (1, -1):
        merged, findings = merge_duplicates(drafts(row(PAID, document="a"), row(other, document="b"))[::order])
        assert [sum(line.amount for line in draft.lines if line.amount > 0) for draft in merged] == [rupees("590")]
        assert [(finding.rule, finding.amount) for finding in findings] == [("voucher.conflicting_copies", rupees("360"))]


def test_a_number_that_another_branch_uses_too_loses_no_voucher():
    merged, findings = merge_duplicates(drafts(row(PAID, document="a"), row([("Rent", "4000"), ("Cash", "-4000")], document="b")))
    assert len(merged) == 2
    assert [finding.rule for finding in findings] == ["voucher.number_repeated"]
    merged, findings = merge_duplicates([*drafts(row(PAID), branch="Pune"), *drafts(row(PAID, document="b"), branch="Delhi")])
    assert (len(merged), findings) == (2, ())


def test_the_copy_that_balances_is_kept_over_the_one_that_does_not():
    merged, findings = merge_duplicates(drafts(row([("Steel House", "590"), ("HDFC Bank", "-500")], document="a"), row(PAID, document="b")))
    assert is_sound(merged[0])
    assert [finding.rule for finding in findings] == ["voucher.conflicting_copies"]


def test_vouchers_without_a_number_are_told_apart_by_their_legs():
    merged, _ = merge_duplicates(drafts(row(PAID, number=""), row([("Rent", "1"), ("HDFC Bank", "-1")], number="", line=6), row(PAID, number="", document="b")))
    assert len(merged) == 2


def test_a_missing_number_is_named_and_a_cancelled_one_fills_its_gap():
    def numbered(n, **more):
        return row(PAID, number=f"PV/{n:03d}/26-27", day=DAY, line=n, **more)

    extraction = book(*(numbered(n) for n in (1, 2, 3, 5, 6, 8)), numbered(7, cancelled=True))
    drafted = drafts_of([extraction], "A")
    assert [draft.number for draft in drafted.cancelled] == ["PV/007/26-27"]
    (finding,) = check_numbers(drafted.drafts, drafted.cancelled)
    assert finding.rule == "voucher.number_gap"
    assert "1 number between PV/001/26-27 and PV/008/26-27 stands on no paper: 4." in finding.sentence


def test_a_voucher_that_does_not_post_is_set_aside():
    drafted = drafts_of([book(row(PAID, posts=False))], "A")
    assert (len(drafted.drafts), len(drafted.unposted)) == (0, 1)


def test_a_counter_that_looks_like_a_year_is_still_a_counter():
    rows = [row(PAID, number=f"S/26-27/{n:04d}", line=n) for n in range(600, 612)]
    assert check_numbers(drafts_of([book(*rows)], "A").drafts) == ()
    compact = [row(PAID, number=f"INV/2627/{n}", line=n) for n in (1, 2, 3, 4, 6, 7)]
    (finding,) = check_numbers(drafts_of([book(*compact)], "A").drafts)
    assert finding.sentence.endswith("stands on no paper: 5.")


def test_a_voucher_that_moves_no_money_is_named_and_does_not_post():
    (draft,) = drafts(row(PAID))
    draft = replace(draft, lines=tuple(replace(line, amount=ZERO) for line in draft.lines))
    assert [found.rule for found in check_draft(draft, CHART)] == ["voucher.moves_nothing"]
    assert not is_sound(draft)
