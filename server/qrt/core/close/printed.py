"""Returns that were handed in twice, as the portal's file, as sheets or as a print: one of them counts, and where another says something else it is told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.close.types import Placed
from qrt.core.documents.tax_rows import DeductionLine, ReturnLine, TaxCreditLine
from qrt.core.documents.tax_sheets.read import READER as TAX_SHEET
from qrt.core.documents.types import DocumentKind, Gstr2bLine
from qrt.core.recon.references import document_number

_OF_RETURN: Mapping[DocumentKind, tuple[str, ...]] = {
    DocumentKind.GSTR_1: ("gstin", "period"),
    DocumentKind.GSTR_2A: ("gstin", "period"),
    DocumentKind.GSTR_2B: ("gstin", "period"),
    DocumentKind.FORM_26AS: ("pan", "financial_year"),
    DocumentKind.AIS: ("pan", "financial_year"),
    DocumentKind.TDS_STATEMENT: ("tan", "financial_year", "quarter", "form"),
}
"""What makes two papers one return: whose it is, and for when."""
_FORMS: Mapping[str, str] = {"138": "24Q", "140": "26Q", "144": "27Q", "143": "27EQ"}
"""Forms of the Act of 2025 by those that they follow."""
_SHEET, _PRINT = 1, 2
_OPEN, _OTHER_MONTH = 0.5, 0.25
_INWARD = frozenset({DocumentKind.GSTR_2A, DocumentKind.GSTR_2B})
"""Statements in which no document stands in two months."""
_TOLD = 20
"""Differing rows that are findings of their own; what goes beyond is one finding."""

Line = Gstr2bLine | ReturnLine | TaxCreditLine | DeductionLine


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one side has under one key: its amounts by name, added up, and where they stand."""

    shown: str
    amounts: Mapping[str, int]
    places: tuple[Place, ...]


def settle_prints(placed: Sequence[Placed]) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
    """The papers with the rows of such copies taken out, and a finding for each row that the copy and the paper that counts do not have alike.

    The portal's file counts before sheets, sheets before a print; of two of a sort the one made later, then the one with more rows.
    """
    returns = [each for each in placed if each.extraction.kind in _OF_RETURN]
    returns.sort(key=lambda each: (-len(each.extraction.rows), each.paper.name, each.paper.sha256, each.extraction.part))
    returns.sort(key=lambda each: each.extraction.text("generated_on"), reverse=True)
    returns.sort(key=_rank)
    standing: list[Placed] = []
    findings: list[Finding] = []
    copies: set[int] = set()
    for each in returns:
        beside = _counting(each, standing)
        if beside:
            findings += _compared(each, beside)
            copies.add(id(each))
        else:
            standing.append(each)
    kept = tuple(replace(each, extraction=replace(each.extraction, rows=())) if id(each) in copies else each for each in placed)
    return kept, tuple(findings)


def _rank(each: Placed) -> int:
    """The portal's own file, sheets, a print."""
    return _PRINT if each.extraction.pages else _SHEET if each.extraction.reader == TAX_SHEET else 0


def _counting(copy: Placed, standing: Sequence[Placed]) -> list[Placed]:
    """The papers of the same return that count before this one. Papers that have nothing in common are parts of one return, not copies, but for a copy in another form."""
    found: list[Placed] = []
    own: frozenset[tuple[object, ...]] | None = None
    for each in standing:
        alike = _same_return(each, copy) if each.paper.sha256 != copy.paper.sha256 else None
        if alike is None:
            continue
        if alike < 1 or _rank(each) == _rank(copy):
            own, theirs = _documents(copy) if own is None else own, _documents(each)
            common = len(own & theirs)
            if not common or (alike == _OTHER_MONTH and 2 * common < min(len(own), len(theirs))):
                continue
        found.append(each)
    return found


def _same_return(one: Placed, other: Placed) -> float | None:
    """1 where both say that they are one return, None where they say that they are not, less where what they list has to tell it: one of them leaves it open, or
    a list of a whole quarter says that it is of another month than the portal's file."""
    kind = one.extraction.kind
    if one.entity != other.entity or kind is not other.extraction.kind:
        return None
    told = {name: (_said(one, name), _said(other, name)) for name in _OF_RETURN[kind]}
    apart = [name for name, (a, b) in told.items() if a and b and a != b]
    if apart == ["period"] and kind in _INWARD and _SHEET in (_rank(one), _rank(other)):
        return _OTHER_MONTH
    if apart:
        return None
    return 1 if all(a and b for a, b in told.values()) else _OPEN


def _said(each: Placed, name: str) -> str:
    text = each.extraction.text(name).strip().upper()
    if name == "financial_year":
        return _year(text)
    return _FORMS.get(text, text) if name == "form" else text


def _year(text: str) -> str:
    """ "2026-27" and "2026-2027" are one year."""
    found = re.fullmatch(r"(20\d\d)\D+(?:20)?(\d\d)", text.strip())
    return f"{found[1]}-{found[2]}" if found else text.strip()


def _documents(each: Placed) -> frozenset[tuple[object, ...]]:
    """What a return lists, as two copies of it have it however they write days and sections."""
    return frozenset(_document(line) for line in _lines([each]))


