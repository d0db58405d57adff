"""Fees of a payment gateway that nobody booked, and the GST on them, where the books show how they take both. They wait for a checker."""

from dataclasses import replace

from qrt.core.journals.open_lines import Books, draft_open_line
from qrt.core.ledger.types import VoucherDraft
from qrt.core.recon.types import CARRIED, Reconciliation, ReconciliationKind, Side

CONFIDENCE = 0.7
"""Whether the credit may be taken, and for which month, stands on the gateway's tax invoice."""


def draft_fees(reconciliation: Reconciliation, books: Books) -> tuple[VoucherDraft, ...]:
    """One draft for each open fee whose ledger the books' own entries name, and for each open tax on one at the rate whose heads they name.

    Whatever else is open, and what an earlier quarter left open, a person books from the bench.
    """
    if reconciliation.kind is not ReconciliationKind.GATEWAY:
        return ()
    items = {item.id: item for item in reconciliation.right}
    drafts: list[VoucherDraft] = []
    for each in reconciliation.breaks:
        item = items.get(each.item) if each.side is Side.RIGHT else None
        if item is None or CARRIED in item.labels:
            continue
        known = {"fee": "fee_ledger", "gst": "heads"}.get(item.labels.get("what", ""))
        if not known or not item.labels.get(known):
            continue
        draft = draft_open_line(reconciliation.kind, reconciliation.subject, item, books)
        if all(line.ledger for line in draft.lines):
            drafts.append(replace(draft, confidence=CONFIDENCE))
    return tuple(sorted(drafts, key=lambda draft: (draft.day, draft.key)))
