"""Rules of an account: patterns that people can write, limits that are sound, and what other rules would change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qrt.core.base.money import Paise
from qrt.core.close.recon_decided import reconcile_items, standing_rules
from qrt.core.close.types import Decision
from qrt.core.recon.patterns import as_written, check_pattern, reference_by, with_references
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.rules import MatchRules, check_match_rules, rules_content, to_rules, under
from qrt.core.recon.trial import compare
from qrt.core.recon.types import Item, ReconciliationKind

DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("INV-[####]", "neft inv-0042 asha", "0042"),
        ("UTR [&+]", "BY UTR   AXIS26N12 TRF", "AXIS26N12"),
        ("@@@@0######", "IFSC HDFC0123456 X", "HDFC0123456"),
        ("INV-[####]", "INV-00425", ""),
        ("(#+)", "a.b(17)", "(17)"),
        ("PO [#+]/26", "PO 118/26", "118"),
    ],
)
def test_a_pattern_finds_the_reference_that_stands_in_it(pattern: str, text: str, found: str) -> None:
    assert check_pattern(pattern) == ""
    assert reference_by([pattern], text) == found


@pytest.mark.parametrize("pattern", ["", "   ", "INV", "[INV]-####", "[#]-[#]", "]#[", "[#", "#+#+", "#+[@+]", "&" * 61])
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str) -> None:
    assert check_pattern(pattern)


def test_a_pattern_takes_no_more_than_a_moment() -> None:
    assert reference_by(["#+-#+-#+-#+-#+-X"], "1-" * 1000) == ""


def test_a_reference_that_a_pattern_found_can_be_taken_back() -> None:
    items = [Item("B1", DAY, Paise(-100), "000", "CMS BATCH 7781"), Item("B2", DAY, Paise(-100), "R2", "nothing")]
    found = with_references(items, ("BATCH [####]",))
    assert [each.reference for each in found] == ["7781", "R2"]
    assert as_written(found) == tuple(items)
    assert with_references(as_written(found), ("BATCH [####]",)) == found


def test_rules_come_out_of_a_decision_as_they_went_in() -> None:
    rules = MatchRules(True, Paise(500), Decimal("0.05"), 3, ("INV-[####]",), False, Paise(0), Decimal("0.995"), Decimal("0.2"))
    assert to_rules(rules_content(rules)) == rules
    assert to_rules(rules_content(MatchRules())) == MatchRules()
    assert check_match_rules(rules) == ()


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity", "five", ""])
def test_a_rate_in_a_decision_that_is_none_counts_as_not_said(text: str) -> None:
    rates = ("rate_tolerance", "precision_target", "margin_least", "fee_alone")
    assert to_rules(rules_content(MatchRules()) | dict.fromkeys(rates, text)) == MatchRules()  # No number is less than NaN, and every fee less than infinity.


@pytest.mark.parametrize(
    "rules",
    [
        MatchRules(amount_tolerance=Paise(-1)),
        MatchRules(rate_tolerance=Decimal(6)),
        MatchRules(window_days=401),
        MatchRules(precision_target=Decimal(1)),
        MatchRules(precision_target=Decimal("0.5")),
        MatchRules(patterns=("INV",)),
        MatchRules(margin_least=Decimal(-1)),
    ],
)
def test_rules_that_would_open_the_gate_are_refused(rules: MatchRules) -> None:
    assert check_match_rules(rules)


def set_rules(subject: str, rules: MatchRules | None, **more: str) -> Decision:
    return Decision("recon_rules_set", subject, {"rules": None if rules is None else rules_content(rules), **more})


def test_an_accounts_own_rules_come_before_those_of_its_kind_and_this_quarters_before_carried_ones() -> None:
    own, kind, old = MatchRules(window_days=1), MatchRules(window_days=2), MatchRules(window_days=3)
    decided = [set_rules("KT|bank|HDFC", own), set_rules("KT|bank|", kind), set_rules("KT|bank|HDFC", old, since="2026-27-Q1")]
    assert standing_rules(decided, "KT", "bank", "HDFC") == own
    assert standing_rules(decided, "KT", "bank", "SBI") == kind
    assert standing_rules(decided, "KT", "party", "HDFC") is None
    assert standing_rules([*decided, set_rules("KT|bank|HDFC", None)], "KT", "bank", "HDFC") == kind
    assert standing_rules(decided[2:], "KT", "bank", "HDFC") == old


def test_what_rules_leave_open_the_company_decides() -> None:
    policy = under(MatchPolicy(window_days=9), MatchRules(amount_tolerance=Paise(5), exact_only=True))
    assert (policy.window_days, policy.amount_tolerance, policy.exact_only) == (9, 5, True)
    assert under(MatchPolicy(), None) == MatchPolicy()


def test_trying_rules_names_what_is_gained_and_what_would_wait() -> None:
    ours = [Item("V1", DAY, Paise(-5_000_00), "NEFTAXISN26244000003", party="Asha Traders"), Item("V2", DAY, Paise(-700_00), "K 7781", party="Bharat Mills")]
    theirs = [
        Item("B1", DAY, Paise(-5_000_00), "NEFTAXISN26244000003", "NEFT ASHA TRADERS"),
        Item("B2", date(2026, 11, 20), Paise(-700_00), "", "CMS BATCH 7781 SETTLED"),
    ]
    now, _ = reconcile_items(ReconciliationKind.BANK, "Bank", ours, theirs, MatchPolicy(), date(2026, 12, 31))
    same = compare(now, now)
    assert [part.count for part in same.parts] == [0, 0, 0, 0] and same.before == same.after
    other = under(MatchPolicy(), MatchRules(auto_accept=False))
    then, _ = reconcile_items(ReconciliationKind.BANK, "Bank", now.left, now.right, other, date(2026, 12, 31))
    parts = {part.name: part for part in compare(now, then).parts}
    assert (parts["to_decide"].count, parts["to_decide"].total) == (1, 5_000_00)
    (row,) = parts["to_decide"].rows
    assert (row.before, row.after, row.why) == ("auto", "suggested", "nothing of this account is accepted without a person")
    back, _ = reconcile_items(ReconciliationKind.BANK, "Bank", then.left, then.right, MatchPolicy(), date(2026, 12, 31))
    assert back == now, "items that went through rules come back as they were"


def test_rules_are_tried_on_lines_as_their_papers_have_them_whatever_people_split() -> None:
    line = Item("B1", DAY, Paise(-500_00), "REF778812", "NEFT REF778812")
    part = replace(line, amount=Paise(-300_00), labels={"whole_paise": "-50000"})
    rest = replace(part, id="B1/rest1", amount=Paise(-200_00))
    found, _ = reconcile_items(ReconciliationKind.BANK, "Bank", [], [part, rest], MatchPolicy(), DAY)
    assert found.right == (line,)
