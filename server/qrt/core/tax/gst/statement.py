"""What the reconciliation with GSTR-2B means for the credit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind
from qrt.core.recon.gstr2b import HEADS, gstin_is_near
from qrt.core.recon.references import document_number
from qrt.core.recon.types import CARRIED, Item, Match, Reconciliation, Side
from qrt.core.tax.gst.supply import ROUNDING, GstCase, Supply, papers_of_kind

CREDIT_LAW = "s.16(2)(aa) CGST Act, Rule 36(4)"
_OWN_FIELDS = ("gstin", "recipient_gstin", "taxpayer_gstin", "own_gstin", "buyer.gstin")
_OF_REGISTRATIONS = {
    DocumentKind.GSTR_2B: ("GSTR-2B", "gst.foreign_2b"),
    DocumentKind.GSTR_1: ("GSTR-1", "gst.foreign_return"),
    DocumentKind.GSTR_3B: ("GSTR-3B", "gst.foreign_return"),
}
_REASONS = {"P": "the place of supply is in another state than the registration", "C": "it was reported after the last day for credit of its year (s.16(4))"}


def check_foreign_statement(case: GstCase) -> Iterator[Finding]:
    """gst.foreign_2b, gst.foreign_return: a GSTR-2B, GSTR-1 or GSTR-3B whose GSTIN is none of the company's."""
    own = {gstin for entity in case.company.entities for gstin in entity.gstins}
    for paper in (paper for kind in _OF_REGISTRATIONS for paper in papers_of_kind(case, kind)):
        stated = next((paper.text(name).upper() for name in _OWN_FIELDS if paper.text(name)), "")
        if own and stated and stated not in own:
            places = tuple(field.place for name in _OWN_FIELDS if (field := paper.fields.get(name)) and field.place) or (Place(paper.document),)
            form, rule = _OF_REGISTRATIONS[paper.kind]
            sentence = f"A {form} of {stated} was handed in, which is no registration of the company: it was left out of the reconciliation."
            yield Finding(rule, Severity.ERROR, f"document:{paper.document}", sentence, law=f"Form {form}", evidence=places, entity=case.entity)


def check_statement(case: GstCase, reconciliation: Reconciliation, duplicates: frozenset[str], headed: frozenset[str]) -> Iterator[Finding]:
    """Missing in 2B, missing in the books, mismatches, and credit that 2B marks as not available.

    duplicates, headed: subjects of which it is said already that they are booked twice, or that their tax stands under the wrong head.
    """
    left, right = {item.id: item for item in reconciliation.left}, {item.id: item for item in reconciliation.right}
    handed = _handed(case)
    # A document may belong to any of the company's registrations: a month counts where each of them has its statement.
    periods = set.intersection(*handed.values()) if handed else set()
    yield from _absent_months(case, left, handed)
    gross = _booked_gross(case)
    for each in reconciliation.breaks:
        if each.side == Side.LEFT:
            if f"voucher:{each.item}" not in duplicates:
                yield from _missing_in_2b(case, left[each.item], each.why_not, periods)
        else:
            yield from _missing_in_books(case, right[each.item], each.why_not, gross)
    for match in reconciliation.matches:
        yield from _matched(case, match, left, right, headed)


def tax_of(item: Item) -> int:
    """All heads with cess."""
    return sum(item.taxes.get(head, 0) for head in HEADS)


def _finding(case: GstCase, rule: str, severity: Severity, subject: str, sentence: str, amount: int, law: str, items: Iterable[Item]) -> Finding:
    places = tuple(item.place for item in items if item.place)
    return Finding(rule, severity, subject, sentence, Paise(abs(amount)), law, places, case.entity)


def _name(item: Item) -> str:
    return f"document {item.reference or 'without number'} of {item.day:%d-%m-%Y} ({item.party or item.labels.get('gstin') or 'no party'})"


def _handed(case: GstCase) -> dict[str, set[str]]:
    """Months ("2026-08") whose GSTR-2B was handed in, by the registration of the entity that it is of."""
    own = case.company.entity(case.entity).gstins
    found: dict[str, set[str]] = {}
    for paper in papers_of_kind(case, DocumentKind.GSTR_2B):
        gstin, period = paper.text("gstin").upper(), paper.text("period")
        if period and (gstin in own or not own):
            found.setdefault(gstin, set()).add(period)
    return found


