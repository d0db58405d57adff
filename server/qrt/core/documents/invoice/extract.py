"""One extraction from the pages of one invoice: every field with its place, its confidence, and whether a person must look."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.core.base.period import FinancialYear
from qrt.core.base.place import Place
from qrt.core.documents.invoice.bank import find_bank
from qrt.core.documents.invoice.before_taxable import find_between
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.drawn_items import find_drawn_items
from qrt.core.documents.invoice.due import find_due
from qrt.core.documents.invoice.flags import find_currency, find_irn, find_place_of_supply, find_reverse_charge
from qrt.core.documents.invoice.heads import (
    Choice,
    choose_date,
    choose_number,
    date_candidates,
    number_candidates,
    order_number,
    original_of_note,
    other_date,
)
from qrt.core.documents.invoice.heard_totals import Heard
from qrt.core.documents.invoice.irn import IRN_TYPES, irn_follows
from qrt.core.documents.invoice.items import find_items
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.invoice.parties import find_parties
from qrt.core.documents.invoice.party_evidence import weighed
from qrt.core.documents.invoice.prices import agreed
from qrt.core.documents.invoice.proved_items import agreed_rows, find_proved_items
from qrt.core.documents.invoice.recognised import as_recognised
from qrt.core.documents.invoice.totals import Totals, find_totals
from qrt.core.documents.invoice.values import Candidate, comma_is_decimal, gstins, month_first
from qrt.core.documents.invoice.wrapped import unwrapped
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, InvoiceLine

READER, VERSION = "invoice_rules", "1"
AUTO_FROM = 0.75
"""Confidence from which a field that a rule confirms is not shown to a person."""

REQUIRED = ("invoice_number", "invoice_date", "seller.gstin", "totals.taxable", "totals.grand_total")
_TOTAL_FIELDS = ("taxable", "cgst", "sgst", "igst", "cess", "tax", "round_off", "discount", "charge", "tcs", "grand_total")
_STAMP = re.compile(r"\W*(?:cancell?ed|void|null\s+and\s+void|invoice\s+cancell?ed|cancell?ed\s+invoice|not\s+valid)\W*", re.IGNORECASE)
_NOTES = frozenset({DocumentKind.CREDIT_NOTE, DocumentKind.DEBIT_NOTE})


def extract_invoice(name: str, sheet: Sheet, kind: DocumentKind, confidence: float) -> Extraction:
    """Read one invoice, credit note, debit note or bill of supply. `name` is the file's, for sentences.

    No value is given that does not stand on the page, but a total that follows from all the others (source "arithmetic", status review).
    """
    sheet = unwrapped(sheet)
    paper = Labelled.of(sheet)
    comma = comma_is_decimal(sheet)
    totals = find_totals(paper, comma)
    between = find_between(paper, totals, comma)
    if between is not None and not totals.closed:
        # The taxable value stands nowhere and is proved twice: total and taxes leave it, and the lines below the goods lead to it.
        totals = replace(totals, closed="exact")
    fields = {field.name: field for field in (*_head_fields(paper, kind), *_party_fields(paper), *_total_fields(paper, totals, comma), *_flag_fields(paper))}
    if "irn" in fields and "invoice_number" not in fields:
        # Without a number nobody can work out whether the reference follows.
        fields["irn"] = replace(fields["irn"], confidence=0.6, status=FieldStatus.REVIEW)
    fields["document_type"] = Field("document_type", kind.value, source="structure", confidence=confidence, status=_status(confidence, ""))
    for required in REQUIRED:
        if required not in fields and not (required == "seller.gstin" and fields["currency"].value not in ("INR", "")):
            fields[required] = Field(required, "", confidence=0.0, source="label", status=FieldStatus.MISSING)
    if between is not None:
        fields |= {f"totals.{name}": _total_field(name, heard, totals, sheet) for name, heard in between.fields.items()}
    rows = agreed_rows(find_drawn_items(paper, comma) or find_items(paper, comma), find_proved_items(paper, totals, comma, between))
    rows = tuple(map(agreed, _coded(_valued(rows, fields.get("totals.taxable")), sheet)))
    findings = (*_findings(sheet.document, name, fields), *_cancelled(sheet, name))
    return Extraction(sheet.document, kind, confidence, READER, VERSION, pages=len(sheet.sizes), fields=fields, rows=rows, findings=findings)


def _head_fields(paper: Labelled, kind: DocumentKind) -> list[Field]:
    sheet = paper.sheet
    numbers = number_candidates(paper)
    dates = date_candidates(sheet.lines, month_first(sheet))
    number = _named_by_irn(paper, numbers, dates, kind) or choose_number(paper, numbers, kind)
    day = choose_date(paper, dates, number, kind)
    found = {
        "invoice_number": number,
        "invoice_date": day,
        "due_date": other_date(paper, dates, "due"),
        "po_number": order_number(paper, numbers),
    }
    if kind in _NOTES:
        found["original_invoice_number"] = original_of_note(paper, numbers, number)
    # Day before month is the law of the land on Indian papers; elsewhere, and where foreign money is asked for, 3/4/2026 is a question.
    foreign = find_currency(paper)[0] not in ("INR", "")
    for name in ("invoice_date", "due_date"):
        choice = found[name]
        if choice is not None and choice.candidate.note == "ambiguous" and (foreign or not _is_indian(sheet)):
            found[name] = Choice(choice.candidate, min(choice.confidence, 0.7), "day and month could be exchanged")
    return [_field(name, sheet, choice) for name, choice in found.items() if choice is not None]


def _named_by_irn(paper: Labelled, numbers: Sequence[Candidate], dates: Sequence[Candidate], kind: DocumentKind) -> Choice | None:
    """The number that the IRN on the paper was made from, whatever stands beside it: with a GSTIN and a year of the paper it gives those 64 characters."""
    irn = find_irn(paper)
    if irn is None:
        return None
    sort = IRN_TYPES.get(kind, "INV")
    sellers = {each.value for line in paper.sheet.lines for each in gstins(line)}
    days = {str(FinancialYear.of(day)): day for day in (date.fromisoformat(each.value) for each in dates)}
    for number in numbers:
        if any(irn_follows(irn.candidate.value, seller, day, sort, number.value) for seller in sellers for day in days.values()):
            return Choice(number, 0.99)
    return None


def _is_indian(sheet: Sheet) -> bool:
    return bool(re.search(r"\bGST(?:IN)?\b|₹|\bRs\b|\bINR\b|\bPAN\b", sheet.text))


def _party_fields(paper: Labelled) -> list[Field]:
    parties = weighed(paper, find_parties(paper))
    found = {
        "seller.gstin": parties.seller_gstin,
        "buyer.gstin": parties.buyer_gstin,
        "seller.name": parties.seller_name,
        "buyer.name": parties.buyer_name,
        "seller.pan": parties.seller_pan,
    }
    return [
        _field(name, paper.sheet, choice, ("gstin_check_digit",) if name.endswith("gstin") and not gstin_fault(choice.candidate.value) else ())
        for name, choice in found.items()
        if choice is not None
    ]


def _flag_fields(paper: Labelled) -> list[Field]:
    found = {"place_of_supply": find_place_of_supply(paper), "reverse_charge": find_reverse_charge(paper), "irn": find_irn(paper), **find_bank(paper)}
    fields = [_field(name, paper.sheet, choice) for name, choice in found.items() if choice is not None]
    currency, choice = find_currency(paper)
    if choice is not None:
        return [*fields, _field("currency", paper.sheet, choice)]
    return [
        *fields,
        Field("currency", currency, source="label", confidence=0.6 if currency else 0.0, status=FieldStatus.REVIEW if currency else FieldStatus.MISSING),
    ]


def _total_fields(paper: Labelled, totals: Totals, comma_decimal: bool) -> list[Field]:
    fields = [_total_field(head, totals.chosen[head], totals, paper.sheet) for head in _TOTAL_FIELDS if head in totals.chosen]
    for head, amount in totals.derived.items():
        fields.append(Field(f"totals.{head}", decimal_text(amount), confidence=0.6, source="arithmetic", status=FieldStatus.REVIEW))
    total = totals.chosen["grand_total"].amount if "grand_total" in totals.chosen else None
    if (due := find_due(paper, comma_decimal, total)) is not None:
        choice, follows = due
        field = _field("totals.due", paper.sheet, choice, ("arithmetic_closed",) if follows else ())
        fields.append(replace(field, value=decimal_text(choice.candidate.amount)))
    elif totals.asked is not None and totals.asked.amount != total:
        fields.append(_total_field("due", totals.asked, totals, paper.sheet))
    return fields


def _total_field(head: str, heard: Heard, totals: Totals, sheet: Sheet) -> Field:
    """Closed to the paisa is near certain when the total's own label is no guess; anything else is looked at."""
    tokens = [token for part in heard.parts for token in part.tokens]
    checks = (*(("arithmetic_closed",) if totals.closed == "exact" else ()), *(("amount_in_words",) if totals.words_agree and head == "grand_total" else ()))
    contradicted = (totals.words is not None and not totals.words_agree) or bool(totals.left_out) or totals.rival
    confidence = {"exact": 0.9, "rounded": 0.75, "": 0.4}[totals.closed] + 0.08 * min(1.0, heard.weight) + (0.02 if totals.words_agree else 0.0)
    confidence -= 0.3 if contradicted else 0.0
    # Without tax, taxable value and total are one amount and nothing proves it but the label.
    trivial = "taxable" in totals.chosen and not any(each in totals.chosen for each in ("cgst", "sgst", "igst", "tax", "cess"))
    sure = (
        totals.closed == "exact"
        and not contradicted
        and heard.weight >= 0.3
        and not (totals.gross and (head == "taxable" or totals.chosen["discount"].weight < 0.9))
        and not (totals.other_base and head == "taxable")
    )
    if totals.other_base and head == "taxable":
        confidence = min(confidence, 0.6)
    if totals.asked is not None or (trivial and (not totals.words_agree or (head == "taxable" and totals.taxed))):
        confidence = min(confidence, 0.7)
        sure = False
    status = FieldStatus.AUTO if sure else FieldStatus.REVIEW
    raw = " + ".join(part.raw for part in heard.parts)
    doubt = "" if sure else _why_unsure(totals, trivial)
    read = Field(f"totals.{head}", decimal_text(heard.amount), raw, sheet.place(tokens), round(min(confidence, 0.99), 2), "label", status, checks, doubt)
    return as_recognised(read, tokens, sheet)


