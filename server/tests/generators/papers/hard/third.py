"""The third set of hard layouts, written when the second had been looked at, and looked at once in its turn."""

import random
from datetime import timedelta

from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import Case, Pool, broken, make_case, money
from tests.generators.papers.hard.desk import WIDE, Column, Desk
from tests.generators.papers.words import CITIES, STATES

POOL = Pool(
    ("Zanskar Instruments Pvt Ltd", "Mayurakshi Ceramics", "SHIVNERI AGRO EQUIPMENT", "Coromandel Print Media"),
    ("Teesta Hydro Projects Ltd", "Bhavani Spintex India Ltd", "Loktak Retail LLP"),
    (
        ("Digital vernier caliper 0 to 150 mm, IP54, with calibration certificate traceable to NABL", "90173022", "NOS"),
        ("Vitrified tiles 600 x 600 mm double charge ivory", "69072100", "BOX"),
        ("Power tiller 12 HP diesel, with rotary blades, tool kit and two year warranty", "84328020", "NOS"),
        ("Flex banner printing star quality 10 x 4 ft", "49119990", "SFT"),
        ("Site supervision charges, three engineers for 22 days", "998339", "DAYS"),
        ("Grease gun 500 cc", "84679900", "PCS"),
        ("Sprinkler nozzle brass 1/2 in", "84249000", "NOS"),
    ),
    ("ZI-{:04}/2627", "MC/{:05}", "{}/26-27", "A{:05}"),
)


def _above(desk: Desk, rng: random.Random, words: tuple[str, str], groups: bool = False) -> Case:
    case = make_case(rng, POOL)
    desk.put(WIDE - 40, 40, "TAX INVOICE", 13, True, "r")
    desk.say("seller.name", case.seller, 40, 40, size=12, bold=True)
    desk.put(40, 52, f"{rng.randint(1, 99)}, Industrial Area, {CITIES[case.seller_gstin[:2]]}")
    spot = desk.put(40, 63, "GSTIN/UIN: ")
    desk.say("seller.gstin", case.seller_gstin, spot[2] + 2, 63, broken(case.seller_gstin, (2, 10, 1, 1)) if groups else "")
    desk.put(40, 88, words[0])
    desk.say("invoice_number", case.number, 130, 88)
    desk.put(40, 100, words[1])
    desk.say("invoice_date", case.day.isoformat(), 130, 100, f"{case.day:%d-%m-%Y}")
    desk.put(330, 88, "Customer:", bold=True)
    desk.say("buyer.name", case.buyer, 330, 100)
    desk.put(330, 111, f"{CITIES[case.buyer_gstin[:2]]}, {STATES[case.buyer_gstin[:2]]}")
    spot = desk.put(330, 122, "GSTIN/UIN: ")
    desk.say("buyer.gstin", case.buyer_gstin, spot[2] + 2, 122, broken(case.buyer_gstin, (2, 10, 1, 1)) if groups else "")
    return case


def _below(desk: Desk, case: Case, y: float) -> Drawn:
    rows = [
        ("taxable", "Total Taxable Value", case.taxable),
        *((head, f"{head.upper()} {case.rate / (200 if case.home else 100):g}%", amount) for head, amount in case.taxes.items()),
    ]
    rows += [("round_off", "Round Off", case.rounding)] if case.rounding else []
    for name, label, amount in [*rows, ("grand_total", "Invoice Total", case.total)]:
        y += 12
        desk.put(380, y, label)
        desk.amount(name, amount, 552, y)
    desk.put(552, y + 40, f"For {case.seller}", side="r")
    return desk.done()


def stepped(rng: random.Random) -> Drawn:
    """Descriptions over several lines, figures at the last; a code line above each description."""
    desk = Desk("Helvetica")
    case = _above(desk, rng, ("Invoice No", "Date"))
    columns = (
        Column("what", ("Material",), 40, 240),
        Column("count", ("Qty",), 250, 300, "r"),
        Column("price", ("Rate",), 310, 390, "r"),
        Column("amount", ("Amount",), 460, 555, "r"),
    )
    y = desk.heads(150, columns) + 8
    for each in case.goods:
        lines = [*desk.wrap(each.words, 170, 8), f"HSN/SAC: {each.hsn}"]
        down = [""] * (len(lines) - 1)
        y = (
            desk.row(
                y,
                columns,
                {"what": lines, "count": [*down, f"{each.count} {each.unit}"], "price": [*down, money(each.price)], "amount": [*down, money(each.value)]},
            )
            + 5
        )
        desk.note(each)
    return _below(desk, case, y)


