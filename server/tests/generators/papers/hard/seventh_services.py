"""The seventh set, continued: services, whose bills say little of what was done and much beside it."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, state, town
from tests.generators.papers.hard.seventh import by_row, deal_of, gst_rows, note_totals
from tests.generators.papers.hard.trade import Deal, Line

STAY: tuple[Line, ...] = (
    ("Room Rent - Deluxe 204", "996311", ""),
    ("Extra Bed", "996311", ""),
    ("Food and Beverage - The Spice Court", "996332", ""),
    ("Laundry", "999712", ""),
    ("Conference Hall Half Day", "997212", ""),
)  # fmt: skip
PHONE: tuple[Line, ...] = (
    ("Monthly Rental - Business Fibre 300 Mbps", "998422", ""),
    ("Static IP Address Charges", "998422", ""),
    ("Usage Charges - Local and STD Calls", "998413", ""),
    ("Value Added Services", "998415", ""),
    ("Late Payment Fee", "998413", ""),
)  # fmt: skip
COVER: tuple[Line, ...] = (
    ("Fire Floater Premium - Building", "997137", ""),
    ("Burglary Section Premium", "997137", ""),
    ("Machinery Breakdown Premium", "997139", ""),
    ("Terrorism Premium", "997137", ""),
)  # fmt: skip
INSERTIONS: tuple[Line, ...] = (
    ("Dainik Prabhat - Pune", "998362", ""),
    ("The Morning Standard - Mumbai", "998362", ""),
    ("Deccan Tribune - Hyderabad", "998362", ""),
    ("Gujarat Mitra - Surat", "998362", ""),
    ("Radio Mango 91.9 - Kochi", "998365", ""),
)  # fmt: skip
ADVICE: tuple[Line, ...] = (
    ("Recruitment Fees - Senior Plant Manager (Candidate: S. Kulkarni), joined 04-08-2026", "998512", ""),
    ("Payroll Processing for 126 employees", "998222", ""),
    ("Background Verification, 14 cases", "998525", ""),
    ("Labour Law Compliance Retainer", "998231", ""),
)  # fmt: skip


def _once(deal: Deal) -> Deal:
    return replace(deal, sold=tuple(replace(each, count=1000) for each in deal.sold))


def folio(rng: random.Random) -> Drawn:
    """A hotel's account by day: each service with its taxes on lines of their own, a payment in another column, and a summary below."""
    deal = _once(
        deal_of(
            rng, ("Hotel Maurya Residency", "The Orchid Retreat Pvt Ltd"), STAY, "HMR{:05}", rates=(1200,), lines=(2, 5), prices=(80_000, 650_000), home=True
        )
    )
    taxes, _, _ = by_row(deal)
    total = deal.taxable + sum(taxes.values())
    sheet = Sheet(size=8)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, 0, total)
    sheet.add(
        sheet.words(deal.seller, "c", 14, True),
        6,
        sheet.words(f"12 Station Road, {town(deal.seller_gstin)} Tel 0265-2334455", "c"),
        sheet.words(f"GSTIN : {deal.seller_gstin}  FSSAI : 10012022000321", "c"),
        4,
        sheet.words("GUEST FOLIO - TAX INVOICE", "c", 10, True),
        4,
    )
    left = [
        f"Guest Name : Mr. {rng.choice(('Anil Mehra', 'Joseph Kurian', 'Farhan Ali'))}",
        f"Company : {deal.buyer}",
        f"Company GSTIN : {deal.buyer_gstin}",
        f"Address : {town(deal.buyer_gstin)}",
    ]
    inn, out = deal.day - timedelta(days=2), deal.day
    right = [
        f"Invoice No : {deal.number}",
        f"Invoice Date : {deal.day:%d-%b-%Y}",
        f"Arrival : {inn:%d-%b-%Y} 14:10",
        f"Departure : {out:%d-%b-%Y} 11:05",
        f"Room No : {rng.randint(101, 415)}  Pax : 2",
    ]
    sheet.add(sheet.table([[left, right]], [300, 239], "ll", GRID), 4)
    rows: list[list[Any]] = [["Date", "Voucher", "Particulars", "SAC", "Debit", "Credit"]]
    for each, parts in zip(deal.sold, gst_rows(deal), strict=True):
        day, voucher = f"{inn + timedelta(days=rng.randint(0, 1)):%d-%b-%Y}", f"V{rng.randint(1000, 9999)}"
        rows.append([day, voucher, each.words, each.code, money(each.value), ""])
        rows += [[day, voucher, f"{head.upper()} {each.rate / 200:g}%", "", money(part), ""] for head, part in zip(deal.heads, parts, strict=True)]
        sheet.row(each, count=False, price=False)
    rows.append([f"{out:%d-%b-%Y}", "R221", "Payment - Credit Card XX4410", "", "", money(total)])
    rows.append(["", "", sheet.words("Total", bold=True), "", money(total), money(total)])
    sheet.add(sheet.table(rows, [70, 60, 220, 55, 67, 67], "lllcrr", UNDER_HEAD), 4)
    foot = [
        ["Taxable Amount", money(deal.taxable)],
        *([head.upper(), money(tax)] for head, tax in taxes.items()),
        ["Bill Amount", money(total)],
        ["Less: Paid", money(total)],
        ["Balance", "0.00"],
    ]
    sheet.add(
        sheet.table([["", *each] for each in foot], [330, 110, 99], "lrr"),
        sheet.words(in_words(total)),
        8,
        sheet.table([["Guest Signature", f"For {deal.seller}"]], [270, 269], "lr"),
    )
    return sheet.done()


