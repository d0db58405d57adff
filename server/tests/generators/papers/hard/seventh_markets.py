"""The seventh set, continued: bills of market places, of shops that come to the door, and of shops whose prices have the tax in them."""

import random
from dataclasses import replace
from typing import Any

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, state, town
from tests.generators.papers.hard.seventh import by_row, deal_of, gst_rows, note_totals
from tests.generators.papers.hard.trade import Line, Sold

GADGETS: tuple[Line, ...] = (
    ("boAt-like Rockerz 255 Pro Bluetooth Neckband with Mic, 40 Hours Playback (Active Black)", "85183000", ""),
    ("Logi M221 Silent Wireless Mouse, 2.4 GHz with USB Mini Receiver (Charcoal)", "84716060", ""),
    ("Ergonomic Mesh Office Chair with Lumbar Support and Adjustable Arms", "94013000", ""),
    ("TP-like Archer C6 Gigabit MU-MIMO Router", "85176990", ""),
    ("Portable SSD 1TB USB 3.2 Gen 2, Up to 1050 MB/s", "84717020", ""),
    ("Stainless Steel Water Bottle 1 Litre", "73239390", ""),
)  # fmt: skip
PANTRY: tuple[Line, ...] = (
    ("Toned Milk Pouch 500 ml", "04012000", ""),
    ("Assam Tea Gold 1 kg", "09023020", ""),
    ("Butter Cookies 200 g", "19053100", ""),
    ("Floor Cleaner Citrus 2 L", "34025000", ""),
    ("Hand Wash Refill 750 ml", "34013019", ""),
    ("Sugar Sachet 5 g x 200", "17019990", ""),
    ("Garbage Bags Medium 30 pcs", "39232990", ""),
)  # fmt: skip


def bazaar(rng: random.Random) -> Drawn:
    """A market place with two word columns: the seller at the left, the addresses at the right, and the taxes of a row under each other in its cells."""
    deal = deal_of(
        rng, ("Clicktech-like Retail Private Limited", "RetailEz-like Services Pvt Ltd"), GADGETS, "BLR5-{:06}", lines=(1, 3), prices=(20_000, 900_000)
    )
    deal = replace(deal, sold=tuple(replace(each, count=1000 * rng.randint(1, 3)) for each in deal.sold))
    taxes, _, _ = by_row(deal)
    total = deal.taxable + sum(taxes.values())
    sheet = Sheet(size=8)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, {}, 0, total)
    sheet.say(place_of_supply=deal.buyer_gstin[:2], reverse_charge="no")
    sheet.add(
        sheet.table(
            [
                [
                    sheet.words("bazaar.in", size=16, bold=True),
                    [sheet.words("Tax Invoice/Bill of Supply/Cash Memo", "r", 9, True), sheet.words("(Original for Recipient)", "r")],
                ]
            ],
            [270, 269],
            "ll",
        ),
        8,
    )
    left = [
        sheet.words("Sold By :", bold=True),
        deal.seller,
        "* Rect/Killa Nos. 38, Warehouse 2, Village Binola",
        f"{town(deal.seller_gstin)}, {state(deal.seller_gstin).upper()}",
        "IN",
        "",
        f"<b>PAN No:</b> {deal.seller_gstin[2:12]}",
        f"<b>GST Registration No:</b> {deal.seller_gstin}",
    ]
    bill = [
        sheet.words("Billing Address :", "r", bold=True),
        *(
            sheet.words(each, "r")
            for each in (
                deal.buyer,
                "4th floor, Tower B, Techno Park",
                f"{town(deal.buyer_gstin)}, {state(deal.buyer_gstin).upper()}",
                "IN",
                f"<b>GST Registration No:</b> {deal.buyer_gstin}",
                f"<b>State/UT Code:</b> {deal.buyer_gstin[:2]}",
            )
        ),
    ]
    sheet.add(sheet.table([[left, bill]], [270, 269], "ll"), 6)
    ship = [
        sheet.words("Shipping Address :", "r", bold=True),
        *(
            sheet.words(each, "r")
            for each in (
                "Ravi Shankar",
                deal.buyer,
                f"{town(deal.buyer_gstin)}",
                "IN",
                f"<b>Place of supply:</b> {state(deal.buyer_gstin).upper()}",
                f"<b>Place of delivery:</b> {state(deal.buyer_gstin).upper()}",
            )
        ),
    ]
    order = f"{rng.randint(400, 409)}-{rng.randint(10**6, 10**7 - 1)}-{rng.randint(10**6, 10**7 - 1)}"
    facts = ["", "", f"<b>Order Number:</b> {order}", f"<b>Order Date:</b> {deal.day:%d.%m.%Y}"]
    sheet.add(sheet.table([[facts, ship]], [270, 269], "ll"))
    sheet.add(
        sheet.table(
            [
                [
                    ["", ""],
                    [
                        sheet.words(f"<b>Invoice Number :</b> {deal.number}", "r"),
                        sheet.words(f"<b>Invoice Details :</b> KA-BLR5-{rng.randint(10**8, 10**9 - 1)}-2627", "r"),
                        sheet.words(f"<b>Invoice Date :</b> {deal.day:%d.%m.%Y}", "r"),
                    ],
                ]
            ],
            [270, 269],
            "ll",
        ),
        6,
    )
    rows: list[list[Any]] = [["Sl. No", "Description", "Unit Price", "Qty", "Net Amount", "Tax Rate", "Tax Type", "Tax Amount", "Total Amount"]]
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        words = [f"{each.words} | B0{rng.choice('789')}{rng.randint(1000000, 9999999)} ( SKU-{rng.randint(100, 999)} )", f"HSN:{each.code}"]
        rate = f"{each.rate / 100 / len(parts):g}%"
        rows.append(
            [
                number,
                words,
                f"Rs.{money(each.price)}",
                each.counted,
                f"Rs.{money(each.value)}",
                [rate] * len(parts),
                [head.upper() for head in deal.heads],
                [f"Rs.{money(part)}" for part in parts],
                f"Rs.{money(each.value + sum(parts))}",
            ]
        )
        sheet.row(each)
    rows.append([sheet.words("TOTAL:", bold=True), "", "", "", "", "", "", f"Rs.{money(sum(taxes.values()))}", f"Rs.{money(total)}"])
    rows.append([[sheet.words("Amount in Words:", bold=True), sheet.words(in_words(total).removeprefix("Rupees "), bold=True)], *[""] * 8])
    sheet.add(sheet.table(rows, [24, 180, 56, 26, 60, 36, 34, 58, 65], "llrcrrlrr", [*GRID, ("SPAN", (0, -2), (6, -2)), ("SPAN", (0, -1), (-1, -1))]))
    sheet.add(
        sheet.table([[sheet.words(f"For {deal.seller}:", "r", bold=True)], [sheet.words("Authorized Signatory", "r")]], [539], "l", GRID),
        sheet.words("Whether tax is payable under reverse charge - No"),
    )
    sheet.add(
        20,
        sheet.words(
            "*Please note that this invoice is not a demand for payment. Bazaar Seller Services Pvt Ltd only runs the market place. Page 1 of 1", size=6
        ),
    )
    return sheet.done()


