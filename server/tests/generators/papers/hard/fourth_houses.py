"""Large houses and markets of the fourth set."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from reportlab.lib import colors

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.draw import Drawn
from tests.generators.papers.hard.case import in_words, money
from tests.generators.papers.hard.flow import GRID, HARDWARE, OFFICE, TAX_NAMES, UNDER_HEAD, Sheet, letterhead, rounded, totals_at_right, town
from tests.generators.papers.hard.trade import make_deal
from tests.generators.papers.words import CITIES, STATES


def enterprise(rng: random.Random) -> Drawn:
    """SAP: the material's number over its words, control code, base and assessable values, conditions as rows of the foot."""
    deal = make_deal(rng, ("Uttam Forgings Limited", "Vindhyachal Castings Ltd"), HARDWARE, "90{:06}", offs=(0, 250, 1000))
    sheet = Sheet(size=7.6)
    sheet.parties(deal)
    sheet.totals(deal, "taxable", *deal.heads, "grand_total", "round_off")
    sheet.say(po_number=(order := f"45{rng.randint(10_000_000, 99_999_999)}"))
    sheet.add(
        sheet.table(
            [
                [
                    [
                        sheet.words(deal.seller, bold=True, size=10),
                        sheet.words(f"Works: Plot F-22, {town(deal.seller_gstin)}"),
                        sheet.words(f"GST Registration No. {deal.seller_gstin}"),
                    ],
                    ["TAX INVOICE", "(Issued under Section 31 of CGST Act, 2017)"],
                ]
            ],
            [320, 219],
            "lr",
        )
    )
    facts = [
        ["Document Number", deal.number, "Document Date", f"{deal.day:%d.%m.%Y}"],
        ["Customer PO No.", order, "PO Date", f"{deal.day.replace(day=1):%d.%m.%Y}"],
        ["Delivery No.", f"80{rng.randint(100_000, 999_999)}", "Sales Order", f"10{rng.randint(100_000, 999_999)}"],
    ]
    sheet.add(sheet.table(facts, [90, 180, 90, 179], "llll", GRID))
    sheet.add(
        sheet.table(
            [
                ["Sold-to Party", "Ship-to Party"],
                [[deal.buyer, town(deal.buyer_gstin), f"GSTIN {deal.buyer_gstin}"], [deal.buyer, "Receiving Yard 2", town(deal.buyer_gstin)]],
            ],
            [270, 269],
            "ll",
            GRID,
        ),
        5,
    )
    rows: list[list[Any]] = [
        [
            "Item",
            ["Material", "Material Text"],
            ["Control", "Code"],
            ["Billed", "Qty / UoM"],
            ["Basic", "Rate"],
            ["Base", "Value"],
            ["Rebate", "Amount"],
            ["Assessable", "Value (INR)"],
        ]
    ]
    for number, each in enumerate(deal.sold, 1):
        sku = f"{rng.choice(('FG', 'SP', 'RM'))}-{rng.randint(10_000, 99_999)}"
        rows.append(
            [
                f"{10 * number:06}",
                [sku, each.words],
                each.code,
                f"{each.counted} {each.unit}",
                money(each.price),
                money(each.gross),
                money(each.less),
                money(each.value),
            ]
        )
        sheet.row(each, words=f"{sku} {each.words}")
    sheet.add(
        sheet.table(
            rows,
            [36, 170, 54, 62, 54, 60, 46, 57],
            "llcrrrrr",
            [
                ("BOX", (0, 0), (-1, -1), 0.4, colors.black),
                ("INNERGRID", (0, 0), (-1, 0), 0.4, colors.black),
                ("LINEAFTER", (0, 0), (-2, -1), 0.3, colors.black),
            ],
            repeat=1,
        )
    )
    foot = [
        ["Total Assessable Value", money(deal.taxable)],
        *(
            [
                f"{'JO' if deal.home else 'JI'}{head[0].upper()} {TAX_NAMES[head]} GST @ {18 / len(deal.heads):g} %",
                money(tax),
            ]
            for head, tax in deal.taxes.items()
        ),
    ]
    foot += [["Rounding Difference", money(deal.rounding)]] if deal.rounding else []
    foot += [["Gross Invoice Value", money(deal.total)]]
    sheet.add(sheet.table(foot, [430, 109], "rr"), sheet.words(f"Amount in Words: {in_words(deal.total)}"))
    return sheet.done()