def _why_unsure(totals: Totals, trivial: bool) -> str:
    """Why a total is not taken without a person."""
    if totals.asked is not None:
        return "an older balance is in the amount that is asked for"
    if not totals.closed:
        return "the totals that were read do not add up"
    if totals.words is not None and not totals.words_agree:
        return f"the amount in words is {rupee_text(totals.words)}"
    if totals.left_out:
        return f"the paper prints {', '.join(head.upper() for head in totals.left_out)}, which the sum has no room for"
    if totals.rival:
        return "another total of the paper adds up as well"
    if totals.other_base:
        return "the tax is on another amount that the paper calls taxable"
    if totals.gross:
        return "nothing shows whether the tax is on the amount before or after the discount"
    if trivial and totals.words_agree and totals.taxed:
        return "the paper names a tax, and the sum has none"
    if trivial:
        return "without tax nothing but its label says what it is"
    return "no round-off is printed, and the totals differ by one" if totals.closed == "rounded" else "its label is weak"


def _field(name: str, sheet: Sheet, choice: Choice, checks: tuple[str, ...] = ()) -> Field:
    candidate = choice.candidate
    confidence = round(choice.confidence, 2)
    read = Field(
        name, candidate.value, candidate.raw, sheet.place(candidate.tokens), confidence, "label", _status(confidence, choice.doubt), checks, choice.doubt
    )
    return as_recognised(read, candidate.tokens, sheet)


