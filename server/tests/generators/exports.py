"""Writes a book the way several programs would. Each style is a function from book and dice to an export with what it must be read as."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

import xlsxwriter

from tests.generators.books import Book, Entry


@dataclass(frozen=True)
class Export:
    """A file, and the vouchers that it holds. `flat`: a row is a whole bill, so that its tax ledgers have no names but those of the columns."""

    name: str
    data: bytes
    entries: tuple[Entry, ...]
    flat: bool = False


def plain(amount: int) -> str:
    """1234.50"""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def lakh(amount: int) -> str:
    """12,34,567.50"""
    whole, cents = divmod(abs(amount), 100)
    head, tail = str(whole)[:-3], str(whole)[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ("-" if amount < 0 else "") + ",".join([*groups, tail]) + f".{cents:02d}"


def western(amount: int) -> str:
    """1,234,567.50"""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100:,}.{abs(amount) % 100:02d}"


def german(amount: int) -> str:
    """1.234.567,50 with the minus behind, as SAP prints it."""
    text = f"{abs(amount) // 100:,}".replace(",", ".") + f",{abs(amount) % 100:02d}"
    return text + ("-" if amount < 0 else "")


def delimited(rows: Iterable[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)


Cell = str | int | float | date | None


def workbook(sheets: dict[str, list[list[Cell]]], merged: Sequence[tuple[str, int, int, int, int, str]] = (), day_format: str = "dd-mmm-yy") -> bytes:
    """An XLSX of these sheets; dates are real dates, numbers are numbers. `merged` are (sheet, row, column, row, column, text)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    days, money = book.add_format({"num_format": day_format}), book.add_format({"num_format": "#,##0.00"})
    pages = {}
    for name, rows in sheets.items():
        page = pages[name] = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), days)  # noqa: DTZ001
                elif isinstance(cell, (int, float)):
                    page.write_number(number, column, cell, money)
                elif cell:
                    page.write_string(number, column, cell)
    for name, row, column, last_row, last_column, text in merged:
        pages[name].merge_range(row, column, last_row, last_column, text)
    book.close()
    return out.getvalue()


def _money(amount: int) -> float:
    return amount / 100


_SAP_TYPES = {"purchase": "KR", "sales": "RV", "payment": "KZ", "receipt": "DZ", "journal": "SA", "debit_note": "KG", "credit_note": "RG"}
_WORDS = {"purchase": "Bill", "sales": "Invoice", "payment": "Bill Payment", "receipt": "Customer Payment", "journal": "Journal", "debit_note": "Vendor Credit", "credit_note": "Credit Memo"}  # fmt: skip


def sap_lines(book: Book, rng: Random) -> Export:
    """A line-item list: S and H for the side, comma decimals, page heads repeated, semicolons between."""
    head = [
        "Company Code",
        "Document Number",
        "Document Type",
        "Posting Date",
        "Account",
        "Text",
        "Amount in local currency",
        "Local Currency",
        "Debit/Credit ind.",
        "Cost Center",
        "Assignment",
    ]
    rows: list[list[str]] = [["General Ledger Line Items"], [f"Company Code 1000 {book.company}"], [], head]
    written = 0
    for entry in book.entries:
        for leg in entry.legs:
            side = "S" if leg.amount > 0 else "H"
            rows.append(
                [
                    "1000",
                    entry.number,
                    _SAP_TYPES[entry.kind],
                    f"{entry.day:%d.%m.%Y}",
                    leg.ledger,
                    entry.narration,
                    german(abs(leg.amount)),
                    "INR",
                    side,
                    leg.centre,
                    entry.reference,
                ]
            )
            written += 1
            if written % 35 == 0:
                rows += [[], ["", "", "", "", "", f"Page {written // 35}"], head]
    return Export("FAGLL03.csv", delimited(rows, ";"), tuple(book.entries))


def sap_signed(book: Book, rng: Random) -> Export:
    """The same, shown in a German system, with the sign behind the amount and no side column."""
    rows: list[list[str]] = [
        [
            "Buchungskreis",
            "Belegnummer",
            "Belegart",
            "Buchungsdatum",
            "Sachkonto",
            "Kontobezeichnung",
            "Buchungstext",
            "Betrag in Hauswährung",
            "Währung",
            "Kostenstelle",
        ]
    ]
    codes = {name: str(400000 + index) for index, name in enumerate(sorted({leg.ledger for entry in book.entries for leg in entry.legs}))}
    for entry in book.entries:
        for leg in entry.legs:
            rows.append(
                [
                    "1000",
                    entry.number,
                    _SAP_TYPES[entry.kind],
                    f"{entry.day:%d.%m.%Y}",
                    codes[leg.ledger],
                    leg.ledger,
                    entry.narration,
                    german(leg.amount),
                    "INR",
                    leg.centre,
                ]
            )
    return Export("Einzelposten.csv", delimited(rows, ";", "utf-8-sig"), tuple(book.entries))


