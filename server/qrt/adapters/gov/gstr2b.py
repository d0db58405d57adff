"""GSTR-2B as the portal lets it be downloaded: current flat files and older ones with tax by rate (`items`)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qrt.adapters.gov.json_values import HEADS, OWN, amount_of, day_or_none, first_text, period_of, taxes_of
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.json_text import load_json, object_of, objects_of, text_of
from qrt.core.documents.types import DocumentKind, Extraction, Gstr2bLine, Paper

READER = "gstr2b"

_LISTS = {
    "b2b": "inv",
    "b2ba": "inv",
    "ecom": "inv",
    "ecoma": "inv",
    "cdnr": "nt",
    "cdnra": "nt",
    "isd": "doclist",
    "isda": "doclist",
    "impgsez": "boe",
    "impgasez": "boe",
}
_PLAIN = ("impg", "impga")
_NUMBER = ("inum", "ntnum", "docnum", "boenum")
_DAY = ("dt", "docdt", "boedt")
_ORIGINAL_NUMBER = ("oinum", "ontnum", "odocnum", "oinvnum", "oboenum")
_ORIGINAL_DAY = ("oidt", "ontdt", "odocdt", "oinvdt", "oboedt")


def read_gstr2b(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Every document of the statement, and whether the portal's own summary agrees with them."""
    pen = Pen(paper)
    try:
        root = load_json(data)
    except (ValueError, RecursionError) as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    pointer, body = _body(root)
    if body is None:
        cause = "it is a GSTR-2A, which is not what tax credit rests on" if _is_2a(root) else "it holds no GSTR-2B (no docdata)"
        return (pen.unreadable(READER, cause),)
    reading = _Reading(pen, period_of(text_of(body.get("rtnprd"))))
    lines = [line for name in ("docdata", "docRejdata") for line in reading.lines(object_of(body.get(name)), f"{pointer}/{name}", name == "docRejdata")]
    parts = text_of(body.get("fc"))
    split = parts.isdigit() and int(parts) > 1
    findings = [*reading.findings, *_check_summary(pen, body, pointer, [each for each in lines if each.ims_status != "R"], split)]
    if split:
        sentence = f"the portal split this statement into {parts} files; hand in all of them."
        findings.append(pen.finding("gstr2b.part_of_many", Severity.WARNING, sentence, column=f"{pointer}/fc"))
    gstin = text_of(body.get("gstin")).upper()
    if fault := gstin_fault(gstin):
        findings.append(pen.finding("gstr2b.gstin_invalid", Severity.ERROR, f"the recipient's GSTIN {gstin!r} is wrong: {fault}.", column=f"{pointer}/gstin"))
    generated = day_or_none(text_of(body.get("gendt")))
    fields = by_name(
        (
            pen.field("gstin", gstin, column=f"{pointer}/gstin"),
            pen.field("period", reading.period, text_of(body.get("rtnprd")), column=f"{pointer}/rtnprd"),
            pen.field("generated_on", generated.isoformat() if generated else "", text_of(body.get("gendt")), column=f"{pointer}/gendt"),
            pen.field("version", text_of(body.get("version")), column=f"{pointer}/version"),
            pen.field("file_count", parts, column=f"{pointer}/fc"),
        )
    )
    return (
        Extraction(
            paper.sha256,
            DocumentKind.GSTR_2B,
            0.99 if gstin and reading.period else 0.7,
            READER,
            "1",
            fields=fields,
            rows=tuple(lines),
            findings=tuple(findings),
        ),
    )


def _body(root: Any) -> tuple[str, dict[str, Any] | None]:
    """The object with the documents: portals and tools wrap it in one or two `data`."""
    pointer, here = "", root
    for _ in range(4):
        if not isinstance(here, dict):
            break
        if "docdata" in here or ("rtnprd" in here and "itcsumm" in here):
            return pointer, here
        pointer, here = f"{pointer}/data", here.get("data")
    return "", None


def _is_2a(root: Any) -> bool:
    body = object_of(object_of(root).get("data")) or object_of(root)
    return any("cfs" in each or "cfs3b" in each for each in objects_of(body.get("b2b")))


