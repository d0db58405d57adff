"""The second set of hard layouts, of another hand and with other words: it measures. What it missed was looked at once, when the first set was mended."""

import random
from datetime import timedelta

from tests.generators.papers.draw import Drawn, Told
from tests.generators.papers.hard.case import Case, Pool, broken, in_words, make_case, money
from tests.generators.papers.hard.desk import TALL, WIDE, Column, Desk
from tests.generators.papers.words import CITIES, STATES

POOL = Pool(
    (
        "Brahmaputra Tea Machinery Ltd",
        "Om Sai Fasteners",
        "KAVERI INDUSTRIAL GASES",
        "Palani Textile Processors",
        "Nilgiri Lab Chem Pvt. Ltd.",
        "Everest Print House",
    ),
    ("Mahanadi Steel Structures Ltd", "Chambal Fertichem Limited", "Pench Wildlife Resorts Pvt Ltd", "Indus Learning LLP"),
    (
        ("Oxygen gas industrial 7 cum cylinder refill incl. hydro test due stamping", "28044090", "CYL"),
        ("Hex bolt M12x60 gr 8.8 black", "73181500", "KG"),
        ("Cotton yarn combed 40s single hosiery", "52052400", "KGS"),
        ("Manpower supply for housekeeping, general shift, September, as per attendance sheet enclosed", "998514", "MTH"),
        ("Borosilicate beaker 500 ml low form with spout, class A, pack of ten, graduated", "70179090", "PKT"),
        ("Offset printing 4 colour leaflets A4 130 gsm art paper both side", "49011010", "1000"),
        ("Cartridge 12A compatible", "84439959", "NO"),
        ("Epoxy floor coating 2 mm self levelling including primer and surface preparation of old floor", "995476", "SQM"),
        ("Bearing housing SN 511", "84832000", "EA"),
    ),
    ("NLC/26-27/{:04}", "{:06}", "B-{}", "2627-{:05}", "OSF/TI/{}", "K{:05}"),
)
_MARGIN = 28.0
_EDGE = WIDE - 28.0
_DAYS = ("%d-%m-%Y", "%d/%m/%Y", "%d-%b-%y", "%d %B %Y", "%d.%m.%y")


def _top(desk: Desk, case: Case, rng: random.Random, *, number: str, day: str, supply: str = "POS") -> float:
    """Title first, seller centred or left, parties and particulars in two columns."""
    centred = rng.random() < 0.5
    desk.put(_EDGE, 28, "(Original for Recipient)", 7, side="r")
    desk.put(WIDE / 2 if centred else _MARGIN, 30, rng.choice(("Tax Invoice", "GST INVOICE", "Tax Invoice (Rule 46)")), 11, True, "c" if centred else "l")
    x, side = (WIDE / 2, "c") if centred else (_MARGIN, "l")
    desk.say("seller.name", case.seller, x, 50, size=13, bold=True, side=side)
    desk.put(x, 62, f"Khasra 88/1, {CITIES[case.seller_gstin[:2]]} ({STATES[case.seller_gstin[:2]]})  Tel 022 4567 8901", 8, side=side)
    spot = desk.put(x, 73, f"GST No: {case.seller_gstin}", 8.5, side=side)
    desk.drawn.fields["seller.gstin"] = desk.told(case.seller_gstin, spot)
    desk.rule(80, _MARGIN, _EDGE)
    desk.put(_MARGIN, 92, "To,")
    spot = desk.put(_MARGIN, 104, "M/s. ")
    desk.say("buyer.name", case.buyer, spot[2] + 2, 104, bold=True)
    desk.put(_MARGIN, 115, f"MIDC Phase II, {CITIES[case.buyer_gstin[:2]]}")
    spot = desk.put(_MARGIN, 126, "Party GSTIN ")
    desk.say("buyer.gstin", case.buyer_gstin, spot[2] + 4, 126)
    for position, (label, name, value, shown) in enumerate(
        (
            (number, "invoice_number", case.number, case.number),
            (day, "invoice_date", case.day.isoformat(), case.day.strftime(rng.choice(_DAYS))),
            (supply, "place_of_supply", case.buyer_gstin[:2], f"{STATES[case.buyer_gstin[:2]]} ({case.buyer_gstin[:2]})"),
        )
    ):
        y = 92 + 13 * position
        desk.put(345, y, label)
        desk.say(name, value, 435, y, shown)
    desk.rule(134, _MARGIN, _EDGE)
    return 148.0


