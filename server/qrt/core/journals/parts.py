"""The value of a purchase in the parts that the law treats apart: lines under different sections of tax deduction, each with its own ledger.

A bill for labour and for professional advice has tax deducted at two rates, each under its own limits. Lines are told apart only where each says what it is
and together they are the value of the bill to the paisa; otherwise the bill stays whole, and a line that looks like another section is named for a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.types import InvoiceLine
from qrt.core.journals.law import Law
from qrt.core.journals.ledgers import Choice
from qrt.core.journals.memory import Memory
from qrt.core.journals.reading import Invoice
from qrt.core.journals.taxes import deductible_key
from qrt.core.learning.accounts import ABSTAIN, Case
from qrt.core.learning.words import words_of
from qrt.core.ledger.types import Chart

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the value before tax that goes to one ledger. `items` are its lines of the paper, all of them where the bill is whole."""

    choice: Choice
    amount: Paise
    field: str
    items: tuple[InvoiceLine, ...]


def parts_of(invoice: Invoice, main: Choice, whole: Part, chart: Chart, memory: Memory, law: Law) -> tuple[tuple[Part, ...], str]:
    """The parts, and what a person should look at where the bill looks mixed and cannot be told apart ("" where nothing does)."""
    if invoice.direction != "purchase" or invoice.note or len(invoice.items) < 2 or law.case is None:
        return (whole,), ""
    said = [_of_line(item, chart, memory, law, invoice) for item in invoice.items]
    account = chart.get(main.ledger)
    own = deductible_key(account.tds_key if account else "", invoice, law)
    keys = [chart[choice.ledger].tds_key if choice else "" for choice in said]
    if len({key for key in (*keys, own) if key}) < 2 or not any(key not in ("", own) for key in keys):
        return (whole,), ""
    if not is_itemised(invoice.items, whole.amount):
        return (whole,), "its lines fall under different sections of tax deduction, and their values do not add up to its value: split it by hand"
    if own not in keys and "" in keys:
        other = next(item for item, key in zip(invoice.items, keys, strict=True) if key)
        return (whole,), f"the line “{other.description[:_SHOWN]}” looks like another section of tax deduction than {main.ledger}: say what the other lines are"
    parts: dict[str, Part] = {}
    for item, choice, key in zip(invoice.items, said, keys, strict=True):
        # Lines of the bill's own section stay in the bill's own ledger; so does a line that says nothing.
        picked = choice if choice and (key != own or choice.ledger == main.ledger) else main
        standing = parts.get(picked.ledger)
        if standing:
            parts[picked.ledger] = replace(standing, amount=Paise(standing.amount + (item.taxable or 0)), items=(*standing.items, item))
        else:
            parts[picked.ledger] = Part(picked, Paise(item.taxable or 0), f"line.{len(parts) + 1}", (item,))
    return tuple(replace(part, choice=replace(part.choice, reason=f"{_named(part)}: {part.choice.reason}")) for part in parts.values()), ""


def is_itemised(items: Sequence[InvoiceLine], value: Paise) -> bool:
    """Whether the lines' values are read, none below nothing, and come to the value of the bill to the paisa."""
    return bool(items) and all(item.taxable is not None and item.taxable >= 0 for item in items) and sum(item.taxable or 0 for item in items) == value


def _of_line(item: InvoiceLine, chart: Chart, memory: Memory, law: Law, invoice: Invoice) -> Choice | None:
    """The ledger of one line by what it says alone, where tax is deducted from what that ledger holds; None where nothing speaks for one."""
    case = Case("purchase", words=words_of([item.description]), hsns=(item.hsn,) if item.hsn else ())
    answer = memory.learned.choose(case) if memory.learned else None
    if answer is None or answer.confidence < ABSTAIN or answer.ledger not in chart or not deductible_key(chart[answer.ledger].tds_key, invoice, law):
        return None
    return Choice(answer.ledger, answer.reason, answer.confidence)


def _named(part: Part) -> str:
    said = ", ".join(f"“{' '.join(item.description.split())[:_SHOWN]}”" for item in part.items)
    return f"{said} of {rupee_text(part.amount)}"
