"""TDS statements as they are printed (Form 26Q, Form 140 since the Act of 2025): challans, and the deductions under them. Each challan's tax proves its deductions."""

import re

from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, money_of, rows_under
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import code, name, pan, tan
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine

CHALLAN = {
    "serial": ("sr no", "sl no", "s no", "challan sr no"),
    "tax": ("tax", "tds", "tax rs", "income tax"),
    "interest": ("interest", "interest rs"),
    "fee": ("fee", "late fee"),
    "total": ("total amount deposited", "total tax deposited", "total", "total amount deposited rs"),
    "bsr": ("bsr code", "bsr code 24g receipt no", "bsr code receipt number"),
    "day": ("date on which amount deposited", "date of deposit", "challan date"),
    "number": ("challan serial no", "challan serial number", "challan no", "challan serial no ddo serial no"),
    "minor": ("minor head of challan", "minor head"),
}
DEDUCTION = {
    "challan": ("challan sr no", "challan", "challan no", "against challan"),
    "pan": ("pan of deductee", "pan of the deductee", "pan"),
    "party": ("name of deductee", "name of the deductee", "name"),
    "section": ("section code", "section", "payment code"),
    "day": ("date of payment credit", "date of payment or credit", "date of payment"),
    "amount": ("amount paid credited", "amount paid or credited", "amount paid", "amount of payment"),
    "tax": ("total tax deducted", "tax deducted", "tds deducted"),
    "deposited": ("total tax deposited", "tax deposited", "tds deposited"),
    "deducted": ("date of deduction",),
    "rate": ("rate at which deducted", "rate of deduction", "rate"),
    "reason": ("reason for non deduction lower deduction", "reason", "remark"),
    "certificate": ("certificate number", "certificate no"),
}
_PAN = re.compile(r"^(?:[A-Z]{5}\d{4}[A-Z]|PANNOTAVBL|PANAPPLIED|PANINVALID)$")


def _read(form: Form) -> None:
    rows = [row for row in rows_under(form.tables, CHALLAN, frozenset({"bsr", "number", "tax"})) if row.text("bsr").isdigit()]
    listed = [row for row in rows if _parts(row) is not None]
    form.faults += [
        (f"the challan {row.text('number')} is not read: its amounts cannot be told apart", 0, row.row.place) for row in rows if _parts(row) is None
    ]
    for row in listed:
        parts = _parts(row)
        assert parts is not None
        tax, interest, fee, total = parts
        form.rows.append(
            ChallanLine(
                row.row.place,
                row.text("number"),
                row.text("bsr"),
                row.day("day"),
                tax,
                total,
                interest,
                fee,
                minor_head=row.text("minor"),
            )
        )
        if abs(tax + interest + fee - total) >= 100:
            gap = tax + interest + fee - total
            form.faults.append(
                (
                    f"the parts of challan {row.text('number')} give {rupee_text(Paise(tax + interest + fee))}, its total says {rupee_text(total)}",
                    gap,
                    row.row.place,
                )
            )
    _deductions(form, listed)


def _parts(row: NamedRow) -> tuple[Paise, Paise, Paise, Paise] | None:
    """Tax, interest, fee and total of a challan. Where two columns stand too close to be told apart, their cell holds the amounts of both."""
    tax, fee = row.money("tax"), row.money("fee") or ZERO
    interest, total = row.money("interest"), row.money("total")
    if total is None and len(both := [money_of(part) for part in row.text("interest").split()]) == 2:
        interest, total = both
    if tax is None or total is None:
        return None
    return tax, interest or ZERO, fee, total


def _deductions(form: Form, challans: list[NamedRow]) -> None:
    serials = {row.text("serial"): at for at, row in enumerate(challans, 1)} | {str(at): at for at in range(1, len(challans) + 1)}
    deposited: dict[int, int] = {}
    whole = 0
    for row in rows_under(form.tables, DEDUCTION, frozenset({"pan", "amount", "tax"})):
        who = row.text("pan").upper().replace(" ", "")
        if not _PAN.match(who):
            continue
        amount, tax, day = row.money("amount"), row.money("tax"), row.day("day")
        if amount is None or tax is None:
            form.faults.append((f"the deduction of {who} is not read: its amount or its tax cannot be read", 0, row.row.place))
            continue
        # Where the list stands under one challan alone no column says which.
        at = serials.get(row.text("challan"), 1 if len(challans) == 1 else 0)
        paid = row.money("deposited")
        paid = paid if paid is not None else tax
        form.rows.append(
            DeductionLine(
                row.row.place,
                at,
                row.text("party"),
                who,
                row.text("section"),
                amount,
                tax,
                paid,
                day,
                row.day("deducted"),
                row.text("rate").rstrip("% "),
                row.text("reason")[:1].upper(),
                row.text("certificate"),
            )
        )
        deposited[at] = deposited.get(at, 0) + paid
        whole += paid
    parts = [each for row in challans if (each := _parts(row)) is not None]
    for at, (row, (tax, *_)) in enumerate(zip(challans, parts, strict=True), 1):
        if at in deposited and deposited[at] - tax >= 100:
            sentence = f"deductions under challan {row.text('number')} come to {rupee_text(Paise(deposited[at]))}, it paid {rupee_text(tax)}"
            form.faults.append((sentence, deposited[at] - tax, row.row.place))
    if whole and challans:
        form.sum_up("totals.deposited", [total for *_, total in parts])


FORM = Module(
    (
        Wanted("tan", ("tax deduction and collection account number", "tan of the deductor", "tan"), tan),
        Wanted("pan", ("permanent account number", "pan of the deductor", "pan"), pan),
        Wanted("company", ("name of the deductor", "name of deductor", "name"), name),
        Wanted("financial_year", ("financial year", "tax year"), code(r"^(20\d\d-\d\d)$")),
        Wanted("quarter", ("quarter", "statement for the quarter", "for the quarter"), code(r"^(Q[1-4])$")),
    ),
    ("tan", "financial_year", "quarter"),
    ("assessment year", "receipt no", "type of deductor"),
    _read,
)
