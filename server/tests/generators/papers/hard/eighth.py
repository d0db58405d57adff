"""The eighth set: layouts, words and names that the rules were not mended by, for the last blind figures. It only measures."""

import random
from dataclasses import replace
from typing import Any

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, state, town
from tests.generators.papers.hard.seventh import by_row, gst_rows, note_totals
from tests.generators.papers.hard.trade import Deal, Line, make_deal

BUYERS = ("Coral Reef Exports Pvt Ltd", "Satpura Ginning Mills", "Mehta Diagnostics LLP", "Ganga Cold Storage", "Eastern Tea Brokers Ltd")
TILES: tuple[Line, ...] = (
    ("Vitrified Floor Tile 600x600 Ivory Gloss", "69072100", "Box"),
    ("Wall Tile 300x450 Highlighter", "69072300", "Box"),
    ("Tile Adhesive 20 kg, polymer modified, grey", "38245090", "Bag"),
    ("Epoxy Grout 1 kg Jaisalmer Yellow", "32141000", "Pkt"),
    ("Wash Basin Counter Top 16 x 13 inch", "69101000", "Pc"),
)
SEEDS: tuple[Line, ...] = (
    ("Hybrid Cotton Seed BG-II 475 g", "12072010", "Pkt"),
    ("NPK 19:19:19 water soluble 25 kg", "31052000", "Bag"),
    ("Drip Lateral 16 mm class 2, 400 m coil", "84249000", "Coil"),
    ("Knapsack Sprayer 16 L brass lance", "84244100", "No"),
)
TESTS: tuple[Line, ...] = (
    ("Water analysis as per IS 10500, 32 parameters", "998346", ""),
    ("Ambient air monitoring, 8 hours", "998346", ""),
    ("Stack emission test of DG set", "998346", ""),
    ("Noise level survey, four corners", "998346", ""),
)
CLOTH: tuple[Line, ...] = (
    ("Cotton Poplin 58 inch dyed", "52081990", "Mtr"),
    ("Rayon Printed Lot 77", "54083290", "Mtr"),
    ("Viscose Georgette 44 inch", "54082290", "Mtr"),
    ("Lining Fabric Taffeta", "54076190", "Mtr"),
)


def _deal(rng: random.Random, names: tuple[str, ...], pool: tuple[Line, ...], number: str, **more: Any) -> Deal:
    return replace(make_deal(rng, names, pool, number, **more), buyer=rng.choice(BUYERS))


def dealer_sheet(rng: random.Random) -> Drawn:
    """A dealer's bill: boxes and area, a rate of the area, schemes that go off, and a strip of totals under the list."""
    deal = _deal(rng, ("Morbi Ceramic House", "Shivam Sanitary & Tiles"), TILES, "T/26-27/{}", offs=(0, 800), lines=(2, 5))
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    sheet.add(
        sheet.table(
            [
                [
                    [sheet.words(deal.seller, size=12, bold=True), f"Highway Road, {town(deal.seller_gstin)}", f"GST : {deal.seller_gstin}"],
                    [sheet.words("TAX INVOICE", "r", 11, True), sheet.words(f"No. {deal.number}", "r"), sheet.words(f"Dt. {deal.day:%d.%m.%y}", "r")],
                ]
            ],
            [330, 209],
            "ll",
            GRID,
        )
    )
    sheet.add(
        sheet.table(
            [[[f"M/s {deal.buyer}", town(deal.buyer_gstin), f"GST : {deal.buyer_gstin}"], ["Despatch to", "Site godown", "Driver : Bhola, GJ03AT9911"]]],
            [330, 209],
            "ll",
            GRID,
        ),
        3,
    )
    rows: list[list[Any]] = [["#", "Size / Design / Grade", "HSN", "Boxes", "Unit", "Rate", "Scheme", "Amount"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, each.words, each.code, each.counted, each.unit, money(each.price), money(each.less) if each.less else "-", money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [20, 205, 58, 46, 36, 60, 50, 64], "llcrlrrr", GRID))
    heads = ["Goods Value", *(f"{head.upper()} {18 / len(deal.heads):g}%" for head in deal.heads), *(["R/off"] if deal.rounding else []), "Bill Value"]
    values = [deal.taxable, *deal.taxes.values(), *([deal.rounding] if deal.rounding else []), deal.total]
    sheet.add(
        4,
        sheet.table([heads, [money(each) for each in values]], [539 / len(heads)] * len(heads), "r" * len(heads), GRID),
        4,
        sheet.words(in_words(deal.total)),
        sheet.words(f"For {deal.seller}", "r"),
    )
    return sheet.done()


