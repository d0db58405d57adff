"""Plants troubles between a payment gateway's reports, the books and the bank, after all three are written."""

from random import Random

from qrt.sim.world import BookVoucher, Draft, EntityBooks, Leg, WebSettlement, World


def plant_on_gateway(world: World, entity: EntityBooks) -> None:
    """A fee and a refund that nobody booked, a payment entered twice, a payout that the bank does not have, and one that came short."""
    rng = world.rng(f"gateway troubles/{entity.code}")
    free = [
        settled for settled in entity.web_settlements if settled.line is not None and settled.fee and all(event.kind == "payment" for event in settled.events)
    ]
    fee, twice, lost, short = rng.sample(free, 4)
    _fee_left_out(world, entity, fee)
    _refund_left_out(world, entity)
    _entered_twice(world, entity, twice, rng)
    _lost(world, entity, lost)
    _short(world, entity, short, rng)


def _take(entity: EntityBooks, voucher: BookVoucher) -> None:
    entity.vouchers[:] = [each for each in entity.vouchers if each is not voucher]


def _fee_left_out(world: World, entity: EntityBooks, settled: WebSettlement) -> None:
    (voucher,) = settled.kept
    _take(entity, voucher)
    settled.kept.clear()
    note = f"fee and GST of settlement setl_{settled.number} are not booked"
    legs = [Leg(entity.chart.name("gateway"), -settled.fee), Leg(entity.chart.name("gateway_fee"), settled.fee)]
    entity.drafts.append(Draft("gateway_fee", entity.code, settled.day, legs, note))
    for rule, amount in (("recon.gateway_fee", settled.fee), ("recon.gateway_fee_tax", settled.gst)):
        world.plant("gateway_fee_not_booked", (rule,), entity.code, note, amounts=(amount,), hints=[f"setl_{settled.number}"])


def _refund_left_out(world: World, entity: EntityBooks) -> None:
    refund = next((event for event in entity.web_events if event.kind == "refund" and any(event in settled.events for settled in entity.web_settlements)), None)
    if refund is None:
        return
    _take(entity, refund.vouchers.pop())
    number = f"rfnd_{refund.number}"
    world.plant("refund_not_booked", ("recon.refund_not_booked",), entity.code, f"refund {number} is not booked", amounts=(refund.gross,), hints=[number])


def _entered_twice(world: World, entity: EntityBooks, settled: WebSettlement, rng: Random) -> None:
    event = rng.choice(settled.events)
    first = event.vouchers[0]
    legs = [Leg(leg.ledger, leg.amount) for leg in first.legs]
    again = entity.post(BookVoucher(entity.code, first.kind, first.type_name, settled.day, legs, first.register, first.party, first.narration))
    rules = ("recon.payment_twice", "audit.duplicate_voucher", "ledger.duplicate")
    world.plant(
        "web_payment_twice", rules, entity.code, f"{event.order} is entered twice", amounts=(event.gross,), vouchers=[again], hints=[f"pay_{event.number}"]
    )


def _lost(world: World, entity: EntityBooks, settled: WebSettlement) -> None:
    entity.lines[:] = [line for line in entity.lines if line is not settled.line]
    settled.line = None
    rules = ("recon.settlement_not_received", "recon.books_only")
    note = f"payout {settled.utr} is not at the bank"
    world.plant("payout_not_received", rules, entity.code, note, amounts=(settled.net,), vouchers=list(settled.paid), hints=[settled.utr])


def _short(world: World, entity: EntityBooks, settled: WebSettlement, rng: Random) -> None:
    assert settled.line is not None
    gap = rng.randrange(20, min(settled.net // 200, 900)) * 100
    settled.line.amount -= gap
    rules = ("recon.settlement_differs", "recon.amount_differs", "recon.books_only", "recon.bank_only")
    note = f"payout {settled.utr} came {gap} paise short"
    world.plant(
        "payout_short",
        rules,
        entity.code,
        note,
        amounts=(gap, settled.net, settled.line.amount),
        vouchers=list(settled.paid),
        line=settled.line,
        hints=[settled.utr],
    )