def marketplace(rng: random.Random) -> Drawn:
    """An online market's: code and rate inside the description, gross and discount, shipping as a line of its own."""
    deal = make_deal(
        rng,
        ("Quickcart Retail Pvt Ltd", "Appario Style Traders"),
        OFFICE,
        "FAO{:05}2600012",
        offs=(0, 500, 1500),
        rates=(1800,),
        lines=(1, 3),
        prices=(19_900, 900_000),
    )
    deal = replace(deal, sold=tuple(replace(each, count=1000 * rng.randint(1, 3)) for each in deal.sold))
    sheet = Sheet(size=8)
    sheet.parties(deal)
    sheet.add(sheet.words("Tax Invoice", "c", 12, True), 4)
    sheet.add(
        sheet.words(f"Sold By: {deal.seller},"),
        sheet.words(f"Ship-from Address: Unit 4, Logistics Park, {CITIES[deal.seller_gstin[:2]]}"),
        sheet.words(f"GSTIN - {deal.seller_gstin}"),
        6,
    )
    facts = [
        f"Order ID: OD{rng.randint(10**14, 10**15)}",
        f"Order Date: {deal.day - timedelta(days=1):%d-%m-%Y}",
        f"Invoice Number # {deal.number}",
        f"Invoice Date: {deal.day:%d-%m-%Y}",
    ]
    sheet.add(
        sheet.table(
            [[facts, ["Billing Address", deal.buyer, CITIES[deal.buyer_gstin[:2]], STATES[deal.buyer_gstin[:2]], f"GSTIN: {deal.buyer_gstin}"]]],
            [270, 269],
            "ll",
        ),
        4,
    )
    rows: list[list[Any]] = [
        ["Product", "Title", "Qty", ["Gross", "Amount"], ["Discounts", "/Coupons"], ["Taxable", "Value"], *(head.upper() for head in deal.heads), "Total"]
    ]
    parts = [deal.taxed(each.value, each.rate) for each in deal.sold]
    for each, share in zip(deal.sold, parts, strict=True):
        rows.append(
            [
                ["Stationery", f"HSN/SAC: {each.code}"],
                [each.words, f"{' '.join(f'{head.upper()}: {18 / len(deal.heads):g} %' for head in deal.heads)}"],
                each.counted,
                money(each.gross),
                money(-each.less) if each.less else "0.00",
                money(each.value),
                *map(money, share),
                money(each.value + sum(share)),
            ]
        )
        sheet.row(each, price=False)
    taxes = {head: sum(each[place] for each in parts) for place, head in enumerate(deal.heads)}
    total = deal.taxable + sum(taxes.values())
    rows.append(
        [
            "Total",
            "",
            f"{sum(each.count for each in deal.sold) // 1000}",
            money(sum(each.gross for each in deal.sold)),
            money(-sum(each.less for each in deal.sold)),
            money(deal.taxable),
            *map(money, taxes.values()),
            money(total),
        ]
    )
    sheet.say(
        totals__taxable=decimal_text(Paise(deal.taxable)),
        totals__grand_total=decimal_text(Paise(total)),
        **{f"totals__{head}": decimal_text(Paise(tax)) for head, tax in taxes.items()},
    )
    sheet.add(
        sheet.table(
            rows, [78, 138, 24, 58, 56, 58, *([48] * len(deal.heads)), 60 if len(deal.heads) == 1 else 56], "ll" + "r" * (5 + len(deal.heads)), UNDER_HEAD
        )
    )
    sheet.add(sheet.table([["", "Grand Total", f"Rs. {money(total)}"]], [300, 130, 109], "lrr"))
    return sheet.done()


def portal(rng: random.Random) -> Drawn:
    """The government's market: labels of its own, prices that include tax, the tax taken out below."""
    deal = make_deal(rng, ("Vardhman Enterprises", "Ashoka Office Products"), OFFICE, "GEM-{}", lines=(1, 4), rates=(1800,), home=True)
    sheet = Sheet(size=8)
    contract = f"GEMC-5116877{rng.randint(10_000_000, 99_999_999)}"
    letterhead(
        sheet,
        deal,
        "INVOICE",
        [["Seller Invoice No", deal.number], ["Seller Invoice Date", f"{deal.day:%d-%b-%Y}"], ["Contract No", contract], ["Reverse Charge", "No"]],
        "Buyer Details",
        "GSTIN:",
        "GSTIN:",
    )
    sheet.say(reverse_charge="no")
    rows: list[list[Any]] = [
        [
            "Sr",
            "Product Name / Brand / Model",
            ["HSN", "Code"],
            ["Ordered", "Qty"],
            ["Supplied", "Qty"],
            ["Unit of", "Measure"],
            ["Unit Price", "(excl. tax)"],
            ["Total Price", "(excl. tax)"],
            "GST %",
        ]
    ]
    for number, each in enumerate(deal.sold, 1):
        rows.append(
            [
                number,
                each.words,
                each.code,
                f"{each.count // 1000 + rng.choice((0, 0, 5))}",
                each.counted,
                each.unit,
                f"{each.price / 100:.2f}",
                f"{each.value / 100:.2f}",
                f"{each.rate / 100:g}",
            ]
        )
        sheet.row(each)
    sheet.add(sheet.table(rows, [22, 170, 54, 44, 46, 46, 60, 65, 32], "llcrrlrrr", GRID))
    totals_at_right(
        sheet,
        [
            ("taxable", "Total Taxable Price", deal.taxable),
            ("cgst", "CGST", deal.taxes["cgst"]),
            ("sgst", "SGST/UTGST", deal.taxes["sgst"]),
            *rounded(deal, "Rounding Off"),
            ("grand_total", "Total Invoice Price", deal.total),
        ],
        "Rs ",
    )
    return sheet.done()


HOUSES = (enterprise, marketplace, portal)
