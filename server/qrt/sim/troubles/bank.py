"""Plants troubles between bank statement and bank book, after both are written."""

from datetime import timedelta

from qrt.sim.banking import Till
from qrt.sim.world import Account, Draft, EntityBooks, Leg, StatementLine, World, working

_OPEN = ("recon.bank_only", "recon.books_only", "recon.amount_differs")  # What is right to say while nobody has brought the sides together.


def plant_on_bank(world: World, entity: EntityBooks, till: Till) -> None:
    """Plant every kind of bank trouble `size.troubles` times."""
    for turn in range(world.size.troubles):
        _charge(world, entity, till, turn)
        _interest(world, entity, till, turn)
        _bulk(world, entity, till)
        _stale_cheque(world, entity, till, turn)
        _differs(world, entity, till)
        _bounced(world, entity, till)
        _paid_twice(world, entity, till)
        _personal(world, entity, till, turn)
        _split_receipt(world, entity, till)


def note_transit(world: World, entity: EntityBooks) -> None:
    """Lines that the bank books after the quarter are no longer on its statements: their vouchers are in transit."""
    for line in [each for each in entity.lines if each.day > world.quarter.last_day]:
        entity.lines.remove(line)
        kind = "cheque_in_transit" if len(line.reference) == 6 else "payment_in_transit"
        rules = ("recon.books_only", "recon.cheque_in_transit")
        note = f"{line.reference} reaches the bank after the quarter"
        world.plant(
            kind,
            rules,
            entity.code,
            note,
            amounts=(abs(line.amount),),
            vouchers=list(line.vouchers),
            hints=[line.reference] if line.reference else [],
            optional=True,
        )


def _charge(world: World, entity: EntityBooks, till: Till, turn: int) -> None:
    fee = (354_00, 1_180_00, 649_00)[turn % 3]
    account = entity.accounts[turn % 2]
    day = world.quarter.months[turn % 3].last_day - timedelta(days=3)
    line = till.line(account, day, -fee, ("LC COMMISSION INCL GST", "CHQ BOOK CHARGES INCL GST@18%", "NACH RETURN CHARGES")[turn % 3], "", [])
    _ask(entity, "bank_charge", account, line, Leg(entity.chart.name("bank_charges"), fee))
    world.plant(
        "unbooked_bank_charge", ("recon.unbooked_charge", "recon.bank_only"), entity.code, "a charge of the bank is not booked", amounts=(fee,), line=line
    )


def _interest(world: World, entity: EntityBooks, till: Till, turn: int) -> None:
    earned = till.rng.randrange(300, 4_000) * 100 + 37
    line = till.line(entity.accounts[0], world.quarter.months[turn % 3].last_day, earned, f"INT.PD FD {till.rng.randint(10**9, 10**10 - 1)}", "", [])
    _ask(entity, "bank_interest", entity.accounts[0], line, Leg(entity.chart.name("interest_income"), -earned))
    world.plant(
        "unbooked_interest",
        ("recon.unbooked_interest", "recon.bank_only"),
        entity.code,
        "interest credited by the bank is not booked",
        amounts=(earned,),
        line=line,
    )


def _ask(entity: EntityBooks, kind: str, account: Account, line: StatementLine, other: Leg) -> None:
    """The draft that the line asks for: the bank's side must be right, how the other is split (tax on a charge) may differ."""
    own = Leg(account.ledger, line.amount)
    entity.drafts.append(Draft(kind, entity.code, line.day, [own, other], f"{line.narration} is not booked", [own]))


def _free(entity: EntityBooks, world: World, payment: bool) -> list[StatementLine]:
    """Lines of ordinary supplier payments or customer receipts that no trouble has touched."""
    used = {id(voucher) for trouble in world.troubles for voucher in trouble.vouchers}
    parties = {party.name for group in entity.suppliers.values() for party in group} if payment else {party.name for party in entity.customers}
    return [
        line for line in entity.lines
        if len(line.vouchers) == 1 and (line.amount < 0) == payment and line.vouchers[0].party in parties and id(line.vouchers[0]) not in used and line.day <= world.quarter.last_day - timedelta(days=9)
    ]  # fmt: skip


def _bulk(world: World, entity: EntityBooks, till: Till) -> None:
    """One debit for a file of payments; the books have a voucher for each supplier."""
    groups: dict[tuple[str, object], list[StatementLine]] = {}
    for line in _free(entity, world, payment=True):
        groups.setdefault((line.account, line.vouchers[0].day), []).append(line)
    rich = [group for group in groups.values() if len(group) >= 3]
    if not rich:
        return
    chosen = till.rng.choice(rich)[:6]
    vouchers = [line.vouchers[0] for line in chosen]
    reference = f"BLK{chosen[0].day:%y%m%d}{till.rng.randint(100, 999)}"
    for line in chosen:
        entity.lines.remove(line)
    for voucher in vouchers:
        voucher.reference, voucher.narration = reference, f"Being paid to {voucher.party} through bulk upload {reference}"
    account = next(each for each in entity.accounts if each.number == chosen[0].account)
    line = till.line(
        account, vouchers[0].day, sum(each.amount for each in chosen), f"CMS/BULK VENDOR PAYMENT/{reference}/{len(chosen)} TXNS", reference, vouchers
    )
    world.plant("bulk_payment", _OPEN, entity.code, f"{len(vouchers)} payments left the bank as one debit", line=line, vouchers=list(vouchers), optional=True)


