"""What is wrong with one paper that was read: identifiers, arithmetic, heads of tax, form of its number. No network, no books."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault, invoice_reference_number, pan_fault, pan_of_gstin
from qrt.core.base.money import ZERO, Paise, rupee_text, rupees
from qrt.core.base.period import FinancialYear, Quarter
from qrt.core.documents.invoice.cells import NUMBERS, as_number, is_money_cell
from qrt.core.documents.invoice.irn import IRN_TYPES
from qrt.core.documents.invoice.prices import contradiction
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction, Field, FieldStatus

TOLERANCE = Paise(100)
"""One rupee (Section 170, CGST Act: tax is rounded to the rupee)."""

NUMBER_LENGTH_MAX = 16
_HEADS = ("taxable", "cgst", "sgst", "igst", "cess", "tax", "tcs", "round_off", "charge", "other_charges")


def value_fault(name: str, value: str) -> str:
    """Why a person's value can be none of a field of this name, "" where it can: amounts are decimal rupees, dates ISO. Nothing at all always can."""
    if not value:
        return ""
    try:
        if name.startswith("totals.") or is_money_cell(name):
            rupees(value)
        elif name.endswith("_date"):
            date.fromisoformat(value)
        else:
            as_number(name, value)
    except ValueError:
        if name.rpartition(".")[2] in NUMBERS:
            return "it is no number"
        return "it is no date" if name.endswith("_date") else "it is no amount to the paisa"
    return ""


def passed_checks(extraction: Extraction) -> tuple[tuple[str, str], ...]:
    """What an invoice, note or bill holds true of, as pairs of rule and sentence: the other half of `check_extraction`, for whoever reviews it."""
    if extraction.kind not in INVOICES:
        return ()
    wrong = {finding.rule for finding in check_extraction(extraction, Company(""))}
    passed: list[tuple[str, str]] = []
    total, taxable = _amount(extraction, "grand_total"), _amount(extraction, "taxable")
    if total is not None and taxable is not None and "document.arithmetic" not in wrong and not _is_said_by_reader(extraction):
        parts = [taxable, *(amount for head in _HEADS[1:] if (amount := _amount(extraction, head)))]
        discount = _amount(extraction, "discount")
        said = " + ".join(map(rupee_text, parts)) + (f" - {rupee_text(discount)}" if discount else "")
        passed.append(("document.arithmetic", f"Arithmetic agrees: {said} = {rupee_text(total)}"))
    for name, party in (("seller.gstin", "Supplier"), ("buyer.gstin", "Buyer")):
        gstin = extraction.text(name)
        if gstin and not gstin_fault(gstin):
            passed.append(("document.gstin_invalid", f"{party} GSTIN check digit valid, state {gstin[:2]}"))
    if extraction.text("irn") and "document.irn_mismatch" not in wrong and all(map(extraction.text, ("seller.gstin", "invoice_number", "invoice_date"))):
        passed.append(("document.irn_mismatch", "IRN follows from GSTIN, year and number"))
    return tuple(passed)


def doubted_fields(extraction: Extraction) -> tuple[tuple[str, str], ...]:
    """Why a person must look at fields of a paper, as pairs of field and reason, in the order of the names. What somebody decided is doubted no more."""
    return tuple((name, field.doubt) for name, field in sorted(extraction.fields.items()) if field.doubt and field.value and field.status is FieldStatus.REVIEW)


LIVE_RULES = frozenset(
    f"document.{name}"
    for name in (
        *("gstin_invalid", "pan_invalid", "pan_differs", "same_party", "number_missing", "number_too_long", "number_form", "date_missing", "due_before_date"),
        *(
            "after_period",
            "before_year",
            "arithmetic",
            "lines_differ",
            "line_price_differs",
            "round_off_large",
            "cgst_sgst_differ",
            "both_taxes",
            "head_of_tax",
            "rate_impossible",
        ),
        *("irn_mismatch", "not_ours"),
    )
)
"""Rules of `check_extraction`: they follow from the paper alone, so that they can be asked again at every change of a field."""


