"""Several papers in one PDF: where each begins, told by titles, numbers, "page 1 of 2" and totals, or left to a person where these do not agree.

A page is never lost and never counted twice: the groups of pages tile the paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import Sheet, lay_out
from qrt.core.documents.types import DocumentKind, Page

Groups = tuple[tuple[int, int], ...]
"""First and last page of each paper, pages counted from 1, in order."""

PARTED = "parted"
"""Reader of a PDF of several papers: each stands by itself, and the wrapping says nothing."""
SEVERAL = "document.several_papers"
GROUP = "pages."
"""What the fields begin with that say where each paper stands ("pages.1" is "1-2")."""

_TOP = 0.35
_SURE = 0.5
"""Confidence from which the number of a page is believed."""
_TITLES = (
    (re.compile(r"\bcredit (?:note|memo)\b", re.IGNORECASE), DocumentKind.CREDIT_NOTE),
    (re.compile(r"\bdebit (?:note|memo)\b", re.IGNORECASE), DocumentKind.DEBIT_NOTE),
    (re.compile(r"\bbill of supply\b", re.IGNORECASE), DocumentKind.BILL_OF_SUPPLY),
    (re.compile(r"\be[- ]?way bill\b", re.IGNORECASE), DocumentKind.E_WAY_BILL),
    (re.compile(r"\bpurchase order\b", re.IGNORECASE), DocumentKind.PURCHASE_ORDER),
    (
        re.compile(r"\b(?:tax|gst|sales|service|retail|export|commercial|proforma) (?:invoice|bill)\b|^invoice\b|^bill$", re.IGNORECASE),
        DocumentKind.TAX_INVOICE,
    ),
    (re.compile(r"^(?:cash |money |payment |fee |official )?receipt$", re.IGNORECASE), DocumentKind.RECEIPT),
)
MAY_BE_SEVERAL = frozenset({*(kind for _, kind in _TITLES), DocumentKind.EXPORT_INVOICE, DocumentKind.PAYMENT_VOUCHER, DocumentKind.OTHER})
"""Kinds under which a PDF of several papers is read when it is read as one. A register or a statement names many bills, and is one paper."""
_LABEL = re.compile(r"[:#]|\b(?:no|number|date|dt|dated|ref|to|value|amount|total|period|against|terms|copy of)\b", re.IGNORECASE)
"""What makes a label of a phrase: a title is short, and names no number, day or amount."""
_TITLE_WORDS = 7
_BILLS = frozenset({DocumentKind.TAX_INVOICE, DocumentKind.BILL_OF_SUPPLY, DocumentKind.CREDIT_NOTE, DocumentKind.DEBIT_NOTE})
_COUNTED = re.compile(r"\b(?:page|pg|sheet)\W{0,3}(?:no\W{0,3})?(\d{1,3})\s*(?:of|/)\s*(\d{1,3})\b", re.IGNORECASE)
_GSTIN = re.compile(r"\b\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page says of where papers begin. `counted` is "page 1 of 2" as (1, 2), None where the page does not say."""

    number: int
    title: DocumentKind | None
    counted: tuple[int, int] | None
    bill: str
    gstins: frozenset[str]
    total: str


@dataclass(frozen=True, slots=True)
class Parting:
    """The papers of a PDF. `doubt` says why a person should decide; then `groups` is what it looks like."""

    groups: Groups
    doubt: str = ""

    @property
    def is_one(self) -> bool:
        return len(self.groups) == 1 and not self.doubt


def propose_parting(document: str, pages: Sequence[Page]) -> Parting:
    """Where the papers of a PDF begin. One page is one paper, and so is a PDF on whose later pages nothing begins."""
    whole = Parting(((1, len(pages)),)) if pages else Parting(())
    if len(pages) < 2:
        return whole
    sheets = [lay_out(document, [page]) for page in pages]
    titles, counted = [_title(sheet) for sheet in sheets], [_counted(sheet) for sheet in sheets]
    if not any(titles[1:]) and not any(each and each[0] == 1 for each in counted[1:]) and not any(map(_names_a_firm, sheets[1:])):
        return whole
    seen = [_seen(number, sheets[number - 1], titles[number - 1], counted[number - 1]) for number in range(1, len(pages) + 1)]
    starts, doubts = [1], []
    group = [seen[0]]
    for page in seen[1:]:
        begins, doubt = _begins(group, page)
        doubts += [doubt] if doubt else []
        if begins:
            starts.append(page.number)
            group = []
        group.append(page)
    groups = tuple((start, following - 1) for start, following in pairwise([*starts, len(pages) + 1]))
    if len(groups) > 1:
        doubts += _unproved(groups, seen)
    return Parting(groups, doubts[0] if doubts else "")


