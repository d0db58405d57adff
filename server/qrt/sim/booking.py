"""Turns bills into vouchers, as the company's accountant did, right or wrong."""

from dataclasses import replace
from datetime import timedelta

from qrt.sim.chart import rate_text
from qrt.sim.trade import EXPENSE_LEDGER
from qrt.sim.world import Bill, BillRef, BookVoucher, Draft, EntityBooks, Leg, Tax, World


def book_bills(world: World, entity: EntityBooks) -> None:
    """A voucher for each bill that the books know, in date order. Sister companies' purchases are booked by `book_group`."""
    for bill in sorted(entity.bills, key=lambda each: (each.booked_day or each.day, each.number)):
        if bill.booked is not None:
            bill.vouchers.append(entity.post(voucher_of(entity, bill)))
            if bill.trouble == "duplicate_invoice":
                again = voucher_of(entity, bill)
                again.reference = again.reference.replace("/", "-").replace("--", "-") + ("" if "/" in again.reference else " ")
                again.reference = again.reference.strip()
                again.legs[0].bills[0].name = again.reference
                bill.vouchers.append(entity.post(again))


def voucher_of(entity: EntityBooks, bill: Bill) -> BookVoucher:
    """The voucher of a bill by what the books think of it."""
    assert bill.booked is not None and bill.booked_day is not None
    legs = _outward(entity, bill, bill.booked) if bill.outward else _inward(entity, bill, bill.booked)
    if bill.document == "credit_note":
        legs = [Leg(leg.ledger, -leg.amount) for leg in legs]
    if legs[0].amount:
        due = bill.day + timedelta(days=bill.party.credit_days) if bill.document == "tax_invoice" else bill.day
        legs[0].bills = [BillRef(bill.booked_number or bill.number, "new", legs[0].amount, bill.day, due)]
    kind = {(True, "tax_invoice"): "sales", (False, "tax_invoice"): "purchase", (True, "credit_note"): "credit_note", (False, "credit_note"): "debit_note"}
    key = kind[(bill.outward, bill.document)]
    type_name = {"sales": "Sales", "purchase": "Purchase", "credit_note": "Credit Note", "debit_note": "Debit Note"}[key]
    if key == "sales" and entity.chart.style == 2:
        type_name = "Sales-GST"
    what = bill.items[0].description
    voucher = BookVoucher(entity.code, key, type_name, bill.booked_day, legs, key, bill.party.name, branch=bill.branch, party_gstin=bill.party.master_gstin)
    if bill.outward:
        voucher.number = bill.booked_number
        voucher.narration = f"Being {what} sold" if bill.document == "tax_invoice" else f"Being {what} against {bill.original}"
    else:
        voucher.reference, voucher.reference_day = bill.booked_number, bill.day
        voucher.narration = f"Being {what} as per bill no. {bill.booked_number} dt. {bill.day:%d-%m-%Y}"
    return voucher


def draft_papers(entity: EntityBooks) -> None:
    """The voucher that each paper without one asks for."""
    for bill in entity.bills:
        if bill.booked is None and bill.paper:
            told = replace(bill)
            told.booked, told.booked_day, told.booked_number, told.booked_round_off = bill.tax, bill.day, bill.number, bill.round_off
            voucher = voucher_of(entity, told)
            note = f"{bill.number} of {bill.party.name} is a paper without a voucher"
            lines = [leg for leg in voucher.legs if leg.amount]
            entity.drafts.append(Draft("paper", entity.code, bill.day, lines, note, party=bill.party.name, reference=bill.number, bill=bill))


_CENTRES = ("Factory", "Head Office", "Sales Office")


def name_cost_centres(entity: EntityBooks) -> None:
    """Each expense belongs to the cost centre that its ledger is run from."""
    for voucher in entity.vouchers:
        for leg in voucher.legs:
            if entity.chart.ledgers[leg.ledger].nature == "expense":
                leg.cost_centre = _CENTRES[sum(map(ord, leg.ledger)) % 3]


def heads_of(tax: Tax) -> tuple[tuple[str, int], ...]:
    return tuple((head, amount) for head, amount in (("igst", tax.igst), ("cgst", tax.cgst), ("sgst", tax.sgst)) if amount)


def _outward(entity: EntityBooks, bill: Bill, tax: Tax) -> list[Leg]:
    chart = entity.chart
    if bill.document == "credit_note":
        income = chart.name("sales_return")
    elif bill.category == "group":
        income = chart.name("sales_group")
    else:
        income = chart.name(bill.category, rate=rate_text(bill.rate))
    legs = [Leg(chart.name("debtor", party=bill.party.name), tax.total + bill.booked_round_off), Leg(income, -tax.taxable)]
    legs += [Leg(chart.gst("output", head, bill.rate), -amount) for head, amount in heads_of(tax)]
    return [*legs, Leg(chart.name("round_off"), -bill.booked_round_off)]


def expense_ledger(entity: EntityBooks, bill: Bill) -> str:
    """The account that a purchase is booked under."""
    chart = entity.chart
    if bill.document == "credit_note":
        return chart.name("purchase_return")
    if bill.category == "goods":
        return chart.name("purchase_goods", rate=rate_text(bill.rate))
    if bill.category in {"group", "capital"}:
        return chart.name({"group": "purchase_group", "capital": "machinery"}[bill.category])
    return chart.name(EXPENSE_LEDGER.get(bill.category, bill.category))


def _inward(entity: EntityBooks, bill: Bill, tax: Tax) -> list[Leg]:
    chart = entity.chart
    legs: list[Leg] = []
    if bill.reverse_charge:
        owed = tax.taxable
        if bill.rcm_booked:
            for head, amount in heads_of(tax):
                legs += [Leg(chart.gst("rcm_input", head, bill.rate), amount), Leg(chart.gst("rcm_output", head, bill.rate), -amount)]
    elif bill.credit_taken:
        owed = tax.total
        legs += [Leg(chart.gst("input", head, bill.rate), amount) for head, amount in heads_of(tax)]
    else:
        owed = tax.total
        legs.append(Leg(chart.name("ineligible_gst"), tax.gst))
    owed += bill.booked_round_off
    tds = [Leg(chart.name(bill.tds_ledger), -bill.tds)] if bill.tds else []
    creditor = Leg(chart.name("creditor", party=bill.party.name), -(owed - bill.tds))
    return [creditor, Leg(expense_ledger(entity, bill), tax.taxable), *legs, Leg(chart.name("round_off"), bill.booked_round_off), *tds]


def book_group(world: World) -> None:
    """Sister companies book what was sold to them: the other side of an intercompany sale is a purchase bill."""
    by_code = {entity.code: entity for entity in world.entities}
    for seller in world.entities:
        for bill in [each for each in seller.bills if each.category == "group" and each.outward]:
            buyer = by_code[bill.party.entity]
            seen = next(sister for sister in buyer.sisters if sister.entity == seller.code)
            mirror = Bill(
                buyer.code,
                False,
                seen,
                bill.number,
                bill.day,
                bill.items,
                bill.rate,
                bill.tax,
                buyer.state,
                bill.inter_state,
                "group",
                document=bill.document,
                original=bill.original,
            )
            mirror.price(rounded=bool(bill.round_off))
            mirror.agree(rounded=bool(bill.round_off))
            buyer.bills.append(mirror)
