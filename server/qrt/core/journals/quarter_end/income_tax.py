"""Current tax on the year's profit so far, at the rate the company named. Which option of the law that is, and deferred tax, a person decides."""

from decimal import Decimal

from qrt.core.base.money import Paise, apply_rate_whole, rupee_text
from qrt.core.journals.cover import LEAST
from qrt.core.journals.ledgers import INCOME_TAX, TAX_PROVISION, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, note, proposal
from qrt.core.ledger.types import Line

_LAW = "AS 22 / Ind AS 12; s.115BAA, s.115JB of the 1961 Act and their successors"
_OPTIONS = "22 % with 10 % surcharge and 4 % cess (25.168 %, s.115BAA), 25 or 30 % with surcharge and cess, or minimum alternate tax on book profit (s.115JB) where that is more"
_RESULT_ROLES = frozenset({"income_tax", "deferred_tax_expense"})


def draft_income_tax(case: QuarterEnd) -> Proposed:
    """Key `income_tax:<quarter>`. Nothing where the quarter has a provision already, or a loss; quarter_end.no_tax_policy where no rate is named."""
    booked = any(case.role(line.ledger) == "income_tax" for voucher in case.posted for line in voucher.lines)
    results = {name: amount for name, amount in case.balances.items() if case.nature(name) in ("income", "expense") and case.role(name) not in _RESULT_ROLES}
    profit = Paise(-sum(results.values()))
    if booked or profit < LEAST:
        return Proposed()
    if not case.policy.income_tax_rate:
        sentence = (
            f"The year's profit so far is {rupee_text(profit)} before tax and no current tax is booked in {case.quarter}: the company names no rate "
            f"(policy, income_tax_rate). Open to it are {_OPTIONS}. Deferred tax is for a person too: the books do not show the tax base of assets."
        )
        return Proposed((), (note(case, "no_tax_policy", "income_tax/policy", sentence, law=_LAW),))
    rate = Decimal(case.policy.income_tax_rate)
    provided = sum(case.balances[name] for name, account in case.chart.items() if account.role == "income_tax")
    amount = Paise(apply_rate_whole(profit, rate) - provided)
    if amount < LEAST:
        return Proposed()
    cost, owed = choose(INCOME_TAX, case.chart, case.model), choose(TAX_PROVISION, case.chart, case.model)
    regime = f" ({case.policy.income_tax_regime})" if case.policy.income_tax_regime else ""
    why = (
        f"{rate.normalize():f} %{regime} of the year's book profit so far, {rupee_text(profit)}, less {rupee_text(Paise(provided))} provided; what the Income-tax Act "
        "disallows or allows otherwise, losses brought forward and deferred tax are not in it"
    )
    lines = (Line(cost.ledger, amount, reason=f"{why}; {cost.reason}"), Line(owed.ledger, Paise(-amount), reason=owed.reason))
    narration = f"Provision for current tax up to {case.quarter.last_day:%d-%m-%Y} at {rate.normalize():f} %{regime} of book profit"
    return Proposed((proposal(case, f"income_tax:{case.quarter}", case.quarter.last_day, lines, narration, min(0.5, max(cost.confidence, 0.3))),))
