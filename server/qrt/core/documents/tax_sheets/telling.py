"""Which paper of a tax office a sheet is, by its title and its headings. A company's own register has nearly the headings of a GSTR-2B: what is not sure is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qrt.core.documents.headers import normal
from qrt.core.documents.tax_sheets.monthly_words import TABLES_3B
from qrt.core.documents.tax_sheets.tables import Cells, Heading, Table, heading_at
from qrt.core.documents.tax_sheets.words import (
    BOOKISH,
    CHALLAN,
    CONSUMERS,
    DEDUCTION,
    DEDUCTOR,
    GOODS,
    GST_DEDUCTED,
    INWARD,
    OUTWARD,
    PAYMENT,
    RECORDS,
    SUMMARY,
)
from qrt.core.documents.types import DocumentKind

TABLES: tuple[Table, ...] = (INWARD, OUTWARD, GOODS, CONSUMERS, RECORDS, SUMMARY, PAYMENT, DEDUCTOR, DEDUCTION, CHALLAN, GST_DEDUCTED, *TABLES_3B)
TITLE_CELLS = 3
"""A title row has at most so many texts; one that was merged may stand in every cell."""

_TITLES: tuple[tuple[re.Pattern[str], DocumentKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\bgstr\s*-?\s*2b\b", DocumentKind.GSTR_2B),
        (r"\bgstr\s*-?\s*2a\b", DocumentKind.GSTR_2A),
        (r"\bgstr\s*-?\s*1\b(?!\s*/)", DocumentKind.GSTR_1),
        (
            r"^\W*(?:form|goods and services tax)?\W*gstr\s*-?\s*3\s*-?b\b(?!.*\b(?:filing|status|working|draft|comput|provisional|estimat|tables?)\b)",
            DocumentKind.GSTR_3B,
        ),
        (r"^summary for (?:b2b|b2ba|b2cl|b2cla|b2cs|cdnr|cdnra|cdnur|exp|hsn)\b", DocumentKind.GSTR_1),
        (r"\bform\s*(?:no\.?\s*)?26\s*-?\s*as\b|\b26as\b|\bannual tax statement\b", DocumentKind.FORM_26AS),
        (r"\bannual information statement\b|^ais$", DocumentKind.AIS),
        (r"\bform\s*(?:no\.?\s*)?(?:26\s?-?\s?q|24\s?-?\s?q|27\s?-?\s?q|140|138|144)\b", DocumentKind.TDS_STATEMENT),
        (
            r"\btds\b.*\b(?:statement|return|register|report|details|deductions?)\b|\bstatement of (?:tax deducted|deduction of tax)\b",
            DocumentKind.TDS_STATEMENT,
        ),
        (r"\bchallans?\b.*\b(?:list|register|details|statement|status)\b|\blist of challans\b|\bitns\s*-?\s*281\b|\btds challans?\b", DocumentKind.TDS_CHALLAN),
    )
)
_OWN_BOOKS = re.compile(
    r"\b(?:purchases?|sales?|expenses?|vouchers?|inward|outward|journal|input) (?:\w+ )?(?:register|book|day ?book|ledger|vouchers)\b|\bday ?book\b|\bledger\b"
    r"|\breconcil|\bmismatch|\bcompar|\bdifference|\bversus\b|\bvs\b|\btable 8a\b|\breceivable\b",
    re.IGNORECASE,
)
"""Titles of the company's own lists, and of lists that compare; and of the yearly list of GSTR-9, whose documents stand in the months' statements."""
_OF_KIND: Mapping[DocumentKind, tuple[str, ...]] = {
    DocumentKind.GSTR_2B: ("inward", "summary"),
    DocumentKind.GSTR_2A: ("inward", "gst_deducted"),
    DocumentKind.GSTR_1: ("outward", "hsn", "b2cs", "records"),
    DocumentKind.GSTR_3B: tuple(table.name for table in TABLES_3B),
    DocumentKind.FORM_26AS: ("payment", "deductor"),
    DocumentKind.AIS: ("payment", "deductor"),
    DocumentKind.TDS_STATEMENT: ("deduction", "challan"),
    DocumentKind.TDS_CHALLAN: ("challan",),
}
_NAMED_ON_SHEETS = frozenset({DocumentKind.GSTR_2A, DocumentKind.GSTR_2B, DocumentKind.GSTR_3B})
"""What suppliers reported, and what the company declared in sum. Sales under the name of a GSTR-1 may be the company's own list from which it is filed."""
TAX_SHEETS = frozenset(_OF_KIND)
"""Kinds of papers of the tax offices that are read from sheets."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet is, how sure (0 to 1), and the cells that say so."""

    kind: DocumentKind
    sure: float
    words: tuple[str, ...]


def tables_of(kind: DocumentKind) -> tuple[Table, ...]:
    """The tables that a paper of this kind has."""
    return tuple(table for table in TABLES if table.name in _OF_KIND[kind])


def titles_of(rows: Sequence[Cells]) -> tuple[str, ...]:
    """The texts of rows with few cells: titles, and labels with their values."""
    found = [cell.strip() for cells in rows if 0 < len(set(cells.values())) <= TITLE_CELLS for cell in cells.values()]
    return tuple(dict.fromkeys(text for text in found if 0 < len(text) <= 160))


def kind_of_titles(titles: Sequence[str]) -> tuple[DocumentKind | None, str]:
    """The kind that a title names, with the title; None where one says that these are the company's own books, or a comparison."""
    if any(_OWN_BOOKS.search(title) for title in titles):
        return None, ""
    return next(((kind, title) for title in titles for pattern, kind in _TITLES if pattern.search(title)), (None, ""))


