"""The seventh set, continued: a wholesale chemist's program, a large company's, and one in the cloud."""

import random
from typing import Any

from reportlab.lib import colors

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, Sheet, state, town
from tests.generators.papers.hard.seventh import STATIONERY, by_row, deal_of, gst_rows, note_totals
from tests.generators.papers.hard.trade import Line

MEDICINES: tuple[Line, ...] = (
    ("AZITHRAL 500MG TAB", "30042064", "1*5"),
    ("CALPOL 650 TAB", "30049069", "1*15"),
    ("MONTEK LC TAB", "30049099", "1*10"),
    ("SHELCAL 500", "21069099", "1*15"),
    ("RANTAC 150MG", "30049099", "1*30"),
    ("VOLINI GEL 30GM", "30049099", "30GM"),
    ("BECOSULES CAP", "30045020", "1*20"),
    ("ELECTRAL POWDER 21.8", "30049099", "SACH"),
)  # fmt: skip
PLANT: tuple[Line, ...] = (
    ("Stainless Steel Pipe 304 Schedule 40, seamless, 50 mm nominal bore, as per ASTM A312", "73044100", "MTR"),
    ("Slip on Flange 150# SS 304 50NB", "73072100", "EA"),
    ("Centrifugal Pump, end suction, 15 kW, with base frame and coupling guard", "84137010", "EA"),
    ("Gasket Spiral Wound 50NB", "84841010", "EA"),
    ("Butterfly Valve wafer type DN80 lever operated", "84818030", "EA"),
    ("Welding Electrode E308L 3.15 mm", "83111000", "KG"),
    ("Pressure Gauge 0-16 bar, 100 mm dial, glycerine filled", "90262000", "EA"),
    ("Cable Gland 25 mm double compression", "85369090", "EA"),
    ("MS Channel 100 x 50", "72163100", "KG"),
    ("Anchor Fastener M16 x 140", "73181600", "EA"),
)  # fmt: skip
LONG: tuple[Line, ...] = tuple((f"{words}, make {make}", code, unit) for make in ("Kirti", "Vulcan") for words, code, unit in PLANT)


