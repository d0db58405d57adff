"""Papers of the other kinds, two or three ways each, for telling kinds apart: bills, registers, lists, returns, and papers that are nothing of the sort."""

import random

from qrt.core.documents.types import DocumentKind as K
from tests.generators.papers.ink import PEOPLE, TOWNS, WARES, Ink, Printed, day, digits, firm, gstin, paise, pan, rupees, tan, two_firms
from tests.unit.papers.invoice_papers import in_words


def _head(ink: Ink, name: str) -> None:
    """A company's name and address, left or in the middle."""
    x = ink.rng.choice((None, 40.0))
    ink.head(name, f"{digits(ink.rng, 2)}, Udyog Nagar, {ink.rng.choice(TOWNS)} - {digits(ink.rng, 6)}", f"GST Regn No. {gstin(ink.rng)}", x=x, size=12)


def _wares(rng: random.Random, many: int) -> list[tuple[str, ...]]:
    return [
        (
            str(index),
            rng.choice(WARES),
            "7318",
            f"{rng.randrange(1, 99)} {rng.choice(('PCS', 'KGS', 'NOS'))}",
            rupees(paise(rng, 10, 900)),
            rupees(paise(rng, 500, 90_000)),
        )
        for index in range(1, many + 1)
    ]


def _bill(
    rng: random.Random,
    layout: int,
    kind: K,
    title: str,
    number: str,
    extra: tuple[tuple[str, str], ...] = (),
    taxed: bool = True,
    last: str = "Computerised bill, no signature needed",
) -> Printed:
    ink, made = Ink(rng), day(rng)
    own, other = two_firms(rng)
    if layout == 1:
        ink.head(title, size=15)
    _head(ink, own)
    if layout != 1:
        ink.head(title, size=12, x=430 if layout == 2 else None)
    ink.pairs(((number, f"{rng.choice(('A', 'SR', 'FY26'))}-{digits(rng, 4)}"), ("dt.", f"{made:%d.%m.%y}"), *extra), across=2, boxed=layout == 2)
    ink.pairs((("Party", other), ("Party's GSTIN", gstin(rng)), ("State of supply", "27 Maharashtra")))
    ink.table(
        ("No", "Goods / services", "HSN", "Quantity", "Price", "Value"), _wares(rng, rng.randint(1, 7)), (30, 190, 55, 70, 70, 90), ruled=layout != 1, numbers=3
    )
    if taxed:
        ink.pairs((("Total before tax", rupees(paise(rng))), ("CGST 9%", rupees(paise(rng))), ("SGST 9%", rupees(paise(rng)))), label_width=350)
    ink.pairs((("Net payable", rupees(paise(rng))), ("Rupees", in_words(paise(rng)))), label_width=350)
    ink.at(40, last)
    return Printed(kind, ink.done())


def tax_invoice(rng: random.Random, layout: int) -> Printed:
    return _bill(rng, layout, K.TAX_INVOICE, ("TAX INVOICE", "GST Tax Invoice", "Invoice")[layout], ("Bill no.", "Invoice No", "Inv. No.")[layout])


