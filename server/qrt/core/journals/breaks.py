"""Bank lines without a voucher that explain themselves: charges with their GST, interest, money for something that stands open. They wait for a checker."""

from datetime import date
from decimal import Decimal

from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.journals.ledgers import Choice
from qrt.core.journals.money import Standing, settle
from qrt.core.journals.taxes import tax_ledger
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.recon.narration import narration_of
from qrt.core.recon.types import CARRIED, Item, Reconciliation, ReconciliationKind, Side

GST_ON_CHARGES = Decimal(18)
"""Percent on bank charges (financial services, heading 9971; notification 11/2017-Central Tax (Rate), S.No. 15)."""


def draft_adjustments(
    reconciliation: Reconciliation, chart: Chart, entity: str, ledger: str, model: ModelChart, standing: Standing | None = None
) -> tuple[VoucherDraft, ...]:
    """One draft for each bank-only line of the bank ledger `ledger` that is plainly a charge or interest, or that settles what `standing` has open.

    Everything else stays a break for a person. A bill is settled once: of two lines that fit it, the earlier one has it.
    """
    if reconciliation.kind != ReconciliationKind.BANK:
        return ()
    items = {item.id: item for item in reconciliation.right}
    # What an earlier quarter left open was drafted in it: a person books it from the bench, on a day of this one.
    here = {name: item for name, item in items.items() if CARRIED not in item.labels}
    alone = [here[each.item] for each in reconciliation.breaks if each.side == Side.RIGHT and each.item in here]
    drafts: list[VoucherDraft] = []
    taken: set[tuple[str, str]] = set()
    for item in sorted(alone, key=lambda each: (each.day, each.id)):
        draft = _draft(item, chart, entity, ledger, model) or (_settlement(item, chart, entity, ledger, model, standing) if standing else None)
        settled = {(line.ledger, line.bill) for line in draft.lines if line.bill} if draft else set()
        if draft and not settled & taken:
            drafts.append(draft)
            taken |= settled
    return tuple(sorted(drafts, key=lambda draft: (draft.day, draft.key)))


def draft_line(item: Item, chart: Chart, entity: str, ledger: str, model: ModelChart) -> VoucherDraft:
    """What a person starts from who books one line of the bank ledger `ledger`: the rule's draft, or the bank's leg alone where no rule knows the other one."""
    return _draft(item, chart, entity, ledger, model) or VoucherDraft(
        key=key_of(ledger, item.id),
        entity=entity,
        kind=VoucherKind.RECEIPT if item.amount > 0 else VoucherKind.PAYMENT,
        day=booking_day(item),
        lines=(Line(ledger, item.amount, item.place, reason="the line of the bank statement"),),
        source=SourceKind.RULE,
        narration=f"Per bank statement: {' '.join(item.narration.split())}",
        reference=item.reference,
        place=item.place,
        evidence=(item.place,) if item.place else (),
    )


def booking_day(item: Item) -> date:
    """The day on which a line is booked: its own, or the first of the quarter that took it over."""
    return date.fromisoformat(item.labels[CARRIED]) if CARRIED in item.labels else item.day


def key_of(ledger: str, item: str) -> str:
    """The key of the entry that books a line of a bank ledger."""
    return key_of_line(ReconciliationKind.BANK.value, ledger, item)


def key_of_line(kind: str, subject: str, item: str) -> str:
    """The key of the entry that books a line of the other side of a reconciliation: whoever drafts it, a second one is no new entry."""
    return f"{kind}:{subject}/{item}"


def _settlement(item: Item, chart: Chart, entity: str, ledger: str, model: ModelChart, standing: Standing) -> VoucherDraft | None:
    found = None if narration_of(item.narration).returned else settle(item, chart, model, standing)
    if found is None:
        return None
    places = tuple(dict.fromkeys(place for place in (item.place, *(line.place for line in found.legs)) if place))
    return VoucherDraft(
        key=key_of(ledger, item.id),
        entity=entity,
        kind=VoucherKind.RECEIPT if item.amount > 0 else VoucherKind.PAYMENT,
        day=item.day,
        lines=(Line(ledger, item.amount, item.place, reason="the line of the bank statement"), *found.legs),
        source=SourceKind.RULE,
        narration=f"{found.what}, per bank statement: {' '.join(item.narration.split())}",
        party=found.party,
        reference=item.reference,
        place=item.place,
        evidence=places,
        confidence=found.confidence,
    )


