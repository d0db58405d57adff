"""Bills of entry as ICEGATE prints them: number, importer and the duty summary, which must add up."""

from qrt.core.base.money import decimal_text
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, rows_under
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import code, day, gstin, money, name

_SUMMARY = {
    "totals.basic_customs_duty": ("bcd", "1 bcd", "basic customs duty"), "totals.social_welfare_surcharge": ("sws", "3 sws", "social welfare surcharge"), "totals.igst": ("igst", "7 igst"),
    "totals.cess": ("g cess", "8 g cess"), "totals.duty": ("total duty", "18 total duty", "18 tot duty", "tot duty"),
    "totals.assessable": ("tot ass val", "20 tot ass val", "total assessable value", "ass value", "assessable value", "20 assessable value"),
    "totals.paid": ("tot amount", "21 tot amount"),
}  # fmt: skip
"""Columns of Part I, C, with the numbers that the print puts before them."""
_BY_DUTY = {"duty": ("duty", "duty head", "head"), "value": ("assessable value", "assess value"), "amount": ("duty amount", "amount", "duty amt")}
_PARTS = ("totals.basic_customs_duty", "totals.social_welfare_surcharge", "totals.igst", "totals.cess")


def _read(form: Form) -> None:
    for row in rows_under(form.tables, _SUMMARY, frozenset({"totals.igst", "totals.duty"})):
        for name_ in _SUMMARY:
            if (amount := row.money(name_)) is not None and name_ not in form.fields:
                form.take(name_, row, name_, decimal_text(amount))
    for row in rows_under(form.tables, _BY_DUTY, frozenset({"duty", "amount"})):
        _of_duty(form, row)
    parts = [form.money(each) for each in _PARTS]
    if parts[2] is not None:
        form.check_sum("its duties", sum(each for each in parts if each is not None), form.money("totals.duty"), "totals.duty")


def _of_duty(form: Form, row: NamedRow) -> None:
    words = row.text("duty").lower()
    for name_ in _PARTS:
        if any(words == phrase or words.endswith(phrase) for phrase in _SUMMARY[name_]) and (amount := row.money("amount")) is not None:
            form.take(name_, row, "amount", decimal_text(amount))


FORM = Module(
    (
        Wanted("bill_of_entry_number", ("be no", "boe no", "be number", "boe number", "bill of entry no", "b e no", "bill of entry number"), code(r"^(\d{6,7})$")),
        Wanted("bill_of_entry_date", ("be date", "boe date", "date of be", "bill of entry date", "b e date"), day),
        Wanted("port_code", ("port code", "custom station", "port of import", "port"), code(r"^(IN[A-Z]{3}\d)$")),
        Wanted("iec", ("iec br", "iec", "importer exporter code", "iec no", "iec code"), code(r"^(\d{10}|[A-Z]{5}\d{4}[A-Z])(?:/\d+)?$")),
        Wanted("buyer.gstin", ("gstin type", "gstin"), gstin),
        Wanted("buyer.name", ("importer name address", "importer name", "importer"), name),
        Wanted("totals.assessable", ("total assessable value", "total ass val", "total ass value"), money),
        Wanted("totals.duty", ("total duty", "total duty payable", "total customs duty"), money),
    ),
    ("bill_of_entry_number", "bill_of_entry_date", "totals.assessable", "totals.duty"),
    ("be type", "cb code", "cb name", "pkg", "g wt kgs", "country of origin", "supplier invoice"),
    _read,
)  # fmt: skip
