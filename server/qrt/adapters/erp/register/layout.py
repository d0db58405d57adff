"""The layout of a register sheet: titles, header row, and what each column is. Nothing goes by position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.dates import parse_span
from qrt.core.documents.headers import Vocabulary, meanings, vocabulary
from qrt.core.documents.headings import heads_home, hear_heading, says_home
from qrt.core.documents.kinds import kind_of_grid, kind_of_title
from qrt.core.documents.types import DocumentKind
from qrt.core.documents.workbook import Sheet, SheetRow

HEADER_ROWS = 40

_HEADINGS: Vocabulary = vocabulary(
    {
        "date": ("date", "voucher date", "vch date", "posting date"),
        "particulars": ("particulars", "party name", "party", "name of party", "ledger", "ledger name", "account name"),
        "type": ("voucher type", "vch type", "type", "voucher type name"),
        "number": ("voucher no", "vch no", "voucher number", "vch number", "v no", "vno"),
        "narration": ("narration", "remarks", "long narration", "description"),
        "reference": (
            "supplier invoice no", "supplier invoice number", "supplier inv no", "voucher ref no", "vch ref no", "ref no", "reference no", "reference",
            "reference number", "voucher reference no", "party invoice no", "bill no", "invoice no", "invoice number", "doc no", "original invoice no",
        ),
        "reference_day": (
            "supplier inv date", "supplier invoice date", "voucher ref date", "vch ref date", "reference date", "ref date", "bill date", "invoice date",
            "voucher reference date", "original invoice date",
        ),
        "party_gstin": ("gstin uin", "gstin", "party gstin", "party gstin uin", "gst no", "gstin no", "gstin number", "gst number", "gst registration no", "gstin uin of recipient"),
        "place_of_supply": ("place of supply", "pos"),
        "value": ("value", "assessable value"),
        "additional_cost": ("addl cost", "additional cost", "addl costs"),
        "gross": ("gross total", "gross amount"),
        "debit": ("debit", "debit amount", "dr", "dr amount", "debit amt", "amount dr"),
        "credit": ("credit", "credit amount", "cr", "cr amount", "credit amt", "amount cr"),
        "balance": ("balance", "closing balance", "running balance"),
    }
)  # fmt: skip

_INFORMATION = frozenset(
    phrase
    for phrases in vocabulary(
        {
            "quantity": ("quantity", "qty", "billed quantity", "actual quantity", "alt units", "alternate quantity", "unit", "uom", "units", "stock item", "item", "item name", "name of item"),
            "rate": ("rate", "rate per", "per", "discount %", "tax rate", "gst rate", "currency", "exchange rate", "rate of exchange"),
            "cost": ("cost centre", "cost center", "cost category", "cost centres", "godown", "batch", "location", "branch", "department", "project"),
            "people": (
                "buyer", "consignee", "buyer address", "consignee address", "buyer supplier", "buyer supplier address", "address", "state", "country", "pincode", "pan", "pan no",
                "pan it no", "consignee buyer", "supplier", "entered by", "altered by", "verified by", "party state", "registration type", "gst registration type",
            ),
            "papers": (
                "irn", "ack no", "ack date", "e way bill no", "eway bill no", "e way bill date", "order no", "order date", "order no date", "order no & date", "terms of payment",
                "other references", "terms of delivery", "despatch doc no", "dispatch doc no", "despatch through", "dispatched through", "destination", "delivery note no",
                "delivery note no date", "receipt note no", "receipt doc no", "instrument no", "instrument date", "cheque no", "cheque date", "bank date", "transaction type", "tracking no",
                "receipt no", "bill of lading", "vehicle no", "port code", "hsn", "hsn sac", "hsn code", "sac", "due date", "due on", "credit period",
            ),
            "keys": ("guid", "master id", "alter id", "status", "voucher status", "sl no", "s no", "sr no", "sno", "serial no", "tds nature of payment", "gst nature", "nature of transaction"),
        }
    ).values()
    for phrase in phrases
)  # fmt: skip

_GSTIN = re.compile(r"\b\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]\b")
_LEGAL_FORM = re.compile(r"\b(ltd|limited|llp|pvt|private|inc|corporation|corp|co)\b\.?", re.IGNORECASE)
_BOOK = re.compile(r"^(.*?)\s+book$", re.IGNORECASE)
_ANY_BANK = re.compile(r"^(?:cash\s*(?:and|&|/)\s*)?bank$", re.IGNORECASE)
"""What "Bank Book" says of its ledger: nothing."""
_BANK_LEDGER = re.compile(r"(?=.*\bbank\b).*(?:\ba\s*/?\s*c\b|\baccount\b|\d{3})", re.IGNORECASE)
_WHEN = re.compile(
    r"^\(?\s*(?:as\s+(?:on|at|of)|for\s+the\s+(?:month|quarter|half|year|period)|(?:printed|generated|exported|run)\s+on|page\s+\d)\b", re.IGNORECASE
)
"""Lines that say of when a paper is, not of whom."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above the table. Rows are the sheet's own numbers, 0 where the word was not found."""

    company: str = ""
    branch: str = ""
    title: str = ""
    gstin: str = ""
    first_day: date | None = None
    last_day: date | None = None
    company_row: int = 0
    title_row: int = 0
    span_row: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns (from 0) of a register. `ledgers` are the columns of one ledger each; `unknown` have a heading that is neither; `currency` names the money of a row, `foreign` hold amounts of it; `home` says that the paper says its amounts are rupees."""

    header_row: int
    header_end: int
    columns: dict[str, int]
    ledgers: dict[int, str]
    headings: dict[int, str]
    unknown: tuple[int, ...] = ()
    heads: Heads = field(default_factory=Heads)
    kind: DocumentKind = DocumentKind.DAY_BOOK
    own_ledger: str = ""
    currency: int | None = None
    foreign: tuple[int, ...] = ()
    home: bool = False

    @property
    def columnar(self) -> bool:
        """True when each ledger has a column."""
        return "gross" in self.columns or bool(self.ledgers)


def tidy(text: str) -> str:
    """Text with every run of blanks and line breaks as one blank."""
    return " ".join(text.split())


def find_layout(sheet: Sheet) -> Layout | None:
    """The layout, or None when no row has the headings of a register."""
    for position, row in enumerate(sheet.rows[:HEADER_ROWS]):
        cells = [(column, row.text(column)) for column in sorted(row.cells)]
        named = meanings(cells, _HEADINGS)
        found = set(named.values())
        money = "gross" in found or {"debit", "credit"} <= found
        if {"date", "particulars"} <= found and (money or {"type", "number"} <= found):
            return _layout(sheet, position, row, named)
    return None


def _layout(sheet: Sheet, position: int, row: SheetRow, named: dict[int, str]) -> Layout:
    columns = {meaning: column for column, meaning in named.items()}
    headings = {column: tidy(row.text(column)) for column in row.cells if row.text(column)}
    first_ledger = _first_ledger_column(columns)
    ledgers: dict[int, str] = {}
    unknown = []
    body = sheet.rows[position + 1 :]
    heard = {column: hear_heading(heading).meanings[:1] for column, heading in headings.items() if column not in named}
    foreign = tuple(sorted(column for column, said in heard.items() if said and said[0].startswith("foreign_") and not _holds_sides(body, column)))
    currency = min((column for column, said in heard.items() if said == ("currency",)), default=None)
    for column in sorted(headings):
        meaning = named.get(column)
        information = meanings([(column, headings[column])], {"information": tuple(_INFORMATION)})
        if meaning and not (meaning in ("narration", "reference", "balance", "value", "particulars") and column >= first_ledger and _holds_sides(body, column)):
            continue
        if information and not (column >= first_ledger and _holds_sides(body, column)):
            continue
        if column in foreign:
            continue
        if column >= first_ledger:
            ledgers[column] = headings[column]
        else:
            unknown.append(column)
    if "debit" in columns and "gross" not in columns:
        ledgers = {}
    columns = {meaning: column for meaning, column in columns.items() if column not in ledgers}
    heads = read_heads(sheet.rows[:position])
    kind, own = _kind_and_ledger(sheet, heads)
    if _ANY_BANK.match(own):
        own, heads = _named_bank(sheet.rows[:position], heads)
    return Layout(
        row.number,
        row.number,
        columns,
        ledgers,
        headings,
        tuple(unknown),
        heads,
        kind,
        own,
        currency,
        foreign,
        _says_home(sheet.rows[:position], columns, headings),
    )


def _says_home(above: Sequence[SheetRow], columns: dict[str, int], headings: dict[int, str]) -> bool:
    """True where the heading of the amounts or a line above the table says that they are the books' own money."""
    money = [headings.get(columns[name], "") for name in ("gross", "debit", "credit") if name in columns]
    return any(map(heads_home, money)) or any(says_home(cell.text) for row in above for cell in row.cells.values())


