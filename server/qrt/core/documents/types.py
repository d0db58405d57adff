"""A paper, its pages, and what was read from it.

Readers (adapters and agents) make an `Extraction`; everything after them works on its typed rows and fields and never on the file again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Box, Place
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, ReturnLine, TaxCreditLine


class DocumentKind(StrEnum):
    """What a paper is. `OTHER` and the kinds without a reader are kept and wait for a person."""

    PURCHASE_REGISTER = "purchase_register"
    SALES_REGISTER = "sales_register"
    JOURNAL_REGISTER = "journal_register"
    CREDIT_NOTE_REGISTER = "credit_note_register"
    DEBIT_NOTE_REGISTER = "debit_note_register"
    PAYMENT_REGISTER = "payment_register"
    RECEIPT_REGISTER = "receipt_register"
    CONTRA_REGISTER = "contra_register"
    BANK_BOOK = "bank_book"
    CASH_BOOK = "cash_book"
    DAY_BOOK = "day_book"
    TRIAL_BALANCE = "trial_balance"
    TALLY_MASTERS = "tally_masters"
    TALLY_VOUCHERS = "tally_vouchers"
    BANK_STATEMENT = "bank_statement"
    GATEWAY_SETTLEMENT = "gateway_settlement"
    GSTR_2B = "gstr_2b"
    GSTR_2A = "gstr_2a"
    GSTR_1 = "gstr_1"
    GSTR_3B = "gstr_3b"
    E_INVOICE = "e_invoice"
    TAX_INVOICE = "tax_invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    BILL_OF_SUPPLY = "bill_of_supply"
    EXPORT_INVOICE = "export_invoice"
    RECEIPT = "receipt"
    PAYMENT_VOUCHER = "payment_voucher"
    RECEIPT_VOUCHER = "receipt_voucher"
    PURCHASE_ORDER = "purchase_order"
    CONTRACT = "contract"
    E_WAY_BILL = "e_way_bill"
    BILL_OF_ENTRY = "bill_of_entry"
    TDS_STATEMENT = "tds_statement"
    TDS_CHALLAN = "tds_challan"
    FORM_16A = "form_16a"
    FORM_26AS = "form_26as"
    AIS = "ais"
    LOAN_STATEMENT = "loan_statement"
    INVENTORY_STATEMENT = "inventory_statement"
    PAYROLL_REGISTER = "payroll_register"
    ASSET_REGISTER = "asset_register"
    CHART_OF_ACCOUNTS = "chart_of_accounts"
    OPEN_BILLS = "open_bills"
    PARTY_STATEMENT = "party_statement"
    EXCHANGE_RATES = "exchange_rates"
    OTHER = "other"


DATES_EITHER = "dates_either"
"""Field of a register whose days are numbers alone that can all be read with the month first as well, and nothing proves which."""

REGISTERS = frozenset(
    {
        DocumentKind.PURCHASE_REGISTER,
        DocumentKind.SALES_REGISTER,
        DocumentKind.JOURNAL_REGISTER,
        DocumentKind.CREDIT_NOTE_REGISTER,
        DocumentKind.DEBIT_NOTE_REGISTER,
        DocumentKind.PAYMENT_REGISTER,
        DocumentKind.RECEIPT_REGISTER,
        DocumentKind.CONTRA_REGISTER,
        DocumentKind.BANK_BOOK,
        DocumentKind.CASH_BOOK,
        DocumentKind.DAY_BOOK,
        DocumentKind.TALLY_VOUCHERS,
    }
)
"""Kinds whose rows are vouchers of the company's own books: they post on import."""

INVOICES = frozenset(
    {
        DocumentKind.TAX_INVOICE,
        DocumentKind.CREDIT_NOTE,
        DocumentKind.DEBIT_NOTE,
        DocumentKind.BILL_OF_SUPPLY,
        DocumentKind.EXPORT_INVOICE,
        DocumentKind.E_INVOICE,
    }
)
"""Kinds that are one paper for one supply: they become drafts that wait for a checker, or evidence of a posted voucher."""

FORMS = frozenset(
    {
        DocumentKind.PAYMENT_VOUCHER,
        DocumentKind.RECEIPT_VOUCHER,
        DocumentKind.PURCHASE_ORDER,
        DocumentKind.CONTRACT,
        DocumentKind.E_WAY_BILL,
        DocumentKind.BILL_OF_ENTRY,
        DocumentKind.TDS_CHALLAN,
        DocumentKind.FORM_16A,
        DocumentKind.FORM_26AS,
        DocumentKind.AIS,
        DocumentKind.GSTR_1,
        DocumentKind.GSTR_2A,
        DocumentKind.GSTR_2B,
        DocumentKind.GSTR_3B,
        DocumentKind.LOAN_STATEMENT,
        DocumentKind.INVENTORY_STATEMENT,
    }
)
"""Kinds that come printed as well, and whose tables are never a bank's statement or a book of the company."""


