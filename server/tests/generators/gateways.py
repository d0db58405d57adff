"""Settlement reports of payment gateways in many layouts, with what is true of them. Written beside the reader, from what the gateways publish, never from its words."""

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

PAISE = 100


@dataclass(frozen=True)
class Event:
    """One payment, refund or chargeback as it happened; gross is negative for what goes out. Paise."""

    kind: str
    day: date
    gross: int
    fee: int
    gst: int
    payment: str
    order: str
    settlement: str = ""
    utr: str = ""
    settled: date | None = None

    @property
    def net(self) -> int:
        """What the settlement pays for it."""
        return self.gross - self.fee - self.gst


def share(amount: int, percent: str) -> int:
    """So many percent, rounded to the paisa."""
    return int((Decimal(amount) * Decimal(percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def events(seed: int, days: int = 40, first: date = date(2026, 7, 1)) -> list[Event]:
    """Payments of each day, some refunds and a chargeback or two, settled two days later in one payout for each day of settlement, Sundays with Monday."""
    rng = random.Random(seed)
    made: list[Event] = []
    serial = rng.randrange(1000, 5000)
    for offset in range(days):
        day = first + timedelta(days=offset)
        for _ in range(rng.randrange(1, 6)):
            serial += rng.randrange(1, 4)
            gross = rng.randrange(199_00, 49_999_00)
            fee = share(gross, rng.choice(("1.90", "2.00", "2.36")))
            made.append(Event("payment", day, gross, fee, share(fee, "18"), _id(rng), f"WEB{serial}"))
        if made and rng.random() < 0.25:
            paid = rng.choice(made)
            if paid.kind == "payment":
                part = paid.gross if rng.random() < 0.6 else rng.randrange(1_00, paid.gross)
                made.append(Event("refund", day, -part, 0, 0, _id(rng), paid.order))
        if rng.random() < 0.04:
            paid = rng.choice([each for each in made if each.kind == "payment"])
            made.append(Event("chargeback", day, -paid.gross, 0, 0, _id(rng), paid.order))
    return _settled(rng, made)


def _settled(rng: random.Random, made: list[Event]) -> list[Event]:
    """What is given back waits for a day on which more came in; what never comes to anything is left out."""
    by_day: dict[date, list[Event]] = {}
    for each in made:
        when = each.day + timedelta(days=2)
        by_day.setdefault(when + timedelta(days=when.weekday() == 6), []).append(each)
    found: list[Event] = []
    waiting: list[Event] = []
    for when in sorted(by_day):
        waiting += by_day[when]
        if sum(each.net for each in waiting) <= 0:
            continue
        number, utr = _id(rng), f"{rng.choice(('HDFCN', 'AXISCN', 'YESBN'))}{rng.randrange(10**11, 10**12)}"
        found += [replace(each, settlement=number, utr=utr, settled=when) for each in waiting]
        waiting = []
    return sorted(found, key=lambda each: each.day)


def _id(rng: random.Random) -> str:
    return "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", k=14))


def rupees(paise: int) -> str:
    """ "1180.50"."""
    return f"{'-' if paise < 0 else ''}{abs(paise) // 100}.{abs(paise) % 100:02d}"


def grouped(paise: int) -> str:
    """ "1,18,000.50"."""
    whole, rest = str(abs(paise) // 100), f"{abs(paise) % 100:02d}"
    head, tail = whole[:-3], whole[-3:]
    groups = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{'-' if paise < 0 else ''}{','.join([*groups, tail])}.{rest}"


Rows = list[Sequence[str]]


def razorpay(made: Sequence[Event]) -> Rows:
    """The dashboard's report: debit and credit, a fee that holds its tax."""
    head = "transaction_entity,entity_id,amount,currency,fee (inclusive tax),tax,debit,credit,payment_method,created_at,settled_at,settlement_id,settlement_utr,order_id,order_receipt,payment_notes"
    rows: Rows = [head.split(",")]
    for each in made:
        prefix = {"payment": "pay_", "refund": "rfnd_", "chargeback": "disp_"}[each.kind]
        kind = each.kind if each.kind != "chargeback" else "dispute"
        rows.append([
            kind, prefix + each.payment, rupees(abs(each.gross)), "INR", rupees(each.fee + each.gst), rupees(each.gst),
            rupees(-each.net if each.net < 0 else 0), rupees(max(each.net, 0)), "upi", f"{each.day:%d/%m/%Y} 11:05:10", f"{each.settled:%d/%m/%Y} 09:00:00",
            f"setl_{each.settlement}", each.utr, f"order_{each.payment}", each.order, "",
        ])  # fmt: skip
    return rows


def razorpay_api(made: Sequence[Event]) -> Rows:
    """What the interface gives, as somebody's script wrote it down: paise, seconds since 1970."""
    rows: Rows = [
        [
            "entity_id",
            "type",
            "debit",
            "credit",
            "amount",
            "currency",
            "fee",
            "tax",
            "on_hold",
            "settled",
            "created_at",
            "settled_at",
            "settlement_id",
            "settlement_utr",
            "order_id",
            "order_receipt",
        ]
    ]
    for each in made:
        prefix = {"payment": "pay_", "refund": "rfnd_", "chargeback": "adj_"}[each.kind]
        kind = each.kind if each.kind != "chargeback" else "adjustment"
        rows.append([
            prefix + each.payment, kind, str(-each.net if each.net < 0 else 0), str(max(each.net, 0)), str(abs(each.gross)), "INR", str(each.fee + each.gst),
            str(each.gst), "false", "true", str(_seconds(each.day)), str(_seconds(each.settled or each.day)), f"setl_{each.settlement}", each.utr, f"order_{each.payment}", each.order,
        ])  # fmt: skip
    return rows


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(20, 0), UTC).timestamp()) - 5 * 3600