def _bottom(desk: Desk, case: Case, y: float, *, taxes: bool = True, labels: tuple[str, str] = ("Sub-Total", "Total Invoice Value")) -> None:
    y += 10
    rows = [("taxable", labels[0], case.taxable)]
    if taxes:
        rows += [(head, f"Add: {head.upper()}", amount) for head, amount in case.taxes.items()]
    if case.rounding:
        rows.append(("round_off", "Rounding Off", case.rounding))
    for name, label, amount in [*rows, ("grand_total", labels[1], case.total)]:
        desk.put(470, y, label, side="r", bold=name == "grand_total")
        desk.amount(name, amount, _EDGE - 3, y, name == "grand_total")
        y += 12
    desk.put(_MARGIN, y + 8, f"({in_words(case.total)})", 8)
    desk.put(_MARGIN, TALL - 60, "E. & O. E.", 7)
    desk.put(_EDGE, TALL - 60, f"for {case.seller}", side="r")


# --- layouts -------------------------------------------------------------------------------------------------------------------------------------

_CHARGES = (
    ("Tariff Double Occupancy", "996311", 12),
    ("Restaurant Bill", "996331", 5),
    ("Mini Bar", "996332", 18),
    ("Spa and Wellness", "999721", 18),
    ("Travel Desk", "996601", 5),
    ("Dry Cleaning", "999712", 18),
)


def guest_bill(rng: random.Random) -> Drawn:
    """A guest's account: serial, day, voucher, charge; taxes as rows below each day; code, debit, credit and a payment taken off at the end."""
    case = make_case(rng, POOL, home=True)
    desk = Desk("Times-Roman", 9)
    house = rng.choice(("Lake Palace Comfort Hotel", "HOTEL TRISHUL INTERNATIONAL", "Coconut Grove Retreat"))
    desk.say("seller.name", house, _MARGIN, 44, size=16, bold=True)
    desk.put(_MARGIN, 56, f"Civil Lines, {CITIES[case.seller_gstin[:2]]}")
    spot = desk.put(_MARGIN, 68, "GSTIN ")
    desk.say("seller.gstin", case.seller_gstin, spot[2] + 3, 68)
    desk.put(_EDGE, 44, "GUEST FOLIO / TAX INVOICE", 10, True, "r")
    desk.put(330, 88, "Invoice Number")
    desk.say("invoice_number", case.number, 420, 88)
    desk.put(330, 100, "Invoice Date")
    desk.say("invoice_date", case.day.isoformat(), 420, 100, case.day.strftime("%d-%b-%Y"))
    desk.put(330, 112, "Check In / Out")
    desk.put(420, 112, f"{case.day - timedelta(days=2):%d-%b-%Y} / {case.day:%d-%b-%Y}")
    desk.put(_MARGIN, 88, "Guest: Ms. Leela Nair   Pax: 2   Room: 117")
    spot = desk.put(_MARGIN, 100, "Bill To: ")
    desk.say("buyer.name", case.buyer, spot[2] + 3, 100)
    spot = desk.put(_MARGIN, 112, "Client GSTIN: ")
    desk.say("buyer.gstin", case.buyer_gstin, spot[2] + 3, 112)
    columns = (
        Column("day", ("Date",), 28, 90), Column("ref", ("Voucher",), 90, 150), Column("what", ("Description of Charges",), 150, 330), Column("sac", ("SAC Code",), 335, 395), Column("debit", ("Charges",), 400, 480, "r"),
        Column("credit", ("Credits",), 485, 565, "r"),
    )  # fmt: skip
    y = desk.heads(136, columns, 8.5) + 6
    taxable = tax = 0
    for night in range(2):
        day = f"{case.day - timedelta(days=2 - night):%d-%b-%Y}"
        halves = 0
        for words, sac, rate in [_CHARGES[0], *rng.sample(_CHARGES[1:], 2)]:
            amount = rng.randint(4, 160) * 10_000
            y = desk.row(y, columns, {"day": [day], "ref": [f"V{rng.randint(1000, 9999)}"], "what": [words], "sac": [sac], "debit": [money(amount)]}, 8.5) + 2
            taxable, halves = taxable + amount, halves + amount * rate // 200
            desk.drawn.lines.append(
                {"description": desk.told(words, (0, 0, 1, 1)), "hsn": desk.told(sac, (0, 0, 1, 1)), "taxable": desk.told(f"{amount / 100:.2f}", (0, 0, 1, 1))}
            )
        for words in ("Central GST", "State GST"):
            y = desk.row(y, columns, {"day": [day], "what": [words], "debit": [money(halves)]}, 8.5) + 2
        tax += halves
    total = taxable + 2 * tax
    desk.rule(y, _MARGIN, _EDGE)
    for label, field, amount in (("Taxable Value", "taxable", taxable), ("CGST", "cgst", tax), ("SGST", "sgst", tax), ("Invoice Total", "grand_total", total)):
        y += 12
        desk.put(350, y, label)
        desk.amount(field, amount, 478, y)
    return desk.done()


