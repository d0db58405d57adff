"""The sixth set: bills on which more firms stand than two: carriers, caterers, cabs, insurers, societies, schools, agencies. It only measures."""

import random
from dataclasses import replace

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.bills import gstin_of
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.desk import Desk
from tests.generators.papers.hard.trade import Deal, Line, Sold, make_deal
from tests.generators.papers.words import CITIES, STATES

FREIGHT: tuple[Line, ...] = (
    ("Freight on 24 drums of lubricants", "996511", ""),
    ("Door collection", "996719", ""),
    ("Hamali at both ends", "996711", ""),
    ("Detention at the unloading point", "996511", ""),
)  # fmt: skip
COURSES: tuple[Line, ...] = (
    ("Foundation course, class room", "999293", ""),
    ("Test series, twelve papers", "999293", ""),
    ("Study material kit", "999293", ""),
    ("Library and laboratory fee", "999293", ""),
)  # fmt: skip
PLATES: tuple[Line, ...] = (
    ("Buffet dinner, vegetarian", "996334", "plates"),
    ("Live chaat counter", "996334", "plates"),
    ("Welcome drinks", "996334", "glasses"),
    ("Service staff", "996334", "persons"),
)  # fmt: skip
COVERS: tuple[Line, ...] = (
    ("Own damage premium", "997134", ""),
    ("Third party premium", "997134", ""),
    ("Zero depreciation cover", "997134", ""),
    ("Roadside assistance", "997134", ""),
)  # fmt: skip
UPKEEP: tuple[Line, ...] = (
    ("Service charges", "999598", ""),
    ("Sinking fund", "999598", ""),
    ("Repair fund", "999598", ""),
    ("Lift and generator upkeep", "999598", ""),
    ("Parking charges, two cars", "999598", ""),
)  # fmt: skip
SPACES: tuple[Line, ...] = (
    ("Front page solus 8 x 12 cm", "998362", ""),
    ("Classified display 4 x 10 cm", "998362", ""),
    ("Half page colour, Sunday edition", "998362", ""),
    ("Hoarding 20 x 10 ft, one month", "998361", ""),
)  # fmt: skip


def _single(deal: Deal) -> Deal:
    """Services, each of them once."""
    return replace(deal, sold=tuple(Sold(each.words, each.code, 1000, "", each.price, 0, each.rate) for each in deal.sold))


def _note(desk: Desk, sold: Sold, *, hsn: bool, count: bool = False) -> None:
    said = {"description": sold.words, "taxable": decimal_text(Paise(sold.value))}
    said |= {"hsn": sold.code} if hsn else {}
    said |= {"quantity": sold.counted, "unit_price": decimal_text(Paise(sold.price))} if count else {}
    desk.drawn.lines.append({name: desk.told(value, (0.0, 0.0, 1.0, 1.0)) for name, value in said.items()})


def _pair(desk: Desk, x: float, y: float, label: str, name: str, value: str, shown: str = "", gap: float = 0.0) -> None:
    """A label and its value; `gap` is where the value begins, from the label's left, and none puts it behind the label."""
    _, _, end, _ = desk.put(x, y, f"{label} ")
    at = x + gap if gap else end
    if name:
        desk.say(name, value, at, y, shown)
    else:
        desk.put(at, y, value)


def _place(gstin: str) -> str:
    return f"{CITIES[gstin[:2]]}, {STATES[gstin[:2]]}"


def _rows(desk: Desk, deal: Deal, y: float, heads: tuple[str, str, str], hsn: bool = True) -> float:
    """Services with a code and an amount."""
    desk.put(40, y, heads[0], bold=True)
    if hsn:
        desk.put(330, y, heads[1], bold=True)
    desk.put(550, y, heads[2], bold=True, side="r")
    desk.rule(y + 4)
    for each in deal.sold:
        y += 15
        desk.put(40, y, each.words)
        if hsn:
            desk.put(330, y, each.code)
        desk.put(550, y, money(each.value), side="r")
        _note(desk, each, hsn=hsn)
    desk.rule(y + 5)
    return y + 20


def _sums(desk: Desk, deal: Deal, y: float, before: str, after: str) -> float:
    rate = deal.sold[0].rate / 100 / len(deal.heads)
    rows = [("taxable", before, deal.taxable), *((head, f"{head.upper()} {rate:g}%", tax) for head, tax in deal.taxes.items())]
    rows += [("round_off", "Round off", deal.rounding)] if deal.rounding else []
    for name, label, amount in (*rows, ("grand_total", after, deal.total)):
        desk.put(360, y, label)
        desk.amount(name, amount, 550, y)
        y += 13
    desk.put(40, y, in_words(deal.total))
    return y + 20


