"""Indian identifiers and their checks. Formats: GSTN format descriptions, Rule 46 CGST Rules, MCA and Income-tax layouts."""

import hashlib
import re
from datetime import date

from qrt.core.base.period import FinancialYear

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STATES = frozenset(f"{n:02d}" for n in range(1, 39)) - {"25", "28"} | {"97", "99"}
_GSTIN_FORMS = tuple(
    re.compile(form)
    for form in (
        r"^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][Z1-9ABD-J][0-9A-Z]$",  # regular
        r"^[0-9]{2}[A-Z]{4}[0-9]{5}[A-Z][0-9]Z[0-9]$",  # government department
        r"^[0-9]{2}[A-Z]{4}[A-Z0-9][0-9]{4}[A-Z][1-9A-Z]D[0-9A-Z]$",  # tax deductor
        r"^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]C[0-9A-Z]$",  # e-commerce operator
        r"^99[0-9]{2}[A-Z]{3}[0-9]{5}OS[0-9A-Z]$",  # OIDAR
    )
)
_UIN_FORMS = tuple(re.compile(form) for form in (r"^[0-9]{4}[A-Z]{3}[0-9]{5}[UO]N[A-Z0-9]$", r"^[0-9]{4}[A-Z]{3}[0-9]{5}NR[0-9A-Z]$"))
_PAN = re.compile(r"^[A-Z]{3}[ABCFGHJLPTEK][A-Z][0-9]{4}[A-Z]$")
_CIN = re.compile(r"^[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6}$")
_TAN = re.compile(r"^[A-Z]{4}[0-9]{5}[A-Z]$")
_IFSC = re.compile(r"^[A-Z]{4}0[A-Z0-9]{6}$")


def gstin_check_character(first_fourteen: str) -> str:
    """The 15th character by Luhn mod 36. Raises ValueError on a character outside 0-9A-Z."""
    total = 0
    for position, character in enumerate(first_fourteen):
        product = _ALPHABET.index(character) * (1 + position % 2)
        total += product // 36 + product % 36
    return _ALPHABET[(36 - total % 36) % 36]


def gstin_fault(gstin: str) -> str:
    """Why this is not a GSTIN, in words; "" when it is one. UIN and non-resident forms pass on their shape."""
    if len(gstin) != 15:
        return f"a GSTIN has 15 characters, this has {len(gstin)}"
    if any(form.match(gstin) for form in _UIN_FORMS):
        return ""
    if gstin[:2] not in _STATES:
        return f"state code {gstin[:2]} is not issued"
    if not any(form.match(gstin) for form in _GSTIN_FORMS):
        return "the letters and digits are not in the order of a GSTIN"
    expected = gstin_check_character(gstin[:14])
    return "" if gstin[14] == expected else f"check character is {gstin[14]}, the other fourteen give {expected}"


def pan_fault(pan: str) -> str:
    """Why this is not a PAN, in words; "" when its form is right (its check letter is not public)."""
    if not _PAN.match(pan):
        return "a PAN is five letters, four digits and a letter, the fourth letter being the kind of holder"
    return "a PAN's number is never 0000" if pan[5:9] == "0000" else ""


def cin_fault(cin: str) -> str:
    """Why this is not a CIN, in words; "" when its form is right."""
    return "" if _CIN.match(cin) else "a CIN has 21 characters like U29253MH2011PTC214567"


def tan_fault(tan: str) -> str:
    """Why this is not a TAN, in words; "" when its form is right."""
    return "" if _TAN.match(tan) else "a TAN is four letters, five digits and a letter"


def ifsc_fault(ifsc: str) -> str:
    """Why this is not an IFSC, in words; "" when its form is right."""
    return "" if _IFSC.match(ifsc) else "an IFSC is four letters, a zero and six letters or digits"


def pan_of_gstin(gstin: str) -> str:
    """The PAN inside a GSTIN (characters 3 to 12)."""
    return gstin[2:12]


def invoice_reference_number(supplier_gstin: str, day: date, document_type: str, number: str) -> str:
    """The IRN: SHA-256 over GSTIN, financial year, type (INV, CRN, DBN) and number, as the portal computes it."""
    return hashlib.sha256(f"{supplier_gstin}{FinancialYear.of(day)}{document_type}{number.upper()}".encode()).hexdigest()
