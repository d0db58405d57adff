"""From bytes to extractions: guards, then the one reader that fits what the file is. Runs inside a reader child.

Anything without a reader is kept and marked "needs a person": never lost, never guessed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from qrt.adapters.bank import bank_sheet, is_proved_statement, known_headings, read_bank_pages, read_bank_table, read_camt, read_mt940, read_ofx, read_qif
from qrt.adapters.erp import are_books, read_books, read_tally_xml
from qrt.adapters.gov import (
    is_invoice_xml,
    read_ais,
    read_e_invoice,
    read_e_way_bill,
    read_form_26as,
    read_gstr1,
    read_gstr2a,
    read_gstr2b,
    read_gstr3b,
    read_invoice_xml,
    read_tds_file,
    signed_qr,
    with_qr,
)
from qrt.adapters.ocr.attachments import fetch_xml
from qrt.adapters.ocr.codes import pdf_codes
from qrt.adapters.ocr.pdf import UnreadablePdf, fetch_pages, has_text_layer
from qrt.adapters.rulebook.keys import load_irp_keys
from qrt.adapters.rulebook.kinds import load_kind_model
from qrt.adapters.scan.guards import check_upload, decrypt_office
from qrt.adapters.scan.limits import Verdict
from qrt.adapters.scan.sniff import FOLDERS, PICTURES, MediaType, sniff
from qrt.agents.classifier import of_person, propose_kind
from qrt.agents.contract import Proposal
from qrt.agents.extractor import propose_extraction
from qrt.agents.model_tier import counts, propose_told_kind, with_told
from qrt.agents.proved_kind import proved_kind
from qrt.agents.second_opinion import SURE, Opinion, misfiled, suggested, weigh
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.books import load_sheets, sheet_head
from qrt.core.documents.cells import Workbook
from qrt.core.documents.columns import Layouts
from qrt.core.documents.gateway.answers import read_settlement_answers
from qrt.core.documents.gateway.read import read_settlements
from qrt.core.documents.grid.listed import table_rows
from qrt.core.documents.grid.paged import paged_sheet, told_on_pages
from qrt.core.documents.headings import hear_heading
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.kind_memory import Filed
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.model.answer import Answer
from qrt.core.documents.parting import GROUP, MAY_BE_SEVERAL, PARTED, SEVERAL, Groups, Parting, propose_parting
from qrt.core.documents.scans import check_scans
from qrt.core.documents.stock_sheets import read_stock
from qrt.core.documents.tables import decode_text
from qrt.core.documents.tax_sheets.read import read_tax_sheets
from qrt.core.documents.tax_sheets.telling import TAX_SHEETS
from qrt.core.documents.text_page import on_lines, text_page
from qrt.core.documents.types import FORMS, INVOICES, NO_TEXT_LAYER, REGISTERS, DocumentKind, Extraction, Field, Page, Paper
from qrt.core.documents.vendor.lesson import Lesson
from qrt.core.documents.workbook import UnreadableWorkbook

READER, VERSION = "reading", "3"
SAID_OTHER = 0.5
"""Confidence from which words say what a paper without a reader is (an order, a contract): its tables are no books."""
SURE_HEADINGS = 0.6
"""Confidence from which the headings of a row name a kind by themselves."""
WHOLE = 0.9
"""Confidence of an embedded XML that outranks the print: number, date and total are there."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the reading of a paper follows from beside its bytes: what people said of the columns of tables, the pages of a scan, the kind that a person named,
    what decisions on its vendor's earlier bills taught, what a model answered about it, and where a person said that the papers in it begin."""

    layouts: Layouts = field(default_factory=dict)
    recognised: Sequence[Page] = ()
    said: DocumentKind | None = None
    lessons: Sequence[Lesson] = ()
    told: Answer | None = None
    parts: Groups = ()


NOTHING_GIVEN = Given()