def payu(made: Sequence[Event]) -> Rows:
    """Refunds are negative, tax by head, a title above."""
    rows: Rows = [
        ["PayU Payments Private Limited - Settlement Report"],
        [],
        [
            "Transaction Date",
            "PayU ID",
            "Merchant Transaction ID",
            "Action",
            "Transaction Amount",
            "Merchant Service Fee",
            "CGST",
            "SGST",
            "IGST",
            "Merchant Net Amount",
            "Settlement ID",
            "Merchant UTR",
            "Settlement Date",
            "Status",
        ],
    ]
    for each in made:
        action = {"payment": "capture", "refund": "refund", "chargeback": "chargeback"}[each.kind]
        rows.append([
            f"{each.day:%Y-%m-%d} 10:22:31", each.payment, each.order, action, rupees(each.gross), rupees(each.fee), "0.00", "0.00", rupees(each.gst), rupees(each.net),
            each.settlement, each.utr, f"{each.settled:%Y-%m-%d}", "success",
        ])  # fmt: skip
    return rows


def cashfree(made: Sequence[Event]) -> Rows:
    """All amounts positive; a word says which way each goes."""
    rows: Rows = [
        [
            "Order Id",
            "Cf Payment Id",
            "Event Type",
            "Sale Type",
            "Event Time",
            "Event Status",
            "Event Amount",
            "Event Currency",
            "Payment Service Charge",
            "Payment Service Tax",
            "Event Settlement Amount",
            "Cf Settlement Id",
            "Settlement UTR",
            "Settlement Date",
        ]
    ]
    for each in made:
        rows.append([
            each.order, each.payment, each.kind.upper(), "CREDIT" if each.gross > 0 else "DEBIT", f"{each.day:%Y-%m-%d}T13:32:27+05:30", "SUCCESS", rupees(abs(each.gross)), "INR",
            rupees(each.fee), rupees(each.gst), rupees(abs(each.net)), each.settlement, each.utr, f"{each.settled:%Y-%m-%d}T15:35:50+05:30",
        ])  # fmt: skip
    return rows


def ccavenue(made: Sequence[Event]) -> Rows:
    """Sums grouped as in India, a serial number, a row of totals, a heading in two rows."""
    rows: Rows = [
        ["CCAvenue Payout Details"],
        ["S.No", "Order", "", "Date", "", "Type", "Amounts (INR)", "", "", "", "Payout", "", ""],
        [
            "",
            "Order No",
            "CCAvenue Reference No",
            "Order Date",
            "Payout Date",
            "",
            "Gross Amount",
            "TDR",
            "GST",
            "Net Payable",
            "Payout ID",
            "UTR No.",
            "Remarks",
        ],
    ]
    for number, each in enumerate(made, start=1):
        kind = {"payment": "Order", "refund": "Refund", "chargeback": "Chargeback"}[each.kind]
        rows.append([str(number), each.order, each.payment, f"{each.day:%d-%b-%Y}", f"{each.settled:%d-%b-%Y}", kind, grouped(each.gross), grouped(each.fee), grouped(each.gst), grouped(each.net), each.settlement, each.utr, ""])  # fmt: skip
    rows.append(["", "Total", "", "", "", "", grouped(sum(e.gross for e in made)), grouped(sum(e.fee for e in made)), grouped(sum(e.gst for e in made)), grouped(sum(e.net for e in made)), "", "", ""])  # fmt: skip
    return rows