def foreign_invoice(rng: random.Random, layout: int) -> Printed:
    ink, made = Ink(rng), day(rng)
    words = (
        (
            "Rechnung",
            "Rechnungs-Nr.",
            "Datum",
            "Leistung",
            "Einzelpreis",
            "Summe netto",
            "zzgl. 19 % USt.",
            "Zu zahlen",
            "Bitte überweisen Sie den Betrag innerhalb von 14 Tagen.",
        ),
        (
            "Facture",
            "Numéro de facture",
            "Date d'émission",
            "Produit",
            "Prix unit.",
            "Sous-total HT",
            "TVA 20 %",
            "À payer TTC",
            "Paiement à réception de la facture.",
        ),
        (
            "Bijak / Tax Invoice",
            "Bijak kramank",
            "Dinank",
            "Vivaran",
            "Dar",
            "Kar yogya mulya",
            "Kul GST",
            "Kul rashi",
            "Kripya bhugtan samay par karein. Dhanyavaad.",
        ),
    )[layout]
    ink.head(firm(rng), rng.choice(TOWNS), x=40)
    ink.head(words[0], size=16, x=40)
    ink.pairs(((words[1], digits(rng, 6)), (words[2], f"{made:%d.%m.%Y}")))
    ink.table(
        (words[3], "#", words[4], words[5]),
        [(rng.choice(WARES), digits(rng, 1), rupees(paise(rng, 5, 90)), rupees(paise(rng, 50, 900))) for _ in range(rng.randint(1, 5))],
        (240, 40, 100, 110),
        numbers=1,
        ruled=False,
    )
    ink.pairs(((words[5], rupees(paise(rng))), (words[6], rupees(paise(rng))), (words[7], rupees(paise(rng)))), label_width=300)
    ink.at(40, words[8])
    return Printed(K.TAX_INVOICE, ink.done())


def bill_of_supply(rng: random.Random, layout: int) -> Printed:
    return _bill(
        rng,
        layout,
        K.BILL_OF_SUPPLY,
        "BILL OF SUPPLY" if layout else "Bill of Supply",
        "Sl. No. of bill",
        taxed=False,
        last="Composition taxable person, not eligible to collect tax on supplies",
    )


def credit_note(rng: random.Random, layout: int) -> Printed:
    extra = (("Against our bill", f"SR-{digits(rng, 4)}"), ("Cause", ("goods returned", "price difference", "damage in transit")[layout]))
    return _bill(
        rng,
        layout,
        K.CREDIT_NOTE,
        ("CREDIT NOTE", "Tax Credit Note", "Credit note / Jama patra")[layout],
        "Credit note no.",
        extra,
        last="We credit your account with the amount above",
    )


def debit_note(rng: random.Random, layout: int) -> Printed:
    extra = (("Against your bill", f"SR-{digits(rng, 4)}"), ("Cause", ("short weight", "rejection", "freight")[layout]))
    return _bill(
        rng,
        layout,
        K.DEBIT_NOTE,
        ("DEBIT NOTE", "Tax Debit Note", "Debit note / Naame patra")[layout],
        "Debit note no.",
        extra,
        last="We debit your account with the amount above",
    )


def export_invoice(rng: random.Random, layout: int) -> Printed:
    ink, made = Ink(rng), day(rng)
    own, other = two_firms(rng)
    ink.head(
        ("EXPORT INVOICE", "Commercial Invoice (Export)", "INVOICE")[layout],
        ("Supply meant for export under bond or LUT without payment of IGST", "Export against payment of IGST", "Zero rated supply under LUT")[layout],
        size=13,
    )
    ink.pairs(
        (
            ("Exporter", own),
            ("Buyer abroad", other),
            ("Invoice no. and date", f"EX-{digits(rng, 4)} {made:%d/%m/%Y}"),
            ("IEC", digits(rng, 10)),
            ("LUT ARN", f"AD27{digits(rng, 8)}K"),
            ("Loaded at", "Mundra"),
            ("Discharged at", "Rotterdam"),
            ("Destination country", "Netherlands"),
            ("Incoterm", ("FOB", "CIF", "CFR")[layout]),
            ("Shipping bill", digits(rng, 7)),
            ("Container / marks", "1-40 HAP"),
        ),
        across=2,
        boxed=layout == 2,
        label_width=130,
    )
    ink.table(
        ("Goods", "HS code", "Quantity", "USD each", "USD total"),
        [
            (rng.choice(WARES), "73181500", f"{digits(rng, 3)} PCS", rupees(paise(rng, 1, 40), western=True), rupees(paise(rng, 100, 9_000), western=True))
            for _ in range(rng.randint(1, 5))
        ],
        (190, 70, 80, 80, 90),
        numbers=2,
    )
    ink.pairs(
        (
            ("Total FOB USD", rupees(paise(rng), western=True)),
            ("Ocean freight", rupees(paise(rng), western=True)),
            ("Rupee equivalent at 83.15", rupees(paise(rng))),
        ),
        label_width=330,
    )
    ink.at(40, "We intend to claim rewards under RoDTEP. Goods of Indian origin.")
    return Printed(K.EXPORT_INVOICE, ink.done())