def freight(rng: random.Random) -> Drawn:
    """A carrier's bill: who sends, who receives and who pays are three firms, each with a GSTIN."""
    deal = _single(make_deal(rng, ("Shree Balaji Goods Carriers", "Himalaya Cargo Movers Pvt Ltd"), FREIGHT, "FB/{}", rates=(1200,), lines=(2, 4)))
    desk = Desk("Helvetica", 8.5)
    desk.put(297, 30, "TAX INVOICE - FREIGHT BILL", size=10, bold=True, side="c")
    desk.say("seller.name", deal.seller, 297, 48, size=15, bold=True, side="c")
    desk.put(297, 60, f"Transport Nagar, {_place(deal.seller_gstin)}", side="c")
    _pair(desk, 200, 72, "GSTIN:", "seller.gstin", deal.seller_gstin)
    for x, label, firm, number in (
        (40, "CONSIGNOR", "Kaveri Lubricants Ltd", gstin_of(rng, "33")),
        (220, "CONSIGNEE", "Sutlej Tractors Ltd", gstin_of(rng, "07")),
    ):
        for down, words in enumerate((label, firm, _place(number), f"GSTIN: {number}")):
            desk.put(x, 100 + 12 * down, words)
    desk.put(400, 100, "FREIGHT PAYABLE BY")
    desk.say("buyer.name", deal.buyer, 400, 112)
    desk.put(400, 124, _place(deal.buyer_gstin))
    _pair(desk, 400, 136, "GSTIN:", "buyer.gstin", deal.buyer_gstin)
    _pair(desk, 40, 160, "Bill No.", "invoice_number", deal.number)
    _pair(desk, 160, 160, "Bill Date", "invoice_date", deal.day.isoformat(), f"{deal.day:%d-%m-%Y}")
    desk.put(300, 160, f"G.C. Note No. {rng.randint(10000, 99999)}   Truck MH12 QX {rng.randint(1000, 9999)}")
    y = _sums(desk, deal, _rows(desk, deal, 185, ("Particulars", "SAC", "Amount Rs.")), "Total freight", "Amount payable")
    desk.put(550, y + 20, f"For {deal.seller}", side="r")
    return desk.done()


def coaching(rng: random.Random) -> Drawn:
    """A fee bill of a class: the student is charged, and has no GSTIN."""
    deal = _single(make_deal(rng, ("Edge Learning Pvt Ltd", "Vidya Niketan Classes"), COURSES, "FEE{}", rates=(1800,), lines=(2, 3), home=True))
    desk = Desk("Times-Roman", 9.5)
    desk.say("seller.name", deal.seller, 40, 46, size=16, bold=True)
    desk.put(40, 60, f"Affiliated centre: Gurukul Knowledge Systems Ltd, {CITIES[deal.seller_gstin[:2]]}")
    _pair(desk, 40, 73, "GST Regn.", "seller.gstin", deal.seller_gstin)
    desk.put(540, 46, "FEE INVOICE CUM RECEIPT", bold=True, side="r")
    desk.rule(82)
    student = rng.choice(("Aarav Deshmukh", "Ishita Banerjee", "Mohammed Zaid Khan"))
    _pair(desk, 40, 100, "Name of student", "buyer.name", student, gap=110)
    _pair(desk, 40, 114, "Father / guardian", "", "Mr. S. R. Deshmukh, Tata Motors Ltd", gap=110)
    _pair(desk, 40, 128, "Course", "", "Two year integrated programme", gap=110)
    _pair(desk, 350, 100, "Receipt No", "invoice_number", deal.number, gap=80)
    _pair(desk, 350, 114, "Date", "invoice_date", deal.day.isoformat(), f"{deal.day:%d %b %Y}", gap=80)
    _pair(desk, 350, 128, "Batch", "", "B-7 Morning", gap=80)
    y = _sums(desk, deal, _rows(desk, deal, 160, ("Fee head", "SAC", "Fee (Rs)")), "Fee before tax", "Total fee")
    desk.put(40, y, f"Cheque to be drawn in favour of {deal.seller}")
    desk.put(40, y + 14, "Software by Campus Cloud Technologies Pvt Ltd", size=7)
    return desk.done()


