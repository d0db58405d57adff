"""What a column of a list of documents means by the words of its heading: return programs write the same few words in many orders and with many endings.

A heading is heard only where every word of it is known, so that one that says more ("Eligible IGST", "IGST Rate", "Original Invoice No") is never taken for another.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from qrt.core.documents.headers import normal

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MONEY = frozenset({"amount", "amounts", "amt", "value", "val"})
_FILLING = frozenset({"total", "net", "figures", "only", "a", "to", "on", "for", "and", "or"})
"""Words that change nothing of what an amount is."""
_FIRST_LETTERS = frozenset({"i", "c", "s", "x"})
"""Some tools number the heads by letters: "Central Tax (C)"."""
_TAX = frozenset({"tax", "taxes", "gst", "duty", "goods", "service", "services", "paid", "payable", "charged", "levied", "output"})
_HEADS: Mapping[str, frozenset[str]] = {
    "igst": frozenset({"igst", "integrated", "iamt"}),
    "cgst": frozenset({"cgst", "central", "camt"}),
    "sgst": frozenset({"sgst", "utgst", "sutgst", "state", "ut", "union", "territory", "samt"}),
    "cess": frozenset({"cess", "ces", "compensation", "csamt"}),
}
_BARE = frozenset({"integrated", "central", "state", "ut", "union", "territory", "compensation"})
"""Words that name a head beside "tax" alone: a state by itself is where the customer sits."""
_NAMES = frozenset().union(*_HEADS.values())
_NO_AMOUNT = frozenset({"rate", "rates", "%", "percent", "percentage", "status", "type", "code", "ledger", "account", "head", "no", "number", "date", "period"})
_NO_TAX_OF_DOCUMENT = frozenset(
    {"itc", "credit", "eligible", "ineligible", "reversed", "reversal", "availed", "claimed", "tds", "tcs", "interest", "fee", "declared"}
)

_REGISTERED = frozenset({"gstin", "gstn", "uin", "ctin"})
_ROLE_WORDS: Mapping[str, frozenset[str]] = {
    "inward": frozenset({"supplier", "suppliers", "vendor", "vendors", "seller", "isd", "eco"}),
    "outward": frozenset({"recipient", "receiver", "customer", "customers", "buyer", "purchaser", "consumer"}),
    "": frozenset({"party", "counterparty", "counter", "ctin"}),
}
_BESIDE_GSTIN = frozenset({"gst", "no", "number", "num", "registration", "or", "s", "dealer", "registered"})

_DOCUMENT = frozenset({"invoice", "inv", "document", "doc", "bill", "note", "inum"})
_BESIDE_DOCUMENT = frozenset({"tax", "supplier", "suppliers", "vendor", "party", "customer", "credit", "debit", "refund", "s", "or", "cn", "dn"})
_NUMBERED = frozenset({"no", "number", "num", "nos", "nbr", "inum"})
_DATED = frozenset({"date", "dt", "dated", "idt"})
_DAY_FORM = frozenset({"dd", "mm", "yyyy", "yy", "mmm", "mon"})
_WITH_TAX = frozenset({"incl", "including", "inclusive", "with"})
_WHOLE = frozenset({"gross", "grand", "final"})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a heading, small letters; "IgstAmount" and "igst_amount" are "igst amount"."""
    return tuple(normal(_HUMP.sub(" ", text)).split())


@lru_cache(maxsize=20_000)
def head_of(words: tuple[str, ...]) -> str:
    """The head of tax whose amounts a heading of these words stands over; "" where it is none, or says more than that."""
    held = frozenset(words)
    named = held & _NAMES
    if not named or held - _NAMES - _TAX - _MONEY - _FILLING - _FIRST_LETTERS:
        return ""
    heads = [head for head, own in _HEADS.items() if named & own]
    if len(heads) != 1 or (named <= _BARE and not held & _TAX):
        return ""
    return heads[0]


def speaks_of_tax(text: str) -> bool:
    """True for a heading that may stand over amounts of GST of the document, be it one that `head_of` does not know ("Total GST", "Tax Amt (C+S)")."""
    held = frozenset(words_of(text))
    if (
        held & _NO_AMOUNT
        or held & _NO_TAX_OF_DOCUMENT
        or held & {"taxable", "exempt", "before", "without", "excl", "excluding", "pre", "treatment", "regime", "gstin", "tin"}
    ):
        return False
    return bool(held & {"igst", "cgst", "sgst", "utgst", "sutgst", "iamt", "camt", "samt", "gst", "cess"}) or (
        "tax" in held and bool(held & (_MONEY | _NAMES | {"total"}))
    )


def hears(direction: str) -> Callable[[tuple[str, ...]], str]:
    """What the columns of a list of documents mean. `direction` says whose GSTIN is the other party's: "inward" the supplier's, "outward" the recipient's."""

    @lru_cache(maxsize=20_000)
    def heard(words: tuple[str, ...]) -> str:
        return head_of(words) or _value(words) or _named(frozenset(words), direction)

    return heard


def amounts(words: tuple[str, ...]) -> str:
    """Heads of tax and the taxable value alone: what a list of totals has."""
    found = head_of(words) or _value(words)
    return found if found != "value" else ""


def of_note(shown: str) -> bool:
    """True for a heading of a note's own number or day, False for one that an invoice may share with it ("Invoice/Note Number")."""
    held = frozenset(words_of(shown))
    return "note" in held and not held & {"invoice", "inv", "document", "doc", "bill"}


def of_invoice(shown: str) -> bool:
    """True for a heading of an invoice's number or day: beside those of a note, it is what the note is about."""
    held = frozenset(words_of(shown))
    return bool(held & {"invoice", "inv", "bill"}) and "note" not in held


def _value(words: tuple[str, ...]) -> str:
    """ "taxable" or "value" (of the whole document), "" for neither."""
    held = frozenset(words)
    if "txval" in held or "taxable" in held:
        return (
            "taxable"
            if held <= _MONEY | _FILLING | {"txval", "taxable", "goods", "services", "service", "supply", "supplies", "gross", "invoice", "item"}
            else ""
        )
    if held & {"assessable", "base", "basic"} and held & _MONEY:
        return "taxable" if held <= _MONEY | _FILLING | {"assessable", "base", "basic"} else ""
    whole = held - _MONEY - _FILLING - _DOCUMENT - _WHOLE
    of_document = bool(held & _MONEY and held & (_DOCUMENT | _WHOLE | {"total"}) or held & {"total"} and held & (_DOCUMENT | _WHOLE))
    return "value" if (of_document or words == ("total",)) and (not whole or (whole & _WITH_TAX and whole <= _WITH_TAX | _TAX)) else ""


def _named(held: frozenset[str], direction: str) -> str:
    """The other party's GSTIN, the document's number or its day; "" for none of them."""
    if held & _REGISTERED or {"gst"} < held and held & (_NUMBERED | {"registration"}):
        roles = _ROLE_WORDS[direction] | _ROLE_WORDS[""]
        return "party" if held <= _REGISTERED | _BESIDE_GSTIN | roles else ""
    if held & _DATED:
        return "day" if held <= _DATED | _DAY_FORM | _DOCUMENT | _BESIDE_DOCUMENT else ""
    if held & _DOCUMENT and (held & _NUMBERED or held == {"invoice"}):
        return "number" if held <= _DOCUMENT | _BESIDE_DOCUMENT | _NUMBERED else ""
    return ""
