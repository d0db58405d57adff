"""What runs through a group: a sum over three companies, debts in a circle."""

from datetime import date
from itertools import count

from qrt.core.base.money import Paise, rupees
from qrt.core.consol.flows import FINDINGS_MOST, Between, check_group_flows
from qrt.core.recon.types import Allocation, Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side, Stage

NUMBER = count()


def between(one, other, *flows, closing=("0", "0"), status=MatchStatus.AUTO, currency="INR"):
    """flows: day of August, rupees that `one` gives `other`, reference; each booked by both."""
    left, right, matches = [], [], []
    for day, amount, reference in flows:
        name = f"{next(NUMBER):03d}"
        sides = [Item(f"{letter}{name}", date(2026, 8, day), rupees(amount), reference) for letter in "ab"]
        left.append(sides[0])
        right.append(sides[1])
        parts = tuple(Allocation(side, item.id, item.amount) for side, item in zip(Side, sides, strict=True))
        matches.append(Match(f"m{name}", Stage.EXACT, parts, 1.0, 1.0, status, (Reason("same reference", 1.0),), Paise(0)))
    found = Reconciliation(ReconciliationKind.INTERCOMPANY, f"{other} Ltd", date(2026, 9, 30), tuple(left), tuple(right), tuple(matches), ())
    return Between(one, other, currency, found, (rupees(closing[0]), rupees(closing[1])))


def said(*pairs):
    return [(each.rule, each.amount, each.sentence) for each in check_group_flows(pairs)]


def test_a_sum_that_two_companies_pass_on_is_one_chain_by_its_number_or_else_by_its_amount():
    (found,) = said(between("A", "B", (3, "500000", "LN/7")), between("B", "C", (4, "500000", "UTR99")), between("C", "D", (6, "499000", "UTR99")))
    assert found[:2] == ("consol.passed_on", rupees("500000"))
    assert found[2].startswith("Rs 5,00,000.00 ran from A to B to C to D (03-08-2026, 04-08-2026, 06-08-2026;")


def test_the_second_company_may_be_the_one_whose_bench_it_is():
    (found,) = said(between("B", "A", (3, "-500000", "")), between("C", "B", (4, "-500000", "")))
    assert "ran from A to B to C" in found[2]


def test_what_only_comes_back_or_lies_weeks_apart_or_waits_for_a_person_is_no_chain():
    assert said(between("A", "B", (3, "500000", "X"), (5, "-500000", "X"))) == []
    assert said(between("A", "B", (3, "500000", "")), between("B", "C", (27, "500000", ""))) == []
    assert said(between("A", "B", (3, "500000", ""), status=MatchStatus.SUGGESTED), between("B", "C", (4, "500000", ""))) == []


def test_two_companies_that_number_their_bills_alike_pass_nothing_on():
    assert said(between("A", "B", (3, "500000", "INV-5")), between("B", "C", (4, "120000", "INV-5"))) == []


def test_debts_in_a_circle_can_be_set_off_up_to_the_least_on_which_both_books_agree():
    circle = [
        between("A", "B", closing=("300000", "300000")),
        between("B", "C", closing=("200000", "180000")),
        between("A", "C", closing=("-900000", "-900000")),
    ]
    (found,) = said(*circle)
    assert found[:2] == ("consol.could_be_netted", rupees("180000"))
    assert found[2].startswith("A owes C, C owes B, B owes A: Rs 1,80,000.00 of each")
    assert said(*circle[:2], between("A", "C", closing=("-900000", "900000"))) == [], "of one debt the books say the opposite"
    assert said(*circle[:2]) == []


def test_a_circle_in_another_currency_is_told_in_it():
    names = (("A", "B", "30"), ("B", "C", "20"), ("A", "C", "-90"))
    ((_, _, sentence),) = said(*(between(one, other, closing=(owed, owed), currency="USD") for one, other, owed in names))
    assert "USD 20.00 of each" in sentence


def test_of_very_many_chains_the_largest_are_told():
    days = [(1 + k % 20, f"{1000 + k}", f"R{k}") for k in range(FINDINGS_MOST + 5)]
    found = said(between("A", "B", *days), between("B", "C", *days))
    assert len(found) == FINDINGS_MOST and min(amount for _, amount, _ in found) == rupees("1005")


def test_a_sum_of_rupees_is_not_passed_on_as_the_same_number_of_dollars_nor_netted_with_it():
    assert said(between("A", "B", (3, "5000", "")), between("B", "C", (4, "5000", ""), currency="USD")) == []
    names = (("A", "B", "30", "USD"), ("B", "C", "20", "USD"), ("A", "C", "-90", "INR"))
    assert said(*(between(one, other, closing=(owed, owed), currency=code) for one, other, owed, code in names)) == []
