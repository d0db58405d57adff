"""The settlement report that a payment gateway's dashboard exports."""

import csv
from collections.abc import Iterable
from pathlib import Path

from qrt.core.base.money import Paise, decimal_text
from qrt.sim.world import WebSettlement

_HEAD = (
    *("transaction_entity", "entity_id", "amount", "currency", "fee (inclusive tax)", "tax", "debit", "credit", "payment_method", "created_at", "settled_at"),
    *("settlement_id", "settlement_utr", "order_id", "order_receipt"),
)


def write_settlements(path: Path, settlements: Iterable[WebSettlement]) -> None:
    """One row a payment or refund, in the order in which they were settled. Rupees; the fee holds its tax."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(_HEAD)
        for settled in settlements:
            for event in settled.events:
                paid = event.kind == "payment"
                amounts = [abs(event.gross), event.fee + event.gst, event.gst, 0 if paid else -event.net, event.net if paid else 0]
                gross, fee, tax, debit, credit = (decimal_text(Paise(amount)) for amount in amounts)
                days = f"{event.day:%d/%m/%Y} 14:22:09", f"{settled.day:%d/%m/%Y} 10:00:00"
                number = f"{'pay' if paid else 'rfnd'}_{event.number}"
                ends = (f"setl_{settled.number}", settled.utr, f"order_{event.number}", event.order)
                out.writerow([event.kind, number, gross, "INR", fee, tax, debit, credit, "upi", *days, *ends])
