"""Form 26AS and the Annual Information Statement as they are printed: payments under the deductor who made them; the deductor's own totals prove them."""

import re
from dataclasses import dataclass

from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, money_of, rows_under
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import code, day, name, pan
from qrt.core.documents.tax_rows import TaxCreditLine

DEDUCTOR = {
    "name": ("name of deductor", "name of collector", "information source", "deductor"),
    "tan": ("tan of deductor", "tan of collector", "tan"),
    "amount": ("total amount paid credited", "total amount paid", "total amount"),
    "tax": ("total tax deducted", "total tax collected"),
    "deposited": ("total tds deposited", "total tcs deposited", "total tax deposited"),
}
PAYMENT = {
    "section": ("section", "payment code"),
    "day": ("transaction date", "date of payment credit", "date of payment", "date"),
    "status": ("status of booking", "status"),
    "booked": ("date of booking",),
    "remark": ("remarks", "remark"),
    "amount": ("amount paid credited", "amount paid", "amount"),
    "tax": ("tax deducted", "tds deducted", "tax collected"),
    "deposited": ("tds deposited", "tax deposited", "tcs deposited"),
}
_TAN = re.compile(r"\b[A-Z]{4}\d{5}[A-Z]\b")
_PART = re.compile(r"^\W*part\s*[-–]?\s*([IVX]{1,4}|[A-H]\d?)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Deductor:
    name: str
    tan: str
    totals: tuple[Paise | None, Paise | None, Paise | None]
    row: NamedRow


def _read(form: Form) -> None:
    """Rows in the order of the page: a deductor's line, then the payments under it."""
    # A row under both headings, in one long table, is told by what it holds.
    marks = {id(row.row): (_spot(row), "deductor", row) for row in rows_under(form.tables, DEDUCTOR, frozenset({"name", "tan", "tax"}))}
    marks |= {id(row.row): (_spot(row), "payment", row) for row in rows_under(form.tables, PAYMENT, frozenset({"section", "day", "tax"}))}
    deductor: _Deductor | None = None
    sums = [0, 0, 0]
    for _, what, row in sorted(marks.values(), key=lambda each: each[0]):
        if tan := _TAN.search(" ".join(cell.text for cell in row.row.cells)):
            _close(form, deductor, sums)
            deductor, sums = _deductor(row, tan.group()), [0, 0, 0]
        elif what == "payment" and row.text("section") and row.day("day") is not None and (line := _payment(form, row, deductor)):
            form.rows.append(line)
            for at, amount in enumerate((line.amount, line.tax, line.deposited)):
                sums[at] += amount
    _close(form, deductor, sums)


def _spot(row: NamedRow) -> tuple[int, float, int]:
    place = row.row.place
    return place.page or 1, place.box[1] if place.box else 0.0, row.row.table


def _deductor(row: NamedRow, tan: str) -> _Deductor:
    """Whoever the line names: the words before its TAN, without a serial number; its last three amounts are the totals."""
    cells = [cell.text.strip() for cell in row.row.cells]
    at = next(index for index, cell in enumerate(cells) if tan in cell)
    said = " ".join((*cells[:at], cells[at].partition(tan)[0])).strip()
    amounts = [amount for cell in cells[at:] if (amount := money_of(cell.replace(tan, "").strip())) is not None][-3:]
    whole: list[Paise | None] = [*amounts, None, None, None]
    return _Deductor(re.sub(r"^\d+\s+", "", said).strip(), tan, (whole[0], whole[1], whole[2]), row)


def _payment(form: Form, row: NamedRow, deductor: _Deductor | None) -> TaxCreditLine | None:
    amount, tax = row.money("amount"), row.money("tax")
    deposited = row.money("deposited")
    if deductor is None or amount is None or tax is None:
        why = "nobody is named above it" if deductor is None else "its amount or its tax cannot be read"
        form.faults.append((f"a payment under section {row.text('section')} is not read: {why}", 0, row.row.place))
        return None
    part = "ais" if form.fields.get("ais_reference") else _part_of(form, row)
    status = row.text("status")[:1].upper()
    status = status if status in "FUPOMZ" else ""
    return TaxCreditLine(
        row.row.place, part, deductor.name, deductor.tan, row.text("section"), amount, tax, deposited if deposited is not None else tax,
        row.day("day"), status, row.day("booked"), row.text("remark"),
    )  # fmt: skip


def _part_of(form: Form, row: NamedRow) -> str:
    """The part under whose heading a row stands; I where the paper names none."""
    page, top, _ = _spot(row)
    part = "I"
    for line in form.sheet.lines:
        if (line.page, line.y0 / form.sheet.sizes[line.page][1]) > (page, top):
            break
        if found := _PART.match(line.text):
            part = {"A": "I", "A1": "II", "A2": "IV", "B": "VI"}.get(found.group(1).upper(), found.group(1).upper())
    return part


def _close(form: Form, deductor: _Deductor | None, sums: list[int]) -> None:
    if deductor is None:
        return
    for what, given, stated in zip(("paid", "deducted", "deposited"), sums, deductor.totals, strict=True):
        if stated is not None and abs(given - stated) >= 100:
            sentence = f"payments of {deductor.name} give {rupee_text(Paise(given))} {what}, its total says {rupee_text(stated)}"
            form.faults.append((sentence, given - stated, deductor.row.row.place))


_WANTED = (
    Wanted("pan", ("permanent account number pan", "permanent account number", "pan"), pan),
    Wanted("company", ("name of assessee", "name of the assessee", "legal name"), name),
    Wanted("financial_year", ("financial year", "tax year"), code(r"^(20\d\d-\d\d)$")),
    Wanted("assessment_year", ("assessment year",), code(r"^(20\d\d-\d\d)$")),
    Wanted("generated_on", ("data updated till", "date of generation", "file creation date"), day),
)
FORM_26AS = Module(_WANTED, ("pan", "financial_year"), ("current status of pan", "address of assessee"), _read)
AIS = Module(
    (*_WANTED, Wanted("ais_reference", ("ais reference number", "acknowledgement number", "reference number"), code(r"^([A-Z0-9]{8,24})$"))),
    ("pan", "financial_year"),
    ("date of birth", "date of incorporation", "address"),
    _read,
)
