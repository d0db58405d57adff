"""Challans of tax deducted (ITNS 281, and the receipt of e-Pay Tax): one payment with its parts, which must add up."""

from datetime import date

from qrt.core.base.money import ZERO, Paise
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import code, day, money, name, tan
from qrt.core.documents.tax_rows import ChallanLine

_PARTS = ("totals.tax", "totals.surcharge", "totals.cess", "totals.interest", "totals.penalty", "totals.fee")


def _read(form: Form) -> None:
    parts = {each: form.money(each) or ZERO for each in _PARTS}
    if "totals.tax" in form.fields:
        form.check_sum("the parts of the challan", sum(parts.values()), form.money("totals.deposited"), "totals.deposited")
    deposited = form.money("totals.deposited")
    held = form.fields.get("totals.deposited")
    if deposited is None or held is None or held.place is None or not form.text("challan_number"):
        return
    when = form.text("challan_date")
    form.rows.append(
        ChallanLine(
            held.place, form.text("challan_number"), form.text("bsr"), date.fromisoformat(when) if when else None, parts["totals.tax"], deposited, parts["totals.interest"], parts["totals.fee"],
            parts["totals.surcharge"], parts["totals.cess"], Paise(parts["totals.penalty"]), form.text("section"), form.text("minor_head"),
        )
    )  # fmt: skip


FORM = Module(
    (
        Wanted("tan", ("tan", "tax deduction account no t a n", "tax deduction account no tan", "tax deduction account no", "tan of deductor"), tan),
        Wanted("company", ("full name", "name", "name of the deductor", "received from"), name),
        Wanted("assessment_year", ("assessment year", "tax year"), code(r"^(20\d\d-\d\d)$")),
        Wanted("financial_year", ("financial year",), code(r"^(20\d\d-\d\d)$")),
        Wanted("minor_head", ("minor head", "type of payment"), code(r"^.*\((200|400)\)")),
        Wanted("section", ("nature of payment", "code of payment", "payment code"), code(r"^([0-9]{2,4}[A-Z]{0,2})$")),
        Wanted("bsr", ("bsr code", "bank bsr code", "branch bsr code", "bsr code of bank", "bsr"), code(r"^(\d{7})$")),
        Wanted("challan_number", ("challan serial no", "challan serial number", "serial no of challan", "challan sr no", "chalan no", "challan no", "challan number"), code(r"^(?!281$)(\d{1,5})$")),
        Wanted("challan_date", ("date of deposit", "tender date", "date of tender", "deposit date", "challan date", "date of receipt"), day),
        Wanted("totals.tax", ("a tax", "a income tax", "a basic tax", "income tax", "basic tax"), money),
        Wanted("totals.surcharge", ("b surcharge", "surcharge"), money),
        Wanted("totals.cess", ("c cess", "education cess", "health and education cess", "cess"), money),
        Wanted("totals.interest", ("d interest", "interest u s 201 1a", "d int u s 201 1a", "interest"), money),
        Wanted("totals.penalty", ("e penalty", "penalty"), money),
        Wanted("totals.fee", ("f fee under section 234e", "fee under section 234e", "fee u s 234e", "f fee", "f fees", "f late fee", "late fee", "fees", "fee"), money),
        Wanted("totals.deposited", ("total a b c d e f", "grand total", "total amount paid", "total amount", "challan amount", "total", "amount in rs", "amount paid"), money),
    ),
    ("tan", "bsr", "challan_number", "challan_date", "totals.tax", "totals.deposited"),
    ("itns no", "major head", "cin", "mode of payment", "bank name", "bank reference number", "amount in words"),
    _read,
)  # fmt: skip
