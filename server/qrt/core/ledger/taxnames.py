"""GST and TDS ledgers by their names: "Input CGST @9%", "Output IGST 18%", "TDS on Contractors 194C"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import plain_name

_TAX = (
    ("igst", re.compile(r"\bigst|\bi gst\b|integrated (goods|gst|tax)")),
    ("cgst", re.compile(r"\bcgst|\bc gst\b|central (goods|gst|tax)")),
    ("sgst", re.compile(r"\b(sgst|utgst)|\bs gst\b|(state|union territory) (goods|gst|tax)")),
    ("cess", re.compile(r"(gst|compensation|input|output|rcm) .*\bcess\b|\bcess\b.* (input|output|itc|gst)")),
)
_REVERSE = re.compile(r"\brcm\b|reverse charge|\brcm")
_INPUT = re.compile(r"\binput|\bitc\b|receivable|\bcredit\b|inward|on purchase|purchase|claimable|recoverable")
_OUTPUT = re.compile(r"\boutput|payable|liabilit|outward|on sales?\b|sales?\b|collected|\bdue\b")
_PARKED = re.compile(
    r"ineligible|blocked|not (in|as per) (gstr ?)?2b|pending|reversed|reclaim|refund|suspense|deferred|interest|late fee|penalt|expens|cash ledger|deposit"
)
_TDS = re.compile(r"\btds\b|tax deducted at source|\bt d s\b")
_TDS_ASSET = re.compile(r"receivable|recoverable|by (customer|client|other)|\basset\b|refund|deducted by|credit|26as|on (sales|receipt)")
_SECTION = re.compile(r"\b19[2-6][a-z]{0,2}\b|\b39[23]\b|\b10\d\d\b")
_RATE = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)\s*%|@\s*(\d{1,2}(?:\.\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class TaxName:
    """kind   "gst" or "tds"
    role   a role of `LedgerAccount`, "" when the side cannot be told from the name
    asset  True when it stands among the assets
    sure   0 to 1
    """

    kind: str
    role: str
    asset: bool
    tds_key: str
    reason: str
    sure: float


def tax_name(name: str, model: ModelChart) -> TaxName | None:
    """What a name says about GST or TDS; None when it is no tax ledger."""
    plain = plain_name(name)
    return _gst(plain) or _tds(plain, model)


def _gst(plain: str) -> TaxName | None:
    tax = next((tax for tax, form in _TAX if form.search(plain)), "")
    parked = _PARKED.search(plain)
    if not tax:
        if not re.search(r"\bgst\b", plain) or re.search(
            r"\b(sales?|purchases?|exempt|rate|audit|fees?|consult\w*|penalt\w*|interest|late|expens\w*)\b", plain
        ):
            return None
        if "cash" in plain:
            return TaxName("gst", "gst_cash", True, "", "the electronic cash ledger of GST", 0.9)
        if _REVERSE.search(plain):
            asset = bool(_INPUT.search(plain)) and not re.search(r"payable|output", plain)
            return TaxName("gst", "gst_receivable" if asset else "gst_payable", asset, "", "GST under reverse charge without its tax head", 0.7)
        if _INPUT.search(plain) or "refund" in plain:
            return TaxName("gst", "gst_receivable", True, "", "GST to be received", 0.8)
        if _OUTPUT.search(plain) or "set off" in plain or plain in ("gst", "gst a c"):
            return TaxName("gst", "gst_payable", False, "", "GST to be paid, net", 0.8)
        return None
    has_input, has_output = bool(_INPUT.search(plain)), bool(_OUTPUT.search(plain))
    if parked:
        asset = has_input or not has_output
        return TaxName(
            "gst", "gst_receivable" if asset else "gst_payable", asset, "", f"{tax.upper()} that is parked (“{parked.group()}”), no running credit", 0.75
        )
    if _REVERSE.search(plain):
        asset = has_input and not has_output
        return TaxName("gst", f"{'rcm_input' if asset else 'rcm_output'}_{tax}", asset, "", f"{tax.upper()} under reverse charge", 0.9)
    if has_input != has_output:
        return TaxName(
            "gst", f"{'input' if has_input else 'output'}_{tax}", has_input, "", f"{'input' if has_input else 'output'} {tax.upper()} by its name", 0.97
        )
    if has_input and has_output:
        # "Output CGST on purchase return", "Input credit payable": the word that names the ledger itself stands first.
        first = _INPUT.search(plain), _OUTPUT.search(plain)
        is_input = first[0] is not None and first[1] is not None and first[0].start() < first[1].start()
        return TaxName("gst", f"{'input' if is_input else 'output'}_{tax}", is_input, "", f"{tax.upper()}, both sides named, the first taken", 0.7)
    return TaxName("gst", "", False, "", f"{tax.upper()}, but its name says neither input nor output", 0.5)


def _tds(plain: str, model: ModelChart) -> TaxName | None:
    if not _TDS.search(plain) or re.search(
        r"\b(interest|late fee|penalty|expense)\b.*\btds\b|\btds\b.*\b(late fee|penalty|return|filing|consult\w*|fees filing)\b", plain
    ):
        return None
    if _TDS_ASSET.search(plain) and "payable" not in plain:
        return TaxName("tds", "tds_receivable", True, "", "tax that customers deducted", 0.95)
    sections = [rule.key for rule in model.sections if _SECTION.search(plain) and rule.match.search(" ".join(_section_words(plain)))]
    natures = [rule.key for rule in model.sections if rule.match.search(plain)]
    key = next(iter(sections or natures), "")
    return TaxName("tds", "tds_payable", False, key, "tax deducted at source, to be paid" + (f", nature {key}" if key else ""), 0.95)


def _section_words(plain: str) -> list[str]:
    found = _SECTION.search(plain)
    return plain[found.start() :].split()[:3] if found else []


def rate_of_name(name: str) -> Decimal | None:
    """The rate in a tax ledger's name in percent ("Input CGST @9%" -> 9), None when there is none."""
    found = _RATE.search(name)
    return Decimal(found.group(1) or found.group(2)) if found else None
