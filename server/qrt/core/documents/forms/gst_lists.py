"""GSTR-1, 2A and 2B as they are printed: lists of documents, each row one, and summaries by table. A row of totals proves the rows above it."""

import re
from collections.abc import Sequence

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.grids import NamedRow, rows_under
from qrt.core.documents.forms.gstr_3b import period_from_year_and_month
from qrt.core.documents.forms.labels import Wanted
from qrt.core.documents.forms.values import Read, code, day, gstin, name, text
from qrt.core.documents.invoice.flags import STATES
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import Gstr2bLine

HEADS = {
    "igst": ("integrated tax", "igst", "integrated tax rs", "igst amount"),
    "cgst": ("central tax", "cgst", "central tax rs", "cgst amount"),
    "sgst": ("state ut tax", "state tax", "sgst", "state ut tax rs", "sgst utgst", "sgst amount"),
    "cess": ("cess", "cess rs", "cess amount"),
}
DOCUMENTS = {
    "party": ("gstin of supplier", "gstin uin of recipient", "gstin of recipient", "supplier gstin", "recipient gstin", "gstin uin", "gstin"),
    "who": (
        "trade legal name",
        "trade legal name of the supplier",
        "trade name",
        "name of supplier",
        "receiver name",
        "name of recipient",
        "legal name",
        "supplier name",
    ),
    "number": ("invoice number", "invoice no", "note number", "document number", "note no", "document no", "credit note number"),
    "type": ("note type", "document type", "invoice type", "type"),
    "day": ("invoice date", "note date", "document date", "date"),
    "value": ("invoice value", "note value", "document value", "invoice value rs", "total value"),
    "place": ("place of supply", "pos"),
    "reverse": ("supply attract reverse charge", "reverse charge", "rcm"),
    "rate": ("rate", "rate percent", "tax rate"),
    "taxable": ("taxable value", "taxable value rs", "taxable amount"),
    "itc": ("itc availability", "itc available"),
    **HEADS,
}
SUMMARY = {
    "what": ("description", "heading", "nature of supplies", "particulars"),
    "count": ("no of records", "number of records", "records"),
    "taxable": ("value", "total taxable value", "taxable value", "value rs"),
    **HEADS,
}
_AVAILABLE = re.compile(r"y|available|eligible")
TABLE = re.compile(r"^\(?\s*(\d{1,2}\s?[A-D]?(?:\(\d\))?|[IVX]{1,4})\b")


def _outward(form: Form) -> None:
    _read(form, inward=False)


def _inward(form: Form) -> None:
    _read(form, inward=True)


def _inward_2a(form: Form) -> None:
    _read(form, inward=True, credit=False)


def _read(form: Form, *, inward: bool, credit: bool = True) -> None:
    """inward: suppliers' documents; credit: whether the list says which of them give tax credit (a GSTR-2A says nothing of it)."""
    period_from_year_and_month(form)
    listed = list(rows_under(form.tables, DOCUMENTS, frozenset({"party", "number", "day", "taxable"})))
    sums = {head: 0 for head in ("taxable", *HEADS)}
    stated: NamedRow | None = None
    for row in listed:
        if "total" in row.words.split()[:3]:
            stated = row
        elif any(map(str.isdigit, row.text("number"))) and (line := _document(form, row, inward, credit)):
            form.rows.append(line)
            for head in sums:
                sums[head] += getattr(line, head)
    if stated is not None:
        for head, given in sums.items():
            amount = stated.money(head)
            if amount is not None and abs(given - amount) >= 100:
                sentence = f"its rows give {rupee_text(Paise(given))} of {head}, the printed total says {rupee_text(amount)}"
                form.faults.append((sentence, given - amount, stated.place(head)))
    if not listed:
        _summary(form)