def kart(rng: random.Random) -> Drawn:
    """A market place with small grey facts over a row: gross, discount, taxable value, tax and total, a code under the product, and a row for handling."""
    deal = deal_of(rng, ("OmniTechRetail-like", "CORSECA RETAIL PRIVATE LIMITED"), GADGETS, "FAKKO26{:08}", lines=(1, 3), prices=(20_000, 500_000))
    sold = [replace(each, count=1000, off=rng.choice((0, 500, 2000))) for each in deal.sold]
    handling = Sold("Shipping And Handling Charges", sold[0].code, 1000, "", 4_000, 0, sold[0].rate)
    deal = replace(deal, sold=(*sold, handling) if rng.random() < 0.5 else tuple(sold))
    taxes, _, _ = by_row(deal)
    total = deal.taxable + sum(taxes.values())
    sheet = Sheet(size=7.5)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, 0, total)
    sheet.add(sheet.table([["Tax Invoice", f"Invoice Number # <b>{deal.number}</b>"]], [270, 269], "lr"))
    sheet.add(
        sheet.words(f"<b>Sold By: {deal.seller} ,</b>"),
        sheet.words(f"<i>Ship-from Address:</i> Khewat No. 373, Village Taoru, {town(deal.seller_gstin)}, {state(deal.seller_gstin)}, India"),
        sheet.words(f"<b>GSTIN</b> - {deal.seller_gstin}"),
        4,
    )
    facts = [
        f"<b>Order ID:</b> OD{rng.randint(10**17, 10**18 - 1)}",
        f"<b>Order Date:</b> {deal.day:%d-%m-%Y}",
        f"<b>Invoice Date:</b> {deal.day:%d-%m-%Y}",
        f"<b>PAN:</b> {deal.seller_gstin[2:12]}",
    ]
    bill = [
        sheet.words("Bill To", bold=True),
        sheet.words(deal.buyer, bold=True),
        "Plot 9, Sector 18",
        town(deal.buyer_gstin),
        "Phone: xxxxxxxxxx",
        f"GSTIN: {deal.buyer_gstin}",
    ]
    ship = [sheet.words("Ship To", bold=True), sheet.words("Sunita Rao", bold=True), "Plot 9, Sector 18", town(deal.buyer_gstin), "Phone: xxxxxxxxxx"]
    note = sheet.words("<i>*Keep this invoice and manufacturer box for warranty purposes.</i>", size=6)
    sheet.add(sheet.table([[facts, bill, ship, note]], [160, 150, 130, 99], "llll"), sheet.words(f"Total items: {len(sold)}"))
    heads = ["SGST/ UTGST Rs.", "CGST Rs."] if deal.home else ["IGST Rs."]
    rows: list[list[Any]] = [["Product", "Title", "Qty", "Gross Amount Rs.", "Discounts /Coupons Rs.", "Taxable Value Rs.", *heads, "Total Rs."]]
    for each, parts in zip(deal.sold, gst_rows(deal), strict=True):
        rate = f"{each.rate / 100 / len(parts):.2f} %"
        title = (
            [sheet.words(each.words, bold=True), f"{'SGST' if deal.home else 'IGST'}: {rate}", *([f"CGST: {rate}"] if deal.home else [])]
            if each is not handling
            else sheet.words(each.words, bold=True)
        )
        product = (
            [rng.choice(("Headphones", "Mouse", "Accessories")), f"FSN: ACC{rng.randint(10**6, 10**7 - 1)}", f"HSN/SAC: {each.code}"]
            if each is not handling
            else f"HSN/SAC: {each.code}"
        )
        rows.append(
            [
                product,
                title,
                each.counted,
                money(each.gross),
                f"-{money(each.less)}" if each.less else "0",
                money(each.value),
                *(money(part) for part in parts),
                money(each.value + sum(parts)),
            ]
        )
        sheet.row(each, price=False)
    rows.append(
        [
            "",
            sheet.words("Total", bold=True),
            str(len(deal.sold)),
            money(sum(each.gross for each in deal.sold)),
            f"-{money(sum(each.less for each in deal.sold))}",
            money(deal.taxable),
            *(money(tax) for tax in taxes.values()),
            money(total),
        ]
    )
    sheet.add(sheet.table(rows, [84, 130, 24, 58, 60, 60, *[48] * len(heads), 60], "llcrrr" + "r" * len(heads) + "r", UNDER_HEAD))
    sheet.add(
        6,
        sheet.table(
            [
                ["", sheet.words("Grand Total", bold=True), sheet.words(f"Rs. {money(total)}", "r", 11, True)],
                ["", "", sheet.words(deal.seller, "r")],
                ["", "", sheet.words("Authorized Signatory", "r")],
            ],
            [300, 110, 129],
            "lrr",
        ),
    )
    sheet.add(
        20,
        sheet.words(
            "Returns Policy: At Kart we try to deliver perfectly each and every time. Regd. office: Kart Internet Pvt Ltd, Buildings Alyssa, Outer Ring Road, Bengaluru 560103. Contact: www.kart.example/helpcentre",
            size=6,
        ),
        sheet.words("E. &amp; O.E. page 1 of 1", "r", 6),
    )
    return sheet.done()


