"""Output tax month by month: of the books, of GSTR-1 and of GSTR-3B, and what consumers bought, of which GSTR-1 has sums alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.base.place import Place
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import DocumentKind
from qrt.core.ledger.types import VoucherKind
from qrt.core.tax.gst.outward import filed_documents, listed_sales, own_returns, signed_values
from qrt.core.tax.gst.supply import HEADS, ROUNDING, GstCase, Supply, role_of

LIABILITY_LAW = "ss.37 and 39 CGST Act; Rule 88C"
_CONSUMERS, _CORRECTED = frozenset({"b2cs", "b2csa"}), frozenset({"b2csa", "ata", "txpda"})
_TAXED = frozenset({"3.1(a)", "3.1(b)"})
_ADVANCE = {"at": 1, "ata": 1, "txpd": -1, "txpda": -1}
_SHOWN = 3


@dataclass(slots=True)
class _Sum:
    """Tax of some months by head, paise, and where it stands."""

    taxes: Counter[str] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)

    def add(self, taxes: dict[str, Paise], place: Place | None, sign: int = 1) -> None:
        for head in HEADS:
            self.taxes[head] += sign * taxes.get(head, 0)
        if place and len(self.places) < _SHOWN:
            self.places.append(place)

    @property
    def tax(self) -> int:
        return sum(self.taxes.values())


def check_filed(case: GstCase) -> Iterator[Finding]:
    """gst.consumers_differ, gst.books_differ_from_gstr3b, gst.gstr1_differs_from_gstr3b: output tax of the books and the returns that is not one.

    A month is compared where each registration of the company has its return; the quarter, where the return of its last month is of all of it."""
    declared, paid = DocumentKind.GSTR_1, DocumentKind.GSTR_3B
    for span in _spans(case, declared):
        yield from _consumers(case, span)
    for span in _spans(case, paid):
        yield from _compared(case, span, "the books", _booked(case, span), "gst.books_differ_from_gstr3b")
    for span in _spans(case, declared, paid):
        yield from _compared(case, span, "GSTR-1", _declared(case, span), "gst.gstr1_differs_from_gstr3b")


def _spans(case: GstCase, *kinds: DocumentKind) -> list[tuple[Month, ...]]:
    """The months to compare: each of which every registration has the returns, or the quarter where they are of quarters."""
    months = [month for month in case.quarter.months if all(str(month) in _whole(case, kind) for kind in kinds)]
    quarterly = months == list(case.quarter.months[-1:]) and _is_quarterly(case)
    return [case.quarter.months] if quarterly else [(month,) for month in months]


def _whole(case: GstCase, kind: DocumentKind) -> set[str]:
    """Months of which every registration has the return."""
    months: dict[str, set[str]] = {gstin: set() for gstin in case.own_gstins}
    for paper in own_returns(case, kind):
        months.setdefault(paper.text("gstin").upper(), set()).add(paper.text("period"))
    return set.intersection(*months.values()) if months else set()


def _is_quarterly(case: GstCase) -> bool:
    """Whether the company files by quarter: GSTR-1 of the last month lists documents of the others, or without one GSTR-3B has the tax of all three."""
    last = str(case.quarter.months[-1])
    listed = [row for paper in own_returns(case, DocumentKind.GSTR_1) for row in paper.rows if isinstance(row, ReturnLine) and row.day]
    if listed:
        return bool({Month.of(row.day) for row in listed if row.day and row.period == last} & set(case.quarter.months[:-1]))
    return not _gaps(_booked(case, case.quarter.months), _paid(case, case.quarter.months), case)


def _booked(case: GstCase, span: Sequence[Month]) -> _Sum:
    """Tax of sales less credit notes, and of advances when they come: a receipt that owes tax and sells nothing yet."""
    found = _of_supplies(supply for supply in case.supplies if not supply.inward and Month.of(supply.voucher.day) in span)
    supplied = {supply.voucher.key for supply in case.supplies}
    for voucher in case.vouchers:
        if voucher.kind is VoucherKind.RECEIPT and Month.of(voucher.day) in span and voucher.key not in supplied:
            owed: Counter[str] = Counter()
            for line in voucher.lines:
                side, _, head = role_of(case.chart, line.ledger).rpartition("_")
                if side == "output" and head in HEADS:
                    owed[head] -= line.amount
            if any(owed.values()):
                found.add({head: Paise(amount) for head, amount in owed.items()}, voucher.place)
    return found


def _of_supplies(supplies: Iterable[Supply]) -> _Sum:
    found = _Sum()
    for supply in supplies:
        if any(supply.taxes.values()):
            found.add(dict(supply.taxes), supply.voucher.place)
    return found


def _paid(case: GstCase, span: Sequence[Month]) -> _Sum:
    """Tax of tables 3.1(a) and (b): outward supplies that are taxed, with those that are zero-rated on payment of tax."""
    found = _Sum()
    for row in _rows(case, DocumentKind.GSTR_3B, span):
        if row.table in _TAXED:
            found.add(signed_values(row), row.place)
    return found


def _declared(case: GstCase, span: Sequence[Month]) -> _Sum | None:
    """Tax that GSTR-1 declares: documents less credit notes, sums of consumers, advances. None where it cannot be told: it is a print of sums, or it amends what is not here."""
    found = _Sum()
    periods = {str(month) for month in span}
    rows = _rows(case, DocumentKind.GSTR_1, span)
    listed = [row for row in filed_documents(case) if row.period in periods]
    if any(row.table in _CORRECTED for row in rows) or any(row.table.endswith("a") and _is_earlier(row, span) for row in listed):
        return None
    if not listed and not any(row.table in _CONSUMERS for row in rows):
        return None
    for row in listed:
        # Under reverse charge the customer pays.
        if not row.reverse_charge:
            found.add(signed_values(row), row.place)
    for row in rows:
        if row.table in _CONSUMERS or row.table in _ADVANCE:
            found.add(signed_values(row), row.place, _ADVANCE.get(row.table, 1))
    return found


def _is_earlier(row: ReturnLine, span: Sequence[Month]) -> bool:
    return row.original_day is None or Month.of(row.original_day) not in span


def _rows(case: GstCase, kind: DocumentKind, span: Sequence[Month]) -> list[ReturnLine]:
    periods = {str(month) for month in span}
    return [row for paper in own_returns(case, kind) if paper.text("period") in periods for row in paper.rows if isinstance(row, ReturnLine)]


def _consumers(case: GstCase, span: Sequence[Month]) -> Iterator[Finding]:
    rows = _rows(case, DocumentKind.GSTR_1, span)
    listed_in_return = filed_documents(case)
    if any(row.table in _CORRECTED for row in rows) or not any(row.table in _CONSUMERS or row.number for row in rows):
        return
    listed = {supply.voucher.key for supply, _ in listed_sales(case, listed_in_return)}
    sold = _of_supplies(each for each in case.supplies if not each.inward and Month.of(each.voucher.day) in span and each.voucher.key not in listed)
    stated = _Sum()
    for row in rows:
        if row.table in _CONSUMERS:
            stated.add(signed_values(row), row.place)
    if told := _gaps(sold, stated, case):
        sentence = f"Sales to consumers in {_words(span)}: tax of Rs {_money(sold.tax)} in the books and Rs {_money(stated.tax)} in GSTR-1 (table 7); beside it the books have {told}."
        yield _finding(case, "gst.consumers_differ", Severity.ERROR, span, sentence, sold, stated, "s.37 CGST Act; Form GSTR-1, table 7")


def _compared(case: GstCase, span: Sequence[Month], whose: str, one: _Sum | None, rule: str) -> Iterator[Finding]:
    paid = _paid(case, span)
    if one is None or not (told := _gaps(one, paid, case)):
        return
    under = (
        f"tax of Rs {_money(one.tax - paid.tax)} is not paid by GSTR-3B"
        if one.tax > paid.tax
        else f"GSTR-3B pays Rs {_money(paid.tax - one.tax)} more"
        if one.tax < paid.tax
        else "the same tax stands under other heads"
    )
    sentence = f"Output tax of {_words(span)} is Rs {_money(one.tax)} by {whose} and Rs {_money(paid.tax)} by GSTR-3B, tables 3.1(a) and (b): {under}; by {whose} {told}."
    yield _finding(case, rule, Severity.ERROR if one.tax >= paid.tax else Severity.WARNING, span, sentence, one, paid, LIABILITY_LAW)


def _gaps(one: _Sum, other: _Sum, case: GstCase) -> str:
    """What one has more or less, head by head; a rupee for each registration is rounding."""
    slack = ROUNDING * max(1, len(case.own_gstins))
    gaps = {head: one.taxes[head] - other.taxes[head] for head in HEADS}
    return ", ".join(f"{head.upper()} Rs {_money(abs(gap))} {'more' if gap > 0 else 'less'}" for head, gap in gaps.items() if abs(gap) > slack)


def _finding(case: GstCase, rule: str, severity: Severity, span: Sequence[Month], sentence: str, one: _Sum, other: _Sum, law: str) -> Finding:
    amount = Paise(abs(one.tax - other.tax) or max(abs(one.taxes[head] - other.taxes[head]) for head in HEADS))
    places = tuple(dict.fromkeys((*one.places, *other.places)))
    return Finding(rule, severity, f"return:{span[-1]}", sentence, amount, law, places, case.entity)


def _words(span: Sequence[Month]) -> str:
    return str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}"


def _money(amount: int) -> str:
    return rupee_text(Paise(amount))
