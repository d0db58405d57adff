"""What is open of each party, by the one book of bills, for tests of what is proposed on it."""

from collections.abc import Iterable, Sequence
from datetime import date

from qrt.core.ledger.types import Chart, Voucher
from qrt.core.parties.bills import open_bills
from qrt.core.parties.entries import OpeningBill, entries_of
from qrt.core.parties.types import Item
from qrt.core.parties.who import find_parties


def open_items(vouchers: Iterable[Voucher], chart: Chart, opening: dict[str, Sequence[OpeningBill]], last: date) -> dict[str, tuple[Item, ...]]:
    """Open items by ledger at the end of a day; `opening` lists bills that stood before the first voucher."""
    books = list(vouchers)
    parties = find_parties(chart, (), books)
    entries = entries_of(books, chart, parties, "INR")
    return {
        ledger: open_bills(party, chart[ledger].opening, opening.get(ledger, ()), entries.get(ledger, []), last).open_items for ledger, party in parties.items()
    }
