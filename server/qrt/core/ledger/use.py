"""What the vouchers themselves say about a ledger whose group no paper gives: trial balances often show debtors and creditors closed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import VoucherDraft, VoucherKind

_LEANS: Mapping[VoucherKind, tuple[tuple[int, str], ...]] = {
    VoucherKind.SALES: ((1, "Sundry Debtors"),),
    VoucherKind.CREDIT_NOTE: ((-1, "Sundry Debtors"),),
    VoucherKind.PURCHASE: ((-1, "Sundry Creditors"),),
    VoucherKind.DEBIT_NOTE: ((1, "Sundry Creditors"),),
}
_DEALS = {"Sundry Debtors": "it is charged by sales vouchers", "Sundry Creditors": "it is credited by purchase vouchers"}


def groups_by_use(drafts: Iterable[VoucherDraft]) -> dict[str, tuple[str, str]]:
    """ledger -> (predefined group, why) for ledgers that are used as one kind of party alone, by the party of sales and purchase vouchers.

    Only the party of a voucher counts, on the side a party stands. A ledger that is both customer and supplier, or that is party in neither, is left out.
    """
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        for sign, group in _LEANS.get(draft.kind, ()):
            party = sum(line.amount for line in draft.lines if line.ledger == draft.party)
            largest = max((abs(line.amount) for line in draft.lines), default=0)
            if party * sign > 0 and abs(party) == largest and not _is_money(draft.party):
                seen[draft.party][group] += 1
    return {
        ledger: (next(iter(groups)), f"{_DEALS[next(iter(groups))]} ({groups.total()} of them)") for ledger, groups in sorted(seen.items()) if len(groups) == 1
    }


def _is_money(ledger: str) -> bool:
    """Cash sales have the till as their party."""
    return bool({"cash", "bank", "upi", "card", "pos"} & set(plain_name(ledger).split()))