def caterer(rng: random.Random) -> Drawn:
    """A caterer's bill: the host pays, the hall is a hotel's."""
    deal = make_deal(rng, ("Annapurna Caterers", "Royal Rasoi Hospitality LLP"), PLATES, "CAT/{}/26", rates=(500,), lines=(2, 4), prices=(12_000, 140_000))
    desk = Desk("Helvetica", 9)
    desk.put(40, 40, "Tax Invoice", bold=True, size=12)
    desk.put(40, 62, "Function:")
    desk.put(110, 62, "Annual day dinner")
    desk.put(40, 75, "Venue:")
    desk.put(110, 75, "Hotel Sea Palace, Banquet Hall 2")
    _pair(desk, 40, 88, "Host:", "buyer.name", deal.buyer, gap=70)
    _pair(desk, 40, 101, "Host GSTIN:", "buyer.gstin", deal.buyer_gstin, gap=70)
    desk.say("seller.name", deal.seller, 550, 44, size=14, bold=True, side="r")
    desk.put(550, 57, f"{_place(deal.seller_gstin)}, FSSAI {rng.randint(10**13, 10**14 - 1)}", side="r")
    desk.say("seller.gstin", deal.seller_gstin, 550, 70, side="r")
    desk.put(430, 70, "GSTIN", side="r")
    _pair(desk, 400, 90, "Bill", "invoice_number", deal.number)
    _pair(desk, 400, 103, "Dated", "invoice_date", deal.day.isoformat(), f"{deal.day:%d/%m/%y}")
    y = 130
    for x, words, side in ((40, "Menu", "l"), (260, "SAC", "l"), (370, "Covers", "r"), (450, "Rate", "r"), (550, "Amount", "r")):
        desk.put(x, y, words, bold=True, side=side)
    for each in deal.sold:
        y += 15
        for x, words, side in (
            (40, each.words, "l"),
            (260, each.code, "l"),
            (370, f"{each.counted} {each.unit}", "r"),
            (450, money(each.price), "r"),
            (550, money(each.value), "r"),
        ):
            desk.put(x, y, words, side=side)
        _note(desk, each, hsn=True, count=True)
    y = _sums(desk, deal, y + 22, "Sub total", "Bill amount")
    desk.put(40, y, "For the host")
    desk.put(550, y, f"for {deal.seller}", side="r")
    return desk.done()


def cab(rng: random.Random) -> Drawn:
    """A cab by an app: the app's firm owes the tax (section 9(5)) and bills for the driver."""
    deal = _single(
        make_deal(rng, ("Rideo Mobility India Private Limited",), (("Passenger transport by cab", "996412", ""),), "RD26{}", rates=(500,), lines=(1, 1))
    )
    desk = Desk("Helvetica", 8.5)
    desk.put(40, 40, "rideo", size=20, bold=True)
    desk.put(550, 40, "Tax Invoice", size=12, bold=True, side="r")
    desk.put(550, 54, "Issued under section 9(5) on behalf of the driver", side="r")
    desk.put(40, 70, "Driver partner")
    desk.put(40, 82, rng.choice(("Santosh Travels", "Iqbal Tours & Transport", "R. Murugan")))
    desk.put(40, 106, "Rider")
    desk.say("buyer.name", deal.buyer, 40, 118)
    desk.put(40, 130, "Booked by Neha Iyer")
    _pair(desk, 40, 142, "Business GSTIN:", "buyer.gstin", deal.buyer_gstin)
    _pair(desk, 330, 70, "Invoice number:", "invoice_number", deal.number)
    _pair(desk, 330, 82, "Invoice date:", "invoice_date", deal.day.isoformat(), f"{deal.day:%B %d, %Y}")
    desk.put(330, 94, f"Trip: {CITIES[deal.seller_gstin[:2]]} airport to Hotel Grand Residency")
    y = _sums(desk, deal, _rows(desk, deal, 175, ("Description", "HSN", "Net amount")), "Total net amount", "Total amount payable")
    desk.say("seller.name", deal.seller, 40, y + 20)
    desk.put(40, y + 32, f"Tech Park, {_place(deal.seller_gstin)}")
    _pair(desk, 40, y + 44, "GSTIN", "seller.gstin", deal.seller_gstin)
    return desk.done()


def insurer(rng: random.Random) -> Drawn:
    """A premium invoice: the broker and the bank with a lien stand beside insurer and insured."""
    deal = _single(make_deal(rng, ("Bharat Suraksha General Insurance Company Limited",), COVERS, "PI-{}", rates=(1800,), lines=(2, 4)))
    desk = Desk("Times-Roman", 9)
    desk.say("seller.name", deal.seller, 40, 44, size=13, bold=True)
    desk.put(40, 57, f"IRDAI Regn. No. {rng.randint(100, 199)}, {_place(deal.seller_gstin)}")
    desk.put(297, 80, "PREMIUM TAX INVOICE", bold=True, side="c")
    left = (("Policyholder", "buyer.name", deal.buyer), ("GSTIN of policyholder", "buyer.gstin", deal.buyer_gstin), ("Vehicle", "", "Tata LPT 1109"))
    for number, (label, name, value) in enumerate(left):
        _pair(desk, 40, 104 + 13 * number, label, name, value, gap=115)
    _pair(desk, 40, 143, "Intermediary", "", "Safe Harbour Insurance Brokers Pvt Ltd", gap=115)
    _pair(desk, 40, 156, "Hypothecated to", "", "Konkan Mercantile Bank Ltd", gap=115)
    _pair(desk, 360, 104, "Invoice No.", "invoice_number", deal.number, gap=80)
    _pair(desk, 360, 117, "Invoice date", "invoice_date", deal.day.isoformat(), f"{deal.day:%d/%m/%Y}", gap=80)
    _pair(desk, 360, 130, "Policy No.", "", f"3001/{rng.randint(10**7, 10**8 - 1)}", gap=80)
    y = _sums(desk, deal, _rows(desk, deal, 184, ("Cover", "SAC", "Premium")), "Net premium", "Total premium")
    _pair(desk, 40, y, "GSTIN of insurer", "seller.gstin", deal.seller_gstin)
    desk.put(550, y + 20, f"For {deal.seller}", side="r")
    desk.put(550, y + 32, "Authorised signatory", side="r")
    return desk.done()