def _stale_cheque(world: World, entity: EntityBooks, till: Till, turn: int) -> None:
    """A cheque of the quarter's first days that nobody presented."""
    supplier = till.rng.choice(entity.suppliers["goods"])
    amount = till.rng.randrange(6_000, 38_000) * 100
    cheque = till.reference(entity.accounts[0], "CHQ", world.quarter.first_day, False)
    legs = [Leg(entity.chart.name("creditor", party=supplier.name), amount), Leg(entity.accounts[0].ledger, -amount)]
    voucher = till.voucher(
        "payment", world.quarter.first_day, legs, entity.accounts[0], supplier.name, f"Being paid to {supplier.name} Ch. No. {cheque}", cheque
    )
    stale = (world.quarter.last_day - world.quarter.first_day).days > 90
    kind, rules = ("stale_cheque", ("recon.stale_cheque", "recon.books_only")) if stale else ("cheque_in_transit", ("recon.books_only", "recon.stale_cheque"))
    world.plant(kind, rules, entity.code, f"cheque {cheque} was never presented", amounts=(amount,), vouchers=[voucher], hints=[cheque], optional=not stale)


def _differs(world: World, entity: EntityBooks, till: Till) -> None:
    """The bank took a fee off a receipt, or paid out digits changed over."""
    lines = [line for line in _free(entity, world, payment=False) if line.amount > 10_000_00]
    if lines:
        line = till.rng.choice(lines)
        less = till.rng.choice((59_00, 29_50, 450_00, 900_00))
        line.amount -= less
        rules = ("recon.amount_differs", "recon.bank_only", "recon.books_only")
        world.plant(
            "bank_amount_differs",
            rules,
            entity.code,
            f"the bank has {less} paise less than the books",
            amounts=(less, line.amount, line.amount + less),
            line=line,
            vouchers=list(line.vouchers),
        )


def _bounced(world: World, entity: EntityBooks, till: Till) -> None:
    lines = _free(entity, world, payment=False)
    if lines:
        line = till.rng.choice(lines)
        account = next(each for each in entity.accounts if each.number == line.account)
        cheque = line.reference if len(line.reference) == 6 else f"{till.rng.randint(1, 999_999):06d}"
        back = till.line(account, working(line.day + timedelta(days=3)), -line.amount, f"CHQ DEP RET-FUNDS INSUFFICIENT-{cheque}", cheque, [])
        rules = ("recon.bounced_cheque", "recon.bank_only", "recon.amount_differs", "recon.books_only")
        world.plant(
            "bounced_cheque",
            rules,
            entity.code,
            f"cheque {cheque} came back and the books do not know",
            amounts=(line.amount,),
            line=back,
            vouchers=list(line.vouchers),
        )


def _paid_twice(world: World, entity: EntityBooks, till: Till) -> None:
    lines = [line for line in _free(entity, world, payment=True) if line.amount < -9_000_00]
    if lines:
        first = till.rng.choice(lines)
        voucher = first.vouchers[0]
        account = next(each for each in entity.accounts if each.number == first.account)
        day = working(voucher.day + timedelta(days=till.rng.randrange(1, 6)))
        party_leg = voucher.legs[0]
        again, line = till.move(day, first.amount, [Leg(party_leg.ledger, party_leg.amount)], voucher.party, "bill paid", account, mode="NEFT")
        again.narration = voucher.narration.rsplit(" ", 2)[0]
        rules = ("recon.duplicate_payment", "audit.duplicate_payment")
        world.plant(
            "duplicate_payment",
            rules,
            entity.code,
            f"{voucher.party} was paid the same bill twice",
            amounts=(abs(first.amount),),
            line=line,
            vouchers=[voucher, again],
        )


def _personal(world: World, entity: EntityBooks, till: Till, turn: int) -> None:
    what, payee, key = (
        ("school fees of director's daughter", "St Xavier School", "welfare"),
        ("family holiday package Goa", "Sunshine Holidays", "travel"),
        ("jewellery purchase for director's wife", "Lakshmi Jewellers", "misc"),
    )[turn % 3]
    amount = till.rng.randrange(40_000, 180_000, 500) * 100
    day = working(world.quarter.months[turn % 3].first_day + timedelta(days=16))
    voucher, line = till.move(day, -amount, [Leg(entity.chart.name(key), amount)], payee, what, mode="NEFT")
    world.plant(
        "personal_expense",
        ("audit.personal_expense",),
        entity.code,
        f"{what} is booked as the company's expense",
        amounts=(amount,),
        vouchers=[voucher],
        line=line,
    )


def _split_receipt(world: World, entity: EntityBooks, till: Till) -> None:
    """A customer paid in two transfers on one day; the books have one receipt."""
    lines = [line for line in _free(entity, world, payment=False) if line.amount > 60_000_00 and line.narration.startswith(("NEFT", "RTGS", "BY"))]
    if lines:
        line = till.rng.choice(lines)
        account = next(each for each in entity.accounts if each.number == line.account)
        part = line.amount * 6 // 10 // 100 * 100
        reference = till.reference(account, "NEFT", line.day, True)
        narration = (
            line.narration.replace(line.reference, reference) if line.reference in line.narration else f"NEFT CR-{line.vouchers[0].party.upper()}-{reference}"
        )
        other = till.line(account, line.day, line.amount - part, narration, reference, line.vouchers)
        line.amount = part
        note = "one receipt in the books, two credits on the statement"
        world.plant("split_receipt", _OPEN, entity.code, note, amounts=(part, other.amount), line=other, vouchers=list(line.vouchers), optional=True)
