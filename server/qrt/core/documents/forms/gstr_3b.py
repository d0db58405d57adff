"""GSTR-3B as the portal prints it: tables 3.1 and 4, line by line; net credit proves the lines above it."""

import re
from collections.abc import Sequence

from qrt.core.base.money import ZERO, Paise
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, rows_under
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import Read, code, day, gstin, name, text
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import Field

_HEADS = {"igst": ("integrated tax", "igst"), "cgst": ("central tax", "cgst"), "sgst": ("state ut tax", "state tax", "sgst"), "cess": ("cess",)}
_SUPPLIES = {"what": ("nature of supplies",), "taxable": ("total taxable value",), **_HEADS}
_CREDIT = {"what": ("details",), **_HEADS}
_LINE = re.compile(r"^\(?\s*([a-e]|[1-5])\s*\)")
_PART = re.compile(r"^\(?\s*([A-D])\s*[.)]")
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]


def _read(form: Form) -> None:
    for row in rows_under(form.tables, _SUPPLIES, frozenset({"what", "taxable", "igst"})):
        if found := _LINE.match(row.text("what")):
            _take(form, row, f"3.1({found.group(1)})", row.money("taxable"))
    part = ""
    for row in rows_under(form.tables, _CREDIT, frozenset({"what", "igst", "cgst"})):
        if found := _PART.match(row.text("what")):
            part = found.group(1)
            if part == "C":
                _take(form, row, "4(C)", ZERO)
        elif part and part in "ABD" and (found := _LINE.match(row.text("what"))):
            _take(form, row, f"4({part})({found.group(1)})", ZERO)
    _check_net(form)
    period_from_year_and_month(form)


def _take(form: Form, row: NamedRow, table: str, taxable: Paise | None) -> None:
    """One line; a cell that is filled with something else than an amount leaves the line out, and says so."""
    amounts = {head: row.money(head) for head in _HEADS}
    broken = [head for head, amount in amounts.items() if amount is None and row.text(head) not in ("", "-")]
    if broken or taxable is None:
        form.faults.append((f"the line {table} is not read: {'its taxable value' if taxable is None else broken[0].upper()} is no amount", 0, row.row.place))
        return
    igst, cgst, sgst, cess = (amount or ZERO for amount in amounts.values())
    form.rows.append(ReturnLine(row.row.place, table, taxable, igst, cgst, sgst, cess, description=row.text("what")))


def _check_net(form: Form) -> None:
    lines = [row for row in form.rows if isinstance(row, ReturnLine)]
    net = next((row for row in lines if row.table == "4(C)"), None)
    for head in _HEADS if net is not None else ():
        signed = [(1 if row.table.startswith("4(A)") else -1, getattr(row, head)) for row in lines if row.table.startswith(("4(A)", "4(B)"))]
        given = sum(sign * amount for sign, amount in signed)
        form.check_sum(f"4(A) less 4(B) of {head.upper()}", given, getattr(net, head), "")


def period_from_year_and_month(form: Form) -> None:
    """Month and financial year are one period, "2026-09"."""
    year, month = form.fields.pop("year", None), form.fields.pop("month", None)
    number = next((index for index, each in enumerate(_MONTHS, 1) if month and month.value.lower().startswith(each)), 0)
    if year is None or month is None or not number:
        return
    first = int(year.value[:4])
    value = f"{first if number >= 4 else first + 1}-{number:02d}"
    form.fields["period"] = Field("period", value, f"{month.raw} {year.raw}", month.place, month.confidence, month.source, month.status)


def _month(tokens: Sequence[Token]) -> Read | None:
    return text(tokens[:1])


FORM = Module(
    (
        Wanted("gstin", ("gstin", "1 gstin"), gstin),
        Wanted("company", ("legal name of the registered person", "legal name"), name),
        Wanted("year", ("year", "financial year"), code(r"^(20\d\d-\d\d)$")),
        Wanted("month", ("period", "tax period", "month"), _month),
        Wanted("arn", ("arn",), code(r"^([A-Z]{2}\d{2}[A-Z0-9]{10,12})$")),
        Wanted("filed_on", ("date of arn", "date of filing"), day),
    ),
    ("gstin", "period"),
    ("trade name if any",),
    _read,
)
