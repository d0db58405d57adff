"""Whether a paper is a till slip: what tills print and invoices do not."""

import re

from qrt.core.documents.invoice.item_heads import header_at
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.invoice.values import gstins

NEEDED = 3
"""Signs that make a slip. A long narrow sheet is one of them."""

NARROW = 0.62
"""Width to height of a page that no sheet of paper has: A4 has 0.71, letter 0.77."""

_SIGNS = (
    ("cash", r"\b(?:tendered|cash\s+(?:bill|memo|sales?|receipt))\b|\bcash\b.{0,12}\d"),
    ("change", r"\bchange\b"),
    (
        "till",
        r"\bcashier|\bcounter\b|\btill\b|\bterminal\b|\boperator\b|\bsales\s?person\b|\bserver\b|\bpos\b|\bstaff\b|\bslip\s*no|\bwaiter|\bnozzle|\bpump\s*no",
    ),
    ("thanks", r"thank\s?you|thanks|come\s+again|visit\s+again|have\s+a\s+nice"),
    ("rounding", r"\brounding\b|\brounded\b|\bround\s+off\b"),
    ("returns", r"\b(?:not|no)\s+(?:be\s+)?(?:returnable|refund|exchang)|exchange(?:s|d)?\s+(?:is|are|within|only)|\brefundable|\bno\s+cash\s+refund"),
    ("receipt", r"\breceipt\b|\bcash\s+bill\b|\bretail\s+invoice\b|\bsimplified\s+(?:tax\s+)?invoice\b"),
    ("card slip", r"\b(?:mid|tid|rrn|appr(?:oval)?\s*code|auth\s*code|visa|mastercard|debit\s+card|credit\s+card|upi)\b"),
    ("time of day", r"(?<![\d.:])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"),
    ("table", r"\btable\s*(?:no)?\b.{0,6}\d|\bpax\b|\bcovers\b|\bdine\s?-?in\b|\btake\s?-?away\b|\bparking\b|\btoken\s+no|\bkot\b"),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _SIGNS)

_OF_INVOICES = re.compile(
    r"\bplace\s+of\s+supply\b|\birn\b|\back\s+no\b|\bbill(?:ed)?\s+to\b|\bship(?:ped)?\s+to\b|\bdue\s+date\b|\bpayment\s+terms\b|\biban\b|\bpurchase\s+order\b",
    re.IGNORECASE,
)
"""What a paper between two companies says: a till asks for money at once and sends nothing anywhere."""


def till_signs(sheet: Sheet) -> tuple[str, ...]:
    """The signs of a till slip on the paper; () when it is none. A paper of several pages, or with two parties' GSTINs, is none."""
    if len(sheet.sizes) > 1 or not sheet.lines or len({each.value for line in sheet.lines for each in gstins(line)}) > 1:
        return ()
    text = sheet.text
    found = [name for name, pattern in _COMPILED if pattern.search(text)]
    width, height = next(iter(sheet.sizes.values()))
    if width / height < NARROW:
        found.append("a long narrow sheet")
    elif any("hsn" in {column.name for column in header_at(sheet.lines, line.number)[0]} for line in sheet.lines):
        # A hospital's bill says the time of day and thanks too; a list with a column of codes across a whole sheet is a bill's.
        return ()
    against = len({each.lower() for each in _OF_INVOICES.findall(text)})
    return tuple(found) if len(found) - 2 * against >= NEEDED else ()