NO_TEXT_LAYER = "document.no_text_layer"
BAD_SCAN = "document.bad_scan"
"""Rule of the finding on a paper, or on pages of it, that hold pictures of words alone: a recogniser has to look at them."""
FIELD_MISSING = "document.field_missing"
"""Rule of the finding on a paper that lacks what its kind cannot do without: a person fills it in."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a page with its box. `confidence` is the recogniser's, 0 to 1; the words of a text layer are sure. `agreed`: another one read the same."""

    text: str
    box: Box
    confidence: float = 1.0
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code on a page: what it says, and where it is."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Scan:
    """What was measured at the picture of a page.

    contrast       between print and paper where words stand, as a share of the way from black to white
    letter_pixels  height of a line of print in pixels of the picture; 0 where no word of three letters was read
    dark           dark points as a share of the page, and `covered` the share of them that stand in words
    """

    contrast: float
    letter_pixels: float
    dark: float
    covered: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1, size in points, words in reading order as the text layer or the recogniser gives them.

    source  "text" for a text layer, else which recogniser read it: "tesseract", "rapidocr", "tesseract+rapidocr"
    turn    degrees clockwise by which the picture was turned so that people can read it: 0, 90, 180, 270
    skew    degrees clockwise by which it was straightened after that; boxes are fractions of the page as turned and straightened
    codes   QR codes of a page that was recognised; those of a page with a text layer are looked for when its kind may carry one
    rulings lines drawn on the page, each as its box: one side is next to nothing, the other as long as the line
    scan    what was measured at the picture that it was recognised from; None for a page with words of its own
    pictured  its words are in a picture or drawn as shapes, as far as its text layer tells: a recogniser has to look
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: str = "text"
    turn: int = 0
    skew: float = 0.0
    codes: tuple[Code, ...] = ()
    rulings: tuple[Box, ...] = ()
    pictured: bool = False
    scan: Scan | None = None


class FieldStatus(StrEnum):
    """Who stands behind a field's value."""

    AUTO = "auto"  # Agreed by a rule; confidence is above the kind's threshold.
    REVIEW = "review"  # Read, but a person should look.
    CONFIRMED = "confirmed"  # A person agreed with what was read.
    CORRECTED = "corrected"  # A person wrote another value.
    MISSING = "missing"  # Expected and not found; the value is "".


@dataclass(frozen=True, slots=True)
class Field:
    """One value read from a paper.

    value       normalised text: amounts as decimal rupees ("118000.50"), dates ISO, GSTIN in capitals; "" when missing
    raw         as it stands on the paper
    confidence  0 to 1
    source      "structure" (a named cell, tag or key), "label" (found beside its label), "arithmetic", "person"
    checks      names of the checks that it passed ("gstin_check_digit", "arithmetic_closed")
    doubt       why a person must look, in a few words without a point; "" where nothing is doubted
    """

    name: str
    value: str
    raw: str = ""
    place: Place | None = None
    confidence: float = 1.0
    source: str = "structure"
    status: FieldStatus = FieldStatus.AUTO
    checks: tuple[str, ...] = ()
    doubt: str = ""

    def amount(self) -> Paise:
        """The value as paise. Raises ValueError when it is none."""
        return rupees(self.value)

    def day(self) -> date:
        """The value as a date. Raises ValueError when it is none."""
        return date.fromisoformat(self.value)


