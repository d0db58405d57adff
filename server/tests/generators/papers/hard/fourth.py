"""The fourth set of hard layouts: after the manner of programs and trades of India, flowed by a typesetter instead of placed by hand. It only measures."""

import random
from typing import Any

from reportlab.lib import colors
from reportlab.platypus import Flowable, Table

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import DRUGS, GRID, HARDWARE, OFFICE, UNDER_HEAD, Sheet, state, town
from tests.generators.papers.hard.trade import make_deal


def tally(rng: random.Random) -> Drawn:
    """Tally: boxes with small labels over their values, taxes as lines of the list, and a summary by code."""
    deal = make_deal(rng, ("Khandelwal Pipes & Fittings", "SHREE GANESH HARDWARE STORES"), HARDWARE, "SGH/{}/26-27")
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.totals(deal)
    sheet.add(sheet.words("Tax Invoice", "c", 11, True))
    party = [
        sheet.words(deal.seller, bold=True), "14/2, G.I.D.C. Estate, Phase II", f"{town(deal.seller_gstin)}", f"GSTIN/UIN: {deal.seller_gstin}",
        f"State Name : {state(deal.seller_gstin)}, Code : {deal.seller_gstin[:2]}", "E-Mail : accounts@sgh.example",
    ]  # fmt: skip
    buyer = [
        "Buyer (Bill to)", sheet.words(deal.buyer, bold=True), f"Sr. No. 88, {town(deal.buyer_gstin)}", f"GSTIN/UIN : {deal.buyer_gstin}",
        f"State Name : {state(deal.buyer_gstin)}, Code : {deal.buyer_gstin[:2]}",
    ]  # fmt: skip
    left = sheet.table([[[each if isinstance(each, Flowable) else sheet.words(each) for each in block]] for block in (party, buyer)], [262], "l", GRID)
    dated = f"{deal.day.day}-{deal.day:%b-%y}"
    right = sheet.table(
        [
            [["Invoice No.", deal.number], ["Dated", dated]],
            [["Delivery Note", ""], ["Mode/Terms of Payment", "30 Days"]],
            [["Dispatched through", "Self"], ["Destination", town(deal.buyer_gstin).split(" ")[0]]],
        ],
        [136, 136], "ll", GRID,
    )  # fmt: skip
    sheet.add(Table([[left, right]], colWidths=[264, 275], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    rows: list[list[Any]] = [["Sl No.", "Description of Goods", "HSN/SAC", "Quantity", "Rate", "per", "Amount"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([number, sheet.words(each.words, bold=True), each.code, f"{each.counted} {each.unit}", money(each.price), each.unit, money(each.value)])
        sheet.row(each)
    for head, tax in deal.taxes.items():
        rows.append(["", sheet.words(f"<i>Output {head.upper()}</i>", "r"), "", "", "", "", money(tax)])
    if deal.rounding:
        sign = "(-)" if deal.rounding < 0 else ""
        rows.append(["", sheet.words(f"{'Less' if deal.rounding < 0 else 'Add'} : Rounded Off", "r"), "", "", "", "", f"{sign}{money(abs(deal.rounding))}"])
    rows.append(["", sheet.words("Total", "r"), "", f"{sum(each.count for each in deal.sold) / 1000:g}", "", "", f"Rs. {money(deal.total)}"])
    verticals = [
        ("BOX", (0, 0), (-1, -1), 0.4, colors.black),
        ("INNERGRID", (0, 0), (-1, 0), 0.4, colors.black),
        ("LINEAFTER", (0, 0), (-2, -1), 0.4, colors.black),
        ("LINEABOVE", (0, -1), (-1, -1), 0.4, colors.black),
    ]
    sheet.add(sheet.table(rows, [24, 208, 54, 66, 62, 34, 90], "clcrrlr", verticals))
    sheet.add(sheet.words("Amount Chargeable (in words)"), sheet.words(f"INR {in_words(deal.total).removeprefix('Rupees ')}", bold=True))
    share = [["HSN/SAC", "Taxable Value", *(f"{head.upper()} Rate" if side == 0 else f"{head.upper()} Amount" for head in deal.heads for side in (0, 1))]]
    for each in deal.sold:
        parts = deal.taxed(each.value, each.rate)
        share.append([each.code, money(each.value), *(text for part in parts for text in (f"{each.rate / 100 / len(parts):g}%", money(part)))])
    share.append(["Total", money(deal.taxable), *(text for tax in deal.taxes.values() for text in ("", money(tax)))])
    sheet.add(sheet.table(share, [538 / len(share[0])] * len(share[0]), "l" + "r" * (len(share[0]) - 1), GRID))
    sheet.add(8, sheet.words(f"for {deal.seller}", "r"), 18, sheet.words("Authorised Signatory", "r"))
    return sheet.done()


def cloud_books(rng: random.Random) -> Drawn:
    """Zoho: tax columns under heads of their own, the unit under the quantity, totals at the right with the balance due."""
    deal = make_deal(rng, ("Brightpath Technologies LLP", "Nimbus Office Systems"), OFFICE, "INV-{:06}", rates=(1200, 1800))
    sheet = Sheet(size=8.5)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "grand_total", "round_off")
    sheet.say(place_of_supply=deal.buyer_gstin[:2])
    seller = [
        sheet.words(deal.seller, bold=True, size=11),
        sheet.words(f"4th Floor, Sapphire Towers, {town(deal.seller_gstin)}"),
        sheet.words(f"GSTIN {deal.seller_gstin}"),
    ]
    sheet.add(Table([[seller, sheet.words("TAX INVOICE", "r", 20)]], colWidths=[320, 219]), 6)
    facts = [["#", f": {deal.number}"], ["Invoice Date", f": {deal.day:%d/%m/%Y}"], ["Terms", ": Net 15"]]
    place = [["Place Of Supply", f": {state(deal.buyer_gstin)} ({deal.buyer_gstin[:2]})"]]
    sheet.add(
        Table(
            [[sheet.table(facts, [80, 180], "ll"), sheet.table(place, [90, 170], "ll")]],
            colWidths=[269, 270],
            style=[*GRID, ("VALIGN", (0, 0), (-1, -1), "TOP")],
        )
    )
    sheet.add(sheet.table([["Bill To"], [[deal.buyer, town(deal.buyer_gstin), f"GSTIN {deal.buyer_gstin}"]]], [539], "l", GRID), 6)
    count = len(deal.heads)
    top: list[Any] = ["#", "Item &amp; Description", "HSN /SAC", "Qty", "Rate", *(text for head in deal.heads for text in (head.upper(), "")), "Amount"]
    second: list[Any] = ["", "", "", "", "", *("%", "Amt") * count, ""]
    rows = [top, second]
    for number, each in enumerate(deal.sold, 1):
        parts = deal.taxed(each.value, each.rate)
        taxes = [text for part in parts for text in (f"{each.rate / 100 / count:g}%", money(part))]
        rows.append([number, each.words, each.code, [f"{each.count / 1000:.2f}", each.unit], money(each.price), *taxes, money(each.value)])
        sheet.row(each)
    spans = [("SPAN", (5 + 2 * place, 0), (6 + 2 * place, 0)) for place in range(count)]
    spans += [("SPAN", (column, 0), (column, 1)) for column in (*range(5), 5 + 2 * count)]
    widths = [20, 171 if count == 1 else 130, 50, 40, 56, *(30, 52) * count, 70]
    sheet.add(sheet.table(rows, widths, "clcrr" + "rr" * count + "r", [*GRID, *spans], repeat=2), 6)
    foot = [["Sub Total", money(deal.taxable)]]
    for rate, value in deal.by_rate.items():
        for head, part in zip(deal.heads, deal.taxed(value, rate), strict=True):
            foot.append([f"{head.upper()}{rate / 100 / count:g} ({rate / 100 / count:g}%)", money(part)])
    foot += [["Rounding", money(deal.rounding)]] if deal.rounding else []
    foot += [["Total", f"Rs.{money(deal.total)}"], ["Balance Due", f"Rs.{money(deal.total)}"]]
    words = [sheet.words("Total In Words"), sheet.words(f"Indian {in_words(deal.total).replace('Rupees', 'Rupee')}", bold=True)]
    sheet.add(Table([[words, sheet.table(foot, [120, 100], "rr")]], colWidths=[310, 229], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return sheet.done()


def chemist_stockist(rng: random.Random) -> Drawn:
    """Marg: the quantity first, free goods, packs, batches, expiry and MRP, and a grid of classes of tax beside the totals."""
    deal = make_deal(
        rng,
        ("SANJEEVANI DRUG HOUSE", "Om Medical Agencies"),
        DRUGS,
        "A{:06}",
        rates=(500, 1200),
        offs=(0, 200, 500),
        prices=(1800, 42_000),
        lines=(3, 7),
        home=True,
    )
    sheet = Sheet("Courier", 6.6, wide=True)
    sheet.parties(deal)
    sheet.totals(deal)
    head = [
        [sheet.words(deal.seller, bold=True, size=10), "Shop 3-4, Wholesale Medicine Market", town(deal.seller_gstin), "D.L.No.: 20B-118842, 21B-118843", f"GSTIN : {deal.seller_gstin}"],
        ["GST INVOICE", f"Invoice No. : {deal.number}", f"Dt : {deal.day:%d-%m-%Y}", "Due Days : 21", "Rep : DIRECT"],
        [f"Party : {deal.buyer}", town(deal.buyer_gstin), f"GSTIN : {deal.buyer_gstin}", "D.L.No.: 20B-771201"],
    ]  # fmt: skip
    cells = [[part if isinstance(part, Flowable) else sheet.words(part) for part in column] for column in head]
    sheet.add(Table([cells], colWidths=[290, 200, 295], style=[*GRID, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    rows: list[list[Any]] = [
        ["Sn.", "QTY", "FREE", "PACK", "PRODUCT NAME", "MFR", "BATCH", "EXP.", "HSN", "M.R.P.", "S.RATE", "DISC%", "CGST%", "SGST%", "NET AMT"]
    ]
    for number, each in enumerate(deal.sold, 1):
        batch = f"{rng.choice('BDKT')}{rng.randint(1000, 9999)}{rng.choice('ABX')}"
        rows.append([
            f"{number}.", each.counted, rng.choice(("0", "1", "2")), each.unit, each.words, rng.choice(("CIPL", "GSK", "SUN", "MICR")), batch,
            f"{rng.randint(1, 12):02}/{rng.randint(27, 29)}", each.code, f"{each.price * 135 // 10_000 * 100 / 100:.2f}", f"{each.price / 100:.2f}", f"{each.off / 100:.2f}",
            f"{each.rate / 200:.2f}", f"{each.rate / 200:.2f}", f"{each.value / 100:.2f}",
        ])  # fmt: skip
        sheet.row(each)
    sheet.add(sheet.table(rows, [22, 32, 30, 38, 176, 36, 58, 38, 60, 52, 52, 40, 42, 42, 68], "rrrllllllrrrrrr", UNDER_HEAD))
    classes = [["CLASS", "TAXABLE", "CGST", "SGST", "TOTAL GST"]]
    for rate, value in deal.by_rate.items():
        half = deal.taxed(value, rate)[0]
        classes.append([f"GST {rate / 100:.2f}%", f"{value / 100:.2f}", f"{half / 100:.2f}", f"{half / 100:.2f}", f"{2 * half / 100:.2f}"])
    gross, less = sum(each.gross for each in deal.sold), sum(each.less for each in deal.sold)
    foot = [["GOODS VALUE", f"{gross / 100:.2f}"]]
    foot += [["LESS DISC", f"{less / 100:.2f}"]] if less else []
    foot += [
        ["TAXABLE AMT", f"{deal.taxable / 100:.2f}"],
        ["CGST PAYBLE", f"{deal.taxes['cgst'] / 100:.2f}"],
        ["SGST PAYBLE", f"{deal.taxes['sgst'] / 100:.2f}"],
    ]
    foot += [["ROUND", f"{deal.rounding / 100:.2f}"]] if deal.rounding else []
    foot += [["BILL AMOUNT", f"{deal.total / 100:.2f}"]]
    if less:
        sheet.say(totals__goods_discount=f"{less / 100:.2f}")
    sheet.add(
        4,
        Table(
            [[sheet.table(classes, [90, 80, 70, 70, 80], "lrrrr", GRID), sheet.table(foot, [110, 90], "lr")]],
            colWidths=[560, 225],
            style=[("VALIGN", (0, 0), (-1, -1), "TOP")],
        ),
    )
    sheet.add(sheet.words(in_words(deal.total)))
    return sheet.done()


def bazaar(rng: random.Random) -> Drawn:
    """Busy: units in a column of their own, taxes added one by one with their rate, and a summary by rate."""
    deal = make_deal(rng, ("Rathi Machinery Mart", "Decent Tools Corporation"), HARDWARE, "{}", rates=(1800,))
    sheet = Sheet("Times-Roman", 9)
    sheet.parties(deal)
    sheet.totals(deal, *deal.heads, "round_off", "grand_total", "taxable")
    sheet.add(
        sheet.words(f"GSTIN : {deal.seller_gstin}"),
        sheet.words("TAX INVOICE", "c", 10, True),
        sheet.words(deal.seller, "c", 14, True),
        sheet.words(f"Nai Sarak, {town(deal.seller_gstin)}", "c"),
        4,
    )
    left = [
        ["Invoice No.", f": {deal.number}"],
        ["Dated", f": {deal.day:%d-%m-%Y}"],
        ["Place of Supply", f": {state(deal.buyer_gstin)} ({deal.buyer_gstin[:2]})"],
        ["Reverse Charge", ": N"],
    ]
    right = [["Transport", ": By Road"], ["Vehicle No.", ": RJ14GC2231"], ["Station", f": {town(deal.buyer_gstin).split(' ')[0]}"]]
    sheet.say(place_of_supply=deal.buyer_gstin[:2], reverse_charge="no")
    sheet.add(
        Table(
            [[sheet.table(left, [80, 180], "ll"), sheet.table(right, [80, 180], "ll")]],
            colWidths=[270, 269],
            style=[*GRID, ("VALIGN", (0, 0), (-1, -1), "TOP")],
        )
    )
    sheet.add(
        sheet.table(
            [
                [
                    ["Billed to :", deal.buyer, town(deal.buyer_gstin), f"GSTIN / UIN : {deal.buyer_gstin}"],
                    ["Shipped to :", deal.buyer, town(deal.buyer_gstin)],
                ]
            ],
            [270, 269],
            "ll",
            GRID,
        )
    )
    rows: list[list[Any]] = [["S.N.", "Description of Goods", "HSN/SAC Code", "Qty.", "Unit", "Price", "Amount(Rs.)"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([f"{number}.", each.words, each.code, f"{each.count / 1000:.2f}", each.unit.title(), money(each.price), money(each.value)])
        sheet.row(each)
    rows.append(["", "", "", "", "", "", money(deal.taxable)])
    for head, tax in deal.taxes.items():
        rows.append(["", f"Add : {head.upper()}", "", "", f"@ {18 / len(deal.heads):.2f} %", "", money(tax)])
    if deal.rounding:
        rows.append(["", f"{'Less : Rounded Off (-)' if deal.rounding < 0 else 'Add : Rounded Off (+)'}", "", "", "", "", money(abs(deal.rounding))])
    rows.append(
        ["", sheet.words("Grand Total", "r", bold=True), "", f"{sum(each.count for each in deal.sold) / 1000:.2f}", "Units", "", f"Rs. {money(deal.total)}"]
    )
    sheet.add(
        sheet.table(
            rows,
            [26, 206, 60, 52, 48, 62, 85],
            "llcrlrr",
            [
                ("BOX", (0, 0), (-1, -1), 0.4, colors.black),
                ("LINEBELOW", (0, 0), (-1, 0), 0.4, colors.black),
                ("LINEABOVE", (0, -1), (-1, -1), 0.4, colors.black),
            ],
        )
    )
    summary = [
        ["Tax Rate", "Taxable Amt.", *(f"{head.upper()} Amt." for head in deal.heads), "Total Tax"],
        ["18%", money(deal.taxable), *map(money, deal.taxes.values()), money(sum(deal.taxes.values()))],
    ]
    sheet.add(4, sheet.table(summary, [70] * len(summary[0]), "l" + "r" * (len(summary[0]) - 1)), sheet.words(in_words(deal.total)))
    return sheet.done()


def counter_app(rng: random.Random) -> Drawn:
    """Vyapar: the tax of a line in one cell with its rate in brackets, the amount with tax at the end, received and balance below."""
    deal = make_deal(rng, ("Maa Durga Electricals", "Patel Computer Point"), OFFICE, "{}", rates=(1200, 1800))
    sheet = Sheet(size=8)
    sheet.parties(deal)
    per_line = [deal.taxed(each.value, each.rate) for each in deal.sold]
    taxes = {head: sum(parts[place] for parts in per_line) for place, head in enumerate(deal.heads)}
    total = deal.taxable + sum(taxes.values())
    sheet.say(
        totals__taxable=decimal_text(Paise(deal.taxable)),
        totals__grand_total=decimal_text(Paise(total)),
        **{f"totals__{head}": decimal_text(Paise(tax)) for head, tax in taxes.items()},
    )
    sheet.add(
        sheet.words(deal.seller, "l", 13, True),
        sheet.words(f"Near Bus Stand, {town(deal.seller_gstin)}"),
        sheet.words(f"GSTIN: {deal.seller_gstin}, State: {deal.seller_gstin[:2]}-{state(deal.seller_gstin)}"),
        sheet.words("Tax Invoice", "c", 12, True),
    )
    sheet.add(
        sheet.table(
            [
                ["Bill To", sheet.words("Invoice Details", "r")],
                [
                    [sheet.words(deal.buyer, bold=True), sheet.words(town(deal.buyer_gstin)), sheet.words(f"GSTIN : {deal.buyer_gstin}")],
                    [f"Invoice No. : {deal.number}", f"Date : {deal.day:%d-%m-%Y}", f"Place of supply: {deal.buyer_gstin[:2]}-{state(deal.buyer_gstin)}"],
                ],
            ],
            [280, 259],
            "lr",
        )
    )
    sheet.say(place_of_supply=deal.buyer_gstin[:2])
    rows: list[list[Any]] = [["#", "Item name", "HSN/ SAC", "Quantity", "Unit", "Price/ Unit", "GST", "Amount"]]
    for number, (each, parts) in enumerate(zip(deal.sold, per_line, strict=True), 1):
        rows.append(
            [
                number,
                sheet.words(each.words, bold=True),
                each.code,
                each.counted,
                each.unit.title(),
                f"Rs {money(each.price)}",
                [f"Rs {money(sum(parts))}", f"({each.rate / 100:g}%)"],
                f"Rs {money(each.value + sum(parts))}",
            ]
        )
        sheet.row(each, value=each.value + sum(parts))
    rows.append(
        [
            "",
            sheet.words("Total", bold=True),
            "",
            f"{sum(each.count for each in deal.sold) // 1000}",
            "",
            "",
            f"Rs {money(sum(taxes.values()))}",
            f"Rs {money(total)}",
        ]
    )
    sheet.add(6, sheet.table(rows, [22, 168, 58, 50, 40, 66, 66, 69], "llrrrrrr", UNDER_HEAD), 6)
    foot = [
        ["Sub Total", f"Rs {money(deal.taxable)}"],
        *([f"{head.upper()}", f"Rs {money(tax)}"] for head, tax in taxes.items()),
        [sheet.words("Total", bold=True), f"Rs {money(total)}"],
        ["Received", "Rs 0.00"],
        ["Balance", f"Rs {money(total)}"],
    ]
    words = [sheet.words("Invoice Amount In Words", bold=True), sheet.words(in_words(total))]
    sheet.add(Table([[words, sheet.table(foot, [110, 110], "lr")]], colWidths=[310, 229], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return sheet.done()


PROGRAMS = (tally, cloud_books, chemist_stockist, bazaar, counter_app)
