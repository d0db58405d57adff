"""The company's own sales beside its GSTR-1: the documents of both as two sides to reconcile, and what is wrong where they are not alike."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import pan_of_gstin
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import DocumentKind, Extraction
from qrt.core.recon.lines import line_ids
from qrt.core.recon.references import document_number
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, Side
from qrt.core.tax.gst.supply import HEADS, ROUNDING, GstCase, Supply, papers_of_kind

LAW = "s.37 CGST Act; Form GSTR-1"
AMENDED_BY = "Form GSTR-1, tables 9A and 9C"
_DOCUMENTS = frozenset({"b2b", "b2ba", "b2cl", "b2cla", "exp", "expa", "cdnr", "cdnra", "cdnur", "cdnura"})
"""Tables of GSTR-1 that list documents, as the portal's file names them."""
_VALUES = ("taxable", *HEADS)


def outward_sides(case: GstCase) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """(sales that GSTR-1 lists one by one, documents of GSTR-1); amounts are taxable value and tax in paise, negative for a credit note.

    Sales to consumers, of which GSTR-1 has only sums, are no items: `check_filed` compares them by month.
    """
    filed = filed_documents(case)
    return tuple(_sold(case, supply, number) for supply, number in listed_sales(case, filed)), _filed(case, filed)


def filed_documents(case: GstCase) -> tuple[ReturnLine, ...]:
    """Documents of the GSTR-1 of the entity's own registrations; what an amendment beside it replaced is left out."""
    lines = [row for paper in own_returns(case, DocumentKind.GSTR_1) for row in paper.rows if isinstance(row, ReturnLine) and row.table in _DOCUMENTS]
    lines = [row for row in lines if row.number]
    amended = {_document(row.party_gstin, row.original_number) for row in lines if row.table.endswith("a") and row.original_number}
    return tuple(row for row in lines if row.table.endswith("a") or _document(row.party_gstin, row.number) not in amended)


def own_returns(case: GstCase, kind: DocumentKind) -> tuple[Extraction, ...]:
    """Returns of the entity's own registrations; all of them where the company names none."""
    own = case.own_gstins
    return tuple(paper for paper in papers_of_kind(case, kind) if not own or paper.text("gstin").upper() in own)


def listed_sales(case: GstCase, filed: Sequence[ReturnLine]) -> tuple[tuple[Supply, str], ...]:
    """Sales and credit notes that GSTR-1 has to list one by one, with the number it would list them by: those with tax to a registered customer, and whatever
    else it does list (large sales to consumers of other states, exports, nil-rated sales)."""
    numbers = {document_number(row.number) for row in filed}
    found: list[tuple[Supply, str]] = []
    for supply in case.supplies:
        voucher = supply.voucher
        if supply.inward or voucher.day not in case.quarter:
            continue
        # A reference may be the customer's order, or the number of the document where the books number vouchers on their own.
        said = [text for text in (voucher.number, voucher.reference) if text]
        number = next((text for text in said if document_number(text) in numbers), "")
        if number or (supply.gstin and any(supply.taxes.values())):
            found.append((supply, number or next(iter(said), "")))
    return tuple(found)


def _document(gstin: str, number: str) -> tuple[str, str]:
    return gstin, document_number(number)


def _sold(case: GstCase, supply: Supply, number: str) -> Item:
    voucher = supply.voucher
    values = {"taxable": supply.taxable, **supply.taxes}
    labels = {
        "gstin": supply.gstin,
        "pan": pan_of_gstin(supply.gstin) if len(supply.gstin) == 15 else (supply.party.pan if supply.party else ""),
        "document_type": "invoice" if supply.taxable >= 0 else "credit_note",
        "place_of_supply": supply.paper.text("place_of_supply") if supply.paper else "",
        "voucher": voucher.number,
        "key": voucher.key,
        "account": "",
    }
    return Item(voucher.key, voucher.day, Paise(sum(values.values())), number, voucher.narration, voucher.party, voucher.place, values, labels)


def _filed(case: GstCase, lines: Sequence[ReturnLine]) -> tuple[Item, ...]:
    """A return names customers by their GSTIN: they go by the name of their ledger, where one has it."""
    ledgers = Counter(account.gstin.upper() for account in case.chart.values() if account.gstin)
    names = {account.gstin.upper(): name for name, account in case.chart.items() if ledgers[account.gstin.upper()] == 1}
    dated = [(row.day, row) for row in lines if row.day is not None]
    ids = line_ids((day, (row.table, row.party_gstin, document_number(row.number))) for day, row in dated)
    made: list[Item] = []
    for name, (day, row) in zip(ids, dated, strict=True):
        values = signed_values(row)
        about = f"amends {row.original_number}" if row.table.endswith("a") and row.original_number else ""
        labels = {
            "gstin": row.party_gstin,
            "pan": pan_of_gstin(row.party_gstin) if len(row.party_gstin) == 15 else "",
            "document_type": row.document_type,
            "place_of_supply": row.place_of_supply,
            "section": row.table,
            "period": row.period,
            "reverse_charge": "yes" if row.reverse_charge else "no",
            "account": "",
        }
        party = row.party_name or names.get(row.party_gstin, row.party_gstin)
        made.append(Item(name, day, Paise(sum(values.values())), row.number, about, party, row.place, values, labels))
    return tuple(made)


