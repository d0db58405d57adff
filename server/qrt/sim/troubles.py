"""Plants troubles on bills, before they are booked. Each kind has a name and the rules that would be a right answer to it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.period import FinancialYear, Month
from qrt.sim.names import gstin
from qrt.sim.trade import make_purchase, service_bill, take_back
from qrt.sim.world import Bill, BookVoucher, EntityBooks, Item, Tax, World, tax_on

Planter = Callable[[World, EntityBooks, Random], None]


def plant_on_bills(world: World, entity: EntityBooks) -> None:
    """Plant every kind `size.troubles` times on an entity's bills. A kind that finds no bill left for it is simply not planted."""
    rng = world.rng(f"troubles/{entity.code}")
    for planter in _PLANTERS:
        for _ in range(world.size.troubles):
            planter(world, entity, rng)
    _miss_rent(world, entity, rng)


def _take(entity: EntityBooks, rng: Random, kind: str, fits: Callable[[Bill], bool]) -> Bill | None:
    """A bill without a trouble yet, which from now on has this one and a paper."""
    free = [bill for bill in entity.bills if not bill.trouble and bill.booked is not None and bill.category != "group" and fits(bill)]
    if not free:
        return None
    bill = rng.choice(free)
    bill.trouble, bill.paper = kind, True
    return bill


def _goods(bill: Bill) -> bool:
    return not bill.outward and bill.category == "goods" and bill.document == "tax_invoice" and bill.tax.taxable > 5_000_00


def _duplicate_invoice(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "duplicate_invoice", _goods):
        rules = ("gst.duplicate_invoice", "paper.duplicate", "gst.missing_in_2b", "audit.duplicate_invoice")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} of {bill.party.name} is booked twice",
            amounts=(bill.tax.total, bill.tax.gst, bill.payable),
            bill=bill,
        )


def wrong_digit(number: str, rng: Random) -> str:
    """The GSTIN with one digit of its PAN changed, so that the check character no longer fits."""
    while True:
        place = rng.randrange(7, 11)
        changed = number[:place] + str((int(number[place]) + rng.randint(1, 8)) % 10) + number[place + 1 :]
        if changed != number and gstin_fault(changed):
            return changed


