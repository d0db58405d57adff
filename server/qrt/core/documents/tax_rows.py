"""Rows of what goes to and comes from the tax offices: returns, tax that others deducted, challans, deductions that the company reports."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qrt.core.base.money import Paise
from qrt.core.base.place import Place


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One document, or one total, of a return that the company files itself (GSTR-1, GSTR-3B), or tax of GST that others took (GSTR-2A).

    Amounts are as the file has them: only corrections are negative.

    table          "b2b", "cdnr", "hsn" of GSTR-1; "3.1(a)", "4(A)(5)" of GSTR-3B; "tds", "tdsa", "tcs" of GSTR-2A, whose `total` is the gross value
    document_type  "invoice", "credit_note", "debit_note"; "" for a total
    description    what a total is of ("outward taxable supplies", a name of goods)
    rate           percent as text where the table is by rate, "" otherwise
    count          number of documents, of a table that counts them
    """

    place: Place
    table: str
    taxable: Paise
    igst: Paise = Paise(0)
    cgst: Paise = Paise(0)
    sgst: Paise = Paise(0)
    cess: Paise = Paise(0)
    total: Paise | None = None
    document_type: str = ""
    number: str = ""
    day: date | None = None
    party_gstin: str = ""
    party_name: str = ""
    place_of_supply: str = ""
    reverse_charge: bool = False
    rate: str = ""
    hsn: str = ""
    description: str = ""
    quantity: str = ""
    count: int | None = None
    original_number: str = ""
    original_day: date | None = None
    period: str = ""
    row_type: Literal["return"] = "return"


@dataclass(frozen=True, slots=True)
class TaxCreditLine:
    """One payment on which others deducted or collected tax, as Form 26AS, AIS or a certificate lists it.

    part       "I" (deducted), "VI" (collected), as the statement numbers its parts; "ais" of an AIS
    deductor   name, and `tan` its TAN (or the PAN, where the part lists PANs)
    section    section or payment code as written
    status     of booking: F final, U unmatched, P provisional, O overbooked; "" where it does not say
    quarter    "Q1" to "Q4" where the statement gives the quarter and no day
    """

    place: Place
    part: str
    deductor: str
    tan: str
    section: str
    amount: Paise
    tax: Paise
    deposited: Paise
    day: date | None = None
    status: str = ""
    booked_day: date | None = None
    remark: str = ""
    quarter: str = ""
    row_type: Literal["tax_credit"] = "tax_credit"


@dataclass(frozen=True, slots=True)
class ChallanLine:
    """One payment of tax into a bank: of a TDS statement, or of challans listed beside each other. `total` is what was paid, with interest and fee.

    minor_head  "200" (payable by the taxpayer), "400" (regular assessment); "" where it does not say
    """

    place: Place
    number: str
    bsr: str
    day: date | None
    tax: Paise
    total: Paise
    interest: Paise = Paise(0)
    fee: Paise = Paise(0)
    surcharge: Paise = Paise(0)
    cess: Paise = Paise(0)
    other: Paise = Paise(0)
    section: str = ""
    minor_head: str = ""
    nil: bool = False
    row_type: Literal["challan"] = "challan"


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """One deduction that a TDS statement reports. `challan` is the serial number of its challan within the statement, from 1.

    rate    percent as text; `reason` the flag for a lower or higher rate ("A", "B", "C", "T", "Y"), "" for none
    """

    place: Place
    challan: int
    party: str
    pan: str
    section: str
    amount: Paise
    tax: Paise
    deposited: Paise
    day: date | None = None
    deducted_day: date | None = None
    rate: str = ""
    reason: str = ""
    certificate: str = ""
    row_type: Literal["deduction"] = "deduction"
