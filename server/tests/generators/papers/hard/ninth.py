"""The ninth set: papers of trades that the first eight do not have. Written to measure alone, before any rule was looked at for it."""

import random
from dataclasses import replace
from typing import Any

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, state, town
from tests.generators.papers.hard.seventh import by_row, gst_rows, note_totals
from tests.generators.papers.hard.trade import Deal, Line, Sold, make_deal

BUYERS = ("Kaveri Polymers Pvt Ltd", "Udaan Logistics LLP", "Himgiri Beverages Ltd", "Saffron Studios Pvt Ltd", "Narmada Castings Ltd")
DISHES: tuple[Line, ...] = (
    ("Paneer Tikka", "996331", ""), ("Veg Dum Biryani", "996331", ""), ("Butter Naan", "996331", ""), ("Fresh Lime Soda", "996331", ""), ("Gulab Jamun (2 pc)", "996331", ""),
)  # fmt: skip
MEDICINES: tuple[Line, ...] = (
    ("TELMA 40 TAB", "30049079", "15S"), ("INSUGEN 30/70 INJ", "30043110", "VIAL"), ("ORS POWDER ORANGE", "30049099", "SACH"), ("SURGICAL GLOVES 6.5", "40151200", "PAIR"), ("VOLINI GEL 30G", "30049069", "TUBE"),
)  # fmt: skip
GARMENTS: tuple[Line, ...] = (
    ("Denim 10 oz indigo", "52094200", "Mtr"), ("Suiting TR 58 in", "55151130", "Mtr"), ("Cotton Lawn print 204", "52083290", "Mtr"), ("Chiffon plain dyed", "54075290", "Mtr"),
)  # fmt: skip
PARTS: tuple[Line, ...] = (
    ("Bearing 6205 ZZ", "84821011", "Nos"), ("Oil Seal 35x52x7", "40169330", "Nos"), ("Timing Belt HTD 8M", "40103590", "Nos"), ("Coupling L-095 spider", "84836090", "Nos"), ("Grease EP2 1 kg", "34039900", "Can"),
)  # fmt: skip
CLOUD: tuple[Line, ...] = (
    ("Workspace Pro plan, 25 seats", "998315", ""), ("Additional storage 1 TB", "998315", ""), ("Priority support", "998313", ""), ("API calls above quota", "998315", ""),
)  # fmt: skip
REPAIRS: tuple[Line, ...] = (
    ("Wheel alignment and balancing", "998714", ""),
    ("Engine oil change labour", "998714", ""),
    ("AC gas top-up", "998714", ""),
    ("Denting left fender", "998714", ""),
)
SPARES: tuple[Line, ...] = (
    ("Air Filter Element", "84213100", ""),
    ("Brake Pad Set Front", "87083000", ""),
    ("Engine Oil 5W30", "27101972", ""),
    ("Wiper Blade 22 in", "85124000", ""),
)


def _deal(rng: random.Random, names: tuple[str, ...], pool: tuple[Line, ...], number: str, **more: Any) -> Deal:
    return replace(make_deal(rng, names, pool, number, **more), buyer=rng.choice(BUYERS))


