"""Tally's Excel exports: columnar registers and books whose signs stand only in number formats, and trial balances."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from qrt.sim.chart import LedgerName
from qrt.sim.world import BookVoucher

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
PARENTS = {
    "Reserves & Surplus": "Capital Account", "Bank OD A/c": "Loans (Liability)", "Secured Loans": "Loans (Liability)", "Unsecured Loans": "Loans (Liability)",
    "Duties & Taxes": "Current Liabilities", "Provisions": "Current Liabilities", "Sundry Creditors": "Current Liabilities", "Bank Accounts": "Current Assets",
    "Cash-in-Hand": "Current Assets", "Deposits (Asset)": "Current Assets", "Loans & Advances (Asset)": "Current Assets", "Stock-in-Hand": "Current Assets",
    "Sundry Debtors": "Current Assets",
}  # fmt: skip
ORDER = (
    "Capital Account", "Loans (Liability)", "Current Liabilities", "Fixed Assets", "Investments", "Current Assets", "Branch / Divisions", "Suspense A/c", "Sales Accounts",
    "Purchase Accounts", "Direct Incomes", "Direct Expenses", "Indirect Incomes", "Indirect Expenses",
)  # fmt: skip


def tally_day(day: date) -> str:
    """ "1-Jul-26"."""
    return f"{day.day}-{day:%b-%y}"


def cell_day(day: date) -> datetime:
    """A date as a spreadsheet's cell holds it: midnight, in no time zone."""
    return datetime.combine(day, time.min)


@dataclass(frozen=True, slots=True)
class RegisterStyle:
    """How an export was set: extra columns, where the total's words stand, blank rows in the head."""

    bills: bool
    gstin: bool
    total_column: int
    blank_rows: int


def new_workbook(path: Path) -> xlsxwriter.Workbook:
    """A workbook whose bytes depend on its content alone."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED})
    return book


def write_register(
    path: Path, company: str, title: str, first: date, last: date, vouchers: Sequence[BookVoucher], own_ledger: str, style: RegisterStyle
) -> None:
    """A columnar register or bank book. `own_ledger` is the book's own ledger ("" for registers), which never is the particulars of a row."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet(title[:28].replace("/", "-").replace("&", "and"))
        bold, plain, day_format = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "dd-mmm-yy"})
        signed = {True: book.add_format({"num_format": '""0.00" Dr"'}), False: book.add_format({"num_format": '""0.00" Cr"'})}
        row = 0
        for text in (company, title, *[""] * style.blank_rows, f"{tally_day(first)} to {tally_day(last)}"):
            sheet.merge_range(row, 0, row, 2, text, bold)
            row += 1
        heads = ["Date", "Particulars", "Voucher Type", "Voucher No."]
        heads += ["Supplier Invoice No.", "Supplier Invoice Date"] if style.bills else []
        heads += ["GSTIN/UIN"] if style.gstin else []
        heads += ["Narration", "Value", "Gross Total"]
        rows = [(voucher, _particulars(voucher, own_ledger)) for voucher in vouchers]
        ledgers = _columns(rows)
        for column, text in enumerate([*heads, *ledgers]):
            sheet.write_string(row, column, text, bold)
        places = {name: len(heads) + index for index, name in enumerate(ledgers)}
        totals: dict[int, int] = defaultdict(int)
        value_total = 0
        for voucher, lead in rows:
            row += 1
            sheet.write_datetime(row, 0, cell_day(voucher.day), day_format)
            sheet.write_string(row, 1, "(cancelled )" if voucher.cancelled else voucher.legs[lead].ledger)
            sheet.write_string(row, 2, voucher.type_name)
            sheet.write_string(row, 3, voucher.number)
            if voucher.cancelled:
                continue
            column = 4
            if style.bills:
                sheet.write_string(row, 4, voucher.reference)
                if voucher.reference_day:
                    sheet.write_datetime(row, 5, cell_day(voucher.reference_day), day_format)
                column = 6
            if style.gstin:
                sheet.write_string(row, column, voucher.party_gstin)
                column += 1
            sheet.write_string(row, column, voucher.narration)
            value = abs(voucher.legs[lead].amount)
            sheet.write_number(row, column + 1, value / 100, plain)
            value_total += value
            for index, leg in enumerate(voucher.legs):
                place = column + 2 if index == lead else places[leg.ledger]
                sheet.write_number(row, place, abs(leg.amount) / 100, signed[leg.amount > 0])
                totals[place] += leg.amount
        row += 1
        sheet.write_string(row, style.total_column, "Grand Total", bold)
        sheet.write_number(row, len(heads) - 2, value_total / 100, plain)
        for place, amount in sorted(totals.items()):
            sheet.write_number(row, place, abs(amount) / 100, signed[amount >= 0])


def _particulars(voucher: BookVoucher, own_ledger: str) -> int:
    """Which leg leads the row: the first that is not the book's own ledger."""
    return next((index for index, leg in enumerate(voucher.legs) if leg.ledger != own_ledger), 0)


