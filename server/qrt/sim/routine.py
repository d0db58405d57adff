"""What happens in every quarter whatever is sold: taxes, loan, power, petty expenses, month-end journals."""

from datetime import date, timedelta

from qrt.core.base.money import Paise, round_to_rupee
from qrt.core.base.period import Month
from qrt.sim.banking import Till
from qrt.sim.world import BookVoucher, EntityBooks, Leg, World, working

_PETTY = (
    ("travel", "cab and conveyance"), ("courier", "courier"), ("stationery", "stationery"), ("office", "office supplies"), ("welfare", "tea and snacks"),
    ("office", "cleaning material"), ("travel", "fuel"), ("misc", "sundry purchase"), ("courier", "parcel"), ("office", "water cans"),
)  # fmt: skip


def journal(entity: EntityBooks, day: date, legs: list[Leg], narration: str) -> BookVoucher:
    """A journal voucher; a leg of nothing is left out."""
    legs = [leg for leg in legs if leg.amount]
    return entity.post(BookVoucher(entity.code, "journal", "Journal", day, legs, "journal", legs[0].ledger, narration))


def set_off_gst(world: World, entity: EntityBooks, till: Till) -> None:
    """Month-end set-off of input against output tax (section 49A order) and payment of the rest, with reverse charge, on the 20th."""
    chart, rng = entity.chart, till.rng
    owed = rng.randrange(40_000, 220_000) * 100
    entity.opening[chart.name("gst_payable")] = -owed
    reverse: dict[str, int] = {}
    for month in world.quarter.months:
        legs = [Leg(chart.name("gst_payable"), owed)] if owed else []
        legs += [Leg(ledger, amount) for ledger, amount in sorted(reverse.items())]
        total = sum(leg.amount for leg in legs)
        if total:
            till.move(working(month.first_day + timedelta(days=19)), -total, legs, "GST", "GSTPMT", entity.accounts[0], mode="IMPS")
        balances = _tax_balances(entity, month)
        reverse = {name: -amount for name, amount in balances["rcm_output"].items() if amount < 0}
        legs = _set_off(balances)
        owed = sum(leg.amount for leg in legs)
        journal(entity, month.last_day, [*legs, Leg(chart.name("gst_payable"), -owed)], f"Being GST set off for {month.first_day:%B %Y}")


def _tax_balances(entity: EntityBooks, upto: Month) -> dict[str, dict[str, int]]:
    """Balances of the GST ledgers at a month's end by side. Reverse charge input counts as input once its tax is paid; it is simply carried here."""
    found: dict[str, dict[str, int]] = {"input": {}, "output": {}, "rcm_output": {}}
    for voucher in entity.vouchers:
        if voucher.day <= upto.last_day:
            for leg in voucher.legs:
                words = leg.ledger.upper()
                if not any(head in words for head in ("CGST", "SGST", "IGST")):
                    continue
                side = ("" if "INPUT" in words else "rcm_output") if "RCM" in words else "input" if "INPUT" in words else "output"
                if side:
                    found[side][leg.ledger] = found[side].get(leg.ledger, 0) + leg.amount
    return found


def _set_off(balances: dict[str, dict[str, int]]) -> list[Leg]:
    """Legs that clear output tax with credit: IGST credit first to IGST, CGST, SGST; then CGST and SGST each to its own head."""
    due = {
        head: [[name, -amount] for name, amount in sorted(balances["output"].items()) if head in name.upper() and amount < 0]
        for head in ("IGST", "CGST", "SGST")
    }
    credit = {
        head: [[name, amount] for name, amount in sorted(balances["input"].items()) if head in name.upper() and amount > 0] for head in ("IGST", "CGST", "SGST")
    }
    legs = [Leg(name, amount) for rows in due.values() for name, amount in rows]
    for source, targets in (("IGST", ("IGST", "CGST", "SGST")), ("CGST", ("CGST", "IGST")), ("SGST", ("SGST", "IGST"))):
        for target in targets:
            for row in credit[source]:
                for open_row in due[target]:
                    used = min(row[1], open_row[1])
                    if used > 0:
                        row[1], open_row[1] = row[1] - used, open_row[1] - used
                        legs.append(Leg(row[0], -used))
    return legs


def pay_tds(world: World, entity: EntityBooks, till: Till) -> None:
    """Tax deducted in a month is deposited on the 7th of the next; each deposit leaves a challan in the TDS statement."""
    chart, rng = entity.chart, till.rng
    keys = ("tds_contractor", "tds_professional", "tds_rent", "tds_commission", "tds_salary")
    names = [chart.name(key) for key in keys]
    before = {name: rng.randrange(2_000, 24_000) * 100 for name in names}
    entity.opening |= {name: -amount for name, amount in before.items()}
    for month in world.quarter.months:
        legs = [Leg(name, amount) for name, amount in before.items() if amount]
        if legs:
            day = working(month.first_day + timedelta(days=6))
            till.move(day, -sum(leg.amount for leg in legs), legs, "Income Tax TDS", "TDS deposit", entity.accounts[0], mode="IMPS")
        before = dict.fromkeys(names, 0)
        for voucher in entity.vouchers:
            if voucher.day in month and voucher.kind in {"purchase", "journal"}:
                for leg in voucher.legs:
                    if leg.ledger in before and leg.amount < 0:
                        before[leg.ledger] -= leg.amount