def marg_counter(rng: random.Random) -> Drawn:
    """A wholesale chemist: free goods behind a plus, MRP, the stockist's price, discounts, a rate of tax and a net of each row without it."""
    deal = deal_of(
        rng,
        ("SHRI DATTA PHARMA DISTRIBUTORS", "City Medico Agencies"),
        MEDICINES,
        "S{:05}",
        rates=(500, 1200),
        offs=(0, 300, 1000),
        lines=(3, 7),
        prices=(2500, 38_000),
        home=True,
    )
    sheet = Sheet(size=6.8, wide=True)
    sheet.parties(deal)
    gross, less = sum(each.gross for each in deal.sold), sum(each.less for each in deal.sold)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    if less:
        sheet.say(totals__discount=f"{less / 100:.2f}")
    head = [
        [sheet.words(deal.seller, size=12, bold=True), f"Basement, Medicine Complex, {town(deal.seller_gstin)}", "Phone : 0253-2578899  D.L. No. : 20B/21B-NSK-4412", f"GSTIN : {deal.seller_gstin}", "FSSAI No. : 11518022000123"],
        [sheet.words("GST INVOICE", "c", 10, True), f"Inv No : {deal.number}", f"Inv Date : {deal.day:%d/%m/%Y}", "Type : CREDIT", "Salesman : RAJU"],
        [sheet.words(f"M/s. {deal.buyer}", bold=True), town(deal.buyer_gstin), f"GSTIN : {deal.buyer_gstin}", "D.L. No. : 20/21-10922", "Ph. : 9422233445"],
    ]  # fmt: skip
    sheet.add(sheet.table([head], [300, 180, 305], "lll", GRID))
    rows: list[list[Any]] = [["Sr", "HSN", "Product Name", "Pack", "Mfr", "Batch", "Exp", "MRP", "Qty", "Free", "PTR", "Disc%", "Taxable", "GST%", "Net Amt"]]
    for number, each in enumerate(deal.sold, 1):
        free = rng.choice(("", "", "1", "2"))
        net = each.value + sum(deal.taxed(each.value, each.rate))
        rows.append([
            number, each.code, each.words, each.unit, rng.choice(("CIP", "GSK", "SUN", "ABB")), f"{rng.choice('ABGT')}{rng.randint(1000, 99999)}", f"{rng.randint(1, 12):02}/{rng.randint(27, 29)}",
            money(each.price * 14 // 10), each.counted, free, money(each.price), f"{each.off / 100:.2f}", money(each.value), f"{each.rate / 100:.2f}", money(net),
        ])  # fmt: skip
        sheet.row(each)
    sheet.add(sheet.table(rows, [20, 52, 148, 38, 30, 58, 36, 52, 36, 30, 56, 38, 70, 38, 78], "rlllllcrrrrrrrr", GRID))
    share = [["GST", "Taxable", "CGST", "SGST", "Total"]]
    for rate, value in deal.by_rate.items():
        half = deal.taxed(value, rate)[0]
        share.append([f"{rate / 100:.2f}", money(value), money(half), money(half), money(2 * half)])
    foot = [["SUB TOTAL", money(gross)], ["DISCOUNT", money(less)], ["SGST PAYBLE", money(deal.taxes["sgst"])], ["CGST PAYBLE", money(deal.taxes["cgst"])]]
    foot += [["ROUND OFF", money(deal.rounding)]] if deal.rounding else []
    foot += [[sheet.words("GRAND TOTAL", bold=True), sheet.words(money(deal.total), "r", bold=True)]]
    middle = [in_words(deal.total), "Terms : Goods once sold will not be taken back or exchanged. Subject to local jurisdiction.", f"For {deal.seller}"]
    sheet.add(sheet.table([[sheet.table(share, [40, 70, 55, 55, 60], "rrrrr"), middle, sheet.table(foot, [110, 100], "lr")]], [290, 270, 225], "lll", GRID))
    return sheet.done()


def erp_print(rng: random.Random) -> Drawn:
    """A large program's print: item codes, all three taxes with rates and amounts in columns, words over several lines, and sums carried over the page."""
    deal = deal_of(
        rng,
        ("Zenith Process Equipments Pvt. Ltd.", "Sterling Flow Controls India Pvt Ltd"),
        LONG,
        "90{:06}",
        rates=(1800,),
        lines=(9, 18),
        prices=(8000, 900_000),
    )
    taxes, rounding, total = by_row(deal)
    sheet = Sheet(size=6.6, wide=True)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, rounding, total)
    order = f"45{rng.randint(10**7, 10**8 - 1)}"
    sheet.say(po_number=order, place_of_supply=deal.buyer_gstin[:2], reverse_charge="no")
    sheet.add(
        sheet.words(deal.seller, "c", 12, True),
        4,
        sheet.words(f"Works: Plot E-12, Industrial Area, {town(deal.seller_gstin)} | CIN: U29120MH1998PTC114455", "c"),
        sheet.words("TAX INVOICE UNDER RULE 46 OF CGST RULES 2017", "c", 8, True),
    )
    left = [
        ["Supplier GSTIN", deal.seller_gstin], ["Invoice Number", deal.number], ["Invoice Date", f"{deal.day:%d.%m.%Y}"], ["Customer PO", f"{order} / {deal.day:%d.%m.%Y}"], ["Reverse Charge Applicable", "No"],
    ]  # fmt: skip
    middle = [
        sheet.words("Details of Recipient (Billed To)", bold=True),
        deal.buyer,
        f"Unit 2, {town(deal.buyer_gstin)}",
        f"GSTIN: {deal.buyer_gstin}",
        f"Place of Supply: {deal.buyer_gstin[:2]} {state(deal.buyer_gstin)}",
    ]
    right = [
        sheet.words("Details of Consignee (Shipped To)", bold=True),
        f"{deal.buyer} - Stores",
        f"Gate 3, {town(deal.buyer_gstin)}",
        f"GSTIN: {deal.buyer_gstin}",
    ]
    sheet.add(sheet.table([[sheet.table(left, [110, 150], "ll"), middle, right]], [265, 260, 260], "lll", GRID), 3)
    top = ["Item", "Material", "Description", "HSN", "UOM", "Qty", "Rate", "Taxable Value", "CGST", "", "SGST", "", "IGST", "", "Total"]
    second = ["", "", "", "", "", "", "", "", "%", "Amt", "%", "Amt", "%", "Amt", ""]
    rows: list[list[Any]] = [top, second]
    running, spans = 0, []
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        rate = f"{each.rate / 100 / len(parts):.2f}"
        cells = [rate, money(parts[0]), rate, money(parts[0]), "0.00", "0.00"] if deal.home else ["0.00", "0.00", "0.00", "0.00", rate, money(parts[0])]
        rows.append(
            [
                f"{number * 10:05}",
                f"RM{rng.randint(100000, 999999)}",
                [each.words, f"Batch {rng.randint(1000, 9999)} / Drg. ZP-{rng.randint(10, 99)}"],
                each.code,
                each.unit,
                f"{each.count / 1000:.3f}",
                money(each.price),
                money(each.value),
                *cells,
                money(each.value + sum(parts)),
            ]
        )
        sheet.row(each)
        running += each.value
        if number == 8:
            rows.append(["", "", sheet.words("Sub total carried over", "r", bold=True), "", "", "", "", money(running), "", "", "", "", "", "", ""])
    spans = [("SPAN", (8 + 2 * place, 0), (9 + 2 * place, 0)) for place in range(3)]
    widths = [32, 50, 190, 46, 28, 44, 58, 66, 28, 50, 28, 50, 28, 50, 66]
    sheet.add(sheet.table(rows, widths, "lllllrrrrrrrrrr", [*GRID, *spans], repeat=2), 4)
    foot = [["Total Taxable Value", money(deal.taxable)], *([f"Total {head.upper()}", money(tax)] for head, tax in taxes.items())]
    foot += [["Rounding Difference", money(rounding)]] if rounding else []
    foot += [["Total Invoice Value (INR)", money(total)]]
    sheet.add(
        sheet.table([["", *each] for each in foot], [555, 130, 100], "lrr"),
        sheet.words(f"Total Invoice Value in words: {in_words(total)}"),
        6,
        sheet.words(f"For {deal.seller}", "r"),
        10,
        sheet.words("Authorised Signatory", "r"),
    )
    return sheet.done()