def doorstep(rng: random.Random) -> Drawn:
    """Groceries at the door: prices with the tax in them are worked back in narrow columns, and the sums stand in the last row."""
    deal = deal_of(
        rng,
        ("Moonstone Ventures LLP", "Drogheria Sellers Private Limited"),
        PANTRY,
        "C26K{:07}",
        rates=(500, 1200, 1800),
        lines=(3, 6),
        prices=(2_000, 60_000),
        home=True,
    )
    sold = []
    for each in deal.sold:
        sold.append(replace(each, count=1000 * rng.randint(1, 6)))
    deal = replace(deal, sold=tuple(sold))
    taxes, _, _ = by_row(deal)
    total = deal.taxable + sum(taxes.values())
    sheet = Sheet(size=6.8)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, 0, total)
    sheet.say(place_of_supply=deal.buyer_gstin[:2], reverse_charge="no")
    sheet.add(sheet.words("Tax Invoice / Bill of Supply", "c", 10, True))
    left = [
        sheet.words("Seller Details", bold=True),
        deal.seller,
        f"Dark Store 14, {town(deal.seller_gstin)}",
        f"GSTIN: {deal.seller_gstin}",
        "FSSAI License No: 11522998000123",
    ]
    right = [
        sheet.words("Invoice To", bold=True),
        deal.buyer,
        f"HSR Layout, {town(deal.buyer_gstin)}",
        f"GSTIN: {deal.buyer_gstin}",
        f"Place of Supply: {state(deal.buyer_gstin)}",
    ]
    facts = [f"Invoice No.: {deal.number}", f"Order No.: ORD{rng.randint(10**7, 10**8 - 1)}", f"Date: {deal.day:%d-%b-%Y}", "Reverse Charge: No"]
    sheet.add(sheet.table([[left, right, facts]], [190, 190, 159], "lll", GRID), 4)
    rows: list[list[Any]] = [
        [
            "SR No",
            "Item &amp; Description",
            "HSN",
            "Qty",
            "MRP",
            "Product Rate",
            "Disc.",
            "Taxable Amt.",
            "CGST %",
            "S/UT GST %",
            "CGST Amt.",
            "S/UT GST Amt.",
            "Cess %",
            "Total Amt.",
        ]
    ]
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        half = f"{each.rate / 200:g}%"
        rows.append(
            [
                number,
                each.words,
                each.code,
                each.counted,
                money(each.price * 15 // 10),
                money(each.price),
                "0%",
                money(each.value),
                half,
                half,
                money(parts[0]),
                money(parts[1]),
                "0%",
                money(each.value + sum(parts)),
            ]
        )
        sheet.row(each)
    rows.append(["", "Item Total", "", "", "", "", "", money(deal.taxable), "", "", money(taxes["cgst"]), money(taxes["sgst"]), "", money(total)])
    rows.append([sheet.words("Invoice Value", bold=True), *[""] * 12, sheet.words(money(total), "r", bold=True)])
    sheet.add(sheet.table(rows, [20, 108, 42, 20, 38, 42, 24, 46, 26, 30, 38, 40, 24, 46], "llcrrrrrrrrrrr", [*GRID, ("SPAN", (0, -1), (12, -1))]))
    sheet.add(
        4,
        sheet.words(f"Amount in words: {in_words(total)}"),
        sheet.words("Whether the tax is payable on reverse charge - No"),
        sheet.words(f"Authorised signatory for {deal.seller}"),
        6,
    )
    sheet.add(
        sheet.words("Get 10% off on your next order above Rs. 999. Use code FRESH10. Valid till 31-12-2027. Download the app: 4.8 stars from 1,20,000 users.")
    )
    return sheet.done()


def counter_inclusive(rng: random.Random) -> Drawn:
    """A shop whose prices have the tax in them: rates and amounts with it, and what they contain below."""
    deal = deal_of(rng, ("Lifestyle Shoes & Bags", "Rajdhani Furnishings"), GADGETS, "R-{}", rates=(1800,), lines=(2, 4), prices=(11_800, 590_000), home=True)
    # Prices are in full rupees, with the tax in them.
    sold = tuple(replace(each, price=each.price // 100 * 100, count=1000 * rng.randint(1, 5)) for each in deal.sold)
    gross = sum(each.value for each in sold)
    taxable = (gross * 100 * 2 // 118 + 1) // 2
    half = (gross - taxable) // 2
    taxable = gross - 2 * half
    sheet = Sheet(size=8.5)
    sheet.parties(deal)
    note_totals(sheet, taxable, {"cgst": half, "sgst": half}, 0, gross)
    sheet.add(
        sheet.words(deal.seller, "c", 15, True),
        6,
        sheet.words(f"G-12, Central Mall, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"GSTIN: {deal.seller_gstin}", "c"),
        sheet.words("TAX INVOICE", "c", 10, True),
        4,
    )
    sheet.add(
        sheet.table(
            [[f"Bill No: {deal.number}", f"Date: {deal.day:%d/%m/%Y}  Time: 17:42"], [f"Customer: {deal.buyer}", f"Cust. GSTIN: {deal.buyer_gstin}"]],
            [270, 269],
            "ll",
            UNDER_HEAD,
        ),
        4,
    )
    rows: list[list[Any]] = [["Sr", "Particulars", "HSN", "Qty", "MRP (incl. of tax)", "Amount (incl. of tax)"]]
    for number, each in enumerate(sold, 1):
        rows.append([number, each.words, each.code, each.counted, money(each.price), money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [24, 230, 65, 40, 85, 95], "llcrrr", UNDER_HEAD))
    foot = [["Total Qty", f"{sum(each.count for each in sold) / 1000:g}", "Net Amount", money(gross)]]
    sheet.add(sheet.table(foot, [80, 60, 300, 99], "lrrr"), 4, sheet.words("GST break up (included above)", bold=True))
    sheet.add(
        sheet.table(
            [["Taxable Value", "CGST 9%", "SGST 9%", "Total"], [money(taxable), money(half), money(half), money(gross)]], [100, 90, 90, 100], "rrrr", GRID
        ),
        4,
    )
    sheet.add(
        sheet.words(in_words(gross)),
        sheet.words("Paid by: UPI"),
        sheet.words("Exchange within 7 days with bill. No cash refund. Prices are inclusive of all taxes.", "c"),
    )
    return sheet.done()


MARKETS = (bazaar, kart, doorstep, counter_inclusive)
