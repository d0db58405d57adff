"""More of the first set: bills of chemists, carriers, advisers and printers, whose tables have columns of their own."""

import random
from datetime import timedelta

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import Pool, make_case, money
from tests.generators.papers.hard.desk import Column, Desk
from tests.generators.papers.hard.first import POOL, letter_head, totals_below

_DRUGS = Pool(
    ("Arogya Pharma Distributors", "SANJEEVANI MEDICAL AGENCIES"),
    ("Matrubhumi Hospital Trust", "City Care Nursing Home"),
    (
        ("Paracetamol 500 mg tab 10 x 10", "30049099", "STRIP"), ("Normal saline 500 ml IV", "30049099", "BTL"), ("Surgical gloves size 7 sterile", "40151200", "PAIR"),
        ("Ceftriaxone 1 g injection", "30042019", "VIAL"), ("Cotton roll 500 g", "30059040", "NOS"),
    ),
    ("AP/{:05}", "CR-{}"),
)  # fmt: skip
_WORK = Pool(
    ("Kulkarni & Joshi Associates", "Meridian Tax Consultants LLP", "Pragati Transport Services"),
    ("Tungabhadra Foods Pvt Ltd", "Ganga Paper Mills Ltd"),
    (
        ("Professional fees for statutory audit of financial year 2025-26", "998221", ""), ("Filing of GSTR-1 and GSTR-3B for April to June 2026", "998232", ""),
        ("Out of pocket expenses reimbursed", "998221", ""), ("Retainer for legal advice, September 2026", "998213", ""), ("Company secretarial services", "998216", ""),
    ),
    ("KJ/{:03}/26-27", "PF-{}", "{:04}/26"),
)  # fmt: skip


