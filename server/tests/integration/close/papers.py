"""A tiny company's quarter as papers: every figure of it fits on one screen, so a test can say what must come out."""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.core.base.period import Quarter
from qrt.sim.chart import LedgerName
from qrt.sim.names import gstin
from qrt.sim.papers.tally_xlsx import Balance, RegisterStyle, write_register, write_trial_balance
from qrt.sim.world import BookVoucher, Leg

QUARTER = Quarter(2026, 2)
PAN, SUPPLIER_PAN = "AAKCK1234L", "AABCB5678M"
OWN, SUPPLIER = gstin("29", PAN), gstin("29", SUPPLIER_PAN)
BANK = "Kotak Bank A/c 4417"
ACCOUNT = "50411122334417"

_GROUPS = {
    "Share Capital": "Capital Account",
    BANK: "Bank Accounts",
    "Asha Traders": "Sundry Debtors",
    "Bharat Mills": "Sundry Creditors",
    "Sales of Goods 18%": "Sales Accounts",
    "Purchase of Goods 18%": "Purchase Accounts",
    "CGST Output": "Duties & Taxes",
    "SGST Output": "Duties & Taxes",
    "CGST Input": "Duties & Taxes",
    "SGST Input": "Duties & Taxes",
    "Bank Charges": "Indirect Expenses",
}
_STYLE = RegisterStyle(bills=False, gstin=False, total_column=1, blank_rows=1)


@dataclass
class Books:
    """One entity's quarter. Tests change the lists before the papers are written."""

    code: str = "KT"
    name: str = "Kaveri Tools Pvt Ltd"
    gstin: str = OWN
    parent: str = ""
    opening: dict[str, int] = field(default_factory=lambda: {BANK: 10_00_000_00, "Share Capital": -10_00_000_00})
    groups: dict[str, str] = field(default_factory=lambda: dict(_GROUPS))
    vouchers: list[BookVoucher] = field(default_factory=list)
    statement: list[tuple[date, str, str, int]] = field(default_factory=list)
    bank: str = BANK
    account: str = ACCOUNT

    def balances(self) -> dict[str, Balance]:
        """Opening, debit, credit of every ledger that moved or opened."""
        rows: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for ledger, amount in self.opening.items():
            rows[ledger][0] += amount
        for voucher in self.vouchers:
            for leg in voucher.legs:
                rows[leg.ledger][1 if leg.amount > 0 else 2] += abs(leg.amount)
        return {ledger: Balance(*rows[ledger]) for ledger in sorted(rows)}


def voucher(register: str, number: str, day: date, legs: Mapping[str, int], reference: str = "", narration: str = "") -> BookVoucher:
    """A voucher of the company's own books; `register` is sales, purchase or bank."""
    kind = {"sales": "sales", "purchase": "purchase"}.get(register) or ("receipt" if next(iter(legs.values())) > 0 else "payment")
    made = [Leg(ledger, amount) for ledger, amount in legs.items()]
    assert sum(leg.amount for leg in made) == 0, number
    return BookVoucher("", kind, kind.capitalize(), day, made, register, number=number, reference=reference, narration=narration)


def sale(number: str, day: date, taxable: int, party: str = "Asha Traders") -> BookVoucher:
    """A sale within the state at 18 %; amounts in paise."""
    tax = taxable * 9 // 100
    return voucher("sales", number, day, {party: taxable + 2 * tax, "Sales of Goods 18%": -taxable, "CGST Output": -tax, "SGST Output": -tax})


def purchase(number: str, day: date, taxable: int, reference: str, party: str = "Bharat Mills") -> BookVoucher:
    """A purchase within the state at 18 %."""
    tax = taxable * 9 // 100
    return voucher("purchase", number, day, {party: -taxable - 2 * tax, "Purchase of Goods 18%": taxable, "CGST Input": tax, "SGST Input": tax}, reference)


