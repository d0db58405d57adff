"""The seventh set, the last part: trades whose bills have columns of their own, sums between their rows, or pages of words behind them."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.generators.papers.bills import gstin_of
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, town
from tests.generators.papers.hard.seventh import deal_of, note_totals
from tests.generators.papers.hard.trade import Deal, Line
from tests.generators.papers.hindi import lettered

ORNAMENTS: tuple[Line, ...] = (
    ("Ladies Ring 22KT", "71131910", "gm"),
    ("Mangalsutra Chain", "71131910", "gm"),
    ("Bangle Pair Antique", "71131910", "gm"),
    ("Ear Tops with CZ", "71131930", "gm"),
    ("Gold Coin 24KT", "71189000", "gm"),
)  # fmt: skip
WORKS: tuple[Line, ...] = (
    ("Excavation in ordinary soil up to 1.5 m depth, including dressing of sides and disposal within 50 m", "995433", "Cum"),
    ("PCC 1:4:8 below footing", "995454", "Cum"),
    ("Brick work in CM 1:6 in superstructure", "995454", "Cum"),
    ("12 mm thick cement plaster, two coats", "995472", "Sqm"),
    ("Internal wiring of light points with 1.5 sq mm FRLS wire in concealed conduit", "995461", "Point"),
    ("Supply and fixing of LED panel 2x2", "995461", "Nos"),
    ("Painting with premium emulsion, two coats over primer", "995473", "Sqm"),
)  # fmt: skip
KIRANA: tuple[Line, ...] = (
    ("Basmati Chawal 25 kg bori", "10063020", "Bag"),
    ("Toor Dal Desi", "07136000", "Kg"),
    ("Sarson Tel 15 L tin", "15149120", "Tin"),
    ("Chini M-30", "17011490", "Kg"),
    ("Agarbatti 100 pack", "33074100", "Pkt"),
)  # fmt: skip


def _once(deal: Deal) -> Deal:
    return replace(deal, sold=tuple(replace(each, count=1000) for each in deal.sold))


def jeweller(rng: random.Random) -> Drawn:
    """Ornaments: purity, gross and net weights, a rate of the gram, and making and stone charges that are put on."""
    deal = deal_of(
        rng, ("Shubham Jewellers", "P. N. Ratna Bhandar"), ORNAMENTS, "SJ/{}", rates=(300,), lines=(1, 4), prices=(640_000, 780_000), grams=True, home=True
    )
    sheet = Sheet(size=8)
    sheet.parties(deal)
    rows: list[list[Any]] = [
        ["Sr.", "Item Description", "HSN", "Purity", "Pcs", "Gross Wt. (gm)", "Net Wt. (gm)", "Rate / gm", "Making Charges", "Stone Charges", "Amount"]
    ]
    taxable = 0
    for number, each in enumerate(deal.sold, 1):
        making, stone = each.gross * rng.choice((8, 12, 15)) // 100, rng.choice((0, 0, 120_000))
        value = each.gross + making + stone
        taxable += value
        rows.append(
            [
                number,
                each.words,
                each.code,
                "916" if "22" in each.words or number % 2 else "750",
                "1",
                f"{(each.count + (350 if stone else 0)) / 1000:.3f}",
                f"{each.count / 1000:.3f}",
                money(each.price),
                money(making),
                money(stone),
                money(value),
            ]
        )
        sheet.row(each, value=value)
    half = (taxable * 3 // 2 + 50) // 100
    exact = taxable + 2 * half
    total = (exact + 50) // 100 * 100
    note_totals(sheet, taxable, {"cgst": half, "sgst": half}, total - exact, total)
    sheet.add(
        sheet.words(deal.seller, "c", 16, True),
        8,
        sheet.words("BIS Hallmarked Gold and Diamond Jewellery", "c"),
        sheet.words(f"Saraf Bazar, {town(deal.seller_gstin)}  |  GSTIN {deal.seller_gstin}", "c"),
        4,
        sheet.words("TAX INVOICE", "c", 10, True),
        4,
    )
    sheet.add(
        sheet.table(
            [
                [
                    [f"Name : {deal.buyer}", f"Address : {town(deal.buyer_gstin)}", f"GSTIN : {deal.buyer_gstin}"],
                    [f"Voucher No : {deal.number}", f"Voucher Date : {deal.day:%d/%m/%Y}", f"Gold Rate 22KT : {money(deal.sold[0].price)}"],
                ]
            ],
            [330, 209],
            "ll",
            GRID,
        ),
        4,
    )
    sheet.add(sheet.table(rows, [20, 108, 46, 34, 24, 46, 46, 54, 56, 50, 66], "llccrrrrrrr", GRID))
    foot = [
        ["Total Amount", money(taxable)],
        ["Add CGST 1.5%", money(half)],
        ["Add SGST 1.5%", money(half)],
        *([["Rounding", money(total - exact)]] if total != exact else []),
        ["Net Amount", money(total)],
    ]
    sheet.add(
        sheet.table([["", *each] for each in foot], [330, 110, 99], "lrr"),
        4,
        sheet.words(in_words(total)),
        sheet.words("Hallmarking charges Rs. 45 per piece are included."),
        sheet.words(f"For {deal.seller}", "r"),
    )
    return sheet.done()


def consignments(rng: random.Random) -> Drawn:
    """A carrier's bill of several consignments between others' firms; the one who pays owes the tax."""
    deal = _once(deal_of(rng, ("Deccan Roadlines", "Northern Carrying Corporation"), (("Freight", "996791", ""),), "DRL/{}/26-27", lines=(1, 1)))
    sheet = Sheet(size=8)
    count = rng.randint(2, 5)
    sender = rng.choice(("Hindustan Castings Ltd", "Apex Polymers Pvt Ltd"))
    rows: list[list[Any]] = [["S.No", "LR No", "LR Date", "From - To", "Vehicle", "Pkgs", "Weight (MT)", "Rate", "Freight", "Hamali", "Total"]]
    total = 0
    for number in range(1, count + 1):
        weight, rate, hamali = rng.randint(2_000, 24_000), rng.randint(90_000, 260_000), rng.choice((0, 30_000, 55_000))
        freight = (weight * rate + 500) // 1000
        journey = f"{town(deal.seller_gstin).rsplit(' ', 1)[0]} - {rng.choice(('Hosur', 'Pithampur', 'Bhiwadi', 'Sanand'))}"
        rows.append(
            [
                number,
                f"{rng.randint(20000, 99999)}",
                f"{deal.day - timedelta(days=number):%d-%m-%y}",
                journey,
                f"MH14GU{rng.randint(1000, 9999)}",
                rng.randint(4, 90),
                f"{weight / 1000:.3f}",
                money(rate),
                money(freight),
                money(hamali),
                money(freight + hamali),
            ]
        )
        # The code stands once, over all rows.
        sheet.row(replace(deal.sold[0], words=journey, count=weight, price=rate), value=freight + hamali)
        total += freight + hamali
    sheet.parties(deal)
    note_totals(sheet, total, {}, 0, total)
    sheet.say(reverse_charge="yes")
    sheet.add(
        sheet.words(deal.seller.upper(), "c", 15, True),
        6,
        sheet.words("Fleet Owners and Transport Contractors", "c"),
        sheet.words(f"Transport Nagar, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"PAN : {deal.seller_gstin[2:12]}   GSTIN : {deal.seller_gstin}", "c"),
        4,
        sheet.words("FREIGHT BILL / TAX INVOICE", "c", 9, True),
        4,
    )
    facts = [f"Bill No. : {deal.number}", f"Bill Date : {deal.day:%d/%m/%Y}", "SAC : 996791"]
    to = [sheet.words("To,", bold=True), sheet.words(f"M/s {deal.buyer}", bold=True), town(deal.buyer_gstin), f"GSTIN : {deal.buyer_gstin}"]
    sent = ["Consignor :", sender, f"GSTIN : {gstin_of(rng, deal.seller_gstin[:2])}", "Consignee : as per LR"]
    sheet.add(sheet.table([[to, sent, facts]], [200, 190, 149], "lll", GRID), 4)
    sheet.add(sheet.table(rows, [26, 44, 46, 96, 66, 28, 46, 50, 58, 42, 58], "lllllrrrrrr", GRID))
    sheet.add(sheet.table([["Total Freight Payable", money(total)]], [440, 99], "rr", UNDER_HEAD), sheet.words(in_words(total)), 4)
    sheet.add(
        sheet.words("GST payable under reverse charge by the service recipient : Yes"),
        sheet.words("We have not availed input tax credit on inputs, capital goods or input services."),
        sheet.words(f"For {deal.seller}", "r"),
    )
    return sheet.done()


def works_bill(rng: random.Random) -> Drawn:
    """A contractor's running bill: headings of sections, sums between the rows, a retention that is held back below."""
    deal = deal_of(rng, ("Shakti Buildcon", "S. V. Infra & Interiors LLP"), WORKS, "RA-{}", lines=(4, 7), prices=(9_000, 680_000))
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "grand_total")
    total = deal.exact
    sheet.say(totals__grand_total=f"{total / 100:.2f}")
    order = f"WO/{rng.randint(100, 999)}/26"
    sheet.say(po_number=order)
    sheet.add(
        sheet.words(deal.seller, "c", 14, True),
        6,
        sheet.words(f"Civil and Electrical Contractors, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"GST No. {deal.seller_gstin}", "c"),
        sheet.words("TAX INVOICE - RUNNING ACCOUNT BILL", "c", 10, True),
        4,
    )
    sheet.add(
        sheet.table(
            [
                [
                    ["To,", sheet.words(deal.buyer, bold=True), town(deal.buyer_gstin), f"GST No. {deal.buyer_gstin}"],
                    [f"Invoice No : {deal.number}", f"Invoice Date : {deal.day:%d.%m.%Y}", f"Work Order No : {order}", "Site : Warehouse extension"],
                ]
            ],
            [320, 219],
            "ll",
            GRID,
        ),
        4,
    )
    rows: list[list[Any]] = [["Sr. No.", "Description of work", "SAC", "Unit", "Qty", "Rate (Rs.)", "Amount (Rs.)"]]
    half = (len(deal.sold) + 1) // 2
    for letter, part in zip("AB", (deal.sold[:half], deal.sold[half:]), strict=True):
        rows.append([sheet.words(letter, bold=True), sheet.words("Civil works" if letter == "A" else "Services and finishing", bold=True), "", "", "", "", ""])
        for number, each in enumerate(part, 1):
            rows.append([f"{letter}{number}", each.words, each.code, each.unit, f"{each.count / 1000:.2f}", money(each.price), money(each.value)])
            sheet.row(each)
        rows.append(
            ["", sheet.words(f"Sub Total ({letter})", "r", bold=True), "", "", "", "", sheet.words(money(sum(each.value for each in part)), "r", bold=True)]
        )
    rows.append(["", sheet.words("Total (A+B)", "r", bold=True), "", "", "", "", money(deal.taxable)])
    rows += [["", sheet.words(f"Add {head.upper()} @ {1800 / 100 / len(deal.heads):g}%", "r"), "", "", "", "", money(tax)] for head, tax in deal.taxes.items()]
    rows.append(["", sheet.words("Gross Bill Value", "r", bold=True), "", "", "", "", money(total)])
    held = deal.taxable * 5 // 100
    rows += [
        ["", sheet.words("Less : Retention 5%", "r"), "", "", "", "", money(held)],
        ["", sheet.words("Net payable now", "r"), "", "", "", "", money(total - held)],
    ]
    sheet.add(
        sheet.table(rows, [36, 240, 46, 38, 50, 60, 72], "lllcrrr", GRID, repeat=1), 4, sheet.words(in_words(total)), sheet.words(f"For {deal.seller}", "r")
    )
    return sheet.done()


def kirana(rng: random.Random) -> Drawn:
    """A grocer's bill with Hindi beside English: labels of both, or of Hindi alone."""
    deal = deal_of(rng, ("Shri Shyam Kirana Bhandar", "Agrawal Traders"), KIRANA, "{}", rates=(500,), lines=(2, 5), prices=(4_000, 320_000), home=True)
    sheet = Sheet(size=8)
    sheet.font, sheet.bold = lettered("Vera"), lettered("VeraBd")
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    sheet.add(
        sheet.words("कर बीजक / TAX INVOICE", "c", 11, True),
        4,
        sheet.words(deal.seller, "c", 13, True),
        5,
        sheet.words(f"अनाज मंडी, {town(deal.seller_gstin)}", "c"),
        sheet.words(f"GSTIN: {deal.seller_gstin}", "c"),
        4,
    )
    sheet.add(
        sheet.table(
            [
                [
                    ["ग्राहक का नाम / Name :", sheet.words(deal.buyer, bold=True), town(deal.buyer_gstin), f"GSTIN : {deal.buyer_gstin}"],
                    [f"बिल नं. / Bill No. : {deal.number}", f"दिनांक / Date : {deal.day:%d/%m/%Y}"],
                ]
            ],
            [330, 209],
            "ll",
            GRID,
        ),
        4,
    )
    rows: list[list[Any]] = [["क्र.", "माल का विवरण / Particulars", "HSN", "मात्रा / Qty", "इकाई", "दर / Rate", "राशि / Amount"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, each.words, each.code, each.counted, each.unit, money(each.price), money(each.value)])
        sheet.row(each)
    sheet.add(sheet.table(rows, [28, 190, 66, 56, 45, 70, 84], "llcrlrr", GRID))
    foot = [
        ["योग / Sub Total", money(deal.taxable)],
        ["CGST 2.5%", money(deal.taxes["cgst"])],
        ["SGST 2.5%", money(deal.taxes["sgst"])],
        *([["पूर्णांकन", money(deal.rounding)]] if deal.rounding else []),
        ["कुल राशि / Grand Total", money(deal.total)],
    ]
    sheet.add(
        sheet.table([["", *each] for each in foot], [290, 150, 99], "lrr"),
        4,
        sheet.words(in_words(deal.total)),
        sheet.words("भूल चूक लेनी देनी। बिका हुआ माल वापस नहीं होगा।"),
        sheet.words(f"वास्ते {deal.seller}", "r"),
    )
    return sheet.done()


TRADES = (jeweller, consignments, works_bill, kirana)