def read_paper(
    paper: Paper,
    data: bytes,
    password: str | None = None,
    layouts: Layouts | None = None,
    recognised: Sequence[Page] = (),
    said: DocumentKind | None = None,
    lessons: Sequence[Lesson] = (),
    told: Answer | None = None,
    filed: Filed | None = None,
    parts: Groups = (),
) -> tuple[Extraction, ...]:
    """Everything that was read. A paper that may not be opened, or that no reader knows, gives one extraction of kind OTHER with the reason.

    `layouts` is what people said of the columns of tables; `recognised` are the pages of a scan as a recogniser read them, without which a scan says
    `document.no_text_layer`. `said` is what a person said the paper is: pages and tables are read as that, and a format that names its kind keeps its reader.
    `lessons` are what decisions on bills taught; those about the vendor that this one names count. `told` is what a model answered about this paper.
    `filed` is the kind that papers of its layout were filed as: it is read as that, no surer than that was.
    `parts` is where a person said that the papers in a PDF begin; a PDF of several gives one extraction of reader PARTED that says so.
    """
    check = check_upload(data, paper.name, password=password, sha256=paper.sha256)
    if check.verdict is not Verdict.ACCEPTED:
        return (_unread(paper, check.findings),)
    media = check.media
    if media is MediaType.OLE2 and password and (plain := decrypt_office(data, password)):
        data, media = plain, sniff(plain, paper.name)
    as_kind = said or (filed.kind if filed else None)
    extractions = _read(paper, data, media, password, Given(layouts or {}, recognised, as_kind, lessons, told, parts))
    if said is None and filed is not None:
        extractions = _filed(paper, extractions, filed)
    if said is not None:
        extractions = tuple(replace(each, kind=said, confidence=1.0 if each.rows or each.fields else each.confidence) for each in extractions)
    if not check.findings:
        return extractions
    return (replace(extractions[0], findings=(*check.findings, *extractions[0].findings)), *extractions[1:])


def _filed(paper: Paper, extractions: tuple[Extraction, ...], filed: Filed) -> tuple[Extraction, ...]:
    """A reading under the kind that earlier papers of this layout were filed as. What the kind model thinks of that was said when a person filed the first of them."""
    sentence = f"{paper.name} is filed as {filed.kind.value.replace('_', ' ')}: {filed.reason}."
    why = Finding("document.filed_as_taught", Severity.INFO, f"document:{paper.sha256}", sentence, evidence=(Place(paper.sha256, page=1),))
    made = [
        replace(each, kind=filed.kind, confidence=min(filed.sure, each.confidence) if each.rows or each.fields else each.confidence) for each in extractions
    ]
    kept = tuple(finding for finding in made[0].findings if finding.rule != "document.misfiled")
    return (replace(made[0], findings=(*kept, why)), *made[1:])


def _read(paper: Paper, data: bytes, media: MediaType, password: str | None, given: Given) -> tuple[Extraction, ...]:
    if media is MediaType.PDF:
        return _read_pdf(paper, data, password, given)
    if media in PICTURES and media is not MediaType.HEIC:
        return _read_pages(paper, media, given.recognised, given) if given.recognised else (_unrecognised(paper, 0),)
    if media in _GRIDS:
        return _read_grid(paper, data, media, given)
    if media is MediaType.XML and is_invoice_xml(data):
        return read_invoice_xml(paper, data)
    if media is MediaType.JSON and (settled := read_settlement_answers(paper, data)):
        return settled
    if reader := _READERS.get(media):
        return reader(paper, data)
    return (_needs_person(paper, _why_unread(media), DocumentKind.OTHER),)


def _read_pdf(paper: Paper, data: bytes, password: str | None, given: Given) -> tuple[Extraction, ...]:
    try:
        pages = fetch_pages(data, password)
    except UnreadablePdf as wrong:
        sentence = f"{paper.name} is a broken PDF ({wrong}); hand in the original again."
        finding = Finding("document.truncated", Severity.ERROR, f"document:{paper.sha256}", sentence, evidence=(Place(paper.sha256),))
        return (_unread(paper, (finding,)),)
    embedded = next((xml for xml in fetch_xml(data, password) if is_invoice_xml(xml)), None)
    if embedded is not None and (told := _of_embedded(paper, embedded, pages)):
        return (told,)
    seen = {page.number: page for page in given.recognised}
    pages = tuple(seen.get(page.number, page) for page in pages)
    if not given.recognised and not any(has_text_layer(page) for page in pages):
        return (_unrecognised(paper, len(pages)),)
    parting = Parting(given.parts) if given.parts else propose_parting(paper.sha256, pages) if given.said is None else Parting(((1, len(pages)),))
    if given.parts and len(parting.groups) > 1:
        return (_parted(paper, parting.groups),)
    extraction, *others = _read_pages(paper, MediaType.PDF, pages, given)
    several = len(parting.groups) > 1 and extraction.kind in MAY_BE_SEVERAL
    if several and not parting.doubt:
        return (_parted(paper, parting.groups),)
    if parting.doubt and extraction.kind in MAY_BE_SEVERAL:
        extraction = replace(extraction, findings=(*extraction.findings, _several(paper, parting)))
    if extraction.kind in INVOICES and not any(page.codes for page in pages):
        # A code stands on the first page or on the last; a page without words has been looked at by the recogniser.
        looked = [page for page in dict.fromkeys((pages[0], pages[-1])) if page.source == "text"]
        coded = {page.number: replace(page, codes=pdf_codes(data, page.number, password)) for page in looked}
        extraction = _with_code(paper, extraction, [coded.get(page.number, page) for page in pages])
    return (extraction, *others)


