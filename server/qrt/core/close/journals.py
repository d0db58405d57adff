"""What JournalBot looks at when it proposes: money that stands open, and the quarter's end, put together from the books of one entity."""

from collections.abc import Sequence

from qrt.core.base.company import Policy
from qrt.core.base.period import Quarter
from qrt.core.close.books import closing_rows
from qrt.core.close.types import EntityBooks, Placed
from qrt.core.journals.money import Standing
from qrt.core.journals.quarter_end import QuarterEnd, to_case
from qrt.core.journals.quarter_end.case import texts_of
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.opening import leaves
from qrt.core.ledger.types import VoucherDraft
from qrt.core.parties.result import EntityParties
from qrt.core.parties.types import Item


def standing_of(books: EntityBooks, parties: EntityParties) -> Standing:
    """Open bills and what else is owed, for the money that a bank statement shows and the books do not."""
    return Standing(_open_items(parties), books.posted)


def quarter_end_of(
    books: EntityBooks,
    parties: EntityParties,
    placed: Sequence[Placed],
    quarter: Quarter,
    policy: Policy,
    model: ModelChart,
    waiting: Sequence[VoucherDraft],
) -> QuarterEnd:
    """The case of a quarter's end. History is what the handed-in registers hold of earlier days, so that a recomputation from the package has it too."""
    papers = {(each.paper.sha256, each.extraction.part): each.extraction for each in placed}
    linked = [(link.voucher_key, papers[link.sha256, link.part]) for link in books.links if (link.sha256, link.part) in papers]
    closing = {row.name: row.closing for row in leaves(closing_rows(placed, quarter))}
    return to_case(
        books.entity,
        quarter,
        books.chart,
        model,
        policy,
        books.posted,
        books.beyond,
        (*books.waiting, *waiting),
        texts_of(linked),
        closing,
        _open_items(parties),
    )


def _open_items(parties: EntityParties) -> dict[str, tuple[Item, ...]]:
    """What is open of each party, as the book of its bills has it."""
    return {ledger: each.open_items for ledger, each in parties.bills.items()}
