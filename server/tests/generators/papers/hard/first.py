"""The first set of hard layouts: rules are mended looking at what they miss of these."""

import random
from datetime import date, timedelta

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import Case, Pool, broken, in_words, make_case, money
from tests.generators.papers.hard.desk import Column, Desk
from tests.generators.papers.words import CITIES, STATES

POOL = Pool(
    ("Deccan Valve Works", "SURYA POLYMERS PVT LTD", "Aravalli Office Supplies", "Konkan Engineering Co", "Malhar Electricals", "NEELKANTH TRADERS"),
    ("Tungabhadra Foods Pvt Ltd", "Sahyadri Auto Components Ltd", "Ganga Paper Mills Ltd", "Vindhya Software Services LLP"),
    (
        ("Submersible pump set 5 HP with control panel and 30 metre cable, ISI marked, for borewell duty", "84137010", "NOS"),
        ("Laptop docking station", "84733099", "PCS"),
        ("Self tapping screw 6 x 25 mm zinc plated", "73181400", "BOX"),
        ("Annual maintenance of air conditioners at Unit 2, quarterly visits with spares as per schedule B", "998713", "NOS"),
        ("HDPE granules natural grade 50MA180", "39012000", "KGS"),
        ("LED panel light 600 x 600 mm 36 W cool daylight with driver and mounting clips", "94051100", "NOS"),
        ("Printing of annual report 2025-26", "998912", "LOT"),
        ("Hydraulic hose assembly 1/2 inch x 1200 mm", "40092200", "NOS"),
        ("Office chair with lumbar support, mesh back, nylon base, colour black", "94013000", "NOS"),
    ),
    ("SPP/{}/26-27", "INV-{:05}", "GST{:04}", "26-27/{:04}", "{:04}", "T/{:03}/2026"),
)
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d-%b-%Y", "%d.%m.%Y", "%d %b %Y")


def letter_head(desk: Desk, case: Case, rng: random.Random, *, date_label: str = "Date", number_label: str = "Invoice No.", day: str = "") -> float:
    """Letter head at the left, number and date at the right, buyer under both."""
    state = case.seller_gstin[:2]
    desk.say("seller.name", case.seller, 36, 48, size=15, bold=True)
    desk.put(36, 61, f"Plot 9, Sector 4, {CITIES[state]}, {STATES[state]}")
    spot = desk.put(36, 73, "GSTIN : ")
    desk.say("seller.gstin", case.seller_gstin, spot[2] + 2, 73)
    desk.put(WIDE_MIDDLE, 96, "TAX INVOICE", 12, True, "c")
    spot = desk.put(380, 48, f"{number_label} : ")
    desk.say("invoice_number", case.number, spot[2] + 3, 48)
    spot = desk.put(380, 62, f"{date_label} : ")
    desk.say("invoice_date", case.day.isoformat(), spot[2] + 3, 62, day or case.day.strftime(rng.choice(_DAYS)))
    desk.put(36, 118, "Bill To :", bold=True)
    desk.say("buyer.name", case.buyer, 36, 130)
    desk.put(36, 141, f"Survey No. 12, Main Road, {CITIES[case.buyer_gstin[:2]]}")
    spot = desk.put(36, 152, "GSTIN : ")
    desk.say("buyer.gstin", case.buyer_gstin, spot[2] + 2, 152)
    spot = desk.put(36, 163, "Place of Supply : ")
    desk.say("place_of_supply", case.buyer_gstin[:2], spot[2] + 2, 163, f"{case.buyer_gstin[:2]}-{STATES[case.buyer_gstin[:2]]}")
    return 190.0


WIDE_MIDDLE = 297.0


def totals_below(desk: Desk, case: Case, y: float, *, words: bool = True) -> None:
    """Totals against the right, one under another."""
    y += 14
    rows = [("taxable", "Taxable Amount", case.taxable)]
    share = case.rate / (200 if case.home else 100)
    rows += [(head, f"{head.upper()} @ {share:g}%", amount) for head, amount in case.taxes.items()]
    if case.rounding:
        rows.append(("round_off", "Round Off", case.rounding))
    for name, label, amount in [*rows, ("grand_total", "Grand Total", case.total)]:
        desk.put(400, y, label, bold=name == "grand_total")
        desk.amount(name, amount, 560, y, name == "grand_total")
        y += 13
    if words:
        desk.put(36, y + 10, f"Amount in words: {in_words(case.total)}")
    desk.put(560, y + 34, f"For {case.seller}", side="r")


