"""The words by which people head the columns of their tables."""

import re
from collections.abc import Collection, Mapping

from rapidfuzz import fuzz

WORDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "line id", "item id", "row id", "rec id", "record id", "guid", "uuid", "unique id", "unique identifier", "identifier", "line no id"),
    "date": (
        "date",
        "txn date",
        "tran date",
        "transaction date",
        "posting date",
        "voucher date",
        "invoice date",
        "bill date",
        "doc date",
        "document date",
        "book date",
        "booking date",
        "entry date",
        "payment date",
        "settlement date",
        "value date",
        "value dt",
        "pstng date",
        "pstg date",
        "day",
        "timestamp",
    ),
    "amount": (
        "amount",
        "amt",
        "net amount",
        "transaction amount",
        "txn amount",
        "invoice value",
        "invoice amount",
        "total",
        "grand total",
        "total amount",
        "value",
        "amount inr",
        "amount in lc",
        "amount in local currency",
        "amount in loc curr",
        "lc amount",
        "amount in inr",
        "amount rs",
        "amount paise",
        "invoice total",
        "gross amount",
        "paid amount",
    ),
    "debit": (
        "debit",
        "dr",
        "withdrawal",
        "withdrawals",
        "withdrawal amt",
        "withdrawal amount",
        "debit amount",
        "debit amt",
        "dr amount",
        "paid out",
        "money out",
        "payments",
        "debit inr",
        "withdrawal dr",
    ),
    "credit": (
        "credit",
        "cr",
        "deposit",
        "deposits",
        "deposit amt",
        "deposit amount",
        "credit amount",
        "credit amt",
        "cr amount",
        "paid in",
        "money in",
        "receipts",
        "credit inr",
        "deposit cr",
    ),
    "direction": ("dr cr", "cr dr", "debit credit", "credit debit", "d c", "type", "transaction type", "txn type", "sign", "dr cr indicator"),
    "narration": (
        "narration",
        "description",
        "particulars",
        "remarks",
        "transaction remarks",
        "transaction details",
        "line item text",
        "details",
        "memo",
        "text",
        "title",
    ),
    "party": (
        "party",
        "party name",
        "supplier",
        "supplier name",
        "vendor",
        "vendor name",
        "customer",
        "customer name",
        "name",
        "trade name",
        "legal name",
        "counterparty",
        "vendor customer",
        "customer vendor",
        "beneficiary",
        "payee",
        "deductor name",
        "name of deductor",
        "name of the deductor",
        "collector name",
        "deductee name",
        "name of deductee",
        "name of the deductee",
        "collectee name",
        "name of party",
        "name of the party",
        "name of supplier",
        "name of vendor",
        "name of customer",
        "ledger name",
        "account name",
        "merchant",
    ),
    "reference": (
        "reference",
        "ref",
        "ref no",
        "reference no",
        "reference number",
        "chq ref no",
        "cheque no",
        "cheque number",
        "chqno",
        "utr",
        "utr no",
        "invoice no",
        "invoice number",
        "bill no",
        "bill number",
        "document no",
        "document number",
        "doc no",
        "supplier invoice no",
        "voucher no",
        "bank reference",
        "assignment",
        "settlement id",
    ),
    "account": ("account", "account no", "account number", "bank account", "ledger", "company gstin", "recipient gstin", "own gstin"),
    "currency": ("currency", "ccy", "currency code", "curr"),
    "gstin": ("gstin", "supplier gstin", "gstin of supplier", "party gstin", "vendor gstin", "gst no", "gstin uin"),
    "tan": ("tan", "deductor tan", "tan of deductor", "tan of the deductor", "tan no", "tan number", "collector tan"),
    "section": ("section", "tds section", "section code", "payment code", "nature of payment"),
    "base": ("base", "amount paid", "amount paid credited", "amount paid or credited", "total amount paid"),
    "pan": (
        "pan",
        "pan no",
        "pan number",
        "deductee pan",
        "pan of deductee",
        "pan of the deductee",
        "pan of the party",
        "party pan",
        "vendor pan",
        "supplier pan",
        "customer pan",
    ),
    "taxable": ("taxable", "taxable value", "taxable amount", "assessable value", "base amount"),
    "igst": ("igst", "integrated tax", "igst amount"),
    "cgst": ("cgst", "central tax", "cgst amount"),
    "sgst": ("sgst", "state tax", "state ut tax", "sgst amount", "utgst", "sgst utgst"),
    "cess": ("cess", "cess amount"),
    "document_type": ("document type", "doc type", "note type", "type of document"),
    "original": ("original invoice number", "original document number", "original note number", "original number"),
    "period": ("return period", "gstr 1 period", "filing period", "gstr 1 iff gstr 5 period"),
    "foreign": ("foreign amount", "amount in foreign currency", "fc amount", "forex amount", "document amount", "amount fc"),
    "place_of_supply": ("place of supply", "pos"),
    "reverse_charge": ("reverse charge", "rcm", "rev charge"),
}
"""Words of all kinds; where a kind has words of its own, they stand in `OF_KIND`."""
OF_KIND: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # A register has its own number and day beside those of the document, and the portal knows the document's.
    "gst": {
        "date": (
            *(f"{whose} invoice date" for whose in ("supplier", "vendor", "party")),
            "invoice date",
            "bill date",
            "document date",
            "note date",
            *WORDS["date"],
        ),
        "reference": (
            *(f"{whose} invoice {no}" for whose in ("supplier", "vendor", "party", "customer") for no in ("no", "number")),
            *(f"{what} {no}" for what in ("invoice", "bill", "document", "note", "supplier bill", "party bill", "vendor bill") for no in ("no", "number")),
            *WORDS["reference"],
        ),
        "amount": ("invoice value", "invoice amount", "bill amount", "bill value", "total invoice value", "gross total", *WORDS["amount"]),
        "taxable": (*WORDS["taxable"], "basic amount", "basic value", "total taxable value", "assessable amount", "value of supply"),
        "igst": (*WORDS["igst"], "igst input", "input igst", "igst output", "output igst"),
        "cgst": (*WORDS["cgst"], "cgst input", "input cgst", "cgst output", "output cgst"),
        "sgst": (*WORDS["sgst"], "sgst input", "input sgst", "sgst output", "output sgst"),
        "gstin": (
            *WORDS["gstin"],
            "customer gstin",
            "gstin of customer",
            "gstin of party",
            "gstin uin of recipient",
            "gst number",
        ),
    },
    "intercompany": {"rate": ("rate", "exchange rate", "fx rate", "conversion rate", "rate of exchange", "forex rate", "roe")},
    # In tables of tax deducted the plain amount is what the tax was deducted from, when a column of the tax stands beside it.
    "tds": {
        "amount": ("tds", "tds amount", "tax deducted", "tds deducted", "total tds deposited", "tds deposited", "tax", "total tax deducted", "tax deposited"),
        "base": (
            "base",
            "amount paid",
            "amount paid credited",
            "amount paid or credited",
            "total amount paid",
            "gross amount",
            "amount",
            "taxable value",
            "bill amount",
        ),
    },
}
_WORDS_OF = {"gstr2b": "gst", "gstr1": "gst", "intercompany": "intercompany"}
ALIKE = 90
SHORT = {"amt": "amount", "vch": "voucher", "inv": "invoice", "dt": "date", "num": "no", "doc": "document", "val": "value", "recd": "received"}
"""Words that headings shorten."""