def restaurant(rng: random.Random) -> Drawn:
    """A restaurant's bill to a firm: covers and a table, a service charge under the sum that is taxed as well."""
    deal = _deal(rng, ("Spice Terrace Restaurant", "Blue Lotus Fine Dine"), DISHES, "R{}", rates=(500,), lines=(2, 5), prices=(6000, 62_000), home=True)
    deal = replace(deal, sold=tuple(replace(each, count=1000 * rng.randint(1, 9)) for each in deal.sold))
    service = deal.taxable * 5 // 100
    taxable = deal.taxable + service
    taxes = dict(zip(deal.heads, deal.taxed(taxable, 500), strict=True))
    total = (taxable + sum(taxes.values()) + 50) // 100 * 100
    sheet = Sheet(size=8)
    sheet.parties(deal)
    note_totals(sheet, taxable, taxes, total - taxable - sum(taxes.values()), total)
    sheet.say(totals__goods_charge=f"{service / 100:.2f}")
    sheet.add(
        sheet.words(deal.seller, "c", 12, True),
        4,
        sheet.words(f"2nd Floor, City Mall, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"GSTIN : {deal.seller_gstin}   FSSAI : 11526018000123", "c"),
    )
    sheet.add(sheet.words("TAX INVOICE", "c", 9, True), 3)
    facts = [
        [f"Bill No : {deal.number}", f"Date : {deal.day:%d-%b-%Y}"],
        ["Table : 14   Covers : 6", "Steward : Ramesh"],
        [f"Billed to : {deal.buyer}", f"GSTIN : {deal.buyer_gstin}"],
    ]
    sheet.add(sheet.table(facts, [300, 239], "ll"), 3)
    rows: list[list[Any]] = [["Item", "SAC", "Qty", "Rate", "Amount"]]
    for each in deal.sold:
        rows.append([each.words, each.code, each.counted, money(each.price), money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [230, 70, 50, 85, 104], "llrrr", UNDER_HEAD))
    foot = [["Sub Total", money(deal.taxable)], ["Service Charge @ 5%", money(service)], ["Taxable Amount", money(taxable)]]
    foot += [[f"{head.upper()} @ 2.5%", money(tax)] for head, tax in taxes.items()]
    foot += [["Round Off", money(total - taxable - sum(taxes.values()))]] if total != taxable + sum(taxes.values()) else []
    foot += [["Bill Amount", money(total)]]
    sheet.add(sheet.table([["", *each] for each in foot], [300, 135, 104], "lrr"), 4, sheet.words("Thank you, visit again", "c"))
    return sheet.done()


def chemist(rng: random.Random) -> Drawn:
    """A stockist's bill of several rates: pack, batch, expiry, MRP, PTR, and a table of classes whose taxes make the totals."""
    deal = _deal(
        rng,
        ("Arogya Pharma Distributors", "Sanjeevani Agencies"),
        MEDICINES,
        "SP-{}",
        rates=(500, 1200, 1800),
        offs=(0, 500),
        lines=(3, 5),
        prices=(2500, 60_000),
        home=True,
    )
    sheet = Sheet("Courier", 7)
    sheet.parties(deal)
    sheet.totals(deal)
    head = [
        [
            [
                sheet.words(deal.seller, size=10, bold=True),
                f"Medical Complex, {town(deal.seller_gstin)}",
                f"GSTIN: {deal.seller_gstin}",
                "D.L.No: 20B-114/21B-115",
            ],
            [sheet.words("GST TAX INVOICE", bold=True), f"Inv No : {deal.number}", f"Inv Dt : {deal.day:%d-%m-%y}", "Salesman: DEEPAK"],
            [f"To: {deal.buyer}", town(deal.buyer_gstin), f"GSTIN: {deal.buyer_gstin}"],
        ]
    ]
    sheet.add(sheet.table(head, [190, 150, 199], "lll", GRID))
    rows: list[list[Any]] = [["HSN", "Product Name", "Pack", "Batch", "Exp", "MRP", "PTR", "Qty", "Free", "Dis%", "GST%", "Taxable"]]
    for each in deal.sold:
        rows.append(
            [
                each.code,
                each.words,
                each.unit,
                f"B{rng.randint(1000, 9999)}",
                f"{rng.randint(1, 12):02}/28",
                money(each.price * 14 // 10),
                money(each.price),
                each.counted,
                rng.randint(0, 3),
                f"{each.off / 100:.2f}",
                f"{each.rate / 100:.2f}",
                money(each.value),
            ]
        )
        sheet.row(each)
    sheet.add(sheet.table(rows, [44, 112, 28, 36, 32, 46, 46, 26, 26, 32, 36, 75], "lllllrrrrrrr", UNDER_HEAD), 3)
    classes: list[list[Any]] = [["Class", "Taxable", "CGST", "SGST", "Total GST"]]
    for rate, value in deal.by_rate.items():
        part = deal.taxed(value, rate)
        classes.append([f"GST {rate / 100:.2f}", money(value), money(part[0]), money(part[1]), money(sum(part))])
    classes.append(["TOTAL", money(deal.taxable), *(money(tax) for tax in deal.taxes.values()), money(sum(deal.taxes.values()))])
    foot = [
        ["Sub Total", money(deal.taxable)],
        ["CGST Payable", money(deal.taxes["cgst"])],
        ["SGST Payable", money(deal.taxes["sgst"])],
        *([["Rounding", money(deal.rounding)]] if deal.rounding else []),
        ["Net Payable", money(deal.total)],
    ]
    sheet.add(
        sheet.table([[sheet.table(classes, [60, 70, 60, 60, 70], "lrrrr", GRID), sheet.table(foot, [95, 84], "lr")]], [340, 199], "ll"),
        4,
        sheet.words(in_words(deal.total)),
        sheet.words(f"For {deal.seller}", "r"),
    )
    return sheet.done()


def credit_note(rng: random.Random) -> Drawn:
    """A credit note for goods that came back: its own number beside the invoice that it is against, and a debit note of the customer's."""
    deal = _deal(rng, ("Precision Drives India Pvt Ltd", "Axis Motion Components"), PARTS, "CRN/{}/26-27", lines=(1, 3))
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.totals(deal)
    sheet.add(
        sheet.words("CREDIT NOTE", "r", 14, True),
        sheet.words(deal.seller, size=11, bold=True),
        3,
        sheet.words(f"Unit 5, Industrial Estate, {town(deal.seller_gstin)}. GSTIN: {deal.seller_gstin}"),
        5,
    )
    facts = [
        ["Credit Note No.", deal.number, "Original Invoice No.", f"PD/{rng.randint(100, 999)}/26-27"],
        ["Credit Note Date", f"{deal.day:%d/%m/%Y}", "Original Invoice Date", f"{deal.day.replace(day=1):%d/%m/%Y}"],
        ["Reason", "Goods returned", "Your Debit Note", f"DN-{rng.randint(10, 99)}"],
    ]
    sheet.add(
        sheet.table(facts, [90, 160, 119, 170], "llll", GRID),
        3,
        sheet.words("Credit to:"),
        sheet.words(deal.buyer, bold=True),
        sheet.words(f"{town(deal.buyer_gstin)}, {state(deal.buyer_gstin)}"),
        sheet.words(f"GSTIN: {deal.buyer_gstin}"),
        4,
    )
    rows: list[list[Any]] = [["S.No", "Item Description", "HSN/SAC", "Qty Returned", "UOM", "Price", "Credit Value"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, each.words, each.code, each.counted, each.unit, money(each.price), money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [30, 190, 65, 64, 40, 70, 80], "llcrlrr", GRID))
    foot = [
        ["Value of goods returned", money(deal.taxable)],
        *([f"{head.upper()} {18 / len(deal.heads):g}%", money(tax)] for head, tax in deal.taxes.items()),
        *([["Rounded off", money(deal.rounding)]] if deal.rounding else []),
        ["Total credit", money(deal.total)],
    ]
    sheet.add(sheet.table([["", *each] for each in foot], [290, 150, 99], "lrr"), 4, sheet.words(in_words(deal.total)))
    return sheet.done()


def lawyer(rng: random.Random) -> Drawn:
    """A professional's letter without lines or a table: fees in words, one amount, the tax in sentences, TDS said below."""
    deal = _deal(
        rng,
        ("Rao &amp; Associates", "Bhatt Legal Chambers LLP"),
        (("Professional fees", "998212", ""),),
        "PF/{}/2026",
        lines=(1, 1),
        prices=(1_500_000, 9_000_000),
    )
    deal = replace(deal, sold=tuple(replace(each, count=1000) for each in deal.sold))
    sheet = Sheet("Times-Roman", 10)
    sheet.parties(replace(deal, seller=deal.seller.replace("&amp;", "&")))
    sheet.totals(deal)
    sheet.row(deal.sold[0], count=False, price=False)
    sheet.add(
        sheet.words(deal.seller, size=14, bold=True),
        4,
        sheet.words("Advocates and Solicitors"),
        sheet.words(f"Chamber 210, High Court Road, {town(deal.seller_gstin)}"),
        sheet.words(f"GSTIN {deal.seller_gstin}"),
        12,
    )
    sheet.add(
        sheet.table([[f"Invoice {deal.number}", sheet.words(f"{deal.day:%d %B %Y}", "r")]], [300, 239], "ll"),
        8,
        sheet.words("To"),
        sheet.words(deal.buyer),
        sheet.words(town(deal.buyer_gstin)),
        sheet.words(f"GSTIN {deal.buyer_gstin}"),
        10,
    )
    sheet.add(
        sheet.words("TAX INVOICE", "c", 11, True),
        8,
        sheet.words("For advice and appearance in the matter of arbitration petition no. 41 of 2026, hearings of the quarter:"),
        8,
    )
    foot = [
        ["Professional fees (SAC 998212)", money(deal.taxable)],
        *([f"Add: {head.upper()} at {18 / len(deal.heads):g} percent", money(tax)] for head, tax in deal.taxes.items()),
        *([["Rounding", money(deal.rounding)]] if deal.rounding else []),
        ["Total", money(deal.total)],
    ]
    sheet.add(
        sheet.table([["", *each] for each in foot], [120, 280, 139], "llr"),
        8,
        sheet.words(in_words(deal.total)),
        6,
        sheet.words(f"TDS under section 194J at 10% on {money(deal.taxable)} is {money(deal.taxable // 10)}; please send the certificate."),
        16,
        sheet.words(f"For {deal.seller}"),
    )
    return sheet.done()


def courier(rng: random.Random) -> Drawn:
    """A courier's bill of a fortnight: consignments by day and weight, then a fuel surcharge on all before the tax."""
    cities = ("Kochi", "Indore", "Guwahati", "Surat", "Raipur", "Hubli")
    base = _deal(rng, ("Swift Parcel Services Pvt Ltd", "Garuda Express Couriers"), (("x", "996812", ""),), "SPS{}", lines=(1, 1))
    sold = tuple(
        Sold(f"{rng.randint(10**9, 10**10 - 1)}", "996812", 1000, f"{rng.randint(2, 200) / 10:.3f}", rng.randint(9000, 250_000), 0, 1800)
        for _ in range(rng.randint(3, 9))
    )
    deal = replace(base, sold=sold)
    fuel = deal.taxable * 12 // 100
    taxable = deal.taxable + fuel
    taxes = dict(zip(deal.heads, deal.taxed(taxable, 1800), strict=True))
    total = (taxable + sum(taxes.values()) + 50) // 100 * 100
    sheet = Sheet(size=7.5)
    sheet.parties(deal)
    note_totals(sheet, taxable, taxes, total - taxable - sum(taxes.values()), total)
    sheet.say(totals__goods_charge=f"{fuel / 100:.2f}")
    sheet.add(
        sheet.table(
            [
                [
                    [sheet.words(deal.seller, size=12, bold=True), f"Hub: {town(deal.seller_gstin)}", f"GSTIN/UIN {deal.seller_gstin}", "SAC 996812"],
                    [sheet.words("INVOICE", "r", 13, True), sheet.words("Original for recipient", "r")],
                ]
            ],
            [330, 209],
            "ll",
        ),
        4,
    )
    facts = [
        ["Customer Code", f"C{rng.randint(1000, 9999)}", "Invoice #", deal.number],
        ["Customer", deal.buyer, "Invoice Dt", f"{deal.day:%d-%b-%y}"],
        ["Customer GSTIN", deal.buyer_gstin, "Billing Period", f"01-{deal.day:%b-%y} to 15-{deal.day:%b-%y}"],
    ]
    sheet.add(sheet.table(facts, [80, 210, 80, 169], "llll", GRID), 4)
    rows: list[list[Any]] = [["Date", "AWB No", "Destination", "Wt (kg)", "Mode", "Charges"]]
    for each in deal.sold:
        rows.append(
            [
                f"{deal.day.replace(day=rng.randint(1, 15)):%d/%m}",
                each.words,
                rng.choice(cities),
                each.unit,
                rng.choice(("AIR", "SFC")),
                money(each.value),
            ]
        )
        sheet.row(replace(each, count=int(float(each.unit) * 1000)), hsn=False, price=False, value=each.value)
    rows.append(["", sheet.words("Total of consignments", bold=True), "", "", "", money(deal.taxable)])
    sheet.add(sheet.table(rows, [60, 120, 140, 60, 59, 100], "lllrlr", GRID), 3)
    foot = [
        ["Fuel surcharge 12%", money(fuel)],
        ["Taxable value", money(taxable)],
        *([f"{head.upper()} {18 / len(deal.heads):g}%", money(tax)] for head, tax in taxes.items()),
        *([["Rounding", money(total - taxable - sum(taxes.values()))]] if total != taxable + sum(taxes.values()) else []),
        ["Amount payable", money(total)],
    ]
    sheet.add(sheet.table([["", *each] for each in foot], [300, 139, 100], "lrr"), 3, sheet.words(in_words(total)))
    return sheet.done()


def cloud(rng: random.Random) -> Drawn:
    """A subscription in dollars under a letter of undertaking: a period for each line, the rupees of the total beside."""
    deal = _deal(rng, ("Meghdoot Cloud Software Pvt Ltd", "Trillium SaaS Labs LLP"), CLOUD, "MCS-{}", rates=(0,), lines=(2, 4), prices=(2000, 90_000))
    deal = replace(deal, sold=tuple(replace(each, count=1000 * rng.randint(1, 30)) for each in deal.sold))
    sheet = Sheet(size=9)
    sheet.say(
        seller__name=deal.seller,
        seller__gstin=deal.seller_gstin,
        invoice_number=deal.number,
        invoice_date=deal.day.isoformat(),
        due_date=deal.day.isoformat(),
        buyer__name="Brightwater Media Inc",
    )
    sheet.say(totals__taxable=f"{deal.taxable / 100:.2f}", totals__grand_total=f"{deal.taxable / 100:.2f}")
    sheet.add(sheet.table([[sheet.words("Invoice", size=18, bold=True), sheet.words(deal.seller, "r", 10, True)]], [270, 269], "ll"), 6)
    facts = [["Invoice number", deal.number], ["Date of issue", f"{deal.day:%B %d, %Y}"], ["Date due", f"{deal.day:%B %d, %Y}"]]
    sheet.add(sheet.table(facts, [90, 300], "ll"), 8)
    left = [sheet.words(deal.seller, bold=True), f"Tech Park, {town(deal.seller_gstin)}, India", f"GSTIN {deal.seller_gstin}", "LUT ARN AD290326001234X"]
    sheet.add(
        sheet.table([[left, [sheet.words("Bill to", bold=True), "Brightwater Media Inc", "500 Howard St, San Francisco", "United States"]]], [270, 269], "ll"),
        8,
    )
    sheet.add(sheet.words(f"${deal.taxable / 100:,.2f} USD due {deal.day:%B %d, %Y}", size=12, bold=True), 6)
    rows: list[list[Any]] = [["Description", "SAC", "Qty", "Unit price", "Amount"]]
    for each in deal.sold:
        rows.append(
            [
                [each.words, f"{deal.day:%b} 1 - {deal.day:%b} 28, {deal.day:%Y}"],
                each.code,
                each.counted,
                f"${each.price / 100:,.2f}",
                f"${each.value / 100:,.2f}",
            ]
        )
        sheet.row(each)
    sheet.add(sheet.table(rows, [260, 60, 50, 80, 89], "llrrr", UNDER_HEAD), 4)
    foot = [["Subtotal", f"${deal.taxable / 100:,.2f}"], ["Total", f"${deal.taxable / 100:,.2f}"], ["Amount due", f"${deal.taxable / 100:,.2f} USD"]]
    sheet.add(
        sheet.table([["", *each] for each in foot], [300, 130, 109], "llr"),
        6,
        sheet.words("Export of services under LUT without payment of integrated tax. 1 USD = INR 83.40."),
    )
    return sheet.done()


def cloth_pieces(rng: random.Random) -> Drawn:
    """A mill's bill of cloth: bales, pieces and metres beside each other, a cash discount and insurance between the sum and the taxable value."""
    deal = _deal(rng, ("Bhilwara Synthetics", "Malegaon Looms Pvt Ltd"), GARMENTS, "{}", rates=(500,), grams=True, lines=(2, 4), prices=(5_000, 38_000))
    less, cover = deal.taxable * 3 // 100, rng.randint(5_000, 40_000)
    taxable = deal.taxable - less + cover
    taxes = dict(zip(deal.heads, deal.taxed(taxable, 500), strict=True))
    total = (taxable + sum(taxes.values()) + 50) // 100 * 100
    sheet = Sheet(size=8)
    sheet.parties(deal)
    note_totals(sheet, taxable, taxes, total - taxable - sum(taxes.values()), total)
    sheet.say(totals__goods_discount=f"{less / 100:.2f}", totals__goods_charge=f"{cover / 100:.2f}")
    sheet.add(
        sheet.words("TAX INVOICE", "c", 10, True),
        sheet.words(deal.seller, "c", 13, True),
        4,
        sheet.words(f"Mills Compound, {town(deal.seller_gstin)}   GSTIN {deal.seller_gstin}", "c"),
        3,
    )
    facts = [
        [
            [f"Party : {deal.buyer}", f"Place : {town(deal.buyer_gstin)}", f"GST No. : {deal.buyer_gstin}"],
            [f"Invoice No. : {deal.number}", f"Date : {deal.day:%d/%m/%Y}", f"Order No. : V/{rng.randint(10, 99)}", "Broker : Direct"],
        ]
    ]
    sheet.add(sheet.table(facts, [320, 219], "ll", GRID), 2)
    rows: list[list[Any]] = [["Bale", "Quality", "HSN Code", "Taka", "Mtrs", "Rate/Mtr", "Amount Rs."]]
    for each in deal.sold:
        rows.append([rng.randint(100, 999), each.words, each.code, rng.randint(2, 20), f"{each.count / 1000:.3f}", money(each.price), money(each.value)])
        sheet.row(each)
    rows.append(["", sheet.words("Total", bold=True), "", "", f"{sum(each.count for each in deal.sold) / 1000:.3f}", "", money(deal.taxable)])
    sheet.add(sheet.table(rows, [40, 180, 70, 40, 65, 64, 80], "llcrrrr", GRID))
    foot = [
        ["Less: Cash discount 3%", money(less)],
        ["Add: Insurance", money(cover)],
        ["Taxable Value", money(taxable)],
        *([f"Add: {head.upper()} {5 / len(deal.heads):g}%", money(tax)] for head, tax in taxes.items()),
        *([["Round off", money(total - taxable - sum(taxes.values()))]] if total != taxable + sum(taxes.values()) else []),
        ["Invoice Total", money(total)],
    ]
    sheet.add(sheet.table([["", *each] for each in foot], [300, 139, 100], "lrr"), 4, sheet.words(in_words(total)), sheet.words(f"For {deal.seller}", "r"))
    return sheet.done()


def workshop(rng: random.Random) -> Drawn:
    """A garage's job card invoice: parts and labour in two tables with sums of their own, several rates, the vehicle's facts around them."""
    parts = _deal(
        rng, ("Metro Motors Service", "Sagar Auto Care Pvt Ltd"), SPARES, "JC{}", rates=(1800, 2800), lines=(2, 3), prices=(20_000, 400_000), home=True
    )
    labour = tuple(Sold(words, code, 1000, "", rng.randint(30_000, 300_000), 0, 1800) for words, code, _ in rng.sample(REPAIRS, 2))
    goods = tuple(replace(each, count=1000 * rng.randint(1, 4)) for each in parts.sold)
    deal = replace(parts, sold=(*goods, *labour))
    taxes, rounding, total = by_row(deal)
    sheet = Sheet(size=7.5)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, rounding, total)
    sheet.add(
        sheet.words(deal.seller, size=12, bold=True),
        4,
        sheet.words(f"Ring Road, {town(deal.seller_gstin)} | GSTIN {deal.seller_gstin}"),
        4,
        sheet.words("JOB CARD TAX INVOICE", "c", 10, True),
        3,
    )
    facts = [
        ["Invoice No", deal.number, "Reg. No", f"KA{rng.randint(10, 60)}MB{rng.randint(1000, 9999)}"],
        ["Invoice Date", f"{deal.day:%d-%m-%Y}", "Odometer", f"{rng.randint(9000, 90_000)}"],
        ["Customer", deal.buyer, "Chassis", f"MA3E{rng.randint(10**8, 10**9)}"],
        ["Cust. GSTIN", deal.buyer_gstin, "Advisor", "Pooja"],
    ]
    sheet.add(sheet.table(facts, [70, 230, 70, 169], "llll", GRID), 3)
    by_line = dict(zip(deal.sold, gst_rows(deal), strict=True))
    for title, lines in (("PARTS", goods), ("LABOUR", labour)):
        rows: list[list[Any]] = [["#", title, "HSN/SAC", "Qty", "Rate", "Taxable", "GST%", "CGST", "SGST", "Amount"]]
        for number, each in enumerate(lines, 1):
            tax = by_line[each]
            rows.append(
                [
                    number,
                    each.words,
                    each.code,
                    each.counted,
                    money(each.price),
                    money(each.value),
                    f"{each.rate / 100:g}",
                    money(tax[0]),
                    money(tax[1]),
                    money(each.value + sum(tax)),
                ]
            )
            sheet.row(each)
        rows.append(
            [
                "",
                sheet.words(f"{title.title()} total", bold=True),
                "",
                "",
                "",
                money(sum(each.value for each in lines)),
                "",
                "",
                "",
                money(sum(each.value + sum(by_line[each]) for each in lines)),
            ]
        )
        sheet.add(sheet.table(rows, [18, 140, 54, 28, 58, 62, 34, 46, 46, 60], "llcrrrrrrr", GRID), 4)
    foot = [
        ["Taxable amount", money(deal.taxable)],
        *([f"{head.upper()}", money(tax)] for head, tax in taxes.items()),
        *([["Round off", money(rounding)]] if rounding else []),
        ["Grand total", money(total)],
    ]
    sheet.add(sheet.table([["", *each] for each in foot], [320, 120, 99], "lrr"), 4, sheet.words(in_words(total)))
    return sheet.done()


LAYOUTS = (restaurant, chemist, credit_note, lawyer, courier, cloud, cloth_pieces, workshop)