def tiny_books() -> Books:
    """Three sales, two purchases, two receipts, two payments; one cheque not presented, one bank charge not booked."""
    books = Books()
    books.vouchers = [
        sale("S-1", date(2026, 7, 5), 1_00_000_00),
        sale("S-2", date(2026, 8, 10), 50_000_00),
        sale("S-3", date(2026, 9, 20), 20_000_00),
        purchase("P-1", date(2026, 7, 10), 50_000_00, "BM/101"),
        purchase("P-2", date(2026, 8, 12), 30_000_00, "BM/102"),
        voucher("bank", "R-1", date(2026, 7, 25), {BANK: 1_18_000_00, "Asha Traders": -1_18_000_00}, narration="NEFT AXISN26206000001 Asha Traders"),
        voucher("bank", "Y-1", date(2026, 8, 1), {BANK: -59_000_00, "Bharat Mills": 59_000_00}, narration="NEFT KKBKH26213000002 Bharat Mills"),
        voucher("bank", "R-2", date(2026, 9, 1), {BANK: 59_000_00, "Asha Traders": -59_000_00}, narration="NEFT AXISN26244000003 Asha Traders"),
        voucher("bank", "Y-2", date(2026, 9, 28), {BANK: -35_400_00, "Bharat Mills": 35_400_00}, narration="Chq 000451"),
    ]
    books.statement = [
        (date(2026, 7, 25), "NEFT CR-AXISN26206000001-ASHA TRADERS", "AXISN26206000001", 1_18_000_00),
        (date(2026, 8, 2), "NEFT DR-KKBKH26213000002-BHARAT MILLS", "KKBKH26213000002", -59_000_00),
        (date(2026, 9, 1), "NEFT CR-AXISN26244000003-ASHA TRADERS", "AXISN26244000003", 59_000_00),
        (date(2026, 9, 30), "ACCOUNT MAINTENANCE CHARGES SEP 2026", "", -500_00),
    ]
    return books


SISTER_PAN = "AAKCK9876M"
SISTER = gstin("29", SISTER_PAN)


def group_books() -> tuple[Books, Books]:
    """The tiny company and its wholly owned Kaveri Tubes, which booked one of two invoices of its parent."""
    parent = tiny_books()
    daughter_name = "Kaveri Tubes Pvt Ltd"
    parent.groups[daughter_name] = "Sundry Debtors"
    parent.groups["Investment in Kaveri Tubes Pvt Ltd"] = "Investments"
    parent.opening = {BANK: 9_00_000_00, "Investment in Kaveri Tubes Pvt Ltd": 1_00_000_00, "Share Capital": -10_00_000_00}
    parent.vouchers += [
        sale("S-4", date(2026, 8, 20), 40_000_00, daughter_name),
        sale("S-5", date(2026, 9, 10), 10_000_00, daughter_name),
    ]
    daughter = Books("KB", daughter_name, SISTER, parent="KT", bank="Canara Bank A/c 9902", account="30122233449902")
    daughter.groups = {
        "Share Capital": "Capital Account",
        "Canara Bank A/c 9902": "Bank Accounts",
        parent.name: "Sundry Creditors",
        "Purchase of Goods 18%": "Purchase Accounts",
        "CGST Input": "Duties & Taxes",
        "SGST Input": "Duties & Taxes",
    }
    daughter.opening = {"Canara Bank A/c 9902": 1_00_000_00, "Share Capital": -1_00_000_00}
    daughter.vouchers = [purchase("P-1", date(2026, 8, 21), 40_000_00, "S-4", parent.name)]
    daughter.statement = []
    return parent, daughter


