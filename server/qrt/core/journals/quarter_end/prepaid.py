"""Bills that pay for days after the quarter, and prepaid expenses whose days have passed. The days are those that the paper or narration names."""

import re
from collections.abc import Iterator

from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.months import spans_in
from qrt.core.journals.cover import LEAST, Cover, Doubt, read_cover
from qrt.core.journals.ledgers import PREPAID, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, note, proposal
from qrt.core.ledger.naming import words
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherDraft

_PROVIDED = re.compile(r"\b(?:provisions?|provided for|accru(?:al|als|ed))\b", re.IGNORECASE)
_NO_NAMES = frozenset({"prepaid", "paid", "expense", "charge", "account", "other", "and", "of", "for", "the", "on"})
"""Words that tell no cost from another."""


def draft_prepaid(case: QuarterEnd) -> Proposed:
    """Key `prepaid:<voucher>/<quarter>`: by days, from cost to prepaid for what lies after the quarter, and from prepaid to cost for what has passed.

    A company that books such entries itself is left alone: what it moved between the two ledgers stands.
    """
    drafts: list[VoucherDraft] = []
    findings: list[Finding] = []
    for voucher in case.posted:
        cover = _cover(case, voucher) if voucher.source is not SourceKind.RULE else None
        if cover is None:
            continue
        if isinstance(cover, Doubt):
            findings += _unproven(case, voucher, cover)
            continue
        drafts += _ahead(case, voucher, cover)
        made, found = _passed(case, voucher, cover)
        drafts += made
        findings += found
    return Proposed(tuple(drafts), tuple(findings))


def _cover(case: QuarterEnd, voucher: Voucher) -> Cover | Doubt | None:
    if _PROVIDED.search(voucher.narration):
        return None  # What is provided has accrued: no day of it lies ahead, whatever span its narration names.
    for text, where in ((case.texts.get(voucher.key, ""), "the paper says"), (voucher.narration, "the narration says")):
        if spans_in(text):
            return read_cover(text, voucher.day, where)
    return None


def _unproven(case: QuarterEnd, voucher: Voucher, doubt: Doubt) -> Iterator[Finding]:
    """Days that may be what a bill pays for: named to a person, where they would move an amount and nothing else that the text names settles it."""
    end = case.quarter.last_day
    cover = doubt.cover
    if doubt.till is not None and doubt.till <= end:
        return
    parked = sum(line.amount for line in voucher.lines if line.amount > 0 and case.role(line.ledger) == "prepaid")
    ahead = sum(_still_ahead(case, voucher, cover, line, paid) for line, paid in _costs(case, voucher)[0]) if cover.last > end else 0
    amount = Paise(ahead or cover.share(parked, cover.first, end))
    if amount >= LEAST:
        name = f"{voucher.number or voucher.reference or voucher.key} of {voucher.day:%d-%m-%Y}"
        what = f"lie after {end:%d-%m-%Y}" if ahead else "have passed"
        sentence = (
            f"Of {name}, {cover.text} {cover}, and by these days {rupee_text(amount)} would {what}; but {doubt.why}, so nothing is drafted: "
            "look what the amount pays for, and book the prepaid part where there is one."
        )
        yield note(case, "prepaid_unknown", f"prepaid/{voucher.key}", sentence, amount, evidence=[voucher.place])


def _ahead(case: QuarterEnd, voucher: Voucher, cover: Cover) -> Iterator[VoucherDraft]:
    """One draft for the voucher, with every cost that its days are paid with."""
    end = case.quarter.last_day
    costs, unnamed = _costs(case, voucher)
    moved = [(line, paid, amount) for line, paid in costs if (amount := _still_ahead(case, voucher, cover, line, paid))]
    if sum(amount for _, _, amount in moved) < LEAST:
        return
    choice = choose(PREPAID, case.chart, case.model)
    stays = f"; {' and '.join(unnamed)} of the same bill, which its words do not name, is not moved" if unnamed else ""
    lines: list[Line] = []
    for line, paid, amount in moved:
        why = f"{cover.text} {cover}: {cover.days_after(end)} of {cover.days} days of {rupee_text(paid)} lie after {end:%d-%m-%Y}"
        lines += [
            Line(choice.ledger, amount, line.place or voucher.place, reason=f"{why}{stays}; {choice.reason}"),
            Line(line.ledger, Paise(-amount), line.place or voucher.place, reason=f"booked whole by {voucher.number or voucher.key} of {voucher.day:%d-%m-%Y}"),
        ]
    ledgers = " and ".join(line.ledger for line, _, _ in moved)
    narration = f"Part of {ledgers} for days after {end:%d-%m-%Y} ({cover}), {voucher.number or voucher.reference or voucher.key} of {voucher.party or ledgers}"
    sure = min(0.85 if cover.text.startswith("the paper") else 0.75, max(choice.confidence, 0.5))
    places = [*(line.place for line, _, _ in moved), voucher.place]
    yield proposal(case, f"prepaid:{voucher.key}/{case.quarter}", end, lines, narration, sure, places)


