"""A register that comes twice: nothing posts twice, and what changed is said."""

from dataclasses import replace
from datetime import date

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.ledger.duplicates import merge_duplicates
from qrt.core.ledger.reimport import HandedIn, check_changed
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import register_key


def _draft(number: str, amount: int, paper: str, day: date = date(2026, 7, 1), type_name: str = "Purchase", branch: str = "") -> VoucherDraft:
    lines = (Line("Purchases", Paise(amount)), Line("Acme", Paise(-amount)))
    key = register_key(VoucherKind.PURCHASE, type_name, number, day, branch, lines)
    place = Place(paper, row=int(number))
    return VoucherDraft(key, "E", VoucherKind.PURCHASE, day, lines, SourceKind.REGISTER, number, type_name, branch, place=place, evidence=(place,))


def _register(name: str, *drafts: VoucherDraft, series: str = "purchase_register") -> HandedIn:
    return HandedIn(name * 64, "", f"{name}.xlsx", series, drafts)


def test_the_same_register_again_posts_nothing_twice_and_says_that_nothing_differs() -> None:
    one = [_draft(str(n), n * 1_000_00, "a") for n in range(1, 5)]
    other = [_draft(str(n), n * 1_000_00, "b") for n in range(1, 5)]
    assert len(merge_duplicates([*one, *other])[0]) == 4
    (found,) = check_changed("E", [_register("a", *one), _register("b", *other)])
    assert found.rule == "register.repeated" and "same 4 vouchers" in found.sentence


def test_a_changed_a_removed_and_an_added_voucher_are_each_named() -> None:
    earlier = _register("a", *(_draft(str(n), n * 1_000_00, "a") for n in (1, 2, 3, 4)))
    later = _register("b", _draft("1", 1_000_00, "b"), _draft("2", 2_500_00, "b"), _draft("3", 3_000_00, "b"), _draft("5", 9_000_00, "b"))
    (found,) = check_changed("E", [earlier, later])
    assert found.rule == "register.changed_since"
    assert "1 changed (Purchase 2: 2,000.00 and 2,500.00)" in found.sentence
    assert "1 only in a.xlsx (Purchase 4 of 01-07-2026, 4,000.00)" in found.sentence
    assert "1 only in b.xlsx (Purchase 5 of 01-07-2026, 9,000.00)" in found.sentence
    # 500 changed, 4,000 gone, 9,000 added.
    assert found.amount == 13_500_00


def test_days_that_only_one_of_two_exports_covers_are_no_difference() -> None:
    july = _register("a", *(_draft(str(n), n * 1_000_00, "a") for n in (1, 2, 3)))
    quarter = _register("b", *(_draft(str(n), n * 1_000_00, "b") for n in (1, 2, 3)), _draft("9", 9_000_00, "b", date(2026, 8, 20)))
    assert [found.rule for found in check_changed("E", [july, quarter])] == ["register.repeated"]


def test_registers_of_another_kind_are_not_compared() -> None:
    one, other = (_register(name, _draft("1", 1_000_00, name)) for name in "ab")
    assert check_changed("E", [one, replace(other, series="journal_register")]) == ()


def test_one_voucher_that_two_programs_type_differently_posts_once() -> None:
    merged, findings = merge_duplicates([_draft("1", 1_000_00, "a"), _draft("1", 1_000_00, "b", type_name="KR")])
    assert len(merged) == 1 and {place.document for place in merged[0].evidence} == {"a", "b"}
    assert [finding.rule for finding in findings] == ["voucher.same_in_two_series"]


def test_equal_numbers_of_two_branches_stay_two_vouchers() -> None:
    merged, _ = merge_duplicates([_draft("1", 1_000_00, "a", branch="Pune"), _draft("1", 1_000_00, "b", branch="Chennai")])
    assert len(merged) == 2


def _sale(number: str, amount: int, paper: str, day: date, bill: str = "") -> VoucherDraft:
    lines = (Line("Asha", Paise(amount), bill=bill), Line("Sales", Paise(-amount)))
    key = register_key(VoucherKind.SALES, "Sales", number, day, "", lines)
    place = Place(paper, row=day.toordinal())
    return VoucherDraft(key, "E", VoucherKind.SALES, day, lines, SourceKind.REGISTER, number, "Sales", party="Asha", place=place, evidence=(place,))


def _day(day: int, month: int = 8) -> date:
    return date(2026, month, day)


def test_a_voucher_dated_anew_posts_once_and_both_days_are_named() -> None:
    earlier = [_sale("S1", 1_000_00, "a", _day(1)), _sale("S2", 2_000_00, "a", _day(5)), _sale("S3", 3_000_00, "a", _day(15))]
    later = [_sale("S2", 2_000_00, "b", _day(5)), _sale("S3", 3_000_00, "b", _day(16))]
    merged, findings = merge_duplicates([*earlier, *later])
    # 15 August lies in the later export, which lacks the voucher on it.
    assert [(draft.number, draft.day.day) for draft in merged] == [("S1", 1), ("S2", 5), ("S3", 15)]
    (found,) = findings
    assert (found.rule, found.severity, found.amount) == ("voucher.redated", "blocking", 3_000_00)
    assert "S3 of 15-08-2026" in found.sentence and "S3 of 16-08-2026 was held back" in found.sentence


def test_a_voucher_numbered_anew_posts_once() -> None:
    for bill in ("S2", ""):
        earlier = [_sale("S1", 1_000_00, "a", _day(1), "S1"), _sale("S2", 2_000_00, "a", _day(5), bill), _sale("S3", 3_000_00, "a", _day(15), "S3")]
        later = [_sale("S1", 1_000_00, "b", _day(1), "S1"), _sale("S2/26-27", 2_000_00, "b", _day(5), bill), _sale("S3", 3_000_00, "b", _day(15), "S3")]
        merged, (found,) = merge_duplicates([*earlier, *later])
        assert [draft.number for draft in merged] == ["S1", "S2", "S3"]
        assert (found.rule, found.severity) == ("voucher.renumbered", "blocking") and "S2/26-27 of 05-08-2026 was held back" in found.sentence


def test_equal_sales_of_one_paper_are_all_kept() -> None:
    equal = [_sale("S1", 1_000_00, "a", _day(1)), _sale("S2", 1_000_00, "a", _day(1)), _sale("S2", 1_000_00, "a", _day(2))]
    merged, findings = merge_duplicates(equal)
    assert len(merged) == 3 and "blocking" not in {found.severity for found in findings}


def test_a_series_that_starts_again_each_month_is_two_vouchers() -> None:
    merged, findings = merge_duplicates([_sale("1", 1_000_00, "a", _day(3, 7)), _sale("1", 1_000_00, "b", _day(3, 8))])
    assert len(merged) == 2 and findings == ()


def test_of_two_forms_of_one_voucher_the_bills_of_the_richer_one_are_kept() -> None:
    bare, rich = _sale("S1", 1_000_00, "a", _day(1)), _sale("S1", 1_000_00, "b", _day(1), "S/1")
    for order in ([bare, rich], [rich, bare]):
        (kept,), findings = merge_duplicates(order)
        assert [line.bill for line in kept.lines] == ["S/1", ""] and findings == ()
        assert {place.document for place in kept.evidence} == {"a", "b"}
