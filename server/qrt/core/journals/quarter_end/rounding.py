"""Balances of a rupee or less that settled parties leave behind."""

from qrt.core.base.money import Paise, rupee_text
from qrt.core.journals.ledgers import ROUND_OFF, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, proposal
from qrt.core.ledger.types import Line

MOST = Paise(100)
"""A rupee, as section 170 of the CGST Act rounds."""


def draft_rounding(case: QuarterEnd) -> Proposed:
    """One draft for all parties that moved in the quarter and end within a rupee of nothing. Key `round_off:<quarter>`."""
    moved = {line.ledger: voucher for voucher in case.posted for line in voucher.lines}
    left = [
        (name, case.balances[name])
        for name, account in sorted(case.chart.items())
        if account.role in ("debtor", "creditor") and name in moved and 0 < abs(case.balances[name]) <= MOST
    ]
    if not left:
        return Proposed()
    choice = choose(ROUND_OFF, case.chart, case.model)
    lines = [
        Line(
            name,
            Paise(-balance),
            moved[name].place,
            reason=f"{rupee_text(Paise(abs(balance)))} {'debit' if balance > 0 else 'credit'} is left after {moved[name].number or moved[name].key} of {moved[name].day:%d-%m-%Y}",
        )
        for name, balance in left
    ]
    total = sum(balance for _, balance in left)
    if total:
        lines.append(Line(choice.ledger, Paise(total), reason=choice.reason))
    if len(lines) < 2:
        return Proposed()
    narration = f"Balances of a rupee or less of {len(left)} settled parties written to rounding"
    places = [moved[name].place for name, _ in left]
    return Proposed((proposal(case, f"round_off:{case.quarter}", case.quarter.last_day, lines, narration, min(0.7, max(choice.confidence, 0.4)), places),))
