"""Form 26AS as text: what customers say they deducted from the company in the quarter. It agrees with the books."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from qrt.core.base.money import Paise, decimal_text
from qrt.sim.names import tan
from qrt.sim.world import BookVoucher, EntityBooks, World

NEW_ACT = date(2026, 4, 1)
SECTIONS = {2: ("194C", "1024"), 10: ("194J", "1027")}
"""Section of the Act of 1961 and payment code since April 2026, by the percent that a customer deducts."""


def write_form_26as(path: Path, world: World, entity: EntityBooks, held_back: Mapping[str, Sequence[tuple[date, int, int]]]) -> None:
    """One deductor after the other, each payment with its tax; names as the office has them, in capitals. What was paid is the value before GST."""
    quarter = world.quarter
    rates = {bill.party.name: int(bill.party.deducts) for bill in entity.bills if bill.party.deducts}
    year = f"{quarter.fy_start}-{(quarter.fy_start + 1) % 100:02d}"
    lines = [
        "File Creation Date^Permanent Account Number (PAN)^Current Status of PAN^Financial Year^Assessment Year^Name of Assessee^Address Line 1",
        f"{quarter.last_day + timedelta(days=40):%d-%m-%Y}^{entity.gstin[2:12]}^Active^{year}^{quarter.fy_start + 1}-{(quarter.fy_start + 2) % 100:02d}^{entity.name.upper()}^",
        "",
        "^PART-I - Details of Tax Deducted at Source^",
        "Sr. No.^Name of Deductor^TAN of Deductor^^^^^Total Amount Paid / Credited(Rs.)^Total Tax Deducted(Rs.)^Total TDS Deposited(Rs.)",
    ]
    for number, (name, paid) in enumerate(sorted(held_back.items()), 1):
        rate = rates.get(name, 10)
        rows = [(day, value or held * 100 // rate, held) for day, value, held in paid]
        amount, tax = (decimal_text(Paise(sum(row[place] for row in rows))) for place in (1, 2))
        lines.append(f"{number}^{name.upper()}^{tan(world.rng(f'26as/{name}'), name)}^^^^^{amount}^{tax}^{tax}")
        lines.append(
            "^Sr. No.^Section^Transaction Date^Status of Booking^Date of Booking^Remarks^Amount Paid / Credited(Rs.)^Tax Deducted(Rs.)^TDS Deposited(Rs.)"
        )
        for place, (day, value, held) in enumerate(rows, 1):
            said = [SECTIONS[rate][day >= NEW_ACT], f"{day:%d-%b-%Y}", "F", f"{quarter.last_day + timedelta(days=31):%d-%b-%Y}", "-"]
            lines.append("^".join(["", str(place), *said, decimal_text(Paise(value)), decimal_text(Paise(held)), decimal_text(Paise(held))]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def held_back(entity: EntityBooks) -> dict[str, list[tuple[date, int, int]]]:
    """By customer: day, value before GST of the bills that were settled, and tax of each receipt that tax was held back from."""
    ledger = entity.chart.name("tds_receivable")
    values = {bill.number: bill.tax.taxable for bill in entity.bills if bill.outward}
    found: defaultdict[str, list[tuple[date, int, int]]] = defaultdict(list)
    for voucher in sorted(entity.vouchers, key=lambda each: (each.day, each.order)):
        if voucher.kind == "receipt" and not voucher.cancelled and (held := sum(leg.amount for leg in voucher.legs if leg.ledger == ledger)) > 0:
            settled = {ref.name for leg in voucher.legs for ref in leg.bills}
            found[_customer(voucher, ledger)].append((voucher.day, sum(values.get(name, 0) for name in settled), held))
    return found


def _customer(voucher: BookVoucher, ledger: str) -> str:
    return voucher.party or next(leg.ledger for leg in voucher.legs if leg.amount < 0 and leg.ledger != ledger)
