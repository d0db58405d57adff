"""Bank lines without a voucher whose narration explains them: charges with their GST, interest. Drafted by rule; they wait for a checker."""

from decimal import Decimal

from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.journals.ledgers import Choice
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.recon.narration import narration_of
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind, Side

GST_ON_CHARGES = Decimal(18)
"""Percent on bank charges (financial services, heading 9971; notification 11/2017-Central Tax (Rate), S.No. 15)."""


def draft_adjustments(reconciliation: Reconciliation, chart: Chart, entity: str, ledger: str, model: ModelChart) -> tuple[VoucherDraft, ...]:
    """One draft for each bank-only line of the bank ledger `ledger` that is plainly a charge or interest. Everything else stays a break for a person."""
    if reconciliation.kind != ReconciliationKind.BANK:
        return ()
    items = {item.id: item for item in reconciliation.right}
    alone = [items[each.item] for each in reconciliation.breaks if each.side == Side.RIGHT and each.item in items]
    drafts = (_draft(item, chart, entity, ledger, model) for item in alone)
    return tuple(sorted((draft for draft in drafts if draft), key=lambda draft: (draft.day, draft.key)))


def _draft(item: Item, chart: Chart, entity: str, ledger: str, model: ModelChart) -> VoucherDraft | None:
    said = narration_of(item.narration)
    if said.charge and item.amount < 0:
        legs, what = _charge(item, chart, model), "bank charges"
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
        key=f"bank:{ledger}/{item.id}",
        entity=entity,
        kind=VoucherKind.RECEIPT if item.amount > 0 else VoucherKind.PAYMENT,
        day=item.day,
        lines=tuple(lines),
        source=SourceKind.RULE,
        narration=f"{what.capitalize()} per bank statement: {' '.join(item.narration.split())}",
        party=ledger,
        reference=item.reference,
        place=item.place,
        evidence=(item.place,) if item.place else (),
        confidence=round(min(0.9, *(choice.confidence for choice, _, _ in legs)), 2),
    )


def _charge(item: Item, chart: Chart, model: ModelChart) -> list[tuple[Choice, Paise, str]]:
    """The charge, split from its GST where the narration names GST, the amount is a whole-rupee charge plus 18 % and the books keep input CGST and SGST."""
    taken = -item.amount
    expense = _ledger("bank_charges", chart, model)
    inputs = [sorted(name for name, account in chart.items() if account.role == role) for role in ("input_cgst", "input_sgst")]
    base = Paise(round(Decimal(taken) * 100 / (100 + GST_ON_CHARGES)))
    half = apply_rate(base, GST_ON_CHARGES / 2)
    says_gst = "gst" in item.narration.casefold()
    if base + 2 * half == taken and base % 100 == 0 and all(inputs) and says_gst:
        why = f"{rupee_text(base)} and {GST_ON_CHARGES} % GST make {rupee_text(Paise(taken))}"
        taxes = [(Choice(names[0], "input tax of the books", 0.7), half, why) for names in inputs]
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
