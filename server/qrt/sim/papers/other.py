"""The rest of a hand-in: TDS statement and e-invoice."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.base.money import Paise, decimal_text
from qrt.sim.papers.gstr2b import rupee_number
from qrt.sim.papers.invoices import Side
from qrt.sim.papers.tally_xlsx import new_workbook
from qrt.sim.world import Bill, EntityBooks, World

_SECTIONS = {"tds_contractor": ("194C", "393(1) Sl.6(i)", "1024"), "tds_professional": ("194J(b)", "393(1) Sl.6(iii)", "1027"), "tds_rent": ("194I(b)", "393(1) Sl.2(ii)", "1009"), "tds_commission": ("194H", "393(1) Sl.1(ii)", "1006")}  # fmt: skip


def tds_rows(world: World, entity: EntityBooks) -> list[list[str]]:
    """What the company says it deducted in the quarter, as its return will list it."""
    rows: list[list[str]] = []
    for bill in sorted(entity.bills, key=lambda each: (each.booked_day or each.day, each.number)):
        if bill.tds and bill.vouchers:
            day = bill.vouchers[0].day
            old, section, code = _SECTIONS[bill.tds_ledger]
            if bill.tds_ledger == "tds_contractor" and bill.party.pan[3] in "PH":
                code = "1023"
            shown, number = (section, code) if day >= date(2026, 4, 1) else (old, "")
            base, tds = decimal_text(Paise(bill.tax.taxable)), decimal_text(Paise(bill.tds))
            rows.append([str(len(rows) + 1), f"{day:%d/%m/%Y}", bill.party.name, bill.party.pan, shown, number, base, tds, f"{day.month:02d}{day.year}"])
    return rows


def write_tds(path: Path, world: World, entity: EntityBooks, tan: str) -> None:
    """Statement of tax deducted at source, CSV or XLSX by the path's suffix."""
    rows = tds_rows(world, entity)
    head = [
        "Sl. No.",
        "Date of Payment/Credit",
        "Name of Deductee",
        "PAN of Deductee",
        "Section",
        "Payment Code",
        "Amount Paid/Credited",
        "TDS Deducted",
        "Deposit Month",
    ]
    total = sum(round(float(row[7]) * 100) for row in rows)
    base = sum(round(float(row[6]) * 100) for row in rows)
    table = [
        [entity.name],
        [f"TDS Statement - Quarter {world.quarter}"],
        [f"TAN of Deductor: {tan}"],
        [],
        head,
        *rows,
        ["", "", "Total", "", "", "", decimal_text(Paise(base)), decimal_text(Paise(total)), ""],
    ]
    if path.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(table)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    else:
        write_table(path, "TDS", table, frozenset({6, 7}))


def write_table(path: Path, name: str, table: list[list[str]], amounts: frozenset[int]) -> None:
    """One sheet of text, with numbers in the columns `amounts`."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet(name)
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        for index, row in enumerate(table):
            for column, text in enumerate(row):
                if column in amounts and text and text.replace(".", "").replace("-", "").isdigit():
                    sheet.write_number(index, column, float(text), money)
                elif text:
                    sheet.write_string(index, column, text, bold if index < 5 else None)


def write_e_invoice(path: Path, bill: Bill, seller: Side, buyer: Side) -> None:
    """INV-01 with its IRN, as an accounting program keeps it."""
    irn = invoice_reference_number(seller.gstin, bill.day, "INV", bill.number)
    data: dict[str, Any] = {
        "Version": "1.1",
        "TranDtls": {"TaxSch": "GST", "SupTyp": "B2B", "RegRev": "Y" if bill.reverse_charge else "N", "IgstOnIntra": "N"},
        "DocDtls": {"Typ": "INV", "No": bill.number, "Dt": f"{bill.day:%d/%m/%Y}"},
        "SellerDtls": {"Gstin": seller.gstin, "LglNm": seller.name, "Addr1": seller.street, "Loc": seller.city, "Pin": int(seller.pin), "Stcd": seller.state},
        "BuyerDtls": {"Gstin": buyer.gstin, "LglNm": buyer.name, "Pos": bill.place_of_supply, "Addr1": buyer.street, "Loc": buyer.city, "Pin": int(buyer.pin), "Stcd": buyer.state},
        "ItemList": _items(bill),
        "ValDtls": {
            "AssVal": rupee_number(bill.tax.taxable), "CgstVal": rupee_number(bill.tax.cgst), "SgstVal": rupee_number(bill.tax.sgst), "IgstVal": rupee_number(bill.tax.igst), "CesVal": 0,
            "RndOffAmt": rupee_number(bill.round_off), "TotInvVal": rupee_number(bill.payable),
        },
        "Irn": irn, "AckNo": int(irn[:11], 16) % 10**15, "AckDt": f"{bill.day:%Y-%m-%d} 18:30:00", "Status": "ACT",
    }  # fmt: skip
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8", newline="\n")


def _items(bill: Bill) -> list[dict[str, Any]]:
    """Item lines whose taxes add up to the bill's: the last line takes what rounding left over."""
    rows: list[dict[str, Any]] = []
    left = list(bill.tax[1:])
    for index, item in enumerate(bill.items, start=1):
        share = [amount * item.taxable // max(bill.tax.taxable, 1) for amount in bill.tax[1:]] if index < len(bill.items) else left
        left = [whole - part for whole, part in zip(left, share, strict=True)]
        cgst, sgst, igst = share
        rows.append({
            "SlNo": str(index), "PrdDesc": item.description, "IsServc": "Y" if item.hsn.startswith("99") else "N", "HsnCd": item.hsn, "Qty": item.quantity, "Unit": item.unit,
            "UnitPrice": rupee_number(item.unit_price), "TotAmt": rupee_number(item.quantity * item.unit_price), "Discount": rupee_number(item.discount), "AssAmt": rupee_number(item.taxable),
            "GstRt": float(bill.rate), "IgstAmt": rupee_number(igst), "CgstAmt": rupee_number(cgst), "SgstAmt": rupee_number(sgst), "TotItemVal": rupee_number(item.taxable + sum(share)),
        })  # fmt: skip
    return rows
