"""What a paper without a title is by its figures: value, tax at a rate of GST and total that agree, and the number of who is registered for it."""

from dataclasses import replace

from qrt.agents.classifier import may_be_another
from qrt.agents.contract import Proposal
from qrt.agents.second_opinion import NAMED
from qrt.core.base.identifiers import gstin_fault
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.invoice.totals import find_totals
from qrt.core.documents.invoice.values import comma_is_decimal, gstins
from qrt.core.documents.types import DocumentKind

SURE = 0.72
"""Read as an invoice, and the kind is shown to a person."""


def proved_kind(proposal: Proposal[DocumentKind], by_rules: Proposal[DocumentKind], sheet: Sheet) -> Proposal[DocumentKind]:
    """A tax invoice instead of no kind, where the figures say so; else the proposal as it is. Words that name a paper outrank its figures: a quotation has them too."""
    if proposal.value is not DocumentKind.OTHER or by_rules.confidence >= NAMED or may_be_another(by_rules):
        return proposal
    numbers = [each for line in sheet.lines for each in gstins(line) if not gstin_fault(each.value)]
    if not numbers:
        return proposal
    totals = find_totals(Labelled.of(sheet), comma_is_decimal(sheet))
    taxed = {"cgst", "sgst"} <= totals.chosen.keys() or "igst" in totals.chosen
    if not taxed or not totals.closed or totals.rival or totals.left_out or "taxable" in totals.derived:
        return proposal
    shown = tuple(sheet.place(part.tokens) for heard in totals.chosen.values() for part in heard.parts)
    reason = f"no title names it, but its value, its tax and its total agree and it bears the GSTIN {numbers[0].value}"
    return replace(proposal, value=DocumentKind.TAX_INVOICE, confidence=SURE, reasons=(reason,), evidence=shown)