@dataclass(frozen=True, slots=True)
class Leg:
    """One ledger's part of a register row, with the cell it came from. A ledger's part that settles several bills is several legs.

    bill_kind       new, against, advance, on_account; "" where the paper does not say
    party           customer or vendor that the row names in a column of its own, beside the ledger; "" where it does not
    currency        ISO code where the leg was agreed in foreign money; then `foreign_amount` is signed hundredths of it and `rate` rupees for one unit
    """

    ledger: str
    amount: Paise
    place: Place
    bill: str = ""
    bill_kind: str = ""
    due_day: date | None = None
    cost_centre: str = ""
    currency: str = ""
    foreign_amount: int = 0
    rate: Decimal | None = None
    rate_day: date | None = None
    tax_code: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One voucher of a register, day book or voucher export, exactly as the company's own books have it.

    particulars   first ledger of the voucher, mostly the party
    voucher_type  the company's own name ("Sales-Export"); "" where the register does not say
    base_kind     purchase, sales, payment, receipt, contra, journal, debit_note, credit_note; "" when it cannot be told
    reference     the other side's document number (supplier invoice no.) where there is one
    legs          every ledger with its signed amount; they sum to zero in a sound row
    posts         False for memorandum, optional and pro forma vouchers
    branch        branch that the row itself names; "" where the paper as a whole says it
    """

    place: Place
    day: date
    particulars: str
    voucher_type: str
    number: str
    legs: tuple[Leg, ...]
    narration: str = ""
    reference: str = ""
    reference_day: date | None = None
    party_gstin: str = ""
    place_of_supply: str = ""
    base_kind: str = ""
    cancelled: bool = False
    posts: bool = True
    guid: str = ""
    branch: str = ""
    row_type: Literal["register"] = "register"


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """One row of a handed-in trial balance. Amounts are signed, debit positive; None where the paper has no such column.

    is_group  True for a group row, which is the sum of rows below it and must not be added again
    parent    the group row it stands under, "" at the top
    level     indent or depth, 0 at the top
    collapsed True for a group shown closed: it stands for ledgers that the paper does not list
    """

    place: Place
    name: str
    is_group: bool
    parent: str
    level: int
    closing: Paise
    opening: Paise | None = None
    debit: Paise | None = None
    credit: Paise | None = None
    collapsed: bool = False
    row_type: Literal["trial_balance"] = "trial_balance"


@dataclass(frozen=True, slots=True)
class MasterRow:
    """A ledger or group master. `opening` is signed, debit positive.

    msme         micro, small, medium; "" where the master does not say. `udyam` is the registration number
    credit_days  days that bills of this party run, None where the master does not say
    """

    place: Place
    name: str
    parent: str
    is_group: bool = False
    gstin: str = ""
    pan: str = ""
    state: str = ""
    opening: Paise | None = None
    aliases: tuple[str, ...] = ()
    msme: str = ""
    udyam: str = ""
    credit_days: int | None = None
    row_type: Literal["master"] = "master"


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line of a bank statement, signed as the company's books would have it: money in positive, money out negative."""

    place: Place
    day: date
    narration: str
    amount: Paise
    reference: str = ""
    value_day: date | None = None
    balance: Paise | None = None
    row_type: Literal["bank"] = "bank"


@dataclass(frozen=True, slots=True)
class Gstr2bLine:
    """One document of GSTR-2B as the portal lists it. Amounts are never negative; `document_type` gives the direction.

    section        b2b, b2ba, cdnr, cdnra, isd, impg, impgsez
    document_type  "invoice", "credit_note", "debit_note", "bill_of_entry"
    period         return period of the 2B, "2026-09"
    itc_reason     P place of supply, C time-barred, "" otherwise
    """

    place: Place
    section: str
    supplier_gstin: str
    supplier_name: str
    number: str
    day: date
    document_type: str
    taxable: Paise
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise
    total: Paise
    place_of_supply: str = ""
    reverse_charge: bool = False
    itc_available: bool = True
    itc_reason: str = ""
    original_number: str = ""
    original_day: date | None = None
    irn: str = ""
    ims_status: str = ""
    filed_day: date | None = None
    period: str = ""
    row_type: Literal["gstr_2b"] = "gstr_2b"


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One item line of an invoice. Amounts as read; None where the paper does not say. `rate` is the rate of tax, percent as text.

    unit_price  rupees for one unit as decimal text with every decimal that is printed ("12.3456"): prices are finer than a paisa, and are never rounded
    discount    what goes off quantity times price: rupees as decimal text ("50.00"), or a percentage with its sign ("5%"); below nothing where it is a charge
    """

    place: Place
    description: str = ""
    hsn: str = ""
    quantity: str = ""
    unit: str = ""
    rate: str = ""
    taxable: Paise | None = None
    cgst: Paise | None = None
    sgst: Paise | None = None
    igst: Paise | None = None
    total: Paise | None = None
    unit_price: str = ""
    discount: str = ""
    row_type: Literal["invoice_line"] = "invoice_line"


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One asset (or one component of it) of a fixed-asset register, as the paper has it. Amounts are never negative; None where it has no such column.

    parent               code of the asset that this is a component of, "" for a whole asset
    put_to_use           depreciation runs from here; None where the register has the day of purchase alone
    rate                 percent a year as text, "" where it does not say; `life_years` likewise
    method               "slm", "wdv", "" where it does not say
    opening_accumulated  depreciation up to the first day of the register's period; `depreciation` is the period's own
    disposed             when it was sold or scrapped, with `proceeds`
    in_progress          capital work in progress: not put to use yet; `due` is when it should be finished
    deletions            cost that left in the register's period; `cost` is the asset's own, before it left
    shift                number of shifts that it is used in as text, "" where it does not say
    """

    place: Place
    code: str
    name: str
    asset_class: str = ""
    ledger: str = ""
    parent: str = ""
    location: str = ""
    bought: date | None = None
    put_to_use: date | None = None
    cost: Paise = Paise(0)
    salvage: Paise | None = None
    rate: str = ""
    life_years: str = ""
    method: str = ""
    block: str = ""
    opening_accumulated: Paise | None = None
    additions: Paise | None = None
    depreciation: Paise | None = None
    closing_accumulated: Paise | None = None
    net: Paise | None = None
    disposed: date | None = None
    proceeds: Paise | None = None
    in_progress: bool = False
    due: date | None = None
    deletions: Paise | None = None
    shift: str = ""
    row_type: Literal["asset"] = "asset"


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """One employee's pay of one month. Amounts are never negative.

    month             "2026-09"
    earnings          every earning column by its own heading, in the paper's order; they add up to `gross` in a sound row
    other_deductions  every deduction that is none of those below, by its own heading (advances, loans, canteen)
    """

    place: Place
    month: str
    employee_code: str
    employee_name: str
    gross: Paise
    net: Paise
    pan: str = ""
    department: str = ""
    earnings: tuple[tuple[str, Paise], ...] = ()
    pf_employee: Paise = Paise(0)
    pf_employer: Paise = Paise(0)
    esi_employee: Paise = Paise(0)
    esi_employer: Paise = Paise(0)
    professional_tax: Paise = Paise(0)
    tds: Paise = Paise(0)
    other_deductions: tuple[tuple[str, Paise], ...] = ()
    row_type: Literal["payroll"] = "payroll"


