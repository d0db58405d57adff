"""Rows of a payment gateway's settlement report."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qrt.core.base.money import Paise
from qrt.core.base.place import Place

SETTLEMENT_TYPES = ("payment", "refund", "chargeback", "reversal", "adjustment", "fee", "reserve", "release", "payout")
"""reversal: what a chargeback or a refund gave back; fee: a charge that belongs to no payment; reserve, release: what is kept back and let go; payout: paid to the bank."""


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """One row of the report. What the customer paid is positive, what goes out negative, whichever way the report writes it.

    type        of SETTLEMENT_TYPES
    gross       paise before fee and tax; nil for a fee that belongs to no payment
    fee         paise that the gateway kept, without GST where `gst` is known; below nothing where it gave back
    gst         paise of GST on the fee; None where the report does not state it, and then it may be in `fee`
    net         gross less fee and GST: what the settlement pays for this row
    payment     the gateway's own number of the payment, or of the refund; `original` that of the payment which a refund gives back
    order       number of the order; `receipt` our own number of it, where the report has both
    settlement  number of the settlement, or its UTR where the report has no number; "" for a row that is not settled yet
    settled     day on which the settlement was paid
    heads       heads of GST that the report names ("igst", "cgst,sgst"); "" where it says GST alone
    """

    place: Place
    type: str
    day: date
    gross: Paise
    fee: Paise
    gst: Paise | None
    net: Paise
    payment: str = ""
    order: str = ""
    receipt: str = ""
    original: str = ""
    settlement: str = ""
    utr: str = ""
    settled: date | None = None
    heads: str = ""
    method: str = ""
    row_type: Literal["settlement"] = "settlement"