def _document(line: Line) -> tuple[object, ...]:
    match line:
        case Gstr2bLine():
            return line.supplier_gstin, document_number(line.number)
        case ReturnLine():
            return line.table if not line.number else "", line.party_gstin, document_number(line.number), line.hsn, line.description if not line.number else ""
        case TaxCreditLine():
            return line.tan, line.day or line.quarter
        case DeductionLine():
            return line.pan, (line.day or line.deducted_day or date.min).replace(day=1)


def _compared(copy: Placed, counting: Sequence[Placed]) -> list[Finding]:
    ours = _entries(_lines([copy]))
    theirs = _entries(_lines(counting))
    name, other, words = copy.paper.name, counting[0].paper.name, _words(copy, counting[0])
    rule = "document.printed_differs" if _rank(copy) == _PRINT else "document.return_differs"
    differing = list(_differing(ours, theirs, words))
    # The paper's part is named where it has several returns, so that each finding has a subject of its own.
    subject = f"document:{copy.paper.sha256}/{copy.extraction.part}/" if copy.extraction.part else f"document:{copy.paper.sha256}/"
    findings = [
        Finding(
            rule,
            Severity.WARNING,
            f"{subject}{key}",
            f"{name} and {other} are the same return and differ: {sentence}. {words.counts} counts.",
            Paise(abs(amount)),
            evidence=places,
            entity=copy.entity,
        )
        for key, sentence, amount, places in differing[:_TOLD]
    ]
    if len(differing) > _TOLD:
        more, amount = len(differing) - _TOLD, sum(abs(each[2]) for each in differing[_TOLD:])
        sentence = f"{name} and {other} are the same return and differ in {more} more rows. {words.counts} counts."
        place = (Place(copy.paper.sha256),)
        findings.append(Finding(rule, Severity.WARNING, f"{subject}rest", sentence, Paise(amount), "", place, copy.entity))
    return findings


@dataclass(frozen=True, slots=True)
class _Words:
    """How the copy, the paper that counts, and what stands in each are called."""

    copy: str
    other: str
    mine: str
    theirs: str
    counts: str


def _words(copy: Placed, counting: Placed) -> _Words:
    names = ("the file", "the sheet", "the print")
    mine, other = names[_rank(copy)], names[_rank(counting)]
    if mine == other:
        return _Words(copy.paper.name, counting.paper.name, f"in {copy.paper.name}", f"in {counting.paper.name}", counting.paper.name)
    return _Words(mine, other, "printed" if _rank(copy) == _PRINT else f"in {mine}", f"in {other}", f"The {other[4:]}")


def _lines(papers: Iterable[Placed]) -> Iterator[Line]:
    for each in papers:
        yield from (row for row in each.extraction.rows if isinstance(row, Gstr2bLine | ReturnLine | TaxCreditLine | DeductionLine))


def _entries(lines: Iterable[Line]) -> dict[str, _Entry]:
    """By party, number and day. A file may give the document by rate, the print in one row, so amounts are added up."""
    found: dict[str, _Entry] = {}
    for line in lines:
        match line:
            case Gstr2bLine():
                key, shown = f"{line.supplier_gstin}/{document_number(line.number)}/{line.day}", f"document {line.number} of {line.supplier_gstin}"
            case ReturnLine():
                if not line.number:
                    continue
                key, shown = f"{line.party_gstin}/{document_number(line.number)}/{line.day}", f"document {line.number} of {line.party_gstin or 'no GSTIN'}"
            case TaxCreditLine():
                # One section is written in many ways ("94C", "194C", "1024"): it is no part of the key.
                key, shown = f"{line.tan}/{line.day or line.quarter}", f"tax deducted by {line.deductor} ({line.tan}) under {line.section}"
            case DeductionLine():
                key, shown = f"{line.pan}/{line.day}", f"tax deducted from {line.party} ({line.pan}) under {line.section}"
        if line_day := line.day:
            shown = f"{shown} of {line_day:%d-%m-%Y}"
        before = found.get(key)
        amounts = {name: (before.amounts[name] if before else 0) + amount for name, amount in _amounts(line).items()}
        found[key] = _Entry(shown, amounts, (*(before.places if before else ()), line.place))
    return found


def _amounts(line: Line) -> dict[str, int]:
    match line:
        case Gstr2bLine() | ReturnLine():
            return {"taxable value": line.taxable, "IGST": line.igst, "CGST": line.cgst, "SGST": line.sgst, "cess": line.cess}
        case TaxCreditLine() | DeductionLine():
            return {"amount paid": line.amount, "tax": line.tax}


def _differing(ours: Mapping[str, _Entry], theirs: Mapping[str, _Entry], words: _Words) -> Iterator[tuple[str, str, int, tuple[Place, ...]]]:
    for key in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(key), theirs.get(key)
        if mine is None or other is None:
            entry = mine or other
            assert entry is not None
            where = words.copy if other is None else words.other
            yield key, f"{entry.shown} stands in {where} alone", sum(entry.amounts.values()), entry.places
            continue
        gaps = {name: amount - other.amounts[name] for name, amount in mine.amounts.items() if amount != other.amounts[name]}
        if gaps:
            said = ", ".join(
                f"{name} Rs {rupee_text(Paise(mine.amounts[name]))} {words.mine} and Rs {rupee_text(Paise(other.amounts[name]))} {words.theirs}"
                for name in gaps
            )
            yield key, f"{mine.shown} has {said}", sum(map(abs, gaps.values())), (*mine.places, *other.places)
