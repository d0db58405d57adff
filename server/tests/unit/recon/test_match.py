"""The cascade on small cases with a known answer."""

from datetime import date

from qrt.core.base.money import Paise, rupees
from qrt.core.recon.acceptance import accept_within
from qrt.core.recon.match import WAITS, reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, ReconciliationKind, Side, Stage

AS_OF = date(2026, 9, 30)
UTR = "SBINN26274112345"


def item(number: str, day: str, amount: str, **more: str) -> Item:
    return Item(number, date.fromisoformat(f"2026-{day}"), rupees(amount), **more)


def run(left: list[Item], right: list[Item], policy: MatchPolicy | None = None) -> Reconciliation:
    return reconcile(ReconciliationKind.BANK, "HDFC Bank", left, right, policy or MatchPolicy(), AS_OF)


def only(result: Reconciliation) -> Match:
    assert len(result.matches) == 1
    return result.matches[0]


def test_same_reference_and_amount_is_accepted_however_late() -> None:
    match = only(run([item("L", "07-01", "-5000", narration="Chq No 000451")], [item("R", "09-02", "-5000", reference="000451")]))
    assert (match.stage, match.status) == (Stage.EXACT, MatchStatus.AUTO)
    assert abs(sum(reason.weight for reason in match.reasons) - match.score) < 1e-9


def test_a_bulk_payment_is_one_line_for_several_vouchers() -> None:
    left = [item(f"L{n}", "07-01", amount, reference=UTR) for n, amount in enumerate(("-100", "-250.50", "-49.50"))]
    match = only(run(left, [item("R", "07-02", "-400", narration=f"BULK {UTR}")]))
    assert (match.stage, match.status, len(match.allocations)) == (Stage.REFERENCE_GROUPS, MatchStatus.AUTO, 4)


def test_a_bank_charge_inside_a_transfer_is_named() -> None:
    match = only(run([item("L", "07-01", "10000", reference=UTR)], [item("R", "07-01", "9988.20", reference=UTR)]))
    assert (match.stage, match.status, match.difference) == (Stage.TOLERANCE, MatchStatus.AUTO, rupees("11.80"))
    assert any("a bank's charge" in reason.text for reason in match.reasons)


def test_an_unnamed_difference_is_only_suggested() -> None:
    match = only(run([item("L", "07-01", "-5430", reference=UTR)], [item("R", "07-01", "-5340", reference=UTR)]))
    assert (match.status, match.difference) == (MatchStatus.SUGGESTED, rupees("-90"))
    assert any("digits changed places" in reason.text for reason in match.reasons)


def test_tax_deducted_by_a_customer_is_suggested_when_the_party_agrees_and_left_open_when_it_does_not() -> None:
    book = item("L", "07-01", "118000", party="Marudham Engineering")
    match = only(run([book], [item("R", "07-03", "116000", narration="RTGS MARUDHAM ENGINEERING LTD")]))
    assert (match.stage, match.status) == (Stage.TOLERANCE, MatchStatus.SUGGESTED)
    assert run([book], [item("R", "07-03", "116000", narration="RTGS KAVERI CASTINGS")]).matches == ()


def test_an_amount_alone_in_its_window_is_suggested_and_accepted_only_with_its_party() -> None:
    assert only(run([item("L", "07-01", "4321.17")], [item("R", "07-03", "4321.17")])).status is MatchStatus.SUGGESTED
    assert only(run([item("L", "07-01", "50000")], [item("R", "07-03", "50000")])).status is MatchStatus.SUGGESTED
    named = [item("L", "07-01", "50000", party="Kaveri Castings")], [item("R", "07-03", "50000", narration="NEFT KAVERI CASTINGS")]
    assert only(run(*named)).status is MatchStatus.AUTO


def test_outside_the_window_equal_amounts_stay_open_and_say_why() -> None:
    result = run([item("L", "07-01", "4321.17")], [item("R", "07-20", "4321.17")])
    assert result.matches == ()
    assert {(each.item, each.nearest) for each in result.breaks} == {("L", "R"), ("R", "L")}
    assert "19 days apart" in result.breaks[0].why_not


def test_equal_amounts_without_any_sign_stay_open_as_equal_candidates() -> None:
    left = [item(f"L{n}", "07-05", "50000") for n in range(3)]
    right = [item(f"R{n}", "07-05", "50000") for n in range(3)]
    result = run(left, right)
    assert result.matches == ()
    assert all("3 equal candidates" in each.why_not for each in result.breaks)


def test_the_party_tells_equal_amounts_apart() -> None:
    left = [item("L1", "07-05", "4321.17", party="Kaveri Castings"), item("L2", "07-05", "4321.17", party="Narmada Spares")]
    right = [item("R1", "07-06", "4321.17", narration="NEFT NARMADA SPARES"), item("R2", "07-06", "4321.17", narration="NEFT KAVERI CASTINGS")]
    pairs = {tuple(each.item for each in match.allocations) for match in run(left, right).matches}
    assert pairs == {("L1", "R2"), ("L2", "R1")}


