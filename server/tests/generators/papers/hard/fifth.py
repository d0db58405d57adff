"""The fifth set: papers of printers with one type, of offices that write letters, and of shops whose forms are older than their programs. It only measures."""

import random

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.desk import Desk
from tests.generators.papers.hard.trade import Deal, Line, Sold, make_deal
from tests.generators.papers.words import CITIES, STATES

STORES: tuple[Line, ...] = (
    ("Cotton Hand Gloves Knitted 60 gm", "61161000", "PRS"),
    ("Safety Helmet Ratchet Type White", "65061010", "NOS"),
    ("Nylon Rope 12mm", "56075010", "KGS"),
    ("Tarpaulin HDPE 18 x 24", "63061200", "NOS"),
    ("Grease MP3 18 kg bucket", "27101980", "BKT"),
    ("Copper Gland 3 core 35 sqmm", "74198090", "NOS"),
    ("Rubber Gasket Sheet 3 mm", "40169340", "SHT"),
    ("Hacksaw Blade Bimetal 12 in", "82029990", "DOZ"),
    ("Allen Key Set 9 pc", "82041110", "SET"),
)  # fmt: skip
DUTIES: tuple[Line, ...] = (
    ("To professional charges for statutory audit for the year", "998221", ""),
    ("To attending hearing before the Appellate Authority", "998212", ""),
    ("To certification work relating to import remittances", "998222", ""),
    ("To travelling and incidental expenses", "998221", ""),
)  # fmt: skip
ROLL: tuple[Line, ...] = tuple((f"{words} size {size}", code, unit) for size in (2, 4, 6, 8) for words, code, unit in STORES)
NAMES = ("Bhatia Industrial Stores", "MODERN SAFETY HOUSE", "Kohinoor Trading Company", "A. K. Venkat and Associates")


def _note(desk: Desk, sold: Sold, *, hsn: bool = True, count: bool = True, price: bool = True) -> None:
    spot = (0.0, 0.0, 1.0, 1.0)
    said = {"description": sold.words, "taxable": decimal_text(Paise(sold.value))}
    said |= {"hsn": sold.code} if hsn else {}
    said |= {"quantity": sold.counted} if count else {}
    said |= {"unit_price": decimal_text(Paise(sold.price))} if price else {}
    desk.drawn.lines.append({name: desk.told(value, spot) for name, value in said.items()})


def _top(desk: Desk, deal: Deal, words: tuple[str, str, str], y: float = 40) -> float:
    """Letterhead in the middle, the buyer below it, number and day at the far right."""
    desk.say("seller.name", deal.seller, 297, y, size=14, bold=True, side="c")
    desk.put(297, y + 14, f"17-B, Station Road, {CITIES[deal.seller_gstin[:2]]}", side="c")
    _, _, x1, _ = desk.put(270, y + 26, "GSTIN ")
    desk.say("seller.gstin", deal.seller_gstin, x1, y + 26)
    desk.put(36, y + 52, words[0])
    desk.say("buyer.name", deal.buyer, 36, y + 64)
    desk.put(36, y + 76, f"{CITIES[deal.buyer_gstin[:2]]}, {STATES[deal.buyer_gstin[:2]]}")
    _, _, x1, _ = desk.put(36, y + 88, "GSTIN ")
    desk.say("buyer.gstin", deal.buyer_gstin, x1, y + 88)
    _, _, x1, _ = desk.put(400, y + 52, f"{words[1]}  ")
    desk.say("invoice_number", deal.number, x1, y + 52)
    _, _, x1, _ = desk.put(400, y + 66, f"{words[2]}  ")
    desk.say("invoice_date", deal.day.isoformat(), x1, y + 66, f"{deal.day:%d/%m/%Y}")
    return y + 112


def _bottom(desk: Desk, deal: Deal, y: float, words: tuple[str, str], right: float = 550, plain: bool = False) -> Drawn:
    rate = deal.sold[0].rate / 100 / len(deal.heads)
    rows = [("taxable", words[0], deal.taxable), *((head, f"{head.upper()} @ {rate:g} %", tax) for head, tax in deal.taxes.items())]
    rows += [("round_off", "Rounding", deal.rounding)] if deal.rounding else []
    for name, label, amount in [*rows, ("grand_total", words[1], deal.total)]:
        desk.put(right - 210, y, label)
        desk.amount(name, amount, right, y, shown=f"{amount / 100:.2f}" if plain else "")
        y += 13
    desk.put(36, y + 6, in_words(deal.total))
    return desk.done()


