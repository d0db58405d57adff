"""From the words of a printed form to its extraction, by the module of its kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.documents.forms import (
    bill_of_entry,
    contract,
    e_way_bill,
    form_16a,
    gst_lists,
    gstr_3b,
    inventory_statement,
    loan_statement,
    purchase_order,
    tax_credit,
    tds_challan,
    tds_statement,
    voucher,
)
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.labels import Labels
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.types import FIELD_MISSING, DocumentKind, Extraction, Field, FieldStatus, TableRow

READER, VERSION = "printed_form", "1"
MODULES: Mapping[DocumentKind, Module] = {
    DocumentKind.E_WAY_BILL: e_way_bill.FORM,
    DocumentKind.BILL_OF_ENTRY: bill_of_entry.FORM,
    DocumentKind.TDS_CHALLAN: tds_challan.FORM,
    DocumentKind.FORM_16A: form_16a.FORM,
    DocumentKind.GSTR_3B: gstr_3b.FORM,
    DocumentKind.GSTR_1: gst_lists.OUTWARD,
    DocumentKind.GSTR_2A: gst_lists.INWARD_2A,
    DocumentKind.GSTR_2B: gst_lists.INWARD_2B,
    DocumentKind.FORM_26AS: tax_credit.FORM_26AS,
    DocumentKind.AIS: tax_credit.AIS,
    DocumentKind.TDS_STATEMENT: tds_statement.FORM,
    DocumentKind.RECEIPT_VOUCHER: voucher.RECEIPT,
    DocumentKind.PAYMENT_VOUCHER: voucher.PAYMENT,
    DocumentKind.PURCHASE_ORDER: purchase_order.FORM,
    DocumentKind.CONTRACT: contract.FORM,
    DocumentKind.LOAN_STATEMENT: loan_statement.FORM,
    DocumentKind.INVENTORY_STATEMENT: inventory_statement.FORM,
}


_NEVER_NEGATIVE = frozenset({DocumentKind.E_WAY_BILL, DocumentKind.BILL_OF_ENTRY, DocumentKind.TDS_CHALLAN, DocumentKind.FORM_16A, DocumentKind.LOAN_STATEMENT})
_AMOUNT = re.compile(r"totals\..*|instalment|sanctioned_amount|closing_balance")


def read_form(name: str, kind: DocumentKind, sheet: Sheet, tables: Sequence[TableRow], confidence: float) -> Extraction | None:
    """Fields and rows of a printed form; None when none of its required fields stand on it. No value is given that does not stand on it, but sums that say so.

    `name` is the file's, for sentences. Rows of tables that the form does not know are left as they are.
    """
    module = MODULES[kind]
    form = Form(sheet, tables, Labels(sheet, module.wanted, module.stops, tables).fields())
    module.read(form)
    if kind in _NEVER_NEGATIVE:
        _doubt_signs(form)
    missing = [each for each in module.required if each not in form.fields]
    if len(missing) == len(module.required):
        return None
    fields = dict(form.fields) | {each: Field(each, "", confidence=0.0, source="label", status=FieldStatus.MISSING) for each in missing}
    rows = tuple(form.rows) or tuple(tables)
    return Extraction(
        sheet.document, kind, confidence, READER, VERSION, pages=len(sheet.sizes), fields=fields, rows=rows, findings=_findings(sheet, name, form, missing)
    )


def _doubt_signs(form: Form) -> None:
    """An amount below nothing, of a form that has none: its print has a mark or a sign that was taken for a minus. It waits for a person."""
    below = [held for held in form.fields.values() if _AMOUNT.fullmatch(held.name) and held.value.startswith("-")]
    for held in below:
        form.fields[held.name] = replace(held, confidence=min(held.confidence, 0.5), status=FieldStatus.REVIEW)
    if below:
        names = ", ".join(held.name for held in below)
        form.faults.append((f"{names} below nothing, as no such paper has it", 0, below[0].place or form.page))


def _findings(sheet: Sheet, name: str, form: Form, missing: Sequence[str]) -> tuple[Finding, ...]:
    subject = f"document:{sheet.document}"
    found = [
        Finding("document.sums_differ", Severity.WARNING, subject, f"{name}: {sentence}. Look at it on the page.", Paise(abs(gap)), evidence=(place,))
        for sentence, gap, place in form.faults
    ]
    if missing:
        sentence = f"{name}: not found on the paper: {', '.join(missing)}. A person has to fill it in."
        found.append(Finding(FIELD_MISSING, Severity.WARNING, subject, sentence, evidence=(Place(sheet.document, page=1),)))
    return tuple(found)
