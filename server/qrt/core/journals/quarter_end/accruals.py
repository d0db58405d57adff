"""Bills of the quarter that were booked after its end: the cost belongs to the quarter, the voucher to the next."""

from qrt.core.base.money import Paise
from qrt.core.documents.months import month_in
from qrt.core.journals.cover import LEAST
from qrt.core.journals.ledgers import ACCRUED, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, proposal
from qrt.core.ledger.types import Line, Voucher, VoucherDraft, VoucherKind

_KINDS = frozenset({VoucherKind.PURCHASE, VoucherKind.JOURNAL, VoucherKind.PAYMENT})


def draft_accruals(case: QuarterEnd) -> Proposed:
    """Key `accrual:<voucher>`. Vouchers dated after the quarter whose document is dated in it, or whose narration names one of its months.

    Each takes itself back on the first day of the next quarter, where the voucher itself stands.
    """
    return Proposed(tuple(draft for voucher in case.later if (draft := _draft(case, voucher))))


def _draft(case: QuarterEnd, voucher: Voucher) -> VoucherDraft | None:
    if voucher.kind not in _KINDS or not (why := _why(case, voucher)):
        return None
    costs = [line for line in voucher.lines if line.amount > 0 and case.nature(line.ledger) == "expense" and case.role(line.ledger) == ""]
    total = Paise(sum(line.amount for line in costs))
    if total < LEAST or any(case.role(line.ledger) in ("prepaid",) for line in voucher.lines) or _booked(case, voucher, total):
        return None
    choice = choose(ACCRUED, case.chart, case.model)
    name = voucher.number or voucher.reference or voucher.key
    lines = (
        *(
            Line(line.ledger, line.amount, line.place or voucher.place, reason=f"{name} is booked on {voucher.day:%d-%m-%Y}, after the quarter, but {why}")
            for line in costs
        ),
        Line(choice.ledger, Paise(-total), reason=choice.reason),
    )
    party = f" of {voucher.party}" if voucher.party else ""
    narration = f"{', '.join(line.ledger for line in costs)}{party}, {name}: cost of the quarter, booked on {voucher.day:%d-%m-%Y}"
    sure = 0.8 if voucher.reference_day else 0.7
    return proposal(
        case, f"accrual:{voucher.key}", case.quarter.last_day, lines, narration, min(sure, max(choice.confidence, 0.5)), [voucher.place], reverses=True
    )


def _why(case: QuarterEnd, voucher: Voucher) -> str:
    if voucher.reference_day and voucher.reference_day in case.quarter:
        return f"its document is dated {voucher.reference_day:%d-%m-%Y}"
    month = month_in(voucher.narration)
    return f"its narration says it is of {month.first_day:%B %Y}" if month and month in case.quarter.months and not voucher.reference_day else ""


def _booked(case: QuarterEnd, voucher: Voucher, total: Paise) -> bool:
    """An accrual of the books, or a draft that waits, carries the same cost at about its size already."""
    ledgers = {line.ledger for line in voucher.lines if line.amount > 0}
    last = case.quarter.months[-1]
    for other in (*case.posted, *case.waiting):
        if other.kind is VoucherKind.JOURNAL and other.day in last:
            credited = any(line.amount < 0 and case.nature(line.ledger) == "liability" for line in other.lines)
            carried = sum(line.amount for line in other.lines if line.ledger in ledgers and line.amount > 0)
            if credited and carried and abs(carried - total) * 4 <= total:
                return True
        if other.reference and other.reference == voucher.reference and other.party == voucher.party:
            return True
    return False
