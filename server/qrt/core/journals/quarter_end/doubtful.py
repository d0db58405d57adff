"""The allowance for doubtful debts by the company's own ageing policy. Without a policy a person decides."""

from collections.abc import Sequence
from decimal import Decimal

from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.journals.ledgers import ALLOWANCE, BAD_DEBTS, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, note, proposal
from qrt.core.ledger.types import Line
from qrt.core.parties.types import Item, ItemKind

OLD_DAYS = 180
"""From which age on a debt is told of where no policy stands."""

_NAMED_MOST = 4
_LAW = "AS 4 / AS 29; Ind AS 109 for Division II"


def draft_doubtful(case: QuarterEnd) -> Proposed:
    """Brings the allowance to what `policy.doubtful_debts` asks on open bills by their age. Key `doubtful:<quarter>`.

    A debt that is open from before the books has no age unless a paper lists it: it is named and not provided for.
    """
    debts = [
        (party, bill)
        for party, bills in sorted(case.bills.items())
        if case.role(party) == "debtor"
        for bill in bills
        if bill.open > 0 and bill.kind in (ItemKind.BILL, ItemKind.OPENING)
    ]
    if not debts:
        return Proposed()
    if not case.policy.doubtful_debts:
        return _without_policy(case, debts)
    steps = [(days, Decimal(percent)) for days, percent in case.policy.doubtful_debts]
    aged = [(party, bill, percent) for party, bill in debts if (percent := _percent(case, bill, steps))]
    wanted = sum(apply_rate(bill.open, percent) for _, bill, percent in aged)
    stands = -sum(case.balances[name] for name, account in case.chart.items() if account.role == "allowance")
    unknown = sum(bill.open for _, bill in debts if bill.day is None)
    findings = (
        [
            note(
                case,
                "debt_without_age",
                "doubtful/age",
                f"{rupee_text(Paise(unknown))} of debts was open before the books and no paper lists its bills: nothing is provided on it.",
                unknown,
                _LAW,
            )
        ]
        if unknown
        else []
    )
    change = Paise(wanted - stands)
    if not change:
        return Proposed((), tuple(findings))
    cost, allowance = choose(BAD_DEBTS, case.chart, case.model), choose(ALLOWANCE, case.chart, case.model)
    named = ", ".join(f"{bill.number} of {party} ({rupee_text(bill.open)}, {percent.normalize():f} %)" for party, bill, percent in aged[:_NAMED_MOST])
    more = f" and {len(aged) - _NAMED_MOST} more" if len(aged) > _NAMED_MOST else ""
    why = f"the policy asks {rupee_text(Paise(wanted))} on {named or 'no open bill'}{more}; {rupee_text(Paise(stands))} stands"
    lines = (
        Line(cost.ledger, change, aged[0][1].place if aged else None, reason=f"{why}; {cost.reason}"),
        Line(allowance.ledger, Paise(-change), reason=allowance.reason),
    )
    narration = f"Allowance for doubtful debts brought to {rupee_text(Paise(wanted))} by the ageing policy on {case.quarter.last_day:%d-%m-%Y}"
    sure = min(0.75, max(cost.confidence, 0.4), max(allowance.confidence, 0.4))
    draft = proposal(case, f"doubtful:{case.quarter}", case.quarter.last_day, lines, narration, sure, [bill.place for _, bill, _ in aged])
    return Proposed((draft,), tuple(findings))


def _age(case: QuarterEnd, bill: Item) -> int:
    """Days since the bill's own day; none where no paper says it."""
    return (case.quarter.last_day - bill.day).days if bill.day else 0


def _percent(case: QuarterEnd, bill: Item, steps: Sequence[tuple[int, Decimal]]) -> Decimal:
    return next((percent for days, percent in reversed(steps) if _age(case, bill) > days), Decimal(0))


def _without_policy(case: QuarterEnd, debts: Sequence[tuple[str, Item]]) -> Proposed:
    old = [bill for _, bill in debts if _age(case, bill) > OLD_DAYS]
    amount = sum(bill.open for bill in old)
    if not amount:
        return Proposed()
    sentence = f"{len(old)} bills of {rupee_text(Paise(amount))} are open for more than {OLD_DAYS} days and the company has no policy for doubtful debts: name one (policy, doubtful_debts) or provide by hand."
    return Proposed((), (note(case, "no_doubtful_policy", "doubtful/policy", sentence, amount, _LAW, [bill.place for bill in old[:_NAMED_MOST]]),))