def run_house(world: World, entity: EntityBooks, till: Till) -> None:
    """Loan instalments, power, bank charges, interest, transfers, cash drawn and advance tax."""
    chart, rng, main = entity.chart, till.rng, entity.accounts[0]
    loan = chart.name("term_loan", bank=main.bank)
    entity.opening[loan] = -rng.randrange(4_000_000, 12_000_000, 50_000) * 100
    outstanding = -entity.opening[loan]
    for month in world.quarter.months:
        interest = round_to_rupee(Paise(outstanding * 9 // 1200))
        principal = 100_000_00
        outstanding -= principal
        till.move(
            working(month.first_day + timedelta(days=4)),
            -(interest + principal),
            [Leg(loan, principal), Leg(chart.name("interest"), interest)],
            f"{main.bank} Loan",
            "term loan EMI",
            main,
            mode="IMPS",
        )
        power = rng.randrange(18_000, 90_000) * 100
        till.move(
            working(month.first_day + timedelta(days=11)), -power, [Leg(chart.name("power"), power)], "State Electricity Board", "electricity bill", mode="IMPS"
        )
        for account in entity.accounts:
            fee = rng.choice((118_00, 236_00, 590_00, 177_00))
            voucher = till.voucher(
                "payment", month.last_day, [Leg(chart.name("bank_charges"), fee), Leg(account.ledger, -fee)], account, account.bank, "Being bank charges"
            )
            till.line(
                account,
                month.last_day,
                -fee,
                rng.choice(("CHARGES INCL GST 18%", "NEFT/RTGS CHARGES INCL GST@18%", "SMS AND LEDGER FOLIO CHARGES")),
                "",
                [voucher],
            )
        till.contra(working(month.first_day + timedelta(days=rng.randrange(8, 20))), rng.randrange(100_000, 600_000, 10_000) * 100, main, entity.accounts[1])
        till.contra(working(month.first_day + timedelta(days=1)), 60_000_00, main, None)
    earned = rng.randrange(900, 9_000) * 100
    voucher = till.voucher(
        "receipt",
        world.quarter.last_day,
        [Leg(chart.name("interest_income"), -earned), Leg(entity.accounts[1].ledger, earned)],
        entity.accounts[1],
        "Interest",
        "Being interest credited",
    )
    till.line(
        entity.accounts[1], world.quarter.last_day, earned, f"INT.PD {world.quarter.first_day:%d-%m-%Y} TO {world.quarter.last_day:%d-%m-%Y}", "", [voucher]
    )
    advance = rng.randrange(100_000, 500_000, 5_000) * 100
    month = world.quarter.months[2]
    till.move(
        working(month.first_day + timedelta(days=13)),
        -advance,
        [Leg(chart.name("advance_tax"), advance)],
        "Income Tax Department",
        "advance tax",
        main,
        mode="IMPS",
    )


def spend_cash(world: World, entity: EntityBooks, till: Till, count: int) -> None:
    """Petty expenses out of the cash box."""
    rng, span = till.rng, (world.quarter.last_day - world.quarter.first_day).days
    for _ in range(count):
        key, words = rng.choice(_PETTY)
        amount = rng.randrange(80, 1_100) * 100
        day = working(world.quarter.first_day + timedelta(days=rng.randrange(3, span)))
        till.voucher(
            "payment",
            min(day, world.quarter.last_day),
            [Leg(entity.chart.name(key), amount), Leg(entity.chart.name("cash"), -amount)],
            None,
            words,
            f"Being {words}",
        )


def spend_small(world: World, entity: EntityBooks, till: Till, count: int) -> None:
    """Small expenses by UPI or card, to bring the statement to its length."""
    rng, span = till.rng, (world.quarter.last_day - world.quarter.first_day).days
    payees = [
        f"{word} {kind}"
        for word in ("Sri Balaji", "City", "New Bharat", "Om", "Royal", "Metro", "Green Leaf", "Anand")
        for kind in ("Stores", "Cabs", "Stationers", "Couriers", "Services", "Fuels")
    ]
    for _ in range(count):
        key, words = rng.choice(_PETTY)
        amount = rng.randrange(60, 4_800) * 100 + (0 if rng.random() < 0.6 else rng.randrange(1, 100))
        day = world.quarter.first_day + timedelta(days=rng.randrange(span - 1))
        till.move(day, -amount, [Leg(entity.chart.name(key), amount)], rng.choice(payees), words, mode=rng.choice(("UPI", "UPI", "IMPS")))
