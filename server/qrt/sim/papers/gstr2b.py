"""GSTR-2B as the portal gives it: one JSON a month and GSTIN, zeroes left out."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.base.money import Paise, decimal_text
from qrt.core.base.period import Month
from qrt.sim.world import Bill, Tax


def write_gstr2b(path: Path, gstin: str, month: Month, bills: Sequence[Bill]) -> None:
    """Everything that suppliers reported to a GSTIN in a month. Each bill must have its `reported` value."""
    following = Month.of(month.last_day + timedelta(days=1))
    made = date(following.year, following.number, 14)
    return_period = f"{month.number:02d}{month.year}"
    filed = date(following.year, following.number, 11)
    invoices = [bill for bill in bills if bill.document != "credit_note"]
    notes = [bill for bill in bills if bill.document == "credit_note"]
    data = {
        "gstin": gstin,
        "rtnprd": return_period,
        "version": "2.0",
        "gendt": f"{made:%d-%m-%Y}",
        "itcsumm": _summary(bills),
        "cpsumm": {"b2b": _suppliers(invoices, return_period, filed), "cdnr": _suppliers(notes, return_period, filed)},
        "docdata": {"b2b": _documents(invoices, return_period, filed, "inv", _invoice), "cdnr": _documents(notes, return_period, filed, "nt", _note)},
    }
    text = json.dumps({"chksum": "not-recomputable", "data": _without_nothing(data)}, indent=1, ensure_ascii=False)
    path.write_text(text, encoding="utf-8", newline="\n")


def rupee_number(amount: int) -> float | int:
    """A JSON number of rupees with at most two decimals."""
    return amount // 100 if amount % 100 == 0 else float(decimal_text(Paise(amount)))


def _taxes(tax: Tax) -> dict[str, float | int]:
    heads = {"txval": tax.taxable, "igst": tax.igst, "cgst": tax.cgst, "sgst": tax.sgst}
    return {name: rupee_number(amount) for name, amount in heads.items() if amount}


def _sum(bills: Iterable[Bill]) -> Tax:
    total = [0, 0, 0, 0]
    for bill in bills:
        assert bill.reported is not None
        total = [left + right for left, right in zip(total, bill.reported, strict=True)]
    return Tax(*total)


def _by_supplier(bills: Sequence[Bill]) -> dict[str, list[Bill]]:
    found: dict[str, list[Bill]] = defaultdict(list)
    for bill in sorted(bills, key=lambda each: (each.party.gstin, each.day, each.number)):
        found[bill.party.gstin].append(bill)
    return found


def _suppliers(bills: Sequence[Bill], period: str, filed: date) -> list[dict[str, Any]]:
    return [
        {"ctin": gstin, "trdnm": own[0].party.name, "supprd": period, "supfildt": f"{filed:%d-%m-%Y}", "ttldocs": len(own), **_taxes(_sum(own))}
        for gstin, own in _by_supplier(bills).items()
    ]


def _documents(bills: Sequence[Bill], period: str, filed: date, key: str, make: Any) -> list[dict[str, Any]]:
    return [
        {"ctin": gstin, "trdnm": own[0].party.name, "supprd": period, "supfildt": f"{filed:%d-%m-%Y}", key: [make(bill) for bill in own]}
        for gstin, own in _by_supplier(bills).items()
    ]


def _common(bill: Bill) -> dict[str, Any]:
    assert bill.reported is not None
    owed = bill.reported.taxable if bill.reverse_charge else bill.reported.total
    value = bill.payable if bill.reported == bill.tax else owed
    return {
        "dt": f"{bill.day:%d-%m-%Y}", "val": rupee_number(value), "pos": bill.place_of_supply, "rev": "Y" if bill.reverse_charge else "N", "itcavl": "Y" if bill.itc_available else "N",
        "rsn": bill.itc_reason, "imsStatus": "N", **_taxes(bill.reported),
    }  # fmt: skip


def _invoice(bill: Bill) -> dict[str, Any]:
    row = {"inum": bill.number, "typ": "R", **_common(bill)}
    if bill.party.layout % 4 == 0 and not bill.reverse_charge:
        row |= {"srctyp": "e-Invoice", "irn": invoice_reference_number(bill.party.gstin, bill.day, "INV", bill.number), "irngendate": row["dt"]}
    return row


def _note(bill: Bill) -> dict[str, Any]:
    return {"ntnum": bill.number, "typ": "C", "suptyp": "R", **_common(bill)}


def _summary(bills: Sequence[Bill]) -> dict[str, Any]:
    def part(chosen: list[Bill], section: str) -> dict[str, Any]:
        tax = _taxes(_sum(chosen))
        return {**{name: amount for name, amount in tax.items() if name != "txval"}, section: tax} if chosen else {}

    plain = [bill for bill in bills if bill.document != "credit_note"]
    return {
        "itcavl": {
            "nonrevsup": part([bill for bill in plain if bill.itc_available and not bill.reverse_charge], "b2b"),
            "revsup": part([bill for bill in plain if bill.itc_available and bill.reverse_charge], "b2b"),
            "othersup": part([bill for bill in bills if bill.document == "credit_note"], "cdnr"),
        },
        "itcunavl": {"nonrevsup": part([bill for bill in plain if not bill.itc_available], "b2b")},
    }


def _without_nothing(value: Any) -> Any:
    """The portal leaves out empty lists and objects."""
    if isinstance(value, dict):
        kept = {key: _without_nothing(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ({}, [])}
    return value