def check_extraction(extraction: Extraction, company: Company, period: Quarter | None = None) -> tuple[Finding, ...]:
    """All that is wrong with an invoice, note or bill, in the order a reviewer would read it; () for other kinds.

    `period` is the quarter being closed: a paper dated after it, or before its financial year, is said.
    """
    if extraction.kind not in INVOICES:
        return ()
    return (
        *_check_identifiers(extraction),
        *_check_number(extraction),
        *_check_dates(extraction, period),
        *_check_arithmetic(extraction),
        *_check_prices(extraction),
        *_check_tax_heads(extraction),
        *_check_irn(extraction),
        *_check_addressee(extraction, company),
    )


def _finding(extraction: Extraction, rule: str, severity: Severity, sentence: str, *fields: Field | None, amount: int = 0, law: str = "") -> Finding:
    places = tuple(each.place for each in fields if each is not None and each.place is not None)
    number = extraction.text("invoice_number")
    who = f"{extraction.kind.value.replace('_', ' ').capitalize()} {number}".strip()
    return Finding(rule, severity, f"document:{extraction.document}", f"{who}: {sentence}", Paise(abs(amount)), law, places)


def _check_identifiers(extraction: Extraction) -> Iterator[Finding]:
    for name, party in (("seller.gstin", "seller"), ("buyer.gstin", "buyer")):
        field = extraction.fields.get(name)
        if field is not None and field.value and (fault := gstin_fault(field.value)):
            yield _finding(
                extraction, "document.gstin_invalid", Severity.ERROR, f"the {party}'s GSTIN {field.value} is wrong: {fault}.", field, law="Rule 46, CGST Rules"
            )
    pan, gstin = extraction.fields.get("seller.pan"), extraction.text("seller.gstin")
    if pan is not None and pan.value:
        if fault := pan_fault(pan.value):
            yield _finding(extraction, "document.pan_invalid", Severity.ERROR, f"the seller's PAN {pan.value} is wrong: {fault}.", pan)
        elif len(gstin) == 15 and not gstin_fault(gstin) and pan_of_gstin(gstin) != pan.value:
            yield _finding(extraction, "document.pan_differs", Severity.WARNING, f"the seller's PAN {pan.value} is not the one inside its GSTIN {gstin}.", pan)
    if len(gstin) == 15 and gstin == extraction.text("buyer.gstin"):
        fields = (extraction.fields.get("seller.gstin"), extraction.fields.get("buyer.gstin"))
        yield _finding(extraction, "document.same_party", Severity.WARNING, f"seller and buyer have the same GSTIN {gstin}.", *fields)


def _check_number(extraction: Extraction) -> Iterator[Finding]:
    field = extraction.fields.get("invoice_number")
    if field is None or not field.value:
        yield _finding(extraction, "document.number_missing", Severity.ERROR, "it has no number that could be read.", law="Rule 46(b), CGST Rules")
        return
    if not extraction.text("seller.gstin"):
        return  # The rule binds registered suppliers.
    if len(field.value) > NUMBER_LENGTH_MAX:
        sentence = f"its number has {len(field.value)} characters, {NUMBER_LENGTH_MAX} are allowed."
        yield _finding(extraction, "document.number_too_long", Severity.WARNING, sentence, field, law="Rule 46(b), CGST Rules")
    odd = sorted({each for each in field.value if not (each.isascii() and each.isalnum()) and each not in "-/"})
    if odd:
        yield _finding(
            extraction,
            "document.number_form",
            Severity.WARNING,
            f"its number holds {' '.join(odd)!r}; only letters, digits, - and / are allowed.",
            field,
            law="Rule 46(b), CGST Rules",
        )


