"""Lists beside the registers: bills open on the evening before the quarter, parties with their terms, reference rates of foreign money."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from qrt.core.base.period import Quarter
from qrt.sim.names import STATES
from qrt.sim.papers.sheets import Cell, Money, Sheet, write_sheets
from qrt.sim.papers.tally_xlsx import tally_day
from qrt.sim.world import EntityBooks, Party


def write_open_bills(path: Path, entity: EntityBooks, eve: date, title: str, outward: bool) -> None:
    """Tally's "Bills Receivable" or "Bills Payable": amounts without a sign, overdue days where a bill is late."""
    bills = [bill for bill in entity.open_bills if (bill.amount > 0) == outward]
    rows: list[list[Cell]] = [[entity.name], [title], [f"As on {tally_day(eve)}"], []]
    rows.append(["Date", "Ref. No.", "Party's Name", "Pending Amount", "Due on", "Overdue by days"])
    for bill in sorted(bills, key=lambda each: (each.day, each.party, each.name)):
        late = (eve - bill.due).days
        rows.append([bill.day, bill.name, bill.party, Money(abs(bill.amount)), bill.due, late if late > 0 else None])
    rows.append([None, None, "Grand Total", Money(sum(abs(bill.amount) for bill in bills))])
    write_sheets(path, [Sheet(title, rows, frozenset({0, 1, 2, 4, len(rows) - 1}))])


def write_party_list(path: Path, entity: EntityBooks, parties: Mapping[str, Party]) -> None:
    """Customers and suppliers with GSTIN, PAN, enterprise class and agreed days, as an accountant keeps them beside the books."""
    rows: list[list[Cell]] = [[entity.name], ["List of Ledgers - Parties"], []]
    rows.append(["Ledger Name", "Under Group", "State", "Country", "GSTIN", "PAN", "MSME Type", "Udyam Registration No.", "Credit Period (Days)", "Currency"])
    for name in sorted(parties, key=str.lower):
        party = parties[name]
        if ledger := entity.chart.ledgers.get(name):
            state = STATES[party.state][0] if not party.currency else ""
            row: list[Cell] = [name, ledger.group, state, party.country, party.master_gstin, party.pan, party.msme.title(), party.udyam, party.agreed_days]
            rows.append([*row, party.currency])
    write_sheets(path, [Sheet("Parties", rows, frozenset({0, 1, 3}))])


def write_rates(path: Path, rates: Mapping[date, Mapping[str, Decimal]], quarter: Quarter) -> None:
    """Daily reference rates as the benchmark's publisher lists them: rupees for one dollar, one euro and a hundred yen; the last row is the closing rate."""
    head = ["Date", "INR / 1 USD", "INR / 1 EUR", "INR / 100 JPY"]
    lines = [[day, row["USD"], row["EUR"], row["JPY"] * 100] for day, row in sorted(rates.items())]
    if path.suffix == ".csv":
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\r\n")
        out.writerow(["Reference Rates"])
        out.writerow(head)
        out.writerows([f"{day:%d %b %Y}", *(str(rate) for rate in row)] for day, *row in lines)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        return
    rows: list[list[Cell]] = [["Reference Rates"], [f"{quarter.first_day:%d-%b-%Y} to {quarter.last_day:%d-%b-%Y}"], [], list[Cell](head)]
    rows += [list[Cell](line) for line in lines]
    write_sheets(path, [Sheet("Rates", rows, frozenset({0, 1, 3}))])
