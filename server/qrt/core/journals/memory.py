"""What posted vouchers teach about a party: its ledger, and the ledgers its papers were booked to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qrt.core.journals.ledgers import BLOCKED_GST
from qrt.core.learning.accounts import Learned
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Chart, Voucher, VoucherKind

_RESULT_GROUPS = ("Sales Accounts", "Purchase Accounts", "Direct Expenses", "Indirect Expenses", "Direct Incomes", "Indirect Incomes", "Fixed Assets")
_TAUGHT_BY = frozenset({VoucherKind.PURCHASE, VoucherKind.SALES, VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE, VoucherKind.JOURNAL})


@dataclass(frozen=True, slots=True)
class PartyHistory:
    """Ledgers other than taxes and the party itself, with how many vouchers used them."""

    party: str
    ledgers: Mapping[str, int] = field(default_factory=dict)

    def usual(self) -> tuple[str, float]:
        """The ledger used most and its share of all; ("", 0) without history. Ties go to the name that sorts first."""
        if not self.ledgers:
            return "", 0.0
        name, count = min(self.ledgers.items(), key=lambda each: (-each[1], each[0]))
        return name, count / sum(self.ledgers.values())


@dataclass(frozen=True, slots=True)
class Memory:
    """Histories by (direction, key): direction "purchase" or "sale", key a GSTIN or a squeezed name. `learned` answers which ledger a case belongs to.

    `overall` has "purchase_note" and "sale_note" besides: where what was taken back went.
    """

    by_key: Mapping[tuple[str, str], PartyHistory] = field(default_factory=dict)
    overall: Mapping[str, PartyHistory] = field(default_factory=dict)
    learned: Learned | None = None

    def of(self, direction: str, gstin: str, name: str) -> PartyHistory | None:
        return self.by_key.get((direction, gstin)) if gstin and (direction, gstin) in self.by_key else self.by_key.get((direction, squeezed(name)))


def direction_of(kind: VoucherKind) -> str:
    """ "sale" for sales and credit notes, "purchase" for everything else."""
    return "sale" if kind in (VoucherKind.SALES, VoucherKind.CREDIT_NOTE) else "purchase"


def to_memory(vouchers: Iterable[Voucher], chart: Chart) -> Memory:
    """History of every party of the given (posted) vouchers of one entity."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    parties: dict[tuple[str, str], str] = {}
    overall: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for voucher in vouchers:
        if voucher.kind not in _TAUGHT_BY or voucher.approver or not (party := party_ledger(voucher, chart)):
            # What a policy posted nobody looked at: it teaches nothing.
            continue
        direction = direction_of(voucher.kind)
        used = [line.ledger for line in voucher.lines if line.ledger in chart and _is_result(line.ledger, chart)]
        gstin = voucher.party_gstin or (chart[party].gstin if party in chart else "")
        for key in filter(None, (gstin, squeezed(party))):
            counts[direction, key].update(set(used))
            parties[direction, key] = party
        overall[direction].update(set(used))
        if voucher.kind in (VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE):
            overall[f"{direction}_note"].update(set(used))
    return Memory(
        {each: PartyHistory(parties[each], dict(count)) for each, count in counts.items()},
        {direction: PartyHistory("", dict(count)) for direction, count in overall.items()},
    )


def party_ledger(voucher: Voucher, chart: Chart) -> str:
    """The debtor or creditor of a voucher: its party, else the only such ledger among its lines; "" when there is none."""
    if voucher.party in chart and chart[voucher.party].role in ("debtor", "creditor"):
        return voucher.party
    among = {line.ledger for line in voucher.lines if line.ledger in chart and chart[line.ledger].role in ("debtor", "creditor")}
    if len(among) == 1:
        return among.pop()
    return voucher.party if any(line.ledger == voucher.party for line in voucher.lines) and not among else ""


def _is_result(ledger: str, chart: Chart) -> bool:
    account = chart[ledger]
    return (account.group in _RESULT_GROUPS or account.nature in ("income", "expense")) and account.role != "round_off" and not BLOCKED_GST.fits(account)
