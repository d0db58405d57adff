"""Closing stock by the handed-in trial balance against the books: the difference is the change that nobody booked."""

from collections.abc import Sequence

from qrt.core.base.money import Paise, rupee_text
from qrt.core.journals.ledgers import STOCK_CHANGE, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, proposal
from qrt.core.ledger.types import Line


def draft_inventory(case: QuarterEnd) -> Proposed:
    """Key `stock:<quarter>`: one draft that brings the stock ledgers to the paper. Surer where the paper's own ledger of stock changes moves as much."""
    out: Sequence[tuple[str, Paise, Paise]] = [
        (name, stated, Paise(stated - case.balances[name]))
        for name, stated in sorted(case.closing.items())
        if case.role(name) == "inventory" and stated != case.balances[name]
    ]
    total = Paise(sum(change for _, _, change in out))
    if not out or not total:
        return Proposed()
    choice = choose(STOCK_CHANGE, case.chart, case.model)
    said = case.closing.get(choice.ledger)
    agrees = said is not None and said - case.balances[choice.ledger] == -total
    lines = [
        Line(
            name,
            change,
            reason=f"the trial balance handed in has {rupee_text(stated)}, the books {rupee_text(Paise(case.balances[name]))}",
        )
        for name, stated, change in out
    ]
    more = "; the trial balance moves it by as much" if agrees else ""
    lines.append(Line(choice.ledger, Paise(-total), reason=f"{choice.reason}{more}"))
    narration = f"Stock brought to its closing value of {case.quarter.last_day:%d-%m-%Y} per trial balance"
    sure = 0.8 if agrees else 0.45
    return Proposed((proposal(case, f"stock:{case.quarter}", case.quarter.last_day, lines, narration, min(sure, max(choice.confidence, 0.4))),))
