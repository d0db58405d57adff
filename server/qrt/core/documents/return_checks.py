"""What a document of a GSTR-1 says against itself: its stated value, and the heads of its tax."""

import re
from collections.abc import Iterator

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.extracting import Pen
from qrt.core.documents.tax_rows import ReturnLine

ROUNDING = 100
"""Paise by which a stated value may lie off taxable value and taxes: invoices are rounded to the rupee."""
_ZERO_RATED = re.compile(r"\W*(?:se(?:z|wp|wop)|de|deemed|cbw|intra.?state.*igst)\b", re.IGNORECASE)


def check_document(pen: Pen, line: ReturnLine, *, taxed: bool = True) -> Iterator[Finding]:
    """gstr1.value_differs, gstr1.value_negative and gstr1.heads_mixed of one document; `taxed` is False where the paper lists no tax.

    An export's value may hold freight or leave out the tax, so it is not held against it; the tax of reverse charge, of a special economic zone and of
    deemed exports may stand outside the value. What else goes beyond (goods without tax, tax collected at source) is for a person to see.
    """
    name = f"document {line.number or 'without number'} (table {line.table})"
    at = {"row": line.place.row, "column": line.place.column}
    taxes = line.igst + line.cgst + line.sgst + line.cess
    outside = line.reverse_charge or line.table.startswith("cdnur") or bool(_ZERO_RATED.match(line.description))
    sums = [line.taxable + taxes, *([line.taxable, line.taxable + line.cess] if outside else [])]
    if taxed and line.total and not line.table.startswith("exp") and (gap := min((line.total - each for each in sums), key=abs)) and abs(gap) > ROUNDING:
        sentence = f"{name}: its value is {rupee_text(line.total)}, taxable value and taxes are {rupee_text(Paise(sums[0]))}: {rupee_text(Paise(abs(gap)))} {'more' if gap > 0 else 'less'} than they give."
        yield pen.finding("gstr1.value_differs", Severity.WARNING, sentence, amount=gap, **at)
    if line.document_type != "credit_note" and line.taxable < 0:
        sentence = f"{name}: its taxable value is {rupee_text(line.taxable)}, and a return has what is given back as credit notes; was it one?"
        yield pen.finding("gstr1.value_negative", Severity.ERROR, sentence, amount=line.taxable, **at)
    if line.igst and (line.cgst or line.sgst):
        local = Paise(line.cgst + line.sgst)
        sentence = f"{name}: it has integrated tax of {rupee_text(line.igst)} and central and state tax of {rupee_text(local)}; a supply is either between states or within one."
        yield pen.finding("gstr1.heads_mixed", Severity.ERROR, sentence, amount=min(line.igst, local, key=abs), **at)