def signed_values(row: ReturnLine) -> dict[str, Paise]:
    """taxable and the heads of a line, paise; what a credit note takes away is negative, whichever way the return writes it."""
    values = {name: Paise(getattr(row, name)) for name in _VALUES}
    return {name: Paise(-abs(amount)) for name, amount in values.items()} if row.document_type == "credit_note" else values


def check_outward(case: GstCase, result: Reconciliation) -> tuple[Finding, ...]:
    """gst.sale_not_in_gstr1, gst.gstr1_not_booked, gst.gstr1_differs: sales and GSTR-1 that are not alike.

    Of a month whose GSTR-1 was not handed in nothing is said document by document; gst.gstr1_absent says it once.
    """
    return tuple(replace(each, entity=each.entity or case.entity) for each in _checked(case, result))


def _checked(case: GstCase, result: Reconciliation) -> Iterator[Finding]:
    left, right = ({item.id: item for item in items} for items in (result.left, result.right))
    absent = _absent_months(case, result.right)
    for month in absent:
        lost = [item for item in result.left if Month.of(item.day) == month]
        if lost:
            tax = Paise(sum(map(_tax, lost)))
            sentence = f"The GSTR-1 of {month} was not handed in: {len(lost)} documents of it with tax of Rs {rupee_text(tax)} cannot be looked up."
            yield _finding("gst.gstr1_absent", Severity.WARNING, f"gstr1:{month}", sentence, tax, lost[:3])
    for each in result.breaks:
        item = (left if each.side is Side.LEFT else right)[each.item]
        said = f"{_name(item)}, tax of Rs {rupee_text(Paise(abs(_tax(item))))}"
        if each.side is Side.RIGHT:
            sentence = f"GSTR-1 has {said}, and the books have no such sale ({each.why_not}): book it, or amend the return ({AMENDED_BY})."
            yield _finding("gst.gstr1_not_booked", Severity.ERROR, f"gstr1:{item.labels.get('gstin', '')}/{item.reference}", sentence, _tax(item), [item])
        elif Month.of(item.day) not in absent:
            due = "its customer gets no credit for it" if item.labels.get("gstin") else "its tax is not declared"
            sentence = f"{_name(item)}, tax of Rs {rupee_text(Paise(abs(_tax(item))))}, is not in GSTR-1 ({each.why_not}): {due}; report it in the next return."
            yield _finding("gst.sale_not_in_gstr1", Severity.ERROR, f"voucher:{item.id}", sentence, _tax(item), [item])
    for match in result.matches:
        if match.status is not MatchStatus.REJECTED:
            yield from _differing(match, left, right)


def _absent_months(case: GstCase, filed: Iterable[Item]) -> tuple[Month, ...]:
    """Months of the quarter of which a registration has no GSTR-1. A return of the quarter's last month that lists documents of an earlier one is of the quarter."""
    months = case.quarter.months
    last, earlier = str(months[-1]), {Month.of(item.day) for item in filed if item.labels.get("period") == str(months[-1])} - {months[-1]}
    whole = earlier & set(months)
    said: dict[str, set[str]] = {}
    for paper in own_returns(case, DocumentKind.GSTR_1):
        said.setdefault(paper.text("gstin").upper(), set()).add(paper.text("period"))
    periods = set.intersection(*said.values()) if said else set()
    return tuple(month for month in months if str(month) not in periods and not (whole and last in periods))


def _differing(match: Match, left: dict[str, Item], right: dict[str, Item]) -> Iterator[Finding]:
    ours = [left[each.item] for each in match.allocations if each.side is Side.LEFT]
    theirs = [right[each.item] for each in match.allocations if each.side is Side.RIGHT]
    if not ours or not theirs:
        return
    gaps = {name: sum(item.taxes.get(name, 0) for item in ours) - sum(item.taxes.get(name, 0) for item in theirs) for name in _VALUES}
    gstins = [items[0].labels.get("gstin", "") for items in (ours, theirs)]
    told = [f"{_WORD[name]} Rs {rupee_text(Paise(abs(gap)))} {'more' if gap > 0 else 'less'}" for name, gap in gaps.items() if abs(gap) > ROUNDING]
    if gstins[0] != gstins[1]:
        told.append(f"GSTIN {gstins[0] or 'none'} instead of {gstins[1] or 'none'}")
    if told:
        tax = sum(gap for name, gap in gaps.items() if name != "taxable")
        sentence = f"{_name(ours[0])}: beside its GSTR-1 the books have {', '.join(told)}. Correct the books, or amend the document ({AMENDED_BY})."
        yield _finding("gst.gstr1_differs", Severity.ERROR, f"voucher:{ours[0].id}", sentence, tax or gaps["taxable"], [*ours, *theirs])


_WORD = {"taxable": "a taxable value of", "igst": "IGST of", "cgst": "CGST of", "sgst": "SGST of", "cess": "cess of"}


def _tax(item: Item) -> int:
    return sum(item.taxes.get(head, 0) for head in HEADS)


def _name(item: Item) -> str:
    what = "credit note" if item.labels.get("document_type") == "credit_note" else "document"
    return f"{what} {item.reference or 'without number'} of {item.day:%d-%m-%Y} ({item.party or item.labels.get('gstin') or 'no party'})"


def _finding(rule: str, severity: Severity, subject: str, sentence: str, amount: int, items: Iterable[Item]) -> Finding:
    text = sentence[:1].upper() + sentence[1:]
    return Finding(rule, severity, subject, text, Paise(abs(amount)), LAW, tuple(item.place for item in items if item.place))
