"""Differences that nobody has named yet: what waits for a person, what rules allow, and which rules habits propose."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.base.money import Paise, rupees
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.held import FEE, HELD, REST, SLIP, TAX
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.looks import OWN
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.engine.usual import Usual
from qrt.core.recon.match import WAITS, reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.rule_habits import LEAST, HeldCount, find_rule_habits, habits_of
from qrt.core.recon.rules import MatchRules, check_match_rules, rules_content, to_rules, under
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, ReconciliationKind

POLICY = MatchPolicy(usual=Usual(rates=(1, 2, 10), bases=(1,)))
KNOWN = Learnt(experience=load_experience("bank"))


def payments(count: int, voucher: str = "-10000", learnt: Learnt | None = None, policy: MatchPolicy = POLICY) -> Reconciliation:
    """Payments of one party each, a tenth short of their vouchers, under the payment's own reference."""
    whole = rupees(voucher)
    left = [Item(f"L{n}", date(2026, 7, 1 + n), Paise(whole - 1000 * n), f"SBINN2627411{n:04d}", "", f"Party {n}") for n in range(count)]
    right = [
        replace(each, id=f"R{n}", amount=Paise(each.amount - each.amount // 10), narration=f"NEFT PARTY {n} {each.reference}") for n, each in enumerate(left)
    ]
    return reconcile(ReconciliationKind.BANK, "x", left, right, policy, date(2026, 9, 30), learnt)


def held(match: Match) -> list[str]:
    return [name for name, words in HELD.items() if any(reason.text == words for reason in match.reasons)]


@pytest.mark.parametrize("learnt", [None, KNOWN], ids=["by rules", "by experience"])
def test_a_payment_short_of_its_voucher_by_a_usual_tax_waits_and_says_why_until_a_rule_allows_it(learnt: Learnt | None) -> None:
    (match,) = payments(1, learnt=learnt).matches
    assert (match.status, held(match)) == (MatchStatus.SUGGESTED, [TAX])
    assert not any(reason.text == WAITS for reason in match.reasons)
    (allowed,) = payments(1, learnt=learnt, policy=under(POLICY, MatchRules(tax_alone=True))).matches
    assert (allowed.status, held(allowed)) == (MatchStatus.AUTO, [])


def test_no_rule_allows_two_amounts_of_the_same_digits() -> None:
    every = under(POLICY, MatchRules(tax_alone=True, fee_alone=Decimal(5)))
    for policy in (POLICY, every):  # 1125.00 and 1012.50
        # 10890 and 9801: ten percent less, and the same digits.
        (match,) = payments(1, "-1125", policy=policy).matches
        assert (match.status, held(match)) == (MatchStatus.SUGGESTED, [SLIP])


def receipts(rates: list[str], policy: MatchPolicy = POLICY, learnt: Learnt = KNOWN) -> Reconciliation:
    """Receipts under references, each less a fee of its own rate in percent."""
    left = [Item(f"L{n}", date(2026, 7, 1 + n), Paise(rupees("20000") + 700 * n), f"SBINN2627411{n:04d}", "", f"Party {n}") for n in range(len(rates))]
    kept = [int(each.amount * Decimal(rate) / 100) for each, rate in zip(left, rates, strict=True)]
    right = [
        replace(each, id=f"R{n}", amount=Paise(each.amount - fee), narration=f"NEFT PARTY {n} {each.reference}")
        for n, (each, fee) in enumerate(zip(left, kept, strict=True))
    ]
    return reconcile(ReconciliationKind.BANK, "x", left, right, policy, date(2026, 9, 30), learnt)


def test_a_fee_of_a_rate_that_no_other_has_waits_until_a_rule_allows_fees_up_to_it() -> None:
    rates = ["2.13", "1.47", "2.61"]
    assert [held(each) for each in receipts(rates).matches] == [[FEE]] * 3
    allowed = receipts(rates, under(POLICY, MatchRules(fee_alone=Decimal("2.2"))))
    left_over = [each for each in allowed.matches if held(each)]
    assert [part.item for each in left_over for part in each.allocations] == ["L2", "R2"]


@pytest.mark.parametrize("learnt", [None, KNOWN], ids=["by rules", "by experience"])
def test_no_rule_allows_a_fee_where_both_amounts_have_the_same_digits(learnt: Learnt | None) -> None:
    every = under(POLICY, MatchRules(fee_alone=Decimal(5)))
    left = [Item("L", date(2026, 7, 1), rupees("10520"), "SBINN26274110000", "", "Party")]
    right = [replace(left[0], id="R", amount=rupees("10250"), narration=f"NEFT PARTY {left[0].reference}")]  # 2.57 % less, and the same digits.
    for policy in (POLICY, every):
        (match,) = reconcile(ReconciliationKind.BANK, "x", left, right, policy, date(2026, 9, 30), learnt).matches
        assert (match.status, held(match)) == (MatchStatus.SUGGESTED, [SLIP])


def test_a_fee_of_just_the_percentage_that_a_rule_allows_is_allowed() -> None:
    made = receipts(["1.15"], under(POLICY, MatchRules(fee_alone=Decimal("1.15"))))  # 20,000 less 230: as floats 1.15 % come to less.
    assert [(each.status, held(each)) for each in made.matches] == [(MatchStatus.AUTO, [])]


EVERY = MatchRules(tax_alone=True, fee_alone=Decimal(5))


def both_of(rules: MatchRules, learnt: Learnt) -> list[Match]:
    """A receipt less an odd fee and a payment less a tenth, under rules."""
    policy = under(POLICY, rules)
    return [*receipts(["2.13"], policy, learnt).matches, *payments(1, learnt=learnt, policy=policy).matches]


def test_what_is_not_sure_enough_says_that_beside_its_difference_and_does_not_count_as_waiting_for_a_rule() -> None:
    experience = load_experience("bank")
    assert experience is not None
    unsure = Learnt(experience=replace(experience, threshold=1.0, targets=()))
    for rules in (MatchRules(), EVERY):
        for match in both_of(rules, unsure):
            assert match.status is MatchStatus.SUGGESTED and any(reason.text == WAITS for reason in match.reasons)
            assert bool(held(match)) == (rules == MatchRules()), "the difference is told as well, until a rule allows it"
    accepted = dict.fromkeys(range(LEAST), MatchStatus.ACCEPTED)
    (habit,) = find_rule_habits([decided(payments(LEAST + 3, learnt=unsure), accepted)])
    assert (habit.accepted, habit.waiting) == (LEAST, 0)
    # What nights taught makes them sure: now it is the difference alone, and rules may allow it.
    taught = Taught(OWN, (), (12.0, 1.0), ((0.9999, 0.5),), unsure.experience.digest if unsure.experience else "", (), {"decisions": 300})
    sure = replace(unsure, taught=taught)
    assert [(each.status, held(each)) for each in both_of(MatchRules(), sure)] == [(MatchStatus.SUGGESTED, [FEE]), (MatchStatus.SUGGESTED, [TAX])]
    assert [(each.status, held(each)) for each in both_of(EVERY, sure)] == [(MatchStatus.AUTO, [])] * 2


def decided(result: Reconciliation, said: dict[int, MatchStatus]) -> Reconciliation:
    return replace(result, matches=tuple(replace(each, status=said.get(n, each.status)) for n, each in enumerate(result.matches)))


def test_what_people_always_accept_is_proposed_with_what_it_was_counted_of() -> None:
    accepted = dict.fromkeys(range(LEAST), MatchStatus.ACCEPTED)
    (habit,) = find_rule_habits([decided(payments(LEAST + 3), accepted)])
    assert (habit.rule, habit.percent, habit.accepted, habit.waiting) == ("tax_alone", None, LEAST, 3)
    assert habit.over(MatchRules(window_days=3)) == MatchRules(window_days=3, tax_alone=True)


def test_one_that_was_rejected_or_too_few_are_no_habit() -> None:
    all_but_one = dict.fromkeys(range(LEAST), MatchStatus.ACCEPTED)
    assert find_rule_habits([decided(payments(LEAST + 3), all_but_one | {LEAST: MatchStatus.REJECTED})]) == ()
    assert find_rule_habits([decided(payments(LEAST + 3), dict.fromkeys(range(LEAST - 1), MatchStatus.ACCEPTED))]) == ()
    assert find_rule_habits([payments(LEAST + 3)]) == ()


def test_the_fee_that_is_proposed_is_the_largest_that_was_accepted() -> None:
    made = receipts([f"{1.06 + n * 0.12:.2f}" for n in range(LEAST)])
    assert len([each for each in made.matches if held(each)]) == LEAST
    (habit,) = find_rule_habits([decided(made, dict.fromkeys(range(LEAST), MatchStatus.ACCEPTED))])
    assert (habit.rule, habit.percent) == ("fee_alone", Decimal("2.2"))
    assert habit.over(MatchRules()).fee_alone == Decimal("2.2")


def test_fees_beyond_what_rules_may_allow_are_not_proposed() -> None:
    def of(percent: str) -> list[Decimal | None]:
        return [each.percent for each in habits_of([HeldCount(FEE, MatchStatus.ACCEPTED, LEAST, Decimal(percent))])]

    assert (of("4.96"), of("5"), of("5.01")) == ([Decimal(5)], [Decimal(5)], [])


def test_such_rules_go_through_a_decision_and_have_bounds() -> None:
    rules = MatchRules(tax_alone=True, fee_alone=Decimal("2.2"))
    assert to_rules(rules_content(rules)) == rules and check_match_rules(rules) == ()
    assert check_match_rules(MatchRules(fee_alone=Decimal("5.1"))) == ("The fee in percent is between 0 and 5.",)
    assert (under(POLICY, MatchRules()).tax_alone, under(POLICY, MatchRules()).fee_alone) == (False, Decimal(0))


def test_a_rule_is_refused_for_kinds_in_which_it_would_change_nothing() -> None:
    tax, fee = MatchRules(tax_alone=True), MatchRules(fee_alone=Decimal(1))
    fits = {kind for kind in ReconciliationKind if not check_match_rules(tax, kind)}, {kind for kind in ReconciliationKind if not check_match_rules(fee, kind)}
    assert fits == ({ReconciliationKind.BANK, ReconciliationKind.PARTY}, {ReconciliationKind.BANK})
    assert check_match_rules(MatchRules(fee_alone=Decimal(0)), ReconciliationKind.GSTR_2B) == ()


@pytest.mark.parametrize(("sign", "rate"), [(-1, "10"), (1, "2.31")], ids=["tax", "fee"])
def test_no_rule_allows_what_may_be_paid_in_part_for_the_rest_of_it_stands_open(sign: int, rate: str) -> None:
    whole = rupees("20000") * sign
    gap = int(whole * Decimal(rate) / 100)
    ours = [Item("L", date(2026, 7, 1), Paise(whole), "SBINN26274110000", "", "Party")]
    paid = replace(ours[0], id="R", amount=Paise(whole - gap), narration="NEFT PARTY SBINN26274110000")
    policy = under(POLICY, EVERY)
    for day, amount, status in (
        (date(2026, 7, 9), gap, MatchStatus.SUGGESTED),
        (date(2026, 7, 9), gap + 1, MatchStatus.AUTO),
        (date(2026, 7, 9), -gap, MatchStatus.AUTO),
        (date(2025, 7, 9), gap, MatchStatus.AUTO),
    ):
        rest = Item("REST", day, Paise(amount), "SBINN26274119999", "NEFT SOMEBODY", "")
        made = reconcile(ReconciliationKind.BANK, "x", ours, [paid, rest], policy, date(2026, 9, 30), KNOWN)
        (match,) = [each for each in made.matches if {part.item for part in each.allocations} == {"L", "R"}]
        assert (match.status, held(match)) == (status, [REST] if status is MatchStatus.SUGGESTED else []), (day, amount)


@pytest.mark.parametrize("paid", ["20000", "18000"])
@pytest.mark.parametrize("rules", [MatchRules(), EVERY], ids=["without rules", "with rules"])
def test_nobody_takes_tax_out_of_what_is_paid_as_tax(paid: str, rules: MatchRules) -> None:
    left = [Item("L", date(2026, 7, 7), rupees(paid), "CIN 0510308 07072026 41123", "", "TDS 194C")]
    right = [replace(left[0], id="R", amount=Paise(rupees("38000") - rupees(paid)))]
    for turned in (1, -1):
        ours, theirs = ([replace(each, amount=Paise(each.amount * turned)) for each in side] for side in (left, right))
        made = reconcile(ReconciliationKind.TDS_CHALLAN, "x", ours, theirs, under(POLICY, rules), date(2026, 9, 30))
        assert [each.status for each in made.matches] in ([MatchStatus.SUGGESTED], []), "a challan of another amount was accepted as one less tax"
        assert not any("tax deducted" in reason.text for each in made.matches for reason in each.reasons)


def test_matches_that_experience_takes_out_leave_the_others_as_they_are() -> None:
    made = receipts(["2.13", "0"])
    sure, never = "how: exact, same reference and amount", "how: tolerance, reference agrees, difference named"
    knows = Learnt(experience=Experience(((sure, 9.0, 0.0), (never, -9.0, 0.0)), 0.9))
    found = reconcile(ReconciliationKind.BANK, "x", made.left, made.right, POLICY, date(2026, 9, 30), knows)
    assert [sorted(part.item for part in each.allocations) for each in found.matches] == [["L1", "R1"]]
    assert {each.item for each in found.breaks} == {"L0", "R0"}


@pytest.mark.parametrize("learnt", [None, KNOWN], ids=["by rules", "by experience"])
def test_a_charge_of_a_usual_size_whose_rest_stands_open_waits_for_a_person(learnt: Learnt | None) -> None:
    reference, day = "SBINN26274110001", date(2026, 7, 1)
    policy = replace(POLICY, usual=Usual(rates=(1, 2, 10), bases=(1,), charges=(500_00,)))
    left = [Item("L1", day, rupees("10500"), reference, "", "Asha Traders")]
    right = [
        Item("R1", day, rupees("10000"), reference, f"NEFT ASHA TRADERS {reference}"),
        Item("R2", date(2026, 7, 9), rupees("500"), "", "NEFT ASHA TRADERS"),
    ]
    for theirs, wanted in ((right, (MatchStatus.SUGGESTED, [REST])), (right[:1], (MatchStatus.AUTO, []))):
        (match,) = reconcile(ReconciliationKind.BANK, "x", left, theirs, policy, date(2026, 9, 30), learnt).matches
        assert (match.status, held(match)) == wanted