def phone_bill(rng: random.Random) -> Drawn:
    """A telephone bill: what was due before, what was paid, this month's charges by heads, and what is due with all of it; terms and offers behind."""
    deal = _once(deal_of(rng, ("Bharti-like Airnet Limited", "Vodaline Communications Ltd"), PHONE, "HT26I{:09}", lines=(2, 4), prices=(9_900, 480_000)))
    before = rng.randint(100_000, 900_000)
    paid = rng.choice((before, before // 2))
    total = deal.exact
    sheet = Sheet(size=8)
    sheet.parties(deal)
    due = deal.day + timedelta(days=18)
    note_totals(sheet, deal.taxable, deal.taxes, 0, total)
    sheet.say(due_date=due.isoformat(), place_of_supply=deal.buyer_gstin[:2])
    account = rng.randint(10**9, 10**10 - 1)
    sheet.add(
        sheet.table(
            [[sheet.words(deal.seller, size=14, bold=True), [sheet.words("Tax Invoice", "r", 11, True), sheet.words("Original for Recipient", "r")]]],
            [300, 239],
            "ll",
        ),
        6,
    )
    left = [
        sheet.words(deal.buyer, bold=True),
        "Accounts Department, 2nd Floor",
        town(deal.buyer_gstin),
        f"Customer GSTIN : {deal.buyer_gstin}",
        f"Place of supply : {state(deal.buyer_gstin)}",
    ]
    right = [
        ["Account Number", account],
        ["Bill Number", deal.number],
        ["Bill Date", f"{deal.day:%d-%b-%Y}"],
        ["Bill Period", f"{deal.day - timedelta(days=30):%d-%b-%Y} to {deal.day - timedelta(days=1):%d-%b-%Y}"],
        ["Pay By", f"{due:%d-%b-%Y}"],
    ]
    sheet.add(sheet.table([[left, sheet.table(right, [100, 140], "lr")]], [290, 249], "ll"), 8)
    after = before - paid + total
    sheet.add(
        sheet.words("Your account summary", bold=True),
        sheet.table(
            [
                ["Previous Balance", "Payments Received", "Adjustments", "Charges This Month", "Amount Payable"],
                [money(before), money(paid), "0.00", money(total), sheet.words(money(after), "r", bold=True)],
            ],
            [108] * 5,
            "rrrrr",
            GRID,
        ),
        8,
    )
    rows: list[list[Any]] = [["Charges this month", "SAC", "Amount (Rs)"]]
    for each in deal.sold:
        rows.append([each.words, each.code, money(each.value)])
        sheet.row(each, count=False, price=False)
    rows.append([sheet.words("Total Charges before Tax", bold=True), "", money(deal.taxable)])
    rows += [[f"{head.upper()} @ {1800 / 100 / len(deal.heads):g}%", "", money(tax)] for head, tax in deal.taxes.items()]
    rows.append([sheet.words("Total Current Charges", bold=True), "", sheet.words(money(total), "r", bold=True)])
    sheet.add(sheet.table(rows, [350, 80, 109], "llr", UNDER_HEAD), 4, sheet.words(in_words(total)), 8)
    sheet.add(sheet.words(f"{deal.seller}, GSTIN : {deal.seller_gstin}, PAN : {deal.seller_gstin[2:12]}, Regd. Office : {town(deal.seller_gstin)}", size=7), 10)
    sheet.add(sheet.words("Upgrade to 500 Mbps at only Rs. 1,499 per month! Offer valid till 31-Mar-2027. Call 1800 103 0000.", "c", 9, True))
    return sheet.done()


def premium_note(rng: random.Random) -> Drawn:
    """An insurer's invoice: insured, agent and financier, sums insured beside the premiums, and the insurer's number at the foot."""
    deal = _once(
        deal_of(
            rng,
            ("Navjeevan General Insurance Co. Ltd.", "Unity Shield Insurance Company Limited"),
            COVER,
            "2026{:08}",
            lines=(2, 4),
            prices=(40_000, 4_000_000),
        )
    )
    sheet = Sheet("Times-Roman", 9)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    sheet.add(
        sheet.words(deal.seller, size=13, bold=True),
        4,
        sheet.words(f"Divisional Office II, {town(deal.seller_gstin)}"),
        sheet.words("TAX INVOICE CUM PREMIUM RECEIPT", "c", 10, True),
        4,
    )
    left = [
        ["Name of the Insured", deal.buyer],
        ["Address", town(deal.buyer_gstin)],
        ["Insured GSTIN", deal.buyer_gstin],
        ["Agent / Broker", "Trustline Insurance Broking Pvt Ltd"],
        ["Financier", "State Cooperative Bank Ltd"],
    ]
    start = deal.day
    right = [
        ["Invoice No.", deal.number],
        ["Date", f"{deal.day:%d/%m/%Y}"],
        ["Policy No.", f"P{rng.randint(10**9, 10**10 - 1)}"],
        ["Period From", f"{start:%d/%m/%Y}"],
        ["To", f"{start + timedelta(days=364):%d/%m/%Y}"],
    ]
    sheet.add(sheet.table([[sheet.table(left, [100, 190], "ll"), sheet.table(right, [80, 140], "ll")]], [300, 239], "ll", GRID), 6)
    rows: list[list[Any]] = [["Section / Cover", "SAC", "Sum Insured (Rs.)", "Premium (Rs.)"]]
    for each in deal.sold:
        rows.append([each.words, each.code, money(rng.randint(10, 900) * 10_000_000), money(each.value)])
        sheet.row(each, count=False, price=False)
    rows.append([sheet.words("Premium before tax", bold=True), "", "", money(deal.taxable)])
    rows += [[f"Add : {head.upper()} @ {1800 / 100 / len(deal.heads):g}%", "", "", money(tax)] for head, tax in deal.taxes.items()]
    rows += [["Rounding off", "", "", money(deal.rounding)]] if deal.rounding else []
    rows.append([sheet.words("Total premium payable", bold=True), "", "", sheet.words(money(deal.total), "r", bold=True)])
    sheet.add(sheet.table(rows, [240, 70, 120, 109], "llrr", GRID), 6, sheet.words(f"Received with thanks {in_words(deal.total)}"), 4)
    sheet.add(
        sheet.words(f"GSTIN of Insurer : {deal.seller_gstin}   IRDAI Reg. No. : 1{rng.randint(10, 99)}"),
        sheet.words(f"For {deal.seller}", "r"),
        14,
        sheet.words("Duly Constituted Attorney", "r"),
        sheet.words("Consolidated stamp duty paid. This receipt is subject to realisation of cheque.", size=7),
    )
    return sheet.done()


def media_agency(rng: random.Random) -> Drawn:
    """An agency: each insertion with its day, edition, size and rate, the gross, the commission that goes off, and the net that is charged."""
    deal = deal_of(
        rng,
        ("Rangoli Advertising Pvt Ltd", "Third Eye Media Works"),
        INSERTIONS,
        "RA/26-27/{}",
        rates=(500,),
        offs=(1500,),
        lines=(2, 5),
        prices=(12_000, 240_000),
    )
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    sheet.add(
        sheet.table([[sheet.words(deal.seller, size=14, bold=True), sheet.words("TAX INVOICE", "r", 12, True)]], [330, 209], "ll"),
        3,
        sheet.words(f"INS accredited. 5 Press Lane, {town(deal.seller_gstin)}. GSTIN: {deal.seller_gstin}"),
        6,
    )
    to = ["Client :", sheet.words(deal.buyer, bold=True), town(deal.buyer_gstin), f"GSTIN : {deal.buyer_gstin}"]
    facts = [["Bill No", deal.number], ["Bill Date", f"{deal.day:%d-%m-%Y}"], ["R.O. No", f"RO{rng.randint(100, 999)}"], ["Brand", "Corporate"]]
    sheet.add(sheet.table([[to, sheet.table(facts, [70, 130], "ll")]], [330, 209], "ll", GRID), 4)
    rows: list[list[Any]] = [["Date", "Publication / Edition", "SAC", "Size (sq cm)", "Rate per sq cm", "Gross Amount", "Agency Comm. 15%", "Net Amount"]]
    for each in deal.sold:
        rows.append(
            [
                f"{deal.day - timedelta(days=rng.randint(1, 20)):%d-%m-%y}",
                each.words,
                each.code,
                each.counted,
                money(each.price),
                money(each.gross),
                money(each.less),
                money(each.value),
            ]
        )
        sheet.row(each)
    rows.append(
        [
            "",
            sheet.words("Total", bold=True),
            "",
            "",
            "",
            money(sum(each.gross for each in deal.sold)),
            money(sum(each.less for each in deal.sold)),
            money(deal.taxable),
        ]
    )
    sheet.add(sheet.table(rows, [50, 150, 46, 50, 56, 66, 60, 61], "lllrrrrr", GRID))
    rest = (
        [[f"{head.upper()} {500 / 100 / len(deal.heads):g}%", money(tax)] for head, tax in deal.taxes.items()]
        + ([["Round off", money(deal.rounding)]] if deal.rounding else [])
        + [["Amount Payable", money(deal.total)]]
    )
    sheet.add(
        sheet.table([["", "Taxable value", money(deal.taxable)], *([["", *each] for each in rest])], [330, 110, 99], "lrr"),
        4,
        sheet.words(in_words(deal.total)),
        sheet.words("Cheques to be drawn in favour of the agency. Tear sheets attached."),
        sheet.words(f"for {deal.seller}", "r"),
    )
    return sheet.done()


def staffing(rng: random.Random) -> Drawn:
    """Services in long words, "Sr / Particulars / Amount", and a page of terms with numbers, days and addresses behind it."""
    deal = _once(
        deal_of(rng, ("TalentBridge HR Solutions Pvt Ltd", "Prerana Staffing Services"), ADVICE, "TB-{:05}", lines=(2, 4), prices=(500_000, 9_000_000))
    )
    sheet = Sheet(size=9)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "grand_total")
    total = deal.exact
    sheet.say(totals__grand_total=f"{total / 100:.2f}")
    bank, ifsc = str(rng.randint(10**10, 10**11 - 1)), f"SBIN0{rng.randint(100000, 999999)}"
    due = deal.day + timedelta(days=30)
    sheet.say(bank__account=bank, bank__ifsc=ifsc, due_date=due.isoformat(), place_of_supply=deal.buyer_gstin[:2])
    sheet.add(sheet.words("Tax Invoice", size=18, bold=True), 12)
    by = [
        sheet.words("Service provider", bold=True),
        deal.seller,
        f"301 Corporate Plaza, {town(deal.seller_gstin)}",
        f"GST No: {deal.seller_gstin}",
        f"PAN: {deal.seller_gstin[2:12]}",
    ]
    to = [
        sheet.words("Service receiver", bold=True),
        deal.buyer,
        town(deal.buyer_gstin),
        f"GST No: {deal.buyer_gstin}",
        f"Place of supply: {deal.buyer_gstin[:2]} - {state(deal.buyer_gstin)}",
    ]
    facts = [sheet.words("Invoice", bold=True), f"No. {deal.number}", f"Date {deal.day:%d %b %Y}", f"Due date {due:%d %b %Y}"]
    sheet.add(sheet.table([[by, to, facts]], [200, 200, 139], "lll"), 10)
    rows: list[list[Any]] = [["Sr", "Particulars", "SAC", "Amount"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, each.words, each.code, money(each.value)])
        sheet.row(each, count=False, price=False)
    sheet.add(sheet.table(rows, [30, 340, 70, 99], "lllr", UNDER_HEAD), 6)
    foot = [
        ["Professional fees total", money(deal.taxable)],
        *([f"{head.upper()} {1800 / 100 / len(deal.heads):g}%", money(tax)] for head, tax in deal.taxes.items()),
        ["Invoice total", money(total)],
    ]
    sheet.add(sheet.table([["", *each] for each in foot], [300, 140, 99], "lrr"), 8, sheet.words(in_words(total)), 8)
    sheet.add(sheet.words(f"Please remit to: Account No. {bank}, IFSC {ifsc}, State Bank of India"), 430)
    terms = [
        "Terms and conditions", "1. Fees are due within 30 days. Interest of 1.5% a month, at least Rs. 5,000.00, is charged afterwards.",
        "2. A candidate who leaves within 90 days is replaced once. Refunds are limited to Rs. 1,00,000.00.",
        "3. Agreement dated 01-04-2025, reference AGR/2025/114, governs this invoice. Arbitration in Mumbai under the Act of 1996.",
        "4. Our auditors are Kale, Shah and Company, Chartered Accountants. Complaints: Grievance Cell, Trade Tower, Phone 022-40001234.",
    ]  # fmt: skip
    sheet.add(100, *(sheet.words(each, size=8) for each in terms))
    return sheet.done()


SERVICES = (folio, phone_bill, premium_note, media_agency, staffing)
