"""Which side each leg is on. Shown sides are taken; one missing side is deduced from the zero sum; nothing else is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.adapters.erp.register.rows import RawLeg, RawVoucher
from qrt.core.base.money import Paise
from qrt.core.documents.types import DocumentKind

_PARTY_SIDE = {
    DocumentKind.SALES_REGISTER: 1,
    DocumentKind.DEBIT_NOTE_REGISTER: 1,
    DocumentKind.PURCHASE_REGISTER: -1,
    DocumentKind.CREDIT_NOTE_REGISTER: -1,
}
"""Side of the party's leg in an ordinary voucher of the register."""


@dataclass(frozen=True, slots=True)
class Signs:
    """How the sheet shows sides: "shown", "minus" (a minus is a credit, and every row then balances), "none" or "unclear"."""

    how: str


def judge_signs(vouchers: Sequence[RawVoucher], kind: DocumentKind) -> Signs:
    """Look at the whole sheet before any row is believed."""
    legs = [leg for voucher in vouchers for leg in voucher.legs if leg.amount]
    if not legs or any(leg.sided for leg in legs):
        return Signs("shown")
    if not any(leg.amount < 0 for leg in legs):
        return Signs("none")
    if any(sum(leg.amount for leg in voucher.legs) for voucher in vouchers):
        return Signs("none")
    # The rows balance, so the minus does tell the sides apart. Whether it marks debits or credits, only the party's usual side can say.
    usual = _PARTY_SIDE.get(kind)
    first = [voucher.legs[0].amount for voucher in vouchers if voucher.legs and voucher.legs[0].ledger == voucher.particulars and voucher.legs[0].amount]
    agreeing = sum(1 for amount in first if usual and (amount > 0) == (usual > 0))
    if usual and first and agreeing * 10 >= len(first) * 8:
        return Signs("minus")
    return Signs("unclear")


def settle_legs(voucher: RawVoucher, signs: Signs) -> tuple[RawLeg, ...]:
    """The legs with the sides that are known. Where sides are not known at all the sizes are kept, so that the row cannot balance and cannot post."""
    if signs.how == "minus":
        return tuple(voucher.legs)
    if signs.how in ("none", "unclear"):
        return tuple(replace(leg, amount=Paise(abs(leg.amount))) for leg in voucher.legs)
    without = [index for index, leg in enumerate(voucher.legs) if not leg.sided and leg.amount]
    legs = list(voucher.legs)
    if len(without) == 1:
        others = sum(leg.amount for index, leg in enumerate(legs) if index != without[0])
        if abs(others) == abs(legs[without[0]].amount):
            legs[without[0]] = replace(legs[without[0]], amount=Paise(-others), sided=True)
    return tuple(legs)
