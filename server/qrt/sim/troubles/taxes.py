"""Plants troubles with the law: rates, heads, credit, reverse charge, tax deducted at source, repairs that are assets."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

from qrt.core.base.period import FinancialYear, Month
from qrt.sim.trade import make_purchase
from qrt.sim.troubles.bills import Planter, is_goods, take
from qrt.sim.world import Bill, EntityBooks, Item, Tax, World


def _deducted(*accounts: str) -> Callable[[Bill], bool]:
    return lambda bill: not bill.outward and bill.tds_ledger in accounts and bill.tds > 0 and bill.category != "advocate"


def _short_tds(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "short_tds", _deducted("tds_professional", "tds_rent", "tds_contractor")):
        right, bill.tds = bill.tds, bill.tds // 200 * 100
        world.plant(
            bill.trouble,
            ("tds.short_deducted",),
            entity.code,
            f"TDS of {bill.number} is {bill.tds} paise where {right} were due",
            amounts=(right - bill.tds, right),
            bill=bill,
        )


def _tds_not_deducted(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "tds_not_deducted", _deducted("tds_professional", "tds_contractor", "tds_commission")):
        right, bill.tds = bill.tds, 0
        world.plant(
            bill.trouble,
            ("tds.not_deducted", "tds.short_deducted"),
            entity.code,
            f"no TDS on {bill.number} of {bill.party.name}",
            amounts=(right, bill.tax.taxable),
            bill=bill,
        )


def _wrong_tds_section(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "wrong_tds_section", _deducted("tds_professional")):
        bill.tds_ledger = "tds_contractor"
        rules = ("tds.wrong_section", "tds.not_deducted", "tds.short_deducted")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"TDS on the fees of {bill.party.name} is booked under contractors",
            amounts=(bill.tds, bill.tax.taxable),
            bill=bill,
        )


def _capital_in_repairs(world: World, entity: EntityBooks, rng: Random) -> None:
    party = rng.choice(entity.suppliers["erection"])
    words = rng.choice(
        ("Supply and installation of new CNC spindle motor", "New hydraulic power pack with installation", "Purchase and erection of new conveyor line")
    )
    day = world.quarter.first_day + timedelta(days=rng.randrange(20, 60))
    item = Item(words, "998717", 1, "JOB", rng.randrange(260_000, 620_000, 1_000) * 100)
    bill = make_purchase(entity, party, day, [item], Decimal(18), "repairs", rng)
    bill.trouble, bill.paper, bill.tds_ledger = "capital_in_repairs", True, "tds_contractor"
    bill.tds = bill.tax.taxable // 5_000 * 100  # The erectors are companies: 2 %.
    world.plant(
        bill.trouble,
        ("audit.capital_in_repairs",),
        entity.code,
        f"{bill.items[0].description} is booked as repair",
        amounts=(bill.tax.taxable, bill.tax.total),
        bill=bill,
    )


def _wrong_tax_head(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "wrong_tax_head", lambda each: is_goods(each) and each.inter_state and each.tax.igst % 2 == 0):
        bill.booked = Tax(bill.tax.taxable, bill.tax.igst // 2, bill.tax.igst // 2)
        rules = ("gst.wrong_tax_head", "gst.mismatch_2b", "paper.amount_differs", "paper.tax_differs")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} is inter-state and booked with CGST and SGST",
            amounts=(bill.tax.gst, bill.tax.igst // 2),
            bill=bill,
        )


def _sales_head_wrong(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(
        entity, rng, "wrong_tax_head_sales", lambda each: each.outward and each.inter_state and each.document == "tax_invoice" and each.tax.igst % 2 == 0
    ):
        bill.tax = Tax(bill.tax.taxable, bill.tax.igst // 2, bill.tax.igst // 2)
        bill.agree(rounded=bool(bill.round_off))
        world.plant(
            bill.trouble,
            ("gst.wrong_tax_head", "document.head_of_tax"),
            entity.code,
            f"sale {bill.number} to another state charges CGST and SGST",
            amounts=(bill.tax.gst, bill.tax.cgst),
            bill=bill,
        )


def _rate_not_allowed(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "rate_not_allowed", is_goods):
        bill.rate = Decimal(12)
        bill.price(rounded=bool(bill.round_off))
        rules = ("gst.rate_not_allowed", "gst.tax_arithmetic")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} charges 12 %, a slab abolished on 22 September 2025",
            amounts=(bill.tax.gst, bill.tax.taxable),
            bill=bill,
        )


def _tax_arithmetic_error(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "tax_arithmetic_error", lambda each: is_goods(each) and each.tax.taxable > 20_000_00):
        slip = (bill.tax.gst // 2000 + 7) * 100
        wrong = bill.tax._replace(igst=bill.tax.igst + slip) if bill.inter_state else bill.tax._replace(cgst=bill.tax.cgst + slip, sgst=bill.tax.sgst + slip)
        bill.tax = wrong
        bill.agree(rounded=bool(bill.round_off))
        rules = ("gst.tax_arithmetic", "gst.rate_not_allowed", "document.arithmetic")
        world.plant(
            bill.trouble, rules, entity.code, f"the tax of {bill.number} is not its rate times its value", amounts=(slip, 2 * slip, wrong.gst), bill=bill
        )


def _rcm_not_booked(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "rcm_not_booked", lambda each: each.category == "freight" and each.reverse_charge):
        bill.rcm_booked = False
        rules = ("gst.rcm_not_booked", "gst.missing_in_books", "gst.mismatch_2b")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"freight {bill.number} of {bill.party.name} without reverse charge",
            amounts=(bill.tax.gst, bill.tax.taxable),
            bill=bill,
        )


def _blocked_credit(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "blocked_credit", lambda each: each.category in {"catering", "car_hire"}):
        bill.credit_taken = True
        world.plant(
            bill.trouble,
            ("gst.blocked_credit",),
            entity.code,
            f"credit taken on {bill.items[0].description.lower()} {bill.number}",
            amounts=(bill.tax.gst,),
            bill=bill,
        )


def _itc_time_barred(world: World, entity: EntityBooks, rng: Random) -> None:
    year = FinancialYear(world.quarter.fy_start - 2)
    booked = world.quarter.first_day + timedelta(days=rng.randrange(5, 80))
    bill = make_purchase(
        entity,
        rng.choice(entity.suppliers["goods"]),
        year.last_day - timedelta(days=rng.randrange(2, 40)),
        [Item("Copper wire", "74081190", 40, "KGS", 61_500)],
        Decimal(18),
        "goods",
        rng,
    )
    bill.trouble, bill.paper, bill.booked_day = "itc_time_barred", True, booked
    bill.reported_month, bill.itc_available, bill.itc_reason = Month.of(booked), False, "C"
    rules = ("gst.itc_unavailable", "gst.time_barred", "gst.unpaid_180_days", "document.before_year", "audit.cutoff")
    world.plant(
        bill.trouble, rules, entity.code, f"{bill.number} is of {bill.day:%d-%m-%Y}: its credit lapsed", amounts=(bill.tax.gst, bill.tax.total), bill=bill
    )


def _itc_wrong_pos(world: World, entity: EntityBooks, rng: Random) -> None:
    hotel = rng.choice(entity.suppliers["hotel"])
    day = world.quarter.first_day + timedelta(days=rng.randrange(8, 80))
    bill = make_purchase(entity, hotel, day, [Item("Hotel stay, 3 nights", "996311", 3, "DAY", rng.randrange(8_000, 12_000) * 100)], Decimal(18), "hotel", rng)
    bill.trouble, bill.paper, bill.inter_state, bill.place_of_supply = "itc_wrong_pos", True, False, hotel.state
    bill.price(rounded=bool(bill.round_off))
    bill.itc_available, bill.itc_reason = False, "P"
    rules = ("gst.itc_unavailable", "gst.wrong_tax_head", "document.head_of_tax", "gst.blocked_credit")
    world.plant(
        bill.trouble,
        rules,
        entity.code,
        f"{bill.number}: place of supply is another state, so its credit is not ours",
        amounts=(bill.tax.gst, bill.tax.cgst),
        bill=bill,
    )


TAXES: tuple[Planter, ...] = (
    _short_tds,
    _tds_not_deducted,
    _wrong_tds_section,
    _capital_in_repairs,
    _wrong_tax_head,
    _sales_head_wrong,
    _rate_not_allowed,
    _tax_arithmetic_error,
    _rcm_not_booked,
    _blocked_credit,
    _itc_time_barred,
    _itc_wrong_pos,
)