def phonepe(made: Sequence[Event]) -> Rows:
    """Headings in one word; what was taken is written negative."""
    rows: Rows = [
        [
            "PaymentType",
            "MerchantReferenceId",
            "PhonePeReferenceId",
            "TransactionDate",
            "SettlementDate",
            "BankReferenceNo",
            "Amount",
            "Fee",
            "IGST",
            "CGST",
            "SGST",
            "NetAmount",
            "SettlementId",
        ]
    ]
    for each in made:
        half, rest = each.gst // 2, each.gst - each.gst // 2
        kind = {"payment": "PAYMENT", "refund": "REFUND", "chargeback": "CHARGEBACK"}[each.kind]
        rows.append([kind, each.order, each.payment, f"{each.day:%d-%m-%Y}", f"{each.settled:%d-%m-%Y}", each.utr, rupees(each.gross), rupees(-each.fee), "0.00", rupees(-half), rupees(-rest), rupees(each.net), each.settlement])  # fmt: skip
    return rows


def stripe(made: Sequence[Event]) -> Rows:
    """Each payout is a row of its own, and the fee is one sum with its tax: no column says the tax."""
    rows: Rows = [
        [
            "automatic_payout_id",
            "automatic_payout_effective_at",
            "balance_transaction_id",
            "created_utc",
            "reporting_category",
            "currency",
            "gross",
            "fee",
            "net",
            "payment_metadata[order_id]",
            "source_id",
        ]
    ]
    for each in made:
        category = {"payment": "charge", "refund": "refund", "chargeback": "dispute"}[each.kind]
        rows.append([f"po_{each.settlement}", f"{each.settled:%Y-%m-%d} 00:00:00", f"txn_{each.payment}", f"{each.day:%Y-%m-%d} 04:10:00", category, "inr", rupees(each.gross), rupees(each.fee + each.gst), rupees(each.net), each.order, f"ch_{each.payment}"])  # fmt: skip
    for number in sorted({(each.settlement, each.settled) for each in made}, key=lambda pair: str(pair[1])):
        net = sum(each.net for each in made if each.settlement == number[0])
        rows.append([f"po_{number[0]}", f"{number[1]:%Y-%m-%d} 00:00:00", f"txn_p{number[0]}", f"{number[1]:%Y-%m-%d} 00:00:00", "payout", "inr", rupees(-net), "0.00", rupees(-net), "", f"po_{number[0]}"])  # fmt: skip
    return rows


def billdesk(made: Sequence[Event]) -> Rows:
    """No net of a row: the rate of GST alone says that the charges are without it."""
    rows: Rows = [
        ["BillDesk"],
        [
            "PGI Reference No",
            "Merchant Order Id",
            "Txn Date",
            "Txn Amount (Rs.)",
            "Refund Amount (Rs.)",
            "Charges (Rs.)",
            "GST on Charges (Rs.)",
            "Settlement Date",
            "UTR Number",
        ],
    ]
    for each in made:
        inward = each.gross > 0
        rows.append([each.payment, each.order, f"{each.day:%d/%m/%Y}", rupees(each.gross) if inward else "0.00", "0.00" if inward else rupees(-each.gross), rupees(each.fee), rupees(each.gst), f"{each.settled:%d/%m/%Y}", each.utr])  # fmt: skip
    return rows


def unseen(made: Sequence[Event]) -> Rows:
    """No gateway's own words: a small aggregator's list, its columns in another order, deductions with their tax."""
    rows: Rows = [
        ["Merchant disbursal advice"],
        ["Generated for Quiet Lane Stores"],
        [],
        [
            "Credited on",
            "Batch no",
            "NEFT ref no",
            "Nature",
            "Shop order no",
            "Payment no",
            "Date of payment",
            "Paid by customer",
            "Deductions",
            "Tax on charges",
            "You receive",
        ],
    ]
    for each in sorted(made, key=lambda event: (event.settlement, event.payment)):
        nature = {"payment": "Collection", "refund": "Money back", "chargeback": "Disputed"}[each.kind]
        rows.append([f"{each.settled:%d %b %Y}", each.settlement, each.utr, nature, each.order, each.payment, f"{each.day:%d %b %Y}", rupees(each.gross), rupees(each.fee + each.gst), rupees(each.gst), rupees(each.net)])  # fmt: skip
    return rows


LAYOUTS: dict[str, Callable[[Sequence[Event]], Rows]] = {
    "razorpay": razorpay, "razorpay_api": razorpay_api, "payu": payu, "cashfree": cashfree, "ccavenue": ccavenue, "phonepe": phonepe, "stripe": stripe,
    "billdesk": billdesk, "unseen": unseen,
}  # fmt: skip


def as_csv(rows: Rows) -> bytes:
    """The rows as a file."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
