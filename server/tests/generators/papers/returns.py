"""Returns and statements of the tax offices, printed: GSTR-1, 2A and 2B as lists of documents, Form 26AS, AIS, Form 26Q. Not used for training."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from qrt.core.documents.types import DocumentKind as K
from tests.generators.papers.ink import Ink, Printed, day, digits, firm, gstin, paise, pan, rupees, tan


def _money_row(rng: random.Random, across: bool) -> tuple[int, int, int, int]:
    taxable = rng.randrange(10_000_00, 900_000_00)
    whole = round(taxable * rng.choice((5, 12, 18)) / 100)
    return (taxable, whole, 0, 0) if across else (taxable, 0, whole // 2, whole // 2)


def _deducted(rng: random.Random) -> tuple[int, int]:
    """A payment and the tax cut from it, one percent to the rupee's tenth."""
    paid = paise(rng, 20_000, 900_000)
    return paid, round(paid / 1000) * 10


TITLES = {
    "gstr_1": ("Form GSTR-1", "Details of outward supplies of goods or services"),
    "gstr_2a": ("Form GSTR-2A", "Details of auto drafted supplies"),
    "gstr_2b": ("Form GSTR-2B", "Auto-drafted ITC Statement"),
}
Document = tuple[str, str, str, date, int, int, int, int]
"""GSTIN, name, number, day, taxable value, IGST, CGST, SGST in paise."""


def gst_list(rng: random.Random, kind: str, layout: int) -> Printed:
    """A list of invented documents: `kind` is "gstr_1", "gstr_2a" or "gstr_2b"."""
    ink, own, who, made = Ink(rng, wide=True), gstin(rng), firm(rng), day(rng)
    made = made.replace(day=20)
    documents: list[Document] = []
    for _ in range(rng.randrange(6, 14)):
        other, name = gstin(rng), firm(rng)
        amounts = _money_row(rng, across=other[:2] != own[:2])
        number, on = f"{rng.choice(('INV/', 'A-', 'TX'))}{rng.randrange(100, 9999)}", made - timedelta(days=rng.randrange(0, 18))
        documents.append((other, name, number, on, *amounts))
    return print_list(ink, kind, layout, own, who, made, documents)


def print_list(ink: Ink, kind: str, layout: int, own: str, who: str, month: date, documents: Sequence[Document]) -> Printed:
    """These documents as the portal prints them, with a row of totals but in layout 2."""
    ink.points = 6.5
    ink.head(*TITLES[kind], size=13)
    year = month.year if month.month >= 4 else month.year - 1
    ink.pairs(
        (("Financial Year", f"{year}-{(year + 1) % 100:02d}"), ("Tax Period", f"{month:%B}"), ("GSTIN", own), ("Legal Name", who)),
        across=2 - layout % 2,
        mark=":" if layout else "",
        label_width=90,
    )
    party = {
        "gstr_1": ("GSTIN/UIN of|recipient", "Receiver name"),
        "gstr_2a": ("GSTIN of|supplier", "Trade/Legal|name"),
        "gstr_2b": ("GSTIN of|supplier", "Trade/Legal name"),
    }[kind]
    heads = (
        *party,
        "Invoice|number",
        "Invoice|date",
        "Invoice|value",
        "Place of|supply",
        "Taxable|value",
        "Integrated|tax",
        "Central|tax",
        "State/UT|tax",
        "Cess",
    )
    widths = (96.0, 110, 74, 52, 66, 84, 66, 60, 58, 58, 36)
    rows, wanted, sums = [], [], [0] * 6
    for other, name, number, on, *amounts in documents:
        total = sum(amounts)
        printed = f"{on:%d-%m-%Y}" if layout else f"{on:%d/%m/%Y}"
        rows.append((other, name, number, printed, rupees(total), f"{own[:2]}-State", *map(rupees, amounts), "0.00"))
        wanted.append((other, number, on.isoformat(), *amounts, total))
        sums = [a + b for a, b in zip(sums, (total, *amounts, 0), strict=True)]
    if layout != 2:
        rows.append(("Total", "", "", "", rupees(sums[0]), "", *map(rupees, sums[1:])))
    ink.table(heads, rows, widths, ruled=layout != 1, numbers=4)
    return Printed(K(kind), ink.done(), {"gstin": own, "period": f"{month:%Y-%m}"}, tuple(wanted))


Payment = tuple[str, date, int, int]
"""Section, day, amount paid and tax in paise."""


def form_26as(rng: random.Random, layout: int) -> Printed:
    """Annual tax statement of invented deductors."""
    ink, own, who = Ink(rng, wide=True), pan(rng), firm(rng)
    deductors = []
    for _ in range(rng.randrange(2, 4)):
        name, code = firm(rng), tan(rng)
        deductors.append((name, code, [(rng.choice(("194C", "194J", "194Q")), day(rng), *_deducted(rng)) for _ in range(rng.randrange(2, 5))]))
    return print_26as(ink, layout, own, who, deductors)


