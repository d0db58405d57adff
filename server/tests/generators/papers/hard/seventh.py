"""The seventh set: what the programs of small firms print, with the things that stand in the way on real bills. Written before anybody saw how it is read."""

import random
from dataclasses import replace
from typing import Any

from reportlab.lib import colors
from reportlab.platypus import Table

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, UNDER_HEAD, Sheet, state, town
from tests.generators.papers.hard.trade import Deal, Line, make_deal

BUYERS = (
    "Meenakshi Garments Pvt Ltd", "Sahyadri Agro Foods LLP", "Blue Lagoon Hospitality Pvt Ltd", "K R Precision Tools", "Udaan Skill Foundation",
    "Vaishnavi Constructions", "Nirmal Dairy Products Ltd",
)  # fmt: skip
PARTS: tuple[Line, ...] = (
    ("Deep Groove Ball Bearing 6205 ZZ with steel cage, imported", "84821011", "Nos"),
    ("Oil Seal 35x52x7 NBR", "40169330", "Nos"),
    ("Hex Bolt M12 x 50 HT 8.8 zinc plated (box of 100)", "73181500", "Box"),
    ("Timing Belt HTD 8M-1200", "40103590", "Nos"),
    ("Grease Gun 500 cc lever type", "82055990", "Nos"),
    ("Pneumatic Fitting 1/4\" BSP Elbow", "84818090", "Pcs"),
    ("Cotton Waste White", "52029900", "Kgs"),
    ("Loctite 243 Threadlocker 50 ml", "35061000", "Nos"),
)  # fmt: skip
STATIONERY: tuple[Line, ...] = (
    ("Box File Lever Arch 3 inch", "48203000", "Pcs"),
    ("Ball Pen Blue (pack of 20)", "96081019", "Pkt"),
    ("White Board Marker, assorted colours, refillable", "96082000", "Box"),
    ("Stapler HD-45 heavy duty", "84729010", "Pcs"),
    ("Executive Diary 2027, leather finish, with company logo in gold", "48201010", "Pcs"),
    ("Scientific Calculator 991", "84701000", "Pcs"),
)  # fmt: skip


def deal_of(rng: random.Random, names: tuple[str, ...], pool: tuple[Line, ...], number: str, **more: Any) -> Deal:
    """A bill of this set: buyers of its own."""
    return replace(make_deal(rng, names, pool, number, **more), buyer=rng.choice(BUYERS))


def gst_rows(deal: Deal) -> list[list[int]]:
    """The parts of the tax of each row, rounded for each."""
    return [deal.taxed(each.value, each.rate) for each in deal.sold]


def by_row(deal: Deal) -> tuple[dict[str, int], int, int]:
    """Taxes that are the sums of rounded rows, the rounding to a rupee, and the total."""
    parts = gst_rows(deal)
    taxes = {head: sum(each[place] for each in parts) for place, head in enumerate(deal.heads)}
    exact = deal.taxable + sum(taxes.values())
    total = (exact + 50) // 100 * 100
    return taxes, total - exact, total


def note_totals(sheet: Sheet, taxable: int, taxes: dict[str, int], rounding: int, total: int) -> None:
    """Note the totals that a bill prints."""
    known = {"taxable": taxable, **taxes, **({"round_off": rounding} if rounding else {}), "grand_total": total}
    sheet.say(**{f"totals__{name}": f"{amount / 100:.2f}" for name, amount in known.items()})