def tall_rows(rng: random.Random) -> Drawn:
    """Nothing is ruled; count, price and amount stand beside the last line of a description that is broken by hand, and rows stand close."""
    case = make_case(rng, POOL)
    desk = Desk(rng.choice(("Courier", "Helvetica")), 8)
    y = _top(desk, case, rng, number="Invoice #", day="Invoice Dt.")
    columns = (
        Column("what", ("Item & Description",), 28, 215), Column("hsn", ("HSN",), 220, 280, "c"), Column("count", ("Quantity",), 280, 335, "r"), Column("price", ("Price",), 340, 420, "r"), Column("amount", ("Value",), 470, 565, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns, 8.5) + 5
    stand = rng.choice(("top", "bottom"))
    for each in case.goods:
        lines = desk.wrap(each.words, rng.choice((110, 150, 180)), 8)
        down = [""] * (len(lines) - 1) if stand == "bottom" else []
        cells = {
            "what": lines,
            "hsn": [*down, each.hsn],
            "count": [*down, f"{each.count}.00"],
            "price": [*down, money(each.price)],
            "amount": [*down, money(each.value)],
        }
        y = desk.row(y, columns, cells, lead=10) + 2
        desk.note(each)
    _bottom(desk, case, y)
    return desk.done()


def three_storeys(rng: random.Random) -> Drawn:
    """Headings of up to three lines, centred, in drawn boxes or without; figures centred under them."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = _top(desk, case, rng, number="Inv. No.", day="Inv. Dt.", supply="State of Supply")
    columns = (
        Column("sn", ("Sr.", "No."), 28, 50, "c"), Column("what", ("Name of", "Product / Service"), 50, 196), Column("hsn", ("HSN", "/ SAC", "Code"), 196, 246, "c"), Column("unit", ("UOM",), 246, 276, "c"),
        Column("count", ("Billed", "Qty"), 276, 308, "c"), Column("price", ("Rate", "per Unit"), 308, 372, "r"), Column("taxable", ("Net", "Taxable", "Amount"), 374, 444, "r"), Column("rate", ("Tax", "%"), 444, 474, "c"),
        Column("total", ("Gross", "Amount"), 484, 566, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns, 7.5, 9, stand=rng.choice(("middle", "top"))) + 6
    for number, each in enumerate(case.goods, 1):
        total = each.value + (each.value * case.rate + 5000) // 10_000
        cells = {
            "sn": [f"{number}."],
            "what": desk.wrap(each.words, 142, 7.5),
            "hsn": [each.hsn],
            "unit": [each.unit],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "rate": [f"{case.rate / 100:.2f}"],
            "total": [money(total)],
        }
        y = desk.row(y, columns, cells, 7.5, 9) + 4
        desk.note(each)
    _bottom(desk, case, y, labels=("Total Taxable Value", "Grand Total"))
    return desk.done()


def halves_stacked(rng: random.Random) -> Drawn:
    """One column "GST" whose cell says the rate and amount of CGST over those of SGST."""
    case = make_case(rng, POOL, home=True)
    desk = Desk("Times-Roman", 9)
    y = _top(desk, case, rng, number="Bill No.", day="Bill Date")
    columns = (
        Column("sn", ("No",), 28, 46), Column("what", ("Product",), 46, 200), Column("hsn", ("HSN/SAC",), 204, 256), Column("count", ("Qty",), 256, 290, "r"), Column("price", ("Rate",), 290, 352, "r"),
        Column("taxable", ("Amount",), 354, 424, "r"), Column("gst", ("GST",), 432, 500), Column("total", ("Total",), 500, 566, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns, 8.5) + 6
    for number, each in enumerate(case.goods, 1):
        part = (each.value * case.rate // 2 + 5000) // 10_000
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 150, 8),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "gst": [f"C {case.rate / 200:g}% {money(part)}", f"S {case.rate / 200:g}% {money(part)}"],
            "total": [money(each.value + 2 * part)],
        }
        y = desk.row(y, columns, cells) + 4
        desk.note(each)
    _bottom(desk, case, y, labels=("Taxable Value", "Net Payable"))
    return desk.done()


def pairs_in_cells(rng: random.Random) -> Drawn:
    """ "450.00 @9%" or "(9%) 450.00" in the cells of CGST and SGST."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica", 8)
    y = _top(desk, case, rng, number="Document No.", day="Document Date")
    taxes = ("CGST", "SGST") if case.home else ("IGST",)
    way = rng.choice(("{amount} @{rate}%", "({rate}%) {amount}", "{rate}% / {amount}"))
    edges = (418.0, 492.0) if case.home else (470.0,)
    columns = [
        Column("what", ("Description of Supply",), 28, 150), Column("hsn", ("HSN/SAC",), 150, 196), Column("count", ("Qty",), 196, 220, "r"), Column("price", ("Unit Rate",), 220, 280, "r"),
        Column("taxable", ("Taxable Amt",), 280, edges[0] - 76, "r"), *(Column(head, (f"{head} Amt",), edge - 74, edge, "r") for head, edge in zip(taxes, edges, strict=True)), Column("total", ("Line Total",), edges[-1], 567, "r"),
    ]  # fmt: skip
    y = desk.heads(y, columns, 7) + 6
    share = case.rate // len(taxes)
    for each in case.goods:
        part = (each.value * share + 5000) // 10_000
        cells = {
            "what": desk.wrap(each.words, 118, 7),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "total": [money(each.value + part * len(taxes))],
        }
        cells |= {head: [way.format(rate=f"{share / 100:g}", amount=money(part))] for head in taxes}
        y = desk.row(y, columns, cells, 7, 8.5) + 5
        desk.note(each)
    _bottom(desk, case, y)
    return desk.done()