@dataclass(slots=True)
class _Reading:
    pen: Pen
    period: str
    findings: list[Finding]

    def __init__(self, pen: Pen, period: str) -> None:
        self.pen, self.period, self.findings = pen, period, []

    def lines(self, sections: dict[str, Any], pointer: str, rejected: bool) -> Iterator[Gstr2bLine]:
        for section, value in sections.items():
            if section in _PLAIN:
                for index, record in enumerate(objects_of(value)):
                    yield from self._line(section, {}, record, f"{pointer}/{section}/{index}", rejected)
            elif section in _LISTS:
                for outer, supplier in enumerate(objects_of(value)):
                    for index, record in enumerate(objects_of(supplier.get(_LISTS[section]))):
                        yield from self._line(section, supplier, record, f"{pointer}/{section}/{outer}/{_LISTS[section]}/{index}", rejected)
            elif isinstance(value, list) and value:
                sentence = f"section {section!r} with {len(value)} entries is not known and was not taken."
                self.findings.append(self.pen.finding("gstr2b.section_unknown", Severity.ERROR, sentence, column=f"{pointer}/{section}"))

    def _line(self, section: str, supplier: dict[str, Any], record: dict[str, Any], pointer: str, rejected: bool) -> Iterator[Gstr2bLine]:
        number = first_text(record, _NUMBER)
        try:
            day = parse_day(first_text(record, _DAY))
            taxes = taxes_of(record, OWN)
            total = amount_of(record.get("val"))
        except ValueError as wrong:
            return self._refuse(pointer, number, str(wrong))
        if min(total, *taxes) < 0:
            return self._refuse(pointer, number, "an amount is negative, and the direction is said by the kind of document")
        kind = _document_type(section, record)
        if not kind:
            return self._refuse(pointer, number, "it does not say whether it is a credit or a debit note")
        original = day_or_none(first_text(record, _ORIGINAL_DAY))
        available, reason = self._credit(section, record, pointer, number)
        yield Gstr2bLine(
            self.pen.place(column=pointer),
            section,
            text_of(supplier.get("ctin")).upper(),
            text_of(supplier.get("trdnm")) or (f"Customs {text_of(record.get('portcode'))}".strip() if section.startswith("imp") else ""),
            number,
            day,
            kind,
            taxes.taxable,
            taxes.igst,
            taxes.cgst,
            taxes.sgst,
            taxes.cess,
            total or Paise(sum(taxes)),
            place_of_supply=text_of(record.get("pos")),
            reverse_charge=text_of(record.get("rev")).upper() == "Y",
            itc_available=available and not rejected,
            itc_reason=reason,
            original_number=first_text(record, _ORIGINAL_NUMBER),
            original_day=original,
            irn=text_of(record.get("irn")),
            ims_status="R" if rejected else text_of(record.get("imsStatus")).upper(),
            filed_day=day_or_none(text_of(supplier.get("supfildt"))),
            period=self.period,
        )

    def _credit(self, section: str, record: dict[str, Any], pointer: str, number: str) -> tuple[bool, str]:
        """Whether the portal gives the credit, and its reason. "T" (for the time being) is not available."""
        answer = text_of(record.get("itcavl") or record.get("itcelg")).upper()
        if not answer and not section.startswith("imp"):
            sentence = f"document {number!r} does not say whether its tax credit is available; it was taken as not available."
            self.findings.append(self.pen.finding("gstr2b.credit_unknown", Severity.WARNING, sentence, column=pointer))
        return answer == "Y" or (not answer and section.startswith("imp")), text_of(record.get("rsn")).upper()

    def _refuse(self, pointer: str, number: str, cause: str) -> None:
        sentence = f"document {number or 'without number'} at {pointer} was left out: {cause}."
        self.findings.append(self.pen.finding("gstr2b.line_unreadable", Severity.ERROR, sentence, column=pointer))


def _document_type(section: str, record: dict[str, Any]) -> str:
    """What kind of document; "" for a note that does not say which it is, for its sign hangs on it."""
    if section.startswith("imp"):
        return "bill_of_entry"
    if section.startswith("cdnr"):
        return {"C": "credit_note", "D": "debit_note"}.get(text_of(record.get("typ") or record.get("ntty")).upper(), "")
    if section.startswith("isd"):
        return "credit_note" if text_of(record.get("doctyp")).upper() == "ISDC" else "invoice"
    return "invoice"


def _summary_key(line: Gstr2bLine) -> tuple[str, str, str] | None:
    """Where the portal's summary counts a document; None for amendments, which it counts by their difference."""
    part = "itcavl" if line.itc_available else "itcunavl"
    if line.section in ("b2b", "ecom"):
        return part, "revsup" if line.reverse_charge else "nonrevsup", line.section
    if line.section == "cdnr" and line.document_type == "debit_note":
        return part, "revsup" if line.reverse_charge else "nonrevsup", "cdnr"
    if line.section == "cdnr":
        return part, "othersup", "cdnrrev" if line.reverse_charge else "cdnr"
    if line.section == "isd":
        return part, "isdsup" if line.document_type == "invoice" else "othersup", "isd"
    if line.section in ("impg", "impgsez"):
        return part, "imports", line.section
    return None


_SUMMED = (*HEADS, "taxable")
_SAID = {"taxable": "taxable value"}


def _check_summary(pen: Pen, body: dict[str, Any], pointer: str, lines: list[Gstr2bLine], split: bool) -> list[Finding]:
    """Section by section the summary's tax, and the taxable value where it says that too, against that of the documents. A part of a split download cannot be compared."""
    if split:
        return []
    ours: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(_SUMMED, 0))
    for line in lines:
        if key := _summary_key(line):
            for head in _SUMMED:
                ours[key][head] += getattr(line, head)
    summary = object_of(body.get("itcsumm"))
    found = []
    for part in ("itcavl", "itcunavl"):
        for group, sections in object_of(summary.get(part)).items():
            for section, stated in object_of(sections).items():
                if not isinstance(stated, dict) or section.endswith("a") or section not in ("b2b", "ecom", "cdnr", "cdnrrev", "isd", "impg", "impgsez"):
                    continue
                try:
                    theirs = {head: amount_of(stated.get(head)) for head in HEADS}
                    if "txval" in stated:
                        theirs["taxable"] = amount_of(stated["txval"])
                except ValueError:
                    continue
                mine = ours[part, group, section]
                differing = [head for head in theirs if theirs[head] != mine[head]]
                if differing:
                    off = ", ".join(f"{_SAID.get(head, head.upper())} {rupee_text(theirs[head])} against {rupee_text(Paise(mine[head]))}" for head in differing)
                    sentence = f"its summary {part}.{group}.{section} does not agree with its documents: {off}."
                    gap = sum(theirs[head] - mine[head] for head in HEADS) or theirs.get("taxable", 0) - mine["taxable"]
                    found.append(
                        pen.finding("gstr2b.summary_mismatch", Severity.ERROR, sentence, amount=gap, column=f"{pointer}/itcsumm/{part}/{group}/{section}")
                    )
    return found