def _absent_months(case: GstCase, left: Mapping[str, Item], handed: Mapping[str, set[str]]) -> Iterator[Finding]:
    """A month of the quarter whose GSTR-2B is missing from a registration's: said once, with the credit that hangs on it."""
    for gstin, periods in sorted(handed.items()):
        for month in case.quarter.months:
            if str(month) in periods:
                continue
            taken = [item for item in left.values() if Month.of(item.day) == month and tax_of(item) > 0]
            amount = sum(map(tax_of, taken))
            sentence = (
                f"The GSTR-2B of {gstin} for {month} was not handed in: credit of Rs {rupee_text(Paise(amount))} on {len(taken)} documents "
                "of that month cannot be looked up."
            )
            yield _finding(case, "gst.statement_absent", Severity.WARNING, f"2b:{gstin}/{month}", sentence, amount, CREDIT_LAW, taken[:3])


def _missing_in_2b(case: GstCase, item: Item, why: str, periods: set[str]) -> Iterator[Finding]:
    if item.labels.get("reverse_charge") == "yes" or tax_of(item) == 0:
        return
    subject, tax = f"voucher:{item.id}", tax_of(item)
    if tax < 0:
        sentence = f"The debit note {_name(item)} reverses credit of Rs {rupee_text(Paise(-tax))} and no credit note of the supplier answers it in GSTR-2B."
        yield _finding(case, "gst.missing_in_2b", Severity.INFO, subject, sentence, tax, CREDIT_LAW, (item,))
        return
    month = str(Month.of(item.day))
    if CARRIED in item.labels:
        sentence = f"Credit of Rs {rupee_text(Paise(tax))} was taken in an earlier quarter on {_name(item)}, and no GSTR-2B has it yet ({why}): ask the supplier to report it, or reverse it."
        yield _finding(case, "gst.missing_in_2b", Severity.ERROR, subject, sentence, tax, CREDIT_LAW, (item,))
        return
    if month not in periods:
        sentence = f"The GSTR-2B of {month} was not handed in, so the credit of Rs {rupee_text(Paise(tax))} on {_name(item)} cannot be looked up."
        yield _finding(case, "gst.statement_absent", Severity.INFO, subject, sentence, tax, CREDIT_LAW, (item,))
        return
    sentence = (
        f"Credit of Rs {rupee_text(Paise(tax))} was taken on {_name(item)}, which is not in GSTR-2B ({why}): hold it back and ask the supplier to report it."
    )
    yield _finding(case, "gst.missing_in_2b", Severity.ERROR, subject, sentence, tax, CREDIT_LAW, (item,))


def _booked_gross(case: GstCase) -> dict[str, list[Supply]]:
    """Purchases that took no credit, by supplier GSTIN."""
    found: dict[str, list[Supply]] = {}
    for supply in case.supplies:
        if supply.inward and not supply.tax and not supply.reverse and supply.gstin:
            found.setdefault(supply.gstin, []).append(supply)
    return found


def _missing_in_books(case: GstCase, item: Item, why: str, gross: Mapping[str, Sequence[Supply]]) -> Iterator[Finding]:
    subject, tax = f"2b:{item.labels.get('gstin', '')}/{item.reference}", tax_of(item)
    number = document_number(item.reference)
    reverse = item.labels.get("reverse_charge") == "yes"
    for supply in gross.get(item.labels.get("gstin", ""), ()):
        if reverse:
            if document_number(supply.voucher.reference) == number:
                return  # It is booked; where its tax is not, the check of reverse charge says so.
            continue
        same_total = abs(supply.taxable - item.amount) <= ROUNDING
        if (
            document_number(supply.voucher.reference) == number
            and abs(supply.taxable) <= abs(item.amount) + ROUNDING
            or (same_total and supply.day == item.day)
        ):
            if item.labels.get("itc") != "no":
                sentence = f"{supply.name} is booked without the credit of Rs {rupee_text(Paise(abs(tax)))} that GSTR-2B offers: right where the credit is blocked, lost money where it is not."
                yield _finding(
                    case, "gst.credit_not_taken", Severity.INFO, f"voucher:{supply.voucher.key}", sentence, tax, "s.16 and s.17(5) CGST Act", (item,)
                )
            return
    if item.labels.get("itc") == "no":
        yield _unavailable(case, item, None)
        return
    if reverse:
        sentence = (
            f"The supplier reports {_name(item)} under reverse charge, and it is not in the books ({why}): book it, pay the tax in cash and take the credit."
        )
        yield _finding(case, "gst.missing_in_books", Severity.WARNING, subject, sentence, tax, "s.9(3) CGST Act", (item,))
        return
    what = "credit note lowers the credit" if tax < 0 else "credit is not taken"
    sentence = f"GSTR-2B has {_name(item)} with tax of Rs {rupee_text(Paise(abs(tax)))} that is not in the books ({why}); the {what}: ask for the paper and book it, or reject it in IMS."
    yield _finding(case, "gst.missing_in_books", Severity.WARNING, subject, sentence, tax, CREDIT_LAW, (item,))