def _first_ledger_column(columns: dict[str, int]) -> int:
    """Ledger columns stand behind Gross Total; where an export leaves that out, behind the last column whose meaning is known."""
    if "gross" in columns:
        return columns["gross"] + 1
    return max(columns.values()) + 1


def _holds_sides(rows: Sequence[SheetRow], column: int) -> bool:
    """True when the column holds an amount with Dr or Cr: then it is a ledger, whatever its heading says."""
    for row in rows:
        try:
            found = amount_of_cell(row.cells.get(column))
        except ValueError:
            continue
        if found and found[1]:
            return True
    return False


def read_heads(rows: Sequence[SheetRow]) -> Heads:
    """Company, branch, title, GSTIN and span out of the rows above the header, wherever they stand."""
    company = title = gstin = ""
    span: tuple[date, date] | None = None
    company_row = title_row = span_row = 0
    for row in rows:
        for column in sorted(row.cells):
            text = tidy(row.text(column))
            if not text:
                continue
            if found := _GSTIN.search(text):
                gstin = gstin or found.group(0)
            if not span and (span := parse_span(text)):
                span_row = row.number
            elif title and not company and kind_of_title(text):
                # A company whose name ends like a title ("Penguin Book") stands above the real one.
                company, company_row, title, title_row = title, title_row, text, row.number
            elif not title and kind_of_title(text) and (company or len(rows) == 1):
                title, title_row = text, row.number
            elif not company and not kind_of_title(text) and not _WHEN.match(text):
                company, company_row = text, row.number
            elif not title and kind_of_title(text):
                title, title_row = text, row.number
    name, branch = split_branch(company)
    first, last = span or (None, None)
    return Heads(name, branch, title, gstin, first, last, company_row, title_row, span_row)