def print_26as(ink: Ink, layout: int, own: str, who: str, deductors: Sequence[tuple[str, str, Sequence[Payment]]]) -> Printed:
    """Deductors (name, TAN, payments) with their totals, payments under each."""
    ink.points = 7.0
    ink.head("Form 26AS", "Annual Tax Statement under Section 203AA of the Income Tax Act, 1961", size=13)
    ink.pairs(
        (("Permanent Account Number (PAN)", own), ("Financial Year", "2026-27"), ("Name of Assessee", who)),
        across=1 + layout % 2,
        mark=":" if layout else "",
        label_width=150,
    )
    ink.at(40, "PART-I - Details of Tax Deducted at Source", bold=True)
    ink.down(16)
    wanted = []
    for serial, (name, code, payments) in enumerate(deductors, 1):
        paid, tax = sum(each[2] for each in payments), sum(each[3] for each in payments)
        ink.table(
            ("Sr. No.", "Name of Deductor", "TAN of Deductor", "Total Amount|Paid/Credited", "Total Tax|Deducted", "Total TDS|Deposited"),
            [(str(serial), name, code, rupees(paid), rupees(tax), rupees(tax))], (40.0, 220, 110, 110, 90, 90), ruled=layout != 1, numbers=3,
        )  # fmt: skip
        rows = [
            (str(at), section, f"{on:%d-%b-%Y}", "F", f"{on + timedelta(days=40):%d-%b-%Y}", "-", rupees(amount), rupees(cut), rupees(cut))
            for at, (section, on, amount, cut) in enumerate(payments, 1)
        ]
        ink.table(
            ("Sr. No.", "Section", "Transaction|Date", "Status of|Booking", "Date of|Booking", "Remarks", "Amount|Paid/Credited", "Tax|Deducted", "TDS|Deposited"), rows,
            (40.0, 60, 80, 60, 80, 60, 100, 90, 90), ruled=layout != 1, numbers=6,
        )  # fmt: skip
        wanted += [(code, section, on.isoformat(), amount, cut) for section, on, amount, cut in payments]
    return Printed(K.FORM_26AS, ink.done(), {"pan": own, "financial_year": "2026-27"}, tuple(wanted))


Deductee = tuple[str, str, str, date, int, int]
"""PAN, name, section code, day, amount paid and tax in paise."""


def form_26q(rng: random.Random, layout: int) -> Printed:
    """Quarterly statement of invented deductions."""
    ink, own, who, code = Ink(rng, wide=True), pan(rng), firm(rng), tan(rng)
    challans = [[(pan(rng), firm(rng), rng.choice(("94C", "94J")), day(rng), *_deducted(rng)) for _ in range(rng.randrange(2, 5))] for _ in (1, 2)]
    return print_26q(ink, layout, own, who, code, challans)


def print_26q(ink: Ink, layout: int, own: str, who: str, code: str, under: Sequence[Sequence[Deductee]]) -> Printed:
    """Challans, then the deductions under each of them."""
    rng = ink.rng
    ink.points = 7.0
    ink.head("Form No. 26Q" if layout != 2 else "Form No. 140", "Quarterly statement of deduction of tax under section 200(3)", size=13)
    ink.pairs(
        (("TAN of the deductor", code), ("PAN of the deductor", own), ("Financial Year", "2026-27"), ("Quarter", "Q2"), ("Name of the deductor", who)),
        across=1 + layout % 2,
        mark=":" if layout else "",
        label_width=140,
    )
    challans, lines = [], []
    for serial, deductions in enumerate(under, 1):
        tax = sum(each[5] for each in deductions)
        challans.append((str(serial), rupees(tax), "0.00", rupees(tax), digits(rng, 7), f"{day(rng):%d/%m/%Y}", digits(rng, 5), "200"))
        lines += [(serial, *each) for each in deductions]
    ink.table(
        ("Sr. No.", "Tax", "Interest", "Total amount|deposited", "BSR code", "Date of|deposit", "Challan serial|no.", "Minor|head"),
        challans,
        (40.0, 90, 70, 100, 80, 90, 90, 60),
        ruled=layout != 1,
        numbers=9,
    )
    ink.at(40, "Annexure I - Deductee wise break up", bold=True)
    ink.down(16)
    rows = [
        (str(challan), each, name, section, f"{on:%d/%m/%Y}", rupees(paid), rupees(tax), rupees(tax)) for challan, each, name, section, on, paid, tax in lines
    ]
    ink.table(
        (
            "Challan|Sr. No.",
            "PAN of the|deductee",
            "Name of the deductee",
            "Section|code",
            "Date of|payment",
            "Amount paid|or credited",
            "Total tax|deducted",
            "Total tax|deposited",
        ),
        rows,
        (50.0, 90, 170, 60, 80, 100, 80, 80),
        ruled=layout != 1,
        numbers=5,
    )
    wanted = [(challan, each, section, on.isoformat(), paid, tax) for challan, each, _, section, on, paid, tax in lines]
    return Printed(K.TDS_STATEMENT, ink.done(), {"tan": code, "financial_year": "2026-27", "quarter": "Q2"}, tuple(wanted))