def till_slip(rng: random.Random, layout: int) -> Printed:
    ink = Ink(rng, size=(230, 480))
    ink.head(("HARI OM STORES", "SPICE GARDEN", "NATIONAL FUELS")[layout], rng.choice(TOWNS), size=11)
    ink.pairs((("Bill", digits(rng, 4)), ("Date", f"{day(rng):%d/%m/%y} 18:4{rng.randrange(10)}"), ("Cashier", "02")), label_width=70)
    for _ in range(rng.randint(1, 6)):
        ink.pairs(
            ((rng.choice(("Idli", "Lemon rice", "Detergent", "Petrol 5.2 L", "Biscuit", "Shampoo")), rupees(paise(rng, 10, 900))),), mark="", label_width=130
        )
    ink.pairs(
        (("TOTAL", rupees(paise(rng, 50, 2_000))), ("CASH", rupees(paise(rng, 50, 2_000))), ("CHANGE", rupees(paise(rng, 1, 90)))), mark="", label_width=130
    )
    ink.head("THANK YOU. VISIT US AGAIN", size=8)
    return Printed(K.RECEIPT, ink.done())


_ACCOUNTS = (
    "Share capital",
    "Bank of Baroda CC",
    "Plant and equipment",
    "Sales of goods",
    "Wages",
    "Power and fuel",
    "Creditors for goods",
    "Debtors",
    "GST payable",
    "Audit fee payable",
    "Closing stock",
    "Travel",
    "Insurance",
    "Bank interest",
    "Unsecured loans",
)


def _register(rng: random.Random, kind: K, title: str, heads: tuple[str, ...], wide: bool = False) -> Printed:
    """A list of vouchers: a day, words, a number, amounts."""
    ink = Ink(rng, wide=wide)
    ink.head(firm(rng), title, f"{day(rng):%d-%m-%Y} to {day(rng):%d-%m-%Y}", size=12, x=rng.choice((None, 40.0)))
    cells = {
        "date": lambda: f"{day(rng):%d-%m-%Y}",
        "party": lambda: firm(rng)[:24],
        "no": lambda: f"{rng.choice('PSJ')}{digits(rng, 3)}",
        "type": lambda: rng.choice(("Jrnl", "Pymt", "Rcpt", "Sale")),
        "gst": lambda: gstin(rng),
        "ledger": lambda: rng.choice(_ACCOUNTS),
    }
    names = [head.split("=") for head in heads]
    rows = [tuple(cells[cell]() if cell in cells else rupees(paise(rng)) if rng.random() < 0.7 else "" for _, cell in names) for _ in range(rng.randint(8, 30))]
    room = (ink.page[0] - 80) / sum(2 if cell in ("party", "gst", "ledger") else 1 for _, cell in names)
    ink.points = 7
    ink.table([name for name, _ in names], rows, [room * (2 if cell in ("party", "gst", "ledger") else 1) for _, cell in names], ruled=rng.random() < 0.5)
    ink.pairs((("Total of the list", rupees(paise(rng))),))
    return Printed(kind, ink.done())