def test_bank_references_that_differ_stop_a_pair() -> None:
    assert run([item("L", "07-01", "4321.17", reference="000451")], [item("R", "07-01", "4321.17", reference="000452")]).matches == ()


def test_nothing_is_accepted_above_the_limit_of_the_policy_and_the_match_says_so() -> None:
    pair = [item("L", "07-01", "5000", reference=UTR)], [item("R", "07-01", "5000", reference=UTR)]
    policy = MatchPolicy(auto_accept_limit=Paise(4_000_00))
    found, _ = accept_within(run(*pair, policy), policy)
    assert only(found).status is MatchStatus.SUGGESTED
    assert only(found).reasons[-1].text == "above the amount that may be accepted without a person"


def test_accounts_do_not_mix() -> None:
    left = [Item("L", date(2026, 7, 1), Paise(432117), reference=UTR, labels={"account": "1"})]
    right = [Item("R", date(2026, 7, 1), Paise(432117), reference=UTR, labels={"account": "2"})]
    assert run(left, right).matches == ()


def test_a_duplicate_is_a_break_that_points_at_what_took_its_place() -> None:
    left = [item("L1", "07-01", "-5000.10", reference=UTR), item("L2", "07-03", "-5000.10", reference=UTR)]
    result = run(left, [item("R", "07-01", "-5000.10", reference=UTR)])
    assert len(result.matches) == 1 and result.matches[0].status is MatchStatus.SUGGESTED
    assert result.breaks[0].side == Side.LEFT and "duplicate" in result.breaks[0].why_not


RUDRA = "Rudra Machinery Enterprises"


def equal_lines(ours: tuple[str, ...], theirs: tuple[str, ...], amount: str = "-77367") -> dict[tuple[str, str], MatchStatus]:
    left = [item(f"L{day}", day, amount, party=RUDRA) for day in ours]
    # The bank cuts the name of every other line.
    right = [item(f"R{day}", day, amount, narration="NEFT", party="RUDRA MACHINERY EN" if n % 2 else RUDRA.upper()) for n, day in enumerate(theirs)]
    result = run(left, right)
    return {(match.allocations[0].item, match.allocations[1].item): match.status for match in result.matches}


def test_equal_payments_a_day_apart_are_taken_in_order_when_both_sides_have_as_many() -> None:
    auto, suggested = MatchStatus.AUTO, MatchStatus.SUGGESTED
    # The second payment of the books and the first line of the bank share their day and do not belong together.
    assert equal_lines(("08-10", "08-11"), ("08-11", "08-12")) == {("L08-10", "R08-11"): auto, ("L08-11", "R08-12"): auto}
    three = equal_lines(("08-10", "08-11", "08-13"), ("08-12", "08-13", "08-14"))
    assert three == {("L08-10", "R08-12"): auto, ("L08-11", "R08-13"): auto, ("L08-13", "R08-14"): auto}
    # Pairs that lag 1 and 4 days could be crossed; a round figure, and two payments of one day, too.
    assert equal_lines(("08-10", "08-11"), ("08-11", "08-15")) == {("L08-10", "R08-11"): suggested, ("L08-11", "R08-15"): suggested}
    assert set(equal_lines(("08-10", "08-11"), ("08-11", "08-12"), "-77000").values()) == {suggested}
    left = [item(f"L{n}", "08-10", "-77367", party=RUDRA) for n in (1, 2)]
    right = [item(f"R{n}", "08-11", "-77367", party=RUDRA) for n in (1, 2)]
    assert [match.status for match in run(left, right).matches] == [suggested, suggested]


def test_equal_payments_of_which_one_side_has_more_are_suggested_at_most() -> None:
    found = equal_lines(("08-10", "08-11", "08-12"), ("08-11", "08-12"))
    assert len(found) == 2 and set(found.values()) == {MatchStatus.SUGGESTED}


def test_a_match_that_waits_says_that_and_its_score_is_what_it_was() -> None:
    left = [item(f"L{n}", "08-10", "-77367", party=RUDRA) for n in (1, 2)]
    right = [item(f"R{n}", "08-11", "-77367", party=RUDRA) for n in (1, 2)]
    waiting = run(left, right).matches
    assert waiting and all(match.reasons[-1].text == WAITS and match.score == round(sum(reason.weight for reason in match.reasons), 4) for match in waiting)
    (sure,) = run([item("L", "08-10", "-77367.25", party=RUDRA)], [item("R", "08-11", "-77367.25", party=RUDRA)]).matches
    assert sure.status is MatchStatus.AUTO and WAITS not in {reason.text for reason in sure.reasons}


def test_equal_payments_of_two_parties_are_not_taken_in_order() -> None:
    left = [item("L1", "08-10", "-77367", party=RUDRA), item("L2", "08-11", "-77367", party="Chandan Auto")]
    right = [item("R1", "08-11", "-77367", party=""), item("R2", "08-12", "-77367", party=RUDRA)]
    pairs = {(match.allocations[0].item, match.allocations[1].item) for match in run(left, right).matches}
    assert ("L1", "R2") in pairs and ("L1", "R1") not in pairs
