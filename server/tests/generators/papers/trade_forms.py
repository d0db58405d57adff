"""Vouchers, orders, contracts, loans and stock, drawn in two layouts each with what is printed on them."""

import random
from datetime import timedelta

from qrt.core.documents.types import DocumentKind as K
from tests.generators.papers.ink import PEOPLE, TOWNS, WARES, Ink, Printed, day, digits, firm, gstin, paise, plain, rupees, two_firms
from tests.unit.papers.invoice_papers import in_words


def receipt_voucher(rng: random.Random, layout: int) -> Printed:
    ink, made = Ink(rng), day(rng)
    (own, payer), amount, number, cheque = two_firms(rng), paise(rng) // 100 * 100, f"RV-{digits(rng, 4)}", digits(rng, 6)
    truth = {"voucher_number": number, "voucher_date": made.isoformat(), "party.name": payer, "totals.grand_total": plain(amount), "instrument": cheque}
    words = in_words(amount).replace("INR ", "")
    if layout == 0:
        ink.head(own, rng.choice(TOWNS), size=14)
        ink.head("RECEIPT", size=12)
        ink.pairs((("Receipt No.", number), ("Date", f"{made:%d/%m/%Y}")), across=2)
        ink.pairs(
            (
                ("Received with thanks from M/s", payer),
                ("a sum of Rupees", words),
                ("by Cheque No.", f"{cheque}"),
                ("dated", f"{made:%d/%m/%Y}"),
                ("drawn on", "Canara Bank"),
                ("towards", "part payment of pending bills"),
            ),
            mark="",
            label_width=170,
        )
        ink.pairs((("Rs.", f"{rupees(amount)[:-3]}/-"),), mark="", label_width=30)
        ink.at(40, "Cheques are subject to realisation")
        ink.at(500, f"For {own}", right=True)
    else:
        ink.head(own, "Receipt Voucher", size=13, x=40)
        ink.pairs((("No.", number), ("Dated", f"{made:%d-%b-%y}")), across=2, mark=" :")
        ink.table(
            ("Particulars", "Amount"),
            (
                (f"Account : {payer}", rupees(amount)),
                ("Through : Axis Bank Current A/c", ""),
                (f"Cheque No. : {cheque}", ""),
                ("On Account of : advance against order", ""),
                ("Total", rupees(amount)),
            ),
            (380, 120),
            numbers=1,
        )
        ink.pairs((("Amount (in words)", in_words(amount)),))
        ink.at(500, "Authorised Signatory", right=True)
    return Printed(K.RECEIPT_VOUCHER, ink.done(), truth)


def payment_voucher(rng: random.Random, layout: int) -> Printed:
    ink, made = Ink(rng), day(rng)
    (own, payee), amount, number, utr = two_firms(rng), paise(rng) // 100 * 100, f"PV/{digits(rng, 4)}", f"N{digits(rng, 12)}"
    truth = {"voucher_number": number, "voucher_date": made.isoformat(), "party.name": payee, "totals.grand_total": plain(amount), "instrument": utr}
    if layout == 0:
        ink.head(own, "PAYMENT VOUCHER", size=13)
        ink.pairs((("Voucher No.", number), ("Voucher Date", f"{made:%d.%m.%Y}")), across=2)
        ink.pairs(
            (
                ("Paid to", payee),
                ("Mode", "NEFT"),
                ("UTR No.", utr),
                ("Being", "settlement of transport bills for the month"),
                ("Amount", f"Rs. {rupees(amount)}"),
                ("In words", in_words(amount)),
            )
        )
        ink.pairs((("Prepared by", ""), ("Checked by", ""), ("Passed by", "")), across=3)
        ink.at(500, "Receiver's Signature", right=True)
    else:
        ink.head(own, "Bank Payment Voucher", size=12, x=40)
        ink.pairs((("No.", number), ("Dated", f"{made:%d-%m-%Y}")), across=2)
        other = amount // 4 // 100 * 100
        ink.table(
            ("Particulars", "Debit (Rs.)"),
            (
                (f"Account : {payee}", rupees(amount)),
                (f"Agst Ref {digits(rng, 4)}", rupees(amount - other)),
                (f"Agst Ref {digits(rng, 4)}", rupees(other)),
                (f"Through : Kotak Bank, UTR No. {utr}", ""),
                ("Total", rupees(amount)),
            ),
            (360, 130),
            numbers=1,
        )
        ink.pairs((("Amount in words", in_words(amount)),))
    return Printed(K.PAYMENT_VOUCHER, ink.done(), truth)


