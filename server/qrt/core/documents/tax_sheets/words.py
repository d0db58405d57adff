"""What the columns of the offices' sheets are called: the words of the printed forms, and those that stand on sheets alone."""

import re
from collections.abc import Mapping

from qrt.core.documents.forms import gst_lists, tax_credit, tds_statement
from qrt.core.documents.tax_sheets.hearing import amounts, head_of, hears
from qrt.core.documents.tax_sheets.tables import Table

Words = Mapping[str, tuple[str, ...]]


def _with(words: Words, **more: tuple[str, ...]) -> Words:
    """The words of a form with those of sheets beside them; the sheet's come first where a phrase is in both."""
    return {name: (*more.get(name, ()), *words.get(name, ())) for name in (*more, *(each for each in words if each not in more))}


def _begin(**patterns: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Headings that begin with words of ours and go on ("Date on which tax deposited (dd/mm/yyyy)"), as `normal` writes them."""
    return tuple((re.compile(pattern), name) for name, pattern in patterns.items())


_FILED = re.compile(r"^(?:isd )?gstr .*filing date$|^date filing$|^filing date$")
_FILED_FOR = re.compile(r"^(?:isd )?gstr .*period$")
_STATUS_3B = re.compile(r"^gstr 3b filing status$")
_FILED_STATUS = re.compile(r"^gstr .*filing status$")

_ALL_DOCUMENTS = _with(
    gst_lists.DOCUMENTS,
    party=(
        "gstin of supplier",
        "gstin of isd",
        "isd gstin",
        "gstin of eco",
        "gstin of e commerce operator",
        "gstin uin of recipient",
        "supplier gstin",
        "ctin",
    ),
    who=("trade legal name", "trade legal name of the supplier", "trade legal name of supplier", "receiver name", "party name"),
    number=(
        *(
            "isd document number",
            "isd invoice number",
            "document number",
            "doc no",
            "bill of entry details number",
            "bill of entry number",
            "bill of entry no",
            "boe number",
            "be number",
            "be no",
        ),
        *("note refund voucher number", "revised invoice number", "revised note number", "revised document number", "invoice note number"),
    ),
    type=("isd document type", "document type", "doc type", "note type", "invoice type", "note refund voucher type"),
    day=(
        *("isd document date", "isd invoice date", "document date", "bill of entry details date", "bill of entry date", "boe date", "note refund voucher date"),
        *("revised invoice date", "revised note date", "revised document date", "invoice note date"),
    ),
    value=("invoice value", "note value", "document value", "note refund voucher value", "total invoice value"),
    taxable=("bill of entry details taxable value", "assessable value"),
    rate=("rate", "rate %", "tax rate %", "rate of tax"),
    itc=("itc availability", "eligibility of itc", "eligibilty of itc", "itc available"),
    reason=("reason", "reason for itc unavailability", "itc unavailability reason"),
    credit_number=("isd credit note number",),
    credit_day=("isd credit note date",),
    share=("applicable % of tax rate", "applicable percent of tax rate", "applicable percentage"),
    source=("source", "source type of invoice"),
    irn=("irn", "irn number"),
    irn_day=("irn date",),
    port=("port code",),
    reference_day=("icegate reference date", "icegate received date", "reference date icegate"),
    supply_type=("note supply type", "invoice sub type", "supply type"),
    original_number=("original invoice number", "original note number", "original document number", "original invoice no"),
    original_day=("original invoice date", "original note date", "original document date"),
    amended=("amendment made if any", "tax period in which amended", "tax period in which reported earlier"),
    period=("gstr 2b period", "2b period", "gstr 2a period", "2a period", "2b month", "gstr 2b month", "tax period", "return period"),
    operator=("e commerce gstin", "e commerce operator gstin", "ecommerce gstin"),
    ims=("ims status", "ims action"),
    status=("status", "invoice status", "document status", "doc status", "irn status", "e invoice status", "einvoice status"),
    currency=("currency", "currency code", "invoice currency", "document currency", "curr", "ccy"),
    section=(
        "section",
        "section name",
        "gst section",
        "return section",
        "gstr section",
        "gstr 2b section",
        "gstr 2a section",
        "gstr 1 section",
        "table",
        "table name",
    ),
)

INWARD = Table(
    "inward",
    _ALL_DOCUMENTS,
    (frozenset({"number"}), frozenset({"day"}), frozenset({"igst", "cgst"}), frozenset({"party", "port"})),
    ((_STATUS_3B, "status_3b"), (_FILED, "filed"), (_FILED_FOR, "filed_for"), (_FILED_STATUS, "filed_status")),
    hears("inward"),
)
OUTWARD = Table(
    "outward",
    _ALL_DOCUMENTS,
    (frozenset({"number"}), frozenset({"day"}), frozenset({"taxable"}), frozenset({"party", "place", "rate"})),
    ((_STATUS_3B, "status_3b"), (_FILED, "filed"), (_FILED_FOR, "filed_for"), (_FILED_STATUS, "filed_status")),
    hears("outward"),
)
GST_DEDUCTED = Table(
    "gst_deducted",
    _with(
        gst_lists.HEADS,
        party=(
            *(
                "gstin of deductor",
                "deductor gstin",
                "gstin of e com operator",
                "gstin of e commerce operator",
                "gstin of ecom operator",
                "e commerce operator gstin",
            ),
            *("gstin of collector", "collector gstin", "gstin of deductor e commerce operator"),
        ),
        who=(
            "deductor's name",
            "deductor name",
            "name of deductor",
            "trade name of deductor",
            "e com operator's name",
            "e commerce operator name",
            "collector name",
        ),
        period=(
            "tax period of gstr 7",
            "tax period of amended gstr 7",
            "tax period of gstr 8",
            "tax period of amended gstr 8",
            "period",
            "tax period",
            "month",
        ),
        original_period=("tax period of original gstr 7", "tax period of original gstr 8", "original tax period"),
        gross=("gross value of supplies", "gross value", "amount received gross value", "gross value of supplies made"),
        returned=("value of supplies returned", "sales return", "value of supplies returned by recipient"),
        taxable=(
            "taxable value",
            "revised taxable value",
            "net amount liable for tcs",
            "net value",
            "net amount",
            "value on which tds has been deducted",
            "payment made to deductee",
        ),
    ),
    (frozenset({"party"}), frozenset({"taxable", "gross"}), frozenset({"igst", "cgst"})),
    hears=head_of,
)
GOODS = Table(
    "hsn",
    _with(
        gst_lists.HEADS,
        hsn=("hsn", "hsn sac", "hsn code", "hsn sac code"),
        what=("description", "description of goods"),
        unit=("uqc", "unit"),
        quantity=("total quantity", "quantity"),
        total=("total value",),
        rate=("rate", "rate %"),
        taxable=("taxable value", "total taxable value"),
        igst=("integrated tax amount", "integrated tax", "igst"),
        cgst=("central tax amount", "central tax", "cgst"),
        sgst=("state ut tax amount", "state ut tax", "sgst"),
        cess=("cess amount", "cess"),
    ),
    (frozenset({"hsn"}), frozenset({"unit", "quantity"}), frozenset({"taxable"}), frozenset({"igst", "cgst"})),
    hears=amounts,
)
CONSUMERS = Table(
    "b2cs",
    _with(gst_lists.HEADS, type=("type",), place=("place of supply",), rate=("rate", "rate %"), taxable=("taxable value",), operator=("e commerce gstin",)),
    (frozenset({"type"}), frozenset({"place"}), frozenset({"rate"}), frozenset({"taxable"})),
    hears=amounts,
)
RECORDS = Table("records", gst_lists.SUMMARY, (frozenset({"what"}), frozenset({"count"}), frozenset({"igst"}), frozenset({"cgst"})), hears=amounts)
SUMMARY = Table(
    "summary",
    _with(gst_lists.HEADS, what=("heading",), table=("gstr 3b table",)),
    (frozenset({"what"}), frozenset({"table"}), frozenset({"igst"}), frozenset({"cgst"})),
    hears=head_of,
)

DEDUCTOR = Table(
    "deductor",
    _with(
        tax_credit.DEDUCTOR,
        name=("name of deductor", "name of collector", "deductor name", "information source", "name of the deductor"),
        tan=("tan of deductor", "tan of collector", "deductor tan", "tan", "tan of the deductor"),
        code=("information code", "section code"),
        described=("information description",),
        count=("count",),
        amount=("amount",),
    ),
    (frozenset({"name"}), frozenset({"tan", "code"}), frozenset({"tax", "amount"})),
)
PAYMENT = Table(
    "payment",
    _with(
        tax_credit.PAYMENT,
        section=("section", "payment code", "section code", "information code", "nature of payment", "tds section", "section no", "sec"),
        day=("transaction date", "date of payment credit", "date of payment", "payment date", "date of transaction", "txn date"),
        status=("status of booking", "booking status", "status", "f u p o", "matching status"),
        booked=("date of booking", "booking date"),
        amount=(
            "amount paid credited",
            "amount paid",
            "amount paid credited rs",
            "amount credited",
            "amt paid credited",
            "total amount paid credited",
            "amount of payment",
            "gross amount",
        ),
        tax=("tax deducted", "tds deducted", "tax collected", "tcs collected", "tax deducted collected", "tax deducted at source", "tds amount", "tds"),
        deposited=(
            "tds deposited",
            "tax deposited",
            "tcs deposited",
            "total tds deposited",
            "total tax deposited",
            "amount deposited",
            "tds deposited amount",
            "deposited",
        ),
        quarter=("quarter",),
        name=(
            "name of deductor",
            "deductor name",
            "name of collector",
            "information source",
            "deductor",
            "name of the deductor",
            "deductor's name",
            "name",
            "party name",
        ),
        tan=("tan of deductor", "deductor tan", "tan of collector", "tan", "tan no", "tan number", "deductor's tan", "tan of the deductor"),
    ),
    (frozenset({"day"}), frozenset({"amount"}), frozenset({"tax"}), frozenset({"section", "quarter", "tan", "name"})),
)

DEDUCTION = Table(
    "deduction",
    _with(
        {name: phrases for name, phrases in tds_statement.DEDUCTION.items() if name not in ("challan", "section")},
        challan=("challan sr no", "challan serial", "against challan", "challan sl no"),
        pan=(
            "pan of deductee",
            "pan of the deductee",
            "pan",
            "pan no",
            "pan number",
            "deductee pan",
            "pan of party",
            "party pan",
            "pan of vendor",
            "vendor pan",
        ),
        party=(
            *("name of deductee", "name of the deductee", "deductee name", "name", "party name", "vendor name", "name of party", "deductee", "name of vendor"),
            *("party", "name of the party", "payee", "name of payee", "payee name", "vendor", "supplier", "supplier name", "name of supplier"),
        ),
        section=(
            "section",
            "section code",
            "tds section",
            "section no",
            "under section",
            "section under which deducted",
            "nature of payment",
            "sec",
            "sec no",
            "tds nature",
            "nature",
        ),
        code=("payment code", "code of payment"),
        day=(
            *("date of payment credit", "date of payment or credit", "date of payment", "payment date", "date of credit", "date", "transaction date"),
            *("date of payment or credit whichever is earlier", "date on which amount paid credited", "bill date", "invoice date", "txn date"),
        ),
        amount=(
            *("amount paid credited", "amount paid or credited", "amount paid", "amount of payment", "amount", "taxable amount", "base amount"),
            *("amount of payment credit", "assessable amount", "assessable value", "amount on which tds deducted", "amount paid credited rs", "taxable value"),
            *("amt paid credited", "amt paid cr", "payment amount", "gross amount", "bill amount"),
        ),
        tax=(
            *("total tax deducted", "tax deducted", "tds deducted", "tds", "tds amount", "amount of tds", "amount of tax deducted", "total tds", "tax"),
            *("total tds deducted", "tds amount deducted", "tds amt", "tax amount", "income tax"),
        ),
        deposited=(
            "total tax deposited",
            "tax deposited",
            "tds deposited",
            "amount deposited",
            "total tds deposited",
            "tds paid",
            "deposited",
            "tax paid",
            "deposit amount",
        ),
        deducted=("date of deduction", "deduction date", "date on which tax deducted"),
        rate=("rate at which deducted", "rate of deduction", "rate", "rate %", "tds rate", "rate of tds", "tds %"),
        bsr=("bsr code", "bsr", "bank bsr code", "bank branch code"),
        number=("challan no", "challan number", "challan serial no", "challan serial number", "challan"),
        paid_on=("date of deposit", "challan date", "date of challan", "deposit date", "date on which tax deposited", "tds paid date"),
        month=("deposit month",),
        currency=("currency", "currency code", "curr", "ccy"),
        status=("status", "entry status", "record status", "document status", "bill status"),
    ),
    (frozenset({"pan"}), frozenset({"amount"}), frozenset({"tax"}), frozenset({"section", "code", "day"})),
    _begin(
        pan=r"pan (?:deductee|vendor|party|payee)\b",
        party=r"name (?:deductee|vendor|party|payee)\b",
        section=r"section under which\b|section code\b",
        day=r"date (?:on which )?(?:payment|amount paid) (?:or )?credit",
        amount=r"amount paid (?:or )?credited\b|amount (?:payment|credited)\b",
        tax=r"total (?:tax|tds) deducted\b|tax deducted\b",
        deposited=r"total (?:tax|tds) deposited\b",
        deducted=r"date deduction\b",
        rate=r"rate (?:at )?which (?:tax )?deducted\b|rate deduction\b",
        bsr=r"bsr code\b",
        number=r"challan serial (?:no|number)\b",
        paid_on=r"date (?:on which )?(?:tax|challan|deposit)\b",
        reason=r"reason (?:for )?non deduction\b",
    ),
)
CHALLAN = Table(
    "challan",
    _with(
        tds_statement.CHALLAN,
        tax=("tax", "tds", "income tax", "basic tax", "tds amount", "tax amount", "tds deposited", "tax deposited"),
        interest=("interest", "int", "interest amount"),
        fee=("fee", "late fee", "fee 234e", "fee u s 234e", "fee under section 234e", "levy", "fees", "late filing fee", "234e fee", "234e"),
        surcharge=("surcharge",),
        cess=("cess", "education cess", "edu cess", "health and education cess"),
        other=("penalty", "others", "penalty others", "other"),
        total=(
            *("total amount deposited", "total tax deposited", "total", "total amount", "challan amount", "amount deposited", "amount", "amount paid"),
            *("amount of challan", "total challan amount", "total amount paid"),
        ),
        bsr=("bsr code", "bsr", "bank bsr code", "bsr code 24g receipt no", "bsr code receipt number", "bsr code of bank"),
        day=(
            *(
                "date on which amount deposited",
                "date of deposit",
                "challan date",
                "deposit date",
                "deposit dt",
                "tender date",
                "date of challan",
                "date of payment",
            ),
            *("date on which tax deposited", "paid on", "payment date", "date of tender", "challan tender date"),
        ),
        number=(
            "challan serial no",
            "challan serial number",
            "challan no",
            "challan number",
            "challan serial no ddo serial no",
            "challan sr no",
            "challan",
            "chalan no",
            "chalan number",
            "cin serial no",
        ),
        section=("section", "nature of payment", "section code", "payment code", "code of payment", "tds section", "sec", "section no"),
        currency=("currency", "currency code", "curr", "ccy"),
        status=("status", "payment status", "challan status", "transaction status"),
        minor=("minor head", "minor head of challan"),
        major=("major head",),
    ),
    (frozenset({"bsr"}), frozenset({"number"}), frozenset({"day"}), frozenset({"total", "tax"})),
    _begin(
        bsr=r"bsr code\b",
        number=r"challan (?:serial|identification) (?:no|number)\b",
        day=r"date on which (?:tax|amount) deposited\b|date deposit\b|challan (?:tender )?date\b",
        total=r"total (?:tax|amount) deposited\b|total amount\b|challan amount\b",
        other=r"penalty\b",
        section=r"nature payment\b|section code\b",
        minor=r"minor head\b",
        fee=r"(?:late )?(?:filing )?fees?\b|234e\b",
        interest=r"(?:[ab] )?int(?:erest)?\b",
    ),
)
BOOKISH = re.compile(
    r"\b(?<!refund )(?:voucher|vch)\b|\bledgers?\b|\bparticulars\b|\bnarration\b|\bas per (?:our )?(?:books?|2b|2a|portal|gstr)|\bin books\b|\bbooks?$|\bdifference\b|\bvariance\b"
    r"|\bmatch(?:ed|ing)?\b|\brecon|\bexpense (?:head|account)\b|\bgrn\b|\bg ?l (?:code|account)\b|\bcost cent(?:re|er)\b|\beligibility for itc\b|\bavailed itc\b"
)
"""Headings (as `normal` writes them) of a company's own books, and of lists that compare them with a return: never the office's own paper."""