@dataclass(frozen=True, slots=True)
class OpenBillRow:
    """One bill that was not settled on the paper's day (Tally's "Bills Receivable", "Bills Payable"). `amount` is what is open, signed, debit positive."""

    place: Place
    party: str
    bill: str
    amount: Paise
    day: date | None = None
    due_day: date | None = None
    row_type: Literal["open_bill"] = "open_bill"


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One line of a statement that a vendor or customer sent, signed as our books would have it: what we owe more is a credit, negative.

    what  "invoice", "payment", "credit_note", "debit_note", "opening", "tds", "" where it cannot be told
    """

    place: Place
    day: date
    reference: str
    narration: str
    amount: Paise
    what: str = ""
    balance: Paise | None = None
    row_type: Literal["party"] = "party"


@dataclass(frozen=True, slots=True)
class RateRow:
    """Rupees for one unit of a foreign currency on a day. `kind` is "closing", "average" or "reference"."""

    place: Place
    currency: str
    day: date
    rate: Decimal
    kind: str = "reference"
    row_type: Literal["rate"] = "rate"


@dataclass(frozen=True, slots=True)
class LoanLine:
    """One instalment of a loan. Amounts are never negative; `balance` is the principal still owed after it, None where the paper does not say."""

    place: Place
    day: date
    principal: Paise
    interest: Paise
    instalment: Paise | None = None
    balance: Paise | None = None
    row_type: Literal["loan"] = "loan"


@dataclass(frozen=True, slots=True)
class StockLine:
    """One item of a statement of stock. `quantity` is decimal text in `unit`; `rate` rupees for one in paise, None where the paper does not say."""

    place: Place
    item: str
    quantity: str
    value: Paise
    code: str = ""
    unit: str = ""
    rate: Paise | None = None
    row_type: Literal["stock"] = "stock"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A filled cell of a table on a page. `column` counts from 0; a cell that covers several says how many; `box` is where its words stand."""

    column: int
    text: str
    box: Box
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table that was found on a page and that no reader knows. `table` counts through the paper from 1; a table that goes on overleaf is one."""

    place: Place
    table: int
    cells: tuple[TableCell, ...]
    row_type: Literal["table"] = "table"


Row = (
    RegisterRow
    | TrialBalanceRow
    | MasterRow
    | BankLine
    | SettlementLine
    | Gstr2bLine
    | ReturnLine
    | TaxCreditLine
    | ChallanLine
    | DeductionLine
    | InvoiceLine
    | AssetRow
    | PayrollRow
    | OpenBillRow
    | PartyLine
    | RateRow
    | LoanLine
    | StockLine
    | TableRow
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one paper. A paper with several parts (sheets that are registers of their own) gives several extractions.

    part      "" for the whole paper, else the sheet or statement it covers
    fields    by name; the names of each kind are listed in docs/glossary.md
    reader    which reader made it ("tally_xlsx", "camt053", "invoice_rules"), `version` of that reader
    pages     page count, 0 for structured files
    """

    document: str
    kind: DocumentKind
    confidence: float
    reader: str
    version: str
    part: str = ""
    pages: int = 0
    fields: Mapping[str, Field] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()

    def text(self, name: str) -> str:
        """The field's value, "" when it is missing."""
        found = self.fields.get(name)
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it was handed in. `name` is its path inside the hand-in, for people; `sha256` is its identity."""

    sha256: str
    name: str
    size: int
    media_type: str = ""
