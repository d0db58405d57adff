"""DataExtractor: reads what ClassifierBot named. Local implementation: labels and arithmetic, no model."""

from collections.abc import Sequence
from dataclasses import replace

from qrt.agents.contract import Proposal
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.forms.read import MODULES, read_form
from qrt.core.documents.invoice.extract import READER, VERSION, extract_invoice
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.receipt.extract import extract_receipt
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction, FieldStatus, Paper, TableRow
from qrt.core.documents.vendor.apply import with_template
from qrt.core.documents.vendor.learn import names_of
from qrt.core.documents.vendor.lesson import Lesson, chosen_lessons

AGENT, AGENT_VERSION = "DataExtractor", "local-1"


def propose_extraction(
    paper: Paper, kind: Proposal[DocumentKind], sheet: Sheet, lessons: Sequence[Lesson] = (), tables: Sequence[TableRow] = ()
) -> Proposal[Extraction]:
    """The fields and rows of a paper whose words are known. A kind without a reader keeps its name and waits for a person; `tables` are then its rows.

    `lessons` is what decisions taught about bills; those of the vendor that this bill names count.
    """
    extraction = _extract(paper, kind, sheet, tables)
    if extraction is not None:
        if kind.value in (*INVOICES, DocumentKind.RECEIPT) and (chosen := chosen_lessons(lessons, names_of(extraction))):
            extraction = with_template(extraction, sheet, chosen)
        places = tuple(field.place for field in extraction.fields.values() if field.place is not None)
        read = [field for field in extraction.fields.values() if field.value]
        sure = sum(field.status is FieldStatus.AUTO for field in read)
        confidence = sum(field.confidence for field in read) / len(read) if read else 0.0
        return Proposal(AGENT, AGENT_VERSION, extraction, round(confidence, 2), (f"{sure} of {len(read)} fields are confirmed by a rule",), places)
    sentence = f"{paper.name} has no reader yet: {kind.reasons[0]}. It is kept and needs a person."
    finding = Finding("document.needs_person", Severity.WARNING, f"document:{paper.sha256}", sentence, evidence=kind.evidence or (Place(paper.sha256),))
    extraction = Extraction(paper.sha256, kind.value, kind.confidence, READER, VERSION, pages=len(sheet.sizes), rows=tuple(tables), findings=(finding,))
    return Proposal(AGENT, AGENT_VERSION, extraction, kind.confidence, (kind.reasons[0],), kind.evidence)


def _extract(paper: Paper, kind: Proposal[DocumentKind], sheet: Sheet, tables: Sequence[TableRow]) -> Extraction | None:
    """By the reader of the kind; None where there is none, or where it finds nothing that the kind must have."""
    if kind.value in INVOICES:
        return extract_invoice(paper.name, sheet, kind.value, kind.confidence)
    if kind.value is DocumentKind.RECEIPT:
        return replace(extract_receipt(paper.name, sheet, kind.confidence), rows=tuple(tables))
    return read_form(paper.name, kind.value, sheet, tables, kind.confidence) if kind.value in MODULES else None