def farm_counter(rng: random.Random) -> Drawn:
    """A farm shop: lots and expiry, one rate of tax in a column, the tax of each row in another, bought by a firm named behind "Farmer / Party"."""
    deal = _deal(
        rng, ("Kisan Agro Kendra", "Sai Krishi Seva Kendra"), SEEDS, "KAK{}", rates=(500, 1200, 1800), lines=(2, 4), prices=(20_000, 400_000), home=True
    )
    taxes, rounding, total = by_row(deal)
    sheet = Sheet(size=7.5)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, rounding, total)
    sheet.add(
        sheet.words(deal.seller, "c", 13, True),
        5,
        sheet.words(f"Seed Lic. 114/26, Fert. Lic. 902, Market Yard, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"GSTIN {deal.seller_gstin}", "c"),
        sheet.words("GST Invoice", "c", 9, True),
        4,
    )
    sheet.add(
        sheet.table(
            [[f"Farmer / Party : {deal.buyer}", f"Memo No : {deal.number}"], [f"Party GSTIN : {deal.buyer_gstin}", f"Memo Date : {deal.day:%d/%m/%Y}"]],
            [330, 209],
            "ll",
            UNDER_HEAD,
        ),
        4,
    )
    rows: list[list[Any]] = [["Sr", "Product", "Lot No", "Expiry", "HSN", "Nos", "Rate", "Value", "GST %", "GST Rs", "Total"]]
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        rows.append(
            [
                number,
                each.words,
                f"L{rng.randint(100, 999)}",
                f"{rng.randint(1, 12):02}-27",
                each.code,
                each.counted,
                money(each.price),
                money(each.value),
                f"{each.rate / 100:g}",
                money(sum(parts)),
                money(each.value + sum(parts)),
            ]
        )
        sheet.row(each)
    rows.append(
        [
            "",
            sheet.words("TOTAL", bold=True),
            "",
            "",
            "",
            "",
            "",
            money(deal.taxable),
            "",
            money(sum(taxes.values())),
            money(deal.taxable + sum(taxes.values())),
        ]
    )
    sheet.add(sheet.table(rows, [18, 142, 40, 36, 48, 28, 50, 58, 30, 46, 60], "lllllrrrrrr", GRID), 4)
    foot = [
        ["Taxable value", money(deal.taxable)],
        ["CGST", money(taxes["cgst"])],
        ["SGST", money(taxes["sgst"])],
        *([["Rounding", money(rounding)]] if rounding else []),
        ["Payable", money(total)],
    ]
    sheet.add(sheet.table([["", *each] for each in foot], [330, 110, 99], "lrr"), sheet.words(in_words(total)), sheet.words(f"For {deal.seller}", "r"))
    return sheet.done()


def laboratory(rng: random.Random) -> Drawn:
    """A laboratory's bill: samples in words over two lines, a code said once below, the client behind "Issued to", the tax in one line of both heads."""
    deal = _deal(rng, ("Envirotest Laboratories Pvt Ltd", "Aqua Analytical Services"), TESTS, "LAB-{}-26", lines=(1, 4), prices=(150_000, 1_800_000))
    sheet = Sheet("Times-Roman", 9.5)
    sheet.parties(deal)
    total = deal.exact
    note_totals(sheet, deal.taxable, deal.taxes, 0, total)
    sheet.say(place_of_supply=deal.buyer_gstin[:2])
    sheet.add(
        sheet.words(deal.seller, size=15, bold=True),
        6,
        sheet.words(f"NABL accredited. Plot 44, {town(deal.seller_gstin)}"),
        sheet.words(f"GSTIN: {deal.seller_gstin} | SAC: 998346"),
        6,
        sheet.words("TAX INVOICE", "c", 11, True),
        6,
    )
    facts = [
        ["Invoice ref.", deal.number],
        ["Raised on", f"{deal.day:%d %B %Y}"],
        ["Report no.", f"R/{rng.randint(1000, 9999)}"],
        ["Supply to", f"{state(deal.buyer_gstin)} ({deal.buyer_gstin[:2]})"],
    ]
    facts[3][0] = "Place of supply"
    sheet.add(
        sheet.table(
            [[["Issued to", sheet.words(deal.buyer, bold=True), town(deal.buyer_gstin), f"GSTIN: {deal.buyer_gstin}"], sheet.table(facts, [90, 140], "ll")]],
            [300, 239],
            "ll",
        ),
        8,
    )
    rows: list[list[Any]] = [["Test / Sample", "Samples", "Charge per sample", "Charges"]]
    for each in deal.sold:
        rows.append(
            [[each.words, sheet.words("Sample drawn by our chemist at site", size=7.5)], f"{each.count / 1000:g}", money(each.price), money(each.value)]
        )
        sheet.row(each, hsn=False)
    sheet.add(sheet.table(rows, [279, 70, 95, 95], "lrrr", UNDER_HEAD), 6)
    foot = [
        ["Charges before GST", money(deal.taxable)],
        *([f"{head.upper()} at {18 / len(deal.heads):g} per cent", money(tax)] for head, tax in deal.taxes.items()),
        ["Invoice amount", money(total)],
    ]
    sheet.add(
        sheet.table([["", *each] for each in foot], [280, 160, 99], "lrr"),
        6,
        sheet.words(in_words(total)),
        sheet.words(f"For {deal.seller}", "r"),
        sheet.words("Quality Manager", "r"),
    )
    return sheet.done()


def cloth_merchant(rng: random.Random) -> Drawn:
    """A cloth merchant through an agent and a transport: bales, metres with decimals, less and add under the sum."""
    deal = _deal(rng, ("Surana Textiles", "Balotra Fabrics Pvt Ltd"), CLOTH, "{}/ST", rates=(500,), grams=True, lines=(2, 4), prices=(4_000, 42_000))
    gross = deal.taxable
    less, packing = gross * 2 // 100, 15_000
    taxable = gross - less + packing
    taxes = dict(zip(deal.heads, deal.taxed(taxable, 500), strict=True))
    exact = taxable + sum(taxes.values())
    total = (exact + 50) // 100 * 100
    sheet = Sheet("Courier", 7.5)
    sheet.parties(deal)
    note_totals(sheet, taxable, taxes, total - exact, total)
    sheet.say(totals__goods_discount=f"{less / 100:.2f}", totals__goods_charge=f"{packing / 100:.2f}")
    sheet.add(
        sheet.words("|| Shree Ganeshay Namah ||", "c"),
        sheet.words(deal.seller, "c", 14, True),
        5,
        sheet.words(f"Cloth Market, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"GSTIN: {deal.seller_gstin}", "c"),
        sheet.words("TAX INVOICE", "c", 9, True),
        4,
    )
    left = [f"Buyer : {deal.buyer}", f"        {town(deal.buyer_gstin)}", f"GSTIN : {deal.buyer_gstin}", "Agent : Jethmal Brokers, Surat"]
    right = [
        f"Bill No.  : {deal.number}",
        f"Bill Date : {deal.day:%d-%m-%Y}",
        "Transport : Rajdhani Roadways",
        f"L.R. No.  : {rng.randint(1000, 9999)}",
        "Bales     : 2",
    ]
    sheet.add(sheet.table([[left, right]], [300, 239], "ll", GRID), 3)
    rows: list[list[Any]] = [["Sr.", "Quality", "HSN", "Pcs", "Metres", "Rate", "Amount"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, each.words, each.code, rng.randint(1, 12), f"{each.count / 1000:.3f}", money(each.price), money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [26, 200, 62, 36, 70, 60, 85], "llcrrrr", UNDER_HEAD))
    foot = [
        ["Gross total", money(gross)],
        ["Less : Discount 2%", money(less)],
        ["Add : Packing", money(packing)],
        ["Taxable value", money(taxable)],
        *([f"{head.upper()} {5 / len(deal.heads):g}%", money(tax)] for head, tax in taxes.items()),
    ]
    foot += [["Round off", money(total - exact)]] if total != exact else []
    foot += [["Net amount", money(total)]]
    sheet.add(sheet.table([["", *each] for each in foot], [300, 140, 99], "lrr"), 4, sheet.words(in_words(total)), sheet.words(f"For {deal.seller}", "r"))
    return sheet.done()


def stall(rng: random.Random) -> Drawn:
    """An app's marketplace for offices: seller's block below the list, "Deliver to" and "Bill to" above, prices with the tax beside those without."""
    deal = _deal(rng, ("Officeworld Sellers Pvt Ltd", "Pragya Trading Solutions"), TILES, "OD-{:07}", rates=(1800,), lines=(1, 3), prices=(10_000, 300_000))
    deal = replace(deal, sold=tuple(replace(each, count=1000 * rng.randint(1, 4)) for each in deal.sold))
    taxes, _, _ = by_row(deal)
    total = deal.taxable + sum(taxes.values())
    sheet = Sheet(size=8)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, 0, total)
    sheet.add(
        sheet.table(
            [
                [
                    sheet.words("stall.biz", size=16, bold=True),
                    [
                        sheet.words("Tax Invoice", "r", 11, True),
                        sheet.words(f"Invoice No: {deal.number}", "r"),
                        sheet.words(f"Invoice Date: {deal.day:%d %b %Y}", "r"),
                    ],
                ]
            ],
            [270, 269],
            "ll",
        ),
        6,
    )
    to = [sheet.words("Bill to", bold=True), deal.buyer, town(deal.buyer_gstin), f"GSTIN: {deal.buyer_gstin}"]
    ship = [sheet.words("Deliver to", bold=True), "Reception desk", deal.buyer, town(deal.buyer_gstin)]
    sheet.add(sheet.table([[to, ship]], [270, 269], "ll", GRID), 4)
    rows: list[list[Any]] = [["S.No", "Item name", "HSN", "Qty", "Price incl. tax", "Unit price", "Taxable value", "Tax", "Total"]]
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        tax = [f"{head.upper()} {each.rate / 100 / len(parts):g}%: {money(part)}" for head, part in zip(deal.heads, parts, strict=True)]
        rows.append(
            [
                number,
                each.words,
                each.code,
                each.counted,
                money(each.price * 118 // 100),
                money(each.price),
                money(each.value),
                tax,
                money(each.value + sum(parts)),
            ]
        )
        sheet.row(each)
    sheet.add(sheet.table(rows, [26, 140, 48, 26, 56, 54, 60, 74, 60], "llcrrrrrr", GRID), 4)
    foot = [
        ["Total taxable value", money(deal.taxable)],
        *([f"Total {head.upper()}", money(tax)] for head, tax in taxes.items()),
        ["Amount to pay", money(total)],
    ]
    sheet.add(
        sheet.table([["", *each] for each in foot], [330, 110, 99], "lrr"),
        6,
        sheet.words("Sold and billed by", bold=True),
        sheet.words(deal.seller),
        sheet.words(f"Warehouse 3, {town(deal.seller_gstin)}"),
        sheet.words(f"Seller GSTIN: {deal.seller_gstin}"),
        6,
        sheet.words(f"Authorised signatory for {deal.seller}", "r"),
    )
    return sheet.done()


def hirer(rng: random.Random) -> Drawn:
    """Machines on hire: days and shifts as the quantity, parts of the list with sums, a security deposit that is no part of the bill."""
    pool: tuple[Line, ...] = tuple(
        (f"{what} on hire", "997313", "Day") for what in ("Hydra crane 14 T", "JCB 3DX", "DG set 62.5 kVA", "Boom lift 60 ft", "Vibro roller")
    )
    deal = _deal(rng, ("Trishul Equipment Rentals", "Om Crane Service"), pool, "HIRE/{}", lines=(2, 5), prices=(250_000, 1_900_000))
    sheet = Sheet(size=8.5)
    sheet.parties(deal)
    total = deal.exact
    note_totals(sheet, deal.taxable, deal.taxes, 0, total)
    sheet.add(
        sheet.table(
            [
                [
                    [sheet.words(deal.seller, size=13, bold=True), f"Nr. Toll Plaza, {town(deal.seller_gstin)}", f"GSTIN - {deal.seller_gstin}"],
                    [sheet.words("HIRE BILL / TAX INVOICE", "r", 10, True)],
                ]
            ],
            [330, 209],
            "ll",
        ),
        4,
    )
    sheet.add(
        sheet.table(
            [
                [
                    ["Hirer", deal.buyer, town(deal.buyer_gstin), f"GSTIN - {deal.buyer_gstin}"],
                    [["Bill number", deal.number], ["Bill date", f"{deal.day:%d-%m-%Y}"]],
                ]
            ],
            [330, 209],
            "ll",
            GRID,
        ),
        4,
    )
    rows: list[list[Any]] = [["Sl", "Machine", "SAC", "Days", "Hire per day", "Hire charges"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, [each.words, f"Log sheet {rng.randint(100, 999)}"], each.code, each.counted, money(each.price), money(each.value)])
        sheet.row(each)
    rows.append(["", sheet.words("Total hire", "r", bold=True), "", "", "", money(deal.taxable)])
    sheet.add(sheet.table(rows, [26, 250, 55, 48, 75, 85], "llcrrr", GRID))
    rest = [*([f"{head.upper()} {18 / len(deal.heads):g}%", money(tax)] for head, tax in deal.taxes.items()), ["Bill amount", money(total)]]
    sheet.add(
        sheet.table([["", *each] for each in rest], [330, 110, 99], "lrr"),
        4,
        sheet.words(in_words(total)),
        sheet.words("Security deposit held: Rs. 50,000.00, refundable."),
        sheet.words(f"For {deal.seller}", "r"),
    )
    return sheet.done()


LAYOUTS = (dealer_sheet, farm_counter, laboratory, cloth_merchant, stall, hirer)