def narrow_heads(rng: random.Random) -> Drawn:
    """Every heading over two lines, set against the right, columns close together."""
    desk = Desk("Times-Roman", 9)
    case = _above(desk, rng, ("Bill No.", "Bill Dt."), groups=True)
    columns = (
        Column("sn", ("Sr", "No"), 40, 60), Column("what", ("Particulars of", "Goods"), 62, 230), Column("hsn", ("HSN", "Code"), 234, 280, "r"), Column("count", ("Total", "Qty"), 282, 312, "r"),
        Column("price", ("Basic", "Rate"), 316, 380, "r"), Column("off", ("Disc", "%"), 384, 410, "r"), Column("amount", ("Assessable", "Value"), 470, 555, "r"),
    )  # fmt: skip
    y = desk.heads(150, columns, 8.5) + 8
    for number, each in enumerate(case.goods, 1):
        y = (
            desk.row(
                y,
                columns,
                {
                    "sn": [str(number)],
                    "what": desk.wrap(each.words, 160, 8.5),
                    "hsn": [each.hsn],
                    "count": [str(each.count)],
                    "price": [money(each.price)],
                    "off": ["-"],
                    "amount": [money(each.value)],
                },
                8.5,
                10,
            )
            + 2
        )
        desk.note(each)
    return _below(desk, case, y)


def stay(rng: random.Random) -> Drawn:
    """A lodge's bill: charges of each night with one line "GST" behind them, days with month names."""
    desk = Desk("Helvetica")
    case = _above(desk, rng, ("Bill No", "Date"))
    columns = (
        Column("day", ("Date",), 40, 110),
        Column("what", ("Details",), 110, 330),
        Column("hsn", ("SAC",), 330, 390),
        Column("amount", ("Amount (Rs.)",), 460, 555, "r"),
    )
    y = desk.heads(150, columns) + 8
    for night, each in enumerate(case.goods):
        day = f"{case.day - timedelta(days=len(case.goods) - night):%d %b %y}"
        y = desk.row(y, columns, {"day": [day], "what": [f"Room tariff {101 + night}"], "hsn": ["996311"], "amount": [money(each.value)]}) + 3
        for head, amount in case.taxes.items():
            share = amount * each.value // case.taxable
            y = desk.row(y, columns, {"day": [day], "what": [f"{head} on tariff" if night % 2 else head.upper()], "amount": [money(share)]}) + 3
        told = {"description": f"Room tariff {101 + night}", "hsn": "996311", "taxable": f"{each.value / 100:.2f}"}
        desk.drawn.lines.append({name: desk.told(value, (0, 0, 1, 1)) for name, value in told.items()})
    return _below(desk, case, y)


def taxed_cells(rng: random.Random) -> Drawn:
    """Rate over amount of each tax in one cell, and the whole line's total."""
    desk = Desk("Helvetica")
    case = _above(desk, rng, ("Inv No", "Inv Date"))
    heads = list(case.taxes)
    columns = [
        Column("what", ("Item Description",), 40, 190),
        Column("hsn", ("HSN/SAC",), 192, 240),
        Column("count", ("Qty",), 240, 265, "r"),
        Column("price", ("Rate",), 267, 325, "r"),
        Column("taxable", ("Taxable Value",), 327, 390, "r"),
    ]
    columns += [Column(head, (head.upper(),), 392 + 52 * place, 442 + 52 * place, "r") for place, head in enumerate(heads)] + [
        Column("total", ("Total",), 500, 557, "r")
    ]
    y = desk.heads(150, columns, 7.5) + 8
    for each in case.goods:
        part = (each.value * (case.rate // len(heads)) + 5000) // 10_000
        cells = {
            "what": desk.wrap(each.words, 145, 7.5),
            "hsn": [each.hsn],
            "count": [str(each.count)],
            "price": [money(each.price)],
            "taxable": [money(each.value)],
            "total": [money(each.value + part * len(heads))],
        }
        cells |= {head: [f"{case.rate / 100 / len(heads):g}%", money(part)] for head in heads}
        y = desk.row(y, columns, cells, 7.5) + 4
        desk.note(each)
    return _below(desk, case, y)


LAYOUTS = (stepped, narrow_heads, stay, taxed_cells)
