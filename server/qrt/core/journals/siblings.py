"""Ledgers that differ only in what a paper says plainly: the rate of its tax, goods or services, a supply or its return. The chosen ledger's own sibling is taken."""

import re
from dataclasses import replace
from decimal import Decimal

from qrt.core.journals.ledgers import Choice
from qrt.core.journals.memory import Memory
from qrt.core.journals.reading import Invoice
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.taxnames import rate_of_name
from qrt.core.ledger.types import Chart

NOTES_SHARE = 0.6
"""Share of all notes of a company that must have gone to one ledger before the next note follows them."""

_RATE_WORD = re.compile(r"@?\s*\d{1,2}(?:\.\d+)?\s*%?")
_SERVICE = re.compile(r"\b(services?|consult\w*|professional|job ?work|labour|maintenance|amc|subscription)\b", re.IGNORECASE)
_SPECIAL_SALE = re.compile(r"return|discount|export|group|inter ?company|branch|scrap|sez", re.IGNORECASE)
_BILLS_ONLY = ("Sales Accounts", "Purchase Accounts")


def sibling_of(choice: Choice, invoice: Invoice, chart: Chart, memory: Memory) -> Choice:
    """The choice, or its sibling with the reason added. A sibling is never surer than what it was chosen from."""
    return _at_rate(_of_its_kind(_of_returns(choice, invoice, chart, memory), invoice, chart), invoice, chart)


def _of_returns(choice: Choice, invoice: Invoice, chart: Chart, memory: Memory) -> Choice:
    """What goes back is kept apart in most books: other parties' notes say more of a note of goods than this party's bills do."""
    account = chart.get(choice.ledger)
    notes = memory.overall.get(f"{invoice.direction}_note") if invoice.note else None
    usual, share = notes.usual() if notes else ("", 0.0)
    if not usual or share < NOTES_SHARE or _stem(usual) == _stem(choice.ledger) or (account and account.group not in _BILLS_ONLY):
        return choice
    count = sum(notes.ledgers.values()) if notes else 0
    return Choice(usual, f"{share:.0%} of all {count} such notes went there", round(min(max(choice.confidence, 0.5), 0.3 + 0.4 * share), 2))


def _of_its_kind(choice: Choice, invoice: Invoice, chart: Chart) -> Choice:
    """Sales of services (headings of chapter 99) and of goods stand in ledgers of their own where a company keeps both."""
    codes = [item.hsn for item in invoice.items if item.hsn]
    account = chart.get(choice.ledger)
    if invoice.direction != "sale" or invoice.note or not codes or account is None:
        return choice
    service = all(code.startswith("99") for code in codes)
    if service == bool(_SERVICE.search(choice.ledger)) or any(code.startswith("99") for code in codes) != service:
        return choice
    others = {
        _stem(name): name
        for name, each in sorted(chart.items())
        if each.group == account.group and bool(_SERVICE.search(name)) == service and not _SPECIAL_SALE.search(name)
    }
    if len(others) != 1:
        return choice
    what = "services" if service else "goods"
    return Choice(
        next(iter(others.values())),
        f"{choice.reason}, but the lines of the paper are {what} by their headings: the books' ledger for them",
        min(choice.confidence, 0.6),
    )


def _at_rate(choice: Choice, invoice: Invoice, chart: Chart) -> Choice:
    """The sibling of a ledger that carries the paper's own rate; the choice itself where it carries none or there is no such sibling."""
    named, rate = rate_of_name(choice.ledger), invoice.rate
    if named is None or rate is None or abs(named - rate) < Decimal("0.2"):
        return choice
    siblings = sorted(
        name for name in chart if _stem(name) == _stem(choice.ledger) and (own := rate_of_name(name)) is not None and abs(own - rate) < Decimal("0.2")
    )
    if not siblings:
        return replace(choice, reason=f"{choice.reason}, though the paper's rate is {rate:.1f} %", confidence=min(choice.confidence, 0.4))
    return Choice(siblings[0], f"{choice.reason}; of its ledgers the one at the paper's {rate_of_name(siblings[0])} %", min(choice.confidence, 0.85))


def _stem(name: str) -> str:
    """A ledger's name without its rate of tax."""
    return squeezed(_RATE_WORD.sub(" ", name)) if rate_of_name(name) is not None else squeezed(name)