def _check_dates(extraction: Extraction, period: Quarter | None) -> Iterator[Finding]:
    field = extraction.fields.get("invoice_date")
    if field is None or not field.value:
        yield _finding(extraction, "document.date_missing", Severity.ERROR, "it has no date that could be read.", law="Rule 46(c), CGST Rules")
        return
    day = field.day()
    due = extraction.fields.get("due_date")
    if due is not None and due.value and due.day() < day:
        yield _finding(
            extraction, "document.due_before_date", Severity.INFO, f"it is due on {due.day():%d-%m-%Y}, before its own date {day:%d-%m-%Y}.", due, field
        )
    if period is None:
        return
    if day > period.last_day:
        yield _finding(extraction, "document.after_period", Severity.WARNING, f"it is dated {day:%d-%m-%Y}, after the quarter {period}.", field)
    elif day < period.year.first_day:
        yield _finding(extraction, "document.before_year", Severity.WARNING, f"it is dated {day:%d-%m-%Y}, before the financial year {period.year}.", field)


def _amount(extraction: Extraction, head: str) -> Paise | None:
    field = extraction.fields.get(f"totals.{head}")
    return field.amount() if field is not None and field.value else None


def _is_said_by_reader(extraction: Extraction) -> bool:
    """The reader of an e-invoice weighed its total already, by more than stands in the fields: one fault is one finding."""
    return any(finding.rule == "e_invoice.totals_mismatch" for finding in extraction.findings)


def _check_arithmetic(extraction: Extraction) -> Iterator[Finding]:
    """taxable - discount + charges + taxes + TCS + round-off = total, to a rupee; the lines sum to the taxable value."""
    total, taxable = _amount(extraction, "grand_total"), _amount(extraction, "taxable")
    total_field, taxable_field = extraction.fields.get("totals.grand_total"), extraction.fields.get("totals.taxable")
    if total is None or taxable is None:
        return
    built = sum(_amount(extraction, head) or ZERO for head in _HEADS) - (_amount(extraction, "discount") or ZERO)
    if abs(built - total) >= TOLERANCE and not _is_said_by_reader(extraction):
        sentence = f"its parts give {rupee_text(Paise(built))}, its total says {rupee_text(total)}."
        yield _finding(extraction, "document.arithmetic", Severity.ERROR, sentence, total_field, taxable_field, amount=built - total)
    lines = [row.taxable for row in extraction.rows if row.row_type == "invoice_line" and row.taxable is not None]
    rows = [row for row in extraction.rows if row.row_type == "invoice_line"]
    if rows and len(lines) == len(rows) and abs(sum(lines) - taxable) >= TOLERANCE and not _amount(extraction, "discount"):
        sentence = f"its lines sum to {rupee_text(Paise(sum(lines)))}, its taxable value says {rupee_text(taxable)}."
        yield _finding(extraction, "document.lines_differ", Severity.WARNING, sentence, taxable_field, amount=sum(lines) - taxable)
    round_off = _amount(extraction, "round_off")
    if round_off is not None and abs(round_off) > TOLERANCE:
        field = extraction.fields.get("totals.round_off")
        yield _finding(
            extraction, "document.round_off_large", Severity.WARNING, f"its round-off is {rupee_text(round_off)}, more than a rupee.", field, amount=round_off
        )


def _check_prices(extraction: Extraction) -> Iterator[Finding]:
    """Quantity times price, less what goes off, is the amount of each line, to a rupee or to what the price is rounded by."""
    rows = [row for row in extraction.rows if row.row_type == "invoice_line"]
    wrong = [(number, row, found) for number, row in enumerate(rows, 1) if (found := contradiction(row)) is not None]
    if not wrong:
        return
    number, row, found = wrong[0]
    off = f" less {row.discount}" if row.discount else ""
    others = f"; {len(wrong) - 1} more lines likewise" if len(wrong) > 1 else ""
    sentence = f"line {number}: {row.quantity} at {row.unit_price}{off} is {rupee_text(found.built)}, the line says {rupee_text(found.said)}{others}."
    finding = _finding(extraction, "document.line_price_differs", Severity.WARNING, sentence, amount=found.built - found.said)
    yield replace(finding, evidence=tuple(each.place for _, each, _ in wrong))


