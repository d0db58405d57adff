"""Laws of every seed, played without writing papers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.period import Quarter
from qrt.sim.papers.inbox import balances_of
from qrt.sim.play import play

SEEDS = st.integers(min_value=0, max_value=10_000)
QUARTERS = st.builds(Quarter, fy_start=st.sampled_from((2025, 2026)), number=st.integers(1, 4))


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS, quarter=QUARTERS)
def test_the_books_of_any_seed_and_quarter_tie(seed: int, quarter: Quarter) -> None:
    for entity in play(seed, "small", quarter).entities:
        balances = balances_of(entity).values()
        assert sum(balance.opening for balance in balances) == 0
        assert sum(balance.closing for balance in balances) == 0
        assert all(voucher.day in quarter for voucher in entity.vouchers)
        assert all(line.day in quarter and line.balance > 0 for line in entity.lines)


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, quarter=QUARTERS)
def test_any_seed_plants_twenty_five_kinds_of_trouble_on_real_bills(seed: int, quarter: Quarter) -> None:
    world = play(seed, "small", quarter)
    assert len({trouble.kind for trouble in world.troubles}) >= 25
    for entity in world.entities:
        for bill in entity.bills:
            assert not bill.party.gstin or not gstin_fault(bill.party.gstin)
            assert len(bill.number) <= 16


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_a_statement_line_and_its_vouchers_move_the_same_money_unless_a_trouble_says_otherwise(seed: int) -> None:
    world = play(seed, "small", Quarter(2026, 2))
    troubled = {id(voucher) for trouble in world.troubles for voucher in trouble.vouchers}
    for entity in world.entities:
        ledgers = {account.number: account.ledger for account in entity.accounts}
        for line in entity.lines:
            if line.vouchers and not any(id(voucher) in troubled for voucher in line.vouchers):
                assert line.amount == sum(leg.amount for voucher in line.vouchers for leg in voucher.legs if leg.ledger == ledgers[line.account])