def society(rng: random.Random) -> Drawn:
    """A housing society's bill: a member that is a firm, a flat and a period; the society collects for its federation."""
    deal = _single(
        make_deal(rng, ("Shanti Kunj Co-operative Housing Society Ltd", "Lake View Premises CHS Ltd"), UPKEEP, "M/{}", rates=(1800,), lines=(3, 5), home=True)
    )
    desk = Desk("Helvetica", 9)
    desk.say("seller.name", deal.seller.upper(), 297, 40, size=13, bold=True, side="c")
    desk.put(297, 53, f"Regn. No. BOM/HSG/{rng.randint(1000, 9999)}, {_place(deal.seller_gstin)}", side="c")
    _pair(desk, 220, 66, "GSTIN", "seller.gstin", deal.seller_gstin)
    desk.put(297, 84, "MAINTENANCE BILL (TAX INVOICE)", bold=True, side="c")
    _pair(desk, 40, 106, "Member :", "buyer.name", deal.buyer, gap=70)
    _pair(desk, 40, 119, "Flat :", "", f"B-{rng.randint(101, 1204)}, Wing B", gap=70)
    _pair(desk, 40, 132, "GSTIN :", "buyer.gstin", deal.buyer_gstin, gap=70)
    _pair(desk, 360, 106, "Bill No :", "invoice_number", deal.number, gap=70)
    _pair(desk, 360, 119, "Bill Date :", "invoice_date", deal.day.isoformat(), f"{deal.day:%d-%b-%Y}", gap=70)
    _pair(desk, 360, 132, "Period :", "", "Quarter of the bill", gap=70)
    y = _sums(desk, deal, _rows(desk, deal, 160, ("Head", "SAC", "Rupees"), hsn=False), "Total of heads", "Bill total")
    desk.put(40, y, "Cheques in the name of the Society. Managed by Prime Facility Services Pvt Ltd.")
    desk.put(550, y + 24, f"For {deal.seller}", side="r")
    desk.put(550, y + 36, "Hon. Secretary", side="r")
    return desk.done()


def agency(rng: random.Random) -> Drawn:
    """An agency's invoice for a release order: the client pays, the paper's publisher printed it."""
    deal = make_deal(rng, ("Brightside Communications Pvt Ltd", "Adroit Media Associates"), SPACES, "RO-INV-{}", rates=(500,), lines=(1, 3))
    deal = _single(deal)
    desk = Desk("Helvetica", 8.5)
    desk.put(40, 40, "INVOICE", size=16, bold=True)
    desk.say("seller.name", deal.seller, 40, 60, bold=True)
    desk.put(40, 72, _place(deal.seller_gstin))
    desk.put(300, 60, "Publication")
    desk.put(300, 72, "The Western Herald, Herald Press Ltd")
    desk.put(300, 90, "Client")
    desk.say("buyer.name", deal.buyer, 300, 102)
    desk.put(300, 114, _place(deal.buyer_gstin))
    for number, (label, name, value, shown) in enumerate(
        (
            ("Invoice no.", "invoice_number", deal.number, ""),
            ("Invoice dt.", "invoice_date", deal.day.isoformat(), f"{deal.day:%d.%m.%Y}"),
            ("Release order", "", f"RO/{rng.randint(100, 999)}", ""),
        )
    ):
        _pair(desk, 40, 96 + 12 * number, label, name, value, shown, gap=80)
    y = _sums(desk, deal, _rows(desk, deal, 150, ("Space released", "SAC", "Net cost")), "Net billing", "Gross payable")
    for number, (label, name, value) in enumerate((("Agency GSTIN", "seller.gstin", deal.seller_gstin), ("Client GSTIN", "buyer.gstin", deal.buyer_gstin))):
        _pair(desk, 40, y + 12 * number, label, name, value, gap=80)
    _pair(desk, 40, y + 30, "Beneficiary", "", deal.seller, gap=80)
    return desk.done()


LAYOUTS = (freight, coaching, caterer, cab, insurer, society, agency)
