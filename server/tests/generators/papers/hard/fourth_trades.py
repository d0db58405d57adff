"""Trades of the fourth set: hotel, telecom, road carrier, jeweller, contractor, exporter, hospital, marketplace, government portal."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, letterhead, rounded, totals_at_right
from tests.generators.papers.hard.trade import Line, make_deal
from tests.generators.papers.words import CITIES

STAYS: tuple[Line, ...] = (
    ("Room Rent - Premier King", "996311", ""), ("Breakfast Buffet", "996332", ""), ("Airport Pick-up Innova", "996601", ""), ("Laundry - Express", "999712", ""), ("Board Room Hire, half day", "997212", ""),
)  # fmt: skip
LINES: tuple[Line, ...] = (
    ("Monthly Plan Rental - Biz 799 x 14 connections", "998413", ""), ("Data Overage", "998422", ""), ("International Roaming Pack", "998413", ""), ("Leased Line 50 Mbps, Circuit ID 0921-IL", "998414", ""),
)  # fmt: skip
LOADS: tuple[Line, ...] = (
    ("Steel coils, Taloja to Sanand", "996511", "MT"), ("Machinery part load, Pune to Hosur", "996511", "MT"), ("Cement bags, Satna to Kanpur", "996511", "MT"), ("Cotton bales, Akola to Surat", "996511", "MT"),
)  # fmt: skip
JEWELS: tuple[Line, ...] = (
    ("Gold Chain 22KT", "71131910", "gms"),
    ("Gold Bangle Pair 22KT", "71131910", "gms"),
    ("Silver Pooja Thali", "71141110", "gms"),
    ("Ladies Ring 18KT", "71131920", "gms"),
)
WORKS: tuple[Line, ...] = (
    ("Earthwork excavation in all types of soil up to 1.5 m depth including disposal", "995433", "Cum"),
    ("PCC 1:4:8 with 40 mm aggregate below foundations", "995454", "Cum"),
    ("RCC M-25 in columns and beams excluding reinforcement and shuttering", "995454", "Cum"),
    ("Providing TMT reinforcement Fe-500D cut, bent and placed in position", "995454", "MT"),
    ("12 mm cement plaster 1:4", "995472", "Sqm"),
)  # fmt: skip
SPICES: tuple[Line, ...] = (
    ("Black Pepper 550 G/L ASTA", "09041110", "KGS"),
    ("Turmeric Fingers Polished, Salem", "09103020", "KGS"),
    ("Cumin Seeds 99% Singapore Quality", "09093129", "KGS"),
)
CURES: tuple[Line, ...] = (
    ("MRI Brain Plain with Contrast", "999316", ""),
    ("Consultation - Cardiology", "999312", ""),
    ("Lipid Profile", "999316", ""),
    ("Semi Private Room Charges", "999311", ""),
)


def stay_bill(rng: random.Random) -> Drawn:
    """A hotel's bill with a running balance; tax stands behind the charges of each day, the payment last."""
    deal = make_deal(
        rng, ("The Palmgrove Grand", "Lakeview Suites and Spa"), STAYS, "FO/{}", rates=(500, 1800), lines=(3, 5), prices=(40_000, 900_000), home=True
    )
    deal = replace(deal, sold=tuple(replace(each, count=1000) for each in deal.sold))
    sheet = Sheet(size=8)
    arrival = deal.day - timedelta(days=2)
    facts = [
        ["Bill No.", deal.number],
        ["Bill Date", f"{deal.day:%d %b %Y}"],
        ["Room No.", "512"],
        ["Arrival", f"{arrival:%d %b %Y}"],
        ["Departure", f"{deal.day:%d %b %Y}"],
    ]
    letterhead(sheet, deal, "GUEST BILL / TAX INVOICE", facts, "Company Name &amp; Address", "GST No.", "Company GST No.")
    rows: list[list[Any]] = [["Dt.", "Doc", "Narration", "SAC", "Dr.", "Cr.", "Bal."]]
    balance = 0
    for each in deal.sold:
        balance += each.value
        rows.append([f"{arrival:%d-%m-%y}", f"T{rng.randint(1000, 9999)}", each.words, each.code, money(each.value), "", money(balance)])
        sheet.row(each, count=False, price=False)
        for head, part in zip(deal.heads, deal.taxed(each.value, each.rate), strict=True):
            balance += part
            rows.append([f"{arrival:%d-%m-%y}", "", f"{head.upper()} @ {each.rate / 200:g}%", "", money(part), "", money(balance)])
    taxes = sum(part for each in deal.sold for part in deal.taxed(each.value, each.rate))
    rows.append([f"{deal.day:%d-%m-%y}", "R0091", "Settled by UPI", "", "", money(balance), "0.00"])
    sheet.add(sheet.table(rows, [50, 45, 200, 54, 65, 60, 65], "llllrrr", UNDER_HEAD))
    half = taxes // 2
    totals_at_right(
        sheet,
        [("taxable", "Charges without tax", deal.taxable), ("cgst", "CGST", half), ("sgst", "SGST", half), ("grand_total", "Bill Total", deal.taxable + taxes)],
    )
    return sheet.done()