def _draft(item: Item, chart: Chart, entity: str, ledger: str, model: ModelChart) -> VoucherDraft | None:
    said = narration_of(item.narration)
    if said.charge and item.amount < 0:
        legs, what = (_tax(item, chart, model) if said.tax else []) or _charge(item, chart, model), "GST on bank charges" if said.tax else "bank charges"
    elif said.interest and item.amount > 0:
        legs, what = [(_ledger("interest_income", chart, model), Paise(-item.amount), "the narration says that the bank paid interest")], "interest received"
    elif said.interest and item.amount < 0:
        legs, what = [(_ledger("interest_expense", chart, model), Paise(-item.amount), "the narration says that the bank took interest")], "interest paid"
    else:
        return None
    lines = [
        Line(ledger, item.amount, item.place, reason="the line of the bank statement"),
        *(Line(choice.ledger, amount, item.place, reason=f"{why}; {choice.reason}") for choice, amount, why in legs),
    ]
    return VoucherDraft(
        key=key_of(ledger, item.id),
        entity=entity,
        kind=VoucherKind.RECEIPT if item.amount > 0 else VoucherKind.PAYMENT,
        day=booking_day(item),
        lines=tuple(lines),
        source=SourceKind.RULE,
        narration=f"{what.capitalize()} per bank statement: {' '.join(item.narration.split())}",
        party=ledger,
        reference=item.reference,
        place=item.place,
        evidence=(item.place,) if item.place else (),
        confidence=round(min(0.9, *(choice.confidence for choice, _, _ in legs)), 2),
    )


def _tax(item: Item, chart: Chart, model: ModelChart) -> list[tuple[Choice, Paise, str]]:
    """GST on a charge, which the bank took as a line of its own: to the head that it names, else in halves to CGST and SGST. Empty where the books have no such ledger."""
    taken, words = -item.amount, item.narration.casefold()
    named = [f"input_{head}" for head in ("igst", "cgst", "sgst") if head in words or (head == "sgst" and "utgst" in words)]
    roles = named if len(named) == 1 else ["input_cgst", "input_sgst"]
    if taken % len(roles):
        return []
    choices = [tax_ledger(role, GST_ON_CHARGES if role == "input_igst" else GST_ON_CHARGES / 2, chart, model) for role in roles]
    if any(choice.ledger not in chart for choice in choices):
        return []
    why = "the narration says that it is GST on a charge; credit stands on the bank's tax invoice"
    return [(Choice(choice.ledger, choice.reason, min(choice.confidence, 0.7)), Paise(taken // len(roles)), why) for choice in choices]


def _charge(item: Item, chart: Chart, model: ModelChart) -> list[tuple[Choice, Paise, str]]:
    """The charge, split from its GST where the narration names GST, the amount is a whole-rupee charge plus 18 % and the books keep input CGST and SGST."""
    taken = -item.amount
    expense = _ledger("bank_charges", chart, model)
    inputs = [tax_ledger(role, GST_ON_CHARGES / 2, chart, model) for role in ("input_cgst", "input_sgst")]
    base = Paise(round(Decimal(taken) * 100 / (100 + GST_ON_CHARGES)))
    half = apply_rate(base, GST_ON_CHARGES / 2)
    says_gst = "gst" in item.narration.casefold()
    if base + 2 * half == taken and base % 100 == 0 and all(choice.ledger in chart for choice in inputs) and says_gst:
        why = f"{rupee_text(base)} and {GST_ON_CHARGES} % GST make {rupee_text(Paise(taken))}"
        taxes = [(Choice(choice.ledger, choice.reason, min(choice.confidence, 0.7)), half, why) for choice in inputs]
        return [(expense, base, why), *taxes]
    # Whether credit may be taken depends on the bank's tax invoice: without a word on it the whole amount is cost.
    return [(expense, Paise(taken), "the narration says that the bank charged it; its GST can be claimed once the bank's tax invoice is here")]


def _ledger(role: str, chart: Chart, model: ModelChart) -> Choice:
    ledgers = sorted(name for name, account in chart.items() if account.role == role)
    if ledgers:
        return Choice(ledgers[0], "the books' ledger for it", 0.9 if len(ledgers) == 1 else 0.6)
    account = model.account(role)
    assert account, role
    return Choice(account.name, "the books have no such ledger, this one would be new", 0.3)