def _parted(paper: Paper, groups: Groups) -> Extraction:
    """What a PDF of several papers says of itself: where each stands."""
    fields = {
        (name := f"{GROUP}{number}"): Field(name, f"{first}-{last}", place=Place(paper.sha256, page=first), confidence=1.0, source="structure")
        for number, (first, last) in enumerate(groups, start=1)
    }
    return Extraction(paper.sha256, DocumentKind.OTHER, 1.0, PARTED, VERSION, pages=groups[-1][1], fields=fields)


def _several(paper: Paper, parting: Parting) -> Finding:
    shown = ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in parting.groups)
    sentence = f"{paper.name} may hold several papers (pages {shown}), but {parting.doubt}; say where each begins. Until then it is read as one."
    places = tuple(Place(paper.sha256, page=first) for first, _ in parting.groups)
    return Finding(SEVERAL, Severity.ERROR, f"document:{paper.sha256}", sentence, evidence=places)


def _with_code(paper: Paper, extraction: Extraction, pages: Sequence[Page]) -> Extraction:
    """What the portal signed outranks the print."""
    found = next((qr for page in pages if (qr := signed_qr(paper.sha256, page.number, page.codes, load_irp_keys()))), None)
    return with_qr(extraction, paper.name, found) if found else extraction


def _read_pages(paper: Paper, media: MediaType, pages: Sequence[Page], given: Given) -> tuple[Extraction, ...]:
    """What stands on pages of words: one paper, or the accounts of a statement."""
    sheet = lay_out(paper.sha256, pages)
    guess = load_kind_model().guess(pages)
    by_rules = of_person(given.said, paper) if given.said else propose_kind(paper, media, sheet)
    opinion = Opinion(by_rules, guess) if given.said else weigh(by_rules, guess)
    told = given.told
    by_model = told is not None and given.said is None and counts(opinion.kind, told)
    kind = propose_told_kind(sheet, told) if told and by_model else opinion.kind if given.said else proved_kind(opinion.kind, by_rules, sheet)
    extractions = () if kind.value in INVOICES else _read_tables(paper, media, pages, kind, given)
    if not extractions:
        tables = () if kind.value in INVOICES else table_rows(paper.sha256, pages)
        extractions = (propose_extraction(paper, kind, sheet, given.lessons, tables).value,)
    blank = [page.number for page in pages if page.source == "text" and page.pictured]
    doubts = (*check_scans(paper.sha256, paper.name, pages), *_blank_pages(paper, blank), *misfiled(paper, extractions[0].kind, opinion.against))
    if told:
        extractions = with_told(paper, sheet, extractions, told, by_model, asked=given.said is None)
    first = replace(extractions[0], findings=(*extractions[0].findings, *doubts))
    return (_with_code(paper, first, pages), *extractions[1:])


def _read_tables(paper: Paper, media: MediaType, pages: Sequence[Page], kind: Proposal[DocumentKind], given: Given) -> tuple[Extraction, ...]:
    """A statement or a book that was printed to pages, by the readers of sheets; () when they take no rows of it, or words say that it is another paper."""
    if kind.value in (DocumentKind.OTHER, *FORMS) and kind.confidence >= SAID_OTHER:
        return ()
    bank = bank_sheet(pages)
    if given.said is None:
        told = propose_kind(paper, media, grid=sheet_head(bank.sheet)).value if bank else None
        of_bank = bank and DocumentKind.BANK_STATEMENT in (kind.value, told) and not are_books(paper, bank.sheet, given.layouts)
    else:
        of_bank = given.said is DocumentKind.BANK_STATEMENT
    if bank and of_bank:
        return read_bank_pages(paper, pages, bank)
    paged = paged_sheet(pages, _known_headings)
    if paged is None:
        return ()
    books = tuple(each for each in read_books(paper, b"", given.layouts, Workbook((paged.sheet,)), given.said) if each.rows)
    if books and kind.confidence >= SURE and not _may_be(books[0].kind, kind.value):
        # A ledger's columns can pass for those of a trial balance: what all of the paper says outranks what one heading row allows.
        return ()
    return told_on_pages(paper, books, paged, len(pages))