def registers(rng: random.Random, layout: int) -> list[Printed]:
    bills = ("Dt=date", "Name=party", "Doc no=no", "GST no=gst", "Taxable=m", "IGST=m", "CGST=m", "SGST=m", "Total=m")
    book = ("Dt=date", "Account=ledger", "Kind=type", "No=no", "Dr Rs.=m", "Cr Rs.=m")
    pick = lambda *names: names[layout]
    return [
        _register(rng, K.PURCHASE_REGISTER, pick("Purchase Register", "Register of purchases (GST)", "PURCHASE BOOK"), (*bills, "Supplier bill=no"), wide=True),
        _register(rng, K.SALES_REGISTER, pick("Sales Register", "Register of sales (GST)", "SALES BOOK"), bills, wide=layout != 2),
        _register(rng, K.JOURNAL_REGISTER, pick("Journal Register", "Journal entries register", "JOURNAL BOOK"), book),
        _register(rng, K.BANK_BOOK, pick("Axis Bank Book", "BANK BOOK - Canara Bank", "Bank book"), (*book, "Balance=m")),
        _register(rng, K.CASH_BOOK, pick("Cash Book", "PETTY CASH BOOK", "Cash book of head office"), (*book, "Balance=m")),
        _register(rng, K.DAY_BOOK, pick("Day Book", "DAYBOOK", "Day book of vouchers"), book),
    ]


def trial_balance(rng: random.Random, layout: int) -> Printed:
    ink = Ink(rng)
    ink.head(firm(rng), ("Trial Balance", "TRIAL BALANCE", "Trial balance of all ledgers")[layout], f"on {day(rng):%d %B %Y}", size=12)
    rows = [
        (name, rupees(paise(rng)) if index % 2 else "", "" if index % 2 else rupees(paise(rng)))
        for index, name in enumerate(rng.sample(_ACCOUNTS, rng.randint(8, 15)))
    ]
    ink.table(
        ("Name of account", "Dr balance", "Cr balance"),
        [*rows, ("Total", rupees(90_000_000), rupees(90_000_000))],
        (260, 120, 120),
        numbers=1,
        ruled=layout != 1,
    )
    return Printed(K.TRIAL_BALANCE, ink.done())


def asset_register(rng: random.Random, layout: int) -> Printed:
    ink = Ink(rng, wide=True)
    ink.head(firm(rng), ("Fixed Asset Register", "FIXED ASSETS AND DEPRECIATION", "Register of fixed assets")[layout], size=12)
    heads = ("Asset", "Bought on", "Life (yrs)", "Cost", "Dep. before", "Dep. of the year", "Written down value")
    rows = [
        (
            rng.choice(("Hydraulic press", "Dell laptop", "Office chairs", "Delivery van", "Compressor", "Shed")),
            f"{day(rng):%d/%m/%Y}",
            rng.choice(("3", "8", "15")),
            *(rupees(paise(rng)) for _ in range(4)),
        )
        for _ in range(rng.randint(4, 18))
    ]
    ink.table(heads, rows, (180, 90, 60, 100, 100, 110, 120), numbers=2, ruled=layout == 0)
    return Printed(K.ASSET_REGISTER, ink.done())


def payroll_register(rng: random.Random, layout: int) -> Printed:
    ink = Ink(rng, wide=True)
    ink.head(firm(rng), ("Salary Register", "WAGE SHEET", "Payroll register")[layout], f"Month of {day(rng):%B %Y}", size=12)
    rows = [(digits(rng, 3), rng.choice(PEOPLE), "26", *(rupees(paise(rng, 500, 40_000)) for _ in range(7))) for _ in range(rng.randint(4, 22))]
    ink.table(
        ("Code", "Worker", "Days", "Basic", "HRA", "Gross", "PF", "ESI", "Prof. tax", "Net"),
        rows,
        (50, 140, 40, 75, 75, 80, 70, 60, 65, 85),
        numbers=2,
        ruled=layout != 1,
    )
    return Printed(K.PAYROLL_REGISTER, ink.done())