# --- layouts -------------------------------------------------------------------------------------------------------------------------------------

_STAY = (
    ("Room Rent - Deluxe", "996311"),
    ("Laundry", "999712"),
    ("Food - In Room Dining", "996332"),
    ("Airport Transfer", "996412"),
    ("Banquet Hall", "996334"),
)


def folio(rng: random.Random) -> Drawn:
    """A hotel's bill: a row for each day's charge, with CGST and SGST as rows of their own behind it; no count, no unit."""
    case = make_case(rng, POOL, home=True)
    desk = Desk("Helvetica")
    name = rng.choice(("Hotel Sagar Residency", "The Palash Inn", "HOTEL MAYURA GRAND"))
    desk.say("seller.name", name, WIDE_MIDDLE, 46, size=15, bold=True, side="c")
    desk.put(WIDE_MIDDLE, 58, f"Station Road, {CITIES[case.seller_gstin[:2]]}", side="c")
    shown = desk.put(WIDE_MIDDLE, 69, f"GSTIN: {case.seller_gstin}", side="c")
    desk.drawn.fields["seller.gstin"] = desk.told(case.seller_gstin, shown)
    desk.put(WIDE_MIDDLE, 90, "TAX INVOICE", 11, True, "c")
    left = [("Guest Name", "", "Mr. A. R. Kulkarni"), ("Company", "buyer.name", case.buyer), ("GSTIN", "buyer.gstin", case.buyer_gstin), ("Room No", "", "304")]
    right = [("Bill No", "invoice_number", case.number), ("Bill Date", "invoice_date", case.day.strftime("%d-%m-%Y"))]
    right += [("Arrival", "", (case.day - timedelta(days=3)).strftime("%d-%m-%Y")), ("Departure", "", case.day.strftime("%d-%m-%Y"))]
    for x, rows in ((36, left), (370, right)):
        for number, (label, field, value) in enumerate(rows):
            y = 112 + 12 * number
            desk.put(x, y, label)
            desk.put(x + 62, y, ":")
            if field:
                desk.say(field, case.day.isoformat() if field == "invoice_date" else value, x + 70, y, value)
            else:
                desk.put(x + 70, y, value)
    columns = (
        Column("day", ("Date",), 36, 100),
        Column("what", ("Particulars",), 100, 330),
        Column("sac", ("SAC",), 330, 400),
        Column("amount", ("Amount",), 460, 560, "r"),
    )
    desk.rule(168)
    y = desk.heads(178, columns) + 5
    desk.rule(y - 8)
    taxable = tax = 0
    first = case.day - timedelta(days=3)
    for night in range(3):
        for words, sac in [_STAY[0], *rng.sample(_STAY[1:], rng.randint(1, 2))]:
            amount = rng.randint(300, 9000) * 100 // 200 * 200
            half = amount * 6 // 100 if words.startswith("Room") else amount * 9 // 100
            shown = (first + timedelta(days=night)).strftime("%d-%m-%Y")
            y = desk.row(y, columns, {"day": [shown], "what": [words], "sac": [sac], "amount": [money(amount)]}) + 3
            rate = "6" if words.startswith("Room") else "9"
            for head in ("CGST", "SGST"):
                y = desk.row(y, columns, {"day": [shown], "what": [f"{head} @ {rate}%"], "amount": [money(half)]}) + 3
            desk.drawn.lines.append(
                {"description": desk.told(words, (0, 0, 1, 1)), "hsn": desk.told(sac, (0, 0, 1, 1)), "taxable": desk.told(f"{amount / 100:.2f}", (0, 0, 1, 1))}
            )
            taxable, tax = taxable + amount, tax + half
    desk.rule(y)
    for label, field, amount in (
        ("Total Taxable", "taxable", taxable),
        ("Total CGST", "cgst", tax),
        ("Total SGST", "sgst", tax),
        ("Net Amount Payable", "grand_total", taxable + 2 * tax),
    ):
        y += 13
        desk.put(380, y, label, bold=field == "grand_total")
        desk.amount(field, amount, 558, y)
    desk.put(36, y + 24, "Guest Signature")
    desk.put(558, y + 24, f"For {name}", side="r")
    return desk.done()


