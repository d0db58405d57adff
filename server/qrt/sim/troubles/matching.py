"""Plants troubles between paper, books and portal: what one of them has and another has not, or has otherwise."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from qrt.sim.trade import make_purchase, take_back
from qrt.sim.troubles.bills import Planter, is_goods, take, wrong_digit
from qrt.sim.world import BookVoucher, EntityBooks, Item, World, tax_on


def _duplicate_invoice(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "duplicate_invoice", is_goods):
        rules = ("gst.duplicate_invoice", "paper.duplicate", "gst.missing_in_2b", "gst.number_differs")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} of {bill.party.name} is booked twice",
            amounts=(bill.tax.total, bill.tax.gst, bill.payable),
            bill=bill,
        )


def _gstin_digit_wrong(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "gstin_digit_wrong", lambda each: is_goods(each) and each.party.master_gstin == each.party.gstin):
        party = bill.party
        party.master_gstin = wrong_digit(party.gstin, rng)
        rules = (
            "gst.gstin_invalid",
            "gst.gstin_typo",
            "document.gstin_invalid",
            "paper.gstin_differs",
            "gst.pan_differs",
            "gst.missing_in_2b",
            "gst.missing_in_books",
            "gst.mismatch_2b",
        )
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"the ledger master of {party.name} has {party.master_gstin} for {party.gstin}",
            bill=bill,
            hints=[party.master_gstin, party.gstin, party.name],
        )


def _paper_gstin_wrong(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "paper_gstin_wrong", is_goods):
        bill.printed_buyer_gstin = wrong_digit(entity.gstin, rng)
        rules = ("document.gstin_invalid", "document.not_ours", "paper.gstin_differs", "gst.gstin_invalid", "gst.gstin_typo")
        world.plant(
            bill.trouble, rules, entity.code, f"{bill.number} prints our GSTIN as {bill.printed_buyer_gstin}", bill=bill, hints=[bill.printed_buyer_gstin]
        )


def _missing_in_2b(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "missing_in_2b", is_goods):
        bill.reported = bill.reported_month = None
        world.plant(
            bill.trouble, ("gst.missing_in_2b",), entity.code, f"{bill.number} of {bill.party.name} is not in GSTR-2B", amounts=(bill.tax.gst,), bill=bill
        )


def _missing_in_books(world: World, entity: EntityBooks, rng: Random) -> None:
    day = world.quarter.first_day + timedelta(days=rng.randrange(5, 80))
    bill = make_purchase(
        entity,
        rng.choice(entity.suppliers["goods"]),
        day,
        [Item("Ball bearing 6204", "84821020", rng.randrange(5, 60), "NOS", 41_350)],
        Decimal(18),
        "goods",
        rng,
    )
    bill.trouble, bill.booked = "missing_in_books", None
    world.plant(
        bill.trouble,
        ("gst.missing_in_books",),
        entity.code,
        f"{bill.number} of {bill.party.name} stands in GSTR-2B only",
        amounts=(bill.tax.gst, bill.tax.total),
        bill=bill,
    )


def _invoice_not_booked(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "invoice_not_booked", is_goods):
        bill.booked = None
        amounts = (bill.tax.gst, bill.tax.total, bill.payable)
        world.plant(
            bill.trouble,
            ("paper.not_booked", "gst.missing_in_books", "audit.cutoff"),
            entity.code,
            f"{bill.number} of {bill.party.name} was never booked",
            amounts=amounts,
            bill=bill,
        )


def _credit_note_not_booked(world: World, entity: EntityBooks, rng: Random) -> None:
    day_max = world.quarter.last_day - timedelta(days=15)
    if origin := take(entity, rng, "has_unbooked_note", lambda each: is_goods(each) and each.day < day_max):
        note = take_back(entity, origin, f"CRN-{rng.randint(1000, 9999)}", origin.day + timedelta(days=9))
        note.trouble, note.booked, note.paper = "credit_note_not_booked", None, True
        amounts = (note.tax.gst, note.tax.total, note.payable)
        world.plant(
            note.trouble,
            ("paper.not_booked", "gst.missing_in_books"),
            entity.code,
            f"credit note {note.number} of {note.party.name} was never booked",
            amounts=amounts,
            bill=note,
        )


def _mismatch_2b(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "mismatch_2b", is_goods):
        bill.reported = tax_on(bill.tax.taxable - (bill.tax.taxable // 10 // 100) * 100 - 1_234_00, bill.rate, bill.inter_state)
        amounts = (bill.tax.gst - bill.reported.gst, bill.tax.total - bill.reported.total, bill.tax.taxable - bill.reported.taxable)
        world.plant(
            bill.trouble,
            ("gst.mismatch_2b", "gst.missing_in_2b", "gst.missing_in_books"),
            entity.code,
            f"{bill.number}: the portal has less than the books",
            amounts=amounts,
            bill=bill,
        )


def _cutoff_error(world: World, entity: EntityBooks, rng: Random) -> None:
    day = world.quarter.last_day + timedelta(days=rng.randrange(2, 6))
    item = Item("Hydraulic hose", "40092200", rng.randrange(20, 90), "MTR", 68_500)
    bill = make_purchase(entity, rng.choice(entity.suppliers["goods"]), day, [item], Decimal(18), "goods", rng)
    bill.trouble, bill.paper, bill.booked_day, bill.reported, bill.reported_month = "cutoff_error", True, world.quarter.last_day - timedelta(days=1), None, None
    rules = ("audit.cutoff", "paper.date_differs", "document.after_period", "gst.missing_in_2b")
    world.plant(
        bill.trouble,
        rules,
        entity.code,
        f"{bill.number} is of {day:%d-%m-%Y} and was booked in the quarter",
        amounts=(bill.tax.total, bill.tax.gst, bill.tax.taxable, bill.payable),
        bill=bill,
    )


def _transposed_amount(world: World, entity: EntityBooks, rng: Random) -> None:
    """Two digits of the taxable value change places when it is typed in."""
    if bill := take(entity, rng, "transposed_amount_in_books", lambda each: is_goods(each) and len(set(str(each.tax.taxable // 100)[1:3])) == 2):
        digits = list(str(bill.tax.taxable // 100))
        digits[1], digits[2] = digits[2], digits[1]
        bill.booked = tax_on(int("".join(digits)) * 100 + bill.tax.taxable % 100, bill.rate, bill.inter_state)
        bill.booked_round_off = 0
        differences = tuple(
            abs(left - right)
            for left, right in zip((bill.tax.taxable, bill.tax.gst, bill.tax.total), (bill.booked.taxable, bill.booked.gst, bill.booked.total), strict=True)
        )
        rules = ("paper.amount_differs", "paper.tax_differs", "gst.mismatch_2b")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} is booked with two digits changed over",
            amounts=(*differences, abs(bill.payable - bill.booked.total)),
            bill=bill,
        )


def _round_off_difference(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := take(entity, rng, "round_off_difference", lambda each: is_goods(each) and each.round_off != 0):
        bill.booked_round_off = 0
        world.plant(
            bill.trouble,
            ("paper.amount_differs",),
            entity.code,
            f"the round-off of {bill.number} is not booked",
            amounts=(abs(bill.round_off),),
            bill=bill,
            optional=True,
        )


def _own_numbers(world: World, entity: EntityBooks, rng: Random) -> None:
    """One sales number that nobody can find, and one cancelled voucher, which is no fault."""
    for kind, rules in (("number_gap", ("voucher.number_gap",)), ("cancelled_voucher", ())):
        ours = [bill for bill in entity.bills if bill.outward and bill.document == "tax_invoice" and bill.category != "group" and not bill.trouble]
        series = [bill for bill in ours if bill.branch == ours[0].branch]
        notes = {bill.original for bill in entity.bills}
        inner = [bill for bill in series[2:-2] if bill.number not in notes]
        if not inner:
            continue
        bill = rng.choice(inner)
        entity.bills.remove(bill)
        trouble = world.plant(
            kind,
            rules,
            entity.code,
            f"sales number {bill.number} {'is missing' if rules else 'was cancelled'}",
            hints=[bill.number, bill.number.rpartition("/")[2], bill.number.rpartition("/")[2].lstrip("0")],
        )
        if not rules:
            kind_name = "Sales-GST" if entity.chart.style == 2 else "Sales"
            voucher = BookVoucher(
                entity.code, "sales", kind_name, bill.day, [], "sales", "(cancelled )", number=bill.number, branch=bill.branch, cancelled=True
            )
            trouble.vouchers.append(entity.post(voucher))


def plant_between(world: World) -> None:
    """A sister company that books an intercompany invoice with another amount, or not at all."""
    rng = world.rng("between")
    for entity in world.entities:
        mirrors = [bill for bill in entity.bills if bill.category == "group" and not bill.outward and bill.document == "tax_invoice" and not bill.trouble]
        if not mirrors:
            continue
        bill = rng.choice(mirrors)
        bill.trouble, bill.paper = "intercompany_unagreed", True
        short = bill.tax.taxable // 20 // 100 * 100
        bill.booked = None if rng.random() < 0.5 else tax_on(bill.tax.taxable - short, bill.rate, bill.inter_state)
        bill.booked_round_off = 0
        off = bill.payable - (bill.booked.total if bill.booked else 0)
        rules = ("consol.intercompany_difference", "paper.not_booked", "paper.amount_differs", "paper.tax_differs", "gst.missing_in_books", "gst.mismatch_2b")
        amounts = (off, bill.tax.taxable - (bill.booked.taxable if bill.booked else 0))
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} of {bill.party.name} stands in one company's books only, or with another amount",
            amounts=amounts,
            bill=bill,
            other=bill.party.entity,
        )


MATCHING: tuple[Planter, ...] = (
    _duplicate_invoice,
    _gstin_digit_wrong,
    _paper_gstin_wrong,
    _missing_in_2b,
    _missing_in_books,
    _invoice_not_booked,
    _credit_note_not_booked,
    _mismatch_2b,
    _cutoff_error,
    _transposed_amount,
    _round_off_difference,
    _own_numbers,
)