def gst_statements(rng: random.Random, layout: int) -> list[Printed]:
    """GSTR-1, 2A and 2B as the portal prints them."""
    made = []
    tables = {
        K.GSTR_1: (
            "FORM GSTR-1",
            "[See rule 59(1)]",
            (
                "4A - Taxable outward supplies made to registered persons - B2B Regular",
                "5 - Inter-state supplies to unregistered persons - B2CL",
                "6A - Exports",
                "7 - Supplies to unregistered persons - B2CS",
                "8 - Nil rated, exempted and non GST outward supplies",
                "9B - Credit/Debit Notes (Registered) - CDNR",
                "12 - HSN-wise summary of outward supplies",
                "13 - Documents issued",
            ),
        ),
        K.GSTR_2A: ("FORM GSTR-2A", "Details of auto drafted supplies", ()),
        K.GSTR_2B: (
            "FORM GSTR-2B",
            "Auto-drafted ITC statement",
            (
                "All other ITC - Supplies from registered persons other than reverse charge",
                "Inward Supplies from ISD",
                "Inward Supplies liable for reverse charge",
                "Import of Goods",
                "Others: credit notes to be net off",
            ),
        ),
    }
    for kind, (title, under, lines) in tables.items():
        ink = Ink(rng, wide=kind is K.GSTR_2A or layout == 1)
        ink.head(title, under, size=13)
        ink.pairs(
            (("Financial Year", "2025-26"), ("Tax Period", f"{day(rng):%B}"), ("GSTIN", gstin(rng)), ("Legal name", firm(rng)), ("Trade name", firm(rng))),
            boxed=layout == 2,
        )
        ink.points = 6.5
        if lines:
            heads = (
                ("Particulars", "Records", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess")
                if kind is K.GSTR_1
                else ("Heading", "GSTR-3B table", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess")
            )
            ink.table(
                heads,
                [(line, "4(A)(5)" if kind is K.GSTR_2B else digits(rng, 2), *(rupees(paise(rng)) for _ in range(4))) for line in lines],
                (240, 55, 60, 55, 55, 45),
            )
        else:
            ink.table(
                (
                    "GSTIN of supplier",
                    "Trade/Legal name",
                    "Invoice number",
                    "Invoice date",
                    "Value",
                    "Rate",
                    "Taxable value",
                    "Integrated tax",
                    "Central tax",
                    "State tax",
                    "GSTR-3B filed",
                ),
                [
                    (gstin(rng), firm(rng)[:22], digits(rng, 4), f"{day(rng):%d-%m-%Y}", *(rupees(paise(rng)) for _ in range(6)), "Y")
                    for _ in range(rng.randint(4, 15))
                ],
                (90, 110, 60, 60, 70, 60, 70, 65, 60, 60, 55),
            )
        made.append(Printed(kind, ink.done()))
    return made


def tax_statements(rng: random.Random, layout: int) -> list[Printed]:
    """26AS, AIS and the TDS statement 26Q or 140."""
    ink = Ink(rng, wide=layout == 1)
    ink.head("Form 168" if layout == 2 else "Form 26AS", "Annual Tax Statement", size=13)
    ink.pairs((("PAN", pan(rng)), ("Financial Year", "2025-26"), ("Assessment Year", "2026-27"), ("Name of Assessee", firm(rng))), across=2)
    ink.at(40, "PART I - Details of Tax Deducted at Source")
    ink.down()
    ink.points = 7
    ink.table(
        ("Name of Deductor", "TAN", "Section", "Date", "Status", "Amount paid", "Tax deducted", "TDS deposited"),
        [
            (firm(rng)[:24], tan(rng), rng.choice(("194C", "194J", "194A")), f"{day(rng):%d-%b-%Y}", "F", *(rupees(paise(rng)) for _ in range(3)))
            for _ in range(rng.randint(3, 14))
        ],
        (120, 65, 45, 65, 35, 65, 65, 60),
    )
    made = [Printed(K.FORM_26AS, ink.done())]
    ink = Ink(rng)
    ink.head("Annual Information Statement (AIS)", "Income Tax Department", size=13)
    ink.pairs((("PAN", pan(rng)), ("Name of Assessee", firm(rng)), ("Date of incorporation", f"{day(rng):%d/%m/%Y}"), ("Financial Year", "2025-26")), across=2)
    ink.table(
        ("SR", "Information code", "Information description", "Source", "Count", "Amount"),
        [
            (
                str(index),
                rng.choice(("SFT-016", "TDS-194J", "EXC-GSTR3B")),
                rng.choice(("Interest from deposit", "Fees for professional services", "GST turnover")),
                firm(rng)[:20],
                "2",
                rupees(paise(rng)),
            )
            for index in range(1, rng.randint(4, 12))
        ],
        (30, 90, 150, 120, 40, 80),
        ruled=layout != 1,
    )
    made.append(Printed(K.AIS, ink.done()))
    ink = Ink(rng, wide=True)
    ink.head(
        ("FORM NO. 26Q", "FORM NO. 140", "Form 26Q - statement of tax deducted")[layout],
        "Quarterly statement of deduction of tax at source in respect of payments other than salary",
        size=12,
    )
    ink.pairs((("TAN", tan(rng)), ("PAN", pan(rng)), ("Name of deductor", firm(rng)), ("Quarter", "Q2"), ("Financial Year", "2025-26")), across=2)
    ink.table(
        ("No", "PAN of deductee", "Name of deductee", "Section", "Paid or credited on", "Amount paid", "TDS", "Deposited", "Challan"),
        [
            (str(index), pan(rng), firm(rng)[:24], "94C", f"{day(rng):%d/%m/%Y}", *(rupees(paise(rng)) for _ in range(3)), digits(rng, 5))
            for index in range(1, rng.randint(5, 20))
        ],
        (30, 90, 150, 50, 100, 90, 80, 80, 60),
    )
    made.append(Printed(K.TDS_STATEMENT, ink.done()))
    return made


def party_lists(rng: random.Random, layout: int) -> list[Printed]:
    """A vendor's statement of account and a list of open bills."""
    ink = Ink(rng)
    own, other = two_firms(rng)
    ink.head(own, ("Statement of account", "Ledger account", "Balance confirmation")[layout], f"To: {other}", size=12, x=40)
    ink.table(
        ("Date", "Document", "No", "Debit", "Credit", "Balance"),
        [
            (f"{day(rng):%d/%m/%Y}", rng.choice(("Invoice", "Payment", "Credit note", "Opening")), digits(rng, 4), rupees(paise(rng)), "", rupees(paise(rng)))
            for _ in range(rng.randint(4, 16))
        ],
        (75, 110, 60, 85, 85, 90),
        numbers=3,
    )
    ink.prose("Kindly check this account with your books and write to us about any difference.")
    made = [Printed(K.PARTY_STATEMENT, ink.done())]
    ink = Ink(rng, wide=layout == 1)
    ink.head(own, ("Bills Receivable", "Outstanding bills of creditors", "Debtors ageing")[layout], f"as on {day(rng):%d-%m-%Y}", size=12)
    ink.table(
        ("Bill date", "Bill no", "Party", "Pending", "Due on", "Days late"),
        [
            (f"{day(rng):%d-%m-%Y}", digits(rng, 4), firm(rng)[:24], rupees(paise(rng)), f"{day(rng):%d-%m-%Y}", digits(rng, 2))
            for _ in range(rng.randint(4, 18))
        ],
        (70, 60, 160, 90, 70, 60),
    )
    made.append(Printed(K.OPEN_BILLS, ink.done()))
    return made


_LETTERS = (
    "Dear Sirs, please note that our works has moved to the address given above from the first of next month. All goods and papers may be sent there.",
    "Respected Madam, we have looked into your complaint about the pump and our engineer will visit you on Monday. We are sorry for the trouble.",
    "Sehr geehrte Frau Sharma, anbei erhalten Sie die gewünschten Unterlagen zu unserem Gespräch der letzten Woche. Mit besten Grüßen",
    "Mahodaya, aapke patra ke uttar mein nivedan hai ki karyalay somvar ko band rahega. Dhanyavaad.",
    "This is to inform all employees that the annual day falls on the last Friday of the month. Families are welcome.",
)


def nothing(rng: random.Random, layout: int) -> Printed:
    """Papers that are none of our kinds."""
    ink = Ink(rng)
    match layout:
        case 0:
            ink.head(firm(rng), rng.choice(TOWNS), x=40)
            ink.at(40, f"{day(rng):%d %B %Y}")
            ink.down(30)
            for text in rng.sample(_LETTERS, 2):
                ink.prose(text)
            ink.at(40, f"Yours truly, {rng.choice(PEOPLE)}")
        case 1:
            ink.head("Tiffin room", "open from 7 to 22", size=18)
            for dish in rng.sample(("Poha", "Misal pav", "Filter coffee", "Set dosa", "Curd rice", "Chole bhature", "Jalebi", "Pav bhaji"), 6):
                ink.pairs(((dish, rupees(paise(rng, 20, 200))),), mark="", label_width=300)
        case 2:
            ink.head("New! Solar water heaters", "for homes and hostels", size=18)
            ink.prose(
                "Saves up to four fifths of your power bill. Tank of stainless steel, seven years of guarantee, fitted in a day. Ask your dealer for a trial. Pictures may differ from the product."
            )
            ink.prose("Capacity 100, 200 and 300 litres. Works in hard water. Approved by the ministry.")
        case 3:
            ink.head("QUOTATION", f"Ref {digits(rng, 4)}", size=13)
            ink.prose("Thank you for asking us. We are glad to offer as below; prices hold for a fortnight and taxes come on top.")
            ink.table(
                ("Item", "Quantity", "Price each", "Total"),
                [(rng.choice(WARES), digits(rng, 2), rupees(paise(rng, 10, 900)), rupees(paise(rng))) for _ in range(4)],
                (220, 70, 100, 100),
            )
        case 4:
            ink.head("Minutes of the meeting of the board of directors", firm(rng), size=12)
            ink.prose(
                "The chair welcomed those present. The minutes of the last meeting were taken as read. RESOLVED that the accounts of the half-year be and are hereby approved and that Mr. Das be authorised to sign them."
            )
        case 5:
            ink.head("Household survey: water and fuel", "Chapter 4", size=13)
            ink.prose(
                "The share of households with piped water rose in every district. Table 4.2 gives the figures by income group; the method stands in the annex."
            )
            ink.table(("District", "2011", "2016", "2021"), [(town, digits(rng, 2), digits(rng, 2), digits(rng, 2)) for town in TOWNS[:7]], (160, 80, 80, 80))
        case 6:
            ink.head("DELIVERY CHALLAN", firm(rng), size=13)
            ink.pairs((("Challan", digits(rng, 4)), ("Lorry", f"GJ{digits(rng, 2)}X{digits(rng, 4)}"), ("For", "job work, to be returned")))
            ink.table(("Goods", "Packages", "Weight"), [(rng.choice(WARES), digits(rng, 1), digits(rng, 3)) for _ in range(4)], (260, 80, 80))
        case _:
            ink.head(rng.choice(PEOPLE), "Accounts executive, eight years in manufacturing", size=14, x=40)
            ink.prose(
                "Worked on monthly closing, stores and bank work at two engineering firms. Knows spreadsheets well. Studied commerce at Pune. Likes cricket and music. References on request."
            )
    return Printed(K.OTHER, ink.done())


SINGLES = (tax_invoice, foreign_invoice, bill_of_supply, credit_note, debit_note, export_invoice, till_slip, trial_balance, asset_register, payroll_register)
GROUPS = (registers, gst_statements, tax_statements, party_lists)
NOTHINGS = 8
