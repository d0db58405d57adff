"""The rows of a register as drafts, with those that do not post set aside by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from qrt.core.documents.types import REGISTERS, Extraction, RegisterRow
from qrt.core.ledger.types import Chart, VoucherDraft
from qrt.core.ledger.voucher import draft_of_row


@dataclass(frozen=True, slots=True)
class Drafted:
    """drafts     vouchers of the books, one for each row that posts
    cancelled  rows that keep a number and move nothing
    unposted   memoranda, optional and pro forma vouchers: kept for the record
    """

    drafts: tuple[VoucherDraft, ...] = ()
    cancelled: tuple[VoucherDraft, ...] = ()
    unposted: tuple[VoucherDraft, ...] = ()


def drafts_of(extractions: Iterable[Extraction], entity: str, branch: str = "", chart: Chart | None = None) -> Drafted:
    """Every register row of these papers of one entity (and branch) as a draft; other papers are passed over."""
    posting: list[VoucherDraft] = []
    cancelled: list[VoucherDraft] = []
    unposted: list[VoucherDraft] = []
    for extraction in extractions:
        if extraction.kind not in REGISTERS:
            continue
        for row in extraction.rows:
            if isinstance(row, RegisterRow):
                target = cancelled if row.cancelled else posting if row.posts else unposted
                target.append(draft_of_row(row, extraction, entity, branch, chart))
    return Drafted(tuple(posting), tuple(cancelled), tuple(unposted))