def _columns(rows: Sequence[tuple[BookVoucher, int]]) -> list[str]:
    """Ledgers that stand as columns, in the order in which they first appear."""
    found: dict[str, None] = {}
    for voucher, lead in rows:
        for index, leg in enumerate(voucher.legs):
            if index != lead:
                found.setdefault(leg.ledger)
    return list(found)


@dataclass(frozen=True, slots=True)
class Balance:
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        return self.opening + self.debit - self.credit


def write_trial_balance(
    path: Path,
    company: str,
    span: str,
    balances: Mapping[str, Balance],
    ledgers: Mapping[str, LedgerName],
    columns: int,
    collapsed: frozenset[str] = frozenset(),
) -> None:
    """A trial balance with groups in bold and ledgers indented. `columns`: 2 closing, 4 opening, debit, credit, closing with Dr and Cr in the format, 6 all by side."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet("Trial Balance")
        writer = _BalanceWriter(book, sheet, columns)
        for row, text in enumerate((company, "Trial Balance", span)):
            sheet.merge_range(row, 0, row, 2, text, writer.bold)
        writer.head(3, span)
        children: dict[str, list[str]] = defaultdict(list)
        for name in sorted(balances, key=str.lower):
            children[ledgers[name].group].append(name)
        subgroups: dict[str, list[str]] = defaultdict(list)
        for group in sorted(children):
            if group in PARENTS:
                subgroups[PARENTS[group]].append(group)
        for top in ORDER:
            own = [name for name in children.get(top, [])]
            below = [name for group in subgroups[top] for name in children[group] if name != "Profit & Loss A/c"]
            if not own and not below:
                continue
            writer.row(top, 0, [balances[name] for name in own + below], group=True)
            for group in subgroups[top]:
                names = [name for name in children[group] if name != "Profit & Loss A/c"]
                if names:
                    writer.row(group, 1, [balances[name] for name in names], group=True)
                    for name in names if group not in collapsed else []:
                        writer.row(name, 2, [balances[name]], group=False)
            for name in own:
                writer.row(name, 1, [balances[name]], group=False)
        for name in children.get("", []):
            writer.row(name, 0, [balances[name]], group=False)
        if surplus := balances.get("Profit & Loss A/c"):
            writer.row("Profit & Loss A/c", 0, [surplus], group=False)
        writer.row("Grand Total", 0, list(balances.values()), group=True)


class _BalanceWriter:
    """Writes rows of a trial balance in one of its three column layouts."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Any, columns: int) -> None:
        self.sheet, self.columns, self.line = sheet, columns, 0
        self.bold = book.add_format({"bold": True})
        self.names = {(bold, level): book.add_format({"bold": bold, "indent": level}) for bold in (True, False) for level in range(3)}
        self.plain = {bold: book.add_format({"bold": bold, "num_format": "#,##0.00"}) for bold in (True, False)}
        self.signed = {
            (bold, debit): book.add_format({"bold": bold, "num_format": f'""0.00" {"Dr" if debit else "Cr"}"'})
            for bold in (True, False)
            for debit in (True, False)
        }

    def head(self, row: int, span: str) -> None:
        heads = {2: ("Debit", "Credit"), 4: ("Opening Balance", "Debit", "Credit", "Closing Balance"), 6: ("Debit", "Credit") * 3}[self.columns]
        if self.columns == 6:
            for index, text in enumerate(("Opening Balance", "Transactions", "Closing Balance")):
                self.sheet.merge_range(row, 1 + 2 * index, row, 2 + 2 * index, text, self.bold)
            row += 1
        elif self.columns == 2:
            self.sheet.merge_range(row, 1, row, 2, "Closing Balance", self.bold)
            row += 1
        self.sheet.write_string(row, 0, "Particulars", self.bold)
        for index, text in enumerate(heads):
            self.sheet.write_string(row, 1 + index, text, self.bold)
        self.line = row + 1

    def row(self, name: str, level: int, balances: Sequence[Balance], group: bool) -> None:
        self.sheet.write_string(self.line, 0, name, self.names[(group, level)])
        opening, closing = [each.opening for each in balances], [each.closing for each in balances]
        debit, credit = sum(each.debit for each in balances), sum(each.credit for each in balances)
        if self.columns == 4:
            self._sign(1, sum(opening), group)
            self._plain(2, debit, group)
            self._plain(3, credit, group)
            self._sign(4, sum(closing), group)
        else:
            sides = [] if self.columns == 2 else [*_sides(opening), debit, credit]
            for index, amount in enumerate([*sides, *_sides(closing)]):
                self._plain(1 + index, amount, group)
        self.line += 1

    def _plain(self, column: int, amount: int, bold: bool) -> None:
        if amount:
            self.sheet.write_number(self.line, column, amount / 100, self.plain[bold])

    def _sign(self, column: int, amount: int, bold: bool) -> None:
        if amount:
            self.sheet.write_number(self.line, column, abs(amount) / 100, self.signed[(bold, amount > 0)])


def _sides(amounts: Sequence[int]) -> tuple[int, int]:
    """Debit and credit balances added up apart, both positive."""
    return sum(each for each in amounts if each > 0), -sum(each for each in amounts if each < 0)