def one_type(rng: random.Random) -> Drawn:
    """A printer of one type: cells between strokes, rules of hyphens."""
    deal = make_deal(rng, NAMES, STORES, "C/{}/26-27", rates=(1800,))
    desk = Desk("Courier", 8)
    y = _top(desk, deal, ("Consignee & Buyer", "Bill Sr:", "Dated :"))
    rule = "-" * 104
    for text in (rule, f"|{'Sr':>3}|{'Commodity':<38}|{'HSN':<9}|{'Qnty':>10}|{'Unt':<5}|{'Rate':>13}|{'Value':>16}|", rule):
        desk.put(36, y, text)
        y += 10
    for number, each in enumerate(deal.sold, 1):
        desk.put(
            36,
            y,
            f"|{number:>3}|{each.words:<38}|{each.code:<9}|{each.count / 1000:>10.3f}|{each.unit:<5}|{each.price / 100:>13.2f}|{each.value / 100:>16.2f}|",
        )
        _note(desk, each)
        y += 10
    desk.put(36, y, rule)
    return _bottom(desk, deal, y + 16, ("Value of goods", "Bill Amt"), plain=True)


def letter(rng: random.Random) -> Drawn:
    """An office's letter: no headings, no codes but one for all."""
    deal = make_deal(rng, NAMES[3:], DUTIES, "AKV/{}", rates=(1800,), prices=(200_000, 9_000_000), lines=(2, 4))
    deal = Deal(
        deal.seller,
        deal.seller_gstin,
        deal.buyer,
        deal.buyer_gstin,
        deal.number,
        deal.day,
        tuple(Sold(each.words, each.code, 1000, "", each.price, 0, 1800) for each in deal.sold),
    )
    desk = Desk("Times-Roman", 10)
    y = _top(desk, deal, ("To,", "Memo of Fees No.", "Date")) + 12
    for each in deal.sold:
        desk.put(50, y, each.words)
        desk.put(540, y, money(each.value), side="r")
        _note(desk, each, hsn=False, count=False, price=False)
        y += 16
    return _bottom(desk, deal, y + 12, ("Total of fees before GST", "Total amount of this memo"), 540)


def long_list(rng: random.Random) -> Drawn:
    """Many rows over two pages, with the sum carried over."""
    deal = make_deal(rng, NAMES, ROLL, "LL-{}", rates=(1800,), lines=(28, 34))
    desk = Desk("Helvetica", 8)
    y = _top(desk, deal, ("Sold to", "Invoice #", "Day"))
    heads = ((36, "Nr", "l"), (56, "Article", "l"), (300, "HSN", "l"), (390, "Supplied", "r"), (460, "Each", "r"), (550, "Extended", "r"))

    def head(y: float) -> float:
        for x, words, side in heads:
            desk.put(x, y, words, bold=True, side=side)
        return y + 16

    y, so_far = head(y), 0
    for number, each in enumerate(deal.sold, 1):
        if y > 760 or number == 24:
            desk.put(300, y, "Carried over")
            desk.put(550, y, money(so_far), side="r")
            desk.turn()
            y = head(50)
            desk.put(300, y, "Brought over")
            desk.put(550, y, money(so_far), side="r")
            y += 18
        for x, words, side in (
            (36, str(number), "l"),
            (56, each.words, "l"),
            (300, each.code, "l"),
            (390, f"{each.counted} {each.unit}", "r"),
            (460, money(each.price), "r"),
            (550, money(each.value), "r"),
        ):
            desk.put(x, y, words, side=side)
        so_far += each.value
        _note(desk, each)
        y += 18
    return _bottom(desk, deal, y + 10, ("Goods", "To pay"))