def groups_fault(groups: Groups, pages: int) -> str:
    """Why groups do not tile a paper of so many pages; "" when each page stands in exactly one."""
    expected = 1
    for first, last in groups:
        if first != expected or last < first:
            return f"page {expected} must be the first of a part, and the parts must follow each other"
        expected = last + 1
    return "" if expected == pages + 1 else f"the paper has {pages} pages, and the parts end at page {expected - 1}"


def _begins(group: Sequence[Seen], page: Seen) -> tuple[bool, str]:
    """Whether another paper begins at a page, and what speaks against being sure."""
    before, bill = group[-1], next((each.bill for each in group if each.bill), "")
    titled = next((each.title for each in group if each.title), None)
    if page.counted and page.counted[0] > 1:
        follows = before.counted is None or page.counted == (before.counted[0] + 1, before.counted[1])
        return False, "" if follows and (not page.bill or not bill or page.bill == bill) else f"page {page.number} counts itself otherwise than the page before"
    if page.counted and page.counted[0] == 1 and before.counted is not None:
        if before.counted[0] < before.counted[1]:
            return True, f"page {page.number} is a first page, and the paper before is not whole"
        # Copies of one bill for buyer, transporter and supplier are one paper.
        return (False, "") if bill and page.bill == bill else (True, "")
    if bill and page.bill:
        if page.bill == bill:
            # The second copy of a bill says the same again; a page that says another total under this number may be another bill whose number was misread.
            other = page.title and page.total and any(each.title and each.total and each.total != page.total for each in group)
            return False, f"page {page.number} has the number of the page before it and another total" if other else ""
        return True, "" if page.title else f"page {page.number} names number {page.bill}, and the page before {bill}"
    if page.title is None:
        strange = page.gstins and any(each.gstins for each in group) and not page.gstins & frozenset().union(*(each.gstins for each in group))
        return False, f"page {page.number} names other GSTINs than the pages before it" if strange else ""
    if page.title is not titled:
        return True, "" if any(each.total for each in group) or titled not in _BILLS else f"nothing shows that the paper before page {page.number} has ended"
    return True, f"page {page.number} is titled anew, and its number was not found"


def _unproved(groups: Groups, seen: Sequence[Seen]) -> list[str]:
    """What a paper of its own must show: what it is, and a bill its number and its total."""
    doubts = []
    for first, last in groups:
        pages = seen[first - 1 : last]
        title = next((each.title for each in pages if each.title), None)
        if title is None:
            doubts.append(f"what stands on page {first} could not be told")
        elif title in _BILLS and not (any(each.bill for each in pages) and any(each.total for each in pages)):
            doubts.append(f"the bill on page {first} shows no number or no total")
    return doubts


def _seen(number: int, sheet: Sheet, title: DocumentKind | None, counted: tuple[int, int] | None) -> Seen:
    found = extract_invoice("", sheet, title if title and title in _BILLS else DocumentKind.TAX_INVOICE, 1.0)
    said = found.fields.get("invoice_number")
    gstins = frozenset(_GSTIN.findall(sheet.text))
    # A page that names neither itself nor a firm goes on with another one; what looks like a number on it is mostly a bank's.
    bill = "".join(said.value.split()).upper() if said and said.confidence >= _SURE and (title or gstins) else ""
    return Seen(number, title, counted, bill, gstins, found.text("totals.grand_total"))


def _names_a_firm(sheet: Sheet) -> bool:
    """A GSTIN in the head of a page: a letterhead, of the same paper or of another."""
    return any(line.y0 <= _TOP * sheet.sizes[line.page][1] and _GSTIN.search(line.text) for line in sheet.lines)


def _title(sheet: Sheet) -> DocumentKind | None:
    """What the head of a page calls it, in a line or phrase of its own."""
    for line in sheet.lines:
        if line.y0 > _TOP * sheet.sizes[line.page][1]:
            return None
        for text in (line.text, *(" ".join(token.text for token in phrase) for phrase in line.phrases)):
            if len(text.split()) > _TITLE_WORDS or _LABEL.search(text):
                continue
            if kind := next((kind for pattern, kind in _TITLES if pattern.search(text.strip())), None):
                return kind
    return None


def _counted(sheet: Sheet) -> tuple[int, int] | None:
    found = {(int(each[1]), int(each[2])) for line in sheet.lines for each in _COUNTED.finditer(line.text)}
    sound = [each for each in found if 1 <= each[0] <= each[1]]
    return sound[0] if len(sound) == 1 else None
