"""GSTR-1 and GSTR-3B as return programs write them: the company files what its books have, but for what a trouble left out or changed. GSTR-3B has outward supplies alone."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qrt.core.base.period import Month
from qrt.sim.papers.gstr2b import rupee_number
from qrt.sim.world import Bill, EntityBooks, Tax


def write_gstr1(path: Path, gstin: str, month: Month, bills: Sequence[Bill]) -> None:
    """The documents of registered customers and of exports one by one, sales to consumers by place and rate."""
    data: dict[str, Any] = {"gstin": gstin, "fp": f"{month.number:02d}{month.year}", "version": "GST3.2.1", "hash": "hash"}
    filed = [(bill, tax) for bill in bills if (tax := filed_tax(bill)) is not None]
    named = [(bill, tax) for bill, tax in filed if bill.party.gstin]
    abroad = [(bill, tax) for bill, tax in filed if not bill.party.gstin and bill.party.country != "India"]
    counter = [(bill, tax) for bill, tax in filed if not bill.party.gstin and bill.party.country == "India"]
    data["b2b"] = _by_customer([pair for pair in named if pair[0].document != "credit_note"], "inv", _invoice)
    data["cdnr"] = _by_customer([pair for pair in named if pair[0].document == "credit_note"], "nt", _note)
    data["b2cs"] = _consumers(counter)
    if abroad:
        data["exp"] = [{"exp_typ": "WOPAY", "inv": [_invoice(bill, tax) for bill, tax in abroad]}]
    path.write_text(json.dumps({key: value for key, value in data.items() if value != []}, indent=1), encoding="utf-8", newline="\n")


def write_gstr3b(path: Path, gstin: str, month: Month, bills: Sequence[Bill], unpaid: Tax | None) -> None:
    """Tables 3.1(a) and (b) by the books, less what a trouble left `unpaid`."""
    taxed, zero = (_sum(_booked(each) for each in bills if (each.party.country == "India") is home) for home in (True, False))
    short = unpaid or Tax(0)
    taxed = Tax(*(amount - less for amount, less in zip(taxed, short, strict=True)))
    details = {"osup_det": _amounts(taxed), "osup_zero": {"txval": rupee_number(zero.taxable), "iamt": rupee_number(zero.igst), "csamt": 0}}
    data = {"gstin": gstin, "ret_period": f"{month.number:02d}{month.year}", "sup_details": details}
    path.write_text(json.dumps(data, indent=1), encoding="utf-8", newline="\n")


def sold_in(entity: EntityBooks, month: Month) -> list[Bill]:
    """Sales and credit notes that the books have in a month, in order."""
    sold = [bill for bill in entity.bills if bill.outward and bill.booked is not None and bill.booked_day is not None and bill.booked_day in month]
    return sorted(sold, key=lambda bill: (bill.booked_day or bill.day, bill.booked_number))


def filed_tax(bill: Bill) -> Tax | None:
    """What GSTR-1 says of a sale; None where it was left out."""
    return None if bill.unfiled else bill.filed or bill.booked


def _booked(bill: Bill) -> Tax:
    """The sale as the books have it, a credit note negative."""
    assert bill.booked is not None
    return Tax(*(-amount for amount in bill.booked)) if bill.document == "credit_note" else bill.booked


def _sum(taxes: Iterable[Tax]) -> Tax:
    total = [0, 0, 0, 0]
    for tax in taxes:
        total = [left + right for left, right in zip(total, tax, strict=True)]
    return Tax(*total)


def _amounts(tax: Tax) -> dict[str, float | int]:
    return {"txval": rupee_number(tax.taxable), "iamt": rupee_number(tax.igst), "camt": rupee_number(tax.cgst), "samt": rupee_number(tax.sgst), "csamt": 0}


Filed = tuple[Bill, Tax]


def _by_customer(pairs: Sequence[Filed], key: str, make: Any) -> list[dict[str, Any]]:
    found: dict[str, list[Filed]] = defaultdict(list)
    for bill, tax in pairs:
        found[bill.party.gstin].append((bill, tax))
    return [{"ctin": gstin, key: [make(bill, tax) for bill, tax in own]} for gstin, own in sorted(found.items())]


def _common(bill: Bill, tax: Tax) -> dict[str, Any]:
    rate = float(bill.rate)
    return {
        "val": rupee_number(tax.total + bill.booked_round_off), "pos": bill.place_of_supply, "rchrg": "N", "inv_typ": "R",
        "itms": [{"num": 1, "itm_det": {"rt": int(rate) if rate.is_integer() else rate, **_amounts(tax)}}],
    }  # fmt: skip


def _invoice(bill: Bill, tax: Tax) -> dict[str, Any]:
    return {"inum": bill.booked_number, "idt": f"{bill.day:%d-%m-%Y}", **_common(bill, tax)}


def _note(bill: Bill, tax: Tax) -> dict[str, Any]:
    return {"ntty": "C", "nt_num": bill.booked_number, "nt_dt": f"{bill.day:%d-%m-%Y}", **_common(bill, tax)}


def _consumers(pairs: Sequence[Filed]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str, str], list[Tax]] = defaultdict(list)
    for bill, tax in pairs:
        sign = -1 if bill.document == "credit_note" else 1
        sums["INTER" if bill.inter_state else "INTRA", bill.place_of_supply, str(bill.rate)].append(Tax(*(sign * amount for amount in tax)))
    return [{"sply_ty": kind, "pos": place, "typ": "OE", "rt": float(rate), **_amounts(_sum(taxes))} for (kind, place, rate), taxes in sorted(sums.items())]
