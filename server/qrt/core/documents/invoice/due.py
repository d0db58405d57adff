"""What is still to be paid, beside what the paper comes to: an advance was paid, or an older balance is asked for again."""

from itertools import chain

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heads import Choice
from qrt.core.documents.invoice.heard_totals import beside
from qrt.core.documents.invoice.values import Candidate, amounts


def find_due(paper: Labelled, comma_decimal: bool, total: Paise | None) -> tuple[Choice, bool] | None:
    """The amount beside a label of what is due, and whether it follows from the total: equal to it, less what was paid, or with what was owed before."""
    found: list[Candidate] = []
    others: list[Paise] = []
    for line in paper.sheet.lines:
        money = amounts(line, comma_decimal)
        for position, label in enumerate(paper.by_line[line.number]):
            if label.amount not in ("due", "previous") or not (values := beside(paper, line, position, money)):
                continue
            if label.amount == "due":
                found.append(values[-1])
            else:
                others.append(Paise(abs(values[-1].amount)))
    if not found:
        return None
    last = found[-1]
    follows = total is not None and last.amount in {total, *chain.from_iterable((total - each, total + each) for each in others)}
    doubt = "" if follows else "it does not follow from the total"
    return Choice(last, 0.9 if follows else 0.55, doubt), follows