def phone_bill(rng: random.Random) -> Drawn:
    """A telecom company's: relationship number, what was owed and paid before, charges with taxes in columns."""
    deal = make_deal(rng, ("Sanchar Telelinks Limited", "Vayu Broadband Services Ltd"), LINES, "HT{:05}MH", lines=(2, 4), prices=(20_000, 700_000))
    deal = replace(deal, sold=tuple(replace(each, count=1000) for each in deal.sold))
    sheet = Sheet(size=8)
    due = deal.day + timedelta(days=18)
    sheet.say(due_date=due.isoformat())
    facts = [
        ["Relationship No.", f"11-{rng.randint(10_000_000, 99_999_999)}"],
        ["Bill Number", deal.number],
        ["Bill Date", f"{deal.day:%d-%b-%Y}"],
        ["Bill Period", f"{deal.day - timedelta(days=30):%d %b %Y} to {deal.day - timedelta(days=1):%d %b %Y}"],
        ["Pay By Date", f"{due:%d-%b-%Y}"],
    ]
    letterhead(sheet, deal, "Tax Invoice cum Bill", facts, "Customer Name and Address", "GSTIN:", "Customer GSTIN:")
    before = rng.randint(50_000, 900_000)
    parts = [deal.taxed(each.value, each.rate) for each in deal.sold]
    taxes = {head: sum(each[place] for each in parts) for place, head in enumerate(deal.heads)}
    total = deal.taxable + sum(taxes.values())
    box = [
        ["Previous Balance", "Payments", "Adjustments", "This Bill's Charges", "Amount Due"],
        [money(before), money(before), "0.00", money(total), money(total)],
    ]
    sheet.add(sheet.table(box, [108] * 5, "ccccc", GRID), 8, sheet.words("Your charges in detail", bold=True))
    rows: list[list[Any]] = [
        ["What you are billed for", "SAC", "Charges", *(f"{head.upper()} {18 / len(deal.heads):g}%" for head in deal.heads), "Total (Rs.)"]
    ]
    for each, share in zip(deal.sold, parts, strict=True):
        rows.append([each.words, each.code, money(each.value), *map(money, share), money(each.value + sum(share))])
        sheet.row(each, count=False, price=False)
    rows.append(["Total", "", money(deal.taxable), *map(money, taxes.values()), money(total)])
    sheet.say(
        totals__taxable=decimal_text(Paise(deal.taxable)),
        totals__grand_total=decimal_text(Paise(total)),
        **{f"totals__{head}": decimal_text(Paise(tax)) for head, tax in taxes.items()},
    )
    sheet.add(sheet.table(rows, [200, 54, 75, *([60] * len(deal.heads)), 80], "ll" + "r" * (2 + len(deal.heads)), UNDER_HEAD))
    return sheet.done()


def lorry_bill(rng: random.Random) -> Drawn:
    """A carrier's: consignment notes, weights with three decimals, rate by the tonne."""
    deal = make_deal(rng, ("Jai Bhavani Roadlines", "Southern Cargo Movers"), LOADS, "JBR/FB/{}", rates=(1200,), grams=True, prices=(90_000, 400_000))
    sheet = Sheet("Times-Roman", 9)
    letterhead(
        sheet,
        deal,
        "FREIGHT BILL",
        [["Freight Bill No.", deal.number], ["Bill Dt.", f"{deal.day:%d/%m/%Y}"], ["SAC", "996511"], ["RCM", "No"]],
        "M/s.",
        "GSTIN:",
        "GSTIN:",
    )
    sheet.say(reverse_charge="no")
    rows: list[list[Any]] = [["Sl", ["C/N No.", "&amp; Date"], "Truck No.", "Consignment", ["Wt.", "(MT)"], ["Rate", "PMT"], ["Freight", "Charges"]]]
    for number, each in enumerate(deal.sold, 1):
        rows.append(
            [
                number,
                [f"{rng.randint(30_000, 39_999)}", f"{deal.day - timedelta(days=number):%d/%m/%y}"],
                f"MH-{rng.randint(10, 48)}-BG-{rng.randint(1000, 9999)}",
                each.words,
                f"{each.count / 1000:.3f}",
                money(each.price),
                money(each.value),
            ]
        )
        sheet.row(replace(each, code=""), hsn=False)
    sheet.add(sheet.table(rows, [24, 60, 90, 170, 50, 60, 85], "lllcrrr".replace("c", "l"), GRID))
    totals_at_right(
        sheet,
        [
            ("taxable", "Total Freight", deal.taxable),
            *((head, f"Add {head.upper()} @ {12 / len(deal.heads):g}%", tax) for head, tax in deal.taxes.items()),
            *rounded(deal, "Rounding Off"),
            ("grand_total", "Net Freight Payable", deal.total),
        ],
    )
    sheet.add(sheet.words(f"({in_words(deal.total)})"))
    return sheet.done()