def split_branch(company: str) -> tuple[str, str]:
    """ "X LLP - Chennai" gives ("X LLP", "Chennai"). A part that carries a legal form is never a branch."""
    for dash in (" - ", " – ", "- ", " -"):
        name, found, branch = company.rpartition(dash)
        if found and name.strip() and branch.strip() and not _LEGAL_FORM.search(branch) and not parse_span(branch):
            return name.strip(), branch.strip()
    return company, ""


def _named_bank(above: Sequence[SheetRow], heads: Heads) -> tuple[str, Heads]:
    """The ledger of a book that is only called a bank's, where a line above the table names it; that line is then no company."""
    lines = [text for row in above for column in sorted(row.cells) if (text := tidy(row.text(column)))]
    own = next((text for text in lines if _BANK_LEDGER.match(text) and not _LEGAL_FORM.search(text) and not kind_of_title(text) and not parse_span(text)), "")
    if own and own.startswith(heads.company) and heads.company:
        heads = replace(heads, company="", branch="", company_row=0)
    return own, heads


def _kind_and_ledger(sheet: Sheet, heads: Heads) -> tuple[DocumentKind, str]:
    kind = kind_of_title(heads.title) if heads.title else None
    if kind is None:
        kind = kind_of_grid([[cell.text for _, cell in sorted(row.cells.items())] for row in sheet.rows[:30]])[0]
    if kind in (DocumentKind.OTHER, DocumentKind.BANK_STATEMENT, DocumentKind.TRIAL_BALANCE):
        kind = DocumentKind.DAY_BOOK
    own = ""
    if kind in (DocumentKind.BANK_BOOK, DocumentKind.CASH_BOOK) and (found := _BOOK.match(heads.title)):
        own = tidy(found.group(1))
    return kind, own
