"""DataExtractor: reads what ClassifierBot named. Local implementation: labels and arithmetic, no model."""

from collections.abc import Sequence

from qrt.agents.contract import Proposal
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.invoice.extract import READER, VERSION, extract_invoice
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.receipt.extract import extract_receipt
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction, FieldStatus, Paper
from qrt.core.documents.vendor.apply import with_template
from qrt.core.documents.vendor.learn import names_of
from qrt.core.documents.vendor.lesson import Lesson, chosen_lessons

AGENT, AGENT_VERSION = "DataExtractor", "local-1"


def propose_extraction(paper: Paper, kind: Proposal[DocumentKind], sheet: Sheet, lessons: Sequence[Lesson] = ()) -> Proposal[Extraction]:
    """The fields and rows of a paper whose words are known. A kind without a reader keeps its name and waits for a person.

    `lessons` is what decisions taught about bills; those of the vendor that this bill names count.
    """
    if kind.value in INVOICES or kind.value is DocumentKind.RECEIPT:
        if kind.value is DocumentKind.RECEIPT:
            extraction = extract_receipt(paper.name, sheet, kind.confidence)
        else:
            extraction = extract_invoice(paper.name, sheet, kind.value, kind.confidence)
        if chosen := chosen_lessons(lessons, names_of(extraction)):
            extraction = with_template(extraction, sheet, chosen)
        places = tuple(field.place for field in extraction.fields.values() if field.place is not None)
        read = [field for field in extraction.fields.values() if field.value]
        sure = sum(field.status is FieldStatus.AUTO for field in read)
        confidence = sum(field.confidence for field in read) / len(read) if read else 0.0
        return Proposal(AGENT, AGENT_VERSION, extraction, round(confidence, 2), (f"{sure} of {len(read)} fields are confirmed by a rule",), places)
    sentence = f"{paper.name} has no reader yet: {kind.reasons[0]}. It is kept and needs a person."
    finding = Finding("document.needs_person", Severity.WARNING, f"document:{paper.sha256}", sentence, evidence=kind.evidence or (Place(paper.sha256),))
    extraction = Extraction(paper.sha256, kind.value, kind.confidence, READER, VERSION, pages=len(sheet.sizes), findings=(finding,))
    return Proposal(AGENT, AGENT_VERSION, extraction, kind.confidence, (kind.reasons[0],), kind.evidence)
