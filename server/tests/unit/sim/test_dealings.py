"""What the companies of a made-up group pay and lend each other stands in both their books, and on both statements."""

from collections import Counter

import pytest

from qrt.core.base.period import Quarter
from qrt.sim.play import play
from qrt.sim.sizes import SIZES, of_group
from qrt.sim.world import World

QUARTER = Quarter(2026, 2)


@pytest.fixture(scope="module", params=[5, 11, 12])
def world(request: pytest.FixtureRequest) -> World:
    return play(request.param, "small", QUARTER, group=True)


def test_a_group_has_three_companies_of_the_size(world: World) -> None:
    small = play(world.seed, "small", QUARTER)
    assert [len(small.entities), len(world.entities)] == [1, 3]
    assert sum(len(entity.lines) for entity in world.entities) == 3 * len(small.entities[0].lines)
    assert {entity.parent for entity in world.entities} == {"", world.entities[0].code}
    assert of_group(SIZES["large"]) == SIZES["large"]


def test_every_transfer_between_companies_is_a_payment_of_one_and_a_receipt_of_the_other(world: World) -> None:
    names = {entity.name for entity in world.entities}
    moved: Counter[tuple[str, int]] = Counter()
    on_statements: Counter[str] = Counter()
    for entity in world.entities:
        for voucher in entity.vouchers:
            if voucher.party in names and voucher.kind in ("payment", "receipt"):
                moved[voucher.reference, abs(voucher.legs[0].amount)] += 1 if voucher.kind == "payment" else -1
        on_statements.update(line.reference for line in entity.lines if any(voucher.party in names for voucher in line.vouchers))
    assert len(moved) >= 3 and set(moved.values()) == {0}
    assert set(on_statements.values()) == {2}


def test_balances_between_two_companies_differ_by_what_was_planted_between_them_alone(world: World) -> None:
    for n, one in enumerate(world.entities):
        for other in world.entities[n + 1 :]:
            both = sum(
                amount
                for own, beside in ((one, other), (other, one))
                for source in (own.opening, own.movements())
                for ledger, amount in source.items()
                if beside.name in ledger and own.chart.ledgers[ledger].group != "Investments"
            )
            planted = [trouble for trouble in world.troubles if trouble.other and {trouble.entity, trouble.other} == {one.code, other.code}]
            # A purchase that is left out or too small leaves the seller's claim without its debt.
            assert both == sum(trouble.amounts[0] for trouble in planted)


def test_the_chain_and_the_circle_are_planted_once_and_none_without_a_group(world: World) -> None:
    kinds = Counter(trouble.kind for trouble in world.troubles)
    assert (kinds["sum_passed_on"], kinds["debts_in_circle"]) == (1, 1)
    assert not {"sum_passed_on", "debts_in_circle"} & {trouble.kind for trouble in play(world.seed, "small", QUARTER).troubles}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_in_any_quarter_what_they_move_lies_in_it_and_no_account_is_overdrawn(number: int) -> None:
    quarter = Quarter(2025, number)
    for entity in play(40 + number, "small", quarter, group=True).entities:
        assert all(voucher.day in quarter for voucher in entity.vouchers)
        assert all(line.day in quarter and line.balance > 0 for line in entity.lines)