def code_first(rng: random.Random) -> Drawn:
    """The code before the description or behind a bar in the same cell."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = _top(desk, case, rng, number="Invoice No.", day="Dt.")
    columns = (
        Column("sn", ("S.No",), 28, 56), Column("what", ("Description of Goods/Services",), 56, 290), Column("count", ("Qty.",), 290, 340, "r"), Column("price", ("Rate (₹)".replace("₹", "Rs"),), 345, 430, "r"),
        Column("amount", ("Amount (Rs)",), 470, 566, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns) + 6
    way = rng.choice(("{words} | HSN {hsn}", "{words}, HSN Code {hsn}", "{words} (SAC: {hsn})", "{words} HSN-{hsn}"))
    for number, each in enumerate(case.goods, 1):
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(way.format(words=each.words, hsn=each.hsn), 225, 8),
            "count": [f"{each.count} {each.unit}"],
            "price": [money(each.price)],
            "amount": [money(each.value)],
        }
        y = desk.row(y, columns, cells) + 5
        desk.note(each)
    _bottom(desk, case, y, labels=("Total before Tax", "Total after Tax"))
    return desk.done()


def code_under(rng: random.Random) -> Drawn:
    """The code on a line of its own, with more behind it: "HSN : 8471  Batch: B12"."""
    case = make_case(rng, POOL)
    desk = Desk("Times-Roman", 9)
    y = _top(desk, case, rng, number="Tax Invoice No", day="Date")
    columns = (
        Column("sn", ("Sl.",), 28, 50),
        Column("what", ("Goods",), 50, 310),
        Column("count", ("Qty",), 310, 350, "r"),
        Column("unit", ("Per",), 354, 390),
        Column("price", ("Rate",), 390, 460, "r"),
        Column("amount", ("Amount Rs.",), 470, 566, "r"),
    )
    y = desk.heads(y, columns, 8.5) + 6
    way = rng.choice(("HSN : {hsn}   Batch: B{batch}", "HSN/SAC {hsn}", "SAC : {hsn}  GST {rate}%", "HSN No. {hsn}"))
    for number, each in enumerate(case.goods, 1):
        lines = [*desk.wrap(each.words, 250, 8), way.format(hsn=each.hsn, batch=rng.randint(10, 99), rate=case.rate // 100)]
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
    _bottom(desk, case, y)
    return desk.done()


def loose_gstin(rng: random.Random) -> Drawn:
    """GSTINs cut from their label by a line, a column or the words of a sentence, or set in groups."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    way = rng.choice(("label over", "groups", "column", "behind pan"))
    desk.put(_MARGIN, 34, "TAX INVOICE", 12, True)
    for x, who, name, gstin, y in ((_MARGIN, "seller", case.seller, case.seller_gstin, 54.0), (_MARGIN, "buyer", case.buyer, case.buyer_gstin, 118.0)):
        if who == "buyer":
            desk.put(x, y - 12, "Invoice To", bold=True)
        desk.say(f"{who}.name", name, x, y, size=11 if who == "seller" else 9, bold=True)
        desk.put(x, y + 11, f"Gala 3, {CITIES[gstin[:2]]} {STATES[gstin[:2]]}")
        if way == "label over":
            desk.put(x, y + 23, "GST Identification No.", 7)
            desk.say(f"{who}.gstin", gstin, x, y + 33)
        elif way == "groups":
            spot = desk.put(x, y + 23, "GSTIN No.")
            desk.say(f"{who}.gstin", gstin, spot[2] + 6, y + 23, broken(gstin, (2, 10)))
        elif way == "column":
            desk.put(x, y + 23, "State Code")
            desk.put(x + 70, y + 23, gstin[:2])
            desk.put(x, y + 34, "GSTIN")
            desk.say(f"{who}.gstin", gstin, x + 70, y + 34)
        else:
            spot = desk.put(x, y + 23, f"PAN {gstin[2:12]}  GSTIN {gstin}")
            desk.drawn.fields[f"{who}.gstin"] = desk.told(gstin, spot)
    for position, (label, name, value, shown) in enumerate(
        (("Invoice No", "invoice_number", case.number, case.number), ("Date", "invoice_date", case.day.isoformat(), f"{case.day:%d/%m/%Y}"))
    ):
        x = 380 + 100 * position
        desk.put(x, 54, label, 8, True)
        desk.say(name, value, x, 66, shown)
    columns = (
        Column("what", ("Particulars",), 28, 270),
        Column("hsn", ("HSN",), 275, 330),
        Column("count", ("Nos",), 330, 370, "r"),
        Column("price", ("Rate",), 375, 450, "r"),
        Column("amount", ("Amount",), 470, 566, "r"),
    )
    y = desk.heads(182, columns) + 6
    for each in case.goods:
        y = (
            desk.row(
                y,
                columns,
                {
                    "what": desk.wrap(each.words, 225, 8),
                    "hsn": [each.hsn],
                    "count": [str(each.count)],
                    "price": [money(each.price)],
                    "amount": [money(each.value)],
                },
            )
            + 5
        )
        desk.note(each)
    _bottom(desk, case, y)
    return desk.done()


