"""The same supplier document booked twice."""

from collections import defaultdict
from collections.abc import Iterator

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import rupee_text
from qrt.core.base.period import FinancialYear
from qrt.core.ledger.types import VoucherKind
from qrt.core.recon.gstr2b import gst_status, one_slip_apart
from qrt.core.recon.references import document_number
from qrt.core.recon.types import Reconciliation
from qrt.core.tax.gst.supply import ROUNDING, GstCase, Supply, finding, supplier_key

LAW = "s.16(2) CGST Act: credit once for one invoice"


def check_duplicates(case: GstCase, reconciliation: Reconciliation | None) -> tuple[Finding, ...]:
    """gst.duplicate_invoice on the later voucher of each pair: same supplier, year, number and total; or a number that nearly equals it, where 2B has one of them."""
    bought = [supply for supply in case.supplies if supply.inward and supply.voucher.kind in (VoucherKind.PURCHASE, VoucherKind.JOURNAL) and supply.taxable > 0]
    by_supplier: dict[tuple[str, str], list[Supply]] = defaultdict(list)
    for supply in bought:
        if key := supplier_key(supply):
            by_supplier[(key, str(FinancialYear.of(supply.day)))].append(supply)
    statuses = gst_status(reconciliation) if reconciliation else {}
    found: dict[str, Finding] = {}
    for group in by_supplier.values():
        ordered = sorted(group, key=lambda supply: (supply.voucher.day, supply.voucher.key))
        for finding_made in (*_same_number(ordered), *_near_number(ordered, statuses)):
            found.setdefault(finding_made.subject, finding_made)
    return tuple(found.values())


def total_of(supply: Supply) -> int:
    """Value with tax."""
    return supply.taxable + sum(supply.taxes.values())


def _same_number(group: list[Supply]) -> Iterator[Finding]:
    first: dict[str, list[Supply]] = defaultdict(list)
    for supply in group:
        number = document_number(supply.voucher.reference)
        if not number:
            continue
        earlier = next((each for each in first[number] if abs(total_of(each) - total_of(supply)) <= ROUNDING), None)
        first[number].append(supply)
        if earlier:
            yield _duplicate(supply, earlier, "the same supplier, number and amount")


def _near_number(group: list[Supply], statuses: dict[str, str]) -> Iterator[Finding]:
    """A number typed a little differently. Neighbours in a series look the same, so the 2B must know one of the two and not the other."""
    by_total: dict[int, list[Supply]] = defaultdict(list)
    for supply in group:
        by_total[total_of(supply) // ROUNDING].append(supply)
    for same in by_total.values():
        for index, later in enumerate(same):
            for earlier in same[:index]:
                if abs((later.day - earlier.day).days) <= 31 and _alike(earlier, later) and _one_is_missing(earlier, later, statuses):
                    missing, known = (later, earlier) if statuses.get(later.voucher.key) == "missing_in_2b" else (earlier, later)
                    yield _duplicate(missing, known, "the same supplier and amount and nearly the same number, of which GSTR-2B has one")


def _alike(one: Supply, other: Supply) -> bool:
    mine, theirs = document_number(one.voucher.reference), document_number(other.voucher.reference)
    if not mine or not theirs or mine == theirs:
        return one.day == other.day and mine != theirs
    shorter, longer = sorted((mine, theirs), key=len)
    return (len(shorter) >= 3 and longer.endswith(shorter)) or (len(shorter) >= 4 and one_slip_apart(mine, theirs))


def _one_is_missing(one: Supply, other: Supply, statuses: dict[str, str]) -> bool:
    pair = [statuses.get(one.voucher.key, ""), statuses.get(other.voucher.key, "")]
    return pair.count("missing_in_2b") == 1 and all(pair)


def _duplicate(supply: Supply, earlier: Supply, why: str) -> Finding:
    sentence = f"{supply.name} looks like {earlier.name} booked a second time: {why}. Reverse one; credit and payment of Rs {rupee_text(supply.tax)} and Rs {rupee_text(supply.taxable)} are at stake."
    return finding(supply, "gst.duplicate_invoice", Severity.ERROR, sentence, total_of(supply), LAW, (earlier.voucher.place,))