def _costs(case: QuarterEnd, voucher: Voucher) -> tuple[list[tuple[Line, Paise]], list[str]]:
    """The costs of a voucher, by ledger, with all that goes to each. Where its words name some of the ledgers ("insurance … and stamp paper"), the days are theirs
    alone, and the others are given by name."""
    paid: dict[str, tuple[Line, Paise]] = {}
    for line in voucher.lines:
        account = case.chart.get(line.ledger)
        if line.amount > 0 and account and account.nature == "expense" and not account.role and account.group != "Purchase Accounts":
            first, so_far = paid.get(line.ledger, (line, Paise(0)))
            paid[line.ledger] = (first, Paise(so_far + line.amount))
    said = (words(case.texts.get(voucher.key, "")) | words(voucher.narration)) - _NO_NAMES
    named = [ledger for ledger in paid if words(ledger) & said] or list(paid)
    return [paid[ledger] for ledger in named], [ledger for ledger in paid if ledger not in named]


def _still_ahead(case: QuarterEnd, voucher: Voucher, cover: Cover, line: Line, paid: Paise) -> Paise:
    amount = cover.share(paid, case.reversal_day, cover.last)
    return Paise(0) if amount <= 0 or _moved_by_hand(case, line.ledger, voucher, amount) else amount


def _moved_by_hand(case: QuarterEnd, expense: str, voucher: Voucher, amount: Paise) -> bool:
    """A voucher of the books takes about that much from the cost to prepaid already, or this one splits it itself."""
    if any(case.role(line.ledger) == "prepaid" and line.amount > 0 for line in voucher.lines):
        return True
    for other in case.posted:
        to_prepaid = sum(line.amount for line in other.lines if case.role(line.ledger) == "prepaid")
        from_cost = -sum(line.amount for line in other.lines if line.ledger == expense)
        if to_prepaid > 0 and from_cost > 0 and (abs(from_cost - amount) * 20 <= amount or other.party == voucher.party != ""):
            return True
    return False


def _passed(case: QuarterEnd, voucher: Voucher, cover: Cover) -> tuple[list[VoucherDraft], list[Finding]]:
    """What was parked whole as prepaid in the quarter and of which days have passed."""
    parked = [line for line in voucher.lines if line.amount > 0 and case.role(line.ledger) == "prepaid"]
    if len(parked) != 1:
        return [], []
    line = parked[0]
    released = any(
        each.ledger == line.ledger and each.amount < 0 and other.day >= voucher.day and any(case.nature(one.ledger) == "expense" for one in other.lines)
        for other in case.posted
        for each in other.lines
    )
    amount = cover.share(line.amount, cover.first, case.quarter.last_day)
    if released or amount < LEAST or any(case.nature(each.ledger) == "expense" for each in voucher.lines):
        return [], []
    subject = f"prepaid/{voucher.key}"
    expense = _expense_of(case, line.ledger, voucher)
    if not expense:
        sentence = f"{rupee_text(amount)} of {line.ledger}, {voucher.number or voucher.key} of {voucher.day:%d-%m-%Y}, has passed ({cover}); which cost it is no ledger's name tells, so it is not drafted."
        return [], [note(case, "prepaid_unknown", subject, sentence, amount, evidence=[voucher.place])]
    days = (min(case.quarter.last_day, cover.last) - cover.first).days + 1
    why = f"{cover.text} {cover}: {days} of {cover.days} days of {rupee_text(line.amount)} have passed on {case.quarter.last_day:%d-%m-%Y}"
    lines = (
        Line(expense, amount, line.place or voucher.place, reason=why),
        Line(line.ledger, Paise(-amount), line.place or voucher.place, reason=f"parked whole by {voucher.number or voucher.key} of {voucher.day:%d-%m-%Y}"),
    )
    narration = f"{expense} of the days up to {case.quarter.last_day:%d-%m-%Y} ({cover}), written off from what was prepaid"
    draft = proposal(case, f"prepaid:{voucher.key}/{case.quarter}", case.quarter.last_day, lines, narration, 0.65, [line.place, voucher.place])
    return [draft], []


def _expense_of(case: QuarterEnd, prepaid: str, voucher: Voucher) -> str:
    """The cost that this prepaid ledger was written off to before; else the one cost ledger that shares its telling word, or a word of the voucher."""
    before = {
        line.ledger
        for other in (*case.history, *case.posted)
        if any(each.ledger == prepaid and each.amount < 0 for each in other.lines)
        for line in other.lines
        if line.amount > 0 and case.nature(line.ledger) == "expense"
    }
    if len(before) == 1:
        return before.pop()
    said = (words(prepaid) | words(case.texts.get(voucher.key, "")) | words(voucher.narration)) - {"prepaid", "paid", "expense", "account"}
    named = [name for name, account in case.chart.items() if account.nature == "expense" and not account.role and words(name) & said - {"charge", "expense"}]
    return named[0] if len(named) == 1 else ""