def _gstin_digit_wrong(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "gstin_digit_wrong", lambda each: _goods(each) and each.party.master_gstin == each.party.gstin):
        party = bill.party
        party.master_gstin = wrong_digit(party.gstin, rng)
        rules = (
            "gst.gstin_invalid",
            "gst.gstin_typo",
            "document.gstin_invalid",
            "paper.gstin_differs",
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
    if bill := _take(entity, rng, "paper_gstin_wrong", _goods):
        bill.printed_buyer_gstin = wrong_digit(entity.gstin, rng)
        rules = ("document.gstin_invalid", "paper.gstin_differs", "gst.gstin_invalid", "gst.gstin_typo")
        world.plant(
            bill.trouble, rules, entity.code, f"{bill.number} prints our GSTIN as {bill.printed_buyer_gstin}", bill=bill, hints=[bill.printed_buyer_gstin]
        )


def _missing_in_2b(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "missing_in_2b", _goods):
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
    if bill := _take(entity, rng, "invoice_not_booked", _goods):
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
    if origin := _take(entity, rng, "has_unbooked_note", lambda each: _goods(each) and each.day < day_max):
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
    if bill := _take(entity, rng, "mismatch_2b", _goods):
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


def _deducted(*accounts: str) -> Callable[[Bill], bool]:
    return lambda bill: not bill.outward and bill.tds_ledger in accounts and bill.tds > 0 and bill.category != "advocate"


def _short_tds(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "short_tds", _deducted("tds_professional", "tds_rent", "tds_contractor")):
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
    if bill := _take(entity, rng, "tds_not_deducted", _deducted("tds_professional", "tds_contractor", "tds_commission")):
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
    if bill := _take(entity, rng, "wrong_tds_section", _deducted("tds_professional")):
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


def _cutoff_error(world: World, entity: EntityBooks, rng: Random) -> None:
    day = world.quarter.last_day + timedelta(days=rng.randrange(2, 6))
    item = Item("Hydraulic hose", "40092200", rng.randrange(20, 90), "MTR", 68_500)
    bill = make_purchase(entity, rng.choice(entity.suppliers["goods"]), day, [item], Decimal(18), "goods", rng)
    bill.trouble, bill.paper, bill.booked_day, bill.reported, bill.reported_month = "cutoff_error", True, world.quarter.last_day - timedelta(days=1), None, None
    rules = ("audit.cutoff", "paper.date_differs", "gst.missing_in_2b")
    world.plant(
        bill.trouble,
        rules,
        entity.code,
        f"{bill.number} is of {day:%d-%m-%Y} and was booked in the quarter",
        amounts=(bill.tax.total, bill.tax.gst, bill.tax.taxable, bill.payable),
        bill=bill,
    )


def _capital_in_repairs(world: World, entity: EntityBooks, rng: Random) -> None:
    party = rng.choice(entity.suppliers["repairs"])
    bill = service_bill(entity, party, world.quarter.first_day + timedelta(days=rng.randrange(20, 60)), rng, rng.randrange(260_000, 620_000, 1_000) * 100)
    bill.items[0].description = rng.choice(
        ("Supply and installation of new CNC spindle motor", "New hydraulic power pack with installation", "Purchase and erection of new conveyor line")
    )
    bill.trouble, bill.paper, bill.tds_ledger = "capital_in_repairs", True, "tds_contractor"
    bill.tds = bill.tax.taxable // (10_000 if party.pan[3] in "PH" else 5_000) * 100
    world.plant(
        bill.trouble,
        ("audit.capital_in_repairs",),
        entity.code,
        f"{bill.items[0].description} is booked as repair",
        amounts=(bill.tax.taxable, bill.tax.total),
        bill=bill,
    )


def _wrong_tax_head(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "wrong_tax_head", lambda each: _goods(each) and each.inter_state and each.tax.igst % 2 == 0):
        bill.booked = Tax(bill.tax.taxable, bill.tax.igst // 2, bill.tax.igst // 2)
        rules = ("gst.wrong_tax_head", "gst.mismatch_2b", "paper.amount_differs")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} is inter-state and booked with CGST and SGST",
            amounts=(bill.tax.gst, bill.tax.igst // 2),
            bill=bill,
        )


def _rate_not_allowed(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "rate_not_allowed", _goods):
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
    if bill := _take(entity, rng, "tax_arithmetic_error", lambda each: _goods(each) and each.tax.taxable > 20_000_00):
        slip = (bill.tax.gst // 2000 + 7) * 100
        wrong = bill.tax._replace(igst=bill.tax.igst + slip) if bill.inter_state else bill.tax._replace(cgst=bill.tax.cgst + slip, sgst=bill.tax.sgst + slip)
        bill.tax = wrong
        bill.agree(rounded=bool(bill.round_off))
        rules = ("gst.tax_arithmetic", "gst.rate_not_allowed", "document.arithmetic")
        world.plant(
            bill.trouble, rules, entity.code, f"the tax of {bill.number} is not its rate times its value", amounts=(slip, 2 * slip, wrong.gst), bill=bill
        )


def _rcm_not_booked(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "rcm_not_booked", lambda each: each.category == "freight" and each.reverse_charge):
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
    if bill := _take(entity, rng, "blocked_credit", lambda each: each.category in {"catering", "car_hire"}):
        bill.credit_taken = True
        world.plant(
            bill.trouble,
            ("gst.blocked_credit",),
            entity.code,
            f"credit taken on {bill.items[0].description.lower()} {bill.number}",
            amounts=(bill.tax.gst,),
            bill=bill,
        )


def _transposed_amount(world: World, entity: EntityBooks, rng: Random) -> None:
    """Two digits of the taxable value change places when it is typed in."""
    if bill := _take(entity, rng, "transposed_amount_in_books", lambda each: _goods(each) and len(set(str(each.tax.taxable // 100)[1:3])) == 2):
        digits = list(str(bill.tax.taxable // 100))
        digits[1], digits[2] = digits[2], digits[1]
        bill.booked = tax_on(int("".join(digits)) * 100 + bill.tax.taxable % 100, bill.rate, bill.inter_state)
        bill.booked_round_off = 0
        differences = tuple(
            abs(left - right)
            for left, right in zip((bill.tax.taxable, bill.tax.gst, bill.tax.total), (bill.booked.taxable, bill.booked.gst, bill.booked.total), strict=True)
        )
        rules = ("paper.amount_differs", "gst.mismatch_2b")
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} is booked with two digits changed over",
            amounts=(*differences, abs(bill.payable - bill.booked.total)),
            bill=bill,
        )


def _round_off_difference(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng, "round_off_difference", lambda each: _goods(each) and each.round_off != 0):
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
    rules = ("gst.itc_unavailable", "gst.itc_time_barred", "audit.cutoff")
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
    rules = ("gst.itc_unavailable", "gst.wrong_tax_head", "gst.blocked_credit")
    world.plant(
        bill.trouble,
        rules,
        entity.code,
        f"{bill.number}: place of supply is another state, so its credit is not ours",
        amounts=(bill.tax.gst, bill.tax.cgst),
        bill=bill,
    )


def _sales_head_wrong(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(
        entity, rng, "wrong_tax_head_sales", lambda each: each.outward and each.inter_state and each.document == "tax_invoice" and each.tax.igst % 2 == 0
    ):
        bill.tax = Tax(bill.tax.taxable, bill.tax.igst // 2, bill.tax.igst // 2)
        bill.agree(rounded=bool(bill.round_off))
        world.plant(
            bill.trouble,
            ("gst.wrong_tax_head",),
            entity.code,
            f"sale {bill.number} to another state charges CGST and SGST",
            amounts=(bill.tax.gst, bill.tax.cgst),
            bill=bill,
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
        trouble = world.plant(kind, rules, entity.code, f"sales number {bill.number} {'is missing' if rules else 'was cancelled'}", hints=[bill.number])
        if not rules:
            kind_name = "Sales-GST" if entity.chart.style == 2 else "Sales"
            voucher = BookVoucher(
                entity.code, "sales", kind_name, bill.day, [], "sales", "(cancelled )", number=bill.number, branch=bill.branch, cancelled=True
            )
            trouble.vouchers.append(entity.post(voucher))


def _miss_rent(world: World, entity: EntityBooks, rng: Random) -> None:
    month = world.quarter.months[1]
    rents = [bill for bill in entity.bills if bill.category == "rent" and bill.day in month and not bill.trouble]
    if rents:
        bill = rng.choice(rents)
        entity.bills.remove(bill)
        world.plant(
            "missing_month_rent",
            ("audit.missing_recurring",),
            entity.code,
            f"no rent of {month} from {bill.party.name}",
            amounts=(bill.tax.taxable, bill.tax.total),
            hints=[bill.party.name],
        )


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
        rules = ("consol.intercompany_difference", "paper.not_booked", "paper.amount_differs", "gst.missing_in_books", "gst.mismatch_2b")
        amounts = (off, bill.tax.taxable - (bill.booked.taxable if bill.booked else 0))
        world.plant(
            bill.trouble,
            rules,
            entity.code,
            f"{bill.number} of {bill.party.name} stands in one company's books only, or with another amount",
            amounts=amounts,
            bill=bill,
        )


def foreign_gstin(entity: EntityBooks) -> str:
    """A valid GSTIN that is not the entity's: the same letters under another state."""
    return gstin("30", entity.pan[:5] + f"{(int(entity.pan[5:9]) + 77) % 9999 + 1:04d}" + entity.pan[9])


_PLANTERS: tuple[Planter, ...] = (
    _duplicate_invoice, _gstin_digit_wrong, _paper_gstin_wrong, _missing_in_2b, _missing_in_books, _invoice_not_booked, _credit_note_not_booked, _mismatch_2b, _short_tds,
    _tds_not_deducted, _wrong_tds_section, _cutoff_error, _capital_in_repairs, _wrong_tax_head, _rate_not_allowed, _tax_arithmetic_error, _rcm_not_booked, _blocked_credit,
    _transposed_amount, _round_off_difference, _itc_time_barred, _itc_wrong_pos, _sales_head_wrong, _own_numbers,
)  # fmt: skip
