"""Plays a quarter: trade, troubles, booking, settlement, month ends, and the numbers that the vouchers get."""

from itertools import groupby
from operator import attrgetter

from qrt.core.base.period import Quarter
from qrt.sim import routine
from qrt.sim.assets import capitalise, charge, dispose
from qrt.sim.banking import Till
from qrt.sim.booking import book_bills, book_group, draft_papers, name_cost_centres
from qrt.sim.company import invent
from qrt.sim.dealings import Loan, lend_round, pay_each_other, plant_dealings
from qrt.sim.foreign import trade_abroad
from qrt.sim.month_ends import close_months
from qrt.sim.online import collect_online, sell_online
from qrt.sim.openbills import add_old_parties
from qrt.sim.opening import open_books
from qrt.sim.payroll import pay_wages
from qrt.sim.settle import settle
from qrt.sim.sizes import SIZES, of_group
from qrt.sim.trade import trade
from qrt.sim.troubles import note_transit, plant_between, plant_on_bank, plant_on_bills
from qrt.sim.troubles.doubles import double_a_party
from qrt.sim.troubles.doubtful import doubt_debt
from qrt.sim.troubles.gateway import plant_on_gateway
from qrt.sim.troubles.late import note_late
from qrt.sim.troubles.ledgers import trouble_ledgers
from qrt.sim.troubles.returned import plant_in_returns
from qrt.sim.troubles.round_off import leave_round_off
from qrt.sim.world import EntityBooks, World


def play(seed: int, size: str, quarter: Quarter, gateway: bool = False, group: bool = False) -> World:
    """The whole quarter of a seed, before any paper is written. gateway: with sales over the web, through a payment gateway; all else is as without.

    group: three companies, each of the size, that lend each other money.
    """
    world = invent(seed, of_group(SIZES[size]) if group else SIZES[size], quarter)
    world.gateway, world.group = gateway, group
    for entity in world.entities:
        trade(world, entity)
    book_group(world)
    for entity in world.entities:
        plant_on_bills(world, entity)
        if gateway:
            sell_online(world, entity)
    plant_between(world)
    loans: list[Loan] = []
    if group:
        pay_each_other(world)
        loans = lend_round(world)
    for entity in world.entities:
        _live(world, entity)
    for entity in reversed(world.entities):  # Subsidiaries first: the parent's investment is their capital.
        open_books(world, entity, Till(world, entity))
        _run_balances(entity)
    for entity in world.entities:
        note_late(world, entity)
        plant_in_returns(world, entity)
    if loans:
        plant_dealings(world, loans)
    return world


def _live(world: World, entity: EntityBooks) -> None:
    till = Till(world, entity)
    book_bills(world, entity)
    settle(world, entity, till)
    add_old_parties(world, entity, till)
    capitalise(world, entity)
    dispose(world, entity, till)
    pay_wages(world, entity, till)
    close_months(world, entity, till)
    charge(world, entity)
    trade_abroad(world, entity, till)
    routine.run_house(world, entity, till)
    routine.pay_tds(world, entity, till)
    routine.set_off_gst(world, entity, till)
    routine.spend_cash(world, entity, till, world.size.cash // len(world.entities))
    trouble_ledgers(world, entity, till)
    double_a_party(world, entity)
    doubt_debt(world, entity)
    plant_on_bank(world, entity, till)
    share, rest = divmod(world.size.lines, len(world.entities))
    wanted = share + (rest if entity is world.entities[0] else 0)
    have = sum(1 for line in entity.lines if line.day <= world.quarter.last_day)
    routine.spend_small(world, entity, till, max(0, wanted - have))
    if world.gateway:
        collect_online(world, entity, till)
        plant_on_gateway(world, entity)
    note_transit(world, entity)
    leave_round_off(world, entity)
    draft_papers(entity)
    if world.export == "day_book":
        name_cost_centres(entity)
    _number_vouchers(world, entity)
    _link_troubles(world, entity)


def _number_vouchers(world: World, entity: EntityBooks) -> None:
    """Numbers by type in date order; sales and our own credit notes have theirs already."""
    rng = world.rng(f"numbers/{entity.code}")
    stems = {"Purchase": "P/", "Payment": "PMT/", "Receipt": "RCT/", "Contra": "CTR/", "Journal": "JV/", "Debit Note": "DN/"}
    rows = sorted((voucher for voucher in entity.vouchers if not voucher.number), key=lambda each: (each.type_name, each.day, each.order))
    for type_name, group in groupby(rows, key=attrgetter("type_name")):
        start = rng.randint(101, 900)
        for index, voucher in enumerate(group):
            voucher.number = f"{stems[type_name]}{start + index:04d}"


def _link_troubles(world: World, entity: EntityBooks) -> None:
    """Hints of troubles that name a voucher are known only now."""
    for trouble in world.troubles:
        if trouble.entity == entity.code and trouble.bill is not None and not trouble.vouchers:
            trouble.vouchers = list(trouble.bill.vouchers)


def _run_balances(entity: EntityBooks) -> None:
    """Sort each statement by day and give its lines their number and running balance."""
    for account in entity.accounts:
        balance = account.opening
        lines = sorted((line for line in entity.lines if line.account == account.number), key=lambda line: (line.day, line.amount < 0, line.order))
        for number, line in enumerate(lines, start=1):
            balance += line.amount
            line.number, line.balance = number, balance