UNITS = frozenset({"inr", "rs", "rupees", "paise", "usd", "eur", "gbp", "aed", "sgd", "ist", "utc", "gmt"})
"""What a heading says of the unit of its cells, and no more: "credit_paise", "created_at_ist"."""

_DAY = frozenset({"date", "timestamp", "datetime", "time", "at"})
_OTHER_DAY = frozenset({"birth", "dob", "expiry", "expires", "expired", "valid", "validity", "updated", "modified"})
_SUM = frozenset({"amount", "value", "total"})
_OF_MONEY = frozenset(
    {"amount", "amt", "value", "total", "net", "gross", "paid", "received", "payable", "settled", "sum", "credited", "debited", "rupees", "inr"}
)
_PART_OF_SUM = frozenset(
    {"tax", "taxes", "taxable", "gst", "igst", "cgst", "sgst", "utgst", "vat", "cess", "tds", "tcs"}
    | {"fee", "fees", "charge", "charges", "commission", "mdr", "brokerage", "discount", "refund", "refunded", "chargeback", "adjustment", "round", "rounding"}
    | {
        "balance",
        "opening",
        "closing",
        "running",
        "base",
        "unit",
        "foreign",
        "fc",
        "limit",
        "item",
        "items",
        "line",
        "quantity",
        "qty",
        "insured",
        "face",
        "market",
    }
)
"""Words by which an amount is a part of what moved, or none of it."""