def oracle_journal(book: Book, rng: Random) -> Export:
    """Journal lines with entered and accounted sides."""
    rows: list[list[Cell]] = [[f"{book.company}"], ["Journals - Detail"], ["Ledger: Primary INR", None, "Period: JUL-26 to SEP-26"], []]
    rows.append(
        ["Source", "Category", "Journal Name", "Accounting Date", "Line", "Account Description", "Accounted Debit", "Accounted Credit", "Line Description"]
    )
    for entry in book.entries:
        for index, leg in enumerate(entry.legs, start=1):
            sides = [_money(leg.amount), None] if leg.amount > 0 else [None, _money(-leg.amount)]
            rows.append(["Payables", _WORDS[entry.kind], entry.number, entry.day, index * 10, leg.ledger, *sides, entry.narration])
    debit = sum(leg.amount for entry in book.entries for leg in entry.legs if leg.amount > 0)
    rows += [[None, None, None, None, None, "Total", _money(debit), _money(debit)], [], ["*** End of Report ***"]]
    return Export("XLA_Journals.xlsx", workbook({"Sheet1": rows}, day_format="dd-mmm-yyyy"), tuple(book.entries))


def zoho_journal(book: Book, rng: Random) -> Export:
    """A flat file of transactions by account."""
    rows = [["Date", "Account", "Transaction Details", "Transaction Type", "Transaction#", "Reference#", "Debit", "Credit"]]
    for entry in book.entries:
        for leg in entry.legs:
            sides = [plain(leg.amount), ""] if leg.amount > 0 else ["", plain(-leg.amount)]
            rows.append([f"{entry.day:%d/%m/%Y}", leg.ledger, entry.narration, _WORDS[entry.kind], entry.number, entry.reference, *sides])
    return Export("account_transactions.csv", delimited(rows), tuple(book.entries))


def quickbooks_journal(book: Book, rng: Random) -> Export:
    """A journal report: what is common to a transaction stands in its first row alone, and a total closes each."""
    rows: list[list[Cell]] = [
        [book.company],
        ["Journal"],
        ["July - September, 2026"],
        [],
        ["", "Trans #", "Type", "Date", "Num", "Name", "Memo/Description", "Account", "Debit", "Credit"],
    ]
    for trans, entry in enumerate(book.entries, start=501):
        for index, leg in enumerate(entry.legs):
            sides = [lakh(leg.amount), None] if leg.amount > 0 else [None, lakh(-leg.amount)]
            first = [None, str(trans), _WORDS[entry.kind], f"{entry.day:%d/%m/%Y}", entry.number, entry.party] if index == 0 else [None] * 6
            rows.append([*first, entry.narration if index == 0 else None, leg.ledger, *sides])
        total = lakh(sum(leg.amount for leg in entry.legs if leg.amount > 0))
        rows += [[None] * 8 + [total, total], []]
    debit = lakh(sum(leg.amount for entry in book.entries for leg in entry.legs if leg.amount > 0))
    rows.append(["TOTAL"] + [None] * 7 + [debit, debit])
    return Export("Journal.xlsx", workbook({"Journal": rows}, merged=[("Journal", 0, 0, 0, 9, book.company)]), tuple(book.entries))


def netsuite_lines(book: Book, rng: Random) -> Export:
    """A saved search, newest first."""
    rows = [["Internal ID", "Type", "Date", "Period", "Document Number", "Name", "Account", "Memo", "Amount (Debit)", "Amount (Credit)", "Department"]]
    for index, entry in sorted(enumerate(book.entries, start=9001), reverse=True):
        for leg in entry.legs:
            sides = [plain(leg.amount), ""] if leg.amount > 0 else ["", plain(-leg.amount)]
            rows.append(
                [
                    str(index),
                    _WORDS[entry.kind],
                    f"{entry.day.day}/{entry.day.month}/{entry.day.year}",
                    f"{entry.day:%b %Y}",
                    entry.number,
                    entry.party,
                    leg.ledger,
                    entry.narration,
                    *sides,
                    leg.centre,
                ]
            )
    return Export("GLTransactionSearch.csv", delimited(rows), tuple(book.entries))