def many_days(rng: random.Random) -> Drawn:
    """A bare "Date" of the bill among days of an order, of delivery and of payment."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = _top(desk, case, rng, number=rng.choice(("No.", "Invoice No.", "Bill No")), day="Date")
    kinds = (("Your Order", "dt."), ("Despatch through", "on"), ("GRN", "Date"), ("Gate Pass", "dated"), ("Work Order No", "Date"))
    for position, (label, word) in enumerate(rng.sample(kinds, 2)):
        other = case.day + timedelta(days=rng.choice((-30, -12, -2, 2)))
        number = str(rng.randint(100, 9999))
        x, top = _MARGIN + 270 * position, y
        desk.put(x, top, f"{label} {number} {word} {other:%d-%m-%Y}", 7.5)
        if "Order" in label:
            desk.drawn.fields.setdefault("po_number", Told(number, 1, (0.0, 0.0, 1.0, 1.0)))
    columns = (
        Column("sn", ("Sl",), 28, 48),
        Column("what", ("Description",), 48, 270),
        Column("hsn", ("HSN Code",), 275, 330),
        Column("count", ("Qty",), 330, 370, "r"),
        Column("price", ("Price",), 375, 450, "r"),
        Column("amount", ("Amount",), 470, 566, "r"),
    )
    y = desk.heads(y + 18, columns) + 6
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
    _bottom(desk, case, y)
    return desk.done()


LAYOUTS = (guest_bill, tall_rows, three_storeys, halves_stacked, pairs_in_cells, code_first, code_under, loose_gstin, many_days)
