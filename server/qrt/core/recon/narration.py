"""What a bank's narration says: how the money moved, its reference, the other party, and whether it is a charge, interest or a return."""

import re
from dataclasses import dataclass
from functools import lru_cache

_MODES = (
    ("NEFT", re.compile(r"\bNEFT")),
    ("RTGS", re.compile(r"\bRTGS")),
    ("IMPS", re.compile(r"\bIMPS|\bMMT/")),
    ("UPI", re.compile(r"\bUPI")),
    ("ACH", re.compile(r"\b(?:ACH|NACH|ECS)\b")),
    ("ATM", re.compile(r"\bATM\b|\bNWD\b|\bCASH W")),
    ("CHQ", re.compile(r"\b(?:CHQ|CHEQUE|CTS|CLG|CLEARING|I/W CLG|O/W CLG)\b")),
    ("CARD", re.compile(r"\b(?:POS|ECOM|CARD)\b")),
    ("CASH", re.compile(r"\bCASH (?:DEP|DEPOSIT)|\bBY CASH\b")),
    ("TRANSFER", re.compile(r"\b(?:TPT|IFT|FT|TRF|TRANSFER|INB|INF|BIL|CMS|SWEEP)\b")),
)
_TRANSFER = re.compile(r"(?<![A-Z0-9])(?=[A-Z0-9]*\d{6})[A-Z]{3,5}[A-Z0-9]{8,18}(?![A-Z0-9])")
_RRN = re.compile(r"(?<!\d)\d{12}(?!\d)")
_IFSC = re.compile(r"(?<![A-Z0-9])[A-Z]{4}0[A-Z0-9]{6}(?![A-Z0-9])")
_CHEQUE = re.compile(r"(?:CHEQUE|CHQ|CHEQ|CTS|CLG)[A-Z ]{0,12}?(?:NO|NUMBER|#)?[.:\s#/-]*(\d{3,9})(?![A-Z0-9])")
_CHARGE = re.compile(
    r"\b(?:CHARGES?|CHGS?|CHRGS?|CHG|COMMISSION|COMM|SERVICE FEE|FEES?|PROCESSING FEE|SMS ALERT|MIN(?:IMUM)? BAL(?:ANCE)? (?:CHG|CHARGE)|AMC|GST@?18|LEDGER FOLIO|PENAL(?:TY)?)\b"
)
_TAX = re.compile(r"^(?:C|S|I|UT)?GST\b|\b(?:C|S|I|UT)?GST ?@? ?(?:18|9)?(?:\.0+)? ?%? ?(?:ON|FOR)\b")
_WITH_TAX = re.compile(r"(?:\b(?:INCL\w*|INC|WITH|PLUS|AND|TOTAL)|[+&]) ?(?:C|S|I|UT)?GST")
_NOT_CHARGE = re.compile(r"\b(?:FREIGHT|SCHOOL|COLLEGE|TUITION|PROFESSIONAL|CONSULT\w*|AUDIT|LEGAL|ELECTRICITY|WATER|RENT|SALES|LABOUR)\b")
_INTEREST = re.compile(r"\b(?:INT\.? ?PD|INT\.? ?PAID|INTEREST|INT\.? ?CR(?:EDIT)?|CREDIT INT|SB INT|FD INT|INT\.? ?COLL|DEBIT INT|OD INT)\b|\bINT\.?:?\d")
_RETURN = re.compile(r"\b(?:RETURN(?:ED)?|RTN|RET|DISHON\w*|BOUNCE[DS]?|REVERSAL|REV|INSUFFICIENT FUNDS|FUNDS INSUFF\w*|O/W RTN|I/W RTN)\b")
_CAUSE = re.compile(
    r"\b(?:FUNDS? INSUFF\w*|INSUFF\w* FUNDS?|EXCEEDS? ARRANGEMENTS?|PAYMENT STOPPED(?: BY DRAWER)?|STOP(?:PED)? PAYMENT|REFER TO DRAWER"
    r"|(?:DRAWER'?S? )?SIGN(?:ATURE)? (?:DIFFERS|MISMATCH)|ACCOUNT CLOSED|A/C CLOSED)\b"
)
"""Why a cheque or a payment came back: nobody's name."""
_NOISE = re.compile(
    r"\b(?:NEFT|RTGS|IMPS|UPI|P2A|P2M|P2P|CR|DR|INW|OUTW|CTS|CHQ|CHEQUE|PAID|CLG|CLEARING|NETBANK|INB|TPT|FT|IFT|TRF|TRANSFER|BY|TO|FROM|ACH|NACH|ECS|BULK|CMS|MB|BIL|ONL|PAYMENT|PMT|BANK|DEP|RET|INT|PD)\b"
)


@dataclass(frozen=True, slots=True)
class Narration:
    """`mode` is NEFT, RTGS, IMPS, UPI, ACH, ATM, CHQ, CARD, CASH, TRANSFER or ""; empty text where the narration says nothing.

    tax: a charge that is the GST on another, which the bank takes as a line of its own ("CGST ON CHARGES").
    """

    mode: str = ""
    reference: str = ""
    cheque: str = ""
    ifsc: str = ""
    party: str = ""
    charge: bool = False
    interest: bool = False
    returned: bool = False
    tax: bool = False


@lru_cache(maxsize=50_000)
def narration_of(text: str) -> Narration:
    """Take a narration apart. Banks write them in their own ways; what is not recognised stays empty."""
    upper = " ".join(text.upper().split())
    mode = next((name for name, form in _MODES if form.search(upper)), "")
    ifscs = _IFSC.findall(upper)
    transfers = [token for token in _TRANSFER.findall(upper) if token not in ifscs]
    rrn = _RRN.search(upper)
    cheque = _CHEQUE.search(upper)
    interest = bool(_INTEREST.search(upper))
    charge = bool(_CHARGE.search(upper)) and not interest and not _NOT_CHARGE.search(upper)
    return Narration(
        mode=mode,
        reference=transfers[0] if transfers else rrn.group(0) if rrn else "",
        cheque=cheque.group(1).lstrip("0") if cheque else "",
        ifsc=ifscs[0] if ifscs else "",
        party=_party(upper),
        charge=charge,
        interest=interest,
        returned=bool(_RETURN.search(upper)),
        tax=charge and bool(_TAX.search(upper)) and not _WITH_TAX.search(upper),
    )


def _party(upper: str) -> str:
    """The longest piece between separators that reads like a name: mostly letters, no reference, no IFSC, no address of a wallet."""
    best = ""
    for piece in re.split(r"[/*|:]|-(?=\S)|(?<=\S)-|\s-\s|\s{2,}", _CAUSE.sub("/", upper)):
        if "@" in piece:
            continue
        kept = _NOISE.sub(" ", _IFSC.sub(" ", _TRANSFER.sub(" ", _RRN.sub(" ", piece))))
        kept = " ".join(re.sub(r"[^A-Z&. ]+", " ", kept).split()).strip(" .&")
        letters = sum(character.isalpha() for character in kept)
        if letters >= 4 and letters > sum(character.isalpha() for character in best):
            best = kept
    return best
