"""Sales over the web that a payment gateway collects: receipts, refunds, settlements with their fee, and payouts to the bank."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from qrt.core.base.money import Paise, apply_rate
from qrt.sim.banking import Till
from qrt.sim.trade import PRODUCTS, priced_items, take_back
from qrt.sim.world import Bill, BillRef, BookVoucher, EntityBooks, Leg, Party, Tax, WebEvent, WebSettlement, World, spread, working

BUYERS = "Online Customers"
GATEWAY = "Razorpay"
SALES = {"small": 40, "medium": 400, "large": 900}
"""Web sales of a quarter, over all entities."""
RATE, GST = Decimal(2), Decimal(18)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


def sell_online(world: World, entity: EntityBooks) -> None:
    """The web shop's bills, and two that are given back whole."""
    rng = world.rng(f"online/{entity.code}")
    party = Party(BUYERS, entity.state, "", "", "", entity.city, entity.pin, "online", credit_days=0)
    fy = f"{world.quarter.fy_start % 100}-{(world.quarter.fy_start + 1) % 100:02d}"
    made: list[Bill] = []
    for index, day in enumerate(spread(rng, world.quarter, SALES[world.size.name] // len(world.entities)), start=1):
        items, rate = priced_items(rng, PRODUCTS, 400, 12_000)
        bill = Bill(entity.code, True, party, f"WEB/{fy}/{index:04d}", day, items, rate, Tax(0), entity.state, False, "sales_goods")
        bill.branch = rng.choice(entity.branches) if entity.branches else ""
        bill.price(rounded=True)
        entity.bills.append(bill)
        made.append(bill)
    for index, bill in enumerate(rng.sample(made[: len(made) * 2 // 3], 2), start=1):
        take_back(entity, bill, f"WCN/{fy}/{index:03d}", working(bill.day + timedelta(days=4)))


def collect_online(world: World, entity: EntityBooks, till: Till) -> None:
    """Every bill is paid on its day and booked on the gateway's ledger; refunds follow credit notes; two working days later the gateway settles."""
    rng = world.rng(f"gateway/{entity.code}")
    own, buyers = entity.chart.name("gateway"), entity.chart.name("debtor", party=BUYERS)
    events: list[WebEvent] = []
    for bill in [bill for bill in entity.bills if bill.party.category == "online" and bill.vouchers]:
        amount = bill.vouchers[0].legs[0].amount
        refund = bill.document == "credit_note"
        event = WebEvent("refund" if refund else "payment", bill.day, amount, _number(rng), bill.number)
        if not refund:
            event.fee = apply_rate(Paise(amount), RATE)
            event.gst = apply_rate(Paise(event.fee), GST)
        words = f"Being refund of {bill.original} by {GATEWAY} rfnd_{event.number}" if refund else f"Being {GATEWAY} pay_{event.number} for {bill.number}"
        event.order = bill.original if refund else bill.number
        refs = [BillRef(event.order, "against", -amount)]
        legs = [Leg(buyers, -amount, refs), Leg(own, amount)]
        kind = "payment" if refund else "receipt"
        event.vouchers.append(entity.post(BookVoucher(entity.code, kind, kind.title(), bill.day, legs, f"book:{own}", BUYERS, words)))
        events.append(event)
    entity.web_events = events
    _settle(world, entity, till, rng, own)


def _settle(world: World, entity: EntityBooks, till: Till, rng: Random, own: str) -> None:
    by_day: dict[date, list[WebEvent]] = {}
    for event in sorted(entity.web_events, key=lambda each: (each.day, each.number)):
        by_day.setdefault(working(event.day + timedelta(days=2)), []).append(event)
    account = entity.accounts[0]
    waiting: list[WebEvent] = []
    for day in sorted(by_day):
        waiting += by_day[day]
        if day > world.quarter.last_day or sum(event.net for event in waiting) <= 0:
            continue  # What is given back waits until as much has come in.
        events, waiting = waiting, []
        settled = WebSettlement(_number(rng), till.reference(account, "NEFT", day, incoming=True), day, events)
        fees = Leg(entity.chart.name("gateway_fee"), settled.fee + settled.gst)
        if fees.amount:
            words = f"Being fee of {GATEWAY} with GST, settlement setl_{settled.number}"
            voucher = BookVoucher(entity.code, "payment", "Payment", day, [fees, Leg(own, -fees.amount)], f"book:{own}", GATEWAY, words)
            settled.kept.append(entity.post(voucher))
        words = f"Being {GATEWAY} settlement setl_{settled.number} UTR {settled.utr}"
        legs = [Leg(account.ledger, settled.net), Leg(own, -settled.net)]
        voucher = BookVoucher(entity.code, "contra", "Contra", day, legs, f"book:{account.ledger}", own, words, reference=settled.utr)
        settled.paid.append(entity.post(voucher))
        said = f"NEFT CR-YESB0000001-RAZORPAY SOFTWARE PVT LTD-{settled.utr}"
        settled.line = till.line(account, day, settled.net, said, settled.utr, list(settled.paid))
        entity.web_settlements.append(settled)


def _number(rng: Random) -> str:
    return "".join(rng.choices(_LETTERS, k=14))
