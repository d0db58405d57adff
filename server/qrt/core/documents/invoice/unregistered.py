"""Whether a paper says that who sells has no GSTIN: the recipient then writes the invoice himself and owes the tax, and every GSTIN on it is his."""

import re

from qrt.core.documents.invoice.claims import Labelled

_NOT_REGISTERED = re.compile(r"\W*(?:un\s?-?registered|urp|urd|not registered)\b", re.IGNORECASE)


def sells_unregistered(paper: Labelled) -> bool:
    """Beside a label of the seller's GSTIN ("Supplier GSTIN") stands that there is none."""
    for label in paper.all():
        if label.role == "gstin_seller":
            behind = " ".join(token.text for token in paper.sheet.lines[label.line].tokens if token.x0 >= label.x1 - 0.1)
            if _NOT_REGISTERED.match(behind):
                return True
    return False