def _document(form: Form, row: NamedRow, inward: bool, credit: bool) -> Gstr2bLine | ReturnLine | None:
    """One document; a cell that cannot be read leaves the row out, and says so: half a row is worse than none."""
    amounts = {head: row.money(head) for head in ("taxable", *HEADS)}
    broken = [head for head, amount in amounts.items() if amount is None and row.text(head) not in ("", "-", "—")]
    made, party = row.day("day"), row.text("party").upper().replace(" ", "")
    if fault := gstin_fault(party):
        broken.append(f"GSTIN ({fault})")
    if made is None or amounts["taxable"] is None or broken:
        what = "its date" if made is None else broken[0] if broken else "its taxable value"
        form.faults.append((f"the document {row.text('number')} is not read: {what} cannot be read", 0, row.row.place))
        return None
    taxable, igst, cgst, sgst, cess = (amount or ZERO for amount in amounts.values())
    total = row.money("value") or Paise(taxable + igst + cgst + sgst + cess)
    kind = _type(row)
    if not kind:
        form.faults.append((f"the note {row.text('number')} is not read: it does not say whether it is a credit or a debit note", 0, row.row.place))
        return None
    table = "b2b" if kind == "invoice" else "cdnr"
    place = _state(row.text("place"))
    reverse = row.text("reverse").lower().startswith("y")
    period = form.text("period")
    if inward:
        # A list without the column is one of credit that is given; an empty cell under it gives none, as in the portal's file.
        listed = "itc" in row.columns.values()
        available = credit and (not listed or bool(_AVAILABLE.match(row.text("itc").lower())))
        if credit and listed and not row.text("itc"):
            form.faults.append(
                (f"the document {row.text('number')} does not say whether its tax credit is available; it was taken as not available", 0, row.row.place)
            )
        return Gstr2bLine(
            row.row.place, table, party, row.text("who"), row.text("number"), made, kind, taxable, igst, cgst, sgst, cess, total,
            place, reverse, available, period=period,
        )  # fmt: skip
    return ReturnLine(
        row.row.place, table, taxable, igst, cgst, sgst, cess, total, kind, row.text("number"), made, party, row.text("who"), place, reverse,
        row.text("rate").rstrip("% "), period=period,
    )  # fmt: skip


def _type(row: NamedRow) -> str:
    """By its own column, "" for a note that does not say which it is: its sign hangs on it."""
    said = row.text("type").lower()
    noted = any(cell.text.lower().startswith("note") for cell in row.row.cells)
    if said.startswith("c") and "credit" in said or said in ("c", "cdn", "crn"):
        return "credit_note"
    if "debit" in said or said in ("d", "dbn"):
        return "debit_note"
    return "" if noted else "invoice"


def _state(said: str) -> str:
    """ "27-Maharashtra", "Maharashtra" and "27" are one state; "" for none."""
    if found := re.match(r"^(\d{2})\b", said.strip()):
        return found.group(1)
    return STATES.get(said.strip().lower(), "")


def _summary(form: Form) -> None:
    for row in rows_under(form.tables, SUMMARY, frozenset({"what", "igst", "cgst"})):
        found = TABLE.match(row.text("what"))
        amounts = [row.money(head) for head in HEADS]
        if found is None or all(amount is None for amount in amounts):
            continue
        igst, cgst, sgst, cess = (amount or ZERO for amount in amounts)
        count = int(row.text("count")) if row.text("count").isdigit() else None
        table = found.group(1).replace(" ", "")
        taxable = row.money("taxable") or ZERO
        form.rows.append(
            ReturnLine(row.row.place, table, taxable, igst, cgst, sgst, cess, description=row.text("what"), count=count, period=form.text("period"))
        )


def _month(tokens: Sequence[Token]) -> Read | None:
    return text(tokens[:1])


_WANTED = (
    Wanted("gstin", ("gstin", "1 gstin", "gstin of the taxpayer"), gstin),
    Wanted("company", ("legal name of the registered person", "legal name"), name),
    Wanted("year", ("financial year", "year"), code(r"^(20\d\d-\d\d)$")),
    Wanted("month", ("tax period", "period", "month"), _month),
    Wanted("arn", ("arn",), code(r"^([A-Z]{2}\d{2}[A-Z0-9]{10,12})$")),
    Wanted("generated_on", ("date of generation", "arn date", "date of arn"), day),
)
_STOPS = ("trade name if any", "trade name")
OUTWARD = Module(_WANTED, ("gstin", "period"), _STOPS, _outward)
INWARD_2A = Module(_WANTED, ("gstin", "period"), _STOPS, _inward_2a)
INWARD_2B = Module(_WANTED, ("gstin", "period"), _STOPS, _inward)