def books_discounted(rng: random.Random) -> Drawn:
    """A cloud program's sheet: a discount of each row, freight under the sum, a balance due, a bank and a line of thanks."""
    deal = deal_of(
        rng,
        ("Pinewood Interiors Private Limited", "Aaradhya Events & Decor"),
        STATIONERY,
        "PI/26-27/{:05}",
        rates=(1800,),
        offs=(0, 500, 1000),
        lines=(2, 5),
        prices=(9000, 500_000),
    )
    charge = rng.choice((0, 25_000, 118_000))
    total = deal.taxable + sum(deal.taxes.values()) + charge
    sheet = Sheet(size=8.5)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, deal.taxes, 0, total)
    bank, ifsc = str(rng.randint(10**13, 10**14 - 1)), f"ICIC0{rng.randint(100000, 999999)}"
    due = deal.day.replace(day=28)
    sheet.say(place_of_supply=deal.buyer_gstin[:2], due_date=due.isoformat(), bank__account=bank, bank__ifsc=ifsc)
    if charge:
        sheet.say(totals__charge=f"{charge / 100:.2f}")
    seller = [
        sheet.words(deal.seller, bold=True, size=12),
        f"Unit 5, Trade Centre, {town(deal.seller_gstin)}",
        f"{state(deal.seller_gstin)}, India",
        f"GSTIN {deal.seller_gstin}",
        "accounts@pinewood.example",
    ]
    title = [
        sheet.words("INVOICE", "r", 20),
        sheet.words(f"# {deal.number}", "r"),
        sheet.words("Balance Due", "r", 7),
        sheet.words(f"Rs.{money(total)}", "r", 11, True),
    ]
    sheet.add(sheet.table([[seller, title]], [320, 219], "ll"), 10)
    to = [
        "Bill To",
        sheet.words(deal.buyer, bold=True),
        town(deal.buyer_gstin),
        "India",
        f"GSTIN {deal.buyer_gstin}",
        f"Place Of Supply: {state(deal.buyer_gstin)} ({deal.buyer_gstin[:2]})",
    ]
    facts = [["Invoice Date :", f"{deal.day:%d/%m/%Y}"], ["Terms :", "Custom"], ["Due Date :", f"{due:%d/%m/%Y}"]]
    sheet.add(sheet.table([[to, sheet.table(facts, [110, 100], "rr")]], [320, 219], "ll"), 8)
    rows: list[list[Any]] = [["#", "Item &amp; Description", "HSN/SAC", "Qty", "Rate", "Discount", "Amount"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append(
            [
                number,
                [each.words, sheet.words("Supplied as per approved sample", size=7)] if number % 2 else each.words,
                each.code,
                [f"{each.count / 1000:.2f}", sheet.words(each.unit, "r", 7)],
                money(each.price),
                f"{each.off / 100:.2f}%" if each.off else "0.00",
                money(each.value),
            ]
        )
        sheet.row(each)
    sheet.add(
        sheet.table(
            rows,
            [20, 210, 62, 52, 66, 52, 77],
            "llcrrrr",
            [("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("LINEBELOW", (0, 1), (-1, -1), 0.3, colors.grey)],
            repeat=1,
        ),
        4,
    )
    foot = [
        ["Sub Total", money(deal.taxable)],
        *(
            [f"{head.upper()}{deal.sold[0].rate / 100 / len(deal.heads):g} ({deal.sold[0].rate / 100 / len(deal.heads):g}%)", money(tax)]
            for head, tax in deal.taxes.items()
        ),
    ]
    foot += [["Shipping charge", money(charge)]] if charge else []
    foot += [[sheet.words("Total", "r", bold=True), sheet.words(f"Rs.{money(total)}", "r", bold=True)], ["Balance Due", f"Rs.{money(total)}"]]
    sheet.add(sheet.table([["", *each] for each in foot], [310, 129, 100], "lrr"), 6, sheet.words(f"Total In Words: <b>Indian {in_words(total)}</b>"), 10)
    sheet.add(
        sheet.words("Notes"),
        sheet.words("It was great doing business with you."),
        4,
        sheet.words("Bank Details"),
        sheet.words(f"Account Number: {bank}"),
        sheet.words(f"IFSC: {ifsc}"),
    )
    return sheet.done()


OFFICES = (marg_counter, erp_print, books_discounted)