def chemist(rng: random.Random) -> Drawn:
    """Batch, expiry, MRP and a discount in percent between the count and the value."""
    case = make_case(rng, _DRUGS)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, number_label="Bill No", date_label="Bill Date")
    columns = (
        Column("sn", ("Sn",), 36, 54), Column("what", ("Product Name",), 54, 190), Column("pack", ("Pack",), 190, 222), Column("hsn", ("HSN",), 222, 270), Column("batch", ("Batch",), 270, 312), Column("exp", ("Exp",), 312, 345),
        Column("mrp", ("MRP",), 345, 392, "r"), Column("count", ("Qty",), 392, 418, "r"), Column("price", ("Rate",), 418, 470, "r"), Column("gst", ("GST%",), 474, 500, "r"), Column("amount", ("Amount",), 500, 562, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns, 7.5) + 5
    for number, each in enumerate(case.goods, 1):
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 132, 7),
            "pack": [each.unit],
            "hsn": [each.hsn],
            "batch": [f"B{rng.randint(100, 999)}K"],
            "exp": [f"{rng.randint(1, 12):02}/28"],
        }
        cells |= {
            "mrp": [money(each.price * 3 // 2)],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "gst": [f"{case.rate / 100:g}"],
            "amount": [money(each.value)],
        }
        y = desk.row(y, columns, cells, 7) + 4
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def adviser(rng: random.Random) -> Drawn:
    """Services with a code and an amount alone; no count, no price."""
    case = make_case(rng, _WORK, single=True)
    desk = Desk("Times-Roman", 9)
    y = letter_head(desk, case, rng, date_label=rng.choice(("Date", "Dated")))
    columns = (
        Column("sn", ("S. No.",), 36, 70),
        Column("what", ("Nature of Services",), 70, 350),
        Column("hsn", ("SAC",), 360, 430),
        Column("amount", ("Amount (Rs.)",), 460, 560, "r"),
    )
    desk.rule(y - 10)
    y = desk.heads(y, columns, 9) + 8
    for number, each in enumerate(case.goods, 1):
        y = desk.row(
            y, columns, {"sn": [f"{number}."], "what": desk.wrap(each.words, 200, 9), "hsn": [each.hsn], "amount": [money(each.value)]}, 9, 11
        ) + rng.choice((0, 5))
        desk.note(each, count=False, price=False)
    totals_below(desk, case, y)
    return desk.done()


def carrier(rng: random.Random) -> Drawn:
    """Consignments: note, day, vehicle, from, to, weight and freight; no description of goods in the usual words."""
    case = make_case(rng, _WORK, home=True)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, number_label="Bill No.", date_label="Date")
    columns = (
        Column("day", ("Date",), 36, 90), Column("note", ("LR No.",), 90, 140), Column("truck", ("Vehicle No.",), 140, 210), Column("what", ("Particulars",), 210, 350), Column("hsn", ("SAC",), 350, 400), Column("amount", ("Freight Amount",), 460, 560, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns) + 6
    for each in case.goods:
        words = f"{rng.choice(('Nashik', 'Hosur', 'Rajkot'))} to {rng.choice(('Chennai', 'Jaipur', 'Indore'))} {rng.randint(5, 25)} MT"
        cells = {
            "day": [f"{case.day - timedelta(days=rng.randint(1, 20)):%d-%m-%Y}"],
            "note": [str(rng.randint(1000, 9999))],
            "truck": [f"MH12AB{rng.randint(1000, 9999)}"],
            "what": [words],
            "hsn": [each.hsn],
            "amount": [money(each.value)],
        }
        y = desk.row(y, columns, cells) + 4
        desk.note(each, words=words, count=False, price=False)
    totals_below(desk, case, y)
    return desk.done()


def tower(rng: random.Random) -> Drawn:
    """Headings of one to three lines beside each other, centred over their columns."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng)
    columns = (
        Column("sn", ("S.", "No."), 36, 56, "c"), Column("what", ("Description", "of Goods"), 56, 210), Column("hsn", ("HSN /", "SAC", "Code"), 210, 260, "c"), Column("count", ("Quantity",), 260, 300, "r"), Column("unit", ("Unit",), 304, 334, "c"),
        Column("price", ("Price", "per", "Unit"), 334, 400, "r"), Column("off", ("Disc.", "(%)"), 402, 434, "c"), Column("amount", ("Taxable", "Amount", "(Rs.)"), 440, 560, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns, stand=rng.choice(("top", "middle", "bottom"))) + 6
    for number, each in enumerate(case.goods, 1):
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 148, 8),
            "hsn": [each.hsn],
            "count": [f"{each.count}.00"],
            "unit": [each.unit],
            "price": [money(each.price)],
            "off": ["0"],
            "amount": [money(each.value)],
        }
        y = desk.row(y, columns, cells) + 4
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def two_rows(rng: random.Random) -> Drawn:
    """CGST and SGST are headings over Rate and Amount, each a column of its own below."""
    case = make_case(rng, POOL, home=True)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, date_label="Invoice Date")
    columns = (
        Column("sn", ("#",), 36, 50), Column("what", ("Item",), 50, 170), Column("hsn", ("HSN/SAC",), 172, 218), Column("count", ("Qty",), 218, 240, "r"), Column("price", ("Rate",), 240, 292, "r"), Column("taxable", ("Taxable Value",), 294, 350, "r"),
        Column("c", ("Rate",), 352, 378, "r"), Column("cgst", ("Amount",), 378, 430, "r"), Column("s", ("Rate",), 432, 458, "r"), Column("sgst", ("Amount",), 458, 508, "r"), Column("total", ("Total",), 510, 562, "r"),
    )  # fmt: skip
    desk.put(391, y - 9, "CGST", 7, True, "c")
    desk.put(471, y - 9, "SGST", 7, True, "c")
    y = desk.heads(y, columns, 7) + 5
    for number, each in enumerate(case.goods, 1):
        part = (each.value * case.rate // 2 + 5000) // 10_000
        cells = {
            "sn": [str(number)],
            "what": desk.wrap(each.words, 116, 7),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "total": [money(each.value + 2 * part)],
        }
        cells |= {"c": [f"{case.rate / 200:g}%"], "s": [f"{case.rate / 200:g}%"], "cgst": [money(part)], "sgst": [money(part)]}
        y = desk.row(y, columns, cells, 7, 8.5) + 4
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def beside_code(rng: random.Random) -> Drawn:
    """Code and rate of tax on the line below the goods, after a brand or a serial number of the device."""
    case = make_case(rng, POOL)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, number_label="Invoice Number", date_label="Invoice Date")
    columns = (
        Column("what", ("Product Description",), 36, 290),
        Column("count", ("Qty",), 290, 330, "r"),
        Column("price", ("Unit Price",), 335, 410, "r"),
        Column("total", ("Amount",), 470, 560, "r"),
    )
    y = desk.heads(y, columns) + 6
    way = rng.choice(("Brand: Tarang  HSN: {}", "S/N: 7{sn}  HSN/SAC: {}", "HSN: {} | GST: 18%", "SKU TRG-{sn} HSN {}"))
    for each in case.goods:
        lines = [*desk.wrap(each.words, 240, 8), way.format(each.hsn, sn=rng.randint(100, 999))]
        y = desk.row(y, columns, {"what": lines, "count": [str(each.count)], "price": [money(each.price)], "total": [money(each.value)]}) + 5
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def one_cell(rng: random.Random) -> Drawn:
    """The whole tax of a line in one cell, over two lines: "9.0% CGST 45.00" over "9.0% SGST 45.00"; totals with tax at the right."""
    case = make_case(rng, POOL, home=True)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, date_label="Dt.")
    columns = (
        Column("what", ("Item Name",), 36, 190), Column("hsn", ("HSN",), 192, 240), Column("count", ("Qty",), 240, 268, "r"), Column("price", ("Price",), 268, 330, "r"), Column("taxable", ("Taxable",), 332, 396, "r"),
        Column("gst", ("GST",), 402, 490), Column("total", ("Amount",), 494, 562, "r"),
    )  # fmt: skip
    y = desk.heads(y, columns) + 6
    for each in case.goods:
        part = (each.value * case.rate // 2 + 5000) // 10_000
        cells = {
            "what": desk.wrap(each.words, 150, 8),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "total": [money(each.value + 2 * part)],
        }
        cells["gst"] = [f"{case.rate / 200:.1f}% {head} {money(part)}" for head in ("CGST", "SGST")]
        y = desk.row(y, columns, cells, 7.5) + 4
        desk.note(each)
    totals_below(desk, case, y)
    return desk.done()


def plain_folio(rng: random.Random) -> Drawn:
    """A stay without days in its rows: a charge, then its CGST and SGST on lines without code or day, then the next charge."""
    case = make_case(rng, _WORK, (3, 5), home=True, single=True)
    desk = Desk("Helvetica")
    y = letter_head(desk, case, rng, number_label="Bill No", date_label="Bill Date")
    columns = (Column("what", ("Description",), 36, 300), Column("hsn", ("SAC Code",), 310, 380), Column("amount", ("Amount",), 460, 560, "r"))
    y = desk.heads(y, columns) + 6
    for each in case.goods:
        part = (each.value * case.rate // 2 + 5000) // 10_000
        y = desk.row(y, columns, {"what": desk.wrap(each.words, 250, 8), "hsn": [each.hsn], "amount": [money(each.value)]}) + 3
        for head in ("CGST", "SGST"):
            y = desk.row(y, columns, {"what": [f"{head} {case.rate / 200:g}%"], "amount": [money(part)]}) + 3
        desk.note(each, count=False, price=False)
    tax = sum((each.value * case.rate // 2 + 5000) // 10_000 for each in case.goods)
    for label, field, amount in (
        ("Taxable Amount", "taxable", case.taxable),
        ("CGST", "cgst", tax),
        ("SGST", "sgst", tax),
        ("Grand Total", "grand_total", case.taxable + 2 * tax),
    ):
        y += 13
        desk.put(380, y, label)
        desk.amount(field, amount, 558, y)
    return desk.done()


LAYOUTS = (chemist, adviser, carrier, tower, two_rows, beside_code, one_cell, plain_folio)
