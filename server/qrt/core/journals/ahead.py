"""A purchase that pays for days after the quarter: its draft takes what lies ahead to prepaid, by the days that the paper names.

Once it is posted, its own prepaid line tells the quarter's end that nothing is left to be moved: the part is taken once. A bill that stays whole here (its
ledger is unsure, or it has no line that names its days) is looked at again when it stands in the books.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from qrt.core.base.money import Paise, rupee_text
from qrt.core.journals.cover import LEAST, Cover, cover_in
from qrt.core.journals.law import Law
from qrt.core.journals.ledgers import NEW_LEDGER, PREPAID, choose
from qrt.core.journals.parts import Part, is_itemised
from qrt.core.journals.reading import Invoice
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart


def split_ahead(invoice: Invoice, parts: Sequence[Part], chart: Chart, model: ModelChart, law: Law) -> tuple[Part, ...]:
    """The parts, the one cost of a bill cut into what is of the days up to the quarter's end and what is prepaid."""
    case = law.case
    if case is None or len(parts) != 1 or invoice.direction != "purchase" or invoice.note or not invoice.day or invoice.day not in case.quarter:
        return tuple(parts)
    (part,) = parts
    account = chart.get(part.choice.ledger)
    if not account or account.nature != "expense" or account.role or account.group == "Purchase Accounts" or part.choice.confidence <= NEW_LEDGER:
        return tuple(parts)
    end = case.quarter.last_day
    after: list[tuple[Cover, Paise, Paise]] = []
    for text, value in _texts(invoice, part):
        cover = cover_in(text, invoice.day, "the paper says")
        if cover and cover.last > end:
            after.append((cover, value, cover.share(value, end + timedelta(days=1), cover.last)))
    ahead = Paise(sum(amount for _, _, amount in after))
    # Tax is deducted under the nature of the cost: where nothing of it is left, the bill stays whole, and the quarter's end moves it.
    if ahead < LEAST or (ahead == part.amount and account.tds_key):
        return tuple(parts)
    said = "; ".join(
        f"{cover.text} {cover}: {cover.days_after(end)} of {cover.days} days of {rupee_text(value)} lie after {end:%d-%m-%Y}" for cover, value, _ in after
    )
    prepaid = choose(PREPAID, chart, model)
    left = Paise(part.amount - ahead)
    cost = replace(part, amount=left, choice=replace(part.choice, reason=f"{part.choice.reason}; {rupee_text(left)} of it is of days up to {end:%d-%m-%Y}"))
    return (cost, replace(part, amount=ahead, choice=replace(prepaid, reason=f"{said}; {prepaid.reason}")))


def _texts(invoice: Invoice, part: Part) -> list[tuple[str, Paise]]:
    """What each line of the paper says, with its value; the one line of a bill has all of it. Lines that do not make up the bill say nothing."""
    if len(invoice.items) == 1:
        return [(invoice.items[0].description, part.amount)]
    return [(item.description, item.taxable or Paise(0)) for item in invoice.items] if is_itemised(invoice.items, part.amount) else []
