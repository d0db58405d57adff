"""What a voucher that a person writes must say of bills, parties, cost centres and foreign money, beyond balancing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import BillKind, Chart, Foreign, LedgerAccount, Line, Voucher, VoucherDraft, VoucherKind

MONEY_ROLES = frozenset({"bank", "cash"})
SIDED = frozenset({"debtor", "creditor"})


def check_entry(draft: VoucherDraft, chart: Chart, cost_centres: Collection[str], branches: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Code and sentence of everything wrong with what a person wrote, in the order of the form. Balance and ledgers are `check_draft`'s."""
    found: list[tuple[str, str]] = []
    if draft.branch and draft.branch not in branches:
        found.append(("voucher.unknown_branch", f"{draft.entity} has no branch {draft.branch}."))
    if draft.party and draft.party not in chart:
        found.append(("voucher.unknown_party", f"{draft.party} is not a ledger account of {draft.entity}; leave the party empty or choose one of the chart."))
    if draft.party_gstin and (fault := gstin_fault(draft.party_gstin)):
        found.append(("voucher.unsound", f"{draft.party_gstin} is no GSTIN: {fault}."))
    if draft.reverses_on and draft.reverses_on <= draft.day:
        found.append(("voucher.unsound", f"A reversing entry reverses after its own day, {draft.day:%d-%m-%Y}."))
    found += [("voucher.kind_misfit", sentence) for sentence in _kind_faults(draft, chart)]
    for number, line in enumerate(draft.lines, 1):
        found += [("voucher.unsound", f"Line {number}: {fault}") for fault in (*_bill_faults(line, draft.day), *_foreign_faults(line))]
        if line.cost_centre and line.cost_centre not in cost_centres:
            found.append(("cost_centre.unknown", f"Line {number}: {draft.entity} has no cost centre {line.cost_centre}. A controller can add it."))
    return tuple(found)


def _kind_faults(draft: VoucherDraft, chart: Chart) -> tuple[str, ...]:
    """Where the kind is not what the ledgers do: a payment credits bank or cash, a receipt debits it, a contra knows nothing else. And what moves nothing."""
    faults = [f"Line {number} has no amount; leave it out." for number, line in enumerate(draft.lines, 1) if not line.amount]
    net: dict[str, int] = {}
    for line in draft.lines:
        net[line.ledger] = net.get(line.ledger, 0) + line.amount
    # A ledger against itself may carry an amount from one bill to another; without bills it does nothing.
    if not any(net.values()) and not any(line.bill for line in draft.lines):
        faults.append(f"{', '.join(net)} is debited and credited with the same amount, which moves nothing; choose the other ledger.")
    money = {name: amount for name, amount in net.items() if name in chart and chart[name].role in MONEY_ROLES}
    if draft.kind is VoucherKind.PAYMENT and not any(amount < 0 for amount in money.values()):
        faults.append("A payment credits a bank or cash ledger, and none is credited; choose the bank, or another kind of voucher.")
    if draft.kind is VoucherKind.RECEIPT and not any(amount > 0 for amount in money.values()):
        faults.append("A receipt debits a bank or cash ledger, and none is debited; choose the bank, or another kind of voucher.")
    if draft.kind is VoucherKind.CONTRA and (other := [name for name in net if name not in money]):
        faults.append(f"A contra moves money between bank and cash ledgers alone, and {', '.join(other)} is none; choose another kind of voucher.")
    return tuple(dict.fromkeys(faults))


def _bill_faults(line: Line, day: date) -> tuple[str, ...]:
    faults: list[str] = []
    if line.bill_kind in (BillKind.NEW, BillKind.AGAINST) and not line.bill:
        faults.append("a new bill or a settlement names its bill.")
    if line.bill_kind is BillKind.ON_ACCOUNT and line.bill:
        faults.append("money on account names no bill.")
    if line.due_day and line.bill_kind is not BillKind.NEW:
        faults.append("only a new bill falls due.")
    if line.due_day and line.due_day < day:
        faults.append(f"the bill would fall due on {line.due_day:%d-%m-%Y}, before the voucher.")
    return tuple(faults)


def rupees_of(foreign: Foreign) -> Paise:
    """What the foreign amount is in the books: hundredths times rate, rounded once, half up."""
    return Paise(int((Decimal(foreign.amount) * foreign.rate).quantize(Decimal(1), ROUND_HALF_UP)))


def _foreign_faults(line: Line) -> tuple[str, ...]:
    foreign = line.foreign
    if foreign is None:
        return ()
    if foreign.currency == "INR":
        return ("rupees are the books' own currency; leave the foreign part empty.",)
    if foreign.rate <= 0:
        return (f"{foreign.currency} has no rate of {foreign.rate}.",)
    if (wanted := rupees_of(foreign)) != line.amount:
        amount = f"{foreign.currency} {rupee_text(Paise(foreign.amount))} at {foreign.rate.normalize():f}"
        return (f"{amount} is ₹ {rupee_text(wanted)}, and the line says ₹ {rupee_text(line.amount)}.",)
    return ()


def with_party_gstin(draft: VoucherDraft, chart: Chart) -> VoucherDraft:
    """The draft with its party's GSTIN from the chart where the person wrote none."""
    account: LedgerAccount | None = chart.get(draft.party)
    return replace(draft, party_gstin=account.gstin) if account and account.gstin and not draft.party_gstin else draft


def default_reversal_day(day: date) -> date:
    """First day of the next quarter."""
    return Quarter.of(day).following().first_day


REVERSING = "reversing:"
REVERSAL = "reversal:"


def mirror_lines(lines: Sequence[Line], reason: str) -> tuple[Line, ...]:
    """The legs with the other sign, foreign money too. A bill that was made is settled; what was settled is open again as it was."""
    return tuple(
        replace(
            line,
            amount=Paise(-line.amount),
            reason=reason,
            bill_kind=_OPPOSITE.get(line.bill_kind, line.bill_kind) if line.bill_kind else None,
            due_day=None,
            foreign=replace(line.foreign, amount=-line.foreign.amount) if line.foreign else None,
        )
        for line in lines
    )


_OPPOSITE = {BillKind.NEW: BillKind.AGAINST}


def mirror_voucher(voucher: Voucher, number: str, day: date) -> Voucher:
    """What a reversing entry posts by itself on its day. `number` is ours of the entry that is taken back."""
    return replace(
        voucher,
        key=f"{REVERSING}{voucher.key}",
        day=day,
        lines=mirror_lines(voucher.lines, f"reverses {number} by itself"),
        number="",
        narration=f"Reversal of {number} on its day: {voucher.narration}".strip(),
        reverses=voucher.key,
        reverses_on=None,
    )


def kind_of(text: str) -> VoucherKind | None:
    """The kind that this word names, None for no kind."""
    return VoucherKind(text) if text in set(VoucherKind) else None