def tell_grid(rows: Sequence[Sequence[str]]) -> Told | None:
    """As `tell_rows`, of rows of text with empty cells."""
    return tell_rows([{column: text.strip() for column, text in enumerate(row) if text.strip()} for row in rows])


def tell_rows(rows: Sequence[Cells], name: str = "") -> Told | None:
    """The paper of a tax office that these first rows of a sheet show; None where they show none, or where it is not sure. `name` is the sheet's: a title where it has none."""
    named = (name,) if kind_of_titles((name,))[0] in _NAMED_ON_SHEETS else ()
    standing: Told | None = None
    for index in range(len(rows)):
        heading = heading_at(rows, index, TABLES)
        if heading is None:
            continue
        titles = titles_of(rows[:index])
        if any(_OWN_BOOKS.search(title) for title in (*titles, name)):
            return None
        told = _of_heading(heading, titles if any(kind_of_titles(titles)) else (*titles, *named))
        # Challans stand above the deductions that they pay, and are then a part of the statement.
        if told is not None and (told.kind is not DocumentKind.TDS_CHALLAN or standing is not None):
            return told if told.kind is not DocumentKind.TDS_CHALLAN else standing
        standing = told or standing
        if told is None and not _may_follow(heading):
            return standing
    return standing


def _may_follow(heading: Heading) -> bool:
    """A heading that says too little by itself may stand above the one that does: challans above deductions, totals above documents."""
    return heading.table.name in ("challan", "summary", "records", "deductor") or heading.table in TABLES_3B


def _of_heading(heading: Heading, titles: Sequence[str]) -> Told | None:
    # The lines of a GSTR-3B may stand under "Particulars", as those of a ledger do.
    shown = (text for name, text in heading.shown.items() if name != "what" or heading.table not in TABLES_3B)
    if any(BOOKISH.search(normal(text)) for text in (*heading.others, *shown)):
        return None
    titled, title = kind_of_titles(titles)
    words = tuple(heading.shown.values())
    kind, sure = _kind(heading, titled)
    return Told(kind, sure, (title, *words) if title and titled is kind else words) if kind else None


def _kind(heading: Heading, titled: DocumentKind | None) -> tuple[DocumentKind | None, float]:
    names, table = heading.names, heading.table.name
    sure = 0.98
    if table in ("inward", "outward"):
        return _of_documents(heading, titled)
    if heading.table in TABLES_3B:
        return (DocumentKind.GSTR_3B, sure) if titled is DocumentKind.GSTR_3B else (None, 0.0)
    if table == "gst_deducted":
        return (DocumentKind.GSTR_2A, sure) if titled is DocumentKind.GSTR_2A else (None, 0.0)
    if table in ("hsn", "b2cs", "records"):
        return (DocumentKind.GSTR_1, sure) if titled is DocumentKind.GSTR_1 else (None, 0.0)
    if table == "summary":
        return (DocumentKind.GSTR_2B, sure) if titled is DocumentKind.GSTR_2B else (None, 0.0)
    if table in ("payment", "deductor"):
        if titled in (DocumentKind.FORM_26AS, DocumentKind.AIS):
            return titled, sure
        if "information source" in normal(heading.shown.get("name", "")):
            return DocumentKind.AIS, 0.9
        traces = "status" in names and "booked" in names
        # A row of its own with TAN and totals stands in no list but the annual statement.
        totals = table == "deductor" and "tan" in names and {"amount", "tax", "deposited"} <= names
        return (DocumentKind.FORM_26AS, 0.9) if traces or totals else (None, 0.0)
    if table == "deduction":
        if titled in (DocumentKind.TDS_STATEMENT, DocumentKind.TDS_CHALLAN):
            return DocumentKind.TDS_STATEMENT, sure
        deductee = "deductee" in normal(heading.shown["pan"]) or "deductee" in normal(heading.shown.get("party", ""))
        known = {"section", "code"} & names and (deductee or {"number", "bsr", "challan", "deposited", "deducted"} & names)
        return (DocumentKind.TDS_STATEMENT, 0.9) if known and titled is None else (None, 0.0)
    if titled in (DocumentKind.TDS_STATEMENT, DocumentKind.TDS_CHALLAN):
        return DocumentKind.TDS_CHALLAN, sure
    return (DocumentKind.TDS_CHALLAN, 0.85) if "section" in names and titled is None else (None, 0.0)


def _of_documents(heading: Heading, titled: DocumentKind | None) -> tuple[DocumentKind | None, float]:
    """Lists of invoices: by what the portal alone writes beside them, or by their title where nothing speaks against it."""
    names = heading.names
    who = normal(heading.shown.get("party", ""))
    if {"itc", "filed"} <= names or {"itc", "filed_for"} <= names:
        return (DocumentKind.GSTR_2B, 0.98) if titled in (None, DocumentKind.GSTR_2B) else (None, 0.0)
    if "status_3b" in names or {"amended", "filed_for"} <= names or {"amended", "filed"} <= names:
        return (DocumentKind.GSTR_2A, 0.95) if titled in (None, DocumentKind.GSTR_2A) else (None, 0.0)
    if titled in (DocumentKind.GSTR_2B, DocumentKind.GSTR_2A):
        return (titled, 0.95) if "recipient" not in who and heading.table.name == "inward" else (None, 0.0)
    if titled is DocumentKind.GSTR_1:
        return (titled, 0.95) if "supplier" not in who else (None, 0.0)
    offline = {"party", "place", "rate"} <= names and {"share", "operator"} & names and "recipient" in who
    return (DocumentKind.GSTR_1, 0.9) if offline and titled is None else (None, 0.0)