def ledger_dump(book: Book, rng: Random) -> Export:
    """A general ledger: each account under its own heading with opening, lines and closing; a voucher is spread over several accounts."""
    rows: list[list[Cell]] = [[book.company], ["General Ledger"], ["From 01-07-2026 To 30-09-2026"]]
    for name in sorted({leg.ledger for entry in book.entries for leg in entry.legs}):
        balance = book.openings.get(name, 0)
        rows += [[], [f"Account: {name}"], ["Date", "Voucher Type", "Voucher No", "Description", "Debit", "Credit", "Balance"]]
        rows.append([None, None, None, "Opening Balance", None, None, f"{lakh(abs(balance))} {'Dr' if balance >= 0 else 'Cr'}"])
        moved = [0, 0]
        for entry in book.entries:
            for leg in entry.legs:
                if leg.ledger == name:
                    balance += leg.amount
                    moved[leg.amount < 0] += abs(leg.amount)
                    sides = [_money(leg.amount), None] if leg.amount > 0 else [None, _money(-leg.amount)]
                    rows.append(
                        [
                            entry.day,
                            entry.kind.replace("_", " ").title(),
                            entry.number,
                            entry.narration,
                            *sides,
                            f"{lakh(abs(balance))} {'Dr' if balance >= 0 else 'Cr'}",
                        ]
                    )
        rows.append([None, None, None, "Total", _money(moved[0]), _money(moved[1]), None])
        rows.append([None, None, None, "Closing Balance", None, None, f"{lakh(abs(balance))} {'Dr' if balance >= 0 else 'Cr'}"])
    return Export("General Ledger.xlsx", workbook({"GL": rows}, day_format="dd/mm/yyyy"), tuple(book.entries))


def signed_brackets(book: Book, rng: Random) -> Export:
    """One amount column, credits in brackets, day-first text dates, tabs."""
    rows = [["Vch Date", "Vch No.", "Vch Type", "Ledger Name", "Amount (Rs.)", "Narration"]]
    for entry in book.entries:
        for leg in entry.legs:
            amount = lakh(leg.amount) if leg.amount > 0 else f"({lakh(-leg.amount)})"
            rows.append([f"{entry.day:%d-%b-%Y}", entry.number, entry.kind.replace("_", " ").title(), leg.ledger, amount, entry.narration])
    return Export("day book.txt", delimited(rows, "\t", line_end="\n"), tuple(book.entries))


def suffixed(book: Book, rng: Random) -> Export:
    """One amount column with Dr and Cr written behind; the voucher's own cells are merged over its lines, so they stand once."""
    rows: list[list[Cell]] = [["Voucher Listing"], [book.company], [], ["Sr", "Voucher Date", "Voucher Number", "Account Head", "Amount", "Remarks"]]
    for serial, entry in enumerate(book.entries, start=1):
        for index, leg in enumerate(entry.legs):
            text = f"{western(abs(leg.amount))} {'Dr' if leg.amount > 0 else 'Cr'}"
            rows.append(
                [
                    str(serial) if index == 0 else None,
                    entry.day if index == 0 else None,
                    entry.number if index == 0 else None,
                    leg.ledger,
                    text,
                    entry.narration if index == 0 else None,
                ]
            )
    return Export("Voucher Listing.xlsx", workbook({"Listing": rows}), tuple(book.entries))


_TONGUES = {
    "fr": (["Date", "N° pièce", "Journal", "Compte", "Libellé", "Débit", "Crédit"], "Journal général"),
    "es": (["Fecha", "Asiento", "Tipo", "Cuenta", "Concepto", "Debe", "Haber"], "Libro diario"),
    "nl": (["Datum", "Boekstuknummer", "Dagboek", "Grootboekrekening", "Omschrijving", "Debet", "Credit"], "Journaalposten"),
    "de": (["Datum", "Belegnummer", "Belegart", "Konto", "Buchungstext", "Soll", "Haben"], "Journal"),
    "hi": (["दिनांक", "वाउचर संख्या", "वाउचर प्रकार", "खाता", "विवरण", "नामे", "जमा"], "रोजनामचा"),
    "hi-latin": (["Dinank", "Voucher Sankhya", "Prakar", "Khata", "Vivaran", "Naam", "Jama"], "Rojnamcha"),
}


def foreign_tongue(book: Book, rng: Random) -> Export:
    """A journal whose headings are in another language; two sides; columns in an order of their own."""
    tongue = rng.choice(sorted(_TONGUES))
    heads, title = _TONGUES[tongue]
    order = rng.sample(range(len(heads)), len(heads))
    rows: list[list[Cell]] = [[title], [book.company], [], [heads[index] for index in order]]
    for entry in book.entries:
        for leg in entry.legs:
            sides: list[Cell] = [_money(leg.amount), None] if leg.amount > 0 else [None, _money(-leg.amount)]
            cells: list[Cell] = [entry.day, entry.number, entry.kind.replace("_", " "), leg.ledger, entry.narration, *sides]
            rows.append([cells[index] for index in order])
    return Export(f"journal-{tongue}.xlsx", workbook({title[:20]: rows}, day_format="yyyy-mm-dd"), tuple(book.entries))


