"""Laws of every seed, played without writing papers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.period import Quarter
from qrt.sim.assets import between, of_year, residual
from qrt.sim.openbills import closing_accounts
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
@given(seed=SEEDS, quarter=QUARTERS, by_reference=st.booleans())
def test_open_bills_and_what_names_no_bill_are_each_partys_balance(seed: int, quarter: Quarter, by_reference: bool) -> None:
    for entity in play(seed, "small", quarter).entities:
        balances = balances_of(entity)
        for party, account in closing_accounts(entity, by_reference).items():
            assert sum(bill.amount for bill in account.bills) + account.unadjusted == (balances[party].closing if party in balances else 0), party
            assert by_reference or all(bill.amount * account.unadjusted >= 0 for bill in account.bills), party
        for voucher in entity.vouchers:
            for leg in voucher.legs:
                assert not leg.bills or sum(ref.amount for ref in leg.bills) == leg.amount, voucher


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, quarter=QUARTERS)
def test_no_asset_falls_below_its_residual_value_and_every_draft_balances(seed: int, quarter: Quarter) -> None:
    for entity in play(seed, "small", quarter).entities:
        for asset in entity.assets:
            assert 0 <= asset.opening <= asset.opening + of_year(asset, quarter.last_day) <= asset.cost - residual(asset)
            months = [between(asset, month.first_day, month.last_day) for month in quarter.months]
            assert sum(months) == between(asset, quarter.first_day, quarter.last_day) and min(months) >= 0
        assert all(sum(leg.amount for leg in draft.lines) == 0 for draft in entity.drafts)


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