def _may_be(read: DocumentKind, named: DocumentKind) -> bool:
    """A reader of books tells registers from each other by more than their words."""
    return read is named or {read, named} <= REGISTERS


def _known_headings(texts: Sequence[str]) -> int:
    """How many headings of a row a bank or a book knows."""
    heard = {hear_heading(text).meanings[:1] for text in texts} - {()}
    named = kind_of_grid([list(texts)])[1] >= SURE_HEADINGS
    return max(known_headings(texts), len(heard), sum(map(bool, texts)) if named else 0)


def _of_embedded(paper: Paper, xml: bytes, pages: Sequence[Page]) -> Extraction | None:
    """What the issuer's own XML says; a value that stands in print as well is shown there. None when the XML is no whole invoice: then the print is read."""
    printed = " ".join(word.text for page in pages for word in page.words)
    (read,) = read_invoice_xml(paper, xml, printed)
    if read.confidence < WHOLE:
        return None
    fields = dict(read.fields)
    if any(has_text_layer(page) for page in pages):
        for name, shown in _read_pages(paper, MediaType.PDF, pages, NOTHING_GIVEN)[0].fields.items():
            if name in fields and shown.place is not None and shown.value == fields[name].value:
                fields[name] = replace(fields[name], place=shown.place, checks=("print_equal",))
    return replace(read, fields=fields, pages=len(pages))


def _unrecognised(paper: Paper, pages: int) -> Extraction:
    sentence = f"{paper.name} is a scan without a text layer, and nothing recognised its words; it is kept and needs a person."
    finding = Finding(NO_TEXT_LAYER, Severity.WARNING, f"document:{paper.sha256}", sentence, evidence=(Place(paper.sha256, page=1),))
    return replace(_unread(paper, (finding,)), pages=pages)


def _blank_pages(paper: Paper, numbers: list[int]) -> tuple[Finding, ...]:
    """A scanned page inside a digital paper is said, not passed over."""
    if not numbers:
        return ()
    sentence = f"{paper.name}: page {', '.join(map(str, numbers))} holds hardly any text and was not read."
    places = tuple(Place(paper.sha256, page=number) for number in numbers)
    return (Finding(NO_TEXT_LAYER, Severity.INFO, f"document:{paper.sha256}", sentence, evidence=places),)


def _read_grid(paper: Paper, data: bytes, media: MediaType, given: Given) -> tuple[Extraction, ...]:
    """Sheets and delimited text: papers of the tax offices first, then to the bank reader when a sheet is a bank statement, else to the reader of books."""
    try:
        book = whole = load_sheets(data)
    except UnreadableWorkbook as wrong:
        if media is MediaType.TEXT:
            if told := _read_text(paper, data, given):
                return told
            return (_needs_person(paper, "it is running text", DocumentKind.OTHER),)
        sentence = f"{paper.name} could not be read: {wrong}; export it again."
        return (_unread(paper, (Finding("document.unreadable", Severity.ERROR, f"document:{paper.sha256}", sentence, evidence=(Place(paper.sha256),)),)),)
    offices = read_tax_sheets(paper, book, given.said)
    if offices.read and not any(sheet.rows for sheet in offices.rest.sheets):
        return offices.read
    gateways = read_settlements(paper, offices.rest, given.said)
    beside = _beside(offices.read, gateways.read)
    if gateways.read and not any(sheet.rows for sheet in gateways.rest.sheets):
        return beside
    stocks = read_stock(paper, gateways.rest, given.said)
    if stocks.read and not any(sheet.rows for sheet in stocks.rest.sheets):
        return _beside(beside, stocks.read)
    beside = _beside(beside, stocks.read)
    book = stocks.rest
    proposals = {sheet.name: propose_kind(paper, media, grid=sheet_head(sheet)) for sheet in book.sheets if sheet.rows}
    banks = [sheet for sheet in book.sheets if sheet.rows and proposals[sheet.name].value is DocumentKind.BANK_STATEMENT]
    if all(each.value is DocumentKind.OTHER for each in proposals.values()):
        banks = [sheet for sheet in book.sheets if sheet.rows and is_proved_statement(paper, sheet)]
    if given.said is None:
        of_bank = bool(banks) and not any(are_books(paper, sheet, given.layouts) for sheet in banks)
    else:
        of_bank = given.said is DocumentKind.BANK_STATEMENT
    if of_bank:
        banked = read_bank_table(paper, data, whole)
        printed = _read_text(paper, data, given) if media is MediaType.TEXT and not any(each.rows for each in banked) else ()
        return _beside(beside, printed or banked)
    only = next(iter(proposals)) if len(proposals) == 1 else ""
    read = tuple(_named(paper, each, proposals.get(each.part or only)) for each in read_books(paper, data, given.layouts, book, given.said))
    if media is MediaType.TEXT and not beside and not any(each.rows for each in read) and (told := _read_text(paper, data, given)):
        return told
    if given.said is None and all(each.kind is DocumentKind.OTHER for each in read):
        read = (replace(read[0], findings=(*read[0].findings, *suggested(paper, book.sheets))), *read[1:])
    return _beside(beside, read)


