"""The columns of Schedule III, and the tie to the balance sheet, worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.adapters.rulebook.parties import load_party_rules
from qrt.core.base.money import Paise, rupees
from qrt.core.ledger.types import LedgerAccount
from qrt.core.parties.ageing import age, column_of
from qrt.core.parties.bills import open_bills
from qrt.core.parties.entries import OpeningBill
from qrt.core.parties.rules import AgeingRule, ageing_rule
from qrt.core.parties.types import Basis, Item, ItemKind, Party, PartyBills, PartySide

LAST = date(2026, 9, 30)
RULES = load_party_rules()


def rule(schedule: str, division: str = "I") -> AgeingRule:
    found = ageing_rule(RULES, schedule, division, LAST)
    assert found
    return found


def bill(day: date | None, due: date | None = None, kind: ItemKind = ItemKind.BILL) -> Item:
    return Item(kind, "B", day, Paise(1), Paise(1), Basis.STATED, due_day=due)


@pytest.mark.parametrize(
    ("day", "due", "column"),
    [
        (date(2026, 8, 1), date(2026, 10, 1), "not_due"),
        (date(2026, 8, 1), LAST, "not_due"),  # It may still be paid in time on its own day.
        (date(2026, 8, 1), date(2026, 9, 29), "m0_6"),
        (date(2026, 4, 1), None, "m0_6"),
        (date(2026, 3, 31), None, "m6_12"),  # September has no 31st: six months end with its last day.
        (date(2025, 10, 1), None, "m6_12"),
        (date(2025, 9, 30), None, "y1_2"),
        (date(2024, 9, 30), None, "y2_3"),
        (date(2023, 10, 1), None, "y2_3"),
        (date(2023, 9, 30), None, "y3_up"),
        (date(2020, 1, 1), date(2026, 9, 1), "m0_6"),  # The due day counts, not the bill's.
    ],
)
def test_a_receivable_stands_in_the_column_of_its_due_day_else_of_its_own(day: date, due: date | None, column: str) -> None:
    assert column_of(bill(day, due), rule("receivables"), LAST) == column


def test_payables_have_the_columns_of_the_law() -> None:
    assert [each.label for each in rule("payables").buckets] == ["Less than 1 year", "1 to 2 years", "2 to 3 years", "More than 3 years"]
    assert column_of(bill(date(2025, 10, 1)), rule("payables", "II"), LAST) == "y0_1"


def test_what_no_paper_dates_is_not_aged_and_an_advance_is_no_bill() -> None:
    assert column_of(bill(None, kind=ItemKind.OPENING), rule("receivables"), LAST) == "age_unknown"
    assert column_of(bill(LAST, kind=ItemKind.ADVANCE), rule("receivables"), LAST) == "unapplied"


def party(name: str, opening: dict[str, tuple[str, date]], balance: str, side: PartySide = PartySide.CUSTOMER, **more: object) -> PartyBills:
    who = replace(Party("E", name, side), **more)  # pyright: ignore[reportArgumentType]
    bills = tuple(OpeningBill(number, rupees(amount), day, None, "list") for number, (amount, day) in opening.items())
    return open_bills(who, rupees(balance), bills, (), LAST)


def test_the_schedule_ties_to_the_balance_sheet_and_names_what_stands_apart() -> None:
    bills = {
        "Asha": party("Asha", {"1": ("1000", date(2026, 9, 1)), "2": ("500", date(2025, 1, 1)), "A": ("-200", date(2026, 9, 2))}, "1300"),
        "Ben": party("Ben", {"9": ("-70", date(2026, 9, 1))}, "-70"),
    }
    chart = {name: LedgerAccount("E", name, role=role) for name, role in (("Asha", "debtor"), ("Ben", "debtor"), ("Allowance", "allowance"))}
    placed = {"Asha": ("D1.AS.CA.TR", rupees("1300")), "Ben": ("D1.EL.CL.OTH", rupees("-70")), "Allowance": ("D1.AS.CA.TR", rupees("-100"))}
    drawn = age("E", "receivables", rule("receivables"), bills, placed, chart, LAST)
    row = "undisputed_good"
    assert drawn.grid == {(row, "m0_6"): rupees("1000"), (row, "y1_2"): rupees("500"), (row, "unapplied"): rupees("-200")}
    assert (drawn.total, drawn.sheet) == (rupees("1300"), rupees("1200"))
    assert [(each.ledger, each.amount) for each in drawn.apart] == [("Allowance", rupees("-100")), ("Ben", rupees("0"))]
    assert drawn.findings == ()


def test_an_opening_without_bills_is_told_with_its_amount() -> None:
    bills = {"Asha": party("Asha", {}, "900")}
    drawn = age("E", "receivables", rule("receivables"), bills, {"Asha": ("D1.AS.CA.TR", rupees("900"))}, {}, LAST)
    assert drawn.parties[0].columns == {"age_unknown": rupees("900")}
    assert [(each.rule, each.amount) for each in drawn.findings] == [("ageing.age_unknown", rupees("900"))]


def test_a_ledger_that_the_sheet_has_and_the_schedule_has_not_is_a_difference() -> None:
    drawn = age("E", "payables", rule("payables"), {}, {"Accruals": ("D1.EL.CL.TP_OTH", rupees("-50"))}, {}, LAST)
    assert drawn.grid == {("others", "unbilled"): rupees("50")} and drawn.findings == ()


def test_payables_to_small_enterprises_and_disputed_ones_have_rows_of_their_own() -> None:
    small = party("Mini", {"1": ("-100", date(2026, 9, 1))}, "-100", PartySide.VENDOR, msme="micro")
    medium = party("Maxi", {"1": ("-300", date(2026, 9, 1))}, "-300", PartySide.VENDOR, msme="medium")
    who = Party("E", "Feud", PartySide.VENDOR, msme="small")
    listed = (OpeningBill("7", rupees("-40"), date(2024, 9, 1), None, "list"),)
    disputed = open_bills(who, rupees("-40"), listed, (), LAST, words={"7": {"disputed": True}})
    placed = {name: ("D1.EL.CL.TP_OTH", rupees(amount)) for name, amount in (("Mini", "-100"), ("Maxi", "-300"), ("Feud", "-40"))}
    drawn = age("E", "payables", rule("payables"), {"Feud": disputed, "Maxi": medium, "Mini": small}, placed, {}, LAST)
    assert drawn.grid == {("disputed_msme", "y2_3"): rupees("40"), ("msme", "y0_1"): rupees("100"), ("others", "y0_1"): rupees("300")}
    assert drawn.total == drawn.sheet == rupees("440")
