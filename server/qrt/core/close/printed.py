"""Returns that were handed in twice, as the portal's file and as a print of it: the file counts, and where the print says something else it is told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.close.types import Placed
from qrt.core.documents.tax_rows import DeductionLine, ReturnLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Gstr2bLine
from qrt.core.recon.references import document_number

_OF_RETURN: Mapping[DocumentKind, tuple[str, ...]] = {
    DocumentKind.GSTR_1: ("gstin", "period"),
    DocumentKind.GSTR_2A: ("gstin", "period"),
    DocumentKind.GSTR_2B: ("gstin", "period"),
    DocumentKind.FORM_26AS: ("pan", "financial_year"),
    DocumentKind.AIS: ("pan", "financial_year"),
    DocumentKind.TDS_STATEMENT: ("tan", "financial_year", "quarter"),
}
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
    """The papers with the rows of such prints taken out, and `document.printed_differs` for each row that print and file do not have alike."""
    files: dict[tuple[str, ...], list[Placed]] = {}
    for each in placed:
        if (key := _return_of(each)) and not each.extraction.pages:
            files.setdefault(key, []).append(each)
    kept: list[Placed] = []
    findings: list[Finding] = []
    for each in placed:
        beside = files.get(_return_of(each), ()) if each.extraction.pages else ()
        if beside:
            findings += _compared(each, beside)
            each = replace(each, extraction=replace(each.extraction, rows=()))
        kept.append(each)
    return tuple(kept), tuple(findings)


def _return_of(each: Placed) -> tuple[str, ...]:
    """What makes two papers one return: entity, kind, whose it is and for when. () where the paper does not say all of it."""
    names = _OF_RETURN.get(each.extraction.kind)
    if names is None:
        return ()
    told = tuple(_year(each.extraction.text(name)) if name == "financial_year" else each.extraction.text(name).upper() for name in names)
    return (each.entity, each.extraction.kind.value, *told) if all(told) else ()


def _year(text: str) -> str:
    """ "2026-27" and "2026-2027" are one year."""
    found = re.fullmatch(r"(20\d\d)\D+(?:20)?(\d\d)", text.strip())
    return f"{found[1]}-{found[2]}" if found else text.strip()


def _compared(printed: Placed, files: Sequence[Placed]) -> list[Finding]:
    ours = _entries(_lines([printed]))
    theirs = _entries(_lines(files))
    name, other = printed.paper.name, files[0].paper.name
    differing = list(_differing(ours, theirs))
    findings = [
        Finding(
            "document.printed_differs",
            Severity.WARNING,
            f"document:{printed.paper.sha256}/{key}",
            f"{name} and {other} are the same return and differ: {sentence}. The file counts.",
            Paise(abs(amount)),
            evidence=places,
            entity=printed.entity,
        )
        for key, sentence, amount, places in differing[:_TOLD]
    ]
    if len(differing) > _TOLD:
        more, amount = len(differing) - _TOLD, sum(abs(each[2]) for each in differing[_TOLD:])
        sentence = f"{name} and {other} are the same return and differ in {more} more rows. The file counts."
        place = (Place(printed.paper.sha256),)
        findings.append(
            Finding("document.printed_differs", Severity.WARNING, f"document:{printed.paper.sha256}/rest", sentence, Paise(amount), "", place, printed.entity)
        )
    return findings


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
                key, shown = f"{line.tan}/{line.section}/{line.day or line.quarter}", f"tax deducted by {line.deductor} ({line.tan}) under {line.section}"
            case DeductionLine():
                key, shown = f"{line.pan}/{line.section}/{line.day}", f"tax deducted from {line.party} ({line.pan}) under {line.section}"
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


def _differing(ours: Mapping[str, _Entry], theirs: Mapping[str, _Entry]) -> Iterator[tuple[str, str, int, tuple[Place, ...]]]:
    for key in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(key), theirs.get(key)
        if mine is None or other is None:
            entry = mine or other
            assert entry is not None
            where = "the print alone" if other is None else "the file alone"
            yield key, f"{entry.shown} stands in {where}", sum(entry.amounts.values()), entry.places
            continue
        gaps = {name: amount - other.amounts[name] for name, amount in mine.amounts.items() if amount != other.amounts[name]}
        if gaps:
            said = ", ".join(
                f"{name} Rs {rupee_text(Paise(mine.amounts[name]))} printed and Rs {rupee_text(Paise(other.amounts[name]))} in the file" for name in gaps
            )
            yield key, f"{mine.shown} has {said}", sum(map(abs, gaps.values())), (*mine.places, *other.places)
