"""What a service is booked as where nothing is known of its supplier: by the words of the paper and the heading of its code."""

from qrt.core.journals.ledgers import Choice
from qrt.core.journals.reading import Invoice
from qrt.core.ledger.naming import words
from qrt.core.ledger.types import Chart

_DULL = frozenset(
    {
        "charge",
        "expense",
        "account",
        "fee",
        "cost",
        "payment",
        "other",
        "general",
        "new",
        "on",
        "of",
        "for",
        "and",
        "to",
        "in",
        "the",
        "per",
        "month",
        "monthly",
        "service",
    }
)

# Annexure to notification 11/2017-Central Tax (Rate): the headings of services, each with the words by which companies name their ledgers for them.
_HEADINGS: dict[str, str] = {
    "9963": "hotel lodging boarding travelling travel accommodation",
    "9964": "travelling travel conveyance fare cab",
    "9965": "freight transport cartage carriage logistics",
    "9966": "hire vehicle car rental",
    "9967": "freight clearing forwarding logistics warehousing",
    "9968": "courier postage",
    "9969": "electricity power water fuel",
    "9971": "bank insurance finance",
    "9972": "rent property premises",
    "9973": "hire lease licence license rental",
    "9981": "research development",
    "9982": "legal professional advocate audit accounting",
    "9983": "professional consultancy technical management",
    "99836": "advertisement advertising publicity marketing",
    "9984": "telephone internet communication mobile broadband",
    "9985": "security housekeeping manpower recruitment cleaning",
    "99852": "security guard",
    "99853": "housekeeping cleaning",
    "9987": "repair maintenance installation",
    "9988": "job work labour processing",
    "9992": "training education",
    "9995": "subscription membership",
    "9961": "commission brokerage",
}


def by_words(invoice: Invoice, chart: Chart) -> Choice | None:
    """An expense ledger that shares its telling words with what the paper says was bought, or with its heading; None where none or several do equally."""
    codes = [item.hsn for item in invoice.items if item.hsn]
    if invoice.direction != "purchase" or (codes and not all(code.startswith("99") for code in codes)):
        return None  # Goods go where goods went.
    said = {word for text in (*invoice.what, invoice.party) for word in words(text)} - _DULL
    headed = {word for code in codes for length in (5, 4) for word in words(_HEADINGS.get(code[:length], ""))}
    scored: list[tuple[int, int, float, str]] = []
    for name, account in chart.items():
        own = words(name) - _DULL
        if account.nature == "expense" and not account.role and account.group in ("Direct Expenses", "Indirect Expenses", "") and own & (said | headed):
            scored.append((len(own & said), len(own & headed), len(own & (said | headed)) / len(own), name))
    best = max(scored, default=None)
    if best is None or sum(each[:3] == best[:3] for each in scored) > 1:
        return None
    told = ", ".join(sorted((words(best[3]) - _DULL) & (said if best[0] else headed)))
    by = f"the paper says “{told}”" if best[0] else f"the heading {codes[0][:4]} of its lines is “{told}”"
    agree = bool(best[0] and best[1])
    return Choice(best[3], f"nothing is known of this party; {by}, as the ledger does", 0.6 if agree else 0.5 if best[2] >= 0.5 else 0.4)