def plain(text: str) -> str:
    """ "Chq./Ref.No." -> "chq ref no"; "supplierGSTIN" and "supplier_gstin" -> "supplier gstin"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", parted.lower()).split())


def loose_role(heading: str) -> str | None:
    """ "date" or "amount" by the last word of a heading that no word of the list fits: "gl_date", "settled_at", "bank_amount", "amount_due". Only what stands below can prove
    it. None for days of other things (of birth) and for parts of an amount (its tax, a fee, a balance)."""
    words = without_units([SHORT.get(word, word) for word in plain(heading).split()])
    if len(words) < 2:
        return None
    ends = {words[-1], words[0] if words[0] != "at" else ""}
    if ends & _DAY and not _OTHER_DAY & set(words):
        return "date"
    return "amount" if ends & _SUM and not _PART_OF_SUM & set(words) else None


def may_be_amount(heading: str) -> bool:
    """Whether a heading may name what moved: "net_settled", "gross", "amount_due", and not a fee, a number or a quantity."""
    words = {SHORT.get(word, word) for word in plain(heading).split()}
    return bool(_OF_MONEY & words) and not _PART_OF_SUM & words


def without_units(words: list[str]) -> list[str]:
    """The words of a heading without the unit at their end: "credit paise" says credit."""
    while len(words) > 1 and words[-1] in UNITS:
        words = words[:-1]
    return words


def role_named(text: str, roles: Collection[str]) -> str | None:
    """The role that a key of a spec names: by its own name or a word that people use for it."""
    key = plain(text)
    if key.replace(" ", "_") in roles:
        return key.replace(" ", "_")
    return next((role for role, words in WORDS.items() if role in roles and key in words), None)


def likeness(heading: str, word: str) -> float:
    """0 … 100; short words are equal or nothing. Both plain."""
    if heading == word:
        return 100.0
    return fuzz.ratio(heading, word) if len(word) >= 5 else 0.0


def roles_by_words(headings: list[str], taken: Collection[int] = (), without: Collection[str] = (), kind: str = "") -> dict[str, int]:
    """Role -> position of its column. A role whose words fit exactly goes before one whose words merely resemble; earlier words before later ones."""
    own = OF_KIND["tds"] if kind.startswith("tds") and any(plain(each) in OF_KIND["tds"]["amount"] for each in headings) else {}
    every = {**WORDS, **own, **OF_KIND.get(_WORDS_OF.get(kind, ""), {})}
    options: list[tuple[float, int, str, int]] = []
    for position, heading in enumerate(headings):
        text = plain(heading)
        if not text or position in taken:
            continue
        words_of = [SHORT.get(word, word) for word in text.split()]
        spelt = dict.fromkeys((text, " ".join(words_of), " ".join(without_units(words_of))))
        for role, words in every.items():
            if role not in without:
                score, rank = max((likeness(said, word), -place) for said in spelt for place, word in enumerate(words))
                # "Tax amount" is a slip away from "txn amount", and means something else.
                if score == 100.0 or (score >= ALIKE and not (role == "amount" and _PART_OF_SUM & set(words_of))):
                    options.append((-score, -rank, role, position))
    found: dict[str, int] = {}
    used = set(taken)
    for _, _, role, position in sorted(options):
        if role not in found and position not in used:
            found[role] = position
            used.add(position)
    return found