def write_company(folder: Path, *groups: Books, foldered: bool = False) -> Path:
    """Write company.yaml, opening trial balances and inbox/; `foldered` puts each entity's papers into a folder of its code. Returns the folder."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    entities: list[dict[str, Any]] = []
    for books in groups:
        home = inbox / books.code if foldered else inbox
        home.mkdir(exist_ok=True)
        write_books(home, books)
        opening = f"opening_{books.code}.xlsx"
        opened = {name: Balance(amount, 0, 0) for name, amount in books.opening.items()}
        write_trial_balance(folder / opening, books.name, "1-Apr-26 to 30-Jun-26", opened, _ledgers(books), 2)
        row: dict[str, Any] = {"code": books.code, "name": books.name, "gstins": [books.gstin], "opening": opening}
        entities.append(row | ({"parent": books.parent, "ownership": "100"} if books.parent else {}))
    banks = [{"entity": books.code, "ledger": books.bank, "number": books.account} for books in groups if books.statement]
    company = {"name": groups[0].name, "pan": PAN, "entities": entities, "bank_accounts": banks}
    (folder / "company.yaml").write_text(yaml.safe_dump(company, sort_keys=False))
    return folder


def write_books(inbox: Path, books: Books) -> None:
    """Registers, bank book, closing trial balance and bank statement of one entity."""
    first, last = QUARTER.first_day, QUARTER.last_day
    for key, title, file in (("sales", "Sales Register", "Sales Register.xlsx"), ("purchase", "Purchase Register", "Purchase Register.xlsx")):
        own = _by_day(each for each in books.vouchers if each.register == key)
        if own:
            write_register(inbox / file, books.name, title, first, last, own, "", replace(_STYLE, bills=key == "purchase"))
    own = _by_day(each for each in books.vouchers if each.register == "bank")
    if own:
        write_register(inbox / "Bank Book.xlsx", books.name, f"{books.bank}  Book", first, last, own, books.bank, _STYLE)
    write_trial_balance(inbox / "Trial Balance.xlsx", books.name, "1-Jul-26 to 30-Sep-26", books.balances(), _ledgers(books), 4)
    if books.statement:
        write_statement(inbox / "Bank Statement.csv", books)


def write_statement(path: Path, books: Books) -> None:
    """The bank's CSV with a running balance."""
    balance = books.opening.get(books.bank, 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([books.name])
        out.writerow([f"Account No : {books.account}"])
        out.writerow([])
        out.writerow(["Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"])
        for day, narration, reference, amount in books.statement:
            balance += amount
            sides = [rupee_text(Paise(-amount)) if amount < 0 else "", rupee_text(Paise(amount)) if amount > 0 else ""]
            out.writerow([f"{day:%d/%m/%y}", narration, reference, f"{day:%d/%m/%y}", *sides, rupee_text(Paise(balance))])


def e_invoice(number: str, day: date, taxable: int, buyer: str = OWN) -> bytes:
    """An e-invoice of Bharat Mills for goods at 18 % within the state."""
    tax = taxable * 9 // 100

    def rupees(amount: int) -> float:
        return float(decimal_text(Paise(amount)))

    item = {"SlNo": "1", "PrdDesc": "Steel rod", "IsServc": "N", "HsnCd": "72142090", "Qty": 1, "Unit": "NOS", "UnitPrice": rupees(taxable), "GstRt": 18.0}
    item |= {"TotAmt": rupees(taxable), "Discount": 0, "AssAmt": rupees(taxable), "IgstAmt": 0, "CgstAmt": rupees(tax), "SgstAmt": rupees(tax)}
    place = {"Addr1": "1 Mill Road", "Loc": "Bengaluru", "Pin": 560001, "Stcd": "29"}
    data = {
        "Version": "1.1",
        "TranDtls": {"TaxSch": "GST", "SupTyp": "B2B", "RegRev": "N", "IgstOnIntra": "N"},
        "DocDtls": {"Typ": "INV", "No": number, "Dt": f"{day:%d/%m/%Y}"},
        "SellerDtls": {"Gstin": SUPPLIER, "LglNm": "Bharat Mills", **place},
        "BuyerDtls": {"Gstin": buyer, "LglNm": "Kaveri Tools Pvt Ltd", "Pos": "29", **place},
        "ItemList": [item | {"TotItemVal": rupees(taxable + 2 * tax)}],
        "ValDtls": {
            "AssVal": rupees(taxable),
            "CgstVal": rupees(tax),
            "SgstVal": rupees(tax),
            "IgstVal": 0,
            "CesVal": 0,
            "RndOffAmt": 0,
            "TotInvVal": rupees(taxable + 2 * tax),
        },
        "Irn": invoice_reference_number(SUPPLIER, day, "INV", number),
        "AckNo": 112010036563310,
        "AckDt": f"{day:%Y-%m-%d} 18:30:00",
        "Status": "ACT",
    }
    return json.dumps(data, indent=1).encode()


def gstr2b(own: str, documents: Sequence[tuple[str, date, int]], month: str = "092026") -> bytes:
    """What the portal says suppliers reported: Bharat Mills' invoices (number, day, taxable paise)."""

    def rupees(amount: int) -> float:
        return float(decimal_text(Paise(amount)))

    rows = [
        {
            "inum": number,
            "typ": "R",
            "dt": f"{day:%d-%m-%Y}",
            "val": rupees(taxable + 2 * (taxable * 9 // 100)),
            "pos": "29",
            "rev": "N",
            "itcavl": "Y",
            "rsn": "",
            "txval": rupees(taxable),
            "cgst": rupees(taxable * 9 // 100),
            "sgst": rupees(taxable * 9 // 100),
        }
        for number, day, taxable in documents
    ]
    supplier = {"ctin": SUPPLIER, "trdnm": "Bharat Mills", "supprd": month, "supfildt": "11-10-2026", "inv": rows}
    data = {"gstin": own, "rtnprd": month, "version": "2.0", "gendt": "14-10-2026", "docdata": {"b2b": [supplier]}}
    return json.dumps({"chksum": "x", "data": data}, indent=1).encode()


def _ledgers(books: Books) -> dict[str, LedgerName]:
    return {name: LedgerName(name, group, "", "", "") for name, group in books.groups.items()}


def _by_day(vouchers: Any) -> list[BookVoucher]:
    return sorted(vouchers, key=lambda each: (each.day, each.number))