def two_tables(book: Book, rng: Random) -> Export:
    """Purchases and sales one under the other on one sheet, payments on another, each a flat list of lines."""

    def table(title: str, entries: list[Entry]) -> list[list[Cell]]:
        rows: list[list[Cell]] = [[title], ["Doc No", "Doc Date", "GL Name", "Dr Amount", "Cr Amount", "Narration"]]
        for entry in entries:
            for leg in entry.legs:
                sides: list[Cell] = [_money(leg.amount), 0] if leg.amount > 0 else [0, _money(-leg.amount)]
                rows.append([entry.number, entry.day, leg.ledger, *sides, entry.narration])
        debit = sum(leg.amount for entry in entries for leg in entry.legs if leg.amount > 0)
        return [*rows, ["Grand Total", None, None, _money(debit), _money(debit)], [], []]

    purchases, sales, rest = book.of("purchase", "debit_note"), book.of("sales", "credit_note"), book.of("payment", "receipt", "journal")
    sheets = {"Trade": [*table("Purchase vouchers", purchases), *table("Sales vouchers", sales)], "Others": table("Payments, receipts and journals", rest)}
    return Export("vouchers.xlsx", workbook({name: rows for name, rows in sheets.items()}), (*purchases, *sales, *rest))


def serial_days(book: Book, rng: Random) -> Export:
    """Dates as bare serial numbers of a spreadsheet, in a file of commas."""
    rows = [["Journal ID", "Effective Date", "Natural Account", "Net Amount", "Header Description"]]
    for entry in book.entries:
        serial = (entry.day - date(1899, 12, 30)).days
        for leg in entry.legs:
            rows.append([entry.number, str(serial), leg.ledger, plain(leg.amount), entry.narration])
    return Export("gl_extract.csv", delimited(rows, "|"), tuple(book.entries))


def _heads(entry: Entry) -> dict[str, int]:
    """Sizes of a bill by head: the party's total, the value, each tax."""
    found = {"total": 0, "taxable": 0, "igst": 0, "cgst": 0, "sgst": 0}
    for leg in entry.legs:
        head = leg.ledger.split()[-1].lower()
        name = "total" if leg.ledger == entry.party else head if head in found else "taxable"
        found[name] += abs(leg.amount)
    return found


def flat_purchases(book: Book, rng: Random) -> Export:
    """A purchase register of one row a bill, with a column for the head of expense and one for each tax."""
    rows: list[list[Cell]] = [[book.company], ["Purchase Register"], ["01/07/2026 - 30/09/2026"], []]
    rows.append(
        [
            "Bill Date",
            "Voucher No",
            "Supplier",
            "Supplier Bill No",
            "Expense Ledger",
            "Taxable Amount",
            "Input CGST",
            "Input SGST",
            "Input IGST",
            "Invoice Total",
        ]
    )
    total = dict.fromkeys(("taxable", "cgst", "sgst", "igst", "total"), 0)
    bills = book.of("purchase")
    for entry in bills:
        heads = _heads(entry)
        total = {name: amount + heads[name] for name, amount in total.items()}
        rows.append([entry.day, entry.number, entry.party, entry.reference, entry.legs[0].ledger, *[_money(heads[name]) or None for name in total]])
    rows.append(["Grand Total", None, None, None, None, *[_money(amount) for amount in total.values()]])
    return Export("purchase register.xlsx", workbook({"Register": rows}, day_format="dd/mm/yyyy"), tuple(bills), flat=True)


def flat_sales(book: Book, rng: Random) -> Export:
    """A sales register as text: one row a bill, no expense column, total first."""
    rows = [["Invoice No.", "Invoice Date", "Customer Name", "Gross Amount", "Taxable Value", "Output IGST", "Output CGST", "Output SGST", "Sales Account"]]
    bills = book.of("sales")
    for entry in bills:
        heads = _heads(entry)
        amounts = [lakh(heads[name]) if heads[name] else "-" for name in ("total", "taxable", "igst", "cgst", "sgst")]
        rows.append([entry.number, f"{entry.day:%d-%m-%Y}", entry.party, *amounts, entry.legs[0].ledger])
    return Export("sales register.csv", delimited(rows), tuple(bills), flat=True)


STYLES: tuple[Callable[[Book, Random], Export], ...] = (
    sap_lines, sap_signed, oracle_journal, zoho_journal, quickbooks_journal, netsuite_lines, ledger_dump, signed_brackets, suffixed, foreign_tongue, two_tables, serial_days, flat_purchases, flat_sales,
)  # fmt: skip