def jeweller(rng: random.Random) -> Drawn:
    """Weights gross, stone and net; the rate of a gram and the making give the value."""
    deal = make_deal(
        rng, ("Kalyani Jewels", "Sona Chandi Bhandar"), JEWELS, "KJ/{}", rates=(300,), grams=True, lines=(1, 3), prices=(600_000, 720_000), home=True
    )
    sheet = Sheet(size=8)
    letterhead(
        sheet,
        deal,
        "TAX INVOICE - ORIGINAL",
        [["Voucher No.", deal.number], ["Voucher Dt.", f"{deal.day:%d-%m-%Y}"], ["Gold Rate 22KT", "6,842.00"]],
        "Name of Purchaser",
    )
    rows: list[list[Any]] = [["Sr.", "Ornament", "HSN", "Pcs", "Gr. Wt.", "St. Wt.", "Nt. Wt.", "Rate/gm", "Mkg.", "Value"]]
    taxable = 0
    for number, each in enumerate(deal.sold, 1):
        stone, making = rng.choice((0, 0, 210, 480)), rng.randint(40_000, 900_000)
        value = each.gross + making
        taxable += value
        rows.append(
            [
                number,
                each.words,
                each.code,
                "1",
                f"{(each.count + stone) / 1000:.3f}",
                f"{stone / 1000:.3f}",
                f"{each.count / 1000:.3f}",
                money(each.price),
                money(making),
                money(value),
            ]
        )
        sheet.row(each, value=value)
    sheet.add(sheet.table(rows, [24, 130, 52, 26, 48, 44, 48, 56, 56, 65], "llcrrrrrrr", GRID))
    half = (taxable * 150 + 5000) // 10_000
    exact = taxable + 2 * half
    total = (exact + 50) // 100 * 100
    foot = [("taxable", "Gross Value", taxable), ("cgst", "CGST 1.5%", half), ("sgst", "SGST 1.5%", half)]
    foot += [("round_off", "R/O", total - exact)] if total != exact else []
    totals_at_right(sheet, [*foot, ("grand_total", "Net Bill Amount", total)])
    return sheet.done()


def running_bill(rng: random.Random) -> Drawn:
    """A contractor's: quantities up to the last bill, of this bill and up to date, and what is kept back below the total."""
    deal = make_deal(rng, ("Dhruva Constructions", "Neelgiri Buildcon Pvt Ltd"), WORKS, "RA-{}", grams=True, prices=(12_000, 900_000))
    sheet = Sheet(size=7.5)
    order = f"WO/{rng.randint(100, 999)}/2026"
    sheet.say(po_number=order)
    letterhead(
        sheet,
        deal,
        "R.A. BILL CUM TAX INVOICE",
        [["R.A. Bill No.", deal.number], ["Date of Bill", f"{deal.day:%d.%m.%Y}"], ["Work Order No.", order], ["Name of Work", "Boundary wall, Unit 3"]],
        "Employer:",
        "GSTIN :",
        "GSTIN :",
    )
    rows: list[list[Any]] = [
        [
            "Item",
            "Nature and specification of item executed",
            "SAC",
            "Unit",
            ["Upto last", "bill"],
            ["Since last", "bill"],
            ["Upto", "date"],
            ["Rate", "(Rs.)"],
            ["Amount since", "last bill (Rs.)"],
        ]
    ]
    for number, each in enumerate(deal.sold, 1):
        before = rng.randint(0, 60_000)
        rows.append(
            [
                number,
                each.words,
                each.code,
                each.unit,
                f"{before / 1000:.3f}",
                f"{each.count / 1000:.3f}",
                f"{(before + each.count) / 1000:.3f}",
                money(each.price),
                money(each.value),
            ]
        )
        sheet.row(each)
    sheet.add(sheet.table(rows, [26, 170, 40, 30, 48, 50, 50, 55, 70], "lllcrrrrr", GRID))
    kept = deal.taxable // 20
    totals_at_right(
        sheet,
        [
            ("taxable", "Value of work done since last bill", deal.taxable),
            *((head, f"{head.upper()} @ {18 / len(deal.heads):g}%", tax) for head, tax in deal.taxes.items()),
            *rounded(deal, "Round off"),
            ("grand_total", "Gross bill amount", deal.total),
            ("", "Less: Retention 5%", kept),
            ("", "Net amount to be released", deal.total - kept),
        ],
    )
    return sheet.done()