def purchase_order(rng: random.Random, layout: int) -> Printed:
    ink, made = Ink(rng), day(rng)
    (own, vendor), number, own_gstin, vendor_gstin, due = two_firms(rng), f"4500{digits(rng, 6)}", gstin(rng), gstin(rng), made + timedelta(days=21)
    items = [(rng.choice(WARES), rng.randrange(1, 60), paise(rng, 10, 4_000)) for _ in range(rng.randint(1, 6))]
    base = sum(quantity * price for _, quantity, price in items)
    tax = base * 18 // 100
    truth = {
        "po_number": number,
        "po_date": made.isoformat(),
        "seller.name": vendor,
        "seller.gstin": vendor_gstin,
        "buyer.gstin": own_gstin,
        "delivery_date": due.isoformat(),
        "totals.grand_total": plain(base + tax),
    }
    rows = [(str(index), name, str(quantity), rupees(price), rupees(quantity * price)) for index, (name, quantity, price) in enumerate(items, 1)]
    if layout == 0:
        ink.head(own, f"GSTIN: {own_gstin}", size=14)
        ink.head("PURCHASE ORDER", size=12)
        ink.pairs(
            (("PO No.", number), ("PO Date", f"{made:%d-%b-%Y}"), ("Delivery Date", f"{due:%d-%b-%Y}"), ("Payment Terms", "45 days from receipt")), across=2
        )
        ink.pairs((("Vendor", vendor), ("Vendor GSTIN", vendor_gstin)))
        ink.prose("Please supply the following as per the terms overleaf and quote this order number on your challan and bill.")
        ink.table(("S.No", "Description", "Qty", "Rate", "Amount"), rows, (40, 220, 60, 90, 100), numbers=2)
        ink.pairs((("Sub Total", rupees(base)), ("Add GST 18%", rupees(tax)), ("Total Order Value", rupees(base + tax))), label_width=330)
    else:
        ink.head("Purchase Order", size=16, x=40)
        ink.pairs(
            (
                ("Order Number", number),
                ("Order Date", f"{made:%d/%m/%Y}"),
                ("Deliver by", f"{due:%d/%m/%Y}"),
                ("Buyer", own),
                ("Buyer GSTIN", own_gstin),
                ("Supplier", vendor),
                ("Supplier GSTIN", vendor_gstin),
            )
        )
        ink.table(("Line", "Material", "Order Qty", "Unit Price", "Net Value"), rows, (40, 220, 70, 90, 100), numbers=2, ruled=False)
        ink.pairs((("Net value of goods", rupees(base)), ("IGST 18%", rupees(tax)), ("Grand Total", rupees(base + tax))), label_width=330)
        ink.prose(
            "Delivery at our stores between 10 am and 4 pm. Goods that fail inspection go back at the supplier's cost. Kindly send your acceptance within two days."
        )
    return Printed(K.PURCHASE_ORDER, ink.done(), truth, tuple((name, quantity * price) for name, quantity, price in items))


def contract(rng: random.Random, layout: int) -> Printed:
    ink, made = Ink(rng), day(rng)
    (one, other), fee, town = two_firms(rng), paise(rng, 9_000, 200_000) // 100 * 100, rng.choice(TOWNS)
    start, months = made + timedelta(days=10), rng.choice((11, 12, 24, 36))
    truth = {
        "first_party": one,
        "second_party": other,
        "contract_date": made.isoformat(),
        "valid_from": start.isoformat(),
        "term_months": str(months),
        "amount": plain(fee),
    }
    if layout == 0:
        ink.head("LEAVE AND LICENCE AGREEMENT", size=13)
        ink.prose(
            f"THIS AGREEMENT is made at {town} on {made:%d/%m/%Y} BETWEEN {one}, having its registered office at {town} (hereinafter referred to as the LICENSOR) of the One Part AND {other}, having its office at {rng.choice(TOWNS)} (hereinafter referred to as the LICENSEE) of the Other Part."
        )
        ink.prose(
            "WHEREAS the Licensor is the owner of the premises described in the schedule and the Licensee has asked for leave to occupy them for its business, IT IS AGREED AS UNDER:"
        )
        ink.prose(f"1. The licence shall be for a period of {months} months commencing from {start:%d/%m/%Y}.")
        ink.prose(f"2. The Licensee shall pay a monthly rent of Rs. {rupees(fee)[:-3]}/- in advance by the 5th of every month.")
        ink.prose(
            "3. Electricity and water shall be borne by the Licensee. 4. Sub-letting is not allowed. 5. Disputes go to a sole arbitrator at the seat of the Licensor."
        )
        ink.prose("IN WITNESS WHEREOF the parties have signed this deed on the date first written above. Witnesses: 1. " + rng.choice(PEOPLE))
    else:
        ink.head("SERVICES CONTRACT", size=13)
        ink.prose(f"This contract is entered into on {made.day} {made:%B} {made.year} by and between {one} (the Client) and {other} (the Service Provider).")
        ink.prose(
            f"Term. The contract starts on {start.day} {start:%B} {start.year} and runs for {months} months, and may be ended by either party on one month's written notice."
        )
        ink.prose(f"Fees. The Client shall pay the Service Provider Rs. {rupees(fee)} per month plus applicable GST against a monthly bill.")
        ink.prose(
            "Confidential information shall not be passed to others. Liability of the Service Provider is limited to the fees of six months. This contract is subject to the law of India and to the courts of Mumbai alone."
        )
        ink.pairs((("For the Client", ""), ("For the Service Provider", "")), across=2, mark="")
    return Printed(K.CONTRACT, ink.done(), truth)