def tally_stock(rng: random.Random) -> Drawn:
    """Tally with a consignee beside the buyer, a discount column, batches under the goods, and taxes and rounding as lines of the list."""
    deal = deal_of(rng, ("Sri Venkateswara Bearings", "PATEL ENGINEERING STORES"), PARTS, "SVB/26-27/{:04}", offs=(0, 500, 1250), lines=(2, 5))
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    bank, ifsc = str(rng.randint(10**11, 10**12 - 1)), f"HDFC0{rng.randint(100000, 999999)}"
    sheet.say(bank__account=bank, bank__ifsc=ifsc)
    sheet.add(sheet.table([["(ORIGINAL FOR RECIPIENT)"]], [539], "r"), sheet.words("Tax Invoice", "c", 12, True))
    place = f"State Name : {state(deal.buyer_gstin)}, Code : {deal.buyer_gstin[:2]}"
    block = [sheet.words(deal.buyer, bold=True), f"Shed 9, {town(deal.buyer_gstin)}", f"GSTIN/UIN : {deal.buyer_gstin}", place]
    seller = [
        sheet.words(deal.seller, bold=True), f"Gala No. 4, Timber Market, {town(deal.seller_gstin)}", f"GSTIN/UIN: {deal.seller_gstin}",
        f"State Name : {state(deal.seller_gstin)}, Code : {deal.seller_gstin[:2]}", "Contact : 98200 11223",
    ]  # fmt: skip
    left = sheet.table([[seller], [["Consignee (Ship to)", *block]], [["Buyer (Bill to)", *block]]], [262], "l", GRID)
    dated = f"{deal.day.day}-{deal.day:%b-%y}"
    order = f"VC/{rng.randint(100, 999)}"
    sheet.say(po_number=order)
    facts = [
        [["Invoice No.", sheet.words(deal.number, bold=True)], ["Dated", sheet.words(dated, bold=True)]],
        [["Delivery Note", str(rng.randint(1000, 9999))], ["Mode/Terms of Payment", "45 Days"]],
        [["Buyer's Order No.", order], ["Dated", f"{deal.day.day}-{deal.day:%b-%y}"]],
        [["Dispatch Doc No.", f"LR{rng.randint(10000, 99999)}"], ["Delivery Note Date", dated]],
        [["Dispatched through", "VRL Logistics"], ["Destination", town(deal.buyer_gstin).rsplit(" ", 1)[0]]],
        [["Terms of Delivery", "Door delivery"], ""],
    ]
    right = sheet.table(facts, [136, 136], "ll", [*GRID, ("SPAN", (0, 5), (1, 5))])
    sheet.add(Table([[left, right]], colWidths=[264, 275], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    rows: list[list[Any]] = [["Sl No.", "Description of Goods", "HSN/SAC", "Quantity", "Rate", "per", "Disc. %", "Amount"]]
    for number, each in enumerate(deal.sold, 1):
        words = [sheet.words(each.words, bold=True), sheet.words(f"<i>Batch : B{rng.randint(100, 999)}</i>"), sheet.words(f"<i>{each.counted} {each.unit}</i>")]
        off = f"{each.off / 100:g} %" if each.off else ""
        rows.append(
            [number, words, each.code, sheet.words(f"{each.counted} {each.unit}", "r", bold=True), money(each.price), each.unit, off, money(each.value)]
        )
        sheet.row(each)
    rows.append(["", "", "", "", "", "", "", money(deal.taxable)])
    for head, tax in deal.taxes.items():
        rows.append(["", sheet.words(f"{head.upper()} @ {deal.sold[0].rate / 100 / len(deal.heads):g}%", "r", bold=True), "", "", "", "", "", money(tax)])
    if deal.rounding:
        less = deal.rounding < 0
        rows.append(["", sheet.words(f"{'Less :' if less else ''} Round Off", "r"), "", "", "", "", "", f"{'(-)' if less else ''}{money(abs(deal.rounding))}"])
    rows.append(["", sheet.words("Total", "r"), "", "", "", "", "", sheet.words(f"INR {money(deal.total)}", "r", bold=True)])
    style = [
        ("BOX", (0, 0), (-1, -1), 0.4, colors.black), ("INNERGRID", (0, 0), (-1, 0), 0.4, colors.black),
        ("LINEAFTER", (0, 0), (-2, -1), 0.4, colors.black), ("LINEABOVE", (0, -1), (-1, -1), 0.4, colors.black),
    ]  # fmt: skip
    sheet.add(sheet.table(rows, [22, 200, 52, 62, 58, 30, 36, 79], "clcrrlrr", style))
    sheet.add(
        sheet.table(
            [[["Amount Chargeable (in words)", sheet.words(f"INR {in_words(deal.total).removeprefix('Rupees ')}", bold=True)], "E. &amp; O.E"]], [440, 99], "lr"
        )
    )
    share = [["HSN/SAC", "Taxable Value", *(text for head in deal.heads for text in (f"{head.upper()} Rate", f"{head.upper()} Amount")), "Total Tax Amount"]]
    for each in deal.sold:
        parts = deal.taxed(each.value, each.rate)
        share.append(
            [each.code, money(each.value), *(text for part in parts for text in (f"{each.rate / 100 / len(parts):g}%", money(part))), money(sum(parts))]
        )
    share.append(["Total", money(deal.taxable), *(text for tax in deal.taxes.values() for text in ("", money(tax))), money(sum(deal.taxes.values()))])
    sheet.add(sheet.table(share, [538 / len(share[0])] * len(share[0]), "l" + "r" * (len(share[0]) - 1), GRID))
    declared = ["Declaration", "We declare that this invoice shows the actual price of the goods described and that all particulars are true and correct."]
    account = ["Company's Bank Details", "Bank Name : HDFC Bank Ltd", f"A/c No. : {bank}", f"Branch &amp; IFS Code : Kalbadevi &amp; {ifsc}"]
    sheet.add(
        4, sheet.table([[declared, account]], [270, 269], "ll"), sheet.words(f"for {deal.seller}", "r", bold=True), 14, sheet.words("Authorised Signatory", "r")
    )
    return sheet.done()


def busy_print(rng: random.Random) -> Drawn:
    """Busy: party details in two boxes, "Add :" lines under the goods, and the quantity beside the grand total."""
    deal = deal_of(
        rng, ("MAHALAXMI PAPER MART", "Sunrise Stationers & Printers"), STATIONERY, "MPM/{}", rates=(1200, 1800), lines=(2, 5), prices=(1500, 90_000)
    )
    sheet = Sheet("Courier", 7.5)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "round_off", "grand_total")
    sheet.say(place_of_supply=deal.buyer_gstin[:2], reverse_charge="no")
    sheet.add(sheet.table([[f"GSTIN : {deal.seller_gstin}", "Original Copy"]], [270, 269], "lr"))
    sheet.add(sheet.words("<u>TAX INVOICE</u>", "c", 9), sheet.words(deal.seller, "c", 14, True), 4)
    sheet.add(sheet.words(f"Shop No. 7, Laxmi Road, {town(deal.seller_gstin)}", "c"), sheet.words("Tel. : 020-24450011 email : mpm@paper.example", "c"))
    left = [
        ["Invoice No.", f": {deal.number}"],
        ["Dated", f": {deal.day:%d-%m-%Y}"],
        ["Place of Supply", f": {state(deal.buyer_gstin)} ({deal.buyer_gstin[:2]})"],
        ["Reverse Charge", ": N"],
    ]
    right = [["Transport", ": By Hand"], ["Vehicle No.", ": MH12 AB 4411"], ["Station", f": {town(deal.buyer_gstin)}"], ["GR/RR No.", ":"]]
    sheet.add(Table([[sheet.table(left, [90, 170], "ll"), sheet.table(right, [80, 180], "ll")]], colWidths=[270, 269], style=GRID))
    party = [sheet.words(deal.buyer, bold=True), f"MIDC Road, {town(deal.buyer_gstin)}", "Party Mobile No : 9823012345", f"GSTIN / UIN : {deal.buyer_gstin}"]
    sheet.add(sheet.table([[["Billed to :", *party], ["Shipped to :", *party]]], [270, 269], "ll", GRID))
    rows: list[list[Any]] = [["S.N.", "Description of Goods", "HSN/SAC Code", "Qty.", "Unit", "Price", "Amount(Rs.)"]]
    for number, each in enumerate(deal.sold, 1):
        rows.append([f"{number}.", each.words, each.code, f"{each.count / 1000:.2f}", each.unit, money(each.price), money(each.value)])
        sheet.row(each)
    for rate, value in deal.by_rate.items():
        for head, part in zip(deal.heads, deal.taxed(value, rate), strict=True):
            rows.append(["", f"Add : {head.upper()}", f"@ {rate / 100 / len(deal.heads):.2f} %", "", "", "", money(part)])
    if deal.rounding:
        rows.append(
            ["", f"{'Less' if deal.rounding < 0 else 'Add'} : Rounded Off ({'-' if deal.rounding < 0 else '+'})", "", "", "", "", money(abs(deal.rounding))]
        )
    rows.append(
        [
            "",
            sheet.words("Grand Total", "r", bold=True),
            "",
            f"{sum(each.count for each in deal.sold) / 1000:.2f}",
            "",
            "Rs.",
            sheet.words(money(deal.total), "r", bold=True),
        ]
    )
    style = [
        ("BOX", (0, 0), (-1, -1), 0.4, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.4, colors.black),
        ("LINEAFTER", (0, 0), (-2, -1), 0.4, colors.black),
        ("LINEABOVE", (0, -1), (-1, -1), 0.4, colors.black),
    ]
    sheet.add(sheet.table(rows, [30, 200, 66, 52, 36, 66, 89], "rllrlrr", style))
    share = [["Tax Rate", "Taxable Amt.", *(f"{head.upper()} Amt." for head in deal.heads), "Total Tax"]]
    for rate, value in deal.by_rate.items():
        parts = deal.taxed(value, rate)
        share.append([f"{rate / 100:g}%", money(value), *(money(part) for part in parts), money(sum(parts))])
    sheet.add(4, sheet.table(share, [80] * len(share[0]), "l" + "r" * (len(share[0]) - 1)), 4, sheet.words(in_words(deal.total), bold=True))
    terms = [
        "Terms &amp; Conditions",
        "E.&amp; O.E.",
        "1. Goods once sold will not be taken back.",
        "2. Interest @ 18% p.a. will be charged if the payment is not made within 30 days.",
    ]
    sheet.add(
        sheet.table(
            [[terms, ["Receiver's Signature :", "", sheet.words(f"for {deal.seller}", "r"), "", sheet.words("Authorised Signatory", "r")]]],
            [270, 269],
            "ll",
            GRID,
        )
    )
    return sheet.done()


def vyapar_theme(rng: random.Random) -> Drawn:
    """Vyapar: unit price without tax, the tax of each row with its rate behind, amounts with it, and taxes by kind beside the amounts."""
    deal = deal_of(rng, ("Om Sai Electricals", "New Bharat Glass House"), PARTS, "{}", rates=(1200, 1800), lines=(2, 5), prices=(2000, 150_000))
    taxes, _, _ = by_row(deal)
    total = deal.taxable + sum(taxes.values())
    sheet = Sheet(size=8.5)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, 0, total)
    sheet.say(place_of_supply=deal.buyer_gstin[:2])
    sheet.add(sheet.words("Tax Invoice", "c", 11, True))
    head = [
        sheet.words(deal.seller, size=13, bold=True),
        f"Near Bus Stand, {town(deal.seller_gstin)}",
        f"Phone no.: 9890{rng.randint(100000, 999999)}",
        f"GSTIN: {deal.seller_gstin}, State: {deal.seller_gstin[:2]}-{state(deal.seller_gstin)}",
    ]
    sheet.add(sheet.table([[head]], [539], "l", GRID))
    to = [
        sheet.words("Bill To", bold=True),
        sheet.words(deal.buyer, bold=True),
        town(deal.buyer_gstin),
        f"GSTIN : {deal.buyer_gstin}",
        f"State: {deal.buyer_gstin[:2]}-{state(deal.buyer_gstin)}",
    ]
    facts = [
        sheet.words("Invoice Details", bold=True),
        f"Invoice No. : {deal.number}",
        f"Date : {deal.day:%d-%m-%Y}",
        f"Place of Supply: {deal.buyer_gstin[:2]}-{state(deal.buyer_gstin)}",
    ]
    sheet.add(sheet.table([[to, facts]], [270, 269], "ll", GRID))
    rows: list[list[Any]] = [["#", "Item name", "HSN/ SAC", "Quantity", "Unit", "Price/ Unit", "GST", "Amount"]]
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        rows.append(
            [
                number,
                sheet.words(each.words, bold=True),
                each.code,
                each.counted,
                each.unit,
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
            f"{sum(each.count for each in deal.sold) / 1000:g}",
            "",
            "",
            f"Rs {money(sum(taxes.values()))}",
            f"Rs {money(total)}",
        ]
    )
    sheet.add(sheet.table(rows, [18, 178, 52, 48, 34, 66, 66, 77], "llcrlrrr", GRID))
    share = [["Tax type", "Taxable amount", "Rate", "Tax amount"]]
    for rate, value in deal.by_rate.items():
        parts = [parts for each, parts in zip(deal.sold, gst_rows(deal), strict=True) if each.rate == rate]
        for place, head_name in enumerate(deal.heads):
            share.append([head_name.upper(), f"Rs {money(value)}", f"{rate / 100 / len(deal.heads):g}%", f"Rs {money(sum(part[place] for part in parts))}"])
    amounts = [
        ["Amounts", ""],
        ["Sub Total", f"Rs {money(total)}"],
        ["Total", f"Rs {money(total)}"],
        ["Received", "Rs 0.00"],
        ["Balance", f"Rs {money(total)}"],
    ]
    sheet.add(
        Table(
            [[sheet.table(share, [60, 84, 36, 84], "lrrr", GRID), sheet.table(amounts, [130, 134], "lr", GRID)]],
            colWidths=[272, 267],
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
        )
    )
    sheet.add(
        sheet.words("Invoice Amount In Words", bold=True),
        sheet.words(in_words(total)),
        6,
        sheet.words("Terms and conditions", bold=True),
        sheet.words("Thanks for doing business with us!"),
        sheet.words(f"For : {deal.seller}", "r"),
    )
    return sheet.done()


