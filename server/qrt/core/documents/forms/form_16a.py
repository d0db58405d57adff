"""Certificates of tax deducted (Form 16A, Form 131 since the Act of 2025): whose tax, for which payments, paid by which challans. Both totals prove their tables."""

from dataclasses import replace

from qrt.core.base.money import Paise, decimal_text
from qrt.core.base.period import Quarter
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, rows_under
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import code, day, name, pan, tan
from qrt.core.documents.tax_rows import ChallanLine, TaxCreditLine
from qrt.core.documents.types import FieldStatus

_PAYMENTS = {
    "amount": ("amount paid credited", "amount paid or credited", "amount paid", "gross amount", "amount rs"), "section": ("nature of payment", "section", "payment code"),
    "day": ("date of payment credit", "date of payment credit dd mm yyyy", "date of payment or credit"),
}  # fmt: skip
_CHALLANS = {
    "tax": ("tax deposited in respect of the deductee", "tax deposited in respect of the deductee rs", "tax deposited"), "bsr": ("bsr code of the bank branch", "bsr code"),
    "day": ("date on which tax deposited", "date of deposit", "deposit date", "date of tax deposit"), "number": ("challan serial number", "challan serial no", "challan no", "challan number", "serial no of challan"),
}  # fmt: skip


def _read(form: Form) -> None:
    payments = list(rows_under(form.tables, _PAYMENTS, frozenset({"amount", "section", "day"})))
    challans = list(rows_under(form.tables, _CHALLANS, frozenset({"tax", "bsr", "number"})))
    paid, total = _split(payments, "amount")
    deposited, tax = _split(challans, "tax")
    for field, amounts, stated, column in (("totals.paid", paid, total, "amount"), ("totals.tax", deposited, tax, "tax")):
        given = Paise(sum(amount for _, amount in amounts))
        if stated is not None:
            form.take(field, stated[0], column, decimal_text(stated[1]))
            form.check_sum("its rows", given, stated[1], field)
        else:
            form.sum_up(field, [amount for _, amount in amounts])
    _doubt_period(form)
    undated = [row for row, _ in deposited if row.day("day") is None]
    if undated:
        form.faults.append((f"{len(undated)} of its challans have no day that can be read", 0, undated[0].place("tax")))
    for row, amount in deposited:
        form.rows.append(ChallanLine(row.place("tax"), row.text("number"), row.text("bsr"), row.day("day"), amount, amount))
    if paid and deposited:
        sections = sorted({row.text("section") for row, _ in paid})
        whole = Paise(sum(amount for _, amount in deposited))
        form.rows.append(
            TaxCreditLine(
                paid[0][0].place("amount"),
                "certificate",
                form.text("deductor"),
                form.text("tan"),
                sections[0] if len(sections) == 1 else "",
                Paise(sum(amount for _, amount in paid)),
                whole,
                whole,
            )
        )


def _doubt_period(form: Form) -> None:
    """A certificate is of one quarter, from its first day to its last: any other days are misread, or have their month first."""
    first, last = (form.fields.get(name) for name in ("period_from", "period_to"))
    if first is None or last is None or not first.value or not last.value:
        return
    quarter = Quarter.of(last.day())
    if (first.day(), last.day()) != (quarter.first_day, quarter.last_day):
        for held in (first, last):
            form.fields[held.name] = replace(held, confidence=min(held.confidence, 0.5), status=FieldStatus.REVIEW)
        form.faults.append((f"its period from {first.value} to {last.value} is no quarter", 0, first.place or form.page))


def _split(rows: list[NamedRow], column: str) -> tuple[list[tuple[NamedRow, Paise]], tuple[NamedRow, Paise] | None]:
    """Rows with an amount, and the row of the total."""
    lines = [(row, amount) for row in rows if (amount := row.money(column)) is not None]
    total = next((each for each in lines if "total" in each[0].words.split()), None)
    return [each for each in lines if each is not total], total


FORM = Module(
    (
        Wanted("certificate_number", ("certificate no", "certificate number", "cert no"), code(r"^([A-Z0-9]{6,8})$")),
        Wanted("tan", ("tan of the deductor", "tan of deductor"), tan),
        Wanted("deductor.pan", ("pan of the deductor", "pan of deductor"), pan),
        Wanted("pan", ("pan of the deductee", "pan of deductee"), pan),
        Wanted("deductor", ("name and address of the deductor", "name of deductor", "name of the deductor"), name),
        Wanted("company", ("name and address of the deductee", "name of deductee", "name of the deductee"), name),
        Wanted("assessment_year", ("assessment year", "tax year", "ay"), code(r"^(20\d\d-\d\d)$")),
        Wanted("period_from", ("period from", "from date", "from"), day),
        Wanted("period_to", ("period to", "to date", "to"), day),
    ),
    ("tan", "pan", "totals.paid", "totals.tax"),
    ("last updated on", "cit tds", "receipt numbers", "summary of payment"),
    _read,
)  # fmt: skip