def wrapped(rng: random.Random) -> Drawn:
    """No lines drawn; descriptions run over two to four lines, the figures stand at the first, in the middle or at the last."""
    case = make_case(rng, POOL)
    desk = Desk(rng.choice(("Helvetica", "Times-Roman")))
    y = letter_head(desk, case, rng, date_label="Invoice Date")
    stand = rng.choice(("top", "middle", "bottom"))
    columns = (
        Column("sn", ("S.No.",), 36, 66), Column("what", ("Description of Goods",), 66, 220), Column("hsn", ("HSN/SAC",), 226, 290), Column("count", ("Qty",), 290, 330, "r"),
        Column("unit", ("Unit",), 338, 375), Column("price", ("Rate",), 375, 450, "r"), Column("amount", ("Amount",), 460, 560, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns) + 8
    for number, each in enumerate(case.goods, 1):
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 145, 8),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "unit": [each.unit],
            "price": [money(each.price)],
            "amount": [money(each.value)],
        }
        most = len(cells["what"])
        down = {"top": 0, "middle": (most - 1) // 2, "bottom": most - 1}[stand]
        shifted = {key: lines if key == "what" else [""] * down + lines for key, lines in cells.items()}
        y = desk.row(y, columns, shifted) + rng.choice((3, 6))
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def split_heads(rng: random.Random) -> Drawn:
    """Headings over two lines: "HSN/" over "SAC", "Taxable" over "Value"."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, number_label="Bill No")
    columns = (
        Column("sn", ("Sl", "No"), 36, 58), Column("what", ("Description of", "Goods / Services"), 58, 215), Column("hsn", ("HSN/", "SAC"), 220, 268), Column("count", ("Qty", "(Nos)"), 268, 300, "r"),
        Column("price", ("Unit", "Price (Rs.)"), 300, 370, "r"), Column("rate", ("GST", "Rate"), 372, 404, "r"), Column("taxable", ("Taxable", "Value (Rs.)"), 404, 480, "r"), Column("total", ("Total", "Amount (Rs.)"), 482, 562, "r"),
    )  # fmt: skip
    stand = rng.choice(("top", "bottom", "middle"))
    desk.rule(y - 10)
    y = desk.heads(y, columns, stand=stand) + 4
    desk.rule(y - 7)
    y += 4
    for number, each in enumerate(case.goods, 1):
        total = each.value + (each.value * case.rate + 5000) // 10_000
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 150, 8),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "rate": [f"{case.rate / 100:g}%"],
            "taxable": [money(each.value)],
            "total": [money(total)],
        }
        y = desk.row(y, columns, cells) + 5
        desk.note(each)
    desk.rule(y - 6)
    totals_below(desk, case, y, words=False)
    return desk.done()


def stacked_tax(rng: random.Random) -> Drawn:
    """CGST over SGST in one cell, their amounts in the next."""
    case = make_case(rng, POOL, home=True)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng)
    columns = (
        Column("sn", ("#",), 36, 56), Column("what", ("Item Description",), 56, 230), Column("hsn", ("HSN",), 232, 284), Column("count", ("Qty",), 284, 316, "r"), Column("price", ("Rate",), 316, 380, "r"),
        Column("taxable", ("Taxable Value",), 382, 452, "r"), Column("tax", ("Tax",), 458, 505), Column("gst", ("Tax Amount",), 500, 562, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns) + 6
    half = f"{case.rate / 200:g}%"
    for number, each in enumerate(case.goods, 1):
        part = (each.value * case.rate // 2 + 5000) // 10_000
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 165, 8),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "tax": [f"CGST {half}", f"SGST {half}"],
            "gst": [money(part), money(part)],
        }
        y = desk.row(y, columns, cells) + 5
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def rate_and_amount(rng: random.Random) -> Drawn:
    """Rate and amount of tax in one cell: "9% 450.00"."""
    case = make_case(rng, POOL)
    desk = Desk(rng.choice(("Helvetica", "Times-Roman")))
    y = letter_head(desk, case, rng, date_label="Dated")
    taxes = ("CGST", "SGST") if case.home else ("IGST",)
    right = 560.0
    columns = [Column("total", ("Total",), right - 68, right, "r")]
    at = right - 68
    for head in reversed(taxes):
        columns.insert(0, Column(head, (head,), at - 78, at, "r"))
        at -= 78
    columns.insert(0, Column("taxable", ("Taxable",), at - 62, at, "r"))
    columns = [
        Column("what", ("Particulars",), 36, 150),
        Column("hsn", ("HSN/SAC",), 150, 194),
        Column("count", ("Qty",), 194, 214, "r"),
        Column("price", ("Price",), 214, at - 62, "r"),
        *columns,
    ]
    y = desk.heads(y, columns, 7.5) + 6
    share = case.rate // len(taxes)
    for each in case.goods:
        part = (each.value * share + 5000) // 10_000
        cells = {
            "what": desk.wrap(each.words, 110, 7),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "total": [money(each.value + part * len(taxes))],
        }
        cells |= {head: [f"{share / 100:g}% {money(part)}"] for head in taxes}
        y = desk.row(y, columns, cells, 7) + 5
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def code_inside(rng: random.Random) -> Drawn:
    """The code at the end of the description, in brackets or behind "HSN:", and no column of its own."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, date_label="Inv. Date")
    columns = (
        Column("sn", ("Sr",), 36, 60), Column("what", ("Particulars",), 60, 300), Column("count", ("Qty",), 300, 345, "r"), Column("unit", ("UOM",), 350, 385),
        Column("price", ("Rate",), 385, 460, "r"), Column("amount", ("Amount",), 465, 560, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns) + 6
    way = rng.choice(("{} (HSN {})", "{} HSN: {}", "{} [HSN/SAC: {}]", "{} - SAC {}"))
    for number, each in enumerate(case.goods, 1):
        lines = desk.wrap(way.format(each.words, each.hsn), 230, 8)
        y = (
            desk.row(
                y,
                columns,
                {
                    "sn": [str(number)],
                    "what": lines,
                    "count": [str(each.count)],
                    "unit": [each.unit],
                    "price": [money(each.price)],
                    "amount": [money(each.value)],
                },
            )
            + 5
        )
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def code_below(rng: random.Random) -> Drawn:
    """The code on a line of its own under the description: "HSN: 8471"."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng)
    columns = (
        Column("what", ("Description",), 36, 290),
        Column("price", ("Unit Price",), 290, 370, "r"),
        Column("count", ("Quantity",), 375, 430, "r"),
        Column("amount", ("Line Total",), 460, 560, "r"),
    )
    y = desk.heads(y, columns, 8.5) + 6
    way = rng.choice(("HSN: {}", "HSN/SAC : {}", "SAC Code: {}", "HSN Code - {}"))
    for each in case.goods:
        lines = [*desk.wrap(each.words, 245, 8), way.format(each.hsn)]
        y = (
            desk.row(
                y,
                columns,
                {"what": lines, "price": [f"Rs. {money(each.price)}"], "count": [f"{each.count} {each.unit}"], "amount": [f"Rs. {money(each.value)}"]},
            )
            + 6
        )
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def odd_gstin(rng: random.Random) -> Drawn:
    """GSTINs under their label, in groups with blanks, or with letters of the label run into them; bare "Date" beside the number and an order with a date of its own."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    way = rng.choice(("under", "groups", "run", "far"))
    desk.say("seller.name", case.seller, 36, 48, size=14, bold=True)
    desk.put(36, 60, f"{CITIES[case.seller_gstin[:2]]}, {STATES[case.seller_gstin[:2]]}")
    desk.put(430, 48, "TAX INVOICE", 12, True)
    _gstin(desk, "seller.gstin", case.seller_gstin, 36, 74, way)
    desk.put(36, 112, "Invoice No", 7.5)
    desk.say("invoice_number", case.number, 36, 123)
    desk.put(150, 112, "Date", 7.5)
    desk.say("invoice_date", case.day.isoformat(), 150, 123, case.day.strftime("%d/%m/%Y"))
    desk.put(260, 112, "PO No", 7.5)
    desk.say("po_number", f"PO-{case.total % 9973}", 260, 123)
    desk.put(370, 112, "PO Date", 7.5)
    desk.put(370, 123, (case.day - timedelta(days=rng.randint(2, 20))).strftime("%d/%m/%Y"))
    desk.put(36, 146, "Buyer", bold=True)
    desk.say("buyer.name", case.buyer, 36, 158)
    desk.put(36, 169, CITIES[case.buyer_gstin[:2]])
    _gstin(desk, "buyer.gstin", case.buyer_gstin, 36, 182, way)
    columns = (
        Column("sn", ("Sl No",), 36, 62), Column("what", ("Description",), 62, 280), Column("hsn", ("HSN Code",), 284, 340), Column("count", ("Qty",), 340, 380, "r"),
        Column("price", ("Rate",), 380, 455, "r"), Column("amount", ("Amount",), 460, 560, "r"),
    )  # fmt: skip
    y = desk.heads(222, columns) + 6
    for number, each in enumerate(case.goods, 1):
        y = (
            desk.row(
                y,
                columns,
                {
                    "sn": [str(number)],
                    "what": desk.wrap(each.words, 210, 8),
                    "hsn": [each.hsn],
                    "count": [str(each.count)],
                    "price": [money(each.price)],
                    "amount": [money(each.value)],
                },
            )
            + 4
        )
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def _gstin(desk: Desk, name: str, gstin: str, x: float, y: float, way: str) -> None:
    if way == "under":
        desk.put(x, y, "GSTIN / UIN", 7)
        desk.say(name, gstin, x, y + 10)
    elif way == "groups":
        spot = desk.put(x, y, "GSTIN : ")
        desk.say(name, gstin, spot[2] + 3, y, broken(gstin, (2, 5, 4, 1, 1, 1, 1)))
    elif way == "run":
        desk.say(name, gstin, x, y, f"GSTIN:-{gstin}")
    else:
        desk.put(x, y, "GST No.")
        desk.say(name, gstin, x + 150, y)


def dates(rng: random.Random) -> Drawn:
    """A bare "Date" for the bill, and days of other papers around it."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, date_label="Date", number_label="Invoice No")
    others = (("Delivery Challan No", "Challan Date"), ("Order No", "Date"), ("E-Way Bill No", "E-Way Bill Date"), ("LR No.", "Date"))
    for number, (label, day_label) in enumerate(rng.sample(others, 2)):
        desk.put(380, 82 + 12 * number, f"{label} : {rng.randint(1000, 99999)}  {day_label} : {_other(case, rng):%d/%m/%Y}", 7.5)
    columns = (
        Column("what", ("Particulars",), 36, 280),
        Column("hsn", ("HSN",), 284, 340),
        Column("count", ("Qty",), 340, 380, "r"),
        Column("price", ("Rate",), 380, 455, "r"),
        Column("amount", ("Amount",), 460, 560, "r"),
    )
    y = desk.heads(y, columns) + 6
    for each in case.goods:
        y = (
            desk.row(
                y,
                columns,
                {
                    "what": desk.wrap(each.words, 235, 8),
                    "hsn": [each.hsn],
                    "count": [str(each.count)],
                    "price": [money(each.price)],
                    "amount": [money(each.value)],
                },
            )
            + 4
        )
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def _other(case: Case, rng: random.Random) -> date:
    return case.day + timedelta(days=rng.choice((-21, -9, -4, 1, 3)))


LAYOUTS = (folio, wrapped, split_heads, stacked_tax, rate_and_amount, code_inside, code_below, odd_gstin, dates)
