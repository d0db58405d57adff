"""What settlement reports of payment gateways call their columns, their types of rows and themselves."""

import re

from qrt.core.documents.headers import normal
from qrt.core.documents.tax_sheets.tables import Table

MONEY = ("gross", "fee", "tax", "net", "credit", "debit", "refunded", "igst", "cgst", "sgst")
"""Meanings of columns that hold amounts."""
_WHO = r"(?:razorpay|payu|cashfree|cf|ccavenue|ccav|paytm|phonepe|phone pe|billdesk|pgi|instamojo|stripe|easebuzz|juspay|pg|gateway|mojo|automatic|balance)"

_HEADINGS: dict[str, tuple[str, ...]] = {
    "type": (
        *("type", "transaction type", "txn type", "event type", "entity type", "record type", "payment type", "action", "reporting category", "category"),
        *("transaction entity", "transactiontype", "entry type", "nature", "row type", "event", "kind"),
    ),
    "direction": ("sale type", "credit debit", "dr cr", "cr dr", "debit credit", "credit or debit", "debit or credit", "direction"),
    "payment": (
        *("payment id", "transaction id", "txn id", "payu id", "payment reference", "payment ref no", "pg transaction id", "mihpayid"),
        *("ccavenue reference no", "reference no", "ref no", "phonepe reference id", "balance transaction id", "pgi reference no", "transaction reference"),
        *("pg txn id", "pg ref no", "payment no", "payment number", "transaction number", "transaction no", "txn ref no", "easepay id", "cf payment id", "charge id"),
        *("txn no", "gateway payment id", "gateway transaction id", "pg payment id", "payment ref", "txn reference", "paymentid", "txnid", "transactionid"),
    ),
    "entity": ("entity id", "event id", "refund id", "dispute id"),
    "receipt": ("order receipt", "receipt", "merchant order receipt", "receipt no"),
    "order": (
        *("order id", "order no", "order number", "merchant transaction id", "merchant txn id", "merchant order id", "merchant reference id"),
        *("merchant reference", "merchant ref no", "invoice id", "invoice no", "cust order id", "customer order id", "merchant reference no", "merchant order no"),
        *("orderid", "order ref", "order reference", "shop order no", "shop order", "sale order no", "merchant txn ref", "web order no", "your reference"),
    ),
    "gross": (
        *("gross amount", "gross", "event amount", "amount", "transaction amount", "txn amount", "payment amount", "order amount", "sale amount", "amount paid"),
        *("customer paid", "captured amount", "collected amount", "amount collected", "txn value", "transaction value", "total amount", "paid by customer"),
        *("gross txn amount", "collection amount", "amount received", "bill amount", "paid amount", "original amount", "gross value"),
    ),
    "refunded": ("refund amount", "refunded amount", "amount refunded", "refunds"),
    "fee": (
        *("fee amount", "mdr amount", "tdr amount", "commission amount", "fee", "fees", "fee exclusive tax", "fee inclusive tax", "fee excl gst", "fee incl gst", "fee excluding gst", "fee including gst", "commission"),
        *("mdr", "tdr", "service charge", "service fee", "service charges", "payment service charge", "charges"),
        *("merchant service fee", "gateway fee", "gateway charges", "pg charges", "pg fee", "transaction fee", "transaction charges", "platform fee", "charge"),
        *("processing fee", "processing charges", "total fee", "total fees", "total charges", "bank charges", "convenience fee", "msf", "tsp fee"),
        *("deduction", "deductions", "discount rate amount", "charges excl gst", "charges incl gst", "charges inclusive gst", "fee inclusive gst"),
    ),
    "tax": (
        *("tax amount", "gst amount", "tax", "gst", "service tax", "payment service tax", "merchant service tax", "gst on fee", "gst on fees", "gst on mdr"),
        *("tax on fee", "taxes", "total gst", "total tax", "gst on commission", "gst on charges", "gst 18%", "gst @18%", "tax on mdr", "service tax gst", "fee gst"),
        *("gst on charge", "tax on charges", "gst on service charge", "gst on tdr"),
    ),
    "igst": ("igst", "igst amount", "igst on fee"),
    "cgst": ("cgst", "cgst amount", "cgst on fee"),
    "sgst": ("sgst", "sgst amount", "utgst", "sgst utgst", "sgst on fee"),
    "net": (
        *("event settlement amount", "net amount", "net", "settlement amount", "settled amount", "merchant net amount", "amount settled", "net payable"),
        *("net settlement amount", "payable amount", "payout amount", "amount payable", "net payout", "net settled", "net credit", "net receivable", "to merchant"),
        *("amount credited", "net amount payable", "net payable amount", "you receive", "credited amount", "net value", "amount to merchant"),
    ),
    "credit": ("credit", "credit amount", "cr amount", "cr"),
    "debit": ("debit", "debit amount", "dr amount", "dr"),
    "settlement": (
        *("settlement id", "settlement no", "settlement number", "cf settlement id", "payout id", "payout no", "payout number", "automatic payout id", "batch id"),
        *("settlement batch", "settlement ref no", "settlement reference", "settlement reference no", "payout reference", "payout ref", "settlement batch no"),
        *("batch no", "payout batch", "disbursement id", "disbursal no", "transfer id", "settlementid", "payoutid", "settlement ref"),
    ),
    "utr": (
        *("settlement utr", "payout utr", "merchant utr", "utr", "utr no", "utr number", "bank utr", "transfer utr", "bank reference no", "bank ref no"),
        *("bank reference", "neft ref no", "neft utr", "neft reference", "utr no 1", "bank reference number", "bank utr no", "rtgs neft no", "neft rtgs utr"),
    ),
    "settled_day": (
        *("settled at", "settlement date", "settled date", "payout date", "settled on", "settlement on", "paid on", "credit date", "date settlement", "date payout"),
        *("transfer date", "payout on", "value date", "disbursed on", "settlement day", "credited on", "transfer time", "automatic payout effective at", "utr date"),
        *("payout effective at", "available on", "settlement time"),
    ),
    "day": (
        *("created at", "transaction date", "txn date", "date", "payment date", "event time", "captured at", "order date", "payment time", "transaction time", "created"),
        *("created utc", "txn date time", "date time", "transaction date time", "addedon", "added on", "processed on", "entity created at", "date transaction", "booked on"),
        *("capture date", "transaction day", "paid at", "txn time", "date of payment", "event date", "date and time", "timestamp", "sale date"),
    ),
    "status": ("status", "transaction status", "txn status", "payment status", "event status", "order status"),
    "currency": ("currency", "event currency", "txn currency", "transaction currency", "currency code"),
    "method": ("method", "payment method", "payment mode", "mode", "instrument", "payment instrument", "bank name", "card type"),
    "gateway": ("gateway", "payment gateway", "aggregator", "gateway name", "aggregator name", "payment aggregator", "pg name"),
    "merchant": ("merchant id", "mid", "merchant key", "account id", "merchant code"),
    "gateway_gstin": ("gateway gstin", "gstin of gateway", "supplier gstin", "pg gstin"),
}  # fmt: skip