def loan_statement(rng: random.Random, layout: int) -> Printed:
    ink, made, who = Ink(rng), day(rng).replace(day=5), firm(rng)
    number, rate, lent = f"TL{digits(rng, 10)}", rng.choice(("9.25", "10.50", "11.75")), rng.randrange(5, 90) * 100_000_00
    emi, open_ = lent // 50, lent
    lines = []
    for index in range(rng.randint(5, 11)):
        interest = open_ * int(float(rate) * 100) // 120_000
        open_ -= emi - interest
        when = made.replace(year=made.year + (made.month + index - 1) // 12, month=(made.month + index - 1) % 12 + 1)
        lines.append((index + 1, when, emi, emi - interest, interest, open_))
    truth = {
        "account_number": number,
        "borrower": who,
        "sanctioned_amount": plain(lent),
        "interest_rate": rate,
        "instalment": plain(emi),
        "closing_balance": plain(open_),
    }
    if layout == 0:
        ink.head("Sunderban Finance Limited", "LOAN ACCOUNT STATEMENT", size=13)
        ink.pairs(
            (
                ("Loan Account No.", number),
                ("Customer Name", who),
                ("Loan Amount", rupees(lent)),
                ("Rate of Interest", f"{rate}% p.a."),
                ("EMI", rupees(emi)),
                ("Tenure", "60 months"),
            ),
            across=2,
        )
        ink.table(
            ("Instl. No.", "Due Date", "EMI Amount", "Principal", "Interest", "Outstanding Principal"),
            [(str(n), f"{d:%d/%m/%Y}", rupees(e), rupees(p), rupees(i), rupees(b)) for n, d, e, p, i, b in lines],
            (60, 80, 90, 90, 80, 115),
            numbers=2,
        )
        ink.at(40, "Late payment attracts penal charges of 2% a month. This is no certificate of dues.")
    else:
        ink.head("Repayment Schedule", "Machinery Term Loan", size=14, x=40)
        ink.pairs((("Agreement No.", number), ("Borrower", who), ("Amount Financed", rupees(lent)), ("ROI", f"{rate} %"), ("Monthly Instalment", rupees(emi))))
        ink.table(
            ("No", "Instalment date", "Instalment", "Interest component", "Principal component", "Balance principal"),
            [(str(n), f"{d:%d-%b-%Y}", rupees(e), rupees(i), rupees(p), rupees(b)) for n, d, e, p, i, b in lines],
            (35, 95, 85, 105, 105, 90),
            numbers=2,
            ruled=False,
        )
    return Printed(K.LOAN_STATEMENT, ink.done(), truth, tuple((d, e, p, i, b) for _, d, e, p, i, b in lines))


def inventory_statement(rng: random.Random, layout: int) -> Printed:
    ink, made, who = Ink(rng), day(rng), firm(rng)
    items = [(f"{name} {digits(rng, 3)}", rng.randrange(2, 900), paise(rng, 5, 900)) for name in rng.sample(WARES, rng.randint(3, 9))]
    total = sum(quantity * rate for _, quantity, rate in items)
    truth = {"company": who, "as_on": made.isoformat(), "totals.value": plain(total)}
    if layout == 0:
        ink.head(who, "STOCK STATEMENT", f"Stock as on {made:%d/%m/%Y}", size=14)
        ink.table(
            ("Sr", "Item Name", "Unit", "Closing Qty", "Rate", "Value"),
            [*((str(n), name, "NOS", str(q), rupees(r), rupees(q * r)) for n, (name, q, r) in enumerate(items, 1)), ("", "Total", "", "", "", rupees(total))],
            (35, 200, 50, 70, 70, 90),
            numbers=3,
        )
        ink.at(40, "Valued at cost or net realisable value, whichever is lower. Counted by the stores on the day.")
    else:
        ink.head("Inventory valuation", who, f"As at {made.day} {made:%B} {made.year}", size=12, x=40)
        ink.table(
            ("Material", "SKU", "Qty on hand", "UOM", "Unit cost", "Inventory value"),
            [*((name, f"SK{digits(rng, 5)}", str(q), "PC", rupees(r), rupees(q * r)) for name, q, r in items), ("Grand Total", "", "", "", "", rupees(total))],
            (170, 70, 70, 45, 75, 95),
            numbers=4,
            ruled=False,
        )
    return Printed(K.INVENTORY_STATEMENT, ink.done(), truth, tuple((name, quantity * rate) for name, quantity, rate in items))


FORMS = (receipt_voucher, payment_voucher, purchase_order, contract, loan_statement, inventory_statement)