def _unavailable(case: GstCase, item: Item, ours: Item | None) -> Finding:
    reason = _REASONS.get(item.labels.get("itc_reason", ""), "GSTR-2B marks it as not available")
    subject = f"voucher:{ours.id}" if ours else f"2b:{item.labels.get('gstin', '')}/{item.reference}"
    taken = f"Credit of Rs {rupee_text(Paise(abs(tax_of(item))))} on {_name(item)} is not available: {reason}"
    done = "; the books took it: reverse it." if ours else "; it is not in the books."
    items = (item, ours) if ours else (item,)
    return _finding(
        case,
        "gst.itc_unavailable",
        Severity.ERROR if ours else Severity.WARNING,
        subject,
        taken + done,
        tax_of(item),
        "s.16(4) and s.12 IGST Act; GSTR-2B part B",
        items,
    )


def _matched(case: GstCase, match: Match, left: Mapping[str, Item], right: Mapping[str, Item], headed: frozenset[str]) -> Iterator[Finding]:
    ours = [left[each.item] for each in match.allocations if each.side == Side.LEFT]
    theirs = [right[each.item] for each in match.allocations if each.side == Side.RIGHT]
    subject, first, other = f"voucher:{ours[0].id}", ours[0], theirs[0]
    for item in theirs:
        if item.labels.get("itc") == "no":
            yield _unavailable(case, item, first)
    if other.labels.get("reverse_charge") == "yes" and first.labels.get("reverse_charge") != "yes" and tax_of(first):
        sentence = f"{_name(first)} is under reverse charge in GSTR-2B, but the books take its tax of Rs {rupee_text(Paise(abs(tax_of(first))))} as ordinary credit: pay it in cash first."
        yield _finding(case, "gst.rcm_not_booked", Severity.ERROR, subject, sentence, tax_of(first), "s.9(3) CGST Act; s.2(62)", (first, other))
        return
    status = first.labels.get("status", "")
    gap = sum(tax_of(item) for item in ours) - sum(tax_of(item) for item in theirs)
    if status not in ("mismatch", "residual") or _is_typing_error(first, other, gap):
        return
    if abs(gap) > ROUNDING or abs(match.difference) > ROUNDING * 2:
        more = "more" if gap > 0 else "less"
        sentence = (
            f"{_name(first)}: the books have tax of Rs {rupee_text(Paise(sum(tax_of(item) for item in ours)))}, GSTR-2B Rs {rupee_text(Paise(sum(tax_of(item) for item in theirs)))}; "
            f"the books take Rs {rupee_text(Paise(abs(gap)))} {more}, and the totals differ by Rs {rupee_text(Paise(abs(match.difference)))}."
        )
        yield _finding(case, "gst.mismatch_2b", Severity.ERROR, subject, sentence, gap or match.difference, CREDIT_LAW, (first, other))
    elif _heads_differ(first, other):
        if subject in headed:
            return
        sentence = f"{_name(first)}: books and GSTR-2B agree on the tax but not on its head (IGST against CGST and SGST)."
        yield _finding(case, "gst.wrong_tax_head", Severity.ERROR, subject, sentence, tax_of(first), "ss.7 and 8 IGST Act", (first, other))
    else:
        sentence = f"{_name(first)} agrees in amount with {_name(other)} of GSTR-2B, but {match.reasons[0].text}: a person should confirm that they are one."
        yield _finding(case, "gst.number_differs", Severity.INFO, subject, sentence, 0, "Rule 46(b) CGST Rules", (first, other))


def _is_typing_error(mine: Item, theirs: Item, gap: int) -> bool:
    """Reported by the check of numbers."""
    return abs(gap) <= ROUNDING and gstin_is_near(mine.labels.get("gstin", ""), theirs.labels.get("gstin", ""))


def _heads_differ(mine: Item, theirs: Item) -> bool:
    return bool(mine.taxes.get("igst", 0)) != bool(theirs.taxes.get("igst", 0))