def _with_units(headings: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Headings of amounts may name their unit; "in", "Rs" and "INR" are left out when headings are compared, paise are not."""
    return {
        name: (*said, *(f"{each} {unit}" for each in said for unit in ("paise", "paisa", "p"))) if name in MONEY else said for name, said in headings.items()
    }


def _run_together(headings: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Programs write headings as one word as well ("MerchantReferenceId"). Short ones would be words of their own."""
    joined = {name: tuple(each.replace(" ", "") for each in said if " " in each and len(each) >= RUN_TOGETHER_LEAST) for name, said in headings.items()}
    return {name: tuple(dict.fromkeys((*said, *joined[name]))) for name, said in headings.items()}


def _with_names(headings: dict[str, tuple[str, ...]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The same headings behind the name of a gateway ("PayU Settlement ID", "CCAvenue Order No")."""
    made: list[tuple[re.Pattern[str], str]] = []
    for name in ("payment", "order", "settlement", "utr", "fee", "tax", "net", "settled_day", "day", "type", "status", "gross"):
        words = "|".join(sorted({re.escape(normal(each)) for each in headings[name]}, key=len, reverse=True))
        made.append((re.compile(rf"^{_WHO} (?:{words})$"), name))
    return tuple(made)


RUN_TOGETHER_LEAST = 6
_KNOWN = _run_together(_with_units(_HEADINGS))
DETAIL = Table(
    "settlement",
    _KNOWN,
    (
        frozenset({"payment", "order", "entity"}),
        frozenset({"settlement", "utr"}),
        frozenset({"gross", "refunded", "credit"}),
        frozenset({"fee", "net", "credit"}),
    ),
    _with_names(_KNOWN),
)
"""The list of payments, refunds and whatever else the gateway settled."""

_TYPES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\b(?:chargeback|charge back|dispute|refund|risk)s?\b.*\b(?:revers\w*|won|reject\w*|cancel\w*|fail\w*|returned|closed)\b", "reversal"),
        (r"\brevers\w* of (?:a )?(?:chargeback|refund|dispute)\b", "reversal"),
        (r"\b(?:chargeback|charge back|disputed?|retrieval|risk)s?\b", "chargeback"),
        (r"\b(?:refund\w*|money back|returned to customer)\b", "refund"),
        (r"\b(?:release\w*|unhold)\b", "release"),
        (r"\b(?:reserve\w*|on hold|hold|held|kept back)\b", "reserve"),
        (r"\b(?:payouts?|settlements?|bank transfer|withdrawals?|paid out|disburse\w*|transfer to bank)\b", "payout"),
        (r"\b(?:adjust\w*|correction\w*|transfers?|other\w*|credit note|debit note|penalt\w*|fine)\b", "adjustment"),
        (r"\b(?:fees?|charges|commission|mdr|tdr|subscription|rental|gst|tax)\b", "fee"),
        (r"\b(?:payments?|captured?|sales?|charge|success\w*|orders?|purchase|paid|txn|transactions?|forward|collection|prepaid|upi|card|credit|received)\b", "payment"),
        (r"\b(?:net ?banking|wallet|emi|debit card|visa|mastercard|rupay|amex|pay ?later|qr|cash ?card)\b", "payment"),
    )
)  # fmt: skip
OUT = frozenset({"refund", "chargeback", "payout", "fee", "reserve"})
"""Types whose rows take money from what the gateway holds for us."""
IN = frozenset({"payment", "reversal", "release"})
_NOT_MADE = re.compile(r"\b(?:fail\w*|cancel\w*|declin\w*|reject\w*|pending|bounced|user ?dropped|dropped|initiated|in ?progress|expired|auth\w*ed)\b")


def type_of(text: str) -> str:
    """Of SETTLEMENT_TYPES, "" for words that say none of them."""
    body = normal(text.replace("_", " "))
    return next((name for pattern, name in _TYPES if pattern.search(body)), "") if body else ""


def not_made(status: str) -> bool:
    """Whether a status says that no money moved: the row is no part of a settlement."""
    return bool(_NOT_MADE.search(normal(status.replace("_", " "))))


def direction_of(text: str) -> int:
    """1 for what comes in, -1 for what goes out, 0 where the word says neither."""
    body = normal(text)
    return 1 if body in ("credit", "cr", "c", "+") else -1 if body in ("debit", "dr", "d", "-") else 0


NAMES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "Razorpay": r"razor\s*pay",
        "PayU": r"\bpay\s?u(?:\b|biz|money|id)|mihpayid",
        "Cashfree": r"cash\s*free|\bcf (?:payment|settlement)",
        "CCAvenue": r"cc\s?avenue|\bccav\b|infibeam",
        "Paytm": r"paytm|one\s?97",
        "PhonePe": r"phone\s?pe(?!n)",
        "BillDesk": r"bill\s*desk|\bpgi\b",
        "Instamojo": r"insta\s*mojo",
        "Stripe": r"\bstripe\b",
        "Easebuzz": r"ease\s*buzz|\beasepay",
        "Juspay": r"juspay",
        "PayPal": r"pay\s?pal",
        "Pine Labs": r"pine\s?labs",
        "Worldline": r"worldline",
        "SBIePay": r"sbi\s?e\s?pay",
        "Atom": r"\batom (?:paynetz|technologies)|paynetz",
        "MobiKwik": r"mobi\s?kwik|zaakpay",
        "Amazon Pay": r"amazon\s?pay",
    }.items()
}
"""Gateways by the name under which books and findings call them."""
_IDS: dict[str, re.Pattern[str]] = {"Razorpay": re.compile(r"^(?:setl|rfnd)_[A-Za-z0-9]{10,}$"), "Stripe": re.compile(r"^(?:po|txn|ch|py)_[A-Za-z0-9]{10,}$")}


def names_in(texts: object) -> frozenset[str]:
    """The gateways that these texts name."""
    said = " | ".join(str(each).replace("_", " ") for each in texts) if isinstance(texts, (list, tuple, set, frozenset)) else str(texts).replace("_", " ")
    return frozenset(name for name, pattern in NAMES.items() if pattern.search(said))


def name_of_ids(ids: list[str]) -> str:
    """The gateway whose numbers look like all of these; "" where none, or no number, does."""
    return next((name for name, pattern in _IDS.items() if ids and all(pattern.match(each) for each in ids)), "")