def _read_text(paper: Paper, data: bytes, given: Given) -> tuple[Extraction, ...]:
    """A bill or a bank's statement that was written or exported as running text, as if it were printed; () where the text is neither. What it says stands on lines,
    not on a page."""
    try:
        page = text_page(decode_text(data)[0])
    except (ValueError, UnicodeDecodeError):
        return ()
    if page is None:
        return ()
    read = _read_pages(paper, MediaType.TEXT, (page,), given)
    found = any(each.rows if each.kind is DocumentKind.BANK_STATEMENT else each.kind in INVOICES for each in read)
    return tuple(on_lines(each, page) for each in read) if found else ()


def _beside(offices: tuple[Extraction, ...], others: tuple[Extraction, ...]) -> tuple[Extraction, ...]:
    """Returns of the tax offices and what else their workbook holds: each part by a name of its own."""
    return (*(each if each.part or not others else replace(each, part=each.kind.value) for each in offices), *others)


def _named(paper: Paper, extraction: Extraction, proposal: Proposal[DocumentKind] | None) -> Extraction:
    """A sheet whose kind is known but has no reader keeps the name of its kind."""
    if extraction.kind is not DocumentKind.OTHER or proposal is None or proposal.value is DocumentKind.OTHER:
        return extraction
    why = "whose columns do not say enough to be read" if proposal.value in TAX_SHEETS else "which has no reader yet"
    kept = _needs_person(paper, f"it is a {proposal.value.value.replace('_', ' ')} ({proposal.reasons[0]}), {why}", proposal.value)
    return replace(extraction, kind=proposal.value, confidence=proposal.confidence, findings=kept.findings)


def _why_unread(media: MediaType) -> str:
    if media is MediaType.HEIC:
        return "it is a picture in HEIC, which is not read; save it as JPEG"
    if media in FOLDERS:
        return "it is an archive or mail, and no paper lies in it"
    return f"there is no reader for its format ({media.value.replace('_', ' ')})"


def _needs_person(paper: Paper, why: str, kind: DocumentKind) -> Extraction:
    sentence = f"{paper.name} was not read: {why}. It is kept and needs a person."
    finding = Finding("document.needs_person", Severity.WARNING, f"document:{paper.sha256}", sentence, evidence=(Place(paper.sha256),))
    return Extraction(paper.sha256, kind, 0.0, READER, VERSION, findings=(finding,))


def _unread(paper: Paper, findings: tuple[Finding, ...]) -> Extraction:
    return Extraction(paper.sha256, DocumentKind.OTHER, 0.0, READER, VERSION, findings=findings)


_GRIDS = frozenset({MediaType.XLSX, MediaType.XLSM, MediaType.XLS, MediaType.CSV, MediaType.TEXT, MediaType.HTML})
_READERS: dict[MediaType, Callable[[Paper, bytes], tuple[Extraction, ...]]] = {
    MediaType.TALLY_XML: read_tally_xml,
    MediaType.MT940: read_mt940,
    MediaType.MT942: read_mt940,
    MediaType.CAMT: read_camt,
    MediaType.OFX: read_ofx,
    MediaType.QIF: read_qif,
    MediaType.GSTR2B_JSON: read_gstr2b,
    MediaType.GSTR1_JSON: read_gstr1,
    MediaType.GSTR2A_JSON: read_gstr2a,
    MediaType.GSTR3B_JSON: read_gstr3b,
    MediaType.E_WAY_BILL_JSON: read_e_way_bill,
    MediaType.FORM_26AS: read_form_26as,
    MediaType.AIS_JSON: read_ais,
    MediaType.TDS_FILE: read_tds_file,
    MediaType.E_INVOICE_JSON: lambda paper, data: read_e_invoice(paper, data, load_irp_keys()),
}