def shipper(rng: random.Random) -> Drawn:
    """An exporter's, in dollars, under a letter of undertaking."""
    deal = make_deal(rng, ("Malabar Spice Exports", "Rann Agro Commodities Pvt Ltd"), SPICES, "EXP/{}/26", prices=(150, 900), lines=(2, 3))
    sheet = Sheet(size=8)
    sheet.say(
        seller__name=deal.seller,
        seller__gstin=deal.seller_gstin,
        invoice_number=deal.number,
        invoice_date=deal.day.isoformat(),
        buyer__name="Nordhaven Foods A/S",
    )
    boxes = [
        [
            [
                sheet.words("Exporter"),
                sheet.words(deal.seller, bold=True),
                sheet.words(CITIES[deal.seller_gstin[:2]]),
                sheet.words(f"GSTIN {deal.seller_gstin}"),
            ],
            ["Export Invoice No. &amp; Date", f"{deal.number}   {deal.day:%d.%m.%Y}", "IEC 0388012345"],
        ],
        [
            ["Buyer", "Nordhaven Foods A/S", "Kaj 14, Aarhus, Denmark"],
            ["Country of Origin: INDIA", "Country of Final Destination: DENMARK", "Terms: CIF Aarhus, 60 days"],
        ],
    ]
    sheet.add(sheet.words("EXPORT INVOICE", "c", 12, True), sheet.table(boxes, [270, 269], "ll", GRID))
    rows: list[list[Any]] = [["Marks &amp; Nos.", "No. &amp; Kind of Pkgs", "Description of Goods", "ITC(HS)", "Net Wt. KGS", "USD per KG", "Amount USD"]]
    for each in deal.sold:
        rows.append(
            [
                "NHF/AAR",
                f"{rng.randint(20, 400)} bags",
                each.words,
                each.code,
                f"{each.count / 1000:,.2f}",
                f"{each.price / 100:.2f}",
                f"{each.value / 100:,.2f}",
            ]
        )
        sheet.row(each)
    sheet.add(sheet.table(rows, [60, 66, 160, 56, 62, 62, 73], "lllcrrr", GRID))
    sheet.say(totals__taxable=decimal_text(Paise(deal.taxable)), totals__grand_total=decimal_text(Paise(deal.taxable)))
    sheet.add(
        sheet.table([["", "Total CIF Value USD", f"{deal.taxable / 100:,.2f}"]], [280, 160, 99], "lrr"),
        sheet.words("Supply meant for export under LUT without payment of IGST"),
    )
    return sheet.done()


def hospital(rng: random.Random) -> Drawn:
    """Exempt: a bill of supply with concessions, no tax at all."""
    deal = make_deal(
        rng, ("Arogya Multispeciality Hospital", "Lifespring Diagnostics"), CURES, "IP{:06}", offs=(0, 500, 1000), prices=(30_000, 900_000), home=True
    )
    deal = replace(deal, sold=tuple(replace(each, count=1000 * rng.randint(1, 4)) for each in deal.sold))
    sheet = Sheet(size=8)
    letterhead(
        sheet,
        deal,
        "BILL OF SUPPLY",
        [["Bill No", deal.number], ["Bill Date", f"{deal.day:%d/%m/%Y}"], ["UHID", f"AH{rng.randint(100_000, 999_999)}"], ["Patient", "Mrs. S. Deshpande"]],
        "Payer:",
    )
    rows: list[list[Any]] = [["Sl", "Particulars of Treatment", "SAC", "Units", "Unit Chg.", "Gross", "Concession", "Net Chg."]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, each.words, each.code, each.counted, money(each.price), money(each.gross), money(each.less), money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [24, 180, 50, 36, 62, 64, 60, 63], "llcrrrrr", UNDER_HEAD))
    sheet.say(totals__taxable=decimal_text(Paise(deal.taxable)))
    totals_at_right(sheet, [("grand_total", "Total Bill Amount", deal.taxable)])
    sheet.add(sheet.words(in_words(deal.taxable)))
    return sheet.done()


TRADES = (stay_bill, phone_bill, lorry_bill, jeweller, running_bill, shipper, hospital)