def _status(confidence: float, doubt: str) -> FieldStatus:
    return FieldStatus.AUTO if confidence >= AUTO_FROM and not doubt else FieldStatus.REVIEW


def _findings(document: str, name: str, fields: dict[str, Field]) -> tuple[Finding, ...]:
    """What was expected and not found, in one sentence."""
    missing = [each for each in REQUIRED if fields.get(each) and fields[each].status is FieldStatus.MISSING]
    if not missing:
        return ()
    sentence = f"{name}: not found on the paper: {', '.join(missing)}. A person has to fill it in."
    return (Finding("document.field_missing", Severity.WARNING, f"document:{document}", sentence, evidence=(Place(document, page=1),)),)


def _cancelled(sheet: Sheet, name: str) -> tuple[Finding, ...]:
    """document.cancelled: a stamp that stands alone on the paper. Words inside a sentence ("cancelled orders are charged") are terms, not a stamp."""
    for line in sheet.lines:
        for phrase in line.phrases:
            text = " ".join(token.text for token in phrase)
            if _STAMP.fullmatch(text):
                sentence = f"{name} is marked “{text}”: it was taken back by who wrote it. A person has to say whether it counts."
                return (Finding("document.cancelled", Severity.ERROR, f"document:{sheet.document}", sentence, evidence=(sheet.place(phrase),)),)
    return ()


def _valued(rows: tuple[InvoiceLine, ...], taxable: Field | None) -> tuple[InvoiceLine, ...]:
    """A bare "Amount" column is the taxable value of the lines when it sums to that of the paper."""
    total = paise_of(taxable)
    if total is None or any(row.taxable is not None or row.total is None for row in rows) or sum(row.total or 0 for row in rows) != total:
        return rows
    return tuple(replace(row, taxable=row.total) for row in rows)


_OVER_ALL = re.compile(r"(?:HSN|SAC)(?:\s*(?:/|or|&)\s*(?:SAC|HSN))?(?:\s*(?:code|no|number))?\s*\.?\s*:\s*(\d{8}|\d{6}|\d{4})", re.IGNORECASE)


def _coded(rows: tuple[InvoiceLine, ...], sheet: Sheet) -> tuple[InvoiceLine, ...]:
    """Rows without a code of their own have the one that the paper says of all of them, alone behind its label ("HSN/SAC Code: 997212"), where it says one."""
    if any(row.hsn for row in rows):
        return rows
    texts = (" ".join(token.text for token in phrase) for line in sheet.lines for phrase in line.phrases)
    said = {found[1] for text in texts if (found := _OVER_ALL.fullmatch(text))}
    # What is collected for somebody else has no taxable value, and no code of what is sold.
    return tuple(row if row.taxable == 0 else replace(row, hsn=next(iter(said))) for row in rows) if len(said) == 1 else rows


def paise_of(field: Field | None) -> Paise | None:
    """The amount of a field; None when it is missing."""
    return field.amount() if field is not None and field.value else None