def _check_tax_heads(extraction: Extraction) -> Iterator[Finding]:
    """CGST equals SGST, IGST excludes both, and the states decide which (sections 7 and 8, IGST Act)."""
    cgst, sgst, igst = (_amount(extraction, head) or ZERO for head in ("cgst", "sgst", "igst"))
    fields = [extraction.fields.get(f"totals.{head}") for head in ("cgst", "sgst", "igst")]
    if abs(cgst - sgst) > 1:
        sentence = f"CGST {rupee_text(cgst)} and SGST {rupee_text(sgst)} are not equal."
        yield _finding(extraction, "document.cgst_sgst_differ", Severity.ERROR, sentence, *fields[:2], amount=cgst - sgst, law="Section 9, CGST Act")
    if igst and (cgst or sgst):
        yield _finding(
            extraction,
            "document.both_taxes",
            Severity.ERROR,
            "it charges IGST together with CGST and SGST.",
            *fields,
            amount=igst,
            law="Sections 7 and 8, IGST Act",
        )
        return
    seller, place = extraction.text("seller.gstin")[:2], extraction.text("place_of_supply") or extraction.text("buyer.gstin")[:2]
    if not seller or not place or seller in ("97", "99") or not (igst or cgst or sgst):
        return
    if seller == place and igst:
        # Supplies to SEZ and exports are inter-state even inside the state: a person knows.
        sentence = f"IGST is charged although seller ({seller}) and place of supply ({place}) are one state; right only for an SEZ or export."
        yield _finding(extraction, "document.head_of_tax", Severity.WARNING, sentence, fields[2], amount=igst, law="Section 8, IGST Act")
    if seller != place and cgst:
        sentence = f"CGST and SGST are charged although seller ({seller}) and place of supply ({place}) are two states."
        yield _finding(extraction, "document.head_of_tax", Severity.ERROR, sentence, *fields[:2], amount=cgst + sgst, law="Section 7, IGST Act")
    taxable = _amount(extraction, "taxable")
    if taxable and taxable > 0 and not _rate_is_possible(taxable, Paise(cgst + sgst + igst)):
        sentence = f"tax of {rupee_text(Paise(cgst + sgst + igst))} on {rupee_text(taxable)} is more than the highest rate."
        yield _finding(extraction, "document.rate_impossible", Severity.ERROR, sentence, *fields, amount=cgst + sgst + igst)


def _rate_is_possible(taxable: Paise, tax: Paise) -> bool:
    """No rate of GST has ever been above 40 percent (cess apart)."""
    return Decimal(tax) <= Decimal(taxable) * 40 / 100 + TOLERANCE


def _check_irn(extraction: Extraction) -> Iterator[Finding]:
    """The IRN is a hash of GSTIN, year, type and number: a misread or altered one does not follow from them."""
    field = extraction.fields.get("irn")
    gstin, number, day = extraction.text("seller.gstin"), extraction.text("invoice_number"), extraction.text("invoice_date")
    if field is None or not field.value or not (gstin and number and day) or extraction.kind is DocumentKind.E_INVOICE:
        return
    issued = date.fromisoformat(day)
    expected = invoice_reference_number(gstin, issued, IRN_TYPES.get(extraction.kind, "INV"), number)
    if expected != field.value.lower():
        sentence = f"its IRN does not follow from GSTIN {gstin}, year {FinancialYear.of(issued)} and number {number}; one of them is misread or altered."
        yield _finding(extraction, "document.irn_mismatch", Severity.ERROR, sentence, field, law="Rule 48(4), CGST Rules")


def _check_addressee(extraction: Extraction, company: Company) -> Iterator[Finding]:
    """An invoice between two strangers does not belong to these books."""
    ours = {gstin for entity in company.entities for gstin in entity.gstins}
    seller, buyer = extraction.text("seller.gstin"), extraction.text("buyer.gstin")
    if ours and seller and buyer and not {seller, buyer} & ours:
        fields = (extraction.fields.get("seller.gstin"), extraction.fields.get("buyer.gstin"))
        yield _finding(extraction, "document.not_ours", Severity.WARNING, f"neither {seller} nor {buyer} is a GSTIN of {company.name}.", *fields)