def figures_first(rng: random.Random) -> Drawn:
    """Code and figures in the first line of a row, words below them, remarks below those."""
    deal = make_deal(rng, NAMES, STORES, "{}/FF", rates=(1200,))
    desk = Desk("Helvetica", 9)
    y = _top(desk, deal, ("Account of", "Voucher:", "On:"))
    for x, words, side in ((40, "Tariff item", "l"), (200, "Pieces", "r"), (300, "Per piece", "r"), (550, "Worth", "r")):
        desk.put(x, y, words, side=side)
    y += 18
    for each in deal.sold:
        for x, words, side in ((40, each.code, "l"), (200, each.counted, "r"), (300, money(each.price), "r"), (550, money(each.value), "r")):
            desk.put(x, y, words, side=side)
        desk.put(60, y + 11, each.words)
        _note(desk, each)
        y += 30
    return _bottom(desk, deal, y, ("Worth of goods", "Sum due"))


def left_figures(rng: random.Random) -> Drawn:
    """Figures set against the left, taxes in columns under words of their own, the goods' words in the middle."""
    deal = make_deal(rng, NAMES, STORES, "LF{:05}", rates=(500, 1800))
    desk = Desk("Times-Roman", 8.5)
    y = _top(desk, deal, ("Drawn on:", "Bill No", "Bill Dt"))
    heads = [(36, "S.N"), (58, "Units"), (100, "@ Rs"), (160, "Goods sold"), (320, "Chapter hd."), (375, "Amt before tax")]
    heads += [(440 + 58 * place, f"{head[0].upper()}.Tax") for place, head in enumerate(deal.heads)]
    for x, words in heads:
        desk.put(x, y, words, bold=True)
    y += 15
    for number, each in enumerate(deal.sold, 1):
        cells = [(36, str(number)), (58, each.counted), (100, f"{each.price / 100:.2f}"), (160, each.words), (320, each.code), (375, f"{each.value / 100:.2f}")]
        cells += [(440 + 58 * place, f"{part / 100:.2f}") for place, part in enumerate(deal.taxed(each.value, each.rate))]
        for x, words in cells:
            desk.put(x, y, words)
        _note(desk, each)
        y += 14
    taxes = {head: sum(deal.taxed(each.value, each.rate)[place] for each in deal.sold) for place, head in enumerate(deal.heads)}
    total = deal.taxable + sum(taxes.values())
    for name, label, amount in (
        ("taxable", "Before tax", deal.taxable),
        *((head, f"Total {head.upper()}", tax) for head, tax in taxes.items()),
        ("grand_total", "Bill value", total),
    ):
        desk.put(340, y + 10, label)
        desk.amount(name, amount, 550, y + 10)
        y += 13
    return desk.done()


def remarks(rng: random.Random) -> Drawn:
    """Remarks between the rows, a discount of each, no commas in figures."""
    deal = make_deal(rng, NAMES, STORES, "RM/{}", rates=(1800,), offs=(0, 300, 1250))
    desk = Desk("Helvetica", 8.5)
    y = _top(desk, deal, ("Party", "Invoice Sl.", "Invoice Dt."))
    for x, words, side in ((36, "Stock item", "l"), (270, "Tariff", "l"), (350, "Count", "r"), (410, "List", "r"), (460, "Less", "r"), (550, "Nett", "r")):
        desk.put(x, y, words, bold=True, side=side)
    y += 16
    for each in deal.sold:
        for x, words, side in (
            (36, each.words, "l"),
            (270, each.code, "l"),
            (350, f"{each.counted} {each.unit}", "r"),
            (410, f"{each.price / 100:.2f}", "r"),
            (460, f"{each.off / 100:g}%" if each.off else "nil", "r"),
            (550, f"{each.value / 100:.2f}", "r"),
        ):
            desk.put(x, y, words, side=side)
        _note(desk, each)
        y += 12
        if rng.random() < 0.5:
            desk.put(
                48,
                y,
                f"(made in {rng.choice(('2025', '2026'))}, see our letter of the {rng.randint(1, 28)}th, box {rng.randint(1, 40)} of 40, handle with care)",
                7,
            )
            y += 12
    return _bottom(desk, deal, y + 8, ("Nett value", "Amount of bill"), plain=True)


LAYOUTS = (one_type, letter, long_list, figures_first, left_figures, remarks)