def swipe_theme(rng: random.Random) -> Drawn:
    """Swipe: the code under the words of the goods, the rate of the tax under its amount, the price before a discount struck through over the price."""
    deal = deal_of(rng, ("Craftly Home Decor LLP", "GREEN LEAF ORGANICS"), STATIONERY, "INV-{}", rates=(500, 1200, 1800), lines=(2, 5), prices=(5000, 120_000))
    taxes, rounding, total = by_row(deal)
    sheet = Sheet(size=8.5)
    sheet.parties(deal)
    note_totals(sheet, deal.taxable, taxes, rounding, total)
    sheet.say(place_of_supply=deal.buyer_gstin[:2], due_date=deal.day.isoformat())
    sheet.add(sheet.table([["TAX INVOICE", "ORIGINAL FOR RECIPIENT"]], [270, 269], "lr"), 4)
    sheet.add(sheet.words(deal.seller, size=13, bold=True), 3)
    sheet.add(
        sheet.words(f"<b>GSTIN</b> {deal.seller_gstin}"),
        sheet.words(f"22, Indiranagar, {town(deal.seller_gstin)}, {state(deal.seller_gstin).upper()}"),
        sheet.words("<b>Mobile</b> +91 9980012345 <b>Email</b> hello@craftly.example"),
        6,
    )
    facts = [[f"<b>Invoice #:</b> {deal.number}", f"<b>Invoice Date:</b> {deal.day:%d %b %Y}", f"<b>Due Date:</b> {deal.day:%d %b %Y}"]]
    sheet.add(sheet.table(facts, [180, 180, 179], "lll", UNDER_HEAD), 4)
    to = [sheet.words("Customer Details:", bold=True), deal.buyer, f"<b>GSTIN:</b> {deal.buyer_gstin}", "Ph: 9845098450"]
    bill = [sheet.words("Billing Address:", bold=True), "3rd Cross, Phase II", town(deal.buyer_gstin), state(deal.buyer_gstin).upper()]
    supply = [sheet.words("Place of Supply:", bold=True), f"{deal.buyer_gstin[:2]}-{state(deal.buyer_gstin).upper()}"]
    sheet.add(sheet.table([[to, bill, supply]], [200, 190, 149], "lll"), 6)
    rows: list[list[Any]] = [["#", "Item", "Rate/ Item", "Qty", "Taxable Value", "Tax Amount", "Amount"]]
    for number, (each, parts) in enumerate(zip(deal.sold, gst_rows(deal), strict=True), 1):
        struck = each.price * 120 // 100
        rows.append([
            number, [sheet.words(each.words, bold=True), sheet.words(f"HSN: {each.code}", size=7)], [money(each.price), sheet.words(f"<strike>{money(struck)}</strike>", "r", 7)] if number % 2 else money(each.price),
            f"{each.counted} {each.unit.upper()}", money(each.value), f"{money(sum(parts))} ({each.rate / 100:g}%)", money(each.value + sum(parts)),
        ])  # fmt: skip
        sheet.row(each)
    sheet.add(sheet.table(rows, [18, 176, 70, 60, 75, 75, 65], "llrrrrr", UNDER_HEAD), 4)
    foot = [["Taxable Amount", f"Rs.{money(deal.taxable)}"]]
    for rate in deal.by_rate:
        parts = [parts for each, parts in zip(deal.sold, gst_rows(deal), strict=True) if each.rate == rate]
        for place, head in enumerate(deal.heads):
            foot.append([f"{head.upper()} {rate / 100 / len(deal.heads):.1f}%", f"Rs.{money(sum(part[place] for part in parts))}"])
    foot += [["Round Off", money(rounding)]] if rounding else []
    foot += [[sheet.words("Total", "r", 11, True), sheet.words(f"Rs.{money(total)}", "r", 11, True)]]
    sheet.add(sheet.table([["", *each] for each in foot], [300, 129, 110], "lrr"))
    sheet.add(
        sheet.words(f"Total Items / Qty : {len(deal.sold)} / {sum(each.count for each in deal.sold) / 1000:.3f}", size=7.5),
        sheet.words(f"Total amount (in words): INR {in_words(total)}", size=7.5),
    )
    sheet.add(
        4,
        sheet.words(f"Amount Payable: Rs.{money(total)}", "r", bold=True),
        6,
        sheet.words(f"For {deal.seller}", "r"),
        10,
        sheet.words("Powered by swipe-like billing. This is a digitally signed document.", size=6),
    )
    return sheet.done()


PROGRAMS = (tally_stock, busy_print, vyapar_theme, swipe_theme)
